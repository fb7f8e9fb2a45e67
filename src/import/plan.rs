//! The plan of an import: what the file is, which column becomes what, and how the first rows will be read.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::columns::{Dictionary, Sureness};
use super::error::ImportError;
use super::layout::{Defaults, Layout};
use super::matcher::{self, Matched, Nearest};
use super::recipe::needed;
use super::records::Records;
use super::rows::Rows;
use super::sample::sample;
use super::sniff::{HEAD, NotText, Shape};
use super::table::{HeadRow, Table};
use super::target::{Content, Target};
use super::values::date::{DayOrder, OrderFound, order_of};
use super::values::rate::Scale;
use crate::domain::money::grouped;
use crate::domain::{Currency, Platform};
use crate::proto::ingest::ImportKind;

/// Records read to decide about columns.
const HEAD_RECORDS: usize = 5_000;

/// Bytes read to decide about columns.
const HEAD_BYTES: u64 = 2 * 1024 * 1024;

/// Rows shown as samples.
const SAMPLES: usize = 5;

/// What the program takes for granted where a file says nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Platform of accounts without one.
    pub platform: Platform,
    /// Currency of amounts without one.
    pub currency: Currency,
    /// Order of day and month where all dates of a column leave it open.
    pub day_order: DayOrder,
    /// What the file holds, where the person knows better than its header.
    pub kind: Option<ImportKind>,
}

/// A column of the file and what it becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name in the file, `(column 3)` where it has none.
    pub header: String,
    /// The field, nothing where the column is left out.
    pub becomes: Option<Target>,
    /// How certain that is.
    pub sure: Sureness,
    /// The first cells as they stand.
    pub raw: Vec<String>,
    /// The first cells as they will be read.
    pub samples: Vec<String>,
}

/// A file that can be imported, and how.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What the file holds.
    pub kind: ImportKind,
    /// Its name without folders.
    pub file: String,
    /// Size, delimiter and encoding: `612 rows, comma, UTF-8`.
    pub description: String,
    /// The columns in the order of the file.
    pub columns: Vec<Column>,
    /// What a person should know before importing.
    pub notes: Vec<String>,
    /// Size of the file, for progress.
    pub bytes_total: u64,
    path: PathBuf,
    shape: Shape,
    table: Table,
    matched_notes: Vec<String>,
    chosen_orders: Vec<Option<DayOrder>>,
    defaults: Defaults,
}

impl Plan {
    /// Looks at a file and proposes how to import it.
    ///
    /// # Errors
    /// Says why the file cannot be imported at all.
    pub(super) fn open(path: &Path, options: Options) -> Result<Self, ImportError> {
        let file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let unreadable = |source: io::Error| ImportError::Unreadable { file: file.clone(), source };
        let (head, bytes_total) = first_bytes(path).map_err(unreadable)?;
        let shape = Shape::of(&head, head.len() as u64 == bytes_total).map_err(|fault| match fault {
            NotText::Empty => ImportError::Empty { file: file.clone() },
            NotText::Binary(what, is_sheet) => ImportError::NotText { file: file.clone(), what, is_sheet },
        })?;
        let (records, bytes) = first_records(path, shape).map_err(unreadable)?;
        let read = records.len();
        let table = Table::find(records, shape.skip);
        let (kind, matched) = recognised(&table, options, &file)?;
        let rows = match bytes {
            None => format!("{} rows", grouped(table.body.len() as u64)),
            Some(bytes) => format!("about {} rows", grouped(rounded(read as u64 * bytes_total / bytes.max(1)))),
        };
        let columns = matched.becomes.iter().enumerate().map(|(index, found)| Column {
            header: table.name(index),
            becomes: found.map(|(target, _)| target),
            sure: found.map_or(Sureness::Sure, |(_, sureness)| sureness),
            raw: Vec::new(),
            samples: Vec::new(),
        });
        let mut plan = Self {
            kind,
            description: format!("{rows}, {}", shape.words()),
            columns: columns.collect(),
            notes: Vec::new(),
            bytes_total,
            path: path.to_owned(),
            shape,
            chosen_orders: vec![None; table.headers.len()],
            matched_notes: table.notes.iter().chain(&matched.notes).cloned().collect(),
            table,
            defaults: Defaults { platform: options.platform, currency: options.currency, day_order: options.day_order },
            file,
        };
        plan.refresh();
        Ok(plan)
    }

    /// Lets a column become another field, or none. A field that takes one column only leaves its former one.
    pub fn set_column(&mut self, index: usize, becomes: Option<Target>) {
        let becomes = becomes.filter(|target| Target::of(self.kind).contains(target));
        if let Some(target) = becomes.filter(|target| !target.is_many()) {
            for column in self.columns.iter_mut().filter(|column| column.becomes == Some(target)) {
                column.becomes = None;
            }
        }
        if let Some(column) = self.columns.get_mut(index) {
            column.becomes = becomes;
            column.sure = Sureness::Sure;
        }
        self.refresh();
    }

    /// Answers whether the dates of a column begin with the day or the month.
    pub fn set_day_order(&mut self, index: usize, order: DayOrder) {
        if let Some(slot) = self.chosen_orders.get_mut(index) {
            *slot = Some(order);
        }
        if let Some(column) = self.columns.get_mut(index) {
            column.sure = Sureness::Sure;
        }
        self.refresh();
    }

    /// Fields that must be mapped and are not; where several would do, the first of them.
    pub fn missing(&self) -> Vec<Target> {
        let mapped = |target: &Target| self.columns.iter().any(|column| column.becomes == Some(*target));
        needed(self.kind)
            .iter()
            .filter(|group| !group.iter().any(mapped))
            .filter_map(|group| group.first().copied())
            .collect()
    }

    /// Names of the columns of the file, for the header of its rejects.
    pub fn headers(&self) -> Vec<String> {
        self.columns.iter().map(|column| column.header.clone()).collect()
    }

    /// Reads the records one after the other, with memory that does not grow with the file.
    ///
    /// # Errors
    /// If a needed column is not mapped, or the file cannot be opened any more.
    pub fn records(&self) -> Result<Records, ImportError> {
        if let Some(target) = self.missing().first() {
            return Err(ImportError::MissingColumns {
                file: self.file.clone(),
                kind: self.kind.plural(),
                missing: format!("no column becomes \"{}\"", target.label(self.kind)),
            });
        }
        let unreadable = |source: io::Error| ImportError::Unreadable { file: self.file.clone(), source };
        let mut rows = Rows::open(&self.path, self.shape).map_err(unreadable)?;
        for _ in 0..self.table.skip {
            rows.advance().map_err(unreadable)?;
        }
        Ok(Records::new(self.kind, rows, self.layout()))
    }

    fn layout(&self) -> Layout {
        let becomes: Vec<_> = self.columns.iter().map(|column| column.becomes).collect();
        Layout::new(&self.table, &becomes, &self.chosen_orders, self.defaults)
    }

    /// Writes samples and notes anew after the mapping changed.
    fn refresh(&mut self) {
        let layout = self.layout();
        let Self { columns, table, chosen_orders, matched_notes, .. } = self;
        let mut notes = matched_notes.clone();
        for (index, column) in columns.iter_mut().enumerate() {
            let cells = table.body.iter().take(SAMPLES).map(|row| row.cells.get(index).map_or("", String::as_str));
            column.raw = cells.clone().map(crate::domain::text::clean).collect();
            column.samples = cells.map(|cell| sample(cell, column.becomes, &layout)).collect();
            let Some(target) = column.becomes else { continue };
            if target == Target::Er && layout.scale() == Scale::Fraction {
                notes.push(format!("`{}` holds fractions: 0.05 is read as 5 %.", column.header));
            }
            let asked = chosen_orders.get(index).copied().flatten();
            if target.content() == Content::Date
                && asked.is_none()
                && order_of(table.cells(index)) == OrderFound::Undecided
            {
                column.sure = Sureness::Ask;
                let order = match layout.order(target) {
                    DayOrder::DayFirst => "3 April, day first",
                    DayOrder::MonthFirst => "March 4, month first",
                };
                notes.push(format!("`{}` leaves open which is the day: 03/04 is read as {order}.", column.header));
            }
        }
        self.notes = notes;
    }
}

fn first_bytes(path: &Path) -> io::Result<(Vec<u8>, u64)> {
    let file = File::open(path)?;
    let bytes_total = file.metadata()?.len();
    let mut head = Vec::new();
    file.take(HEAD as u64).read_to_end(&mut head)?;
    Ok((head, bytes_total))
}

/// Reads the beginning; the second value is how far it went if that was not the end.
fn first_records(path: &Path, shape: Shape) -> io::Result<(Vec<HeadRow>, Option<u64>)> {
    let mut rows = Rows::open(path, shape)?;
    let mut records = Vec::new();
    while rows.advance()? {
        records.push(HeadRow { row: rows.row(), cells: rows.owned_cells() });
        if records.len() >= HEAD_RECORDS || rows.text_bytes() >= HEAD_BYTES {
            return Ok((records, Some(rows.bytes_read())));
        }
    }
    Ok((records, None))
}

/// Two digits are all an estimate deserves.
fn rounded(count: u64) -> u64 {
    let unit = 10_u64.pow(count.max(1).ilog10().saturating_sub(1));
    (count + unit / 2) / unit * unit
}

/// Decides what the file holds.
fn recognised(table: &Table, options: Options, file: &str) -> Result<(ImportKind, Matched), ImportError> {
    let file = file.to_owned();
    let dictionary = Dictionary::get();
    let has = |matched: &Matched, target| matched.becomes.iter().flatten().any(|(found, _)| *found == target);
    if options.kind.is_none()
        && let Some(what) = dictionary.foreign(&table.headers)
    {
        return Err(ImportError::Foreign { file, what: what.to_owned() });
    }
    let orders = matcher::shopify(table);
    let marks = dictionary.shopify_marks(&table.headers);
    let looks_like_orders =
        marks >= 4 || (marks >= 1 && has(&orders, Target::OrderName) && has(&orders, Target::Total));
    if options.kind.map_or(looks_like_orders, |kind| kind == ImportKind::ShopifyOrders) {
        return match missing_for_orders(&orders) {
            Some(missing) => {
                Err(ImportError::MissingColumns { file, kind: ImportKind::ShopifyOrders.plural(), missing })
            }
            None => Ok((ImportKind::ShopifyOrders, orders)),
        };
    }
    let is_tracker = |matched: &Matched| {
        let identity = [Target::Campaign, Target::Handle, Target::Platform, Target::Currency];
        has(matched, Target::Campaign) && matched.becomes.iter().flatten().any(|(target, _)| !identity.contains(target))
    };
    if options.kind != Some(ImportKind::Creators)
        && let Ok(matched) = matcher::people(ImportKind::Collaborations, table, options.platform)
        && is_tracker(&matched)
    {
        return Ok((ImportKind::Collaborations, matched));
    }
    if let Some(found) = pages(table, options) {
        return Ok(found);
    }
    match matcher::people(ImportKind::Creators, table, options.platform) {
        Ok(matched) if options.kind.is_none_or(|kind| kind == ImportKind::Creators) => {
            Ok((ImportKind::Creators, matched))
        }
        Ok(_) => Err(unknown(table, file)),
        Err(nearest) => Err(refused(table, nearest.as_ref(), file)),
    }
}

/// Whether the file lists posts with their counts, or follower counts and nothing else.
fn pages(table: &Table, options: Options) -> Option<(ImportKind, Matched)> {
    let may_be = |kind| options.kind.is_none_or(|wanted| wanted == kind);
    let has = |matched: &Matched, wanted: &[Target]| {
        matched.becomes.iter().flatten().filter(|(target, _)| wanted.contains(target)).count()
    };
    let posts = matcher::by_name(ImportKind::Posts, table);
    let counts = [Target::Views, Target::Likes, Target::Comments, Target::Shares, Target::Saves];
    // One count alone may be that of a creator; a list scraped to find creators has no more.
    let is_list = has(&posts, &counts) >= 2 || options.kind == Some(ImportKind::Posts);
    if may_be(ImportKind::Posts)
        && is_list
        && has(&posts, &[Target::Handle, Target::PostUrl]) > 0
        && has(&posts, &[Target::PostedAt, Target::PostUrl, Target::PostId]) > 0
    {
        return Some((ImportKind::Posts, posts));
    }
    let followers = matcher::by_name(ImportKind::Followers, table);
    let names = table.headers.iter().filter(|header| !header.shown.is_empty()).count();
    let is_plain = names == followers.becomes.iter().flatten().count() || options.kind == Some(ImportKind::Followers);
    let is_whole = has(&followers, &[Target::Handle, Target::CountedOn, Target::Followers]) == 3;
    (may_be(ImportKind::Followers) && is_plain && is_whole).then_some((ImportKind::Followers, followers))
}

fn refused(table: &Table, nearest: Option<&Nearest>, file: String) -> ImportError {
    if let Some((repeated, times)) = table.repeated_group() {
        return ImportError::Dashboard { file, repeated, times };
    }
    match nearest {
        Some(&Nearest { column, good, seen }) if seen > 0 => {
            ImportError::NoHandles { file, column: table.name(column), good, seen }
        }
        _ => unknown(table, file),
    }
}

fn unknown(table: &Table, file: String) -> ImportError {
    let names: Vec<_> = table.headers.iter().filter(|header| !header.shown.is_empty()).collect();
    let mut found =
        names.iter().take(6).map(|header| format!("`{}`", shortened(&header.shown))).collect::<Vec<_>>().join(", ");
    match names.len() {
        0 => "no column names".clone_into(&mut found),
        count @ 7.. => found = format!("{found} and {} more", count - 6),
        _ => {}
    }
    ImportError::Unknown { file, found }
}

fn shortened(name: &str) -> String {
    if name.chars().count() <= 30 { name.to_owned() } else { name.chars().take(29).chain(['…']).collect() }
}

fn missing_for_orders(matched: &Matched) -> Option<String> {
    let has = |target| matched.becomes.iter().flatten().any(|(found, _)| *found == target);
    let mut missing = Vec::new();
    if !has(Target::OrderName) {
        missing.push("the column `Name` is missing");
    }
    if !has(Target::Total) {
        missing.push("the column `Total` is missing");
    }
    if !has(Target::CreatedAt) && !has(Target::PaidAt) {
        missing.push("`Created at` and `Paid at` are both missing");
    }
    (!missing.is_empty()).then(|| missing.join(", "))
}

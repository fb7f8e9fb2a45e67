//! The plan of an import: what the file is, which column becomes what, and how the first rows will be read.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::content::Content;
use super::error::ImportError;
use super::kind;
use super::layout::{Defaults, Layout, Row};
use super::lengths::{Lengths, TooLong, too_long};
use super::options::Options;
use super::recipe::shopify;
use super::records::Records;
use super::rows::Rows;
use super::sample::sample;
use super::sniff::{HEAD, NotText, Shape};
use super::table::{HeadRow, Table};
use super::values::date::{OrderFound, order_of};
use super::values::rate::Scale;
use crate::domain::creator::CreatorField;
use crate::domain::money::grouped;
use crate::handles;
use crate::proto::column::{Choice, ColumnPreview, Sureness, Target, give};
use crate::proto::import_note::ImportNote;
use crate::proto::ingest::ImportKind;

/// Records read to decide about columns.
const HEAD_RECORDS: usize = 5_000;

/// Bytes read to decide about columns.
const HEAD_BYTES: u64 = 2 * 1024 * 1024;

/// Rows shown as samples.
const SAMPLES: usize = 5;

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
    pub columns: Vec<ColumnPreview>,
    /// What the user should know before importing.
    pub notes: Vec<ImportNote>,
    /// Size of the file, for progress.
    pub bytes_total: u64,
    path: PathBuf,
    shape: Shape,
    table: Table,
    /// Whether the table holds all rows of the file, not only the first.
    is_whole: bool,
    /// What the program proposes for each column, and how certain that is.
    proposed: Vec<Option<(Target, Sureness)>>,
    matched_notes: Vec<ImportNote>,
    defaults: Defaults,
}

impl Plan {
    /// Looks at a file and proposes how to import it. Where a field without which nothing works has no column, the plan comes
    /// with the reason, and the user may choose one.
    ///
    /// # Errors
    /// Says why the file cannot be imported at all.
    pub(super) fn look(path: &Path, options: Options) -> Result<(Self, Option<ImportError>), ImportError> {
        let file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let unreadable = |source: io::Error| unreadable(&file, source);
        // Opening a pipe would wait for someone to write into it, and it could be read only once.
        if let Some(what) = path.metadata().ok().filter(|meta| !meta.is_file()).map(|meta| what_else(&meta)) {
            return Err(ImportError::NotAFile { file, what });
        }
        if handles::is_held(path) {
            return Err(ImportError::NotText { file, what: "a database", is_sheet: false });
        }
        let (head, bytes_total) = first_bytes(path).map_err(unreadable)?;
        let shape = Shape::of(&head, head.len() as u64 == bytes_total).map_err(|fault| match fault {
            NotText::Empty => ImportError::Empty { file: file.clone() },
            NotText::Binary(what, is_sheet) => ImportError::NotText { file: file.clone(), what, is_sheet },
        })?;
        let (records, bytes) = first_records(path, shape).map_err(unreadable)?;
        let read = records.len();
        let table = Table::find(records, shape.skip);
        let named = crate::domain::text::clean(&path.display().to_string());
        let (kind, matched, fault) = kind::looked(&table, options, &file, &named)?;
        let rows = match bytes {
            None => format!("{} rows", grouped(table.body.len() as u64)),
            Some(bytes) => format!("about {} rows", grouped(rounded(read as u64 * bytes_total / bytes.max(1)))),
        };
        let columns = matched.becomes.iter().enumerate().map(|(index, proposed)| ColumnPreview {
            header: table.name(index),
            choice: Choice { becomes: proposed.map(|(target, _)| target), day_order: None },
            sure: Sureness::Sure,
            open_order: None,
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
            proposed: matched.becomes,
            matched_notes: matched.notes,
            table,
            is_whole: bytes.is_none(),
            defaults: Defaults { platform: options.platform, currency: options.currency, day_order: options.day_order },
            file,
        };
        plan.refresh();
        Ok((plan, fault))
    }

    /// What each column becomes now.
    pub fn choices(&self) -> Vec<Choice> {
        self.columns.iter().map(|column| column.choice).collect()
    }

    /// Lets the columns become what the user chose; what the file has more is left out.
    pub fn choose(&mut self, choices: &[Choice]) {
        let mut allowed = vec![Choice::default(); self.columns.len()];
        for (index, choice) in choices.iter().enumerate().take(allowed.len()) {
            give(&mut allowed, index, choice.becomes.filter(|target| Target::of(self.kind).contains(target)));
            if let Some(slot) = allowed.get_mut(index) {
                slot.day_order = choice.day_order;
            }
        }
        for (column, choice) in self.columns.iter_mut().zip(allowed) {
            column.choice = choice;
        }
        self.refresh();
    }

    /// Fields that must be mapped and are not; where several would do, the first of them.
    pub fn missing(&self) -> Vec<Target> {
        let mapped = |target: &Target| self.columns.iter().any(|column| column.choice.becomes == Some(*target));
        Target::needed(self.kind)
            .iter()
            .filter(|group| !group.iter().any(mapped))
            .filter_map(|group| group.first().copied())
            .collect()
    }

    /// Names of the columns of the file, for the header of its rejects.
    pub fn headers(&self) -> Vec<String> {
        self.columns.iter().map(|column| column.header.clone()).collect()
    }

    /// Names of the columns that have values and map to no field. Columns that are empty in the whole file are not named.
    pub fn left_out(&self) -> Vec<String> {
        let columns = self.columns.iter().enumerate().filter(|(_, column)| column.choice.becomes.is_none());
        let says = |index| !self.is_whole || self.table.cells(index).next().is_some();
        columns.filter(|(index, _)| says(*index)).map(|(_, column)| column.header.clone()).collect()
    }

    /// A name under which choices for files with this header row can be kept; none where the file names no column.
    pub fn signature(&self) -> Option<String> {
        let names: Vec<&str> = self.table.headers.iter().map(|header| header.shown.as_str()).collect();
        let is_named = names.iter().any(|name| !name.is_empty());
        is_named.then(|| blake3::hash(names.join("\u{1f}").as_bytes()).to_hex().to_string())
    }

    /// Reads the records one after the other, with memory that does not grow with the file.
    ///
    /// # Errors
    /// If a needed column is not mapped, or the file cannot be opened anymore.
    pub fn records(&self) -> Result<Records, ImportError> {
        if let Some(target) = self.missing().first() {
            return Err(ImportError::MissingColumns {
                file: self.file.clone(),
                kind: self.kind.plural(),
                missing: format!("no column maps to \"{}\"", target.label(self.kind)),
            });
        }
        let unreadable = |source: io::Error| unreadable(&self.file, source);
        let layout = self.layout();
        let newest = match self.kind {
            ImportKind::ShopifyOrders => self.newest(&layout).map_err(unreadable)?,
            _ => None,
        };
        Ok(Records::new(self.kind, self.rows().map_err(unreadable)?, layout, newest))
    }

    /// The file at its first row below the header.
    fn rows(&self) -> io::Result<Rows> {
        let mut rows = Rows::open(&self.path, self.shape)?;
        for _ in 0..self.table.skip {
            rows.advance()?;
        }
        Ok(rows)
    }

    /// Returns the last moment that an export of orders dates. It may be in any row, and the first one needs it already.
    fn newest(&self, layout: &Layout) -> io::Result<Option<i64>> {
        let (mut rows, mut newest) = (self.rows()?, shopify::Newest::default());
        while rows.advance()? {
            newest.see(Row { cells: rows.cells(), layout });
        }
        Ok(newest.at)
    }

    /// Returns the hash of the file's content, by which an import recognizes a file it has already read. The whole file is gone
    /// through once, so that one that cannot be read to its end is refused before any of it is taken in.
    ///
    /// # Errors
    /// If the file cannot be read, or holds a line that no list has.
    pub fn content_hash(&self) -> Result<String, ImportError> {
        let unreadable = |source: io::Error| unreadable(&self.file, source);
        let mut file = handles::open(&self.path).map_err(unreadable)?;
        let (mut hasher, mut lengths) = (blake3::Hasher::new(), Lengths::of(self.shape));
        let mut piece = vec![0; 64 * 1024];
        loop {
            let count = match file.read(&mut piece) {
                Ok(0) => return Ok(hasher.finalize().to_hex().to_string()),
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(unreadable(error)),
            };
            let bytes = piece.get(..count).unwrap_or_default();
            hasher.update(bytes);
            lengths.pass(bytes).map_err(unreadable)?;
        }
    }

    fn layout(&self) -> Layout {
        Layout::new(&self.table, &self.choices(), self.defaults)
    }

    /// Writes samples and notes again after the mapping changed.
    fn refresh(&mut self) {
        let layout = self.layout();
        let Self { columns, table, proposed, matched_notes, .. } = self;
        let mut notes = table.notes.clone();
        // These notes are about the proposed columns only.
        let is_proposed = |(column, proposed): (&ColumnPreview, &Option<(Target, Sureness)>)| {
            column.choice.becomes == proposed.map(|(target, _)| target)
        };
        if columns.iter().zip(proposed.iter()).all(is_proposed) {
            notes.extend(matched_notes.iter().cloned());
        }
        for (index, (column, proposed)) in columns.iter_mut().zip(proposed).enumerate() {
            let Choice { becomes, day_order } = column.choice;
            let cells = table.body.iter().take(SAMPLES).map(|row| row.cells.get(index).map_or("", String::as_str));
            column.raw = cells.clone().map(crate::domain::text::clean).collect();
            column.samples = cells.map(|cell| sample(cell, becomes, &layout)).collect();
            column.open_order = None;
            column.sure = match *proposed {
                Some((target, sure)) if becomes == Some(target) => sure,
                None if becomes.is_none() => Sureness::Sure,
                _ => Sureness::Chosen,
            };
            let Some(target) = becomes else { continue };
            if target == Target::Of(CreatorField::Er) && layout.scale() == Scale::Fraction {
                notes.push(ImportNote::Fractions(column.header.clone()));
            }
            let found = order_of(table.cells(index));
            let is_open = matches!(found, OrderFound::Undecided | OrderFound::Both(_));
            if Content::of(target) == Content::Date && is_open {
                let (order, column_name) = (layout.order(target), column.header.clone());
                column.open_order = Some(order);
                column.sure = if day_order.is_some() { Sureness::Chosen } else { Sureness::Ask };
                if matches!(found, OrderFound::Both(_)) {
                    notes.push(ImportNote::MixedDates { column: column_name, order });
                } else if day_order.is_none() {
                    notes.push(ImportNote::AmbiguousDates { column: column_name, order });
                }
            }
        }
        if self.kind == ImportKind::Clicks && [Target::Clicks, Target::TotalClicks].into_iter().any(|it| layout.has(it))
        {
            notes.push(ImportNote::Clicks { are_totals: !layout.has(Target::Clicks) });
        }
        self.notes = notes;
    }
}

fn unreadable(file: &str, source: io::Error) -> ImportError {
    let file = file.to_owned();
    match too_long(&source) {
        Some(TooLong { line, what }) => ImportError::TooLong { file, line, what },
        None => ImportError::Unreadable { file, source },
    }
}

/// What something is that isn't a file.
fn what_else(meta: &std::fs::Metadata) -> &'static str {
    #[cfg(unix)]
    if std::os::unix::fs::FileTypeExt::is_fifo(&meta.file_type()) {
        return "a pipe";
    }
    if meta.is_dir() { "a folder" } else { "a device" }
}

fn first_bytes(path: &Path) -> io::Result<(Vec<u8>, u64)> {
    let file = handles::open(path)?;
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

/// Rounds an estimate to two digits.
fn rounded(count: u64) -> u64 {
    let unit = 10_u64.pow(count.max(1).ilog10().saturating_sub(1));
    (count + unit / 2) / unit * unit
}

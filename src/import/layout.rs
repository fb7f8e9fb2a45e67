//! The finished mapping: where each field is in a row and how its cells are read.

use super::columns::Dictionary;
use super::content::Content;
use super::matcher::is_own;
use super::table::Table;
use super::values::date::{DayOrder, Moment, OrderFound};
use super::values::{count, date, known, money, rate};
use crate::domain::creator::CreatorField;
use crate::domain::number::NumberWords;
use crate::domain::text::unguarded;
use crate::domain::{Currency, Platform, TooLong};
use crate::proto::column::{Choice, Target};
use crate::proto::ingest::StatedDay;
use csv::StringRecord;

/// Where each field stands and how its column is read.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    at: [Option<usize>; Target::COUNT],
    many: Vec<usize>,
    /// The columns that become something, with what they become.
    used: Vec<(usize, Target)>,
    orders: [DayOrder; Target::COUNT],
    /// Order of day and month where a column leaves it open.
    day_order: DayOrder,
    scale: rate::Scale,
    /// Whether Tenfold wrote the list: its numbers have a point for decimals, and no word in it stands for unknown.
    pub(super) is_own: bool,
    /// Cells a row can have.
    pub(super) width: usize,
    /// Names of the columns, for rejects.
    pub(super) names: Vec<String>,
    /// Platform where neither link nor column tells it.
    pub(super) platform: Platform,
    /// Currency that the header of an amount names.
    pub(super) named_currency: Option<Currency>,
    /// Currency of amounts without one.
    pub(super) currency: Currency,
    first_header: Option<(usize, String)>,
    /// What `¥` means in this file, where it says.
    yen: Option<Currency>,
    /// The day of the figures, where a header or a line above the table says it.
    made_on: Option<StatedDay>,
    factors: [Option<f64>; Target::COUNT],
    words: NumberWords,
}

/// What is assumed where a file says nothing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Defaults {
    /// Platform of accounts without one.
    pub(super) platform: Platform,
    /// Currency of amounts without one.
    pub(super) currency: Currency,
    /// Order of day and month where a column leaves it open.
    pub(super) day_order: DayOrder,
}

impl Layout {
    /// Decides how each mapped column is read.
    pub(super) fn new(table: &Table, choices: &[Choice], defaults: Defaults) -> Self {
        let mut layout = Self {
            at: [None; Target::COUNT],
            many: Vec::new(),
            used: Vec::new(),
            orders: [defaults.day_order; Target::COUNT],
            day_order: defaults.day_order,
            scale: rate::Scale::Points,
            is_own: is_own(table),
            width: table.headers.len(),
            names: (0..table.headers.len()).map(|column| table.name(column)).collect(),
            platform: defaults.platform,
            named_currency: None,
            currency: defaults.currency,
            first_header: None,
            yen: yen(table, defaults.currency),
            made_on: table.made_on.map(StatedDay::On),
            factors: [None; Target::COUNT],
            words: Dictionary::get().number_words(&table.headers),
        };
        let mut named = table.headers.iter().enumerate().filter(|(_, header)| !header.shown.is_empty());
        layout.first_header = named.next().map(|(column, header)| (column, header.shown.clone()));
        for (column, choice) in choices.iter().enumerate() {
            let Some(target) = choice.becomes else { continue };
            if target != Target::Ignore {
                layout.used.push((column, target));
            }
            if target.is_many() {
                layout.many.push(column);
                continue;
            }
            if let Some(slot) = layout.at.get_mut(target.index()) {
                *slot = Some(column);
            }
            let Some(header) = table.headers.get(column) else { continue };
            match Content::of(target) {
                Content::Date | Content::Window | Content::Paid => {
                    let order = match date::order_of(table.cells(column)) {
                        OrderFound::Known(order) => order,
                        OrderFound::Both(order) => choice.day_order.unwrap_or(order),
                        _ => choice.day_order.unwrap_or(defaults.day_order),
                    };
                    if let Some(slot) = layout.orders.get_mut(target.index()) {
                        *slot = order;
                    }
                }
                Content::Rate if target == Target::Of(CreatorField::Er) => {
                    layout.scale = if layout.is_own {
                        rate::Scale::Points
                    } else {
                        rate::Scale::of(table.cells(column), header.percent)
                    };
                }
                Content::Money => {
                    layout.named_currency = layout.named_currency.or(header.currency);
                    if let Some(slot) = layout.factors.get_mut(target.index()) {
                        *slot = header.factor;
                    }
                }
                Content::Count => layout.count_column(table, column, target),
                _ => {}
            }
        }
        layout.platform = layout.named_platform(table).unwrap_or(defaults.platform);
        layout
    }

    /// How the counts of a column are written. A header may say that they are thousands; where its cells are then more
    /// than any count can be, it only says how they are rounded.
    fn count_column(&mut self, table: &Table, column: usize, target: Target) {
        let Some(header) = table.headers.get(column) else { return };
        if header.factor.is_some() {
            let most = table.cells(column).filter_map(|cell| self.counted(cell, header.factor)).fold(0.0, f64::max);
            let factor = header.factor.filter(|_| most <= f64::from(MOST_PEOPLE));
            if let Some(slot) = self.factors.get_mut(target.index()) {
                *slot = factor;
            }
        }
        if target != Target::PostedAt {
            self.made_on = self.made_on.or(header.day);
        }
    }

    fn counted(&self, text: &str, factor: Option<f64>) -> Option<f64> {
        count(text, self.words, factor)
    }

    /// Reads a count, as the column of its field writes them.
    pub(super) fn count(&self, target: Target, text: &str) -> Option<f64> {
        self.counted(text, self.factors.get(target.index()).copied().flatten())
    }

    /// The text of a cell, empty if it is unknown. In a list that Tenfold wrote, `none` is a name like any other, but a dash
    /// typed by hand still means unknown.
    fn cell_text<'a>(&self, target: Target, cell: &'a str) -> &'a str {
        let is_text = match target {
            Target::Handle => true,
            Target::Of(field) => field.fact().kind.is_text(),
            _ => false,
        };
        if self.is_own && is_text && cell.trim() != "-" { unguarded(cell.trim()) } else { known(cell) }
    }

    /// Reads an amount, as the column of its field writes them.
    pub(super) fn money(&self, target: Target, text: &str) -> Option<money::Amount> {
        let plain = if self.is_own { money::plain(text) } else { None };
        let amount = plain.or_else(|| money::parse(text))?;
        let is_bare = !text.contains(['k', 'K', 'm', 'M']);
        match self.factors.get(target.index()).copied().flatten().filter(|_| is_bare) {
            Some(factor) => amount.times(factor),
            None => Some(amount),
        }
    }

    /// The currency that `¥` means in a row that states this currency: that one if it is yen or yuan, otherwise the one of the
    /// column header or of the file.
    pub(super) fn yen_or_yuan(&self, stated: Option<Currency>) -> Option<Currency> {
        let mut named = [stated, self.named_currency].into_iter().flatten();
        named.find(|currency| matches!(currency.code(), "JPY" | "CNY")).or(self.yen)
    }

    /// The platform that the headers name: the handle's first, else that of a figure ("Instagram followers").
    fn named_platform(&self, table: &Table) -> Option<Platform> {
        let named = |target| table.headers.get(self.column(target)?)?.platform;
        [
            Target::Handle,
            Target::Link,
            Target::Of(CreatorField::Followers),
            Target::Of(CreatorField::Er),
            Target::Of(CreatorField::Views),
        ]
        .into_iter()
        .find_map(named)
    }

    /// Whether a column becomes this field.
    pub(super) fn has(&self, target: Target) -> bool {
        if target.is_many() { !self.many.is_empty() } else { self.column(target).is_some() }
    }

    /// The column of a field.
    pub(super) fn column(&self, target: Target) -> Option<usize> {
        self.at.get(target.index()).copied().flatten()
    }

    /// How the rates of the list are written.
    pub(super) fn scale(&self) -> rate::Scale {
        self.scale
    }

    /// Order of day and month in the column of a field.
    pub(super) fn order(&self, target: Target) -> DayOrder {
        self.orders.get(target.index()).copied().unwrap_or(self.day_order)
    }

    /// Whether a record repeats the header, as in files that were joined by hand.
    pub(super) fn is_header(&self, cells: &StringRecord) -> bool {
        let Some((column, name)) = &self.first_header else { return false };
        let same = |column: usize, name: &str| cells.get(column).is_some_and(|cell| cell.trim() == name);
        same(*column, name)
            && self.at.iter().flatten().all(|column| self.names.get(*column).is_some_and(|name| same(*column, name)))
    }
}

/// Most followers of an account; none has a billion.
pub(super) const MOST_PEOPLE: u32 = 1_000_000_000;

/// The currency that `¥` means: yuan if the column names are Chinese, yen if they are Japanese, otherwise the user's own.
fn yen(table: &Table, own: Currency) -> Option<Currency> {
    let code = |code: &str| code.parse::<Currency>().ok();
    let shown = || table.headers.iter().flat_map(|header| header.shown.chars());
    if shown().any(|c| matches!(c, '\u{3040}'..='\u{30ff}')) {
        return code("JPY");
    }
    if shown().any(|c| matches!(c, '\u{4e00}'..='\u{9fff}')) {
        return code("CNY");
    }
    [code("JPY"), code("CNY")].contains(&Some(own)).then_some(own)
}

/// A record seen through the layout.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    /// The cells.
    pub(super) cells: &'a StringRecord,
    /// Where the fields stand.
    pub(super) layout: &'a Layout,
}

impl<'a> Row<'a> {
    /// What a field says, empty where it says nothing.
    pub(super) fn get(&self, target: Target) -> &'a str {
        self.layout
            .column(target)
            .and_then(|column| self.cells.get(column))
            .map_or("", |cell| self.layout.cell_text(target, cell))
    }

    /// The first cell that is longer than what it becomes may be.
    pub(super) fn too_long(&self) -> Option<(Target, &'a str, TooLong)> {
        let mut used = self.layout.used.iter();
        used.find_map(|(column, target)| {
            let text = self.cells.get(*column)?;
            let fault = target.longest().check(text.trim()).err()?;
            Some((*target, text, fault))
        })
    }

    /// What all columns of a field say.
    pub(super) fn all(&self) -> impl Iterator<Item = &'a str> {
        self.layout.many.iter().filter_map(|column| self.cells.get(*column)).map(known)
    }

    /// The day of the figures of the row: by its own column, else as the file says it for all rows.
    pub(super) fn counted_on(&self) -> Option<StatedDay> {
        let text = self.get(Target::CountedOn);
        let stated = self.date(Target::CountedOn).map(|moment| StatedDay::On(moment.day));
        let yearless = || date::parse_yearless(text).map(|(month, day)| StatedDay::Yearless { month, day });
        stated.or_else(yearless).or(self.layout.made_on)
    }

    /// Reads a date.
    pub(super) fn date(&self, target: Target) -> Option<Moment> {
        date::parse(self.get(target), self.layout.order(target))
    }
}

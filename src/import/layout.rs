//! The finished mapping: where each field stands in a row and how its cells are read.

use csv::StringRecord;
use strum::{EnumCount, IntoEnumIterator};

use super::content::Content;
use super::table::Table;
use super::values::date::{DayOrder, Moment, OrderFound};
use super::values::{date, known, rate};
use crate::domain::{Currency, Platform};
use crate::proto::column::{Choice, Target};

/// Where each field stands and how its column is read.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    at: [Option<usize>; Target::COUNT],
    many: Vec<usize>,
    orders: [DayOrder; Target::COUNT],
    scale: rate::Scale,
    /// Cells a row can have.
    pub(super) width: usize,
    /// Names of the columns, for rejects.
    pub(super) names: Vec<String>,
    /// Platform where neither link nor column tells it.
    pub(super) platform: Platform,
    /// Currency that the header of an amount names.
    pub(super) named_currency: Option<Currency>,
    /// Currency of amounts where nothing tells it.
    pub(super) currency: Currency,
    first_header: Option<(usize, String)>,
}

/// What the person's program takes for granted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Defaults {
    /// Platform of accounts of which nothing else tells it.
    pub(super) platform: Platform,
    /// Currency of amounts of which nothing else tells it.
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
            orders: [defaults.day_order; Target::COUNT],
            scale: rate::Scale::Points,
            width: table.headers.len(),
            names: (0..table.headers.len()).map(|column| table.name(column)).collect(),
            platform: defaults.platform,
            named_currency: None,
            currency: defaults.currency,
            first_header: None,
        };
        let mut named = table.headers.iter().enumerate().filter(|(_, header)| !header.shown.is_empty());
        layout.first_header = named.next().map(|(column, header)| (column, header.shown.clone()));
        for (column, choice) in choices.iter().enumerate() {
            let Some(target) = choice.becomes else { continue };
            if target.is_many() {
                layout.many.push(column);
                continue;
            }
            if let Some(slot) = layout.at.get_mut(target as usize) {
                *slot = Some(column);
            }
            let Some(header) = table.headers.get(column) else { continue };
            match Content::of(target) {
                Content::Date | Content::Paid => {
                    let order = match date::order_of(table.cells(column)) {
                        OrderFound::Known(order) => order,
                        _ => choice.day_order.unwrap_or(defaults.day_order),
                    };
                    if let Some(slot) = layout.orders.get_mut(target as usize) {
                        *slot = order;
                    }
                }
                Content::Rate if target == Target::Er => {
                    layout.scale = rate::Scale::of(table.cells(column), header.percent);
                }
                Content::Money => layout.named_currency = layout.named_currency.or(header.currency),
                _ => {}
            }
        }
        layout.platform = layout.named_platform(table).unwrap_or(defaults.platform);
        layout
    }

    /// The platform that the headers name: the handle's first, else that of a figure ("Instagram followers").
    fn named_platform(&self, table: &Table) -> Option<Platform> {
        let named = |target| table.headers.get(self.column(target)?)?.platform;
        [Target::Handle, Target::Link, Target::Followers, Target::Er, Target::Views].into_iter().find_map(named)
    }

    /// Whether a column becomes this field.
    pub(super) fn has(&self, target: Target) -> bool {
        if target.is_many() { !self.many.is_empty() } else { self.column(target).is_some() }
    }

    /// The column of a field.
    pub(super) fn column(&self, target: Target) -> Option<usize> {
        self.at.get(target as usize).copied().flatten()
    }

    /// How the rates of the list are written.
    pub(super) fn scale(&self) -> rate::Scale {
        self.scale
    }

    /// Order of day and month in the column of a field.
    pub(super) fn order(&self, target: Target) -> DayOrder {
        self.orders.get(target as usize).copied().unwrap_or_default()
    }

    /// Whether a record repeats the header, as in files that were put together by hand.
    pub(super) fn is_header(&self, cells: &StringRecord) -> bool {
        let Some((column, name)) = &self.first_header else { return false };
        let same = |column: usize, name: &str| cells.get(column).is_some_and(|cell| cell.trim() == name);
        same(*column, name)
            && Target::iter()
                .filter_map(|target| self.column(target))
                .all(|column| self.names.get(column).is_some_and(|name| same(column, name)))
    }
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
        self.layout.column(target).and_then(|column| self.cells.get(column)).map_or("", known)
    }

    /// What all columns of a field say.
    pub(super) fn all(&self) -> impl Iterator<Item = &'a str> {
        self.layout.many.iter().filter_map(|column| self.cells.get(*column)).map(known)
    }

    /// Reads a date.
    pub(super) fn date(&self, target: Target) -> Option<Moment> {
        date::parse(self.get(target), self.layout.order(target))
    }
}

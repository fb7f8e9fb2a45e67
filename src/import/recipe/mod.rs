//! How a row becomes a record, one recipe per kind of file.

mod collaborations;
mod creators;
mod followers;
mod payments;
mod posts;
pub(super) mod shopify;
mod tallies;

use super::layout::{Layout, MOST_PEOPLE, Row};
use crate::domain::creator::CreatorField;
use crate::domain::{Handle, Platform, TooLong};
use crate::proto::column::Target;
use crate::proto::import_note::ImportNote;
use crate::proto::ingest::{ImportKind, Record};

/// Why a row cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// The field at fault, none where the whole row is.
    pub(super) target: Option<Target>,
    /// The reason as a sentence without full stop.
    pub(super) reason: String,
}

impl Fault {
    fn at(target: Target, reason: impl Into<String>) -> Self {
        Self { target: Some(target), reason: reason.into() }
    }
}

/// How the rows of a kind of file become records, with what it remembers from row to row.
pub(super) trait Recipe: Send {
    /// Reads a row: a record, nothing where the row carries none, or why not.
    fn read(&mut self, row: Row<'_>) -> Result<Option<Record>, Fault>;

    /// What the user should know after the last row.
    fn notes(&self, layout: &Layout) -> Vec<ImportNote>;
}

/// A recipe at the beginning of a file; of an export of orders, with the last moment it dates.
pub(super) fn recipe(kind: ImportKind, newest: Option<i64>) -> Box<dyn Recipe> {
    match kind {
        ImportKind::Creators => Box::new(creators::Creators::default()),
        ImportKind::ShopifyOrders => Box::new(shopify::Shopify::new(newest)),
        ImportKind::Collaborations => Box::new(collaborations::Collaborations::default()),
        ImportKind::Posts => Box::new(posts::Posts::default()),
        ImportKind::Followers => Box::new(followers::Followers::default()),
        ImportKind::Payments => Box::new(payments::Payments::default()),
        ImportKind::Clicks => Box::new(tallies::Tallies::clicks()),
        ImportKind::Conversions => Box::new(tallies::Tallies::conversions()),
    }
}

/// The note on a count; nothing for 0.
fn counted(count: u64, note: impl FnOnce(u64) -> ImportNote) -> Option<ImportNote> {
    (count > 0).then(|| note(count))
}

/// Reads a count, where the field says anything.
fn number(row: Row<'_>, target: Target, what: &str) -> Result<Option<i64>, Fault> {
    let text = row.get(target);
    if text.is_empty() {
        return Ok(None);
    }
    let Some(value) = row.layout.count(target, text) else {
        return Err(Fault::at(
            target,
            format!("\"{}\" isn't a number. {what} need a number of 0 or more", quoted(text)),
        ));
    };
    if target == Target::Of(CreatorField::Followers) && value > f64::from(MOST_PEOPLE) {
        let reason =
            format!("\"{}\" is more than any account has. Check whether it means thousands or billions", quoted(text));
        return Err(Fault::at(target, reason));
    }
    // Typical views are averages; of followers and likes there is no half, so the unit is missing.
    if target != Target::Of(CreatorField::Views) && (value - value.round()).abs() > 1e-6 {
        let reason =
            format!("\"{}\" isn't a whole number. If it means thousands, add (k) to the column name", quoted(text));
        return Err(Fault::at(target, reason));
    }
    #[expect(clippy::cast_possible_truncation, reason = "counts are below 9e15")]
    Ok(Some(value.round() as i64))
}

/// Says that a cell is too long.
pub(super) fn too_long(target: Target, text: &str, fault: TooLong) -> Fault {
    Fault::at(target, format!("\"{}\" {fault}", quoted(text)))
}

/// A cell short enough for a sentence.
fn quoted(text: &str) -> String {
    crate::domain::text::shortened(text, 39)
}

/// The platforms that a cell names, each once: `Insta/TikTok`, `IG and TT`.
fn platforms(text: &str) -> Vec<Platform> {
    let mut found = Vec::new();
    let mut add = |platform: Platform| {
        if !found.contains(&platform) {
            found.push(platform);
        }
    };
    if let Some(platform) = Platform::from_word(text) {
        return vec![platform];
    }
    let parts = text.split([',', '/', ';', '|', '&', '+', '\n', '(', ')']);
    for part in parts.flat_map(|part| part.split(" and ").flat_map(|part| part.split(" und "))) {
        if let Some(platform) = Platform::from_word(part) {
            add(platform);
        } else {
            part.split_whitespace().filter_map(Platform::from_word).for_each(&mut add);
        }
    }
    found
}

/// Reads a platform cell. Several platforms in one say nothing about a bare handle: then it is on TikTok, if that is one of
/// them.
fn platform(text: &str) -> Result<Option<Platform>, Fault> {
    if text.is_empty() {
        return Ok(None);
    }
    let known = platforms(text);
    let usual = known.iter().find(|platform| **platform == Platform::ASSUMED).or(known.first());
    usual.copied().map(Some).ok_or_else(|| {
        Fault::at(Target::Platform, format!("\"{}\" isn't supported. Use tiktok, instagram or youtube", quoted(text)))
    })
}

/// Whether the row adds up the others. A row with an account does not, whatever its first cell says: there is a name Total, and
/// a bio may be the word "sum". A number below the handles is their count.
fn is_total(row: Row<'_>) -> bool {
    let totals = &super::columns::Dictionary::get().totals;
    let mut filled = row.cells.iter().map(str::trim).filter(|cell| !cell.is_empty());
    let is = |cell: &str| totals.iter().any(|total| total.eq_ignore_ascii_case(cell.trim_end_matches(':')));
    let account = row.get(Target::Handle);
    let has_account = !is(account) && account.contains(char::is_alphabetic) && Handle::find(account).is_ok();
    filled.next().is_some_and(is) && !has_account
}

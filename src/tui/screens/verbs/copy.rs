//! Copying text: handles, links, email addresses, rows for a spreadsheet.

use crate::domain::TierBorders;
use crate::domain::figure::counted;
use crate::domain::money::{Money, grouped};
use crate::domain::text::{clean, sheet_cell};
use crate::proto::row::CreatorRow;
use crate::tui::kit::{Ctx, Effect, Notice};
use crate::tui::screens::profile::contact;

use super::Creators;

/// What to copy of a creator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copied {
    /// `@handle`.
    Handle,
    /// The profile link.
    Link,
    /// The email address.
    Email,
    /// The row, for a spreadsheet.
    Row,
}

impl Copied {
    /// Copies to the clipboard, or says why there is nothing to copy.
    pub(super) fn put(self, rows: &[&CreatorRow], creators: &Creators, ctx: &mut Ctx) {
        let (text, counted) = self.of(rows, ctx.borders);
        let Some(text) = text else { return ctx.say(Notice::error(counted)) };
        let name = &creators.label;
        let what = match self {
            _ if creators.marked => counted,
            Self::Handle => name.clone(),
            Self::Link => format!("the profile link of {name}"),
            Self::Email => format!("the email address of {name}"),
            Self::Row => format!("the row of {name}"),
        };
        ctx.effect(Effect::CopyAs(text, what));
    }

    /// Returns the text, with one line per creator, and its label; or why there is nothing to copy.
    ///
    /// Email addresses of do-not-contact creators are left out, and the label says how many.
    fn of(self, rows: &[&CreatorRow], borders: TierBorders) -> (Option<String>, String) {
        let blocked = rows.iter().filter(|row| self.holds_back(row)).count();
        let lines: Vec<String> = rows.iter().filter_map(|row| self.line(row, borders)).collect();
        let is_row = self == Self::Row;
        let (count, missing) = (lines.len(), rows.len() - lines.len() - if is_row { 0 } else { blocked });
        if count == 0 {
            let why = contact::refusal(rows).unwrap_or_else(|| "None of them has an email address.".to_owned());
            return (None, why);
        }
        let (one, many) = match self {
            Self::Handle => ("handle", "handles"),
            Self::Link => ("link", "links"),
            Self::Email => ("email address", "email addresses"),
            Self::Row => ("row", "rows"),
        };
        let missing = if missing > 0 { format!(" ({} without one)", grouped(missing as u64)) } else { String::new() };
        let blocked = match (blocked, is_row) {
            (0, _) => String::new(),
            (some, true) => format!(" ({} without email: do not contact)", grouped(some as u64)),
            (some, false) => format!(" ({} left out: do not contact)", grouped(some as u64)),
        };
        let said = format!("{}{missing}{blocked}", counted(count, one, many));
        (Some(lines.join("\n")), said)
    }

    /// Whether the email address of this creator is left out.
    fn holds_back(self, row: &CreatorRow) -> bool {
        matches!(self, Self::Email | Self::Row) && contact::email(row).is_err()
    }

    fn line(self, row: &CreatorRow, borders: TierBorders) -> Option<String> {
        let fields = &row.fields;
        let email = clean(contact::email(row).unwrap_or_default());
        match self {
            // The @ comes first and handles hold only letters, digits, dots and underscores, so no spreadsheet runs one as a
            // formula.
            Self::Handle => Some(fields.handle.to_string()),
            Self::Link => Some(fields.profile_url()),
            Self::Email => (!email.is_empty()).then(|| sheet_cell(&email)),
            Self::Row => {
                let number = |count: Option<i64>| count.map(|count| count.to_string()).unwrap_or_default();
                let tier = fields.followers.and_then(|followers| borders.tier(followers));
                let price = fields.price_minor.map(|minor| Money::new(minor, fields.price_currency).exact());
                let cells = [
                    fields.handle.as_str().to_owned(),
                    fields.name.clone(),
                    fields.platform.word().to_owned(),
                    tier.map(|tier| tier.word().to_owned()).unwrap_or_default(),
                    number(fields.followers),
                    fields.er.map(|er| er.to_string()).unwrap_or_default(),
                    number(fields.views),
                    price.unwrap_or_default(),
                    row.tags.join(", "),
                    row.verdict.word().to_owned(),
                    if row.rating > 0 { row.rating.to_string() } else { String::new() },
                    fields.country.clone(),
                    fields.language.clone(),
                    email,
                    row.added_on.to_string(),
                ];
                Some(cells.map(|cell| sheet_cell(&cell)).join("\t"))
            }
        }
    }
}

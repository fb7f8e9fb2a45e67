//! Text to take elsewhere: handles, links, addresses, rows for a sheet.

use crate::domain::TierBorders;
use crate::domain::money::{Money, grouped};
use crate::domain::text::{clean, sheet_cell};
use crate::proto::row::CreatorRow;

/// What of a creator is copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Copied {
    /// `@handle`.
    Handle,
    /// The address of the profile.
    Link,
    /// The e-mail address.
    Email,
    /// The row, for a sheet.
    Row,
}

impl Copied {
    /// Returns the text, one line a creator, and the words for it; why not, where there is nothing.
    pub(super) fn of(self, rows: &[&CreatorRow], borders: TierBorders) -> (Option<String>, String) {
        let lines: Vec<String> = rows.iter().filter_map(|row| self.line(row, borders)).collect();
        let (count, missing) = (lines.len(), rows.len() - lines.len());
        if count == 0 {
            return (None, "None of them has an e-mail address.".to_owned());
        }
        let (one, many) = match self {
            Self::Handle => ("handle", "handles"),
            Self::Link => ("link", "links"),
            Self::Email => ("e-mail address", "e-mail addresses"),
            Self::Row => ("row", "rows"),
        };
        let count = grouped(count as u64);
        let missing = if missing > 0 { format!(" ({} without one)", grouped(missing as u64)) } else { String::new() };
        let said = format!("{count} {}{missing}", if lines.len() == 1 { one } else { many });
        (Some(lines.join("\n")), said)
    }

    fn line(self, row: &CreatorRow, borders: TierBorders) -> Option<String> {
        let fields = &row.fields;
        let email = clean(&fields.email);
        match self {
            // A handle has no character that a sheet could take for a formula behind its @.
            Self::Handle => Some(fields.handle.to_string()),
            Self::Link => Some(fields.platform.profile_url(fields.handle.as_str())),
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
                    fields.email.clone(),
                    row.added_on.to_string(),
                ];
                Some(cells.map(|cell| sheet_cell(&cell)).join("\t"))
            }
        }
    }
}

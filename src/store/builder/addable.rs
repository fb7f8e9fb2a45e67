//! Anybody in the file by a few letters, with what keeps them out of a batch.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};

use crate::analysis::rules::Rules;
use crate::domain::{CreatorId, Money, Verdict};
use crate::error::Result;
use crate::proto::addable::{Addable, AddableList, Bar, MOST_LISTED};
use crate::proto::find;
use crate::store::find as finder;
use crate::store::index::ListCache;

/// Finds them, as a search for creators does. Nobody for a text without words.
pub fn find(conn: &Connection, text: &str, today: NaiveDate, rules: &Rules, cache: &ListCache) -> Result<AddableList> {
    let words = find::words(text);
    if words.is_empty() {
        return Ok(AddableList { text: text.to_owned(), ..AddableList::default() });
    }
    let (ids, total) = finder::creators(conn, &words, MOST_LISTED, today, rules, cache)?;
    let rows = ids.into_iter().map(|id| row(conn, id)).collect::<Result<Vec<_>>>()?;
    Ok(AddableList { text: text.to_owned(), rows: rows.into_iter().flatten().collect(), total })
}

fn row(conn: &Connection, id: CreatorId) -> Result<Option<Addable>> {
    let mut find = conn.prepare_cached(
        "SELECT handle, name, platform, price_minor, price_currency, do_not_contact, verdict FROM creator WHERE id = ?1",
    )?;
    let read = |row: &rusqlite::Row<'_>| {
        let price = row.get::<_, Option<i64>>(3)?.map(|minor| row.get(4).map(|currency| Money::new(minor, currency)));
        let bar = match (row.get(5)?, row.get::<_, Verdict>(6)?) {
            (true, _) => Some(Bar::DoNotContact),
            (false, Verdict::Rejected) => Some(Bar::Rejected),
            (false, _) => None,
        };
        Ok(Addable {
            creator: id,
            handle: row.get(0)?,
            name: row.get(1)?,
            platform: row.get(2)?,
            price: price.transpose()?,
            bar,
        })
    };
    Ok(find.query_row([id], read).optional()?)
}

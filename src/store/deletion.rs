//! What deleting a creator leaves: whoever took part in a batch is gone as a person, while the ledger stays under another name.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};

use super::payables;
use crate::domain::CreatorId;
use crate::domain::payable::{Sums, add};
use crate::error::Result;
use crate::proto::deletion::Deletion;

/// Returns what is owed to a creator and what would stay; nothing where they are not in the list.
pub fn of(conn: &Connection, id: CreatorId, today: NaiveDate) -> Result<Option<Deletion>> {
    let handle: Option<String> = conn
        .prepare_cached("SELECT handle FROM creator WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    let Some(handle) = handle else { return Ok(None) };
    let batches = conn
        .prepare_cached(
            "SELECT batch.name || ' of ' || campaign.name FROM collaboration JOIN batch ON batch.id = batch_id
             JOIN campaign ON campaign.id = campaign_id WHERE creator_id = ?1 ORDER BY batch.id",
        )?
        .query_map([id], |row| row.get(0))?
        .collect::<Result<Vec<String>, _>>()?;
    let (mut owed, mut paid) = (Sums::new(), Sums::new());
    for row in payables::of_creator(conn, id, today)? {
        add(&mut owed, row.currency, row.left_minor());
        add(&mut paid, row.currency, row.paid_minor);
    }
    owed.retain(|_, minor| *minor != 0);
    paid.retain(|_, minor| *minor != 0);
    Ok(Some(Deletion { id, handle, batches, owed, paid, kept_as: free_name(conn, id)? }))
}

/// Whether a creator was deleted and only the ledger is left. Their name says so: [`free_name`] makes it of the number of their row,
/// which no other account has in its handle. What is decided about the row later, such as another verdict, changes nothing.
pub const IS_DELETED: &str =
    "(creator.handle = 'deleted.' || creator.id OR creator.handle LIKE 'deleted.' || creator.id || '.%')";

/// What a person wrote in rows that stay when a creator is deleted; it is emptied then.
pub const PERSONAL: [(&str, &[&str]); 2] =
    [("post", &["url", "caption"]), ("collaboration", &["tracking", "carrier", "note"])];

/// The same of a row with a handle.
pub fn is_name_of_deleted(row: i64, handle: &str) -> bool {
    let rest = handle.strip_prefix(&format!("deleted.{row}"));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// A handle that nobody has: `deleted.7`, with a number behind it where someone is called that.
fn free_name(conn: &Connection, id: CreatorId) -> Result<String> {
    let mut find = conn.prepare_cached("SELECT 1 FROM creator WHERE handle = ?1 AND id <> ?2")?;
    let mut name = format!("deleted.{}", id.0);
    for number in 2.. {
        if !find.exists((&name, id))? {
            break;
        }
        name = format!("deleted.{}.{number}", id.0);
    }
    Ok(name)
}

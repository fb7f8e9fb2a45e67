//! Whom a command acts on: the TEMP table `target`, so that commands are set-based and know no lists of ids.

use rusqlite::Connection;

use crate::error::Result;
use crate::proto::Target;

/// Makes the empty table on a writer.
pub(super) fn make_table(conn: &Connection) -> Result<()> {
    conn.execute_batch("CREATE TEMP TABLE IF NOT EXISTS target (id INTEGER PRIMARY KEY)")?;
    Ok(())
}

/// Fills the table with the creators of a target that exist, and returns how many.
pub(super) fn fill(conn: &Connection, target: &Target) -> Result<u64> {
    conn.prepare_cached("DELETE FROM temp.target")?.execute([])?;
    match target {
        Target::Ids(ids) => {
            let mut insert = conn
                .prepare_cached("INSERT OR IGNORE INTO temp.target (id) SELECT id FROM main.creator WHERE id = ?1")?;
            for id in ids.iter() {
                insert.execute([id.0])?;
            }
        }
        Target::Shown { filter: _, except } => {
            conn.execute("INSERT INTO temp.target (id) SELECT id FROM main.creator", [])?;
            let mut delete = conn.prepare_cached("DELETE FROM temp.target WHERE id = ?1")?;
            for id in except.iter() {
                delete.execute([id.0])?;
            }
        }
    }
    Ok(conn
        .prepare_cached("SELECT count(*) FROM temp.target")?
        .query_row([], |row| row.get::<_, i64>(0))?
        .unsigned_abs())
}

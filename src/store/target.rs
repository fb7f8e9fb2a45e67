//! Whom a command acts on: the TEMP table `target`, so that commands are set-based and know no lists of ids.

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::list_context::ListContext;
use super::row::json_ids;
use super::sql::SqlFilter;
use super::views;
use crate::error::Result;
use crate::proto::Target;

/// Makes the empty table on a writer, and `touched`, in which commands collect whom they changed.
pub(super) fn make_table(conn: &Connection) -> Result<()> {
    conn.execute_batch(
        "CREATE TEMP TABLE IF NOT EXISTS target (id INTEGER PRIMARY KEY);
         CREATE TEMP TABLE IF NOT EXISTS touched (id INTEGER PRIMARY KEY);",
    )?;
    Ok(())
}

/// Fills the table with the creators of a target that exist, and returns how many.
///
/// Day and rules must be those of the list the user looked at, so that the filter means the same here.
pub(super) fn fill(conn: &Connection, target: &Target, context: ListContext<'_>) -> Result<u64> {
    conn.prepare_cached("DELETE FROM temp.target")?.execute([])?;
    let filter = clause(conn, target, context)?;
    let sql = format!("INSERT INTO temp.target (id) SELECT creator.id FROM main.creator WHERE {}", filter.sql);
    conn.prepare(&sql)?.execute(params_from_iter(filter.params))?;
    let size: i64 = conn.prepare_cached("SELECT count(*) FROM temp.target")?.query_row([], |row| row.get(0))?;
    Ok(size.unsigned_abs())
}

/// Writes a target as a condition on the table `creator`.
pub(super) fn clause(conn: &Connection, target: &Target, context: ListContext<'_>) -> Result<SqlFilter> {
    let (mut condition, sign, ids) = match target {
        Target::Ids(ids) => (SqlFilter { sql: "1".to_owned(), params: Vec::new() }, "IN", ids),
        Target::Shown { filter: Some(expr), except } => (views::clause(conn, expr, context)?, "NOT IN", except),
        Target::Shown { filter: None, except } => {
            (SqlFilter { sql: "1".to_owned(), params: Vec::new() }, "NOT IN", except)
        }
    };
    condition.sql = format!("({}) AND creator.id {sign} (SELECT value FROM json_each(?))", condition.sql);
    condition.params.push(Value::from(json_ids(ids.iter().map(|id| id.0))));
    Ok(condition)
}

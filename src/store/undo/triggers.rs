//! The TEMP triggers that record the inverse of each row change.
//!
//! Worked example: `UPDATE creator SET verdict = 'picked' WHERE id = 7` on an undecided creator records
//! `UPDATE creator SET verdict = 'new' WHERE id = 7 AND verdict IS 'picked'`. The condition on the new value is the guard: if
//! something else changed the verdict meanwhile, the inverse matches no row and the undo is refused instead of overwriting it. Only
//! changed columns appear, so a later edit of the note doesn't block the undo. Inserts are undone by a DELETE with all values as
//! guard, deletes by an INSERT with the old id.

use std::fmt::Write as _;

use rusqlite::Connection;

use crate::error::Result;

/// The tables that hold your work. Their changes are recorded, a merge moves the rows that refer to a creator, and tests compare
/// them whole. A new table goes either here or into [`DERIVED`]; a test compares both lists with the migrations.
///
/// Tables of other programs in the same file (replication tools keep their own there) are in neither list and stay untouched: a
/// trigger on them might not even compile.
pub const RECORDED: &[&str] = &[
    "agenda_mark",
    "audience_share",
    "batch",
    "campaign",
    "campaign_niche",
    "click_reading",
    "code",
    "collaboration",
    "cost_item",
    "creator",
    "creator_reading",
    "creator_tag",
    "creator_terms",
    "deliverable",
    "exchange_rate",
    "fact_source",
    "figure_source",
    "handle_history",
    "import_run",
    "link",
    "note",
    "order_code",
    "payment",
    "pick",
    "post",
    "reading",
    "rights",
    "sale_order",
    "saved_view",
    "setting",
    "settled_codes",
    "settled_pair",
    "step",
    "tag",
    "task",
    "terms",
    "weekly_goal",
];

/// Tables that aren't undone: internal state, and what triggers or calculations derive from the recorded tables.
pub const DERIVED: &[&str] = &[
    "creator_signals",
    "creator_vetting",
    "incarnation",
    "index_away",
    "memory",
    "order_sum",
    "search_fill",
    "search_stale",
    "undo_op",
    "undo_row",
    "usual_pass",
    "usual_signal",
    "vetting_due",
    "vetting_pass",
];

/// Creates the triggers for every recorded table. Call it on a writer after migrating, outside a transaction.
pub fn install(conn: &Connection) -> Result<()> {
    let mut sql = String::from(
        "CREATE TEMP TABLE IF NOT EXISTS undo_ctx
           (op INTEGER, compact INTEGER NOT NULL DEFAULT 0, origin TEXT NOT NULL DEFAULT '');
         DELETE FROM temp.undo_ctx;
         INSERT INTO temp.undo_ctx (op) VALUES (NULL);\n",
    );
    for table in RECORDED {
        let columns = columns(conn, table)?;
        // Files of older versions, which tests make, lack later tables.
        if !columns.is_empty() {
            write_triggers(&mut sql, table, &columns);
        }
    }
    conn.execute_batch(&sql)?;
    Ok(())
}

/// Returns the columns of a table in their order.
pub fn columns(conn: &Connection, table: &str) -> Result<Vec<String>> {
    let mut statement = conn.prepare("SELECT name FROM pragma_table_info(?1) ORDER BY cid")?;
    Ok(statement.query_map([table], |row| row.get(0))?.collect::<Result<Vec<_>, _>>()?)
}

/// Appends the three triggers of one table. Names come from our own schema and need no quoting.
fn write_triggers(sql: &mut String, table: &str, columns: &[String]) {
    let rest = || columns.iter().filter(|name| *name != "id");
    let insert = |matches: &str| {
        format!("INSERT INTO undo_row (op_id, tbl, row_id, sql) SELECT op, '{table}', {matches} FROM undo_ctx;\nEND;\n")
    };
    let start = |name: &str, event: &str| {
        format!(
            "DROP TRIGGER IF EXISTS temp.undo_{name}_{table};
             CREATE TEMP TRIGGER undo_{name}_{table} AFTER {event} ON main.{table}
             WHEN (SELECT op FROM undo_ctx) IS NOT NULL"
        )
    };

    // Undo an insert by deleting the row, if it is unchanged.
    let unchanged = rest().fold(String::new(), |mut out, c| {
        let _ = write!(out, " || ' AND {c} IS ' || quote(NEW.{c})");
        out
    });
    let delete =
        format!("NEW.id, CASE WHEN compact THEN NULL ELSE 'DELETE FROM {table} WHERE id = ' || NEW.id{unchanged} END");
    let _ = write!(sql, "{} BEGIN\n{}", start("insert", "INSERT"), insert(&delete));

    // Undo an update column by column, so that later edits of other columns don't matter. One `concat` is nearly three times as
    // fast here as a chain of ||.
    let changed = rest().map(|c| format!("OLD.{c} IS NOT NEW.{c}")).collect::<Vec<_>>().join(" OR ");
    let mut back = String::new();
    let mut still = String::new();
    for c in rest() {
        let _ = write!(back, ", CASE WHEN OLD.{c} IS NOT NEW.{c} THEN ', {c} = ' || quote(OLD.{c}) END");
        let _ = write!(still, ", CASE WHEN OLD.{c} IS NOT NEW.{c} THEN ' AND {c} IS ' || quote(NEW.{c}) END");
    }
    let update = format!(
        "NEW.id, 'UPDATE {table} SET ' || substr(concat(''{back}), 3) || ' WHERE id = ' || NEW.id || concat(''{still})"
    );
    let _ = write!(sql, "{} AND ({changed}) BEGIN\n{}", start("update", "UPDATE"), insert(&update));

    // Undo a delete by inserting the row under its old id.
    let values = columns.iter().map(|c| format!("quote(OLD.{c})")).collect::<Vec<_>>().join(" || ', ' || ");
    let again = format!("OLD.id, 'INSERT INTO {table} ({}) VALUES (' || {values} || ')'", columns.join(", "));
    let _ = write!(sql, "{} BEGIN\n{}", start("delete", "DELETE"), insert(&again));
}

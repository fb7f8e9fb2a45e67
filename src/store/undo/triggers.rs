//! The TEMP triggers that write down how to take each row change back.

use std::fmt::Write as _;

use rusqlite::Connection;

use crate::error::Result;

/// Tables whose changes are the program's own business, and those that follow from others by triggers or are worked out.
const NOT_RECORDED: [&str; 12] = [
    "creator_signals",
    "creator_vetting",
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

/// Makes the triggers anew for every user table. To be called on a writer after migrating, outside a transaction.
pub fn install(conn: &Connection) -> Result<()> {
    let mut sql = String::from(
        "CREATE TEMP TABLE IF NOT EXISTS undo_ctx (op INTEGER, compact INTEGER NOT NULL DEFAULT 0);
         DELETE FROM temp.undo_ctx;
         INSERT INTO temp.undo_ctx (op) VALUES (NULL);\n",
    );
    for table in tables(conn)? {
        let columns = columns(conn, &table)?;
        write_triggers(&mut sql, &table, &columns);
    }
    conn.execute_batch(&sql)?;
    Ok(())
}

/// Returns the tables whose changes are recorded, by name.
pub fn tables(conn: &Connection) -> Result<Vec<String>> {
    let mut statement = conn.prepare(
        // Virtual tables and what they keep are indices: derived, and no trigger can be put on them.
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' \
         ESCAPE '\\' ORDER BY name",
    )?;
    let names = statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
    Ok(names.into_iter().filter(|name| !NOT_RECORDED.contains(&name.as_str())).collect())
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

    // An insert is taken back by deleting the row, if it still is as it was made.
    let unchanged = rest().fold(String::new(), |mut out, c| {
        let _ = write!(out, " || ' AND {c} IS ' || quote(NEW.{c})");
        out
    });
    let delete =
        format!("NEW.id, CASE WHEN compact THEN NULL ELSE 'DELETE FROM {table} WHERE id = ' || NEW.id{unchanged} END");
    let _ = write!(sql, "{} BEGIN\n{}", start("insert", "INSERT"), insert(&delete));

    // An update is taken back column by column: an edit of another column by somebody else does not disturb it. One
    // `concat` is nearly three times as fast here as a chain of ||.
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

    // A delete is taken back by inserting the row under its old id.
    let values = columns.iter().map(|c| format!("quote(OLD.{c})")).collect::<Vec<_>>().join(" || ', ' || ");
    let again = format!("OLD.id, 'INSERT INTO {table} ({}) VALUES (' || {values} || ')'", columns.join(", "));
    let _ = write!(sql, "{} BEGIN\n{}", start("delete", "DELETE"), insert(&again));
}

//! Where steps come from: noted on the connection that makes them, kept with each step.

use rusqlite::{Connection, params};

use crate::domain::OpId;
use crate::error::Result;
use crate::proto::history::Origin;

/// Notes where the steps of this connection come from.
pub fn set_origin(conn: &Connection, origin: &Origin) -> Result<()> {
    conn.execute("UPDATE temp.undo_ctx SET origin = ?1", [to_text(origin)])?;
    Ok(())
}

/// Keeps with a step where this connection's steps come from.
pub(super) fn keep(conn: &Connection, op: OpId) -> Result<()> {
    let origin: String = conn.prepare_cached("SELECT origin FROM temp.undo_ctx")?.query_row([], |row| row.get(0))?;
    // Files of older versions, which tests make, have no place for it.
    if !origin.is_empty() {
        conn.prepare_cached("UPDATE undo_op SET origin = ?2 WHERE id = ?1")?.execute(params![op.0, origin])?;
    }
    Ok(())
}

/// Notes that a step made in a window is an import.
pub fn is_import(conn: &Connection, op: OpId) -> Result<()> {
    let kept: String = conn.prepare_cached("SELECT origin FROM temp.undo_ctx")?.query_row([], |row| row.get(0))?;
    if !kept.starts_with("window ") {
        return Ok(());
    }
    conn.prepare_cached("UPDATE undo_op SET origin = replace(origin, 'window ', 'import ') WHERE id = ?1")?
        .execute([op.0])?;
    Ok(())
}

fn to_text(origin: &Origin) -> String {
    match origin {
        Origin::Unknown => String::new(),
        Origin::Window(opened) => format!("window {opened}"),
        Origin::Import(opened) => format!("import {opened}"),
        Origin::Command(name) => format!("command {name}"),
        Origin::Demo => "demo".to_owned(),
    }
}

/// Reads an origin as it is kept.
pub fn from_text(text: &str) -> Origin {
    match text.split_once(' ') {
        Some(("window", opened)) => opened.parse().map_or(Origin::Unknown, Origin::Window),
        Some(("import", opened)) => opened.parse().map_or(Origin::Unknown, Origin::Import),
        Some(("command", name)) => Origin::Command(name.to_owned()),
        None if text == "demo" => Origin::Demo,
        _ => Origin::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_read_as_it_was_kept() {
        for origin in [
            Origin::Unknown,
            Origin::Window(-5),
            Origin::Import(1_764_398_400_000),
            Origin::Command("help-topic".to_owned()),
            Origin::Demo,
        ] {
            assert_eq!(from_text(&to_text(&origin)), origin);
        }
        assert_eq!(from_text("a newer word"), Origin::Unknown);
    }
}

//! The recorded tables: their columns, what they refer to and what must be unique in them.

use rusqlite::Connection;

use super::triggers::{RECORDED, columns};
use crate::error::Result;

/// A recorded table.
#[derive(Debug)]
pub(super) struct Table {
    pub name: &'static str,
    pub columns: Vec<String>,
    /// Columns that hold the id of a row elsewhere, with the place of that table in the list.
    pub parents: Vec<(String, usize)>,
    /// Columns that together occur once.
    pub uniques: Vec<Vec<String>>,
}

/// The recorded tables, in the order of [`RECORDED`].
#[derive(Debug)]
pub(super) struct Schema(Vec<Table>);

impl Schema {
    /// Reads it from the file.
    pub fn read(conn: &Connection) -> Result<Self> {
        let texts = |sql: &str, name: &str| -> Result<Vec<(String, String)>> {
            let mut statement = conn.prepare_cached(sql)?;
            let rows = statement.query_map([name], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        };
        let mut tables = Vec::with_capacity(RECORDED.len());
        for name in RECORDED {
            let keys = texts("SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?1)", name)?;
            let parents = keys.into_iter().filter_map(|(column, parent)| Some((column, place(&parent)?))).collect();
            let indexes =
                texts("SELECT name, origin FROM pragma_index_list(?1) WHERE \"unique\" AND NOT partial", name)?;
            let mut uniques = Vec::new();
            for (index, _) in indexes {
                let parts = texts("SELECT ifnull(name, ''), '' FROM pragma_index_info(?1) ORDER BY seqno", &index)?;
                let parts: Vec<String> = parts.into_iter().map(|(column, _)| column).collect();
                if parts.iter().all(|column| !column.is_empty()) {
                    uniques.push(parts);
                }
            }
            tables.push(Table { name, columns: columns(conn, name)?, parents, uniques });
        }
        Ok(Self(tables))
    }

    /// A table by its place.
    pub fn table(&self, place: usize) -> Option<&Table> {
        self.0.get(place)
    }

    /// The tables that refer to a table, each with the column.
    pub fn children(&self, parent: usize) -> impl Iterator<Item = (usize, &str)> {
        self.0.iter().enumerate().flat_map(move |(child, table)| {
            let columns = table.parents.iter().filter(move |(_, of)| *of == parent);
            columns.map(move |(column, _)| (child, column.as_str()))
        })
    }
}

/// The place of a table in the list; nothing for a table that is no longer there.
pub(super) fn place(table: &str) -> Option<usize> {
    RECORDED.iter().position(|name| *name == table)
}

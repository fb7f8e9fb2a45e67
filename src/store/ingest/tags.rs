//! Tags by name, remembered over an import: a list of a million creators names the same few hundred.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension};

use crate::domain::TagId;
use crate::domain::creator::tag_name;
use crate::domain::text::fold;
use crate::error::Result;

use super::Run;

/// The tags that this import met, as its rows spell them; nothing for text that is no tag.
#[derive(Debug, Default)]
pub(super) struct Tags {
    by_spelling: HashMap<String, Option<TagId>>,
}

impl Tags {
    /// Forgets all, because tags may have been removed or renamed since.
    pub(super) fn forget(&mut self) {
        self.by_spelling.clear();
    }

    /// Returns the tag of a name, made where it is new; nothing for text that is no tag.
    pub(super) fn id(&mut self, conn: &Connection, run: &mut Run, spelling: &str) -> Result<Option<TagId>> {
        if let Some(id) = self.by_spelling.get(spelling) {
            return Ok(*id);
        }
        let id = match tag_name(spelling) {
            Some(name) => Some(find_or_make(conn, run, &name)?),
            None => None,
        };
        self.by_spelling.insert(spelling.to_owned(), id);
        Ok(id)
    }
}

fn find_or_make(conn: &Connection, run: &mut Run, name: &str) -> Result<TagId> {
    let folded = fold(name);
    let found = conn
        .prepare_cached("SELECT id FROM tag WHERE folded = ?1")?
        .query_row([&folded], |row| row.get(0))
        .optional()?;
    if let Some(id) = found {
        return Ok(id);
    }
    run.id(conn)?;
    conn.prepare_cached("INSERT INTO tag (name, folded) VALUES (?1, ?2)")?.execute([name, &folded])?;
    Ok(TagId(conn.last_insert_rowid()))
}

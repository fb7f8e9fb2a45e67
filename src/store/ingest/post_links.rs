//! Links of posts that a tracker states: each post has a link of its own, so one of another collaboration is left out.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::domain::{CollaborationFields, CollaborationId, post};
use crate::error::Result;

/// Whose post each link is.
#[derive(Debug, Default)]
pub(super) struct PostLinks {
    /// The posts of the file by their key; read with the first link.
    known: Option<HashMap<String, CollaborationId>>,
    /// Links that were left out.
    left_out: u64,
}

impl PostLinks {
    /// The row without its link, where that is the post of another collaboration.
    pub(super) fn without_taken(
        &mut self,
        conn: &Connection,
        id: CollaborationId,
        stated: &CollaborationFields,
    ) -> Result<Option<CollaborationFields>> {
        if stated.post_url.trim().is_empty() {
            return Ok(None);
        }
        if self.known.is_none() {
            self.known = Some(read(conn)?);
        }
        let Some(known) = &mut self.known else { return Ok(None) };
        if *known.entry(post::key(&stated.post_url)).or_insert(id) == id {
            return Ok(None);
        }
        self.left_out += 1;
        Ok(Some(CollaborationFields { post_url: String::new(), ..stated.clone() }))
    }

    /// How many links were left out.
    pub(super) fn left_out(&self) -> u64 {
        self.left_out
    }
}

fn read(conn: &Connection) -> Result<HashMap<String, CollaborationId>> {
    let mut statement = conn.prepare_cached(
        "SELECT url, collaboration_id FROM post WHERE collaboration_id IS NOT NULL AND url <> '' ORDER BY id",
    )?;
    let mut rows = statement.query([])?;
    let mut known = HashMap::new();
    while let Some(row) = rows.next()? {
        known.entry(post::key(&row.get::<_, String>(0)?)).or_insert(row.get(1)?);
    }
    Ok(known)
}

//! Niches and tags: put on and taken off by name.

use rusqlite::{OptionalExtension, params};

use super::{Outcome, Step, nobody, rows};
use crate::domain::TagId;
use crate::domain::creator::tag_name;
use crate::domain::text::{clean, fold};
use crate::error::{Error, Result};
use crate::proto::Target;
use crate::store::unused_tags;
use crate::words::creators as words;

const PUT_ON: &str = "INSERT INTO creator_tag (creator_id, tag_id) SELECT id, ?1 FROM temp.target AS t
  WHERE NOT EXISTS (SELECT 1 FROM creator_tag AS c WHERE c.creator_id = t.id AND c.tag_id = ?1)";

const TAKE_OFF: &str = "DELETE FROM creator_tag WHERE tag_id = ?1 AND creator_id IN (SELECT id FROM temp.target)";

// Which creators a command touched in all, when it puts on several tags.
const WILL_GAIN: &str = "INSERT OR IGNORE INTO temp.touched (id) SELECT id FROM temp.target AS t
  WHERE NOT EXISTS (SELECT 1 FROM creator_tag AS c WHERE c.creator_id = t.id AND c.tag_id = ?1)";
const WILL_LOSE: &str = "INSERT OR IGNORE INTO temp.touched (id) SELECT creator_id FROM creator_tag
  WHERE tag_id = ?1 AND creator_id IN (SELECT id FROM temp.target)";

impl Step<'_> {
    /// Adds and removes tags; a tag that nothing carries anymore after a removal vanishes.
    pub(super) fn edit_tags(&self, target: &Target, add: &[String], remove: &[String]) -> Result<Outcome> {
        let (add, remove) = (names(add)?, names(remove)?);
        if let Some(both) = add.iter().find(|name| remove.iter().any(|other| fold(other) == fold(name))) {
            return Err(Error::refused(format!("{both} can't be added and removed at once.")));
        }
        if add.is_empty() && remove.is_empty() {
            return Ok(Outcome::nothing(words::NO_TAG));
        }
        let Some(aim) = self.aim(target)? else { return Ok(nobody()) };

        self.conn.execute("DELETE FROM temp.touched", [])?;
        let mut added = Vec::new();
        for name in &add {
            let tag = self.tag(name)?;
            self.conn.prepare_cached(WILL_GAIN)?.execute([tag.0])?;
            self.conn.prepare_cached(PUT_ON)?.execute([tag.0])?;
            added.push(self.tag_written(tag)?);
        }
        let gained = self.touched()?;
        self.conn.execute("DELETE FROM temp.touched", [])?;
        let mut removed = Vec::new();
        for name in &remove {
            let Some(tag) = self.known_tag(name)? else {
                removed.push(name.clone());
                continue;
            };
            removed.push(self.tag_written(tag)?);
            self.conn.prepare_cached(WILL_LOSE)?.execute([tag.0])?;
            self.conn.prepare_cached(TAKE_OFF)?.execute([tag.0])?;
            unused_tags::forget(self.conn, tag)?;
        }
        let lost = self.touched()?;

        let mut sentences = Vec::new();
        if !added.is_empty() {
            sentences.push(words::tagged(&aim.affected, gained, &added));
        }
        if !removed.is_empty() {
            sentences.push(words::untagged(&aim.affected, lost, &removed));
        }
        Ok(aim.outcome(gained.max(lost), sentences.join(" ")))
    }

    /// Finds or makes a tag; its name must have gone through [`names`].
    pub(super) fn tag(&self, name: &str) -> Result<TagId> {
        if let Some(tag) = self.known_tag(name)? {
            return Ok(tag);
        }
        self.conn
            .prepare_cached("INSERT INTO tag (name, folded) VALUES (?1, ?2)")?
            .execute(params![name, fold(name)])?;
        Ok(TagId(self.conn.last_insert_rowid()))
    }

    /// Puts tags on one creator and returns how many it gained.
    pub(super) fn put_on(&self, creator: i64, tags: &[String]) -> Result<u64> {
        let mut gained = 0;
        for name in names(tags)? {
            let tag = self.tag(&name)?;
            gained += self
                .conn
                .prepare_cached("INSERT INTO creator_tag (creator_id, tag_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?
                .execute([creator, tag.0])?;
        }
        Ok(rows(gained))
    }

    /// Finds a tag by its name in any case.
    pub(super) fn known_tag(&self, name: &str) -> Result<Option<TagId>> {
        let mut find = self.conn.prepare_cached("SELECT id FROM tag WHERE folded = ?1")?;
        Ok(find.query_row([fold(name)], |row| row.get(0).map(TagId)).optional()?)
    }

    /// The name of a tag as it is written.
    pub(super) fn tag_written(&self, tag: TagId) -> Result<String> {
        let mut find = self.conn.prepare_cached("SELECT name FROM tag WHERE id = ?1")?;
        Ok(find.query_row([tag.0], |row| row.get(0))?)
    }

    fn touched(&self) -> Result<u64> {
        let count: i64 = self.conn.query_row("SELECT count(*) FROM temp.touched", [], |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }
}

/// Returns the names as they are kept, each once.
pub(super) fn names(typed: &[String]) -> Result<Vec<String>> {
    let mut out: Vec<String> = Vec::with_capacity(typed.len());
    for text in typed {
        let name = tag_name(text).ok_or_else(|| {
            Error::refused(format!(
                "\"{}\" can't be a tag. A tag needs a letter or digit and at most 60 characters.",
                clean(text).chars().take(30).collect::<String>()
            ))
        })?;
        if !out.iter().any(|known| fold(known) == fold(&name)) {
            out.push(name);
        }
    }
    Ok(out)
}

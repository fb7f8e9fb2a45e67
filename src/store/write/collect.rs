//! Creators added by their accounts alone, many at once.

use rusqlite::params;

use super::{Outcome, Step, fits, tag};
use crate::domain::CreatorId;
use crate::domain::Longest;
use crate::domain::creator::CreatorFields;
use crate::domain::text::{clean, lines};
use crate::error::{Error, Result};
use crate::proto::Target;
use crate::proto::collect::NewAccount;
use crate::store::handle_history;
use crate::store::row::{Day, search_text};
use crate::store::undo::Place;
use crate::words::affected::Affected;
use crate::words::creators as words;

const ADD: &str = "INSERT INTO creator (platform, handle, name, found_by, found_via, search, added_on, updated_at)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";

impl Step<'_> {
    /// Adds anyone who is not in the list yet, with tags; those who are stay as they are.
    pub(super) fn add_creators(&self, accounts: &[NewAccount], tags: &[String]) -> Result<Outcome> {
        let tags = &tag::names(tags)?;
        let (mut added, mut first, mut known) = (0_u64, None, None);
        for account in accounts {
            if let Some(id) = handle_history::holder(self.conn, account.platform, &account.handle)? {
                known.get_or_insert((id, &account.handle));
                continue;
            }
            let id = self.add_account(account)?;
            self.put_on(id.0, tags)?;
            first.get_or_insert((id, account.handle.clone()));
            added += 1;
        }
        let there = accounts.len() as u64 - added;
        let Some((id, handle)) = first else {
            let Some((id, handle)) = known else {
                return Err(Error::refused("There is no account to add. Paste a handle or a profile link."));
            };
            let one = (there == 1).then(|| self.known_by(id, handle)).transpose()?;
            return Ok(Outcome::nothing(words::known_already(&Affected { size: there, one })));
        };
        let one = (added == 1).then(|| handle.to_string());
        let sentence = words::added(&Affected { size: added, one }, tags, there);
        Ok(Outcome { sentence, changed: added, show: Some(id), place: Place::Creator(id) })
    }

    fn add_account(&self, account: &NewAccount) -> Result<CreatorId> {
        fits("name", account.name.trim(), Longest::Name)?;
        let remark = &account.remark;
        fits("found by", remark.found_by.trim(), Longest::Line)?;
        fits("found via", remark.via.trim(), Longest::Line)?;
        let fields = CreatorFields {
            name: clean(&account.name),
            found_by: clean(&remark.found_by),
            found_via: clean(&remark.via),
            ..CreatorFields::new(account.platform, account.handle.clone())
        };
        self.conn.prepare_cached(ADD)?.execute(params![
            fields.platform,
            fields.handle,
            fields.name,
            fields.found_by,
            fields.found_via,
            search_text(&fields),
            Day(self.today),
            self.now,
        ])?;
        let id = CreatorId(self.conn.last_insert_rowid());
        let note = lines(&remark.note);
        if !note.is_empty() {
            self.add_note(&Target::Ids([id].into()), &note)?;
        }
        Ok(id)
    }
}

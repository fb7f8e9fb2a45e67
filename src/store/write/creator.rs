//! Creators edited by hand; see `collect` for adding them.

use chrono::NaiveDate;
use rusqlite::{OptionalExtension, params};

use super::{Outcome, Step, note};
use crate::domain::creator::CreatorFields;
use crate::domain::text::{clean, fold};
use crate::domain::{CreatorId, Handle, Platform, country};
use crate::error::{Error, ErrorKind, Result};
use crate::store::row::{CREATOR_COLS, creator_row, search_text};
use crate::store::undo::Place;
use crate::store::{followers, handle_history, sources};
use crate::words::creators as words;

const EDIT: &str = "UPDATE creator SET platform = ?1, handle = ?2, name = ?3, followers = ?4, er = ?5, views = ?6,
    price_minor = ?7, price_currency = ?8, country = ?9, language = ?10, email = ?11, bio = ?12, found_via = ?13,
    search = ?14, updated_at = max(updated_at + 1, ?15), address = ?17, found_by = ?18
  WHERE id = ?16";

impl Step<'_> {
    /// Replaces the fields of a creator, unless somebody else changed it since the form was opened.
    pub(super) fn edit_creator(&self, id: CreatorId, fields: &CreatorFields, seen: i64) -> Result<Outcome> {
        let fields = checked(fields)?;
        let old = self
            .conn
            .prepare_cached(&format!("SELECT {CREATOR_COLS} FROM creator WHERE creator.id = ?1"))?
            .query_row([id], creator_row)
            .optional()?
            .ok_or_else(|| Error::refused("This creator is not in the list any more."))?;
        if old.updated_at != seen {
            let sentence =
                format!("Somebody else changed {} since you opened it. Nothing was saved.", old.fields.handle);
            return Err(Error::new(ErrorKind::Conflict, sentence).with_hint("Open it again to see what is there now."));
        }
        if old.fields == fields {
            return Ok(Outcome::nothing(words::unchanged(&fields.handle.to_string())));
        }
        let renamed = (old.fields.platform, &old.fields.handle) != (fields.platform, &fields.handle);
        if renamed && self.account(fields.platform, &fields.handle)?.is_some() {
            return Err(Error::refused(format!("{} is in the list already as another creator.", fields.handle)));
        }
        if old.fields.followers != fields.followers {
            followers::keep_newest(self.conn, id)?;
        }
        sources::type_changed(self.conn, id, [&old.fields, &fields], self.today)?;
        self.conn.prepare_cached(EDIT)?.execute(params![
            fields.platform,
            fields.handle,
            fields.name,
            fields.followers,
            fields.er,
            fields.views,
            fields.price_minor,
            fields.price_currency,
            fields.country,
            fields.language,
            fields.email,
            fields.bio,
            fields.found_via,
            search_text(&fields),
            self.now,
            id,
            fields.address,
            fields.found_by,
        ])?;
        if renamed {
            self.remember_account(id, old.fields.platform, &old.fields.handle, self.today)?;
            let (was, now) = (&old.fields.handle, &fields.handle);
            handle_history::keep(self.conn, id, old.fields.platform, was, now, self.today)?;
        }
        let sentence = if renamed {
            words::renamed(&fields.handle, &old.fields.handle)
        } else {
            words::edited(&fields.handle, &changed(&old.fields, &fields))
        };
        Ok(Outcome { sentence, changed: 1, show: Some(id), place: Place::Creator(id) })
    }

    /// Leaves a note of the former account, so that whoever looks for the old name finds it.
    fn remember_account(&self, id: CreatorId, platform: Platform, handle: &Handle, until: NaiveDate) -> Result<()> {
        let text = words::former_account(handle, platform, until);
        self.conn
            .prepare_cached(
                "INSERT INTO note (creator_id, kind, text, folded, written_at) VALUES (?1, 'rename', ?2, ?3, ?4)",
            )?
            .execute(params![id, text, fold(&text), self.now])?;
        Ok(())
    }

    /// `@mia`, or `@mia (earlier @glow)` where the handle is one they had.
    pub(super) fn known_by(&self, id: CreatorId, handle: &Handle) -> Result<String> {
        let who = self.who(id)?;
        Ok(if who == handle.to_string() { who } else { format!("{who} (earlier {handle})") })
    }

    fn account(&self, platform: Platform, handle: &Handle) -> Result<Option<CreatorId>> {
        let mut find = self.conn.prepare_cached("SELECT id FROM creator WHERE platform = ?1 AND handle = ?2")?;
        Ok(find.query_row(params![platform, handle], |row| row.get(0)).optional()?)
    }
}

/// Names what differs.
fn changed(old: &CreatorFields, new: &CreatorFields) -> Vec<&'static str> {
    let price = |fields: &CreatorFields| (fields.price_minor, fields.price_currency);
    let parts = [
        ("name", old.name != new.name),
        ("followers", old.followers != new.followers),
        ("engagement rate", old.er != new.er),
        ("views", old.views != new.views),
        ("the asking price", price(old) != price(new)),
        ("country", old.country != new.country),
        ("language", old.language != new.language),
        ("e-mail address", old.email != new.email),
        ("postal address", old.address != new.address),
        ("bio", old.bio != new.bio),
        ("how they were found", old.found_by != new.found_by),
        ("found via", old.found_via != new.found_via),
    ];
    parts.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
}

/// Returns the fields with clean text, or says which figure cannot be.
fn checked(fields: &CreatorFields) -> Result<CreatorFields> {
    for (what, figure) in [("Followers", fields.followers), ("Views", fields.views), ("The price", fields.price_minor)]
    {
        if figure.is_some_and(|figure| figure < 0) {
            return Err(Error::refused(format!("{what} cannot be below 0.")));
        }
    }
    if fields.er.is_some_and(|er| !(0.0..=100.0).contains(&er)) {
        return Err(Error::refused("The engagement rate is a percentage: from 0 to 100."));
    }
    Ok(CreatorFields {
        name: clean(&fields.name),
        country: country::kept(&fields.country),
        language: clean(&fields.language),
        email: clean(&fields.email),
        address: note::lines(&fields.address),
        bio: note::lines(&fields.bio),
        found_by: clean(&fields.found_by),
        found_via: clean(&fields.found_via),
        ..fields.clone()
    })
}

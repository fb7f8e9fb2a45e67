//! Creators edited by hand; see `collect` for adding them.

use std::sync::LazyLock;

use chrono::NaiveDate;
use rusqlite::{OptionalExtension, ToSql, params};

use super::{Outcome, Step, too_long};
use crate::domain::creator::{CreatorField, CreatorFields};
use crate::domain::record::TextFault;
use crate::domain::record::{Value, View};
use crate::domain::text::fold;
use crate::domain::{CreatorId, Handle, Platform};
use crate::error::{Error, ErrorKind, Result};
use crate::store::row::{creator_cols, creator_row, search_text};
use crate::store::undo::Place;
use crate::store::{facts, followers, handle_history, sources};
use crate::words::creators as words;

/// How many values of the edit are no facts.
const OWN: usize = 6;

fn edit() -> &'static str {
    static EDIT: LazyLock<String> = LazyLock::new(|| {
        format!(
            "UPDATE creator SET platform = ?1, handle = ?2, price_currency = ?3, search = ?4,
               updated_at = max(updated_at + 1, ?5), {} WHERE id = ?6",
            facts::assignments::<CreatorField>(OWN)
        )
    });
    &EDIT
}

impl Step<'_> {
    /// Replaces the fields of a creator, unless someone else changed it since the form was opened.
    pub(super) fn edit_creator(&self, id: CreatorId, fields: &CreatorFields, seen: i64) -> Result<Outcome> {
        let old = self
            .conn
            .prepare_cached(&format!("SELECT {} FROM creator WHERE creator.id = ?1", creator_cols()))?
            .query_row([id], creator_row)
            .optional()?
            .ok_or_else(|| Error::refused("This creator is no longer in the list."))?;
        if old.updated_at != seen {
            let sentence = format!("{} changed since you opened it. Nothing was saved.", old.fields.handle);
            return Err(Error::new(ErrorKind::Conflict, sentence).with_hint("Open it again to see the current values."));
        }
        let fields = checked(&old.fields, fields, self.today)?;
        if old.fields == fields {
            return Ok(Outcome::nothing(words::unchanged(&fields.handle.to_string())));
        }
        let renamed = (old.fields.platform, &old.fields.handle) != (fields.platform, &fields.handle);
        if renamed && self.account(fields.platform, &fields.handle)?.is_some() {
            return Err(Error::refused(format!("{} is already in the list as another creator.", fields.handle)));
        }
        if old.fields.followers != fields.followers {
            followers::keep_newest(self.conn, id)?;
        }
        sources::type_changed(self.conn, id, [&old.fields, &fields], self.today)?;
        let search = search_text(&fields);
        let own: [&dyn ToSql; OWN] =
            [&fields.platform, &fields.handle, &fields.price_currency, &search, &self.now, &id];
        facts::execute(&mut *self.conn.prepare_cached(edit())?, &own, &fields)?;
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

    /// Leaves a note of the former account, so that anyone who looks for the old name finds it.
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
    old.changed(new).into_iter().map(|field| field.fact().in_sentence()).collect()
}

/// Returns the fields with clean text, or says what cannot be. What was there before stays as it is, whatever it is.
fn checked(old: &CreatorFields, new: &CreatorFields, today: NaiveDate) -> Result<CreatorFields> {
    let mut fields = new.clone();
    for field in old.changed(new) {
        fields.slot(field).set(allowed(field, new.get(field), today)?.view());
    }
    Ok(fields)
}

/// Returns a value as it is kept, or says why it cannot be.
pub(super) fn allowed(field: CreatorField, value: View<'_>, today: NaiveDate) -> Result<Value> {
    let fact = field.fact();
    match value {
        View::Text(text) => {
            let kept = fact.cleaned(text).map_err(|fault| match fault {
                TextFault::Shape(should) => Error::refused(format!("{should}.")),
                TextFault::Long(fault) => too_long(fact.in_sentence(), fault),
            })?;
            return Ok(Value::Text(kept));
        }
        View::Day(Some(day)) if day > today => {
            return Err(Error::refused(words::in_the_future(fact.in_sentence())));
        }
        View::Count(Some(count)) if count < 0 => {
            return Err(Error::refused(format!("{} cannot be below 0.", fact.label)));
        }
        View::Decimal(Some(rate)) if !fact.allows(rate) => {
            let sentence = format!("The {} rate must be a percentage from 0 to {}.", fact.in_sentence(), fact.most);
            return Err(Error::refused(sentence));
        }
        _ => {}
    }
    Ok(value.to_value())
}

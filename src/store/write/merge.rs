//! Merges creators: moves all rows of the removed creator to the kept one, and what both have differently into a note.

use std::sync::LazyLock;

use rusqlite::{OptionalExtension, ToSql, params};

use super::{Outcome, Step};
use crate::domain::creator::{CreatorField, Figure};
use crate::domain::merge::{Choice, Side, merge};
use crate::domain::text::fold;
use crate::domain::{CreatorId, Platform};
use crate::error::{Error, Result};
use crate::proto::duplicates::AlikeRow;
use crate::store::attribute::recredit;
use crate::store::row::{Day, search_text};
use crate::store::sources::{self, Dated};
use crate::store::undo::Place;
use crate::store::{duplicates, facts, handle_history};
use crate::words::creators::{self as words, Moved};

mod combine;
mod known;
mod posts;

/// Columns besides the facts that [`merge`] decides on, and columns that belong to the account.
const DECIDED: &str = "id platform handle price_currency verdict reason snoozed_until rating do_not_contact import_id \
    import_row stats_on search added_on updated_at";

/// How many parameters of [`fields`] come before the facts.
const OWN: usize = 11;

fn fields() -> &'static str {
    static FIELDS: LazyLock<String> = LazyLock::new(|| {
        format!(
            "UPDATE creator SET price_currency = ?2, verdict = ?3, reason = ?4, snoozed_until = ?5, rating = ?6,
               do_not_contact = ?7, stats_on = ?8, search = ?9, added_on = ?10, updated_at = max(updated_at + 1, ?11), {}
             WHERE id = ?1",
            facts::assignments::<CreatorField>(OWN)
        )
    });
    &FIELDS
}

impl Step<'_> {
    /// Merges creators into one of them.
    pub(super) fn merge_creators(&self, into: CreatorId, from: &[CreatorId]) -> Result<Outcome> {
        let who = self.who(into)?;
        if from.contains(&into) {
            return Err(Error::refused(format!("{who} can't be merged with itself.")));
        }
        let mut others: Vec<CreatorId> = from.to_vec();
        others.sort_unstable();
        others.dedup();
        let mut moved = Moved::default();
        let mut names = Vec::new();
        for other in others {
            let [stays, goes] = self.pair(into, other)?;
            moved.notes += goes.notes;
            moved.posts += goes.posts;
            moved.collaborations += goes.collaborations;
            names.push(goes.row.fields.handle.to_string());
            self.merge_one(&stays, &goes)?;
        }
        if names.is_empty() {
            return Ok(Outcome::nothing(words::merged(&names, &who, moved)));
        }
        let (codes, marks) = self.codes_and_marks("creator_id", into.0)?;
        recredit(self.conn, &codes, &marks)?;
        let sentence = words::merged(&names, &who, moved);
        Ok(Outcome { sentence, changed: names.len() as u64, show: Some(into), place: Place::Creator(into) })
    }

    /// Reads both creators. Refuses different platforms, which would lose an account.
    fn pair(&self, into: CreatorId, from: CreatorId) -> Result<[AlikeRow; 2]> {
        let pair = duplicates::alike(self.conn, &[into, from])?;
        let pair: [AlikeRow; 2] =
            pair.try_into().map_err(|_| Error::refused("One of them is no longer in the list. Nothing was merged."))?;
        let [stays, goes] = &pair;
        let (own, other) = (stays.row.fields.platform, goes.row.fields.platform);
        if own != other {
            let (stays, goes) = (&stays.row.fields.handle, &goes.row.fields.handle);
            let sentence = format!(
                "{stays} is on {} and {goes} on {}: accounts on different platforms stay separate creators.",
                own.word(),
                other.word()
            );
            return Err(Error::refused(sentence).with_hint("Add a note to both that they are the same person."));
        }
        Ok(pair)
    }

    fn merge_one(&self, stays: &AlikeRow, goes: &AlikeRow) -> Result<()> {
        let (into, from) = (stays.row.id, goes.row.id);
        let (merged, choices) = merge(&stays.side(), &goes.side());
        let mut aside: Vec<String> = choices.iter().filter_map(note_line).collect();
        self.keep_followers(goes, merged.fields.followers)?;
        self.keep_followers(stays, merged.fields.followers)?;
        let figures = self.figures_from(&merged, [stays, goes])?;
        let texts = self.texts_from(&merged, [stays, goes])?;
        sources::forget_all(self.conn, into)?;
        sources::forget_all(self.conn, from)?;
        aside.extend(self.move_readings(into, from)?);
        aside.extend(self.move_collaborations(into, from)?);
        self.move_posts(into, from)?;
        aside.extend(self.move_known(into, from)?);
        self.move_pairs(into, from)?;
        self.move_rest("creator_id", into.0, from.0)?;
        let decided = format!("{DECIDED} {}", facts::columns::<CreatorField>().join(" "));
        aside.extend(self.fill_columns("creator", &decided, into.0, from.0)?);

        if merged.stats_on != stays.stats_on {
            // The newer figures bring their source along.
            self.conn
                .prepare_cached(
                    "UPDATE creator SET (import_id, import_row) = (SELECT import_id, import_row FROM creator WHERE id = ?2)
                     WHERE id = ?1",
                )?
                .execute([into, from])?;
        }
        let (platform, old) = (goes.row.fields.platform, &goes.row.fields.handle);
        handle_history::keep(self.conn, into, platform, old, &stays.row.fields.handle, self.today)?;
        self.note_merge(into, platform, &old.to_string(), &aside)?;
        self.conn.prepare_cached("DELETE FROM creator WHERE id = ?1")?.execute([from])?;
        let search = search_text(&merged.fields);
        let own: [&dyn ToSql; OWN] = [
            &into,
            &merged.fields.price_currency,
            &merged.verdict,
            &merged.reason,
            &merged.snoozed_until.map(Day),
            &merged.rating,
            &merged.do_not_contact,
            &merged.stats_on.map(Day),
            &search,
            &Day(merged.added_on),
            &self.now,
        ];
        facts::execute(&mut *self.conn.prepare_cached(fields())?, &own, &merged.fields)?;
        for (figure, source) in figures {
            sources::put(self.conn, into, figure, source)?;
        }
        for (field, source) in texts {
            sources::put_texts(self.conn, into, std::iter::once(field), source)?;
        }
        Ok(())
    }

    /// Reads the source of each figure of the result.
    fn figures_from(&self, merged: &Side, [stays, goes]: [&AlikeRow; 2]) -> Result<Vec<(Figure, Dated)>> {
        let known = Figure::FIGURES.into_iter().filter(|figure| merged.fields.knows(*figure));
        let from = known.map(|figure| {
            let is_own = merged.fields.agrees(&stays.row.fields, figure);
            Ok((figure, sources::of(self.conn, if is_own { stays } else { goes }.row.id, figure)?))
        });
        from.collect()
    }

    /// Reads the source of each text of the result, as far as it is known.
    fn texts_from(&self, merged: &Side, [stays, goes]: [&AlikeRow; 2]) -> Result<Vec<(CreatorField, Dated)>> {
        let mut from = Vec::new();
        for field in CreatorField::sourced().filter(|field| merged.fields.knows(*field)) {
            let is_own = merged.fields.agrees(&stays.row.fields, field);
            let source = sources::of_text(self.conn, if is_own { stays } else { goes }.row.id, field)?;
            from.extend(source.map(|source| (field, source)));
        }
        Ok(from)
    }

    /// Keeps the losing follower count as a reading of its day.
    fn keep_followers(&self, row: &AlikeRow, kept: Option<i64>) -> Result<()> {
        if row.row.fields.followers.is_none() || row.row.fields.followers == kept {
            return Ok(());
        }
        self.conn
            .prepare_cached(
                "INSERT INTO creator_reading (creator_id, day, followers, import_id)
                 SELECT creator_id, day, followers, import_id FROM newest_followers WHERE creator_id = ?1
                 ON CONFLICT (creator_id, day) DO NOTHING",
            )?
            .execute([row.row.id])?;
        Ok(())
    }

    /// Moves follower counts. If both have one for the same day, the removed creator's goes into the note.
    fn move_readings(&self, into: CreatorId, from: CreatorId) -> Result<Vec<String>> {
        let mut both = self.conn.prepare_cached(
            "SELECT theirs.day, theirs.followers FROM creator_reading theirs JOIN creator_reading own
               ON own.creator_id = ?1 AND own.day = theirs.day
             WHERE theirs.creator_id = ?2 AND theirs.followers IS NOT NULL AND theirs.followers IS NOT own.followers
             ORDER BY theirs.day",
        )?;
        let said = both.query_map([into, from], |row| Ok(words::followers_on(row.get::<_, Day>(0)?.0, row.get(1)?)))?;
        Ok(said.collect::<rusqlite::Result<_>>()?)
    }

    /// Moves decisions about other possible duplicates to the kept creator.
    fn move_pairs(&self, into: CreatorId, from: CreatorId) -> Result<()> {
        self.conn
            .prepare_cached(
                "INSERT INTO settled_pair (low_id, high_id, is_same)
                 SELECT min(?1, other), max(?1, other), is_same FROM (
                   SELECT iif(low_id = ?2, high_id, low_id) AS other, is_same FROM settled_pair WHERE ?2 IN (low_id, high_id))
                 WHERE other <> ?1 ON CONFLICT (low_id, high_id) DO NOTHING",
            )?
            .execute([into, from])?;
        self.conn.prepare_cached("DELETE FROM settled_pair WHERE ?1 IN (low_id, high_id)")?.execute([from])?;
        Ok(())
    }

    fn note_merge(&self, into: CreatorId, platform: Platform, old: &str, aside: &[String]) -> Result<()> {
        let text = words::merge_note(old, platform, aside);
        self.conn
            .prepare_cached(
                "INSERT INTO note (creator_id, kind, text, folded, written_at) VALUES (?1, 'merge', ?2, ?3, ?4)",
            )?
            .execute(params![into, text, fold(&text), self.now])?;
        Ok(())
    }

    /// Records that possible duplicates stay separate: different people, or one person on several platforms.
    pub(super) fn set_apart(&self, ids: &[CreatorId], is_same: bool) -> Result<Outcome> {
        let mut all: Vec<CreatorId> = ids.to_vec();
        all.sort_unstable();
        all.dedup();
        let mut names = Vec::new();
        for id in &all {
            let account = self
                .conn
                .prepare_cached("SELECT handle, platform FROM creator WHERE id = ?1")?
                .query_row([id], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Platform>(1)?)))
                .optional()?
                .ok_or_else(|| Error::refused("One of them is no longer in the list."))?;
            names.push(if is_same {
                format!("@{} ({})", account.0, account.1.word())
            } else {
                format!("@{}", account.0)
            });
        }
        if all.len() < 2 {
            return Ok(Outcome::nothing(words::kept_apart(&names, 0, is_same)));
        }
        let mut settle = self.conn.prepare_cached(
            "INSERT INTO settled_pair (low_id, high_id, is_same) VALUES (?1, ?2, ?3)
             ON CONFLICT (low_id, high_id) DO UPDATE SET is_same = excluded.is_same WHERE is_same <> excluded.is_same",
        )?;
        let mut changed = 0;
        for (at, low) in all.iter().enumerate() {
            for high in &all[at + 1..] {
                changed += settle.execute(params![low, high, is_same])? as u64;
            }
        }
        let sentence = words::kept_apart(&names, changed, is_same);
        if changed == 0 {
            return Ok(Outcome::nothing(sentence));
        }
        if is_same {
            let text = words::one_person(&names);
            let mut note = self.conn.prepare_cached(
                "INSERT INTO note (creator_id, kind, text, folded, written_at) VALUES (?1, 'note', ?2, ?3, ?4)",
            )?;
            for id in &all {
                note.execute(params![id, text, fold(&text), self.now])?;
            }
        }
        Ok(Outcome { sentence, changed, show: None, place: Place::Creator(all[0]) })
    }
}

/// `price was $120.00`.
fn note_line(choice: &Choice) -> Option<String> {
    choice.aside.as_ref().map(|aside| words::other(choice.what, aside))
}

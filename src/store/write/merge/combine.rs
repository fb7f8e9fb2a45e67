//! Merges the collaborations of two creators, and moves rows that need no rule.

use rusqlite::{Connection, OptionalExtension, params};

use super::super::Step;
use crate::domain::figure::percent;
use crate::domain::{CollaborationId, CreatorId};
use crate::error::Result;
use crate::store::undo::triggers;
use crate::words::creators as words;

/// Columns of a collaboration that the rules below decide on.
const DECIDED: &str = "id batch_id creator_id outreach follow_ups product carrier tracking content rights money decision \
    commission_bp updated_at";

/// The value of each track before any step.
const UNTOUCHED: [(&str, &str); 6] = [
    ("outreach", "to contact"),
    ("product", "not needed"),
    ("content", "brief to send"),
    ("rights", "none"),
    ("money", "nothing owed"),
    ("decision", "undecided"),
];

impl Step<'_> {
    /// Moves collaborations and merges two in the same batch. Returns the lines for the note.
    pub(super) fn move_collaborations(&self, into: CreatorId, from: CreatorId) -> Result<Vec<String>> {
        let mut both = self.conn.prepare_cached(
            "SELECT own.id, theirs.id, batch.name FROM collaboration theirs
             JOIN collaboration own ON own.batch_id = theirs.batch_id AND own.creator_id = ?1
             JOIN batch ON batch.id = theirs.batch_id WHERE theirs.creator_id = ?2 ORDER BY theirs.id",
        )?;
        let pairs = both
            .query_map([into, from], |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, String>(2)?)))?
            .collect::<rusqlite::Result<Vec<(CollaborationId, CollaborationId, String)>>>()?;
        let mut aside = Vec::new();
        for (own, theirs, batch) in pairs {
            let given_up = self.combine(own, theirs)?;
            aside.extend(given_up.into_iter().map(|what| words::within(&what, &batch)));
        }
        self.conn
            .prepare_cached("UPDATE collaboration SET creator_id = ?1 WHERE creator_id = ?2")?
            .execute([into, from])?;
        Ok(aside)
    }

    /// Merges two collaborations of the same batch: costs and sales add up.
    fn combine(&self, own: CollaborationId, theirs: CollaborationId) -> Result<Vec<String>> {
        let mut aside = Vec::new();
        for (track, untouched) in UNTOUCHED {
            let sql = format!(
                "SELECT own.{track}, theirs.{track} FROM collaboration own, collaboration theirs WHERE own.id = ?1 AND theirs.id = ?2"
            );
            let (mine, other): (String, String) =
                self.conn.prepare_cached(&sql)?.query_row([own, theirs], |row| Ok((row.get(0)?, row.get(1)?)))?;
            if mine == untouched && other != untouched {
                self.conn
                    .prepare_cached(&format!("UPDATE collaboration SET {track} = ?2 WHERE id = ?1"))?
                    .execute(params![own, other])?;
            } else if mine != other && other != untouched {
                aside.push(words::other(track, &other));
            }
        }
        let (mine, other, tracking, parcel): (i64, i64, String, String) = self
            .conn
            .prepare_cached(
                "SELECT own.commission_bp, theirs.commission_bp, own.tracking || own.carrier, theirs.tracking || ' ' || theirs.carrier
                 FROM collaboration own, collaboration theirs WHERE own.id = ?1 AND theirs.id = ?2",
            )?
            .query_row([own, theirs], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
        if mine != other && mine != 0 && other != 0 {
            aside.push(words::other("commission", &percent(other)));
        }
        if !tracking.is_empty() && !parcel.trim().is_empty() {
            aside.push(words::other("parcel", parcel.trim()));
        }
        self.conn
            .prepare_cached(
                "UPDATE collaboration AS own
                 SET commission_bp = iif(own.commission_bp = 0, theirs.commission_bp, own.commission_bp),
                   follow_ups = max(own.follow_ups, theirs.follow_ups),
                   carrier = iif(own.carrier || own.tracking = '', theirs.carrier, own.carrier),
                   tracking = iif(own.carrier || own.tracking = '', theirs.tracking, own.tracking),
                   updated_at = max(own.updated_at + 1, ?3)
                 FROM collaboration AS theirs WHERE own.id = ?1 AND theirs.id = ?2",
            )?
            .execute(params![own, theirs, self.now])?;
        self.combine_links(own, theirs)?;
        self.move_rest("collaboration_id", own.0, theirs.0)?;
        aside.extend(self.fill_columns("collaboration", DECIDED, own.0, theirs.0)?);
        crate::store::agenda::forget(self.conn, theirs)?;
        self.conn.prepare_cached("DELETE FROM collaboration WHERE id = ?1")?.execute([theirs])?;
        Ok(aside)
    }

    /// Merges the clicks of a link that both have. Of two counts on one day the larger is kept.
    fn combine_links(&self, own: CollaborationId, theirs: CollaborationId) -> Result<()> {
        let mut both = self.conn.prepare_cached(
            "SELECT own.id, theirs.id FROM link own JOIN link theirs ON theirs.url = own.url
             WHERE own.collaboration_id = ?1 AND theirs.collaboration_id = ?2",
        )?;
        let pairs = both.query_map([own, theirs], |row| Ok((row.get(0)?, row.get(1)?)))?;
        for (own, theirs) in pairs.collect::<rusqlite::Result<Vec<(i64, i64)>>>()? {
            self.conn
                .prepare_cached(
                    "UPDATE click_reading SET clicks = max(click_reading.clicks, other.clicks)
                     FROM click_reading AS other WHERE other.link_id = ?2 AND click_reading.link_id = ?1
                       AND other.day = click_reading.day AND other.is_running = click_reading.is_running",
                )?
                .execute([own, theirs])?;
            self.adopt("click_reading", "link_id", own, theirs)?;
        }
        Ok(())
    }

    /// Moves the rows of one table, except those the kept creator already has.
    pub(super) fn adopt(&self, table: &str, column: &str, into: i64, from: i64) -> Result<()> {
        self.conn
            .prepare_cached(&format!("UPDATE OR IGNORE {table} SET {column} = ?1 WHERE {column} = ?2"))?
            .execute([into, from])?;
        Ok(())
    }

    /// Moves the rows of every table that refers to a creator or a collaboration and has no rule.
    pub(super) fn move_rest(&self, column: &str, into: i64, from: i64) -> Result<()> {
        for table in tables_with(self.conn, column)? {
            self.adopt(table, column, into, from)?;
        }
        Ok(())
    }

    /// Fills empty columns that no rule decides on, and returns the differing values.
    pub(super) fn fill_columns(&self, table: &str, decided: &str, into: i64, from: i64) -> Result<Vec<String>> {
        let mut aside = Vec::new();
        for column in triggers::columns(self.conn, table)? {
            if decided.split_whitespace().any(|known| known == column) {
                continue;
            }
            let sql = format!(
                "SELECT CAST(theirs.{column} AS TEXT) FROM {table} own, {table} theirs WHERE own.id = ?1 AND theirs.id = ?2
                 AND ifnull(own.{column}, '') <> '' AND ifnull(theirs.{column}, '') <> '' AND own.{column} <> theirs.{column}"
            );
            let other: Option<String> =
                self.conn.prepare_cached(&sql)?.query_row([into, from], |row| row.get(0)).optional()?;
            aside.extend(other.map(|other| words::other(&column.replace('_', " "), &other)));
            let sql = format!(
                "UPDATE {table} SET {column} = (SELECT {column} FROM {table} WHERE id = ?2)
                 WHERE id = ?1 AND ifnull({column}, '') = ''"
            );
            self.conn.prepare_cached(&sql)?.execute([into, from])?;
        }
        Ok(aside)
    }
}

/// Returns the recorded tables that have a column.
fn tables_with(conn: &Connection, column: &str) -> Result<Vec<&'static str>> {
    let mut with = Vec::new();
    for table in triggers::RECORDED {
        if triggers::columns(conn, table)?.iter().any(|known| known == column) {
            with.push(*table);
        }
    }
    Ok(with)
}

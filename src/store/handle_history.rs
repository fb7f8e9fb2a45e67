//! Earlier handles: kept when a creator is renamed or merged, so that anyone who names an old one finds the same creator.

use chrono::NaiveDate;
use rusqlite::{CachedStatement, Connection, OptionalExtension, params};

use crate::domain::{CreatorId, Handle, Platform};
use crate::error::Result;
use crate::proto::collect::Known;

use super::row::Day;

/// Returns the earlier handles of a creator without `@`, newest first, each with the day it was given up.
pub fn of(conn: &Connection, id: CreatorId) -> Result<Vec<(String, NaiveDate)>> {
    let mut statement = conn.prepare_cached(
        "SELECT handle, until_on FROM handle_history WHERE creator_id = ?1 ORDER BY until_on DESC, id DESC",
    )?;
    let rows = statement.query_map([id], |row| Ok((row.get(0)?, row.get::<_, Day>(1)?.0)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Keeps a handle that a creator gives up today; a handle that they undo is no earlier one anymore.
pub fn keep(
    conn: &Connection,
    id: CreatorId,
    platform: Platform,
    old: &Handle,
    now: &Handle,
    until: NaiveDate,
) -> Result<()> {
    conn.prepare_cached("DELETE FROM handle_history WHERE creator_id = ?1 AND platform = ?2 AND handle = ?3")?
        .execute(params![id, platform, now])?;
    conn.prepare_cached(
        "INSERT INTO handle_history (creator_id, platform, handle, until_on) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (handle, platform, creator_id) DO UPDATE SET until_on = excluded.until_on",
    )?
    .execute(params![id, platform, old, Day(until)])?;
    Ok(())
}

/// Finds who had an account earlier. Costs nothing where nobody was ever renamed, as in most files.
pub struct Former<'c> {
    find: Option<CachedStatement<'c>>,
}

/// Of several who had it, the last. Anyone who has the account now comes before all of them: that is for the caller to ask.
const FORMER: &str = "SELECT creator_id FROM handle_history WHERE handle = ?1 AND platform = ?2
  ORDER BY until_on DESC, id DESC LIMIT 1";

impl<'c> Former<'c> {
    /// Looks whether there is any history.
    pub fn prepare(conn: &'c Connection) -> Result<Self> {
        let any = conn.prepare_cached("SELECT 1 FROM handle_history LIMIT 1")?.exists([])?;
        let find = any.then(|| conn.prepare_cached(FORMER)).transpose()?;
        Ok(Self { find })
    }

    /// Returns who had the account last, if anybody.
    pub fn holder(&mut self, platform: Platform, handle: &Handle) -> Result<Option<CreatorId>> {
        let Some(find) = &mut self.find else { return Ok(None) };
        Ok(find.query_row(params![handle, platform], |row| row.get(0)).optional()?)
    }
}

/// Returns who has an account, else who had it.
pub fn holder(conn: &Connection, platform: Platform, handle: &Handle) -> Result<Option<CreatorId>> {
    let living = conn
        .prepare_cached("SELECT id FROM creator WHERE platform = ?1 AND handle = ?2")?
        .query_row(params![platform, handle], |row| row.get(0))
        .optional()?;
    match living {
        Some(id) => Ok(Some(id)),
        None => Former::prepare(conn)?.holder(platform, handle),
    }
}

/// Returns for each account who of the list has it, or had it.
pub fn known(conn: &Connection, accounts: &[(Platform, Handle)]) -> Result<Vec<Option<Known>>> {
    const COLS: &str = "SELECT id, handle, verdict, do_not_contact FROM creator";
    let read = |row: &rusqlite::Row<'_>| {
        Ok(Known { id: row.get(0)?, handle: row.get(1)?, verdict: row.get(2)?, do_not_contact: row.get(3)? })
    };
    let mut living = conn.prepare_cached(&format!("{COLS} WHERE platform = ?1 AND handle = ?2"))?;
    let mut by_id = conn.prepare_cached(&format!("{COLS} WHERE id = ?1"))?;
    let mut former = Former::prepare(conn)?;
    let mut all = Vec::with_capacity(accounts.len());
    for (platform, handle) in accounts {
        let mut found = living.query_row(params![platform, handle], read).optional()?;
        if found.is_none()
            && let Some(id) = former.holder(*platform, handle)?
        {
            found = by_id.query_row([id], read).optional()?;
        }
        all.push(found);
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::fixture::fixture;

    fn handle(text: &str) -> Handle {
        Handle::parse(text).expect("a handle")
    }

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, day).expect("a day")
    }

    #[test]
    fn who_had_a_handle_is_found_until_somebody_else_has_it() {
        let f = fixture();
        let tiktok = Platform::TikTok;
        assert_eq!(holder(&f.conn, tiktok, &handle("old")).expect("reads"), None);
        keep(&f.conn, CreatorId(1), tiktok, &handle("old"), &handle("mia"), day(1)).expect("keeps");
        keep(&f.conn, CreatorId(2), tiktok, &handle("old"), &handle("o.neil"), day(3)).expect("keeps");
        let found = known(&f.conn, &[(tiktok, handle("old")), (tiktok, handle("mia")), (tiktok, handle("new"))]);
        let found: Vec<_> = found.expect("reads").into_iter().map(|known| known.map(|known| known.id.0)).collect();
        assert_eq!(found, [Some(2), Some(1), None], "of two the last");
        assert_eq!(holder(&f.conn, Platform::Instagram, &handle("old")).expect("reads"), None);
        f.conn
            .execute("INSERT INTO creator (id, handle, added_on, updated_at) VALUES (3, 'old', '2026-03-01', 1)", [])
            .expect("a row");
        assert_eq!(holder(&f.conn, tiktok, &handle("old")).expect("reads"), Some(CreatorId(3)));
    }

    #[test]
    fn a_filter_finds_who_had_a_handle() {
        use crate::domain::TierBorders;
        use crate::domain::day::Calendar;
        use crate::domain::filter::parse;
        use crate::store::search::Words;
        use crate::store::sql::where_clause;
        let f = fixture();
        keep(&f.conn, CreatorId(1), Platform::TikTok, &handle("glow"), &handle("mia"), day(1)).expect("keeps");
        let found = |typed: &str, words: &Words| {
            let query = parse(typed, Calendar::day_first(day(11))).expect("a filter");
            let filter = where_clause(query.expr.as_ref().expect("a question"), day(11), TierBorders::default(), words)
                .expect("a condition");
            let sql = format!("SELECT ifnull(group_concat(id, ' ' ORDER BY id), '') FROM creator WHERE {}", filter.sql);
            let found =
                f.conn.query_row(&sql, rusqlite::params_from_iter(filter.params), |row| row.get::<_, String>(0));
            found.expect("reads")
        };
        for words in [Words::Read, Words::of(&f.conn, None).expect("words")] {
            for typed in ["@glow", "handle:glo*", "user:GLOW", "@mia"] {
                assert_eq!(found(typed, &words), "1", "{typed}");
            }
            assert!(!found("-@glow", &words).split(' ').any(|id| id == "1"));
        }
    }

    #[test]
    fn a_handle_taken_back_is_no_earlier_one() {
        let f = fixture();
        let keep = |old: &str, now: &str, on| {
            keep(&f.conn, CreatorId(1), Platform::TikTok, &handle(old), &handle(now), on).expect("keeps");
        };
        keep("a", "b", day(1));
        keep("b", "a", day(2));
        assert_eq!(of(&f.conn, CreatorId(1)).expect("reads"), [("b".to_owned(), day(2))]);
        keep("a", "c", day(4));
        let names: Vec<_> = of(&f.conn, CreatorId(1)).expect("reads").into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["a", "b"]);
    }
}

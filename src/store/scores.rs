//! Keeps scores, flags and growth in the table `creator_vetting`, so that lists can sort and filter by them. They are computed from
//! the facts in portions, in idle moments.
//!
//! A pass goes through creators in order of id. `vetting_pass` stores how far it has come:
//!
//! * `done_to`: creators up to this id have been computed at least once. Higher ids are new.
//! * `aged_to`: on a new day, creators with posts are computed again up to `done_to`, because posts age. This is how far that is.
//! * `basis`: a hash of the rules, the brief and the version. If it differs, everything starts over with `done_to = 0`.
//! * `vetting_due`: creators up to `done_to` whose facts changed, noted by triggers. They come first, since you are looking at them.
//!
//! Worked example with ids 1 to 5, of which 2 and 4 have posts, all computed yesterday (`done_to = 5`). Today ids 6 and 7 are
//! imported and you edit 3. The pass then computes 3 (due), 2 and 4 (`aged_to` 0 to 5), 6 and 7 (`done_to` 5 to 7). When nothing
//! is left, the averages that creators are compared with ([`peers`]) are refreshed if they are due, which may make creators due again.
//! Until its turn a creator keeps the last result, or has none.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use super::failure::damaged;
use super::flag_bits::bit;
use super::search::Words;
use super::sql::{Place, sort_key, where_clause};
use super::{peers, undo, vetting, views};
use crate::analysis::brief::Brief;
use crate::analysis::flags::Severity;
use crate::analysis::peers::Signals;
use crate::analysis::rules::Rules;
use crate::analysis::vetting::{Standards, Vetting, vet};
use crate::domain::day::Calendar;
use crate::domain::filter::{Expr, SortTerm, Term};
use crate::domain::{CreatorId, TierBorders};
use crate::error::Result;

const KEEP: &str = "INSERT INTO creator_vetting (creator_id, score, coverage, flags, red, er_views, growth, rising)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
  ON CONFLICT (creator_id) DO UPDATE SET score = excluded.score, coverage = excluded.coverage, flags = excluded.flags,
    red = excluded.red, er_views = excluded.er_views, growth = excluded.growth, rising = excluded.rising
  WHERE (score, coverage, flags, red, er_views, growth, rising) IS NOT (excluded.score, excluded.coverage,
    excluded.flags, excluded.red, excluded.er_views, excluded.growth, excluded.rising)";

/// Notes creators that come back under an old id (by undo), and creators that get a tag. TEMP triggers, so that an import can drop
/// them on its own connection.
const WATCH: &str = "CREATE TEMP TRIGGER IF NOT EXISTS vetting_of_returned AFTER INSERT ON main.creator
    WHEN NEW.id <= (SELECT done_to FROM vetting_pass) BEGIN
      INSERT INTO vetting_due VALUES (NEW.id) ON CONFLICT DO NOTHING;
    END;
  CREATE TEMP TRIGGER IF NOT EXISTS vetting_of_new_tag AFTER INSERT ON main.creator_tag
    WHEN NEW.creator_id <= (SELECT done_to FROM vetting_pass) BEGIN
      INSERT INTO vetting_due VALUES (NEW.creator_id) ON CONFLICT DO NOTHING;
    END;";

const IGNORE: &str = "DROP TRIGGER IF EXISTS temp.vetting_of_returned; DROP TRIGGER IF EXISTS temp.vetting_of_new_tag;";

/// Creators after `done_to` get their turn anyway.
const NOTE_TAGS: &str = "INSERT INTO vetting_due SELECT creator_id FROM creator_tag
  WHERE id > ?1 AND creator_id <= (SELECT done_to FROM vetting_pass) ON CONFLICT DO NOTHING";

/// Creates these triggers. Call it on a writer after migrating.
pub(super) fn watch(conn: &Connection) -> Result<()> {
    Ok(conn.execute_batch(WATCH)?)
}

/// Drops the triggers during a bulk insert, until [`catch_up`].
pub(super) fn ignore(conn: &Connection) -> Result<()> {
    Ok(conn.execute_batch(IGNORE)?)
}

/// Notes creators whose tags were inserted after this row of `creator_tag`, and creates the triggers again.
pub(super) fn catch_up(conn: &Connection, after: i64) -> Result<()> {
    conn.prepare_cached(NOTE_TAGS)?.execute([after])?;
    watch(conn)
}

/// Increase this when the calculation changes, so that files of an earlier build are computed again.
const METHOD: u32 = 1;

/// Refreshes of the averages in one portion. A sound file rarely needs two, so more mean a damaged one.
const MOST_RENEWALS: u32 = 20;

/// Whether a list depends on scores: whether its SQL, including that of saved views in its filter, reads the result table.
pub(super) fn are_asked(
    conn: &Connection,
    filter: Option<&Expr>,
    sort: &[SortTerm],
    calendar: Calendar,
    borders: TierBorders,
) -> Result<bool> {
    const RESULTS: &str = "creator_vetting";
    let words = Words::of(conn, None)?;
    // A term that has no SQL is refused when the list is made.
    let asks = |term: &Term| {
        let clause = where_clause(&Expr::Term(term.clone()), calendar.today, borders, &words);
        clause.is_ok_and(|clause| clause.sql.contains(RESULTS))
    };
    if filter.map(|expr| views::opened(conn, expr, calendar)).transpose()?.is_some_and(|expr| expr.has_term(&asks)) {
        return Ok(true);
    }
    let keys = sort.iter().map(|term| sort_key(*term, calendar.today, borders)).collect::<Result<Vec<_>>>()?;
    Ok(keys.iter().any(|key| match &key.place {
        Place::Column(sql) | Place::Listed { sql, .. } => sql.contains(RESULTS),
    }))
}

/// What a portion of work did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Portion {
    /// Whether any result changed.
    pub changed: bool,
    /// Whether more is to be computed.
    pub more: bool,
}

/// Computes what is due in one file by one set of rules.
#[derive(Debug)]
pub struct Scorer {
    standards: Standards,
    wanted: Brief,
    /// The basis that this process last set in the file. Another process may use other rules: then the later one wins, and the two
    /// don't recompute everything in turns.
    claimed: Option<String>,
    /// The day for which everything is computed.
    settled_on: Option<NaiveDate>,
}

impl Scorer {
    /// A scorer that has seen nothing of the file yet.
    pub fn new(rules: &Rules) -> Self {
        Self { standards: rules.standards.clone(), wanted: rules.wanted.clone(), claimed: None, settled_on: None }
    }

    /// Whether something may be due on a day.
    pub fn may_be_due(&self, today: NaiveDate) -> bool {
        self.settled_on != Some(today)
    }

    /// The file changed: something may be due.
    pub fn unsettle(&mut self) {
        self.settled_on = None;
    }

    /// Computes what is due until `go_on` says no; at least one creator. Nothing while an import is under way.
    pub fn work(&mut self, conn: &mut Connection, today: NaiveDate, go_on: impl FnMut() -> bool) -> Result<Portion> {
        if undo::open_label(conn)?.is_some() {
            return Ok(Portion::default());
        }
        let brief = vetting::brief(conn, &self.wanted)?.1;
        if self.pass(conn, &brief, today)?.next(conn)?.is_none() && !peers::is_due(conn, today)? {
            self.settled_on = Some(today);
            return Ok(Portion::default());
        }
        // Scores can be computed again, so they need not wait for the disk.
        conn.execute_batch("PRAGMA synchronous = NORMAL")?;
        let worked = self.portion(conn, &brief, today, go_on);
        conn.execute_batch("PRAGMA synchronous = FULL")?;
        let portion = worked?;
        self.claimed = Some(basis(&self.standards, &brief));
        self.settled_on = (!portion.more).then_some(today);
        Ok(portion)
    }

    fn portion(
        &self,
        conn: &mut Connection,
        brief: &Brief,
        today: NaiveDate,
        mut go_on: impl FnMut() -> bool,
    ) -> Result<Portion> {
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut pass = self.pass(&tx, brief, today)?;
        let mut standards = self.standards.beside(peers::usual(&tx)?);
        let mut portion = Portion { changed: false, more: true };
        let mut renewed = 0;
        loop {
            match pass.next(&tx)? {
                Some(next) => {
                    portion.changed |= score(&tx, next.id(), brief, &standards, today)?;
                    pass.done(&tx, next)?;
                }
                None if peers::is_due(&tx, today)? => {
                    // One refresh is enough, unless the file doesn't read back what was written.
                    renewed += 1;
                    if renewed > MOST_RENEWALS {
                        return Err(damaged());
                    }
                    standards.peers = peers::renew(&tx, today)?;
                }
                None => {
                    portion.more = false;
                    break;
                }
            }
            if !go_on() {
                break;
            }
        }
        pass.save(&tx)?;
        tx.commit()?;
        Ok(portion)
    }

    /// Returns how far the pass has come for this brief and day.
    fn pass(&self, conn: &Connection, brief: &Brief, today: NaiveDate) -> Result<Pass> {
        let mut pass = Pass::read(conn)?;
        let basis = basis(&self.standards, brief);
        if pass.basis != basis && self.claimed.as_ref() != Some(&basis) {
            pass = Pass { basis, day: today.to_string(), done_to: 0, aged_to: i64::MAX };
        } else if pass.day != today.to_string() {
            pass = Pass { day: today.to_string(), aged_to: 0, ..pass };
        }
        Ok(pass)
    }

    /// Returns how many creators are due, counting no further than `most`; refreshing the averages counts as one.
    pub fn due(&self, conn: &Connection, today: NaiveDate, most: usize) -> Result<usize> {
        let brief = vetting::brief(conn, &self.wanted)?.1;
        let pass = self.pass(conn, &brief, today)?;
        let count: i64 = conn
            .prepare_cached(
                "SELECT count(*) FROM (SELECT creator_id FROM vetting_due UNION
                   SELECT DISTINCT creator_id FROM post WHERE creator_id > ?1 AND creator_id <= ?2 UNION
                   SELECT * FROM (SELECT id FROM creator WHERE id > ?2 ORDER BY id LIMIT ?3))",
            )?
            .query_row(params![pass.aged_to, pass.done_to, i64::try_from(most).unwrap_or(i64::MAX)], |row| {
                row.get(0)
            })?;
        let creators = usize::try_from(count).unwrap_or(0);
        Ok((creators + usize::from(peers::is_due(conn, today)?)).min(most))
    }
}

/// How far a pass has come.
#[derive(Clone, Debug, PartialEq)]
struct Pass {
    basis: String,
    day: String,
    done_to: i64,
    aged_to: i64,
}

/// The next creator, and why it is due.
#[derive(Clone, Copy, Debug)]
enum Next {
    Due(CreatorId),
    Aged(CreatorId),
    New(CreatorId),
}

impl Pass {
    fn read(conn: &Connection) -> Result<Self> {
        let mut statement = conn.prepare_cached("SELECT basis, day, done_to, aged_to FROM vetting_pass")?;
        Ok(statement.query_row([], |row| {
            Ok(Self { basis: row.get(0)?, day: row.get(1)?, done_to: row.get(2)?, aged_to: row.get(3)? })
        })?)
    }

    fn save(&self, conn: &Connection) -> Result<()> {
        conn.prepare_cached("UPDATE vetting_pass SET basis = ?1, day = ?2, done_to = ?3, aged_to = ?4")?
            .execute(params![self.basis, self.day, self.done_to, self.aged_to])?;
        Ok(())
    }

    /// Changed creators come first, because you are looking at them.
    fn next(&self, conn: &Connection) -> Result<Option<Next>> {
        let one = |sql: &str, values: &[i64]| -> Result<Option<CreatorId>> {
            let mut statement = conn.prepare_cached(sql)?;
            Ok(statement.query_row(rusqlite::params_from_iter(values), |row| row.get(0)).optional()?)
        };
        if let Some(id) = one("SELECT creator_id FROM vetting_due ORDER BY creator_id LIMIT 1", &[])? {
            return Ok(Some(Next::Due(id)));
        }
        if self.aged_to < self.done_to {
            let sql =
                "SELECT creator_id FROM post WHERE creator_id > ?1 AND creator_id <= ?2 ORDER BY creator_id LIMIT 1";
            if let Some(id) = one(sql, &[self.aged_to, self.done_to])? {
                return Ok(Some(Next::Aged(id)));
            }
        }
        let new = one("SELECT id FROM creator WHERE id > ?1 ORDER BY id LIMIT 1", &[self.done_to])?;
        Ok(new.map(Next::New))
    }

    /// Records that a creator was computed.
    fn done(&mut self, conn: &Connection, next: Next) -> Result<()> {
        // In a damaged file an index can return the same row forever, so each turn must make progress.
        let made_progress = match next {
            Next::Due(id) => conn.prepare_cached("DELETE FROM vetting_due WHERE creator_id = ?1")?.execute([id])? > 0,
            Next::Aged(id) => std::mem::replace(&mut self.aged_to, id.0) < id.0,
            Next::New(id) => std::mem::replace(&mut self.done_to, id.0) < id.0,
        };
        if made_progress { Ok(()) } else { Err(damaged()) }
    }
}

impl Next {
    fn id(self) -> CreatorId {
        match self {
            Self::Due(id) | Self::Aged(id) | Self::New(id) => id,
        }
    }
}

/// A mark of everything that holds for all creators: the rules, what is looked for, and how this version works it out.
fn basis(standards: &Standards, brief: &Brief) -> String {
    let mut hasher = DefaultHasher::new();
    (env!("CARGO_PKG_VERSION"), METHOD).hash(&mut hasher);
    format!("{standards:?} {brief:?}").hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// Computes one creator and returns whether the result changed.
fn score(conn: &Connection, id: CreatorId, brief: &Brief, standards: &Standards, today: NaiveDate) -> Result<bool> {
    let Some(candidate) = vetting::candidate(conn, id, today)? else { return Ok(false) };
    let found = vet(&candidate, brief, standards);
    peers::keep(conn, id, &Signals::of(&found.engagement))?;
    let changed = if is_empty(&found) {
        conn.prepare_cached("DELETE FROM creator_vetting WHERE creator_id = ?1")?.execute([id])?
    } else {
        let percent = |share: f64| (share * 100.0).min(f64::MAX);
        conn.prepare_cached(KEEP)?.execute(params![
            id,
            found.fit.score,
            percent(found.fit.coverage).round(),
            bits(&found, |_| true),
            bits(&found, |severity| severity == Severity::Red),
            found.engagement.by_views.map(percent),
            found.growth.per_month.map(percent),
            found.growth.rising().unwrap_or(false),
        ])?
    };
    Ok(changed > 0)
}

fn is_empty(found: &Vetting) -> bool {
    found.fit.score.is_none()
        && found.flags.is_empty()
        && found.engagement.by_views.is_none()
        && found.growth.per_month.is_none()
}

/// The flags of the counted severities as bits.
fn bits(found: &Vetting, counts: impl Fn(Severity) -> bool) -> i64 {
    found.flags.iter().filter(|flag| counts(flag.severity)).fold(0, |bits, flag| bits | bit(flag.code))
}

#[cfg(test)]
pub(crate) mod tests;

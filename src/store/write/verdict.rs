//! Verdicts, stars and `do not contact`.

use chrono::NaiveDate;
use rusqlite::params;

use super::{Outcome, Step, nobody, rows};
use crate::domain::day::full;
use crate::domain::goal::monday;
use crate::domain::text::clean;
use crate::domain::{RejectReason, Verdict};
use crate::error::{Error, Result};
use crate::proto::Target;
use crate::store::row::Day;
use crate::words::creators as words;

const SET_VERDICT: &str = "UPDATE creator SET verdict = ?1, reason = ?2, snoozed_until = ?3,
    updated_at = max(updated_at + 1, ?4), decided_on = CASE WHEN ?1 <> 'new' THEN ?5 END
  WHERE id IN (SELECT id FROM temp.target) AND (verdict, reason, snoozed_until) IS NOT (?1, ?2, ?3)";

/// Those who are about to be picked. To be written before their verdicts.
const NOTE_PICKS: &str = "INSERT INTO pick (creator_id, day, followers)
    SELECT id, ?1, followers FROM creator WHERE id IN (SELECT id FROM temp.target) AND verdict <> 'picked'
  ON CONFLICT (creator_id, day) DO NOTHING";

/// Picks of a week that is not over yet. The unary plus keeps SQLite from asking for each of the many who never were one.
const FORGET_PICKS: &str = "DELETE FROM pick WHERE day >= ?1 AND +creator_id IN (SELECT id FROM temp.target)";

const RATE: &str = "UPDATE creator SET rating = ?1, updated_at = max(updated_at + 1, ?2)
  WHERE id IN (SELECT id FROM temp.target) AND rating <> ?1";

const BLOCK: &str = "UPDATE creator SET do_not_contact = ?1, updated_at = max(updated_at + 1, ?2)
  WHERE id IN (SELECT id FROM temp.target) AND do_not_contact <> ?1";

impl Step<'_> {
    /// Sets the verdict. Anything but a rejection has no reason, anything but a snooze no date.
    pub(super) fn set_verdict(
        &self,
        target: &Target,
        verdict: Verdict,
        reason: Option<&RejectReason>,
        until: Option<NaiveDate>,
    ) -> Result<Outcome> {
        let until = match (verdict, until) {
            (Verdict::Snoozed, None) => return Err(Error::refused("A snooze needs a date. Say until when.")),
            (Verdict::Snoozed, Some(day)) if day <= self.today => {
                return Err(Error::refused(format!("{} isn't in the future. Choose a later day.", full(day))));
            }
            (Verdict::Snoozed, until) => until,
            _ => None,
        };
        let reason = match (verdict, reason) {
            (Verdict::Rejected, Some(reason)) => clean(reason.words()),
            _ => String::new(),
        };
        let Some(aim) = self.aim(target)? else { return Ok(nobody()) };
        if verdict == Verdict::Picked {
            self.note_picks()?;
        } else {
            self.conn.prepare_cached(FORGET_PICKS)?.execute([Day(monday(self.today))])?;
        }
        let values = params![verdict.word(), &reason, until.map(Day), self.now, Day(self.today)];
        let changed = rows(self.conn.execute(SET_VERDICT, values)?);
        Ok(aim.outcome(changed, words::decided(&aim.affected, changed, verdict, &reason, until)))
    }

    /// Notes whom of the target this week's goal gains.
    pub(super) fn note_picks(&self) -> Result<()> {
        self.conn.prepare_cached(NOTE_PICKS)?.execute([Day(self.today)])?;
        Ok(())
    }

    /// Sets the stars.
    pub(super) fn rate(&self, target: &Target, stars: u8) -> Result<Outcome> {
        if stars > 5 {
            return Err(Error::refused(format!("{stars} stars are too many. Give 0 to 5.")));
        }
        let Some(aim) = self.aim(target)? else { return Ok(nobody()) };
        let changed = rows(self.conn.execute(RATE, params![stars, self.now])?);
        Ok(aim.outcome(changed, words::rated(&aim.affected, changed, stars)))
    }

    /// Sets or clears `do not contact`.
    pub(super) fn set_do_not_contact(&self, target: &Target, blocked: bool) -> Result<Outcome> {
        let Some(aim) = self.aim(target)? else { return Ok(nobody()) };
        let changed = rows(self.conn.execute(BLOCK, params![blocked, self.now])?);
        Ok(aim.outcome(changed, words::contact(&aim.affected, changed, blocked)))
    }
}

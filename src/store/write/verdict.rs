//! Verdicts, stars and `do not contact`.

use chrono::NaiveDate;
use rusqlite::params;

use super::{Outcome, Step, nobody, rows};
use crate::domain::day::brief;
use crate::domain::text::clean;
use crate::domain::{RejectReason, Verdict};
use crate::error::{Error, Result};
use crate::proto::Target;
use crate::store::row::Day;

const SET_VERDICT: &str = "UPDATE creator SET verdict = ?1, reason = ?2, snoozed_until = ?3,
    updated_at = max(updated_at + 1, ?4), decided_on = CASE WHEN ?1 <> 'new' THEN ?5 END
  WHERE id IN (SELECT id FROM temp.target) AND (verdict, reason, snoozed_until) IS NOT (?1, ?2, ?3)";

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
            (Verdict::Snoozed, None) => return Err(Error::refused("Say until when: a snooze needs a date.")),
            (Verdict::Snoozed, Some(day)) if day <= self.today => {
                return Err(Error::refused(format!("{day} is not in the future; snooze until a day still to come.")));
            }
            (Verdict::Snoozed, until) => until,
            _ => None,
        };
        let reason = match (verdict, reason) {
            (Verdict::Rejected, Some(reason)) => clean(reason.words()),
            _ => String::new(),
        };
        let Some(aim) = self.aim(target)? else { return Ok(nobody()) };
        let (day, on) = (until.map(|day| day.to_string()), until.map(brief));
        let changed =
            rows(self.conn.execute(SET_VERDICT, params![verdict.word(), reason, day, self.now, Day(self.today)])?);
        let because = if reason.is_empty() { String::new() } else { format!(" ({reason})") };
        if changed == 0 {
            let until = on.map(|day| format!(" until {day}")).unwrap_or_default();
            return Ok(Outcome::nothing(format!("{} {}{until} already{because}.", aim.already(), verdict.word())));
        }
        let whom = aim.part(changed);
        let sentence = match verdict {
            Verdict::New => format!("Set {whom} back to new."),
            Verdict::Picked => format!("Picked {whom}."),
            Verdict::Maybe => format!("Marked {whom} as maybe."),
            Verdict::Rejected => format!("Rejected {whom}{because}."),
            Verdict::Snoozed => format!("Snoozed {whom} until {}.", on.unwrap_or_default()),
        };
        Ok(aim.outcome(changed, sentence))
    }

    /// Sets the stars.
    pub(super) fn rate(&self, target: &Target, stars: u8) -> Result<Outcome> {
        if stars > 5 {
            return Err(Error::refused(format!("{stars} stars are too many: 0 to 5 are possible.")));
        }
        let Some(aim) = self.aim(target)? else { return Ok(nobody()) };
        let changed = rows(self.conn.execute(RATE, params![stars, self.now])?);
        let given = match stars {
            0 => "no stars".to_owned(),
            1 => "1 star".to_owned(),
            _ => format!("{stars} stars"),
        };
        if changed == 0 {
            return Ok(Outcome::nothing(format!("{} rated with {given} already.", aim.already())));
        }
        Ok(aim.outcome(changed, format!("Gave {} {given}.", aim.part(changed))))
    }

    /// Sets or clears `do not contact`.
    pub(super) fn set_do_not_contact(&self, target: &Target, blocked: bool) -> Result<Outcome> {
        let Some(aim) = self.aim(target)? else { return Ok(nobody()) };
        let changed = rows(self.conn.execute(BLOCK, params![blocked, self.now])?);
        let sentence = match (changed, blocked) {
            (0, true) => return Ok(Outcome::nothing(format!("{} marked do not contact already.", aim.already()))),
            (0, false) => return Ok(Outcome::nothing(format!("{} free to contact already.", aim.already()))),
            (_, true) => format!("Marked {} as do not contact.", aim.part(changed)),
            (_, false) => format!("Allowed contact with {} again.", aim.part(changed)),
        };
        Ok(aim.outcome(changed, sentence))
    }
}

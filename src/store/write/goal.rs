//! The weekly goal: set, changed and ended from this week on. The weeks before keep theirs.

use chrono::NaiveDate;
use rusqlite::params;

use super::{Outcome, Step, done, tag};
use crate::domain::goal::{MOST, WeeklyGoal, monday};
use crate::error::{Error, Result};
use crate::store::agenda::goal::in_force;
use crate::store::row::Day;
use crate::words::agenda::{self as words, GoalDeed};

impl Step<'_> {
    /// Sets the goal from this week on; nothing ends it.
    pub(super) fn set_goal(&self, goal: Option<&WeeklyGoal>) -> Result<Outcome> {
        let week = monday(self.today);
        let old = in_force(self.conn, week)?;
        let Some(goal) = goal else {
            if old.is_none() {
                return Ok(Outcome::nothing(words::goal_ended(false)));
            }
            self.keep_goal(week, &WeeklyGoal { wanted: 0, ..WeeklyGoal::default() })?;
            return Ok(done(words::goal_ended(true)));
        };
        if !(1..=MOST).contains(&goal.wanted) {
            return Err(Error::refused(format!("A goal must be 1 to {MOST} creators a week.")));
        }
        let mut goal = goal.clone();
        if !goal.niche.is_empty() {
            let names = tag::names(&[goal.niche])?;
            let tag = self.tag(&names.join(" "))?;
            goal.niche = self.tag_written(tag)?;
        }
        if old.as_ref() == Some(&goal) {
            return Ok(Outcome::nothing(words::goal(&goal, GoalDeed::Unchanged)));
        }
        self.keep_goal(week, &goal)?;
        let deed = if old.is_some() { GoalDeed::Changed } else { GoalDeed::Set };
        Ok(done(words::goal(&goal, deed)))
    }

    fn keep_goal(&self, week: NaiveDate, goal: &WeeklyGoal) -> Result<()> {
        let tag = if goal.niche.is_empty() { None } else { self.known_tag(&goal.niche)? };
        self.conn
            .prepare_cached(
                "INSERT INTO weekly_goal (week, wanted, tier, tag_id, until) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (week) DO UPDATE SET wanted = excluded.wanted, tier = excluded.tier,
                   tag_id = excluded.tag_id, until = excluded.until",
            )?
            .execute(params![
                Day(week),
                goal.wanted,
                goal.tier.map_or("", crate::domain::Tier::word),
                tag,
                goal.until.number_from_monday()
            ])?;
        Ok(())
    }
}

//! The weekly goal against the verdicts: how it stands this week, and how the weeks before ended.

use std::fmt::Write as _;

use chrono::{Days, NaiveDate, Weekday};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};

use crate::domain::goal::{WeeklyGoal, monday};
use crate::domain::text::fold;
use crate::domain::{Tier, TierBorders};
use crate::error::Result;
use crate::proto::agenda::{DueKey, DueKind, DueRow, GoalProgress, WeekProgress};
use crate::store::niches::IN_SUBTREE;
use crate::store::row::Day;
use crate::store::sql::SqlFilter;
use crate::store::triage::WOKEN;
use crate::words::agenda::goal_progress;

/// The most weeks that are looked back on.
const WEEKS: u64 = 8;

const COLS: &str = "weekly_goal.week, weekly_goal.wanted, weekly_goal.tier, ifnull(tag.name, ''), weekly_goal.until \
                    FROM weekly_goal LEFT JOIN tag ON tag.id = weekly_goal.tag_id";

/// A goal and the week it holds from.
struct Since {
    week: NaiveDate,
    goal: WeeklyGoal,
}

fn since(row: &Row<'_>) -> rusqlite::Result<Since> {
    let tier: String = row.get(2)?;
    let until: u8 = row.get(4)?;
    Ok(Since {
        week: row.get::<_, Day>(0)?.0,
        goal: WeeklyGoal {
            wanted: row.get(1)?,
            tier: Tier::from_word(&tier),
            niche: row.get(3)?,
            until: Weekday::try_from(until.saturating_sub(1)).unwrap_or(Weekday::Sun),
        },
    })
}

/// Returns the goal in force in the week of a day; one that wants nobody isn't one.
pub fn in_force(conn: &Connection, day: NaiveDate) -> Result<Option<WeeklyGoal>> {
    let newest = conn
        .prepare_cached(&format!("SELECT {COLS} WHERE weekly_goal.week <= ?1 ORDER BY weekly_goal.week DESC LIMIT 1"))?
        .query_row([Day(monday(day))], since)
        .optional()?;
    Ok(newest.map(|since| since.goal).filter(|goal| goal.wanted > 0))
}

/// Returns how the goal stands; nothing without one.
pub fn progress(conn: &Connection, today: NaiveDate, borders: TierBorders) -> Result<Option<GoalProgress>> {
    let Some(goal) = in_force(conn, today)? else { return Ok(None) };
    let this_week = monday(today);
    let mut undecided = kind_of(&goal, borders, "creator.followers");
    undecided.sql = format!("(creator.verdict = 'new' OR {WOKEN}) AND {}", undecided.sql);
    undecided.params.insert(0, Value::from(today.to_string()));
    Ok(Some(GoalProgress {
        picked: picked(conn, &goal, this_week, "creator.verdict = 'picked'", borders)?,
        to_triage: count(conn, &undecided)?,
        weeks: weeks(conn, this_week, borders)?,
        goal,
    }))
}

/// The goal as something that is due; nothing once it is reached.
pub fn row(progress: &GoalProgress, today: NaiveDate) -> Option<DueRow> {
    let GoalProgress { goal, picked, to_triage, .. } = progress;
    let key = DueKey { kind: DueKind::Goal, subject: 0, due_on: goal.ends_on(today) };
    (*picked < goal.wanted).then(|| DueRow { count: *to_triage, ..DueRow::new(key, goal_progress(goal, *picked)) })
}

/// The weeks before this one that had a goal, oldest first.
fn weeks(conn: &Connection, this_week: NaiveDate, borders: TierBorders) -> Result<Vec<WeekProgress>> {
    let mut statement = conn.prepare_cached(&format!("SELECT {COLS} ORDER BY weekly_goal.week"))?;
    let goals = statement.query_map([], since)?.collect::<rusqlite::Result<Vec<_>>>()?;
    let weeks = (1..=WEEKS).rev().map(|back| this_week - Days::new(7 * back));
    let with_goal =
        weeks.filter_map(|week| goals.iter().rfind(|since| since.week <= week).map(|since| (week, &since.goal)));
    with_goal
        .filter(|(_, goal)| goal.wanted > 0)
        .map(|(week, goal)| {
            Ok(WeekProgress { week, wanted: goal.wanted, picked: picked(conn, goal, week, "1", borders)? })
        })
        .collect()
}

/// How many of the kind were picked in a week, by the size they had then, and are `still` so. Of a week that is over that is not
/// asked anymore.
fn picked(conn: &Connection, goal: &WeeklyGoal, week: NaiveDate, still: &str, borders: TierBorders) -> Result<i64> {
    let SqlFilter { sql, params } = kind_of(goal, borders, "COALESCE(pick.followers, creator.followers)");
    let sql = format!(
        "SELECT COUNT(DISTINCT creator.id) FROM pick CROSS JOIN creator ON creator.id = pick.creator_id
         WHERE pick.day BETWEEN ? AND ? AND {still} AND {sql}"
    );
    let days = [week, week + Days::new(6)].map(|day| Value::from(day.to_string()));
    let bound = params_from_iter(days.into_iter().chain(params));
    Ok(conn.prepare_cached(&sql)?.query_row(bound, |row| row.get(0))?)
}

/// The size and niche of a goal as a condition.
fn kind_of(goal: &WeeklyGoal, borders: TierBorders, followers: &str) -> SqlFilter {
    let mut clause = SqlFilter { sql: "1".to_owned(), params: Vec::new() };
    if let Some(tier) = goal.tier {
        let (first, beyond) = borders.range(tier);
        clause.sql = format!("{followers} >= {first}");
        if let Some(beyond) = beyond {
            let _ = write!(clause.sql, " AND {followers} < {beyond}");
        }
    }
    if !goal.niche.is_empty() {
        let _ = write!(
            clause.sql,
            " AND creator.id IN (SELECT creator_id FROM creator_tag WHERE tag_id IN (SELECT id FROM tag WHERE {IN_SUBTREE}))"
        );
        let folded = fold(&goal.niche);
        clause.params.extend([Value::from(folded.clone()), Value::from(folded.clone()), Value::from(folded)]);
    }
    clause
}

fn count(conn: &Connection, clause: &SqlFilter) -> Result<i64> {
    let sql = format!("SELECT COUNT(*) FROM creator WHERE {}", clause.sql);
    Ok(conn.prepare_cached(&sql)?.query_row(params_from_iter(&clause.params), |row| row.get(0))?)
}

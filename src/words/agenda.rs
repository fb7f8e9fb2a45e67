//! Messages about tasks, other due items and the weekly goal.

use chrono::NaiveDate;

use crate::domain::day::full;
use crate::domain::figure::plural;
use crate::domain::{Tier, WeeklyGoal, goal};

/// What was done to a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskDeed {
    /// It is new, due on a day.
    Added(NaiveDate),
    /// Its fields are others, and it is due on a day.
    Changed(NaiveDate),
    /// It is gone.
    Deleted,
    /// It is done, with so many items of its check list still open.
    Done(usize),
    /// It is due on a later day.
    PutOff(NaiveDate),
    /// It was already like this.
    Unchanged,
    /// It was done already.
    IsDone,
}

/// Says what was done to a task.
pub fn task(title: &str, deed: TaskDeed) -> String {
    match deed {
        TaskDeed::Added(day) => format!("Added the task \"{title}\" for {}.", full(day)),
        TaskDeed::Changed(day) => format!("Changed the task \"{title}\", due {}.", full(day)),
        TaskDeed::Deleted => format!("Deleted the task \"{title}\"."),
        TaskDeed::Done(0) => format!("Done: \"{title}\"."),
        TaskDeed::Done(open) => {
            format!("Done: \"{title}\", with {} of its check list still open.", plural(open, "item"))
        }
        TaskDeed::PutOff(day) => format!("Snoozed the task \"{title}\" until {}.", full(day)),
        TaskDeed::Unchanged => format!("The task \"{title}\" is already like this."),
        TaskDeed::IsDone => format!("The task \"{title}\" is already done."),
    }
}

/// Says which items of the check list of a task were ticked or opened again, and how many of all are done now.
pub fn ticked(title: &str, ticks: &[&(String, bool)], (done, all): (usize, usize)) -> String {
    let named = |is_done: bool| -> Vec<&str> {
        ticks.iter().filter(|(_, done)| *done == is_done).map(|(text, _)| text.as_str()).collect()
    };
    let items = |names: &[&str]| match names {
        [name] => format!("\"{name}\""),
        names => plural(names.len(), "item"),
    };
    let said = match (named(true), named(false)) {
        (ticked, opened) if ticked.is_empty() && opened.is_empty() => {
            return format!("The check list of \"{title}\" is already like this.");
        }
        (ticked, opened) if opened.is_empty() => format!("Ticked {}", items(&ticked)),
        (ticked, opened) if ticked.is_empty() => format!("Reopened {}", items(&opened)),
        (ticked, opened) => format!("Ticked {} and reopened {}", items(&ticked), items(&opened)),
    };
    if done == all {
        return format!("{said}. That was the last of {all}: \"{title}\" is done.");
    }
    format!("{said}. {done} of {all} of \"{title}\" are done.")
}

/// A due item that is not a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DueName {
    /// The end of a batch of a campaign.
    BatchEnd(String, String),
    /// The start of a campaign.
    Start(String),
    /// The end of a campaign.
    End(String),
    /// The payment to a handle.
    Payment(String),
    /// A right of a handle.
    Rights(String, String),
    /// What is open in a collaboration, with a handle.
    Step(String, String),
    /// What is to be decided of a batch of a campaign.
    Decisions(String, String),
}

impl DueName {
    fn words(&self) -> String {
        match self {
            Self::BatchEnd(batch, campaign) => format!("the end of {batch} of {campaign}"),
            Self::Start(campaign) => format!("the start of {campaign}"),
            Self::End(campaign) => format!("the end of {campaign}"),
            Self::Payment(handle) => format!("the payment to @{handle}"),
            Self::Step(what, handle) => format!("\"{what}\" for @{handle}"),
            Self::Decisions(batch, campaign) => format!("the decisions on {batch} of {campaign}"),
            Self::Rights(kind, handle) => format!("the {kind} of @{handle}"),
        }
    }
}

/// Says that a due item is done.
pub fn ticked_off(name: &DueName) -> String {
    format!("Done: {}.", name.words())
}

/// Says that a due item is snoozed. Its own date stays. `end` is the batch that ends before it comes back.
pub fn put_off(name: &DueName, until: NaiveDate, is_new: bool, end: Option<(String, NaiveDate)>) -> String {
    let (name, day) = (name.words(), full(until));
    if is_new {
        let end = end.map(|(batch, end)| format!(" {batch} ends before that, on {}.", full(end)));
        format!("Snoozed {name} until {day}. Its own date stays.{}", end.unwrap_or_default())
    } else {
        format!("Already snoozed until {day}: {name}.")
    }
}

/// Says that several due items are done.
pub fn done_together(count: usize) -> String {
    match count {
        0 => "All of this is already done.".to_owned(),
        _ => format!("Done: {}.", plural(i64::try_from(count).unwrap_or(i64::MAX), "task")),
    }
}

/// Says that several due items are snoozed.
pub fn put_off_together(count: usize, until: NaiveDate) -> String {
    let day = full(until);
    match count {
        0 => format!("All of this is already snoozed until {day}."),
        _ => format!("Snoozed {} until {day}.", plural(i64::try_from(count).unwrap_or(i64::MAX), "task")),
    }
}

/// Says that what a task asks for is already recorded.
pub fn is_recorded() -> String {
    "This is already recorded.".to_owned()
}

/// Says that a task asks for more than a day.
pub fn needs_more() -> String {
    "This needs more than a day. Open it to enter what it asks for.".to_owned()
}

/// What was done to the weekly goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GoalDeed {
    /// There was none.
    Set,
    /// There was another.
    Changed,
    /// It was already like this.
    Unchanged,
}

/// Says what the weekly goal is now: `Set a weekly goal: 5 micro-creators in skincare by Friday.`
pub fn goal(goal: &WeeklyGoal, deed: GoalDeed) -> String {
    let wanted = format!("{} {} by {}", goal.wanted, goal.creators(), goal::day_name(goal.until));
    match deed {
        GoalDeed::Set => format!("Set a weekly goal: {wanted}."),
        GoalDeed::Changed => format!("Changed the weekly goal to {wanted}."),
        GoalDeed::Unchanged => "The weekly goal is already like this.".to_owned(),
    }
}

/// Says that the weekly goal ended, if there was one.
pub fn goal_ended(was_set: bool) -> String {
    let said =
        if was_set { "Ended the weekly goal. Earlier weeks keep theirs." } else { "There is no weekly goal to end." };
    said.to_owned()
}

/// How far the weekly goal is: `3 of 5 micro-creators in skincare`.
pub fn goal_progress(goal: &WeeklyGoal, picked: i64) -> String {
    format!("{picked} of {} {}", goal.wanted, goal.creators())
}

/// How the weekly goal stands: `3 of 5 picked this week (micro, skincare). Due Friday, in 2 days.`
pub fn goal_standing(goal: &WeeklyGoal, picked: i64, today: NaiveDate) -> String {
    let day = goal::day_name(goal.until);
    let when = match (picked >= goal.wanted, (goal.ends_on(today) - today).num_days()) {
        (true, _) => "Goal reached.".to_owned(),
        (false, 0) => "Due today.".to_owned(),
        (false, 1) => "Due tomorrow.".to_owned(),
        (false, days @ 2..) => format!("Due {day}, in {days} days."),
        (false, _) => format!("The week ended {day}."),
    };
    let niche = Some(goal.niche.as_str()).filter(|niche| !niche.is_empty());
    let kind: Vec<&str> = goal.tier.map(Tier::word).into_iter().chain(niche).collect();
    let kind = if kind.is_empty() { String::new() } else { format!(" ({})", kind.join(", ")) };
    format!("{picked} of {} picked this week{kind}. {when}", goal.wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_goal_says_how_it_stands() {
        let goal = WeeklyGoal { niche: "skincare".into(), ..WeeklyGoal::default() };
        let on = |day| NaiveDate::from_ymd_opt(2026, 3, day).expect("a day");
        let said = |picked, day| goal_standing(&goal, picked, on(day));
        assert_eq!(said(3, 11), "3 of 5 picked this week (micro, skincare). Due Friday, in 2 days.");
        let end = |picked, day| said(picked, day).split_once(". ").map(|(_, end)| end.to_owned()).expect("an end");
        assert_eq!([end(0, 12), end(0, 13)], ["Due tomorrow.", "Due today."]);
        assert_eq!([end(4, 14), end(5, 14)], ["The week ended Friday.", "Goal reached."]);
        let one = WeeklyGoal { wanted: 1, tier: None, ..WeeklyGoal::default() };
        assert_eq!(goal_standing(&one, 0, on(13)), "0 of 1 picked this week. Due today.");
    }
}

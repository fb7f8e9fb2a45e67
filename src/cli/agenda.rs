//! `tenfold agenda`: what is due, and how the weekly goal stands.

use std::io::{self, Write};
use std::process::ExitCode;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::{Format, World, print, ready, write_json};
use crate::domain::day::{full, short};
use crate::error::{Error, Result};
use crate::proto::agenda::{Agenda, DueRow, GoalStand};
use crate::proto::{Answer, Query};
use crate::store::answer::Asker;
use crate::tui::look::text::{left, shown};

/// Arguments of `tenfold agenda`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// How to print
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    let path = world.own_file()?;
    ready(world, &path)?;
    let (today, rules, asker) = (world.clock.today(), world.config.rules(), Asker::open(&path)?);
    let agenda = asker.answer(&Query::Agenda, today, &rules)?;
    let goal = asker.answer(&Query::Goal, today, &rules)?;
    let (Answer::Agenda(agenda), Answer::Goal(goal)) = (agenda, goal) else {
        return Err(Error::fault("The agenda could not be read."));
    };
    print(|out| match args.format {
        Format::Json => write_json(out, &as_json(&agenda, goal.as_deref(), today)),
        Format::Text => write_text(out, &agenda, goal.as_deref(), today),
    })
}

fn as_json(agenda: &Agenda, goal: Option<&GoalStand>, today: NaiveDate) -> Value {
    let row = |row: &DueRow| {
        json!({
            "day": row.day.to_string(),
            "due": row.key.due_on.to_string(),
            "do": row.key.kind.word(),
            "who": row.whom(),
            "what": row.what(today),
            "amount_minor": row.amount.map(|(minor, _)| minor),
            "currency": row.amount.map(|(_, currency)| currency.code().to_owned()),
            "campaign": (!row.campaign_name.is_empty()).then_some(&row.campaign_name),
        })
    };
    let goal = goal.map(|stand| {
        let week = |week: &crate::proto::agenda::WeekStand| {
            json!({ "week": week.week.to_string(), "wanted": week.wanted, "picked": week.picked })
        };
        json!({
            "wanted": stand.goal.wanted,
            "picked": stand.picked,
            "tier": stand.goal.tier.map(crate::domain::Tier::word),
            "niche": (!stand.goal.niche.is_empty()).then_some(&stand.goal.niche),
            "until": stand.goal.ends_on(today).to_string(),
            "to_triage": stand.to_triage,
            "weeks": stand.weeks.iter().map(week).collect::<Vec<_>>(),
        })
    });
    json!({
        "today": today.to_string(),
        "done_today": agenda.done_today,
        "due": agenda.rows.iter().map(row).collect::<Vec<_>>(),
        "goal": goal,
    })
}

fn write_text(out: &mut dyn Write, agenda: &Agenda, goal: Option<&GoalStand>, today: NaiveDate) -> io::Result<()> {
    writeln!(out, "{}", full(today))?;
    if let Some(stand) = goal {
        writeln!(out, "{}", shown(&stand.goal.stands(stand.picked, today)))?;
        if !stand.weeks.is_empty() {
            writeln!(out, "weeks before, the last one at the end: {}", stand.history())?;
        }
    }
    if agenda.rows.is_empty() {
        return writeln!(out, "\nNothing is due.");
    }
    let mut last = None;
    for row in &agenda.rows {
        let group = row.group(today);
        if last != Some(group) {
            writeln!(out, "\n{}", group.title())?;
            last = Some(group);
        }
        let line = format!(
            "  {}{}{}{}{}",
            left(row.key.kind.word(), 8),
            left(&shown(&row.whom()), 38),
            left(&shown(&row.what(today)), 36),
            left(&short(row.day, today), 17),
            shown(&row.campaign_name)
        );
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

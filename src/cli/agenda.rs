//! `tenfold agenda`: what is due, and progress toward the weekly goal.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::process::ExitCode;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::{World, facts, prepare, print, write_json};
use crate::domain::day::{full, short};
use crate::domain::text::sheet_cell;
use crate::error::{Error, Result};
use crate::proto::agenda::{Agenda, DueLine, DueRow, GoalProgress, lines};
use crate::proto::{Answer, Query};
use crate::store::Reader;
use crate::store::answer::Asker;
use crate::tui::look::text::{left, shown, width};

/// Arguments of `tenfold agenda`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    format: Shape,

    /// List each task, also where many of a kind are more than two weeks late
    #[arg(long)]
    all: bool,
}

/// The output format of the agenda.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Shape {
    /// Plain text, for people.
    #[default]
    Text,
    /// JSON, for programs.
    Json,
    /// Comma-separated values, for a spreadsheet.
    Csv,
    /// A calendar file (iCalendar), for a calendar program.
    Ics,
}

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    let path = world.own_file()?;
    prepare(world, &path)?;
    let (today, rules, asker) = (world.clock.today(), world.config.rules(), Asker::open(&path)?);
    let agenda = asker.answer(&Query::Agenda, today, &rules)?;
    let goal = asker.answer(&Query::Goal, today, &rules)?;
    let (Answer::Agenda(agenda), Answer::Goal(goal)) = (agenda, goal) else {
        return Err(Error::fault("The agenda could not be read."));
    };
    if args.format == Shape::Ics {
        return super::calendar::print(world, &Reader::open(&path)?, &agenda);
    }
    print(|out| match args.format {
        Shape::Json => write_json(out, &AgendaJson::new(&agenda, goal.as_deref(), today)),
        Shape::Csv => write_sheet(out, &agenda, today),
        Shape::Text | Shape::Ics => write_text(out, &agenda, goal.as_deref(), args.all, today),
    })
}

/// What is due, and progress toward the weekly goal.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct AgendaJson<'a> {
    /// Today, as `2026-03-11`.
    today: String,
    /// How many tasks were done today.
    done_today: i64,
    /// Tasks, by day.
    due: Vec<TaskJson<'a>>,
    /// The goal of this week.
    goal: Option<GoalJson<'a>>,
}

/// A task.
#[derive(Debug, Serialize, JsonSchema)]
struct TaskJson<'a> {
    /// The day it shows up on the agenda.
    day: String,
    /// The day it was originally due.
    due: String,
    /// The kind of task.
    r#do: &'static str,
    /// The creator or campaign it is about.
    who: String,
    /// Account name of the creator it is about, without @.
    handle: Option<&'a str>,
    /// What to do.
    what: String,
    /// The amount to pay, minor units.
    amount_minor: Option<i64>,
    /// Its currency, ISO 4217.
    currency: Option<String>,
    /// Name of the campaign.
    campaign: Option<&'a str>,
    /// Notes of a task you added; its lines that begin with `- ` are the check list.
    notes: Option<&'a str>,
    /// The check list of a task you added.
    items: Vec<ItemJson>,
}

/// An item of a check list.
#[derive(Debug, Serialize, JsonSchema)]
struct ItemJson {
    /// What to do.
    text: String,
    /// Whether it is ticked.
    done: bool,
}

/// The goal of this week.
#[derive(Debug, Serialize, JsonSchema)]
struct GoalJson<'a> {
    /// Creators to pick.
    wanted: i64,
    /// Creators picked so far.
    picked: i64,
    /// The tier they must be in; null for any.
    tier: Option<&'static str>,
    /// The niche they must be in; null for any.
    niche: Option<&'a str>,
    /// The last day of the week.
    until: String,
    /// Creators still to triage.
    to_triage: i64,
    /// Earlier weeks, oldest first.
    weeks: Vec<WeekJson>,
}

/// An earlier week.
#[derive(Debug, Serialize, JsonSchema)]
struct WeekJson {
    /// Its first day.
    week: String,
    /// Creators to pick.
    wanted: i64,
    /// Creators picked.
    picked: i64,
}

impl<'a> AgendaJson<'a> {
    fn new(agenda: &'a Agenda, goal: Option<&'a GoalProgress>, today: NaiveDate) -> Self {
        let task = |row: &'a DueRow| TaskJson {
            day: row.day.to_string(),
            due: row.key.due_on.to_string(),
            r#do: row.key.kind.word(),
            who: row.affected(),
            handle: row.handle(),
            what: row.what(today),
            amount_minor: row.amount.map(|(minor, _)| minor),
            currency: row.amount.map(|(_, currency)| currency.code().to_owned()),
            campaign: (!row.campaign_name.is_empty()).then_some(row.campaign_name.as_str()),
            notes: (!row.note.is_empty()).then_some(row.note.as_str()),
            items: row.items().into_iter().map(|item| ItemJson { text: item.text, done: item.is_done }).collect(),
        };
        let goal = goal.map(|stand| GoalJson {
            wanted: stand.goal.wanted,
            picked: stand.picked,
            tier: stand.goal.tier.map(crate::domain::Tier::word),
            niche: (!stand.goal.niche.is_empty()).then_some(stand.goal.niche.as_str()),
            until: stand.goal.ends_on(today).to_string(),
            to_triage: stand.to_triage,
            weeks: stand
                .weeks
                .iter()
                .map(|week| WeekJson { week: week.week.to_string(), wanted: week.wanted, picked: week.picked })
                .collect(),
        });
        Self {
            today: today.to_string(),
            done_today: agenda.done_today,
            due: agenda.rows.iter().map(task).collect(),
            goal,
        }
    }
}

/// The columns of the sheet, under the names of the JSON; the amount is in units of its currency.
const COLUMNS: [&str; 9] = ["day", "due", "do", "who", "handle", "what", "amount", "currency", "campaign"];

fn write_sheet(out: &mut dyn Write, agenda: &Agenda, today: NaiveDate) -> io::Result<()> {
    let mut sheet = csv::Writer::from_writer(out);
    sheet.write_record(COLUMNS)?;
    for row in &agenda.rows {
        sheet.write_record([
            row.day.to_string(),
            row.key.due_on.to_string(),
            row.key.kind.word().to_owned(),
            sheet_cell(&row.affected()),
            sheet_cell(&row.handle().map(|handle| format!("@{handle}")).unwrap_or_default()),
            sheet_cell(&row.what(today)),
            row.amount.map(|(minor, currency)| facts::decimal(minor, currency)).unwrap_or_default(),
            row.amount.map(|(_, currency)| currency.code().to_owned()).unwrap_or_default(),
            sheet_cell(&row.campaign_name),
        ])?;
    }
    sheet.flush()
}

fn write_text(
    out: &mut dyn Write,
    agenda: &Agenda,
    goal: Option<&GoalProgress>,
    lists_all: bool,
    today: NaiveDate,
) -> io::Result<()> {
    writeln!(out, "{}", full(today))?;
    if let Some(stand) = goal {
        writeln!(out, "{}", shown(&crate::words::agenda::goal_standing(&stand.goal, stand.picked, today)))?;
        if !stand.weeks.is_empty() {
            writeln!(out, "Earlier weeks, oldest first: {}", stand.history())?;
        }
    }
    if agenda.rows.is_empty() {
        return writeln!(out, "\nNothing is due.");
    }
    let lines = if lists_all {
        agenda.rows.iter().map(|row| DueLine::One(Box::new(row.clone()))).collect()
    } else {
        lines(&agenda.rows, &BTreeSet::new(), today)
    };
    let mut last = None;
    for line in &lines {
        let group = line.group(today);
        if last != Some(group) {
            writeln!(out, "\n{}", group.title())?;
            last = Some(group);
        }
        let said = format!(
            "  {}{}{}{}{}",
            column(line.kind().word(), 11),
            column(&shown(&line.affected()), 38),
            column(&shown(&line.what(today)), 40),
            column(&short(line.day(), today), 17),
            shown(line.campaign_name())
        );
        writeln!(out, "{}", said.trim_end())?;
        if let DueLine::One(row) = line {
            for item in row.items() {
                writeln!(out, "{:13}{} {}", "", if item.is_done { "[x]" } else { "[ ]" }, shown(&item.text))?;
            }
        }
    }
    if lines.iter().any(|line| matches!(line, DueLine::Pile(_))) {
        writeln!(out, "\nMany of a kind that are more than two weeks late are one line; --all lists each.")?;
    }
    Ok(())
}

/// A text in a column; a longer one stands whole, with two blanks behind it.
fn column(text: &str, cells: usize) -> String {
    if width(text) + 2 > cells { format!("{text}  ") } else { left(text, cells) }
}

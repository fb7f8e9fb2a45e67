//! `tenfold history`: the steps that can be undone or redone, and what there is to know about one.

use std::io::{self, Write};
use std::process::ExitCode;

use schemars::JsonSchema;
use serde::Serialize;

use super::resolve::File;
use super::{DataFormat, World, print, write_json};
use crate::clock::Clock;
use crate::domain::OpId;
use crate::domain::day::moment;
use crate::domain::text::{clean, sheet_cell};
use crate::error::{Error, Result};
use crate::proto::history::{Origin, StepDetail, StepRow};
use crate::proto::{Answer, Query};
use crate::words::history as words;

/// Arguments of `tenfold history`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Show one step: what it changed, and which later steps depend on it
    #[arg(long, value_name = "N")]
    step: Option<i64>,
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    format: DataFormat,
}

/// A step of the history.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct StepJson<'a> {
    /// The undo step.
    step: i64,
    /// What it did.
    sentence: &'a str,
    /// When, in milliseconds since 1970.
    made_at: i64,
    /// Where it was made: `window`, `import` (in a window), `command` or `demo`; null if unknown.
    made_by: Option<&'static str>,
    /// The command, such as `tenfold set`; null if it wasn't one.
    command: Option<String>,
    /// When the window was opened, in milliseconds since 1970; null if it wasn't made in one.
    window_opened_at: Option<i64>,
    /// Whether it was undone.
    undone: bool,
    /// The later step that undid it, if later steps stayed.
    undone_by: Option<i64>,
    /// The older step that it undid, if it did that.
    undoes: Option<i64>,
    /// What it changed, with `--step`.
    #[serde(skip_serializing_if = "Option::is_none")]
    changed: Option<Vec<ChangedJson>>,
    /// The later steps that depend on it, newest first, with `--step`.
    #[serde(skip_serializing_if = "Option::is_none")]
    needed_by: Option<Vec<NamedJson>>,
}

/// Rows of one kind that a step changed.
#[derive(Debug, Serialize, JsonSchema)]
struct ChangedJson {
    /// The kind, as the file names its table.
    table: String,
    /// How many rows.
    rows: u64,
}

/// A step that another depends on.
#[derive(Debug, Serialize, JsonSchema)]
struct NamedJson {
    /// The undo step.
    step: i64,
    /// What it did.
    sentence: String,
}

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    let file = File::of(world)?;
    let Answer::History(mut steps) = file.answer(&Query::History)? else { return Err(unread()) };
    let mut detail = None;
    if let Some(number) = args.step {
        steps.retain(|step| step.op == OpId(number));
        let Answer::HistoryStep(_, found) = file.answer(&Query::HistoryStep(OpId(number)))? else {
            return Err(unread());
        };
        if steps.is_empty() {
            return Err(Error::refused(words::no_such_step(OpId(number))).with_hint(words::STEPS_ARE_LISTED));
        }
        detail = found;
    }
    let detail = detail.as_deref();
    print(|out| match args.format {
        DataFormat::Json => write_json(out, &steps.iter().map(|step| json(step, detail)).collect::<Vec<_>>()),
        DataFormat::Csv => write_sheet(out, &steps),
        DataFormat::Text => {
            write_text(out, &steps, &world.clock)?;
            detail.map_or(Ok(()), |detail| write_detail(out, detail))
        }
    })
}

fn unread() -> Error {
    Error::fault("The history could not be read.")
}

/// Where a step was made: the word, the command, and when its window was opened.
fn made_by(origin: &Origin) -> (Option<&'static str>, Option<String>, Option<i64>) {
    match origin {
        Origin::Unknown => (None, None, None),
        Origin::Window(opened) => (Some("window"), None, Some(*opened)),
        Origin::Import(opened) => (Some("import"), None, Some(*opened)),
        Origin::Command(name) => (Some("command"), Some(format!("tenfold {name}")), None),
        Origin::Demo => (Some("demo"), None, None),
    }
}

fn json<'a>(step: &'a StepRow, detail: Option<&StepDetail>) -> StepJson<'a> {
    let (made_by, command, window_opened_at) = made_by(&step.origin);
    let changed = detail.map(|detail| {
        detail.changed.iter().map(|(table, rows)| ChangedJson { table: table.clone(), rows: *rows }).collect()
    });
    let needed_by = detail.map(|detail| {
        let steps = detail.dependents.steps.iter();
        steps.map(|step| NamedJson { step: step.op.0, sentence: step.label.clone() }).collect()
    });
    StepJson {
        step: step.op.0,
        sentence: &step.label,
        made_at: step.made_at,
        made_by,
        command,
        window_opened_at,
        undone: step.undone,
        undone_by: step.undone_by.map(|op| op.0),
        undoes: step.undoes.map(|op| op.0),
        changed,
        needed_by,
    }
}

fn write_sheet(out: &mut dyn Write, steps: &[StepRow]) -> io::Result<()> {
    let mut sheet = csv::Writer::from_writer(out);
    sheet.write_record([
        "step",
        "sentence",
        "made_at",
        "made_by",
        "command",
        "window_opened_at",
        "undone",
        "undone_by",
        "undoes",
    ])?;
    let number = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
    for step in steps {
        let undone = if step.undone { "yes" } else { "no" };
        let (made_by, command, opened) = made_by(&step.origin);
        sheet.write_record([
            step.op.0.to_string(),
            sheet_cell(&step.label),
            step.made_at.to_string(),
            made_by.unwrap_or_default().to_owned(),
            sheet_cell(&command.unwrap_or_default()),
            number(opened),
            undone.to_owned(),
            number(step.undone_by.map(|op| op.0)),
            number(step.undoes.map(|op| op.0)),
        ])?;
    }
    sheet.flush()
}

fn write_text(out: &mut dyn Write, steps: &[StepRow], clock: &Clock) -> io::Result<()> {
    if steps.is_empty() {
        return writeln!(out, "No changes yet. Every change shows up here, and you can undo it.");
    }
    let when = |ms| moment(clock.time_of(ms), clock.today());
    let digits = steps.iter().map(|step| step.op.0.to_string().len()).max().unwrap_or(0);
    for step in steps {
        let undone = match step.undone_by {
            Some(by) => format!("(undone by step {}) ", by.0),
            None if step.undone => "(undone) ".to_owned(),
            None => String::new(),
        };
        let origin = words::origin(&step.origin, None, when);
        let origin = if origin.is_empty() { origin } else { format!("  [{}]", clean(&origin)) };
        writeln!(out, "{:>digits$}  {:<16}  {undone}{}{origin}", step.op.0, when(step.made_at), clean(&step.label))?;
    }
    Ok(())
}

fn write_detail(out: &mut dyn Write, detail: &StepDetail) -> io::Result<()> {
    writeln!(out, "Changed: {}", words::changed(&detail.changed))?;
    for step in &detail.dependents.steps {
        writeln!(out, "Needed by step {}: {}", step.op.0, clean(&step.label))?;
    }
    if detail.dependents.is_foreign {
        writeln!(out, "Needed by {}", words::FOREIGN)?;
    }
    Ok(())
}

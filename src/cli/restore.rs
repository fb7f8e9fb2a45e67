//! `tenfold restore`: lists the backups of the file and restores one.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::{Format, World, print, report_accidents, write_json};
use crate::clock::Clock;
use crate::domain::number::full;
use crate::domain::text::clean;
use crate::error::{Error, Result};
use crate::store::backup::Backup;
use crate::store::file_summary::{self, COUNTED, FileSummary};
use crate::store::restore::{self, Found, Restored};
use crate::tui::look::text::{left, right};

/// Arguments of `tenfold restore`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The backup to restore: a file, or a day such as 2026-03-11. Without it, all backups are listed
    #[arg(value_name = "FILE|DAY")]
    what: Option<String>,
    /// Undo the last restore: swap your file with the one it set aside
    #[arg(long, conflicts_with = "what")]
    undo: bool,
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Widths of the columns of the list: day, kind, and each number.
const DAY: usize = 12;
const KIND: usize = 24;
const NUMBER: usize = 9;
/// The counts that the list shows; JSON has all of them.
const LISTED: [(&str, &str); 5] = [
    ("creators", "CREATORS"),
    ("campaigns", "CAMPAIGNS"),
    ("collaborations", "COLLABS"),
    ("posts", "POSTS"),
    ("orders", "ORDERS"),
];

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    let database = world.own_file()?;
    let (wants, format) = (args.what.as_deref(), args.format);
    if wants.is_none() && !args.undo {
        return list(world, &database, format);
    }
    report_accidents(world, &database)?;
    let done = match wants {
        Some(text) => restore::restore(&database, &chosen(world, &database, text)?, &world.clock)?,
        None => restore::undo(&database, &world.clock)?,
    };
    let undo = match &world.files.db {
        Some(file) => format!("tenfold restore --undo --db {}", file.display()),
        None => "tenfold restore --undo".to_owned(),
    };
    print(|out| match format {
        Format::Json => write_json(out, &restored_json(&done, world.clock)),
        Format::Text => write_restored(out, &done, world.clock, &undo),
    })
}

/// Finds the backup that the argument names: a path, the file name of a listed backup, or a day (its newest backup).
fn chosen(world: &World, database: &Path, text: &str) -> Result<PathBuf> {
    let path = PathBuf::from(text);
    if path.is_file() {
        return Ok(path);
    }
    let backups = restore::list(database);
    if let Some(named) = backups.iter().find(|backup| backup.path.file_name() == path.file_name()) {
        return Ok(named.path.clone());
    }
    let Ok(day) = world.config.rules().calendar(world.clock.today()).read(text) else {
        return Err(Error::refused(format!("There is no backup or file called {text}, and it is not a day."))
            .with_hint("`tenfold restore` lists the backups."));
    };
    restore::of_day(&backups, day).map(|backup| backup.path.clone()).ok_or_else(|| {
        let mut days: Vec<String> = backups.iter().map(|backup| backup.day.to_string()).collect();
        days.sort();
        days.dedup();
        let hint = if days.is_empty() {
            "This file has no backups.".to_owned()
        } else {
            format!("Days with a backup: {}.", days.join(", "))
        };
        Error::refused(format!("There is no backup from {day}.")).with_hint(hint)
    })
}

fn list(world: &World, database: &Path, format: Format) -> Result<ExitCode> {
    let now = restore::present(database);
    let backups: Vec<(Backup, Result<FileSummary>)> = restore::list(database)
        .into_iter()
        .rev()
        .map(|backup| {
            let held = file_summary::look(&backup.path);
            (backup, held)
        })
        .collect();
    print(|out| match format {
        Format::Json => {
            let kept = backups.iter().map(|(backup, held)| BackupJson {
                contents: ContentsJson::new(held.as_ref().map_err(ToString::to_string), world.clock),
                file: backup.path.display().to_string(),
                day: backup.day.to_string(),
                kind: backup.kind.word(),
            });
            let all = BackupsJson {
                file: database.display().to_string(),
                now: ContentsJson::found(&now, world.clock),
                backups: kept.collect(),
            };
            write_json(out, &all)
        }
        Format::Text => {
            writeln!(out, "{}", clean(&database.display().to_string()))?;
            write_head(out)?;
            write_row(out, "now", "", now.as_ref().map(|now| now.as_ref().map_err(Clone::clone)), world.clock)?;
            for (backup, held) in &backups {
                let held = held.as_ref().map_err(ToString::to_string);
                write_row(out, &backup.day.to_string(), backup.kind.word(), Some(held), world.clock)?;
                writeln!(out, "  {}", clean(&backup.path.display().to_string()))?;
            }
            if backups.is_empty() {
                return writeln!(out, "\nThis file has no backups yet.");
            }
            writeln!(out, "\nTo restore one: tenfold restore DAY, or tenfold restore FILE")
        }
    })
}

fn write_head(out: &mut dyn Write) -> io::Result<()> {
    let counts: String = LISTED.iter().map(|(_, title)| right(title, NUMBER + 1)).collect();
    writeln!(out, "\n{}{}{counts}  LAST CHANGE", left("DAY", DAY), left("MADE", KIND))
}

fn write_row(
    out: &mut dyn Write,
    day: &str,
    kind: &str,
    held: Option<Result<&FileSummary, String>>,
    clock: Clock,
) -> io::Result<()> {
    let line = match held {
        None => format!("{}{}no file", left(day, DAY), left(kind, KIND)),
        Some(Err(why)) => format!("{}{}{}", left(day, DAY), left(kind, KIND), clean(&why)),
        Some(Ok(held)) => {
            let count = |word: &str| full(count(held, word));
            let counts: String = LISTED.iter().map(|(word, _)| right(&count(word), NUMBER + 1)).collect();
            format!("{}{}{counts}  {}", left(day, DAY), left(kind, KIND), last_change(held, clock))
        }
    };
    writeln!(out, "{}", line.trim_end())
}

fn count(held: &FileSummary, word: &str) -> i64 {
    COUNTED.iter().zip(held.counts).find(|((name, ..), _)| *name == word).map_or(0, |(_, count)| count)
}

fn last_change(held: &FileSummary, clock: Clock) -> String {
    let Some((at, label)) = &held.last else { return "-".to_owned() };
    format!("{} {}", clock.time_of(*at).format("%b %-d, %Y %H:%M"), clean(label))
}

fn write_restored(out: &mut dyn Write, done: &Restored, clock: Clock, undo: &str) -> io::Result<()> {
    let before = done.before.as_ref().map(Result::as_ref);
    writeln!(out, "{}{}{}", left("", 16), right("BEFORE", 12), right("NOW", 12))?;
    for (word, ..) in COUNTED {
        let was = before.and_then(Result::ok).map_or("-".to_owned(), |held| full(count(held, word)));
        writeln!(out, "{}{}{}", left(word, 16), right(&was, 12), right(&full(count(&done.after, word)), 12))?;
    }
    let was = match before {
        None => "no file".to_owned(),
        Some(Ok(held)) => last_change(held, clock),
        Some(Err(why)) => clean(why),
    };
    writeln!(out, "last change before: {was}\nlast change now:    {}\n", last_change(&done.after, clock))?;
    let name = |path: &Path| clean(&path.display().to_string());
    writeln!(out, "Restored {} from {}.", name(&done.database), name(&done.source))?;
    if let Some(aside) = &done.aside {
        writeln!(out, "The previous file is kept as {}.\nTo undo: {undo}", name(aside))?;
    }
    Ok(())
}

/// The backups of a file.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct BackupsJson {
    /// The file.
    file: String,
    /// What it holds now; null if it does not exist.
    now: Option<ContentsJson>,
    /// Its backups, newest first.
    backups: Vec<BackupJson>,
}

/// A backup.
#[derive(Debug, Serialize, JsonSchema)]
struct BackupJson {
    /// What it holds.
    #[serde(flatten)]
    contents: ContentsJson,
    /// The file.
    file: String,
    /// The day it was made.
    day: String,
    /// Why it was made: daily, or before which change.
    kind: &'static str,
}

/// What a restore did.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct RestoredJson {
    /// The file that was restored.
    file: String,
    /// The backup it came from.
    source: String,
    /// Where the previous file is kept.
    set_aside: Option<String>,
    /// What the file held before; null if it did not exist.
    before: Option<ContentsJson>,
    /// What it holds now.
    now: ContentsJson,
}

/// What a file holds.
#[derive(Debug, Default, Serialize, JsonSchema)]
struct ContentsJson {
    /// Number of creators, campaigns, orders and so on.
    holds: Option<serde_json::Map<String, Value>>,
    /// When it was last changed.
    last_change: Option<String>,
    /// What that change was.
    last_step: Option<String>,
    /// Why it could not be read; null if it could.
    error: Option<String>,
}

impl ContentsJson {
    fn new(held: Result<&FileSummary, String>, clock: Clock) -> Self {
        let held = match held {
            Ok(held) => held,
            Err(why) => return Self { error: Some(why), ..Self::default() },
        };
        let counts =
            COUNTED.iter().zip(held.counts).map(|((word, ..), count)| ((*word).to_owned(), Value::from(count)));
        let at = |at: i64| clock.time_of(at).format("%Y-%m-%dT%H:%M:%S").to_string();
        Self {
            holds: Some(counts.collect()),
            last_change: held.last.as_ref().map(|(on, _)| at(*on)),
            last_step: held.last.as_ref().map(|(_, label)| label.clone()),
            error: None,
        }
    }

    fn found(found: &Found, clock: Clock) -> Option<Self> {
        found.as_ref().map(|held| Self::new(held.as_ref().map_err(Clone::clone), clock))
    }
}

fn restored_json(done: &Restored, clock: Clock) -> RestoredJson {
    RestoredJson {
        file: done.database.display().to_string(),
        source: done.source.display().to_string(),
        set_aside: done.aside.as_ref().map(|path| path.display().to_string()),
        before: ContentsJson::found(&done.before, clock),
        now: ContentsJson::new(Ok(&done.after), clock),
    }
}

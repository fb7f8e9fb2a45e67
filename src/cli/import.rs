//! `tenfold import`: imports files, one undo step per file.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::AtomicBool;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use indicatif::{ProgressBar, ProgressStyle};
use schemars::JsonSchema;
use serde::Serialize;
use strum::IntoEnumIterator;

use super::spool::Source;
use super::{Format, World, open_writer, print, say, write_json};
use crate::domain::number::full;
use crate::error::Result;
use crate::import::Options;
use crate::jobs::importer::{Defaults, Importer};
use crate::jobs::writer::WriterThread;
use crate::paths;
use crate::proto::column::{Wish, left_out_sentence};
use crate::proto::event::{ImportReport, Progress};
use crate::proto::ingest::ImportKind;

/// The most left-out columns that the text names; JSON has all of them.
const NAMED: usize = 30;

/// Arguments of `tenfold import`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(required = true, help = files())]
    files: Vec<PathBuf>,
    /// Import a column as this field, or skip it with `-`: --map "Subs=followers" --map "Manager=-". Name a column by its
    /// heading or its position ("column 3"), and a field as in `tenfold help-topic facts`. Remembered for files with the same
    /// columns
    #[arg(long, value_name = "COLUMN=FIELD", value_parser = column_and_field)]
    map: Vec<(String, String)>,
    /// What the files contain, if Tenfold cannot tell from the columns
    #[arg(long = "as", value_name = "KIND", value_parser = kinds())]
    kind: Option<ImportKind>,
    /// Import the columns as Tenfold suggests, and forget your earlier choices for them
    #[arg(long)]
    forget: bool,
    /// Show what would happen without writing anything
    #[arg(long)]
    dry_run: bool,
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Says which files can be imported.
fn files() -> String {
    let kinds: Vec<&str> = ImportKind::iter().map(ImportKind::plural).collect();
    let (last, others) = kinds.split_last().unwrap_or((&"", &[]));
    format!("CSV, TSV or semicolon files with {} or {last}; `-` reads standard input", others.join(", "))
}

/// Parses a kind of file by its name on the command line.
fn kinds() -> impl TypedValueParser<Value = ImportKind> {
    let all = ImportKind::iter().map(|kind| PossibleValue::new(kind.flag()).help(kind.title()));
    PossibleValuesParser::new(all).try_map(|flag| ImportKind::from_flag(&flag).ok_or("no such kind"))
}

/// Splits `Column=field`; a name may hold `=` itself, a field does not.
fn column_and_field(text: &str) -> Result<(String, String), String> {
    match text.rsplit_once('=') {
        Some((column, field)) if !column.trim().is_empty() && !field.trim().is_empty() => {
            Ok((column.to_owned(), field.to_owned()))
        }
        _ => Err("write a column and a field, such as \"Subs=followers\"".to_owned()),
    }
}

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    let database = world.own_file()?;
    super::report_accidents(world, &database)?;
    // If nothing will be kept, the import runs on a temporary file, so that no new file appears.
    let Defaults { currency, day_order } = defaults(world);
    let options = Options { kind: args.kind, ..Options::new(currency, day_order) };
    let is_hopeless = |file: &Result<Source>| match file.as_ref().map(|file| crate::import::look(&file.read, &options))
    {
        Ok(Ok((_, fault))) => fault.is_some() && args.map.is_empty(),
        _ => true,
    };
    let files: Vec<Result<Source>> = args.files.iter().map(|file| Source::open(file)).collect();
    let keeps_nothing = args.dry_run || files.iter().all(is_hopeless);
    let scratch = if keeps_nothing && !database.exists() { tempfile::tempdir().ok() } else { None };
    let database = scratch.as_ref().map_or(database, |folder| folder.path().join("dry-run.db"));
    let (events, _heard) = crossbeam_channel::unbounded();
    let writer = WriterThread::start(open_writer(world, &database)?, events)?;
    let importer = Importer::new(writer.imports(), database, defaults(world));
    let mut outcomes = Vec::new();
    for file in files {
        let outcome = file.and_then(|file| import_one(&importer, &file, args));
        if args.format == Format::Text {
            match &outcome {
                Ok(report) => {
                    print(|out| write_report(out, report, args.dry_run))?;
                }
                Err(error) => say(&format!("tenfold: {}", error.full())),
            }
        } else if let Err(error) = &outcome {
            say(&format!("tenfold: {}", error.full()));
        }
        outcomes.push(outcome);
    }
    drop(importer);
    writer.stop();
    if args.format == Format::Json {
        let objects = args.files.iter().zip(&outcomes).map(|(file, outcome)| match outcome {
            Ok(report) => ImportJson::new(report),
            Err(error) => ImportJson::failed(file, &error.full()),
        });
        let objects: Vec<ImportJson> = objects.collect();
        print(|out| write_json(out, &objects))?;
    }
    Ok(if outcomes.iter().all(Result::is_ok) { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// The currency and day order of files that state none, from the configuration.
pub(super) fn defaults(world: &World) -> Defaults {
    Defaults { currency: world.config.currency(), day_order: world.config.dates.order.meant() }
}

/// Imports a file, or previews it with `--dry-run`, with its columns mapped by the arguments.
fn import_one(importer: &Importer, source: &Source, args: &Args) -> Result<ImportReport> {
    let file = source.read.as_path();
    let usual = match args.kind {
        Some(kind) => Wish::Proposed(Some(kind)),
        None if args.forget => Wish::Proposed(None),
        None => Wish::Usual,
    };
    let (wish, given_up) =
        if args.map.is_empty() { (usual, Vec::new()) } else { importer.wish_of(file, &usual, &args.map)? };
    let mut report = if args.dry_run { preview(importer, file, wish)? } else { import(importer, file, &wish)? };
    report.notes.splice(0..0, given_up);
    report.file.clone_from(&source.named);
    if let Some(written) = report.rejects_file.take() {
        match source.beside(&written) {
            Ok(path) => report.rejects_file = Some(path),
            Err(error) => report.notes.push(error.full()),
        }
    }
    Ok(report)
}

fn import(importer: &Importer, file: &Path, wish: &Wish) -> Result<ImportReport> {
    let bar = bar();
    let mut show = |progress: Progress| {
        bar.set_length(progress.bytes_total);
        bar.set_position(progress.bytes);
        let rows = full(i64::try_from(progress.counts.rows).unwrap_or(i64::MAX));
        let indexing = if progress.is_indexing { ", building indexes" } else { "" };
        bar.set_message(format!("{rows} rows{indexing}"));
    };
    let done = importer.import(file, wish, &AtomicBool::new(false), &mut show);
    bar.finish_and_clear();
    done
}

fn preview(importer: &Importer, file: &Path, wish: Wish) -> Result<ImportReport> {
    let preview = importer.preview(file, wish, None)?;
    let rejects = preview.rejects.iter().map(|(row, why)| format!("row {row}: {why}"));
    let notes = preview.notes.iter().cloned().chain(rejects).collect();
    Ok(ImportReport {
        file: preview.file,
        kind: preview.kind,
        counts: preview.counts,
        rejects_file: None,
        notes,
        left_out: preview.left_out,
        cancelled: false,
    })
}

/// Returns a progress bar, hidden unless standard error is a terminal.
fn bar() -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style =
        ProgressStyle::with_template("{wide_bar} {percent}%  {msg}").unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(0).with_style(style)
}

/// The outcome of one file.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(super) struct ImportJson {
    /// The file.
    file: String,
    /// The kind of file; null if it could not be imported.
    kind: Option<&'static str>,
    /// Rows read.
    rows: u64,
    /// New records.
    new: u64,
    /// Records that changed.
    updated: u64,
    /// Records that were already the same.
    unchanged: u64,
    /// Rows that could not be read.
    rejected: u64,
    /// The file with the rejected rows.
    rejects_file: Option<String>,
    /// Remarks about the import, one sentence each.
    notes: Vec<String>,
    /// Columns that were left out.
    left_out: Vec<String>,
    /// Why the file could not be imported; absent if it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

impl ImportJson {
    fn new(report: &ImportReport) -> Self {
        Self {
            file: report.file.display().to_string(),
            kind: Some(report.kind.word()),
            rows: report.counts.rows,
            new: report.counts.new,
            updated: report.counts.updated,
            unchanged: report.counts.unchanged,
            rejected: report.counts.rejected,
            rejects_file: report.rejects_file.as_ref().map(|path| path.display().to_string()),
            notes: report.notes.clone(),
            left_out: report.left_out.clone(),
            error: None,
        }
    }

    /// Describes a file that could not be imported, in the same shape as one that could.
    fn failed(file: &Path, why: &str) -> Self {
        let why = why.to_owned();
        Self { file: file.display().to_string(), notes: vec![why.clone()], error: Some(why), ..Self::default() }
    }
}

fn write_report(out: &mut dyn Write, report: &ImportReport, dry_run: bool) -> std::io::Result<()> {
    let number = |count: u64| full(i64::try_from(count).unwrap_or(i64::MAX));
    let counts = &report.counts;
    writeln!(
        out,
        "{}: {}: {} new, {} updated, {} unchanged, {} rejected",
        paths::shown(&report.file),
        report.kind.counted(counts.rows),
        number(counts.new),
        number(counts.updated),
        number(counts.unchanged),
        number(counts.rejected),
    )?;
    for note in &report.notes {
        writeln!(out, "  {}", crate::domain::text::clean(note))?;
    }
    if let Some(sentence) = left_out_sentence(&report.left_out, NAMED) {
        writeln!(out, "  {}", crate::domain::text::clean(&sentence))?;
    }
    if let Some(path) = &report.rejects_file {
        writeln!(out, "  The rejected rows are in {}, each with its reason.", paths::shown(path))?;
    }
    if dry_run {
        writeln!(out, "  Dry run: nothing was written.")?;
    }
    Ok(())
}

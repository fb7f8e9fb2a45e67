//! `tenfold list`: the creators that match a filter, as text or data.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::thread::ScopedJoinHandle;

use clap::ValueEnum;
use crossbeam_channel::bounded;
use serde_json::Value;

use super::{World, facts, prepare, print, say};
use crate::domain::figure::{capitalized, plural};
use crate::domain::filter::FilterError;
use crate::domain::filter::near::nearest_few;
use crate::domain::money::grouped;
use crate::domain::number::compact;
use crate::domain::{Money, Tier, TierBorders, filter};
use crate::error::{Error, Result};
use crate::proto::creator_fact::CreatorFact;
use crate::proto::query::Counting;
use crate::proto::row::CreatorRow;
use crate::proto::{Answer, Query};
use crate::store::Writer;
use crate::store::answer::{Asker, Extras};
use crate::tui::look::text::{left, right, shown, width};

/// Arguments of `tenfold list`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A filter such as "niche:skincare followers:5k..50k er>4 -verdict:rejected"
    #[arg(allow_hyphen_values = true, value_parser = no_option)]
    filter: Option<String>,
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    format: Shape,
    /// The columns, by their names in the topic `facts`, such as "handle,stage,spend,roas,owed,late"
    #[arg(long, value_delimiter = ',', value_name = "NAMES", value_parser = fact)]
    columns: Vec<CreatorFact>,
}

/// Reads the name of a column.
fn fact(typed: &str) -> std::result::Result<CreatorFact, String> {
    let typed = typed.trim();
    CreatorFact::named(typed).ok_or_else(|| {
        let near = nearest_few(&typed.to_lowercase(), CreatorFact::all().iter().map(|fact| fact.key()));
        let near = near.first().map(|near| format!("did you mean {near}? ")).unwrap_or_default();
        format!("there is no such column; {near}`tenfold help-topic facts` lists them")
    })
}

/// Refuses `--anything` as a filter: it is a misspelled option. A single dash starts a filter such as `-verdict:rejected`.
fn no_option(typed: &str) -> std::result::Result<String, String> {
    if typed.starts_with("--") { Err("there is no such option".to_owned()) } else { Ok(typed.to_owned()) }
}

/// The output format of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Shape {
    /// Aligned columns.
    #[default]
    Table,
    /// Comma-separated values, for a spreadsheet.
    Csv,
    /// A JSON array of objects, for programs.
    Json,
    /// One handle per line.
    Plain,
}

/// The most due scores that are computed before printing a list that only shows scores.
const FEW: usize = 10_000;

/// How many blocks of rows are read ahead of the one being written.
const AHEAD: usize = 2;

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    let path = world.own_file()?;
    prepare(world, &path)?;
    let today = world.clock.today();
    let typed = args.filter.as_deref().unwrap_or_default();
    let query = understood(world, &path, typed)?.query;
    let index = Query::Index { filter: query.expr.map(Arc::new), sort: query.sort };
    catch_up(world, &path, args.format, &index)?;
    let (asker, rules, borders) = (Asker::open(&path)?, world.config.rules(), world.config.borders());
    let (send, portions) = bounded(AHEAD);
    let facts: &[CreatorFact] = match args.format {
        Shape::Plain => &[],
        Shape::Table => &args.columns,
        Shape::Csv | Shape::Json => facts_of(args),
    };
    let asks = |is_of: fn(CreatorFact) -> bool| facts.iter().any(|fact| is_of(*fact));
    let extras = Extras { odds: asks(CreatorFact::is_of_odds), likeness: asks(CreatorFact::is_of_likeness) };
    // Reading a long list takes about as long as writing it, so the next rows are read while these are written.
    std::thread::scope(|scope| {
        let read = move || asker.stream((&index, extras), today, &rules, &mut |rows| send.send(rows).is_ok());
        let reading = scope.spawn(read);
        // Nothing is written until the first block arrived: an error before it leaves standard output empty.
        let Ok(first) = portions.recv() else {
            ended(reading)?;
            return print(|out| write(out, args, std::iter::empty(), borders));
        };
        let rows = std::iter::once(first).chain(portions).flatten();
        let done = print(move |out| write(out, args, rows, borders));
        ended(reading)?;
        done
    })
}

/// Reads a filter as a person typed it, and says on the standard error what its words were taken for.
pub(super) fn understood(world: &World, path: &Path, typed: &str) -> Result<filter::Reading> {
    let (today, rules) = (world.clock.today(), world.config.rules());
    let (asker, calendar) = (Asker::open(path)?, rules.calendar(today));
    let ask = |query: &Query| asker.answer(query, today, &rules);
    let vocabulary = match ask(&Query::Vocabulary)? {
        Answer::Vocabulary(vocabulary) => vocabulary,
        _ => Arc::default(),
    };
    let reading = filter::read(typed, calendar, &vocabulary).map_err(|error| Error::refused(pointed(typed, &error)))?;
    if reading.text != typed.trim() {
        say(&format!("tenfold: Read as {}: {}.", shown(&reading.text), shown(&reading.query.in_words())));
    }
    for note in &reading.notes {
        say(&format!("tenfold: {}.", shown(&capitalized(&note.sentence()))));
    }
    for guess in &reading.guesses {
        let word = filter::SetValue::Is(filter::Word::new(guess.typed.as_str())).to_filter();
        let filter = filter::parse(&format!("handle:{word} or name:{word}"), calendar).ok().and_then(|read| read.expr);
        let count = Query::Count { filter: filter.map(Arc::new), counting: Counting::Offer };
        if let Answer::Count(count @ 1..) = ask(&count)? {
            let held = plural(u64::try_from(count).unwrap_or(0), "creator");
            say(&format!(
                "tenfold: \"{}\" is also in the handle or name of {held}. Put it in quotes to search for the text.",
                shown(&guess.typed)
            ));
        }
    }
    Ok(reading)
}

/// Waits for the reading thread and returns its error, if any.
fn ended(reading: ScopedJoinHandle<'_, Result<()>>) -> Result<()> {
    reading.join().unwrap_or_else(|_| Err(Error::fault("The list could not be read.")))
}

/// Returns the error with the filter below it and a caret under the spot, as the filter box shows it.
fn pointed(typed: &str, error: &FilterError) -> String {
    // The caret is part of the measured text, so that a space before it counts.
    let before = format!("{}^", typed.get(..error.at.start).unwrap_or_default());
    let cells = width(&shown(&before)).saturating_sub(1);
    format!("{}\n  {}\n  {}^", shown(&error.to_string()), shown(typed), " ".repeat(cells))
}

/// Computes the scores and flags that are due, if the list prints them or the filter uses them.
fn catch_up(world: &World, path: &Path, format: Shape, query: &Query) -> Result<()> {
    let (today, rules) = (world.clock.today(), world.config.rules());
    let is_asked = Asker::open(path)?.rests_on_scores(query, today, &rules)?;
    if !is_asked && matches!(format, Shape::Table | Shape::Plain) {
        return Ok(());
    }
    if !score_due(world, path, is_asked)? {
        say(&format!(
            "tenfold: {} or more creators have no score yet, so their scores are empty here. \
             Tenfold computes scores while its screens are open.",
            grouped(FEW as u64)
        ));
    }
    Ok(())
}

/// Computes the scores and flags that are due. Returns false without computing any if there are many and the filter does not
/// use them.
pub(super) fn score_due(world: &World, path: &Path, is_asked: bool) -> Result<bool> {
    let rules = world.config.rules();
    let due = Asker::open(path)?.scores_due(world.clock.today(), &rules, if is_asked { usize::MAX } else { FEW })?;
    match due {
        0 => return Ok(true),
        FEW.. if !is_asked => return Ok(false),
        FEW.. => say(&format!("tenfold: Computing the scores of {} creators first.", grouped(due as u64))),
        _ => {}
    }
    let mut writer = Writer::open(path, world.clock, Arc::new(rules))?;
    while writer.score(|| true)?.more {}
    writer.close()?;
    Ok(true)
}

/// The columns of CSV and JSON: the chosen ones, else all.
fn facts_of(args: &Args) -> &[CreatorFact] {
    if args.columns.is_empty() { CreatorFact::all() } else { &args.columns }
}

fn write(
    out: &mut dyn Write,
    args: &Args,
    mut rows: impl Iterator<Item = CreatorRow>,
    borders: TierBorders,
) -> io::Result<()> {
    let facts = facts_of(args);
    match args.format {
        Shape::Plain => rows.try_for_each(|row| writeln!(out, "@{}", row.fields.handle.as_str())),
        Shape::Json => {
            out.write_all(b"[")?;
            for (number, row) in rows.enumerate() {
                out.write_all(if number == 0 { b"\n  " } else { b",\n  " })?;
                out.write_all(
                    super::escaped(&Value::Object(facts::as_json(facts, &row, borders)).to_string()).as_bytes(),
                )?;
            }
            writeln!(out, "\n]")
        }
        Shape::Csv => {
            let mut csv = csv::Writer::from_writer(out);
            csv.write_record(facts.iter().map(|fact| fact.key()))?;
            rows.try_for_each(|row| csv.write_record(facts::cells(facts, &row, borders)))?;
            csv.flush()
        }
        Shape::Table if args.columns.is_empty() => write_table(out, rows, borders),
        Shape::Table => write_columns(out, &args.columns, rows, borders),
    }
}

/// Writes a table of chosen columns. Their widths go by what they hold, so that the first row is written as soon as it is read.
fn write_columns(
    out: &mut dyn Write,
    columns: &[CreatorFact],
    rows: impl Iterator<Item = CreatorRow>,
    borders: TierBorders,
) -> io::Result<()> {
    let (mut widths, mut count) = (Vec::new(), 0_u64);
    let line = |cells: Vec<String>, widths: &[(usize, bool)]| {
        let cells = cells.iter().zip(widths).map(
            |(cell, (cells, is_right))| {
                if *is_right { right(cell, *cells) } else { left(cell, *cells) }
            },
        );
        cells.collect::<Vec<_>>().join("  ")
    };
    for row in rows {
        if widths.is_empty() {
            widths = columns.iter().map(|fact| facts::width(*fact, &row, borders)).collect();
            let heads = columns.iter().map(|fact| fact.key().to_uppercase()).collect();
            writeln!(out, "{}", line(heads, &widths).trim_end())?;
        }
        let cell = |fact: &CreatorFact| match facts::shown(*fact, &row, borders) {
            handle if *fact == CreatorFact::Handle => format!("@{handle}"),
            cell => cell,
        };
        writeln!(out, "{}", line(columns.iter().map(cell).collect(), &widths).trim_end())?;
        count += 1;
    }
    writeln!(out, "{}", plural(count, "creator"))
}

fn write_table(out: &mut dyn Write, rows: impl Iterator<Item = CreatorRow>, borders: TierBorders) -> io::Result<()> {
    writeln!(
        out,
        "{:<26}{:<7}{:>10}{:>7}{:>9}{:>10}  {:<9}NICHE",
        "HANDLE", "TIER", "FOLLOWERS", "ER%", "VIEWS", "PRICE", "VERDICT"
    )?;
    let mut count = 0_u64;
    for row in rows {
        let fields = &row.fields;
        let unknown = || "-".to_owned();
        writeln!(
            out,
            "{}{}{}{}{}{}  {}{}",
            left(&format!("@{}", fields.handle.as_str()), 26),
            left(row.fields.followers.and_then(|count| borders.tier(count)).map_or("-", Tier::word), 7),
            right(&fields.followers.map_or_else(unknown, compact), 10),
            right(&fields.er.map_or_else(unknown, |er| format!("{er:.1}")), 7),
            right(&fields.views.map_or_else(unknown, compact), 9),
            right(
                &fields.price_minor.map_or_else(unknown, |minor| Money::new(minor, fields.price_currency).short()),
                10
            ),
            left(row.verdict.word(), 9),
            shown(&row.tags.join(", ")),
        )?;
        count += 1;
    }
    writeln!(out, "{}", plural(count, "creator"))
}

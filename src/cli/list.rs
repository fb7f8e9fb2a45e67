//! `tenfold list`: creators that a filter finds, for reading or for programs.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use clap::ValueEnum;
use serde_json::{Value, json};

use super::{World, print, ready, say};
use crate::domain::filter::{Expr, Field, FilterError, Flag, Term, Thing};
use crate::domain::money::grouped;
use crate::domain::number::compact;
use crate::domain::text::sheet_cell;
use crate::domain::{CreatorId, Money, TierBorders, filter};
use crate::error::{Error, Result};
use crate::proto::row::CreatorRow;
use crate::proto::{Answer, Query};
use crate::store::answer::Asker;
use crate::store::{Reader, Writer};
use crate::tui::look::text::{left, right, shown, width};

/// Arguments of `tenfold list`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A filter such as "niche:skincare followers:5k..50k er>4 -verdict:rejected"
    #[arg(allow_hyphen_values = true, value_parser = no_option)]
    filter: Option<String>,
    /// How to print
    #[arg(long, value_enum, default_value_t)]
    format: Shape,
}

/// A filter may begin with what it leaves out, `-verdict:rejected`; what begins with two dashes is a misspelt option.
fn no_option(typed: &str) -> std::result::Result<String, String> {
    if typed.starts_with("--") { Err("there is no such option".to_owned()) } else { Ok(typed.to_owned()) }
}

/// How a list is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Shape {
    /// Aligned columns.
    #[default]
    Table,
    /// Comma-separated, for a spreadsheet.
    Csv,
    /// An array of objects, for programs.
    Json,
    /// One handle a line.
    Plain,
}

/// Up to so many scores are worked out before a list is printed.
const FEW: usize = 10_000;

/// Creators read at a time: memory stays small for a list of any length.
const PORTION: usize = 200;

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    let path = world.own_file()?;
    ready(world, &path)?;
    let today = world.clock.today();
    let typed = args.filter.as_deref().unwrap_or_default();
    let query = filter::parse(typed, today).map_err(|error| Error::refused(pointed(typed, &error)))?;
    catch_up(world, &path, args.format, &query)?;
    let index = Query::Index { filter: query.expr.map(Arc::new), sort: query.sort };
    let answer = Asker::open(&path)?.answer(&index, today, &world.config.rules())?;
    let Answer::Index(ids) = answer else { return Err(Error::fault("The list could not be read.")) };
    let reader = Reader::open(&path)?;
    let mut failure = None;
    let done = print(|out| {
        let mut rows = Rows { reader: &reader, portions: ids.chunks(PORTION), failure: &mut failure };
        write(out, args.format, &mut rows, world.config.borders())
    });
    match failure {
        Some(error) => Err(error),
        None => done,
    }
}

/// The sentence, and below it the filter with a caret under the spot, as the box on the screen has it.
fn pointed(typed: &str, error: &FilterError) -> String {
    // With the caret in it, so that the blank before it counts.
    let before = format!("{}^", typed.get(..error.at.start).unwrap_or_default());
    let cells = width(&shown(&before)).saturating_sub(1);
    format!("{}\n  {}\n  {}^", shown(&error.to_string()), shown(typed), " ".repeat(cells))
}

/// Works out scores and flags that are due, where they are printed or asked for and it takes a moment only.
fn catch_up(world: &World, path: &Path, format: Shape, query: &filter::Query) -> Result<()> {
    let is_asked = query.expr.as_ref().is_some_and(asks_of_vetting)
        || query.sort.iter().any(|term| matches!(term.field, Field::Score | Field::Growth));
    if !is_asked && matches!(format, Shape::Table | Shape::Plain) {
        return Ok(());
    }
    let rules = world.config.rules();
    match Asker::open(path)?.scores_due(world.clock.today(), &rules, FEW)? {
        0 => Ok(()),
        FEW.. => {
            let many = grouped(FEW as u64);
            say(&format!(
                "tenfold: The scores of {many} creators and more are not worked out yet and are left out here. \
                 Tenfold does that while its screens are open."
            ));
            Ok(())
        }
        _ => {
            let mut writer = Writer::open(path, world.clock, Arc::new(rules))?;
            while writer.score(|| true)?.more {}
            writer.close()
        }
    }
}

/// Whether an answer depends on what vetting found.
fn asks_of_vetting(expr: &Expr) -> bool {
    match expr {
        Expr::And(parts) | Expr::Or(parts) => parts.iter().any(asks_of_vetting),
        Expr::Not(inner) => asks_of_vetting(inner),
        Expr::Term(Term::Set { field, .. } | Term::Number { field, .. }) => {
            matches!(field, Field::Score | Field::Growth | Field::Flag)
        }
        Expr::Term(Term::Is(flag)) => *flag == Flag::Rising,
        Expr::Term(Term::Has(thing) | Term::No(thing)) => *thing == Thing::Flag,
        Expr::Term(_) => false,
    }
}

/// The rows of a list, a portion at a time; a fault ends them and is kept.
struct Rows<'a> {
    reader: &'a Reader,
    portions: std::slice::Chunks<'a, CreatorId>,
    failure: &'a mut Option<Error>,
}

impl Iterator for Rows<'_> {
    type Item = Vec<CreatorRow>;

    fn next(&mut self) -> Option<Vec<CreatorRow>> {
        match self.reader.window(self.portions.next()?) {
            Ok(rows) => Some(rows),
            Err(error) => {
                *self.failure = Some(error);
                None
            }
        }
    }
}

fn write(out: &mut dyn Write, format: Shape, rows: &mut Rows<'_>, borders: TierBorders) -> io::Result<()> {
    match format {
        Shape::Plain => rows.flatten().try_for_each(|row| writeln!(out, "@{}", row.fields.handle.as_str())),
        Shape::Json => {
            out.write_all(b"[")?;
            for (number, row) in rows.flatten().enumerate() {
                out.write_all(if number == 0 { b"\n  " } else { b",\n  " })?;
                out.write_all(super::escaped(&as_json(&row, borders).to_string()).as_bytes())?;
            }
            writeln!(out, "\n]")
        }
        Shape::Csv => {
            let mut csv = csv::Writer::from_writer(out);
            csv.write_record(CSV_HEADER)?;
            rows.flatten().try_for_each(|row| csv.write_record(csv_cells(&row, borders)))?;
            csv.flush()
        }
        Shape::Table => write_table(out, rows, borders),
    }
}

/// Returns a creator under the names of the filter language; unknown is null.
fn as_json(row: &CreatorRow, borders: TierBorders) -> Value {
    let fields = &row.fields;
    let known = |text: &str| if text.is_empty() { Value::Null } else { Value::from(text) };
    json!({
        "handle": fields.handle.as_str(),
        "platform": fields.platform.word(),
        "name": known(&fields.name),
        "followers": fields.followers,
        "tier": tier(row, borders),
        "niche": row.tags,
        "verdict": row.verdict.word(),
        "reason": known(&row.reason),
        "rating": row.rating,
        "score": row.standing.score,
        "growth": row.standing.growth.map(tenths),
        "er_views": row.standing.er_views.map(tenths),
        "flag": row.standing.flags.iter().map(|(code, _)| code.filter_word()).collect::<Vec<_>>(),
        "er": fields.er,
        "views": fields.views,
        "price": price(row),
        "currency": fields.price_minor.map(|_| fields.price_currency.code()),
        "country": known(&fields.country),
        "lang": known(&fields.language),
        "email": known(&fields.email),
        "address": known(&fields.address),
        "bio": known(&fields.bio),
        "found": known(&row.found()),
        "added": row.added_on.to_string(),
        "snoozed_until": row.snoozed_until.map(|day| day.to_string()),
        "do_not_contact": row.do_not_contact,
    })
}

/// A percentage with one decimal: what it is made of knows no more.
fn tenths(percent: f64) -> f64 {
    (percent * 10.0).round() / 10.0
}

fn tier(row: &CreatorRow, borders: TierBorders) -> Option<&'static str> {
    row.fields.followers.and_then(|followers| borders.tier(followers)).map(crate::domain::Tier::word)
}

/// The asking price in units of its currency.
#[expect(clippy::cast_precision_loss, reason = "prices are far below 2^53 minor units")]
fn price(row: &CreatorRow) -> Option<f64> {
    let per_unit = row.fields.price_currency.minor_per_unit() as f64;
    row.fields.price_minor.map(|minor| minor as f64 / per_unit)
}

const CSV_HEADER: [&str; 18] = [
    "handle",
    "platform",
    "name",
    "followers",
    "tier",
    "niche",
    "verdict",
    "er",
    "views",
    "price",
    "currency",
    "country",
    "email",
    "added",
    "score",
    "growth",
    "flag",
    "address",
];

fn csv_cells(row: &CreatorRow, borders: TierBorders) -> [String; 18] {
    let fields = &row.fields;
    let number = |value: Option<i64>| value.map_or_else(String::new, |value| value.to_string());
    [
        fields.handle.as_str().to_owned(),
        fields.platform.word().to_owned(),
        sheet_cell(&fields.name),
        number(fields.followers),
        tier(row, borders).unwrap_or_default().to_owned(),
        sheet_cell(&row.tags.join("|")),
        row.verdict.word().to_owned(),
        fields.er.map_or_else(String::new, |er| er.to_string()),
        number(fields.views),
        price(row).map_or_else(String::new, |price| price.to_string()),
        fields.price_minor.map_or_else(String::new, |_| fields.price_currency.code().to_owned()),
        sheet_cell(&fields.country),
        sheet_cell(&fields.email),
        row.added_on.to_string(),
        row.standing.score.map_or_else(String::new, |score| score.to_string()),
        row.standing.growth.map_or_else(String::new, |growth| tenths(growth).to_string()),
        row.standing.flags.iter().map(|(code, _)| code.filter_word()).collect::<Vec<_>>().join("|"),
        sheet_cell(&fields.address),
    ]
}

fn write_table(out: &mut dyn Write, rows: &mut Rows<'_>, borders: TierBorders) -> io::Result<()> {
    writeln!(
        out,
        "{:<26}{:<7}{:>10}{:>7}{:>9}{:>10}  {:<9}NICHE",
        "HANDLE", "TIER", "FOLLOWERS", "ER%", "VIEWS", "PRICE", "VERDICT"
    )?;
    let mut count = 0_u64;
    for row in rows.flatten() {
        let fields = &row.fields;
        let unknown = || "-".to_owned();
        writeln!(
            out,
            "{}{}{}{}{}{}  {}{}",
            left(&format!("@{}", fields.handle.as_str()), 26),
            left(tier(&row, borders).unwrap_or("-"), 7),
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
    writeln!(out, "{} {}", grouped(count), if count == 1 { "creator" } else { "creators" })
}

//! `tenfold rebook`: lists the creators you can book again, by expected profit and reliability.

use std::io::{self, Write};
use std::process::ExitCode;

use schemars::JsonSchema;
use serde::Serialize;

use super::resolve::File;
use super::{DataFormat, World, print, write_json};
use crate::domain::text::sheet_cell;
use crate::error::{Error, Result};
use crate::proto::rebook::{RebookList, RebookRow};
use crate::proto::{Answer, Query};
use crate::tui::look::text::{left, right, shown};
use crate::words::rebook as words;
use crate::words::result_view::figure::scaled;

/// Arguments of `tenfold rebook`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    format: DataFormat,
}

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    let Answer::Rebook(list) = File::of(world)?.answer(&Query::Rebook)? else {
        return Err(Error::fault("The list could not be read."));
    };
    print(|out| match args.format {
        DataFormat::Json => write_json(out, &list.rows.iter().map(RebookJson::from).collect::<Vec<_>>()),
        DataFormat::Csv => write_csv(out, &list.rows),
        DataFormat::Text => write_text(out, &list),
    })
}

/// A creator you may book again; the command prints a list of them.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct RebookJson<'a> {
    /// Account name without @.
    handle: &'a str,
    /// tiktok, instagram or youtube.
    platform: &'static str,
    /// The day since which they are an ambassador.
    ambassador: Option<String>,
    /// Name of the campaign of the last booking.
    campaign: &'a str,
    /// Name of its batch.
    batch: &'a str,
    /// ISO 4217 currency of the amounts.
    currency: String,
    /// Profit of one more booking on the same terms, minor units: best guess. Null where it is unknown.
    profit_minor: Option<i64>,
    /// The low end of its 80% range.
    profit_low_minor: Option<i64>,
    /// The high end.
    profit_high_minor: Option<i64>,
    /// Cost of those terms, minor units.
    cost_minor: Option<i64>,
    /// Why the profit is unknown; null where it is known.
    profit_unknown: Option<&'static str>,
    /// Collaborations in batches that were started.
    collaborations: usize,
    /// Posts promised for a day that counts.
    promised: usize,
    /// Those of them that were on time.
    on_time: usize,
    /// Days to the first answer, median.
    reply_days: Option<i64>,
    /// Rounds of feedback.
    feedback_rounds: i64,
    /// Whether you would book them again, as you said last.
    book_again: Option<bool>,
    /// The planned batch they are in already.
    planned: Option<&'a str>,
    /// Why you decided against another booking; null where you did not.
    against: Option<&'static str>,
}

impl<'a> From<&'a RebookRow> for RebookJson<'a> {
    fn from(row: &'a RebookRow) -> Self {
        let (profit, record) = (row.prospect.profit_minor, &row.record);
        Self {
            handle: &row.handle,
            platform: row.platform.word(),
            ambassador: row.ambassador_on.map(|on| on.to_string()),
            campaign: &row.made_for.campaign,
            batch: &row.made_for.batch,
            currency: row.currency.code().to_owned(),
            profit_minor: profit.ok().map(|[_, best, _]| best),
            profit_low_minor: profit.ok().map(|[low, ..]| low),
            profit_high_minor: profit.ok().map(|[.., high]| high),
            cost_minor: row.prospect.cost_minor,
            profit_unknown: profit.err().map(words::no_profit),
            collaborations: record.collaborations,
            promised: record.promised(),
            on_time: record.on_time,
            reply_days: record.reply_days,
            feedback_rounds: record.feedback_rounds,
            book_again: record.book_again,
            planned: row.planned.as_ref().map(|batch| &*batch.batch),
            against: row.against.map(words::against),
        }
    }
}

fn write_csv(out: &mut dyn Write, rows: &[RebookRow]) -> io::Result<()> {
    let mut sheet = csv::Writer::from_writer(out);
    sheet.write_record([
        "handle",
        "platform",
        "ambassador",
        "campaign",
        "batch",
        "currency",
        "profit",
        "profit_low",
        "profit_high",
        "cost",
        "profit_unknown",
        "collaborations",
        "promised",
        "on_time",
        "reply_days",
        "feedback_rounds",
        "book_again",
        "planned",
        "against",
    ])?;
    for row in rows {
        let json = RebookJson::from(row);
        let amount =
            |minor: Option<i64>| minor.map_or_else(String::new, |minor| scaled(minor, row.currency.decimals()));
        sheet.write_record([
            sheet_cell(json.handle),
            json.platform.to_owned(),
            json.ambassador.unwrap_or_default(),
            sheet_cell(json.campaign),
            sheet_cell(json.batch),
            json.currency,
            amount(json.profit_minor),
            amount(json.profit_low_minor),
            amount(json.profit_high_minor),
            amount(json.cost_minor),
            json.profit_unknown.unwrap_or_default().to_owned(),
            json.collaborations.to_string(),
            json.promised.to_string(),
            json.on_time.to_string(),
            json.reply_days.map(|days| days.to_string()).unwrap_or_default(),
            json.feedback_rounds.to_string(),
            json.book_again.map_or("", |again| if again { "yes" } else { "no" }).to_owned(),
            sheet_cell(json.planned.unwrap_or_default()),
            json.against.unwrap_or_default().to_owned(),
        ])?;
    }
    sheet.flush()
}

fn write_text(out: &mut dyn Write, list: &RebookList) -> io::Result<()> {
    if list.rows.is_empty() {
        writeln!(out, "{}", words::NOTHING)?;
    } else {
        writeln!(out, "{}", words::EXPLAINED)?;
    }
    if let Some(said) = words::left_out(list) {
        writeln!(out, "{said}")?;
    }
    let several = words::has_several_currencies(&list.rows);
    for group in list.rows.chunk_by(|row, next| row.group() == next.group()) {
        writeln!(out, "\n{}", words::heading(group[0].group(), group.len(), several))?;
        for row in group {
            let (profit, range) = (words::judged_by(row).unwrap_or_else(|| "-".to_owned()), words::judged_range(row));
            let line = format!(
                "  {} {}  {} {} {}",
                left(&format!("@{}", shown(&row.handle)), 24),
                right(&profit, 11),
                left(&range, 20),
                left(&shown(&row.made_for.campaign), 24),
                shown(&words::standing(row))
            );
            writeln!(out, "{}", line.trim_end())?;
        }
    }
    Ok(())
}

//! `tenfold board`: who stands at which stage, what is next, and by when.

use std::io::{self, Write};
use std::process::ExitCode;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;
use strum::IntoEnumIterator;

use super::resolve::File;
use super::{DataFormat, World, print, write_json};
use crate::domain::collaboration::Stage;
use crate::domain::text::sheet_cell;
use crate::error::{Error, Result};
use crate::proto::board::{BoardCard, arranged};
use crate::proto::{Answer, Query};
use crate::tui::look::text::{left, shown};
use crate::words::board as words;

/// Arguments of `tenfold board`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Name of the campaign; without it, all campaigns with a batch that is planned or running
    campaign: Option<String>,
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    format: DataFormat,
}

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    let file = File::of(world)?;
    let campaign = args.campaign.as_deref().map(|name| file.campaign(name)).transpose()?;
    let Answer::Board(cards) = file.answer(&Query::Board)? else {
        return Err(Error::fault("The board could not be read."));
    };
    let stages: Vec<Stage> = Stage::iter().collect();
    let today = world.clock.today();
    let cards = arranged(&cards, campaign.map(|row| row.id), &stages, today);
    print(|out| match args.format {
        DataFormat::Json => write_json(out, &cards.iter().map(|card| CardJson::new(card, today)).collect::<Vec<_>>()),
        DataFormat::Csv => write_csv(out, &cards, today),
        DataFormat::Text => write_text(out, &cards, today),
    })
}

/// A creator on the board; the command prints a list of them.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct CardJson<'a> {
    /// The stage: Shortlist, Contacted, Agreed, Shipped, Posted, Results, Closed, Declined or Missed.
    stage: &'static str,
    /// Account name without @.
    handle: &'a str,
    /// Name of the campaign.
    campaign: &'a str,
    /// Name of the batch.
    batch: &'a str,
    /// What is next.
    next: String,
    /// By when, as `2026-03-11`; null where no date says.
    by: Option<String>,
    /// Whether that day has passed.
    late: bool,
}

impl<'a> CardJson<'a> {
    fn new(card: &'a BoardCard, today: NaiveDate) -> Self {
        let (card, open) = (&card.card, card.card.next(today));
        Self {
            stage: card.stage.word(),
            handle: &card.handle,
            campaign: &card.campaign_name,
            batch: &card.batch_name,
            next: words::next(open, card.currency),
            by: open.by.map(|by| by.to_string()),
            late: open.is_late(today),
        }
    }
}

fn write_csv(out: &mut dyn Write, cards: &[BoardCard], today: NaiveDate) -> io::Result<()> {
    let mut sheet = csv::Writer::from_writer(out);
    sheet.write_record(["stage", "handle", "campaign", "batch", "next", "by", "late"])?;
    for card in cards {
        let card = CardJson::new(card, today);
        let late = if card.late { "yes" } else { "" };
        sheet.write_record([
            card.stage.to_owned(),
            sheet_cell(card.handle),
            sheet_cell(card.campaign),
            sheet_cell(card.batch),
            card.next,
            card.by.unwrap_or_default(),
            late.to_owned(),
        ])?;
    }
    sheet.flush()
}

fn write_text(out: &mut dyn Write, cards: &[BoardCard], today: NaiveDate) -> io::Result<()> {
    if cards.is_empty() {
        return writeln!(out, "No creators are on the board. `tenfold plan CAMPAIGN BATCH HANDLE` puts one there.");
    }
    for of_stage in cards.chunk_by(|one, next| one.card.stage == next.card.stage) {
        writeln!(out, "{} ({})", of_stage[0].card.stage.word(), of_stage.len())?;
        for card in of_stage {
            let open = card.card.next(today);
            let late = if open.is_late(today) { "!" } else { " " };
            let handle = left(&format!("@{}", shown(&card.card.handle)), 26);
            let (next, by) = (left(&words::next(open, card.card.currency), 18), left(&words::by(open, today), 14));
            writeln!(out, "{late} {handle} {next} {by} {}", shown(&card.card.campaign_name))?;
        }
    }
    Ok(())
}

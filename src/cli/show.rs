//! `tenfold show`: everything about one creator, as text or data.

mod collaborations;
mod json;
mod prices;
mod track_record;

use std::io::{self, Write};
use std::process::ExitCode;

use super::list::score_due;
use super::{DataFormat, World, facts, prepare, print, who, write_json};
use crate::domain::TierBorders;
use crate::error::{Error, Result};
use crate::proto::creator_fact::CreatorFact;
use crate::proto::row::CreatorRow;
use crate::proto::{Answer, Query};
use crate::store::Reader;
use crate::store::answer::Asker;
use crate::tui::kit::Ctx;
use crate::tui::screens::page;

pub(super) use json::ShowJson;

/// Arguments of `tenfold show`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The creator: @handle or profile link
    #[arg(value_name = "HANDLE")]
    handle: String,
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    format: DataFormat,
}

/// Width of the text, in terminal cells.
const CELLS: usize = 100;

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    let path = world.own_file()?;
    prepare(world, &path)?;
    let rules = world.config.rules();
    let id = who::find(&Reader::open(&path)?, &args.handle)?;
    if args.format != DataFormat::Text {
        score_due(world, &path, false)?;
    }
    let today = world.clock.today();
    let asker = Asker::open(&path)?;
    let Answer::Page(_, Some(mut page)) = asker.answer(&Query::Page(id), today, &rules)? else {
        return Err(Error::fault("The creator could not be read."));
    };
    let Answer::CurrentOdds(odds) = asker.answer(&Query::CurrentOdds, today, &rules)? else {
        return Err(Error::fault("The odds could not be read."));
    };
    page.detail.row.odds = odds.as_ref().and_then(|odds| odds.row(id));
    let mut ctx = Ctx::new(
        world.clock.now_ms(),
        rules.calendar(today),
        rules.borders(),
        page.detail.row.fields.price_currency,
        false,
    );
    ctx.tax = world.config.tax();
    ctx.odds = odds;
    print(|out| match args.format {
        DataFormat::Json => write_json(out, &ShowJson::new(&page, rules.borders(), &ctx.tax)),
        DataFormat::Csv => write_sheet(out, &page.detail.row, rules.borders()),
        DataFormat::Text => page::text(&page, &ctx, CELLS).iter().try_for_each(|line| writeln!(out, "{line}")),
    })
}

/// The creator as a row of `tenfold list --format csv`.
fn write_sheet(out: &mut dyn Write, row: &CreatorRow, borders: TierBorders) -> io::Result<()> {
    let mut sheet = csv::Writer::from_writer(out);
    sheet.write_record(CreatorFact::all().iter().map(|fact| fact.key()))?;
    sheet.write_record(facts::cells(CreatorFact::all(), row, borders))?;
    sheet.flush()
}

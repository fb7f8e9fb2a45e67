//! `tenfold reading`: keeps the counts of a post on a day.

use std::process::ExitCode;

use super::World;
use super::fields::{self, FieldValue, Names};
use super::resolve::{CollaborationName, File};
use super::written::{self, Output};
use crate::domain::Currency;
use crate::domain::number::parse_count;
use crate::error::{Error, Result};
use crate::proto::WriteCmd;
use crate::proto::collaboration_change::{DeliverableChange, DeliverableCmd, Which};
use crate::proto::post::ReadingRecord;
use crate::tui::kit::overlay::FieldKind;

/// Arguments of `tenfold reading`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    collaboration: CollaborationName,
    /// A count and its value: views=12.4k likes=900 comments=31 shares=12 saves=40
    #[arg(required = true, value_name = "COUNT=VALUE", value_parser = count)]
    counts: Vec<FieldValue>,
    /// Number of the deliverable, from 1
    #[arg(long, value_name = "N", default_value_t = 1)]
    deliverable: usize,
    /// The day of the counts: -2d, fri or 2026-03-14 (default: today)
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    on: Option<String>,
    #[command(flatten)]
    output: Output,
}

fn names() -> Names {
    ReadingRecord::default().named().map(|(name, _)| (name, &[][..])).to_vec()
}

fn count(typed: &str) -> Result<FieldValue, String> {
    fields::split(typed, &names())
}

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    let day = args.on.as_deref().map(|typed| fields::day(typed, world.calendar())).transpose()?;
    written::change(world, args.output, |file| {
        let found = file.collaboration(&args.collaboration)?;
        let reading = reading(file, &args.counts)?;
        let which = Which::Number(args.deliverable);
        let cmd = DeliverableCmd::Read(which, day.unwrap_or_else(|| world.clock.today()), reading);
        Ok(WriteCmd::Deliverable(DeliverableChange { collaboration: found.row.id, cmd }))
    })
}

fn reading(file: &File, counts: &[FieldValue]) -> Result<ReadingRecord> {
    let mut reading = ReadingRecord::default();
    for (at, FieldValue { key, value }) in counts.iter().enumerate() {
        if counts[..at].iter().any(|earlier| earlier.key == *key) {
            return Err(Error::refused(format!("{key} appears twice. Keep one of the two.")));
        }
        let typed = fields::typed(key, &FieldKind::Count, value, &file.ctx(Currency::default()))?;
        let slot = match *key {
            "views" => &mut reading.views,
            "likes" => &mut reading.likes,
            "comments" => &mut reading.comments,
            "shares" => &mut reading.shares,
            _ => &mut reading.saves,
        };
        *slot = parse_count(typed);
    }
    Ok(reading)
}

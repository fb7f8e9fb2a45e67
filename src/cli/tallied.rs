//! What is noted of a creator as a count of a day: clicks, sign-ups, leads, installs.

use std::process::ExitCode;

use chrono::NaiveDate;

use super::resolve::CollaborationName;
use super::written::{self, Output};
use super::{World, fields};
use crate::domain::CollaborationId;
use crate::domain::number::parse_count;
use crate::error::Result;
use crate::proto::WriteCmd;
use crate::proto::tally::TallyCmd;

/// The arguments that all of them have.
#[derive(Debug, clap::Args)]
pub(super) struct Tallied {
    #[command(flatten)]
    collaboration: CollaborationName,
    /// How many, such as 120 or 1.2k
    #[arg(value_parser = count)]
    count: i64,
    /// The day they are of, or up to which a total was counted: -2d, fri or 2026-03-14 (default: today)
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    on: Option<String>,
    #[command(flatten)]
    output: Output,
}

/// Reads a count.
fn count(typed: &str) -> Result<i64, String> {
    let read = parse_count(typed).filter(|count| *count >= 0);
    read.ok_or_else(|| "not a count; try 120 or 1.2k".to_owned())
}

impl Tallied {
    /// Notes the count of the day, which `make` turns into a command.
    pub(super) fn note(
        &self,
        world: &World,
        make: impl FnOnce(CollaborationId, i64, NaiveDate) -> TallyCmd,
    ) -> Result<ExitCode> {
        let day = self.on.as_deref().map(|typed| fields::day(typed, world.calendar())).transpose()?;
        let day = day.unwrap_or_else(|| world.clock.today());
        written::change(world, self.output, |file| {
            let id = file.collaboration(&self.collaboration)?.row.id;
            Ok(WriteCmd::Tally(make(id, self.count, day)))
        })
    }
}

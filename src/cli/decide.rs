//! `tenfold decide`: what you decided about a creator after a test.

use std::process::ExitCode;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use strum::IntoEnumIterator;

use super::World;
use super::resolve::CollaborationName;
use super::written::{self, Output};
use crate::domain::collaboration::Decision;
use crate::domain::milestone::Milestone;
use crate::error::Result;
use crate::proto::WriteCmd;

/// Arguments of `tenfold decide`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    collaboration: CollaborationName,
    /// Your decision
    #[arg(value_parser = decisions())]
    decision: Decision,
    #[command(flatten)]
    output: Output,
}

/// Parses a decision by its word.
fn decisions() -> impl TypedValueParser<Value = Decision> {
    PossibleValuesParser::new(Decision::iter().map(Decision::word))
        .try_map(|word| Decision::from_word(&word).ok_or("no such decision"))
}

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    written::change(world, args.output, |file| {
        let ids = vec![file.collaboration(&args.collaboration)?.row.id];
        Ok(WriteCmd::PassMilestone { ids, milestone: Milestone::Decision(args.decision), day: world.clock.today() })
    })
}

//! `tenfold start`: starts a planned batch.

use std::process::ExitCode;

use super::resolve::BatchName;
use super::written::{self, Output};
use super::{World, say};
use crate::domain::text::clean;
use crate::error::Result;
use crate::proto::WriteCmd;

/// Arguments of `tenfold start`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    batch: BatchName,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    written::change(world, args.output, |file| {
        let (campaign, batch) = file.batch(&args.batch)?;
        // A script can't be asked whether it means it. What the screens ask about is said, and `tenfold undo` takes it back.
        if batch.refusal(world.clock.today()).is_none()
            && let Some(review) = campaign.start_doubts(&batch)
        {
            say(&format!("tenfold: Check this batch: {}.", clean(&review)));
        }
        Ok(WriteCmd::StartBatch(batch.id))
    })
}

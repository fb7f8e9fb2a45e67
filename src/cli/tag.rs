//! `tenfold tag`: adds tags to creators and removes them.

use std::process::ExitCode;

use super::World;
use super::written::{self, Output};
use crate::error::Result;
use crate::proto::WriteCmd;

/// Arguments of `tenfold tag`.
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("tags").args(["add", "remove"]).required(true).multiple(true))]
pub(super) struct Args {
    /// The creators: @handle, platform:handle or profile link
    #[arg(required = true, value_name = "HANDLE")]
    handles: Vec<String>,
    /// A niche or tag to add; repeat it for more
    #[arg(long, value_name = "TAG")]
    add: Vec<String>,
    /// A niche or tag to remove; repeat it for more
    #[arg(long, value_name = "TAG")]
    remove: Vec<String>,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    written::change(world, args.output, |file| {
        let target = file.creators(&args.handles)?;
        Ok(WriteCmd::EditTags { target, add: args.add.clone(), remove: args.remove.clone() })
    })
}

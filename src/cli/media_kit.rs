//! `tenfold media-kit`: one page on a creator for a brand.

use std::process::ExitCode;

use super::report::Paper;
use super::{World, ready, who};
use crate::error::{Error, Result};
use crate::proto::{Answer, Query};
use crate::report::{MediaKit, Shape};
use crate::store::Reader;
use crate::store::answer::Asker;

/// Arguments of `tenfold media-kit`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The creator: @handle, or a profile link
    #[arg(value_name = "HANDLE")]
    handle: String,
    /// Put on it what earlier collaborations cost and brought
    #[arg(long)]
    with_results: bool,
    #[command(flatten)]
    paper: Paper,
}

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    let path = world.own_file()?;
    ready(world, &path)?;
    if args.paper.shape() == Shape::Csv {
        return Err(
            Error::refused("A media kit is a page, not a sheet.").with_hint("Use --format html or --format md.")
        );
    }
    let id = who::find(&Reader::open(&path)?, &args.handle)?;
    let (today, rules) = (world.clock.today(), world.config.rules());
    let answer = Asker::open(&path)?.answer(&Query::Page(id), today, &rules)?;
    let Answer::Page(_, Some(page)) = answer else { return Err(Error::fault("The creator could not be read.")) };
    let kit = MediaKit::new(&page, today, world.config.borders(), args.with_results);
    args.paper.deliver(&kit.written(args.paper.shape()))
}

//! `tenfold media-kit`: writes a one-page media kit of a creator.

use std::process::ExitCode;

use super::report::PageOptions;
use super::{World, prepare, who};
use crate::error::{Error, Result};
use crate::proto::{Answer, Query};
use crate::report::{MediaKit, Shape};
use crate::store::Reader;
use crate::store::answer::Asker;

/// Arguments of `tenfold media-kit`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The creator: @handle or profile link
    #[arg(value_name = "HANDLE")]
    handle: String,
    /// Include what earlier collaborations cost and returned
    #[arg(long)]
    with_results: bool,
    #[command(flatten)]
    page: PageOptions,
}

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    let path = world.own_file()?;
    prepare(world, &path)?;
    if args.page.shape() == Shape::Csv {
        return Err(
            Error::refused("A media kit can't be written as CSV.").with_hint("Use --format html or --format md.")
        );
    }
    let id = who::find(&Reader::open(&path)?, &args.handle)?;
    let (today, rules) = (world.clock.today(), world.config.rules());
    let answer = Asker::open(&path)?.answer(&Query::Page(id), today, &rules)?;
    let Answer::Page(_, Some(page)) = answer else { return Err(Error::fault("The creator could not be read.")) };
    let kit = MediaKit::new(&page, today, world.config.borders(), args.with_results);
    args.page.deliver(&kit.written(args.page.shape()))
}

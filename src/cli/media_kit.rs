//! `tenfold media-kit`: one page on a creator for a brand.

use std::process::ExitCode;

use super::report::Paper;
use super::{World, ready};
use crate::domain::Handle;
use crate::error::{Error, Result};
use crate::proto::{Answer, Query};
use crate::report::{MediaKit, Shape};
use crate::store::Reader;
use crate::store::answer::Asker;

/// Arguments of `tenfold media-kit`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The creator, with or without @
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
        return Err(Error::refused("A media kit is a page, not a sheet.").with_hint("Use --format html or --format md."));
    }
    let handle = Handle::parse(&args.handle).map_err(|error| Error::refused(format!("{error}.")))?;
    let nobody = || {
        Error::refused(format!("There is no creator called @{}.", handle.as_str()))
            .with_hint(format!("Look for similar ones: tenfold list \"{}\"", handle.as_str()))
    };
    let id = Reader::open(&path)?.find(&handle)?.into_iter().next().ok_or_else(nobody)?;
    let (today, rules) = (world.clock.today(), world.config.rules());
    let answer = Asker::open(&path)?.answer(&Query::Page(id), today, &rules)?;
    let Answer::Page(_, Some(page)) = answer else { return Err(nobody()) };
    let kit = MediaKit::new(&page, today, world.config.borders(), args.with_results);
    args.paper.deliver(&kit.written(args.paper.shape()))
}

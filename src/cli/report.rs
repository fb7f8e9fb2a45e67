//! `tenfold report`: one page on a campaign for other people.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;

use super::{World, print, ready, results, say};
use crate::error::{Error, ErrorKind, Result};
use crate::output::{self, Existing};
use crate::paths;
use crate::proto::{Answer, Query};
use crate::report::{CampaignReport, Shape};
use crate::store::answer::Asker;

/// Arguments of `tenfold report`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Name of the campaign
    campaign: String,
    #[command(flatten)]
    paper: Paper,
}

/// How a page is written, and where.
#[derive(Debug, clap::Args)]
pub(super) struct Paper {
    /// How to write it; without it as the name of the output file says, else Markdown
    #[arg(long, value_enum)]
    format: Option<PaperShape>,
    /// Write into this file; standard output without it, or as `-`
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace the file if it exists
    #[arg(long, requires = "output")]
    force: bool,
}

/// How a page is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum PaperShape {
    /// One HTML file: for a browser, a phone, a printer.
    Html,
    /// Markdown: for a mail or a wiki.
    Md,
    /// Comma-separated values: for a spreadsheet.
    Csv,
}

impl PaperShape {
    fn from_name(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "html" | "htm" => Some(Self::Html),
            "md" | "markdown" => Some(Self::Md),
            "csv" => Some(Self::Csv),
            _ => None,
        }
    }
}

impl Paper {
    /// How the page is written.
    pub(super) fn shape(&self) -> Shape {
        let named = || self.output.as_deref().and_then(PaperShape::from_name);
        match self.format.or_else(named) {
            Some(PaperShape::Html) => Shape::Html,
            Some(PaperShape::Csv) => Shape::Csv,
            Some(PaperShape::Md) | None => Shape::Markdown,
        }
    }

    /// Puts a page where it belongs.
    pub(super) fn deliver(&self, text: &str) -> Result<ExitCode> {
        let Some(path) = self.output.as_deref().filter(|path| *path != Path::new("-")) else {
            return print(|out| out.write_all(text.as_bytes()));
        };
        let existing = if self.force { Existing::IsReplaced } else { Existing::Stays };
        output::write(path, text, existing).map_err(|error| match (error.kind(), error.hint()) {
            (ErrorKind::Refused, None) => error.with_hint("Choose another name, or replace it with --force."),
            _ => error,
        })?;
        say(&format!("Written to {}.", paths::spoken(path)));
        Ok(ExitCode::SUCCESS)
    }
}

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    let path = world.own_file()?;
    ready(world, &path)?;
    let (today, rules) = (world.clock.today(), world.config.rules());
    let answer = Asker::open(&path)?.answer(&Query::Results(None), today, &rules)?;
    let Answer::Results(all) = answer else { return Err(Error::fault("The results could not be read.")) };
    let report = CampaignReport::new(results::find(&all, &args.campaign)?, today, &rules);
    args.paper.deliver(&report.written(args.paper.shape()))
}

//! `tenfold report`: writes a one-page report of a campaign.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;

use super::{World, prepare, print, results, say};
use crate::error::{ErrorKind, Result};
use crate::output::{self, Existing};
use crate::paths;
use crate::report::{CampaignReport, Shape};

/// Arguments of `tenfold report`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Name of the campaign
    campaign: String,
    #[command(flatten)]
    page: PageOptions,
}

/// The format and destination of a page.
#[derive(Debug, clap::Args)]
pub(super) struct PageOptions {
    /// Page format (default: by the extension of the output file, or Markdown)
    #[arg(long, value_enum)]
    format: Option<PageFormat>,
    /// Write to this file; without it, or with `-`, to standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Overwrite the file if it exists
    #[arg(long, requires = "output")]
    force: bool,
}

/// The format of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum PageFormat {
    /// One HTML file, for a browser, a phone or a printer.
    Html,
    /// Markdown, for an email or a wiki.
    Md,
    /// Comma-separated values, for a spreadsheet.
    Csv,
}

impl PageFormat {
    fn from_name(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "html" | "htm" => Some(Self::Html),
            "md" | "markdown" => Some(Self::Md),
            "csv" => Some(Self::Csv),
            _ => None,
        }
    }
}

impl PageOptions {
    /// Returns the format: as asked for, or by the extension of the output file.
    pub(super) fn shape(&self) -> Shape {
        let named = || self.output.as_deref().and_then(PageFormat::from_name);
        match self.format.or_else(named) {
            Some(PageFormat::Html) => Shape::Html,
            Some(PageFormat::Csv) => Shape::Csv,
            Some(PageFormat::Md) | None => Shape::Markdown,
        }
    }

    /// Writes a page to its file or to standard output.
    pub(super) fn deliver(&self, text: &str) -> Result<ExitCode> {
        let Some(path) = self.output.as_deref().filter(|path| *path != Path::new("-")) else {
            return print(|out| out.write_all(text.as_bytes()));
        };
        let existing = if self.force { Existing::IsReplaced } else { Existing::Stays };
        output::write(path, text, existing).map_err(|error| match (error.kind(), error.hint()) {
            (ErrorKind::Refused, None) => error.with_hint("Choose another name, or overwrite it with --force."),
            _ => error,
        })?;
        say(&format!("Written to {}.", paths::spoken(path)));
        Ok(ExitCode::SUCCESS)
    }
}

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    let path = world.own_file()?;
    prepare(world, &path)?;
    let (today, rules) = (world.clock.today(), world.config.rules());
    let all = results::read(&path, world, &rules)?;
    let report = CampaignReport::new(results::find(&all, &args.campaign)?, today, &rules);
    args.page.deliver(&report.written(args.page.shape()))
}

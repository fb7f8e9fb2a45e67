//! `tenfold verdict`: what you decided about creators at triage.

use std::process::ExitCode;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use strum::IntoEnumIterator;

use super::written::{self, Output};
use super::{World, fields};
use crate::domain::{RejectReason, Verdict};
use crate::error::{Error, Result};
use crate::proto::WriteCmd;

/// Arguments of `tenfold verdict`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The verdict
    #[arg(value_parser = verdicts())]
    verdict: Verdict,
    /// The creators: @handle, platform:handle or profile link
    #[arg(required = true, value_name = "HANDLE")]
    handles: Vec<String>,
    /// Why you rejected them: "off niche", "price" or your own words
    #[arg(long)]
    reason: Option<String>,
    /// The day a snooze ends: fri, 2w or 2026-03-14
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    until: Option<String>,
    #[command(flatten)]
    output: Output,
}

/// Parses a verdict by its word or its verb.
fn verdicts() -> impl TypedValueParser<Value = Verdict> {
    let values = Verdict::iter().map(|verdict| PossibleValue::new(verdict.word()).aliases(verdict.verb()));
    PossibleValuesParser::new(values).try_map(|typed| {
        let is_it = |verdict: &Verdict| verdict.word() == typed || verdict.verb() == Some(&typed);
        Verdict::iter().find(is_it).ok_or("no such verdict")
    })
}

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    let only = |option: &str, verdict: Verdict| {
        if args.verdict == verdict {
            return Ok(());
        }
        Err(Error::refused(format!("{option} belongs to the verdict {}. Leave it out.", verdict.word())))
    };
    if args.reason.is_some() {
        only("--reason", Verdict::Rejected)?;
    }
    if args.until.is_some() {
        only("--until", Verdict::Snoozed)?;
    }
    if args.verdict == Verdict::Snoozed && args.until.is_none() {
        return Err(Error::refused("A snooze needs its last day, such as --until fri."));
    }
    let until = args.until.as_deref().map(|typed| fields::day(typed, world.calendar())).transpose()?;
    written::change(world, args.output, |file| {
        Ok(WriteCmd::SetVerdict {
            target: file.creators(&args.handles)?,
            verdict: args.verdict,
            reason: args.reason.as_deref().map(RejectReason::from_words),
            until,
        })
    })
}

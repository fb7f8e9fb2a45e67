//! `tenfold step`: logs what happened in a collaboration.

use std::process::ExitCode;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use strum::IntoEnumIterator;

use super::resolve::CollaborationName;
use super::written::{self, Output};
use super::{World, fields};
use crate::domain::milestone::{Milestone, Track};
use crate::error::Result;
use crate::proto::WriteCmd;

/// Arguments of `tenfold step`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    collaboration: CollaborationName,
    /// What happened
    #[arg(value_parser = steps())]
    step: Milestone,
    /// The day it happened: -2d, fri or 2026-03-14 (default: today)
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    on: Option<String>,
    #[command(flatten)]
    output: Output,
}

/// Other words for steps that people say in short.
const ALIASES: [(&str, &str); 2] = [("draft in", "draft"), ("changes asked", "changes")];

/// All steps that can be logged, each word once: `agreed` is of the talk. What was decided has a command of its own.
fn all() -> Vec<Milestone> {
    let mut all: Vec<Milestone> = Vec::new();
    for step in Track::iter().filter(|track| *track != Track::Decision).flat_map(Track::steps) {
        if !all.iter().any(|known| known.word() == step.word()) {
            all.push(step);
        }
    }
    all
}

/// A step as one word: `followed-up`.
fn flag(step: Milestone) -> String {
    step.word().replace(' ', "-")
}

/// Parses a step by its word.
fn steps() -> impl TypedValueParser<Value = Milestone> {
    let value = |step: Milestone| {
        let aliases = ALIASES.iter().filter(move |(word, _)| *word == step.word()).map(|(_, alias)| *alias);
        let value = PossibleValue::new(flag(step)).aliases(aliases);
        if flag(step) == step.word() { value } else { value.alias(step.word()) }
    };
    PossibleValuesParser::new(all().into_iter().map(value)).try_map(|typed| {
        let is_meant = |step: &Milestone| {
            flag(*step) == typed || step.word() == typed || ALIASES.contains(&(step.word(), &*typed))
        };
        all().into_iter().find(is_meant).ok_or("no such step")
    })
}

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    let day = args.on.as_deref().map(|typed| fields::day(typed, world.calendar())).transpose()?;
    written::change(world, args.output, |file| {
        let ids = vec![file.collaboration(&args.collaboration)?.row.id];
        Ok(WriteCmd::PassMilestone { ids, milestone: args.step, day: day.unwrap_or_else(|| world.clock.today()) })
    })
}

//! `tenfold step`: logs what happened in a collaboration.

use std::process::ExitCode;

use chrono::NaiveDate;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use strum::IntoEnumIterator;

use super::resolve::CollaborationName;
use super::written::{self, Output};
use super::{World, fields};
use crate::domain::collaboration::Content;
use crate::domain::milestone::{Milestone, Track};
use crate::domain::{BudgetStep, post};
use crate::error::{Error, Result};
use crate::proto::WriteCmd;
use crate::proto::collaboration_change::{DeliverableChange, DeliverableCmd, Which};

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
    /// Number of the deliverable on its page, from 1, for draft, changes, approved, posted and missed (default: the step is of
    /// all of them)
    #[arg(long, value_name = "N")]
    deliverable: Option<usize>,
    /// Address of the post of that deliverable
    #[arg(long, value_name = "URL", requires = "deliverable")]
    link: Option<String>,
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
    let day = day.unwrap_or_else(|| world.clock.today());
    let cmd = args.deliverable.map(|number| of_deliverable(args, number, day)).transpose()?;
    written::change(world, args.output, |file| {
        let found = file.collaboration(&args.collaboration)?;
        if args.step.commits() {
            found.warn_over_budget(BudgetStep::Agrees(found.row.agreeing_minor()));
        }
        let id = found.row.id;
        Ok(match cmd {
            Some(cmd) => WriteCmd::Deliverable(DeliverableChange { collaboration: id, cmd }),
            None => WriteCmd::PassMilestone { ids: vec![id], milestone: args.step, day },
        })
    })
}

/// The step of one deliverable.
fn of_deliverable(args: &Args, number: usize, day: NaiveDate) -> Result<DeliverableCmd> {
    let (which, url) = (Which::Number(number), args.link.as_deref().unwrap_or_default());
    let cmd = match args.step {
        Milestone::Content(Content::Posted) => {
            // A day that nobody said is told by some addresses.
            let told = post::day(url).filter(|told| args.on.is_none() && *told <= day);
            DeliverableCmd::Post { which, url: url.to_owned(), on: Some(told.unwrap_or(day)) }
        }
        _ if args.link.is_some() => {
            return Err(Error::refused("--link belongs to the step posted. Leave it out."));
        }
        Milestone::Content(Content::DraftIn) => DeliverableCmd::Draft(which, Some(day)),
        Milestone::Content(Content::ChangesAsked) => DeliverableCmd::AskChanges(which, day),
        Milestone::Content(Content::Approved) => DeliverableCmd::Approve(which, Some(day)),
        Milestone::Content(Content::Missed) => DeliverableCmd::Miss(which, Some(day)),
        step => {
            return Err(Error::refused(format!(
                "\"{}\" isn't a step of one deliverable. Leave out --deliverable.",
                step.word()
            )));
        }
    };
    Ok(cmd)
}

//! Triage line by line: one creator is named, and the next line decides on them.

use std::sync::Arc;

use clap::Subcommand;

use super::super::resolve::File;
use super::super::{World, fields, list, print, written};
use crate::domain::filter::{self, SortTerm};
use crate::domain::text::clean;
use crate::domain::{CreatorId, RejectReason, Verdict};
use crate::error::{Error, Result};
use crate::proto::{Answer, Query, Target, WriteCmd};
use crate::words::triage as words;

/// A verdict on the creator that was named last, or on those named in the line.
#[derive(Debug, Subcommand)]
pub(super) enum Decision {
    /// Pick this creator, or those named, and go to the next one
    Pick {
        /// The creators: @handle; without one, the creator that was named last
        handles: Vec<String>,
    },
    /// Mark this creator, or those named, as maybe and go to the next one
    Maybe {
        /// The creators: @handle; without one, the creator that was named last
        handles: Vec<String>,
    },
    /// Reject this creator, or those named, and go to the next one
    Reject {
        /// The creators as @handle, if others than the one named last; then why: off niche, price or your own words
        words: Vec<String>,
    },
    /// Snooze this creator until a day and go to the next one
    Snooze {
        /// The day: fri, 2w or 2026-03-14
        #[arg(allow_hyphen_values = true)]
        until: String,
    },
}

/// The creators to decide on.
#[derive(Debug, Default)]
pub(super) struct Queue {
    /// The filter in canonical text; everybody without one.
    filter: String,
    /// Those left undecided.
    passed: Vec<CreatorId>,
    /// The creator that was named last.
    current: Option<CreatorId>,
}

impl Queue {
    /// Starts over with the creators of a filter.
    pub(super) fn start(&mut self, world: &World, typed: &str) -> Result<()> {
        let filter = list::understood(world, &world.own_file()?, typed)?.text;
        *self = Self { filter, ..Self::default() };
        let named = self.advance(world)?;
        say(&named)
    }

    /// Leaves the current creator undecided and names the next one.
    pub(super) fn next(&mut self, world: &World) -> Result<()> {
        self.passed.extend(self.current.take());
        let named = self.advance(world)?;
        say(&named)
    }

    /// Nobody is named any more.
    pub(super) fn forget(&mut self) {
        self.current = None;
    }

    /// Decides and names the next creator.
    pub(super) fn decide(&mut self, world: &World, decision: Decision) -> Result<()> {
        let (handles, verdict, reason, until) = match decision {
            Decision::Pick { handles } => (handles, Verdict::Picked, None, None),
            Decision::Maybe { handles } => (handles, Verdict::Maybe, None, None),
            Decision::Reject { words } => {
                let (handles, reason): (Vec<_>, Vec<_>) = words.into_iter().partition(|word| word.starts_with('@'));
                let reason = (!reason.is_empty()).then(|| RejectReason::from_words(&reason.join(" ")));
                (handles, Verdict::Rejected, reason, None)
            }
            Decision::Snooze { until } => {
                (Vec::new(), Verdict::Snoozed, None, Some(fields::day(&until, world.calendar())?))
            }
        };
        let current = self.current;
        let done = written::carry_out(world, |file| {
            let target = match (handles.is_empty(), current) {
                (false, _) => file.creators(&handles)?,
                (true, Some(id)) => Target::Ids(Arc::from([id])),
                (true, None) => {
                    return Err(Error::refused("No creator is named yet.")
                        .with_hint("\"next\" names the next one to decide on; \"pick @mia\" picks one by handle."));
                }
            };
            Ok(WriteCmd::SetVerdict { target, verdict, reason, until })
        })?;
        if !handles.is_empty() {
            return say(&clean(&done.sentence));
        }
        self.current = None;
        let named = self.advance(world)?;
        say(&format!("{} {named}", clean(&done.sentence)))
    }

    /// Goes to the first creator that waits and was not passed, and returns the line that names them.
    fn advance(&mut self, world: &World) -> Result<String> {
        let file = File::of(world)?;
        let (filter, sort) = read(world, &self.filter)?;
        let Answer::Queue(ids) = file.answer(&Query::Queue { filter, sort })? else {
            return Err(Error::fault("The creators to decide on could not be read."));
        };
        let left: Vec<CreatorId> = ids.iter().copied().filter(|id| !self.passed.contains(id)).collect();
        let rows = file.reader().window(&left[..left.len().min(1)], world.clock.today())?;
        file.close();
        let Some(row) = rows.first() else { return Ok(words::end(ids.len())) };
        self.current = Some(row.id);
        Ok(words::card(row, world.config.borders(), left.len() - 1))
    }
}

/// Reads a filter in canonical text.
fn read(world: &World, text: &str) -> Result<(Option<Arc<filter::Expr>>, Vec<SortTerm>)> {
    let query = filter::parse(text, world.calendar()).map_err(|error| Error::refused(error.to_string()))?;
    Ok((query.expr.map(Arc::new), query.sort))
}

fn say(line: &str) -> Result<()> {
    print(|out| writeln!(out, "{line}")).map(drop)
}

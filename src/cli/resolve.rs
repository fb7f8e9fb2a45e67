//! Finds what a command names: campaign, batch, creator, collaboration.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::NaiveDate;

use super::fields::shortened;
use super::{World, prepare, say, who};
use crate::analysis::rules::Rules;
use crate::domain::day::Calendar;
use crate::domain::figure::either;
use crate::domain::filter::near::nearest_few;
use crate::domain::text::{clean, fold};
use crate::domain::{BatchId, BudgetStep, CampaignId, CreatorId, Currency};
use crate::error::{Error, Result};
use crate::proto::results::CampaignResult;
use crate::proto::row::{BatchRow, CampaignRow, CollaborationRow};
use crate::proto::{Answer, Query, Target};
use crate::store::Reader;
use crate::store::answer::Asker;
use crate::tui::kit::Ctx;
use crate::words::budget as words;

/// How many names an error lists.
const NAMED: usize = 8;

/// A batch, named by its campaign and itself.
#[derive(Debug, clap::Args)]
pub(super) struct BatchName {
    /// Name of the campaign
    pub(super) campaign: String,
    /// Name of the batch
    pub(super) batch: String,
}

/// A collaboration, named by its batch and the creator.
#[derive(Debug, clap::Args)]
pub(super) struct CollaborationName {
    #[command(flatten)]
    pub(super) batch: BatchName,
    /// The creator: @handle, platform:handle or profile link
    pub(super) handle: String,
}

/// A collaboration with its place.
#[derive(Debug)]
pub(super) struct Collaboration {
    pub(super) campaign: CampaignRow,
    pub(super) row: CollaborationRow,
}

impl Collaboration {
    /// Warns of a step that goes over the budget of the campaign, before it happens.
    pub(super) fn warn_over_budget(&self, step: BudgetStep) {
        let (budget, fields) = (self.campaign.budget, &self.campaign.fields);
        if let Some(over) = budget.over_by(step) {
            say(&format!("tenfold: {}", clean(&words::over(&fields.name, over, budget, fields.currency))));
        }
    }
}

/// The user's file, open for reading.
#[derive(Debug)]
pub(super) struct File {
    path: PathBuf,
    asker: Asker,
    reader: Reader,
    rules: Rules,
    today: NaiveDate,
    now_ms: i64,
}

impl File {
    /// Opens the user's own file, which must be there.
    pub(super) fn of(world: &World) -> Result<Self> {
        let path = world.own_file()?;
        prepare(world, &path)?;
        let (asker, reader) = (Asker::open(&path)?, Reader::open(&path)?);
        let (rules, clock) = (world.config.rules(), world.clock);
        Ok(Self { path, asker, reader, rules, today: clock.today(), now_ms: clock.now_ms() })
    }

    /// Closes the file and returns where it is.
    pub(super) fn close(self) -> PathBuf {
        self.path
    }

    /// For short reads by key.
    pub(super) fn reader(&self) -> &Reader {
        &self.reader
    }

    /// What typed days are read with.
    pub(super) fn calendar(&self) -> Calendar {
        self.rules.calendar(self.today)
    }

    /// What forms are read with.
    pub(super) fn ctx(&self, currency: Currency) -> Ctx {
        Ctx::new(self.now_ms, self.calendar(), self.rules.borders(), currency, false)
    }

    /// Answers a question.
    pub(super) fn answer(&self, query: &Query) -> Result<Answer> {
        self.asker.answer(query, self.today, &self.rules)
    }

    /// All campaigns with their batches, last changed first.
    pub(super) fn campaigns(&self) -> Result<Vec<CampaignRow>> {
        match self.answer(&Query::Campaigns)? {
            Answer::Campaigns(campaigns) => Ok(campaigns),
            _ => Err(Error::fault("The campaigns could not be read.")),
        }
    }

    /// The campaign of this name, or similar names.
    pub(super) fn campaign(&self, name: &str) -> Result<CampaignRow> {
        let mut all = self.campaigns()?;
        match named(all.iter().map(|campaign| &*campaign.fields.name), name, ("campaign", "Campaigns")) {
            Ok(at) => Ok(all.swap_remove(at)),
            Err(error) => Err(match batch_called(&all, name) {
                Some(hint) => error.with_hint(hint),
                None => error,
            }),
        }
    }

    /// The batch of this name with its campaign, or similar names.
    pub(super) fn batch(&self, name: &BatchName) -> Result<(CampaignRow, BatchRow)> {
        let mut campaign = self.campaign(&name.campaign)?;
        let what = format!("batch in {}", clean(&campaign.fields.name));
        let at = named(campaign.batches.iter().map(|batch| &*batch.fields.name), &name.batch, (&what, "Batches"))?;
        let batch = campaign.batches.swap_remove(at);
        Ok((campaign, batch))
    }

    /// The results of a campaign.
    pub(super) fn result(&self, campaign: CampaignId) -> Result<Option<CampaignResult>> {
        match self.answer(&Query::Results(Some(campaign)))? {
            Answer::Results(results) => Ok(results.into_iter().find(|result| result.id == campaign)),
            _ => Err(Error::fault("The results could not be read.")),
        }
    }

    /// The collaborations of a batch, in the order they were put in.
    pub(super) fn collaborations(&self, batch: BatchId) -> Result<Vec<CollaborationRow>> {
        match self.answer(&Query::Batch(batch))? {
            Answer::Batch(_, rows) => Ok(rows),
            _ => Err(Error::fault("The batch could not be read.")),
        }
    }

    /// The collaboration of a creator in a batch.
    pub(super) fn collaboration(&self, name: &CollaborationName) -> Result<Collaboration> {
        let (campaign, batch) = self.batch(&name.batch)?;
        let creator = self.creator(&name.handle)?;
        let mut rows = self.collaborations(batch.id)?;
        let Some(at) = rows.iter().position(|row| row.creator == creator) else {
            let title = crate::words::batches::title(&batch.fields.name, &campaign.fields.name);
            let handle = shortened(&name.handle);
            let who = if handle.contains([':', '@']) { handle } else { format!("@{handle}") };
            return Err(Error::refused(format!("{who} isn't in {title}."))
                .with_hint("Add them with `tenfold plan CAMPAIGN BATCH HANDLE`."));
        };
        Ok(Collaboration { row: rows.swap_remove(at), campaign })
    }

    /// The creator of a handle or profile link.
    pub(super) fn creator(&self, typed: &str) -> Result<CreatorId> {
        who::find(&self.reader, typed)
    }

    /// The creators of these handles, each once.
    pub(super) fn creators(&self, typed: &[String]) -> Result<Target> {
        let mut ids = Vec::with_capacity(typed.len());
        for handle in typed {
            let id = self.creator(handle)?;
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        Ok(Target::Ids(Arc::from(ids)))
    }
}

/// Says of which campaign a batch is whose name stands where a campaign is named.
fn batch_called(campaigns: &[CampaignRow], typed: &str) -> Option<String> {
    let wanted = fold(&clean(typed));
    let is_it = |campaign: &&CampaignRow| campaign.batches.iter().any(|batch| fold(&batch.fields.name) == wanted);
    let of = clean(&campaigns.iter().find(is_it)?.fields.name);
    Some(format!("It is a batch of {of}. Name the campaign first: \"{of}\" \"{}\".", shortened(typed)))
}

/// The position of a name, upper and lower case alike; else an error that suggests similar names.
pub(super) fn named<'a>(
    names: impl Iterator<Item = &'a str> + Clone,
    typed: &str,
    (what, several): (&str, &str),
) -> Result<usize> {
    let wanted = fold(&clean(typed));
    if let Some(at) = names.clone().position(|name| fold(name) == wanted) {
        return Ok(at);
    }
    let folded: Vec<String> = names.clone().map(fold).collect();
    let near = nearest_few(&wanted, folded.iter().map(String::as_str));
    let near: Vec<&str> = names
        .clone()
        .zip(&folded)
        .filter(|(_, folded)| near.contains(&folded.as_str()))
        .map(|(name, _)| name)
        .collect();
    let hint = match (near.is_empty(), names.clone().count()) {
        (false, _) => format!("Did you mean {}?", either(&near)),
        (true, 0) => format!("There is no {what} yet. `tenfold campaign` and `tenfold plan` make them."),
        (true, all) => {
            let listed: Vec<&str> = names.take(NAMED).collect();
            let more = if all > NAMED { format!(" and {} more", all - NAMED) } else { String::new() };
            format!("{several}: {}{more}.", listed.join(", "))
        }
    };
    Err(Error::refused(format!("There is no {what} called \"{}\".", shortened(typed))).with_hint(hint))
}

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
        self.campaign_or(name, |_| USE_IT.to_owned())
    }

    /// The campaign in the name of a batch, or similar names.
    pub(super) fn campaign_of(&self, name: &BatchName) -> Result<CampaignRow> {
        let typed = shortened(&name.campaign);
        self.campaign_or(&name.campaign, |of| format!("Name the campaign first: \"{of}\" \"{typed}\"."))
    }

    /// The campaign of this name; `advice` is for who names one of its batches there.
    fn campaign_or(&self, name: &str, advice: impl FnOnce(&str) -> String) -> Result<CampaignRow> {
        let mut all = self.campaigns()?;
        let names = |row: &CampaignRow| row.batches.iter().map(|batch| batch.fields.name.clone()).collect();
        let names: Vec<_> = all.iter().map(|row| (row.fields.name.clone(), names(row))).collect();
        Ok(all.swap_remove(campaign_at(&names, name, advice)?))
    }

    /// The batch of this name with its campaign, or similar names.
    pub(super) fn batch(&self, name: &BatchName) -> Result<(CampaignRow, BatchRow)> {
        let mut campaign = self.campaign_of(name)?;
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

/// What to do with the name of the campaign where only a campaign is named.
pub(super) const USE_IT: &str = "Use that name.";

/// The position of a campaign among campaigns with their batches; else an error that suggests similar names. A batch that is named there
/// is told with its campaign, and with advice on it.
pub(super) fn campaign_at(
    campaigns: &[(String, Vec<String>)],
    typed: &str,
    advice: impl FnOnce(&str) -> String,
) -> Result<usize> {
    let names = campaigns.iter().map(|(name, _)| name.as_str());
    named(names.clone(), typed, ("campaign", "Campaigns")).map_err(|error| {
        let wanted = fold(&clean(typed));
        let mut campaigns = campaigns.iter();
        let Some((of, _)) = campaigns.find(|(_, batches)| batches.iter().any(|batch| fold(batch) == wanted)) else {
            return error;
        };
        let of = clean(of);
        let or = similar(names, &wanted).map_or_else(String::new, |near| format!(" Or did you mean {near}?"));
        error.with_hint(format!("It is a batch of {of}. {}{or}", advice(&of)))
    })
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
    let hint = match (similar(names.clone(), &wanted), names.clone().count()) {
        (Some(near), _) => format!("Did you mean {near}?"),
        (None, 0) => format!("There is no {what} yet. `tenfold campaign` and `tenfold plan` make them."),
        (None, all) => {
            let listed: Vec<&str> = names.take(NAMED).collect();
            let more = if all > NAMED { format!(" and {} more", all - NAMED) } else { String::new() };
            format!("{several}: {}{more}.", listed.join(", "))
        }
    };
    Err(Error::refused(format!("There is no {what} called \"{}\".", shortened(typed))).with_hint(hint))
}

/// The names that are nearly a folded one, as a choice.
fn similar<'a>(names: impl Iterator<Item = &'a str> + Clone, wanted: &str) -> Option<String> {
    let folded: Vec<String> = names.clone().map(fold).collect();
    let near = nearest_few(wanted, folded.iter().map(String::as_str));
    let near: Vec<&str> =
        names.zip(&folded).filter(|(_, folded)| near.contains(&folded.as_str())).map(|(name, _)| name).collect();
    (!near.is_empty()).then(|| either(&near))
}

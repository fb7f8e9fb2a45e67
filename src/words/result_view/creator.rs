//! The creators of a campaign, grouped by their verdict.

use chrono::NaiveDate;

use crate::analysis::decision::Advice;
use crate::domain::collaboration::Decision;
use crate::domain::figure::UNKNOWN;
use crate::domain::{CreatorId, Goal};
use crate::proto::post::ReadingRecord;
use crate::proto::results::{CreatorResult, Estimate, Sums};

use super::{Figures, ResultView, estimate, foreign};

/// Says why there is no verdict on a creator of whom only the ledger is left.
pub const DELETED: &str = "Deleted: the results stay, and nobody can book them again.";

/// One creator over all batches of a campaign.
#[derive(Clone, Debug, PartialEq)]
pub struct CreatorLine {
    /// What the campaign is for.
    pub goal: Goal,
    /// The creator.
    pub creator: CreatorId,
    /// Their handle, without `@`.
    pub handle: String,
    /// Whether they were deleted, so that nobody can book them.
    pub is_deleted: bool,
    /// The batches they were in.
    pub batches: Vec<String>,
    /// Their followers.
    pub followers: Option<i64>,
    /// Sums over all collaborations.
    pub sums: Sums,
    /// The figures of the sums.
    pub figures: Figures,
    /// Newest counts of all their posts.
    pub reading: ReadingRecord,
    /// Day of the first post.
    pub posted_on: Option<NaiveDate>,
    /// The latest decision.
    pub decision: Decision,
    /// What booking the creator again would return.
    pub estimate: Option<Estimate>,
    /// The decision, the verdict and its notes, one sentence each.
    pub sentences: Vec<String>,
}

impl CreatorLine {
    fn new(creator: &CreatorResult, view: ResultView<'_>) -> Self {
        Self {
            goal: view.result.goal,
            creator: creator.creator,
            handle: foreign(&creator.handle, "nameless"),
            is_deleted: creator.is_deleted,
            batches: Vec::new(),
            followers: creator.followers,
            sums: Sums::default(),
            figures: view.figures(Sums::default()),
            reading: ReadingRecord::default(),
            posted_on: None,
            decision: Decision::default(),
            estimate: None,
            sentences: Vec::new(),
        }
    }

    fn add(&mut self, creator: &CreatorResult, batch: &str) {
        self.batches.push(foreign(batch, "batch without a name"));
        self.followers = creator.followers.or(self.followers);
        self.sums += creator.sums;
        self.reading = together(self.reading, creator.reading);
        self.posted_on = [self.posted_on, creator.posted_on].into_iter().flatten().min();
        if creator.decision != Decision::default() {
            self.decision = creator.decision;
        }
        // Batches come oldest first, so the last estimate covers all collaborations.
        if creator.estimate.is_some() {
            self.estimate.clone_from(&creator.estimate);
        }
    }

    /// Computes the figures and sentences once all batches are added.
    fn finish(&mut self, view: ResultView<'_>) {
        self.figures = view.figures(self.sums);
        let decided = (self.decision != Decision::default()).then(|| format!("You decided: {}.", self.decision.word()));
        self.sentences = decided.into_iter().collect();
        match &self.estimate {
            // The page names the creator right before it.
            Some(said) => {
                self.sentences.push(view.sentence(None, said));
                self.sentences.extend(view.notes(said));
            }
            None if self.is_deleted => self.sentences.push(DELETED.to_owned()),
            None => self.sentences.push(view.no_range(self.sums).to_owned()),
        }
        self.sentences = self.sentences.iter().map(|sentence| foreign(sentence, "")).collect();
    }

    /// Returns the group of the creator.
    pub fn standing(&self) -> Standing {
        if self.estimate.as_ref().is_some_and(Estimate::is_provisional) {
            return Standing::Open;
        }
        match self.estimate.as_ref().map(|estimate| estimate.head.advice) {
            Some(Advice::Scale) => Standing::Winner,
            Some(Advice::Retest | Advice::Wait) => Standing::Open,
            Some(Advice::Drop) => Standing::Loser,
            Some(Advice::Free | Advice::Untested) | None => Standing::Untold,
        }
    }

    /// The verdict as a word, with a question mark while it is provisional.
    pub fn verdict(&self) -> &'static str {
        self.estimate.as_ref().map_or(UNKNOWN, Estimate::word)
    }

    /// The range of the head figure as it is read: `1.0 to 6.2`.
    pub fn range(&self) -> Option<String> {
        estimate::range(self.estimate.as_ref()?, self.figures.currency())
    }

    /// The best guess as it is read.
    pub fn middle(&self) -> Option<String> {
        estimate::middle(self.estimate.as_ref()?, self.figures.currency())
    }
}

/// Adds up counts. A count that is unknown on both sides stays unknown.
pub fn together(one: ReadingRecord, other: ReadingRecord) -> ReadingRecord {
    let sum = |a: Option<i64>, b: Option<i64>| match (a, b) {
        (None, None) => None,
        (a, b) => Some(a.unwrap_or(0).saturating_add(b.unwrap_or(0))),
    };
    ReadingRecord {
        views: sum(one.views, other.views),
        likes: sum(one.likes, other.likes),
        comments: sum(one.comments, other.comments),
        shares: sum(one.shares, other.shares),
        saves: sum(one.saves, other.saves),
    }
}

/// The group of a creator, by verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter)]
pub enum Standing {
    /// Book again.
    Winner,
    /// Too close to call.
    Open,
    /// Do not book again on these terms.
    Loser,
    /// No estimate.
    Untold,
}

impl Standing {
    /// The heading of the group in a campaign with a goal.
    pub fn title(self, goal: Goal) -> &'static str {
        match self {
            Self::Open if goal == Goal::Ugc => "Above the target, or too few to tell: book once more, or wait",
            Self::Winner => "Winners: book again",
            Self::Open => "Too close to call: book once more, or wait",
            Self::Loser => "Losers: don't book again on these terms",
            Self::Untold => "Facts only, no estimate",
        }
    }

    /// The CSS class of the group.
    pub fn word(self) -> &'static str {
        match self {
            Self::Winner => "good",
            Self::Open => "open",
            Self::Loser => "bad",
            Self::Untold => "untold",
        }
    }
}

/// The creators of one group, best first.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Which group.
    pub standing: Standing,
    /// The creator.
    pub creators: Vec<CreatorLine>,
}

impl ResultView<'_> {
    /// Returns the creators of a campaign by group, best first, without those for whom nothing has happened yet.
    pub fn groups(self) -> Vec<Group> {
        use strum::IntoEnumIterator;
        let mut lines: Vec<CreatorLine> = Vec::new();
        for batch in &self.result.batches {
            let happened = |creator: &&CreatorResult| batch.is_under_way() || has_happened(creator);
            for creator in batch.creators.iter().filter(happened) {
                let known = lines.iter().position(|line| line.creator == creator.creator).unwrap_or_else(|| {
                    lines.push(CreatorLine::new(creator, self));
                    lines.len() - 1
                });
                lines[known].add(creator, &batch.name);
            }
        }
        for line in &mut lines {
            line.finish(self);
        }
        let chance =
            |line: &CreatorLine| line.estimate.as_ref().and_then(|estimate| estimate.head.chance).unwrap_or(-1.0);
        // A count has no chance: the cheapest comes first.
        let is_count = self.result.goal == Goal::Ugc;
        let cost = |line: &CreatorLine| {
            let head = line.estimate.as_ref().map(|estimate| estimate.head).filter(|_| is_count);
            head.and_then(|head| head.tracked).unwrap_or(f64::MAX)
        };
        lines.sort_by(|a, b| {
            let by_chance = chance(b).total_cmp(&chance(a)).then(cost(a).total_cmp(&cost(b)));
            by_chance.then(b.sums.revenue_minor.cmp(&a.sums.revenue_minor)).then_with(|| a.handle.cmp(&b.handle))
        });
        let group = |standing| {
            let creators: Vec<CreatorLine> = lines.iter().filter(|line| line.standing() == standing).cloned().collect();
            (!creators.is_empty()).then_some(Group { standing, creators })
        };
        Standing::iter().filter_map(group).collect()
    }
}

/// Whether a creator has any spend or orders.
pub fn has_happened(creator: &CreatorResult) -> bool {
    creator.sums.spend_minor != 0 || creator.sums.orders > 0 || creator.sums.pending > 0
}

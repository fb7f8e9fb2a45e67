//! The creators of a campaign, one line each, by what the numbers say about them.

use chrono::NaiveDate;

use crate::analysis::decision::Advice;
use crate::analysis::money::Metrics;
use crate::analysis::sentences;
use crate::domain::CreatorId;
use crate::domain::collaboration::Decision;
use crate::proto::post::ReadingRecord;
use crate::proto::results::{CampaignResult, CreatorResult, Estimate, Sums};

use super::words::foreign;

/// One creator over all batches of a campaign.
#[derive(Clone, Debug, PartialEq)]
pub struct CreatorLine {
    /// Who.
    pub creator: CreatorId,
    /// Their handle, without `@`.
    pub handle: String,
    /// The batches they were in.
    pub batches: Vec<String>,
    /// Their followers.
    pub followers: Option<i64>,
    /// Sums over all their bookings.
    pub sums: Sums,
    /// What follows from the sums.
    pub metrics: Metrics,
    /// Newest counts of all their posts.
    pub reading: ReadingRecord,
    /// Day of the first post.
    pub posted_on: Option<NaiveDate>,
    /// What the person decided last.
    pub decision: Decision,
    /// What one more booking would return.
    pub estimate: Option<Estimate>,
}

impl CreatorLine {
    fn new(creator: &CreatorResult, margin_bp: Option<i64>) -> Self {
        Self {
            creator: creator.creator,
            handle: foreign(&creator.handle, "nameless"),
            batches: Vec::new(),
            followers: creator.followers,
            sums: Sums::default(),
            metrics: Sums::default().metrics(margin_bp),
            reading: ReadingRecord::default(),
            posted_on: None,
            decision: Decision::default(),
            estimate: None,
        }
    }

    fn add(&mut self, creator: &CreatorResult, batch: &str, margin_bp: Option<i64>) {
        self.batches.push(foreign(batch, "nameless batch"));
        self.followers = creator.followers.or(self.followers);
        self.sums += creator.sums;
        self.metrics = self.sums.metrics(margin_bp);
        self.reading = together(self.reading, creator.reading);
        self.posted_on = [self.posted_on, creator.posted_on].into_iter().flatten().min();
        if creator.decision != Decision::default() {
            self.decision = creator.decision;
        }
        // Batches come oldest first: the newest estimate knows all bookings.
        if creator.estimate.is_some() {
            self.estimate.clone_from(&creator.estimate);
        }
    }

    /// Where the creator stands.
    pub fn standing(&self) -> Standing {
        if self.estimate.as_ref().is_some_and(Estimate::is_provisional) {
            return Standing::Open;
        }
        match self.estimate.as_ref().map(|estimate| estimate.verdict) {
            Some(Advice::Scale) => Standing::Winner,
            Some(Advice::Retest | Advice::Wait) => Standing::Open,
            Some(Advice::Drop) => Standing::Loser,
            Some(Advice::Free | Advice::Untested) | None => Standing::Untold,
        }
    }

    /// The range of the repeatable ROAS, 8 times in 10, with its middle: low, middle, high.
    pub fn range(&self) -> Option<[f64; 3]> {
        self.estimate.as_ref()?.roas.map(|[_, low, middle, high, _]| [low, middle, high])
    }

    /// The range as it is read: `1.04x to 6.18x`.
    pub fn range_text(&self) -> Option<String> {
        self.range().map(|[low, _, high]| format!("{} to {}", sentences::roas(low), sentences::roas(high)))
    }

    /// What the numbers say, a sentence each; without an estimate why there is none.
    pub fn sentences(&self) -> Vec<String> {
        let decided = (self.decision != Decision::default()).then(|| format!("You decided: {}.", self.decision.word()));
        let Some(estimate) = &self.estimate else {
            let facts_only = "Facts only: for a range, a target and a posted video are needed.".to_owned();
            return decided.into_iter().chain([facts_only]).collect();
        };
        let said = std::iter::once(&estimate.sentence).chain(&estimate.notes);
        // The page names the creator right before it.
        let name = format!(" @{}", self.handle);
        let nameless = |sentence: &String| {
            let sentence = foreign(sentence, "");
            sentence.replacen(&format!(" on{name}:"), ":", 1).replacen(&format!("{name}:"), ":", 1)
        };
        decided.into_iter().chain(said.filter(|sentence| !sentence.is_empty()).map(nameless)).collect()
    }
}

/// Adds up counts; what neither knows stays unknown.
pub(super) fn together(one: ReadingRecord, other: ReadingRecord) -> ReadingRecord {
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

/// Where a creator stands in the eyes of the numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter)]
pub enum Standing {
    /// To book again.
    Winner,
    /// Not told yet.
    Open,
    /// Not to book again.
    Loser,
    /// No return can be stated.
    Untold,
}

impl Standing {
    /// The heading over the creators that stand there.
    pub fn title(self) -> &'static str {
        match self {
            Self::Winner => "Winners: book again",
            Self::Open => "Cannot tell yet: try once more, or wait",
            Self::Loser => "Losers: do not book again on these terms",
            Self::Untold => "Facts only: no return to state",
        }
    }

    /// A word for style sheets.
    pub fn word(self) -> &'static str {
        match self {
            Self::Winner => "good",
            Self::Open => "open",
            Self::Loser => "bad",
            Self::Untold => "untold",
        }
    }
}

/// Creators that stand in the same place, the best first.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Where.
    pub standing: Standing,
    /// Who.
    pub creators: Vec<CreatorLine>,
}

/// Returns the creators of a campaign by standing, the best first; those for whom nothing has happened yet are left out.
pub(super) fn groups(result: &CampaignResult) -> Vec<Group> {
    use strum::IntoEnumIterator;
    let mut lines: Vec<CreatorLine> = Vec::new();
    for batch in &result.batches {
        let happened = |creator: &&CreatorResult| batch.is_under_way() || has_happened(creator);
        for creator in batch.creators.iter().filter(happened) {
            let known = lines.iter().position(|line| line.creator == creator.creator).unwrap_or_else(|| {
                lines.push(CreatorLine::new(creator, result.margin_bp));
                lines.len() - 1
            });
            lines[known].add(creator, &batch.name, result.margin_bp);
        }
    }
    let chance = |line: &CreatorLine| line.estimate.as_ref().and_then(|estimate| estimate.p_target).unwrap_or(-1.0);
    lines.sort_by(|a, b| {
        let by_chance = chance(b).total_cmp(&chance(a));
        by_chance.then(b.sums.revenue_minor.cmp(&a.sums.revenue_minor)).then_with(|| a.handle.cmp(&b.handle))
    });
    let group = |standing| {
        let creators: Vec<CreatorLine> = lines.iter().filter(|line| line.standing() == standing).cloned().collect();
        (!creators.is_empty()).then_some(Group { standing, creators })
    };
    Standing::iter().filter_map(group).collect()
}

/// Whether money or orders moved for a creator.
pub(super) fn has_happened(creator: &CreatorResult) -> bool {
    creator.sums.spend_minor != 0 || creator.sums.orders > 0 || creator.sums.pending > 0
}

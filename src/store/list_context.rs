//! What a list of creators is read by: the day, the rules, and what its connection worked out for earlier lists.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::estimates::Headlines;
use crate::analysis::rules::Rules;
use crate::domain::day::Calendar;
use crate::domain::{CreatorId, TierBorders};
use crate::proto::odds::CampaignOdds;

/// The day and the rules of one list.
#[derive(Clone, Copy, Debug)]
pub struct ListContext<'a> {
    /// The day on which the list holds.
    pub today: NaiveDate,
    /// The rules in force.
    pub rules: &'a Rules,
    /// What the connection worked out earlier; nothing where it reads one list only.
    pub kept: Option<&'a WorkedOut>,
}

/// The odds in the current campaign, and what they were worked out from.
#[derive(Debug)]
pub struct KeptOdds {
    /// The `PRAGMA data_version` they were read at.
    pub version: i64,
    /// The day.
    pub today: NaiveDate,
    /// The rules.
    pub rules: Rules,
    /// The odds; nothing without a campaign that has any.
    pub odds: Option<Arc<CampaignOdds>>,
    /// Whether the functions of the connection answer by them.
    pub are_lent: bool,
}

/// The winners so far, and what they were worked out from.
#[derive(Debug)]
pub struct KeptWinners {
    /// The `PRAGMA data_version` the file was read at.
    pub version: i64,
    /// The day.
    pub today: NaiveDate,
    /// The rules.
    pub rules: Rules,
    /// The creators, rising.
    pub winners: Vec<CreatorId>,
}

/// How alike everybody is to some creators, and what that was worked out from.
#[derive(Debug)]
pub struct KeptScores {
    /// The `PRAGMA data_version` the file was read at.
    pub version: i64,
    /// The borders of the tiers.
    pub borders: TierBorders,
    /// The creators, rising.
    pub named: Vec<CreatorId>,
    /// In percent, by creator.
    pub scores: Arc<HashMap<CreatorId, f64>>,
}

/// What one connection worked out, kept until the file changes.
#[derive(Debug, Default)]
pub struct WorkedOut {
    /// What was read of single orders, and the estimates of campaigns.
    pub headlines: Headlines,
    /// The odds in the current campaign.
    pub(super) odds: RefCell<Option<KeptOdds>>,
    /// The winners so far.
    pub(super) winners: RefCell<Option<KeptWinners>>,
    /// How alike everybody is to those whom the last filter named.
    pub(super) likeness: RefCell<Option<KeptScores>>,
}

impl<'a> ListContext<'a> {
    /// The context of a single list.
    pub fn once(today: NaiveDate, rules: &'a Rules) -> Self {
        Self { today, rules, kept: None }
    }

    /// The context of one list among many on the same connection.
    pub fn kept(today: NaiveDate, rules: &'a Rules, kept: &'a WorkedOut) -> Self {
        Self { today, rules, kept: Some(kept) }
    }

    /// What typed days are read with.
    pub fn calendar(self) -> Calendar {
        self.rules.calendar(self.today)
    }

    /// The borders of the tiers.
    pub fn borders(self) -> TierBorders {
        self.rules.borders()
    }
}

#[cfg(test)]
impl ListContext<'static> {
    /// The context of a single list by the usual rules, days first.
    pub fn usual(today: NaiveDate) -> Self {
        static RULES: std::sync::LazyLock<Rules> = std::sync::LazyLock::new(|| Rules {
            day_order: crate::domain::day::DayOrder::DayFirst,
            ..Rules::default()
        });
        Self::once(today, &RULES)
    }
}

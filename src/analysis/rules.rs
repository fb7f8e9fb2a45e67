//! What the configuration lays down for everything that is computed: constants of the method, benchmarks, weights, borders.

use chrono::NaiveDate;

use super::brief::Brief;
use super::constants::Constants;
use super::emv::EmvTable;
use super::vetting::Standards;
use crate::domain::TierBorders;
use crate::domain::day::{Calendar, DayOrder};

/// The rules that hold for a run of the program.
#[derive(Clone, Debug, PartialEq)]
pub struct Rules {
    /// What creators are vetted against, with the borders of the tiers.
    pub standards: Standards,
    /// What is looked for in every campaign, beside its own niches.
    pub wanted: Brief,
    /// The constants of the estimates.
    pub constants: Constants,
    /// What attention is worth, where a person chose a table.
    pub emv: Option<EmvTable>,
    /// Which number of `3/4` is the day where a person types it.
    pub day_order: DayOrder,
}

impl Rules {
    /// The borders of the tiers.
    pub fn borders(&self) -> TierBorders {
        self.standards.borders
    }

    /// What typed days are read with.
    pub fn calendar(&self, today: NaiveDate) -> Calendar {
        Calendar { today, order: self.day_order }
    }
}

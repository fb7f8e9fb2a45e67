//! The settings that computations depend on: constants of the method, benchmarks, weights, tier borders.

use chrono::NaiveDate;

use super::brief::Brief;
use super::constants::Constants;
use super::emv::EmvTable;
use super::vetting::Standards;
use crate::domain::day::{Calendar, DayOrder};
use crate::domain::{Cadence, PayTerms, TierBorders};

/// The settings in force for a run of the program.
#[derive(Clone, Debug, PartialEq)]
pub struct Rules {
    /// What creators are vetted against, with the borders of the tiers.
    pub standards: Standards,
    /// What the user looks for in every campaign, in addition to its own niches.
    pub wanted: Brief,
    /// The constants of the estimates.
    pub constants: Constants,
    /// The earned media value table, if the user chose one.
    pub emv: Option<EmvTable>,
    /// Whether a typed `3/4` starts with the day or the month.
    pub day_order: DayOrder,
    /// When the agenda reminds.
    pub cadence: Cadence,
    /// The terms of pay where neither a collaboration nor its creator has any.
    pub pay_terms: PayTerms,
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

//! Questions about what vetting found: answered by a list of creators out of the table that holds it, by its indices, and not by a
//! look-up for each of a million creators.

use crate::domain::filter::{SetValue, WARNINGS};

use super::Writer;

/// Who has a score, and which.
pub(super) const SCORES: &str = "SELECT creator_id AS id, score AS value FROM creator_vetting WHERE score IS NOT NULL";

/// Whose growth is known, and what it is.
pub(super) const GROWTHS: &str =
    "SELECT creator_id AS id, growth AS value FROM creator_vetting WHERE growth IS NOT NULL";

/// Whose posts told how many of their viewers react, in percent.
pub(super) const ENGAGEMENTS: &str =
    "SELECT creator_id AS id, er_views AS value FROM creator_vetting WHERE er_views IS NOT NULL";

/// Who has a warning sign: 2 where one of them is red, else 1.
pub(super) const WORST: &str =
    "SELECT creator_id AS id, iif(red <> 0, 2, 1) AS value FROM creator_vetting WHERE flags <> 0";

impl Writer {
    /// Asks whether what was found of the creator meets a condition without values.
    pub(super) fn vetted(&mut self, condition: &str) {
        self.push("(creator.id IN (SELECT creator_id FROM creator_vetting WHERE ");
        self.push(condition);
        self.push("))");
    }

    /// Anyone who has one of some warning signs, or none at all.
    pub(super) fn warning(&mut self, value: &SetValue) {
        let mask = |is_meant: &dyn Fn(&str) -> bool| -> i64 {
            WARNINGS.iter().enumerate().filter(|(_, word)| is_meant(word)).fold(0, |mask, (place, _)| mask | 1 << place)
        };
        let mask = match value {
            SetValue::Is(word) => mask(&|sign| sign == word.folded),
            SetValue::Prefix(word) => mask(&|sign| sign.starts_with(&word.folded)),
            SetValue::None => {
                self.push("NOT ");
                return self.vetted("flags <> 0");
            }
        };
        self.push("(creator.id IN (SELECT creator_id FROM creator_vetting WHERE flags <> 0 AND flags & ");
        self.bind(mask);
        self.push("))");
    }
}

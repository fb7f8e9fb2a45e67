//! What a campaign may cost, and what of it is offered, agreed, owed and paid.

/// The budget of a campaign and what stands against it, minor units. Released amounts are in none of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Budget {
    /// What the campaign may cost; nothing where nobody said.
    pub limit_minor: Option<i64>,
    /// Offered in batches that are planned or running: may be agreed yet.
    pub offered_minor: i64,
    /// Agreed, and not to be paid yet.
    pub agreed_minor: i64,
    /// To be paid.
    pub owed_minor: i64,
    /// Paid: also part payments, and goods once sent.
    pub paid_minor: i64,
    /// Commission on tracked sales that was not paid yet.
    pub commission_minor: i64,
}

/// What a step adds, minor units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BudgetStep {
    /// New amounts, of any state.
    Adds(i64),
    /// Offered amounts become agreed.
    Agrees(i64),
}

impl Budget {
    /// Everything that has been or must be paid: the spend of the campaign.
    pub fn committed_minor(self) -> i64 {
        let parts = [self.agreed_minor, self.owed_minor, self.paid_minor, self.commission_minor];
        parts.into_iter().fold(0, i64::saturating_add)
    }

    /// What the campaign comes to if every offer is agreed.
    pub fn forecast_minor(self) -> i64 {
        self.committed_minor().saturating_add(self.offered_minor)
    }

    /// What is left of the limit, below 0 when it is exceeded.
    pub fn left_minor(self) -> Option<i64> {
        Some(self.limit_minor?.saturating_sub(self.committed_minor()))
    }

    /// By how much the forecast exceeds the limit.
    pub fn forecast_over_minor(self) -> Option<i64> {
        self.limit_minor.map(|limit| self.forecast_minor().saturating_sub(limit)).filter(|over| *over > 0)
    }

    /// By how much a step exceeds the limit; nothing where it adds nothing, fits, or there is no limit.
    pub fn over_by(self, step: BudgetStep) -> Option<i64> {
        let (before, adds) = match step {
            BudgetStep::Adds(minor) => (self.forecast_minor(), minor),
            BudgetStep::Agrees(minor) => (self.committed_minor(), minor),
        };
        let over = before.saturating_add(adds).saturating_sub(self.limit_minor?);
        (adds > 0 && over > 0).then_some(over)
    }
}

/// Adds what stands against another budget; the limit stays.
impl std::ops::AddAssign for Budget {
    fn add_assign(&mut self, other: Self) {
        let Self { limit_minor: _, offered_minor, agreed_minor, owed_minor, paid_minor, commission_minor } = other;
        self.offered_minor = self.offered_minor.saturating_add(offered_minor);
        self.agreed_minor = self.agreed_minor.saturating_add(agreed_minor);
        self.owed_minor = self.owed_minor.saturating_add(owed_minor);
        self.paid_minor = self.paid_minor.saturating_add(paid_minor);
        self.commission_minor = self.commission_minor.saturating_add(commission_minor);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn budget() -> Budget {
        Budget {
            limit_minor: Some(100_000),
            offered_minor: 30_000,
            agreed_minor: 20_000,
            owed_minor: 10_000,
            paid_minor: 5_000,
            commission_minor: 1_000,
        }
    }

    #[test]
    fn left_is_what_no_promise_takes_and_the_forecast_holds_every_offer() {
        assert_eq!(budget().committed_minor(), 36_000);
        assert_eq!(budget().left_minor(), Some(64_000));
        assert_eq!(budget().forecast_minor(), 66_000);
        assert_eq!(Budget { limit_minor: None, ..budget() }.left_minor(), None);
    }

    #[test]
    fn a_step_says_by_how_much_it_goes_over() {
        assert_eq!(budget().over_by(BudgetStep::Adds(34_000)), None);
        assert_eq!(budget().over_by(BudgetStep::Adds(34_001)), Some(1));
        assert_eq!(budget().over_by(BudgetStep::Agrees(30_000)), None);
        assert_eq!(budget().over_by(BudgetStep::Agrees(76_000)), Some(12_000));
        let full = Budget { offered_minor: 90_000, ..budget() };
        assert_eq!(full.over_by(BudgetStep::Adds(0)), None, "what adds nothing asks nothing");
        assert_eq!(full.over_by(BudgetStep::Adds(-5)), None);
        assert_eq!(full.forecast_over_minor(), Some(26_000));
        assert_eq!(Budget { limit_minor: None, ..full }.over_by(BudgetStep::Adds(1)), None, "unknown says nothing");
    }
}

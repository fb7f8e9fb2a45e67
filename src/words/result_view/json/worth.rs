//! What the money did, and what the next booking is worth, for programs.

use schemars::JsonSchema;
use serde::Serialize;

use crate::proto::next_test::{NextTest, TestWorth};
use crate::proto::results::CampaignResult;
use crate::words::result_view::program::Program;
use crate::words::result_view::{ProfitAndLoss, ResultView};

/// What the money did so far and what the next booking is worth.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WorthJson<'a> {
    /// Profit or loss of the first batch, minor units: the cost of learning. Null without a margin or spend.
    pub first_batch_profit_minor: Option<i64>,
    /// Profit or loss of the batches after it, minor units.
    pub later_batches_profit_minor: Option<i64>,
    /// Share of the tracked sales that must not have come anyway for the campaign to pay: spend / (revenue x margin). Above 1 it
    /// doesn't pay even if none would have.
    pub needed_share: Option<f64>,
    /// The best next booking; null where nobody has a price or there is no target.
    pub next_booking: Option<NextBookingJson<'a>>,
    /// Whether no test is left that pays for itself; null where nobody can be compared.
    pub stop: Option<bool>,
    /// The same in words.
    pub sentences: Vec<String>,
}

/// What one more booking is worth.
#[derive(Debug, Serialize, JsonSchema)]
pub struct NextBookingJson<'a> {
    /// Account name, without @.
    pub handle: &'a str,
    /// `SCALE`, `RETEST` or `DROP`; `UNTESTED` for somebody new.
    pub verdict: &'static str,
    /// Fixed cost of the booking, minor units.
    pub cost_minor: i64,
    /// What it earns at the target on average, minor units; below 0 for a loss.
    pub profit_minor: i64,
    /// What knowing is worth over the bookings that would follow, minor units.
    pub knowing_minor: i64,
    /// Both together: above 0 the booking pays for itself.
    pub value_minor: i64,
}

/// All campaigns together.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ProgramJson<'a> {
    /// One entry for each currency, the one with the most spend first: amounts of different currencies are never added.
    pub currencies: Vec<CurrencyJson<'a>>,
}

/// All campaigns in one currency.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CurrencyJson<'a> {
    /// The currency, ISO 4217.
    pub currency: &'a str,
    /// Names of its campaigns.
    pub campaigns: Vec<&'a str>,
    /// How many of them have a profit: those about conversions with a margin and spend.
    pub with_profit: usize,
    /// What those spent, minor units.
    pub spend_minor: Option<i64>,
    /// Their revenue x margin, minor units.
    pub earned_minor: Option<i64>,
    /// What is left, minor units.
    pub profit_minor: Option<i64>,
    /// Name of the campaign of the best next booking.
    pub next_booking_in: Option<&'a str>,
    /// Profit of the first batches, the share that must not have come anyway, and the best next booking of all.
    #[serde(flatten)]
    pub worth: WorthJson<'a>,
}

impl<'a> NextBookingJson<'a> {
    fn new(best: &'a TestWorth) -> Self {
        Self {
            handle: &best.handle,
            verdict: best.advice.word(),
            cost_minor: best.cost_minor,
            profit_minor: best.profit_minor,
            knowing_minor: best.knowing_minor,
            value_minor: best.value_minor(),
        }
    }
}

impl<'a> ResultView<'a> {
    /// What the money did, and what the next booking is worth.
    pub(super) fn worth_json(self) -> WorthJson<'a> {
        let parts = self.first_and_later().map(|parts| parts.map(ProfitAndLoss::profit_minor));
        let best = self.result.next_test.as_ref().and_then(|next: &NextTest| next.best.as_ref());
        WorthJson {
            first_batch_profit_minor: parts.map(|[first, _]| first),
            later_batches_profit_minor: parts.map(|[_, later]| later),
            needed_share: self.profit_and_loss().and_then(ProfitAndLoss::needed_share),
            next_booking: best.map(NextBookingJson::new),
            stop: best.map(|best| !best.pays()),
            sentences: self.worth(),
        }
    }
}

impl<'a> ProgramJson<'a> {
    /// All campaigns together.
    pub fn new(results: &'a [CampaignResult]) -> Self {
        Self { currencies: Program::all(results).iter().map(CurrencyJson::new).collect() }
    }
}

impl<'a> CurrencyJson<'a> {
    fn new(program: &Program<'a>) -> Self {
        let (sum, best) = (program.profit_and_loss(), program.best());
        let parts = program.first_and_later().map(|parts| parts.map(ProfitAndLoss::profit_minor));
        Self {
            currency: program.campaigns[0].currency.code(),
            campaigns: program.campaigns.iter().map(|campaign| campaign.name.as_str()).collect(),
            with_profit: sum.map_or(0, |(_, count)| count),
            spend_minor: sum.map(|(sum, _)| sum.spend_minor),
            earned_minor: sum.map(|(sum, _)| sum.earned_minor),
            profit_minor: sum.map(|(sum, _)| sum.profit_minor()),
            next_booking_in: best.map(|(campaign, _)| campaign.name.as_str()),
            worth: WorthJson {
                first_batch_profit_minor: parts.map(|[first, _]| first),
                later_batches_profit_minor: parts.map(|[_, later]| later),
                needed_share: program.needed_share(),
                next_booking: best.map(|(_, best)| NextBookingJson::new(best)),
                stop: best.map(|(_, best)| !best.pays()),
                sentences: program.sentences(),
            },
        }
    }
}

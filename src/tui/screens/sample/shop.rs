//! The two made-up shops behind the pictures of the screens. The second one is in euros, finds every other creator on
//! Instagram, writes the month first, decides with caution, and knows one creator by another handle.

use crate::domain::day::{Calendar, DayOrder};
use crate::domain::{Currency, Platform};
use crate::proto::outlook::Review;
use crate::proto::results::CampaignResult;
use crate::proto::row::{CampaignRow, CollaborationRow, CreatorRow};
use crate::tui::kit::Ctx;

use super::{day, told};

/// A made-up shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shop {
    /// Dollars, TikTok, the day first.
    First,
    /// Euros, TikTok and Instagram, the month first, cautious.
    Second,
}

/// Who is called otherwise in the second shop, and how.
const RENAMED: (&str, &str) = ("skinbysofi", "sofi.by.skin");

impl Shop {
    /// What a picture of it is called.
    pub(crate) fn named(self, name: &str) -> String {
        match self {
            Self::First => name.to_owned(),
            Self::Second => format!("second_{name}"),
        }
    }

    pub(crate) fn currency(self) -> Currency {
        match self {
            Self::First => Currency::USD,
            Self::Second => "EUR".parse().expect("a currency"),
        }
    }

    /// What the app knows in it.
    pub(crate) fn ctx(self) -> Ctx {
        let first = super::ctx();
        let order = match self {
            Self::First => return first,
            Self::Second => DayOrder::MonthFirst,
        };
        let calendar = Calendar { today: day(3, 11), order };
        Ctx::new(first.now_ms, calendar, crate::domain::TierBorders::default(), self.currency(), false)
    }

    /// Where the creator at this place of a list is.
    pub(crate) fn platform(self, place: usize) -> Platform {
        if self == Self::Second && place % 2 == 1 { Platform::Instagram } else { Platform::TikTok }
    }

    /// The chances from which a creator is scaled, and below which dropped.
    pub(crate) fn borders(self) -> (f64, f64) {
        let risk = match self {
            Self::First => crate::analysis::constants::Risk::Balanced,
            Self::Second => crate::analysis::constants::Risk::Cautious,
        };
        let constants = crate::analysis::constants::Constants::default().with_risk(risk);
        (constants.p_scale, constants.p_drop)
    }

    fn handle(self, handle: &mut String) {
        if self == Self::Second && handle == RENAMED.0 {
            RENAMED.1.clone_into(handle);
        }
    }

    /// A creator of a list as they are in it.
    pub(crate) fn creator(self, mut row: CreatorRow) -> CreatorRow {
        row.fields.platform = self.platform(usize::try_from(row.id.0).expect("a small number"));
        row.fields.price_currency = self.currency();
        for money in [&mut row.totals.spend, &mut row.totals.owed].into_iter().flatten() {
            money.currency = self.currency();
        }
        row
    }

    pub(crate) fn campaigns(self) -> Vec<CampaignRow> {
        let mut rows = super::campaigns();
        for row in &mut rows {
            row.fields.currency = self.currency();
            row.fields.question = self.words(&row.fields.question);
        }
        rows
    }

    pub(crate) fn collaborations(self) -> Vec<CollaborationRow> {
        let mut rows = super::collaborations();
        for (place, row) in rows.iter_mut().enumerate() {
            row.platform = self.platform(place);
            self.handle(&mut row.handle);
        }
        rows
    }

    /// The results with all that the numbers say.
    pub(crate) fn told_results(self) -> Vec<CampaignResult> {
        self.of(told::told_results_by(self.borders()))
    }

    pub(crate) fn review(self) -> Review {
        let mut review = super::doubts::review();
        for order in &mut review.orders {
            order.currency = self.currency();
        }
        for conflict in &mut review.conflicts {
            conflict.currency = self.currency();
            self.handle(&mut conflict.owners.0.1);
            self.handle(&mut conflict.owners.1.1);
        }
        for owner in &mut review.owners {
            self.handle(&mut owner.handle);
        }
        review
    }

    fn of(self, mut results: Vec<CampaignResult>) -> Vec<CampaignResult> {
        for campaign in &mut results {
            campaign.currency = self.currency();
            campaign.question = self.words(&campaign.question);
            if !campaign.conflicts.is_empty() {
                campaign.conflicts = self.review().conflicts;
            }
            for (place, creator) in campaign.batches.iter_mut().flat_map(|batch| &mut batch.creators).enumerate() {
                creator.platform = self.platform(place);
                self.handle(&mut creator.handle);
            }
            if let Some(outlook) = &mut campaign.outlook {
                for place in outlook.next.iter_mut().flat_map(|next| &mut next.places) {
                    self.handle(&mut place.handle);
                }
            }
        }
        results
    }

    /// A sentence of the first shop as the analysis would write it for this one.
    fn words(self, sentence: &str) -> String {
        match self {
            Self::First => sentence.to_owned(),
            Self::Second => sentence.replace('$', "€").replace(RENAMED.0, RENAMED.1),
        }
    }
}

//! The reason for a verdict and the notes on it, as sentences from the facts of an estimate.

use chrono::NaiveDate;

use super::estimate::{self, percent, times};
use super::with_commission;
use super::{ResultView, lower};
use crate::analysis::attribution::LeakHint;
use crate::analysis::commission::Commission;
use crate::analysis::decision::Advice;
use crate::analysis::head::Lacks;
use crate::analysis::one_more::OneMore;
use crate::domain::Goal;
use crate::domain::figure::{UNKNOWN, counted};
use crate::domain::number::full;
use crate::proto::outlook::LeakNote;
use crate::proto::results::{Estimate, Note, Surprise, Unsettled};

/// A post above this multiple of the usual views is called luck; twice the usual views is an ordinary good day.
const LUCKY: f64 = std::f64::consts::E;

/// Why an order far above the usual one counts less than it brought.
pub const WHY_LARGE_ORDERS_COUNT_LESS: &str = "single large orders rarely come back";

impl ResultView<'_> {
    /// Says what to do with a creator, and why: `Retest @jo: ...`. Pass no handle where the page already names the creator.
    pub fn sentence(self, handle: Option<&str>, said: &Estimate) -> String {
        let sentence = self.advice(handle, said);
        self.unsettled(said).into_iter().chain([sentence]).collect::<Vec<_>>().join(" ")
    }

    /// Says what a campaign or a batch would return if you booked it again.
    pub fn repeated(self, said: &Estimate) -> String {
        if said.head.lacks == Some(Lacks::Orders) {
            return self.no_orders_known();
        }
        let tracked = self.tracked_head(said).unwrap_or_else(|| UNKNOWN.to_owned());
        let mut parts = self.unsettled(said);
        if said.head.goal != Goal::Ugc {
            parts.push(format!("Tracked so far: {tracked}."));
        }
        parts.extend(self.if_repeated(said));
        parts.extend(self.whole_verdict(said));
        parts.join(" ")
    }

    /// `If you booked it again: 0.7 to 2.9 (80% range), best guess 1.4; 39% chance to beat break-even (1.7).`
    pub(super) fn if_repeated(self, said: &Estimate) -> Option<String> {
        let (again, beats) = (self.again("it", said)?, self.beats(said));
        Some(if beats.is_empty() { format!("{again}.") } else { format!("{again}; {beats}.") })
    }

    fn advice(self, handle: Option<&str>, said: &Estimate) -> String {
        match said.head.goal {
            Goal::Conversions => self.advice_on_sales(handle, said),
            Goal::Awareness => self.advice_on_views(handle, said),
            Goal::Ugc => self.advice_on_assets(handle, said),
        }
    }

    fn advice_on_sales(self, handle: Option<&str>, said: &Estimate) -> String {
        let (surprise, tracked_roas) = (said.basis.surprise, said.head.tracked);
        let commission = commission(said);
        let named = |word: &str, before: &str| {
            handle.map_or_else(|| word.to_owned(), |handle| format!("{word}{before} @{handle}"))
        };
        let who = |word: &str| named(word, "");
        let beats = self.beats(said);
        let likely = said
            .head
            .range
            .map_or_else(String::new, |[_, low, _, high, _]| format!(" Likely {} to {}.", times(low), times(high)));
        if said.head.range.is_none() {
            return match said.head.advice {
                Advice::Untested => {
                    format!("{}: enter a price to see the chance to beat {}.", who("Untested"), self.target())
                }
                _ if commission.share() > 0.0 => self.commission_alone(&named("No cost", " for"), commission),
                _ => format!("{}: there is no ROAS without a cost.", named("No cost", " for")),
            };
        }
        match said.head.advice {
            Advice::Scale => {
                let tracked =
                    tracked_roas.map_or_else(String::new, |roas| format!(" Tracked so far: {}.", times(roas)));
                let again = self.again("them", said).unwrap_or_default();
                format!("{}: {beats}. {again}.{tracked}", who("Scale"))
            }
            Advice::Retest => {
                let settled = said.basis.one_more.map(settled_by_one).unwrap_or_default();
                if let Some((surprise, roas)) = lucky(surprise).zip(tracked_roas) {
                    return format!(
                        "{}: one video did {} its usual views, so {} is mostly luck.{likely}{settled}",
                        who("Retest"),
                        factor(surprise.times()),
                        times(roas)
                    );
                }
                format!("{}: {beats}, too close to call.{likely}{settled}", who("Retest"))
            }
            Advice::Drop if self.is_out_of_reach(said) => {
                let rate = percent(commission.share());
                format!(
                    "{}: at {rate} commission no sale can reach {}. A lower commission can.",
                    who("Drop"),
                    self.target()
                )
            }
            Advice::Drop => {
                let luck = self.luck(said).map_or_else(String::new, |luck| format!(" {luck}"));
                // `chance` already says "under 3%" where it is smallest.
                let only = if said.head.chance.is_some_and(|p| p >= estimate::LOWEST) { "only " } else { "" };
                format!("{}: {only}{beats}.{likely}{luck}", who("Drop"))
            }
            Advice::Wait if said.head.lacks == Some(Lacks::Orders) => {
                format!("{}: {}", named("Wait", " for"), lower(&self.no_orders_known()))
            }
            Advice::Wait => {
                let share = percent(said.maturity.unwrap_or(1.0));
                let again = said.basis.check_again.map_or_else(String::new, |on| format!(" Check again {}.", day(on)));
                format!("{}: about {share} of the {} are in.{again}", named("Wait", " for"), self.result.counts.word())
            }
            Advice::Untested | Advice::Free => {
                let again = self.again("them", said).unwrap_or_default();
                format!("{}: {beats} at the planned cost. {again}.", who("Untested"))
            }
        }
    }

    /// Whether the commission of a creator alone rules out the target: of each sale too little is left.
    pub(super) fn is_out_of_reach(self, said: &Estimate) -> bool {
        let target = self.result.head_target().filter(|_| said.head.goal == Goal::Conversions);
        target.is_some_and(|target| commission(said).per_fixed(target.value).is_none())
    }

    /// Says what a creator leaves of each sale who gets a share of it and nothing else.
    fn commission_alone(self, who: &str, commission: Commission) -> String {
        // A margin is a share as a commission is: from 0 to 1.
        let left = self.result.margin_bp.map(|margin| Commission::from_bp(margin).share() - commission.share());
        let share = percent(commission.share());
        match left {
            None => format!("{who}: they get only commission, {share} of every sale."),
            Some(left) if left < 0.0 => {
                format!(
                    "{who}: they get only commission, but it is more than the margin: it loses {} of every sale.",
                    percent(-left)
                )
            }
            Some(left) => format!("{who}: they get only commission, so you keep {} of every sale.", percent(left)),
        }
    }

    /// Explains a drop of a creator who did reach the target.
    fn luck(self, said: &Estimate) -> Option<String> {
        let target = self.result.target_roas_e4?;
        let roas = said.head.tracked.filter(|roas| estimate::e4(*roas) >= target)?;
        let why = lucky(said.basis.surprise).map_or_else(
            || format!("with {} that can be luck", self.conversions(said.basis.orders)),
            |surprise| {
                format!(
                    "one video did {} its usual views, and its viewers bought at {} the usual rate",
                    factor(surprise.times()),
                    factor(surprise.rate)
                )
            },
        );
        Some(format!("They did return {} this time, but {why}.", times(roas)))
    }

    /// Why a verdict is provisional, one sentence each.
    pub fn unsettled(self, said: &Estimate) -> Vec<String> {
        let sentence = |why: &Unsettled| match why {
            Unsettled::SharedCode(row) => format!(
                "Provisional: the {} {} belongs to @{} and @{}. Choose who gets its orders.",
                row.kind(),
                row.codes_text(),
                row.owners.0.1,
                row.owners.1.1
            ),
        };
        said.provisional.iter().map(sentence).collect()
    }

    /// What to know beside a verdict, one sentence each: what one more collaboration is worth, what an error costs, and the notes.
    pub fn notes(self, said: &Estimate) -> Vec<String> {
        let sentence = |note: &Note| match *note {
            Note::NoOrders { views } => {
                let views = views.map_or_else(|| "unknown views".to_owned(), |views| counted(views, "view", "views"));
                let high = said.head.range.map_or_else(|| UNKNOWN.to_owned(), |roas| times(roas[3]));
                format!("No {} from {views}, but up to {high} is still possible.", self.result.counts.word())
            }
            Note::OneOrder { share } => {
                format!("One {} is {} of the revenue.", self.result.counts.one(), percent(share))
            }
            Note::LargeOrders { orders, largest_minor, counted_minor } => {
                let (largest, counts_as) = (self.money(largest_minor), self.money(counted_minor));
                let why = WHY_LARGE_ORDERS_COUNT_LESS;
                match orders {
                    1 => format!(
                        "One {} of {largest} counts as {counts_as} in the estimate: {why}.",
                        self.result.counts.one()
                    ),
                    _ => format!(
                        "{} of up to {largest} count as {counts_as} each in the estimate: {why}.",
                        self.conversions(orders)
                    ),
                }
            }
            Note::LateOrders { orders: count } => format!(
                "{} came more than {} days after the last post. No estimate counts them.",
                self.conversions(count),
                self.result.window_days
            ),
            Note::EarlyOrders { orders: count } => {
                format!("{} came before the first post. Check the day it was posted.", self.conversions(count))
            }
            Note::OrdersUntil(until) => {
                let what = self.result.counts;
                let told = if what.are_orders() { "imported" } else { "counted" };
                format!("{} were last {told} {}. A newer count can change this.", what.label(), day(until))
            }
            Note::Leaked { low, high, roas, advice, is_same } => {
                let verdict =
                    if is_same { format!("still {}", advice.word()) } else { format!("then {}", advice.word()) };
                format!("With {} to {} leaked: {}, {verdict}.", percent(low), percent(high), times(roas))
            }
        };
        self.stakes(said).into_iter().chain(said.notes.iter().map(sentence)).collect()
    }

    /// Says at how many real orders per tracked order the verdict changes (statistics, section 5.2).
    pub fn flip(self, said: &Estimate) -> Option<String> {
        let (kappa, middle) = (said.flip_kappa?, said.head.range?[2]);
        let side = if estimate::e4(middle) >= self.result.target_roas_e4? { "fewer" } else { "more" };
        Some(format!("The verdict changes if each tracked order stands for {side} than {kappa:.2} real ones."))
    }

    /// Says what the next collaboration alone may return. It has its own luck, so its range is wider.
    pub fn next_alone(self, said: &Estimate) -> Option<String> {
        let range = estimate::three(said.next_roas?.map(estimate::e4));
        Some(format!("The next collaboration alone, with its own luck: {range}."))
    }

    /// Says the highest price at which booking again is worth it.
    pub fn highest_price(self, said: &Estimate) -> Option<String> {
        let commission = said.working.as_ref().map(|working| working.commission).unwrap_or_default();
        let price = with_commission(self.money(said.highest_price_minor?), commission);
        Some(format!("Pay at most {price} to book again: at that price the chance to beat the target is 50%."))
    }

    /// Says why a promo code may be shared outside (statistics, section 5.3).
    pub fn leak(self, note: &LeakNote) -> String {
        match note.hint {
            LeakHint::MoreThanClicks { orders: count, clicks } => format!(
                "{} from {}, but TikTok links usually convert 0.6% to 2.2%: the promo code is probably on a coupon site.",
                self.conversions(count),
                counted(clicks, "click", "clicks")
            ),
            LeakHint::Late { share } => format!(
                "{} of the {} came more than {} days after the post.",
                percent(share),
                self.result.counts.word(),
                self.result.window_days
            ),
            LeakHint::Spike { orders: count, day } => {
                let days = full(i64::try_from(day).unwrap_or(i64::MAX));
                format!("{} came on a single day, {days} days after the last post.", self.conversions(count))
            }
        }
    }
}

/// The commission of a creator; none where an estimate is of several.
fn commission(said: &Estimate) -> Commission {
    said.working.as_ref().map(|working| working.commission).unwrap_or_default()
}

/// The surprise of the latest views, if it is large enough to explain a result.
pub(super) fn lucky(surprise: Option<Surprise>) -> Option<Surprise> {
    surprise.filter(|surprise| surprise.views > LUCKY)
}

/// Says how likely one more collaboration settles a verdict that is too close to call.
fn settled_by_one(more: OneMore) -> String {
    format!(
        " One more collaboration has a {} chance to settle it ({} SCALE, {} DROP).",
        estimate::chance(more.settle()),
        estimate::chance(more.scale),
        estimate::chance(more.drop)
    )
}

/// Says how many more collaborations would settle a verdict on views that is too close to call.
pub(super) fn settles(more_bookings: Option<u32>) -> String {
    match more_bookings {
        Some(more) => {
            format!(
                "About {} like this one would settle it.",
                counted(more, "more collaboration", "more collaborations")
            )
        }
        None => "It would take more than 9 more collaborations like this one to settle it.".to_owned(),
    }
}

/// Writes a multiple: `5x`, `0.88x`.
pub(super) fn factor(times: f64) -> String {
    match times {
        times if times < 0.995 => format!("{times:.2}x"),
        times if times < 4.95 => format!("{times:.1}x"),
        times => format!("{times:.0}x"),
    }
}

/// A day close to today, as people say it: `Saturday, Nov 28`.
pub(super) fn day(on: NaiveDate) -> String {
    on.format("%A, %b %-d").to_string()
}

//! The comparison: this creator beside the picks so far and the whole queue, because a number alone is not a decision.

use crate::analysis::Spread;
use crate::domain::creator::CreatorFields;
use crate::domain::money::{Money, div_round};
use crate::domain::number::{compact, full};
use crate::domain::{CreatorId, Currency};
use crate::proto::triage::{Figures, QueueFigures};
use crate::tui::look::figure::UNKNOWN;

/// Fewer prices are too few to guess another one by.
const ENOUGH_PRICES: usize = 5;

/// A line of the comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Compared {
    /// What is compared.
    pub(super) label: &'static str,
    /// Of this creator.
    pub(super) this: String,
    /// Of the picks: the middle, and with the middle half in brackets.
    pub(super) picks: [String; 2],
    /// Of the whole queue.
    pub(super) whole: [String; 2],
    /// Who goes first when lines run out: the largest.
    pub(super) rank: u8,
}

/// The heading over the picks.
pub(super) fn picks_title(figures: Option<&QueueFigures>, is_short: bool) -> String {
    let picks = figures.map_or(0, |figures| figures.picks.creators);
    if is_short { format!("PICKS ({picks})") } else { format!("YOUR PICKS SO FAR ({picks})") }
}

/// Compares a creator with the figures of the queue.
pub(super) fn lines(fields: &CreatorFields, figures: Option<&QueueFigures>, currency: Currency) -> Vec<Compared> {
    let none = Figures::default();
    let (picks, whole) = figures.map_or((&none, &none), |figures| (&figures.picks, &figures.whole));
    let line = |label, rank, this: Option<String>, of: fn(&Figures) -> Option<Spread>, say: &dyn Fn(i64) -> String| {
        let said = |figures: &Figures| spread(of(figures), say);
        let this = this.unwrap_or_else(|| UNKNOWN.to_owned());
        Compared { label, this, picks: said(picks), whole: said(whole), rank }
    };
    let amount = |minor: i64| Money::new(minor, currency).short();
    // Of a guess, and of what others ask, cents say nothing.
    let whole_amount = |minor: i64| {
        let units = div_round(i128::from(minor), i128::from(currency.minor_per_unit())).unwrap_or(0);
        format!("{}{}", currency.sign(), if units < 100_000 { full(units) } else { compact(units) })
    };
    let reach = fields.views.zip(fields.followers.filter(|followers| *followers > 0));
    let reach = reach.and_then(|(views, followers)| div_round(i128::from(views) * 10_000, i128::from(followers)));
    let price = fields.price_minor.map(|minor| Money::new(minor, fields.price_currency));
    let views = fields.views.filter(|views| *views > 0);
    let cpm = price.zip(views).and_then(|(price, views)| {
        let minor = div_round(i128::from(price.minor) * 1_000, i128::from(views))?;
        Some(Money::new(minor, price.currency).short())
    });
    // Without an asking price: what others of this queue ask for as many views.
    let guessed = whole.cpm_minor.filter(|spread| spread.count >= ENOUGH_PRICES && price.is_none());
    let guess = guessed.zip(views).and_then(|(cpm, views)| {
        let at = |cpm: i64| Some(whole_amount(div_round(i128::from(cpm) * i128::from(views), 1_000)?));
        Some(format!("~{} to {}", at(cpm.low)?, at(cpm.high)?))
    });
    let cpm_guess = guess.as_ref().and(guessed).map(|cpm| format!("~{} to {}", amount(cpm.low), amount(cpm.high)));
    let is_guess = guess.is_some();
    let (price_label, cpm_label) = if is_guess { ("Price guess", "CPM guess") } else { ("Price", "CPM") };
    vec![
        line("Engagement", 1, fields.er.map(|er| format!("{er:.1} %")), |figures| figures.er_e3, &percent),
        line("Views/post", 2, fields.views.map(compact), |figures| figures.views, &compact),
        line("Views/follow.", 5, reach.map(hundredths), |figures| figures.reach_e4, &hundredths),
        line(price_label, 2, price.map(Money::short).or(guess), |figures| figures.price_minor, &whole_amount),
        line(cpm_label, 4, cpm.or(cpm_guess), |figures| figures.cpm_minor, &amount),
    ]
}

/// The middle, and the same with the middle half behind it.
fn spread(spread: Option<Spread>, say: &dyn Fn(i64) -> String) -> [String; 2] {
    let Some(Spread { count, low, middle, high }) = spread else { return [UNKNOWN, UNKNOWN].map(str::to_owned) };
    let middle = say(middle);
    let with_range =
        if count > 1 { format!("{middle}  ({} to {})", bare(&say(low)), bare(&say(high))) } else { middle.clone() };
    [middle, with_range]
}

/// Inside brackets the unit is known.
fn bare(said: &str) -> &str {
    said.trim_end_matches(" %")
}

/// Thousandths of a percent point: `5.8 %`.
fn percent(e3: i64) -> String {
    let tenths = div_round(i128::from(e3), 100).unwrap_or(0);
    format!("{}.{} %", tenths / 10, tenths.unsigned_abs() % 10)
}

/// A ratio held x 10,000 with two decimals: `0.66`.
fn hundredths(e4: i64) -> String {
    let hundredths = div_round(i128::from(e4), 100).unwrap_or(0);
    format!("{}.{:02}", hundredths / 100, hundredths.unsigned_abs() % 100)
}

/// Where a creator stands in the queue: `144 of 500`.
pub(super) fn place(at: usize, ids: &[CreatorId]) -> String {
    let grouped = |number: usize| crate::domain::money::grouped(number as u64);
    format!("{} of {}", grouped((at + 1).min(ids.len())), grouped(ids.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Handle, Platform};

    fn creator(price: Option<i64>) -> CreatorFields {
        let mut fields = CreatorFields::new(Platform::TikTok, Handle::parse("mia").expect("a handle"));
        (fields.er, fields.views, fields.followers) = (Some(5.84), Some(22_400), Some(33_700));
        fields.price_minor = price;
        fields
    }

    fn figures(prices: usize) -> QueueFigures {
        let of = |low, middle, high, count| Some(Spread { count, low, middle, high });
        let whole = Figures {
            creators: 500,
            er_e3: of(3_100, 4_249, 6_000, 480),
            cpm_minor: of(760, 900, 1_160, prices),
            ..Figures::default()
        };
        let picks = Figures { creators: 1, er_e3: of(6_900, 6_900, 6_900, 1), ..Figures::default() };
        QueueFigures { picks, whole, ..QueueFigures::default() }
    }

    #[test]
    fn a_creator_stands_beside_picks_and_queue() {
        let lines = lines(&creator(Some(25_000)), Some(&figures(9)), Currency::USD);
        let [er, views, reach, price, cpm] = lines.as_slice() else { panic!("five lines") };
        assert_eq!((er.this.as_str(), er.picks[1].as_str()), ("5.8 %", "6.9 %"));
        assert_eq!(er.whole, ["4.2 %", "4.2 %  (3.1 to 6.0)"]);
        assert_eq!((views.this.as_str(), reach.this.as_str()), ("22.4k", "0.66"));
        assert_eq!((price.label, price.this.as_str(), cpm.this.as_str()), ("Price", "$250", "$11.16"));
        assert_eq!(price.whole, ["-", "-"], "nothing is known, and that is not 0");
    }

    #[test]
    fn an_unknown_price_is_guessed_from_enough_others_and_says_so() {
        let of = |prices| {
            let mut lines = lines(&creator(None), Some(&figures(prices)), Currency::USD);
            let price = lines.remove(3);
            (price.label, price.this)
        };
        assert_eq!(of(5), ("Price guess", "~$170 to $260".to_owned()));
        assert_eq!(of(4), ("Price", "-".to_owned()));
        let mut nobody_watches = creator(None);
        nobody_watches.views = Some(0);
        assert_eq!(lines(&nobody_watches, Some(&figures(9)), Currency::USD)[4].this, "-");
    }
}

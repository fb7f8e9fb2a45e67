//! Compares this creator with the picks so far and with the whole queue, because a number alone doesn't support a decision.

use crate::analysis::Spread;
use crate::domain::Currency;
use crate::domain::creator::CreatorFields;
use crate::domain::money::{Money, div_round};
use crate::domain::number::{compact, full};
use crate::proto::price_guess::PriceGuess;
use crate::proto::triage::{Figures, QueueFigures};
use crate::tui::look::figure::UNKNOWN;

/// Variants of a text, the longest first.
type Ways = Vec<String>;

/// A line of the comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Compared {
    /// What is compared.
    pub(super) label: &'static str,
    /// The value of this creator.
    pub(super) this: Ways,
    /// The picks: the median with the middle half in brackets, and the median alone.
    pub(super) picks: Ways,
    /// The whole queue, likewise.
    pub(super) whole: Ways,
    /// Rank by which lines are dropped when room is short: the largest first.
    pub(super) rank: u8,
}

/// The heading of the picks.
pub(super) fn picks_title(figures: Option<&QueueFigures>) -> Ways {
    let Some(figures) = figures else { return ["YOUR PICKS SO FAR", "YOUR PICKS", "PICKS"].map(str::to_owned).into() };
    let picks = full(figures.picks.creators);
    let s = if figures.picks.creators == 1 { "" } else { "S" };
    let ways = [format!("YOUR PICKS SO FAR ({picks})"), format!("YOUR {picks} PICK{s}"), format!("PICKS ({picks})")];
    ways.into_iter().chain(["PICKS".to_owned()]).collect()
}

/// Compares a creator with the figures of the queue.
pub(super) fn lines(
    fields: &CreatorFields,
    guess: Option<PriceGuess>,
    figures: Option<&QueueFigures>,
    currency: Currency,
) -> Vec<Compared> {
    let none = Figures::default();
    let (picks, whole) = figures.map_or((&none, &none), |figures| (&figures.picks, &figures.whole));
    let line = |label, rank, this: Option<Ways>, of: fn(&Figures) -> Option<Spread>, say: &dyn Fn(i64) -> String| {
        let said = |figures: &Figures| spread(of(figures), say);
        let this = this.unwrap_or_else(|| vec![UNKNOWN.to_owned()]);
        Compared { label, this, picks: said(picks), whole: said(whole), rank }
    };
    let one = |said: String| vec![said];
    let amount = |minor: i64| Money::new(minor, currency).short();
    let reach = fields.views.zip(fields.followers.filter(|followers| *followers > 0));
    let reach = reach.and_then(|(views, followers)| div_round(i128::from(views) * 10_000, i128::from(followers)));
    let price = fields.price_minor.map(|minor| Money::new(minor, fields.price_currency));
    let views = fields.views.filter(|views| *views > 0);
    let cpm = price.zip(views).and_then(|(price, views)| {
        let minor = div_round(i128::from(price.minor) * 1_000, i128::from(views))?;
        Some(Money::new(minor, price.currency).short())
    });
    let guess = guess.filter(|_| price.is_none());
    let cpm_guess = guess.zip(views).and_then(|(guess, views)| {
        let at = |money: Money| div_round(i128::from(money.minor) * 1_000, i128::from(views));
        let [low, high] = [at(guess.low)?, at(guess.high)?];
        // Cents would be false precision in an estimate; tenths only matter for small amounts.
        let is_whole = high >= 100 * guess.high.currency.minor_per_unit();
        let tenth = guess.low.currency.minor_per_unit() / 10;
        (low >= tenth.max(1))
            .then(|| guessed([low, high].map(|minor| rough(minor, guess.low.currency, is_whole)), guess.low.currency))
    });
    let price_guess = guess.map(|PriceGuess { low, high, .. }| {
        guessed([low, high].map(|money| rough(money.minor, money.currency, true)), low.currency)
    });
    let (price_label, cpm_label) = if guess.is_some() { ("Price guess", "CPM guess") } else { ("Price", "CPM") };
    vec![
        line("Engagement", 1, fields.er.map(|er| one(format!("{er:.1}%"))), |figures| figures.er_e3, &percent),
        line("Views/post", 2, fields.views.map(compact).map(one), |figures| figures.views, &compact),
        line("Views/follow.", 5, reach.map(hundredths).map(one), |figures| figures.reach_e4, &hundredths),
        line(price_label, 2, price.map(asks).map(one).or(price_guess), |figures| figures.price_minor, &|minor| {
            rough(minor, currency, true)
        }),
        line(cpm_label, 4, cpm.map(one).or(cpm_guess), |figures| figures.cpm_minor, &amount),
    ]
}

/// A price, with cents only if it has some.
fn asks(price: Money) -> String {
    let is_whole = price.minor % price.currency.minor_per_unit() == 0;
    if is_whole { rough(price.minor, price.currency, true) } else { price.short() }
}

/// An estimate, from low to high where these differ; shorter with the currency sign once.
fn guessed([low, high]: [String; 2], currency: Currency) -> Ways {
    if low == high {
        return vec![format!("~{low}")];
    }
    let bare = high.trim_start_matches(&currency.sign());
    vec![format!("~{low} to {high}"), format!("~{low} to {bare}")]
}

/// An amount without cents, or with tenths.
fn rough(minor: i64, currency: Currency, is_whole: bool) -> String {
    let per_unit = i128::from(currency.minor_per_unit());
    let units = div_round(i128::from(minor), per_unit).unwrap_or(0);
    let said = match div_round(i128::from(minor) * 10, per_unit) {
        Some(tenths) if !is_whole && per_unit > 1 => format!("{}.{}", tenths / 10, tenths.unsigned_abs() % 10),
        _ if units < 100_000 => full(units),
        _ => compact(units),
    };
    format!("{}{said}", currency.sign())
}

/// The median followed by the middle half, and the median alone.
fn spread(spread: Option<Spread>, say: &dyn Fn(i64) -> String) -> Ways {
    let Some(Spread { count, low, middle, high }) = spread else { return vec![UNKNOWN.to_owned()] };
    let middle = say(middle);
    let half = (count > 1).then(|| format!("{middle}  ({} to {})", bare(&say(low)), bare(&say(high))));
    half.into_iter().chain([middle]).collect()
}

/// Inside brackets the unit is omitted.
fn bare(said: &str) -> &str {
    said.trim_end_matches('%')
}

/// Thousandths of a percentage point: `5.8%`.
fn percent(e3: i64) -> String {
    let tenths = div_round(i128::from(e3), 100).unwrap_or(0);
    format!("{}.{}%", tenths / 10, tenths.unsigned_abs() % 10)
}

/// A ratio stored x 10,000, with two decimals: `0.66`.
fn hundredths(e4: i64) -> String {
    let hundredths = div_round(i128::from(e4), 100).unwrap_or(0);
    format!("{}.{:02}", hundredths / 100, hundredths.unsigned_abs() % 100)
}

/// The position of a creator in the queue: `144 of 500`.
pub(super) fn place((at, all): (usize, usize)) -> String {
    let grouped = |number: usize| crate::domain::money::grouped(number as u64);
    format!("{} of {}", grouped(at), grouped(all))
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

    fn figures() -> QueueFigures {
        let of = |low, middle, high, count| Some(Spread { count, low, middle, high });
        let whole = Figures {
            creators: 500,
            er_e3: of(3_100, 4_249, 6_000, 480),
            cpm_minor: of(760, 900, 1_160, 9),
            ..Figures::default()
        };
        let picks = Figures { creators: 1, er_e3: of(6_900, 6_900, 6_900, 1), ..Figures::default() };
        QueueFigures { picks, whole, ..QueueFigures::default() }
    }

    #[test]
    fn compares_a_creator_with_picks_and_queue() {
        let lines = lines(&creator(Some(25_000)), None, Some(&figures()), Currency::USD);
        let [er, views, reach, price, cpm] = lines.as_slice() else { panic!("five lines") };
        assert_eq!((er.this.concat().as_str(), er.picks.concat().as_str()), ("5.8%", "6.9%"));
        assert_eq!(er.whole, ["4.2%  (3.1 to 6.0)", "4.2%"]);
        assert_eq!((views.this.concat().as_str(), reach.this.concat().as_str()), ("22.4k", "0.66"));
        assert_eq!((price.label, price.this.concat(), cpm.this.concat()), ("Price", "$250".into(), "$11.16".into()));
        assert_eq!(price.whole, ["-"], "nothing is known, and that is not 0");
    }

    #[test]
    fn a_guess_stands_in_for_an_unknown_price() {
        let usd = |minor| Money::new(minor, Currency::USD);
        let of = |low, high, line| {
            let guess = PriceGuess { low: usd(low), high: usd(high), deals: None };
            let mut lines = lines(&creator(None), Some(guess), Some(&figures()), Currency::USD);
            let line = lines.remove(line);
            (line.label, line.this.join(", "))
        };
        assert_eq!(of(17_024, 25_984, 3), ("Price guess", "~$170 to $260, ~$170 to 260".to_owned()));
        assert_eq!(of(17_024, 25_984, 4), ("CPM guess", "~$7.6 to $11.6, ~$7.6 to 11.6".to_owned()));
        assert_eq!(of(13_500, 13_500, 3), ("Price guess", "~$135".to_owned()), "the median of own fees is one amount");
        let asks = |minor| lines(&creator(Some(minor)), None, None, Currency::USD).remove(3).this.concat();
        assert_eq!([3_000, 3_050, 25_000].map(asks), ["$30", "$30.50", "$250"]);
        let guess = PriceGuess { low: usd(5_000), high: usd(5_000), deals: Some(3) };
        let asked = lines(&creator(Some(3_000)), Some(guess), None, Currency::USD).remove(3);
        assert_eq!((asked.label, asked.this.concat()), ("Price", "$30".to_owned()), "what is asked needs no guess");
        let mut viewed = creator(None);
        for views in [0, 900_000_000_000] {
            viewed.views = Some(views);
            assert_eq!(
                lines(&viewed, Some(guess), None, Currency::USD)[4].this,
                ["-"],
                "{views}: nothing, or too little to say"
            );
        }
        let unknown = lines(&creator(None), None, Some(&figures()), Currency::USD);
        assert_eq!((unknown[3].label, unknown[3].this.concat()), ("Price", "-".to_owned()));
    }
}

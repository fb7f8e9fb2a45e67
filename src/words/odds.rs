//! The odds of candidates in words: a forecast before any order, and what it rests on.

use crate::domain::figure::plural;
use crate::domain::money::{div_round, grouped};
use crate::domain::{Currency, Money};
use crate::proto::odds::{CampaignOdds, CandidateOdds, NOT_WORTH_IT, NoOdds};

use super::result_view::estimate::percent;

/// Why a filter for odds finds nobody.
pub fn none_to_filter_by() -> String {
    format!("There are no odds to filter by. {NEEDED}")
}

/// Why the columns of odds are not on screen.
pub fn no_columns() -> String {
    format!("There are no odds to show. {NEEDED}")
}

/// What the columns of odds are about: `odds in Serum test`.
pub fn title(campaign: &str, are_awaited: bool) -> String {
    if are_awaited { format!("working out odds in {campaign}") } else { format!("odds in {campaign}") }
}

/// What a booking is worth where that is nothing, in a column.
pub const NO_FEE: &str = "none";

/// What odds need.
const NEEDED: &str = "They need a campaign for sales with a margin or a target ROAS.";

/// Writes a chance in tenths: `about 6 in 10`.
pub fn in_ten(chance: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "a chance is from 0 to 1")]
    match (chance * 10.0).round() as i64 {
        ..=0 => "less than 1 in 10".to_owned(),
        10.. => "more than 9 in 10".to_owned(),
        tenths => format!("about {tenths} in 10"),
    }
}

/// Writes an amount in whole units: what is estimated has no cents. Below ten units it has them.
fn amount(minor: i64, currency: Currency) -> String {
    let per_unit = currency.minor_per_unit();
    if minor % per_unit != 0 && minor.abs() < 10 * per_unit {
        return Money::new(minor, currency).exact();
    }
    let units = div_round(i128::from(minor), i128::from(per_unit)).unwrap_or(0);
    format!("{}{}{}", if units < 0 { "-" } else { "" }, currency.sign(), grouped(units.unsigned_abs()))
}

/// What the odds are held against: `break-even`, `2.0x`.
fn target(odds: &CampaignOdds) -> String {
    if odds.is_break_even { "break-even".to_owned() } else { format!("{:.1}x", odds.target_roas) }
}

/// What one booking is worth: `worth up to $110`, with the posts where there are several.
fn worth(odds: &CampaignOdds, own: &CandidateOdds, names_post: bool) -> String {
    if !own.is_worth_a_fee() {
        return NOT_WORTH_IT.to_owned();
    }
    let posts = match own.posts {
        1 if names_post => " for one post".to_owned(),
        1 => String::new(),
        posts => format!(" for {}", plural(posts, "post")),
    };
    format!("worth up to {}{posts}", amount(own.worth_minor, odds.currency))
}

/// Says what a candidate promises, in a long and a short way: `about 6 in 10 to beat break-even at $95; worth up to $110`.
pub fn promise(odds: &CampaignOdds, own: &CandidateOdds) -> [String; 2] {
    let (long, short) = (worth(odds, own, true), worth(odds, own, false));
    let offer = if own.is_worth_a_fee() { ": offer that" } else { "" };
    match own.promise {
        Ok(priced) => {
            let chance = in_ten(priced.chance);
            let offer = if priced.chance < 0.5 { offer } else { "" };
            let fee = amount(priced.fee_minor, odds.currency);
            let at = if priced.fee_minor == 0 { "as a gift".to_owned() } else { format!("at {fee}") };
            [format!("{chance} to beat {} {at}; {short}{offer}", target(odds)), format!("{chance} {at}; {short}")]
        }
        Err(NoOdds::NoPrice) => [format!("{long}{offer}"), format!("{short}{offer}")],
        Err(NoOdds::Currency { price_minor, currency }) => {
            let asks = amount(price_minor, currency);
            [format!("asks {asks}: convert it first; {long}"), format!("asks {asks}; {short}")]
        }
        Err(NoOdds::NoCost) => [format!("costs nothing, so there are no odds; {long}"), short],
    }
}

/// Says the same in a few words, beside a name: `64% to beat break-even, worth up to $110`.
pub fn brief(odds: &CampaignOdds, own: &CandidateOdds) -> String {
    let worth = worth(odds, own, false);
    match own.promise {
        Ok(priced) => format!("{} to beat {}, {worth}", percent(priced.chance), target(odds)),
        Err(_) => worth,
    }
}

/// Says what the odds are and what they rest on: `Forecast for Serum test from price, views and 9 tested creators`.
pub fn basis(odds: &CampaignOdds) -> String {
    let from = match odds.tested {
        0 => "price and views alone: nobody was tested yet".to_owned(),
        tested => format!("price, views and {}", plural(tested, "tested creator")),
    };
    format!("forecast for {} from {from}", odds.name)
}

/// Explains the two figures.
pub fn explained(odds: &CampaignOdds) -> String {
    format!(
        "ODDS = chance that booking this creator for {} beats {} at the price asked. WORTH = highest fee at which that chance is \
         still 50%; \"{NO_FEE}\" where it is lower even without a fee. Both are a {}; they rest on no order of this creator.",
        odds.name,
        if odds.is_break_even { format!("break-even ({:.1}x)", odds.target_roas) } else { target(odds) },
        basis(odds)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::CreatorId;
    use crate::proto::odds::PricedOdds;
    use crate::proto::odds::tests::serum_test as odds;

    fn own(worth_minor: i64, promise: Result<PricedOdds, NoOdds>) -> CandidateOdds {
        CandidateOdds { creator: CreatorId(1), posts: 1, worth_minor, promise }
    }

    fn at(fee_minor: i64, chance: f64) -> PricedOdds {
        PricedOdds { fee_minor, chance, index: 1.0 }
    }

    #[test]
    fn a_price_has_odds_and_a_dear_one_an_offer() {
        let said = |own: &CandidateOdds| promise(&odds(), own)[0].clone();
        assert_eq!(
            said(&own(10_986, Ok(at(9_500, 0.58)))),
            "about 6 in 10 to beat break-even at $95; worth up to $110"
        );
        let dear = said(&own(12_700, Ok(at(19_500, 0.33))));
        assert!(dear.ends_with("worth up to $127: offer that"), "{dear}");
        assert!(said(&own(0, Ok(at(100, 0.0)))).ends_with("not worth a paid post"));
        assert_eq!(said(&own(12_700, Err(NoOdds::NoPrice))), "worth up to $127 for one post: offer that");
        assert_eq!(said(&own(0, Err(NoOdds::NoPrice))), "not worth a paid post");
        let two = CandidateOdds { posts: 2, ..own(12_700, Err(NoOdds::NoPrice)) };
        assert!(said(&two).contains("for 2 posts"));
        let pounds = NoOdds::Currency { price_minor: 8_000, currency: "GBP".parse().expect("a currency") };
        assert!(said(&own(11_000, Err(pounds))).contains("£80: convert it first"));
        assert!(said(&own(10_986, Ok(at(0, 0.7)))).contains("as a gift"));
        let own_target = CampaignOdds { is_break_even: false, target_roas: 2.0, ..odds() };
        assert!(promise(&own_target, &own(10_986, Ok(at(9_500, 0.58))))[0].contains("beat 2.0x"));
    }

    #[test]
    fn chances_are_said_in_tenths() {
        let said = [0.0, 0.04, 0.08, 0.5, 0.94, 0.96, 1.0].map(in_ten);
        assert_eq!((said[1].as_str(), said[2].as_str()), ("less than 1 in 10", "about 1 in 10"));
        assert_eq!(
            (said[3].as_str(), said[4].as_str(), said[5].as_str()),
            ("about 5 in 10", "about 9 in 10", "more than 9 in 10")
        );
        assert_eq!((&said[0], &said[6]), (&said[1], &said[5]));
    }

    #[test]
    fn a_forecast_says_what_it_rests_on() {
        assert!(basis(&odds()).contains("Serum test") && basis(&odds()).contains("9 tested creators"));
        assert!(basis(&CampaignOdds { tested: 0, ..odds() }).contains("nobody was tested"));
        assert!(explained(&odds()).contains("break-even (1.7x)"));
    }
}

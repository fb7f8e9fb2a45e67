//! What was typed for a batch, as text that outlives the program.

use std::fmt::Write as _;
use std::str::FromStr;

use crate::domain::success_rule::RuleMeasure;
use crate::domain::{CreatorId, Money, SuccessRule};
use crate::proto::draft::Draft;

/// Writes a draft: `size=4 apart=5 rule=2,roas,,5 times=3:2 fees=3:8000:USD`; empty where nothing was typed.
pub(super) fn text(draft: &Draft) -> String {
    let mut said = String::new();
    let mut put = |key: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            _ = write!(said, "{}{key}={value}", if said.is_empty() { "" } else { " " });
        }
    };
    let number = |number: Option<i64>| number.map_or(String::new(), |number| number.to_string());
    let rule = |rule: SuccessRule| {
        let SuccessRule { creators, measure, level_e4, orders } = rule;
        format!("{creators},{},{},{}", measure.word().replace(' ', "_"), number(level_e4), number(orders))
    };
    put("size", draft.size.map(|size| size.to_string()));
    put("first", draft.first_post.map(|day| day.to_string()));
    put("apart", draft.apart_days.map(|days| days.to_string()));
    put("ends", draft.ends_on.map(|day| day.to_string()));
    put("rule", draft.rule.map(rule));
    let times: Vec<String> = draft.bookings.iter().map(|(id, times)| format!("{}:{times}", id.0)).collect();
    put("times", Some(times.join(",")));
    let fee = |(id, fee): (&CreatorId, &Money)| format!("{}:{}:{}", id.0, fee.minor, fee.currency.code());
    put("fees", Some(draft.fees.iter().map(fee).collect::<Vec<_>>().join(",")));
    said
}

/// Reads it; what cannot be read is left out.
pub(super) fn read(text: &str) -> Draft {
    fn typed<T: FromStr>(value: &str) -> Option<T> {
        value.parse().ok()
    }
    let mut draft = Draft::default();
    for (key, value) in text.split(' ').filter_map(|part| part.split_once('=')) {
        let parts = value.split(',').filter_map(|part| part.split_once(':'));
        match key {
            "size" => draft.size = typed(value),
            "first" => draft.first_post = typed(value),
            "apart" => draft.apart_days = typed(value),
            "ends" => draft.ends_on = typed(value),
            "rule" => draft.rule = rule(value),
            "times" => {
                let times = parts.filter_map(|(id, times)| Some((CreatorId(typed(id)?), typed(times)?)));
                draft.bookings = times.collect();
            }
            "fees" => {
                let fee = |(id, fee): (&str, &str)| {
                    let (minor, currency) = fee.split_once(':')?;
                    Some((CreatorId(typed(id)?), Money::new(typed(minor)?, typed(currency)?)))
                };
                draft.fees = parts.filter_map(fee).collect();
            }
            _ => {}
        }
    }
    draft
}

fn rule(text: &str) -> Option<SuccessRule> {
    let mut parts = text.split(',');
    let mut next = || parts.next().unwrap_or_default();
    let (creators, measure) = (next().parse().ok()?, RuleMeasure::from_word(&next().replace('_', " "))?);
    let (level_e4, orders) = (next().parse().ok(), next().parse().ok());
    Some(SuccessRule { creators, measure, level_e4, orders })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Currency;
    use crate::tui::screens::sample::day;

    #[test]
    fn a_draft_comes_back_as_it_was() {
        let rule = SuccessRule { measure: RuleMeasure::AssetCost, level_e4: Some(500_000), ..SuccessRule::default() };
        let draft = Draft {
            size: Some(4),
            bookings: [(CreatorId(3), 2)].into(),
            fees: [(CreatorId(3), Money::new(8_000, Currency::USD)), (CreatorId(7), Money::new(0, Currency::USD))]
                .into(),
            first_post: Some(day(4, 1)),
            apart_days: Some(0),
            rule: Some(rule),
            ends_on: Some(day(5, 1)),
        };
        assert_eq!(read(&text(&draft)), draft);
        assert_eq!((text(&Draft::default()).as_str(), read("")), ("", Draft::default()));
        assert_eq!(read("size=many rule=2 times=x:y,3 fees=1:2 nothing"), Draft::default(), "what cannot be read");
    }
}

//! What a cell of amount states says: `fee owed|product paid`, and `fee paid 80.00|fee released 20.00` of a kind with several.

use super::money;
use crate::domain::cost::StatedAmount;
use crate::domain::text::fold;
use crate::domain::{AmountState, CostKind};

/// Reads a cell; nothing where a part of it says something else.
pub(in crate::import) fn parse(text: &str) -> Option<Vec<StatedAmount>> {
    let parts = text.split(['|', ';', ',', '\n']).map(str::trim).filter(|part| !part.is_empty());
    parts.map(part).collect()
}

fn part(text: &str) -> Option<StatedAmount> {
    let mut words = text.split_whitespace();
    let kind = CostKind::from_word(&fold(words.next()?))?;
    let state = AmountState::from_word(&fold(words.next()?))?;
    let milli = match words.next() {
        Some(amount) => Some(money::plain(amount).filter(|amount| amount.milli >= 0)?.milli),
        None => None,
    };
    words.next().is_none().then_some(StatedAmount { kind, state, milli })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_states_with_and_without_amounts() {
        let says = |kind, state, milli| StatedAmount { kind, state, milli };
        assert_eq!(
            parse("Fee owed | product paid;fee released 20.50"),
            Some(vec![
                says(CostKind::Fee, AmountState::Owed, None),
                says(CostKind::Product, AmountState::Paid, None),
                says(CostKind::Fee, AmountState::Released, Some(20_500)),
            ])
        );
        for text in ["fee", "fee done", "fee paid soon", "fee paid 80.00 20.00", "fee paid -5"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}

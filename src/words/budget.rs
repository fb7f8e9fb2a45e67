//! Budgets in words.

use crate::domain::{Budget, Currency, figure};

/// `$1,000: $300 paid, $200 owed, $120 agreed, $150 offered; left $380, forecast $770`. Parts of 0 are left out, but what is left and
/// the forecast never are.
pub fn budget(budget: Budget, currency: Currency) -> String {
    format!("{}: {}; {}", limit(budget, currency), parts(budget, currency), outcome(budget, currency))
}

/// The budget in at most so many cells, in steps: whole; what is left and the forecast first; the agreed and paid parts as one;
/// without any part; without the limit.
pub fn within(known: Budget, currency: Currency, cells: usize) -> String {
    let outcome = outcome(known, currency);
    let begun = format!("{}: {outcome}", limit(known, currency));
    let steps = [
        budget(known, currency),
        format!("{begun}; {}", parts(known, currency)),
        format!("{begun}; {}", sum(known, currency)),
        begun,
    ];
    steps.into_iter().find(|step| step.chars().count() <= cells).unwrap_or(outcome)
}

/// The same as a line of its own: `Budget $1,000: left $380, forecast $770`.
pub fn line_within(known: Budget, currency: Currency, cells: usize) -> String {
    const LABEL: &str = "Budget ";
    format!("{LABEL}{}", within(known, currency, cells.saturating_sub(LABEL.len())))
}

/// `$2,675 agreed or paid, $925 offered`.
fn sum(known: Budget, currency: Currency) -> String {
    let parts = [(known.committed_minor(), "agreed or paid"), (known.offered_minor, "offered")];
    let parts = parts.into_iter().filter(|(minor, _)| *minor != 0);
    let parts: Vec<String> = parts.map(|(minor, word)| format!("{} {word}", figure::money(minor, currency))).collect();
    parts.join(", ")
}

fn limit(budget: Budget, currency: Currency) -> String {
    budget.limit_minor.map_or_else(|| "not set".to_owned(), |limit| figure::money(limit, currency))
}

fn parts(budget: Budget, currency: Currency) -> String {
    let parts = [
        (budget.paid_minor, "paid"),
        (budget.owed_minor, "owed"),
        (budget.agreed_minor, "agreed"),
        (budget.commission_minor, "commission"),
        (budget.offered_minor, "offered"),
    ];
    let parts = parts.into_iter().filter(|(minor, _)| *minor != 0);
    let parts: Vec<String> = parts.map(|(minor, word)| format!("{} {word}", figure::money(minor, currency))).collect();
    if parts.is_empty() { "nothing offered or agreed".to_owned() } else { parts.join(", ") }
}

/// What is left, and the forecast.
fn outcome(budget: Budget, currency: Currency) -> String {
    let money = |minor| figure::money(minor, currency);
    let left = match budget.left_minor() {
        Some(left) if left < 0 => format!("over by {}, ", money(left.saturating_neg())),
        Some(left) => format!("left {}, ", money(left)),
        None => String::new(),
    };
    format!("{left}forecast {}", money(budget.forecast_minor()))
}

/// The budget as a line of its own: `Budget $1,000: $300 paid; left $700, forecast $380`.
pub fn line(known: Budget, currency: Currency) -> String {
    format!("Budget {}", budget(known, currency))
}

/// Says that a step goes over a budget, before it happens: `This puts Spring $120 over its budget of $1,000.`
pub fn over(campaign: &str, over_minor: i64, budget: Budget, currency: Currency) -> String {
    let money = |minor| figure::money(minor, currency);
    format!("This puts {campaign} {} over its budget of {}.", money(over_minor), money(budget.limit_minor.unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_gives_way_in_steps_and_is_never_cut() {
        let known = Budget {
            limit_minor: Some(500_000),
            offered_minor: 92_500,
            agreed_minor: 53_000,
            owed_minor: 94_000,
            paid_minor: 117_300,
            commission_minor: 3_145,
        };
        let within = |cells| line_within(known, Currency::USD, cells);
        assert!(within(200).starts_with("Budget $5,000: $1,173 paid"), "{}", within(200));
        assert_eq!(within(80), "Budget $5,000: left $2,326, forecast $3,599; $2,674 agreed or paid, $925 offered");
        assert_eq!(within(60), "Budget $5,000: left $2,326, forecast $3,599");
        assert_eq!(within(40), "Budget left $2,326, forecast $3,599");
        for cells in 36..200 {
            assert!(within(cells).chars().count() <= cells, "{}", within(cells));
        }
    }

    #[test]
    fn every_part_is_named_apart() {
        let known =
            Budget { limit_minor: Some(100_000), offered_minor: 8_000, paid_minor: 30_000, ..Budget::default() };
        let words = budget(known, Currency::USD);
        assert_eq!(words, "$1,000: $300 paid, $80.00 offered; left $700, forecast $380");
        let over = budget(Budget { agreed_minor: 90_000, ..known }, Currency::USD);
        assert!(over.contains("over by $200") && over.contains("forecast $1,280"), "{over}");
        let unknown = budget(Budget::default(), Currency::USD);
        assert_eq!(unknown, "not set: nothing offered or agreed; forecast $0");
    }
}

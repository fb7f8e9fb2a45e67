//! Amounts, payments and rights.

use strum::IntoEnumIterator;

use crate::domain::collaboration_fields::Home;
use crate::domain::{AmountState, CollaborationField, CostKind, Money};
use crate::proto::collaboration::{AmountDays, CollaborationPage};
use crate::tui::kit::{Action, Ctx};
use crate::tui::look::figure::UNKNOWN;
use crate::tui::look::{Role, day, text};
use crate::words::collaboration as words;
use crate::words::rights;

use super::lines::{Lines, Stop};

/// Width of the word, and of the amount behind it.
const WORD: usize = 10;
const AMOUNT: usize = 12;

/// Each amount with its state and the day of each change, kinds without one, the commission and what was paid. Kinds keep their
/// order, so that a line stands where it always does.
pub(super) fn write(lines: &mut Lines, page: &CollaborationPage, ctx: &Ctx) {
    let money = |minor: i64| text::right(&Money::new(minor, page.currency).exact(), AMOUNT - 2);
    for kind in CostKind::iter() {
        for amount in page.amounts.iter().filter(|amount| amount.kind == kind) {
            write_amount(lines, page, amount, ctx);
        }
        if !page.amounts.iter().any(|amount| amount.kind == kind) {
            let field = CollaborationField::ALL.iter().find(|field| field.home() == Home::Cost(kind));
            let label = text::left(words::cost(kind), WORD);
            let runs = vec![(label, Role::Quiet), (text::right(UNKNOWN, AMOUNT - 2), Role::Text)];
            lines.put(field.map(|field| Stop::Field(*field)), runs);
        }
    }
    if page.commission_minor > 0 {
        let of = Money::new(page.revenue_minor, page.currency).exact();
        let said = format!("of {of} tracked");
        let runs = vec![
            (text::left("Commission", WORD), Role::Quiet),
            (format!("{}  ", money(page.commission_minor)), Role::Text),
            (said, Role::Text),
        ];
        lines.put(None, runs);
    }
    for month in &page.commissions {
        let role = match month.state {
            AmountState::Owed if month.is_late(ctx.today) => Role::Bad,
            AmountState::Owed => Role::Warn,
            _ => Role::Text,
        };
        let runs = vec![
            (text::left("", WORD), Role::Quiet),
            (format!("{}  ", money(month.agreed_minor)), Role::Text),
            (words::commission(month, ctx.today), role),
        ];
        lines.put(None, runs);
    }
    for paid in &page.payments {
        let method = if paid.method.is_empty() { String::new() } else { format!(" by {}", text::shown(&paid.method)) };
        let runs = vec![
            (text::left("Payment", WORD), Role::Quiet),
            (format!("{}  ", text::right(&paid.money.exact(), AMOUNT - 2)), Role::Text),
            (format!("paid {}{method}", day::short(paid.on, ctx.today)), Role::Good),
        ];
        lines.put(None, runs);
    }
}

fn write_amount(lines: &mut Lines, page: &CollaborationPage, amount: &AmountDays, ctx: &Ctx) {
    let role = match amount.state {
        AmountState::Released => Role::Quiet,
        AmountState::Owed if amount.due_on.is_some_and(|due| due < ctx.today) => Role::Bad,
        AmountState::Owed => Role::Warn,
        _ => Role::Text,
    };
    let stands = words::amount(amount, page.currency, ctx.today);
    let cells = lines.cells().saturating_sub(WORD + AMOUNT);
    let mut said = text::wrapped_parts(&text::shown(&stands), cells).into_iter();
    let minor = Money::new(amount.minor, page.currency).exact();
    let head = vec![
        (text::left(words::cost(amount.kind), WORD), Role::Quiet),
        (format!("{}  ", text::right(&minor, AMOUNT - 2)), Role::Text),
        (said.next().unwrap_or_default(), role),
    ];
    lines.put(Some(Stop::Amount(amount.id)), head);
    for more in said {
        lines.put(None, vec![(" ".repeat(WORD + AMOUNT), Role::Text), (more, role)]);
    }
}

/// The sums by state.
pub(super) fn sums(page: &CollaborationPage) -> String {
    format!("In total: {}.", words::sums(page))
}

/// Each right with its days and price.
pub(super) fn write_rights(lines: &mut Lines, page: &CollaborationPage, ctx: &Ctx) {
    if page.rights.is_empty() {
        let said = format!("No usage right, Spark code or exclusivity yet. {} adds one.", ctx.key(Action::ItemAdd));
        return lines.sentence(Some(Stop::Empty), &said, Role::Quiet);
    }
    for (id, right) in &page.rights {
        let has_ended = right.has_ended(ctx.today);
        let price = right.price_minor.map(|minor| format!(", {}", Money::new(minor, page.currency).exact()));
        let mut said = format!("{}{}", rights::right(right, ctx.today), price.unwrap_or_default());
        if has_ended {
            said.push_str(", ended");
        }
        let role = if has_ended { Role::Quiet } else { Role::Text };
        lines.sentence(Some(Stop::Right(*id)), &text::shown(&said), role);
    }
}

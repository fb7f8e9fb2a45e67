//! The info pane of payments: the row under the cursor, the keys for it, and the tax form of its creator.

use chrono::Datelike;

use crate::domain::collaboration::Payment;
use crate::domain::figure::money;
use crate::domain::{Currency, Money, Payable, PayableId};
use crate::proto::payment::Payments;
use crate::tui::kit::{Action, Ctx};
use crate::tui::look::{Role, day, text};
use crate::tui::widgets::fact::Fact;

/// The facts about a row.
pub(super) fn of(row: &Payable, all: &Payments, ctx: &Ctx) -> Vec<Fact> {
    let exact = |minor| Money::new(minor, row.currency).exact();
    let mut facts = vec![Fact::new("Next", next(row, ctx), 0)];
    let standing = row.standing(ctx.today);
    let role = if standing == Payment::Overdue { Role::Bad } else { Role::Text };
    let left = match row.paid_minor {
        _ if row.is_paid() => format!("{} paid", exact(row.agreed_minor)),
        0 => format!("{} {}", exact(row.agreed_minor), standing.word()),
        paid => {
            let left = exact(row.left_minor());
            format!("{left} left of {}, {}; {} paid", exact(row.agreed_minor), standing.word(), exact(paid))
        }
    };
    facts.push(Fact::new("Amount", left, 1).role(role));
    let due = match (row.due_on, row.start_on) {
        (Some(due), _) => day::relative(due, ctx.today),
        (None, _) => "not known yet: nothing is posted, invoiced or approved that its terms wait for".to_owned(),
    };
    facts.push(Fact::new("Due", due, 2));
    if row.invoiced_on.is_some() || !row.invoice.is_empty() {
        let on = row.invoiced_on.map(|on| day::short(on, ctx.today)).unwrap_or_default();
        facts.push(Fact::new("Invoice", text::shown(format!("{} {on}", row.invoice).trim()), 4));
    }
    if let Some(on) = row.paid_on {
        facts.push(Fact::new("Paid", day::relative(on, ctx.today), 4));
    }
    facts.push(Fact::new("Campaign", text::shown(&format!("{}, {}", row.campaign_name, row.batch_name)), 5));
    let payee = [row.payee.name.as_str(), &row.payee.email, &row.payee.method];
    let payee: Vec<&str> = payee.into_iter().filter(|part| !part.is_empty()).collect();
    if !payee.is_empty() {
        facts.push(Fact::new("Payee", text::shown(&payee.join(", ")), 6));
    }
    facts.extend(tax(row, all, ctx));
    facts
}

fn next(row: &Payable, ctx: &Ctx) -> String {
    let key = |action| ctx.key(action);
    if row.is_paid() {
        return format!("Paid. {} opens the collaboration.", key(Action::NavOpen));
    }
    let part = key(Action::PaymentPart);
    let invoice = match row.id {
        PayableId::Amount(_) => format!(" {} notes the invoice,", key(Action::PaymentInvoice)),
        PayableId::Commission(..) => String::new(),
    };
    format!(
        "{} once it is paid, {part} for a part or another day,{invoice} {} marks.",
        key(Action::PaymentPay),
        key(Action::MarkToggle)
    )
}

/// How far the creator is from the sum of the US tax form; nothing for payees elsewhere and other currencies.
fn tax(row: &Payable, all: &Payments, ctx: &Ctx) -> Vec<Fact> {
    let is_us = matches!(row.payee.country.as_str(), "" | "us");
    let year = ctx.today.year();
    let Some(threshold) = ctx.tax.threshold(year).filter(|_| is_us && row.currency == Currency::USD) else {
        return Vec::new();
    };
    let sums = all.years.iter().filter(|sum| sum.creator == row.payee.id && sum.year == year);
    let paid: i64 = sums.filter(|sum| ctx.tax.counts(&sum.method)).map(|sum| sum.minor).sum();
    let has_reached = paid >= threshold;
    let form = match row.payee.tax_form_on {
        Some(on) => format!("W-9 received {}", day::short(on, ctx.today)),
        None => format!("no W-9 yet ({} ticks it)", ctx.key(Action::TaxFormTick)),
    };
    let usd = |minor| money(minor, Currency::USD);
    let said = format!(
        "{} of {} paid in {year}{}, {form}. Information, not tax advice.",
        usd(paid),
        usd(threshold),
        if has_reached { ": reached" } else { "" }
    );
    let is_missing = has_reached && row.payee.tax_form_on.is_none();
    vec![Fact::new("1099", said, 3).role(if is_missing { Role::Warn } else { Role::Text })]
}

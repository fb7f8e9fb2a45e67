//! The info pane of payments: the row under the cursor, the keys for it, and the tax form of its creator.

use chrono::Datelike;

use crate::domain::collaboration::Payment;
use crate::domain::{Currency, Money, Payable, PayableId};
use crate::proto::payment::Payments;
use crate::tui::kit::{Action, Ctx};
use crate::tui::look::{Role, day, text};
use crate::tui::widgets::fact::Fact;
use crate::words::tax_form::{self, Meter, NO_ADVICE};

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
fn tax(row: &Payable, all: &Payments, ctx: &Ctx) -> Option<Fact> {
    if !tax_form::concerns(&row.payee.country) || row.currency != Currency::USD {
        return None;
    }
    let sums = all.years.iter().filter(|sum| sum.creator == row.payee.id);
    let meter = Meter::of(&ctx.tax, sums, ctx.today.year())?;
    let form = tax_form::w9(row.payee.tax_form_on, &ctx.key(Action::TaxFormTick), ctx.today);
    let is_missing = meter.has_reached() && row.payee.tax_form_on.is_none();
    let said = format!("{}, {form}. {NO_ADVICE}", meter.said());
    Some(Fact::new("1099", said, 3).role(if is_missing { Role::Warn } else { Role::Text }))
}

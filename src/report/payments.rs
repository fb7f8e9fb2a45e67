//! Files about payments: whom to pay how much, what was paid, what is to be packed. CSV that no spreadsheet runs as a formula.
//!
//! The pay run is a plain list of payees, not the layout of a bank or a payment service.

use std::collections::BTreeMap;

use crate::domain::text::sheet_cell;
use crate::domain::{Currency, Payable};
use crate::proto::payment::{LedgerLine, PackingLine, PaymentSheet};
use crate::words::result_view::figure::scaled;

/// What a file is called in a message, and how its name begins.
pub fn names(sheet: &PaymentSheet) -> (&'static str, &'static str) {
    match sheet {
        PaymentSheet::PayRun(_) => ("Pay run", "pay-run"),
        PaymentSheet::Ledger(_) => ("Ledger", "ledger"),
        PaymentSheet::Packing(_) => ("Packing list", "packing"),
    }
}

/// The file as CSV.
pub fn sheet(sheet: &PaymentSheet) -> String {
    match sheet {
        PaymentSheet::PayRun(rows) => written(&["name", "email", "amount", "currency", "reference"], pay_run(rows)),
        PaymentSheet::Ledger(lines) => written(
            &[
                "paid_on",
                "handle",
                "name",
                "campaign",
                "batch",
                "for",
                "amount",
                "currency",
                "method",
                "reference",
                "invoice",
            ],
            lines.iter().map(ledger_line),
        ),
        PaymentSheet::Packing(lines) => written(
            &["handle", "name", "address", "country", "email", "item", "campaign", "batch"],
            lines.iter().map(packing_line),
        ),
    }
}

fn written(heads: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut sheet = csv::Writer::from_writer(Vec::new());
    // Writing to memory does not fail.
    let _ = sheet.write_record(heads);
    for row in rows {
        let _ = sheet.write_record(row.iter().map(|cell| sheet_cell(cell)));
    }
    String::from_utf8(sheet.into_inner().unwrap_or_default()).unwrap_or_default()
}

fn amount(minor: i64, currency: Currency) -> String {
    scaled(minor, currency.decimals())
}

/// One line a payee and currency, with what is left of everything; in the order of the rows.
fn pay_run(rows: &[Payable]) -> Vec<Vec<String>> {
    let mut order = Vec::new();
    let mut payees: BTreeMap<_, (&Payable, i64, Vec<String>)> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.left_minor() > 0) {
        let key = (row.payee.id, row.currency);
        let payee = payees.entry(key).or_insert_with(|| {
            order.push(key);
            (row, 0, Vec::new())
        });
        payee.1 = payee.1.saturating_add(row.left_minor());
        let reference = match row.invoice.as_str() {
            "" => format!("{} {}", row.campaign_name, row.purpose),
            invoice => invoice.to_owned(),
        };
        if !payee.2.contains(&reference) {
            payee.2.push(reference);
        }
    }
    let line = |key| {
        let (row, minor, references) = payees.get(key)?;
        let name = if row.payee.name.is_empty() { &row.payee.handle } else { &row.payee.name };
        let money = [amount(*minor, row.currency), row.currency.code().to_owned()];
        let [sum, currency] = money;
        Some(vec![name.clone(), row.payee.email.clone(), sum, currency, references.join("; ")])
    };
    order.iter().filter_map(line).collect()
}

fn ledger_line(line: &LedgerLine) -> Vec<String> {
    vec![
        line.paid_on.to_string(),
        line.handle.clone(),
        line.name.clone(),
        line.campaign.clone(),
        line.batch.clone(),
        line.purpose.clone(),
        amount(line.minor, line.currency),
        line.currency.code().to_owned(),
        line.method.clone(),
        line.reference.clone(),
        line.invoice.clone(),
    ]
}

fn packing_line(line: &PackingLine) -> Vec<String> {
    vec![
        line.handle.clone(),
        line.name.clone(),
        line.address.lines().collect::<Vec<_>>().join(", "),
        line.country.to_uppercase(),
        line.email.clone(),
        line.item.clone(),
        line.campaign.clone(),
        line.batch.clone(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::payable::tests::fee;

    #[test]
    fn a_pay_run_has_one_line_a_payee_and_no_formulas() {
        let mut evil = fee(2, "jo");
        evil.payee.name = "=HYPERLINK(1)".to_owned();
        evil.currency = "JPY".parse().expect("a currency");
        let again = Payable { invoice: "INV-2".to_owned(), paid_minor: 8_000, ..fee(1, "mia") };
        let paid = Payable { paid_minor: 18_000, ..fee(3, "sofi") };
        let text = sheet(&PaymentSheet::PayRun(vec![fee(1, "mia"), evil, again, paid]));
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines[..2],
            ["name,email,amount,currency,reference", "mia,mia@example.com,280.00,USD,Spring fee; INV-2"]
        );
        assert!(!lines[2].starts_with('=') && lines[2].contains(",18000,JPY,"), "{}", lines[2]);
        assert_eq!(lines.len(), 3);
    }
}

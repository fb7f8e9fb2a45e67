//! Writes the collaborations of campaigns as CSV: campaign and creator, all fields, and the outcome.
//!
//! The columns have the names of tracker columns, so the file can be imported again.

use std::collections::HashMap;
use std::io::{self, Write};

use crate::cli::facts;
use crate::domain::collaboration::Payment;
use crate::domain::text::sheet_cell;
use crate::domain::{AmountState, CollaborationField, CollaborationFields, CollaborationId, Currency};
use crate::proto::results::CampaignResult;
use crate::store::amounts::{Amount, Ledger};

/// The columns before the fields.
pub(in crate::cli) const PLACE: [&str; 5] = ["campaign", "batch", "handle", "platform", "currency"];

/// The columns that say how far the amounts have come, without which they would be read as stated beside what is known.
pub(in crate::cli) const MONEY: [&str; 3] = ["amount_states", "paid", "paid_on"];

/// The columns after those; amounts are in units of `currency`.
const OUTCOME: [&str; 4] = ["spend", "revenue", "orders", "decision"];

/// Writes one row per collaboration of the campaigns.
pub(super) fn write(
    out: &mut dyn Write,
    campaigns: &[&CampaignResult],
    known: &HashMap<CollaborationId, CollaborationFields>,
    ledgers: &HashMap<CollaborationId, Ledger>,
) -> io::Result<()> {
    let mut sheet = csv::Writer::from_writer(out);
    let keys = CollaborationField::ALL.iter().map(|field| field.key());
    sheet.write_record(PLACE.into_iter().chain(keys).chain(MONEY).chain(OUTCOME))?;
    let (nothing, empty) = (CollaborationFields::default(), Ledger::default());
    for campaign in campaigns {
        let batches = campaign.batches.iter();
        for (batch, creator) in batches.flat_map(|batch| batch.creators.iter().map(move |creator| (batch, creator))) {
            let place = [
                sheet_cell(&campaign.name),
                sheet_cell(&batch.name),
                sheet_cell(&format!("@{}", creator.handle)),
                creator.platform.word().to_owned(),
                campaign.currency.code().to_owned(),
            ];
            let fields = known.get(&creator.collaboration).unwrap_or(&nothing);
            let outcome = [
                facts::decimal(creator.sums.spend_minor, campaign.currency),
                facts::decimal(creator.sums.revenue_minor, campaign.currency),
                creator.sums.orders.to_string(),
                creator.decision.word().to_owned(),
            ];
            let money = money(ledgers.get(&creator.collaboration).unwrap_or(&empty), campaign.currency);
            let facts = facts::sheet(fields, campaign.currency);
            sheet.write_record(place.into_iter().chain(facts).chain(money).chain(outcome))?;
        }
    }
    sheet.flush()
}

/// Writes how far the money has come. An agreed fee says so by itself.
pub(in crate::cli) fn money(ledger: &Ledger, currency: Currency) -> [String; 3] {
    let one = |amount: &Amount| {
        let state = format!("{} {}", amount.kind.word(), amount.state.word());
        let is_alone = ledger.amounts.iter().filter(|other| other.kind == amount.kind).count() == 1;
        if is_alone && amount.state != AmountState::Released {
            state
        } else {
            format!("{state} {}", facts::decimal(amount.minor, currency))
        }
    };
    let mut amounts: Vec<&Amount> = ledger.amounts.iter().collect();
    amounts.sort_by_key(|amount| amount.kind);
    let states = amounts.into_iter().map(one).collect::<Vec<_>>().join("|");
    let paid = match ledger.payment {
        Payment::NothingOwed | Payment::Agreed => "",
        payment => payment.word(),
    };
    [states, paid.to_owned(), ledger.paid_on.map(|day| day.to_string()).unwrap_or_default()]
}

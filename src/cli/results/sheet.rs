//! Writes the collaborations of campaigns as CSV: campaign and creator, all fields, and the outcome.
//!
//! The columns have the names of tracker columns, so the file can be imported again.

use std::collections::HashMap;
use std::io::{self, Write};

use crate::cli::facts;
use crate::domain::collaboration::{Payment, Stage, Tracks};
use crate::domain::payable::Purpose;
use crate::domain::text::sheet_cell;
use crate::domain::{AmountState, CollaborationField, CollaborationFields, CollaborationId, CostKind, Currency};
use crate::proto::collaboration::Paid;
use crate::proto::results::CampaignResult;
use crate::store::amounts::{Amount, Ledger};
use crate::words::result_view::{ProfitAndLoss, Program};

/// The columns before the fields.
pub(in crate::cli) const PLACE: [&str; 5] = ["campaign", "batch", "handle", "platform", "currency"];

/// The columns that say how far the amounts have come, without which they would be read as stated beside what is known.
pub(in crate::cli) const MONEY: [&str; 3] = ["amount_states", "paid", "paid_on"];

/// The columns after those; amounts are in units of `currency`.
const OUTCOME: [&str; 4] = ["spend", "revenue", "orders", "decision"];

/// The columns at the end: where each collaboration stands, and each of its payments.
pub(in crate::cli) const STANDING: [&str; 7] =
    ["stage", "track_outreach", "track_product", "track_content", "track_rights", "track_money", "payments"];

/// What is known of collaborations beside their results.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Their fields.
    pub(super) fields: HashMap<CollaborationId, CollaborationFields>,
    /// Their money.
    pub(super) ledgers: HashMap<CollaborationId, Ledger>,
    /// Their payments.
    pub(super) paid: HashMap<CollaborationId, Vec<Paid>>,
    /// Their stages and tracks.
    pub(super) standing: HashMap<CollaborationId, (Stage, Tracks)>,
}

/// Writes one row per collaboration of the campaigns.
pub(super) fn write(out: &mut dyn Write, campaigns: &[&CampaignResult], known: &Known) -> io::Result<()> {
    let mut sheet = csv::Writer::from_writer(out);
    let keys = CollaborationField::ALL.iter().map(|field| field.key());
    sheet.write_record(PLACE.into_iter().chain(keys).chain(MONEY).chain(OUTCOME).chain(STANDING))?;
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
            let fields = known.fields.get(&creator.collaboration).unwrap_or(&nothing);
            let ledger = known.ledgers.get(&creator.collaboration).unwrap_or(&empty);
            let outcome = [
                facts::decimal(creator.sums.spend_minor, campaign.currency),
                facts::decimal(creator.sums.revenue_minor, campaign.currency),
                creator.sums.orders.to_string(),
                creator.decision.word().to_owned(),
            ];
            let place_now = known.standing.get(&creator.collaboration);
            let paid = known.paid.get(&creator.collaboration).map(Vec::as_slice).unwrap_or_default();
            let standing =
                place_now.map(|(stage, tracks)| standing(stage.word().to_owned(), *tracks, paid, campaign.currency));
            let money = money(ledger, campaign.currency);
            let facts = facts::sheet(fields, campaign.currency);
            sheet.write_record(
                place.into_iter().chain(facts).chain(money).chain(outcome).chain(standing.unwrap_or_default()),
            )?;
        }
    }
    sheet.flush()
}

/// Writes all campaigns together: one row for each currency, amounts in units of it.
pub(super) fn write_program(out: &mut dyn Write, all: &[CampaignResult]) -> io::Result<()> {
    let mut sheet = csv::Writer::from_writer(out);
    sheet.write_record([
        "currency",
        "campaigns",
        "spend",
        "earned",
        "profit",
        "first_batches_profit",
        "needed_share",
    ])?;
    for program in Program::all(all) {
        let amount =
            |minor: Option<i64>| minor.map_or_else(String::new, |minor| facts::decimal(minor, program.currency));
        let sum = program.profit_and_loss().map(|(sum, _)| sum);
        sheet.write_record([
            program.currency.code().to_owned(),
            program.campaigns.len().to_string(),
            amount(sum.map(|sum| sum.spend_minor)),
            amount(sum.map(|sum| sum.earned_minor)),
            amount(sum.map(ProfitAndLoss::profit_minor)),
            amount(program.first_and_later().map(|[first, _]| first.profit_minor())),
            program.needed_share().map_or_else(String::new, |share| format!("{share:.4}")),
        ])?;
    }
    sheet.flush()
}

/// Writes how far the money has come. An agreed fee says so by itself, and what was paid in part says how much it was: "part paid"
/// alone would come back as nothing paid.
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
    let fees = ledger.amounts.iter().filter(|amount| amount.kind == CostKind::Fee);
    let fee = fees.map(|amount| amount.minor).fold(0_i64, i64::saturating_add);
    let paid = match ledger.payment {
        Payment::NothingOwed | Payment::Agreed => String::new(),
        payment if payment < Payment::Paid && (1..fee).contains(&ledger.paid_minor) => {
            facts::decimal(ledger.paid_minor, currency)
        }
        payment => payment.word().to_owned(),
    };
    [states, paid, ledger.paid_on.map(|day| day.to_string()).unwrap_or_default()]
}

/// The tracks with their names.
pub(in crate::cli) fn tracks(tracks: Tracks) -> [(&'static str, &'static str); 6] {
    let Tracks { outreach, product, content, rights, payment, decision } = tracks;
    [
        ("outreach", outreach.word()),
        ("product", product.word()),
        ("content", content.word()),
        ("rights", rights.word()),
        ("money", payment.word()),
        ("decision", decision.word()),
    ]
}

/// The cells of [`STANDING`]. A payment is as in `2026-03-04 50.00 EUR = 54.20 commission 2026-02 by PayPal`: what it settles of the
/// campaign's currency where it is in another one, what it is for, and how it was made.
pub(in crate::cli) fn standing(stage: String, of: Tracks, paid: &[Paid], currency: Currency) -> [String; 7] {
    let [outreach, product, content, rights, money, _] = tracks(of).map(|(_, word)| word.to_owned());
    let one = |paid: &Paid| {
        let amount = facts::decimal(paid.money.minor, paid.money.currency);
        let is_own = paid.money.currency == currency;
        let settles = (!is_own).then(|| format!("= {}", facts::decimal(paid.settles_minor, currency)));
        let purpose = paid.purpose.map(Purpose::in_sheet);
        let by = (!paid.method.is_empty()).then(|| format!("by {}", paid.method.replace('|', "/")));
        let parts = [Some(format!("{} {amount} {}", paid.on, paid.money.currency.code())), settles, purpose, by];
        sheet_cell(&parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
    };
    let payments = paid.iter().map(one).collect::<Vec<_>>().join("|");
    [stage, outreach, product, content, rights, money, payments]
}

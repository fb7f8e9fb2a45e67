//! The collaborations of campaigns as comma-separated values: whose they are, all that is known of them, and what came of it.
//!
//! The columns have the names under which a tracker is read, so the sheet can be imported again.

use std::collections::HashMap;
use std::io::{self, Write};

use crate::cli::facts;
use crate::domain::text::sheet_cell;
use crate::domain::{CollaborationField, CollaborationFields, CollaborationId};
use crate::proto::results::CampaignResult;

/// What stands before the facts.
const PLACE: [&str; 5] = ["campaign", "batch", "handle", "platform", "currency"];

/// What stands behind them: amounts in units of `currency`.
const OUTCOME: [&str; 4] = ["spend", "revenue", "orders", "decision"];

/// Writes a row for each collaboration of the campaigns.
pub(super) fn write(
    out: &mut dyn Write,
    campaigns: &[&CampaignResult],
    known: &HashMap<CollaborationId, CollaborationFields>,
) -> io::Result<()> {
    let mut sheet = csv::Writer::from_writer(out);
    let keys = CollaborationField::ALL.iter().map(|field| field.key());
    sheet.write_record(PLACE.into_iter().chain(keys).chain(OUTCOME))?;
    let nothing = CollaborationFields::default();
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
            sheet.write_record(place.into_iter().chain(facts::sheet(fields, campaign.currency)).chain(outcome))?;
        }
    }
    sheet.flush()
}

//! Writes the collaborations of campaigns as CSV: campaign and creator, all fields, and the outcome.
//!
//! The columns have the names of tracker columns, so the file can be imported again.

use std::collections::HashMap;
use std::io::{self, Write};

use crate::cli::facts;
use crate::domain::text::sheet_cell;
use crate::domain::{CollaborationField, CollaborationFields, CollaborationId};
use crate::proto::results::CampaignResult;

/// The columns before the fields.
const PLACE: [&str; 5] = ["campaign", "batch", "handle", "platform", "currency"];

/// The columns after the fields; amounts are in units of `currency`.
const OUTCOME: [&str; 4] = ["spend", "revenue", "orders", "decision"];

/// Writes one row per collaboration of the campaigns.
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

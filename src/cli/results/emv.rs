//! Earned media value beside the results: a block of its own, only where a person chose a table.

use std::io::{self, Write};

use serde_json::{Value, json};

use crate::analysis::emv::EmvTable;
use crate::proto::results::CampaignResult;
use crate::report::emv;

pub(super) fn text(out: &mut dyn Write, campaign: &CampaignResult, table: &EmvTable) -> io::Result<()> {
    let value = super::amount(emv::of_campaign(table, campaign), table.currency);
    writeln!(out, "  earned media value, not part of ROI: {value}")?;
    emv::explained(table, campaign.currency).iter().try_for_each(|sentence| writeln!(out, "    {sentence}"))
}

pub(super) fn json(campaign: &CampaignResult, table: &EmvTable) -> Value {
    let creators = campaign.batches.iter().flat_map(|batch| &batch.creators);
    json!({
        "part_of_roi": false,
        "table": table.name,
        "year": table.year,
        "source": table.source,
        "currency": table.currency.code(),
        "value_minor": emv::of_campaign(table, campaign),
        "creators": creators
            .map(|creator| json!({ "handle": creator.handle, "value_minor": table.value(emv::counts(creator.reading)) }))
            .collect::<Vec<_>>(),
    })
}

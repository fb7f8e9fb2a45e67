//! What the commands write with `--format json`: one list, from which the manual is made.

use schemars::schema_for;

use super::{
    agenda, batch, board, campaigns, codes, doctor, history, import, payments, rebook, restore, show, written,
};

/// Returns the JSON schema of each command that writes JSON, for the manual.
pub fn json_schemas() -> Vec<(&'static str, schemars::Schema)> {
    vec![
        ("tenfold results CAMPAIGN --format json", schema_for!(crate::words::result_view::json::CampaignJson<'_>)),
        ("tenfold show HANDLE --format json", schema_for!(show::ShowJson<'_>)),
        ("tenfold campaigns --format json", schema_for!(campaigns::CampaignLineJson<'_>)),
        ("tenfold batch CAMPAIGN BATCH --format json", schema_for!(batch::BatchSheetJson<'_>)),
        ("tenfold board --format json", schema_for!(board::CardJson<'_>)),
        ("tenfold rebook --format json", schema_for!(rebook::RebookJson<'_>)),
        ("tenfold agenda --format json", schema_for!(agenda::AgendaJson<'_>)),
        ("tenfold payments --format json", schema_for!(payments::PaymentJson<'_>)),
        ("tenfold codes --format json", schema_for!(codes::CodeJson<'_>)),
        ("tenfold add HANDLE --format json", schema_for!(written::WrittenJson)),
        ("tenfold history --format json", schema_for!(history::StepJson<'_>)),
        ("tenfold import FILE --format json", schema_for!(import::ImportJson)),
        ("tenfold restore --format json", schema_for!(restore::BackupsJson)),
        ("tenfold restore FILE --format json", schema_for!(restore::RestoredJson)),
        ("tenfold doctor --format json", schema_for!(doctor::DoctorJson)),
    ]
}

//! `tenfold batch`: a batch with its rule, and each creator in it with stage, tracks, days, amounts and codes.

use std::collections::HashMap;
use std::io::{self, Write};
use std::process::ExitCode;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use super::campaigns::{AmountsJson, sums};
use super::resolve::{BatchName, File};
use super::results::sheet::{self, MONEY, PLACE, STANDING};
use super::{DataFormat, World, facts, print, write_json};
use crate::domain::collaboration::Tracks;
use crate::domain::collaboration_fields::Home;
use crate::domain::day::dated;
use crate::domain::figure::{money, percent, plural};
use crate::domain::record::{Kind, View};
use crate::domain::text::{clean, sheet_cell};
use crate::domain::{CollaborationField, CollaborationId, CostKind, Currency, Money};
use crate::error::Result;
use crate::proto::collaboration::{CollaborationPage, Paid};
use crate::proto::results::BatchResult;
use crate::proto::row::{AmountRow, BatchRow, CampaignRow, CollaborationRow};
use crate::proto::{Answer, Query};
use crate::store::amounts::Ledger;
use crate::words::collaboration::amount as amount_words;
use crate::words::result_view::ResultView;
use crate::words::result_view::json::{EstimateJson, RuleJson, RulingJson};

/// Arguments of `tenfold batch`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    batch: BatchName,
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    format: DataFormat,
}

/// One batch.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct BatchSheetJson<'a> {
    /// Name of the campaign.
    campaign: &'a str,
    /// Name of the batch.
    batch: &'a str,
    /// `planned`, `running` or `finished`.
    status: &'static str,
    /// Whether it was imported while running.
    imported: bool,
    /// What counts as a win, in parts.
    rule: Option<RuleJson>,
    /// How the rule stands; null before the start.
    ruling: Option<RulingJson<'a>>,
    /// What this batch would return if it were booked again.
    estimate: Option<EstimateJson>,
    /// A note on the rule; without parts it is the rule, which nothing judges.
    success_rule: &'a str,
    /// The day the rule was set, if that was after the first post.
    rule_set_on: Option<String>,
    /// First day, once started.
    starts_on: Option<String>,
    /// The day the test ends.
    ends_on: Option<String>,
    /// Why it cannot start yet; null if it can, or has.
    refusal: Option<String>,
    /// Currency of every amount, ISO 4217.
    currency: &'a str,
    #[serde(flatten)]
    amounts: AmountsJson,
    /// Spend so far, minor units.
    spend_minor: i64,
    /// Net revenue so far, minor units.
    revenue_minor: i64,
    /// The creators in it, in the order they were added.
    creators: Vec<CollaborationLineJson<'a>>,
}

/// One creator in a batch: the fields of the collaboration under the names of tracker columns, where amounts end in `_minor`
/// (minor units) and shares in `_bp` (basis points), and then the values below.
#[derive(Debug, Serialize, JsonSchema)]
struct CollaborationLineJson<'a> {
    #[serde(flatten)]
    #[schemars(skip)]
    facts: Map<String, Value>,
    /// Account name, without @.
    handle: &'a str,
    /// `tiktok`, `instagram` or `youtube`.
    platform: &'static str,
    /// Its stage.
    stage: &'a str,
    /// Each amount, oldest first.
    amounts: Vec<AmountJson>,
    /// Where it stands on each track.
    tracks: TracksJson,
    /// Your decision: `undecided`, `scale`, `retest`, `wait` or `drop`.
    decision: &'static str,
}

/// Where a collaboration stands on its tracks.
#[derive(Debug, Serialize, JsonSchema)]
struct TracksJson {
    /// The talk.
    outreach: &'static str,
    /// The parcel.
    product: &'static str,
    /// Brief, draft and post.
    content: &'static str,
    /// Usage rights.
    rights: &'static str,
    /// Paying the creator.
    money: &'static str,
}

/// An amount of a collaboration.
#[derive(Debug, Serialize, JsonSchema)]
struct AmountJson {
    /// What it is for.
    kind: &'static str,
    /// The amount, minor units.
    amount_minor: i64,
    /// `offered`, `agreed`, `owed`, `paid` or `released`.
    state: &'static str,
    /// Since when.
    on: String,
}

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    let file = File::of(world)?;
    let (campaign, batch) = file.batch(&args.batch)?;
    let rows = file.collaborations(batch.id)?;
    let (ledgers, paid) = match args.format {
        DataFormat::Csv => (file.reader().ledgers()?, file.reader().paid()?),
        DataFormat::Json | DataFormat::Text => Default::default(),
    };
    let mut pages = HashMap::new();
    for row in rows.iter().filter(|_| args.format == DataFormat::Text) {
        if let Answer::Collaboration(_, Some(page)) = file.answer(&Query::Collaboration(row.id))? {
            pages.insert(row.id, page);
        }
    }
    let result = if args.format == DataFormat::Csv { None } else { file.result(campaign.id)? };
    let judged = result.as_ref().and_then(|result| Some((ResultView::new(result), result.batch(batch.id)?)));
    print(|out| match args.format {
        DataFormat::Json => {
            let refusal = batch.refusal(world.clock.today()).filter(|_| batch.starts_on.is_none());
            write_json(out, &json(&campaign, &batch, &rows, judged, refusal))
        }
        DataFormat::Csv => write_sheet(out, (&campaign, &batch), &rows, &ledgers, &paid),
        DataFormat::Text => {
            let ruling = judged.and_then(|(view, batch)| view.ruling(batch));
            write_text(out, (&campaign, &batch), &rows, ruling.as_deref(), (&pages, world.clock.today()))
        }
    })
}

fn json<'a>(
    campaign: &'a CampaignRow,
    batch: &'a BatchRow,
    rows: &'a [CollaborationRow],
    judged: Option<(ResultView<'a>, &'a BatchResult)>,
    refusal: Option<String>,
) -> BatchSheetJson<'a> {
    BatchSheetJson {
        campaign: &campaign.fields.name,
        batch: &batch.fields.name,
        status: batch.status.word(),
        imported: batch.imported,
        rule: judged.and_then(|(view, batch)| view.rule_json(batch)),
        ruling: judged.and_then(|(view, batch)| view.ruling_json(batch)),
        estimate: judged.and_then(|(view, batch)| view.batch_estimate_json(batch)),
        success_rule: &batch.fields.success_rule,
        rule_set_on: batch.rule_set_on.map(|day| day.to_string()),
        starts_on: batch.starts_on.map(|day| day.to_string()),
        ends_on: batch.fields.ends_on.map(|day| day.to_string()),
        refusal,
        currency: campaign.fields.currency.code(),
        amounts: batch.budget.into(),
        spend_minor: batch.spend_minor,
        revenue_minor: batch.revenue_minor,
        creators: rows.iter().map(line_json).collect(),
    }
}

fn line_json(row: &CollaborationRow) -> CollaborationLineJson<'_> {
    let amount = |amount: &AmountRow| AmountJson {
        kind: amount.kind.word(),
        amount_minor: amount.minor,
        state: amount.state.word(),
        on: amount.day.to_string(),
    };
    let Tracks { outreach, product, content, rights, payment, decision } = row.tracks;
    CollaborationLineJson {
        facts: facts::record(&row.whole()),
        handle: &row.handle,
        platform: row.platform.word(),
        stage: &row.stage,
        amounts: row.amounts.iter().map(amount).collect(),
        tracks: TracksJson {
            outreach: outreach.word(),
            product: product.word(),
            content: content.word(),
            rights: rights.word(),
            money: payment.word(),
        },
        decision: decision.word(),
    }
}

/// Writes the columns of `tenfold results --format csv` as far as they are of the batch, and then where each collaboration stands.
fn write_sheet(
    out: &mut dyn Write,
    (campaign, batch): (&CampaignRow, &BatchRow),
    rows: &[CollaborationRow],
    ledgers: &HashMap<CollaborationId, Ledger>,
    paid: &HashMap<CollaborationId, Vec<Paid>>,
) -> io::Result<()> {
    let currency = campaign.fields.currency;
    let mut out = csv::Writer::from_writer(out);
    let keys = CollaborationField::ALL.iter().map(|field| field.key());
    out.write_record(PLACE.into_iter().chain(keys).chain(MONEY).chain(["decision"]).chain(STANDING))?;
    let empty = Ledger::default();
    for row in rows {
        let place = [
            sheet_cell(&campaign.fields.name),
            sheet_cell(&batch.fields.name),
            sheet_cell(&format!("@{}", row.handle)),
            row.platform.word().to_owned(),
            currency.code().to_owned(),
        ];
        let ledger = ledgers.get(&row.id).unwrap_or(&empty);
        let outcome = sheet::money(ledger, currency).into_iter().chain([row.tracks.decision.word().to_owned()]);
        let paid = paid.get(&row.id).map(Vec::as_slice).unwrap_or_default();
        let standing = sheet::standing(row.stage.clone(), row.tracks, paid, currency);
        out.write_record(place.into_iter().chain(facts::sheet(&row.whole(), currency)).chain(outcome).chain(standing))?;
    }
    out.flush()
}

/// Writes each collaboration as its page has it: an amount with the day of each state it was in.
fn write_text(
    out: &mut dyn Write,
    (campaign, batch): (&CampaignRow, &BatchRow),
    rows: &[CollaborationRow],
    ruling: Option<&str>,
    (pages, today): (&HashMap<CollaborationId, Box<CollaborationPage>>, NaiveDate),
) -> io::Result<()> {
    let currency = campaign.fields.currency;
    let title = crate::words::batches::title(&batch.fields.name, &campaign.fields.name);
    let ends = batch.fields.ends_on.map_or_else(|| "no end date".to_owned(), |day| format!("ends {}", dated(day)));
    writeln!(out, "{}: {}, {}, {ends}", clean(&title), batch.stage(), plural(batch.creators, "creator"))?;
    match campaign.rule(batch) {
        Some(rule) => writeln!(out, "  success rule: {}", clean(&rule))?,
        None => writeln!(out, "  no success rule yet")?,
    }
    if let Some(ruling) = ruling {
        writeln!(out, "  {}", clean(ruling))?;
    }
    writeln!(out, "  {}", sums(batch.budget.into(), currency))?;
    let (spend, revenue) = (money(batch.spend_minor, currency), money(batch.revenue_minor, currency));
    writeln!(out, "  spend {spend}   revenue {revenue}")?;
    for row in rows {
        writeln!(out, "  @{} ({}): {}", clean(&row.handle), row.platform.word(), row.stage)?;
        for (name, word) in sheet::tracks(row.tracks) {
            writeln!(out, "    {name}: {word}")?;
        }
        for amount in pages.get(&row.id).into_iter().flat_map(|page| &page.amounts) {
            let (exact, stands) =
                (Money::new(amount.minor, currency).exact(), clean(&amount_words(amount, currency, today)));
            writeln!(out, "    {}: {exact}, {stands}", label(amount.kind).to_lowercase())?;
        }
        for field in CollaborationField::ALL.iter().filter(|field| !matches!(field.home(), Home::Cost(_))) {
            if let Some(value) = written(row, *field, currency) {
                writeln!(out, "    {}: {}", field.fact().label.to_lowercase(), clean(&value))?;
            }
        }
    }
    Ok(())
}

/// What an amount of a kind is called.
fn label(kind: CostKind) -> &'static str {
    let field = CollaborationField::ALL.iter().find(|field| field.home() == Home::Cost(kind));
    field.map_or(kind.word(), |field| field.fact().label)
}

/// A field as people write it; nothing where it is unknown.
fn written(row: &CollaborationRow, field: CollaborationField, currency: Currency) -> Option<String> {
    let fields = row.whole();
    let view = fields.get(field);
    let text = match (view, field.fact().kind) {
        (View::Count(Some(minor)), Kind::Money) => Money::new(minor, currency).exact(),
        (View::Count(Some(share)), Kind::Share) => percent(share),
        (View::Count(Some(count)), _) => crate::domain::number::full(count),
        (View::Day(Some(day)), _) => dated(day),
        (view, _) => view.plain(),
    };
    Some(text).filter(|text| !text.is_empty())
}

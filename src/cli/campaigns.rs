//! `tenfold campaigns`: every campaign with its budget, and its batches.

use std::io::{self, Write};
use std::process::ExitCode;

use schemars::JsonSchema;
use serde::Serialize;

use super::resolve::File;
use super::{DataFormat, World, facts, print, write_json};
use crate::domain::campaign::target_roas_e4;
use crate::domain::day::dated;
use crate::domain::figure::{money, plural};
use crate::domain::text::{clean, sheet_cell};
use crate::domain::{Budget, Currency};
use crate::error::Result;
use crate::proto::row::{BatchRow, CampaignRow};
use crate::words::budget::budget;

/// Arguments of `tenfold campaigns`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    format: DataFormat,
}

/// Amounts by how far they have come.
#[derive(Clone, Copy, Debug, Default, Serialize, JsonSchema)]
#[expect(clippy::struct_field_names, reason = "the names of the JSON, which say the unit")]
pub(super) struct AmountsJson {
    /// Amounts that are offered in planned and running batches, minor units.
    pub(super) offered_minor: i64,
    /// Amounts that are agreed, and not to be paid yet.
    pub(super) agreed_minor: i64,
    /// Amounts that are to be paid.
    pub(super) owed_minor: i64,
    /// Amounts that are paid, with part payments, and goods once sent.
    pub(super) paid_minor: i64,
    /// Commission on tracked sales that was not paid yet.
    pub(super) commission_minor: i64,
}

impl From<Budget> for AmountsJson {
    fn from(budget: Budget) -> Self {
        let Budget { limit_minor: _, offered_minor, agreed_minor, owed_minor, paid_minor, commission_minor } = budget;
        Self { offered_minor, agreed_minor, owed_minor, paid_minor, commission_minor }
    }
}

impl AmountsJson {
    /// The sums with their names.
    pub(super) fn named(self) -> [(&'static str, i64); 5] {
        let Self { offered_minor, agreed_minor, owed_minor, paid_minor, commission_minor } = self;
        [
            ("offered", offered_minor),
            ("agreed", agreed_minor),
            ("owed", owed_minor),
            ("paid", paid_minor),
            ("commission", commission_minor),
        ]
    }
}

/// One campaign.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct CampaignLineJson<'a> {
    /// Name of the campaign.
    campaign: &'a str,
    /// Its product.
    product: &'a str,
    /// The question it asks.
    question: &'a str,
    /// What it is for: `awareness`, `conversions` or `ugc`.
    goal: &'static str,
    /// Its target niches.
    niches: &'a [String],
    /// Currency of every amount, ISO 4217.
    currency: &'a str,
    /// Budget, minor units.
    budget_minor: Option<i64>,
    #[serde(flatten)]
    amounts: AmountsJson,
    /// What is left of the budget after all that is agreed, owed or paid; below 0 when it is exceeded.
    left_minor: Option<i64>,
    /// Everything agreed, owed, paid and offered.
    forecast_minor: i64,
    /// Gross margin, basis points.
    margin_bp: Option<i64>,
    /// ROAS to beat, x 10,000: your own target, or break-even.
    target_roas_e4: Option<i64>,
    /// First day.
    starts_on: Option<String>,
    /// Last day.
    ends_on: Option<String>,
    /// Spend so far, minor units.
    spend_minor: i64,
    /// Net revenue so far, minor units.
    revenue_minor: i64,
    /// Orders so far.
    orders: i64,
    /// Its batches, oldest first.
    batches: Vec<BatchLineJson<'a>>,
}

/// One batch of a campaign, in short.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct BatchLineJson<'a> {
    /// Name of the batch.
    batch: &'a str,
    /// `planned`, `running` or `finished`.
    status: &'static str,
    /// Whether it was imported while running.
    imported: bool,
    /// Whether new creators go into it.
    current: bool,
    /// What counts as a win.
    success_rule: &'a str,
    /// First day, once started.
    starts_on: Option<String>,
    /// The day the test ends.
    ends_on: Option<String>,
    /// Creators in it.
    creators: i64,
    /// Spend so far, minor units.
    spend_minor: i64,
    /// Net revenue so far, minor units.
    revenue_minor: i64,
}

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    let campaigns = File::of(world)?.campaigns()?;
    print(|out| match args.format {
        DataFormat::Json => write_json(out, &campaigns.iter().map(json).collect::<Vec<_>>()),
        DataFormat::Csv => write_sheet(out, &campaigns),
        DataFormat::Text if campaigns.is_empty() => {
            writeln!(out, "No campaigns yet. Add one with `tenfold campaign NAME`.")
        }
        DataFormat::Text => campaigns.iter().try_for_each(|campaign| write_text(out, campaign)),
    })
}

fn json(campaign: &CampaignRow) -> CampaignLineJson<'_> {
    let fields = &campaign.fields;
    CampaignLineJson {
        campaign: &fields.name,
        product: &fields.product,
        question: &fields.question,
        goal: fields.goal.word(),
        niches: &fields.niches,
        currency: fields.currency.code(),
        budget_minor: campaign.budget.limit_minor,
        amounts: campaign.budget.into(),
        left_minor: campaign.budget.left_minor(),
        forecast_minor: campaign.budget.forecast_minor(),
        margin_bp: fields.margin_bp,
        target_roas_e4: target_roas_e4(fields.target_roas_e4, fields.margin_bp),
        starts_on: fields.starts_on.map(|day| day.to_string()),
        ends_on: fields.ends_on.map(|day| day.to_string()),
        spend_minor: campaign.spend_minor,
        revenue_minor: campaign.revenue_minor,
        orders: campaign.orders,
        batches: campaign.batches.iter().map(batch_json).collect(),
    }
}

fn batch_json(batch: &BatchRow) -> BatchLineJson<'_> {
    BatchLineJson {
        batch: &batch.fields.name,
        status: batch.status.word(),
        imported: batch.imported,
        current: batch.current,
        success_rule: &batch.fields.success_rule,
        starts_on: batch.starts_on.map(|day| day.to_string()),
        ends_on: batch.fields.ends_on.map(|day| day.to_string()),
        creators: batch.creators,
        spend_minor: batch.spend_minor,
        revenue_minor: batch.revenue_minor,
    }
}

fn write_sheet(out: &mut dyn Write, campaigns: &[CampaignRow]) -> io::Result<()> {
    let mut sheet = csv::Writer::from_writer(out);
    let states = AmountsJson::default().named().map(|(name, _)| name);
    let before = ["campaign", "product", "goal", "niches", "currency", "budget"].into_iter();
    sheet.write_record(before.chain(states).chain([
        "left",
        "forecast",
        "spend",
        "revenue",
        "orders",
        "batches",
        "starts_on",
        "ends_on",
    ]))?;
    for campaign in campaigns {
        let (fields, budget) = (&campaign.fields, campaign.budget);
        let amount = |minor: Option<i64>| minor.map(|minor| facts::decimal(minor, fields.currency)).unwrap_or_default();
        let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        let before = [
            sheet_cell(&fields.name),
            sheet_cell(&fields.product),
            fields.goal.word().to_owned(),
            sheet_cell(&fields.niches.join("|")),
            fields.currency.code().to_owned(),
            amount(budget.limit_minor),
        ];
        let after = [
            amount(budget.left_minor()),
            amount(Some(budget.forecast_minor())),
            amount(Some(campaign.spend_minor)),
            amount(Some(campaign.revenue_minor)),
            campaign.orders.to_string(),
            campaign.batches.len().to_string(),
            day(fields.starts_on),
            day(fields.ends_on),
        ];
        let states = AmountsJson::from(budget).named().map(|(_, minor)| amount(Some(minor)));
        sheet.write_record(before.into_iter().chain(states).chain(after))?;
    }
    sheet.flush()
}

/// The sums in one line: `$200 offered   $300 agreed   $0 owed   $180 paid   $0 commission`.
pub(super) fn sums(amounts: AmountsJson, currency: Currency) -> String {
    amounts.named().map(|(name, minor)| format!("{} {name}", money(minor, currency))).join("   ")
}

fn write_text(out: &mut dyn Write, campaign: &CampaignRow) -> io::Result<()> {
    let currency = campaign.fields.currency;
    writeln!(out, "{}", clean(&campaign.fields.name))?;
    writeln!(out, "  budget {}", budget(campaign.budget, currency))?;
    writeln!(
        out,
        "  spend {}   revenue {}   {}",
        money(campaign.spend_minor, currency),
        money(campaign.revenue_minor, currency),
        plural(campaign.orders, "order")
    )?;
    for batch in &campaign.batches {
        let ends = batch.fields.ends_on.map_or_else(|| "no end date".to_owned(), |day| format!("ends {}", dated(day)));
        writeln!(
            out,
            "  {}: {}, {}, {ends}, spend {}, revenue {}",
            clean(&batch.fields.name),
            batch.stage(),
            plural(batch.creators, "creator"),
            money(batch.spend_minor, currency),
            money(batch.revenue_minor, currency)
        )?;
    }
    if campaign.batches.is_empty() {
        writeln!(out, "  no batches yet")?;
    }
    Ok(())
}

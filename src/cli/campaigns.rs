//! `tenfold campaigns`: every campaign with its budget, and its batches.

use std::io::{self, Write};
use std::process::ExitCode;

use schemars::JsonSchema;
use serde::Serialize;

use super::resolve::File;
use super::{DataFormat, World, facts, print, write_json};
use crate::domain::campaign::target_roas_e4;
use crate::domain::day::dated;
use crate::domain::figure::{UNKNOWN, money, plural};
use crate::domain::next_step::LEAD_DAYS;
use crate::domain::success_rule::RuleMeasure;
use crate::domain::text::{clean, sheet_cell};
use crate::domain::{Budget, Currency, Goal};
use crate::error::Result;
use crate::proto::row::{BatchRow, CampaignRow};
use crate::words::budget::budget;
use crate::words::result_view::estimate::{self, RANGE};
use crate::words::result_view::head::named;
use crate::words::result_view::{GoalView, Written};

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
    /// Days that a parcel leaves before the posting window opens: your own, or 14.
    lead_days: i64,
    /// Spend so far, minor units.
    spend_minor: i64,
    /// Net revenue so far, minor units.
    revenue_minor: i64,
    /// Orders so far.
    orders: i64,
    /// The head figure of awareness (CPM) and UGC (cost per asset); absent for conversions, whose head figure is the ROAS.
    #[serde(skip_serializing_if = "Option::is_none")]
    head: Option<HeadLineJson>,
    /// Its batches, oldest first.
    batches: Vec<BatchLineJson<'a>>,
}

/// The head figure of a campaign, in short.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct HeadLineJson {
    /// `cpm` or `asset cost`.
    figure: &'static str,
    /// Tracked so far, minor units.
    tracked_minor: Option<i64>,
    /// Low end of the 80% range if booked again, minor units; null for a cost per asset, which is a count.
    low_minor: Option<i64>,
    /// High end of it, minor units.
    high_minor: Option<i64>,
    /// The most that it should cost, minor units.
    target_minor: Option<i64>,
    /// Where the target comes from: `success rule`, `own median` or `published`.
    target_source: Option<&'static str>,
    /// `SCALE`, `RETEST`, `DROP`, `WAIT`, `FREE` or `UNTESTED`; null before anything can be told.
    verdict: Option<&'static str>,
}

impl HeadLineJson {
    /// The head figure of a campaign that is not about conversions.
    fn of(campaign: &CampaignRow) -> Option<Self> {
        let (goal, currency) = (campaign.fields.goal, campaign.fields.currency);
        let said = campaign.estimate.as_ref();
        let head = said.map(|said| said.head).unwrap_or_default();
        let written = Written::new(goal, currency);
        let minor = |value: f64| written.minor(written.level_e4(value));
        (goal != Goal::Conversions).then(|| Self {
            figure: RuleMeasure::of(goal).word(),
            tracked_minor: head.tracked.map(minor),
            low_minor: head.range.map(|range| minor(range[1])),
            high_minor: head.range.map(|range| minor(range[3])),
            target_minor: head.target.map(|target| minor(target.value)),
            target_source: head.target.map(|target| target.source.word()),
            verdict: said.map(|said| said.head.advice.word()),
        })
    }

    /// The same as cells of a sheet.
    fn cells(&self, currency: Currency) -> [String; 6] {
        let amount = |minor: Option<i64>| minor.map(|minor| facts::decimal(minor, currency)).unwrap_or_default();
        [
            self.figure.to_owned(),
            amount(self.tracked_minor),
            amount(self.low_minor),
            amount(self.high_minor),
            amount(self.target_minor),
            self.verdict.map(str::to_lowercase).unwrap_or_default(),
        ]
    }
}

/// The columns of a head figure, where any campaign is not about conversions.
const HEAD: [&str; 6] = ["head_figure", "head", "head_low", "head_high", "head_target", "verdict"];

/// The head figure in a line: `CPM $3.46, target your median of $15.64 (9 other collaborations), verdict SCALE`.
fn head_text(campaign: &CampaignRow) -> String {
    let goal = campaign.fields.goal;
    let written = Written::new(goal, campaign.fields.currency);
    let name = GoalView::of(goal).name;
    let Some(said) = &campaign.estimate else { return format!("no {name} yet") };
    let head = said.head;
    let value = head.tracked.map_or_else(|| UNKNOWN.to_owned(), |value| written.value(value));
    let target =
        head.target.map_or_else(|| "no target".to_owned(), |target| format!("target {}", named(target, written)));
    let again = estimate::range(said, campaign.fields.currency);
    let again = again.map(|range| format!(", if booked again {range} ({RANGE})")).unwrap_or_default();
    format!("{name} {value}{again}, {target}, verdict {}", head.advice.word())
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
        lead_days: fields.lead_days.unwrap_or(LEAD_DAYS),
        spend_minor: campaign.spend_minor,
        revenue_minor: campaign.revenue_minor,
        orders: campaign.orders,
        head: HeadLineJson::of(campaign),
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
    let has_heads = campaigns.iter().any(|campaign| campaign.fields.goal != Goal::Conversions);
    let heads = HEAD.into_iter().filter(|_| has_heads);
    let after = ["left", "forecast", "spend", "revenue", "orders", "batches", "starts_on", "ends_on", "lead_days"];
    sheet.write_record(before.chain(states).chain(after).chain(heads))?;
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
            fields.lead_days.unwrap_or(LEAD_DAYS).to_string(),
        ];
        let states = AmountsJson::from(budget).named().map(|(_, minor)| amount(Some(minor)));
        let head = HeadLineJson::of(campaign).map(|head| head.cells(fields.currency)).unwrap_or_default();
        let head = head.into_iter().filter(|_| has_heads);
        sheet.write_record(before.into_iter().chain(states).chain(after).chain(head))?;
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
    let is_sales = campaign.fields.goal == Goal::Conversions;
    if is_sales {
        writeln!(
            out,
            "  spend {}   revenue {}   {}",
            money(campaign.spend_minor, currency),
            money(campaign.revenue_minor, currency),
            plural(campaign.orders, "order")
        )?;
    } else {
        writeln!(out, "  {}: {}", campaign.fields.goal.named(), clean(&head_text(campaign)))?;
    }
    for batch in &campaign.batches {
        let ends = batch.fields.ends_on.map_or_else(|| "no end date".to_owned(), |day| format!("ends {}", dated(day)));
        let revenue = format!(", revenue {}", money(batch.revenue_minor, currency));
        writeln!(
            out,
            "  {}: {}, {}, {ends}, spend {}{}",
            clean(&batch.fields.name),
            batch.stage(),
            plural(batch.creators, "creator"),
            money(batch.spend_minor, currency),
            if is_sales { revenue.as_str() } else { "" }
        )?;
    }
    if campaign.batches.is_empty() {
        writeln!(out, "  no batches yet")?;
    }
    Ok(())
}

//! `tenfold results`: the facts of campaigns, tracked so far.

use std::io::{self, Write};
use std::process::ExitCode;

use serde_json::{Value, json};

use super::{Format, World, print, ready, write_json};
use crate::domain::text::fold;
use crate::domain::{Currency, Money};
use crate::error::{Error, Result};
use crate::proto::results::{BatchResult, CampaignResult, Estimate, Sums};
use crate::proto::{Answer, Query};
use crate::store::answer::Asker;

/// Arguments of `tenfold results`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Name of a campaign; all without one
    campaign: Option<String>,
    /// How to print
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    let path = world.own_file()?;
    ready(world, &path)?;
    let answer = Asker::open(&path)?.answer(&Query::Results(None), world.clock.today(), &world.config.rules())?;
    let Answer::Results(all) = answer else { return Err(Error::fault("The results could not be read.")) };
    let chosen: Vec<&CampaignResult> = match &args.campaign {
        None => all.iter().collect(),
        Some(name) => vec![find(&all, name)?],
    };
    print(|out| match args.format {
        Format::Json if args.campaign.is_some() => write_json(out, &as_json(chosen[0])),
        Format::Json => write_json(out, &Value::Array(chosen.into_iter().map(as_json).collect())),
        Format::Text if chosen.is_empty() => {
            writeln!(out, "No campaigns yet. A tracker import or g m in Tenfold makes one.")
        }
        Format::Text => chosen.into_iter().try_for_each(|campaign| write_text(out, campaign)),
    })
}

pub(super) fn find<'a>(all: &'a [CampaignResult], name: &str) -> Result<&'a CampaignResult> {
    let wanted = fold(name.trim());
    all.iter().find(|campaign| fold(&campaign.name) == wanted).ok_or_else(|| {
        let names: Vec<&str> = all.iter().map(|campaign| campaign.name.as_str()).collect();
        let hint = if names.is_empty() {
            "There are none yet.".to_owned()
        } else {
            format!("There are: {}.", names.join(", "))
        };
        Error::refused(format!("There is no campaign called \"{name}\".")).with_hint(hint)
    })
}

fn as_json(campaign: &CampaignResult) -> Value {
    let metrics = campaign.sums.metrics(campaign.margin_bp);
    json!({
        "campaign": campaign.name,
        "currency": campaign.currency.code(),
        "margin_bp": campaign.margin_bp,
        "target_roas_e4": campaign.target_roas_e4,
        "spend_minor": campaign.sums.spend_minor,
        "revenue_minor": campaign.sums.revenue_minor,
        "orders": campaign.sums.orders,
        "roas_e4": metrics.roas_e4,
        "roi_bp": metrics.roi_bp,
        "profit_minor": metrics.profit_minor,
        "cpa_minor": metrics.cpa_minor,
        "breakeven_roas_e4": metrics.breakeven_roas_e4,
        "batches": campaign.batches.iter().map(|batch| batch_json(batch, campaign.margin_bp)).collect::<Vec<_>>(),
        "estimate": campaign.estimate.as_ref().map(estimate_json),
        "unattributed": {
            "orders": campaign.unattributed_orders,
            "revenue_minor": campaign.unattributed_minor,
        },
    })
}

fn batch_json(batch: &BatchResult, margin_bp: Option<i64>) -> Value {
    let creators = batch.creators.iter().map(|creator| {
        let metrics = creator.sums.metrics(margin_bp);
        json!({
            "handle": creator.handle,
            "spend_minor": creator.sums.spend_minor,
            "revenue_minor": creator.sums.revenue_minor,
            "orders": creator.sums.orders,
            "roas_e4": metrics.roas_e4,
            "roi_bp": metrics.roi_bp,
            "cpa_minor": metrics.cpa_minor,
            "views": creator.sums.views,
            "cpm_minor": metrics.cpm_minor,
            "estimate": creator.estimate.as_ref().map(estimate_json),
        })
    });
    json!({ "batch": batch.name, "status": batch.status.word(), "creators": creators.collect::<Vec<_>>() })
}

/// Returns an estimate with its range; a figure that needs a cost is null without one.
fn estimate_json(estimate: &Estimate) -> Value {
    let quantiles = estimate
        .roas
        .map(|[q05, q10, q50, q90, q95]| json!({ "0.05": q05, "0.1": q10, "0.5": q50, "0.9": q90, "0.95": q95 }));
    json!({
        "p_target": estimate.p_target,
        "roas_q": quantiles,
        "verdict": estimate.verdict.word(),
        "sentence": estimate.sentence,
        "early": estimate.early,
    })
}

fn write_text(out: &mut dyn Write, campaign: &CampaignResult) -> io::Result<()> {
    let metrics = campaign.sums.metrics(campaign.margin_bp);
    let money = |minor: Option<i64>| amount(minor, campaign.currency);
    writeln!(out, "{}   tracked so far: facts, no estimate", campaign.name)?;
    writeln!(
        out,
        "  spend {}   revenue {}   orders {}   ROAS {}   ROI {}   profit {}   cost per order {}   break-even ROAS {}",
        money(Some(campaign.sums.spend_minor)),
        money(Some(campaign.sums.revenue_minor)),
        campaign.sums.orders,
        ratio(metrics.roas_e4),
        percent(metrics.roi_bp),
        money(metrics.profit_minor),
        money(metrics.cpa_minor),
        ratio(metrics.breakeven_roas_e4),
    )?;
    if campaign.margin_bp.is_none() {
        writeln!(out, "  margin unknown: ROI, profit and break-even need it (e on the campaign sets it)")?;
    }
    for batch in &campaign.batches {
        writeln!(out, "  {} ({})", batch.name, batch.status.word())?;
        writeln!(
            out,
            "    {:<24}{:>12}{:>12}{:>8}{:>7}{:>9}{:>10}{:>10}{:>9}",
            "CREATOR", "SPEND", "REVENUE", "ORDERS", "ROAS", "ROI", "CPA", "VIEWS", "CPM"
        )?;
        for creator in &batch.creators {
            write_line(out, &format!("@{}", creator.handle), creator.sums, campaign)?;
        }
        if batch.creators.is_empty() {
            writeln!(out, "    nobody yet")?;
        }
    }
    writeln!(
        out,
        "  orders of nobody: {}, {}\n",
        campaign.unattributed_orders,
        money(Some(campaign.unattributed_minor))
    )
}

fn write_line(out: &mut dyn Write, who: &str, sums: Sums, campaign: &CampaignResult) -> io::Result<()> {
    let metrics = sums.metrics(campaign.margin_bp);
    let money = |minor: Option<i64>| amount(minor, campaign.currency);
    writeln!(
        out,
        "    {:<24}{:>12}{:>12}{:>8}{:>7}{:>9}{:>10}{:>10}{:>9}",
        who,
        money(Some(sums.spend_minor)),
        money(Some(sums.revenue_minor)),
        sums.orders,
        ratio(metrics.roas_e4),
        percent(metrics.roi_bp),
        money(metrics.cpa_minor),
        sums.views.map_or_else(|| "-".to_owned(), crate::domain::number::full),
        money(metrics.cpm_minor),
    )
}

fn amount(minor: Option<i64>, currency: Currency) -> String {
    minor.map_or_else(|| "-".to_owned(), |minor| Money::new(minor, currency).exact())
}

fn ratio(e4: Option<i64>) -> String {
    e4.and_then(|e4| crate::domain::money::div_round(i128::from(e4), 100)).map_or_else(
        || "-".to_owned(),
        |hundredths| {
            let sign = if hundredths < 0 { "-" } else { "" };
            format!("{sign}{}.{:02}", hundredths.abs() / 100, hundredths.abs() % 100)
        },
    )
}

fn percent(bp: Option<i64>) -> String {
    bp.and_then(|bp| crate::domain::money::div_round(i128::from(bp), 100))
        .map_or_else(|| "-".to_owned(), |p| format!("{p} %"))
}

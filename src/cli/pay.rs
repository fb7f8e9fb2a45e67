//! `tenfold pay`: pays a creator of a batch.

use std::process::ExitCode;

use super::resolve::CollaborationName;
use super::written::{self, Output};
use super::{World, fields};
use crate::domain::Currency;
use crate::domain::money::parse_amount;
use crate::domain::number::parse_ratio;
use crate::error::{Error, Result};
use crate::proto::WriteCmd;
use crate::proto::payment::{PaymentCmd, PaymentFields};

/// Arguments of `tenfold pay`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    collaboration: CollaborationName,
    /// How much: 150 or 1,200.50; `all` for everything that is agreed and not paid
    amount: String,
    /// The day it was paid: -2d, fri or 2026-03-14 (default: today)
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    on: Option<String>,
    /// How it was paid (default: as the creator is paid usually)
    #[arg(long, value_name = "METHOD", default_value = "", hide_default_value = true)]
    method: String,
    /// What your bank statement says
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    reference: String,
    /// Currency of the amount (default: that of the campaign)
    #[arg(long, value_name = "CODE")]
    currency: Option<String>,
    /// How much of the campaign's currency one unit is (default: the last rate you gave)
    #[arg(long, value_name = "RATE", requires = "currency")]
    rate: Option<String>,
    /// Pay what is more than owed as a bonus
    #[arg(long)]
    bonus: bool,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    let on = args.on.as_deref().map(|typed| fields::day(typed, world.calendar())).transpose()?;
    let currency = args.currency.as_deref().map(currency).transpose()?;
    let rate_e6 = args.rate.as_deref().map(rate).transpose()?;
    written::change(world, args.output, |file| {
        let found = file.collaboration(&args.collaboration)?;
        let paid_in = currency.unwrap_or(found.campaign.fields.currency);
        let minor = match args.amount.trim() {
            "all" => None,
            typed => Some(parse_amount(typed, paid_in).ok_or_else(|| {
                Error::refused(format!("\"{typed}\" isn't an amount in {}. Try 150 or 1,200.50.", paid_in.code()))
            })?),
        };
        let (method, reference) = (args.method.clone(), args.reference.clone());
        let fields = PaymentFields { minor, currency, rate_e6, on, method, reference, is_bonus: args.bonus };
        Ok(WriteCmd::Payment(PaymentCmd::PayCreator { id: found.row.id, fields }))
    })
}

fn currency(typed: &str) -> Result<Currency> {
    Currency::typed(typed).map_err(|fault| Error::refused(fields::fault("currency", &fault)))
}

/// A rate x 1,000,000.
fn rate(typed: &str) -> Result<i64> {
    let scaled = parse_ratio(typed).map(|rate| (rate * 1.0e6).round()).filter(|scaled| (1.0..1.0e15).contains(scaled));
    #[expect(clippy::cast_possible_truncation, reason = "checked against the range right here")]
    scaled
        .map(|scaled| scaled as i64)
        .ok_or_else(|| Error::refused(format!("\"{typed}\" isn't an exchange rate. Try 1.08.")))
}

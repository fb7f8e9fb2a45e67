//! `tenfold invoice`: notes the invoice of a creator of a batch.

use std::process::ExitCode;

use super::resolve::CollaborationName;
use super::written::{self, Output};
use super::{World, fields};
use crate::domain::text::clean;
use crate::error::{Error, Result};
use crate::proto::WriteCmd;
use crate::proto::payment::PaymentCmd;

/// Arguments of `tenfold invoice`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    collaboration: CollaborationName,
    /// Number of the invoice
    number: String,
    /// The day on it: -2d, fri or 2026-03-14 (default: today)
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    on: Option<String>,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    if clean(&args.number).is_empty() {
        return Err(Error::refused("An invoice needs its number, such as INV-7."));
    }
    let on = args.on.as_deref().map(|typed| fields::day(typed, world.calendar())).transpose()?;
    written::change(world, args.output, |file| {
        let id = file.collaboration(&args.collaboration)?.row.id;
        Ok(WriteCmd::Payment(PaymentCmd::InvoiceCreator { id, number: args.number.clone(), on }))
    })
}

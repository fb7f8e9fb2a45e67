//! `tenfold book`: sets fields of a collaboration.

use std::process::ExitCode;

use super::World;
use super::fields::{self, FieldValue};
use super::resolve::{CollaborationName, File};
use super::written::{self, Output};
use crate::domain::{BudgetStep, CollaborationField, CollaborationFields};
use crate::error::Result;
use crate::proto::WriteCmd;
use crate::tui::kit::overlay::Form;
use crate::tui::screens::form::{Reader, record};

/// Arguments of `tenfold book`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    collaboration: CollaborationName,
    /// A field and its value, such as fee=180 or codes="MIA10, MIA20"; nothing after the = clears it. Fields are named as the
    /// columns of a tracker
    #[arg(required = true, value_name = "FIELD=VALUE", value_parser = field)]
    fields: Vec<FieldValue>,
    #[command(flatten)]
    output: Output,
}

fn field(typed: &str) -> Result<FieldValue, String> {
    fields::split(typed, &CollaborationField::ALL.iter().map(|field| (field.key(), field.fact().aliases)).collect())
}

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    written::change(world, args.output, |file| make(file, args))
}

fn make(file: &File, args: &Args) -> Result<WriteCmd> {
    let found = file.collaboration(&args.collaboration)?;
    let currency = found.campaign.fields.currency;
    let ctx = file.ctx(currency);
    let fields = record::fields(&found.row.fields, currency);
    let mut form = Form { title: String::new(), fields, save: String::new() };
    fields::fill(&mut form, &args.fields, &ctx)?;
    let (mut reader, mut fields) = (Reader::new(form, ctx.calendar()), CollaborationFields::default());
    record::read(&mut reader, &mut fields, currency);
    let fields = reader.finish(fields).map_err(|form| fields::refusal(&form))?;
    let adds = fields.costs_minor().saturating_sub(found.row.fields.costs_minor());
    found.warn_over_budget(BudgetStep::Adds(adds));
    Ok(WriteCmd::SaveCollaboration { id: found.row.id, fields: Box::new(fields) })
}

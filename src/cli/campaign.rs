//! `tenfold campaign`: adds a campaign, or sets fields of one.

use std::process::ExitCode;

use super::World;
use super::fields::{self, FieldValue};
use super::resolve::File;
use super::written::{self, Output};
use crate::domain::Currency;
use crate::domain::text::{clean, fold};
use crate::error::{Error, Result};
use crate::proto::WriteCmd;
use crate::proto::command::CampaignFields;
use crate::proto::row::CampaignRow;
use crate::tui::kit::Ctx;
use crate::tui::kit::overlay::{FieldKind, Form, Overlay};
use crate::tui::screens::form;

/// Arguments of `tenfold campaign`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Name of the campaign, which is added if there is none of this name
    campaign: String,
    /// A field and its value, such as budget=1000, margin=60% or niches="BookTok, CleanTok"; nothing after the = clears it
    #[arg(value_name = "FIELD=VALUE", value_parser = field)]
    fields: Vec<FieldValue>,
    #[command(flatten)]
    output: Output,
}

fn field(typed: &str) -> Result<FieldValue, String> {
    let form = form(None, Currency::default()).map_err(|error| error.to_string())?;
    fields::split(typed, &form.fields.iter().map(|field| (field.key, &[][..])).collect())
}

fn form(known: Option<&CampaignFields>, currency: Currency) -> Result<Form> {
    match form::campaign::build(known, currency) {
        Overlay::Form(form) => Ok(form),
        _ => Err(Error::fault("A campaign has no form.")),
    }
}

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    let currency = world.config.currency();
    // The first campaign makes the file.
    if !world.own_file()?.exists() {
        let calendar = world.calendar();
        let ctx = Ctx::new(world.clock.now_ms(), calendar, world.config.borders(), currency, false);
        return written::begin(world, args.output, &make(args, None, &ctx)?);
    }
    written::change(world, args.output, |file| make(args, find(file, &args.campaign)?.as_ref(), &file.ctx(currency)))
}

fn find(file: &File, name: &str) -> Result<Option<CampaignRow>> {
    let wanted = fold(&clean(name));
    Ok(file.campaigns()?.into_iter().find(|campaign| fold(&campaign.fields.name) == wanted))
}

fn make(args: &Args, known: Option<&CampaignRow>, ctx: &Ctx) -> Result<WriteCmd> {
    let mut values = args.fields.clone();
    if known.is_none() && !values.iter().any(|value| value.key == "name") {
        values.push(FieldValue { key: "name", value: args.campaign.clone() });
    }
    // An amount is read in the currency that the campaign has then.
    let stated = values.iter().find(|value| value.key == "currency").and_then(|value| Currency::in_use(&value.value));
    let mut form = form(known.map(|campaign| &campaign.fields), stated.unwrap_or(ctx.currency))?;
    for field in &mut form.fields {
        if let (FieldKind::Money(currency), Some(stated)) = (&mut field.kind, stated) {
            *currency = stated;
        }
    }
    fields::fill(&mut form, &values, ctx)?;
    let fields = form::campaign::read(form, ctx.calendar()).map_err(|form| fields::refusal(&form))?;
    Ok(WriteCmd::SaveCampaign { id: known.map(|campaign| campaign.id), fields: Box::new(fields) })
}

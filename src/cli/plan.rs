//! `tenfold plan`: plans a batch, or changes its rule and adds creators to it.

use std::process::ExitCode;

use super::fields::{self, FieldValue};
use super::resolve::{BatchName, File};
use super::written::{self, Output};
use super::{World, say};
use crate::domain::success_rule;
use crate::domain::text::{clean, fold};
use crate::error::{Error, Result};
use crate::proto::command::BatchFields;
use crate::proto::{Target, WriteCmd};
use crate::tui::kit::overlay::Overlay;
use crate::tui::screens::form;

/// Arguments of `tenfold plan`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    batch: BatchName,
    /// Creators to add: @handle, platform:handle or profile link
    #[arg(value_name = "HANDLE")]
    handles: Vec<String>,
    /// The success rule: what counts as a win
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    rule: Option<String>,
    /// The day the test ends: fri, 3w or 2026-03-14
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    ends: Option<String>,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    written::change(world, args.output, |file| make(file, args))
}

fn make(file: &File, args: &Args) -> Result<WriteCmd> {
    let campaign = file.campaign_of(&args.batch)?;
    let wanted = fold(&clean(&args.batch.batch));
    let known = campaign.batches.iter().find(|batch| fold(&batch.fields.name) == wanted);
    let blank = BatchFields {
        campaign: campaign.id,
        name: args.batch.batch.clone(),
        rule: None,
        success_rule: String::new(),
        ends_on: None,
    };
    let fields = known.map_or(&blank, |batch| &batch.fields);
    let Overlay::Form(mut form) = form::batch::edit(fields, &campaign, known.map_or(0, |batch| batch.creators)) else {
        return Err(Error::fault("A batch has no form."));
    };
    let ctx = file.ctx(campaign.fields.currency);
    let scope = campaign.fields.rule_scope();
    let typed = args.rule.as_deref().filter(|rule| !rule.trim().is_empty());
    let parts = match typed.map(|rule| success_rule::typed(rule, scope, ctx.calendar())) {
        Some(Ok(parts)) => Some(parts),
        // What is no rule of parts stays a note.
        Some(Err(why)) => {
            say(&format!("tenfold: The rule is kept as a note, which nothing judges. {why}"));
            None
        }
        None => None,
    };
    let note = args.rule.clone().filter(|_| parts.is_none());
    let ends = parts.and_then(|parts| parts.ends_on).map(|day| day.to_string());
    let typed = [("rule", note), ("ends", args.ends.clone().or(ends))];
    let values = typed.into_iter().filter_map(|(key, value)| Some(FieldValue { key, value: value? }));
    fields::fill(&mut form, &values.collect::<Vec<_>>(), &ctx)?;
    let read = form::batch::read(form, campaign.id, scope, ctx.calendar());
    let mut fields = read.map_err(|form| fields::refusal(&form))?;
    fields.rule = parts.map(|parts| parts.rule).or(fields.rule);
    let Target::Ids(creators) = file.creators(&args.handles)? else { return Err(Error::fault("No creators.")) };
    Ok(WriteCmd::PlanBatch { id: known.map(|batch| batch.id), fields: Box::new(fields), creators })
}

//! `tenfold set`: sets fields of a creator.

use std::process::ExitCode;

use super::World;
use super::fields::{self, FieldValue, Names};
use super::resolve::File;
use super::written::{self, Output};
use crate::domain::creator::CreatorField;
use crate::domain::{Handle, Platform};
use crate::error::{Error, Result};
use crate::proto::WriteCmd;
use crate::tui::screens::form;

/// Arguments of `tenfold set`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The creator: @handle, platform:handle or profile link
    handle: String,
    /// A field and its value, such as followers=33.7k; nothing after the = clears it. Fields are listed in
    /// `tenfold help-topic facts`
    #[arg(required = true, value_name = "FIELD=VALUE", value_parser = field)]
    fields: Vec<FieldValue>,
    #[command(flatten)]
    output: Output,
}

/// The names of the fields that the form of a creator has.
fn names() -> Names {
    let facts = CreatorField::ALL.iter().map(|field| (field.key(), field.fact().aliases));
    [("handle", &[][..]), ("platform", &[])].into_iter().chain(facts).collect()
}

fn field(typed: &str) -> Result<FieldValue, String> {
    fields::split(typed, &names())
}

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    written::change(world, args.output, |file| make(file, args, world))
}

fn make(file: &File, args: &Args, world: &World) -> Result<WriteCmd> {
    let id = file.creator(&args.handle)?;
    let row = file
        .reader()
        .detail(id, &world.config.rules())?
        .ok_or_else(|| Error::refused("This creator is no longer in the list."))?
        .row;
    let currency = world.config.currency();
    let mut filled = form::creator::edit_form(&row.fields, currency);
    fields::fill(&mut filled, &args.fields, &file.ctx(currency))?;
    let mut changed = row.fields.clone();
    for FieldValue { key, .. } in &args.fields {
        let text = filled.text(key);
        match CreatorField::from_word(key) {
            Some(field) => {
                let currency = form::creator::currency(&filled).unwrap_or(currency);
                let value = field
                    .typed(text, currency, file.calendar())
                    .map_err(|fault| Error::refused(fields::fault(key, &fault)))?;
                changed.slot(field).set(value.view());
                if field == CreatorField::Price {
                    changed.price_currency = currency;
                }
            }
            None if *key == "platform" => changed.platform = Platform::from_word(text).unwrap_or(changed.platform),
            None => {
                let found =
                    Handle::find(text).map_err(|fault| Error::refused(fields::fault(key, &fault.to_string())))?;
                changed.platform = found.platform.unwrap_or(changed.platform);
                changed.handle = found.handle;
            }
        }
    }
    Ok(WriteCmd::EditCreator { id, fields: Box::new(changed), seen: row.updated_at })
}

//! `tenfold codes`: the promo codes in orders that no creator has, and giving one to a creator.

use std::process::ExitCode;

use schemars::JsonSchema;
use serde::Serialize;

use super::resolve::File;
use super::written::{self, Output};
use super::{Format, World, print, write_json};
use crate::domain::figure::{counted, money};
use crate::domain::text::clean;
use crate::error::{Error, Result};
use crate::proto::WriteCmd;
use crate::proto::code_holder::CodeHolder;
use crate::proto::outlook::{CodeRow, OutlookCmd};

/// Arguments of `tenfold codes`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The code to give to a creator (default: list the codes that no creator has)
    #[arg(requires = "handle")]
    code: Option<String>,
    /// The creator: @handle, platform:handle or profile link. Without a batch the creator is added to one, which is made if needed
    handle: Option<String>,
    /// The campaign to add the creator to (default: your only one; if you have none, a new one is made)
    #[arg(long, value_name = "NAME", requires = "code")]
    campaign: Option<String>,
    #[command(flatten)]
    output: Output,
}

/// A promo code of unattributed orders that no creator owns.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct CodeJson<'a> {
    /// The code as an order writes it.
    code: &'a str,
    /// How many sales carry it.
    orders: i64,
    /// Their net revenue, minor units.
    net_minor: i64,
    /// Their currency, ISO 4217.
    currency: &'a str,
}

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    match (&args.code, &args.handle) {
        (Some(code), Some(handle)) => written::change(world, args.output, |file| give(file, args, code, handle)),
        _ => list(world, args.output.format()),
    }
}

fn list(world: &World, format: Format) -> Result<ExitCode> {
    let codes = File::of(world)?.reader().codes_without_creator()?;
    print(|out| match format {
        Format::Json => {
            let json = codes.iter().map(|CodeRow { code, orders, net_minor, currency }| CodeJson {
                code,
                orders: *orders,
                net_minor: *net_minor,
                currency: currency.code(),
            });
            write_json(out, &json.collect::<Vec<_>>())
        }
        Format::Text if codes.is_empty() => writeln!(out, "No promo code is waiting for a creator."),
        Format::Text => {
            writeln!(out, "Promo codes in your orders that no creator has:")?;
            for code in &codes {
                let orders = counted(code.orders, "order", "orders");
                writeln!(out, "  {:<24}{orders:>12}{:>14}", clean(&code.code), money(code.net_minor, code.currency))?;
            }
            writeln!(out, "`tenfold codes CODE HANDLE` gives one to a creator, with its orders.")
        }
    })
}

fn give(file: &File, args: &Args, code: &str, handle: &str) -> Result<WriteCmd> {
    let creator = file.creator(handle)?;
    let campaign = match &args.campaign {
        Some(name) => Some(file.campaign(name)?.id),
        None => None,
    };
    // Who is in a batch already has the code there, whatever the campaign.
    if campaign.is_none() && !file.reader().is_booked(creator)? {
        let campaigns = file.campaigns()?;
        let only = match campaigns.as_slice() {
            [] => None,
            [only] => Some(only.id),
            several => {
                let names: Vec<String> = several.iter().map(|campaign| clean(&campaign.fields.name)).collect();
                return Err(Error::refused("This creator is in no batch yet, and there are several campaigns.")
                    .with_hint(format!("Say which with --campaign: {}.", names.join(", "))));
            }
        };
        return Ok(cmd(code, CodeHolder::Creator(creator, only)));
    }
    Ok(cmd(code, CodeHolder::Creator(creator, campaign)))
}

fn cmd(code: &str, holder: CodeHolder) -> WriteCmd {
    WriteCmd::Outlook(OutlookCmd::GiveCode(code.to_owned(), holder))
}

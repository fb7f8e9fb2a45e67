//! `tenfold add`: adds creators by their accounts.

use std::process::ExitCode;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use strum::IntoEnumIterator;

use super::World;
use super::written::{self, Output};
use crate::domain::collect::{Remark, collect};
use crate::domain::handle::Found;
use crate::domain::{Handle, Platform};
use crate::error::{Error, Result};
use crate::proto::WriteCmd;
use crate::proto::collect::NewAccount;

/// Arguments of `tenfold add`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The creators: @handle, platform:handle or profile link; in quotes also with a note: "@mia #gifted saw her under CeraVe"
    #[arg(required = true, value_name = "HANDLE")]
    handles: Vec<String>,
    /// Platform of handles that name none (default: tiktok)
    #[arg(long, value_parser = platforms())]
    platform: Option<Platform>,
    /// A niche or tag for the new creators; repeat it for more
    #[arg(long, value_name = "TAG")]
    tag: Vec<String>,
    #[command(flatten)]
    output: Output,
}

/// Parses a platform by its word.
fn platforms() -> impl TypedValueParser<Value = Platform> {
    PossibleValuesParser::new(Platform::iter().map(Platform::word))
        .try_map(|word| Platform::from_word(&word).ok_or("no such platform"))
}

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    let accounts = args.handles.iter().map(|typed| account(typed, args.platform)).collect::<Result<_>>()?;
    let cmd = WriteCmd::AddCreators { accounts, tags: args.tag.clone() };
    written::begin(world, args.output, &cmd)
}

fn account(typed: &str, asked: Option<Platform>) -> Result<NewAccount> {
    let (found, remark) = with_remark(typed)?;
    let platform = match (found.platform, asked) {
        (Some(own), Some(asked)) if own != asked => {
            let sentence = format!("{} is on {}, not on {}.", found.handle, own.word(), asked.word());
            return Err(Error::refused(sentence).with_hint("Leave out --platform for it."));
        }
        (own, asked) => own.or(asked).unwrap_or(Platform::ASSUMED),
    };
    Ok(NewAccount { name: found.name.unwrap_or_default(), remark, ..NewAccount::new(platform, found.handle) })
}

/// Reads an account, with the words behind it where they stand in the same quotes.
fn with_remark(typed: &str) -> Result<(Found, Remark)> {
    let fault = match Handle::find(typed) {
        Ok(found) => return Ok((found, Remark::default())),
        Err(fault) => fault,
    };
    let mut read = collect(typed);
    match (read.accounts.pop(), read.accounts.is_empty() && read.unreadable.is_empty() && read.left_out.is_empty()) {
        (Some(account), true) => Ok((account.found, account.remark)),
        _ => Err(Error::refused(format!("Can't add that: {fault}."))),
    }
}

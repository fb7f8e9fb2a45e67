//! `tenfold delete`: deletes a creator. If they took part in a batch, the ledger stays under another name.

use std::process::ExitCode;

use super::World;
use super::written::{self, Output};
use crate::error::{Error, Result};
use crate::proto::{Answer, Query, Target, WriteCmd};
use crate::words::deletion as words;

/// Arguments of `tenfold delete`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The creator: @handle, platform:handle or profile link
    handle: String,
    /// Delete a creator who took part in a batch: amounts, payments, orders and results stay under another name
    #[arg(long)]
    keep_ledger: bool,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(world: &World, args: &Args) -> Result<ExitCode> {
    written::change(world, args.output, |file| {
        let id = file.creator(&args.handle)?;
        let Answer::Deletion(_, leaving) = file.answer(&Query::Deletion(id))? else {
            return Err(Error::fault("What is owed to the creator could not be read."));
        };
        match leaving.filter(|leaving| leaving.keeps_ledger()) {
            Some(_) if args.keep_ledger => Ok(WriteCmd::DeleteKeepingLedger(id)),
            Some(leaving) => Err(Error::refused(format!("{} Nothing was deleted.", words::before(&leaving)))
                .with_hint("Add --keep-ledger to delete them.")),
            None => Ok(WriteCmd::DeleteCreators(Target::one(id))),
        }
    })
}

//! `tenfold man`: the manual pages of the commands, for `man`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap_mangen::{Man, generate_to};

use super::{command, print, say};
use crate::error::{Error, Result};

/// Arguments of `tenfold man`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Write a page for each command into this folder; without it the main page is printed
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

pub(super) fn run(args: &Args) -> Result<ExitCode> {
    let Some(dir) = &args.dir else {
        let mut page = Vec::new();
        Man::new(command()).render(&mut page).map_err(|error| Error::io("make the manual page", error))?;
        return print(|out| out.write_all(&page));
    };
    std::fs::create_dir_all(dir)
        .and_then(|()| generate_to(command(), dir))
        .map_err(|error| Error::io(&format!("write the manual pages into {}", dir.display()), error))?;
    say(&format!("The manual pages are in {}.", dir.display()));
    Ok(ExitCode::SUCCESS)
}

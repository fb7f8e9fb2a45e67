//! `tenfold man`: writes the man pages of the commands.

use std::path::PathBuf;
use std::process::ExitCode;

use clap_mangen::{Man, generate_to};

use super::{command, print, say};
use crate::error::{Error, Result};

/// Arguments of `tenfold man`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Write one page per command to this folder; without it, the main page is printed
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

pub(super) fn run(args: &Args) -> Result<ExitCode> {
    let Some(dir) = &args.dir else {
        let mut page = Vec::new();
        Man::new(command()).render(&mut page).map_err(|error| Error::io("create the man page", error))?;
        return print(|out| out.write_all(&page));
    };
    std::fs::create_dir_all(dir)
        .and_then(|()| generate_to(command(), dir))
        .map_err(|error| Error::io(&format!("write the man pages to {}", dir.display()), error))?;
    say(&format!("The man pages are in {}.", dir.display()));
    Ok(ExitCode::SUCCESS)
}

//! `tenfold completions`: prints a completion script for a shell.

use std::process::ExitCode;

use clap_complete::Shell as Known;
use clap_complete::generate;
use clap_complete_nushell::Nushell;

use super::{command, print};
use crate::error::Result;

/// Arguments of `tenfold completions`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Shell to write the script for
    #[arg(value_enum)]
    shell: Shell,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Shell {
    Bash,
    Zsh,
    Fish,
    #[value(name = "powershell")]
    Power,
    Nushell,
}

pub(super) fn run(args: &Args) -> Result<ExitCode> {
    let mut script = Vec::new();
    let mut write = |shell: Known| generate(shell, &mut command(), "tenfold", &mut script);
    match args.shell {
        Shell::Bash => write(Known::Bash),
        Shell::Zsh => write(Known::Zsh),
        Shell::Fish => write(Known::Fish),
        Shell::Power => write(Known::PowerShell),
        Shell::Nushell => generate(Nushell, &mut command(), "tenfold", &mut script),
    }
    print(|out| out.write_all(&script))
}

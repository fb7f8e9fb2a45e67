//! `tenfold licenses`: prints the license of Tenfold and those of everything it is made of.

use std::process::ExitCode;

use super::print;
use crate::error::Result;

/// The license of Tenfold.
const OWN: &str = include_str!("../../assets/LICENSE");
/// Those of its dependencies; `tests/licenses.rs` writes them.
const OTHERS: &str = include_str!("../../assets/licenses.txt");

pub(super) fn run() -> Result<ExitCode> {
    print(|out| write!(out, "Tenfold {}\n\n{OWN}\n{OTHERS}", env!("CARGO_PKG_VERSION")))
}

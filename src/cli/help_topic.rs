//! `tenfold help-topic`: prints the manual as plain text.

use std::process::ExitCode;

use super::print;
use crate::error::{Error, Result};
use crate::tui::kit::topic::{ALL, Topic, WIDTH};

/// Arguments of `tenfold help-topic`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Topic to read; without it, the topics are listed
    name: Option<String>,
}

pub(super) fn run(args: &Args) -> Result<ExitCode> {
    let Some(name) = &args.name else {
        return print(|out| ALL.iter().try_for_each(|topic| writeln!(out, "{:<12}{}", topic.name, topic.title())));
    };
    let topic = Topic::from_name(name).ok_or_else(|| {
        let names: Vec<&str> = ALL.iter().map(|topic| topic.name).collect();
        Error::refused(format!("There is no topic called \"{name}\"."))
            .with_hint(format!("Topics: {}.", names.join(", ")))
    })?;
    print(|out| {
        writeln!(out, "{}\n", topic.title())?;
        topic.lines(WIDTH).iter().try_for_each(|line| writeln!(out, "{}", line.text))
    })
}

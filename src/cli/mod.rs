//! The commands: everything the screens show, as plain text. One file per command, and no logic of its own.
//!
//! Data goes to standard output, messages to standard error. Exit status 0: done, 1: failed, 2: wrong usage.

mod add;
mod agenda;
mod batch;
mod board;
mod book;
mod calendar;
mod campaign;
mod campaigns;
mod clicks;
mod codes;
mod commands;
mod completions;
mod conversions;
mod decide;
mod delete;
mod doctor;
mod facts;
mod fields;
mod finish;
mod help_topic;
mod history;
mod import;
mod invoice;
mod json_schemas;
mod keys;
mod licenses;
mod list;
mod man;
mod media_kit;
mod pay;
mod payments;
mod plain;
mod plan;
mod reading;
mod rebook;
mod report;
mod resolve;
mod restore;
mod results;
mod screens;
mod set;
mod show;
mod spool;
mod start;
mod step;
mod streams;
mod tag;
mod tallied;
mod undo;
mod verdict;
mod who;
mod written;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, Parser, ValueEnum};
use tracing::level_filters::LevelFilter;

use crate::clock::Clock;
use crate::config::Config;
use crate::domain::day::Calendar;
use crate::error::{Error, ErrorKind, Result};
use crate::proto::history::Origin;
use crate::store::{Writer, interrupted_restore, open};
use crate::tui::kit::effect::FileChoice;
use crate::{log, paths};

use commands::{Command, DemoArgs};
pub use json_schemas::json_schemas;
use streams::{escaped, print, say, write_json};

/// Find out which small creators pay: collect, triage, test in small paid batches, and see what came back.
///
/// Without a command, Tenfold opens its screens. Everything stays in one file on this computer.
#[derive(Debug, Parser)]
#[command(name = "tenfold", version, max_term_width = 100)]
pub struct Cli {
    #[command(flatten)]
    files: Files,
    /// Type commands line by line, without screens: for screen readers and pipes
    #[arg(long, global = true)]
    plain: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

/// The options of every command.
#[derive(Debug, Args)]
struct Files {
    /// File to open (default: TENFOLD_DB, or tenfold.db in your data folder)
    #[arg(long, global = true, value_name = "FILE")]
    db: Option<PathBuf>,
    /// Configuration file (default: TENFOLD_CONFIG, or config.toml in your configuration folder)
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// How much to log: off, error, warn, info, debug or trace (default: TENFOLD_LOG, or info)
    #[arg(long, global = true, value_name = "LEVEL")]
    log: Option<LevelFilter>,
}

impl Files {
    /// The level of the log: by the option, else by `TENFOLD_LOG`. The parser must not read the variable: it would repeat it in
    /// every usage line as an option that was typed.
    fn log_level(&self) -> Result<LevelFilter> {
        let named = std::env::var("TENFOLD_LOG").ok().filter(|level| !level.is_empty());
        match (self.log, named) {
            (Some(level), _) => Ok(level),
            (None, None) => Ok(LevelFilter::INFO),
            (None, Some(level)) => level.parse().map_err(|_| {
                Error::refused(format!("TENFOLD_LOG is \"{level}\", which isn't a level."))
                    .with_hint("Use off, error, warn, info, debug or trace.")
            }),
        }
    }
}

/// The output format of a command.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Plain text, for people.
    #[default]
    Text,
    /// JSON, for programs.
    Json,
}

/// The output format of a command that also fills sheets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum DataFormat {
    /// Plain text, for people.
    #[default]
    Text,
    /// JSON, for programs.
    Json,
    /// Comma-separated values, for a spreadsheet.
    Csv,
}

/// What every command works with: options, configuration and clock.
#[derive(Debug)]
struct World {
    files: Files,
    config: Config,
    clock: Clock,
    /// The error in the configuration file, if there is one.
    config_fault: Option<String>,
    /// The name of the command.
    command: &'static str,
}

impl World {
    /// What typed days are read with.
    fn calendar(&self) -> Calendar {
        self.config.rules().calendar(self.clock.today())
    }

    /// The path of the user's own file, as opposed to the demo.
    fn own_file(&self) -> Result<PathBuf> {
        paths::own_file(self.files.db.as_deref())
    }
}

/// Returns the definition of all commands, for the reference page and shell completions.
pub fn command() -> clap::Command {
    <Cli as clap::CommandFactory>::command()
}

/// Runs the program with its arguments and returns its exit status.
pub fn run() -> ExitCode {
    // Wrong usage ends here with status 2 and the usage on standard error; --help and --version with status 0.
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // An error repeats what was typed, which must not reach the terminal as control characters.
            let is_help = !error.use_stderr();
            if is_help {
                _ = error.print();
            } else {
                say(error.render().to_string().trim_end());
            }
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let level = match cli.files.log_level() {
        Ok(level) => level,
        Err(error) => {
            say(&format!("tenfold: {}", error.full()));
            return ExitCode::from(2);
        }
    };
    let _log = paths::log_folder().and_then(|folder| log::start(&folder, level));
    let command = cli.command.as_ref().map_or(if cli.plain { "plain" } else { "screens" }, Command::word);
    tracing::info!(version = env!("CARGO_PKG_VERSION"), command, "started");
    match execute(cli, command) {
        Ok(code) => code,
        Err(error) if error.kind() == ErrorKind::Closed => ExitCode::SUCCESS,
        Err(error) => {
            log::failed(&error);
            say(&format!("tenfold: {}", error.full()));
            ExitCode::from(1)
        }
    }
}

fn execute(cli: Cli, command: &'static str) -> Result<ExitCode> {
    // The doctor says itself what is wrong, without the names in a path, and looks at all else.
    let is_doctor = matches!(cli.command, Some(Command::Doctor(_)));
    let config_path = match paths::config_file(cli.files.config.as_deref()) {
        Err(_) if is_doctor => PathBuf::new(),
        path => path?,
    };
    let (config, config_fault) = Config::load(&config_path);
    if let Some(fault) = config_fault.as_ref().filter(|_| !is_doctor) {
        say(&format!("tenfold: {fault}"));
    }
    let world = World { files: cli.files, config, clock: Clock::Real, config_fault, command };
    // The screens catch crashes themselves, once the terminal is theirs to give back.
    let is_prompt = cli.plain || matches!(cli.command, Some(Command::Demo(DemoArgs { plain: true, .. })));
    if is_prompt || !matches!(cli.command, None | Some(Command::Demo(DemoArgs { make: None, .. }))) {
        log::catch_crashes();
    }
    match (cli.command, cli.plain) {
        (None, false) => screens::open(&world, FileChoice::Own),
        (None, true) => plain::run(world, FileChoice::Own),
        (Some(Command::Demo(DemoArgs { make: None, plain })), typed) if plain || typed => {
            plain::run(world, FileChoice::Demo)
        }
        (Some(_), true) => Err(Error::refused("--plain starts a prompt, so it takes no command.")
            .with_hint("Leave it out, or type the command at the prompt.")),
        (Some(command), false) => command.run(&world),
    }
}

/// Reports what happened to a file since it was last closed.
fn report_accidents(world: &World, path: &Path) -> Result<()> {
    for note in interrupted_restore::look(path, &world.clock)? {
        say(&format!("tenfold: {note}"));
    }
    Ok(())
}

/// Checks that a file exists and is up to date, for a command that only reads.
fn prepare(world: &World, path: &Path) -> Result<()> {
    report_accidents(world, path)?;
    if !path.exists() {
        return Err(Error::new(ErrorKind::Access, format!("There is no file {} yet.", paths::shown(path)))
            .with_hint("Create it with `tenfold import FILE` or `tenfold add HANDLE`."));
    }
    if open::needs_writer(path)? {
        open_writer(world, path)?.close()?;
    }
    Ok(())
}

/// Opens the file for writing and reports what its migration changed.
fn open_writer(world: &World, path: &Path) -> Result<Writer> {
    let rules = Arc::new(world.config.rules());
    let writer = Writer::open(path, world.clock, rules)?.with_origin(Origin::Command(world.command.to_owned()))?;
    if let Some(news) = writer.take_news()? {
        say(&format!("tenfold: {news}"));
    }
    Ok(writer)
}

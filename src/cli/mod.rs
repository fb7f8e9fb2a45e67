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
mod completions;
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
mod undo;
mod verdict;
mod who;
mod written;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, Parser, Subcommand, ValueEnum};
use tracing::level_filters::LevelFilter;

use crate::clock::Clock;
use crate::config::{self, Config};
use crate::domain::day::Calendar;
use crate::error::{Error, ErrorKind, Result};
use crate::proto::history::Origin;
use crate::store::{Writer, interrupted_restore, open};
use crate::tui::kit::effect::FileChoice;
use crate::{jobs, log, paths};

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

#[derive(Debug, Subcommand, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
enum Command {
    /// Import creators, posts, orders or trackers; each file is one undo step
    Import(import::Args),
    /// List all creators, or the ones that match a filter
    List(list::Args),
    /// Show everything about one creator: fields, fit, posts, collaborations, notes
    Show(show::Args),
    /// Show what each campaign, batch and creator returned, with estimates
    Results(results::Args),
    /// Show all campaigns with their budget and batches
    Campaigns(campaigns::Args),
    /// Show a batch: its rule, and each creator with stage, tracks, amounts and days
    Batch(batch::Args),
    /// Show who stands at which stage, what is next and by when
    Board(board::Args),
    /// Show the creators you can book again, by expected profit and reliability
    Rebook(rebook::Args),
    /// Show what is due and progress toward the weekly goal
    Agenda(agenda::Args),
    /// Show what you owe creators and what you paid, or write a pay run, ledger or packing list
    Payments(payments::Args),
    /// Write a one-page campaign report for a browser, an email or a spreadsheet
    Report(report::Args),
    /// Write a one-page media kit of a creator, each figure with its date and source
    MediaKit(media_kit::Args),
    /// Add creators by handle or profile link
    Add(add::Args),
    /// Set fields of a creator
    Set(set::Args),
    /// Add tags to creators, or remove them
    Tag(tag::Args),
    /// Pick, reject or snooze creators
    Verdict(verdict::Args),
    /// Add a campaign, or set fields of one
    Campaign(campaign::Args),
    /// Plan a batch, or change its rule and add creators to it
    Plan(plan::Args),
    /// Start a planned batch
    Start(start::Args),
    /// Finish a running batch
    Finish(finish::Args),
    /// Set fields of a creator's collaboration in a batch: fee, codes, days and all others
    Book(book::Args),
    /// Log what happened in a collaboration: contacted, replied, agreed, shipped, posted and all other steps
    Step(step::Args),
    /// Note how often a creator's link was clicked, on a day or in total so far
    Clicks(clicks::Args),
    /// Keep the counts of a post on a day: views, likes, comments, shares and saves
    Reading(reading::Args),
    /// Pay a creator of a batch: what is due first is paid first
    Pay(pay::Args),
    /// Note the invoice of a creator of a batch
    Invoice(invoice::Args),
    /// Note what you decided about a creator after a test
    Decide(decide::Args),
    /// Delete a creator; what you paid and owe stays
    Delete(delete::Args),
    /// Undo the newest step, or any step that no later one depends on
    Undo(undo::Args),
    /// Redo the step that was undone last
    Redo(undo::RedoArgs),
    /// List the steps you can undo, newest first
    History(history::Args),
    /// List the backups of your file, or restore one
    Restore(restore::Args),
    /// Read a topic of the manual, or list the topics
    HelpTopic(help_topic::Args),
    /// Open the demo shop, in a separate file
    Demo(DemoArgs),
    /// List all actions with their keys, or check your own keys
    Keys(keys::Args),
    /// Print the default configuration, or the path of yours
    Config(ConfigArgs),
    /// Print a completion script for your shell
    Completions(completions::Args),
    /// Print the man page, or write one man page per command
    Man(man::Args),
    /// Check terminal, file, backups and configuration; the output is safe to share
    ///
    /// Changes nothing. The output leaves out your name and home folder. Exit status 1 means that it names a problem.
    Doctor(doctor::Args),
    /// Print the licenses of Tenfold and of everything it is made of
    Licenses,
}

#[derive(Debug, Args)]
struct DemoArgs {
    /// Write the demo shop to this new file without opening the screens
    #[arg(long, value_name = "FILE")]
    make: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct ConfigArgs {
    /// Print the path of your configuration file
    #[arg(long)]
    path: bool,
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
    let command: &'static str = cli.command.as_ref().map_or("screens", Into::into);
    tracing::info!(version = env!("CARGO_PKG_VERSION"), command, "started");
    match execute(cli, command) {
        Ok(code) => code,
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
    if !matches!(cli.command, None | Some(Command::Demo(DemoArgs { make: None }))) {
        log::catch_crashes();
    }
    match cli.command {
        None => screens::open(&world, FileChoice::Own),
        Some(Command::Demo(DemoArgs { make: None })) => screens::open(&world, FileChoice::Demo),
        Some(Command::Demo(DemoArgs { make: Some(path) })) => {
            jobs::demo::make(&path, &world.clock)?;
            say(&format!("The demo shop is in {0}. Open it with: tenfold --db {0}", paths::shown(&path)));
            Ok(ExitCode::SUCCESS)
        }
        Some(Command::Import(args)) => import::run(&world, &args),
        Some(Command::List(args)) => list::run(&world, &args),
        Some(Command::Show(args)) => show::run(&world, &args),
        Some(Command::Results(args)) => results::run(&world, &args),
        Some(Command::Campaigns(args)) => campaigns::run(&world, &args),
        Some(Command::Batch(args)) => batch::run(&world, &args),
        Some(Command::Board(args)) => board::run(&world, &args),
        Some(Command::Rebook(args)) => rebook::run(&world, &args),
        Some(Command::Agenda(args)) => agenda::run(&world, &args),
        Some(Command::Payments(args)) => payments::run(&world, &args),
        Some(Command::Add(args)) => add::run(&world, &args),
        Some(Command::Set(args)) => set::run(&world, &args),
        Some(Command::Tag(args)) => tag::run(&world, &args),
        Some(Command::Verdict(args)) => verdict::run(&world, &args),
        Some(Command::Campaign(args)) => campaign::run(&world, &args),
        Some(Command::Plan(args)) => plan::run(&world, &args),
        Some(Command::Start(args)) => start::run(&world, &args),
        Some(Command::Finish(args)) => finish::run(&world, &args),
        Some(Command::Book(args)) => book::run(&world, &args),
        Some(Command::Step(args)) => step::run(&world, &args),
        Some(Command::Clicks(args)) => clicks::run(&world, &args),
        Some(Command::Reading(args)) => reading::run(&world, &args),
        Some(Command::Pay(args)) => pay::run(&world, &args),
        Some(Command::Invoice(args)) => invoice::run(&world, &args),
        Some(Command::Decide(args)) => decide::run(&world, &args),
        Some(Command::Delete(args)) => delete::run(&world, &args),
        Some(Command::Undo(args)) => undo::run(&world, &args),
        Some(Command::Redo(args)) => undo::redo(&world, &args),
        Some(Command::History(args)) => history::run(&world, &args),
        Some(Command::Report(args)) => report::run(&world, &args),
        Some(Command::MediaKit(args)) => media_kit::run(&world, &args),
        Some(Command::Restore(args)) => restore::run(&world, &args),
        Some(Command::HelpTopic(args)) => help_topic::run(&args),
        Some(Command::Keys(args)) => keys::run(&world, &args),
        Some(Command::Completions(args)) => completions::run(&args),
        Some(Command::Man(args)) => man::run(&args),
        Some(Command::Doctor(args)) => doctor::run(&world, &args),
        Some(Command::Licenses) => licenses::run(),
        Some(Command::Config(ConfigArgs { path: true })) => print(|out| writeln!(out, "{}", config_path.display())),
        Some(Command::Config(ConfigArgs { path: false })) => print(|out| out.write_all(config::EXAMPLE.as_bytes())),
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

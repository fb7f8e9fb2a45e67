//! The commands: everything the screens show, as plain text. One file per command, and no logic of its own.
//!
//! Data goes to standard output, messages to standard error. Exit status 0: done, 1: failed, 2: wrong usage.

mod agenda;
mod completions;
mod facts;
mod help_topic;
mod import;
mod keys;
mod list;
mod man;
mod media_kit;
mod payments;
mod report;
mod restore;
mod results;
mod screens;
mod show;
mod spool;
mod who;

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, Parser, Subcommand, ValueEnum};
use tracing::level_filters::LevelFilter;

use crate::clock::Clock;
use crate::config::{self, Config};
use crate::domain::text::{harmless, is_bidi_control};
use crate::error::{Error, ErrorKind, Result};
use crate::store::{Writer, interrupted_restore, open};
use crate::tui::kit::effect::FileChoice;
use crate::{jobs, log, paths};

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
    /// Show what is due and progress toward the weekly goal
    Agenda(agenda::Args),
    /// Show what you owe creators and what you paid, or write a pay run, ledger or packing list
    Payments(payments::Args),
    /// Write a one-page campaign report for a browser, an email or a spreadsheet
    Report(report::Args),
    /// Write a one-page media kit of a creator, each figure with its date and source
    MediaKit(media_kit::Args),
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

/// What every command works with: options, configuration and clock.
struct World {
    files: Files,
    config: Config,
    clock: Clock,
    /// The error in the configuration file, if there is one.
    config_fault: Option<String>,
}

impl World {
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
    match execute(cli) {
        Ok(code) => code,
        Err(error) => {
            log::failed(&error);
            say(&format!("tenfold: {}", error.full()));
            ExitCode::from(1)
        }
    }
}

fn execute(cli: Cli) -> Result<ExitCode> {
    let config_path = paths::config_file(cli.files.config.as_deref())?;
    let (config, config_fault) = Config::load(&config_path);
    if let Some(fault) = &config_fault {
        say(&format!("tenfold: {fault}"));
    }
    let world = World { files: cli.files, config, clock: Clock::Real, config_fault };
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
        Some(Command::Agenda(args)) => agenda::run(&world, &args),
        Some(Command::Payments(args)) => payments::run(&world, &args),
        Some(Command::Report(args)) => report::run(&world, &args),
        Some(Command::MediaKit(args)) => media_kit::run(&world, &args),
        Some(Command::Restore(args)) => restore::run(&world, &args),
        Some(Command::HelpTopic(args)) => help_topic::run(&args),
        Some(Command::Keys(args)) => keys::run(&world, &args),
        Some(Command::Completions(args)) => completions::run(&args),
        Some(Command::Man(args)) => man::run(&args),
        Some(Command::Config(ConfigArgs { path: true })) => print(|out| writeln!(out, "{}", config_path.display())),
        Some(Command::Config(ConfigArgs { path: false })) => print(|out| out.write_all(config::EXAMPLE.as_bytes())),
    }
}

/// Prints data to standard output. A reader that stops early (`| head`) is not an error.
fn print(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<ExitCode> {
    let mut out = Harmless(io::BufWriter::new(io::stdout().lock()));
    match write(&mut out).and_then(|()| out.flush()) {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
        Err(error) => Err(Error::io("write to standard output", error)),
    }
}

/// Prints a message to standard error, and ignores a closed standard error. The message can quote typed or imported text, so
/// control characters are removed.
fn say(sentence: &str) {
    let _ = writeln!(io::stderr(), "{}", harmless(sentence));
}

/// Writes a value as indented JSON and ends the line.
fn write_json(out: &mut dyn Write, value: &impl serde::Serialize) -> io::Result<()> {
    writeln!(out, "{}", escaped(&serde_json::to_string_pretty(value)?))
}

/// Returns the JSON schema of each command that writes JSON, for the manual.
pub fn json_schemas() -> Vec<(&'static str, schemars::Schema)> {
    use schemars::schema_for;
    vec![
        ("tenfold results CAMPAIGN --format json", schema_for!(crate::words::result_view::json::CampaignJson<'_>)),
        ("tenfold show HANDLE --format json", schema_for!(show::ShowJson<'_>)),
        ("tenfold agenda --format json", schema_for!(agenda::AgendaJson<'_>)),
        ("tenfold payments --format json", schema_for!(Vec<payments::PaymentJson<'_>>)),
        ("tenfold import FILE --format json", schema_for!(import::ImportJson)),
        ("tenfold restore --format json", schema_for!(restore::BackupsJson)),
        ("tenfold restore FILE --format json", schema_for!(restore::RestoredJson)),
    ]
}

/// Escapes control and bidi characters in JSON, which itself escapes only those of ASCII.
fn escaped(json: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '\n' | '\t' => out.push(c),
            // Writing to memory does not fail.
            c if c.is_control() || is_bidi_control(c) => _ = write!(out, "\\u{:04x}", u32::from(c)),
            c => out.push(c),
        }
    }
    out
}

/// A writer that drops the control characters a terminal would act on.
struct Harmless<W: Write>(W);

impl<W: Write> Write for Harmless<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match std::str::from_utf8(bytes) {
            Ok(text)
                if text.contains(|c: char| !matches!(c, '\n' | '\t') && (c.is_control() || is_bidi_control(c))) =>
            {
                self.0.write_all(harmless(text).as_bytes())?;
            }
            Ok(_) => self.0.write_all(bytes)?,
            // The piece starts or ends inside a character, so only ASCII control bytes can be recognized.
            Err(_) => {
                let plain = |byte: &u8| matches!(byte, b'\n' | b'\t') || !byte.is_ascii_control();
                self.0.write_all(&bytes.iter().copied().filter(plain).collect::<Vec<_>>())?;
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
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
            .with_hint("Create it by importing a list: `tenfold import FILE`."));
    }
    if open::needs_writer(path)? {
        open_writer(world, path)?.close()?;
    }
    Ok(())
}

/// Opens the file for writing and reports what its migration changed.
fn open_writer(world: &World, path: &Path) -> Result<Writer> {
    let writer = Writer::open(path, world.clock, Arc::new(world.config.rules()))?;
    if let Some(news) = writer.take_news()? {
        say(&format!("tenfold: {news}"));
    }
    Ok(writer)
}

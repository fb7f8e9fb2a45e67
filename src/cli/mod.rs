//! The plain commands: everything the screens show, as lines in and lines out. One file a command, no logic of its own.
//!
//! Data goes to standard output, talk to standard error. Exit state 0: done, 1: could not, 2: wrong usage.

mod agenda;
mod completions;
mod facts;
mod help_topic;
mod import;
mod keys;
mod list;
mod man;
mod media_kit;
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

/// Finds out which small creators pay: collect, triage, test in small paid batches, and see what came back.
///
/// Without a command the screens open. Everything stays in one file on this computer.
#[derive(Debug, Parser)]
#[command(name = "tenfold", version, max_term_width = 100)]
pub struct Cli {
    #[command(flatten)]
    files: Files,
    #[command(subcommand)]
    command: Option<Command>,
}

/// Which files to work with.
#[derive(Debug, Args)]
struct Files {
    /// The file to work on (else TENFOLD_DB, else tenfold.db in your data folder)
    #[arg(long, global = true, value_name = "FILE")]
    db: Option<PathBuf>,
    /// The configuration (else TENFOLD_CONFIG, else config.toml in your configuration folder)
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// How much to write into the log: off, error, warn, info, debug or trace
    #[arg(
        long,
        global = true,
        value_name = "LEVEL",
        env = "TENFOLD_LOG",
        default_value = "info",
        hide_env_values = true
    )]
    log: LevelFilter,
}

#[derive(Debug, Subcommand, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
enum Command {
    /// Import lists of creators, shop orders or trackers; one undo step a file
    Import(import::Args),
    /// List creators, all or those that a filter finds
    List(list::Args),
    /// Show everything about one creator: facts, fit, posts, collaborations, notes
    Show(show::Args),
    /// Show what came back per campaign, batch and creator, tracked so far
    Results(results::Args),
    /// Print what is due, and how the weekly goal stands
    Agenda(agenda::Args),
    /// Write the report of a campaign: one page for a browser, a mail or a spreadsheet
    Report(report::Args),
    /// Write the media kit of a creator: figures with their days and sources, for a brand
    MediaKit(media_kit::Args),
    /// List the backups of your file, or put one in its place
    Restore(restore::Args),
    /// Read a topic of the manual; without a name, which there are
    HelpTopic(help_topic::Args),
    /// Open the made-up shop, in a file of its own
    Demo(DemoArgs),
    /// Print all actions with the keys in force, or check your own keys
    Keys(keys::Args),
    /// Print the default configuration, or where yours belongs
    Config(ConfigArgs),
    /// Print a script that completes commands and options in your shell
    Completions(completions::Args),
    /// Print the manual page, or write one page per command
    Man(man::Args),
}

#[derive(Debug, Args)]
struct DemoArgs {
    /// Write the made-up shop into this new file and do not open the screens
    #[arg(long, value_name = "FILE")]
    make: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct ConfigArgs {
    /// Print where your configuration belongs
    #[arg(long)]
    path: bool,
}

/// How text or data is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading.
    #[default]
    Text,
    /// For programs.
    Json,
}

/// What every command may use.
struct World {
    files: Files,
    config: Config,
    clock: Clock,
    /// What is wrong with the configuration.
    config_fault: Option<String>,
}

impl World {
    /// The person's own file.
    fn own_file(&self) -> Result<PathBuf> {
        paths::own_file(self.files.db.as_deref())
    }
}

/// The definition of all commands, for the reference page.
pub fn command() -> clap::Command {
    <Cli as clap::CommandFactory>::command()
}

/// Runs the program with its arguments and returns its exit state.
pub fn run() -> ExitCode {
    // Wrong usage ends here, with state 2 and the usage on standard error; --help and --version with state 0.
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help is for reading; what was typed wrong is repeated and must not steer the terminal.
            let is_help = !error.use_stderr();
            if is_help {
                _ = error.print();
            } else {
                say(error.render().to_string().trim_end());
            }
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let _log = paths::log_folder().and_then(|folder| log::start(&folder, cli.files.log));
    let command: &'static str = cli.command.as_ref().map_or("screens", Into::into);
    tracing::info!(version = env!("CARGO_PKG_VERSION"), command, "started");
    match carry_out(cli) {
        Ok(code) => code,
        Err(error) => {
            log::failed(&error);
            say(&format!("tenfold: {}", error.full()));
            ExitCode::from(1)
        }
    }
}

fn carry_out(cli: Cli) -> Result<ExitCode> {
    let config_path = paths::config_file(cli.files.config.as_deref())?;
    let (config, config_fault) = Config::load(&config_path);
    if let Some(fault) = &config_fault {
        say(&format!("tenfold: {fault}"));
    }
    let world = World { files: cli.files, config, clock: Clock::Real, config_fault };
    match cli.command {
        None => screens::open(&world, FileChoice::Own),
        Some(Command::Demo(DemoArgs { make: None })) => screens::open(&world, FileChoice::Demo),
        Some(Command::Demo(DemoArgs { make: Some(path) })) => {
            jobs::demo::make(&path, &world.clock)?;
            say(&format!("The made-up shop is in {0}. Open it with: tenfold --db {0}", paths::shown(&path)));
            Ok(ExitCode::SUCCESS)
        }
        Some(Command::Import(args)) => import::run(&world, &args),
        Some(Command::List(args)) => list::run(&world, &args),
        Some(Command::Show(args)) => show::run(&world, &args),
        Some(Command::Results(args)) => results::run(&world, &args),
        Some(Command::Agenda(args)) => agenda::run(&world, &args),
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

/// Prints data to standard output. A reader who has had enough (`| head`) is no error.
fn print(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<ExitCode> {
    let mut out = Harmless(io::BufWriter::new(io::stdout().lock()));
    match write(&mut out).and_then(|()| out.flush()) {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
        Err(error) => Err(Error::io("write to standard output", error)),
    }
}

/// Says something to the person on standard error; nobody listening is no error. What was typed or read stands in it, and
/// must not steer the terminal.
fn say(sentence: &str) {
    let _ = writeln!(io::stderr(), "{}", harmless(sentence));
}

/// Writes a value as JSON with a line end.
fn write_json(out: &mut dyn Write, value: &impl serde::Serialize) -> io::Result<()> {
    writeln!(out, "{}", escaped(&serde_json::to_string_pretty(value)?))
}

/// The shapes of the JSON that commands write, by command, for the manual.
pub fn json_schemas() -> Vec<(&'static str, schemars::Schema)> {
    use schemars::schema_for;
    vec![
        ("tenfold results CAMPAIGN --format json", schema_for!(crate::words::result_view::json::CampaignJson<'_>)),
        ("tenfold show HANDLE --format json", schema_for!(show::ShowJson<'_>)),
        ("tenfold agenda --format json", schema_for!(agenda::AgendaJson<'_>)),
        ("tenfold import FILE --format json", schema_for!(import::ImportJson)),
        ("tenfold restore --format json", schema_for!(restore::BackupsJson)),
        ("tenfold restore FILE --format json", schema_for!(restore::RestoredJson)),
    ]
}

/// Escapes in JSON what a terminal may obey. JSON itself escapes the control characters of ASCII alone.
fn escaped(json: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '\n' | '\t' => out.push(c),
            // Writing into memory does not fail.
            c if c.is_control() || is_bidi_control(c) => _ = write!(out, "\\u{:04x}", u32::from(c)),
            c => out.push(c),
        }
    }
    out
}

/// Passes on what is printed without anything that a terminal may obey.
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
            // A piece that begins or ends inside a character: what is left to fear in it is plain.
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

/// Says what happened to a file since it was last closed.
fn look(world: &World, path: &Path) -> Result<()> {
    for note in interrupted_restore::look(path, &world.clock)? {
        say(&format!("tenfold: {note}"));
    }
    Ok(())
}

/// Makes a file ready for a command that only reads: it must be there, and whole.
fn ready(world: &World, path: &Path) -> Result<()> {
    look(world, path)?;
    if !path.exists() {
        return Err(Error::new(ErrorKind::Access, format!("There is no file {} yet.", paths::shown(path)))
            .with_hint("Import something first: tenfold import FILE"));
    }
    if open::needs_writer(path)? {
        open_writer(world, path)?.close()?;
    }
    Ok(())
}

/// Opens the file for writing, and says what bringing it up to date changed.
fn open_writer(world: &World, path: &Path) -> Result<Writer> {
    let writer = Writer::open(path, world.clock, Arc::new(world.config.rules()))?;
    if let Some(news) = writer.take_news()? {
        say(&format!("tenfold: {news}"));
    }
    Ok(writer)
}

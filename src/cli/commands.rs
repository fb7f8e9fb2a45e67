//! The list of all commands, and what each does.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::{
    World, add, agenda, batch, board, book, campaign, campaigns, clicks, codes, completions, conversions, decide,
    delete, doctor, finish, help_topic, history, import, invoice, keys, licenses, list, man, media_kit, pay, payments,
    plan, print, reading, rebook, report, restore, results, say, screens, set, show, start, step, tag, undo, verdict,
};
use crate::error::Result;
use crate::tui::kit::effect::FileChoice;
use crate::{config, jobs, paths};

#[derive(Debug, Subcommand, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub(super) enum Command {
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
    /// List the promo codes in orders that no creator has, or give one to a creator
    Codes(codes::Args),
    /// Note how often a creator's link was clicked, on a day or in total so far
    Clicks(clicks::Args),
    /// Note how many sign-ups, leads or installs a creator brought on a day; a later count replaces it, and 0 removes it
    Conversions(conversions::Args),
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
pub(super) struct DemoArgs {
    /// Write the demo shop to this new file without opening the screens
    #[arg(long, value_name = "FILE")]
    pub(super) make: Option<PathBuf>,
    /// Type commands line by line, without screens: for screen readers and pipes
    #[arg(long, conflicts_with = "make")]
    pub(super) plain: bool,
}

#[derive(Debug, Args)]
pub(super) struct ConfigArgs {
    /// Print the path of your configuration file
    #[arg(long)]
    path: bool,
}

impl Command {
    /// The word that starts it.
    pub(super) fn word(&self) -> &'static str {
        self.into()
    }

    /// Whether it takes over the terminal.
    pub(super) fn needs_screen(&self) -> bool {
        match self {
            Self::Demo(args) => args.make.is_none(),
            Self::Keys(args) => args.needs_screen(),
            _ => false,
        }
    }

    /// Carries it out and returns the exit status.
    pub(super) fn run(self, world: &World) -> Result<ExitCode> {
        match self {
            Self::Demo(DemoArgs { make: None, .. }) => screens::open(world, FileChoice::Demo),
            Self::Demo(DemoArgs { make: Some(path), .. }) => {
                jobs::demo::make(&path, &world.clock)?;
                say(&format!("The demo shop is in {0}. Open it with: tenfold --db {0}", paths::shown(&path)));
                Ok(ExitCode::SUCCESS)
            }
            Self::Import(args) => import::run(world, &args),
            Self::List(args) => list::run(world, &args),
            Self::Show(args) => show::run(world, &args),
            Self::Results(args) => results::run(world, &args),
            Self::Campaigns(args) => campaigns::run(world, &args),
            Self::Batch(args) => batch::run(world, &args),
            Self::Board(args) => board::run(world, &args),
            Self::Rebook(args) => rebook::run(world, &args),
            Self::Agenda(args) => agenda::run(world, &args),
            Self::Payments(args) => payments::run(world, &args),
            Self::Add(args) => add::run(world, &args),
            Self::Set(args) => set::run(world, &args),
            Self::Tag(args) => tag::run(world, &args),
            Self::Verdict(args) => verdict::run(world, &args),
            Self::Campaign(args) => campaign::run(world, &args),
            Self::Plan(args) => plan::run(world, &args),
            Self::Start(args) => start::run(world, &args),
            Self::Finish(args) => finish::run(world, &args),
            Self::Book(args) => book::run(world, &args),
            Self::Step(args) => step::run(world, &args),
            Self::Codes(args) => codes::run(world, &args),
            Self::Clicks(args) => clicks::run(world, &args),
            Self::Conversions(args) => conversions::run(world, &args),
            Self::Reading(args) => reading::run(world, &args),
            Self::Pay(args) => pay::run(world, &args),
            Self::Invoice(args) => invoice::run(world, &args),
            Self::Decide(args) => decide::run(world, &args),
            Self::Delete(args) => delete::run(world, &args),
            Self::Undo(args) => undo::run(world, &args),
            Self::Redo(args) => undo::redo(world, &args),
            Self::History(args) => history::run(world, &args),
            Self::Report(args) => report::run(world, &args),
            Self::MediaKit(args) => media_kit::run(world, &args),
            Self::Restore(args) => restore::run(world, &args),
            Self::HelpTopic(args) => help_topic::run(&args),
            Self::Keys(args) => keys::run(world, &args),
            Self::Completions(args) => completions::run(&args),
            Self::Man(args) => man::run(&args),
            Self::Doctor(args) => doctor::run(world, &args),
            Self::Licenses => licenses::run(),
            Self::Config(ConfigArgs { path: true }) => {
                let path = paths::config_file(world.files.config.as_deref())?;
                print(|out| writeln!(out, "{}", path.display()))
            }
            Self::Config(ConfigArgs { path: false }) => print(|out| out.write_all(config::EXAMPLE.as_bytes())),
        }
    }
}

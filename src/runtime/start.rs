//! What the screens start with, and the screens in their first state.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, Local, NaiveDateTime, Utc};

use super::looks::Looks;
use crate::analysis::rules::Rules;
use crate::clock::Clock;
use crate::config::Config;
use crate::domain::Currency;
use crate::domain::tax::TaxRules;
use crate::tui::app::{Model, Surroundings, screens};
use crate::tui::kit::effect::FileChoice;
use crate::tui::kit::{Ctx, Keymap, Place};
use crate::tui::look::Theme;
use crate::tui::term::background::Background;

/// What the screens start with.
#[derive(Clone, Debug)]
pub struct Start {
    /// The person's own file.
    pub own: PathBuf,
    /// The file of the demo shop.
    pub demo: PathBuf,
    /// Which of them to open.
    pub choice: FileChoice,
    /// The name of the theme.
    pub theme: String,
    /// Whether the mouse is used.
    pub mouse: bool,
    /// The configuration file, which may not exist.
    pub config: PathBuf,
    /// The `[keys]` table of the configuration.
    pub keys: toml::Table,
    /// Whether letters of other scripts count as the Latin ones in the same place.
    pub by_place: bool,
    /// Tags that the configuration gives a letter.
    pub quick_tags: Vec<(char, String)>,
    /// The rules of the tax form 1099.
    pub tax: TaxRules,
    /// The rules of the configuration.
    pub rules: Arc<Rules>,
    /// Currency of new campaigns and prices.
    pub currency: Currency,
    /// The time.
    pub clock: Clock,
    /// When this window was opened, unix milliseconds: the history knows it by that.
    pub opened_ms: i64,
    /// What is wrong with the configuration, said when the screens are up.
    pub faults: Vec<String>,
}

impl Start {
    /// Goes by a configuration from here on.
    pub fn go_by(&mut self, config: &Config) {
        self.theme.clone_from(&config.look.theme);
        self.mouse = config.look.mouse;
        self.keys.clone_from(&config.keys);
        self.by_place = config.keyboard.by_place;
        self.quick_tags = config.quick_tags();
        self.tax = config.tax();
        self.rules = Arc::new(config.rules());
        self.currency = config.currency();
    }
}

/// Puts what the configuration says where the screens find it.
pub(super) fn put_into(ctx: &mut Ctx, start: &Start) {
    (ctx.borders, ctx.day_order, ctx.currency) = (start.rules.borders(), start.rules.day_order, start.currency);
    ctx.quick_tags.clone_from(&start.quick_tags);
    ctx.tax.clone_from(&start.tax);
    ctx.keys = Keymap::with_own(&start.keys).0.with_places(start.by_place);
}

/// The screens in their first state, for the chosen file.
pub(super) fn model(start: &Start, looks: &Looks, theme: Theme, background: Option<Background>) -> Model {
    let is_demo = start.choice == FileChoice::Demo;
    let clock = start.clock;
    let mut ctx =
        Ctx::new(clock.now_ms(), start.rules.calendar(clock.today()), start.rules.borders(), start.currency, is_demo);
    ctx.local_time = local_time;
    ctx.opened_ms = Some(start.opened_ms);
    ctx.check_setting = super::setting_check::check;
    put_into(&mut ctx, start);
    // Shown until the file is open: the demo begins with its results.
    let first = if is_demo { Place::Results } else { Place::Creators };
    let mut model = Model::new(ctx, theme, screens(&surroundings(start)), first);
    model.themes = looks.offered(background);
    model
}

/// What the screens need to know about the computer.
fn surroundings(start: &Start) -> Surroundings {
    let home = crate::paths::home();
    // Started from a menu the program is in `/`, where nobody keeps lists.
    let here = std::env::current_dir().ok().filter(|folder| folder.parent().is_some());
    let folder = here.or_else(|| home.clone()).unwrap_or_default();
    Surroundings { data: crate::paths::spoken(&start.own), home, folder }
}

/// The person's own day and time of a moment.
fn local_time(ms: i64) -> NaiveDateTime {
    let moment = DateTime::<Utc>::from_timestamp_millis(ms).unwrap_or_default();
    moment.with_timezone(&Local).naive_local()
}

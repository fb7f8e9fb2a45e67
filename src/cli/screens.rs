//! `tenfold` and `tenfold demo`: opens the screens.

use std::process::ExitCode;
use std::sync::Arc;

use super::{World, say};
use crate::domain::Currency;
use crate::domain::tax::TaxRules;
use crate::error::Result;
use crate::paths;
use crate::runtime::{self, Start};
use crate::tui::kit::Keymap;
use crate::tui::kit::effect::FileChoice;
use crate::tui::term;

/// Opens the screens on a file, or explains why this terminal cannot show them.
pub(super) fn open(world: &World, choice: FileChoice) -> Result<ExitCode> {
    if let Some(sentence) = term::refusal() {
        say(sentence);
        return Ok(ExitCode::from(2));
    }
    let own = world.own_file()?;
    let (_, faults) = Keymap::with_own(&world.config.keys);
    let mut start = Start {
        demo: paths::demo_file(&own),
        own,
        choice,
        theme: String::new(),
        mouse: true,
        config: paths::config_file(world.files.config.as_deref())?,
        keys: toml::Table::new(),
        by_place: true,
        quick_tags: Vec::new(),
        tax: TaxRules::default(),
        rules: Arc::default(),
        currency: Currency::USD,
        clock: world.clock,
        opened_ms: world.clock.now_ms(),
        faults: world.config_fault.iter().cloned().chain(faults).collect(),
    };
    start.go_by(&world.config);
    runtime::run(start)?;
    Ok(ExitCode::SUCCESS)
}

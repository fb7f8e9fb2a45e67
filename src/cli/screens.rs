//! `tenfold` and `tenfold demo`: opens the screens.

use std::process::ExitCode;
use std::sync::Arc;

use super::{World, say};
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
    runtime::run(Start {
        demo: paths::demo_file(&own),
        own,
        choice,
        theme: world.config.look.theme.clone(),
        config: paths::config_file(world.files.config.as_deref())?,
        keys: world.config.keys.clone(),
        by_place: world.config.keyboard.by_place,
        quick_tags: world.config.quick_tags(),
        tax: world.config.tax(),
        rules: Arc::new(world.config.rules()),
        currency: world.config.currency(),
        clock: world.clock,
        opened_ms: world.clock.now_ms(),
        faults: world.config_fault.iter().cloned().chain(faults).collect(),
    })?;
    Ok(ExitCode::SUCCESS)
}

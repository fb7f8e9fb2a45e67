//! The configuration, own keys, and the log.

use super::{Lines, World};
use crate::domain::figure::plural;
use crate::paths;
use crate::tui::kit::Keymap;

pub(super) fn examine(world: &World) -> Lines {
    let mut lines = Lines::default();
    let path = match paths::config_file(world.files.config.as_deref()) {
        Ok(path) => path,
        Err(error) => {
            lines.problem("Path", error.full());
            return lines;
        }
    };
    let is_there = path.exists();
    lines.fine(
        "Path",
        format!("{}{}", path.display(), if is_there { "" } else { " (not there, so the defaults hold)" }),
    );
    match &world.config_fault {
        Some(fault) => lines.problem("State", fault.clone()),
        None if is_there => lines.fine("State", "no errors"),
        None => {}
    }
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    if let Ok(table) = text.parse::<toml::Table>()
        && world.config_fault.is_none()
        && !table.is_empty()
    {
        // Names of sections only: a value can be anything, such as the name of a tag.
        lines.fine("Changes", table.keys().map(String::as_str).collect::<Vec<_>>().join(", "));
    }
    let (_, faults) = Keymap::with_own(&world.config.keys);
    for fault in &faults {
        lines.problem("Keys", format!("{fault} The default keys are used."));
    }
    if faults.is_empty() {
        let own = world.config.keys.len();
        lines.fine(
            "Keys",
            if own == 0 {
                "the default ones".to_owned()
            } else {
                format!("{} without conflicts", plural(own, "own entry"))
            },
        );
    }
    lines
}

pub(super) fn log(world: &World) -> Lines {
    let mut lines = Lines::default();
    let level = world.files.log_level().map_or_else(|error| error.to_string(), |level| level.to_string());
    lines.fine("Level", level);
    let Some(folder) = paths::log_folder() else {
        lines.note("Folder", "there is no home folder to keep a log in");
        return lines;
    };
    lines.fine("Folder", folder.display().to_string());
    let names = std::fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.file_name());
    let names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    let count = |begin: &str| names.iter().filter(|name| name.starts_with(begin)).count();
    lines.fine("Files", count("tenfold").to_string());
    match count("crash-") {
        0 => lines.fine("Crashes", "none"),
        crashes => lines.note("Crashes", format!("{}: send the newest along", plural(crashes, "crash file"))),
    }
    lines
}

//! The rules between the layers, read off the source: who may import whom, who may name SQL, the terminal, threads and clocks,
//! and how long a file may be.

#![expect(clippy::expect_used, reason = "a source that cannot be read must fail the test")]

use std::fs;
use std::path::{Path, PathBuf};

/// Most lines of a file, tests not counted.
const LONGEST: usize = 400;

/// A layer (the longest matching folder or file counts) and the modules it may import from this crate.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("domain", &["domain"]),
    ("analysis", &["analysis", "domain"]),
    ("proto", &["proto", "analysis", "domain"]),
    ("words", &["words", "proto", "analysis", "domain"]),
    ("error", &["proto", "domain"]),
    ("clock", &[]),
    ("paths", &["error", "domain"]),
    ("handles", &[]),
    ("output", &["error", "handles", "paths", "domain"]),
    ("log", &["error", "clock"]),
    ("config", &["error", "analysis", "domain", "paths"]),
    ("report", &["report", "words", "proto", "analysis", "domain"]),
    ("store", &["store", "words", "proto", "analysis", "domain", "error", "clock", "handles"]),
    ("import", &["import", "output", "error", "handles", "words", "proto", "analysis", "domain"]),
    ("demo", &["demo", "proto", "domain"]),
    ("jobs", &["jobs", "store", "import", "demo", "words", "proto", "analysis", "domain", "error", "clock"]),
    ("tui/look", &["tui::look", "domain"]),
    ("tui/kit", &["tui::kit", "tui::look", "proto", "domain"]),
    ("tui/widgets", &["tui::widgets", "tui::kit", "tui::look", "domain"]),
    ("tui/overlays", &["tui::overlays", "tui::widgets", "tui::kit", "tui::look", "words", "proto", "domain"]),
    ("tui/screens", &["tui::screens", "tui::widgets", "tui::kit", "tui::look", "words", "proto", "analysis", "domain"]),
    (
        "tui/app",
        &[
            "tui::app",
            "tui::screens",
            "tui::overlays",
            "tui::widgets",
            "tui::kit",
            "tui::look",
            "words",
            "proto",
            "domain",
        ],
    ),
    ("tui/term", &["tui::term", "tui::kit", "error"]),
];

/// A name, the only places that may use it, and why.
const RESERVED: &[(&str, &[&str], &str)] = &[
    ("rusqlite", &["store", "error"], "only the store talks to SQLite"),
    ("crossterm::", &["tui/term", "tui/kit/key"], "only tui::term talks to the terminal"),
    (
        "std::thread",
        &["jobs", "runtime", "tui/term", "main", "cli", "log"],
        "only workers, the runtime and the input make threads",
    ),
    ("Utc::now", &["clock"], "time comes from clock.rs"),
    ("Local::now", &["clock"], "time comes from clock.rs"),
    ("SystemTime::now", &["clock"], "time comes from clock.rs"),
    (
        "File::open(",
        &["handles", "store", "runtime/opening", "cli/spool"],
        "an open database loses its locks where it is opened as a plain file: use handles::open",
    ),
    (
        "std::fs",
        &["handles", "store", "import", "jobs", "runtime", "cli", "config", "paths", "log", "output", "tui/term"],
        "screens and rules do no IO",
    ),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a source folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Every source file as (path below `src` without `.rs`, text without its tests).
fn modules() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    sources(&root, &mut paths);
    let named = paths.into_iter().filter(|path| path.file_stem().is_some_and(|stem| stem != "tests"));
    named
        .map(|path| {
            let name =
                path.strip_prefix(&root).expect("below src").with_extension("").to_string_lossy().replace('\\', "/");
            let text = fs::read_to_string(&path).expect("a source file");
            let own = text.split("\n#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned();
            (name, own)
        })
        .collect()
}

fn lies_in(module: &str, place: &str) -> bool {
    module.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[test]
fn no_layer_reaches_around_another() {
    let mut faults = Vec::new();
    for (module, text) in modules() {
        let Some((layer, allowed)) = MAY_IMPORT.iter().find(|(layer, _)| lies_in(&module, layer)) else { continue };
        for (number, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            for used in code.split("crate::").skip(1) {
                let fine = allowed.iter().any(|name| {
                    used.strip_prefix(name)
                        .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
                }) || (*layer == "store" || *layer == "jobs" || *layer == "tui/term" || *layer == "config")
                    && used.starts_with("Error");
                if !fine {
                    faults.push(format!("src/{module}.rs:{}: {layer} may not import crate::{used}", number + 1));
                }
            }
        }
    }
    assert!(faults.is_empty(), "layers:\n{}", faults.join("\n"));
}

#[test]
fn sql_terminal_threads_clocks_and_files_stay_in_their_places() {
    let mut faults = Vec::new();
    for (module, text) in modules() {
        for (number, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            for (name, places, why) in RESERVED {
                if code.contains(name) && !places.iter().any(|place| lies_in(&module, place)) {
                    faults.push(format!("src/{module}.rs:{}: `{name}`: {why}", number + 1));
                }
            }
        }
    }
    assert!(faults.is_empty(), "reserved names:\n{}", faults.join("\n"));
}

#[test]
fn files_are_the_size_of_a_thought() {
    let long: Vec<String> = modules()
        .into_iter()
        .map(|(module, text)| (module, text.lines().count()))
        .filter(|(_, lines)| *lines > LONGEST)
        .map(|(module, lines)| format!("src/{module}.rs has {lines} lines"))
        .collect();
    assert!(long.is_empty(), "longer than {LONGEST} lines:\n{}", long.join("\n"));
}

#[test]
fn every_layer_of_the_table_exists() {
    let modules = modules();
    for (layer, _) in MAY_IMPORT {
        assert!(modules.iter().any(|(module, _)| lies_in(module, layer)), "{layer} is in the table but not in src");
    }
}

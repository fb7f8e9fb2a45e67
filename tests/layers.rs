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
    ("config", &["error", "proto", "analysis", "domain", "output", "paths"]),
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

/// The made-up shop is lived through commands and imports: nothing in it, or made for it, writes to the file by itself.
#[test]
fn the_demo_writes_nothing_by_itself() {
    let sql = ["execute", "prepare", "query_row", "transaction", "INSERT", "UPDATE", "DELETE", "pragma"];
    let mut seen = 0;
    for (module, text) in modules() {
        assert!(!module.starts_with("store/demo"), "the store knows no demo: src/{module}.rs");
        if !lies_in(&module, "demo") && !lies_in(&module, "jobs/demo") {
            continue;
        }
        seen += 1;
        for (number, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            let found = sql.iter().find(|word| code.contains(*word));
            assert!(found.is_none(), "src/{module}.rs:{}: {found:?}", number + 1);
        }
    }
    assert!(seen > 8, "{seen}");
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

/// Layers that hand over facts and write no sentences, with the files whose sentences are all refusals and failures, some of
/// them built up over several statements.
const FACTS_ONLY: &[(&str, &[&str])] = &[
    ("analysis", &["benchmarks"]),
    ("import", &["error", "kind"]),
    (
        "store",
        &["interrupted_restore", "backup", "failure", "in_use", "migrate", "open", "place", "restore", "swap", "undo"],
    ),
];

/// The string literals of a source with the place where each begins.
fn literals(text: &str) -> Vec<(usize, &str)> {
    let (mut found, mut start, mut escaped) = (Vec::new(), None, false);
    for (at, c) in text.char_indices() {
        match (c, start) {
            _ if escaped => escaped = false,
            ('\\', Some(_)) => escaped = true,
            ('"', None) if !text[..at].ends_with('\'') => start = Some(at + 1),
            ('"', Some(from)) => {
                found.push((from, &text[from..at]));
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// Whether a literal is a sentence or the pattern of one: words after each other, a period or a place for a value, and no SQL,
/// whose words are capitals.
fn is_english(literal: &str) -> bool {
    let is_word = |word: &&str| word.len() > 1 && word.chars().all(|c| c.is_ascii_lowercase());
    let words: Vec<&str> = literal.split_whitespace().collect();
    let is_sql = words.iter().any(|word| word.len() > 1 && word.chars().all(|c| c.is_ascii_uppercase()));
    let follow = words.windows(2).any(|two| is_word(&two[0]) && is_word(&two[1]));
    follow && !is_sql && (literal.contains('{') || literal.ends_with('.'))
}

#[test]
fn layers_of_facts_say_no_sentence_but_refusals() {
    let mut faults = Vec::new();
    for (module, text) in modules() {
        let is_facts = |(layer, refusals): &(&str, &[&str])| {
            let own = module.strip_prefix(layer).and_then(|rest| rest.strip_prefix('/'));
            own.is_some_and(|own| !refusals.iter().any(|place| lies_in(own, place)) && !own.contains("tests"))
        };
        if !FACTS_ONLY.iter().any(is_facts) {
            continue;
        }
        let code: String =
            text.lines().map(|line| line.split("//").next().unwrap_or_default().to_owned() + "\n").collect();
        for (at, literal) in literals(&code) {
            // A refusal names its error close by: around the sentence, or in the statement after it.
            let from = code[..at].char_indices().rev().nth(700).map_or(0, |(place, _)| place);
            let to = code[at..]
                .char_indices()
                .nth(literal.chars().count() + 240)
                .map_or(code.len(), |(place, _)| at + place);
            let near = &code[from..to];
            let is_refusal = ["Error", "refus", "expect(", "reason =", "tracing::", "Fault::", "Err("]
                .iter()
                .any(|sign| near.contains(sign));
            if is_english(literal) && !is_refusal {
                faults.push(format!("src/{module}.rs: \"{literal}\" belongs into words/"));
            }
        }
    }
    assert!(faults.is_empty(), "English where facts belong:\n{}", faults.join("\n"));
}

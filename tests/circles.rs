//! No two files of a folder may need each other: such a pair cannot be understood, moved or tested one at a time. No screen may
//! need another screen.
//!
//! A file and the folder it opens (`store/undo.rs` and `store/undo/replay.rs`) belong together and are no pair.

#![expect(clippy::expect_used, reason = "a source that cannot be read must fail the test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Circles that stand from before this rule, each by its first file and how many it has. The list only gets shorter: a circle
/// that was opened, or has fewer files, is to be taken out or corrected here.
const STANDING: &[(&str, usize)] = &[];

/// What stands among the screens and is shared by them: parts of screens, and the made-up shop of their tests.
const SHARED_BY_SCREENS: &[&str] = &[
    "campaign_forms",
    "estimate",
    "form",
    "goal_line",
    "listed",
    "over_budget",
    "parcels",
    "profile",
    "sample",
    "sections",
    "slip",
    "stage",
    "step_log",
    "steps",
    "tally",
    "trend",
    "verbs",
];

type Imports = BTreeMap<String, BTreeSet<String>>;

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a source folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            if path.file_name().is_some_and(|name| name != "tests") {
                sources(&path, found);
            }
        } else if path.extension().is_some_and(|end| end == "rs")
            && path.file_stem().is_some_and(|name| name != "tests")
        {
            found.push(path);
        }
    }
}

/// The modules by path below `src` (`store/undo/replay`), with their text without tests and comments.
fn modules() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    sources(&root, &mut paths);
    let module = |path: &PathBuf| {
        let below = path.strip_prefix(&root).expect("below src").with_extension("");
        let name = below.to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(path).expect("a source file");
        let own = text.split("\n#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        let code: Vec<&str> = own.lines().map(|line| line.split("//").next().unwrap_or_default()).collect();
        (name.strip_suffix("/mod").unwrap_or(&name).to_owned(), code.join("\n"))
    };
    paths.iter().map(module).collect()
}

/// Unfolds `a::{b, c::{d, e}}` into `a::b`, `a::c::d` and `a::c::e`.
fn unfolded(path: &str) -> Vec<String> {
    let Some((head, rest)) = path.split_once('{') else { return vec![path.trim().to_owned()] };
    let inner = rest.rsplit_once('}').map_or(rest, |(inner, _)| inner);
    let (mut depth, mut parts) = (0, vec![String::new()]);
    for c in inner.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        match parts.last_mut() {
            Some(_) if c == ',' && depth == 0 => parts.push(String::new()),
            Some(part) => part.push(c),
            None => {}
        }
    }
    let parts = parts.iter().filter(|part| !part.trim().is_empty());
    parts.flat_map(|part| unfolded(&format!("{}{}", head.trim(), part.trim()))).collect()
}

/// The paths that a module names: in its imports, and in its code where they begin with `crate` or `super`.
fn named(code: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for part in code.split("use ").skip(1) {
        if let Some((path, _)) = part.split_once(';') {
            paths.extend(unfolded(path));
        }
    }
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    paths.extend(code.split(|c: char| !is_part(c)).filter(|word| word.contains("::")).map(str::to_owned));
    paths
}

/// The module that a path leads to, as the longest one that is a file.
fn target(path: &str, from: &str, modules: &BTreeMap<String, String>) -> Option<String> {
    let mut parts: Vec<&str> = path.split("::").map(str::trim).collect();
    let mut base: Vec<&str> = match *parts.first()? {
        "crate" => Vec::new(),
        "super" | "self" => from.split('/').collect(),
        child if modules.contains_key(&format!("{from}/{child}")) => return Some(format!("{from}/{child}")),
        _ => return None,
    };
    while let Some(first) = parts.first().filter(|part| matches!(**part, "crate" | "super" | "self")) {
        if *first == "super" {
            base.pop();
        }
        parts.remove(0);
    }
    base.extend(parts);
    while !base.is_empty() {
        let name = base.join("/");
        if modules.contains_key(&name) {
            return (name != from).then_some(name);
        }
        base.pop();
    }
    None
}

fn imports() -> Imports {
    let modules = modules();
    let is_family = |a: &str, b: &str| a.starts_with(&format!("{b}/")) || b.starts_with(&format!("{a}/"));
    let of = |(name, code): (&String, &String)| {
        let found = named(code).into_iter().filter_map(|path| target(&path, name, &modules));
        (name.clone(), found.filter(|other| !is_family(name, other)).collect())
    };
    modules.iter().map(of).collect()
}

/// All that can be reached from a module.
fn reached(from: &str, imports: &Imports) -> BTreeSet<String> {
    let (mut seen, mut next) = (BTreeSet::new(), vec![from.to_owned()]);
    while let Some(module) = next.pop() {
        for other in imports.get(&module).into_iter().flatten() {
            if seen.insert(other.clone()) {
                next.push(other.clone());
            }
        }
    }
    seen
}

/// The circles: each a set of modules that all reach each other.
fn circles(imports: &Imports) -> Vec<BTreeSet<String>> {
    let reach: BTreeMap<&String, BTreeSet<String>> =
        imports.keys().map(|name| (name, reached(name, imports))).collect();
    let mut circles: Vec<BTreeSet<String>> = Vec::new();
    for (name, others) in &reach {
        if circles.iter().any(|circle| circle.contains(*name)) || !others.contains(*name) {
            continue;
        }
        let back = others.iter().filter(|other| reach.get(other).is_some_and(|back| back.contains(*name)));
        circles.push(back.cloned().collect());
    }
    circles
}

#[test]
fn no_files_need_each_other() {
    let circles = circles(&imports());
    let standing: BTreeMap<&str, usize> = STANDING.iter().copied().collect();
    let size_of = |circle: &BTreeSet<String>| circle.first().map(|first| (first.clone(), circle.len()));
    let found: BTreeMap<String, usize> = circles.iter().filter_map(size_of).collect();
    let faults: Vec<String> = circles
        .iter()
        .filter(|circle| circle.first().is_none_or(|first| standing.get(first.as_str()) != Some(&circle.len())))
        .map(|circle| format!("{} files: {}", circle.len(), circle.iter().cloned().collect::<Vec<_>>().join(", ")))
        .collect();
    assert!(faults.is_empty(), "files that need each other:\n{}", faults.join("\n"));
    let opened: Vec<_> = standing.keys().filter(|first| !found.contains_key(**first)).collect();
    assert!(opened.is_empty(), "these circles are open now, take them out of the list: {opened:?}");
}

/// The part of the screens that a module belongs to: `batch` for `tui/screens/batch/view`.
fn screen_part(module: &str) -> Option<&str> {
    module.strip_prefix("tui/screens/")?.split('/').next()
}

#[test]
fn no_screen_needs_another() {
    let mut faults = Vec::new();
    for (module, others) in &imports() {
        let Some(own) = screen_part(module) else { continue };
        let foreign = others.iter().filter(|other| screen_part(other).is_some_and(|part| part != own));
        let screens = foreign.filter(|other| screen_part(other).is_none_or(|part| !SHARED_BY_SCREENS.contains(&part)));
        faults.extend(screens.map(|other| format!("src/{module}.rs may not import {other}: screens share only parts")));
    }
    assert!(faults.is_empty(), "screens that need each other:\n{}", faults.join("\n"));
}

#[test]
fn what_screens_share_is_no_screen() {
    let modules = modules();
    let parts: BTreeSet<&str> = modules.keys().filter_map(|module| screen_part(module)).collect();
    for part in &parts {
        let mut own = modules.iter().filter(|(module, _)| screen_part(module) == Some(part));
        let is_screen = own.any(|(_, code)| code.contains("impl Screen for"));
        assert_ne!(is_screen, SHARED_BY_SCREENS.contains(part), "{part} is a screen or is shared by screens");
    }
    let gone: Vec<_> = SHARED_BY_SCREENS.iter().filter(|shared| !parts.contains(*shared)).collect();
    assert!(gone.is_empty(), "these are not there any more: {gone:?}");
}

#[test]
fn a_circle_is_found_and_a_file_with_its_folder_is_none() {
    let imports: Imports = [("a", "b"), ("b", "c"), ("c", "a"), ("d", "a")]
        .map(|(from, to)| (from.to_owned(), BTreeSet::from([to.to_owned()])))
        .into_iter()
        .collect();
    let found = circles(&imports);
    assert_eq!(found, [["a", "b", "c"].map(str::to_owned).into_iter().collect()]);
    assert_eq!(unfolded("a::{b, c::{d, e}}"), ["a::b", "a::c::d", "a::c::e"]);
}

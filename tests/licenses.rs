//! The licenses of all dependencies stand in `assets/licenses.txt`, which `tenfold licenses` prints.
//!
//! `cargo test --test licenses -- --ignored` writes the file anew. Which packages it must list follows from `Cargo.lock` alone: all
//! that the program needs on any system, to run or to be built, but not what its tests need.

#![expect(clippy::expect_used, reason = "a file that cannot be read must fail the test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use toml::{Table, Value};

/// A package by name and version.
type Package = (String, String);

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn table(name: &str) -> Table {
    fs::read_to_string(root().join(name)).expect("the file").parse().expect("TOML")
}

/// The names of the dependencies of the program itself, on every system.
fn direct() -> BTreeSet<String> {
    let manifest = table("Cargo.toml");
    let targets = manifest["target"].as_table().into_iter().flatten().map(|(_, target)| target);
    let all = std::iter::once(&manifest["dependencies"]).chain(targets.filter_map(|target| target.get("dependencies")));
    all.filter_map(Value::as_table).flat_map(Table::keys).cloned().collect()
}

/// Every package that the program is made of, by `Cargo.lock`.
fn needed() -> BTreeSet<Package> {
    let lock = table("Cargo.lock");
    let text = |package: &Value, key: &str| package[key].as_str().expect("a text").to_owned();
    let packages: Vec<(Package, Vec<String>)> = lock["package"]
        .as_array()
        .expect("packages")
        .iter()
        .map(|package| {
            let needs = package.get("dependencies").and_then(Value::as_array).into_iter().flatten();
            (
                (text(package, "name"), text(package, "version")),
                needs.filter_map(Value::as_str).map(str::to_owned).collect(),
            )
        })
        .collect();
    // A dependency is written as its name, with its version where several are in use.
    let find = |need: &str| {
        let mut words = need.split(' ');
        let (name, version) = (words.next().unwrap_or_default(), words.next());
        packages
            .iter()
            .find(|((own, of), _)| own == name && version.is_none_or(|version| version == of))
            .expect("a package")
    };
    let (_, own) = find("tenfold");
    let direct = direct();
    let mut open: Vec<&str> = own.iter().map(String::as_str).collect();
    open.retain(|need| direct.contains(need.split(' ').next().unwrap_or_default()));
    let mut found = BTreeSet::new();
    while let Some(need) = open.pop() {
        let (package, needs) = find(need);
        if found.insert(package.clone()) {
            open.extend(needs.iter().map(String::as_str));
        }
    }
    found
}

/// The list of packages at the head of the file: name and version, license, numbers of texts.
fn listed(text: &str) -> BTreeMap<Package, (String, Vec<usize>)> {
    let list = text.split("\n\n").nth(1).unwrap_or_default();
    let entry = |line: &str| {
        let (package, rest) = line.split_once(": ")?;
        let (name, version) = package.split_once(' ')?;
        let (license, texts) = rest.split_once("; text")?;
        let numbers = texts.trim_start_matches('s').split(',').filter_map(|number| number.trim().parse().ok());
        Some(((name.to_owned(), version.to_owned()), (license.to_owned(), numbers.collect())))
    };
    list.lines().filter_map(entry).collect()
}

#[test]
fn every_dependency_has_its_license() {
    let text = fs::read_to_string(root().join("assets/licenses.txt")).expect("the licenses");
    let listed = listed(&text);
    let needed = needed();
    let missing: Vec<&Package> = needed.iter().filter(|package| !listed.contains_key(package)).collect();
    let gone: Vec<&Package> = listed.keys().filter(|package| !needed.contains(package)).collect();
    assert!(
        missing.is_empty() && gone.is_empty(),
        "without license: {missing:?}; not used anymore: {gone:?}; run cargo test --test licenses -- --ignored"
    );
    for (package, (license, texts)) in &listed {
        assert!(!license.is_empty() && !texts.is_empty(), "{package:?}");
        for number in texts {
            assert!(text.contains(&format!("\n===== Text {number} =====\n")), "{package:?}: text {number}");
        }
    }
}

#[test]
fn the_license_of_the_program_is_the_one_it_states() {
    let license = fs::read_to_string(root().join("assets/LICENSE")).expect("the license");
    let stated = table("Cargo.toml")["package"]["license"].as_str().expect("a license").to_owned();
    assert!(license.starts_with(&format!("{stated} License\n")), "{stated}");
}

/// The files of a package that hold its license, by name.
fn license_files(folder: &Path) -> Vec<PathBuf> {
    let is_license = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        path.is_file()
            && ["license", "licence", "unlicense", "copying", "copyright", "notice"]
                .iter()
                .any(|word| name.starts_with(word))
    };
    let entries = fs::read_dir(folder).expect("a package").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<PathBuf> = entries.filter(is_license).collect();
    files.sort();
    files
}

/// A license text and who stands behind it.
#[derive(Default)]
struct Text {
    body: String,
    notices: BTreeSet<String>,
    packages: BTreeSet<String>,
}

/// Whether a line names who holds the rights, as opposed to one of the text that speaks of copyright.
fn is_notice(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let names = |word: &str| {
        word.starts_with(|sign: char| matches!(sign, '(' | '©') || sign.is_ascii_digit() || sign.is_uppercase())
    };
    words.next() == Some("Copyright") && words.next().is_some_and(names) && line.trim().len() < 150
}

/// Splits a text into what it says and whom it names, so that packages with the same license share one text.
fn split(text: &str) -> (String, String, Vec<String>) {
    let (notices, body): (Vec<&str>, Vec<&str>) = text.lines().partition(|line| is_notice(line));
    let body = body.join("\n").trim().to_owned();
    let key = body.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    (key, body, notices.iter().map(|line| line.trim().to_owned()).collect())
}

/// Names after each other, in lines of at most 100 letters.
fn wrapped(begin: &str, names: &BTreeSet<String>) -> String {
    let (mut text, mut width) = (begin.to_owned(), begin.len());
    for (at, name) in (1..).zip(names) {
        let comma = if at < names.len() { "," } else { "" };
        let breaks = width + name.len() + 2 > 100;
        let _ = write!(text, "{}{name}{comma}", if breaks { '\n' } else { ' ' });
        width = if breaks { name.len() } else { width + name.len() } + 2;
    }
    text
}

/// Where the sources of all packages are, on this computer, with their stated license and authors.
fn sources() -> BTreeMap<Package, (PathBuf, String, String)> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--manifest-path"])
        .arg(root().join("Cargo.toml"))
        .output()
        .expect("cargo runs");
    let all: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let packages = all["packages"].as_array().expect("packages");
    let source = |package: &serde_json::Value| {
        let text = |key: &str| package[key].as_str().unwrap_or_default().to_owned();
        let authors = package["authors"].as_array().into_iter().flatten().filter_map(serde_json::Value::as_str);
        let authors: Vec<&str> = authors.map(|author| author.split(" <").next().unwrap_or_default()).collect();
        let folder = Path::new(&text("manifest_path")).parent().map(Path::to_owned).expect("a folder");
        ((text("name"), text("version")), (folder, text("license"), authors.join(", ")))
    };
    packages.iter().map(source).collect()
}

#[test]
#[ignore = "writes assets/licenses.txt; cargo must be able to fetch the sources of all dependencies, also those of other systems"]
fn write_the_licenses_anew() {
    let sources = sources();
    let mut texts: BTreeMap<String, Text> = BTreeMap::new();
    let mut of_package: BTreeMap<Package, (String, Vec<String>)> = BTreeMap::new();
    let mut without = Vec::new();
    for package in needed() {
        let (folder, license, authors) = &sources[&package];
        let files = license_files(folder);
        let mut keys = Vec::new();
        for file in &files {
            let bytes = fs::read(file).expect("a license");
            let (key, body, notices) = split(&String::from_utf8_lossy(&bytes).replace("\r\n", "\n"));
            if key.len() > 60 {
                let kept = texts.entry(key.clone()).or_insert_with(|| Text { body, ..Text::default() });
                kept.notices.extend(notices);
                kept.packages.insert(package.0.clone());
                keys.push(key);
            }
        }
        if keys.is_empty() {
            without.push((package.clone(), authors.clone()));
        }
        // A private file stands for its license where no name is stated.
        let license = if license.is_empty() { "see its text" } else { license };
        of_package.insert(package, (license.replace('/', " OR ").replace("  ", " "), keys));
    }
    // A package without a license file states a license all the same: it shares the text that most packages have. Each of them
    // offers MIT.
    let most = texts.iter().max_by_key(|(_, text)| text.packages.len()).map(|(key, _)| key.clone()).expect("a text");
    assert!(most.contains("permission is hereby granted, free of charge"));
    for (package, authors) in without {
        let (license, keys) = of_package.get_mut(&package).expect("a package");
        assert!(license.contains("MIT"), "{package:?} has no license text, and {license} has none here");
        keys.push(most.clone());
        let text = texts.get_mut(&most).expect("a text");
        text.packages.insert(package.0.clone());
        text.notices.insert(format!(
            "Copyright {}",
            if authors.is_empty() { format!("the authors of {}", package.0) } else { authors }
        ));
    }
    let mut order: Vec<(&String, &Text)> = texts.iter().collect();
    order.sort_by(|(key, one), (other_key, other)| (other.packages.len(), *key).cmp(&(one.packages.len(), *other_key)));
    let number: BTreeMap<&String, usize> = (1..).zip(&order).map(|(number, (key, _))| (*key, number)).collect();
    let mut page = String::from(
        "Licenses of the software that Tenfold is made of: package and version, license, and the texts that came with it.\n\
         SQLite itself is in the public domain.\n\n",
    );
    for ((name, version), (license, keys)) in &of_package {
        let mut numbers: Vec<usize> = keys.iter().map(|key| number[key]).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let plural = if numbers.len() == 1 { "" } else { "s" };
        let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
        let _ = writeln!(page, "{name} {version}: {license}; text{plural} {}", numbers.join(", "));
    }
    for (number, (_, text)) in (1..).zip(&order) {
        let _ = write!(page, "\n===== Text {number} =====\n\n{}\n\n", wrapped("Of", &text.packages));
        for notice in &text.notices {
            let _ = writeln!(page, "{notice}");
        }
        let _ = writeln!(page, "{}{}", if text.notices.is_empty() { "" } else { "\n" }, text.body);
    }
    let lines: Vec<&str> = page.lines().map(str::trim_end).collect();
    fs::write(root().join("assets/licenses.txt"), lines.join("\n") + "\n").expect("the licenses can be written");
}

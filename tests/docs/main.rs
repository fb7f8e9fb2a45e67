//! The reference pages are written from the tables they describe, so that they cannot be out of date.
//!
//! `TENFOLD_WRITE_DOCS=1 cargo test --test docs` writes them anew.

#![expect(clippy::expect_used, reason = "a page that cannot be read must fail the test")]

mod method;
mod numbers;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;
use strum::IntoEnumIterator;
use tenfold::proto::column::Target as Column;
use tenfold::proto::creator_fact::CreatorFact;
use tenfold::proto::ingest::ImportKind;
use tenfold::tui::kit::Action;
use tenfold::tui::kit::Group;

/// Compares a page with the file in `assets/help`, or writes it when asked to.
fn check(name: &str, page: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/help").join(name);
    if std::env::var_os("TENFOLD_WRITE_DOCS").is_some() {
        fs::write(&path, page).expect("the page can be written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(kept, page, "{name} is out of date: write it anew with TENFOLD_WRITE_DOCS=1 cargo test --test docs");
}

#[test]
fn keys_page_matches_the_action_table() {
    let mut page = String::from(
        "# Keys\n\nEvery action, its name in the configuration and its default keys. The mouse does the same as the keys: `tenfold help-topic mouse`.\n",
    );
    for group in Group::iter() {
        let _ = write!(page, "\n## {}\n\n| Keys | Action | Name | Where |\n|---|---|---|---|\n", group.title());
        for action in Action::ALL.iter().filter(|action| action.group() == group) {
            let keys: Vec<String> = action.default_keys().iter().map(|keys| format!("`{keys}`")).collect();
            let scopes: Vec<&str> = action.scopes().iter().map(|scope| scope.name()).collect();
            let _ = writeln!(
                page,
                "| {} | {} | {} | {} |",
                keys.join(" "),
                action.title(),
                action.name(),
                scopes.join(", ")
            );
        }
    }
    check("keys.md", &page);
}

#[test]
fn facts_page_matches_the_field_table() {
    let mut page = String::from(
        "# Field names\n\n\
         Each field of a creator has one name everywhere: in `tenfold list --format csv` and `--format json`, in\n\
         `tenfold show --format json`, in filters, and in `tenfold import --map COLUMN=NAME` if a file can contain it. Unknown values are\n\
         empty in CSV and null in JSON. A list written as CSV imports back to the same creators. Notes are not in the list; use\n\
         `tenfold show` to see them.\n\n",
    );
    for fact in CreatorFact::all() {
        let _ = writeln!(page, "- `{}`: {}.", fact.key(), fact.label());
    }
    page.push_str("\nIn filters, `is:blocked` finds creators marked do not contact.\n");
    check("facts.md", &page);
}

/// The type of a value, as the manual states it: `whole number or null`, `list of Batch`.
fn kind(schema: &Value) -> String {
    if let Some(target) = schema["$ref"].as_str() {
        return target.rsplit('/').next().unwrap_or_default().trim_end_matches("Json").to_owned();
    }
    if let Some(choices) = schema["anyOf"].as_array() {
        return choices.iter().map(kind).collect::<Vec<_>>().join(" or ");
    }
    let name = |word: &str| match word {
        "integer" => "whole number".to_owned(),
        "boolean" => "true or false".to_owned(),
        "string" => "text".to_owned(),
        "array" => format!("list of {}", kind(&schema["items"])),
        "object" if schema["additionalProperties"].is_object() => {
            format!("object of {}", kind(&schema["additionalProperties"]))
        }
        other => other.to_owned(),
    };
    match &schema["type"] {
        Value::String(word) => name(word),
        Value::Array(words) => words.iter().filter_map(Value::as_str).map(name).collect::<Vec<_>>().join(" or "),
        _ => "any value".to_owned(),
    }
}

/// An entry of a list, in lines that fit an editor.
fn entry(text: &str) -> String {
    const WIDEST: usize = 120;
    let (mut entry, mut width) = ("-".to_owned(), 1);
    for word in text.split_whitespace() {
        if width + 1 + word.len() > WIDEST {
            entry.push_str("\n ");
            width = 1;
        }
        entry.push(' ');
        entry.push_str(word);
        width += 1 + word.len();
    }
    entry.push('\n');
    entry
}

/// Writes a type: what it is, and its values, one a line.
fn write_type(page: &mut String, title: &str, schema: &Value) {
    let text = |schema: &Value| schema["description"].as_str().unwrap_or_default().replace('\n', " ");
    let _ = write!(page, "\n## {title}\n\n{}\n", entry(&text(schema)).trim_start_matches("- ").replace("\n  ", "\n"));
    for (key, value) in schema["properties"].as_object().into_iter().flatten() {
        assert!(!text(value).is_empty() || value["$ref"].is_string(), "{title}: {key} has no description");
        page.push_str(&entry(&format!("`{key}`: {}. {}", kind(value), text(value))));
    }
}

#[test]
fn json_page_matches_the_written_types() {
    let mut page = String::from(
        "# JSON for programs\n\n\
         What the commands write with `--format json`. Names match those in filters and CSV, and the ending states the unit: `_minor` is\n\
         minor units of the currency next to it, `_e4` is a ratio x 10,000, `_bp` is basis points. CSV uses the same names without the\n\
         ending, in whole units and percent. Unknown values are null. `tenfold list --format json` writes a list of objects with the\n\
         names in topic `facts`. `tenfold results` without a campaign, `campaigns`, `history` and `import` write a list.\n",
    );
    let mut known = std::collections::BTreeSet::new();
    for (command, schema) in tenfold::cli::json_schemas() {
        let schema = schema.to_value();
        write_type(&mut page, command, &schema);
        for (name, part) in schema["$defs"].as_object().into_iter().flatten() {
            if known.insert(name.clone()) {
                write_type(&mut page, name.trim_end_matches("Json"), part);
            }
        }
    }
    check("json.md", &page);
}

#[test]
fn commands_page_matches_the_help_texts() {
    let mut root = tenfold::cli::command();
    root.build();
    let mut page = String::from("# Commands\n");
    let mut add = |command: &mut clap::Command, name: &str| {
        let help = command.render_long_help().to_string();
        let lines: Vec<&str> = help.lines().map(str::trim_end).collect();
        let _ = write!(page, "\n## {name}\n\n```text\n{}\n```\n", lines.join("\n").trim_end());
    };
    add(&mut root.clone(), "tenfold");
    for command in root.get_subcommands_mut().filter(|command| command.get_name() != "help") {
        let name = format!("tenfold {}", command.get_name());
        add(command, &name);
    }
    check("commands.md", &page);
}

/// A page of the manual or the README, with every run of blanks as one.
fn page(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let text = fs::read_to_string(path).expect("the page");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn percent(share: f64) -> String {
    format!("{:.0}%", 100.0 * share)
}

#[test]
fn import_page_lists_every_tracker_column() {
    const BEFORE: &str = "## Columns of a tracker\n\n";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/help/import.md");
    let kept = fs::read_to_string(path).expect("the page");
    let (before, rest) = kept.split_once(BEFORE).expect("the columns of a tracker");
    let (_, after) = rest.split_once("\n\n").expect("the end of the columns");
    let words: Vec<&str> = Column::of(ImportKind::Collaborations).iter().map(|target| target.word()).collect();
    let words = entry(&format!("`{}`", words.join(", ")));
    check("import.md", &format!("{before}{BEFORE}{words}\n{after}"));
}

#[test]
fn contributing_names_files_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join(".github/CONTRIBUTING.md")).expect("the page");
    let names =
        page.split('`').skip(1).step_by(2).filter(|name| {
            ["src/", "tests/", "assets/", ".ci/", ".github/"].iter().any(|folder| name.starts_with(folder))
        });
    // What is in a block of commands stands between three signs, and has blanks.
    let missing: Vec<&str> = names.filter(|name| !name.contains([' ', '\n']) && !root.join(name).exists()).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

//! The reference pages are written from the tables they describe, so that they cannot be out of date.
//!
//! `TENFOLD_WRITE_DOCS=1 cargo test --test docs` writes them anew.

#![expect(clippy::expect_used, reason = "a page that cannot be read must fail the test")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use strum::IntoEnumIterator;
use tenfold::tui::kit::Action;
use tenfold::tui::kit::action::Group;

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
fn the_keys_page_is_the_action_table() {
    let mut page = String::from("# Keys\n\nEvery action, its name in the configuration and its default keys.\n");
    for group in Group::iter() {
        let _ = write!(page, "\n## {}\n\n| Keys | Action | Name | Where |\n|---|---|---|---|\n", group.title());
        for action in Action::ALL.iter().filter(|action| action.group() == group) {
            let keys: Vec<String> = action.default_keys().iter().map(|keys| format!("`{keys}`")).collect();
            let scopes: Vec<&str> = action.scopes().iter().map(|scope| scope.name()).collect();
            let _ = writeln!(page, "| {} | {} | {} | {} |", keys.join(" "), action.title(), action.name(), scopes.join(", "));
        }
    }
    check("keys.md", &page);
}

#[test]
fn the_commands_page_is_the_help_of_the_program() {
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

//! The log says what was done, and nothing of what a person typed or imported.

use super::{CREATORS, Shop, name};

/// Everything in the log folder as one text.
fn log(shop: &Shop) -> String {
    let folder = shop.1.path().join("state/tenfold/log");
    let Ok(files) = std::fs::read_dir(folder) else { return String::new() };
    files.map(|file| std::fs::read_to_string(file.expect("an entry").path()).expect("a log")).collect()
}

#[test]
fn commands_are_named_and_nobody_is() {
    let shop = Shop::new();
    shop.text(&["import", name(&shop.file("list.csv", CREATORS))]);
    assert_eq!(shop.run(&["show", "mia.gow"]).status.code(), Some(1));
    let log = log(&shop);
    for event in ["command=\"import\"", "imported", "command=\"show\"", "refused"] {
        assert!(log.contains(event), "{event} is missing: {log}");
    }
    assert!(!log.contains("mia"), "a creator is named: {log}");
    assert!(!log.contains("list.csv"), "a file is named: {log}");
}

#[test]
fn the_log_can_be_turned_off() {
    let shop = Shop::new();
    shop.text(&["--log", "off", "import", name(&shop.file("list.csv", CREATORS))]);
    assert!(shop.command(&["list"]).env("TENFOLD_LOG", "off").output().expect("it runs").status.success());
    assert_eq!(log(&shop), "");
    assert_eq!(shop.run(&["--log", "loud", "list"]).status.code(), Some(2));
}

#[test]
fn a_level_from_the_environment_is_in_no_usage_line() {
    let shop = Shop::new();
    let said = |args: &[&str], level: &str| {
        let output = shop.command(args).env("TENFOLD_LOG", level).output().expect("it runs");
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        String::from_utf8(output.stderr).expect("text")
    };
    for args in [&["import"][..], &["show"], &["report"], &["media-kit"]] {
        let usage = said(args, "debug");
        assert!(usage.contains("Usage: ") && !usage.contains("--log"), "{usage}");
    }
    assert!(said(&["list"], "loud").contains("loud"));
}

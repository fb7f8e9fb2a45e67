//! The doctor: it looks at everything, breaks nothing, and names nobody.

#[cfg(unix)]
use std::path::Path;
use std::process::Output;

use serde_json::Value;

use super::{CREATORS, Shop, name};

/// A shop with a creator in its file.
fn with_creator() -> Shop {
    let shop = Shop::new();
    shop.text(&["import", name(&shop.file("list.csv", CREATORS))]);
    shop
}

/// What the doctor says, and how it ends.
fn doctor(shop: &Shop) -> (Value, Option<i32>) {
    let output = shop.run(&["doctor", "--format", "json"]);
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    (serde_json::from_slice(&output.stdout).expect("JSON"), output.status.code())
}

/// A line of its answer: value and state.
fn line<'a>(found: &'a Value, part: &str, line: &str) -> (&'a str, &'a str) {
    let named = |list: &'a Value, key: &str, name: &str| {
        list.as_array().into_iter().flatten().find(|entry| entry[key] == name).expect("an entry")
    };
    let line = named(&named(&found["parts"], "part", part)["lines"], "name", line);
    (line["value"].as_str().expect("a value"), line["state"].as_str().expect("a state"))
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn a_shop_in_order_has_no_problems_and_stays_as_it_is() {
    let shop = with_creator();
    let before = std::fs::read(shop.path("shop.db")).expect("the file");
    let output = shop.run(&["doctor"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    assert!(text(&output).contains("\nNo problems found.") && text(&output).contains(env!("CARGO_PKG_VERSION")));
    assert!(text(&output).lines().all(|line| line.chars().count() <= 78), "{}", text(&output));
    let (found, code) = doctor(&shop);
    assert_eq!((code, &found["problems"]), (Some(0), &Value::from(0)));
    assert_eq!(line(&found, "File", "State"), ("sound", "fine"));
    assert!(line(&found, "File", "Holds").0.starts_with("creators 1, "));
    assert!(line(&found, "Terminal", "Streams").0.contains("none"));
    assert!(std::fs::read(shop.path("shop.db")).expect("the file") == before);
    assert!(!shop.path("config.toml").exists());
}

#[test]
fn without_a_file_it_says_so_and_makes_none() {
    let shop = Shop::new();
    let (found, code) = doctor(&shop);
    assert_eq!(code, Some(0));
    assert!(line(&found, "File", "State").0.contains("no file yet"));
    assert!(!shop.path("shop.db").exists());
}

#[test]
fn a_broken_file_and_a_broken_configuration_are_said_and_the_rest_goes_on() {
    let shop = with_creator();
    std::fs::write(shop.path("shop.db"), "handle\n@mia\n").expect("writes");
    shop.file("config.toml", "[dates]\norder = \"year\"\n");
    let (found, code) = doctor(&shop);
    assert_eq!((code, &found["problems"]), (Some(1), &Value::from(2)));
    assert_eq!(line(&found, "File", "State").1, "problem");
    let (fault, state) = line(&found, "Configuration", "State");
    assert!(fault.contains("line 2") && fault.contains("order") && state == "problem", "{fault}");
    assert!(!line(&found, "Versions", "SQLite").0.is_empty());
    assert!(text(&shop.run(&["doctor"])).contains("2 problems"));
}

#[test]
fn own_keys_that_cannot_be_are_a_problem() {
    let shop = Shop::new();
    shop.file("config.toml", "[keys]\n\"verdict.pik\" = [\"p\"]\n");
    let (found, code) = doctor(&shop);
    assert_eq!(code, Some(1));
    assert!(line(&found, "Configuration", "Keys").0.contains("verdict.pick"));
    assert_eq!(line(&found, "Configuration", "Changes").0, "keys");
}

#[cfg(unix)]
#[test]
#[expect(clippy::disallowed_methods, reason = "another program opens the file as it likes")]
fn what_other_programs_do_with_the_file_is_seen() {
    let shop = with_creator();
    let path = shop.path("shop.db");
    let in_use = || {
        let (found, code) = doctor(&shop);
        let (value, state) = line(&found, "File", "In use");
        (value.to_owned(), state.to_owned(), code)
    };
    assert_eq!(in_use().0, "no");
    let other = rusqlite::Connection::open(&path).expect("opens");
    other.query_row("SELECT count(*) FROM creator", [], |_| Ok(())).expect("reads");
    assert!(in_use().0.contains("open in another"));
    other.execute_batch("BEGIN IMMEDIATE").expect("writes");
    let (value, state, code) = in_use();
    assert!(value.contains("writing") && state == "note" && code == Some(0), "{value}");
    other.execute_batch("COMMIT").expect("ends");
    drop(other);
    let keeper = rusqlite::Connection::open(&path).expect("opens");
    keeper.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;").expect("keeps");
    let (value, state, code) = in_use();
    assert!(value.contains("locked") && state == "problem" && code == Some(1), "{value}");
}

#[test]
fn nobody_is_named() {
    let shop = Shop::new();
    let home = shop.path("home").join("ana.lind");
    let place = home.join("Dropbox").join("GoogleDrive-ana@example.com");
    std::fs::create_dir_all(&place).expect("a folder");
    let config = home.join("config.toml");
    std::fs::write(&config, "[look]\ntheme = \"pink\"\n").expect("writes");
    let file = place.join("tenfold.db");
    let run = |format: &str| {
        let mut command = shop.command(&["doctor", "--format", format]);
        command.env("HOME", &home).env("USER", "ana.lind").env("TENFOLD_DB", &file).env("TENFOLD_CONFIG", &config);
        command
            .env("XDG_STATE_HOME", home.join("state"))
            .env("TERM_PROGRAM", "x\u{1b}[31m")
            .env("SSH_CONNECTION", "10.1.1.1");
        command.output().expect("the program runs")
    };
    for format in ["text", "json"] {
        let output = run(format);
        let said = format!("{}{}", text(&output), String::from_utf8_lossy(&output.stderr));
        for personal in ["ana", "example.com", "10.1.1.1", "\u{1b}", name(shop.path("home").as_path())] {
            assert!(!said.contains(personal), "{personal}: {said}");
        }
        assert!(said.contains("~/Dropbox") && said.contains("~/config.toml") && said.contains("theme"), "{said}");
    }
    let found: Value = serde_json::from_slice(&run("json").stdout).expect("JSON");
    assert_eq!(line(&found, "File", "Synced folder").1, "note");
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_said_and_not_waited_for() {
    let shop = Shop::new();
    let pipe = shop.path("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().expect("a pipe").success());
    let long = "日".repeat(30_000);
    for path in [shop.0.path(), pipe.as_path(), Path::new("/dev/null"), Path::new(&long)] {
        let output = shop.command(&["doctor", "--db"]).arg(path).output().expect("the program runs");
        assert!(text(&output).contains("Backups"), "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.status.code(), Some(1), "{}", text(&output));
    }
}

#[test]
fn the_licenses_are_printed() {
    let shop = Shop::new();
    let text = shop.text(&["licenses"]);
    assert!(text.contains("MIT License") && text.contains("\nrusqlite ") && text.contains("Apache License"));
}

//! The real program in a pseudo-terminal: what only shows there. Everything else is tested without one.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that cannot start must fail")]

mod accident;
mod ends;
mod harness;
mod held;
mod killed;
mod mouse;
mod tour;
mod windows;

use std::process::{Command, Stdio};

use harness::{Program, assert_restored, start, tenfold};
use portable_pty::CommandBuilder;

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

/// The list of creators of the made-up shop, whose first start of the day begins at what is due.
fn demo(folder: &std::path::Path, env: &[(&str, &str)]) -> Program {
    let mut program = tenfold(folder, &["demo"], env);
    program.wait_for("»Results«");
    program.send("gc");
    program.wait_for("»Creators«");
    program.wait_for("acts on: @");
    program
}

#[test]
fn it_starts_on_the_first_screen_and_leaves_with_q_q() {
    let folder = folder();
    let mut program = tenfold(folder.path(), &[], &[]);
    program.wait_for("Where would you like to start?");
    program.send("q");
    program.wait_for("Press q again to quit");
    program.send("q");
    let (status, written) = program.end();
    assert!(status.success(), "{status:?}");
    assert_restored(&written);
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().ends_with("-wal")), "{left:?}");
}

#[test]
fn keys_are_tried_out_without_the_full_screen() {
    for end in ["q", "\u{1b}[27u\u{1b}[27u"] {
        let folder = folder();
        let mut program = tenfold(folder.path(), &["keys", "--try"], &[]);
        program.wait_for("or Esc twice, to quit");
        program.send("ш");
        program.wait_for("counts as i");
        program.send(end);
        let (status, written) = program.end();
        assert!(status.success(), "{status:?}");
        assert!(!written.contains("?1049"), "the person's own screen stays");
        assert!(written.rfind("\u{1b}[<1u") > written.rfind("\u{1b}[>1u"), "the keyboard flags stay");
        assert!(written.rfind("?2004l") > written.rfind("?2004h"), "pasting stays bracketed");
        assert!(!folder.path().join("tenfold.db").exists(), "no file is made");
    }
}

#[test]
fn signals_end_it_and_give_the_terminal_back() {
    for signal in ["TERM", "HUP", "INT"] {
        let folder = folder();
        let program = demo(folder.path(), &[]);
        program.signal(signal);
        let (status, written) = program.end();
        assert!(status.success(), "{signal}: {status:?}");
        assert_restored(&written);
    }
}

#[test]
fn a_change_is_undone_after_a_restart_where_one_left() {
    let folder = folder();
    let mut program = demo(folder.path(), &[]);
    let before = program.steps();
    program.send("p");
    program.wait_for_steps(before + 1);
    program.send("gm");
    program.wait_for("»Campaigns«");
    program.send("Q");
    assert!(program.end().0.success());
    let mut program = tenfold(folder.path(), &["demo"], &[]);
    program.wait_for("»Campaigns«");
    program.wait_for_steps(before + 1);
    program.send("u");
    program.wait_for("»Creators«");
    program.wait_for_steps(before);
    program.send("Q");
    assert!(program.end().0.success());
}

#[test]
fn another_window_size_draws_anew() {
    let folder = folder();
    let mut program = demo(folder.path(), &[]);
    program.resize(38, 10);
    program.wait_for("This window is 38x10.");
    program.resize(120, 36);
    program.wait_until("both panes", |screen| screen.contains("row 1 of") && screen.contains("i hides"));
    for width in 40..90 {
        program.resize(width, 24);
    }
    // Only the last size has a rule this long. A key sent among the resizes would test the terminal library, which may hold it
    // back until the next one.
    program.wait_until("the last size", |screen| screen.lines().nth(1).is_some_and(|rule| rule.chars().count() == 89));
    program.send("Q");
    assert!(program.end().0.success());
}

#[test]
fn pasted_text_outside_a_box_changes_nothing() {
    let folder = folder();
    let mut program = demo(folder.path(), &[]);
    program.wait_for("saved");
    let before = program.steps();
    program.send("\u{1b}[200~xpDQq\r\nQ\u{1b}[201~");
    program.wait_until("a hint", |screen| screen.to_lowercase().contains("past"));
    program.send("p");
    // The next step is this one: the paste was none.
    program.wait_for_steps(before + 1);
    program.send("Q");
    assert!(program.end().0.success());
}

#[test]
fn without_colours_the_cursor_row_stays_reversed() {
    let folder = folder();
    let mut program = demo(folder.path(), &[("NO_COLOR", "1")]);
    program.send("jjk?");
    program.wait_for("Keys and actions");
    program.send("\u{1b}");
    program.wait_until("the list", |screen| !screen.contains("Keys and actions"));
    program.send("Q");
    let (_, written) = program.end();
    assert!(written.contains("\u{1b}[7m"), "nothing is reversed");
    assert!(!written.contains("\u{1b}[;m") && !written.contains("\u{1b}[m"), "an empty sequence switches all off");
    let colours =
        written.split("\u{1b}[").filter_map(|part| part.split_once('m').map(|(codes, _)| codes)).any(|codes| {
            !codes.is_empty()
                && codes.split(';').all(|code| code.parse::<u16>().is_ok())
                && codes
                    .split(';')
                    .any(|code| code.parse::<u16>().is_ok_and(|code| (30..=59).contains(&code) || code >= 90))
        });
    assert!(!colours, "a colour was sent");
}

#[test]
fn with_colours_there_are_some() {
    let folder = folder();
    let mut program = demo(folder.path(), &[("NO_COLOR", "")]);
    program.send("Q");
    assert!(program.end().1.contains("\u{1b}[38;5;"));
}

#[test]
fn where_no_screen_can_be_shown_one_line_says_so() {
    let folder = folder();
    let program = tenfold(folder.path(), &[], &[("TERM", "dumb")]);
    let (status, written) = program.end();
    assert_eq!(status.exit_code(), 2);
    assert!(written.contains("tenfold list") && !written.contains("\u{1b}["), "{written}");

    let run = Command::new(env!("CARGO_BIN_EXE_tenfold"))
        .env("TENFOLD_DB", folder.path().join("tenfold.db"))
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(2));
    assert!(run.stdout.is_empty() && String::from_utf8_lossy(&run.stderr).contains("tenfold list"));
}

#[test]
fn a_panic_gives_the_terminal_back() {
    let folder = folder();
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.args(["--ignored", "--exact", "the_child_that_panics", "--nocapture"]);
    let (_, written) = start(command, folder.path(), &[]).end();
    assert_restored(&written);
    let left = written.rfind("\u{1b}[?1049l").unwrap();
    assert!(written[left..].contains("the screens are gone"), "the message must stand on the person's own screen");
    assert!(!written.contains("only a worker"), "a worker's panic must leave the screen alone");

    let files: Vec<_> =
        std::fs::read_dir(folder.path().join("log")).unwrap().map(|entry| entry.unwrap().path()).collect();
    let crashes: Vec<_> = files.iter().filter(|path| path.to_string_lossy().contains("/crash-")).collect();
    assert_eq!(crashes.len(), 2, "{files:?}");
    // The terminal wraps the line with the path, and may do so inside of it.
    let said: String = written[left..].split_whitespace().collect();
    let named: Vec<_> = crashes.iter().filter(|path| said.contains(&*path.to_string_lossy())).collect();
    let [named] = named[..] else { panic!("the message names the file of the panic that ended it, alone: {said}") };
    assert!(std::fs::read_to_string(named).unwrap().contains("the screens are gone"));
    for text in crashes.iter().map(|path| std::fs::read_to_string(path).unwrap()) {
        assert!(text.contains(env!("CARGO_PKG_VERSION")) && text.contains("tests/pty/main.rs"), "{text}");
        assert!(text.contains("action name=\"verdict.pick\""), "the last actions are named: {text}");
        assert!(!text.contains("ann@example.com"), "what a person typed stays out: {text}");
    }
}

#[test]
#[ignore = "run by a_panic_gives_the_terminal_back, in a terminal of its own"]
fn the_child_that_panics() {
    let folder = std::path::Path::new(&std::env::var_os("HOME").unwrap()).join("log");
    let _log = tenfold::log::start(&folder, tracing::level_filters::LevelFilter::INFO).unwrap();
    let _guard = tenfold::tui::term::Guard::take(true).unwrap();
    tenfold::log::catch_crashes();
    tracing::debug!(name = "verdict.pick", "action");
    let typed = std::hint::black_box("ann@example.com".to_owned());
    let worker = std::thread::spawn(move || panic!("only a worker, at {typed}"));
    assert!(worker.join().is_err());
    panic!("the screens are gone");
}

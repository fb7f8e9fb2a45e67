//! The mouse as a terminal reports it.

use crate::harness::{Program, assert_restored, tenfold};
use crate::{demo, folder};

/// The report of a press and a release of the left button on the first place where a text stands.
fn click(program: &Program, text: &str) -> String {
    let mut at = None;
    program.wait_until(text, |screen| {
        at = screen.lines().enumerate().find_map(|(y, line)| {
            let x = line.get(..line.find(text)?)?.chars().count();
            Some((x + 1, y + 1))
        });
        at.is_some()
    });
    let (x, y) = at.unwrap();
    format!("\u{1b}[<0;{x};{y}M\u{1b}[<0;{x};{y}m")
}

#[test]
fn clicks_and_bursts_of_the_wheel_are_heard_and_moves_are_not_asked_for() {
    let folder = folder();
    let mut program = demo(folder.path(), &[]);
    let tab = click(&program, "Campaigns");
    program.send(&tab);
    program.wait_for("»Campaigns«");
    let tab = click(&program, "Creators");
    program.send(&tab);
    program.wait_for("»Creators«");
    program.wait_for("acts on: @");
    let heading = click(&program, "TIER");
    // As many as the terminal library reads at once; what comes in the same piece behind them waits there for the next byte.
    program.send(&"\u{1b}[<65;20;12M".repeat(80));
    program.wait_until("a list that was scrolled", |screen| !screen.contains("@tilda.patch"));
    // Garbage, places outside the window, and text between two reports.
    program.send("\u{1b}[<0;9999;9999M\u{1b}[<99;1;1M\u{1b}[<64;20;12M\u{1b}[200~xpDQq\r\nQ\u{1b}[201~");
    program.wait_until("a hint", |screen| screen.to_lowercase().contains("past"));
    program.send(&heading);
    program.wait_for("tier ");
    let written = program.written();
    assert!(written.contains("\u{1b}[?1002h") && !written.contains("?1003"));
    program.send("Q");
    let (status, written) = program.end();
    assert!(status.success(), "{status:?}");
    assert_restored(&written);
}

#[test]
fn the_mouse_is_left_to_the_terminal_where_the_configuration_says_so() {
    let folder = folder();
    let config = folder.path().join("config.toml");
    std::fs::write(&config, "[look]\nmouse = false\n").unwrap();
    let config = config.to_str().unwrap().to_owned();
    let mut program = tenfold(folder.path(), &[], &[("TENFOLD_CONFIG", &config)]);
    program.wait_for("Where would you like to start?");
    assert!(!program.written().contains("?1000h"));
    program.send("go");
    program.wait_for("Mouse on");
    program.wait_written("the mouse", |written| written.contains("\u{1b}[?1000h"));
    program.send("Q");
    let (_, written) = program.end();
    assert_restored(&written);
    assert!(std::fs::read_to_string(folder.path().join("config.toml")).unwrap().contains("mouse = true"));
}

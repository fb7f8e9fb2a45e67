use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Rect;

use super::super::*;
use super::ctx;
use crate::tui::kit::key::parse;
use crate::tui::kit::overlay::Confirm;
use crate::tui::kit::popup::Step;
use crate::tui::kit::{Action, Place};
use crate::tui::look::Theme;

fn entries() -> Vec<Entry> {
    let ctx = ctx();
    let entry = |action: &Action| Entry {
        title: action.title(),
        goes_to: None,
        action: *action,
        keys: ctx.keys.keys_of(*action, &[]),
        is_here: action.scopes() != [crate::tui::kit::Scope::Results],
        blocked: (*action == Action::Redo).then(|| "Nothing was taken back.".to_owned()),
    };
    Action::ALL.iter().map(entry).collect()
}

fn all() -> Vec<Box<dyn Popup>> {
    let confirm = Confirm {
        title: "Stop the import of march.csv?".into(),
        text: "What it did so far (182,000 rows) is taken back.".into(),
        yes: "Stop import".into(),
        no: "Keep importing".into(),
    };
    let text =
        Overlay::Text { title: "How this is worked out".into(), lines: (0..50).map(|n| format!("line {n}")).collect() };
    [Overlay::Confirm(confirm), text, Overlay::Topics(None), Overlay::Help, Overlay::Palette]
        .into_iter()
        .map(|overlay| open(overlay, entries()))
        .collect()
}

fn drawn(popup: &dyn Popup, width: u16, height: u16) -> String {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(|frame| popup.draw(frame, frame.area(), &ctx(), Theme::default())).unwrap();
    terminal.backend().to_string()
}

fn press(popup: &mut dyn Popup, keys: &[&str]) -> Step {
    keys.iter().map(|key| popup.key(parse(key).unwrap(), &ctx())).last().unwrap()
}

#[test]
fn no_size_panics() {
    for popup in all() {
        for width in (1..130).step_by(7) {
            for height in 1..40 {
                drawn(popup.as_ref(), width, height);
            }
        }
    }
}

#[test]
fn all_close_on_esc() {
    for mut popup in all() {
        assert_eq!(press(popup.as_mut(), &["esc"]), Step::Close);
    }
}

#[test]
fn the_palette_finds_with_a_typo_and_runs() {
    let mut palette = open(Overlay::Palette, entries());
    assert_eq!(press(palette.as_mut(), &["i", "m", "p", "r", "o", "t", "enter"]), Step::Run(Action::Go(Place::Import)));
    insta::assert_snapshot!("palette_80x14", drawn(palette.as_ref(), 80, 14));
}

#[test]
fn unavailable_verbs_say_why_and_do_not_run() {
    let mut palette = open(Overlay::Palette, entries());
    assert_eq!(press(palette.as_mut(), &["r", "e", "d", "o", "enter"]), Step::Stay);
    assert!(drawn(palette.as_ref(), 80, 20).contains("Nothing was taken back."));
}

#[test]
fn help_lists_this_screen_first_and_runs_what_is_chosen() {
    let mut help = open(Overlay::Help, entries());
    insta::assert_snapshot!("help_100x32", drawn(help.as_ref(), 100, 32));
    assert_eq!(press(help.as_mut(), &["down", "enter"]), Step::Run(Action::VerdictReject));
    let mut help = open(Overlay::Help, entries());
    assert_eq!(press(help.as_mut(), &["?"]), Step::Close);
}

#[test]
fn columns_of_a_text_stay_columns_and_long_lines_are_broken() {
    let lines = vec!["Name        Mia   us".to_owned(), format!("Bio         {}", "a word ".repeat(20))];
    let reader = open(Overlay::Text { title: "@mia".into(), lines }, Vec::new());
    let text = drawn(reader.as_ref(), 60, 12);
    assert!(text.contains("Name        Mia   us") && text.contains("Bio a word a word"), "{text}");
}

#[test]
fn a_long_text_scrolls_to_its_end_and_no_further() {
    let mut reader = open(all_text(), Vec::new());
    press(reader.as_mut(), &["end", "down"]);
    let text = drawn(reader.as_ref(), 40, 12);
    assert!(text.contains("line 49") && text.contains("line 40"), "{text}");
}

#[test]
fn help_opens_topics_that_scroll_to_their_end() {
    let mut help = open(Overlay::Help, entries());
    assert_eq!(press(help.as_mut(), &["tab"]), Step::Run(Action::HelpTopics));
    let mut topics = open(Overlay::Topics(None), Vec::new());
    insta::assert_snapshot!("topics_80x24", drawn(topics.as_ref(), 80, 24));
    press(topics.as_mut(), &["enter"]);
    insta::assert_snapshot!("topic_numbers_80x24", drawn(topics.as_ref(), 80, 24));
    insta::assert_snapshot!("topic_numbers_120x36", drawn(topics.as_ref(), 120, 36));
    press(topics.as_mut(), &["end", "down"]);
    assert!(drawn(topics.as_ref(), 80, 24).contains("\"The method in detail\"."));
    assert_eq!(press(topics.as_mut(), &["tab"]), Step::Stay);
    assert!(drawn(topics.as_ref(), 80, 24).contains("The method in detail ─"));
    assert_eq!(press(topics.as_mut(), &["esc"]), Step::Stay, "back to the list");
    assert!(drawn(topics.as_ref(), 80, 24).contains("Help topics"));
    let direct = crate::tui::kit::topic::Topic::from_name("numbers");
    let mut direct = open(Overlay::Topics(direct), Vec::new());
    assert_eq!(press(direct.as_mut(), &["esc"]), Step::Close);
}

fn all_text() -> Overlay {
    Overlay::Text { title: "Text".into(), lines: (0..50).map(|n| format!("line {n}")).collect() }
}

#[test]
fn which_key_fits_any_window() {
    let ctx = ctx();
    let scopes = crate::tui::kit::Place::Creators.scopes();
    let crate::tui::kit::keymap::Resolved::Pending(next) = ctx.keys.resolve(&[], parse("g").unwrap(), scopes) else {
        panic!()
    };
    let next: Vec<_> = next.into_iter().map(|next| (next, false)).collect();
    for width in 1..130 {
        for height in 0..20 {
            let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
            terminal
                .draw(|frame| which_key::draw(frame, Rect { height, ..frame.area() }, "g", &next, Theme::default()))
                .unwrap();
        }
    }
    let mut terminal = Terminal::new(TestBackend::new(80, 12)).unwrap();
    terminal.draw(|frame| which_key::draw(frame, frame.area(), "g", &next, Theme::default())).unwrap();
    insta::assert_snapshot!("which_key_80x12", terminal.backend());
}

use crokey::key;
use rstest::rstest;

use super::*;
use crate::proto::Event;
use crate::proto::event::ColumnPreview;
use crate::proto::ingest::{ImportCounts, ImportKind};
use crate::tui::kit::Effect;
use crate::tui::kit::msg::FolderEntry;
use crate::tui::kit::overlay::Overlay;
use crate::tui::screens::sample;

fn folder() -> Msg {
    let entry = |name: &str, is_folder, bytes| FolderEntry { name: name.to_owned(), is_folder, bytes };
    let entries = vec![
        entry("march list.csv", false, 48_211),
        entry("orders_export.csv", false, 1_340_000),
        entry("notes.txt", false, 812),
        entry("photo.png", false, 5_000_000),
        entry("lists", true, 0),
    ];
    Msg::Folder(PathBuf::from("/home/ana/Downloads"), entries)
}

fn screen() -> ImportScreen {
    let mut screen = ImportScreen::new(Some(PathBuf::from("/home/ana")), PathBuf::from("/home/ana/Downloads"));
    let requests = screen.enter(&mut sample::ctx());
    assert_eq!(requests, [Request::Effect(Effect::ListFolder(PathBuf::from("/home/ana/Downloads")))]);
    screen.msg(&folder(), &mut sample::ctx());
    screen
}

fn preview(file: &str, text: Option<&str>) -> ImportPreview {
    let shown = |own: &str| text.unwrap_or(own).to_owned();
    let column = |header: &str, becomes: Option<&str>, sure, samples: [&str; 3]| ColumnPreview {
        header: shown(header),
        becomes: becomes.map(shown),
        sure,
        samples: samples.map(shown).to_vec(),
    };
    ImportPreview {
        file: PathBuf::from(file),
        kind: ImportKind::Creators,
        description: "612 rows, comma, UTF-8".to_owned(),
        columns: vec![
            column("Username", Some("Handle"), true, ["@cleanlabelkat", "@sunscreen.sam", "@retinolrosie"]),
            column("Subs", Some("Followers"), false, ["33,700", "12,100", "47,900"]),
            column("Eng.", Some("Engagement %"), false, ["5.8 %", "8.8 %", "4.9 %"]),
            column("Price", Some("Asking price"), true, ["-", "-", "$300"]),
            column("Manager", None, false, ["-", "-", "Stella T."]),
        ],
        is_whole: true,
        counts: ImportCounts { rows: 612, new: 431, updated: 152, unchanged: 21, rejected: 8 },
        rejects: vec![
            (44, shown("Subs \"n/a\": followers needs a number")),
            (97, shown("the handle is empty: no way to know who it is")),
        ],
        notes: vec![shown("Engagement is read as percent, because most values are above 1.")],
    }
}

fn report(cancelled: bool) -> ImportReport {
    ImportReport {
        file: PathBuf::from("/home/ana/Downloads/march list.csv"),
        kind: ImportKind::Creators,
        counts: ImportCounts { rows: 612, new: 431, updated: 152, unchanged: 21, rejected: 8 },
        rejects_file: Some(PathBuf::from("/home/ana/Downloads/march list.rejects.csv")),
        notes: vec!["21 rows stood twice in the file: the last one counts.".to_owned()],
        cancelled,
    }
}

fn event(screen: &mut ImportScreen, event: Event) {
    screen.msg(&Msg::Event(event), &mut sample::ctx());
}

fn write(screen: &mut ImportScreen, text: &str) {
    for letter in text.chars() {
        screen.input.insert(&letter.to_string());
    }
    screen.type_key(key!(left), &mut sample::ctx());
    screen.type_key(key!(end), &mut sample::ctx());
}

/// The screen at each step, by name.
fn steps() -> Vec<(&'static str, ImportScreen)> {
    let mut wrong = screen();
    write(&mut wrong, "/home/ana/nowhere.csv");
    wrong.type_key(key!(enter), &mut sample::ctx());
    let sentence = "There is no file /home/ana/nowhere.csv.".to_owned();
    event(&mut wrong, Event::PreviewFailed(PathBuf::from("/home/ana/nowhere.csv"), sentence));
    let mut chosen = screen();
    chosen.type_key(key!(down), &mut sample::ctx());
    let mut awful = at_check(Some(sample::AWFUL));
    awful.act(Action::NavDown, 2, &mut sample::ctx());
    let mut running = at_check(None);
    running.act(Action::NavOpen, 1, &mut sample::ctx());
    let counts = ImportCounts { rows: 182_000, new: 181_020, updated: 900, unchanged: 60, rejected: 20 };
    event(&mut running, Event::ImportProgress(Progress { bytes: 41_000, bytes_total: 100_000, counts }));
    let mut done = at_check(None);
    event(&mut done, Event::ImportDone(report(false)));
    let mut stopped = at_check(None);
    event(&mut stopped, Event::ImportDone(report(true)));
    vec![
        ("choose", chosen),
        ("wrong", wrong),
        ("check", at_check(None)),
        ("awful", awful),
        ("running", running),
        ("done", done),
        ("stopped", stopped),
    ]
}

fn at_check(text: Option<&str>) -> ImportScreen {
    let mut screen = screen();
    let file = "/home/ana/Downloads/march list.csv";
    screen.offer(file, &mut sample::ctx());
    event(&mut screen, Event::PreviewDone(preview(file, text)));
    assert!(matches!(screen.step, Step::Check(_)));
    screen
}

#[rstest]
#[case(120, 36)]
#[case(80, 24)]
#[case(40, 12)]
fn looks(#[case] width: u16, #[case] height: u16) {
    for (name, screen) in steps() {
        insta::assert_snapshot!(format!("import_{name}_{width}x{height}"), sample::drawn(&screen, width, height));
    }
    let new = ImportScreen::new(None, PathBuf::new());
    insta::assert_snapshot!(format!("import_new_{width}x{height}"), sample::drawn(&new, width, height));
}

#[test]
fn no_size_is_too_strange() {
    for (_, screen) in steps() {
        sample::survives_all_sizes(&screen);
    }
}

#[test]
fn a_typed_path_is_checked_and_imported_only_after_the_check() {
    let mut screen = screen();
    write(&mut screen, "~/Downloads/march list.csv");
    let file = PathBuf::from("/home/ana/Downloads/march list.csv");
    let requests = screen.type_key(key!(enter), &mut sample::ctx());
    assert_eq!(requests, [Request::Effect(Effect::Preview(file.clone()))]);
    assert!(!screen.is_typing());
    event(&mut screen, Event::PreviewDone(preview("/home/ana/Downloads/march list.csv", None)));
    let requests = screen.act(Action::NavOpen, 1, &mut sample::ctx());
    assert_eq!(requests, [Request::Effect(Effect::Import(file))]);
    assert!(screen.is_running());
}

#[test]
fn arrows_choose_a_file_and_enter_a_folder() {
    let mut screen = screen();
    // The first one is under the cursor already.
    let requests = screen.act(Action::NavOpen, 1, &mut sample::ctx());
    let file = PathBuf::from("/home/ana/Downloads/march list.csv");
    assert_eq!(requests, [Request::Effect(Effect::Preview(file))]);

    screen.step_back(&mut sample::ctx());
    screen.input.set("li");
    screen.type_key(key!(tab), &mut sample::ctx());
    assert_eq!(screen.input.value(), "lists/");
    let requests = screen.list();
    assert_eq!(requests, [Request::Effect(Effect::ListFolder(PathBuf::from("/home/ana/Downloads/lists/")))]);
    let requests = screen.act(Action::NavLeft, 1, &mut sample::ctx());
    assert!(requests.is_empty(), "the parent is on screen already: {requests:?}");
}

#[test]
fn a_dropped_path_replaces_what_stands_in_the_box() {
    let mut screen = screen();
    write(&mut screen, "half a pa");
    screen.paste("'/tmp/my list.csv' ", &mut sample::ctx());
    assert_eq!(screen.input.value(), "/tmp/my list.csv");
    screen.step_back(&mut sample::ctx());
    assert!(!screen.is_typing());
    screen.paste("file:///tmp/b%20c.csv\n", &mut sample::ctx());
    assert_eq!(screen.input.value(), "/tmp/b c.csv");
    assert!(screen.is_typing());
}

#[test]
fn an_error_leaves_the_path_to_be_mended() {
    let (_, screen) = steps().swap_remove(1);
    assert_eq!(screen.input.value(), "/home/ana/nowhere.csv");
    assert!(screen.is_typing() && screen.fault.is_some());
}

#[test]
fn stopping_asks_first_and_takes_back() {
    let mut screen = at_check(None);
    screen.act(Action::NavOpen, 1, &mut sample::ctx());
    let requests = screen.act(Action::ImportCancel, 1, &mut sample::ctx());
    let [Request::Open(Overlay::Confirm(confirm))] = &requests[..] else { panic!("{requests:?}") };
    assert_eq!((confirm.yes.as_str(), confirm.no.as_str()), ("Stop and take back", "Go on"));
    assert_eq!(screen.step_back(&mut sample::ctx()), Some(requests.clone()));
    let answer = screen.answer(confirm.purpose, Value::Yes, &mut sample::ctx());
    assert_eq!(answer, [Request::Effect(Effect::CancelImport)]);
    event(&mut screen, Event::ImportDone(report(true)));
    assert_eq!(screen.answer(confirm.purpose, Value::Yes, &mut sample::ctx()), [], "nothing runs any more");
}

#[test]
fn a_file_with_nothing_new_is_not_imported() {
    let mut screen = screen();
    screen.offer("/tmp/a.csv", &mut sample::ctx());
    let mut same = preview("/tmp/a.csv", None);
    same.counts = ImportCounts { rows: 10, unchanged: 10, ..ImportCounts::default() };
    event(&mut screen, Event::PreviewDone(same));
    assert!(matches!(screen.availability(Action::NavOpen, &sample::ctx()), Availability::No(_)));
}

#[test]
fn a_late_answer_about_another_file_changes_nothing() {
    let mut screen = at_check(None);
    screen.step_back(&mut sample::ctx());
    event(&mut screen, Event::PreviewDone(preview("/home/ana/Downloads/march list.csv", None)));
    assert!(matches!(screen.step, Step::Choose));
}

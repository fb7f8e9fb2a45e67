use crate::tui::kit::{Action, Acts, Availability};
use crate::tui::kit::{Place, Request};
use crokey::key;
use rstest::rstest;

use super::*;
use crate::domain::creator::CreatorField;
use crate::proto::Event;
use crate::proto::column::{Choice, ColumnPreview, DayOrder, FileColumns, Sureness, Wish};
use crate::proto::ingest::ImportCounts;
use crate::tui::kit::Effect;
use crate::tui::kit::msg::FolderEntry;
use crate::tui::kit::overlay::{Choice::Entry, Overlay};
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
    let mut ctx = sample::ctx();
    screen.enter(&mut ctx);
    let requests = ctx.sent();
    assert_eq!(requests, [Request::Effect(Effect::ListFolder(PathBuf::from("/home/ana/Downloads")))]);
    screen.msg(&folder(), &mut sample::ctx());
    screen
}

fn found(file: &str, text: Option<&str>) -> FileColumns {
    let shown = |own: &str| text.unwrap_or(own).to_owned();
    let column = |header: &str, becomes: Option<Target>, sure, raw: [&str; 3], samples: [&str; 3]| ColumnPreview {
        header: shown(header),
        choice: Choice { becomes, day_order: None },
        sure,
        open_order: None,
        raw: raw.map(shown).to_vec(),
        samples: samples.map(shown).to_vec(),
    };
    let names = ["@cleanlabelkat", "@sunscreen.sam", "@retinolrosie"];
    FileColumns {
        file: PathBuf::from(file),
        wish: Wish::Usual,
        kind: ImportKind::Creators,
        description: "612 rows, comma, UTF-8".to_owned(),
        columns: vec![
            column("Username", Some(Target::Handle), Sureness::Sure, names, names),
            column(
                "Subs",
                Some(Target::Of(CreatorField::Followers)),
                Sureness::Guess,
                ["33.7K", "12,100", "47.9k"],
                ["33,700", "12,100", "47,900"],
            ),
            column(
                "Eng.",
                Some(Target::Of(CreatorField::Er)),
                Sureness::Guess,
                ["0.058", "0.088", "0.049"],
                ["5.8%", "8.8%", "4.9%"],
            ),
            column(
                "Price",
                Some(Target::Of(CreatorField::Price)),
                Sureness::Sure,
                ["", "n/a", "$300"],
                ["-", "-", "$300"],
            ),
            column("Manager", None, Sureness::Sure, ["", "", "Stella T."], ["-", "-", "Stella T."]),
        ],
        missing: Vec::new(),
        is_remembered: false,
        is_named: true,
        notes: vec![shown("Engagement is read as percent, because most values are above 1.")],
    }
}

fn preview(file: &str, text: Option<&str>) -> ImportPreview {
    let shown = |own: &str| text.unwrap_or(own).to_owned();
    ImportPreview {
        file: PathBuf::from(file),
        wish: Wish::Usual,
        kind: ImportKind::Creators,
        is_whole: true,
        counts: ImportCounts { rows: 612, new: 431, updated: 152, unchanged: 21, rejected: 8 },
        rejects: vec![
            (44, shown("Subs \"n/a\": followers needs a number")),
            (97, shown("the handle is empty, so there is no telling who it is")),
        ],
        notes: vec![shown("Engagement is read as percent, because most values are above 1.")],
        left_out: vec![shown("Manager")],
    }
}

fn report(cancelled: bool) -> ImportReport {
    ImportReport {
        file: PathBuf::from("/home/ana/Downloads/march list.csv"),
        kind: ImportKind::Creators,
        counts: ImportCounts { rows: 612, new: 431, updated: 152, unchanged: 21, rejected: 8 },
        rejects_file: Some(PathBuf::from("/home/ana/Downloads/march list.rejects.csv")),
        notes: vec!["21 rows stood twice in the file: the last one counts.".to_owned()],
        left_out: Vec::new(),
        cancelled,
    }
}

fn act(screen: &mut ImportScreen, action: Action) -> Vec<Request> {
    sample::act(screen, action, &mut sample::ctx())
}

/// Chooses the entry with this label in the list that was opened.
fn choose(screen: &mut ImportScreen, sent: &[Request], label: &str) -> Vec<Request> {
    let [Request::Open(overlay, _)] = sent else { panic!("{sent:?}") };
    let at = sample::labels(overlay).iter().position(|known| known == label).expect("an entry");
    sample::answer(screen, sent, Value::Chosen(Entry(at)), &mut sample::ctx())
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
    let mut awful = at_columns(Some(sample::AWFUL));
    awful.act(Action::NavDown, 2, &mut sample::ctx());
    let mut missing = at_columns(None);
    missing.act(Action::ColumnLeave, 1, &mut sample::ctx());
    let mut remembered = screen();
    remembered.offer(LIST, &mut sample::ctx());
    let mut known = found(LIST, None);
    (known.is_remembered, known.columns[0].sure) = (true, Sureness::Chosen);
    known.columns[4].open_order = Some(DayOrder::DayFirst);
    event(&mut remembered, Event::ColumnsRead(known));
    remembered.act(Action::NavDown, 4, &mut sample::ctx());
    let mut running = at_check(None);
    running.act(Action::NavOpen, 1, &mut sample::ctx());
    let counts = ImportCounts { rows: 182_000, new: 181_020, updated: 900, unchanged: 60, rejected: 20 };
    event(
        &mut running,
        Event::ImportProgress(Progress { bytes: 41_000, bytes_total: 100_000, counts, is_indexing: false }),
    );
    let mut done = at_check(None);
    event(&mut done, Event::ImportDone(report(false)));
    let mut stopped = at_check(None);
    event(&mut stopped, Event::ImportDone(report(true)));
    vec![
        ("choose", chosen),
        ("wrong", wrong),
        ("columns", at_columns(None)),
        ("awful", awful),
        ("missing", missing),
        ("remembered", remembered),
        ("check", at_check(None)),
        ("awful_check", at_check(Some(sample::AWFUL))),
        ("running", running),
        ("done", done),
        ("stopped", stopped),
    ]
}

const LIST: &str = "/home/ana/Downloads/march list.csv";

fn at_columns(text: Option<&str>) -> ImportScreen {
    let mut screen = screen();
    let mut ctx = sample::ctx();
    screen.offer(LIST, &mut ctx);
    let requests = ctx.sent();
    assert_eq!(requests, [Request::Effect(Effect::ReadColumns(PathBuf::from(LIST), Wish::Usual))]);
    event(&mut screen, Event::ColumnsRead(found(LIST, text)));
    assert!(matches!(screen.step, Step::Columns));
    screen
}

fn at_check(text: Option<&str>) -> ImportScreen {
    let mut screen = at_columns(text);
    let requests = act(&mut screen, Action::NavOpen);
    assert_eq!(requests, [Request::Effect(Effect::Preview(PathBuf::from(LIST), Wish::Usual))]);
    event(&mut screen, Event::PreviewDone(preview(LIST, text)));
    assert!(matches!(screen.step, Step::Check(_)));
    screen
}

/// What the columns are to become, and the wish that goes out with it.
fn becomes(screen: &ImportScreen) -> Vec<Option<Target>> {
    let mapping = screen.mapping.as_ref().expect("columns");
    mapping.choices.iter().map(|choice| choice.becomes).collect()
}

/// The first request as the wish it sends out.
fn wished(requests: &[Request]) -> Vec<Option<Target>> {
    let [Request::Effect(Effect::ReadColumns(_, Wish::Chosen(ImportKind::Creators, choices))), ..] = requests else {
        panic!("{requests:?}")
    };
    choices.iter().map(|choice| choice.becomes).collect()
}

/// Columns as the importer would read them for this wish.
fn answered(screen: &mut ImportScreen) {
    let mapping = screen.mapping.as_ref().expect("columns");
    let mut answer = mapping.found.clone();
    answer.wish = mapping.wish.clone();
    for (column, choice) in answer.columns.iter_mut().zip(&mapping.choices) {
        column.choice = *choice;
    }
    event(screen, Event::ColumnsRead(answer));
}

#[test]
fn arrows_cycle_free_fields_and_space_toggles_a_column() {
    let mut screen = at_columns(None);
    act(&mut screen, Action::NavDown);
    let requests = act(&mut screen, Action::NavRight);
    // Engagement is taken, so views come after followers.
    assert_eq!(wished(&requests)[1], Some(Target::Of(CreatorField::Views)));
    assert_eq!(wished(&requests), becomes(&screen));
    answered(&mut screen);
    act(&mut screen, Action::NavLeft);
    assert_eq!(becomes(&screen)[1], Some(Target::Of(CreatorField::Followers)));
    act(&mut screen, Action::ColumnLeave);
    assert_eq!(becomes(&screen)[1], None);
    answered(&mut screen);
    act(&mut screen, Action::ColumnLeave);
    assert_eq!(becomes(&screen)[1], Some(Target::Of(CreatorField::Followers)));
    act(&mut screen, Action::NavBottom);
    let requests = act(&mut screen, Action::ColumnLeave);
    assert!(
        matches!(&requests[..], [Request::Open(Overlay::Pick(_), _)]),
        "nobody knows what it could be: {requests:?}"
    );
    act(&mut screen, Action::NavLeft);
    assert_eq!(becomes(&screen)[4], Some(Target::CountedOn), "round the end of the list");
}

#[test]
fn choosing_a_taken_field_frees_it_from_the_other_column() {
    let mut screen = at_columns(None);
    screen.act(Action::NavBottom, 1, &mut sample::ctx());
    let requests = act(&mut screen, Action::ColumnField);
    let [Request::Open(Overlay::Pick(pick), _)] = &requests[..] else { panic!("{requests:?}") };
    let price = pick.items.iter().find(|item| item.label == "Asking price").expect("the field");
    assert_eq!((pick.title.as_str(), price.hint.as_str()), ("What does Manager become?", "now Price"));
    let requests = choose(&mut screen, &requests, "Asking price");
    assert_eq!(wished(&requests)[3..], [None, Some(Target::Of(CreatorField::Price))]);
    let Some(Request::Say(said)) = requests.last() else { panic!("{requests:?}") };
    assert_eq!(said.text, "`Price` is now left out: only one column can be Asking price.");
}

#[test]
fn a_missing_handle_column_blocks_the_check_with_a_reason() {
    let mut screen = at_columns(None);
    screen.act(Action::ColumnLeave, 1, &mut sample::ctx());
    let reason = "No column becomes Handle or Profile link yet: choose the one with @names or profile links.";
    assert_eq!(screen.availability(Action::NavOpen, &sample::ctx()), Availability::No(reason.to_owned()));
    screen.act(Action::ColumnLeave, 1, &mut sample::ctx());
    assert_eq!(screen.availability(Action::NavOpen, &sample::ctx()), Availability::Yes);
}

#[test]
fn the_check_and_the_import_follow_the_choice_and_old_answers_do_not() {
    let mut screen = at_columns(None);
    screen.act(Action::NavDown, 1, &mut sample::ctx());
    screen.act(Action::NavRight, 1, &mut sample::ctx());
    event(&mut screen, Event::ColumnsRead(found(LIST, None)));
    assert_eq!(becomes(&screen)[1], Some(Target::Of(CreatorField::Views)), "that answered the wish before");
    let wish = screen.mapping.as_ref().expect("columns").wish.clone();
    let requests = act(&mut screen, Action::NavOpen);
    assert_eq!(requests, [Request::Effect(Effect::Preview(PathBuf::from(LIST), wish.clone()))]);
    event(&mut screen, Event::PreviewDone(preview(LIST, None)));
    assert!(matches!(screen.step, Step::Trying), "those counts are of other columns");
    event(&mut screen, Event::PreviewDone(ImportPreview { wish: wish.clone(), ..preview(LIST, None) }));
    screen.step_back(&mut sample::ctx());
    assert!(matches!(screen.step, Step::Columns));
    assert_eq!(becomes(&screen)[1], Some(Target::Of(CreatorField::Views)), "one step back keeps the choice");
    screen.act(Action::NavOpen, 1, &mut sample::ctx());
    event(&mut screen, Event::PreviewDone(ImportPreview { wish: wish.clone(), ..preview(LIST, None) }));
    let requests = act(&mut screen, Action::NavOpen);
    assert_eq!(requests, [Request::Effect(Effect::Import(PathBuf::from(LIST), wish))]);
}

#[test]
fn ambiguous_dates_can_be_switched_and_reset() {
    let mut screen = at_columns(None);
    assert!(matches!(screen.availability(Action::ColumnDays, &sample::ctx()), Availability::No(_)));
    assert!(matches!(screen.availability(Action::ColumnsPropose, &sample::ctx()), Availability::No(_)));
    screen.mapping.as_mut().expect("columns").found.columns[0].open_order = Some(DayOrder::DayFirst);
    screen.act(Action::ColumnDays, 1, &mut sample::ctx());
    let mapping = screen.mapping.as_ref().expect("columns");
    assert_eq!(mapping.choices[0].day_order, Some(DayOrder::MonthFirst));
    let requests = act(&mut screen, Action::ColumnsPropose);
    assert_eq!(requests, [Request::Effect(Effect::ReadColumns(PathBuf::from(LIST), Wish::Proposed(None)))]);
    event(&mut screen, Event::ColumnsRead(FileColumns { wish: Wish::Proposed(None), ..found(LIST, None) }));
    assert_eq!(screen.mapping.as_ref().expect("columns").choices[0].day_order, None);
}

#[test]
fn the_kind_of_file_can_be_chosen() {
    let mut screen = at_columns(None);
    let requests = act(&mut screen, Action::FileKind);
    let requests = choose(&mut screen, &requests, "a list of posts");
    let wish = Wish::Proposed(Some(ImportKind::Posts));
    assert_eq!(requests, [Request::Effect(Effect::ReadColumns(PathBuf::from(LIST), wish.clone()))]);
    let posts = FileColumns { wish, kind: ImportKind::Posts, ..found(LIST, None) };
    event(&mut screen, Event::ColumnsRead(posts));
    assert_eq!(screen.mapping.as_ref().expect("columns").kind(), ImportKind::Posts);
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
fn every_size_is_drawn() {
    for (_, screen) in steps() {
        sample::survives_all_sizes(&screen);
    }
}

#[test]
fn a_typed_path_is_checked_and_imported_only_after_the_check() {
    let mut screen = screen();
    write(&mut screen, "~/Downloads/march list.csv");
    let file = PathBuf::from("/home/ana/Downloads/march list.csv");
    let mut ctx = sample::ctx();
    screen.type_key(key!(enter), &mut ctx);
    let requests = ctx.sent();
    assert_eq!(requests, [Request::Effect(Effect::ReadColumns(file.clone(), Wish::Usual))]);
    assert!(!screen.is_typing());
    event(&mut screen, Event::ColumnsRead(found(LIST, None)));
    screen.act(Action::NavOpen, 1, &mut sample::ctx());
    event(&mut screen, Event::PreviewDone(preview("/home/ana/Downloads/march list.csv", None)));
    let requests = act(&mut screen, Action::NavOpen);
    assert_eq!(requests, [Request::Effect(Effect::Import(file, Wish::Usual))]);
    assert!(screen.is_running());
}

#[test]
fn arrows_choose_a_file_and_enter_a_folder() {
    let mut screen = screen();
    // The first one is under the cursor.
    let requests = act(&mut screen, Action::NavOpen);
    let file = PathBuf::from("/home/ana/Downloads/march list.csv");
    assert_eq!(requests, [Request::Effect(Effect::ReadColumns(file, Wish::Usual))]);

    screen.step_back(&mut sample::ctx());
    screen.input.set("li");
    screen.type_key(key!(tab), &mut sample::ctx());
    assert_eq!(screen.input.value(), "lists/");
    let mut ctx = sample::ctx();
    screen.list(&mut ctx);
    let requests = ctx.sent();
    assert_eq!(requests, [Request::Effect(Effect::ListFolder(PathBuf::from("/home/ana/Downloads/lists/")))]);
    let requests = act(&mut screen, Action::NavLeft);
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
fn another_file_can_be_dropped_before_saving() {
    for mut screen in [at_columns(None), at_check(None)] {
        screen.paste("/tmp/other.csv", &mut sample::ctx());
        assert!(matches!(screen.step, Step::Choose) && screen.is_typing());
        assert_eq!(screen.input.value(), "/tmp/other.csv");
    }
    let mut screen = at_check(None);
    screen.act(Action::NavOpen, 1, &mut sample::ctx());
    screen.paste("/tmp/other.csv", &mut sample::ctx());
    assert!(screen.is_running());
}

#[test]
fn an_error_keeps_the_path_for_editing() {
    let (_, screen) = steps().swap_remove(1);
    assert_eq!(screen.input.value(), "/home/ana/nowhere.csv");
    assert!(screen.is_typing() && screen.fault.is_some());
}

#[test]
fn stopping_asks_first_and_undoes() {
    let mut screen = at_check(None);
    screen.act(Action::NavOpen, 1, &mut sample::ctx());
    let requests = act(&mut screen, Action::ImportCancel);
    let [Request::Open(Overlay::Confirm(confirm), _)] = &requests[..] else { panic!("{requests:?}") };
    assert_eq!((confirm.yes.as_str(), confirm.no.as_str()), ("Stop and undo", "Keep importing"));
    let mut ctx = sample::ctx();
    assert!(screen.step_back(&mut ctx));
    assert_eq!(ctx.sent(), requests);
    let answer = |screen: &mut ImportScreen| sample::answer(screen, &requests, Value::Yes, &mut sample::ctx());
    assert_eq!(answer(&mut screen), [Request::Effect(Effect::CancelImport)]);
    event(&mut screen, Event::ImportDone(report(true)));
    assert_eq!(answer(&mut screen), [], "nothing runs any more");
}

#[test]
fn a_file_with_nothing_new_is_not_imported() {
    let mut screen = at_columns(None);
    screen.act(Action::NavOpen, 1, &mut sample::ctx());
    let mut same = preview(LIST, None);
    same.counts = ImportCounts { rows: 10, unchanged: 10, ..ImportCounts::default() };
    event(&mut screen, Event::PreviewDone(same));
    assert!(matches!(screen.availability(Action::NavOpen, &sample::ctx()), Availability::No(_)));
}

#[test]
fn a_late_answer_about_another_file_changes_nothing() {
    let mut screen = at_check(None);
    screen.step_back(&mut sample::ctx());
    screen.step_back(&mut sample::ctx());
    event(&mut screen, Event::PreviewDone(preview(LIST, None)));
    event(&mut screen, Event::ColumnsRead(found(LIST, None)));
    assert!(matches!(screen.step, Step::Choose));
}

#[test]
fn after_an_import_enter_goes_to_what_it_brought() {
    let done = |kind, cancelled| {
        let step = Step::Done(Box::new(ImportReport { kind, ..report(cancelled) }));
        ImportScreen { step, ..ImportScreen::default() }
    };
    let creators = act(&mut done(ImportKind::Creators, false), Action::NavOpen);
    assert_eq!(creators, [Request::Go(Place::Creators)]);
    assert_eq!(act(&mut done(ImportKind::ShopifyOrders, false), Action::NavOpen), [Request::Go(Place::Results)]);
    for (mut screen, action) in [
        (done(ImportKind::Creators, false), Action::PathEdit),
        // Nothing came of it: there is nothing to show.
        (done(ImportKind::Creators, true), Action::NavOpen),
    ] {
        act(&mut screen, action);
        assert!(matches!(screen.step, Step::Choose), "{action:?}");
    }
}

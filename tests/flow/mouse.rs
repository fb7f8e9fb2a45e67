//! The mouse: what lies under it is what happens, and nothing that a key would ask about happens unasked.

use ratatui::layout::Position;
use tenfold::proto::command::WriteKind;
use tenfold::tui::kit::{Does, Gesture, Place};

use crate::driver::Person;

/// Longer than the two halves of a double click are apart.
const APART_MS: i64 = 1_000;

impl Person {
    /// Clicks on the first place from the top where this text stands.
    fn click(&mut self, text: &str) {
        let at = self.find(text);
        self.click_at(at);
    }

    fn click_at(&mut self, at: Position) {
        self.wait(APART_MS);
        self.mouse(at, Gesture::Press);
        self.mouse(at, Gesture::Release);
    }

    /// Clicks so many cells behind where this text begins, and types there.
    fn type_at(&mut self, text: &str, cells: u16, typed: &str) {
        let at = self.find(text);
        self.click_at(Position::new(at.x + cells, at.y));
        self.type_text(typed);
    }

    /// Clicks twice there, without a pause.
    fn double_click(&mut self, text: &str) {
        let at = self.find(text);
        self.click_at(at);
        self.mouse(at, Gesture::Press);
        self.mouse(at, Gesture::Release);
    }

    /// A row of the list of creators, counted from the top.
    fn row(&mut self, index: u16) -> Position {
        let head = self.find("HANDLE");
        Position::new(head.x, head.y + 1 + index)
    }

    /// Whom the row with the cursor is about.
    fn acts_on(&mut self) -> String {
        let screen = self.screen();
        let said = screen.split_once("acts on: ").unwrap_or_else(|| panic!("nobody:\n{screen}")).1;
        said.split_whitespace().next().expect("a word").trim_end_matches(',').to_owned()
    }
}

/// The handles in the list of creators, from top to bottom.
fn handles(person: &mut Person) -> Vec<String> {
    let screen = person.screen();
    let rows = screen.lines().skip_while(|line| !line.contains("HANDLE")).skip(1);
    let handle = |line: &str| {
        let cells = line.split('│').nth(1).unwrap_or_default();
        cells.split_whitespace().find(|word| word.chars().any(char::is_alphabetic) && word.len() > 2).map(str::to_owned)
    };
    rows.map_while(handle).collect()
}

#[test]
fn a_click_selects_and_a_double_click_opens() {
    let mut person = Person::with_demo();
    let all = handles(&mut person);
    let (third, fifth) = (person.row(2), person.row(4));
    person.click_at(third);
    assert_eq!((person.acts_on(), person.place()), (all[2].clone(), Place::Creators));
    // The second click is on another row: both only select.
    person.mouse(fifth, Gesture::Press);
    assert_eq!((person.acts_on(), person.place()), (all[4].clone(), Place::Creators));
    person.click_at(third);
    person.mouse(third, Gesture::Press);
    assert_eq!(person.place(), Place::Page);
    person.sees(&all[2]);
    person.press("esc");
    assert_eq!((person.acts_on(), person.place()), (all[2].clone(), Place::Creators));
    assert!(person.wrote.is_empty());
}

#[test]
fn a_click_on_a_heading_sorts_and_another_reverses() {
    let mut person = Person::with_demo();
    let at = person.find("FOLLOW");
    person.click_at(at);
    let one = handles(&mut person);
    person.sees("followers v");
    person.click_at(at);
    person.sees("followers ^");
    assert_ne!(handles(&mut person), one);

    person.press("g r");
    let shown = person.screen();
    let spend = person.find("SPEND   ORDERS");
    person.click_at(spend);
    let sorted = person.screen();
    person.click_at(spend);
    assert!(sorted != shown && person.screen() != sorted && person.screen() != shown);
    person.press("g n");
    person.click("CREATORS");
    person.sees("most creators first");
    person.click("CREATORS");
    person.sees("fewest creators first");
}

#[test]
fn the_wheel_scrolls_what_is_under_it() {
    let mut person = Person::with_demo();
    let before = handles(&mut person);
    let at = person.row(9);
    person.click_at(at);
    person.mouse(at, Gesture::Wheel(1));
    assert_eq!(handles(&mut person)[0], before[3], "three rows went by");
    assert_eq!(person.acts_on(), before[9], "the cursor stays on its creator");
    person.mouse(at, Gesture::Wheel(100));
    person.mouse(at, Gesture::Wheel(-200));
    assert_eq!(handles(&mut person)[0], before[0]);
    // Over the tabs and the hints there is nothing to scroll.
    person.mouse(Position::new(5, 0), Gesture::Wheel(3));
    person.mouse(Position::new(5, 35), Gesture::Wheel(3));
    assert_eq!(handles(&mut person)[0], before[0]);

    // The pane beside it scrolls alone.
    let pane = Position::new(100, 12);
    person.mouse(pane, Gesture::Wheel(1));
    assert_eq!(handles(&mut person)[0], before[0]);

    person.press("?");
    let list = person.screen();
    person.mouse(pane, Gesture::Wheel(5));
    assert_ne!(person.screen(), list);
    person.press("esc g b");
    person.wait(APART_MS);
    let board = person.screen();
    person.mouse(Position::new(5, 12), Gesture::Wheel(1));
    assert_ne!(person.screen(), board);
}

#[test]
fn tabs_hints_and_panes_are_clickable() {
    let mut person = Person::with_demo();
    for (tab, place) in [("Campaigns", Place::Campaigns), ("Results", Place::Results), ("Agenda", Place::Agenda)] {
        person.click(tab);
        assert_eq!(person.place(), place);
    }
    person.click("Results");
    person.click("Funnel");
    person.sees("»Funnel«");
    person.click("Answer");
    person.sees("»Answer«");
    person.click("Creators");
    person.click("? keys");
    assert_eq!(person.on_top(), Some(Does::Opens));
    let at = person.find("Esc close");
    person.click_at(at);
    assert_eq!(person.on_top(), None);
    let row = person.row(1);
    person.click_at(row);
    person.click("p pick");
    assert_eq!(person.wrote, [WriteKind::SetVerdict]);
    person.resize(60, 24);
    person.click(" more");
    person.wait(APART_MS);
    person.click("Payments");
    assert_eq!(person.place(), Place::Payments, "the list of what may follow");
}

#[test]
fn a_hint_asks_what_its_key_asks() {
    let mut person = Person::with_demo();
    person.press("A");
    let before = person.tables();
    let at = person.find("x reject");
    person.click_at(at);
    person.sees("x again rejects");
    // A click elsewhere takes the question back, as any other key does.
    let row = Position::new(10, 12);
    person.click_at(row);
    person.click_at(at);
    person.sees("x again rejects");
    assert_eq!(person.tables(), before);
    person.click_at(at);
    person.wait(APART_MS);
    assert_eq!(person.wrote, [WriteKind::SetVerdict]);
    person.press("u");
    assert_eq!(person.tables(), before);
}

#[test]
fn fields_and_buttons_of_forms_are_clickable() {
    let mut person = Person::with_demo();
    person.press("g m a");
    person.click("Name");
    person.type_text("Autumn test");
    person.click("Goal");
    person.sees("> Goal");
    person.click("Goal");
    person.sees("3 of 3");
    person.click("[ Add campaign ]");
    assert_eq!(person.wrote.len(), 1, "{}", person.screen());
    person.sees("Autumn test");
}

#[test]
fn a_click_in_a_text_leads_its_cursor_there() {
    let mut person = Person::with_demo();
    // The filter while it is typed, and the filter that stands: the click begins to edit it.
    person.press("/");
    person.type_text("nice:skincare");
    person.click(":skincare");
    person.press("backspace h e");
    person.sees("niche:skincare");
    person.type_at("niche:skincare", 30, " micro");
    person.sees("niche:skincare micro");
    person.press("enter");
    person.click("tier:micro");
    assert_eq!(person.on_top(), Some(Does::Types), "{}", person.screen());
    person.type_text("er>3 ");
    person.sees("niche:skincare er>3 tier:micro");
    person.press("esc");

    // A field of a form takes the cursor with the first click, also where its text was filled in.
    person.press("g m j j e");
    person.sees("Glow Serum test");
    person.press("tab");
    person.type_at("[Glow Serum test", 6, "new ");
    person.sees("Glow new Serum test");
    person.type_at("new Serum test", 4, "");
    person.press("backspace backspace");
    person.sees("Glow neSerum test");
    person.press("esc esc");

    // A text of several lines, a wide letter among them.
    person.press("g c n");
    person.type_text("hello");
    person.press("ctrl-j");
    person.paste("日本 two");
    person.type_at("two", 0, "x");
    person.sees("xtwo");
    person.type_at("hello", 0, "the ");
    person.sees("the hello");
    assert!(person.wrote.is_empty());
}

#[test]
fn settings_are_reached_by_mouse_at_every_width() {
    let mut person = Person::with_demo();
    for (width, height) in [(80, 24), (90, 30), (100, 30), (120, 36), (139, 40), (160, 40)] {
        person.resize(width, height);
        person.press("esc g c");
        if !person.screen().lines().next().is_some_and(|header| header.contains("Settings")) {
            person.click(" more");
            person.wait(APART_MS);
        }
        person.click("Settings");
        assert_eq!(person.place(), Place::Settings, "{width}: {}", person.screen());
    }
}

#[test]
fn entries_of_popups_are_clickable_and_shadow_what_is_below() {
    let mut person = Person::with_demo();
    person.press(":");
    let tab = person.find("Campaigns");
    person.click_at(tab);
    assert_eq!(
        (person.place(), person.on_top()),
        (Place::Creators, Some(Does::Opens)),
        "the palette lies over the tabs"
    );
    person.type_text("history");
    person.click("Go to history");
    assert_eq!((person.place(), person.on_top()), (Place::History, None));
    person.press("g c t");
    let at = person.find("[ ]");
    person.click_at(at);
    person.sees("will be added");
    person.click("Ctrl-S save");
    assert_eq!(person.wrote, [WriteKind::EditTags]);
}

#[test]
fn the_second_half_of_a_double_click_does_not_press_what_the_first_has_opened() {
    let mut person = Person::with_demo();
    person.press("g m");
    person.press(":");
    person.type_text("import");
    let at = person.find("Go to import");
    person.click_at(at);
    assert_eq!(person.place(), Place::Import);
    let before = person.screen();
    person.mouse(at, Gesture::Press);
    assert_eq!(person.screen(), before);
}

#[test]
fn a_card_is_dragged_to_the_next_column_in_one_step() {
    let mut person = Person::with_demo();
    person.press("g b");
    let before = person.tables();
    let shortlist = person.find("»Shortlist«");
    let contacted = person.find("Contacted");
    let card = Position::new(shortlist.x + 2, shortlist.y + 1);
    let drop = Position::new(contacted.x + 2, contacted.y + 9);
    person.wait(APART_MS);
    person.mouse(card, Gesture::Press);
    person.mouse(drop, Gesture::Drag);
    person.sees("to Contacted");
    person.mouse(drop, Gesture::Release);
    assert_eq!(person.wrote, [WriteKind::MoveOnBoard]);
    person.sees("»Contacted«");
    person.press("u");
    assert_eq!(person.tables(), before);

    // Let go where it was, outside the window, two columns on, or after something came between: nothing moves.
    let far = person.find("Shipped");
    for (to, between) in [
        (card, None),
        (Position::new(500, 500), None),
        (Position::new(far.x, far.y + 4), None),
        (drop, Some((90, 30))),
        (drop, Some((20, 5))),
    ] {
        person.press("g b");
        person.press("g g h h h h");
        person.wait(APART_MS);
        person.mouse(card, Gesture::Press);
        person.mouse(to, Gesture::Drag);
        if let Some((width, height)) = between {
            person.resize(width, height);
        }
        person.mouse(to, Gesture::Release);
        person.resize(120, 36);
        assert_eq!(person.tables(), before, "{to} {between:?}");
    }
    person.wait(APART_MS);
    person.double_click("Contacted");
    assert_eq!(person.place(), Place::Board, "a heading opens nothing");
}

#[test]
fn in_a_window_too_small_nothing_is_hit() {
    let mut person = Person::with_demo();
    person.resize(20, 5);
    for y in 0..6 {
        for x in 0..21 {
            person.mouse(Position::new(x, y), Gesture::Press);
            person.mouse(Position::new(x, y), Gesture::Wheel(2));
        }
    }
    person.resize(120, 36);
    assert_eq!((person.place(), person.on_top()), (Place::Creators, None));
    assert!(person.wrote.is_empty());
}

/// A generator that gives the same gestures in every run.
struct Paw(u64);

impl Paw {
    fn below(&mut self, most: u16) -> u16 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u16::try_from((self.0 >> 33) % u64::from(most.max(1))).expect("it is below")
    }
}

/// Gestures of one run.
const GESTURES: usize = 800;

/// Any gestures at any size: nothing breaks, and a click writes only where a hint says so, where something asks, or where a card is
/// let go.
#[test]
fn a_mouse_on_the_table_breaks_nothing_and_writes_nothing_unasked() {
    for seed in [3, 14] {
        let mut paw = Paw(seed);
        let mut person = Person::with_demo();
        let before = person.tables();
        let (mut width, mut height) = (120, 36);
        for _ in 0..GESTURES {
            let at = match paw.below(20) {
                0 => Position::new(u16::MAX - paw.below(3), paw.below(200)),
                1 => Position::new(width + paw.below(9), height + paw.below(9)),
                _ => Position::new(paw.below(width), paw.below(height)),
            };
            let gesture = match paw.below(40) {
                0 => {
                    (width, height) = (1 + paw.below(180), 1 + paw.below(50));
                    person.resize(width, height);
                    continue;
                }
                1 => {
                    person.paste("@glow.mia\n");
                    continue;
                }
                2 => {
                    person.press("esc");
                    continue;
                }
                3 => {
                    person.wait(APART_MS);
                    continue;
                }
                4..8 => Gesture::Wheel(i32::from(paw.below(400)) - 200),
                8..12 => Gesture::Drag,
                12..16 => Gesture::Release,
                _ => Gesture::Press,
            };
            let (wrote, is_asked) = (person.wrote.len(), person.on_top().is_some());
            let can = is_asked || gesture == Gesture::Release || at.y + 1 >= height;
            let seen = person.screen();
            person.mouse(at, gesture);
            assert!(can || person.wrote.len() == wrote, "{at} {gesture:?} wrote {:?}:\n{seen}", person.wrote.last());
            if person.has_left {
                person.restart();
            }
        }
        person.resize(120, 36);
        person.undo_everything();
        assert_eq!(person.tables(), before, "after seed {seed} something was not taken back");
    }
}

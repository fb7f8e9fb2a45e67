use std::cell::RefCell;
use std::rc::Rc;

use chrono::NaiveDate;
use ratatui::backend::TestBackend;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::{Frame, Terminal};

use super::*;
use crate::domain::{BatchId, CreatorId, Currency, OpId, TierBorders, Verdict};
use crate::proto::event::{Done, Generation, ImportReport, Progress, Ticket};
use crate::proto::ingest::{ImportCounts, ImportKind};
use crate::proto::query::{Answer, Counts, Current, CurrentBatch, Slot};
use crate::proto::{Event, Query, Target, WriteCmd};
use crate::tui::kit::key::{KeyCode, KeyCombination, parse};
use crate::tui::kit::overlay::{Overlay, Prompt, Value};
use crate::tui::kit::{
    Action, Acts, Asked, Availability, Ctx, Effect, Hint, Msg, Notice, Place, Request, Screen, Show,
};
use crate::tui::look::Theme;

/// A screen that writes down what is asked of it.
struct Fake {
    place: Place,
    log: Rc<RefCell<Vec<String>>>,
    typing: bool,
    steps: usize,
}

impl Fake {
    fn note(&self, what: impl std::fmt::Display) {
        self.log.borrow_mut().push(format!("{:?} {what}", self.place));
    }
}

impl Acts for Fake {
    fn act(&mut self, action: Action, count: usize, ctx: &mut Ctx) {
        self.note(format!("{} x{count}", action.name()));
        match action {
            Action::VerdictPick => {
                let target = Target::one(CreatorId(1));
                ctx.write(WriteCmd::SetVerdict { target, verdict: Verdict::Picked, reason: None, until: None });
            }
            Action::NoteAdd => ctx.read(Overlay::Text { title: "Note".into(), lines: vec!["text".into()] }),
            Action::TagEdit => ctx.open(
                Overlay::Confirm(crate::tui::kit::overlay::Confirm {
                    title: "Sure?".into(),
                    text: "Tags.".into(),
                    yes: "Yes".into(),
                    no: "No".into(),
                }),
                "tags",
            ),
            Action::FilterEdit => self.typing = true,
            Action::NavOpen => ctx.lead(Request::ShowBatch(crate::domain::BatchId(7))),
            _ => {}
        }
    }

    fn availability(&self, action: Action, _ctx: &Ctx) -> Availability {
        match action {
            Action::VerdictReject => Availability::No("Nobody is under the cursor.".into()),
            Action::MarkRestore | Action::Go(Place::Results) => Availability::Elsewhere,
            _ => Availability::Yes,
        }
    }

    fn hint(&self, action: Action, _ctx: &Ctx) -> Option<Hint> {
        Hint::of(action)
    }
}

impl Screen for Fake {
    fn enter(&mut self, ctx: &mut Ctx) {
        self.note("enter");
        ctx.ask(Query::Index { filter: None, sort: Vec::new() });
    }

    fn refresh(&mut self, _ctx: &mut Ctx) {
        self.note("refresh");
    }

    fn show(&mut self, what: &Show, _ctx: &mut Ctx) {
        self.note(format!("show {what:?}"));
    }

    fn msg(&mut self, msg: &Msg, ctx: &mut Ctx) {
        if let Msg::Window(rows) = msg {
            self.note(format!("window {}", rows.len()));
        }
        match msg {
            Msg::Event(Event::PreviewFailed(..)) if self.place == Place::Import => {
                ctx.lead(Request::ShowBatch(crate::domain::BatchId(7)));
                ctx.say(Notice::info("Heard."));
            }
            _ => {}
        }
    }

    fn answered(&mut self, asked: &Asked, value: Value, _ctx: &mut Ctx) {
        let question = asked.question::<&str>().expect("a question");
        self.note(format!("answer {question} {value:?}"));
    }

    fn is_typing(&self) -> bool {
        self.typing
    }

    fn type_key(&mut self, key: KeyCombination, _ctx: &mut Ctx) {
        if crate::tui::kit::key::single(key) == Some(KeyCode::Esc) {
            self.typing = false;
        }
        self.note(format!("type {}", crate::tui::kit::key::notation(key)));
    }

    fn paste(&mut self, text: &str, _ctx: &mut Ctx) {
        self.note(format!("paste {text}"));
    }

    fn step_back(&mut self, ctx: &mut Ctx) -> bool {
        let Some(rest) = self.steps.checked_sub(1) else { return false };
        self.steps = rest;
        ctx.say(Notice::info("4 marks cleared."));
        true
    }

    fn acts_on(&self, _ctx: &Ctx) -> String {
        "4 marked, 2 more hidden by the filter: not touched".into()
    }

    fn list_lines(&self, area: Rect, _ctx: &Ctx) -> usize {
        usize::from(area.height).saturating_sub(4)
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, _ctx: &Ctx, _theme: Theme) {
        frame.render_widget(Line::raw(format!("the screen of {:?}", self.place)), area);
    }
}

/// The app with fake screens and a clock that the test moves.
struct Rig {
    model: Model,
    log: Rc<RefCell<Vec<String>>>,
    now: i64,
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 11).unwrap()
}

impl Rig {
    fn new() -> Self {
        Self::of(&[
            Place::Welcome,
            Place::Creators,
            Place::Campaigns,
            Place::Batch,
            Place::Results,
            Place::Import,
            Place::History,
        ])
    }

    fn of(places: &[Place]) -> Self {
        let log = Rc::new(RefCell::new(Vec::new()));
        let screens: Vec<(Place, Box<dyn Screen>)> = places
            .iter()
            .map(|place| {
                let fake = Fake { place: *place, log: Rc::clone(&log), typing: false, steps: 0 };
                (*place, Box::new(fake) as Box<dyn Screen>)
            })
            .collect();
        let ctx =
            Ctx::new(0, crate::domain::day::Calendar::day_first(day()), TierBorders::default(), Currency::USD, true);
        let mut model = Model::new(ctx, Theme::default(), screens, Place::Creators);
        model.start(0, day());
        log.borrow_mut().clear();
        Self { model, log, now: 1_000 }
    }

    fn tell(&mut self, msg: Msg) -> Vec<Effect> {
        self.model.update(msg, self.now, day())
    }

    fn keys(&mut self, keys: &str) -> Vec<Effect> {
        let keys: Vec<_> = keys.split(' ').map(|key| parse(key).unwrap_or_else(|| panic!("{key}"))).collect();
        keys.into_iter().flat_map(|key| self.tell(Msg::Key(key))).collect()
    }

    fn event(&mut self, event: Event) -> Vec<Effect> {
        self.tell(Msg::Event(event))
    }

    fn message(&self) -> &str {
        self.model.message().unwrap_or_default()
    }

    fn log(&self) -> Vec<String> {
        std::mem::take(&mut *self.log.borrow_mut())
    }

    fn drawn(&mut self, width: u16, height: u16) -> String {
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        self.model.sized(Rect::new(0, 0, width, height));
        terminal.draw(|frame| self.model.draw(frame)).unwrap();
        terminal.backend().to_string()
    }

    fn importing(&mut self) {
        let counts = ImportCounts { rows: 182_000, ..ImportCounts::default() };
        self.event(Event::ImportProgress(Progress { bytes: 40, bytes_total: 100, counts, is_indexing: false }));
    }
}

fn wrote(effects: &[Effect]) -> Option<&WriteCmd> {
    effects.iter().find_map(|effect| match effect {
        Effect::Write(_, command) => Some(command),
        _ => None,
    })
}

fn ticket(effects: &[Effect]) -> Ticket {
    let found = effects.iter().find_map(|effect| match effect {
        Effect::Write(ticket, _) => Some(*ticket),
        _ => None,
    });
    found.unwrap()
}

fn done(sentence: &str, show: Option<CreatorId>) -> Done {
    Done { op: Some(OpId(9)), sentence: sentence.into(), changed: 1, show }
}

#[test]
fn esc_goes_back_one_step_and_never_quits() {
    let mut rig = Rig::new();
    rig.keys("enter");
    assert_eq!(rig.model.place(), Place::Batch);
    rig.event(Event::WriteFailed(Ticket(99), "The disk is full.".into()));
    rig.keys("g");
    assert!(rig.model.pending.is_some());
    rig.keys("esc");
    assert!(rig.model.pending.is_none() && rig.message().contains("g cancelled"), "{}", rig.message());
    rig.keys("2 0");
    rig.keys("esc");
    assert_eq!(rig.model.count, None);
    rig.now += 10_000;
    rig.tell(Msg::Wake);
    assert_eq!(rig.message(), "The disk is full.", "an error stays");
    rig.keys("esc");
    assert_eq!((rig.message(), rig.model.place()), ("", Place::Batch));
    rig.keys("esc");
    assert_eq!(rig.model.place(), Place::Creators);
    let effects = rig.keys("esc esc esc");
    assert!(!effects.contains(&Effect::Quit));
    assert_eq!(rig.message(), "q quits Tenfold.");
}

#[test]
fn a_step_inside_the_screen_comes_before_leaving_it() {
    let mut rig = Rig::new();
    let fake = Fake { place: Place::Batch, log: Rc::clone(&rig.log), typing: false, steps: 1 };
    rig.model.screens.retain(|(place, _)| *place != Place::Batch);
    rig.model.screens.push((Place::Batch, Box::new(fake)));
    rig.keys("enter esc");
    assert_eq!((rig.model.place(), rig.message()), (Place::Batch, "4 marks cleared."));
    rig.keys("esc");
    assert_eq!(rig.model.place(), Place::Creators);
}

#[test]
fn q_asks_once_on_the_first_screen_and_capital_q_quits() {
    let mut rig = Rig::new();
    assert!(!rig.keys("q").contains(&Effect::Quit));
    assert_eq!(rig.message(), "Press q again to quit. Everything is saved.");
    assert!(rig.keys("q").contains(&Effect::Quit));
    let mut rig = Rig::new();
    assert!(!rig.keys("q j q").contains(&Effect::Quit), "another key takes the question back");
    assert!(Rig::new().keys("Q").contains(&Effect::Quit));
    assert!(Rig::new().keys("ctrl-c ctrl-c").contains(&Effect::Quit));
    let mut rig = Rig::new();
    rig.keys("enter q");
    assert_eq!(rig.model.place(), Place::Creators, "q closes what was opened");
    assert!(Rig::new().tell(Msg::Terminate).contains(&Effect::Quit));
}

#[test]
fn leaving_while_an_import_runs_asks_and_waits_for_it() {
    let mut rig = Rig::new();
    rig.importing();
    assert!(!rig.keys("Q").contains(&Effect::Quit));
    assert!(rig.drawn(100, 30).contains("Stop the import and quit"));
    let effects = rig.keys("y");
    assert!(effects.contains(&Effect::CancelImport) && !effects.contains(&Effect::Quit));
    let report = ImportReport {
        file: "march.csv".into(),
        kind: ImportKind::Creators,
        counts: ImportCounts::default(),
        rejects_file: None,
        notes: Vec::new(),
        left_out: Vec::new(),
        cancelled: true,
    };
    assert!(rig.event(Event::ImportDone(report)).contains(&Effect::Quit));

    let mut rig = Rig::new();
    rig.importing();
    assert!(!rig.keys("ctrl-c enter").contains(&Effect::CancelImport), "Enter in passing goes on");
    assert!(rig.keys("ctrl-c y").contains(&Effect::CancelImport));
}

#[test]
fn numbers_go_before_movements() {
    let mut rig = Rig::new();
    rig.keys("2 0 j 5 space G");
    assert_eq!(rig.log(), ["Creators nav.down x20", "Creators mark.toggle x5", "Creators nav.bottom x1"]);
    rig.keys("r 4");
    assert_eq!(rig.log(), ["Creators rate.4 x1"], "after r a digit is a star");
    rig.keys("9 9 9 9 9 9 9 9 j");
    assert_eq!(rig.log(), ["Creators nav.down x99999"]);
}

#[test]
fn every_place_has_a_tab_or_is_counted_and_listed_by_the_first_key() {
    for keys in ["g c", "g h", "g d"] {
        let mut rig = Rig::of(&Place::listed().collect::<Vec<_>>());
        rig.model.ctx.counts.new = 1_240;
        rig.keys(keys);
        for width in 60..=200 {
            let drawn = rig.drawn(width, 24);
            let tabs = drawn.lines().next().expect("a line").trim_matches('"').to_owned();
            let shown = Place::listed().filter(|place| tabs.contains(place.name())).count();
            let more = tabs.split_once(" +").and_then(|(_, rest)| rest.split_once(" more")?.0.parse::<usize>().ok());
            assert!(tabs.contains('»') && tabs.contains("g: "), "{width}: {tabs}");
            assert_eq!(shown + more.unwrap_or(0), Place::listed().count(), "{width}: {tabs}");
        }
    }
    let mut rig = Rig::of(&Place::listed().collect::<Vec<_>>());
    rig.keys("g");
    rig.now += 1_000;
    rig.tell(Msg::Wake);
    for (width, height) in [(80, 24), (120, 36)] {
        let list = rig.drawn(width, height);
        for place in Place::listed() {
            let listed = list.lines().skip(2).any(|line| line.contains(place.name()));
            assert!(listed, "{place:?} at {width}:\n{list}");
        }
    }
}

#[test]
fn a_sequence_runs_at_once_and_lists_next_keys_after_a_delay() {
    let mut rig = Rig::new();
    let effects = rig.keys("g");
    assert!(effects.contains(&Effect::WakeAt(1_250)));
    rig.tell(Msg::Wake);
    assert!(!rig.drawn(80, 24).contains("m     Campaigns"));
    rig.now = 1_250;
    rig.tell(Msg::Wake);
    let list = rig.drawn(80, 24);
    assert!(list.contains("m     Campaigns") && !list.contains("last marks"), "{list}");
    rig.keys("m");
    assert_eq!(rig.model.place(), Place::Campaigns);
    rig.keys("g q");
    assert_eq!(rig.message(), "g q does nothing here. ? shows the keys.");
    rig.now += 400;
    rig.keys("-");
    assert_eq!(rig.model.place(), Place::Creators);
    rig.keys("-");
    assert_eq!(rig.model.place(), Place::Campaigns);
}

#[test]
fn unavailable_entries_say_why() {
    let mut rig = Rig::new();
    rig.keys("x");
    assert_eq!(rig.message(), "Nobody is under the cursor.");
    rig.keys("u");
    assert!(rig.message().starts_with("Nothing to undo"));
    rig.keys("backspace");
    assert_eq!(rig.message(), "Backspace does nothing here. ? shows the keys.");
    assert_eq!(rig.log(), Vec::<String>::new());
}

#[test]
fn a_command_is_reported_and_undo_leads_to_what_changed() {
    let mut rig = Rig::new();
    let effects = rig.keys("p");
    assert!(matches!(wrote(&effects), Some(WriteCmd::SetVerdict { .. })));
    rig.now += 200;
    assert!(rig.drawn(80, 24).contains("saved"), "time comes with messages only");
    rig.tell(Msg::Wake);
    assert!(rig.drawn(80, 24).contains("saving"));
    rig.log();
    let effects = rig.event(Event::WriteDone(ticket(&effects), done("Picked @mia.", None)));
    assert_eq!(rig.message(), "Picked @mia.");
    assert_eq!(rig.log(), ["Creators refresh"]);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Ask(_, Query::Counts))));

    rig.keys("g m");
    let effects = rig.keys("u");
    assert_eq!(wrote(&effects), Some(&WriteCmd::Undo));
    rig.log();
    rig.event(Event::WriteDone(ticket(&effects), done("Undid: picked @mia.", Some(CreatorId(1)))));
    assert_eq!(rig.model.place(), Place::Creators);
    assert_eq!(rig.log()[..2], ["Creators show Creator(CreatorId(1))", "Creators enter"]);
    rig.keys("esc");
    assert_eq!(rig.model.place(), Place::Campaigns, "Esc leads back");
}

#[test]
fn an_answer_never_changes_the_screen_behind_a_form_or_a_box() {
    let undone = |ticket| Event::WriteDone(ticket, done("Undid: picked @mia.", Some(CreatorId(1))));
    let mut rig = Rig::new();
    rig.keys("p g m");
    let effects = rig.keys("u");
    rig.keys("?");
    rig.log();
    rig.event(undone(ticket(&effects)));
    assert_eq!((rig.model.place(), rig.message()), (Place::Campaigns, "Undid: picked @mia."));
    assert_eq!(rig.log(), ["Campaigns refresh"], "what the form is about may have changed");
    rig.keys("esc");

    let effects = rig.keys("g c u");
    rig.keys("/");
    rig.log();
    rig.event(undone(ticket(&effects)));
    assert_eq!(rig.log(), ["Creators refresh"], "nobody is shown while a filter is being typed");

    // A screen that hears what it waited for leads nowhere either.
    let mut rig = Rig::new();
    let heard = || Event::PreviewFailed("x.csv".into(), "empty".into());
    rig.keys("g m ?");
    rig.event(heard());
    assert_eq!((rig.model.place(), rig.message()), (Place::Campaigns, "Heard."));
    rig.keys("esc");
    rig.event(heard());
    assert_eq!(rig.model.place(), Place::Batch);
}

#[test]
fn another_program_or_an_import_refreshes_and_keeps_the_place() {
    let mut rig = Rig::new();
    rig.event(Event::OutsideChange);
    assert_eq!(rig.log(), ["Creators refresh"]);
    let counts = Counts { all: 4_812, undo_steps: 37, ..Counts::default() };
    rig.event(Event::QueryDone(Slot::Counts, Generation(1), Answer::Counts(counts)));
    assert_eq!(rig.model.ctx.counts, counts);
}

#[test]
fn a_change_asks_which_batch_is_filled_and_not_for_all_campaigns() {
    let mut rig = Rig::new();
    let effects = rig.event(Event::OutsideChange);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Ask(_, Query::CurrentBatch))));
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Ask(_, Query::Campaigns))));
    let generation = *rig.model.asked.get(&Slot::CurrentBatch).unwrap();
    let batch = CurrentBatch { id: BatchId(7), name: "Batch 2".to_owned(), campaign: "Spring".to_owned() };
    let current = Current { batch: Some(batch), odds_in: None };
    rig.event(Event::QueryDone(Slot::CurrentBatch, generation, Answer::CurrentBatch(current)));
    assert_eq!(rig.model.ctx.current_batch, Some((BatchId(7), "Batch 2 of Spring".to_owned())));
}

#[test]
fn odds_are_awaited_until_they_are_there_or_cannot_be() {
    let mut rig = Rig::new();
    let mut tell = |slot: Slot, answer: Option<Answer>| {
        rig.event(Event::OutsideChange);
        let generation = *rig.model.asked.get(&slot).unwrap();
        rig.event(match answer {
            Some(answer) => Event::QueryDone(slot, generation, answer),
            None => Event::QueryFailed(slot, generation, "The file is busy.".to_owned()),
        });
        rig.model.ctx.odds_in().map(|(name, are_awaited)| (name.to_owned(), are_awaited))
    };
    let current = || Answer::CurrentBatch(Current { batch: None, odds_in: Some("Serum test".to_owned()) });
    let awaited = Some(("Serum test".to_owned(), true));
    assert_eq!(tell(Slot::CurrentBatch, Some(current())), awaited);
    assert_eq!(tell(Slot::CurrentOdds, None), None, "nothing comes any more");
    assert_eq!(tell(Slot::CurrentBatch, Some(current())), awaited);
    assert_eq!(tell(Slot::CurrentOdds, Some(Answer::CurrentOdds(None))), None);
    let odds = crate::tui::screens::sample::odds(&[]);
    let known = Some(("Serum test".to_owned(), false));
    assert_eq!(tell(Slot::CurrentOdds, Some(Answer::CurrentOdds(Some(odds)))), known);
    assert_eq!(tell(Slot::CurrentBatch, Some(current())), known, "the old ones stand until there are new ones");
}

#[test]
fn pasted_text_is_never_keys() {
    let mut rig = Rig::new();
    let effects = rig.tell(Msg::Paste("Qqxp\n".into()));
    assert!(wrote(&effects).is_none() && !effects.contains(&Effect::Quit));
    assert!(rig.message().contains("You can't paste here"));
    assert_eq!(rig.log(), ["Creators paste Qqxp\n"]);
    rig.keys("g");
    rig.tell(Msg::Paste("m".into()));
    assert_eq!((rig.model.place(), rig.model.pending.is_none()), (Place::Creators, true));
    rig.keys("/");
    rig.log();
    rig.tell(Msg::Paste("niche:skincare".into()));
    assert_eq!(rig.log(), ["Creators paste niche:skincare"]);
}

#[test]
fn characters_of_other_scripts_are_keys_by_their_place_and_text_in_boxes() {
    let mut rig = Rig::new();
    rig.log();
    rig.keys("о");
    assert_eq!(rig.log(), ["Creators nav.down x1"], "Cyrillic о lies on j");
    rig.keys("п к");
    assert_eq!(rig.model.place(), Place::Results, "a sequence as well");
    rig.keys("g c t н");
    assert_eq!(rig.log().last().map(String::as_str), Some("Creators answer tags Yes"), "н lies on y");
    rig.keys("/ ш");
    assert_eq!(rig.log().last().map(String::as_str), Some("Creators type ш"));
    rig.keys("esc");
    rig.keys("漢");
    assert_eq!(rig.message(), "漢 does nothing here. ? shows the keys.");
    rig.model.ctx.keys = crate::tui::kit::Keymap::default().with_places(false);
    rig.keys("о");
    assert_eq!(rig.message(), "о does nothing here. ? shows the keys.");
    let own = toml::toml! { "note.add" = ["о"] };
    rig.model.ctx.keys = crate::tui::kit::Keymap::with_own(&own).0;
    rig.keys("о");
    assert_eq!(rig.log().last().map(String::as_str), Some("Creators note.add x1"), "one's own keys go first");
}

#[test]
fn characters_in_a_text_box_are_text() {
    let mut rig = Rig::new();
    rig.keys("/ q Q u g");
    assert_eq!(rig.log()[1..], ["Creators type q", "Creators type Q", "Creators type u", "Creators type g"]);
    rig.keys("ctrl-c q");
    assert_eq!(rig.message(), "Press q again to quit. Everything is saved.", "Ctrl-C leaves the box");
}

#[test]
fn a_popup_takes_all_keys_and_hands_its_value_to_the_screen_that_asked() {
    let mut rig = Rig::new();
    rig.keys("t");
    rig.log();
    assert!(wrote(&rig.keys("p g m")).is_none());
    assert_eq!(rig.model.place(), Place::Creators);
    rig.keys("y");
    assert_eq!(rig.log(), ["Creators answer tags Yes"]);
    rig.keys("t ctrl-c j");
    assert_eq!(rig.log().last().unwrap(), "Creators nav.down x1");
}

#[test]
fn the_palette_runs_and_teaches_the_key_the_second_time() {
    let mut rig = Rig::new();
    for _ in 0..2 {
        rig.now += 5_000;
        rig.keys(": i n v e r t enter");
    }
    assert_eq!(rig.log(), ["Creators mark.invert x1", "Creators mark.invert x1"]);
    assert_eq!(rig.message(), "Next time: I");
}

#[test]
fn the_last_screen_is_restored_unless_it_needs_a_choice() {
    let mut rig = Rig::new();
    rig.keys("g r");
    let memory = rig.model.memory();
    let lookup = |name: &str| memory.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone());
    let mut again = Rig::new();
    again.model.recall(&lookup, || false);
    assert_eq!(again.model.place(), Place::Results);
    again.model.recall(&|_| Some("Batch".into()), || false);
    assert_eq!(again.model.place(), Place::Results);
}

#[test]
fn a_start_after_a_page_returns_to_where_the_page_was_opened_from() {
    let mut rig = Rig::new();
    rig.keys("g r enter");
    assert_eq!(rig.model.place(), Place::Batch);
    let memory = rig.model.memory();
    let mut again = Rig::new();
    again
        .model
        .recall(&|name| memory.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone()), || false);
    assert_eq!(again.model.place(), Place::Results);
}

/// Where a start of this day begins, with what earlier starts kept, and what it keeps at once.
fn begin(today: NaiveDate, kept: &[(&'static str, String)], has_due: bool) -> (Place, Vec<(&'static str, String)>) {
    let mut rig = Rig::new();
    rig.model.ctx.today = today;
    let lookup = |name: &str| kept.iter().rfind(|(known, _)| *known == name).map(|(_, value)| value.clone());
    rig.model.ctx.is_demo = false;
    rig.model.recall(&lookup, || has_due);
    let effects = rig.model.start(rig.now, today);
    let at_once = effects.into_iter().filter_map(|effect| match effect {
        Effect::Remember { name, value } => Some((name, value)),
        _ => None,
    });
    (rig.model.place(), kept.iter().cloned().chain(at_once).collect())
}

#[test]
fn the_first_start_of_a_day_begins_at_what_is_due_and_later_ones_where_one_left() {
    let day = |day| NaiveDate::from_ymd_opt(2028, 2, day).expect("a day");
    let left_at = vec![("app.place", "Results".to_owned())];
    let (place, kept) = begin(day(28), &left_at, true);
    assert_eq!(place, Place::Agenda);
    assert_eq!(begin(day(28), &kept, true).0, Place::Results, "a second start, also after one that was killed");
    let (place, kept) = begin(day(29), &kept, false);
    assert_eq!(place, Place::Results, "nothing is due");
    assert_eq!(begin(day(29), &kept, true).0, Place::Results, "the first start of the day was before");
    assert_eq!(begin(day(20), &kept, true).0, Place::Agenda, "a clock that was set back has another day");
    assert_eq!(begin(day(28), &[], true).0, Place::Agenda, "a file that no window has opened before");
}

#[test]
fn a_fresh_demo_begins_at_its_first_insight() {
    let mut rig = Rig::new();
    rig.model.ctx.is_demo = true;
    rig.model.recall(&|_| None, || true);
    assert_eq!(rig.model.place(), Place::Results);
    rig.model.recall(&|name| (name == "app.place").then(|| "Creators".to_owned()), || false);
    assert_eq!(rig.model.place(), Place::Creators, "later ones where one left");
}

#[test]
fn another_day_asks_again_for_what_is_on_screen() {
    let mut rig = Rig::new();
    let today = rig.model.ctx.today;
    let refreshed = |rig: &Rig| rig.log().iter().filter(|line| line.ends_with("refresh")).count();
    rig.model.update(Msg::Wake, rig.now, today);
    let before = refreshed(&rig);
    rig.model.update(Msg::Wake, rig.now, today.succ_opt().expect("a day"));
    assert_eq!(refreshed(&rig), before + 1);
}

#[test]
fn rows_reach_the_screens_and_lists_know_their_lines() {
    let mut rig = Rig::new();
    rig.tell(Msg::Window(Vec::new()));
    assert_eq!(rig.log().len(), 7);
    rig.drawn(80, 24);
    assert_eq!(rig.model.ctx.list_lines, 15);
}

fn busy() -> Rig {
    let mut rig = Rig::new();
    let counts = Counts { all: 4_812, undo_steps: 37, ..Counts::default() };
    rig.event(Event::QueryDone(Slot::Counts, Generation(1), Answer::Counts(counts)));
    rig.model.ctx.current_batch = Some((crate::domain::BatchId(1), "Batch 2 of Glow Serum".into()));
    rig
}

#[test]
fn the_frame_around_the_screens() {
    insta::assert_snapshot!("frame_120x36", busy().drawn(120, 36));
    insta::assert_snapshot!("frame_80x24", busy().drawn(80, 24));
    insta::assert_snapshot!("frame_40x12", busy().drawn(40, 12));
    insta::assert_snapshot!("frame_38x10", busy().drawn(38, 10));
    let mut rig = busy();
    rig.importing();
    rig.event(Event::WriteFailed(Ticket(5), "Cannot save: the disk is full.".into()));
    insta::assert_snapshot!("frame_error_80x24", rig.drawn(80, 24));
}

#[test]
fn the_strip_of_the_tour_stands_above_the_footer() {
    let mut rig = busy();
    rig.model.begin_tour(&mut Vec::new());
    insta::assert_snapshot!("tour_80x24", rig.drawn(80, 24));
}

#[test]
fn no_size_panics() {
    let mut rigs = [busy(), busy(), busy(), busy(), busy()];
    rigs[1].keys("?");
    rigs[2].keys(": t a g");
    rigs[3].keys("g");
    rigs[3].now += 300;
    rigs[3].tell(Msg::Wake);
    rigs[4].importing();
    rigs[4].keys("Q");
    for rig in &mut rigs {
        for width in (1..=220).step_by(3) {
            for height in 1..=70 {
                let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
                rig.model.sized(Rect::new(0, 0, width, height));
                terminal.draw(|frame| rig.model.draw(frame)).unwrap();
            }
        }
    }
}

#[test]
fn prompts_are_owned_by_the_screen_that_asked() {
    let mut rig = Rig::new();
    rig.model.open(
        Overlay::Prompt(Prompt { ..Prompt::default() }),
        Asked::new("note"),
        model::Owner::Screen(Place::Creators),
    );
    assert_eq!(rig.model.layers.last().unwrap().asked, Asked::new("note"));
}

#[test]
fn the_filter_keeps_its_place_in_the_footer() {
    let mut rig = Rig::new();
    for (width, height) in [(200, 50), (120, 36), (80, 24)] {
        let screen = rig.drawn(width, height);
        let foot = screen.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default();
        assert!(foot.contains("/ filter") && foot.contains("p pick") && foot.contains(": commands"), "{foot}");
    }
}

#[test]
fn screens_follow_an_import_but_not_at_every_report() {
    let mut rig = Rig::new();
    let refreshes = |rig: &Rig| rig.log().iter().filter(|line| line.ends_with("refresh")).count();
    rig.importing();
    assert_eq!(refreshes(&rig), 1);
    rig.now += 100;
    rig.importing();
    assert_eq!(refreshes(&rig), 0, "ten reports a second are too many to ask again for each");
    rig.now += 900;
    rig.importing();
    assert_eq!(refreshes(&rig), 1);
}

#[test]
fn a_failed_backup_keeps_running_commands() {
    let mut rig = Rig::new();
    rig.keys("p");
    for event in [Event::BackupFailed("No room.".into()), Event::WorkerFailed("A fault.".into())] {
        rig.event(event);
        rig.now += 1_000;
        rig.keys("esc");
        rig.tell(Msg::Wake);
        assert!(rig.drawn(80, 24).contains("saving"), "the command is still under way");
    }
}

#[test]
fn a_lost_file_refuses_changes_until_it_is_back() {
    use crate::proto::event::FilePlace;
    let mut rig = Rig::new();
    rig.event(Event::FileMoved(FilePlace::Replaced));
    assert_eq!(wrote(&rig.keys("p")), None);
    rig.keys("esc");
    for (width, height) in [(120, 36), (80, 24), (60, 18)] {
        assert!(rig.drawn(width, height).contains("replaced"), "{width}");
    }
    assert_eq!(rig.keys("! o"), [Effect::OpenAgain]);
    assert_eq!(rig.keys("Q"), [Effect::WakeAt(rig.now + 4_000)], "leaving asks first");
    rig.event(Event::FileMoved(FilePlace::Same));
    assert!(!rig.drawn(80, 24).contains("replaced"));
    assert!(wrote(&rig.keys("p")).is_some());
}

#[test]
fn in_a_window_too_small_to_show_anything_only_leaving_works() {
    let mut rig = busy();
    let small = Rect::new(0, 0, 20, 5);
    rig.model.sized(small);
    assert_eq!(wrote(&rig.keys("p")), None);
    assert!(rig.tell(Msg::Paste("@ana".into())).is_empty());
    assert!(rig.keys("Q").contains(&Effect::Quit));
    rig.model.sized(Rect::new(0, 0, 80, 24));
    assert!(wrote(&rig.keys("p")).is_some());
}

#[test]
fn a_long_message_is_shown_in_full_with_the_keys_below_it() {
    let mut rig = Rig::new();
    let effects = rig.keys("p");
    let words: Vec<String> = (0..40).map(|at| format!("word{at}")).collect();
    rig.event(Event::WriteDone(ticket(&effects), done(&format!("{}.", words.join(" ")), None)));
    let screen = rig.drawn(80, 24);
    assert!(words.iter().all(|word| screen.contains(word.as_str())), "{screen}");
    assert_eq!(screen.lines().count(), 24);
    assert!(screen.lines().last().expect("a line").contains("commands"), "{screen}");
    assert!(screen.contains("the screen of Creators"));
    let endless = vec!["word"; 400].join(" ");
    rig.event(Event::WriteFailed(Ticket(99), endless));
    assert!(rig.drawn(80, 24).contains('…'), "what has no room at all is cut, and says so");
}

#[test]
fn a_theme_is_chosen_while_it_runs_and_paints_every_cell() {
    let mut rig = Rig::new();
    let offered = |name: &str| super::Offered {
        name: name.into(),
        about: String::new(),
        theme: Theme::built_in(name).expect("a theme of the program"),
    };
    rig.model.themes = ["terminal", "light"].map(offered).to_vec();
    rig.keys("g l down");
    assert_eq!(Some(rig.model.theme), Theme::built_in("light"), "tried before it is chosen");
    rig.keys("esc");
    assert_eq!(rig.model.theme, Theme::default(), "Esc brings back the one before");
    let effects = rig.keys("g l down enter");
    assert!(effects.contains(&Effect::ChooseTheme("light".into())), "{effects:?}");
    assert_eq!(rig.model.theme, Theme::default(), "kept by the one who keeps the configuration");
    rig.model.theme = Theme::built_in("light").unwrap();
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
    for keys in ["esc", "?", "esc", "g l", "esc", "g"] {
        rig.keys(keys);
        rig.model.sized(Rect::new(0, 0, 80, 24));
        terminal.draw(|frame| rig.model.draw(frame)).unwrap();
        let cells = &terminal.backend().buffer().content;
        assert!(cells.iter().all(|cell| cell.bg != ratatui::style::Color::Reset), "{keys}");
    }
}

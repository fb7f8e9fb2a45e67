//! The creators screen as a user sees it: keys and answers in; state, requests and rendered text out.

mod adding;
mod alike;
mod finding;
mod odds;
mod typing;

use crate::tui::kit::Acts;
use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;
use crokey::KeyCombination;
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Rect;

use super::CreatorsScreen;
use super::columns::ColumnKind;
use crate::analysis::flags::{FlagCode, Severity};
use crate::domain::collaboration::Stage;
use crate::domain::creator::{CreatorField, CreatorFields};
use crate::domain::{
    BatchId, CreatorId, Currency, Handle, Money, Platform, RejectReason, TagId, TierBorders, Verdict, ViewId,
};
use crate::proto::command::{FieldValue, ViewFields};
use crate::proto::event::Generation;
use crate::proto::price_guess::PriceGuess;
use crate::proto::query::{Answer, Counts};
use crate::proto::row::{CreatorDetail, CreatorRow, CreatorTotals, Standing, TagRow, ViewRow};
use crate::proto::source::Source;
use crate::proto::{Event, Query, Slot, Target, WriteCmd};
use crate::tui::kit::overlay::{ArrangeItem, Carried, Form, Overlay, Value};
use crate::tui::kit::{Action, Availability, Ctx, Effect, Msg, Request, Screen, Show, SnoozeFor, SortBy};
use crate::tui::look::{SizeClass, Theme};
use crate::tui::screens::sample::{Opened, Shop};

const NAMES: [&str; 8] = [
    "juliets.jars",
    "lena.routine",
    "skinbysofi",
    "softskinsunday",
    "glowwithmia",
    "cleanlabelkat",
    "bestdealz4u",
    "noorglow",
];

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, day).expect("a day")
}

/// Every third score is missing.
fn standing(id: i64) -> Standing {
    let severity = if id % 2 == 0 { Severity::Red } else { Severity::Amber };
    match id % 3 {
        0 => Standing::default(),
        _ => Standing {
            score: u8::try_from(30 + id % 60).ok(),
            coverage: Some(70),
            er_views: Some(5.3),
            growth: Some(if id % 2 == 0 { 12.3 } else { -0.4 }),
            flags: FlagCode::ALL
                .into_iter()
                .take(usize::try_from(id).unwrap() % 4)
                .map(|code| (code, severity))
                .collect(),
        },
    }
}

/// Every fourth creator took part in a batch.
fn totals(id: i64) -> CreatorTotals {
    if id % 4 != 3 {
        return CreatorTotals::default();
    }
    let money = |minor| Some(Money::new(minor, Currency::USD));
    CreatorTotals {
        stage: Some(Stage::Results),
        contacted_on: Some(day(1)),
        due_on: Some(day(8)),
        days_late: Some(3),
        orders: Some(41),
        spend: money(124_000),
        roas: Some(2.46),
        owed: money(18_000),
    }
}

fn row(id: i64) -> CreatorRow {
    let index = usize::try_from(id).unwrap() % NAMES.len();
    let handle = if id < 8 { NAMES[index].to_owned() } else { format!("{}{id}", NAMES[index]) };
    let mut fields = CreatorFields::new(Platform::TikTok, Handle::parse(&handle).expect("a handle"));
    fields.name = format!("Kat {id}");
    fields.followers = (id % 3 != 2).then_some(7_400 + id * 1_311);
    fields.er = Some(11.3 - f64::from(i32::try_from(id % 10).unwrap()) * 0.9);
    fields.views = Some(9_100 + id * 700);
    fields.price_minor = (id % 2 == 0).then_some(7_500 + id * 1_000);
    fields.country = "us".into();
    fields.language = "en".into();
    fields.email = if id % 2 == 0 { format!("{handle}@example.com") } else { String::new() };
    fields.bio = "ingredient nerd. no sponsored fluff.".into();
    CreatorRow {
        id: CreatorId(id),
        fields,
        tags: vec!["clean".into(), "skincare".into()],
        verdict: [Verdict::New, Verdict::New, Verdict::Picked, Verdict::Maybe, Verdict::Rejected][index % 5],
        reason: if index % 5 == 4 { "off niche".into() } else { String::new() },
        snoozed_until: None,
        rating: u8::try_from(index % 6).unwrap(),
        do_not_contact: id == 6,
        added_on: day(9),
        updated_at: 77,
        standing: standing(id),
        odds: None,
        likeness: None,
        totals: totals(id),
    }
}

fn awful(id: i64) -> CreatorRow {
    let mut row = row(id);
    let names = [
        "👩‍👩‍👧‍👦 fam 🇩🇪",
        "e\u{301}\u{302}\u{303}\u{304}x ❤️",
        "\u{202e}evil\u{1b}[31m\tcells",
        "日本コスメ大好き",
        "العربية עברית",
        "ไทย 한국어",
    ];
    let name = names[usize::try_from(id).unwrap() % names.len()].repeat(if id == 3 { 500 } else { 1 });
    row.tags = vec![name.clone(), "x".repeat(80)];
    row.fields.bio = name.clone();
    row.fields.name = name;
    row.fields.followers = Some(i64::MAX);
    row.fields.price_minor = Some(i64::MAX / 2);
    row.fields.price_currency = "CLP".parse().expect("a currency");
    row
}

/// The screen with the app's context, and a fake store.
struct Table {
    screen: CreatorsScreen,
    ctx: Ctx,
    rows: fn(i64) -> CreatorRow,
    asked: Option<(Generation, Query)>,
    tags_asked: Option<Generation>,
    /// The newest question of each other slot.
    others: HashMap<Slot, (Generation, Query)>,
    reads: usize,
    requests: Vec<Request>,
    /// The question of the last opened overlay, with the labels of its entries.
    open: Option<Opened>,
}

impl Table {
    fn new(shown: i64) -> Self {
        let mut ctx = Ctx::new(
            1_773_230_400_000,
            crate::domain::day::Calendar::day_first(day(11)),
            TierBorders::default(),
            Currency::USD,
            false,
        );
        ctx.counts = Counts { all: 4_812, ..Counts::default() };
        ctx.size = SizeClass::Wide;
        ctx.list_lines = 20;
        let mut table = Self {
            screen: CreatorsScreen::new(),
            ctx,
            rows: row,
            asked: None,
            tags_asked: None,
            others: HashMap::new(),
            reads: 0,
            requests: vec![],
            open: None,
        };
        table.screen.enter(&mut table.ctx);
        table.run_requests();
        table.list(0..shown);
        table
    }

    /// Does what the runtime would: answers reads at once and keeps the other requests for assertions.
    fn run_requests(&mut self) {
        for request in self.ctx.sent() {
            let answer = match &request {
                Request::Effect(Effect::ReadWindow(ids)) => {
                    self.reads += 1;
                    Some(Msg::Window(ids.iter().map(|id| (self.rows)(id.0)).collect()))
                }
                Request::Effect(Effect::ReadDetail(id)) => {
                    let detail = CreatorDetail {
                        row: (self.rows)(id.0),
                        source: Source::row("march list.csv", 212, day(2)),
                        stats_on: Some(day(2)),
                        elsewhere: Vec::new(),
                        notes: vec![(day(3), "asks for a sample first".into())],
                        collaborations: vec![("Glow Serum".into(), "Batch 1".into(), "Posted".into())],
                        last_posts: Vec::new(),
                        price_guess: Some(PriceGuess {
                            low: Money::new(13_500, self.ctx.currency),
                            high: Money::new(13_500, self.ctx.currency),
                            deals: Some(33),
                        }),
                    };
                    Some(Msg::Detail(*id, Some(Box::new(detail))))
                }
                Request::Effect(Effect::Ask(generation, query)) => {
                    match query {
                        Query::Tags { .. } => self.tags_asked = Some(*generation),
                        Query::Index { .. } => self.asked = Some((*generation, query.clone())),
                        query => _ = self.others.insert(query.slot(), (*generation, query.clone())),
                    }
                    None
                }
                Request::Open(overlay, asked) => {
                    self.open = Some(Opened::new(overlay, asked));
                    None
                }
                _ => None,
            };
            self.requests.push(request);
            if let Some(msg) = answer {
                self.receive(&msg);
            }
        }
    }

    fn receive(&mut self, msg: &Msg) {
        self.screen.msg(msg, &mut self.ctx);
        self.run_requests();
    }

    /// Answers the newest question for the list.
    fn list(&mut self, ids: impl IntoIterator<Item = i64>) {
        let (generation, _) = self.asked.take().expect("asked for the list");
        let ids: Arc<[CreatorId]> = ids.into_iter().map(CreatorId).collect();
        self.receive(&Msg::Event(Event::QueryDone(Slot::Index, generation, Answer::Index(ids))));
    }

    /// Answers the newest question of a slot, and returns it.
    fn reply(&mut self, slot: Slot, answer: Answer) -> Query {
        let (generation, query) = self.others.remove(&slot).unwrap_or_else(|| panic!("{slot:?} was not asked"));
        self.receive(&Msg::Event(Event::QueryDone(slot, generation, answer)));
        query
    }

    /// Answers the question for the saved views.
    fn views(&mut self, views: &[(&str, &str)]) {
        let row = |(id, (name, filter)): (i64, &(&str, &str))| {
            let fields = ViewFields { name: (*name).into(), filter: (*filter).into(), ..ViewFields::default() };
            ViewRow { id: ViewId(id), fields }
        };
        self.reply(Slot::Views, Answer::Views((1..).zip(views).map(row).collect()));
    }

    fn tags(&mut self, on_target: &[(i64, i64)], target_size: i64) {
        let tag = |id, name: &str, creators| TagRow { id: TagId(id), name: name.into(), creators };
        let answer = Answer::Tags {
            all: vec![tag(1, "skincare", 412), tag(2, "clean", 88), tag(3, "glass skin", 12)],
            on_target: on_target.iter().map(|(id, count)| (TagId(*id), *count)).collect(),
            target_size,
        };
        let generation = self.tags_asked.take().expect("asked for tags");
        self.receive(&Msg::Event(Event::QueryDone(Slot::Tags, generation, answer)));
    }

    fn act(&mut self, action: Action) -> Vec<Request> {
        self.act_times(action, 1)
    }

    /// Presses the key of an action twice, as changes to many creators require.
    fn act_twice(&mut self, action: Action) -> Vec<Request> {
        let key = crate::tui::kit::key::parse("x").expect("a key");
        self.ctx.confirmation.press(&[], key, 0);
        assert!(!self.act(action).iter().any(|request| matches!(request, Request::Effect(Effect::Write(..)))));
        self.ctx.confirmation.press(&[], key, 1_000);
        self.ctx.confirmation.confirm();
        self.act(action)
    }

    fn act_times(&mut self, action: Action, count: usize) -> Vec<Request> {
        self.requests.clear();
        self.screen.act(action, count, &mut self.ctx);
        self.run_requests();
        std::mem::take(&mut self.requests)
    }

    /// Answers the last opened overlay, and returns the resulting requests.
    fn answer(&mut self, value: Value) -> Vec<Request> {
        let asked = self.open.as_ref().expect("an overlay").asked.clone();
        let before = self.requests.len();
        self.screen.answered(&asked, value, &mut self.ctx);
        self.run_requests();
        self.requests[before..].to_vec()
    }

    /// Chooses an entry of the last opened overlay, or creates one.
    fn choose(&mut self, label: &str) -> Vec<Request> {
        let choice = self.open.as_ref().expect("an overlay").choice(label);
        self.answer(Value::Chosen(choice))
    }

    /// Switches entries of the last opened overlay on and off.
    fn switch(&mut self, add: &[&str], remove: &[&str]) -> Vec<Request> {
        let value = self.open.as_ref().expect("an overlay").switched(add, remove);
        self.answer(value)
    }

    fn type_in(&mut self, text: &str) -> Vec<Request> {
        self.answer(Value::Text(text.to_owned()))
    }

    fn type_keys(&mut self, keys: &str) {
        for key in keys.split(' ') {
            self.screen.type_key(key.parse::<KeyCombination>().expect("a key"), &mut self.ctx);
            self.run_requests();
        }
    }

    /// Opens the filter and types a text letter by letter.
    fn filter(&mut self, text: &str) {
        self.act(Action::FilterEdit);
        self.type_keys("ctrl-u");
        for letter in text.chars() {
            let code = crate::tui::kit::key::KeyCode::Char(letter);
            self.screen.type_key(code.into(), &mut self.ctx);
            self.run_requests();
        }
    }

    fn acts_on(&self) -> String {
        self.screen.acts_on(&self.ctx)
    }

    fn at(&self) -> i64 {
        self.screen.list.at().expect("a row").0
    }

    fn notices(&self) -> Vec<String> {
        let said = |request: &Request| match request {
            Request::Say(notice) => Some(notice.text.clone()),
            _ => None,
        };
        self.requests.iter().filter_map(said).collect()
    }

    /// The rendered screen, without tabs and footer.
    fn picture(&self, width: u16, height: u16) -> String {
        let area = Rect { x: 0, y: 0, width, height: height.saturating_sub(5) };
        let mut terminal = Terminal::new(TestBackend::new(width, area.height)).expect("a terminal");
        terminal.draw(|frame| self.screen.draw(frame, area, &self.ctx, Theme::default())).expect("drawn");
        terminal.backend().to_string()
    }
}

fn command(requests: &[Request]) -> WriteCmd {
    let written = |request: &Request| match request {
        Request::Effect(Effect::Write(_, command)) => Some(command.clone()),
        _ => None,
    };
    requests.iter().find_map(written).expect("a command")
}

fn ids(target: &Target) -> Vec<i64> {
    let Target::Ids(ids) = target else { panic!("by filter: {target:?}") };
    ids.iter().map(|id| id.0).collect()
}

fn verdict_on(requests: &[Request]) -> (Verdict, Vec<i64>) {
    let WriteCmd::SetVerdict { target, verdict, .. } = command(requests) else { panic!("no verdict: {requests:?}") };
    (verdict, ids(&target))
}

#[test]
fn a_verdict_moves_to_the_next_row() {
    let mut table = Table::new(50);
    assert_eq!(table.acts_on(), "@juliets.jars");
    assert_eq!(verdict_on(&table.act(Action::VerdictPick)), (Verdict::Picked, vec![0]));
    assert_eq!(verdict_on(&table.act(Action::VerdictReject)), (Verdict::Rejected, vec![1]));
    assert_eq!(table.acts_on(), "@skinbysofi");
    let WriteCmd::Rate { target, stars } = command(&table.act(Action::Rate(4))) else { panic!() };
    assert_eq!((ids(&target), stars), (vec![2], 4));
    assert_eq!(table.at(), 2, "describing stays");
}

#[test]
fn the_next_batch_is_one_key_away() {
    let builder = Request::Go(crate::tui::kit::Place::Builder);
    assert!(Table::new(5).act(Action::BatchNew).contains(&builder));
    let mut marked = Table::new(20);
    marked.act(Action::MarkToggle);
    marked.act(Action::MarkToggle);
    let sent = marked.act(Action::BatchNew);
    assert!(sent.iter().any(|request| matches!(request, Request::BuildWith(ids) if ids.len() == 2)), "{sent:?}");
    marked.act(Action::MarkAll);
    let refused = marked.screen.availability(Action::BatchNew, &marked.ctx);
    assert!(matches!(&refused, Availability::No(why) if why.contains("3 to 10")), "{refused:?}");
}

#[test]
fn a_held_verdict_key_stops() {
    let mut table = Table::new(50);
    for _ in 0..30 {
        table.ctx.now_ms += 33;
        table.act(Action::VerdictReject);
    }
    assert_eq!(table.at(), 8);
    table.ctx.now_ms += 500;
    table.act(Action::VerdictReject);
    assert_eq!(table.at(), 9);
    for action in [Action::VerdictPick, Action::VerdictReject].into_iter().cycle().take(20) {
        table.act(action);
    }
    assert_eq!(table.at(), 29, "different verdicts are no held key");
}

#[test]
fn decisions_clear_marks_and_descriptions_keep_them() {
    let mut table = Table::new(50);
    table.act(Action::MarkToggle);
    table.act_times(Action::MarkToggle, 3);
    assert_eq!((table.acts_on().as_str(), table.at()), ("4 marked", 4));
    table.act(Action::Rate(3));
    assert_eq!(table.acts_on(), "4 marked");
    assert_eq!(verdict_on(&table.act(Action::VerdictMaybe)), (Verdict::Maybe, vec![0, 1, 2, 3]));
    assert_eq!((table.acts_on().as_str(), table.at()), ("@glowwithmia", 4), "marks never move the cursor");
    table.act(Action::MarkRestore);
    assert_eq!(table.acts_on(), "4 marked");
}

#[test]
fn a_range_follows_the_cursor_and_ends_with_a_verb() {
    let mut table = Table::new(50);
    table.act_times(Action::NavDown, 5);
    table.act(Action::MarkRange);
    table.act_times(Action::NavUp, 3);
    assert_eq!(table.acts_on(), "a range of 4 (v ends it)");
    assert_eq!(verdict_on(&table.act(Action::VerdictPick)), (Verdict::Picked, vec![2, 3, 4, 5]));
    assert_eq!(table.acts_on(), "@skinbysofi");
}

#[test]
fn marks_are_cleared_by_name() {
    let mut table = scene("normal");
    if table.screen.marks.any() {
        table.act(Action::MarkClear);
    }
    assert!(matches!(table.screen.availability(Action::MarkClear, &table.ctx), Availability::No(_)));
    table.act(Action::MarkToggle);
    table.act(Action::MarkClear);
    assert!(!table.screen.marks.any());
    table.act(Action::MarkRestore);
    assert!(table.screen.marks.any());
}

#[test]
fn hidden_marks_are_shown_and_left_alone() {
    let mut table = Table::new(10);
    table.act_times(Action::MarkToggle, 6);
    table.filter("skin");
    table.list([0, 2, 4, 9]);
    table.type_keys("enter");
    assert_eq!(table.acts_on(), "3 marked; 3 more hidden by the filter stay unchanged");
    assert_eq!(verdict_on(&table.act(Action::VerdictPick)).1, [0, 2, 4]);
    table.act(Action::MarkRestore);
    table.filter("kat");
    table.list([8]);
    table.type_keys("enter");
    assert_eq!(table.acts_on(), "@juliets.jars8 (6 marked creators hidden by the filter stay unchanged)");
    assert_eq!(verdict_on(&table.act(Action::VerdictPick)).1, [8]);
}

#[test]
fn marking_everything_ends_when_the_filter_changes() {
    let mut table = Table::new(20_000);
    table.act(Action::MarkAll);
    table.act(Action::MarkToggle);
    assert_eq!(table.acts_on(), "19,999 marked");
    let WriteCmd::Rate { target, .. } = command(&table.act_twice(Action::Rate(1))) else { panic!() };
    assert_eq!(target, Target::Shown { filter: None, except: [CreatorId(0)].into() });
    table.filter("x");
    table.requests.clear();
    table.list(5..9);
    assert_eq!(table.acts_on(), "@cleanlabelkat");
    assert!(table.notices()[0].starts_with("The filter changed"), "{:?}", table.notices());
    table.type_keys("enter");
    table.act(Action::MarkRestore);
    assert_eq!(table.acts_on(), "4 marked; 19,995 more hidden by the filter stay unchanged");
}

#[test]
fn cursor_stays_on_its_creator_when_the_list_changes() {
    let mut table = Table::new(50);
    table.act_times(Action::NavDown, 7);
    table.act(Action::Sort(SortBy::Followers));
    table.list((0..50).rev());
    assert_eq!((table.at(), table.screen.list.cursor.at), (7, 42));
    table.screen.refresh(&mut table.ctx);
    table.run_requests();
    table.list((0..50).rev().filter(|id| *id != 7));
    assert_eq!(table.at(), 6, "the one below the one that vanished");
}

#[test]
fn answers_to_older_questions_are_dropped() {
    let mut table = Table::new(50);
    table.filter("s");
    let (old, _) = table.asked.clone().expect("asked");
    table.type_keys("k");
    table.receive(&Msg::Event(Event::QueryDone(Slot::Index, old, Answer::Index([CreatorId(3)].into()))));
    assert_eq!(table.screen.list.ids.len(), 50);
    table.list([4]);
    assert_eq!(table.screen.list.ids.len(), 1);
}

#[test]
fn loads_only_the_rows_around_the_cursor() {
    let mut table = Table::new(1_000_000);
    let before = table.reads;
    for _ in 0..40 {
        table.act(Action::NavDown);
    }
    assert_eq!(table.reads, before, "inside of what is loaded nothing is read");
    table.act(Action::NavBottom);
    assert_eq!((table.reads, table.at()), (before + 1, 999_999));
    assert!(table.screen.list.row(CreatorId(0)).is_none(), "rows far away are let go");
    assert!(table.picture(120, 36).contains('>'));
}

#[test]
fn an_invalid_filter_keeps_the_table() {
    let mut table = Table::new(50);
    table.filter("niche:skincare");
    table.list(0..9);
    table.type_keys("space");
    table.screen.paste("folowers:5", &mut table.ctx);
    table.run_requests();
    assert!(table.asked.is_none(), "a wrong filter asks nothing");
    assert_eq!(table.screen.list.ids.len(), 9);
    let picture = table.picture(120, 36);
    assert!(picture.contains("still showing: niche:skincare"), "{picture}");
    assert!(picture.contains("Did you mean followers? (Tab fixes it)"), "{picture}");
    table.type_keys("enter");
    assert!(table.screen.is_typing(), "it cannot be kept");
    table.type_keys("tab");
    table.list(0..3);
    table.type_keys("enter");
    assert!(!table.screen.is_typing());
    assert_eq!(table.screen.bar.text, "niche:skincare followers:5");
}

#[test]
fn or_mixed_with_blanks_shows_both_meanings() {
    let mut table = Table::new(50);
    table.filter("niche:booktok or niche:cozy er>4");
    let picture = table.picture(120, 36);
    assert!(picture.contains("! means: niche is booktok or") && picture.contains("not: "), "{picture}");
}

#[test]
fn a_filter_that_matches_nobody_names_the_ways_out() {
    let mut table = Table::new(50);
    table.filter("er>99");
    table.list([]);
    table.type_keys("enter");
    assert_eq!(table.acts_on(), "nothing, the filter matches nobody");
    let picture = table.picture(80, 24);
    assert!(picture.contains("0 of 4,812 match this filter. / changes it, f c clears it"), "{picture}");
    assert_eq!(
        table.screen.availability(Action::VerdictPick, &table.ctx),
        Availability::No("The filter matches nobody. f c clears it.".into())
    );
}

#[test]
fn info_is_a_pane_or_a_window() {
    let mut table = Table::new(50);
    table.act(Action::PaneInfo);
    assert!(!table.picture(120, 36).contains("Followers"));
    table.ctx.size = SizeClass::Medium;
    let requests = table.act(Action::PaneInfo);
    let Some(Request::Open(Overlay::Text { title, lines }, _)) = requests.first() else { panic!("{requests:?}") };
    assert_eq!(title, "@juliets.jars");
    assert!(lines.iter().any(|line| line == "Notes       Mar 3: asks for a sample first"), "{lines:?}");
}

#[test]
fn showing_a_hidden_creator_clears_the_filter() {
    let mut table = Table::new(50);
    table.filter("er>2");
    table.list(0..5);
    table.type_keys("enter");
    for shown in [0..45, 0..5] {
        table.screen.show(&Show::Creator(CreatorId(40)), &mut table.ctx);
        table.run_requests();
        table.requests.clear();
        table.list(shown);
    }
    assert_eq!(table.notices(), ["Cleared the filter to show this creator. f l restores it."]);
    table.list(0..50);
    assert_eq!((table.at(), table.screen.bar.text.as_str()), (40, ""));
}

#[test]
fn a_requested_filter_wins_over_the_stored_one() {
    let mut table = Table::new(50);
    table.screen.recall(&|name| (name == "creators.filter").then(|| "er>2".to_owned()));
    table.screen.show(&Show::Filter("niche:booktok".into()), &mut table.ctx);
    table.screen.enter(&mut table.ctx);
    assert_eq!(table.screen.bar.text, "niche:booktok");
}

#[test]
fn escape_restores_the_filter_and_the_creator() {
    let mut table = Table::new(50);
    table.act_times(Action::NavDown, 30);
    table.filter("x");
    table.list(0..3);
    assert_eq!(table.at(), 0);
    table.type_keys("esc");
    table.list(0..50);
    assert_eq!((table.at(), table.screen.bar.text.as_str()), (30, ""));
}

#[test]
fn escape_clears_range_then_marks_then_filter() {
    let mut table = Table::new(50);
    table.filter("er>2");
    table.list(0..50);
    table.type_keys("enter");
    table.act(Action::MarkToggle);
    table.act(Action::MarkRange);
    for (text, said) in [
        ("1 marked", "Range cleared."),
        ("@lena.routine", "Cleared 1 mark. g v restores them."),
        ("@lena.routine", "Filter cleared. f l restores it."),
    ] {
        assert!(table.screen.step_back(&mut table.ctx));
        table.requests.clear();
        table.run_requests();
        assert_eq!((table.acts_on().as_str(), table.notices()), (text, vec![said.to_owned()]));
    }
    table.list(0..50);
    assert!(!table.screen.step_back(&mut table.ctx));
    table.act(Action::FilterLast);
    assert_eq!(table.screen.bar.text, "er>2");
}

#[test]
fn tag_list_shows_the_tags_of_the_rows_and_repeats() {
    let mut table = Table::new(50);
    table.tags(&[], 0);
    table.act_times(Action::MarkToggle, 2);
    let requests = table.act(Action::TagEdit);
    let Some(Request::Open(Overlay::Pick(pick), _)) = requests.first() else { panic!("{requests:?}") };
    let carried: Vec<_> = pick.items.iter().map(|item| (item.label.as_str(), item.carried)).collect();
    assert_eq!(carried, [("skincare", Carried::All), ("clean", Carried::All), ("glass skin", Carried::None)]);
    assert_eq!(pick.title, "Tags and niches of 2 marked");
    table.switch(&["vegan"], &["clean"]);
    table.act(Action::VerdictPick);
    let WriteCmd::EditTags { target, add, remove } = command(&table.act(Action::TagRepeat)) else { panic!() };
    assert_eq!((ids(&target), add, remove), (vec![2], vec!["vegan".to_owned()], vec!["clean".to_owned()]));
}

#[test]
fn tag_list_for_many_creators_waits_for_counts() {
    let mut table = Table::new(20_000);
    table.act(Action::MarkAll);
    assert!(!table.act(Action::TagEdit).iter().any(|request| matches!(request, Request::Open(..))));
    assert!(table.screen.is_typing(), "letters are not verbs meanwhile");
    table.type_keys("x");
    table.requests.clear();
    table.tags(&[(1, 20_000), (2, 5)], 20_000);
    let Some(Request::Open(Overlay::Pick(pick), _)) = table.requests.first() else { panic!() };
    let carried: Vec<_> = pick.items.iter().map(|item| item.carried).collect();
    assert_eq!(carried, [Carried::All, Carried::Some, Carried::None]);
    assert!(!table.screen.is_typing());
}

#[test]
fn a_reason_applies_to_the_creators_the_question_was_about() {
    let mut table = Table::new(50);
    table.act(Action::VerdictRejectWhy);
    table.screen.refresh(&mut table.ctx);
    table.run_requests();
    table.list(1..50);
    let requests = table.choose("price");
    let WriteCmd::SetVerdict { target, reason, .. } = command(&requests) else { panic!() };
    assert_eq!((ids(&target), reason), (vec![0], Some(RejectReason::Price)));
    table.act(Action::VerdictRejectWhy);
    let requests = table.choose("another reason, typed");
    assert!(requests.iter().any(|request| matches!(request, Request::Open(Overlay::Prompt(_), _))), "{requests:?}");
    let requests = table.type_in("rude");
    let WriteCmd::SetVerdict { reason, .. } = command(&requests) else { panic!() };
    assert_eq!(reason, Some(RejectReason::Other("rude".into())));
}

#[test]
fn snooze_moves_on_and_repeats_for_marked_creators() {
    let mut table = Table::new(50);
    assert!(matches!(table.screen.availability(Action::Snooze(SnoozeFor::Again), &table.ctx), Availability::No(_)));
    let until = |requests: &[Request]| match command(requests) {
        WriteCmd::SetVerdict { target, verdict: Verdict::Snoozed, until, .. } => (ids(&target), until),
        other => panic!("{other:?}"),
    };
    assert_eq!(until(&table.act(Action::Snooze(SnoozeFor::Friday))), (vec![0], Some(day(13))));
    assert_eq!(table.at(), 1);
    table.act_times(Action::MarkToggle, 2);
    assert_eq!(until(&table.act(Action::Snooze(SnoozeFor::Again))), (vec![1, 2], Some(day(13))));
    table.act(Action::Snooze(SnoozeFor::Typed));
    assert_eq!(until(&table.type_in("20 mar")), (vec![3], Some(day(20))));
    table.act(Action::Snooze(SnoozeFor::Typed));
    let again = table.type_in("yesterday");
    assert!(matches!(&again[..], [Request::Open(Overlay::Prompt(again), _)] if again.fault.is_some()), "{again:?}");
}

#[test]
fn a_letter_adds_a_quick_tag() {
    let mut table = Table::new(50);
    table.ctx.quick_tags = vec![('g', "glass-skin".into())];
    let requests = table.act(Action::TagQuick);
    assert!(requests.iter().any(|request| matches!(request, Request::Open(Overlay::Letters(_), _))), "{requests:?}");
    let requests = table.choose("glass-skin");
    let WriteCmd::EditTags { target, add, remove } = command(&requests) else { panic!() };
    assert_eq!((ids(&target), add, remove.len()), (vec![0], vec!["glass-skin".to_owned()], 0));
}

#[test]
fn adding_to_a_batch_needs_a_current_batch() {
    let mut table = Table::new(50);
    let Availability::No(why) = table.screen.availability(Action::BatchAdd, &table.ctx) else { panic!() };
    assert_eq!(why, "No current batch. B plans one; or g m, then b on a planned one.");
    table.ctx.current_batch = Some((BatchId(3), "Glow Serum, Batch 2".into()));
    assert_eq!(table.screen.availability(Action::VerdictPickBatch, &table.ctx), Availability::Yes);
    let requests = table.act(Action::VerdictPickBatch);
    assert_eq!(
        command(&requests),
        WriteCmd::AddToBatch { batch: BatchId(3), target: Target::one(CreatorId(0)), pick: true }
    );
    assert_eq!(table.at(), 1);
}

fn form_of(requests: &[Request]) -> Form {
    let open = |request: &Request| match request {
        Request::Open(Overlay::Form(form), _) => Some(form.clone()),
        _ => None,
    };
    requests.iter().find_map(open).expect("a form")
}

fn fill(form: &mut Form, key: &str, value: &str) {
    value.clone_into(&mut form.fields.iter_mut().find(|field| field.key == key).expect("a field").value);
}

#[test]
fn form_reads_shorthand_figures_and_shows_errors() {
    let mut table = Table::new(50);
    let mut form = form_of(&table.act(Action::RecordEdit));
    fill(&mut form, "followers", "12,5k");
    fill(&mut form, "er", "4.375");
    fill(&mut form, "price", "$99.50");
    let WriteCmd::EditCreator { fields, .. } = command(&table.answer(Value::Form(form.clone()))) else { panic!() };
    assert_eq!((fields.followers, fields.er, fields.price_minor), (Some(12_500), Some(4.375), Some(9_950)));
    let mut form = form_of(&table.act(Action::RecordEdit));
    fill(&mut form, "handle", "mia glow");
    fill(&mut form, "email", "mia");
    let again = form_of(&table.answer(Value::Form(form)));
    let errors: Vec<_> = again.fields.iter().filter_map(|field| field.error.as_deref()).collect();
    assert_eq!(errors.len(), 2);
    assert!(errors[0].contains("a space"), "{errors:?}");
}

#[test]
fn bulk_edit_sets_the_column_field_for_marked_creators() {
    let mut table = Table::new(50);
    // For a single creator: the field under the cursor, or else the whole form.
    assert_eq!(form_of(&table.act(Action::FieldEdit)).title, "Edit @juliets.jars");
    table.screen.column = ColumnKind::Of(CreatorField::Price);
    table.act(Action::NavDown);
    let prompt = |requests: &[Request]| match requests {
        [Request::Open(Overlay::Prompt(prompt), _), ..] => prompt.clone(),
        other => panic!("{other:?}"),
    };
    let asked = prompt(&table.act(Action::FieldEdit));
    assert!(asked.title.starts_with("Asking price of @") && asked.may_clear, "{asked:?}");
    for _ in 0..2 {
        table.act(Action::MarkToggle);
    }
    assert_eq!(prompt(&table.act(Action::FieldEdit)).title, "Asking price of 2 marked");
    let WriteCmd::SetField { target: Target::Ids(ids), value } = command(&table.type_in("$150")) else {
        panic!("a command")
    };
    assert_eq!((ids.len(), &value), (2, &FieldValue::price(Some((15_000, Currency::USD)))));
    let WriteCmd::SetField { value: again, .. } = command(&table.act(Action::Repeat)) else { panic!("a command") };
    assert_eq!(again, value);
    table.act(Action::FieldEdit);
    let cleared = command(&table.type_in("-"));
    assert!(matches!(&cleared, WriteCmd::SetField { value, .. } if *value == FieldValue::price(None)), "{cleared:?}");
    table.screen.column = ColumnKind::Of(CreatorField::Country);
    table.act(Action::FieldEdit);
    let again = prompt(&table.type_in("US, CA"));
    assert_eq!(
        (again.value.as_str(), again.fault.is_some_and(|fault| fault.contains("One country"))),
        ("US, CA", true)
    );
    let set = command(&table.type_in("CA"));
    assert!(
        matches!(&set, WriteCmd::SetField { value, .. } if *value == FieldValue::text(CreatorField::Country, "ca")),
        "{set:?}"
    );
    table.screen.column = ColumnKind::Of(CreatorField::Followers);
    let Availability::No(why) = table.screen.availability(Action::FieldEdit, &table.ctx) else { panic!("a reason") };
    assert!(why.contains("price, country, language"), "{why}");
}

#[test]
fn deletes_marked_creators_in_one_step() {
    let mut table = Table::new(50);
    table.act(Action::MarkExtendDown);
    table.act(Action::MarkExtendDown);
    assert_eq!(table.screen.acts_on(&table.ctx), "a range of 3 (v ends it)");
    let WriteCmd::DeleteCreators(Target::Ids(ids)) = command(&table.act(Action::CreatorDelete)) else {
        panic!("a command")
    };
    assert_eq!(ids.len(), 3);
    assert!(!table.screen.marks.any(), "deciding clears the marks");
}

#[test]
fn form_keeps_exact_figures_and_reopens_when_refused() {
    let mut table = Table::new(50);
    table.act(Action::NavDown);
    table.act(Action::NavDown);
    let form = form_of(&table.act(Action::RecordEdit));
    let sent = form.clone();
    let requests = table.answer(Value::Form(form));
    let WriteCmd::EditCreator { id, fields, seen } = command(&requests) else { panic!() };
    assert_eq!((id, *fields, seen), (CreatorId(2), row(2).fields, 77));
    let ticket = requests.iter().find_map(|request| match request {
        Request::Effect(Effect::Write(ticket, _)) => Some(*ticket),
        _ => None,
    });
    table.requests.clear();
    table.receive(&Msg::Event(Event::WriteFailed(ticket.expect("a ticket"), "Somebody changed @skinbysofi.".into())));
    // The app keeps the form itself; the screen only knows whose form it is when it is saved again.
    let again = table.answer(Value::Form(sent));
    assert!(matches!(command(&again), WriteCmd::EditCreator { id: CreatorId(2), .. }));
}

#[test]
fn undo_moves_the_cursor_to_the_changed_creator() {
    let mut table = Table::new(50);
    table.screen.show(&Show::Creator(CreatorId(40)), &mut table.ctx);
    table.run_requests();
    table.screen.refresh(&mut table.ctx);
    table.run_requests();
    table.list(0..50);
    assert_eq!(table.at(), 40);
}

#[test]
fn copied_text_is_announced_and_sanitized() {
    let mut table = Table::new(50);
    table.rows = |id| {
        let mut row = row(id);
        row.fields.name = "=1+1\u{1b}[2J".into();
        row
    };
    table.screen.refresh(&mut table.ctx);
    table.run_requests();
    table.list(0..50);
    table.act_times(Action::MarkToggle, 3);
    let requests = table.act(Action::CopyHandle);
    let one = |request: &Request| match request {
        Request::Effect(Effect::CopyAs(text, what)) => Some((text.clone(), what.clone())),
        _ => None,
    };
    let copied = |requests: &[Request]| requests.iter().find_map(one).expect("something is copied");
    assert_eq!(copied(&requests), ("@juliets.jars\n@lena.routine\n@skinbysofi".into(), "3 handles".into()));
    assert_eq!(table.screen.marks.counts().0, 3, "copying decides nothing");
    let requests = table.act(Action::CopyEmail);
    assert_eq!(copied(&requests).1, "2 email addresses (1 without one)");
    let (text, _) = copied(&table.act(Action::CopyRow));
    assert!(text.contains("\t'=1+1[2J\t") && !text.contains('\u{1b}'), "{text:?}");
    let mut far = Table::new(5_000);
    far.act(Action::MarkToggle);
    far.act(Action::NavBottom);
    let requests = far.act(Action::CopyLink);
    assert_eq!(copied(&requests), ("https://www.tiktok.com/@juliets.jars".into(), "1 link".into()));
}

#[test]
fn a_failed_read_cancels_the_pending_copy() {
    let mut table = Table::new(5_000);
    table.act(Action::MarkToggle);
    table.act(Action::NavBottom);
    table.screen.act(Action::CopyHandle, 1, &mut table.ctx);
    let requests = table.ctx.sent();
    assert!(matches!(requests[..], [Request::Effect(Effect::ReadWindow(_))]), "{requests:?}");
    table.screen.msg(&Msg::ReadFailed("The disk is gone.".into()), &mut table.ctx);
    table.screen.msg(&Msg::Window(vec![row(1)]), &mut table.ctx);
    let requests = table.ctx.sent();
    assert!(requests.is_empty(), "{requests:?}");
}

#[test]
fn state_survives_a_restart() {
    let mut table = Table::new(50);
    table.filter("er>2");
    table.list(0..50);
    table.type_keys("enter");
    table.act(Action::Sort(SortBy::Followers));
    table.act(Action::SortReverse);
    table.list(0..50);
    table.act_times(Action::NavDown, 9);
    table.act(Action::PaneInfo);
    let kept = table.screen.memory();
    let mut again = CreatorsScreen::new();
    again.recall(&|name| kept.iter().find(|(kept, _)| *kept == name).map(|(_, value)| value.clone()));
    let mut table = Table { screen: again, ..Table::new(0) };
    table.screen.enter(&mut table.ctx);
    table.run_requests();
    let Some((_, Query::Index { filter, sort })) = table.asked.clone() else { panic!() };
    assert!(filter.is_some());
    assert_eq!(sort[0].to_string(), "followers");
    table.list(0..50);
    assert_eq!(table.at(), 9);
    assert!(table.screen.hides_info);
}

#[test]
fn unavailable_actions_give_a_reason_on_an_empty_screen() {
    let table = Table::new(0);
    for action in Action::ALL {
        if let Availability::No(why) = table.screen.availability(*action, &table.ctx) {
            assert!(why.ends_with('.') && why.len() > 12, "{action:?}: {why}");
        }
    }
    assert_eq!(table.acts_on(), "nothing, the list is empty");
}

fn scene(name: &str) -> Table {
    match name {
        "empty" => {
            let mut table = Table::new(0);
            table.ctx.counts.all = 0;
            table
        }
        "awful" => {
            let mut table = Table::new(30);
            table.rows = awful;
            table.screen.refresh(&mut table.ctx);
            table.run_requests();
            table.list(0..30);
            table.act(Action::NavDown);
            table
        }
        "completions" => {
            let mut table = Table::new(50);
            table.filter("er>2 niche:");
            let values = [("booktok", 412), ("bookish", 88), ("glass skin", 12), ("日本コスメ", 3)];
            let values = values.map(|(name, count)| (name.to_owned(), count)).to_vec();
            table.reply(Slot::Values, Answer::Values(crate::domain::filter::Field::Niche, values));
            for count in [90, 31, 8, 2, 1] {
                table.reply(Slot::OfferCount, Answer::Count(count));
            }
            table.type_keys("down down");
            table
        }
        "empty_filter" => {
            let mut table = Table::new(50);
            table.filter("niche:skincare country:ca ");
            table.list([]);
            table.reply(Slot::Blame, Answer::Count(31));
            table.reply(Slot::Blame, Answer::Count(2));
            table
        }
        "views" => {
            let mut table = Table::new(143);
            table.views(&[("To triage", "status:new"), ("Skincare micro", "niche:skincare er>4"), ("Ready", "er>9")]);
            for count in [357, 143, 31] {
                table.reply(Slot::ViewCount, Answer::Count(count));
            }
            table.act(Action::ViewPick);
            table.choose("Skincare micro");
            table.list(0..143);
            table.act_times(Action::NavRight, 3);
            table.act(Action::SortColumn);
            table.list(0..143);
            table
        }
        "vetted" => {
            let mut table = Table::new(50);
            let shown = ["followers", "score", "er-views", "growth", "flags", "niche"];
            let items = table.screen.layout.items().into_iter();
            let items: Vec<_> = items
                .map(|item| ArrangeItem { is_shown: shown.contains(&item.key), ..item })
                .filter(|item| item.is_shown)
                .collect();
            table.screen.arrange(&items, &mut table.ctx);
            table.filter("score>30 flag:none,dormant");
            table.list(0..50);
            table.type_keys("enter");
            table
        }
        "filter_error" => {
            let mut table = Table::new(50);
            table.filter("niche:skincare");
            table.list(0..9);
            table.type_keys("space");
            table.screen.paste("folowers:5", &mut table.ctx);
            table
        }
        _ => {
            let mut table = Table::new(143);
            table.filter("niche:skincare er>4 -status:rejected");
            table.list(0..143);
            table.type_keys("enter");
            table.act(Action::Sort(SortBy::Er));
            table.list(0..143);
            table.act_times(Action::MarkToggle, 2);
            table.act_times(Action::NavDown, 4);
            table
        }
    }
}

#[test]
fn second_shop_layouts() {
    let shop = Shop::Second;
    for (width, height) in [(120, 36), (80, 24)] {
        let mut table = Table::new(0);
        (table.rows, table.ctx.currency) = (|id| Shop::Second.creator(row(id)), shop.currency());
        table.filter("platform:instagram,tiktok price<500 added>mar1");
        table.list(0..143);
        table.type_keys("enter");
        table.act_times(Action::NavDown, 3);
        let picture = table.picture(width, height);
        assert!(!picture.contains('$'), "{picture}");
        insta::assert_snapshot!(shop.named(&format!("normal_{width}x{height}")), picture);
    }
}

#[test]
fn layouts() {
    for name in ["empty", "normal", "awful", "filter_error", "completions", "empty_filter", "views", "vetted"] {
        for (width, height) in [(120, 36), (80, 24), (60, 20), (40, 12)] {
            insta::assert_snapshot!(format!("{name}_{width}x{height}"), scene(name).picture(width, height));
        }
    }
}

#[test]
fn cursor_marks_and_verdicts_are_readable_without_color() {
    let picture = scene("normal").picture(120, 36);
    assert!(picture.contains("\n\"│> !"), "{picture}");
    assert!(picture.contains("│ *"), "{picture}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn draws_any_state_at_any_size(
        steps in prop::collection::vec((0_usize..200, 1_usize..40), 0..25),
        shown in prop_oneof![Just(0_i64), 1_i64..5, 5_i64..400],
        width in 1_u16..220,
        height in 1_u16..70,
        is_awful in any::<bool>(),
    ) {
        let mut table = Table::new(shown);
        if is_awful { table.rows = awful; }
        for (step, count) in steps {
            if table.screen.is_typing() {
                table.type_keys(["a", "tab", "e r > 6", "backspace", "enter", "esc", ": ,", "space o r space"][step % 8]);
                if step % 3 == 0 && table.asked.is_some() { table.list((0..shown).filter(|id| id % 2 == 0)); }
                continue;
            }
            let action = Action::ALL[step % Action::ALL.len()];
            if table.screen.availability(action, &table.ctx) == Availability::Yes {
                table.act_times(action, count);
            }
            if step % 5 == 0 && table.asked.is_some() { table.list(0..shown); }
            prop_assert!(!table.acts_on().is_empty());
        }
        table.picture(width, height);
    }
}

//! Triage as a user sees it: keys and answers in; state, requests and rendered text out.

use crate::tui::kit::Acts;
use std::collections::HashMap;

use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Rect;

use super::{SPENT, TriageScreen};
use crate::analysis::Spread;
use crate::analysis::flags::{FlagCode, Severity};
use crate::domain::creator::CreatorFields;
use crate::domain::{BatchId, CreatorId, Handle, Money, Platform, RejectReason, Snooze, TagId, Verdict};
use crate::proto::event::{Done, Generation, Ticket};
use crate::proto::price_guess::PriceGuess;
use crate::proto::query::{Answer, Counts};
use crate::proto::row::{CreatorDetail, CreatorRow, Standing, TagRow};
use crate::proto::source::Source;
use crate::proto::triage::{Figures, QueueFigures};
use crate::proto::{Event, Query, Target, WriteCmd};
use crate::tui::kit::overlay::{Choice, Overlay, Value};
use crate::tui::kit::{Action, Asked, Availability, Ctx, Effect, Msg, Place, Request, Screen, Show, Shown, SnoozeFor};
use crate::tui::look::{SizeClass, Theme};
use crate::tui::screens::sample;

const NAMES: [&str; 6] = ["glowwithmia", "bestdealz4u", "dermdaily.jo", "luxe.lipz", "noorglow", "cleanlabelkat"];

fn row(id: i64) -> CreatorRow {
    let index = usize::try_from(id).expect("small") % NAMES.len();
    let handle = if id < 6 { NAMES[index].to_owned() } else { format!("{}{id}", NAMES[index]) };
    let mut fields = CreatorFields::new(Platform::TikTok, Handle::parse(&handle).expect("a handle"));
    fields.name = format!("Kat Morales {id}");
    fields.followers = (id % 4 != 3).then_some(33_700 + id * 911);
    fields.er = (id % 4 != 3).then_some(5.8);
    fields.views = (id % 4 != 3).then_some(22_400 + id * 700);
    fields.price_minor = (id % 2 == 0).then_some(22_000 + id * 100);
    fields.country = "us".into();
    fields.language = "en".into();
    fields.email = if id % 2 == 0 { "kat@example.com".into() } else { String::new() };
    fields.bio = "ingredient nerd. no sponsored fluff. collabs: see the link".into();
    fields.found_via = "#ad".into();
    CreatorRow {
        standing: Standing::default(),
        odds: None,
        likeness: None,
        totals: crate::proto::row::CreatorTotals::default(),
        id: CreatorId(id),
        fields,
        tags: vec!["clean".into(), "skincare".into()],
        verdict: Verdict::New,
        reason: String::new(),
        snoozed_until: None,
        rating: u8::try_from(index % 6).expect("small"),
        do_not_contact: id % 6 == 4,
        added_on: sample::day(3, 9),
        updated_at: 77,
    }
}

fn awful(id: i64) -> CreatorRow {
    let mut row = row(id);
    row.fields.name = sample::AWFUL.repeat(3);
    row.fields.bio = sample::AWFUL.repeat(30);
    row.fields.country = sample::AWFUL.to_owned();
    row.fields.found_via = sample::AWFUL.to_owned();
    row.tags = vec![sample::AWFUL.to_owned(); 9];
    row.fields.followers = Some(i64::MAX);
    row.fields.views = Some(i64::MAX);
    row.fields.price_minor = (id % 2 == 0).then_some(i64::MAX / 2);
    row.fields.price_currency = "CLP".parse().expect("a currency");
    row
}

/// The screen with the app's context, and a fake store.
struct Table {
    screen: TriageScreen,
    ctx: Ctx,
    row: fn(i64) -> CreatorRow,
    /// The verdicts in the store; a missing creator was deleted.
    file: HashMap<i64, Verdict>,
    waiting: Vec<i64>,
    /// Whether commands are answered at once.
    answers: bool,
    /// Whether figures and verdicts of a queue are answered at once.
    counts: bool,
    requests: Vec<Request>,
    memory: HashMap<&'static str, String>,
}

impl Table {
    fn new(cards: i64) -> Self {
        let mut table = Self {
            screen: TriageScreen::new(),
            ctx: sample::ctx(),
            row,
            file: (0..cards).map(|id| (id, Verdict::New)).collect(),
            waiting: (0..cards).collect(),
            answers: true,
            counts: true,
            requests: Vec::new(),
            memory: HashMap::new(),
        };
        table.ctx.counts = Counts { all: 1_240, new: cards, ..Counts::default() };
        table.ctx.list_lines = 20;
        table.enter();
        table
    }

    fn enter(&mut self) {
        self.screen.enter(&mut self.ctx);
        self.run_requests();
    }

    fn figures(&self, ids: &[CreatorId]) -> QueueFigures {
        let of = |low, middle, high| Some(Spread { count: 38, low, middle, high });
        let figures = |creators| Figures {
            creators,
            er_e3: of(5_100, 6_900, 9_000),
            views: of(14_000, 21_000, 39_000),
            reach_e4: of(3_000, 7_100, 9_900),
            price_minor: of(9_000, 15_000, 25_000),
            cpm_minor: of(760, 890, 1_160),
        };
        let verdicts: Vec<_> = ids.iter().map(|id| self.file.get(&id.0).copied()).collect();
        let picked = verdicts.iter().filter(|verdict| **verdict == Some(Verdict::Picked)).count();
        let others = self.waiting.iter().filter(|id| !ids.contains(&CreatorId(**id))).count();
        QueueFigures {
            currency: None,
            picks: if picked == 0 { Figures::default() } else { figures(i64::try_from(picked).expect("small")) },
            whole: figures(i64::try_from(ids.len()).expect("small")),
            waiting: i64::try_from(others).expect("small"),
            verdicts,
        }
    }

    fn event(&mut self, slot: crate::proto::Slot, generation: Generation, answer: Answer) {
        let msg = Msg::Event(Event::QueryDone(slot, generation, answer));
        self.receive(&msg);
    }

    /// Does what the runtime would, at once.
    fn run_requests(&mut self) {
        for request in self.ctx.sent() {
            match &request {
                Request::Effect(Effect::ReadWindow(ids)) => {
                    let rows = ids.iter().filter(|id| self.file.contains_key(&id.0)).map(|id| (self.row)(id.0));
                    self.receive(&Msg::Window(rows.collect()));
                }
                Request::Effect(Effect::ReadDetail(id)) => {
                    let detail = CreatorDetail {
                        row: (self.row)(id.0),
                        source: Source::row("march list.csv", 212, sample::day(3, 2)),
                        stats_on: Some(sample::day(3, 2)),
                        elsewhere: Vec::new(),
                        notes: if id.0 % 2 == 0 {
                            vec![(sample::day(3, 3), "asks for a sample".into())]
                        } else {
                            vec![]
                        },
                        collaborations: vec![],
                        last_posts: if id.0 % 3 == 0 { sample::last_posts() } else { vec![] },
                        price_guess: Some(PriceGuess {
                            low: Money::new(17_024, self.ctx.currency),
                            high: Money::new(25_984, self.ctx.currency),
                            deals: None,
                        }),
                    };
                    self.receive(&Msg::Detail(*id, Some(Box::new(detail))));
                }
                Request::Effect(Effect::Ask(generation, query)) => {
                    let (slot, generation) = (query.slot(), *generation);
                    if slot == crate::proto::Slot::Triage && !self.counts {
                        self.requests.push(request);
                        continue;
                    }
                    let answer = match query {
                        Query::Queue { .. } => Answer::Queue(self.waiting.iter().copied().map(CreatorId).collect()),
                        Query::Triage { ids, .. } => Answer::Triage(Box::new(self.figures(ids))),
                        _ => Answer::Tags { all: tags(), on_target: vec![], target_size: 0 },
                    };
                    self.event(slot, generation, answer);
                }
                Request::Effect(Effect::Remember { name, value }) => _ = self.memory.insert(name, value.clone()),
                Request::Effect(Effect::Write(ticket, command)) if self.answers => {
                    let (ticket, command) = (*ticket, command.clone());
                    self.requests.push(request.clone());
                    self.written(ticket, &command);
                    continue;
                }
                _ => {}
            }
            self.requests.push(request);
        }
    }

    fn written(&mut self, ticket: Ticket, command: &WriteCmd) {
        if let WriteCmd::SetVerdict { target: Target::Ids(ids), verdict, .. } = command {
            for id in ids.iter() {
                self.file.insert(id.0, *verdict);
                self.waiting.retain(|known| *known != id.0);
            }
        }
        let done = Done { op: Some(crate::domain::OpId(1)), sentence: "Rejected @x.".into(), changed: 1, show: None };
        self.receive(&Msg::Event(Event::WriteDone(ticket, done)));
        self.refresh();
    }

    fn receive(&mut self, msg: &Msg) {
        self.screen.msg(msg, &mut self.ctx);
        self.run_requests();
    }

    fn refresh(&mut self) {
        self.screen.refresh(&mut self.ctx);
        self.run_requests();
    }

    /// Presses the key of an action as the app would, and returns the requests.
    fn act(&mut self, action: Action) -> Vec<Request> {
        self.requests.clear();
        if self.screen.availability(action, &self.ctx) == Availability::Yes {
            self.screen.act(action, 1, &mut self.ctx);
            self.run_requests();
        }
        std::mem::take(&mut self.requests)
    }

    /// The same, some seconds later.
    fn think(&mut self, seconds: i64, action: Action) -> Vec<Request> {
        self.ctx.now_ms += seconds * 1_000;
        self.act(action)
    }

    /// Answers the last opened overlay.
    fn answer(&mut self, opened: &[Request], value: Value) -> Vec<Request> {
        self.requests.clear();
        self.screen.answered(question(opened), value, &mut self.ctx);
        self.run_requests();
        std::mem::take(&mut self.requests)
    }

    /// The current card.
    fn at(&self) -> Option<i64> {
        self.screen.here().map(|id| id.0)
    }

    /// Restarts the program on the same file after a crash.
    fn restart(&mut self) {
        let mut screen = TriageScreen::new();
        screen.recall(&|name| self.memory.get(name).cloned());
        self.screen = screen;
        self.ctx.shown = None;
        self.enter();
    }

    fn picture(&mut self, width: u16, height: u16) -> String {
        self.ctx.size = SizeClass::of(Rect::new(0, 0, width, height));
        let mut terminal = Terminal::new(TestBackend::new(width, height.saturating_sub(5).max(1))).expect("a terminal");
        terminal.draw(|frame| self.screen.draw(frame, frame.area(), &self.ctx, Theme::default())).expect("a frame");
        terminal.backend().to_string()
    }
}

fn tags() -> Vec<TagRow> {
    let tag = |(id, name): (i64, &str)| TagRow { id: TagId(id), name: name.to_owned(), creators: 9 };
    [(1, "skincare"), (2, "glass-skin"), (3, "vegan")].map(tag).to_vec()
}

/// The question of the opened overlay.
fn question(requests: &[Request]) -> &Asked {
    let asked = requests.iter().find_map(|request| match request {
        Request::Open(_, asked) => Some(asked),
        _ => None,
    });
    asked.expect("an overlay")
}

fn entry(at: usize) -> Value {
    Value::Chosen(Choice::Entry(at))
}

fn commands(requests: &[Request]) -> Vec<WriteCmd> {
    sample::writes(requests).into_iter().cloned().collect()
}

fn verdict_on(id: i64, verdict: Verdict) -> WriteCmd {
    WriteCmd::SetVerdict { target: Target::one(CreatorId(id)), verdict, reason: None, until: None }
}

#[test]
fn a_verdict_moves_to_the_next_card() {
    let mut table = Table::new(5);
    assert_eq!(table.at(), Some(0));
    assert_eq!(table.screen.acts_on(&table.ctx), "@glowwithmia, then moves on by itself");
    assert_eq!(commands(&table.think(2, Action::VerdictPick)), [verdict_on(0, Verdict::Picked)]);
    assert_eq!(commands(&table.think(2, Action::VerdictReject)), [verdict_on(1, Verdict::Rejected)]);
    assert_eq!(table.at(), Some(2));
    table.act(Action::NavUp);
    assert!(table.picture(80, 24).contains("Decided   rejected"));
    // After deciding again, the position returns to the card that is still open.
    assert_eq!(commands(&table.think(2, Action::VerdictMaybe)), [verdict_on(1, Verdict::Maybe)]);
    assert_eq!(table.at(), Some(2));
    let picture = table.picture(120, 36);
    assert!(picture.contains("2 of 5 decided  picked 1  maybe 1  rejected 0  snoozed 0"), "{picture}");
    // Undo moves to the card it changed.
    table.screen.show(&Show::Creator(CreatorId(1)), &mut table.ctx);
    assert_eq!(table.at(), Some(1));
    assert!(table.screen.has(CreatorId(4)) && !table.screen.has(CreatorId(40)));
}

#[test]
fn a_card_says_the_odds_and_that_they_are_a_forecast() {
    let mut table = Table::new(3);
    assert!(!table.picture(120, 36).contains("Odds"));
    table.ctx.odds = Some(sample::odds(&[(0, Some((9_500, 0.58)), 10_986), (1, None, 12_700)]));
    let high = table.picture(120, 36);
    for part in
        ["about 6 in 10 to beat break-even at $95; worth up to $110", "forecast for Serum test", "9 tested creators"]
    {
        assert!(high.contains(part), "{part}: {high}");
    }
    let low = table.picture(80, 24);
    assert!(low.contains("worth up to $110   forecast"), "{low}");
    assert!(table.picture(60, 20).contains("worth up to $110"));
    table.act(Action::NavDown);
    let picture = table.picture(80, 24);
    assert!(picture.contains("worth up to $127 for one post: offer that"), "{picture}");
    table.act(Action::NavDown);
    assert!(table.picture(80, 24).contains("Odds      -"), "no candidate: the line stays, so that nothing moves");
}

#[test]
fn descriptions_stay_on_the_card() {
    let mut table = Table::new(5);
    let target = || Target::one(CreatorId(0));
    assert_eq!(commands(&table.act(Action::Stars(4))), [WriteCmd::Rate { target: target(), stars: 4 }]);
    assert_eq!(commands(&table.act(Action::Rate(0))), [WriteCmd::Rate { target: target(), stars: 0 }]);
    assert!(
        table.act(Action::TagQuick).iter().any(|request| matches!(request, Request::Open(Overlay::Letters(letters), _)
        if letters.entries == [('s', "skincare".to_owned()), ('g', "glass-skin".into()), ('v', "vegan".into())]))
    );
    assert!(table.act(Action::TagRepeat).is_empty(), "nothing to repeat yet");
    let asked = table.act(Action::TagQuick);
    let quick = table.answer(&asked, entry(2));
    let expected = WriteCmd::EditTags { target: target(), add: vec!["vegan".into()], remove: vec![] };
    assert_eq!(commands(&quick), std::slice::from_ref(&expected));
    assert_eq!(commands(&table.act(Action::TagRepeat)), [expected], "a quick tag is a tag like any other");
    let asked = table.act(Action::TagEdit);
    let (add, remove) = (vec![Choice::Made("diy".into())], vec![Choice::Entry(0)]);
    let set = table.answer(&asked, Value::Switched { add, remove });
    let expected = WriteCmd::EditTags { target: target(), add: vec!["diy".into()], remove: vec!["skincare".into()] };
    assert_eq!(commands(&set), std::slice::from_ref(&expected));
    assert_eq!(commands(&table.act(Action::TagRepeat)), [expected]);
    let asked = table.act(Action::NoteAdd);
    let noted = table.answer(&asked, Value::Text("asks for 300".into()));
    assert_eq!(commands(&noted), [WriteCmd::AddNote { target: target(), text: "asks for 300".into() }]);
    assert_eq!(table.at(), Some(0));
    table.act(Action::VerdictPick);
    table.act(Action::NavUp);
    assert_eq!(commands(&table.act(Action::VerdictClear)), [verdict_on(0, Verdict::New)]);
    assert_eq!(table.at(), Some(0), "it waits for a decision again");
}

#[test]
fn footer_names_the_next_creator_when_no_list_is_shown() {
    let mut table = Table::new(3);
    table.ctx.size = SizeClass::Medium;
    let next = |table: &Table| table.screen.comes_next(&table.ctx);
    assert_eq!(next(&table).as_deref(), Some("next: @bestdealz4u"));
    table.act(Action::NavDown);
    table.act(Action::VerdictPick);
    assert_eq!((table.at(), next(&table).as_deref()), (Some(2), Some("next: @glowwithmia")), "one was passed over");
    table.act(Action::VerdictPick);
    assert_eq!((table.at(), next(&table)), (Some(0), None));
    table.ctx.size = SizeClass::Wide;
    table.act(Action::NavUp);
    assert_eq!(next(&table), None);
    // Later passes skip deleted creators.
    table.ctx.size = SizeClass::Medium;
    table.act(Action::VerdictPick);
    table.act(Action::QueuePass);
    table.file.remove(&1);
    table.refresh();
    assert_eq!((table.at(), next(&table).as_deref()), (Some(0), Some("next: @dermdaily.jo")));
}

#[test]
fn layout_is_stable_from_card_to_card() {
    let mut table = Table::new(3);
    let line = |picture: &str, text: &str| {
        let found = picture.lines().enumerate().find(|(_, line)| line.contains(text));
        found.map_or_else(|| panic!("no {text} in {picture}"), |(at, line)| (at, line.to_owned()))
    };
    let low = table.picture(80, 24);
    assert!(line(&low, "THIS CREATOR").1.contains("Last 6 posts (views)"), "{low}");
    assert!(line(&low, "Engagement").1.contains(" 39.2k ") && line(&low, "CPM").1.contains(" 9.1k "), "{low}");
    assert!(line(&low, "Captions").1.contains("3 moisturisers"), "{low}");
    let high = table.picture(120, 36);
    assert!(line(&high, "Last 6 posts (views)").1.contains("Why this creator is here"), "{high}");
    assert!(line(&high, "From").1.contains("Mar 2, march list.csv row 212"), "{high}");
    table.act(Action::VerdictReject);
    let other = table.picture(80, 24);
    assert_eq!(line(&other, "Last posts (views)").0, line(&low, "Last 6 posts (views)").0);
    assert!(line(&other, "Engagement").1.contains("none known yet"), "{other}");
    // On a decided card, the badge uses a line that is otherwise blank.
    table.act(Action::NavUp);
    for (before, (width, height)) in [(low, (80, 24)), (high, (120, 36))] {
        let back = table.picture(width, height);
        line(&back, "Decided   rejected");
        for text in ["Engagement", "Tags"] {
            assert_eq!(line(&before, text), line(&back, text));
        }
    }
}

#[test]
fn warning_signs_are_visible_at_any_size() {
    fn flagged(id: i64) -> CreatorRow {
        let flags = vec![(FlagCode::DeadFollowers, Severity::Red)];
        CreatorRow {
            standing: Standing { score: Some(82), coverage: Some(70), flags, ..Standing::default() },
            ..row(id)
        }
    }
    let mut table = Table::new(3);
    table.row = flagged;
    table.enter();
    for (width, height, fit) in
        [(120, 36, "82 of 100 (70% known)   Enter explains it"), (80, 24, "82 of 100 (70% known)"), (40, 12, "82 (70%")]
    {
        let picture = table.picture(width, height);
        assert!(picture.contains("! dead follow") && picture.contains(fit), "{picture}");
    }
}

#[test]
fn rejects_with_a_letter_or_a_typed_reason() {
    let mut table = Table::new(5);
    let asked = table.act(Action::VerdictRejectWhy);
    let reason = |requests: &[Request]| match commands(requests).as_slice() {
        [WriteCmd::SetVerdict { verdict: Verdict::Rejected, reason, .. }] => reason.clone(),
        other => panic!("{other:?}"),
    };
    let price = RejectReason::COMMON.into_iter().position(|(_, reason)| reason == RejectReason::Price);
    let price = price.expect("a common reason");
    assert_eq!(reason(&table.answer(&asked, entry(price))), Some(RejectReason::Price));
    let asked = table.act(Action::VerdictRejectWhy);
    let asked = table.answer(&asked, entry(RejectReason::COMMON.len()));
    assert!(matches!(asked.as_slice(), [Request::Open(Overlay::Prompt(_), _)]), "{asked:?}");
    let own = table.answer(&asked, Value::Text("rude in comments".into()));
    assert_eq!(reason(&own), Some(RejectReason::Other("rude in comments".into())));
    assert_eq!(table.at(), Some(2));
}

#[test]
fn snooze_takes_a_day_and_repeats() {
    let mut table = Table::new(8);
    assert!(matches!(table.screen.availability(Action::Snooze(SnoozeFor::Again), &table.ctx), Availability::No(_)));
    let until = |requests: &[Request]| match commands(requests).as_slice() {
        [WriteCmd::SetVerdict { verdict: Verdict::Snoozed, until, .. }] => until.expect("a day"),
        other => panic!("{other:?}"),
    };
    assert_eq!(until(&table.act(Action::Snooze(SnoozeFor::Day))), sample::day(3, 12));
    assert_eq!(until(&table.act(Action::Snooze(SnoozeFor::Friday))), sample::day(3, 13));
    assert_eq!(until(&table.act(Action::Snooze(SnoozeFor::Again))), sample::day(3, 13));
    assert_eq!(until(&table.act(Action::Snooze(SnoozeFor::Week))), sample::day(3, 18));
    assert_eq!(until(&table.act(Action::Snooze(SnoozeFor::Month))), sample::day(4, 11));
    let asked = table.act(Action::Snooze(SnoozeFor::Typed));
    let again = table.answer(&asked, Value::Text("yesterday".into()));
    assert!(commands(&again).is_empty());
    assert_eq!(table.at(), Some(5), "a day gone by puts nothing off");
    assert_eq!(until(&table.answer(&again, Value::Text("20 mar".into()))), sample::day(3, 20));
    assert_eq!(table.ctx.again.snooze, Some(Snooze::Until(sample::day(3, 20))));
    assert!(table.picture(120, 36).contains("snoozed 6"));
}

#[test]
fn picks_straight_into_the_batch() {
    let mut table = Table::new(5);
    assert!(matches!(table.screen.availability(Action::VerdictPickBatch, &table.ctx), Availability::No(_)));
    table.ctx.current_batch = Some((BatchId(3), "Spring: Batch 1".into()));
    let put = |id, pick| WriteCmd::AddToBatch { batch: BatchId(3), target: Target::one(CreatorId(id)), pick };
    assert_eq!(commands(&table.act(Action::BatchAdd)), [put(0, false)]);
    assert_eq!(commands(&table.act(Action::VerdictPickBatch)), [put(0, true)]);
    assert_eq!(table.at(), Some(1));
}

#[test]
fn a_held_key_stops_and_undoes_as_one() {
    let mut table = Table::new(60);
    table.think(9, Action::VerdictReject);
    table.think(9, Action::VerdictPick);
    for _ in 0..30 {
        table.ctx.now_ms += 33;
        table.act(Action::VerdictReject);
    }
    assert_eq!(table.at(), Some(11), "nine and no more");
    let said = "9 rejected very fast. Is a key held down? Enter keeps them, u undoes them.";
    assert_eq!(table.screen.availability(Action::VerdictPick, &table.ctx), Availability::No(said.into()));
    assert!(table.picture(80, 24).contains(said) && table.screen.acts_on(&table.ctx).contains(said));
    assert_eq!(table.screen.undo_steps(), 9);
    assert_eq!(table.screen.undo_steps(), 1, "said once");
    assert_eq!(table.screen.availability(Action::VerdictPick, &table.ctx), Availability::Yes);
    for _ in 0..30 {
        table.ctx.now_ms += 33;
        table.act(Action::VerdictMaybe);
    }
    table.act(Action::NavOpen);
    assert_eq!(table.screen.undo_steps(), 1, "kept is kept");
    assert_eq!(table.at(), Some(20));
}

#[test]
fn the_end_offers_picks_and_the_next_pass() {
    let mut table = Table::new(3);
    assert!(matches!(table.screen.availability(Action::QueuePass, &table.ctx), Availability::No(_)));
    table.act(Action::VerdictPick);
    table.think(50, Action::VerdictReject);
    table.think(50, Action::VerdictMaybe);
    assert_eq!(table.at(), None);
    let end = table.picture(80, 24);
    assert!(
        end.contains("All 3 decided in 1 min: 1 picked.") && end.contains("Open the picks (Enter), or undo (u)."),
        "{end}"
    );
    assert_eq!(table.memory[SPENT], "100000");
    assert!(matches!(table.screen.availability(Action::VerdictPick, &table.ctx), Availability::No(_)));
    assert!(table.act(Action::NavOpen).contains(&Request::ShowFilter("status:picked".into())));
    table.act(Action::NavUp);
    assert_eq!(table.at(), Some(2));
    table.act(Action::NavDown);
    table.act(Action::QueuePass);
    assert_eq!(table.at(), Some(0));
    assert!(table.picture(80, 24).contains("Second pass, stars   0 of 2 reviewed"));
    assert_eq!(table.screen.acts_on(&table.ctx), "@glowwithmia; j moves on", "stars stay on their card");
    table.act(Action::Stars(5));
    table.act(Action::NavDown);
    assert_eq!(table.at(), Some(2));
    table.act(Action::VerdictPick);
    assert!(table.picture(80, 24).contains("All 2 reviewed in under a minute: 2 picked."));
    table.act(Action::QueuePass);
    assert!(table.picture(80, 24).contains("Third pass, tags   0 of 2 reviewed"));
    table.act(Action::NavDown);
    table.restart();
    assert_eq!(table.at(), Some(2), "the pass and the card are kept");
    table.act(Action::NavDown);
    assert!(matches!(table.screen.availability(Action::QueuePass, &table.ctx), Availability::No(_)), "the last pass");
}

#[test]
fn skipped_cards_return_before_the_end() {
    let mut table = Table::new(3);
    table.act(Action::NavDown);
    table.act(Action::VerdictPick);
    let requests = table.act(Action::VerdictPick);
    assert!(
        requests
            .iter()
            .any(|r| matches!(r, Request::Say(said) if said.text == "You skipped 1 card. Here is the first."))
    );
    assert_eq!(table.at(), Some(0));
}

#[test]
fn resumes_at_the_same_card() {
    let mut table = Table::new(9);
    let at_start = table.memory["triage.queue"].clone();
    for _ in 0..3 {
        table.act(Action::VerdictReject);
    }
    table.act(Action::NavDown);
    assert_eq!(table.memory["triage.queue"], at_start, "the queue itself is written once");
    table.restart();
    assert_eq!(table.at(), Some(4));
    assert!(table.picture(120, 36).contains("3 of 9 decided"));
    // After a crash between the verdict and the stored position, the card is decided, so the next open one is shown.
    table.file.insert(4, Verdict::Picked);
    table.restart();
    assert_eq!(table.at(), Some(5));
    // Some verdicts were undone in the meantime.
    table.file.remove(&5);
    table.restart();
    assert_eq!(table.at(), Some(6));
    assert!(table.picture(120, 36).contains("4 of 8 decided"));
    for broken in ["", "verdicts", "verdicts\n\n\n?", "what\n\n\n1 2"] {
        table.memory.insert("triage.queue", broken.to_owned());
        table.restart();
        assert!(table.at().is_some(), "a new queue is begun");
    }
}

#[test]
fn counts_wait_for_the_verdicts() {
    let mut table = Table::new(3);
    table.act(Action::VerdictPick);
    table.act(Action::VerdictReject);
    table.counts = false;
    table.restart();
    for (width, height) in [(120, 36), (80, 24), (40, 12)] {
        let first = table.picture(width, height);
        assert!(first.contains("Queue: everyone   …") && !first.contains("of 3 decided"), "{first}");
        assert!(first.contains("@dermdaily.jo") && !first.contains('░'), "{first}");
    }
    let said = |availability| matches!(availability, Availability::No(said) if said == "This queue is still loading.");
    assert!(said(table.screen.availability(Action::QueuePass, &table.ctx)));
    table.ctx.shown = Some(Shown { filter: "er>5".into(), ..Shown::default() });
    table.enter();
    assert!(
        table
            .requests
            .iter()
            .any(|r| matches!(r, Request::Say(said) if said.text.starts_with("This is still your current queue. N"))),
        "{:?}",
        table.requests
    );
    table.counts = true;
    table.restart();
    assert!(table.picture(120, 36).contains("2 of 3 decided"));
    table.act(Action::VerdictMaybe);
    table.counts = false;
    table.restart();
    let end = table.picture(80, 24);
    assert!(end.contains("Loading the progress of this queue") && !end.contains("picked"), "{end}");
}

#[test]
fn new_creators_wait_outside_the_queue() {
    let mut table = Table::new(3);
    assert!(matches!(table.screen.availability(Action::QueueAdd, &table.ctx), Availability::No(_)));
    for id in [10, 11] {
        table.file.insert(id, Verdict::New);
        table.waiting.push(id);
    }
    table.refresh();
    assert!(table.picture(120, 36).contains("0 of 3 decided") && table.picture(120, 36).contains("+2 new"));
    table.act(Action::QueueAdd);
    assert!(table.picture(120, 36).contains("0 of 5 decided"));
    assert_eq!(table.at(), Some(0));
}

#[test]
fn another_filter_starts_a_queue_unless_one_is_underway() {
    let mut table = Table::new(9);
    table.ctx.shown = Some(Shown { filter: "er>5".into(), ..Shown::default() });
    table.enter();
    assert!(table.picture(120, 36).contains("Queue: er>5"), "nothing was decided in the other one");
    table.act(Action::VerdictPick);
    table.ctx.shown = Some(Shown { filter: "er>6".into(), ..Shown::default() });
    table.requests.clear();
    table.enter();
    assert!(table.picture(120, 36).contains("Queue: er>5"));
    assert!(
        table
            .requests
            .iter()
            .any(|r| matches!(r, Request::Say(said) if said.text.starts_with("This is still your current queue")))
    );
    table.act(Action::QueueNew);
    assert!(table.picture(120, 36).contains("Queue: er>6   0 of 8 decided"), "{}", table.picture(120, 36));
    table.waiting.clear();
    table.act(Action::QueueNew);
    assert_eq!(table.at(), Some(1), "nobody waits, so the queue stays");
}

#[test]
fn a_failed_write_returns_to_its_card() {
    let mut table = Table::new(5);
    table.answers = false;
    let requests = table.act(Action::VerdictPick);
    let Some(Request::Effect(Effect::Write(ticket, _))) =
        requests.iter().find(|r| matches!(r, Request::Effect(Effect::Write(..))))
    else {
        panic!("a command")
    };
    assert_eq!(table.at(), Some(1));
    // An answer from before the command doesn't remove the verdict from the card.
    table.refresh();
    assert!(table.picture(120, 36).contains("1 of 5 decided"));
    table.receive(&Msg::Event(Event::WriteFailed(*ticket, "The disk is full.".into())));
    assert_eq!(table.at(), Some(0));
    assert!(table.picture(120, 36).contains("0 of 5 decided"));
}

#[test]
fn shows_the_pace_and_detects_pauses() {
    let mut table = Table::new(100);
    for _ in 0..12 {
        table.think(5, Action::VerdictReject);
    }
    // 88 cards of 5 seconds from 12:01 are 7 minutes and 20 seconds.
    let picture = table.picture(120, 36);
    assert!(picture.contains("12 a minute  done about 12:10"), "{picture}");
    let wake = table.think(4, Action::NavDown);
    assert!(!wake.iter().any(|r| matches!(r, Request::Effect(Effect::WakeAt(_)))), "one is on its way");
    table.ctx.now_ms += 61_000;
    table.receive(&Msg::Wake);
    assert!(table.picture(120, 36).contains("paused"));
    table.think(1, Action::VerdictReject);
    assert!(table.picture(120, 36).contains("12 a minute"));
}

#[test]
fn an_empty_queue_says_what_to_do_next() {
    let mut table = Table::new(0);
    assert!(table.picture(80, 24).contains("All creators are decided."));
    for action in Action::ALL {
        if let Availability::No(reason) = table.screen.availability(*action, &table.ctx) {
            assert!(reason.ends_with('.'), "{}: {reason}", action.name());
        }
    }
    table.ctx.counts = Counts::default();
    assert!(table.picture(80, 24).contains("g i imports a list"));
    table.ctx.counts = Counts { all: 9, new: 4, ..Counts::default() };
    table.ctx.shown = Some(Shown { filter: "er>9".into(), ..Shown::default() });
    table.enter();
    let picture = table.picture(80, 24);
    assert!(
        picture.contains("All creators that match er>9 are decided.") && picture.contains("4 others are not decided"),
        "{picture}"
    );
}

fn scene(name: &str) -> Table {
    let mut table = Table::new(if name == "empty" { 0 } else { 30 });
    match name {
        "awful" => {
            table.row = awful;
            table.ctx.shown = Some(Shown { filter: format!("\"{}\"", "日本 ".repeat(30)), ..Shown::default() });
            table.enter();
            table.ctx.again.tags = Some((vec![sample::AWFUL.into()], vec![]));
            table.act(Action::VerdictReject);
        }
        "end" => {
            for _ in 0..30 {
                table.think(7, Action::VerdictReject);
                table.think(7, Action::VerdictPick);
            }
        }
        "normal" => {
            table.ctx.again.tags = Some((vec!["skincare".into(), "clean".into()], vec![]));
            for _ in 0..4 {
                table.think(5, Action::VerdictPick);
                table.think(5, Action::VerdictReject);
                table.think(5, Action::VerdictMaybe);
            }
        }
        _ => {}
    }
    table
}

#[test]
fn second_shop_layouts() {
    let shop = sample::Shop::Second;
    for (width, height) in [(120, 36), (80, 24)] {
        let mut table = Table::new(0);
        (table.row, table.ctx) = (|id| sample::Shop::Second.creator(row(id)), shop.ctx());
        table.ctx.counts = Counts { all: 1_240, new: 30, ..Counts::default() };
        table.file = (0..30).map(|id| (id, Verdict::New)).collect();
        table.waiting = (0..30).collect();
        table.enter();
        // The next creator has a price and is on Instagram.
        table.think(5, Action::VerdictPick);
        let picture = table.picture(width, height);
        assert!(!picture.contains('$'), "{picture}");
        insta::assert_snapshot!(shop.named(&format!("normal_{width}x{height}")), picture);
    }
}

#[test]
fn layouts() {
    for name in ["empty", "normal", "awful", "end"] {
        for (width, height) in [(120, 36), (80, 24), (60, 20), (40, 12)] {
            insta::assert_snapshot!(format!("{name}_{width}x{height}"), scene(name).picture(width, height));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn draws_any_state_at_any_size(
        width in 1_u16..220, height in 1_u16..70, which in 0_usize..4,
        keys in prop::collection::vec(0..Action::ALL.len(), 0..12),
    ) {
        let mut table = scene(["empty", "normal", "awful", "end"][which]);
        for key in keys {
            table.act(Action::ALL[key]);
        }
        table.picture(width, height);
    }
}

#[test]
fn draws_inside_any_window() {
    for name in ["empty", "normal", "awful", "end"] {
        sample::survives_all_sizes(&scene(name).screen);
    }
}

#[test]
fn the_end_of_a_queue_stays_the_end_while_its_last_verdicts_are_being_written() {
    let mut table = Table::new(3);
    table.answers = false;
    for action in [Action::VerdictPick, Action::VerdictMaybe, Action::VerdictPick] {
        table.act(action);
    }
    // An answer from before the commands has all three undecided.
    table.refresh();
    assert!(table.screen.queue.as_ref().is_some_and(super::queue::Queue::is_out), "{:?}", table.at());
}

#[test]
fn the_next_batch_is_one_key_away_while_deciding() {
    let mut table = Table::new(5);
    table.enter();
    assert!(table.act(Action::BatchNew).contains(&Request::Go(Place::Builder)));
}

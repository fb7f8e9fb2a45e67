use crate::tui::kit::Request;
use crate::tui::kit::SnoozeFor;
use rstest::rstest;

use super::*;
use crate::domain::{BatchId, CampaignId, CollaborationId, CreatorId, Currency, Verdict};
use crate::proto::agenda::{Agenda, AgendaCmd};
use crate::proto::collaboration_change::{DeliverableCmd, Which};
use crate::proto::query::{Answer, Counts, Slot};
use crate::proto::{Target, WriteCmd};
use crate::tui::kit::overlay::Overlay;
use crate::tui::kit::{Action, Acts, Availability};
use crate::tui::screens::sample::{self, day};

fn row(kind: DueKind, subject: i64, due: (u32, u32), name: &str) -> DueRow {
    let due_on = day(due.0, due.1);
    DueRow::new(DueKey { kind, subject, due_on }, name)
}

fn rows() -> Vec<DueRow> {
    let of = |row: DueRow| DueRow {
        campaign_name: "Glow Serum spring test".to_owned(),
        campaign: Some(CampaignId(1)),
        batch: Some(BatchId(12)),
        ..row
    };
    let pay = |subject, due, name: &str, minor| DueRow {
        detail: "Net 15".to_owned(),
        amount: Some((minor, Currency::USD)),
        creator: Some(CreatorId(subject * 10)),
        ..of(row(DueKind::Payment, subject, due, name))
    };
    vec![
        of(DueRow { count: 8, ..row(DueKind::Batch, 12, (3, 9), "Batch 2") }),
        DueRow {
            detail: "@skinbysofi".to_owned(),
            creator: Some(CreatorId(20)),
            ..row(DueKind::Task, 1, (3, 11), "Ask for her spring rates")
        },
        pay(1, (3, 11), "glowwithmia", 18_000),
        DueRow { count: 12, ..row(DueKind::Snoozed, 0, (3, 11), "") },
        DueRow { day: day(3, 12), is_snoozed: true, ..pay(2, (3, 10), "retinolrosie", 22_050) },
        DueRow { count: 40, ..row(DueKind::Goal, 0, (3, 13), "3 of 5 micro-creators in skincare") },
        of(DueRow { detail: "usage right".to_owned(), ..row(DueKind::Rights, 3, (3, 14), "dermdaily.jo") }),
        DueRow { campaign: Some(CampaignId(2)), ..row(DueKind::Start, 2, (3, 20), "Lip Oil micro test") },
        DueRow { count: 3, ..row(DueKind::Snoozed, 0, (4, 1), "") },
    ]
}

fn awful() -> Vec<DueRow> {
    let awful = |row: DueRow| DueRow {
        name: sample::AWFUL.repeat(3),
        detail: sample::AWFUL.repeat(3),
        campaign_name: sample::AWFUL.to_owned(),
        count: i64::MAX,
        amount: row.amount.map(|_| (i64::MAX / 2, "CLP".parse().expect("a currency"))),
        ..row
    };
    rows().into_iter().map(awful).collect()
}

fn screen(rows: Vec<DueRow>) -> AgendaScreen {
    let mut screen = AgendaScreen::new();
    sample::feed(&mut screen, Slot::Agenda, Answer::Agenda(Agenda { rows, done_today: 3 }));
    screen
}

fn ctx() -> Ctx {
    let mut ctx = sample::ctx();
    ctx.goal = Some(Box::new(sample::niches::goal(3)));
    ctx.counts = Counts { all: 9, new: 4, ..Counts::default() };
    ctx
}

fn act(screen: &mut AgendaScreen, action: Action) -> Vec<Request> {
    sample::act(screen, action, &mut ctx())
}

fn at(kind: DueKind) -> AgendaScreen {
    let mut screen = screen(rows());
    screen.due.go_to(DueLineKey::One(rows().iter().find(|row| row.key.kind == kind).expect("one of its kind").key));
    screen
}

fn sent(requests: &[Request]) -> AgendaCmd {
    match sample::writes(requests)[..] {
        [WriteCmd::Agenda(cmd)] => cmd.clone(),
        _ => panic!("{requests:?}"),
    }
}

#[rstest]
#[case(120, 36)]
#[case(80, 24)]
fn the_second_shop_looks(#[case] width: u16, #[case] height: u16) {
    let shop = sample::Shop::Second;
    let mut rows = rows();
    for row in &mut rows {
        row.amount = row.amount.map(|(minor, _)| (minor, shop.currency()));
    }
    let agenda = Agenda { rows, done_today: 3 };
    let mut screen = AgendaScreen::new();
    sample::feed_with(&mut screen, shop.ctx(), Slot::Agenda, Answer::Agenda(agenda));
    screen.act(Action::NavDown, 2, &mut shop.ctx());
    let drawn = sample::drawn_with(&screen, shop.ctx(), width, height);
    assert!(!drawn.contains('$'), "{drawn}");
    insta::assert_snapshot!(shop.named(&format!("agenda_{width}x{height}")), drawn);
}

#[rstest]
#[case(120, 36)]
#[case(80, 24)]
#[case(40, 12)]
fn looks(#[case] width: u16, #[case] height: u16) {
    let mut normal = screen(rows());
    normal.act(Action::NavDown, 2, &mut ctx());
    insta::assert_snapshot!(format!("agenda_{width}x{height}"), sample::drawn_with(&normal, ctx(), width, height));
    insta::assert_snapshot!(format!("agenda_no_goal_{width}x{height}"), sample::drawn(&normal, width, height));
    let awful = screen(awful());
    insta::assert_snapshot!(format!("agenda_awful_{width}x{height}"), sample::drawn_with(&awful, ctx(), width, height));
    let empty = screen(Vec::new());
    insta::assert_snapshot!(format!("agenda_empty_{width}x{height}"), sample::drawn_with(&empty, ctx(), width, height));
}

#[test]
fn every_size_is_drawn() {
    for rows in [Vec::new(), rows(), awful()] {
        let mut screen = screen(rows);
        sample::survives_all_sizes(&screen);
        screen.act(Action::NavBottom, 1, &mut ctx());
        sample::survives_all_sizes(&screen);
    }
    sample::survives_all_sizes(&AgendaScreen::new());
}

#[test]
fn enter_opens_what_is_due() {
    let opens = |kind| act(&mut at(kind), Action::NavOpen);
    assert_eq!(opens(DueKind::Batch), [Request::ShowBatch(BatchId(12))]);
    assert_eq!(opens(DueKind::Task), [Request::ShowCreator(CreatorId(20))]);
    assert_eq!(opens(DueKind::Payment), [Request::ShowCreator(CreatorId(10))]);
    assert_eq!(opens(DueKind::Start), [Request::ShowCampaign(CampaignId(2))]);
    assert_eq!(opens(DueKind::Snoozed), [Request::ShowFilter("status:snoozed -is:snoozed".into())]);
    let goal = "status:new,snoozed -is:snoozed tag:skincare tier:micro";
    assert_eq!(opens(DueKind::Goal), [Request::ShowFilter(goal.into())]);
    assert!(crate::domain::filter::parse(goal, sample::ctx().calendar()).is_ok());
}

#[rstest]
#[case(120, 36)]
#[case(80, 24)]
fn a_late_payment_stays_late_while_it_is_snoozed(#[case] width: u16, #[case] height: u16) {
    let mut screen = at(DueKind::Payment);
    while screen.due.here().is_some_and(|line| !line.named().contains("retinolrosie")) {
        act(&mut screen, Action::NavDown);
    }
    let drawn = sample::drawn(&screen, width, height);
    let line = drawn.lines().find(|line| line.contains("retinolrosie") && line.contains("$221")).expect("the payment");
    assert!(line.contains("1 day late") && line.contains("! "), "{drawn}");
    assert!(drawn.contains("! yesterday") || drawn.contains("! Mar 10") || drawn.contains("! Tue, Mar 10"), "{drawn}");
    let late = screen.rows.iter().find(|row| row.name == "retinolrosie").expect("the payment");
    assert!(late.is_late(sample::ctx().today) && !late.is_late(day(3, 10)), "it is not late on its own day");
    let text = super::view::as_text(&screen.rows, sample::ctx().today);
    assert!(text.lines().any(|line| line.contains("retinolrosie") && line.contains("1 day late")), "{text}");
}

#[test]
fn tasks_are_done_and_snoozed() {
    let key = |kind| rows().into_iter().find(|row| row.key.kind == kind).expect("one").key;
    let done = sent(&act(&mut at(DueKind::Payment), Action::TaskDone));
    assert_eq!(done, AgendaCmd::Done(vec![key(DueKind::Payment)]));
    let later = sent(&act(&mut at(DueKind::Batch), Action::Snooze(SnoozeFor::Friday)));
    assert_eq!(later, AgendaCmd::PutOff(vec![key(DueKind::Batch)], day(3, 13)));
    for (kind, action) in [
        (DueKind::Goal, Action::TaskDone),
        (DueKind::Goal, Action::Snooze(SnoozeFor::Day)),
        (DueKind::Snoozed, Action::TaskDone),
        (DueKind::Batch, Action::ItemEdit),
        (DueKind::Payment, Action::ItemDelete),
    ] {
        assert!(matches!(at(kind).availability(action, &ctx()), Availability::No(_)), "{kind:?} {action:?}");
    }
    let mut screen = at(DueKind::Task);
    let requests = act(&mut screen, Action::Snooze(SnoozeFor::Typed));
    let requests = sample::answer(&mut screen, &requests, Value::Text("14 mar".into()), &mut ctx());
    assert_eq!(sent(&requests), AgendaCmd::PutOff(vec![key(DueKind::Task)], day(3, 14)));
    let requests = act(&mut screen, Action::Snooze(SnoozeFor::Typed));
    let requests = sample::answer(&mut screen, &requests, Value::Text("yesterday".into()), &mut ctx());
    assert!(matches!(&requests[..], [Request::Open(Overlay::Prompt(again), _)] if again.fault.is_some()));
}

#[test]
fn creators_back_from_snooze_are_snoozed_again_together() {
    let requests = act(&mut at(DueKind::Snoozed), Action::Snooze(SnoozeFor::Week));
    match sample::writes(&requests)[..] {
        [WriteCmd::SetVerdict { target: Target::Shown { filter: Some(_), .. }, verdict, until, .. }] => {
            assert_eq!((*verdict, *until), (Verdict::Snoozed, Some(day(3, 18))));
        }
        _ => panic!("{requests:?}"),
    }
}

#[test]
fn a_task_is_typed_and_a_form_with_faults_comes_back() {
    let mut screen = screen(rows());
    let mut ctx = ctx();
    let requests = sample::act(&mut screen, Action::ItemAdd, &mut ctx);
    let [Request::Open(Overlay::Form(form), _)] = &requests[..] else { panic!("{requests:?}") };
    let mut form = form.clone();
    let again = sample::answer(&mut screen, &requests, Value::Form(form.clone()), &mut ctx);
    assert!(matches!(&again[..], [Request::Open(Overlay::Form(form), _)] if form.fields[0].error.is_some()));
    form.fields[0].value = "Call".into();
    let requests = sample::answer(&mut screen, &again, Value::Form(form), &mut ctx);
    assert!(matches!(sent(&requests), AgendaCmd::SaveTask { id: None, .. }));
    let new = rows().into_iter().chain([row(DueKind::Task, 9, (3, 12), "Call")]).collect();
    sample::feed(&mut screen, Slot::Agenda, Answer::Agenda(Agenda { rows: new, done_today: 0 }));
    assert_eq!(screen.acts_on(&ctx), "\"Call\"", "the cursor goes to the new one");
}

#[test]
fn the_cursor_stays_with_its_thing() {
    let mut screen = at(DueKind::Rights);
    let here = screen.due.here().map(DueLine::key);
    let mut fewer = rows();
    fewer.remove(0);
    sample::feed(&mut screen, Slot::Agenda, Answer::Agenda(Agenda { rows: fewer, done_today: 0 }));
    assert_eq!(screen.due.here().map(DueLine::key), here);
    assert_eq!(screen.acts_on(&ctx()), "rights @dermdaily.jo");
    assert!(screen.summary(&ctx()).is_some_and(|text| text.contains("2026-03-11\tpay\t@glowwithmia\t$180  Net 15")));
}

#[test]
fn snoozing_many_creators_asks_first_by_key_and_by_a_typed_day() {
    let many = || {
        let mut screen = screen(vec![DueRow { count: 21, ..row(DueKind::Snoozed, 0, (3, 11), "") }]);
        screen.due.go_to_top();
        screen
    };
    assert_eq!(act(&mut many(), Action::Snooze(SnoozeFor::Week)), []);
    assert_eq!(
        many().hint(Action::Snooze(SnoozeFor::Day), &ctx()).map(|hint| hint.does),
        Some(crate::tui::kit::Does::Here)
    );
    let mut screen = many();
    let mut ctx = ctx();
    let asked = sample::act(&mut screen, Action::Snooze(SnoozeFor::Typed), &mut ctx);
    assert_eq!(sample::answer(&mut screen, &asked, Value::Text("fri".into()), &mut ctx), []);
    assert!(ctx.confirmation.is_asking());
}

/// Steps of collaborations, as they are due.
fn steps() -> Vec<DueRow> {
    let step = |kind, subject, numbers: &[usize]| DueRow {
        detail: "what to do".to_owned(),
        campaign: Some(CampaignId(1)),
        collaboration: Some(CollaborationId(subject)),
        numbers: numbers.to_vec(),
        ..row(kind, subject, (3, 11), "mia")
    };
    vec![
        step(DueKind::FollowUp, 4, &[]),
        step(DueKind::Ship, 5, &[]),
        step(DueKind::Review, 6, &[2]),
        step(DueKind::Post, 7, &[1]),
        step(DueKind::Read, 8, &[1]),
        DueRow { campaign: Some(CampaignId(1)), count: 3, ..row(DueKind::Undecided, 12, (3, 11), "Batch 1") },
    ]
}

#[test]
fn a_step_is_done_by_what_it_needs() {
    let at = |kind| {
        let mut screen = screen(steps());
        screen.due.go_to(DueLineKey::One(steps().iter().find(|row| row.key.kind == kind).expect("one").key));
        screen
    };
    let does = |kind| act(&mut at(kind), Action::TaskDone);
    let key = |kind| steps().into_iter().find(|row| row.key.kind == kind).expect("one").key;
    assert_eq!(sent(&does(DueKind::Ship)), AgendaCmd::Done(vec![key(DueKind::Ship)]));
    let hint = |kind| at(kind).hint(Action::TaskDone, &ctx()).map(|hint| hint.label.into_owned());
    assert_eq!(hint(DueKind::Ship).as_deref(), Some("log shipped"));
    let mut reading = at(DueKind::Read);
    let asked = act(&mut reading, Action::TaskDone);
    let [Request::Open(Overlay::Form(form), _)] = &asked[..] else { panic!("{asked:?}") };
    let mut form = form.clone();
    let again = sample::answer(&mut reading, &asked, Value::Form(form.clone()), &mut ctx());
    assert!(matches!(&again[..], [Request::Open(Overlay::Form(form), _)] if form.fields[0].error.is_some()));
    form.fields[0].value = "12.4k 800".into();
    let requests = sample::answer(&mut reading, &asked, Value::Form(form), &mut ctx());
    let [WriteCmd::Deliverable(change)] = sample::writes(&requests)[..] else { panic!("{requests:?}") };
    assert!(matches!(&change.cmd, DeliverableCmd::Read(Which::Number(1), _, counts) if counts.likes == Some(800)));
    assert_eq!(does(DueKind::Undecided), [Request::ShowResults(CampaignId(1))]);
    assert_eq!(act(&mut at(DueKind::Ship), Action::NavOpen), [Request::ShowCollaboration(CollaborationId(5))]);
    let mut posts = at(DueKind::Post);
    let asked = act(&mut posts, Action::TaskDone);
    let link = "https://example.com/v/1".to_owned();
    let requests = sample::answer(&mut posts, &asked, Value::Text(link.clone()), &mut ctx());
    let [WriteCmd::Deliverable(change)] = sample::writes(&requests)[..] else { panic!("{requests:?}") };
    assert_eq!(change.collaboration, CollaborationId(7));
    assert!(matches!(&change.cmd, DeliverableCmd::Post { which: Which::Number(1), url, on: Some(_) } if *url == link));
    let mut reviews = at(DueKind::Review);
    assert!(matches!(&act(&mut reviews, Action::TaskDone)[..], [Request::Open(Overlay::Letters(_), _)]));
}

#[test]
fn marked_rows_of_several_kinds_are_done_and_snoozed_as_one_step() {
    let mut screen = screen(steps());
    act(&mut screen, Action::MarkAll);
    assert_eq!(screen.acts_on(&ctx()), "6 marked");
    let keys: Vec<DueKey> = steps().iter().map(|row| row.key).collect();
    assert_eq!(
        sent(&act(&mut screen, Action::TaskDone)),
        AgendaCmd::Done(keys[..2].to_vec()),
        "the rest asks for more"
    );
    let hints = Action::ALL.iter().filter(|action| screen.availability(**action, &ctx()) == Availability::Yes);
    let hints: Vec<Action> = hints.copied().filter(|action| screen.hint(*action, &ctx()).is_some()).collect();
    let snoozes = hints.iter().filter(|action| matches!(action, Action::Snooze(_))).count();
    assert_eq!((hints[0], snoozes), (Action::TaskDone, 1), "what is done comes first, and one key snoozes: {hints:?}");
    let later = sent(&act(&mut screen, Action::Snooze(SnoozeFor::Day)));
    assert_eq!(later, AgendaCmd::PutOff(keys, day(3, 12)));
    assert!(screen.step_back(&mut ctx()));
    assert_eq!(screen.acts_on(&ctx()), "follow up @mia");
}

/// A person who was away: twenty follow-ups and two parcels, all very late, and a task of today.
fn away() -> AgendaScreen {
    let late = |kind, subject| DueRow {
        collaboration: Some(CollaborationId(subject)),
        ..row(kind, subject, (1, 20), &format!("creator.{subject}"))
    };
    let mut rows: Vec<DueRow> = (1..=20).map(|subject| late(DueKind::FollowUp, subject)).collect();
    rows.extend((21..=22).map(|subject| late(DueKind::Ship, subject)));
    rows.push(row(DueKind::Task, 1, (3, 11), "Call the printer"));
    screen(rows)
}

#[test]
fn what_is_very_late_is_one_line_that_opens_and_is_done_or_snoozed_as_a_whole() {
    let mut screen = away();
    let count = |screen: &AgendaScreen| screen.due.rows().len();
    assert_eq!(count(&screen), 4, "one for twenty, two parcels, a task");
    screen.due.go_to_top();
    let drawn = sample::drawn_with(&screen, ctx(), 80, 24);
    assert!(
        drawn.contains("OVERDUE (22)") && drawn.contains("20 creators") && drawn.contains("50 days late"),
        "{drawn}"
    );
    for action in [Action::ItemEdit, Action::TaskDone] {
        assert!(matches!(screen.availability(action, &ctx()), Availability::No(_)), "{action:?} needs one, or marks");
    }
    let AgendaCmd::PutOff(keys, _) = sent(&act(&mut screen, Action::Snooze(SnoozeFor::Week))) else {
        panic!("snoozed")
    };
    assert_eq!(keys.len(), 20);
    act(&mut screen, Action::MarkToggle);
    let AgendaCmd::Done(keys) = sent(&act(&mut screen, Action::TaskDone)) else { panic!("done") };
    assert_eq!(keys.len(), 20);
    assert!(screen.step_back(&mut ctx()));
    screen.due.go_to_top();
    act(&mut screen, Action::NavOpen);
    assert_eq!(count(&screen), 24);
    act(&mut screen, Action::NavDown);
    assert_eq!(act(&mut screen, Action::NavOpen), [Request::ShowCollaboration(CollaborationId(1))]);
    act(&mut screen, Action::MarkAll);
    let AgendaCmd::PutOff(keys, _) = sent(&act(&mut screen, Action::Snooze(SnoozeFor::Week))) else {
        panic!("snoozed")
    };
    assert_eq!(keys.len(), 23, "each once, though its pile is marked as well");
    screen.due.go_to_top();
    act(&mut screen, Action::NavOpen);
    assert_eq!(count(&screen), 4);
    sample::survives_all_sizes(&screen);
}

#[test]
fn items_of_a_check_list_are_ticked_by_the_key_that_does_the_task() {
    let packing = DueRow { note: "- labels\n- [x] boxes\n- tape".into(), ..row(DueKind::Task, 7, (3, 11), "Pack") };
    let mut screen = screen(vec![packing]);
    let drawn = sample::drawn_with(&screen, ctx(), 120, 36);
    assert!(drawn.contains("1 of 3 done, next: labels") && drawn.contains("labels · tape"), "{drawn}");
    let asked = act(&mut screen, Action::TaskDone);
    let [Request::Open(Overlay::Pick(pick), _)] = &asked[..] else { panic!("{asked:?}") };
    assert!(pick.several && pick.at == 0 && pick.items.len() == 3);
    let entry = |at| vec![crate::tui::kit::overlay::Choice::Entry(at)];
    let switched = Value::Switched { add: entry(2), remove: entry(1) };
    let AgendaCmd::TickItems { id, ticks } = sent(&sample::answer(&mut screen, &asked, switched, &mut ctx())) else {
        panic!("ticked")
    };
    assert_eq!((id, ticks), (crate::domain::TaskId(7), vec![("tape".to_owned(), true), ("boxes".to_owned(), false)]));
}

#[rstest]
#[case(80, 24)]
#[case(120, 36)]
fn nothing_of_what_there_is_to_do_is_cut_and_a_batch_has_its_campaign(#[case] width: u16, #[case] height: u16) {
    let mut rows = steps();
    rows[0].detail = "3 follow-ups, no answer: give up?".to_owned();
    rows[1].key.due_on = day(3, 1);
    rows[1].day = day(3, 1);
    rows[5].campaign_name = "Glow Serum spring test".to_owned();
    let mut screen = screen(rows);
    screen.due.go_to_top();
    let drawn = sample::drawn_with(&screen, ctx(), width, height);
    let what = "3 follow-ups, no answer: give up?";
    assert!(drawn.contains(what) && drawn.contains("is over: 3 not decided"), "{drawn}");
    assert!(drawn.contains("Glow Serum"), "{drawn}");
}

mod bad_input;
mod month;

use super::*;
use crate::analysis::rules::Rules;
use crate::clock::Clock;
use crate::domain::{CreatorId, Tier, Verdict, WeeklyGoal};
use crate::proto::agenda::{AgendaCmd, DueGroup, TaskFields};
use crate::proto::{Target, WriteCmd};
use crate::store::fixture::{Fixture, clock, fixture};
use crate::store::write;

fn today() -> NaiveDate {
    clock().today()
}

fn on(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).expect("a day")
}

fn run(file: &mut Fixture, cmd: &WriteCmd) -> String {
    write::run(&mut file.conn, cmd, &clock(), &Rules::default()).expect("is carried out").sentence
}

fn rows(file: &Fixture) -> Vec<(DueGroup, String, String)> {
    let agenda = agenda(&file.conn, today(), TierBorders::default(), &Cadence::default()).expect("an agenda");
    let told =
        |row: DueRow| (row.group(today()), format!("{} {}", row.key.kind.word(), row.affected()), row.what(today()));
    agenda.rows.into_iter().map(told).collect()
}

/// A file with one thing of each kind.
fn busy() -> Fixture {
    let file = fixture();
    file.conn
        .execute_batch(
            "UPDATE batch SET status = 'running', ends_on = '2026-03-10';
             INSERT INTO campaign (id, name, folded, currency, starts_on, ends_on, updated_at)
               VALUES (2, 'Toner', 'toner', 'USD', '2026-03-12', '2026-05-01', 1);
             UPDATE cost_item SET amount_minor = 27900, state = 'owed', owed_on = '2026-02-24', invoice = 'INV-7';
             INSERT INTO payment (collaboration_id, cost_item_id, amount_minor, currency, paid_on)
               VALUES (1, 1, 9900, 'USD', '2026-03-01');
             INSERT INTO rights (collaboration_id, kind, ends_on)
               VALUES (1, 'usage right', '2026-03-14'), (1, 'usage right', '2026-01-01');
             INSERT INTO creator (handle, verdict, snoozed_until, added_on, updated_at)
               VALUES ('a', 'snoozed', '2026-03-01', '2026-03-01', 1), ('b', 'snoozed', '2026-03-11', '2026-03-01', 1),
                      ('c', 'snoozed', '2026-04-01', '2026-03-01', 1);
             INSERT INTO task (id, kind, title, due_on, creator_id) VALUES (1, 'typed', 'Ask for rates', '2026-03-11', 1);",
        )
        .expect("rows");
    file
}

#[test]
fn everything_with_a_day_is_due() {
    let file = busy();
    let told: Vec<String> =
        rows(&file).into_iter().map(|(group, affected, what)| format!("{group:?}: {affected}: {what}")).collect();
    assert_eq!(
        told,
        [
            "Overdue: decide A: past its end: scale, retest, drop",
            "Today: task Ask for rates: @mia",
            "Today: pay @mia: $180  fee, INV-7",
            "Today: triage 2 creators: are back from snooze",
            "Tomorrow: start Toner: starts",
            "Week: rights @mia: usage right ends",
            "Later: triage 1 creator: comes back from snooze",
            "Later: end Toner: ends",
        ]
    );
    assert_eq!(due(&file.conn, today(), &Cadence::default()).expect("a count"), 4);
}

#[test]
fn what_is_ticked_off_or_put_off_is_not_due_and_comes_back_by_undo() {
    let mut file = busy();
    let key = |file: &Fixture, kind| {
        let agenda = agenda(&file.conn, today(), TierBorders::default(), &Cadence::default()).expect("an agenda");
        agenda.rows.into_iter().find(|row| row.key.kind == kind).expect("one of its kind").key
    };
    let before = rows(&file);
    let steps = [
        (AgendaCmd::Done(vec![key(&file, DueKind::Task)]), "Done: \"Ask for rates\"."),
        (AgendaCmd::Done(vec![key(&file, DueKind::Payment)]), "Paid $180.00 to @mia on Wed, Mar 11."),
        (AgendaCmd::Done(vec![key(&file, DueKind::Rights)]), "Done: the usage right of @mia."),
        (
            AgendaCmd::PutOff(vec![key(&file, DueKind::Batch)], on(3, 13)),
            "Snoozed the end of A of Spring until Friday, March 13, 2026. Its own date stays.",
        ),
    ];
    for (cmd, said) in &steps {
        assert_eq!(run(&mut file, &WriteCmd::Agenda(cmd.clone())), *said);
    }
    let left: Vec<String> =
        rows(&file).into_iter().map(|(group, affected, _)| format!("{group:?} {affected}")).collect();
    assert_eq!(left[..2], ["Today triage 2 creators", "Tomorrow start Toner"]);
    assert_eq!(left[2], "Week decide A");
    let money: String = file.conn.query_row("SELECT money FROM collaboration", [], |row| row.get(0)).expect("a track");
    assert_eq!(money, "paid");
    let done = agenda(&file.conn, today(), TierBorders::default(), &Cadence::default()).expect("an agenda").done_today;
    assert_eq!(done, 3);
    for _ in &steps {
        run(&mut file, &WriteCmd::Undo);
    }
    assert_eq!(rows(&file), before);
}

#[test]
fn a_new_day_makes_it_due_anew() {
    let mut file = busy();
    let batch = DueKey { kind: DueKind::Batch, subject: 1, due_on: on(3, 10) };
    run(&mut file, &WriteCmd::Agenda(AgendaCmd::Done(vec![batch])));
    assert!(rows(&file).iter().all(|(_, affected, _)| affected != "decide A"));
    file.conn.execute("UPDATE batch SET ends_on = '2026-03-20'", []).expect("an edit");
    assert!(rows(&file).iter().any(|(_, affected, _)| affected == "decide A"));
}

#[test]
fn tasks_are_typed_changed_and_put_off() {
    let mut file = fixture();
    let fields = TaskFields {
        title: " Call  the printer ".into(),
        due_on: on(3, 13),
        creator: "@MIA".into(),
        note: String::new(),
    };
    let save = |id, fields: &TaskFields| WriteCmd::Agenda(AgendaCmd::SaveTask { id, fields: fields.clone() });
    assert_eq!(run(&mut file, &save(None, &fields)), "Added the task \"Call the printer\" for Friday, March 13, 2026.");
    let id = Some(crate::domain::TaskId(1));
    assert_eq!(run(&mut file, &save(id, &fields)), "The task \"Call the printer\" is already like this.");
    let key = DueKey { kind: DueKind::Task, subject: 1, due_on: on(3, 13) };
    let later = WriteCmd::Agenda(AgendaCmd::PutOff(vec![key], on(3, 16)));
    assert_eq!(run(&mut file, &later), "Snoozed the task \"Call the printer\" until Monday, March 16, 2026.");
    let nobody = TaskFields { creator: "@nobody".into(), ..fields.clone() };
    let refused = write::run(&mut file.conn, &save(id, &nobody), &clock(), &Rules::default()).expect_err("refused");
    assert_eq!(refused.to_string(), "There is no creator @nobody in the list.");
    let past = WriteCmd::Agenda(AgendaCmd::PutOff(vec![key], today()));
    assert!(write::run(&mut file.conn, &past, &clock(), &Rules::default()).is_err());
}

#[test]
fn the_goal_counts_this_weeks_picks_of_its_kind() {
    let mut file = fixture();
    let stand = |file: &Fixture| goal::progress(&file.conn, today(), TierBorders::default()).expect("a stand");
    assert_eq!(stand(&file), None);
    let goal = WeeklyGoal { wanted: 2, tier: Some(Tier::Micro), niche: "#booktok".into(), ..WeeklyGoal::default() };
    let set = WriteCmd::Agenda(AgendaCmd::SetGoal(Some(goal.clone())));
    assert_eq!(run(&mut file, &set), "Set a weekly goal: 2 micro-creators in BookTok by Friday.");
    let now = stand(&file).expect("a goal");
    assert_eq!((now.picked, now.to_triage, now.goal.niche.as_str()), (0, 1, "BookTok"));
    let pick = |ids: &[i64]| WriteCmd::SetVerdict {
        target: Target::Ids(ids.iter().map(|id| CreatorId(*id)).collect()),
        verdict: Verdict::Picked,
        reason: None,
        until: None,
    };
    // The other one has no followers known, so no tier.
    run(&mut file, &pick(&[1, 2]));
    let now = stand(&file).expect("a goal");
    assert_eq!((now.picked, now.to_triage), (1, 0));
    assert!(goal::row(&now, today()).is_some());
    // Looked back on from later weeks.
    let later = |file: &Fixture, day| {
        goal::progress(&file.conn, day, TierBorders::default()).expect("a stand").expect("a goal")
    };
    assert_eq!(later(&file, on(3, 18)).history(), "1 of 2");
    assert_eq!(later(&file, on(4, 1)).history(), "1 of 2, 0 of 2, 0 of 2");
    assert_eq!(later(&file, on(4, 1)).picked, 0);
    // A week that is over stays as it was: who grows, or is rejected later, was picked all the same.
    let reject = WriteCmd::SetVerdict {
        target: Target::one(CreatorId(1)),
        verdict: Verdict::Rejected,
        reason: None,
        until: None,
    };
    file.conn.execute("UPDATE creator SET followers = 4000000 WHERE id = 1", []).expect("grows");
    write::run(&mut file.conn, &reject, &Clock::fixed(on(3, 18)), &Rules::default()).expect("rejected");
    assert_eq!(later(&file, on(3, 18)).history(), "1 of 2");
    run(&mut file, &WriteCmd::Undo);
    file.conn.execute("UPDATE creator SET followers = 52100 WHERE id = 1", []).expect("shrinks");
    // In the week itself a pick that is undone isn't one.
    run(&mut file, &reject);
    assert_eq!(stand(&file).expect("a goal").picked, 0);
    run(&mut file, &WriteCmd::Undo);
    assert_eq!(stand(&file).expect("a goal").picked, 1);
    let told = "The weekly goal is already like this.";
    assert_eq!(run(&mut file, &WriteCmd::Agenda(AgendaCmd::SetGoal(Some(now.goal)))), told);
    run(&mut file, &WriteCmd::Agenda(AgendaCmd::SetGoal(None)));
    assert_eq!(stand(&file), None);
    run(&mut file, &WriteCmd::Undo);
    run(&mut file, &WriteCmd::Undo);
    assert_eq!(stand(&file).expect("a goal").picked, 0, "the verdicts were taken back");
}

#[test]
fn several_are_done_at_once_and_undone_at_once_and_no_step_is_logged_twice() {
    let mut file = busy();
    file.conn
        .execute_batch(
            "UPDATE collaboration SET outreach = 'contacted', contacted_on = '2026-03-02', decision = 'undecided'",
        )
        .expect("a message");
    let before = rows(&file);
    let key = |kind| {
        let agenda = agenda(&file.conn, today(), TierBorders::default(), &Cadence::default()).expect("an agenda");
        agenda.rows.into_iter().find(|row| row.key.kind == kind).expect("one of its kind").key
    };
    let follow_up = key(DueKind::FollowUp);
    let both = WriteCmd::Agenda(AgendaCmd::Done(vec![follow_up, key(DueKind::Task), key(DueKind::Payment)]));
    assert_eq!(run(&mut file, &both), "Done: 3 tasks.");
    let once = rows(&file);
    run(&mut file, &WriteCmd::Agenda(AgendaCmd::Done(vec![follow_up])));
    assert_eq!(rows(&file), once, "the same key pressed again finds its step recorded");
    run(&mut file, &WriteCmd::Undo);
    assert_eq!(rows(&file), before);
    run(&mut file, &WriteCmd::Agenda(AgendaCmd::PutOff(vec![follow_up], on(4, 20))));
    assert!(rows(&file).iter().any(|(group, named, _)| *group == DueGroup::Later && named == "follow up @mia"));
    file.conn.execute_batch("UPDATE creator SET do_not_contact = 1").expect("blocked");
    assert!(!rows(&file).iter().any(|(_, named, _)| named == "follow up @mia"), "nobody may write to her");
}

//! What nobody plans for: weeks away, clocks that go back, facts that are undone, people who leave while tasks wait.

use chrono::Days;

use super::*;
use crate::domain::collaboration::Outreach;
use crate::domain::milestone::Milestone;
use crate::domain::{BatchId, CampaignId, CollaborationId, Goal, TaskId};
use crate::proto::command::CampaignFields;
use crate::store::fixture::dump;

/// A running batch with Mia and O'Neil, which started on the first of March and ends on the 30th; Mia was written to on the first.
fn running() -> Fixture {
    let mut file = fixture();
    file.conn
        .execute_batch(
            "DELETE FROM cost_item;
             UPDATE batch SET status = 'running', starts_on = '2026-03-01', ends_on = '2026-03-30';
             UPDATE collaboration SET decision = 'undecided';
             INSERT INTO collaboration (id, batch_id, creator_id, updated_at) VALUES (2, 1, 2, 1);",
        )
        .expect("rows");
    log(&mut file, Outreach::Contacted, on(3, 1));
    file
}

fn log(file: &mut Fixture, outreach: Outreach, day: NaiveDate) {
    run(file, &step(outreach, day));
}

fn step(outreach: Outreach, day: NaiveDate) -> WriteCmd {
    WriteCmd::PassMilestone { ids: vec![CollaborationId(1)], milestone: Milestone::Talk(outreach), day }
}

fn all(file: &Fixture, today: NaiveDate) -> Vec<DueRow> {
    agenda(&file.conn, today, TierBorders::default(), &Cadence::default()).expect("an agenda").rows
}

/// What is due of these kinds: the kind, who, and the day.
fn told(file: &Fixture, today: NaiveDate) -> Vec<(DueKind, String, NaiveDate)> {
    all(file, today).into_iter().map(|row| (row.key.kind, row.affected(), row.day)).collect()
}

fn key(file: &Fixture, kind: DueKind) -> DueKey {
    all(file, today()).into_iter().find(|row| row.key.kind == kind).expect("one of its kind").key
}

#[test]
fn a_track_that_is_set_back_brings_its_tasks_again_from_the_first() {
    let mut file = running();
    let first = told(&file, today());
    assert!(first.contains(&(DueKind::FollowUp, "@mia".to_owned(), on(3, 4))), "{first:?}");
    for day in [4, 8] {
        log(&mut file, Outreach::FollowedUp, on(3, day));
    }
    log(&mut file, Outreach::Replied, on(3, 9));
    assert!(told(&file, today()).contains(&(DueKind::Agree, "@mia".to_owned(), on(3, 11))));
    log(&mut file, Outreach::ToContact, on(3, 11));
    assert!(told(&file, today()).contains(&(DueKind::Contact, "@mia".to_owned(), on(3, 1))));
    // She is written to anew: that the talk was set back on a later day is no message.
    log(&mut file, Outreach::Contacted, on(3, 10));
    let rows = all(&file, today());
    let follow_up = rows.iter().find(|row| row.key.kind == DueKind::FollowUp).expect("a follow-up");
    assert_eq!((follow_up.day, follow_up.detail.contains("no. ")), (on(3, 13), false), "the first one, not the third");
}

#[test]
fn a_clock_that_is_set_back_loses_nothing_and_changes_nothing() {
    let mut file = running();
    let contact = key(&file, DueKind::Contact);
    run(&mut file, &WriteCmd::Agenda(AgendaCmd::PutOff(vec![contact], on(3, 20))));
    let before = dump(&file.conn);
    let keys = |today| -> Vec<DueKey> {
        let mut keys: Vec<DueKey> = all(&file, today).iter().map(|row| row.key).collect();
        keys.sort_unstable();
        keys
    };
    let now = keys(today());
    for day in [
        on(2, 1),
        NaiveDate::from_ymd_opt(2025, 12, 31).expect("a day"),
        NaiveDate::from_ymd_opt(1970, 1, 1).expect("a day"),
    ] {
        assert_eq!(keys(day), now, "{day}");
        assert_eq!(due(&file.conn, day, &Cadence::default()).expect("a count"), 0, "nothing is due yet");
    }
    assert_eq!(dump(&file.conn), before);
}

#[test]
fn follow_ups_come_after_whole_days_over_month_ends_a_leap_day_and_clock_changes() {
    let ymd = |(year, month, day)| NaiveDate::from_ymd_opt(year, month, day).expect("a day");
    for (contacted, follow_up) in [
        ((2026, 1, 30), (2026, 2, 2)),
        ((2028, 2, 26), (2028, 2, 29)),
        ((2028, 2, 27), (2028, 3, 1)),
        ((2027, 2, 26), (2027, 3, 1)),
        ((2026, 12, 30), (2027, 1, 2)),
        // The nights on which clocks change in the US and in Europe.
        ((2026, 3, 7), (2026, 3, 10)),
        ((2026, 3, 28), (2026, 3, 31)),
        ((2026, 10, 24), (2026, 10, 27)),
        ((2026, 10, 31), (2026, 11, 3)),
    ] {
        let file = running();
        file.conn
            .execute("UPDATE collaboration SET contacted_on = ?1 WHERE id = 1", [Day(ymd(contacted))])
            .expect("an edit");
        let days: Vec<NaiveDate> = (0..10)
            .map(|later| ymd(contacted) + Days::new(later))
            .filter(|day| all(&file, *day).iter().any(|row| row.key.kind == DueKind::FollowUp && row.day <= *day))
            .collect();
        assert_eq!(days.first(), Some(&ymd(follow_up)), "{contacted:?}");
        assert_eq!(days.len(), 7, "each day from then on: {days:?}");
    }
}

#[test]
fn a_step_snoozed_past_the_end_of_its_batch_says_so_and_goes_with_the_batch() {
    let mut file = running();
    let follow_up = key(&file, DueKind::FollowUp);
    let said = run(&mut file, &WriteCmd::Agenda(AgendaCmd::PutOff(vec![follow_up], on(4, 10))));
    assert!(said.contains("A ends before that, on Monday, March 30"), "{said}");
    let until = |file: &Fixture| all(file, today()).into_iter().find(|row| row.key == follow_up).map(|row| row.day);
    assert_eq!(until(&file), Some(on(4, 10)));
    run(&mut file, &WriteCmd::FinishBatch(BatchId(1)));
    assert_eq!(until(&file), None, "nobody is chased for a test that is over");
    assert!(all(&file, on(4, 11)).iter().all(|row| !row.key.kind.is_step()));
    run(&mut file, &WriteCmd::Undo);
    assert_eq!(until(&file), Some(on(4, 10)));
}

#[test]
fn another_goal_in_the_middle_of_a_campaign_changes_no_task() {
    let mut file = running();
    let before = all(&file, today());
    for goal in [Goal::Awareness, Goal::Ugc, Goal::Conversions] {
        let fields = CampaignFields { name: "Spring".to_owned(), goal, ..CampaignFields::default() };
        run(&mut file, &WriteCmd::SaveCampaign { id: Some(CampaignId(1)), fields: Box::new(fields) });
        assert_eq!(all(&file, today()), before, "{goal:?}");
    }
}

#[test]
fn the_tasks_of_a_merged_creator_are_those_of_the_one_who_stays() {
    let mut file = running();
    file.conn
        .execute_batch(
            "INSERT INTO creator (id, handle, added_on, updated_at) VALUES (9, 'mia.old', '2026-03-01', 1);
             INSERT INTO task (id, kind, title, due_on, creator_id) VALUES (5, 'typed', 'Ask for rates', '2026-03-11', 9);
             INSERT INTO batch (id, campaign_id, name, folded, status, starts_on, ends_on, updated_at)
               VALUES (2, 1, 'B', 'b', 'running', '2026-03-02', '2026-04-30', 1);
             INSERT INTO collaboration (id, batch_id, creator_id, updated_at) VALUES (3, 1, 9, 1), (4, 2, 9, 1);",
        )
        .expect("rows");
    let theirs = all(&file, today()).into_iter().filter(|row| row.key.kind == DueKind::Contact && row.key.subject == 3);
    let theirs: Vec<DueKey> = theirs.map(|row| row.key).collect();
    run(&mut file, &WriteCmd::Agenda(AgendaCmd::PutOff(theirs, on(3, 25))));
    let before = all(&file, today());
    run(&mut file, &WriteCmd::MergeCreators { into: CreatorId(1), from: vec![CreatorId(9)] });
    let rows = all(&file, today());
    let mine = |kind| rows.iter().filter(|row| row.key.kind == kind && row.name == "mia").count();
    assert_eq!((mine(DueKind::FollowUp), mine(DueKind::Contact)), (1, 1), "one in each batch: {rows:?}");
    assert!(rows.iter().any(|row| row.key.kind == DueKind::Task && row.detail == "@mia"), "{rows:?}");
    assert!(rows.iter().all(|row| row.name != "mia.old" && row.key.subject != 3), "{rows:?}");
    run(&mut file, &WriteCmd::Undo);
    assert_eq!(all(&file, today()), before, "the snooze as well");
}

#[test]
fn who_is_deleted_waits_for_nothing_but_what_is_owed_and_decided() {
    let mut file = running();
    file.conn
        .execute_batch(
            "INSERT INTO cost_item (collaboration_id, kind, amount_minor, state, day, owed_on, due_on)
               VALUES (1, 'fee', 15000, 'owed', '2026-03-02', '2026-03-02', '2026-03-17');
             UPDATE collaboration SET outreach = 'agreed', content = 'brief to send', product = 'to ship' WHERE id = 1;
             INSERT INTO step (collaboration_id, track, word, day) VALUES (1, 'outreach', 'agreed', '2026-03-05');
             INSERT INTO task (kind, title, due_on, creator_id) VALUES ('typed', 'Ask Mia for rates', '2026-03-11', 1);",
        )
        .expect("rows");
    let before = all(&file, today());
    let of_mia = |file: &Fixture| -> Vec<DueKind> {
        all(file, today()).into_iter().filter(|row| row.creator == Some(CreatorId(1))).map(|row| row.key.kind).collect()
    };
    assert!(of_mia(&file).contains(&DueKind::Ship) && of_mia(&file).contains(&DueKind::Task));
    run(&mut file, &WriteCmd::DeleteKeepingLedger(CreatorId(1)));
    assert_eq!(of_mia(&file), [DueKind::Payment]);
    assert!(all(&file, today()).iter().all(|row| !row.affected().contains("mia")), "no name is left");
    run(&mut file, &WriteCmd::Undo);
    assert_eq!(all(&file, today()), before);
}

#[test]
fn nobody_decides_on_or_reads_a_creator_who_was_deleted() {
    let mut file = running();
    file.conn
        .execute_batch(
            "UPDATE collaboration SET outreach = 'agreed', content = 'posted' WHERE id = 1;
             UPDATE batch SET status = 'finished', ends_on = '2026-03-08' WHERE id = 1;
             INSERT INTO post (id, creator_id, collaboration_id, posted_on) VALUES (5, 1, 1, '2026-02-05');
             INSERT INTO reading (post_id, day, views) VALUES (5, '2026-02-12', 900);",
        )
        .expect("rows");
    let kinds = |file: &Fixture| -> Vec<DueKind> {
        let rows = all(file, today()).into_iter();
        rows.filter(|row| row.collaboration.is_none() || row.creator == Some(CreatorId(1)))
            .map(|row| row.key.kind)
            .collect()
    };
    let of =
        |file: &Fixture| kinds(file).into_iter().filter(|kind| *kind == DueKind::Undecided || kind.is_step()).count();
    assert!(kinds(&file).contains(&DueKind::Undecided) && of(&file) > 1, "{:?}", kinds(&file));
    run(&mut file, &WriteCmd::DeleteKeepingLedger(CreatorId(1)));
    assert_eq!(of(&file), 0, "{:?}", kinds(&file));
    // What is decided about the row later doesn't bring the person back.
    run(&mut file, &WriteCmd::SetDoNotContact { target: Target::one(CreatorId(1)), blocked: false });
    run(
        &mut file,
        &WriteCmd::SetVerdict {
            target: Target::one(CreatorId(1)),
            verdict: Verdict::Picked,
            reason: None,
            until: None,
        },
    );
    assert_eq!(of(&file), 0, "{:?}", kinds(&file));
}

#[test]
fn a_creator_who_took_part_in_nothing_takes_their_tasks_along_and_back() {
    let mut file = running();
    file.conn
        .execute_batch(
            "INSERT INTO creator (id, handle, added_on, updated_at) VALUES (9, 'gone', '2026-03-01', 1);
             INSERT INTO task (kind, title, due_on, creator_id) VALUES ('typed', 'Ask', '2026-03-11', 9);",
        )
        .expect("rows");
    let before = all(&file, today());
    run(&mut file, &WriteCmd::DeleteCreators(Target::one(CreatorId(9))));
    assert!(all(&file, today()).iter().all(|row| row.key.kind != DueKind::Task));
    run(&mut file, &WriteCmd::Undo);
    assert_eq!(all(&file, today()), before);
}

#[test]
fn who_comes_into_a_batch_after_another_left_it_is_not_snoozed_like_them() {
    let mut file = running();
    file.conn
        .execute("INSERT INTO creator (id, handle, added_on, updated_at) VALUES (9, 'new', '2026-03-01', 1)", [])
        .expect("one");
    let contact = key(&file, DueKind::Contact);
    assert_eq!(contact.subject, 2, "the newest of all");
    run(&mut file, &WriteCmd::Agenda(AgendaCmd::PutOff(vec![contact], on(3, 25))));
    let before = all(&file, today());
    run(&mut file, &WriteCmd::RemoveFromBatch(vec![CollaborationId(2)]));
    let add = WriteCmd::AddToBatch { batch: BatchId(1), target: Target::one(CreatorId(9)), pick: false };
    run(&mut file, &add);
    let rows = told(&file, today());
    assert!(rows.contains(&(DueKind::Contact, "@new".to_owned(), on(3, 1))), "{rows:?}");
    run(&mut file, &WriteCmd::Undo);
    run(&mut file, &WriteCmd::Undo);
    assert_eq!(all(&file, today()), before, "the snooze is back with its creator");
}

#[test]
fn items_are_ticked_one_by_one_until_the_task_is_done_and_undo_opens_the_last() {
    let mut file = fixture();
    let fields = TaskFields {
        title: "Pack".to_owned(),
        due_on: today(),
        creator: String::new(),
        note: "By noon.\n- labels\n- boxes".to_owned(),
    };
    run(&mut file, &WriteCmd::Agenda(AgendaCmd::SaveTask { id: None, fields }));
    let tick = |items: &[(&str, bool)]| {
        let ticks = items.iter().map(|(text, is_done)| ((*text).to_owned(), *is_done)).collect();
        WriteCmd::Agenda(AgendaCmd::TickItems { id: TaskId(1), ticks })
    };
    let task = |file: &Fixture| all(file, today()).into_iter().find(|row| row.key.kind == DueKind::Task);
    let said = run(&mut file, &tick(&[("boxes", true)]));
    assert!(said.contains("\"boxes\"") && said.contains("1 of 2"), "{said}");
    assert!(task(&file).expect("open").what(today()).contains("next: labels"));
    // Another window ticked it meanwhile, and one item is no longer there.
    let again = run(&mut file, &tick(&[("boxes", true), ("ribbon", true)]));
    assert!(again.contains("already"), "{again}");
    let said = run(&mut file, &tick(&[("labels", true), ("boxes", false)]));
    assert!(said.contains("reopened"), "{said}");
    let said = run(&mut file, &tick(&[("boxes", true)]));
    assert!(said.contains("\"Pack\" is done"), "{said}");
    assert_eq!(task(&file), None);
    run(&mut file, &WriteCmd::Undo);
    assert!(task(&file).is_some_and(|row| row.items().iter().filter(|item| item.is_done).count() == 1));
    let open = key(&file, DueKind::Task);
    let done = run(&mut file, &WriteCmd::Agenda(AgendaCmd::Done(vec![open])));
    assert!(done.contains("1 item"), "{done}");
}

#[test]
fn a_step_that_later_ones_need_is_not_undone_and_they_are_named() {
    let mut file = running();
    let first = write::run(&mut file.conn, &step(Outreach::FollowedUp, on(3, 4)), &clock(), &Rules::default())
        .expect("is logged")
        .op
        .expect("a step");
    let second = run(&mut file, &step(Outreach::FollowedUp, on(3, 8)));
    let undo = WriteCmd::UndoStep(first);
    let refused = write::run(&mut file.conn, &undo, &clock(), &Rules::default()).expect_err("is needed").full();
    assert!(refused.contains(second.trim_end_matches('.')), "{refused}");
}

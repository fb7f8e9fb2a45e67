//! Deliverables and rights of a collaboration: each command is one step, and says what it did or refuses.

use super::*;
use crate::domain::collaboration::{Content, Outreach, Rights};
use crate::domain::deliverable::{DeliverableKind, Style};
use crate::domain::rights::{Right, RightKind};
use crate::domain::{AmountState, Cadence, CostKind, RightId};
use crate::proto::collaboration::CollaborationPage;
use crate::proto::collaboration_change::{DeliverableChange, DeliverableCmd, RightChange, Which};
use crate::store::amounts::tracks_of;
use crate::store::collaboration;

const MIA: CollaborationId = CollaborationId(1);
const LINK: &str = "https://www.tiktok.com/@mia/video/7300000000000000000";

fn change(cmd: DeliverableCmd) -> WriteCmd {
    WriteCmd::Deliverable(DeliverableChange { collaboration: MIA, cmd })
}

fn post(which: Which, url: &str, on: Option<NaiveDate>) -> WriteCmd {
    change(DeliverableCmd::Post { which, url: url.to_owned(), on })
}

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).expect("a day")
}

fn page(f: &Fixture) -> CollaborationPage {
    collaboration::page(&f.conn, MIA, clock().today(), &Cadence::default()).expect("reads").expect("a page")
}

fn promised(f: &mut Fixture) {
    f.say(&change(DeliverableCmd::Add(DeliverableKind::Video, Style::Unknown)));
    f.say(&change(DeliverableCmd::Add(DeliverableKind::Story, Style::Organic)));
}

#[test]
fn every_change_of_a_deliverable_is_one_step_that_can_be_undone() {
    let mut f = fixture();
    promised(&mut f);
    let video = Which::Number(1);
    let reading = ReadingRecord { views: Some(12_400), likes: Some(800), ..ReadingRecord::default() };
    for cmd in [
        DeliverableCmd::SetStyle(video, Style::Polished),
        DeliverableCmd::SetDue(video, Some(day(3, 20))),
        DeliverableCmd::Draft(video, Some(day(3, 4))),
        DeliverableCmd::AskChanges(video, day(3, 5)),
        DeliverableCmd::Approve(video, Some(day(3, 6))),
        DeliverableCmd::Miss(Which::Number(2), Some(day(3, 8))),
        DeliverableCmd::Post { which: video, url: LINK.to_owned(), on: Some(day(3, 7)) },
        DeliverableCmd::Read(video, day(3, 8), reading),
        DeliverableCmd::Remove(video),
    ] {
        assert!(f.say(&change(cmd.clone())).ends_with('.'), "{cmd:?}");
        // What was asked for twice was asked for twice.
        if !matches!(cmd, DeliverableCmd::AskChanges(..) | DeliverableCmd::Remove(_)) {
            f.nothing(&change(cmd));
        }
    }
}

#[test]
fn content_and_talk_follow_the_deliverables() {
    let mut f = fixture();
    promised(&mut f);
    let content = |f: &Fixture| tracks_of(&f.conn, MIA).expect("tracks").content;
    f.say(&change(DeliverableCmd::Draft(Which::Number(1), Some(day(3, 4)))));
    assert_eq!(content(&f), Content::BriefToSend, "the story is still to come");
    f.say(&change(DeliverableCmd::Draft(Which::Number(2), Some(day(3, 4)))));
    assert_eq!(content(&f), Content::DraftIn);
    f.say(&change(DeliverableCmd::AskChanges(Which::Number(2), day(3, 5))));
    f.say(&change(DeliverableCmd::AskChanges(Which::Number(2), day(3, 6))));
    assert_eq!(page(&f).deliverables[1].feedback_rounds, 2);
    f.say(&post(Which::Number(1), LINK, None));
    let tracks = tracks_of(&f.conn, MIA).expect("tracks");
    assert_eq!((tracks.content, tracks.outreach), (Content::Posted, Outreach::Agreed));
    assert_eq!(page(&f).deliverables[0].progress.posted_on.map(|on| on.to_string()).as_deref(), Some("2023-11-11"));
    f.say(&change(DeliverableCmd::Remove(Which::Number(1))));
    f.say(&change(DeliverableCmd::Remove(Which::Number(1))));
    assert_eq!(content(&f), Content::BriefSent, "nothing is left that it could stand on");
}

#[test]
fn a_post_that_nobody_promised_becomes_a_deliverable_once_something_is_noted_of_it() {
    let mut f = fixture();
    f.conn
        .execute_batch(
            "INSERT INTO post (id, creator_id, collaboration_id, url, posted_on) VALUES (7, 1, 1, '', '2026-03-04'),
               (8, 1, NULL, 'https://tiktok.com/@mia/video/7300000000000000000?x=1', '2026-03-02')",
        )
        .expect("posts");
    f.say(&change(DeliverableCmd::SetStyle(Which::Post(crate::domain::PostId(7)), Style::Organic)));
    assert_eq!(page(&f).deliverables.len(), 1);
    // The creator's own post with that link is the one.
    f.say(&change(DeliverableCmd::Add(DeliverableKind::Video, Style::Unknown)));
    f.say(&post(Which::Number(2), LINK, Some(day(3, 2))));
    let posts: i64 = f.conn.query_row("SELECT count(*) FROM post", [], |row| row.get(0)).expect("a count");
    assert_eq!((posts, page(&f).deliverables[1].post.map(|post| post.0)), (2, Some(8)));
}

#[test]
fn what_cannot_be_is_refused() {
    let mut f = fixture();
    promised(&mut f);
    f.say(&post(Which::Number(1), LINK, Some(day(3, 5))));
    let reading = ReadingRecord { views: Some(5), ..ReadingRecord::default() };
    for (cmd, why) in [
        (post(Which::Number(2), "https://m.tiktok.com/@mia/video/7300000000000000000?x=1", None), "link"),
        (post(Which::Number(2), "tomorrow", None), "web address"),
        (post(Which::Number(2), "", Some(day(3, 12))), "future"),
        (change(DeliverableCmd::Draft(Which::Number(2), Some(day(4, 1)))), "future"),
        (change(DeliverableCmd::Miss(Which::Number(1), Some(day(3, 6)))), "is out"),
        (change(DeliverableCmd::AskChanges(Which::Number(1), day(3, 6))), "is out"),
        (change(DeliverableCmd::Read(Which::Number(2), day(3, 6), reading)), "no post"),
        (change(DeliverableCmd::Read(Which::Number(1), day(3, 4), reading)), "before the post"),
        (change(DeliverableCmd::Read(Which::Number(1), day(3, 12), reading)), "future"),
        (change(DeliverableCmd::Read(Which::Number(1), day(3, 6), ReadingRecord::default())), "count"),
        (change(DeliverableCmd::SetDue(Which::Number(3), None)), "no deliverable 3"),
    ] {
        let refused = f.refused(&cmd);
        assert!(refused.contains(why), "{cmd:?}: {refused}");
    }
}

#[test]
fn a_first_post_agrees_what_was_offered() {
    let mut f = fixture();
    f.conn.execute("UPDATE cost_item SET state = 'offered'", []).expect("an edit");
    promised(&mut f);
    f.say(&post(Which::Number(1), LINK, Some(day(3, 5))));
    assert_eq!(page(&f).amounts[0].state, AmountState::Agreed);
}

#[test]
fn rights_are_added_changed_and_removed_and_their_track_follows() {
    let mut f = fixture();
    let right = |id: Option<i64>, right: Option<Right>| {
        WriteCmd::Right(RightChange { collaboration: MIA, id: id.map(RightId), right })
    };
    let usage = Right {
        kind: RightKind::Usage,
        starts_on: Some(day(3, 1)),
        ends_on: Some(day(6, 1)),
        price_minor: Some(5_000),
        detail: "own  channels ".to_owned(),
    };
    let before = dump(&f.conn);
    let said = f.say(&right(None, Some(usage.clone())));
    assert!(said.contains("usage") && said.contains("for $50.00"), "{said}");
    let kept = page(&f);
    let costs = |f: &Fixture| {
        let of_rights = page(f).amounts.into_iter().filter(|amount| amount.kind == CostKind::Rights);
        of_rights.map(|amount| (amount.minor, amount.state)).collect::<Vec<_>>()
    };
    assert_eq!(costs(&f), [(5_000, AmountState::Offered)], "what it costs stands among the amounts");
    assert_eq!((kept.rights[0].1.detail.as_str(), kept.tracks.rights), ("own channels", Rights::Granted));
    let id = kept.rights[0].0.0;
    f.nothing(&right(Some(id), Some(usage.clone())));
    let over = Right { starts_on: None, ends_on: Some(day(3, 10)), ..usage.clone() };
    f.say(&right(Some(id), Some(over.clone())));
    assert_eq!(page(&f).tracks.rights, Rights::Expired);
    let backwards = Right { ends_on: Some(day(2, 1)), ..usage };
    assert!(f.refused(&right(Some(id), Some(backwards))).contains("before it starts"));
    f.say(&right(Some(id), Some(Right { price_minor: Some(8_000), ..over.clone() })));
    assert_eq!(costs(&f), [(8_000, AmountState::Offered)]);
    f.say(&right(Some(id), None));
    assert_eq!(costs(&f), []);
    assert_eq!((page(&f).rights.len(), page(&f).tracks.rights), (0, Rights::None));
    assert!(f.refused(&right(Some(id), Some(over))).contains("no longer"));
    for _ in 0..4 {
        f.run(&WriteCmd::Undo).expect("undoes");
    }
    assert_eq!(dump(&f.conn), before);
}

#[test]
fn a_post_before_its_parcel_is_said() {
    let mut f = fixture();
    promised(&mut f);
    f.conn
        .execute("UPDATE collaboration SET shipped_on = '2026-03-05', delivered_on = '2026-03-08'", [])
        .expect("days");
    let said = f.say(&post(Which::Number(1), LINK, Some(day(3, 6))));
    assert!(said.contains("before the parcel") && said.contains("Mar 6") && said.contains("Mar 8"), "{said}");
    let said = f.say(&post(Which::Number(2), "", Some(day(3, 9))));
    assert!(!said.contains("parcel"), "{said}");
}

#[test]
fn the_price_of_a_right_is_agreed_with_the_deal_counted_once_and_kept_once_paid() {
    let mut f = fixture();
    let right = |id: Option<i64>, minor| {
        let right = Right { kind: RightKind::Usage, price_minor: Some(minor), ..Right::default() };
        WriteCmd::Right(RightChange { collaboration: MIA, id: id.map(RightId), right: Some(right) })
    };
    f.conn
        .execute_batch(
            "UPDATE collaboration SET outreach = 'agreed';
             INSERT INTO cost_item (collaboration_id, kind, amount_minor, state, day) VALUES (1, 'rights', 4000, 'agreed', '2026-03-01')",
        )
        .expect("a cost that was typed");
    let costs = |f: &Fixture| {
        f.text(
            "SELECT group_concat(amount_minor || ' ' || state, ', ' ORDER BY id) FROM cost_item WHERE kind = 'rights'",
        )
    };
    f.say(&right(None, 4_000));
    assert_eq!(costs(&f), "4000 agreed", "that was this right");
    f.say(&right(None, 4_000));
    assert_eq!(costs(&f), "4000 agreed, 4000 agreed", "a second one costs as much again");
    f.conn.execute_batch("UPDATE cost_item SET state = 'paid' WHERE kind = 'rights'").expect("paid");
    f.say(&right(Some(2), 5_500));
    assert_eq!(costs(&f), "4000 paid, 4000 paid, 1500 agreed");
    f.say(&right(Some(2), 5_000));
    assert_eq!(costs(&f), "4000 paid, 4000 paid, 1500 agreed", "what was paid stays");
}

#[test]
fn rights_that_were_typed_as_a_total_and_one_by_one_are_counted_once() {
    let mut f = fixture();
    f.conn.execute("UPDATE collaboration SET outreach = 'agreed'", []).expect("agreed");
    let right = |id: Option<i64>, minor| {
        let right = Right { kind: RightKind::Usage, price_minor: Some(minor), ..Right::default() };
        WriteCmd::Right(RightChange { collaboration: MIA, id: id.map(RightId), right: Some(right) })
    };
    let total = |f: &mut Fixture, minor| {
        let fields = CollaborationFields { rights_cost: Some(minor), ..page(f).fields };
        f.say(&WriteCmd::SaveCollaboration { id: MIA, fields: Box::new(fields) });
    };
    let costs = |f: &Fixture| {
        f.text("SELECT group_concat(amount_minor, ', ' ORDER BY id) FROM cost_item WHERE kind = 'rights'")
    };
    total(&mut f, 10_000);
    f.say(&right(None, 6_000));
    assert_eq!(costs(&f), "10000", "a part of the total");
    f.say(&right(None, 4_500));
    assert_eq!(costs(&f), "10000, 500", "the total was 500 short");
    f.say(&right(Some(1), 7_000));
    assert_eq!(costs(&f), "10000, 500, 1000");
    total(&mut f, 12_000);
    f.say(&right(None, 500));
    assert_eq!(page(&f).fields.rights_cost, Some(12_000), "they explain the larger total now");
}

#[test]
fn a_total_of_several_amounts_changes_what_is_open_and_keeps_what_was_paid() {
    let mut f = fixture();
    f.conn
        .execute_batch(
            "UPDATE collaboration SET outreach = 'agreed';
             INSERT INTO cost_item (id, collaboration_id, kind, amount_minor, state, day)
               VALUES (71, 1, 'rights', 6000, 'paid', '2026-03-01'), (72, 1, 'rights', 4000, 'agreed', '2026-03-01');
             INSERT INTO payment (collaboration_id, amount_minor, currency, paid_on, cost_item_id)
               VALUES (1, 6000, 'USD', '2026-03-01', 71)",
        )
        .expect("two rights, one paid");
    let costs = |f: &Fixture| {
        f.text(
            "SELECT group_concat(amount_minor || ' ' || state, ', ' ORDER BY id) FROM cost_item WHERE kind = 'rights'",
        )
    };
    let mut total = |minor, expected: &str| {
        let fields = CollaborationFields { rights_cost: Some(minor), ..page(&f).fields };
        f.say(&WriteCmd::SaveCollaboration { id: MIA, fields: Box::new(fields) });
        assert_eq!(costs(&f), expected, "{minor}");
    };
    total(12_000, "6000 paid, 6000 agreed");
    total(7_000, "6000 paid, 1000 agreed");
    total(6_000, "6000 paid");
    total(9_000, "9000 owed");
    total(5_000, "5000 paid");
    let owed = f.text(
        "SELECT CAST(ifnull(sum(amount_minor - paid_minor), 0) AS TEXT) FROM payable WHERE collaboration_id = 1 AND kind = 'rights'",
    );
    assert_eq!(owed, "0");
}

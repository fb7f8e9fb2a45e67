//! Moves on the board: whatever a collaboration looks like, its card stands in the column it was moved to, or stays with a reason.

use proptest::prelude::*;
use strum::IntoEnumIterator;

use super::*;
use crate::domain::board::{self, Way};
use crate::domain::collaboration::{Content, Decision, Stage, Tracks};
use crate::proto::board::BoardMove;
use crate::store::amounts;
use crate::store::board::places;

const MIA: CollaborationId = CollaborationId(1);

fn standing(f: &Fixture) -> board::Standing {
    let found = places(&f.conn, Some(MIA), clock().today()).expect("reads");
    found.get(&MIA).expect("one").standing
}

/// Moves Mia from where she stands.
fn moving(f: &Fixture, way: Way) -> BoardMove {
    BoardMove::new(vec![(MIA, standing(f).stage())], way)
}

fn forward(f: &Fixture) -> BoardMove {
    moving(f, Way::Forward)
}

fn back(f: &Fixture) -> BoardMove {
    moving(f, Way::Back)
}

/// Any card of any column, moved either way.
pub(super) fn any_move() -> impl Strategy<Value = WriteCmd> {
    let stages = prop::sample::select(board::COLUMNS.to_vec());
    (1_i64..8, stages, any::<bool>()).prop_map(|(id, seen, is_back)| {
        let way = if is_back { Way::Back } else { Way::Forward };
        WriteCmd::MoveOnBoard(BoardMove::new(vec![(CollaborationId(id), seen)], way))
    })
}

/// Why a move is refused.
fn refused(f: &mut Fixture, make: fn(&Fixture) -> BoardMove) -> String {
    let wanted = make(f);
    f.refused(&WriteCmd::MoveOnBoard(wanted))
}

/// The fixture without orders and money, its batch running.
fn fresh() -> Fixture {
    let f = fixture();
    f.conn
        .execute_batch(
            "DELETE FROM sale_order; DELETE FROM cost_item;
             UPDATE collaboration SET item = 'the serum';
             UPDATE batch SET status = 'running', starts_on = '2026-03-01';",
        )
        .expect("rows");
    f
}

#[test]
fn wherever_a_card_stands_it_moves_there_or_says_why_not() {
    let mut tried = 0;
    let mut f = fresh();
    for (outreach, product) in Outreach::iter().flat_map(|o| Product::iter().map(move |p| (o, p))) {
        for (content, decision) in Content::iter().flat_map(|c| [Decision::Undecided, Decision::Drop].map(|d| (c, d))) {
            f.conn.execute_batch("DELETE FROM deliverable; DELETE FROM post; DELETE FROM step").expect("nothing");
            let is_out = matches!(content, Content::Posted | Content::Verified);
            let promised = tried % 2 == 0;
            if promised {
                f.conn.execute_batch("INSERT INTO deliverable (id, collaboration_id) VALUES (5, 1)").expect("a row");
            }
            if is_out {
                f.conn
                    .execute_batch(
                        "INSERT INTO post (id, creator_id, collaboration_id, posted_on) VALUES (9, 1, 1, '2026-03-08');
                         UPDATE deliverable SET post_id = 9;",
                    )
                    .expect("a post");
            } else if content == Content::Missed {
                f.conn.execute_batch("UPDATE deliverable SET missed_on = '2026-03-09'").expect("missed");
            }
            let tracks = Tracks { outreach, product, content, decision, ..Tracks::default() };
            amounts::set_tracks(&f.conn, MIA, tracks).expect("tracks");
            for way in [Way::Forward, Way::Back] {
                let wanted = BoardMove { decision: Decision::Scale, ..moving(&f, way) };
                let (before, planned) = (dump(&f.conn), board::plan(&standing(&f), way, Decision::Scale));
                match (planned, f.run(&WriteCmd::MoveOnBoard(wanted))) {
                    (Ok(planned), Ok(done)) => {
                        assert!(done.op.is_some(), "{tracks:?}");
                        assert_eq!(standing(&f).stage(), planned.to, "{tracks:?} {way:?}");
                        f.run(&WriteCmd::Undo).expect("undoes");
                    }
                    (Err(_), Err(why)) => assert_eq!(why.kind(), ErrorKind::Refused, "{why}"),
                    (planned, done) => panic!("{tracks:?} {way:?}: {planned:?}, but {done:?}"),
                }
                assert_eq!(dump(&f.conn), before, "{tracks:?} {way:?}");
                tried += 1;
            }
        }
    }
    assert_eq!(tried, 8 * 5 * 8 * 2 * 2);
}

#[test]
fn a_card_goes_to_the_last_column_and_back_as_far_as_it_can() {
    let mut f = fresh();
    let mut said = Vec::new();
    let go = |f: &mut Fixture, wanted: BoardMove| f.say(&WriteCmd::MoveOnBoard(wanted));
    let wanted = forward(&f);
    said.push(go(&mut f, wanted));
    let wanted = BoardMove { fee_minor: Some(12_000), ..forward(&f) };
    said.push(go(&mut f, wanted));
    assert_eq!(f.text("SELECT state || ' ' || amount_minor FROM cost_item"), "agreed 12000");
    let wanted = forward(&f);
    said.push(go(&mut f, wanted));
    let url = "https://www.tiktok.com/@mia/video/7608000000000000000";
    let wanted = BoardMove { url: url.to_owned(), ..forward(&f) };
    said.push(go(&mut f, wanted));
    assert_eq!(f.text("SELECT url FROM post WHERE collaboration_id = 1"), url);
    assert_eq!(standing(&f).stage(), Stage::Posted);
    assert!(refused(&mut f, forward).contains("an order or a reading"));
    for (stage, sentence) in ["Contacted", "Agreed", "Shipped", "Posted"].iter().zip(&said) {
        assert!(sentence.contains(stage) && sentence.contains("@mia"), "{sentence}");
    }
    assert!(said[1].contains("$120"), "{said:?}");

    said = (0..4)
        .map(|_| {
            let wanted = back(&f);
            go(&mut f, wanted)
        })
        .collect();
    assert_eq!(standing(&f).stage(), Stage::Shortlist);
    for (undone, sentence) in ["the post", "the parcel", "the agreement", "the first message"].iter().zip(&said) {
        assert!(sentence.contains(undone), "{sentence}");
    }
    assert_eq!(f.text("SELECT state || ' ' || ifnull(agreed_on, '-') FROM cost_item"), "offered -");
    assert_eq!(f.text("SELECT '' || count(*) FROM post WHERE collaboration_id = 1"), "0");
    assert!(refused(&mut f, back).contains("first column"));
}

#[test]
fn what_was_paid_or_counted_does_not_go_back() {
    let mut f = fresh();
    f.conn
        .execute_batch(
            "UPDATE collaboration SET outreach = 'agreed';
             INSERT INTO cost_item (collaboration_id, kind, amount_minor, state, day) VALUES (1, 'fee', 9000, 'paid', '2026-03-02');",
        )
        .expect("paid");
    assert!(refused(&mut f, back).contains("paid"));
    let mut f = fixture();
    f.conn.execute_batch("UPDATE collaboration SET outreach = 'agreed', content = 'posted'").expect("posted");
    assert!(refused(&mut f, back).contains("can't go back"));
    f.conn.execute_batch("UPDATE cost_item SET state = 'owed'").expect("owed");
    assert!(refused(&mut f, forward).contains("open"));
}

#[test]
fn many_move_in_one_step_and_those_who_can_not_stay() {
    let mut f = fresh();
    f.conn
        .execute_batch(
            "INSERT INTO creator (id, handle, added_on, updated_at, do_not_contact) VALUES (3, 'leo', '2026-03-01', 1, 1);
             INSERT INTO collaboration (id, batch_id, creator_id, updated_at) VALUES (2, 1, 2, 1), (3, 1, 3, 1);
             UPDATE collaboration SET outreach = 'agreed', item = 'the serum' WHERE id = 2;",
        )
        .expect("rows");
    let seen = [(1, Stage::Shortlist), (2, Stage::Agreed), (3, Stage::Shortlist)];
    let all = seen.map(|(id, stage)| (CollaborationId(id), stage)).to_vec();
    let said = f.say(&WriteCmd::MoveOnBoard(BoardMove::new(all, Way::Forward)));
    for part in ["2 of 3", "1 to Contacted", "1 to Shipped", "left out 1 (do not contact)"] {
        assert!(said.contains(part), "{said}");
    }
    let only = vec![(CollaborationId(3), Stage::Shortlist)];
    assert!(f.refused(&WriteCmd::MoveOnBoard(BoardMove::new(only, Way::Forward))).contains("do not contact"));
}

#[test]
fn a_key_pressed_twice_before_the_screen_follows_moves_once() {
    let mut f = fresh();
    let seen = forward(&f);
    f.say(&WriteCmd::MoveOnBoard(seen.clone()));
    assert!(f.refused(&WriteCmd::MoveOnBoard(seen)).contains("Contacted by now"));
    assert_eq!(standing(&f).stage(), Stage::Contacted);
}

//! Every fact of a collaboration, walked through by its table: kept from the form, shown again, undone.

use super::*;
use crate::domain::CollaborationField;
use crate::domain::record::{Kind, View};
use crate::store::collaboration_facts;

/// A value that any field of a kind can hold.
fn sample(field: CollaborationField) -> CollaborationFields {
    let mut fields = CollaborationFields::default();
    let words = ["SPRING10".to_owned(), "SPRING20".to_owned()];
    let (day, fact) = (clock().today().pred_opt(), field.fact());
    let texts = ["DHL", "https://www.tiktok.com/@mia/video/1", "net 30 from invoiced", "2 videos, 1 story", "yes"];
    let text = texts.into_iter().find(|text| fact.cleaned(text).is_ok()).expect("a text of its shape");
    fields.slot(field).set(match fact.kind {
        Kind::Word | Kind::Code | Kind::Lines | Kind::Prose => View::Text(text),
        Kind::Count | Kind::Money | Kind::Share => View::Count(Some(1_250)),
        Kind::Percent => View::Decimal(Some(2.5)),
        Kind::Day => View::Day(day),
        Kind::List => View::List(&words),
        Kind::Window => View::Window("2026-12-01/2026-12-14".parse().ok()),
    });
    fields
}

#[test]
fn every_fact_of_a_collaboration_is_kept_shown_and_undone() {
    let mut f = fixture();
    let id = CollaborationId(1);
    let save = |fields: CollaborationFields| WriteCmd::SaveCollaboration { id, fields: Box::new(fields) };
    f.say(&save(CollaborationFields::default()));
    let blank = dump(&f.conn);
    for field in CollaborationField::ALL {
        let wanted = sample(*field);
        assert!(wanted.get(*field).is_known(), "{field:?}");
        f.say(&save(wanted.clone()));
        assert_eq!(collaboration_facts::form(&f.conn, id).expect("a form"), wanted, "{field:?}");
        assert_eq!(f.nothing(&save(wanted)), "Nothing changed on @mia.", "{field:?}");
        f.run(&WriteCmd::Undo).expect("undoes");
        assert_eq!(
            collaboration_facts::form(&f.conn, id).expect("a form"),
            CollaborationFields::default(),
            "{field:?}"
        );
        let steps =
            |lines: &[String]| lines.iter().filter(|line| !line.starts_with("steps")).cloned().collect::<Vec<_>>();
        assert_eq!(steps(&dump(&f.conn)), steps(&blank), "{field:?}");
    }
}

#[test]
fn all_posts_count_together_where_a_collaboration_is_read_as_a_whole() {
    let f = fixture();
    f.conn
        .execute_batch(
            "INSERT INTO post (id, creator_id, collaboration_id, url, posted_on) VALUES (1, 1, 1, 'https://t.example/1', '2026-03-04'),
               (2, 1, 1, 'https://t.example/2', '2026-03-02');
             INSERT INTO reading (post_id, day, views, likes) VALUES (1, '2026-03-05', 900, 30), (1, '2026-03-06', 1000, NULL),
               (2, '2026-03-06', 500, NULL);
             INSERT INTO cost_item (collaboration_id, kind, amount_minor, state, day) VALUES (1, 'fee', 700, 'released', '2026-03-02');",
        )
        .expect("rows");
    let form = collaboration_facts::form(&f.conn, CollaborationId(1)).expect("a form");
    let all = collaboration_facts::all(&f.conn).expect("all");
    let whole = &all[&CollaborationId(1)];
    let facts = |of: &CollaborationFields| (of.fee, of.views, of.likes, of.posted_on.map(|day| day.to_string()));
    assert_eq!(facts(&form), (Some(15_700), Some(1_000), Some(30), Some("2026-03-04".to_owned())));
    assert_eq!(facts(whole), (Some(15_000), Some(1_500), Some(30), Some("2026-03-02".to_owned())));
}

#[test]
fn a_form_never_takes_the_post_of_another_collaboration() {
    let mut f = fixture();
    f.say(&WriteCmd::AddToBatch { batch: BatchId(1), target: ids(&[2]), pick: false });
    let post = |id, url: &str| {
        let fields = CollaborationFields { post_url: url.to_owned(), ..CollaborationFields::default() };
        WriteCmd::SaveCollaboration { id: CollaborationId(id), fields: Box::new(fields) }
    };
    f.say(&post(1, "https://www.tiktok.com/@mia/video/7000000000000000001"));
    let refused = f.refused(&post(2, "https://www.tiktok.com/@mia/video/7000000000000000001?lang=en"));
    assert!(refused.contains("@mia") && !refused.contains("another batch"), "{refused}");
    // Its own link, written in another way, is no other one.
    f.say(&post(1, "https://www.tiktok.com/@mia/video/7000000000000000001?lang=en"));
}

#[test]
fn a_form_checks_the_days_of_parcel_and_post_against_each_other() {
    let mut f = fixture();
    let day = |ago| Some(clock().today() - chrono::Days::new(ago));
    let save = |fields| WriteCmd::SaveCollaboration { id: CollaborationId(1), fields: Box::new(fields) };
    let parcel = CollaborationFields { shipped_on: day(3), delivered_on: day(4), ..CollaborationFields::default() };
    assert!(f.refused(&save(parcel)).contains("before it left"));
    let early = CollaborationFields { shipped_on: day(3), posted_on: day(5), ..CollaborationFields::default() };
    let said = f.say(&save(early));
    assert!(said.contains("before the parcel"), "{said}");
}

#[test]
fn a_tax_form_is_never_of_a_day_to_come() {
    let mut f = fixture();
    let tomorrow = clock().today() + chrono::Days::new(1);
    let fields = CreatorFields { w9_on: Some(tomorrow), ..mia() };
    let edit = WriteCmd::EditCreator { id: CreatorId(1), fields: Box::new(fields), seen: 1 };
    assert!(f.refused(&edit).contains("in the future"));
}

#[test]
fn one_key_turns_whether_to_book_again_and_undo_turns_back() {
    let mut f = fixture();
    let ids = vec![CollaborationId(1)];
    let said =
        |conn: &rusqlite::Connection| collaboration_facts::form(conn, CollaborationId(1)).expect("reads").book_again;
    let mut answers = Vec::new();
    for _ in 0..3 {
        f.say(&WriteCmd::TurnBookAgain(ids.clone()));
        answers.push(said(&f.conn));
    }
    assert_eq!(answers, ["yes", "no", ""]);
    f.run(&WriteCmd::Undo).expect("undoes");
    assert_eq!(said(&f.conn), "no");
}

#[test]
fn two_creators_never_share_a_tracked_link() {
    let mut f = fixture();
    f.say(&WriteCmd::AddToBatch { batch: BatchId(1), target: ids(&[2]), pick: false });
    let link = |id, url: &str| {
        let fields = CollaborationFields { link: url.to_owned(), ..CollaborationFields::default() };
        WriteCmd::SaveCollaboration { id: CollaborationId(id), fields: Box::new(fields) }
    };
    f.say(&link(1, "https://shop.example/?utm_content=mia"));
    for (url, fact) in [
        ("https://shop.example/?utm_content=mia", "belongs to @mia"),
        ("http://www.shop.example/?utm_content=MIA", "belongs to @mia"),
        ("https://shop.example/serum?utm_content=mia", "utm_content of its own"),
    ] {
        let refused = f.refused(&link(2, url));
        assert!(refused.contains(fact), "{url}: {refused}");
    }
    f.say(&link(2, "https://shop.example/?utm_content=neil"));
    // In another batch it is still her own.
    f.conn
        .execute_batch(
            "INSERT INTO batch (id, campaign_id, name, folded, updated_at) VALUES (2, 1, 'B', 'b', 1);
             INSERT INTO collaboration (id, batch_id, creator_id, updated_at) VALUES (9, 2, 1, 1);",
        )
        .expect("rows");
    f.say(&link(9, "https://shop.example/?utm_content=mia"));
}

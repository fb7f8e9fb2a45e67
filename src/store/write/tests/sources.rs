//! Each figure knows where it comes from and when.

use super::*;
use crate::analysis::rules::Rules;
use crate::domain::creator::Figure;
use crate::proto::page_change::{PageChange, PageCmd};
use crate::proto::source::Source;
use crate::store::detail;

/// Mia has all her figures from a list of 2 March; there is also a former account of hers.
fn file() -> Fixture {
    let f = fixture();
    f.conn
        .execute_batch(
            "INSERT INTO import_run (id, file, kind, content_hash, ran_at) VALUES (7, 'march.csv', 'creators', '', 1772409600000),
               (8, 'old.csv', 'creators', '', 1);
             UPDATE creator SET views = 900, import_id = 7, import_row = 212, stats_on = '2026-03-02' WHERE id = 1;
             INSERT INTO creator (id, handle, followers, views, price_minor, import_id, import_row, stats_on, added_on, updated_at)
               VALUES (3, 'mia.old', 50000, 800, 9000, 8, 3, '2026-02-01', '2026-02-01', 1);",
        )
        .expect("rows");
    f
}

/// `march.csv 2026-03-02 212; followers - 2026-03-11 -`: the creator's own source, then what comes from elsewhere.
fn sources(f: &Fixture, id: i64) -> String {
    f.text(&format!(
        "SELECT concat_ws('; ', (SELECT ifnull((SELECT file FROM import_run WHERE id = import_id), '-') || ' ' || ifnull(stats_on, '-') || ' '
             || ifnull(import_row, '-') FROM creator WHERE id = {id}),
           (SELECT group_concat(figure || ' ' || ifnull((SELECT file FROM import_run WHERE id = import_id), '-') || ' ' || day || ' '
             || ifnull(import_row, '-'), '; ' ORDER BY figure) FROM figure_source WHERE creator_id = {id}))"
    ))
}

fn edit(f: &mut Fixture, id: i64, change: impl FnOnce(&mut CreatorFields)) {
    let row = detail::creator(&f.conn, CreatorId(id), &Rules::default()).expect("reads").expect("a creator").row;
    let mut fields = row.fields;
    change(&mut fields);
    f.say(&WriteCmd::EditCreator { id: CreatorId(id), fields: Box::new(fields), seen: row.updated_at });
}

#[test]
fn only_the_figures_that_were_typed_are_typed() {
    let mut f = file();
    edit(&mut f, 1, |fields| fields.name = "Mia".to_owned());
    assert_eq!(sources(&f, 1), "march.csv 2026-03-02 212");
    let before = dump(&f.conn);
    edit(&mut f, 1, |fields| (fields.followers, fields.price_minor) = (Some(60_000), Some(15_000)));
    assert_eq!(sources(&f, 1), "march.csv 2026-03-02 212; followers - 2026-03-11 -; price - 2026-03-11 -");
    assert_eq!(
        f.text("SELECT day || ' ' || followers || ' ' || import_id FROM creator_reading"),
        "2026-03-02 52100 7",
        "what stood before was of its own day"
    );
    let page = detail::creator(&f.conn, CreatorId(1), &Rules::default()).expect("reads").expect("a creator");
    let told: Vec<_> = page.elsewhere.iter().map(|other| (other.figure.word(), &other.source)).collect();
    assert_eq!(told, [("followers", &Source::Typed), ("price", &Source::Typed)]);
    edit(&mut f, 1, |fields| fields.price_currency = "EUR".parse().expect("a currency"));
    edit(&mut f, 1, |fields| fields.price_minor = None);
    assert_eq!(sources(&f, 1), "march.csv 2026-03-02 212; followers - 2026-03-11 -");
    for _ in 0..3 {
        f.run(&WriteCmd::Undo).expect("is taken back");
    }
    assert_eq!(dump(&f.conn), before);
}

#[test]
fn a_creator_typed_today_has_one_source() {
    let mut f = file();
    f.say(&WriteCmd::AddCreators { accounts: vec![collect::account("jo.k")], tags: Vec::new() });
    edit(&mut f, 4, |fields| fields.followers = Some(1));
    edit(&mut f, 4, |fields| fields.views = Some(900));
    assert_eq!(sources(&f, 4), "- - -", "as typed as the account, and of the day it came in");
    let (day, source) = crate::store::sources::of(&f.conn, CreatorId(4), Figure::Views).expect("a source");
    assert_eq!((day, source.import), (clock().today(), None));
}

#[test]
fn typed_followers_say_nothing_of_the_other_figures() {
    let mut f = file();
    let counts = vec![("2026-03-09".parse().expect("a day"), 61_000)];
    f.say(&WriteCmd::Page(PageChange { creator: CreatorId(1), cmd: PageCmd::SaveSnapshots(counts) }));
    assert_eq!(sources(&f, 1), "march.csv 2026-03-02 212; followers - 2026-03-09 -");
    assert_eq!(f.text("SELECT day || ' ' || followers FROM creator_reading ORDER BY day LIMIT 1"), "2026-03-02 52100");
}

#[test]
fn sources_go_with_the_figures_that_win() {
    let mut f = file();
    edit(&mut f, 3, |fields| fields.followers = Some(60_000));
    let before = dump(&f.conn);
    f.say(&WriteCmd::MergeCreators { into: CreatorId(1), from: vec![CreatorId(3)] });
    assert_eq!(
        f.text("SELECT followers || ' ' || views || ' ' || price_minor FROM creator WHERE id = 1"),
        "60000 900 9000"
    );
    assert_eq!(sources(&f, 1), "march.csv 2026-03-02 212; followers - 2026-03-11 -; price old.csv 2026-02-01 3");
    f.run(&WriteCmd::Undo).expect("is taken back");
    assert_eq!(dump(&f.conn), before);
    f.say(&WriteCmd::MergeCreators { into: CreatorId(3), from: vec![CreatorId(1)] });
    assert_eq!(sources(&f, 3), "march.csv 2026-03-02 212; followers - 2026-03-11 -; price old.csv 2026-02-01 3");
}

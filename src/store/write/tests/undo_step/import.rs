//! Imports below other steps.

use super::random::content;
use super::*;

/// Imports creators with a tag as an import does: most inserts as ranges of ids.
fn import(f: &mut Fixture, label: &str, rows: std::ops::Range<i64>) -> OpId {
    let op = undo::open_op(&f.conn, "Importing", 1, true).expect("opens");
    let tx = f.conn.transaction().expect("begins");
    undo::resume(&tx, op, true).expect("resumes");
    let bulk = undo::bulk::Bulk::begin(&tx, op).expect("begins");
    for row in rows {
        tx.execute("INSERT OR IGNORE INTO tag (name, folded) VALUES ('imported', 'imported')", []).expect("a tag");
        tx.execute("INSERT INTO creator (handle, added_on, updated_at) VALUES ('i' || ?1, '2026-03-01', 1)", [row])
            .expect("a creator");
        tx.execute(
            "INSERT INTO creator_tag (creator_id, tag_id) SELECT max(creator.id), tag.id FROM creator, tag WHERE folded = 'imported'",
            [],
        )
        .expect("a tag of it");
        tx.execute(
            "INSERT INTO creator_reading (creator_id, day, followers) SELECT max(id), '2026-03-01', 5 FROM creator",
            [],
        )
        .expect("a count");
    }
    tx.execute("UPDATE creator SET name = ?1 WHERE id = 1", [label]).expect("an older one");
    bulk.end(&tx).expect("ends");
    undo::pause(&tx).expect("pauses");
    tx.commit().expect("commits");
    undo::close_op(&f.conn, op, label, Place::Nowhere).expect("closes");
    op
}

#[test]
fn an_import_below_others_is_undone_or_names_what_needs_it() {
    let mut f = fixture();
    let before = dump(&f.conn);
    let first = import(&mut f, "Imported march.csv", 1..40);
    op(&mut f, &rate(2, 4));
    assert_eq!(needed_by(&f, first), []);
    let with = dump(&f.conn);
    let done = f.run(&WriteCmd::UndoStep(first)).expect("undoes");
    assert_eq!(f.text("SELECT count(*) || '' FROM creator"), "2");
    assert_eq!(f.text("SELECT group_concat(name) FROM tag"), "BookTok");
    f.run(&WriteCmd::Undo).expect("undoes");
    assert_eq!(dump(&f.conn), with);
    f.run(&WriteCmd::Redo).expect("redoes");
    // Undoing that step below another brings all of it back, row by row.
    let rated = op(&mut f, &rate(2, 5));
    f.run(&WriteCmd::UndoStep(done.op.expect("a step"))).expect("undoes");
    f.run(&WriteCmd::UndoStep(rated)).expect("undoes");
    assert_eq!(content(&f.conn), {
        let mut other = fixture();
        import(&mut other, "Imported march.csv", 1..40);
        op(&mut other, &rate(2, 4));
        content(&other.conn)
    });

    let second = import(&mut f, "Imported april.csv", 40..60);
    // The name of the older creator, and the tag that both carry.
    assert_eq!(needed_by(&f, first), [second]);
    let picked = op(&mut f, &pick(50));
    let noted = op(&mut f, &WriteCmd::AddNote { target: ids(&[5]), text: "hm".to_owned() });
    assert_eq!(needed_by(&f, first), [noted, second]);
    assert_eq!(needed_by(&f, second), [picked]);
    let said = f.refused(&WriteCmd::UndoStep(second));
    assert!(said.contains("\"Picked @i48\""), "{said}");
    while f.run(&WriteCmd::Undo).expect("undoes").op.is_some() {}
    assert_eq!(dump(&f.conn), before);
}

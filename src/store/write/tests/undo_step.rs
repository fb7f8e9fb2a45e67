//! Undoing a step while later ones stay: what it brings back, what refuses it, and that undoing it leaves every row as it was.

mod import;
mod random;

use super::*;
use crate::domain::{CollaborationFields, OpId};
use crate::proto::history::{Origin, StepRow};
use crate::store::fixture::{kept_sums, sums};
use crate::store::open::open_writer;
use crate::store::undo::origin::set_origin;
use crate::store::undo::triggers::RECORDED;
use crate::store::{history, undo};
use chrono::Days;

/// Runs a command that must change something, and returns its step.
fn op(f: &mut Fixture, cmd: &WriteCmd) -> OpId {
    f.run(cmd).expect("is carried out").op.expect("a step")
}

fn steps(f: &Fixture) -> Vec<StepRow> {
    history::list(&f.conn).expect("steps")
}

fn step(f: &Fixture, op: OpId) -> StepRow {
    steps(f).into_iter().find(|step| step.op == op).expect("the step")
}

fn needed_by(f: &Fixture, op: OpId) -> Vec<OpId> {
    let detail = history::detail(&f.conn, op).expect("reads").expect("a step");
    detail.dependents.steps.iter().map(|step| step.op).collect()
}

fn rate(id: i64, stars: u8) -> WriteCmd {
    WriteCmd::Rate { target: ids(&[id]), stars }
}

fn pick(id: i64) -> WriteCmd {
    verdict(ids(&[id]), Verdict::Picked)
}

fn log(milestone: Milestone) -> WriteCmd {
    WriteCmd::PassMilestone { ids: vec![CollaborationId(1)], milestone, day: clock().today() }
}

fn country(id: i64, code: &str) -> WriteCmd {
    WriteCmd::SetField { target: ids(&[id]), value: FieldValue::text(CreatorField::Country, code) }
}

#[test]
fn a_step_below_others_is_undone_by_a_new_one() {
    let mut f = fixture();
    let before = f.text("SELECT verdict || rating FROM creator WHERE id = 1");
    let picked = op(&mut f, &pick(1));
    let rated = op(&mut f, &rate(1, 4));
    let other = op(&mut f, &pick(2));
    assert_eq!(needed_by(&f, picked), []);
    let with = dump(&f.conn);

    let said = f.say(&WriteCmd::UndoStep(picked));
    assert_eq!(said, "Undid \"Picked @mia\".");
    assert_eq!(f.text("SELECT verdict || rating FROM creator WHERE id = 1"), before.replace('0', "4"));
    assert_eq!(f.text("SELECT verdict FROM creator WHERE id = 2"), "picked");
    let made = steps(&f)[0].clone();
    assert_eq!((made.label.as_str(), made.undoes), ("Undid \"Picked @mia\"", Some(picked)));
    let marked = step(&f, picked);
    assert_eq!((marked.undone, marked.undone_by), (true, Some(made.op)));
    assert!(!marked.can_redo() && !step(&f, rated).undone && !step(&f, other).undone);
    assert!(f.refused(&WriteCmd::UndoStep(picked)).contains("already undone"));

    // Undoing the newer step clears the mark, and redo sets it again.
    assert_eq!(f.run(&WriteCmd::Undo).expect("undoes").sentence, "Redid: picked @mia.");
    assert_eq!(dump(&f.conn), with);
    assert!(!step(&f, picked).undone);
    f.run(&WriteCmd::Redo).expect("redoes");
    assert!(step(&f, picked).undone);

    // What undid a step can be undone below others too, which brings the step back.
    let later = op(&mut f, &rate(2, 3));
    assert_eq!(f.say(&WriteCmd::UndoStep(made.op)), "Redid \"Picked @mia\".");
    assert_eq!(f.text("SELECT verdict FROM creator WHERE id = 1"), "picked");
    assert!(!step(&f, picked).undone && step(&f, made.op).undone && !step(&f, later).undone);
    f.say(&WriteCmd::UndoStep(picked));
    while f.run(&WriteCmd::Undo).expect("undoes").op.is_some() {}
    assert_eq!(f.text("SELECT verdict || rating FROM creator WHERE id = 1"), before);
}

#[test]
fn the_newest_step_is_undone_as_ever_and_redone() {
    let mut f = fixture();
    let before = dump(&f.conn);
    let picked = op(&mut f, &pick(1));
    let done = f.run(&WriteCmd::UndoStep(picked)).expect("undoes");
    assert_eq!((done.sentence.as_str(), done.op), ("Undid: picked @mia.", Some(picked)));
    assert_eq!((dump(&f.conn), steps(&f).len()), (before, 1));
    assert!(step(&f, picked).can_redo());
    assert!(f.refused(&WriteCmd::UndoStep(picked)).contains("already undone"));
    f.run(&WriteCmd::Redo).expect("redoes");
    assert!(f.refused(&WriteCmd::UndoStep(OpId(99))).contains("Step 99 isn't in the history"));
}

#[test]
fn later_steps_on_the_same_value_are_named() {
    let mut f = fixture();
    let picked = op(&mut f, &pick(1));
    let rejected = op(&mut f, &verdict(ids(&[1]), Verdict::Rejected));
    op(&mut f, &rate(1, 4));
    let again = op(&mut f, &pick(1));
    assert_eq!(needed_by(&f, picked), [again, rejected]);
    let said = f.refused(&WriteCmd::UndoStep(picked));
    assert!(said.contains("\"Picked @mia\" and \"Rejected @mia\""), "{said}");
    let maybe = |f: &mut Fixture, what| op(f, &verdict(ids(&[1]), what));
    maybe(&mut f, Verdict::Maybe);
    maybe(&mut f, Verdict::Rejected);
    assert!(f.refused(&WriteCmd::UndoStep(picked)).contains("and 1 more"));
}

#[test]
fn steps_that_cancel_each_other_out_are_in_no_ones_way() {
    let mut f = fixture();
    let picked = op(&mut f, &pick(1));
    let rejected = op(&mut f, &verdict(ids(&[1]), Verdict::Rejected));
    op(&mut f, &rate(1, 4));
    f.say(&WriteCmd::UndoStep(rejected));
    assert_eq!(needed_by(&f, picked), []);
    f.say(&WriteCmd::UndoStep(picked));
    assert_eq!(f.text("SELECT verdict || rating FROM creator WHERE id = 1"), "new4");
}

#[test]
fn rows_that_refer_to_a_row_keep_it() {
    let mut f = fixture();
    let account = collect::account("ann");
    let added = op(&mut f, &WriteCmd::AddCreators { accounts: vec![account], tags: Vec::new() });
    let tagged = op(&mut f, &tags(ids(&[3]), &["vip"], &[]));
    op(&mut f, &rate(1, 4));
    assert_eq!(needed_by(&f, added), [tagged]);
    let booked = op(&mut f, &WriteCmd::AddToBatch { batch: BatchId(1), target: ids(&[3]), pick: false });
    assert_eq!(needed_by(&f, added), [booked, tagged]);
    let said = f.refused(&WriteCmd::UndoStep(added));
    assert!(said.contains("Tagged @ann with vip"), "{said}");
    // A tag that others carry by now stays, and so the step that made it can be undone.
    let other = op(&mut f, &tags(ids(&[1]), &["vip"], &[]));
    assert_eq!(needed_by(&f, tagged), []);
    f.say(&WriteCmd::UndoStep(tagged));
    assert_eq!(f.text("SELECT group_concat(name) FROM tag"), "BookTok,vip");
    f.run(&WriteCmd::UndoStep(other)).expect("undoes");
    assert_eq!(f.text("SELECT group_concat(name) FROM tag"), "BookTok");
}

#[test]
fn a_row_in_the_place_of_a_deleted_one_is_named() {
    let mut f = fixture();
    let deleted = op(&mut f, &WriteCmd::DeleteCreators(ids(&[2])));
    op(&mut f, &rate(1, 4));
    let again = op(&mut f, &WriteCmd::AddCreators { accounts: vec![collect::account("o.neil")], tags: Vec::new() });
    assert_eq!(needed_by(&f, deleted), [again]);
    assert!(f.refused(&WriteCmd::UndoStep(deleted)).contains("Added @o.neil"));
    f.run(&WriteCmd::Undo).expect("undoes");
    f.say(&WriteCmd::UndoStep(deleted));
    assert_eq!(f.text("SELECT group_concat(handle) FROM creator"), "mia,o.neil");
}

#[test]
fn a_row_whose_creator_went_is_not_brought_back() {
    let mut f = fixture();
    let untagged = op(&mut f, &tags(ids(&[2]), &[], &["BookTok"]));
    op(&mut f, &rate(1, 4));
    let deleted = op(&mut f, &WriteCmd::DeleteCreators(ids(&[2])));
    assert_eq!(needed_by(&f, untagged), [deleted]);
    assert!(f.refused(&WriteCmd::UndoStep(untagged)).contains("Deleted @o.neil"));
}

#[test]
fn the_steps_of_a_collaboration_are_undone_newest_first() {
    let mut f = fixture();
    let contacted = op(&mut f, &log(Milestone::Talk(Outreach::Contacted)));
    let shipped = op(&mut f, &log(Milestone::Parcel(Product::Shipped)));
    let rated = op(&mut f, &rate(2, 4));
    assert_eq!((needed_by(&f, contacted), needed_by(&f, shipped)), (vec![shipped], vec![]));
    f.say(&WriteCmd::UndoStep(shipped));
    f.say(&WriteCmd::UndoStep(contacted));
    assert_eq!(f.text("SELECT outreach || '/' || product FROM collaboration"), "to contact/not needed");
    assert!(!step(&f, rated).undone);
}

#[test]
fn what_a_started_batch_was_started_with_stays() {
    let mut f = fixture();
    let added = WriteCmd::AddCreators { accounts: ["ann", "bo"].map(collect::account).to_vec(), tags: Vec::new() };
    op(&mut f, &added);
    let booked = op(&mut f, &WriteCmd::AddToBatch { batch: BatchId(1), target: ids(&[2, 3, 4]), pick: false });
    let ends_on = clock().today().checked_add_days(Days::new(20));
    let fields = BatchFields { ends_on, ..super::batch("A") };
    let ruled = op(&mut f, &WriteCmd::SaveBatch { id: Some(BatchId(1)), fields: Box::new(fields) });
    let started = op(&mut f, &WriteCmd::StartBatch(BatchId(1)));
    assert_eq!((needed_by(&f, booked), needed_by(&f, ruled)), (vec![started], vec![started]));
}

#[test]
fn orders_find_their_owner_again_when_a_code_goes() {
    let mut f = fixture();
    f.conn.execute_batch("INSERT INTO order_code (order_id, folded) VALUES (1, 'mia10')").expect("a code");
    let fields = CollaborationFields {
        fee: Some(15_000),
        codes: vec!["MIA10".to_owned(), "GLOW".to_owned()],
        ..CollaborationFields::default()
    };
    let saved = op(&mut f, &WriteCmd::SaveCollaboration { id: CollaborationId(1), fields: Box::new(fields) });
    // An order that came since, and was credited by the new code.
    let tx = undo::in_op(&mut f.conn, 1, |tx| {
        tx.execute_batch(
            "INSERT INTO sale_order (id, source, external_id, placed_at, placed_on, currency, total_minor, net_minor, state,
               codes, collaboration_id, attributed_by)
             VALUES (2, 'shopify', '78', 1, '2026-03-06', 'USD', 900, 900, 'sale', 'GLOW', 1, 'code');
             INSERT INTO order_code (order_id, folded) VALUES (2, 'glow');",
        )?;
        Ok(((), "Imported 1 order".to_owned(), undo::Place::Nowhere))
    });
    tx.expect("imports");
    assert_eq!(needed_by(&f, saved), []);
    f.say(&WriteCmd::UndoStep(saved));
    assert_eq!(f.text("SELECT attributed_by FROM sale_order WHERE id = 2"), "nobody");
    assert_eq!(kept_sums(&f.conn), sums(&f.conn));
}

#[test]
fn a_row_added_in_the_place_of_one_that_went_in_the_same_step_is_its_own() {
    let mut f = fixture();
    let fields = CollaborationFields { product_cost: Some(0), ..CollaborationFields::default() };
    let saved = op(&mut f, &WriteCmd::SaveCollaboration { id: CollaborationId(1), fields: Box::new(fields) });
    op(&mut f, &rate(2, 4));
    assert_eq!(f.text("SELECT id || kind FROM cost_item"), "1product", "the id is used again");
    f.say(&WriteCmd::UndoStep(saved));
    assert_eq!(f.text("SELECT id || kind FROM cost_item"), "1fee");
}

#[test]
fn a_currency_stays_once_amounts_were_typed_in_it() {
    let mut f = fixture();
    f.conn.execute_batch("DELETE FROM cost_item").expect("no costs");
    let euro = CampaignFields { currency: "EUR".parse().expect("a currency"), ..campaign("Spring") };
    let changed = op(&mut f, &WriteCmd::SaveCampaign { id: Some(CampaignId(1)), fields: Box::new(euro) });
    let fields = CollaborationFields { fee: Some(500), ..CollaborationFields::default() };
    let priced = op(&mut f, &WriteCmd::SaveCollaboration { id: CollaborationId(1), fields: Box::new(fields) });
    assert_eq!(needed_by(&f, changed), [priced]);
}

#[test]
fn an_older_choice_of_the_current_batch_is_in_no_ones_way() {
    let mut f = fixture();
    let plan = |name: &str| WriteCmd::SaveBatch { id: None, fields: Box::new(super::batch(name)) };
    let first = op(&mut f, &plan("B"));
    op(&mut f, &plan("C"));
    f.say(&WriteCmd::UndoStep(first));
    assert_eq!(f.text("SELECT group_concat(name) FROM batch"), "A,C");
    assert_eq!(f.text("SELECT value FROM setting WHERE name = 'current_batch'"), "3");
}

#[test]
fn the_searched_text_follows_a_name_that_goes() {
    let mut f = fixture();
    let edit = |fields: CreatorFields, f: &Fixture| {
        let sql = "SELECT updated_at FROM creator WHERE id = 1";
        let seen = f.conn.query_row(sql, [], |row| row.get(0)).expect("a time");
        WriteCmd::EditCreator { id: CreatorId(1), fields: Box::new(fields), seen }
    };
    let named = CreatorFields { name: "Mia Glow".to_owned(), ..mia() };
    let cmd = edit(named.clone(), &f);
    let first = op(&mut f, &cmd);
    let cmd = edit(CreatorFields { bio: "Skin and books".to_owned(), ..named }, &f);
    op(&mut f, &cmd);
    f.say(&WriteCmd::UndoStep(first));
    assert_eq!(f.text("SELECT search FROM creator WHERE id = 1"), "mia\n\nskin and books");
}

#[test]
fn nothing_is_undone_while_an_import_is_under_way() {
    let mut f = fixture();
    let picked = op(&mut f, &pick(1));
    op(&mut f, &rate(1, 4));
    let import = undo::open_op(&f.conn, "Importing march.csv", 1, true).expect("opens");
    f.conn.execute_batch("INSERT INTO tag (name, folded) VALUES ('x', 'x')").expect("inserts");
    undo::pause(&f.conn).expect("pauses");
    assert!(f.refused(&WriteCmd::UndoStep(picked)).contains("Importing march.csv"));
    let detail = history::detail(&f.conn, import).expect("reads");
    assert_eq!(detail, None, "what is under way is no step yet");
}

#[test]
fn what_another_program_changed_is_not_overwritten() {
    let mut f = fixture();
    let rated = op(&mut f, &rate(1, 4));
    op(&mut f, &pick(2));
    let outside = crate::store::connection::connect(&f.path, rusqlite::OpenFlags::default()).expect("opens");
    outside.execute("UPDATE creator SET rating = 5 WHERE id = 1", []).expect("writes");
    assert!(f.refused(&WriteCmd::UndoStep(rated)).contains("another program"));
    let added = op(&mut f, &WriteCmd::AddCreators { accounts: vec![collect::account("ann")], tags: Vec::new() });
    op(&mut f, &pick(1));
    outside
        .execute("INSERT INTO note (creator_id, text, folded, written_at) VALUES (3, 'x', 'x', 1)", [])
        .expect("writes");
    assert!(history::detail(&f.conn, added).expect("reads").expect("a step").dependents.is_foreign);
    assert!(f.refused(&WriteCmd::UndoStep(added)).contains("another program"));
}

#[test]
fn a_window_undoes_a_step_of_another_and_steps_name_theirs() {
    let mut f = fixture();
    set_origin(&f.conn, &Origin::Window(1)).expect("notes");
    let picked = op(&mut f, &pick(1));
    let mut other = Fixture {
        _folder: tempfile::tempdir().expect("a folder"),
        conn: open_writer(&f.path, &clock()).expect("opens"),
        path: f.path.clone(),
    };
    set_origin(&other.conn, &Origin::Command("set".to_owned())).expect("notes");
    let set = op(&mut other, &country(1, "us"));
    let undone = other.run(&WriteCmd::UndoStep(picked)).expect("undoes").op.expect("a step");
    assert_eq!(f.text("SELECT verdict FROM creator WHERE id = 1"), "new");
    let origins: Vec<(OpId, Origin)> = steps(&f).into_iter().map(|step| (step.op, step.origin)).collect();
    let command = || Origin::Command("set".to_owned());
    assert_eq!(origins, [(undone, command()), (set, command()), (picked, Origin::Window(1))]);
    assert!(step(&f, picked).undone);
    // The first window undoes what the other did last.
    f.run(&WriteCmd::Undo).expect("undoes");
    assert_eq!(f.text("SELECT verdict FROM creator WHERE id = 1"), "picked");
    assert!(!step(&f, picked).undone);
}

#[test]
fn every_recorded_table_has_a_word() {
    for table in RECORDED {
        assert!(crate::words::history::noun(table).is_some(), "{table}");
    }
}

#[test]
fn nothing_of_a_deleted_creator_comes_back_by_an_older_step() {
    let mut f = fixture();
    let email = |f: &Fixture, text: &str| {
        let row = crate::store::detail::creator(&f.conn, CreatorId(1), &crate::analysis::rules::Rules::default())
            .expect("a row")
            .expect("@mia")
            .row;
        let fields = CreatorFields { email: text.to_owned(), ..row.fields };
        WriteCmd::EditCreator { id: CreatorId(1), fields: Box::new(fields), seen: row.updated_at }
    };
    let known = email(&f, "mia@example.com");
    op(&mut f, &known);
    let parcel = |tracking: &str| {
        let fields =
            CollaborationFields { fee: Some(15_000), tracking: tracking.to_owned(), ..CollaborationFields::default() };
        WriteCmd::SaveCollaboration { id: CollaborationId(1), fields: Box::new(fields) }
    };
    op(&mut f, &parcel("1Z999"));
    let tag = |add: bool| WriteCmd::EditTags {
        target: ids(&[1]),
        add: if add { vec!["neighbor".to_owned()] } else { Vec::new() },
        remove: if add { Vec::new() } else { vec!["neighbor".to_owned()] },
    };
    op(&mut f, &tag(true));
    let blocked = op(&mut f, &WriteCmd::SetDoNotContact { target: ids(&[1]), blocked: true });
    let cleared = email(&f, "");
    let older = [blocked, op(&mut f, &cleared), op(&mut f, &parcel("")), op(&mut f, &tag(false))];
    let before = dump(&f.conn);
    let deleted = op(&mut f, &WriteCmd::DeleteKeepingLedger(CreatorId(1)));
    op(&mut f, &pick(2));
    let gone = dump(&f.conn);
    for step in older {
        assert_eq!(needed_by(&f, step), [deleted]);
        f.refused(&WriteCmd::UndoStep(step));
        assert_eq!(dump(&f.conn), gone);
    }
    // The deletion itself can be undone below a step that has nothing to do with it, and then the older ones can.
    f.say(&WriteCmd::UndoStep(deleted));
    assert_eq!(f.text("SELECT handle FROM creator WHERE id = 1"), "mia");
    for _ in 0..3 {
        f.run(&WriteCmd::Undo).expect("undoes");
    }
    assert_eq!(dump(&f.conn), before);
    f.say(&WriteCmd::UndoStep(older[1]));
    assert_eq!(f.text("SELECT email FROM creator WHERE id = 1"), "mia@example.com");
}

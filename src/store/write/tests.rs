//! What each command says and refuses. That all of them can be undone is in [`history`].

mod board;
mod collaboration;
mod collect;
mod deliverable;
mod facts;
mod history;
mod merge;
mod niche;
mod outlook;
mod page;
mod payments;
mod plan_next;
mod sources;
mod steps;
mod tally;
mod undo_step;

use std::sync::Arc;

use super::*;
use crate::analysis::rules::Rules;
use crate::domain::campaign::Counts;
use crate::domain::collaboration::{Outreach, Product};
use crate::domain::creator::{CreatorField, CreatorFields};
use crate::domain::milestone::Milestone;
use crate::domain::{
    BatchId, CampaignId, CollaborationFields, CollaborationId, CostKind, Currency, Handle, Platform, RejectReason,
    SuccessRule, Verdict,
};
use crate::error::ErrorKind;
use crate::proto::collect::NewAccount;
use crate::proto::command::{BatchFields, CampaignFields, FieldValue};
use crate::proto::post::ReadingRecord;
use crate::store::fixture::{Fixture, clock, dump, fixture};

fn ids(ids: &[i64]) -> Target {
    Target::Ids(ids.iter().map(|id| CreatorId(*id)).collect())
}

fn shown(text: &str) -> Target {
    Target::Shown {
        filter: crate::domain::filter::parse(text, Calendar::day_first(clock().today()))
            .expect("a filter")
            .expr
            .map(Arc::new),
        except: Arc::new([]),
    }
}

fn everybody() -> Target {
    Target::Shown { filter: None, except: Arc::new([]) }
}

fn verdict(target: Target, verdict: Verdict) -> WriteCmd {
    WriteCmd::SetVerdict { target, verdict, reason: None, until: None }
}

fn tags(target: Target, add: &[&str], remove: &[&str]) -> WriteCmd {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    WriteCmd::EditTags { target, add: names(add), remove: names(remove) }
}

fn mia() -> CreatorFields {
    let handle = Handle::parse("mia").expect("a handle");
    CreatorFields {
        followers: Some(52_100),
        er: Some(3.300_000_000_000_000_3),
        ..CreatorFields::new(Platform::TikTok, handle)
    }
}

fn campaign(name: &str) -> CampaignFields {
    CampaignFields {
        name: name.to_owned(),
        niches: vec!["BookTok".to_owned(), "Cosy".to_owned()],
        margin_bp: Some(6_000),
        ..CampaignFields::default()
    }
}

fn batch(name: &str) -> BatchFields {
    BatchFields {
        campaign: CampaignId(1),
        name: name.to_owned(),
        rule: None,
        success_rule: "ROAS 2".to_owned(),
        ends_on: None,
    }
}

impl Fixture {
    fn run(&mut self, cmd: &WriteCmd) -> Result<Done> {
        run(&mut self.conn, cmd, &clock(), &Rules::default())
    }

    /// Runs a command that must change something and be possible to undo.
    fn say(&mut self, cmd: &WriteCmd) -> String {
        let before = dump(&self.conn);
        let done = self.run(cmd).expect("is carried out");
        assert!(done.op.is_some(), "{}", done.sentence);
        let after = dump(&self.conn);
        self.run(&WriteCmd::Undo).expect("is taken back");
        assert_eq!(dump(&self.conn), before);
        self.run(&WriteCmd::Redo).expect("is done again");
        assert_eq!(dump(&self.conn), after);
        done.sentence
    }

    /// Runs a command that must change nothing.
    fn nothing(&mut self, cmd: &WriteCmd) -> String {
        let before = dump(&self.conn);
        let done = self.run(cmd).expect("is carried out");
        assert_eq!((done.op, done.changed), (None, 0), "{}", done.sentence);
        assert_eq!(dump(&self.conn), before);
        done.sentence
    }

    /// Runs a command that must be refused.
    fn refused(&mut self, cmd: &WriteCmd) -> String {
        let before = dump(&self.conn);
        let error = self.run(cmd).expect_err("is refused");
        assert_eq!(dump(&self.conn), before);
        error.to_string()
    }

    fn text(&self, sql: &str) -> String {
        self.conn.query_row(sql, [], |row| row.get(0)).expect("a text")
    }
}

#[test]
fn verdicts_are_told_and_taken_back() {
    let mut f = fixture();
    let reject = |target| WriteCmd::SetVerdict {
        target,
        verdict: Verdict::Rejected,
        reason: Some(RejectReason::OffNiche),
        until: None,
    };
    assert_eq!(f.say(&reject(ids(&[1]))), "Rejected @mia (off niche).");
    assert_eq!(f.run(&WriteCmd::Undo).expect("undoes").sentence, "Undid: rejected @mia (off niche).");
    let again = f.run(&WriteCmd::Redo).expect("redoes");
    assert_eq!((again.sentence.as_str(), again.show), ("Redid: rejected @mia (off niche).", Some(CreatorId(1))));
    assert_eq!(f.nothing(&reject(ids(&[1]))), "@mia is already rejected (off niche).");
    assert_eq!(f.say(&reject(everybody())), "Rejected 1 of 2 creators (off niche), 1 was already rejected.");
    assert_eq!(f.say(&verdict(everybody(), Verdict::Picked)), "Picked 2 creators.");
    assert_eq!(f.text("SELECT verdict || '/' || reason FROM creator WHERE id = 1"), "picked/");
    assert_eq!(f.nothing(&verdict(everybody(), Verdict::Picked)), "All 2 creators are already picked.");
    assert_eq!(f.nothing(&verdict(ids(&[77]), Verdict::Picked)), "No creator is selected. Nothing was changed.");
    let snooze = |until| WriteCmd::SetVerdict { target: ids(&[2]), verdict: Verdict::Snoozed, reason: None, until };
    assert!(f.refused(&snooze(None)).contains("needs a date"));
    assert!(f.refused(&snooze(Some(clock().today()))).contains("n't in the future"));
    let later = clock().today().succ_opt();
    assert_eq!(f.say(&snooze(later)), "Snoozed @o.neil until Thursday, March 12, 2026.");
}

#[test]
fn stars_and_blocks_are_told() {
    let mut f = fixture();
    assert_eq!(f.say(&WriteCmd::Rate { target: ids(&[1]), stars: 4 }), "Gave @mia 4 stars.");
    assert_eq!(f.nothing(&WriteCmd::Rate { target: ids(&[1]), stars: 4 }), "@mia already has 4 stars.");
    assert!(f.refused(&WriteCmd::Rate { target: ids(&[1]), stars: 6 }).contains("0 to 5"));
    let some = |text| WriteCmd::Rate { target: shown(text), stars: 2 };
    assert_eq!(f.say(&some("tier:micro")), "Gave @mia 2 stars.");
    assert_eq!(f.say(&some("-tier:micro")), "Gave @o.neil 2 stars.");
    assert_eq!(f.nothing(&some("tier:mega")), "No creator is selected. Nothing was changed.");
    let block = WriteCmd::SetDoNotContact { target: everybody(), blocked: true };
    assert_eq!(f.say(&block), "Marked 2 creators as do not contact.");
    f.nothing(&block);
    f.say(&WriteCmd::Rate { target: ids(&[2]), stars: 1 });
    assert_eq!(
        f.say(&WriteCmd::Rate { target: everybody(), stars: 1 }),
        "Gave 1 of 2 creators 1 star, 1 already had it."
    );
}

#[test]
fn tags_say_who_had_them() {
    let mut f = fixture();
    assert_eq!(f.say(&tags(ids(&[1]), &["vip"], &[])), "Tagged @mia with vip.");
    assert_eq!(f.say(&tags(everybody(), &["#VIP"], &[])), "Tagged 1 of 2 creators with vip, 1 already had it.");
    assert_eq!(f.nothing(&tags(everybody(), &["Vip", "booktok"], &[])), "All 2 creators already have vip, BookTok.");
    assert_eq!(f.say(&tags(ids(&[2]), &[], &["vip"])), "Removed vip from @o.neil.");
    assert_eq!(
        f.say(&tags(everybody(), &["new"], &["VIP"])),
        "Tagged 2 creators with new. Removed vip from 1 of 2 creators, 1 did not have it."
    );
    assert_eq!(f.text("SELECT group_concat(name, ' ' ORDER BY name) FROM tag"), "BookTok new", "unused tags vanish");
    assert_eq!(f.nothing(&tags(ids(&[1]), &[], &["none"])), "@mia does not have none.");
    assert!(f.refused(&tags(everybody(), &["#"], &[])).contains("can't be a tag"));
    assert!(f.refused(&tags(everybody(), &["a"], &["A"])).contains("at once"));
}

#[test]
fn notes_keep_their_lines() {
    let mut f = fixture();
    let note = |text: &str| WriteCmd::AddNote { target: ids(&[1]), text: text.to_owned() };
    assert_eq!(f.say(&note("Asked for\u{7} rates\n\n  200 USD \n")), "Added a note to @mia.");
    assert_eq!(f.text("SELECT text FROM note ORDER BY id DESC LIMIT 1"), "Asked for rates\n\n200 USD");
    assert!(f.refused(&note(" \n ")).contains("empty"));
    assert!(f.refused(&note(&"x".repeat(20_001))).contains("the limit is 20,000"));
}

#[test]
fn creators_are_added_once_and_figures_must_be_possible() {
    let mut f = fixture();
    let jo = NewAccount { name: "José".to_owned(), ..collect::account("@Jo.K") };
    let add = WriteCmd::AddCreators { accounts: vec![jo], tags: vec!["BookTok".to_owned(), "vip".to_owned()] };
    assert_eq!(f.say(&add), "Added @jo.k, tagged BookTok, vip.");
    assert_eq!(
        f.text("SELECT search FROM creator WHERE handle = 'jo.k'").split_whitespace().collect::<Vec<_>>(),
        ["jo.k", "jose"]
    );
    assert_eq!(f.nothing(&add), "@jo.k is already in the list. Nothing was added.");
    let edit = |fields| WriteCmd::EditCreator { id: CreatorId(1), fields: Box::new(fields), seen: 1 };
    assert!(f.refused(&edit(CreatorFields { followers: Some(-1), ..mia() })).contains("below 0"));
    assert!(f.refused(&edit(CreatorFields { er: Some(f64::NAN), ..mia() })).contains("must be a percentage"));
}

#[test]
fn one_field_of_many_is_set_at_once() {
    let mut f = fixture();
    let set = |value| WriteCmd::SetField { target: ids(&[1, 2]), value };
    f.conn.execute_batch("UPDATE creator SET country = 'us', language = 'en' WHERE id = 1").expect("a country");
    assert_eq!(
        f.say(&set(FieldValue::text(CreatorField::Country, "us"))),
        "Set the country of 1 of 2 creators to United States, 1 already had it."
    );
    assert_eq!(
        f.nothing(&set(FieldValue::text(CreatorField::Country, "us\u{1b}"))),
        "The country of 2 creators is already United States."
    );
    assert_eq!(
        f.say(&set(FieldValue::text(CreatorField::Language, ""))),
        "Cleared the language of 1 of 2 creators, 1 already had none."
    );
    assert_eq!(f.nothing(&set(FieldValue::text(CreatorField::Language, ""))), "There is no language to clear.");
    let price = Some((12_500, "EUR".parse().expect("a currency")));
    assert_eq!(f.say(&set(FieldValue::price(price))), "Set the price of 2 creators to €125.00.");
    assert_eq!(
        f.text("SELECT group_concat(creator_id || ' ' || figure || ' ' || day, ', ' ORDER BY creator_id) FROM figure_source"),
        "1 price 2026-03-11, 2 price 2026-03-11"
    );
    assert_eq!(f.say(&set(FieldValue::price(None))), "Cleared the price of 2 creators.");
    assert_eq!(f.text("SELECT count(*) || '' FROM figure_source"), "0");
    assert!(f.refused(&set(FieldValue::price(Some((-1, Currency::USD))))).contains("below 0"));
}

#[test]
fn who_took_part_in_a_batch_is_not_deleted() {
    let mut f = fixture();
    let delete = |of: &[i64]| WriteCmd::DeleteCreators(ids(of));
    let told = f.refused(&delete(&[1]));
    assert!(told.contains("A of Spring") && told.contains("$150 was paid") && told.contains("@deleted.1"), "{told}");
    assert_eq!(f.say(&delete(&[1, 2])), "Deleted 1 of 2 creators, 1 who took part in a batch stays.");
    assert_eq!(f.text("SELECT group_concat(handle) FROM creator"), "mia");
    assert_eq!(f.nothing(&delete(&[2])), "No creator is selected. Nothing was changed.");
    f.run(&WriteCmd::Undo).expect("is taken back");
    assert_eq!(f.say(&delete(&[2])), "Deleted @o.neil.");
}

#[test]
fn a_creator_of_a_batch_goes_and_the_ledger_stays() {
    let mut f = fixture();
    f.conn
        .execute_batch(
            "UPDATE creator SET name = 'Mia M', email = 'mia@example.com', address = 'Street 1', bio = 'Me', verdict = 'picked';
             UPDATE collaboration SET note = 'Mia wants blue', carrier = 'UPS', tracking = '1Z' WHERE creator_id = 1;
             INSERT INTO cost_item (collaboration_id, kind, amount_minor, state, day) VALUES (1, 'bonus', 5000, 'owed', '2026-03-03');
             INSERT INTO payment (collaboration_id, cost_item_id, amount_minor, currency, settles_minor, paid_on)
               VALUES (1, 1, 15000, 'USD', 15000, '2026-03-03');
             INSERT INTO post (creator_id, collaboration_id, url, posted_on, caption) VALUES (1, 1, 'https://t.example/@mia/1', '2026-03-04', 'mia');
             INSERT INTO tag (id, name, folded, is_niche) VALUES (5, 'met mia', 'met mia', 0);
             INSERT INTO creator_tag (creator_id, tag_id) VALUES (1, 5);
             INSERT INTO creator (id, handle, added_on, updated_at) VALUES (3, 'deleted.1', '2026-03-01', 1);",
        )
        .expect("a life");
    let money = |f: &Fixture| {
        let results = crate::store::report::results(&f.conn, None).expect("results");
        let sums: Vec<String> = results.iter().map(|one| format!("{:?} {:?}", one.sums, one.budget)).collect();
        let payments = crate::store::payables::all(&f.conn, clock().today()).expect("payments");
        let rows: Vec<_> = payments.rows.iter().map(|row| (row.id, row.agreed_minor, row.paid_minor)).collect();
        (sums, rows, f.text("SELECT sum(amount_minor) || '' FROM payment"))
    };
    let before = money(&f);
    let said = f.say(&WriteCmd::DeleteKeepingLedger(CreatorId(1)));
    assert!(said.contains("@deleted.1.2") && said.contains("$50"), "{said}");
    assert_eq!(money(&f), before);
    let person = "SELECT group_concat(line, '') FROM (
        SELECT handle || name || email || address || bio || search AS line FROM creator WHERE id = 1
        UNION ALL SELECT url || caption FROM post UNION ALL SELECT text FROM note
        UNION ALL SELECT note || carrier || tracking FROM collaboration UNION ALL SELECT name FROM tag)";
    assert_eq!(f.text(person), "deleted.1.2deleted.1.2\n\nBookTok");
    assert_eq!(
        f.text("SELECT verdict || '/' || reason || '/' || do_not_contact FROM creator WHERE id = 1"),
        "rejected/deleted/1"
    );
    assert_eq!(f.text("SELECT followers || '' FROM creator WHERE id = 1"), "52100", "results by tier stay");
    // The handle is free again.
    f.say(&WriteCmd::AddCreators { accounts: vec![collect::account("mia")], tags: Vec::new() });
    assert_eq!(f.say(&WriteCmd::DeleteKeepingLedger(CreatorId(2))), "Deleted @o.neil.");
    assert!(f.refused(&WriteCmd::DeleteKeepingLedger(CreatorId(2))).contains("no longer in the list"));
}

#[test]
fn an_edit_keeps_the_old_followers_and_meets_no_other_edit() {
    let mut f = fixture();
    let edit = |fields: CreatorFields, seen| WriteCmd::EditCreator { id: CreatorId(1), fields: Box::new(fields), seen };
    assert_eq!(f.nothing(&edit(mia(), 1)), "Nothing changed on @mia.");
    assert_eq!(f.say(&edit(CreatorFields { followers: Some(60_000), ..mia() }, 1)), "Changed @mia: followers.");
    assert_eq!(f.text("SELECT day || ' ' || followers FROM creator_reading"), "2026-03-01 52100");
    let error = f.run(&edit(mia(), 1)).expect_err("somebody else saved");
    assert_eq!(error.kind(), ErrorKind::Conflict);
    assert_eq!(error.to_string(), "@mia changed since you opened it. Nothing was saved.");
    let seen: i64 =
        f.conn.query_row("SELECT updated_at FROM creator WHERE id = 1", [], |row| row.get(0)).expect("a time");
    let other = Handle::parse("o.neil").expect("a handle");
    assert!(f.refused(&edit(CreatorFields { handle: other, ..mia() }, seen)).contains("another creator"));
    let new = Handle::parse("mia.new").expect("a handle");
    assert_eq!(f.say(&edit(CreatorFields { handle: new, ..mia() }, seen)), "Renamed @mia to @mia.new.");
    assert_eq!(f.text("SELECT text FROM note WHERE kind = 'rename'"), "Was @mia on tiktok until Mar 11, 2026.");
}

#[test]
fn campaigns_have_their_own_names_and_one_currency() {
    let mut f = fixture();
    let save = |id, fields: CampaignFields| WriteCmd::SaveCampaign { id, fields: Box::new(fields) };
    assert_eq!(f.refused(&save(None, campaign("SPRING"))), "There is already a campaign called Spring.");
    assert_eq!(f.say(&save(None, campaign("Autumn"))), "Added campaign Autumn, with 2 niches instead of 3 to 5.");
    let id = Some(CampaignId(2));
    assert_eq!(f.nothing(&save(id, campaign("Autumn"))), "Nothing changed on campaign Autumn.");
    let niches = CampaignFields { niches: vec!["cosy".to_owned()], ..campaign("Autumn") };
    assert_eq!(f.say(&save(id, niches)), "Changed campaign Autumn, with 1 niche instead of 3 to 5.");
    let euro = || CampaignFields { currency: "EUR".parse().expect("a currency"), ..campaign("Spring") };
    assert!(f.refused(&save(Some(CampaignId(1)), euro())).contains("already has costs in USD"));
    assert_eq!(
        f.say(&save(id, CampaignFields { name: "Winter".to_owned(), ..euro() })),
        "Changed campaign Winter, with 2 niches instead of 3 to 5."
    );
    assert!(f.refused(&save(None, CampaignFields { margin_bp: Some(0), ..campaign("x") })).contains("margin"));
    assert!(f.refused(&save(None, campaign(" "))).contains("needs a name"));
}

#[test]
fn a_batch_goes_from_planned_to_finished() {
    let mut f = fixture();
    f.conn
        .execute_batch(
            "INSERT INTO creator (id, handle, added_on, updated_at) VALUES (3, 'ann', '2026-03-01', 1), (4, 'bo', '2026-03-01', 1)",
        )
        .expect("more creators");
    let save = |id, fields: BatchFields| WriteCmd::SaveBatch { id, fields: Box::new(fields) };
    assert!(f.refused(&save(None, batch("a"))).contains("Spring already has a batch called a"));
    assert_eq!(f.say(&save(None, batch("B"))), "Planned B of Spring. It is the current batch now.");
    assert_eq!(f.say(&save(None, batch("C"))), "Planned C of Spring. It is the current batch now.");
    assert_eq!(f.say(&WriteCmd::ChooseBatch(BatchId(1))), "A of Spring is the current batch now.");
    f.nothing(&WriteCmd::ChooseBatch(BatchId(1)));

    let id = BatchId(2);
    let add = |target, pick| WriteCmd::AddToBatch { batch: id, target, pick };
    assert_eq!(f.say(&add(ids(&[1]), true)), "Picked @mia into B of Spring.");
    assert_eq!(f.text("SELECT verdict FROM creator WHERE id = 1"), "picked");
    f.say(&WriteCmd::SetDoNotContact { target: ids(&[4]), blocked: true });
    assert_eq!(f.refused(&add(ids(&[4]), true)), "@bo is marked do not contact. The batch wasn't changed.");
    assert_eq!(f.text("SELECT verdict FROM creator WHERE id = 4"), "new");
    assert!(f.refused(&WriteCmd::StartBatch(id)).contains("Add 2 more"));
    assert_eq!(
        f.say(&add(everybody(), false)),
        "Put 2 of 4 creators into B of Spring, 1 was already in it, left out 1 (do not contact)."
    );
    assert_eq!(
        f.nothing(&add(ids(&[1, 4]), false)),
        "The others are already in B of Spring, left out 1 (do not contact)."
    );
    assert_eq!(
        f.say(&add(everybody(), true)),
        "Picked 2 of 4 creators, already in B of Spring, left out 1 (do not contact)."
    );
    f.run(&WriteCmd::Undo).expect("undoes");
    assert_eq!(f.nothing(&add(ids(&[1, 2]), false)), "All 2 creators are already in B of Spring.");
    assert!(f.refused(&WriteCmd::StartBatch(id)).contains("end date"));
    f.say(&save(Some(id), BatchFields { ends_on: Some(clock().today()), ..batch("B") }));
    let costs = CollaborationFields { fee: Some(25_000), ..CollaborationFields::default() };
    f.say(&WriteCmd::SaveCollaboration { id: CollaborationId(2), fields: Box::new(costs) });
    assert_eq!(f.text("SELECT state FROM cost_item WHERE collaboration_id = 2"), "offered");
    assert!(f.refused(&WriteCmd::FinishBatch(id)).contains("started"));
    assert_eq!(f.say(&WriteCmd::StartBatch(id)), "Started B of Spring: 3 creators, $250 offered.");
    assert_eq!(f.text("SELECT state FROM cost_item WHERE collaboration_id = 2"), "offered", "a start agrees nothing");
    assert!(f.refused(&WriteCmd::StartBatch(id)).contains("already"));
    assert!(f.refused(&save(Some(id), batch("B"))).contains("can't change after the start"));
    assert_eq!(f.say(&WriteCmd::RemoveFromBatch(vec![CollaborationId(3)])), "Took @o.neil out of B of Spring.");
    assert_eq!(f.say(&WriteCmd::FinishBatch(id)), "Finished B of Spring.");
    f.nothing(&WriteCmd::FinishBatch(id));
    assert!(f.refused(&add(ids(&[2]), false)).contains("is finished"));
}

#[test]
fn the_parts_of_a_rule_are_fixed_by_the_start_and_set_once_after_an_import() {
    let mut f = fixture();
    let save = |fields: BatchFields| WriteCmd::SaveBatch { id: Some(BatchId(1)), fields: Box::new(fields) };
    let rule = |creators| Some(SuccessRule { creators, orders: Some(5), ..SuccessRule::default() });
    let with = |creators| BatchFields { rule: rule(creators), success_rule: String::new(), ..batch("A") };
    let kept = "SELECT concat_ws(' ', rule_creators, rule_measure, rule_level_e4, rule_orders, rule_set_on) FROM batch WHERE id = 1";
    f.say(&save(with(2)));
    assert_eq!(f.text(kept), "2 roas 5");
    f.nothing(&save(with(2)));
    f.say(&save(with(3)));
    f.run(&WriteCmd::Undo).expect("undoes");
    assert_eq!(f.text(kept), "2 roas 5");

    f.conn.execute_batch("UPDATE batch SET status = 'running'").expect("a start");
    for changed in [
        with(3),
        BatchFields { rule: None, ..with(2) },
        BatchFields { rule: Some(SuccessRule { level_e4: Some(30_000), ..rule(2).expect("a rule") }), ..with(2) },
        BatchFields { rule: Some(SuccessRule { orders: None, ..rule(2).expect("a rule") }), ..with(2) },
    ] {
        assert!(f.refused(&save(changed.clone())).contains("can't change after the start"), "{changed:?}");
    }
    f.say(&save(BatchFields { name: "First".to_owned(), ..with(2) }));

    f.conn
        .execute_batch("UPDATE batch SET imported = 1, rule_creators = NULL, rule_measure = '', rule_orders = NULL")
        .expect("an import");
    f.say(&save(with(4)));
    assert_eq!(f.text(kept), "4 roas 5 2026-03-11");
    assert!(f.refused(&save(with(2))).contains("only once"));
}

#[test]
fn a_batch_is_planned_and_filled_in_one_step_as_it_would_be_in_two() {
    let creators: Arc<[CreatorId]> = Arc::new([CreatorId(1), CreatorId(2)]);
    let plan =
        |id, fields: BatchFields| WriteCmd::PlanBatch { id, fields: Box::new(fields), creators: Arc::clone(&creators) };
    let (mut one, mut two) = (fixture(), fixture());
    let planned = one.say(&plan(None, batch("B")));
    assert!(planned.contains("Planned B of Spring") && planned.contains("2 creators"), "{planned}");
    two.say(&WriteCmd::SaveBatch { id: None, fields: Box::new(batch("B")) });
    two.say(&WriteCmd::AddToBatch { batch: BatchId(2), target: ids(&[1, 2]), pick: false });
    assert_eq!(dump(&one.conn), dump(&two.conn));

    assert!(one.nothing(&plan(Some(BatchId(2)), batch("B"))).contains("already in B of Spring"));
    let later = BatchFields { success_rule: "ROAS 3".to_owned(), ..batch("B") };
    assert!(one.say(&plan(Some(BatchId(2)), later)).contains("Changed B of Spring"));
    one.conn.execute_batch("UPDATE creator SET do_not_contact = 1").expect("nobody may be written to");
    assert!(one.refused(&plan(None, batch("C"))).contains("do not contact"), "no batch is left behind");
}

#[test]
fn the_form_of_a_collaboration_moves_tracks_and_sales() {
    let mut f = fixture();
    f.conn
        .execute_batch(
            "INSERT INTO order_code (order_id, folded) VALUES (1, 'mia10');
             INSERT INTO sale_order (id, source, external_id, placed_at, placed_on, currency, total_minor, net_minor, state)
               VALUES (2, 'shopify', '78', 1, '2026-03-06', 'USD', 900, 900, 'sale');
             INSERT INTO order_code (order_id, folded) VALUES (2, 'glow');",
        )
        .expect("orders");
    let save =
        |fields: CollaborationFields| WriteCmd::SaveCollaboration { id: CollaborationId(1), fields: Box::new(fields) };
    let full = CollaborationFields {
        fee: Some(20_000),
        shipping_cost: Some(500),
        commission: Some(1_000),
        codes: vec!["Mia10".to_owned(), "GLOW".to_owned()],
        link: "https://shop.example/?utm_content=Mia".to_owned(),
        post_url: "https://www.tiktok.com/@mia/video/1".to_owned(),
        posted_on: Some(clock().today()),
        views: Some(1_000),
        ..CollaborationFields::default()
    };
    assert_eq!(f.say(&save(full.clone())), "Saved @mia in A of Spring; 1 order is attributed differently now.");
    assert_eq!(f.nothing(&save(full.clone())), "Nothing changed on @mia.");
    let tracks = "SELECT outreach || '/' || content || '/' || money FROM collaboration WHERE id = 1";
    assert_eq!(f.text(tracks), "agreed/posted/nothing owed", "the fee is paid");
    assert_eq!(f.text("SELECT mark FROM link"), "mia");
    assert_eq!(
        f.text("SELECT group_concat(kind || ' ' || amount_minor || ' ' || state, ', ' ORDER BY id) FROM cost_item"),
        "fee 20000 paid, shipping 500 agreed",
        "what is paid stays paid, and a post agrees the rest"
    );
    assert_eq!(f.text("SELECT attributed_by FROM sale_order WHERE id = 2"), "code");
    let taken = WriteCmd::SaveCollaboration {
        id: CollaborationId(2),
        fields: Box::new(CollaborationFields { codes: vec!["glow".to_owned()], ..CollaborationFields::default() }),
    };
    f.say(&WriteCmd::AddToBatch { batch: BatchId(1), target: ids(&[2]), pick: false });
    assert!(f.refused(&taken).contains("belongs to @mia"));
    f.say(&save(CollaborationFields::default()));
    assert_eq!(f.text("SELECT group_concat(attributed_by) FROM sale_order"), "nobody,nobody");
    assert_eq!(f.text(tracks), "agreed/approved/nothing owed");
    assert!(f.refused(&save(CollaborationFields { fee: Some(-1), ..full.clone() })).contains("below 0"));
    assert!(f.refused(&save(CollaborationFields { link: "a b".to_owned(), ..full.clone() })).contains("a space"));
    let tomorrow = clock().today().succ_opt();
    assert!(f.refused(&save(CollaborationFields { posted_on: tomorrow, ..full })).contains("in the future"));
}

#[test]
fn the_days_of_message_answer_and_parcel_move_their_tracks() {
    let mut f = fixture();
    let save =
        |fields: CollaborationFields| WriteCmd::SaveCollaboration { id: CollaborationId(1), fields: Box::new(fields) };
    let (today, yesterday) = (Some(clock().today()), clock().today().pred_opt());
    let tracks = "SELECT outreach || '/' || product FROM collaboration WHERE id = 1";
    let days = CollaborationFields { contacted_on: yesterday, shipped_on: today, ..CollaborationFields::default() };
    f.say(&save(days.clone()));
    assert_eq!(f.text(tracks), "contacted/shipped");
    f.say(&save(CollaborationFields { replied_on: today, tracking: "JD 01".to_owned(), ..days.clone() }));
    assert_eq!(f.text(tracks), "replied/shipped");
    assert_eq!(
        f.text("SELECT contacted_on || ' ' || replied_on || tracking FROM collaboration"),
        "2026-03-10 2026-03-11JD 01"
    );
    // What an import knows without its day stays when something else is saved.
    f.conn
        .execute_batch("UPDATE collaboration SET product = 'delivered', outreach = 'agreed' WHERE id = 1")
        .expect("an import");
    f.say(&save(CollaborationFields { commission: Some(500), ..CollaborationFields::default() }));
    assert_eq!(f.text(tracks), "agreed/delivered");
    let early = CollaborationFields { contacted_on: today, replied_on: yesterday, ..days.clone() };
    assert!(f.refused(&save(early)).contains("dated before the first message"));
    let late = CollaborationFields { shipped_on: clock().today().succ_opt(), ..days };
    assert!(f.refused(&save(late)).contains("in the future"));
}

fn logs_today(milestone: Milestone) -> WriteCmd {
    WriteCmd::PassMilestone { ids: vec![CollaborationId(1)], milestone, day: clock().today() }
}

#[test]
fn what_happened_is_noted_with_its_day() {
    let mut f = fixture();
    let note = logs_today;
    let state =
        "SELECT concat_ws(' ', outreach, product, contacted_on, replied_on, shipped_on, follow_ups) FROM collaboration";
    assert_eq!(f.say(&note(Milestone::Talk(Outreach::Contacted))), "Contacted @mia on Wed, Mar 11.");
    assert_eq!(f.nothing(&note(Milestone::Talk(Outreach::Contacted))), "@mia is already noted as contacted.");
    f.say(&note(Milestone::Talk(Outreach::FollowedUp)));
    assert_eq!(
        f.say(&note(Milestone::Talk(Outreach::FollowedUp))),
        "Followed up with @mia on Wed, Mar 11, 2 times now."
    );
    assert_eq!(f.text(state), "followed up not needed 2026-03-11 2");
    f.say(&note(Milestone::Talk(Outreach::Replied)));
    f.say(&note(Milestone::Talk(Outreach::Agreed)));
    f.say(&note(Milestone::Parcel(Product::Shipped)));
    f.say(&note(Milestone::Parcel(Product::Delivered)));
    assert_eq!(f.text(state), "agreed delivered 2026-03-11 2026-03-11 2026-03-11 2");
    f.conn.execute_batch("UPDATE creator SET do_not_contact = 1 WHERE id = 1").expect("blocked");
    assert!(f.refused(&note(Milestone::Talk(Outreach::FollowedUp))).contains("do not contact"));
    f.say(&note(Milestone::Parcel(Product::Lost)));
}

#[test]
fn removing_a_creator_from_a_batch_frees_the_sales() {
    let mut f = fixture();
    f.say(&WriteCmd::RemoveFromBatch(vec![CollaborationId(1)]));
    assert_eq!(f.text("SELECT attributed_by || ifnull(collaboration_id, '') FROM sale_order"), "nobody");
    f.nothing(&WriteCmd::RemoveFromBatch(vec![CollaborationId(1)]));
}

#[test]
fn settings_are_undoable_and_an_empty_history_says_so() {
    let mut f = fixture();
    assert_eq!(f.nothing(&WriteCmd::Undo), "There is nothing to undo.");
    assert_eq!(f.nothing(&WriteCmd::Redo), "There is nothing to redo.");
    let set = WriteCmd::SetSetting { name: "currency".to_owned(), value: "EUR".to_owned() };
    assert_eq!(f.say(&set), "Set currency to EUR.");
    assert_eq!(f.nothing(&set), "currency is already EUR.");
}

#[test]
fn a_talk_that_an_older_version_ended_releases_what_was_not_earned() {
    let mut f = fixture();
    f.conn
        .execute_batch("UPDATE collaboration SET outreach = 'declined'; UPDATE cost_item SET state = 'agreed'")
        .expect("edits");
    let note = logs_today(Milestone::Talk(Outreach::Declined));
    assert!(f.say(&note).contains("$150"));
    assert_eq!(f.text("SELECT state FROM cost_item"), "released");
    f.nothing(&note);
}

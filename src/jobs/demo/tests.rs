use std::collections::{BTreeMap, BTreeSet};

use chrono::Days;
use rusqlite::Connection;

use super::*;
use crate::analysis::decision::Advice;
use crate::domain::collaboration::Stage;
use crate::domain::rights::RightKind;
use crate::domain::success_rule::Ruling;
use crate::domain::{BatchStatus, Goal, PayableId};
use crate::proto::outlook::ConflictRow;
use crate::proto::results::{CampaignResult, CreatorResult};
use crate::store::open;

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 11).expect("a day")
}

/// The shop as it stands on a day, and what screens ask of it.
struct Made {
    _folder: tempfile::TempDir,
    path: std::path::PathBuf,
    today: NaiveDate,
}

impl Made {
    fn on(today: NaiveDate) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("demo.db");
        make(&path, &Clock::fixed(today)).unwrap_or_else(|error| panic!("{today}: {error}"));
        Self { _folder: folder, path, today }
    }

    fn writer(&self) -> Writer {
        Writer::open(&self.path, Clock::fixed(self.today), Arc::default()).expect("the file opens")
    }

    fn ask(&self, query: &Query) -> Answer {
        let conn = open::open_query(&self.path).expect("the file opens");
        store::answer::answer(&conn, query, self.today, &Rules::default()).expect("an answer")
    }

    fn results(&self) -> Vec<CampaignResult> {
        let Answer::Results(results) = self.ask(&Query::Results(None)) else { panic!("no results") };
        results
    }

    /// Whether a question to the file finds nothing.
    fn finds_nothing(&self, what: &str, sql: &str) {
        let conn = open::open_reader(&self.path).expect("the file opens");
        let found: i64 =
            conn.query_row(&format!("SELECT count(*) FROM ({sql})"), [], |row| row.get(0)).expect("a count");
        assert_eq!(found, 0, "{what} on {}", self.today);
    }
}

/// All that the file holds but its history and the marks that no two files share, as text.
fn everything(path: &Path) -> BTreeMap<String, Vec<String>> {
    let conn = open::open_reader(path).expect("the file opens");
    let tables: Vec<String> = names(
        &conn,
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'undo%' AND name NOT IN ('incarnation', 'memory') AND sql NOT LIKE '%VIRTUAL%'",
    );
    let rows = |table: &String| {
        let columns = names(&conn, &format!("SELECT 'quote(' || name || ')' FROM pragma_table_info('{table}')"))
            .join(" || ',' || ");
        let mut rows = names(&conn, &format!("SELECT {columns} FROM \"{table}\""));
        rows.sort();
        rows
    };
    tables.iter().map(|table| (table.clone(), rows(table))).collect()
}

fn names(conn: &Connection, sql: &str) -> Vec<String> {
    let mut statement = conn.prepare(sql).expect("a question");
    statement.query_map([], |row| row.get(0)).expect("rows").collect::<rusqlite::Result<_>>().expect("text")
}

#[test]
fn is_the_same_for_the_same_day() {
    let (one, other) = (everything(&Made::on(day()).path), everything(&Made::on(day()).path));
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    for (table, rows) in &one {
        let differs = rows.iter().zip(&other[table]).find(|(one, other)| one != other);
        assert_eq!((differs, rows.len()), (None, other[table].len()), "{table}");
    }
}

/// Month ends, a leap day, both ends of a year, and days in between: no step of the year comes to nothing on any of them, and none
/// of what it writes is still to come.
#[test]
fn is_made_on_any_day_with_nothing_in_the_future() {
    let days = ["2024-02-29", "2025-08-31", "2026-01-01", "2026-05-17", "2026-10-04", "2026-12-31"];
    for today in days.map(|day| day.parse().expect("a day")) {
        let shop = Made::on(today);
        let to_come = |table: &str, column: &str| {
            shop.finds_nothing(
                &format!("{table}.{column}"),
                &format!("SELECT 1 FROM {table} WHERE {column} > '{today}'"),
            );
        };
        for (table, columns) in [
            ("collaboration", &["contacted_on", "replied_on", "shipped_on", "delivered_on", "lost_on"][..]),
            ("deliverable", &["draft_on", "changes_on", "approved_on", "missed_on"]),
            ("cost_item", &["day", "agreed_on", "owed_on", "paid_on", "invoiced_on"]),
            ("payment", &["paid_on"]),
            ("post", &["posted_on"]),
            ("reading", &["day"]),
            ("click_reading", &["day"]),
            ("step", &["day"]),
            ("creator", &["decided_on", "added_on", "ambassador_on"]),
            ("sale_order", &["placed_on"]),
        ] {
            for column in columns {
                to_come(table, column);
            }
        }
    }
}

#[test]
fn what_happened_happened_in_its_order() {
    let shop = Made::on(day());
    for (what, sql) in [
        ("an answer before the message", "SELECT 1 FROM collaboration WHERE replied_on < contacted_on"),
        ("a parcel before the answer", "SELECT 1 FROM collaboration WHERE shipped_on < replied_on"),
        ("an arrival before the parcel", "SELECT 1 FROM collaboration WHERE delivered_on < shipped_on"),
        (
            "a payment before the agreement",
            "SELECT 1 FROM payment JOIN cost_item USING (collaboration_id) WHERE payment.paid_on < cost_item.agreed_on",
        ),
        (
            "a post before its draft was approved",
            "SELECT 1 FROM deliverable JOIN post ON post.id = post_id WHERE posted_on < approved_on OR approved_on < draft_on",
        ),
        ("a reading before the post", "SELECT 1 FROM reading JOIN post ON post.id = post_id WHERE day < posted_on"),
        (
            "views that fall",
            "SELECT 1 FROM reading AS one JOIN reading AS two USING (post_id) WHERE one.day < two.day AND one.views > two.views",
        ),
        (
            "a creator who is booked and was not picked",
            "SELECT 1 FROM creator JOIN collaboration ON creator_id = creator.id WHERE verdict <> 'picked'",
        ),
    ] {
        shop.finds_nothing(what, sql);
    }
}

#[test]
fn no_figure_is_absurd() {
    for campaign in Made::on(day()).results() {
        for one in campaign.batches.iter().flat_map(|batch| &batch.creators) {
            let who = format!("@{} in {}", one.handle, campaign.name);
            assert!(one.sums.spend_minor <= 50_000, "{who}: spend");
            if let Some(views) = one.sums.views {
                let cpm_minor = one.sums.spend_minor * 1_000 / views.max(1);
                assert!((300..6_000).contains(&cpm_minor), "{who}: CPM of {cpm_minor} cents");
            }
            let clicks = one.sums.clicks.unwrap_or(0);
            assert!(one.sums.views.is_none_or(|views| clicks * 10 < views), "{who}: {clicks} clicks");
        }
    }
}

#[test]
fn every_screen_has_something_to_show() {
    use DueKind::{
        Agree, Batch, Draft, FollowUp, Goal as Pick, Payment, Read, Replace, Review, Rights, Ship, Snoozed, Start, Task,
    };

    let shop = Made::on(day());
    let Answer::Campaigns(campaigns) = shop.ask(&Query::Campaigns) else { panic!("no campaigns") };
    let goals: BTreeSet<&str> = campaigns.iter().map(|campaign| campaign.fields.goal.word()).collect();
    assert_eq!(goals, [Goal::Awareness, Goal::Conversions, Goal::Ugc].map(Goal::word).into());
    let batches: Vec<_> = campaigns.iter().flat_map(|campaign| &campaign.batches).collect();
    for status in [BatchStatus::Planned, BatchStatus::Running, BatchStatus::Finished] {
        assert!(batches.iter().any(|batch| batch.status == status), "{status:?}");
    }
    for ruling in [Ruling::Met, Ruling::Missed, Ruling::Open] {
        let is_so =
            |batch: &&&crate::proto::row::BatchRow| batch.judged.as_ref().is_some_and(|judged| judged.ruling == ruling);
        assert!(batches.iter().any(|batch| is_so(&batch)), "{ruling:?}");
    }
    assert!(batches.iter().any(|batch| batch.current && batch.status == BatchStatus::Planned));

    let Answer::Board(cards) = shop.ask(&Query::Board) else { panic!("no board") };
    for stage in [
        Stage::Shortlist,
        Stage::Contacted,
        Stage::Agreed,
        Stage::Shipped,
        Stage::Posted,
        Stage::Results,
        Stage::Closed,
    ] {
        assert!(cards.iter().any(|card| card.card.stage == stage), "{stage:?}");
    }
    let Answer::Agenda(agenda) = shop.ask(&Query::Agenda) else { panic!("no agenda") };
    for kind in
        [Task, Batch, Payment, FollowUp, Agree, Ship, Replace, Draft, Review, Read, Rights, Start, Snoozed, Pick]
    {
        assert!(agenda.rows.iter().any(|row| row.key.kind == kind), "{kind:?}");
    }
    assert!(agenda.rows.iter().any(|row| row.day < day()) && agenda.rows.iter().any(|row| row.day > day()));
    let Answer::Payments(payments) = shop.ask(&Query::Payments) else { panic!("no payments") };
    let is_open = |row: &&crate::domain::Payable| !row.is_paid();
    let open: Vec<_> = payments.rows.iter().filter(is_open).collect();
    assert!(open.iter().any(|row| row.due_on.is_some_and(|due| due < day())), "overdue");
    assert!(
        open.iter().any(|row| row.due_on.is_some_and(|due| (day()..day() + Days::new(7)).contains(&due))),
        "due soon"
    );
    assert!(open.iter().any(|row| row.paid_minor > 0), "paid in part");
    assert!(payments.rows.iter().any(|row| matches!(row.id, PayableId::Commission(..)) && row.is_paid()), "commission");
    assert!(payments.ledger.iter().any(|line| line.currency != Currency::USD), "in another currency");
    assert!(payments.rows.iter().any(|row| row.paid_on > row.due_on && row.is_paid()), "paid late");
    assert!(!payments.packing.is_empty(), "parcels to pack");
    assert!(!payments.years.is_empty(), "what a year paid");

    let Answer::Duplicates(duplicates) = shop.ask(&Query::Duplicates) else { panic!("no duplicates") };
    assert!(!duplicates.groups.is_empty());
    let Answer::History(history) = shop.ask(&Query::History) else { panic!("no history") };
    assert!(history.len() > 10);
    let Answer::Views(views) = shop.ask(&Query::Views) else { panic!("no views") };
    assert!(views.len() > 3);
    let Answer::Goal(Some(goal)) = shop.ask(&Query::Goal) else { panic!("no goal") };
    assert!(goal.weeks.len() == 3 && goal.weeks.iter().any(|week| week.picked > 0), "{goal:?}");
    let reviews: Vec<_> = campaigns.iter().map(|campaign| shop.ask(&Query::Review(Some(campaign.id)))).collect();
    let is_shared = |answer: &Answer| matches!(answer, Answer::Review(_, review) if review.conflicts.iter().any(ConflictRow::is_shared));
    assert!(reviews.iter().any(is_shared), "a shared code");
    assert!(reviews.iter().all(|answer| matches!(answer, Answer::Review(_, review) if review.orders_total > 0)));
}

#[test]
fn rights_run_end_soon_and_have_ended() {
    let shop = Made::on(day());
    let conn = open::open_reader(&shop.path).expect("the file opens");
    let kinds: BTreeSet<String> = names(&conn, "SELECT DISTINCT kind FROM rights").into_iter().collect();
    assert_eq!(kinds.len(), 3);
    let ends = |kind: RightKind, from: i64, until: i64| {
        let sql = format!(
            "SELECT ends_on FROM rights WHERE kind = '{}' AND julianday(ends_on) - julianday('{}') BETWEEN {from} AND {until}",
            kind.word(),
            day()
        );
        assert!(!names(&conn, &sql).is_empty(), "{sql}");
    };
    ends(RightKind::Usage, -400, -1);
    ends(RightKind::Usage, 0, 7);
    ends(RightKind::Usage, 60, 400);
    ends(RightKind::SparkCode, 0, 7);
    ends(RightKind::Exclusivity, 8, 90);
}

/// What the program is for: one who sells, one who looks like it by one large order, one who does not, and some to wait for.
#[test]
fn the_results_teach_what_the_program_is_for() {
    let results = Made::on(day()).results();
    let serum = results.iter().find(|campaign| campaign.name == "Glow Serum test").expect("the campaign");
    let creators = || serum.batches.iter().flat_map(|batch| &batch.creators);
    let advice = |one: &CreatorResult| one.estimate.as_ref().map(|estimate| estimate.head.advice);
    for wanted in [Advice::Scale, Advice::Retest, Advice::Drop, Advice::Wait] {
        assert!(creators().any(|one| advice(one) == Some(wanted)), "{wanted:?}");
    }
    let roas_e4 = |one: &CreatorResult| one.sums.revenue_minor * 10_000 / one.sums.spend_minor.max(1);
    let best = creators().max_by_key(|one| roas_e4(one)).expect("somebody");
    assert!(roas_e4(best) > 50_000 && best.sums.orders < 6, "the best bare ROAS rests on few orders");
    assert_ne!(advice(best), Some(Advice::Scale), "and is not taken for a winner");
}

#[test]
fn the_same_was_spent_everywhere() {
    let shop = Made::on(day());
    let Answer::Campaigns(campaigns) = shop.ask(&Query::Campaigns) else { panic!("no campaigns") };
    for result in shop.results() {
        let listed = campaigns.iter().find(|campaign| campaign.id == result.id).expect("a campaign");
        let budget = result.budget;
        let parts = budget.agreed_minor + budget.owed_minor + budget.paid_minor + budget.commission_minor;
        let of_batches: i64 = result.batches.iter().map(|batch| batch.sums.spend_minor).sum();
        let of_creators: i64 =
            result.batches.iter().flat_map(|batch| &batch.creators).map(|one| one.sums.spend_minor).sum();
        let spend = result.sums.spend_minor;
        assert_eq!([listed.spend_minor, parts, of_batches, of_creators], [spend; 4], "{}", result.name);
    }
}

#[test]
fn undo_takes_back_the_last_days_and_never_the_shop() {
    let shop = Made::on(day());
    let mut writer = shop.writer();
    let before = everything(&shop.path);
    let done = writer.run(&WriteCmd::Undo).expect("an undo");
    assert!(done.op.is_some());
    let small = |one: &BTreeMap<String, Vec<String>>, other: &BTreeMap<String, Vec<String>>| {
        let rows = |all: &BTreeMap<String, Vec<String>>| all.values().map(Vec::len).sum::<usize>();
        rows(one).abs_diff(rows(other))
    };
    assert!(small(&before, &everything(&shop.path)) < 10, "the newest step is a small one");
    writer.run(&WriteCmd::Redo).expect("a redo");
    assert_eq!(everything(&shop.path), before);
    while writer.run(&WriteCmd::Undo).expect("an undo").op.is_some() {}
    let left = everything(&shop.path);
    for table in ["creator", "campaign", "batch", "collaboration", "sale_order"] {
        assert_eq!(left[table].len(), before[table].len(), "{table}");
    }
    assert!(left["setting"].iter().any(|row| row.contains(MARK)), "it still says that it is made up");
}

//! Every place that says what was spent says the same, whatever happened in the file.

use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;
use serde_json::Value;
use tenfold::analysis::rules::Rules;
use tenfold::clock::Clock;
use tenfold::domain::CollaborationFields;
use tenfold::domain::day::{Calendar, DayOrder};
use tenfold::domain::filter;
use tenfold::domain::milestone::Milestone;
use tenfold::domain::{BatchId, CampaignId, CollaborationId, CostKind, CreatorId, Currency, TierBorders};
use tenfold::proto::command::{BatchFields, CampaignFields};
use tenfold::proto::results::CampaignResult;
use tenfold::proto::row::CampaignRow;
use tenfold::proto::{Answer, Query, Target, WriteCmd};
use tenfold::report::{CampaignReport, MediaKit, Shape};
use tenfold::store::Writer;
use tenfold::store::answer::Asker;
use tenfold::store::ingest::{ImportHeader, ImportOptions, Ingest};

use crate::Shop;

/// The people and where they are booked: campaign and batch of each collaboration, all three of them in each.
const HANDLES: [&str; 3] = ["ana", "ben", "cleo"];
const BATCHES: [(&str, &str); 3] = [("One", "A"), ("One", "B"), ("Two", "A")];
const COLLABORATIONS: i64 = 9;

/// Something a person does.
#[derive(Clone, Debug)]
enum Act {
    Form {
        who: i64,
        costs: Vec<(CostKind, i64)>,
        shipped: bool,
        posted: bool,
        commission_bp: i64,
    },
    Step(i64, Milestone),
    Start(i64),
    Finish(i64),
    /// A tracker's row: fee, product, code, day of the post.
    Tracker {
        who: i64,
        fee: i64,
        product: i64,
        code: bool,
        posted: bool,
    },
    /// An order with the code of a collaboration.
    Order(i64, i64),
    Undo,
    Redo,
}

fn act() -> impl Strategy<Value = Act> {
    let who = || 1..=COLLABORATIONS;
    let amount = || prop::sample::select(vec![0_i64, 500, 1_200, 10_000, 33_333]);
    let kinds: Vec<CostKind> = strum_all();
    let cost = (prop::sample::select(kinds), amount());
    prop_oneof![
        4 => (who(), prop::collection::vec(cost, 0..4), any::<bool>(), prop::bool::weighted(0.2),
              prop::sample::select(vec![0_i64, 1_000]))
            .prop_map(|(who, costs, shipped, posted, commission_bp)| Act::Form { who, costs, shipped, posted, commission_bp }),
        6 => (who(), prop::sample::select(Milestone::all())).prop_map(|(who, step)| Act::Step(who, step)),
        1 => (1_i64..=3).prop_map(Act::Start),
        1 => (1_i64..=3).prop_map(Act::Finish),
        4 => (who(), amount(), amount(), any::<bool>(), any::<bool>())
            .prop_map(|(who, fee, product, code, posted)| Act::Tracker { who, fee, product, code, posted }),
        1 => (who(), 1_000_i64..9_000).prop_map(|(who, minor)| Act::Order(who, minor)),
        1 => Just(Act::Undo),
        1 => Just(Act::Redo),
    ]
}

fn strum_all() -> Vec<CostKind> {
    vec![CostKind::Fee, CostKind::Product, CostKind::Shipping, CostKind::Rights, CostKind::Boost, CostKind::Other]
}

fn clock() -> Clock {
    Clock::fixed("2026-03-11".parse().expect("a day"))
}

/// Handle, campaign and batch of a collaboration.
fn names(who: i64) -> (&'static str, &'static str, &'static str) {
    let at = usize::try_from(who - 1).expect("from 1 on");
    let (campaign, batch) = BATCHES[at / HANDLES.len()];
    (HANDLES[at % HANDLES.len()], campaign, batch)
}

fn code(who: i64) -> String {
    format!("CODE{who}")
}

/// A file with the three people booked everywhere.
fn begin(path: &Path) -> Writer {
    let mut writer = Writer::open(path, clock(), Arc::default()).expect("opens");
    bring(&mut writer, "list.csv", &format!("handle,followers\n{},12000\n", HANDLES.join(",12000\n")));
    for name in ["One", "Two"] {
        let fields = CampaignFields { name: name.to_owned(), margin_bp: Some(6_000), ..CampaignFields::default() };
        run(&mut writer, &WriteCmd::SaveCampaign { id: None, fields: Box::new(fields) });
    }
    for (at, (campaign, batch)) in (1..).zip(BATCHES) {
        let fields = BatchFields {
            campaign: CampaignId(if campaign == "One" { 1 } else { 2 }),
            name: batch.to_owned(),
            rule: None,
            success_rule: "ROAS 2".to_owned(),
            ends_on: Some(clock().today()),
        };
        run(&mut writer, &WriteCmd::SaveBatch { id: None, fields: Box::new(fields) });
        let ids: Vec<CreatorId> = (1..=3).map(CreatorId).collect();
        let add = WriteCmd::AddToBatch { batch: BatchId(at), target: Target::Ids(ids.into()), pick: false };
        run(&mut writer, &add);
    }
    writer
}

/// Carries out a command that may be refused.
fn run(writer: &mut Writer, command: &WriteCmd) {
    let _ = writer.run(command);
}

fn bring(writer: &mut Writer, name: &str, text: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, text).expect("the file is written");
    let plan = tenfold::import::open(&path, &tenfold::import::Options::new(Currency::USD, DayOrder::DayFirst))
        .expect("a plan");
    let header = ImportHeader { file: name.to_owned(), kind: plan.kind, content_hash: text.to_owned() };
    let options = ImportOptions { today: clock().today(), now_ms: clock().now_ms(), currency: Currency::USD };
    let records: Vec<_> = plan.records().expect("records").filter_map(Result::ok).collect();
    let mut ingest = Ingest::begin(header, options);
    ingest.apply(writer.connection(), &records).expect("applies");
    ingest.finish(writer.connection(), 0).expect("finishes");
}

fn units(minor: i64) -> String {
    format!("{}.{:02}", minor / 100, minor % 100)
}

fn live(writer: &mut Writer, acts: &[Act]) {
    for (number, act) in acts.iter().enumerate() {
        match act {
            Act::Form { who, costs, shipped, posted, commission_bp } => {
                let mut once: Vec<(CostKind, i64)> = Vec::new();
                for (kind, minor) in costs {
                    if !once.iter().any(|(known, _)| known == kind) {
                        once.push((*kind, *minor));
                    }
                }
                let fields = CollaborationFields {
                    codes: vec![code(*who)],
                    shipped_on: shipped.then(|| clock().today()),
                    posted_on: posted.then(|| clock().today()),
                    commission: Some(*commission_bp).filter(|share| *share > 0),
                    ..CollaborationFields::default()
                };
                let fields = once.into_iter().fold(fields, |fields, (kind, minor)| fields.with_cost(kind, minor));
                run(writer, &WriteCmd::SaveCollaboration { id: CollaborationId(*who), fields: Box::new(fields) });
            }
            Act::Step(who, milestone) => {
                let (ids, day) = (vec![CollaborationId(*who)], clock().today());
                run(writer, &WriteCmd::PassMilestone { ids, milestone: *milestone, day });
            }
            Act::Start(batch) => run(writer, &WriteCmd::StartBatch(BatchId(*batch))),
            Act::Finish(batch) => run(writer, &WriteCmd::FinishBatch(BatchId(*batch))),
            Act::Tracker { who, fee, product, code: with_code, posted } => {
                let (handle, campaign, batch) = names(*who);
                let code = if *with_code { code(*who) } else { String::new() };
                let day = if *posted { "2026-03-05" } else { "" };
                let row = format!("{campaign},{batch},{handle},{},{},{code},{day}", units(*fee), units(*product));
                let heads = "campaign,batch,handle,fee,product_cost,code,posted_at";
                bring(writer, &format!("tracker {number}.csv"), &format!("{heads}\n{row}\n"));
            }
            Act::Order(who, minor) => {
                let net = units(*minor);
                let heads = "Name,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Created at,Lineitem quantity,Lineitem name,Lineitem price,Refunded Amount,Id";
                let row = format!(
                    "#{number},paid,USD,{net},0.00,0.00,{net},{},2026-03-06 10:00:00 +0000,1,Serum,{net},0.00,{}",
                    code(*who),
                    5_000 + number
                );
                bring(writer, &format!("orders {number}.csv"), &format!("{heads}\n{row}\n"));
            }
            Act::Undo => run(writer, &WriteCmd::Undo),
            Act::Redo => run(writer, &WriteCmd::Redo),
        }
    }
}

/// Asks the file as the screens do.
struct Asked(Asker);

impl Asked {
    fn ask(&mut self, query: &Query) -> Answer {
        self.0.answer(query, clock().today(), &Rules::default()).expect("an answer")
    }

    fn campaigns(&mut self) -> Vec<CampaignRow> {
        let Answer::Campaigns(rows) = self.ask(&Query::Campaigns) else { panic!("campaigns") };
        rows
    }

    fn results(&mut self) -> Vec<CampaignResult> {
        let Answer::Results(results) = self.ask(&Query::Results(None)) else { panic!("results") };
        results
    }

    fn shown(&mut self, text: &str) -> Vec<CreatorId> {
        let read = filter::parse(text, Calendar::day_first(clock().today())).expect("a filter");
        let Answer::Index(ids) = self.ask(&Query::Index { filter: read.expr.map(Arc::new), sort: Vec::new() }) else {
            panic!("ids")
        };
        ids.to_vec()
    }
}

/// Compares what all places of the program say about money spent. Returns the results, for more.
fn compare(path: &Path) -> Vec<CampaignResult> {
    let mut asked = Asked(Asker::open(path).expect("opens"));
    let (campaigns, results) = (asked.campaigns(), asked.results());
    let mut of_creator = [0_i64; 3];
    for result in &results {
        let row = campaigns.iter().find(|row| row.id == result.id).expect("the campaign");
        assert_eq!(row.spend_minor, result.sums.spend_minor, "campaigns list and results");
        assert_eq!(row.budget, result.budget, "the budget of the list and of the results");
        assert_eq!(row.budget.committed_minor(), row.spend_minor, "the budget and the spend");
        for batch in &result.batches {
            let in_list = row.batches.iter().find(|known| known.id == batch.id).expect("the batch");
            assert_eq!(in_list.spend_minor, batch.sums.spend_minor, "list and results of a batch");
            assert_eq!(
                in_list.budget.committed_minor(),
                batch.sums.spend_minor,
                "the amounts and the spend of a batch"
            );
            let Answer::Batch(_, rows) = asked.ask(&Query::Batch(batch.id)) else { panic!("a batch") };
            for creator in &batch.creators {
                let Answer::Page(_, Some(page)) = asked.ask(&Query::Page(creator.creator)) else { panic!("a page") };
                let booking = page.bookings.iter().find(|row| row.id == creator.collaboration).expect("the booking");
                assert_eq!(booking.cost_minor, creator.sums.spend_minor, "the page of a creator");
                let kit = MediaKit::new(&page, clock().today(), TierBorders::default(), true);
                if booking.fields.posted_on.is_some() || booking.orders > 0 {
                    let shown = tenfold::domain::figure::money(booking.cost_minor, booking.currency);
                    let line =
                        kit.results.iter().flatten().find(|line| line[0] == booking.name.to_string()).expect("a line");
                    assert_eq!(line[2], shown, "the media kit");
                }
                of_creator[usize::try_from(creator.creator.0 - 1).expect("a place")] += creator.sums.spend_minor;
                let on_batch = rows.iter().find(|row| row.id == creator.collaboration).expect("the row");
                let typed: i64 = on_batch.fields.costs().filter_map(|(_, minor)| minor).sum();
                let listed: i64 = on_batch.amounts.iter().map(|amount| amount.minor).sum();
                assert_eq!(typed, listed, "the form and the amounts");
            }
        }
        let sheet = CampaignReport::new(result, clock().today(), &Rules::default()).written(Shape::Csv);
        let total = sheet.lines().last().expect("the last line").split(',').nth(5).expect("spend").to_owned();
        assert_eq!(total, plain(result.sums.spend_minor), "the report\n{sheet}");
    }
    for (id, minor) in (1..).map(CreatorId).zip(of_creator) {
        let spend = plain(minor);
        assert!(asked.shown(&format!("spend>={spend}")).contains(&id), "the filter: {spend}");
        assert!(!asked.shown(&format!("spend>{spend}")).contains(&id), "the filter: {spend}");
    }
    results
}

/// An amount as reports and filters write it.
fn plain(minor: i64) -> String {
    units(minor)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn all_places_say_the_same(acts in prop::collection::vec(act(), 1..14)) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("shop.db");
        let mut writer = begin(&path);
        live(&mut writer, &acts);
        compare(&path);
    }
}

#[test]
fn the_plain_commands_say_the_same_too() {
    let shop = Shop::new();
    let mut writer = begin(&shop.path("shop.db"));
    live(
        &mut writer,
        &[
            Act::Form {
                who: 1,
                costs: vec![(CostKind::Fee, 10_000), (CostKind::Product, 1_200), (CostKind::Boost, 700)],
                shipped: true,
                posted: false,
                commission_bp: 1_000,
            },
            Act::Form { who: 2, costs: vec![(CostKind::Fee, 6_000)], shipped: false, posted: false, commission_bp: 0 },
            Act::Start(1),
            Act::Tracker { who: 1, fee: 10_000, product: 1_200, code: true, posted: true },
            Act::Order(1, 5_000),
        ],
    );
    let results = compare(&shop.path("shop.db"));
    writer.close().expect("closes");
    // By hand: the fee and the boost are agreed by the post, the product was sent, and 10% of 50.00; the offer to ben is none.
    assert_eq!(results[0].sums.spend_minor, 10_000 + 1_200 + 700 + 500);
    let json = shop.json(&["results", "One", "--format", "json"]);
    assert_eq!(json["spend_minor"], 12_400);
    assert_eq!(json["batches"][0]["creators"][0]["spend_minor"], 12_400);
    assert_eq!(json["batches"][0]["creators"][1]["spend_minor"], 0);
    let page = shop.json(&["show", "@ana", "--format", "json"]);
    let costs: Vec<&Value> =
        page["collaborations"].as_array().expect("bookings").iter().map(|b| &b["spend_minor"]).collect();
    assert_eq!(costs, [0, 0, 12_400], "the newest first");
    assert!(shop.text(&["report", "One", "--format", "csv"]).contains(",124.00,"));
    assert!(shop.text(&["media-kit", "@ana", "--with-results"]).contains("$124"));
    assert_eq!(shop.text(&["list", "spend>=124", "--format", "plain"]), "@ana\n");
    assert_eq!(shop.text(&["list", "spend>124", "--format", "plain"]), "");
}

#[test]
fn what_goes_over_the_budget_is_said_before_it_is_written() {
    let shop = crate::written::planned();
    let warned = |args: &[&str]| String::from_utf8(shop.run(args).stderr).expect("text");
    assert_eq!(warned(&["book", "Spring", "A", "ana", "fee=900"]), "");
    assert!(
        warned(&["book", "Spring", "A", "ben", "fee=250"]).contains("This puts Spring $150 over its budget of $1,000")
    );
    assert_eq!(warned(&["step", "Spring", "A", "ana", "agreed"]), "");
    assert!(warned(&["step", "Spring", "A", "ben", "agreed"]).contains("$150 over its budget"));
}

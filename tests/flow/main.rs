//! Stories: what a person does from the first key to the last, through the whole program but for threads and terminal.

#![expect(clippy::expect_used, reason = "a story that cannot be told must fail")]

mod anything;
mod awful;
mod blocked;
mod board;
mod campaign;
mod chaos;
mod codes;
mod collaboration;
mod collecting;
mod columns;
mod counts;
mod damaged;
mod driver;
mod finding;
mod forms;
mod found;
mod goals;
mod guard;
mod header;
mod hidden;
mod hints;
mod history;
mod lost;
mod merging;
mod money;
mod mouse;
mod page;
mod palette;
mod payments;
mod pictures;
mod prompts;
mod provisional;
mod rebook;
mod report;
mod results;
mod rule;
mod settings;
#[path = "../shops/mod.rs"]
mod shops;
mod starting;
mod svg;
mod tour;
mod tracker;
mod triage;
mod two_shops;
mod week;

use driver::Person;
use rstest::rstest;
use shops::Shop;
use tenfold::domain::Handle;
use tenfold::proto::collect::NewAccount;
use tenfold::proto::{Target, WriteCmd};

const TRACKER: &str = "\
campaign,batch,handle,fee,product_cost,shipping_cost,code,posted_at,views,margin
Serum test,Batch 1,@ana.glow,100,10,5,GLOW15,2026-03-02,12000,50%
Serum test,Batch 1,@ben.balm,60,10,5,BALM15,2026-03-03,8000,50%
Serum test,Batch 1,@cleo.skin,0,10,5,CLEO15,2026-03-03,,50%
";

const ORDERS: &str = "\
Name,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Cancelled at,Refunded Amount,Id
#1001,a@example.com,paid,2026-03-05 10:00:00 +0000,USD,50.00,5.00,4.00,59.00,glow15,7.50,2026-03-05 10:00:00 +0000,1,Serum,57.50,,0.00,5001
#1001,a@example.com,,,,,,,,,,2026-03-05 10:00:00 +0000,1,Balm,0.00,,,
#1002,b@example.com,paid,2026-03-06 10:00:00 +0000,USD,30.00,5.00,2.40,37.40,GLOW15,4.50,2026-03-06 10:00:00 +0000,1,Serum,34.50,,10.00,5002
#1003,c@example.com,paid,2026-03-06 11:00:00 +0000,USD,30.00,0.00,0.00,30.00,BALM15,0.00,2026-03-06 11:00:00 +0000,1,Serum,30.00,,0.00,5003
#1004,d@example.com,paid,2026-03-07 11:00:00 +0000,USD,99.00,0.00,0.00,99.00,,0.00,2026-03-07 11:00:00 +0000,1,Serum,99.00,,0.00,5004
#1005,e@example.com,paid,2026-03-07 11:00:00 +0000,USD,30.00,0.00,0.00,30.00,BALM15,0.00,2026-03-07 11:00:00 +0000,1,Serum,30.00,2026-03-08 11:00:00 +0000,0.00,5005
";

/// Brings a file in through the import screen.
fn import(person: &mut Person, name: &str, text: &str) {
    let path = person.file(name, text);
    person.press("g i");
    person.paste(&path.display().to_string());
    person.press("enter");
    person.sees("2 of 4: columns");
    person.press("enter");
    person.sees("3 of 4: check");
    person.press("enter");
}

#[test]
fn from_two_files_to_a_panel_that_adds_up_and_back_to_nothing() {
    let mut person = Person::with_nothing();
    let nothing = person.tables();
    import(&mut person, "tracker.csv", TRACKER);
    import(&mut person, "orders_export.csv", ORDERS);
    person.press("esc g m enter");
    // By hand: glow 59 - 5 - 4 = 50 and 37.40 - 5 - 2.40 - 10 = 20; balm 30, the cancelled one is none.
    person.sees("Serum test");
    person.sees("$100 ");
    person.sees("-$155");
    // The list alone has room for what each creator brought.
    person.press("F");
    person.sees("$70.00");
    person.sees("$30.00");
    person.press("F");
    let everything = person.tables();
    person.undo_everything();
    assert_eq!(person.tables(), nothing);
    person.redo_everything();
    assert_eq!(person.tables(), everything);
}

#[test]
fn the_same_file_twice_changes_nothing() {
    let mut person = Person::with_nothing();
    import(&mut person, "tracker.csv", TRACKER);
    import(&mut person, "orders_export.csv", ORDERS);
    let once = person.tables();
    import(&mut person, "tracker.csv", TRACKER);
    import(&mut person, "orders_export.csv", ORDERS);
    assert_eq!(person.tables(), once);
}

#[test]
fn the_panel_follows_what_another_program_does() {
    let mut person = Person::with_nothing();
    import(&mut person, "tracker.csv", TRACKER);
    person.press("esc g m enter j");
    person.sees("acts on: @ben.balm");
    let path = person.file("orders_export.csv", ORDERS);
    let plan = tenfold::import::open(
        &path,
        &tenfold::import::Options::new(tenfold::domain::Currency::USD, tenfold::domain::day::DayOrder::DayFirst),
    )
    .expect("a plan");
    person.elsewhere(|writer| {
        let header = tenfold::store::ingest::ImportHeader {
            file: "orders_export.csv".to_owned(),
            kind: plan.kind,
            content_hash: String::new(),
        };
        let options = tenfold::store::ingest::ImportOptions {
            today: driver::today(),
            now_ms: 0,
            currency: tenfold::domain::Currency::USD,
        };
        let records: Vec<_> = plan.records().expect("records").filter_map(Result::ok).collect();
        let mut ingest = tenfold::store::ingest::Ingest::begin(header, options);
        ingest.apply(writer.connection(), &records).expect("applies");
        ingest.finish(writer.connection(), 0).expect("finishes");
    });
    person.press("F");
    person.sees("$70.00");
    person.sees("acts on: @ben.balm");
}

#[test]
fn a_change_of_another_program_to_the_same_value_stops_undo_cleanly() {
    let mut person = Person::with_nothing();
    person.press("a");
    person.type_text("@mia");
    person.press("ctrl-s esc p");
    person.sees("Picked @mia.");
    person.elsewhere(|writer| {
        let conn = writer.connection();
        conn.execute("UPDATE creator SET verdict = 'maybe'", []).expect("another program may do anything");
    });
    let before = person.tables();
    person.press("u");
    person.sees("another program changed the same value");
    assert_eq!(person.tables(), before);
}

#[rstest]
#[case::first(Shop::First)]
#[case::second(Shop::Second)]
fn a_batch_of_two_is_refused_and_one_of_three_starts(#[case] shop: Shop) {
    let mut person = Person::in_shop(shop);
    person.press("g m a");
    person.type_text("Toner");
    person.press("ctrl-s B");
    // A campaign without a margin proposes nobody.
    person.press("enter");
    person.sees("Planned Batch 1");
    person.press("g m j E b tab tab tab tab tab");
    person.type_text("3d");
    person.press("ctrl-s");
    person.sees("Changed Batch 1");
    // It is the one that is filled from now on.
    person.press("g c 2 space P");
    person.sees("Picked 2 creators into Batch 1 of Toner");
    person.press("g m >");
    person.sees("Add 1 more.");
    person.press("g c G P");
    person.press("g m >");
    person.again(">");
    person.sees("Started Batch 1 of Toner");
    person.press("u");
    person.sees("Undid: started Batch 1 of Toner");
}

#[rstest]
#[case::first(Shop::First)]
#[case::second(Shop::Second)]
fn results_are_those_of_the_campaign_one_comes_from(#[case] shop: Shop) {
    let mut person = Person::in_shop(shop);
    person.press("g m");
    for campaign in ["SPF stick teaser", "Glow Serum test", "Lip Oil micro test"] {
        person.press("g m");
        while !person.screen().contains(&format!("acts on: {campaign}")) {
            person.press("j");
        }
        person.press("g r");
        person.sees(&format!("{campaign} ("));
    }
    person.press("g m j enter");
    person.sees("Batch 1 of Lip Oil micro test");
    person.press("g r");
    person.sees("Lip Oil micro test (");
    person.press("g m g g enter esc");
    person.sees("»Campaigns«");
}

#[rstest]
#[case::first(Shop::First)]
#[case::second(Shop::Second)]
fn an_estimate_always_comes_with_its_range_and_its_reason(#[case] shop: Shop) {
    let mut person = Person::in_shop(shop);
    person.press("g m");
    while !person.screen().contains("acts on: Glow Serum test") {
        person.press("j");
    }
    person.press("g r");
    person.sees("tracked so far");
    person.sees("IF BOOKED AGAIN (80% range)");
    for line in person.screen().lines().filter(|line| line.contains("SCALE") || line.contains("RETEST")) {
        assert!(
            line.contains('├') && (line.contains('┤') || line.contains('>')) || line.contains(" to "),
            "a verdict without its range: {line}"
        );
    }
    person.sees("chance to beat ");
    // A planned batch has nothing to tell.
    person.press("g m g g g r");
    person.sees("SPF stick teaser (");
    assert!(!person.screen().contains("If you booked it again"));
}

#[rstest]
#[case::first(Shop::First)]
#[case::second(Shop::Second)]
fn the_program_comes_back_where_it_was_left(#[case] shop: Shop) {
    let mut person = Person::in_shop(shop);
    person.press("/");
    person.type_text("niche:coffee er>5");
    person.press("enter j j j");
    let acts_on = person.screen().lines().find(|line| line.contains("acts on:")).expect("an acts-on line").to_owned();
    person.restart();
    person.sees("niche is coffee");
    assert!(person.screen().contains(acts_on.trim_matches(['"', ' ']).split("  ").next().expect("a name").trim()));
    person.press("space space");
    person.restart();
    assert!(!person.screen().contains("acts on: 2 marked"), "marks of another day wait until they are asked for");
    person.press("g v");
    person.sees("acts on: 2 marked");
    person.press("f c esc");
    person.sees("Cleared 2 marks");
}

#[rstest]
#[case::first(Shop::First)]
#[case::second(Shop::Second)]
fn a_paste_outside_a_box_changes_nothing(#[case] shop: Shop) {
    let mut person = Person::in_shop(shop);
    let before = person.tables();
    person.paste("xxxpppuuu\nQ\nq\nq");
    assert_eq!(person.tables(), before);
    assert!(!person.has_left);
}

#[rstest]
#[case::first(Shop::First)]
#[case::second(Shop::Second)]
fn thousands_at_once_are_one_step(#[case] shop: Shop) {
    let mut person = Person::in_shop(shop);
    let before = person.tables();
    person.press("A t");
    person.type_text("spring");
    person.press("enter enter");
    person.again("enter");
    person.sees("Tagged 1,240 creators with spring.");
    person.press("u");
    assert_eq!(person.tables(), before);
}

#[rstest]
#[case::first(Shop::First)]
#[case::second(Shop::Second)]
fn a_creator_added_elsewhere_keeps_cursor_and_marks(#[case] shop: Shop) {
    let mut person = Person::in_shop(shop);
    person.press("j j space space");
    person.sees("acts on: 2 marked");
    person.press("k");
    // The table without the pane beside it, where another line may stand now.
    let row = |person: &mut Person| {
        let screen = person.screen();
        let line = screen.lines().find(|line| line.contains("│>")).expect("a cursor");
        line.split("││").next().unwrap_or_default().to_owned()
    };
    let before = row(&mut person);
    person.elsewhere(|writer| {
        let handle = Handle::parse("newcomer").expect("a handle");
        let account = NewAccount::new(tenfold::domain::Platform::TikTok, handle);
        let done = writer.run(&WriteCmd::AddCreators { accounts: vec![account], tags: Vec::new() }).expect("adds");
        let target = Target::one(done.show.expect("the new one"));
        writer.run(&WriteCmd::Rate { target, stars: 5 }).expect("rates");
    });
    person.sees("1,241 creators");
    person.sees("acts on: 2 marked");
    assert_eq!(row(&mut person), before);
}

//! A whole campaign by plain commands alone, from no file to paid and decided, and back.

use serde_json::Value;

use crate::Shop;

const ORDERS: &str = "\
Name,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Created at,Lineitem quantity,Lineitem name,Lineitem price,Refunded Amount,Id
#1001,paid,USD,500.00,0.00,0.00,500.00,ana10,PLACED 10:00:00 +0000,1,Serum,500.00,0.00,5001
";

impl Shop {
    /// What the whole file says.
    fn state(&self) -> [Value; 3] {
        [&["list", "--format", "json"][..], &["campaigns", "--format", "json"], &["results", "--format", "json"]]
            .map(|args| self.json(args))
    }
}

#[test]
fn a_campaign_runs_from_nothing_to_paid_and_decided_and_back() {
    let shop = Shop::new();
    let today = tenfold::clock::Clock::Real.today();
    let orders = shop.file("orders.csv", &ORDERS.replace("PLACED", &today.to_string()));
    let steps: &[&[&str]] = &[
        &["add", "ana", "ben", "cleo", "dora", "instagram:eva", "--tag", "skincare"],
        &["set", "ana", "followers=12.4k", "email=ana@example.com"],
        &["verdict", "picked", "ana", "ben", "cleo", "dora", "eva"],
        &["campaign", "Spring serum", "product=Serum", "budget=$1,000", "margin=60%"],
        &[
            "plan",
            "Spring serum",
            "Batch 1",
            "ana",
            "ben",
            "cleo",
            "dora",
            "eva",
            "--rule",
            "1 creator, ROAS over 1.7",
            "--ends",
            "3w",
        ],
        &["book", "spring serum", "batch 1", "ana", "fee=200", "code=ANA10", "product_cost=12", "shipping_cost=5"],
        &["book", "spring serum", "batch 1", "ben", "fee=150", "code=BEN10"],
        &["book", "spring serum", "batch 1", "cleo", "fee=100", "code=CLEO10"],
        &["book", "spring serum", "batch 1", "dora", "fee=90", "code=DORA10"],
        &["book", "spring serum", "batch 1", "eva", "fee=80", "code=EVA10"],
        &["start", "Spring serum", "Batch 1"],
        &["step", "Spring serum", "Batch 1", "ana", "contacted", "--on", "-5d"],
        &["step", "Spring serum", "Batch 1", "ana", "replied", "--on", "-4d"],
        &["step", "Spring serum", "Batch 1", "ana", "agreed", "--on", "-4d"],
        &["step", "Spring serum", "Batch 1", "ana", "shipped", "--on", "-3d"],
        &["step", "Spring serum", "Batch 1", "ana", "delivered", "--on", "-2d"],
        &[
            "book",
            "Spring serum",
            "Batch 1",
            "ana",
            "deliverables=1 video",
            "link=https://shop.example/?utm_content=ana",
        ],
        &["step", "Spring serum", "Batch 1", "ana", "draft", "--deliverable", "1", "--on", "-2d"],
        &["step", "Spring serum", "Batch 1", "ana", "changes", "--deliverable", "1", "--on", "-2d"],
        &["step", "Spring serum", "Batch 1", "ana", "approved", "--deliverable", "1", "--on", "-2d"],
        &[
            "step",
            "Spring serum",
            "Batch 1",
            "ana",
            "posted",
            "--deliverable",
            "1",
            "--on",
            "-1d",
            "--link",
            "https://t.example/1",
        ],
        &["step", "Spring serum", "Batch 1", "dora", "no-response"],
        &["reading", "Spring serum", "Batch 1", "ana", "views=12.4k", "likes=900"],
        &["clicks", "Spring serum", "Batch 1", "ana", "120", "--total"],
        &["import", orders.to_str().expect("a path")],
        &["invoice", "Spring serum", "Batch 1", "ana", "INV-9"],
        &["pay", "Spring serum", "Batch 1", "ana", "50", "--method", "PayPal"],
        &["pay", "Spring serum", "Batch 1", "ana", "all"],
        &["decide", "Spring serum", "Batch 1", "ana", "scale"],
        &["decide", "Spring serum", "Batch 1", "ben", "drop"],
        &["finish", "Spring serum", "Batch 1"],
    ];
    for step in steps {
        shop.text(step);
    }
    let [_, campaigns, results] = shop.state();
    let spring = &campaigns[0];
    assert_eq!((spring["orders"].as_i64(), spring["revenue_minor"].as_i64()), (Some(1), Some(50_000)));
    // What was offered in a finished batch is no longer expected.
    assert_eq!((spring["owed_minor"].as_i64(), spring["offered_minor"].as_i64()), (Some(0), Some(0)));
    assert_eq!((spring["paid_minor"].as_i64(), spring["left_minor"].as_i64()), (Some(21_700), Some(78_300)));
    let ana = &results[0]["batches"][0]["creators"][0];
    assert_eq!(
        (ana["handle"].as_str(), ana["decision"].as_str(), ana["orders"].as_i64()),
        (Some("ana"), Some("scale"), Some(1))
    );
    let batch = shop.json(&["batch", "Spring serum", "Batch 1", "--format", "json"]);
    assert_eq!(
        (&batch["creators"][0]["stage"], &batch["creators"][4]["platform"]),
        (&"Closed".into(), &"instagram".into())
    );
    assert_eq!(batch["status"], "finished");
    // The batch tells of its rule what the results tell of it.
    let of_results = &results[0]["batches"][0];
    for key in ["rule", "ruling", "estimate", "success_rule"] {
        assert_eq!(batch[key], of_results[key], "{key}");
    }
    assert!(batch["rule"]["measure"] == "roas" && batch["ruling"]["state"].is_string(), "{batch}");
    assert!(batch["estimate"]["sentence"].is_string(), "{batch}");
    let table = |args: &[&str]| -> Vec<Vec<String>> {
        let text = shop.text(args);
        let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        rows.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect()
    };
    let told = table(&["results", "Spring serum", "--format", "csv"]);
    let cell = |column: &str| {
        let at = told[0].iter().position(|head| head == column);
        told[1][at.unwrap_or_else(|| panic!("no {column}: {:?}", told[0]))].clone()
    };
    let standing =
        ["stage", "track_outreach", "track_product", "track_content", "track_rights", "track_money", "decision"];
    assert_eq!(standing.map(cell), ["Closed", "agreed", "delivered", "posted", "none", "paid", "scale"]);
    let paid = format!("{today} 50.00 USD fee by PayPal|{today} 150.00 USD fee");
    assert_eq!(cell("payments"), paid);
    let sheet = shop.text(&["batch", "Spring serum", "Batch 1", "--format", "csv"]);
    assert_eq!(sheet.lines().count(), 6);
    let other = Shop::new();
    let report = other.json(&["import", other.file("batch.csv", &sheet).to_str().expect("a path"), "--format", "json"]);
    let left: Vec<_> = report[0]["left_out"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
    let is_standing =
        |column: &&str| ["stage", "decision", "payments"].contains(column) || column.starts_with("track_");
    assert!(!left.is_empty() && left.iter().all(is_standing), "{left:?}");
    let again = other.text(&["batch", "Spring serum", "Batch 1", "--format", "csv"]);
    let facts = |sheet: &str| {
        sheet.lines().map(|line| line.split(',').take(35).collect::<Vec<_>>().join(",")).collect::<Vec<_>>()
    };
    assert_eq!(facts(&again), facts(&sheet));

    let last = shop.state();
    let count = shop.json(&["history", "--format", "json"]).as_array().expect("a list").len();
    assert_eq!(count, steps.len(), "each command is one step");
    for _ in 0..count {
        assert!(shop.text(&["undo"]).starts_with("Undid: "));
    }
    assert_eq!(shop.json(&["undo", "--format", "json"])["changed"], 0);
    assert!(shop.state().iter().all(|state| state == &Value::Array(Vec::new())), "{:?}", shop.state());
    for _ in 0..count {
        shop.text(&["redo"]);
    }
    assert_eq!(shop.state(), last);
}

#[test]
fn a_command_waits_for_the_window_that_writes() {
    let shop = Shop::new();
    shop.text(&["add", "ana"]);
    #[expect(clippy::disallowed_methods, reason = "another program opens the file as it likes")]
    let other = rusqlite::Connection::open(shop.path("shop.db")).expect("opens");
    other.execute_batch("BEGIN IMMEDIATE").expect("another window writes");
    let child = shop
        .command(&["add", "ben"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the program runs");
    other.execute_batch("COMMIT").expect("it is done");
    let output = child.wait_with_output().expect("the program ends");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(shop.text(&["list", "sort:handle", "--format", "plain"]), "@ana\n@ben\n");
}

//! Exports of one shop that come in the wrong order: what is newer stays.

use serde_json::Value;

use super::{Shop, name};

const TRACKER: &str = "\
campaign,batch,handle,fee,code,posted_at,margin
Serum,Batch 1,@ana.glow,100,GLOW15,2026-03-01,50%
Serum,Batch 1,@ben.balm,60,BALM15,2026-03-01,50%
";

const HEADER: &str = "Name,Financial Status,Paid at,Currency,Shipping,Taxes,Total,Discount Code,Created at,\
                      Lineitem quantity,Lineitem name,Lineitem price,Cancelled at,Refunded Amount,Id\n";

/// One order as a shop lives through it; days are those of March, 0 for never.
struct Story {
    code: &'static str,
    placed: u32,
    paid: u32,
    /// A change of the total, which no column dates.
    edited: u32,
    refunded: u32,
    cancelled: u32,
}

impl Story {
    /// The row of the order in an export of this day.
    fn row(&self, number: usize, today: u32) -> Option<String> {
        let is = |day: u32| day != 0 && day <= today;
        let at = |day: u32| if is(day) { format!("2026-03-{day:02} 10:00:00 +0000") } else { String::new() };
        let status = match (is(self.paid), is(self.refunded)) {
            (true, true) => "partially_refunded",
            (true, false) => "paid",
            _ => "pending",
        };
        let total = if is(self.edited) { 80 } else { 50 };
        let refund = if is(self.refunded) { 20 } else { 0 };
        is(self.placed).then(|| {
            format!(
                "#{number},{status},{},USD,0.00,0.00,{total}.00,{},{},1,Serum,50.00,{},{refund}.00,{number}\n",
                at(self.paid),
                self.code,
                at(self.placed),
                at(self.cancelled),
            )
        })
    }
}

fn export(stories: &[Story], today: u32) -> String {
    let rows = stories.iter().enumerate().filter_map(|(n, story)| story.row(1_001 + n, today));
    HEADER.to_owned() + &rows.collect::<String>()
}

/// A shop with an order on each day of an export, and others that go through something.
fn shop_of(seed: u64) -> Vec<Story> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut below = |n: u32| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(state >> 40).expect("24 bits") % n
    };
    let mut stories: Vec<Story> = [5, 12, 19]
        .map(|day| Story { code: "GLOW15", placed: day, paid: day, edited: 0, refunded: 0, cancelled: 0 })
        .into();
    for _ in 0..24 {
        let placed = 1 + below(10);
        let mut later = |often: u32| if below(3) < often { placed + below(12) } else { 0 };
        let (paid, edited, refunded, cancelled) = (later(3), later(1), later(1), later(1));
        let refunded = if refunded == 0 { 0 } else { refunded.max(paid) };
        let code = ["GLOW15", "BALM15", ""][below(3) as usize];
        stories.push(Story { code, placed, paid, edited, refunded, cancelled });
    }
    stories
}

fn imported(exports: &[String], order: &[usize]) -> (Shop, Value) {
    let shop = Shop::new();
    let mut files = vec![shop.file("tracker.csv", TRACKER)];
    files.extend(order.iter().map(|n| shop.file(&format!("orders_{n}.csv"), &exports[*n])));
    let mut args = vec!["import"];
    args.extend(files.iter().map(|file| name(file)));
    shop.text(&args);
    let result = shop.json(&["results", "Serum", "--format", "json"]);
    (shop, result)
}

#[test]
fn exports_in_any_order_leave_what_the_newest_says() {
    for seed in 1..=5 {
        let stories = shop_of(seed);
        let exports = [5, 12, 19].map(|day| export(&stories, day));
        let (shop, right) = imported(&exports, &[0, 1, 2]);
        assert!(right["revenue_minor"].as_i64().expect("revenue") > 0);
        for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
            assert_eq!(imported(&exports, &order).1, right, "shop {seed}, exports as {order:?}");
        }
        let again = shop.file("again.csv", &exports[1]);
        let report = shop.json(&["import", name(&again), "--format", "json"]);
        assert_eq!((report[0]["new"].as_u64(), report[0]["updated"].as_u64()), (Some(0), Some(0)), "{report}");
    }
}

#[test]
fn an_older_export_says_how_many_orders_kept_what_is_newer() {
    let order = |edited, refunded, cancelled| Story { code: "GLOW15", placed: 2, paid: 2, edited, refunded, cancelled };
    let stories = [order(0, 9, 0), order(0, 0, 9), order(0, 0, 0), order(9, 0, 0)];
    let (shop, after) = imported(&[export(&stories, 3), export(&stories, 10)], &[1]);
    assert_eq!((after["revenue_minor"].as_i64(), after["orders"].as_i64()), (Some(16_000), Some(3)));
    let older = shop.file("older.csv", &export(&stories, 3));
    let report = shop.json(&["import", name(&older), "--format", "json"]);
    assert_eq!((report[0]["unchanged"].as_u64(), report[0]["rows"].as_u64()), (Some(4), Some(4)), "{report}");
    let notes = report[0]["notes"].to_string();
    assert!(notes.contains("2 orders kept their newer refunds or cancellations"), "{notes}");
    assert!(notes.contains("1 order kept its newer"), "{notes}");
    assert_eq!(shop.json(&["results", "Serum", "--format", "json"]), after);
}

#[test]
fn a_pending_order_that_was_paid_moves_also_without_the_day_of_it() {
    let pending = Story { code: "GLOW15", placed: 2, paid: 9, edited: 0, refunded: 0, cancelled: 0 };
    let fresh = Story { code: "", placed: 10, paid: 10, edited: 0, refunded: 0, cancelled: 0 };
    let stories = [pending, fresh];
    let undated = |text: String| text.replace("Paid at", "Was paid");
    let exports = [undated(export(&stories, 3)), undated(export(&stories, 10))];
    let counted = |order: &[usize]| imported(&exports, order).1["orders"].as_i64();
    assert_eq!([counted(&[0]), counted(&[0, 1]), counted(&[1, 0])], [Some(0), Some(1), Some(1)]);
}

#[test]
fn a_refund_known_already_survives_an_export_without_that_column() {
    let refunded = Story { code: "GLOW15", placed: 2, paid: 2, edited: 0, refunded: 4, cancelled: 0 };
    let fresh = Story { code: "GLOW15", placed: 10, paid: 10, edited: 0, refunded: 0, cancelled: 0 };
    let stories = [refunded, fresh];
    let newer = export(&stories, 10).replace("Refunded Amount", "Something else");
    let revenue = |order: &[usize]| {
        imported(&[export(&stories, 5), newer.clone()], order).1["revenue_minor"].as_i64().expect("revenue")
    };
    assert_eq!([revenue(&[0]), revenue(&[0, 1]), revenue(&[1, 0])], [3_000, 8_000, 8_000]);
}

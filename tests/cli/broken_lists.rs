//! Lists that a tool or a person broke: each row is read, or refused with its reason, and nothing else is lost by it.

use serde_json::Value;

use super::{Shop, name};

const HEAD: &str = "Name,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Created at,Lineitem quantity,\
                    Lineitem name,Lineitem price,Refunded Amount,Id\n";

fn order(number: u32, total: &str, day: &str) -> String {
    format!("#{number},paid,USD,{total},0.00,0.00,{total},ANA10,{day},1,Serum,{total},0.00,{number}\n")
}

/// Looks at a file, imports it, undoes that and imports it twice: the same each time. Returns the report.
fn brought(shop: &Shop, file: &str, bytes: &[u8]) -> Value {
    std::fs::write(shop.path(file), bytes).expect("the file is written");
    let path = shop.path(file);
    let import = |more: &[&str]| {
        let args: Vec<&str> = ["import", name(&path), "--format", "json"].iter().chain(more).copied().collect();
        shop.json(&args)[0].clone()
    };
    let counts = |report: &Value| ["rows", "new", "rejected"].map(|key| report[key].as_i64().expect("a count"));
    let (preview, first) = (import(&["--dry-run"]), import(&[]));
    assert_eq!(counts(&preview), counts(&first), "the preview says what comes");
    shop.text(&["undo"]);
    assert_eq!(counts(&import(&[])), counts(&first), "undone, it comes again");
    let again = import(&[]);
    assert_eq!((&again["new"], &again["unchanged"]), (&0.into(), &first["new"]), "{again}");
    first
}

fn refusal(shop: &Shop, file: &str, bytes: &[u8]) -> String {
    std::fs::write(shop.path(file), bytes).expect("the file is written");
    let output = shop.run(&["import", name(&shop.path(file))]);
    assert!(!output.status.success());
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn handles(shop: &Shop) -> String {
    shop.text(&["list", "sort:handle", "--format", "plain"])
}

#[test]
fn an_order_of_impossible_worth_costs_itself_and_no_other() {
    let shop = Shop::new();
    let day = "2026-03-05 10:00:00 +0000";
    let totals = ["92233720368547758.07", "92233720368547758.07", "1e308", "20.00"];
    let rows: String = (1..).zip(totals).map(|(number, total)| order(number, total, day)).collect();
    let report = brought(&shop, "orders.csv", format!("{HEAD}{rows}").as_bytes());
    assert_eq!((&report["new"], &report["rejected"]), (&1.into(), &3.into()), "{report}");
    let rejects = std::fs::read_to_string(shop.path("orders.rejects.csv")).expect("the rejects");
    assert!(rejects.contains("92233720368547758.07") && rejects.contains("isn't an amount"), "{rejects}");
}

#[test]
fn a_column_called_handle_is_never_replaced_by_names() {
    let shop = Shop::new();
    let list =
        "handle,name,followers,note\n\u{1b}[31m@ana glow\u{1b}[0m,anna,100,x\n@ben balm,ben,200,y\n@cleo,cleo_s,5,z\n";
    let report = brought(&shop, "list.csv", list.as_bytes());
    assert_eq!((&report["new"], &report["rejected"]), (&1.into(), &2.into()), "{report}");
    assert_eq!(handles(&shop), "@cleo\n");
    assert_eq!(shop.json(&["show", "@cleo", "--format", "json"])["name"], "cleo_s");
}

#[test]
fn what_nobody_sees_in_a_handle_is_no_part_of_it() {
    let shop = Shop::new();
    let list = "handle,followers\n\u{2068}@ana.glow\u{2069},100\n@ben\u{200b}.balm,200\n";
    let report = brought(&shop, "list.csv", list.as_bytes());
    assert_eq!((&report["new"], &report["rejected"]), (&2.into(), &0.into()), "{report}");
    assert_eq!(handles(&shop), "@ana.glow\n@ben.balm\n");
}

#[test]
fn text_that_no_list_is_written_in_is_refused_with_a_way_out() {
    let shop = Shop::new();
    let wide: Vec<u8> =
        "\u{feff}handle,followers\n@ana,100\n".chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
    let why = refusal(&shop, "wide.csv", &wide);
    assert!(why.contains("UTF-32") && why.contains("UTF-8"), "{why}");
    let why = refusal(&shop, "nothings.csv", b"handle,followers\n@ana\0\0\0,100\n");
    assert!(why.contains("a binary file"), "{why}");
}

#[test]
fn a_folder_is_no_list_and_says_what_to_do() {
    let shop = Shop::new();
    std::fs::create_dir(shop.path("lists")).expect("a folder");
    let output = shop.run(&["import", name(&shop.path("lists"))]);
    let why = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && why.contains("a folder") && why.contains("file in it"), "{why}");
}

#[test]
fn dates_in_two_orders_are_told() {
    let shop = Shop::new();
    let tracker = "campaign,handle,fee,code,posted_at\nA,@ana,100,ANA10,03/04/2026\nA,@ben,50,BEN10,25/03/2026\n\
                   A,@cleo,50,C10,03/25/2026\nA,@dee,50,D10,2026-03-26\n";
    let report = brought(&shop, "tracker.csv", tracker.as_bytes());
    assert_eq!((&report["new"], &report["rejected"]), (&3.into(), &1.into()), "{report}");
    let notes = report["notes"].to_string();
    assert!(notes.contains("posted_at") && notes.contains("April 3") && notes.contains("month first"), "{notes}");
}

#[test]
fn an_order_of_a_day_to_come_is_told() {
    let shop = Shop::new();
    let rows =
        [order(1, "20.00", "2999-03-05 10:00:00 +0000"), order(2, "20.00", "2026-03-05 10:00:00 +0000")].concat();
    let report = brought(&shop, "orders.csv", format!("{HEAD}{rows}").as_bytes());
    assert!(report["notes"].to_string().contains("1 order is dated in the future"), "{report}");
}

#[test]
fn a_post_of_a_day_to_come_is_told() {
    let shop = Shop::new();
    let posts = "handle,posted_at,views\nana,2999-03-05,900\nana,2026-03-05,900\n";
    let report = brought(&shop, "posts.csv", posts.as_bytes());
    assert!(report["notes"].to_string().contains("1 post is dated in the future"), "{report}");
}

#[test]
fn an_order_with_two_totals_in_one_file_is_told() {
    let shop = Shop::new();
    let day = "2026-03-05 10:00:00 +0000";
    let apart = [order(1, "20.00", day), order(2, "30.00", day), order(1, "25.00", day), order(2, "30.00", day)];
    let report = brought(&shop, "apart.csv", format!("{HEAD}{}", apart.concat()).as_bytes());
    let notes = report["notes"].to_string();
    assert!(notes.contains("1 order is in the file more than once with different totals"), "{report}");
    // Rows right below each other are one order with its items: there the first counts.
    let beside = [order(3, "20.00", day), order(3, "25.00", day), order(4, "30.00", day), order(4, "30.00", day)];
    let report = brought(&shop, "beside.csv", format!("{HEAD}{}", beside.concat()).as_bytes());
    let notes = report["notes"].to_string();
    assert!(notes.contains("1 order has rows below it with another total"), "{report}");
}

#[test]
fn a_negative_fee_says_that_it_is_below_nothing() {
    let shop = Shop::new();
    let tracker = "campaign,handle,fee,code\nA,@ana,-100,ANA10\nA,@ben,(50),BEN10\nA,@cleo,5,C10\nA,@dee,5,D10\n";
    brought(&shop, "tracker.csv", tracker.as_bytes());
    let rejects = std::fs::read_to_string(shop.path("tracker.rejects.csv")).expect("the rejects");
    assert_eq!(rejects.matches("is below 0").count(), 2, "{rejects}");
}

#[test]
fn headers_and_totals_between_the_rows_are_no_creators() {
    let shop = Shop::new();
    let list = "handle,followers,price\n@ana,100,5\nTotal,100,5\nhandle,followers,price\n@ben,200,6\nAverage,150,5\nSum,300,11\n";
    let report = brought(&shop, "list.csv", list.as_bytes());
    assert_eq!((&report["new"], &report["rejected"]), (&2.into(), &0.into()), "{report}");
    assert_eq!(handles(&shop), "@ana\n@ben\n");
    let notes = report["notes"].to_string();
    assert!(notes.contains("3 rows of totals") && notes.contains("header repeats"), "{notes}");
}

#[test]
fn formulas_and_escape_sequences_reach_no_terminal_and_no_sheet() {
    let shop = Shop::new();
    let list =
        "handle,name,followers\n@ana,=cmd|'/c calc'!A1,100\n@ben,\u{1b}]0;pwned\u{7}Ben\u{202e}neB,200\n@cleo,+1,5\n";
    brought(&shop, "list.csv", list.as_bytes());
    let csv = shop.text(&["list", "--format", "csv", "--columns", "handle,name"]);
    assert!(csv.lines().all(|line| !line.contains(",=") && !line.contains(",+")), "{csv}");
    for args in [&["list"][..], &["show", "@ben"], &["list", "--format", "csv"], &["history"]] {
        let text = shop.text(args);
        assert!(!text.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{args:?}: {text}");
    }
}

#[test]
fn a_backup_of_one_creator_is_named_in_the_singular() {
    let shop = Shop::new();
    shop.text(&["import", name(&shop.file("list.csv", "handle,followers\n@ana,100\n"))]);
    shop.text(&["undo"]);
    let output = shop.run(&["list"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("holds 1 creator."), "{said}");
}

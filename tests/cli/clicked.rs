//! Clicks, by the command and by files: of a day, or all so far.

use crate::Shop;
use crate::name;
use crate::written::planned;

/// A planned batch in which ana has a link.
fn linked() -> Shop {
    let shop = planned();
    shop.text(&["book", "Spring", "A", "ana", "link=https://bit.ly/ana", "code=ANA10"]);
    shop
}

/// The clicks in the results of the campaign.
fn clicks(shop: &Shop) -> Option<i64> {
    shop.json(&["results", "Spring", "--format", "json"])["clicks"].as_i64()
}

#[test]
fn clicks_are_counted_by_day_or_as_a_running_total() {
    let shop = linked();
    let ana = ["clicks", "Spring", "A", "ana"];
    let count = |more: &[&str]| shop.written(&[&ana[..], more].concat());
    assert_eq!(count(&["120", "--on", "-2d"]), 1);
    assert_eq!(count(&["120", "--on", "-2d"]), 0, "the same count");
    assert_eq!(count(&["1.2k", "--on", "-1d"]), 1);
    assert_eq!(clicks(&shop), Some(1_320), "days add up");
    assert_eq!(count(&["2000", "--on", "-1d", "--total"]), 1);
    assert_eq!(clicks(&shop), Some(2_000), "a total holds what came before it");
    assert_eq!(count(&["5"]), 1);
    assert_eq!(clicks(&shop), Some(2_005), "and what comes after it is added");
}

#[test]
fn clicks_that_cannot_be_are_refused() {
    let shop = linked();
    let refused = |args: &[&str]| shop.refused(&[&["clicks", "Spring", "A"], args].concat());
    for (args, status, hint) in [
        (&["ben", "5"][..], 1, "has no link"),
        (&["nobody", "5"], 1, "nobody"),
        (&["ana", "5", "--on", "2999-01-01"], 1, "future"),
        (&["ana", "5", "--on", "2026-02-31"], 1, "isn't a date"),
        (&["ana", "many"], 2, "1.2k"),
        (&["ana"], 2, "COUNT"),
    ] {
        let (code, said) = refused(args);
        assert!(code == status && said.contains(hint), "{args:?}: {code} {said}");
    }
    shop.text(&["clicks", "Spring", "A", "ana", "100", "--on", "-2d", "--total"]);
    let (status, said) = refused(&["ana", "90", "--on", "-1d", "--total"]);
    assert!(status == 1 && said.contains("can't fall"), "{said}");
    assert_eq!(clicks(&shop), Some(100));
}

#[test]
fn conversions_are_counted_by_day_where_the_campaign_counts_them() {
    let shop = planned();
    let ana = ["conversions", "Spring", "A", "ana"];
    let (status, said) = shop.refused(&[&ana[..], &["12"]].concat());
    assert!(status == 1 && said.contains("counts orders"), "{said}");
    shop.text(&["campaign", "Spring", "counts=sign-ups", "value=5"]);
    let count = |more: &[&str]| shop.written(&[&ana[..], more].concat());
    assert_eq!(count(&["12", "--on", "-2d"]), 1);
    assert_eq!(count(&["12", "--on", "-2d"]), 0, "the same count");
    assert_eq!(count(&["3"]), 1);
    let results = || shop.json(&["results", "Spring", "--format", "json"]);
    assert_eq!((results()["orders"].as_i64(), results()["revenue_minor"].as_i64()), (Some(15), Some(7_500)));
    assert_eq!(count(&["0", "--on", "-2d"]), 1, "0 removes those of a day");
    assert_eq!(results()["orders"].as_i64(), Some(3));
    for (args, status, hint) in [
        (&["ana", "5", "--on", "2999-01-01"][..], 1, "future"),
        (&["ana", "5", "--on", "2026-02-31"], 1, "isn't a date"),
        (&["ana", "200k"], 1, "100,000 sign-ups"),
        (&["nobody", "5"], 1, "nobody"),
        (&["ana", "many"], 2, "1.2k"),
        (&["ana", "--", "-3"], 2, "1.2k"),
        (&["ana"], 2, "COUNT"),
    ] {
        let (code, said) = shop.refused(&[&["conversions", "Spring", "A"], args].concat());
        assert!(code == status && said.contains(hint), "{args:?}: {code} {said}");
    }
}

#[test]
fn a_file_of_running_totals_is_told_from_one_of_days() {
    let shop = linked();
    let running =
        "link,date,total clicks\nbit.ly/ana,2026-03-05,90\nbit.ly/ana,2026-03-04,40\nbit.ly/nobody,2026-03-04,7\n";
    let file = shop.file("running.csv", running);
    let preview = shop.text(&["import", name(&file), "--dry-run"]);
    assert!(preview.contains("running totals"), "{preview}");
    assert!(preview.contains("row 4: link: no creator has \"bit.ly/nobody\""), "{preview}");
    let report = shop.json(&["import", name(&file), "--format", "json"]);
    let counts = ["rows", "new", "rejected"].map(|key| report[0][key].as_u64());
    assert_eq!(counts, [Some(3), Some(2), Some(1)]);
    let rejects = std::fs::read_to_string(report[0]["rejects_file"].as_str().expect("a file")).expect("the rejects");
    let lines: Vec<&str> = rejects.lines().collect();
    assert_eq!(lines[0], "row,column,reason,link,date,total clicks");
    assert!(lines[1].starts_with("4,link,") && lines[1].ends_with(",bit.ly/nobody,2026-03-04,7"), "{rejects}");
    assert_eq!(clicks(&shop), Some(90));

    let daily = shop.file("daily.csv", "link,date,clicks\nbit.ly/ana,2026-03-06,3\nbit.ly/ana,2026-03-07,4\n");
    assert!(shop.text(&["import", name(&daily), "--dry-run"]).contains("those of each day"));
    shop.text(&["import", name(&daily)]);
    assert_eq!(clicks(&shop), Some(97));
    // The user knows better than the name of the column.
    let named = shop.file("named.csv", "link,date,total clicks\nbit.ly/ana,2026-03-08,2\n");
    let told = shop.text(&["import", name(&named), "--map", "total clicks=clicks"]);
    assert!(told.contains("those of each day"), "{told}");
    assert_eq!(clicks(&shop), Some(99));
}

#[test]
fn the_help_of_imports_names_every_kind_of_file() {
    let help = Shop::new().text(&["import", "--help"]);
    for kind in ["creators", "orders", "collaborations", "posts", "follower counts", "payments", "click counts"] {
        assert!(help.contains(kind), "{kind}: {help}");
    }
    assert!(help.contains("or conversion counts"), "{help}");
}

#[test]
fn conversions_come_by_code_or_link_and_are_told_by_their_name() {
    let shop = Shop::new();
    for args in [
        &["add", "ana", "ben", "cleo"][..],
        &["campaign", "Spring", "margin=60", "counts=sign-ups", "value=4"],
        &["plan", "Spring", "A", "ana", "ben", "cleo", "--rule", "1 creator, ROAS over 1", "--ends", "3w"],
        &["book", "Spring", "A", "ana", "fee=100", "code=ANA10"],
        &["book", "Spring", "A", "ben", "fee=100", "link=https://shop.example/?utm_content=ben"],
        &["start", "Spring", "A"],
        &["step", "Spring", "A", "ana", "agreed"],
    ] {
        shop.text(args);
    }
    let day = tenfold::clock::Clock::Real.today();
    let list = format!("date,code or link,count\n{day},ana10,12\n{day},https://shop.example/?utm_content=ben,5\n");
    let report = shop.json(&["import", name(&shop.file("sign-ups.csv", &list)), "--format", "json"])[0].clone();
    assert_eq!(report["new"], 2, "{report}");
    let results = shop.json(&["results", "Spring", "--format", "json"]);
    assert_eq!((results["orders"].as_i64(), results["revenue_minor"].as_i64()), (Some(17), Some(6_800)));
    let text = shop.text(&["results", "Spring"]);
    assert!(text.contains(" SIGN-UPS") && text.contains("on 17 sign-ups"), "{text}");
    let batch = shop.text(&["batch", "Spring", "A"]);
    assert!(batch.contains("on 17 sign-ups"), "{batch}");
}

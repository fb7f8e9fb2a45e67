//! What people get wrong between a pick and a result, by the commands: each is refused or said, with the way out.

use super::{Shop, name};

/// A shop with a running batch of three, of whom ana agreed, got a parcel and posted.
fn shop() -> Shop {
    let shop = Shop::new();
    for args in [
        &["add", "ana", "ben", "cleo"][..],
        &["campaign", "Spring", "margin=60"],
        &["plan", "Spring", "A", "ana", "ben", "cleo", "--rule", "3 of 3 creators, views over 1000", "--ends", "3w"],
        &["book", "Spring", "A", "ana", "fee=100", "code=ANA10", "link=https://shop.example/?utm_content=ana"],
        &["book", "Spring", "A", "ben", "fee=100", "product_cost=20", "shipping_cost=5"],
        &["book", "Spring", "A", "cleo", "fee=100"],
        &["start", "Spring", "A"],
        &["step", "Spring", "A", "ana", "agreed", "--on", "-9d"],
        &["step", "Spring", "A", "ana", "shipped", "--on", "-5d"],
        &[
            "book",
            "Spring",
            "A",
            "ana",
            "post_url=https://www.tiktok.com/@ana/video/7000000000000000001",
            "posted_on=-2d",
        ],
        &["step", "Spring", "A", "ben", "agreed", "--on", "-9d"],
        &["step", "Spring", "A", "ben", "shipped", "--on", "-5d"],
    ] {
        shop.text(args);
    }
    shop
}

#[test]
fn what_cannot_be_is_refused_and_changes_nothing() {
    let shop = shop();
    let state = |shop: &Shop| ["campaigns", "payments"].map(|command| shop.text(&[command, "--format", "json"]));
    let before = state(&shop);
    let ana = ["Spring", "A", "ana"];
    for (args, fact) in [
        (&["step", "Spring", "A", "ana", "contacted", "--on", "2026-02-31"][..], "isn't a date"),
        (&["pay", "Spring", "A", "ana", "10", "--on", "31 feb"], "isn't a date"),
        (&["book", "Spring", "A", "ben", "code=ana10"], "belongs to @ana"),
        (&["book", "Spring", "A", "ben", "link=https://shop.example/?utm_content=ana"], "belongs to @ana"),
        (&["invoice", "Spring", "A", "ana", " "], "number"),
        (&["pay", "Spring", "A", "ana", "150"], "too much"),
        (&["pay", "Spring", "A", "ana", "50", "--on", "-20d"], "can't be earlier"),
        (&["pay", "Spring", "A", "ana", "50", "--on", "tomorrow"], "in the future"),
        (&["invoice", "Spring", "A", "ana", "7", "--on", "tomorrow"], "invoice"),
        (&["set", "ana", "tax_form=2090-01-01"], "in the future"),
        (&["step", "Spring", "A", "ana", "delivered", "--on", "-6d"], "before it left"),
        (&["step", "Spring", "A", "ana", "declined"], "has a post"),
        (&["step", "Spring", "A", "ana", "to-contact"], "has a post"),
        (&["step", "Spring", "A", "ana", "draft"], "has a post"),
        (
            &["book", "Spring", "A", "ben", "post_url=https://www.tiktok.com/@ana/video/7000000000000000001?lang=en"],
            "@ana",
        ),
        (&["book", "Spring", "A", "ana", "pay_terms=net -5"], "net 15"),
        (&["campaign", "Spring", "budget=-5"], "isn't an amount"),
    ] {
        let output = shop.run(args);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{args:?}: {said}");
        assert!(said.contains(fact), "{args:?}: {said}");
        assert_eq!(state(&shop), before, "{args:?}");
    }
    let paid = [&["pay"][..], &ana, &["60", "--reference", "R1"]].concat();
    shop.text(&paid);
    assert!(String::from_utf8_lossy(&shop.run(&paid).stderr).contains("already there"));
}

#[test]
fn what_may_be_a_slip_is_said() {
    let shop = shop();
    let early = shop.text(&["step", "Spring", "A", "ben", "posted", "--on", "-7d"]);
    assert!(early.contains("before the parcel"), "{early}");
    shop.text(&["undo"]);
    shop.text(&["book", "Spring", "A", "ben", "deliverables=1 video, 1 story"]);
    let early = shop.text(&["step", "Spring", "A", "ben", "posted", "--deliverable", "2", "--on", "-7d"]);
    assert!(early.contains("before the parcel"), "{early}");
    shop.text(&["undo"]);
    let paid = shop.text(&["pay", "Spring", "A", "cleo", "40"]);
    assert!(paid.contains("only an offer"), "{paid}");
    shop.text(&["undo"]);
    let ended = shop.text(&["step", "Spring", "A", "ben", "declined"]);
    assert!(ended.contains("Released $100") && ended.contains("$25.00 for goods and shipping"), "{ended}");
    // Three of three can't be reached with two.
    assert!(shop.text(&["batch", "Spring", "A"]).contains("Can no longer be met"));
    let note = shop.run(&["plan", "Spring", "B", "--rule", "ROAS over 1.7"]);
    let said = String::from_utf8_lossy(&note.stderr);
    assert!(note.status.success() && said.contains("nothing judges") && said.contains("How many creators"), "{said}");
    let back = shop.text(&["step", "Spring", "A", "cleo", "agreed"]);
    assert!(!back.contains("offer"), "{back}");
    let back = shop.text(&["step", "Spring", "A", "cleo", "negotiating"]);
    assert!(back.contains("$100 is an offer again"), "{back}");
}

#[test]
fn a_file_says_what_it_brings_too_early_or_twice() {
    let shop = shop();
    let list = "handle,amount,currency,paid_on,reference\n@ana,60,USD,2020-01-01,R1\n@ana,60,USD,2020-01-01,R1\n";
    let report = shop.json(&["import", name(&shop.file("paid.csv", list)), "--format", "json"])[0].clone();
    let notes = report["notes"].to_string();
    assert_eq!((&report["new"], &report["unchanged"]), (&1.into(), &1.into()), "{report}");
    assert!(notes.contains("@ana (paid Jan 1, 2020"), "{notes}");
    let tracker =
        "campaign,batch,handle,fee,post_url\nSpring,A,ben,100,https://www.tiktok.com/@ana/video/7000000000000000001\n";
    let report = shop.json(&["import", name(&shop.file("tracker.csv", tracker)), "--format", "json"])[0].clone();
    assert!(report["notes"].to_string().contains("post of another collaboration"), "{report}");
    let batch = shop.json(&["batch", "Spring", "A", "--format", "json"]);
    assert!(batch["creators"][1]["post_url"].is_null(), "{batch}");
}

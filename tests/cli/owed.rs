//! What is owed and when, by the terms of the configuration, and payments by files.

use serde_json::Value;

use crate::Shop;
use crate::name;
use crate::written::planned;

/// A running batch whose ana has posted for $100 on March 2.
fn posted() -> Shop {
    let shop = planned();
    for creator in ["ana", "ben", "cleo"] {
        shop.text(&["book", "Spring", "A", creator, "fee=100"]);
    }
    shop.text(&["start", "Spring", "A"]);
    shop.text(&["step", "Spring", "A", "ana", "agreed", "--on", "2026-02-20"]);
    shop.text(&["step", "Spring", "A", "ana", "posted", "--on", "2026-03-02"]);
    shop
}

fn due(shop: &Shop) -> Value {
    shop.json(&["payments", "--all", "--format", "json"])[0]["due_on"].clone()
}

#[test]
fn what_nobody_agreed_on_is_due_by_the_configuration() {
    let shop = posted();
    assert_eq!(due(&shop), "2026-03-17");
    shop.file("config.toml", "[payments]\nterms = \"net 30\"\n");
    assert_eq!(due(&shop), "2026-04-01");
    assert!(shop.text(&["show", "ana"]).contains("Spring"));
    shop.text(&["set", "ana", "pay_terms=net 7 from posted"]);
    assert_eq!(due(&shop), "2026-03-09", "what the creator agreed to goes first");
    shop.text(&["book", "Spring", "A", "ana", "pay_terms=on posted"]);
    assert_eq!(due(&shop), "2026-03-02", "and this collaboration before that");
    shop.file("config.toml", "[payments]\nterms = \"soon\"\n");
    let output = shop.run(&["payments"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("line 2") && said.contains("net 15"), "{said}");
}

#[test]
fn a_payment_that_fits_nothing_is_in_the_rejects_with_its_reason() {
    let shop = posted();
    let list = "handle,amount,currency,paid_on,method,reference\n\
        @ana,40,USD,2026-03-05,bank,R1\n\
        @ghost,40,USD,2026-03-05,bank,R2\n\
        @ana,500,USD,2026-03-05,bank,R3\n\
        @ana,x,USD,2026-03-05,bank,R4\n\
        @ana,5,USD,2999-01-01,bank,R5\n";
    let report = shop.json(&["import", name(&shop.file("paid.csv", list)), "--format", "json"]);
    let counts = ["rows", "new", "updated", "unchanged", "rejected"].map(|key| report[0][key].as_u64());
    assert_eq!(counts, [5, 1, 0, 0, 4].map(Some), "{report}");
    let rejects = std::fs::read_to_string(report[0]["rejects_file"].as_str().expect("a file")).expect("the rejects");
    let rows: Vec<&str> = rejects.lines().skip(1).collect();
    assert_eq!(rows.len(), 4, "{rejects}");
    for (row, start, reason) in [
        (rows[0], "3,handle,", "@ghost is not in the list"),
        (rows[1], "4,amount,", "only $60.00 is owed"),
        (rows[2], "5,amount,", "isn't an amount"),
        (rows[3], "6,paid_on,", "in the future"),
    ] {
        assert!(row.starts_with(start) && row.contains(reason), "{row}");
    }
    // What was corrected is imported from the rejects file itself.
    let corrected = rejects.replace("@ana,500,", "@ana,60,");
    let again = shop.json(&["import", name(&shop.file("again.csv", &corrected)), "--format", "json"]);
    assert_eq!(["new", "rejected"].map(|key| again[0][key].as_u64()), [1, 3].map(Some), "{again}");
}

#[test]
fn the_note_of_a_collaboration_is_not_that_of_its_creator() {
    let shop = posted();
    assert_eq!(shop.written(&["book", "Spring", "A", "ana", "note=Wants a new shade"]), 1);
    let batch =
        || shop.json(&["batch", "Spring", "A", "--format", "json"])["creators"][0]["collaboration_note"].clone();
    assert_eq!(batch(), "Wants a new shade");
    assert_eq!(shop.json(&["show", "ana", "--format", "json"])["notes"], Value::Array(Vec::new()));
    shop.text(&["undo"]);
    assert_eq!(batch(), Value::Null);
    let tracker = "campaign,batch,handle,deal note,notes\nSpring,A,ana,Late once,Answers by mail\n";
    shop.text(&["import", name(&shop.file("tracker.csv", tracker))]);
    assert_eq!(batch(), "Late once");
    assert_eq!(shop.json(&["show", "ana", "--format", "json"])["notes"][0]["text"], "Answers by mail");
}

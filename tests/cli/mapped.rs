//! Columns named by the person: in a command, and remembered for the next file of the same tool.

use super::{Shop, name};

const MARCH: &str = "Konto,Fans,Rang\nmia.glow,10,1\nzoe__b,20,2\n";
const APRIL: &str = "Konto,Fans,Rang\nkim_k2,30,1\n";

#[test]
fn columns_that_were_named_are_read_the_same_way_next_month() {
    let shop = Shop::new();
    let (march, april) = (shop.file("march.csv", MARCH), shop.file("april.csv", APRIL));
    let refused = shop.run(&["import", name(&march)]);
    assert_eq!(refused.status.code(), Some(1), "nothing in the file tells where the handles are");

    let map = ["--map", "konto=handle", "--map", "Fans=-", "--map", "Rang=followers"];
    let dry = shop.text(&[["import", name(&march), "--dry-run"].as_slice(), &map].concat());
    assert!(dry.contains("2 new"), "{dry}");
    assert_eq!(shop.run(&["import", name(&april)]).status.code(), Some(1), "a dry run remembers nothing");

    shop.text(&[["import", name(&march)].as_slice(), &map].concat());
    let next = shop.text(&["import", name(&april)]);
    assert!(next.contains("1 new") && next.contains("as you chose last time"), "{next}");
    let listed = shop.json(&["list", "handle:kim_k2", "--format", "json"]);
    assert_eq!(listed[0]["followers"], 1, "the rank was named as followers: {listed}");

    let forgotten = shop.run(&["import", name(&april), "--forget"]);
    assert_eq!(forgotten.status.code(), Some(1), "without the choice nothing tells the handles");
}

#[test]
fn a_choice_is_forgotten_when_asked() {
    let shop = Shop::new();
    let list = shop.file("list.csv", "handle,Fans\nmia.glow,10\n");
    shop.text(&["import", name(&list), "--map", "Fans=views"]);
    assert!(shop.text(&["import", name(&list)]).contains("as you chose last time"));
    shop.text(&["import", name(&list), "--forget"]);
    let after = shop.text(&["import", name(&list)]);
    assert!(!after.contains("last time") && after.contains("1 unchanged"), "{after}");
}

#[test]
fn names_that_are_none_are_answered_with_the_nearest() {
    let shop = Shop::new();
    let list = shop.file("march.csv", MARCH);
    for (map, state, says) in [
        ("Fanz=followers", 1, "Did you mean `Fans`?"),
        ("Fans=folowers", 1, "Did you mean `followers`?"),
        ("Fans", 2, "write a column and a field"),
    ] {
        let output = shop.run(&["import", name(&list), "--map", map]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code() == Some(state) && said.contains(says), "{map}: {said}");
    }
    let sheet = shop.file("sheet.csv", "Project,Who,Paid\nGlow,mia.glow,10\n");
    let text =
        shop.text(&["import", name(&sheet), "--as", "tracker", "--map", "Project=campaign", "--map", "Who=handle"]);
    assert!(text.contains("1 collaboration: 1 new"), "{text}");
}

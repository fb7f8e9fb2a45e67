//! A currency that does not exist is refused wherever one is typed or imported, with what to type instead.

use super::{Shop, name};

/// Three letters that are no currency, and look like one.
const UNKNOWN: &str = "XYZ";

/// A shop with a campaign, one creator in a batch, and an agreed fee.
fn shop() -> Shop {
    let shop = Shop::new();
    shop.text(&["add", "ana.glow"]);
    shop.text(&["campaign", "Spring", "margin=60"]);
    shop.text(&["plan", "Spring", "A", "ana.glow"]);
    shop.text(&["book", "Spring", "A", "ana.glow", "fee=100"]);
    shop.text(&["step", "Spring", "A", "ana.glow", "agreed"]);
    shop
}

/// What is stored of money and currencies.
fn stored(shop: &Shop) -> String {
    ["campaigns", "payments", "results"].map(|command| shop.text(&[command, "--format", "json"])).join("\n")
}

#[test]
fn every_command_refuses_a_currency_that_does_not_exist() {
    let shop = shop();
    let before = stored(&shop);
    for args in [
        &["campaign", "Spring", "currency=XYZ"][..],
        &["campaign", "Autumn", "currency=xyz"],
        &["campaign", "Autumn", "currency=dollars"],
        &["campaign", "Autumn", "currency=", "budget=10"],
        &["pay", "Spring", "A", "ana.glow", "50", "--currency", "XYZ"],
        &["pay", "Spring", "A", "ana.glow", "50", "--currency", "XYZ", "--rate", "1.1"],
        &["pay", "Spring", "A", "ana.glow", "50 XYZ"],
        &["set", "ana.glow", "price=50 XYZ"],
        &["book", "Spring", "A", "ana.glow", "fee=50 XYZ"],
    ] {
        let output = shop.run(args);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{args:?}: {said}");
        assert!(said.contains("USD"), "{args:?} says what to type: {said}");
        assert_eq!(stored(&shop), before, "{args:?}");
    }
}

#[test]
fn the_configuration_refuses_one_and_names_the_line() {
    for text in
        ["[money]\ncurrency = \"XYZ\"\n", "[emv]\nuse = \"own\"\n[emv.own]\ncurrency = \"XYZ\"\nviews = \"1\"\n"]
    {
        let shop = shop();
        shop.file("config.toml", text);
        let output = shop.run(&["campaigns"]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains("line ") && said.contains("three letters"), "{said}");
    }
}

#[test]
fn every_kind_of_file_rejects_the_row_and_says_why() {
    let orders = "Name,Financial Status,Currency,Total,Discount Code,Created at,Lineitem quantity,Lineitem name,Lineitem price,Id\n";
    for (kind, heads, row) in [
        ("orders", orders, "#1,paid,{},50.00,glow15,2026-03-05 10:00:00 +0000,1,Serum,50.00,5001\n"),
        ("tracker", "campaign,handle,fee,currency,posted_at\n", "Serum,@bea.glow,80,{},2026-03-05\n"),
        ("creators", "handle,followers,price,currency\n", "@bea.glow,12000,80,{}\n"),
        ("payments", "handle,amount,currency,paid_on,method,reference\n", "@ana.glow,50,{},2026-03-05,bank,7\n"),
    ] {
        for (currency, is_known) in [(UNKNOWN, false), ("USD", true)] {
            let shop = shop();
            let before = stored(&shop);
            let row = row.replace("{}", currency);
            let file = shop.file("list.csv", &format!("{heads}{row}"));
            let report = shop.json(&["import", name(&file), "--format", "json"])[0].clone();
            assert_eq!(report["rejected"], i32::from(!is_known), "{kind}: {report}");
            if !is_known {
                let rejects =
                    std::fs::read_to_string(report["rejects_file"].as_str().expect("a file")).expect("the rejects");
                assert!(rejects.contains(UNKNOWN) && rejects.contains("isn't a currency"), "{kind}: {rejects}");
                assert_eq!(stored(&shop), before, "{kind}");
            }
        }
    }
}

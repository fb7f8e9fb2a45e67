//! A text has a longest length, wherever it is typed or imported, and the refusal says it.

use super::{Shop, name};

/// A shop with a campaign, one creator in a batch, and an agreed fee.
fn shop() -> Shop {
    let shop = Shop::new();
    for args in [
        &["add", "ana.glow"][..],
        &["campaign", "Spring", "margin=60"],
        &["plan", "Spring", "A", "ana.glow"],
        &["book", "Spring", "A", "ana.glow", "fee=100"],
        &["step", "Spring", "A", "ana.glow", "agreed"],
    ] {
        shop.text(args);
    }
    shop
}

fn steps(shop: &Shop) -> usize {
    shop.json(&["history", "--format", "json"]).as_array().map_or(0, Vec::len)
}

#[test]
fn every_command_refuses_a_text_that_is_too_long_and_says_the_limit() {
    let shop = shop();
    let before = steps(&shop);
    let long = "x".repeat(100_000);
    let of = |key: &str| format!("{key}={long}");
    let link = format!("https://shop.example.com/{long}");
    let (name, product, question, brief) = (of("name"), of("product"), of("question"), of("brief"));
    let (item, codes, carrier, bio) = (of("item"), of("codes"), of("carrier"), of("bio"));
    let (tracked, found) = (format!("link={link}"), of("found_via"));
    let book = |field: &str| ["book", "Spring", "A", "ana.glow", field].map(str::to_owned).to_vec();
    let said = |args: &[&str]| args.iter().map(|arg| (*arg).to_owned()).collect::<Vec<_>>();
    let (campaign, batch, handle) = ("Spring", "A", "ana.glow");
    for (args, limit) in [
        (said(&["campaign", &long]), "200"),
        (said(&["campaign", "Spring", &name]), "200"),
        (said(&["campaign", "Spring", &product]), "200"),
        (said(&["campaign", "Spring", &question]), "2,000"),
        (said(&["campaign", "Spring", &brief]), "20,000"),
        (said(&["plan", campaign, &long]), "200"),
        (said(&["plan", campaign, "B", "--rule", &long]), "2,000"),
        (said(&["set", handle, &of("name")]), "200"),
        (said(&["set", handle, &bio]), "20,000"),
        (said(&["set", handle, &found]), "2,000"),
        (said(&["tag", handle, "--add", &long]), "60"),
        (said(&["pay", campaign, batch, handle, "50", "--method", &long]), "200"),
        (said(&["invoice", campaign, batch, handle, &long]), "200"),
        (said(&["step", campaign, batch, handle, "posted", "--deliverable", "1", "--link", &link]), ""),
        (book(&item), "2,000"),
        (book(&codes), "2,000"),
        (book(&carrier), "2,000"),
        (book(&tracked), "2,000"),
    ] {
        let refs: Vec<&str> = args.iter().map(String::as_str).collect();
        let output = shop.run(&refs);
        let said = String::from_utf8_lossy(&output.stderr);
        let short: Vec<&str> = refs.iter().map(|arg| &arg[..arg.len().min(20)]).collect();
        assert_eq!(output.status.code(), Some(1), "{short:?}: {}", &said[..said.len().min(300)]);
        assert!(said.contains(limit) && said.len() < 1_000, "{short:?}: {}", &said[..said.len().min(300)]);
        assert_eq!(steps(&shop), before, "{short:?}");
    }
}

#[test]
fn every_kind_of_file_rejects_the_row_and_says_the_limit() {
    let long = "x".repeat(100_000);
    let orders = "Name,Financial Status,Currency,Total,Discount Code,Created at,Lineitem quantity,Lineitem name,Lineitem price,Id\n";
    for (kind, heads, row, column, limit) in [
        ("orders", orders, "{},paid,USD,50.00,glow15,2026-03-05 10:00:00 +0000,1,Serum,50.00,5001\n", "Name", "200"),
        ("tracker", "campaign,handle,fee,posted_at\n", "{},@bea.glow,80,2026-03-05\n", "campaign", "200"),
        ("tracker", "campaign,batch,handle,fee\n", "Serum,{},@bea.glow,80\n", "batch", "200"),
        ("tracker", "campaign,handle,fee,item\n", "Serum,@bea.glow,80,{}\n", "item", "2,000"),
        ("creators", "handle,name,followers\n", "@bea.glow,{},12000\n", "name", "200"),
        ("creators", "handle,followers,notes\n", "@bea.glow,12000,{}\n", "notes", "20,000"),
        ("payments", "handle,amount,paid_on,reference\n", "@ana.glow,50,2026-03-05,{}\n", "reference", "200"),
        (
            "posts",
            "handle,posted_at,url,views,caption\n",
            "@ana.glow,2026-03-05,https://www.tiktok.com/@ana.glow/video/7000000000000000001,900,{}\n",
            "caption",
            "20,000",
        ),
    ] {
        let shop = shop();
        let file = shop.file("list.csv", &format!("{heads}{}", row.replace("{}", &long)));
        let report = shop.json(&["import", name(&file), "--format", "json"])[0].clone();
        assert_eq!((&report["rejected"], &report["new"]), (&1.into(), &0.into()), "{kind} {column}: {report}");
        let rejects = std::fs::read_to_string(report["rejects_file"].as_str().expect("a file")).expect("the rejects");
        assert!(rejects.contains(&format!("the limit is {limit}")) && rejects.contains(column), "{kind} {column}");
    }
}

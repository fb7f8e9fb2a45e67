//! The commands that write: each once as it should be, once refused, and each one undo step.

use serde_json::Value;

use crate::Shop;

impl Shop {
    /// Runs a command that must not succeed, and returns its exit status and what it said.
    pub(crate) fn refused(&self, args: &[&str]) -> (i32, String) {
        let output = self.run(args);
        assert!(output.stdout.is_empty(), "{args:?}: {}", String::from_utf8_lossy(&output.stdout));
        let said = String::from_utf8(output.stderr).expect("text");
        (output.status.code().expect("an exit status"), said)
    }

    /// Runs a command that writes, undoes and redoes it, and returns what it changed.
    pub(crate) fn written(&self, args: &[&str]) -> u64 {
        let format = ["--format", "json"];
        let done = self.json(&[args, &format].concat());
        let changed = done["changed"].as_u64().expect("a number");
        assert!(!done["sentence"].as_str().expect("a sentence").is_empty());
        assert_eq!(done["step"].is_i64(), changed > 0, "{done}");
        if changed > 0 {
            let undone = self.json(&[&["undo"], &format[..]].concat());
            assert_eq!((&undone["step"], undone["changed"].as_u64()), (&done["step"], Some(1)));
            assert_eq!(self.json(&[&["redo"], &format[..]].concat())["step"], done["step"]);
        }
        changed
    }

    fn creator(&self, handle: &str) -> Value {
        self.json(&["show", handle, "--format", "json"])
    }

    /// The creator at a place of a batch.
    fn booked(&self, at: usize) -> Value {
        self.json(&["batch", "Spring", "A", "--format", "json"])["creators"][at].clone()
    }
}

/// A shop with a planned batch of three.
pub(crate) fn planned() -> Shop {
    let shop = Shop::new();
    shop.text(&["add", "ana", "ben", "cleo", "--tag", "skincare"]);
    shop.text(&["campaign", "Spring", "budget=1000", "margin=60%"]);
    shop.text(&["plan", "Spring", "A", "ana", "ben", "cleo", "--rule", "ROAS over 1.7", "--ends", "3w"]);
    shop
}

#[test]
fn creators_are_added_in_every_notation() {
    let shop = Shop::new();
    assert_eq!(
        shop.written(&["add", "@Mia.Glow", "instagram:ana", "https://www.youtube.com/@ben", "--tag", "#vip"]),
        3
    );
    let list = shop.json(&["list", "sort:handle", "--format", "json"]);
    let account = |n: usize| [&list[n]["platform"], &list[n]["handle"]].map(|v| v.as_str().expect("text").to_owned());
    assert_eq!(
        [account(0), account(1), account(2)],
        [["instagram", "ana"], ["youtube", "ben"], ["tiktok", "mia.glow"]]
    );
    assert_eq!(list[0]["tags"][0], "vip");
    assert_eq!(shop.written(&["add", "mia.glow"]), 0, "again");
    assert_eq!(shop.written(&["add", "mia.glow", "--platform", "instagram"]), 1);
    assert_eq!(shop.refused(&["add", "no handle"]).0, 1);
    assert_eq!(shop.refused(&["add", "x", "--platform", "vimeo"]).0, 2);
    assert_eq!(shop.refused(&["add", "instagram:x", "--platform", "tiktok"]).0, 1);
    assert_eq!(shop.refused(&["add"]).0, 2);
}

#[test]
fn a_refused_first_command_makes_no_file() {
    let shop = Shop::new();
    assert_eq!(shop.refused(&["add", "no handle"]).0, 1);
    assert_eq!(shop.refused(&["campaign", "Spring", "budget=lots"]).0, 1);
    for args in [&["undo"][..], &["history"], &["set", "ana", "er=5"], &["plan", "Spring", "A"], &["campaigns"]] {
        let (status, said) = shop.refused(args);
        assert!(status == 1 && said.contains("tenfold import"), "{args:?}: {said}");
    }
    assert!(!shop.path("shop.db").exists());
}

#[test]
fn fields_of_a_creator_are_typed_as_in_the_form() {
    let shop = planned();
    assert_eq!(
        shop.written(&["set", "ana", "followers=12.5k", "er=5,8", "price=$120", "country=US", "tax_form=-1d"]),
        1
    );
    let ana = shop.creator("ana");
    assert_eq!(
        (ana["followers"].as_i64(), ana["er"].as_f64(), ana["country"].as_str()),
        (Some(12_500), Some(5.8), Some("us"))
    );
    assert_eq!((ana["price"].as_f64(), ana["currency"].as_str()), (Some(120.0), Some("USD")));
    assert!(ana["tax_form"].is_string() && ana["pay_method"].is_null());
    assert_eq!(shop.written(&["set", "ana", "followers=12500"]), 0, "the same");
    assert_eq!(shop.written(&["set", "ana", "address=1 Elm St\nBasel", "er="]), 1);
    assert_eq!(shop.creator("ana")["address"], "1 Elm St\nBasel");
    assert!(shop.creator("ana")["er"].is_null());
    assert_eq!(shop.written(&["set", "ana", "handle=@ana.new"]), 1);
    assert_eq!(shop.creator("ana")["handle"], "ana.new", "the earlier handle finds her");

    for (typed, status, hint) in [
        ("folowers=3", 2, "followers"),
        ("followers", 2, "fee=180"),
        ("followers=many", 1, "12.5k"),
        ("followers=-1", 1, "below 0"),
        ("er=140", 1, "100"),
        ("tax_form=2026-02-31", 1, "isn't a date"),
        ("handle=ben", 1, "already"),
        ("platform=vimeo", 1, "instagram"),
        ("email=nobody", 1, "kat@example.com"),
    ] {
        let (code, said) = shop.refused(&["set", "ana", typed]);
        assert!(code == status && said.contains(hint), "{typed}: {code} {said}");
    }
    assert_eq!(shop.refused(&["set", "ana", "er=1", "er=2"]).0, 1);
    assert!(shop.refused(&["set", "anna.new", "er=1"]).1.contains("Did you mean @ana.new"));
}

#[test]
fn a_handle_on_two_platforms_names_its_platform() {
    let shop = planned();
    shop.text(&["add", "instagram:ana"]);
    let (status, said) = shop.refused(&["tag", "ana", "--add", "vip"]);
    assert!(status == 1 && said.contains("instagram:ana") && said.contains("tiktok:ana"), "{said}");
    assert_eq!(shop.written(&["tag", "instagram:ana", "--add", "vip"]), 1);
    assert_eq!(shop.refused(&["book", "Spring", "A", "ana", "fee=1"]).0, 1);
    assert_eq!(shop.written(&["book", "Spring", "A", "tiktok:ana", "fee=1"]), 1);
    let (_, said) = shop.refused(&["book", "Spring", "A", "instagram:ana", "fee=1"]);
    assert!(said.contains("isn't in A of Spring"), "{said}");
}

#[test]
fn tags_and_verdicts_are_set_for_several() {
    let shop = planned();
    assert_eq!(shop.written(&["tag", "ana", "ben", "--add", "BookTok", "--remove", "skincare"]), 2);
    assert_eq!(shop.creator("ben")["tags"], serde_json::json!(["BookTok"]));
    assert_eq!(shop.refused(&["tag", "ana"]).0, 2);
    assert_eq!(shop.refused(&["tag", "ana", "--add", "  "]).0, 1);

    assert_eq!(shop.written(&["verdict", "rejected", "ana", "ben", "--reason", "price"]), 2);
    assert_eq!(shop.creator("ana")["reason"], "price");
    assert_eq!(shop.written(&["verdict", "snoozed", "ana", "--until", "2w"]), 1);
    assert_eq!(shop.written(&["verdict", "picked", "ana", "ana", "cleo"]), 2);
    assert_eq!(shop.written(&["verdict", "new", "ana"]), 1);
    // By the verb of the screens, too.
    assert_eq!(shop.written(&["verdict", "pick", "ana"]), 1);
    assert_eq!(shop.creator("ana")["verdict"], "picked");
    for (args, status) in [
        (&["verdict", "liked", "ana"][..], 2),
        (&["verdict", "snoozed", "ana"], 1),
        (&["verdict", "snoozed", "ana", "--until", "-2d"], 1),
        (&["verdict", "snoozed", "ana", "--until", "2026-02-31"], 1),
        (&["verdict", "picked", "ana", "--reason", "price"], 1),
        (&["verdict", "picked", "ana", "--until", "2w"], 1),
        (&["verdict", "picked"], 2),
    ] {
        assert_eq!(shop.refused(args).0, status, "{args:?}");
    }
}

#[test]
fn campaigns_are_made_and_changed_by_name() {
    let shop = planned();
    assert_eq!(shop.written(&["campaign", "spring", "budget=1200.50", "niches=BookTok, CleanTok", "goal=UGC"]), 1);
    let spring = &shop.json(&["campaigns", "--format", "json"])[0];
    assert_eq!((spring["campaign"].as_str(), spring["budget_minor"].as_i64()), (Some("Spring"), Some(120_050)));
    assert_eq!((spring["goal"].as_str(), spring["margin_bp"].as_i64()), (Some("ugc"), Some(6_000)));
    assert_eq!(shop.written(&["campaign", "Spring"]), 0);
    assert_eq!(shop.written(&["campaign", "Yen", "currency=JPY", "budget=120000"]), 1);
    let yen = &shop.json(&["campaigns", "--format", "json"])[0];
    assert_eq!((yen["currency"].as_str(), yen["budget_minor"].as_i64()), (Some("JPY"), Some(120_000)));
    assert_eq!(shop.written(&["campaign", "Yen", "name=Autumn"]), 1);
    for (args, status, hint) in [
        (["campaign", "Spring", "buget=3"], 2, "budget"),
        (["campaign", "Spring", "budget=lots"], 1, "amount"),
        (["campaign", "Spring", "goal=fame"], 1, "awareness"),
        (["campaign", "Spring", "margin=0"], 1, "above 0"),
        (["campaign", "Spring", "name="], 1, "name"),
        (["campaign", "Autumn", "name=spring"], 1, "already"),
        (["campaign", "Spring", "starts=2026-02-31"], 1, "isn't a date"),
        (["campaign", "  ", "budget=1"], 1, "name"),
    ] {
        let (code, said) = shop.refused(&args);
        assert!(code == status && said.contains(hint), "{args:?}: {code} {said}");
    }
}

#[test]
fn a_batch_is_planned_filled_started_and_finished() {
    let shop = planned();
    assert_eq!(shop.written(&["plan", "SPRING", "a", "--rule", "ROAS over 2"]), 1);
    assert_eq!(shop.written(&["plan", "Spring", "B", "ana", "ben"]), 2);
    assert_eq!(shop.written(&["plan", "Spring", "B", "ana"]), 0);
    let (status, said) = shop.refused(&["start", "Spring", "B"]);
    assert!(status == 1 && said.contains("3 to 10"), "{said}");
    assert_eq!(shop.written(&["start", "Spring", "A"]), 3);
    let batch = shop.json(&["batch", "Spring", "A", "--format", "json"]);
    assert_eq!((batch["status"].as_str(), batch["success_rule"].as_str()), (Some("running"), Some("ROAS over 2")));
    assert_eq!(shop.refused(&["plan", "Spring", "A", "--ends", "5w"]).0, 1, "fixed at the start");
    assert_eq!(shop.refused(&["finish", "Spring", "B"]).0, 1);
    assert_eq!(shop.written(&["finish", "Spring", "A"]), 1);
    assert_eq!(shop.written(&["finish", "Spring", "A"]), 0);
    let (_, said) = shop.refused(&["start", "Sprng", "A"]);
    assert!(said.contains("Did you mean Spring?"), "{said}");
    let (_, said) = shop.refused(&["start", "Spring", "Z"]);
    assert!(said.contains("Did you mean A or B?"), "{said}");
    assert_eq!(shop.refused(&["plan", "Spring", "C", "--ends", "2026-02-31"]).0, 1);
    assert_eq!(shop.refused(&["plan", "Spring", "C", "nobody"]).0, 1);
    assert_eq!(shop.refused(&["plan", "Spring", ""]).0, 1);
}

#[test]
fn a_start_with_gaps_names_them_and_starts() {
    let shop = planned();
    let output = shop.run(&["start", "Spring", "A"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.contains("no fee") && said.contains("@ben"), "{said}");
}

#[test]
fn terms_and_days_of_a_collaboration_are_booked() {
    let shop = planned();
    let fields =
        ["fee=180", "code=ANA10, ANA20", "commission=12.5%", "contacted_on=yesterday", "deliverables=2 videos"];
    assert_eq!(shop.written(&[&["book", "Spring", "A", "ana"], &fields[..]].concat()), 1);
    let ana = shop.booked(0);
    assert_eq!((ana["fee_minor"].as_i64(), ana["commission_bp"].as_i64()), (Some(18_000), Some(1_250)));
    assert_eq!(ana["codes"], serde_json::json!(["ANA10", "ANA20"]));
    assert_eq!((ana["stage"].as_str(), ana["tracks"]["outreach"].as_str()), (Some("Contacted"), Some("contacted")));
    assert_eq!((&ana["amounts"][0]["state"], &ana["amounts"][0]["amount_minor"]), (&"offered".into(), &18_000.into()));
    assert_eq!(shop.written(&["book", "Spring", "A", "ana", "fee=180"]), 0);
    assert_eq!(shop.written(&["book", "Spring", "A", "ana", "commission="]), 1);
    for (typed, status, hint) in [
        ("fe=3", 2, "fee"),
        ("fee", 2, "fee=180"),
        ("fee=€3", 1, "USD"),
        ("fee=-3", 1, "amount"),
        ("commission=140%", 1, "100"),
        ("posted_on=2026-02-31", 1, "isn't a date"),
        ("contacted_on=2w", 1, "future"),
        ("deliverables=some", 1, "videos"),
        ("link=javascript:x y", 1, "space"),
    ] {
        let (code, said) = shop.refused(&["book", "Spring", "A", "ana", typed]);
        assert!(code == status && said.contains(hint), "{typed}: {code} {said}");
    }
    let (_, said) = shop.refused(&["book", "Spring", "A", "ben", "codes=ana10"]);
    assert!(said.contains("@ana"), "{said}");
}

#[test]
fn what_happened_is_logged_for_a_day() {
    let shop = planned();
    let step = |args: &[&str]| shop.written(&[&["step", "Spring", "A", "ana"], args].concat());
    assert_eq!(step(&["contacted", "--on", "-9d"]), 1);
    assert_eq!(step(&["followed-up", "--on", "-8d"]), 1);
    assert_eq!(step(&["followed up", "--on", "-7d"]), 1);
    assert_eq!(step(&["replied", "--on", "-6d"]), 1);
    shop.text(&["book", "Spring", "A", "ana", "fee=180"]);
    assert_eq!(step(&["agreed"]), 1);
    assert_eq!(step(&["agreed"]), 0);
    assert_eq!(
        (&shop.booked(0)["amounts"][0]["state"], &shop.booked(0)["stage"]),
        (&"agreed".into(), &"Agreed".into())
    );
    for word in ["to-ship", "shipped", "delivered", "brief-sent", "draft", "changes", "approved", "posted", "asked"] {
        assert_eq!(step(&[word]), 1, "{word}");
    }
    let ana = shop.booked(0);
    let tracks =
        ["outreach", "product", "content", "rights"].map(|track| ana["tracks"][track].as_str().expect("a word"));
    assert_eq!(tracks, ["agreed", "delivered", "posted", "asked"]);
    for (args, status, hint) in [
        (&["contcted"][..], 2, "contacted"),
        (&["scale"], 2, "possible values"),
        (&["replied", "--on", "2026-02-31"], 1, "isn't a date"),
        (&["replied", "--on", "3d"], 1, "future"),
        (&["draft"], 1, "post"),
    ] {
        let (code, said) = shop.refused(&[&["step", "Spring", "A", "ana"], args].concat());
        assert!(code == status && said.contains(hint), "{args:?}: {code} {said}");
    }
    let released = shop.text(&["step", "Spring", "A", "ben", "declined"]);
    assert!(released.contains("@ben"), "{released}");
}

#[test]
fn each_deliverable_has_its_steps_and_readings() {
    let shop = planned();
    shop.text(&["book", "Spring", "A", "ana", "deliverables=2 videos"]);
    let step = |args: &[&str]| shop.written(&[&["step", "Spring", "A", "ana"], args].concat());
    assert_eq!(step(&["draft", "--deliverable", "1", "--on", "-4d"]), 1);
    assert_eq!(step(&["draft", "--deliverable", "1", "--on", "-4d"]), 0);
    for word in ["changes", "approved"] {
        assert_eq!(step(&[word, "--deliverable", "1", "--on", "-3d"]), 1, "{word}");
    }
    assert_eq!(step(&["posted", "--deliverable", "1", "--on", "-2d", "--link", "https://t.example/1"]), 1);
    assert_eq!(step(&["missed", "--deliverable", "2"]), 1);
    let reading = |args: &[&str]| shop.written(&[&["reading", "Spring", "A", "ana"], args].concat());
    assert_eq!(reading(&["views=1000", "likes=90", "--on", "-1d"]), 1);
    assert_eq!(reading(&["views=12.4k", "likes=900"]), 1);
    assert_eq!(reading(&["views=12.4k", "likes=900"]), 0);
    let ana = shop.booked(0);
    assert_eq!((ana["views"].as_i64(), ana["post_url"].as_str()), (Some(12_400), Some("https://t.example/1")));
    for (args, status, hint) in [
        (&["step", "Spring", "A", "ana", "draft", "--deliverable", "9"][..], 1, "9"),
        (&["step", "Spring", "A", "ana", "shipped", "--deliverable", "1"], 1, "--deliverable"),
        (&["step", "Spring", "A", "ana", "draft", "--deliverable", "1", "--link", "x"], 1, "--link"),
        (&["step", "Spring", "A", "ana", "posted", "--link", "x"], 2, "--deliverable"),
        (&["reading", "Spring", "A", "ana"], 2, "COUNT=VALUE"),
        (&["reading", "Spring", "A", "ana", "viws=3"], 2, "views"),
        (&["reading", "Spring", "A", "ana", "views="], 1, "empty"),
        (&["reading", "Spring", "A", "ana", "views=many"], 1, "12.5k"),
        (&["reading", "Spring", "A", "ana", "views=1", "views=2"], 1, "twice"),
        (&["reading", "Spring", "A", "ana", "views=1", "--on", "2026-02-31"], 1, "isn't a date"),
        (&["reading", "Spring", "A", "ana", "views=1", "--on", "3d"], 1, "future"),
        (&["reading", "Spring", "A", "ben", "views=1"], 1, "deliverables"),
    ] {
        let (code, said) = shop.refused(args);
        assert!(code == status && said.contains(hint), "{args:?}: {code} {said}");
    }
}

#[test]
fn a_decision_is_noted() {
    let shop = planned();
    assert_eq!(shop.written(&["decide", "Spring", "A", "ana", "scale"]), 1);
    assert_eq!(shop.written(&["decide", "Spring", "A", "ana", "scale"]), 0);
    assert_eq!(shop.booked(0)["decision"], "scale");
    assert_eq!(shop.refused(&["decide", "Spring", "A", "ana", "perhaps"]).0, 2);
    assert_eq!(shop.refused(&["decide", "Spring", "A", "dora", "scale"]).0, 1);
}

#[test]
fn the_history_lists_steps_and_says_when_nothing_is_left() {
    let shop = planned();
    shop.text(&["undo"]);
    let steps = shop.json(&["history", "--format", "json"]);
    let undone: Vec<_> = steps.as_array().expect("a list").iter().map(|step| step["undone"] == true).collect();
    assert_eq!(undone, [true, false, false]);
    assert!(shop.text(&["history"]).starts_with("3  today "));
    let made_by = |at: usize| (steps[at]["made_by"].as_str(), steps[at]["command"].as_str());
    assert_eq!(
        (made_by(0), made_by(2)),
        ((Some("command"), Some("tenfold plan")), (Some("command"), Some("tenfold add")))
    );
    assert!(shop.text(&["history", "--format", "csv"]).starts_with("step,sentence,made_at,made_by,command,"));
    shop.text(&["undo"]);
    shop.text(&["undo"]);
    let nothing = shop.json(&["undo", "--format", "json"]);
    assert_eq!((nothing["step"].is_null(), nothing["changed"].as_u64()), (true, Some(0)));
    for _ in 0..3 {
        assert!(shop.text(&["redo"]).starts_with("Redid: "));
    }
    assert_eq!(shop.json(&["redo", "--format", "json"])["changed"], 0);
}

#[test]
fn a_step_is_undone_by_its_number_unless_later_ones_need_it() {
    let shop = planned();
    let (code, said) = shop.refused(&["undo", "--step", "1"]);
    assert_eq!(code, 1);
    assert!(said.contains("Planned A of Spring") && said.contains("Undo those first"), "{said}");
    let detail = shop.json(&["history", "--step", "1", "--format", "json"]);
    assert_eq!(
        (&detail[0]["needed_by"][0]["step"], &detail[0]["changed"][0]["rows"]),
        (&Value::from(3), &Value::from(3))
    );
    assert!(shop.text(&["history", "--step", "1"]).contains("Needed by step 3"));
    shop.text(&["tag", "ana", "--add", "vip"]);
    shop.text(&["set", "ben", "er=5"]);
    let undone = shop.json(&["undo", "--step", "4", "--format", "json"]);
    assert_eq!((&undone["step"], undone["changed"].as_u64()), (&Value::from(6), Some(1)));
    let steps = shop.json(&["history", "--format", "json"]);
    assert_eq!(
        (&steps[0]["undoes"], &steps[2]["undone_by"], &steps[2]["undone"]),
        (&4.into(), &6.into(), &true.into())
    );
    assert!(shop.text(&["history"]).contains("(undone by step 6) Tagged @ana with vip"));
    assert!(shop.refused(&["undo", "--step", "4"]).1.contains("already undone"));
    assert!(shop.refused(&["undo", "--step", "99"]).1.contains("isn't in the history"));
    assert!(shop.refused(&["history", "--step", "99"]).1.contains("isn't in the history"));
}

#[test]
fn a_creator_of_a_batch_is_deleted_only_with_the_ledger_kept() {
    let shop = planned();
    shop.text(&["add", "dora"]);
    assert_eq!(shop.written(&["delete", "dora"]), 1);
    shop.text(&["book", "Spring", "A", "ana", "fee=100"]);
    shop.text(&["step", "Spring", "A", "ana", "agreed"]);
    let (code, said) = shop.refused(&["delete", "ana"]);
    assert_eq!(code, 1);
    assert!(said.contains("A of Spring") && said.contains("$100") && said.contains("@deleted.1"), "{said}");
    let before = shop.json(&["payments", "--format", "json"]);
    assert_eq!(shop.written(&["delete", "ana", "--keep-ledger"]), 1);
    let after = shop.json(&["payments", "--format", "json"]);
    let text = |list: &Value| list.to_string().replace("deleted.1", "ana");
    assert_eq!(text(&after), text(&before));
    assert!(shop.refused(&["show", "ana"]).1.contains("ana"));
}

#[test]
fn what_is_typed_can_harm_no_terminal_and_no_sheet() {
    let shop = planned();
    assert_eq!(shop.refused(&["add", "\u{1b}[31mmia"]).0, 1);
    shop.text(&["campaign", "Ne\u{1b}[1mw\n=1+1", "product==cmd|x", "brief=one\ntwo\u{202e}"]);
    shop.text(&["plan", "ne[1mw =1+1", "=A", "ana", "--rule", "@x\u{1b}]0;y\u{7}"]);
    shop.text(&["book", "ne[1mw =1+1", "=A", "ana", "carrier==HYPERLINK(1)"]);
    let outputs = [
        shop.text(&["campaigns"]),
        shop.text(&["campaigns", "--format", "csv"]),
        shop.text(&["batch", "ne[1mw =1+1", "=A"]),
        shop.text(&["batch", "ne[1mw =1+1", "=A", "--format", "csv"]),
        shop.text(&["batch", "ne[1mw =1+1", "=A", "--format", "json"]),
        shop.text(&["history"]),
        shop.text(&["history", "--format", "csv"]),
        shop.text(&["show", "ana", "--format", "csv"]),
        shop.text(&["agenda", "--format", "csv"]),
    ];
    for text in &outputs {
        assert!(!text.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{text}");
    }
    let cells = |text: &str| {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        reader.records().flat_map(|row| row.expect("a row").iter().map(str::to_owned).collect::<Vec<_>>()).collect()
    };
    for at in [1, 3, 6, 7, 8] {
        let cells: Vec<String> = cells(&outputs[at]);
        assert!(cells.iter().all(|cell| !cell.starts_with(['=', '@', '+'])), "{cells:?}");
    }
}

#[test]
fn a_creator_is_invoiced_and_paid_in_parts_and_more_only_as_a_bonus() {
    let shop = planned();
    shop.text(&["book", "Spring", "A", "ana", "fee=150"]);
    let payments = || shop.json(&["payments", "--all", "--format", "json"]);
    assert_eq!(payments().as_array().map(Vec::len), Some(0), "an offer is no payment yet");
    shop.text(&["step", "Spring", "A", "ana", "agreed"]);
    assert_eq!(payments()[0]["state"], "agreed");
    assert_eq!(shop.written(&["invoice", "Spring", "A", "ana", "INV-7"]), 1);
    assert_eq!(payments()[0]["state"], "invoiced");
    assert_eq!(shop.written(&["invoice", "Spring", "A", "ana", "INV-7"]), 0, "again");
    assert_eq!(shop.refused(&["invoice", "Spring", "A", "ana", ""]).0, 1);
    assert_eq!(shop.written(&["pay", "Spring", "A", "ana", "100", "--method", "PayPal", "--reference", "TX-1"]), 1);
    let said = shop.refused(&["pay", "Spring", "A", "ana", "100", "--reference", "TX-2"]).1;
    assert!(said.contains("$50.00") && said.contains("bonus"), "{said}");
    assert_eq!(shop.refused(&["pay", "Spring", "A", "ana", "1", "--on", "tomorrow"]).0, 1);
    assert_eq!(shop.refused(&["pay", "Spring", "A", "ana", "1", "--currency", "XQX"]).0, 1);
    assert_eq!(shop.refused(&["pay", "Spring", "A", "ana", "six"]).0, 1);
    assert_eq!(shop.written(&["pay", "Spring", "A", "ana", "80", "--bonus", "--reference", "TX-3"]), 1);
    let rows = payments();
    let paid: Vec<_> = rows.as_array().expect("rows").iter().map(|row| (&row["for"], &row["paid_minor"])).collect();
    assert_eq!(paid.len(), 2);
    assert!(rows.as_array().expect("rows").iter().all(|row| row["state"] == "paid"), "{rows}");
    assert_eq!(shop.refused(&["pay", "Spring", "A", "ana", "all"]).0, 1, "nothing is left");
    let text = shop.text(&["payments", "--all"]);
    assert!(text.contains("You owe nothing") && text.contains("PAID (2, $180)"), "{text}");
    assert!(!text.contains("no due date yet"), "{text}");
    let sheet = shop.text(&["payments", "--all", "--format", "csv"]);
    assert!(sheet.starts_with("handle,campaign,batch,for,currency,agreed,"), "{sheet}");
    let file = shop.0.path().join("ledger.csv");
    let file = file.to_str().expect("a path");
    shop.run(&["payments", "--export", "ledger", file]);
    let ledger = std::fs::read_to_string(file).expect("the ledger");
    assert_eq!(ledger.lines().count(), 4, "{ledger}");
    assert_eq!(shop.refused(&["payments", "--export", "ledger", file]).0, 1, "it is there already");
    assert_eq!(shop.refused(&["payments", "--export", "taxes", file]).0, 1);
}

#[test]
fn a_campaign_has_its_own_lead_time() {
    let shop = planned();
    let lead = || shop.json(&["campaigns", "--format", "json"])[0]["lead_days"].as_i64();
    assert_eq!(lead(), Some(14), "the usual one");
    shop.text(&["book", "Spring", "A", "ana", "posting_window=2027-06-01..2027-06-10", "item=Serum"]);
    assert_eq!(shop.written(&["campaign", "Spring", "lead=21"]), 1);
    assert_eq!(shop.written(&["campaign", "Spring", "lead=21"]), 0, "the same");
    assert_eq!(lead(), Some(21));
    let sheet = shop.text(&["campaigns", "--format", "csv"]);
    assert!(sheet.lines().next().is_some_and(|head| head.ends_with(",lead_days")) && sheet.contains(",21"), "{sheet}");
    for wrong in ["lead=-1", "lead=10000", "lead=366", "lead=soon"] {
        let (status, said) = shop.refused(&["campaign", "Spring", wrong]);
        assert!(status == 1 && said.to_lowercase().contains("lead"), "{wrong}: {said}");
    }
    assert_eq!(shop.written(&["campaign", "Spring", "lead="]), 1);
    assert_eq!(lead(), Some(14));
}

#[test]
fn a_batch_named_where_a_campaign_belongs_is_told_so() {
    let shop = Shop::new();
    shop.text(&["add", "ana"]);
    shop.text(&["campaign", "Serum"]);
    shop.text(&["plan", "Serum", "First test", "ana"]);
    let (status, said) = shop.refused(&["book", "first test", "ana", "fee=90", "code=ANA10"]);
    assert_eq!(status, 1);
    assert!(said.contains("It is a batch of Serum. Name the campaign first: \"Serum\" \"first test\"."), "{said}");
    let (_, said) = shop.refused(&["plan", "first test", "B", "ana"]);
    assert!(said.contains("Name the campaign first: \"Serum\" \"first test\"."), "{said}");
    // A command that takes no batch is told the name alone.
    let alone: [&[&str]; 4] = [
        &["board", "first test"],
        &["codes", "ANA10", "ana", "--campaign", "first test"],
        &["results", "first test"],
        &["report", "first test"],
    ];
    for args in alone {
        let (_, said) = shop.refused(args);
        assert!(said.contains("It is a batch of Serum. Use that name.") && !said.contains("\"Serum\""), "{said}");
    }
    // A campaign that is nearly called so may be what was meant.
    shop.text(&["campaign", "First tests"]);
    for args in alone {
        let (_, said) = shop.refused(args);
        assert!(said.contains("It is a batch of Serum.") && said.contains("Or did you mean First tests?"), "{said}");
    }
}

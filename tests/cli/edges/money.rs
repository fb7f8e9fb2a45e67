//! What a booking costs: nothing, goods alone, commission alone, no margin, a target nobody can reach.

use super::*;

/// Three creators of whom the first is booked on the terms of a row, the others for $100 with some orders.
fn with(first: &str, ana: &[Order<'_>]) -> Shop {
    let rows = [first.to_owned(), row("ben", "100", "9000"), row("cleo", "100", "9000")];
    let mut orders = many("ben10", 50, "40.00", 6);
    orders.extend(many("cleo10", 50, "40.00", 3));
    orders.extend_from_slice(ana);
    shop(&tracker(&rows), &orders)
}

#[test]
fn who_cost_nothing_has_no_roas_and_no_verdict() {
    let shop = with(&row("ana", "", "9000"), &many("ana10", 50, "40.00", 4));
    shop.text(&["campaign", "Serum", "budget=5000"]);
    let (found, ana) = (results(&shop), estimate(&shop, "ana"));
    assert_eq!((&ana["verdict"], &ana["roas_q"], &ana["p_target"]), (&"FREE".into(), &Value::Null, &Value::Null));
    assert!(said(&ana).contains("no ROAS without a cost"), "{}", said(&ana));
    let facts = creator(&found, "ana");
    assert_eq!((&facts["roas_e4"], &facts["roi_bp"], &facts["cpa_minor"]), (&Value::Null, &Value::Null, &Value::Null));
    assert_eq!((&facts["revenue_minor"], &facts["spend_minor"]), (&16_000.into(), &0.into()));
    assert!(!found["allocation"]["places"].to_string().contains("\"ana\""), "{}", found["allocation"]);
    // A figure that is not defined says why, and is never 0.
    let cells = line(&shop, "ana").join(" ");
    assert!(cells.contains("no cost") && !cells.contains("0.0 "), "{cells}");
}

#[test]
fn a_gifted_creator_is_judged_by_what_the_goods_cost() {
    let gifted = format!("@ana,0,25,ana10,{},9000,", ago(60));
    let shop = with(&gifted, &many("ana10", 50, "40.00", 4));
    let facts = creator(&results(&shop), "ana");
    // $160 for a product of $25.
    assert_eq!((&facts["spend_minor"], &facts["roas_e4"]), (&2_500.into(), &64_000.into()), "{facts}");
    let ana = estimate(&shop, "ana");
    range(&ana);
    assert_eq!(ana["verdict"], verdict_of(chance(&ana)));
}

#[test]
fn where_everybody_was_gifted_published_prices_stand_in() {
    let gifted = |who: &str| format!("@{who},0,25,{who}10,{},9000,", ago(60));
    let shop = shop(&tracker(&["ana", "ben", "cleo"].map(gifted)), &many("ana10", 50, "40.00", 4));
    for who in ["ana", "ben", "cleo"] {
        let found = estimate(&shop, who);
        range(&found);
        assert_eq!(found["verdict"], verdict_of(chance(&found)), "{found}");
    }
}

#[test]
fn a_commission_of_everything_can_reach_no_target() {
    for (commission, reaches) in [("100%", false), ("50%", false), ("45%", true)] {
        let first = format!("@ana,100,,ana10,{},9000,{commission}", ago(60));
        let shop = with(&first, &many("ana10", 50, "40.00", 20));
        let ana = estimate(&shop, "ana");
        let facts = creator(&results(&shop), "ana");
        // At a margin of 50% break-even is 2.0: half of every sale is all that can be given away.
        assert_eq!(chance(&ana) > 0.0, reaches, "{commission}: {ana}");
        let words = said(&ana);
        assert_eq!(words.contains(&format!("at {commission} commission no sale can reach")), !reaches, "{words}");
        if !reaches {
            assert_eq!(ana["verdict"], "DROP");
            assert_eq!((&ana["one_more"], &ana["regret_minor"]), (&Value::Null, &Value::Null), "{ana}");
            assert!(words.contains("break-even (2.0)"), "{words}");
        }
        if commission == "100%" {
            // All that was sold went to the creator, and the fee on top: 800 for 900.
            assert_eq!((&facts["spend_minor"], &facts["roas_e4"]), (&90_000.into(), &8_889.into()), "{facts}");
            let [.., high] = range(&ana);
            assert!(high < 1.0, "a ROAS is below 1 / commission: {high}");
        }
    }
}

#[test]
fn who_gets_commission_alone_risks_nothing_and_is_told_what_is_left() {
    let first = format!("@ana,0,,ana10,{},9000,20%", ago(60));
    let shop = with(&first, &many("ana10", 50, "40.00", 4));
    let ana = estimate(&shop, "ana");
    assert_eq!(ana["verdict"], "FREE", "{ana}");
    // A margin of 50% less a commission of 20%.
    assert!(said(&ana).contains("only commission") && said(&ana).contains("30% of every sale"), "{}", said(&ana));
    let dear = with(&format!("@ana,0,,ana10,{},9000,60%", ago(60)), &many("ana10", 50, "40.00", 4));
    let words = said(&estimate(&dear, "ana"));
    assert!(words.contains("loses 10% of every sale"), "{words}");
}

#[test]
fn without_a_margin_a_target_gives_all_but_profit() {
    let text = format!(
        "campaign,batch,handle,fee,code,posted_at,views\nSerum,A,@ana,100,ANA10,{0},9000\nSerum,A,@ben,100,BEN10,{0},9000\n\
         Serum,A,@cleo,100,CLEO10,{0},9000\n",
        ago(60)
    );
    let shop = shop(&text, &many("ana10", 50, "40.00", 6));
    let found = results(&shop);
    let facts = creator(&found, "ana");
    assert_eq!(
        (&facts["roas_e4"], &facts["roi_bp"], &facts["profit_minor"]),
        (&24_000.into(), &Value::Null, &Value::Null)
    );
    assert!(facts["estimate"].is_null(), "no target, no estimate: {facts}");
    let said = shop.text(&["results", "Serum"]);
    assert!(said.contains("margin unknown"), "{said}");
    shop.text(&["campaign", "Serum", "target=2"]);
    let ana = estimate(&shop, "ana");
    range(&ana);
    assert_eq!(ana["verdict"], verdict_of(chance(&ana)));
    let facts = creator(&results(&shop), "ana");
    assert_eq!((&facts["roi_bp"], &facts["profit_minor"]), (&Value::Null, &Value::Null));
    let bounds = [
        ("margin=0%", "above 0%"),
        ("margin=101%", "0 to 100 percent"),
        ("target=0", "above 0;"),
        ("target=-1", "below 0"),
    ];
    for (refused, bound) in bounds {
        let output = shop.run(&["campaign", "Serum", refused]);
        let why = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && why.contains(bound), "{refused}: {why}");
    }
}

#[test]
fn the_next_booking_of_a_creator_is_on_their_last_terms() {
    let (first, second) = (ago(120), ago(60));
    let text = format!(
        "campaign,batch,handle,fee,code,posted_at,views,margin\nSerum,A,@ana,400,ANA10,{first},9000,50%\n\
         Serum,A,@ben,100,BEN10,{first},9000,50%\nSerum,A,@cleo,100,CLEO10,{first},9000,50%\n\
         Serum,B,@ana,100,ANA10,{second},9000,50%\nSerum,B,@ben,100,BEN10,{second},9000,50%\n\
         Serum,B,@cleo,100,CLEO10,{second},9000,50%\n"
    );
    let mut orders = many("ana10", 110, "40.00", 5);
    orders.extend(many("ana10", 50, "40.00", 5));
    let shop = shop(&text, &orders);
    let found = results(&shop);
    // The facts are of each batch, the estimate is one.
    let batches = found["batches"].as_array().expect("batches");
    let of = |batch: &Value| batch["creators"][0].clone();
    assert_eq!((&of(&batches[0])["roas_e4"], &of(&batches[1])["roas_e4"]), (&5_000.into(), &20_000.into()));
    assert_eq!(of(&batches[0])["estimate"], of(&batches[1])["estimate"]);
    let ana = estimate(&shop, "ana");
    // Ten orders of $400 at $100 each booking: around 2, not around 0.8 as on average.
    assert!(range(&ana)[1] > 1.2, "{:?}", range(&ana));
    let text = shop.text(&["results", "Serum"]);
    assert_eq!(text.matches(&said(&ana)).count(), 1, "said once: {text}");
}

//! Verdicts that wait for something: said where verdicts stand, and settled with the keys that settle any conflict.

use super::driver::Person;
use super::import;

const TRACKER: &str = "\
campaign,batch,handle,fee,code,posted_at,views,margin
Serum test,Batch 1,@ana.glow,20,GLOW,2026-01-02,9000,50%
Serum test,Batch 1,@ben.balm,300,GLOW,2026-01-02,9000,50%
Serum test,Batch 1,@cleo.skin,20,CLEO10,2026-01-02,9000,50%
";

const HEAD: &str = "Name,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Created at,Lineitem quantity,\
Lineitem name,Lineitem price,Refunded Amount,Id\n";

fn orders(of: &[(&str, &str, usize)]) -> String {
    let all = of.iter().flat_map(|(code, amount, count)| std::iter::repeat_n((code, amount), *count));
    let lines = all.enumerate().map(|(at, (code, amount))| {
        format!("#{at},paid,USD,{amount},0,0,{amount},{code},2026-01-05 10:00:00 +0000,1,Serum,{amount},0,{at}\n")
    });
    HEAD.to_owned() + &lines.collect::<String>()
}

/// The line of a creator in the list of the results.
fn line(person: &mut Person, handle: &str) -> String {
    let screen = person.screen();
    let found = screen.lines().find(|line| line.contains(&format!("@{handle}   ")));
    found.unwrap_or_else(|| panic!("no line of {handle}:\n{screen}")).to_owned()
}

#[test]
fn a_code_of_two_creators_is_settled_like_any_conflict() {
    let mut person = Person::with_nothing();
    import(&mut person, "tracker.csv", TRACKER);
    import(&mut person, "orders_export.csv", &orders(&[("GLOW", "40.00", 6), ("CLEO10", "40.00", 5)]));
    person.press("esc g m enter");
    assert!(line(&mut person, "ana.glow").contains("SCALE?"), "{}", person.screen());
    assert!(line(&mut person, "ben.balm").contains("DROP?"), "{}", person.screen());
    assert!(line(&mut person, "cleo.skin").contains("SCALE") && !line(&mut person, "cleo.skin").contains("SCALE?"));
    let before = person.tables();
    person.press("backtab");
    for _ in 0..9 {
        if person.screen().contains("own this code") {
            break;
        }
        person.press("tab");
    }
    person.sees("@ana.glow or @ben.balm");
    person.press("g g enter");
    person.sees("who gets them?");
    person.press("enter");
    person.press("esc");
    assert!(!line(&mut person, "ana.glow").contains('?'), "{}", person.screen());
    assert!(!line(&mut person, "ben.balm").contains('?'), "{}", person.screen());
    person.press("u");
    assert_eq!(person.tables(), before);
    person.press("g m enter");
    assert!(line(&mut person, "ana.glow").contains("SCALE?"));
}

/// Orders of Shopify that a link brought, by its mark.
fn linked(of: &[(&str, usize)]) -> String {
    let all = of.iter().flat_map(|(mark, count)| std::iter::repeat_n(mark, *count));
    let lines = all.enumerate().map(|(at, mark)| {
        format!("#{at},paid,USD,40.00,0,0,40.00,,2026-01-05 10:00:00 +0000,1,Serum,40.00,0,{at},utm_content: {mark}\n")
    });
    HEAD.trim_end().to_owned() + ",Note Attributes\n" + &lines.collect::<String>()
}

#[test]
fn a_link_of_two_creators_is_settled_like_a_code() {
    let mut person = Person::with_nothing();
    let tracker = TRACKER
        .replace("code,", "link,")
        .replace("GLOW", "https://shop.example/?utm_content=spring")
        .replace("CLEO10", "https://shop.example/?utm_content=cleo");
    import(&mut person, "tracker.csv", &tracker);
    import(&mut person, "orders.csv", &linked(&[("spring", 6), ("cleo", 5)]));
    person.press("esc g m enter");
    assert!(line(&mut person, "ana.glow").contains("SCALE?"), "{}", person.screen());
    assert!(line(&mut person, "ben.balm").contains("DROP?"), "{}", person.screen());
    assert!(!line(&mut person, "cleo.skin").contains('?'), "{}", person.screen());
    let before = person.tables();
    person.press("backtab");
    person.sees("spring (@ana.glow or @ben.balm): 6 orders");
    person.press("g g enter");
    person.sees("who gets them?");
    person.type_text("ben");
    person.press("enter");
    person.sees("settled: @ben.balm gets them");
    person.press("esc");
    assert!(!line(&mut person, "ana.glow").contains('?'), "{}", person.screen());
    assert!(!line(&mut person, "ben.balm").contains('?'), "{}", person.screen());
    person.press("u");
    assert!(person.tables() == before, "undone");
}

#[test]
fn a_link_of_everybody_that_brought_no_order_is_in_no_doubt() {
    let mut person = Person::with_nothing();
    let tracker = TRACKER
        .replace("code,", "code,link,")
        .replace("300,GLOW", "300,BEN10")
        .replace(",2026-01-02", ",https://shop.example/?utm_content=spring,2026-01-02");
    import(&mut person, "tracker.csv", &tracker);
    import(&mut person, "orders_export.csv", &orders(&[("GLOW", "40.00", 6), ("CLEO10", "40.00", 5)]));
    person.press("esc g m enter");
    for handle in ["ana.glow", "ben.balm", "cleo.skin"] {
        assert!(!line(&mut person, handle).contains('?'), "{}", person.screen());
    }
}

#[test]
fn who_of_three_gets_the_orders_of_a_code_is_said_on_every_line() {
    let mut person = Person::with_nothing();
    import(&mut person, "tracker.csv", &TRACKER.replace("CLEO10", "GLOW"));
    import(&mut person, "orders_export.csv", &orders(&[("GLOW", "40.00", 6)]));
    person.press("esc g m enter backtab");
    person.sees("@ana.glow or @ben.balm");
    person.press("g g enter");
    person.type_text("ben");
    person.press("enter");
    person.sees("settled: @ben.balm gets them");
    assert!(!person.screen().contains("@cleo.skin gets them"), "{}", person.screen());
    person.press("esc");
    for handle in ["ana.glow", "ben.balm", "cleo.skin"] {
        assert!(!line(&mut person, handle).contains('?'), "{}", person.screen());
    }
}

#[test]
fn one_large_order_counts_less_and_the_screen_says_so() {
    let mut person = Person::with_nothing();
    import(&mut person, "tracker.csv", &TRACKER.replace("300,GLOW", "100,BEN10").replace(",20,", ",100,"));
    let of = [("GLOW", "2500.00", 1), ("BEN10", "40.00", 6), ("CLEO10", "40.00", 4)];
    import(&mut person, "orders_export.csv", &orders(&of));
    person.press("g m enter");
    person.press("F");
    for handle in ["ana.glow", "ben.balm", "cleo.skin"] {
        assert!(!line(&mut person, handle).contains('?'), "{}", person.screen());
    }
    // She stands last: the verdicts are in order.
    person.press("j j i end");
    person.sees("counts as $200");
}

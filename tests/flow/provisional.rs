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

#[test]
fn one_large_order_makes_verdicts_provisional_on_screen() {
    let mut person = Person::with_nothing();
    import(&mut person, "tracker.csv", &TRACKER.replace("300,GLOW", "100,BEN10").replace(",20,", ",100,"));
    let of = [("GLOW", "2500.00", 1), ("BEN10", "40.00", 6), ("CLEO10", "40.00", 4)];
    import(&mut person, "orders_export.csv", &orders(&of));
    for (width, height) in [(120, 36), (80, 24)] {
        person.resize(width, height);
        person.press("g m enter");
        person.sees("rovisional");
        person.press("F");
        for handle in ["ana.glow", "ben.balm", "cleo.skin"] {
            assert!(
                person.screen().lines().any(|line| line.contains(handle) && line.contains("SCALE?")),
                "{}",
                person.screen()
            );
        }
        person.press("F");
    }
}

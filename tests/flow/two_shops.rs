//! What each sample shop shows is its own: its currency, its platforms, its dates.

use rstest::rstest;

use tenfold::domain::figure;
use tenfold::proto::{Answer, Query};
use tenfold::store::answer::Asker;
use tenfold::store::open;
use tenfold::words::budget;

use crate::driver::{Person, today};
use crate::shops::Shop;

/// How many rows a query finds in the person's file.
fn count(person: &Person, rest: &str) -> i64 {
    let conn = open::open_reader(&person.path).expect("the file opens");
    conn.query_row(&format!("SELECT COUNT(*) FROM {rest}"), [], |row| row.get(0)).expect("a count")
}

#[rstest]
#[case::first(Shop::First)]
#[case::second(Shop::Second)]
fn a_typed_day_is_read_in_the_order_of_the_configuration(#[case] shop: Shop) {
    let mut person = Person::in_shop(shop);
    let typed = shop.april_third();
    // A snooze.
    person.press("z t");
    person.type_text(typed);
    person.press("enter");
    assert_eq!(count(&person, "creator WHERE snoozed_until = '2026-04-03'"), 1, "{}", person.screen());
    // A filter, its completion, and a filter that is kept in a view.
    person.press("/");
    person.type_text(&format!("until:{typed}"));
    person.press("enter");
    person.sees("1 of 1,240");
    person.press("f w");
    person.type_text("april");
    person.press("enter");
    person.press("/ ctrl-u");
    person.type_text("view:april");
    person.press("enter");
    person.sees("1 of 1,240");
    // A form.
    person.press("g a a");
    person.type_text("Call the printer");
    person.press("tab ctrl-u");
    person.type_text(typed);
    person.press("ctrl-s");
    assert_eq!(count(&person, "task WHERE due_on = '2026-04-03'"), 1, "{}", person.screen());
}

#[rstest]
#[case::first(Shop::First)]
#[case::second(Shop::Second)]
fn results_and_campaigns_show_the_same_budget(#[case] shop: Shop) {
    let mut person = Person::in_shop(shop);
    let asker = Asker::open(&person.path).expect("opens");
    let answer = asker.answer(&Query::Campaigns, today(), &shop.config().rules()).expect("an answer");
    let Answer::Campaigns(campaigns) = answer else { panic!("campaigns") };
    person.press("g r");
    let shown = campaigns.iter().find(|campaign| person.screen().contains(&campaign.fields.name)).expect("a campaign");
    let (budget, currency) = (shown.budget, shown.fields.currency);
    person.sees(&budget::line(budget, currency));
    person.sees(&figure::money(shown.spend_minor, currency));
    person.press("g m");
    person.sees(&figure::money(budget.left_minor().expect("a limit"), currency));
}

#[rstest]
#[case::first(Shop::First, "14mar", "14 mar")]
#[case::second(Shop::Second, "mar14", "mar 14")]
fn examples_of_a_date_are_written_in_that_order(#[case] shop: Shop, #[case] word: &str, #[case] words: &str) {
    let mut person = Person::in_shop(shop);
    person.press("z t");
    person.sees(words);
    person.type_text("blursday");
    person.press("enter");
    person.sees(word);
    person.press("esc g a a tab ctrl-u");
    person.sees(words);
    person.press("esc");
    // And what the example says is understood.
    person.press("g c /");
    person.type_text(&format!("added<{word}"));
    person.press("enter");
    person.sees("1,240 of 1,240");
}

/// The platform of the account a profile link leads to, as the file has it, against the link.
fn leads_to_its_account(person: &mut Person) -> String {
    let link = person.opened.take().unwrap_or_else(|| panic!("nothing was opened:\n{}", person.screen()));
    let handle = link.trim_end_matches('/').rsplit('/').next().unwrap_or_default().trim_start_matches('@');
    let conn = open::open_reader(&person.path).expect("the file opens");
    let platform: String = conn
        .query_row("SELECT platform FROM creator WHERE handle = ?1", [handle], |row| row.get(0))
        .unwrap_or_else(|_| panic!("{link} is of nobody"));
    assert!(link.starts_with(&format!("https://www.{platform}.com/")), "{link} is on {platform}");
    platform
}

#[rstest]
#[case::first(Shop::First, 1)]
#[case::second(Shop::Second, 2)]
fn every_screen_opens_the_account_on_its_own_platform(#[case] shop: Shop, #[case] platforms: usize) {
    let mut person = Person::in_shop(shop);
    for way in ["g c", "g t", "g m j j j j j enter", "g r F"] {
        person.press(way);
        let mut seen = std::collections::HashSet::new();
        for _ in 0..8 {
            person.press("o");
            seen.insert(leads_to_its_account(&mut person));
            person.press("y u");
            person.opened = person.copied.take();
            leads_to_its_account(&mut person);
            person.press(if way == "g t" { "p" } else { "j" });
        }
        assert_eq!(seen.len(), platforms, "{way}:\n{}", person.screen());
    }
}

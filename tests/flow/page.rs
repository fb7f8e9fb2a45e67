//! A creator's page through the whole program: what is pasted changes what is known, and all of it can be taken back.

use rstest::rstest;

use crate::driver::Person;
use crate::shops::Shop;

const LIST: &str = "\
handle,followers,engagement rate,average views,price
@ana.glow,12000,6.1%,9000,100
@ben.balm,8000,4.0%,5000,
";

const POSTS: &str = "\
Date\tViews\tLikes\tComments\tShares\tLink
2026-03-09\t12.3k\t900\t60\t24\thttps://www.tiktok.com/@ana.glow/video/7300000000000000001
2026-03-06\t8,100\t512\t31\t9\thttps://www.tiktok.com/@ana.glow/video/7300000000000000002
4 mar\t9.9k\t640\t-\t12\thttps://www.tiktok.com/@ana.glow/video/7300000000000000003
someday\t1\t1\t1\t1\t
";

fn with_a_list() -> Person {
    let mut person = Person::with_nothing();
    let path = person.file("list.csv", LIST);
    person.press("g i");
    person.paste(&path.display().to_string());
    person.press("enter");
    person.press("enter");
    person.sees("3 of 4: check");
    person.press("enter g c s n g g");
    person.sees("acts on: @ana.glow");
    person
}

#[test]
fn pasted_posts_bring_the_engagement_and_undo_takes_it_away() {
    let mut person = with_a_list();
    let before = person.tables();
    person.press("enter");
    person.sees("»Facts«");
    person.sees("No posts yet.");
    person.sees("6.1% stated");
    person.paste(POSTS);
    person.sees("3 posts for @ana.glow");
    person.sees("Left out: 1 line.");
    assert_eq!(person.tables(), before, "nothing is written before the yes");
    person.press("y");
    person.sees("Added 3 posts of @ana.glow.");
    person.press("tab tab tab");
    // By hand: 984 of 12,300 is 8.0%, 552 of 8,100 is 6.8%, 652 of 9,900 is 6.6%; the middle one counts.
    person.sees("6.8% median of 3 posts");
    person.sees("12.3k     8.0%");
    // The same block once more changes nothing.
    let once = person.tables();
    person.paste(POSTS);
    person.press("y");
    person.sees("These posts of @ana.glow are already up to date.");
    assert_eq!(person.tables(), once);
    person.press("u");
    person.sees("Undid");
    person.sees("No posts yet.");
    assert_eq!(person.tables(), before);
    person.press("esc");
    person.sees("»Creators«");
    person.wait(5_000);
    person.sees("acts on: @ana.glow");
}

#[test]
fn what_is_typed_on_the_page_is_there_and_leads_on() {
    let mut person = with_a_list();
    person.press("enter a f");
    person.type_text("1 feb 11k");
    person.sees("11,000 on Sunday, February 1 (38 days ago)");
    person.press("enter");
    person.sees("Saved the followers of @ana.glow on 1 day.");
    person.sees("Followers: 11,000 to 12,000 in 38 days");
    // The line stays for the next count.
    person.type_text("20 feb 11.4k");
    person.press("enter esc");
    person.sees("Saved the followers of @ana.glow on 1 day.");
    person.press("e");
    person.type_text("sponsored");
    person.press("enter");
    person.type_text("4 1");
    person.press("enter");
    person.press("tab tab");
    person.sees("red   -10  3 of 4 paid posts carried no ad label");
    person.press("n");
    person.type_text("asks for 120 now");
    person.press("enter");
    person.sees("asks for 120 now");
    person.press("p");
    person.sees("Picked @ana.glow.");
    person.press("y s");
    let copied = person.copied.clone().unwrap_or_default();
    assert!(
        copied.contains("2026-02-01  11,000 followers") && copied.contains("2026-02-20  11,400 followers"),
        "{copied}"
    );
    // From triage one comes back to the card one left.
    person.press("g t");
    person.wait(5_000);
    person.sees("acts on: @ben.balm");
    person.press("enter");
    person.sees("@ben.balm   8.0k followers");
    person.press("esc");
    person.sees("»Triage«");
}

#[test]
fn a_handle_that_is_taken_leads_to_the_merge_from_the_page_too() {
    let mut person = Person::with_nothing();
    for handle in ["mia", "mia.skin"] {
        person.press("a");
        person.type_text(handle);
        person.press("enter esc");
    }
    person.press("j enter");
    person.sees("@mia   ");
    person.press("=");
    person.sees("Available when E was refused because the handle is taken.");
    let before = person.tables();
    person.press("E ctrl-u");
    person.type_text("mia.skin");
    person.press("ctrl-s");
    person.sees("@mia.skin is already in the list as another creator.");
    person.sees("@mia.skin is another creator. To merge the two, leave the form and press =.");
    person.press("esc =");
    person.sees("Merge @mia into @mia.skin");
    person.press("enter");
    person.sees("Merged @mia into @mia.skin");
    // The page is of the one who stayed.
    person.sees("»Facts«");
    person.sees(" @mia.skin   followers unknown");
    person.sees("Was         @mia until");
    person.press("u");
    assert_eq!(person.tables(), before);
}

#[rstest]
#[case::first(Shop::First)]
#[case::second(Shop::Second)]
fn a_form_that_is_left_keeps_what_was_typed_for_the_same_creator(#[case] shop: Shop) {
    let mut person = Person::in_shop(shop);
    let before = person.tables();
    person.press("E tab tab");
    person.type_text(" the Second");
    person.press("esc");
    person.sees("What you typed is kept for next time.");
    assert_eq!(person.tables(), before);
    person.press("j E");
    assert!(!person.screen().contains("the Second"));
    person.press("esc k E");
    person.sees("the Second");
    person.sees("your unsaved text");
    person.press("ctrl-s");
    person.sees("the Second");
    person.press("E");
    assert!(!person.screen().contains("your unsaved text"), "what was saved is no draft");
}

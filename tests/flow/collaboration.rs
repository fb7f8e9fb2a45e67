//! The page of a collaboration through the whole program: where it opens from, what is edited on it, and what follows.

use tenfold::tui::kit::Place;

use crate::driver::Person;

/// Three creators with a fee and a code.
const TRACKER: &str = "\
campaign,batch,handle,fee,code
Serum test,Batch 1,@ana.glow,100,GLOW15
Serum test,Batch 1,@ben.balm,60,BALM15
Serum test,Batch 1,@cleo.skin,40,CLEO15
";

fn in_a_batch() -> Person {
    let mut person = Person::with_nothing();
    let path = person.file("tracker.csv", TRACKER);
    person.press("g i");
    person.paste(&path.display().to_string());
    person.press("enter enter");
    person.sees("3 of 4: check");
    person.press("enter");
    person.press("esc g m j enter");
    assert_eq!(person.place(), Place::Batch);
    person
}

#[test]
fn the_page_opens_from_a_batch_a_creator_and_the_results_and_leads_back() {
    let mut person = Person::with_demo();
    person.press("g m j enter enter");
    assert_eq!(person.place(), Place::Collaboration);
    person.sees("»Tracks«");
    person.press("C");
    assert_eq!(person.place(), Place::Page);
    // Their collaborations are the second section from the end.
    person.press("backtab backtab");
    person.sees("»Collaborations«");
    person.press("enter");
    assert_eq!(person.place(), Place::Collaboration);
    person.press("esc");
    assert_eq!(person.place(), Place::Page);
    person.press("esc esc");
    assert_eq!(person.place(), Place::Batch);
    person.press("g r enter");
    assert_eq!(person.place(), Place::Collaboration);
    person.press("esc");
    assert_eq!(person.place(), Place::Results);
    person.press("C");
    assert_eq!(person.place(), Place::Page);
}

#[test]
fn a_fee_is_edited_where_it_stands_and_undone() {
    let mut person = in_a_batch();
    person.press("enter tab");
    person.sees("»Terms«");
    person.sees("acts on: fee of @ana.glow");
    let before = person.tables();
    person.press("enter ctrl-u");
    person.type_text("120.50");
    person.press("enter");
    person.sees("$120.50");
    person.wait(5_000);
    person.sees("acts on: fee of @ana.glow");
    person.press("u");
    person.sees("$100.00");
    assert_eq!(person.tables(), before);
}

#[test]
fn two_deliverables_are_posted_and_read() {
    let mut person = in_a_batch();
    let before = person.tables();
    person.press("enter tab tab tab");
    person.sees("Nothing is promised yet.");
    person.press("a v a s");
    person.sees("2 story");
    // The first one.
    person.press("enter p");
    person.type_text("https://www.tiktok.com/@ana.glow/video/7614800000000000000");
    person.press("ctrl-s");
    person.sees("posted Mar");
    // The same link once more is refused, and stays to be changed.
    person.press("j enter p");
    person.type_text("tiktok.com/@ana.glow/video/7614800000000000000");
    person.press("ctrl-s");
    person.sees("web address");
    person.press("ctrl-u");
    person.type_text("https://m.tiktok.com/@ana.glow/video/7614800000000000000?x=1");
    person.press("ctrl-s");
    person.sees("already has this link");
    person.press("ctrl-u");
    person.type_text("https://www.tiktok.com/@ana.glow/video/7614900000000000000");
    person.press("ctrl-s");
    person.sees("2 of 2 posted");
    // Five numbers on one line, then the next post.
    person.press("k r");
    person.type_text("12.4k 800 20 5 9");
    person.sees("12,400 views, 800 likes");
    person.press("enter");
    person.sees("Reading of story 2");
    person.type_text("3100");
    person.press("ctrl-s");
    person.sees("now 12.4k");
    person.sees("now 3.1k");
    // Both count in the results.
    person.press("esc g r");
    person.sees("15.5k");
    person.undo_everything();
    person.redo_everything();
    person.press("g m j enter enter");
    person.sees("now 12.4k");
    while person.tables() != before {
        assert!(person.has_steps(), "the way back ends before");
        person.press("u");
    }
}

#[test]
fn a_decline_releases_what_was_offered_and_says_so() {
    let mut person = in_a_batch();
    person.press("enter w");
    person.type_text("declined");
    person.press("enter");
    person.sees("Released $100 agreed with @ana.glow.");
    person.sees("nothing; the talk has ended");
    person.sees("released $100.00");
    person.sees("agreed Mar 11 · released Mar 11");
    person.sees("Declined");
    person.press("u");
    person.sees("agreed $100.00");
}

//! Collecting while scrolling: one handle, a pasted column, and all of it back.

use rstest::rstest;

use super::Person;
use crate::shops::Shop;

/// The cells of the demo shop's first creator, as a sheet would hold them.
const SHEET: &str = "Name\tHandle\tFollowers\nAna Bright\t@ana.bright\t12k\nBen\thttps://www.tiktok.com/@ben.balm?x=1\t9k\nJo\tjo k\t1k\nMia\t@mia\t3k\n";

#[test]
fn a_pasted_column_is_looked_at_added_as_one_step_and_taken_back() {
    let mut person = Person::with_nothing();
    person.press("a");
    person.type_text("@mia");
    person.press("enter");
    person.sees("Added @mia.");
    // The box stays open for the next one.
    person.press("esc");
    let before = person.tables();

    // Outside of a box it is only offered.
    person.paste(SHEET);
    assert_eq!(person.tables(), before);
    person.sees("Pasted 4 lines with 3 handles: press a to preview.");
    person.press("a");
    person.sees("4 lines: 2 new, 1 already in the list, 1 unreadable");
    person.sees("line 4: \"jo k\" isn't a handle");
    person.sees("save the sheet as .csv and import it");
    assert_eq!(person.tables(), before);
    person.press("o tab");
    person.type_text("GlowUp");
    person.press("ctrl-s");
    person.sees("tags GlowUp");
    person.press("enter");
    person.sees("Added 2 creators, tagged GlowUp, 1 was already in the list. Could not read 1 line.");
    person.sees("@ana.bright");
    person.sees("Ana Bright");
    person.press("u");
    assert_eq!(person.tables(), before);
    person.press("U");
    person.sees("@ben.balm");
}

#[test]
fn a_column_pasted_into_the_box_and_a_handle_that_is_wrong() {
    let mut person = Person::with_nothing();
    person.press("a");
    person.paste("@ana\n@ben\n");
    person.sees("2 lines: 2 new");
    person.press("esc");
    person.sees("No creators yet.");
    person.press("a");
    person.type_text("jo k");
    person.press("enter");
    person.sees("Did you mean @jo_k?");
    person.press("ctrl-u");
    person.type_text("jo_k via #glow");
    person.press("enter");
    person.sees("Added @jo_k.");
    person.press("esc");
    person.sees("#glow");
}

#[test]
fn a_renamed_creator_is_found_by_the_old_handle() {
    let mut person = Person::with_nothing();
    person.press("a");
    person.type_text("glow.mia");
    person.press("enter esc e ctrl-u");
    person.type_text("mia.skin");
    person.press("ctrl-s");
    person.sees("Renamed @glow.mia to @mia.skin.");
    person.press("a");
    person.type_text("tiktok.com/@glow.mia");
    person.press("enter");
    person.sees("@mia.skin (earlier @glow.mia) is already in the list: new.");
    person.press("esc");
    super::import(&mut person, "old.csv", "handle,followers\nglow.mia,12000\n");
    person.sees("1 row names a creator by an earlier handle: @glow.mia is @mia.skin now.");
    person.press("g c");
    person.sees("12.0k");
    assert_eq!(person.tables().lines().filter(|line| line.starts_with("creator ")).count(), 1);
}

#[test]
fn duplicates_are_merged_and_taken_back() {
    let mut person = Person::with_nothing();
    super::import(
        &mut person,
        "list.csv",
        "handle,name,followers,email,notes\nglow.mia,Mia Glow,12000,mia@example.com,sends fast\nglow_mia,Mia G,9000,,asks for a sample\nleo,Leo,100,,\n",
    );
    person.press("esc g c g d");
    person.sees("handles differ only in dots or underscores");
    person.sees("@glow.mia  @glow_mia");
    let before = person.tables();
    person.press("m");
    person.sees("Merge @glow_mia into @glow.mia");
    person.sees("@glow_mia still finds @glow.mia, also in imports");
    assert_eq!(person.tables(), before);
    person.press("enter");
    person.sees("Merged @glow_mia into @glow.mia with 1 note.");
    person.sees("No possible duplicates found.");
    person.press("u");
    assert_eq!(person.tables(), before);
    person.sees("@glow.mia  @glow_mia");
    person.press("x");
    person.sees("Noted that @glow.mia, @glow_mia are not duplicates.");
    person.sees("No possible duplicates found.");
    person.press("esc");
    person.sees("leo");
}

#[test]
fn a_handle_that_is_taken_leads_to_the_merge() {
    let mut person = Person::with_nothing();
    for handle in ["mia", "mia.skin"] {
        person.press("a");
        person.type_text(handle);
        person.press("enter esc");
    }
    person.press("j e ctrl-u");
    person.type_text("mia.skin");
    person.press("ctrl-s");
    person.sees("@mia.skin is another creator. To merge the two, leave the form and press =.");
    person.press("esc =");
    person.sees("Merge @mia into @mia.skin");
    person.press("enter");
    person.sees("Merged @mia into @mia.skin");
    person.sees("1 creator ");
    person.press("u");
    person.sees("2 creators ");
    person.press("A =");
    person.sees("keep another one");
}

#[rstest]
#[case::first(Shop::First)]
#[case::second(Shop::Second)]
fn the_words_behind_a_handle_are_read_back_kept_and_taken_back(#[case] shop: Shop) {
    let mut person = Person::in_shop(shop);
    let before = person.tables();
    person.press("a");
    person.type_text("@brand.new #gifted saw her under Plain Jar");
    person.sees("@brand.new: found by #gifted: Plain Jar; note \"saw her under Plain Jar\"");
    assert_eq!(person.tables(), before);
    person.press("enter");
    person.sees("Added @brand.new.");
    person.press("esc");
    assert_ne!(person.tables(), before);
    person.press("u");
    assert_eq!(person.tables(), before);
}

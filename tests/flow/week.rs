//! Niches put in order, a goal for the week, and what is due.

use crate::driver::Person;

const LIST: &str = "\
handle,followers,niche
@ana.glow,12000,SkinTok
@ben.balm,18000,Skin Tok
@cleo.skin,52000,SkinTok|Skin Tok
@dora.derm,23000,skincare/acne
@eve.reads,9000,BookTok
";

fn with_a_list() -> Person {
    let mut person = Person::with_nothing();
    let path = person.file("list.csv", LIST);
    person.press("g i");
    person.paste(&path.display().to_string());
    person.press("enter");
    person.press("enter");
    person.sees("3 of 4: check");
    person.press("enter g c");
    person
}

/// Walks down to the niche of this name.
fn go_to_niche(person: &mut Person, name: &str) {
    person.press("g g");
    person.wait(5_000);
    for _ in 0..30 {
        if person.screen().contains(&format!("acts on: {name} ")) {
            return;
        }
        person.press("j");
    }
    panic!("{name} is not on the screen");
}

#[test]
fn two_niches_become_one_and_are_two_again() {
    let mut person = with_a_list();
    person.press("/");
    person.type_text("niche:\"Skin Tok\"");
    person.press("enter f w");
    person.type_text("Skin");
    person.press("enter f c g n");
    let before = person.tables();
    go_to_niche(&mut person, "Skin Tok");
    // The name is taken: the program offers to merge, and keeps both unless told otherwise.
    person.press("e ctrl-u");
    person.type_text("skintok");
    person.press("enter");
    person.sees("There is already a niche called SkinTok");
    person.press("enter");
    assert_eq!(person.tables(), before);
    person.press("e ctrl-u");
    person.type_text("skintok");
    person.press("enter y");
    person.sees("Merged Skin Tok into SkinTok: 3 creators have it now. The view Skin is updated.");
    person.sees("│ > SkinTok");
    person.press("enter");
    person.sees("niche is SkinTok");
    person.sees("3 of 5");
    person.press("esc esc g n u");
    person.sees("Undid: merged Skin Tok into SkinTok");
    assert_eq!(person.tables(), before);
    person.press("U");
    person.sees("Redid: merged Skin Tok into SkinTok");
    person.undo_everything();
    person.redo_everything();
}

#[test]
fn a_parent_is_renamed_with_its_children_and_marked_ones_merge() {
    let mut person = with_a_list();
    person.press("g n");
    go_to_niche(&mut person, "skincare");
    person.sees("a parent of other niches");
    person.press("e ctrl-u");
    person.type_text("beauty");
    person.press("enter");
    person.sees("Renamed skincare to beauty, with 1 niche below it.");
    person.press("/");
    person.type_text("skin");
    person.press("enter space space m");
    person.type_text("beauty/skin");
    person.press("enter");
    person.sees("Merged Skin Tok and SkinTok into beauty/skin: 3 creators have it now.");
    person.press("esc");
    go_to_niche(&mut person, "beauty/skin");
    person.press("D");
    person.sees("Deleted beauty/skin: 3 creators lose it.");
    person.press("u");
    person.sees("Undid: deleted beauty/skin");
}

#[test]
fn a_goal_counts_up_while_one_picks() {
    let mut person = with_a_list();
    person.press("g a");
    person.sees("No weekly goal yet: W sets one");
    person.press("W ctrl-u");
    person.type_text("2");
    person.press("tab tab");
    person.type_text("SkinTok");
    person.press("ctrl-s");
    person.sees("Set a weekly goal: 2 micro-creators in SkinTok by Friday.");
    person.sees("0 of 2 picked this week (micro, SkinTok). Due Friday, in 2 days.");
    person.sees("g t: 2 to triage in SkinTok");
    // It is due like all else, and leads to whom to decide on.
    person.press("g g enter");
    person.sees("status:new,snoozed -is:snoozed tag:SkinTok tier:micro");
    person.sees("2 of 5");
    person.press("p");
    person.sees("1 of 2 picked this week (micro, SkinTok)");
    person.press("x");
    person.sees("1 of 2 picked this week (micro, SkinTok)");
    person.press("u p");
    person.sees("2 of 2 picked this week (micro, SkinTok). Goal reached.");
    person.press("u");
    person.sees("1 of 2 picked this week (micro, SkinTok)");
    // Changed with the same two keys, on the creators as well.
    person.press("W ctrl-u");
    person.type_text("1");
    person.press("ctrl-s");
    person.sees("Changed the weekly goal to 1 micro-creator in SkinTok by Friday.");
    person.sees("1 of 1 picked this week (micro, SkinTok). Goal reached.");
    person.press("W ctrl-u");
    person.type_text("0");
    person.press("ctrl-s");
    person.sees("Ended the weekly goal.");
    person.press("g a");
    person.sees("No weekly goal yet");
}

#[test]
fn what_is_due_is_added_put_off_and_ticked_off() {
    let mut person = with_a_list();
    person.press("g c z d z d");
    person.elsewhere(|writer| {
        let conn = writer.connection();
        conn.execute("UPDATE creator SET snoozed_until = '2026-03-11' WHERE snoozed_until IS NOT NULL", [])
            .expect("as if the day had gone by");
    });
    person.press("g a");
    person.sees("»Agenda« 1");
    person.sees("2 creators");
    person.press("a");
    person.type_text("Ask the printer");
    person.press("tab ctrl-u");
    person.type_text("fri");
    person.press("tab");
    person.type_text("@nobody");
    person.press("ctrl-s");
    person.sees("There is no creator @nobody in the list.");
    person.press("tab tab ctrl-u ctrl-s");
    person.sees("Added the task \"Ask the printer\" for Friday, March 13, 2026.");
    person.sees("THIS WEEK (1)");
    person.press("G z d");
    person.sees("Snoozed the task \"Ask the printer\" until Thursday, March 12, 2026.");
    person.sees("TOMORROW Thu, Mar 12 (1)");
    person.press("d");
    person.sees("Done: \"Ask the printer\".");
    person.sees("1 done today");
    person.press("u");
    person.sees("TOMORROW Thu, Mar 12 (1)");
    person.press("g g z w");
    person.sees("Snoozed 2 creators until Wednesday, March 18, 2026");
    person.sees("»Agenda«  c Creators");
    person.press("u");
    person.sees("»Agenda« 1");
    person.press("g g enter");
    person.sees("status:snoozed -is:snoozed");
    person.sees("2 of 5");
}

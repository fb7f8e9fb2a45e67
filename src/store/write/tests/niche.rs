//! Niches renamed, merged and deleted: nobody is lost, and what names them follows.

use super::*;
use crate::domain::WeeklyGoal;
use crate::proto::agenda::AgendaCmd;
use crate::proto::niche::NicheCmd;
use crate::store::niches;

fn rename(from: &str, to: &str) -> WriteCmd {
    WriteCmd::Niche(NicheCmd::Rename { from: from.to_owned(), to: to.to_owned() })
}

fn merge(from: &[&str], into: &str) -> WriteCmd {
    let from = from.iter().map(|name| (*name).to_owned()).collect();
    WriteCmd::Niche(NicheCmd::Merge { from, into: into.to_owned() })
}

fn delete(names: &[&str]) -> WriteCmd {
    WriteCmd::Niche(NicheCmd::Delete(names.iter().map(|name| (*name).to_owned()).collect()))
}

/// Names with how many creators carry each.
fn held(f: &Fixture) -> Vec<(String, i64)> {
    let rows = niches::list(&f.conn, crate::domain::day::Calendar::day_first(clock().today())).expect("niches");
    rows.into_iter().filter(|row| row.id.is_some()).map(|row| (row.name, row.own)).collect()
}

/// @mia and @o.neil with BookTok, @mia with Skin and Skin/Acne, @o.neil with SkinTok/Acne; the campaign names Skin and SkinTok/Acne.
fn tree() -> Fixture {
    let mut f = fixture();
    f.run(&tags(ids(&[1]), &["Skin", "Skin/Acne"], &[])).expect("tags");
    f.run(&tags(ids(&[2]), &["SkinTok/Acne", "Skin"], &[])).expect("tags");
    let fields = CampaignFields { niches: vec!["Skin".into(), "SkinTok/Acne".into()], ..campaign("Spring") };
    f.run(&WriteCmd::SaveCampaign { id: Some(CampaignId(1)), fields: Box::new(fields) }).expect("a campaign");
    f.conn
        .execute("INSERT INTO saved_view (name, filter) VALUES ('Acne', 'niche:skin/acne added<fri')", [])
        .expect("a view");
    f
}

#[test]
fn a_parent_takes_its_children_along_and_views_follow() {
    let mut f = tree();
    assert_eq!(
        f.say(&rename("Skin", "Skincare")),
        "Renamed Skin to Skincare, with 1 niche below it. The view Acne is updated."
    );
    let names: Vec<_> = held(&f).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["BookTok", "Skincare", "Skincare/Acne", "SkinTok/Acne"]);
    assert_eq!(f.text("SELECT filter FROM saved_view WHERE name = 'Acne'"), "niche:Skincare/acne added<fri");
    // A name that is only above another one, another spelling, and a place below another niche.
    assert_eq!(f.say(&rename("SkinTok", "BookTok/skin")), "Renamed SkinTok to BookTok/skin, with 1 niche below it.");
    assert_eq!(f.say(&rename("BookTok", "booktok")), "Renamed BookTok to booktok, with 1 niche below it.");
    assert_eq!(f.say(&rename("booktok/skin", "Top")), "Renamed booktok/skin to Top, with 1 niche below it.");
    assert_eq!(f.nothing(&rename("Top/Acne", "Top/Acne")), "Top/Acne already has this name.");
}

#[test]
fn a_taken_name_is_refused_and_merging_keeps_every_creator_once() {
    let mut f = tree();
    let taken = f.refused(&rename("Skin", "booktok"));
    assert_eq!(taken, "There is already a niche called BookTok.");
    assert_eq!(
        f.say(&merge(&["Skin", "SkinTok"], "BookTok")),
        "Merged Skin and SkinTok into BookTok: 2 creators have it now. The view Acne is updated."
    );
    assert_eq!(held(&f), [("BookTok".to_owned(), 2), ("BookTok/Acne".to_owned(), 2)]);
    let named = "SELECT group_concat(tag.name, ', ' ORDER BY tag.name) FROM campaign_niche JOIN tag ON tag.id = tag_id";
    assert_eq!(f.text(named), "BookTok, BookTok/Acne");
    assert_eq!(
        f.nothing(&merge(&["BookTok"], "booktok")),
        "booktok is the only niche chosen. Nothing was changed.".replace("booktok", "BookTok")
    );
}

#[test]
fn parent_and_child_merge_into_a_new_name() {
    let mut f = tree();
    assert_eq!(
        f.say(&merge(&["Skin", "Skin/Acne"], "New one")),
        "Merged Skin and Skin/Acne into New one: 2 creators have it now. The view Acne is updated."
    );
    assert!(held(&f).contains(&("New one".to_owned(), 2)));
    assert!(held(&f).iter().all(|(name, _)| !name.starts_with("Skin/")));
}

#[test]
fn a_child_goes_up_to_its_parent_but_none_below_itself() {
    let mut f = tree();
    f.run(&tags(ids(&[2]), &["Skin/Acne/Teen", "Skin/Acne/Acne"], &[])).expect("tags");
    assert_eq!(
        f.say(&merge(&["Skin/Acne"], "Skin")),
        "Merged Skin/Acne into Skin: 2 creators have it now. The view Acne is updated."
    );
    let names: Vec<_> = held(&f).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["BookTok", "Skin", "Skin/Acne", "Skin/Teen", "SkinTok/Acne"]);
    let below = "Skin/Teen/x is inside Skin. A niche can't move into itself.";
    assert_eq!(f.refused(&rename("Skin", "Skin/Teen/x")), below);
    assert!(f.refused(&merge(&["Skin"], "Skin/Teen")).starts_with("Skin/Teen is inside Skin"));
    let long = "x".repeat(58);
    assert!(f.refused(&rename("Skin", &long)).contains("longer than 60 characters"));
}

#[test]
fn deleting_says_who_loses_it_and_what_still_asks() {
    let mut f = tree();
    let goal = WeeklyGoal { niche: "Skin/Acne".into(), ..WeeklyGoal::default() };
    f.run(&WriteCmd::Agenda(AgendaCmd::SetGoal(Some(goal)))).expect("a goal");
    assert_eq!(
        f.say(&delete(&["Skin/Acne"])),
        "Deleted Skin/Acne: 1 creator loses it. The weekly goal is for any niche now. The view Acne still asks for it."
    );
    assert_eq!(
        f.say(&delete(&["Skin"])),
        "Deleted Skin: 2 creators lose it. 1 campaign no longer names it. The view Acne still asks for it."
    );
    assert_eq!(f.refused(&delete(&["SkinTok"])), "SkinTok only groups other niches. Delete those instead.");
}

#[test]
fn a_niche_becomes_a_tag() {
    let mut f = tree();
    let kind = |is_niche| WriteCmd::Niche(NicheCmd::SetKind { names: vec!["BookTok".into(), "Skin".into()], is_niche });
    assert_eq!(f.say(&kind(false)), "Made BookTok and Skin tags.");
    assert_eq!(f.nothing(&kind(false)), "These are already tags. Nothing was changed.");
    assert_eq!(f.say(&kind(true)), "Made BookTok and Skin niches.");
}

#[test]
fn the_goals_niche_outlives_its_last_creator() {
    let mut f = fixture();
    f.run(&tags(ids(&[1]), &["Cosy"], &[])).expect("tags");
    let goal = WeeklyGoal { niche: "Cosy".into(), ..WeeklyGoal::default() };
    f.run(&WriteCmd::Agenda(AgendaCmd::SetGoal(Some(goal)))).expect("a goal");
    f.run(&tags(ids(&[1]), &[], &["Cosy"])).expect("tags");
    assert!(held(&f).contains(&("Cosy".to_owned(), 0)));
}

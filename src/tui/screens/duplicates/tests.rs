use crate::tui::kit::Request;
use crate::tui::kit::{Action, Acts, Availability};
use std::sync::Arc;

use rstest::rstest;

use super::*;
use crate::domain::alike::Likeness;
use crate::domain::creator::CreatorFields;
use crate::domain::{Handle, Platform, Verdict};
use crate::proto::WriteCmd;
use crate::proto::duplicates::Duplicates;
use crate::proto::query::Slot;
use crate::proto::row::CreatorRow;
use crate::tui::kit::overlay::{Choice, Overlay, Proposal};
use crate::tui::screens::sample;

fn row(id: i64, platform: Platform, handle: &str) -> AlikeRow {
    let mut fields = CreatorFields::new(platform, Handle::parse(handle).expect("a handle"));
    fields.name = "Mia Glow".to_owned();
    fields.followers = (id != 3).then_some(12_000 + id * 100);
    fields.email = if id == 2 { String::new() } else { "mia@example.com".to_owned() };
    fields.country = "us".to_owned();
    fields.price_minor = (id == 2).then_some(12_000);
    fields.bio = "ingredient nerd. no sponsored fluff.".to_owned();
    AlikeRow {
        row: CreatorRow {
            standing: crate::proto::row::Standing::default(),
            odds: None,
            likeness: None,
            totals: crate::proto::row::CreatorTotals::default(),
            id: CreatorId(id),
            fields,
            tags: if id == 1 { vec!["glass skin".to_owned()] } else { vec!["vegan".to_owned()] },
            verdict: if id == 1 { Verdict::Picked } else { Verdict::New },
            reason: String::new(),
            snoozed_until: None,
            rating: 0,
            do_not_contact: id == 2,
            added_on: sample::day(3, 1),
            updated_at: 1,
        },
        stats_on: (id != 3).then(|| sample::day(3, 2)),
        elsewhere: Vec::new(),
        known_as: if id == 1 { vec!["mia.before".to_owned()] } else { Vec::new() },
        notes: 4 - id,
        posts: if id == 1 { 14 } else { 2 },
        collaborations: i64::from(id < 3),
    }
}

fn groups() -> Vec<AlikeGroup> {
    let group = |likenesses: &[Likeness], rows| AlikeGroup { likenesses: likenesses.to_vec(), rows };
    vec![
        group(
            &[Likeness::Email, Likeness::Name],
            vec![
                row(1, Platform::TikTok, "glow.mia"),
                row(2, Platform::TikTok, "glow_mia_official"),
                row(3, Platform::Instagram, "glowmia"),
            ],
        ),
        group(&[Likeness::Digits], vec![row(4, Platform::TikTok, "bookish"), row(5, Platform::TikTok, "bookish22")]),
        group(
            &[Likeness::Platform],
            vec![row(6, Platform::YouTube, "sun.daily"), row(7, Platform::Instagram, "sun.daily")],
        ),
    ]
}

fn awful() -> Vec<AlikeGroup> {
    let mut groups = groups();
    for group in &mut groups {
        group.rows.extend((20..26).map(|id| row(id, Platform::TikTok, "somebody.with.a.long.handle.xx")));
        for row in &mut group.rows {
            row.row.fields.name = sample::AWFUL.to_owned();
            row.row.fields.bio = sample::AWFUL.repeat(50);
            row.row.fields.email = "\u{1b}[31m@\u{202e}".to_owned();
            row.row.tags = vec![sample::AWFUL.to_owned(); 9];
            row.row.fields.followers = Some(i64::MAX);
            row.row.fields.price_minor = Some(i64::MAX / 3);
        }
    }
    groups
}

fn found(groups: Vec<AlikeGroup>) -> Answer {
    Answer::Duplicates(Arc::new(Duplicates { groups, more: 0 }))
}

fn screen(groups: Vec<AlikeGroup>) -> DuplicatesScreen {
    let mut screen = DuplicatesScreen::new();
    sample::feed(&mut screen, Slot::Duplicates, found(groups));
    screen
}

fn act(screen: &mut DuplicatesScreen, action: Action) -> Vec<Request> {
    let mut ctx = sample::ctx();
    assert_eq!(screen.availability(action, &ctx), Availability::Yes, "{action:?}");
    sample::act(screen, action, &mut ctx)
}

fn proposal(requests: &[Request]) -> Proposal {
    let [Request::Open(Overlay::Proposal(proposal), _)] = requests else { panic!("{requests:?}") };
    proposal.clone()
}

#[rstest]
#[case(120, 36)]
#[case(80, 24)]
#[case(40, 12)]
fn looks(#[case] width: u16, #[case] height: u16) {
    for (name, groups) in [("normal", groups()), ("awful", awful()), ("empty", Vec::new())] {
        let drawn = sample::drawn(&screen(groups), width, height);
        insta::assert_snapshot!(format!("duplicates_{name}_{width}x{height}"), drawn);
    }
}

#[test]
fn every_size_is_drawn() {
    for groups in [groups(), awful(), Vec::new()] {
        sample::survives_all_sizes(&screen(groups));
    }
    sample::survives_all_sizes(&DuplicatesScreen::new());
}

#[test]
fn merging_keeps_the_creator_with_the_most_data_and_previews() {
    let mut screen = screen(groups());
    let asked = act(&mut screen, Action::NavOpen);
    let shown = proposal(&asked);
    assert_eq!(shown.title, "Merge @glow_mia_official into @glow.mia");
    let facts: Vec<String> = shown.facts.iter().map(|(label, said)| format!("{label}: {said}")).collect();
    insta::assert_snapshot!("proposal", facts.join("\n"));
    let requests = sample::answer(&mut screen, &asked, Value::Yes, &mut sample::ctx());
    let merge = WriteCmd::MergeCreators { into: CreatorId(1), from: vec![CreatorId(2)] };
    assert_eq!(sample::writes(&requests), [&merge]);
    assert!(screen.has(CreatorId(2)), "taking it back is seen here");
}

#[test]
fn another_creator_can_be_kept() {
    let mut screen = screen(groups());
    act(&mut screen, Action::NavRight);
    let asked = act(&mut screen, Action::DuplicateMerge);
    assert_eq!(proposal(&asked).yes, "merge into @glow_mia_official");
    let mut other =
        |asked: &[Request]| sample::answer(&mut screen, asked, Value::Chosen(Choice::Entry(0)), &mut sample::ctx());
    let asked = other(&asked);
    let turned = proposal(&asked);
    assert_eq!((turned.title.as_str(), turned.yes.as_str()), ("Nothing to merge into @glowmia", ""));
    assert_eq!(proposal(&other(&asked)).yes, "merge into @glow.mia");
}

#[test]
fn left_out_creators_and_other_platforms_are_not_merged() {
    let mut screen = screen(groups());
    act(&mut screen, Action::NavRight);
    act(&mut screen, Action::DuplicateLeave);
    act(&mut screen, Action::NavLeft);
    act(&mut screen, Action::NavLeft);
    let requests = act(&mut screen, Action::DuplicateMerge);
    let [Request::Say(notice)] = requests.as_slice() else { panic!("{requests:?}") };
    assert_eq!(
        notice.text,
        "Accounts on different platforms can't be merged. Add a note that they are the same person."
    );
    let requests = act(&mut screen, Action::DuplicateSame);
    let same = WriteCmd::SetApart { ids: vec![CreatorId(1), CreatorId(3)], is_same: true };
    assert_eq!(sample::writes(&requests), [&same]);
}

#[test]
fn different_people_are_set_apart() {
    let mut screen = screen(groups());
    act(&mut screen, Action::NavDown);
    let requests = act(&mut screen, Action::DuplicateApart);
    let apart = WriteCmd::SetApart { ids: vec![CreatorId(4), CreatorId(5)], is_same: false };
    assert_eq!(sample::writes(&requests), [&apart]);
    let no = screen.availability(Action::DuplicateSame, &sample::ctx());
    assert_eq!(
        no,
        Availability::No("They are on the same platform. Merge them, or mark them as different people.".to_owned())
    );
    // The group is gone: the cursor is on the one that follows.
    let mut rest = groups();
    rest.remove(1);
    sample::feed(&mut screen, Slot::Duplicates, found(rest));
    assert_eq!(screen.chosen().map(|row| row.row.fields.handle.to_string()).as_deref(), Some("@sun.daily"));
    screen.show(&Show::Creator(CreatorId(1)), &mut sample::ctx());
    sample::feed(&mut screen, Slot::Duplicates, found(groups()));
    assert_eq!(screen.groups.at(), 0);
}

#[test]
fn the_groups_are_also_text() {
    let text = screen(groups()).summary(&sample::ctx()).expect("text");
    assert_eq!(
        text.lines().nth(1),
        Some(
            "same email; same name and country\t@glow.mia (tiktok), @glow_mia_official (tiktok), @glowmia (instagram)"
        )
    );
    assert_eq!(screen(Vec::new()).summary(&sample::ctx()), None);
}

use crate::tui::kit::Request;
use crate::tui::kit::{Acts, Availability};
use rstest::rstest;

use super::*;
use crate::proto::WriteCmd;
use crate::proto::niche::NicheCmd;
use crate::proto::query::Slot;
use crate::tui::kit::key::parse;
use crate::tui::kit::overlay::{Choice, Overlay};
use crate::tui::kit::{Effect, SortBy};
use crate::tui::screens::sample;

fn screen(rows: Vec<NicheRow>) -> NichesScreen {
    let mut screen = NichesScreen::new();
    sample::feed(&mut screen, Slot::Niches, Answer::Niches(rows));
    screen
}

fn act(screen: &mut NichesScreen, action: Action) -> Vec<Request> {
    sample::act(screen, action, &mut sample::ctx())
}

fn go(screen: &mut NichesScreen, name: &str) {
    assert!(screen.list.rows().iter().any(|row| row.name == name), "it is shown");
    screen.list.go_to(fold(name));
}

fn opened(requests: &[Request]) -> &Overlay {
    match requests {
        [Request::Open(overlay, _)] => overlay,
        other => panic!("{other:?}"),
    }
}

fn sent(requests: &[Request]) -> NicheCmd {
    match sample::writes(requests)[..] {
        [WriteCmd::Niche(cmd)] => cmd.clone(),
        _ => panic!("{requests:?}"),
    }
}

fn answer(screen: &mut NichesScreen, asked: &[Request], value: Value) -> Vec<Request> {
    sample::answer(screen, asked, value, &mut sample::ctx())
}

/// Confirms by pressing the same key twice, as changes to many creators require.
fn answer_twice(screen: &mut NichesScreen, asked: &[Request], value: Value) -> Vec<Request> {
    let (mut ctx, enter) = (sample::ctx(), parse("enter").expect("a key"));
    ctx.confirmation.press(&[], enter, 0);
    assert_eq!(sample::answer(screen, asked, value.clone(), &mut ctx), Vec::new());
    ctx.confirmation.press(&[], enter, 1_000);
    ctx.confirmation.confirm();
    sample::answer(screen, asked, value, &mut ctx)
}

fn entry(asked: &[Request], label: &str) -> Value {
    let labels = sample::labels(opened(asked));
    Value::Chosen(Choice::Entry(labels.iter().position(|known| known == label).expect("an entry")))
}

fn type_text(screen: &mut NichesScreen, text: &str) {
    for letter in text.chars() {
        screen.type_key(parse(&letter.to_string()).expect("a key"), &mut sample::ctx());
    }
}

fn awful() -> Vec<NicheRow> {
    let name = |at: usize| format!("{}{at}/{}", sample::AWFUL, sample::AWFUL);
    let rows = sample::niches::niches().into_iter().enumerate();
    rows.map(|(at, row)| NicheRow {
        name: name(at),
        campaigns: vec![sample::AWFUL.repeat(4)],
        creators: i64::MAX,
        ..row
    })
    .collect()
}

#[rstest]
#[case(120, 36)]
#[case(80, 24)]
#[case(40, 12)]
fn looks(#[case] width: u16, #[case] height: u16) {
    let mut normal = screen(sample::niches::niches());
    normal.act(Action::NavDown, 3, &mut sample::ctx());
    normal.act(Action::MarkToggle, 1, &mut sample::ctx());
    insta::assert_snapshot!(format!("niches_{width}x{height}"), sample::drawn(&normal, width, height));
    act(&mut normal, Action::FilterEdit);
    type_text(&mut normal, "acn");
    insta::assert_snapshot!(format!("niches_narrowed_{width}x{height}"), sample::drawn(&normal, width, height));
    insta::assert_snapshot!(format!("niches_awful_{width}x{height}"), sample::drawn(&screen(awful()), width, height));
    insta::assert_snapshot!(format!("niches_empty_{width}x{height}"), sample::drawn(&screen(vec![]), width, height));
}

#[test]
fn every_size_is_drawn() {
    for rows in [Vec::new(), sample::niches::niches(), awful()] {
        let mut screen = screen(rows);
        sample::survives_all_sizes(&screen);
        act(&mut screen, Action::FilterEdit);
        type_text(&mut screen, "zzz");
        sample::survives_all_sizes(&screen);
    }
    sample::survives_all_sizes(&NichesScreen::new());
}

#[test]
fn a_rename_is_saved_and_the_cursor_follows() {
    let mut screen = screen(sample::niches::niches());
    go(&mut screen, "GlassSkin");
    let asked = act(&mut screen, Action::ItemEdit);
    let Overlay::Prompt(prompt) = opened(&asked) else { panic!("a prompt") };
    assert_eq!(prompt.value, "GlassSkin");
    let requests = answer_twice(&mut screen, &asked, Value::Text("#Zen Skin".into()));
    assert_eq!(sent(&requests), NicheCmd::Rename { from: "GlassSkin".into(), to: "Zen Skin".into() });
    let mut rows = sample::niches::niches();
    rows[3].name = "Zen Skin".into();
    sample::feed(&mut screen, Slot::Niches, Answer::Niches(rows));
    assert_eq!(screen.list.here().map(|row| row.name.as_str()), Some("Zen Skin"));
}

#[test]
fn an_invalid_name_stays_in_its_box() {
    let mut screen = screen(sample::niches::niches());
    go(&mut screen, "vip");
    let asked = act(&mut screen, Action::ItemEdit);
    let long = "x".repeat(200);
    let again = answer(&mut screen, &asked, Value::Text(long.clone()));
    let Overlay::Prompt(prompt) = opened(&again) else { panic!("{again:?}") };
    assert_eq!((prompt.value == long, prompt.hint.contains("at most 60")), (true, true));
    let sent = sent(&answer(&mut screen, &again, Value::Text("plants".to_owned())));
    assert_eq!(sent, NicheCmd::Rename { from: "vip".to_owned(), to: "plants".to_owned() });
}

#[test]
fn the_cursor_goes_to_what_an_undo_brought_back() {
    let all = sample::niches::niches();
    let without = |name: &str| all.iter().filter(|row| row.name != name).cloned().collect::<Vec<_>>();
    let mut screen = screen(without("vip"));
    let first = screen.list.here().map(|row| row.name.clone());
    let done = crate::proto::event::Done { op: None, sentence: String::new(), changed: 1, show: None };
    let done = crate::proto::Event::WriteDone(crate::proto::event::Ticket(9), done);
    screen.msg(&Msg::Event(done), &mut sample::ctx());
    sample::feed(&mut screen, Slot::Niches, Answer::Niches(all.clone()));
    assert_eq!(screen.list.here().map(|row| row.name.as_str()), Some("vip"));
    // Changes from outside do not move the cursor.
    sample::feed(&mut screen, Slot::Niches, Answer::Niches(without("vip")));
    screen.list.go_to_top();
    sample::feed(&mut screen, Slot::Niches, Answer::Niches(all.clone()));
    assert_eq!(screen.list.here().map(|row| row.name.clone()), first);
}

#[test]
fn a_taken_name_offers_to_merge() {
    let mut screen = screen(sample::niches::niches());
    go(&mut screen, "GlassSkin");
    let asked = act(&mut screen, Action::ItemEdit);
    let asked = answer(&mut screen, &asked, Value::Text("skintok".into()));
    let Overlay::Confirm(question) = opened(&asked).clone() else { panic!("a question") };
    assert_eq!(question.title, "There is already a niche called SkinTok");
    assert!(question.text.contains("212 creators in GlassSkin to SkinTok, which has 1,204"), "{}", question.text);
    let requests = answer_twice(&mut screen, &asked, Value::Yes);
    assert_eq!(sent(&requests), NicheCmd::Merge { from: vec!["GlassSkin".into()], into: "SkinTok".into() });
}

#[test]
fn marked_niches_merge_into_one_that_is_picked_or_made() {
    let mut screen = screen(sample::niches::niches());
    go(&mut screen, "GlassSkin");
    screen.act(Action::MarkToggle, 2, &mut sample::ctx());
    assert_eq!(screen.acts_on(&sample::ctx()), "2 marked");
    assert!(matches!(screen.availability(Action::ItemEdit, &sample::ctx()), Availability::No(_)));
    let asked = act(&mut screen, Action::NicheMerge);
    let Overlay::Pick(pick) = opened(&asked) else { panic!("a picker") };
    assert!(
        pick.may_make == crate::tui::kit::overlay::Make::Tag && pick.items.iter().any(|item| item.label == "SkinTok")
    );
    let requests = answer_twice(&mut screen, &asked, Value::Chosen(Choice::Made("Skin".into())));
    let from = vec!["GlassSkin".into(), "skincare".into()];
    assert_eq!(sent(&requests), NicheCmd::Merge { from, into: "Skin".into() });
    assert!(!screen.list.has_marks());
}

#[test]
fn a_niche_is_put_under_another_and_back_to_the_top() {
    let mut screen = screen(sample::niches::niches());
    go(&mut screen, "skincare/acne");
    let asked = act(&mut screen, Action::NicheParent);
    let labels = sample::labels(opened(&asked));
    assert!(labels.iter().all(|label| label != "skincare/acne" && label != "skincare"), "{labels:?}");
    let requests = answer_twice(&mut screen, &asked, Value::Chosen(Choice::Entry(0)));
    assert_eq!(sent(&requests), NicheCmd::Rename { from: "skincare/acne".into(), to: "acne".into() });
    go(&mut screen, "skincare");
    let asked = act(&mut screen, Action::NicheParent);
    let below_a_new_one = answer_twice(&mut screen, &asked, Value::Chosen(Choice::Made("Beauty".into())));
    assert_eq!(sent(&below_a_new_one), NicheCmd::Rename { from: "skincare".into(), to: "Beauty/skincare".into() });
    let below_another = answer_twice(&mut screen, &asked, entry(&asked, "SkinTok"));
    assert_eq!(sent(&below_another), NicheCmd::Rename { from: "skincare".into(), to: "SkinTok/skincare".into() });
}

#[test]
fn changing_a_large_niche_to_a_tag_asks_first() {
    let mut screen = screen(sample::niches::niches());
    go(&mut screen, "GlassSkin");
    let does = |screen: &NichesScreen| screen.hint(Action::NicheKind, &sample::ctx()).map(|hint| hint.does);
    assert_eq!(does(&screen), Some(crate::tui::kit::Does::Here));
    assert_eq!(act(&mut screen, Action::NicheKind), []);
}

#[test]
fn kinds_switch_niches_go_and_enter_shows_creators() {
    let mut screen = screen(sample::niches::niches());
    go(&mut screen, "vip");
    let kind = sent(&act(&mut screen, Action::NicheKind));
    assert_eq!(kind, NicheCmd::SetKind { names: vec!["vip".into()], is_niche: true });
    assert_eq!(act(&mut screen, Action::NavOpen), [Request::ShowFilter("tag:vip".into())]);
    assert_eq!(sent(&act(&mut screen, Action::ItemDelete)), NicheCmd::Delete(vec!["vip".into()]));
    go(&mut screen, "fitness");
    assert!(matches!(screen.availability(Action::ItemDelete, &sample::ctx()), Availability::No(_)));
    assert_eq!(act(&mut screen, Action::NavOpen), [Request::ShowFilter("niche:fitness".into())]);
}

#[test]
fn the_box_narrows_and_esc_goes_back_a_step_at_a_time() {
    let mut screen = screen(sample::niches::niches());
    act(&mut screen, Action::MarkToggle);
    act(&mut screen, Action::FilterEdit);
    assert!(screen.is_typing());
    type_text(&mut screen, "skin");
    assert_eq!(screen.list.rows().len(), 4);
    assert_eq!(screen.acts_on(&sample::ctx()), "GlassSkin, 1 marked but hidden by the filter, not changed");
    screen.type_key(parse("enter").expect("a key"), &mut sample::ctx());
    assert!(!screen.is_typing());
    assert!(screen.step_back(&mut sample::ctx()) && !screen.list.has_marks());
    assert!(screen.step_back(&mut sample::ctx()));
    assert_eq!(screen.list.rows().len(), 8);
    assert!(!screen.step_back(&mut sample::ctx()));
}

#[test]
fn sorting_keeps_the_cursor_on_its_niche() {
    let mut screen = screen(sample::niches::niches());
    go(&mut screen, "GlassSkin");
    act(&mut screen, Action::Sort(SortBy::Count));
    assert_eq!(screen.list.rows()[0].name, "SkinTok");
    assert_eq!(screen.list.here().map(|row| row.name.as_str()), Some("GlassSkin"));
    act(&mut screen, Action::Sort(SortBy::Count));
    assert_eq!(screen.list.rows()[0].name, "vip");
    assert!(
        matches!(&act(&mut screen, Action::CopySummary)[..], [Request::Effect(Effect::Copy(text))] if text.contains("fitness\tabove"))
    );
}

#[test]
fn a_new_goal_starts_with_the_niche_under_the_cursor() {
    let mut screen = screen(sample::niches::niches());
    go(&mut screen, "skincare/acne");
    let asked = act(&mut screen, Action::GoalEdit);
    let Overlay::Form(form) = opened(&asked).clone() else { panic!("a form") };
    assert_eq!(form.text("niche"), "skincare/acne");
    let requests = answer(&mut screen, &asked, Value::Form(form));
    assert!(matches!(sample::writes(&requests)[..], [WriteCmd::Agenda(_)]));
}

use rstest::rstest;

use super::*;
use crate::domain::CollaborationId;
use crate::proto::query::{Answer, Slot};
use crate::proto::{Event, WriteCmd};
use crate::tui::kit::Effect;
use crate::tui::kit::overlay::Overlay;
use crate::tui::screens::sample::told;
use crate::tui::screens::{form, sample};
use strum::IntoEnumIterator;

fn screen(results: Vec<CampaignResult>) -> ResultsScreen {
    let mut screen = ResultsScreen::new();
    sample::feed(&mut screen, Slot::Results, Answer::Results(results));
    sample::feed(&mut screen, Slot::Campaigns, Answer::Campaigns(sample::campaigns()));
    screen
}

/// The screen with estimates, days, outlook and doubts.
fn told() -> ResultsScreen {
    with_doubts(told::told_results())
}

fn with_doubts(results: Vec<CampaignResult>) -> ResultsScreen {
    let mut screen = screen(results);
    let id = screen.result().map_or(CampaignId(1), |result| result.id);
    screen.doubts = Some((id, told::doubts()));
    screen
}

fn act(screen: &mut ResultsScreen, action: Action) -> Vec<Request> {
    screen.act(action, 1, &mut sample::ctx())
}

/// The sample with one more order for `@noorglow`.
fn one_more_order() -> Vec<CampaignResult> {
    let mut results = sample::results();
    let batch = &mut results[0].batches[1];
    for sums in [&mut batch.creators[3].sums, &mut batch.sums] {
        sums.orders += 1;
        sums.revenue_minor += 3_700;
    }
    results[0].sums.orders += 1;
    results[0].sums.revenue_minor += 3_700;
    results
}

#[rstest]
#[case(120, 36)]
#[case(80, 24)]
#[case(40, 12)]
#[case(160, 50)]
fn looks(#[case] width: u16, #[case] height: u16) {
    let mut normal = screen(sample::results());
    insta::assert_snapshot!(format!("results_{width}x{height}"), sample::drawn(&normal, width, height));
    act(&mut normal, Action::NavRight);
    insta::assert_snapshot!(format!("results_no_margin_{width}x{height}"), sample::drawn(&normal, width, height));
    let awful = screen(sample::awful_results());
    insta::assert_snapshot!(format!("results_awful_{width}x{height}"), sample::drawn(&awful, width, height));
    insta::assert_snapshot!(
        format!("results_empty_{width}x{height}"),
        sample::drawn(&screen(Vec::new()), width, height)
    );
    let mut moved = screen(sample::results());
    sample::feed(&mut moved, Slot::Results, Answer::Results(one_more_order()));
    insta::assert_snapshot!(format!("results_moved_{width}x{height}"), sample::drawn(&moved, width, height));
}

#[rstest]
#[case(120, 36)]
#[case(80, 24)]
fn each_pane_looks(#[case] width: u16, #[case] height: u16) {
    let mut screen = told();
    for pane in Pane::iter() {
        let name = pane.word().to_lowercase().replace(' ', "_");
        insta::assert_snapshot!(format!("pane_{name}_{width}x{height}"), sample::drawn(&screen, width, height));
        act(&mut screen, Action::PaneNext);
    }
    act(&mut screen, Action::ReachNext);
    insta::assert_snapshot!(format!("batch_{width}x{height}"), sample::drawn(&screen, width, height));
    act(&mut screen, Action::ReachNext);
    insta::assert_snapshot!(format!("all_{width}x{height}"), sample::drawn(&screen, width, height));
}

#[test]
fn no_size_is_too_strange() {
    for results in [Vec::new(), sample::results(), sample::awful_results()] {
        sample::survives_all_sizes(&screen(results));
    }
    sample::survives_all_sizes(&ResultsScreen::new());
}

#[test]
fn the_cursor_passes_over_headings_both_ways() {
    let mut screen = screen(sample::results());
    assert_eq!(screen.acts_on(&sample::ctx()), "@cleanlabelkat");
    screen.act(Action::NavDown, 3, &mut sample::ctx());
    assert_eq!(screen.acts_on(&sample::ctx()), "@glowwithmia");
    act(&mut screen, Action::NavUp);
    assert_eq!(screen.acts_on(&sample::ctx()), "@retinolrosie");
    act(&mut screen, Action::NavTop);
    act(&mut screen, Action::NavUp);
    assert_eq!(screen.acts_on(&sample::ctx()), "@cleanlabelkat");
    act(&mut screen, Action::NavBottom);
    assert_eq!(screen.acts_on(&sample::ctx()), "@gloss.hannah");
}

#[test]
fn a_refresh_keeps_the_creator_and_marks_what_moved_for_three_seconds() {
    let mut screen = screen(sample::results());
    screen.act(Action::NavDown, 7, &mut sample::ctx());
    assert_eq!(screen.acts_on(&sample::ctx()), "@noorglow");
    let mut results = one_more_order();
    results[0].batches[1].creators.swap(0, 3);
    results.reverse();
    let requests = sample::feed(&mut screen, Slot::Results, Answer::Results(results));
    assert_eq!(screen.acts_on(&sample::ctx()), "@noorglow");
    let now = sample::ctx().now_ms;
    assert_eq!(requests, [Request::Effect(Effect::WakeAt(now + 3_000))]);
    let moves = screen.moves[&Scope::Creator(CollaborationId(14))];
    assert_eq!(moves.sign(figures::Figure::Orders), '^');
    assert_eq!(moves.sign(figures::Figure::Cpa), 'v');
    assert_eq!(moves.sign(figures::Figure::Spend), ' ');

    let mut ctx = sample::ctx();
    screen.msg(&Msg::Wake, &mut ctx);
    assert!(!screen.moves.is_empty(), "too early");
    ctx.now_ms += 3_000;
    screen.msg(&Msg::Wake, &mut ctx);
    assert!(screen.moves.is_empty());
}

#[test]
fn an_answer_that_says_the_same_marks_nothing_and_older_ones_are_dropped() {
    let mut screen = screen(sample::results());
    assert_eq!(sample::feed(&mut screen, Slot::Results, Answer::Results(sample::results())), []);
    let mut ctx = sample::ctx();
    let old = sample::asked(&screen.refresh(&mut ctx), Slot::Results);
    screen.refresh(&mut ctx);
    screen.msg(&Msg::Event(Event::QueryDone(Slot::Results, old, Answer::Results(Vec::new()))), &mut ctx);
    assert_eq!(screen.results().len(), 3, "the old data stays until the new answer is there");
}

#[test]
fn left_and_right_turn_the_campaigns_round() {
    let mut screen = screen(sample::results());
    act(&mut screen, Action::NavLeft);
    assert_eq!(screen.title(), "Holiday gift set");
    act(&mut screen, Action::NavRight);
    assert_eq!(screen.title(), "Glow Serum spring test");
    screen.turn_to(CampaignId(2));
    assert_eq!(screen.acts_on(&sample::ctx()), "@kbea");
}

#[test]
fn the_explanation_and_the_copy_carry_the_campaigns_own_numbers() {
    let mut screen = screen(sample::results());
    let requests = act(&mut screen, Action::PaneInfo);
    let [Request::Open(Overlay::Text { lines, .. })] = &requests[..] else { panic!("{requests:?}") };
    insta::assert_snapshot!("results_explained", lines.join("\n"));
    let requests = act(&mut screen, Action::CopySummary);
    let [Request::Effect(Effect::Copy(text))] = &requests[..] else { panic!("{requests:?}") };
    insta::assert_snapshot!("results_copied", text);
}

#[test]
fn the_report_is_of_the_campaign_one_looks_at() {
    let mut screen = screen(sample::results());
    act(&mut screen, Action::NavRight);
    let requests = act(&mut screen, Action::ReportWrite);
    let [Request::Effect(Effect::WriteReport(result))] = &requests[..] else { panic!("{requests:?}") };
    assert_eq!(result.name, "Lip Oil micro test");
    assert_eq!(act(&mut self::screen(Vec::new()), Action::ReportWrite), []);
}

#[test]
fn enter_shows_the_creator_and_edit_saves_the_campaign() {
    let mut screen = screen(sample::results());
    assert_eq!(act(&mut screen, Action::NavOpen), [Request::ShowPage(crate::domain::CreatorId(10))]);
    let requests = act(&mut screen, Action::ItemEdit);
    let [Request::Open(Overlay::Form(filled))] = &requests[..] else { panic!("{requests:?}") };
    let requests = screen.answer(form::campaign::PURPOSE, Value::Form(filled.clone()), &mut sample::ctx());
    assert!(matches!(sample::writes(&requests)[..], [WriteCmd::SaveCampaign { id: Some(CampaignId(1)), .. }]));
}

//! Campaigns that are about views or assets: their head figure is in front everywhere, and what is missing is said.

use super::*;
use crate::analysis::head::{Head, Lacks};
use crate::words::result_view::GoalView;

fn judged(goal: Goal) -> Vec<CampaignResult> {
    told::judged_by(goal, told::told_results())
}

#[rstest]
#[case::awareness(Goal::Awareness)]
#[case::ugc(Goal::Ugc)]
fn each_pane_looks_by_its_goal(#[case] goal: Goal, #[values((120, 36), (80, 24))] size: (u16, u16)) {
    let mut screen = screen(judged(goal));
    let (width, height) = size;
    let look = |screen: &ResultsScreen, name: &str| {
        let name = format!("goal_{}_{name}_{width}x{height}", goal.word());
        insta::assert_snapshot!(name, sample::drawn(screen, width, height));
    };
    for pane in Pane::iter() {
        if !matches!(pane, Pane::Funnel | Pane::Review) {
            look(&screen, &pane.word(Goal::Conversions).to_lowercase());
        }
        act(&mut screen, Action::PaneNext);
    }
    act(&mut screen, Action::ReachNext);
    act(&mut screen, Action::ReachNext);
    look(&screen, "all");
}

/// The figures that decide nothing in such a campaign.
#[rstest]
fn no_return_is_in_front(#[values(Goal::Awareness, Goal::Ugc)] goal: Goal, #[values(60, 80, 120, 200)] width: u16) {
    let mut screen = screen(judged(goal));
    for pane in Pane::iter() {
        let drawn = sample::drawn(&screen, width, 50);
        if !matches!(pane, Pane::Review) {
            for word in ["ROAS", "ROI", "PROFIT", "break-even", "orders are in"] {
                assert!(!drawn.contains(word), "{word} at {width}:\n{drawn}");
            }
        }
        act(&mut screen, Action::PaneNext);
    }
    // They are explained where every figure is.
    act(&mut screen, Action::PaneInfo);
    let result = screen.result().expect("a campaign");
    let said = explain::sentences(result, screen.here(), &sample::ctx()).join("\n");
    assert!(said.contains("ROAS = revenue / spend") && said.contains("decide nothing here"), "{said}");
    assert!(said.contains(GoalView::of(goal).name), "{said}");
}

#[test]
fn the_cheapest_comes_first_in_every_order_by_cost() {
    for (goal, by) in [(Goal::Awareness, SortBy::Roas), (Goal::Awareness, SortBy::Middle), (Goal::Ugc, SortBy::Roas)] {
        let mut screen = screen(judged(goal));
        act(&mut screen, Action::Sort(by));
        let costs = |screen: &ResultsScreen| -> Vec<i64> {
            let head = GoalView::of(goal).head;
            let known = screen.rows().into_iter().filter_map(|row| row.figures().value(head));
            known.collect()
        };
        let forth = costs(&screen);
        assert!(forth.len() > 5 && forth.is_sorted(), "{goal:?}: {forth:?}");
        assert!(
            sample::drawn(&screen, 120, 36)
                .contains(&format!("{} ^", if by == SortBy::Middle { "best guess" } else { GoalView::of(goal).name }))
        );
        act(&mut screen, Action::SortReverse);
        assert!(costs(&screen).iter().rev().is_sorted(), "{goal:?}");
    }
    let mut screen = screen(judged(Goal::Awareness));
    act(&mut screen, Action::Sort(SortBy::Orders));
    let views: Vec<i64> = screen.rows().into_iter().filter_map(|row| row.sums().views).collect();
    assert!(views.iter().rev().is_sorted(), "most views first: {views:?}");
}

/// A campaign whose verdict lacks something.
fn lacking(goal: Goal, lacks: Lacks) -> Vec<CampaignResult> {
    let mut results = judged(goal);
    let campaign = &mut results[0];
    let without = |head: Head| Head { advice: Advice::Wait, lacks: Some(lacks), ..head };
    if let Lacks::Target(_) = lacks {
        campaign.target = None;
        campaign.batches.iter_mut().for_each(|batch| batch.target = None);
    }
    let batches = campaign.batches.iter_mut();
    let all = batches.flat_map(|batch| {
        batch.estimate.iter_mut().chain(batch.creators.iter_mut().filter_map(|row| row.estimate.as_mut()))
    });
    for said in all.chain(&mut campaign.estimate) {
        said.head = without(said.head);
        if let Lacks::Target(_) = lacks {
            (said.head.target, said.head.chance) = (None, None);
        }
    }
    results
}

#[rstest]
#[case(Goal::Awareness, Lacks::Views, "Add a reading")]
#[case(Goal::Awareness, Lacks::Time, "still to come")]
#[case(Goal::Awareness, Lacks::Target("EUR".parse().ok()), "Set a CPM in the success rule")]
#[case(Goal::Ugc, Lacks::Target(None), "Set a cost per asset in the success rule")]
#[case(Goal::Ugc, Lacks::Assets { have: 2, needed: 3 }, "Too few to tell: 2 usable assets, and it takes 3")]
#[case(Goal::Ugc, Lacks::Promised(1), "1 promised asset is still to come")]
fn what_is_missing_is_said_with_what_to_do(#[case] goal: Goal, #[case] lacks: Lacks, #[case] words: &str) {
    let results = lacking(goal, lacks);
    let mut screen = screen(results.clone());
    act(&mut screen, Action::PaneFull);
    let drawn = sample::drawn(&screen, 200, 50);
    let flat = drawn.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains("WAIT") && flat.replace(" │ │ ", " ").contains(words), "{drawn}");
    let report = CampaignReport::new(&results[0], sample::day(3, 11), &Rules::default());
    for shape in [Shape::Html, Shape::Markdown] {
        assert!(report.written(shape).contains(words), "{}", report.written(shape));
    }
    assert!(!report.headline.contains("repeating"), "{}", report.headline);
}

#[test]
fn several_goals_stand_beside_each_other_under_their_own_names() {
    let mut results = judged(Goal::Awareness);
    results.push(CampaignResult { id: CampaignId(77), ..judged(Goal::Ugc).remove(0) });
    results.push(CampaignResult { id: CampaignId(78), ..told::told_results().remove(0) });
    let mut screen = screen(results);
    act(&mut screen, Action::ReachNext);
    act(&mut screen, Action::ReachNext);
    let drawn = sample::drawn(&screen, 160, 40);
    assert!(drawn.contains("CPM $") && drawn.contains("per asset") && drawn.contains("o─"), "{drawn}");
}

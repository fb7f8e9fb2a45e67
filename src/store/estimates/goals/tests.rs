//! From rows of the file to head figures: targets and where they come from, what is missing, and what a change of the goal does.

use proptest::prelude::*;

use super::*;
use crate::analysis::head::{Lacks, TargetSource};
use crate::store::estimates::tests::{Booked, batch, example, results, said, shop, today};
use crate::store::estimates::{Headlines, headlines};
use crate::store::fixture::Fixture;
use crate::store::report;
use crate::words::result_view::ResultView;

fn change(f: &Fixture, sql: &str) {
    f.conn.execute_batch(sql).expect("a change");
}

fn set_goal(f: &Fixture, goal: Goal) {
    f.conn.execute("UPDATE campaign SET goal = ?1 WHERE id = 1", [goal.word()]).expect("a goal");
}

/// The worked example with a goal.
fn example_for(goal: Goal) -> Fixture {
    let f = shop(&example());
    set_goal(&f, goal);
    f
}

/// Another campaign in a currency, with collaborations that cost so many dollars and were seen so often.
fn elsewhere(f: &Fixture, currency: &str, paid: &[(i64, i64)]) {
    change(
        f,
        &format!(
            "INSERT INTO campaign (id, name, folded, currency, updated_at) VALUES (2, 'Other', 'other', '{currency}', 1);
             INSERT INTO batch (id, campaign_id, name, folded, status, updated_at) VALUES (2, 2, 'A', 'a', 'finished', 1);"
        ),
    );
    for ((dollars, views), id) in paid.iter().zip(100_i64..) {
        change(
            f,
            &format!(
                "INSERT INTO creator (id, handle, added_on, updated_at) VALUES ({id}, 'other{id}', '2025-12-01', 1);
                 INSERT INTO collaboration (id, batch_id, creator_id, updated_at) VALUES ({id}, 2, {id}, 1);
                 INSERT INTO cost_item (collaboration_id, kind, amount_minor, state, day) VALUES ({id}, 'fee', {dollars} * 100, 'paid', '2025-12-02');
                 INSERT INTO post (id, creator_id, collaboration_id, posted_on) VALUES ({id}, {id}, {id}, '2025-12-03');
                 INSERT INTO reading (post_id, day, views) VALUES ({id}, '2026-01-20', {views});"
            ),
        );
    }
}

/// The first campaign, which is the only one with a goal of its own here.
fn first(f: &Fixture) -> CampaignResult {
    let mut all = report::results(&f.conn, None).expect("facts");
    super::super::add_estimates(&f.conn, &mut all, today(), &Rules::default()).expect("estimates");
    super::super::tests::take_next(f, &mut all);
    all.into_iter().find(|campaign| campaign.name == "Spring").expect("the campaign")
}

fn target(f: &Fixture) -> Option<(f64, TargetSource)> {
    first(f).head_target().map(|target| (target.value, target.source))
}

#[test]
fn a_cpm_is_held_against_the_rule_then_the_own_median_then_the_published_figure() {
    let f = example_for(Goal::Awareness);
    let published = TargetSource::Published { tier: Some(Tier::Micro), year: 2024 };
    assert_eq!(target(&f), Some((12.0, published)));
    elsewhere(&f, "USD", &[(90, 10_000), (50, 10_000)]);
    assert_eq!(target(&f), Some((12.0, published)), "two are too few");
    change(
        &f,
        "DELETE FROM batch WHERE id = 2; DELETE FROM campaign WHERE id = 2; DELETE FROM creator WHERE id >= 100",
    );
    elsewhere(&f, "USD", &[(90, 10_000), (50, 10_000), (70, 10_000)]);
    assert_eq!(target(&f), Some((7.0, TargetSource::Median { count: 3 })));
    change(&f, "UPDATE batch SET rule_creators = 1, rule_measure = 'cpm', rule_level_e4 = 85000 WHERE id = 1");
    assert_eq!(target(&f), Some((8.5, TargetSource::Rule)));
    let campaign = first(&f);
    assert!(
        campaign.batches[0].creators.iter().all(|creator| {
            creator.estimate.as_ref().is_some_and(|said| said.head.target == campaign.head_target())
        })
    );
    // A level of another measure is none of a CPM.
    change(&f, "UPDATE batch SET rule_measure = 'views' WHERE id = 1");
    assert_eq!(target(&f), Some((7.0, TargetSource::Median { count: 3 })));
}

#[test]
fn published_dollars_are_no_target_of_a_campaign_in_euros() {
    let f = example_for(Goal::Awareness);
    change(&f, "UPDATE campaign SET currency = 'EUR'");
    let campaign = first(&f);
    let ana = said(&campaign, "ana");
    let usd = "USD".parse().expect("a currency");
    assert_eq!((ana.head.advice, ana.head.lacks), (Advice::Wait, Some(Lacks::Target(Some(usd)))));
    assert!(ana.head.range.is_some() && ana.head.chance.is_none() && campaign.head_target().is_none());
    let view = ResultView::new(&campaign);
    let sentence = view.sentence(Some("ana"), ana);
    for fact in ["USD", "EUR", "success rule"] {
        assert!(sentence.contains(fact), "{sentence}");
    }
    // Own collaborations in dollars say nothing either, those in euros do.
    elsewhere(&f, "USD", &[(90, 10_000), (50, 10_000), (70, 10_000)]);
    assert_eq!(target(&f), None);
    change(&f, "UPDATE campaign SET currency = 'EUR' WHERE id = 2");
    assert_eq!(target(&f), Some((7.0, TargetSource::Median { count: 3 })));
}

#[test]
fn a_campaign_without_a_margin_still_has_a_cpm() {
    let f = example_for(Goal::Awareness);
    change(&f, "UPDATE campaign SET margin_bp = NULL");
    let campaign = first(&f);
    let whole = campaign.estimate.as_ref().expect("an estimate");
    assert!(whole.head.range.is_some() && whole.head.chance.is_some());
    set_goal(&f, Goal::Conversions);
    assert_eq!(first(&f).estimate, None);
}

#[test]
fn a_campaign_that_has_not_begun_knows_its_target() {
    let f = example_for(Goal::Awareness);
    change(&f, "UPDATE batch SET status = 'planned', starts_on = NULL");
    assert_eq!(target(&f).map(|(value, _)| value), Some(12.0));
    elsewhere(&f, "USD", &[(90, 10_000), (50, 10_000), (70, 10_000)]);
    assert_eq!(target(&f), Some((7.0, TargetSource::Median { count: 3 })));
    set_goal(&f, Goal::Conversions);
    assert_eq!(first(&f).target, None, "a ROAS has its own");
}

#[test]
fn a_lucky_post_costs_little_so_far_and_more_if_booked_again() {
    let campaign = first(&example_for(Goal::Awareness));
    let bo = said(&campaign, "bo");
    let [.., middle, _, _] = bo.head.range.expect("a range");
    assert!(bo.head.tracked.is_some_and(|cpm| cpm < 2.0 && middle > 5.0 * cpm), "{bo:?}");
    assert!(bo.also_roas.is_some() && bo.flip_kappa.is_none() && bo.provisional.is_empty());
    let outlook = campaign.outlook.as_ref().expect("an outlook");
    assert!(outlook.index_new.is_none() && outlook.hold_share.is_none() && outlook.p_new.is_some());
    let next = outlook.next.as_ref().expect("a plan");
    let plan = ResultView::new(&campaign).next_budget().expect("a plan");
    assert!(plan.contains("views, a CPM of $") && !plan.contains("beat your target"), "{plan}");
    let spent: i64 = next.places.iter().map(|place| place.cost_minor).sum();
    assert!(spent <= next.budget_minor && next.hold_minor >= 0);
}

#[test]
fn views_that_nobody_read_are_missing_and_not_zero() {
    let f = example_for(Goal::Awareness);
    change(&f, "DELETE FROM reading");
    let campaign = first(&f);
    let whole = campaign.estimate.as_ref().expect("a forecast");
    assert_eq!((whole.head.advice, whole.head.lacks, whole.head.tracked), (Advice::Wait, Some(Lacks::Views), None));
    let view = ResultView::new(&campaign);
    assert_eq!(view.headline_text(), "No views known yet");
    assert_eq!(view.lead().join(" ").matches("Add a reading").count(), 1, "{:?}", view.lead());
    let next = campaign.outlook.as_ref().and_then(|outlook| outlook.next.clone()).expect("a plan");
    assert!(next.places.is_empty() && next.new_creators == 0, "nobody is booked for views that nobody counted");
    assert_eq!(whole.head.chance, None);
}

#[test]
fn only_those_whose_views_are_known_are_in_a_tracked_cpm() {
    let f = example_for(Goal::Awareness);
    change(&f, "DELETE FROM reading WHERE post_id = 1");
    let campaign = first(&f);
    let (sums, view) = (campaign.sums, ResultView::new(&campaign));
    assert!(sums.viewed.spend_minor < sums.spend_minor && sums.viewed.spend_minor > 0);
    let figures = view.figures(sums);
    let tracked = campaign.estimate.as_ref().and_then(|said| said.head.tracked).expect("a CPM");
    assert_eq!(figures.cpm_minor, Some(view.written().minor(view.written().e4(tracked))));
    assert!(view.left_out()[0].contains("2 of 3"), "{:?}", view.left_out());
}

#[test]
fn views_are_added_up_by_day_and_held_against_each_other_at_equal_age() {
    let f = example_for(Goal::Awareness);
    let posted = today() - Days::new(60);
    let on = |days| (posted + Days::new(days)).to_string();
    change(
        &f,
        &format!(
            "DELETE FROM reading; INSERT INTO reading (post_id, day, views) VALUES
             (1, '{}', 100), (1, '{}', 300), (2, '{}', 1000), (2, '{}', 900);",
            on(1),
            on(5),
            on(3),
            on(7)
        ),
    );
    let campaign = first(&f);
    let counted: Vec<(i64, i64)> =
        campaign.counted.iter().map(|count| ((count.day - posted).num_days(), count.total)).collect();
    assert_eq!(counted, [(0, 0), (1, 100), (3, 1_100), (5, 1_300), (7, 1_200)]);
    assert_eq!(campaign.batches[0].counted, campaign.counted);
    let at = |days| campaign.batches[0].at_ages.iter().find(|at| at.days == days).and_then(|at| at.seen);
    assert_eq!(at(1).map(|seen| (seen.creators, seen.views)), Some((1, 100)));
    assert_eq!(at(3).map(|seen| (seen.creators, seen.views)), Some((2, 1_200)), "half way between two readings");
    assert_eq!(at(30), None);
}

/// A batch of three creators with one post each, of $100, $120 and $300.
fn made() -> Fixture {
    let creators = [("a", 10_000), ("b", 12_000), ("c", 30_000)];
    let f = shop(&creators.map(|(handle, fee)| Booked { product: 0, ..Booked::new(handle, fee, 5_000, &[]) }));
    set_goal(&f, Goal::Ugc);
    change(&f, "UPDATE batch SET rule_creators = 1, rule_measure = 'asset cost', rule_level_e4 = 1000000");
    f
}

#[test]
fn posts_and_approved_drafts_are_counted_once_and_cost_what_they_cost() {
    let f = made();
    let campaign = first(&f);
    let advice = |campaign: &CampaignResult| ["a", "b", "c"].map(|handle| said(campaign, handle).head.advice);
    assert_eq!(advice(&campaign), [Advice::Scale, Advice::Retest, Advice::Drop]);
    assert_eq!((campaign.sums.made.assets, campaign.sums.made.cost_minor()), (3, Some(17_333)));
    // An approved draft is one more; a promise that a post kept is none.
    change(
        &f,
        "INSERT INTO deliverable (collaboration_id, approved_on) VALUES (3, '2026-03-01'), (3, '2026-03-01');
         INSERT INTO deliverable (collaboration_id, approved_on, post_id) VALUES (3, '2026-03-01', 3);",
    );
    let campaign = first(&f);
    assert_eq!((campaign.sums.made.assets, advice(&campaign)[2]), (5, Advice::Scale));
    // What is promised can still lower the cost.
    change(&f, "DELETE FROM deliverable; INSERT INTO deliverable (collaboration_id) VALUES (3)");
    let head = said(&first(&f), "c").head;
    assert_eq!((head.advice, head.lacks), (Advice::Wait, Some(Lacks::Promised(1))));
    change(&f, "UPDATE deliverable SET missed_on = '2026-03-02'");
    assert_eq!(said(&first(&f), "c").head.advice, Advice::Drop);
    let next = first(&f).outlook.and_then(|outlook| outlook.next).expect("a plan");
    let places: Vec<(&str, u32)> = next.places.iter().map(|place| (place.handle.as_str(), place.bookings)).collect();
    assert_eq!((places, next.new_creators), (vec![("a", 2), ("b", 1)], 0));
}

#[test]
fn groups_are_compared_by_what_an_asset_of_theirs_cost_and_only_from_three_assets_on() {
    let f = made();
    change(
        &f,
        "INSERT INTO tag (id, name, folded) VALUES (2, 'CleanTok', 'cleantok');
         INSERT INTO creator_tag (creator_id, tag_id) VALUES (1, 1), (2, 1), (3, 2);
         INSERT INTO deliverable (collaboration_id, approved_on) VALUES (1, '2026-03-01'), (2, '2026-03-01');",
    );
    let niches = |campaign: &CampaignResult| -> Vec<(String, usize, i64, Option<i64>)> {
        let groups = &campaign.outlook.as_ref().expect("an outlook").niches.groups;
        let told = groups.iter().map(|group| {
            assert!(group.range.is_none() && group.chance.is_none() && group.best.is_none(), "a count has no chance");
            (group.name.clone(), group.creators, group.sums.made.assets, group.sums.made.cost_minor())
        });
        told.collect()
    };
    let said = |campaign: &CampaignResult, by| {
        let outlook = campaign.outlook.as_ref().expect("an outlook");
        let (_, comparison) = outlook.comparisons().find(|(kind, _)| *kind == by).expect("a kind");
        ResultView::new(campaign).compared(by, comparison)
    };
    let campaign = first(&f);
    let books = ("BookTok".to_owned(), 2, 4, Some(5_500));
    assert_eq!(niches(&campaign), [books.clone(), ("CleanTok".to_owned(), 1, 1, Some(30_000))]);
    let sentence = said(&campaign, GroupBy::Niche);
    assert!(sentence.contains("can't be compared yet") && sentence.contains("only BookTok"), "{sentence}");
    assert!(!campaign.outlook.as_ref().expect("an outlook").niches.comparable);

    change(&f, "INSERT INTO deliverable (collaboration_id, approved_on) VALUES (3, '2026-03-01'), (3, '2026-03-01');");
    let campaign = first(&f);
    assert_eq!(niches(&campaign), [books, ("CleanTok".to_owned(), 1, 3, Some(10_000))]);
    let sentence = said(&campaign, GroupBy::Niche);
    for fact in ["BookTok made the cheapest", "4 usable assets of 2 creators at $55", "CleanTok", "not a forecast"] {
        assert!(sentence.contains(fact), "{fact}: {sentence}");
    }
    assert!(!sentence.contains('%'), "{sentence}");
    let tiers = said(&campaign, GroupBy::Tier);
    assert!(tiers.contains("only micro"), "{tiers}");
    // The report and the plan speak of assets too.
    let plan = ResultView::new(&campaign).next_budget().expect("a plan");
    assert!(plan.contains("usable assets for"), "{plan}");
    // Where an asset costs the same, neither is the cheapest.
    change(&f, "UPDATE cost_item SET amount_minor = 16500 WHERE collaboration_id = 3 AND kind = 'fee'");
    let sentence = said(&first(&f), GroupBy::Niche);
    assert!(sentence.contains("cost the same"), "{sentence}");
}

#[test]
fn what_can_still_make_its_first_asset_is_in_no_cost_until_the_batch_is_finished() {
    let f = made();
    change(&f, "DELETE FROM post WHERE id = 3");
    let cost = |f: &Fixture| first(f).sums.made.cost_minor();
    assert_eq!(cost(&f), Some(11_000));
    let campaign = first(&f);
    assert!(ResultView::new(&campaign).left_out()[0].contains("1 paid collaboration"));
    assert_eq!(said(&campaign, "c").head.lacks, Some(Lacks::Assets { have: 0, needed: 1 }));
    assert_eq!(campaign.estimate.expect("a count").head.lacks, Some(Lacks::Assets { have: 2, needed: 3 }));
    for over in [
        "UPDATE collaboration SET content = 'missed' WHERE id = 3",
        "UPDATE collaboration SET content = 'brief to send', outreach = 'declined' WHERE id = 3",
        "UPDATE collaboration SET outreach = 'agreed' WHERE id = 3; UPDATE batch SET status = 'finished'",
    ] {
        change(&f, over);
        assert_eq!(cost(&f), Some(26_000), "{over}");
    }
}

#[test]
fn rights_are_in_hand_where_a_usage_right_was_granted_and_runs() {
    let f = made();
    let cleared = |f: &Fixture| first(f).sums.made.cleared;
    assert_eq!(cleared(&f), 0);
    change(&f, "UPDATE collaboration SET rights = 'asked'");
    assert_eq!(cleared(&f), 0);
    change(&f, "UPDATE collaboration SET rights = 'granted'");
    assert_eq!(cleared(&f), 3, "granted without days");
    let today = today();
    let right = |kind: &str, from: &str, to: &str| {
        change(
            &f,
            &format!(
                "DELETE FROM rights; INSERT INTO rights (collaboration_id, kind, starts_on, ends_on) SELECT id, '{kind}', {from}, {to} FROM collaboration"
            ),
        );
        cleared(&f)
    };
    let (yesterday, tomorrow) = (format!("'{}'", today - Days::new(1)), format!("'{}'", today + Days::new(1)));
    let today = format!("'{today}'");
    assert_eq!(right("usage", &today, &today), 3, "its only day");
    assert_eq!(right("usage", "NULL", "NULL"), 3);
    assert_eq!(right("usage", "NULL", &yesterday), 0, "it has ended");
    assert_eq!(right("usage", &tomorrow, "NULL"), 0, "it has not begun");
    assert_eq!(right("spark code", "NULL", "NULL"), 0, "a code is no usage right");
}

#[test]
fn assets_have_a_target_only_by_rule_or_by_three_others() {
    let f = made();
    change(&f, "UPDATE batch SET rule_level_e4 = NULL");
    let campaign = first(&f);
    assert_eq!((campaign.head_target(), said(&campaign, "a").head.lacks), (None, Some(Lacks::Target(None))));
    assert_eq!(ResultView::new(&campaign).headline_text(), "No target yet");
    elsewhere(&f, "USD", &[(90, 10), (50, 10), (70, 10)]);
    assert_eq!(target(&f), Some((70.0, TargetSource::Median { count: 3 })));
    // One campaign alone is held against the same.
    let mut alone = report::results(&f.conn, Some(first(&f).id)).expect("facts");
    super::super::add_estimates(&f.conn, &mut alone, today(), &Rules::default()).expect("estimates");
    super::super::tests::take_next(&f, &mut alone);
    assert_eq!(alone[0], first(&f));
}

#[test]
fn the_list_of_campaigns_has_the_same_head_figure() {
    for f in [example_for(Goal::Awareness), made()] {
        let mut facts = report::results(&f.conn, None).expect("facts");
        let listed = headlines(&f.conn, &mut facts, today(), &Rules::default(), &Headlines::default()).expect("heads");
        let campaign = first(&f);
        let whole = campaign.estimate.as_ref().expect("an estimate").head;
        assert_eq!(listed.get(&campaign.id).map(|said| said.head), Some(whole));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_stands_in_the_file_no_goal_says_nonsense(creators in batch(), level in proptest::option::of(1_i64..i64::MAX)) {
        let f = shop(&creators);
        for goal in [Goal::Awareness, Goal::Ugc] {
            set_goal(&f, goal);
            let measure = crate::domain::success_rule::RuleMeasure::of(goal).word();
            f.conn
                .execute("UPDATE batch SET rule_creators = 1, rule_measure = ?1, rule_level_e4 = ?2", (measure, level))
                .expect("a rule");
            let campaign = results(&f);
            let view = ResultView::new(&campaign);
            let all = campaign.batches[0].creators.iter();
            let told = all.filter_map(|creator| creator.estimate.as_ref());
            for said in told.chain(&campaign.estimate).chain(&campaign.batches[0].estimate) {
                prop_assert_eq!(said.head.goal, goal);
                let numbers = said.head.tracked.into_iter().chain(said.head.range.into_iter().flatten()).chain(said.head.chance);
                for number in numbers {
                    prop_assert!(number.is_finite() && number >= 0.0, "{number}");
                }
                prop_assert!(said.head.chance.is_none_or(|chance| chance <= 1.0));
                prop_assert!(said.head.range.is_none_or(|range| range.is_sorted()));
                for sentence in [view.sentence(Some("x"), said), view.repeated(said)] {
                    prop_assert!(!sentence.is_empty() && !sentence.contains("NaN") && !sentence.contains("inf"), "{sentence}");
                }
            }
            for sentence in view.lead().into_iter().chain(view.left_out()).chain(view.next_budget()) {
                prop_assert!(!sentence.is_empty() && !sentence.contains("NaN"), "{sentence}");
            }
        }
    }

    #[test]
    fn a_goal_that_comes_back_changes_nothing(creators in batch()) {
        let f = shop(&creators);
        let before = results(&f);
        for goal in [Goal::Awareness, Goal::Ugc] {
            set_goal(&f, goal);
            let other = results(&f);
            prop_assert_eq!(other.goal, goal);
            // What was tracked is a fact, whatever it is judged by.
            let facts = |campaign: &CampaignResult| (campaign.sums.spend_minor, campaign.sums.revenue_minor, campaign.sums.views);
            prop_assert_eq!(facts(&other), facts(&before));
        }
        set_goal(&f, Goal::Conversions);
        prop_assert_eq!(results(&f), before);
    }
}

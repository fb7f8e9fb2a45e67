use crate::tui::kit::Request;
use crate::tui::kit::{Action, Acts};
use rstest::rstest;

use super::review::Doubt;
use super::*;
use crate::analysis::decision::Advice;
use crate::analysis::rules::Rules;
use crate::domain::collaboration::Decision;
use crate::domain::milestone::Milestone;
use crate::domain::{CollaborationId, OrderId};
use crate::proto::code_holder::CodeHolder;
use crate::proto::outlook::OutlookCmd;
use crate::proto::query::{Answer, Slot};
use crate::proto::{Event, Query, Target, WriteCmd};
use crate::report::{CampaignReport, Shape};
use crate::tui::kit::overlay::{Choice::Entry, Overlay};
use crate::tui::kit::{Effect, SortBy};
use crate::tui::screens::sample;
use crate::tui::screens::sample::told;
use crate::words::result_view::ResultView;
use strum::IntoEnumIterator;

mod goals;
mod why;

fn screen(results: Vec<CampaignResult>) -> ResultsScreen {
    let mut screen = ResultsScreen::new();
    sample::feed(&mut screen, Slot::Results, Answer::Results(results));
    sample::feed(&mut screen, Slot::Campaigns, Answer::Campaigns(sample::campaigns()));
    screen
}

/// The screen of a shop with all that the numbers say.
fn told_of(shop: sample::Shop) -> ResultsScreen {
    let mut screen = ResultsScreen::new();
    sample::feed_with(&mut screen, shop.ctx(), Slot::Results, Answer::Results(shop.told_results()));
    sample::feed_with(&mut screen, shop.ctx(), Slot::Campaigns, Answer::Campaigns(shop.campaigns()));
    screen.review = Some((Some(CampaignId(1)), shop.review()));
    screen.sync();
    screen
}

/// The screen with estimates, days, outlook and doubts.
fn told() -> ResultsScreen {
    with_doubts(told::told_results())
}

/// The screen with its creators under the headings of their batches.
fn by_batch(mut screen: ResultsScreen) -> ResultsScreen {
    act(&mut screen, Action::Sort(SortBy::Batch));
    act(&mut screen, Action::NavTop);
    screen
}

fn with_doubts(results: Vec<CampaignResult>) -> ResultsScreen {
    let mut screen = screen(results);
    let id = screen.result().map_or(CampaignId(1), |result| result.id);
    screen.review = Some((Some(id), sample::doubts::review()));
    screen.sync();
    screen
}

fn act(screen: &mut ResultsScreen, action: Action) -> Vec<Request> {
    sample::act(screen, action, &mut sample::ctx())
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
#[case::first(sample::Shop::First, 120, 36)]
#[case::first(sample::Shop::First, 80, 24)]
#[case::second(sample::Shop::Second, 120, 36)]
#[case::second(sample::Shop::Second, 80, 24)]
fn each_pane_looks(#[case] shop: sample::Shop, #[case] width: u16, #[case] height: u16) {
    let mut screen = told_of(shop);
    let look = |screen: &ResultsScreen, name: &str| {
        let drawn = sample::drawn_with(screen, shop.ctx(), width, height);
        insta::assert_snapshot!(shop.named(&format!("{name}_{width}x{height}")), drawn);
    };
    for pane in Pane::iter() {
        let name = pane.word(Goal::Conversions).to_lowercase().replace(' ', "_");
        look(&screen, &format!("pane_{name}"));
        screen.act(Action::PaneNext, 1, &mut shop.ctx());
    }
    screen.act(Action::ReachNext, 1, &mut shop.ctx());
    look(&screen, "batch");
    screen.act(Action::ReachNext, 1, &mut shop.ctx());
    look(&screen, "all");
    screen.act(Action::PaneNext, 1, &mut shop.ctx());
    look(&screen, "all_money");
}

#[test]
fn a_verdict_stands_whole_or_its_column_leaves() {
    let mut results = told::told_results();
    for creator in results[0].batches.iter_mut().flat_map(|batch| &mut batch.creators) {
        creator.estimate.iter_mut().for_each(|said| said.head.advice = Advice::Untested);
    }
    let mut screen = with_doubts(results);
    for _ in 0..Pane::iter().count() {
        for width in 60..=160 {
            let drawn = sample::drawn(&screen, width, 36);
            assert!(!drawn.contains("UNT…") && !drawn.contains("UNTEST…") && !drawn.contains("UNTESTE…"), "{drawn}");
        }
        act(&mut screen, Action::PaneNext);
    }
    assert!(sample::drawn(&screen, 120, 36).contains("UNTESTED"));
}

#[test]
fn every_size_is_drawn() {
    for results in [Vec::new(), sample::results(), sample::awful_results()] {
        sample::survives_all_sizes(&screen(results));
    }
    sample::survives_all_sizes(&ResultsScreen::new());
}

#[test]
fn the_cursor_passes_over_headings_both_ways() {
    let mut screen = by_batch(screen(sample::results()));
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
    let mut screen = by_batch(screen(sample::results()));
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
    assert_eq!(moves.sign(crate::words::result_view::Figure::Orders), '^');
    assert_eq!(moves.sign(crate::words::result_view::Figure::Cpa), 'v');
    assert_eq!(moves.sign(crate::words::result_view::Figure::Spend), ' ');

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
    screen.refresh(&mut ctx);
    let old = sample::asked(&ctx.sent(), Slot::Results);
    screen.refresh(&mut ctx);
    screen.msg(&Msg::Event(Event::QueryDone(Slot::Results, old, Answer::Results(Vec::new()))), &mut ctx);
    assert_eq!(screen.results().len(), 3, "the old data stays until the new answer is there");
}

#[test]
fn left_and_right_switch_campaigns_and_wrap() {
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
    let [Request::Open(Overlay::Text { lines, .. }, _)] = &requests[..] else { panic!("{requests:?}") };
    insta::assert_snapshot!("results_explained", lines.join("\n"));
    let requests = act(&mut screen, Action::CopySummary);
    let [Request::Effect(Effect::Copy(text))] = &requests[..] else { panic!("{requests:?}") };
    insta::assert_snapshot!("results_copied", text);
}

#[test]
fn the_report_is_of_the_campaign_on_screen() {
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
    let collaboration = crate::domain::CollaborationId(1);
    assert_eq!(act(&mut screen, Action::NavOpen), [Request::ShowCollaboration(collaboration)]);
    assert_eq!(act(&mut screen, Action::CreatorOpen), [Request::ShowPage(crate::domain::CreatorId(10))]);
    let requests = act(&mut screen, Action::ItemEdit);
    let [Request::Open(Overlay::Form(filled), _)] = &requests[..] else { panic!("{requests:?}") };
    let requests = sample::answer(&mut screen, &requests, Value::Form(filled.clone()), &mut sample::ctx());
    assert!(matches!(sample::writes(&requests)[..], [WriteCmd::SaveCampaign { id: Some(CampaignId(1)), .. }]));
}

/// Results in which something is not as it should be, each with a name.
fn odd() -> Vec<(&'static str, Vec<CampaignResult>)> {
    let with = |change: &dyn Fn(&mut CampaignResult)| {
        let mut results = told::told_results();
        change(&mut results[0]);
        results
    };
    let creators = |campaign: &mut CampaignResult, change: &dyn Fn(&mut CreatorResult)| {
        campaign.batches.iter_mut().flat_map(|batch| &mut batch.creators).for_each(change);
    };
    vec![
        (
            "one_creator",
            with(&|campaign| {
                campaign.batches.truncate(1);
                campaign.batches[0].creators.truncate(1);
                if let Some(outlook) = &mut campaign.outlook {
                    outlook.few_creators = true;
                }
            }),
        ),
        (
            "no_orders",
            with(&|campaign| {
                (campaign.sums.orders, campaign.sums.revenue_minor) = (0, 0);
                creators(campaign, &|creator| {
                    (creator.sums.orders, creator.sums.revenue_minor) = (0, 0);
                    let said = creator.estimate.as_mut().expect("told");
                    said.notes = vec![crate::proto::results::Note::NoOrders { views: Some(18_400) }];
                });
            }),
        ),
        (
            "no_costs",
            with(&|campaign| {
                campaign.sums.spend_minor = 0;
                campaign.estimate = None;
                creators(campaign, &|creator| {
                    creator.sums.spend_minor = 0;
                    let said = creator.estimate.as_mut().expect("told");
                    (said.head.range, said.head.chance, said.next_roas) = (None, None, None);
                    said.head.advice = crate::analysis::decision::Advice::Free;
                });
            }),
        ),
        (
            "refunds",
            with(&|campaign| {
                campaign.sums.revenue_minor = -12_300;
                campaign.days.last_mut().expect("days").revenue_minor = -500_000;
                creators(campaign, &|creator| creator.sums.revenue_minor = -1_200);
            }),
        ),
        (
            "unknown_margin",
            with(&|campaign| {
                campaign.margin_bp = None;
                campaign.has_own_target = true;
            }),
        ),
        (
            "early_and_late_orders",
            with(&|campaign| {
                (campaign.unattributed_orders, campaign.sums.pending, campaign.other_currency_orders) = (0, 0, 0);
                campaign.batches[0].creators[0].early_orders = 3;
                campaign.batches[0].creators[1].late_orders = 5;
            }),
        ),
    ]
}

#[rstest]
#[case(120, 36)]
#[case(80, 24)]
fn bad_numbers_are_shown(#[case] width: u16, #[case] height: u16) {
    for (name, results) in odd() {
        let mut screen = with_doubts(results);
        insta::assert_snapshot!(format!("odd_{name}_{width}x{height}"), sample::drawn(&screen, width, height));
        screen.pane = Pane::Money;
        screen.sync();
        sample::drawn(&screen, width, height);
    }
}

#[test]
fn currencies_without_a_rate_are_not_added_up() {
    let mut results = told::told_results();
    results[1].currency = "EUR".parse().expect("a currency");
    results[1].sums.spend_minor = 12_000;
    let mut screen = screen(results);
    act(&mut screen, Action::ReachNext);
    act(&mut screen, Action::ReachNext);
    let drawn = sample::drawn(&screen, 80, 24);
    assert!(drawn.contains("2 currencies, not added up"), "{drawn}");
    assert!(drawn.contains("EUR   SPEND €120"), "{drawn}");
    insta::assert_snapshot!("all_currencies_80x24", drawn);
}

#[test]
fn no_estimate_stands_without_its_range() {
    // Every `if repeated` figure is written as `1.9 (1.6 to 2.1)`, a range alone as `1.6 to 2.1`, or too few are said.
    let is_range = |text: &str| {
        let (low, high) = text.split_once(" to ")?;
        Some(low.parse::<f64>().is_ok() && high.parse::<f64>().is_ok())
    };
    for results in odd().into_iter().map(|(_, results)| results).chain([told::told_results(), sample::results()]) {
        let mut screen = with_doubts(results);
        for pane in Pane::iter() {
            screen.pane = pane;
            screen.sync();
            for (width, height) in [(120, 36), (80, 24), (160, 50)] {
                let drawn = sample::drawn(&screen, width, height);
                let head: Vec<&str> = drawn.lines().take(7).collect();
                let head = head.join(" ");
                let told = head.match_indices('(').any(|(at, _)| {
                    let inside = head.get(at + 1..).and_then(|rest| rest.split(')').next());
                    inside.and_then(is_range).unwrap_or(false)
                });
                assert!(
                    told || ["Too few", "Not enough data"].iter().any(|why| head.contains(why))
                        || head.contains("No range"),
                    "{pane:?}\n{drawn}"
                );
                for line in
                    drawn.lines().filter(|line| ["SCALE", "RETEST", "DROP"].iter().any(|word| line.contains(word)))
                {
                    if ["SCALE (", "RETEST (", "DROP ("].iter().any(|heading| line.contains(heading)) {
                        continue;
                    }
                    let has_bar = line.contains('o') && (line.contains('┤') || line.contains('>'));
                    assert!(has_bar || line.contains(" to "), "{pane:?} at {width}: {line}");
                }
            }
        }
    }
}

#[test]
fn color_is_never_the_only_sign_and_each_pane_fits_every_size() {
    for results in [told::told_results(), told::awful_told_results()] {
        let mut screen = with_doubts(results);
        for pane in Pane::iter() {
            screen.pane = pane;
            screen.sync();
            sample::survives_all_sizes(&screen);
        }
        screen.reach = Reach::All;
        screen.sync();
        sample::survives_all_sizes(&screen);
        screen.pane = Pane::Money;
        sample::survives_all_sizes(&screen);
    }
    let drawn = sample::drawn(&told(), 120, 36);
    for sign in [">  @", "SCALE", "RETEST", "WAIT", "DROP", "best guess"] {
        assert!(drawn.contains(sign), "{sign}\n{drawn}");
    }
}

#[test]
fn all_bars_of_a_full_batch_show_at_80x24() {
    let mut results = told::told_results();
    let creators = results[0].batches[0].creators.clone();
    let batch = &mut results[0].batches[1];
    batch.creators.extend(creators.into_iter().take(2));
    assert_eq!(batch.creators.len(), *crate::domain::batch::SIZE.end());
    let mut screen = screen(results);
    screen.reach = Reach::Batch;
    screen.sync();
    let drawn = sample::drawn(&screen, 80, 24);
    assert_eq!(
        drawn.lines().filter(|line| line.contains('o') && (line.contains('┤') || line.contains("─>"))).count(),
        10,
        "{drawn}"
    );
}

#[test]
fn the_scope_cycles_campaign_batch_all() {
    let mut screen = told();
    screen.act(Action::NavDown, 5, &mut sample::ctx());
    let here = screen.acts_on(&sample::ctx());
    act(&mut screen, Action::ReachNext);
    assert_eq!((screen.reach, screen.batch().map(|batch| batch.name.as_str())), (Reach::Batch, Some("Batch 2")));
    assert_eq!(screen.acts_on(&sample::ctx()), here, "the cursor stays on its creator");
    act(&mut screen, Action::NavLeft);
    assert_eq!(screen.batch().map(|batch| batch.name.as_str()), Some("Batch 1"));
    act(&mut screen, Action::ReachNext);
    assert_eq!(screen.title(), "All campaigns");
    act(&mut screen, Action::PaneNext);
    let drawn = sample::drawn(&screen, 80, 24);
    for part in ["»Profit and loss«", "first batches", "Best next booking"] {
        assert!(drawn.contains(part), "{part}\n{drawn}");
    }
    act(&mut screen, Action::PaneNext);
    assert_eq!(screen.pane(), Pane::Creators);
    act(&mut screen, Action::NavDown);
    act(&mut screen, Action::NavOpen);
    assert_eq!((screen.reach, screen.title().as_str()), (Reach::Campaign, "Lip Oil micro test"));
}

#[test]
fn sorting_makes_one_list_and_keeps_the_creator() {
    let mut screen = told();
    let handles = |screen: &ResultsScreen| -> Vec<String> {
        let rows = screen.rows().into_iter();
        rows.filter_map(|row| match row {
            Row::Creator(_, creator) => Some(creator.handle.clone()),
            _ => None,
        })
        .collect()
    };
    act(&mut screen, Action::Sort(SortBy::Middle));
    assert_eq!(screen.acts_on(&sample::ctx()), "@glowwithmia");
    assert_eq!(handles(&screen)[..3], ["glowwithmia", "skinbysofi", "dermdaily.jo"]);
    assert_eq!(screen.rows().len(), 11, "no headings");
    act(&mut screen, Action::SortReverse);
    assert_eq!(handles(&screen)[0], "gloss.hannah");
    act(&mut screen, Action::Sort(SortBy::Verdict));
    assert_eq!(handles(&screen)[3..6], ["noorglow", "thebarefaceclub", "lena.routine"]);
    act(&mut screen, Action::Sort(SortBy::Spend));
    assert_eq!(handles(&screen)[0], "retinolrosie");
    act(&mut screen, Action::Sort(SortBy::Handle));
    assert_eq!(handles(&screen)[0], "cleanlabelkat");
    act(&mut screen, Action::Sort(SortBy::Batch));
    assert_eq!(screen.rows().len(), 13, "headings again");
}

#[test]
fn a_decision_is_saved_for_the_creator_under_the_cursor_or_for_the_marked_ones() {
    let mut screen = by_batch(told());
    let decide = |screen: &mut ResultsScreen| {
        let requests = act(screen, Action::DecisionPick);
        let [Request::Open(Overlay::Pick(pick), _)] = &requests[..] else { panic!("{requests:?}") };
        assert_eq!(pick.items[pick.at].part, "decision", "the list starts at the decisions");
        let at = Milestone::all().iter().position(|step| *step == Milestone::Decision(Decision::Retest));
        let answer = Value::Dated(Entry(at.expect("a step")), sample::day(3, 11));
        let requests = sample::answer(screen, &requests, answer, &mut sample::ctx());
        let [WriteCmd::PassMilestone { ids, milestone, .. }] = sample::writes(&requests)[..] else { panic!() };
        assert_eq!(*milestone, Milestone::Decision(Decision::Retest));
        ids.clone()
    };
    assert_eq!(decide(&mut screen), [CollaborationId(1)]);
    act(&mut screen, Action::MarkToggle);
    act(&mut screen, Action::MarkExtendDown);
    let marked = decide(&mut screen);
    assert_eq!((marked.len(), marked[0]), (3, CollaborationId(1)));
    assert!(screen.acts_on(&sample::ctx()).starts_with('@'), "the marks are done with");
    act(&mut screen, Action::MarkAll);
    let requests = act(&mut screen, Action::Rate(3));
    let [WriteCmd::Rate { target: Target::Ids(ids), stars: 3 }] = sample::writes(&requests)[..] else { panic!() };
    let mut once = ids.to_vec();
    once.dedup();
    assert_eq!(once.len(), ids.len(), "each creator once");
}

#[test]
fn the_next_batch_is_built_on_a_screen_of_its_own() {
    let mut screen = told();
    assert_eq!(act(&mut screen, Action::BatchNew), [Request::ShowBuilder(CampaignId(1))]);
}

#[test]
fn agreeing_over_the_budget_is_asked_about() {
    let mut results = told::told_results();
    let budget = &mut results[0].budget;
    budget.limit_minor = Some(budget.committed_minor() + 10_000);
    results[0].batches[0].creators[0].offered_minor = 22_000;
    let id = results[0].batches[0].creators[0].collaboration;
    let milestone = Milestone::all().into_iter().find(|step| step.agrees()).expect("a step");
    let screen = screen(results);
    assert!(format!("{:?}", screen.over_budget(&[id], milestone)).contains("$120 over its budget"));
    assert!(screen.over_budget(&[], milestone).is_none());
    assert!(screen.over_budget(&[id], Milestone::Decision(Decision::Retest)).is_none());
}

#[test]
fn the_rule_stands_in_the_headline_of_its_batch_and_under_the_comparison() {
    let mut results = told::told_results();
    let listed = sample::campaigns().remove(0).batches.remove(1);
    for batch in &mut results[0].batches {
        (batch.rule, batch.judged) = (listed.fields.rule, listed.judged.clone());
    }
    let mut screen = screen(results);
    act(&mut screen, Action::NavBottom);
    act(&mut screen, Action::ReachNext);
    for (width, height) in [(160, 50), (120, 36), (80, 24)] {
        let drawn = sample::drawn(&screen, width, height);
        assert!(drawn.contains("rule met so far"), "{drawn}");
    }
    screen.pane = Pane::Batches;
    let drawn = sample::drawn(&screen, 120, 36);
    assert!(drawn.contains("Success rule of Batch 1: ") && drawn.contains("Met so far: 4 creators"), "{drawn}");
    let requests = act(&mut screen, Action::BatchEdit);
    assert!(matches!(&requests[..], [Request::Open(Overlay::Form(form), _)] if form.text("measure") == "ROAS"));
}

#[test]
fn items_to_review_load_with_their_pane_and_one_key_resolves_them() {
    let mut screen = told();
    let mut ctx = sample::ctx();
    let requests = sample::act(&mut screen, Action::PanePrevious, &mut ctx);
    assert_eq!(screen.pane, Pane::Review);
    let generation = sample::asked(&requests, Slot::Review);
    let answer = Answer::Review(Some(CampaignId(1)), Box::new(sample::doubts::review()));
    screen.msg(&Msg::Event(Event::QueryDone(Slot::Review, generation, answer)), &mut ctx);

    // Two codes in one order.
    let requests = act(&mut screen, Action::NavOpen);
    let [Request::Open(Overlay::Pick(pick), _)] = &requests[..] else { panic!("{requests:?}") };
    let sofi = pick.items.iter().position(|item| item.label == "@skinbysofi").expect("an entry");
    let requests = sample::answer(&mut screen, &requests, Value::Chosen(Entry(sofi)), &mut sample::ctx());
    let [WriteCmd::Outlook(OutlookCmd::SettleCodes { winner, .. })] = sample::writes(&requests)[..] else {
        panic!("{requests:?}")
    };
    assert_eq!(*winner, crate::domain::CreatorId(120));

    // Leak and halo, and the sign of a leak with the range it suggests.
    act(&mut screen, Action::NavDown);
    assert!(matches!(&act(&mut screen, Action::NavOpen)[..], [Request::Open(Overlay::Form(_), _)]));
    act(&mut screen, Action::NavDown);
    let requests = act(&mut screen, Action::NavOpen);
    let set = OutlookCmd::SetLeak(CampaignId(1), crate::domain::CreatorId(110), Some((2_000, 6_000)));
    assert_eq!(sample::writes(&requests), [&WriteCmd::Outlook(set)]);

    // A code that no creator has: somebody in a batch has it, or somebody in none, who is added to one.
    act(&mut screen, Action::NavDown);
    let requests = act(&mut screen, Action::NavOpen);
    let [Request::Open(Overlay::Pick(pick), _)] = &requests[..] else { panic!("{requests:?}") };
    let lea = pick.items.iter().position(|item| item.label == "@springy.lea").expect("an entry");
    assert_eq!(
        (lea, pick.items[0].hint.as_str(), pick.items[1].hint.as_str()),
        (0, "makes Batch 3", ""),
        "likely first"
    );
    let given = sample::answer(&mut screen, &requests, Value::Chosen(Entry(lea)), &mut sample::ctx());
    let holder = CodeHolder::Creator(crate::domain::CreatorId(131), Some(CampaignId(1)));
    assert_eq!(sample::writes(&given), [&WriteCmd::Outlook(OutlookCmd::GiveCode("SPRING".to_owned(), holder))]);
    let requests = sample::answer(&mut screen, &requests, Value::Chosen(Entry(2)), &mut sample::ctx());
    let given = OutlookCmd::GiveCode("SPRING".to_owned(), CodeHolder::Collaboration(CollaborationId(12)));
    assert_eq!(sample::writes(&requests), [&WriteCmd::Outlook(given)]);

    // Two unattributed orders, marked and given to one creator.
    act(&mut screen, Action::NavDown);
    screen.act(Action::MarkToggle, 1, &mut sample::ctx());
    screen.act(Action::MarkToggle, 1, &mut sample::ctx());
    assert_eq!(screen.acts_on(&sample::ctx()), "2 orders marked");
    let requests = act(&mut screen, Action::NavOpen);
    let [Request::Open(Overlay::Pick(pick), _)] = &requests[..] else { panic!("{requests:?}") };
    assert_eq!(pick.title, "2 orders: choose the creator");
    let requests = sample::answer(&mut screen, &requests, Value::Chosen(Entry(1)), &mut sample::ctx());
    let given = OutlookCmd::GiveOrders(vec![OrderId(1_014), OrderId(1_013)], Some(CollaborationId(12)));
    assert_eq!(sample::writes(&requests), [&WriteCmd::Outlook(given)]);
    assert!(!screen.side.has_marks());
}

#[test]
fn groups_open_their_creators_and_batches_open_themselves() {
    let mut screen = told();
    screen.act(Action::PaneNext, 4, &mut sample::ctx());
    assert_eq!(act(&mut screen, Action::NavOpen), [Request::ShowFilter("niche:GlassSkin".to_owned())]);
    act(&mut screen, Action::NavDown);
    assert_eq!(act(&mut screen, Action::NavOpen), [Request::ShowFilter("niche:\"skin care\"".to_owned())]);
    act(&mut screen, Action::NavBottom);
    assert_eq!(act(&mut screen, Action::NavOpen), [Request::ShowFilter("tier:nano".to_owned())]);
    act(&mut screen, Action::PaneNext);
    act(&mut screen, Action::NavDown);
    act(&mut screen, Action::NavOpen);
    assert_eq!((screen.reach, screen.pane), (Reach::Batch, Pane::Creators));
    assert_eq!(screen.batch().map(|batch| batch.name.as_str()), Some("Batch 2"));
}

#[test]
fn esc_steps_back_from_marks_and_panes_before_it_leaves() {
    let mut screen = told();
    screen.turn_pane(Pane::Review, &mut sample::ctx());
    act(&mut screen, Action::NavBottom);
    act(&mut screen, Action::MarkToggle);
    assert!(screen.step_back(&mut sample::ctx()));
    assert!(!screen.side.has_marks() && screen.pane == Pane::Review);
    assert!(screen.step_back(&mut sample::ctx()));
    assert_eq!(screen.pane, Pane::Creators);
    assert!(!screen.step_back(&mut sample::ctx()));
}

#[test]
fn the_copy_has_every_pane_and_the_explanation_its_own_numbers() {
    let mut screen = told();
    screen.act(Action::NavDown, 3, &mut sample::ctx());
    let requests = act(&mut screen, Action::CopySummary);
    let [Request::Effect(Effect::Copy(text))] = &requests[..] else { panic!("{requests:?}") };
    insta::assert_snapshot!("told_copied", text);
    let requests = act(&mut screen, Action::PaneInfo);
    let [Request::Open(Overlay::Text { lines, .. }, _)] = &requests[..] else { panic!("{requests:?}") };
    insta::assert_snapshot!("told_explained", lines.join("\n"));
}

#[test]
fn verdict_borders_follow_the_rules() {
    for (borders, said) in [((0.8, 0.4), ["80%", "40%"]), ((0.85, 0.3), ["85%", "30%"])] {
        let mut results = told::told_results();
        let outlook = results[0].outlook.as_mut().expect("an outlook");
        outlook.borders = borders;
        // Ranges that reach over the target, so that the reason is the border.
        for creator in results[0].batches.iter_mut().flat_map(|batch| &mut batch.creators) {
            let estimate = creator.estimate.as_mut().expect("an estimate");
            estimate.head.range = Some([0.1, 0.2, 1.5, 9.0, 11.0]);
        }
        let mut screen = with_doubts(results);
        screen.pane = Pane::Hints;
        screen.sync();
        let requests = act(&mut screen, Action::CopySummary);
        let [Request::Effect(Effect::Copy(copied))] = &requests[..] else { panic!("{requests:?}") };
        let requests = act(&mut screen, Action::PaneInfo);
        let [Request::Open(Overlay::Text { lines, .. }, _)] = &requests[..] else { panic!("{requests:?}") };
        let [scale, drop] = said;
        for text in [copied, &lines.join("\n")] {
            assert!(text.contains(&format!("is at least {scale}")), "{text}");
            assert!(text.to_lowercase().contains(&format!("less than {drop}")), "{text}");
            assert!(!text.contains("at least 70%"), "{text}");
        }
    }
}

#[rstest]
#[case::wide(160, 40)]
#[case::usual(120, 36)]
#[case::small(80, 24)]
fn the_headline_of_a_campaign_says_just_under_a_border_as_creators_do(#[case] width: u16, #[case] height: u16) {
    let mut results = told::told_results();
    results[0].estimate.as_mut().expect("an estimate").head.chance = Some(0.696);
    let picture = sample::drawn(&with_doubts(results), width, height);
    assert!(picture.contains("just under 70% chance"), "{picture}");
}

#[rstest]
fn a_creator_has_the_same_figures_on_screen_and_on_every_page(
    #[values(sample::Shop::First, sample::Shop::Second)] shop: sample::Shop,
    #[values(Goal::Conversions, Goal::Awareness, Goal::Ugc)] goal: Goal,
) {
    let results = told::judged_by(goal, shop.told_results());
    let result = &results[0];
    let view = ResultView::new(result);
    let report = CampaignReport::new(result, sample::day(3, 11), &Rules::default());
    let [html, markdown, csv] = [Shape::Html, Shape::Markdown, Shape::Csv].map(|shape| report.written(shape));
    let screen = screen(results.clone()).as_text(&shop.ctx()).expect("results");
    let json = serde_json::to_value(view.json(None, &std::collections::HashMap::new())).expect("JSON");
    let mut sheet = csv::Reader::from_reader(csv.as_bytes());
    let heads = sheet.headers().expect("heads").clone();
    let rows: Vec<_> = sheet.records().map(|row| row.expect("a row")).collect();
    let columns = crate::words::result_view::GoalView::of(result.goal).columns;
    let mut compared = 0;
    for line in report.lines() {
        let handle = format!("@{}", line.handle);
        let (said, figures) = (line.estimate.as_ref().expect("told"), line.figures);
        // The screen lists a creator once in each batch; here each has one.
        let row = screen.lines().find(|row| row.starts_with(&format!("{handle}\t"))).expect("a row on screen");
        let cells: Vec<&str> = row.split('\t').collect();
        for (index, figure) in columns.iter().enumerate() {
            assert_eq!(cells[index + 1], figures.text(*figure), "{handle}: {}", figure.key());
        }
        let guess = crate::words::result_view::estimate::guess(said, result.currency);
        let shown = guess.unwrap_or_else(|| "-".to_owned());
        let told: Vec<&str> = (goal != Goal::Ugc).then_some(shown.as_str()).into_iter().chain([said.word()]).collect();
        assert_eq!(cells[columns.len() + 1..], told, "{handle}");

        let part = html.split(&format!("<h3>{handle}</h3>")).nth(1).expect("on the page");
        let small = line.range().map_or_else(String::new, |range| format!("<small>{range}</small>"));
        assert!(
            part.starts_with(&format!("\n<p class=\"verdict {}\">{}{small}", line.standing().word(), said.word())),
            "{part:.200}"
        );
        let table = html.split("<table").nth(1).expect("a table");
        let table =
            table.split(&format!(">{handle}</th>")).nth(1).expect("a row").split("</tr>").next().expect("its end");
        let marked = markdown.lines().find(|row| row.starts_with(&format!("| {handle} | "))).expect("a row");
        for figure in view.goal().table.iter().copied() {
            let (text, label) = (figures.text(figure), figures.label(figure));
            assert!(table.contains(&format!("data-label=\"{label}\">{text}<")), "{handle} {text}: {table}");
            assert!(marked.contains(&format!(" {text} |")), "{handle} {text}: {marked}");
        }
        if let Some((middle, range)) = line.middle().zip(line.range()) {
            assert!(marked.contains(&format!("| {middle} | {range} |")), "{marked}");
        }

        let row = rows.iter().find(|row| &row[0] == "creator" && row[1] == line.handle).expect("a row of the sheet");
        let mut of = json["batches"]
            .as_array()
            .expect("batches")
            .iter()
            .flat_map(|batch| batch["creators"].as_array().expect("creators"));
        let object = of.find(|object| object["handle"] == line.handle.as_str()).expect("an object");
        for figure in view.goal().sheet.iter().copied() {
            let cell = heads.iter().position(|head| head == figure.key()).map(|at| &row[at]);
            assert_eq!(cell, Some(figures.cell(figure).as_str()), "{handle}: {}", figure.key());
            let key = object.as_object().expect("an object").keys().find(|key| {
                key.strip_prefix(figure.key()).is_some_and(|unit| ["", "_minor", "_e4", "_bp"].contains(&unit))
            });
            // What only some goals have is left out where it is not known.
            let value = key.and_then(|key| object[key].as_i64());
            assert!(key.is_some() || figures.value(figure).is_none(), "{} in {object}", figure.key());
            assert_eq!(value, figures.value(figure), "{handle}: {}", figure.key());
        }
        let sentence = object["estimate"]["sentence"].as_str().expect("a sentence");
        assert_eq!(sentence, view.sentence(Some(&line.handle), said));
        assert!(screen.contains(sentence), "{sentence}");
        assert_eq!(object["estimate"]["verdict"], said.head.advice.word());
        assert_eq!(object["estimate"]["head"].is_object(), goal != Goal::Conversions, "{object}");
        compared += 1;
    }
    assert!(compared > 5, "{compared}");
}

#[test]
fn a_post_before_its_parcel_is_asked_about() {
    let mut results = told::told_results();
    let creator = &mut results[0].batches[0].creators[0];
    (creator.posted_on, creator.shipped_on) = (None, Some(sample::day(3, 9)));
    let mut screen = by_batch(with_doubts(results));
    let posted = Milestone::Content(crate::domain::collaboration::Content::Posted);
    let at = Milestone::all().iter().position(|step| *step == posted).expect("a step");
    for (on, is_early) in [(8, true), (10, false)] {
        let asked = act(&mut screen, Action::DecisionPick);
        let value = Value::Dated(Entry(at), sample::day(3, on));
        let done = sample::answer(&mut screen, &asked, value, &mut sample::ctx());
        assert_eq!(matches!(&done[..], [Request::Open(Overlay::Confirm(_), _)]), is_early, "{done:?}");
    }
}

#[test]
fn orders_before_any_campaign_are_shown_with_their_codes() {
    let mut screen = ResultsScreen::new();
    let requests = sample::feed(&mut screen, Slot::Results, Answer::Results(Vec::new()));
    let generation = sample::asked(&requests, Slot::Review);
    let answer = Answer::Review(None, Box::new(sample::doubts::review()));
    screen.msg(&Msg::Event(Event::QueryDone(Slot::Review, generation, answer)), &mut sample::ctx());
    let drawn = sample::drawn(&screen, 120, 36);
    assert!(drawn.contains("SPRING: 1 order, $37.00") && drawn.contains("#1012"), "{drawn}");
    // A code can be given at once; an order without one waits for a batch.
    let order = |screen: &ResultsScreen| matches!(screen.doubt(), Some(Doubt::Order(_)));
    while !matches!(screen.doubt(), Some(Doubt::Code(_))) {
        act(&mut screen, Action::NavDown);
    }
    let requests = act(&mut screen, Action::NavOpen);
    let [Request::Open(Overlay::Pick(pick), _)] = &requests[..] else { panic!("{requests:?}") };
    let lea = pick.items.iter().position(|item| item.label == "@springy.lea").expect("an entry");
    let given = sample::answer(&mut screen, &requests, Value::Chosen(Entry(lea)), &mut sample::ctx());
    let holder = CodeHolder::Creator(crate::domain::CreatorId(131), None);
    assert_eq!(sample::writes(&given), [&WriteCmd::Outlook(OutlookCmd::GiveCode("SPRING".to_owned(), holder))]);
    assert_eq!(screen.pane, Pane::Review, "the other codes stay at hand");
    act(&mut screen, Action::NavDown);
    assert!(order(&screen) && sample::drawn(&screen, 120, 36).contains("plans a batch"));
    assert!(!screen.step_back(&mut sample::ctx()), "there is nowhere to step back to");
    // The campaign that was made has doubts of its own, and once it is undone the orders are everybody's again.
    let asked = |requests: &[Request]| {
        requests.iter().rev().find_map(|request| match request {
            Request::Effect(Effect::Ask(_, Query::Review(campaign))) => Some(*campaign),
            _ => None,
        })
    };
    let requests = sample::feed(&mut screen, Slot::Results, Answer::Results(told::told_results()));
    assert_eq!(asked(&requests), Some(Some(CampaignId(1))), "{requests:?}");
    let requests = sample::feed(&mut screen, Slot::Results, Answer::Results(Vec::new()));
    assert_eq!(asked(&requests), Some(None), "{requests:?}");
}

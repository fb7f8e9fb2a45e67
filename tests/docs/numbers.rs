//! The topic "How the numbers are made": every sentence of it stands on a constant, on what the estimates do, or on a study.

use tenfold::analysis::attribution::Attribution;
use tenfold::analysis::constants::Constants;
use tenfold::analysis::creator_outputs::{CreatorEstimate, Returns};
use tenfold::analysis::decision::Advice;
use tenfold::analysis::estimate::{CampaignEstimate, estimate};
use tenfold::analysis::grid::{likelihood, x};
use tenfold::analysis::input::{BookingInput, CampaignInput, CreatorInput, OrderSums, Plan, PostInput, Target};
use tenfold::analysis::next_batch::FIRST_SIZE;
use tenfold::analysis::study;
use tenfold::analysis::views::ViewForecast;
use tenfold::tui::kit::topic::{self, Topic};
use tenfold::words::result_view::WHY_LARGE_ORDERS_COUNT_LESS;

use super::{page, percent};

/// A booking of one post with so many views and orders of $40, a while ago, at a cost in minor units.
fn booking(views: i64, orders: usize, cost_minor: i64) -> BookingInput {
    let post = PostInput { views: Some(views), views_age_days: 40.0, orders_age_days: 40.0 };
    let orders = OrderSums::of(&vec![4_000; orders]);
    BookingInput { posts: vec![post], orders, fee_minor: cost_minor, cost_minor, ..BookingInput::default() }
}

/// A creator with ten posts of 9,000 views behind them.
fn creator(bookings: Vec<BookingInput>) -> CreatorInput {
    CreatorInput { reference_posts: 10, reference_views: Some(9_000.0), bookings, ..CreatorInput::default() }
}

/// One who was never booked, at a price in minor units.
fn candidate(cost_minor: i64) -> CreatorInput {
    CreatorInput { plan: Plan { cost_minor: Some(cost_minor), ..Plan::default() }, ..creator(Vec::new()) }
}

fn campaign(creators: Vec<CreatorInput>) -> CampaignInput {
    let target = Target::new(None, Some(6_000)).expect("a target");
    CampaignInput { creators, ..CampaignInput::new(target, Some(6_000), 4_000) }
}

fn run(creators: Vec<CreatorInput>) -> CampaignEstimate {
    estimate(&campaign(creators), &Constants::default())
}

/// The estimate of the last of these creators.
fn last(creators: Vec<CreatorInput>) -> CreatorEstimate {
    run(creators).creators.pop().expect("a creator")
}

fn returns(creators: Vec<CreatorInput>) -> Returns {
    last(creators).returns.expect("a cost")
}

/// The middle of what one booking returns.
fn middle(one: BookingInput) -> f64 {
    returns(vec![creator(vec![one])]).roas.q50
}

/// Two creators who were tested, one better than the other.
fn tested(orders: usize) -> Vec<CreatorInput> {
    vec![creator(vec![booking(9_000, orders, 9_000)]), creator(vec![booking(8_000, orders / 2, 9_000)])]
}

fn same_terms_are_the_last_ones() -> bool {
    returns(vec![creator(vec![booking(9_000, 5, 9_000), booking(9_000, 5, 12_000)])]).cost_minor == 12_000
}

/// Luck that a tracked figure shows and an estimate does not.
fn tracked_figures_can_be_luck() -> bool {
    [booking(160_000, 11, 17_500), booking(9_000, 3, 7_000)].into_iter().all(|lucky| {
        let found = last(vec![creator(vec![lucky])]);
        let tracked = found.tracked.roas().expect("a cost");
        tracked > Target::new(None, Some(6_000)).expect("a target").roas() && found.advice != Advice::Scale
    })
}

fn target_is_break_even_unless_set() -> bool {
    let roas = |own| Target::new(own, Some(5_000)).map(Target::roas);
    roas(None) == Some(2.0) && roas(Some(3.0)) == Some(3.0)
}

fn verdicts_follow_the_borders() -> bool {
    let constants = Constants::default();
    let verdict = |p| Advice::from_probability(p, &constants);
    let (scale, drop) = (constants.p_scale, constants.p_drop);
    [verdict(scale), verdict(scale - 1e-9), verdict(drop), verdict(drop - 1e-9)]
        == [Advice::Scale, Advice::Retest, Advice::Retest, Advice::Drop]
}

fn young(orders_age_days: f64) -> BookingInput {
    let mut young = booking(9_000, 5, 9_000);
    young.posts[0].orders_age_days = orders_age_days;
    young
}

/// That nobody is judged before any order is known is a matter of what was imported: the tests of the estimates in the store hold it.
fn waits_for_orders() -> bool {
    last(vec![creator(vec![young(1.0)])]).advice == Advice::Wait
}

fn cost_views_and_orders_go_in() -> bool {
    let usual = middle(booking(9_000, 5, 9_000));
    middle(booking(9_000, 5, 18_000)) < usual
        && (middle(booking(4_000, 5, 9_000)) - usual).abs() > 0.01
        && middle(booking(9_000, 10, 9_000)) > usual
}

/// How much of a surprise in views is not expected again.
fn luck_in_views() -> f64 {
    let expected = |views| last(vec![creator(vec![booking(views, 0, 9_000)])]).views.log_mean;
    1.0 - (expected(24_000) - expected(9_000)) / (24_000.0_f64 / 9_000.0).ln()
}

/// How many times the orders twice the views are taken to bring, from the orders for each view that the same orders speak for.
fn twice_the_views() -> f64 {
    let forecast = ViewForecast { log_mean: 9.0, log_var: 0.2, expected_log: 9.0, surprise: None };
    let rate = |views| {
        let found = likelihood(&[&booking(views, 40, 9_000)], 9_f64.ln() - 9.0, &forecast, &Constants::default());
        let all: f64 = found.iter().sum();
        found.iter().enumerate().map(|(at, cell)| x(at) * cell).sum::<f64>() / all
    };
    // 8,103 views are the usual ones of this forecast.
    (rate(8_103) - rate(16_206)).exp()
}

fn later_orders_are_expected() -> bool {
    middle(young(7.0)) > middle(young(40.0))
}

/// By how much what is known of a creator moves when another one sells better, as a log.
fn moved(own: &[BookingInput]) -> f64 {
    let with = |other: usize| {
        let all = vec![creator(vec![booking(9_000, other, 9_000); 3]), creator(own.to_vec())];
        last(all).orders_per_view.ln()
    };
    with(40) - with(0)
}

fn others_count_more_where_little_was_seen() -> bool {
    let (little, much) = (moved(&[booking(2_000, 1, 9_000)]), moved(&vec![booking(20_000, 10, 9_000); 5]));
    much > 0.0 && little > 2.0 * much
}

fn odds_follow_price_views_and_tests() -> bool {
    let chance = |tested: Vec<CreatorInput>, candidate| returns([tested, vec![candidate]].concat()).p_target;
    let usual = chance(tested(4), candidate(9_000));
    let seen_more = CreatorInput { reference_views: Some(18_000.0), ..candidate(9_000) };
    chance(tested(4), candidate(18_000)) < usual
        && chance(tested(4), seen_more) > usual
        && chance(tested(12), candidate(9_000)) > usual
}

fn ranges_without_orders_are_wider() -> bool {
    let length = |own: CreatorInput| {
        let roas = returns([tested(4), vec![own]].concat()).roas;
        roas.q90 / roas.q10
    };
    length(candidate(9_000)) > length(creator(vec![booking(9_000, 4, 9_000)]))
}

/// How much of half a price shows in what a booking promises, as a share of the price, on the log scale.
fn part_of_a_bargain() -> f64 {
    let index = |cost| returns([tested(4), vec![candidate(cost)]].concat()).index;
    (index(5_000) / index(10_000)).ln() / 2.0_f64.ln()
}

fn worth_is_an_even_chance() -> bool {
    let found = last([tested(4), vec![candidate(9_000)]].concat());
    let target = Target::new(None, Some(6_000)).expect("a target").roas();
    (found.revenue.q50 / target / found.highest_price_minor - 1.0).abs() < 1e-9
}

fn one_more_settles_a_retest_either_way() -> bool {
    let retest = run(vec![creator(vec![booking(9_000, 4, 9_000)])]).creators.remove(0);
    let more = retest.returns.and_then(|returns| returns.one_more).expect("a target within reach");
    retest.advice == Advice::Retest
        && more.scale > 0.0
        && more.drop > 0.0
        && more.worth_minor > 0.0
        && more.settle() < 1.0
}

fn every_tracked_order_counts_until_a_leak_is_set() -> bool {
    let leaked = Attribution { leak_low: 0.1, leak_high: 0.3, ..Attribution::default() };
    (Attribution::default().multiplier().kappa - 1.0).abs() < 1e-12 && leaked.multiplier().kappa < 1.0
}

/// What the topic says, and whether that is so.
fn claims() -> Vec<(String, bool)> {
    let constants = Constants::default();
    let points = |[low, high]: study::Between| format!("They are {low} to {high} points");
    let or = |places: &[&str]| places.join(", ");
    let [low, high] = study::HELD_OF_80;
    let said = |words: &str, holds: bool| (words.to_owned(), holds);
    let method = Topic::from_name("method").expect("a topic");
    let is_next = topic::ALL[..2] == [Topic::from_name("numbers").expect("a topic"), method];
    vec![
        said("Tracked figures say what happened.", tracked_figures_can_be_luck()),
        said("if you booked a creator again and again on the same terms", same_terms_are_the_last_ones()),
        said("one viral video or a few orders can make any tracked figure", tracked_figures_can_be_luck()),
        said("your target, which is break-even unless you set one", target_is_break_even_unless_set()),
        (
            format!(
                "From {} on the verdict is SCALE, below {} DROP, in between RETEST.",
                percent(constants.p_scale),
                percent(constants.p_drop)
            ),
            verdicts_follow_the_borders(),
        ),
        said("It is WAIT while too many orders are still to come, or none is known yet.", waits_for_orders()),
        said(
            "What the booking cost, the views of its posts, and the orders tracked to the creator.",
            cost_views_and_orders_go_in(),
        ),
        said("about three quarters of a surprise count as luck", (0.70..0.80).contains(&luck_in_views())),
        (
            format!("twice the views bring about {:.1} times the orders", 2.0_f64.powf(constants.gamma)),
            constants.gamma < 1.0 && (twice_the_views() - 2.0_f64.powf(constants.gamma)).abs() < 0.05,
        ),
        said("Views beyond the usual also sell less well", twice_the_views() < 2.0),
        (
            format!(
                "each counts as {} usual ones at most, because {WHY_LARGE_ORDERS_COUNT_LESS}",
                constants.cap_orders
            ),
            true,
        ),
        (format!("About {} are in a week after the post", percent(constants.order_ramp.share(7.0, &constants))), true),
        said("the rest is expected", later_orders_are_expected()),
        said("what one creator brings says something about the others", moved(&[booking(9_000, 4, 9_000)]) > 0.0),
        said(
            "The less you have seen of a creator, the more the others count.",
            others_count_more_where_little_was_seen(),
        ),
        said(
            "They follow from the price, the usual views and what tested creators brought.",
            odds_follow_price_views_and_tests(),
        ),
        said("No order stands behind them, so their range is wider.", ranges_without_orders_are_wider()),
        said(
            "A low price is partly a sign of fewer views, so only four fifths of a bargain count.",
            (constants.w_price - 0.8).abs() < 1e-12 && (part_of_a_bargain() - constants.w_price).abs() < 1e-9,
        ),
        said("WORTH is the highest fee with even odds.", worth_is_an_even_chance()),
        (format!("Before anybody is tested, the first batch takes the best {FIRST_SIZE}."), true),
        (
            format!(
                "RETEST says how likely one more booking settles the verdict, which way, and what knowing is worth if you then book \
                 the creator {} more times.",
                constants.later_bookings
            ),
            one_more_settles_a_retest_either_way(),
        ),
        (
            format!(
                "In two families of simulated markets, where the truth is known, {low} to {high} of 100 ranges marked 80% held it."
            ),
            true,
        ),
        (format!("Chances were within about {} points of what came true.", study::CHANCES_OFF), true),
        (format!("{} too low where {}.", points(study::CHANCES_TOO_LOW), or(&study::TOO_LOW_WHERE)), true),
        (format!("{} too high where {}.", points(study::CHANCES_TOO_HIGH), or(&study::TOO_HIGH_WHERE)), true),
        said(
            "Until you set a leak, every order with a code counts as the creator's.",
            every_tracked_order_counts_until_a_leak_is_set(),
        ),
        (format!("the next topic, \"{}\"", method.title()), is_next),
    ]
}

/// Sentences that ask, advise or lead on, and claim nothing that could be computed.
const ADVICE: [&str; 7] = [
    "How likely does this creator beat",
    "Decide by the estimates",
    "Everybody in a campaign sells the same product",
    "Nothing here proves that the sales would not have come anyway.",
    "To check, stop all codes and posts for a week: what still sells comes anyway.",
    "Or ask buyers where they first heard of you, and compare that with the codes.",
    "Estimates say what to expect",
];

/// The sentences of the page, without its headings.
fn sentences() -> Vec<String> {
    let source = include_str!("../../assets/help/numbers.md");
    let lines = source.lines().filter(|line| !line.starts_with('#')).map(|line| line.trim_start_matches("- "));
    let text = lines.collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    text.replace("? ", "?|").replace(". ", ".|").split('|').map(str::to_owned).collect()
}

#[test]
fn every_claim_about_the_numbers_holds() {
    let text = page("assets/help/numbers.md");
    for (words, holds) in claims() {
        assert!(text.replace("\n- ", " ").contains(&words), "the topic does not say: {words}");
        assert!(holds, "this is not so: {words}");
    }
}

#[test]
fn the_topic_says_nothing_that_no_claim_holds() {
    let claims = claims();
    for sentence in sentences() {
        let is_backed = claims.iter().any(|(words, _)| sentence.contains(words.as_str()))
            || ADVICE.iter().any(|words| sentence.contains(words));
        assert!(is_backed, "nothing holds this: {sentence}");
        // What is left of it holds no figure of its own.
        let left = claims.iter().fold(sentence.clone(), |left, (words, _)| left.replace(words.as_str(), ""));
        assert!(!left.contains(|c: char| c.is_ascii_digit()), "nothing holds a figure of: {sentence}");
    }
}

#[test]
fn the_topic_is_read_on_about_two_screens() {
    let lines = Topic::from_name("numbers").expect("a topic").lines(76);
    assert!(lines.len() <= 54, "{}", lines.len());
}

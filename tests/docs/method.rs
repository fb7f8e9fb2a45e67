//! The manual about the method: its figures are the constants in force and what the studies found.

use tenfold::analysis::attribution::Attribution;
use tenfold::analysis::constants::{Constants, TAUS};
use tenfold::analysis::deviation::FEWEST_PEERS;
use tenfold::analysis::estimate::estimate;
use tenfold::analysis::grid::{POINTS, x};
use tenfold::analysis::head::assets::{ENOUGH_OF_ALL, TOO_DEAR};
use tenfold::analysis::input::{BookingInput, CampaignInput, CreatorInput, PostInput, Target};
use tenfold::analysis::order_cap::ENOUGH_SALES;
use tenfold::analysis::peers::CUT;
use tenfold::analysis::ramp::FEWEST_DELAYS;
use tenfold::analysis::study;
use tenfold::domain::Counts;
use tenfold::domain::number::full;
use tenfold::words::result_view::ProfitAndLoss;

use super::{page, percent};

/// Writes a whole number with its commas.
#[expect(clippy::cast_possible_truncation, reason = "a small number")]
fn whole(number: f64) -> String {
    full(number.round() as i64)
}

#[test]
fn manual_states_the_constants_in_force() {
    let manual = page("assets/help/method.md");
    let constants = Constants::default();
    let arrived = |ramp: tenfold::analysis::constants::Ramp| {
        [1.0, 3.0, 7.0, 14.0].map(|age| percent(ramp.share(age, &constants)))
    };
    let [one, three, seven, fourteen] = arrived(constants.order_ramp);
    let orders =
        format!("about {one} after one day, {three} after three, {seven} after seven, {fourteen} after fourteen");
    let [one, three, seven, fourteen] = arrived(constants.view_ramp);
    let views = format!("Views come sooner: {one}, {three}, {seven} and {fourteen}");
    let said = [
        orders,
        views,
        format!("SCALE at least {}", percent(constants.p_scale)),
        format!("RETEST {} to {}", percent(constants.p_drop), percent(constants.p_scale)),
        format!("DROP less than {}", percent(constants.p_drop)),
        format!("Below {}, for one post", percent(constants.early)),
        format!("Orders later than {:.0} days after the last post", constants.window),
        format!("the second booking at {}", percent(constants.dim)),
        format!("the {:.0}th percentile", 100.0 * constants.q_index),
        format!("expected to get {} fewer views", percent(1.0 - constants.ln_sponsored.exp())),
        format!("typically by a factor of {:.1} either way", constants.s_view.exp()),
        format!("or else from {} views with a very wide range", whole(constants.views_none)),
        format!("log-sd {:.1} within a creator, history against sponsored {:.2}", constants.s_view, constants.d_ref),
        format!("surprises clipped at {}", constants.z_cap),
        format!("conversion luck {}", constants.s_conv),
        format!("with rho {} between groups", constants.rho),
        format!("log-sd on six points from {:.2} to {:.2}", constants.taus[0], constants.taus[TAUS - 1]),
        format!("fixed grid of {POINTS} points from {:.0} to {:.0}", x(0), x(POINTS - 1)),
        format!("at prices paid is {} with log-sd {:.1}", constants.roas_prior, constants.mu_sd),
        format!("a common error of {}", constants.sd_common),
        format!("by a factor of about {:.1} from post to post", constants.s_conv.exp()),
        format!("from {FEWEST_PEERS} creators with posts on"),
        format!("a modified z beyond {CUT}"),
        format!("about {:.0} orders of a creator", constants.cv2_0 / constants.tau_aov.powi(2)),
        format!("ten times the views bring about {:.0} times the orders", 10.0_f64.powf(constants.gamma)),
        format!("to the power of {}", constants.gamma),
        format!("{} for each log unit of surprise", constants.s_gamma),
        format!("one order counts at most {} times the usual order", constants.cap_orders),
        format!("below {ENOUGH_SALES} sales, their mean"),
        format!("all orders of the campaign and {} more", constants.cap_n0),
        format!("book the creator {} more times", constants.later_bookings),
        format!("reads \"just under {}\"", percent(constants.p_scale)),
        format!("has {FEWEST_DELAYS} orders from complete collaborations"),
        format!("RETEST up to {TOO_DEAR} times the target"),
        format!("fewer than {ENOUGH_OF_ALL} of a batch"),
    ];
    for sentence in said {
        assert!(manual.contains(&sentence), "{sentence}");
    }
    assert!(TAUS == 6 && manual.contains("averages over six values"));
    let at = |age| constants.order_ramp.share(age, &constants);
    assert!(at(3.5) < constants.early && at(4.5) > constants.early && manual.contains("until about the fourth day"));
}

/// A campaign of one creator with a history of ten posts, booked once with so many views.
fn one_post(views: i64) -> CampaignInput {
    let post = PostInput { views: Some(views), views_age_days: 40.0, orders_age_days: 40.0 };
    let booking = BookingInput { posts: vec![post], fee_minor: 9_000, cost_minor: 9_000, ..BookingInput::default() };
    let creator = CreatorInput {
        reference_posts: 10,
        reference_views: Some(9_000.0),
        bookings: vec![booking],
        ..CreatorInput::default()
    };
    let target = Target::new(None, Some(6_000)).expect("a target");
    CampaignInput { creators: vec![creator], ..CampaignInput::new(target, Some(6_000), 4_000) }
}

#[test]
fn manual_says_of_luck_and_verdicts_what_the_method_does() {
    let (manual, constants) = (page("assets/help/method.md"), Constants::default());
    let expected = |views| estimate(&one_post(views), &constants).creators[0].views.log_mean;
    let kept = (expected(24_000) - expected(9_000)) / (24_000.0_f64 / 9_000.0).ln();
    assert!(
        (0.70..0.80).contains(&(1.0 - kept)) && manual.contains("about three quarters of a surprise count as luck")
    );
    assert!(manual.contains(&format!("At a margin of 60% it is {:.2}", one_post(1).target.roas())));
    // Spend of 49 against 100 earned at the margin.
    let facts = ProfitAndLoss { spend_minor: 4_900, earned_minor: 10_000 };
    let floor = facts.pays_only(Counts::Orders).expect("a share");
    assert!(manual.contains(floor.trim_end_matches('.')), "{floor}");
    for claim in ["first batch of a campaign buys knowledge", "no test left pays for itself"] {
        assert!(manual.contains(claim), "{claim}");
    }
    // A tracked order that stands for fewer real ones changes the answer, and so do sales without a code.
    let both = Attribution { leak_low: 0.2, leak_high: 0.2, halo_low: 0.5, halo_high: 0.5 };
    assert!((both.multiplier().kappa - 0.8 * 1.5).abs() < 1e-9 && manual.contains("(1 - leak) x (1 + halo)"));
}

#[test]
fn manual_states_what_the_studies_found() {
    let manual = page("assets/help/method.md");
    let percents = |[low, high]: study::Between| format!("{low}% to {high}%");
    let ([counting, counting_90], [leak, gifted, worst]) = (study::COUNTING_HELD, study::HELD_UNDER_STRESS);
    let [ours, kept, spent, everyone, clairvoyant] = study::PROFITS.map(|profit| format!("{profit:.2}"));
    let [(_, twice), (_, five), (_, ten)] = study::TOLD_APART;
    let [(twelve, [few, most]), (many, [eight, _])] = study::FIRST_BATCHES;
    let [tracked, named] = study::BEST_NAMED;
    let said = [
        format!("80% ranges that held the truth {}", percents(study::HELD_OF_80)),
        format!("90% ranges that held the truth {}", percents(study::HELD_OF_90)),
        format!("80% ranges of whole batches {}", percents(study::BATCHES_HELD)),
        format!("leak that Tenfold wasn't told of {leak}%"),
        format!("All creators gifted {gifted}%"),
        format!("(creators differ wildly) {worst}%"),
        format!("80% ranges from counting orders alone {counting}%"),
        format!("90% ranges from counting orders alone {counting_90}%"),
        format!("about {} were truly profitable", study::SCALE_PAID),
        format!("was {ours} with the rules before these, {kept} if"),
        format!("{spent} if you rebook by tracked ROAS and spend everything, {everyone} if you rebook everyone"),
        format!("and {clairvoyant} if you knew the truth"),
        format!("first batch itself loses about {}", study::FIRST_BATCH_COSTS),
        format!("must return about {} times the target", study::CREATOR_TOLD_APART),
        format!("truly the best {tracked} times in 100; the one named here, {named} times"),
        format!("five for {five} times, ten for {ten} times"),
        format!("{few} to {most} of {twelve} collaborations, {eight} of {many}"),
    ];
    for sentence in said {
        assert!(manual.contains(&sentence), "{sentence}");
    }
    assert!((twice - 2.0).abs() < 0.2 && manual.contains("a batch that returns twice the target"));
    assert!(study::NICHE_NEEDS == 10 && manual.contains("takes about ten creators in each"));
    let ([low, high], readme) = (study::HELD_OF_80, page("README.md"));
    let held = format!("of 100 such 80% ranges, {low} to {high} held it, compared with {counting} when only orders");
    assert!(readme.contains(&held), "{held}");
}

//! How the figures are worked out, in sentences with the campaign's own numbers.

use crate::analysis::sentences::odds;
use crate::domain::number::full;
use crate::proto::results::{CampaignResult, CreatorResult, Sums, Working};
use crate::tui::kit::{Action, Ctx};
use crate::tui::look::{figure, text};
use crate::tui::screens::estimate;

use super::figures::{Figure, Figures};

/// Says how each figure of a campaign is worked out, and what is estimated of the creator under the cursor.
pub(super) fn sentences(result: &CampaignResult, creator: Option<&CreatorResult>, ctx: &Ctx) -> Vec<String> {
    let figures = Figures::new(result.sums, result);
    let shown = |figure| figures.text(figure);
    let (spend, revenue) = (shown(Figure::Spend), shown(Figure::Revenue));
    let orders = figure::counted(result.sums.orders, "order", "orders");
    let mut lines = vec![
        "The figures are facts, tracked so far. A few orders say little about the next ones.".to_owned(),
        String::new(),
        format!("SPEND {spend}: fees, goods sent, shipping, rights, boost and commission, agreed or paid."),
        format!(
            "REVENUE {revenue}: what {orders} paid, without tax, shipping and refunds. An order belongs to the creator whose code it used, else whose link it came from, else to nobody."
        ),
    ];
    lines.push(match figures.value(Figure::Roas) {
        Some(_) => format!("ROAS = revenue / spend = {revenue} / {spend} = {}.", shown(Figure::Roas)),
        None => "ROAS = revenue / spend. There is no cost yet, so there is no ROAS.".to_owned(),
    });
    let Some(margin) = result.margin_bp else {
        let edit = ctx.key(Action::ItemEdit);
        lines.push(format!("ROI, profit and break-even need the gross margin, which is unknown: {edit} sets it."));
        return with_counts(lines, result);
    };
    let margin = figure::percent(margin);
    if figures.value(Figure::Roi).is_some() {
        lines.push(format!(
            "ROI = (revenue x margin - spend) / spend = ({revenue} x {margin} - {spend}) / {spend} = {}.",
            shown(Figure::Roi)
        ));
    }
    lines.push(format!(
        "PROFIT = revenue x margin - spend = {revenue} x {margin} - {spend} = {}.",
        shown(Figure::Profit)
    ));
    if let Some(even) = result.sums.metrics(result.margin_bp).breakeven_roas_e4 {
        let even = figure::ratio(even);
        lines.push(format!(
            "BREAK-EVEN ROAS = 1 / margin = 1 / {margin} = {even}: from there on sales pay for what they cost."
        ));
    }
    let mut lines = with_counts(lines, result);
    if estimate::is_there(result) {
        lines.push(String::new());
        lines.extend(ESTIMATED.iter().map(|line| (*line).to_owned()));
        lines.push(verdicts(result));
        lines.extend(creator.map(|creator| working(result, creator)).unwrap_or_default());
    }
    lines
}

/// What is estimated of one creator, step by step.
fn working(result: &CampaignResult, creator: &CreatorResult) -> Vec<String> {
    let Some(said) = &creator.estimate else { return Vec::new() };
    let money = |minor| figure::money(minor, result.currency);
    let handle = text::shown(&creator.handle);
    let mut lines = vec![String::new(), format!("@{handle}, worked out:")];
    lines.extend(said.working.as_ref().map(|working| steps(working, creator, result)).unwrap_or_default());
    if let (Some(range), Some(chance)) = (estimate::in_words(said), estimate::chance(said, result.target_roas_e4)) {
        lines.push(format!("RANGE: one more booking on the last terms returns ROAS {range}; {chance}."));
    }
    if let Some([low, middle, high]) = said.next_roas {
        let [low, middle, high] = [low, middle, high].map(|roas| figure::ratio(estimate::e4(roas)));
        lines.push(format!(
            "NEXT BOOKING alone has luck of its own, so its range is longer: {middle} ({low} to {high})."
        ));
    }
    if !said.flip_sentence.is_empty() {
        lines.push(format!("FLIP POINT: {}", said.flip_sentence));
    }
    if let Some(price) = said.highest_price_minor {
        lines.push(format!("PRICE: at {} for the same again the chance to reach the target is even.", money(price)));
    }
    lines.extend(said.notes.iter().map(|note| text::shown(note)));
    lines
}

/// How the ranges come about, for a person who never met a statistician.
const ESTIMATED: [&str; 3] = [
    "RANGES say what one more booking on the same terms would return in the long run. 8 times in 10 the truth lies inside; a long range is a guess, a short one is sure.",
    "One video that goes far is mostly luck, so views are drawn back to what the creator usually gets. Orders per view are compared with the other creators of the test, and order values with the whole shop.",
    "In invented markets with known truth 81 of 100 such ranges held the truth, where counting orders alone held 35. Seasons, changing offers and rising prices are not in it.",
];

/// What the verdicts mean by the rules in force.
fn verdicts(result: &CampaignResult) -> String {
    let (scale, drop) = super::hints::borders(result);
    format!(
        "SCALE: at least {scale} to beat the target. DROP: less than {drop}. RETEST: the numbers cannot tell yet. WAIT: too many \
         orders are still to come. A ? after it: provisional, settle what it names first. The program proposes; you decide."
    )
}

fn with_counts(mut lines: Vec<String>, result: &CampaignResult) -> Vec<String> {
    let figures = Figures::new(result.sums, result);
    let spend = figures.text(Figure::Spend);
    lines.push(match result.sums.orders {
        0 => "COST PER ORDER = spend / orders. There are no orders yet.".to_owned(),
        orders => {
            format!("COST PER ORDER = spend / orders = {spend} / {} = {}.", full(orders), figures.text(Figure::Cpa))
        }
    });
    lines.push(match result.sums.views {
        None | Some(0) => "CPM = spend / views x 1,000. No views are known yet.".to_owned(),
        Some(views) => {
            format!("CPM = spend / views x 1,000 = {spend} / {} x 1,000 = {}.", full(views), figures.text(Figure::Cpm))
        }
    });
    lines
}

/// The factors of the estimate, from views to price.
fn steps(working: &Working, creator: &CreatorResult, result: &CampaignResult) -> Vec<String> {
    let count = |number: f64| full(whole(number));
    let money = |minor: f64| figure::money(whole(minor), result.currency);
    let few = |number: f64| if number < 9.95 { format!("{number:.1}") } else { count(number) };
    let [low, middle, high] = working.views.map(count);
    let seen =
        creator.sums.views.map_or("views unknown".to_owned(), |views| format!("{} seen in this batch", full(views)));
    let usual = creator.usual_views.map_or(String::new(), |views| format!(", {} usual", full(views)));
    let mut lines = vec![format!("VIEWS of the next post: about {middle} ({low} to {high}); {seen}{usual}.")];
    let [low, middle, high] = working.orders.map(few);
    lines.push(format!(
        "ORDERS: about {:.2} per 1,000 views, seen together with the other creators; one more booking makes {middle} ({low} to {high}).",
        working.orders_per_mille
    ));
    let [low, middle, high] = working.order_value_minor.map(money);
    lines.push(format!("ORDER VALUE: about {middle} ({low} to {high}), seen together with the whole shop."));
    if let Some(cost) = working.cost_minor {
        lines.push(format!("PRICE of the same terms: {}.", figure::money(cost, result.currency)));
    }
    if (working.kappa - 1.0).abs() > 0.005 {
        lines.push(format!("LEAK AND HALO: each tracked order is taken for {:.2} real ones.", working.kappa));
    }
    if let Some(none) = working.zero_chance {
        lines.push(format!("NO ORDER AT ALL from the next booking: {}.", odds(none)));
    }
    lines
}

/// A number rounded to a whole one; what is larger than any count stays at the end of the type.
#[expect(clippy::cast_possible_truncation, reason = "a float that is too large saturates")]
fn whole(number: f64) -> i64 {
    number.round() as i64
}

/// What stands outside the sums, a sentence each.
pub(super) fn left_out(result: &CampaignResult) -> Vec<String> {
    let mut lines = Vec::new();
    if result.unattributed_orders > 0 {
        let money = figure::money(result.unattributed_minor, result.currency);
        lines.push(format!(
            "{} ({money}) with no creator's code or link: in no sum.",
            orders(result.unattributed_orders)
        ));
    }
    if result.sums.pending > 0 {
        lines.push(format!("{} not paid yet: counted when paid.", orders(result.sums.pending)));
    }
    if result.other_currency_orders > 0 {
        let code = result.currency;
        lines.push(format!("{} in another currency than {code}: in no sum.", orders(result.other_currency_orders)));
    }
    if let Some((seen, all)) = views_known(result) {
        lines.push(format!("Views known of {seen} of {all} creators: CPM sets them against the cost of all."));
    }
    let (early, late) = out_of_time(result);
    if early > 0 {
        lines.push(format!("{} before the creator's first post: in the sums, but no post made them.", orders(early)));
    }
    if late > 0 {
        lines.push(format!("{} a month or more after the post: in the sums, in no range.", orders(late)));
    }
    let (shared, pairs): (Vec<_>, Vec<_>) = result.conflicts.iter().partition(|conflict| conflict.is_shared());
    for conflict in shared {
        let ((_, first), (_, second)) = &conflict.owners;
        let said = format!(
            "{}: @{first} and @{second} own this {}; Doubts settles it.",
            conflict.codes_said(),
            conflict.kind()
        );
        lines.push(text::shown(&said));
    }
    if !pairs.is_empty() {
        let pairs = figure::counted(i64::try_from(pairs.len()).unwrap_or(i64::MAX), "pair", "pairs");
        lines.push(format!("{pairs} of codes in one order: Doubts settles who gets it."));
    }
    lines
}

/// The same in one sentence, for small windows.
pub(super) fn left_out_briefly(result: &CampaignResult) -> String {
    let mut parts = Vec::new();
    if result.unattributed_orders > 0 {
        let money = figure::money(result.unattributed_minor, result.currency);
        parts.push(format!("{} ({money}) of no creator", orders(result.unattributed_orders)));
    }
    if result.sums.pending > 0 {
        parts.push(format!("{} not paid yet", orders(result.sums.pending)));
    }
    if result.other_currency_orders > 0 {
        parts.push(format!("{} not in {}", orders(result.other_currency_orders), result.currency));
    }
    let mut sentences = Vec::new();
    if !parts.is_empty() {
        sentences.push(format!("In no sum: {}.", parts.join(", ")));
    }
    let (early, late) = out_of_time(result);
    if early > 0 {
        sentences.push(format!("{} before a first post.", orders(early)));
    }
    if late > 0 {
        sentences.push(format!("{} late: in no range.", orders(late)));
    }
    if let Some((seen, all)) = views_known(result) {
        sentences.push(format!("Views known of {seen} of {all} creators."));
    }
    sentences.join(" ")
}

/// Orders before the first post, and orders so late that no estimate counts them.
fn out_of_time(result: &CampaignResult) -> (i64, i64) {
    let creators = || result.batches.iter().flat_map(|batch| &batch.creators);
    (creators().map(|creator| creator.early_orders).sum(), creators().map(|creator| creator.late_orders).sum())
}

fn orders(count: i64) -> String {
    figure::counted(count, "order", "orders")
}

/// Of how many of the paid creators the views are known, where that is some but not all.
fn views_known(result: &CampaignResult) -> Option<(usize, usize)> {
    let paid = || result.batches.iter().flat_map(|batch| &batch.creators).filter(|row| row.sums.spend_minor > 0);
    let (all, seen) = (paid().count(), paid().filter(|row| row.sums.views.is_some()).count());
    (seen > 0 && seen < all).then_some((seen, all))
}

/// The headline: label, figure and text. What needs a margin waits for one.
pub(super) fn headline(sums: Sums, result: &CampaignResult) -> Vec<(String, Option<Figure>, String)> {
    let figures = Figures::new(sums, result);
    let entry = |label: &str, figure| (label.to_owned(), Some(figure), figures.text(figure));
    let profit = result.margin_bp.map_or("PROFIT".to_owned(), |bp| format!("PROFIT AT {}", figure::percent(bp)));
    let even = sums.metrics(result.margin_bp).breakeven_roas_e4;
    let ratio = |e4: Option<i64>| e4.map_or(figure::UNKNOWN.to_owned(), figure::ratio);
    vec![
        entry("SPEND", Figure::Spend),
        entry("REVENUE", Figure::Revenue),
        entry("ORDERS", Figure::Orders),
        entry("ROAS", Figure::Roas),
        entry("ROI", Figure::Roi),
        entry(&profit, Figure::Profit),
        entry("COST/ORDER", Figure::Cpa),
        entry("VIEWS", Figure::Views),
        entry("CPM", Figure::Cpm),
        ("BREAK-EVEN".to_owned(), None, ratio(even)),
        ("TARGET".to_owned(), None, ratio(result.target_roas_e4)),
    ]
}

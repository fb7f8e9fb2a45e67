//! Explains each figure in sentences with the campaign's own numbers.

use crate::analysis::study;
use crate::domain::Goal;
use crate::domain::number::full;
use crate::proto::results::{CampaignResult, CreatorResult, Working};
use crate::tui::kit::{Action, Ctx};
use crate::tui::look::{figure, text};
use crate::tui::screens::estimate;
use crate::words::result_view::{Figure, ResultView, with_commission};

/// Explains each figure of a campaign, and the estimate for the creator under the cursor.
pub(super) fn sentences(result: &CampaignResult, creator: Option<&CreatorResult>, ctx: &Ctx) -> Vec<String> {
    let figures = ResultView::new(result).figures(result.sums);
    let shown = |figure| figures.text(figure);
    let (spend, revenue) = (shown(Figure::Spend), shown(Figure::Revenue));
    let orders = result.counts.counted(result.sums.orders);
    let mut lines = ResultView::new(result).plainly(creator).to_vec();
    lines.extend([String::new(), "The arithmetic behind it".to_owned()]);
    lines.extend(if result.goal == Goal::Conversions {
        vec!["These figures are tracked so far. A few orders say little about the next ones.".to_owned(), String::new()]
    } else {
        ResultView::new(result).head_explained()
    });
    lines.extend([
        format!("SPEND {spend}: fees, goods sent, shipping, rights, boost and commission, agreed or paid."),
        if result.counts.are_orders() {
            format!(
                "REVENUE {revenue}: what {orders} paid, without tax, shipping and refunds. An order goes to the owner of the code it used, then to the owner of the link it came from. All others are unattributed."
            )
        } else {
            format!(
                "REVENUE {revenue}: {orders}, each at the value that the campaign gives it. Edit the campaign to change it."
            )
        },
    ]);
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
    if let Some(even) = figures.breakeven_roas_e4 {
        let even = figure::ratio(even);
        lines
            .push(format!("BREAK-EVEN ROAS = 1 / margin = 1 / {margin} = {even}: above it, sales pay for their cost."));
    }
    let mut lines = with_counts(lines, result);
    if estimate::is_there(result) {
        lines.push(String::new());
        if result.goal == Goal::Conversions {
            lines.extend(ESTIMATED.iter().map(|line| (*line).to_owned()));
            let ([low, high], [counting, _]) = (study::HELD_OF_80, study::COUNTING_HELD);
            lines.push(format!(
                "In two families of simulated markets, {low} to {high} of 100 of these ranges held the true value; counting orders \
                 alone held {counting}. Seasons, changing offers and rising prices are not included."
            ));
            lines.push(verdicts(result));
        }
        lines.extend(creator.map(|creator| working(result, creator)).unwrap_or_default());
    }
    lines
}

/// What is estimated of one creator, step by step.
fn working(result: &CampaignResult, creator: &CreatorResult) -> Vec<String> {
    let Some(said) = &creator.estimate else { return Vec::new() };
    let handle = text::shown(&creator.handle);
    let mut lines = vec![String::new(), format!("@{handle}, step by step:")];
    lines.extend(said.working.as_ref().map(|working| steps(working, creator, result)).unwrap_or_default());
    let view = ResultView::new(result);
    if let Some(range) = estimate::guess(said, result.currency) {
        let (name, beats) = (view.goal().name, view.beats(said));
        let beats = if beats.is_empty() { String::new() } else { format!("; {beats}") };
        lines.push(format!("RANGE: booked again on the last terms, {name} {range}{beats}."));
    }
    if let Some([_, low, middle, high, _]) = said.also_roas.map(|roas| roas.map(estimate::e4)) {
        lines.push(format!("ROAS beside it, if booked again: {}.", estimate::three([low, middle, high])));
    }
    lines.extend(view.before_and_now(said).map(|both| format!("BEFORE AND NOW: {both}")));
    lines.extend(view.next_alone(said).map(|alone| format!("NEXT COLLABORATION: {alone}")));
    lines.extend(view.flip(said).map(|flip| format!("FLIP POINT: {flip}")));
    lines.extend(view.highest_price(said).map(|price| format!("PRICE: {price}")));
    lines.extend(view.notes(said).iter().map(|note| text::shown(note)));
    lines
}

/// How the ranges are made, in plain words.
const ESTIMATED: [&str; 2] = [
    "RANGES show what booking again on the same terms would return in the long run. The true value is inside 80 times in 100. A long range is a guess, a short one is reliable.",
    "One viral video is mostly luck, so views are pulled back toward what the creator usually gets. Orders per view are compared with the other creators of the test, and order values with the whole shop.",
];

/// What the verdicts mean by the rules in force.
fn verdicts(result: &CampaignResult) -> String {
    let (scale, drop) = ResultView::new(result).borders();
    format!(
        "SCALE: the chance to beat the target is at least {scale}. DROP: less than {drop}. RETEST: too close to call. WAIT: too many \
         orders are still to come. A ? after it: provisional, needs review first. Tenfold suggests; you decide."
    )
}

fn with_counts(mut lines: Vec<String>, result: &CampaignResult) -> Vec<String> {
    let figures = ResultView::new(result).figures(result.sums);
    let spend = figures.text(Figure::Spend);
    let (one, many) = (result.counts.one(), result.counts.word());
    let of = |figure| {
        figures
            .part(figure)
            .map_or_else(String::new, |known| format!(", of {known} paid collaborations, those counted"))
    };
    lines.push(match result.sums.orders {
        0 => format!("CPA (cost per {one}) = spend / {many}. There are no {many} yet."),
        orders => {
            format!(
                "CPA (cost per {one}) = spend / {many} = {spend} / {} = {}.",
                full(orders),
                figures.text(Figure::Cpa)
            )
        }
    });
    lines.push(match result.sums.views {
        None | Some(0) => "CPM = spend / views x 1,000. No views are known yet.".to_owned(),
        Some(views) => {
            format!(
                "CPM = spend / views x 1,000 = {} / {} x 1,000 = {}{}.",
                figure::money(result.sums.viewed.spend_minor, result.currency),
                full(views),
                figures.text(Figure::Cpm),
                of(Figure::Cpm)
            )
        }
    });
    lines.push(match result.sums.clicks {
        None | Some(0) => "CPC = spend / clicks. No clicks are known yet.".to_owned(),
        Some(clicks) => format!(
            "CPC = spend / clicks = {} / {} = {}{}. CLICK TO {} = {many} / clicks = {}.",
            figure::money(result.sums.clicked.spend_minor, result.currency),
            full(clicks),
            figures.text(Figure::Cpc),
            of(Figure::Cpc),
            one.to_uppercase(),
            figures.text(Figure::ClickToOrder)
        ),
    });
    let left_out = ResultView::new(result).left_out();
    if !left_out.is_empty() {
        lines.push(String::new());
        lines.extend(left_out.iter().map(|line| text::shown(line)));
    }
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
    let mut lines = vec![format!("VIEWS per post in the long run: about {middle} ({low} to {high}); {seen}{usual}.")];
    let alone = working.next_orders.map(|ends| ends.map(few));
    let alone = alone.map_or_else(String::new, |[low, high]| format!("; the next one alone {low} to {high}"));
    let [low, middle, high] = working.orders.map(few);
    lines.push(format!(
        "ORDERS: about {:.2} per 1,000 views, estimated together with the other creators; in the long run {middle} a collaboration ({low} to {high}){alone}.",
        working.orders_per_mille
    ));
    let [low, middle, high] = working.order_value_minor.map(money);
    lines.push(format!("ORDER VALUE: about {middle} ({low} to {high}), estimated together with the whole shop."));
    if let Some(cost) = working.cost_minor {
        let price = with_commission(figure::money(cost, result.currency), working.commission);
        lines.push(format!("PRICE on the same terms: {price}."));
    }
    if (working.kappa - 1.0).abs() > 0.005 {
        lines.push(format!("LEAK AND HALO: each tracked order counts as {:.2} real ones.", working.kappa));
    }
    if let Some(none) = working.zero_chance {
        lines.push(format!("NO ORDERS AT ALL if booked again: {}.", estimate::chance(none)));
    }
    lines
}

/// A number rounded to a whole one; what is larger than any count stays at the end of the type.
#[expect(clippy::cast_possible_truncation, reason = "a float that is too large saturates")]
fn whole(number: f64) -> i64 {
    number.round() as i64
}

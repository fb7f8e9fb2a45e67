//! The next batch: where a budget goes between rebooking, retests, new creators and keeping it. A proposal; the person pins and
//! excludes, and one key makes it the campaign's next planned batch.

use std::collections::HashSet;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};

use crate::analysis::next_batch::NextBatch;
use crate::domain::Goal;
use crate::proto::outlook::Choice;
use crate::proto::results::{CampaignResult, CreatorResult};
use crate::tui::kit::Action;
use crate::tui::look::{Role, figure, text};
use crate::tui::screens::estimate;
use crate::tui::widgets::fact::{self, Fact};
use crate::tui::widgets::grid::{Cell, Column};
use crate::tui::widgets::panel::{self, Edge};
use crate::tui::widgets::rows;
use crate::words::result_view::{Figure, ResultView};

use super::ResultsScreen;
use super::look::Look;

/// The creators of a campaign, each once as in their newest batch that tells something: those in the proposal first, then by
/// chance.
pub(super) fn creators(result: &CampaignResult) -> Vec<&CreatorResult> {
    let mut seen = HashSet::new();
    let newest = || result.batches.iter().rev().flat_map(|batch| &batch.creators);
    // A planned batch has no data yet, so use the creator's earlier batches.
    let told = newest().filter(|creator| creator.estimate.is_some());
    let all = told.chain(newest());
    let mut creators: Vec<&CreatorResult> = all.filter(|creator| seen.insert(creator.creator)).collect();
    let next = result.outlook.as_ref().and_then(|outlook| outlook.next.as_ref());
    let place = |creator: &CreatorResult| {
        let at = next.and_then(|next| next.places.iter().position(|place| place.handle == creator.handle));
        at.unwrap_or(usize::MAX)
    };
    let chance = |creator: &CreatorResult| creator.estimate.as_ref().and_then(|said| said.head.chance).unwrap_or(-1.0);
    // A count has no chance: the cheapest comes first.
    let cost = |creator: &CreatorResult| {
        let tracked = creator.estimate.as_ref().and_then(|said| said.head.tracked);
        tracked.filter(|_| result.goal == Goal::Ugc).unwrap_or(f64::MAX)
    };
    creators.sort_by(|first, second| {
        let by_chance = chance(second).total_cmp(&chance(first)).then(cost(first).total_cmp(&cost(second)));
        place(first).cmp(&place(second)).then(by_chance)
    });
    creators
}

/// What a person said about a creator, or decided.
fn wish(creator: &CreatorResult, result: &CampaignResult) -> String {
    let is_said = creator.choice != Choice::Open;
    match (result.wish(creator.creator), is_said) {
        (Choice::Open, _) => String::new(),
        (Choice::Pinned, true) => "+ pinned".to_owned(),
        (Choice::Excluded, true) => "x excluded".to_owned(),
        (Choice::Pinned, false) => "+ decided".to_owned(),
        (Choice::Excluded, false) => "x decided".to_owned(),
    }
}

pub(super) fn draw(screen: &ResultsScreen, frame: &mut Frame<'_>, area: Rect, look: Look<'_>, title: &str) {
    let ctx = look.ctx;
    let note = match look.edge {
        Edge::Frame => format!(
            "{} pins or excludes; {} budget; {} plans it",
            ctx.key(Action::MarkToggle),
            ctx.key(Action::ItemEdit),
            ctx.key(Action::NavOpen)
        ),
        Edge::Rule => String::new(),
    };
    let inner = panel::draw_focused(frame, area, look.edge, title, &note, look.theme);
    let Some(result) = screen.result() else { return };
    let Some(outlook) = &result.outlook else {
        let sentence = "Too few to tell. A plan needs creators with a cost, a post, and its views or orders.";
        return look.say(frame, inner, sentence);
    };
    let Some(next) = &outlook.next else {
        let sentence = format!("No budget for the next batch yet. {} sets one.", ctx.key(Action::ItemEdit));
        return look.say(frame, inner, &sentence);
    };
    let facts = facts(result, next, look);
    let needed: usize =
        facts.iter().map(|fact| fact::wrap(&fact.text, usize::from(inner.width).saturating_sub(8)).len()).sum();
    let above = u16::try_from(needed + 1).unwrap_or(u16::MAX).min(inner.height / 2);
    let [above, table] = inner.layout(&Layout::vertical([Constraint::Length(above), Constraint::Fill(1)]));
    fact::draw(frame, above, &facts, look.theme);
    let columns = columns(result.goal);
    rows::header(frame, table, &columns, look.theme);
    let body = Rect { y: table.y + table.height.min(1), height: table.height.saturating_sub(1), ..table };
    let creators = creators(result);
    screen.side.draw_more(frame, body, look.theme);
    for (line, index) in screen.side.seen(body).enumerate() {
        let cells = cells(creators[index], result, next);
        screen.side.clickable(rows::line(body, line), index);
        rows::row(frame, rows::line(body, line), &columns, &cells, index == screen.side.at(), look.theme);
    }
}

/// The split in words, and what to know about it.
fn facts(result: &CampaignResult, next: &NextBatch, look: Look<'_>) -> Vec<Fact> {
    let Some(outlook) = &result.outlook else { return Vec::new() };
    let view = ResultView::new(result);
    let money = |minor| figure::money(minor, result.currency);
    let own = if outlook.terms.next_budget_minor.is_some() { "" } else { ", left in the campaign budget" };
    let mut facts = vec![
        Fact::new("Budget", format!("{}{own}", money(next.budget_minor)), 1),
        Fact::new("Split", view.split(next), 0).role(Role::Strong),
    ];
    if look.edge == Edge::Frame {
        facts.extend(view.next_budget().map(|sentence| Fact::new("", sentence, 2)));
    }
    if let Some((cost, p_new)) = next.new_creator_cost_minor.zip(outlook.p_new) {
        let (chance, target) = (estimate::chance(p_new), view.target_briefly());
        let words = match result.goal {
            Goal::Conversions => format!("{} each; {chance} chance that a new creator beats {target}", money(cost)),
            Goal::Awareness | Goal::Ugc => {
                format!("{} each; {chance} chance that a new creator has a CPM of at most {target}", money(cost))
            }
        };
        facts.push(Fact::new("New", words, 3));
    }
    if look.edge == Edge::Rule {
        let keys = [Action::MarkToggle, Action::ItemEdit, Action::NavOpen].map(|action| look.ctx.key(action));
        let words = format!("{} pins or excludes; {} budget; {} plans it", keys[0], keys[1], keys[2]);
        facts.push(Fact::new("", words, 4).role(Role::Quiet));
    }
    facts
}

fn columns(goal: Goal) -> Vec<Column> {
    let [again, chance] = match goal {
        Goal::Conversions => [Column::words("IF BOOKED AGAIN", 17, 20, 4), Column::number("BEATS TARGET", 12, 5)],
        // Amounts are long: where cells are few the chance says more.
        Goal::Awareness => [Column::words("IF BOOKED AGAIN", 24, 30, 5), Column::number("BEATS TARGET", 12, 4)],
        Goal::Ugc => [Column::words("PER ASSET", 10, 14, 4), Column::number("ASSETS", 7, 5)],
    };
    vec![
        Column::words("CREATOR", 16, 24, 0),
        Column::words("NEXT", 4, 4, 1),
        Column::number("COST", 9, 3),
        Column::words("VERDICT", 9, 9, 2),
        again,
        chance,
        Column::words("YOURS", 10, 10, 1),
    ]
}

fn cells(creator: &CreatorResult, result: &CampaignResult, next: &NextBatch) -> Vec<Cell> {
    let place = next.places.iter().find(|place| place.handle == creator.handle);
    let dash = || figure::UNKNOWN.to_owned();
    let bookings = place.map_or_else(dash, |place| format!("x{}", place.bookings));
    let cost = place.map_or_else(dash, |place| figure::money(place.cost_minor, result.currency));
    let said = creator.estimate.as_ref();
    let (word, role) = estimate::verdict(said);
    let [again, chance] = if result.goal == Goal::Ugc {
        let view = ResultView::new(result);
        let cost = said.and_then(|said| said.head.tracked).map(|cost| view.written().value(cost));
        [cost, Some(view.figures(creator.sums).text(Figure::Assets))]
    } else {
        let guess = said.and_then(|said| estimate::guess(said, result.currency));
        [guess, said.and_then(|said| said.head.chance).map(estimate::chance)]
    };
    let [again, chance] = [again, chance].map(|text| Cell::new(text.unwrap_or_else(dash)));
    vec![
        Cell::with(
            format!("@{}", text::shown(&creator.handle)),
            if place.is_some() { Role::Strong } else { Role::Text },
        ),
        Cell::new(bookings),
        Cell::new(cost),
        Cell::with(word, role),
        again,
        chance,
        Cell::with(wish(creator, result), Role::Here),
    ]
}

/// The proposal in lines of text.
pub(super) fn as_text(result: &CampaignResult) -> Vec<String> {
    let Some(outlook) = &result.outlook else { return Vec::new() };
    let Some(next) = &outlook.next else { return Vec::new() };
    let mut lines: Vec<String> = ResultView::new(result).next_budget().into_iter().collect();
    let titles: Vec<String> = columns(result.goal).into_iter().map(|column| column.title).collect();
    lines.push(titles.join("\t"));
    for creator in creators(result) {
        let cells: Vec<String> = cells(creator, result, next).into_iter().map(|cell| cell.text).collect();
        lines.push(cells.join("\t"));
    }
    lines
}

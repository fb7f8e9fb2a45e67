//! The next batch: where a budget goes between rebooking, retests, new creators and keeping it. A proposal; the person pins and
//! excludes, and one key makes it the campaign's next planned batch.

use std::collections::HashSet;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};

use crate::analysis::next_batch::NextBatch;
use crate::analysis::sentences::odds;
use crate::proto::outlook::Choice;
use crate::proto::results::{CampaignResult, CreatorResult};
use crate::tui::kit::Action;
use crate::tui::look::{Role, figure, text};
use crate::tui::screens::estimate;
use crate::tui::widgets::fact::{self, Fact};
use crate::tui::widgets::grid::{Cell, Column};
use crate::tui::widgets::panel::{self, Edge};
use crate::tui::widgets::rows;

use super::ResultsScreen;
use super::look::Look;

/// The creators of a campaign, each once as in their newest batch that tells something: those in the proposal first, then by
/// chance.
pub(super) fn creators(result: &CampaignResult) -> Vec<&CreatorResult> {
    let mut seen = HashSet::new();
    let newest = || result.batches.iter().rev().flat_map(|batch| &batch.creators);
    // A planned batch says nothing of its creators yet; what was tested before does.
    let told = newest().filter(|creator| creator.estimate.is_some());
    let all = told.chain(newest());
    let mut creators: Vec<&CreatorResult> = all.filter(|creator| seen.insert(creator.creator)).collect();
    let next = result.outlook.as_ref().and_then(|outlook| outlook.next.as_ref());
    let place = |creator: &CreatorResult| {
        let at = next.and_then(|next| next.places.iter().position(|place| place.handle == creator.handle));
        at.unwrap_or(usize::MAX)
    };
    let chance = |creator: &CreatorResult| creator.estimate.as_ref().and_then(|said| said.p_target).unwrap_or(-1.0);
    creators.sort_by(|first, second| place(first).cmp(&place(second)).then(chance(second).total_cmp(&chance(first))));
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
            "{} pins, then excludes; {} budget; {} plans it",
            ctx.key(Action::MarkToggle),
            ctx.key(Action::ItemEdit),
            ctx.key(Action::NavOpen)
        ),
        Edge::Rule => String::new(),
    };
    let inner = panel::draw(frame, area, look.edge, title, &note, look.theme);
    let Some(result) = screen.result() else { return };
    let Some(outlook) = &result.outlook else {
        let sentence = "Too few to tell: a proposal takes creators with a cost, a post and its views or orders.";
        return look.say(frame, inner, sentence);
    };
    let Some(next) = &outlook.next else {
        let sentence = format!("No budget is known for the next batch. {} types one.", ctx.key(Action::ItemEdit));
        return look.say(frame, inner, &sentence);
    };
    let facts = facts(result, next, look);
    let needed: usize =
        facts.iter().map(|fact| fact::wrap(&fact.text, usize::from(inner.width).saturating_sub(8)).len()).sum();
    let above = u16::try_from(needed + 1).unwrap_or(u16::MAX).min(inner.height / 2);
    let [above, table] = inner.layout(&Layout::vertical([Constraint::Length(above), Constraint::Fill(1)]));
    fact::draw(frame, above, &facts, look.theme);
    let columns = columns();
    rows::header(frame, table, &columns, look.theme);
    let body = Rect { y: table.y + table.height.min(1), height: table.height.saturating_sub(1), ..table };
    let creators = creators(result);
    for (line, index) in screen.side.seen(creators.len(), usize::from(body.height)).enumerate() {
        let cells = cells(creators[index], result, next);
        rows::row(frame, rows::line(body, line), &columns, &cells, index == screen.side.at, look.theme);
    }
}

/// The split in words, and what to know about it.
fn facts(result: &CampaignResult, next: &NextBatch, look: Look<'_>) -> Vec<Fact> {
    let Some(outlook) = &result.outlook else { return Vec::new() };
    let money = |minor| figure::money(minor, result.currency);
    let own = if outlook.terms.next_budget_minor.is_some() { "" } else { ", what is left of the campaign's" };
    let mut facts = vec![
        Fact::new("Budget", format!("{}{own}", money(next.budget_minor)), 1),
        Fact::new("Split", split(result, next), 0).role(Role::Strong),
    ];
    if look.edge == Edge::Frame {
        facts.push(Fact::new("", text::shown(&outlook.next_sentence), 2));
    }
    if let Some(cost) = next.new_creator_cost_minor {
        let target = result.target_roas_e4.map_or("the target".to_owned(), figure::ratio);
        let chance = odds(outlook.p_new);
        facts.push(Fact::new("New", format!("{} each; {chance} that one nobody tried beats {target}", money(cost)), 3));
    }
    if look.edge == Edge::Rule {
        let keys = [Action::MarkToggle, Action::ItemEdit, Action::NavOpen].map(|action| look.ctx.key(action));
        let words = format!("{} pins, then excludes; {} budget; {} plans it", keys[0], keys[1], keys[2]);
        facts.push(Fact::new("", words, 4).role(Role::Quiet));
    }
    facts
}

/// The split in short: `@ana x2, new x1, keep $55`.
pub(super) fn split(result: &CampaignResult, next: &NextBatch) -> String {
    let mut parts: Vec<String> =
        next.places.iter().map(|place| format!("@{} x{}", text::shown(&place.handle), place.bookings)).collect();
    if next.new_creators > 0 {
        parts.push(format!("new x{}", next.new_creators));
    }
    parts.push(format!("keep {}", figure::money(next.hold_minor, result.currency)));
    parts.join(", ")
}

fn columns() -> Vec<Column> {
    vec![
        Column::words("CREATOR", 16, 24, 0),
        Column::words("NEXT", 4, 4, 1),
        Column::number("COST", 9, 3),
        Column::words("SAYS", 8, 8, 2),
        Column::words("ROAS IF REPEATED", 17, 20, 4),
        Column::words("BEATS THE TARGET", 17, 20, 5),
        Column::words("YOURS", 10, 10, 1),
    ]
}

fn cells(creator: &CreatorResult, result: &CampaignResult, next: &NextBatch) -> Vec<Cell> {
    let place = next.places.iter().find(|place| place.handle == creator.handle);
    let dash = || figure::UNKNOWN.to_owned();
    let bookings = place.map_or_else(dash, |place| format!("x{}", place.bookings));
    let cost = place.map_or_else(dash, |place| figure::money(place.cost_minor, result.currency));
    let said = creator.estimate.as_ref();
    let (word, role) = estimate::hint(said);
    vec![
        Cell::with(
            format!("@{}", text::shown(&creator.handle)),
            if place.is_some() { Role::Strong } else { Role::Text },
        ),
        Cell::new(bookings),
        Cell::new(cost),
        Cell::with(word, role),
        Cell::new(said.and_then(estimate::in_words).unwrap_or_else(dash)),
        Cell::new(said.and_then(|said| said.p_target).map_or_else(dash, odds)),
        Cell::with(wish(creator, result), Role::Here),
    ]
}

/// The proposal in lines of text.
pub(super) fn as_text(result: &CampaignResult) -> Vec<String> {
    let Some(outlook) = &result.outlook else { return Vec::new() };
    let Some(next) = &outlook.next else { return Vec::new() };
    let mut lines = vec![text::shown(&outlook.next_sentence)];
    let titles: Vec<String> = columns().into_iter().map(|column| column.title).collect();
    lines.push(titles.join("\t"));
    for creator in creators(result) {
        let cells: Vec<String> = cells(creator, result, next).into_iter().map(|cell| cell.text).collect();
        lines.push(cells.join("\t"));
    }
    lines
}

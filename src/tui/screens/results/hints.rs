//! Suggestions: which creators to scale, retest, wait for or drop, each with its reason and range. The person decides.

use std::collections::HashSet;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};

use crate::analysis::decision::Advice;
use crate::analysis::head::Head;
use crate::domain::Goal;
use crate::domain::collaboration::Decision;
use crate::proto::results::{CampaignResult, CreatorResult, Estimate};
use crate::tui::kit::{Action, Place};
use crate::tui::look::{Role, figure, text};
use crate::tui::screens::estimate;
use crate::tui::widgets::fact::{self, Fact};
use crate::tui::widgets::grid::{Cell, Column};
use crate::tui::widgets::panel::{self, Edge};
use crate::tui::widgets::rows;
use crate::words::result_view::{Figure, ResultView};

use super::ResultsScreen;
use super::list::Row;
use super::look::Look;

/// The verdicts that are listed, in the order in which money goes to them.
const LISTED: [Advice; 5] = [Advice::Scale, Advice::Retest, Advice::Wait, Advice::Drop, Advice::Free];

/// The creators of a verdict, each once. For `None`, those with a provisional verdict.
fn of(screen: &ResultsScreen, advice: Option<Advice>) -> Vec<(&CreatorResult, &Estimate)> {
    let mut seen = HashSet::new();
    let creators = screen.creators().into_iter().filter(|creator| seen.insert(creator.creator));
    let told = creators.filter_map(|creator| Some((creator, creator.estimate.as_ref()?)));
    let mut told: Vec<_> = told.filter(|(_, said)| said.settled() == advice).collect();
    told.sort_by(|(_, first), (_, second)| {
        let (a, b) = (first.head, second.head);
        let by_chance = b.chance.unwrap_or(0.0).total_cmp(&a.chance.unwrap_or(0.0));
        // A count has no chance: the cheapest comes first.
        let is_count = a.goal == Goal::Ugc;
        let cost = |head: Head| head.tracked.filter(|_| is_count).unwrap_or(f64::MAX);
        by_chance.then(cost(a).total_cmp(&cost(b)))
    });
    told
}

fn estimates<'a>(creators: &[(&'a CreatorResult, &'a Estimate)]) -> Vec<&'a Estimate> {
    creators.iter().map(|(_, said)| *said).collect()
}

/// The suggestions as facts: a verdict, its creators with their ranges, the reason; and where the next budget goes.
fn facts(screen: &ResultsScreen, look: Look<'_>, cells: usize) -> Vec<Fact> {
    let Some(result) = screen.result() else { return Vec::new() };
    let view = ResultView::new(result);
    let mut facts = Vec::new();
    for (advice, rank) in LISTED.into_iter().zip([1, 2, 3, 4, 6]) {
        let creators = of(screen, Some(advice));
        if creators.is_empty() {
            continue;
        }
        let named = |(creator, said): &(&CreatorResult, &Estimate)| {
            let range = match result.goal {
                Goal::Conversions | Goal::Awareness => estimate::range(said, result.currency),
                Goal::Ugc => said.head.tracked.map(|cost| view.written().value(cost)),
            };
            let range = range.map_or(String::new(), |range| format!(" ({range})"));
            format!("@{}{range}", text::shown(&creator.handle))
        };
        // Label and gap stand before the names.
        let names = in_one_line(creators.iter().map(named).collect(), cells.saturating_sub(8));
        let role = estimate::verdict(Some(creators[0].1)).1;
        facts.push(Fact::new(advice.word(), names, rank).role(role));
        // Where lines are few the reasons go before the names do.
        facts.push(Fact::new("", view.shared_reason(advice, &estimates(&creators)), rank + 10).role(Role::Quiet));
    }
    let provisional = of(screen, None);
    if !provisional.is_empty() {
        let named = |(creator, said): &(&CreatorResult, &Estimate)| {
            format!("@{} ({})", text::shown(&creator.handle), said.word().to_lowercase())
        };
        let names = in_one_line(provisional.iter().map(named).collect(), cells.saturating_sub(13));
        facts.push(Fact::new("PROVISIONAL", names, 1).role(Role::Warn));
        let why = provisional.iter().flat_map(|(_, said)| view.unsettled(said)).next().unwrap_or_default();
        facts.push(Fact::new("", text::shown(&why), 11).role(Role::Quiet));
    }
    let Some(outlook) = &result.outlook else { return facts };
    facts.extend(view.few_creators().map(|few| Fact::new("", few, 20).role(Role::Quiet)));
    if let Some(next) = &outlook.next {
        let key = look.ctx.key(Action::BatchNew);
        facts.push(Fact::new("PLAN", format!("{}: {key}", text::shown(&view.plan_briefly(next))), 0));
    }
    facts.extend(view.next_test().map(|next| Fact::new("NEXT", text::shown(&next), 12)));
    facts.extend(view.pays_only().map(|floor| Fact::new("", floor, 13).role(Role::Quiet)));
    facts
}

/// Joins names as far as a line goes; the rest is counted.
fn in_one_line(names: Vec<String>, cells: usize) -> String {
    let mut line = String::new();
    let all = names.len();
    for (index, name) in names.into_iter().enumerate() {
        let more = if index + 1 < all { format!(" +{} more", all - index - 1) } else { String::new() };
        let longer = if index == 0 { name } else { format!("{line} {name}") };
        if index > 0 && text::width(&longer) + text::width(&more) > cells {
            return format!("{line} +{} more", all - index);
        }
        line = longer;
    }
    line
}

/// The suggestions in one line: `NEXT scale 3, retest 2, wait 1, drop 2.`
pub(super) fn briefly(screen: &ResultsScreen) -> Option<String> {
    let counts = LISTED.into_iter().filter_map(|advice| {
        let count = of(screen, Some(advice)).len();
        (count > 0).then(|| format!("{} {count}", advice.word().to_lowercase()))
    });
    let provisional = of(screen, None).len();
    let provisional = (provisional > 0).then(|| format!("provisional {provisional}"));
    let counts: Vec<String> = counts.chain(provisional).collect();
    (!counts.is_empty()).then(|| format!("NEXT {}.", counts.join(", ")))
}

/// The text when there is no estimate yet.
fn nothing(look: Look<'_>) -> String {
    let import = look.ctx.key(Action::Go(Place::Import));
    format!("No suggestions yet. They need a cost, a post, and its views or orders. {import} imports them.")
}

pub(super) fn draw_small(screen: &ResultsScreen, frame: &mut Frame<'_>, area: Rect, look: Look<'_>) {
    let note = format!("decide: {}", look.ctx.key(Action::DecisionPick));
    let inner = panel::draw(frame, area, look.edge, "What the numbers suggest", &note, look.theme);
    let facts = facts(screen, look, usize::from(inner.width));
    if facts.is_empty() {
        return look.say(frame, inner, &nothing(look));
    }
    fact::draw(frame, inner, &facts, look.theme);
}

pub(super) fn draw(screen: &ResultsScreen, frame: &mut Frame<'_>, area: Rect, look: Look<'_>, title: &str) {
    let note = match look.edge {
        Edge::Frame => format!("decide: {}", look.ctx.key(Action::DecisionPick)),
        Edge::Rule => String::new(),
    };
    let inner = panel::draw_focused(frame, area, look.edge, title, &note, look.theme);
    let listed = screen.rows();
    if listed.iter().all(|row| row.estimate().is_none()) {
        return look.say(frame, inner, &nothing(look));
    }
    let detail = detail(screen);
    let needed: usize = detail.iter().map(|fact| fact::wrap(&fact.text, usize::from(inner.width)).len()).sum();
    let below = u16::try_from(needed + 1).unwrap_or(u16::MAX).min(inner.height / 2);
    let [table, below] = inner.layout(&Layout::vertical([Constraint::Fill(1), Constraint::Length(below)]));
    let below = Rect { y: below.y + below.height.min(1), height: below.height.saturating_sub(1), ..below };
    fact::draw(frame, below, &detail, look.theme);
    draw_table(screen, frame, table, look, &listed);
}

/// The full suggestion for the creator under the cursor.
fn detail(screen: &ResultsScreen) -> Vec<Fact> {
    let Some(Row::Creator(campaign, creator)) = screen.row() else { return Vec::new() };
    let Some(said) = &creator.estimate else { return Vec::new() };
    let view = ResultView::new(campaign);
    let sentence = view.sentence(Some(&creator.handle), said);
    let mut facts = vec![Fact::new("", text::shown(&sentence), 0).role(estimate::verdict(Some(said)).1)];
    facts.extend(before_and_now(said, campaign));
    facts.extend(view.notes(said).into_iter().map(|note| Fact::new("", note, 2)));
    facts.extend(view.flip(said).map(|flip| Fact::new("", flip, 3)));
    facts.extend(view.next_alone(said).map(|alone| Fact::new("", alone, 4)));
    facts.extend(view.highest_price(said).map(|price| Fact::new("", price, 5)));
    facts.extend(creator.leak_notes.iter().map(|note| Fact::new("", view.leak(note), 6).role(Role::Warn)));
    facts
}

/// Cells of the bars of what was expected before any order, and of what is now.
const BAR: usize = 34;

/// What was expected of a creator before any order, and what is now, on one scale.
fn before_and_now(said: &Estimate, campaign: &CampaignResult) -> Vec<Fact> {
    let is_told = said.head.range.is_some() && said.head.goal == Goal::Conversions;
    let Some(before) = said.before.filter(|_| is_told) else { return Vec::new() };
    let before = Estimate { head: Head { range: Some(before), ..said.head }, ..Estimate::of(said.head) };
    let target = estimate::target_e4(campaign.head_target(), campaign);
    let scale = estimate::scale([said, &before].into_iter(), target);
    let line = |label, said: &Estimate| {
        let bar = estimate::bar(said, target, scale, BAR)?;
        let words = estimate::guess(said, campaign.currency)?;
        Some(Fact::new(label, format!("{bar} {words}"), 3))
    };
    [line("BEFORE", &before), line("NOW", said)].into_iter().flatten().collect()
}

fn draw_table(screen: &ResultsScreen, frame: &mut Frame<'_>, area: Rect, look: Look<'_>, listed: &[Row<'_>]) {
    let [first, second, third, fourth] = match screen.goal() {
        Goal::Conversions => [
            Column::words("IF BOOKED AGAIN", 18, 20, 1),
            Column::number("BEATS TARGET", 12, 2),
            Column::number("ORDERS IN", 9, 4),
            Column::number("CHANGES AT", 11, 5),
        ],
        Goal::Awareness => [
            Column::words("IF BOOKED AGAIN", 24, 30, 1),
            Column::number("BEATS TARGET", 12, 2),
            Column::number("VIEWS IN", 9, 4),
            Column::number("PAY AT MOST", 11, 5),
        ],
        Goal::Ugc => [
            Column::words("PER ASSET", 10, 14, 1),
            Column::number("TARGET", 8, 2),
            Column::number("ASSETS", 7, 4),
            Column::number("WITH RIGHTS", 11, 5),
        ],
    };
    let columns = [
        Column::words("CREATOR", 16, 24, 0),
        Column::words("VERDICT", 9, 9, 1),
        first,
        second,
        third,
        fourth,
        Column::words("DECIDED", 11, 11, 3),
    ];
    rows::header(frame, area, &columns, look.theme);
    let body = Rect { y: area.y + area.height.min(1), height: area.height.saturating_sub(1), ..area };
    screen.list.draw_more(frame, body, look.theme);
    for (line, index) in screen.list.seen(body).enumerate() {
        let is_cursor = index == screen.list.at() && listed[index].stops();
        rows::row(frame, rows::line(body, line), &columns, &cells(listed[index]), is_cursor, look.theme);
        screen.list.draw_mark(frame, rows::line(body, line), index, look.theme);
    }
}

fn cells(row: Row<'_>) -> Vec<Cell> {
    let dash = |text: Option<String>| Cell::new(text.unwrap_or_else(|| figure::UNKNOWN.to_owned()));
    let Row::Creator(_, creator) = row else {
        let name = match row {
            Row::Batch(_, batch) => text::shown(&batch.name),
            _ => String::new(),
        };
        return vec![Cell::with(name, Role::Strong)];
    };
    let said = creator.estimate.as_ref();
    let (word, role) = estimate::verdict(said);
    let (campaign, view) = (row.campaign(), row.view());
    let guess = || said.and_then(|said| estimate::guess(said, campaign.currency));
    let chance = || said.and_then(|said| said.head.chance).map(|p| view.chance(p));
    let maturity = || said.and_then(|said| said.maturity).map(estimate::percent);
    let of_head =
        |of: fn(Head) -> Option<f64>| said.and_then(|said| of(said.head)).map(|value| view.written().level(value));
    let figure = |figure: Figure| Some(row.figures().text(figure));
    let [first, second, third, fourth] = match campaign.goal {
        Goal::Conversions => {
            [guess(), chance(), maturity(), said.and_then(|said| said.flip_kappa).map(|kappa| format!("{kappa:.2}"))]
        }
        Goal::Awareness => {
            let price = said.and_then(|said| said.highest_price_minor);
            [guess(), chance(), maturity(), price.map(|minor| figure::money(minor, campaign.currency))]
        }
        Goal::Ugc => [
            of_head(|head| head.tracked),
            of_head(|head| Some(head.target?.value)),
            figure(Figure::Assets),
            figure(Figure::Cleared),
        ],
    };
    let [first, second, third, fourth] = [first, second, third, fourth].map(dash);
    let decided = (creator.decision != Decision::Undecided).then(|| format!("you: {}", creator.decision.word()));
    vec![
        Cell::new(format!(" @{}", text::shown(&creator.handle))),
        Cell::with(word, role),
        first,
        second,
        third,
        fourth,
        dash(decided),
    ]
}

/// The suggestions in lines of text.
pub(super) fn as_text(screen: &ResultsScreen) -> Vec<String> {
    let Some(result) = screen.result() else { return Vec::new() };
    let view = ResultView::new(result);
    let sentence =
        |(creator, said): &(&CreatorResult, &Estimate)| text::shown(&view.sentence(Some(&creator.handle), said));
    let mut lines = Vec::new();
    for advice in LISTED {
        let creators = of(screen, Some(advice));
        if !creators.is_empty() {
            lines.push(format!("{}: {}", advice.word(), view.shared_reason(advice, &estimates(&creators))));
            lines.extend(creators.iter().map(sentence));
        }
    }
    let provisional = of(screen, None);
    if !provisional.is_empty() {
        lines.push("PROVISIONAL: review it first".to_owned());
        lines.extend(provisional.iter().map(sentence));
    }
    lines
}

//! The batch beside the people: its creators with their cost and day, and below them what to know about it.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::proto::builder::{BatchLine, Builder};
use crate::tui::kit::hit::{self, Target};
use crate::tui::kit::{Action, Ctx};
use crate::tui::look::figure::UNKNOWN;
use crate::tui::look::{Role, Theme, text};
use crate::tui::screens::listed::draw_sentence;
use crate::tui::widgets::fact::{self, Fact};
use crate::tui::widgets::grid::{Cell, Column};
use crate::tui::widgets::rows;
use crate::words::builder as words;

use super::BuilderScreen;

/// Most lines of what to know about the batch while its creators need them.
const MOST_FACTS: usize = 7;

/// Fewest lines that the creators of the batch get.
const LEAST: usize = 4;

pub(super) fn draw(
    screen: &BuilderScreen,
    builder: &Builder,
    frame: &mut Frame<'_>,
    area: Rect,
    ctx: &Ctx,
    theme: Theme,
) {
    if builder.lines.is_empty() {
        return draw_sentence(frame, area, &empty(builder, ctx), theme);
    }
    let facts = facts(builder, ctx);
    let cells = usize::from(area.width).saturating_sub(6).max(1);
    let needed: usize = facts.iter().map(|fact| fact::wrap(&fact.text, cells).len()).sum();
    let height = usize::from(area.height);
    let room = height.saturating_sub(needed + 1).max(height.saturating_sub(MOST_FACTS + 1)).max(LEAST);
    let lines = (builder.lines.len() + 1).min(room).min(height);
    let top = Rect { height: u16::try_from(lines).unwrap_or(area.height), ..area };
    let below = (top.height + 1).min(area.height);
    let rest = Rect { y: area.y + below, height: area.height - below, ..area };
    draw_lines(screen, builder, frame, top, theme);
    fact::draw(frame, rest, &facts, theme);
}

/// The creators of the batch; where not all of them fit the last line counts the others.
fn draw_lines(screen: &BuilderScreen, builder: &Builder, frame: &mut Frame<'_>, area: Rect, theme: Theme) {
    let columns = columns();
    rows::header(frame, area, &columns, theme);
    let body = Rect { y: area.y + area.height.min(1), height: area.height.saturating_sub(1), ..area };
    let room = usize::from(body.height);
    let shown = if builder.lines.len() > room { room.saturating_sub(1) } else { builder.lines.len() };
    for (at, line) in builder.lines.iter().take(shown).enumerate() {
        let place = rows::line(body, at);
        rows::row(frame, place, &columns, &cells(builder, line), false, theme);
        let row = screen.people.rows().iter().position(|row| row.person == line.person);
        if let Some(row) = row {
            hit::put(place, || Target::Select(hit::steps(screen.people.at(), row)));
        }
    }
    if shown < builder.lines.len() {
        let said = format!("  {} more", builder.lines.len() - shown);
        crate::tui::screens::listed::draw_line(frame, rows::line(body, shown), &said, Role::Key, theme);
    }
}

fn columns() -> Vec<Column> {
    vec![
        Column::words("CREATOR", 14, 24, 0),
        Column::number("COST", 9, 0),
        Column::words("POST", 6, 6, 1),
        Column::words("", 7, 8, 2),
    ]
}

fn cells(builder: &Builder, line: &BatchLine) -> Vec<Cell> {
    let Some(person) = builder.person(line) else { return Vec::new() };
    let role = if person.conflicts.is_empty() { Role::Text } else { Role::Warn };
    let kind = match (person.is_member, person.tested.is_some()) {
        (true, _) => "planned",
        (false, true) => "again",
        (false, false) => "new",
    };
    let times = if line.bookings > 1 { format!(" x{}", line.bookings) } else { String::new() };
    vec![
        Cell::with(text::shown(&format!("@{}{times}", person.handle)), role),
        Cell::new(words::line_cost(builder, line)),
        Cell::new(line.post_on.map_or_else(|| UNKNOWN.to_owned(), words::day)),
        Cell::with(kind, Role::Quiet),
    ]
}

/// What to know about the batch.
fn facts(builder: &Builder, ctx: &Ctx) -> Vec<Fact> {
    let cost = Fact::new("Cost", words::cost(builder), 0);
    let mut facts = vec![if builder.over_minor > 0 { cost.role(Role::Warn) } else { cost }];
    facts.extend(words::size(builder).map(|said| Fact::new("Size", said, 0).role(Role::Warn)));
    facts.push(Fact::new("Mix", text::shown(&words::mix(builder)), 0));
    facts.extend(words::nameless(builder).map(|said| Fact::new("New", said, 0)));
    let notes = words::conflicts(builder, ctx.today).join("; ");
    facts.extend((!notes.is_empty()).then(|| Fact::new("Note", text::shown(&notes), 0).role(Role::Warn)));
    facts
}

/// Why nobody is in the batch, and what to do.
fn empty(builder: &Builder, ctx: &Ctx) -> String {
    let put = ctx.key(Action::MarkToggle);
    if builder.people.is_empty() {
        return "There is nobody to put in.".to_owned();
    }
    if builder.people.iter().all(|person| person.price.fee_minor().is_none()) {
        return format!(
            "Nobody has a price yet, so nobody is proposed. Ask for prices, or put somebody in with {put}."
        );
    }
    if builder.money_minor == Some(0) {
        return format!(
            "The budget is used up, so nobody is proposed. {} sets another one.",
            ctx.key(Action::ItemEdit)
        );
    }
    format!("Nobody is good enough for the money: keep it, or put somebody in with {put}.")
}

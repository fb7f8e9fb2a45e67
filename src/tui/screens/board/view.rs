//! How the board looks: a head, and as many columns side by side as can be read.

use std::ops::Range;

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};

use crate::domain::board::LEFT;
use crate::domain::collaboration::Stage;
use crate::domain::figure::{self, plural};
use crate::proto::board::BoardCard;
use crate::tui::kit::hit::{self, Target, Wheel};
use crate::tui::kit::{Action, Ctx, Place};
use crate::tui::look::{Role, Theme, text};
use crate::tui::screens::listed::{draw_line, draw_sentence};
use crate::tui::widgets::list::ListCursor;
use crate::tui::widgets::panel::{self, Edge};
use crate::tui::widgets::rows;
use crate::words::board as words;

use super::BoardScreen;

/// The least width of a column that can be read, where several more fit.
const NARROW: u16 = 20;
/// Below this width two columns are shown, below the other one.
const TWO: u16 = 110;
const ONE: u16 = 60;

/// The columns in sight, by their places: those around the cursor, so many as fit.
fn in_sight(columns: &[Stage], column: Stage, width: u16) -> Range<usize> {
    let most = if width < ONE {
        1
    } else if width < TWO {
        2
    } else {
        usize::from(width / NARROW)
    };
    let count = most.clamp(1, columns.len());
    let at = columns.iter().position(|stage| *stage == column).unwrap_or(0);
    // The column before the cursor stays in sight, and so does the one behind it.
    let first = if count > 2 { (at + 2).saturating_sub(count) } else { (at + 1).saturating_sub(count) };
    let first = first.min(columns.len() - count);
    first..first + count
}

/// Lines of a card: who, what, when, and a blank one where that leaves room for all.
fn card_lines(screen: &BoardScreen, height: usize) -> usize {
    let tallest = screen.columns().iter().map(|stage| screen.of(*stage).len()).max().unwrap_or(0);
    if tallest * 4 <= height + 1 { 4 } else { 3 }
}

/// The area below the head.
fn body(area: Rect) -> [Rect; 2] {
    area.layout(&Layout::vertical([Constraint::Length(1), Constraint::Fill(1)]))
}

/// How many cards fit into a column.
pub(super) fn cards_high(screen: &BoardScreen, area: Rect) -> usize {
    let around = if Edge::of(area) == Edge::Frame { 2 } else { 1 };
    let height = usize::from(body(area)[1].height.saturating_sub(around));
    (height / card_lines(screen, height)).max(1)
}

pub(super) fn draw(screen: &BoardScreen, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let area = area.intersection(frame.area());
    if area.is_empty() {
        return;
    }
    let [top, body] = body(area);
    if !screen.cards.is_known() {
        return draw_sentence(frame, body, "Reading the board …", theme);
    }
    let columns = screen.columns();
    let sight = in_sight(&columns, screen.column, area.width);
    draw_line(frame, top, &head(screen, usize::from(area.width), ctx), Role::Strong, theme);
    if screen.cards.rows().is_empty() && left_count(screen) == 0 {
        return draw_sentence(frame, body, &empty(screen, ctx), theme);
    }
    let edge = Edge::of(area);
    let shares = vec![Constraint::Fill(1); sight.len()];
    let gap = u16::from(edge == Edge::Rule);
    let areas = Layout::horizontal(shares).spacing(gap).split(body);
    for (at, area) in sight.clone().zip(areas.iter()) {
        let Some(stage) = columns.get(at) else { continue };
        let before = if at == sight.start && at > 0 { "‹ " } else { "" };
        let after = if at + 1 == sight.end && sight.end < columns.len() { " ›" } else { "" };
        hit::put(*area, || Target::Column(at));
        hit::wheel(*area, Wheel::Part(at));
        draw_column(screen, frame, *area, edge, *stage, (before, after), ctx, theme);
    }
}

/// Draws a column. At an edge of the board a sign says that there are columns beyond.
#[expect(clippy::too_many_arguments, reason = "what is drawn, where, and with what")]
fn draw_column(
    screen: &BoardScreen,
    frame: &mut Frame<'_>,
    area: Rect,
    edge: Edge,
    stage: Stage,
    (before, after): (&str, &str),
    ctx: &Ctx,
    theme: Theme,
) {
    let (cards, is_here) = (screen.of(stage), screen.column == stage);
    let title = title(stage, is_here, cards.len(), (before, after), usize::from(area.width));
    let inner = if is_here {
        panel::draw_focused(frame, area, edge, &title, "", theme)
    } else {
        panel::draw(frame, area, edge, &title, "", theme)
    };
    if cards.is_empty() {
        let lines = text::wrapped(words::belongs(stage), usize::from(inner.width.saturating_sub(2).max(1)));
        for (down, said) in lines.iter().enumerate() {
            let place = rows::line(inner, down);
            draw_line(
                frame,
                place,
                &format!("{}{said}", if is_here && down == 0 { "> " } else { "  " }),
                Role::Quiet,
                theme,
            );
        }
        return;
    }
    let lines = card_lines(screen, usize::from(inner.height));
    let row = if is_here && screen.here().is_some() { screen.row() } else { 0 };
    let seen = seen(cards.len(), row, usize::from(inner.height), lines);
    let mut down = 0;
    if seen.start > 0 {
        draw_line(frame, rows::line(inner, 0), &format!("  {} more above", seen.start), Role::Quiet, theme);
        down = 1;
    }
    for (index, card) in cards.iter().enumerate().skip(seen.start).take(seen.len()) {
        let top = rows::line(inner, down);
        let area = Rect { height: u16::try_from(lines).unwrap_or(1).min(inner.bottom().saturating_sub(top.y)), ..top };
        if top.height > 0 {
            screen.clickable(area, stage, index);
            draw_card(screen, frame, area, card, is_here && index == row, ctx, theme);
        }
        down += lines;
    }
    let below = cards.len() - seen.end;
    if below > 0 {
        let last = rows::line(inner, usize::from(inner.height.saturating_sub(1)));
        draw_line(frame, last, &format!("  {below} more below"), Role::Quiet, theme);
    }
}

/// The heading of a column. Where cells are few, blanks and marks give way to the number, never the number to them.
fn title(stage: Stage, is_here: bool, cards: usize, (before, after): (&str, &str), width: usize) -> String {
    let word = stage.word();
    let count = if cards == 0 { String::new() } else { cards.to_string() };
    let marked = if is_here { format!("»{word}«") } else { word.to_owned() };
    let spaced = format!("{before}{marked} {count}").trim_end().to_owned() + after;
    let close = format!("{}{marked}{count}{}", before.trim(), after.trim());
    let bare = format!("{}{word} {count}{}", before.trim(), after.trim());
    // A corner, a line and a blank stand on either side.
    let room = width.saturating_sub(6);
    let is_close = is_here && text::width(&close) <= room;
    if text::width(&spaced) <= room {
        spaced
    } else if is_close {
        close
    } else {
        bare
    }
}

/// The cards of a column that are seen, with room for the lines that say how many are not.
fn seen(count: usize, row: usize, height: usize, lines: usize) -> Range<usize> {
    // The blank line after the last card need not fit.
    let fit = |height: usize| ((height + usize::from(lines > 3)) / lines).max(1);
    if count <= fit(height) {
        return 0..count;
    }
    let one_line = fit(height.saturating_sub(1));
    if row < one_line {
        return 0..one_line.min(count);
    }
    ListCursor { at: row, top: 0 }.seen(count, fit(height.saturating_sub(2)))
}

/// Draws a card: who, what is next, by when.
fn draw_card(
    screen: &BoardScreen,
    frame: &mut Frame<'_>,
    area: Rect,
    card: &BoardCard,
    is_here: bool,
    ctx: &Ctx,
    theme: Theme,
) {
    let open = card.card.next(ctx.today);
    let is_late = open.is_late(ctx.today);
    let cells = usize::from(area.width);
    let room = cells.saturating_sub(2);
    let is_marked = screen.cards.is_marked(card);
    let sign = [if is_here { ">" } else { " " }, if is_marked { "*" } else { " " }].concat();
    let handle = text::left(&text::fit(&format!("@{}", text::shown(&card.card.handle)), room), room);
    let what = text::shown(&words::next(open, card.card.currency));
    let by = words::by(open, ctx.today);
    let late = if is_late { "! " } else { "" };
    let when = format!("{late}{by}");
    // The amount and the campaign stand where they fit whole.
    let rest = if when.is_empty() { room } else { room.saturating_sub(text::width(&when) + 2) };
    let detail = details(screen, card).into_iter().find(|said| text::width(said) <= rest).unwrap_or_default();
    let detail = if when.is_empty() { detail } else { text::right(&detail, room.saturating_sub(text::width(&when))) };
    let when_role = if is_late { Role::Bad } else { Role::Text };
    let style = |role| theme.style(role);
    let lines = [
        vec![Span::styled(sign.clone(), style(Role::Strong)), Span::styled(handle, style(Role::Strong))],
        vec![Span::raw("  "), Span::styled(text::fit(&what, room), style(Role::Text))],
        vec![Span::raw("  "), Span::styled(when, style(when_role)), Span::styled(detail, style(Role::Quiet))],
    ];
    let bottom = area.height.min(3);
    for (down, spans) in (0..bottom).zip(lines) {
        let place = Rect { y: area.y + down, height: 1, ..area }.intersection(frame.area());
        frame.render_widget(Line::from(spans), place);
    }
    let role = if is_here { Some(Role::Cursor) } else { is_marked.then_some(Role::Marked) };
    if let Some(role) = role {
        let place = Rect { height: bottom, ..area }.intersection(frame.area());
        frame.buffer_mut().set_style(place, theme.style(role));
    }
}

/// The fee, and the campaign where several are shown; then either alone.
fn details(screen: &BoardScreen, card: &BoardCard) -> Vec<String> {
    let fee = card.fee_minor.filter(|minor| *minor > 0).map(|minor| figure::money(minor, card.card.currency));
    let campaign = screen.campaign.is_none().then(|| text::shown(&card.card.campaign_name));
    let both = fee.iter().chain(&campaign).cloned().collect::<Vec<_>>().join("  ");
    std::iter::once(both).chain(fee).chain(campaign).collect()
}

/// How many cards left the board.
pub(super) fn left_count(screen: &BoardScreen) -> usize {
    screen.all_of(&LEFT).count()
}

fn left_at(screen: &BoardScreen, stage: Stage) -> usize {
    screen.all_of(&[stage]).count()
}

/// What the board shows: whose cards, how many, how many are late, who left.
fn head(screen: &BoardScreen, cells: usize, ctx: &Ctx) -> String {
    let cards = screen.cards.rows();
    let late = cards.iter().filter(|card| card.card.next(ctx.today).is_late(ctx.today)).count();
    let scope = screen.campaign_name().unwrap_or_else(|| "all running campaigns".to_owned());
    let mut said = vec![scope, plural(cards.len(), "card")];
    said.extend((late > 0).then(|| format!("! {late} late")));
    let left: Vec<String> = LEFT
        .iter()
        .map(|stage| (left_at(screen, *stage), stage.word().to_lowercase()))
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    if !left.is_empty() {
        let verb = if screen.shows_left { "hides" } else { "shows" };
        said.push(format!("{} ({} {verb})", left.join(", "), ctx.key(Action::BoardLeft)));
    }
    // Whole words that do not fit are dropped from the right.
    while said.len() > 1 && text::width(&said.join("   ")) + 1 > cells {
        said.pop();
    }
    text::fit(&format!(" {}", said.join("   ")), cells)
}

fn empty(screen: &BoardScreen, ctx: &Ctx) -> String {
    if screen.campaign.is_some() {
        let all = ctx.key(Action::ReachNext);
        return format!("No creators are in a batch of this campaign. {all} shows all campaigns.");
    }
    format!(
        "No batch is planned or running. {} shows the campaigns: plan a batch there, and its creators stand here as cards.",
        ctx.key(Action::Go(Place::Campaigns))
    )
}

/// The board as tab-separated text, for copying.
pub(super) fn as_text(screen: &BoardScreen, ctx: &Ctx) -> String {
    screen.cards.as_text(["STAGE", "CREATOR", "NEXT", "BY", "CAMPAIGN", "BATCH"], |card| row(card, ctx.today))
}

fn row(card: &BoardCard, today: NaiveDate) -> [String; 6] {
    let (card, open) = (&card.card, card.card.next(today));
    [
        card.stage.word().to_owned(),
        format!("@{}", card.handle),
        words::next(open, card.currency),
        open.by.map(|by| by.to_string()).unwrap_or_default(),
        card.campaign_name.clone(),
        card.batch_name.clone(),
    ]
}

//! How the builder looks: four boxes in a large window, one of them at a time in a small one.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;
use strum::IntoEnumIterator;

use crate::domain::Goal;
use crate::domain::day::short;
use crate::proto::builder::{Bookee, Builder, Conflict};
use crate::proto::outlook::Choice;
use crate::tui::kit::hit::{self, Target};
use crate::tui::kit::{Action, Ctx, Place};
use crate::tui::look::figure::UNKNOWN;
use crate::tui::look::{Role, Theme, text};
use crate::tui::screens::listed::{self, Around, draw_line};
use crate::tui::widgets::fact::{self, Fact};
use crate::tui::widgets::grid::{Cell, Column};
use crate::tui::widgets::panel::{self, Edge};
use crate::words::builder as words;
use crate::words::result_view::estimate::beside_verdict_cell;

use super::pane::{self, Pane};
use super::{BuilderScreen, Row, days, this_batch};

/// Lines of the two boxes below in a large window.
const FOOT: u16 = 12;

/// Lines about the creator under the cursor with the rule above them, and from how many lines on they are given.
const ABOUT: u16 = 3;
const ABOUT_FROM: u16 = 12;

/// How many rows of the list fit.
pub(super) fn list_lines(area: Rect) -> usize {
    let edge = Edge::of(area);
    listed::lines(areas(area, edge).0, edge).saturating_sub(2 + usize::from(ABOUT))
}

/// The list of people, and the other three boxes where all of them have room.
fn areas(area: Rect, edge: Edge) -> (Rect, Option<[Rect; 3]>) {
    let [_, body] = area.layout(&Layout::vertical([Constraint::Length(1), Constraint::Fill(1)]));
    if edge == Edge::Rule {
        return (body, None);
    }
    let [top, foot] = body.layout(&Layout::vertical([Constraint::Fill(1), Constraint::Length(FOOT)]));
    let [people, batch] = top.layout(&Layout::horizontal([Constraint::Fill(13), Constraint::Fill(8)]));
    let [forecast, days] = foot.layout(&Layout::horizontal([Constraint::Fill(1), Constraint::Fill(1)]));
    (people, Some([batch, forecast, days]))
}

pub(super) fn draw(screen: &BuilderScreen, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let area = area.intersection(frame.area());
    let edge = Edge::of(area);
    let Some(builder) = screen.builder.as_deref() else {
        let none = format!("No campaign yet, so there is no batch to build. {} adds one.", ctx.key(Action::ItemAdd));
        let said = if screen.is_known { none } else { "Reading creators …".to_owned() };
        let inner = panel::draw_focused(frame, area, edge, "Next batch", "", theme);
        return listed::draw_sentence(frame, inner, &said, theme);
    };
    draw_head(screen, builder, frame, Rect { height: area.height.min(1), ..area }, edge, ctx, theme);
    let (first, others) = areas(area, edge);
    match others {
        Some([batch, forecast, test]) => {
            draw_people(screen, builder, frame, first, edge, ctx, theme);
            for (pane, area) in [(Pane::Batch, batch), (Pane::Forecast, forecast), (Pane::Days, test)] {
                draw_pane(screen, builder, pane, frame, area, edge, ctx, theme);
            }
        }
        None if screen.pane == Pane::People => draw_people(screen, builder, frame, first, edge, ctx, theme),
        None => draw_pane(screen, builder, screen.pane, frame, first, edge, ctx, theme),
    }
}

/// The batch and what limits it; in a small window also the row of panes.
fn draw_head(
    screen: &BuilderScreen,
    builder: &Builder,
    frame: &mut Frame<'_>,
    line: Rect,
    edge: Edge,
    ctx: &Ctx,
    theme: Theme,
) {
    if edge == Edge::Rule {
        let next = ctx.key(Action::PaneNext);
        let cells = usize::from(line.width).saturating_sub(2);
        let row = pane::tabs(screen.pane, builder.lines.len(), &next, cells);
        draw_line(frame, line, &format!(" {row}"), Role::Quiet, theme);
        panel::accent_tabs(frame, line, theme);
        clickable(screen, line, &row);
        // What limits the batch, and how to go on, as far as there is room.
        let limits = words::briefly_limited(builder);
        let room = cells.saturating_sub(text::width(&row) + 3);
        let said = [format!("{next}: next   {limits}"), limits].into_iter().find(|said| text::width(said) <= room);
        let Some(said) = said else { return };
        let width = u16::try_from(text::width(&said) + 1).unwrap_or(0);
        let right = Rect { x: line.right().saturating_sub(width), width, ..line };
        let role = if builder.over_minor > 0 { Role::Warn } else { Role::Strong };
        draw_line(frame, right.intersection(line), &said, role, theme);
        return hit::put(right.intersection(line), || Target::Run(vec![(Action::ItemEdit, 1)]));
    }
    let name = text::shown(&format!("{} of {}", builder.batch_name, builder.name));
    let limits = format!("budget {}   at most {} creators", words::budget(builder), builder.size);
    let cells = usize::from(line.width).saturating_sub(2);
    let gap = cells.saturating_sub(text::width(&name) + text::width(&limits));
    let said = if gap > 2 { format!(" {name}{}{limits}", " ".repeat(gap)) } else { format!(" {limits}   {name}") };
    draw_line(frame, line, &said, Role::Strong, theme);
    let right = Rect { x: line.right().saturating_sub(u16::try_from(text::width(&limits) + 1).unwrap_or(0)), ..line };
    hit::put(right.intersection(line), || Target::Run(vec![(Action::ItemEdit, 1)]));
}

/// Lets a click on the row of panes lead to them.
fn clickable(screen: &BuilderScreen, line: Rect, said: &str) {
    let all: Vec<Pane> = Pane::iter().collect();
    let words: Vec<&str> = said.split(pane::BETWEEN).collect();
    let here = all.iter().position(|pane| *pane == screen.pane).filter(|_| words.len() == all.len());
    let mut from = 1;
    for (at, word) in words.iter().enumerate() {
        let times = here.map_or(1, |here| (at + all.len() - here) % all.len());
        if times > 0 {
            hit::put(hit::part(line, from, word), || Target::Run(vec![(Action::PaneNext, times)]));
        }
        from += text::width(word) + pane::BETWEEN.len();
    }
}

#[expect(clippy::too_many_arguments, reason = "what is drawn, where, and how")]
fn draw_pane(
    screen: &BuilderScreen,
    builder: &Builder,
    pane: Pane,
    frame: &mut Frame<'_>,
    area: Rect,
    edge: Edge,
    ctx: &Ctx,
    theme: Theme,
) {
    let title = match pane {
        Pane::Batch => {
            format!("{}, {}", text::shown(&builder.batch_name), if builder.batch.is_some() { "planned" } else { "new" })
        }
        pane => pane.word().to_owned(),
    };
    let note = match pane {
        Pane::Batch => format!("{} plans it", ctx.key(Action::NavOpen)),
        _ => String::new(),
    };
    let inner = panel::draw(frame, area, edge, &title, &note, theme);
    match pane {
        Pane::People => {}
        Pane::Batch => this_batch::draw(screen, builder, frame, inner, ctx, theme),
        Pane::Forecast => _ = fact::draw(frame, inner, &forecast(builder), theme),
        Pane::Days => draw_days(builder, frame, inner, ctx, theme),
    }
}

fn forecast(builder: &Builder) -> Vec<Fact> {
    let said = words::forecast(builder);
    if said.is_empty() {
        return vec![Fact::new("", words::no_forecast(builder), 0)];
    }
    let facts =
        said.into_iter().enumerate().map(|(at, (label, said))| Fact::new(label, said, u8::try_from(at).unwrap_or(9)));
    facts.chain([Fact::new("", words::rests_on(builder), 7).role(Role::Quiet)]).collect()
}

fn draw_days(builder: &Builder, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let facts = test(builder, ctx);
    let strip = days::strip(&builder.days, ctx.today, usize::from(area.width)).filter(|_| area.height > 5);
    let lines = if strip.is_some() { 3 } else { 0 };
    let [above, below] = area.layout(&Layout::vertical([Constraint::Fill(1), Constraint::Length(lines)]));
    let took = fact::draw(frame, above, &facts, theme);
    let Some([head, strip]) = strip else { return };
    // The strip follows the text where there is room.
    let from = (took + 1).min(above.height);
    let below = Rect { y: above.y + from, ..below };
    let lines = [(head, Role::Quiet), (strip, Role::First), (days::legend(&builder.days), Role::Quiet)];
    for (down, (said, role)) in lines.iter().enumerate() {
        draw_line(frame, crate::tui::widgets::rows::line(below, down), said, *role, theme);
    }
}

/// What the batch can tell, its rule and its days.
fn test(builder: &Builder, ctx: &Ctx) -> Vec<Fact> {
    if builder.lines.is_empty() {
        return vec![Fact::new("", "Its rule, its days and what it can tell follow once creators are in it.", 0)];
    }
    let mut facts: Vec<Fact> = words::tells(builder).map(|said| Fact::new("Tells", said, 0)).into_iter().collect();
    facts.extend(words::rule(builder).map(|said| Fact::new("Rule", text::shown(&said), 1)));
    facts.extend(words::posts(builder, ctx.today).map(|said| Fact::new("Posts", said, 2)));
    facts.extend(words::ship(builder, ctx.today).map(|said| Fact::new("Ship", said, 3)));
    facts.extend(words::late(builder, ctx.today).map(|said| Fact::new("Note", said, 0).role(Role::Warn)));
    facts
}

fn draw_people(
    screen: &BuilderScreen,
    builder: &Builder,
    frame: &mut Frame<'_>,
    area: Rect,
    edge: Edge,
    ctx: &Ctx,
    theme: Theme,
) {
    if let Some(search) = &screen.search {
        return super::search::draw(search, builder, frame, area, edge, theme);
    }
    let around = Around {
        edge,
        title: "Who",
        note: screen.people.place(),
        reading: "Reading creators …",
        empty: format!(
            "Nobody can be booked: your file has no creators, or all of them are rejected or marked do not contact. {} adds creators, \
             {} imports a list.",
            ctx.key(Action::Go(Place::Creators)),
            ctx.key(Action::Go(Place::Import))
        ),
    };
    let Some(inner) = screen.people.draw_panel(frame, area, &around, theme) else { return };
    let is_ranked = |person: &&Bookee| match builder.goal {
        Goal::Ugc => person.price.fee_minor().is_some(),
        Goal::Conversions | Goal::Awareness => person.odds.is_some(),
    };
    let ranked = builder.people.iter().take_while(is_ranked).count();
    let others = builder.people.len() - ranked;
    let more = if builder.more > 0 { format!(", {} more not listed", builder.more) } else { String::new() };
    let [first, second] = words::headings(builder);
    let headings: Vec<(String, Role, usize)> =
        [(format!("{first} ({ranked})"), ranked), (format!("{second} ({others}{more})"), others)]
            .into_iter()
            .filter(|(_, rows)| *rows > 0)
            .map(|(said, rows)| (said, Role::Quiet, rows))
            .collect();
    let columns = columns(builder);
    let about = if inner.height >= ABOUT_FROM { ABOUT } else { 0 };
    let parts = Layout::vertical([Constraint::Length(1), Constraint::Fill(1), Constraint::Length(about)]);
    let [head, body, about] = inner.layout(&parts);
    if let Some(person) = screen.here() {
        draw_about(builder, person, frame, about, ctx, theme);
    }
    crate::tui::widgets::rows::header(frame, head, &columns, theme);
    screen.people.draw_under(frame, body, &headings, &columns, theme, |row: &Row| {
        builder.people.get(row.person).map(|person| cells(builder, person, ctx)).unwrap_or_default()
    });
}

/// Says all of the creator under the cursor, whose reason may be cut in the list.
fn draw_about(builder: &Builder, person: &Bookee, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    if area.is_empty() {
        return;
    }
    let line = Line::styled("─".repeat(usize::from(area.width)), theme.style(Role::Frame));
    frame.render_widget(line, Rect { height: 1, ..area });
    let said = text::shown(&words::about(person, builder.currency, ctx.today));
    let rest = Rect { y: area.y + 1, height: area.height - 1, ..area };
    fact::draw(frame, rest, &[Fact::new("", said, 0)], theme);
}

/// The widest amount that gets all of its cells.
const WIDEST_AMOUNT: usize = 12;

fn unknown() -> String {
    UNKNOWN.to_owned()
}

fn columns(builder: &Builder) -> Vec<Column> {
    let widest = |least: usize, cell: &dyn Fn(&Bookee) -> String| {
        let widest = builder.people.iter().map(|person| text::width(&cell(person))).max().unwrap_or(0);
        u16::try_from(widest.clamp(least, WIDEST_AMOUNT)).unwrap_or(8)
    };
    vec![
        Column::words("", 3, 3, 0),
        Column::words("CREATOR", 14, 18, 0),
        Column::number("ODDS", 5, 1),
        Column::number("WORTH", widest(7, &|person| words::worth(person, builder.currency).unwrap_or_else(unknown)), 2),
        Column::number("PRICE", widest(8, &|person| words::price_briefly(person.price, builder.currency)), 1),
        Column::words("WHY", 17, 44, 3),
    ]
}

fn cells(builder: &Builder, person: &Bookee, ctx: &Ctx) -> Vec<Cell> {
    let is_in = builder.line_of(person.creator).is_some();
    let (sign, role) = match (is_in, person.choice) {
        (true, Choice::Pinned) => ("pin", Role::Good),
        (true, _) => ("in", Role::Good),
        (false, Choice::Excluded) => ("out", Role::Bad),
        // As in the lists of creators.
        (false, _) if person.is_picked => ("P", Role::Good),
        (false, _) => ("", Role::Text),
    };
    // Most have no address before they agree, which is no reason yet.
    let graver = person.conflicts.iter().find(|conflict| **conflict != Conflict::NoAddress);
    let conflict = graver.map(|conflict| words::conflict(conflict, ctx.today));
    let why = conflict.map_or_else(
        || Cell::new(words::why(person, builder.currency)),
        |said| Cell::with(format!("! {}", text::shown(&said)), Role::Warn),
    );
    vec![
        Cell::with(sign, role),
        Cell::with(text::shown(&format!("@{}", person.handle)), if is_in { Role::Strong } else { Role::Text }),
        Cell::new(person.odds.map_or_else(unknown, |p| beside_verdict_cell(p, builder.borders))),
        Cell::new(words::worth(person, builder.currency).unwrap_or_else(unknown)),
        Cell::new(words::price_briefly(person.price, builder.currency)),
        why,
    ]
}

/// The builder in lines of text, for copying.
pub(super) fn as_text(builder: &Builder, ctx: &Ctx) -> String {
    let mut lines = vec![format!("{} of {}", builder.batch_name, builder.name)];
    for line in &builder.lines {
        let Some(person) = builder.person(line) else { continue };
        let post = line.post_on.map_or_else(|| UNKNOWN.to_owned(), |day| short(day, ctx.today));
        lines.push(format!("@{}\tx{}\t{}\t{post}", person.handle, line.bookings, words::line_cost(builder, line)));
    }
    lines.push(format!("Cost\t{}", words::cost(builder)));
    lines.push(format!("Mix\t{}", words::mix(builder)));
    lines.extend(words::forecast(builder).into_iter().map(|(label, said)| format!("{label}\t{said}")));
    lines.extend(test(builder, ctx).into_iter().map(|fact| format!("{}\t{}", fact.label, fact.text)));
    lines.push(String::new());
    let titles: Vec<String> = columns(builder).into_iter().map(|column| column.title).collect();
    lines.push(titles.join("\t"));
    for person in &builder.people {
        let cells: Vec<String> = cells(builder, person, ctx).into_iter().map(|cell| cell.text).collect();
        lines.push(cells.join("\t"));
    }
    lines.join("\n")
}

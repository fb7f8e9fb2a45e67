//! How niches look.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::domain::money::grouped;
use crate::domain::niche::{depth, leaf};
use crate::proto::niche::NicheRow;
use crate::tui::kit::{Action, Ctx, Place, SortBy};
use crate::tui::look::{Role, Theme, figure, text};
use crate::tui::screens::listed::{self, Listed};
use crate::tui::widgets::fact::Fact;
use crate::tui::widgets::grid::{self, Cell, Column};
use crate::tui::widgets::panel::{self, Edge};
use crate::tui::widgets::rows;

use super::NichesScreen;

fn parts(screen: &NichesScreen, area: Rect) -> [Rect; 2] {
    let has_info = !screen.hides_info && screen.list.here().is_some();
    if has_info { listed::with_info(area, area) } else { [area, Rect::ZERO] }
}

/// How many rows of the list fit.
pub(super) fn list_lines(screen: &NichesScreen, area: Rect) -> usize {
    listed::lines(parts(screen, area)[0], Edge::of(area)).saturating_sub(usize::from(has_box(screen)))
}

/// Whether a line says which names are shown.
fn has_box(screen: &NichesScreen) -> bool {
    screen.is_typing || !screen.narrow.value().is_empty()
}

pub(super) fn draw(screen: &NichesScreen, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let area = area.intersection(frame.area());
    let edge = Edge::of(area);
    let [list, below] = parts(screen, area);
    let order = match (screen.order.by_count, screen.order.reversed) {
        (false, false) => "by name",
        (false, true) => "by name, z first",
        (true, false) => "most creators first",
        (true, true) => "fewest creators first",
    };
    let place = screen.list.place();
    let note = if place.is_empty() { place } else { format!("{order}, {place}") };
    let mut inner = panel::draw(frame, list, edge, "Niches and tags", &note, theme);
    if has_box(screen) && inner.height > 0 {
        draw_box(screen, frame, Rect { height: 1, ..inner }, theme);
        inner = Rect { y: inner.y + 1, height: inner.height - 1, ..inner };
    }
    if screen.list.rows().is_empty() {
        return listed::draw_sentence(frame, inner, &empty(screen, ctx), theme);
    }
    screen.list.draw(frame, inner, &columns(), theme, cells);
    grid::clickable(rows::cells(inner), &columns(), |at| match at {
        0 => Some(vec![(Action::Sort(SortBy::Handle), 1)]),
        3 => Some(vec![(Action::Sort(SortBy::Count), 1)]),
        _ => None,
    });
    if let Some(row) = screen.list.here().filter(|_| below.height > 2) {
        let opens = format!("{} shows creators", ctx.key(Action::NavOpen));
        listed::draw_info(frame, below, edge, (&text::shown(&row.name), &opens), &facts(row, ctx), theme);
    }
}

fn draw_box(screen: &NichesScreen, frame: &mut Frame<'_>, area: Rect, theme: Theme) {
    let sign = Rect { width: area.width.min(2), ..area };
    let rest = Rect { x: area.x + sign.width, width: area.width - sign.width, ..area };
    frame.render_widget(Line::styled("/ ", theme.style(Role::Key)), sign);
    if screen.is_typing {
        screen.narrow.draw(frame, rest, true, theme);
    } else {
        let said = text::fit(&text::shown(screen.narrow.value()), usize::from(rest.width));
        frame.render_widget(Line::styled(said, theme.style(Role::Strong)), rest);
    }
}

fn empty(screen: &NichesScreen, ctx: &Ctx) -> String {
    let key = |action| ctx.key(action);
    match screen.all.get() {
        None => "Reading niches …".to_owned(),
        Some(rows) if rows.is_empty() => format!(
            "No niches yet. Mark creators in {}, then press {} to add one, or import a list with niches.",
            key(Action::Go(Place::Creators)),
            key(Action::TagEdit)
        ),
        Some(_) => format!("No niche name matches. {} shows all niches.", key(Action::Back)),
    }
}

fn columns() -> [Column; 7] {
    [
        Column::words("NAME", 18, 36, 0),
        Column::words("KIND", 5, 5, 4),
        Column::number("OWN", 7, 5),
        Column::number("CREATORS", 8, 1),
        Column::number("CANDIDATES", 10, 2),
        Column::number("PICKED", 7, 3),
        Column::words("CAMPAIGNS", 16, 40, 6),
    ]
}

fn cells(row: &NicheRow) -> Vec<Cell> {
    let count = |number: i64| {
        let role = if number == 0 { Role::Quiet } else { Role::Text };
        Cell::with(grouped(number.unsigned_abs()), role)
    };
    let own = if row.id.is_some() { count(row.own) } else { Cell::with(figure::UNKNOWN, Role::Quiet) };
    let indent = "  ".repeat(depth(&row.name));
    let name = format!("{indent}{}", text::shown(leaf(&row.name)));
    let role = if row.id.is_none() { Role::Quiet } else { Role::Strong };
    vec![
        Cell::with(name, role),
        Cell::with(kind(row), Role::Quiet),
        own,
        count(row.creators),
        count(row.candidates),
        count(row.picked),
        Cell::with(text::shown(&row.campaigns.join(", ")), Role::Quiet),
    ]
}

/// What a row is, in a word.
fn kind(row: &NicheRow) -> &'static str {
    match (row.id, row.is_niche) {
        (None, _) => "above",
        (_, true) => "niche",
        (_, false) => "tag",
    }
}

fn facts(row: &NicheRow, ctx: &Ctx) -> Vec<Fact> {
    let key = |action| ctx.key(action);
    let next = match row.id {
        None => format!(
            "a parent of other niches. {} renames it for all of them, {} moves them.",
            key(Action::ItemEdit),
            key(Action::NicheParent)
        ),
        Some(_) => format!(
            "{} renames, {} merges, {} moves it under another, {} makes it a {}, {} deletes.",
            key(Action::ItemEdit),
            key(Action::NicheMerge),
            key(Action::NicheParent),
            key(Action::NicheKind),
            if row.is_niche { "tag" } else { "niche" },
            key(Action::ItemDelete)
        ),
    };
    let below = row.creators - row.own;
    let with_below = if below > 0 && row.id.is_some() {
        format!(", {} only in niches under it", grouped(below.unsigned_abs()))
    } else {
        String::new()
    };
    let list = |names: &[String], empty: &str| {
        if names.is_empty() { empty.to_owned() } else { text::shown(&names.join(", ")) }
    };
    let mut facts = vec![
        Fact::new("Creators", format!("{}{with_below}", grouped(row.creators.unsigned_abs())), 1),
        Fact::new(
            "Decided",
            format!(
                "{} candidates (not rejected), {} picked",
                grouped(row.candidates.unsigned_abs()),
                grouped(row.picked.unsigned_abs())
            ),
            2,
        ),
        Fact::new("Campaigns", list(&row.campaigns, "in no campaign"), 3),
    ];
    if !row.views.is_empty() {
        facts.push(Fact::new("Views", list(&row.views, ""), 4));
    }
    facts.push(Fact::new("Next", next, 0));
    let goal = format!("{} sets a weekly goal", key(Action::GoalEdit));
    facts.push(Fact::new("", goal, 5));
    facts
}

/// The list as tab-separated text, for copying.
pub(super) fn as_text(list: &Listed<NicheRow>) -> String {
    list.as_text(["NAME", "KIND", "OWN", "CREATORS", "CANDIDATES", "PICKED", "CAMPAIGNS"], |row| {
        let [own, creators, candidates, picked] =
            [row.own, row.creators, row.candidates, row.picked].map(|number| number.to_string());
        [row.name.clone(), kind(row).to_owned(), own, creators, candidates, picked, row.campaigns.join(", ")]
    })
}

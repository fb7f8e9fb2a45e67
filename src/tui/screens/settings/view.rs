//! How the settings look: rows under the heading of their table, and beside or below them what the comment says about one.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;

use crate::proto::setting::{Setting, SettingsFile};
use crate::tui::look::{Role, Theme, text};
use crate::tui::screens::listed::{self, Around, draw_line};
use crate::tui::widgets::fact::{self, Fact};
use crate::tui::widgets::grid::{self, Cell, Column};
use crate::tui::widgets::list::ListCursor;
use crate::tui::widgets::panel::Edge;
use crate::tui::widgets::{more, rows};

use super::{Editing, SettingsScreen};

/// Fewest lines of the box below the list, and of a screen that has room for it.
const LEAST_INFO: u16 = 6;
const LEAST_WITH_INFO: u16 = 16;

/// Lines above the list: what is wrong with the file, and the words that narrow it.
struct Plan {
    head: Rect,
    list: Rect,
    info: Rect,
}

fn plan(screen: &SettingsScreen, area: Rect) -> Plan {
    let lines = head(screen, usize::from(area.width)).len();
    let lines = if area.height < 8 { 0 } else { u16::try_from(lines).unwrap_or(1) };
    let [head, rest] = area.layout(&Layout::vertical([Constraint::Length(lines), Constraint::Fill(1)]));
    let [list, info] = match Edge::of(area) {
        Edge::Frame => listed::with_info(rest, area),
        Edge::Rule => {
            let below = if area.height < LEAST_WITH_INFO { 0 } else { info_lines(screen, rest) };
            rest.layout(&Layout::vertical([Constraint::Fill(1), Constraint::Length(below)]))
        }
    };
    Plan { head, list, info }
}

/// The lines of the box below the list: as many as the comment takes, and up to three fifths of the screen.
fn info_lines(screen: &SettingsScreen, area: Rect) -> u16 {
    let cells = usize::from(area.width).max(1);
    let facts = screen.list.here().map(|setting| info(screen, setting)).unwrap_or_default();
    let lines: usize = facts.iter().map(|fact| fact::wrap(&fact.text, cells).len()).sum();
    u16::try_from(lines + 1).unwrap_or(u16::MAX).clamp(LEAST_INFO, (area.height * 3 / 5).max(LEAST_INFO))
}

fn head(screen: &SettingsScreen, cells: usize) -> Vec<(String, Role)> {
    let fault = screen.file.as_ref().and_then(|file| file.fault.as_deref()).unwrap_or_default();
    let lines =
        if fault.is_empty() { Vec::new() } else { fact::wrap(&text::shown(fault), cells.saturating_sub(2).max(1)) };
    let mut head: Vec<(String, Role)> = lines.into_iter().map(|line| (format!(" {line}"), Role::Bad)).collect();
    if screen.is_narrowing || !screen.narrow.value().is_empty() {
        head.push((String::new(), Role::Text));
    }
    head
}

/// How many rows of the list fit.
pub(super) fn list_lines(screen: &SettingsScreen, area: Rect) -> usize {
    listed::lines(plan(screen, area).list, Edge::of(area))
}

pub(super) fn draw(screen: &SettingsScreen, frame: &mut Frame<'_>, area: Rect, theme: Theme) {
    let area = area.intersection(frame.area());
    if area.is_empty() {
        return;
    }
    let plan = plan(screen, area);
    let head = head(screen, usize::from(area.width));
    for (down, (line, role)) in head.iter().enumerate() {
        draw_line(frame, rows::line(plan.head, down), line, *role, theme);
    }
    if head.last().is_some_and(|(line, _)| line.is_empty()) {
        draw_narrow(screen, frame, rows::line(plan.head, head.len() - 1), theme);
    }
    let around = Around {
        edge: Edge::of(area),
        title: "Settings",
        note: note(screen.file.as_deref()),
        reading: "Reading the configuration …",
        empty: super::NONE.to_owned(),
    };
    let Some(inner) = screen.list.draw_panel(frame, plan.list, &around, theme) else { return };
    draw_rows(screen, frame, inner, theme);
    if let Some(setting) = screen.list.here().filter(|_| plan.info.height > 2) {
        let title = if setting.is_new() { format!("[{}]", setting.name.table) } else { setting.name.to_string() };
        let (title, facts) = (text::shown(&title), info(screen, setting));
        listed::draw_info(frame, plan.info, Edge::of(area), (&title, ""), &facts, theme);
    }
}

/// Where the settings are kept.
fn note(file: Option<&SettingsFile>) -> String {
    match file {
        None => String::new(),
        Some(file) if file.exists => file.path.clone(),
        Some(file) => format!("{}, made by the first change", file.path),
    }
}

fn draw_narrow(screen: &SettingsScreen, frame: &mut Frame<'_>, line: Rect, theme: Theme) {
    let line = line.intersection(frame.area());
    if line.width < 5 || line.is_empty() {
        return;
    }
    frame.render_widget(Line::styled("/", theme.style(Role::Key)), Rect { x: line.x + 1, width: 1, ..line });
    let typed = Rect { x: line.x + 3, width: line.width - 3, ..line };
    screen.narrow.draw(frame, typed, screen.is_narrowing, theme);
}

fn columns(settings: &[Setting], cells: u16) -> [Column; 3] {
    let widest = settings.iter().map(|setting| text::width(&label(setting))).max().unwrap_or(0);
    let name = u16::try_from(widest.clamp(10, 24)).unwrap_or(16);
    let rest = cells.saturating_sub(name + 6) / 2;
    [
        Column::words("SETTING", name, name, 0),
        Column::words("VALUE", 12, rest.max(12), 0),
        Column::words("DEFAULT", 10, rest.max(10), 1),
    ]
}

/// What a row is called.
fn label(setting: &Setting) -> String {
    if setting.is_new() { "(new)".to_owned() } else { text::shown(&setting.name.key) }
}

fn cells(setting: &Setting) -> Vec<Cell> {
    let quiet = |text: String| Cell::with(text, Role::Quiet);
    if setting.is_new() {
        return vec![
            quiet(label(setting)),
            quiet(format!("such as {}", text::shown(&setting.example))),
            quiet(String::new()),
        ];
    }
    let shown = |value: String| if value.is_empty() { "-".to_owned() } else { text::shown(&value) };
    let role = if setting.is_changed() { Role::Strong } else { Role::Text };
    let default = if setting.default.is_some() { shown(setting.plain_default()) } else { "your own".to_owned() };
    vec![Cell::new(label(setting)), Cell::with(shown(setting.plain()), role), quiet(default)]
}

/// Draws the heading of each table and its rows; the row that is edited has its text box in the place of the value.
fn draw_rows(screen: &SettingsScreen, frame: &mut Frame<'_>, inner: Rect, theme: Theme) {
    let settings = screen.list.rows();
    let columns = columns(settings, inner.width.saturating_sub(rows::GUTTER));
    rows::header(frame, inner, &columns, theme);
    let body = Rect { y: inner.y + inner.height.min(1), height: inner.height.saturating_sub(1), ..inner };
    // Every line in order: the heading of a table, or a row.
    let mut lines = Vec::new();
    for (at, setting) in settings.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| settings.get(before));
        if before.is_none_or(|before| before.name.table != setting.name.table) {
            lines.push((at, true));
        }
        lines.push((at, false));
    }
    let here = lines.iter().position(|line| *line == (screen.list.at(), false)).unwrap_or(0);
    let seen = more::seen(ListCursor { at: here, top: 0 }, body, lines.len(), 1);
    more::draw(frame, body, &seen, lines.len(), theme);
    for (down, (at, is_heading)) in lines.get(seen).unwrap_or_default().iter().enumerate() {
        let (place, setting) = (rows::line(body, down), &settings[*at]);
        if *is_heading {
            draw_line(frame, place, &format!(" [{}]", text::shown(&setting.name.table)), Role::Strong, theme);
            continue;
        }
        rows::row(frame, place, &columns, &cells(setting), *at == screen.list.at(), theme);
        if let Some(editing) = screen.editing.as_ref().filter(|editing| editing.is_of(&setting.name)) {
            draw_editing(editing, frame, grid::place(&columns, 1, rows::cells(place)), rows::cells(place), theme);
        }
    }
}

/// The box takes the place of the value, and of the default beside it.
fn draw_editing(editing: &Editing, frame: &mut Frame<'_>, value: Rect, row: Rect, theme: Theme) {
    let place = Rect { width: row.right().saturating_sub(value.x), ..value }.intersection(frame.area());
    if !place.is_empty() {
        frame.render_widget(ratatui::widgets::Clear, place);
        editing.input.draw(frame, place, true, theme);
    }
}

/// What the box beside the list says.
fn info(screen: &SettingsScreen, setting: &Setting) -> Vec<Fact> {
    let mut facts = Vec::new();
    let editing = screen.editing.as_ref().filter(|editing| editing.is_of(&setting.name));
    match editing.and_then(|editing| editing.fault.as_deref()) {
        Some(fault) => facts.push(Fact::new("", format!("! {}", text::shown(fault)), 0).role(Role::Bad)),
        None if editing.is_some_and(|editing| !editing.input.value().is_empty()) => {
            facts.push(Fact::new("", "Enter saves this.", 0).role(Role::Good));
        }
        None => {}
    }
    facts.push(Fact::new("", text::shown(&setting.comment.replace('`', "")), 1));
    if !setting.choices.is_empty() {
        facts.push(Fact::new("", format!("One of {}.", setting.choices.join(", ")), 2).role(Role::Quiet));
    }
    let dialed = setting.in_file.is_none() && setting.is_changed() && !setting.is_new();
    if dialed {
        facts.push(Fact::new("", "Set by model.risk.", 2).role(Role::Quiet));
    }
    facts
}

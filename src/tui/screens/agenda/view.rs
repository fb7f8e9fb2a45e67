//! How the agenda looks.

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;

use crate::domain::day::full;
use crate::domain::money::grouped;
use crate::proto::agenda::{DueGroup, DueRow};
use crate::tui::kit::{Action, Ctx, Place};
use crate::tui::look::{Role, Theme, day, text};
use crate::tui::screens::goal_line;
use crate::tui::widgets::fact::{self, Fact};
use crate::tui::widgets::grid::{Cell, Column};
use crate::tui::widgets::list::ListCursor;
use crate::tui::widgets::panel::{self, Edge};
use crate::tui::widgets::rows;

use super::{AgendaScreen, info};

/// Lines of the box below the list.
const BELOW: u16 = 6;
/// From this height on the box has room.
const ROOMY: u16 = 16;

/// How the area is shared out.
struct Plan {
    heading: Rect,
    goal: Rect,
    /// The weeks before, where there is room for them.
    weeks: Rect,
    list: Rect,
    info: Rect,
}

fn plan(screen: &AgendaScreen, area: Rect, ctx: &Ctx) -> Plan {
    let weeks = ctx.goal.as_ref().is_some_and(|stand| !stand.weeks.is_empty()) && area.height >= ROOMY;
    let lines = [1, u16::from(area.height >= 8), u16::from(weeks)].map(Constraint::Length);
    let [heading, goal, weeks, rest] =
        area.layout(&Layout::vertical([lines[0], lines[1], lines[2], Constraint::Fill(1)]));
    let (list, info) = match Edge::of(area) {
        _ if screen.hides_info || screen.rows().is_empty() => (rest, Rect::ZERO),
        Edge::Frame => {
            let width = (area.width / 3).clamp(38, 60);
            let [list, info] = rest.layout(&Layout::horizontal([Constraint::Fill(1), Constraint::Length(width)]));
            (list, info)
        }
        Edge::Rule if area.height >= ROOMY => {
            let [list, info] = rest.layout(&Layout::vertical([Constraint::Fill(1), Constraint::Length(BELOW)]));
            (list, info)
        }
        Edge::Rule => (rest, Rect::ZERO),
    };
    Plan { heading, goal, weeks, list, info }
}

/// How many rows of the list fit.
pub(super) fn list_lines(screen: &AgendaScreen, area: Rect, ctx: &Ctx) -> usize {
    let around = if Edge::of(area) == Edge::Frame { 2 } else { 1 };
    usize::from(plan(screen, area, ctx).list.height.saturating_sub(around))
}

pub(super) fn draw(screen: &AgendaScreen, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let area = area.intersection(frame.area());
    if area.is_empty() {
        return;
    }
    let edge = Edge::of(area);
    let plan = plan(screen, area, ctx);
    draw_heading(screen, frame, plan.heading, ctx, theme);
    if let Some(stand) = &ctx.goal {
        goal_line::draw(stand, frame, plan.goal, ctx, theme);
        let weeks = format!(" weeks before, the last one at the end: {}", stand.history());
        put(frame, plan.weeks, &weeks, Role::Quiet, theme);
    } else {
        let key = ctx.key(Action::GoalEdit);
        let said = format!(" No weekly goal yet: {key} sets one, such as 5 micro-creators by friday.");
        put(frame, plan.goal, &said, Role::Quiet, theme);
    }
    let all = screen.rows().len();
    let note = if all == 0 { String::new() } else { format!("row {} of {all}", screen.cursor.at + 1) };
    let inner = panel::draw(frame, plan.list, edge, "What is due", &note, theme);
    if all == 0 {
        let said = if screen.agenda.is_some() { empty(ctx) } else { "Reading what is due …".to_owned() };
        let below = Rect { y: inner.y + u16::from(inner.height > 2), height: inner.height.saturating_sub(1), ..inner };
        fact::draw(frame, below, &[Fact::new("", said, 0)], theme);
        return;
    }
    draw_rows(screen, frame, inner, ctx, theme);
    if let Some(row) = screen.here().filter(|_| plan.info.height > 2) {
        let hides = format!("{} hides", ctx.key(Action::PaneInfo));
        let title = format!("{} {}", row.key.kind.word(), text::shown(&row.whom()));
        let inner = panel::draw(frame, plan.info, edge, &title, &hides, theme);
        fact::draw(frame, inner, &info::of(row, ctx), theme);
    }
}

fn put(frame: &mut Frame<'_>, area: Rect, said: &str, role: Role, theme: Theme) {
    let area = area.intersection(frame.area());
    if !area.is_empty() {
        let said = text::fit(said, usize::from(area.width));
        frame.render_widget(Line::styled(said, theme.style(role)), area);
    }
}

fn draw_heading(screen: &AgendaScreen, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let count = |groups: &[DueGroup]| screen.rows().iter().filter(|row| groups.contains(&row.group(ctx.today))).count();
    let today = format!(" {}", full(ctx.today));
    let week = count(&[DueGroup::Today, DueGroup::Tomorrow, DueGroup::Week]);
    let done = screen.agenda.as_ref().map_or(0, |agenda| agenda.done_today);
    let counts = [("overdue", count(&[DueGroup::Overdue])), ("today", count(&[DueGroup::Today])), ("this week", week)];
    let mut said: Vec<String> = counts.into_iter().map(|(word, number)| format!("{word} {number}")).collect();
    if done > 0 {
        said.push(format!("{} done today", grouped(done.unsigned_abs())));
    }
    // What does not fit goes from the right, whole words at a time.
    let cells = usize::from(area.width);
    while !said.is_empty() && text::width(&today) + text::width(&said.join("   ")) + 3 > cells {
        said.pop();
    }
    let room = cells.saturating_sub(1);
    let right = text::right(&said.join("   "), room.saturating_sub(text::width(&today)));
    put(frame, area, &format!("{today}{right}"), Role::Strong, theme);
}

fn empty(ctx: &Ctx) -> String {
    let add = format!("{} adds a task of your own.", ctx.key(Action::ItemAdd));
    match (ctx.counts.all, ctx.counts.undecided()) {
        (0, _) => format!("Nothing is due. {} imports a list of creators, {add}", ctx.key(Action::Go(Place::Import))),
        (_, 0) => format!("Nothing is due. {} plans a batch, {add}", ctx.key(Action::Go(Place::Campaigns))),
        (_, new) => format!(
            "Nothing is due. Triage {} new creator{} ({}) or plan a batch ({}); {add}",
            grouped(new.unsigned_abs()),
            if new == 1 { "" } else { "s" },
            ctx.key(Action::Go(Place::Triage)),
            ctx.key(Action::Go(Place::Campaigns))
        ),
    }
}

/// A line of the list.
enum Shown {
    Heading(DueGroup, usize),
    Row(usize),
}

/// The rows under their headings.
fn lines(rows: &[DueRow], today: NaiveDate) -> Vec<Shown> {
    let mut lines = Vec::new();
    let mut last = None;
    for (at, row) in rows.iter().enumerate() {
        let group = row.group(today);
        if last != Some(group) {
            let count = rows.iter().filter(|row| row.group(today) == group).count();
            lines.push(Shown::Heading(group, count));
            last = Some(group);
        }
        lines.push(Shown::Row(at));
    }
    lines
}

/// The columns for these rows: what is due never gets more room than it needs, so that the rest can be read.
fn columns(rows: &[DueRow], today: NaiveDate) -> [Column; 5] {
    let widest = rows.iter().map(|row| text::width(&text::shown(&row.whom()))).max().unwrap_or(0);
    let when = rows.iter().map(|row| text::width(&when(row, today))).max().unwrap_or(0);
    let when = u16::try_from(when).unwrap_or(16).min(16);
    let whom = u16::try_from(widest.clamp(16, 36)).unwrap_or(16);
    [
        Column::words("", 6, 6, 3),
        Column::words("", 16, whom, 0),
        Column::words("", 22, 46, 4),
        Column::words("", 18, 22, 5),
        Column::words("", when, when, 1),
    ]
}

fn draw_rows(screen: &AgendaScreen, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let all = screen.rows();
    let lines = lines(all, ctx.today);
    let here = lines.iter().position(|line| matches!(line, Shown::Row(at) if *at == screen.cursor.at)).unwrap_or(0);
    let seen = ListCursor { at: here, top: 0 }.seen(lines.len(), usize::from(area.height));
    let columns = columns(all, ctx.today);
    for (down, line) in lines.get(seen).unwrap_or_default().iter().enumerate() {
        let place = rows::line(area, down);
        match line {
            Shown::Heading(group, count) => {
                let day = match group {
                    DueGroup::Today => format!(" {}", day::short(ctx.today, ctx.today)),
                    DueGroup::Tomorrow => {
                        ctx.today.succ_opt().map_or(String::new(), |day| format!(" {}", day::short(day, ctx.today)))
                    }
                    _ => String::new(),
                };
                let role = if *group == DueGroup::Overdue { Role::Bad } else { Role::Quiet };
                put(frame, place, &format!("{}{day} ({count})", group.title()), role, theme);
            }
            Shown::Row(at) => {
                let Some(row) = all.get(*at) else { continue };
                rows::row(frame, place, &columns, &cells(row, ctx.today), *at == screen.cursor.at, theme);
            }
        }
    }
}

/// The day of a row, with a sign where it has passed.
fn when(row: &DueRow, today: NaiveDate) -> String {
    match row.day {
        day if day == today => "today".to_owned(),
        day if day < today => format!("! {}", day::short(day, today)),
        day => day::short(day, today),
    }
}

fn cells(row: &DueRow, today: NaiveDate) -> [Cell; 5] {
    let is_late = row.day < today;
    [
        Cell::new(row.key.kind.word()),
        Cell::with(text::shown(&row.whom()), Role::Strong),
        Cell::new(text::shown(&row.what(today))),
        Cell::with(text::shown(&row.campaign_name), Role::Quiet),
        Cell::with(when(row, today), if is_late { Role::Bad } else { Role::Text }),
    ]
}

/// The agenda as tab-separated text, for copying.
pub(super) fn as_text(rows: &[DueRow], today: NaiveDate) -> String {
    let line = |row: &DueRow| {
        let day = row.day.to_string();
        [day, row.key.kind.word().to_owned(), row.whom(), row.what(today), row.campaign_name.clone()].join("\t")
    };
    let heading = "DAY\tDO\tWHO\tWHAT\tCAMPAIGN".to_owned();
    std::iter::once(heading).chain(rows.iter().map(line)).collect::<Vec<_>>().join("\n")
}

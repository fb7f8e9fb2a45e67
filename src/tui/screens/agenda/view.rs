//! How the agenda looks.

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};

use crate::domain::day::full;
use crate::domain::money::grouped;
use crate::proto::agenda::{DueGroup, DueRow};
use crate::tui::kit::{Action, Ctx, Place};
use crate::tui::look::{Role, Theme, day, text};
use crate::tui::screens::goal_line;
use crate::tui::screens::listed::{self, Around, Listed, draw_line};
use crate::tui::widgets::fact;
use crate::tui::widgets::grid::{Cell, Column};
use crate::tui::widgets::panel::{self, Edge};

use super::{AgendaScreen, info};

/// From this height on the weeks before have room.
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
    let has_info = !screen.hides_info && !screen.due.rows().is_empty();
    let [list, info] = if has_info { listed::with_info(rest, area) } else { [rest, Rect::ZERO] };
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
        let weeks = format!(" earlier weeks, newest last: {}", stand.history());
        draw_line(frame, plan.weeks, &weeks, Role::Quiet, theme);
    } else {
        let key = ctx.key(Action::GoalEdit);
        let said = format!(" No weekly goal yet: {key} sets one, such as 5 micro-creators by Friday.");
        draw_line(frame, plan.goal, &said, Role::Quiet, theme);
    }
    let around = Around {
        edge,
        title: "What is due",
        note: screen.due.place(),
        reading: "Reading what is due …",
        empty: empty(ctx),
    };
    let Some(inner) = screen.due.draw_panel(frame, plan.list, &around, theme) else { return };
    let headings = headings(screen.due.rows(), ctx.today);
    let columns = columns(screen.due.rows(), ctx.today);
    screen.due.draw_under(frame, inner, &headings, &columns, theme, |row| cells(row, ctx.today));
    if let Some(row) = screen.due.here().filter(|_| plan.info.height > 2) {
        let hides = format!("{} hides", ctx.key(Action::PaneInfo));
        let title = format!("{} {}", row.key.kind.word(), text::shown(&row.affected()));
        let inner = panel::draw(frame, plan.info, edge, &title, &hides, theme);
        fact::draw(frame, inner, &info::of(row, ctx), theme);
    }
}

fn draw_heading(screen: &AgendaScreen, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let count =
        |groups: &[DueGroup]| screen.due.rows().iter().filter(|row| groups.contains(&row.group(ctx.today))).count();
    let today = format!(" {}", full(ctx.today));
    let week = count(&[DueGroup::Today, DueGroup::Tomorrow, DueGroup::Week]);
    let done = screen.done_today;
    let counts = [("overdue", count(&[DueGroup::Overdue])), ("today", count(&[DueGroup::Today])), ("this week", week)];
    let mut said: Vec<String> = counts.into_iter().map(|(word, number)| format!("{word} {number}")).collect();
    if done > 0 {
        said.push(format!("{} done today", grouped(done.unsigned_abs())));
    }
    // Whole words that do not fit are dropped from the right.
    let cells = usize::from(area.width);
    while !said.is_empty() && text::width(&today) + text::width(&said.join("   ")) + 3 > cells {
        said.pop();
    }
    let room = cells.saturating_sub(1);
    let right = text::right(&said.join("   "), room.saturating_sub(text::width(&today)));
    draw_line(frame, area, &format!("{today}{right}"), Role::Strong, theme);
}

fn empty(ctx: &Ctx) -> String {
    let add = format!("{} adds a task.", ctx.key(Action::ItemAdd));
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

/// The headings with the rows below each.
fn headings(rows: &[DueRow], today: NaiveDate) -> Vec<(String, Role, usize)> {
    let day = |day| format!(" {}", day::short(day, today));
    let heading = |run: &[DueRow]| {
        let group = run[0].group(today);
        let day = match group {
            DueGroup::Today => day(today),
            DueGroup::Tomorrow => today.succ_opt().map(day).unwrap_or_default(),
            _ => String::new(),
        };
        let role = if group == DueGroup::Overdue { Role::Bad } else { Role::Quiet };
        (format!("{}{day} ({})", group.title(), run.len()), role, run.len())
    };
    rows.chunk_by(|row, next| row.group(today) == next.group(today)).map(heading).collect()
}

/// The columns for these rows. The first gets no more room than it needs, so the rest stays readable.
fn columns(rows: &[DueRow], today: NaiveDate) -> [Column; 5] {
    let widest = rows.iter().map(|row| text::width(&text::shown(&row.affected()))).max().unwrap_or(0);
    let when = rows.iter().map(|row| text::width(&when(row, today))).max().unwrap_or(0);
    let when = u16::try_from(when).unwrap_or(16).min(16);
    let affected = u16::try_from(widest.clamp(16, 36)).unwrap_or(16);
    let kind = rows.iter().map(|row| text::width(row.key.kind.word())).max().unwrap_or(0);
    let kind = u16::try_from(kind.max(6)).unwrap_or(6);
    [
        Column::words("", kind, kind, 3),
        Column::words("", 16, affected, 0),
        Column::words("", 22, 46, 4),
        Column::words("", 18, 22, 5),
        Column::words("", when, when, 1),
    ]
}

/// The day of a row, with a sign where it has passed.
fn when(row: &DueRow, today: NaiveDate) -> String {
    match row.day {
        day if day == today => "today".to_owned(),
        day if day < today => format!("! {}", day::short(day, today)),
        day => day::short(day, today),
    }
}

fn cells(row: &DueRow, today: NaiveDate) -> Vec<Cell> {
    let is_late = row.day < today;
    vec![
        Cell::new(row.key.kind.word()),
        Cell::with(text::shown(&row.affected()), Role::Strong),
        Cell::new(text::shown(&row.what(today))),
        Cell::with(text::shown(&row.campaign_name), Role::Quiet),
        Cell::with(when(row, today), if is_late { Role::Bad } else { Role::Text }),
    ]
}

/// The agenda as tab-separated text, for copying.
pub(super) fn as_text(due: &Listed<DueRow>, today: NaiveDate) -> String {
    due.as_text(["DAY", "DO", "WHO", "WHAT", "CAMPAIGN"], |row| {
        let (day, word) = (row.day.to_string(), row.key.kind.word().to_owned());
        [day, word, row.affected(), row.what(today), row.campaign_name.clone()]
    })
}

//! How the agenda looks.

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};

use crate::domain::day::full;
use crate::domain::money::grouped;
use crate::proto::agenda::{DueGroup, DueLine, DueRow, GoalProgress};
use crate::tui::kit::{Action, Ctx, Place};
use crate::tui::look::{Role, Theme, day, text};
use crate::tui::screens::goal_line;
use crate::tui::screens::listed::{self, Around, draw_line};
use crate::tui::widgets::grid::{Cell, Column};
use crate::tui::widgets::panel::Edge;
use crate::tui::widgets::rows;

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
        draw_line(frame, plan.weeks, &earlier(stand, usize::from(plan.weeks.width)), Role::Quiet, theme);
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
    let table = Table::new(screen.due.rows(), ctx.today, rows::cells(inner).width);
    screen.due.draw_under(frame, inner, &headings, &table.columns, theme, |line| table.cells(line));
    if let Some(line) = screen.due.here().filter(|_| plan.info.height > 2) {
        let hides = format!("{} hides", ctx.key(Action::PaneInfo));
        let title = format!("{} {}", line.kind().word(), text::shown(&line.affected()));
        listed::draw_info(frame, plan.info, edge, (&title, &hides), &info::of(line, ctx), theme);
    }
}

/// The weeks before, as many of the newest as fit.
fn earlier(stand: &GoalProgress, cells: usize) -> String {
    let said = |skipped: usize| {
        let kept = GoalProgress { weeks: stand.weeks.iter().skip(skipped).copied().collect(), ..stand.clone() };
        let more = if skipped > 0 { "…, " } else { "" };
        format!(" earlier weeks, newest last: {more}{}", kept.history())
    };
    let fits = (0..stand.weeks.len()).map(said).find(|said| text::width(said) <= cells);
    fits.unwrap_or_else(|| said(stand.weeks.len().saturating_sub(1)))
}

fn draw_heading(screen: &AgendaScreen, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let count = |groups: &[DueGroup]| screen.rows.iter().filter(|row| groups.contains(&row.group(ctx.today))).count();
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

/// The headings with the lines below each.
fn headings(lines: &[DueLine], today: NaiveDate) -> Vec<(String, Role, usize)> {
    let day = |day| format!(" {}", day::short(day, today));
    let heading = |run: &[DueLine]| {
        let group = run[0].group(today);
        let day = match group {
            DueGroup::Today => day(today),
            DueGroup::Tomorrow => today.succ_opt().map(day).unwrap_or_default(),
            _ => String::new(),
        };
        let role = if group == DueGroup::Overdue { Role::Bad } else { Role::Quiet };
        let count: usize = run.iter().map(DueLine::counts).sum();
        (format!("{}{day} ({})", group.title(), grouped(count as u64)), role, run.len())
    };
    lines.chunk_by(|line, next| line.group(today) == next.group(today)).map(heading).collect()
}

/// Blank cells between two columns.
const GAP: usize = 2;
/// The fewest cells for who or what, where what there is to do needs the rest.
const WHO: usize = 18;
/// The fewest cells in which what there is to do can be read.
const WHAT: usize = 10;
/// The most cells for the name of a campaign.
const CAMPAIGN: usize = 22;

/// The columns for these lines. What there is to do comes before the name, both before weekdays, and all of that before the campaign.
struct Table {
    columns: [Column; 5],
    today: NaiveDate,
    names_weekdays: bool,
    has_campaign: bool,
}

impl Table {
    fn new(lines: &[DueLine], today: NaiveDate, cells: u16) -> Self {
        let widest =
            |of: &dyn Fn(&DueLine) -> String| lines.iter().map(|line| text::width(&of(line))).max().unwrap_or(0);
        let kind = widest(&|line| line.kind().word().to_owned()).max(6);
        let what = widest(&|line| text::shown(&line.what(today)));
        let alone = widest(&|line| text::shown(&line.affected()));
        let campaign = widest(&|line| text::shown(line.campaign_name())).min(CAMPAIGN);
        let days = [true, false].map(|names_weekdays| widest(&|line| when(line, today, names_weekdays)));
        let room = |days: usize| usize::from(cells).saturating_sub(kind + days + 3 * GAP);
        let has_campaign = campaign > 0 && alone + what + GAP + campaign <= room(days[0]);
        // Without a column for the campaign a batch needs its name beside its own.
        let who = if has_campaign { alone } else { widest(&|line| text::shown(&line.named())) };
        let names_weekdays = has_campaign || who + what <= room(days[0]);
        let when = days[usize::from(!names_weekdays)];
        let room = room(when).saturating_sub(if has_campaign { GAP + campaign } else { 0 });
        let who = who.min(room.saturating_sub(what).max(WHO));
        let what = Some(room.saturating_sub(who).min(what)).filter(|cells| *cells >= WHAT.min(what)).unwrap_or(0);
        let column = |cells: usize, priority| {
            let cells = u16::try_from(cells).unwrap_or(u16::MAX);
            Column::words("", cells, cells, priority)
        };
        let campaign = if has_campaign { campaign } else { 0 };
        let columns =
            [column(kind, 3), column(who, 0).spilling(), column(what, 4), column(campaign, 5), column(when, 1)];
        Self { columns, today, names_weekdays, has_campaign }
    }

    fn cells(&self, line: &DueLine) -> Vec<Cell> {
        let is_late = line.is_late(self.today);
        let (who, campaign) = if self.has_campaign {
            (line.affected(), line.campaign_name().to_owned())
        } else {
            (line.named(), String::new())
        };
        vec![
            Cell::new(line.kind().word()),
            Cell::with(text::shown(&who), Role::Strong),
            Cell::new(text::shown(&line.what(self.today))),
            Cell::with(text::shown(&campaign), Role::Quiet),
            Cell::with(when(line, self.today, self.names_weekdays), if is_late { Role::Bad } else { Role::Text }),
        ]
    }
}

/// The day of a line, with a sign where it has passed.
fn when(line: &DueLine, today: NaiveDate, names_weekdays: bool) -> String {
    let short = if names_weekdays { day::short(line.day(), today) } else { day::dayed(line.day(), today) };
    let sign = if line.is_late(today) { "! " } else { "" };
    if line.day() == today { format!("{sign}today") } else { format!("{sign}{short}") }
}

/// The agenda as tab-separated text, for copying: each thing, also where many stand together on screen.
pub(super) fn as_text(rows: &[DueRow], today: NaiveDate) -> String {
    let heading = ["DAY", "DO", "WHO", "WHAT", "CAMPAIGN"].join("\t");
    let line = |row: &DueRow| {
        let (day, word) = (row.day.to_string(), row.key.kind.word().to_owned());
        [day, word, row.affected(), row.what(today), row.campaign_name.clone()].join("\t")
    };
    std::iter::once(heading).chain(rows.iter().map(line)).collect::<Vec<_>>().join("\n")
}

//! The list: each creator or campaign, with tracked figures and the range if booked again.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};

use crate::domain::collaboration::Decision;
use crate::domain::{BatchStatus, Goal};
use crate::proto::results::{Estimate, Sums};
use crate::tui::kit::Action;
use crate::tui::look::{Role, figure, text};
use crate::tui::screens::estimate;
use crate::tui::screens::listed::draw_line;
use crate::tui::widgets::fact::{self, Fact};
use crate::tui::widgets::grid::{self, Cell, Column};
use crate::tui::widgets::panel::{self, Edge};
use crate::tui::widgets::{bar, rows};
use crate::words::result_view::{Figure, Figures, GoalView};

use super::list::{Order, Reach, Row};
use super::look::Look;
use super::{ResultsScreen, click, funnel, hints};

/// What the bars of a list are drawn with.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each says whether a column is there")]
struct Bars {
    estimated: bool,
    decided: bool,
    /// Whether each row has room for its reason.
    reasons: bool,
    /// Whether verdicts are headings and not a column.
    grouped: bool,
    /// The target of all rows; each has its own without one.
    target: Option<i64>,
    scale: i64,
    cells: usize,
    goal: Goal,
}

/// Draws the list; beside the funnel it leaves out what that says.
pub(super) fn draw(
    screen: &ResultsScreen,
    frame: &mut Frame<'_>,
    area: Rect,
    look: Look<'_>,
    (title, is_beside_funnel): (&str, bool),
) {
    let rows = screen.rows();
    let inner = panel::draw_focused(frame, area, look.edge, title, &note(screen, look), look.theme);
    if rows.is_empty() {
        let sentence = match screen.reach {
            Reach::Batch => {
                format!("No creators in this batch yet. {} in Creators adds them.", look.ctx.key(Action::BatchAdd))
            }
            _ => format!("No batch in this campaign yet. {} plans one.", look.ctx.key(Action::BatchNew)),
        };
        return look.say(frame, inner, &sentence);
    }
    let facts = foot(screen, is_beside_funnel, look);
    let lines = |facts: &[Fact]| -> usize {
        facts.iter().map(|fact| fact::wrap(&fact.text, usize::from(inner.width)).len()).sum()
    };
    // The list gets its lines first, the rest explains it. A list that scrolls anyway leaves what the reason of one row takes.
    let height = usize::from(inner.height);
    let reason = match height {
        _ if has_reasons(screen, &rows, rows::cells(inner).width) => 0,
        8.. => lines(facts.get(..1).unwrap_or_default()).min(3),
        height => usize::from(height >= 6),
    };
    let left = height.checked_sub(rows.len() + 1).map_or(reason, |left| left.max(reason));
    let foot = u16::try_from(lines(&facts).min(left).min(height / 2)).unwrap_or(0);
    let [table, foot] = inner.layout(&Layout::vertical([Constraint::Fill(1), Constraint::Length(foot)]));
    fact::draw(frame, foot, &facts, look.theme);
    draw_rows(screen, frame, table, look, &rows);
}

/// How many lines the list takes where all of it is shown: its heading, the verdicts and the rows.
pub(super) fn lines(screen: &ResultsScreen) -> usize {
    let rows = screen.rows();
    1 + rows.len() + headings(screen, &rows).len()
}

/// The headings above the rows, each with the place of its first row: the verdicts, where the list is in their order.
fn headings(screen: &ResultsScreen, rows: &[Row<'_>]) -> Vec<(usize, String, Role)> {
    if screen.order != Order::Verdicts || screen.reach == Reach::All || screen.is_full {
        return Vec::new();
    }
    let word = |row: &Row<'_>| row.estimate().map_or("NO VERDICT YET", Estimate::word);
    let mut headings: Vec<(usize, String, Role)> = Vec::new();
    let mut first = 0;
    for group in rows.chunk_by(|one, next| word(one) == word(next)) {
        let (said, role) = (word(&group[0]), estimate::verdict(group[0].estimate()).1);
        headings.push((first, format!("{said} ({})", group.len()), role));
        first += group.len();
    }
    // Without any verdict there is nothing to tell apart.
    if rows.iter().all(|row| row.estimate().is_none()) { Vec::new() } else { headings }
}

fn note(screen: &ResultsScreen, look: Look<'_>) -> String {
    match screen.order {
        Order::By(sort) => format!("sorted by {}", sort.word(screen.goal())),
        Order::Verdicts | Order::Batches if look.edge == Edge::Rule => String::new(),
        Order::Verdicts | Order::Batches => format!("s sorts, {} explains", look.ctx.key(Action::PaneInfo)),
    }
}

/// What is said of the creator under the cursor, and what is in no total where nothing else on the page says it.
fn foot(screen: &ResultsScreen, is_beside_funnel: bool, look: Look<'_>) -> Vec<Fact> {
    let mut facts = Vec::new();
    if let Some((row, sentence)) = screen.row().and_then(|row| Some((row, row.sentence()?))) {
        facts.push(Fact::new("", text::shown(&sentence), 0).role(estimate::verdict(row.estimate()).1));
    }
    if screen.reach == Reach::All {
        if look.edge == Edge::Rule {
            facts.extend(super::program::facts(screen));
        }
        return facts;
    }
    let Some(result) = screen.result() else { return facts };
    if look.edge == Edge::Rule {
        facts.extend(hints::briefly(screen).map(|line| Fact::new("", line, 2)));
        facts.extend(funnel::briefly(screen).map(|line| Fact::new("", line, 3)));
    }
    // Beside the list the funnel says it.
    if !is_beside_funnel {
        facts.extend(screen.left_out().map(|out| Fact::new("", out, 4).role(Role::Quiet)));
    }
    if look.edge == Edge::Rule {
        return facts;
    }
    if estimate::is_there(result) {
        let bars = format!("o best guess  ├──┤ {}  {} target  > goes on.", estimate::RANGE, bar::TARGET);
        let legend = match result.goal {
            Goal::Conversions => format!("{bars} Short bars are reliable."),
            Goal::Awareness => format!("{bars} Left of the target is cheaper. Short bars are reliable."),
            Goal::Ugc => {
                let line = bar::TARGET;
                format!("█ cost per asset so far  {line} target. Shorter is cheaper; a count has no range.")
            }
        };
        facts.push(Fact::new("", legend, 6).role(Role::Quiet));
    }
    facts
}

fn draw_rows(screen: &ResultsScreen, frame: &mut Frame<'_>, table: Rect, look: Look<'_>, rows: &[Row<'_>]) {
    let theme = look.theme;
    let estimated = rows.iter().any(|row| row.estimate().is_some());
    let goal = screen.goal();
    let target = screen.result().and_then(|result| estimate::target_e4(screen.target(), result));
    let stops = || rows.iter().filter(|row| row.stops() && row.campaign().goal == goal);
    let best = stops().filter_map(|row| row.figures().head_e4(goal));
    let ranged = stops().any(|row| row.estimate().is_some_and(|said| said.head.range.is_some()));
    let scale = if estimated && goal == Goal::Conversions {
        estimate::scale(stops().filter_map(|row| row.estimate()), target)
    } else if ranged {
        estimate::cost_scale(stops().filter_map(|row| row.estimate()), target)
    } else if goal == Goal::Ugc {
        estimate::within(estimate::common(best), target.or(Some(10_000)))
    } else {
        estimate::common(best).max(target.unwrap_or(0)).max(10_000)
    };
    let ends = stops().filter_map(|row| row.estimate()).filter_map(estimate::range_e4).map(|[.., high]| high);
    let is_clipped = ends.max().unwrap_or(0) > scale;
    let decided = rows.iter().any(|row| matches!(row, Row::Creator(_, row) if row.decision != Decision::Undecided));
    let room = rows::cells(table).width;
    let headings = headings(screen, rows);
    let grouped = !headings.is_empty() && usize::from(table.height) > rows.len() + headings.len();
    let headings = if grouped { headings } else { Vec::new() };
    let mut bars = Bars { estimated, decided, reasons: false, grouped, target, scale, cells: 0, goal };
    let heads = screen.heads();
    bars.reasons = has_reasons(screen, rows, room);
    let mut columns = columns(rows, &heads, bars, room);
    let bar_at = columns.iter().position(|column| column.title == BAR).unwrap_or(0);
    let why_at = columns.iter().position(|column| column.title == WHY);
    let widths = grid::widths(&columns, room);
    let cells_of = |at: usize| usize::from(widths.get(at).copied().unwrap_or(0));
    let why = why_at.map_or(0, &cells_of);
    bars.cells = cells_of(bar_at);
    if let Some(column) = columns.get_mut(bar_at) {
        column.title = bar::scale(target, scale, is_clipped, bars.cells);
    }
    rows::header(frame, table, &columns, theme);
    click::headings(screen, rows::cells(table), &columns);
    let body = Rect { y: table.y + table.height.min(1), height: table.height.saturating_sub(1), ..table };
    rows::accent(
        frame,
        grid::place(&columns, bar_at, rows::cells(table)),
        |sign| sign == bar::TARGET,
        Role::Key,
        theme,
    );
    let mut line = 0;
    for index in screen.list.seen(body) {
        if let Some((_, said, role)) = headings.iter().find(|(first, ..)| *first == index) {
            draw_line(frame, rows::line(body, line), said, *role, theme);
            line += 1;
        }
        let cells = cells(screen, rows[index], bars, why);
        let is_cursor = index == screen.list.at() && rows[index].stops();
        let area = rows::line(body, line);
        rows::row(frame, area, &columns, &cells, is_cursor, theme);
        screen.list.draw_mark(frame, area, index, theme);
        if !is_cursor {
            rows::accent(
                frame,
                grid::place(&columns, bar_at, rows::cells(area)),
                |sign| sign == bar::TARGET,
                Role::Key,
                theme,
            );
        }
        line += 1;
    }
    screen.list.draw_more(frame, body, theme);
}

/// The names by which the columns of the bar and of the reason are found; that of the bar becomes its scale.
const BAR: &str = "bar";
const WHY: &str = "WHY";
/// From this width of the list on, long reasons go before the figures that matter least.
const ROOMY: u16 = 120;
/// Cells beside a reason: a handle, the verdict, a short bar, and the gaps.
const BESIDE_REASON: u16 = 15 + 7 + 12 + 6;

/// Whether the reason of each row fits beside it. The full list is about the figures.
fn has_reasons(screen: &ResultsScreen, rows: &[Row<'_>], room: u16) -> bool {
    !screen.is_full && rows.iter().any(|row| row.estimate().is_some()) && room >= reason_cells(rows, 1) + BESIDE_REASON
}

/// Cells of the widest reason, in its long (0) or in its short form (1).
fn reason_cells(rows: &[Row<'_>], form: usize) -> u16 {
    let reasons = rows.iter().filter(|row| row.stops()).filter_map(|row| row.why());
    let widest = reasons.map(|why| text::width(&text::shown(&why[form]))).max().unwrap_or(0);
    u16::try_from(widest.max(WHY.len())).unwrap_or(u16::MAX)
}

/// Fewest cells and priority of each figure of a row; without its head figure no goal says anything.
fn column_of(figure: Figure, goal: Goal) -> (u16, u8) {
    let view = GoalView::of(goal);
    match figure {
        _ if goal == Goal::Conversions => column_of_sales(figure),
        head if head == view.head => (10, 3),
        // What was bought says more than what was paid for all of it.
        brings if brings == view.brings => (7, 4),
        Figure::Spend => (7, 5),
        Figure::ViewsPerUnit | Figure::Cleared => (12, 6),
        Figure::Orders | Figure::Revenue => (8, 15),
        Figure::Clicks | Figure::Cpc => (8, 13),
        figure => column_of_sales(figure),
    }
}

fn column_of_sales(figure: Figure) -> (u16, u8) {
    match figure {
        Figure::Spend => (7, 5),
        Figure::Revenue => (8, 8),
        Figure::Orders => (7, 6),
        Figure::Roi => (8, 9),
        Figure::Cpa => (10, 10),
        Figure::Views => (7, 11),
        Figure::Cpm => (8, 12),
        _ => (5, 3),
    }
}

fn columns(rows: &[Row<'_>], heads: &Figures, bars: Bars, room: u16) -> Vec<Column> {
    let figures = GoalView::of(bars.goal).columns.iter().map(|figure| {
        let figure = *figure;
        let (least, priority) = column_of(figure, bars.goal);
        let told = rows.iter().filter(|row| row.sums() != Sums::default());
        let widest = told.map(|row| text::width(&row.figures().text(figure))).max();
        // The last cell of each column is for the sign of a figure that has just moved.
        let cells = u16::try_from(widest.unwrap_or(0) + 1).unwrap_or(20).clamp(least, 20);
        Column::number(format!("{} ", heads.head(figure)), cells, priority)
    });
    // A bar is read by its length: it gets a fifth of the line before the last figures do. Beside reasons it gives way to them.
    let (part, longest) = if bars.reasons { (7, (room / 5).max(16)) } else { (5, 44) };
    let bar = Column::words(BAR, (room / part).clamp(if bars.estimated { 12 } else { 10 }, 36), longest, 1);
    let ranged = bars.estimated && (bars.goal != Goal::Ugc);
    let range = ranged.then(|| Column::words("IF REPEATED", range_cells(rows, 11), range_cells(rows, 12), 4));
    // Without estimates the verdicts would be an empty column; under headings they would be said twice.
    let said = rows.iter().filter(|row| row.stops()).map(|row| text::width(estimate::verdict(row.estimate()).0));
    let verdict = u16::try_from(said.max().unwrap_or(0).max(text::width("VERDICT"))).unwrap_or(9);
    let hint = (bars.estimated && !bars.grouped).then(|| Column::words("VERDICT", verdict, verdict, 1));
    let (long, short) = (reason_cells(rows, 0), reason_cells(rows, 1));
    let why = bars
        .reasons
        .then(|| Column::words(WHY, if room < ROOMY { short } else { long.min(room * 9 / 25).max(short) }, long, 2));
    let decided = bars.decided.then(|| Column::words("YOU", 7, 7, 7));
    let name = if let Some(Row::Campaign(_)) = rows.first() {
        Column::words("CAMPAIGN", 24, 34, 0)
    } else {
        // Where cells are few the bar needs them more than the end of a long handle.
        let handles = rows.iter().filter(|row| row.stops()).map(|row| text::width(row.name()) + 2);
        let widest = u16::try_from(handles.max().unwrap_or(0)).unwrap_or(u16::MAX).clamp(15, 20);
        Column::words("CREATOR", if room < 110 { 15 } else { widest }, if room < 130 { widest } else { 26 }, 0)
    };
    std::iter::once(name).chain(hint).chain(figures).chain(range).chain([bar]).chain(why).chain(decided).collect()
}

/// Cells of the widest range: amounts are longer than ratios.
fn range_cells(rows: &[Row<'_>], least: u16) -> u16 {
    let amounts = rows.iter().filter(|row| row.stops() && row.campaign().goal != Goal::Conversions);
    let widest = amounts.filter_map(|row| Some(text::width(&row.range()?))).max().unwrap_or(0);
    u16::try_from(widest).unwrap_or(least).clamp(least, 26)
}

fn cells(screen: &ResultsScreen, row: Row<'_>, bars: Bars, why_cells: usize) -> Vec<Cell> {
    let (name, role) = match row {
        Row::Campaign(campaign) => (text::shown(&campaign.name), Role::Text),
        Row::Batch(_, batch) => {
            let name = format!("{}, {}", text::shown(&batch.name), batch.status.word());
            (name, if batch.status == BatchStatus::Planned { Role::Quiet } else { Role::Strong })
        }
        Row::Creator(_, creator) => {
            let is_under = bars.grouped || (screen.reach == Reach::Campaign && screen.order.has_batches());
            let indent = if is_under { " " } else { "" };
            (format!("{indent}@{}", text::shown(&creator.handle)), Role::Text)
        }
    };
    let figures = row.figures();
    let moves = screen.moves.get(&row.scope());
    // No sums before anything happened.
    let is_blank = row.sums() == Sums::default();
    let figure_cells = GoalView::of(bars.goal).columns.iter().map(|shown| {
        let shown = *shown;
        let is_elsewhere =
            row.campaign().goal != bars.goal && matches!(shown, Figure::Roas | Figure::Roi | Figure::Cpa);
        if is_blank || is_elsewhere {
            return Cell::with(if row.stops() { format!("{} ", figure::UNKNOWN) } else { String::new() }, Role::Quiet);
        }
        let sign = moves.map_or(' ', |moves| moves.sign(shown));
        Cell::with(format!("{}{sign}", figures.text(shown)), role)
    });
    // The headline shows what the batch would return.
    let said = row.estimate().filter(|_| row.stops());
    let campaign = row.campaign();
    let target = match screen.reach {
        Reach::All => estimate::target_e4(campaign.head_target(), campaign),
        Reach::Campaign | Reach::Batch => bars.target,
    };
    let bar = match said.and_then(|said| estimate::bar(said, target, bars.scale, bars.cells)) {
        // Beside campaigns with another goal a figure is named, because their scales are not the same.
        _ if campaign.goal != bars.goal => said.and_then(|said| row.view().head_briefly(said)).unwrap_or_default(),
        Some(range) => range,
        // Nothing was bought yet: a target alone says nothing of the row.
        None if is_blank && bars.goal == Goal::Ugc => String::new(),
        None if row.stops() && (!bars.estimated || bars.goal == Goal::Ugc) => {
            let own = said.and_then(|said| estimate::target_e4(said.head.target, campaign));
            bar::against(figures.head_e4(bars.goal), own.or(target), bars.scale, bars.cells)
        }
        None => String::new(),
    };
    let ranged = bars.estimated && bars.goal != Goal::Ugc;
    let range = ranged.then(|| Cell::new(said.and_then(|_| row.range()).unwrap_or_default()));
    let (word, meaning) = estimate::verdict(said);
    let hint = (bars.estimated && !bars.grouped).then(|| Cell::with(word, meaning));
    let reason = bars.reasons.then(|| {
        let Some(why) = row.why().filter(|_| row.stops()) else {
            let none = ["nothing to judge yet", "nothing yet", figure::UNKNOWN].map(str::to_owned);
            return Cell::with(if row.stops() { text::widest(&none, why_cells) } else { "" }, Role::Quiet);
        };
        Cell::new(text::widest(&why.map(|why| text::shown(&why)), why_cells))
    });
    let decision = match row {
        Row::Creator(_, creator) if creator.decision != Decision::Undecided => creator.decision.word(),
        _ => figure::UNKNOWN,
    };
    let decided = bars.decided.then(|| Cell::new(if row.stops() { decision } else { "" }));
    std::iter::once(Cell::with(name, role))
        .chain(hint)
        .chain(figure_cells)
        .chain(range)
        .chain([Cell::with(bar, meaning)])
        .chain(reason)
        .chain(decided)
        .collect()
}

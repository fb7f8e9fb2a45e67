//! How the results look.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::domain::BatchStatus;
use crate::proto::results::CampaignResult;
use crate::tui::kit::{Action, Ctx};
use crate::tui::look::{Role, Theme, figure, text};
use crate::tui::widgets::fact::{self, Fact};
use crate::tui::widgets::grid::{self, Cell, Column};
use crate::tui::widgets::panel::{self, Edge};
use crate::tui::widgets::{bar, rows};

use super::estimate;
use super::explain::{COLUMNS, headline, left_out, left_out_briefly};
use super::figures::{Figure, Figures, Scope};
use super::{ResultsScreen, Row};

/// Figures of the headline beside each other.
const PER_LINE: usize = 6;

/// The label that no figure on this screen stands without.
const TRACKED: &str = "facts, tracked so far";

/// About how many rows of the list fit, for moving by pages.
pub(super) fn list_lines(area: Rect) -> usize {
    let around = if Edge::of(area) == Edge::Frame { 13 } else { 8 };
    usize::from(area.height.saturating_sub(around))
}

pub(super) fn draw(screen: &ResultsScreen, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let area = area.intersection(frame.area());
    let edge = Edge::of(area);
    let Some(result) = screen.result() else {
        let sentence = match screen.results {
            Some(_) => format!(
                "No results yet. A batch with codes and imported orders shows here. {} plans one, {} imports orders.",
                ctx.key(Action::GoCampaigns),
                ctx.key(Action::GoImport)
            ),
            None => "Reading results …".to_owned(),
        };
        let inner = panel::draw(frame, area, edge, "Results", "", theme);
        empty(frame, inner, &sentence, theme);
        return;
    };
    let inner = usize::from(area.width).saturating_sub(if edge == Edge::Frame { 4 } else { 0 });
    let mut lines = tiles(screen, result, inner, edge, theme);
    if result.margin_bp.is_none() {
        let edit = ctx.key(Action::ItemEdit);
        let sentence = format!("margin unknown: {edit} sets it");
        lines.push(Line::styled(text::fit(&sentence, inner), theme.style(Role::Warn)));
    }
    if let Some(said) = &result.estimate {
        // At most two lines, and on small windows one: the verdict stands at the start of the sentence.
        let most = if edge == Edge::Frame { 2 } else { 1 };
        let wrapped = fact::wrap(&said.sentence, inner);
        let is_cut = wrapped.len() > most;
        for (index, line) in wrapped.into_iter().take(most).enumerate() {
            let line = if is_cut && index + 1 == most { text::fit(&format!("{line} …"), inner) } else { line };
            lines.push(Line::styled(line, theme.style(estimate::hint(Some(said)).1)));
        }
    }
    let frame_lines = if edge == Edge::Frame { 2 } else { 1 };
    // A short window keeps most of its lines for the creators.
    let most = if area.height >= 14 { area.height / 2 } else { 3.min(area.height / 2) };
    let wanted = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(frame_lines).min(most);
    let [head, list] = area.layout(&Layout::vertical([Constraint::Length(wanted), Constraint::Fill(1)]));
    let (title, note) = heading(screen, result, usize::from(area.width));
    let inside = panel::draw(frame, head, edge, &title, note, theme);
    for (index, line) in lines.into_iter().enumerate() {
        frame.render_widget(line, rows::line(inside, index).intersection(frame.area()));
    }
    draw_list(screen, result, frame, (list, edge), ctx, theme);
}

fn empty(frame: &mut Frame<'_>, inner: Rect, sentence: &str, theme: Theme) {
    let below = Rect { y: inner.y + u16::from(inner.height > 2), height: inner.height.saturating_sub(1), ..inner };
    fact::draw(frame, below, &[Fact::new("", sentence, 0)], theme);
}

/// The name with its place among the campaigns, and the label of all figures, which never gives way to a long name.
fn heading(screen: &ResultsScreen, result: &CampaignResult, cells: usize) -> (String, &'static str) {
    let note = if cells >= 60 { TRACKED } else { "so far" };
    let place = format!(" ({} of {})", screen.place() + 1, screen.results().len());
    let room = cells.saturating_sub(text::width(note) + text::width(&place) + 9);
    (format!("{}{place}", text::fit(&text::shown(&result.name), room)), note)
}

/// The headline: two lines of labels over figures where there is room, else labels and figures in a row.
fn tiles<'a>(screen: &ResultsScreen, result: &CampaignResult, cells: usize, edge: Edge, theme: Theme) -> Vec<Line<'a>> {
    let moves = screen.moves.get(&Scope::Campaign);
    let entries: Vec<(String, String)> = headline(result)
        .into_iter()
        .map(|(label, figure, value)| {
            let sign = figure.and_then(|figure| moves.map(|moves| moves.sign(figure))).unwrap_or(' ');
            (label, format!("{value}{sign}").trim_end().to_owned())
        })
        .collect();
    let mut lines = Vec::new();
    let (above, below) = entries.split_at(PER_LINE.min(entries.len()));
    let widest = |entry: Option<&(String, String)>| {
        entry.map_or(0, |(label, value)| text::width(label).max(text::width(value) + 1))
    };
    let widths: Vec<usize> =
        above.iter().enumerate().map(|(index, entry)| widest(Some(entry)).max(widest(below.get(index))) + 2).collect();
    if edge == Edge::Frame && widths.iter().sum::<usize>() <= cells {
        // What is left over is shared, so that the columns spread over the frame.
        let spare = (cells - widths.iter().sum::<usize>()) / PER_LINE;
        for chunk in [above, below] {
            let line = |pick: fn(&(String, String)) -> &String, role| {
                let spans = chunk.iter().zip(&widths);
                let spans =
                    spans.map(|(entry, width)| Span::styled(text::left(pick(entry), width + spare), theme.style(role)));
                Line::from(spans.collect::<Vec<_>>())
            };
            lines.push(line(|entry| &entry.0, Role::Quiet));
            lines.push(line(|entry| &entry.1, Role::Strong));
        }
        return lines;
    }
    let (mut spans, mut used): (Vec<Span<'a>>, usize) = (Vec::new(), 0);
    for (label, value) in entries {
        let size = text::width(&label) + 1 + text::width(&value);
        if used > 0 && used + 3 + size > cells {
            lines.push(Line::from(std::mem::take(&mut spans)));
            used = 0;
        }
        if used > 0 {
            spans.push(Span::raw("   "));
            used += 3;
        }
        spans.push(Span::styled(format!("{label} "), theme.style(Role::Quiet)));
        spans.push(Span::styled(value, theme.style(Role::Strong)));
        used += size;
    }
    lines.push(Line::from(spans));
    lines
}

fn draw_list(
    screen: &ResultsScreen,
    result: &CampaignResult,
    frame: &mut Frame<'_>,
    (area, edge): (Rect, Edge),
    ctx: &Ctx,
    theme: Theme,
) {
    let rows = screen.rows();
    let creators = result.batches.iter().map(|batch| batch.creators.len()).sum::<usize>();
    let counted = figure::counted(i64::try_from(creators).unwrap_or(0), "creator", "creators");
    let estimated = estimate::is_there(result);
    let bars = if estimated && edge == Edge::Frame { "ranges: one more booking, 8 in 10; " } else { "" };
    let note = format!("{bars}{counted}, {} explains", ctx.key(Action::PaneInfo));
    let inner = panel::draw(frame, area, edge, "Per creator", &note, theme);
    if rows.is_empty() {
        let plan = ctx.key(Action::BatchNew);
        empty(frame, inner, &format!("No batch in this campaign yet. {plan} plans one."), theme);
        return;
    }
    let mut facts: Vec<Fact> = match edge {
        Edge::Frame => left_out(result).into_iter().map(|line| Fact::new("", line, 0).role(Role::Quiet)).collect(),
        // Small windows get one sentence, so that the creators keep their lines.
        Edge::Rule => match left_out_briefly(result) {
            sentence if sentence.is_empty() => Vec::new(),
            sentence => vec![Fact::new("", sentence, 0).role(Role::Quiet)],
        },
    };
    // What is said of the creator under the cursor comes first; it is why one looks here.
    if let Some(Row::Creator(creator)) = rows.get(screen.cursor.at)
        && let Some(said) = &creator.estimate
    {
        facts.insert(0, Fact::new("", said.sentence.clone(), 0).role(estimate::hint(Some(said)).1));
    }
    let needed: usize = facts.iter().map(|fact| fact::wrap(&fact.text, usize::from(inner.width)).len()).sum();
    let foot = u16::try_from(needed).unwrap_or(u16::MAX).min((inner.height / 5).max(2).min(inner.height / 3));
    let [table, foot] = inner.layout(&Layout::vertical([Constraint::Fill(1), Constraint::Length(foot)]));
    fact::draw(frame, foot, &facts, theme);
    let best = rows.iter().filter_map(|row| match row {
        Row::Creator(creator) => Figures::new(creator.sums, result).value(Figure::Roas),
        Row::Batch(_) => None,
    });
    let scale = if estimated {
        estimate::scale(&rows, result.target_roas_e4)
    } else {
        best.chain(result.target_roas_e4).max().unwrap_or(0).max(10_000)
    };
    let mut columns = columns(&rows, result, estimated);
    let widths = grid::widths(&columns, rows::cells(table).width);
    let bar_cells = usize::from(widths.last().copied().unwrap_or(0));
    if let Some(bar) = columns.last_mut() {
        bar.title = bar::axis(result.target_roas_e4, scale, &figure::ratio(scale), bar_cells);
    }
    rows::header(frame, table, &columns, theme);
    let body = Rect { y: table.y + table.height.min(1), height: table.height.saturating_sub(1), ..table };
    let seen = screen.cursor.seen(rows.len(), usize::from(body.height));
    for (line, index) in seen.enumerate() {
        let cells = cells(screen, result, rows[index], scale, bar_cells);
        let is_cursor = index == screen.cursor.at && matches!(rows[index], Row::Creator(_));
        let area = rows::line(body, line);
        rows::row(frame, area, &columns, &cells, is_cursor, theme);
        if is_cursor {
            // A reversed bar would look like its own gap.
            let bar = grid::last_column(&columns, rows::cells(area)).intersection(frame.area());
            frame.buffer_mut().set_style(bar, Style::new().not_reversed());
        }
    }
}

/// Heading, fewest cells and priority of each figure of a row.
fn column_of(figure: Figure) -> (&'static str, u16, u8) {
    match figure {
        Figure::Spend => ("SPEND", 8, 1),
        Figure::Revenue => ("REVENUE", 8, 5),
        Figure::Orders => ("ORDERS", 7, 3),
        Figure::Roas | Figure::Profit => ("ROAS", 8, 2),
        Figure::Roi => ("ROI", 8, 6),
        Figure::Cpa => ("CPA", 10, 7),
        Figure::Views => ("VIEWS", 7, 8),
        Figure::Cpm => ("CPM", 8, 9),
    }
}

fn columns(rows: &[Row<'_>], result: &CampaignResult, estimated: bool) -> Vec<Column> {
    let sums = |row: &Row<'_>| match row {
        Row::Batch(batch) => batch.sums,
        Row::Creator(creator) => creator.sums,
    };
    let figures = COLUMNS.map(|figure| {
        let (title, least, priority) = column_of(figure);
        let widest = rows.iter().map(|row| text::width(&Figures::new(sums(row), result).text(figure))).max();
        // The last cell of each column is for the sign of a figure that has just moved.
        let cells = u16::try_from(widest.unwrap_or(0) + 1).unwrap_or(20).clamp(least, 20);
        Column::number(format!("{title} "), cells, priority)
    });
    let bar = Column::words("", if estimated { 18 } else { 10 }, 40, 4);
    // Without estimates the verdicts would be an empty column.
    let hint = estimated.then(|| Column::words("SAYS", 8, 8, 3));
    let bars = hint.into_iter().chain([bar]);
    std::iter::once(Column::words("CREATOR", 16, 22, 0)).chain(figures).chain(bars).collect()
}

fn cells(screen: &ResultsScreen, result: &CampaignResult, row: Row<'_>, scale: i64, bar_cells: usize) -> Vec<Cell> {
    let (name, scope, sums, role) = match row {
        Row::Batch(batch) => {
            let name = format!("{}, {}", text::shown(&batch.name), batch.status.word());
            let quiet = batch.status == BatchStatus::Planned;
            (name, Scope::Batch(batch.id), batch.sums, if quiet { Role::Quiet } else { Role::Strong })
        }
        Row::Creator(creator) => (
            format!("  @{}", text::shown(&creator.handle)),
            Scope::Creator(creator.collaboration),
            creator.sums,
            Role::Text,
        ),
    };
    let figures = Figures::new(sums, result);
    let moves = screen.moves.get(&scope);
    let figure_cells = COLUMNS.map(|figure| {
        let sign = moves.map_or(' ', |moves| moves.sign(figure));
        Cell::with(format!("{}{sign}", figures.text(figure)), role)
    });
    let (said, is_creator) = match row {
        Row::Batch(_) => (None, false),
        Row::Creator(creator) => (creator.estimate.as_ref(), true),
    };
    let target = result.target_roas_e4;
    let estimated = estimate::is_there(result);
    let bar = match said.and_then(|said| estimate::range(said, target, scale, bar_cells)) {
        Some(range) => range,
        None if is_creator && !estimated => bar::against(figures.value(Figure::Roas), target, scale, bar_cells),
        None => String::new(),
    };
    let (word, meaning) = estimate::hint(said);
    let hint = estimated.then(|| Cell::with(word, meaning));
    let bars = hint.into_iter().chain([Cell::new(bar)]);
    std::iter::once(Cell::with(name, role)).chain(figure_cells).chain(bars).collect()
}

//! The headline: on the left, figures tracked so far; on the right, what the same would return if you booked it again.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};

use crate::domain::{BatchStatus, Goal};
use crate::proto::results::{BatchResult, Estimate};
use crate::tui::kit::Action;
use crate::tui::look::{Role, Theme, day, text};
use crate::tui::screens::estimate;
use crate::tui::widgets::panel::{self, Edge};
use crate::tui::widgets::{bar, rows};
use crate::words::result_view::{Figure, ResultView};

use super::ResultsScreen;
use super::creators;
use super::figures::Scope;
use super::list::Reach;
use super::look::Look;
use super::pane::Pane;
use super::program;

/// The label of all tracked figures on this screen.
const TRACKED: &str = "tracked so far";
/// Lines inside the frame: the facts with a note, and the budget below.
const INNER: u16 = 6;
/// Figures beside each other.
const PER_LINE: usize = 6;
/// Fewest cells in which a range can be read.
const RANGE: usize = 30;
/// Most cells of a range.
const WIDEST: usize = 88;
/// Cells that a label of a fact and the figure below it are kept apart by.
const GAP: usize = 2;

/// How many lines the headline takes of an area.
pub(super) fn height(screen: &ResultsScreen, area: Rect, look: Look<'_>) -> u16 {
    if look.edge == Edge::Frame && screen.reach == Reach::All {
        return u16::try_from(program::totals(screen).len()).unwrap_or(INNER).min(INNER) + 2;
    }
    if look.edge == Edge::Frame {
        return INNER + 2 + u16::from(floor(screen, area).is_some());
    }
    // A short window keeps most of its lines for the creators.
    let most = match area.height {
        18.. => 6,
        14.. => 5,
        height => 3.min(height / 2),
    };
    let lines = narrow(screen, usize::from(area.width), look).len();
    u16::try_from(lines + 1).unwrap_or(most).min(most)
}

pub(super) fn draw(screen: &ResultsScreen, frame: &mut Frame<'_>, area: Rect, look: Look<'_>) {
    let (title, note) = heading(screen, look, usize::from(area.width));
    let inner = panel::draw(frame, area, look.edge, &title, note, look.theme);
    let cells = usize::from(inner.width);
    if look.edge == Edge::Frame
        && let Some((facts, width)) = wide(screen, cells, look)
    {
        let lines = inner.height.saturating_sub(INNER - 1);
        let floor_line =
            pays_only(screen).map(|floor| Line::styled(text::fit(&floor, cells), look.theme.style(Role::Quiet)));
        let below = budget(screen, cells, look).into_iter().chain(floor_line);
        let below = below.take(usize::from(lines)).collect();
        let [inner, foot] = inner.layout(&Layout::vertical([Constraint::Fill(1), Constraint::Length(lines)]));
        put(frame, foot, below);
        let width = u16::try_from(width).unwrap_or(inner.width);
        let [left, right] =
            inner.layout(&Layout::horizontal([Constraint::Length(width), Constraint::Fill(1)]).spacing(2));
        put(frame, left, facts);
        let ranges = ranges(screen, usize::from(right.width), look);
        put(frame, right, ranges);
        return;
    }
    put(frame, inner, narrow(screen, cells, look));
}

fn put(frame: &mut Frame<'_>, area: Rect, lines: Vec<Line<'_>>) {
    for (index, line) in lines.into_iter().enumerate() {
        frame.render_widget(line, rows::line(area, index).intersection(frame.area()));
    }
}

/// What is on screen, which of how many it is, and the label of all facts, which never gives way to a long name.
fn heading(screen: &ResultsScreen, look: Look<'_>, cells: usize) -> (String, &'static str) {
    let note = if cells >= 60 { TRACKED } else { "so far" };
    let Some(result) = screen.result() else { return (String::new(), note) };
    let all = screen.results().len();
    if screen.reach == Reach::All {
        return (format!("All campaigns ({all})"), note);
    }
    let place = match (screen.reach, screen.batch()) {
        (Reach::Batch, Some(batch)) => {
            let at = result.batches.iter().position(|known| known.id == batch.id).unwrap_or(0) + 1;
            let all = result.batches.len();
            let rule = batch.judged.as_ref().map(|judgement| format!(", rule {}", judgement.ruling.word()));
            let (name, course) = (text::shown(&batch.name), course(batch, look));
            format!(": {name} ({at} of {all}, {course}{})", rule.unwrap_or_default())
        }
        _ => format!(" ({} of {all})", screen.place() + 1),
    };
    let room = cells.saturating_sub(text::width(note) + 9);
    let name = text::fit(&text::shown(&result.name), room.saturating_sub(text::width(&place)).max(8));
    (text::fit(&format!("{name}{place}"), room), note)
}

/// How far a batch has come: `day 10 of 14`, `planned`, `finished`.
fn course(batch: &BatchResult, look: Look<'_>) -> String {
    match (batch.status, batch.starts_on, batch.ends_on) {
        (BatchStatus::Running, Some(start), Some(end)) => {
            let (days, all) = ((look.ctx.today - start).num_days() + 1, (end - start).num_days() + 1);
            if days > all || days < 1 {
                return format!("planned end {}", day::tiny(end, look.ctx.today));
            }
            format!("day {days} of {all}")
        }
        (status, _, _) => status.word().to_owned(),
    }
}

/// The facts, label and figure with the sign of what has just moved; of how many a figure is only where there is room.
fn entries(screen: &ResultsScreen, has_room: bool) -> Vec<(String, String)> {
    let (Some(result), Some(sums)) = (screen.result(), screen.sums()) else { return Vec::new() };
    let scope = match (screen.reach, screen.batch()) {
        (Reach::Batch, Some(batch)) => Scope::Batch(batch.id),
        _ => Scope::Campaign(result.id),
    };
    let moves = screen.moves.get(&scope);
    let headline = ResultView::new(result).key_figures(sums, screen.target()).into_iter();
    headline
        .map(|(label, figure, value)| {
            let sign = figure.and_then(|figure| moves.map(|moves| moves.sign(figure))).unwrap_or(' ');
            let part = figure.filter(|figure| !has_room && matches!(figure, Figure::Cpm | Figure::Cpc));
            (part.map_or(label, |figure| figure.head().to_owned()), format!("{value}{sign}").trim_end().to_owned())
        })
        .collect()
}

/// Facts as labels over figures, and a line that says what to know about them; nothing where they leave no room for a range.
fn wide<'a>(screen: &ResultsScreen, cells: usize, look: Look<'_>) -> Option<(Vec<Line<'a>>, usize)> {
    let theme = look.theme;
    if screen.reach == Reach::All {
        return None;
    }
    let entries = entries(screen, true);
    let (above, below) = entries.split_at(PER_LINE.min(entries.len()));
    let widest = |entry: Option<&(String, String)>| {
        entry.map_or(0, |(label, value)| text::width(label).max(text::width(value) + 1))
    };
    let widths: Vec<usize> = above
        .iter()
        .enumerate()
        .map(|(index, entry)| widest(Some(entry)).max(widest(below.get(index))) + GAP)
        .collect();
    let used = widths.iter().sum::<usize>();
    let spare = cells.checked_sub(used + RANGE + 2)?;
    // Part of what is left over spreads the columns; the rest makes the range longer.
    let more = (spare / 3 / PER_LINE).min(4);
    let mut lines = Vec::new();
    for chunk in [above, below] {
        let line = |pick: fn(&(String, String)) -> &String, role| {
            let spans = chunk.iter().zip(&widths);
            let spans =
                spans.map(|(entry, width)| Span::styled(text::left(pick(entry), width + more), theme.style(role)));
            Line::from(spans.collect::<Vec<_>>())
        };
        lines.push(line(|entry| &entry.0, Role::Quiet));
        lines.push(line(|entry| &entry.1, Role::Strong));
    }
    let width = used + more * PER_LINE;
    let notes = notes(screen, look);
    if let Some((note, role)) = notes.iter().find(|(note, _)| text::width(note) <= width).or(notes.first()) {
        lines.push(Line::styled(text::fit(note, width), theme.style(*role)));
    }
    Some((lines, width))
}

/// What is estimated of all that is on screen: the best guess with its range, drawn against the target.
fn ranges<'a>(screen: &ResultsScreen, cells: usize, look: Look<'_>) -> Vec<Line<'a>> {
    let theme = look.theme;
    let Some(result) = screen.result() else { return Vec::new() };
    let label = match result.goal {
        Goal::Conversions | Goal::Awareness => format!("IF BOOKED AGAIN ({})", estimate::RANGE),
        Goal::Ugc => "AGAINST THE TARGET (a count, no range)".to_owned(),
    };
    let mut lines = vec![Line::styled(text::fit(&label, cells), theme.style(Role::Quiet))];
    let said = screen.estimate();
    let width = cells.min(WIDEST);
    let target = estimate::target_e4(screen.target(), result);
    let Some((said, words)) = said.and_then(|said| Some((said, estimate::guess(said, result.currency)?))) else {
        lines.extend(against(screen, width, look));
        let (reason, role) = no_range(screen);
        let wrapped = crate::tui::widgets::fact::wrap(&reason, cells).into_iter();
        lines.extend(wrapped.map(|line| Line::styled(line, theme.style(role))));
        return lines;
    };
    let scale = match result.goal {
        Goal::Conversions => estimate::scale([said].into_iter(), target),
        Goal::Awareness | Goal::Ugc => estimate::cost_scale([said].into_iter(), target),
    };
    let name = ResultView::new(result).goal().name;
    lines.push(Line::styled(format!("{name} {words}"), theme.style(Role::Strong)));
    lines.push(Line::styled(bar::scale(target, scale, false, width), theme.style(Role::Quiet)));
    let drawn = estimate::bar(said, target, scale, width).unwrap_or_default();
    lines.push(bar_line(&drawn, estimate::verdict(Some(said)).1, theme));
    lines.push(verdict(screen, said, cells, look));
    lines
}

/// A bar in its own color, with the line of the target in that of the accent.
fn bar_line<'a>(drawn: &str, role: Role, theme: Theme) -> Line<'a> {
    let mut parts = drawn.split(bar::TARGET);
    let mut spans = vec![Span::styled(parts.next().unwrap_or_default().to_owned(), theme.style(role))];
    for part in parts {
        spans.push(Span::styled(bar::TARGET.to_string(), theme.style(Role::Key)));
        spans.push(Span::styled(part.to_owned(), theme.style(role)));
    }
    Line::from(spans)
}

/// A head figure that is a count, drawn against its target; nothing where either is unknown.
fn against<'a>(screen: &ResultsScreen, width: usize, look: Look<'_>) -> Vec<Line<'a>> {
    let drawn = screen.result().zip(screen.sums()).and_then(|(result, sums)| {
        let head = ResultView::new(result).figures(sums).head_e4(result.goal)?;
        let target = estimate::target_e4(screen.target(), result).filter(|_| result.goal == Goal::Ugc)?;
        Some((head, target))
    });
    let Some((head, target)) = drawn else { return Vec::new() };
    let scale = estimate::within(head, Some(target));
    vec![
        Line::styled(bar::ticks(scale, width), look.theme.style(Role::Quiet)),
        bar_line(&bar::against(Some(head), Some(target), scale, width), Role::First, look.theme),
    ]
}

fn verdict<'a>(screen: &ResultsScreen, said: &Estimate, cells: usize, look: Look<'_>) -> Line<'a> {
    let Some(result) = screen.result() else { return Line::default() };
    let view = ResultView::new(result);
    let words = match view.lack(said) {
        Some(lacks) => view.lacking(lacks),
        // The target stands among the figures, with where it comes from.
        _ if result.goal != Goal::Conversions => view.beats_briefly(said).unwrap_or_else(|| view.beats(said)),
        _ => view.beats(said),
    };
    let with_state = |words: String| {
        let words = if said.early { format!("{words}, so far") } else { words };
        if said.is_provisional() { format!("PROVISIONAL: {words}") } else { words }
    };
    // Where the name of the target has no room, its number says which one: it stands among the figures.
    let short = view.beats_briefly(said);
    let words = match (with_state(words), short) {
        (long, Some(short)) if text::width(&long) > cells => with_state(short),
        (long, _) => long,
    };
    Line::styled(text::fit(&words, cells), look.theme.style(estimate::verdict(Some(said)).1))
}

/// Why there is no estimate, or what a count says without one.
fn no_range(screen: &ResultsScreen) -> (String, Role) {
    if let Some((said, result)) = screen.estimate().zip(screen.result()) {
        return (ResultView::new(result).repeated(said), estimate::verdict(Some(said)).1);
    }
    let said = screen.result().zip(screen.sums()).map(|(result, sums)| ResultView::new(result).no_range(sums));
    let said = said.filter(|_| !screen.creators().is_empty()).unwrap_or("No range: there are no creators here yet.");
    (said.to_owned(), Role::Quiet)
}

/// Facts in a row, what is estimated, and what to know, for windows without room for more.
fn narrow<'a>(screen: &ResultsScreen, cells: usize, look: Look<'_>) -> Vec<Line<'a>> {
    let theme = look.theme;
    if screen.reach == Reach::All {
        return program::totals(screen)
            .into_iter()
            .map(|line| Line::styled(text::fit(&line, cells), theme.style(Role::Text)))
            .collect();
    }
    let mut lines: Vec<Line<'a>> = Vec::new();
    let (mut spans, mut used): (Vec<Span<'a>>, usize) = (Vec::new(), 0);
    for (label, value) in entries(screen, false) {
        let size = text::width(&label) + 1 + text::width(&value);
        if used > 0 && used + 2 + size > cells {
            lines.push(Line::from(std::mem::take(&mut spans)));
            used = 0;
            if lines.len() == 2 {
                break;
            }
        }
        if used > 0 {
            spans.push(Span::raw("  "));
            used += 2;
        }
        spans.push(Span::styled(format!("{label} "), theme.style(Role::Quiet)));
        spans.push(Span::styled(value, theme.style(Role::Strong)));
        used += size;
    }
    if !spans.is_empty() {
        lines.push(Line::from(spans));
    }
    if let Some((said, result)) = screen.estimate().zip(screen.result())
        && let Some(words) = estimate::guess(said, result.currency)
    {
        let chance = match ResultView::new(result).lack(said) {
            Some(lacks) => Some(ResultView::new(result).lacking(lacks)),
            None => ResultView::new(result).beats_briefly(said),
        };
        let chance = chance.map_or(String::new(), |chance| format!(", {chance}"));
        let name = ResultView::new(result).goal().name;
        let role = estimate::verdict(Some(said)).1;
        let label = if said.is_provisional() { "IF BOOKED AGAIN (provisional)" } else { "IF BOOKED AGAIN" };
        lines.push(Line::styled(text::fit(&format!("{label}: {name} {words}{chance}"), cells), theme.style(role)));
    } else if !screen.creators().is_empty() {
        let (words, role) = no_range(screen);
        lines.push(Line::styled(text::fit(&words, cells), theme.style(role)));
    }
    lines.extend(budget(screen, cells, look));
    let notes = notes(screen, look).into_iter();
    lines.extend(notes.map(|(note, role)| Line::styled(text::fit(&note, cells), theme.style(role))));
    lines
}

/// What the campaign may cost and what stands against it, in one line.
fn budget<'a>(screen: &ResultsScreen, cells: usize, look: Look<'_>) -> Option<Line<'a>> {
    let result = screen.result()?;
    let is_over = result.budget.forecast_over_minor().is_some();
    let role = if is_over { Role::Warn } else { Role::Text };
    Some(Line::styled(text::fit(&ResultView::new(result).budget_within(cells), cells), look.theme.style(role)))
}

/// Lines beside those of the list: the frames, the row of panes, what is said of the cursor, and the charts.
const AROUND_LIST: usize = 21;

/// How many of the tracked sales must not have come anyway, where the list and the charts below still have room: they come first.
fn floor(screen: &ResultsScreen, area: Rect) -> Option<String> {
    let needed = creators::lines(screen) + AROUND_LIST;
    if needed > usize::from(area.height) { None } else { pays_only(screen) }
}

fn pays_only(screen: &ResultsScreen) -> Option<String> {
    let result = screen.result().filter(|_| screen.reach == Reach::Campaign)?;
    ResultView::new(result).pays_only()
}

/// What to know about the figures, the most important first. What is in no total is said below the creators, where they are.
fn notes(screen: &ResultsScreen, look: Look<'_>) -> Vec<(String, Role)> {
    let Some(result) = screen.result() else { return Vec::new() };
    let mut notes = Vec::new();
    if result.margin_bp.is_none() && result.goal == Goal::Conversions {
        let edit = look.ctx.key(Action::ItemEdit);
        notes.push((format!("Margin unknown, so no profit and no ROI. {edit} sets it."), Role::Warn));
    }
    let view = ResultView::new(result);
    if result.goal != Goal::Conversions && screen.target().is_none() {
        let (lacking, edit) = (view.target_sentence(), look.ctx.key(Action::BatchEdit));
        notes.push((format!("{lacking} {edit} edits the batch."), Role::Warn));
    }
    if let Some(why) = screen.estimate().and_then(|said| view.unsettled(said).into_iter().next()) {
        notes.push((text::shown(&why), Role::Warn));
    }
    if result.goal != Goal::Conversions {
        notes.extend(screen.target().map(|_| (view.target_sentence(), Role::Quiet)));
    } else if screen.sums().is_some_and(|sums| sums.revenue_minor < 0) {
        notes.push(("Refunds exceed sales, so revenue is below zero.".to_owned(), Role::Warn));
    }
    if let Some(moving) = view.moving(screen.creators().into_iter()) {
        notes.push((text::shown(&moving), Role::Warn));
    }
    let batch = screen.batch().filter(|_| screen.reach == Reach::Batch);
    if let Some((ruling, judgement)) = batch.and_then(|batch| Some((view.ruling(batch)?, batch.judged.as_ref()?))) {
        notes.push((format!("Rule {}", text::shown(&ruling)), estimate::ruling_role(judgement.ruling)));
    }
    if screen.pane() != Pane::Creators {
        notes.extend(screen.left_out().map(|out| (out, Role::Quiet)));
    }
    notes.extend(pays_only(screen).map(|floor| (floor, Role::Quiet)));
    notes
}

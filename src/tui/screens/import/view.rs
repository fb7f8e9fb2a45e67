//! How importing looks, step by step.

use std::path::Path;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};

use crate::domain::figure as size;
use crate::domain::money::{div_round, grouped};
use crate::proto::column::left_out_sentence;
use crate::proto::event::{ImportPreview, ImportReport, Progress};
use crate::proto::ingest::ImportCounts;
use crate::tui::kit::hit::{self, Target, Wheel};
use crate::tui::kit::{Action, Ctx, Place};
use crate::tui::look::{Role, Theme, figure, text};
use crate::tui::widgets::fact::{self, Fact};
use crate::tui::widgets::grid::{Cell, Column};
use crate::tui::widgets::list::ListCursor;
use crate::tui::widgets::panel::{self, Edge};
use crate::tui::widgets::{bar, more, rows};

use super::columns_view::quiet;
use super::verbs::leads_to;
use super::{ImportScreen, Step, columns_view, file_name};

/// Columns left out that are named; the step before shows all of them.
const NAMED: usize = 12;

/// Longest progress bar.
const BAR: usize = 60;

pub(super) fn draw(screen: &ImportScreen, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let area = area.intersection(frame.area());
    match &screen.step {
        Step::Choose => choose(screen, frame, area, ctx, theme),
        Step::Reading(file) => {
            let inner = panel::draw(frame, area, Edge::of(area), "Import", "2 of 4: columns", theme);
            facts(frame, inner, &[Fact::new("", format!("Reading {} …", file_name(file)), 0)], theme);
        }
        Step::Columns => {
            if let Some(mapping) = &screen.mapping {
                columns_view::draw(mapping, frame, area, ctx, theme);
            }
        }
        Step::Trying => {
            let inner = panel::draw(frame, area, Edge::of(area), "Import", "3 of 4: check", theme);
            facts(frame, inner, &[Fact::new("", "Checking what would change …", 0)], theme);
        }
        Step::Check(preview) => check(preview, frame, area, ctx, theme),
        Step::Running(file, progress) => running(file, progress.as_ref(), frame, area, ctx, theme),
        Step::Done(report) => done(report, frame, area, ctx, theme),
    }
}

/// How many lines of the list fit into the area.
pub(super) fn list_lines(screen: &ImportScreen, area: Rect) -> usize {
    match screen.step {
        Step::Columns => columns_view::list_lines(area),
        _ => usize::from(area.height.saturating_sub(6)),
    }
}

/// Draws facts with a blank line above them where there is room.
fn facts(frame: &mut Frame<'_>, inner: Rect, lines: &[Fact], theme: Theme) {
    let gap = u16::from(inner.height > 3);
    fact::draw(frame, Rect { y: inner.y + gap, height: inner.height - gap, ..inner }, lines, theme);
}

fn choose(screen: &ImportScreen, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let edge = Edge::of(area);
    let inner = panel::draw(frame, area, edge, "Import a file", "1 of 4: choose", theme);
    let label = "File  ";
    let line = rows::line(inner, 0).intersection(frame.area());
    if line.is_empty() {
        return;
    }
    let indent = u16::try_from(text::width(label)).unwrap_or(0).min(line.width);
    frame.render_widget(Line::styled(label, theme.style(Role::Quiet)), line);
    let input = Rect { x: line.x + indent, width: line.width - indent, ..line };
    hit::put(line, || Target::Run(vec![(Action::PathEdit, 1)]));
    hit::wheel(area, Wheel::Part(0));
    if screen.input.value().is_empty() && !input.is_empty() {
        let hint = text::fit("paste or drop a path, / to type one, or choose below", usize::from(input.width));
        frame.render_widget(Line::styled(hint, theme.style(Role::Quiet)), input);
        if screen.is_typing && screen.at.is_none() {
            frame.set_cursor_position(input.as_position());
        }
    } else {
        screen.input.draw(frame, input, screen.is_typing && screen.at.is_none(), theme);
    }
    let below = Rect { y: inner.y + 1, height: inner.height - 1, ..inner };
    let open = ctx.key(Action::NavOpen);
    let about = if let Some(fault) = &screen.fault {
        Fact::new("", format!("! {}", text::shown(fault)), 0).role(Role::Bad)
    } else {
        let sentence = format!("Nothing is saved until you press {open} on the check.");
        Fact::new("", sentence, 0).role(Role::Quiet)
    };
    let room = Rect { height: below.height.min(4), ..below };
    let used = fact::draw(frame, room, &[about], theme).min(below.height);
    let list = Rect { y: below.y + used, height: below.height - used, ..below };
    let choices = screen.choices();
    let title = match text::shown(&screen.folder_path().to_string_lossy()) {
        path if path.is_empty() => "Files".to_owned(),
        path => path,
    };
    let count = figure::plural(choices.len(), "choice");
    let inside = panel::draw(frame, list, Edge::Rule, &title, &count, theme);
    if choices.is_empty() {
        let sentence = if screen.is_listed() {
            "No csv, tsv or txt file matches. End the path with / to show another folder."
        } else {
            "Can't list this folder."
        };
        fact::draw(frame, inside, &[Fact::new("", sentence, 0).role(Role::Quiet)], theme);
        return;
    }
    let columns = [Column::words("NAME", 20, 80, 0), Column::number("SIZE", 10, 1)];
    let cursor = ListCursor { at: screen.at.unwrap_or(0), top: 0 };
    let seen = more::seen(cursor, inside, choices.len(), 1);
    more::draw(frame, inside, &seen, choices.len(), theme);
    for (line, index) in seen.enumerate() {
        let entry = choices[index];
        hit::put(rows::line(inside, line), || Target::Spot(index));
        let name = text::shown(&entry.name);
        let cells = if entry.is_folder {
            [Cell::with(format!("{name}/"), Role::Quiet), Cell::with("folder", Role::Quiet)]
        } else {
            [Cell::new(name), Cell::with(size::bytes(entry.bytes), Role::Quiet)]
        };
        rows::row(frame, rows::line(inside, line), &columns, &cells, screen.at == Some(index), theme);
    }
}

fn check(preview: &ImportPreview, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let edge = Edge::of(area);
    let (left, right) = if preview.counts.rejected == 0 || area.height < 12 {
        (area, Rect::ZERO)
    } else if area.width >= 110 {
        let halves = Layout::horizontal([Constraint::Length(52), Constraint::Fill(1)]).spacing(1);
        let [left, right] = area.layout(&halves);
        (left, right)
    } else {
        let lines = u16::try_from(preview.counts.rejected + 2).unwrap_or(u16::MAX).min(area.height / 2);
        let [left, right] = area.layout(&Layout::vertical([Constraint::Fill(1), Constraint::Length(lines)]));
        (left, right)
    };
    let mut about: Vec<String> = left_out_sentence(&preview.left_out, NAMED).into_iter().collect();
    about.extend(preview.notes.iter().cloned());
    counts(preview, &about, frame, left, edge, ctx, theme);
    rejects(preview, frame, right, edge, theme);
}

fn counts(
    preview: &ImportPreview,
    about: &[String],
    frame: &mut Frame<'_>,
    area: Rect,
    edge: Edge,
    ctx: &Ctx,
    theme: Theme,
) {
    let title = format!("What {} would do", file_name(&preview.file));
    let inner = panel::draw(frame, area, edge, &title, "3 of 4: check", theme);
    let ImportCounts { rows, new, updated, unchanged, rejected } = preview.counts;
    let (open, back) = (ctx.key(Action::NavOpen), ctx.key(Action::Back));
    let useful = new + updated;
    let next = match useful {
        0 if preview.is_whole => format!("! Nothing new in this file. {back} goes back."),
        _ if !preview.is_whole => format!("{open} imports the whole file, not only the rows below. {back} goes back."),
        _ => format!("{open} imports {}. {back} goes back.", preview.kind.counted(useful)),
    };
    let mut lines =
        vec![Fact::new("", next, 0).role(if useful == 0 && preview.is_whole { Role::Warn } else { Role::Strong })];
    if edge == Edge::Frame {
        let count = |number: u64, what: &str| Fact::new("", format!("{:>9}  {what}", grouped(number)), 1);
        lines.push(Fact::new("", "", 2));
        // Lines of numbers must not lose their leading blanks by wrapping, so they are drawn one by one below.
        lines.extend([
            count(rows, "read"),
            count(new, "new"),
            count(updated, "known: updated"),
            count(unchanged, "known: unchanged"),
            count(rejected, "can't be read"),
        ]);
        for (index, line) in lines.iter().enumerate() {
            let style = theme.style(line.role);
            let place = rows::line(inner, index).intersection(frame.area());
            frame.render_widget(Line::styled(text::fit(&line.text, usize::from(place.width)), style), place);
        }
        let used = u16::try_from(lines.len() + 1).unwrap_or(u16::MAX).min(inner.height);
        let rest = Rect { y: inner.y + used, height: inner.height - used, ..inner };
        fact::draw(frame, rest, &quiet(about), theme);
        return;
    }
    let sentence = format!(
        "{} read: {} new, {} updated, {} unchanged, {} can't be read.",
        grouped(rows),
        grouped(new),
        grouped(updated),
        grouped(unchanged),
        grouped(rejected)
    );
    lines.push(Fact::new("", sentence, 1));
    lines.extend(quiet(about));
    fact::draw(frame, inner, &lines, theme);
}

fn rejects(preview: &ImportPreview, frame: &mut Frame<'_>, area: Rect, edge: Edge, theme: Theme) {
    if preview.counts.rejected == 0 || area.height < 2 {
        return;
    }
    let rejected = i64::try_from(preview.counts.rejected).unwrap_or(i64::MAX);
    let title = format!("{} can't be read", figure::plural(rejected, "row"));
    let inner = panel::draw(frame, area, edge, &title, "saved in a file next to yours", theme);
    let columns = [Column::number("ROW", 7, 1), Column::words("WHY", 20, 100, 0)];
    rows::header(frame, inner, &columns, theme);
    let body = Rect { y: inner.y + inner.height.min(1), height: inner.height.saturating_sub(1), ..inner };
    let room = usize::from(body.height);
    let shown = if preview.counts.rejected > room as u64 { room.saturating_sub(1) } else { room };
    let seen = preview.rejects.iter().take(shown);
    let listed = seen.len();
    for (index, (row, why)) in seen.enumerate() {
        let cells = [Cell::new(grouped(*row)), Cell::new(text::shown(why))];
        rows::row(frame, rows::line(body, index), &columns, &cells, false, theme);
    }
    let more = preview.counts.rejected.saturating_sub(listed as u64);
    if more > 0 {
        let line = rows::line(body, listed).intersection(frame.area());
        let sentence = text::fit(&format!("  {} more below", grouped(more)), usize::from(line.width));
        frame.render_widget(Line::styled(sentence, theme.style(Role::Quiet)), line);
    }
}

fn running(file: &Path, progress: Option<&Progress>, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let inner =
        panel::draw(frame, area, Edge::of(area), &format!("Importing {}", file_name(file)), "4 of 4: import", theme);
    let stop = format!("{} or {} stops and undoes it.", ctx.key(Action::ImportCancel), ctx.key(Action::Back));
    let Some(progress) = progress else {
        facts(frame, inner, &[Fact::new("", "Beginning …", 0), Fact::new("", stop, 1).role(Role::Quiet)], theme);
        return;
    };
    let [bytes, total] = [progress.bytes, progress.bytes_total].map(|bytes| i64::try_from(bytes).unwrap_or(i64::MAX));
    let percent = div_round(i128::from(bytes) * 100, i128::from(total)).unwrap_or(0).clamp(0, 100);
    let cells = usize::from(inner.width).saturating_sub(7).min(BAR);
    let line = vec![
        Span::styled(bar::filled(bytes.min(total), total, cells), theme.style(Role::First)),
        Span::raw(format!(" {percent:>3}%")),
    ];
    let gap = usize::from(inner.height > 4);
    frame.render_widget(Line::from(line), rows::line(inner, gap).intersection(frame.area()));
    let counts = &progress.counts;
    // A number that still changes must not look final.
    let sentence = format!(
        "{} new, {} updated, {} unchanged, {} can't be read, as of row {}.",
        grouped(counts.new),
        grouped(counts.updated),
        grouped(counts.unchanged),
        grouped(counts.rejected),
        grouped(counts.rows)
    );
    let meanwhile = if progress.is_indexing {
        "All rows are in. Tenfold is building its indexes, so changes take a few seconds to save."
    } else {
        "You can keep working on other screens."
    };
    let lines = [
        Fact::new("", sentence, 0),
        Fact::new("", stop, 1).role(Role::Quiet),
        Fact::new("", meanwhile, 2).role(Role::Quiet),
    ];
    let used = u16::try_from(gap + 1).unwrap_or(1).min(inner.height);
    fact::draw(frame, Rect { y: inner.y + used, height: inner.height - used, ..inner }, &lines, theme);
}

fn done(report: &ImportReport, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let title = if report.cancelled { "Stopped" } else { "Done" };
    let name = file_name(&report.file);
    let inner = panel::draw(frame, area, Edge::of(area), &format!("{title}: {name}"), "", theme);
    if report.cancelled {
        let sentence = "Import stopped. Everything from this file was undone.";
        let again = format!("{} imports another file.", ctx.key(Action::NavOpen));
        facts(frame, inner, &[Fact::new("", sentence, 0), Fact::new("", again, 1)], theme);
        return;
    }
    let ImportCounts { rows, new, updated, unchanged, rejected } = report.counts;
    let mut lines = vec![Fact::new(
        "Did",
        format!(
            "{} read: {} added, {} updated, {} unchanged.",
            report.kind.counted(rows),
            grouped(new),
            grouped(updated),
            grouped(unchanged)
        ),
        0,
    )];
    if rejected > 0 {
        let place = report.rejects_file.as_ref().map_or(String::new(), |file| {
            format!(" They are saved with the reasons in {}", text::shown(&file.to_string_lossy()))
        });
        let rows = figure::plural(rejected, "row");
        lines.push(Fact::new("Not read", format!("{rows}.{place}"), 1).role(Role::Warn));
    }
    lines.push(Fact::new("Undo", format!("{} undoes the whole import in one step.", ctx.key(Action::Undo)), 2));
    let [open, again] = [Action::NavOpen, Action::PathEdit].map(|action| ctx.key(action));
    let shows = match leads_to(report) {
        (Place::Results, _) => {
            format!("{open} shows the results, {} the creators.", ctx.key(Action::Go(Place::Creators)))
        }
        _ => format!("{open} shows them."),
    };
    let next = format!("{shows} {again} imports another file.");
    lines.push(Fact::new("Next", next, 0));
    let left_out = left_out_sentence(&report.left_out, NAMED);
    let mut notes = quiet(&left_out.into_iter().chain(report.notes.iter().cloned()).collect::<Vec<_>>());
    if let Some(first) = notes.first_mut() {
        first.label = "Note";
    }
    lines.extend(notes);
    facts(frame, inner, &lines, theme);
}

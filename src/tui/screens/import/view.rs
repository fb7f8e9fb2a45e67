//! How importing looks, step by step.

use std::path::Path;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};

use crate::domain::money::{div_round, grouped};
use crate::proto::event::{ImportPreview, ImportReport, Progress};
use crate::proto::ingest::{ImportCounts, ImportKind};
use crate::tui::kit::{Action, Ctx};
use crate::tui::look::{Role, Theme, figure, text};
use crate::tui::widgets::fact::{self, Fact};
use crate::tui::widgets::grid::{Cell, Column};
use crate::tui::widgets::list::ListCursor;
use crate::tui::widgets::panel::{self, Edge};
use crate::tui::widgets::{bar, rows};

use super::{ImportScreen, Step, file_name, folder};

/// Longest progress bar.
const BAR: usize = 60;

pub(super) fn draw(screen: &ImportScreen, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let area = area.intersection(frame.area());
    match &screen.step {
        Step::Choose => choose(screen, frame, area, ctx, theme),
        Step::Reading(file) => {
            let inner = panel::draw(frame, area, Edge::of(area), "Import", "2 of 3: check", theme);
            facts(frame, inner, &[Fact::new("", format!("Reading {} …", file_name(file)), 0)], theme);
        }
        Step::Check(preview) => check(screen, preview, frame, area, ctx, theme),
        Step::Running(file, progress) => running(file, progress.as_ref(), frame, area, ctx, theme),
        Step::Done(report) => done(report, frame, area, ctx, theme),
    }
}

/// Draws facts with a blank line above them where there is room.
fn facts(frame: &mut Frame<'_>, inner: Rect, lines: &[Fact], theme: Theme) {
    let gap = u16::from(inner.height > 3);
    fact::draw(frame, Rect { y: inner.y + gap, height: inner.height - gap, ..inner }, lines, theme);
}

fn choose(screen: &ImportScreen, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let edge = Edge::of(area);
    let inner = panel::draw(frame, area, edge, "Import a file", "1 of 3: choose", theme);
    let label = "File  ";
    let line = rows::line(inner, 0).intersection(frame.area());
    if line.is_empty() {
        return;
    }
    let indent = u16::try_from(text::width(label)).unwrap_or(0).min(line.width);
    frame.render_widget(Line::styled(label, theme.style(Role::Quiet)), line);
    let input = Rect { x: line.x + indent, width: line.width - indent, ..line };
    if screen.input.value().is_empty() && !input.is_empty() {
        let hint =
            text::fit("paste or drop a path at any time, / types one, or choose below", usize::from(input.width));
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
        let sentence = format!("Nothing is written before you press {open} on the check.");
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
    let count = figure::counted(i64::try_from(choices.len()).unwrap_or(0), "choice", "choices");
    let inside = panel::draw(frame, list, Edge::Rule, &title, &count, theme);
    if choices.is_empty() {
        let sentence = if screen.is_listed() {
            "No csv, tsv or txt file of this name here. A path that ends with / shows another folder."
        } else {
            "No list of this folder."
        };
        fact::draw(frame, inside, &[Fact::new("", sentence, 0).role(Role::Quiet)], theme);
        return;
    }
    let columns = [Column::words("NAME", 20, 80, 0), Column::number("SIZE", 10, 1)];
    let cursor = ListCursor { at: screen.at.unwrap_or(0), top: 0 };
    for (line, index) in cursor.seen(choices.len(), usize::from(inside.height)).enumerate() {
        let entry = choices[index];
        let name = text::shown(&entry.name);
        let cells = if entry.is_folder {
            [Cell::with(format!("{name}/"), Role::Quiet), Cell::with("folder", Role::Quiet)]
        } else {
            [Cell::new(name), Cell::with(folder::size(entry.bytes), Role::Quiet)]
        };
        rows::row(frame, rows::line(inside, line), &columns, &cells, screen.at == Some(index), theme);
    }
}

/// What the file holds, as a heading.
fn holds(kind: ImportKind) -> &'static str {
    match kind {
        ImportKind::Creators => "a list of creators",
        ImportKind::ShopifyOrders => "Shopify orders",
        ImportKind::Collaborations => "a tracker of collaborations",
        ImportKind::Posts => "a list of posts",
        ImportKind::Followers => "a list of follower counts",
    }
}

fn check(screen: &ImportScreen, preview: &ImportPreview, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let edge = Edge::of(area);
    // The counts matter more than the columns: they keep their lines in short windows.
    let below = if area.height < 12 { area.height / 2 } else { (area.height / 2).min(16) };
    let [top, bottom] = area.layout(&Layout::vertical([Constraint::Fill(1), Constraint::Length(below)]));
    let title = format!("{}: {}", file_name(&preview.file), holds(preview.kind));
    let inner = panel::draw(frame, top, edge, &title, &text::shown(&preview.description), theme);
    let columns = [
        Column::words("COLUMN IN YOUR FILE", 19, 26, 0),
        Column::words("BECOMES", 14, 22, 1),
        Column::words("SURE?", 5, 5, 3),
        Column::words("FIRST ROWS AS TENFOLD WILL READ THEM", 24, 60, 2),
    ];
    rows::header(frame, inner, &columns, theme);
    let body = Rect { y: inner.y + inner.height.min(1), height: inner.height.saturating_sub(1), ..inner };
    let sample_cells = sample_cells(preview);
    for (line, index) in screen.scroll.seen(preview.columns.len(), usize::from(body.height)).enumerate() {
        let column = &preview.columns[index];
        let becomes = column.becomes.as_ref().map(|name| text::shown(name));
        let sure = match (&column.becomes, column.sure) {
            (None, _) => "",
            (Some(_), true) => "sure",
            (Some(_), false) => "guess",
        };
        let role = if column.becomes.is_none() { Role::Quiet } else { Role::Text };
        let samples: Vec<String> = column
            .samples
            .iter()
            .zip(&sample_cells)
            .map(|(sample, cells)| text::left(&text::shown(sample), *cells))
            .collect();
        let cells = [
            Cell::with(text::shown(&column.header), role),
            Cell::with(becomes.unwrap_or_else(|| "(left out)".to_owned()), role),
            Cell::with(sure, if sure == "guess" { Role::Warn } else { role }),
            Cell::with(samples.join("  "), role),
        ];
        rows::row(frame, rows::line(body, line), &columns, &cells, index == screen.scroll.at, theme);
    }
    let (left, right) = if area.width >= 110 {
        let [left, right] =
            bottom.layout(&Layout::horizontal([Constraint::Length(52), Constraint::Fill(1)]).spacing(1));
        (left, right)
    } else {
        let lines = u16::try_from(3 + preview.notes.len().min(2)).unwrap_or(4).min(bottom.height);
        let [left, right] = bottom.layout(&Layout::vertical([Constraint::Length(lines), Constraint::Fill(1)]));
        (left, right)
    };
    counts(preview, frame, left, edge, ctx, theme);
    rejects(preview, frame, right, edge, theme);
}

/// How wide the first, second and third row's values are drawn, so that they stand under each other.
fn sample_cells(preview: &ImportPreview) -> Vec<usize> {
    let most = preview.columns.iter().map(|column| column.samples.len()).max().unwrap_or(0);
    let widest = |row: usize| {
        let samples = preview.columns.iter().filter_map(|column| column.samples.get(row));
        samples.map(|sample| text::width(&text::shown(sample))).max().unwrap_or(0).clamp(6, 18)
    };
    (0..most).map(widest).collect()
}

fn counts(preview: &ImportPreview, frame: &mut Frame<'_>, area: Rect, edge: Edge, ctx: &Ctx, theme: Theme) {
    let inner = panel::draw(frame, area, edge, "What it would do", "2 of 3: check", theme);
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
            count(rejected, "cannot be read"),
        ]);
        for (index, line) in lines.iter().enumerate() {
            let style = theme.style(line.role);
            let place = rows::line(inner, index).intersection(frame.area());
            frame.render_widget(Line::styled(text::fit(&line.text, usize::from(place.width)), style), place);
        }
        let used = u16::try_from(lines.len() + 1).unwrap_or(u16::MAX).min(inner.height);
        let rest = Rect { y: inner.y + used, height: inner.height - used, ..inner };
        fact::draw(frame, rest, &notes(&preview.notes), theme);
        return;
    }
    let sentence = format!(
        "{} read: {} new, {} updated, {} unchanged, {} cannot be read.",
        grouped(rows),
        grouped(new),
        grouped(updated),
        grouped(unchanged),
        grouped(rejected)
    );
    lines.push(Fact::new("", sentence, 1));
    lines.extend(notes(&preview.notes));
    fact::draw(frame, inner, &lines, theme);
}

fn notes(notes: &[String]) -> Vec<Fact> {
    let mut priority = 2_u8;
    let fact = |note: &String| {
        priority = priority.saturating_add(1);
        Fact::new("", text::shown(note), priority).role(Role::Quiet)
    };
    notes.iter().map(fact).collect()
}

fn rejects(preview: &ImportPreview, frame: &mut Frame<'_>, area: Rect, edge: Edge, theme: Theme) {
    if preview.counts.rejected == 0 || area.height < 2 {
        return;
    }
    let rejected = i64::try_from(preview.counts.rejected).unwrap_or(i64::MAX);
    let title = format!("{} that cannot be read", figure::counted(rejected, "row", "rows"));
    let inner = panel::draw(frame, area, edge, &title, "kept in a file beside yours", theme);
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
        let sentence = text::fit(&format!("  … {} more", grouped(more)), usize::from(line.width));
        frame.render_widget(Line::styled(sentence, theme.style(Role::Quiet)), line);
    }
}

fn running(file: &Path, progress: Option<&Progress>, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let inner =
        panel::draw(frame, area, Edge::of(area), &format!("Importing {}", file_name(file)), "3 of 3: import", theme);
    let stop =
        format!("{} or {} stops it and takes back what came in.", ctx.key(Action::ImportCancel), ctx.key(Action::Back));
    let Some(progress) = progress else {
        facts(frame, inner, &[Fact::new("", "Beginning …", 0), Fact::new("", stop, 1).role(Role::Quiet)], theme);
        return;
    };
    let [bytes, total] = [progress.bytes, progress.bytes_total].map(|bytes| i64::try_from(bytes).unwrap_or(i64::MAX));
    let percent = div_round(i128::from(bytes) * 100, i128::from(total)).unwrap_or(0).clamp(0, 100);
    let cells = usize::from(inner.width).saturating_sub(7).min(BAR);
    let line = vec![Span::raw(bar::filled(bytes.min(total), total, cells)), Span::raw(format!(" {percent:>3} %"))];
    let gap = usize::from(inner.height > 4);
    frame.render_widget(Line::from(line), rows::line(inner, gap).intersection(frame.area()));
    let counts = &progress.counts;
    // A moving number must never be mistaken for a final one.
    let sentence = format!(
        "{} new, {} updated, {} unchanged, {} not readable, as of row {}.",
        grouped(counts.new),
        grouped(counts.updated),
        grouped(counts.unchanged),
        grouped(counts.rejected),
        grouped(counts.rows)
    );
    let lines = [
        Fact::new("", sentence, 0),
        Fact::new("", stop, 1).role(Role::Quiet),
        Fact::new("", "You can go on working elsewhere meanwhile.", 2).role(Role::Quiet),
    ];
    let used = u16::try_from(gap + 1).unwrap_or(1).min(inner.height);
    fact::draw(frame, Rect { y: inner.y + used, height: inner.height - used, ..inner }, &lines, theme);
}

fn done(report: &ImportReport, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let title = if report.cancelled { "Stopped" } else { "Done" };
    let name = file_name(&report.file);
    let inner = panel::draw(frame, area, Edge::of(area), &format!("{title}: {name}"), "", theme);
    let again = format!("{} imports another file.", ctx.key(Action::NavOpen));
    if report.cancelled {
        let sentence = "The import was stopped. Everything that had come in with this file was taken back.";
        facts(frame, inner, &[Fact::new("", sentence, 0), Fact::new("", again, 1)], theme);
        return;
    }
    let ImportCounts { rows, new, updated, unchanged, rejected } = report.counts;
    let mut lines = vec![Fact::new(
        "Did",
        format!(
            "{} read: {} added, {} updated, {} known already and the same.",
            report.kind.counted(rows),
            grouped(new),
            grouped(updated),
            grouped(unchanged)
        ),
        0,
    )];
    if rejected > 0 {
        let place = report.rejects_file.as_ref().map_or(String::new(), |file| {
            format!(" They lie with the reasons in {}", text::shown(&file.to_string_lossy()))
        });
        let rows = figure::counted(i64::try_from(rejected).unwrap_or(i64::MAX), "row", "rows");
        lines.push(Fact::new("Not read", format!("{rows}.{place}"), 1).role(Role::Warn));
    }
    lines.push(Fact::new("Undo", format!("{} takes it all back in one step.", ctx.key(Action::Undo)), 2));
    let (creators, results) = (ctx.key(Action::GoCreators), ctx.key(Action::GoResults));
    let next = match report.kind {
        ImportKind::Creators | ImportKind::Posts | ImportKind::Followers => format!("{creators} shows them. {again}"),
        ImportKind::ShopifyOrders | ImportKind::Collaborations => {
            format!("{results} shows the results, {creators} the creators. {again}")
        }
    };
    lines.push(Fact::new("Next", next, 0));
    let mut notes = notes(&report.notes);
    if let Some(first) = notes.first_mut() {
        first.label = "Note";
    }
    lines.extend(notes);
    facts(frame, inner, &lines, theme);
}

//! The two fixed lines at the foot: what a verb acts on or what was just said, and the keys for what can be done now.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::kit::notice::Tone;
use crate::tui::kit::{Action, Availability};
use crate::tui::look::{Role, text};

use super::Model;
use super::press::written;
use super::tabs::thousands;
use super::update::SAVING_MS;

/// Draws line 1: what is said, else what a verb acts on; how things stand at the right.
pub(super) fn draw_status(model: &Model, frame: &mut Frame<'_>, area: Rect) {
    let cells = usize::from(area.width);
    // What was said matters more than how things stand.
    let (left, role) = said(model);
    let left_cells = text::width(&left) + 1;
    let fits = |right: &String| left_cells + text::width(right) + 3 <= cells;
    let right = standing(model).into_iter().find(fits).unwrap_or_default();
    let room = cells.saturating_sub(1 + text::width(&right));
    let line = Line::from(vec![
        Span::raw(" "),
        Span::styled(text::left(&left, room), model.theme.style(role)),
        Span::styled(right, model.theme.style(Role::Quiet)),
    ]);
    frame.render_widget(line, area);
}

fn said(model: &Model) -> (String, Role) {
    if let Some((notice, _)) = model.notice.as_ref().filter(|(_, until)| model.ctx.now_ms < *until) {
        let role = if notice.tone == Tone::Done { Role::Good } else { Role::Text };
        return (text::shown(&notice.text), role);
    }
    if let Some(error) = &model.error {
        return (format!("! {}", text::shown(error)), Role::Bad);
    }
    if let Some(pending) = &model.pending {
        return (format!("{} …", written(&pending.keys)), Role::Key);
    }
    if let Some(count) = model.count {
        return (format!("{count} …"), Role::Key);
    }
    let acts_on = model.screen().map(|screen| screen.acts_on(&model.ctx)).unwrap_or_default();
    if acts_on.is_empty() {
        (String::new(), Role::Text)
    } else {
        (format!("acts on: {}", text::shown(&acts_on)), Role::Text)
    }
}

/// How things stand: an import under way, a command that takes long, what comes next on the screen, or that all is saved. The
/// first that fits is said.
fn standing(model: &Model) -> Vec<String> {
    if let Some(progress) = &model.import {
        let percent = (progress.bytes.saturating_mul(100)).checked_div(progress.bytes_total).unwrap_or(0).min(100);
        let rows = thousands(i64::try_from(progress.counts.rows).unwrap_or(i64::MAX));
        return vec![format!("importing {percent} %, {rows} rows ")];
    }
    if model.file.is_lost() {
        return vec!["not saved ".to_owned()];
    }
    let now = model.ctx.now_ms;
    if model.tickets.values().any(|running| now.saturating_sub(running.since) >= SAVING_MS) {
        return vec!["saving… ".to_owned()];
    }
    let next = model.screen().and_then(|screen| screen.comes_next(&model.ctx));
    let steps = model.ctx.counts.undo_steps;
    let unit = if steps == 1 { "step" } else { "steps" };
    let saved = if steps > 0 { format!("saved  undo: {} {unit} ", thousands(steps)) } else { "saved ".to_owned() };
    next.map(|next| format!("{} ", text::shown(&next))).into_iter().chain([saved]).collect()
}

/// Draws line 2: the keys for what can be done now, in the order of the table, as many as fit.
pub(super) fn draw_hints(model: &Model, frame: &mut Frame<'_>, area: Rect) {
    let cells = usize::from(area.width);
    if let Some(layer) = model.layers.last() {
        let hints = text::fit(layer.popup.hints(), cells.saturating_sub(2));
        frame.render_widget(Line::styled(format!(" {hints}"), model.theme.style(Role::Quiet)), area);
        return;
    }
    if model.is_typing() {
        let hints = model.screen().map_or("", crate::tui::kit::Screen::typing_hints);
        let hints = text::fit(hints, cells.saturating_sub(2));
        frame.render_widget(Line::styled(format!(" {hints}"), model.theme.style(Role::Quiet)), area);
        return;
    }
    let always = [Action::Help, Action::Palette];
    let right: Vec<(String, &str)> = always.iter().filter_map(|action| hint(model, *action)).collect();
    let right_cells: usize = right.iter().map(|hint| hint_cells(hint) + 3).sum();
    let gap = if cells >= 110 { 3 } else { 2 };
    let mut spans = vec![Span::raw(" ")];
    let mut used = 1;
    for action in Action::ALL.iter().filter(|action| !always.contains(action)) {
        let Some(hint) = hint(model, *action) else { continue };
        let more = hint_cells(&hint) + gap;
        if used + more + right_cells > cells {
            // A shorter one further down may still fit, but then the order would jump from window to window.
            break;
        }
        used += more;
        push(&mut spans, &hint, model);
        spans.push(Span::raw(" ".repeat(gap)));
    }
    if used + right_cells <= cells {
        spans.push(Span::raw(" ".repeat(cells - used - right_cells)));
        for hint in &right {
            push(&mut spans, hint, model);
            spans.push(Span::raw("   "));
        }
    }
    frame.render_widget(Line::from(spans), area);
}

/// Returns key and word of an action that can be done now and is worth a hint.
fn hint(model: &Model, action: Action) -> Option<(String, &'static str)> {
    if action.short().is_empty() || model.availability(action) != Availability::Yes {
        return None;
    }
    let key = model.ctx.keys.keys_of(action, model.place.scopes()).into_iter().next()?;
    Some((key, action.short()))
}

fn hint_cells((key, word): &(String, &str)) -> usize {
    text::width(key) + 1 + text::width(word)
}

fn push(spans: &mut Vec<Span<'_>>, (key, word): &(String, &str), model: &Model) {
    spans.push(Span::styled(key.clone(), model.theme.style(Role::Key)));
    spans.push(Span::styled(format!(" {word}"), model.theme.style(Role::Quiet)));
}

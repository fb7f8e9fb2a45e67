//! The footer: the target of actions or the last message, as long as it is, and the keys for the available actions.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span, Text};

use crate::domain::figure::plural;
use crate::tui::kit::hit::{self, Target};
use crate::tui::kit::key::all_shown;
use crate::tui::kit::notice::Tone;
use crate::tui::kit::{Action, Availability, Hint};
use crate::tui::look::{Role, text};

use super::Model;
use super::model::SAVING_MS;
use super::tabs::thousands;

/// Draws the message, else the target of actions; the save state at the right.
pub(super) fn draw_status(model: &Model, frame: &mut Frame<'_>, area: Rect) {
    let cells = usize::from(area.width);
    let (left, role) = message(model);
    let lines = model.message_lines(model.window);
    if lines.len() > 1 {
        let style = model.theme.style(role);
        let lines: Vec<Line<'_>> = lines.iter().map(|line| Line::styled(format!(" {line}"), style)).collect();
        return frame.render_widget(Text::from(lines), area);
    }
    // The message matters more than the save state.
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

/// What is asked or said, which is shown in full.
fn said(model: &Model) -> Option<(String, Role)> {
    if let Some(question) = model.ctx.confirmation.question() {
        return Some((text::shown(&question), Role::Warn));
    }
    if let Some((notice, _)) = model.notice.as_ref().filter(|(_, until)| model.ctx.now_ms < *until) {
        let role = if notice.tone == Tone::Done { Role::Good } else { Role::Text };
        return Some((text::shown(&notice.text), role));
    }
    model.error.as_ref().map(|error| (format!("! {}", text::shown(error)), Role::Bad))
}

fn message(model: &Model) -> (String, Role) {
    if let Some(says) = model.says_drop() {
        return (text::shown(&says), Role::Here);
    }
    if let Some(said) = said(model) {
        return said;
    }
    if let Some(pending) = &model.pending {
        return (format!("{} …", all_shown(&pending.keys)), Role::Key);
    }
    if let Some(count) = model.count {
        return (format!("{count} …"), Role::Key);
    }
    let acts_on = model.screen().map(|screen| screen.acts_on(&model.ctx)).unwrap_or_default();
    if acts_on.is_empty() {
        let status = model.screen().map(|screen| screen.status(&model.ctx)).unwrap_or_default();
        (text::shown(&status), Role::Text)
    } else {
        (format!("acts on: {}", text::shown(&acts_on)), Role::Text)
    }
}

/// How things stand: an import under way, a command that takes long, what comes next on the screen, or that all is saved. The
/// first that fits is shown.
fn standing(model: &Model) -> Vec<String> {
    if let Some(progress) = &model.import {
        let percent = (progress.bytes.saturating_mul(100)).checked_div(progress.bytes_total).unwrap_or(0).min(100);
        let rows = thousands(i64::try_from(progress.counts.rows).unwrap_or(i64::MAX));
        return vec![format!("importing {percent}%, {rows} rows ")];
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
    let saved = if steps > 0 { format!("saved  undo: {} ", plural(steps, "step")) } else { "saved ".to_owned() };
    next.map(|next| format!("{} ", text::shown(&next))).into_iter().chain([saved]).collect()
}

/// Fewest cells of a name that still identify it.
const LEAST_NAME: usize = 14;
/// From this width on, the hint that names something and those of [`KEPT`] keep their place before those that come first.
const KEEPS: usize = 80;
/// What a list of hundreds can't be worked without, wherever it stands in the table.
const KEPT: [Action; 1] = [Action::FilterEdit];

/// Draws the last line: the keys for what can be done now, in the order of the table, as many as fit.
pub(super) fn draw_hints(model: &Model, frame: &mut Frame<'_>, area: Rect) {
    let cells = usize::from(area.width);
    if let Some(layer) = model.layers.last() {
        let hints = text::fit(layer.popup.hints(), cells.saturating_sub(2));
        hit::hints(hit::part(area, 1, &hints), &hints);
        frame.render_widget(Line::styled(format!(" {hints}"), model.theme.style(Role::Quiet)), area);
        return;
    }
    if model.is_typing() {
        let hints = model.screen().map_or("", crate::tui::kit::Screen::typing_hints);
        let hints = text::fit(hints, cells.saturating_sub(2));
        hit::hints(hit::part(area, 1, &hints), &hints);
        frame.render_widget(Line::styled(format!(" {hints}"), model.theme.style(Role::Quiet)), area);
        return;
    }
    let always = [Action::Help, Action::Palette];
    let with_action = |action: &Action| Some((*action, model.hint(*action)?));
    let right: Vec<(Action, (String, Hint))> = always.iter().filter_map(with_action).collect();
    let right_cells: usize = right.iter().map(|(_, hint)| hint_cells(hint) + 3).sum();
    let gap = if cells >= 110 { 3 } else { 2 };
    let mut spans = vec![Span::raw(" ")];
    let mut used = 1;
    let shown = Action::ALL.iter().filter(|action| !always.contains(action));
    let hints: Vec<_> = shown.filter_map(with_action).collect();
    // If the hint that names a batch and the one of the filter do not fit at the end, hints before them give way.
    let least = |(action, (key, hint)): &(Action, (String, Hint))| {
        let label = text::width(&text::shown(&hint.label));
        let least = if hint.may_cut { label.min(LEAST_NAME) } else { label };
        let keeps = cells >= KEEPS && (hint.may_cut || KEPT.contains(action));
        if keeps { text::width(key) + 1 + least + gap } else { 0 }
    };
    let kept: Vec<usize> = hints.iter().map(least).collect();
    for (at, (action, (key, mut hint))) in hints.into_iter().enumerate() {
        let behind: usize = kept[at + 1..].iter().sum();
        let own = text::width(&key) + 1 + text::width(&text::shown(&hint.label)) + gap;
        if behind > 0 && kept[at] == 0 && used + own + behind + right_cells > cells {
            continue;
        }
        let room = cells.saturating_sub(used + behind + right_cells + gap + text::width(&key) + 1);
        if hint.may_cut && room >= LEAST_NAME {
            hint.label = text::fit(&hint.label, room).into();
        }
        let hint = (key, hint);
        let more = hint_cells(&hint) + gap;
        if used + more + right_cells > cells {
            // A shorter hint further down may fit, but then the order would change with the window size.
            break;
        }
        push(&mut spans, &hint, model);
        clickable(model, hit::part(area, used, &spoken(&hint)), action);
        used += more;
        spans.push(Span::raw(" ".repeat(gap)));
    }
    if used + right_cells <= cells {
        spans.push(Span::raw(" ".repeat(cells - used - right_cells)));
        let mut from = cells - right_cells;
        for (action, hint) in &right {
            clickable(model, hit::part(area, from, &spoken(hint)), *action);
            from += hint_cells(hint) + 3;
            push(&mut spans, hint, model);
            spans.push(Span::raw("   "));
        }
    }
    frame.render_widget(Line::from(spans), area);
}

/// Lines above and below the screen: tabs, rule; rule, status, hints.
const ABOVE: u16 = 2;
const BELOW: u16 = 3;

impl Model {
    /// The area of the screen inside a window. A message that takes several lines takes them from it, and so does
    /// the tour.
    pub(super) fn body(&self, window: Rect) -> Rect {
        let lines = u16::try_from(self.message_lines(window).len()).unwrap_or(1).max(1);
        let height = window.height.saturating_sub(ABOVE + BELOW + lines - 1 + self.tour_height(window));
        Rect { y: window.y.saturating_add(ABOVE.min(window.height)), height, ..window }
    }

    /// What is asked or said in as many lines as it takes, up to a third of the window.
    fn message_lines(&self, window: Rect) -> Vec<String> {
        let Some((said, _)) = said(self) else { return Vec::new() };
        let cells = usize::from(window.width).saturating_sub(2);
        let mut lines = text::wrapped(&said, cells);
        let most = usize::from(window.height / 3).max(1);
        if lines.len() > most {
            let rest = lines.split_off(most - 1).join(" ");
            lines.push(text::fit(&rest, cells));
        }
        lines
    }

    /// The keys at the foot with what they do now, in the order of the table; the window may show fewer.
    pub fn hints(&self) -> Vec<(String, Hint)> {
        Action::ALL.iter().filter_map(|action| self.hint(*action)).collect()
    }

    /// Returns key and verb of an action that can be done now and is worth a hint.
    fn hint(&self, action: Action) -> Option<(String, Hint)> {
        if self.availability(action) != Availability::Yes {
            return None;
        }
        let hint = self.screen()?.hint(action, &self.ctx)?;
        let key = self.ctx.keys.keys_of(action, self.place.scopes()).into_iter().next()?;
        Some((key, hint))
    }
}

fn spoken((key, hint): &(String, Hint)) -> String {
    format!("{key} {}", text::shown(&hint.label))
}

fn hint_cells(hint: &(String, Hint)) -> usize {
    text::width(&spoken(hint))
}

/// A click on a hint presses its keys, with the questions they ask.
fn clickable(model: &Model, area: Rect, action: Action) {
    hit::put(area, || match model.ctx.keys.sequence_of(action, model.place.scopes()) {
        Some(keys) => Target::Keys(keys),
        None => Target::Run(vec![(action, 1)]),
    });
}

fn push(spans: &mut Vec<Span<'_>>, (key, hint): &(String, Hint), model: &Model) {
    spans.push(Span::styled(key.clone(), model.theme.style(Role::Key)));
    spans.push(Span::styled(format!(" {}", text::shown(&hint.label)), model.theme.style(Role::Quiet)));
}

//! The line of tabs at the top: where one is, where one can go, and which file this is.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::kit::{Action, Place};
use crate::tui::look::{Role, text};

use super::Model;

/// Draws the tabs; all of them where they fit beside the right end, else only the current one.
pub(super) fn draw(model: &Model, frame: &mut Frame<'_>, area: Rect) {
    let cells = usize::from(area.width);
    let style = |role| model.theme.style(role);
    let demo = if model.ctx.is_demo { "DEMO" } else { "" };
    let here = tab(model, model.place);
    // DEMO is always there; the name beside it takes what the current tab leaves.
    let name = Span::styled("TENFOLD", style(Role::Strong));
    let full: Vec<(String, bool)> = places(model).map(|place| (tab(model, place), place == model.place)).collect();
    let full_cells: usize = full.iter().map(|(label, _)| text::width(label) + 3).sum();
    let beside = |tabs: usize| cells.checked_sub(1 + name.width() + tabs + text::width(demo) + 5);
    // Where all tabs fit, the name gives way to them; else it stands beside the current one.
    let room = beside(full_cells).or_else(|| beside(2 + text::width(&here))).unwrap_or(0);
    let what = right_text(model, room.min(cells / 2));
    let right_cells =
        text::width(demo) + text::width(&what) + usize::from(!demo.is_empty() && !what.is_empty()) * 2 + 1;

    let mut spans = vec![Span::raw(" "), name];
    if 8 + full_cells + 2 + right_cells <= cells {
        for (label, is_here) in full {
            // The signs around the current one take the place of a blank on each side.
            spans.push(Span::raw(if is_here { "  " } else { "   " }));
            spans.push(Span::styled(label, style(if is_here { Role::Here } else { Role::Text })));
        }
    } else {
        spans.push(Span::raw("  "));
        spans.push(Span::styled(here, style(Role::Here)));
        let other = format!("   {} other screens", prefix(model));
        let used: usize = spans.iter().map(Span::width).sum();
        if used + text::width(&other) + 2 + right_cells <= cells {
            spans.push(Span::styled(other, style(Role::Quiet)));
        }
    }
    frame.render_widget(Line::from(spans), area);

    let width = u16::try_from(right_cells).unwrap_or(u16::MAX).min(area.width);
    let right = Rect { x: area.right() - width, width, ..area };
    let mut spans = vec![Span::styled(demo, style(Role::Demo))];
    if !demo.is_empty() && !what.is_empty() {
        spans.push(Span::raw("  "));
    }
    spans.push(Span::styled(what, style(Role::Quiet)));
    if width > 1 {
        frame.render_widget(Line::from(spans), right);
    }
}

/// The tabs, and the current place in its order when it has none.
fn places(model: &Model) -> impl Iterator<Item = Place> {
    let extra = Some(model.place).filter(|place| !Place::TABS.contains(place));
    Place::TABS.into_iter().chain(extra).filter(|place| model.screens.iter().any(|(known, _)| known == place))
}

fn tab(model: &Model, place: Place) -> String {
    let count = match place {
        Place::Creators if model.ctx.counts.all > 0 => format!(" {}", thousands(model.ctx.counts.all)),
        Place::Agenda if model.ctx.counts.due > 0 => format!(" {}", thousands(model.ctx.counts.due)),
        Place::Triage if model.ctx.counts.undecided() > 0 => format!(" {}", thousands(model.ctx.counts.undecided())),
        _ => String::new(),
    };
    if place == model.place { format!("»{}«{count}", place.tab()) } else { format!("{}{count}", place.tab()) }
}

/// What the screen says about itself, else the batch that is filled now.
fn right_text(model: &Model, most: usize) -> String {
    // A name of which two letters fit says nothing.
    const LEAST: usize = 6;
    if most < LEAST {
        return String::new();
    }
    let title = model.screen().map(crate::tui::kit::Screen::title).unwrap_or_default();
    let batch = model.ctx.current_batch.as_ref().map(|(_, name)| name.clone()).unwrap_or_default();
    text::fit(&text::shown(if title.is_empty() { &batch } else { &title }), most)
}

/// The key that the sequences to other places begin with.
fn prefix(model: &Model) -> String {
    let key = model.ctx.keys.first(Action::GoCreators);
    key.split_once(' ').map_or(key.clone(), |(first, _)| first.to_owned())
}

/// Writes a count with commas: `4,812`.
pub(super) fn thousands(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if number < 0 { format!("-{out}") } else { out }
}

//! The tab line at the top: the current screen, the other screens, and the open file.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::kit::hit::{self, Target};
use crate::tui::kit::{Action, Place};
use crate::tui::look::{Role, text};

use super::Model;

/// The name and the blanks around it.
const NAME: &str = " TENFOLD  ";
/// What stands between two tabs, and where that lets more of them fit.
const BETWEEN: [&str; 2] = [" · ", "  "];

/// Draws the tabs with the keys that lead there: all of them where they fit beside the right end, else as many as do, else the
/// current one and the key that lists the others.
pub(super) fn draw(model: &Model, frame: &mut Frame<'_>, area: Rect) {
    let cells = usize::from(area.width);
    let style = |role| model.theme.style(role);
    let demo = if model.ctx.is_demo { "DEMO" } else { "" };
    // DEMO always shows. The name of the open item, which its screen says too, gives way to the tabs.
    let rest = cells.saturating_sub(text::width(NAME) + text::width(demo) + 3);
    let tabs = all(model, rest).unwrap_or_else(|| some(model, rest));
    let used = text::width(NAME) + width(&tabs) + text::width(demo) + 4;
    let what = right_text(model, cells.saturating_sub(used).min(cells / 2));

    clickable(model, &tabs, area);
    let mut spans = vec![Span::styled(NAME, style(Role::Strong))];
    spans.extend(tabs.into_iter().map(|(text, role)| Span::styled(text, style(role))));
    frame.render_widget(Line::from(spans), area);

    let gap = if demo.is_empty() || what.is_empty() { "" } else { "  " };
    let right_cells = text::width(demo) + text::width(gap) + text::width(&what) + 1;
    let width = u16::try_from(right_cells).unwrap_or(u16::MAX).min(area.width);
    let right = Rect { x: area.right() - width, width, ..area };
    let spans = vec![Span::styled(demo, style(Role::Demo)), Span::raw(gap), Span::styled(what, style(Role::Quiet))];
    if width > 1 {
        frame.render_widget(Line::from(spans), right);
    }
}

/// Makes the tabs clickable, and the key that lists the other places.
fn clickable(model: &Model, tabs: &Parts, line: Rect) {
    let first = Action::Go(Place::Creators);
    let lists = || model.ctx.keys.sequence_of(first, model.place.scopes()).filter(|keys| keys.len() > 1);
    let (mut from, mut key) = (text::width(NAME), None);
    for (said, role) in tabs {
        let (start, name) = (from, said.trim_start_matches('»'));
        from += text::width(said);
        match places(model).find(|place| name.starts_with(place.name())) {
            Some(place) => {
                // The key before a name belongs to it.
                let start = key.take().unwrap_or(start);
                let cells = " ".repeat(from - start);
                let go = |action| Target::Run(vec![(action, 1)]);
                if let Some(action) = place.action() {
                    hit::put(hit::part(line, start, &cells), || go(action));
                }
            }
            None if *role == Role::Key && !said.ends_with(": ") => key = Some(start),
            None => {
                let is_more = said.ends_with(" more") || said.ends_with(" go to");
                let start = key.take().unwrap_or(start);
                if let Some(keys) = lists().filter(|_| is_more || said.ends_with(": ")) {
                    let cells = " ".repeat(from - start);
                    hit::put(hit::part(line, start, &cells), || Target::Keys(keys.into_iter().take(1).collect()));
                }
            }
        }
    }
}

/// Parts of the line, each with its role.
type Parts = Vec<(String, Role)>;

fn width(parts: &Parts) -> usize {
    parts.iter().map(|(part, _)| text::width(part)).sum()
}

/// All tabs, if so many cells hold them.
fn all(model: &Model, cells: usize) -> Option<Parts> {
    let places: Vec<Place> = places(model).collect();
    let all = BETWEEN.map(|between| listed(model, &places, between, 0));
    all.into_iter().find(|parts| width(parts) <= cells)
}

/// As many tabs as fit, the current one among them, with the number of the others, which the first key lists.
fn some(model: &Model, cells: usize) -> Parts {
    let all: Vec<Place> = places(model).collect();
    let shorter = (1..all.len()).rev().map(|count| {
        let some = chosen(&all, model.place, count);
        listed(model, &some, BETWEEN[1], all.len() - count)
    });
    // One tab beside the key that lists the others says more than the same key with one letter.
    let mut shorter = shorter.filter(|parts| parts.len() >= FEWEST_PARTS && width(parts) <= cells);
    shorter.next().unwrap_or_else(|| {
        let key = prefix(model).unwrap_or_else(|| model.ctx.keys.first(Action::Palette));
        let mut parts = vec![(format!("»{}«", model.place.name()), Role::Here), ("   ".to_owned(), Role::Text)];
        parts.extend([(key, Role::Key), (" go to".to_owned(), Role::Text)]);
        parts
    })
}

/// The places that keep their tab where not all have room, from so many tabs on.
const KEPT: [(Place, usize); 2] = [(Place::Find, 4), (Place::Settings, 9)];

/// So many places in their order: the current one, those that keep their tab, and of the others the first.
fn chosen(all: &[Place], here: Place, count: usize) -> Vec<Place> {
    let is_kept = |place: &Place| *place == here || KEPT.iter().any(|(kept, from)| kept == place && count >= *from);
    let mut others = count.saturating_sub(all.iter().filter(|place| is_kept(place)).count());
    let mut is_shown = |place: &&Place| {
        let has_room = !is_kept(place) && others > 0;
        others -= usize::from(has_room);
        has_room || is_kept(place)
    };
    all.iter().filter(|place| is_shown(place)).copied().collect()
}

/// Parts of a line with two tabs: the key they begin with, key and name of each, what stands between and the number of the rest.
const FEWEST_PARTS: usize = 7;

/// These tabs: `g: a Agenda 5 · c Creators 1,240`, the current one between its signs.
fn listed(model: &Model, places: &[Place], between: &str, more: usize) -> Parts {
    let shared = prefix(model);
    let mut parts: Parts = shared.iter().map(|key| (format!("{key}: "), Role::Key)).collect();
    for (index, place) in places.iter().enumerate() {
        if index > 0 {
            parts.push((between.to_owned(), Role::Quiet));
        }
        let key = key(model, *place).map(|key| match (&shared, key.split_once(' ')) {
            (Some(_), Some((_, letter))) => letter.to_owned(),
            _ => key.clone(),
        });
        let is_here = *place == model.place;
        parts.extend(key.map(|key| (format!("{key} "), Role::Key)));
        let name = place.name();
        let (name, role) = if is_here { (format!("»{name}«"), Role::Here) } else { (name.to_owned(), Role::Quiet) };
        parts.push((format!("{name}{}", count(model, *place)), role));
    }
    if more > 0 {
        parts.push((format!("{between}+{more} more"), Role::Quiet));
    }
    parts
}

/// The key or keys that lead to a place now.
fn key(model: &Model, place: Place) -> Option<String> {
    model.ctx.keys.keys_of(place.action()?, model.place.scopes()).into_iter().next()
}

/// The key that all sequences to other places begin with; nothing where a person has given one of them a key of its own.
fn prefix(model: &Model) -> Option<String> {
    let keys = places(model).filter_map(|place| key(model, place));
    let mut firsts = keys.map(|key| key.split_once(' ').map(|(first, _)| first.to_owned()));
    let first = firsts.next()??;
    firsts.all(|other| other.as_ref() == Some(&first)).then_some(first)
}

/// The count shown on a tab.
fn count(model: &Model, place: Place) -> String {
    let counts = &model.ctx.counts;
    let count = match place {
        Place::Creators => counts.all,
        Place::Agenda => counts.due,
        Place::Triage => counts.undecided(),
        _ => 0,
    };
    if count > 0 { format!(" {}", thousands(count)) } else { String::new() }
}

/// The tabs, and the current place in its order when it has none.
fn places(model: &Model) -> impl Iterator<Item = Place> {
    let extra = Some(model.place).filter(|place| Place::listed().all(|listed| listed != *place));
    Place::listed().chain(extra).filter(|place| model.screens.iter().any(|(known, _)| known == place))
}

/// What the screen says about itself, else the batch that is filled now.
fn right_text(model: &Model, most: usize) -> String {
    // Two letters of a name are useless, so leave it out.
    const LEAST: usize = 6;
    if most < LEAST {
        return String::new();
    }
    let title = model.screen().map(crate::tui::kit::Screen::title).unwrap_or_default();
    let batch = model.ctx.current_batch.as_ref().map(|(_, name)| name.clone()).unwrap_or_default();
    text::fit(&text::shown(if title.is_empty() { &batch } else { &title }), most)
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

//! Draws the columns of a file while the person assigns them to fields.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::proto::column::{ColumnPreview, DayOrder, Sureness, Target, Wish};
use crate::tui::kit::{Action, Ctx, hit};
use crate::tui::look::{Role, Theme, text};
use crate::tui::widgets::fact::{self, Fact};
use crate::tui::widgets::grid::{Cell, Column};
use crate::tui::widgets::panel::{self, Edge};
use crate::tui::widgets::{more, rows};

use super::columns::{Mapping, needs};
use super::file_name;

/// Lines below the table that the columns leave for what is to be known.
fn lines_below(area: Rect) -> u16 {
    match area.height {
        0..=7 => 1,
        8..=15 => 3,
        16..=25 => 7,
        _ => 9,
    }
}

/// How many columns fit into the area of the screen.
pub(super) fn list_lines(area: Rect) -> usize {
    let edge = if Edge::of(area) == Edge::Frame { 2 } else { 1 };
    usize::from(area.height.saturating_sub(edge + 1 + lines_below(area)).max(1))
}

pub(super) fn draw(mapping: &Mapping, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let found = &mapping.found;
    let title = format!("{}: {}", file_name(&found.file), found.kind.title());
    let description = text::shown(&found.description);
    let (at, len) = (mapping.cursor.at + 1, found.columns.len());
    let place = if len > list_lines(area) { format!("column {at} of {len}   ") } else { String::new() };
    let step = format!("{place}2 of 4: columns");
    let whole = format!("{step}   {description}");
    let fits = text::width(&whole) + text::width(&title) + 10 <= usize::from(area.width);
    let note = if fits { whole } else { step };
    let inner = panel::draw(frame, area, Edge::of(area), &title, &note, theme);
    let columns = [
        Column::words("COLUMN IN YOUR FILE", 19, 22, 0),
        Column::words("BECOMES", 16, 18, 1),
        Column::words("SURE?", 5, 5, 3),
        Column::words("FIRST ROWS, AS READ", 24, 60, 2),
    ];
    rows::header(frame, inner, &columns, theme);
    let body = Rect { y: inner.y + inner.height.min(1), height: inner.height.saturating_sub(1), ..inner };
    let room = list_lines(area).min(usize::from(body.height));
    let cells = sample_cells(&found.columns, if area.width >= 110 { 20 } else { 12 });
    let room = Rect { height: u16::try_from(room).unwrap_or(body.height), ..body };
    let seen = more::seen(mapping.cursor, room, found.columns.len(), 1);
    more::draw(frame, room, &seen, found.columns.len(), theme);
    let used = seen.len() + usize::from(seen.len() < found.columns.len() && room.height > 2);
    for (line, index) in seen.enumerate() {
        let row = row(mapping, index, &cells);
        hit::put(rows::line(body, line), || hit::Target::Select(hit::steps(mapping.cursor.at, index)));
        rows::row(frame, rows::line(body, line), &columns, &row, index == mapping.cursor.at, theme);
    }
    let used = u16::try_from(used).unwrap_or(u16::MAX).min(body.height);
    let rest = Rect { y: body.y + used, height: body.height - used, ..body };
    let gap = u16::from(rest.height > 3);
    let below = Rect { y: rest.y + gap, height: rest.height - gap, ..rest };
    fact::draw(frame, below, &facts(mapping, ctx), theme);
}

fn row(mapping: &Mapping, index: usize, widths: &[usize]) -> [Cell; 4] {
    let column = &mapping.found.columns[index];
    let becomes = mapping.choices.get(index).and_then(|choice| choice.becomes);
    let role = if becomes.is_none() { Role::Quiet } else { Role::Text };
    let is_needed = |target: Target| Target::needed(mapping.kind()).iter().any(|group| group.contains(&target));
    let star = if becomes.is_some_and(is_needed) { " *" } else { "" };
    let (sure, sure_role) = match (becomes, column.sure) {
        (None, _) => ("", role),
        (Some(_), Sureness::Chosen) => ("yours", role),
        (Some(_), Sureness::Sure) => ("sure", role),
        (Some(_), Sureness::Guess) => ("guess", Role::Warn),
        (Some(_), Sureness::Ask) => ("ask", Role::Warn),
    };
    let samples = column.samples.iter().zip(widths);
    let samples: Vec<String> = samples.map(|(sample, cells)| text::left(&text::shown(sample), *cells)).collect();
    [
        Cell::with(mapping.header(index), role),
        Cell::with(format!("{}{star}", mapping.label(index)), role),
        Cell::with(sure, sure_role),
        Cell::with(samples.join("  "), role),
    ]
}

/// How wide the first, second and third row's values are drawn, so that they stand under each other.
fn sample_cells(columns: &[ColumnPreview], most_cells: usize) -> Vec<usize> {
    let most = columns.iter().map(|column| column.samples.len()).max().unwrap_or(0);
    let widest = |row: usize| {
        let samples = columns.iter().filter_map(|column| column.samples.get(row));
        samples.map(|sample| text::width(&text::shown(sample))).max().unwrap_or(0).clamp(6, most_cells)
    };
    (0..most).map(widest).collect()
}

/// What is to be known below the table, the most important first.
fn facts(mapping: &Mapping, ctx: &Ctx) -> Vec<Fact> {
    let key = |action| ctx.key(action);
    let missing = mapping.missing();
    let first = match missing.first() {
        Some(target) => Fact::new("", format!("! {}", needs(*target, mapping.kind())), 0).role(Role::Bad),
        None => Fact::new("", format!("{} continues to the check. * is required.", key(Action::NavOpen)), 1)
            .role(Role::Strong),
    };
    let mut facts = vec![first];
    if let Some(column) = mapping.found.columns.get(mapping.cursor.at) {
        if let Some(order) = column.open_order {
            let (now, other) = match order {
                DayOrder::DayFirst => ("3 April", "March 4"),
                DayOrder::MonthFirst => ("March 4", "3 April"),
            };
            let days = key(Action::ColumnDays);
            let sentence = format!("These dates are ambiguous: 03/04 is read as {now}. {days} makes it {other}.");
            facts.push(Fact::new("", sentence, 1).role(Role::Warn));
        }
        let raw: Vec<String> =
            column.raw.iter().filter(|cell| !cell.is_empty()).map(|cell| format!("\"{}\"", short(cell))).collect();
        if !raw.is_empty() {
            facts.push(Fact::new("", format!("In the file: {}", raw.join("  ")), 3).role(Role::Quiet));
        }
    }
    let keys = format!(
        "{}/{} changes the field, {} chooses from a list, {} leaves the column out.",
        arrow(&key(Action::NavLeft), "←"),
        arrow(&key(Action::NavRight), "→"),
        key(Action::ColumnField),
        key(Action::ColumnLeave)
    );
    facts.push(Fact::new("", keys, 2));
    let remembered = match (&mapping.wish, mapping.found.is_remembered, mapping.found.is_named) {
        (Wish::Usual, true, _) => {
            format!("These are the columns you chose last time. {} resets them.", key(Action::ColumnsPropose))
        }
        (Wish::Chosen(..), _, true) => "Your choice is remembered for files with the same columns.".to_owned(),
        (Wish::Chosen(..), _, false) => {
            "The file has no column names, so your choice is for this file only.".to_owned()
        }
        (Wish::Proposed(None), ..) => "Tenfold's suggestions: no choice is saved for files like this one.".to_owned(),
        _ => String::new(),
    };
    if !remembered.is_empty() {
        facts.push(Fact::new("", remembered, 1));
    }
    facts.extend(quiet(&mapping.found.notes));
    facts
}

/// The default keys are letters; people know the arrows beside them.
fn arrow(key: &str, arrow: &'static str) -> String {
    if matches!(key, "h" | "l") { arrow.to_owned() } else { key.to_owned() }
}

/// A cell short enough to stand beside four others.
fn short(cell: &str) -> String {
    text::fit(&text::shown(cell), 24)
}

/// Sentences that may go when lines run out, the last first.
pub(super) fn quiet(notes: &[String]) -> Vec<Fact> {
    let mut priority = 3_u8;
    let fact = |note: &String| {
        priority = priority.saturating_add(1);
        Fact::new("", text::shown(note), priority).role(Role::Quiet)
    };
    notes.iter().map(fact).collect()
}

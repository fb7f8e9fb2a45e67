//! What a click means at each place of the window.
//!
//! Drawing says it: whoever draws a row, a tab or a button also puts an area here. The areas are only kept while someone asks, with
//! [`record`]; a frame for the screen keeps none and costs nothing more. The app asks when the mouse did something, so a click always
//! meets the state as it is, and nothing has to be kept in step with the screen. What was put last lies on top.

use std::cell::RefCell;

use ratatui::layout::{Position, Rect};

use super::Action;
use super::key::{self, KeyCode, KeyCombination, KeyModifiers};
use crate::tui::look::text;

/// An action, and how often.
pub type Steps = Vec<(Action, usize)>;

/// What a click does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Nothing: something lies over what is below.
    Cover,
    /// What these keys do.
    Keys(Vec<KeyCombination>),
    /// A place in the text box that has the keys: these lead its cursor there.
    Caret(Vec<KeyCombination>),
    /// What these keys do is to begin typing in a text here; then its cursor goes to this place.
    Type(Vec<KeyCombination>),
    /// What one more key of a started sequence does.
    Next(KeyCombination),
    /// What these actions do, one after the other.
    Run(Steps),
    /// These actions lead the cursor here; a double click opens what is here.
    Select(Steps),
    /// The part with this number leads its cursor there, or presses its own button; a double click opens what is here.
    Spot(usize),
    /// A card with the number of its spot in this column, which can be dragged to another column.
    Card(usize, usize),
    /// A column to which cards can be dragged.
    Column(usize),
}

/// What the wheel does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wheel {
    /// These actions, so often for each notch.
    Acts {
        /// For a turn down.
        down: Action,
        /// For a turn up.
        up: Action,
        /// How often.
        times: usize,
    },
    /// The part of the screen with this number scrolls.
    Part(usize),
}

impl Wheel {
    /// Lists scroll by three rows.
    pub const LIST: Self = Self::Acts { down: Action::NavScrollDown, up: Action::NavScrollUp, times: 3 };
    /// Cards are gone through one by one.
    pub const CARDS: Self = Self::Acts { down: Action::NavDown, up: Action::NavUp, times: 1 };
}

/// The areas of a frame.
#[derive(Debug, Default)]
pub struct Hits {
    targets: Vec<(Rect, Target)>,
    wheels: Vec<(Rect, Wheel)>,
}

impl Hits {
    /// What a click means here.
    pub fn target(&self, at: Position) -> Option<&Target> {
        self.targets.iter().rfind(|(area, _)| area.contains(at)).map(|(_, target)| target)
    }

    /// What the wheel means here.
    pub fn wheel(&self, at: Position) -> Option<Wheel> {
        self.wheels.iter().rfind(|(area, _)| area.contains(at)).map(|(_, wheel)| *wheel)
    }

    /// The column here, on a card or beside one.
    pub fn column(&self, at: Position) -> Option<usize> {
        match self.target(at) {
            Some(Target::Column(column) | Target::Card(_, column)) => Some(*column),
            _ => None,
        }
    }

    /// All targets with their areas, the topmost last.
    #[cfg(test)]
    pub fn all(&self) -> &[(Rect, Target)] {
        &self.targets
    }
}

thread_local! {
    /// The areas of the frame that is drawn for [`record`].
    static RECORDING: RefCell<Option<Hits>> = const { RefCell::new(None) };
}

/// Draws, and returns the areas that were put.
pub fn record(draw: impl FnOnce()) -> Hits {
    RECORDING.set(Some(Hits::default()));
    draw();
    RECORDING.take().unwrap_or_default()
}

fn with(keep: impl FnOnce(&mut Hits)) {
    RECORDING.with_borrow_mut(|hits| {
        if let Some(hits) = hits {
            keep(hits);
        }
    });
}

/// Says what a click in an area does.
pub fn put(area: Rect, target: impl FnOnce() -> Target) {
    with(|hits| {
        if !area.is_empty() {
            hits.targets.push((area, target()));
        }
    });
}

/// The same for an area that is only worked out while someone asks.
pub fn put_each(area: impl FnOnce() -> Rect, target: impl FnOnce() -> Target) {
    if is_recording() {
        put(area(), target);
    }
}

/// Whether someone asks for the areas of this frame.
pub fn is_recording() -> bool {
    RECORDING.with_borrow(Option::is_some)
}

/// Lets a click in an area lead the cursor of a text box so many clusters to the right, or to the left where that is below 0.
pub fn caret(area: Rect, clusters: isize) {
    put(area, || {
        let code = if clusters < 0 { KeyCode::Left } else { KeyCode::Right };
        Target::Caret(vec![KeyCombination::one_key(code, KeyModifiers::NONE); clusters.unsigned_abs()])
    });
}

/// Lets a click in an area lead the cursor of a text box behind its text.
pub fn caret_at_end(area: Rect) {
    put(area, || Target::Caret(vec![KeyCombination::one_key(KeyCode::End, KeyModifiers::NONE)]));
}

/// Says what the wheel does in an area.
pub fn wheel(area: Rect, wheel: Wheel) {
    with(|hits| hits.wheels.push((area, wheel)));
}

/// Covers what was put below a popup.
pub fn cover(area: Rect) {
    put(area, || Target::Cover);
}

/// The steps that lead a cursor from one row to another.
pub fn steps(from: usize, to: usize) -> Steps {
    between(from, to, Action::NavUp, Action::NavDown)
}

/// The steps that lead to another place in a row of places.
pub fn between(from: usize, to: usize, back: Action, on: Action) -> Steps {
    match to.cmp(&from) {
        std::cmp::Ordering::Less => vec![(back, from - to)],
        std::cmp::Ordering::Equal => Vec::new(),
        std::cmp::Ordering::Greater => vec![(on, to - from)],
    }
}

/// The part of a line that a text takes, so many cells from its left end.
pub fn part(line: Rect, from: usize, said: &str) -> Rect {
    let cells = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
    let x = line.x.saturating_add(cells(from));
    Rect { x, width: cells(text::width(said)), ..line }.intersection(line)
}

/// Lets a click press one key, by its name.
pub fn key(area: Rect, name: &str) {
    if let Some(key) = named(name) {
        put(area, || Target::Keys(vec![key]));
    }
}

/// Makes the hints of a line clickable that begin with a key: `Enter save   Esc cancel`.
pub fn hints(line: Rect, said: &str) {
    const BETWEEN: &str = "   ";
    let mut from = 0;
    for hint in said.split(BETWEEN) {
        key(part(line, from, hint), hint.split(' ').next().unwrap_or_default());
        from += text::width(hint) + BETWEEN.len();
    }
}

/// A key by the name that hints call it.
fn named(said: &str) -> Option<KeyCombination> {
    let said = match said {
        "↓" => "down".to_owned(),
        "↑" => "up".to_owned(),
        "PgDn" => "pagedown".to_owned(),
        "PgUp" => "pageup".to_owned(),
        letter if letter.chars().count() == 1 => letter.to_owned(),
        name => name.to_lowercase(),
    };
    let is_written = said.chars().count() > 1 || said.is_ascii();
    is_written.then(|| key::parse(&said)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(hits: &Hits, at: Position) -> Option<String> {
        match hits.target(at)? {
            Target::Keys(keys) => Some(key::all_shown(keys)),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_was_put_last_lies_on_top_and_nothing_is_kept_unasked() {
        let (wide, small) = (Rect::new(0, 0, 20, 5), Rect::new(4, 2, 3, 1));
        put(wide, || panic!("nobody asks"));
        let hits = record(|| {
            put(wide, || Target::Column(1));
            put(small, || Target::Spot(7));
            put(Rect::new(0, 0, 0, 3), || panic!("nothing is drawn there"));
        });
        assert_eq!(hits.target(Position::new(5, 2)), Some(&Target::Spot(7)));
        assert_eq!(hits.target(Position::new(7, 2)), Some(&Target::Column(1)));
        assert_eq!((hits.target(Position::new(20, 2)), hits.target(Position::new(u16::MAX, u16::MAX))), (None, None));
        assert!(record(|| {}).all().is_empty(), "what one frame put is not in the next");
    }

    #[test]
    fn hints_that_begin_with_a_key_press_it() {
        let line = Rect::new(1, 9, 70, 1);
        let said = "type to find   ↑↓ move   Ctrl-S save   y yes   ? or Esc close   ↓ choose";
        let hits = record(|| hints(line, said));
        let pressed = |word: &str| {
            let before = text::width(said.split(word).next().expect("a part"));
            keys(&hits, Position::new(1 + u16::try_from(before).expect("narrow"), 9))
        };
        assert_eq!((pressed("type"), pressed("move")), (None, None));
        assert_eq!(pressed("save").as_deref(), Some("Ctrl-S"));
        assert_eq!(pressed("yes").as_deref(), Some("y"));
        assert_eq!(pressed("close").as_deref(), Some("?"));
        assert_eq!(pressed("choose").as_deref(), Some("Down"), "as far as the line goes");
        assert_eq!(keys(&hits, Position::new(71, 9)), None);
    }

    #[test]
    fn steps_lead_from_one_row_to_another() {
        assert_eq!(steps(4, 1), [(Action::NavUp, 3)]);
        assert_eq!(steps(1, 4), [(Action::NavDown, 3)]);
        assert_eq!(steps(4, 4), []);
    }
}

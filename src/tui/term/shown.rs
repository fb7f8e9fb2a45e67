//! What the terminal shows, kept to write as little as possible of the next frame.
//!
//! A list that moves by a line changes nearly every cell, although the terminal could move the lines itself. And of the cells that
//! change, most have a neighbor that does not: moving the cursor to the next one takes eight bytes, writing the cells in between
//! takes one or two.
//!
//! ```text
//! before      after       written
//! @mia  1200  @ann   900  move lines 1 to 3 up by one; line 3, cell 0: "@zoe   410"
//! @ann   900  @bob   870
//! @bob   870  @zoe   410
//! ```

use ratatui::buffer::{Buffer, Cell, CellWidth as _};
use ratatui::layout::{Rect, Size};

/// Frames with fewer changes are not searched for moved lines.
const LOOKED_AT: usize = 200;
/// Moves lines only if that saves at least this many bytes.
const WORTH_IT: i32 = 100;
/// Bytes of a cursor jump plus the cell written after it.
const JUMP: i32 = 9;
/// Distances to try for moved lines, the likeliest first; positive is up.
const STEPS: [i32; 6] = [1, -1, 2, -2, 3, -3];
/// Up to this many unchanged cells are rewritten instead of jumping over them.
const GAP: u16 = 7;

/// Lines that move within a part of the window, which is the rest of it blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scroll {
    /// The first line of the part.
    pub(super) top: u16,
    /// The last line of the part.
    pub(super) bottom: u16,
    /// By how many lines they move up; negative is down.
    pub(super) up: i32,
}

/// A cell to be written, with its place.
pub(super) type Change = (u16, u16, Cell);

/// What the terminal shows.
#[derive(Debug, Default)]
pub(super) struct Shown(Buffer);

impl Shown {
    /// The terminal was cleared.
    pub(super) fn clear(&mut self) {
        self.0.reset();
    }

    /// The terminal has this size; one of another size is cleared before the next frame.
    pub(super) fn fit(&mut self, size: Size) {
        let area = Rect::new(0, 0, size.width, size.height);
        if self.0.area != area {
            self.0 = Buffer::empty(area);
        }
    }

    /// Takes the changes of the next frame, and returns what is to be written for it: first lines may move, then cells are written.
    pub(super) fn next<'a>(
        &mut self,
        changes: impl Iterator<Item = (u16, u16, &'a Cell)>,
    ) -> (Option<Scroll>, Vec<Change>) {
        let mut next = self.0.clone();
        let mut changes: Vec<Change> = changes.map(|(x, y, cell)| (x, y, cell.clone())).collect();
        for (x, y, cell) in &changes {
            put(&mut next, *x, *y, cell);
        }
        let scroll = (changes.len() >= LOOKED_AT).then(|| Scroll::between(&self.0, &next)).flatten();
        if let Some(scroll) = scroll {
            scroll.run(&mut self.0);
            changes = self.0.diff(&next).into_iter().map(|(x, y, cell)| (x, y, cell.clone())).collect();
        }
        let filled = with_gaps(changes, &next);
        self.0 = next;
        (scroll, filled)
    }
}

/// Puts a cell into what is shown; what a wide one covers is blank.
fn put(shown: &mut Buffer, x: u16, y: u16, cell: &Cell) {
    for (at, x) in (x..).enumerate().take(usize::from(cell.cell_width().max(1))) {
        if let Some(slot) = shown.cell_mut((x, y)) {
            if at == 0 { *slot = cell.clone() } else { slot.reset() }
        }
    }
}

impl Scroll {
    /// Finds lines that moved, if moving them saves much.
    fn between(shown: &Buffer, next: &Buffer) -> Option<Self> {
        let changed: Vec<i32> = (0..next.area.height).map(|y| cost(line(shown, y), line(next, y))).collect();
        STEPS.into_iter().find_map(|up| {
            let (saved, scroll) = Self::best(shown, next, &changed, up)?;
            (saved >= WORTH_IT).then_some(scroll)
        })
    }

    /// Finds the lines that save the most when they move by so many lines, and how many bytes that are.
    fn best(shown: &Buffer, next: &Buffer, changed: &[i32], up: i32) -> Option<(i32, Self)> {
        let (mut best, mut sum, mut first): (Option<(i32, u16, u16)>, i32, u16) = (None, 0, 0);
        for (y, stays) in (0..next.area.height).zip(changed) {
            let saved = match y.checked_add_signed(i16::try_from(up).ok()?).filter(|from| *from < next.area.height) {
                Some(from) => stays - cost(line(shown, from), line(next, y)),
                None => i32::MIN / 2,
            };
            if sum <= 0 {
                (sum, first) = (0, y);
            }
            sum = sum.saturating_add(saved);
            if sum > best.map_or(0, |(saved, ..)| saved) {
                best = Some((sum, first, y));
            }
        }
        let (saved, first, last) = best?;
        let by = u16::try_from(up.abs()).ok()?;
        let (top, bottom) = if up > 0 { (first, last + by) } else { (first - by, last) };
        // The lines at the other end are blank then, and written anew.
        let blank = if up > 0 { last + 1..last + 1 + by } else { top..first };
        let empty = vec![Cell::EMPTY; usize::from(next.area.width)];
        let written = blank.map(|y| cost(&empty, line(next, y)) - changed.get(usize::from(y)).copied().unwrap_or(0));
        let written: i32 = written.sum();
        Some((saved - written, Self { top, bottom, up }))
    }

    /// Moves the lines of what is shown, as the terminal does.
    fn run(self, shown: &mut Buffer) {
        let width = usize::from(shown.area.width);
        let (top, end) = (usize::from(self.top) * width, (usize::from(self.bottom) + 1) * width);
        let by = usize::try_from(self.up.unsigned_abs()).unwrap_or(0) * width;
        let Some(part) = shown.content.get_mut(top..end) else { return };
        let blank = if self.up > 0 {
            part.rotate_left(by);
            part.len() - by..part.len()
        } else {
            part.rotate_right(by);
            0..by
        };
        part.get_mut(blank).into_iter().flatten().for_each(Cell::reset);
    }
}

fn line(buffer: &Buffer, y: u16) -> &[Cell] {
    let width = usize::from(buffer.area.width);
    buffer.content.get(usize::from(y) * width..(usize::from(y) + 1) * width).unwrap_or_default()
}

/// About how many bytes it takes to turn a line into another.
fn cost(from: &[Cell], to: &[Cell]) -> i32 {
    let mut bytes = 0;
    let mut last = None;
    for (x, _) in (0..).zip(from.iter().zip(to)).filter(|(_, (from, to))| from != to) {
        bytes += last.map_or(JUMP, |last| JUMP.min(x - last));
        last = Some(x);
    }
    bytes
}

/// Adds the few cells between two changes that look the same before and after, and cost less than a jump over them.
fn with_gaps(changes: Vec<Change>, next: &Buffer) -> Vec<Change> {
    let mut filled: Vec<Change> = Vec::with_capacity(changes.len() * 2);
    for (x, y, cell) in changes {
        if let Some((last_x, last_y, last)) = filled.last()
            && *last_y == y
            && is_ascii(last)
            && x > *last_x
            && x - last_x - 1 <= GAP
        {
            let between = (*last_x + 1..x).map(|x| next.cell((x, y)).map(|cell| (x, y, cell.clone())));
            let between: Option<Vec<Change>> = between.collect();
            let fits = |(_, _, cell): &Change| is_ascii(cell) && cell.style() == last.style();
            if let Some(between) = between.filter(|between| between.iter().all(fits)) {
                filled.extend(between);
            }
        }
        filled.push((x, y, cell));
    }
    filled
}

/// Whether a cell is one letter that every terminal gives one cell.
fn is_ascii(cell: &Cell) -> bool {
    matches!(cell.symbol().as_bytes(), [b' '..=b'~'])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::style::{Modifier, Style};

    use super::*;

    const SIZE: Size = Size { width: 24, height: 14 };

    /// A frame of lines of text, of which one is reversed; beside the list stands a pane that does not move.
    fn frame(lines: &[String], cursor: usize, pane: &str) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, SIZE.width, SIZE.height));
        for (y, line) in (0..SIZE.height).zip(lines) {
            let style = Style::new();
            let style = if usize::from(y) == cursor { style.add_modifier(Modifier::REVERSED) } else { style };
            buffer.set_stringn(0, y, line, 18, style);
        }
        buffer.set_stringn(19, 2, pane, 5, Style::new());
        buffer
    }

    /// What a terminal shows after what was written, where covered cells of wide letters are blank.
    fn written(shown: &Buffer, scroll: Option<Scroll>, changes: &[Change]) -> Buffer {
        let mut after = shown.clone();
        if let Some(scroll) = scroll {
            scroll.run(&mut after);
        }
        for (x, y, cell) in changes {
            put(&mut after, *x, *y, cell);
        }
        after
    }

    fn text() -> impl Strategy<Value = String> {
        prop_oneof![3 => "[a-d ]{0,18}", 1 => "[a-c日本é ]{0,12}"]
    }

    proptest! {
        #[test]
        fn what_is_written_turns_one_frame_into_the_next(
            lines in prop::collection::vec(text(), 16), from in 0_usize..3, to in 0_usize..3, cursors in (0_usize..14, 0_usize..14),
            panes in ("[xy日]{0,3}", "[xy日]{0,3}"),
        ) {
            let (before, after) = (frame(&lines[from..], cursors.0, &panes.0), frame(&lines[to..], cursors.1, &panes.1));
            let mut shown = Shown::default();
            shown.fit(SIZE);
            let mut terminal = Buffer::empty(before.area);
            let (mut last, blank) = (terminal.clone(), terminal.clone());
            for next in [&before, &after, &before, &blank] {
                let (scroll, changes) = shown.next(last.diff(next).into_iter());
                terminal = written(&terminal, scroll, &changes);
                prop_assert_eq!(terminal.diff(next), vec![]);
                prop_assert_eq!(next.diff(&terminal), vec![]);
                last = next.clone();
            }
        }
    }

    #[test]
    fn a_list_that_moves_by_a_line_writes_that_line() {
        let lines: Vec<String> = (0..16_u32).map(|n| format!("{:018}", u64::from(n + 1) * 987_654_321_987)).collect();
        let (before, after) = (frame(&lines, 20, "pane"), frame(&lines[1..], 20, "pane"));
        let mut shown = Shown::default();
        shown.fit(SIZE);
        shown.next(Buffer::empty(before.area).diff(&before).into_iter());
        let changes: Vec<(u16, u16, Cell)> =
            before.diff(&after).into_iter().map(|(x, y, cell)| (x, y, cell.clone())).collect();
        // Enough lines to look for one that moved.
        let many = changes.iter().map(|(x, y, cell)| (*x, *y, cell)).cycle().take(LOOKED_AT.max(changes.len()));
        let (scroll, written) = shown.next(many);
        assert_eq!(scroll, Some(Scroll { top: 0, bottom: 13, up: 1 }));
        assert!(written.len() < 40, "{written:?}");
    }

    #[test]
    fn small_gaps_are_written_and_others_are_jumped_over() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 1));
        buffer.set_string(0, 0, "ab d      k本z", Style::new());
        buffer.set_style(Rect::new(13, 0, 1, 1), Style::new().add_modifier(Modifier::BOLD));
        let at = |x: u16| (x, 0, buffer[(x, 0)].clone());
        let xs = |changes: Vec<Change>| with_gaps(changes, &buffer).iter().map(|(x, ..)| *x).collect::<Vec<_>>();
        assert_eq!(xs(vec![at(0), at(3)]), [0, 1, 2, 3]);
        assert_eq!(xs(vec![at(0), at(10)]), [0, 10], "too wide");
        assert_eq!(xs(vec![at(10), at(13)]), [10, 13], "a wide letter in between");
        assert_eq!(xs(vec![at(11), at(13)]), [11, 13], "what a wide letter covers is never written");
    }
}

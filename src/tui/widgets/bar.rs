//! Bars drawn with text. They start at zero, and each stands beside the figure it draws.

use crate::tui::look::figure;

const FULL: char = '█';
const REST: char = '░';
/// A cell filled from the left by so many eighths.
const EIGHTHS: [char; 8] = [' ', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
/// Where the target lies: in rows below each other it makes one line.
pub const TARGET: char = '┊';

/// Returns how many of `cells` a part of the whole takes; a part above nothing shows at least one cell.
fn share(part: i64, whole: i64, cells: usize) -> usize {
    if part <= 0 || whole <= 0 || cells == 0 {
        return 0;
    }
    let wide = i128::try_from(cells).unwrap_or(0);
    let filled = (i128::from(part) * wide + i128::from(whole) / 2) / i128::from(whole);
    usize::try_from(filled).unwrap_or(cells).clamp(1, cells)
}

/// Draws a part of a whole to an eighth of a cell, without the rest: `███▌`.
pub fn eighths(part: i64, whole: i64, cells: usize) -> String {
    let filled = share(part, whole, cells.saturating_mul(8));
    (0..filled.div_ceil(8)).map(|cell| block(filled, cell, ' ')).collect()
}

/// Whether a sign is part of a bar.
pub fn is_block(sign: char) -> bool {
    sign == FULL || (sign != ' ' && EIGHTHS.contains(&sign))
}

/// What stands in a cell of a bar that is so many eighths long.
fn block(eighths: usize, cell: usize, rest: char) -> char {
    match eighths.saturating_sub(cell * 8) {
        0 => rest,
        part => EIGHTHS.get(part).copied().unwrap_or(FULL),
    }
}

/// Draws how much of a whole is used: `█████▌░░░░`.
pub fn filled(part: i64, whole: i64, cells: usize) -> String {
    let filled = share(part, whole, cells * 8);
    (0..cells).map(|cell| block(filled, cell, REST)).collect()
}

/// Draws a value from zero on a scale that ends at `scale`, with `:` where the target lies. A value short of the target never
/// touches the `:`, one that reaches it always passes it, so rounding to cells never misleads.
pub fn against(value: Option<i64>, target: Option<i64>, scale: i64, cells: usize) -> String {
    let line = target_cell(target, scale, cells);
    let filled = value.map_or(0, |value| share(value, scale, cells * 8));
    let filled = match (value, target, line) {
        (Some(value), Some(target), Some(line)) if value < target => filled.min(line * 8),
        (Some(_), _, Some(line)) => filled.max((line + 2) * 8).min(cells * 8),
        _ => filled,
    };
    (0..cells)
        .map(|cell| match cell {
            cell if Some(cell) == line => TARGET,
            cell => block(filled, cell, ' '),
        })
        .collect()
}

/// Draws a range from zero on a scale that ends at `scale`: `├──o──┊──┤`. The line of the target is seen through every bar: what
/// would cover it stands beside it, on its own side. What lies beyond the scale ends in `>`.
pub fn range([low, middle, high]: [i64; 3], target: Option<i64>, scale: i64, cells: usize) -> String {
    let line = target_cell(target, scale, cells);
    let place = |value: i64| {
        let cell = share(value.clamp(0, scale.max(0)), scale, cells).saturating_sub(1);
        match target.filter(|_| Some(cell) == line) {
            Some(target) if value >= target => (cell + 1).min(cells.saturating_sub(1)),
            Some(_) => cell.saturating_sub(1),
            None => cell,
        }
    };
    let (from, to, best) = (place(low), place(high), place(middle));
    let letter = |cell: usize| match cell {
        cell if Some(cell) == line => TARGET,
        cell if cell == to && high > scale => '>',
        cell if cell == best && middle <= scale => 'o',
        cell if cell == from && low <= scale => '├',
        cell if cell == to => '┤',
        cell if (from..to).contains(&cell) => '─',
        _ => ' ',
    };
    (0..cells).map(letter).collect()
}

/// Draws the numbers above such bars with the line of the target, and `>` at the end where something lies beyond it.
pub fn scale(target: Option<i64>, scale: i64, is_clipped: bool, cells: usize) -> String {
    let mut letters: Vec<char> = ticks(scale, cells).chars().collect();
    let mut put = |cell: usize, letter: char| {
        if let Some(place) = letters.get_mut(cell).filter(|place| **place == ' ') {
            *place = letter;
        }
    };
    if let Some(cell) = target_cell(target, scale, cells) {
        put(cell, TARGET);
    }
    if is_clipped {
        put(cells.saturating_sub(1), '>');
    }
    letters.into_iter().collect()
}

/// Draws the numbers above such bars, as many as fit: `0    1    2    3`. The scale is a ratio x 10,000.
pub fn ticks(scale: i64, cells: usize) -> String {
    let mut letters: Vec<char> = vec![' '; cells];
    let Some(step) = STEPS.into_iter().find(|step| cells_between(*step, scale, cells) >= TICK_ROOM) else {
        return letters.into_iter().collect();
    };
    let mut value = 0;
    while value <= scale && scale > 0 {
        let label = if value % 10_000 == 0 { (value / 10_000).to_string() } else { figure::ratio(value) };
        let at = share(value, scale, cells).saturating_sub(1);
        // A number that would reach beyond the end is left out whole.
        if let Some(room) = letters.get_mut(at..at + label.len()) {
            for (cell, letter) in room.iter_mut().zip(label.chars()) {
                *cell = letter;
            }
        }
        value += step;
    }
    letters.into_iter().collect()
}

/// Distances between the numbers of a scale, x 10,000.
const STEPS: [i64; 11] =
    [1_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000, 10_000_000, 100_000_000];

/// Cells from one number of a scale to the next, at least.
const TICK_ROOM: usize = 5;

fn cells_between(step: i64, scale: i64, cells: usize) -> usize {
    let wide = i128::try_from(cells).unwrap_or(0);
    let between = (i128::from(step) * wide).checked_div(i128::from(scale)).unwrap_or(0);
    usize::try_from(between).unwrap_or(0)
}

/// Draws a count on a logarithmic scale that ends at `most`, so that small counts stay visible beside large ones.
pub fn log(count: i64, most: i64, cells: usize) -> String {
    let size = |count: i64| i64::from((count.max(0).unsigned_abs() + 1).ilog2()) * FINE + fraction(count.max(0));
    let filled = if count > 0 { share(size(count), size(most.max(count)), cells * 8) } else { 0 };
    (0..cells).map(|cell| block(filled, cell, ' ')).collect()
}

/// Parts of a doubling that a logarithmic bar tells apart.
const FINE: i64 = 64;

/// How far a count is from the last power of two to the next, in parts of [`FINE`].
fn fraction(count: i64) -> i64 {
    let size = i128::from(count) + 1;
    let power = 1_i128 << size.ilog2();
    i64::try_from((size - power) * i128::from(FINE) / power).unwrap_or(0)
}

fn target_cell(target: Option<i64>, scale: i64, cells: usize) -> Option<usize> {
    let target = target.filter(|target| *target > 0 && *target <= scale)?;
    Some(share(target, scale, cells).saturating_sub(1)).filter(|cell| *cell < cells)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn bars_start_at_zero_and_show_the_target() {
        assert_eq!(filled(51, 100, 10), "█████▏░░░░");
        assert_eq!(filled(55, 100, 10), "█████▌░░░░");
        assert_eq!(filled(1, 100_000, 4), "▏░░░");
        assert_eq!(against(Some(48), Some(17), 48, 12), "███┊████████");
        assert_eq!(against(Some(3), Some(17), 48, 12), "▊  ┊        ");
        assert_eq!(against(Some(16), Some(17), 48, 12), "███┊        ");
        assert_eq!(against(Some(17), Some(17), 48, 12), "███┊█       ");
        assert_eq!(against(None, None, 48, 4), "    ");
    }

    #[test]
    fn ranges_show_their_ends_the_best_guess_and_the_target() {
        assert_eq!(range([10, 20, 40], Some(17), 48, 12), "  ├┊o────┤  ");
        assert_eq!(range([20, 30, 90], Some(5), 48, 12), "┊   ├──o───>");
        assert_eq!(range([0, 0, 5], Some(17), 48, 6), "o┊    ");
        assert_eq!(range([60, 70, 90], Some(17), 48, 12), "   ┊       >", "all of it beyond");
    }

    #[test]
    fn scales_carry_round_numbers_where_they_fit() {
        assert_eq!(ticks(30_000, 18).trim_end(), "0    1     2     3");
        assert_eq!(ticks(10_000, 12).trim_end(), "0    0.5   1");
        assert_eq!(ticks(3_300, 20).trim_end(), "0    0.1   0.2   0.3");
        assert_eq!(ticks(0, 4), "    ");
    }

    #[test]
    fn logarithmic_bars_keep_small_counts_visible() {
        assert_eq!(log(345_500, 345_500, 28), "█".repeat(28));
        assert_eq!(log(99, 345_500, 28).trim_end().chars().count(), 10);
        assert_eq!(log(0, 345_500, 4), "    ");
        assert_eq!(log(1, i64::MAX, 4), "▏   ");
    }

    proptest! {
        #[test]
        fn bars_fill_exactly_their_cells(value in any::<i64>(), target in any::<i64>(), scale in any::<i64>(), cells in 0_usize..200) {
            prop_assert_eq!(against(Some(value), Some(target), scale, cells).chars().count(), cells);
            prop_assert_eq!(range([value, target, scale], Some(target), scale, cells).chars().count(), cells);
            prop_assert_eq!(filled(value, scale, cells).chars().count(), cells);
            prop_assert_eq!(ticks(scale, cells).chars().count(), cells);
            prop_assert_eq!(log(value, scale, cells).chars().count(), cells);
            let drawn = range([value, target, scale], Some(target), scale, cells);
            let line = target_cell(Some(target), scale, cells);
            prop_assert!(line.is_none_or(|cell| drawn.chars().nth(cell) == Some(TARGET)), "seen through the bar");
            prop_assert_eq!(super::scale(Some(target), scale, true, cells).chars().count(), cells);
        }
    }
}

//! Curves drawn with characters, one per curve, so they can be told apart without color.

/// Drawn where two curves meet.
pub const BOTH: char = '#';

/// A curve that keeps its height until the next point, as sums over time do.
#[derive(Clone, Copy, Debug)]
pub struct Curve<'a> {
    /// What it is drawn with.
    pub sign: char,
    /// Its points (where, how high), from left to right.
    pub points: &'a [(i64, i64)],
}

/// The least and the greatest height of some curves; the ground always belongs to it.
pub fn reach(curves: &[Curve<'_>]) -> (i64, i64) {
    let heights = || curves.iter().flat_map(|curve| curve.points).map(|(_, height)| *height);
    (heights().min().unwrap_or(0).min(0), heights().max().unwrap_or(0).max(0))
}

/// Draws curves into lines from top to bottom. The ground is at 0, or at the least height below it; the top is the greatest.
pub fn lines(curves: &[Curve<'_>], cells: usize, rows: usize) -> Vec<String> {
    let mut grid = vec![vec![' '; cells]; rows];
    let places = || curves.iter().flat_map(|curve| curve.points).map(|(place, _)| *place);
    let (Some(first), Some(last)) = (places().min(), places().max()) else { return joined(grid) };
    let (low, high) = reach(curves);
    for curve in curves {
        for cell in 0..cells {
            let place = along(first, last, cell, cells);
            let passed = curve.points.partition_point(|(at, _)| i128::from(*at) <= place);
            let Some((_, height)) = passed.checked_sub(1).and_then(|index| curve.points.get(index)) else { continue };
            let up = share(i128::from(*height) - i128::from(low), i128::from(high) - i128::from(low), rows);
            let Some(letter) = rows.checked_sub(up + 1).and_then(|row| grid.get_mut(row)?.get_mut(cell)) else {
                continue;
            };
            *letter = if *letter == ' ' { curve.sign } else { BOTH };
        }
    }
    joined(grid)
}

fn joined(grid: Vec<Vec<char>>) -> Vec<String> {
    grid.into_iter().map(|line| line.into_iter().collect()).collect()
}

/// The place that a cell stands for; the first and the last cell stand for the ends.
fn along(first: i64, last: i64, cell: usize, cells: usize) -> i128 {
    let wide = i128::from(last) - i128::from(first);
    let steps = i128::try_from(cells.saturating_sub(1).max(1)).unwrap_or(1);
    i128::from(first) + wide * i128::try_from(cell).unwrap_or(0) / steps
}

/// The row of a height above the ground, rounded to the nearest.
fn share(height: i128, whole: i128, rows: usize) -> usize {
    let steps = i128::try_from(rows.saturating_sub(1)).unwrap_or(0);
    let row = (height * steps + whole / 2).checked_div(whole).unwrap_or(0);
    usize::try_from(row.clamp(0, steps)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn curves_climb_in_steps_and_show_where_they_meet() {
        let spend = Curve { sign: '-', points: &[(0, 50), (4, 60)] };
        let revenue = Curve { sign: '=', points: &[(0, 0), (2, 50), (4, 100)] };
        assert_eq!(lines(&[spend, revenue], 5, 5), ["    =", "     ", "--##-", "     ", "==   "]);
        assert_eq!(reach(&[spend, revenue]), (0, 100));
    }

    #[test]
    fn zero_and_negative_curves_have_a_base_line() {
        assert_eq!(lines(&[], 3, 2), ["   ", "   "]);
        let lost = Curve { sign: '=', points: &[(0, 0), (1, -100)] };
        assert_eq!(lines(&[lost], 2, 2), ["= ", " ="]);
    }

    proptest! {
        #[test]
        fn every_size_is_filled_exactly(
            points in prop::collection::vec((any::<i64>(), any::<i64>()), 0..9), cells in 0_usize..80, rows in 0_usize..30,
        ) {
            let mut points = points;
            points.sort_unstable();
            let drawn = lines(&[Curve { sign: '-', points: &points }, Curve { sign: '=', points: &points }], cells, rows);
            prop_assert_eq!(drawn.len(), rows);
            prop_assert!(drawn.iter().all(|line| line.chars().count() == cells));
        }
    }
}

//! Small charts as lines of text, so that they can stand among other lines: columns from zero and a curve over days.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::symbols::Marker;
use ratatui::widgets::Widget;
use ratatui::widgets::canvas::{Canvas, Line, Points};

use crate::domain::money::div_round;

/// Eighths of a cell from the bottom.
const EIGHTHS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// Draws values as columns from zero, `lines` high, each `wide` cells with `gap` blank ones behind it. Unknown values are gaps;
/// a value above nothing shows at least an eighth.
pub fn columns(values: &[Option<i64>], lines: usize, wide: usize, gap: usize) -> Vec<String> {
    let top = values.iter().flatten().copied().max().unwrap_or(0).max(1);
    let eighths = i128::try_from(lines.saturating_mul(8)).unwrap_or(0);
    let height = |value: &Option<i64>| {
        let value = value.unwrap_or(0).max(0);
        let height = div_round(i128::from(value) * eighths, i128::from(top)).unwrap_or(0);
        usize::try_from(height.max(i64::from(value > 0))).unwrap_or(0)
    };
    let heights: Vec<usize> = values.iter().map(height).collect();
    let line = |from_bottom: usize| {
        let cells = heights.iter().flat_map(|height| {
            let filled = height.saturating_sub(from_bottom * 8).min(8);
            std::iter::repeat_n(EIGHTHS[filled], wide).chain(std::iter::repeat_n(' ', gap))
        });
        cells.collect::<String>().trim_end().to_owned()
    };
    (0..lines).rev().map(line).collect()
}

/// Draws amounts by place in one line of so many cells, each the sum of its part of the way; nothing where there is no amount.
pub fn spark(points: &[(i64, i64)], cells: usize) -> String {
    let places = || points.iter().map(|(place, _)| *place);
    let (Some(first), Some(last)) = (places().min(), places().max()) else { return String::new() };
    let wide = i128::from(last) - i128::from(first) + 1;
    let mut sums = vec![0_i64; cells];
    for (place, amount) in points {
        let at = (i128::from(*place) - i128::from(first)) * i128::try_from(cells).unwrap_or(0) / wide;
        if let Some(sum) = usize::try_from(at).ok().and_then(|at| sums.get_mut(at)) {
            *sum = sum.saturating_add(*amount);
        }
    }
    if sums.iter().all(|sum| *sum <= 0) {
        return String::new();
    }
    let drawn = columns(&sums.into_iter().map(Some).collect::<Vec<_>>(), 1, 1, 0).concat();
    format!("{drawn:cells$}")
}

/// Draws a curve through points (x, y) in x order over `cells` by `lines`: from the lowest y at the bottom to the highest at the
/// top. It shows a shape; the ends must be labelled, since it does not begin at zero.
pub fn curve(points: &[(i64, i64)], cells: u16, lines: u16) -> Vec<String> {
    let area = Rect::new(0, 0, cells, lines);
    let mut buffer = Buffer::empty(area);
    #[expect(clippy::cast_precision_loss, reason = "a picture of a few dots needs no 53 bits")]
    let real: Vec<(f64, f64)> = points.iter().map(|(x, y)| (*x as f64, *y as f64)).collect();
    let bounds = |of: fn(&(f64, f64)) -> f64| {
        let low = real.iter().map(of).fold(f64::INFINITY, f64::min);
        let high = real.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
        if high > low { [low, high] } else { [low - 1.0, low + 1.0] }
    };
    if !real.is_empty() && !area.is_empty() {
        let (x_bounds, y_bounds) = (bounds(|point| point.0), bounds(|point| point.1));
        let canvas = Canvas::default().marker(Marker::Braille).x_bounds(x_bounds).y_bounds(y_bounds);
        let canvas = canvas.paint(|canvas| {
            for pair in real.windows(2) {
                if let [(x1, y1), (x2, y2)] = *pair {
                    canvas.draw(&Line { x1, y1, x2, y2, color: ratatui::style::Color::Reset });
                }
            }
            canvas.draw(&Points { coords: &real, color: ratatui::style::Color::Reset });
        });
        canvas.render(area, &mut buffer);
    }
    let line = |y: u16| (0..cells).map(|x| buffer[(x, y)].symbol()).collect::<String>();
    (0..lines).map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn columns_stand_on_zero_and_leave_out_what_is_unknown() {
        let values = [Some(8), Some(16), None, Some(1), Some(0)];
        assert_eq!(columns(&values, 2, 1, 1), ["  █", "█ █   ▁"]);
        assert_eq!(columns(&[], 1, 2, 1), [""]);
    }

    #[test]
    fn a_curve_rises_from_its_lowest_to_its_highest_point() {
        assert_eq!(curve(&[(0, 10), (1, 20)], 2, 1), ["⣀⠔"].map(|_| curve(&[(5, 1), (9, 2)], 2, 1).concat()));
        let lines = curve(&[(0, 10), (10, 20)], 4, 2);
        let blank = |text: &str| text.chars().all(|c| c == '\u{2800}' || c == ' ');
        assert!(blank(&lines[0].chars().take(1).collect::<String>()) && !blank(&lines[1]), "{lines:?}");
    }

    #[test]
    fn a_spark_sums_its_parts_and_nothing_has_none() {
        assert_eq!(spark(&[(0, 5), (1, 3), (10, 16)], 4), "▄  █");
        assert_eq!((spark(&[], 4).as_str(), spark(&[(3, 0)], 4).as_str()), ("", ""));
        assert_eq!(spark(&[(i64::MIN, 1), (i64::MAX, i64::MAX)], 2), "▁█");
    }

    proptest! {
        #[test]
        fn every_value_is_drawn(values in prop::collection::vec(any::<Option<i64>>(), 0..40), lines in 0_usize..9) {
            prop_assert_eq!(columns(&values, lines, 2, 1).len(), lines);
            let points: Vec<(i64, i64)> = values.iter().flatten().map(|value| (*value, value.wrapping_mul(7))).collect();
            let drawn = curve(&points, 9, 3);
            prop_assert!(drawn.len() == 3 && drawn.iter().all(|line| line.chars().count() == 9));
        }
    }
}

//! Curves over days in two colors, with labeled axes. One is a line of fine dots and the other one of round ones, so they can be told
//! apart without color.

use ratatui::Frame;
use ratatui::layout::{Alignment, Rect};
use ratatui::symbols::Marker;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Axis, Chart, Dataset, GraphType};

use crate::tui::look::{Role, Theme};

/// A curve that keeps its height until the next point, as sums over time do.
#[derive(Clone, Copy, Debug)]
pub struct Curve<'a> {
    /// Its points (where, how high), from left to right.
    pub points: &'a [(i64, i64)],
    /// Whether it is the second one beside another.
    pub is_second: bool,
}

/// Dots of the ground.
const GROUND_DOTS: u8 = 20;

/// How the curves look in a legend: the first and the second.
pub const SIGNS: [&str; 2] = ["⠒⠒", "••"];

impl Curve<'_> {
    fn role(&self) -> Role {
        if self.is_second { Role::Second } else { Role::First }
    }
}

/// The least and the greatest height of some curves; the ground always belongs to it.
pub fn reach(curves: &[Curve<'_>]) -> (i64, i64) {
    let heights = || curves.iter().flat_map(|curve| curve.points).map(|(_, height)| *height);
    (heights().min().unwrap_or(0).min(0), heights().max().unwrap_or(0).max(0))
}

/// The points of a curve as a line climbs through them in steps, up to the last place of all.
#[expect(clippy::cast_precision_loss, reason = "a picture of a few dots needs no 53 bits")]
fn steps(points: &[(i64, i64)], last: i64) -> Vec<(f64, f64)> {
    let mut line: Vec<(f64, f64)> = Vec::with_capacity(points.len() * 2 + 1);
    for (place, height) in points {
        let before = line.last().map(|(_, before)| *before);
        line.extend(before.map(|before| (*place as f64, before)));
        line.push((*place as f64, *height as f64));
    }
    let end = line.last().map(|(_, height)| (last as f64, *height));
    line.extend(end);
    line
}

/// Draws curves between two ends, with the labels of some heights beside them and those of the places below.
#[expect(clippy::cast_precision_loss, reason = "a picture of a few dots needs no 53 bits")]
pub fn draw(
    frame: &mut Frame<'_>,
    area: Rect,
    curves: &[Curve<'_>],
    places: &[String],
    label: impl Fn(i64) -> String,
    theme: Theme,
) {
    let area = area.intersection(frame.area());
    let ends = || curves.iter().flat_map(|curve| curve.points).map(|(place, _)| *place);
    let (Some(first), Some(last)) = (ends().min(), ends().max()) else { return };
    if area.width < 12 || area.height < 4 {
        return;
    }
    let (low, high) = reach(curves);
    let high = if high > low { high } else { low.saturating_add(1) };
    let count: i64 = match area.height {
        14.. => 5,
        7.. => 3,
        _ => 2,
    };
    let between = |part: i64| {
        let wide = i128::from(high) - i128::from(low);
        i64::try_from(i128::from(low) + wide * i128::from(part) / i128::from(count - 1)).unwrap_or(high)
    };
    let heights: Vec<Span<'_>> = (0..count).map(|part| Span::raw(label(between(part)))).collect();
    let lines: Vec<Vec<(f64, f64)>> = curves.iter().map(|curve| steps(curve.points, last)).collect();
    // Where curves go below the ground, it is a line of its own: of dots far apart, so that it is no curve without color either.
    let ground: Vec<(f64, f64)> = (0..=GROUND_DOTS)
        .map(|dot| (first as f64 + last.saturating_sub(first) as f64 * f64::from(dot) / f64::from(GROUND_DOTS), 0.0))
        .collect();
    let ground = Dataset::default().marker(Marker::Braille).graph_type(GraphType::Scatter).data(&ground);
    let ground = (low < 0 && high > 0).then(|| ground.style(theme.style(Role::Quiet)));
    let sets = curves.iter().zip(&lines).map(|(curve, line)| {
        let marker = if curve.is_second { Marker::Dot } else { Marker::Braille };
        Dataset::default().marker(marker).graph_type(GraphType::Line).style(theme.style(curve.role())).data(line)
    });
    let style = theme.style(Role::Quiet);
    let x = [first as f64, if last > first { last as f64 } else { first as f64 + 1.0 }];
    let x = Axis::default().bounds(x).style(style).labels(places.iter().map(|place| Span::raw(place.clone())));
    let y = Axis::default().bounds([low as f64, high as f64]).style(style).labels(heights);
    let chart = Chart::new(ground.into_iter().chain(sets).collect()).legend_position(None);
    let chart = chart
        .x_axis(x.labels_alignment(Alignment::Right))
        .y_axis(y.labels_alignment(Alignment::Right))
        .style(theme.style(Role::Text));
    frame.render_widget(chart, area);
}

/// What the curves are drawn with, each in its color: `⠒⠒ revenue  •• spend`.
pub fn legend<'a>(names: &[&'a str], theme: Theme) -> Line<'a> {
    let mut spans = Vec::new();
    for ((name, sign), role) in names.iter().zip(SIGNS).zip([Role::First, Role::Second]) {
        if !spans.is_empty() {
            spans.push(Span::raw("  "));
        }
        spans.push(Span::styled(sign, theme.style(role)));
        spans.push(Span::styled(format!(" {name}"), theme.style(Role::Text)));
    }
    Line::from(spans)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;

    fn drawn(curves: &[Curve<'_>], (width, height): (u16, u16)) -> String {
        let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("a terminal");
        let places = ["Mar 1".to_owned(), "Mar 9".to_owned()];
        let draw = |frame: &mut Frame<'_>| {
            draw(frame, frame.area(), curves, &places, |height| format!("${height}"), Theme::default());
        };
        terminal.draw(draw).expect("draws");
        terminal.backend().to_string()
    }

    #[test]
    fn two_curves_have_signs_of_their_own_and_labeled_axes() {
        let (first, second) = ([(0, 0), (4, 100)], [(0, 50), (4, 60)]);
        let curves = [Curve { points: &first, is_second: false }, Curve { points: &second, is_second: true }];
        let said = drawn(&curves, (40, 8));
        for part in ["$100", "$50", "$0", "Mar 1", "Mar 9", "•", "│", "└"] {
            assert!(said.contains(part), "{part}\n{said}");
        }
        assert!(said.chars().any(|letter| ('\u{2801}'..='\u{28ff}').contains(&letter)), "{said}");
        assert_eq!(reach(&curves), (0, 100));
        assert_eq!(steps(&second, 6), [(0.0, 50.0), (4.0, 50.0), (4.0, 60.0), (6.0, 60.0)]);
    }

    proptest! {
        #[test]
        fn every_size_is_drawn(
            points in prop::collection::vec((any::<i32>(), any::<i64>()), 0..9), width in 1_u16..80, height in 1_u16..30,
        ) {
            let mut points: Vec<(i64, i64)> = points.into_iter().map(|(place, height)| (i64::from(place), height)).collect();
            points.sort_unstable();
            let curves = [Curve { points: &points, is_second: false }, Curve { points: &points, is_second: true }];
            drawn(&curves, (width, height));
        }
    }
}

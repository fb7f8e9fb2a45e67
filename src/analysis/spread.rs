//! Where the middle of some figures lies and how far they spread, in whole numbers.

use crate::domain::money::div_round;

/// The middle of some figures and the borders of their middle half.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spread {
    /// How many figures there are.
    pub count: usize,
    /// A quarter of them lies below.
    pub low: i64,
    /// Half of them lies below: the median.
    pub middle: i64,
    /// A quarter of them lies above.
    pub high: i64,
}

impl Spread {
    /// Returns the spread of figures in any order; nothing where there are none.
    pub fn of(mut figures: Vec<i64>) -> Option<Self> {
        if figures.is_empty() {
            return None;
        }
        figures.sort_unstable();
        let at = |quarter: usize| quartile(&figures, quarter);
        Some(Self { count: figures.len(), low: at(1), middle: at(2), high: at(3) })
    }
}

/// The figure below which so many quarters lie; between two of them in proportion.
fn quartile(sorted: &[i64], quarter: usize) -> i64 {
    let quarters = (sorted.len() - 1) * quarter;
    let (place, rest) = (quarters / 4, quarters % 4);
    let low = sorted[place];
    let high = sorted.get(place + 1).copied().unwrap_or(low);
    let part = i128::try_from(rest).unwrap_or(0);
    let scaled = i128::from(low) * 4 + (i128::from(high) - i128::from(low)) * part;
    div_round(scaled, 4).unwrap_or(low)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_middle_half_is_found_between_figures() {
        let of = |figures: &[i64]| {
            Spread::of(figures.to_vec()).map(|spread| (spread.count, spread.low, spread.middle, spread.high))
        };
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[7]), Some((1, 7, 7, 7)));
        assert_eq!(of(&[40, 10, 20, 30]), Some((4, 18, 25, 33)));
        assert_eq!(of(&[5, 1, 2, 4, 3]), Some((5, 2, 3, 4)));
    }

    proptest! {
        #[test]
        fn the_borders_lie_around_the_middle_and_inside(figures in prop::collection::vec(any::<i64>(), 1..50)) {
            let spread = Spread::of(figures.clone()).expect("figures");
            prop_assert!(spread.low <= spread.middle && spread.middle <= spread.high);
            prop_assert!(figures.iter().min() <= Some(&spread.low) && Some(&spread.high) <= figures.iter().max());
        }
    }
}

//! Robust statistics that a single outlier cannot move: median, MAD and the modified z (statistics, section 10).

/// Factor from the MAD of normal values to their standard deviation.
pub const MAD_TO_SD: f64 = 1.4826;

/// Factor from a distance in MADs to a modified z (Iglewicz and Hoaglin 1993).
const Z_SCALE: f64 = 0.6745;

/// Fewest values for a modified z.
pub const FEWEST_PEERS: usize = 20;

/// The median of some values and their usual distance from it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Deviation {
    /// Number of values.
    pub count: usize,
    /// Their median; the mean of the two middle ones if their number is even.
    pub median: f64,
    /// The median distance from the median, never negative.
    pub mad: f64,
}

impl Deviation {
    /// Returns the deviation of the finite values; `None` if there are none.
    pub fn of(values: impl IntoIterator<Item = f64>) -> Option<Self> {
        let values: Vec<f64> = values.into_iter().filter(|value| value.is_finite()).collect();
        let count = values.len();
        let distance = |median: f64| values.iter().map(move |value| (value - median).abs());
        let median = median(values.iter().copied())?;
        let mad = median_of(distance(median).collect())?;
        Some(Self { count, median, mad })
    }

    /// The robust standard deviation: 1.4826 MAD.
    pub fn sd(self) -> f64 {
        MAD_TO_SD * self.mad
    }

    /// Returns 0.6745 (x - median) / MAD (statistics, section 10.4).
    ///
    /// `None` with fewer than 20 values, or if more than half of them are equal.
    pub fn modified_z(self, x: f64) -> Option<f64> {
        if self.count < FEWEST_PEERS || self.mad <= 0.0 {
            return None;
        }
        let z = Z_SCALE * (x - self.median) / self.mad;
        z.is_finite().then_some(z)
    }
}

/// Returns the modified z of a value among its peers.
pub fn modified_z(x: f64, peers: &[f64]) -> Option<f64> {
    Deviation::of(peers.iter().copied())?.modified_z(x)
}

/// Returns the median of the finite values; `None` if there are none.
pub fn median(values: impl IntoIterator<Item = f64>) -> Option<f64> {
    median_of(values.into_iter().filter(|value| value.is_finite()).collect())
}

fn median_of(mut values: Vec<f64>) -> Option<f64> {
    values.sort_unstable_by(f64::total_cmp);
    let upper = values.get(values.len() / 2)?;
    if values.len() % 2 == 1 {
        return Some(*upper);
    }
    let lower = values.get((values.len() / 2).checked_sub(1)?)?;
    Some(f64::midpoint(*lower, *upper))
}

/// A count as a real number.
#[expect(clippy::cast_precision_loss, reason = "views, followers and days are far below 2^53")]
pub(super) fn real(count: i64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_an_even_number_lies_between_two() {
        assert_eq!(median([4.0, 1.0, 3.0, 2.0]), Some(2.5));
        assert_eq!(median([9.0, 1.0, 3.0]), Some(3.0));
        assert_eq!(median([f64::NAN, 7.0, f64::INFINITY]), Some(7.0));
        assert_eq!(median([]), None);
        assert_eq!(median([f64::MAX, f64::MAX]), Some(f64::MAX));
    }

    #[test]
    fn a_z_needs_enough_peers_that_differ() {
        let peers: Vec<f64> = (0..20).map(f64::from).collect();
        assert!(modified_z(9.5, &peers).is_some_and(|z| z.abs() < 1e-12));
        assert_eq!(modified_z(9.5, &peers[1..]), None);
        assert_eq!(modified_z(9.5, &[1.0; 40]), None);
        assert_eq!(modified_z(f64::NAN, &peers), None);
        assert_eq!(modified_z(f64::INFINITY, &peers), None);
    }
}

//! Reproducible random numbers: the same seed gives the same shop on every machine and in every version.

/// The SplitMix64 generator (Steele, Lea and Flood 2014). It is written out here because a library can change its sequence.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// Creates a generator from a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Returns a number from 0 up to but not including 1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit exactly")]
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Returns a whole number from 0 up to but not including `below`; 0 when there is none.
    pub fn below(&mut self, below: usize) -> usize {
        usize::try_from(self.next() % (below.max(1) as u64)).unwrap_or(0)
    }

    /// Returns whether something with this probability happened.
    pub fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// Returns one of the choices.
    pub fn pick<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        &choices[self.below(choices.len())]
    }

    /// Returns a draw from a log-normal distribution with this median and log-sd (Box and Muller 1958).
    pub fn log_normal(&mut self, median: f64, log_sd: f64) -> f64 {
        let radius = (-2.0 * (1.0 - self.unit()).ln()).sqrt();
        let z = radius * (std::f64::consts::TAU * self.unit()).cos();
        median * (log_sd * z).exp()
    }

    /// Returns a log-normal draw as a count, rounded.
    pub fn count(&mut self, median: f64, log_sd: f64) -> i64 {
        whole(self.log_normal(median, log_sd))
    }

    /// Returns a draw from a Poisson distribution with a mean below 500 (Knuth's product method in logs).
    pub fn poisson(&mut self, mean: f64) -> i64 {
        let mut count = 0;
        let mut left = mean;
        loop {
            left += (1.0 - self.unit()).ln();
            if left < 0.0 || count >= 500 {
                return count;
            }
            count += 1;
        }
    }
}

/// Rounds to a whole number.
#[expect(clippy::cast_possible_truncation, reason = "far below the limits of i64")]
pub fn whole(value: f64) -> i64 {
    value.clamp(-1e15, 1e15).round() as i64
}

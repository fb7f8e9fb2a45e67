//! Compares a creator with the other creators in the list, in addition to published benchmarks (statistics, section 10.4, last
//! paragraph).

use super::deviation::Deviation;
use super::engagement::Engagement;
use super::flags::{Flag, PeerRate, Sign};

/// Modified z from which a value is an outlier (Iglewicz and Hoaglin 1993).
pub const CUT: f64 = 3.5;

/// The rates, in the order of `Signals`.
const RATES: [PeerRate; 3] = [PeerRate::LikesPerView, PeerRate::CommentsPerLike, PeerRate::ViewsPerFollower];

/// The logs of the rates by which creators are compared; a rate that is unknown or 0 has none.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Signals {
    /// ln(likes / views).
    pub like_rate: Option<f64>,
    /// ln(comments / likes).
    pub comment_rate: Option<f64>,
    /// ln(median views / followers).
    pub reach: Option<f64>,
}

impl Signals {
    /// The signals of a sample.
    pub fn of(engagement: &Engagement) -> Self {
        let ln = |rate: Option<f64>| rate.map(f64::ln).filter(|ln| ln.is_finite());
        Self {
            like_rate: ln(engagement.reactions.like_rate()),
            comment_rate: ln(engagement.reactions.comment_rate()),
            reach: ln(engagement.reach),
        }
    }

    fn each(&self) -> [Option<f64>; 3] {
        [self.like_rate, self.comment_rate, self.reach]
    }
}

/// The usual signals of all creators in the list. They raise no flag until there are 20 creators.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Peers {
    /// The deviation of each signal, in the order of their fields.
    pub usual: [Option<Deviation>; 3],
}

impl Peers {
    /// Returns what is usual among these creators, in any order.
    pub fn of(signals: &[Signals]) -> Self {
        let of =
            |index: usize| Deviation::of(signals.iter().filter_map(|one| one.each().get(index).copied().flatten()));
        Self { usual: [of(0), of(1), of(2)] }
    }

    /// Returns the modified z of each signal, in the order of their fields.
    pub fn z(&self, signals: &Signals) -> [Option<f64>; 3] {
        let mut z = signals.each();
        for (z, usual) in z.iter_mut().zip(self.usual) {
            *z = z.and_then(|x| usual?.modified_z(x));
        }
        z
    }

    /// Returns a flag for the most extreme signal, if it is an outlier. The signals move together, so more flags would count the
    /// same oddity several times.
    pub fn flag(&self, signals: &Signals) -> Option<Flag> {
        let found = RATES.into_iter().zip(self.z(signals)).filter_map(|(rate, z)| Some((rate, z?)));
        let (rate, z) = found.reduce(|far, next| if next.1.abs() > far.1.abs() { next } else { far })?;
        (z.abs() > CUT).then(|| Flag::new(Sign::PeerOutlier { rate, z }, false))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crowd() -> Vec<Signals> {
        (0..20).map(|step| Signals { like_rate: Some(-3.0 + f64::from(step) / 20.0), ..Signals::default() }).collect()
    }

    #[test]
    fn flags_only_an_outlier() {
        let peers = Peers::of(&crowd());
        let flag = peers.flag(&Signals { like_rate: Some(-6.0), ..Signals::default() }).expect("an outlier");
        let Sign::PeerOutlier { rate, z } = flag.sign else { panic!("an outlier") };
        assert!(rate == PeerRate::LikesPerView && z < -CUT, "{rate:?} {z}");
        assert_eq!(peers.flag(&Signals { like_rate: Some(-2.4), reach: Some(-40.0), ..Signals::default() }), None);
    }

    #[test]
    fn needs_twenty_creators() {
        let peers = Peers::of(&crowd()[..19]);
        assert_eq!(peers.flag(&Signals { like_rate: Some(-60.0), ..Signals::default() }), None);
    }
}

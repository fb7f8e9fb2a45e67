//! How long the program waits before it reminds.

/// The days after which a reminder comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cadence {
    /// Days after the first message on which to follow up, rising.
    pub follow_ups: Vec<u16>,
    /// Days of silence after the last follow-up, before "no response" is proposed.
    pub silence: u16,
    /// The most follow-ups on one day; the rest waits for the next.
    pub most_a_day: u16,
    /// Days a parcel takes.
    pub parcel: u16,
    /// Days before a post by which its draft is due.
    pub draft: u16,
    /// Days after the arrival of a product by which a post without a date is due.
    pub sample: u16,
}

impl Default for Cadence {
    fn default() -> Self {
        Self { follow_ups: vec![3, 7, 14], silence: 7, most_a_day: 10, parcel: 7, draft: 5, sample: 14 }
    }
}

impl Cadence {
    /// What is wrong with it; nothing where it can be.
    pub fn fault(&self) -> Option<&'static str> {
        let rises = self.follow_ups.iter().is_sorted_by(|a, b| a < b);
        if !rises || self.follow_ups.first() == Some(&0) {
            return Some("follow_ups must be days that rise, such as [3, 7, 14]");
        }
        (self.most_a_day == 0).then_some("most_follow_ups must be at least 1")
    }

    /// Days between a follow-up, counted from 0, and the message before it; nothing after the last.
    pub fn gap(&self, follow_up: usize) -> Option<u16> {
        let before = follow_up.checked_sub(1).and_then(|before| self.follow_ups.get(before)).copied().unwrap_or(0);
        self.follow_ups.get(follow_up).map(|day| day.saturating_sub(before))
    }
}

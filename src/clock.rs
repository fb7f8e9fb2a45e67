//! The time. Everything that needs now or today is handed a clock, so that tests and demos can set it.

use chrono::{DateTime, Local, NaiveDate, NaiveDateTime, Utc};

/// A source of time.
#[derive(Clone, Copy, Debug)]
pub enum Clock {
    /// The computer's clock and time zone.
    Real,
    /// Always the same moment, for tests and reproducible output.
    Fixed {
        /// Unix milliseconds UTC.
        now_ms: i64,
        /// The local day.
        today: NaiveDate,
    },
}

impl Clock {
    /// A clock that stands still at noon UTC of a day.
    pub fn fixed(today: NaiveDate) -> Self {
        let noon = today.and_hms_opt(12, 0, 0).unwrap_or_default();
        Self::Fixed { now_ms: noon.and_utc().timestamp_millis(), today }
    }

    /// Returns the moment as unix milliseconds UTC.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that asks the computer")]
    pub fn now_ms(&self) -> i64 {
        match self {
            Self::Real => Utc::now().timestamp_millis(),
            Self::Fixed { now_ms, .. } => *now_ms,
        }
    }

    /// Returns the local day.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that asks the computer")]
    pub fn today(&self) -> NaiveDate {
        match self {
            Self::Real => Local::now().date_naive(),
            Self::Fixed { today, .. } => *today,
        }
    }

    /// Returns the local day and time of a moment; a fixed clock counts in UTC.
    pub fn time_of(&self, ms: i64) -> NaiveDateTime {
        let moment = DateTime::<Utc>::from_timestamp_millis(ms).unwrap_or_default();
        match self {
            Self::Real => moment.with_timezone(&Local).naive_local(),
            Self::Fixed { .. } => moment.naive_utc(),
        }
    }

    /// Returns the local day of a moment; a fixed clock counts in UTC.
    pub fn day_of(&self, ms: i64) -> NaiveDate {
        self.time_of(ms).date()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_clock_stands_still() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 11).expect("a day");
        let clock = Clock::fixed(day);
        assert_eq!((clock.today(), clock.day_of(clock.now_ms())), (day, day));
        assert_eq!(clock.now_ms(), clock.now_ms());
    }
}

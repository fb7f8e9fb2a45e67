//! The time. Everything that needs now or today is handed a clock, so that tests and demos can set it.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

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
    pub fn now_ms(&self) -> i64 {
        match self {
            Self::Real => unix_ms(SystemTime::now()),
            Self::Fixed { now_ms, .. } => *now_ms,
        }
    }

    /// Returns the local day.
    pub fn today(&self) -> NaiveDate {
        match self {
            Self::Real => self.day_of(self.now_ms()),
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

/// Returns a moment as unix milliseconds; a computer whose battery is empty may believe in one before 1970, where chrono's own
/// `now` panics.
fn unix_ms(moment: SystemTime) -> i64 {
    let ms = |span: Duration| i64::try_from(span.as_millis()).unwrap_or(i64::MAX);
    moment.duration_since(UNIX_EPOCH).map_or_else(|before| -ms(before.duration()), ms)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_before_1970_is_a_moment() {
        let moment = UNIX_EPOCH - Duration::from_hours(24);
        assert_eq!(unix_ms(moment), -86_400_000);
        assert_eq!(unix_ms(UNIX_EPOCH + Duration::from_millis(5)), 5);
        let day = NaiveDate::from_ymd_opt(1960, 1, 1).expect("a day");
        assert_eq!(Clock::fixed(day).day_of(Clock::fixed(day).now_ms()), day);
    }

    #[test]
    fn a_fixed_clock_stands_still() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 11).expect("a day");
        let clock = Clock::fixed(day);
        assert_eq!((clock.today(), clock.day_of(clock.now_ms())), (day, day));
        assert_eq!(clock.now_ms(), clock.now_ms());
    }
}

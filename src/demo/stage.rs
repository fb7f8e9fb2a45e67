//! The year of the demo shop while it is told: its days, what was done on them, and what waits for the next file.

use chrono::{Days, NaiveDate};

use crate::proto::ingest::{OrderRecord, PostRecord, TallyRecord};

use super::Market;
use super::moment::{Deed, Moment};
use super::orders::{self, By};
use super::random::Random;

/// Days since the last file was imported, and since anything was done at all.
const IMPORTED_AGO: u64 = 5;
const LAST_AGO: u64 = 2;

/// Days of a test.
pub(super) const LENGTH: u64 = 42;
/// The year under construction.
pub(super) struct Stage<'a> {
    pub random: Random,
    pub market: &'a Market,
    pub today: NaiveDate,
    /// The day of the last import.
    pub imported: NaiveDate,
    /// The last day on which something was done.
    pub last: NaiveDate,
    pub moments: Vec<Moment>,
    pub readings: Vec<(NaiveDate, PostRecord)>,
    pub clicks: Vec<TallyRecord>,
    pub orders: Vec<OrderRecord>,
}

impl<'a> Stage<'a> {
    /// Nothing has happened yet.
    pub(super) fn new(market: &'a Market, today: NaiveDate) -> Self {
        Self {
            random: Random::new(0x57A6_E0F1),
            market,
            today,
            imported: today - Days::new(IMPORTED_AGO),
            last: today - Days::new(LAST_AGO),
            moments: Vec::new(),
            readings: Vec::new(),
            clicks: Vec::new(),
            orders: Vec::new(),
        }
    }

    pub(super) fn ago(&self, days: u64) -> NaiveDate {
        self.today - Days::new(days)
    }

    pub(super) fn has_come(&self, day: NaiveDate) -> bool {
        day <= self.last
    }

    /// Notes what is done on a day; what is to come is not done yet.
    pub(super) fn on(&mut self, day: NaiveDate, deed: Deed) {
        if self.has_come(day) {
            self.moments.push(Moment { day, deed });
        }
    }

    /// Whether a test that started on this day is not over.
    pub(super) fn is_running(&self, start: NaiveDate) -> bool {
        start + Days::new(LENGTH) >= self.today
    }

    /// An order of one piece or more, where its day has come.
    pub(super) fn sell(&mut self, placed_on: NaiveDate, price_minor: i64, by: &[By]) {
        let gross = orders::pieces(&mut self.random, price_minor);
        let order = orders::order(&mut self.random, self.market, placed_on, (gross, by));
        self.keep(order);
    }

    pub(super) fn keep(&mut self, order: OrderRecord) {
        if order.placed_on <= self.imported {
            self.orders.push(order);
        }
    }
}

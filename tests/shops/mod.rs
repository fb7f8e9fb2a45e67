//! The two sample shops that the tests of the screens, the commands and the reports look at.
//!
//! Both have the same creators, batches and orders. The second one differs in all that a first shop in dollars, on TikTok alone
//! and with European dates cannot show: it counts in euros, finds every other creator on Instagram, writes the month first,
//! decides with caution, and one of its creators goes by another handle.

#![allow(dead_code, reason = "each test program uses what it needs")]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use chrono::NaiveDate;
use tenfold::clock::Clock;
use tenfold::config::Config;
use tenfold::demo::Market;
use tenfold::domain::{Currency, Platform};
use tenfold::jobs::demo;
use tenfold::store::Writer;

/// The bytes of a shop's file, once it is made.
type Made = Arc<OnceLock<Arc<[u8]>>>;

/// A sample shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shop {
    /// Dollars, TikTok, the day first: what `tenfold demo` shows.
    First,
    /// Euros, TikTok and Instagram, the month first, cautious.
    Second,
}

impl Shop {
    /// The configuration its owner has, as text.
    pub fn config_text(self) -> &'static str {
        match self {
            Self::First => "",
            Self::Second => {
                "[money]\ncurrency = \"EUR\"\n\n[dates]\norder = \"month-day\"\n\n[model]\nrisk = \"cautious\"\n"
            }
        }
    }

    /// That configuration.
    pub fn config(self) -> Config {
        Config::parse(self.config_text()).expect("a configuration")
    }

    /// Its currency.
    pub fn currency(self) -> Currency {
        self.config().currency()
    }

    /// The sign of its currency, and that of the other shop, which nothing here may show.
    pub fn signs(self) -> (&'static str, &'static str) {
        match self {
            Self::First => ("$", "€"),
            Self::Second => ("€", "$"),
        }
    }

    /// April 3 of this year as its owner types it: as two numbers.
    pub fn april_third(self) -> &'static str {
        match self {
            Self::First => "3/4",
            Self::Second => "4/3",
        }
    }

    /// Makes its file. The story behind it is played once in a program; every further file of that day is a copy.
    pub fn make(self, path: &Path, clock: &Clock) {
        std::fs::write(path, &*self.made(clock)).expect("the shop is copied");
    }

    /// The bytes of its file as it stands on a day.
    fn made(self, clock: &Clock) -> Arc<[u8]> {
        static MADE: Mutex<BTreeMap<(Shop, NaiveDate), Made>> = Mutex::new(BTreeMap::new());
        // Only the shop that is being made is waited for, not the list of shops.
        let cell = {
            let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(made.entry((self, clock.today())).or_default())
        };
        Arc::clone(cell.get_or_init(|| {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("shop.db");
            demo::make_for(&self.market(), &path, clock).expect("the shop is made");
            // Undo takes back what a test does, and nothing before it.
            let writer = Writer::open(&path, *clock, Arc::default()).expect("the file opens");
            writer.forget_history().expect("the history is forgotten");
            writer.close().expect("the file is closed");
            std::fs::read(&path).expect("the shop is read").into()
        }))
    }

    /// Where it sells and looks for creators.
    fn market(self) -> Market {
        match self {
            Self::First => Market::SHOWN,
            Self::Second => {
                Market { currency: self.currency(), platforms: &[Platform::TikTok, Platform::Instagram], renames: true }
            }
        }
    }
}

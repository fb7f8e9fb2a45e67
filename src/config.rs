//! The configuration: a TOML file that the user edits. A fault in it is reported in one line and the defaults stay.

pub mod edit;
pub mod emv;
mod fault;
pub mod fit;
pub mod model;
pub mod settings;
pub mod settings_file;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::analysis::benchmarks::Benchmarks;
use crate::analysis::rules::Rules;
use crate::analysis::vetting::Standards;
use crate::domain::creator::tag_name;
use crate::domain::day::DayOrder;
use crate::domain::tax::TaxRules;
use crate::domain::{Cadence, Currency, PayTerms, TierBorders, pay_terms};
use crate::error::{Error, Result};

use model::Model;

/// The default configuration in full, with comments: what `tenfold config` prints.
pub const EXAMPLE: &str = include_str!("../config.example.toml");

/// The benchmarks in full, with their sources: what a file of own benchmarks starts from.
pub const BENCHMARKS: &str = include_str!("../assets/benchmarks.toml");

/// The benchmarks of the program.
#[expect(clippy::expect_used, reason = "the file is part of the program, and a test reads it")]
pub fn benchmarks() -> Benchmarks {
    parse_benchmarks(BENCHMARKS).expect("assets/benchmarks.toml is well formed")
}

/// Reads benchmarks from their text.
///
/// # Errors
/// Says in one line what is wrong and where.
pub fn parse_benchmarks(text: &str) -> Result<Benchmarks> {
    let benchmarks: Benchmarks = toml::from_str(text).map_err(|error| fault::of_reading(text, &error))?;
    benchmarks.fault().map_or(Ok(benchmarks), |fault| Err(fault::with_line(text, Error::refused(fault))))
}

/// Everything that can be configured.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// How it looks.
    pub look: Look,
    /// Money.
    pub money: Money,
    /// How dates are read.
    pub dates: Dates,
    /// Paying creators.
    pub payments: Payments,
    /// When the agenda reminds.
    pub agenda: Agenda,
    /// Borders of the tiers.
    pub tiers: Tiers,
    /// Letters that set a tag at once, after `;`.
    pub quick_tags: BTreeMap<String, String>,
    /// How estimates are made.
    pub model: Model,
    /// Earned media value.
    pub emv: emv::Emv,
    /// The fit score.
    pub fit: fit::Fit,
    /// The benchmarks of the user's own file, where the configuration names one.
    #[serde(skip)]
    own_benchmarks: Option<Benchmarks>,
    /// The keyboard.
    pub keyboard: Keyboard,
    /// Own keys: action names to keys, and tables of them by screen.
    pub keys: toml::Table,
}

/// How it looks.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Look {
    /// The name of a theme of the program or of one beside the configuration, or `auto`.
    pub theme: String,
    /// Whether the screens take the mouse; if not, it is the terminal's.
    pub mouse: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self { theme: "terminal".to_owned(), mouse: true }
    }
}

/// The keyboard.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Keyboard {
    /// Whether letters of other scripts count as the Latin ones in the same place.
    pub by_place: bool,
}

impl Default for Keyboard {
    fn default() -> Self {
        Self { by_place: true }
    }
}

/// Money.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Money {
    /// ISO 4217 code of prices and new campaigns.
    pub currency: String,
}

impl Default for Money {
    fn default() -> Self {
        Self { currency: Currency::USD.code().to_owned() }
    }
}

/// Paying creators.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Payments {
    /// Payment terms of creators without terms of their own: `net 15 from posted`.
    pub terms: String,
    /// The sum of a US tax form 1099 in dollars, from a year on.
    pub thresholds: BTreeMap<String, i64>,
    /// Methods that do not count for it.
    pub not_counted: Vec<String>,
}

impl Default for Payments {
    fn default() -> Self {
        let TaxRules { thresholds, not_counted } = TaxRules::default();
        let dollars = |(year, cents): (i32, i64)| (year.to_string(), cents / Currency::USD.minor_per_unit());
        Self {
            terms: PayTerms::default().to_string(),
            thresholds: thresholds.into_iter().map(dollars).collect(),
            not_counted,
        }
    }
}

/// When the agenda reminds.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Agenda {
    /// Days after the first message on which to follow up.
    pub follow_ups: Vec<u16>,
    /// Days of silence after the last follow-up.
    pub silence: u16,
    /// The most follow-ups on one day.
    pub most_follow_ups: u16,
    /// Days a parcel takes.
    pub parcel: u16,
    /// Days before a post by which its draft is due.
    pub draft: u16,
    /// Days after the arrival of a product by which a post without a date is due.
    pub sample: u16,
}

impl Default for Agenda {
    fn default() -> Self {
        let Cadence { follow_ups, silence, most_a_day, parcel, draft, sample } = Cadence::default();
        Self { follow_ups, silence, most_follow_ups: most_a_day, parcel, draft, sample }
    }
}

/// How dates are read.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Dates {
    /// Whether 3/4 is the 3rd of april or the 4th of march.
    pub order: OrderName,
}

/// The orders of day and month by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OrderName {
    /// 3/4 is the 3rd of april.
    #[default]
    DayMonth,
    /// 3/4 is the 4th of march.
    MonthDay,
}

impl OrderName {
    /// The order it names.
    pub fn meant(self) -> DayOrder {
        match self {
            Self::DayMonth => DayOrder::DayFirst,
            Self::MonthDay => DayOrder::MonthFirst,
        }
    }
}

/// The lowest follower counts of the tiers.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Tiers {
    /// Nano from.
    pub nano: i64,
    /// Micro from.
    pub micro: i64,
    /// Macro from.
    pub r#macro: i64,
    /// Mega from.
    pub mega: i64,
}

impl Default for Tiers {
    fn default() -> Self {
        let TierBorders { nano, micro, r#macro, mega } = TierBorders::default();
        Self { nano, micro, r#macro, mega }
    }
}

impl Config {
    /// Reads a configuration from its text.
    ///
    /// # Errors
    /// Says in one line what is wrong and where.
    pub fn parse(text: &str) -> Result<Self> {
        let config: Self = toml::from_str(text).map_err(|error| fault::of_reading(text, &error))?;
        config.check().map_err(|error| fault::with_line(text, error))?;
        Ok(config)
    }

    /// Says in one line which value cannot be, with its table first.
    fn check(&self) -> Result<()> {
        let Tiers { nano, micro, r#macro, mega } = self.tiers;
        if !(0 < nano && nano < micro && micro < r#macro && r#macro < mega) {
            return Err(Error::refused("[tiers]: the thresholds must rise from nano to mega"));
        }
        if let Err(fault) = Currency::typed(&self.money.currency) {
            return Err(Error::refused(format!("[money]: currency: {fault}")));
        }
        if let Some(fault) = self.cadence().fault() {
            return Err(Error::refused(format!("[agenda]: {fault}")));
        }
        if let Some(fault) = self.model.fault() {
            return Err(Error::refused(fault));
        }
        if self.payments.terms.parse::<PayTerms>().is_err() {
            let terms = &self.payments.terms;
            return Err(Error::refused(format!("[payments]: terms can't be \"{terms}\". Use {}", pay_terms::EXAMPLE)));
        }
        for (year, sum) in &self.payments.thresholds {
            let is_year = year.parse::<i32>().is_ok_and(|year| (2000..2200).contains(&year));
            if !is_year || *sum < 0 {
                return Err(Error::refused(format!(
                    "[payments]: thresholds need a year and an amount in dollars, such as \"2026\" = 2000, not \"{year}\" = {sum}"
                )));
            }
        }
        self.emv.table(self.currency())?;
        self.fit.check()?;
        for (letter, tag) in &self.quick_tags {
            let mut signs = letter.chars();
            if !signs.next().is_some_and(char::is_alphanumeric) || signs.next().is_some() {
                return Err(Error::refused(format!("[quick_tags]: `{letter}` must be one letter or digit")));
            }
            if tag_name(tag).is_none() {
                return Err(Error::refused(format!("[quick_tags]: `{letter}` needs a tag, not \"{tag}\"")));
            }
        }
        Ok(())
    }

    /// The tags that have a letter, in the order of the letters.
    pub fn quick_tags(&self) -> Vec<(char, String)> {
        let entry = |(letter, tag): (&String, &String)| Some((letter.chars().next()?, tag_name(tag)?));
        self.quick_tags.iter().filter_map(entry).collect()
    }

    /// The rules of the US tax form 1099.
    pub fn tax(&self) -> TaxRules {
        let cents = |(year, dollars): (&String, &i64)| {
            Some((year.parse().ok()?, dollars.saturating_mul(Currency::USD.minor_per_unit())))
        };
        TaxRules {
            thresholds: self.payments.thresholds.iter().filter_map(cents).collect(),
            not_counted: self.payments.not_counted.clone(),
        }
    }

    /// Reads the configuration file. A missing one means the defaults; a faulty one gives the defaults and the sentence.
    pub fn load(path: &Path) -> (Self, Option<String>) {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return (Self::default(), None),
            Err(error) => {
                let sentence =
                    format!("Cannot read the configuration {}: {error}. Using the defaults.", path.display());
                return (Self::default(), Some(sentence));
            }
        };
        match Self::parse(&text) {
            Ok(config) => config.with_benchmarks(path.parent().unwrap_or(Path::new(""))),
            Err(error) => {
                let sentence =
                    format!("The configuration {} has an error, {error}. Using the defaults.", path.display());
                (Self::default(), Some(sentence))
            }
        }
    }

    /// Reads the benchmarks that the configuration names; a fault in them leaves those of the program.
    fn with_benchmarks(mut self, folder: &Path) -> (Self, Option<String>) {
        match self.fit.own_benchmarks(folder) {
            Ok(own) => {
                self.own_benchmarks = own;
                (self, None)
            }
            Err(error) => (self, Some(format!("{error} Using the built-in ones."))),
        }
    }

    /// The currency of prices and new campaigns.
    pub fn currency(&self) -> Currency {
        self.money.currency.parse().unwrap_or_default()
    }

    /// The rules for everything that is computed.
    pub fn rules(&self) -> Rules {
        let standards = Standards {
            borders: self.borders(),
            weights: self.fit.weights,
            penalties: self.fit.penalties,
            ..Standards::new(self.own_benchmarks.clone().unwrap_or_else(benchmarks))
        };
        let emv = self.emv.table(self.currency()).unwrap_or_default();
        Rules {
            standards,
            wanted: self.fit.want.brief(),
            constants: self.model.constants.clone(),
            emv,
            day_order: self.dates.order.meant(),
            cadence: self.cadence(),
            pay_terms: self.payments.terms.parse().unwrap_or_default(),
        }
    }

    fn cadence(&self) -> Cadence {
        let Agenda { follow_ups, silence, most_follow_ups, parcel, draft, sample } = self.agenda.clone();
        Cadence { follow_ups, silence, most_a_day: most_follow_ups, parcel, draft, sample }
    }

    /// The tier borders.
    pub fn borders(&self) -> TierBorders {
        let Tiers { nano, micro, r#macro, mega } = self.tiers;
        TierBorders { nano, micro, r#macro, mega }
    }
}

impl Default for Rules {
    fn default() -> Self {
        Config::default().rules()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Tier;

    #[test]
    fn the_example_is_the_default() {
        assert_eq!(Config::parse(EXAMPLE).expect("the example parses"), Config::default());
        // Every line that is commented out must be valid too: it shows how, not what.
        let uncommented: String =
            EXAMPLE.lines().map(|line| line.strip_prefix("#: ").unwrap_or(line)).collect::<Vec<_>>().join("\n");
        let shown = Config::parse(&uncommented).expect("the examples parse");
        assert!(!shown.keys.is_empty());
        assert_eq!(shown.quick_tags(), [('g', "glass-skin".to_owned()), ('v', "vegan".to_owned())]);
    }

    #[test]
    fn a_fault_names_its_line() {
        let fault = |text: &str| Config::parse(text).expect_err("a fault").to_string();
        assert!(fault("[look]\ntheme = 3").starts_with("line 2: look.theme: "));
        assert!(fault("[dates]\norder = \"year\"").starts_with("line 2: dates.order: "));
        assert!(fault("[lok]\n").contains("lok"));
        assert!(fault("# one\n[keyboard]\nby_place = 3").starts_with("line 3: keyboard.by_place: "));
        assert!(fault("[tiers]\nmicro = 9\nnano = 20").starts_with("line 3: [tiers]"));
        assert!(fault("[look]\n\n[money]\n# x\ncurrency = \"dollars\"").starts_with("line 5: [money]: currency"));
        assert!(fault("[model]\nrisk = \"bold\"\nwindow = \"x\"").starts_with("line 3: model.window: "));
        assert!(fault("[model]\nrisk = \"wild\"").starts_with("line 2: model.risk: "));
        assert!(fault("[tiers]\nnano = 20000").contains("must rise"));
        assert!(fault("[money]\ncurrency = \"dollars\"").contains("three letters"));
        assert!(fault("[payments]\nthresholds = { \"soon\" = 600 }").contains("[payments]: thresholds"));
        assert!(fault("[payments]\nterms = \"soon\"").starts_with("line 2: [payments]: terms can't be \"soon\". Use"));
        assert!(fault("[quick_tags]\ngg = \"vegan\"").contains("`gg` must be one letter"));
        assert!(fault("[quick_tags]\ng = \" #\"").contains("`g` needs a tag"));
    }

    #[test]
    fn the_benchmarks_say_where_they_are_from() {
        let benchmarks = benchmarks();
        for table in [&benchmarks.er_views, &benchmarks.cpm_minor, &benchmarks.view_rate] {
            for tier in [Tier::Nano, Tier::Micro, Tier::Macro, Tier::Mega] {
                let figure = table.figure(tier);
                assert!((2015..2100).contains(&figure.year) && !figure.source.is_empty(), "{figure:?}");
            }
        }
        assert_eq!(benchmarks.er_views.of(Tier::Micro), Some(0.06));
    }

    #[test]
    fn a_fault_in_own_benchmarks_is_one_line() {
        let fault =
            |from: &str, to: &str| parse_benchmarks(&BENCHMARKS.replace(from, to)).expect_err("a fault").to_string();
        let dollars = fault("\"USD\"", "\"dollars\"");
        assert!(dollars.ends_with("currency must be three letters such as USD; got \"dollars\""), "{dollars}");
        let zero = fault("value = 0.045", "value = 0");
        assert!(zero.starts_with("line ") && zero.contains("[er_views]: the value for mega"), "{zero}");
        assert!(fault("value = 0.045, ", "").starts_with("line "), "{}", fault("value = 0.045, ", ""));
    }

    #[test]
    fn other_currencies_need_a_rate() {
        let yen: Currency = "JPY".parse().expect("a code");
        let benchmarks = benchmarks().in_currency(yen, 1.5).expect("a rate");
        assert_eq!((benchmarks.currency(), benchmarks.cpm_minor.of(Tier::Micro)), (Some(yen), Some(1_800.0)));
        assert_eq!(benchmarks.clone().in_currency(yen, f64::NAN), None);
    }
}

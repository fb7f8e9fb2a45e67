//! The fit score: what is looked for in every campaign, how much each part counts, what flags take off, and whose benchmarks.

use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::analysis::benchmarks::Benchmarks;
use crate::analysis::brief::{Brief, NEED, Target};
use crate::analysis::fit::{Part, Penalties, Weights};
use crate::domain::Tier;
use crate::error::{Error, Result};

/// The most a weight or a penalty can be.
const MOST: u32 = 1_000;

/// How the fit of creators is measured.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Fit {
    /// File of own benchmarks, beside the configuration or with its folder; empty for those of the program.
    pub benchmarks: String,
    /// What is looked for in every campaign, beside its niches.
    pub want: Want,
    /// How much each part counts.
    pub weights: Weights,
    /// What flags take off.
    pub penalties: Penalties,
}

/// What is looked for in every campaign. Empty lists do not matter.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Want {
    /// Tiers by word.
    pub tiers: Vec<String>,
    /// Where the audience lives: ISO 3166 codes.
    pub countries: Vec<String>,
    /// Its age groups, such as `18-24`.
    pub ages: Vec<String>,
    /// Its genders, as the creators' own analytics call them.
    pub genders: Vec<String>,
    /// Share of the audience in each of these that is enough, percent.
    pub need: f64,
}

impl Default for Want {
    fn default() -> Self {
        let [countries, ages, genders] = [Vec::new(), Vec::new(), Vec::new()];
        Self { tiers: vec![Tier::Micro.word().to_owned()], countries, ages, genders, need: 100.0 * NEED }
    }
}

impl Want {
    /// What that asks of a creator.
    pub fn brief(&self) -> Brief {
        let target = |keys: &[String]| {
            (!keys.is_empty()).then(|| Target { need: self.need / 100.0, ..Target::new(keys.iter().cloned()) })
        };
        Brief {
            tiers: self.tiers.iter().filter_map(|word| Tier::from_word(word)).collect(),
            country: target(&self.countries),
            age: target(&self.ages),
            gender: target(&self.genders),
            ..Brief::default()
        }
    }
}

impl Fit {
    /// Says in one line what cannot be.
    pub(super) fn check(&self) -> Result<()> {
        if let Some(word) = self.want.tiers.iter().find(|word| Tier::from_word(word).is_none()) {
            return Err(Error::refused(format!("[fit.want]: tiers are nano, micro, macro and mega, not \"{word}\"")));
        }
        let need = self.want.need;
        if !(need > 0.0 && need <= 100.0) {
            return Err(Error::refused(format!("[fit.want]: need must be above 0% and at most 100%, not {need}")));
        }
        let weights = Part::ALL.map(|part| self.weights.of(part));
        if weights.iter().all(|weight| *weight == 0) {
            return Err(Error::refused("[fit.weights]: at least one weight must be above 0"));
        }
        if weights.iter().chain([&self.penalties.red, &self.penalties.amber]).any(|number| *number > MOST) {
            return Err(Error::refused(format!("[fit]: weights and penalties must be at most {MOST}")));
        }
        Ok(())
    }

    /// Reads the file of own benchmarks; nothing without one.
    pub(super) fn own_benchmarks(&self, folder: &Path) -> Result<Option<Benchmarks>> {
        if self.benchmarks.is_empty() {
            return Ok(None);
        }
        let path = folder.join(&self.benchmarks);
        let doing = || format!("read the benchmarks {}", path.display());
        let text = fs::read_to_string(&path).map_err(|error| Error::io(&doing(), error))?;
        let benchmarks = super::parse_benchmarks(&text);
        benchmarks.map(Some).map_err(|fault| Error::refused(format!("Cannot {}: {fault}.", doing())))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{BENCHMARKS, Config};
    use super::*;

    #[test]
    fn what_is_wanted_becomes_a_brief() {
        let text = "[fit.want]\ntiers = [\"nano\", \"micro\"]\ncountries = [\"US\", \"GB\"]\nneed = 60";
        let rules = Config::parse(text).expect("it parses").rules();
        assert_eq!(rules.wanted.tiers, [Tier::Nano, Tier::Micro]);
        let country = rules.wanted.country.expect("a target");
        assert_eq!((country.keys.len(), country.need), (2, 0.6));
        assert_eq!(rules.wanted.age, None);
        let rules = Config::parse("[fit.weights]\nprice = 0\n[fit.penalties]\nred = 20").expect("it parses").rules();
        assert_eq!((rules.standards.weights.price, rules.standards.weights.niche), (0, 20));
        assert_eq!((rules.standards.penalties.red, rules.standards.penalties.amber), (20, 5));
    }

    #[test]
    fn a_fault_says_what_would_do() {
        let fault = |text: &str| Config::parse(text).expect_err("a fault").to_string();
        assert!(fault("[fit.want]\ntiers = [\"tiny\"]").contains("nano, micro, macro and mega, not \"tiny\""));
        assert!(fault("[fit.want]\nneed = 0").contains("above 0"));
        assert!(fault("[fit.weights]\nlooks = 3").starts_with("line 2: "));
        assert!(fault("[fit.penalties]\nred = 5000").contains("1000"));
        let none = Part::ALL.map(|part| format!("{} = 0\n", part.word())).concat();
        assert!(fault(&format!("[fit.weights]\n{none}")).contains("[fit.weights]"));
    }

    #[test]
    fn own_benchmarks_lie_beside_the_configuration() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("config.toml");
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("written");
        write("config.toml", "[fit]\nbenchmarks = \"own.toml\"");
        let (config, fault) = Config::load(&path);
        assert!(fault.expect("a sentence").contains("Cannot read the benchmarks"));
        assert_eq!(config.rules().standards.benchmarks, super::super::benchmarks());
        write("own.toml", &BENCHMARKS.replace("value = 0.06,", "value = 0.09,"));
        let (config, fault) = Config::load(&path);
        assert_eq!((fault, config.rules().standards.benchmarks.er_views.of(Tier::Micro)), (None, Some(0.09)));
        write("own.toml", &BENCHMARKS.replace("\"USD\"", "\"dollars\""));
        assert!(Config::load(&path).1.expect("a sentence").contains("three letters"));
    }
}

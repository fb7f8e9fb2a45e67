//! `[model]`: the constants of the estimates, each by its name in the method, and the dial that sets three of them at once.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use crate::analysis::constants::{Constants, Risk};

/// How estimates are made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    /// How willing the user is to be wrong.
    pub risk: Risk,
    /// The constants; the dial is in them already.
    pub constants: Constants,
}

impl<'de> Deserialize<'de> for Model {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut table = toml::Table::deserialize(deserializer)?;
        let risk = table.remove("risk").map_or_else(|| Ok(Risk::default()), toml::Value::try_into);
        let risk = risk.map_err(|error| D::Error::custom(format!("risk: {}", error.message())))?;
        // What the user sets by name wins over the dial.
        let Constants { p_scale, p_drop, q_index, .. } = Constants::default().with_risk(risk);
        for (name, value) in [("p_scale", p_scale), ("p_drop", p_drop), ("q_index", q_index)] {
            table.entry(name).or_insert(toml::Value::Float(value));
        }
        let whole = table.clone();
        let constants: Constants = table.try_into().map_err(|error: toml::de::Error| {
            // Read one by one, the values say which of them it is.
            let alone =
                |(name, value): (&String, &toml::Value)| toml::Table::from_iter([(name.clone(), value.clone())]);
            let is_faulty = |entry: &(&String, &toml::Value)| alone(*entry).try_into::<Constants>().is_err();
            let name = whole.iter().find(is_faulty).map(|(name, _)| format!("{name}: ")).unwrap_or_default();
            D::Error::custom(format!("{name}{}", error.message()))
        })?;
        Ok(Self { risk, constants })
    }
}

impl Model {
    /// Says in one line with which constant no estimate can be made, if there is one.
    pub fn fault(&self) -> Option<String> {
        self.constants
            .fault()
            .map(|name| format!("[model]: {name} is out of range; `tenfold config` shows the default"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::constants::Ramp;
    use crate::config::Config;

    fn constants(text: &str) -> Constants {
        Config::parse(&format!("[model]\n{text}")).expect("a configuration").rules().constants
    }

    #[test]
    fn single_constants_and_the_dial_reach_the_rules() {
        let default = Constants::default();
        assert_eq!(constants(""), default);
        assert_eq!(constants("risk = \"bold\""), default.clone().with_risk(Risk::Bold));
        let own = constants("risk = \"cautious\"\np_scale = 0.9\nwindow = 45\norder_ramp = { shape = 0.8, days = 4 }");
        let expected = Constants {
            p_scale: 0.9,
            window: 45.0,
            order_ramp: Ramp { shape: 0.8, days: 4.0 },
            ..default.with_risk(Risk::Cautious)
        };
        assert_eq!(own, expected);
    }

    #[test]
    fn a_fault_is_one_line_that_names_it() {
        let fault = |text: &str| Config::parse(&format!("[model]\n{text}")).expect_err("a fault").to_string();
        for (text, says) in [
            ("sconv = 0.5", "sconv"),
            ("risk = \"wild\"", "risk: unknown variant `wild`"),
            ("p_drop = 0.9", "[model]: p_scale and p_drop is out of range"),
            ("window = 100000", "[model]: window and age_floor is out of range"),
            ("s_view = 90", "[model]: a log-sd is out of range"),
            ("taus = [0.1]", "invalid length 1"),
            ("early = 2", "[model]: early is out of range"),
            ("gamma = 1.2", "[model]: gamma and s_gamma is out of range"),
            ("s_gamma = -0.1", "[model]: gamma and s_gamma is out of range"),
            ("cap_orders = 0.5", "[model]: cap_orders is out of range"),
            ("cap_orders = nan", "[model]: cap_orders is out of range"),
            ("cap_n0 = 0", "[model]: a floor or a weight is out of range"),
            ("w_price = 2", "[model]: w_price is out of range"),
            ("later_bookings = -1", "[model]: later_bookings is out of range"),
        ] {
            let fault = fault(text);
            assert!(fault.contains(says) && !fault.contains('\n'), "{text}: {fault}");
        }
    }
}

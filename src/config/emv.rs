//! Earned media value: which table the user chose, their own or a published one.

use serde::Deserialize;

use crate::analysis::emv::{EmvRates, EmvTable};
use crate::domain::Currency;
use crate::domain::money::parse_amount;
use crate::error::{Error, Result};

/// The published tables in full, with their sources.
pub const PRESETS: &str = include_str!("../../assets/emv.toml");

/// The word for no table at all.
const NONE: &str = "none";

/// The word for the user's own table.
const OWN: &str = "own";

/// Which table values attention, if any.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Emv {
    /// `none`, `own`, or the name of a published table.
    pub r#use: String,
    /// The person's own table.
    pub own: Amounts,
}

impl Default for Emv {
    fn default() -> Self {
        Self { r#use: NONE.to_owned(), own: Amounts::default() }
    }
}

/// What 1,000 of each are worth, as the user writes amounts; empty for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Amounts {
    /// Currency of the amounts; that of `[money]` without one.
    pub currency: String,
    /// 1,000 views.
    pub views: String,
    /// 1,000 likes.
    pub likes: String,
    /// 1,000 comments.
    pub comments: String,
    /// 1,000 shares.
    pub shares: String,
    /// 1,000 saves.
    pub saves: String,
}

impl Amounts {
    fn currency(&self, otherwise: Currency) -> Result<Currency> {
        if self.currency.is_empty() {
            return Ok(otherwise);
        }
        Currency::typed(&self.currency).map_err(|fault| Error::refused(format!("[emv]: currency: {fault}")))
    }

    fn rates(&self, currency: Currency) -> Result<EmvRates> {
        let read = |kind: &str, text: &str| match text.trim() {
            "" => Ok(0),
            text => parse_amount(text, currency).ok_or_else(|| {
                Error::refused(format!(
                    "[emv]: {kind} must be an amount in {currency} such as \"5.00\", not \"{text}\""
                ))
            }),
        };
        Ok(EmvRates {
            views: read("views", &self.views)?,
            likes: read("likes", &self.likes)?,
            comments: read("comments", &self.comments)?,
            shares: read("shares", &self.shares)?,
            saves: read("saves", &self.saves)?,
        })
    }
}

/// A published table in the file.
#[derive(Debug, Deserialize)]
struct Preset {
    name: String,
    year: Option<i32>,
    source: String,
    #[serde(default)]
    doubt: String,
    #[serde(flatten)]
    amounts: Amounts,
}

/// The file of published tables.
#[derive(Debug, Deserialize)]
struct Presets {
    preset: Vec<Preset>,
}

/// The words for the choice of a table.
pub(super) fn choices() -> Vec<String> {
    let published = presets().unwrap_or_default().into_iter().map(|table| table.name);
    [NONE, OWN].map(str::to_owned).into_iter().chain(published).collect()
}

/// Returns the published tables.
///
/// # Errors
/// Says in one line what is wrong with them.
pub fn presets() -> Result<Vec<EmvTable>> {
    let read: Presets = toml::from_str(PRESETS).map_err(|error| super::fault::of_reading(PRESETS, &error))?;
    let table = |preset: Preset| {
        let currency = preset.amounts.currency(Currency::USD)?;
        let rates = preset.amounts.rates(currency)?;
        Ok(EmvTable {
            name: preset.name,
            currency,
            rates,
            year: preset.year,
            source: preset.source,
            doubt: preset.doubt,
        })
    };
    read.preset.into_iter().map(table).collect()
}

impl Emv {
    /// Returns the table that was chosen; nothing where none was.
    ///
    /// # Errors
    /// Says in one line what is wrong with the choice.
    pub fn table(&self, home: Currency) -> Result<Option<EmvTable>> {
        match self.r#use.as_str() {
            NONE => Ok(None),
            OWN => {
                let currency = self.own.currency(home)?;
                let rates = self.own.rates(currency)?;
                if rates == EmvRates::default() {
                    return Err(Error::refused("[emv]: use = \"own\" needs at least one amount in [emv.own]"));
                }
                let (name, source) = (OWN.to_owned(), "your own table".to_owned());
                Ok(Some(EmvTable { name, currency, rates, year: None, source, doubt: String::new() }))
            }
            name => {
                let presets = presets()?;
                let names: Vec<String> = presets.iter().map(|table| format!("\"{}\"", table.name)).collect();
                let found = presets.into_iter().find(|table| table.name == name);
                found.map(Some).ok_or_else(|| {
                    let known = names.join(", ");
                    Error::refused(format!("[emv]: use must be \"none\", \"own\", {known}, not \"{name}\""))
                })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Result<Option<EmvTable>> {
        let emv: Emv = toml::from_str(text).expect("it parses");
        emv.table(Currency::USD)
    }

    #[test]
    fn published_tables_say_where_they_are_from_and_why_to_doubt_them() {
        let presets = presets().expect("the file is fine");
        assert!(presets.len() >= 3);
        for preset in &presets {
            assert!(preset.source.contains("https://") && !preset.doubt.is_empty(), "{}", preset.name);
            assert!(preset.rates.views > 0, "{}", preset.name);
            assert_eq!(table(&format!("use = \"{}\"", preset.name)).expect("known").as_ref(), Some(preset));
        }
    }

    #[test]
    fn nothing_is_valued_until_somebody_chooses() {
        assert_eq!(table("").expect("fine"), None);
        let own = table("use = \"own\"\nown = { views = \"5\", likes = \"12.50\" }").expect("fine").expect("a table");
        assert_eq!((own.rates.views, own.rates.likes, own.rates.saves), (500, 1_250, 0));
    }

    #[test]
    fn a_fault_says_what_would_do() {
        let fault = |text: &str| table(text).expect_err("a fault").to_string();
        assert!(fault("use = \"ayzenberg\"").contains("\"mightyscout-2026\""));
        assert!(fault("use = \"own\"").contains("at least one amount"));
        assert!(fault("use = \"own\"\nown = { views = \"much\" }").contains("views must be an amount in USD"));
        assert!(fault("use = \"own\"\nown = { currency = \"dollars\", views = \"5\" }").contains("three letters"));
    }
}

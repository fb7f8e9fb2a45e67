//! The name of a column, and what it says beside the name: platform, currency, unit and day.

use super::values::date::{DayOrder, parse, parse_yearless};
use crate::domain::number::{NumberWords, unit};
use crate::domain::text::{clean, fold};
use crate::domain::{Currency, Platform};
use crate::proto::ingest::StatedDay;

/// A header as the matcher sees it.
#[derive(Clone, Debug, Default)]
pub(super) struct Header {
    /// As written, made printable.
    pub(super) shown: String,
    /// The full name for looking up.
    pub(super) key: String,
    /// The name without platform and currency words.
    pub(super) bare: String,
    /// A platform the name mentions.
    pub(super) platform: Option<Platform>,
    /// A currency the name mentions.
    pub(super) currency: Option<Currency>,
    /// Whether the name speaks of percent.
    pub(super) percent: bool,
    /// Whether it names more than one platform.
    pub(super) several_platforms: bool,
    /// What bare numbers below it are multiplied by: 1,000 below `Followers (k)`.
    pub(super) factor: Option<f64>,
    /// The day of the figures below it: `Followers 2026-03-01`, `Followers (February 28)`.
    pub(super) day: Option<StatedDay>,
}

/// The form in which names are compared: no case, accents, blanks or punctuation.
pub(super) fn key(name: &str) -> String {
    fold(name).chars().filter(|c| c.is_alphanumeric() || *c == '@').collect()
}

/// Currencies that a name of a column may mention.
const NAMED_CURRENCIES: [&str; 16] =
    ["USD", "EUR", "GBP", "JPY", "CNY", "BRL", "TRY", "CAD", "AUD", "CHF", "SEK", "NOK", "DKK", "PLN", "MXN", "INR"];

/// Words for thousands and millions at the end of a name without brackets: `followers_k`.
const BARE_UNITS: [&str; 8] = ["k", "tsd", "tsd.", "thousands", "000s", "millions", "mio", "mln"];

/// Takes off what the numbers below a name are multiplied by: `Followers (k)`, `Abonnenten in Tsd.`.
fn measured(name: &str) -> (&str, Option<f64>) {
    let bracketed = name.strip_suffix([')', ']']).and_then(|name| name.rsplit_once(['(', '[']));
    if let Some((before, inside)) = bracketed {
        let inside = inside.trim().trim_start_matches("in ").trim_matches(['\'', '’', ',', '.', ' ']);
        if let Some(factor) = unit(inside, NumberWords::Usual) {
            return (before.trim_end(), Some(factor));
        }
    }
    match name.rsplit_once([' ', '_']) {
        Some((before, last)) if BARE_UNITS.contains(&last.to_lowercase().as_str()) => {
            let before = before.trim_end();
            (before.strip_suffix(" in").unwrap_or(before), unit(last, NumberWords::Usual).or(Some(1e3)))
        }
        _ => (name, None),
    }
}

/// Takes off the day of which the figures below a name are: `Followers (as of 2026-03-01)`.
fn dated(name: &str) -> (&str, Option<StatedDay>) {
    let starts = name.char_indices().zip(name.chars().skip(1)).filter(|((_, c), _)| matches!(c, ' ' | '(' | '_' | '['));
    for ((at, mark), _) in starts {
        let (before, rest) = name.split_at_checked(at).unwrap_or_default();
        let text = rest.get(mark.len_utf8()..).unwrap_or_default().trim_matches([' ', ')', ']']);
        let read = |order| parse(text, order).map(|moment| moment.day);
        // Where day and month could be changed over, the name says no day that is certain.
        let whole = read(DayOrder::DayFirst)
            .filter(|day| read(DayOrder::MonthFirst) == Some(*day) && text.contains(['-', '.', '/', ' ']))
            .map(StatedDay::On);
        // "Set 2" is no second of September.
        let yearless = || {
            let is_word = text.to_lowercase().split(' ').any(|word| word == "set");
            let (month, day) = parse_yearless(text).filter(|_| !is_word)?;
            Some(StatedDay::Yearless { month, day })
        };
        if let Some(day) = whole.or_else(yearless) {
            let mut before = before.trim_end_matches([' ', '(', '[', '_']);
            for filler in ["as of", " on", " at", " per", " vom", " am", " du", " em", " (", " ["] {
                before = before.strip_suffix(filler).unwrap_or(before).trim_end();
            }
            return (before, Some(day));
        }
    }
    (name, None)
}

impl Header {
    /// Whether this is one of these names.
    pub(super) fn is_one_of(&self, names: &[String]) -> bool {
        names.contains(&self.key)
    }

    /// Looks at a header cell.
    pub(super) fn new(cell: &str) -> Self {
        let shown = clean(cell);
        let (name, day) = dated(&shown);
        let (name, factor) = measured(name);
        let (mut platform, mut currency, mut bare) = (None, None, String::new());
        let mut several_platforms = false;
        let percent = shown.contains('%');
        for word in name.split(|c: char| !(c.is_alphanumeric() || matches!(c, '@' | '$' | '€' | '£' | '¥'))) {
            let known = (word.len() > 1).then(|| Platform::from_word(word)).flatten();
            let money = match word {
                "$" => Some(Currency::USD),
                "€" => "EUR".parse().ok(),
                "£" => "GBP".parse().ok(),
                "円" | "日元" => "JPY".parse().ok(),
                "元" | "人民币" | "RMB" | "rmb" => "CNY".parse().ok(),
                _ if NAMED_CURRENCIES.contains(&word.to_ascii_uppercase().as_str()) => word.parse().ok(),
                _ => None,
            };
            if let Some(known) = known {
                several_platforms |= platform.is_some_and(|platform| platform != known);
                // Of several, the one that a bare handle most likely means.
                platform = platform.filter(|_| known != Platform::TikTok).or(Some(known));
            } else if money.is_some() {
                currency = currency.or(money);
            } else {
                bare.push_str(&key(word));
            }
        }
        let percent = percent || bare.ends_with("pct") || bare.contains("percent");
        let key = key(name);
        Self { shown, key, bare, platform, currency, percent, several_platforms, factor, day }
    }

    /// Whether the name says nothing but a platform: a column `TikTok` holds accounts.
    pub(super) fn is_platform_only(&self) -> bool {
        self.platform.is_some() && self.bare.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("Followers (k)", "followers", Some(1e3), None)]
    #[case("followers_k", "followers", Some(1e3), None)]
    #[case("Abonnenten in Tsd.", "abonnenten", Some(1e3), None)]
    #[case("Views (avg)", "viewsavg", None, None)]
    #[case("Followers (as of 2026-03-01)", "followers", None, Some("2026-03-01"))]
    #[case("Followers 1 March 2026", "followers", None, Some("2026-03-01"))]
    #[case("Followers (February 28)", "followers", None, Some("2026-02-28"))]
    #[case("Followers as of 3 Mar", "followers", None, Some("2026-03-03"))]
    #[case("Video Set 2", "videoset2", None, None)]
    #[case("Followers 03/04/2026", "followers03042026", None, None)]
    #[case("GMV (30d)", "gmv30d", None, None)]
    fn units_and_days_come_off_the_name(
        #[case] name: &str,
        #[case] key: &str,
        #[case] factor: Option<f64>,
        #[case] day: Option<&str>,
    ) {
        let header = Header::new(name);
        assert_eq!((header.key.as_str(), header.factor), (key, factor));
        let by = chrono::NaiveDate::from_ymd_opt(2026, 6, 1).expect("a day");
        assert_eq!(header.day.map(|day| day.by(by).to_string()).as_deref(), day);
    }

    #[test]
    fn headers_tell_platform_and_currency() {
        let header = Header::new("YouTube rate (EUR)");
        assert_eq!(
            (header.platform, header.currency.map(|c| c.to_string())),
            (Some(Platform::YouTube), Some("EUR".into()))
        );
        assert!(Header::new("TikTok").is_platform_only());
    }
}

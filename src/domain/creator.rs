//! Creators: the fields the user fills in.

use super::country;
use super::day::Calendar;
use super::handle::Handle;
use super::length::Longest;
use super::money::{Currency, Money, grouped, parse_amount};
use super::number::{full, parse_count, parse_percent, parse_ratio};
use super::pay_terms::PayTerms;
use super::platform::Platform;
use super::posting_window::PostingWindow;
use super::record::{self, Kind, Value, View, record};
use super::text::{clean, lines};

record! {
    /// A creator as typed into the form or read from a list; unknown facts are empty or `None`.
    pub CreatorFields {
        /// The platform of the account.
        platform: Platform,
        /// The account.
        handle: Handle,
        /// Currency of the price.
        price_currency: Currency,
    }
    /// A fact that the user can state of a creator, beside the account.
    pub CreatorField in "creator" {
        /// Display name.
        Name: name Word "name" "name" "Name" { about: "display name", longest: Longest::Name };
        /// Followers.
        Followers: followers Count "followers" "followers" "Followers" { hint: "33700 or 33.7k", heading: "FOLLOW." };
        /// Engagement rate in percent points, as the source states it.
        Er: er Percent "er" "er" "Engagement %" {
            words: "engagement", hint: "5.8", aliases: &["eng"], heading: "ER%", most: 100.0,
            about: "engagement rate as the source states it, in percent",
        };
        /// Typical views of one post.
        Views: views Count "views" "views" "Views per post" {
            words: "views", hint: "22400 or 22.4k", heading: "VIEWS", about: "typical views of one post",
        };
        /// Asking price of one post, minor units of `price_currency`.
        Price: price_minor Money "price" "price_minor" "Asking price" {
            words: "price", hint: "for one post", heading: "PRICE", bulk: true,
            about: "asking price of one post, in units of `currency`",
        };
        /// Two-letter country code, lower case; the country as the source writes it where no code is known.
        Country: country Code "country" "country" "Country" {
            hint: "two letters: us", aliases: &["region"], bulk: true, clean: one_country,
        };
        /// Language.
        Language: language Code "language" "language" "Language" {
            hint: "en, es", aliases: &["lang"], heading: "LANG", bulk: true,
        };
        /// Email address.
        Email: email Word "email" "email" "Email" { words: "email address", aliases: &["mail"], clean: one_email };
        /// Where a parcel to them goes.
        Address: address Lines "address" "address" "Postal address" { words: "postal address", hint: "where to ship the product" };
        /// A site of their own, with its scheme.
        Website: website Word "website" "website" "Website" {
            hint: "kat.example", aliases: &["site", "web"], bulk: true, sourced: true, clean: own_site,
            about: "the creator's own site, http or https",
            headers: &[
                "website", "web site", "website url", "own website", "personal website", "web", "web page", "homepage", "home page",
                "site url", "url of the site", "sitio web", "site web", "site internet", "página web", "webseite", "网站",
            ],
            guesses: &["site"],
        };
        /// When they are to be paid, unless a collaboration says otherwise: `net 15 from posted`.
        PayTerms: pay_terms Word "pay_terms" "pay_terms" "Payment terms" {
            words: "payment terms", hint: "net 15 from posted, net 30 from invoiced", bulk: true, clean: PayTerms::cleaned,
            about: "when they are to be paid: net 15 from posted",
            headers: &["payment terms", "pay terms", "terms of payment", "zahlungsziel", "condiciones de pago"],
        };
        /// How they are paid.
        PayMethod: pay_method Word "pay_method" "pay_method" "Payment method" {
            words: "payment method", hint: "bank transfer, PayPal", aliases: &["method"], bulk: true,
            about: "how they are paid: bank transfer, PayPal",
            headers: &["payment method", "pay method", "payout method", "paid via", "zahlungsart", "método de pago"],
        };
        /// The day on which their tax form W-9 came.
        W9On: w9_on Day "tax_form" "w9_on" "W-9 received" {
            words: "W-9", hint: "the day it came", about: "the day on which their tax form W-9 came",
            headers: &["w9", "w-9", "w9 received", "w-9 received", "w9 on file"],
        };
        /// Since when they are an ambassador: somebody you book again and again.
        AmbassadorOn: ambassador_on Day "ambassador" "ambassador_on" "Ambassador since" {
            words: "ambassador", hint: "the day it began; empty: no ambassador", bulk: true,
            about: "the day since which they are an ambassador",
            headers: &["ambassador", "ambassador since", "brand ambassador", "brand ambassador since"],
        };
        /// By which way the creator was found: `hashtag`, `#ad`, `brand`, `competitor`.
        FoundBy: found_by Word "found_by" "found_by" "Found by" {
            words: "found by", hint: "hashtag, #ad, #gifted, brand, competitor, feed",
            about: "how you found them: hashtag, brand, competitor",
        };
        /// Where on that way: which hashtag, which brand.
        FoundVia: found_via Word "found_via" "found_via" "Found via" {
            words: "found via", hint: "which one: #glassskin, a brand, a competitor", bulk: true,
            about: "which hashtag, which brand",
        };
        /// Profile text.
        Bio: bio Prose "bio" "bio" "Bio" { aliases: &["profile text"], about: "profile text" };
    }
}

/// The country as it is kept; lists name it by code or in full.
fn one_country(text: &str) -> Result<String, &'static str> {
    if text.contains(|c: char| c.is_ascii_digit() || matches!(c, ',' | ';' | '/')) {
        return Err("One country, preferably its two-letter code: us");
    }
    Ok(country::kept(text))
}

/// A site of their own: `kat.example` is `https://kat.example`. Nothing else than http and https is ever kept, for a click opens it;
/// a profile on a platform is an account, and says so.
fn own_site(text: &str) -> Result<String, &'static str> {
    const SHOULD: &str = "A website looks like https://kat.example";
    let (scheme, rest) = match text.split_once("://") {
        Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
        None => ("https".to_owned(), text),
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (name, port) = host.split_once(':').unwrap_or((host, "0"));
    let is_host = name.contains('.')
        && name.split('.').all(|part| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-'))
        && name.chars().any(char::is_alphabetic)
        && port.parse::<u16>().is_ok();
    let is_plain = !rest.contains(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | '`' | '\\'));
    if !(matches!(&*scheme, "http" | "https") && is_host && is_plain) {
        return Err(SHOULD);
    }
    let site = format!("{scheme}://{rest}");
    if Handle::find(&site).is_ok_and(|found| found.platform.is_some()) {
        return Err("This is a profile link. A website is the creator's own site: https://kat.example");
    }
    Ok(site)
}

fn one_email(text: &str) -> Result<String, &'static str> {
    let is_one = text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    if is_one && !text.contains(' ') { Ok(text.to_owned()) } else { Err("An email address looks like kat@example.com") }
}

impl CreatorFields {
    /// A creator of whom nothing but the account is known.
    pub fn new(platform: Platform, handle: Handle) -> Self {
        Self::blank(platform, handle, Currency::USD)
    }

    /// The public address of the account.
    pub fn profile_url(&self) -> String {
        self.platform.profile_url(self.handle.as_str())
    }

    /// Whether a fact is known.
    pub fn knows(&self, field: CreatorField) -> bool {
        self.get(field).is_known()
    }

    /// Leaves a fact out.
    pub fn set_unknown(&mut self, field: CreatorField) {
        self.slot(field).clear();
    }

    /// Whether both say the same about a fact. Two prices are the same in one currency only.
    pub fn agrees(&self, other: &Self, field: CreatorField) -> bool {
        let is_same_money = field.fact().kind != Kind::Money
            || self.price_currency == other.price_currency
            || !(self.knows(field) && other.knows(field));
        is_same_money && self.get(field).agrees(other.get(field))
    }

    /// Takes a fact over from another record; a price with its currency.
    pub fn take(&mut self, other: &Self, field: CreatorField) {
        self.slot(field).set(other.get(field));
        if field.fact().kind == Kind::Money {
            self.price_currency = other.price_currency;
        }
    }

    /// Returns the facts in which two records differ.
    pub fn changed(&self, other: &Self) -> Vec<CreatorField> {
        record::changed(self, other)
    }

    /// A fact as it is typed: `12400`, `4.5`, `$100.00`; empty where it is unknown.
    pub fn to_type(&self, field: CreatorField) -> String {
        match self.get(field) {
            View::Text(text) if field.fact().kind.is_long() => lines(text),
            View::Text(text) => clean(text),
            View::Count(Some(count)) if field.fact().kind != Kind::Money => full(count),
            View::Decimal(rate) => rate.map(|rate| rate.to_string()).unwrap_or_default(),
            _ => self.written(field).unwrap_or_default(),
        }
    }

    /// A fact in full, as people write it: `12,400`, `4.5%`, `$100.00`; nothing where it is unknown.
    pub fn written(&self, field: CreatorField) -> Option<String> {
        match self.get(field) {
            View::Text(text) => Some(text.to_owned()).filter(|text| !text.is_empty()),
            View::Count(Some(minor)) if field.fact().kind == Kind::Money => {
                Some(Money::new(minor, self.price_currency).exact())
            }
            View::Count(count) => count.map(|count| grouped(count.unsigned_abs())),
            View::Decimal(rate) => rate.map(|rate| format!("{rate}%")),
            view @ (View::Day(_) | View::List(_) | View::Window(_)) => {
                Some(view.plain()).filter(|text| !text.is_empty())
            }
        }
    }
}

impl CreatorField {
    /// Reads what the user typed; an amount is in this currency. Nothing typed, or no number, is unknown.
    ///
    /// # Errors
    /// Says what the value should look like.
    pub fn typed(self, text: &str, currency: Currency, calendar: Calendar) -> Result<Value, String> {
        let fact = self.fact();
        let known = Some(text.trim()).filter(|text| !text.is_empty());
        Ok(match fact.kind {
            Kind::Word | Kind::Code | Kind::Lines | Kind::Prose => {
                Value::Text(fact.cleaned(text).map_err(|fault| fault.to_string())?)
            }
            Kind::Count => Value::Count(parse_count(text)),
            Kind::Money => Value::Count(parse_amount(text, currency)),
            Kind::Percent => match parse_ratio(text) {
                Some(rate) if !fact.allows(rate) => {
                    return Err(format!(
                        "{} is a percentage: {} at most",
                        fact.label.trim_end_matches(" %"),
                        fact.most
                    ));
                }
                rate => Value::Decimal(rate),
            },
            Kind::Share => Value::Count(parse_percent(text)),
            Kind::Day => {
                Value::Day(known.map(|text| calendar.read(text)).transpose().map_err(|error| error.to_string())?)
            }
            Kind::List => Value::List(text.split(',').map(clean).filter(|word| !word.is_empty()).collect()),
            Kind::Window => Value::Window(known.map(|text| PostingWindow::typed(text, calendar)).transpose()?),
        })
    }
}

/// A figure of a creator: one of [`CreatorField::FIGURES`]. A newer one replaces it, and each has a day it is of.
pub type Figure = CreatorField;

impl CreatorField {
    /// The facts that are figures, of which the newest counts.
    pub const FIGURES: [Self; 4] = [Self::Followers, Self::Er, Self::Views, Self::Price];

    /// Whether the fact is a figure.
    pub fn is_figure(self) -> bool {
        Self::FIGURES.contains(&self)
    }

    /// The texts that keep where they come from.
    pub fn sourced() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|field| field.fact().sourced)
    }

    /// The word kept in the file: the key.
    pub fn word(self) -> &'static str {
        self.key()
    }

    /// Finds the fact by its key.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.key() == word)
    }

    /// Finds the fact by its key or an alias, folded.
    pub fn called(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.fact().is_called(word))
    }
}

/// Returns a niche or tag name as it is kept: without leading `#`, blanks at the ends or commas; parents keep their `/`.
///
/// Nothing is left for text that has no letter or digit.
pub fn tag_name(text: &str) -> Option<String> {
    let cleaned = clean(text);
    let name = cleaned.trim_start_matches(['#', '+']).replace([',', '|', ';', '"'], " ");
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = name.trim_matches('/');
    (name.chars().any(char::is_alphanumeric) && name.chars().count() <= 60).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{CreatorField, tag_name};

    #[test]
    fn a_website_is_a_site_of_their_own_that_a_browser_may_open() {
        let site = |text: &str| CreatorField::Website.fact().cleaned(text).ok();
        assert_eq!(site(" kat.example ").as_deref(), Some("https://kat.example"));
        assert_eq!(site("HTTP://kat.example:8080/shop?a=b").as_deref(), Some("http://kat.example:8080/shop?a=b"));
        assert_eq!(site("https://kat.example\u{1b}[31m").as_deref(), None);
        for none in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "data:text/html,x",
            "kat@example.com",
            "https://kat.example@evil.example/",
            "https://",
            "kat",
            "1.5",
            "https://www.tiktok.com/@kat",
            "kat.example and more",
        ] {
            assert_eq!(site(none), None, "{none}");
        }
    }

    #[test]
    fn tags_are_written_like_hashtags() {
        assert_eq!(tag_name("#BookTok").as_deref(), Some("BookTok"));
        assert_eq!(tag_name(" skincare/acne ").as_deref(), Some("skincare/acne"));
        assert_eq!(tag_name("a,\"b\"").as_deref(), Some("a b"));
        assert_eq!(tag_name("#, "), None);
    }
}

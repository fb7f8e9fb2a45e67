//! Creators: the fields a person fills in.

use strum::{EnumIter, IntoEnumIterator};

use super::country;
use super::handle::Handle;
use super::money::Currency;
use super::platform::Platform;
use super::record::record;

/// A figure of a creator, as somebody states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter)]
pub enum Figure {
    /// Followers.
    Followers,
    /// Engagement rate.
    Er,
    /// Typical views of one post.
    Views,
    /// Asking price of one post.
    Price,
}

impl Figure {
    /// The word kept in the file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Followers => "followers",
            Self::Er => "er",
            Self::Views => "views",
            Self::Price => "price",
        }
    }

    /// Reads the figure from its word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::iter().find(|figure| figure.word() == word)
    }
}

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
    /// A fact that a person can state of a creator, beside the account.
    pub CreatorField in "creator" {
        /// Display name.
        Name: name Word "name" "name" "Name" { about: "display name" };
        /// Followers.
        Followers: followers Count "followers" "followers" "Followers" { hint: "33700 or 33.7k", heading: "FOLLOW." };
        /// Engagement rate in percent points, as the source states it.
        Er: er Percent "er" "er" "Engagement %" {
            words: "engagement rate", hint: "5.8", aliases: &["eng"], heading: "ER%", most: 100.0,
            about: "engagement rate as a source states it, in percent",
        };
        /// Typical views of one post.
        Views: views Count "views" "views" "Views a post" {
            words: "views", hint: "22400 or 22.4k", heading: "VIEWS", about: "typical views of one post",
        };
        /// Asking price of one post, minor units of `price_currency`.
        Price: price_minor Money "price" "price_minor" "Asking price" {
            hint: "for one post; empty if never asked", heading: "PRICE", bulk: true,
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
        /// E-mail address.
        Email: email Word "email" "email" "E-mail" { words: "e-mail address", aliases: &["mail"], clean: one_email };
        /// Where a parcel to them goes.
        Address: address Lines "address" "address" "Postal address" { hint: "where a parcel goes" };
        /// By which way the creator was found: `hashtag`, `#ad`, `brand`, `competitor`.
        FoundBy: found_by Word "found_by" "found_by" "Found by" {
            words: "how they were found", hint: "hashtag, #ad, #gifted, brand, competitor, feed",
            about: "way in which they were found: hashtag, brand, competitor",
        };
        /// Where on that way: which hashtag, which brand.
        FoundVia: found_via Word "found_via" "found_via" "Found via" {
            hint: "which one: #glassskin, a brand, a competitor", bulk: true,
            about: "where on that way: which hashtag, which brand",
        };
        /// Profile text.
        Bio: bio Prose "bio" "bio" "Bio" { about: "profile text" };
    }
}

/// The country as it is kept; lists name it by code or in full.
fn one_country(text: &str) -> Result<String, &'static str> {
    if text.contains(|c: char| c.is_ascii_digit() || matches!(c, ',' | ';' | '/')) {
        return Err("One country, best by its two letters: us");
    }
    Ok(country::kept(text))
}

fn one_email(text: &str) -> Result<String, &'static str> {
    let is_one = text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    if is_one && !text.contains(' ') {
        Ok(text.to_owned())
    } else {
        Err("An e-mail address looks like kat@example.com")
    }
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

    /// Whether a figure is known.
    pub fn knows(&self, figure: Figure) -> bool {
        match figure {
            Figure::Followers => self.followers.is_some(),
            Figure::Er => self.er.is_some(),
            Figure::Views => self.views.is_some(),
            Figure::Price => self.price_minor.is_some(),
        }
    }

    /// Leaves a figure out.
    pub fn set_unknown(&mut self, figure: Figure) {
        match figure {
            Figure::Followers => self.followers = None,
            Figure::Er => self.er = None,
            Figure::Views => self.views = None,
            Figure::Price => self.price_minor = None,
        }
    }

    /// Whether both say the same about a figure.
    pub fn agrees(&self, other: &Self, figure: Figure) -> bool {
        match figure {
            Figure::Followers => self.followers == other.followers,
            Figure::Er => self.er.map(f64::to_bits) == other.er.map(f64::to_bits),
            Figure::Views => self.views == other.views,
            Figure::Price => {
                let price = |fields: &Self| fields.price_minor.map(|minor| (minor, fields.price_currency));
                price(self) == price(other)
            }
        }
    }
}

/// Returns a niche or tag name as it is kept: without leading `#`, blanks at the ends or commas; parents keep their `/`.
///
/// Nothing is left for text that has no letter or digit.
pub fn tag_name(text: &str) -> Option<String> {
    let cleaned = super::text::clean(text);
    let name = cleaned.trim_start_matches(['#', '+']).replace([',', '|', ';', '"'], " ");
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = name.trim_matches('/');
    (name.chars().any(char::is_alphanumeric) && name.chars().count() <= 60).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::tag_name;

    #[test]
    fn tags_are_written_like_hashtags() {
        assert_eq!(tag_name("#BookTok").as_deref(), Some("BookTok"));
        assert_eq!(tag_name(" skincare/acne ").as_deref(), Some("skincare/acne"));
        assert_eq!(tag_name("a,\"b\"").as_deref(), Some("a b"));
        assert_eq!(tag_name("#, "), None);
    }
}

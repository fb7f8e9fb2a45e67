//! Creators: the fields a person fills in.

use strum::{EnumIter, IntoEnumIterator};

use super::handle::Handle;
use super::money::Currency;
use super::platform::Platform;

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

/// A creator as typed into the form or read from a list; unknown fields are empty or `None`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreatorFields {
    /// The platform of the account.
    pub platform: Platform,
    /// The account.
    pub handle: Handle,
    /// Display name.
    pub name: String,
    /// Followers.
    pub followers: Option<i64>,
    /// Engagement rate in percent points, as the source states it.
    pub er: Option<f64>,
    /// Typical views of one post.
    pub views: Option<i64>,
    /// Asking price of one post, minor units of `price_currency`.
    pub price_minor: Option<i64>,
    /// Currency of the price.
    pub price_currency: Currency,
    /// Two-letter country code, lower case; the country as the source writes it where no code is known.
    pub country: String,
    /// Language.
    pub language: String,
    /// E-mail address.
    pub email: String,
    /// Where a parcel to them goes.
    pub address: String,
    /// Profile text.
    pub bio: String,
    /// By which way the creator was found: `hashtag`, `#ad`, `brand`, `competitor`.
    pub found_by: String,
    /// Where on that way: which hashtag, which brand.
    pub found_via: String,
}

impl CreatorFields {
    /// A creator of whom nothing but the account is known.
    pub fn new(platform: Platform, handle: Handle) -> Self {
        Self {
            platform,
            handle,
            name: String::new(),
            followers: None,
            er: None,
            views: None,
            price_minor: None,
            price_currency: Currency::USD,
            country: String::new(),
            language: String::new(),
            email: String::new(),
            address: String::new(),
            bio: String::new(),
            found_by: String::new(),
            found_via: String::new(),
        }
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

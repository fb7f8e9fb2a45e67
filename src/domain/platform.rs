//! The platforms on which a creator can have an account.

use strum::{EnumIter, IntoEnumIterator};

/// A platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter)]
pub enum Platform {
    /// TikTok.
    TikTok,
    /// Instagram.
    Instagram,
    /// YouTube.
    YouTube,
}

impl Platform {
    /// What a typed or imported account is taken for where nothing tells its platform.
    pub const ASSUMED: Self = Self::TikTok;

    /// The word used in files, tables and the filter language.
    pub fn word(self) -> &'static str {
        match self {
            Self::TikTok => "tiktok",
            Self::Instagram => "instagram",
            Self::YouTube => "youtube",
        }
    }

    /// Reads a platform however a sheet spells it (`TikTok`, `TIK TOK`, `Insta`, `YT`).
    pub fn from_word(word: &str) -> Option<Self> {
        let plain: String = word.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
        match plain.as_str() {
            "tt" => Some(Self::TikTok),
            "insta" | "ig" => Some(Self::Instagram),
            "yt" => Some(Self::YouTube),
            _ => Self::iter().find(|platform| platform.word() == plain),
        }
    }

    /// The public address of an account.
    pub fn profile_url(self, handle: &str) -> String {
        match self {
            Self::TikTok => format!("https://www.tiktok.com/@{handle}"),
            Self::Instagram => format!("https://www.instagram.com/{handle}"),
            Self::YouTube => format!("https://www.youtube.com/@{handle}"),
        }
    }
}

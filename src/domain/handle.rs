//! Handles: the name of an account, read from whatever notation a list uses.

use super::platform::Platform;
use super::text::clean;

/// Longest handle of the three platforms (Instagram and YouTube: 30; TikTok: 24).
pub const LONGEST: usize = 30;

/// An account name: lower case, without `@`; letters, digits, `.`, `_` and `-`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Handle(String);

/// A handle as found, with the platform and the display name where the notation tells them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The account.
    pub handle: Handle,
    /// The platform of a link, if it was one.
    pub platform: Option<Platform>,
    /// The display name of `Name (@handle) | TikTok`.
    pub name: Option<String>,
}

/// Why a text isn't a handle.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HandleError {
    /// Nothing there.
    #[error("the handle is empty, so there is no telling who it is")]
    Empty,
    /// A character that no handle has.
    #[error("\"{0}\" isn't a handle: it contains {1}")]
    BadCharacter(String, String),
    /// More letters than any platform allows.
    #[error("\"{0}…\" isn't a handle: it is longer than {LONGEST} characters")]
    TooLong(String),
    /// A link that leads to no account.
    #[error("\"{0}\" is a link without a handle. A profile link looks like tiktok.com/@name")]
    NoHandleInLink(String),
}

/// What copied text can have between letters without a trace on screen: joiners, soft hyphens and byte order marks. No handle has any.
const INVISIBLE: [char; 6] = ['\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}'];

impl Handle {
    /// The account name without `@`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Reads a bare handle, with or without `@`.
    ///
    /// # Errors
    /// Says what is wrong with the text.
    pub fn parse(text: &str) -> Result<Self, HandleError> {
        let bare = text.trim().trim_start_matches(['@', '＠']).to_lowercase();
        if bare.is_empty() {
            return Err(HandleError::Empty);
        }
        // "." and "_" at the ends belong to the handle; other scripts exist on YouTube.
        if let Some(bad) = bare.chars().find(|c| !(c.is_alphanumeric() || matches!(c, '.' | '_' | '-'))) {
            let what = if bad.is_whitespace() { "a space".to_owned() } else { format!("\"{bad}\"") };
            return Err(HandleError::BadCharacter(shortened(&bare), what));
        }
        if bare.chars().count() > LONGEST {
            return Err(HandleError::TooLong(shortened(&bare)));
        }
        Ok(Self(bare))
    }

    /// Reads a handle in any notation: `@handle`, `handle`, `instagram:handle`, a profile or video link,
    /// `Name (@handle) | TikTok`.
    ///
    /// # Errors
    /// Says what is wrong with the text.
    pub fn find(text: &str) -> Result<Found, HandleError> {
        let cleaned = clean(text);
        let text = visible(&cleaned);
        if let Some(found) = from_link(&text)? {
            return Ok(found);
        }
        // In a name a joiner has a meaning: it makes one emoji of two, and separates letters of some scripts.
        if let Some((name, handle)) = in_brackets(&cleaned).or_else(|| in_brackets(&text)) {
            let platform = text.rsplit_once('|').and_then(|(_, word)| Platform::from_word(word));
            let name = (!name.is_empty()).then(|| name.to_owned());
            return Ok(Found { handle: Self::parse(&visible(handle))?, platform, name });
        }
        // No handle has a colon.
        if let Some((word, handle)) = text.split_once(':')
            && let Some(platform) = Platform::from_word(word)
        {
            return Ok(Found { handle: Self::parse(handle)?, platform: Some(platform), name: None });
        }
        Ok(Found { handle: Self::parse(&text)?, platform: None, name: None })
    }
}

impl std::fmt::Display for Handle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "@{}", self.0)
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

/// The text without what leaves no trace on screen.
fn visible(text: &str) -> String {
    text.chars().filter(|letter| !INVISIBLE.contains(letter)).collect()
}

/// Reads `Name (@handle) …`.
fn in_brackets(text: &str) -> Option<(&str, &str)> {
    let (name, rest) = text.split_once("(@")?;
    let (handle, _) = rest.split_once(')')?;
    Some((name.trim_matches(|letter: char| letter.is_whitespace() || INVISIBLE.contains(&letter)), handle))
}

fn from_link(text: &str) -> Result<Option<Found>, HandleError> {
    let bare = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let is_link = bare.is_some();
    let rest = bare.unwrap_or(text);
    let rest = ["www.", "m.", "vm."].iter().find_map(|prefix| rest.strip_prefix(prefix)).unwrap_or(rest);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let platform = match host.to_ascii_lowercase().as_str() {
        "tiktok.com" => Platform::TikTok,
        "instagram.com" => Platform::Instagram,
        "youtube.com" | "youtu.be" => Platform::YouTube,
        _ if is_link => return Err(HandleError::NoHandleInLink(shortened(text))),
        _ => return Ok(None),
    };
    let first = path.split(['/', '?', '#']).next().unwrap_or_default();
    let named = match platform {
        Platform::Instagram => !first.is_empty() && !matches!(first, "p" | "reel" | "stories" | "explore"),
        Platform::TikTok | Platform::YouTube => first.starts_with('@'),
    };
    if !named {
        return Err(HandleError::NoHandleInLink(shortened(text)));
    }
    Ok(Some(Found { handle: Handle::parse(first)?, platform: Some(platform), name: None }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("@Glow.With_Mia", "glow.with_mia", None, None)]
    #[case("abc._", "abc._", None, None)]
    #[case("https://www.tiktok.com/@glowwithmia?lang=en", "glowwithmia", Some(Platform::TikTok), None)]
    #[case("tiktok.com/@mia", "mia", Some(Platform::TikTok), None)]
    #[case("https://www.tiktok.com/@mia/video/7434566309813193991", "mia", Some(Platform::TikTok), None)]
    #[case("https://www.instagram.com/mia/", "mia", Some(Platform::Instagram), None)]
    #[case("instagram:mia", "mia", Some(Platform::Instagram), None)]
    #[case("\u{feff}@mia\u{200b}.glow\u{2060}", "mia.glow", None, None)]
    #[case("YT:@Mia", "mia", Some(Platform::YouTube), None)]
    #[case("Mia Glow 🌿 (@glowwithmia) | TikTok", "glowwithmia", Some(Platform::TikTok), Some("Mia Glow 🌿"))]
    #[case("Mia 👩\u{200d}🍳 (@mia\u{200b})", "mia", None, Some("Mia 👩\u{200d}🍳"))]
    #[case("\u{feff}می\u{200c}نا (@mina)", "mina", None, Some("می\u{200c}نا"))]
    #[case("\u{feff} (@mia)", "mia", None, None)]
    #[case("Mia (\u{2060}@mia)", "mia", None, Some("Mia"))]
    fn handles_are_found(
        #[case] text: &str,
        #[case] handle: &str,
        #[case] platform: Option<Platform>,
        #[case] name: Option<&str>,
    ) {
        let found = Handle::find(text).expect("a handle");
        assert_eq!((found.handle.as_str(), found.platform, found.name.as_deref()), (handle, platform, name));
    }

    #[rstest]
    #[case("", "the handle is empty, so there is no telling who it is")]
    #[case("jo k", "\"jo k\" isn't a handle: it contains a space")]
    #[case("mia🌿", "\"mia🌿\" isn't a handle: it contains \"🌿\"")]
    #[case(
        "https://example.com/mia",
        "\"https://example.com/mia\" is a link without a handle. A profile link looks like tiktok.com/@name"
    )]
    fn what_is_no_handle_says_why(#[case] text: &str, #[case] message: &str) {
        assert_eq!(Handle::find(text).expect_err("no handle").to_string(), message);
    }

    #[test]
    fn endless_handles_are_refused_in_short() {
        let message = Handle::find(&"a".repeat(10_000)).expect_err("too long").to_string();
        assert!(message.chars().count() < 100, "{message}");
    }
}

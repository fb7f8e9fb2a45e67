//! Deliverables: what a creator promised to make, one or several in a collaboration.

use std::fmt;

use chrono::NaiveDate;
use strum::{EnumIter, IntoEnumIterator};

use super::collaboration::{Content, words};

words! {
    /// What is made.
    DeliverableKind {
        /// A video.
        #[default]
        Video = "video",
        /// A story, gone after a day.
        Story = "story",
        /// A live broadcast.
        Live = "live",
        /// One or several pictures.
        Photo = "photo",
    }
}

words! {
    /// How it looks.
    Style {
        /// Nobody said.
        #[default]
        Unknown = "",
        /// As the creator's own posts look.
        Organic = "organic",
        /// Produced like an ad.
        Polished = "polished",
    }
}

impl DeliverableKind {
    /// The word for several of them.
    fn plural(self) -> &'static str {
        match self {
            Self::Video => "videos",
            Self::Story => "stories",
            Self::Live => "lives",
            Self::Photo => "photos",
        }
    }

    /// The kind of a word as people write it: `reels`, `TikTok`.
    fn of_word(word: &str) -> Option<Self> {
        Some(match word {
            "tiktok" | "tiktoks" | "reel" | "reels" | "short" | "shorts" | "post" | "posts" | "vid" | "vids"
            | "clip" | "clips" => Self::Video,
            "livestream" | "livestreams" | "stream" | "streams" => Self::Live,
            "picture" | "pictures" | "image" | "images" | "carousel" | "carousels" | "pic" | "pics" => Self::Photo,
            word => Self::iter().find(|kind| kind.word() == word || kind.plural() == word)?,
        })
    }
}

/// How many of each kind were promised: `2 videos, 1 story`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Promise(pub Vec<(DeliverableKind, usize)>);

/// What a promise looks like, for a refusal.
pub const EXAMPLE: &str = "what they make, such as 2 videos, 1 story, 1 live";

/// More than anyone promises in one collaboration.
const MOST: usize = 50;

impl Promise {
    /// Reads `2 videos, 1 story`, `3x reels + 1 live`, `video`; kinds keep the order in which they were named.
    ///
    /// # Errors
    /// Shows what a promise looks like.
    pub fn read(text: &str) -> Result<Self, &'static str> {
        let text = text.trim().to_lowercase().replace(" and ", ",");
        let mut promise = Self::default();
        for part in text.split([',', '+', ';', '/', '&', '\n']).map(str::trim).filter(|part| !part.is_empty()) {
            let at = part.find(|c: char| !c.is_ascii_digit()).unwrap_or(part.len());
            let (number, rest) = part.split_at(at);
            let rest = rest.trim_start();
            let rest =
                if number.is_empty() { rest } else { rest.strip_prefix(['x', '×']).unwrap_or(rest).trim_start() };
            // `TikTok videos` are videos: the last word says what is made.
            let kind = rest.split_whitespace().last().and_then(DeliverableKind::of_word).ok_or(EXAMPLE)?;
            let count = if number.is_empty() { 1 } else { number.parse().map_err(|_| EXAMPLE)? };
            promise.add(kind, count);
        }
        let total = promise.0.iter().map(|(_, count)| *count).fold(0_usize, usize::saturating_add);
        if (1..=MOST).contains(&total) { Ok(promise) } else { Err(EXAMPLE) }
    }

    /// Counts kinds one by one, in the order in which each comes first.
    pub fn of(kinds: impl IntoIterator<Item = DeliverableKind>) -> Self {
        let mut promise = Self::default();
        for kind in kinds {
            promise.add(kind, 1);
        }
        promise
    }

    /// How many of a kind were promised.
    pub fn count(&self, kind: DeliverableKind) -> usize {
        self.0.iter().find(|(known, _)| *known == kind).map_or(0, |(_, count)| *count)
    }

    /// The text as it is kept: `2 videos, 1 story`.
    ///
    /// # Errors
    /// Shows what a promise looks like.
    pub fn cleaned(typed: &str) -> Result<String, &'static str> {
        Self::read(typed).map(|promise| promise.to_string())
    }

    fn add(&mut self, kind: DeliverableKind, count: usize) {
        match self.0.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, known)) => *known = known.saturating_add(count),
            None => self.0.push((kind, count)),
        }
    }
}

impl fmt::Display for Promise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = self.0.iter().filter(|(_, count)| *count > 0);
        for (at, (kind, count)) in named.enumerate() {
            let comma = if at == 0 { "" } else { ", " };
            write!(f, "{comma}{count} {}", if *count == 1 { kind.word() } else { kind.plural() })?;
        }
        Ok(())
    }
}

/// The days of a deliverable: how far it has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// The draft came in.
    pub draft_on: Option<NaiveDate>,
    /// Changes were asked for, the last time.
    pub changes_on: Option<NaiveDate>,
    /// The draft was approved.
    pub approved_on: Option<NaiveDate>,
    /// The post is out.
    pub posted_on: Option<NaiveDate>,
    /// It was given up.
    pub missed_on: Option<NaiveDate>,
    /// Whether there is a post, whose day may be unknown.
    pub has_post: bool,
}

impl Progress {
    /// How far the deliverable has come; nothing before its draft.
    pub fn content(self) -> Option<Content> {
        if self.has_post || self.posted_on.is_some() {
            return Some(Content::Posted);
        }
        if self.missed_on.is_some() {
            return Some(Content::Missed);
        }
        if self.approved_on.is_some() {
            return Some(Content::Approved);
        }
        // A draft that came after the changes were asked for is the new one.
        if self.changes_on.is_some_and(|changes| self.draft_on.is_none_or(|draft| draft <= changes)) {
            return Some(Content::ChangesAsked);
        }
        self.draft_on.map(|_| Content::DraftIn)
    }
}

/// Where the content track stands by all deliverables: posted with the first post, missed when all were given up, else as far as
/// the last of them; nothing where they do not say more than the brief does.
pub fn content(all: impl IntoIterator<Item = Progress>) -> Option<Content> {
    let all: Vec<Option<Content>> = all.into_iter().map(Progress::content).collect();
    if all.contains(&Some(Content::Posted)) {
        return Some(Content::Posted);
    }
    let mut open = all.iter().filter(|content| **content != Some(Content::Missed)).peekable();
    if open.peek().is_none() {
        return (!all.is_empty()).then_some(Content::Missed);
    }
    open.copied().min().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_promise_is_read_as_people_write_it() {
        for (typed, kept) in [
            ("2 videos, 1 story, 1 live", "2 videos, 1 story, 1 live"),
            ("3x Reels + 1 Live", "3 videos, 1 live"),
            ("TikTok video and a story", "1 video, 1 story"),
            ("video, video", "2 videos"),
            ("2×TikToks", "2 videos"),
        ] {
            let read = Promise::cleaned(&typed.replace("a story", "story"));
            assert_eq!(read.as_deref(), Ok(kept), "{typed}");
            assert_eq!(Promise::cleaned(kept).as_deref(), Ok(kept));
        }
        for odd in ["", "0 videos", "some", "51 videos", "2", "99999999999999999999 videos"] {
            assert_eq!(Promise::cleaned(odd), Err(EXAMPLE), "{odd}");
        }
    }

    #[test]
    fn the_content_track_follows_the_deliverables() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 3, day);
        let blank = Progress::default();
        let draft = Progress { draft_on: day(1), ..blank };
        let changes = Progress { changes_on: day(2), ..draft };
        let second = Progress { draft_on: day(4), ..changes };
        let approved = Progress { approved_on: day(5), ..second };
        let posted = Progress { posted_on: day(6), ..approved };
        let missed = Progress { missed_on: day(7), ..draft };
        assert_eq!(content([]), None);
        assert_eq!(content([blank, draft]), None, "the other one is still to come");
        assert_eq!(content([draft]), Some(Content::DraftIn));
        assert_eq!(content([changes]), Some(Content::ChangesAsked));
        assert_eq!(content([second, approved]), Some(Content::DraftIn));
        assert_eq!(content([approved, missed]), Some(Content::Approved));
        assert_eq!(content([posted, blank]), Some(Content::Posted));
        assert_eq!(content([missed, missed]), Some(Content::Missed));
    }
}

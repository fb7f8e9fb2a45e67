//! How long texts may be. A text that is longer is refused with its length and the limit; nothing is cut in silence.

use super::number::grouped;

/// The longest a kind of text may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Longest {
    /// A name or a title, which stands on a line with others.
    Name,
    /// One line of text: a question, a link, what a parcel holds.
    Line,
    /// Text of several lines: a note, a brief, a caption.
    Lines,
}

/// A text is too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("has {} characters; the limit is {}", grouped(*length as u64), grouped(*most as u64))]
pub struct TooLong {
    /// How many characters it has.
    pub length: usize,
    /// How many it may have.
    pub most: usize,
}

impl Longest {
    /// How many characters it is.
    pub const fn characters(self) -> usize {
        match self {
            Self::Name => 200,
            Self::Line => 2_000,
            Self::Lines => 20_000,
        }
    }

    /// Checks a text.
    ///
    /// # Errors
    /// Says how long it is, and the limit.
    pub fn check(self, text: &str) -> Result<(), TooLong> {
        let most = self.characters();
        // A text has at least as many bytes as characters.
        if text.len() <= most {
            return Ok(());
        }
        let length = text.chars().count();
        if length <= most { Ok(()) } else { Err(TooLong { length, most }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted_and_not_bytes() {
        assert_eq!(Longest::Name.check(&"é".repeat(200)), Ok(()));
        let fault = Longest::Name.check(&"é".repeat(1_201)).expect_err("too long");
        assert_eq!(fault.to_string(), "has 1,201 characters; the limit is 200");
        assert_eq!(Longest::Lines.check(&"x".repeat(20_000)), Ok(()));
    }
}

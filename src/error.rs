//! The one error type: what went wrong as a sentence the user understands, and what to do about it.

use std::error::Error as StdError;

use crate::domain::text::harmless;

/// What an error is about, for exit states and for deciding whether to try again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// A rule says no; nothing was changed.
    Refused,
    /// Someone else changed the same thing; nothing was changed.
    Conflict,
    /// Another program holds the file; trying again helps.
    Busy,
    /// The question was stopped because a newer one came.
    Interrupted,
    /// No room left on the disk.
    Full,
    /// The file is not there or may not be read or written.
    Access,
    /// The file is no Tenfold file, or a newer one.
    NotOurs,
    /// The path of the open file leads elsewhere by now; nothing was changed.
    Misplaced,
    /// The file is damaged.
    Damaged,
    /// Nobody reads what is printed any more.
    Closed,
    /// A fault of the program.
    Fault,
}

/// An error with its sentence.
#[derive(Debug, thiserror::Error)]
#[error("{sentence}")]
pub struct Error {
    kind: ErrorKind,
    sentence: String,
    hint: Option<String>,
    #[source]
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// A result with the program's error.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An error of a kind with its sentence.
    pub fn new(kind: ErrorKind, sentence: impl Into<String>) -> Self {
        // Names of files and what was typed are in sentences, and may hold what a terminal would obey.
        Self { kind, sentence: harmless(&sentence.into()), hint: None, source: None }
    }

    /// A rule says no; the sentence says which and what would help.
    pub fn refused(sentence: impl Into<String>) -> Self {
        Self::new(ErrorKind::Refused, sentence)
    }

    /// A fault of the program: something that cannot happen did.
    pub fn fault(sentence: impl Into<String>) -> Self {
        Self::new(ErrorKind::Fault, sentence)
    }

    /// Reading or writing a file failed.
    pub fn io(doing: &str, error: std::io::Error) -> Self {
        let (kind, why) = match error.kind() {
            std::io::ErrorKind::NotFound => (ErrorKind::Access, "it doesn't exist".to_owned()),
            std::io::ErrorKind::PermissionDenied => (ErrorKind::Access, "permission denied".to_owned()),
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
                (ErrorKind::Full, "the disk is full".to_owned())
            }
            _ => (ErrorKind::Access, error.to_string()),
        };
        Self::new(kind, format!("Cannot {doing}: {why}.")).because(error)
    }

    /// Adds what to do about it.
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(harmless(&hint.into()));
        self
    }

    /// Adds the error underneath, for the log.
    pub fn because(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Every error underneath, outermost first, for the log. Unlike the sentence it names nothing of the user's.
    pub fn causes(&self) -> String {
        let mut causes = Vec::new();
        let mut cause = self.source();
        while let Some(under) = cause {
            causes.push(under.to_string());
            cause = under.source();
        }
        causes.join(": ")
    }

    /// What it is about.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// What to do about it, where something can be done.
    pub fn hint(&self) -> Option<&str> {
        self.hint.as_deref()
    }

    /// The sentence with the hint after it, for places that show one line.
    pub fn full(&self) -> String {
        match &self.hint {
            Some(hint) => format!("{} {hint}", self.sentence),
            None => self.sentence.clone(),
        }
    }
}

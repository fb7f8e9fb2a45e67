//! What a creator has or lacks, in sentences: `with email`, `without a price`, `no website`.

use super::reader::{Found, Reader};
use super::write::Piece;
use crate::domain::creator::CreatorField;
use crate::domain::filter::field::Thing;

/// Words before a thing that a creator has, and whether they say that it is lacking.
const HAVING: [(&str, bool); 9] = [
    ("with", false),
    ("has", false),
    ("have", false),
    ("having", false),
    ("without", true),
    ("no", true),
    ("missing", true),
    ("lacking", true),
    ("w/o", true),
];

/// What people call the things of `has:` and `no:`.
const THINGS: [(&str, Thing); 19] = [
    ("email address", Thing::Email),
    ("email addresses", Thing::Email),
    ("e-mail", Thing::Email),
    ("email", Thing::Email),
    ("emails", Thing::Email),
    ("mail", Thing::Email),
    ("asking price", Thing::Price),
    ("price", Thing::Price),
    ("prices", Thing::Price),
    ("note", Thing::Note),
    ("notes", Thing::Note),
    ("postal address", Thing::Address),
    ("promo code", Thing::Code),
    ("code", Thing::Code),
    ("figures", Thing::Stats),
    ("numbers", Thing::Stats),
    ("warning signs", Thing::Flag),
    ("warnings", Thing::Flag),
    ("flags", Thing::Flag),
];

impl Reader<'_> {
    /// `with email`, `without a price`, `no website`.
    pub(super) fn having(&mut self, at: usize) -> Found {
        let word = self.word(at)?;
        let lacks = HAVING.iter().find(|(before, _)| *before == word)?.1;
        let from = self.past(at + 1, &["a", "an", "the", "any", "their", "own"]);
        if self.number_phrase(from).is_some() {
            return None;
        }
        let (count, thing) = self.thing(from)?;
        Some((from + count - at, vec![Piece::Said(format!("{}:{thing}", if lacks { "no" } else { "has" }))]))
    }

    /// A thing that a creator can have, by the word for `has:`.
    fn thing(&self, at: usize) -> Option<(usize, String)> {
        for count in [2, 1] {
            let Some(name) = self.name(at, count) else { continue };
            if let Some((_, thing)) = THINGS.iter().find(|(known, _)| *known == name) {
                return Some((count, thing.word().to_owned()));
            }
        }
        let word = self.word(at)?;
        let fact = || CreatorField::called(word).map(|fact| fact.key().to_owned());
        Thing::from_word(word).map(|thing| thing.word().to_owned()).or_else(fact).map(|word| (1, word))
    }
}

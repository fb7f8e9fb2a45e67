//! Creators like others, in sentences: `creators like mia.glow`, `more like @mia and @kat`, `similar to the winners`.

use super::reader::{FILLERS, Found, Reader};
use super::write::Piece;
use crate::domain::filter::lexer::Token;
use crate::domain::filter::{Field, WINNERS};
use crate::domain::handle::Handle;

/// Words after which `like` can only mean creators: `creators like mia`, `more like mia`. Without one, and not at the start, it may be
/// a word of a text: `dogs like bones`.
const BEFORE: [&str; 12] = [
    "more",
    "creators",
    "creator",
    "people",
    "person",
    "someone",
    "somebody",
    "anyone",
    "others",
    "influencers",
    "accounts",
    "those",
];

/// Names for the creators that you, or the numbers, said to scale.
const WINNING: [&str; 6] = ["winners", "winner", "scaled", "scale", "best", "stars"];

impl Reader<'_> {
    /// `like mia.glow`, `more like @mia and @kat`, `similar to my winners`.
    pub(super) fn alike(&mut self, at: usize) -> Found {
        let is_similar = self.word(at) == Some("similar") && self.word(at + 1) == Some("to");
        let before = usize::from(self.says(at, &["more", "like"]));
        if !is_similar && self.word(at + before) != Some("like") {
            return None;
        }
        let follows = at.checked_sub(1).and_then(|at| self.word(at)).is_some_and(|word| BEFORE.contains(&word));
        let is_clear = is_similar || before > 0 || follows || at == 0;
        let mut next = at + if is_similar { 2 } else { 1 + before };
        let mut names: Vec<String> = Vec::new();
        loop {
            let from = self.past(next, &["the", "my", "our", "so", "far"]);
            let Some((used, found)) = self.alike_name(from, is_clear) else { break };
            names.extend(found);
            next = self.past(from + used, &["so", "far"]);
            let more = match self.tokens.get(next) {
                Some((Token::Or | Token::And, _)) => next + 1,
                _ => self.past(next, &["and", "or"]),
            };
            if more == next || self.alike_name(self.past(more, &["the", "my", "our"]), is_clear).is_none() {
                break;
            }
            next = more;
        }
        self.is_alike |= !names.is_empty();
        (!names.is_empty())
            .then(|| (next - at, vec![Piece::Said(format!("{}:{}", Field::Like.name(), names.join(",")))]))
    }

    /// A name behind `like`: a handle with its sign, a word that can only be a handle, or those who won. Where nothing else can be
    /// meant, any word that is no other part of a sentence.
    fn alike_name(&self, at: usize, is_clear: bool) -> Option<(usize, Vec<String>)> {
        let word = match &self.tokens.get(at)?.0 {
            Token::Term(typed) if typed.name == Field::Handle.name() => {
                return Some((
                    1,
                    typed.items.iter().map(|item| format!("@{}", item.text.trim_start_matches('@'))).collect(),
                ));
            }
            Token::Word(_) => self.word(at)?,
            _ => return None,
        };
        if WINNING.contains(&word) {
            return Some((1, vec![WINNERS.to_owned()]));
        }
        let is_handle = Handle::parse(word).is_ok();
        let is_name =
            word.contains(['.', '_']) || is_clear && !FILLERS.contains(&word) && self.meanings(at, true).is_none();
        (is_handle && is_name).then(|| (1, vec![format!("@{word}")]))
    }
}

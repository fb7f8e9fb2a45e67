//! Places in sentences: `in germany`, `from the us`, `on tiktok`, `germany,france`.

use super::Note;
use super::meaning::{Meaning, Vocabulary};
use super::reader::{FILLERS, Found, Reader, piece};
use super::write::Piece;
use crate::domain::filter::Field;
use crate::domain::filter::lexer::Token;

impl Reader<'_> {
    /// Names divided by commas without blanks: `germany,france`.
    pub(super) fn several(&self, at: usize) -> Found {
        let word = self.word(at).filter(|word| word.contains(','))?;
        let mut all: Option<(Field, Vec<String>)> = None;
        for part in word.split(',') {
            let Some(Meaning::Set(field, values)) = self.vocabulary.meanings(part, true).into_iter().next() else {
                return None;
            };
            let (known, list) = all.get_or_insert((field, Vec::new()));
            if *known != field {
                return None;
            }
            list.extend(values);
        }
        let (field, values) = all?;
        Some((1, vec![Piece::Set(field, values)]))
    }

    /// `in germany`, `from the us`, `on tiktok`, `in spring test`.
    pub(super) fn place(&mut self, at: usize) -> Found {
        let first = self.past(at, &["based", "living", "located"]);
        let before = self.word(first).filter(|word| matches!(*word, "in" | "from" | "on" | "speaks" | "speaking"))?;
        let may_be_unknown = before == "in" || before == "from";
        let from = self.past(first + 1, &["the", "a", "my", "our"]);
        if let Some((used, pieces)) = self.several(from) {
            return Some((from + used - at, pieces));
        }
        if let Some((count, mut found)) = self.meanings(from, true) {
            let meaning = found.remove(0);
            let typed = self.typed(from, count);
            self.notes.extend(found.iter().map(|other| Note::OrElse { typed: typed.clone(), term: other.term() }));
            let mut pieces = vec![piece(meaning)];
            let end = self.more_places(from + count, &mut pieces);
            return Some((end - at, pieces));
        }
        let name = self.word(from).filter(|word| may_be_unknown && word.chars().all(char::is_alphabetic))?.to_owned();
        if name.chars().count() < 2 || FILLERS.contains(&name.as_str()) || self.starts_phrase(from) {
            return None;
        }
        let (guess, typed) = (Vocabulary::nearest_place(&name), self.typed(from, 1));
        self.notes.push(Note::NoPlace { typed: typed.clone(), guess });
        Some((from + 1 - at, vec![Piece::Text(typed)]))
    }

    /// Further places of the same kind behind the first one: `in de or at`. Returns where they end.
    fn more_places(&self, mut at: usize, pieces: &mut [Piece]) -> usize {
        let Some(Piece::Set(field, values)) = pieces.first_mut() else { return at };
        while matches!(self.tokens.get(at), Some((Token::Or, _))) || self.ends_in_comma(at) {
            let from = at + usize::from(!self.ends_in_comma(at));
            let Some((count, meanings)) = self.meanings(from, true) else { break };
            let Some(Meaning::Set(_, more)) =
                meanings.into_iter().find(|meaning| matches!(meaning, Meaning::Set(found, _) if found == field))
            else {
                break;
            };
            values.extend(more);
            at = from + count;
        }
        at
    }

    /// Whether the word before a place ends in a comma.
    fn ends_in_comma(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.tokens.get(before));
        before.is_some_and(|(token, place)| matches!(token, Token::Word(_)) && self.text[place.clone()].ends_with(','))
    }

    /// Whether something else than a name begins at a place.
    fn starts_phrase(&mut self, at: usize) -> bool {
        let kept = (self.notes.len(), self.guesses.len());
        let starts = self.order_phrase(at).is_some()
            || self.number_phrase(at).is_some()
            || self.day_phrase(at).is_some()
            || self.having(at).is_some()
            || self.word(at).is_some_and(|word| matches!(word, "last" | "past" | "next" | "this"));
        self.notes.truncate(kept.0);
        self.guesses.truncate(kept.1);
        starts
    }
}

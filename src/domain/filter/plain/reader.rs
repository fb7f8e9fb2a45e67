//! Goes through the words of a typed filter and finds the phrases in it.

use std::ops::Range;

use super::meaning::{LONGEST_NAME, Meaning, Vocabulary};
use super::write::{Piece, written};
use super::{Guess, Note};
use crate::domain::creator::CreatorField;
use crate::domain::day::Calendar;
use crate::domain::filter::error::FilterError;
use crate::domain::filter::field::{Flag, Kind};
use crate::domain::filter::lexer::{self, Token};
use crate::domain::filter::{Expr, Field, Query, SortTerm, Term, parse};
use crate::domain::text::fold;

/// A typed filter in canonical text, not parsed yet.
#[derive(Debug)]
pub(super) struct Understood {
    pub(super) text: String,
    pub(super) notes: Vec<Note>,
    pub(super) guesses: Vec<Guess>,
    /// Whether a sentence asks for creators like others.
    is_alike: bool,
}

/// Words that say nothing a filter could ask.
pub(super) const FILLERS: [&str; 80] = [
    "show",
    "me",
    "find",
    "list",
    "give",
    "get",
    "all",
    "every",
    "any",
    "the",
    "a",
    "an",
    "of",
    "who",
    "who's",
    "whos",
    "that",
    "which",
    "are",
    "is",
    "have",
    "has",
    "had",
    "having",
    "with",
    "and",
    "creators",
    "creator",
    "influencers",
    "influencer",
    "people",
    "person",
    "accounts",
    "account",
    "profiles",
    "profile",
    "users",
    "please",
    "pls",
    "my",
    "our",
    "their",
    "them",
    "they",
    "only",
    "just",
    "i",
    "want",
    "need",
    "to",
    "for",
    "some",
    "those",
    "these",
    "can",
    "you",
    "we",
    "but",
    "also",
    "too",
    "based",
    "living",
    "located",
    "there",
    "yet",
    "speaking",
    "speak",
    "speakers",
    "in",
    "from",
    "on",
    "by",
    "at",
    "than",
    "everyone",
    "everybody",
    "anyone",
    "ones",
    "filter",
    "first",
];

/// Words that leave out what follows.
const WITHOUT: [&str; 7] = ["without", "except", "excluding", "exclude", "never", "outside", "nor"];

/// A phrase that was found: how many tokens it takes, and what becomes of it.
pub(super) type Found = Option<(usize, Vec<Piece>)>;

/// The tokens of a typed filter, and what was noticed on the way.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: Vec<(Token, Range<usize>)>,
    /// The bare words, folded and without punctuation at their ends; nothing in the place of other tokens.
    words: Vec<Option<String>>,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) calendar: Calendar,
    pub(super) notes: Vec<Note>,
    pub(super) guesses: Vec<Guess>,
    /// Whether a sentence asks for creators like others.
    pub(super) is_alike: bool,
}

/// Rewrites a typed filter in canonical text.
///
/// # Errors
/// Says where the text isn't a filter at all.
pub(super) fn understand(text: &str, calendar: Calendar, vocabulary: &Vocabulary) -> Result<Understood, FilterError> {
    let once = reading(text, calendar, vocabulary)?;
    // A word that stays text must stay so when it is read again beside its new neighbors.
    let again = reading(&once.text, calendar, vocabulary).map(|again| again.text);
    let text = match again {
        Ok(again) if again == once.text => once.text,
        _ => super::write::in_quotes(&once.text),
    };
    Ok(Understood { text: by_likeness(text, once.is_alike, calendar), ..once })
}

/// Who asks for creators like others wants the most alike first, unless another order is given.
fn by_likeness(text: String, is_alike: bool, calendar: Calendar) -> String {
    let is_like = |expr: &Expr| matches!(expr, Expr::Term(Term::Set { field: Field::Like, negated: false, .. }));
    let wants = |query: Query| query.sort.is_empty() && query.conjuncts().iter().any(is_like);
    if is_alike && parse(&text, calendar).is_ok_and(wants) {
        let order = SortTerm { field: Field::Likeness, descending: true };
        return format!("{text} sort:{order}");
    }
    text
}

fn reading(text: &str, calendar: Calendar, vocabulary: &Vocabulary) -> Result<Understood, FilterError> {
    let tokens = lexer::tokens(text)?;
    let bare = |(token, _): &(Token, Range<usize>)| match token {
        Token::Word(word) => Some(fold(word.trim_end_matches(is_stop))),
        _ => None,
    };
    let words = tokens.iter().map(bare).collect();
    let (notes, guesses) = (Vec::new(), Vec::new());
    let mut reader = Reader { text, tokens, words, vocabulary, calendar, notes, guesses, is_alike: false };
    let pieces = reader.pieces();
    let (text, ignored) = written(text, pieces);
    if !ignored.is_empty() {
        reader.notes.insert(0, Note::Ignored(ignored));
    }
    Ok(Understood { text, notes: reader.notes, guesses: reader.guesses, is_alike: reader.is_alike })
}

/// What may end a word of a sentence.
fn is_stop(c: char) -> bool {
    matches!(c, ',' | ';' | '.' | '!' | '?' | '…' | '،' | '、' | '。')
}

impl Reader<'_> {
    fn pieces(&mut self) -> Vec<Piece> {
        let (mut at, mut pieces) = (0, Vec::new());
        while at < self.tokens.len() {
            let (used, found) = self.phrase(at);
            pieces.extend(found);
            at += used.max(1);
        }
        pieces
    }

    /// The bare word at a place.
    pub(super) fn word(&self, at: usize) -> Option<&str> {
        self.words.get(at)?.as_deref()
    }

    /// Whether the words at a place are these.
    pub(super) fn says(&self, at: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(step, word)| self.word(at + step) == Some(*word))
    }

    /// So many words at a place as typed, in one name.
    pub(super) fn name(&self, at: usize, count: usize) -> Option<String> {
        let words = (at..at + count).map(|at| self.word(at)).collect::<Option<Vec<_>>>()?;
        Some(words.join(" ")).filter(|name| !name.is_empty())
    }

    /// The tokens as typed.
    pub(super) fn typed(&self, at: usize, count: usize) -> String {
        let part = self.tokens.get(at..at + count).unwrap_or_default();
        let (Some((_, first)), Some((_, last))) = (part.first(), part.last()) else { return String::new() };
        self.text[first.start..last.end].trim_end_matches(is_stop).to_owned()
    }

    /// The place behind words that may stand between two parts of a phrase.
    pub(super) fn past(&self, mut at: usize, words: &[&str]) -> usize {
        while self.word(at).is_some_and(|word| words.contains(&word)) {
            at += 1;
        }
        at
    }

    /// What stands at a place: how many tokens it takes, and what becomes of it.
    fn phrase(&mut self, at: usize) -> (usize, Vec<Piece>) {
        let Some((token, place)) = self.tokens.get(at) else { return (1, Vec::new()) };
        let piece = match token {
            Token::Word(_) => return self.words_at(at),
            Token::Or => Piece::Or,
            Token::And => Piece::And,
            Token::Not => Piece::Not,
            Token::Open => Piece::Open,
            Token::Close => Piece::Close,
            Token::Term(typed) if typed.name.is_empty() => {
                let place = place.clone();
                return self.number_phrase(at).unwrap_or((1, vec![Piece::Typed(place)]));
            }
            Token::Term(_) | Token::Text(_) => Piece::Typed(place.clone()),
        };
        (1, vec![piece])
    }

    fn words_at(&mut self, at: usize) -> (usize, Vec<Piece>) {
        let phrase = self.order_phrase(at);
        let phrase = phrase.or_else(|| self.alike(at));
        let phrase = phrase.or_else(|| self.number_phrase(at));
        let phrase = phrase.or_else(|| self.day_phrase(at));
        let phrase = phrase.or_else(|| self.having(at));
        let phrase = phrase.or_else(|| self.place(at));
        let phrase = phrase.or_else(|| self.named_field(at));
        let phrase = phrase.or_else(|| self.without(at));
        let phrase = phrase.or_else(|| self.meaning(at));
        phrase.unwrap_or_else(|| {
            let word = self.word(at).unwrap_or_default();
            let typed = self.typed(at, 1);
            let is_filler = word.is_empty() || FILLERS.contains(&word);
            (1, vec![if is_filler { Piece::Ignored(typed) } else { Piece::Text(typed) }])
        })
    }

    /// The longest name at a place that means something.
    pub(super) fn meanings(&self, at: usize, behind: bool) -> Option<(usize, Vec<Meaning>)> {
        (1..=LONGEST_NAME).rev().find_map(|count| {
            let name = self.name(at, count)?;
            let found = self.vocabulary.meanings(&name, behind);
            (!found.is_empty()).then_some((count, found))
        })
    }

    fn meaning(&mut self, at: usize) -> Found {
        if let Some(found) = self.several(at) {
            return Some(found);
        }
        let (count, mut found) = self.meanings(at, false)?;
        let first = found.remove(0);
        let typed = self.typed(at, count);
        self.guesses.push(Guess { typed: typed.clone(), term: first.term() });
        let others = found.iter().map(|other| Note::OrElse { typed: typed.clone(), term: other.term() });
        self.notes.extend(others);
        // "German-speaking" is written with a blank too.
        Some((count, vec![piece(first)]))
    }

    /// `verdict picked`, `niche skincare`, `country germany`: the name of a field before one of its values.
    fn named_field(&mut self, at: usize) -> Found {
        let field = self.word(at).and_then(|word| match word {
            "tagged" => Some(Field::Tag),
            "niches" => Some(Field::Niche),
            "countries" => Some(Field::Of(CreatorField::Country)),
            word => Field::from_word(word),
        })?;
        if !matches!(field.kind(), Kind::Set(_)) {
            return None;
        }
        let from = self.past(at + 1, &["is", "are", "of"]);
        for count in (1..=LONGEST_NAME).rev() {
            let Some(name) = self.name(from, count) else { continue };
            let fits = |meaning: &Meaning| matches!(meaning, Meaning::Set(found, _) if *found == field);
            if let Some(meaning) = self.vocabulary.meanings(&name, true).into_iter().find(fits) {
                return Some((from + count - at, vec![piece(meaning)]));
            }
        }
        // Any other word, where the language takes it.
        let value = self.word(from).filter(|word| !FILLERS.contains(word) && !word.is_empty())?;
        let term = super::set_term(field, &[value.to_owned()]);
        let is_open = matches!(field, Field::Tag | Field::Niche | Field::Campaign | Field::Batch | Field::Code);
        let takes = is_open || field == Field::Stage || field == Field::Flag;
        (takes && parse(&term, self.calendar).is_ok())
            .then(|| (from + 1 - at, vec![Piece::Set(field, vec![value.to_owned()])]))
    }

    /// `without skincare`, `never contacted`, `but no nano`.
    fn without(&self, at: usize) -> Found {
        let word = self.word(at)?;
        let is_no = word == "no" && self.meanings(at + 1, false).is_some();
        (is_no || WITHOUT.contains(&word)).then(|| (1, vec![Piece::Not]))
    }
}

pub(super) fn piece(meaning: Meaning) -> Piece {
    match meaning {
        Meaning::Set(field, values) => Piece::Set(field, values),
        Meaning::Is(flag) => Piece::Said(state(flag)),
    }
}

/// The term of a state.
pub(super) fn state(flag: Flag) -> String {
    format!("is:{}", flag.word())
}

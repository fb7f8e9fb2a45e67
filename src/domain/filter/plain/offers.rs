//! What a word that is being typed may become: niches, tiers, verdicts, countries and languages that begin so.

use super::languages;
use super::meaning::{Vocabulary, known_beginning};
use super::set_term;
use crate::domain::country;
use crate::domain::creator::CreatorField;
use crate::domain::day::Calendar;
use crate::domain::filter::complete::Offer;
use crate::domain::filter::lexer::{self, Token};
use crate::domain::filter::{Field, parse};
use crate::domain::text::fold;

/// So many letters say enough to look for names that begin so.
const ENOUGH: usize = 2;

/// Most names offered of each kind.
const MOST: usize = 6;

/// The terms that the word before the cursor may stand for, the likeliest first; the text itself is the last of them.
pub fn offers(word: &str, calendar: Calendar, vocabulary: &Vocabulary) -> Vec<Offer> {
    let folded = fold(word.trim());
    let is_word = matches!(lexer::tokens(word).as_deref(), Ok([(Token::Word(_), _)]));
    if !is_word || folded.chars().count() < ENOUGH {
        return Vec::new();
    }
    let countries = country::names().filter(|name| fold(name).starts_with(&folded)).take(MOST);
    let countries = countries.filter_map(country::code);
    let niches = vocabulary.niches_beginning(&folded).take(MOST);
    let languages = languages::beginning(&folded).take(MOST);
    let whole = vocabulary.meanings(word, true).into_iter().map(|meaning| meaning.term());
    let mut terms: Vec<String> = whole.collect();
    terms.extend(niches.map(|niche| set_term(Field::Niche, &[niche.to_owned()])));
    terms.extend(known_beginning(&folded).map(|(field, value)| set_term(field, &[value.to_owned()])));
    terms.extend(countries.map(|code| set_term(Field::Of(CreatorField::Country), &[code.to_owned()])));
    terms.extend(
        languages
            .map(|(code, name)| set_term(Field::Of(CreatorField::Language), &[code.to_owned(), name.to_lowercase()])),
    );
    let mut seen = std::collections::HashSet::new();
    terms.retain(|term| seen.insert(term.clone()));
    if terms.is_empty() {
        return Vec::new();
    }
    terms.push(format!("\"{}\"", word.trim()));
    let said = |text: String| {
        let words = parse(&text, calendar).map(|query| query.in_words()).unwrap_or_default();
        Offer { text, words }
    };
    terms.into_iter().map(said).collect()
}

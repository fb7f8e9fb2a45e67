//! Changes a filter the way the user would: terms come and go, and the rest stays as it was typed.

use std::convert::Infallible;
use std::ops::Range;
use std::sync::Arc;

use super::lexer::{self, Token};
use super::term::set_value;
use super::{Expr, Field, FilterError, Flag, Problem, Query, SetValue, Term, Word, near, parse};
use crate::domain::CreatorId;
use crate::domain::day::Calendar;
use crate::domain::text::fold;

/// Returns a typed filter without one of its conjuncts, and that conjunct, both as typed where that can be known.
pub fn without_term(text: &str, calendar: Calendar, index: usize) -> Option<(String, String)> {
    let query = parse(text, calendar).ok()?;
    let dropped = query.conjuncts().get(index)?;
    let wanted = query.without(index);
    let is_it =
        |rest: &str| parse(rest, calendar).is_ok_and(|read| read.expr == wanted.expr && read.sort == wanted.sort);
    let mut cut = places(text).into_iter().rev().map(|place| (cut(text, &place), text[place].to_owned()));
    cut.find(|(rest, _)| is_it(rest)).or_else(|| Some((wanted.to_filter(), dropped.to_filter())))
}

/// Returns a typed filter without its last term, and that term as typed; nothing where there isn't a term.
pub fn without_last(text: &str) -> Option<(String, String)> {
    let place = places(text).pop()?;
    Some((cut(text, &place), text[place].to_owned()))
}

/// Returns a typed filter with one more term that must hold; the same text where it says so already.
///
/// # Errors
/// Says what is wrong with the filter or the term.
pub fn with_term(text: &str, calendar: Calendar, term: &str) -> Result<String, FilterError> {
    let (text, before, more) = (text.trim(), parse(text, calendar)?, parse(term, calendar)?);
    if more.conjuncts().iter().all(|expr| before.conjuncts().contains(expr)) {
        return Ok(text.to_owned());
    }
    let wanted = Query {
        expr: Expr::all(before.expr.into_iter().chain(more.expr)),
        sort: before.sort.into_iter().chain(more.sort).collect(),
        other_reading: None,
    };
    // Behind alternatives a term would belong to the last of them only, and behind a quote left open to the phrase.
    let mut written = [format!("{text} {term}"), format!("({text}) {term}")].into_iter();
    let is_it =
        |text: &String| parse(text, calendar).is_ok_and(|read| read.expr == wanted.expr && read.sort == wanted.sort);
    Ok(written.find(is_it).map_or_else(|| wanted.to_filter(), |text| text.trim().to_owned()))
}

/// Finds a view that a filter asks for and that is not among those there are.
///
/// # Errors
/// Says which, where, and which one may be meant.
pub fn check_views(text: &str, names: &[String]) -> Result<(), FilterError> {
    let folded: Vec<String> = names.iter().map(|name| fold(name)).collect();
    let typed = lexer::tokens(text)?.into_iter().filter_map(|(token, _)| match token {
        Token::Term(typed) if Field::from_word(&typed.name) == Some(Field::View) => Some(typed.items),
        _ => None,
    });
    for item in typed.flatten() {
        let is_there = match set_value(&item, None) {
            SetValue::Is(word) => folded.contains(&word.folded),
            SetValue::Prefix(word) => folded.iter().any(|name| name.starts_with(&word.folded)),
            SetValue::None => false,
        };
        if !is_there {
            let near = near::nearest(&fold(&item.text), folded.iter().map(String::as_str));
            let guess = near.and_then(|near| names.iter().find(|name| fold(name) == near)).cloned();
            let fix = guess.as_deref().map(|name| SetValue::Is(Word::new(name)).to_filter());
            let error = FilterError::new(Problem::NoSuchView { typed: item.text, guess }, item.at);
            return Err(FilterError { fix, ..error });
        }
    }
    Ok(())
}

/// Where the terms stand that must hold together: brackets count as one, and alternatives without brackets are one as well.
fn places(text: &str) -> Vec<Range<usize>> {
    let Ok(tokens) = lexer::tokens(text) else { return Vec::new() };
    let end = text.trim_end().len();
    let first = tokens.first().map_or(end, |(_, at)| at.start);
    let mut found = Vec::new();
    let (mut depth, mut start) = (0_usize, None);
    for (token, at) in tokens {
        match token {
            Token::Or if depth == 0 => return std::iter::once(first..end).collect(),
            Token::And if depth == 0 => continue,
            Token::Not | Token::Open => {
                start.get_or_insert(at.start);
                depth += usize::from(token == Token::Open);
                continue;
            }
            Token::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            found.push(start.take().unwrap_or(at.start)..at.end);
        }
    }
    // A bracket that is still open closes at the end.
    found.extend(start.map(|start| start..end));
    found
}

fn cut(text: &str, place: &Range<usize>) -> String {
    let (before, after) = (text[..place.start].trim(), text[place.end..].trim());
    format!("{before} {after}").trim().to_owned()
}

impl Expr {
    /// Writes the expression again, with other expressions in the place of some terms.
    ///
    /// # Errors
    /// Fails with the first failure of `with`.
    pub fn rewritten<E>(&self, with: &mut impl FnMut(&Term) -> Result<Option<Self>, E>) -> Result<Self, E> {
        Ok(match self {
            Self::And(all) => Self::And(all.iter().map(|expr| expr.rewritten(with)).collect::<Result<_, E>>()?),
            Self::Or(any) => Self::Or(any.iter().map(|expr| expr.rewritten(with)).collect::<Result<_, E>>()?),
            Self::Not(inner) => Self::Not(Box::new(inner.rewritten(with)?)),
            Self::Term(term) => with(term)?.unwrap_or_else(|| self.clone()),
        })
    }

    /// Whether one of the terms is such a one.
    pub fn has_term(&self, is_it: &impl Fn(&Term) -> bool) -> bool {
        match self {
            Self::And(parts) | Self::Or(parts) => parts.iter().any(|expr| expr.has_term(is_it)),
            Self::Not(inner) => inner.has_term(is_it),
            Self::Term(term) => is_it(term),
        }
    }

    /// Looks at every term.
    pub fn each_term(&self, look: &mut impl FnMut(&Term)) {
        match self {
            Self::And(parts) | Self::Or(parts) => parts.iter().for_each(|expr| expr.each_term(look)),
            Self::Not(inner) => inner.each_term(look),
            Self::Term(term) => look(term),
        }
    }

    /// Whether it asks who is marked, which only the screen knows.
    pub fn asks_for_marks(&self) -> bool {
        self.has_term(&|term| matches!(term, Term::Is(Flag::Marked) | Term::Among(_)))
    }

    /// The same question with the marked creators themselves in it.
    pub fn with_marked(&self, marked: &Arc<[CreatorId]>) -> Self {
        let mut among = |term: &Term| {
            let is_marked = matches!(term, Term::Is(Flag::Marked));
            Ok::<_, Infallible>(is_marked.then(|| Self::Term(Term::Among(Arc::clone(marked)))))
        };
        match self.rewritten(&mut among) {
            Ok(expr) => expr,
            Err(never) => match never {},
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use rstest::rstest;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, 11).expect("a day")
    }

    #[rstest]
    #[case("niche:booktok added<fri -country:ca", 2, "niche:booktok added<fri", "-country:ca")]
    #[case("niche:booktok added<fri -country:ca", 1, "niche:booktok -country:ca", "added<fri")]
    #[case("(tier:nano or tier:micro) sort:-er mia", 0, "sort:-er mia", "(tier:nano or tier:micro)")]
    #[case("tier:nano or tier:micro", 0, "", "tier:nano or tier:micro")]
    #[case("not (er>6 mia", 0, "", "not (er>6 mia")]
    #[case("(er>6 mia) kat", 0, "mia kat", "er>6")]
    fn a_term_goes_and_the_rest_stays_as_typed(
        #[case] text: &str,
        #[case] index: usize,
        #[case] rest: &str,
        #[case] term: &str,
    ) {
        assert_eq!(without_term(text, Calendar::day_first(today()), index), Some((rest.to_owned(), term.to_owned())));
    }

    #[rstest]
    #[case("er>6 sort:-er", Some(("er>6", "sort:-er")))]
    #[case("er>6 \"glass skin\"", Some(("er>6", "\"glass skin\"")))]
    #[case("er>6 -(a or b)", Some(("er>6", "-(a or b)")))]
    #[case("  ", None)]
    fn the_last_term_goes(#[case] text: &str, #[case] expected: Option<(&str, &str)>) {
        let expected = expected.map(|(rest, term)| (rest.to_owned(), term.to_owned()));
        assert_eq!(without_last(text), expected);
    }

    #[rstest]
    #[case("", "country:us", "country:us")]
    #[case("er>6 added<fri", "-tag:diy", "er>6 added<fri -tag:diy")]
    #[case("mia or kat", "country:us", "(mia or kat) country:us")]
    #[case("er>6 \"glass skin", "country:us", "er>6 \"glass skin\" country:us")]
    #[case("country:us er>6", "country:us", "country:us er>6")]
    fn a_term_is_added_to_all_of_it(#[case] text: &str, #[case] term: &str, #[case] expected: &str) {
        assert_eq!(with_term(text, Calendar::day_first(today()), term).expect("reads"), expected);
    }

    #[rstest]
    #[case("view:shortlist er>6", None)]
    #[case("view:\"to triage\" or view:sh*", None)]
    #[case("er>6 view:nope is:due", Some((10, "There is no view called \"nope\".", None)))]
    #[case("view:none", Some((5, "There is no view called \"none\".", None)))]
    #[case("-view:\"to triag\"", Some((6, "There is no view called \"to triag\". Did you mean To triage?", Some("-view:\"To triage\""))))]
    fn a_view_must_be_there(#[case] text: &str, #[case] expected: Option<(usize, &str, Option<&str>)>) {
        let error = check_views(text, &["To triage".to_owned(), "Shortlist".to_owned()]).err();
        let found = error.map(|error| (error.at.start, error.to_string(), error.fixed(text)));
        assert_eq!(found, expected.map(|(at, said, fix)| (at, said.to_owned(), fix.map(str::to_owned))));
    }

    #[test]
    fn marked_becomes_the_marked_ones() {
        let marked: Arc<[CreatorId]> = [CreatorId(3), CreatorId(5)].into();
        let expr = parse("er>6 -is:marked", Calendar::day_first(today())).expect("reads").expr.expect("a condition");
        assert!(expr.asks_for_marks());
        assert_eq!(expr.with_marked(&marked).in_words(), "engagement over 6%; all but the 2 marked");
    }
}

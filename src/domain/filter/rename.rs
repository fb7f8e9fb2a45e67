//! Lets a typed filter follow a niche to its new name; the rest stays as it was typed, so that `added<fri` keeps its meaning.

use super::lexer::{self, Token};
use super::{Expr, Field, SetValue, Term, Word, parse};
use crate::domain::day::Calendar;
use crate::domain::niche;

/// Returns a filter in which a niche, and what is below it, has its new name; nothing where it does not ask for it.
pub fn with_niche_renamed(text: &str, calendar: Calendar, from: &str, to: &str) -> Option<String> {
    let mut out = text.to_owned();
    let mut changed = false;
    for (token, at) in lexer::tokens(text).ok()?.into_iter().rev() {
        if !matches!(token, Token::Term(_)) {
            continue;
        }
        let Ok(read) = parse(text.get(at.clone())?, calendar) else { continue };
        let Some(Expr::Term(Term::Set { field: field @ (Field::Niche | Field::Tag), values, negated })) = read.expr
        else {
            continue;
        };
        let follow = |value: &SetValue| match value {
            SetValue::Is(word) => niche::moved(&word.typed, from, to).map(|name| SetValue::Is(Word::new(name))),
            SetValue::Prefix(_) | SetValue::None => None,
        };
        if !values.iter().any(|value| follow(value).is_some()) {
            continue;
        }
        let values = values.iter().map(|value| follow(value).unwrap_or_else(|| value.clone())).collect();
        out.replace_range(at, &Term::Set { field, values, negated }.to_filter());
        changed = true;
    }
    changed.then_some(out)
}

/// Whether a filter asks for a niche, or for something below it.
pub fn asks_for_niche(text: &str, calendar: Calendar, name: &str) -> bool {
    with_niche_renamed(text, calendar, name, name).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("niche:skincare added<fri", Some("niche:\"Skin Tok\" added<fri"))]
    #[case("er>3 or (#skincare/acne -country:us)", Some("er>3 or (tags:\"Skin Tok/acne\" -country:us)"))]
    #[case("tag:vip,SkinCare sort:-er", Some("tags:vip,\"Skin Tok\" sort:-er"))]
    #[case("-niche:skincare", Some("-niche:\"Skin Tok\""))]
    #[case("niche:skin* skincare bio:skincare", None)]
    #[case("er>", None)]
    fn a_filter_follows(#[case] text: &str, #[case] expected: Option<&str>) {
        let calendar = Calendar::day_first(chrono::NaiveDate::from_ymd_opt(2026, 3, 11).expect("a day"));
        assert_eq!(with_niche_renamed(text, calendar, "skincare", "Skin Tok").as_deref(), expected);
    }
}

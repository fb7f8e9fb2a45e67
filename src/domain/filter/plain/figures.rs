//! Numbers in sentences: `under 50k`, `between 5k and 50k followers`, `price at most $200`, `5k-50k`.

use super::Note;
use super::reader::{Found, Reader};
use super::write::Piece;
use crate::domain::creator::CreatorField;
use crate::domain::filter::field::{Kind, Unit};
use crate::domain::filter::lexer::Token;
use crate::domain::filter::value::Amount;
use crate::domain::filter::{Compare, Field, parse};

/// What people call the figures of a creator.
const FIGURES: &[(&str, Field)] = &[
    ("average views", Field::Of(CreatorField::Views)),
    ("avg views", Field::Of(CreatorField::Views)),
    ("median views", Field::Of(CreatorField::Views)),
    ("engagement rate", Field::Of(CreatorField::Er)),
    ("asking price", Field::Of(CreatorField::Price)),
    ("fit score", Field::Score),
    ("days late", Field::Late),
    ("followers", Field::Of(CreatorField::Followers)),
    ("follower", Field::Of(CreatorField::Followers)),
    ("subscribers", Field::Of(CreatorField::Followers)),
    ("subs", Field::Of(CreatorField::Followers)),
    ("fans", Field::Of(CreatorField::Followers)),
    ("engagement", Field::Of(CreatorField::Er)),
    ("engaged", Field::Of(CreatorField::Er)),
    ("er", Field::Of(CreatorField::Er)),
    ("eng", Field::Of(CreatorField::Er)),
    ("views", Field::Of(CreatorField::Views)),
    ("view", Field::Of(CreatorField::Views)),
    ("price", Field::Of(CreatorField::Price)),
    ("priced", Field::Of(CreatorField::Price)),
    ("cost", Field::Of(CreatorField::Price)),
    ("costs", Field::Of(CreatorField::Price)),
    ("fee", Field::Of(CreatorField::Price)),
    ("rate", Field::Of(CreatorField::Price)),
    ("score", Field::Score),
    ("fit", Field::Score),
    ("stars", Field::Rating),
    ("star", Field::Rating),
    ("rating", Field::Rating),
    ("growth", Field::Growth),
    ("posts", Field::Posts),
    ("orders", Field::Orders),
    ("sales", Field::Sales),
    ("spend", Field::Spend),
    ("owed", Field::Owed),
    ("late", Field::Late),
    ("cpm", Field::Cpm),
    ("cpa", Field::Cpa),
    ("roas", Field::Roas),
    ("roi", Field::Roi),
];

/// How a number is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relation {
    Compare(Compare),
    /// Equal at the precision typed.
    Near,
    /// Two numbers must follow.
    Between,
    /// One number or two.
    From,
}

const RELATIONS: &[(&[&str], Relation)] = &[
    (&["no", "more", "than"], Relation::Compare(Compare::AtMost)),
    (&["no", "less", "than"], Relation::Compare(Compare::AtLeast)),
    (&["no", "fewer", "than"], Relation::Compare(Compare::AtLeast)),
    (&["less", "than"], Relation::Compare(Compare::Less)),
    (&["fewer", "than"], Relation::Compare(Compare::Less)),
    (&["lower", "than"], Relation::Compare(Compare::Less)),
    (&["smaller", "than"], Relation::Compare(Compare::Less)),
    (&["cheaper", "than"], Relation::Compare(Compare::Less)),
    (&["under"], Relation::Compare(Compare::Less)),
    (&["below"], Relation::Compare(Compare::Less)),
    (&["up", "to"], Relation::Compare(Compare::AtMost)),
    (&["at", "most"], Relation::Compare(Compare::AtMost)),
    (&["max"], Relation::Compare(Compare::AtMost)),
    (&["maximum"], Relation::Compare(Compare::AtMost)),
    (&["more", "than"], Relation::Compare(Compare::More)),
    (&["greater", "than"], Relation::Compare(Compare::More)),
    (&["bigger", "than"], Relation::Compare(Compare::More)),
    (&["larger", "than"], Relation::Compare(Compare::More)),
    (&["higher", "than"], Relation::Compare(Compare::More)),
    (&["over"], Relation::Compare(Compare::More)),
    (&["above"], Relation::Compare(Compare::More)),
    (&["at", "least"], Relation::Compare(Compare::AtLeast)),
    (&["min"], Relation::Compare(Compare::AtLeast)),
    (&["minimum"], Relation::Compare(Compare::AtLeast)),
    (&["around"], Relation::Near),
    (&["about"], Relation::Near),
    (&["roughly"], Relation::Near),
    (&["exactly"], Relation::Near),
    (&["between"], Relation::Between),
    (&["from"], Relation::From),
];

/// What a number says of its own field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    None,
    Money,
    Percent,
}

/// A number as typed.
#[derive(Clone, Debug, PartialEq)]
struct Figure {
    /// As the language takes it.
    text: String,
    value: f64,
    sign: Sign,
    /// Whether a `+` follows.
    is_least: bool,
}

impl Reader<'_> {
    /// The figure that a word names, with the number of words.
    pub(super) fn figure_field(&self, at: usize) -> Option<(usize, Field)> {
        [2, 1].into_iter().find_map(|count| {
            let name = self.name(at, count)?;
            FIGURES.iter().find(|(word, _)| *word == name).map(|(_, field)| (count, *field))
        })
    }

    /// A condition on a number.
    pub(super) fn number_phrase(&mut self, start: usize) -> Found {
        let mut at = start;
        let mut named = self.figure_field(at);
        if let Some((count, _)) = named {
            at = self.past(at + count, &["is", "are", "of", "has", "have", "with", "that's", "in"]);
        }
        let relation = self.relation(at);
        at += relation.map_or(0, |(count, _)| count);
        if relation == Some((0, Relation::Near)) {
            return None;
        }
        let cheaper = self.says(start, &["cheaper", "than"]);
        let (count, from, to) = self.figures(at, relation.map(|(_, relation)| relation))?;
        at += count;
        if named.is_none() {
            let behind = self.past(at, &["of", "in"]);
            if let Some((count, field)) = self.figure_field(behind).filter(|(_, field)| suits(&from, *field)) {
                (named, at) = (Some((count, field)), behind + count);
            }
        }
        let relation = relation.map(|(_, relation)| relation);
        // A number alone is a word to search for, unless it says what it counts.
        if named.is_none()
            && relation.is_none_or(|relation| relation == Relation::From)
            && to.is_none()
            && !from.is_least
        {
            return None;
        }
        let money = cheaper.then_some(Field::Of(CreatorField::Price));
        let (field, is_guess) = match named.map(|(_, field)| field).or(money) {
            Some(field) => (field, false),
            None => guessed(to.as_ref().filter(|to| to.sign != Sign::None || to.value > from.value).unwrap_or(&from)),
        };
        let term = term(field, relation, from, to);
        parse(&term, self.calendar).ok()?;
        if is_guess {
            let typed = self.typed(start, at - start);
            self.notes.push(Note::Field { typed, field });
        }
        Some((at - start, vec![Piece::Said(term)]))
    }

    /// The comparison at a place, in words or as a sign before a number.
    fn relation(&self, at: usize) -> Option<(usize, Relation)> {
        if let Some((Token::Term(typed), _)) = self.tokens.get(at)
            && typed.name.is_empty()
        {
            // The number belongs to the same token.
            return typed.op.compare().map(|compare| (0, Relation::Compare(compare)));
        }
        let found = RELATIONS.iter().find(|(words, _)| self.says(at, words));
        found.map(|(words, relation)| (words.len(), *relation))
    }

    /// One number, or the two ends of a range.
    fn figures(&self, at: usize, relation: Option<Relation>) -> Option<(usize, Figure, Option<Figure>)> {
        let is_range = matches!(relation, None | Some(Relation::Between | Relation::From));
        if let Some(word) = self.word(at).filter(|_| is_range) {
            let ends = ["..", "–", "—", "-"].into_iter().find_map(|sign| word.split_once(sign));
            if let Some((low, high)) = ends.and_then(|(low, high)| Some((figure(low)?, figure(high)?))) {
                let (count, high) = self.grown(at + 1, high);
                return Some((1 + count, low, Some(high)));
            }
        }
        let (count, first) = self.number(at)?;
        let joint = at + count;
        let joins = match self.tokens.get(joint).map(|(token, _)| token) {
            Some(Token::And) => relation == Some(Relation::Between),
            Some(Token::Not) => is_range,
            Some(Token::Word(_)) => is_range && self.word(joint).is_some_and(|word| matches!(word, "to" | "–" | "—")),
            _ => false,
        };
        if let Some((more, second)) = self.number(joint + 1).filter(|_| joins) {
            return Some((count + 1 + more, first, Some(second)));
        }
        (relation != Some(Relation::Between)).then_some((count, first, None))
    }

    /// The number at a place, with the words that belong to it.
    fn number(&self, at: usize) -> Option<(usize, Figure)> {
        let found = match self.tokens.get(at)? {
            (Token::Term(typed), _) if typed.name.is_empty() => {
                let items: Vec<&str> = typed.items.iter().map(|item| item.text.as_str()).collect();
                figure(&items.join(","))?
            }
            _ => figure(self.word(at)?)?,
        };
        let (count, found) = self.grown(at + 1, found);
        Some((1 + count, found))
    }

    /// A number with the words behind it: `50 thousand`, `200 dollars`, `5 percent`.
    fn grown(&self, at: usize, found: Figure) -> (usize, Figure) {
        let ends_in_digit = found.text.ends_with(|c: char| c.is_ascii_digit());
        let scaled = |scale: char| figure(&format!("{}{scale}", found.text));
        let grown = match self.word(at) {
            Some("thousand" | "k") if ends_in_digit => scaled('k'),
            Some("million" | "m" | "mio") if ends_in_digit => scaled('m'),
            Some("percent" | "%") => Some(Figure { sign: Sign::Percent, ..found.clone() }),
            Some(
                "dollars" | "dollar" | "usd" | "bucks" | "euros" | "euro" | "eur" | "pounds" | "gbp" | "$" | "€" | "£",
            ) => Some(Figure { sign: Sign::Money, ..found.clone() }),
            Some("+" | "plus") => Some(Figure { is_least: true, ..found.clone() }),
            _ => None,
        };
        grown.map_or((0, found), |grown| (1, grown))
    }
}

/// Reads `50k`, `$200`, `5%`, `10,000`, `50k+`.
fn figure(word: &str) -> Option<Figure> {
    let money = ['$', '€', '£', '¥'];
    let (word, is_least) = word.strip_suffix('+').map_or((word, false), |word| (word, true));
    let (word, percent) = word.strip_suffix('%').map_or((word, false), |word| (word, true));
    let bare = word.trim_start_matches(money).trim_end_matches(money);
    if !bare.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return None;
    }
    let amount = Amount::read(bare, Unit::Count)?;
    let sign = match () {
        () if bare.len() < word.len() => Sign::Money,
        () if percent => Sign::Percent,
        () => Sign::None,
    };
    // A comma would divide alternatives.
    let text = if bare.contains(',') { amount.value.to_string() } else { bare.to_owned() };
    Some(Figure { text, value: amount.value, sign, is_least })
}

/// Whether the sign of a number fits a field.
fn suits(figure: &Figure, field: Field) -> bool {
    matches!(
        (figure.sign, field.kind()),
        (Sign::None, _) | (Sign::Money, Kind::Number(Unit::Money)) | (Sign::Percent, Kind::Number(Unit::Percent))
    )
}

/// The field of a number that does not name one, and whether that has to be said.
fn guessed(figure: &Figure) -> (Field, bool) {
    let is_large = figure.value >= 1_000.0 || figure.text.ends_with(|c: char| c.is_ascii_alphabetic());
    match figure.sign {
        Sign::Money => (Field::Of(CreatorField::Price), false),
        Sign::Percent => (Field::Of(CreatorField::Er), false),
        Sign::None if is_large => (Field::Of(CreatorField::Followers), false),
        Sign::None if figure.value <= 100.0 => (Field::Score, true),
        Sign::None => (Field::Of(CreatorField::Price), true),
    }
}

fn term(field: Field, relation: Option<Relation>, from: Figure, to: Option<Figure>) -> String {
    let name = field.name();
    if let Some(to) = to {
        // `5-50k` counts both in thousands.
        let from = match to.text.chars().next_back().filter(char::is_ascii_alphabetic) {
            Some(scale) if from.text.ends_with(|c: char| c.is_ascii_digit()) && from.value < to.value / 1_000.0 => {
                figure(&format!("{}{scale}", from.text)).unwrap_or(from)
            }
            _ => from,
        };
        let (low, high) = if from.value <= to.value { (from, to) } else { (to, from) };
        return format!("{name}:{}..{}", low.text, high.text);
    }
    match relation {
        _ if from.is_least => format!("{name}>={}", from.text),
        Some(Relation::Compare(compare)) => format!("{name}{}{}", compare.sign(), from.text),
        Some(Relation::From) => format!("{name}>={}", from.text),
        Some(Relation::Near | Relation::Between) | None => format!("{name}:{}", from.text),
    }
}

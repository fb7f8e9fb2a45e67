//! Merges two rows of the same creator: which values are kept, and which go into a note so that nothing is lost.
//!
//! "Kept" is the creator you merge into, "removed" the other one. The rule depends on the kind of field:
//!
//! | field | kept | removed | result | note |
//! |---|---|---|---|---|
//! | figures: the newer one | 12,000 of Mar 2 | 15,000 of Mar 9 | 15,000 of Mar 9 | `followers was 12000` |
//! | names, codes, addresses: the kept one | `ann@shop.com` | `joann@shop.com` | `ann@shop.com` | the other address |
//! | prose: both | `Vegan.` | `Ships to EU.` | `Vegan. / Ships to EU.` | |
//! | verdict, stars: the kept one, if set | undecided | picked | picked | |
//! | do not contact: if either has it | no | yes | yes | |
//! | anything empty: the other value | | `US` | `US` | |
//!
//! Texts are compared whole, never by substring: `ann@shop.com` is contained in `joann@shop.com` and still someone else's.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::creator::{CreatorField, CreatorFields, Figure};
use super::record::{Kind, View};
use super::text::fold;
use super::verdict::Verdict;

/// One of the two creators, as far as their own row goes.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// Account and figures.
    pub fields: CreatorFields,
    /// The day of the figures.
    pub stats_on: Option<NaiveDate>,
    /// Days of figures that differ from it.
    pub elsewhere: BTreeMap<Figure, NaiveDate>,
    /// Triage result.
    pub verdict: Verdict,
    /// Why rejected, empty otherwise.
    pub reason: String,
    /// Snoozed until.
    pub snoozed_until: Option<NaiveDate>,
    /// Stars, 0 for none.
    pub rating: u8,
    /// Never contact them.
    pub do_not_contact: bool,
    /// The day they were added.
    pub added_on: NaiveDate,
}

impl Side {
    /// Returns the day of a figure.
    pub fn day_of(&self, figure: Figure) -> Option<NaiveDate> {
        self.elsewhere.get(&figure).copied().or(self.stats_on)
    }
}

/// The decision on a field in which the two differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The field: `followers`.
    pub what: &'static str,
    /// The resulting value.
    pub kept: String,
    /// Whether it comes from the removed creator.
    pub is_taken: bool,
    /// The value that goes into the note; nothing if only one side had one.
    pub aside: Option<String>,
}

/// Merges one creator into another by the rules above. Returns the result and the decisions.
pub fn merge(into: &Side, from: &Side) -> (Side, Vec<Choice>) {
    let mut merged = into.clone();
    let mut choices = Vec::new();
    let (own, other) = (&into.fields, &from.fields);
    for field in CreatorField::FIGURES {
        let newer = from.day_of(field) > into.day_of(field);
        let Some(choice) = chosen(field, own.written(field), other.written(field), newer) else { continue };
        if choice.is_taken {
            merged.fields.take(other, field);
            merged.stats_on = into.stats_on.max(from.stats_on);
        }
        choices.push(choice);
    }
    merged.elsewhere = CreatorField::FIGURES
        .into_iter()
        .filter(|figure| merged.fields.knows(*figure))
        .filter_map(|figure| Some((figure, winner(&merged, into, from, figure).day_of(figure)?)))
        .filter(|(_, day)| merged.stats_on != Some(*day))
        .collect();
    for field in CreatorField::ALL.iter().copied().filter(|field| !field.is_figure()) {
        let (View::Text(mine), View::Text(theirs)) = (own.get(field), other.get(field)) else {
            // A day, or a number nobody measures: what is known stays.
            let Some(choice) = chosen(field, own.written(field), other.written(field), false) else { continue };
            if choice.is_taken {
                merged.fields.take(other, field);
            }
            choices.push(choice);
            continue;
        };
        let Some(choice) = written(field, mine, theirs) else { continue };
        merged.fields.slot(field).set(View::Text(&choice.kept));
        choices.push(choice);
    }
    choices.extend(decided(&mut merged, from));
    merged.added_on = into.added_on.min(from.added_on);
    (merged, choices)
}

/// Returns the side that a figure of the result comes from.
fn winner<'s>(merged: &Side, into: &'s Side, from: &'s Side, figure: Figure) -> &'s Side {
    if merged.fields.agrees(&into.fields, figure) { into } else { from }
}

/// Decides between two figures.
fn chosen(field: CreatorField, own: Option<String>, other: Option<String>, newer: bool) -> Option<Choice> {
    let what = field.fact().in_sentence();
    match (own, other) {
        (_, None) => None,
        (Some(own), Some(other)) if own == other => None,
        (None, Some(other)) => Some(Choice { what, kept: other, is_taken: true, aside: None }),
        (Some(own), Some(other)) if newer => Some(Choice { what, kept: other, is_taken: true, aside: Some(own) }),
        (Some(own), Some(other)) => Some(Choice { what, kept: own, is_taken: false, aside: Some(other) }),
    }
}

/// Separates joined texts.
const JOINT: &str = " / ";

/// Chooses between two texts, by their kind. Of two names, codes or addresses one is right: the kept one keeps its own.
/// Of prose both can stand, so they are joined. That one text stands inside the other says nothing: `ann@shop.com` stands
/// inside `joann@shop.com`, and both are someone's.
fn written(field: CreatorField, own: &str, other: &str) -> Option<Choice> {
    let (mine, theirs) = (fold(own), fold(other));
    if theirs.is_empty() || mine == theirs {
        return None;
    }
    let fact = field.fact();
    let what = fact.in_sentence();
    if mine.is_empty() {
        return Some(Choice { what, kept: other.to_owned(), is_taken: true, aside: None });
    }
    if fact.kind != Kind::Prose {
        return Some(Choice { what, kept: own.to_owned(), is_taken: false, aside: Some(other.to_owned()) });
    }
    // Merging again must not join the same text twice.
    let is_joined = mine.split(JOINT).any(|part| part == theirs);
    (!is_joined).then(|| Choice { what, kept: format!("{own}{JOINT}{other}"), is_taken: false, aside: None })
}

/// Decides on verdict, stars and "do not contact".
fn decided(merged: &mut Side, from: &Side) -> Vec<Choice> {
    let mut choices = Vec::new();
    let same =
        (merged.verdict, &merged.reason, merged.snoozed_until) == (from.verdict, &from.reason, from.snoozed_until);
    if from.verdict != Verdict::New && !same {
        let is_taken = merged.verdict == Verdict::New;
        let aside = (!is_taken).then(|| verdict_text(from));
        if is_taken {
            (merged.verdict, merged.snoozed_until) = (from.verdict, from.snoozed_until);
            merged.reason.clone_from(&from.reason);
        }
        choices.push(Choice { what: "verdict", kept: verdict_text(merged), is_taken, aside });
    }
    if from.rating != 0 && from.rating != merged.rating {
        let is_taken = merged.rating == 0;
        let stars = |rating: u8| if rating == 1 { "1 star".to_owned() } else { format!("{rating} stars") };
        let aside = (!is_taken).then(|| stars(from.rating));
        if is_taken {
            merged.rating = from.rating;
        }
        choices.push(Choice { what: "rating", kept: stars(merged.rating), is_taken, aside });
    }
    if from.do_not_contact && !merged.do_not_contact {
        merged.do_not_contact = true;
        choices.push(Choice { what: "contact", kept: "do not contact".to_owned(), is_taken: true, aside: None });
    }
    choices
}

fn verdict_text(side: &Side) -> String {
    let until = side.snoozed_until.map(|day| format!(" until {day}")).unwrap_or_default();
    let reason = if side.reason.is_empty() { String::new() } else { format!(" ({})", side.reason) };
    format!("{}{reason}{until}", side.verdict.word())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Currency, Handle, Platform};
    use proptest::prelude::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, day).expect("a day")
    }

    fn side(handle: &str, stats_on: Option<u32>) -> Side {
        let handle = Handle::parse(handle).expect("a handle");
        Side {
            fields: CreatorFields::new(Platform::TikTok, handle),
            stats_on: stats_on.map(day),
            elsewhere: BTreeMap::new(),
            verdict: Verdict::New,
            reason: String::new(),
            snoozed_until: None,
            rating: 0,
            do_not_contact: false,
            added_on: day(9),
        }
    }

    fn summary(choices: &[Choice]) -> Vec<String> {
        let one = |choice: &Choice| {
            let aside = choice.aside.as_ref().map(|aside| format!(", not {aside}")).unwrap_or_default();
            format!("{}{} {}{aside}", choice.what, if choice.is_taken { " <-" } else { "" }, choice.kept)
        };
        choices.iter().map(one).collect()
    }

    #[test]
    fn what_is_empty_is_filled_and_the_newer_figure_counts() {
        let (mut into, mut from) = (side("mia", Some(1)), side("mia.old", Some(5)));
        into.fields.followers = Some(12_000);
        into.fields.price_minor = Some(10_000);
        from.fields.followers = Some(13_500);
        from.fields.views = Some(900);
        from.fields.er = Some(4.5);
        from.fields.email = "mia@example.com".to_owned();
        from.added_on = day(2);
        let (merged, choices) = merge(&into, &from);
        assert_eq!(
            summary(&choices),
            [
                "followers <- 13,500, not 12,000",
                "engagement <- 4.5%",
                "views <- 900",
                "email address <- mia@example.com"
            ]
        );
        assert_eq!((merged.fields.followers, merged.fields.price_minor), (Some(13_500), Some(10_000)));
        assert_eq!((merged.stats_on, merged.added_on), (Some(day(5)), day(2)));
        assert_eq!(merged.fields.handle, into.fields.handle);
    }

    #[test]
    fn each_figure_goes_by_its_own_day() {
        let (mut into, mut from) = (side("mia", Some(5)), side("mia.old", Some(3)));
        (into.fields.followers, into.fields.views) = (Some(12_000), Some(500));
        (from.fields.followers, from.fields.views) = (Some(13_500), Some(900));
        from.elsewhere = BTreeMap::from([(Figure::Followers, day(8))]);
        let (merged, choices) = merge(&into, &from);
        assert_eq!(summary(&choices), ["followers <- 13,500, not 12,000", "views 500, not 900"]);
        assert_eq!((merged.stats_on, &merged.elsewhere), (Some(day(5)), &from.elsewhere));
        // What is taken although it is older keeps its day.
        into.fields.followers = None;
        from.elsewhere.clear();
        let (merged, _) = merge(&into, &from);
        assert_eq!((merged.day_of(Figure::Followers), merged.day_of(Figure::Views)), (Some(day(3)), Some(day(5))));
    }

    #[test]
    fn what_both_say_differently_is_put_aside() {
        let (mut into, mut from) = (side("mia", Some(5)), side("mia.old", None));
        into.fields.name = "Mia".to_owned();
        from.fields.name = "Mia Glow".to_owned();
        into.fields.country = "US".to_owned();
        from.fields.country = "us".to_owned();
        into.fields.bio = "skin and sun".to_owned();
        from.fields.bio = "books".to_owned();
        into.fields.price_minor = Some(10_000);
        from.fields.price_minor = Some(10_000);
        from.fields.price_currency = "EUR".parse::<Currency>().expect("a currency");
        (into.verdict, from.verdict) = (Verdict::Picked, Verdict::Rejected);
        from.reason = "price".to_owned();
        (into.rating, from.rating) = (3, 1);
        from.do_not_contact = true;
        let (merged, choices) = merge(&into, &from);
        assert_eq!(
            summary(&choices),
            [
                "price $100.00, not €100.00",
                "name Mia, not Mia Glow",
                "bio skin and sun / books",
                "verdict picked, not rejected (price)",
                "rating 3 stars, not 1 star",
                "contact <- do not contact",
            ]
        );
        assert!(merged.do_not_contact && merged.verdict == Verdict::Picked);
    }

    fn sides() -> impl Strategy<Value = Side> {
        let text = || prop::sample::select(vec!["", "a", "A", "ab", "Zoë"]).prop_map(str::to_owned);
        let figure = || proptest::option::of(0_i64..4);
        let verdict = prop::sample::select(vec![Verdict::New, Verdict::Picked, Verdict::Maybe]);
        (text(), text(), figure(), figure(), proptest::option::of(1_u32..4), verdict, 0_u8..3, any::<bool>()).prop_map(
            |(name, bio, followers, price, stats_on, verdict, rating, do_not_contact)| {
                let mut side = Side { verdict, rating, do_not_contact, ..side("mia", stats_on) };
                side.fields = CreatorFields { name, bio, followers, price_minor: price, ..side.fields };
                side
            },
        )
    }

    proptest! {
        #[test]
        fn nothing_is_lost(into in sides(), from in sides()) {
            let (merged, choices) = merge(&into, &from);
            let aside: Vec<_> = choices.iter().filter_map(|choice| choice.aside.clone()).collect();
            let is_there = |value: &str| aside.iter().any(|aside| aside == value);
            for side in [&into, &from] {
                if let Some(followers) = side.fields.followers {
                    prop_assert!(merged.fields.followers == Some(followers) || is_there(&followers.to_string()));
                }
                let name = &side.fields.name;
                prop_assert!(name.is_empty() || fold(&merged.fields.name) == fold(name) || is_there(name));
                let bio = fold(&side.fields.bio);
                prop_assert!(bio.is_empty() || fold(&merged.fields.bio).split(JOINT).any(|part| part == bio));
                prop_assert!(!side.do_not_contact || merged.do_not_contact);
                prop_assert!(side.verdict == Verdict::New || merged.verdict == side.verdict || is_there(side.verdict.word()));
            }
        }

        #[test]
        fn merging_the_same_again_changes_nothing(into in sides(), from in sides()) {
            let (once, _) = merge(&into, &from);
            prop_assert_eq!(merge(&once, &once), (once.clone(), Vec::new()));
        }
    }
}

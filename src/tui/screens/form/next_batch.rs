//! The form of the next batch: what it may cost, how many creators it should have, its days, and its rule.

use chrono::NaiveDate;

use crate::domain::batch::SIZE;
use crate::domain::day::short;
use crate::domain::schedule::{APART_DAYS, MOST_APART};
use crate::domain::text::clean;
use crate::domain::{Currency, RuleScope, SuccessRule};
use crate::proto::builder::Builder;
use crate::proto::draft::Draft;
use crate::tui::kit::overlay::{Field, FieldKind, Form, Overlay};

use super::batch::{read_rule, rule_fields};
use super::{Reader, amount_text};

/// What the form of a batch was built from.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// The currency of its amounts.
    pub currency: Currency,
    /// What its rule takes from the campaign.
    pub scope: RuleScope,
    /// The rule that was shown.
    pub rule: Option<SuccessRule>,
    /// What was typed before.
    pub draft: Draft,
    /// The first post that is proposed.
    pub first_post: Option<NaiveDate>,
    /// The day of the last post as shown.
    pub last_post: Option<NaiveDate>,
}

/// What was typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Typed {
    /// What the batch may cost, minor units.
    pub budget_minor: Option<i64>,
    /// The rule, if it is another than was shown; nothing in it where the proposed one is wanted again.
    pub rule: Option<Option<SuccessRule>>,
    /// The day on which the test ends.
    pub ends_on: Option<NaiveDate>,
    /// Size and days, with all else that was said of the batch.
    pub draft: Draft,
}

impl Known {
    /// Takes it from what is shown.
    pub fn of(builder: &Builder) -> Self {
        Self {
            currency: builder.currency,
            scope: builder.scope,
            rule: builder.rule,
            draft: builder.draft.clone(),
            first_post: builder.days.added.first().copied(),
            last_post: builder.days.posts.last().copied(),
        }
    }
}

/// Builds the form of a batch as it is shown.
pub fn build(builder: &Builder, today: NaiveDate) -> Overlay {
    let draft = &builder.draft;
    let number = |number: Option<String>| number.unwrap_or_default();
    let day = |day: Option<NaiveDate>| day.map_or(String::new(), |day| day.to_string());
    let proposed = |known: Option<NaiveDate>, then: &str| match known {
        Some(known) => format!("a day; empty: {}{then}", short(known, today)),
        None => "a day; empty: as soon as it can be".to_owned(),
    };
    let set_end = if builder.batch.is_some() { builder.set_end } else { draft.ends_on };
    let shown_end = builder.days.ends_on.filter(|_| set_end.is_none());
    let shown_first = builder.days.added.first().copied().filter(|_| draft.first_post.is_none());
    let mut fields = vec![
        Field::new("budget", "Budget", FieldKind::Money(builder.currency))
            .with(builder.terms.next_budget_minor.map_or(String::new(), |minor| amount_text(minor, builder.currency)))
            .hint("an amount, such as 600; empty: by the campaign's budget"),
        Field::new("size", "Creators", FieldKind::Count)
            .with(number(draft.size.map(|size| size.to_string())))
            .hint(format!("{} to {}; empty: as many as pay for themselves", SIZE.start(), SIZE.end())),
        Field::new("first", "First post", FieldKind::Day)
            .with(day(draft.first_post))
            .hint(proposed(shown_first, ", as soon as it can be")),
        Field::new("apart", "Days apart", FieldKind::Count)
            .with(number(draft.apart_days.map(|days| days.to_string())))
            .hint(format!("days from one post to the next; empty: {APART_DAYS}")),
        Field::new("ends", "Test ends", FieldKind::Day)
            .with(day(set_end))
            .hint(proposed(shown_end, ", when enough has come in to judge")),
    ];
    let creators = i64::try_from(builder.lines.len()).unwrap_or(i64::MAX);
    fields.extend(rule_fields(builder.rule, builder.scope, creators));
    let title = format!("{}: budget, days and rule", clean(&builder.batch_name));
    Overlay::Form(Form { title, fields, save: "Set".to_owned() })
}

/// Reads the form.
///
/// # Errors
/// Hands the form back with an error under each field that cannot be read or does not fit the others.
pub fn read(form: Form, known: &Known, calendar: crate::domain::day::Calendar) -> Result<Typed, Box<Form>> {
    let mut reader = Reader::new(form, calendar);
    let budget_minor = reader.money("budget", known.currency);
    let size = reader.count("size").and_then(|size| usize::try_from(size).ok());
    if size.is_some_and(|size| !SIZE.contains(&size)) {
        reader.fault("size", format!("{} to {} creators: fewer can't tell luck from skill", SIZE.start(), SIZE.end()));
    }
    let first_post = reader.day("first");
    if first_post.is_some_and(|first| first < calendar.today) {
        reader.fault("first", "The first post can't be before today");
    }
    let apart = reader.count("apart");
    let apart_days = apart.and_then(|days| u32::try_from(days).ok()).filter(|days| *days <= MOST_APART);
    if apart.is_some() && apart_days.is_none() {
        reader.fault("apart", format!("at most {MOST_APART} days"));
    }
    let ends_on = reader.day("ends");
    let days_stay = (first_post, apart_days) == (known.draft.first_post, known.draft.apart_days);
    // With other days the last post is elsewhere: the screen says it once they are known.
    let least = if days_stay { known.last_post } else { first_post.or(known.first_post) };
    if let (Some(end), Some(post)) = (ends_on, least)
        && end < post
    {
        let post = short(post, calendar.today);
        reader.fault("ends", format!("The test can't end before a post: one is on {post}"));
    }
    let typed = read_rule(&mut reader, known.scope);
    let draft = Draft { size, first_post, apart_days, ..known.draft.clone() };
    let rule = (typed != known.rule).then_some(typed);
    reader.finish(Typed { budget_minor, rule, ends_on, draft })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::tui::screens::sample;

    fn typed(values: &[(&'static str, &str)]) -> Result<Typed, Box<Form>> {
        let calendar = sample::ctx().calendar();
        let known = Known {
            currency: Currency::USD,
            scope: RuleScope { margin_bp: Some(6_000), ..RuleScope::default() },
            rule: Some(SuccessRule { creators: 2, orders: Some(5), ..SuccessRule::default() }),
            draft: Draft::default(),
            first_post: Some(sample::day(4, 1)),
            last_post: Some(sample::day(4, 7)),
        };
        let mut fields = vec![
            Field::new("budget", "", FieldKind::Text),
            Field::new("size", "", FieldKind::Text),
            Field::new("first", "", FieldKind::Text),
            Field::new("apart", "", FieldKind::Text),
            Field::new("ends", "", FieldKind::Text),
        ];
        fields.extend(rule_fields(known.rule, known.scope, 3));
        for (key, value) in values {
            fields.iter_mut().find(|field| field.key == *key).expect("a field").value = (*value).to_owned();
        }
        read(Form { title: String::new(), fields, save: String::new() }, &known, calendar)
    }

    #[rstest]
    #[case::nothing(&[], true)]
    #[case::both(&[("budget", "600"), ("size", "5")], true)]
    #[case::two(&[("size", "2")], false)]
    #[case::eleven(&[("size", "11")], false)]
    #[case::words(&[("budget", "a lot")], false)]
    #[case::negative(&[("budget", "-5")], false)]
    #[case::yesterday(&[("first", "yesterday")], false)]
    #[case::on_one_day(&[("apart", "0")], true)]
    #[case::far_apart(&[("apart", "400")], false)]
    #[case::ends_before_the_last_post(&[("ends", "2026-04-06")], false)]
    #[case::ends_with_it(&[("ends", "2026-04-07")], true)]
    #[case::ends_before_a_new_first(&[("first", "2026-05-01"), ("ends", "2026-04-20")], false)]
    #[case::nobody_wins(&[("creators", "0")], false)]
    fn what_cannot_be_meant_is_said(#[case] values: &[(&'static str, &str)], #[case] is_good: bool) {
        let read = typed(values);
        assert_eq!(read.is_ok(), is_good, "{read:?}");
    }

    #[test]
    fn a_rule_counts_as_typed_once_it_differs() {
        assert_eq!(typed(&[]).expect("fine").rule, None);
        let three = SuccessRule { creators: 3, orders: Some(5), ..SuccessRule::default() };
        assert_eq!(typed(&[("creators", "3")]).expect("fine").rule, Some(Some(three)));
        assert_eq!(typed(&[("creators", "")]).expect("fine").rule, Some(None), "as proposed again");
        let days = typed(&[("first", "2026-05-01"), ("apart", "5"), ("size", "4")]).expect("fine").draft;
        assert_eq!((days.first_post, days.apart_days, days.size), (Some(sample::day(5, 1)), Some(5), Some(4)));
    }
}

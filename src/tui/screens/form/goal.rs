//! The form of the weekly goal.

use strum::IntoEnumIterator;

use crate::domain::day::Calendar;
use crate::domain::goal::{MOST, WEEKDAYS, WeeklyGoal, day_name, weekday};
use crate::domain::{Tier, creator};
use crate::tui::kit::overlay::{Field, FieldKind, Form, Overlay};

use super::Reader;

/// The choice of any size.
const ANY: &str = "any";

/// Builds the form: of the goal there is, or of a first one.
pub fn build(known: Option<&WeeklyGoal>) -> Overlay {
    let goal = known.cloned().unwrap_or_default();
    let tiers = std::iter::once(ANY.to_owned()).chain(Tier::iter().map(|tier| tier.word().to_owned())).collect();
    let days = WEEKDAYS.iter().filter_map(|word| weekday(word)).map(day_name).collect();
    let hint = if known.is_some() { "picks per week; 0 ends the goal" } else { "picks per week" };
    let fields = vec![
        Field::new("wanted", "How many", FieldKind::Count).with(goal.wanted.to_string()).hint(hint).required(),
        Field::new("tier", "Size", FieldKind::Choice(tiers)).with(goal.tier.map_or(ANY, Tier::word)),
        Field::new("niche", "Niche", FieldKind::Text)
            .with(goal.niche)
            .hint("one niche, including those under it; empty for any"),
        Field::new("until", "By", FieldKind::Choice(days)).with(day_name(goal.until)),
    ];
    let title = if known.is_some() { "Weekly goal, starting this week" } else { "New weekly goal, starting this week" };
    Overlay::Form(Form { title: title.to_owned(), fields, save: "Save goal".to_owned() })
}

/// Reads the form; nothing where the goal ends.
///
/// # Errors
/// Hands the form back with an error under each field that cannot be read.
pub fn read(form: Form, calendar: Calendar) -> Result<Option<WeeklyGoal>, Box<Form>> {
    let mut reader = Reader::new(form, calendar);
    let wanted = reader.count("wanted").unwrap_or(0);
    if wanted > MOST {
        reader.fault("wanted", format!("at most {MOST} a week"));
    }
    let niche = reader.text("niche");
    if niche.contains(',') {
        reader.fault("niche", "only one niche; a parent such as skincare counts all niches under it");
    } else if !niche.is_empty() && creator::tag_name(&niche).is_none() {
        reader.fault("niche", "a niche needs a letter or digit, and at most 60 characters");
    }
    let goal = WeeklyGoal {
        wanted,
        tier: Tier::from_word(&reader.text("tier")),
        niche,
        until: weekday(&reader.text("until")).unwrap_or(WeeklyGoal::default().until),
    };
    reader.finish((wanted > 0).then_some(goal))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::screens::sample;

    fn form(overlay: Overlay) -> Form {
        match overlay {
            Overlay::Form(form) => form,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_goal_survives_its_form_and_0_ends_it() {
        let goal = WeeklyGoal { wanted: 7, tier: None, niche: "skincare".into(), ..WeeklyGoal::default() };
        let mut filled = form(build(Some(&goal)));
        assert_eq!(read(filled.clone(), sample::ctx().calendar()), Ok(Some(goal)));
        filled.fields[0].value = "0".into();
        assert_eq!(read(filled.clone(), sample::ctx().calendar()), Ok(None));
        filled.fields[2].value = "a, b".into();
        assert!(read(filled.clone(), sample::ctx().calendar()).is_err());
        filled.fields[2].value = "!!".into();
        assert!(read(filled, sample::ctx().calendar()).is_err());
        assert_eq!(read(form(build(None)), sample::ctx().calendar()), Ok(Some(WeeklyGoal::default())));
    }
}

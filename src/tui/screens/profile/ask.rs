//! What is asked about creators before a verb can act: a reason, tags, a note, a day.

use crate::domain::creator::tag_name;
use crate::domain::day::Calendar;
use crate::domain::text::fold;
use crate::domain::{RejectReason, Snooze};
use crate::proto::row::TagRow;
use crate::tui::kit::overlay::{Carried, FieldKind, Letters, Make, Overlay, Pick, PickItem, Prompt, Purpose};
use crate::tui::kit::{Action, Again, Availability, Ctx, SnoozeFor};

/// Most letters that are offered.
const MOST_LETTERS: usize = 18;
/// What leads from the letters of the reasons to a line of one's own.
pub const OWN_REASON: &str = "anything else, in your words";

/// Asks why somebody is rejected: a letter answers.
pub fn reason(purpose: Purpose, about: &str) -> Overlay {
    let mut entries: Vec<(char, String)> =
        RejectReason::COMMON.into_iter().map(|(letter, reason)| (letter, reason.words().to_owned())).collect();
    entries.push(('a', OWN_REASON.to_owned()));
    Overlay::Letters(Letters { purpose, title: format!("Reject {about}: why?"), entries })
}

/// Asks for a reason in one's own words.
pub fn own_reason(purpose: Purpose, about: &str) -> Overlay {
    line(purpose, format!("Reject {about}: why?"), "a few words; a filter finds them by reason:")
}

/// Asks for a note.
pub fn note(purpose: Purpose, about: &str) -> Overlay {
    line(purpose, format!("Note on {about}"), "one line; today's date stands with it")
}

fn line(purpose: Purpose, title: String, hint: &str) -> Overlay {
    Overlay::Prompt(Prompt { purpose, title, hint: hint.to_owned(), ..Prompt::default() })
}

/// Asks for the day of a snooze.
pub fn snooze(purpose: Purpose, about: &str, ctx: &Ctx) -> Overlay {
    Overlay::Prompt(Prompt {
        purpose,
        title: format!("Snooze {about} until"),
        kind: FieldKind::Day,
        value: String::new(),
        hint: format!("fri, 3d, {}, 2026-05-01", ctx.day_order.example()),
        ..Prompt::default()
    })
}

/// Says that a snooze ends on a day still to come.
pub fn day_to_come(calendar: Calendar) -> String {
    format!("Snooze until a day still to come: tomorrow, fri, 3d, {}.", calendar.order.example())
}

/// Reads that day.
pub fn snoozed(typed: &str, calendar: Calendar) -> Option<Snooze> {
    calendar.read(typed).ok().map(Snooze::Until)
}

/// The snooze that an action means; nothing for those that mean none.
pub fn snooze_of(action: Action, again: &Again) -> Option<Snooze> {
    match action {
        Action::Snooze(SnoozeFor::Day) => Some(Snooze::Tomorrow),
        Action::Snooze(SnoozeFor::Week) => Some(Snooze::Week),
        Action::Snooze(SnoozeFor::Friday) => Some(Snooze::Friday),
        Action::Snooze(SnoozeFor::Month) => Some(Snooze::Month),
        Action::Snooze(SnoozeFor::Again) => again.snooze,
        _ => None,
    }
}

/// Whether the last snooze can be done again.
pub fn can_snooze_again(ctx: &Ctx) -> Availability {
    match ctx.again.snooze {
        None => Availability::No(format!(
            "Nothing was snoozed yet: {} does until tomorrow.",
            ctx.key(Action::Snooze(SnoozeFor::Day))
        )),
        Some(snooze) if snooze.day(ctx.today).is_none_or(|day| day <= ctx.today) => {
            Availability::No("The day of the last snooze has passed.".to_owned())
        }
        Some(_) => Availability::Yes,
    }
}

/// Asks for tags to add and remove: name, creators in all, and how many of `size` creators carry it.
pub fn tags(purpose: Purpose, about: &str, tags: Vec<(String, i64, i64)>, size: i64) -> Overlay {
    let item = |(label, all, carriers): (String, i64, i64)| PickItem {
        label,
        hint: crate::domain::number::full(all),
        carried: match carriers {
            0 => Carried::None,
            some if some < size => Carried::Some,
            _ => Carried::All,
        },
    };
    Overlay::Pick(Pick {
        purpose,
        title: format!("Tags and niches of {about}"),
        items: tags.into_iter().map(item).collect(),
        several: true,
        may_make: Make::Tag,
        empty: "No tags yet: type one and press Enter.".to_owned(),
    })
}

/// The tags that have a letter: those of the configuration, else the most used ones, each with a letter of its name.
pub fn quick_tags(configured: &[(char, String)], used: &[TagRow]) -> Vec<(char, String)> {
    if !configured.is_empty() {
        return configured.to_vec();
    }
    let mut letters: Vec<(char, String)> = Vec::new();
    for name in used.iter().take(MOST_LETTERS).filter_map(|tag| tag_name(&tag.name)) {
        let folded = fold(&name);
        let is_free = |letter: &char| letter.is_ascii_lowercase() && letters.iter().all(|(taken, _)| taken != letter);
        if let Some(letter) = folded.chars().find(is_free).or_else(|| ('a'..='z').find(is_free)) {
            letters.push((letter, name));
        }
    }
    letters
}

/// Offers the quick tags.
pub fn quick(purpose: Purpose, about: &str, entries: Vec<(char, String)>) -> Overlay {
    Overlay::Letters(Letters { purpose, title: format!("Tag {about}"), entries })
}

/// Says why there are no quick tags.
pub fn can_tag_quickly(entries: &[(char, String)], ctx: &Ctx) -> Availability {
    let why = || format!("No tags yet: {} makes the first; then each has a letter.", ctx.key(Action::TagEdit));
    Availability::when(!entries.is_empty(), why())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::TagId;

    #[test]
    fn the_most_used_tags_get_letters_of_their_names_unless_configured() {
        let used = ["skincare", "spf", "SkinTok", "日本", "PPP", "sss"].map(|name| TagRow {
            id: TagId(1),
            name: name.to_owned(),
            creators: 9,
        });
        let letters: String = quick_tags(&[], &used).into_iter().map(|(letter, _)| letter).collect();
        assert_eq!(letters, "spkabc");
        let own = vec![('g', "glass-skin".to_owned())];
        assert_eq!(quick_tags(&own, &used), own);
    }

    #[test]
    fn no_letter_of_a_reason_stands_twice() {
        let Overlay::Letters(letters) = reason("x", "@mia") else { panic!("letters") };
        let mut seen = std::collections::HashSet::new();
        assert!(letters.entries.iter().all(|(letter, _)| seen.insert(*letter)));
    }
}

//! The questions before a change: a reason, tags, a note, a day.

use crate::domain::{CreatorId, RejectReason};
use crate::proto::row::TagRow;
use crate::tui::kit::Ctx;
use crate::tui::kit::overlay::{Carried, Choice, FieldKind, Letters, Make, Overlay, Pick, PickItem, Prompt, Value};
use crate::tui::screens::profile::merging::Merging;

use super::{Change, Creators, snooze};

/// A question about the creators of a verb.
#[derive(Clone, Debug)]
pub enum Question {
    /// Why reject them: one of the common reasons, or the way to a typed one.
    Reason(Creators),
    /// Why reject them, as a typed reason.
    OwnReason(Creators),
    /// Until when to snooze them.
    Snooze(Creators),
    /// Which tags to add and remove; holds the names in the order of the list.
    Tags(Creators, Vec<String>),
    /// Which tag to add; holds the names in the order of the letters.
    QuickTag(Creators, Vec<String>),
    /// A note on them.
    Note(Creators),
    /// Whether to delete this creator, whose ledger stays.
    Delete(CreatorId),
    /// Whether to merge these.
    Merge(Merging),
}

impl Question {
    /// The change an answer results in; `None` if it leads to another question.
    pub(super) fn change(&self, value: Value, ctx: &mut Ctx) -> Option<(Creators, Change)> {
        let (creators, change) = match (self, value) {
            (Self::Reason(creators), Value::Chosen(Choice::Entry(at))) => {
                let Some((_, reason)) = RejectReason::COMMON.into_iter().nth(at) else {
                    own_reason(creators.clone(), ctx);
                    return None;
                };
                (creators, Change::Reject(reason))
            }
            (Self::OwnReason(creators), Value::Text(words)) => {
                (creators, Change::Reject(RejectReason::from_words(&words)))
            }
            (Self::Snooze(creators), Value::Text(typed)) => {
                let snooze = snooze::read(&typed, ctx)?;
                if let Some(fault) = snooze::fault(snooze, ctx) {
                    let again = snooze::prompt_again(&creators.label, typed, fault, ctx);
                    ctx.open(again, Question::Snooze(creators.clone()));
                    return None;
                }
                (creators, Change::Snooze(snooze))
            }
            (Self::Tags(creators, names), Value::Switched { add, remove }) => {
                let named = |choices: Vec<Choice>| {
                    choices.iter().filter_map(|choice| choice.name(names)).map(str::to_owned).collect()
                };
                (creators, Change::Tags { add: named(add), remove: named(remove) })
            }
            (Self::QuickTag(creators, names), Value::Chosen(choice)) => {
                (creators, Change::Tags { add: vec![choice.name(names)?.to_owned()], remove: Vec::new() })
            }
            (Self::Note(creators), Value::Text(text)) => (creators, Change::Note(text)),
            _ => return None,
        };
        Some((creators.clone(), change))
    }
}

/// Asks why to reject creators; one letter answers.
pub fn reason(creators: Creators, ctx: &mut Ctx) {
    let common = RejectReason::COMMON.into_iter().map(|(letter, reason)| (letter, reason.words().to_owned()));
    let entries = common.chain([('a', "another reason, typed".to_owned())]).collect();
    let title = format!("Reject {}: why?", creators.label);
    ctx.open(Overlay::Letters(Letters { title, entries }), Question::Reason(creators));
}

fn own_reason(creators: Creators, ctx: &mut Ctx) {
    let title = format!("Reject {}: why?", creators.label);
    let open = line(title, "a few words; reason: filters by them");
    ctx.open(open, Question::OwnReason(creators));
}

/// Asks for a note.
pub fn note(creators: Creators, ctx: &mut Ctx) {
    let title = format!("Note on {}", creators.label);
    let hint = "saved with today's date".to_owned();
    let prompt = Prompt { title, kind: FieldKind::Long, hint, ..Prompt::default() };
    ctx.open(Overlay::Prompt(prompt), Question::Note(creators));
}

fn line(title: String, hint: &str) -> Overlay {
    Overlay::Prompt(Prompt { title, hint: hint.to_owned(), ..Prompt::default() })
}

/// Asks until which day to snooze creators.
pub fn snooze(creators: Creators, ctx: &mut Ctx) {
    ctx.open(snooze::prompt(&creators.label, ctx), Question::Snooze(creators));
}

/// Asks for tags to add and remove. `carried` returns how many of `size` creators have a tag.
pub fn tags(creators: Creators, all: &[TagRow], carried: impl Fn(&TagRow) -> i64, size: i64, ctx: &mut Ctx) {
    let item = |tag: &TagRow| PickItem {
        label: tag.name.clone(),
        hint: crate::domain::number::full(tag.creators),
        carried: match carried(tag) {
            0 => Carried::None,
            some if some < size => Carried::Some,
            _ => Carried::All,
        },
        ..PickItem::default()
    };
    let pick = Pick {
        title: format!("Tags and niches of {}", creators.label),
        items: all.iter().map(item).collect(),
        several: true,
        may_make: Make::Tag,
        empty: "No tags yet. Type one and press Enter.".to_owned(),
        ..Pick::default()
    };
    let names = all.iter().map(|tag| tag.name.clone()).collect();
    ctx.open(Overlay::Pick(pick), Question::Tags(creators, names));
}

/// Offers tags by letter.
pub fn quick_tags(creators: Creators, entries: Vec<(char, String)>, ctx: &mut Ctx) {
    let names = entries.iter().map(|(_, name)| name.clone()).collect();
    let title = format!("Tag {}", creators.label);
    ctx.open(Overlay::Letters(Letters { title, entries }), Question::QuickTag(creators, names));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::CreatorId;
    use crate::tui::kit::Request;

    #[test]
    fn reason_letters_are_unique() {
        let mut ctx = crate::tui::overlays::tests::ctx();
        reason(Creators::one(CreatorId(1), "@mia"), &mut ctx);
        let sent = ctx.sent();
        let [Request::Open(Overlay::Letters(letters), _)] = &sent[..] else { panic!("{sent:?}") };
        let mut seen = std::collections::HashSet::new();
        assert!(letters.entries.iter().all(|(letter, _)| seen.insert(*letter)));
    }
}

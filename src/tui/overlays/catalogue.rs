//! The actions as the palette and help list them: title, keys, and whether each is available now.

use super::words::{asked as asked_of, fit, words};
use crate::tui::kit::popup::Step;
use crate::tui::kit::{Action, Place};
use crate::tui::look::text;

/// An action as it can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Which.
    pub action: Action,
    /// What it is called here.
    pub title: &'static str,
    /// Its keys for people, the person's own ones.
    pub keys: Vec<String>,
    /// Whether it belongs to the screen below rather than to another.
    pub is_here: bool,
    /// The screen to open first when the action runs from elsewhere.
    pub goes_to: Option<Place>,
    /// Why it is not available now.
    pub blocked: Option<String>,
}

/// What `add` adds on each screen. From another screen, the app opens that screen first.
pub const ADDS: &[(Place, &str)] = &[
    (Place::Creators, "Add creators: type a handle, or paste a column of them"),
    (Place::Campaigns, "New campaign"),
    (Place::Agenda, "New task"),
    (Place::Batch, "Add creators to this batch"),
    (Place::Collaboration, "Add to this collaboration: a deliverable, a right, a note"),
    (Place::Page, "Add to this creator: a post, an account, a collaboration"),
];

impl Entry {
    /// Whether Enter runs it.
    pub fn can_run(&self) -> bool {
        (self.is_here || self.goes_to.is_some()) && self.blocked.is_none()
    }

    /// The popup step that runs it.
    pub fn run(&self) -> Step {
        match self.goes_to {
            Some(place) if !self.is_here => Step::RunIn(place, self.action),
            _ => Step::Run(self.action),
        }
    }

    /// Why it is dim, for the bottom line; empty when it is available.
    pub fn reason(&self) -> String {
        match &self.blocked {
            Some(reason) => reason.clone(),
            None if self.can_run() => String::new(),
            None => {
                let places: Vec<&str> = self.action.scopes().iter().map(|scope| scope.name()).collect();
                format!("Not on this screen. Works in: {}.", places.join(", "))
            }
        }
    }

    /// The words of its name, and the explaining words: those after a bracket, or after the colon of a longer title.
    fn words(&self) -> [Vec<String>; 2] {
        let (name, more) = match self.title.split_once(": ") {
            Some(("Go", place)) => place.split_once('(').unwrap_or((place, "")),
            Some((name, more)) if name.contains(' ') => (name, more),
            _ => self.title.split_once('(').unwrap_or((self.title, "")),
        };
        [asked_of(name), words(more)]
    }

    /// Scores how well the words match. Words in the title's name count more than explaining words, and those more than the name in the
    /// configuration.
    fn fits(&self, asked: &[String]) -> Fit {
        let [name, more] = self.words();
        let other = words(&format!("{} {}", self.action.name().replace(['.', '_'], " "), self.action.group().title()));
        let best = |typed: &String, words: &[String]| words.iter().map(|word| fit(typed, word)).max().unwrap_or(0);
        let of = |typed: &String| {
            let key = if self.keys.contains(typed) { 6 } else { 0 };
            (best(typed, &name) * 4).max(best(typed, &more) * 3).max(best(typed, &other) * 2).max(key)
        };
        let hits: Vec<u32> = asked.iter().map(of).collect();
        // In `Filter: save as a view`, the name is `Filter` and the rest says which one.
        let first = self
            .title
            .split_once(": ")
            .map_or(name.len(), |(first, _)| if first == "Go" { usize::MAX } else { asked_of(first).len() });
        let leftover = name.iter().take(first).filter(|word| asked.iter().all(|typed| fit(typed, word) == 0)).count();
        let words = hits.iter().sum();
        let found = hits.iter().filter(|hit| **hit > 0).count();
        let likely = u32::from(self.can_run()) * CAN_RUN + u32::from(self.is_likely()) * IS_HINTED;
        Fit {
            words,
            found,
            named: asked.iter().map(|typed| best(typed, &name)).collect(),
            rank: (words + likely).saturating_sub(LEFTOVER * u32::try_from(leftover.min(2)).unwrap_or(2)),
        }
    }

    /// Whether it is one of the hints at the foot, or a place.
    fn is_likely(&self) -> bool {
        !self.action.short().is_empty() || matches!(self.action, Action::Go(_))
    }

    /// Whether the typed words name this action itself, not only its object.
    fn is_named_by(&self, asked: &[String]) -> bool {
        self.action.destroys().iter().any(|own| asked.iter().any(|typed| fit(typed, own) > 0))
    }
}

/// Score bonuses for an action that is available now, that is a footer hint or a screen, and for up to two words of its
/// name that were not typed. An exact word in a name scores 24.
const CAN_RUN: u32 = 14;
const IS_HINTED: u32 = 8;
const LEFTOVER: u32 = 6;

#[derive(Clone, Debug)]
struct Fit {
    /// The sum over the words.
    words: u32,
    /// How many of them are found.
    found: usize,
    /// How well each word fits the name alone.
    named: Vec<u32>,
    /// The sum plus the bonuses.
    rank: u32,
}

/// The result of a search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Positions of the entries, best first.
    pub at: Vec<usize>,
    /// The closest entries when nothing matches.
    pub closest: Vec<usize>,
}

/// Returns the matching entries, best first. An empty search returns all of them in table order.
///
/// Every word must match, in any order. Destructive actions match only when their own word is typed.
pub fn search(entries: &[Entry], query: &str) -> Found {
    let asked = asked_of(query);
    if asked.is_empty() {
        return Found { at: (0..entries.len()).collect(), closest: Vec::new() };
    }
    let typed = query.trim();
    let has_key = |index: usize| entries[index].keys.iter().any(|key| key == typed);
    let rank = |(index, fit): &(usize, Fit)| (!has_key(*index), std::cmp::Reverse(fit.rank), *index);
    let fits: Vec<(usize, Fit)> = entries.iter().map(|entry| entry.fits(&asked)).enumerate().collect();
    // Rare words weigh more: in `export creator`, that is `export`.
    let named_by: Vec<u32> = (0..asked.len())
        .map(|word| {
            u32::try_from(fits.iter().filter(|(_, fit)| fit.named[word] > 0).count()).unwrap_or(u32::MAX).max(1)
        })
        .collect();
    let fits = fits.into_iter().filter(|(_, fit)| fit.found > 0);
    let (mut strong, mut weak): (Vec<_>, Vec<_>) = fits.partition(|(index, fit)| {
        let is_meant = entries[*index].action.destroys().is_empty() || entries[*index].is_named_by(&asked);
        fit.found == asked.len() && (is_meant || has_key(*index))
    });
    strong.sort_by_key(rank);
    // A match in explaining words is dropped when another action has the word in its name.
    let best = strong.iter().map(|(_, fit)| fit.words).max().unwrap_or(0);
    strong.retain(|(index, fit)| fit.words * 5 >= best * 2 || has_key(*index));
    // A word that only explains an action does not make it a suggestion.
    let closeness = |fit: &Fit| fit.named.iter().zip(&named_by).map(|(named, by)| named * CLOSENESS / by).sum::<u32>();
    weak.retain(|(index, fit)| closeness(fit) > 0 && entries[*index].action.destroys().is_empty());
    weak.sort_by_key(|found| (std::cmp::Reverse(closeness(&found.1)), rank(found)));
    weak.truncate(if strong.is_empty() { MOST_CLOSEST } else { 0 });
    let positions = |found: Vec<(usize, Fit)>| found.into_iter().map(|(index, _)| index).collect();
    Found { at: positions(strong), closest: positions(weak) }
}

/// Weight of an exact word that occurs in one name only. It is larger than the number of names, so integer division keeps differences.
const CLOSENESS: u32 = 1_000;

/// How many names to suggest when nothing matches.
const MOST_CLOSEST: usize = 3;

/// The message when nothing matches: "No command matches `x`. Closest: ...", with as many names as fit.
pub fn no_match(query: &str, entries: &[Entry], closest: &[usize], cells: usize) -> String {
    let mut names: Vec<&str> = closest.iter().map(|at| name(entries[*at].title)).collect();
    names.dedup();
    let said = format!("No command matches `{}`.", text::shown(query.trim()));
    let with = |count: usize| format!("{said} Closest: {}.", names[..count].join("; "));
    let fewest = if names.is_empty() { said.clone() } else { with(1) };
    (1..=names.len()).rev().map(with).find(|line| text::width(line) <= cells).unwrap_or(fewest)
}

/// The name in a title, without the explanation. When several titles share the word before the colon, the rest is part of the name.
fn name(title: &str) -> &str {
    let title = title.split_once('(').map_or(title, |(name, _)| name);
    match title.split_once(": ") {
        Some(("Go" | "Help", name)) => name,
        Some((name, _)) if name.contains(' ') => name,
        _ => title,
    }
    .trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries() -> Vec<Entry> {
        let entry = |action: &Action| Entry {
            action: *action,
            title: action.title(),
            keys: Vec::new(),
            is_here: true,
            goes_to: None,
            blocked: None,
        };
        Action::ALL.iter().map(entry).collect()
    }

    fn first(query: &str) -> Option<Action> {
        let entries = entries();
        search(&entries, query).at.first().map(|index| entries[*index].action)
    }

    #[test]
    fn words_are_found_in_any_order_as_beginnings_and_with_one_typo() {
        assert_eq!(first("import"), Some(Action::Go(Place::Import)));
        assert_eq!(first("improt"), Some(Action::Go(Place::Import)));
        assert_eq!(first("rejct"), Some(Action::VerdictReject));
        assert_eq!(first("edit.undo"), Some(Action::Undo));
        assert_eq!(first("niches tags add"), Some(Action::TagEdit));
        assert_eq!(first("zzzzzz"), None);
        assert_eq!(search(&entries(), "").at.len(), Action::ALL.len());
    }

    #[test]
    fn nothing_destructive_is_found_for_words_that_do_not_name_it() {
        for word in Action::ALL.iter().flat_map(|action| words(action.title())) {
            let entries = entries();
            for entry in search(&entries, &word).at.iter().map(|at| &entries[*at]) {
                let own = entry.action.destroys();
                assert!(own.is_empty() || own.iter().any(|own| fit(&word, own) > 0), "{word} finds {}", entry.title);
            }
        }
    }
}

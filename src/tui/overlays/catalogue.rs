//! The actions as palette and help list them: what they are called, their keys, whether they can be done now.

use crate::tui::kit::Action;

/// An action as it can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Which.
    pub action: Action,
    /// Its keys for people, the person's own ones.
    pub keys: Vec<String>,
    /// Whether it belongs to the screen below, not to another.
    pub is_here: bool,
    /// Why it cannot be done now.
    pub blocked: Option<String>,
}

impl Entry {
    /// Whether Enter runs it.
    pub fn can_run(&self) -> bool {
        self.is_here && self.blocked.is_none()
    }

    /// Why it is dim, for the line at the foot; empty when it is not.
    pub fn reason(&self) -> &str {
        match &self.blocked {
            Some(reason) => reason,
            None if self.is_here => "",
            None => "Not on this screen.",
        }
    }
}

/// Returns the positions of the entries that a search finds, best first; all of them, in their order, for an empty one.
///
/// A word may have a typo for every four letters. Each word must be found somewhere: in the title, the name, the heading or a key.
pub fn search(entries: &[Entry], query: &str) -> Vec<usize> {
    let mut found: Vec<(u32, usize)> = (0..entries.len()).map(|index| (0, index)).collect();
    let texts: Vec<String> = entries
        .iter()
        .map(|entry| {
            let (title, name, group) = (entry.action.title(), entry.action.name(), entry.action.group().title());
            format!("{title} {} {} {}", name.replace('.', " "), group.to_lowercase(), entry.keys.join(" "))
        })
        .collect();
    for word in query.split_whitespace() {
        let typos = u16::try_from(word.chars().count() / 4).unwrap_or(u16::MAX).min(2);
        let config = frizbee::Config::default().max_typos(Some(typos)).casing(frizbee::CaseMatching::Ignore);
        let matches = frizbee::Matcher::new(word, &config).match_list(&texts);
        let score = |index: usize| {
            matches.iter().find(|hit| usize::try_from(hit.index) == Ok(index)).map(|hit| u32::from(hit.score))
        };
        found = found.into_iter().filter_map(|(sum, index)| Some((sum + score(index)?, index))).collect();
    }
    if !query.trim().is_empty() {
        // Letters strewn over a title are no answer where others really hold the word.
        let best = found.iter().map(|(score, _)| *score).max().unwrap_or(0);
        found.retain(|(score, _)| *score * 3 >= best * 2);
        // A long title has more letters to be hit by chance, so it must be hit better.
        let length = |index: usize| entries[index].action.title().len();
        let weighed = |score: u32, index| u32::try_from(length(index) / 8).map_or(0, |less| score.saturating_sub(less));
        // What begins as typed is what was meant, if it belongs here; why it cannot be done now is said below.
        let begun = query.trim().to_lowercase();
        let is_meant = |index: usize| {
            let entry = &entries[index];
            entry.is_here && entry.action.title().to_lowercase().starts_with(&begun)
        };
        found.sort_by_key(|(score, index)| {
            (!is_meant(*index), std::cmp::Reverse(weighed(*score, *index)), length(*index), *index)
        });
    }
    found.into_iter().map(|(_, index)| index).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries() -> Vec<Entry> {
        let entry = |action: &Action| Entry { action: *action, keys: Vec::new(), is_here: true, blocked: None };
        Action::ALL.iter().map(entry).collect()
    }

    fn first(query: &str) -> Option<Action> {
        let entries = entries();
        search(&entries, query).first().map(|index| entries[*index].action)
    }

    #[test]
    fn titles_names_headings_and_typos_are_found() {
        assert_eq!(first("import"), Some(Action::GoImport));
        assert_eq!(first("improt"), Some(Action::GoImport));
        assert_eq!(first("rejct"), Some(Action::VerdictReject));
        assert_eq!(first("edit.undo"), Some(Action::Undo));
        assert_eq!(first("add tags niches"), Some(Action::TagEdit));
        assert_eq!(first("add new"), Some(Action::QueueAdd));
        let mut elsewhere = entries();
        for entry in &mut elsewhere {
            entry.is_here = entry.action == Action::GoImport;
        }
        let found = search(&elsewhere, "go");
        assert_eq!(found.first().map(|at| elsewhere[*at].action), Some(Action::GoImport), "what is here comes first");
        assert_eq!(first("zzzzzz"), None);
        let found = search(&entries(), "undo").len();
        assert!(found < 10, "{found}: letters by chance are no answer");
        assert_eq!(search(&entries(), "").len(), Action::ALL.len());
    }
}

//! The files and folders to choose from.

use std::path::PathBuf;

use crate::domain::text::fold;
use crate::tui::kit::msg::FolderEntry;

/// Endings of files that can be imported.
const ENDINGS: [&str; 3] = ["csv", "tsv", "txt"];

/// A folder that was listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Folder {
    pub(super) path: PathBuf,
    /// What can be chosen: files first, then folders, each by name.
    entries: Vec<FolderEntry>,
}

impl Folder {
    /// Keeps what can be imported or entered.
    pub(super) fn new(path: PathBuf, entries: &[FolderEntry]) -> Self {
        let mut entries: Vec<FolderEntry> = entries.iter().filter(|entry| is_choice(entry)).cloned().collect();
        entries.sort_by_key(|entry| (entry.is_folder, fold(&entry.name)));
        Self { path, entries }
    }

    /// Returns the entries whose names hold what was typed.
    pub(super) fn matching(&self, typed: &str) -> Vec<&FolderEntry> {
        let typed = fold(typed);
        self.entries.iter().filter(|entry| fold(&entry.name).contains(&typed)).collect()
    }
}

fn is_choice(entry: &FolderEntry) -> bool {
    let ending = entry.name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    let fits = ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()));
    !entry.name.starts_with('.') && (entry.is_folder || fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_be_chosen_is_listed() {
        let entry = |name: &str, is_folder| FolderEntry { name: name.to_owned(), is_folder, bytes: 10 };
        let all = [
            entry("lists", true),
            entry(".git", true),
            entry("b.CSV", false),
            entry("a.png", false),
            entry("A.txt", false),
        ];
        let folder = Folder::new(PathBuf::from("/x"), &all);
        let names = |typed| folder.matching(typed).into_iter().map(|entry| entry.name.as_str()).collect::<Vec<_>>();
        assert_eq!(names(""), ["A.txt", "b.CSV", "lists"]);
        assert_eq!(names("cs"), ["b.CSV"]);
    }
}

//! What reaches beyond the program: the browser, the clipboard's sentence, the folders of the user.

use std::fs;
use std::path::{Path, PathBuf};

use crossbeam_channel::Sender;

use crate::tui::kit::msg::FolderEntry;
use crate::tui::kit::{Msg, Notice};

/// Opens a web address in the browser, detached and silent. Nothing but http and https is opened.
///
/// # Errors
/// The sentence that says why not.
pub(super) fn open_link(link: &str) -> Result<(), String> {
    let is_web = ["https://", "http://"].iter().any(|scheme| link.starts_with(scheme));
    if !is_web || link.chars().any(|letter| letter.is_control() || letter.is_whitespace()) {
        return Err(format!("{link} isn't a web address."));
    }
    // Over ssh the browser would open on the wrong computer, where nobody sees it.
    if std::env::var_os("SSH_CONNECTION").is_some() {
        return Err(format!("There is no browser over ssh. Open {link} yourself."));
    }
    open::that_detached(link).map_err(|_| format!("No browser could be started. Open {link} yourself."))
}

/// Says what became of a copy: how much, and where it is in case the terminal keeps its clipboard closed.
pub(super) fn copied(text: &str, what: Option<&str>, was_sent: bool, kept: Option<&Path>) -> Notice {
    let lines = text.lines().count();
    let what = match (what, lines) {
        (_, 0 | 1) => crate::tui::look::text::fit(text, 40),
        (Some(what), _) => what.to_owned(),
        (None, _) => format!("{lines} lines"),
    };
    match (was_sent, kept.map(crate::paths::spoken)) {
        (true, Some(path)) => Notice::done(format!("Copied {what}. If paste is empty: {path}")),
        (true, None) => Notice::done(format!("Copied {what}.")),
        (false, Some(path)) => Notice::info(format!("Too long for the clipboard. Saved {what} to {path}")),
        (false, None) => Notice::error("Nothing was copied: the clipboard isn't available."),
    }
}

/// Lists a folder on a thread of its own, because a folder may lie on a slow network.
pub(super) fn list_folder(folder: PathBuf, to: Sender<Msg>) {
    let list = move || {
        let entries = entries(&folder);
        // Nobody listens anymore when the program ends.
        let _ = to.send(Msg::Folder(folder, entries));
    };
    // Without a thread the list stays empty, which the screen says.
    let _ = std::thread::Builder::new().name("folder".to_owned()).spawn(list);
}

/// Returns what is in a folder, folders first, each in alphabetical order; hidden entries are left out.
fn entries(folder: &Path) -> Vec<FolderEntry> {
    let read = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut entries: Vec<FolderEntry> = read
        .filter_map(|entry| {
            let meta = fs::metadata(entry.path()).ok()?;
            let name = entry.file_name().into_string().ok()?;
            Some(FolderEntry { name, is_folder: meta.is_dir(), bytes: meta.len() })
        })
        .filter(|entry| !entry.name.starts_with('.'))
        .collect();
    entries.sort_by_key(|entry| (!entry.is_folder, entry.name.to_lowercase()));
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_are_opened() {
        for link in ["file:///etc/passwd", "javascript:alert(1)", "tiktok.com/@mia", "https://a.b/ c", "https://a\n"] {
            assert!(open_link(link).is_err(), "{link}");
        }
    }

    #[test]
    fn a_folder_lists_folders_first_and_nothing_hidden() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("zoo")).unwrap();
        for name in ["b.csv", "A.csv", ".hidden"] {
            fs::write(dir.path().join(name), "x").unwrap();
        }
        let names: Vec<String> = entries(dir.path()).into_iter().map(|entry| entry.name).collect();
        assert_eq!(names, ["zoo", "A.csv", "b.csv"]);
        assert!(entries(&dir.path().join("missing")).is_empty());
    }

    #[test]
    fn a_copy_says_how_much() {
        assert_eq!(copied("@mia", Some("1 handle"), true, None).text, "Copied @mia.");
        assert_eq!(copied("a\nb", Some("2 handles"), true, None).text, "Copied 2 handles.");
        assert!(
            copied("a\nb", None, false, Some(Path::new("/x/last-copy.txt")))
                .text
                .contains("2 lines to /x/last-copy.txt")
        );
    }
}

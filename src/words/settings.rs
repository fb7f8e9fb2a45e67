//! Changes of the configuration, in words.

use crate::proto::setting::{SettingChange, plain};

/// Says what a setting is now, and what it was.
pub fn done(change: &SettingChange, default: Option<&str>, path: &str) -> String {
    let was = change.from.as_deref().or(default).map(plain).filter(|was| !was.is_empty());
    let was = was.map(|was| format!(" (was {was})")).unwrap_or_default();
    let now = match (change.to.as_deref(), default) {
        (Some(now), _) => said(now),
        (None, Some(default)) => format!("{}, the default", said(default)),
        (None, None) => "removed".to_owned(),
    };
    format!("{}: {now}{was}. Kept in {path}.", change.name)
}

fn said(value: &str) -> String {
    let plain = plain(value);
    if plain.is_empty() { "empty".to_owned() } else { plain }
}

/// Says that a change was undone or made again.
pub fn turned(is_undo: bool, change: &SettingChange, default: Option<&str>) -> String {
    let (verb, now) = if is_undo { ("Undid", &change.from) } else { ("Redid", &change.to) };
    let now = now.as_deref().or(default).map_or_else(|| "removed".to_owned(), said);
    format!("{verb} the change: {} is {now} again.", change.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proto::setting::SettingName;

    #[test]
    fn a_change_says_what_was_and_what_is() {
        let name = SettingName { table: "look".to_owned(), key: "theme".to_owned() };
        let change = |from: Option<&str>, to: Option<&str>| SettingChange {
            name: name.clone(),
            from: from.map(str::to_owned),
            to: to.map(str::to_owned),
        };
        let said = |from, to| done(&change(from, to), Some("\"terminal\""), "~/c.toml");
        assert_eq!(said(None, Some("\"dark\"")), "look.theme: dark (was terminal). Kept in ~/c.toml.");
        assert_eq!(said(Some("\"dark\""), None), "look.theme: terminal, the default (was dark). Kept in ~/c.toml.");
        assert!(done(&change(Some("\"x\""), None), None, "c").starts_with("look.theme: removed (was x)"));
        assert!(turned(true, &change(Some("\"x\""), None), None).contains("look.theme is x again"));
    }
}

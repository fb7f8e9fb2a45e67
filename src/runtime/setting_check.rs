//! Checks a setting while it is typed, as the program would read it from the file.

use crate::config::{Config, settings};
use crate::proto::setting::SettingChange;
use crate::tui::kit::Keymap;

/// Says what is wrong with a change of a setting in the text of a configuration.
pub(super) fn check(text: &str, change: &SettingChange) -> Result<(), String> {
    let text = settings::changed(text, change).map_err(|error| without_line(&error.to_string()))?;
    let config = Config::parse(&text).map_err(|error| without_line(&error.to_string()))?;
    match Keymap::with_own(&config.keys).1.into_iter().next() {
        Some(fault) if change.name.table == "keys" => Err(fault),
        _ => Ok(()),
    }
}

/// The sentence without the line, which is that of a text nobody has seen.
fn without_line(said: &str) -> String {
    let rest = said.strip_prefix("line ").and_then(|rest| rest.split_once(": "));
    match rest {
        Some((number, rest)) if number.chars().all(|c| c.is_ascii_digit()) => rest.to_owned(),
        _ => said.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proto::setting::SettingName;

    #[test]
    fn a_change_is_checked_as_the_program_would_read_it() {
        let change = |table: &str, key: &str, to: &str| {
            let name = SettingName { table: table.to_owned(), key: key.to_owned() };
            SettingChange { name, from: None, to: Some(to.to_owned()) }
        };
        assert_eq!(check("", &change("look", "theme", "\"dark\"")), Ok(()));
        let fault = |change: SettingChange| check("# one\n\n", &change).expect_err("a fault");
        let wrong = fault(change("money", "currency", "\"dollars\""));
        assert!(wrong.starts_with("[money]: currency"), "{wrong}");
        assert!(fault(change("keys", "mark.al", "[\"A\"]")).contains("mark.all"));
        assert!(fault(change("keys", "mark.all", "[\"nokey\"]")).contains("nokey"));
        assert!(fault(change("model", "risk", "\"wild\"")).contains("cautious"));
    }
}

//! Keys as the screens see them. Above `term`, only this module uses the terminal library's types.

pub use crokey::KeyCombination;
pub use crokey::crossterm::event::{KeyCode, KeyModifiers};

/// Returns the single key of a combination; combinations of several keys at once do not occur here.
pub fn single(key: KeyCombination) -> Option<KeyCode> {
    match key.codes {
        crokey::OneToThree::One(code) => Some(code),
        _ => None,
    }
}

/// Returns the one form in which keys are compared.
///
/// Terminals disagree about Shift: `?` arrives with or without it, `G` as itself or as Shift-g, Shift-Tab as Tab or as BackTab.
/// Here a letter or sign carries its own case and no Shift, except beside Ctrl, where Shift makes a key of its own that is
/// never bound.
pub fn canonical(key: KeyCombination) -> KeyCombination {
    let Some(code) = single(key) else { return key };
    let shift = key.modifiers.contains(KeyModifiers::SHIFT);
    let others = key.modifiers - KeyModifiers::SHIFT;
    let (code, modifiers) = match code {
        KeyCode::Tab if shift => (KeyCode::BackTab, others),
        KeyCode::BackTab => (KeyCode::BackTab, others),
        KeyCode::Char(letter) if others.contains(KeyModifiers::CONTROL) => {
            (KeyCode::Char(letter.to_ascii_lowercase()), key.modifiers)
        }
        KeyCode::Char(letter) if shift => {
            let mut upper = letter.to_uppercase();
            let alone = upper.next().filter(|_| upper.next().is_none());
            (KeyCode::Char(alone.unwrap_or(letter)), others)
        }
        KeyCode::Char(letter) => (KeyCode::Char(letter), others),
        other => (other, key.modifiers),
    };
    KeyCombination::one_key(code, modifiers)
}

/// Reads one key as the action table and the configuration write it: `p`, `G`, `?`, `ctrl-k`, `space`, `f1`, `pagedown`.
pub fn parse(text: &str) -> Option<KeyCombination> {
    let mut letters = text.chars();
    let key = match (letters.next(), letters.next()) {
        // Crokey would take `G` for `g`: a single sign stands for itself.
        (Some(letter), None) => KeyCombination::one_key(KeyCode::Char(letter), KeyModifiers::NONE),
        _ => crokey::parse(text).ok()?,
    };
    single(key)?;
    Some(canonical(key))
}

/// Writes one key as [`parse`] reads it.
pub fn notation(key: KeyCombination) -> String {
    name(key).to_lowercase_unless_letter()
}

/// Writes one key for people: `p`, `G`, `Ctrl-K`, `Space`, `PgDn`.
pub fn shown(key: KeyCombination) -> String {
    let Named { modifiers, code, is_letter } = name(key);
    let code = match code.as_str() {
        "PageDown" => "PgDn".to_owned(),
        "PageUp" => "PgUp".to_owned(),
        "BackTab" => "Shift-Tab".to_owned(),
        _ if is_letter && !modifiers.is_empty() => code.to_uppercase(),
        _ => code,
    };
    format!("{modifiers}{code}")
}

/// Returns keys pressed one after another as people read them.
pub fn all_shown(keys: &[KeyCombination]) -> String {
    keys.iter().map(|key| shown(*key)).collect::<Vec<_>>().join(" ")
}

/// Returns why a key can't be bound: the terminal sends it as another key, or not every terminal sends it.
pub fn never_arrives(key: KeyCombination) -> Option<&'static str> {
    let code = single(key)?;
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    if key.modifiers.contains(KeyModifiers::ALT) {
        return Some("many terminals use Alt themselves");
    }
    if control && key.modifiers.contains(KeyModifiers::SHIFT) {
        return Some("most terminals can't tell Ctrl-Shift from Ctrl");
    }
    match code {
        KeyCode::Char('i') if control => Some("the terminal sends it as Tab"),
        KeyCode::Char('m' | 'j') if control => Some("the terminal sends it as Enter"),
        KeyCode::Char('[') if control => Some("the terminal sends it as Esc"),
        KeyCode::Char('h') if control => Some("the terminal sends it as Backspace"),
        KeyCode::Char('q' | 's') if control => Some("terminals use it to pause their output"),
        KeyCode::Char('\\') if control => Some("it kills programs"),
        KeyCode::Backspace | KeyCode::Delete | KeyCode::Insert => Some("it only works in text boxes"),
        _ => None,
    }
}

struct Named {
    modifiers: String,
    code: String,
    is_letter: bool,
}

impl Named {
    fn to_lowercase_unless_letter(&self) -> String {
        let code = if self.is_letter { self.code.clone() } else { self.code.to_lowercase() };
        format!("{}{code}", self.modifiers.to_lowercase())
    }
}

fn name(key: KeyCombination) -> Named {
    let key = canonical(key);
    let mut modifiers = String::new();
    for (flag, prefix) in
        [(KeyModifiers::CONTROL, "Ctrl-"), (KeyModifiers::ALT, "Alt-"), (KeyModifiers::SHIFT, "Shift-")]
    {
        if key.modifiers.contains(flag) {
            modifiers.push_str(prefix);
        }
    }
    let code = single(key).unwrap_or(KeyCode::Null);
    let (code, is_letter) = match code {
        KeyCode::Char(' ') => ("Space".to_owned(), false),
        KeyCode::Char(letter) => (letter.to_string(), true),
        KeyCode::F(number) => (format!("F{number}"), false),
        other => (format!("{other:?}"), false),
    };
    Named { modifiers, code, is_letter }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shift_is_told_by_the_sign_and_not_by_the_terminal() {
        let with = |code, modifiers| canonical(KeyCombination::one_key(code, modifiers));
        let (none, shift) = (KeyModifiers::NONE, KeyModifiers::SHIFT);
        assert_eq!(with(KeyCode::Char('?'), shift), with(KeyCode::Char('?'), none));
        assert_eq!(with(KeyCode::Char('g'), shift), with(KeyCode::Char('G'), none));
        assert_eq!(with(KeyCode::Char('G'), shift), with(KeyCode::Char('G'), none));
        assert_eq!(with(KeyCode::Char('ö'), shift), with(KeyCode::Char('Ö'), none));
        assert_eq!(with(KeyCode::Char(' '), shift), with(KeyCode::Char(' '), none));
        assert_eq!(with(KeyCode::Tab, shift), with(KeyCode::BackTab, shift));
        assert_eq!(with(KeyCode::BackTab, none), with(KeyCode::BackTab, shift));
        assert_ne!(with(KeyCode::Char('g'), none), with(KeyCode::Char('G'), none));
        assert_ne!(with(KeyCode::Down, shift), with(KeyCode::Down, none));
    }

    #[test]
    fn keys_are_read_and_written_both_ways() {
        for text in
            ["p", "G", "?", ":", "-", "/", ">", "ctrl-k", "space", "f1", "pagedown", "esc", "backtab", "shift-down"]
        {
            let key = parse(text).unwrap_or_else(|| panic!("{text} is not read"));
            assert_eq!(notation(key), text);
        }
        assert_eq!(parse("shift-g"), parse("G"));
        assert_eq!(parse("shift-tab"), parse("backtab"));
        assert_eq!(parse("a-b"), None);
        assert_eq!(parse("hyper"), None);
        assert_eq!(parse(""), None);
        let shown = |text| parse(text).map(shown);
        assert_eq!(shown("ctrl-k").as_deref(), Some("Ctrl-K"));
        assert_eq!(shown("pagedown").as_deref(), Some("PgDn"));
    }
}

//! The configuration as the screens see it: every key with its comment, its default and its value, and one change of a key.
//!
//! Values travel as TOML, the way they stand in the file. People read and type them plainly: `dark` for `"dark"`, `US, CA` for
//! `["US", "CA"]`.

/// How a value is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingKind {
    /// Words.
    Text,
    /// Yes or no.
    YesNo,
    /// A number.
    Number,
    /// Several words or numbers with commas between them.
    List,
    /// Names with values.
    Table,
}

impl SettingKind {
    /// The kind of a value.
    pub fn of(value: &toml::Value) -> Self {
        match value {
            toml::Value::Boolean(_) => Self::YesNo,
            toml::Value::Integer(_) | toml::Value::Float(_) => Self::Number,
            toml::Value::Array(_) => Self::List,
            toml::Value::Table(_) => Self::Table,
            toml::Value::String(_) | toml::Value::Datetime(_) => Self::Text,
        }
    }
}

/// What a key is called: `look` and `theme`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SettingName {
    /// The table, as its heading names it.
    pub table: String,
    /// The key; empty for an entry still to be named.
    pub key: String,
}

impl std::fmt::Display for SettingName {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}.{}", self.table, self.key)
    }
}

/// A key of the configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its name.
    pub name: SettingName,
    /// What the example of the configuration says about it.
    pub comment: String,
    /// How it is typed.
    pub kind: SettingKind,
    /// The default, as TOML; nothing for an entry of the person's own.
    pub default: Option<String>,
    /// What holds if the file has no error, as TOML.
    pub value: String,
    /// What the file says, as TOML.
    pub in_file: Option<String>,
    /// The words it takes, where these are few.
    pub choices: Vec<String>,
    /// An example of an entry: `g = "glass-skin"`.
    pub example: String,
}

/// The configuration and its file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SettingsFile {
    /// Where it is, in words.
    pub path: String,
    /// Its text; empty where there is no file.
    pub text: String,
    /// Whether there is a file.
    pub exists: bool,
    /// Why it cannot be read or written, or what is wrong in it.
    pub fault: Option<String>,
    /// Every key, in the order of the example.
    pub settings: Vec<Setting>,
}

/// A change of one key: what the file said, and what it is to say. Nothing removes the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingChange {
    /// Which.
    pub name: SettingName,
    /// What the file said when the change was made, as TOML.
    pub from: Option<String>,
    /// What it is to say, as TOML.
    pub to: Option<String>,
}

/// A change that was made, with the whole text before and after: undo gives back every letter of the file where nobody else has
/// changed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingStep {
    /// What changed.
    pub change: SettingChange,
    /// The text before.
    pub before: String,
    /// The text after.
    pub after: String,
}

impl Setting {
    /// Whether the file sets something else than the default.
    pub fn is_changed(&self) -> bool {
        self.default.as_ref().is_none_or(|default| parsed(default) != parsed(&self.value))
    }

    /// Whether it is the row for entries still to be named.
    pub fn is_new(&self) -> bool {
        self.name.key.is_empty()
    }

    /// The value as a person reads and types it.
    pub fn plain(&self) -> String {
        plain(&self.value)
    }

    /// The default as a person reads it.
    pub fn plain_default(&self) -> String {
        self.default.as_deref().map(plain).unwrap_or_default()
    }

    /// Reads what was typed: the change it makes.
    ///
    /// # Errors
    /// Says what cannot be read, and what to type instead.
    pub fn typed(&self, text: &str) -> Result<SettingChange, String> {
        if !self.is_new() {
            let to = Some(literal(self.kind, text, self.default.as_deref().unwrap_or(&self.value))?);
            return Ok(SettingChange { name: self.name.clone(), from: self.in_file.clone(), to });
        }
        let Some((key, value)) = text.split_once('=') else {
            return Err(format!("needs a name, = and a value, such as {}", self.example));
        };
        let key = key.trim().trim_matches('"').to_owned();
        if key.is_empty() || value.trim().is_empty() {
            return Err(format!("needs a name, = and a value, such as {}", self.example));
        }
        let to = Some(literal(self.kind, value, "[\"\"]")?);
        Ok(SettingChange { name: SettingName { key, ..self.name.clone() }, from: None, to })
    }

    /// The change that sets it back to its default.
    pub fn reset(&self) -> SettingChange {
        SettingChange { name: self.name.clone(), from: self.in_file.clone(), to: None }
    }
}

/// Reads one value.
fn parsed(value: &str) -> Option<toml::Value> {
    let text = format!("v = {value}");
    text.parse::<toml::Table>().ok()?.remove("v")
}

/// A value as a person reads it.
pub fn plain(value: &str) -> String {
    let simple = |value: &toml::Value| match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Boolean(true) => "yes".to_owned(),
        toml::Value::Boolean(false) => "no".to_owned(),
        other => other.to_string(),
    };
    match parsed(value) {
        Some(toml::Value::Array(items)) if items.iter().all(is_plain) => {
            items.iter().map(simple).collect::<Vec<_>>().join(", ")
        }
        // Written as it stands: 0.60 stays 0.60.
        Some(toml::Value::Array(_) | toml::Value::Table(_) | toml::Value::Integer(_) | toml::Value::Float(_))
        | None => value.split_whitespace().collect::<Vec<_>>().join(" "),
        Some(other) => simple(&other),
    }
}

/// Whether a value of a list can be written without quotes.
fn is_plain(value: &toml::Value) -> bool {
    match value {
        toml::Value::String(text) => !text.contains([',', '"', '[']) && text.trim() == text && !text.is_empty(),
        toml::Value::Integer(_) | toml::Value::Float(_) => true,
        _ => false,
    }
}

/// What was typed, as TOML. `like` is a value of the same kind.
fn literal(kind: SettingKind, text: &str, like: &str) -> Result<String, String> {
    let text = text.trim();
    let is_quoted = |text: &str| matches!(parsed(text), Some(toml::Value::String(_)));
    match kind {
        SettingKind::Text if is_quoted(text) => Ok(text.to_owned()),
        SettingKind::Text => Ok(toml::Value::String(text.to_owned()).to_string()),
        SettingKind::YesNo => match text.to_lowercase().as_str() {
            "yes" | "y" | "true" | "on" => Ok("true".to_owned()),
            "no" | "n" | "false" | "off" => Ok("false".to_owned()),
            _ => Err(format!("is yes or no; got \"{text}\"")),
        },
        SettingKind::Number => number(text),
        SettingKind::List if text.starts_with('[') => match parsed(text) {
            Some(toml::Value::Array(_)) => Ok(text.to_owned()),
            _ => Err("isn't a list: put commas between the values".to_owned()),
        },
        SettingKind::List => {
            let of_numbers = matches!(parsed(like), Some(toml::Value::Array(items)) if matches!(items.first(), Some(toml::Value::Integer(_) | toml::Value::Float(_))));
            let items = text.split(',').map(str::trim).filter(|item| !item.is_empty());
            let read = |item: &str| {
                if of_numbers {
                    number(item)
                } else if is_quoted(item) {
                    Ok(item.to_owned())
                } else {
                    Ok(toml::Value::String(item.to_owned()).to_string())
                }
            };
            Ok(format!("[{}]", items.map(read).collect::<Result<Vec<_>, _>>()?.join(", ")))
        }
        SettingKind::Table => {
            let table = if text.starts_with('{') { text.to_owned() } else { format!("{{ {text} }}") };
            match parsed(&table) {
                Some(toml::Value::Table(_)) => Ok(table),
                _ => Err(format!("isn't a list of names with values, such as {}", plain(like))),
            }
        }
    }
}

fn number(text: &str) -> Result<String, String> {
    match parsed(text) {
        Some(toml::Value::Integer(_)) => Ok(text.to_owned()),
        Some(toml::Value::Float(number)) if number.is_finite() => Ok(text.to_owned()),
        _ => Err(format!("\"{text}\" isn't a number. Try 12 or 0.5")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setting(value: &str) -> Setting {
        let kind = SettingKind::of(&parsed(value).expect("a value"));
        let name = SettingName { table: "t".to_owned(), key: "k".to_owned() };
        let (comment, example) = (String::new(), String::new());
        let default = Some(value.to_owned());
        Setting { name, comment, kind, default, value: value.to_owned(), in_file: None, choices: Vec::new(), example }
    }

    #[test]
    fn values_are_typed_as_they_are_read() {
        let back = |value: &str| {
            let setting = setting(value);
            setting.typed(&setting.plain()).expect("is read").to.expect("a value")
        };
        for value in [
            "\"dark\"",
            "0.60",
            "14",
            "true",
            "[3, 7, 14]",
            "[\"US\", \"CA\"]",
            "[]",
            "{ nano = 0.45 }",
            "\"a \\\" b\"",
        ] {
            assert_eq!(parsed(&back(value)), parsed(value), "{value}");
        }
        assert_eq!(back("0.60"), "0.60");
        assert_eq!(setting("[\"US\", \"CA\"]").plain(), "US, CA");
        assert_eq!(
            setting("{ nano = 1 }").typed("nano = 2, micro = 3").expect("a table").to.as_deref(),
            Some("{ nano = 2, micro = 3 }")
        );
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        let fault = |value: &str, text: &str| setting(value).typed(text).expect_err("a fault");
        assert!(fault("14", "many").contains("\"many\" isn't a number"));
        assert!(fault("14", "nan").contains("isn't a number"));
        assert!(fault("[3]", "3, x").contains("\"x\" isn't a number"));
        assert!(fault("true", "perhaps").contains("yes or no"));
        assert!(fault("{ a = 1 }", "b").contains("{ a = 1 }"));
        assert!(fault("[3]", "[3").contains("commas"));
    }

    #[test]
    fn a_new_entry_is_a_name_and_a_value() {
        let new =
            Setting { name: SettingName { table: "quick_tags".to_owned(), key: String::new() }, ..setting("\"\"") };
        let change = new.typed("g = glass-skin").expect("an entry");
        assert_eq!((change.name.key.as_str(), change.to.as_deref()), ("g", Some("\"glass-skin\"")));
        assert!(new.typed("glass-skin").is_err() && new.typed("g = ").is_err());
    }
}

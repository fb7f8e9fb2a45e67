//! Writes one value into a configuration and leaves everything else of it as it is: comments, order, blank lines.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use toml_edit::{DocumentMut, Item, Table, Value};

use super::Config;
use crate::error::{Error, Result};
use crate::output::{self, Existing};
use crate::paths::shown;

/// Returns a configuration with `name.key` set to a value, where `name` is a table.
///
/// # Errors
/// Refuses a text with errors, and a value that would cause one.
pub fn with(text: &str, name: &str, key: &str, value: impl Into<Value>) -> Result<String> {
    Config::parse(text)?;
    let mut document: DocumentMut = text.parse().map_err(|error| Error::fault(format!("{error}")))?;
    let table = document.entry(name).or_insert_with(|| Item::Table(Table::new()));
    let no_table = || Error::fault(format!("[{name}] in the configuration isn't a table."));
    let table = table.as_table_like_mut().ok_or_else(no_table)?;
    let mut value = value.into();
    match table.get_mut(key).and_then(Item::as_value_mut) {
        // The comment behind a value belongs to it.
        Some(known) => {
            *value.decor_mut() = known.decor().clone();
            *known = value;
        }
        None => _ = table.insert(key, Item::Value(value)),
    }
    let text = document.to_string();
    Config::parse(&text)?;
    Ok(text)
}

/// Sets `table.key` in a configuration file, which is created if it doesn't exist. A link stays a link.
///
/// # Errors
/// Refuses a file with errors and leaves it as it is.
pub fn save(path: &Path, table: &str, key: &str, value: impl Into<Value>) -> Result<()> {
    let failed = |error| Error::io(&format!("write {}", shown(path)), error);
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        Err(error) => return Err(failed(error)),
    };
    let text = with(&text, table, key, value)?;
    let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    fs::create_dir_all(place.parent().unwrap_or(Path::new(""))).map_err(failed)?;
    output::write(&place, &text, Existing::IsReplaced)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_order_stay() {
        let text = "# mine\n[look]\n# colors\ntheme = \"mono\" # for print\n\n[money]\ncurrency = \"EUR\"\n";
        let changed = with(text, "look", "theme", "dark").expect("is set");
        assert_eq!(changed, text.replace("\"mono\"", "\"dark\""));
        assert_eq!(with(&changed, "look", "theme", "mono").expect("is set"), text);
        let added = with("[money]\ncurrency = \"EUR\"\n", "look", "theme", "dark").expect("is added");
        assert!(added.starts_with("[money]\ncurrency = \"EUR\"\n") && added.contains("[look]\ntheme = \"dark\"\n"));
        assert_eq!(
            with("look.theme = \"mono\"", "look", "theme", "dark").expect("is set").trim(),
            "look.theme = \"dark\""
        );
    }

    #[test]
    fn a_fault_before_or_after_changes_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("new").join("config.toml");
        save(&path, "look", "theme", "dark").expect("is made");
        assert_eq!(fs::read_to_string(&path).expect("the file"), "[look]\ntheme = \"dark\"\n");
        assert!(save(&path, "money", "currency", "XQX").is_err());
        assert_eq!(fs::read_to_string(&path).expect("the file"), "[look]\ntheme = \"dark\"\n");
        fs::write(&path, "[look\n").expect("writes");
        assert!(save(&path, "look", "theme", "mono").is_err());
        assert_eq!(fs::read_to_string(&path).expect("the file"), "[look\n");
    }

    #[cfg(unix)]
    #[test]
    fn a_linked_file_is_written_where_it_lies() {
        let folder = tempfile::tempdir().expect("a folder");
        let (target, link) = (folder.path().join("kept.toml"), folder.path().join("config.toml"));
        fs::write(&target, "").expect("writes");
        std::os::unix::fs::symlink(&target, &link).expect("links");
        save(&link, "look", "theme", "dark").expect("is set");
        assert!(fs::symlink_metadata(&link).expect("the link").is_symlink());
        assert!(fs::read_to_string(&target).expect("the file").contains("dark"));
    }
}

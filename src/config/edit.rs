//! Writes one value into a configuration and leaves everything else of it as it is: comments, order, blank lines.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use toml_edit::{DocumentMut, Item, RawString, Table, TableLike, Value};

use super::Config;
use crate::error::{Error, Result};
use crate::output::{self, Existing};
use crate::paths::shown;

/// Returns a configuration with `table.key` set to a value, or without the key. Comments stay, also those above a key that goes.
///
/// # Errors
/// Refuses a value that is wrong, and a text with other faults.
pub fn changed(text: &str, table: &str, key: &str, value: Option<Value>) -> Result<String> {
    let standing = Config::parse(text).err();
    let elsewhere =
        |fault: &Error| Error::refused(format!("The configuration has an error already, {fault}. Mend that first."));
    let read: std::result::Result<DocumentMut, _> = text.parse();
    let mut document = match (read, &standing) {
        (Ok(document), _) => document,
        (Err(_), Some(fault)) => return Err(elsewhere(fault)),
        (Err(error), None) => return Err(Error::fault(error.to_string())),
    };
    apply(&mut document, table, key, value)?;
    let text = document.to_string();
    match (Config::parse(&text), &standing) {
        (Ok(_), _) => Ok(text),
        // A new value can move the lines below it.
        (Err(fault), Some(known)) if is_same(&fault, known) => Err(elsewhere(known)),
        (Err(fault), _) => Err(fault),
    }
}

/// Whether two faults are one, on whatever line.
fn is_same(one: &Error, other: &Error) -> bool {
    let bare = |error: &Error| {
        let said = error.to_string();
        said.split_once(": ").map_or(said.clone(), |(_, rest)| rest.to_owned())
    };
    bare(one) == bare(other)
}

fn apply(document: &mut DocumentMut, table: &str, key: &str, value: Option<Value>) -> Result<()> {
    let parts: Vec<&str> = table.split('.').collect();
    let mut at: &mut dyn TableLike = document.as_table_mut();
    for (index, part) in parts.iter().enumerate() {
        if value.is_none() && !at.contains_key(part) {
            return Ok(());
        }
        let made = || {
            let mut made = Table::new();
            made.set_implicit(index + 1 < parts.len());
            Item::Table(made)
        };
        let next = at.entry(part).or_insert_with(made);
        at = next
            .as_table_like_mut()
            .ok_or_else(|| Error::refused(format!("[{table}] in the configuration isn't a table.")))?;
    }
    let Some(mut value) = value else {
        if let Some(left) = removed(at, key) {
            let trailing = document.trailing().as_str().unwrap_or_default().to_owned();
            document.set_trailing(format!("{left}{trailing}"));
        }
        return Ok(());
    };
    match at.get_mut(key).and_then(Item::as_value_mut) {
        // The comment behind a value belongs to it.
        Some(known) => {
            *value.decor_mut() = known.decor().clone();
            *known = value;
        }
        None => _ = at.insert(key, Item::Value(value)),
    }
    Ok(())
}

/// Removes a key. The comment above it goes to the next key; where there is none it is returned.
fn removed(table: &mut dyn TableLike, key: &str) -> Option<String> {
    let above =
        |key: &toml_edit::Key| key.leaf_decor().prefix().and_then(RawString::as_str).unwrap_or_default().to_owned();
    let comment = table.key(key).map(above).filter(|above| above.contains('#'));
    let next = table.iter().map(|(name, _)| name.to_owned()).skip_while(|name| name != key).nth(1);
    table.remove(key);
    let comment = comment?;
    let Some(mut next) = next.as_deref().and_then(|next| table.key_mut(next)) else { return Some(comment) };
    let own = next.leaf_decor().prefix().and_then(RawString::as_str).unwrap_or_default().to_owned();
    next.leaf_decor_mut().set_prefix(format!("{comment}{own}"));
    None
}

/// Reads a configuration file; nothing where there is none.
///
/// # Errors
/// Says why it cannot be read.
pub fn read(path: &Path) -> Result<Option<String>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::io(&format!("read {}", shown(path)), error)),
    }
}

/// Whether a file is there and may not be written.
pub fn is_read_only(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|file| file.permissions().readonly())
}

/// Writes a configuration file whole or not at all. A link stays a link.
///
/// # Errors
/// Refuses a file that may only be read, though the folder would let it be replaced.
pub fn write(path: &Path, text: &str) -> Result<()> {
    if is_read_only(path) {
        return Err(Error::refused(format!("{} is read-only. Nothing was changed.", shown(path))));
    }
    let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let made = fs::create_dir_all(place.parent().unwrap_or(Path::new("")));
    made.map_err(|error| Error::io(&format!("write {}", shown(path)), error))?;
    output::write(&place, text, Existing::IsReplaced)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(text: &str, table: &str, key: &str, value: &str) -> Result<String> {
        changed(text, table, key, Some(value.into()))
    }

    fn save(path: &Path, table: &str, key: &str, value: &str) -> Result<()> {
        write(path, &with(&read(path)?.unwrap_or_default(), table, key, value)?)
    }

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

    #[test]
    fn a_file_that_may_only_be_read_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("config.toml");
        fs::write(&path, "").expect("writes");
        let mut may = fs::metadata(&path).expect("the file").permissions();
        may.set_readonly(true);
        fs::set_permissions(&path, may).expect("is set");
        let fault = save(&path, "look", "theme", "dark").expect_err("is refused").to_string();
        assert!(fault.contains("read-only"), "{fault}");
        assert_eq!(fs::read_to_string(&path).expect("the file"), "");
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

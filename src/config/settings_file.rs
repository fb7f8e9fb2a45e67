//! The file of the configuration as the screens change it. It is read anew for each change, so what somebody else wrote into it
//! meanwhile stays.

use std::path::Path;

use super::{Config, edit, settings};
use crate::error::{Error, ErrorKind, Result};
use crate::paths::spoken;
use crate::proto::setting::{SettingChange, SettingStep, SettingsFile, plain};

/// The configuration as it is now.
pub fn read(path: &Path) -> SettingsFile {
    let (text, unread) = match edit::read(path) {
        Ok(text) => (text, None),
        Err(error) => (None, Some(error.full())),
    };
    let faulty = text.as_deref().and_then(|text| Config::parse(text).err());
    let faulty = faulty.map(|fault| {
        format!("The file has an error, {fault}. Until it is mended, all settings are at their defaults.")
    });
    let read_only = edit::is_read_only(path).then(|| "The file is read-only: nothing can be changed here.".to_owned());
    let exists = text.is_some();
    let text = text.unwrap_or_default();
    let settings = settings::list(&text);
    SettingsFile { path: spoken(path), text, exists, fault: unread.or(faulty).or(read_only), settings }
}

/// Makes a change.
///
/// # Errors
/// Refuses a value that is wrong, a file that has other errors or cannot be written, and a key that somebody else has changed.
pub fn make(path: &Path, change: &SettingChange) -> Result<SettingStep> {
    let before = edit::read(path)?.unwrap_or_default();
    // A file that is no TOML says nothing about any key; its fault is said below.
    if before.parse::<toml::Table>().is_ok() {
        expect(&before, change)?;
    }
    let after = settings::changed(&before, change)?;
    edit::write(path, &after)?;
    Ok(SettingStep { change: change.clone(), before, after })
}

/// Undoes a change, or makes it again. Where nobody else has changed the file, every letter of it is as before.
///
/// # Errors
/// As for [`make`]; [`ErrorKind::Misplaced`] says that the key is something else by now, so that it can never be undone.
pub fn turn(path: &Path, is_undo: bool, step: &SettingStep) -> Result<SettingStep> {
    let SettingChange { name, from, to } = step.change.clone();
    let (from, to, expected, wanted) =
        if is_undo { (to, from, &step.after, &step.before) } else { (from, to, &step.before, &step.after) };
    let change = SettingChange { name, from, to };
    let text = edit::read(path)?.unwrap_or_default();
    if text == *expected {
        edit::write(path, wanted)?;
        return Ok(step.clone());
    }
    expect(&text, &change)?;
    let made = make(path, &change)?;
    let (before, after) = if is_undo { (made.after, made.before) } else { (made.before, made.after) };
    Ok(SettingStep { change: step.change.clone(), before, after })
}

/// Refuses a change of a key that is something else in the file by now.
fn expect(text: &str, change: &SettingChange) -> Result<()> {
    let found = settings::in_file(text, &change.name);
    if found == change.from {
        return Ok(());
    }
    let found = found.map_or_else(|| "no longer set".to_owned(), |found| format!("\"{}\" now", plain(&found)));
    let name = &change.name;
    let said = format!("{name} was changed outside meanwhile: in the file it is {found}. Nothing was written.");
    Err(Error::new(ErrorKind::Misplaced, said))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::proto::setting::SettingName;

    fn change(from: Option<&str>, to: Option<&str>) -> SettingChange {
        let name = SettingName { table: "look".to_owned(), key: "theme".to_owned() };
        SettingChange { name, from: from.map(str::to_owned), to: to.map(str::to_owned) }
    }

    #[test]
    fn undo_gives_back_every_letter_or_the_value_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("config.toml");
        let now = || fs::read_to_string(&path).expect("the file");
        let text = "# mine\n[look]\n# colors\ntheme   =   'mono' # for print\n";
        fs::write(&path, text).expect("writes");
        let step = make(&path, &change(Some("'mono'"), Some("\"dark\""))).expect("is made");
        let dark = now();
        turn(&path, true, &step).expect("is undone");
        assert_eq!(now(), text);
        turn(&path, false, &step).expect("is redone");
        assert_eq!(now(), dark);
        fs::write(&path, format!("{dark}\n[money]\ncurrency = \"EUR\"\n")).expect("writes");
        turn(&path, true, &step).expect("is undone");
        assert!(now().contains("EUR") && now().contains("'mono'") && now().contains("# for print"), "{}", now());
    }

    #[test]
    fn what_somebody_else_wrote_is_never_lost() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("new").join("config.toml");
        assert!(!read(&path).exists && read(&path).fault.is_none());
        let step = make(&path, &change(None, Some("\"dark\""))).expect("the file is made");
        fs::write(&path, "[look]\ntheme = \"light\"\n").expect("writes");
        for fault in [make(&path, &change(None, Some("\"mono\""))), turn(&path, true, &step)] {
            let fault = fault.expect_err("is refused");
            assert_eq!(fault.kind(), ErrorKind::Misplaced);
            assert!(fault.to_string().contains("\"light\" now"), "{fault}");
        }
        fs::write(&path, "[look]\ntheme = \"light\"\n[lok]\n").expect("writes");
        assert!(read(&path).fault.expect("a fault").contains("lok"));
        let fault = make(&path, &change(Some("\"light\""), Some("\"mono\""))).expect_err("is refused").to_string();
        assert!(fault.contains("error already"), "{fault}");
        fs::write(&path, [0xff, 0xfe]).expect("writes");
        assert!(read(&path).fault.is_some() && make(&path, &change(None, Some("\"mono\""))).is_err());
        assert_eq!(fs::read(&path).expect("the file"), [0xff, 0xfe]);
    }
}

//! Every key of the configuration as one list. Names, comments, defaults and their order are read from the example of the
//! configuration, and words with few choices from the model itself, so that nothing is written a second time.

use std::sync::LazyLock;

use toml_edit::{DocumentMut, Item, TableLike};

use super::{Config, EXAMPLE, edit, emv};
use crate::error::{Error, Result};
use crate::proto::setting::{Setting, SettingChange, SettingKind, SettingName};

/// A name that no table has.
const PROBE: &str = "no_such_key";

/// A key as the example has it.
#[derive(Clone, Debug)]
struct Known {
    setting: Setting,
    /// Whether the person names the entries of its table.
    is_free: bool,
}

/// The keys of the example, in its order.
static KNOWN: LazyLock<Vec<Known>> = LazyLock::new(|| {
    let mut reader = Reader::default();
    for line in EXAMPLE.lines() {
        reader.line(line);
    }
    reader.known
});

/// Reads the example line by line.
#[derive(Default)]
struct Reader {
    table: String,
    /// The comment above the next key; keys that follow each other share it.
    comment: Vec<String>,
    /// Whether the next comment begins anew.
    is_read: bool,
    known: Vec<Known>,
}

impl Reader {
    fn line(&mut self, line: &str) {
        // A line that is commented out shows how, not what.
        let (line, is_shown) = line.strip_prefix("#: ").map_or((line, false), |line| (line, true));
        if let Some(comment) = line.strip_prefix('#') {
            if std::mem::take(&mut self.is_read) {
                self.comment.clear();
            }
            return self.comment.push(comment.trim().to_owned());
        }
        if let Some(heading) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            heading.clone_into(&mut self.table);
            if !is_shown {
                self.comment.clear();
            }
            return;
        }
        match line.split_once('=') {
            Some((key, value)) if is_shown => self.example(key.trim(), value.trim()),
            Some((key, value)) => self.key(key.trim(), value.trim(), Some(value.trim()), false),
            None => self.comment.clear(),
        }
        self.is_read = true;
    }

    fn key(&mut self, key: &str, value: &str, default: Option<&str>, is_free: bool) {
        let kind = value_of(value).map_or(SettingKind::Text, |value| SettingKind::of(&value));
        let name = SettingName { table: self.table.clone(), key: key.trim_matches('"').to_owned() };
        let setting = Setting {
            choices: default.map(|default| choices(&name, default)).unwrap_or_default(),
            name,
            comment: self.comment.join(" "),
            kind,
            default: default.map(str::to_owned),
            value: default.unwrap_or_default().to_owned(),
            in_file: None,
            example: String::new(),
        };
        self.known.push(Known { setting, is_free });
    }

    /// Takes a key that the example only shows: in a table of its own names it stands for all entries, else for all keys there are.
    fn example(&mut self, key: &str, value: &str) {
        if self.known.iter().any(|known| known.setting.name.table == self.table) {
            return;
        }
        let names = expected(&self.table, PROBE, "\"\"");
        if names.is_empty() {
            self.key("", value, None, true);
            if let Some(known) = self.known.last_mut() {
                known.setting.example = format!("{key} = {value}");
            }
        }
        for name in names {
            self.key(&name, "\"\"", Some("\"\""), false);
        }
    }
}

/// Returns the words that the model says it expected in place of a value.
fn expected(table: &str, key: &str, value: &str) -> Vec<String> {
    let heading = if table.is_empty() { String::new() } else { format!("[{table}]\n") };
    let Err(error) = Config::parse(&format!("{heading}{key} = {value}")) else { return Vec::new() };
    let error = error.to_string();
    let Some((_, words)) = error.split_once("expected ") else { return Vec::new() };
    words.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The words a key takes, where these are few.
fn choices(name: &SettingName, default: &str) -> Vec<String> {
    if !default.starts_with('"') {
        return Vec::new();
    }
    if name.table == "emv" && name.key == "use" {
        return emv::choices();
    }
    expected(&name.table, &name.key, &format!("\"{PROBE}\""))
}

/// Reads one value.
fn value_of(text: &str) -> Option<toml::Value> {
    format!("v = {text}").parse::<toml::Table>().ok()?.remove("v")
}

/// The table of a document with this name.
fn table<'d>(document: &'d DocumentMut, name: &str) -> Option<&'d dyn TableLike> {
    let mut at: &dyn TableLike = document.as_table();
    for part in name.split('.') {
        at = at.get(part)?.as_table_like()?;
    }
    Some(at)
}

/// A value as it stands in a file, without what stands around it.
fn written(item: &Item) -> Option<String> {
    match item {
        Item::Value(value) => Some(value.clone().decorated("", "").to_string()),
        Item::Table(table) => Some(table.clone().into_inline_table().to_string().trim().to_owned()),
        Item::None | Item::ArrayOfTables(_) => None,
    }
}

/// What a text says about a key.
pub fn in_file(text: &str, name: &SettingName) -> Option<String> {
    let document: DocumentMut = text.parse().ok()?;
    written(table(&document, &name.table)?.get(&name.key)?)
}

/// Every key with what a configuration says about it. Of a text that is no TOML, all keys have their defaults.
pub fn list(text: &str) -> Vec<Setting> {
    let document: DocumentMut = text.parse().unwrap_or_default();
    let dial = Config::parse(text).map(|config| config.model.constants).ok();
    let mut all = Vec::new();
    for Known { setting, is_free } in KNOWN.iter() {
        let entries = table(&document, &setting.name.table);
        if *is_free {
            let own = entries.into_iter().flat_map(TableLike::iter);
            all.extend(own.filter_map(|(key, item)| {
                let value = written(item)?;
                let kind = value_of(&value).map_or(setting.kind, |value| SettingKind::of(&value));
                let name = SettingName { key: key.to_owned(), ..setting.name.clone() };
                Some(Setting { name, kind, in_file: Some(value.clone()), value, ..setting.clone() })
            }));
            all.push(setting.clone());
            continue;
        }
        let in_file = entries.and_then(|entries| written(entries.get(&setting.name.key)?));
        // The dial sets these unless the file does.
        let dialed = dial.as_ref().filter(|_| setting.name.table == "model").and_then(|constants| {
            let value = match setting.name.key.as_str() {
                "p_scale" => constants.p_scale,
                "p_drop" => constants.p_drop,
                "q_index" => constants.q_index,
                _ => return None,
            };
            Some(format!("{value:.2}"))
        });
        let value = in_file.clone().or(dialed).unwrap_or_else(|| setting.value.clone());
        all.push(Setting { value, in_file, ..setting.clone() });
    }
    all
}

/// Returns a configuration after a change of one key.
///
/// # Errors
/// Says what is wrong with the new value, or what was wrong in the text before.
pub fn changed(text: &str, change: &SettingChange) -> Result<String> {
    let has_comments = in_file(text, &change.name).is_some_and(|value| value.contains('\n') && value.contains('#'));
    if has_comments {
        return Err(Error::refused(format!("{} has comments inside its value. Change it in the file.", change.name)));
    }
    let value = change.to.as_deref().map(|value| {
        let read: std::result::Result<toml_edit::Value, _> = value.parse();
        read.map_err(|_| Error::refused(format!("{} can't be {value}", change.name)))
    });
    edit::changed(text, &change.name.table, &change.name.key, value.transpose()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find<'s>(all: &'s [Setting], name: &str) -> &'s Setting {
        all.iter().find(|setting| setting.name.to_string() == name).unwrap_or_else(|| panic!("{name}"))
    }

    fn change(name: &str, to: Option<&str>) -> SettingChange {
        let (table, key) = name.rsplit_once('.').expect("a table");
        let name = SettingName { table: table.to_owned(), key: key.to_owned() };
        SettingChange { name, from: None, to: to.map(str::to_owned) }
    }

    #[test]
    fn every_key_of_the_model_is_listed_with_a_comment() {
        let all = list("");
        let tables: std::collections::BTreeSet<&str> = all.iter().map(|setting| setting.name.table.as_str()).collect();
        for top in expected("", PROBE, "1") {
            assert!(tables.iter().any(|table| *table == top || table.starts_with(&format!("{top}."))), "{top}");
        }
        for table in tables {
            for key in expected(table, PROBE, "1").into_iter().filter(|key| !key.contains(' ')) {
                let is_listed = |setting: &Setting| {
                    setting.name.table == *table && setting.name.key == key
                        || setting.name.table == format!("{table}.{key}")
                };
                assert!(all.iter().any(is_listed), "{table}.{key} is missing in the example");
            }
        }
        for setting in &all {
            let is_told = !setting.comment.is_empty() || matches!(setting.name.table.as_str(), "tiers" | "fit.weights");
            assert!(is_told, "{} has no comment", setting.name);
        }
        assert!(
            find(&all, "agenda.silence").comment.contains("days of silence"),
            "keys below each other share a comment"
        );
        assert!(!find(&all, "agenda.parcel").comment.contains("silence"));
    }

    #[test]
    fn words_with_few_choices_come_from_the_model() {
        let all = list("");
        let choices = |name: &str| find(&all, name).choices.clone();
        assert_eq!(choices("model.risk"), ["cautious", "balanced", "bold"]);
        assert_eq!(choices("dates.order"), ["day-month", "month-day"]);
        assert!(choices("emv.use").contains(&"own".to_owned()) && choices("emv.use").len() > 4);
        assert!(choices("payments.terms").is_empty() && choices("money.currency").is_empty());
        assert_eq!(find(&all, "emv.own.saves").plain(), "");
    }

    #[test]
    fn values_of_the_file_stand_beside_the_defaults() {
        let text = "look.theme = \"mono\"\n[model]\nrisk = \"bold\"\n[quick_tags]\nv = \"vegan\"\n[keys]\n\"mark.all\" = [\"A\"]\n";
        let all = list(text);
        let theme = find(&all, "look.theme");
        assert_eq!(
            (theme.plain(), theme.plain_default(), theme.is_changed()),
            ("mono".into(), "terminal".into(), true)
        );
        assert_eq!(find(&all, "quick_tags.v").plain(), "vegan");
        assert_eq!(find(&all, "keys.mark.all").plain(), "A");
        assert!(find(&all, "quick_tags.").is_new());
        let scale = find(&all, "model.p_scale");
        assert!(scale.is_changed() && scale.in_file.is_none(), "the dial set it: {scale:?}");
        assert!(list("[look").iter().all(|setting| setting.in_file.is_none()));
        let changed: Vec<_> =
            list("").into_iter().filter(|setting| !setting.is_new() && setting.is_changed()).collect();
        assert!(changed.is_empty(), "{changed:?}");
    }

    #[test]
    fn a_change_keeps_comments_and_goes_back_to_the_letter() {
        let text = "# mine\n[fit.want] # wanted\n# all\ntiers = [\"nano\"] # few\n\n[quick_tags]\n# skin\ng = \"glass\"\nv = \"vegan\"\n";
        let tiers = changed(text, &change("fit.want.tiers", Some("[\"micro\"]"))).expect("is set");
        assert_eq!(tiers, text.replace("nano", "micro"));
        let gone = changed(text, &change("quick_tags.g", None)).expect("is removed");
        assert!(gone.contains("# skin\nv = \"vegan\"") && !gone.contains("glass"), "{gone}");
        let reset = changed(text, &change("fit.want.tiers", None)).expect("is reset");
        assert!(reset.contains("# all") && !reset.contains("nano"), "{reset}");
        let added = changed("", &change("fit.weights.price", Some("5"))).expect("is added");
        assert_eq!(added, "[fit.weights]\nprice = 5\n");
        let keys = changed("", &change("keys.mark.all", Some("[\"A\"]")));
        assert!(keys.is_ok(), "{keys:?}");
    }

    #[test]
    fn a_wrong_value_is_refused_and_another_fault_is_told_apart() {
        let fault = |text: &str, change: &SettingChange| super::changed(text, change).expect_err("a fault").to_string();
        assert!(fault("", &change("money.currency", Some("\"dollars\""))).contains("three letters"));
        assert!(fault("", &change("tiers.nano", Some("99999"))).contains("must rise"));
        assert!(fault("", &change("quick_tags.gg", Some("\"x\""))).contains("one letter"));
        let elsewhere = fault("[tiers]\nnano = 99999\n", &change("look.theme", Some("\"dark\"")));
        assert!(elsewhere.contains("has an error already") && elsewhere.contains("line 2"), "{elsewhere}");
        let syntax = fault("[look\n", &change("look.theme", Some("\"dark\"")));
        assert!(syntax.contains("has an error already") && !syntax.contains('\n'), "{syntax}");
        let mended = super::changed("[money]\ncurrency = \"dollars\"\n", &change("money.currency", Some("\"EUR\"")));
        assert_eq!(mended.expect("the fault is mended"), "[money]\ncurrency = \"EUR\"\n");
        assert!(
            fault("[agenda]\nfollow_ups = [\n 3, # first\n 7]\n", &change("agenda.follow_ups", Some("[3]")))
                .contains("comments")
        );
    }
}

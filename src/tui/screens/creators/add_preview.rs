//! The preview of pasted lines before anything is added, and the defaults for all new creators.

use std::collections::HashSet;
use std::fmt;

use strum::IntoEnumIterator;

use crate::domain::collect::Collected;
use crate::domain::creator::tag_name;
use crate::domain::money::grouped;
use crate::domain::text::clean;
use crate::domain::{Handle, Platform};
use crate::proto::collect::Known;
use crate::tui::kit::overlay::{Field, FieldKind, Form, Proposal};
use crate::tui::look::figure::counted;

/// Most accounts named in the preview.
const MOST_NAMED: usize = 60;
/// Most unreadable lines shown in the preview.
const MOST_SHOWN: usize = 20;

/// Pasted lines, and which of their accounts exist already.
#[derive(Clone)]
pub(super) struct AddPreview {
    /// The lines as parsed.
    pub(super) read: Collected,
    /// The existing creator of each account, if there is one.
    pub(super) known: Vec<Option<Known>>,
}

impl fmt::Debug for AddPreview {
    /// Prints counts only: a pasted column can have thousands of lines, and questions are logged.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} lines, {} accounts", self.read.lines, self.read.accounts.len())
    }
}

/// Extra actions in the preview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum More {
    /// Set the defaults.
    Common,
    /// Copy the lines that can't be read.
    CopyUnreadable,
}

/// Defaults for new creators whose line doesn't set its own.
#[derive(Debug)]
pub(super) struct Common {
    pub(super) platform: Platform,
    pub(super) tags: Vec<String>,
    pub(super) via: String,
}

impl Default for Common {
    fn default() -> Self {
        Self { platform: Platform::ASSUMED, tags: Vec::new(), via: String::new() }
    }
}

/// The name and state of an existing creator: `@mia` or `@mia (earlier @glow)`, then `picked, do not contact`.
pub(super) fn standing(typed: &Handle, known: &Known) -> (String, String) {
    let name = if *typed == known.handle { typed.to_string() } else { format!("{} (earlier {typed})", known.handle) };
    let blocked = if known.do_not_contact { ", do not contact" } else { "" };
    (name, format!("{}{blocked}", known.verdict.word()))
}

impl AddPreview {
    /// The preview, and the actions of its letters in order.
    pub(super) fn proposal(&self, common: &Common) -> (Proposal, Vec<More>) {
        let new: Vec<String> = self.of_accounts(|handle, known| known.is_none().then(|| handle.to_string()));
        let there: Vec<String> = self.of_accounts(|handle, known| {
            let (name, stands) = standing(handle, known?);
            Some(format!("{name}: {stands}"))
        });
        let unreadable = self.read.unreadable.len();
        let titled = |count: usize, what: &str| (count > 0).then(|| format!("{} {what}", grouped(count as u64)));
        let lines = counted(self.read.lines, "line", "lines");
        let more = [titled(there.len(), "already in the list"), titled(unreadable, "unreadable")];
        let mut title = vec![format!("{lines}: {} new", grouped(new.len() as u64))];
        title.extend(more.into_iter().flatten());
        let yes =
            if new.is_empty() { String::new() } else { format!("add {}", counted(new.len(), "creator", "creators")) };
        let mut others = Vec::new();
        let mut meanings = Vec::new();
        if !new.is_empty() {
            others.push(('o', "set tags, platform, found via".to_owned()));
            meanings.push(More::Common);
        }
        if unreadable > 0 {
            others.push(('y', "copy unreadable lines".to_owned()));
            meanings.push(More::CopyUnreadable);
        }
        let mut facts = accounts(&new, &there, common);
        facts.extend(self.left_over());
        (Proposal { title: title.join(", "), facts, yes, others }, meanings)
    }

    fn of_accounts(&self, say: impl Fn(&Handle, Option<&Known>) -> Option<String>) -> Vec<String> {
        let handles = self.read.accounts.iter().map(|account| &account.found.handle);
        handles.zip(&self.known).filter_map(|(handle, known)| say(handle, known.as_ref())).collect()
    }

    /// The lines that add nothing: repeated, unreadable, left out, or beyond the limit.
    fn left_over(&self) -> Vec<(String, String)> {
        let read = &self.read;
        let count = |count: usize| grouped(count as u64);
        let mut facts = Vec::new();
        let mut fact = |label: String, text: String| facts.push((label, text));
        if read.repeats > 0 {
            fact(format!("{} repeated", count(read.repeats)), "lines with a handle that appears further up".to_owned());
        }
        for (at, line) in read.unreadable.iter().take(MOST_SHOWN).enumerate() {
            let label = if at == 0 { format!("{} unreadable", count(read.unreadable.len())) } else { String::new() };
            fact(label, line.to_string());
        }
        if let Some(more) = read.unreadable.len().checked_sub(MOST_SHOWN).filter(|more| *more > 0) {
            fact(String::new(), format!("and {} more; y copies them all", count(more)));
        }
        if !read.left_out.is_empty() {
            let columns = read.left_out.join(", ");
            fact("Left out".to_owned(), format!("{columns}. To keep them, save the sheet as .csv and import it."));
        }
        if read.beyond > 0 {
            let (beyond, lines) = (count(read.beyond), count(read.lines));
            let text = format!("{beyond} lines past the first {lines}. Import a file to add that many.");
            fact("Not read".to_owned(), text);
        }
        facts
    }
}

/// The accounts that are new, and those already in the list.
fn accounts(new: &[String], there: &[String], common: &Common) -> Vec<(String, String)> {
    let count = |names: &[String]| grouped(names.len() as u64);
    let mut facts = Vec::new();
    if !new.is_empty() {
        facts.push((format!("{} new", count(new)), shortened(new, ", ")));
        facts.push(("Defaults".to_owned(), common.sentence()));
    }
    if !there.is_empty() {
        let names = shortened(there, "; ");
        facts.push((format!("{} in the list", count(there)), format!("{names} (unchanged)")));
    }
    facts
}

fn shortened(names: &[String], joint: &str) -> String {
    let shown = names.iter().take(MOST_NAMED).map(String::as_str).collect::<Vec<_>>().join(joint);
    match names.len().saturating_sub(MOST_NAMED) {
        0 => shown,
        more => format!("{shown} and {} more", grouped(more as u64)),
    }
}

impl Common {
    fn sentence(&self) -> String {
        let tags = if self.tags.is_empty() { "no tags".to_owned() } else { format!("tags {}", self.tags.join(", ")) };
        let via = if self.via.is_empty() { String::new() } else { format!(", found via {}", self.via) };
        format!("{}, {tags}{via}; values in a line take priority", self.platform.word())
    }

    /// The form of the defaults.
    pub(super) fn form(&self) -> Form {
        let platforms = Platform::iter().map(|platform| platform.word().to_owned()).collect();
        Form {
            title: "Defaults for new creators".to_owned(),
            fields: vec![
                Field::new("platform", "Platform", FieldKind::Choice(platforms)).with(self.platform.word()),
                Field::new("tags", "Niches, tags", FieldKind::Text)
                    .hint("separate several with commas")
                    .with(self.tags.join(", ")),
                Field::new("via", "Found via", FieldKind::Text)
                    .hint("#hashtag, brand, competitor")
                    .with(self.via.clone()),
            ],
            save: "Back to the preview".to_owned(),
        }
    }

    /// Reads the form.
    pub(super) fn of(form: &Form) -> Self {
        let mut tags: Vec<String> = form.text("tags").split([',', ';']).filter_map(tag_name).collect();
        let mut seen = HashSet::new();
        tags.retain(|tag| seen.insert(tag.clone()));
        Self {
            platform: Platform::from_word(form.text("platform")).unwrap_or(Platform::ASSUMED),
            tags,
            via: clean(form.text("via")),
        }
    }
}

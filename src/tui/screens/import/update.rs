//! State changes while importing: typing a path, choosing a file, going back a step, and reports from the importer.

use std::path::PathBuf;

use crate::proto::Event;
use crate::proto::column::Wish;
use crate::proto::event::Progress;
use crate::tui::kit::key::{KeyCode, KeyCombination, single};
use crate::tui::kit::msg::FolderEntry;
use crate::tui::kit::{Action, Ctx, Effect, Msg};
use crate::tui::widgets::input::{TextInput, Typed};
use crate::tui::widgets::list::ListCursor;

use super::columns::Mapping;
use super::folder::Folder;
use super::{ImportScreen, Step, path};

impl ImportScreen {
    /// Begins again with an empty box.
    pub(super) fn start_over(&mut self) {
        self.step = Step::Choose;
        self.input = TextInput::default();
        (self.is_typing, self.at, self.fault) = (false, None, None);
    }

    /// The path in the box, in full.
    fn meant(&self, text: &str) -> PathBuf {
        path::meant(text, self.home.as_deref(), &self.start)
    }

    /// The folder that the box is in.
    pub(super) fn folder_path(&self) -> PathBuf {
        self.meant(path::split(self.input.value()).0)
    }

    /// Asks for the files of the box's folder, unless they are on screen.
    pub(super) fn list(&self, ctx: &mut Ctx) {
        if !self.is_listed() {
            ctx.effect(Effect::ListFolder(self.folder_path()));
        }
    }

    /// Whether the files of the box's folder are known.
    pub(super) fn is_listed(&self) -> bool {
        let wanted = self.folder_path();
        self.folder.as_ref().is_some_and(|folder| folder.path == wanted)
    }

    /// What can be chosen now.
    pub(super) fn choices(&self) -> Vec<&FolderEntry> {
        let typed = path::split(self.input.value()).1;
        let folder = self.folder.as_ref().filter(|folder| folder.path == self.folder_path());
        folder.map(|folder| folder.matching(typed)).unwrap_or_default()
    }

    /// Moves between the box and the entries below it: above the first entry lies the box.
    pub(super) fn walk(&mut self, action: Action, count: usize, lines: usize) {
        let len = self.choices().len();
        let mut over = ListCursor { at: self.at.map_or(0, |at| at + 1), top: 0 };
        // The list begins where it has to, so scrolling it is moving on.
        let action = match action {
            Action::NavScrollDown => Action::NavDown,
            Action::NavScrollUp => Action::NavUp,
            other => other,
        };
        if over.walk(action, count, len + 1, lines) {
            self.at = over.at.checked_sub(1);
            // Going up into the box means typing again.
            self.is_typing |= self.at.is_none();
        }
    }

    /// Takes a key while the box has the focus.
    pub(super) fn typed(&mut self, key: KeyCombination, ctx: &mut Ctx) {
        match single(key) {
            Some(KeyCode::Enter) => self.open(ctx),
            Some(KeyCode::Esc) => _ = self.back(ctx),
            Some(KeyCode::Down) => self.walk(Action::NavDown, 1, ctx.list_lines),
            Some(KeyCode::Up) => self.walk(Action::NavUp, 1, ctx.list_lines),
            Some(KeyCode::PageDown) => self.walk(Action::NavPageDown, 1, ctx.list_lines),
            Some(KeyCode::PageUp) => self.walk(Action::NavPageUp, 1, ctx.list_lines),
            Some(KeyCode::Tab) => self.complete(ctx),
            _ => match self.input.key(key) {
                Typed::Changed => self.changed(ctx),
                Typed::Moved | Typed::Ignored => {}
            },
        }
    }

    fn changed(&mut self, ctx: &mut Ctx) {
        (self.at, self.fault) = (None, None);
        self.list(ctx);
    }

    /// Takes over the name of the chosen entry, or of the only one left.
    fn complete(&mut self, ctx: &mut Ctx) {
        let choices = self.choices();
        let typed = path::split(self.input.value()).1;
        let mut beginnings = choices.iter().filter(|entry| entry.name.starts_with(typed));
        let entry = match self.at {
            Some(at) => choices.get(at),
            None => beginnings.next().filter(|_| beginnings.next().is_none()),
        };
        let Some(entry) = entry else { return };
        let slash = if entry.is_folder { "/" } else { "" };
        let path = format!("{}{}{slash}", path::split(self.input.value()).0, entry.name);
        self.input.set(path);
        self.changed(ctx);
    }

    pub(super) fn pasted(&mut self, text: &str, ctx: &mut Ctx) {
        let path = path::dropped(text);
        let is_whole = PathBuf::from(&path).is_absolute() || path.starts_with('~');
        match self.step {
            Step::Choose => {}
            // Nothing of the file at hand is written, or all of it: another one may be dropped.
            Step::Columns | Step::Check(_) | Step::Done(_) if is_whole => self.start_over(),
            _ => return,
        }
        // A dropped file replaces what stands in the box; anything else is inserted where the cursor is.
        if is_whole {
            self.input.set(crate::domain::text::clean(&path));
        } else {
            self.input.insert(&path);
        }
        self.is_typing = true;
        self.changed(ctx);
    }

    /// Gives the box the focus. A path begins with the key that does it.
    pub(super) fn type_path(&mut self, ctx: &mut Ctx) {
        self.is_typing = true;
        if self.input.value().is_empty() {
            self.input.set("/");
        }
        self.changed(ctx);
    }

    pub(super) fn go_to_parent(&mut self, ctx: &mut Ctx) {
        let Some(parent) = self.folder_path().parent().map(|parent| parent.to_string_lossy().into_owned()) else {
            return;
        };
        let slash = if parent.ends_with(['/', std::path::MAIN_SEPARATOR]) { "" } else { "/" };
        self.input.set(format!("{parent}{slash}"));
        self.changed(ctx);
        self.at = Some(0);
    }

    /// Opens the chosen entry, else the path in the box.
    pub(super) fn open(&mut self, ctx: &mut Ctx) {
        let choices = self.choices();
        let chosen = self.at.and_then(|at| choices.get(at)).map(|entry| (entry.name.clone(), entry.is_folder));
        if let Some((name, is_folder)) = chosen {
            let slash = if is_folder { "/" } else { "" };
            let path = format!("{}{name}{slash}", path::split(self.input.value()).0);
            self.input.set(path);
            if is_folder {
                return self.changed(ctx);
            }
        } else {
            let text = path::dropped(self.input.value());
            let is_folder = choices.iter().any(|entry| entry.is_folder && entry.name == path::split(&text).1);
            if text.is_empty() {
                self.fault = Some("Type or drop a path, or choose a file below.".to_owned());
                return;
            }
            if text.ends_with('/') || text == "~" || is_folder {
                self.input.set(format!("{}/", text.trim_end_matches('/')));
                self.changed(ctx);
                self.at = Some(0);
                return;
            }
            self.input.set(text);
        }
        let file = self.meant(self.input.value());
        (self.step, self.fault, self.at) = (Step::Reading(file.clone()), None, None);
        self.mapping = None;
        ctx.effect(Effect::ReadColumns(file, Wish::Usual));
    }

    /// One step back: out of the box, from the check to the columns and from there to the file, or to the question before stopping.
    pub(super) fn back(&mut self, ctx: &mut Ctx) -> bool {
        match &self.step {
            Step::Choose if self.is_typing => {
                self.is_typing = false;
                self.at = self.at.or((!self.choices().is_empty()).then_some(0));
            }
            Step::Choose => return false,
            Step::Reading(_) | Step::Columns => {
                self.step = Step::Choose;
                self.list(ctx);
            }
            Step::Trying | Step::Check(_) => self.step = Step::Columns,
            Step::Running(..) => self.ask_to_stop(ctx),
            Step::Done(_) => {
                self.start_over();
                self.list(ctx);
            }
        }
        true
    }

    pub(super) fn take(&mut self, msg: &Msg) {
        match msg {
            Msg::Folder(path, entries) => self.take_folder(path, entries),
            Msg::Event(Event::PreviewDone(preview)) => {
                let is_wanted = |mapping: &Mapping| mapping.found.file == preview.file && mapping.wish == preview.wish;
                if matches!(self.step, Step::Trying) && self.mapping.as_ref().is_some_and(is_wanted) {
                    self.step = Step::Check(Box::new(preview.clone()));
                }
            }
            Msg::Event(Event::ColumnsRead(found)) => match (&self.step, &mut self.mapping) {
                (Step::Reading(file), _) if *file == found.file => {
                    self.mapping = Some(Mapping::new(found.clone()));
                    self.step = Step::Columns;
                }
                (_, Some(mapping)) => mapping.take(found),
                _ => {}
            },
            Msg::Event(Event::PreviewFailed(file, sentence)) => {
                let awaited = match &self.step {
                    Step::Reading(reading) => Some(reading),
                    Step::Columns | Step::Trying => self.mapping.as_ref().map(|mapping| &mapping.found.file),
                    _ => None,
                };
                if awaited == Some(file) {
                    self.fail(sentence);
                }
            }
            Msg::Event(Event::ImportProgress(progress)) => self.take_progress(progress),
            Msg::Event(Event::ImportDone(report)) => {
                // Also when it was started elsewhere, so its result shows here.
                self.step = Step::Done(Box::new(report.clone()));
                self.folder = None;
            }
            Msg::Event(Event::ImportFailed(file, sentence)) => {
                if matches!(&self.step, Step::Running(running, _) if running == file) {
                    self.fail(sentence);
                }
            }
            _ => {}
        }
    }

    fn take_folder(&mut self, path: &std::path::Path, entries: &[FolderEntry]) {
        // An unrequested listing is the folder the program starts in.
        if self.input.value().is_empty() {
            path.clone_into(&mut self.start);
        }
        if path == self.folder_path() {
            let chosen = self.at.and_then(|at| self.choices().get(at).map(|entry| entry.name.clone()));
            self.folder = Some(Folder::new(path.to_owned(), entries));
            let choices = self.choices();
            let same = choices.iter().position(|entry| Some(&entry.name) == chosen.as_ref());
            let first = (!self.is_typing && !choices.is_empty()).then_some(0);
            self.at = same.or(self.at).filter(|at| *at < choices.len()).or(first);
        }
    }

    fn take_progress(&mut self, progress: &Progress) {
        if let Step::Running(_, shown) = &mut self.step {
            *shown = Some(progress.clone());
        }
    }

    /// Goes back to the box with the error; the path stays so the person can fix it.
    fn fail(&mut self, sentence: &str) {
        (self.step, self.is_typing) = (Step::Choose, true);
        self.fault = Some(sentence.to_owned());
    }
}

//! What happens while importing: typing a path, choosing a file, accepting the check, stopping.

use std::path::PathBuf;

use crate::proto::Event;
use crate::proto::column::Wish;
use crate::proto::event::Progress;
use crate::tui::kit::key::{KeyCode, KeyCombination, single};
use crate::tui::kit::msg::FolderEntry;
use crate::tui::kit::overlay::{Confirm, Overlay, Purpose, Value};
use crate::tui::kit::{Action, Availability, Ctx, Effect, Msg, Request};
use crate::tui::widgets::input::{TextInput, Typed};
use crate::tui::widgets::list::ListCursor;

use super::columns::Mapping;
use super::folder::Folder;
use super::{ImportScreen, Step, file_name, path};

/// What the question before stopping is for.
const STOP: Purpose = "stop import";

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
    pub(super) fn list(&self) -> Vec<Request> {
        if self.is_listed() { Vec::new() } else { vec![Request::Effect(Effect::ListFolder(self.folder_path()))] }
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

    pub(super) fn can(&self, action: Action) -> Availability {
        let chooses = matches!(self.step, Step::Choose);
        match (action, &self.step) {
            (action, Step::Columns) if action != Action::ImportCancel => {
                self.mapping.as_ref().map_or(Availability::Elsewhere, |mapping| mapping.can(action))
            }
            (Action::NavLeft | Action::PathEdit, _) => Availability::when(chooses, "The file is chosen already."),
            (Action::NavOpen, Step::Reading(_) | Step::Trying | Step::Running(..)) => {
                Availability::No("Wait until this is done, or go one step back.".to_owned())
            }
            (Action::NavOpen, Step::Check(preview)) => {
                let useful = preview.counts.new + preview.counts.updated;
                Availability::when(useful > 0 || !preview.is_whole, "There is nothing new in this file.")
            }
            (Action::ImportCancel, _) => Availability::when(self.is_running(), "No import is running."),
            (Action::NavOpen, Step::Choose | Step::Done(_)) => Availability::Yes,
            (action, Step::Choose) if action.walks() => Availability::Yes,
            _ => Availability::Elsewhere,
        }
    }

    pub(super) fn carry_out(&mut self, action: Action, count: usize, ctx: &mut Ctx) -> Vec<Request> {
        match (action, &self.step) {
            (Action::NavOpen, Step::Columns) => {
                let Some(Mapping { found, wish, .. }) = &self.mapping else { return Vec::new() };
                self.step = Step::Trying;
                vec![Request::Effect(Effect::Preview(found.file.clone(), wish.clone()))]
            }
            (action, Step::Columns) => {
                self.mapping.as_mut().map_or_else(Vec::new, |mapping| mapping.carry_out(action, count, ctx))
            }
            (Action::ImportCancel, _) => self.ask_to_stop(),
            (Action::NavLeft, Step::Choose) => self.go_to_parent(),
            (Action::PathEdit, Step::Choose) => self.type_path(),
            (Action::NavOpen, Step::Choose) => self.open(ctx),
            (Action::NavOpen, Step::Check(preview)) => {
                let (file, wish) = (preview.file.clone(), preview.wish.clone());
                self.step = Step::Running(file.clone(), None);
                vec![Request::Effect(Effect::Import(file, wish))]
            }
            (Action::NavOpen, Step::Done(_)) => {
                self.start_over();
                self.list()
            }
            (_, Step::Choose) => {
                self.walk(action, count, ctx.list_lines);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// Moves between the box and the entries below it: above the first entry lies the box.
    fn walk(&mut self, action: Action, count: usize, lines: usize) {
        let len = self.choices().len();
        let mut over = ListCursor { at: self.at.map_or(0, |at| at + 1), top: 0 };
        if over.walk(action, count, len + 1, lines) {
            self.at = over.at.checked_sub(1);
            // Going up into the box means typing again.
            self.is_typing |= self.at.is_none();
        }
    }

    /// Takes a key while the box has the focus.
    pub(super) fn typed(&mut self, key: KeyCombination, ctx: &mut Ctx) -> Vec<Request> {
        match single(key) {
            Some(KeyCode::Enter) => return self.open(ctx),
            Some(KeyCode::Esc) => return self.back(ctx).unwrap_or_default(),
            Some(KeyCode::Down) => self.walk(Action::NavDown, 1, ctx.list_lines),
            Some(KeyCode::Up) => self.walk(Action::NavUp, 1, ctx.list_lines),
            Some(KeyCode::PageDown) => self.walk(Action::NavPageDown, 1, ctx.list_lines),
            Some(KeyCode::PageUp) => self.walk(Action::NavPageUp, 1, ctx.list_lines),
            Some(KeyCode::Tab) => return self.complete(),
            _ => match self.input.key(key) {
                Typed::Changed => return self.changed(),
                Typed::Moved | Typed::Ignored => {}
            },
        }
        Vec::new()
    }

    fn changed(&mut self) -> Vec<Request> {
        (self.at, self.fault) = (None, None);
        self.list()
    }

    /// Takes over the name of the chosen entry, or of the only one left.
    fn complete(&mut self) -> Vec<Request> {
        let choices = self.choices();
        let typed = path::split(self.input.value()).1;
        let mut beginnings = choices.iter().filter(|entry| entry.name.starts_with(typed));
        let entry = match self.at {
            Some(at) => choices.get(at),
            None => beginnings.next().filter(|_| beginnings.next().is_none()),
        };
        let Some(entry) = entry else { return Vec::new() };
        let slash = if entry.is_folder { "/" } else { "" };
        let path = format!("{}{}{slash}", path::split(self.input.value()).0, entry.name);
        self.input.set(path);
        self.changed()
    }

    pub(super) fn pasted(&mut self, text: &str) -> Vec<Request> {
        let path = path::dropped(text);
        let is_whole = PathBuf::from(&path).is_absolute() || path.starts_with('~');
        match self.step {
            Step::Choose => {}
            // Nothing of the file at hand is written, or all of it: another one may be dropped.
            Step::Columns | Step::Check(_) | Step::Done(_) if is_whole => self.start_over(),
            _ => return Vec::new(),
        }
        // A dropped file replaces what stands in the box; anything else is inserted where the cursor is.
        if is_whole {
            self.input.set(crate::domain::text::clean(&path));
        } else {
            self.input.insert(&path);
        }
        self.is_typing = true;
        self.changed()
    }

    /// Gives the box the focus. A path begins with the key that does it.
    fn type_path(&mut self) -> Vec<Request> {
        self.is_typing = true;
        if self.input.value().is_empty() {
            self.input.set("/");
        }
        self.changed()
    }

    fn go_to_parent(&mut self) -> Vec<Request> {
        let Some(parent) = self.folder_path().parent().map(|parent| parent.to_string_lossy().into_owned()) else {
            return Vec::new();
        };
        let slash = if parent.ends_with(['/', std::path::MAIN_SEPARATOR]) { "" } else { "/" };
        self.input.set(format!("{parent}{slash}"));
        let requests = self.changed();
        self.at = Some(0);
        requests
    }

    /// Opens the chosen entry, else the path in the box.
    pub(super) fn open(&mut self, _ctx: &mut Ctx) -> Vec<Request> {
        let choices = self.choices();
        let chosen = self.at.and_then(|at| choices.get(at)).map(|entry| (entry.name.clone(), entry.is_folder));
        if let Some((name, is_folder)) = chosen {
            let slash = if is_folder { "/" } else { "" };
            let path = format!("{}{name}{slash}", path::split(self.input.value()).0);
            self.input.set(path);
            if is_folder {
                return self.changed();
            }
        } else {
            let text = path::dropped(self.input.value());
            let is_folder = choices.iter().any(|entry| entry.is_folder && entry.name == path::split(&text).1);
            if text.is_empty() {
                self.fault = Some("Type or drop a path, or choose a file below.".to_owned());
                return Vec::new();
            }
            if text.ends_with('/') || text == "~" || is_folder {
                self.input.set(format!("{}/", text.trim_end_matches('/')));
                let requests = self.changed();
                self.at = Some(0);
                return requests;
            }
            self.input.set(text);
        }
        let file = self.meant(self.input.value());
        (self.step, self.fault, self.at) = (Step::Reading(file.clone()), None, None);
        self.mapping = None;
        vec![Request::Effect(Effect::ReadColumns(file, Wish::Usual))]
    }

    /// One step back: out of the box, from the check to the columns and from there to the file, or to the question before stopping.
    pub(super) fn back(&mut self, _ctx: &mut Ctx) -> Option<Vec<Request>> {
        match &self.step {
            Step::Choose if self.is_typing => {
                self.is_typing = false;
                self.at = self.at.or((!self.choices().is_empty()).then_some(0));
                Some(Vec::new())
            }
            Step::Choose => None,
            Step::Reading(_) | Step::Columns => {
                self.step = Step::Choose;
                Some(self.list())
            }
            Step::Trying | Step::Check(_) => {
                self.step = Step::Columns;
                Some(Vec::new())
            }
            Step::Running(..) => Some(self.ask_to_stop()),
            Step::Done(_) => {
                self.start_over();
                Some(self.list())
            }
        }
    }

    fn ask_to_stop(&self) -> Vec<Request> {
        let Step::Running(file, progress) = &self.step else { return Vec::new() };
        let rows = progress.as_ref().map_or(0, |progress| progress.counts.rows);
        vec![Request::Open(Overlay::Confirm(Confirm {
            purpose: STOP,
            title: format!("Stop importing {}?", file_name(file)),
            text: format!(
                "{} rows were read so far. All that came in with this file is taken back.",
                crate::domain::money::grouped(rows)
            ),
            yes: "Stop and take back".to_owned(),
            no: "Go on".to_owned(),
        }))]
    }

    pub(super) fn read_answer(&mut self, purpose: Purpose, value: &Value) -> Vec<Request> {
        // It may have ended while the question stood there.
        let stops = purpose == STOP && *value == Value::Yes && self.is_running();
        match (&self.step, &mut self.mapping) {
            _ if stops => vec![Request::Effect(Effect::CancelImport)],
            (Step::Columns, Some(mapping)) => mapping.read_answer(purpose, value),
            _ => Vec::new(),
        }
    }

    pub(super) fn take(&mut self, msg: &Msg) -> Vec<Request> {
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
                // Also when it was begun elsewhere: one finds what it did here.
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
        Vec::new()
    }

    fn take_folder(&mut self, path: &std::path::Path, entries: &[FolderEntry]) {
        // A folder that nobody asked for is where the program suggests to begin.
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

    /// Goes back to the box with the sentence that says what is wrong; the path stays, so that it can be mended.
    fn fail(&mut self, sentence: &str) {
        (self.step, self.is_typing) = (Step::Choose, true);
        self.fault = Some(sentence.to_owned());
    }
}

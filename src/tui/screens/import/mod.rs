//! Importing a file: choose it, check what it would change, run it. Nothing is saved before the check is accepted.

mod columns;
mod columns_view;
mod folder;
mod path;
mod update;
mod verbs;
mod view;

#[cfg(test)]
mod tests;

use std::path::PathBuf;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::proto::column::Target;
use crate::proto::event::{ImportPreview, ImportReport, Progress};
use crate::proto::ingest::ImportKind;
use crate::tui::kit::key::KeyCombination;
use crate::tui::kit::overlay::Value;
use crate::tui::kit::{Action, Asked, Ctx, Msg, Screen};
use crate::tui::look::{Theme, text};
use crate::tui::widgets::input::TextInput;

use columns::Mapping;
use folder::Folder;

/// The current step.
#[derive(Debug, Default)]
enum Step {
    /// Choosing a file.
    #[default]
    Choose,
    /// Waiting for the columns of this file.
    Reading(PathBuf),
    /// Deciding what the columns become.
    Columns,
    /// Waiting for what the import would do.
    Trying,
    /// Checking what the import would do.
    Check(Box<ImportPreview>),
    /// The import of this file runs.
    Running(PathBuf, Option<Progress>),
    /// It is over.
    Done(Box<ImportReport>),
}

/// What the screen asks a person.
#[derive(Debug)]
enum Question {
    /// Which of these fields a column becomes; nothing where it is left out.
    Field(Vec<Option<Target>>),
    /// Which of these the file holds.
    Kind(Vec<ImportKind>),
    /// Whether to stop.
    Stop,
}

/// The screen.
#[derive(Debug, Default)]
pub struct ImportScreen {
    step: Step,
    /// What `~` stands for.
    home: Option<PathBuf>,
    /// The folder to begin with, and to which relative paths belong.
    start: PathBuf,
    /// The path box.
    input: TextInput,
    /// Whether letters go into the box.
    is_typing: bool,
    /// The files and folders that can be chosen; nothing until they were listed.
    folder: Option<Folder>,
    /// The entry under the cursor; nothing while the cursor is in the box.
    at: Option<usize>,
    /// The columns of the file that is being brought in.
    mapping: Option<Mapping>,
    /// What went wrong with the path in the box.
    fault: Option<String>,
}

impl ImportScreen {
    /// A screen that begins with this folder; `~` in a path stands for the home folder.
    pub fn new(home: Option<PathBuf>, start: PathBuf) -> Self {
        Self { home, start, ..Self::default() }
    }

    /// Whether an import runs now.
    pub fn is_running(&self) -> bool {
        matches!(self.step, Step::Running(..))
    }

    /// Puts a path into the box and reads the file at once, as if it had been typed.
    pub fn offer(&mut self, file: &str, ctx: &mut Ctx) {
        if self.is_running() {
            return;
        }
        self.step = Step::Choose;
        self.input.set(path::dropped(file));
        self.at = None;
        self.open(ctx);
    }
}

/// The last part of a path, safe to show.
fn file_name(path: &std::path::Path) -> String {
    let name = path.file_name().map_or_else(|| path.to_string_lossy(), |name| name.to_string_lossy());
    text::shown(&name)
}

impl Screen for ImportScreen {
    fn enter(&mut self, ctx: &mut Ctx) {
        if matches!(self.step, Step::Done(_)) {
            self.start_over();
        }
        self.list(ctx);
    }

    fn list_lines(&self, area: Rect, _ctx: &Ctx) -> usize {
        view::list_lines(self, area)
    }

    fn refresh(&mut self, _ctx: &mut Ctx) {}

    fn msg(&mut self, msg: &Msg, _ctx: &mut Ctx) {
        self.take(msg);
    }

    fn answered(&mut self, asked: &Asked, value: Value, ctx: &mut Ctx) {
        if let Some(question) = asked.question() {
            self.take_answer(question, &value, ctx);
        }
    }

    fn is_typing(&self) -> bool {
        self.is_typing && matches!(self.step, Step::Choose)
    }

    fn type_key(&mut self, key: KeyCombination, ctx: &mut Ctx) {
        self.typed(key, ctx);
    }

    fn keep_typed(&mut self, _ctx: &mut Ctx) -> bool {
        self.is_typing = false;
        true
    }

    fn point(&mut self, spot: usize, _ctx: &mut Ctx) {
        self.at = (spot < self.choices().len()).then_some(spot).or(self.at);
    }

    fn wheel(&mut self, _part: usize, notches: isize, ctx: &mut Ctx) {
        let action = if notches > 0 { Action::NavDown } else { Action::NavUp };
        self.walk(action, notches.unsigned_abs().saturating_mul(3), ctx.list_lines);
    }

    fn paste(&mut self, text: &str, ctx: &mut Ctx) {
        self.pasted(text, ctx);
    }

    fn step_back(&mut self, ctx: &mut Ctx) -> bool {
        self.back(ctx)
    }

    fn acts_on(&self, _ctx: &Ctx) -> String {
        match &self.step {
            Step::Columns | Step::Trying => self.mapping.as_ref().map_or_else(String::new, |mapping| {
                format!("column {}: {}", mapping.header(mapping.cursor.at), mapping.label(mapping.cursor.at))
            }),
            Step::Choose | Step::Reading(_) | Step::Check(_) | Step::Running(..) | Step::Done(_) => String::new(),
        }
    }

    fn status(&self, _ctx: &Ctx) -> String {
        match &self.step {
            Step::Choose => "nothing is saved before the check".to_owned(),
            Step::Reading(file) => format!("reading {}", file_name(file)),
            Step::Columns | Step::Trying => String::new(),
            Step::Check(preview) => format!("{}: nothing is saved yet", file_name(&preview.file)),
            Step::Running(file, _) => format!("importing {}", file_name(file)),
            Step::Done(report) if report.cancelled => format!("{}: nothing was kept", file_name(&report.file)),
            Step::Done(report) => format!("imported {}", file_name(&report.file)),
        }
    }

    fn title(&self) -> String {
        match &self.step {
            Step::Choose => String::new(),
            Step::Reading(file) | Step::Running(file, _) => file_name(file),
            Step::Columns | Step::Trying => {
                self.mapping.as_ref().map_or_else(String::new, |mapping| file_name(&mapping.found.file))
            }
            Step::Check(preview) => file_name(&preview.file),
            Step::Done(report) => file_name(&report.file),
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
        view::draw(self, frame, area, ctx, theme);
    }
}

//! Bringing in a file: choose it, check what it would do, let it run. Nothing is written before the check is accepted.

mod columns;
mod columns_view;
mod folder;
mod hint;
mod path;
mod update;
mod view;

#[cfg(test)]
mod tests;

use std::path::PathBuf;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::proto::event::{ImportPreview, ImportReport, Progress};
use crate::tui::kit::key::KeyCombination;
use crate::tui::kit::overlay::{Purpose, Value};
use crate::tui::kit::{Action, Availability, Ctx, Hint, Msg, Request, Screen};
use crate::tui::look::{Theme, text};
use crate::tui::widgets::input::TextInput;

use columns::Mapping;
use folder::Folder;

/// Where one is.
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
    pub fn offer(&mut self, file: &str, ctx: &mut Ctx) -> Vec<Request> {
        if self.is_running() {
            return Vec::new();
        }
        self.step = Step::Choose;
        self.input.set(path::dropped(file));
        self.at = None;
        self.open(ctx)
    }
}

/// The last part of a path, safe to show.
fn file_name(path: &std::path::Path) -> String {
    let name = path.file_name().map_or_else(|| path.to_string_lossy(), |name| name.to_string_lossy());
    text::shown(&name)
}

impl Screen for ImportScreen {
    fn enter(&mut self, _ctx: &mut Ctx) -> Vec<Request> {
        if matches!(self.step, Step::Done(_)) {
            self.start_over();
        }
        self.list()
    }

    fn list_lines(&self, area: Rect, _ctx: &Ctx) -> usize {
        view::list_lines(self, area)
    }

    fn refresh(&mut self, _ctx: &mut Ctx) -> Vec<Request> {
        Vec::new()
    }

    fn act(&mut self, action: Action, count: usize, ctx: &mut Ctx) -> Vec<Request> {
        self.carry_out(action, count, ctx)
    }

    fn availability(&self, action: Action, _ctx: &Ctx) -> Availability {
        self.can(action)
    }

    fn hint(&self, action: Action, ctx: &Ctx) -> Option<Hint> {
        self.hint_now(action, ctx)
    }

    fn msg(&mut self, msg: &Msg, _ctx: &mut Ctx) -> Vec<Request> {
        self.take(msg)
    }

    fn answer(&mut self, purpose: Purpose, value: Value, _ctx: &mut Ctx) -> Vec<Request> {
        self.read_answer(purpose, &value)
    }

    fn is_typing(&self) -> bool {
        self.is_typing && matches!(self.step, Step::Choose)
    }

    fn type_key(&mut self, key: KeyCombination, ctx: &mut Ctx) -> Vec<Request> {
        self.typed(key, ctx)
    }

    fn paste(&mut self, text: &str, _ctx: &mut Ctx) -> Vec<Request> {
        self.pasted(text)
    }

    fn step_back(&mut self, ctx: &mut Ctx) -> Option<Vec<Request>> {
        self.back(ctx)
    }

    fn acts_on(&self, _ctx: &Ctx) -> String {
        match &self.step {
            Step::Choose => "nothing is written before the check".to_owned(),
            Step::Reading(file) => format!("reading {}", file_name(file)),
            Step::Columns | Step::Trying => self.mapping.as_ref().map_or_else(String::new, |mapping| {
                format!("column {}: {}", mapping.header(mapping.cursor.at), mapping.label(mapping.cursor.at))
            }),
            Step::Check(preview) => format!("{}: nothing is written yet", file_name(&preview.file)),
            Step::Running(file, _) => format!("importing {}", file_name(file)),
            Step::Done(report) => file_name(&report.file),
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

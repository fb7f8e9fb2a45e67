//! Everything that can happen to the screens.

use std::path::PathBuf;
use std::sync::Arc;

use crokey::KeyCombination;

use crate::domain::CreatorId;
use crate::proto::Event;
use crate::proto::event::Generation;
use crate::proto::query::Answer;
use crate::proto::row::{CreatorDetail, CreatorRow};
use crate::proto::setting::{SettingStep, SettingsFile};

use super::effect::Turn;

use super::Mouse;

/// Something happened.
#[derive(Clone, Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(KeyCombination),
    /// The mouse did something.
    Mouse(Mouse),
    /// Text was pasted, cleaned of control characters.
    Paste(String),
    /// The window has another size, or the screen must be drawn anew.
    Redraw,
    /// The terminal has the focus again.
    FocusGained,
    /// A worker reports.
    Event(Event),
    /// Rows that were read by key.
    Window(Vec<CreatorRow>),
    /// One creator in full, or `None` when the row is gone.
    Detail(CreatorId, Option<Box<CreatorDetail>>),
    /// Rows requested by key could not be read, and why.
    ReadFailed(String),
    /// The files of a folder, for choosing one.
    Folder(PathBuf, Vec<FolderEntry>),
    /// The configuration as it is now.
    Settings(Arc<SettingsFile>),
    /// A setting was changed, or a change of one undone or redone; nothing where that is no longer possible.
    SettingDone(Turn, Option<Box<SettingStep>>),
    /// Another program is using the file to open.
    FileBusy,
    /// The shell wants the program to stop for a while.
    Suspend,
    /// The program goes on after it was stopped.
    Continue,
    /// The moment asked for with [`super::Effect::WakeAt`] has come.
    Wake,
    /// The terminal or the system wants the program to end.
    Terminate,
}

impl Msg {
    /// The answer to a question, and the generation under which it was asked.
    pub fn answer(&self) -> Option<(Generation, &Answer)> {
        match self {
            Self::Event(Event::QueryDone(_, generation, answer)) => Some((*generation, answer)),
            _ => None,
        }
    }
}

/// A file or folder that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FolderEntry {
    /// Its name.
    pub name: String,
    /// Whether it is a folder.
    pub is_folder: bool,
    /// Size in bytes.
    pub bytes: u64,
}

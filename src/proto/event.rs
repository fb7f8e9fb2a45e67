//! What workers report to the screens.

use std::path::PathBuf;
use std::sync::Arc;

use crate::domain::{CreatorId, OpId};

use super::column::{FileColumns, Wish};
use super::ingest::{ImportCounts, ImportKind};
use super::query::{Answer, Slot};

/// Which command a report answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ticket(pub u64);

/// Which question of a slot an answer belongs to; newer is larger.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Generation(pub u64);

/// What a command did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// The step in the history; nothing if nothing changed.
    pub op: Option<OpId>,
    /// What was done, as a sentence: `Tagged 187 of 200 with vip, 13 had it.`
    pub sentence: String,
    /// How many creators, collaborations or campaigns changed.
    pub changed: u64,
    /// A creator to show, after undo, redo and add.
    pub show: Option<CreatorId>,
}

/// A step of a running import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Bytes read.
    pub bytes: u64,
    /// Bytes of the file.
    pub bytes_total: u64,
    /// So far.
    pub counts: ImportCounts,
    /// Whether all rows are in and the indexes are being made: a change of the user waits for that, up to 4 s.
    pub is_indexing: bool,
}

/// What a finished import did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportReport {
    /// The file.
    pub file: PathBuf,
    /// What it holds.
    pub kind: ImportKind,
    /// What became of its records.
    pub counts: ImportCounts,
    /// Where the rejects lie.
    pub rejects_file: Option<PathBuf>,
    /// What else the user should know, a sentence each.
    pub notes: Vec<String>,
    /// Columns that say something and became nothing.
    pub left_out: Vec<String>,
    /// Whether it was stopped and undone.
    pub cancelled: bool,
}

/// What an import would do: the preview of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportPreview {
    /// The file.
    pub file: PathBuf,
    /// How its columns were wanted.
    pub wish: Wish,
    /// What it holds.
    pub kind: ImportKind,
    /// What the records would become that were tried out.
    pub counts: ImportCounts,
    /// Whether all of them were tried out, or only the first of a large file.
    pub is_whole: bool,
    /// The first rejects: row, what is wrong.
    pub rejects: Vec<(u64, String)>,
    /// What else the user should know.
    pub notes: Vec<String>,
    /// Columns that say something and become nothing.
    pub left_out: Vec<String>,
}

/// Where the path of the open file leads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FilePlace {
    /// To the open file.
    #[default]
    Same,
    /// Nowhere: the file was deleted or moved.
    Gone,
    /// To another file.
    Replaced,
}

/// A report of a worker.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A command was carried out.
    WriteDone(Ticket, Done),
    /// A command could not be carried out, with the sentence that says why and what to do.
    WriteFailed(Ticket, String),
    /// An answer; older generations are dropped by anyone who asked.
    QueryDone(Slot, Generation, Answer),
    /// The first creators of a long list that is still being made.
    FirstPage(Generation, Arc<[CreatorId]>),
    /// A question could not be answered.
    QueryFailed(Slot, Generation, String),
    /// Another program changed the file.
    OutsideChange,
    /// The path of the open file leads elsewhere than before.
    FileMoved(FilePlace),
    /// A copy of the open file was saved there, or could not be saved and why.
    CopySaved(Result<PathBuf, String>),
    /// The backup of the day could not be made.
    BackupFailed(String),
    /// Scores and flags of creators were computed again.
    Scored,
    /// The columns of a file are known.
    ColumnsRead(FileColumns),
    /// The preview of a file is ready.
    PreviewDone(ImportPreview),
    /// A file could not be understood.
    PreviewFailed(PathBuf, String),
    /// An import continues.
    ImportProgress(Progress),
    /// An import is over.
    ImportDone(ImportReport),
    /// An import stopped with nothing changed.
    ImportFailed(PathBuf, String),
    /// A worker met a fault and was started again.
    WorkerFailed(String),
}

//! Which column of a file becomes which field: what was found in the file, and what the user wants of it.

mod target;

use std::path::PathBuf;

pub use target::{Target, shared_by_posts};

use super::ingest::ImportKind;
pub use crate::domain::day::DayOrder;

/// How certain it is that a column becomes its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sureness {
    /// The user said so.
    Chosen,
    /// The name means nothing else.
    Sure,
    /// Decided by an ambiguous name or by the cells.
    Guess,
    /// Only the user knows: day or month first.
    Ask,
}

/// What the user wants of a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// The field, nothing where the column is left out.
    pub becomes: Option<Target>,
    /// How its dates are read, where someone said so.
    pub day_order: Option<DayOrder>,
}

/// What the user wants of the columns of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Wish {
    /// As chosen at an earlier import of a file with the same columns, else as proposed.
    #[default]
    Usual,
    /// As the program proposes them; as a file of this kind, where the user says what it holds.
    Proposed(Option<ImportKind>),
    /// As chosen now: what the file holds, and its columns in their order.
    Chosen(ImportKind, Vec<Choice>),
}

impl Wish {
    /// What the file holds, where the user said so.
    pub fn kind(&self) -> Option<ImportKind> {
        match self {
            Self::Usual => None,
            Self::Proposed(kind) => *kind,
            Self::Chosen(kind, _) => Some(*kind),
        }
    }
}

/// Lets a column become a field, or nothing. A field that takes one column only leaves its former one, which is returned.
pub fn give(choices: &mut [Choice], index: usize, becomes: Option<Target>) -> Option<usize> {
    let single = becomes.filter(|target| !target.is_many());
    let former = single.and_then(|target| choices.iter().position(|choice| choice.becomes == Some(target)));
    let former = former.filter(|former| *former != index);
    if let Some(choice) = former.and_then(|former| choices.get_mut(former)) {
        choice.becomes = None;
    }
    if let Some(choice) = choices.get_mut(index) {
        choice.becomes = becomes;
    }
    former
}

/// Names the columns of a file that are left out, at most `most` of them, or returns nothing if every column is read.
pub fn left_out_sentence(columns: &[String], most: usize) -> Option<String> {
    let names: Vec<String> = columns.iter().take(most).map(|name| format!("`{name}`")).collect();
    let more = columns.len() - names.len();
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    let what = if columns.len() == 1 { "Column" } else { "Columns" };
    (!names.is_empty()).then(|| format!("{what} left out: {}{rest}.", names.join(", ")))
}

/// A column of a file and what it becomes, for the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnPreview {
    /// Its name in the file, `(column 3)` where it has none.
    pub header: String,
    /// What it becomes.
    pub choice: Choice,
    /// How certain that is.
    pub sure: Sureness,
    /// How its dates are read now, where its cells leave it open.
    pub open_order: Option<DayOrder>,
    /// The first cells as they stand.
    pub raw: Vec<String>,
    /// The first cells as they will be read.
    pub samples: Vec<String>,
}

/// The columns of a file as they would be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileColumns {
    /// The file.
    pub file: PathBuf,
    /// How they were wanted.
    pub wish: Wish,
    /// What the file holds.
    pub kind: ImportKind,
    /// `612 rows, comma, UTF-8`.
    pub description: String,
    /// The columns in their order.
    pub columns: Vec<ColumnPreview>,
    /// Fields that must be there and are not; where several would do, the first of them.
    pub missing: Vec<Target>,
    /// Whether they are read as someone chose them at an earlier import.
    pub is_remembered: bool,
    /// Whether the file names its columns, so that a choice can be remembered.
    pub is_named: bool,
    /// What else the user should know, a sentence each.
    pub notes: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_of_one_column_leaves_its_former_one() {
        let becomes = |target| Choice { becomes: target, ..Choice::default() };
        let mut choices = [Some(Target::Handle), Some(Target::Tags), None].map(becomes);
        assert_eq!(give(&mut choices, 2, Some(Target::Handle)), Some(0));
        assert_eq!(give(&mut choices, 2, Some(Target::Handle)), None);
        assert_eq!(give(&mut choices, 0, Some(Target::Tags)), None, "several columns hold tags");
        assert_eq!(choices, [Some(Target::Tags), Some(Target::Tags), Some(Target::Handle)].map(becomes));
    }
}

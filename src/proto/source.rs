//! Where a figure of a creator or a post comes from.

use chrono::NaiveDate;

/// Where a figure comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Source {
    /// The user typed it.
    #[default]
    Typed,
    /// A file brought it.
    Imported {
        /// Name of the file, without its folder. It may be foreign.
        file: String,
        /// Row of the file as the user counts rows in a sheet; nothing where the figure stands for several.
        row: Option<i64>,
        /// The day of the import.
        on: Option<NaiveDate>,
    },
}

impl Source {
    /// A row of a file.
    pub fn row(file: &str, row: i64, on: NaiveDate) -> Self {
        Self::Imported { file: file.to_owned(), row: Some(row), on: Some(on) }
    }
}

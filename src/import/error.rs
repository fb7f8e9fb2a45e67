//! Why a file cannot be imported, as a sentence and a hint.

use std::io;

/// A file that cannot be imported at all. Rows that cannot be read are rejects, not errors.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be opened or read.
    #[error("Cannot read `{file}`: {source}.")]
    Unreadable {
        /// Name of the file.
        file: String,
        /// What the system says.
        source: io::Error,
    },
    /// A cell or line longer than any list has.
    #[error("Cannot import `{file}`: line {line} {what}.")]
    TooLong {
        /// Name of the file.
        file: String,
        /// The line, from 1.
        line: u64,
        /// What about it is too long, as a predicate.
        what: &'static str,
    },
    /// A pipe, a device or a folder.
    #[error("Cannot import `{file}`: it is {what}, not a file.")]
    NotAFile {
        /// Name of the file.
        file: String,
        /// What it is, with article.
        what: &'static str,
    },
    /// An empty file.
    #[error("Cannot import `{file}`: it is empty.")]
    Empty {
        /// Name of the file.
        file: String,
    },
    /// An Excel or other spreadsheet file, or anything else packed.
    #[error("Cannot import `{file}`: it is {what}, not a text file with rows.")]
    NotText {
        /// Name of the file.
        file: String,
        /// What it is, with article.
        what: &'static str,
        /// Whether a spreadsheet program can open it.
        is_sheet: bool,
    },
    /// A file of a known tool, or of a known kind, that cannot be read as it is.
    #[error("Cannot import `{file}`: this looks like {what}. Tenfold can't read those yet.")]
    Foreign {
        /// Name of the file.
        file: String,
        /// What it looks like, with article.
        what: String,
        /// What to do instead.
        way: String,
    },
    /// A known kind of file without its required columns.
    #[error("Cannot import `{file}`: it looks like a file of {kind}, but {missing}.")]
    MissingColumns {
        /// Name of the file.
        file: String,
        /// What it holds.
        kind: &'static str,
        /// The missing columns as a clause.
        missing: String,
    },
    /// Several small tables beside each other.
    #[error(
        "Cannot import `{file}`: it holds several small tables side by side (`{repeated}` appears {times} times), not one list."
    )]
    Dashboard {
        /// Name of the file.
        file: String,
        /// A header that repeats.
        repeated: String,
        /// How often.
        times: usize,
    },
    /// A list of creators without a column of accounts.
    #[error(
        "Cannot import `{file}`: no column holds handles or profile links. `{column}` comes closest, but only {good} of its first {seen} cells look like handles."
    )]
    NoHandles {
        /// Name of the file.
        file: String,
        /// The column that comes nearest.
        column: String,
        /// Cells that can be a handle.
        good: usize,
        /// Cells looked at.
        seen: usize,
    },
    /// A single word that may be anything, in a file that isn't named as a list.
    #[error("Cannot import `{file}`: it holds one word, `{word}`, which could be a handle or anything else.")]
    OneWord {
        /// Name of the file.
        file: String,
        /// The word.
        word: String,
    },
    /// A file of no known kind.
    #[error(
        "Cannot import `{file}`: looked for a column of handles or profile links (creators), for `Name` with `Total` \
         (Shopify orders) and for `campaign` with `handle` (a tracker). Found {found}."
    )]
    Unknown {
        /// Name of the file.
        file: String,
        /// The columns found.
        found: String,
    },
}

impl ImportError {
    /// Whether the user who knows what the columns hold could still import the file.
    pub fn is_mendable(&self) -> bool {
        matches!(
            self,
            Self::MissingColumns { .. } | Self::NoHandles { .. } | Self::OneWord { .. } | Self::Unknown { .. }
        )
    }

    /// For the user who is choosing columns: which one comes nearest to what is missing.
    pub fn nearest(&self) -> Option<String> {
        let Self::NoHandles { column, good, seen, .. } = self else { return None };
        Some(format!("`{column}` comes closest, but only {good} of its first {seen} cells look like handles."))
    }

    /// What the user can do about it.
    pub fn hint(&self) -> String {
        let hint = match self {
            Self::Unreadable { .. } => "Check that the file still exists and that you are allowed to open it.",
            Self::TooLong { .. } => "Open the file in a text editor and look at that line, or export it again.",
            Self::NotAFile { what: "a folder", .. } => "Choose a file in it.",
            Self::NotAFile { .. } => "`tenfold import` reads pipes in a shell; here, save it as a file first.",
            Self::Empty { .. } => "Export it again.",
            Self::NotText { is_sheet: true, .. } => "Open the sheet and save it as CSV, then import that file.",
            Self::NotText { what: "a JSON file", .. } => {
                "Save it as CSV, which most tools that write JSON also do: one row per creator or post, columns named in the first row."
            }
            Self::NotText { what: super::sniff::UTF_32, .. } => "Save it as UTF-8, then import that file.",
            Self::NotText { is_sheet: false, .. } => "Choose a file that ends in .csv or .tsv.",
            Self::Foreign { way, .. } => way,
            Self::MissingColumns { .. } => "Export it again with all columns, or choose the column by hand.",
            Self::Dashboard { .. } => "Open the sheet that lists the creators and save that one as CSV.",
            Self::NoHandles { .. } => {
                "Add a column `handle` with @names or profile links. Display names aren't unique."
            }
            Self::OneWord { .. } => {
                "If it is the handle of a creator, import it with `--as creators`, or write it with an @."
            }
            Self::Unknown { .. } => "The first row should name the columns; `handle` is enough for a list of creators.",
        };
        hint.to_owned()
    }
}

//! Files become records: what a file holds, which column becomes what, and its rows one after the other.
//!
//! Pure reading: nothing here knows the database, threads or a screen. A file is never taken into memory as a whole.

pub mod rejects;

mod chosen;
mod clicks;
mod columns;
mod content;
mod decode;
mod error;
mod evidence;
mod header;
mod kind;
mod layout;
mod lengths;
mod matcher;
mod options;
mod pattern;
mod plan;
mod recipe;
mod records;
mod rows;
mod sample;
mod sniff;
mod split;
mod table;
mod values;

#[cfg(test)]
mod tests;

use std::path::Path;

pub use chosen::{keep, kept, with_named};
pub use error::ImportError;
pub use options::Options;
pub use plan::Plan;
pub use records::Records;

pub use crate::proto::column::{DayOrder, Sureness, Target};

/// Looks at the beginning of a file and proposes how to import it.
///
/// # Errors
/// Says why the file cannot be imported at all, with a hint.
pub fn open(path: &Path, options: &Options) -> Result<Plan, ImportError> {
    match look(path, options)? {
        (plan, None) => Ok(plan),
        (_, Some(fault)) => Err(fault),
    }
}

/// Looks at the beginning of a file and proposes how to import it, also where a column is missing that the user may choose;
/// then with the reason why the file cannot be imported as it stands.
///
/// # Errors
/// Says why the file cannot be imported whatever its columns become.
pub fn look(path: &Path, options: &Options) -> Result<(Plan, Option<ImportError>), ImportError> {
    Plan::look(path, *options)
}

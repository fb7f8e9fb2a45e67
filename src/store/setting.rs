//! Names of the choices that belong to a file.

/// The setting that holds the number of the current batch.
pub const CURRENT_BATCH: &str = "current_batch";

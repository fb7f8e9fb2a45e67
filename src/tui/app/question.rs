//! The questions of the app itself.

/// What the app itself asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Question {
    /// Whether to stop the import and leave.
    LeaveImport,
    /// Whether to stop the import.
    StopImport,
    /// What to do about a file that is lost.
    Rescue,
    /// Which theme to show.
    Theme,
}

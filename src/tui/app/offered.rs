//! A theme among those to choose from.

use crate::tui::look::Theme;

/// A theme that can be chosen.
#[derive(Clone, Debug)]
pub struct Offered {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub about: String,
    /// How it looks.
    pub theme: Theme,
}

//! The look: colors by meaning, sizes, and text that fits its cells. No state.

pub mod size;
pub mod text;
pub mod theme;
mod theme_file;

pub use crate::domain::{day, figure};
pub use size::SizeClass;
pub use theme::{Depth, Role, Theme};

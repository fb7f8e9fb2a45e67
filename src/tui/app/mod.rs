//! Puts the screens together: which one is shown, what lies over it, what a key means, what is said. The only code that knows
//! all screens. `update` is pure, `draw` changes nothing.

pub mod draw;
pub mod focus;
pub mod footer;
pub mod model;
pub mod update;

mod answer;
mod leave;
mod press;
mod tabs;

pub use model::{Model, Screens};

/// All screens in their first state. `data` is where the person's own file lies, in words.
pub fn screens(_data: &str) -> Screens {
    Vec::new()
}

#[cfg(test)]
mod tests;

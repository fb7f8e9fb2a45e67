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

#[cfg(test)]
mod tests;

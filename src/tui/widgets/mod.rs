//! Reusable pieces of screens: they know neither screens nor the store.

pub mod dialog;
pub mod grid;
pub mod input;
pub mod list;

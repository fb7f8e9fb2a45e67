//! Reusable pieces of screens: they know neither screens nor the store.

pub mod bar;
pub mod chart;
pub mod dialog;
pub mod fact;
pub mod grid;
pub mod input;
pub mod list;
pub mod long_input;
pub mod more;
pub mod panel;
pub mod plot;
pub mod rows;
pub mod text_box;

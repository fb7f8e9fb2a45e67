//! Tenfold finds out which small creators pay.

pub mod analysis;
pub mod domain;
pub mod proto;
pub mod tui;

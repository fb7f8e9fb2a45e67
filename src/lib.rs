//! Tenfold finds out which small creators pay.

pub mod analysis;
pub mod clock;
pub mod config;
pub mod demo;
pub mod domain;
pub mod error;
pub mod paths;
pub mod proto;
pub mod store;
pub mod tui;

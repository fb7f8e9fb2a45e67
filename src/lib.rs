//! Tenfold finds out which small creators pay.

pub mod analysis;
pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
pub mod domain;
pub mod error;
pub mod import;
pub mod jobs;
pub mod paths;
pub mod proto;
pub mod runtime;
pub mod store;
pub mod tui;

//! Tenfold finds out which small creators pay.

pub mod domain;
pub mod import;
pub mod proto;

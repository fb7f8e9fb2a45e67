//! The file: everything that reads or writes it. The only module that names rusqlite.
//!
//! One connection writes ([`Writer`]), every change through it belongs to an operation of [`undo`]; the other connections
//! read (see [`open`]).

pub mod attribute;
pub mod backup;
pub mod failure;
pub mod ingest;
pub mod memory;
pub mod migrate;
pub mod open;
pub mod report;
pub mod row;
pub mod target;
pub mod undo;
pub mod write;

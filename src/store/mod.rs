//! The file: everything that reads or writes it. The only module that names rusqlite.
//!
//! One connection writes (see [`open::open_writer`]), every change through it belongs to an operation of [`undo`].

pub mod attribute;
pub mod backup;
pub mod detail;
pub mod failure;
pub mod index;
pub mod ingest;
pub mod migrate;
pub mod open;
pub mod report;
pub mod row;
pub mod sql;
pub mod target;
pub mod undo;
pub mod window;

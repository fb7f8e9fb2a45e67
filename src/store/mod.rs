//! The file: everything that reads or writes it. The only module that names rusqlite.
//!
//! One connection writes (see [`open::open_writer`]), every change through it belongs to an operation of [`undo`].

pub mod backup;
pub mod failure;
pub mod migrate;
pub mod open;
pub mod target;
pub mod undo;

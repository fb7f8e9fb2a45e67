//! The file: everything that reads or writes it. The only module that names rusqlite.
//!
//! One connection writes ([`Writer`]), every change through it belongs to an operation of [`undo`]; the other
//! connections read.

pub mod agenda;
pub mod amounts;
pub mod answer;
pub mod attribute;
pub mod backup;
mod backup_names;
mod batch_rule;
pub mod budgets;
pub mod collaboration;
mod collaboration_facts;
mod connection;
mod conversions;
pub mod copy;
pub mod deals;
pub mod deliverables;
pub mod demo;
pub mod detail;
pub mod duplicates;
pub mod estimates;
pub mod evidence;
mod facts;
pub mod failure;
pub mod file_summary;
pub mod find_creator;
#[cfg(test)]
pub(crate) mod fixture;
mod flag_bits;
mod followers;
pub mod handle_history;
pub mod header;
pub mod in_use;
pub mod index;
pub mod index_away;
pub mod ingest;
pub mod interrupted_restore;
mod links;
pub mod lists;
pub mod memory;
pub mod migrate;
pub mod needs_review;
pub mod niches;
pub mod open;
pub mod page;
pub mod payables;
pub mod payments;
mod peers;
mod place;
mod post;
pub mod reader;
mod reading;
pub mod real_path;
pub mod report;
pub mod restore;
pub mod row;
pub mod sales_over_time;
pub mod scores;
pub mod search;
pub mod setting;
mod sources;
pub mod sql;
mod stage;
mod swap;
pub mod target;
pub mod triage;
pub mod undo;
pub mod values;
pub mod vetting;
pub mod views;
pub mod window;
pub mod write;
pub mod writer;

pub use reader::Reader;
pub use writer::Writer;

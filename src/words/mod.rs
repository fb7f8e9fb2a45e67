//! Turns facts into English sentences. The store, the imports and the analysis return facts; this layer writes the text.
//!
//! Everything that shows, prints or stores text calls it. Single numbers and days are formatted in [`crate::domain::figure`] and
//! [`crate::domain::day`], because filters and vetting, which are below this layer, need them too.

pub mod affected;
pub mod agenda;
pub mod batches;
pub mod board;
pub mod budget;
pub mod builder;
pub mod collaboration;
pub mod creators;
pub mod deletion;
pub mod deliverables;
pub mod find;
pub mod history;
pub mod import_notes;
pub mod ingest;
pub mod length;
pub mod likeness;
pub mod next_step;
pub mod niches;
pub mod odds;
pub mod page;
pub mod payments;
pub mod rebook;
pub mod result_view;
pub mod results;
pub mod rights;
pub mod settings;
pub mod source;
pub mod steps;
pub mod tally;
pub mod tax_form;
pub mod track_record;
pub mod triage;
pub mod vetting;

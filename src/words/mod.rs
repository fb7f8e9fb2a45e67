//! Sentences made from facts: the store, the imports and the analysis say what is so, and this layer says it in English.
//!
//! Everything that shows, prints or keeps text calls it. How a single number or day is written is in [`crate::domain::figure`]
//! and [`crate::domain::day`], because filters and vetting, below this layer, write them as well.

pub mod agenda;
pub mod batches;
pub mod creators;
pub mod history;
pub mod ingest;
pub mod niches;
pub mod page;
pub mod result_view;
pub mod results;
pub mod source;
pub mod whom;

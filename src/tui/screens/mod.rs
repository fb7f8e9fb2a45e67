//! The screens: one folder each, with state, update and drawing. They know neither each other nor the app.

pub mod agenda;
pub mod batch;
pub mod board;
pub mod builder;
pub mod campaign_forms;
pub mod campaigns;
pub mod collaboration;
pub mod creators;
pub mod duplicates;
pub mod estimate;
pub mod find;
pub mod form;
pub mod goal_line;
pub mod history;
pub mod import;
pub mod listed;
pub mod niches;
pub mod over_budget;
pub mod page;
mod parcels;
pub mod payments;
pub mod profile;
pub mod rebook;
pub mod results;
pub mod sections;
pub mod settings;
pub mod slip;
pub mod stage;
pub mod step_log;
pub mod steps;
pub mod tally;
pub mod trend;
pub mod triage;
pub mod verbs;
pub mod welcome;

#[cfg(test)]
pub(crate) mod sample;

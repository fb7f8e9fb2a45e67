//! Plain data that travels between the screens and the workers: what to change, what to ask, what came back.
//!
//! Nothing here knows SQL, threads or a terminal.

pub mod addable;
pub mod agenda;
pub mod board;
pub mod builder;
pub mod card;
pub mod code_holder;
pub mod collaboration;
pub mod collaboration_change;
pub mod collect;
pub mod column;
pub mod command;
mod counts;
pub mod creator_fact;
pub mod deletion;
pub mod draft;
pub mod duplicates;
pub mod estimate;
pub mod event;
pub mod find;
pub mod history;
pub mod import_note;
pub mod ingest;
pub mod likeness;
pub mod next_test;
pub mod niche;
pub mod odds;
pub mod outlook;
pub mod page;
pub mod page_change;
pub mod payment;
pub mod planned_batch;
pub mod post;
pub mod price_guess;
pub mod query;
pub mod rebook;
pub mod results;
pub mod row;
pub mod setting;
pub mod source;
pub mod sums;
mod surprise;
pub mod tally;
pub mod triage;

pub use command::{Target, WriteCmd};
pub use event::Event;
pub use query::{Answer, Query, Slot};

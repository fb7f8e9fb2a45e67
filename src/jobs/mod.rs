//! Threads: each owns its connection, takes plain data from a channel and reports [`Event`](crate::proto::Event)s.
//!
//! A panic in a worker ends neither the program nor the worker: it is reported, and the worker starts again.

pub mod demo;
pub mod importer;
pub mod query;
pub mod writer;

/// Returns what a panic said.
fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "no message".to_owned())
}

//! Plain data that travels between the screens and the workers: what to change, what to ask, what came back.
//!
//! Nothing here knows SQL, threads or a terminal.

pub mod ingest;

//! Tenfold finds out which small creators pay.
//!
//! One library and a thin binary. The layers are modules, each may use only what comes before it, and the lines meet in
//! [`runtime`] alone; `tests/layers.rs` checks it.
//!
//! ```text
//! domain < analysis < proto < words < { store, import } < jobs ─┐
//! domain < analysis < proto < words < report ───────────────────┼─ runtime, cli, main
//! domain < analysis < proto < words < tui: look < kit < widgets < { screens, overlays } < app, term
//! ```
//!
//! * [`domain`] and [`analysis`] are pure: the words of the trade, the rules, the arithmetic.
//! * [`proto`] is what screens and workers say to each other, as plain data.
//! * [`words`] makes sentences from facts; what shows, prints or keeps text calls it.
//! * [`store`] alone talks to SQLite. One connection writes, and whatever it changes can be undone.
//! * [`import`] turns files into records; [`demo`] invents a shop.
//! * [`report`] writes pages for other people: what a campaign brought, and what one creator offers.
//! * [`jobs`] are threads: the writer, the queries, the importer.
//! * [`tui`] is everything the user sees: `update` is pure and answers with effects, `draw` changes nothing.
//! * [`output`] is the one way by which files leave the program, and [`handles`] the one by which foreign files are opened: a
//!   database that is open loses its locks where it is opened once more as a plain file.
//! * [`log`] keeps what the program did for the user who mends it, never what its user typed.
//! * [`runtime`] is the loop that carries the effects out; [`cli`] the plain commands.

pub mod analysis;
pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
pub mod domain;
pub mod error;
pub mod handles;
pub mod import;
pub mod jobs;
pub mod log;
pub mod output;
pub mod paths;
pub mod proto;
pub mod report;
pub mod runtime;
pub mod store;
pub mod tui;
pub mod words;

//! The user interface. The folders are layers: look < kit < widgets < screens, overlays < app; `term` stands
//! apart and is the only one that talks to the terminal.

pub mod app;
pub mod kit;
pub mod look;
pub mod overlays;
pub mod screens;
pub mod term;
pub mod widgets;

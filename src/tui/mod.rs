//! Everything a person sees and presses. The folders are layers: look < kit < widgets < screens, overlays < app; `term` stands
//! apart and is the only one that talks to the terminal.

pub mod kit;
pub mod look;
pub mod screens;
pub mod widgets;

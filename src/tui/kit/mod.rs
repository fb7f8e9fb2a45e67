//! The vocabulary of interaction: actions, keys, messages, effects, marks and the contract of a screen.
//!
//! It knows no screen and does no IO.

pub mod action;
pub mod again;
pub mod effect;
pub mod key;
pub mod keymap;
pub mod msg;
pub mod notice;
pub mod overlay;
pub mod place;
pub mod popup;
pub mod screen;
pub mod script;
pub mod selection;
pub mod topic;
pub mod twice;

pub use action::{Action, Scope};
pub use again::Again;
pub use effect::Effect;
pub use keymap::Keymap;
pub use msg::Msg;
pub use notice::Notice;
pub use place::Place;
pub use screen::{Availability, Ctx, Request, Screen, Show, Shown};

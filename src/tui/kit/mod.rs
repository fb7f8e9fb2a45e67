//! The types of interaction: actions, keys, messages, effects, marks and the screen trait.
//!
//! It knows no screen and does no IO.

pub mod action;
pub mod again;
pub mod confirmation;
pub mod ctx;
pub mod effect;
pub mod form;
pub mod hint;
pub mod hit;
pub mod key;
pub mod keymap;
pub mod latest;
pub mod mouse;
pub mod msg;
pub mod notice;
pub mod overlay;
pub mod place;
pub mod popup;
pub mod question;
pub mod request;
pub mod scope;
pub mod screen;
pub mod script;
pub mod selection;
pub mod topic;
pub mod verb;

pub use action::{Action, SnoozeFor, SortBy};
pub use again::Again;
pub use ctx::{Ctx, Shown};
pub use effect::Effect;
pub use hint::{Does, Hint};
pub use keymap::Keymap;
pub use latest::Latest;
pub use mouse::{Gesture, Mouse};
pub use msg::Msg;
pub use notice::Notice;
pub use place::Place;
pub use question::Asked;
pub use request::{Request, Show};
pub use scope::{Group, Scope};
pub use screen::{Acts, Availability, ByVerb, Screen};
pub use verb::Verb;

//! What the screens that show creators share: the facts of one in words, what merging some would do, and the guard against a key
//! held down.

pub mod burst;
pub mod contact;
pub mod info;
pub mod merging;
pub mod recent;

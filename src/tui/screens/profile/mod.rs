//! Shared by the screens that show creators: facts in words, the preview of a merge, and the guard against a key held down.

pub mod contact;
pub mod held_key;
pub mod info;
pub mod merging;
pub mod recent;

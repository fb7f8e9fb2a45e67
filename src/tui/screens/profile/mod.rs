//! What the screens that show creators share: the facts of one in words, the questions asked about them, and the guard against a
//! key held down.

pub mod ask;
pub mod burst;
pub mod contact;
pub mod info;
pub mod joining;
pub mod merging;
pub mod recent;
pub mod underway;

//! The screens, one folder each. They know neither each other nor where their rows come from.

pub mod creators;

//! What lies over a screen and takes all keys until it is answered.

pub mod form;
pub mod picker;
pub mod prompt;
pub mod reading;

#[cfg(test)]
pub(crate) mod tests;

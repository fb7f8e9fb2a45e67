//! The arithmetic and statistics of Tenfold: pure functions over plain numbers.

pub mod money;
pub mod spread;

pub use spread::Spread;

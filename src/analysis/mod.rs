//! The arithmetic and statistics of Tenfold: pure functions over plain numbers.

pub mod money;

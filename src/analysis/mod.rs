//! The arithmetic and statistics of Tenfold: pure functions over plain numbers.

pub mod benchmarks;
pub mod brief;
pub mod candidate;
pub mod consistency;
pub mod deviation;
pub mod engagement;
pub mod fit;
pub mod flags;
pub mod growth;
pub mod money;
pub mod parts;
pub mod peers;
pub mod price;
pub mod stability;
pub mod vetting;
mod wording;

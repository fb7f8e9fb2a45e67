//! The arithmetic and statistics of Tenfold: pure functions over plain numbers.

pub mod attribution;
pub mod campaign_outputs;
pub mod constants;
pub mod creator_outputs;
pub mod decision;
pub mod estimate;
pub mod grid;
pub mod input;
mod model;
pub mod money;
pub mod next_batch;
pub mod order_value;
pub mod pooling;
pub mod posterior;
pub mod ramp;
pub mod rates;
mod real;
pub mod sentences;
pub mod special;
pub mod views;

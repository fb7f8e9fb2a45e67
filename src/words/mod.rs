//! Facts become words here, once: what the screens, the reports and the command line say is made from values by this layer.
//!
//! It knows the values of `proto` and `analysis`, and neither a terminal nor a page.

pub mod result_view;

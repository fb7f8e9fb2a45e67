//! The packing list, from every screen that knows parcels.

use crate::proto::payment::{PackingLine, PaymentSheet};
use crate::tui::kit::{Effect, Verb};

/// Writes the packing list of these parcels.
pub(super) fn packing_list<S: 'static>(lines: Vec<PackingLine>) -> Verb<S> {
    let has_any = !lines.is_empty();
    Verb::effect(Effect::WriteSheet(Box::new(PaymentSheet::Packing(lines))))
        .when(has_any, || "No parcel is waiting to be shipped.".to_owned())
}

//! Ticking the tax form of a creator.

use chrono::NaiveDate;

use crate::domain::creator::CreatorField;
use crate::domain::record::Value;
use crate::domain::{CreatorId, Currency};
use crate::proto::command::FieldValue;
use crate::proto::{Target, WriteCmd};
use crate::tui::kit::{Ctx, Verb};

/// Notes that the W-9 of a creator came today; one that was there is not there after all.
pub fn tick_tax_form<S: 'static>(creator: CreatorId, received_on: Option<NaiveDate>, ctx: &Ctx) -> Verb<S> {
    let day = received_on.is_none().then_some(ctx.today);
    let value = FieldValue { field: CreatorField::W9On, value: Value::Day(day), currency: Currency::default() };
    Verb::write(WriteCmd::SetField { target: Target::one(creator), value })
}

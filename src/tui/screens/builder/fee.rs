//! The fee of a creator, typed here: for a batch to come it is kept until the batch is planned, in a planned one it is changed at once.

use crate::domain::Money;
use crate::proto::builder::{Bookee, Builder, Price};
use crate::proto::command::FieldValue;
use crate::proto::outlook::OutlookCmd;
use crate::proto::{Target, WriteCmd};
use crate::tui::kit::overlay::{Form, Overlay};
use crate::tui::kit::{Ctx, Does, Notice, Verb};
use crate::tui::screens::form;
use crate::words::builder as words;

use super::BuilderScreen;
use super::question::{Question, Whose};

/// Opens the form.
pub(super) fn verb(builder: &Builder, person: &Bookee) -> Verb<BuilderScreen> {
    let whose = Whose {
        creator: person.creator,
        handle: person.handle.clone(),
        batch: builder.batch.filter(|_| person.is_member),
        batch_name: builder.batch_name.clone(),
        bookings: builder.line_of(person.creator).map_or(1, |line| line.bookings),
        posts: person.posts,
        costs_what_they_ask: person.tested.is_none() && !matches!(person.price, Price::Agreed(_) | Price::Planned(_)),
        currency: builder.currency,
    };
    let form = form::booking_fee::build(person, &builder.batch_name, builder.currency);
    Verb::new(move |_, _, ctx: &mut Ctx| ctx.open(form, Question::Fee(whose))).hint("price", Does::Opens)
}

impl BuilderScreen {
    /// Takes the form; one with faults opens again.
    pub(super) fn take_fee(&mut self, whose: &Whose, filled: Form, ctx: &mut Ctx) {
        let (fee, is_asked) = match form::booking_fee::read(filled, whose.currency, ctx.calendar()) {
            Ok(read) => read,
            Err(form) => return ctx.open(Overlay::Form(*form), Question::Fee(whose.clone())),
        };
        let asks_minor = fee.filter(|_| is_asked).map(|fee| fee / i64::from(whose.posts.max(1)));
        if let Some(batch) = whose.batch {
            let fee_minor = fee.map(|fee| fee.saturating_mul(whose.bookings.into()));
            let set = OutlookCmd::SetFee { batch, creator: whose.creator, fee_minor, asks_minor };
            ctx.write(WriteCmd::Outlook(set));
            return;
        }
        // Where the fee is what they ask from now on, it needs no second place, which undoing that would not clear.
        let is_kept = asks_minor
            .is_none_or(|asks| !whose.costs_what_they_ask || fee != Some(asks * i64::from(whose.posts.max(1))));
        let said = match fee.filter(|_| is_kept) {
            Some(fee) => {
                self.draft.fees.insert(whose.creator, Money::new(fee, whose.currency));
                Some(words::fee_set(&whose.handle, fee, &whose.batch_name, whose.currency))
            }
            None => self.draft.fees.remove(&whose.creator).map(|_| words::fee_removed(&whose.handle)),
        };
        if let Some(asks) = asks_minor {
            let value = FieldValue::price(Some((asks, whose.currency)));
            ctx.write(WriteCmd::SetField { target: Target::one(whose.creator), value });
        } else if let Some(said) = said {
            ctx.say(Notice::info(said));
        }
        self.ask(ctx);
    }
}

//! One field of all who are acted on: what the cursor's column holds, and becomes.

use crate::domain::creator::CreatorField;
use crate::domain::record::Fact;
use crate::proto::WriteCmd;
use crate::proto::command::FieldValue;
use crate::tui::kit::overlay::{NOTHING, Overlay, Prompt, Purpose};
use crate::tui::kit::{Availability, Ctx, Request};

use super::columns::Kind;
use super::repeat::Verb;
use super::{CreatorsScreen, Pending, account};

/// What the answer is for.
pub(super) const FIELD: Purpose = "creators.field";

/// The fact of a column, where it can be the same of many; figures of an account and names never are.
fn settable(kind: Kind) -> Option<CreatorField> {
    match kind {
        Kind::Of(field) => Some(field).filter(|field| field.fact().bulk),
        // The way on which they were found is part of the column; its place is what is set.
        Kind::Found => Some(CreatorField::FoundVia),
        _ => None,
    }
}

/// The facts that can be the same of many: `price, country and language`.
fn settable_names() -> String {
    let names: Vec<&str> =
        CreatorField::ALL.iter().map(|field| field.fact()).filter(|fact| fact.bulk).map(Fact::in_sentence).collect();
    match names.as_slice() {
        [all @ .., last] if !all.is_empty() => format!("{} and {last}", all.join(", ")),
        all => all.concat(),
    }
}

impl CreatorsScreen {
    /// Whether the field under the cursor, or else the form of one creator, can be edited.
    pub(super) fn can_edit_field(&self) -> Availability {
        Availability::when(
            settable(self.column).is_some() || self.acting_count() <= 1,
            format!(
                "All marked at once are set in the columns {}; anything else is of one creator: clear the marks first.",
                settable_names()
            ),
        )
    }

    /// Asks what the field under the cursor becomes; where it is of one creator alone, opens the form.
    pub(super) fn open_field(&mut self, ctx: &Ctx) -> Vec<Request> {
        let Some(field) = settable(self.column) else { return self.open_edit(ctx) };
        let Some(pending) = self.acting() else { return Vec::new() };
        let row = self.index.here().filter(|_| !pending.by_marks);
        let value = row.map(|row| row.fields.to_type(field)).unwrap_or_default();
        let hint = format!("{}; - for unknown", field.fact().hint);
        self.ask_value(field, pending, value, &hint, ctx)
    }

    /// The line for what the field becomes.
    fn ask_value(
        &mut self,
        field: CreatorField,
        pending: Pending,
        value: String,
        hint: &str,
        ctx: &Ctx,
    ) -> Vec<Request> {
        let currency = self.price_currency(&pending, ctx);
        let prompt = Prompt {
            purpose: FIELD,
            title: format!("{} of {}", field.fact().label, self.about(&pending)),
            kind: account::field_kind(field, currency),
            value,
            hint: hint.to_owned(),
            may_clear: true,
            ..Prompt::default()
        };
        self.pending = Some(pending);
        vec![Request::Open(Overlay::Prompt(prompt))]
    }

    /// One creator keeps the currency they ask in.
    fn price_currency(&self, pending: &Pending, ctx: &Ctx) -> crate::domain::Currency {
        let row = self.index.here().filter(|row| !pending.by_marks && row.fields.price_minor.is_some());
        row.map_or(ctx.currency, |row| row.fields.price_currency)
    }

    /// Why a typed value cannot be what the field becomes.
    pub(super) fn field_fault(&self, typed: &str) -> Option<String> {
        settable(self.column)?.typed(value(typed), crate::domain::Currency::default()).err()
    }

    /// Takes what the field becomes.
    pub(super) fn field_typed(&mut self, pending: Pending, typed: &str, ctx: &mut Ctx) -> Vec<Request> {
        let Some(field) = settable(self.column) else { return Vec::new() };
        let currency = self.price_currency(&pending, ctx);
        let value = match field.typed(value(typed), currency) {
            Ok(value) => FieldValue { field, value, currency },
            Err(fault) => return self.ask_value(field, pending, typed.to_owned(), &fault, ctx),
        };
        self.last_verb = Some(Verb::Field(value.clone()));
        vec![ctx.write_request(WriteCmd::SetField { target: pending.target, value }).1]
    }

    /// Deletes whom a verb acts on.
    pub(super) fn delete(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        self.decide(Verb::Delete, false, ctx, WriteCmd::DeleteCreators)
    }

    /// Extends the range that a verb acts on, or begins one.
    pub(super) fn extend(&mut self, by: isize, ctx: &Ctx) {
        if self.chosen.range(self.index.cursor.at).is_none() {
            self.chosen.range_key(&self.index.ids, self.index.cursor.at);
        }
        self.index.step(by, ctx.list_lines);
    }
}

/// What was typed; the sign for nothing is empty.
fn value(typed: &str) -> &str {
    if typed == NOTHING { "" } else { typed }
}

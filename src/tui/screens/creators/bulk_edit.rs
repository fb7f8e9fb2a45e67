//! Bulk edit: sets the field of the cursor's column for all creators a verb acts on.

use crate::domain::creator::CreatorField;
use crate::domain::record::Fact;
use crate::proto::command::FieldValue;
use crate::tui::kit::overlay::{NOTHING, Overlay, Prompt};
use crate::tui::kit::{Ctx, Verb};
use crate::tui::screens::form::creator as account;
use crate::tui::screens::verbs::{self, Change, Creators, OnCreators};

use super::CreatorsScreen;
use super::columns::ColumnKind;
use super::questions::Question;

/// The field of a column, if it can have the same value for many creators. Figures of an account and names can't.
fn settable(kind: ColumnKind) -> Option<CreatorField> {
    match kind {
        ColumnKind::Of(field) => Some(field).filter(|field| field.fact().bulk),
        // The column shows how and where they were found; bulk edit sets only where.
        ColumnKind::Found => Some(CreatorField::FoundVia),
        _ => None,
    }
}

/// The fields that bulk edit can set: `price, country and language`.
fn settable_names() -> String {
    let names: Vec<&str> =
        CreatorField::ALL.iter().map(|field| field.fact()).filter(|fact| fact.bulk).map(Fact::in_sentence).collect();
    match names.as_slice() {
        [all @ .., last] if !all.is_empty() => format!("{} and {last}", all.join(", ")),
        all => all.concat(),
    }
}

impl CreatorsScreen {
    /// Edits the field under the cursor for all creators a verb acts on. For a single creator and any other column, opens the
    /// full form.
    pub(super) fn field_verb(&self) -> Verb<Self> {
        let is_settable = settable(self.column).is_some();
        Verb::new(|screen: &mut Self, _, ctx| screen.open_field(ctx)).when(is_settable || self.count() <= 1, || {
            format!("Bulk edit can set {}. To edit anything else, clear the marks.", settable_names())
        })
    }

    fn open_field(&mut self, ctx: &mut Ctx) {
        let Some(field) = settable(self.column) else { return self.open_record(ctx) };
        let Some(creators) = self.creators() else { return };
        let row = self.list.here().filter(|_| !creators.marked);
        let value = row.map(|row| row.fields.to_type(field)).unwrap_or_default();
        self.ask_value(field, creators, value, None, ctx);
    }

    /// The input for the new value; reopened with the reason where the value was invalid.
    fn ask_value(&self, field: CreatorField, creators: Creators, value: String, fault: Option<String>, ctx: &mut Ctx) {
        let currency = self.price_currency(&creators, ctx);
        let prompt = Prompt {
            title: format!("{} of {}", field.fact().label, creators.label),
            kind: account::field_kind(field, currency),
            value,
            hint: format!("{}; - for unknown", field.fact().hint),
            fault,
            may_clear: true,
            ..Prompt::default()
        };
        ctx.open(Overlay::Prompt(prompt), Question::Field(creators, self.column));
    }

    /// A single creator keeps the currency of their price.
    fn price_currency(&self, creators: &Creators, ctx: &Ctx) -> crate::domain::Currency {
        let row = self.list.here().filter(|row| !creators.marked && row.fields.price_minor.is_some());
        row.map_or(ctx.currency, |row| row.fields.price_currency)
    }

    /// Applies the new value.
    pub(super) fn field_typed(&mut self, creators: &Creators, column: ColumnKind, typed: &str, ctx: &mut Ctx) {
        let Some(field) = settable(column) else { return };
        let currency = self.price_currency(creators, ctx);
        match field.typed(if typed == NOTHING { "" } else { typed }, currency, ctx.calendar()) {
            Ok(value) => verbs::make_to(self, creators, &Change::Field(FieldValue { field, value, currency }), ctx),
            Err(fault) => self.ask_value(field, creators.clone(), typed.to_owned(), Some(fault), ctx),
        }
    }
}

//! One field of all who are acted on: what the cursor's column holds, and becomes.

use crate::domain::money::{Money, parse_amount};
use crate::domain::text::clean;
use crate::proto::WriteCmd;
use crate::proto::command::FieldValue;
use crate::proto::row::CreatorRow;
use crate::tui::kit::overlay::{FieldKind, NOTHING, Overlay, Prompt, Purpose};
use crate::tui::kit::{Availability, Ctx, Request};

use super::columns::Kind;
use super::repeat::Verb;
use super::{CreatorsScreen, Pending, account};

/// What the answer is for.
pub(super) const FIELD: Purpose = "creators.field";

/// A column whose field can be the same of many; those of figures and names never are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Settable {
    Country,
    Language,
    Found,
    Price,
}

impl Settable {
    pub(super) fn of(kind: Kind) -> Option<Self> {
        Some(match kind {
            Kind::Country => Self::Country,
            Kind::Language => Self::Language,
            Kind::FoundVia => Self::Found,
            Kind::Price => Self::Price,
            _ => return None,
        })
    }

    fn title(self) -> &'static str {
        match self {
            Self::Country => "Country",
            Self::Language => "Language",
            Self::Found => "Found via",
            Self::Price => "Asking price",
        }
    }

    fn hint(self) -> &'static str {
        match self {
            Self::Country => "two letters: us; - for unknown",
            Self::Language => "en, es; - for unknown",
            Self::Found => "#hashtag, brand, competitor; - for unknown",
            Self::Price => "for one post; - for never asked",
        }
    }

    /// What stands there of one creator.
    fn shown(self, row: &CreatorRow) -> String {
        let fields = &row.fields;
        match self {
            Self::Country => clean(&fields.country),
            Self::Language => clean(&fields.language),
            Self::Found => clean(&fields.found_via),
            Self::Price => {
                fields.price_minor.map(|minor| Money::new(minor, fields.price_currency).exact()).unwrap_or_default()
            }
        }
    }
}

impl CreatorsScreen {
    /// Whether the field under the cursor, or else the form of one creator, can be edited.
    pub(super) fn can_edit_field(&self) -> Availability {
        Availability::when(
            Settable::of(self.column).is_some() || self.acting_count() <= 1,
            "All marked at once are set in the columns price, country, language and found via; anything else is of one \
             creator: clear the marks first.",
        )
    }

    /// Asks what the field under the cursor becomes; where it is of one creator alone, opens the form.
    pub(super) fn open_field(&mut self, ctx: &Ctx) -> Vec<Request> {
        let Some(field) = Settable::of(self.column) else { return self.open_edit(ctx) };
        let Some(pending) = self.acting() else { return Vec::new() };
        let row = self.index.here().filter(|_| !pending.by_marks);
        let value = row.map(|row| field.shown(row)).unwrap_or_default();
        self.ask_value(field, pending, value, field.hint(), ctx)
    }

    /// The line for what the field becomes.
    fn ask_value(&mut self, field: Settable, pending: Pending, value: String, hint: &str, ctx: &Ctx) -> Vec<Request> {
        let currency = self.price_currency(&pending, ctx);
        let prompt = Prompt {
            purpose: FIELD,
            title: format!("{} of {}", field.title(), self.about(&pending)),
            kind: if field == Settable::Price { FieldKind::Money(currency) } else { FieldKind::Text },
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
    pub(super) fn field_fault(&self, typed: &str) -> Option<&'static str> {
        let is_country = Settable::of(self.column) == Some(Settable::Country);
        account::country_fault(&words(typed)).filter(|_| is_country)
    }

    /// Takes what the field becomes.
    pub(super) fn field_typed(&mut self, pending: Pending, typed: &str, ctx: &mut Ctx) -> Vec<Request> {
        if let Some(fault) = self.field_fault(typed) {
            return self.ask_value(Settable::Country, pending, typed.to_owned(), fault, ctx);
        }
        let words = words(typed);
        let value = match Settable::of(self.column) {
            Some(Settable::Country) => FieldValue::Country(words.to_lowercase()),
            Some(Settable::Language) => FieldValue::Language(words),
            Some(Settable::Found) => FieldValue::Found(words),
            Some(Settable::Price) => {
                let currency = self.price_currency(&pending, ctx);
                FieldValue::Price(parse_amount(typed, currency).map(|minor| (minor, currency)))
            }
            None => return Vec::new(),
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

/// What was typed as it is kept; the sign for nothing is empty.
fn words(typed: &str) -> String {
    if typed == NOTHING { String::new() } else { clean(typed) }
}

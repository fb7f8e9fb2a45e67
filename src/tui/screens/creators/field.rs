//! One field of all who are acted on: what the cursor's column holds, and becomes.

use crate::domain::money::{Money, parse_amount};
use crate::domain::text::clean;
use crate::proto::command::FieldValue;
use crate::proto::row::CreatorRow;
use crate::tui::kit::overlay::{FieldKind, NOTHING, Overlay, Prompt};
use crate::tui::kit::{Ctx, Verb};
use crate::tui::screens::form::creator as account;
use crate::tui::screens::verbs::{self, Change, Creators, OnCreators};

use super::CreatorsScreen;
use super::columns::Kind;
use super::questions::Question;

/// A column whose field can be the same of many; those of figures and names never are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Settable {
    Country,
    Language,
    Found,
    Price,
}

impl Settable {
    fn of(kind: Kind) -> Option<Self> {
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

    /// Reads what was typed; the sign for nothing empties the field.
    fn read(self, typed: &str, currency: crate::domain::Currency) -> Result<FieldValue, &'static str> {
        let words = if typed == NOTHING { String::new() } else { clean(typed) };
        Ok(match self {
            Self::Country => match account::country_fault(&words) {
                Some(fault) => return Err(fault),
                None => FieldValue::Country(words.to_lowercase()),
            },
            Self::Language => FieldValue::Language(words),
            Self::Found => FieldValue::Found(words),
            Self::Price => FieldValue::Price(parse_amount(typed, currency).map(|minor| (minor, currency))),
        })
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
    /// Edits the field under the cursor of all that are acted on; where it is of one creator alone, the form of that one.
    pub(super) fn field_verb(&self) -> Verb<Self> {
        let is_settable = Settable::of(self.column).is_some();
        Verb::new(|screen: &mut Self, _, ctx| screen.open_field(ctx)).when(is_settable || self.count() <= 1, || {
            "All marked at once are set in the columns price, country, language and found via; anything else is of one \
             creator: clear the marks first."
                .to_owned()
        })
    }

    fn open_field(&mut self, ctx: &mut Ctx) {
        let Some(field) = Settable::of(self.column) else { return self.open_record(ctx) };
        let Some(creators) = self.creators() else { return };
        let row = self.list.here().filter(|_| !creators.marked);
        let value = row.map(|row| field.shown(row)).unwrap_or_default();
        self.ask_value(field, creators, value, field.hint(), ctx);
    }

    /// The line for what the field becomes.
    fn ask_value(&self, field: Settable, creators: Creators, value: String, hint: &str, ctx: &mut Ctx) {
        let currency = self.price_currency(&creators, ctx);
        let prompt = Prompt {
            title: format!("{} of {}", field.title(), creators.label),
            kind: if field == Settable::Price { FieldKind::Money(currency) } else { FieldKind::Text },
            value,
            hint: hint.to_owned(),
            may_clear: true,
            ..Prompt::default()
        };
        ctx.open(Overlay::Prompt(prompt), Question::Field(creators, self.column));
    }

    /// One creator keeps the currency they ask in.
    fn price_currency(&self, creators: &Creators, ctx: &Ctx) -> crate::domain::Currency {
        let row = self.list.here().filter(|row| !creators.marked && row.fields.price_minor.is_some());
        row.map_or(ctx.currency, |row| row.fields.price_currency)
    }

    /// Takes what the field of a column becomes.
    pub(super) fn field_typed(&mut self, creators: &Creators, column: Kind, typed: &str, ctx: &mut Ctx) {
        let Some(field) = Settable::of(column) else { return };
        match field.read(typed, self.price_currency(creators, ctx)) {
            Ok(value) => verbs::make_to(self, creators, &Change::Field(value), ctx),
            Err(fault) => self.ask_value(field, creators.clone(), typed.to_owned(), fault, ctx),
        }
    }
}

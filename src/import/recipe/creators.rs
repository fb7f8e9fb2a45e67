//! A row of a creator list becomes a creator.

use std::collections::BTreeMap;

use super::collaborations::not_in_use;
use super::{Fault, Recipe, counted, is_total, number, platform, platforms, quoted};
use crate::domain::creator::{CreatorField, CreatorFields, tag_name};
use crate::domain::handle::Found;
use crate::domain::record::{Kind, View};
use crate::domain::text::clean;
use crate::domain::{Handle, Platform, Verdict, country};
use crate::import::layout::{Layout, Row};
use crate::import::values::{email, money, rate};
use crate::proto::column::Target;
use crate::proto::import_note::ImportNote;
use crate::proto::ingest::{CreatorRecord, Decided, Record};

/// The most stars a creator can have.
const MOST_STARS: u8 = 5;

/// Counts what happened to rows and cells that give no figure.
#[derive(Debug, Default)]
pub(super) struct Creators {
    no_creator: u64,
    totals: u64,
    prices: u64,
    /// Texts that cannot be what their column says.
    skipped: BTreeMap<CreatorField, u64>,
    /// Prices with `¥` where nothing says whether that is yen or yuan.
    yen_or_yuan: u64,
    /// Bare handles whose row names several platforms.
    several_platforms: u64,
    countries: u64,
    /// The first few texts that name no country.
    no_countries: Vec<String>,
}

/// Most unknown countries that a note names.
const NAMED: usize = 3;

impl Recipe for Creators {
    fn read(&mut self, row: Row<'_>) -> Result<Option<Record>, Fault> {
        if is_total(row) {
            self.totals += 1;
            return Ok(None);
        }
        let (text, link) = (row.get(Target::Handle), row.get(Target::Link));
        if text.is_empty() && link.is_empty() {
            return self.without_account(row);
        }
        let by_link =
            (!link.is_empty()).then(|| Handle::find(link).ok()).flatten().filter(|found| found.platform.is_some());
        let found = match (Handle::find(text), &by_link) {
            (Ok(found), _) => found,
            // The handle column holds a display name, so the link decides.
            (Err(_), Some(linked)) => {
                Found { name: Some(clean(text)).filter(|name| !name.is_empty()), ..linked.clone() }
            }
            (Err(fault), None) => {
                let target = if row.layout.has(Target::Handle) { Target::Handle } else { Target::Link };
                return Err(Fault::at(target, fault.to_string()));
            }
        };
        let linked = found.platform.or_else(|| by_link.as_ref().and_then(|linked| linked.platform));
        let named = match linked {
            Some(linked) => linked,
            None => self.platform(row)?,
        };
        let mut fields = CreatorFields::new(named, found.handle);
        for field in CreatorField::ALL {
            self.fact(row, *field, &mut fields)?;
        }
        if fields.name.is_empty() {
            fields.name = found.name.unwrap_or_default();
        }
        let (decided, note) = (decided(row)?, clean(row.get(Target::Notes)));
        let record = CreatorRecord { fields, tags: tags(row), note, counted_on: row.counted_on(), decided };
        Ok(Some(Record::Creator(Box::new(record))))
    }

    fn notes(&self, _layout: &Layout) -> Vec<ImportNote> {
        let countries = |count| ImportNote::UnknownCountries { count, first: self.no_countries.clone() };
        let skipped = self.skipped.iter().map(|(field, count)| ImportNote::Skipped(*field, *count));
        [
            counted(self.no_creator, ImportNote::NoCreator),
            counted(self.totals, ImportNote::Totals),
            counted(self.prices, ImportNote::NoPrice),
            counted(self.yen_or_yuan, ImportNote::YenOrYuan),
            counted(self.several_platforms, ImportNote::UnsurePlatform),
            counted(self.countries, countries),
        ]
        .into_iter()
        .flatten()
        .chain(skipped)
        .collect()
    }
}

impl Creators {
    /// Reads one fact. Text that cannot be what the column says is left out and counted.
    fn fact(&mut self, row: Row<'_>, field: CreatorField, fields: &mut CreatorFields) -> Result<(), Fault> {
        let (target, fact) = (Target::Of(field), field.fact());
        let stated = row.get(target);
        if stated.is_empty() {
            return Ok(());
        }
        match (field, fact.kind) {
            (CreatorField::Country, _) => fields.country = self.country(stated),
            (_, Kind::Money) => self.price(row, fields)?,
            (_, Kind::Count) => {
                let count = number(row, target, fact.in_sentence())?;
                fields.slot(field).set(View::Count(count));
            }
            (_, Kind::Percent) => fields.slot(field).set(View::Decimal(er(row)?)),
            (_, Kind::Day) => fields.slot(field).set(View::Day(row.date(target).map(|moment| moment.day))),
            // Tenfold wrote this list, so the text is kept as it is.
            (CreatorField::Language, _) if row.layout.is_own => clean(stated).clone_into(&mut fields.language),
            (_, _) => match text(field, stated) {
                Some(text) => fields.slot(field).set(View::Text(&text)),
                None => *self.skipped.entry(field).or_default() += 1,
            },
        }
        Ok(())
    }

    /// The platform of a bare handle: by the cell of its row, else by the columns.
    fn platform(&mut self, row: Row<'_>) -> Result<Platform, Fault> {
        let text = row.get(Target::Platform);
        let named = platforms(text);
        if named.len() > 1 {
            self.several_platforms += 1;
            if named.contains(&row.layout.platform) {
                return Ok(row.layout.platform);
            }
        }
        Ok(platform(text)?.unwrap_or(row.layout.platform))
    }

    /// A country by its code. Text that names no country stays as it is, and is named at the end.
    fn country(&mut self, text: &str) -> String {
        let kept = country::kept(text);
        if !kept.is_empty() && country::code(&kept).is_none() {
            self.countries += 1;
            if self.no_countries.len() < NAMED && !self.no_countries.contains(&kept) {
                self.no_countries.push(kept.clone());
            }
        }
        kept
    }

    /// A row without an account: skipped if nothing else in it describes a creator, otherwise rejected.
    fn without_account(&mut self, row: Row<'_>) -> Result<Option<Record>, Fault> {
        let telling = [
            Target::Of(CreatorField::Name),
            Target::Of(CreatorField::Followers),
            Target::Of(CreatorField::Email),
            Target::Of(CreatorField::Views),
            Target::Of(CreatorField::Er),
            Target::Of(CreatorField::Price),
            Target::Of(CreatorField::Bio),
        ];
        if telling.into_iter().any(|target| !row.get(target).is_empty()) {
            return Err(Fault::at(Target::Handle, "the handle is empty, so there is no telling who it is"));
        }
        self.no_creator += 1;
        Ok(None)
    }

    /// Price columns hold words as well ("gifted", "ask"): they leave the price unknown.
    fn price(&mut self, row: Row<'_>, fields: &mut CreatorFields) -> Result<(), Fault> {
        let text = row.get(Target::Of(CreatorField::Price));
        if text.is_empty() {
            return Ok(());
        }
        let Some(amount) = row.layout.money(Target::Of(CreatorField::Price), text).filter(|amount| amount.milli >= 0)
        else {
            self.prices += 1;
            return Ok(());
        };
        let named = money::named(row.get(Target::Currency));
        if named.is_none() && !row.get(Target::Currency).is_empty() {
            return Err(not_in_use(row));
        }
        let stated = named.filter(|named| !named.is_yen_or_yuan).and_then(|named| named.currency);
        let by_sign = named.filter(|_| amount.currency.is_none()).unwrap_or(amount);
        let currency = if by_sign.is_yen_or_yuan {
            let Some(currency) = row.layout.yen_or_yuan(stated) else {
                self.yen_or_yuan += 1;
                return Ok(());
            };
            currency
        } else {
            amount.currency.or(stated).or(row.layout.named_currency).unwrap_or(row.layout.currency)
        };
        fields.price_minor = amount.minor(currency);
        fields.price_currency = currency;
        Ok(())
    }
}

/// The text to keep, without the apostrophe that guards it against formulas. `None` if it cannot be what its column says.
pub(super) fn text(field: CreatorField, stated: &str) -> Option<String> {
    match field {
        // Cells hold several, names around them and placeholders.
        CreatorField::Email => email(stated).map(str::to_owned),
        CreatorField::Language => Some(language(stated)),
        _ => field.fact().cleaned(stated).ok(),
    }
}

/// What a field says, as a line of text; the mark that keeps a sheet from taking it for a formula isn't a part of it.
fn line(row: Row<'_>, target: Target) -> String {
    clean(row.get(target))
}

/// The decisions in a list that Tenfold wrote: verdict, stars and do not contact.
fn decided(row: Row<'_>) -> Result<Decided, Fault> {
    let word = row.get(Target::Verdict);
    let verdict = match word {
        "" => Verdict::New,
        word => Verdict::from_word(word).ok_or_else(|| {
            Fault::at(
                Target::Verdict,
                format!("\"{}\" isn't a verdict. Use new, picked, maybe, rejected or snoozed", quoted(word)),
            )
        })?,
    };
    let stars = row.get(Target::Rating);
    let rating = match stars {
        "" => 0,
        stars => stars.parse().ok().filter(|stars| *stars <= MOST_STARS).ok_or_else(|| {
            Fault::at(Target::Rating, format!("\"{}\" isn't a rating from 0 to {MOST_STARS} stars", quoted(stars)))
        })?,
    };
    Ok(Decided {
        verdict,
        reason: line(row, Target::Reason),
        snoozed_until: row.date(Target::SnoozedUntil).map(|moment| moment.day),
        rating,
        do_not_contact: is_yes(row.get(Target::DoNotContact)),
        added_on: row.date(Target::Added).map(|moment| moment.day),
    })
}

/// Whether a cell says yes. In the do-not-contact column any mark counts as yes.
fn is_yes(cell: &str) -> bool {
    !matches!(cell.to_ascii_lowercase().as_str(), "" | "no" | "false" | "0" | "n" | "-")
}

fn er(row: Row<'_>) -> Result<Option<f64>, Fault> {
    let text = row.get(Target::Of(CreatorField::Er));
    if text.is_empty() {
        return Ok(None);
    }
    match rate::parse(text, row.layout.scale()) {
        Some(points) => Ok(Some(points)),
        None => Err(Fault::at(
            Target::Of(CreatorField::Er),
            format!("\"{}\" isn't an engagement rate. It must be 0 or more", quoted(text)),
        )),
    }
}

/// A language by its code, lower case: `fr-FR` is `fr`. Other texts stand as they are.
pub(super) fn language(text: &str) -> String {
    let is_code = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let part = text.split_once(['-', '_']).filter(|(_, region)| is_code(region)).map_or(text, |(language, _)| language);
    if is_code(part) { part.to_ascii_lowercase() } else { clean(text) }
}

/// Splits tag cells; parents keep their `/`.
fn tags(row: Row<'_>) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for part in row.all().flat_map(|cell| cell.split(['|', ';', ',', '、', '，', '\n'])) {
        if let Some(tag) = tag_name(part)
            && !tags.iter().any(|known| known.eq_ignore_ascii_case(&tag))
        {
            tags.push(tag);
        }
    }
    tags
}

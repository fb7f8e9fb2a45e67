//! The form of a creator: what stands in it, and what it says when it comes back.

use crate::domain::creator::CreatorFields;
use crate::domain::money::{Money, parse_amount};
use crate::domain::number::{full, parse_count, parse_ratio};
use crate::domain::text::clean;
use crate::domain::{Currency, Handle, Platform};
use crate::tui::kit::overlay::{Field, FieldKind, Form};
use strum::IntoEnumIterator;

/// What the form of a known creator is for.
pub const EDIT: &str = "creators.edit";

/// The ways by which creators are found, to choose from; any other word does as well.
pub const WAYS: [&str; 6] = ["hashtag", "#ad", "#gifted", "brand", "competitor", "feed"];

/// The form of a known creator.
pub fn edit_form(creator: &CreatorFields, currency: Currency) -> Form {
    let currency = if creator.price_minor.is_some() { creator.price_currency } else { currency };
    Form {
        purpose: EDIT,
        title: format!("Edit {}", creator.handle),
        fields: fields(Some(creator), currency),
        save: "Save".to_owned(),
    }
}

fn fields(creator: Option<&CreatorFields>, currency: Currency) -> Vec<Field> {
    let text = |value: fn(&CreatorFields) -> &str| creator.map(value).map(clean).unwrap_or_default();
    let count = |value: fn(&CreatorFields) -> Option<i64>| creator.and_then(value).map(full).unwrap_or_default();
    let platforms = Platform::iter().map(|platform| platform.word().to_owned()).collect();
    let platform = creator.map_or(Platform::ASSUMED, |creator| creator.platform);
    let price = creator.and_then(|creator| creator.price_minor).map(|minor| Money::new(minor, currency).exact());
    let er = creator.and_then(|creator| creator.er).map(|er| er.to_string());
    let handle = creator.map(|creator| creator.handle.to_string());
    let plain = |key, label: &str| Field::new(key, label, FieldKind::Text);
    vec![
        plain("handle", "Handle").required().hint("@name or a profile link").with(handle.unwrap_or_default()),
        Field::new("platform", "Platform", FieldKind::Choice(platforms)).with(platform.word()),
        plain("name", "Name").with(text(|creator| &creator.name)),
        Field::new("followers", "Followers", FieldKind::Count).hint("33700 or 33.7k").with(count(|c| c.followers)),
        Field::new("er", "Engagement %", FieldKind::Decimal).hint("5.8").with(er.unwrap_or_default()),
        Field::new("views", "Views a post", FieldKind::Count).hint("22400 or 22.4k").with(count(|c| c.views)),
        Field::new("price", "Asking price", FieldKind::Money(currency))
            .hint("for one post; empty if never asked")
            .with(price.unwrap_or_default()),
        plain("country", "Country").hint("two letters: us").with(text(|creator| &creator.country)),
        plain("language", "Language").with(text(|creator| &creator.language)),
        plain("email", "E-mail").with(text(|creator| &creator.email)),
        plain("address", "Postal address").hint("where a parcel goes").with(text(|creator| &creator.address)),
        plain("found_by", "Found by").hint(WAYS.join(", ")).with(text(|creator| &creator.found_by)),
        plain("found_via", "Found via")
            .hint("which one: #glassskin, a brand, a competitor")
            .with(text(|creator| &creator.found_via)),
        plain("bio", "Bio").with(text(|creator| &creator.bio)),
    ]
}

/// Reads the form.
///
/// # Errors
/// Hands the form back with what is wrong below its fields.
pub fn read(mut form: Form, currency: Currency) -> Result<CreatorFields, Box<Form>> {
    let chosen = Platform::from_word(form.text("platform")).unwrap_or(Platform::ASSUMED);
    let found = Handle::find(form.text("handle"));
    let email = clean(form.text("email"));
    let mut is_fine = true;
    if let Err(fault) = &found {
        form.fault("handle", sentence(&fault.to_string()));
        is_fine = false;
    }
    let faults = [
        ("email", email_fault(&email)),
        ("country", country_fault(&clean(form.text("country")))),
        ("er", er_fault(parse_ratio(form.text("er")))),
    ];
    for (field, fault) in faults {
        if let Some(fault) = fault {
            form.fault(field, fault);
            is_fine = false;
        }
    }
    let (true, Ok(found)) = (is_fine, found) else { return Err(Box::new(form)) };
    let price_currency = form.fields.iter().find_map(|field| match field.kind {
        FieldKind::Money(currency) => Some(currency),
        _ => None,
    });
    let price_currency = price_currency.unwrap_or(currency);
    let name = clean(form.text("name"));
    Ok(CreatorFields {
        // A link says for certain where the account is.
        platform: found.platform.unwrap_or(chosen),
        handle: found.handle,
        name: if name.is_empty() { found.name.unwrap_or_default() } else { name },
        followers: parse_count(form.text("followers")),
        er: parse_ratio(form.text("er")),
        views: parse_count(form.text("views")),
        price_minor: parse_amount(form.text("price"), price_currency),
        price_currency,
        country: clean(form.text("country")),
        language: clean(form.text("language")),
        email,
        address: clean(form.text("address")),
        bio: clean(form.text("bio")),
        found_by: clean(form.text("found_by")),
        found_via: clean(form.text("found_via")),
    })
}

/// Says why a text is no e-mail address; none at all is fine.
pub fn email_fault(text: &str) -> Option<&'static str> {
    let is_address = text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    (!text.is_empty() && (!is_address || text.contains(' '))).then_some("An e-mail address looks like kat@example.com")
}

/// Says why a text is no country; lists name them by code or in full.
pub fn country_fault(text: &str) -> Option<&'static str> {
    let is_one = !text.contains(|c: char| c.is_ascii_digit() || matches!(c, ',' | ';' | '/'));
    (!is_one).then_some("One country, best by its two letters: us")
}

/// Says why a number is no engagement rate.
pub fn er_fault(er: Option<f64>) -> Option<&'static str> {
    er.is_some_and(|er| er > 100.0).then_some("Engagement is a percentage: 100 at most")
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

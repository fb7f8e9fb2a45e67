//! The facts: account, figures, decisions, and where each comes from.

use crate::domain::creator::{CreatorField, Figure};
use crate::domain::number::full;
use crate::domain::record::View;
use crate::domain::{Money, country};
use crate::proto::page::CreatorPage;
use crate::proto::row::CreatorRow;
use crate::tui::kit::Ctx;
use crate::tui::look::{Role, day, text};
use crate::tui::screens::profile::info;
use crate::words::{odds as odds_words, page as words, source};

use crate::tui::screens::sections::Sheet;

/// The creator in one line: handle, name, place, size.
pub(super) fn head(page: &CreatorPage, ctx: &Ctx) -> String {
    let row = &page.detail.row;
    let parts = [row.fields.handle.to_string(), text::shown(&row.fields.name), place(row), size(row, ctx)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("   ")
}

/// Country and language.
pub(super) fn place(row: &CreatorRow) -> String {
    let country = text::shown(&country::name(&row.fields.country));
    [country, text::shown(&row.fields.language)]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Followers and tier.
pub(super) fn size(row: &CreatorRow, ctx: &Ctx) -> String {
    let Some(followers) = row.fields.followers else { return "followers unknown".to_owned() };
    let tier = ctx.borders.tier(followers).map_or("", |tier| tier.word());
    format!("{} followers   {tier}", crate::domain::number::compact(followers)).trim_end().to_owned()
}

pub(super) fn write(sheet: &mut Sheet, page: &CreatorPage, ctx: &Ctx) {
    let (row, fields) = (&page.detail.row, &page.detail.row.fields);
    let origin = |figure| text::shown(&source::short(page.detail.origin(figure), ctx.today));
    let shown = |foreign: &str| text::shown(foreign);
    let known = |known: Option<String>| known.unwrap_or_default();
    sheet.fact("Name", &shown(&fields.name), Role::Strong);
    let account = [fields.platform.word().to_owned(), place(row)];
    let account = account.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(", ");
    sheet.fact("Account", &account, Role::Text);
    for (handle, until) in &page.known_as {
        sheet.fact("Was", &format!("@{} until {}", shown(handle), day::short(*until, ctx.today)), Role::Text);
    }
    if row.do_not_contact {
        sheet.fact("! Contact", "do not contact", Role::Bad);
    }
    let tier = fields.followers.and_then(|followers| ctx.borders.tier(followers)).map_or("", |tier| tier.word());
    let followers = fields.followers.map(|followers| format!("{}   {tier}", full(followers)).trim_end().to_owned());
    sheet.sourced("Followers", &known(followers), Role::Text, &origin(Figure::Followers));
    let er = fields.er.map(|er| format!("{er}% stated"));
    sheet.sourced("Engagement", &known(er), Role::Text, &origin(Figure::Er));
    sheet.sourced("Views/post", &known(fields.views.map(full)), Role::Text, &origin(Figure::Views));
    price(sheet, page, &origin(Figure::Price), ctx);
    odds(sheet, page, ctx);
    sheet.fact("Verdict", &info::verdict(row), info::meaning(row.verdict));
    let stars = if row.rating == 0 { String::new() } else { format!("{} of 5", row.rating) };
    sheet.fact("Stars", &stars, Role::Text);
    sheet.fact("Tags", &shown(&row.tags.join(", ")), Role::Text);
    contact(sheet, page, ctx);
    sheet.fact("Found via", &shown(&row.found()), Role::Text);
    let figures = page.detail.stats_on.map(|on| format!("; figures of {}", day::short(on, ctx.today)));
    let elsewhere = shown(&source::exceptions(&page.detail, ctx.today));
    let from = format!("{}{}{elsewhere}", shown(&source::full(&page.detail.source)), figures.unwrap_or_default());
    sheet.fact("Source", &from, Role::Text);
    sheet.fact("Added", &day::short(row.added_on, ctx.today), Role::Text);
    if !fields.bio.is_empty() {
        sheet.fact("Bio", &format!("\"{}\"", text::shown_lines(&fields.bio)), Role::Text);
    }
}

/// Their price: what was agreed last, else what they ask, else what a post would cost.
fn price(sheet: &mut Sheet, page: &CreatorPage, origin: &str, ctx: &Ctx) {
    let fields = &page.detail.row.fields;
    let asks = fields.price_minor.map(|minor| Money::new(minor, fields.price_currency).exact());
    match (page.agreed.first(), asks) {
        (Some(agreed), asks) => {
            let asks = asks.map(|asks| format!("; asks {asks}")).unwrap_or_default();
            sheet.fact("Price", &text::shown(&format!("{}{asks}", words::fee(agreed, ctx.today))), Role::Text);
        }
        (None, Some(asks)) => sheet.sourced("Price", &format!("{asks} per post"), Role::Text, origin),
        (None, None) => {
            sheet.fact("Price", &words::never_asked(page.detail.price_guess.as_ref()), Role::Text);
        }
    }
}

/// What booking them would promise in the current campaign, and what that rests on.
fn odds(sheet: &mut Sheet, page: &CreatorPage, ctx: &Ctx) {
    let Some((odds, own)) = ctx.odds_of(page.detail.row.id) else { return };
    let [promise, _] = odds_words::promise(odds, own);
    sheet.fact("Odds", &promise, Role::Text);
    sheet.fact("", &text::shown(&odds_words::basis(odds)), Role::Quiet);
}

/// Text facts without a line of their own above: contact details, and all other fields of the creator table.
fn contact(sheet: &mut Sheet, page: &CreatorPage, ctx: &Ctx) {
    use CreatorField as F;
    let elsewhere = [F::Name, F::Country, F::Language, F::FoundBy, F::FoundVia, F::Bio, F::W9On];
    let (detail, fields) = (&page.detail, &page.detail.row.fields);
    for field in F::ALL.iter().copied().filter(|field| !field.is_figure() && !elsewhere.contains(field)) {
        // Whether you can email a creator matters enough for a line even if it is unknown.
        if !fields.knows(field) && field != F::Email {
            continue;
        }
        let said = match fields.get(field) {
            View::Text(lines) if field.fact().kind.is_long() => text::shown_lines(lines),
            View::Day(Some(on)) => day::short(on, ctx.today),
            _ => text::shown(&fields.to_type(field)),
        };
        let found = detail.elsewhere.iter().find(|source| source.figure == field);
        match found {
            Some(found) => {
                let origin = text::shown(&source::short((Some(found.day), &found.source), ctx.today));
                sheet.sourced(&label(field), &said, Role::Text, &origin);
            }
            None => sheet.fact(&label(field), &said, Role::Text),
        }
    }
}

/// A short label for a fact: `Address` for the postal address, `Pay method` for the payment method.
fn label(field: CreatorField) -> String {
    const ROOM: usize = 11;
    let fact = field.fact();
    if fact.label.chars().count() <= ROOM {
        return fact.label.to_owned();
    }
    let key = fact.key.replace('_', " ");
    let mut letters = key.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

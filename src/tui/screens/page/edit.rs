//! Editing facts: one field at a time, or the whole record in its form.

use crate::domain::creator::{CreatorField, CreatorFields};
use crate::domain::number::{full, parse_percent};
use crate::domain::text::clean;
use crate::proto::WriteCmd;
use crate::proto::page_change::{Facet, PageCmd, SponsoredSeen};
use crate::tui::kit::overlay::{Choice, FieldKind, Form, Make, NOTHING, Overlay, Pick, PickItem, Prompt};
use crate::tui::kit::{Ctx, Notice};
use crate::tui::look::{day, figure, text};
use crate::tui::screens::form::creator as account;

use super::PageScreen;
use super::edit_field::EditField;
use super::question::Question;

impl PageScreen {
    /// The current value of a field.
    fn value(&self, known: &EditField) -> String {
        let Some(page) = self.page.as_deref() else { return String::new() };
        let fields = &page.detail.row.fields;
        let shares = |facet: Facet| {
            let shares = page.audience.iter().filter(|share| share.facet == facet);
            shares
                .map(|share| format!("{} {}", share.key, figure::percent(share.share_bp).replace('%', "")))
                .collect::<Vec<_>>()
                .join(", ")
        };
        match known {
            EditField::Of(field) => fields.to_type(*field),
            EditField::Found(_) => fields.to_type(CreatorField::FoundVia),
            EditField::Countries | EditField::Ages | EditField::Genders => {
                known.facet().map(shares).unwrap_or_default()
            }
            EditField::Sponsored => {
                page.sponsored.map(|seen| format!("{} {}", seen.seen, seen.disclosed)).unwrap_or_default()
            }
            EditField::Post => String::new(),
        }
    }

    /// Asks which field to edit.
    pub(super) fn ask_field(&self, ctx: &mut Ctx) {
        let has_posts = !self.posts().is_empty();
        let fields: Vec<EditField> = EditField::all().filter(|known| has_posts || *known != EditField::Post).collect();
        let item = |known: &EditField| PickItem {
            label: known.label().to_owned(),
            hint: text::fit(&text::shown(&self.value(known)), 28),
            ..PickItem::default()
        };
        let items = fields.iter().map(item).collect();
        let pick = Pick { title: format!("Edit {}", self.name()), items, ..Pick::default() };
        ctx.open(Overlay::Pick(pick), Question::Field(fields));
    }

    /// Opens the form of the whole record.
    pub(super) fn ask_record(&self, ctx: &mut Ctx) {
        if let Some(page) = self.page.as_deref() {
            let form = account::edit_form(&page.detail.row.fields, ctx.currency);
            ctx.open(Overlay::Form(form), Question::Record);
        }
    }

    /// Saves the record from its form, or reopens the form with its errors.
    pub(super) fn set_record(&mut self, form: Form, ctx: &mut Ctx) {
        match account::read(form.clone(), ctx.currency, ctx.calendar()) {
            Ok(fields) => self.save_fields(fields, Some(form), ctx),
            Err(form) => ctx.open(Overlay::Form(*form), Question::Record),
        }
    }

    /// Saves how a creator was found, then asks where. An answer that isn't one of the known ways, such as `#booktok` or a
    /// shop, is taken as where.
    pub(super) fn ask_found(&self, choice: &Choice, ctx: &mut Ctx) {
        let how = match choice {
            Choice::Entry(at) => account::WAYS.get(*at).copied().unwrap_or_default(),
            Choice::Made(detail) => {
                let how = if detail.starts_with('#') { account::WAYS[0] } else { "" };
                return self.change(PageCmd::SetFound { how: how.to_owned(), detail: clean(detail) }, ctx);
            }
        };
        let known = EditField::Found(how.to_owned());
        let prompt = Prompt {
            title: format!("{}: found by {how}", self.name()),
            value: self.value(&known),
            hint: "where: #glassskin, a brand, a competitor; - to leave empty".to_owned(),
            ..Prompt::default()
        };
        ctx.open(Overlay::Prompt(prompt), Question::Value(known));
    }

    /// Asks for the new value of a field.
    pub(super) fn ask_value(&self, known: &EditField, ctx: &mut Ctx) {
        let (kind, hint) = match known {
            EditField::Of(field) => {
                let hint = field.fact().hint;
                let hint = if hint.is_empty() { "- to clear".to_owned() } else { format!("{hint}; - for unknown") };
                (account::field_kind(*field, self.price_currency(ctx)), hint)
            }
            EditField::Countries => (FieldKind::Text, "in percent: US 62, GB 14, CA 8; - for unknown".to_owned()),
            EditField::Ages => (FieldKind::Text, "in percent: 18-24 41, 25-34 38; - for unknown".to_owned()),
            EditField::Genders => (FieldKind::Text, "in percent: female 82, male 18; - for unknown".to_owned()),
            EditField::Sponsored => {
                (FieldKind::Text, "posts seen, then how many had an ad label: 5 3; - for not checked".to_owned())
            }
            EditField::Found(_) => {
                let items = account::WAYS.map(|way| PickItem { label: way.to_owned(), ..PickItem::default() }).to_vec();
                let title = format!("How was {} found?", self.name());
                let pick = Pick { title, items, may_make: Make::Text, ..Pick::default() };
                return ctx.open(Overlay::Pick(pick), Question::Found);
            }
            EditField::Post => {
                let items =
                    self.posts().iter().map(|post| PickItem { label: post_label(post, ctx), ..PickItem::default() });
                let title = format!("Remove which post of {}?", self.name());
                let pick = Pick { title, items: items.collect(), ..Pick::default() };
                let posts = self.posts().iter().map(|post| post.id).collect();
                return ctx.open(Overlay::Pick(pick), Question::Remove(posts));
            }
        };
        let prompt = Prompt {
            title: format!("{}: {}", self.name(), known.label()),
            kind,
            value: self.value(known),
            hint,
            may_clear: true,
            ..Prompt::default()
        };
        ctx.open(Overlay::Prompt(prompt), Question::Value(known.clone()));
    }

    fn price_currency(&self, ctx: &Ctx) -> crate::domain::Currency {
        let fields = self.page.as_deref().map(|page| &page.detail.row.fields);
        fields.filter(|fields| fields.price_minor.is_some()).map_or(ctx.currency, |fields| fields.price_currency)
    }

    /// Saves the new value of a field, or reopens its input with the error.
    pub(super) fn set(&mut self, known: &EditField, typed: &str, ctx: &mut Ctx) {
        let Some(page) = self.page.as_deref() else { return };
        let mut fields = page.detail.row.fields.clone();
        let words = if typed == NOTHING { String::new() } else { clean(typed) };
        match known {
            EditField::Of(field) => {
                let currency = self.price_currency(ctx);
                match field.typed(if typed == NOTHING { "" } else { typed }, currency, ctx.calendar()) {
                    Ok(value) => fields.slot(*field).set(value.view()),
                    Err(said) => return self.ask_again(known, typed, &format!("{said}."), ctx),
                }
                fields.price_currency = currency;
            }
            EditField::Found(how) => {
                let cmd = PageCmd::SetFound { how: clean(how), detail: words };
                return self.change(cmd, ctx);
            }
            EditField::Sponsored => match sponsored(typed) {
                Ok(seen) => return self.change(PageCmd::SetSponsored(seen), ctx),
                Err(said) => return self.ask_again(known, typed, &said, ctx),
            },
            EditField::Countries | EditField::Ages | EditField::Genders => match (shares(typed), known.facet()) {
                (Ok(shares), Some(facet)) => return self.change(PageCmd::SetAudience(facet, shares), ctx),
                (Err(said), _) => return self.ask_again(known, typed, &said, ctx),
                _ => return,
            },
            EditField::Post => return,
        }
        self.save_fields(fields, None, ctx);
    }

    /// Reopens the input with the error below it.
    fn ask_again(&self, known: &EditField, typed: &str, said: &str, ctx: &mut Ctx) {
        let prompt = Prompt {
            title: format!("{}: {}", self.name(), known.label()),
            value: typed.to_owned(),
            fault: Some(said.to_owned()),
            may_clear: true,
            ..Prompt::default()
        };
        ctx.say(Notice::error(said));
        ctx.open(Overlay::Prompt(prompt), Question::Value(known.clone()));
    }

    fn save_fields(&mut self, fields: CreatorFields, form: Option<Form>, ctx: &mut Ctx) {
        let Some(page) = self.page.as_deref() else { return };
        let (id, seen) = (page.detail.row.id, page.detail.row.updated_at);
        let ticket = ctx.write(WriteCmd::EditCreator { id, fields: Box::new(fields), seen });
        self.sent = form.map(|form| (ticket, form));
    }
}

/// A post in the list of posts to remove.
fn post_label(post: &crate::proto::page::PostRow, ctx: &Ctx) -> String {
    let on = post.entry.posted_on.map_or_else(|| "no day".to_owned(), |on| day::short(on, ctx.today));
    let views = post.entry.reading.views.map_or_else(String::new, |views| format!(", {} views", full(views)));
    let said = if post.entry.caption.is_empty() { &post.entry.url } else { &post.entry.caption };
    let said = text::fit(&text::shown(said), 40);
    format!("{on}{views}  {said}")
}

/// Parses `US 62, GB 14%, CA 8` or `US 62 GB 14 CA 8`: shares in percent, adding up to at most 100.
fn shares(typed: &str) -> Result<Vec<(String, i64)>, String> {
    let mut shares: Vec<(String, i64)> = Vec::new();
    if typed.trim() == "-" {
        return Ok(shares);
    }
    for part in typed.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()) {
        let mut key = String::new();
        for word in part.split([' ', ':', '=']).filter(|word| !matches!(*word, "" | "%")) {
            match parse_percent(word).filter(|share| !key.is_empty() && *share <= 10_000) {
                Some(_) if shares.iter().any(|(known, _)| known.eq_ignore_ascii_case(&key)) => {
                    return Err(format!("{key} appears twice."));
                }
                Some(share) => shares.push((std::mem::take(&mut key), share)),
                None if key.is_empty() => key = clean(word),
                None => key = format!("{key} {}", clean(word)),
            }
        }
        if !key.is_empty() {
            return Err(format!("\"{}\" isn't a share. Enter a name and its percent: US 62", text::fit(&key, 30)));
        }
    }
    // Rounded shares may add up to slightly more than 100.
    let sum: i64 = shares.iter().map(|(_, share)| share).sum();
    if sum > 10_200 {
        return Err(format!("The shares add up to {}, more than 100%.", figure::percent(sum)));
    }
    Ok(shares)
}

/// Parses `5 3`: sponsored posts seen, and how many of them had an ad label.
fn sponsored(typed: &str) -> Result<Option<SponsoredSeen>, String> {
    if typed.trim() == "-" {
        return Ok(None);
    }
    let numbers: Option<Vec<i64>> = typed
        .split(|c: char| !c.is_alphanumeric() && c != '.')
        .filter(|word| !word.is_empty() && *word != "of")
        .map(|word| word.parse().ok())
        .collect();
    match numbers.as_deref() {
        Some([seen, disclosed]) if disclosed > seen => Err(format!(
            "{disclosed} of {seen} isn't possible. Enter all posts seen first, then those with an ad label."
        )),
        Some([seen, disclosed]) => Ok(Some(SponsoredSeen { seen: *seen, disclosed: *disclosed })),
        _ => Err("Enter two numbers, sponsored posts seen and how many had an ad label: 5 3".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_shares() {
        let own =
            |shares: &[(&str, i64)]| Ok(shares.iter().map(|(key, bp)| ((*key).to_owned(), *bp)).collect::<Vec<_>>());
        assert_eq!(shares("US 62, GB 14%; CA: 8.5"), own(&[("US", 6_200), ("GB", 1_400), ("CA", 850)]));
        assert_eq!(shares("18-24 41, 25-34 38"), own(&[("18-24", 4_100), ("25-34", 3_800)]));
        assert_eq!(shares("18-24 41% 25-34=38 55+ 3%"), own(&[("18-24", 4_100), ("25-34", 3_800), ("55+", 300)]));
        assert_eq!(shares("New Zealand 5; US:62"), own(&[("New Zealand", 500), ("US", 6_200)]));
        assert_eq!(shares("-"), own(&[]));
        for bad in ["US", "US many", "62", "US 62, us 3", "US 62 us 3", "US 80, GB 30", "US 120", "US 62 GB"] {
            assert!(shares(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn parses_sponsored_posts() {
        assert_eq!(sponsored("5 3"), Ok(Some(SponsoredSeen { seen: 5, disclosed: 3 })));
        assert_eq!(sponsored("5, 3"), Ok(Some(SponsoredSeen { seen: 5, disclosed: 3 })));
        assert_eq!(sponsored("-"), Ok(None));
        for bad in ["3 5", "5", "some", "1 2 3", ""] {
            assert!(sponsored(bad).is_err(), "{bad}");
        }
    }
}

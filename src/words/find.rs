//! What was found by a few letters, in words.

use chrono::NaiveDate;

use super::batches;
use crate::domain::day::short;
use crate::domain::figure::plural;
use crate::domain::number::{compact, full};
use crate::domain::text::{clean, fold, shortened};
use crate::domain::{OrderState, Verdict};
use crate::proto::find::{Found, FoundBy, FoundGroup, FoundKind, FoundOrder};

/// What the box takes, each with an example.
pub const EXAMPLES: [(&str, &str); 7] = [
    ("creators", "a handle, a name, an email address, a tag, words of a profile or note"),
    ("campaigns", "a name, a product, words of the question or brief"),
    ("batches", "a name, alone or with its campaign: 2 spring"),
    ("codes", "a promo code, or its beginning"),
    ("orders", "a number, with or without #; an unattributed order also by its code"),
    ("invoices", "an invoice number, or the reference of a payment"),
    ("notes", "any words of a note on a creator or a collaboration"),
];

/// Letters of a longer text that are shown around a word.
const AROUND: usize = 90;
/// Words before it that are kept.
const BEFORE: usize = 3;

/// The name of several of a kind.
pub fn many(kind: FoundKind) -> &'static str {
    match kind {
        FoundKind::Creator => "creators",
        FoundKind::Campaign => "campaigns",
        FoundKind::Batch => "batches",
        FoundKind::Code => "codes",
        FoundKind::Order => "orders",
        FoundKind::Invoice => "invoices",
        FoundKind::Note => "notes",
    }
}

fn one(kind: FoundKind) -> &'static str {
    match kind {
        FoundKind::Creator => "creator",
        FoundKind::Campaign => "campaign",
        FoundKind::Batch => "batch",
        FoundKind::Code => "code",
        FoundKind::Order => "order",
        FoundKind::Invoice => "invoice",
        FoundKind::Note => "note",
    }
}

/// The heading of a group: `Creators (8 of 231)`.
pub fn heading(group: &FoundGroup) -> String {
    let name = many(group.kind);
    let (first, rest) = name.split_at(1);
    let total = full(i64::try_from(group.total).unwrap_or(i64::MAX));
    let of = if group.total > group.rows.len() { format!("{} of {total}", group.rows.len()) } else { total };
    format!("{}{rest} ({of})", first.to_uppercase())
}

/// What it is called.
pub fn title(found: &Found) -> String {
    match found {
        Found::Creator { handle, .. } | Found::Note { handle, .. } => format!("@{handle}"),
        Found::Campaign { name, .. } => name.clone(),
        Found::Batch { name, .. } => name.batch.clone(),
        Found::Code { code, .. } => code.clone(),
        Found::Order(order) => order.number.clone(),
        Found::Invoice { number, .. } => number.clone(),
    }
}

/// What else there is to know about it, the reason first where the name does not say why it was found.
pub fn about(found: &Found, words: &[String], today: NaiveDate) -> String {
    match found {
        Found::Creator { name, followers, verdict, by, .. } => {
            let followers = followers.map(|followers| format!("{} followers", compact(followers)));
            let verdict = (*verdict != Verdict::New).then(|| verdict.word().to_owned());
            let known = [because(by, words), Some(name.clone()).filter(|name| !name.is_empty()), followers, verdict];
            known.into_iter().flatten().collect::<Vec<_>>().join(", ")
        }
        Found::Campaign { product, .. } => product.clone(),
        Found::Batch { name, status, .. } => format!("of {}, {}", name.campaign, status.word()),
        Found::Code { handle, made_for, .. } => {
            format!("@{handle} in {}", batches::title(&made_for.batch, &made_for.campaign))
        }
        Found::Order(order) => order_about(order, today),
        Found::Invoice { money, handle, made_for, covers, are_fees, collaborations, .. } => {
            let what = if *are_fees { "fee" } else { "amount" };
            let covers = if *covers > 1 { format!(" for {}", plural(*covers, what)) } else { String::new() };
            let others = match collaborations - 1 {
                ..=0 => String::new(),
                more => format!(" and {} more", full(more)),
            };
            let batch = batches::title(&made_for.batch, &made_for.campaign);
            format!("{}{covers}, @{handle} in {batch}{others}", money.exact())
        }
        Found::Note { text, .. } => around(text, words),
    }
}

fn order_about(order: &FoundOrder, today: NaiveDate) -> String {
    let day = short(order.placed_on, today);
    let owner = match &order.owner {
        Some((_, handle)) => format!("@{handle}"),
        None if order.codes.is_empty() => "unattributed".to_owned(),
        None => format!("unattributed, code {}", order.codes),
    };
    let state = match order.state {
        OrderState::Sale => String::new(),
        other => format!(", {}", other.word()),
    };
    format!("{day}, {}{state}, {owner}", order.net.exact())
}

fn because(by: &FoundBy, words: &[String]) -> Option<String> {
    Some(match by {
        FoundBy::Name => return None,
        FoundBy::Email(email) => email.clone(),
        FoundBy::EarlierHandle(handle) => format!("was @{handle}"),
        FoundBy::Tag(tag) => format!("#{tag}"),
        FoundBy::Bio(bio) => format!("profile: {}", around(bio, words)),
        FoundBy::Note(note) => format!("note: {}", around(note, words)),
    })
}

/// The part of a text around the first of the words that stands in it.
pub fn around(text: &str, words: &[String]) -> String {
    let text = clean(text);
    let parts: Vec<&str> = text.split(' ').collect();
    let has = |part: &&str| words.iter().any(|word| fold(part).contains(word.as_str()));
    let at = parts.iter().position(has).unwrap_or(0);
    // A text that fits is shown from its beginning.
    let from = if text.chars().count() <= AROUND { 0 } else { at.saturating_sub(BEFORE) };
    let rest = parts.get(from..).unwrap_or_default().join(" ");
    let dots = if from > 0 { "… " } else { "" };
    format!("{dots}{}", shortened(&rest, AROUND))
}

/// What Enter opens.
pub fn opens(found: &Found) -> &'static str {
    match found {
        Found::Creator { .. } | Found::Note { collaboration: None, .. } => "creator's page",
        Found::Campaign { .. } => "campaigns",
        Found::Batch { .. } => "batch",
        Found::Order(FoundOrder { owner: None, .. }) => "results, review",
        Found::Invoice { amount: Some(_), .. } => "payments",
        Found::Code { .. } | Found::Order(_) | Found::Invoice { .. } | Found::Note { .. } => "collaboration",
    }
}

/// Says what was looked at: `Searched 1,240 creators, 3 campaigns and so on.`
pub fn searched(counts: &[(FoundKind, i64)]) -> String {
    let counts: Vec<String> =
        counts.iter().filter(|(_, count)| *count > 0).map(|(kind, count)| counted(*kind, *count)).collect();
    match counts.as_slice() {
        [] => "There is nothing to search yet.".to_owned(),
        counts => format!("Searched {}.", crate::domain::figure::joined(counts)),
    }
}

fn counted(kind: FoundKind, count: i64) -> String {
    if kind == FoundKind::Batch {
        return crate::domain::figure::counted(count, one(kind), many(kind));
    }
    plural(count, one(kind))
}

/// What to try where nothing was found.
pub fn nothing(text: &str) -> String {
    format!(
        "Nothing has \"{}\". Try fewer letters, one word instead of several, or another spelling.",
        shortened(&clean(text), 40)
    )
}

/// Leads to all creators a text finds.
pub fn all_in_list(count: usize) -> String {
    format!("all {} in the list of creators", full(i64::try_from(count).unwrap_or(i64::MAX)))
}

/// Why an unattributed order cannot be shown.
pub fn no_campaign(order: &FoundOrder) -> String {
    format!(
        "{} is unattributed, and no campaign counts in {} yet. A campaign in {} shows it under results, review.",
        order.number,
        order.net.currency.code(),
        order.net.currency.code()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proto::find::words;

    #[test]
    fn a_long_text_is_shown_around_the_word() {
        let long = format!("{} asks for Sofía first {}", "so many words ".repeat(20), "and more ".repeat(20));
        let shown = around(&long, &words("sofia"));
        assert!(shown.starts_with("… ") && shown.contains("Sofía") && shown.chars().count() < 110, "{shown}");
        assert_eq!(around("two\nlines", &words("lines")), "two lines");
    }

    #[test]
    fn an_invoice_says_how_much_it_covers() {
        let made_for = crate::proto::page::BatchName { campaign: "Spring".into(), batch: "Batch 1".into() };
        let invoice = |covers, are_fees, collaborations| Found::Invoice {
            amount: None,
            collaboration: crate::domain::CollaborationId(1),
            number: "INV-7".to_owned(),
            money: crate::domain::Money::new(13_000, crate::domain::Currency::USD),
            handle: "mia".to_owned(),
            made_for: made_for.clone(),
            covers,
            are_fees,
            collaborations,
        };
        let said = |found: &Found| about(found, &[], NaiveDate::MIN);
        assert!(said(&invoice(1, true, 1)).starts_with("$130.00, @mia in"));
        let two = said(&invoice(2, true, 2));
        assert!(two.starts_with("$130.00 for 2 fees, @mia in") && two.ends_with("and 1 more"), "{two}");
        assert!(said(&invoice(3, false, 1)).contains("for 3 amounts"));
    }

    #[test]
    fn counts_are_plain() {
        assert_eq!(searched(&[]), "There is nothing to search yet.");
        let counts = [(FoundKind::Creator, 1_240), (FoundKind::Batch, 2), (FoundKind::Order, 1), (FoundKind::Note, 0)];
        assert_eq!(searched(&counts), "Searched 1,240 creators, 2 batches and 1 order.");
    }
}

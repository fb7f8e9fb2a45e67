//! The form of a collaboration: what it costs, its codes and its post.

use chrono::NaiveDate;
use strum::IntoEnumIterator;

use crate::domain::day::Calendar;
use crate::domain::{CostKind, Currency};
use crate::proto::command::CollaborationFields;
use crate::proto::post::ReadingRecord;
use crate::proto::row::CollaborationRow;
use crate::tui::kit::overlay::{Field, FieldKind, Form, Overlay, Purpose};
use crate::tui::screens::form::{Reader, amount_text, decimal_text};

/// What the answer is for.
pub(super) const PURPOSE: Purpose = "collaboration";

/// Label and hint of each kind of cost; the key of its field is its word.
fn cost_label(kind: CostKind) -> (&'static str, &'static str) {
    match kind {
        CostKind::Fee => ("Fee", "agreed, paid or not"),
        CostKind::Product => ("Product cost", "what the goods sent cost you"),
        CostKind::Shipping => ("Shipping cost", ""),
        CostKind::Rights => ("Rights", "for using the video yourself"),
        CostKind::Boost => ("Boost", "paid reach of the post"),
        CostKind::Other => ("Other", ""),
    }
}

/// Builds the form.
pub(super) fn build(row: &CollaborationRow, currency: Currency) -> Overlay {
    let known = &row.fields;
    let costs = CostKind::iter().map(|kind| {
        let (label, hint) = cost_label(kind);
        let amount = known.costs.iter().find(|(known, _)| *known == kind);
        Field::new(kind.word(), label, FieldKind::Money(currency))
            .with(amount.map_or(String::new(), |(_, minor)| amount_text(*minor, currency)))
            .hint(hint)
    });
    let count = |key, label: &str, count: Option<i64>| {
        Field::new(key, label, FieldKind::Count).with(count.map_or(String::new(), |count| count.to_string()))
    };
    let on = |key, label: &str, day: Option<NaiveDate>| {
        Field::new(key, label, FieldKind::Day).with(day.map_or(String::new(), |day| day.to_string()))
    };
    let reading = known.reading;
    let commission = if known.commission_bp == 0 { String::new() } else { decimal_text(known.commission_bp, 2) };
    let rest = [
        Field::new("commission", "Commission", FieldKind::Percent)
            .with(commission)
            .hint("of the net revenue of their sales"),
        Field::new("codes", "Codes", FieldKind::Text).with(known.codes.join(", ")).hint("with commas: MIA10, MIA20"),
        Field::new("link", "Link", FieldKind::Text).with(known.link.clone()).hint("the tracked link they were given"),
        on("contacted", "Contacted on", known.contacted_on).hint("the first message; empty: not yet"),
        on("replied", "Replied on", known.replied_on).hint("their first answer"),
        on("shipped", "Shipped on", known.shipped_on).hint("the parcel left; empty: not yet"),
        Field::new("carrier", "Carrier", FieldKind::Text).with(known.carrier.clone()),
        Field::new("tracking", "Tracking number", FieldKind::Text).with(known.tracking.clone()),
        Field::new("post", "Post", FieldKind::Text).with(known.post_url.clone()).hint("address of the post"),
        on("posted", "Posted on", known.posted_on),
        count("views", "Views", reading.views).hint("as the post shows them today; empty: not known"),
        count("likes", "Likes", reading.likes),
        count("comments", "Comments", reading.comments),
        count("shares", "Shares", reading.shares),
        count("saves", "Saves", reading.saves),
    ];
    Overlay::Form(Form {
        purpose: PURPOSE,
        title: format!("@{}", row.handle),
        fields: costs.chain(rest).collect(),
        save: "Save".to_owned(),
    })
}

/// Reads the form.
///
/// # Errors
/// Hands the form back with an error under each field that cannot be read.
pub(super) fn read(form: Form, currency: Currency, calendar: Calendar) -> Result<CollaborationFields, Box<Form>> {
    let mut reader = Reader::new(form, calendar);
    let mut costs = Vec::new();
    for kind in CostKind::iter() {
        costs.extend(reader.money(kind.word(), currency).map(|minor| (kind, minor)));
    }
    let post = reader.text("post");
    // Only what a browser may be asked to open; anything else would be refused later, when it is needed.
    if !post.is_empty() && !["http://", "https://"].iter().any(|start| post.starts_with(start)) {
        reader.fault("post", "a web address, beginning with https://");
    }
    let fields = CollaborationFields {
        costs,
        commission_bp: reader.percent_bp("commission").unwrap_or(0),
        codes: reader.list("codes"),
        link: reader.text("link"),
        contacted_on: reader.day("contacted"),
        replied_on: reader.day("replied"),
        shipped_on: reader.day("shipped"),
        carrier: reader.text("carrier"),
        tracking: reader.text("tracking"),
        post_url: reader.text("post"),
        posted_on: reader.day("posted"),
        reading: ReadingRecord {
            views: reader.count("views"),
            likes: reader.count("likes"),
            comments: reader.count("comments"),
            shares: reader.count("shares"),
            saves: reader.count("saves"),
        },
    };
    reader.finish(fields)
}

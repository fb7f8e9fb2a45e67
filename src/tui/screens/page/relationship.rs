//! The history of the relationship: every collaboration, and notes and messages in order of time.

use crate::domain::collaboration_fields::Home;
use crate::domain::number::{compact, full};
use crate::domain::record::{Kind, View};
use crate::domain::{CollaborationField, CostKind, Goal};
use crate::proto::page::{BookingRow, CreatorPage};
use crate::tui::kit::{Action, Ctx};
use crate::tui::look::figure::{self, UNKNOWN};
use crate::tui::look::{Role, day, text};
use crate::tui::widgets::grid::{Cell, Column};
use crate::words::page as words;
use crate::words::result_view::GoalView;
use crate::words::tax_form::{self, Meter, NO_ADVICE};
use crate::words::track_record;

use crate::tui::screens::sections::Sheet;

/// The facts of a collaboration below its line: `commission 10%, contacted Feb 24, shipped Mar 1, carrier DHL`. On screen those
/// stored in the collaboration itself; in printed text, where the columns that do not fit can't be scrolled to, every one but the
/// fee and the counts of the posts. Empty if none is known.
fn own(row: &BookingRow, ctx: &Ctx, plain: bool) -> Option<String> {
    let is_shown = |field: &&CollaborationField| match field.home() {
        Home::Collaboration | Home::Deliverables => true,
        Home::Reading | Home::Cost(CostKind::Fee) => false,
        Home::Cost(_) | Home::Codes | Home::Link | Home::Post => plain,
    };
    let own = CollaborationField::ALL.iter().filter(is_shown);
    let known = own.filter_map(|field| {
        let (fact, view) = (field.fact(), row.fields.get(*field));
        let said = match view {
            View::Count(Some(share)) if fact.kind == Kind::Share => figure::percent(share),
            View::Count(Some(minor)) if fact.kind == Kind::Money => figure::money(minor, row.currency),
            View::Count(Some(count)) => full(count),
            View::Decimal(Some(number)) => number.to_string(),
            View::Day(Some(on)) => day::tiny(on, ctx.today),
            View::Text(text) if !text.is_empty() => text::shown(text),
            View::Window(Some(window)) => window.spoken(ctx.today),
            View::List(words) if !words.is_empty() => text::shown(&words.join(", ")),
            _ => return None,
        };
        // "Contacted on" becomes "contacted Feb 24".
        let label = fact.label.to_lowercase();
        Some(format!("{} {said}", label.strip_suffix(" on").unwrap_or(&label)))
    });
    let known = known.collect::<Vec<_>>().join(", ");
    (!known.is_empty()).then_some(known)
}

pub(super) fn write(sheet: &mut Sheet, page: &CreatorPage, ctx: &Ctx, plain: bool) {
    if page.bookings.is_empty() {
        let add = ctx.key(Action::BatchAdd);
        return sheet
            .sentence(&format!("No collaborations yet. {add} adds this creator to the current batch."), Role::Text);
    }
    // Where all have one goal, its head figure names the column; else each figure is named.
    let goal =
        page.bookings.first().map(|first| first.goal).filter(|goal| page.bookings.iter().all(|row| row.goal == *goal));
    let result = match goal {
        Some(goal) => Column::number(GoalView::of(goal).head.head(), if goal == Goal::Ugc { 9 } else { 7 }, 2),
        None => Column::words("RESULT", 16, 18, 2),
    };
    let columns = [
        Column::words("BATCH", 14, 44, 0),
        Column::words("STAGE", 9, 9, 3),
        Column::number("COST", 8, 1),
        Column::number("FEE", 8, 7),
        Column::number("ORDERS", 6, 4),
        Column::number("REVENUE", 8, 5),
        result,
        Column::number("VIEWS", 7, 8),
        Column::words("DECISION", 9, 9, 2),
        Column::words("POSTED", 9, 9, 9),
        Column::words("CODES", 8, 20, 10),
    ];
    sheet.header(&columns);
    for row in &page.bookings {
        let money = |minor: i64| figure::money(minor, row.currency);
        let cells = [
            text::shown(&row.name.to_string()),
            text::shown(&row.stage),
            money(row.cost_minor),
            row.fields.fee.map_or_else(|| UNKNOWN.to_owned(), money),
            full(row.orders),
            money(row.revenue_minor),
            if goal.is_some() { words::head(row) } else { words::head_named(row) },
            row.fields.views.map_or_else(|| UNKNOWN.to_owned(), compact),
            text::shown(&row.decision),
            row.fields.posted_on.map_or_else(|| UNKNOWN.to_owned(), |on| day::tiny(on, ctx.today)),
            text::shown(&row.fields.codes.join(", ")),
        ];
        sheet.row(&columns, &cells.map(Cell::new));
        if let Some(own) = own(row, ctx, plain) {
            sheet.marked("  ", &own, Role::Quiet);
        }
    }
}

/// Dates kept, answers, feedback, fees, whether to book again, and the tax form. Printed text can't name keys.
pub(super) fn write_memory(sheet: &mut Sheet, page: &CreatorPage, ctx: &Ctx, plain: bool) {
    let lines = track_record::lines(&page.record, ctx.today);
    let tax = tax(page, ctx, plain);
    if lines.is_empty() && tax.is_empty() {
        let said = "Nothing yet. After a batch this says how they kept dates, answered and were paid.";
        return sheet.sentence(said, Role::Text);
    }
    let lines = lines.into_iter().map(|(label, said)| (label, said, Role::Text));
    for (label, said, role) in lines.chain(tax) {
        sheet.marked(&text::left(label, 12), &said, role);
    }
}

/// What they were paid in each year against the sum of the tax form, and whether their W-9 is there.
fn tax(page: &CreatorPage, ctx: &Ctx, plain: bool) -> Vec<(&'static str, String, Role)> {
    let fields = &page.detail.row.fields;
    let meters = Meter::all(&ctx.tax, &page.paid_years);
    let concerns = tax_form::concerns(&fields.country) && !meters.is_empty();
    if !concerns && fields.w9_on.is_none() {
        return Vec::new();
    }
    let tick = if plain { String::new() } else { ctx.key(Action::TaxFormTick) };
    let w9 = tax_form::w9(fields.w9_on, &tick, ctx.today);
    let mut lines: Vec<_> = meters
        .into_iter()
        .filter(|_| concerns)
        .map(|meter| {
            let role = if meter.has_reached() && fields.w9_on.is_none() { Role::Warn } else { Role::Text };
            ("1099", meter.said(), role)
        })
        .collect();
    lines.push(("W-9", format!("{w9}. {NO_ADVICE}"), Role::Text));
    lines
}

pub(super) fn write_notes(sheet: &mut Sheet, page: &CreatorPage, ctx: &Ctx) {
    if page.notes.is_empty() {
        return sheet.sentence(&format!("No notes yet. {} adds one.", ctx.key(Action::NoteAdd)), Role::Text);
    }
    for note in &page.notes {
        let on = day::tiny((ctx.local_time)(note.written_at).date(), ctx.today);
        let kind = if note.kind == "note" { String::new() } else { format!("{}: ", text::shown(&note.kind)) };
        sheet.marked(&text::left(&on, 6), &format!("{kind}{}", text::shown_lines(&note.text)), Role::Quiet);
    }
}

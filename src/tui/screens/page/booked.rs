//! The memory of the relationship: every collaboration ever, and notes and messages in the order of time.

use crate::domain::money::div_round;
use crate::domain::number::{compact, full};
use crate::proto::page::{BookingRow, CreatorPage};
use crate::tui::kit::{Action, Ctx};
use crate::tui::look::figure::{self, UNKNOWN};
use crate::tui::look::{Role, day, text};
use crate::tui::widgets::grid::{Cell, Column};

use super::sheet::Sheet;

/// Tracked revenue / loaded cost.
fn roas(row: &BookingRow) -> String {
    if row.cost_minor <= 0 {
        return "no cost".to_owned();
    }
    let e4 = div_round(i128::from(row.revenue_minor) * 10_000, i128::from(row.cost_minor));
    e4.map_or_else(|| UNKNOWN.to_owned(), figure::ratio)
}

/// `contacted 24 feb, replied 26 feb, shipped 1 mar: DHL JD01`; nothing where no day is known.
fn way(row: &BookingRow, ctx: &Ctx) -> Option<String> {
    let steps = [("contacted", row.contacted_on), ("replied", row.replied_on), ("shipped", row.shipped_on)];
    let known = steps.into_iter().filter_map(|(what, on)| Some(format!("{what} {}", day::tiny(on?, ctx.today))));
    let known = known.collect::<Vec<_>>().join(", ");
    let parcel = if row.parcel.is_empty() { String::new() } else { format!(": {}", text::shown(&row.parcel)) };
    (!known.is_empty()).then(|| format!("{known}{parcel}"))
}

pub(super) fn write(sheet: &mut Sheet, page: &CreatorPage, ctx: &Ctx) {
    if page.bookings.is_empty() {
        let add = ctx.key(Action::BatchAdd);
        return sheet.say(&format!("Never booked. {add} puts them into the current batch."), Role::Text);
    }
    let columns = [
        Column::words("BATCH", 14, 44, 0),
        Column::words("STAGE", 9, 9, 3),
        Column::number("COST", 8, 1),
        Column::number("FEE", 8, 7),
        Column::number("ORDERS", 6, 4),
        Column::number("REVENUE", 8, 5),
        Column::number("ROAS", 7, 2),
        Column::number("VIEWS", 7, 8),
        Column::words("DECISION", 9, 9, 2),
        Column::words("POSTED", 9, 9, 9),
        Column::words("CODES", 8, 20, 10),
    ];
    sheet.header(&columns);
    for row in &page.bookings {
        let money = |minor: i64| figure::money(minor, row.currency);
        let cells = [
            text::shown(&row.name),
            text::shown(&row.stage),
            money(row.cost_minor),
            row.fee_minor.map_or_else(|| UNKNOWN.to_owned(), money),
            full(row.orders),
            money(row.revenue_minor),
            roas(row),
            row.views.map_or_else(|| UNKNOWN.to_owned(), compact),
            text::shown(&row.decision),
            row.posted_on.map_or_else(|| UNKNOWN.to_owned(), |on| day::tiny(on, ctx.today)),
            text::shown(&row.codes.join(", ")),
        ];
        sheet.row(&columns, &cells.map(Cell::new));
        if let Some(way) = way(row, ctx) {
            sheet.marked("  ", &way, Role::Quiet);
        }
    }
}

pub(super) fn write_notes(sheet: &mut Sheet, page: &CreatorPage, ctx: &Ctx) {
    if page.notes.is_empty() {
        return sheet.say(&format!("No notes yet. {} adds one.", ctx.key(Action::NoteAdd)), Role::Text);
    }
    for note in &page.notes {
        let on = day::tiny((ctx.local_time)(note.written_at).date(), ctx.today);
        let kind = if note.kind == "note" { String::new() } else { format!("{}: ", text::shown(&note.kind)) };
        sheet.marked(&text::left(&on, 6), &format!("{kind}{}", text::shown_lines(&note.text)), Role::Quiet);
    }
}

//! What a campaign or a batch brought over time, as a row of small columns for a table.

use crate::domain::Goal;
use crate::proto::outlook::{DayCount, DayMoney};
use crate::proto::results::{BatchResult, CampaignResult};
use crate::tui::widgets::grid::{Cell, Column};
use crate::tui::widgets::plot;

/// Cells of the columns.
const CELLS: usize = 12;

/// The column of a table, hidden before those with a smaller number.
pub fn column(priority: u8) -> Column {
    Column { title: "OVER TIME".to_owned(), ..Column::number("", 12, priority) }
}

/// The trend of a campaign.
pub fn of_campaign(result: &CampaignResult) -> Cell {
    cell(result.goal, &result.days, &result.counted)
}

/// The trend of one of its batches.
pub fn of_batch(result: &CampaignResult, batch: &BatchResult) -> Cell {
    cell(result.goal, &batch.days, &batch.counted)
}

/// The cell: revenue by day, or for other goals what they count.
fn cell(goal: Goal, money: &[DayMoney], counted: &[DayCount]) -> Cell {
    let points: Vec<(i64, i64)> = if goal == Goal::Conversions {
        money.iter().filter_map(|day| Some((at(money.first()?.day, day.day), day.revenue_minor))).collect()
    } else {
        let mut before = 0;
        let gained = counted.iter().filter_map(|day| {
            let gained = day.total.saturating_sub(before);
            before = day.total;
            Some((at(counted.first()?.day, day.day), gained))
        });
        gained.collect()
    };
    Cell::with(plot::spark(&points, CELLS), crate::tui::look::Role::First)
}

fn at(first: chrono::NaiveDate, day: chrono::NaiveDate) -> i64 {
    (day - first).num_days()
}

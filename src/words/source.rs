//! Writes the source of a figure.

use chrono::NaiveDate;

use crate::domain::day::{dated, tiny};
use crate::proto::row::{CreatorDetail, FigureSource};
use crate::proto::source::Source;

/// Says where a figure comes from: `march.csv, row 212, imported Mar 2, 2026`, or `typed`.
pub fn full(source: &Source) -> String {
    let Source::Imported { file, row, on } = source else { return "typed".to_owned() };
    let row = row.map(|row| format!(", row {row}")).unwrap_or_default();
    let on = on.map(|on| format!(", imported {}", dated(on))).unwrap_or_default();
    format!("{file}{row}{on}")
}

/// Says the same in a few words, the day the figure is of first: `Mar 2, march.csv row 212`.
pub fn short((on, source): (Option<NaiveDate>, &Source), today: NaiveDate) -> String {
    let on = on.map(|on| format!("{}, ", tiny(on, today))).unwrap_or_default();
    match source {
        Source::Typed => format!("{on}typed"),
        Source::Imported { file, row: None, .. } => format!("{on}{file}"),
        Source::Imported { file, row: Some(row), .. } => format!("{on}{file} row {row}"),
    }
}

/// Names the figures of a creator with a different source than the rest, each after a semicolon: `; followers: Mar 9, typed`.
pub fn exceptions(detail: &CreatorDetail, today: NaiveDate) -> String {
    let one = |other: &FigureSource| {
        format!("; {}: {}", other.figure.fact().in_sentence(), short((Some(other.day), &other.source), today))
    };
    detail.elsewhere.iter().filter(|other| other.figure.is_figure()).map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_names_its_file_row_and_day() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 3, d).expect("a day");
        let from = Source::row("march.csv", 212, day(2));
        assert_eq!([full(&from), full(&Source::Typed)], ["march.csv, row 212, imported Mar 2, 2026", "typed"]);
        assert_eq!(short((Some(day(1)), &from), day(11)), "Mar 1, march.csv row 212");
        assert_eq!(short((None, &Source::Typed), day(11)), "typed");
    }
}

//! A list that says the day of its figures, beside figures known from other days.

use chrono::NaiveDate;
use rusqlite::Connection;

use super::super::followers;
use super::super::sources::{self, Source};
use super::Run;
use crate::domain::CreatorId;
use crate::domain::creator::{CreatorField, CreatorFields, Figure};
use crate::domain::record::View;
use crate::error::Result;

/// A row about a known creator.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    /// Its place in the file.
    pub(super) row: u64,
    /// The creator it is about.
    pub(super) id: CreatorId,
    /// The day of its figures.
    pub(super) day: NaiveDate,
    /// Whether it is the first row about them.
    pub(super) first: bool,
}

/// A dated row beside what is known: what of its figures is news, and what came before.
pub(super) struct Edition {
    /// What the row says, without figures that are not news.
    pub(super) stated: CreatorFields,
    /// Whether it is the newest reading of all it says.
    pub(super) is_newer: bool,
    /// Whether a figure of it is older than the one known.
    pub(super) is_older: bool,
    /// Whether it says nothing of another day.
    pub(super) is_repeat: bool,
}

impl Edition {
    /// Compares a row with what is known; older follower counts are kept, and the second value says whether any was.
    pub(super) fn of(
        conn: &Connection,
        run: &mut Run,
        Seen { row, id, day, first }: Seen,
        [known, stated]: [&CreatorFields; 2],
    ) -> Result<(Self, bool)> {
        let mut edition = Self { stated: stated.clone(), is_newer: false, is_older: false, is_repeat: true };
        let (mut is_newest, mut kept) = (true, false);
        for figure in Figure::FIGURES.into_iter().filter(|figure| says(stated, *figure)) {
            if !known.knows(figure) {
                continue;
            }
            let (known_on, _) = sources::of(conn, id, figure)?;
            edition.is_repeat &= known_on == day;
            if day > known_on {
                edition.is_newer = true;
                continue;
            }
            is_newest = false;
            if day == known_on && first {
                continue;
            }
            if day < known_on {
                edition.is_older = true;
                if let (Figure::Followers, Some(followers)) = (figure, stated.followers) {
                    kept |= followers::keep(conn, id, (day, followers), run.options.now_ms, || {
                        Ok(Source { import: Some(run.id(conn)?), row: i64::try_from(row).ok() })
                    })?;
                }
            }
            edition.stated.set_unknown(figure);
        }
        edition.is_newer &= is_newest;
        Ok((edition, kept))
    }
}

/// Whether a row states a fact; a rate that isn't a number states nothing.
pub(super) fn says(stated: &CreatorFields, field: CreatorField) -> bool {
    match stated.get(field) {
        View::Decimal(rate) => rate.is_some_and(f64::is_finite),
        view => view.is_known(),
    }
}

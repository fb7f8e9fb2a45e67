//! Where single figures of a creator come from, if that is elsewhere than the rest.
//!
//! A creator has one source of its own. What comes from elsewhere is an exception to it, so that a list of a million
//! creators costs no more than a million creators.

use chrono::{DateTime, NaiveDate};
use rusqlite::{Connection, OptionalExtension, params};

use super::row::Day;
use crate::domain::creator::{CreatorField, CreatorFields, Figure};
use crate::domain::{CreatorId, ImportId};
use crate::error::Result;
use crate::proto::row::FigureSource;
use crate::proto::source::Source as Told;

// Whatever agrees with the creator's own source is no exception.
const PUT: &str = "INSERT INTO figure_source (creator_id, figure, day, import_id, import_row)
  SELECT id, ?2, ?3, ?4, ?5 FROM creator
  WHERE id = ?1 AND (ifnull(stats_on, added_on), import_id, import_row) IS NOT (?3, ?4, ?5)
  ON CONFLICT (creator_id, figure) DO UPDATE
    SET day = excluded.day, import_id = excluded.import_id, import_row = excluded.import_row";

const KEEP_OWN: &str = "INSERT INTO figure_source (creator_id, figure, day, import_id, import_row)
  SELECT id, ?2, ifnull(stats_on, added_on), import_id, import_row FROM creator WHERE id = ?1
  ON CONFLICT (creator_id, figure) DO NOTHING";

/// Where a figure comes from; both unknown for a typed one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Source {
    /// The run of the import.
    pub(super) import: Option<ImportId>,
    /// The row of its file.
    pub(super) row: Option<i64>,
}

/// Where a figure comes from, and the day it is of.
pub(super) type Dated = (NaiveDate, Source);

/// Says where one figure comes from.
pub(super) fn put(conn: &Connection, creator: CreatorId, figure: Figure, (day, source): Dated) -> Result<()> {
    let put = conn.prepare_cached(PUT)?.execute(params![creator, figure, Day(day), source.import, source.row])?;
    if put == 0 {
        forget(conn, creator, figure)?;
    }
    Ok(())
}

const PUT_TEXT: &str =
    "INSERT INTO fact_source (creator_id, fact, day, import_id, import_row) VALUES (?1, ?2, ?3, ?4, ?5)
  ON CONFLICT (creator_id, fact) DO UPDATE
    SET day = excluded.day, import_id = excluded.import_id, import_row = excluded.import_row";

/// Says where the texts of a record come from that keep it and are known.
pub(super) fn put_texts(
    conn: &Connection,
    creator: CreatorId,
    fields: impl Iterator<Item = CreatorField>,
    (day, source): Dated,
) -> Result<()> {
    for field in fields {
        conn.prepare_cached(PUT_TEXT)?.execute(params![creator, field, Day(day), source.import, source.row])?;
    }
    Ok(())
}

/// Forgets where a text comes from.
fn forget_text(conn: &Connection, creator: CreatorId, field: CreatorField) -> Result<()> {
    conn.prepare_cached("DELETE FROM fact_source WHERE creator_id = ?1 AND fact = ?2")?
        .execute(params![creator, field])?;
    Ok(())
}

/// Makes a figure come from the creator's own source.
pub(super) fn forget(conn: &Connection, creator: CreatorId, figure: Figure) -> Result<()> {
    conn.prepare_cached("DELETE FROM figure_source WHERE creator_id = ?1 AND figure = ?2")?
        .execute(params![creator, figure])?;
    Ok(())
}

/// Makes all figures come from the creator's own source, and forgets where texts come from.
pub(super) fn forget_all(conn: &Connection, creator: CreatorId) -> Result<()> {
    conn.prepare_cached("DELETE FROM fact_source WHERE creator_id = ?1")?.execute([creator])?;
    conn.prepare_cached("DELETE FROM figure_source WHERE creator_id = ?1")?.execute([creator])?;
    Ok(())
}

/// Keeps what is now the creator's own source as that of one figure, before the creator's own becomes another.
pub(super) fn keep_own(conn: &Connection, creator: CreatorId, figure: Figure) -> Result<()> {
    conn.prepare_cached(KEEP_OWN)?.execute(params![creator, figure])?;
    Ok(())
}

/// Whether any figure of any creator comes from elsewhere.
pub(super) fn any(conn: &Connection) -> Result<bool> {
    Ok(conn.prepare_cached("SELECT 1 FROM figure_source LIMIT 1")?.exists([])?)
}

/// Says that figures that the user changed are typed ones now.
pub(super) fn type_changed(
    conn: &Connection,
    creator: CreatorId,
    [old, new]: [&CreatorFields; 2],
    today: NaiveDate,
) -> Result<()> {
    for figure in Figure::FIGURES.into_iter().filter(|figure| !new.agrees(old, *figure)) {
        if new.knows(figure) {
            put(conn, creator, figure, (today, Source::default()))?;
        } else {
            forget(conn, creator, figure)?;
        }
    }
    for field in CreatorField::sourced().filter(|field| !new.agrees(old, *field)) {
        if new.knows(field) {
            put_texts(conn, creator, std::iter::once(field), (today, Source::default()))?;
        } else {
            forget_text(conn, creator, field)?;
        }
    }
    Ok(())
}

/// Says of those in the table `touched` that a text of theirs is a typed one of today, or that they have none anymore.
pub(super) fn type_touched_text(
    conn: &Connection,
    field: CreatorField,
    is_known: bool,
    today: NaiveDate,
) -> Result<()> {
    conn.prepare_cached("DELETE FROM fact_source WHERE fact = ?1 AND creator_id IN (SELECT id FROM temp.touched)")?
        .execute([field])?;
    if is_known {
        conn.prepare_cached("INSERT INTO fact_source (creator_id, fact, day) SELECT id, ?1, ?2 FROM temp.touched")?
            .execute(params![field, Day(today)])?;
    }
    Ok(())
}

/// Returns where a text comes from, where that is known.
pub(super) fn of_text(conn: &Connection, creator: CreatorId, field: CreatorField) -> Result<Option<Dated>> {
    let mut find =
        conn.prepare_cached("SELECT day, import_id, import_row FROM fact_source WHERE creator_id = ?1 AND fact = ?2")?;
    let found = find.query_row(params![creator, field], |row| {
        Ok((row.get::<_, Day>(0)?.0, Source { import: row.get(1)?, row: row.get(2)? }))
    });
    Ok(found.optional()?)
}

/// Says of those in the table `touched` that a figure of theirs is a typed one of today, or that it has none anymore. To be
/// called before the figure changes.
pub(super) fn type_touched(conn: &Connection, figure: Figure, is_known: bool, today: NaiveDate) -> Result<()> {
    conn.prepare_cached("DELETE FROM figure_source WHERE figure = ?1 AND creator_id IN (SELECT id FROM temp.touched)")?
        .execute([figure])?;
    if is_known {
        conn.prepare_cached(
            "INSERT INTO figure_source (creator_id, figure, day) SELECT id, ?1, ?2 FROM creator
             WHERE id IN (SELECT id FROM temp.touched)
               AND (ifnull(stats_on, added_on), import_id, import_row) IS NOT (?2, NULL, NULL)",
        )?
        .execute(params![figure, Day(today)])?;
    }
    Ok(())
}

/// Returns where a figure comes from, be it the creator's own source or another.
pub(super) fn of(conn: &Connection, creator: CreatorId, figure: Figure) -> Result<Dated> {
    let mut statement = conn.prepare_cached(
        "SELECT figure_source.day, figure_source.import_id, figure_source.import_row FROM figure_source
           WHERE creator_id = ?1 AND figure = ?2
         UNION ALL SELECT ifnull(stats_on, added_on), import_id, import_row FROM creator WHERE id = ?1 LIMIT 1",
    )?;
    Ok(statement.query_row(params![creator, figure], |row| {
        Ok((row.get::<_, Day>(0)?.0, Source { import: row.get(1)?, row: row.get(2)? }))
    })?)
}

/// Returns the figures of a creator that come from elsewhere than the rest, and the texts whose source is known, in their order.
pub(super) fn elsewhere(conn: &Connection, creator: CreatorId) -> Result<Vec<FigureSource>> {
    let mut statement = conn.prepare_cached(
        "SELECT figure, day, import_run.file, import_row, import_run.ran_at FROM figure_source
         LEFT JOIN import_run ON import_run.id = import_id WHERE creator_id = ?1
         UNION ALL SELECT fact, day, import_run.file, import_row, import_run.ran_at FROM fact_source
         LEFT JOIN import_run ON import_run.id = import_id WHERE creator_id = ?1",
    )?;
    let rows = statement.query_map([creator], |row| {
        let source = told(row.get(2)?, row.get(3)?, row.get(4)?);
        Ok(FigureSource { figure: row.get(0)?, day: row.get::<_, Day>(1)?.0, source })
    })?;
    let mut all = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    all.sort_by_key(|source| source.figure);
    Ok(all)
}

/// What a file's name, the row and the moment of an import say of where a figure comes from.
pub(super) fn told(file: Option<String>, row: Option<i64>, ran_at: Option<i64>) -> Told {
    file.map_or(Told::Typed, |file| Told::Imported { file, row, on: ran_at.and_then(day_of) })
}

/// Returns the UTC day of an instant.
pub(super) fn day_of(millis: i64) -> Option<NaiveDate> {
    DateTime::from_timestamp_millis(millis).map(|instant| instant.date_naive())
}

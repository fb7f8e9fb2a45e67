//! Creators from a list: new ones are added, known ones get newer figures and what was empty.
//!
//! Figures (followers, engagement, views, price) take the newer value, and a replaced follower count is kept as a reading.
//! A list that says the day of its figures replaces only older ones; its older follower counts are kept as readings.
//! Text is filled only where nothing stands, tags and notes are added, nothing else is overwritten. Where one file names a
//! creator twice, the first row's figures stand: so the same file says the same each time it is read.

use std::collections::HashSet;
use std::sync::LazyLock;

use chrono::NaiveDate;
use rusqlite::{CachedStatement, Connection, OptionalExtension, Row, ToSql, params};

use crate::domain::creator::{CreatorField, CreatorFields, Figure};
use crate::domain::{CreatorId, Handle, Platform, TagId};
use crate::error::Result;
use crate::proto::ingest::CreatorRecord;
use crate::words::ingest::{self as words, Note};

use super::super::handle_history::Former;
use super::super::row::{Day, Facts, search_text};
use super::super::sources::{self, Source};
use super::super::{facts, followers};
use super::decided::{block, take_over};
use super::edition::{Edition, Seen, says};
use super::notes::add_note;
use super::renamed::Renamed;
use super::tags::Tags;
use super::{Outcome, Run};

/// What is remembered from row to row.
#[derive(Debug, Default)]
pub(super) struct Creators {
    /// Creators that earlier rows of the file named.
    seen: HashSet<CreatorId>,
    repeats: u64,
    /// Rows whose figures are older than those known.
    older: u64,
    renamed: Renamed,
}

/// The statements of one batch.
pub(super) struct Statements<'c> {
    find: CachedStatement<'c>,
    by_id: CachedStatement<'c>,
    former: Former<'c>,
    insert: CachedStatement<'c>,
    update: CachedStatement<'c>,
    tags_of: CachedStatement<'c>,
    tag: CachedStatement<'c>,
    forget: CachedStatement<'c>,
    /// Whether any creator has figures from another source than the rest. Usually none has, and the lookup is skipped.
    has_exceptions: bool,
}

/// Values of the statements that aren't creator fields.
const INSERT_OWN: usize = 9;
const UPDATE_OWN: usize = 7;

/// The statements that name all facts.
struct Sql {
    known: String,
    insert: String,
    update: String,
}

static SQL: LazyLock<Sql> = LazyLock::new(|| {
    let (columns, places) = facts::values::<CreatorField>(INSERT_OWN);
    Sql {
        known: format!("SELECT id, price_currency, platform, handle{} FROM creator", CreatorField::COLUMNS),
        insert: format!(
            "INSERT INTO creator (platform, handle, price_currency, search, import_id, import_row, stats_on, added_on, \
             updated_at, {columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, {places}) \
             ON CONFLICT (platform, handle) DO NOTHING"
        ),
        update: format!(
            "UPDATE creator SET price_currency = ?2, search = ?3, import_id = COALESCE(?4, import_id), \
             import_row = COALESCE(?5, import_row), stats_on = COALESCE(?6, stats_on), updated_at = ?7, {} WHERE id = ?1",
            facts::assignments::<CreatorField>(UPDATE_OWN)
        ),
    }
});

impl<'c> Statements<'c> {
    pub(super) fn prepare(conn: &'c Connection) -> Result<Self> {
        let sql = &*SQL;
        Ok(Self {
            find: conn.prepare_cached(&format!("{} WHERE platform = ?1 AND handle = ?2", sql.known))?,
            by_id: conn.prepare_cached(&format!("{} WHERE id = ?1", sql.known))?,
            former: Former::prepare(conn)?,
            insert: conn.prepare_cached(&sql.insert)?,
            update: conn.prepare_cached(&sql.update)?,
            tags_of: conn.prepare_cached("SELECT tag_id FROM creator_tag WHERE creator_id = ?1")?,
            tag: conn.prepare_cached("INSERT INTO creator_tag (creator_id, tag_id) VALUES (?1, ?2)")?,
            forget: conn.prepare_cached(
                "DELETE FROM figure_source WHERE creator_id = ?1 \
                 AND CASE figure WHEN 'followers' THEN ?2 WHEN 'er' THEN ?3 WHEN 'views' THEN ?4 WHEN 'price' THEN ?5 END",
            )?,
            has_exceptions: sources::any(conn)?,
        })
    }

    /// Finds the creator who had this account earlier, if no creator has it now.
    fn renamed(&mut self, account: &CreatorFields) -> Result<Option<CreatorId>> {
        let Some(id) = self.former.holder(account.platform, &account.handle)? else { return Ok(None) };
        let is_taken = self.find.exists(params![account.platform, account.handle])?;
        Ok((!is_taken).then_some(id))
    }
}

impl Creators {
    /// Takes in one row.
    pub(super) fn take(
        &mut self,
        conn: &Connection,
        statements: &mut Statements<'_>,
        run: &mut Run,
        tags: &mut Tags,
        row: u64,
        record: &CreatorRecord,
    ) -> Result<Outcome> {
        // Once the run exists, adding first saves the lookup of each new creator.
        let renamed = statements.renamed(&record.fields)?;
        if run.is_open()
            && renamed.is_none()
            && let Some(id) = insert(conn, statements, run, row, record)?
        {
            return self.added(conn, statements, run, tags, id, record);
        }
        let known = if let Some(id) = renamed {
            self.renamed.note(conn, &record.fields.handle, id)?;
            statements.by_id.query_row([id], |row| known(row, row.get(2)?, row.get(3)?)).optional()?
        } else {
            let CreatorFields { platform, handle, .. } = &record.fields;
            let key = params![platform, handle];
            statements.find.query_row(key, |row| known(row, *platform, handle.clone())).optional()?
        };
        let Some((id, known)) = known else {
            run.id(conn)?;
            let id = insert(conn, statements, run, row, record)?
                .ok_or_else(|| crate::error::Error::fault("A creator is both known and unknown."))?;
            return self.added(conn, statements, run, tags, id, record);
        };
        let first = self.seen.insert(id);
        let mut changed;
        if let Some(day) = record.counted_on.map(|day| day.by(run.options.today)) {
            let (edition, kept) = Edition::of(conn, run, Seen { row, id, day, first }, [&known, &record.fields])?;
            self.older += u64::from(edition.is_older);
            self.repeats += u64::from(!first && edition.is_repeat);
            let when = (true, day, edition.is_newer);
            changed = merge(conn, statements, run, row, id, &known, &edition.stated, when)? || kept;
        } else {
            self.repeats += u64::from(!first);
            let today = run.options.today;
            changed = merge(conn, statements, run, row, id, &known, &record.fields, (first, today, false))?;
        }
        changed |= add_tags(conn, statements, run, tags, id, &record.tags, false)?;
        changed |= add_note(conn, run, id, &record.note)?;
        changed |= block(conn, run, id, &record.decided)?;
        Ok(Outcome::updated_if(changed))
    }

    /// Takes in what the row of a post says about its creator, who may be in many of them.
    pub(super) fn of_post(
        &mut self,
        conn: &Connection,
        statements: &mut Statements<'_>,
        run: &mut Run,
        tags: &mut Tags,
        row: u64,
        record: &CreatorRecord,
    ) -> Result<Outcome> {
        let repeats = self.repeats;
        let outcome = self.take(conn, statements, run, tags, row, record);
        self.repeats = repeats;
        outcome
    }

    fn added(
        &mut self,
        conn: &Connection,
        statements: &mut Statements<'_>,
        run: &mut Run,
        tags: &mut Tags,
        id: CreatorId,
        record: &CreatorRecord,
    ) -> Result<Outcome> {
        self.seen.insert(id);
        add_tags(conn, statements, run, tags, id, &record.tags, true)?;
        add_note(conn, run, id, &record.note)?;
        take_over(conn, run, id, &record.decided)?;
        Ok(Outcome::New)
    }

    /// What the user should know.
    pub(super) fn notes(&self) -> Vec<String> {
        let mut notes = words::notes(&[(Note::RepeatedCreator, self.repeats), (Note::Older, self.older)]);
        notes.extend(self.renamed.sentence());
        notes
    }
}

/// Merges a row into a known creator; returns whether anything changed.
#[expect(clippy::too_many_arguments, reason = "what a row is merged with, each once")]
fn merge(
    conn: &Connection,
    statements: &mut Statements<'_>,
    run: &mut Run,
    row: u64,
    id: CreatorId,
    known: &CreatorFields,
    stated: &CreatorFields,
    (first, day, is_new_reading): (bool, NaiveDate, bool),
) -> Result<bool> {
    let mut merged = known.clone();
    let mut figures = is_new_reading;
    for field in CreatorField::ALL.iter().copied() {
        // A newer figure replaces the one known; text only fills what is empty.
        let may_replace = first && field.is_figure();
        if says(stated, field) && (may_replace || !known.knows(field)) {
            merged.take(stated, field);
            figures |= field.is_figure() && !merged.agrees(known, field);
        }
    }
    if merged == *known && !is_new_reading {
        return Ok(false);
    }
    let run_id = run.id(conn)?;
    if merged.followers != known.followers || is_new_reading {
        followers::keep_newest(conn, id)?;
    }
    if figures {
        move_sources(conn, statements, id, known, stated, first)?;
    }
    let row = i64::try_from(row).ok();
    let search = search_text(&merged);
    let own: [&dyn ToSql; UPDATE_OWN] = [
        &id,
        &merged.price_currency,
        &search,
        &figures.then_some(run_id),
        &row.filter(|_| figures),
        &figures.then_some(Day(day)),
        &run.options.now_ms,
    ];
    facts::execute(&mut statements.update, &own, &merged)?;
    let filled = CreatorField::sourced().filter(|field| !known.knows(*field) && merged.knows(*field));
    sources::put_texts(conn, id, filled, (day, Source { import: Some(run_id), row }))?;
    Ok(true)
}

/// Reads what is known of the creator with this account.
fn known(row: &Row<'_>, platform: Platform, handle: Handle) -> rusqlite::Result<(CreatorId, CreatorFields)> {
    let fields = CreatorFields::read(&mut Facts { row, at: 4 }, platform, handle, row.get(1)?)?;
    Ok((row.get(0)?, fields))
}

/// Adds a creator; nothing if the account is known.
fn insert(
    conn: &Connection,
    statements: &mut Statements<'_>,
    run: &Run,
    row: u64,
    record: &CreatorRecord,
) -> Result<Option<CreatorId>> {
    let fields = &record.fields;
    let figures = Figure::FIGURES.into_iter().any(|figure| says(fields, figure));
    let today = Day(run.options.today);
    let counted_on = record.counted_on.map_or(today, |day| Day(day.by(run.options.today)));
    let search = search_text(fields);
    let own: [&dyn ToSql; INSERT_OWN] = [
        &fields.platform,
        &fields.handle,
        &fields.price_currency,
        &search,
        &run.id,
        &i64::try_from(row).ok(),
        &figures.then_some(counted_on),
        &today,
        &run.options.now_ms,
    ];
    let added = facts::execute(&mut statements.insert, &own, fields)?;
    if added == 0 {
        return Ok(None);
    }
    let id = CreatorId(conn.last_insert_rowid());
    let stated = CreatorField::sourced().filter(|field| fields.knows(*field));
    let source = Source { import: run.id, row: i64::try_from(row).ok() };
    sources::put_texts(conn, id, stated, (counted_on.0, source))?;
    Ok(Some(id))
}

/// Called before the row becomes the creator's source: figures that the row does not state keep their earlier source.
fn move_sources(
    conn: &Connection,
    statements: &mut Statements<'_>,
    id: CreatorId,
    known: &CreatorFields,
    stated: &CreatorFields,
    first: bool,
) -> Result<()> {
    let [followers, er, views, price] =
        Figure::FIGURES.map(|figure| says(stated, figure) && (first || !known.knows(figure)));
    for (figure, is_said) in Figure::FIGURES.into_iter().zip([followers, er, views, price]) {
        if known.knows(figure) && !is_said {
            sources::keep_own(conn, id, figure)?;
            statements.has_exceptions = true;
        }
    }
    if statements.has_exceptions {
        statements.forget.execute(params![id, followers, er, views, price])?;
    }
    Ok(())
}

/// Adds the tags that the creator does not carry yet; returns whether there were any.
fn add_tags(
    conn: &Connection,
    statements: &mut Statements<'_>,
    run: &mut Run,
    tags: &mut Tags,
    id: CreatorId,
    names: &[String],
    is_new: bool,
) -> Result<bool> {
    if names.is_empty() {
        return Ok(false);
    }
    let mut carried: Vec<TagId> = if is_new {
        Vec::with_capacity(names.len())
    } else {
        statements.tags_of.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?
    };
    let before = carried.len();
    for name in names {
        let Some(tag) = tags.id(conn, run, name)? else { continue };
        if !carried.contains(&tag) {
            run.id(conn)?;
            statements.tag.execute((id, tag))?;
            carried.push(tag);
        }
    }
    Ok(carried.len() > before)
}

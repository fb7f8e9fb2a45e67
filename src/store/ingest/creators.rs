//! Creators from a list: new ones are added, known ones get newer figures and what was empty.
//!
//! Figures (followers, engagement, views, price) take the newer value, and a replaced follower count is kept as a reading.
//! A list that says the day of its figures replaces only older ones; its older follower counts are kept as readings.
//! Text is filled only where nothing stands, tags and notes are added, nothing else is overwritten. Where one file names a
//! creator twice, the first row's figures stand: so the same file says the same each time it is read.

use std::collections::HashSet;

use chrono::NaiveDate;
use rusqlite::{CachedStatement, Connection, OptionalExtension, Row, params};
use strum::IntoEnumIterator;

use crate::domain::creator::{CreatorFields, Figure};
use crate::domain::{CreatorId, Handle, Platform, TagId};
use crate::error::Result;
use crate::proto::ingest::CreatorRecord;
use crate::words::ingest::{self as words, Note};

use super::super::followers;
use super::super::handle_history::Former;
use super::super::row::{Day, search_text};
use super::super::sources;
use super::decided::{block, take_over};
use super::edition::{Edition, Seen, finite, says};
use super::notes::add_note;
use super::renamed::Renamed;
use super::tags::Tags;
use super::{Outcome, Run};

/// What is remembered from row to row.
#[derive(Debug, Default)]
pub(super) struct Creators {
    /// Who stood in the file already.
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
    /// Whether figures of anybody come from elsewhere than the rest; mostly none do, and then none are looked for.
    has_exceptions: bool,
}

impl<'c> Statements<'c> {
    pub(super) fn prepare(conn: &'c Connection) -> Result<Self> {
        Ok(Self {
            find: conn.prepare_cached(
                "SELECT id, name, followers, er, views, price_minor, price_currency, country, language, email, bio, \
                 found_via, address, found_by FROM creator WHERE platform = ?1 AND handle = ?2",
            )?,
            by_id: conn.prepare_cached(
                "SELECT id, name, followers, er, views, price_minor, price_currency, country, language, email, bio, \
                 found_via, address, found_by, platform, handle FROM creator WHERE id = ?1",
            )?,
            former: Former::prepare(conn)?,
            insert: conn.prepare_cached(
                "INSERT INTO creator (platform, handle, name, followers, er, views, price_minor, price_currency, country, \
                 language, email, bio, found_via, search, import_id, import_row, stats_on, added_on, updated_at, \
                 address, found_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, \
                 ?19, ?20, ?21) \
                 ON CONFLICT (platform, handle) DO NOTHING",
            )?,
            update: conn.prepare_cached(
                "UPDATE creator SET name = ?2, followers = ?3, er = ?4, views = ?5, price_minor = ?6, price_currency = ?7, \
                 country = ?8, language = ?9, email = ?10, bio = ?11, found_via = ?12, search = ?13, \
                 import_id = COALESCE(?14, import_id), import_row = COALESCE(?15, import_row), \
                 stats_on = COALESCE(?16, stats_on), updated_at = ?17, address = ?18, found_by = ?19 WHERE id = ?1",
            )?,
            tags_of: conn.prepare_cached("SELECT tag_id FROM creator_tag WHERE creator_id = ?1")?,
            tag: conn.prepare_cached("INSERT INTO creator_tag (creator_id, tag_id) VALUES (?1, ?2)")?,
            forget: conn.prepare_cached(
                "DELETE FROM figure_source WHERE creator_id = ?1 \
                 AND CASE figure WHEN 'followers' THEN ?2 WHEN 'er' THEN ?3 WHEN 'views' THEN ?4 WHEN 'price' THEN ?5 END",
            )?,
            has_exceptions: sources::any(conn)?,
        })
    }

    /// Returns who had an account earlier that nobody has now.
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
        // Once the run exists, adding first spares looking up whoever is new.
        let renamed = statements.renamed(&record.fields)?;
        if run.is_open()
            && renamed.is_none()
            && let Some(id) = insert(conn, statements, run, row, record)?
        {
            return self.added(conn, statements, run, tags, id, record);
        }
        let known = if let Some(id) = renamed {
            self.renamed.note(conn, &record.fields.handle, id)?;
            statements.by_id.query_row([id], |row| known(row, row.get(14)?, row.get(15)?)).optional()?
        } else {
            let CreatorFields { platform, handle, .. } = &record.fields;
            let key = params![platform, handle];
            statements.find.query_row(key, |row| known(row, *platform, handle.clone())).optional()?
        };
        let Some((id, known)) = known else {
            run.id(conn)?;
            let id = insert(conn, statements, run, row, record)?
                .ok_or_else(|| crate::error::Error::fault("A creator is known and unknown at once."))?;
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

    /// Takes in what the row of a post says about its creator, who may stand in many of them.
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

    /// What a person should know.
    pub(super) fn notes(&self) -> Vec<String> {
        let mut notes = words::notes(&[(Note::RepeatedCreator, self.repeats), (Note::Older, self.older)]);
        notes.extend(self.renamed.said());
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
    let newer = |old: Option<i64>, new: Option<i64>| if first { new.or(old) } else { old.or(new) };
    merged.followers = newer(known.followers, stated.followers);
    merged.views = newer(known.views, stated.views);
    let er = finite(stated.er);
    merged.er = if first { er.or(known.er) } else { known.er.or(er) };
    if stated.price_minor.is_some() && (first || known.price_minor.is_none()) {
        (merged.price_minor, merged.price_currency) = (stated.price_minor, stated.price_currency);
    }
    let figures = is_new_reading || merged != *known;
    for (own, new) in [
        (&mut merged.name, &stated.name),
        (&mut merged.country, &stated.country),
        (&mut merged.language, &stated.language),
        (&mut merged.email, &stated.email),
        (&mut merged.address, &stated.address),
        (&mut merged.bio, &stated.bio),
        (&mut merged.found_by, &stated.found_by),
        (&mut merged.found_via, &stated.found_via),
    ] {
        if own.is_empty() {
            own.clone_from(new);
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
    statements.update.execute(params![
        id,
        merged.name,
        merged.followers,
        merged.er,
        merged.views,
        merged.price_minor,
        merged.price_currency,
        merged.country,
        merged.language,
        merged.email,
        merged.bio,
        merged.found_via,
        search_text(&merged),
        figures.then_some(run_id),
        row.filter(|_| figures),
        figures.then_some(Day(day)),
        run.options.now_ms,
        merged.address,
        merged.found_by,
    ])?;
    Ok(true)
}

/// Reads what is known of the creator with this account.
fn known(row: &Row<'_>, platform: Platform, handle: Handle) -> rusqlite::Result<(CreatorId, CreatorFields)> {
    let fields = CreatorFields {
        platform,
        handle,
        name: row.get(1)?,
        followers: row.get(2)?,
        er: row.get(3)?,
        views: row.get(4)?,
        price_minor: row.get(5)?,
        price_currency: row.get(6)?,
        country: row.get(7)?,
        language: row.get(8)?,
        email: row.get(9)?,
        bio: row.get(10)?,
        found_via: row.get(11)?,
        address: row.get(12)?,
        found_by: row.get(13)?,
    };
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
    let er = finite(fields.er);
    let figures = Figure::iter().any(|figure| says(fields, figure));
    let today = Day(run.options.today);
    let counted_on = record.counted_on.map_or(today, |day| Day(day.by(run.options.today)));
    let added = statements.insert.execute(params![
        fields.platform,
        fields.handle,
        fields.name,
        fields.followers,
        er,
        fields.views,
        fields.price_minor,
        fields.price_currency,
        fields.country,
        fields.language,
        fields.email,
        fields.bio,
        fields.found_via,
        search_text(fields),
        run.id,
        i64::try_from(row).ok(),
        figures.then_some(counted_on),
        today,
        run.options.now_ms,
        fields.address,
        fields.found_by,
    ])?;
    Ok((added == 1).then(|| CreatorId(conn.last_insert_rowid())))
}

/// Before the row becomes the creator's own source: what it does not say stays where it comes from, the rest is the row's.
fn move_sources(
    conn: &Connection,
    statements: &mut Statements<'_>,
    id: CreatorId,
    known: &CreatorFields,
    stated: &CreatorFields,
    first: bool,
) -> Result<()> {
    let [followers, er, views, price] = [Figure::Followers, Figure::Er, Figure::Views, Figure::Price]
        .map(|figure| says(stated, figure) && (first || !known.knows(figure)));
    for (figure, is_said) in Figure::iter().zip([followers, er, views, price]) {
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

//! A tracker: one row per creator in a batch, with what it cost, its codes, link, post and counts.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, params};

use crate::domain::creator::CreatorFields;
use crate::domain::deliverable::Promise;
use crate::domain::record::View;
use crate::domain::text::{clean, fold};
use crate::domain::{BatchId, CampaignId, CollaborationField, CollaborationId, CreatorId, Currency, Verdict};
use crate::error::Result;
use crate::proto::ingest::CollaborationRecord;
use crate::words::ingest::{self as words, Note};

use super::super::amounts;
use super::super::attribute::{link_mark, recredit};
use super::super::deliverables;
use super::super::needs_review::several_owners;
use super::super::row::{Day, search_text};
use super::batches::Batches;
use super::notes::add_note;
use super::post_links::PostLinks;
use super::posts::Posts;
use super::renamed::Renamed;
use super::{Outcome, Run, costs, listed_payments, paid, tracks};

/// What is remembered from row to row.
#[derive(Debug, Default)]
pub(super) struct Collaborations {
    /// Collaborations that earlier rows of the file stated.
    seen: HashSet<CollaborationId>,
    posts: Posts,
    post_links: PostLinks,
    repeats: u64,
    renamed: Renamed,
    batches: Batches,
    /// Payments without a day in the file.
    undated: u64,
    /// Rows with a payment date in the future.
    to_come: u64,
    /// Listed payments in another currency, of which nobody knows what they settle.
    unsettled: u64,
    /// Rows that say more was paid than the creator is to get.
    over: u64,
    /// Listed payments of more than is unpaid.
    too_much: u64,
    /// Rows that plan a message, a parcel or a post.
    plans: u64,
    /// Codes and marks whose orders must find their owner again.
    codes: BTreeSet<String>,
    marks: BTreeSet<String>,
    /// Codes that came with this import.
    new_codes: BTreeSet<String>,
    /// Rows whose amounts are in another currency than their campaign.
    foreign: BTreeMap<(String, Currency), u64>,
}

struct Campaign {
    id: CampaignId,
    name: String,
    currency: Currency,
}

impl Collaborations {
    /// Takes in one row.
    pub(super) fn take(&mut self, conn: &Connection, run: &mut Run, record: &CollaborationRecord) -> Result<Outcome> {
        let mut changed = false;
        let record = dated(record, run.options.today);
        let record = record.as_ref();
        let backed = costs::is_backed(record);
        let happened = happened(record, run.options.today);
        self.plans += u64::from(matches!(happened, Cow::Owned(_)));
        let record = happened.as_ref();
        let campaign = campaign(conn, run, record, &mut changed)?;
        let batch = self.batches.find(conn, run, campaign.id, record)?;
        changed |= batch.changed;
        if batch.moved {
            self.owners_moved(conn, "collaboration.batch_id = ?1", batch.id.0)?;
        }
        let creator = match self.renamed.find(conn, record.platform, &record.handle)? {
            Some(id) => id,
            None => add_creator(conn, run, record, &mut changed)?,
        };
        let (id, is_new) = collaboration(conn, run, batch.id, creator)?;
        let first = self.seen.insert(id);
        self.repeats += u64::from(!first);
        let before = amounts::tracks_of(conn, id)?;
        let is_foreign = self.is_foreign(&campaign, record);
        if !is_foreign {
            changed |= costs::take(conn, run, (id, campaign.currency), record, first, backed)?;
        }
        changed |= self.codes(conn, run, id, &record.stated.codes)?;
        changed |= self.link(conn, run, id, &record.stated.link)?;
        let own = self.post_links.without_taken(conn, id, &record.stated)?;
        let stated = own.as_ref().unwrap_or(&record.stated);
        let post = self.posts.take(conn, run, creator, id, stated)?;
        if post.moved {
            self.owners_moved(conn, "collaboration.id = ?1", id.0)?;
        }
        changed |= post.changed;
        changed |= promised(conn, run, id, &record.stated.deliverables)?;
        if post.changed {
            deliverables::settle(conn, id)?;
        }
        changed |= tracks::own(conn, run, id, &record.stated, first)?;
        changed |= tracks::posted(conn, run, id, stated)?;
        changed |= add_note(conn, run, creator, &record.note)?;
        if changed {
            amounts::follow(conn, id, before, record.stated.posted_on.unwrap_or(run.options.today))?;
        }
        let paid = paid::take(conn, run, id, campaign.currency, record, first, is_foreign)?;
        self.undated += u64::from(paid.is_undated);
        self.over += paid.over;
        changed |= paid.changed;
        let listed = listed_payments::take(conn, run, (id, campaign.currency), &record.payments)?;
        self.to_come += u64::from(paid.is_to_come || listed.is_to_come);
        self.unsettled += listed.unsettled;
        self.too_much += listed.too_much;
        changed |= listed.changed;
        Ok(if is_new { Outcome::New } else { Outcome::updated_if(changed) })
    }

    /// Finds the orders' owners again where codes, links or first days changed; to be called before the transaction ends.
    pub(super) fn settle(&mut self, conn: &Connection) -> Result<()> {
        if self.codes.is_empty() && self.marks.is_empty() {
            return Ok(());
        }
        let codes: Vec<_> = std::mem::take(&mut self.codes).into_iter().collect();
        let marks: Vec<_> = std::mem::take(&mut self.marks).into_iter().collect();
        recredit(conn, &codes, &marks)?;
        Ok(())
    }

    /// Remembers the codes and marks of collaborations whose first day changed.
    fn owners_moved(&mut self, conn: &Connection, which: &str, id: i64) -> Result<()> {
        for (sql, into) in [("folded FROM code", &mut self.codes), ("mark FROM link", &mut self.marks)] {
            let table = sql.rsplit(' ').next().unwrap_or_default();
            let mut statement = conn.prepare_cached(&format!(
                "SELECT {sql} JOIN collaboration ON collaboration.id = {table}.collaboration_id WHERE {which}"
            ))?;
            for name in statement.query_map([id], |row| row.get::<_, String>(0))? {
                into.insert(name?);
            }
        }
        self.marks.remove("");
        Ok(())
    }

    /// Whether the row counts in another currency than its campaign: amounts that are never added are left out, and counted.
    fn is_foreign(&mut self, campaign: &Campaign, record: &CollaborationRecord) -> bool {
        let Some(currency) = record.currency.filter(|currency| *currency != campaign.currency) else { return false };
        let mut amounts = record.stated.costs().map(|(_, milli)| milli).chain([record.paid.milli]);
        if amounts.any(|milli| milli.is_some_and(|milli| milli != 0)) {
            *self.foreign.entry((campaign.name.clone(), currency)).or_default() += 1;
        }
        true
    }

    fn codes(&mut self, conn: &Connection, run: &mut Run, id: CollaborationId, codes: &[String]) -> Result<bool> {
        let mut changed = false;
        for code in codes {
            let code = clean(code);
            let folded = fold(&code);
            let mut find = conn.prepare_cached("SELECT 1 FROM code WHERE folded = ?1 AND collaboration_id = ?2")?;
            if folded.is_empty() || find.exists(params![folded, id])? {
                continue;
            }
            run.id(conn)?;
            conn.prepare_cached("INSERT INTO code (collaboration_id, code, folded) VALUES (?1, ?2, ?3)")?
                .execute(params![id, code, folded])?;
            self.new_codes.insert(folded.clone());
            self.codes.insert(folded);
            changed = true;
        }
        Ok(changed)
    }

    fn link(&mut self, conn: &Connection, run: &mut Run, id: CollaborationId, url: &str) -> Result<bool> {
        let url = url.trim();
        let mut find = conn.prepare_cached("SELECT 1 FROM link WHERE collaboration_id = ?1 AND url = ?2")?;
        if url.is_empty() || find.exists(params![id, url])? {
            return Ok(false);
        }
        run.id(conn)?;
        let mark = link_mark(url);
        conn.prepare_cached("INSERT INTO link (collaboration_id, url, mark) VALUES (?1, ?2, ?3)")?
            .execute(params![id, url, mark])?;
        if !mark.is_empty() {
            self.marks.insert(mark);
        }
        Ok(true)
    }

    /// What the user should know.
    pub(super) fn notes(&self, conn: &Connection) -> Result<Vec<String>> {
        let mut notes = words::notes(&[(Note::RepeatedBooking, self.repeats)]);
        notes.extend(self.renamed.sentence());
        let shared = several_owners(conn, self.new_codes.iter().map(String::as_str))?;
        if !shared.is_empty() {
            notes.push(words::shared_codes(&shared));
        }
        for ((campaign, currency), rows) in &self.foreign {
            notes.push(words::foreign_amounts(*rows, *currency, campaign));
        }
        notes.extend(words::notes(&[
            (Note::Undated, self.undated),
            (Note::PaidToCome, self.to_come),
            (Note::PaidOver, self.over),
            (Note::Unsettled, self.unsettled),
            (Note::TooMuch, self.too_much),
            (Note::Plans, self.plans),
            (Note::TakenLinks, self.post_links.left_out()),
        ]));
        notes.extend(self.batches.notes(conn)?);
        Ok(notes)
    }
}

/// The row with a posting window whose year it does not say in the year nearest to today.
fn dated(record: &CollaborationRecord, today: NaiveDate) -> Cow<'_, CollaborationRecord> {
    let mut dated = Cow::Borrowed(record);
    for field in CollaborationField::ALL {
        if let View::Window(Some(window)) = record.stated.get(*field)
            && window.with_year(today) != window
        {
            dated.to_mut().stated.slot(*field).set(View::Window(Some(window.with_year(today))));
        }
    }
    dated
}

/// What has happened by a row: a message, a parcel or a post of a day to come is a plan.
fn happened(record: &CollaborationRecord, today: NaiveDate) -> Cow<'_, CollaborationRecord> {
    let is_to_come =
        |field: &&CollaborationField| matches!(record.stated.get(**field), View::Day(Some(day)) if day > today);
    let plans: Vec<_> = CollaborationField::ALL.iter().filter(is_to_come).collect();
    if plans.is_empty() {
        return Cow::Borrowed(record);
    }
    let mut record = record.clone();
    for plan in plans {
        record.stated.slot(*plan).set(View::Day(None));
    }
    Cow::Owned(record)
}

/// Makes the deliverables that a row promises, where none are known: what is known was typed, or has begun.
fn promised(conn: &Connection, run: &mut Run, id: CollaborationId, stated: &str) -> Result<bool> {
    let Ok(promise) = Promise::read(stated) else { return Ok(false) };
    if !deliverables::of(conn, id)?.is_empty() {
        return Ok(false);
    }
    run.id(conn)?;
    deliverables::promise(conn, id, &promise)?;
    Ok(true)
}

/// Finds the campaign by name, or makes it.
fn campaign(conn: &Connection, run: &mut Run, record: &CollaborationRecord, changed: &mut bool) -> Result<Campaign> {
    let name = clean(&record.campaign);
    let folded = fold(&name);
    let found = conn
        .prepare_cached("SELECT id, name, currency, margin_bp FROM campaign WHERE folded = ?1")?
        .query_row([&folded], |row| {
            let campaign = Campaign { id: row.get(0)?, name: row.get(1)?, currency: row.get(2)? };
            Ok((campaign, row.get::<_, Option<i64>>(3)?))
        })
        .optional()?;
    let margin_bp = record.margin_bp.filter(|margin| (1..=10_000).contains(margin));
    if let Some((campaign, margin)) = found {
        if margin.is_none() && margin_bp.is_some() {
            run.id(conn)?;
            conn.prepare_cached("UPDATE campaign SET margin_bp = ?2, updated_at = ?3 WHERE id = ?1")?
                .execute(params![campaign.id, margin_bp, run.options.now_ms])?;
            *changed = true;
        }
        return Ok(campaign);
    }
    run.id(conn)?;
    let currency = record.currency.unwrap_or(run.options.currency);
    conn.prepare_cached(
        "INSERT INTO campaign (name, folded, currency, margin_bp, updated_at) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![name, folded, currency, margin_bp, run.options.now_ms])?;
    Ok(Campaign { id: CampaignId(conn.last_insert_rowid()), name, currency })
}

/// Adds the creator: picked, since they are in a batch.
fn add_creator(
    conn: &Connection,
    run: &mut Run,
    record: &CollaborationRecord,
    changed: &mut bool,
) -> Result<CreatorId> {
    let import = run.id(conn)?;
    let fields = CreatorFields::new(record.platform, record.handle.clone());
    conn.prepare_cached(
        "INSERT INTO creator (platform, handle, verdict, search, import_id, added_on, updated_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        fields.platform,
        fields.handle,
        Verdict::Picked,
        search_text(&fields),
        import,
        Day(run.options.today),
        run.options.now_ms
    ])?;
    *changed = true;
    Ok(CreatorId(conn.last_insert_rowid()))
}

/// Finds the creator's collaboration in the batch, or adds it; also returns whether it was added.
fn collaboration(
    conn: &Connection,
    run: &mut Run,
    batch: BatchId,
    creator: CreatorId,
) -> Result<(CollaborationId, bool)> {
    let found = conn
        .prepare_cached("SELECT id FROM collaboration WHERE batch_id = ?1 AND creator_id = ?2")?
        .query_row((batch, creator), |row| row.get(0))
        .optional()?;
    if let Some(id) = found {
        return Ok((id, false));
    }
    run.id(conn)?;
    conn.prepare_cached("INSERT INTO collaboration (batch_id, creator_id, updated_at) VALUES (?1, ?2, ?3)")?
        .execute(params![batch, creator, run.options.now_ms])?;
    Ok((CollaborationId(conn.last_insert_rowid()), true))
}

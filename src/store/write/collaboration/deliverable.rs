//! Deliverables of a collaboration, one at a time: how far each has come, its post and the readings of it.

use chrono::NaiveDate;
use rusqlite::params;

use super::super::{Outcome, Step, fits};
use super::Saved;
use crate::domain::collaboration::{Content, Outreach, Tracks};
use crate::domain::collaboration_fields::PostAndParcel;
use crate::domain::deliverable::{DeliverableKind, Progress, Style};
use crate::domain::text::clean;
use crate::domain::{CollaborationId, DeliverableId, Longest, PostId, post};
use crate::error::{Error, Result};
use crate::proto::collaboration_change::{DeliverableChange, DeliverableCmd, Which};
use crate::proto::post::ReadingRecord;
use crate::store::attribute::recredit;
use crate::store::deliverables::{self, Deliverable};
use crate::store::reading::counts_on;
use crate::store::row::Day;
use crate::store::{amounts, collaboration_facts, post as posts};
use crate::words::steps::early_posts;
use crate::words::{batches, deliverables as words};

/// A deliverable under way, with its number on the page.
struct Found {
    number: usize,
    one: Deliverable,
    /// Whether it is a post that nobody promised, without a row of its own yet.
    is_bare: bool,
}

impl Found {
    /// `video 2 of @mia`.
    fn name(&self, saved: &Saved) -> String {
        words::name(self.one.kind, self.number, &saved.handle)
    }
}

impl Step<'_> {
    /// Changes one deliverable of a collaboration.
    pub(in crate::store::write) fn change_deliverable(&self, change: &DeliverableChange) -> Result<Outcome> {
        let id = change.collaboration;
        let saved = self.saved(id)?;
        let before = amounts::tracks_of(self.conn, id)?;
        let marks = self.codes_and_marks("id", id.0)?;
        let sentence = self.change_one(&saved, &change.cmd)?;
        let Some(sentence) = sentence else {
            return Ok(Outcome::nothing(crate::words::creators::unchanged(&format!("@{}", saved.handle))));
        };
        self.follow_deliverables(id)?;
        let moved = amounts::follow(self.conn, id, before, self.today)?;
        self.conn
            .prepare_cached("UPDATE collaboration SET updated_at = max(updated_at + 1, ?2) WHERE id = ?1")?
            .execute(params![id, self.now])?;
        // A first post decides whose sales are whose.
        let is_post = matches!(change.cmd, DeliverableCmd::Post { .. } | DeliverableCmd::Remove(_));
        let orders = if is_post { recredit(self.conn, &marks.0, &marks.1)? } else { 0 };
        let released = batches::released(&format!("@{}", saved.handle), moved.released(), saved.batch.currency);
        let early = match &change.cmd {
            DeliverableCmd::Post { url, on, .. } => self.early_post(id, url, *on)?,
            _ => None,
        };
        let early = early.and_then(|days| early_posts(&[days], self.today));
        let sentences = std::iter::once(words::with_orders(&sentence, orders)).chain(released).chain(early);
        Ok(Outcome::at(saved.batch.place(), 1, sentences.collect::<Vec<_>>().join(" ")))
    }

    /// Carries out one command; nothing where all of it was known.
    fn change_one(&self, saved: &Saved, cmd: &DeliverableCmd) -> Result<Option<String>> {
        match cmd {
            DeliverableCmd::Add(kind, style) => self.add_deliverable(saved, *kind, *style).map(Some),
            DeliverableCmd::SetStyle(which, style) => self.set_style(saved, *which, *style),
            DeliverableCmd::SetDue(which, day) => {
                self.set_day_of(saved, *which, "due_on", *day, |one| one.due_on, words::due)
            }
            DeliverableCmd::Draft(which, day) => {
                self.refuse_future(*day)?;
                self.set_day_of(saved, *which, "draft_on", *day, |one| one.progress.draft_on, words::draft)
            }
            DeliverableCmd::Approve(which, day) => {
                self.refuse_future(*day)?;
                self.set_day_of(saved, *which, "approved_on", *day, |one| one.progress.approved_on, words::approved)
            }
            DeliverableCmd::Miss(which, day) => {
                self.refuse_future(*day)?;
                let found = self.find_deliverable(saved, *which)?;
                if day.is_some() && found.one.progress.has_post {
                    let name = found.name(saved);
                    return Err(Error::refused(format!("The post of {name} is out, so it wasn't missed.")));
                }
                self.set_day_of(saved, *which, "missed_on", *day, |one| one.progress.missed_on, words::missed)
            }
            DeliverableCmd::AskChanges(which, day) => self.ask_changes(saved, *which, *day).map(Some),
            DeliverableCmd::Post { which, url, on } => self.post_deliverable(saved, *which, url, *on),
            DeliverableCmd::Read(which, day, reading) => self.read_deliverable(saved, *which, *day, *reading),
            DeliverableCmd::Remove(which) => self.remove_deliverable(saved, *which).map(Some),
        }
    }

    pub(super) fn refuse_future(&self, day: Option<NaiveDate>) -> Result<()> {
        match day.filter(|day| *day > self.today) {
            Some(day) => Err(Error::refused(words::in_the_future(day, self.today))),
            None => Ok(()),
        }
    }

    fn add_deliverable(&self, saved: &Saved, kind: DeliverableKind, style: Style) -> Result<String> {
        self.conn
            .prepare_cached("INSERT INTO deliverable (collaboration_id, kind, style) VALUES (?1, ?2, ?3)")?
            .execute(params![saved.id, kind, style])?;
        let added = DeliverableId(self.conn.last_insert_rowid());
        let found = self.find_deliverable(saved, Which::Promised(added))?;
        Ok(words::added(&found.name(saved)))
    }

    fn set_style(&self, saved: &Saved, which: Which, style: Style) -> Result<Option<String>> {
        let found = self.find_deliverable(saved, which)?;
        if found.one.style == style {
            return Ok(None);
        }
        self.conn
            .prepare_cached("UPDATE deliverable SET style = ?2 WHERE id = ?1")?
            .execute(params![self.promised(saved, &found)?, style])?;
        Ok(Some(words::styled(&found.name(saved), style)))
    }

    /// Sets or clears one day of a deliverable.
    fn set_day_of(
        &self,
        saved: &Saved,
        which: Which,
        column: &str,
        day: Option<NaiveDate>,
        known: fn(&Deliverable) -> Option<NaiveDate>,
        said: fn(&str, Option<NaiveDate>, NaiveDate) -> String,
    ) -> Result<Option<String>> {
        let found = self.find_deliverable(saved, which)?;
        if known(&found.one) == day {
            return Ok(None);
        }
        deliverables::set_day(self.conn, self.promised(saved, &found)?, column, day)?;
        Ok(Some(said(&found.name(saved), day, self.today)))
    }

    fn ask_changes(&self, saved: &Saved, which: Which, day: NaiveDate) -> Result<String> {
        self.refuse_future(Some(day))?;
        let found = self.find_deliverable(saved, which)?;
        if found.one.progress.has_post {
            let name = found.name(saved);
            return Err(Error::refused(format!("The post of {name} is out, so it's too late for changes.")));
        }
        self.conn
            .prepare_cached(
                "UPDATE deliverable SET feedback_rounds = feedback_rounds + 1, changes_on = ?2, approved_on = NULL WHERE id = ?1",
            )?
            .execute(params![found.one.id, Day(day)])?;
        Ok(words::changes(&found.name(saved), found.one.feedback_rounds + 1))
    }

    /// Notes the post of a deliverable. One of the creator's known posts with the same address becomes it.
    pub(super) fn post_deliverable(
        &self,
        saved: &Saved,
        which: Which,
        url: &str,
        on: Option<NaiveDate>,
    ) -> Result<Option<String>> {
        let found = self.find_deliverable(saved, which)?;
        let url = self.checked_link(saved, found.one.post, url)?;
        let on = on.or_else(|| post::day(&url).map(|day| day.min(self.today)));
        self.refuse_future(on)?;
        let known = match found.one.post {
            Some(post) => Some(post),
            None if url.is_empty() => None,
            None => self.own_post(saved, &url)?,
        };
        if let Some(post) = known {
            let changed = self
                .conn
                .prepare_cached(
                    "UPDATE post SET collaboration_id = ?2, url = iif(?3 <> '', ?3, url), posted_on = ifnull(?4, posted_on)
                     WHERE id = ?1 AND (collaboration_id, url, posted_on) IS NOT (?2, iif(?3 <> '', ?3, url), ifnull(?4, posted_on))",
                )?
                .execute(params![post, saved.id, url, on.map(Day)])?;
            match found.one.post {
                Some(_) if changed == 0 => return Ok(None),
                Some(_) => {}
                None => self.give_post(found.one.id, post)?,
            }
        } else {
            self.conn
                .prepare_cached(
                    "INSERT INTO post (creator_id, collaboration_id, url, posted_on) VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![saved.creator, saved.id, url, on.map(Day)])?;
            self.give_post(found.one.id, PostId(self.conn.last_insert_rowid()))?;
        }
        Ok(Some(words::posted(&found.name(saved), on, self.today)))
    }

    /// The days of a post and of its parcel, where the post is dated before it.
    pub(super) fn early_post(
        &self,
        id: CollaborationId,
        url: &str,
        on: Option<NaiveDate>,
    ) -> Result<Option<(NaiveDate, NaiveDate)>> {
        let posted_on = on.or_else(|| post::day(url).map(|day| day.min(self.today)));
        let known = collaboration_facts::form(self.conn, id)?.post_and_parcel();
        Ok(PostAndParcel { posted_on, ..known }.too_early())
    }

    /// The link of a post as it is kept. `own` is the post that may have it already.
    pub(super) fn checked_link(&self, saved: &Saved, own: Option<PostId>, url: &str) -> Result<String> {
        let url = clean(url);
        fits("link", &url, Longest::Line)?;
        if !url.is_empty() && (!url.contains("://") || url.contains(char::is_whitespace)) {
            return Err(Error::refused("The link isn't a web address. Copy it again from the address bar."));
        }
        if !url.is_empty() {
            self.refuse_link_of_another(saved, own, &url)?;
        }
        Ok(url)
    }

    /// A deliverable that is out was not missed.
    fn give_post(&self, id: DeliverableId, post: PostId) -> Result<()> {
        self.conn
            .prepare_cached("UPDATE deliverable SET post_id = ?2, missed_on = NULL WHERE id = ?1")?
            .execute(params![id, post])?;
        Ok(())
    }

    /// Two posts with one link could not be told apart.
    pub(super) fn refuse_link_of_another(&self, saved: &Saved, own: Option<PostId>, url: &str) -> Result<()> {
        let key = post::key(url);
        let mut statement = self.conn.prepare_cached(
            "SELECT post.id, url, creator.handle, post.collaboration_id FROM post JOIN creator ON creator.id = post.creator_id
             WHERE collaboration_id IS NOT NULL AND url <> ''",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (id, known): (PostId, String) = (row.get(0)?, row.get(1)?);
            if Some(id) != own && post::key(&known) == key {
                let (handle, of): (String, CollaborationId) = (row.get(2)?, row.get(3)?);
                return Err(Error::refused(words::link_taken(&handle, of == saved.id)));
            }
        }
        Ok(())
    }

    /// The creator's post with this address that was made for nobody so far.
    pub(super) fn own_post(&self, saved: &Saved, url: &str) -> Result<Option<PostId>> {
        let key = post::key(url);
        let mut statement = self.conn.prepare_cached(
            "SELECT id, url FROM post WHERE creator_id = ?1 AND collaboration_id IS NULL AND url <> ''",
        )?;
        let mut rows = statement.query([saved.creator])?;
        while let Some(row) = rows.next()? {
            if post::key(&row.get::<_, String>(1)?) == key {
                return Ok(Some(row.get(0)?));
            }
        }
        Ok(None)
    }

    fn read_deliverable(
        &self,
        saved: &Saved,
        which: Which,
        day: NaiveDate,
        reading: ReadingRecord,
    ) -> Result<Option<String>> {
        self.refuse_future(Some(day))?;
        if !reading.is_known() {
            return Err(Error::refused("Enter at least one count."));
        }
        if reading.named().into_iter().any(|(_, count)| count.is_some_and(|count| count < 0)) {
            return Err(Error::refused("Counts of a post cannot be below 0."));
        }
        let found = self.find_deliverable(saved, which)?;
        let name = found.name(saved);
        let Some(post) = found.one.post else {
            return Err(Error::refused(format!("There is no post of {name} yet. Note the post first.")));
        };
        if found.one.progress.posted_on.is_some_and(|posted| day < posted) {
            return Err(Error::refused(format!("The reading is dated before the post of {name}. Check the two days.")));
        }
        if !posts::brings(reading, counts_on(self.conn, post.0, day)?) && self.was_read(post, day)? {
            return Ok(None);
        }
        posts::keep_reading(self.conn, post, reading, day, None)?;
        Ok(Some(words::read(&name, reading, day, self.today)))
    }

    fn was_read(&self, post: PostId, day: NaiveDate) -> Result<bool> {
        let mut find = self.conn.prepare_cached("SELECT 1 FROM reading WHERE post_id = ?1 AND day = ?2")?;
        Ok(find.exists(params![post, Day(day)])?)
    }

    /// Removes a deliverable with its post and the readings of it.
    fn remove_deliverable(&self, saved: &Saved, which: Which) -> Result<String> {
        let found = self.find_deliverable(saved, which)?;
        let name = found.name(saved);
        if !found.is_bare {
            self.conn.prepare_cached("DELETE FROM deliverable WHERE id = ?1")?.execute([found.one.id])?;
        }
        let mut readings = 0;
        if let Some(post) = found.one.post {
            readings = self
                .conn
                .prepare_cached("SELECT count(*) FROM reading WHERE post_id = ?1")?
                .query_row([post], |row| row.get(0))?;
            self.conn.prepare_cached("DELETE FROM post WHERE id = ?1")?.execute([post])?;
        }
        Ok(words::removed(&name, found.one.post.map(|_| readings)))
    }

    /// Finds a deliverable, promised or not.
    fn find_deliverable(&self, saved: &Saved, which: Which) -> Result<Found> {
        let promised = deliverables::of(self.conn, saved.id)?;
        let bare = deliverables::unpromised(self.conn, saved.id)?;
        let count = promised.len();
        let bare = bare.into_iter().map(|(post, posted_on)| Deliverable {
            id: DeliverableId(0),
            kind: DeliverableKind::default(),
            style: Style::default(),
            due_on: None,
            feedback_rounds: 0,
            progress: Progress { posted_on, has_post: true, ..Progress::default() },
            post: Some(post),
        });
        let all: Vec<Deliverable> = promised.into_iter().chain(bare).collect();
        let at = match which {
            Which::Promised(id) => all.iter().take(count).position(|one| one.id == id),
            Which::Post(post) => all.iter().position(|one| one.post == Some(post)),
            Which::Number(number) => number.checked_sub(1).filter(|at| *at < all.len()),
        };
        let found = at.and_then(|at| Some(Found { number: at + 1, one: *all.get(at)?, is_bare: at >= count }));
        found.ok_or_else(|| {
            Error::refused(match which {
                Which::Number(number) => words::no_such_number(&saved.handle, number, all.len()),
                _ => words::GONE.to_owned(),
            })
        })
    }

    /// The row of a deliverable. A post that nobody promised gets one, because something is noted of it.
    fn promised(&self, saved: &Saved, found: &Found) -> Result<DeliverableId> {
        if !found.is_bare {
            return Ok(found.one.id);
        }
        self.conn
            .prepare_cached("INSERT INTO deliverable (collaboration_id, post_id) VALUES (?1, ?2)")?
            .execute(params![saved.id, found.one.post])?;
        Ok(DeliverableId(self.conn.last_insert_rowid()))
    }

    /// Moves content and talk to where the deliverables stand. Without any, nothing is left that content could stand on.
    fn follow_deliverables(&self, id: CollaborationId) -> Result<()> {
        deliverables::follow(self.conn, id)?;
        let Tracks { content, outreach, .. } = amounts::tracks_of(self.conn, id)?;
        let is_empty = deliverables::of(self.conn, id)?.is_empty();
        let now = match content {
            Content::BriefToSend | Content::BriefSent => content,
            _ if is_empty && deliverables::unpromised(self.conn, id)?.is_empty() => Content::BriefSent,
            _ => content,
        };
        let talk = if matches!(now, Content::Posted | Content::Verified) { Outreach::Agreed } else { outreach };
        if (now, talk) != (content, outreach) {
            self.conn
                .prepare_cached("UPDATE collaboration SET content = ?2, outreach = ?3 WHERE id = ?1")?
                .execute(params![id, now, talk])?;
        }
        Ok(())
    }
}

//! Moving cards of the board: the steps of one move, for one or many collaborations, and the amounts that go back with them.

use chrono::NaiveDate;
use rusqlite::params;

use super::super::{Outcome, Step, nobody, rows};
use super::Saved;
use super::steps::Passed;
use crate::domain::board::{self, Deed, Move};
use crate::domain::collaboration::{Content, Stage, Tracks};
use crate::domain::milestone::Milestone;
use crate::domain::{CollaborationId, CostKind, Money};
use crate::error::{Error, Result};
use crate::proto::board::{BoardMove, posted_on};
use crate::proto::collaboration_change::Which;
use crate::store::attribute::recredit;
use crate::store::board::places;
use crate::store::row::Day;
use crate::store::{amounts, deliverables};
use crate::words::affected::Affected;
use crate::words::board::{self as words, Moved};

impl Step<'_> {
    /// Moves cards one column. What one card can't do refuses it; of several, those stay.
    pub(in crate::store::write) fn move_on_board(&self, wanted: &BoardMove) -> Result<Outcome> {
        let mut all: Vec<(Saved, Stage)> = Vec::new();
        for (id, seen) in &wanted.cards {
            if !all.iter().any(|(saved, _)| saved.id == *id) {
                all.extend(self.find_saved(*id)?.map(|saved| (saved, *seen)));
            }
        }
        let Some((first, _)) = all.first() else { return Ok(nobody()) };
        let one = (all.len() == 1).then(|| format!("@{}", first.handle));
        let fee = wanted.fee_minor.filter(|_| one.is_some()).map(|minor| Money::new(minor, first.batch.currency));
        let mut moved = Moved { size: rows(all.len()), one: one.clone(), fee, today: self.today, ..Moved::default() };
        for (saved, seen) in &all {
            let standing = self.standing(saved.id)?;
            if standing.stage() != *seen {
                // A key pressed again before the screen showed the move, or a move in another window.
                if let Some(who) = &one {
                    return Err(Error::refused(words::has_moved(who, standing.stage())));
                }
                note(&mut moved.left_out, words::HAS_MOVED.to_owned());
                continue;
            }
            let why = match board::plan(&standing, wanted.way, wanted.decision) {
                Err(barrier) => match &one {
                    Some(who) => return Err(Error::refused(words::refusal(barrier, who))),
                    None => words::briefly(barrier).to_owned(),
                },
                Ok(planned) => match self.carry_out_move(saved, &planned, wanted)? {
                    None => {
                        note(&mut moved.to, planned.to);
                        if planned.deeds.contains(&Deed::Pass(Milestone::Content(Content::Posted))) {
                            let early =
                                self.early_post(saved.id, &wanted.url, Some(posted_on(&wanted.url, self.today)))?;
                            moved.early_posts.extend(early);
                        }
                        for deed in planned.deeds.iter().map(|deed| (standing.stage(), *deed)) {
                            if !moved.deeds.contains(&deed) {
                                moved.deeds.push(deed);
                            }
                        }
                        continue;
                    }
                    Some(why) => why,
                },
            };
            note(&mut moved.left_out, why);
        }
        if moved.to.is_empty() {
            return Err(Error::refused(words::nothing_moved(&moved)));
        }
        let changed = moved.to.iter().map(|(_, count)| *count).sum();
        Ok(Outcome::at(first.batch.place(), changed, words::moved(&moved, wanted.way)))
    }

    fn standing(&self, id: CollaborationId) -> Result<board::Standing> {
        let found = places(self.conn, Some(id), self.today)?;
        found.get(&id).map(|place| place.standing).ok_or_else(|| Error::fault("A card of the board is gone."))
    }

    /// Writes what a move says; nothing was written where it returns why not.
    fn carry_out_move(&self, saved: &Saved, planned: &Move, wanted: &BoardMove) -> Result<Option<String>> {
        if let (true, Some(minor), 1) = (planned.agrees(), wanted.fee_minor, wanted.cards.len()) {
            self.save_cost(saved, CostKind::Fee, Some(minor))?;
        }
        for (at, deed) in planned.deeds.iter().enumerate() {
            match deed {
                Deed::RemovePost => self.remove_post(saved)?,
                Deed::Pass(Milestone::Content(Content::Posted)) => {
                    self.note_post(saved, &wanted.url, wanted.posted_on)?;
                }
                Deed::Pass(milestone) => match self.pass(saved, *milestone, self.today)? {
                    Passed::LeftOut(why) if wanted.cards.len() == 1 => {
                        let one = Affected { size: 1, one: Some(format!("@{}", saved.handle)) };
                        return Err(Error::refused(why.refusal(&one)));
                    }
                    Passed::LeftOut(why) if at == 0 => return Ok(Some(why.briefly().to_owned())),
                    Passed::LeftOut(_) => return Err(Error::fault("A move stopped half way.")),
                    Passed::New(..) | Passed::Already(_) | Passed::Paid(_) => {}
                },
            }
        }
        let now = self.standing(saved.id)?.stage();
        if now == planned.to {
            return Ok(None);
        }
        // The whole command goes back; no card stands where nobody put it.
        Err(Error::refused(words::stands_elsewhere(&format!("@{}", saved.handle), planned.to, now)))
    }

    /// Notes that a post is out, by its link or without one: that of the first deliverable that has none.
    fn note_post(&self, saved: &Saved, url: &str, on: Option<NaiveDate>) -> Result<()> {
        self.refuse_future(on)?;
        let on = on.unwrap_or_else(|| posted_on(url, self.today));
        let open = deliverables::of(self.conn, saved.id)?.into_iter().find(|one| one.post.is_none());
        let before = amounts::tracks_of(self.conn, saved.id)?;
        let marks = self.codes_and_marks("id", saved.id.0)?;
        if let Some(open) = open {
            self.post_deliverable(saved, Which::Promised(open.id), url, Some(on))?;
        } else {
            self.add_post(saved, url, on)?;
        }
        amounts::set_tracks(self.conn, saved.id, Milestone::Content(Content::Posted).in_tracks(before))?;
        amounts::follow(self.conn, saved.id, before, on)?;
        recredit(self.conn, &marks.0, &marks.1)?;
        self.touch(saved)
    }

    /// Removes the post. The content is again as far as the drafts say.
    fn remove_post(&self, saved: &Saved) -> Result<()> {
        let marks = self.codes_and_marks("id", saved.id.0)?;
        let before = amounts::tracks_of(self.conn, saved.id)?;
        self.conn.prepare_cached("DELETE FROM post WHERE collaboration_id = ?1")?.execute([saved.id])?;
        amounts::set_tracks(self.conn, saved.id, Tracks { content: Content::BriefSent, ..before })?;
        deliverables::follow(self.conn, saved.id)?;
        amounts::follow(self.conn, saved.id, before, self.today)?;
        recredit(self.conn, &marks.0, &marks.1)?;
        self.touch(saved)
    }

    fn touch(&self, saved: &Saved) -> Result<()> {
        self.conn
            .prepare_cached("UPDATE collaboration SET updated_at = max(updated_at + 1, ?2) WHERE id = ?1")?
            .execute(params![saved.id, self.now])?;
        Ok(())
    }

    fn add_post(&self, saved: &Saved, url: &str, on: NaiveDate) -> Result<()> {
        let url = self.checked_link(saved, None, url)?;
        let known = if url.is_empty() { None } else { self.own_post(saved, &url)? };
        match known {
            Some(post) => self
                .conn
                .prepare_cached(
                    "UPDATE post SET collaboration_id = ?2, posted_on = ifnull(posted_on, ?3) WHERE id = ?1",
                )?
                .execute(params![post, saved.id, Day(on)])?,
            None => self
                .conn
                .prepare_cached(
                    "INSERT INTO post (creator_id, collaboration_id, url, posted_on) VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![saved.creator, saved.id, url, Day(on)])?,
        };
        Ok(())
    }
}

/// Counts one more of a thing.
fn note<T: PartialEq>(counts: &mut Vec<(T, u64)>, what: T) {
    match counts.iter_mut().find(|(known, _)| *known == what) {
        Some((_, count)) => *count += 1,
        None => counts.push((what, 1)),
    }
}

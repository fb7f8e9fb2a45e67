//! Deliverables of a collaboration: what was promised, how far each has come, and which post kept which promise.
//!
//! A post that nobody promised belongs to no deliverable, and counts like any other.

use rusqlite::{Connection, params};

use super::row::{Day, day};
use crate::domain::collaboration::Content;
use crate::domain::deliverable::{self, DeliverableKind, Progress, Promise, Style};
use crate::domain::{CollaborationId, DeliverableId, PostId};
use crate::error::{Error, Result};

/// One deliverable.
#[derive(Clone, Copy, Debug)]
pub struct Deliverable {
    /// Its row.
    pub id: DeliverableId,
    /// What is made.
    pub kind: DeliverableKind,
    /// How it looks.
    pub style: Style,
    /// The day by which it is to be out, where it has one of its own.
    pub due_on: Option<chrono::NaiveDate>,
    /// How often changes were asked for.
    pub feedback_rounds: i64,
    /// How far it has come.
    pub progress: Progress,
    /// The post that kept the promise.
    pub post: Option<PostId>,
}

impl Deliverable {
    /// Whether nothing has happened to it yet, so that it can go without a loss.
    fn is_blank(&self) -> bool {
        self.progress == Progress::default()
            && self.feedback_rounds == 0
            && self.due_on.is_none()
            && self.style == Style::Unknown
    }
}

/// The deliverables of a collaboration, in the order of the promise.
pub fn of(conn: &Connection, id: CollaborationId) -> Result<Vec<Deliverable>> {
    let mut statement = conn.prepare_cached(
        "SELECT deliverable.id, kind, style, due_on, feedback_rounds, draft_on, changes_on, approved_on, post.posted_on, missed_on,
           post.id
         FROM deliverable LEFT JOIN post ON post.id = post_id WHERE deliverable.collaboration_id = ?1 ORDER BY deliverable.id",
    )?;
    let rows = statement.query_map([id], |row| {
        let post: Option<PostId> = row.get(10)?;
        Ok(Deliverable {
            id: row.get(0)?,
            kind: row.get(1)?,
            style: row.get(2)?,
            due_on: day(row, 3)?,
            feedback_rounds: row.get(4)?,
            progress: Progress {
                draft_on: day(row, 5)?,
                changes_on: day(row, 6)?,
                approved_on: day(row, 7)?,
                posted_on: day(row, 8)?,
                missed_on: day(row, 9)?,
                has_post: post.is_some(),
            },
            post,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Posts of a collaboration that nobody promised, in the order in which they were noted, each with its day.
pub fn unpromised(conn: &Connection, id: CollaborationId) -> Result<Vec<(PostId, Option<chrono::NaiveDate>)>> {
    let mut statement = conn.prepare_cached(
        "SELECT id, posted_on FROM post WHERE collaboration_id = ?1
         AND id NOT IN (SELECT post_id FROM deliverable WHERE post_id IS NOT NULL) ORDER BY id",
    )?;
    let rows = statement.query_map([id], |row| Ok((row.get(0)?, day(row, 1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Makes the deliverables of a collaboration those of a promise: what is missing is added, what is too many goes, the last first.
///
/// # Errors
/// Refuses to drop one that has begun.
pub fn promise(conn: &Connection, id: CollaborationId, wanted: &Promise) -> Result<()> {
    let known = of(conn, id)?;
    let kinds = known.iter().map(|one| one.kind).chain(wanted.0.iter().map(|(kind, _)| *kind));
    for (kind, _) in Promise::of(kinds).0 {
        let have: Vec<&Deliverable> = known.iter().filter(|one| one.kind == kind).collect();
        let want = wanted.count(kind);
        for _ in have.len()..want {
            conn.prepare_cached("INSERT INTO deliverable (collaboration_id, kind) VALUES (?1, ?2)")?
                .execute(params![id, kind])?;
        }
        let surplus = have.len().saturating_sub(want);
        let blank: Vec<&&Deliverable> = have.iter().rev().filter(|one| one.is_blank()).take(surplus).collect();
        if blank.len() < surplus {
            return Err(Error::refused(format!(
                "A {} is under way or posted already, so there can't be fewer. Mark it as missed instead.",
                kind.word()
            )));
        }
        for one in blank {
            conn.prepare_cached("DELETE FROM deliverable WHERE id = ?1")?.execute([one.id])?;
        }
    }
    settle(conn, id)
}

/// Gives each post of a collaboration that belongs to no deliverable the first one that is still open.
pub fn settle(conn: &Connection, id: CollaborationId) -> Result<()> {
    conn.prepare_cached(
        "UPDATE deliverable SET post_id = pair.post FROM (
           SELECT open.id AS deliverable, free.id AS post
           FROM (SELECT id, row_number() OVER (ORDER BY missed_on IS NOT NULL, id) AS place FROM deliverable
                 WHERE collaboration_id = ?1 AND post_id IS NULL) AS open
           JOIN (SELECT id, row_number() OVER (ORDER BY posted_on IS NULL, posted_on, id) AS place FROM post
                 WHERE collaboration_id = ?1 AND id NOT IN (SELECT post_id FROM deliverable WHERE post_id IS NOT NULL)) AS free
             ON free.place = open.place) AS pair
         WHERE pair.deliverable = deliverable.id",
    )?
    .execute([id])?;
    Ok(())
}

/// Whether one of the deliverables has no post yet.
pub fn has_open(conn: &Connection, id: CollaborationId) -> Result<bool> {
    Ok(of(conn, id)?.iter().any(|one| one.post.is_none()))
}

/// Notes a step of the content, on a day, on all deliverables that have no post yet; the days of later steps go. A post itself
/// belongs to one of them by [`settle`].
pub fn log(conn: &Connection, id: CollaborationId, content: Content, on: chrono::NaiveDate) -> Result<()> {
    let (column, undone): (Option<&str>, &[&str]) = match content {
        Content::BriefToSend | Content::BriefSent => (None, &["draft_on", "changes_on", "approved_on", "missed_on"]),
        Content::DraftIn => (Some("draft_on"), &["approved_on", "missed_on"]),
        Content::ChangesAsked => (Some("changes_on"), &["approved_on", "missed_on"]),
        Content::Approved => (Some("approved_on"), &["missed_on"]),
        Content::Missed => (Some("missed_on"), &[]),
        Content::Posted | Content::Verified => return Ok(()),
    };
    for one in of(conn, id)?.iter().filter(|one| one.post.is_none()) {
        for column in undone {
            set_day(conn, one.id, column, None)?;
        }
        if let Some(column) = column {
            set_day(conn, one.id, column, Some(on))?;
        }
        // A draft answers the changes that were asked for, also on the same day.
        if content == Content::DraftIn && one.progress.changes_on.is_some_and(|changes| changes >= on) {
            set_day(conn, one.id, "changes_on", None)?;
        }
        if content == Content::ChangesAsked {
            conn.prepare_cached("UPDATE deliverable SET feedback_rounds = feedback_rounds + 1 WHERE id = ?1")?
                .execute([one.id])?;
        }
    }
    follow(conn, id)
}

/// Moves the content track to where the deliverables stand, where they say more than it does.
pub fn follow(conn: &Connection, id: CollaborationId) -> Result<()> {
    let all = of(conn, id)?;
    if all.is_empty() {
        return Ok(());
    }
    let stands = deliverable::content(all.iter().map(|one| one.progress));
    let known: Content =
        conn.prepare_cached("SELECT content FROM collaboration WHERE id = ?1")?.query_row([id], |row| row.get(0))?;
    let now = match (stands, known) {
        (None | Some(Content::Posted), Content::Verified) | (None, Content::BriefToSend | Content::BriefSent) => {
            return Ok(());
        }
        // No draft is left that the track could stand on.
        (None, _) => Content::BriefSent,
        (Some(stands), _) => stands,
    };
    if now != known {
        conn.prepare_cached("UPDATE collaboration SET content = ?2 WHERE id = ?1")?.execute(params![id, now])?;
    }
    Ok(())
}

/// Sets the day of one column of a deliverable; its name is one of ours.
pub fn set_day(conn: &Connection, id: DeliverableId, column: &str, on: Option<chrono::NaiveDate>) -> Result<()> {
    conn.prepare_cached(&format!("UPDATE deliverable SET {column} = ?2 WHERE id = ?1"))?
        .execute(params![id, on.map(Day)])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::fixture::{Fixture, fixture};

    const MIA: CollaborationId = CollaborationId(1);

    fn promised(conn: &Connection, text: &str) -> Result<()> {
        promise(conn, MIA, &Promise::read(text).expect("a promise"))
    }

    fn kinds(conn: &Connection) -> String {
        Promise::of(of(conn, MIA).expect("reads").iter().map(|one| one.kind)).to_string()
    }

    #[test]
    fn a_promise_is_kept_by_the_posts_in_their_order() {
        let Fixture { ref conn, .. } = fixture();
        promised(conn, "2 videos, 1 story").expect("promises");
        conn.execute_batch(
            "INSERT INTO post (id, creator_id, collaboration_id, posted_on) VALUES (71, 1, 1, '2026-03-05'), (72, 1, 1, '2026-03-02')",
        )
        .expect("posts");
        settle(conn, MIA).expect("settles");
        settle(conn, MIA).expect("once more changes nothing");
        let posts: Vec<_> = of(conn, MIA).expect("reads").iter().map(|one| one.post.map(|post| post.0)).collect();
        assert_eq!(posts, [Some(72), Some(71), None]);
        follow(conn, MIA).expect("follows");
        let content: Content =
            conn.query_row("SELECT content FROM collaboration WHERE id = 1", [], |row| row.get(0)).expect("one");
        assert_eq!(content, Content::Posted);
    }

    #[test]
    fn fewer_are_promised_only_while_they_are_blank() {
        let Fixture { ref conn, .. } = fixture();
        promised(conn, "3 videos, 1 live").expect("promises");
        let second = of(conn, MIA).expect("reads")[1].id;
        set_day(conn, second, "draft_on", chrono::NaiveDate::from_ymd_opt(2026, 3, 4)).expect("sets");
        promised(conn, "1 video").expect("the blank ones go");
        assert_eq!((kinds(conn).as_str(), of(conn, MIA).expect("reads")[0].id), ("1 video", second));
        let refused = promised(conn, "1 story").expect_err("a draft is in");
        assert!(refused.to_string().contains("missed"), "{refused}");
    }
}

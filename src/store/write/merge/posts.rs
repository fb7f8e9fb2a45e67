//! Posts of two creators that are one: the same address is the same post.

use rusqlite::params;

use super::super::Step;
use crate::domain::CreatorId;
use crate::error::Result;

/// Columns of a post that the rules below decide about.
const DECIDED: &str = "id creator_id collaboration_id url";

impl Step<'_> {
    /// Moves posts; two with one address become one, unless they were made for two collaborations.
    pub(super) fn move_posts(&self, into: CreatorId, from: CreatorId) -> Result<()> {
        let mut same = self.conn.prepare_cached(
            "SELECT own.id, theirs.id FROM post theirs JOIN post own ON own.url = theirs.url AND own.creator_id = ?1
             WHERE theirs.creator_id = ?2 AND theirs.url <> ''
               AND (own.collaboration_id IS NULL OR theirs.collaboration_id IS NULL
                    OR own.collaboration_id = theirs.collaboration_id)
             GROUP BY theirs.id ORDER BY theirs.id",
        )?;
        let pairs = same.query_map([into, from], |row| Ok((row.get(0)?, row.get(1)?)))?;
        for (own, theirs) in pairs.collect::<rusqlite::Result<Vec<(i64, i64)>>>()? {
            self.combine_posts(own, theirs)?;
        }
        self.conn.prepare_cached("UPDATE post SET creator_id = ?1 WHERE creator_id = ?2")?.execute([into, from])?;
        Ok(())
    }

    /// Of two readings of one day the larger count of each kind stays: counts of a post only grow.
    fn combine_posts(&self, own: i64, theirs: i64) -> Result<()> {
        self.conn
            .prepare_cached(
                "UPDATE reading SET views = max(ifnull(reading.views, other.views), ifnull(other.views, reading.views)),
                   likes = max(ifnull(reading.likes, other.likes), ifnull(other.likes, reading.likes)),
                   comments = max(ifnull(reading.comments, other.comments), ifnull(other.comments, reading.comments)),
                   shares = max(ifnull(reading.shares, other.shares), ifnull(other.shares, reading.shares)),
                   saves = max(ifnull(reading.saves, other.saves), ifnull(other.saves, reading.saves))
                 FROM (SELECT day, views, likes, comments, shares, saves FROM reading WHERE post_id = ?2) AS other
                 WHERE reading.post_id = ?1 AND reading.day = other.day",
            )?
            .execute([own, theirs])?;
        self.adopt("reading", "post_id", own, theirs)?;
        self.move_rest("post_id", own, theirs)?;
        self.conn
            .prepare_cached(
                "UPDATE post SET collaboration_id = ifnull(collaboration_id, (SELECT collaboration_id FROM post WHERE id = ?2))
                 WHERE id = ?1",
            )?
            .execute(params![own, theirs])?;
        // Another caption of the same address is the same post read at another time.
        self.fill_columns("post", DECIDED, own, theirs)?;
        self.conn.prepare_cached("DELETE FROM post WHERE id = ?1")?.execute([theirs])?;
        Ok(())
    }
}

//! What the user found out about two creators that are one: shares of the audience, terms of campaigns, settled codes.

use rusqlite::params;

use super::super::Step;
use crate::domain::CreatorId;
use crate::domain::figure::percent;
use crate::error::Result;
use crate::words::creators as words;
use crate::words::results::range;

impl Step<'_> {
    /// Moves it; of two answers to one question the other is put aside.
    pub(super) fn move_known(&self, into: CreatorId, from: CreatorId) -> Result<Vec<String>> {
        let mut aside = self.move_audience(into, from)?;
        aside.extend(self.move_terms(into, from)?);
        self.adopt("settled_codes", "winner_id", into.0, from.0)?;
        Ok(aside)
    }

    /// The shares of one facet belong together: those of two sources would add up to more than all.
    fn move_audience(&self, into: CreatorId, from: CreatorId) -> Result<Vec<String>> {
        const KNOWN: &str = "facet IN (SELECT facet FROM audience_share WHERE creator_id = ?1)";
        let mut both = self.conn.prepare_cached(&format!(
            "SELECT facet, key, share_bp FROM audience_share WHERE creator_id = ?2 AND {KNOWN} ORDER BY facet, key"
        ))?;
        let said = both.query_map([into, from], |row| {
            let share: i64 = row.get(2)?;
            let (facet, key): (String, String) = (row.get(0)?, row.get(1)?);
            Ok(words::other(&["audience", &facet, &key].join(" "), &percent(share)))
        })?;
        let said = said.collect::<rusqlite::Result<_>>()?;
        self.conn
            .prepare_cached(&format!(
                "UPDATE audience_share SET creator_id = ?1 WHERE creator_id = ?2 AND NOT {KNOWN}"
            ))?
            .execute([into, from])?;
        Ok(said)
    }

    /// What was set for both in one campaign: what is open or unknown is filled.
    fn move_terms(&self, into: CreatorId, from: CreatorId) -> Result<Vec<String>> {
        let mut both = self.conn.prepare_cached(
            "SELECT own.id, theirs.id, own.choice, theirs.choice, own.leak_low_bp, theirs.leak_low_bp, theirs.leak_high_bp,
               campaign.name
             FROM creator_terms own JOIN creator_terms theirs ON theirs.campaign_id = own.campaign_id
             JOIN campaign ON campaign.id = own.campaign_id WHERE own.creator_id = ?1 AND theirs.creator_id = ?2",
        )?;
        let rows = both.query_map([into, from], |row| {
            let choices: (String, String) = (row.get(2)?, row.get(3)?);
            let leaks: (Option<i64>, Option<i64>, Option<i64>) = (row.get(4)?, row.get(5)?, row.get(6)?);
            Ok(((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?), choices, leaks, row.get::<_, String>(7)?))
        })?;
        let mut aside = Vec::new();
        for row in rows.collect::<rusqlite::Result<Vec<_>>>()? {
            let ((own, theirs), (choice, other), (leak, low, high), campaign) = row;
            if choice == "open" {
                self.conn
                    .prepare_cached("UPDATE creator_terms SET choice = ?2 WHERE id = ?1 AND choice <> ?2")?
                    .execute(params![own, other])?;
            } else if other != "open" && other != choice {
                aside.push(words::within(&other, &campaign));
            }
            match (leak, low, high) {
                (None, Some(low), Some(high)) => {
                    self.conn
                        .prepare_cached("UPDATE creator_terms SET leak_low_bp = ?2, leak_high_bp = ?3 WHERE id = ?1")?
                        .execute([own, low, high])?;
                }
                (Some(_), Some(low), Some(high)) => {
                    aside.push(words::within(&words::other("promo code leak", &range(low, high)), &campaign));
                }
                _ => {}
            }
            self.conn.prepare_cached("DELETE FROM creator_terms WHERE id = ?1")?.execute([theirs])?;
        }
        Ok(aside)
    }
}

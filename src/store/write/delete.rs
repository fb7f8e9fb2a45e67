//! Deleting a creator who took part in a batch: the person goes, the ledger stays.

use super::{Outcome, Step};
use crate::domain::creator::{CreatorField, CreatorFields};
use crate::domain::{CreatorId, Handle, Verdict};
use crate::error::{Error, Result};
use crate::store::row::{creator_cols, creator_row, search_text};
use crate::store::undo::Place;
use crate::store::{deletion, facts, unused_tags};
use crate::words::deletion as words;

/// The facts that stay, because sums and comparisons are made of them; none of them names the person.
const KEPT: [CreatorField; 8] = [
    CreatorField::Followers,
    CreatorField::Er,
    CreatorField::Views,
    CreatorField::Price,
    CreatorField::Country,
    CreatorField::Language,
    CreatorField::PayTerms,
    CreatorField::W9On,
];

/// What belongs to the person. Niches stay, as results are compared by them. Undoing an older step must bring nothing of it back:
/// `store::undo::footprint` knows the tables that refer to a creator, and [`PERSONAL`](crate::store::deletion::PERSONAL).
const GONE: &str = "
  DELETE FROM note WHERE creator_id = ?1;
  DELETE FROM task WHERE creator_id = ?1;
  DELETE FROM handle_history WHERE creator_id = ?1;
  DELETE FROM settled_pair WHERE ?1 IN (low_id, high_id);
  DELETE FROM audience_share WHERE creator_id = ?1;
  DELETE FROM fact_source WHERE creator_id = ?1;
  DELETE FROM creator_tag WHERE creator_id = ?1 AND tag_id IN (SELECT id FROM tag WHERE is_niche = 0);
  UPDATE post SET url = '', caption = '' WHERE creator_id = ?1;
  UPDATE collaboration SET tracking = '', carrier = '', note = '' WHERE creator_id = ?1";

/// How many values of the update are no facts.
const OWN: usize = 6;

impl Step<'_> {
    /// Deletes a creator; whoever took part in a batch leaves the ledger under another name.
    pub(super) fn delete_keeping_ledger(&self, id: CreatorId) -> Result<Outcome> {
        let leaving = deletion::of(self.conn, id, self.today)?.ok_or_else(|| Error::refused(words::GONE))?;
        if !leaving.keeps_ledger() {
            return self.delete_creators(&crate::proto::Target::one(id));
        }
        let sql = format!("SELECT {} FROM creator WHERE creator.id = ?1", creator_cols());
        let old = self.conn.prepare_cached(&sql)?.query_row([id], creator_row)?.fields;
        let handle = Handle::parse(&leaving.kept_as).map_err(|_| Error::fault(words::GONE))?;
        let mut fields = CreatorFields::new(old.platform, handle);
        for field in KEPT {
            fields.take(&old, field);
        }
        let tags: Vec<i64> = self
            .conn
            .prepare_cached("SELECT tag_id FROM creator_tag WHERE creator_id = ?1")?
            .query_map([id], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        for sql in GONE.split(';') {
            self.conn.prepare_cached(sql)?.execute([id])?;
        }
        for tag in tags {
            unused_tags::forget(self.conn, crate::domain::TagId(tag))?;
        }
        let search = search_text(&fields);
        let sql = format!(
            "UPDATE creator SET handle = ?1, price_currency = ?2, search = ?3, reason = ?4, updated_at = max(updated_at + 1, ?5),
               verdict = '{}', snoozed_until = NULL, rating = 0, do_not_contact = 1, {} WHERE id = ?6",
            Verdict::Rejected.word(),
            facts::assignments::<CreatorField>(OWN)
        );
        let own: [&dyn rusqlite::ToSql; OWN] =
            [&fields.handle, &fields.price_currency, &search, &words::REASON, &self.now, &id];
        facts::execute(&mut *self.conn.prepare_cached(&sql)?, &own, &fields)?;
        Ok(Outcome { sentence: words::deleted(&leaving), changed: 1, show: None, place: Place::Creator(id) })
    }
}

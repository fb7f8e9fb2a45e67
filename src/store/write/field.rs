//! One field of many creators at once, and creators that go.

use rusqlite::params;

use super::{Outcome, Step, nobody, rows};
use crate::domain::creator::Figure;
use crate::domain::text::clean;
use crate::domain::{Currency, Money, country};
use crate::error::{Error, Result};
use crate::proto::Target;
use crate::proto::command::FieldValue;
use crate::store::sources;
use crate::words::creators as words;

/// Whoever took part in a batch stays: what they cost and sold would have nobody any more.
const DELETE: &str = "DELETE FROM creator WHERE id IN (SELECT id FROM temp.target)
  AND NOT EXISTS (SELECT 1 FROM collaboration WHERE creator_id = creator.id)";

const PRICE: &str = "UPDATE creator SET price_minor = ?1, price_currency = ifnull(?2, price_currency),
    updated_at = max(updated_at + 1, ?3)
  WHERE id IN (SELECT id FROM temp.touched)";

/// Those whose price becomes another one.
const PRICED: &str = "INSERT INTO temp.touched (id) SELECT id FROM creator WHERE id IN (SELECT id FROM temp.target)
  AND (price_minor, CASE WHEN ?1 IS NOT NULL THEN price_currency END) IS NOT (?1, ?2)";

impl Step<'_> {
    /// Sets one field of all of them to the same.
    pub(super) fn set_field(&self, target: &Target, value: &FieldValue) -> Result<Outcome> {
        let Some(aim) = self.aim(target)? else { return Ok(nobody()) };
        let (changed, said) = match value {
            FieldValue::Country(typed) => {
                let kept = country::kept(typed);
                (self.set_text("country", &kept)?, country::name(&kept).into_owned())
            }
            FieldValue::Language(language) => (self.set_text("language", language)?, clean(language)),
            FieldValue::Found(found) => (self.set_text("found_via", found)?, clean(found)),
            FieldValue::Price(price) => {
                let said = price.map(|(minor, currency)| Money::new(minor, currency).exact()).unwrap_or_default();
                (self.set_price(*price)?, said)
            }
        };
        Ok(aim.outcome(changed, words::field_set(&aim.whom, changed, value.field(), &said)))
    }

    /// Column names come from above and need no quoting.
    fn set_text(&self, column: &str, value: &str) -> Result<u64> {
        let sql = format!(
            "UPDATE creator SET {column} = ?1, updated_at = max(updated_at + 1, ?2)
             WHERE id IN (SELECT id FROM temp.target) AND {column} <> ?1"
        );
        Ok(rows(self.conn.prepare_cached(&sql)?.execute(params![clean(value), self.now])?))
    }

    fn set_price(&self, price: Option<(i64, Currency)>) -> Result<u64> {
        if price.is_some_and(|(minor, _)| minor < 0) {
            return Err(Error::refused("The price cannot be below 0."));
        }
        let (minor, currency) = price.unzip();
        self.conn.execute("DELETE FROM temp.touched", [])?;
        self.conn.prepare_cached(PRICED)?.execute(params![minor, currency])?;
        sources::type_touched(self.conn, Figure::Price, price.is_some(), self.today)?;
        Ok(rows(self.conn.prepare_cached(PRICE)?.execute(params![minor, currency, self.now])?))
    }

    /// Deletes creators with all that belongs to them, but for those who took part in a batch.
    pub(super) fn delete_creators(&self, target: &Target) -> Result<Outcome> {
        let Some(aim) = self.aim(target)? else { return Ok(nobody()) };
        let deleted = rows(self.conn.prepare_cached(DELETE)?.execute([])?);
        if deleted == 0 {
            return Err(Error::refused(format!("{} taken part in a batch and cannot be deleted.", aim.whom.have()))
                .with_hint("Take them out of the batch first, reject them, or mark them do not contact."));
        }
        Ok(aim.outcome(deleted, words::deleted(&aim.whom, deleted)))
    }
}

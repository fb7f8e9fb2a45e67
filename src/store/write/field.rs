//! One field of many creators at once, and creators that go.

use chrono::NaiveDate;
use rusqlite::params;

use super::{Outcome, Step, nobody, rows};
use crate::domain::creator::CreatorField;
use crate::domain::day::short;
use crate::domain::money::grouped;
use crate::domain::record::{Kind, View};
use crate::domain::{Currency, Money, country};
use crate::error::{Error, Result};
use crate::proto::Target;
use crate::proto::command::FieldValue;
use crate::store::{deletion, sources};
use crate::words::{creators as words, deletion as about};

/// Anyone who took part in a batch stays: what they cost and sold would have nobody anymore.
const DELETE: &str = "DELETE FROM creator WHERE id IN (SELECT id FROM temp.target)
  AND NOT EXISTS (SELECT 1 FROM collaboration WHERE creator_id = creator.id)";

impl Step<'_> {
    /// Sets one fact of all of them to the same.
    pub(super) fn set_field(&self, target: &Target, set: &FieldValue) -> Result<Outcome> {
        let Some(aim) = self.aim(target)? else { return Ok(nobody()) };
        let fact = set.field.fact();
        // A day alone can be set for one creator without their form: it is in no index of words.
        let is_one_day = fact.kind == Kind::Day && aim.affected.size == 1;
        if !fact.bulk && !is_one_day {
            return Err(Error::refused(format!(
                "The {} belongs to a single creator, so it can't be set for several.",
                fact.in_sentence()
            )));
        }
        let value = super::creator::allowed(set.field, set.value.view(), self.today)?;
        let said = said(set.field, value.view(), set.currency, self.today);
        let changed = self.set_fact(set.field, value.view(), set.currency)?;
        Ok(aim.outcome(changed, words::field_set(&aim.affected, changed, fact.in_sentence(), &said)))
    }

    /// Sets the column of a fact where it differs.
    fn set_fact(&self, field: CreatorField, value: View<'_>, currency: Currency) -> Result<u64> {
        if field.is_figure() || field.fact().sourced {
            return self.set_sourced(field, value, currency);
        }
        let column = field.fact().column;
        let sql = format!(
            "UPDATE creator SET {column} = ?1, updated_at = max(updated_at + 1, ?2)
             WHERE id IN (SELECT id FROM temp.target) AND {column} IS NOT ?1"
        );
        Ok(rows(self.conn.prepare_cached(&sql)?.execute(params![value, self.now])?))
    }

    /// Sets a fact that keeps its source, an amount with its currency; it is a typed one from now on.
    fn set_sourced(&self, field: CreatorField, value: View<'_>, currency: Currency) -> Result<u64> {
        let column = field.fact().column;
        // An amount is the same only in the same currency; a missing amount has none.
        let money = (field.fact().kind == Kind::Money && value.is_known()).then_some(currency);
        self.conn.execute("DELETE FROM temp.touched", [])?;
        let find = format!(
            "INSERT INTO temp.touched (id) SELECT id FROM creator WHERE id IN (SELECT id FROM temp.target)
             AND ({column}, CASE WHEN ?2 IS NOT NULL THEN price_currency END) IS NOT (?1, ?2)"
        );
        self.conn.prepare_cached(&find)?.execute(params![value, money])?;
        if field.is_figure() {
            sources::type_touched(self.conn, field, value.is_known(), self.today)?;
        } else {
            sources::type_touched_text(self.conn, field, value.is_known(), self.today)?;
        }
        let set = format!(
            "UPDATE creator SET {column} = ?1, price_currency = ifnull(?2, price_currency),
               updated_at = max(updated_at + 1, ?3) WHERE id IN (SELECT id FROM temp.touched)"
        );
        Ok(rows(self.conn.prepare_cached(&set)?.execute(params![value, money, self.now])?))
    }

    /// Deletes creators with all that belongs to them, but for those who took part in a batch.
    pub(super) fn delete_creators(&self, target: &Target) -> Result<Outcome> {
        let Some(aim) = self.aim(target)? else { return Ok(nobody()) };
        let deleted = rows(self.conn.prepare_cached(DELETE)?.execute([])?);
        if deleted == 0 {
            let refused = match aim.id {
                Some(id) => deletion::of(self.conn, id, self.today)?.as_ref().map(about::before),
                None => None,
            };
            let said = refused.unwrap_or_else(|| about::refused_together(&aim.affected));
            return Err(Error::refused(said).with_hint(about::ONE_BY_ONE));
        }
        Ok(aim.outcome(deleted, words::deleted(&aim.affected, deleted)))
    }
}

/// A value as the sentence about it says it; empty where it is unknown.
fn said(field: CreatorField, value: View<'_>, currency: Currency, today: NaiveDate) -> String {
    match (value, field) {
        (View::Day(Some(day)), CreatorField::W9On) => format!("received {}", short(day, today)),
        (View::Day(Some(day)), _) => short(day, today),
        (View::Text(text), CreatorField::Country) => country::name(text).into_owned(),
        (View::Text(text), _) => text.to_owned(),
        (View::Count(Some(minor)), _) if field.fact().kind == Kind::Money => Money::new(minor, currency).exact(),
        (View::Count(count), _) => count.map(|count| grouped(count.unsigned_abs())).unwrap_or_default(),
        (View::Decimal(rate), _) => rate.map(|rate| format!("{rate}%")).unwrap_or_default(),
        (value, _) => value.plain(),
    }
}

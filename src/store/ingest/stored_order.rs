//! An order that is in the file already, and what holds of it when another export states it again.

use rusqlite::{Connection, params};

use crate::domain::order::OrderAmounts;
use crate::domain::{CollaborationId, Currency, ImportId, OrderState};
use crate::error::Result;
use crate::proto::ingest::{Newness, OrderRecord};

use super::super::attribute::{By, Credit};
use super::super::row::Day;
use super::order_statements::{SOURCE, Statements, Texts, Values};

/// The part of an order that refunds and cancellations change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Settlement {
    currency: Currency,
    amounts: OrderAmounts,
    pub(super) state: OrderState,
    /// The shop's own words for the state.
    status: String,
}

impl Settlement {
    fn of(record: &OrderRecord) -> Self {
        let OrderRecord { currency, amounts, state, .. } = *record;
        Self { currency, amounts, state, status: record.status.clone() }
    }

    fn is_void(&self) -> bool {
        self.state == OrderState::Void
    }

    /// Combines two states, of which this is the newer: the larger refund, and a cancellation if either has one.
    fn grown(&self, older: &Self) -> Self {
        let mut grown = self.clone();
        // Amounts of different currencies say nothing about each other.
        if older.currency == self.currency && older.amounts.refunded > self.amounts.refunded {
            grown.amounts.refunded = older.amounts.refunded;
            grown.status.clone_from(&older.status);
        }
        if older.is_void() != self.is_void() {
            grown.state = OrderState::Void;
            grown.status.clone_from(if self.is_void() { &self.status } else { &older.status });
        }
        grown
    }

    /// Whether this knows of a refund or cancellation that another does not.
    fn has_lost_more(&self, than: &Self) -> bool {
        self.amounts.refunded > than.amounts.refunded || (self.is_void() && !than.is_void())
    }
}

/// What an export that states an order again leaves settlement against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kept {
    /// Nothing.
    Nothing,
    /// It is older, and does not know of a refund or cancellation.
    Loss,
    /// It is older, and states something else.
    Newer,
    /// It is newer, and does not state a refund or cancellation anymore.
    Larger,
}

/// What holds of an order that is stated again.
#[derive(Clone, Debug)]
pub(super) struct Merged {
    /// Whether the file before was the newer one: then only refunds and cancellations are taken from this one.
    pub(super) is_older: bool,
    pub(super) settlement: Settlement,
    pub(super) kept: Kept,
}

/// An order that is in the file already.
pub(super) struct StoredOrder {
    pub(super) id: i64,
    /// Whether the record states nothing else beside its settlement.
    same: bool,
    codes_same: bool,
    settlement: Settlement,
    newness: Newness,
    collaboration: Option<CollaborationId>,
    attributed_by: String,
}

impl StoredOrder {
    pub(super) fn find(statements: &mut Statements<'_>, record: &OrderRecord, text: &Texts) -> Result<Option<Self>> {
        let mut rows = statements.find.query((SOURCE, "", &record.external_id))?;
        let Some(row) = rows.next()? else {
            return Ok(None);
        };
        let is_text = |column: usize, expected: &str| -> Result<bool> {
            Ok(row.get_ref(column)?.as_str().is_ok_and(|kept| kept == expected))
        };
        let whole = |column: usize| row.get::<_, i64>(column);
        let codes_same = is_text(12, &text.codes)?;
        let same = codes_same
            && is_text(1, &record.name)?
            && whole(2)? == record.placed_at
            && row.get::<_, Day>(3)?.0 == record.placed_on
            && whole(6)? == record.discount
            && is_text(13, &text.utm)?;
        Ok(Some(Self {
            id: row.get(0)?,
            same,
            codes_same,
            settlement: Settlement {
                currency: row.get(4)?,
                amounts: OrderAmounts { total: whole(5)?, tax: whole(7)?, shipping: whole(8)?, refunded: whole(9)? },
                state: row.get(10)?,
                status: row.get(11)?,
            },
            newness: Newness { event: row.get(16)?, export: row.get(17)? },
            collaboration: row.get(14)?,
            attributed_by: row.get(15)?,
        }))
    }

    /// Merges what is known with what an export states.
    pub(super) fn merged(&self, record: &OrderRecord) -> Merged {
        let stated = Settlement::of(record);
        let is_older = record.newness.is_before(self.newness);
        let settlement = if is_older { self.settlement.grown(&stated) } else { stated.grown(&self.settlement) };
        let kept = match settlement.has_lost_more(&stated) {
            true if is_older => Kept::Loss,
            true => Kept::Larger,
            false if is_older && (!self.same || settlement != stated) => Kept::Newer,
            false => Kept::Nothing,
        };
        Merged { is_older, settlement, kept }
    }

    /// Whether what holds is what is known already.
    pub(super) fn is(&self, merged: &Merged) -> bool {
        (merged.is_older || self.same) && self.settlement == merged.settlement
    }

    /// The stored owner of the order.
    pub(super) fn credit(&self) -> Credit {
        let by = match self.attributed_by.as_str() {
            "link" => By::Link,
            "nobody" => By::Nobody,
            _ => By::Code,
        };
        Credit { collaboration: self.collaboration, by, conflict: false }
    }

    /// Takes a refund or cancellation from an older export, and nothing else.
    pub(super) fn grow(&self, conn: &Connection, merged: &Settlement) -> Result<()> {
        conn.prepare_cached(
            "UPDATE sale_order SET refunded_minor = ?2, net_minor = ?3, state = ?4, status = ?5 WHERE id = ?1",
        )?
        .execute(params![
            self.id,
            merged.amounts.refunded,
            merged.amounts.net(),
            merged.state,
            merged.status
        ])?;
        Ok(())
    }

    /// Takes what a newer export states.
    #[expect(clippy::too_many_arguments, reason = "an order is made of that much")]
    pub(super) fn update(
        self,
        statements: &mut Statements<'_>,
        (record, worth_minor): (&OrderRecord, Option<i64>),
        merged: &Settlement,
        text: &Texts,
        folded: &[String],
        credit: Credit,
        import: ImportId,
    ) -> Result<()> {
        // What the user decided stays.
        let (collaboration, by) = if self.attributed_by == "person" {
            (self.collaboration, "person")
        } else {
            (credit.collaboration, credit.by.word())
        };
        let values = Values {
            record,
            amounts: merged.amounts,
            worth_minor,
            state: merged.state,
            status: &merged.status,
            text,
            collaboration,
            attributed_by: by,
            import,
        };
        values.execute(&mut statements.update, &[], &[&self.id])?;
        if !self.codes_same {
            // Anew, so that their ids keep the order in which they stand.
            statements.conn.prepare_cached("DELETE FROM order_code WHERE order_id = ?1")?.execute([self.id])?;
            for code in folded {
                statements.code.execute(params![self.id, code])?;
            }
        }
        Ok(())
    }
}

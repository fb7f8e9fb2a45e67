//! Orders from a shop export: known by source and the shop's own number, updated in place when something really changed.
//!
//! Exports come in any order. Refunds and cancellations only grow, whichever export states them; all else follows the newest.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};

use rusqlite::{Connection, params};

use crate::domain::text::fold;
use crate::domain::{Currency, OrderState};
use crate::error::Result;
use crate::proto::ingest::OrderRecord;
use crate::words::ingest::{self as words, Note};

use super::super::attribute::{By, Credit, utm_text};
use super::super::conversions::{self, Terms};
use super::order_statements::{SOURCE, Statements, Texts, Values};
use super::order_sums::Lagging;
use super::stored_order::{Kept, StoredOrder};
use super::{Outcome, Run};

/// How many orders a note names before it only counts.
const NAMED: usize = 3;

/// What is counted for the notes.
#[derive(Debug, Default)]
pub(super) struct Orders {
    pending: u64,
    void: u64,
    samples: u64,
    by_code: u64,
    by_link: u64,
    nobody: u64,
    /// Orders with a refund or cancellation that an older export does not know.
    kept_losses: u64,
    /// Others of which an older export states something else.
    kept_newer: u64,
    /// Orders of which a newer export states a smaller refund, or no cancellation anymore.
    kept_larger: u64,
    /// Orders of a day to come.
    to_come: u64,
    /// The total that the file states of each of its orders, by id; none anymore of those with another one further down.
    totals: HashMap<i64, Option<i64>>,
    /// Orders of which the file states several totals.
    contradicted: u64,
    conflicts: Vec<String>,
    conflicts_beyond: u64,
    currencies: BTreeSet<Currency>,
}

impl Orders {
    /// Takes in one order.
    pub(super) fn take(
        &mut self,
        conn: &Connection,
        statements: &mut Statements<'_>,
        sums: &mut Lagging,
        run: &mut Run,
        record: &OrderRecord,
    ) -> Result<Outcome> {
        self.to_come += u64::from(run.options.is_to_come(record.placed_on));
        let folded: Vec<String> =
            record.codes.iter().map(|code| fold(code.trim())).filter(|code| !code.is_empty()).collect();
        let terms = match record.state {
            OrderState::Sample => conversion(conn, statements.credit(&folded, record)?)?,
            _ => None,
        };
        let worth_minor = terms.as_ref().map(|terms| terms.value_minor);
        let counted =
            terms.map(|terms| OrderRecord { state: OrderState::Sale, currency: terms.currency, ..record.clone() });
        let record = counted.as_ref().unwrap_or(record);
        let text = Texts { codes: record.codes.join(" + "), utm: utm_text(&record.utm) };
        let Some(stored) = StoredOrder::find(statements, record, &text)? else {
            let credit = statements.credit(&folded, record)?;
            self.count(record, credit, record.state);
            let id = insert(conn, statements, run, (record, worth_minor), &text, &folded, credit)?;
            self.totals.insert(id, Some(record.amounts.total));
            return Ok(Outcome::New);
        };
        let merged = stored.merged(record);
        let credit = if merged.is_older { stored.credit() } else { statements.credit(&folded, record)? };
        self.count(record, credit, merged.settlement.state);
        let is_contradicted = self.contradicts(stored.id, record.amounts.total);
        match merged.kept {
            Kept::Nothing => {}
            // No older export: the file itself says something else further up.
            Kept::Newer if is_contradicted => {}
            Kept::Loss => self.kept_losses += 1,
            Kept::Newer => self.kept_newer += 1,
            Kept::Larger => self.kept_larger += 1,
        }
        if stored.is(&merged) {
            return Ok(Outcome::Unchanged);
        }
        let import = run.id(conn)?;
        sums.count(conn, stored.id)?;
        if merged.is_older {
            stored.grow(conn, &merged.settlement)?;
        } else {
            stored.update(statements, (record, worth_minor), &merged.settlement, &text, &folded, credit, import)?;
        }
        Ok(Outcome::Updated)
    }

    /// Remembers the total of an order; whether the file states another one further up.
    fn contradicts(&mut self, id: i64, total: i64) -> bool {
        match self.totals.entry(id) {
            Entry::Vacant(empty) => {
                empty.insert(Some(total));
                false
            }
            Entry::Occupied(mut known) => {
                let is_other = *known.get() != Some(total);
                self.contradicted += u64::from(is_other && known.insert(None).is_some());
                is_other
            }
        }
    }

    fn count(&mut self, record: &OrderRecord, credit: Credit, state: OrderState) {
        self.currencies.insert(record.currency);
        match state {
            OrderState::Sale => match credit.by {
                By::Code => self.by_code += 1,
                By::Link => self.by_link += 1,
                By::Nobody => self.nobody += 1,
            },
            OrderState::Pending => self.pending += 1,
            OrderState::Void => self.void += 1,
            OrderState::Sample => self.samples += 1,
        }
        if credit.conflict {
            if self.conflicts.len() < NAMED {
                let name = if record.name.is_empty() { &record.external_id } else { &record.name };
                self.conflicts.push(format!("{name} ({})", record.codes.join(" + ")));
            } else {
                self.conflicts_beyond += 1;
            }
        }
    }

    /// What the user should know.
    pub(super) fn notes(&self) -> Vec<String> {
        let mut notes = words::notes(&[
            (Note::ByCode, self.by_code),
            (Note::ByLink, self.by_link),
            (Note::Unattributed, self.nobody),
            (Note::Pending, self.pending),
            (Note::Void, self.void),
            (Note::Samples, self.samples),
            (Note::KeptLosses, self.kept_losses),
            (Note::KeptNewer, self.kept_newer),
            (Note::KeptLarger, self.kept_larger),
            (Note::OrdersToCome, self.to_come),
            (Note::SeveralTotals, self.contradicted),
        ]);
        if !self.conflicts.is_empty() {
            notes.push(words::shared_orders(&self.conflicts, self.conflicts_beyond));
        }
        if self.currencies.len() > 1 {
            notes.push(words::mixed_currencies(&self.currencies.iter().copied().collect::<Vec<_>>()));
        }
        notes
    }
}

/// The terms of an order with a total of 0 that is what its campaign counts, such as a free sign-up in the shop: it is worth what
/// each of them is. Nothing where orders count: there it is a gifted sample.
fn conversion(conn: &Connection, credit: Credit) -> Result<Option<Terms>> {
    let terms = credit.collaboration.map(|id| conversions::terms(conn, id)).transpose()?.flatten();
    Ok(terms.filter(|terms| !terms.counts.are_orders()))
}

/// Adds an order that was not known, and returns its id.
fn insert(
    conn: &Connection,
    statements: &mut Statements<'_>,
    run: &mut Run,
    (record, worth_minor): (&OrderRecord, Option<i64>),
    text: &Texts,
    folded: &[String],
    credit: Credit,
) -> Result<i64> {
    let import = run.id(conn)?;
    let values = Values {
        record,
        amounts: record.amounts,
        worth_minor,
        state: record.state,
        status: &record.status,
        text,
        collaboration: credit.collaboration,
        attributed_by: credit.by.word(),
        import,
    };
    values.execute(&mut statements.insert, &[&SOURCE, &"", &record.external_id], &[])?;
    let id = conn.last_insert_rowid();
    for code in folded {
        statements.code.execute(params![id, code])?;
    }
    Ok(id)
}

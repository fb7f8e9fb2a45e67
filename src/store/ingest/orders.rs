//! Orders from a shop export: known by source and the shop's own number, updated in place when something really changed.
//!
//! Exports come in any order. Refunds and cancellations only grow, whichever export states them; all else follows the newest.

use std::collections::BTreeSet;

use rusqlite::{CachedStatement, Connection, params};

use crate::domain::text::fold;
use crate::domain::{Currency, OrderState};
use crate::error::Result;
use crate::proto::ingest::OrderRecord;
use crate::words::ingest::{self as words, Note};

use super::super::attribute::{By, Credit, Owners, marks, utm_text};
use super::super::row::Day;
use super::known_order::{Kept, Known};
use super::order_sums::Lagging;
use super::{Outcome, Run};

/// Where these orders come from; another shop system may use the same numbers.
pub(super) const SOURCE: &str = "shopify";

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
    /// Orders of which a newer export states a smaller refund, or no cancellation any more.
    kept_larger: u64,
    conflicts: Vec<String>,
    conflicts_beyond: u64,
    currencies: BTreeSet<Currency>,
}

/// The statements and owners of one batch.
pub(super) struct Statements<'c> {
    pub(super) conn: &'c Connection,
    /// Read when the first order asks: other imports have none.
    owners: Option<Owners>,
    pub(super) find: CachedStatement<'c>,
    insert: CachedStatement<'c>,
    pub(super) update: CachedStatement<'c>,
    pub(super) code: CachedStatement<'c>,
}

impl<'c> Statements<'c> {
    pub(super) fn prepare(conn: &'c Connection) -> Result<Self> {
        Ok(Self {
            conn,
            owners: None,
            find: conn.prepare_cached(
                "SELECT id, name, placed_at, placed_on, currency, total_minor, discount_minor, tax_minor, shipping_minor, \
                 refunded_minor, state, status, codes, utm, collaboration_id, attributed_by, event_at, export_at FROM sale_order \
                 WHERE source = ?1 AND shop = ?2 AND external_id = ?3",
            )?,
            insert: conn.prepare_cached(
                "INSERT INTO sale_order (source, shop, external_id, name, placed_at, placed_on, currency, total_minor, \
                 discount_minor, tax_minor, shipping_minor, refunded_minor, net_minor, state, status, codes, utm, \
                 collaboration_id, attributed_by, import_id, event_at, export_at) \
                 VALUES (?1, '', ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)",
            )?,
            update: conn.prepare_cached(
                "UPDATE sale_order SET name = ?2, placed_at = ?3, placed_on = ?4, currency = ?5, total_minor = ?6, \
                 discount_minor = ?7, tax_minor = ?8, shipping_minor = ?9, refunded_minor = ?10, net_minor = ?11, \
                 state = ?12, status = ?13, codes = ?14, utm = ?15, collaboration_id = ?16, attributed_by = ?17, \
                 import_id = ?18, event_at = ?19, export_at = ?20 WHERE id = ?1",
            )?,
            code: conn.prepare_cached(
                "INSERT INTO order_code (order_id, folded) VALUES (?1, ?2) ON CONFLICT (order_id, folded) DO NOTHING",
            )?,
        })
    }

    fn credit(&mut self, codes: &[String], record: &OrderRecord) -> Result<Credit> {
        let owners = match self.owners.take() {
            Some(owners) => owners,
            None => Owners::read(self.conn)?,
        };
        let credit = owners.credit(codes, &marks(&record.utm), record.placed_on);
        self.owners = Some(owners);
        Ok(credit)
    }
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
        let folded: Vec<String> =
            record.codes.iter().map(|code| fold(code.trim())).filter(|code| !code.is_empty()).collect();
        let text = Texts { codes: record.codes.join(" + "), utm: utm_text(&record.utm) };
        let Some(known) = Known::find(statements, record, &text)? else {
            let credit = statements.credit(&folded, record)?;
            self.count(record, credit, record.state);
            insert(conn, statements, run, record, &text, &folded, credit)?;
            return Ok(Outcome::New);
        };
        let merged = known.merged(record);
        let credit = if merged.is_older { known.credit() } else { statements.credit(&folded, record)? };
        self.count(record, credit, merged.standing.state);
        match merged.kept {
            Kept::Nothing => {}
            Kept::Loss => self.kept_losses += 1,
            Kept::Newer => self.kept_newer += 1,
            Kept::Larger => self.kept_larger += 1,
        }
        if known.is(&merged) {
            return Ok(Outcome::Unchanged);
        }
        let import = run.id(conn)?;
        sums.count(conn, known.id)?;
        if merged.is_older {
            known.grow(conn, &merged.standing)?;
        } else {
            known.update(statements, record, &merged.standing, &text, &folded, credit, import)?;
        }
        Ok(Outcome::Updated)
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

    /// What a person should know.
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

/// Columns that are put together from lists.
pub(super) struct Texts {
    pub(super) codes: String,
    pub(super) utm: String,
}

/// Adds an order that was not known.
fn insert(
    conn: &Connection,
    statements: &mut Statements<'_>,
    run: &mut Run,
    record: &OrderRecord,
    text: &Texts,
    folded: &[String],
    credit: Credit,
) -> Result<()> {
    let import = run.id(conn)?;
    let OrderRecord { amounts, .. } = record;
    statements.insert.execute(params![
        SOURCE,
        record.external_id,
        record.name,
        record.placed_at,
        Day(record.placed_on),
        record.currency,
        amounts.total,
        record.discount,
        amounts.tax,
        amounts.shipping,
        amounts.refunded,
        amounts.net(),
        record.state,
        record.status,
        text.codes,
        text.utm,
        credit.collaboration,
        credit.by.word(),
        import,
        record.newness.event,
        record.newness.export,
    ])?;
    let id = conn.last_insert_rowid();
    for code in folded {
        statements.code.execute(params![id, code])?;
    }
    Ok(())
}

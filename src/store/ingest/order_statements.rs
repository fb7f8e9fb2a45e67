//! The statements that find, add and change orders.

use rusqlite::{CachedStatement, Connection, ToSql, params_from_iter};

use crate::domain::order::OrderAmounts;
use crate::domain::{CollaborationId, ImportId, OrderState};
use crate::error::Result;
use crate::proto::ingest::OrderRecord;

use super::super::attribute::{Credit, Owners, marks};
use super::super::row::Day;

/// The shop system the orders come from: another one may use the same order numbers.
pub(super) const SOURCE: &str = "shopify";

/// The statements and owners of one batch.
pub(super) struct Statements<'c> {
    pub(super) conn: &'c Connection,
    /// Read with the first order: imports of other kinds never need it.
    owners: Option<Owners>,
    pub(super) find: CachedStatement<'c>,
    pub(super) insert: CachedStatement<'c>,
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
            insert: conn.prepare_cached(&insert_sql())?,
            update: conn.prepare_cached(&update_sql())?,
            code: conn.prepare_cached(
                "INSERT INTO order_code (order_id, folded) VALUES (?1, ?2) ON CONFLICT (order_id, folded) DO NOTHING",
            )?,
        })
    }

    pub(super) fn credit(&mut self, codes: &[String], record: &OrderRecord) -> Result<Credit> {
        let owners = match self.owners.take() {
            Some(owners) => owners,
            None => Owners::read(self.conn)?,
        };
        let credit = owners.credit(codes, &marks(&record.utm), record.placed_on);
        self.owners = Some(owners);
        Ok(credit)
    }
}

/// What an export states of an order, in the order in which [`Values::execute`] binds it. INSERT and UPDATE are both made from
/// this list, so a new column is added here and there and nowhere else.
const COLUMNS: [&str; 19] = [
    "name",
    "placed_at",
    "placed_on",
    "currency",
    "total_minor",
    "discount_minor",
    "tax_minor",
    "shipping_minor",
    "refunded_minor",
    "net_minor",
    "state",
    "status",
    "codes",
    "utm",
    "collaboration_id",
    "attributed_by",
    "import_id",
    "event_at",
    "export_at",
];

/// Binds source, shop and number first, then [`COLUMNS`].
fn insert_sql() -> String {
    let places = vec!["?"; COLUMNS.len() + 3].join(", ");
    format!("INSERT INTO sale_order (source, shop, external_id, {}) VALUES ({places})", COLUMNS.join(", "))
}

/// Binds [`COLUMNS`] first, then the id.
fn update_sql() -> String {
    format!("UPDATE sale_order SET {} = ? WHERE id = ?", COLUMNS.join(" = ?, "))
}

/// The values of [`COLUMNS`] for one order.
pub(super) struct Values<'a> {
    pub(super) record: &'a OrderRecord,
    pub(super) amounts: OrderAmounts,
    /// What a conversion without an amount of its own is worth, minor units.
    pub(super) worth_minor: Option<i64>,
    pub(super) state: OrderState,
    pub(super) status: &'a str,
    pub(super) text: &'a Texts,
    pub(super) collaboration: Option<CollaborationId>,
    pub(super) attributed_by: &'static str,
    pub(super) import: ImportId,
}

impl Values<'_> {
    /// Runs the INSERT or UPDATE with these values between the keys that the statement binds before and after them.
    pub(super) fn execute(
        &self,
        statement: &mut CachedStatement<'_>,
        before: &[&dyn ToSql],
        after: &[&dyn ToSql],
    ) -> Result<()> {
        let Self { record, amounts, text, .. } = self;
        let has_own = self.state != OrderState::Sale || amounts.total != 0 || amounts.refunded != 0;
        let net = self.worth_minor.filter(|_| !has_own).unwrap_or_else(|| amounts.net());
        let placed_on = Day(record.placed_on);
        let values: [&dyn ToSql; COLUMNS.len()] = [
            &record.name,
            &record.placed_at,
            &placed_on,
            &record.currency,
            &amounts.total,
            &record.discount,
            &amounts.tax,
            &amounts.shipping,
            &amounts.refunded,
            &net,
            &self.state,
            &self.status,
            &text.codes,
            &text.utm,
            &self.collaboration,
            &self.attributed_by,
            &self.import,
            &record.newness.event,
            &record.newness.export,
        ];
        statement.execute(params_from_iter(before.iter().chain(&values).chain(after)))?;
        Ok(())
    }
}

/// Columns that are joined from lists.
pub(super) struct Texts {
    pub(super) codes: String,
    pub(super) utm: String,
}

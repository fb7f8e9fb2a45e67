//! The statements that find, add and change orders.

use rusqlite::{CachedStatement, Connection};

use crate::error::Result;
use crate::proto::ingest::OrderRecord;

use super::super::attribute::{Credit, Owners, marks};

/// Where these orders come from; another shop system may use the same numbers.
pub(super) const SOURCE: &str = "shopify";

/// The statements and owners of one batch.
pub(super) struct Statements<'c> {
    pub(super) conn: &'c Connection,
    /// Read when the first order asks: other imports have none.
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

/// Columns that are put together from lists.
pub(super) struct Texts {
    pub(super) codes: String,
    pub(super) utm: String,
}

//! Splits a filter into an SQL condition on the creator row and sets of ids read from other tables.
//!
//! A term such as `tag:skincare` or `has:address` can match half a million creators through another table. As a subquery SQLite
//! would sort all those ids for each such term and look each one up. Here each term is read once into one bit per creator
//! ([`Ids`]), and "and", "or" and "not" join 64 creators at a time. Terms on the row itself (`followers>10k`) stay SQL, because the
//! row is read anyway.
//!
//! Worked example: `tag:skincare -tag:vegan followers>10k (country:us or has:email)`
//!
//! * long parts, as bits: `tag:skincare`, `-tag:vegan` (stored as the ids of `vegan`, inverted)
//! * short parts, as SQL: `followers>10k`, `(country:us or has:email)`
//! * the list then keeps the rows of the SQL query whose id is in `skincare and not vegan`
//! * if at most 5,000 ids are left, they also go into the SQL as `id IN (...)`, so that the table isn't scanned
//!
//! An "or" that mixes both kinds (`tag:skincare or followers>10k`) is joined as bits: its SQL side is read into a set, too.

use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use crate::domain::TierBorders;
use crate::domain::filter::{Expr, Term};
use crate::error::Result;
use crate::store::search::Words;
use crate::store::sql::{self, SqlFilter, where_clause};

use super::cache::ListCache;
use super::ids::{Ids, MOST_BITS};

/// A filter in two parts. A creator must match both.
#[derive(Debug, Default)]
pub(super) struct Sieved {
    /// The condition on the creator row.
    pub(super) sql: SqlFilter,
    /// The creators that match the other terms; nothing if there are none.
    pub(super) ids: Option<Ids>,
}

/// Splits filters for one list.
pub(super) struct Sieve<'a> {
    pub(super) conn: &'a Connection,
    pub(super) today: NaiveDate,
    pub(super) borders: TierBorders,
    pub(super) words: Words,
    /// Only creators above this id matter.
    pub(super) above: Option<i64>,
    /// Sets and keys from earlier lists.
    pub(super) cache: &'a ListCache,
}

impl Sieve<'_> {
    /// Splits a filter, in which views must already be replaced by their own filters.
    pub(super) fn sieved(&self, filter: &Expr) -> Result<Sieved> {
        let parts = if let Expr::And(all) = filter { all.as_slice() } else { std::slice::from_ref(filter) };
        if !filter.has_term(&sql::is_long) || !self.is_dense()? {
            return Ok(Sieved { sql: self.clause(filter)?, ids: None });
        }
        let (long, short): (Vec<&Expr>, Vec<&Expr>) = parts.iter().partition(|part| part.has_term(&sql::is_long));
        let ids = self.joined(&long, Ids::and)?;
        let mut sql =
            Expr::all(short.into_iter().cloned()).map(|rest| self.clause(&rest)).transpose()?.unwrap_or_default();
        if let Some(few) = ids.as_ref().filter(|ids| ids.is_few()).and_then(Ids::newest_first) {
            let among = self.clause(&Expr::Term(Term::Among(few.into())))?;
            sql.sql = if sql.sql.is_empty() { among.sql } else { format!("({}) AND {}", sql.sql, among.sql) };
            sql.params.extend(among.params);
        }
        Ok(Sieved { sql, ids })
    }

    /// Returns the same set, stored by its members instead of the ids it leaves out.
    pub(super) fn of_all(&self, ids: Ids) -> Result<Ids> {
        if !ids.is_inverted() {
            return Ok(ids);
        }
        let all = SqlFilter { sql: "SELECT creator.id FROM creator".to_owned(), params: Vec::new() };
        Ok(self.listed(&all)?.and(ids))
    }

    fn clause(&self, filter: &Expr) -> Result<SqlFilter> {
        where_clause(filter, self.today, self.borders, &self.words)
    }

    /// Whether all ids are small enough to have a bit.
    fn is_dense(&self) -> Result<bool> {
        let mut ask = self.conn.prepare_cached(
            "SELECT (SELECT COALESCE(MIN(id), 0) FROM creator) >= 0 AND (SELECT COALESCE(MAX(id), 0) FROM creator) < ?1",
        )?;
        Ok(ask.query_row([MOST_BITS], |row| row.get(0))?)
    }

    fn joined(&self, parts: &[&Expr], join: fn(Ids, Ids) -> Ids) -> Result<Option<Ids>> {
        let mut joined: Option<Ids> = None;
        for part in parts {
            let ids = self.ids(part)?;
            joined = Some(match joined {
                Some(others) => join(others, ids),
                None => ids,
            });
        }
        Ok(joined)
    }

    fn ids(&self, filter: &Expr) -> Result<Ids> {
        if !filter.has_term(&sql::is_long) {
            let SqlFilter { sql, params } = self.clause(filter)?;
            let above = if self.above.is_some() { "creator.id > ? AND " } else { "" };
            let bound: Vec<Value> = self.above.map(Value::from).into_iter().chain(params).collect();
            return self.read(Ids::default(), &format!("SELECT creator.id FROM creator WHERE {above}({sql})"), &bound);
        }
        match filter {
            // Join the terms on the row into one query, so that the table is scanned once.
            Expr::And(parts) | Expr::Or(parts) => {
                let is_and = matches!(filter, Expr::And(_));
                let (long, short): (Vec<&Expr>, Vec<&Expr>) =
                    parts.iter().partition(|part| part.has_term(&sql::is_long));
                let short = short.into_iter().cloned();
                let short = if is_and { Expr::all(short) } else { Expr::any(short) };
                let parts: Vec<&Expr> = long.into_iter().chain(short.as_ref()).collect();
                Ok(self.joined(&parts, if is_and { Ids::and } else { Ids::or })?.unwrap_or_default())
            }
            Expr::Not(inner) => Ok(self.ids(inner)?.inverted()),
            Expr::Term(term) => {
                let lists = sql::lists(term)?;
                let mut ids = Ids::default();
                for list in &lists.any {
                    ids = ids.or(self.listed(list)?);
                }
                Ok(if lists.is_negated { ids.inverted() } else { ids })
            }
        }
    }

    fn listed(&self, SqlFilter { sql, params }: &SqlFilter) -> Result<Ids> {
        if let Some(above) = self.above {
            let bound: Vec<Value> = params.iter().cloned().chain([above.into()]).collect();
            return self.read(
                Ids::default(),
                &format!("WITH listed (id) AS ({sql}) SELECT id FROM listed WHERE id > ?"),
                &bound,
            );
        }
        self.cache.ids(self.conn, &format!("{sql} {params:?}"), || self.read(Ids::default(), sql, params))
    }

    fn read(&self, mut ids: Ids, sql: &str, bound: &[Value]) -> Result<Ids> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query(params_from_iter(bound))?;
        while let Some(row) = rows.next()? {
            ids.insert(row.get(0)?);
        }
        Ok(ids)
    }
}

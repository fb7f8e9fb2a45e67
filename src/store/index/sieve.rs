//! Filters over long lists of creators (everyone with a niche, a tag, an address), as one bit of each.
//!
//! SQLite would put half a million ids in order, for each such list anew, and look each of them up. Bits are joined a word at a
//! time; what the row itself tells is still asked in SQL.

use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use crate::domain::TierBorders;
use crate::domain::filter::{Expr, Term};
use crate::error::Result;
use crate::store::search::Words;
use crate::store::sql::{self, SqlFilter, where_clause};

use super::ids::{Ids, MOST_BITS};
use super::kept::Kept;

/// A filter in two parts, both of which must hold.
#[derive(Debug, Default)]
pub(super) struct Sieved {
    /// What is asked in SQL.
    pub(super) sql: SqlFilter,
    /// Who is on the lists; nothing where none is asked for.
    pub(super) ids: Option<Ids>,
}

/// Reads the lists that a filter asks for.
pub(super) struct Sieve<'a> {
    pub(super) conn: &'a Connection,
    pub(super) today: NaiveDate,
    pub(super) borders: TierBorders,
    pub(super) words: Words,
    /// Only creators above this id matter.
    pub(super) above: Option<i64>,
    /// What earlier lists found out.
    pub(super) kept: &'a Kept,
}

impl Sieve<'_> {
    /// Takes a filter apart. Views must be written out in it.
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

    /// The same set with bits that say who is in it.
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

    /// Whether all creators have numbers for which there are bits.
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
            // What is asked of the rows is asked of each row once.
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
        self.kept.ids(self.conn, &format!("{sql} {params:?}"), || self.read(Ids::default(), sql, params))
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

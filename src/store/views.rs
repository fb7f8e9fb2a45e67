//! Saved views: the list of them, and what `view:` means in a filter.

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::domain::TierBorders;
use crate::domain::filter::{Expr, Field, SetValue, Term, parse};
use crate::domain::text::fold;
use crate::error::{Error, Result};
use crate::proto::command::ViewFields;
use crate::proto::row::ViewRow;

use super::sql::{SqlFilter, where_clause};

/// Returns the saved views in the order of their numbers.
pub fn list(conn: &Connection) -> Result<Vec<ViewRow>> {
    let mut statement =
        conn.prepare_cached("SELECT id, name, filter, sort, columns FROM saved_view ORDER BY position, id")?;
    let rows = statement.query_map([], |row| {
        let fields = ViewFields { name: row.get(1)?, filter: row.get(2)?, sort: row.get(3)?, columns: row.get(4)? };
        Ok(ViewRow { id: row.get(0)?, fields })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Writes a filter as a condition on the table `creator`, with the filters of views in the place of their names.
pub fn clause(conn: &Connection, expr: &Expr, today: NaiveDate, borders: TierBorders) -> Result<SqlFilter> {
    if !expr.has_term(&is_view) {
        return where_clause(expr, today, borders);
    }
    where_clause(&expanded(conn, expr, today)?, today, borders)
}

/// Writes a filter with the filters of views in the place of their names.
///
/// # Errors
/// Refuses unknown views, and views that ask for themselves.
pub(super) fn expanded(conn: &Connection, expr: &Expr, today: NaiveDate) -> Result<Expr> {
    let views = list(conn)?;
    Opener { views: &views, today, open: Vec::new() }.open(expr)
}

fn is_view(term: &Term) -> bool {
    matches!(term, Term::Set { field: Field::View, .. })
}

/// Puts filters in the place of names.
struct Opener<'a> {
    views: &'a [ViewRow],
    today: NaiveDate,
    /// The views that are being opened, the outermost first.
    open: Vec<&'a str>,
}

impl<'a> Opener<'a> {
    fn open(&mut self, expr: &Expr) -> Result<Expr> {
        expr.rewritten(&mut |term| match term {
            Term::Set { field: Field::View, values, negated } => {
                let any = values.iter().map(|value| self.of(value)).collect::<Result<Vec<_>>>()?;
                let any = Expr::Or(any.into_iter().flatten().collect());
                Ok(Some(if *negated { any.negated() } else { any }))
            }
            _ => Ok(None),
        })
    }

    /// What the views of a name find.
    fn of(&mut self, value: &SetValue) -> Result<Vec<Expr>> {
        let views = self.views;
        let called = |is_it: &dyn Fn(&str) -> bool| -> Vec<&'a ViewRow> {
            views.iter().filter(|view| is_it(&fold(&view.fields.name))).collect()
        };
        let (found, typed) = match value {
            SetValue::Is(word) => (called(&|name| name == word.folded), word.typed.as_str()),
            SetValue::Prefix(word) => (called(&|name| name.starts_with(&word.folded)), word.typed.as_str()),
            SetValue::None => (Vec::new(), "none"),
        };
        if found.is_empty() {
            return Err(Error::refused(format!("There is no view called \"{typed}\".")));
        }
        found.into_iter().map(|view| self.filter_of(view)).collect()
    }

    fn filter_of(&mut self, view: &'a ViewRow) -> Result<Expr> {
        let name = view.fields.name.as_str();
        if self.open.contains(&name) {
            return Err(Error::refused(format!("The view \"{name}\" asks for itself: its filter would never end.")));
        }
        let read = parse(&view.fields.filter, self.today)
            .map_err(|fault| Error::refused(format!("The view \"{name}\" cannot be read: {fault}")))?;
        self.open.push(name);
        let opened = read.expr.map_or(Ok(Expr::And(Vec::new())), |expr| self.open(&expr));
        self.open.pop();
        opened
    }
}

//! Saved views: a filter, an order and columns under a name.

use rusqlite::{OptionalExtension, params};

use super::{Outcome, Step, done};
use crate::domain::ViewId;
use crate::domain::day::Calendar;
use crate::domain::filter::{Field, SetValue, Term, parse};
use crate::domain::text::{clean, fold};
use crate::error::{Error, Result};
use crate::proto::command::ViewFields;
use crate::proto::row::ViewRow;
use crate::store::views;
use crate::words::niches::{ViewDeed, view as words};

/// Longest name, in characters: it is on a line with others.
const LONGEST: usize = 40;
/// The name of the list without a filter, which is no saved view.
const EVERYONE: &str = "all";

impl Step<'_> {
    /// Keeps a view under a new name, or changes the one given.
    pub(super) fn save_view(&self, id: Option<ViewId>, fields: &ViewFields) -> Result<Outcome> {
        let name = clean(&fields.name);
        let length = name.chars().count();
        if name.is_empty() {
            return Err(Error::refused("A view needs a name."));
        }
        if length > LONGEST {
            return Err(Error::refused(format!("The name has {length} characters. The limit is {LONGEST}.")));
        }
        if fold(&name) == EVERYONE {
            return Err(Error::refused("All is the whole list. Choose another name."));
        }
        let all = views::list(self.conn)?;
        if let Some(taken) = all.iter().find(|view| Some(view.id) != id && fold(&view.fields.name) == fold(&name)) {
            return Err(Error::refused(format!("There is already a view called {}.", taken.fields.name)));
        }
        let read = parse(&fields.filter, self.calendar()).map_err(|fault| Error::refused(fault.to_string()))?;
        if read.expr.as_ref().is_some_and(crate::domain::filter::Expr::asks_for_marks) {
            return Err(Error::refused("A view can't keep marks. Remove is:marked first."));
        }
        let old = all.iter().find(|view| Some(view.id) == id);
        if let Some(old) = old.filter(|old| fold(&old.fields.name) != fold(&name)) {
            free(old, &all, self.calendar())?;
        }
        let values = params![name, fields.filter.trim(), fields.sort, fields.columns, id];
        let deed = match (id, old) {
            (None, _) => {
                self.conn
                    .prepare_cached(
                        "INSERT INTO saved_view (name, filter, sort, columns, position)
                         SELECT ?1, ?2, ?3, ?4, COALESCE(MAX(position), 0) + 1 FROM saved_view WHERE ?5 IS NULL",
                    )?
                    .execute(values)?;
                ViewDeed::Saved
            }
            (Some(_), None) => return Err(Error::refused("This view no longer exists.")),
            (Some(_), Some(old)) => {
                let changed = self
                    .conn
                    .prepare_cached(
                        "UPDATE saved_view SET name = ?1, filter = ?2, sort = ?3, columns = ?4
                         WHERE id = ?5 AND (name, filter, sort, columns) IS NOT (?1, ?2, ?3, ?4)",
                    )?
                    .execute(values)?;
                if changed == 0 {
                    return Ok(Outcome::nothing(words(&name, ViewDeed::Unchanged)));
                }
                if old.fields.name == name { ViewDeed::Changed } else { ViewDeed::Renamed(&old.fields.name) }
            }
        };
        if let Some(expr) = read.expr {
            // Now that it stands beside the others: does it end?
            views::expanded(self.conn, &expr, self.context())?;
        }
        Ok(done(words(&name, deed)))
    }

    /// Deletes a view; nobody in it is touched.
    pub(super) fn delete_view(&self, id: ViewId) -> Result<Outcome> {
        let all = views::list(self.conn)?;
        let view = all.iter().find(|view| view.id == id);
        let view = view.ok_or_else(|| Error::refused("This view no longer exists."))?;
        free(view, &all, self.calendar())?;
        self.conn
            .prepare_cached("DELETE FROM saved_view WHERE id = ?1 RETURNING id")?
            .query_row([id], |_| Ok(()))
            .optional()?;
        Ok(done(words(&view.fields.name, ViewDeed::Deleted)))
    }
}

/// Refuses to take a name away that the filter of another view asks for.
fn free(view: &ViewRow, all: &[ViewRow], calendar: Calendar) -> Result<()> {
    let name = fold(&view.fields.name);
    let asks = |term: &Term| match term {
        Term::Set { field: Field::View, values, .. } => {
            values.iter().any(|value| matches!(value, SetValue::Is(word) if word.folded == name))
        }
        _ => false,
    };
    let needs = |other: &&ViewRow| {
        let read = parse(&other.fields.filter, calendar);
        other.id != view.id && read.is_ok_and(|read| read.expr.is_some_and(|expr| expr.has_term(&asks)))
    };
    match all.iter().find(needs) {
        Some(other) => Err(Error::refused(format!(
            "The view {} uses {}. Change its filter first.",
            other.fields.name, view.fields.name
        ))),
        None => Ok(()),
    }
}

//! The facts of a record in SQL: how they are set and bound, in the order of their table.
//!
//! A statement binds its own values first, then the facts: with three of its own, `assignments` writes
//! `name = ?4, followers = ?5` and so on, and [`execute`] binds both.

use rusqlite::Statement;
use rusqlite::types::ToSql;

use crate::domain::record::{Field, Record};

/// `name = ?4, followers = ?5`: all facts, behind `own` values of the statement.
pub fn assignments<F: Field>(own: usize) -> String {
    let sets = (own + 1..).zip(F::ALL).map(|(place, field)| format!("{} = ?{place}", field.fact().column));
    sets.collect::<Vec<_>>().join(", ")
}

/// The columns of all facts.
pub fn columns<F: Field>() -> Vec<&'static str> {
    F::ALL.iter().map(|field| field.fact().column).collect()
}

/// `name, followers` and `?4, ?5`: all facts, behind `own` values of the statement.
pub fn values<F: Field>(own: usize) -> (String, String) {
    let columns = columns::<F>();
    let places: Vec<String> = (own + 1..).zip(F::ALL).map(|(place, _)| format!("?{place}")).collect();
    (columns.join(", "), places.join(", "))
}

/// Runs a statement with its own values and then the facts of a record; returns how many rows it changed.
pub fn execute<R: Record>(statement: &mut Statement<'_>, own: &[&dyn ToSql], record: &R) -> rusqlite::Result<usize> {
    for (place, value) in (1..).zip(own) {
        statement.raw_bind_parameter(place, value)?;
    }
    for (place, field) in (own.len() + 1..).zip(R::Field::ALL) {
        statement.raw_bind_parameter(place, record.get(*field))?;
    }
    statement.raw_execute()
}

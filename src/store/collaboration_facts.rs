//! What is known of collaborations, gathered from the records it lives in: a table `booked` with one column a fact.

use std::collections::HashMap;

use rusqlite::{Connection, Row, params};

use super::row::Facts;
use crate::domain::collaboration_fields::Home;
use crate::domain::deliverable::Promise;
use crate::domain::record::{Kind, View};
use crate::domain::{CollaborationField, CollaborationFields, CollaborationId};
use crate::error::Result;
use crate::proto::post::ReadingRecord;

/// Which posts and amounts of a collaboration count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Those of its form: the first post, and every amount.
    Form,
    /// All posts together, and the amounts that were not released.
    Whole,
}

/// Columns of the facts, read by [`fields`] from the position of the first. A comma comes before each.
pub const COLUMNS: &str = CollaborationField::COLUMNS;

/// The table, to stand behind FROM: `id`, `batch_id` and `creator_id` of each collaboration, and a column for each fact.
pub fn table(scope: Scope) -> String {
    let column = |field: &CollaborationField| format!(", {} AS {}", expression(*field, scope), field.fact().column);
    let columns: String = CollaborationField::ALL.iter().map(column).collect();
    format!(
        "(SELECT collaboration.id, collaboration.batch_id, collaboration.creator_id{columns} FROM collaboration \
         LEFT JOIN post ON post.id = (SELECT MIN(id) FROM post WHERE post.collaboration_id = collaboration.id)) AS booked"
    )
}

/// Reads the facts from [`COLUMNS`], of which the first is at `first`.
pub fn fields(row: &Row<'_>, first: usize) -> rusqlite::Result<CollaborationFields> {
    let mut fields = CollaborationFields::read(&mut Facts { row, at: first })?;
    // The file lists them one by one.
    if let Ok(promise) = Promise::cleaned(&fields.deliverables) {
        fields.deliverables = promise;
    }
    Ok(fields)
}

/// What is in the form of one collaboration.
pub fn form(conn: &Connection, id: CollaborationId) -> Result<CollaborationFields> {
    let sql = format!("SELECT booked.id{COLUMNS} FROM {} WHERE booked.id = ?1", table(Scope::Form));
    Ok(conn.prepare_cached(&sql)?.query_row([id], |row| fields(row, 1))?)
}

/// What is known of each collaboration as a whole.
pub fn all(conn: &Connection) -> Result<HashMap<CollaborationId, CollaborationFields>> {
    let sql = format!("SELECT booked.id{COLUMNS} FROM {}", table(Scope::Whole));
    let mut statement = conn.prepare(&sql)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, fields(row, 1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Sets a fact that is in the collaboration itself.
pub fn set(conn: &Connection, id: CollaborationId, field: CollaborationField, value: View<'_>) -> Result<()> {
    let fact = field.fact();
    let sql = format!("UPDATE collaboration SET {} = ?2 WHERE id = ?1", fact.column);
    let mut update = conn.prepare_cached(&sql)?;
    match value {
        // No share is 0.
        View::Count(None) if fact.kind == Kind::Share => update.execute(params![id, 0])?,
        value => update.execute(params![id, value])?,
    };
    Ok(())
}

/// Where a fact stands, as seen from a collaboration and its first post.
fn expression(field: CollaborationField, scope: Scope) -> String {
    let fact = field.fact();
    let (column, of) = (fact.column, "WHERE collaboration_id = collaboration.id");
    match (field.home(), scope) {
        (Home::Collaboration, _) if fact.kind == Kind::Share => format!("nullif(collaboration.{column}, 0)"),
        (Home::Collaboration, _) => format!("collaboration.{column}"),
        (Home::Cost(kind), _) => {
            let counts = if scope == Scope::Whole { " AND state <> 'released'" } else { "" };
            format!("(SELECT SUM(amount_minor) FROM cost_item {of} AND kind = '{}'{counts})", kind.word())
        }
        (Home::Codes, _) => format!("(SELECT group_concat(code, char(10) ORDER BY id) FROM code {of})"),
        (Home::Link, _) => format!("(SELECT url FROM link {of} ORDER BY id LIMIT 1)"),
        (Home::Deliverables, _) => format!("(SELECT group_concat(kind, ', ' ORDER BY id) FROM deliverable {of})"),
        (Home::Post, Scope::Whole) if fact.kind == Kind::Day => format!("(SELECT MIN({column}) FROM post {of})"),
        (Home::Post, _) if fact.kind == Kind::Day => format!("post.{column}"),
        (Home::Post, _) => "post.url".to_owned(),
        (Home::Reading, Scope::Form) => newest(column, "post"),
        (Home::Reading, Scope::Whole) => of_all_posts(column),
    }
}

/// Columns of the counts of all posts together, read by [`counts`] from the position of the first.
pub fn count_cols() -> String {
    ["views", "likes", "comments", "shares", "saves"].map(of_all_posts).join(", ")
}

/// Reads the counts from [`count_cols`], of which the first is at `first`.
pub fn counts(row: &Row<'_>, first: usize) -> rusqlite::Result<ReadingRecord> {
    let [views, likes, comments, shares, saves] =
        [row.get(first)?, row.get(first + 1)?, row.get(first + 2)?, row.get(first + 3)?, row.get(first + 4)?];
    Ok(ReadingRecord { views, likes, comments, shares, saves })
}

/// The sum of the newest known counts of the posts of a collaboration.
fn of_all_posts(count: &str) -> String {
    format!("(SELECT SUM({}) FROM post AS each WHERE each.collaboration_id = collaboration.id)", newest(count, "each"))
}

/// The newest known count of a post.
fn newest(count: &str, post: &str) -> String {
    format!("(SELECT {count} FROM reading WHERE post_id = {post}.id AND {count} IS NOT NULL ORDER BY day DESC LIMIT 1)")
}

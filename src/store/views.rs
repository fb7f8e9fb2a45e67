//! Saved views: the list of them, and what `view:` means in a filter.

use std::sync::Arc;

use rusqlite::Connection;

use crate::domain::day::Calendar;
use crate::domain::filter::{Expr, Field, SetValue, Term, parse};
use crate::domain::text::fold;
use crate::error::{Error, Result};
use crate::proto::command::ViewFields;
use crate::proto::row::ViewRow;

use super::likeness::{self, Scores};
use super::list_context::ListContext;
use super::odds;
use super::search::Words;
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
pub fn clause(conn: &Connection, expr: &Expr, context: ListContext<'_>) -> Result<SqlFilter> {
    let expr = expanded(conn, expr, context)?;
    where_clause(&expr, context.today, context.borders(), &Words::of(conn, Some(&expr))?)
}

/// Writes a filter with the filters of views in the place of their names, and those who are alike in the place of `like:`. From then
/// on the connection knows the odds that the filter asks for.
///
/// # Errors
/// Refuses unknown views, views that ask for themselves, and odds where there are none.
pub(super) fn expanded(conn: &Connection, expr: &Expr, context: ListContext<'_>) -> Result<Expr> {
    Ok(expanded_with_likeness(conn, expr, context)?.0)
}

/// The same, and how alike everybody is.
pub(super) fn expanded_with_likeness(
    conn: &Connection,
    expr: &Expr,
    context: ListContext<'_>,
) -> Result<(Expr, Arc<Scores>)> {
    let opened = opened(conn, expr, context.calendar())?;
    odds::lend_to_filter(conn, &opened, context)?;
    likeness::answered(conn, opened, context)
}

/// Writes a filter with the filters of views in the place of their names.
pub(super) fn opened(conn: &Connection, expr: &Expr, calendar: Calendar) -> Result<Expr> {
    if !expr.has_term(&is_view) {
        return Ok(expr.clone());
    }
    let views = list(conn)?;
    Opener { views: &views, calendar, open: Vec::new() }.open(expr)
}

fn is_view(term: &Term) -> bool {
    matches!(term, Term::Set { field: Field::View, .. })
}

/// Puts filters in the place of names.
struct Opener<'a> {
    views: &'a [ViewRow],
    calendar: Calendar,
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
            return Err(Error::refused(format!("The view \"{name}\" refers to itself. Change its filter first.")));
        }
        let read = parse(&view.fields.filter, self.calendar)
            .map_err(|fault| Error::refused(format!("The view \"{name}\" cannot be read: {fault}")))?;
        self.open.push(name);
        let opened = read.expr.map_or(Ok(Expr::And(Vec::new())), |expr| self.open(&expr));
        self.open.pop();
        opened
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;
    use crate::domain::ViewId;
    use crate::proto::WriteCmd;
    use crate::store::fixture::{Fixture, clock, dump, fixture};
    use crate::store::{index, undo, write};

    fn run(file: &mut Fixture, cmd: &WriteCmd) -> Result<String> {
        let clock: Clock = clock();
        Ok(write::run(&mut file.conn, cmd, &clock, &crate::analysis::rules::Rules::default())?.sentence)
    }

    fn save(file: &mut Fixture, id: Option<ViewId>, name: &str, filter: &str) -> Result<String> {
        let fields = ViewFields { name: name.into(), filter: filter.into(), ..ViewFields::default() };
        run(file, &WriteCmd::SaveView { id, fields: Box::new(fields) })
    }

    fn shown(file: &Fixture, filter: &str) -> Result<Vec<i64>> {
        let calendar = Calendar::day_first(clock().today());
        let expr = parse(filter, calendar).expect("a filter").expr;
        let ids = index::list(&file.conn, expr.as_ref(), &[], ListContext::usual(clock().today()))?;
        Ok(ids.iter().map(|id| id.0).collect())
    }

    fn id_of(file: &Fixture, name: &str) -> ViewId {
        let views = list(&file.conn).expect("views");
        views.iter().find(|view| view.fields.name == name).expect("a view of that name").id
    }

    fn refusal<T: std::fmt::Debug>(refused: Result<T>) -> String {
        refused.expect_err("refused").to_string()
    }

    #[test]
    fn a_view_is_saved_changed_renamed_deleted_and_taken_back() {
        let mut file = fixture();
        let before = dump(&file.conn);
        assert_eq!(save(&mut file, None, " Hot  ones ", "er>3 sort:-er").expect("saved"), "Saved the view Hot ones.");
        let id = id_of(&file, "Hot ones");
        assert_eq!(list(&file.conn).expect("views").last().map(|view| view.id), Some(id), "new ones come last");
        assert_eq!(save(&mut file, Some(id), "Hot ones", "er>4").expect("changed"), "Changed the view Hot ones.");
        assert_eq!(save(&mut file, Some(id), "Warm", "er>4").expect("renamed"), "Renamed the view Hot ones to Warm.");
        assert_eq!(save(&mut file, Some(id), "Warm", "er>4").expect("same"), "The view Warm is already like this.");
        let gone = run(&mut file, &WriteCmd::DeleteView(id)).expect("deleted");
        assert_eq!(gone, "Deleted the view Warm. Its creators stay.");
        while undo::undo(&mut file.conn).expect("taken back").is_some() {}
        assert_eq!(dump(&file.conn), before);
        while undo::redo(&mut file.conn).expect("done again").is_some() {}
        assert!(list(&file.conn).expect("views").iter().all(|view| view.id != id));
    }

    #[test]
    fn a_view_is_a_word_of_the_language() {
        let mut file = fixture();
        save(&mut file, None, "Known", "followers:*").expect("saved");
        save(&mut file, None, "Inner", "view:known -@mia").expect("saved");
        save(&mut file, None, "Everyone", "").expect("saved");
        assert_eq!(shown(&file, "view:known").expect("ids"), [1]);
        assert_eq!(shown(&file, "view!=known").expect("ids"), [2]);
        assert_eq!(shown(&file, "-view:KNOWN").expect("ids"), [2]);
        assert_eq!(shown(&file, "view:inner").expect("ids"), [] as [i64; 0]);
        assert_eq!(shown(&file, "view:inner,everyone").expect("ids"), [2, 1]);
        assert_eq!(shown(&file, "view:kno* @mia").expect("ids"), [1]);
        assert_eq!(refusal(shown(&file, "view:nobody")), "There is no view called \"nobody\".");
    }

    #[test]
    fn a_view_that_asks_for_itself_is_refused() {
        let mut file = fixture();
        let endless = "The view \"A\" refers to itself. Change its filter first.";
        assert_eq!(refusal(save(&mut file, None, "A", "view:a er>3")), endless);
        assert!(list(&file.conn).expect("views").iter().all(|view| view.fields.name != "A"), "nothing was kept");
        save(&mut file, None, "A", "er>3").expect("saved");
        save(&mut file, None, "B", "view:a").expect("saved");
        let (a, b) = (id_of(&file, "A"), id_of(&file, "B"));
        assert_eq!(
            refusal(save(&mut file, Some(a), "A", "-view:b")),
            "The view \"B\" refers to itself. Change its filter first."
        );
        let needed = "The view B uses A. Change its filter first.";
        assert_eq!(refusal(run(&mut file, &WriteCmd::DeleteView(a))), needed);
        assert_eq!(refusal(save(&mut file, Some(a), "C", "er>3")), needed);
        run(&mut file, &WriteCmd::DeleteView(b)).expect("nobody uses it");
        run(&mut file, &WriteCmd::DeleteView(a)).expect("nobody uses it any more");
        // Another program may write anything.
        file.conn
            .execute_batch(
                "INSERT INTO saved_view (name, filter) VALUES ('X', 'view:y'), ('Y', 'view:x'), ('Z', 'er>')",
            )
            .expect("rows");
        assert_eq!(refusal(shown(&file, "view:x")), "The view \"X\" refers to itself. Change its filter first.");
        assert!(refusal(shown(&file, "view:z")).contains("er> needs"));
    }

    #[test]
    fn names_and_filters_that_make_no_view_are_refused() {
        let mut file = fixture();
        assert_eq!(refusal(save(&mut file, None, "  ", "")), "A view needs a name.");
        assert_eq!(refusal(save(&mut file, None, "ALL", "")), "All is the whole list. Choose another name.");
        assert_eq!(refusal(save(&mut file, None, "to TRIAGE", "")), "There is already a view called To triage.");
        assert!(refusal(save(&mut file, None, "x", "folowers:5")).starts_with("There is no field"));
        assert!(refusal(save(&mut file, None, "x", "er>3 is:marked")).starts_with("A view can't keep marks"));
        assert!(refusal(save(&mut file, None, &"x".repeat(41), "")).starts_with("The name has 41 characters"));
    }
}

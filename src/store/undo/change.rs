//! A recorded inverse, read back: what the step did to one row.
//!
//! Undoing the newest step runs the inverses as they are. Undoing a step below others has to know what they touch, and leaves out
//! what only keeps books (see [`is_bookkeeping`]).

use rusqlite::types::Value;

use super::literal::split;

/// Names of columns with values.
pub(super) type Values = Vec<(String, Value)>;

/// What a step did to a row, or to a range of rows.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Change {
    /// It added the row, with these values; none where an import kept only its id.
    Added(Values),
    /// An import added all rows from one id to another.
    AddedRange(i64, i64),
    /// It changed these columns.
    Changed {
        /// To what undoing sets them.
        old: Values,
        /// To what the step had set them.
        new: Values,
    },
    /// It deleted the row, with these values.
    Removed(Values),
}

/// Whether a column only says when something else changed, or is made of other columns. Such columns never make one step depend on
/// another: undoing a step below others brings them up to date instead of setting them back.
pub(super) fn is_bookkeeping(column: &str) -> bool {
    matches!(column, "updated_at" | "search")
}

impl Change {
    /// Reads what the triggers recorded; nothing for other text.
    pub fn read(sql: Option<&str>) -> Option<Self> {
        let Some(sql) = sql else { return Some(Self::Added(Vec::new())) };
        let (template, values) = split(sql)?;
        let mut values = values.into_iter();
        if let Some(rest) = template.strip_prefix("DELETE FROM ") {
            let (_, condition) = rest.split_once(" WHERE ")?;
            if condition == "id BETWEEN ? AND ?" {
                return Some(Self::AddedRange(number(&values.next()?)?, number(&values.next()?)?));
            }
            return Some(Self::Added(guard(condition, values)?));
        }
        if let Some(rest) = template.strip_prefix("UPDATE ") {
            let (_, rest) = rest.split_once(" SET ")?;
            let (set, condition) = rest.split_once(" WHERE ")?;
            let columns = set.split(", ").map(|part| part.strip_suffix(" = ?"));
            let columns = columns.collect::<Option<Vec<_>>>()?;
            let old = named(columns, &mut values)?;
            return Some(Self::Changed { old, new: guard(condition, values)? });
        }
        let (_, rest) = template.strip_prefix("INSERT INTO ")?.split_once(" (")?;
        let (columns, _) = rest.split_once(')')?;
        Some(Self::Removed(named(columns.split(", ").collect(), &mut values)?))
    }

    /// Whether it only kept books.
    pub fn is_bookkeeping(&self) -> bool {
        matches!(self, Self::Changed { new, .. } if new.iter().all(|(column, _)| is_bookkeeping(column)))
    }

    /// The values of a column before and after, as far as they were recorded.
    pub fn values(&self, column: &str) -> impl Iterator<Item = &Value> {
        let (one, other): (&[_], &[_]) = match self {
            Self::Added(values) | Self::Removed(values) => (values, &[]),
            Self::Changed { old, new } => (old, new),
            Self::AddedRange(..) => (&[], &[]),
        };
        one.iter().chain(other).filter(move |(name, _)| name == column).map(|(_, value)| value)
    }

    /// The ids in a column before and after.
    pub fn ids(&self, column: &str) -> impl Iterator<Item = i64> {
        self.values(column).filter_map(number)
    }

    /// The texts in a column before and after.
    pub fn texts(&self, column: &str) -> impl Iterator<Item = &str> {
        self.values(column).filter_map(|value| if let Value::Text(text) = value { Some(text.as_str()) } else { None })
    }

    /// Whether it changed one of these columns of a row that was there before and after.
    pub fn sets(&self, columns: &[&str]) -> bool {
        matches!(self, Self::Changed { new, .. } if new.iter().any(|(name, _)| columns.contains(&name.as_str())))
    }
}

fn number(value: &Value) -> Option<i64> {
    if let Value::Integer(number) = value { Some(*number) } else { None }
}

fn named(columns: Vec<&str>, values: &mut impl Iterator<Item = Value>) -> Option<Values> {
    columns.into_iter().map(|column| Some((column.to_owned(), values.next()?))).collect()
}

/// Reads `id = ? AND a IS ? AND b IS ?`.
fn guard(condition: &str, mut values: impl Iterator<Item = Value>) -> Option<Values> {
    let mut parts = condition.split(" AND ");
    if parts.next() != Some("id = ?") {
        return None;
    }
    values.next()?;
    let columns = parts.map(|part| part.strip_suffix(" IS ?")).collect::<Option<Vec<_>>>()?;
    named(columns, &mut values)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(list: &[(&str, Value)]) -> Values {
        list.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
    }

    #[test]
    fn reads_what_the_triggers_write() {
        let text = |text: &str| Value::Text(text.to_owned());
        assert_eq!(Change::read(None), Some(Change::Added(Vec::new())));
        assert_eq!(Change::read(Some("DELETE FROM tag WHERE id BETWEEN 4 AND 9")), Some(Change::AddedRange(4, 9)));
        assert_eq!(
            Change::read(Some("DELETE FROM tag WHERE id = 4 AND name IS 'a AND b IS ?' AND is_niche IS NULL")),
            Some(Change::Added(values(&[("name", text("a AND b IS ?")), ("is_niche", Value::Null)])))
        );
        assert_eq!(
            Change::read(Some(
                "UPDATE creator SET verdict = 'new', rating = 2 WHERE id = 7 AND verdict IS 'picked' AND rating IS 3"
            )),
            Some(Change::Changed {
                old: values(&[("verdict", text("new")), ("rating", Value::Integer(2))]),
                new: values(&[("verdict", text("picked")), ("rating", Value::Integer(3))]),
            })
        );
        assert_eq!(
            Change::read(Some("INSERT INTO code (id, code) VALUES (5, 'it''s, (x)')")),
            Some(Change::Removed(values(&[("id", Value::Integer(5)), ("code", text("it's, (x)"))])))
        );
        assert_eq!(Change::read(Some("DROP TABLE creator")), None);
        assert!(
            Change::read(Some("UPDATE creator SET updated_at = 1 WHERE id = 7 AND updated_at IS 2"))
                .expect("a change")
                .is_bookkeeping()
        );
    }
}

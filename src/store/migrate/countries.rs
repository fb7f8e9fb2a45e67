//! Countries as words become codes, in the creators and in the recorded steps of the history.

use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;

use crate::domain::country;
use crate::error::Result;

/// Gives the migrations the functions they call: `country_code(text)` and `with_country_codes(sql)`.
pub(super) fn register(conn: &Connection) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_DIRECTONLY;
    conn.create_scalar_function("country_code", 1, flags, |context| Ok(context.get::<Option<String>>(0)?.map(coded)))?;
    conn.create_scalar_function("with_country_codes", 1, flags, |context| {
        Ok(context.get::<Option<String>>(0)?.map(|sql| with_codes(&sql)))
    })?;
    Ok(())
}

/// Only what is known as a country changes; a code of no country stays as it is written.
#[expect(clippy::needless_pass_by_value, reason = "SQLite hands over what it read")]
fn coded(text: String) -> String {
    country::code(&text).map_or_else(|| text.clone(), str::to_owned)
}

/// Rewrites the country in a statement that takes a change of a creator back.
///
/// The triggers write three shapes: `UPDATE creator SET country = 'Germany', … WHERE id = 7 AND country IS 'Spain'`,
/// `DELETE FROM creator WHERE id = 7 AND … AND country IS 'Germany'` and `INSERT INTO creator (…) VALUES (…)`, in which the
/// country is found by its place.
fn with_codes(sql: &str) -> String {
    let place = sql
        .strip_prefix("INSERT INTO creator (")
        .and_then(|rest| rest.split_once(") VALUES ("))
        .and_then(|(columns, _)| columns.split(", ").position(|column| column == "country"));
    let mut out = String::with_capacity(sql.len());
    let (mut rest, mut commas) = (sql, 0);
    if place.is_some()
        && let Some((head, values)) = sql.split_once(") VALUES (")
    {
        out.push_str(head);
        out.push_str(") VALUES (");
        rest = values;
    }
    while let Some((before, after)) = rest.split_once('\'') {
        out.push_str(before);
        commas += before.matches(',').count();
        let (text, behind) = literal(after);
        let is_country = match place {
            Some(place) => commas == place,
            None => ["country = ", "country IS "].iter().any(|name| {
                before.strip_suffix(name).is_some_and(|head| !head.ends_with(|c: char| c.is_alphanumeric() || c == '_'))
            }),
        };
        let text = if is_country { coded(text.replace("''", "'")).replace('\'', "''") } else { text.to_owned() };
        out.push('\'');
        out.push_str(&text);
        out.push('\'');
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// Splits behind the mark that closes a text, whose own marks stand doubled.
fn literal(text: &str) -> (&str, &str) {
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find('\'')).map(|at| at + from) {
        if text.get(at + 1..).is_some_and(|rest| rest.starts_with('\'')) {
            from = at + 2;
        } else {
            return (text.get(..at).unwrap_or_default(), text.get(at + 1..).unwrap_or_default());
        }
    }
    (text, "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(
        "UPDATE creator SET name = 'it''s, country = ''Spain''', country = 'Germany' WHERE id = 7 AND country IS 'Spain'",
        "UPDATE creator SET name = 'it''s, country = ''Spain''', country = 'de' WHERE id = 7 AND country IS 'es'"
    )]
    #[case(
        "DELETE FROM creator WHERE id = 7 AND name IS 'Germany' AND country IS 'Deutschland' AND bio IS ''",
        "DELETE FROM creator WHERE id = 7 AND name IS 'Germany' AND country IS 'de' AND bio IS ''"
    )]
    #[case(
        "INSERT INTO creator (id, name, er, country, bio) VALUES (7, 'a, b', 1.5, 'Germany', 'Spain, you''ll see')",
        "INSERT INTO creator (id, name, er, country, bio) VALUES (7, 'a, b', 1.5, 'de', 'Spain, you''ll see')"
    )]
    #[case(
        "UPDATE creator SET country = 'Atlantis' WHERE id = 7 AND country IS ''",
        "UPDATE creator SET country = 'Atlantis' WHERE id = 7 AND country IS ''"
    )]
    fn statements_of_the_history_name_codes(#[case] sql: &str, #[case] expected: &str) {
        assert_eq!(with_codes(sql), expected);
    }
}

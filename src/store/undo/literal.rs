//! Splits a recorded statement into a template and its literals, so that a thousand of them compile once.
//!
//! Compiling a statement costs twenty times as much as running it, because its triggers are compiled too. Recorded statements
//! differ only in their values: `SET a = 'x' WHERE id = 7` becomes `SET a = ? WHERE id = ?` with `'x'` and 7, and the template is
//! found in the statement cache.

use rusqlite::types::Value;

/// Returns the statement with a `?` for each literal, and the literals.
///
/// Reads what the triggers write: names, keywords, and the literals of SQLite's `quote()`. Returns nothing for other text.
pub(super) fn split(sql: &str) -> Option<(String, Vec<Value>)> {
    let mut template = String::with_capacity(sql.len());
    let mut values = Vec::new();
    let mut rest = sql;
    while let Some(first) = rest.chars().next() {
        let (value, after) = if first == '\'' {
            let (text, after) = quoted(rest)?;
            (Some(Value::Text(text)), after)
        } else if first.is_ascii_digit() || first == '-' {
            let (word, after) = split_while(rest, |c| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.'));
            (Some(number(word)?), after)
        } else if first.is_ascii_alphabetic() || first == '_' {
            let (word, after) = split_while(rest, |c| c.is_ascii_alphanumeric() || c == '_');
            if word == "NULL" {
                (Some(Value::Null), after)
            } else if word == "X" && after.starts_with('\'') {
                let (text, after) = quoted(after)?;
                (Some(Value::Blob(bytes(&text)?)), after)
            } else {
                template.push_str(word);
                (None, after)
            }
        } else {
            template.push(first);
            (None, rest.get(first.len_utf8()..)?)
        };
        if let Some(value) = value {
            template.push('?');
            values.push(value);
        }
        rest = after;
    }
    Some((template, values))
}

fn split_while(text: &str, belongs: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(|c| !belongs(c)).unwrap_or(text.len()))
}

/// Reads `'it''s'` at the start of the text.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut out = String::new();
    let mut rest = text.strip_prefix('\'')?;
    loop {
        let (part, after) = rest.split_once('\'')?;
        out.push_str(part);
        match after.strip_prefix('\'') {
            Some(after) => {
                out.push('\'');
                rest = after;
            }
            None => return Some((out, after)),
        }
    }
}

fn number(word: &str) -> Option<Value> {
    word.parse().map(Value::Integer).or_else(|_| word.parse().map(Value::Real)).ok()
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    hex.as_bytes().chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn turns_literals_into_parameters() {
        let (template, values) =
            split("UPDATE t SET a_2 = 'it''s ? 5', b = NULL WHERE id = -7 AND c IS 3.5 AND d IS X'00ff' AND e IS ''")
                .expect("a statement");
        assert_eq!(template, "UPDATE t SET a_2 = ?, b = ? WHERE id = ? AND c IS ? AND d IS ? AND e IS ?");
        let text = |text: &str| Value::Text(text.to_owned());
        assert_eq!(
            values,
            [text("it's ? 5"), Value::Null, Value::Integer(-7), Value::Real(3.5), Value::Blob(vec![0, 255]), text("")]
        );
        assert_eq!(split("SET a = 'open"), None);
    }

    fn value() -> impl Strategy<Value = Value> {
        prop_oneof![
            Just(Value::Null),
            any::<i64>().prop_map(Value::Integer),
            proptest::num::f64::NORMAL.prop_map(Value::Real),
            "[^\\x00]{0,12}".prop_map(Value::Text),
            proptest::collection::vec(any::<u8>(), 0..6).prop_map(Value::Blob),
        ]
    }

    proptest! {
        #[test]
        fn reads_every_quoted_value_back(value in value()) {
            let conn = crate::store::connection::connect(std::path::Path::new(""), rusqlite::OpenFlags::default()).expect("opens");
            let quoted: String = conn.query_row("SELECT quote(?1)", [&value], |row| row.get(0)).expect("quotes");
            prop_assert_eq!(split(&format!("SET x = {quoted}")), Some(("SET x = ?".to_owned(), vec![value])));
        }
    }
}

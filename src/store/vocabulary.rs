//! The names that only the file knows, for reading filters as people write them.

use rusqlite::Connection;

use crate::domain::filter::Vocabulary;
use crate::domain::niche;
use crate::error::Result;

const NICHES: &str = "SELECT name FROM tag WHERE is_niche = 1 ORDER BY id";
const PLACES: &str = "SELECT name FROM batch UNION ALL SELECT name FROM campaign";

/// Reads the names of niches, also of those that only are above others, and of campaigns and batches.
pub fn read(conn: &Connection) -> Result<Vocabulary> {
    let names = |sql: &str| -> Result<Vec<String>> {
        let mut statement = conn.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    };
    let own = names(NICHES)?;
    let mut niches = Vec::new();
    for name in &own {
        let mut above = name.as_str();
        while let Some(parent) = niche::parent(above) {
            niches.push(parent.to_owned());
            above = parent;
        }
    }
    // The spelling of a niche of its own goes before that of the first part of another.
    niches.extend(own);
    Ok(Vocabulary::new(niches, names(PLACES)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::Calendar;
    use crate::store::fixture::{clock, fixture};

    #[test]
    fn niches_campaigns_and_batches_are_known_by_name() {
        let file = fixture();
        file.conn
            .execute_batch("INSERT INTO tag (name, folded, is_niche) VALUES ('Skin Care/acne', 'skin care/acne', 1)")
            .expect("a niche");
        let known = read(&file.conn).expect("reads");
        let calendar = Calendar::day_first(clock().today());
        let text = |typed: &str| crate::domain::filter::read(typed, calendar, &known).expect("reads").text;
        assert_eq!(text("booktok"), "niche:BookTok");
        assert_eq!(text("skin care"), "niche:\"Skin Care\"");
        assert_eq!(text("acne"), "niche:\"Skin Care/acne\"");
        assert_eq!(text("in spring"), "in:Spring");
    }
}

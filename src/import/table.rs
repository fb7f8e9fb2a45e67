//! Where the table begins: the header among titles, comments and blank rows, and the rows below it.

use chrono::NaiveDate;

use super::columns::Dictionary;
use super::header::Header;
use super::values::{date, is_surely_a_handle, known};
use crate::domain::Handle;
use crate::domain::number::parse_decimal;
use crate::proto::import_note::ImportNote;

/// Rows among which the header is looked for.
const SEARCHED: usize = 30;

/// A record of the beginning of the file.
#[derive(Clone, Debug)]
pub(super) struct HeadRow {
    /// Row as a spreadsheet counts.
    pub(super) row: u64,
    /// The cells.
    pub(super) cells: Vec<String>,
}

impl HeadRow {
    fn filled(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
    }

    fn is_comment(&self) -> bool {
        let mut filled = self.filled();
        // A code may begin with `#`; a comment begins the row and is alone in it.
        self.cells.first().is_some_and(|cell| cell.trim_start().starts_with("# ") || cell.trim() == "#")
            && filled.nth(1).is_none()
    }
}

/// The table of a file, as far as its beginning shows it.
#[derive(Clone, Debug)]
pub(super) struct Table {
    /// Names of the columns, empty ones where the file has no header.
    pub(super) headers: Vec<Header>,
    /// The first rows below the header.
    pub(super) body: Vec<HeadRow>,
    /// Records before the first data row.
    pub(super) skip: usize,
    /// What the user should know about the beginning.
    pub(super) notes: Vec<ImportNote>,
    /// The first lines, also those above the header.
    pub(super) top: String,
    /// The day on which the list was made, where a line above the header says it.
    pub(super) made_on: Option<NaiveDate>,
}

impl Table {
    /// Finds the table in the first records of a file.
    pub(super) fn find(mut head: Vec<HeadRow>, first: usize) -> Self {
        let mut notes = Vec::new();
        let top = head.iter().take(SEARCHED).flat_map(HeadRow::filled).collect::<Vec<_>>().join("\n");
        let found = header_index(&head, first).and_then(|index| Some((index, head.get(index)?)));
        let above = found.map_or(&[][..], |(index, _)| head.get(..index).unwrap_or_default());
        let made_on = above.iter().flat_map(HeadRow::filled).find_map(made_on);
        let (headers, mut skip) = if let Some((index, row)) = found {
            if index > first {
                notes.push(ImportNote::HeaderRow(row.row));
            }
            (row.cells.iter().map(|cell| Header::new(cell)).collect(), index + 1)
        } else {
            let width = head.iter().map(|row| row.cells.len()).max().unwrap_or(0);
            notes.push(ImportNote::NoHeader);
            (vec![Header::default(); width], first)
        };
        if let [row, below @ ..] = head.get(skip..).unwrap_or_default()
            && explains_columns(row, below)
        {
            notes.push(ImportNote::ExplainingRow(row.row));
            skip += 1;
        }
        let mut body = head.split_off(skip.min(head.len()));
        body.retain(|row| row.filled().next().is_some());
        Self { headers, body, skip, notes, top, made_on }
    }

    /// What the cells of a column say, unknown ones left out.
    pub(super) fn cells(&self, column: usize) -> impl Iterator<Item = &str> {
        self.body
            .iter()
            .filter_map(move |row| row.cells.get(column))
            .map(|cell| known(cell))
            .filter(|cell| !cell.is_empty())
    }

    /// The only word of the file, where nothing says that it is an account: a host name fits as well as a handle.
    pub(super) fn lone_word(&self) -> Option<&str> {
        let has_header = self.headers.iter().any(|header| !header.shown.is_empty());
        let [row] = self.body.as_slice() else { return None };
        let mut filled = row.filled();
        let word = filled.next().filter(|word| !has_header && !is_surely_a_handle(word))?;
        filled.next().is_none().then_some(word)
    }

    /// The name of a column for the user.
    pub(super) fn name(&self, column: usize) -> String {
        match self.headers.get(column) {
            Some(header) if !header.shown.is_empty() => header.shown.clone(),
            _ => format!("(column {})", column + 1),
        }
    }

    /// A name that is above several groups of columns with gaps between: a page of small tables.
    pub(super) fn repeated_group(&self) -> Option<(String, usize)> {
        let mut rows: Vec<Vec<&str>> = vec![self.headers.iter().map(|header| header.shown.as_str()).collect()];
        rows.extend(self.body.iter().take(SEARCHED).map(|row| row.cells.iter().map(|cell| cell.trim()).collect()));
        rows.iter().find_map(|row| {
            let gaps = row.windows(3).any(|three| matches!(three, [a, "", b] if !a.is_empty() && !b.is_empty()));
            let times = |name: &str| row.iter().filter(|cell| **cell == name).count();
            let name = row.iter().find(|cell| {
                cell.chars().any(char::is_alphabetic)
                    && times(cell) >= 3
                    && row.iter().any(|other| other != *cell && !other.is_empty() && times(other) >= 3)
            })?;
            gaps.then(|| ((*name).to_owned(), times(name)))
        })
    }
}

/// Returns where the header stands, nothing if there isn't one.
fn header_index(head: &[HeadRow], first: usize) -> Option<usize> {
    let dictionary = Dictionary::get();
    let mut best: Option<(usize, usize)> = None;
    let mut fallback: Option<(usize, usize)> = None;
    for (index, row) in head.iter().enumerate().skip(first).take(SEARCHED) {
        let filled = row.filled().count();
        if filled == 0 || row.is_comment() {
            continue;
        }
        let headers: Vec<Header> = row.cells.iter().map(|cell| Header::new(cell)).collect();
        let score = dictionary.known_names(&headers);
        if score > best.map_or(0, |(_, score)| score) {
            best = Some((index, score));
        }
        if fallback.is_none_or(|(_, most)| filled > most && most <= 1) {
            fallback = Some((index, filled));
        }
        // The header is never below the first account.
        if row.filled().any(is_surely_a_handle) {
            return best.map(|(index, _)| index).filter(|found| *found < index || score > 1);
        }
    }
    if let Some((index, _)) = best {
        return Some(index);
    }
    let is_column = head.iter().skip(first).all(|row| row.filled().count() <= 1);
    let all_handles =
        is_column && head.iter().skip(first).flat_map(HeadRow::filled).all(|cell| Handle::find(cell).is_ok());
    if all_handles { None } else { fallback.map(|(index, _)| index) }
}

/// Reads when a list was made from a line above it: `Export 2026-03-01`, `As of March 4, 2026`.
fn made_on(line: &str) -> Option<NaiveDate> {
    const WORDS: [&str; 9] =
        ["export", "as of", "generated", "created", "download", "scraped", "snapshot", "updated", "stand"];
    let folded = crate::domain::text::fold(line);
    if !WORDS.iter().any(|word| folded.contains(word)) {
        return None;
    }
    let starts = line.char_indices().filter(|(at, _)| *at == 0 || line.as_bytes().get(at - 1) == Some(&b' '));
    starts.into_iter().find_map(|(at, _)| {
        let text = line.get(at..)?.trim_end_matches(['.', ')']);
        let day = |order| date::parse(text, order).map(|moment| moment.day);
        day(date::DayOrder::DayFirst).filter(|found| day(date::DayOrder::MonthFirst) == Some(*found))
    })
}

/// Whether a row describes the columns in sentences, as the files of TikTok Shop do below their header.
fn explains_columns(row: &HeadRow, below: &[HeadRow]) -> bool {
    let is_sentence =
        |cell: &str| cell.split_whitespace().count() >= 3 && !cell.contains("(@") && !cell.contains("://");
    let filled: Vec<&str> = row.filled().collect();
    let sentences = filled.iter().filter(|cell| is_sentence(cell)).count();
    if filled.len() < 2 || sentences * 2 < filled.len() || filled.iter().any(|cell| is_surely_a_handle(cell)) {
        return false;
    }
    // At least one sentence must be above numbers, otherwise the table may simply hold sentences.
    row.cells.iter().enumerate().any(|(column, cell)| {
        let numbers = below.iter().take(20).filter_map(|row| row.cells.get(column)).map(|cell| known(cell));
        let mut numbers = numbers.filter(|cell| !cell.is_empty()).peekable();
        is_sentence(cell)
            && numbers.peek().is_some()
            && numbers.all(|cell| parse_decimal(cell.trim_end_matches('%').trim_start_matches('$')).is_some())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn head(text: &str) -> Vec<HeadRow> {
        let row = |(index, line): (usize, &str)| HeadRow {
            row: index as u64 + 1,
            cells: line.split(',').map(str::to_owned).collect(),
        };
        text.lines().enumerate().map(row).collect()
    }

    #[rstest]
    #[case("handle,followers\nmia,10", 1)]
    #[case(",,\nRank,Name,Username\n1,Mia,@mia", 2)]
    #[case("# made by us,\n# with care,\nhandle,followers\nmia,10", 3)]
    #[case("Creators of March,,\n,,\nUsername,Followers,Email\nmia,10,", 3)]
    #[case("Username,Followers\nThe name of the account,How many people follow them\nmia,10\nzoe,20", 2)]
    #[case("@mia,10\n@zoe,20", 0)]
    #[case("mia\nzoe.b", 0)]
    #[case("#aB3+/=,EMAIL,LÍNGUA\nMia (@mia) | TikTok,,x", 1)]
    fn the_table_begins_below_its_header(#[case] text: &str, #[case] skip: usize) {
        assert_eq!(Table::find(head(text), 0).skip, skip);
    }

    #[test]
    fn a_page_of_small_tables_is_recognised() {
        let text =
            "People,,,,Things,,,,Places,,\nNo.,Sheet,Count,,No.,Sheet,Count,,No.,Sheet,Count\n1,a,2,,1,b,3,,1,c,4";
        assert_eq!(Table::find(head(text), 0).repeated_group(), Some(("No.".to_owned(), 3)));
        assert_eq!(Table::find(head("handle,likes,likes\nmia,1K,1000"), 0).repeated_group(), None);
    }
}

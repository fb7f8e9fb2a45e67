//! A block copied from a sheet: which of its columns holds the accounts, and what else is of use.

use super::{Collected, Remark, is_sure, platform, read_line};
use crate::domain::handle::{Handle, HandleError};
use crate::domain::text::{clean, fold};

/// What a column of a sheet holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    Account,
    Name,
    Platform,
    Via,
}

impl Meaning {
    /// Reads a heading.
    fn of(heading: &str) -> Option<Self> {
        let plain: String = fold(heading).chars().filter(char::is_ascii_alphanumeric).collect();
        match plain.as_str() {
            "handle" | "handles" | "username" | "user" | "account" | "creator" | "influencer" | "tiktok"
            | "instagram" | "tiktokhandle" | "instagramhandle" | "tiktokusername" | "profile" | "profileurl"
            | "profilelink" | "link" | "url" => Some(Self::Account),
            "name" | "fullname" | "displayname" | "nickname" | "creatorname" => Some(Self::Name),
            "platform" | "network" | "channel" => Some(Self::Platform),
            "foundvia" | "found" | "via" | "source" | "hashtag" | "where" => Some(Self::Via),
            _ => None,
        }
    }
}

/// A block of rows with more than one column.
pub(super) struct Sheet<'a> {
    /// Line numbers and cells.
    rows: Vec<(usize, Vec<&'a str>)>,
    heading: Option<Vec<&'a str>>,
    columns: usize,
}

impl<'a> Sheet<'a> {
    /// Finds the columns; nothing where the lines are no block of a sheet.
    pub(super) fn of(lines: &[(usize, &'a str)]) -> Option<Self> {
        let mark = separator(lines)?;
        let cells =
            |text: &'a str| -> Vec<&'a str> { text.split(mark).map(|cell| cell.trim().trim_matches('"')).collect() };
        let mut rows: Vec<(usize, Vec<&'a str>)> = lines.iter().map(|(line, text)| (*line, cells(text))).collect();
        let columns = rows.iter().map(|(_, row)| row.len()).max().unwrap_or(0);
        let is_heading = |row: &[&str]| {
            row.iter().any(|cell| Meaning::of(cell) == Some(Meaning::Account)) && !row.iter().any(|cell| is_sure(cell))
        };
        let heading = rows.first().is_some_and(|(_, row)| is_heading(row)).then(|| rows.remove(0).1);
        Some(Self { rows, heading, columns })
    }

    /// Reads the accounts of the block.
    pub(super) fn read(&self, out: &mut Collected) {
        out.lines = self.rows.len();
        let column = self.accounts();
        let used: Vec<Option<Meaning>> =
            (0..self.columns).map(|at| if at == column { Some(Meaning::Account) } else { self.meaning(at) }).collect();
        let first = |meaning| used.iter().position(|of| *of == Some(meaning));
        let (name, of_platform, via) = (first(Meaning::Name), first(Meaning::Platform), first(Meaning::Via));
        for (line, row) in &self.rows {
            let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).map(|cell| clean(cell)).unwrap_or_default();
            let account = cell(Some(column));
            // An empty cell is still a row that someone wanted in: the whole of it is handed back.
            let text = if account.is_empty() { row.join(" ") } else { account.clone() };
            let read = if account.is_empty() { Err(HandleError::Empty) } else { Handle::find(&account) };
            if read.is_err() && !account.is_empty() {
                // `1. @mia`, `@mia, @leo`: a list in the cell, or a line that isn't one of the sheet's.
                read_line(*line, &account, out);
                continue;
            }
            let read = read.map(|mut found| {
                found.platform = found.platform.or_else(|| platform(&cell(of_platform)));
                found.name = found.name.or_else(|| Some(cell(name)).filter(|name| !name.is_empty()));
                found
            });
            out.take(*line, &text, read, Remark::via(cell(via)));
        }
        out.left_out = self.left_out(&used, column);
    }

    /// The column of accounts: the one its heading names and that reads best, else the one that reads best.
    fn accounts(&self) -> usize {
        let score = |at: usize| {
            let cells = self.rows.iter().filter_map(|(_, row)| row.get(at)).filter(|cell| !cell.is_empty());
            // A bare word may be anything; `@` and links are accounts.
            cells.fold(0_usize, |sum, cell| match (is_sure(cell), Handle::find(cell)) {
                (true, _) => sum + 4,
                (false, Ok(found)) => sum + usize::from(found.handle.as_str().chars().any(char::is_alphabetic)),
                (false, Err(_)) => sum,
            })
        };
        let named: Vec<usize> = (0..self.columns).filter(|at| self.meaning(*at) == Some(Meaning::Account)).collect();
        let among: Vec<usize> = if named.is_empty() { (0..self.columns).collect() } else { named };
        // Of equals the first: `max_by_key` would take the last.
        among.into_iter().rev().max_by_key(|at| score(*at)).unwrap_or(0)
    }

    fn meaning(&self, at: usize) -> Option<Meaning> {
        self.heading.as_ref()?.get(at).and_then(|heading| Meaning::of(heading))
    }

    /// The columns that hold something and were not used.
    fn left_out(&self, used: &[Option<Meaning>], column: usize) -> Vec<String> {
        let is_filled = |at: usize| self.rows.iter().any(|(_, row)| row.get(at).is_some_and(|cell| !cell.is_empty()));
        let idle = (0..self.columns).filter(|at| {
            let is_used = *at == column || used[*at].is_some_and(|meaning| meaning != Meaning::Account);
            !is_used && is_filled(*at)
        });
        let title = |at: usize| {
            let heading = self.heading.as_ref().and_then(|heading| heading.get(at)).map(|heading| clean(heading));
            heading.filter(|heading| !heading.is_empty()).unwrap_or_else(|| format!("column {}", at + 1))
        };
        idle.map(title).collect()
    }
}

/// What parts the columns: a tab in most lines, else a mark that is in every line where the lines are no lists of accounts.
fn separator(lines: &[(usize, &str)]) -> Option<char> {
    let has_tab = |(_, text): &&(usize, &str)| text.trim_matches(['\r', '\n', ' ']).contains('\t');
    if lines.iter().filter(has_tab).count() * 2 > lines.len() {
        return Some('\t');
    }
    let is_table = |mark: char| {
        let is_list =
            |text: &str| text.split(mark).filter(|cell| !cell.trim().is_empty()).all(|cell| is_sure(cell.trim()));
        lines.len() > 1
            && lines.iter().all(|(_, text)| text.contains(mark))
            && !lines.iter().all(|(_, text)| is_list(text))
    };
    [';', ','].into_iter().find(|mark| is_table(*mark))
}

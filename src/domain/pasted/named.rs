//! Counts with their words beside them, as a profile page shows them: `12.4k views 800 likes`.

use super::cells::{self, Mark};
use super::columns::count_of;
use super::{NAMES, count, is_count, shortened};

/// Words between counts that say nothing.
const FILLERS: &[&str] = &["and", "&", "with", "on", "·", "•", "|", "posted"];

/// Cells without the counts that are named, and those counts; nothing where no count is named.
pub(super) type Named = Option<(Vec<String>, [Option<i64>; 5])>;

/// Takes the named counts out of a line.
///
/// # Errors
/// Says which word has no number beside it, which count is there twice, or which number has no word.
pub(super) fn take(line: &str, mark: Mark) -> Result<Named, String> {
    if !cells::split(line, mark).iter().any(|cell| is_named(cell)) {
        return Ok(None);
    }
    let cells = cells::parts(&line.replace(['\t', ';', ':'], " "), Mark::Blank);
    let first = cells.iter().position(|cell| count_of(cell).is_some());
    // `12.4k views` and `Views 12.4k`: a line is one or the other throughout.
    let is_behind = first.is_some_and(|at| at > 0 && cells.get(at - 1).is_some_and(|cell| is_count(cell)));
    let (mut rest, mut counts) = (Vec::new(), [None; 5]);
    let mut words = cells.into_iter().peekable();
    while let Some(cell) = words.next() {
        let follows = words.peek().and_then(|next| count_of(next));
        let (which, number) = match count_of(&cell) {
            Some(which) if !is_behind => (which, words.next_if(|next| is_count(next))),
            None if is_behind && is_count(&cell) && follows.is_some() => {
                words.next();
                (follows.unwrap_or_default(), Some(cell.clone()))
            }
            Some(which) => (which, None),
            None if FILLERS.contains(&cell.to_lowercase().as_str()) => continue,
            None if is_count(&cell) && !cells::is_blank(&cell) => {
                return Err(format!("\"{}\" has no word beside it. Name every number, or none", shortened(&cell)));
            }
            None => {
                rest.push(cell);
                continue;
            }
        };
        let name = NAMES.get(which).map_or("", |(_, many)| many);
        let number = number.ok_or_else(|| format!("no number beside \"{}\"", shortened(&cell)))?;
        if counts[which].is_some() {
            return Err(format!("two numbers of {name}"));
        }
        counts[which] = count(&number)?;
    }
    Ok(Some((rest, counts)))
}

/// Whether a cell is the word of a count, alone or with its number.
fn is_named(cell: &str) -> bool {
    let words: Vec<&str> = cell.split_whitespace().collect();
    match words.as_slice() {
        [word] => count_of(word).is_some(),
        [one, two] => count_of(one).is_some() && is_count(two) || is_count(one) && count_of(two).is_some(),
        // Several pairs in one cell: `12.4k views 800 likes yesterday`.
        several => {
            several.windows(2).any(|pair| is_count(pair[0]) && !cells::is_blank(pair[0]) && count_of(pair[1]).is_some())
        }
    }
}

//! Posts and follower counts as the user types or pastes them: one per line, out of a sheet, a profile page or a file.
//!
//! Cells are separated by tabs, semicolons, commas or blanks. A heading can name the columns; without one a line is a day, an
//! address, then views, likes, comments, shares and saves, or each count with its word. A line with one number is a follower count. Lines that name another
//! creator are left out.

mod cells;
mod columns;
mod named;
mod past;

use chrono::NaiveDate;

use super::day::{Calendar, spoken};
use super::handle::Handle;
use super::number::parse_count;
use super::text::clean;
use crate::domain::figure::counted;

use cells::Mark;
use columns::{Column, Header};
use past::{past_day, told_by};

/// Most lines that are read at once; more could not be checked by eye.
pub const MOST_LINES: usize = 2_000;

/// What the counts of a post are called: one, several.
pub const NAMES: [(&str, &str); 5] =
    [("view", "views"), ("like", "likes"), ("comment", "comments"), ("share", "shares"), ("save", "saves")];

/// A post on a line. What the line does not state is unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PostLine {
    /// Day of the post, never in the future.
    pub day: Option<NaiveDate>,
    /// Address, empty for none.
    pub url: String,
    /// Its text, empty for none.
    pub caption: String,
    /// Views, likes, comments, shares and saves.
    pub counts: [Option<i64>; 5],
}

impl PostLine {
    /// Says what was understood: `Monday, March 9 (2 days ago): 12,300 views, 450 likes`.
    pub fn words(&self, today: NaiveDate) -> String {
        let counts = self
            .counts
            .iter()
            .zip(NAMES)
            .filter_map(|(count, (one, many))| (*count).map(|count| counted(count, one, many)));
        let counts = counts.collect::<Vec<_>>().join(", ");
        let counts = if counts.is_empty() { "no counts yet".to_owned() } else { counts };
        let post = self.day.map_or_else(|| self.url.clone(), |day| spoken(day, today));
        format!("{post}: {counts}")
    }
}

/// A line that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Its number, the first is 1.
    pub line: usize,
    /// What is wrong with it and what would do.
    pub reason: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {}", self.line, self.reason)
    }
}

/// What a block of lines holds: posts or follower counts, never both, and the lines that could not be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pasted {
    /// Posts in the order of their lines.
    pub posts: Vec<PostLine>,
    /// Followers on days, in the order of their lines.
    pub followers: Vec<(NaiveDate, i64)>,
    /// Lines left out.
    pub faults: Vec<Fault>,
}

/// Reads a block of lines on a creator, who has or had the handles of `own`.
pub fn read(text: &str, own: &[&str], calendar: Calendar) -> Pasted {
    let lines: Vec<(usize, &str)> = text
        .lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line))
        .filter(|(_, line)| !line.trim().is_empty())
        .collect();
    let calendar = told_by(text, calendar);
    let mark = Mark::of(&lines.iter().map(|(_, line)| *line).collect::<Vec<_>>());
    let header = lines.first().and_then(|(_, line)| Header::read(&cells::split(line, mark)));
    let body = lines.iter().skip(usize::from(header.is_some())).take(MOST_LINES);
    let mut pasted = Pasted::default();
    if let Some((line, _)) = lines.get(MOST_LINES + usize::from(header.is_some())) {
        let reason = format!("more than {MOST_LINES} lines at once; paste the rest next");
        pasted.faults.push(Fault { line: *line, reason });
    }
    let mut posts: Vec<(usize, PostLine)> = Vec::new();
    let mut of_followers = header.as_ref().is_some_and(Header::is_of_followers);
    for (number, line) in body {
        let read = match &header {
            Some(header) => with_header(&cells::split(line, mark), header, own, calendar),
            None => without_header(line, mark.on(line), own, calendar),
        };
        match read {
            Ok(post) => posts.push((*number, post)),
            Err(reason) => pasted.faults.push(Fault { line: *number, reason }),
        }
    }
    if header.is_none() {
        let is_one_number = |post: &PostLine| {
            let [first, rest @ ..] = post.counts;
            post.url.is_empty() && post.caption.is_empty() && first.is_some() && rest.iter().all(Option::is_none)
        };
        of_followers = !posts.is_empty() && posts.iter().all(|(_, post)| is_one_number(post));
    }
    if !of_followers {
        pasted.posts = posts.into_iter().map(|(_, post)| post).collect();
        return pasted;
    }
    for (line, post) in posts {
        match followers_of(&post) {
            Ok(count) => pasted.followers.push(count),
            Err(reason) => pasted.faults.push(Fault { line, reason }),
        }
    }
    pasted.faults.sort_by_key(|fault| fault.line);
    pasted
}

/// Reads one line as a post.
///
/// # Errors
/// Says what is wrong with it and what would do.
pub fn post(line: &str, calendar: Calendar) -> Result<PostLine, String> {
    let line = line.trim();
    without_header(line, Mark::of(&[line]), &[], told_by(line, calendar))
}

/// Reads one line as a follower count on a day; the number alone is that of today.
///
/// # Errors
/// Says what is wrong with it and what would do.
pub fn followers(line: &str, calendar: Calendar) -> Result<(NaiveDate, i64), String> {
    if let Some(count) = parse_count(line).filter(|count| *count >= 0) {
        return Ok((calendar.today, count));
    }
    followers_of(&post(line, calendar)?)
}

fn followers_of(post: &PostLine) -> Result<(NaiveDate, i64), String> {
    match (post.day, post.counts) {
        (None, _) => Err("the day is missing. Write 2026-03-09 33.7k".to_owned()),
        (_, [None, ..]) => Err("the followers are missing. Write 2026-03-09 33.7k".to_owned()),
        (_, [_, Some(_), ..]) => Err("more than one number. Write a day and its followers".to_owned()),
        (Some(day), [Some(count), ..]) => Ok((day, count)),
    }
}

/// Reads cells whose columns a heading names.
fn with_header(cells: &[String], header: &Header, own: &[&str], calendar: Calendar) -> Result<PostLine, String> {
    let mut post = PostLine::default();
    for (column, cell) in header.columns().zip(cells) {
        match column {
            Column::Handle if cells::is_blank(cell) || is_own(cell, own) => {}
            Column::Handle => return Err(of_another(cell)),
            Column::Day if cells::is_blank(cell) => {}
            Column::Day => post.day = Some(past_day(cell, calendar)?),
            Column::Url => post.url = address(cell).unwrap_or_default(),
            Column::Caption => post.caption = clean(cell),
            Column::Followers => post.counts[0] = count(cell)?,
            Column::Count(which) => post.counts[which] = count(cell)?,
            Column::Other => {}
        }
    }
    whole(post)
}

/// Reads cells that say themselves what they are: addresses, a day, then counts in their order.
fn without_header(line: &str, mark: Mark, own: &[&str], calendar: Calendar) -> Result<PostLine, String> {
    let mut post = PostLine::default();
    let mut counts = Vec::new();
    let named = named::take(line, mark)?;
    let is_named = named.is_some();
    let cells = match named {
        Some((rest, counts)) => {
            post.counts = counts;
            rest
        }
        None => cells::parts(line, mark),
    };
    for cell in cells {
        if is_own(&cell, own) && !is_count(&cell) && !past::looks_like_day(&cell) {
            continue;
        }
        if !own.is_empty() && cell.starts_with('@') && Handle::parse(&cell).is_ok() {
            return Err(of_another(&cell));
        }
        if let Some(url) = address(&cell) {
            post.url = url;
        } else if post.day.is_none() && counts.is_empty() && past::looks_like_day(&cell) {
            post.day = Some(past_day(&cell, calendar)?);
        } else if (mark != Mark::Blank || is_named) && !is_count(&cell) && post.caption.is_empty() {
            post.caption = clean(&cell);
        } else if !cells::is_blank(&cell) || post.day.is_some() || !counts.is_empty() {
            counts.push(count(&cell)?);
        }
    }
    if counts.len() > post.counts.len() {
        return Err(format!("{} numbers. A post has up to five: views, likes, comments, shares, saves", counts.len()));
    }
    for (slot, count) in post.counts.iter_mut().zip(counts) {
        *slot = count;
    }
    whole(post)
}

/// Whether a cell names the creator.
fn is_own(cell: &str, own: &[&str]) -> bool {
    Handle::find(cell).is_ok_and(|found| !cell.contains('/') && own.contains(&found.handle.as_str()))
}

fn of_another(cell: &str) -> String {
    format!("belongs to {}. To add several creators, import a list", shortened(cell))
}

fn whole(post: PostLine) -> Result<PostLine, String> {
    if post.day.is_none() && post.url.is_empty() {
        return Err("no day and no link. Write 2026-03-09 12.3k 450 20 3".to_owned());
    }
    Ok(post)
}

fn is_count(cell: &str) -> bool {
    cells::is_blank(cell) || parse_count(cell).is_some()
}

fn count(cell: &str) -> Result<Option<i64>, String> {
    if cells::is_blank(cell) {
        return Ok(None);
    }
    match parse_count(cell) {
        Some(count) if count < 0 => Err(format!("\"{}\" is below 0", shortened(cell))),
        Some(count) => Ok(Some(count)),
        None => Err(format!("\"{}\" isn't a number. Write 12300 or 12.3k", shortened(cell))),
    }
}

/// Returns the address that a cell holds, without what a shared link carries behind its `?`.
fn address(cell: &str) -> Option<String> {
    const HOSTS: [&str; 4] = ["tiktok.com/", "instagram.com/", "youtube.com/", "youtu.be/"];
    let cell = clean(cell);
    let lower = cell.to_ascii_lowercase();
    let is_link = lower.starts_with("https://") || lower.starts_with("http://");
    let bare = lower.trim_start_matches("www.").trim_start_matches("m.").trim_start_matches("vm.");
    if cell.contains(' ') || !(is_link || HOSTS.iter().any(|host| bare.starts_with(host))) {
        return None;
    }
    let url = if is_link { cell } else { format!("https://{cell}") };
    // YouTube names its videos behind the question mark; for the others it only tells who shared.
    let names_video = lower.contains("youtu");
    let end = url.find('?').filter(|_| !names_video).unwrap_or(url.len());
    url.get(..end).map(|url| url.trim_end_matches('/').to_owned())
}

fn shortened(text: &str) -> String {
    crate::domain::text::shortened(text, 30)
}

#[cfg(test)]
mod tests;

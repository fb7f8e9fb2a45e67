//! What may have happened to a file since it was last closed: a restore was killed, a copy was put over it by hand, it was
//! emptied. Looked at before SQLite sees the file, because SQLite would make the damage whole.
//!
//! After a crash a journal (`-wal`) is next to the file, with changes that are not in it yet. SQLite brings any journal of that
//! name into any file of that name. So a backup that was copied over the file gets pages of the file it replaced, and is no good
//! anymore. Two signs tell that the file under a journal is not the one the journal was written for:
//!
//! * it says that it has no journal: a backup does, a file that is in use never;
//! * it has another word in its table `incarnation` than the small file next to it (see [`super::in_use`]), which holds the word
//!   of the opening that crashed. Each opening makes a new word, so a copy from before has an older one.

use std::fs::File;
use std::hash::{BuildHasher as _, Hasher as _};
use std::io::Read as _;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension};

use super::in_use::{self, Alone, InUse, Word};
use super::real_path::{beside, real_path};
use super::swap::{self, Swap};
use super::{backup, file_summary, restore};
use crate::clock::Clock;
use crate::domain::figure::counted;
use crate::error::Result;

/// The size of a journal without changes.
const JOURNAL_HEADER: u64 = 32;

/// Puts right what can be, sweeps what killed processes left, and says what the user should know before they continue.
pub fn look(path: &Path, clock: &Clock) -> Result<Vec<String>> {
    let path = &real_path(path);
    let mut notes = settle(path, clock)?;
    backup::sweep(path);
    swap::sweep(path);
    notes.extend(emptied(path));
    Ok(notes)
}

/// Puts right what can be, and says what it did.
pub(super) fn settle(path: &Path, clock: &Clock) -> Result<Vec<String>> {
    let mut notes = Vec::new();
    if !swap::is_pending(path) && !has_changes(path) {
        return Ok(notes);
    }
    let Some(mut alone) = InUse::alone(path)? else {
        return if swap::is_pending(path) && !in_use::is_here(path) { Err(swap::is_open(path)) } else { Ok(notes) };
    };
    if swap::roll_back(path)? {
        let name = file_name(path);
        notes.push(format!(
            "A restore was interrupted, and {name} is as it was before. To restore, run `tenfold restore` again."
        ));
    }
    if has_changes(path) && is_of_another(path, &mut alone) {
        let aside = restore::aside_name(path, clock);
        let moves: Vec<_> = swap::moves(path.parent().unwrap_or(Path::new("")), &file_name(path), &aside)
            .into_iter()
            .filter(|(from, _)| *from != file_name(path))
            .collect();
        Swap::run(path, moves)?;
        alone.forget_word();
        notes.push(format!(
            "Another file was put in the place of {} while {}-wal still held changes of the one before. They do not belong \
             together: the changes were set aside as {aside}-wal, and what you put there was left whole.",
            file_name(path),
            file_name(path),
        ));
    }
    Ok(notes)
}

/// Gives the file and the small file next to it a new word, if nobody else has the file open. Where that does not go, no harm is
/// done: then is unknown the word.
pub(super) fn name_opening(conn: &Connection, in_use: &mut InUse) -> Result<()> {
    in_use.while_only(|word| {
        word.set("");
        // Another program that reads all the time keeps the word from getting into the file itself; nobody waits for it.
        let _ = conn.busy_timeout(Duration::ZERO);
        let _ = name(conn, word);
    })?;
    Ok(conn.busy_timeout(Duration::from_secs(5))?)
}

fn name(conn: &Connection, word: &mut Word<'_>) -> Result<()> {
    // The standard hasher begins with random numbers of the system.
    let random = std::collections::hash_map::RandomState::new().build_hasher().finish();
    let new = format!("{random:016x}");
    conn.execute(
        "INSERT INTO incarnation (id, word) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET word = excluded.word",
        [&new],
    )?;
    let is_busy: bool = conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    if !is_busy {
        word.set(&new);
    }
    Ok(())
}

fn has_changes(path: &Path) -> bool {
    std::fs::metadata(beside(path, "-wal")).is_ok_and(|journal| journal.len() > JOURNAL_HEADER)
}

/// Whether the journal beside a file was written for another file.
fn is_of_another(path: &Path, alone: &mut Alone) -> bool {
    // Another program that has the file open knows better.
    if swap::lock_out(path).is_err() {
        return false;
    }
    let mut header = Vec::with_capacity(100);
    if File::open(path).and_then(|file| file.take(100).read_to_end(&mut header)).is_err() {
        return false;
    }
    // Bytes 18 and 19 say how the file is written: 1 without, 2 with such a journal. SQLite deletes the journal of an empty file.
    if header.is_empty() || header.get(18..20) == Some(&[1, 1]) {
        return true;
    }
    let Some(expected) = alone.word() else { return false };
    // A file that crashed in the middle may be unreadable without its journal; that says nothing.
    word_of(path).is_ok_and(|found| found.as_ref() != Some(&expected))
}

/// The word in the file itself.
fn word_of(path: &Path) -> Result<Option<String>> {
    let conn = file_summary::without_journal(path)?;
    if !conn.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'incarnation'")?.exists([])? {
        return Ok(None);
    }
    Ok(conn.query_row("SELECT word FROM incarnation", [], |row| row.get(0)).optional()?)
}

/// Says that a file is empty although there are backups that are not.
fn emptied(path: &Path) -> Option<String> {
    let backups = backup::list(path);
    if backups.is_empty() || !file_summary::is_empty(path) {
        return None;
    }
    let (backup, kept) = backups
        .iter()
        .rev()
        .filter_map(|backup| Some((backup, file_summary::look(&backup.path).ok()?)))
        .find(|(_, kept)| kept.has_data())?;
    let holds = kept.counts.iter().zip(file_summary::COUNTED).find(|(count, _)| **count > 0);
    let holds = holds.map_or_else(String::new, |(count, (many, one, _))| counted(*count, one, many));
    let what = if path.exists() { "is empty" } else { "doesn't exist" };
    // What to do comes early: a narrow window cuts the end.
    let day = backup.day.format("%b %-d, %Y");
    Some(format!("{} {what}. `tenfold restore` lists your backups; the one of {day} holds {holds}.", file_name(path)))
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests;

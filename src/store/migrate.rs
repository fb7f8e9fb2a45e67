//! Bringing an older file up to date, with a backup first.

mod countries;

use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};

use super::copy::copy;
use super::undo::triggers::{DERIVED, RECORDED};
use crate::clock::Clock;
use crate::error::{Error, ErrorKind, Result};

/// All migrations in order; the number of those a file went through is its `user_version`.
pub(super) const ALL: &[&str] = &[
    include_str!("../../assets/migrations/0001_spine.sql"),
    include_str!("../../assets/migrations/0002_views.sql"),
    include_str!("../../assets/migrations/0003_vetting.sql"),
    include_str!("../../assets/migrations/0004_goals.sql"),
    include_str!("../../assets/migrations/0005_handles.sql"),
    include_str!("../../assets/migrations/0006_search.sql"),
    include_str!("../../assets/migrations/0007_outlook.sql"),
    include_str!("../../assets/migrations/0008_sources.sql"),
    include_str!("../../assets/migrations/0009_days.sql"),
    include_str!("../../assets/migrations/0010_peers.sql"),
    include_str!("../../assets/migrations/0011_words.sql"),
    include_str!("../../assets/migrations/0012_picks.sql"),
    include_str!("../../assets/migrations/0013_amounts.sql"),
    include_str!("../../assets/migrations/0014_countries.sql"),
    include_str!("../../assets/migrations/0015_incarnation.sql"),
    include_str!("../../assets/migrations/0016_newest_export.sql"),
    include_str!("../../assets/migrations/0017_imported_batches.sql"),
    include_str!("../../assets/migrations/0018_index_away.sql"),
    include_str!("../../assets/migrations/0019_creator_website.sql"),
    include_str!("../../assets/migrations/0020_posting_window.sql"),
    include_str!("../../assets/migrations/0021_running_a_test.sql"),
    include_str!("../../assets/migrations/0022_payable.sql"),
    include_str!("../../assets/migrations/0023_memory.sql"),
    include_str!("../../assets/migrations/0024_collaboration_note.sql"),
    include_str!("../../assets/migrations/0025_history.sql"),
    include_str!("../../assets/migrations/0026_agenda.sql"),
    include_str!("../../assets/migrations/0027_agreed_later.sql"),
];

/// Refuses a file that a newer Tenfold made, before anything is written to it.
pub(super) fn refuse_newer(conn: &Connection, migrations: &[&str]) -> Result<usize> {
    let version = version(conn)?;
    if version > migrations.len() {
        return Err(Error::new(
            ErrorKind::NotOurs,
            "This file was made by a newer version of Tenfold. It was left as it is.",
        )
        .with_hint("Update Tenfold, or choose an older backup with `tenfold restore`."));
    }
    Ok(version)
}

/// Whether migrations are pending.
pub(super) fn is_pending(conn: &Connection) -> Result<bool> {
    Ok(version(conn)? < ALL.len())
}

/// Runs the pending migrations in one transaction, so that no other window ever meets a file between two versions. Outside a
/// transaction.
pub(super) fn run(conn: &mut Connection, path: &Path, migrations: &[&str], clock: &Clock) -> Result<()> {
    let version = refuse_newer(conn, migrations)?;
    if version > 0 && version < migrations.len() {
        back_up(conn, path, migrations.len(), clock)?;
    }
    countries::register(conn)?;
    // Rebuilding a table that others point to needs the keys off; each migration is checked at its end instead.
    conn.pragma_update(None, "foreign_keys", false)?;
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another window may have migrated the file while this one waited for it.
    let version = refuse_newer(&tx, migrations)?;
    for (at, sql) in migrations.iter().enumerate().skip(version) {
        tx.execute_batch(sql)?;
        if has_broken_keys(&tx)? {
            return Err(Error::fault(format!("The file could not be brought to version {}.", at + 1)));
        }
        tx.execute_batch(&format!("PRAGMA user_version = {}", at + 1))?;
    }
    tx.commit()?;
    conn.pragma_update(None, "foreign_keys", true)?;
    Ok(())
}

/// Copies the file beside itself before it changes, under the first free name. Another window may take a name at the same moment.
fn back_up(conn: &Connection, path: &Path, version: usize, clock: &Clock) -> Result<()> {
    loop {
        let name = backup_path(path, version, clock);
        match copy(conn, &name) {
            Err(_) if name.exists() => {}
            copied => return copied.map(drop),
        }
    }
}

/// Whether a row of our own tables points to nothing. What another program keeps in the file is its own business.
fn has_broken_keys(conn: &Connection) -> Result<bool> {
    let mut broken = conn.prepare("SELECT DISTINCT \"table\" FROM pragma_foreign_key_check")?;
    let tables = broken.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
    Ok(tables.iter().any(|table| RECORDED.iter().chain(DERIVED).any(|own| own == table)))
}

fn version(conn: &Connection) -> Result<usize> {
    let version: i64 = conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
    Ok(usize::try_from(version).unwrap_or(usize::MAX))
}

/// `shop.db.before-v2.2026-03-11.backup.db`, with a number when that exists.
fn backup_path(path: &Path, version: usize, clock: &Clock) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let named =
        |extra: String| path.with_file_name(format!("{name}.before-v{version}.{}{extra}.backup.db", clock.today()));
    std::iter::once(named(String::new()))
        .chain((2..1_000).map(|number| named(format!("-{number}"))))
        .find(|candidate| !candidate.exists())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests;

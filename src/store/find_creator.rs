//! Who a handle belongs to, and whom a mistyped one may have meant.

use rusqlite::Connection;
use strum::IntoEnumIterator;

use crate::domain::filter::near;
use crate::domain::{CreatorId, Handle, Platform};
use crate::error::Result;
use crate::store::handle_history;

/// Returns the creators of a handle with their platforms: one, or more on different platforms. Else those
/// who had it last.
pub fn named(conn: &Connection, handle: &Handle) -> Result<Vec<(CreatorId, Platform)>> {
    let mut find = conn.prepare_cached("SELECT id, platform FROM creator WHERE handle = ?1 ORDER BY id")?;
    let rows = find.query_map([handle.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let named: Vec<_> = rows.collect::<rusqlite::Result<_>>()?;
    if !named.is_empty() {
        return Ok(named);
    }
    let had = Platform::iter().map(|platform| Ok((handle_history::holder(conn, platform, handle)?, platform)));
    let had: Vec<_> = had.collect::<Result<_>>()?;
    Ok(had.into_iter().filter_map(|(id, platform)| Some((id?, platform))).collect())
}

/// Returns the few known handles nearest to one that nobody has, the nearest first.
pub fn near(conn: &Connection, handle: &Handle) -> Result<Vec<String>> {
    let mut all = conn.prepare_cached("SELECT DISTINCT handle FROM creator ORDER BY handle")?;
    let known: Vec<String> = all.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let few = near::nearest_few(handle.as_str(), known.iter().map(String::as_str));
    Ok(few.into_iter().map(str::to_owned).collect())
}

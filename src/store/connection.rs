//! What every connection to a file shares, and every file that is made next to it.

use std::fs::OpenOptions;
use std::path::Path;
use std::sync::Arc;

use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, OpenFlags};

use crate::domain::text::fold;
use crate::domain::{CreatorId, PayTerms};
use crate::error::Result;
use crate::proto::odds::{CampaignOdds, CandidateOdds};

/// Opens a connection with what all of them share. Memory stays small: no mapping, and sorts spill to disk. Pages are checked as
/// they are read, so that damage is met as such and not as nonsense.
#[expect(clippy::disallowed_methods, reason = "this is the place the lint points to")]
pub(super) fn connect(path: &Path, flags: OpenFlags) -> Result<Connection> {
    let conn = Connection::open_with_flags(path, flags)?;
    conn.execute_batch("PRAGMA trusted_schema = OFF; PRAGMA mmap_size = 0; PRAGMA cell_size_check = ON;")?;
    conn.set_prepared_statement_cache_capacity(64);
    // SQLite itself folds ASCII only; a search for "sofia" must find Sofía.
    conn.create_scalar_function(
        "fold",
        1,
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS,
        |context| Ok(context.get_raw(0).as_str_or_null()?.map(fold)),
    )?;
    odds_by(&conn, None)?;
    pay_by(&conn, PayTerms::default())?;
    Ok(conn)
}

/// Sets the terms of pay that hold on this connection where neither a collaboration nor its creator has any; the view `payable` asks
/// for them. They belong to the configuration of a window and not to the file, so two windows may differ.
pub(super) fn pay_by(conn: &Connection, terms: PayTerms) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    Ok(conn.create_scalar_function("default_pay_terms", 0, flags, move |_| Ok(terms.to_string()))?)
}

/// Makes the functions `odds` and `worth` of a creator on this connection: the chance in percent, and what one booking is worth in
/// units of the currency. Both are NULL for those who are no candidates, and for everybody without odds.
pub(super) fn odds_by(conn: &Connection, odds: Option<&Arc<CampaignOdds>>) -> Result<()> {
    let function = |name: &str, read: fn(&CampaignOdds, &CandidateOdds) -> Option<f64>| {
        let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
        let odds = odds.map(Arc::clone);
        conn.create_scalar_function(name, 1, flags, move |context| {
            let creator = CreatorId(context.get(0)?);
            Ok(odds.as_deref().and_then(|odds| odds.of(creator).and_then(|own| read(odds, own))))
        })
    };
    function("odds", |_, own| own.chance_percent())?;
    function("worth", |odds, own| Some(odds.units(own.worth_minor)))?;
    Ok(())
}

/// Makes files readable by their owner only.
pub(super) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

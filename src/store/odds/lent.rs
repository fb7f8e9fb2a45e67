//! The odds in the current campaign as SQL sees them: two functions of a creator, so that filters, orders and counts ask for them as
//! for any number of the file.

use std::sync::Arc;

use rusqlite::Connection;

use crate::domain::filter::{Expr, Field, SortTerm, Term};
use crate::error::{Error, Result};
use crate::proto::odds::CampaignOdds;
use crate::store::connection::odds_by;
use crate::store::current_campaign::current_campaign;
use crate::store::evidence::HeldOrders;
use crate::store::list_context::{KeptOdds, ListContext};
use crate::words::odds as words;

/// Whether a filter asks for odds.
pub fn is_asked(expr: &Expr) -> bool {
    expr.has_term(&|term| matches!(term, Term::Number { field: Field::Odds | Field::Worth, .. }))
}

/// Whether an order does.
pub fn is_sorted_by(sort: &[SortTerm]) -> bool {
    sort.iter().any(|term| matches!(term.field, Field::Odds | Field::Worth))
}

/// Returns the odds in the current campaign; nothing without one, or if it has none.
pub fn current(conn: &Connection, context: ListContext<'_>) -> Result<Option<Arc<CampaignOdds>>> {
    let read = |orders: &HeldOrders| -> Result<Option<Arc<CampaignOdds>>> {
        let Some((campaign, _)) = current_campaign(conn)? else { return Ok(None) };
        Ok(super::read(conn, campaign, context.today, context.rules, orders)?.map(Arc::new))
    };
    let Some(kept) = context.kept else { return read(&HeldOrders::default()) };
    // This number changes when another connection has written.
    let version = conn.prepare_cached("PRAGMA data_version")?.query_row([], |row| row.get(0))?;
    if let Some(known) = &*kept.odds.borrow()
        && (known.version, known.today) == (version, context.today)
        && known.rules == *context.rules
    {
        return Ok(known.odds.clone());
    }
    let odds = read(kept.headlines.orders())?;
    let (today, rules) = (context.today, context.rules.clone());
    *kept.odds.borrow_mut() = Some(KeptOdds { version, today, rules, odds: odds.clone(), are_lent: false });
    Ok(odds)
}

/// Lets the functions `odds` and `worth` of a connection answer by the current campaign. Whoever asks SQL for them calls this first.
pub fn lend(conn: &Connection, context: ListContext<'_>) -> Result<Option<Arc<CampaignOdds>>> {
    let odds = current(conn, context)?;
    let mut kept = context.kept.map(|kept| kept.odds.borrow_mut());
    let known = kept.as_mut().and_then(|kept| kept.as_mut());
    if known.as_ref().is_none_or(|known| !known.are_lent) {
        odds_by(conn, odds.as_ref())?;
    }
    if let Some(known) = known {
        known.are_lent = true;
    }
    Ok(odds)
}

/// Does so for a filter, where it asks for odds.
///
/// # Errors
/// Refuses the filter where there are no odds: it would find nobody and not say why.
pub fn lend_to_filter(conn: &Connection, expr: &Expr, context: ListContext<'_>) -> Result<()> {
    if is_asked(expr) && lend(conn, context)?.is_none() {
        return Err(Error::refused(words::none_to_filter_by()));
    }
    Ok(())
}

/// Does so for an order, where it asks for odds. Without any, everybody's are unknown.
pub fn lend_to_order(conn: &Connection, sort: &[SortTerm], context: ListContext<'_>) -> Result<()> {
    if is_sorted_by(sort) {
        lend(conn, context)?;
    }
    Ok(())
}

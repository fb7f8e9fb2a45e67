//! What the query thread asks: every question of the screens that may take longer than a frame.

use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use rusqlite::{Connection, InterruptHandle};

use crate::analysis::rules::Rules;
use crate::error::Result;
use crate::proto::{Answer, Query};

use super::estimates::Headlines;
use super::index::Kept;
use super::scores::Scorer;
use super::{
    agenda, doubts, duplicates, estimates, handle_history, index, lists, niches, open, page, report, scores, triage,
    values, views,
};

/// Answers a question.
pub fn answer(conn: &Connection, query: &Query, today: NaiveDate, rules: &Rules) -> Result<Answer> {
    let (calendar, borders) = (rules.calendar(today), rules.borders());
    Ok(match query {
        Query::Index { filter, sort } => Answer::Index(index::list(conn, filter.as_deref(), sort, calendar, borders)?),
        Query::Counts => Answer::Counts(lists::counts(conn, today)?),
        Query::Tags { target } => {
            let (all, on_target, target_size) = lists::tags(conn, target.as_ref(), calendar, borders)?;
            Answer::Tags { all, on_target, target_size }
        }
        Query::Campaigns => Answer::Campaigns(lists::campaigns(conn, today, rules, &Headlines::default())?),
        Query::Batch(id) => Answer::Batch(*id, lists::batch(conn, *id)?),
        Query::Results(campaign) => {
            let mut results = report::results(conn, *campaign)?;
            estimates::add_estimates(conn, &mut results, today, rules)?;
            Answer::Results(results)
        }
        Query::Page(id) => Answer::Page(*id, page::page(conn, *id, today, rules)?.map(Box::new)),
        Query::Doubts(campaign) => Answer::Doubts(*campaign, Box::new(doubts::doubts(conn, *campaign)?)),
        Query::Known(accounts) => Answer::Known(handle_history::known(conn, accounts)?),
        Query::Duplicates => Answer::Duplicates(Arc::new(duplicates::duplicates(conn)?)),
        Query::Alike(ids) => Answer::Alike(duplicates::alike(conn, ids)?),
        Query::Niches => Answer::Niches(niches::list(conn, calendar)?),
        Query::Agenda => Answer::Agenda(agenda::agenda(conn, today, borders)?),
        Query::Goal => Answer::Goal(agenda::goal::stand(conn, today, borders)?.map(Box::new)),
        Query::History => Answer::History(lists::history(conn)?),
        Query::Count { filter, .. } => Answer::Count(lists::count(conn, filter.as_deref(), calendar, borders)?),
        Query::Values(field) => Answer::Values(*field, values::values(conn, *field, borders)?),
        Query::Same(filter) => Answer::Same(index::list(conn, filter.as_deref(), &[], calendar, borders)?),
        Query::Views => Answer::Views(views::list(conn)?),
        Query::Queue { filter, sort } => {
            Answer::Queue(triage::queue(conn, filter.as_deref(), sort, calendar, borders)?)
        }
        Query::Triage { ids, filter, currency } => {
            Answer::Triage(Box::new(triage::figures(conn, ids, filter.as_deref(), *currency, calendar, borders)?))
        }
    })
}

/// The connection for long questions. Threads hold this and need not know what is inside.
#[derive(Debug)]
pub struct Asker {
    conn: Connection,
    /// Kept between lists, which are asked for with every letter typed.
    kept: Kept,
    /// Kept between looks at the list of campaigns.
    headlines: Headlines,
}

impl Asker {
    /// Opens the file for long reads.
    pub fn open(path: &Path) -> Result<Self> {
        Ok(Self { conn: open::open_query(path)?, kept: Kept::default(), headlines: Headlines::default() })
    }

    /// Answers a question; see [`answer`].
    pub fn answer(&self, query: &Query, today: NaiveDate, rules: &Rules) -> Result<Answer> {
        self.answer_early(query, today, rules, &mut |_| ())
    }

    /// Does the same, and tells of the first page of a long list of creators before the list is whole.
    pub fn answer_early(
        &self,
        query: &Query,
        today: NaiveDate,
        rules: &Rules,
        early: index::Early<'_>,
    ) -> Result<Answer> {
        let (filter, sort) = match query {
            Query::Index { filter, sort } => (filter, sort),
            Query::Campaigns => {
                return Ok(Answer::Campaigns(lists::campaigns(&self.conn, today, rules, &self.headlines)?));
            }
            _ => return answer(&self.conn, query, today, rules),
        };
        let (filter, calendar, borders) = (filter.as_deref(), rules.calendar(today), rules.borders());
        let ids = index::list_early(&self.conn, filter, sort, calendar, borders, &self.kept, early)?;
        Ok(Answer::Index(ids))
    }

    /// Returns whether who is on a list, or in which order, rests on what vetting found.
    pub fn rests_on_scores(&self, query: &Query, today: NaiveDate, rules: &Rules) -> Result<bool> {
        let Query::Index { filter, sort } = query else { return Ok(false) };
        scores::are_asked(&self.conn, filter.as_deref(), sort, rules.calendar(today), rules.borders())
    }

    /// Returns how many creators' scores are to be worked out, counting no further than `most`.
    pub fn scores_due(&self, today: NaiveDate, rules: &Rules, most: usize) -> Result<usize> {
        Scorer::new(rules).due(&self.conn, today, most)
    }

    /// Returns what stops a running question from another thread.
    pub fn stopper(&self) -> Stopper {
        Stopper(self.conn.get_interrupt_handle())
    }
}

/// Stops a running question.
pub struct Stopper(InterruptHandle);

impl Stopper {
    /// Stops what runs now, if anything does.
    pub fn stop(&self) {
        self.0.interrupt();
    }
}

impl std::fmt::Debug for Stopper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stopper")
    }
}

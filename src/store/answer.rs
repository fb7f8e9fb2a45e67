//! What the query thread asks: every question of the screens that may take longer than a frame.

use std::cell::Cell;
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use rusqlite::{Connection, InterruptHandle};

use crate::analysis::rules::Rules;
use crate::domain::{CreatorId, PayTerms};
use crate::error::{Error, Result};
use crate::proto::row::{CreatorRow, MOST_ROWS};
use crate::proto::{Answer, Query};

use super::connection::pay_by;
use super::estimates::Headlines;
use super::evidence::HeldOrders;
use super::index::ListCache;
use super::list_context::{ListContext, WorkedOut};
use super::row::{creator_cols, creator_row};
use super::scores::Scorer;
use super::{
    agenda, board, breakdown, builder, collaboration, creator_totals, deletion, duplicates, estimates, find,
    handle_history, history, index, likeness, lists, needs_review, next_test, niches, odds, open, page, payables,
    rebook, report, scores, triage, values, views, vocabulary, window,
};

/// Answers a question.
pub fn answer(conn: &Connection, query: &Query, today: NaiveDate, rules: &Rules) -> Result<Answer> {
    answer_by(conn, query, ListContext::once(today, rules))
}

fn answer_by(conn: &Connection, query: &Query, context: ListContext<'_>) -> Result<Answer> {
    let ListContext { today, rules, .. } = context;
    let (calendar, borders) = (context.calendar(), context.borders());
    Ok(match query {
        Query::Index { filter, sort } => Answer::Index(index::list(conn, filter.as_deref(), sort, context)?),
        Query::Counts => Answer::Counts(lists::counts(conn, today, &rules.cadence)?),
        Query::CurrentBatch => Answer::CurrentBatch(lists::current(conn)?),
        Query::Tags { target } => {
            let (all, on_target, target_size) = lists::tags(conn, target.as_ref(), context)?;
            Answer::Tags { all, on_target, target_size }
        }
        Query::Campaigns => Answer::Campaigns(lists::campaigns(conn, today, rules, &Headlines::default())?),
        Query::Batch(id) => Answer::Batch(*id, lists::batch(conn, *id)?),
        Query::Collaboration(id) => {
            Answer::Collaboration(*id, collaboration::page(conn, *id, today, &rules.cadence)?.map(Box::new))
        }
        Query::Results(campaign) => {
            let mut results = report::results(conn, *campaign)?;
            estimates::add_estimates(conn, &mut results, today, rules)?;
            Answer::Results(results)
        }
        Query::Page(id) => Answer::Page(*id, page::page(conn, *id, today, rules)?.map(Box::new)),
        Query::Review(campaign) => Answer::Review(*campaign, Box::new(needs_review::read(conn, *campaign)?)),
        Query::Known(accounts) => Answer::Known(handle_history::known(conn, accounts)?),
        Query::Duplicates => Answer::Duplicates(Arc::new(duplicates::duplicates(conn)?)),
        Query::Alike(ids) => Answer::Alike(duplicates::alike(conn, ids)?),
        Query::Niches => Answer::Niches(niches::list(conn, calendar)?),
        Query::Agenda => Answer::Agenda(agenda::agenda(conn, today, borders, &rules.cadence)?),
        Query::Goal => Answer::Goal(agenda::goal::progress(conn, today, borders)?.map(Box::new)),
        Query::Payments => Answer::Payments(Arc::new(payables::all(conn, today)?)),
        Query::Board => Answer::Board(board::cards(conn, today, &rules.cadence)?),
        Query::Odds(campaign) => {
            Answer::Odds(*campaign, odds::read(conn, *campaign, today, rules, &HeldOrders::default())?.map(Arc::new))
        }
        Query::Likeness { ids, filter } => {
            let opened = views::opened(conn, filter, calendar)?;
            Answer::Likeness(likeness::rows(conn, &opened, ids, context)?.into())
        }
        Query::Builder(ask) => {
            Answer::Builder(builder::read(conn, ask, today, rules, &HeldOrders::default())?.map(Arc::new))
        }
        Query::Addable(text) => {
            Answer::Addable(Arc::new(builder::find(conn, text, today, rules, &ListCache::default())?))
        }
        Query::CurrentOdds => Answer::CurrentOdds(odds::current(conn, context)?),
        Query::NextTests(campaign) => {
            Answer::NextTests(next_test::read(conn, *campaign, today, rules, &HeldOrders::default())?.into())
        }
        Query::Rebook => Answer::Rebook(Arc::new(rebook::list(conn, today, rules)?)),
        Query::Find(text) => Answer::Found(Arc::new(find::find(conn, text, today, rules, &ListCache::default())?)),
        Query::History => Answer::History(history::list(conn)?),
        Query::Deletion(id) => Answer::Deletion(*id, deletion::of(conn, *id, today)?.map(Box::new)),
        Query::HistoryStep(op) => Answer::HistoryStep(*op, history::detail(conn, *op)?.map(Box::new)),
        Query::Count { filter, .. } => Answer::Count(lists::count(conn, filter.as_deref(), context)?),
        Query::Values(field) => Answer::Values(*field, values::values(conn, *field, borders)?),
        Query::Vocabulary => Answer::Vocabulary(Arc::new(vocabulary::read(conn)?)),
        Query::Breakdown { field, filter } => {
            Answer::Breakdown(Arc::new(breakdown::breakdown(conn, *field, filter.as_deref(), context)?))
        }
        Query::Same(filter) => Answer::Same(index::list(conn, filter.as_deref(), &[], context)?),
        Query::Views => Answer::Views(views::list(conn)?),
        Query::Queue { filter, sort } => Answer::Queue(triage::queue(conn, filter.as_deref(), sort, context)?),
        Query::Triage { ids, filter, currency } => {
            Answer::Triage(Box::new(triage::figures(conn, ids, filter.as_deref(), *currency, context)?))
        }
    })
}

/// What is worked out for the rows of a list beside what the file holds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Extras {
    /// The odds in the current campaign.
    pub odds: bool,
    /// How alike they are to those whom the filter names.
    pub likeness: bool,
}

/// The connection for long questions. Threads hold this and need not know what is inside.
#[derive(Debug)]
pub struct Asker {
    conn: Connection,
    /// ListCache between lists, which are asked for with every letter typed.
    kept: ListCache,
    /// What was worked out for earlier answers.
    worked_out: WorkedOut,
    /// The terms of pay that the connection goes by.
    pay_terms: Cell<PayTerms>,
}

impl Asker {
    /// Opens the file for long reads.
    pub fn open(path: &Path) -> Result<Self> {
        let conn = open::open_query(path)?;
        Ok(Self { conn, kept: ListCache::default(), worked_out: WorkedOut::default(), pay_terms: Cell::default() })
    }

    /// Goes by the terms of pay of these rules from here on.
    fn pay_by(&self, rules: &Rules) -> Result<()> {
        if self.pay_terms.replace(rules.pay_terms) == rules.pay_terms {
            Ok(())
        } else {
            pay_by(&self.conn, rules.pay_terms)
        }
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
        self.pay_by(rules)?;
        let context = ListContext::kept(today, rules, &self.worked_out);
        let (filter, sort) = match query {
            Query::Index { filter, sort } => (filter, sort),
            Query::Campaigns => {
                return Ok(Answer::Campaigns(lists::campaigns(&self.conn, today, rules, &self.worked_out.headlines)?));
            }
            Query::Find(text) => {
                return Ok(Answer::Found(Arc::new(find::find(&self.conn, text, today, rules, &self.kept)?)));
            }
            Query::Addable(text) => {
                return Ok(Answer::Addable(Arc::new(builder::find(&self.conn, text, today, rules, &self.kept)?)));
            }
            Query::Results(campaign) => {
                let mut results = report::results(&self.conn, *campaign)?;
                let orders = self.worked_out.headlines.orders();
                estimates::add_estimates_from(&self.conn, &mut results, today, rules, orders)?;
                return Ok(Answer::Results(results));
            }
            Query::Odds(campaign) => {
                let found = odds::read(&self.conn, *campaign, today, rules, self.worked_out.headlines.orders())?;
                return Ok(Answer::Odds(*campaign, found.map(Arc::new)));
            }
            Query::Builder(ask) => {
                let found = builder::read(&self.conn, ask, today, rules, self.worked_out.headlines.orders())?;
                return Ok(Answer::Builder(found.map(Arc::new)));
            }
            Query::NextTests(campaign) => {
                let found = next_test::read(&self.conn, *campaign, today, rules, self.worked_out.headlines.orders())?;
                return Ok(Answer::NextTests(found.into()));
            }
            _ => return answer_by(&self.conn, query, context),
        };
        let ids = index::list_early(&self.conn, filter.as_deref(), sort, context, &self.kept, early)?;
        Ok(Answer::Index(ids))
    }

    /// Reads the creators of a list in its order, all of them as the file is at one moment. `take` gets them a portion at a time,
    /// so that memory stays small for a list of any length, and says whether it wants more. Extras are worked out where they
    /// are asked for.
    pub fn stream(
        &self,
        (list, extras): (&Query, Extras),
        today: NaiveDate,
        rules: &Rules,
        take: &mut dyn FnMut(Vec<CreatorRow>) -> bool,
    ) -> Result<()> {
        self.pay_by(rules)?;
        let _state = self.conn.unchecked_transaction()?;
        let context = ListContext::kept(today, rules, &self.worked_out);
        let odds = if extras.odds { odds::current(&self.conn, context)? } else { None };
        let asks = match list {
            Query::Index { filter: Some(filter), .. } if extras.likeness => {
                Some(views::opened(&self.conn, filter, context.calendar())?)
            }
            _ => None,
        };
        let fill = |rows: &mut [CreatorRow]| -> Result<()> {
            for row in &mut *rows {
                row.odds = odds.as_ref().and_then(|odds| odds.row(row.id));
            }
            let Some(filter) = &asks else { return Ok(()) };
            let ids: Vec<CreatorId> = rows.iter().map(|row| row.id).collect();
            let mut alike = likeness::rows(&self.conn, filter, &ids, context)?.into_iter().peekable();
            for row in rows {
                row.likeness = alike.next_if(|alike| alike.creator == row.id);
            }
            Ok(())
        };
        if let Query::Index { filter, sort } = list {
            let mut portion = Vec::with_capacity(MOST_ROWS);
            let read = index::rows(&self.conn, filter.as_deref(), sort, context, creator_cols(), &mut |row| {
                portion.push(creator_row(row)?);
                if portion.len() < MOST_ROWS {
                    return Ok(true);
                }
                creator_totals::fill(&self.conn, &mut portion, today)?;
                fill(&mut portion)?;
                Ok(take(std::mem::replace(&mut portion, Vec::with_capacity(MOST_ROWS))))
            })?;
            if read {
                if !portion.is_empty() {
                    creator_totals::fill(&self.conn, &mut portion, today)?;
                    fill(&mut portion)?;
                    take(portion);
                }
                return Ok(());
            }
        }
        let Answer::Index(ids) = self.answer(list, today, rules)? else {
            return Err(Error::fault("Only a list of creators can be read row by row."));
        };
        for portion in ids.chunks(MOST_ROWS) {
            let mut portion = window::full_rows(&self.conn, portion, today)?;
            fill(&mut portion)?;
            if !take(portion) {
                break;
            }
        }
        Ok(())
    }

    /// Returns whether who is on a list, or in which order, rests on what vetting found.
    pub fn rests_on_scores(&self, query: &Query, today: NaiveDate, rules: &Rules) -> Result<bool> {
        let Query::Index { filter, sort } = query else { return Ok(false) };
        scores::are_asked(&self.conn, filter.as_deref(), sort, rules.calendar(today), rules.borders())
    }

    /// Returns how many creators' scores are to be computed, counting no further than `most`.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::fixture::fixture;

    #[test]
    fn a_list_is_read_as_it_stood_when_it_began() {
        let file = fixture();
        file.conn
            .execute_batch(
                "WITH RECURSIVE n (n) AS (SELECT 10 UNION ALL SELECT n + 1 FROM n WHERE n < 2500)
                 INSERT INTO creator (id, platform, handle, added_on, updated_at)
                 SELECT n, 'tiktok', printf('z%05d', n), '2026-03-01', 0 FROM n",
            )
            .expect("many creators");
        let asker = Asker::open(&file.path).expect("opens");
        let (list, today) = (Query::Index { filter: None, sort: Vec::new() }, NaiveDate::default());
        let mut seen = Vec::new();
        let mut take = |rows: Vec<CreatorRow>| {
            seen.extend(rows.into_iter().map(|row| (row.id.0, row.rating)));
            file.conn.execute_batch("UPDATE creator SET rating = 5").expect("a change in between");
            true
        };
        asker.stream((&list, Extras::default()), today, &Rules::default(), &mut take).expect("a list");
        let expected: Vec<_> = (10..=2_500).rev().chain([2, 1]).collect();
        assert_eq!(seen.iter().map(|(id, _)| *id).collect::<Vec<_>>(), expected);
        assert!(seen.iter().skip(2).take(2_000).all(|(_, rating)| *rating == 0), "{seen:?}");
        let mut portions = 0;
        let mut take = |_| {
            portions += 1;
            false
        };
        asker.stream((&list, Extras::default()), today, &Rules::default(), &mut take).expect("a list");
        assert_eq!(portions, 1, "nobody wanted more");
    }

    #[test]
    fn a_list_read_row_by_row_is_the_list() {
        let file = fixture();
        file.conn
            .execute_batch(
                "WITH RECURSIVE n (n) AS (SELECT 10 UNION ALL SELECT n + 1 FROM n WHERE n < 2500)
                 INSERT INTO creator (id, platform, handle, name, search, followers, added_on, updated_at)
                 SELECT n, iif(n % 3, 'tiktok', 'instagram'), printf('z%05d', n * 7919 % 2999), iif(n % 5, 'Kim', ''),
                   iif(n % 5, 'kim', ''), n * 31 % 9000, '2026-03-01', 0 FROM n",
            )
            .expect("many creators");
        let asker = Asker::open(&file.path).expect("opens");
        let (rules, today) = (Rules::default(), NaiveDate::default());
        let texts = ["", "kim", "-kim", "followers:2k..7k", "sort:handle", "kim sort:-handle", "sort:followers kim"];
        for text in texts {
            let parsed = crate::domain::filter::parse(text, rules.calendar(today)).expect("a filter");
            let list = Query::Index { filter: parsed.expr.map(Arc::new), sort: parsed.sort };
            let Ok(Answer::Index(ids)) = asker.answer(&list, today, &rules) else { panic!("a list") };
            let mut seen = Vec::new();
            let mut take = |rows: Vec<CreatorRow>| {
                seen.extend(rows.into_iter().map(|row| row.id));
                true
            };
            asker.stream((&list, Extras::default()), today, &rules, &mut take).expect("rows");
            assert!(seen == *ids && !seen.is_empty(), "{text}: {} of {}", seen.len(), ids.len());
        }
    }
}

//! What triage asks: who waits for a decision, how a queue stands, and where the figures of its creators lie.

use std::sync::Arc;

use rusqlite::types::Value;
use rusqlite::{Connection, Row, params, params_from_iter};

use crate::analysis::Spread;
use crate::domain::filter::{Expr, SortTerm};
use crate::domain::money::div_round;
use crate::domain::{CreatorId, Currency, Verdict};
use crate::error::Result;
use crate::proto::triage::{Figures, QueueFigures};

use super::index;
use super::list_context::ListContext;
use super::row::json_ids;
use super::sql::SqlFilter;
use super::views;

/// Snoozed, and the day has come. Binds today.
pub(super) const WOKEN: &str = "(creator.verdict = 'snoozed' AND COALESCE(creator.snoozed_until <= ?, 0))";

/// The columns that [`Collected::add`] reads, after the verdict.
const FIGURES: &str = "CAST(round(creator.er * 1000) AS INTEGER), creator.views, creator.followers, \
                       creator.price_minor, creator.price_currency";

/// Writes a filter as a condition that binds its values, 1 where there isn't one.
fn condition(conn: &Connection, filter: Option<&Expr>, context: ListContext<'_>) -> Result<SqlFilter> {
    let one = || SqlFilter { sql: "1".to_owned(), params: Vec::new() };
    Ok(filter.map(|expr| views::clause(conn, expr, context)).transpose()?.unwrap_or_else(one))
}

fn undecided(conn: &Connection, filter: Option<&Expr>, context: ListContext<'_>) -> Result<SqlFilter> {
    let mut clause = condition(conn, filter, context)?;
    clause.sql = format!("({}) AND (creator.verdict = 'new' OR {WOKEN})", clause.sql);
    clause.params.push(Value::from(context.today.to_string()));
    Ok(clause)
}

/// Returns the creators that a filter shows and that wait for a decision, in order.
pub fn queue(
    conn: &Connection,
    filter: Option<&Expr>,
    sort: &[SortTerm],
    context: ListContext<'_>,
) -> Result<Arc<[CreatorId]>> {
    let opened = filter.map(|expr| views::expanded_with_likeness(conn, expr, context)).transpose()?;
    let (filter, likeness) = opened.map(|(expr, likeness)| (Some(expr), Some(likeness))).unwrap_or_default();
    let clause = undecided(conn, filter.as_ref(), context)?;
    index::list_where(conn, (&clause, likeness.as_deref()), sort, context)
}

/// Returns how a queue stands and the figures its cards are compared with. Prices are those in the currency that most creators of
/// the queue ask for, and in the given one where two are as frequent.
pub fn figures(
    conn: &Connection,
    ids: &[CreatorId],
    filter: Option<&Expr>,
    currency: Currency,
    context: ListContext<'_>,
) -> Result<QueueFigures> {
    let (list, today_text) = (json_ids(ids.iter().map(|id| id.0)), context.today.to_string());
    let (mut whole, mut picks) = (Collected::default(), Collected::default());
    let mut verdicts = Vec::with_capacity(ids.len());
    let mut statement = conn.prepare_cached(&format!(
        "SELECT CASE WHEN {WOKEN} THEN 'new' ELSE creator.verdict END, {FIGURES} \
         FROM json_each(?) AS queue LEFT JOIN creator ON creator.id = queue.value ORDER BY queue.key"
    ))?;
    let mut rows = statement.query(params![today_text, list])?;
    while let Some(row) = rows.next()? {
        let verdict: Option<Verdict> = row.get(0)?;
        verdicts.push(verdict);
        if let Some(verdict) = verdict {
            let facts = Facts::read(row)?;
            whole.add(facts);
            if verdict == Verdict::Picked {
                picks.add(facts);
            }
        }
    }
    // Those picked before the queue was frozen count as well: a new queue begins with something to compare with.
    let SqlFilter { sql, params } = condition(conn, filter, context)?;
    let mut statement = conn.prepare_cached(&format!(
        "SELECT creator.verdict, {FIGURES} FROM creator WHERE creator.verdict = 'picked' AND ({sql}) \
         AND creator.id NOT IN (SELECT value FROM json_each(?))"
    ))?;
    let bound = params.into_iter().chain(std::iter::once(Value::from(list.clone())));
    let mut rows = statement.query(params_from_iter(bound))?;
    while let Some(row) = rows.next()? {
        picks.add(Facts::read(row)?);
    }
    let SqlFilter { sql, mut params } = undecided(conn, filter, context)?;
    params.push(Value::from(list));
    let waiting = conn
        .prepare_cached(&format!(
            "SELECT COUNT(*) FROM creator WHERE {sql} AND creator.id NOT IN (SELECT value FROM json_each(?))"
        ))?
        .query_row(params_from_iter(params), |row| row.get(0))?;
    let asked = whole.most_asked(currency).or_else(|| picks.most_asked(currency));
    let currency = asked.unwrap_or(currency);
    let (picks, whole) = (picks.figures(currency), whole.figures(currency));
    Ok(QueueFigures { verdicts, picks, whole, currency: asked, waiting })
}

/// What is known of one creator.
#[derive(Clone, Copy)]
struct Facts {
    er_e3: Option<i64>,
    views: Option<i64>,
    followers: Option<i64>,
    price: Option<(Currency, i64)>,
}

impl Facts {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let minor: Option<i64> = row.get(4)?;
        let price = minor.map(|minor| Ok::<_, rusqlite::Error>((row.get(5)?, minor))).transpose()?;
        Ok(Self { er_e3: row.get(1)?, views: row.get(2)?, followers: row.get(3)?, price })
    }
}

/// The asking prices in one currency.
#[derive(Default)]
struct Prices {
    minor: Vec<i64>,
    cpm_minor: Vec<i64>,
}

/// The figures of some creators, before their middle is known.
#[derive(Default)]
struct Collected {
    creators: i64,
    er_e3: Vec<i64>,
    views: Vec<i64>,
    reach_e4: Vec<i64>,
    /// By currency; there are few.
    prices: Vec<(Currency, Prices)>,
}

impl Collected {
    fn add(&mut self, facts: Facts) {
        let Facts { er_e3, views, followers, price } = facts;
        let by = |top: Option<i64>, factor: i128, bottom: Option<i64>| {
            div_round(i128::from(top?) * factor, bottom.filter(|bottom| *bottom > 0)?.into())
        };
        self.creators += 1;
        self.er_e3.extend(er_e3);
        self.views.extend(views);
        self.reach_e4.extend(by(views, 10_000, followers));
        let Some((currency, minor)) = price else { return };
        let at = self.prices.iter().position(|(known, _)| *known == currency).unwrap_or_else(|| {
            self.prices.push((currency, Prices::default()));
            self.prices.len() - 1
        });
        let prices = &mut self.prices[at].1;
        prices.minor.push(minor);
        prices.cpm_minor.extend(by(Some(minor), 1_000, views));
    }

    /// The currency of most prices.
    fn most_asked(&self, usual: Currency) -> Option<Currency> {
        let most = self.prices.iter().max_by_key(|(currency, prices)| (prices.minor.len(), *currency == usual));
        most.map(|(currency, _)| *currency)
    }

    fn figures(self, currency: Currency) -> Figures {
        let prices = self.prices.into_iter().find(|(known, _)| *known == currency).map(|(_, prices)| prices);
        let Prices { minor, cpm_minor } = prices.unwrap_or_default();
        Figures {
            creators: self.creators,
            er_e3: Spread::of(self.er_e3),
            views: Spread::of(self.views),
            reach_e4: Spread::of(self.reach_e4),
            price_minor: Spread::of(minor),
            cpm_minor: Spread::of(cpm_minor),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::Calendar;
    use crate::domain::filter::parse;
    use crate::store::fixture::fixture;
    use chrono::NaiveDate;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, 11).expect("a day")
    }

    fn file() -> crate::store::fixture::Fixture {
        let fixture = fixture();
        fixture
            .conn
            .execute_batch(
                "DELETE FROM creator WHERE id = 2;
                 UPDATE creator SET views = 26050, price_minor = 26050, verdict = 'picked' WHERE id = 1;
                 INSERT INTO creator (id, handle, er, followers, views, price_minor, price_currency, verdict, snoozed_until, added_on, updated_at) VALUES
                   (3, 'cleo', 5.0, 10000, 20000, 10000, 'USD', 'new', NULL, '2026-03-02', 1),
                   (4, 'dan', 7.0, 0, 40000, 99900, 'EUR', 'snoozed', '2026-03-11', '2026-03-03', 1),
                   (5, 'eve', NULL, NULL, NULL, NULL, 'USD', 'snoozed', '2026-03-12', '2026-03-04', 1),
                   (6, 'fay', 9.0, 10000, 5000, NULL, 'USD', 'rejected', NULL, '2026-03-05', 1);",
            )
            .expect("rows");
        fixture
    }

    #[test]
    fn those_undecided_wait_and_a_snooze_wakes_on_its_day() {
        let fixture = file();
        let of = |text: &str| {
            let query = parse(text, Calendar::day_first(today())).expect("a filter");
            let ids = queue(&fixture.conn, query.expr.as_ref(), &query.sort, ListContext::usual(today()));
            ids.expect("a queue").iter().map(|id| id.0).collect::<Vec<_>>()
        };
        assert_eq!(of(""), [4, 3]);
        assert_eq!(of("sort:er"), [3, 4]);
        assert_eq!(of("er>6"), [4]);
        assert_eq!(of("status:rejected"), Vec::<i64>::new());
    }

    #[test]
    fn a_queue_is_compared_with_its_picks_and_with_itself() {
        let fixture = file();
        let ids = [6, 99, 3].map(CreatorId);
        let of = |text: &str| {
            let expr = parse(text, Calendar::day_first(today())).expect("a filter").expr;
            figures(&fixture.conn, &ids, expr.as_ref(), Currency::USD, ListContext::usual(today())).expect("figures")
        };
        let all = of("");
        assert_eq!(all.verdicts, [Some(Verdict::Rejected), None, Some(Verdict::New)]);
        assert_eq!(all.waiting, 1, "dan woke up, eve sleeps");
        let whole = all.whole;
        let middle = |spread: Option<Spread>| spread.map(|spread| spread.middle);
        assert_eq!((whole.creators, middle(whole.er_e3), middle(whole.views)), (2, Some(7_000), Some(12_500)));
        assert_eq!((middle(whole.reach_e4), middle(whole.cpm_minor)), (Some(12_500), Some(500)));
        let picks = all.picks;
        assert_eq!((picks.creators, middle(picks.er_e3), middle(picks.price_minor)), (1, Some(3_300), Some(26_050)));
        assert_eq!(middle(picks.cpm_minor), Some(1_000));
        // The prices are those of most creators in the queue; others are not compared. Nobody is divided by no followers.
        let other = figures(&fixture.conn, &[CreatorId(4)], None, Currency::USD, ListContext::usual(today()));
        let other = other.expect("figures");
        assert_eq!((all.currency, other.currency), (Some(Currency::USD), "EUR".parse().ok()));
        assert_eq!((middle(other.whole.price_minor), other.picks.price_minor), (Some(99_900), None));
        assert_eq!((other.verdicts, other.whole.reach_e4), (vec![Some(Verdict::New)], None));
        assert_eq!(of("er>4").picks.creators, 0, "only picks of the same filter");
    }
}

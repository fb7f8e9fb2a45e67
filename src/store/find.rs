//! Finds anything by a few letters.
//!
//! Creators go through the index of words, as a filter for the text does, and beside it through handles, earlier handles and email
//! addresses. Everything else is read as it is: there are few campaigns and codes, and notes and order numbers are short. Each table is
//! scanned for what is needed to rank its rows; only the best are read in full.

mod creators;

use std::collections::HashSet;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, ToSql, params_from_iter};
use strum::IntoEnumIterator;

use crate::analysis::rules::Rules;
use crate::domain::{CreatorId, Money};
use crate::error::Result;
use crate::proto::find::{self, Found, FoundGroup, FoundKind, FoundList, FoundOrder, MOST_OF_A_KIND, rank};
use crate::proto::page::BatchName;

use super::index::ListCache;
use super::row::Day;

/// With fewer rows than this the answer says what was looked at.
const FEW: usize = 5;

/// Answers one text.
pub(super) fn find(
    conn: &Connection,
    text: &str,
    today: NaiveDate,
    rules: &Rules,
    cache: &ListCache,
) -> Result<FoundList> {
    let mut list = FoundList { text: text.to_owned(), ..FoundList::default() };
    let words = find::words(text);
    if words.is_empty() {
        return Ok(list);
    }
    let (creators, in_list) = creators::best(conn, &words, today, rules, cache)?;
    list.in_list = in_list;
    let others = [
        (FoundKind::Campaign, campaigns(conn, &words)?),
        (FoundKind::Batch, batches(conn, &words)?),
        (FoundKind::Code, codes(conn, &words)?),
        (FoundKind::Order, orders(conn, &words)?),
        (FoundKind::Invoice, invoices(conn, &words)?),
        (FoundKind::Note, notes(conn, &words)?),
    ];
    let mut groups: Vec<(u8, FoundGroup)> = Vec::new();
    for (kind, Ranked { best, total, rows }) in std::iter::once((FoundKind::Creator, creators)).chain(others) {
        if !rows.is_empty() {
            groups.push((best, FoundGroup { kind, rows, total }));
        }
    }
    groups.sort_by_key(|(best, group)| (*best, group.kind));
    list.groups = groups.into_iter().map(|(_, group)| group).collect();
    if list.groups.is_empty() {
        list.closest = creators::closest(conn, &words)?;
    }
    if list.groups.iter().map(|group| group.total).sum::<usize>() < FEW {
        list.searched = searched(conn)?;
    }
    Ok(list)
}

/// The best creators for some words, at most so many, and how many there are in all; where there is nobody, those with a similar handle.
pub(super) fn creators(
    conn: &Connection,
    words: &[String],
    most: usize,
    today: NaiveDate,
    rules: &Rules,
    cache: &ListCache,
) -> Result<(Vec<CreatorId>, usize)> {
    let found = creators::ranked(conn, words, today, rules, cache)?;
    let best: Vec<CreatorId> = found.scan.best().take(most).map(CreatorId).collect();
    if best.is_empty() {
        return Ok((creators::closest_ids(conn, words)?, 0));
    }
    Ok((best, found.total))
}

/// The best rows of a kind.
#[derive(Default)]
struct Ranked {
    /// How well the first fits.
    best: u8,
    total: usize,
    rows: Vec<Found>,
}

/// Rows of a scan: how well each fits, what decides between equals (higher is better), and its number.
#[derive(Default)]
struct Scan(Vec<(u8, i64, i64)>);

impl Scan {
    /// Reads rows of number, tie and name. `sql` has one slot for a condition.
    fn read(conn: &Connection, sql: &str, hay: &str, words: &[String]) -> Result<Self> {
        let conditions: Vec<String> = (1..=words.len()).map(|at| format!("instr({hay}, ?{at}) > 0")).collect();
        let mut statement = conn.prepare(&sql.replace("{}", &conditions.join(" AND ")))?;
        let mut rows = statement.query(params_from_iter(words))?;
        let mut found = Self::default();
        while let Some(row) = rows.next()? {
            let name = row.get_ref(2)?.as_str().unwrap_or_default();
            found.0.push((rank(name, words), row.get(1)?, row.get(0)?));
        }
        Ok(found)
    }

    /// The numbers, the best first.
    fn best(mut self) -> impl Iterator<Item = i64> {
        self.sort();
        self.0.into_iter().map(|(.., id)| id)
    }

    fn sort(&mut self) {
        self.0.sort_unstable_by_key(|(rank, tie, id)| (*rank, std::cmp::Reverse(*tie), *id));
    }

    /// Reads the best in full.
    fn full(mut self, mut read: impl FnMut(i64) -> Result<Option<Found>>) -> Result<Ranked> {
        self.sort();
        let mut rows = Vec::new();
        for (_, _, id) in self.0.iter().take(MOST_OF_A_KIND) {
            rows.extend(read(*id)?);
        }
        Ok(Ranked { best: self.0.first().map_or(u8::MAX, |first| first.0), total: self.0.len(), rows })
    }
}

/// Reads one row by its number.
fn one<T>(
    conn: &Connection,
    sql: &str,
    id: impl ToSql,
    read: fn(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Option<T>> {
    Ok(conn.prepare_cached(sql)?.query_row([id], read).optional()?)
}

fn campaigns(conn: &Connection, words: &[String]) -> Result<Ranked> {
    let sql = "SELECT id, updated_at, name FROM campaign WHERE {}";
    let hay = "folded || ' ' || fold(product || ' ' || question || ' ' || brief)";
    Scan::read(conn, sql, hay, words)?.full(|id| {
        one(conn, "SELECT id, name, product FROM campaign WHERE id = ?1", id, |row| {
            Ok(Found::Campaign { id: row.get(0)?, name: row.get(1)?, product: row.get(2)? })
        })
    })
}

fn batches(conn: &Connection, words: &[String]) -> Result<Ranked> {
    let sql =
        "SELECT batch.id, batch.updated_at, batch.name FROM batch JOIN campaign ON campaign.id = campaign_id WHERE {}";
    Scan::read(conn, sql, "batch.folded || ' ' || campaign.folded", words)?.full(|id| {
        let sql = "SELECT batch.id, batch.status, campaign.name, batch.name FROM batch JOIN campaign ON campaign.id = campaign_id \
             WHERE batch.id = ?1";
        one(conn, sql, id, |row| Ok(Found::Batch { id: row.get(0)?, status: row.get(1)?, name: batch_name(row, 2)? }))
    })
}

fn batch_name(row: &Row<'_>, at: usize) -> rusqlite::Result<BatchName> {
    Ok(BatchName { campaign: row.get(at)?, batch: row.get(at + 1)? })
}

/// What a row of a collaboration is joined with.
const AROUND: &str = "JOIN creator ON creator.id = collaboration.creator_id JOIN batch ON batch.id = collaboration.batch_id \
     JOIN campaign ON campaign.id = batch.campaign_id";

fn codes(conn: &Connection, words: &[String]) -> Result<Ranked> {
    Scan::read(conn, "SELECT id, id, code FROM code WHERE folded <> '' AND {}", "folded", words)?.full(|id| {
        let sql = format!(
            "SELECT collaboration.id, code.code, creator.handle, campaign.name, batch.name FROM code \
             JOIN collaboration ON collaboration.id = code.collaboration_id {AROUND} WHERE code.id = ?1"
        );
        one(conn, &sql, id, |row| {
            Ok(Found::Code {
                collaboration: row.get(0)?,
                code: row.get(1)?,
                handle: row.get(2)?,
                made_for: batch_name(row, 3)?,
            })
        })
    })
}

/// Orders by number, and unattributed ones by a code: those of a creator are behind their code.
fn orders(conn: &Connection, words: &[String]) -> Result<Ranked> {
    let [word] = words else { return Ok(Ranked::default()) };
    let mut scan = Scan::default();
    // Every order number has a digit, so no name is ever looked for in a million orders.
    if word.contains(|c: char| c.is_ascii_digit()) {
        let sql = "SELECT id, placed_at, iif(name = '', external_id, name) FROM sale_order WHERE {}";
        scan = Scan::read(conn, sql, "lower(name || ' ' || external_id)", words)?;
    }
    let known: HashSet<i64> = scan.0.iter().map(|(.., id)| *id).collect();
    let mut by_code = conn.prepare_cached(
        "SELECT sale_order.id, placed_at, order_code.folded FROM order_code JOIN sale_order ON sale_order.id = order_id \
         WHERE order_code.folded >= ?1 AND order_code.folded < ?1 || char(1114111) AND collaboration_id IS NULL",
    )?;
    let mut rows = by_code.query([word])?;
    while let Some(row) = rows.next()? {
        let id = row.get(0)?;
        if !known.contains(&id) {
            scan.0.push((rank(row.get_ref(2)?.as_str().unwrap_or_default(), words), row.get(1)?, id));
        }
    }
    scan.full(|id| Ok(order(conn, id)?.map(Found::Order)))
}

fn order(conn: &Connection, id: i64) -> Result<Option<FoundOrder>> {
    let sql = "SELECT sale_order.id, iif(sale_order.name = '', external_id, sale_order.name), placed_on, net_minor, currency, state, \
         codes, collaboration.id, creator.handle, \
         (SELECT campaign.id FROM campaign WHERE campaign.currency = sale_order.currency ORDER BY campaign.id DESC LIMIT 1) \
         FROM sale_order LEFT JOIN collaboration ON collaboration.id = sale_order.collaboration_id \
         LEFT JOIN creator ON creator.id = collaboration.creator_id WHERE sale_order.id = ?1";
    one(conn, sql, id, |row| {
        let owner: (Option<_>, Option<String>) = (row.get(7)?, row.get(8)?);
        Ok(FoundOrder {
            id: row.get(0)?,
            number: row.get(1)?,
            placed_on: row.get::<_, Day>(2)?.0,
            net: Money::new(row.get(3)?, row.get(4)?),
            state: row.get(5)?,
            codes: row.get(6)?,
            owner: owner.0.zip(owner.1),
            campaign: row.get(9)?,
        })
    })
}

/// Invoices by number: one of a creator may cover several amounts, and a reference may be that of several payments. A reference that
/// is the number of an invoice says nothing new.
fn invoices(conn: &Connection, words: &[String]) -> Result<Ranked> {
    // A reference of a payment has the negative number of its first row, an invoice that of its first amount.
    let sql = format!(
        "SELECT min(cost_item.id), max(cost_item.id), invoice FROM cost_item \
         JOIN collaboration ON collaboration.id = cost_item.collaboration_id {AROUND} \
         WHERE invoice <> '' AND {{}} GROUP BY creator_id, campaign.currency, fold(invoice)"
    );
    let mut scan = Scan::read(conn, &sql, "fold(invoice)", words)?;
    let sql = format!(
        "SELECT -min(payment.id), max(payment.id), reference FROM payment \
         JOIN collaboration ON collaboration.id = payment.collaboration_id \
         WHERE {NEW_REFERENCE} AND {{}} GROUP BY creator_id, payment.currency, fold(reference)"
    );
    scan.0.extend(Scan::read(conn, &sql, "fold(reference)", words)?.0);
    scan.full(|id| {
        // Of amounts that count and others that were only offered or released, those that count.
        let (sql, id) = if id > 0 {
            let sql = format!(
                "WITH covered AS (SELECT cost_item.*, state IN ('agreed', 'owed', 'paid') AS is_due FROM cost_item \
                   JOIN collaboration ON collaboration.id = cost_item.collaboration_id {AROUND} \
                   WHERE (creator_id, campaign.currency, fold(invoice)) = (SELECT creator_id, campaign.currency, fold(invoice) \
                     FROM cost_item JOIN collaboration ON collaboration.id = cost_item.collaboration_id {AROUND} \
                     WHERE cost_item.id = ?1)), \
                 told AS (SELECT * FROM covered WHERE is_due = (SELECT max(is_due) FROM covered)) \
                 SELECT collaboration.id, iif(told.is_due, told.id, NULL), told.invoice, \
                   (SELECT sum(amount_minor) FROM told), campaign.currency, creator.handle, campaign.name, batch.name, \
                   (SELECT count(*) FROM told), (SELECT min(kind = 'fee') FROM told), \
                   (SELECT count(DISTINCT collaboration_id) FROM told) \
                 FROM told JOIN collaboration ON collaboration.id = told.collaboration_id {AROUND} ORDER BY told.id LIMIT 1"
            );
            (sql, id)
        } else {
            let sql = format!(
                "WITH told AS (SELECT payment.* FROM payment JOIN collaboration ON collaboration.id = payment.collaboration_id \
                   WHERE (creator_id, payment.currency, fold(reference)) = (SELECT creator_id, payment.currency, fold(reference) \
                     FROM payment JOIN collaboration ON collaboration.id = payment.collaboration_id WHERE payment.id = ?1)) \
                 SELECT collaboration.id, told.cost_item_id, told.reference, (SELECT sum(amount_minor) FROM told), \
                   told.currency, creator.handle, campaign.name, batch.name, (SELECT count(*) FROM told), 0, \
                   (SELECT count(DISTINCT collaboration_id) FROM told) \
                 FROM told JOIN collaboration ON collaboration.id = told.collaboration_id {AROUND} ORDER BY told.id LIMIT 1"
            );
            (sql, -id)
        };
        one(conn, &sql, id, |row| {
            Ok(Found::Invoice {
                collaboration: row.get(0)?,
                amount: row.get(1)?,
                number: row.get(2)?,
                money: Money::new(row.get(3)?, row.get(4)?),
                handle: row.get(5)?,
                made_for: batch_name(row, 6)?,
                covers: row.get(8)?,
                are_fees: row.get(9)?,
                collaborations: row.get(10)?,
            })
        })
    })
}

/// A reference of a payment that is no invoice of the same creator.
const NEW_REFERENCE: &str = "reference <> '' AND NOT EXISTS (SELECT 1 FROM cost_item \
     JOIN collaboration AS own ON own.id = cost_item.collaboration_id \
     WHERE own.creator_id = collaboration.creator_id AND invoice <> '' AND fold(invoice) = fold(reference))";

fn notes(conn: &Connection, words: &[String]) -> Result<Ranked> {
    // A note has no name to rank it by: the newest comes first. A note of a collaboration has the negative number of that.
    let mut scan = Scan::read(conn, "SELECT id, written_at, '' FROM note WHERE {}", "folded", words)?;
    let sql = "SELECT -id, updated_at, '' FROM collaboration WHERE note <> '' AND {}";
    scan.0.extend(Scan::read(conn, sql, "fold(note)", words)?.0);
    scan.full(|id| {
        let (sql, id) = if id > 0 {
            let sql = "SELECT note.id, creator.id, NULL, creator.handle, note.text FROM note \
                 JOIN creator ON creator.id = note.creator_id WHERE note.id = ?1";
            (sql, id)
        } else {
            let sql = "SELECT -collaboration.id, creator.id, collaboration.id, creator.handle, collaboration.note FROM collaboration \
                 JOIN creator ON creator.id = collaboration.creator_id WHERE collaboration.id = ?1";
            (sql, -id)
        };
        one(conn, sql, id, |row| {
            Ok(Found::Note {
                id: row.get(0)?,
                creator: row.get(1)?,
                collaboration: row.get(2)?,
                handle: row.get(3)?,
                text: row.get(4)?,
            })
        })
    })
}

/// How many of each kind there are.
fn searched(conn: &Connection) -> Result<Vec<(FoundKind, i64)>> {
    let count = |kind| {
        let from = match kind {
            FoundKind::Creator => "creator",
            FoundKind::Campaign => "campaign",
            FoundKind::Batch => "batch",
            FoundKind::Code => "code WHERE folded <> ''",
            FoundKind::Order => "sale_order",
            FoundKind::Invoice => {
                "(SELECT creator_id, currency, fold(invoice) FROM cost_item JOIN collaboration ON collaboration.id = collaboration_id \
                   JOIN batch ON batch.id = batch_id JOIN campaign ON campaign.id = campaign_id WHERE invoice <> '' \
                 UNION SELECT creator_id, currency, fold(reference) FROM payment \
                   JOIN collaboration ON collaboration.id = collaboration_id WHERE reference <> '')"
            }
            FoundKind::Note => "(SELECT 1 FROM note UNION ALL SELECT 1 FROM collaboration WHERE note <> '')",
        };
        let count = conn.prepare_cached(&format!("SELECT count(*) FROM {from}"))?.query_row([], |row| row.get(0))?;
        Ok((kind, count))
    };
    FoundKind::iter().map(count).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proto::find::FoundBy;
    use crate::store::fixture::fixture;

    fn found(conn: &Connection, text: &str) -> FoundList {
        let today = NaiveDate::from_ymd_opt(2026, 3, 11).expect("a day");
        find(conn, text, today, &Rules::default(), &ListCache::default()).expect("an answer")
    }

    fn kinds(conn: &Connection, text: &str) -> Vec<FoundKind> {
        found(conn, text).groups.iter().map(|group| group.kind).collect()
    }

    #[test]
    fn everything_is_found_by_its_words() {
        let file = fixture();
        file.conn
            .execute_batch(
                "UPDATE creator SET search = handle, email = 'Hello@O.example' WHERE id = 2;
                 UPDATE creator SET search = 'mia' || char(10) || 'mia glow', name = 'Mia Glow' WHERE id = 1;
                 UPDATE cost_item SET invoice = 'INV-204' WHERE id = 1;
                 UPDATE collaboration SET note = 'Wants Sofía''s brief' WHERE id = 1;
                 UPDATE sale_order SET name = '#1042' WHERE id = 1;
                 INSERT INTO handle_history (id, creator_id, platform, handle, until_on) VALUES (1, 2, 'tiktok', 'old.neil', '2026-01-01');
                 INSERT INTO sale_order (id, source, external_id, placed_at, placed_on, currency, total_minor, net_minor, state, codes)
                   VALUES (2, 'shopify', '78', 2, '2026-03-06', 'USD', 5000, 4100, 'sale', 'GLOW9');
                 INSERT INTO order_code (id, order_id, folded) VALUES (1, 2, 'glow9');",
            )
            .expect("rows");
        let conn = &file.conn;
        assert_eq!(kinds(conn, "MIA"), [FoundKind::Creator, FoundKind::Code]);
        assert_eq!(kinds(conn, "mia10"), [FoundKind::Code]);
        assert_eq!(kinds(conn, "spring"), [FoundKind::Campaign, FoundKind::Batch]);
        assert_eq!(kinds(conn, "#1042"), [FoundKind::Order]);
        assert_eq!(kinds(conn, "glow9"), [FoundKind::Order], "an unattributed order by its code");
        assert_eq!(kinds(conn, "inv-204"), [FoundKind::Invoice]);
        assert_eq!(kinds(conn, "sofia brief"), [FoundKind::Note]);
        assert_eq!(kinds(conn, "two lines"), [FoundKind::Creator, FoundKind::Note]);
        let by = |text: &str| match found(conn, text).groups.into_iter().next().expect("a group").rows.remove(0) {
            Found::Creator { by, .. } => by,
            other => panic!("{other:?}"),
        };
        assert_eq!(by("hello@o"), FoundBy::Email("Hello@O.example".to_owned()));
        assert_eq!(by("@old.neil"), FoundBy::EarlierHandle("old.neil".to_owned()));
        assert_eq!(by("booktok"), FoundBy::Tag("BookTok".to_owned()));
        assert_eq!(by("glow mia"), FoundBy::Name);
    }

    #[test]
    fn an_invoice_is_found_once_with_all_it_covers() {
        let file = fixture();
        file.conn
            .execute_batch(
                "DELETE FROM cost_item;
                 INSERT INTO cost_item (id, collaboration_id, kind, amount_minor, state, day, invoice) VALUES
                   (11, 1, 'fee', 9000, 'released', '2026-03-01', 'INV-7'), (12, 1, 'fee', 9000, 'paid', '2026-03-01', 'INV-7'),
                   (13, 1, 'fee', 4000, 'owed', '2026-03-02', 'inv-7'), (14, 1, 'shipping', 500, 'owed', '2026-03-02', 'INV-8'),
                   (15, 1, 'fee', 500, 'owed', '2026-03-02', 'INV-8');
                 INSERT INTO payment (id, collaboration_id, amount_minor, currency, reference) VALUES
                   (21, 1, 9000, 'USD', 'INV-7'), (22, 1, 100, 'USD', 'SEPA inv 9'), (23, 1, 100, 'USD', 'SEPA inv 9');",
            )
            .expect("rows");
        let told = |text: &str| -> Vec<(String, i64, i64, bool)> {
            let groups = found(&file.conn, text).groups;
            let invoices = groups.into_iter().find(|group| group.kind == FoundKind::Invoice).expect("invoices");
            assert_eq!(invoices.total, invoices.rows.len());
            let one = |row| match row {
                Found::Invoice { number, money, covers, are_fees, .. } => (number, money.minor, covers, are_fees),
                other => panic!("{other:?}"),
            };
            invoices.rows.into_iter().map(one).collect()
        };
        assert_eq!(told("inv-7"), [("INV-7".to_owned(), 13_000, 2, true)], "released fees are not owed");
        assert_eq!(told("inv-8"), [("INV-8".to_owned(), 1_000, 2, false)]);
        assert_eq!(told("sepa"), [("SEPA inv 9".to_owned(), 200, 2, false)]);
        let nothing = found(&file.conn, "zzzz").searched;
        assert!(nothing.contains(&(FoundKind::Invoice, 3)), "{nothing:?}");
    }

    #[test]
    fn little_says_what_was_searched_and_nothing_who_is_near() {
        let file = fixture();
        let nothing = found(&file.conn, "o.niel");
        assert!(nothing.groups.is_empty());
        assert!(matches!(&nothing.closest[..], [Found::Creator { handle, .. }] if handle == "o.neil"), "{nothing:?}");
        assert_eq!(nothing.searched.len(), FoundKind::iter().count());
        assert!(nothing.searched.contains(&(FoundKind::Creator, 2)));
        assert_eq!(found(&file.conn, " @ "), FoundList { text: " @ ".to_owned(), ..FoundList::default() });
        for awful in ["\"", "'", "%", "\0", "日本", "👩‍👩‍👧", &"x ".repeat(5_000)] {
            found(&file.conn, awful);
        }
    }
}

//! Whose sale is it: the owner of a code wins, then the owner of the link, then nobody.
//!
//! The rule is one pure function over the owners of all codes and marks, which are few and read at once; importing orders and
//! changing a code ask the same function. A code that ends in a star owns a family: every code that begins so. Where codes of
//! two creators are in one order, the pair is settled once by the user; until then the first in the order wins. A code that
//! two creators own is settled as a pair with itself, and so is a link; until then the one whose time it is gets all of its
//! orders. An order that the user gave to someone is never touched.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::domain::text::fold;
use crate::domain::{CollaborationId, CreatorId};
use crate::error::Result;
use crate::proto::outlook::LINK;

use super::free_orders;
use super::row::{Day, day};

/// Who owns a code or a mark.
#[derive(Clone, Copy, Debug)]
struct Owner {
    collaboration: CollaborationId,
    creator: CreatorId,
    /// Day of the first post, else the day the batch starts.
    start: Option<NaiveDate>,
}

/// By what an order belongs to someone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// A promo code.
    Code,
    /// A tracked link.
    Link,
    /// Nothing: it is nobody's.
    Nobody,
}

impl By {
    /// The word kept in the file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Link => "link",
            Self::Nobody => "nobody",
        }
    }
}

/// Whose an order is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Credit {
    /// The collaboration, if any.
    pub collaboration: Option<CollaborationId>,
    /// By what.
    pub by: By,
    /// Whether codes of different creators are in it, or one that several of them own.
    pub conflict: bool,
}

/// The owners of all codes, families of codes and link marks.
#[derive(Debug, Default)]
pub struct Owners {
    codes: HashMap<String, Vec<Owner>>,
    /// What the codes of a family begin with, the longest first.
    families: Vec<(String, Vec<Owner>)>,
    marks: HashMap<String, Vec<Owner>>,
    /// Who gets the orders that carry both codes.
    settled: HashMap<(String, String), CreatorId>,
}

/// Whose a code of an order is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The code as its owner wrote it, folded: with the star of its family.
    pub code: String,
    /// The collaboration.
    pub collaboration: CollaborationId,
    /// Its creator.
    pub creator: CreatorId,
    /// Whether another creator owns the same code, and nobody said whose its orders are.
    pub is_shared: bool,
}

/// Returns what the codes of a family begin with: `mia-*` owns every code that begins with `mia-`. Nothing for a single code.
pub fn family(code: &str) -> Option<&str> {
    code.strip_suffix('*').filter(|start| !start.is_empty())
}

/// Returns between which codes those stand that a code means: itself, or all of its family.
pub(super) fn span(code: &str) -> (&str, String) {
    family(code).map_or((code, code.to_owned()), |start| (start, format!("{start}{}", char::MAX)))
}

impl Owners {
    /// Reads all of them.
    pub fn read(conn: &Connection) -> Result<Self> {
        let read = |table: &str, column: &str| -> Result<HashMap<String, Vec<Owner>>> {
            let mut statement = conn.prepare_cached(&format!(
                "SELECT {table}.{column}, collaboration.id, collaboration.creator_id, COALESCE( \
                   (SELECT MIN(posted_on) FROM post WHERE collaboration_id = collaboration.id), batch.starts_on) \
                 FROM {table} JOIN collaboration ON collaboration.id = {table}.collaboration_id \
                 JOIN batch ON batch.id = collaboration.batch_id WHERE {table}.{column} <> '' ORDER BY collaboration.id"
            ))?;
            let mut owners: HashMap<String, Vec<Owner>> = HashMap::new();
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let owner = Owner { collaboration: row.get(1)?, creator: row.get(2)?, start: day(row, 3)? };
                owners.entry(row.get(0)?).or_default().push(owner);
            }
            Ok(owners)
        };
        let codes = read("code", "folded")?;
        let mut families: Vec<(String, Vec<Owner>)> =
            codes.iter().filter_map(|(code, owners)| Some((family(code)?.to_owned(), owners.clone()))).collect();
        families.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        let settled = conn
            .prepare_cached("SELECT first, second, winner_id FROM settled_codes")?
            .query_map([], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(Self { codes, families, marks: read("link", "mark")?, settled })
    }

    /// Returns whose a code (folded) was on a day.
    pub fn claim(&self, code: &str, on: NaiveDate) -> Option<Claim> {
        let (code, owners) = self.owned(code)?;
        self.owner(code, owners, on)
    }

    /// Whether orders with a code (folded) belong to the owners of another, which may be the star of its family.
    pub fn is_of(&self, code: &str, owned: &str) -> bool {
        self.owned(code).is_some_and(|(found, _)| found == owned)
    }

    /// The owners of the code itself, else of the family with the longest beginning; with the code as they wrote it.
    fn owned(&self, code: &str) -> Option<(String, &[Owner])> {
        let exact = self.codes.get(code).map(|owners| (code.to_owned(), owners.as_slice()));
        exact.or_else(|| {
            let (start, owners) = self.families.iter().find(|(start, _)| code.starts_with(start.as_str()))?;
            Some((format!("{start}*"), owners.as_slice()))
        })
    }

    /// Returns whose a link was on a day, by its mark (folded).
    pub(super) fn claim_link(&self, mark: &str, on: NaiveDate) -> Option<Claim> {
        self.owner(format!("{LINK}{mark}"), self.marks.get(mark)?, on)
    }

    fn owner(&self, code: String, owners: &[Owner], on: NaiveDate) -> Option<Claim> {
        let winner = self.settled.get(&pair(&code, &code));
        let of_winner: Vec<Owner> = owners.iter().filter(|owner| Some(&owner.creator) == winner).copied().collect();
        let candidates = if of_winner.is_empty() { owners } else { &of_winner };
        let Owner { collaboration, creator, .. } = current(candidates, |owner| owner.start, on)?;
        // Who has not started has no orders to lose.
        let is_rival = |owner: &Owner| owner.creator != creator && owner.start.is_some();
        let is_shared = of_winner.is_empty() && owners.iter().any(is_rival);
        Some(Claim { code, collaboration, creator, is_shared })
    }

    /// Returns the codes and links that several creators own who have started, each with one of the collaborations of each of
    /// them.
    pub fn shared(&self) -> impl Iterator<Item = (String, Vec<(CollaborationId, CreatorId)>)> {
        let each_once = |owners: &Vec<Owner>| {
            let mut found: Vec<(CollaborationId, CreatorId)> = Vec::new();
            for owner in owners.iter().filter(|owner| owner.start.is_some()) {
                if !found.iter().any(|(_, known)| *known == owner.creator) {
                    found.push((owner.collaboration, owner.creator));
                }
            }
            found
        };
        let links = self.marks.iter().map(|(mark, owners)| (format!("{LINK}{mark}"), owners));
        let all = self.codes.iter().map(|(code, owners)| (code.clone(), owners)).chain(links);
        all.map(move |(code, owners)| (code, each_once(owners))).filter(|(_, owners)| owners.len() > 1)
    }

    /// The collaborations that own a code or a link.
    pub fn collaborations(&self, code: &str) -> impl Iterator<Item = CollaborationId> {
        code.strip_prefix(LINK)
            .map_or_else(|| self.codes.get(code), |mark| self.marks.get(mark))
            .into_iter()
            .flatten()
            .map(|owner| owner.collaboration)
    }

    /// Returns who gets the orders that carry both codes, once someone said so.
    pub fn settled(&self, one: &Claim, other: &Claim) -> Option<CreatorId> {
        self.settled.get(&pair(&one.code, &other.code)).copied()
    }

    /// Returns whose an order of this day is, by its codes (folded, as they are in it) and its marks (folded).
    pub fn credit(&self, codes: &[String], marks: &[String], placed_on: NaiveDate) -> Credit {
        let mut claims = codes.iter().filter_map(|code| self.claim(code, placed_on));
        if let Some(mut winner) = claims.next() {
            let mut conflict = winner.is_shared;
            for other in claims {
                match self.settled(&winner, &other) {
                    _ if other.creator == winner.creator => {}
                    Some(creator) if creator == other.creator => winner = other,
                    Some(creator) if creator == winner.creator => {}
                    _ => conflict = true,
                }
            }
            return Credit { collaboration: Some(winner.collaboration), by: By::Code, conflict };
        }
        match marks.iter().find_map(|mark| self.claim_link(mark, placed_on)) {
            Some(owner) => Credit { collaboration: Some(owner.collaboration), by: By::Link, conflict: owner.is_shared },
            None => Credit { collaboration: None, by: By::Nobody, conflict: false },
        }
    }
}

/// Two codes in alphabetical order, as they are settled.
pub fn pair(one: &str, other: &str) -> (String, String) {
    let (first, second) = if one <= other { (one, other) } else { (other, one) };
    (first.to_owned(), second.to_owned())
}

/// Returns the owner whose time it was: the latest start that is not after the day, else the earliest start.
///
/// One that has not started at all comes last, so that planning a second batch takes no sale from the first.
pub(super) fn current<T: Copy>(owners: &[T], start: impl Fn(&T) -> Option<NaiveDate>, day: NaiveDate) -> Option<T> {
    let started = owners.iter().filter(|owner| start(owner).is_some());
    // Of two that start together the one put in first: max_by_key would take the last of equals.
    let latest = started.clone().filter(|owner| start(owner) <= Some(day)).rev().max_by_key(|owner| start(owner));
    latest.or_else(|| started.min_by_key(|owner| start(owner))).or(owners.first()).copied()
}

/// Returns the marks an order carries: its `utm_content`, then its `utm_campaign`, folded.
pub fn marks(utm: &[(String, String)]) -> Vec<String> {
    ["utm_content", "utm_campaign"]
        .into_iter()
        .filter_map(|key| utm.iter().find(|(name, value)| name.eq_ignore_ascii_case(key) && !value.trim().is_empty()))
        .map(|(_, value)| fold(value.trim()))
        .collect()
}

/// Writes the `utm` pairs of an order for its column: one per line.
pub fn utm_text(utm: &[(String, String)]) -> String {
    let one_line = |text: &str| text.replace(['\n', '\r'], " ");
    let lines = utm.iter().map(|(name, value)| format!("{}={}", one_line(name), one_line(value)));
    lines.collect::<Vec<_>>().join("\n")
}

/// Reads what [`utm_text`] wrote.
pub(super) fn utm_pairs(text: &str) -> Vec<(String, String)> {
    text.lines()
        .filter_map(|line| line.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

/// Returns the part of a tracked link that an order repeats: its `utm_content`, else its `utm_campaign`, folded; empty
/// without either.
pub fn link_mark(url: &str) -> String {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    let query = query.split('#').next().unwrap_or_default();
    let pairs: Vec<_> = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.to_owned(), unescaped(value)))
        .collect();
    marks(&pairs).into_iter().next().unwrap_or_default()
}

/// Reads `%20` and `+` in a part of a link.
fn unescaped(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let code = tail
            .get(..2)
            .and_then(|two| std::str::from_utf8(two).ok())
            .and_then(|two| u8::from_str_radix(two, 16).ok());
        rest = match (first, code) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                tail.get(2..).unwrap_or_default()
            }
            (b'+', _) => {
                bytes.push(b' ');
                tail
            }
            _ => {
                bytes.push(*first);
                tail
            }
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Finds the owners of all orders again that carry one of these codes or marks (both folded); returns how many changed hands.
///
/// Runs inside the caller's transaction. Call it with codes and links that came, went, or whose collaboration has a new
/// first day.
pub fn recredit(conn: &Connection, codes: &[String], marks_: &[String]) -> Result<u64> {
    let owners = Owners::read(conn)?;
    let mut orders = BTreeSet::new();
    let mut by_code = conn.prepare_cached("SELECT order_id FROM order_code WHERE folded BETWEEN ?1 AND ?2")?;
    for code in codes {
        let (from, to) = span(code);
        for id in by_code.query_map([from, &to], |row| row.get::<_, i64>(0))? {
            orders.insert(id?);
        }
    }
    if !marks_.is_empty() {
        let mut statement = conn.prepare_cached("SELECT id, utm FROM sale_order WHERE utm <> ''")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let utm: String = row.get(1)?;
            if marks(&utm_pairs(&utm)).iter().any(|mark| marks_.contains(mark)) {
                orders.insert(row.get(0)?);
            }
        }
    }
    let mut order = conn.prepare_cached(
        "SELECT placed_on, utm, collaboration_id, attributed_by FROM sale_order WHERE id = ?1 AND attributed_by <> 'person'",
    )?;
    let mut codes_of = conn.prepare_cached("SELECT folded FROM order_code WHERE order_id = ?1 ORDER BY id")?;
    let mut update =
        conn.prepare_cached("UPDATE sale_order SET collaboration_id = ?2, attributed_by = ?3 WHERE id = ?1")?;
    let mut changed = 0;
    for id in orders {
        let mut rows = order.query([id])?;
        let Some(row) = rows.next()? else { continue };
        let utm: String = row.get(1)?;
        let codes = codes_of.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
        let credit = owners.credit(&codes, &marks(&utm_pairs(&utm)), row.get::<_, Day>(0)?.0);
        let (now, by): (Option<CollaborationId>, String) = (row.get(2)?, row.get(3)?);
        if (now, by.as_str()) != (credit.collaboration, credit.by.word()) {
            update.execute((id, credit.collaboration, credit.by.word()))?;
            free_orders::follow_owner(conn, id)?;
            changed += 1;
        }
    }
    Ok(changed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::fixture::fixture;

    fn a_day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn texts(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    /// Mia's code in two batches (posted 2 march, starting 20 march) and in one not begun; Leo's code, link and batch.
    fn file() -> crate::store::fixture::Fixture {
        let fixture = fixture();
        fixture
            .conn
            .execute_batch(
                "INSERT INTO batch (id, campaign_id, name, folded, starts_on, updated_at) VALUES
                   (2, 1, 'B', 'b', '2026-03-20', 1), (3, 1, 'C', 'c', NULL, 1);
                 INSERT INTO collaboration (id, batch_id, creator_id, updated_at) VALUES (2, 2, 1, 1), (3, 3, 1, 1), (4, 2, 2, 1);
                 INSERT INTO code (collaboration_id, code, folded) VALUES (2, 'MIA10', 'mia10'), (3, 'MIA10', 'mia10'), (4, 'LEO5', 'leo5');
                 INSERT INTO link (collaboration_id, url, mark) VALUES (4, 'https://x.example/?utm_content=leo', 'leo');
                 INSERT INTO post (creator_id, collaboration_id, posted_on) VALUES (1, 1, '2026-03-02');",
            )
            .expect("rows");
        fixture
    }

    #[test]
    fn the_time_of_a_batch_decides_between_batches() {
        let owners = Owners::read(&file().conn).expect("owners");
        let of = |codes: &[&str], marks: &[&str], on: &str| {
            let credit = owners.credit(&texts(codes), &texts(marks), a_day(on));
            (credit.collaboration.map(|id| id.0), credit.by, credit.conflict)
        };
        assert_eq!(of(&["mia10"], &[], "2026-03-19"), (Some(1), By::Code, false));
        assert_eq!(of(&["mia10"], &[], "2026-03-20"), (Some(2), By::Code, false));
        assert_eq!(of(&["mia10"], &[], "2026-01-01"), (Some(1), By::Code, false), "else the earliest");
        assert_eq!(
            of(&["shop20", "leo5", "mia10"], &[], "2026-03-05"),
            (Some(4), By::Code, true),
            "the first known code"
        );
        assert_eq!(of(&["mia10"], &["leo"], "2026-03-05"), (Some(1), By::Code, false), "a code wins over a link");
        assert_eq!(of(&["shop20"], &["other", "leo"], "2026-03-05"), (Some(4), By::Link, false));
        assert_eq!(of(&["shop20"], &[], "2026-03-05"), (None, By::Nobody, false));
    }

    #[test]
    fn only_orders_that_change_hands_are_written() {
        let file = file();
        file.conn
            .execute_batch(
                "INSERT INTO sale_order (id, source, external_id, placed_at, placed_on, currency, total_minor, net_minor, state, codes, utm, collaboration_id, attributed_by)
                   VALUES (2, 's', '2', 1, '2026-03-25', 'USD', 1, 1, 'sale', 'MIA10', '', 1, 'code'),
                          (3, 's', '3', 1, '2026-03-25', 'USD', 1, 1, 'sale', 'MIA10', '', 4, 'person'),
                          (4, 's', '4', 1, '2026-03-25', 'USD', 1, 1, 'sale', '', 'utm_source=tiktok' || char(10) || 'utm_campaign=Leo', NULL, 'nobody');
                 INSERT INTO order_code (order_id, folded) VALUES (1, 'mia10'), (2, 'mia10'), (3, 'mia10');",
            )
            .expect("rows");
        let owner = |id: i64| -> (Option<i64>, String) {
            file.conn
                .query_row("SELECT collaboration_id, attributed_by FROM sale_order WHERE id = ?1", [id], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })
                .expect("an order")
        };
        assert_eq!(recredit(&file.conn, &texts(&["mia10"]), &[]).expect("credits"), 1);
        assert_eq!(owner(1), (Some(1), "code".to_owned()));
        assert_eq!(owner(2), (Some(2), "code".to_owned()));
        assert_eq!(owner(3), (Some(4), "person".to_owned()), "a person decided");
        assert_eq!(recredit(&file.conn, &[], &texts(&["leo"])).expect("credits"), 1);
        assert_eq!(owner(4), (Some(4), "link".to_owned()));
        assert_eq!(recredit(&file.conn, &texts(&["mia10"]), &texts(&["leo"])).expect("credits"), 0);
        file.conn.execute("DELETE FROM code WHERE folded = 'mia10'", []).expect("deletes");
        assert_eq!(recredit(&file.conn, &texts(&["mia10"]), &[]).expect("credits"), 2);
        assert_eq!(owner(2), (None, "nobody".to_owned()));
    }

    #[test]
    fn a_family_owns_every_code_that_begins_so() {
        let file = file();
        file.conn
            .execute_batch(
                "INSERT INTO code (collaboration_id, code, folded) VALUES (1, 'MIA-*', 'mia-*'), (4, 'MIA-LEO*', 'mia-leo*');
                 INSERT INTO sale_order (id, source, external_id, placed_at, placed_on, currency, total_minor, net_minor, state)
                   VALUES (2, 's', '2', 1, '2026-03-25', 'USD', 1, 1, 'sale');
                 INSERT INTO order_code (order_id, folded) VALUES (2, 'mia-x7q');",
            )
            .expect("rows");
        let owners = Owners::read(&file.conn).expect("owners");
        let claim = |code: &str| {
            let claim = owners.claim(code, a_day("2026-03-05"));
            claim.map(|claim| (claim.code, claim.collaboration.0))
        };
        assert_eq!(claim("mia-x7q"), Some(("mia-*".to_owned(), 1)));
        assert_eq!(claim("mia-leo1"), Some(("mia-leo*".to_owned(), 4)), "the longest beginning");
        assert_eq!(claim("mia10"), Some(("mia10".to_owned(), 1)), "the code itself before any family");
        assert_eq!(claim("mia"), None);
        assert_eq!(recredit(&file.conn, &texts(&["mia-*"]), &[]).expect("credits"), 1);
    }

    #[test]
    fn a_settled_pair_decides_whatever_stands_first() {
        let file = file();
        file.conn
            .execute("INSERT INTO settled_codes (first, second, winner_id) VALUES ('leo5', 'mia10', 1)", [])
            .expect("a pair");
        let owners = Owners::read(&file.conn).expect("owners");
        for codes in [["leo5", "mia10"], ["mia10", "leo5"]] {
            let credit = owners.credit(&texts(&codes), &[], a_day("2026-03-05"));
            assert_eq!((credit.collaboration, credit.conflict), (Some(CollaborationId(1)), false));
        }
    }

    #[test]
    fn links_are_known_by_their_content_else_their_campaign() {
        assert_eq!(link_mark("https://x.example/p?utm_campaign=spring&utm_content=Mia%20Glow#top"), "mia glow");
        assert_eq!(link_mark("https://x.example/p?utm_campaign=Sof%C3%ADa+1"), "sofia 1");
        assert_eq!(link_mark("https://x.example/p?utm_source=tiktok&utm_content="), "");
        assert_eq!(link_mark("https://x.example/100%"), "");
        let pairs = vec![("utm_content".to_owned(), "a\nb=c".to_owned())];
        assert_eq!(utm_pairs(&utm_text(&pairs)), [("utm_content".to_owned(), "a b=c".to_owned())]);
    }
}

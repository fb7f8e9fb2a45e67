//! Orders whose owner is in doubt: those of nobody, and those that carry codes of two creators.

use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension};

use crate::domain::text::fold;
use crate::domain::{CampaignId, CollaborationId, CreatorId, Currency};
use crate::error::Result;
use crate::proto::code_holder::CodeSeekers;
use crate::proto::outlook::{CodeRow, ConflictRow, LINK, OrderRow, OwnerRow, Review};

use super::attribute::{Claim, Owners, marks, span, utm_pairs};
use super::code_home;
use super::row::Day;

/// The most orders of nobody that are listed.
const LISTED: i64 = 1_000;

/// Whether any code or link is owned by several creators.
const IS_SHARED: &str =
    "SELECT 1 FROM code JOIN collaboration ON collaboration.id = collaboration_id WHERE folded <> ''
  GROUP BY folded HAVING count(DISTINCT creator_id) > 1
  UNION ALL SELECT 1 FROM link JOIN collaboration ON collaboration.id = collaboration_id WHERE mark <> ''
  GROUP BY mark HAVING count(DISTINCT creator_id) > 1 LIMIT 1";

/// The most codes of nobody that are listed.
const CODES: usize = 50;

/// Returns the orders whose owner is in doubt, in the currency of a campaign; nothing for a campaign that no longer exists. Without
/// a campaign, the orders of nobody in the currency of most of them.
pub fn read(conn: &Connection, campaign: Option<CampaignId>) -> Result<Review> {
    let currency = match campaign {
        Some(campaign) => conn
            .prepare_cached("SELECT currency FROM campaign WHERE id = ?1")?
            .query_row([campaign], |row| row.get::<_, Currency>(0))
            .optional()?,
        None => conn
            .prepare_cached(
                "SELECT currency FROM order_sum WHERE collaboration_id = 0 AND state = 'sale' AND orders > 0
                   GROUP BY currency ORDER BY SUM(orders) DESC LIMIT 1",
            )?
            .query_row([], |row| row.get::<_, Currency>(0))
            .optional()?,
    };
    let Some(currency) = currency else { return Ok(Review::default()) };
    let orders_total = conn
        .prepare_cached(
            "SELECT ifnull(SUM(orders), 0) FROM order_sum WHERE collaboration_id = 0 AND currency = ?1 AND state = 'sale'",
        )?
        .query_row([currency], |row| row.get(0))?;
    let codes = unknown_codes(conn, currency)?;
    let seekers = if codes.is_empty() { CodeSeekers::default() } else { code_home::seekers(conn, campaign)? };
    Ok(Review {
        orders: unattributed(conn, currency)?,
        orders_total,
        codes,
        seekers,
        conflicts: campaign.map(|campaign| conflicts(conn, campaign, currency)).transpose()?.unwrap_or_default(),
        owners: campaign.map(|campaign| owners(conn, campaign)).transpose()?.unwrap_or_default(),
    })
}

/// The newest sales of nobody.
fn unattributed(conn: &Connection, currency: Currency) -> Result<Vec<OrderRow>> {
    let mut statement = conn.prepare_cached(
        "SELECT id, name, placed_on, net_minor, codes, utm, external_id FROM sale_order \
         WHERE collaboration_id IS NULL AND state = 'sale' AND currency = ?1 ORDER BY placed_on DESC, net_minor DESC, id DESC \
         LIMIT ?2",
    )?;
    let rows = statement.query_map((currency, LISTED), |row| {
        let (name, external): (String, String) = (row.get(1)?, row.get(6)?);
        let mark = marks(&utm_pairs(&row.get::<_, String>(5)?)).into_iter().next().unwrap_or_default();
        Ok(OrderRow {
            id: row.get(0)?,
            name: if name.is_empty() { external } else { name },
            placed_on: row.get::<_, Day>(2)?.0,
            net_minor: row.get(3)?,
            currency,
            codes: row.get(4)?,
            mark,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The codes of sales of nobody that no creator has, in all currencies, the most used first.
pub fn codes_without_creator(conn: &Connection) -> Result<Vec<CodeRow>> {
    let mut found = Vec::new();
    for currency in currencies_of_nobody(conn)? {
        found.extend(unknown_codes(conn, currency)?);
    }
    found.sort_by_key(|code| std::cmp::Reverse(code.orders));
    Ok(found)
}

/// Counts the sales of nobody with a code that no creator has, in all currencies; one with two of them is one.
pub fn orders_with_unknown_codes(conn: &Connection) -> Result<i64> {
    let mut orders = 0;
    for currency in currencies_of_nobody(conn)? {
        let codes: Vec<String> = unknown(conn, currency)?.into_iter().map(|(folded, _)| folded).collect();
        let mut sales = conn.prepare_cached(
            "SELECT count(*) FROM sale_order
               WHERE collaboration_id IS NULL AND state = 'sale' AND currency = ?1 AND attributed_by <> 'person'
               AND id IN (SELECT order_id FROM order_code WHERE folded IN (SELECT value FROM json_each(?2)))",
        )?;
        orders +=
            sales.query_row((currency, serde_json::Value::from(codes).to_string()), |row| row.get::<_, i64>(0))?;
    }
    Ok(orders)
}

/// The currencies of sales of nobody.
fn currencies_of_nobody(conn: &Connection) -> Result<Vec<Currency>> {
    let mut statement = conn.prepare_cached(
        "SELECT DISTINCT currency FROM order_sum WHERE collaboration_id = 0 AND state = 'sale' AND orders > 0",
    )?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// The most used of the codes of sales of nobody that no creator has.
fn unknown_codes(conn: &Connection, currency: Currency) -> Result<Vec<CodeRow>> {
    Ok(unknown(conn, currency)?.into_iter().take(CODES).map(|(_, code)| code).collect())
}

/// The codes of sales of nobody that no creator has, each folded too. The code of someone who had it on another day is theirs.
fn unknown(conn: &Connection, currency: Currency) -> Result<Vec<(String, CodeRow)>> {
    let owners = Owners::read(conn)?;
    let mut statement = conn.prepare_cached(
        "SELECT order_code.folded, ifnull(min(CASE WHEN instr(codes, ' + ') = 0 THEN codes END), order_code.folded), count(*), sum(net_minor), max(placed_on) FROM order_code
           JOIN sale_order ON sale_order.id = order_id
           WHERE collaboration_id IS NULL AND state = 'sale' AND currency = ?1 AND attributed_by <> 'person'
           GROUP BY order_code.folded ORDER BY count(*) DESC, order_code.folded",
    )?;
    let rows = statement.query_map([currency], |row| {
        let code = CodeRow { code: row.get(1)?, orders: row.get(2)?, net_minor: row.get(3)?, currency };
        Ok((row.get::<_, String>(0)?, row.get::<_, Day>(4)?.0, code))
    })?;
    let mut found = Vec::new();
    for row in rows {
        let (folded, on, code) = row?;
        if owners.claim(&folded, on).is_none() {
            found.push((folded, code));
        }
    }
    Ok(found)
}

/// Anyone who is in a batch of the campaign, those of a batch that has started first.
fn owners(conn: &Connection, campaign: CampaignId) -> Result<Vec<OwnerRow>> {
    let mut statement = conn.prepare_cached(
        "SELECT collaboration.id, creator.handle, batch.name, batch.status <> 'planned' FROM collaboration \
         JOIN batch ON batch.id = collaboration.batch_id JOIN creator ON creator.id = collaboration.creator_id \
         WHERE batch.campaign_id = ?1 ORDER BY batch.status = 'planned', batch.id DESC, collaboration.id",
    )?;
    let rows = statement.query_map([campaign], |row| {
        Ok(OwnerRow { id: row.get(0)?, handle: row.get(1)?, batch: row.get(2)?, has_started: row.get(3)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Returns the codes that two creators own, and the pairs of codes that are in one sale and belong to two creators, one of
/// them in the campaign: those that nobody settled first, then one code before two, the dearest first. Orders that the user gave
/// to someone are in no doubt.
pub fn conflicts(conn: &Connection, campaign: CampaignId, currency: Currency) -> Result<Vec<ConflictRow>> {
    let mut stacked = conn.prepare_cached(
        "SELECT placed_on, net_minor, codes FROM sale_order WHERE instr(codes, ' + ') > 0 AND state = 'sale' \
         AND currency = ?1 AND attributed_by <> 'person'",
    )?;
    let mut rows = stacked.query([currency])?;
    let mut known: Option<(Owners, HashSet<CollaborationId>)> = None;
    let mut found: BTreeMap<(String, String), ConflictRow> = BTreeMap::new();
    let mut shared = Vec::new();
    if conn.prepare_cached(IS_SHARED)?.exists([])? {
        let (owners, own) = (Owners::read(conn)?, members(conn, campaign)?);
        shared = shared_codes(conn, &owners, &own, currency)?;
        known = Some((owners, own));
    }
    while let Some(row) = rows.next()? {
        let (owners, own) = match known.take() {
            Some(known) => known,
            None => (Owners::read(conn)?, members(conn, campaign)?),
        };
        let (on, net) = (row.get::<_, Day>(0)?.0, row.get::<_, i64>(1)?);
        let codes: String = row.get(2)?;
        let claims: Vec<Claim> = codes.split(" + ").filter_map(|code| owners.claim(&fold(code.trim()), on)).collect();
        for (one, other) in pairs(&claims) {
            if !own.contains(&one.collaboration) && !own.contains(&other.collaboration) {
                continue;
            }
            let (first, second) = if one.code <= other.code { (one, other) } else { (other, one) };
            let row = found.entry((first.code.clone(), second.code.clone())).or_insert_with(|| ConflictRow {
                codes: (first.code.clone(), second.code.clone()),
                owners: ((first.creator, String::new()), (second.creator, String::new())),
                orders: 0,
                net_minor: 0,
                currency,
                settled: owners.settled(first, second),
            });
            row.orders += 1;
            row.net_minor = row.net_minor.saturating_add(net);
        }
        known = Some((owners, own));
    }
    let mut found: Vec<ConflictRow> = shared.into_iter().chain(found.into_values()).collect();
    if !found.is_empty() {
        let handles = handles(conn)?;
        for (id, handle) in found.iter_mut().flat_map(|row| [&mut row.owners.0, &mut row.owners.1]) {
            *handle = handles.get(id).cloned().unwrap_or_default();
        }
    }
    found.sort_by_key(|row| (row.settled.is_some(), !row.is_shared(), std::cmp::Reverse(row.net_minor)));
    Ok(found)
}

/// Returns which of some codes (folded) several creators own, each with its owners: `glow15 (@ana, @ben)`.
pub(super) fn several_owners<'c>(conn: &Connection, codes: impl Iterator<Item = &'c str>) -> Result<Vec<String>> {
    let mut owners = conn.prepare_cached(
        "SELECT DISTINCT creator.handle FROM code JOIN collaboration ON collaboration.id = code.collaboration_id
           JOIN creator ON creator.id = collaboration.creator_id WHERE code.folded = ?1 ORDER BY collaboration.id",
    )?;
    let mut found = Vec::new();
    for code in codes {
        let handles = owners.query_map([code], |row| Ok(format!("@{}", row.get::<_, String>(0)?)))?;
        let handles = handles.collect::<rusqlite::Result<Vec<String>>>()?;
        if handles.len() > 1 {
            found.push(format!("{code} ({})", handles.join(", ")));
        }
    }
    Ok(found)
}

/// The codes and links that several creators own, one of them in the campaign, with the sales that carry them. A link that
/// brought no sale is in no doubt: many shops give everybody the same, and tell them apart by their codes.
fn shared_codes(
    conn: &Connection,
    owners: &Owners,
    own: &HashSet<CollaborationId>,
    currency: Currency,
) -> Result<Vec<ConflictRow>> {
    let mut found = Vec::new();
    for (code, creators) in owners.shared() {
        if !owners.collaborations(&code).any(|id| own.contains(&id)) {
            continue;
        }
        let (orders, net_minor) = if let Some(mark) = code.strip_prefix(LINK) {
            match by_link(conn, mark, currency)? {
                (0, _) => continue,
                sums => sums,
            }
        } else {
            by_code(conn, owners, &code, currency)?
        };
        let claim = |(collaboration, creator): (CollaborationId, CreatorId)| Claim {
            code: code.clone(),
            collaboration,
            creator,
            is_shared: true,
        };
        let owning: Vec<CreatorId> = creators.iter().map(|(_, creator)| *creator).collect();
        let mut creators = creators.into_iter();
        let Some(first) = creators.next() else { continue };
        found.extend(creators.map(|other| ConflictRow {
            codes: (code.clone(), code.clone()),
            owners: ((first.1, String::new()), (other.1, String::new())),
            orders,
            net_minor,
            currency,
            // Who lost the code meanwhile gets nothing by it.
            settled: owners.settled(&claim(first), &claim(other)).filter(|winner| owning.contains(winner)),
        }));
    }
    found.sort_by(|one, other| one.codes.cmp(&other.codes));
    Ok(found)
}

/// Counts the sales that carry a code or one of its family, and what they paid. A code of the family that has owners of its own,
/// as `glow-10` beside `glow-*`, is theirs.
fn by_code(conn: &Connection, owners: &Owners, code: &str, currency: Currency) -> Result<(i64, i64)> {
    let (from, to) = span(code);
    let mut members = conn.prepare_cached("SELECT DISTINCT folded FROM order_code WHERE folded BETWEEN ?1 AND ?2")?;
    let members = members.query_map((from, to), |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    let members: Vec<String> = members.into_iter().filter(|member| owners.is_of(member, code)).collect();
    let mut sales = conn.prepare_cached(
        "SELECT count(*), ifnull(sum(net_minor), 0) FROM sale_order WHERE state = 'sale' AND currency = ?1
           AND attributed_by <> 'person'
           AND id IN (SELECT order_id FROM order_code WHERE folded IN (SELECT value FROM json_each(?2)))",
    )?;
    Ok(sales
        .query_row((currency, serde_json::Value::from(members).to_string()), |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// Counts the sales that a link brought, and what they paid.
fn by_link(conn: &Connection, mark: &str, currency: Currency) -> Result<(i64, i64)> {
    let mut statement = conn.prepare_cached(
        "SELECT utm, net_minor FROM sale_order WHERE attributed_by = 'link' AND state = 'sale' AND currency = ?1",
    )?;
    let mut rows = statement.query([currency])?;
    let (mut orders, mut net) = (0, 0_i64);
    while let Some(row) = rows.next()? {
        if marks(&utm_pairs(&row.get::<_, String>(0)?)).iter().any(|own| own == mark) {
            (orders, net) = (orders + 1, net.saturating_add(row.get(1)?));
        }
    }
    Ok((orders, net))
}

/// Two and two of the claims on an order that belong to different creators.
fn pairs(claims: &[Claim]) -> impl Iterator<Item = (&Claim, &Claim)> {
    let all =
        claims.iter().enumerate().flat_map(|(index, one)| claims[index + 1..].iter().map(move |other| (one, other)));
    all.filter(|(one, other)| one.creator != other.creator && one.code != other.code)
}

fn members(conn: &Connection, campaign: CampaignId) -> Result<HashSet<CollaborationId>> {
    let mut statement = conn.prepare_cached(
        "SELECT collaboration.id FROM collaboration JOIN batch ON batch.id = collaboration.batch_id WHERE batch.campaign_id = ?1",
    )?;
    let rows = statement.query_map([campaign], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Handles of those who own codes or links.
fn handles(conn: &Connection) -> Result<HashMap<CreatorId, String>> {
    let mut statement = conn.prepare_cached(
        "SELECT creator.id, creator.handle FROM code JOIN collaboration ON collaboration.id = code.collaboration_id \
         JOIN creator ON creator.id = collaboration.creator_id UNION SELECT creator.id, creator.handle FROM link \
         JOIN collaboration ON collaboration.id = link.collaboration_id JOIN creator ON creator.id = collaboration.creator_id",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

#[cfg(test)]
mod tests;

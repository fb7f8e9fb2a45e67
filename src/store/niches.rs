//! Niches and tags as a tree, with what each holds.

use std::collections::{BTreeMap, HashMap};

use rusqlite::Connection;

use crate::domain::TagId;
use crate::domain::day::Calendar;
use crate::domain::filter::asks_for_niche;
use crate::domain::niche;
use crate::domain::text::fold;
use crate::error::Result;
use crate::proto::niche::NicheRow;

use super::views;

/// A tag with this folded name, or below it. Binds the name three times; `0` is the sign that follows the slash.
pub(super) const IN_SUBTREE: &str = "(tag.folded = ? OR (tag.folded > ? || '/' AND tag.folded < ? || '0'))";

/// Creators in all, picked, and not rejected.
#[derive(Clone, Copy, Debug, Default)]
struct Held {
    creators: i64,
    picked: i64,
    candidates: i64,
}

/// Returns all niches and tags, and the names that only are above others, in the order of the tree.
pub fn list(conn: &Connection, calendar: Calendar) -> Result<Vec<NicheRow>> {
    let held = held(conn)?;
    let mut campaigns = campaigns(conn)?;
    let views = views::list(conn)?;
    let mut statement = conn.prepare_cached("SELECT id, name, is_niche FROM tag")?;
    let mut tree: BTreeMap<Vec<String>, NicheRow> = BTreeMap::new();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (id, name): (TagId, String) = (row.get(0)?, row.get(1)?);
        let Held { creators, picked, candidates } = held.get(&id).copied().unwrap_or_default();
        let is_niche = row.get(2)?;
        let campaigns = campaigns.remove(&id).unwrap_or_default();
        let row = NicheRow {
            id: Some(id),
            is_niche,
            is_all_niche: is_niche,
            own: creators,
            creators,
            picked,
            candidates,
            campaigns,
            views: Vec::new(),
            name,
        };
        tree.insert(path(&row.name), row);
    }
    for name in tree.values().map(|row| row.name.clone()).collect::<Vec<_>>() {
        let mut above = name.as_str();
        while let Some(parent) = niche::parent(above) {
            tree.entry(path(parent)).or_insert_with(|| above_others(parent));
            above = parent;
        }
    }
    add_what_lies_below(conn, &mut tree)?;
    let mut rows: Vec<NicheRow> = tree.into_values().collect();
    for row in &mut rows {
        let asking = views.iter().filter(|view| asks_for_niche(&view.fields.filter, calendar, &row.name));
        row.views = asking.map(|view| view.fields.name.clone()).collect();
    }
    Ok(rows)
}

/// The parts of a name as they are compared, so that children follow their parent in any order of signs.
fn path(name: &str) -> Vec<String> {
    name.split(niche::SLASH).map(fold).collect()
}

fn above_others(name: &str) -> NicheRow {
    NicheRow {
        id: None,
        name: name.to_owned(),
        is_niche: true,
        is_all_niche: true,
        own: 0,
        creators: 0,
        picked: 0,
        candidates: 0,
        campaigns: Vec::new(),
        views: Vec::new(),
    }
}

/// Counts again where something is below: a creator with parent and child is one creator.
fn add_what_lies_below(conn: &Connection, tree: &mut BTreeMap<Vec<String>, NicheRow>) -> Result<()> {
    let paths: Vec<Vec<String>> = tree.keys().cloned().collect();
    for (at, path) in paths.iter().enumerate() {
        let below: Vec<_> = paths[at + 1..].iter().take_while(|other| other.starts_with(path)).collect();
        if below.is_empty() {
            continue;
        }
        let of = |path: &Vec<String>| tree.get(path).filter(|row| row.id.is_some()).map(|row| row.is_niche);
        let is_all_niche = std::iter::once(path).chain(below).filter_map(of).all(|is_niche| is_niche);
        let folded = path.join("/");
        let sql = format!(
            "SELECT COUNT(*), COUNT(*) FILTER (WHERE verdict = 'picked'), COUNT(*) FILTER (WHERE verdict <> 'rejected')
             FROM creator WHERE id IN (SELECT creator_id FROM creator_tag WHERE tag_id IN
               (SELECT id FROM tag WHERE {IN_SUBTREE}))"
        );
        let held = conn.prepare_cached(&sql)?.query_row([&folded; 3], |row| {
            Ok(Held { creators: row.get(0)?, picked: row.get(1)?, candidates: row.get(2)? })
        })?;
        if let Some(row) = tree.get_mut(path) {
            (row.creators, row.picked, row.candidates) = (held.creators, held.picked, held.candidates);
            row.is_all_niche = is_all_niche;
            row.is_niche = if row.id.is_some() { row.is_niche } else { is_all_niche };
        }
    }
    Ok(())
}

fn held(conn: &Connection) -> Result<HashMap<TagId, Held>> {
    let mut statement = conn.prepare_cached(
        "SELECT creator_tag.tag_id, COUNT(*), COUNT(*) FILTER (WHERE creator.verdict = 'picked'),
           COUNT(*) FILTER (WHERE creator.verdict <> 'rejected')
         FROM creator_tag JOIN creator ON creator.id = creator_tag.creator_id GROUP BY creator_tag.tag_id",
    )?;
    let rows = statement.query_map([], |row| {
        Ok((row.get(0)?, Held { creators: row.get(1)?, picked: row.get(2)?, candidates: row.get(3)? }))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn campaigns(conn: &Connection) -> Result<HashMap<TagId, Vec<String>>> {
    let mut statement = conn.prepare_cached(
        "SELECT campaign_niche.tag_id, campaign.name FROM campaign_niche
         JOIN campaign ON campaign.id = campaign_niche.campaign_id ORDER BY campaign.folded",
    )?;
    let mut campaigns: HashMap<TagId, Vec<String>> = HashMap::new();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        campaigns.entry(row.get(0)?).or_default().push(row.get(1)?);
    }
    Ok(campaigns)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::fixture::{clock, fixture};

    #[test]
    fn a_parent_counts_each_creator_once() {
        let file = fixture();
        file.conn
            .execute_batch(
                "INSERT INTO tag (id, name, folded, is_niche) VALUES (2, 'Books/Romance', 'books/romance', 1),
                   (3, 'books/romance/slow', 'books/romance/slow', 0), (4, 'Books Old', 'books old', 1);
                 INSERT INTO creator_tag (creator_id, tag_id) VALUES (1, 2), (1, 3), (2, 3);
                 INSERT INTO campaign_niche (campaign_id, tag_id) VALUES (1, 2);
                 INSERT INTO saved_view (name, filter) VALUES ('Slow', 'tag:books/romance/slow er>3');
                 UPDATE creator SET verdict = CASE id WHEN 1 THEN 'picked' ELSE 'rejected' END;",
            )
            .expect("rows");
        let rows = list(&file.conn, Calendar::day_first(clock().today())).expect("niches");
        let told: Vec<_> = rows
            .iter()
            .map(|row| (row.name.as_str(), row.id.is_some(), row.own, row.creators, row.picked, row.candidates))
            .collect();
        assert_eq!(
            told,
            [
                ("Books", false, 0, 2, 1, 1),
                ("Books/Romance", true, 1, 2, 1, 1),
                ("books/romance/slow", true, 2, 2, 1, 1),
                ("Books Old", true, 0, 0, 0, 0),
                ("BookTok", true, 2, 2, 1, 1),
            ]
        );
        assert_eq!(rows[1].campaigns, ["Spring"]);
        assert_eq!(rows[0].views, ["Slow"]);
        assert_eq!(rows[0].filter(), "tag:Books");
        assert_eq!(rows[4].filter(), "niche:BookTok");
    }
}

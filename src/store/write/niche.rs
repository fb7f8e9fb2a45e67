//! Niches and tags themselves: renamed, merged, made the one or the other, deleted. What names them follows.

use rusqlite::params;

use super::{Outcome, Step, done, rows, tag};
use crate::domain::filter::{asks_for_niche, with_niche_renamed};
use crate::domain::text::fold;
use crate::domain::{TagId, niche};
use crate::error::{Error, Result};
use crate::proto::niche::NicheCmd;
use crate::store::niches::IN_SUBTREE;
use crate::store::views;
use crate::words::niches::{self as words, Deleted};

/// Longest name with its parents, in characters.
const LONGEST: usize = 60;

impl Step<'_> {
    /// Carries out a change of niches.
    pub(super) fn change_niches(&self, cmd: &NicheCmd) -> Result<Outcome> {
        match cmd {
            NicheCmd::Rename { from, to } => self.rename_niche(from, to),
            NicheCmd::Merge { from, into } => self.merge_niches(from, into),
            NicheCmd::SetKind { names, is_niche } => self.set_niche_kind(names, *is_niche),
            NicheCmd::Delete(names) => self.delete_niches(names),
        }
    }

    fn rename_niche(&self, from: &str, to: &str) -> Result<Outcome> {
        let to = one_name(to)?;
        let members = self.niche_members(from)?;
        if to == from {
            return Ok(Outcome::nothing(words::named_so(&to)));
        }
        apart(from, &to)?;
        if let Some(taken) = self.known_tag(&to)?.filter(|_| fold(&to) != fold(from)) {
            let taken = self.tag_written(taken)?;
            return Err(Error::refused(format!("There is already a niche called {taken}."))
                .with_hint("Merge the two, or choose another name."));
        }
        self.move_niches(&members, from, &to)?;
        let below = members.len() - usize::from(members.iter().any(|(_, name)| fold(name) == fold(from)));
        let views = self.views_follow(from, &to)?;
        Ok(done(words::renamed(from, &to, below, &views)))
    }

    fn merge_niches(&self, from: &[String], into: &str) -> Result<Outcome> {
        let into = one_name(into)?;
        let into = match self.known_tag(&into)? {
            Some(known) => self.tag_written(known)?,
            None => into,
        };
        let mut from: Vec<&String> = from.iter().filter(|name| fold(name) != fold(&into)).collect();
        if from.is_empty() {
            return Ok(Outcome::nothing(words::nothing_to_merge(&into)));
        }
        // The deepest first: what is below another one is merged itself, before the other takes it along.
        from.sort_by_key(|name| std::cmp::Reverse(niche::depth(name)));
        let mut views = Vec::new();
        for name in &from {
            apart(name, &into)?;
            let members = self.niche_members(name)?;
            self.move_niches(&members, name, &into)?;
            views.extend(self.views_follow(name, &into)?);
        }
        let size: i64 = self
            .conn
            .prepare_cached("SELECT COUNT(*) FROM creator_tag JOIN tag ON tag.id = tag_id WHERE folded = ?1")?
            .query_row([fold(&into)], |row| row.get(0))?;
        let mut names: Vec<&str> = from.iter().map(|name| name.as_str()).collect();
        names.sort_unstable();
        Ok(done(words::merged(&names, &into, size, &views)))
    }

    fn set_niche_kind(&self, names: &[String], is_niche: bool) -> Result<Outcome> {
        let mut changed = Vec::new();
        for name in names {
            let made = self
                .conn
                .prepare_cached("UPDATE tag SET is_niche = ?1 WHERE folded = ?2 AND is_niche <> ?1")?
                .execute(params![is_niche, fold(name)])?;
            if made > 0 {
                changed.push(name.as_str());
            }
        }
        let sentence = words::kind_set(&changed, is_niche);
        Ok(if changed.is_empty() { Outcome::nothing(sentence) } else { done(sentence) })
    }

    fn delete_niches(&self, names: &[String]) -> Result<Outcome> {
        self.conn.execute("DELETE FROM temp.touched", [])?;
        let (mut gone, mut campaigns, mut goals) = (Vec::new(), 0_u64, 0_usize);
        for name in names {
            let Some(tag) = self.known_tag(name)? else { continue };
            self.conn
                .prepare_cached(
                    "INSERT OR IGNORE INTO temp.touched (id) SELECT creator_id FROM creator_tag WHERE tag_id = ?1",
                )?
                .execute([tag])?;
            campaigns +=
                rows(self.conn.prepare_cached("DELETE FROM campaign_niche WHERE tag_id = ?1")?.execute([tag])?);
            goals +=
                self.conn.prepare_cached("UPDATE weekly_goal SET tag_id = NULL WHERE tag_id = ?1")?.execute([tag])?;
            self.conn.prepare_cached("DELETE FROM tag WHERE id = ?1")?.execute([tag])?;
            gone.push(name.as_str());
        }
        if gone.is_empty() {
            let name = names.first().map_or("It", String::as_str);
            return Err(Error::refused(format!("{name} only groups other niches. Delete those instead.")));
        }
        let lost: i64 = self.conn.query_row("SELECT count(*) FROM temp.touched", [], |row| row.get(0))?;
        let views: Vec<String> = views::list(self.conn)?
            .into_iter()
            .map(|view| view.fields)
            .filter_map(|fields| {
                let asks = gone.iter().any(|name| asks_for_niche(&fields.filter, self.calendar(), name));
                asks.then_some(fields.name)
            })
            .collect();
        let gone = Deleted { names: &gone, creators: lost, campaigns, was_goal: goals > 0, views: &views };
        Ok(done(words::deleted(&gone)))
    }

    /// A niche and all below it, parents before children.
    fn niche_members(&self, name: &str) -> Result<Vec<(TagId, String)>> {
        let folded = fold(name);
        let sql = format!("SELECT id, name FROM tag WHERE {IN_SUBTREE}");
        let mut members = self
            .conn
            .prepare_cached(&sql)?
            .query_map([&folded; 3], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        if members.is_empty() {
            return Err(Error::refused(format!("The niche {name} no longer exists.")));
        }
        members.sort_by_key(|(_, name)| niche::depth(name));
        Ok(members)
    }

    /// Gives each its new name, or puts it into the niche that has that name.
    fn move_niches(&self, members: &[(TagId, String)], from: &str, to: &str) -> Result<()> {
        for (id, name) in members {
            let Some(new) = niche::moved(name, from, to) else { continue };
            if new.chars().count() > LONGEST {
                return Err(Error::refused(format!(
                    "{new} is longer than {LONGEST} characters. Choose shorter names."
                )));
            }
            match self.known_tag(&new)? {
                Some(other) if other != *id => self.pour(*id, other)?,
                _ => {
                    self.conn
                        .prepare_cached("UPDATE tag SET name = ?1, folded = ?2 WHERE id = ?3")?
                        .execute(params![new, fold(&new), id])?;
                }
            }
        }
        Ok(())
    }

    /// Puts all that one niche has into another, each creator and campaign once, and ends it.
    fn pour(&self, from: TagId, into: TagId) -> Result<()> {
        for (table, owner) in [("creator_tag", "creator_id"), ("campaign_niche", "campaign_id")] {
            self.conn
                .prepare_cached(&format!(
                    "UPDATE {table} SET tag_id = ?2 WHERE tag_id = ?1
                     AND {owner} NOT IN (SELECT {owner} FROM {table} WHERE tag_id = ?2)"
                ))?
                .execute([from, into])?;
            self.conn.prepare_cached(&format!("DELETE FROM {table} WHERE tag_id = ?1"))?.execute([from])?;
        }
        self.conn.prepare_cached("UPDATE weekly_goal SET tag_id = ?2 WHERE tag_id = ?1")?.execute([from, into])?;
        self.conn.prepare_cached("DELETE FROM tag WHERE id = ?1")?.execute([from])?;
        Ok(())
    }

    /// Lets the filters of saved views follow a new name, and returns which do.
    fn views_follow(&self, from: &str, to: &str) -> Result<Vec<String>> {
        let mut following = Vec::new();
        for view in views::list(self.conn)? {
            let Some(filter) = with_niche_renamed(&view.fields.filter, self.calendar(), from, to) else { continue };
            if filter == view.fields.filter {
                continue;
            }
            self.conn
                .prepare_cached("UPDATE saved_view SET filter = ?1 WHERE id = ?2")?
                .execute(params![filter, view.id])?;
            following.push(view.fields.name);
        }
        Ok(following)
    }
}

/// A typed name as it is kept.
fn one_name(typed: &str) -> Result<String> {
    let mut names = tag::names(&[typed.to_owned()])?;
    names.pop().ok_or_else(|| Error::refused("A niche needs a name."))
}

/// Refuses to put a niche below itself.
fn apart(name: &str, to: &str) -> Result<()> {
    let (name_folded, to_folded) = (fold(name), fold(to));
    if name_folded != to_folded && niche::is_in(&to_folded, &name_folded) {
        return Err(Error::refused(format!("{to} is inside {name}. A niche can't move into itself."))
            .with_hint("Move the inner one to the top level first."));
    }
    Ok(())
}

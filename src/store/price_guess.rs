//! What a post of somebody would cost who was never asked: by your own agreed fees of the tier where these are enough, else by
//! published figures.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension};

use super::deals;
use crate::analysis::Spread;
use crate::analysis::price::{agreed, usual};
use crate::analysis::rules::Rules;
use crate::domain::{CreatorId, Money, Tier};
use crate::error::Result;
use crate::proto::price_guess::PriceGuess;

/// How many posts with views say more than the views that a list states.
const ENOUGH_POSTS: usize = 4;

/// What guesses rest on.
pub(super) struct PriceGuesses<'a> {
    /// The median of your own agreed fees of a tier, and how many they are.
    own: HashMap<Tier, (Money, usize)>,
    rules: &'a Rules,
}

impl<'a> PriceGuesses<'a> {
    pub fn read(conn: &Connection, rules: &'a Rules) -> Result<Self> {
        let fees = deals::by_tier(conn, rules)?;
        Ok(Self { own: fees.iter().filter_map(|(tier, fees)| Some((*tier, agreed(fees)?))).collect(), rules })
    }

    /// A post of somebody with so many followers, at the low and the high end of what their posts are viewed.
    pub fn of(&self, followers: Option<i64>, views: Option<(i64, i64)>) -> Option<PriceGuess> {
        let tier = self.rules.standards.tier(followers)?;
        let own = self.own.get(&tier).map(|(fee, count)| PriceGuess { low: *fee, high: *fee, deals: Some(*count) });
        own.or_else(|| {
            let usual = |views| usual(views, tier, &self.rules.standards.benchmarks);
            let (low, high) = views?;
            Some(PriceGuess { low: usual(low)?, high: usual(high)?, deals: None })
        })
    }
}

/// A post of a creator: by the middle half of their posts, or the views that a list states where too few of these have any.
pub(super) fn of(conn: &Connection, id: CreatorId, rules: &Rules) -> Result<Option<PriceGuess>> {
    let mut known = conn.prepare_cached("SELECT followers, views FROM creator WHERE id = ?1")?;
    let known = known.query_row([id], |row| Ok((row.get(0)?, row.get::<_, Option<i64>>(1)?))).optional()?;
    let Some((followers, stated)) = known else { return Ok(None) };
    let half = Spread::of(views(conn, id)?).filter(|views| views.count >= ENOUGH_POSTS);
    let views = half.map(|half| (half.low, half.high)).or(stated.map(|stated| (stated, stated)));
    Ok(PriceGuesses::read(conn, rules)?.of(followers, views))
}

/// The newest known views of the posts of a creator.
fn views(conn: &Connection, id: CreatorId) -> Result<Vec<i64>> {
    let mut statement = conn.prepare_cached(
        "SELECT (SELECT views FROM reading WHERE post_id = post.id AND views IS NOT NULL ORDER BY day DESC LIMIT 1) AS newest
         FROM post WHERE creator_id = ?1 AND newest IS NOT NULL",
    )?;
    let views = statement.query_map([id], |row| row.get(0))?;
    Ok(views.collect::<rusqlite::Result<_>>()?)
}

//! The posts of one creator while some are typed, pasted or listed: which known post an entry means, and what it brings.
//!
//! An entry means the post with its address, else one of its day. An entry without an address takes each post of a day once,
//! so two videos of a day stay two, and the same entries again change nothing. Views never fall: an entry with fewer of them than
//! the post of its day has is another video. What an entry leaves open stays as it was.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use rusqlite::{Connection, params};

use super::reading::{counts_on, newest_counts};
use super::row::{Day, day};
use crate::domain::{CollaborationId, CreatorId, ImportId, PostId, post};
use crate::error::Result;
use crate::proto::post::{PostEntry, ReadingRecord};

const KEEP_READING: &str = "INSERT INTO reading (post_id, day, views, likes, comments, shares, saves, import_id)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
  ON CONFLICT (post_id, day) DO UPDATE SET
    views = ifnull(excluded.views, views), likes = ifnull(excluded.likes, likes),
    comments = ifnull(excluded.comments, comments), shares = ifnull(excluded.shares, shares),
    saves = ifnull(excluded.saves, saves), import_id = excluded.import_id";

/// What an entry did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// A post was added.
    Added,
    /// A known post was completed, or counted again.
    Updated,
    /// Everything was known.
    Nothing,
}

/// A post of the creator.
#[derive(Debug)]
struct Known {
    id: PostId,
    booked: bool,
    url: String,
    posted_on: Option<NaiveDate>,
    caption: String,
}

/// The posts of one creator.
#[derive(Debug)]
pub(super) struct Shelf {
    creator: CreatorId,
    posts: Vec<Known>,
    /// Places of the posts by the keys of their addresses.
    by_key: HashMap<String, usize>,
    /// Those that an entry meant already.
    taken: HashSet<PostId>,
    /// Those that an entry counted already, with the day.
    counted: HashSet<(PostId, NaiveDate)>,
}

impl Shelf {
    /// Reads the posts of a creator.
    pub(super) fn read(conn: &Connection, creator: CreatorId) -> Result<Self> {
        let mut shelf =
            Self { creator, posts: Vec::new(), by_key: HashMap::new(), taken: HashSet::new(), counted: HashSet::new() };
        shelf.reread(conn)?;
        Ok(shelf)
    }

    /// Reads the posts again, because someone else may have changed them.
    pub(super) fn reread(&mut self, conn: &Connection) -> Result<()> {
        self.posts = conn
            .prepare_cached(
                "SELECT id, collaboration_id, url, posted_on, caption FROM post WHERE creator_id = ?1 ORDER BY id",
            )?
            .query_map([self.creator], |row| {
                Ok(Known {
                    id: row.get(0)?,
                    booked: row.get::<_, Option<CollaborationId>>(1)?.is_some(),
                    url: row.get(2)?,
                    posted_on: day(row, 3)?,
                    caption: row.get(4)?,
                })
            })?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        self.by_key.clear();
        for (place, known) in self.posts.iter().enumerate().filter(|(_, known)| !known.url.is_empty()) {
            self.by_key.entry(post::key(&known.url)).or_insert(place);
        }
        Ok(())
    }

    /// Takes in an entry with clean texts and sound counts, as counted on a day. `import` is asked before anything changes.
    ///
    /// An entry that means a post once more only completes it: so the same entries again bring nothing. Counts are new where
    /// they differ from what was known on that day: older ones never stand for newer ones.
    pub(super) fn take(
        &mut self,
        conn: &Connection,
        entry: &PostEntry,
        counted_on: NaiveDate,
        import: &mut dyn FnMut() -> Result<Option<ImportId>>,
    ) -> Result<Change> {
        let posted_on = entry.posted_on.or_else(|| post::day(&entry.url));
        let Some(place) = self.find(conn, entry, posted_on, counted_on)? else {
            let import = import()?;
            let id = self.add(conn, entry, posted_on)?;
            if entry.reading.is_known() {
                keep_reading(conn, id, entry.reading, counted_on, import)?;
            }
            self.counted.insert((id, counted_on));
            return Ok(Change::Added);
        };
        let Some(known) = self.posts.get_mut(place) else { return Ok(Change::Nothing) };
        let is_first = self.taken.insert(known.id);
        let mut change = Change::Nothing;
        let url = if known.url.is_empty() { &entry.url } else { &known.url };
        let keeps_caption = entry.caption.is_empty() || !is_first && !known.caption.is_empty();
        let caption = if keeps_caption { &known.caption } else { &entry.caption };
        // The day of a booked post decides whose sales are whose: its own form keeps it.
        let day = match (known.booked, is_first) {
            (true, _) => known.posted_on,
            (false, true) => entry.posted_on.or(known.posted_on).or(posted_on),
            (false, false) => known.posted_on.or(posted_on),
        };
        if (url, caption, day) != (&known.url, &known.caption, known.posted_on) {
            import()?;
            conn.prepare_cached("UPDATE post SET url = ?2, posted_on = ?3, caption = ?4 WHERE id = ?1")?
                .execute(params![known.id, url, day.map(Day), caption])?;
            (known.url, known.caption, known.posted_on) = (url.clone(), caption.clone(), day);
            if !known.url.is_empty() {
                self.by_key.entry(post::key(&known.url)).or_insert(place);
            }
            change = Change::Updated;
        }
        let known_counts = counts_on(conn, known.id.0, counted_on)?;
        let reading = if self.counted.insert((known.id, counted_on)) {
            entry.reading
        } else {
            lacking(entry.reading, known_counts)
        };
        if brings(reading, known_counts) {
            let import = import()?;
            keep_reading(conn, known.id, reading, counted_on, import)?;
            change = Change::Updated;
        }
        Ok(change)
    }

    fn find(
        &self,
        conn: &Connection,
        entry: &PostEntry,
        posted_on: Option<NaiveDate>,
        counted_on: NaiveDate,
    ) -> Result<Option<usize>> {
        if !entry.url.is_empty()
            && let Some(place) = self.by_key.get(&post::key(&entry.url))
        {
            return Ok(Some(*place));
        }
        let Some(posted_on) = posted_on else { return Ok(None) };
        let of_the_day = |(_, known): &(usize, &Known)| {
            known.posted_on == Some(posted_on)
                && (entry.url.is_empty() || known.url.is_empty())
                && !self.taken.contains(&known.id)
        };
        let mut free: Vec<(usize, &Known)> = Vec::new();
        for (place, known) in self.posts.iter().enumerate().filter(of_the_day) {
            if !is_outgrown(conn, known.id, entry.reading, counted_on)? {
                free.push((place, known));
            }
        }
        // Of several videos of a day, the one that is known by the same counts.
        if free.len() > 1 {
            for (place, known) in &free {
                if !brings(entry.reading, newest_counts(conn, known.id.0)?) {
                    return Ok(Some(*place));
                }
            }
        }
        Ok(free.first().map(|(place, _)| *place))
    }

    fn add(&mut self, conn: &Connection, entry: &PostEntry, posted_on: Option<NaiveDate>) -> Result<PostId> {
        conn.prepare_cached("INSERT INTO post (creator_id, url, posted_on, caption) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![self.creator, entry.url, posted_on.map(Day), entry.caption])?;
        let id = PostId(conn.last_insert_rowid());
        let place = self.posts.len();
        if !entry.url.is_empty() {
            self.by_key.insert(post::key(&entry.url), place);
        }
        self.taken.insert(id);
        let (url, caption) = (entry.url.clone(), entry.caption.clone());
        self.posts.push(Known { id, booked: false, url, posted_on, caption });
        Ok(id)
    }
}

/// Whether a post had more views than are stated, by more than rounding, and never just as many: then another one is meant.
fn is_outgrown(conn: &Connection, post: PostId, stated: ReadingRecord, on: NaiveDate) -> Result<bool> {
    let (Some(stated), Some(known)) = (stated.views, counts_on(conn, post.0, on)?.views) else { return Ok(false) };
    Ok(stated < known - known / 20
        && !conn
            .prepare_cached("SELECT 1 FROM reading WHERE post_id = ?1 AND views = ?2")?
            .exists(params![post, stated])?)
}

/// Of stated counts those that are not known yet.
fn lacking(stated: ReadingRecord, known: ReadingRecord) -> ReadingRecord {
    let new = |stated: Option<i64>, known: Option<i64>| if known.is_none() { stated } else { None };
    ReadingRecord {
        views: new(stated.views, known.views),
        likes: new(stated.likes, known.likes),
        comments: new(stated.comments, known.comments),
        shares: new(stated.shares, known.shares),
        saves: new(stated.saves, known.saves),
    }
}

/// Whether stated counts hold one that differs from what is known.
pub(super) fn brings(stated: ReadingRecord, known: ReadingRecord) -> bool {
    let mut both = stated.named().into_iter().zip(known.named());
    both.any(|((_, stated), (_, known))| stated.is_some() && stated != known)
}

pub(super) fn keep_reading(
    conn: &Connection,
    post: PostId,
    reading: ReadingRecord,
    counted_on: NaiveDate,
    import: Option<ImportId>,
) -> Result<()> {
    let ReadingRecord { views, likes, comments, shares, saves } = reading;
    conn.prepare_cached(KEEP_READING)?.execute(params![
        post,
        Day(counted_on),
        views,
        likes,
        comments,
        shares,
        saves,
        import
    ])?;
    Ok(())
}

//! A row of a list of posts becomes a post.

use super::creators::text;
use super::{Fault, Recipe, counted, is_total, number, platform, quoted};
use crate::domain::creator::{CreatorField, CreatorFields};
use crate::domain::handle::Found;
use crate::domain::record::{Kind, View};
use crate::domain::text::clean;
use crate::domain::{Handle, Platform, country, post};
use crate::import::layout::{Layout, Row};
use crate::import::values::email;
use crate::proto::column::{Target, shared_by_posts};
use crate::proto::import_note::ImportNote;
use crate::proto::ingest::{CreatorRecord, Decided, PostRecord, Record};
use crate::proto::post::{PostEntry, ReadingRecord};

/// Counts the rows that carry nothing, and the days that only the links tell.
#[derive(Debug, Default)]
pub(super) struct Posts {
    empty: u64,
    totals: u64,
    dated: u64,
    addresses: u64,
}

impl Recipe for Posts {
    fn read(&mut self, row: Row<'_>) -> Result<Option<Record>, Fault> {
        if is_total(row) {
            self.totals += 1;
            return Ok(None);
        }
        let facts = [
            Target::Handle,
            Target::PostUrl,
            Target::PostId,
            Target::PostedAt,
            Target::Of(CreatorField::Views),
            Target::Likes,
        ];
        if facts.into_iter().all(|target| row.get(target).is_empty()) {
            self.empty += 1;
            return Ok(None);
        }
        let stated = row.get(Target::PostUrl);
        let (handle, name, platform) = account(row, stated)?;
        let url = if stated.is_empty() { address(row.get(Target::PostId), &handle, platform) } else { clean(stated) };
        let entry = PostEntry {
            posted_on: self.posted_on(row, &url)?,
            url,
            caption: clean(row.get(Target::Caption)),
            reading: reading(row)?,
        };
        if entry.posted_on.is_none() && entry.url.is_empty() {
            return Err(Fault::at(
                Target::PostedAt,
                "the post has no day and no link, so it can't be recognized later",
            ));
        }
        let (counted_on, creator) = (row.counted_on(), creator(row, platform, &handle, name)?);
        let address = row.get(Target::Of(CreatorField::Email));
        self.addresses += u64::from(!address.is_empty() && email(address).is_none());
        Ok(Some(Record::Post(Box::new(PostRecord { platform, handle, entry, counted_on, creator }))))
    }

    fn notes(&self, _layout: &Layout) -> Vec<ImportNote> {
        [
            counted(self.empty, ImportNote::NoPost),
            counted(self.totals, ImportNote::Totals),
            counted(self.dated, ImportNote::DayFromLink),
            counted(self.addresses, |count| ImportNote::Skipped(CreatorField::Email, count)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

impl Posts {
    /// The day as the row states it, else as the number of the post tells it.
    fn posted_on(&mut self, row: Row<'_>, url: &str) -> Result<Option<chrono::NaiveDate>, Fault> {
        let text = row.get(Target::PostedAt);
        if text.is_empty() {
            return Ok(post::day(url));
        }
        if let Some(moment) = row.date(Target::PostedAt) {
            return Ok(Some(moment.day));
        }
        let told = post::day(url);
        self.dated += u64::from(told.is_some());
        let fault = || Fault::at(Target::PostedAt, format!("\"{}\" isn't a valid date", quoted(text)));
        told.map(Some).ok_or_else(fault)
    }
}

/// The account of the post, with its display name if there is one: the handle of the row, otherwise the one in the link.
fn account(row: Row<'_>, url: &str) -> Result<(Handle, String, Platform), Fault> {
    let text = row.get(Target::Handle);
    let by_link = Handle::find(url).ok().filter(|found| found.platform.is_some());
    let found = if text.is_empty() {
        let unknown = "no handle, and no link with a handle, so there is no telling whose post it is";
        by_link.clone().ok_or_else(|| Fault::at(Target::Handle, unknown))?
    } else {
        // The handle column holds a display name, so the link decides.
        Handle::find(text).or_else(|fault| {
            let named = |found: Found| Found { name: Some(clean(text)), ..found };
            by_link.clone().map(named).ok_or_else(|| Fault::at(Target::Handle, fault.to_string()))
        })?
    };
    let platform = match found.platform {
        Some(platform) => platform,
        None => platform(row.get(Target::Platform))?
            .or(by_link.and_then(|found| found.platform))
            .unwrap_or(row.layout.platform),
    };
    Ok((found.handle, found.name.unwrap_or_default(), platform))
}

/// What the row says about the creator, where it says more than the account.
fn creator(
    row: Row<'_>,
    platform: Platform,
    handle: &Handle,
    name: String,
) -> Result<Option<Box<CreatorRecord>>, Fault> {
    let mut fields = CreatorFields::new(platform, handle.clone());
    for field in shared_by_posts() {
        let stated = row.get(Target::Of(field));
        match field.fact().kind {
            _ if stated.is_empty() => {}
            Kind::Count => fields.slot(field).set(View::Count(number(row, Target::Of(field), "followers")?)),
            _ if field == CreatorField::Country => fields.country = country::kept(stated),
            _ => fields.slot(field).set(View::Text(&text(field, stated).unwrap_or_default())),
        }
    }
    if fields.name.is_empty() {
        fields.name = name;
    }
    if fields == CreatorFields::new(platform, handle.clone()) {
        return Ok(None);
    }
    let (tags, note) = (Vec::new(), String::new());
    let decided = Decided::default();
    Ok(Some(Box::new(CreatorRecord { fields, tags, note, counted_on: row.counted_on(), decided })))
}

/// The address of a post on TikTok that is listed by its number; a number that lost digits in a sheet isn't one.
fn address(id: &str, handle: &Handle, platform: Platform) -> String {
    let is_whole = (15..=20).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_digit());
    if is_whole && platform == Platform::TikTok {
        format!("https://www.tiktok.com/@{}/video/{id}", handle.as_str())
    } else {
        String::new()
    }
}

fn reading(row: Row<'_>) -> Result<ReadingRecord, Fault> {
    Ok(ReadingRecord {
        views: number(row, Target::Of(CreatorField::Views), "views")?,
        likes: number(row, Target::Likes, "likes")?,
        comments: number(row, Target::Comments, "comments")?,
        shares: number(row, Target::Shares, "shares")?,
        saves: number(row, Target::Saves, "saves")?,
    })
}

//! What a file holds, told by its columns.

use super::columns::Dictionary;
use super::error::ImportError;
use super::matcher::{self, Matched, Nearest};
use super::plan::Options;
use super::table::Table;
use crate::proto::column::Target;
use crate::proto::ingest::ImportKind;

/// What the file holds as far as it can be told, and its columns; where that is not enough to read it, also why.
/// An error is a file in which no choice of columns would help.
pub(super) fn looked(
    table: &Table,
    options: Options,
    file: &str,
) -> Result<(ImportKind, Matched, Option<ImportError>), ImportError> {
    match recognised(table, options, file) {
        Ok((kind, matched)) => Ok((kind, matched, None)),
        Err(fault) if fault.is_mendable() => {
            let is_orders = matches!(fault, ImportError::MissingColumns { .. });
            let likely = if is_orders { ImportKind::ShopifyOrders } else { ImportKind::Creators };
            let kind = options.kind.unwrap_or(likely);
            let matched = match kind {
                ImportKind::ShopifyOrders => matcher::shopify(table),
                kind => matcher::by_name(kind, table),
            };
            Ok((kind, matched, Some(fault)))
        }
        Err(fault) => Err(fault),
    }
}

/// Decides what the file holds.
fn recognised(table: &Table, options: Options, file: &str) -> Result<(ImportKind, Matched), ImportError> {
    let file = file.to_owned();
    let dictionary = Dictionary::get();
    let has = |matched: &Matched, target| matched.becomes.iter().flatten().any(|(found, _)| *found == target);
    if options.kind.is_none()
        && let Some(what) = dictionary.foreign(&table.headers)
    {
        return Err(ImportError::Foreign { file, what: what.to_owned() });
    }
    let orders = matcher::shopify(table);
    let marks = dictionary.shopify_marks(&table.headers);
    let looks_like_orders =
        marks >= 4 || (marks >= 1 && has(&orders, Target::OrderName) && has(&orders, Target::Total));
    if options.kind.map_or(looks_like_orders, |kind| kind == ImportKind::ShopifyOrders) {
        return match missing_for_orders(&orders) {
            Some(missing) => {
                Err(ImportError::MissingColumns { file, kind: ImportKind::ShopifyOrders.plural(), missing })
            }
            None => Ok((ImportKind::ShopifyOrders, orders)),
        };
    }
    let is_tracker = |matched: &Matched| {
        let identity = [Target::Campaign, Target::Handle, Target::Platform, Target::Currency, Target::Notes];
        has(matched, Target::Campaign) && matched.becomes.iter().flatten().any(|(target, _)| !identity.contains(target))
    };
    if options.kind.is_none_or(|kind| kind == ImportKind::Collaborations)
        && let Ok(matched) = matcher::people(ImportKind::Collaborations, table, options.platform)
        && is_tracker(&matched)
    {
        return Ok((ImportKind::Collaborations, matched));
    }
    if let Some(found) = pages(table, options) {
        return Ok(found);
    }
    match matcher::people(ImportKind::Creators, table, options.platform) {
        Ok(matched) if options.kind.is_none_or(|kind| kind == ImportKind::Creators) => {
            Ok((ImportKind::Creators, matched))
        }
        Ok(_) => Err(unknown(table, file)),
        Err(nearest) => Err(refused(table, nearest.as_ref(), file)),
    }
}

/// Whether the file lists posts with their counts, or follower counts and nothing else.
fn pages(table: &Table, options: Options) -> Option<(ImportKind, Matched)> {
    let may_be = |kind| options.kind.is_none_or(|wanted| wanted == kind);
    let has = |matched: &Matched, wanted: &[Target]| {
        matched.becomes.iter().flatten().filter(|(target, _)| wanted.contains(target)).count()
    };
    let posts = matcher::by_name(ImportKind::Posts, table);
    let counts = [Target::Views, Target::Likes, Target::Comments, Target::Shares, Target::Saves];
    // One count alone may be that of a creator; a list scraped to find creators has no more.
    let is_list = has(&posts, &counts) >= 2 || options.kind == Some(ImportKind::Posts);
    if may_be(ImportKind::Posts)
        && is_list
        && has(&posts, &[Target::Handle, Target::PostUrl]) > 0
        && has(&posts, &[Target::PostedAt, Target::PostUrl, Target::PostId]) > 0
    {
        return Some((ImportKind::Posts, posts));
    }
    let followers = matcher::by_name(ImportKind::Followers, table);
    let names = table.headers.iter().filter(|header| !header.shown.is_empty()).count();
    let is_plain = names == followers.becomes.iter().flatten().count() || options.kind == Some(ImportKind::Followers);
    let is_whole = has(&followers, &[Target::Handle, Target::CountedOn, Target::Followers]) == 3;
    (may_be(ImportKind::Followers) && is_plain && is_whole).then_some((ImportKind::Followers, followers))
}

fn refused(table: &Table, nearest: Option<&Nearest>, file: String) -> ImportError {
    if let Some((repeated, times)) = table.repeated_group() {
        return ImportError::Dashboard { file, repeated, times };
    }
    match nearest {
        Some(&Nearest { column, good, seen }) if seen > 0 => {
            ImportError::NoHandles { file, column: table.name(column), good, seen }
        }
        _ => unknown(table, file),
    }
}

fn unknown(table: &Table, file: String) -> ImportError {
    let names: Vec<_> = table.headers.iter().filter(|header| !header.shown.is_empty()).collect();
    let mut found =
        names.iter().take(6).map(|header| format!("`{}`", shortened(&header.shown))).collect::<Vec<_>>().join(", ");
    match names.len() {
        0 => "no column names".clone_into(&mut found),
        count @ 7.. => found = format!("{found} and {} more", count - 6),
        _ => {}
    }
    ImportError::Unknown { file, found }
}

fn shortened(name: &str) -> String {
    if name.chars().count() <= 30 { name.to_owned() } else { name.chars().take(29).chain(['…']).collect() }
}

fn missing_for_orders(matched: &Matched) -> Option<String> {
    let has = |target| matched.becomes.iter().flatten().any(|(found, _)| *found == target);
    let mut missing = Vec::new();
    if !has(Target::OrderName) {
        missing.push("the column `Name` is missing");
    }
    if !has(Target::Total) {
        missing.push("the column `Total` is missing");
    }
    if !has(Target::CreatedAt) && !has(Target::PaidAt) {
        missing.push("`Created at` and `Paid at` are both missing");
    }
    (!missing.is_empty()).then(|| missing.join(", "))
}

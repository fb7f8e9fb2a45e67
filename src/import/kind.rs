//! What a file holds, and why it cannot be read where it cannot.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::path::Path;

use super::columns::Dictionary;
use super::error::ImportError;
use super::evidence::{Evidence, Rows};
use super::matcher::{self, Matched, Nearest};
use super::options::Options;
use super::table::Table;
use super::values::{date, money};
use crate::proto::column::Target;
use crate::proto::import_note::ImportNote;
use crate::proto::ingest::ImportKind;

/// What the file holds as far as it can be known, and its columns; where that is not enough to read it, also why.
/// An error is a file in which no choice of columns would help. `path` is the file as a command would name it.
pub(super) fn looked(
    table: &Table,
    options: Options,
    file: &str,
    path: &str,
) -> Result<(ImportKind, Matched, Option<ImportError>), ImportError> {
    match recognised(table, options, file, path) {
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
fn recognised(table: &Table, options: Options, file: &str, path: &str) -> Result<(ImportKind, Matched), ImportError> {
    let evidence = Evidence::of(table, options);
    let foreign = |what: &str, way: &str| ImportError::Foreign {
        file: file.to_owned(),
        what: what.to_owned(),
        way: if way.is_empty() { order_command(table, path) } else { way.to_owned() },
    };
    let kind = match options.kind {
        Some(kind) if evidence.can_be(kind) => kind,
        Some(ImportKind::Creators) => return Err(refused(table, evidence.nearest(), file)),
        Some(_) => return Err(unknown(table, file)),
        None => {
            if let Some(word) = table.lone_word().filter(|_| !is_named_as_a_list(file)) {
                return Err(ImportError::OneWord { file: file.to_owned(), word: shortened(word) });
            }
            if let Some(known) = Dictionary::get().foreign(&table.headers, &table.top) {
                return Err(foreign(&known.what, &known.way));
            }
            match evidence.rows() {
                Some(Rows::Read(kind)) => kind,
                Some(Rows::Orders) => return Err(foreign("a list of orders", "")),
                Some(Rows::Deals) => {
                    let way = "Give it a column `campaign` with the campaign of each row, and import it again. To add its \
                               creators alone: `--as creators`.";
                    return Err(foreign("a tracker without campaigns", way));
                }
                Some(Rows::Payments) => {
                    let way = "What was paid to creators goes into a tracker: a sheet with the columns campaign, handle, \
                               fee. To add its creators alone: `--as creators`.";
                    return Err(foreign("a list of payments", way));
                }
                Some(Rows::Days) => {
                    let way = "It reads days as posts (`handle, posted_at, url, views`) or as follower counts (`handle, \
                               date, followers`): say which with `--as posts` or `--as followers` and `--map`.";
                    return Err(foreign("figures of accounts by day", way));
                }
                None => return Err(refused(table, evidence.nearest(), file)),
            }
        }
    };
    let mut matched = evidence.matched(kind).clone();
    if let Some(word) = table.lone_word().filter(|_| kind == ImportKind::Creators) {
        matched.notes.push(ImportNote::OneWord(shortened(word)));
    }
    if kind == ImportKind::ShopifyOrders
        && let Some(missing) = missing_for_orders(&matched)
    {
        return Err(ImportError::MissingColumns { file: file.to_owned(), kind: kind.plural(), missing });
    }
    Ok((kind, matched))
}

/// Whether the name of a file says that it holds a list, so that a single word in it is its first entry.
fn is_named_as_a_list(file: &str) -> bool {
    let ending = Path::new(file).extension().and_then(OsStr::to_str).unwrap_or_default();
    ["txt", "csv", "tsv", "tab"].iter().any(|list| ending.eq_ignore_ascii_case(list))
}

/// The command that imports another shop's orders, with the columns of this file; a sentence where some are missing.
fn order_command(table: &Table, path: &str) -> String {
    let mut taken = Vec::new();
    let mut find = |target: Target, fits: &dyn Fn(&str) -> bool| {
        let names = Dictionary::get().orders.get(&target)?;
        let found = names.iter().find_map(|name| {
            let is = |(index, header): &(usize, &super::header::Header)| {
                !taken.contains(index)
                    && header.is_one_of(std::slice::from_ref(name))
                    && table.cells(*index).take(50).all(fits)
            };
            table.headers.iter().enumerate().find(is).map(|(index, _)| index)
        })?;
        taken.push(found);
        Some((found, target))
    };
    let is_day = |cell: &str| {
        [date::DayOrder::DayFirst, date::DayOrder::MonthFirst].iter().any(|order| date::parse(cell, *order).is_some())
    };
    let is_money = |cell: &str| money::parse(cell).is_some();
    let needed = [find(Target::OrderName, &|_| true), find(Target::Total, &is_money), find(Target::CreatedAt, &is_day)];
    if needed.iter().any(Option::is_none) {
        return "Where it has an order number, a total and a date, name them: \
                `--as orders --map \"COLUMN=order_name\" --map \"COLUMN=total\" --map \"COLUMN=created_at\"`."
            .to_owned();
    }
    let more = [
        find(Target::Currency, &|_| true),
        find(Target::Code, &|_| true),
        find(Target::Shipping, &is_money),
        find(Target::Taxes, &is_money),
        find(Target::Refunded, &is_money),
    ];
    let mut command = format!("Its orders come in with `tenfold import {} --as orders", quoted(path));
    for (index, target) in needed.into_iter().chain(more).flatten() {
        let _ = write!(command, " --map \"{}={}\"", table.name(index), target.word());
    }
    command.push_str("`. Every row then counts as paid: take canceled and failed ones out first.");
    command
}

/// A path as a shell takes it.
fn quoted(path: &str) -> String {
    let is_plain =
        path.chars().all(|c| c.is_alphanumeric() || matches!(c, '/' | '.' | '_' | '-' | '+' | '~' | ':' | '\\'));
    if is_plain { path.to_owned() } else { format!("'{}'", path.replace('\'', "'\\''")) }
}

fn refused(table: &Table, nearest: Option<&Nearest>, file: &str) -> ImportError {
    if let Some((repeated, times)) = table.repeated_group() {
        return ImportError::Dashboard { file: file.to_owned(), repeated, times };
    }
    match nearest {
        Some(&Nearest { column, good, seen }) if seen > 0 => {
            ImportError::NoHandles { file: file.to_owned(), column: table.name(column), good, seen }
        }
        _ => unknown(table, file),
    }
}

fn unknown(table: &Table, file: &str) -> ImportError {
    let names: Vec<_> = table.headers.iter().filter(|header| !header.shown.is_empty()).collect();
    let mut found =
        names.iter().take(6).map(|header| format!("`{}`", shortened(&header.shown))).collect::<Vec<_>>().join(", ");
    match names.len() {
        0 => "no column names".clone_into(&mut found),
        count @ 7.. => found = format!("{found} and {} more", count - 6),
        _ => {}
    }
    ImportError::Unknown { file: file.to_owned(), found }
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

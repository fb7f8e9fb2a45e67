//! Which column becomes which field: by name first, by the cells where names are ambiguous, missing or overwritten.

use super::columns::Dictionary;
use super::content::Content;
use super::table::Table;
use super::values::{count, date, email, is_surely_a_handle, money, paid, rate};
use crate::domain::creator::CreatorField;
use crate::domain::number::NumberWords;
use crate::domain::number::parse_decimal;
use crate::domain::{Handle, Platform, post};
use crate::proto::column::{Sureness, Target};
use crate::proto::import_note::ImportNote;
use crate::proto::ingest::ImportKind;

/// Cells of a column that decide about it.
const CELLS: usize = 500;

/// Columns matched to fields.
#[derive(Clone, Debug, Default)]
pub(super) struct Matched {
    /// Field and certainty per column.
    pub(super) becomes: Vec<Option<(Target, Sureness)>>,
    /// What the user should know.
    pub(super) notes: Vec<ImportNote>,
}

/// The best candidate for a handle column when no column qualifies.
#[derive(Clone, Debug)]
pub(super) struct Nearest {
    /// The column.
    pub(super) column: usize,
    /// Cells that can be a handle.
    pub(super) good: usize,
    /// Cells looked at.
    pub(super) seen: usize,
}

/// What the cells of a column look like as handles.
struct Looks {
    seen: usize,
    good: usize,
    surely: usize,
}

impl Looks {
    fn of(table: &Table, column: usize) -> Self {
        let mut looks = Self { seen: 0, good: 0, surely: 0 };
        for cell in table.cells(column).take(CELLS) {
            looks.seen += 1;
            let is_number = cell.bytes().all(|byte| byte.is_ascii_digit());
            looks.good += usize::from(!is_number && Handle::find(cell).is_ok());
            looks.surely += usize::from(is_surely_a_handle(cell));
        }
        looks
    }

    fn mostly_good(&self) -> bool {
        self.good * 2 >= self.seen
    }
}

/// Whether a list was written by `tenfold list --format csv`, by column names that no other tool uses.
pub(super) fn is_own(table: &Table) -> bool {
    ["handle", "platform", "found_via", "er_views", "do_not_contact"]
        .iter()
        .all(|key| table.headers.iter().any(|header| header.shown == *key))
}

/// In such a list each column means what its name says. Columns that Tenfold computes are left out.
fn own(table: &Table) -> Matched {
    let fields = Target::of(ImportKind::Creators);
    let named = |name: &str| fields.iter().copied().find(|target| target.word() == name);
    let becomes = table.headers.iter().map(|header| Some((named(&header.shown)?, Sureness::Sure)));
    Matched { becomes: becomes.collect(), notes: Vec::new() }
}

/// Matches the columns of a creator list or a tracker.
pub(super) fn people(kind: ImportKind, table: &Table, preferred: Platform) -> Result<Matched, Option<Nearest>> {
    if kind == ImportKind::Creators && is_own(table) {
        return Ok(own(table));
    }
    let mut matched = Matched { becomes: vec![None; table.headers.len()], notes: Vec::new() };
    let excluded = other_platforms(kind, table, preferred, &mut matched.notes);
    let handle = handle_column(kind, table, &excluded)?;
    if let Some(slot) = matched.becomes.get_mut(handle.0) {
        *slot = Some((Target::Handle, handle.1));
    }
    let per_post = kind == ImportKind::Creators && Dictionary::get().is_per_post(&table.headers);
    let mut wishes = Vec::new();
    for (column, header) in table.headers.iter().enumerate() {
        if column == handle.0 || excluded.contains(&column) {
            continue;
        }
        for (target, sureness) in Dictionary::get().meanings(kind, header) {
            if matches!(target, Target::Handle | Target::Ignore) {
                continue;
            }
            if per_post && *target == Target::Of(CreatorField::Views) {
                matched.notes.push(ImportNote::CountsOnePost(table.name(column)));
                continue;
            }
            if let Some((share, exact)) = fitness(kind, table, column, *target, *sureness) {
                wishes.push((*sureness, std::cmp::Reverse((share, exact)), column, *target));
            }
        }
        if header.several_platforms && kind == ImportKind::Creators {
            matched.notes.push(ImportNote::SeveralPlatforms(table.name(column)));
        }
        if header.shown.is_empty() && share_of(table, column, |cell| email(cell).is_some()) >= 50 {
            wishes.push((Sureness::Guess, std::cmp::Reverse((0, 0)), column, Target::Of(CreatorField::Email)));
        }
    }
    wishes.sort();
    let mut taken: Vec<Target> = vec![Target::Handle];
    for (sureness, _, column, target) in wishes {
        if let Some(slot @ None) = matched.becomes.get_mut(column)
            && (target.is_many() || !taken.contains(&target))
        {
            *slot = Some((target, sureness));
            taken.push(target);
        }
    }
    Ok(matched)
}

/// Matches the columns of a list of posts or follower counts: by name, where the cells agree.
pub(super) fn by_name(kind: ImportKind, table: &Table) -> Matched {
    let mut wishes = Vec::new();
    for (column, header) in table.headers.iter().enumerate() {
        for (target, sureness) in Dictionary::get().meanings(kind, header) {
            let agrees = match target {
                Target::Handle => Looks::of(table, column).mostly_good(),
                Target::PostUrl if *sureness == Sureness::Guess => share_of(table, column, post::is_known) >= 50,
                // Studio writes dates without their year, which the links make up for.
                Target::PostedAt if *sureness == Sureness::Sure => true,
                _ => fitness(kind, table, column, *target, *sureness).is_some(),
            };
            if agrees {
                wishes.push((*sureness, column, *target));
            }
        }
    }
    wishes.sort();
    let mut matched = Matched { becomes: vec![None; table.headers.len()], notes: Vec::new() };
    let mut taken: Vec<Target> = Vec::new();
    for (sureness, column, target) in wishes {
        if let Some(slot @ None) = matched.becomes.get_mut(column)
            && !taken.contains(&target)
        {
            *slot = Some((target, sureness));
            taken.push(target);
        }
    }
    matched
}

/// Matches the columns of a Shopify export: by name, to the letter.
pub(super) fn shopify(table: &Table) -> Matched {
    let mut taken = Vec::new();
    let becomes = table.headers.iter().map(|header| {
        let (target, sureness) = *Dictionary::get().meanings(ImportKind::ShopifyOrders, header).first()?;
        (!taken.contains(&target)).then(|| {
            taken.push(target);
            (target, sureness)
        })
    });
    Matched { becomes: becomes.collect(), notes: Vec::new() }
}

/// Where a row holds one person on several platforms, the columns of all but one platform.
fn other_platforms(kind: ImportKind, table: &Table, preferred: Platform, notes: &mut Vec<ImportNote>) -> Vec<usize> {
    let dictionary = Dictionary::get();
    let named: Vec<(usize, Platform)> = table
        .headers
        .iter()
        .enumerate()
        .filter(|(_, header)| header.is_platform_only() || !dictionary.meanings(kind, header).is_empty())
        // "Tiktok name" beside "Tiktoker name" is no sign of several platforms.
        .filter_map(|(column, header)| Some((column, header.platform?)))
        .collect();
    let Some((_, first)) = named.first().copied() else { return Vec::new() };
    let several = named.iter().any(|(_, platform)| *platform != first);
    // A handle without a platform in its name is the account; columns "Instagram" and "YouTube" next to it are others.
    let has_plain_handle = table.headers.iter().any(|header| {
        header.platform.is_none() && dictionary.meanings(kind, header).contains(&(Target::Handle, Sureness::Sure))
    });
    let is_main = named.iter().any(|(_, platform)| *platform == preferred) || (several && has_plain_handle);
    let main = if is_main { preferred } else { first };
    let others: Vec<usize> =
        named.iter().filter(|(_, platform)| *platform != main).map(|(column, _)| *column).collect();
    if !others.is_empty() {
        let left_out = others.iter().map(|column| table.name(*column)).collect();
        notes.push(ImportNote::OneAccount { platform: main, left_out });
    }
    others
}

/// Returns the column that holds the accounts, or what comes nearest to it.
fn handle_column(kind: ImportKind, table: &Table, excluded: &[usize]) -> Result<(usize, Sureness), Option<Nearest>> {
    let dictionary = Dictionary::get();
    let means = |column: usize, target: Target| {
        let header = table.headers.get(column)?;
        dictionary.meanings(kind, header).iter().find(|(found, _)| *found == target).map(|(_, sureness)| *sureness)
    };
    let about_people = (0..table.headers.len()).any(|column| {
        [Target::Of(CreatorField::Followers), Target::Of(CreatorField::Er), Target::Platform, Target::Campaign]
            .iter()
            .any(|t| means(column, *t).is_some())
    });
    let mut best: Option<(u8, usize, usize, Sureness)> = None;
    let mut nearest: Option<Nearest> = None;
    for (column, header) in table.headers.iter().enumerate().filter(|(column, _)| !excluded.contains(column)) {
        let looks = Looks::of(table, column);
        let named = means(column, Target::Handle).or(header.is_platform_only().then_some(Sureness::Guess));
        let linked = kind == ImportKind::Creators && means(column, Target::Link).is_some();
        let generic = means(column, Target::Of(CreatorField::Name)) == Some(Sureness::Sure)
            || header.shown.to_lowercase() == "ad";
        let unmistakable = looks.surely * 2 >= looks.seen.max(1)
            || (looks.surely * 10 >= looks.seen.max(1) * 3 && looks.mostly_good());
        let (rank, sureness) = match named {
            Some(Sureness::Sure) if looks.mostly_good() => (5, Sureness::Sure),
            Some(_) if unmistakable => (4, Sureness::Guess),
            _ if linked && looks.seen > 0 && looks.mostly_good() && looks.surely > 0 => (3, Sureness::Sure),
            // A column called handle keeps its name before one that is only often called so: its bad cells are named one by one.
            Some(Sureness::Sure) if looks.good > 0 && looks.good * 4 >= looks.seen => (2, Sureness::Guess),
            // A tracker's other links lead to posts.
            None if unmistakable && !linked && kind == ImportKind::Creators => (2, Sureness::Guess),
            Some(_) if looks.seen > 0 && looks.mostly_good() && (!generic || about_people) => (1, Sureness::Guess),
            Some(Sureness::Sure) if looks.good > 0 => (0, Sureness::Guess),
            Some(_) => {
                if nearest.as_ref().is_none_or(|found| looks.good > found.good) {
                    nearest = Some(Nearest { column, good: looks.good, seen: looks.seen });
                }
                continue;
            }
            None if header.shown.is_empty() && table.headers.len() == 1 && looks.seen > 0 && looks.mostly_good() => {
                (1, Sureness::Guess)
            }
            None => continue,
        };
        if best.is_none_or(|(other, good, ..)| (rank, looks.good) > (other, good)) {
            best = Some((rank, looks.good, column, sureness));
        }
    }
    best.map(|(_, _, column, sureness)| (column, sureness)).ok_or(nearest)
}

/// How well the cells of a column suit a field: how many are known, and how many are not abbreviated. Of two columns with the
/// same name, the fuller and more exact one wins. `None` if the cells contradict the name.
fn fitness(
    kind: ImportKind,
    table: &Table,
    column: usize,
    target: Target,
    sureness: Sureness,
) -> Option<(usize, usize)> {
    if table.cells(column).next().is_none() {
        return Some((0, 0));
    }
    // A plain "date" in a list of creators can be any day. The day the list was made is the same in all rows.
    if kind == ImportKind::Creators && target == Target::CountedOn && sureness == Sureness::Guess {
        let mut cells = table.cells(column);
        let first = cells.next();
        if cells.any(|cell| Some(cell) != first) {
            return None;
        }
    }
    let abbreviated = share_of(table, column, |cell| cell.ends_with(|c: char| c.is_alphabetic()));
    let share = match Content::of(target) {
        Content::Count => share_of(table, column, |cell| count(cell, NumberWords::Usual, None).is_some()),
        Content::Rate if target == Target::Of(CreatorField::Er) && is_a_count(table, column) => 0,
        Content::Rate => share_of(table, column, |cell| rate::parse(cell, rate::Scale::Points).is_some()),
        Content::Money => share_of(table, column, |cell| money::parse(cell).is_some()),
        Content::Paid => share_of(table, column, |cell| {
            let read = |order| paid::parse(cell, order).is_some();
            read(date::DayOrder::DayFirst) || read(date::DayOrder::MonthFirst)
        }),
        Content::Window => share_of(table, column, |cell| {
            let read = |order| date::window(cell, order).is_some();
            read(date::DayOrder::DayFirst) || read(date::DayOrder::MonthFirst)
        }),
        Content::Date => share_of(table, column, |cell| {
            let read = |order| date::parse(cell, order).is_some();
            let is_yearless = || target == Target::CountedOn && date::parse_yearless(cell).is_some();
            read(date::DayOrder::DayFirst) || read(date::DayOrder::MonthFirst) || is_yearless()
        }),
        _ => match target {
            Target::Link if kind == ImportKind::Creators => {
                2 * share_of(table, column, |cell| Handle::find(cell).is_ok_and(|found| found.platform.is_some()))
            }
            // What a column of currencies calls one is read or refused, never passed over: amounts would be in another.
            Target::Currency if sureness == Sureness::Sure => 100,
            Target::Currency => share_of(table, column, |cell| money::named(cell).is_some()),
            Target::Platform if sureness == Sureness::Guess => {
                share_of(table, column, |cell| Platform::from_word(cell).is_some())
            }
            // A field with its own headers in the table of creator fields also says what its cells look like.
            Target::Of(field) if !field.fact().headers.is_empty() => {
                share_of(table, column, |cell| field.fact().cleaned(cell).is_ok())
            }
            Target::Of(CreatorField::Name) => 100 - share_of(table, column, |cell| cell.contains("://")),
            _ => 100,
        },
    };
    let known = table.cells(column).take(CELLS).count();
    (share >= 50).then_some((known * share / 100, 100 - abbreviated))
}

/// `engagement` may be a rate or a count: rates above 100% are rare, counts below 100 too.
fn is_a_count(table: &Table, column: usize) -> bool {
    if table.cells(column).take(CELLS).any(|cell| cell.contains('%')) {
        return false;
    }
    share_of(table, column, |cell| parse_decimal(cell).is_some_and(|value| value > 100.0)) > 50
}

fn share_of(table: &Table, column: usize, holds: impl Fn(&str) -> bool) -> usize {
    let (mut seen, mut good) = (0, 0);
    for cell in table.cells(column).take(CELLS) {
        seen += 1;
        good += usize::from(holds(cell));
    }
    (good * 100_usize).checked_div(seen).unwrap_or(0)
}

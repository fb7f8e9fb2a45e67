//! The columns of the table: which fit, what stands in them.

use crate::domain::Verdict;
use crate::domain::filter::{Field, SortTerm};
use crate::domain::money::{Money, div_round};
use crate::domain::number::compact;
use crate::proto::row::CreatorRow;
use crate::tui::kit::Ctx;
use crate::tui::look::{Role, SizeClass, day, text};
use crate::tui::widgets::grid::{Cell, Column};

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Account.
    Handle,
    /// Size class.
    Tier,
    /// Followers.
    Followers,
    /// Engagement rate.
    Er,
    /// Views of a post.
    Views,
    /// Asking price.
    Price,
    /// Niches and tags.
    Niche,
    /// Day of coming in.
    Added,
}

/// Cells before the first column: cursor, mark, do not contact, verdict, stars.
pub(super) const LEAD: u16 = 7;

/// The heading over those cells.
pub(super) const LEAD_TITLE: &str = "   V * ";

/// The columns that a window of this class may have; the table drops more of them when it is still too narrow.
pub(super) fn columns(class: SizeClass, sorted: Option<SortTerm>) -> Vec<(Kind, Column)> {
    let all = [
        (Kind::Handle, Column::words("HANDLE", 17, 26, 0)),
        (Kind::Tier, Column::words("TIER", 5, 5, 5)),
        (Kind::Followers, Column::number("FOLLOW.", 7, 2)),
        (Kind::Er, Column::number("ER%", 5, 3)),
        (Kind::Views, Column::number("VIEWS", 6, 4)),
        (Kind::Price, Column { ideal: 9, ..Column::number("PRICE", 6, 6) }),
        (Kind::Niche, Column::words("NICHE", 11, 40, 7)),
        (Kind::Added, Column::words("ADDED", 6, 6, 8)),
    ];
    let narrow: &[Kind] = match class {
        SizeClass::TooSmall | SizeClass::Tiny => &[Kind::Handle, Kind::Followers],
        SizeClass::Narrow => &[Kind::Handle, Kind::Followers, Kind::Er, Kind::Niche],
        SizeClass::Medium | SizeClass::Wide => &[],
    };
    let is_sorted = |kind: Kind| sorted.is_some_and(|term| field(kind) == term.field);
    let is_shown = |kind: Kind| narrow.is_empty() || narrow.contains(&kind) || is_sorted(kind);
    let shown = all.into_iter().filter(|(kind, _)| is_shown(*kind));
    shown
        .map(|(kind, mut column)| {
            if let Some(term) = sorted.filter(|_| is_sorted(kind)) {
                let arrow = if term.descending { "v" } else { "^" };
                column.title = format!("{} {arrow}", column.title);
                column.least = column.least.max(u16::try_from(text::width(&column.title)).unwrap_or(column.least));
                column.ideal = column.ideal.max(column.least);
                // What the rows are sorted by stays on screen.
                column.priority = column.priority.min(1);
            }
            (kind, column)
        })
        .collect()
}

/// The field a column shows.
fn field(kind: Kind) -> Field {
    match kind {
        Kind::Handle => Field::Handle,
        Kind::Tier => Field::Tier,
        Kind::Followers => Field::Followers,
        Kind::Er => Field::Er,
        Kind::Views => Field::Views,
        Kind::Price => Field::Price,
        Kind::Niche => Field::Niche,
        Kind::Added => Field::Added,
    }
}

/// What stands in a column; unknown is `-`.
pub(super) fn cell(kind: Kind, row: &CreatorRow, ctx: &Ctx) -> Cell {
    let fields = &row.fields;
    let known = |shown: Option<String>| match shown {
        Some(shown) => Cell::new(shown),
        None => Cell::with("-", Role::Quiet),
    };
    match kind {
        Kind::Handle => Cell::new(text::shown(&fields.handle.to_string())),
        Kind::Tier => known(fields.followers.and_then(|n| ctx.borders.tier(n)).map(|tier| tier.word().to_owned())),
        Kind::Followers => known(fields.followers.map(compact)),
        Kind::Er => known(fields.er.map(|er| format!("{er:.1}"))),
        Kind::Views => known(fields.views.map(compact)),
        Kind::Price => known(fields.price_minor.map(|minor| price(Money::new(minor, fields.price_currency)))),
        Kind::Niche if row.tags.is_empty() => Cell::with("-", Role::Quiet),
        Kind::Niche => Cell::new(text::shown(&row.tags.join(", "))),
        Kind::Added => Cell::with(day::tiny(row.added_on, ctx.today), Role::Quiet),
    }
}

/// An amount for a narrow column: whole units, shortened where they are long, with the sign or code it has.
fn price(money: Money) -> String {
    let units = div_round(i128::from(money.minor), i128::from(money.currency.minor_per_unit())).unwrap_or(0);
    let code = money.currency.sign();
    if units.abs() < 10_000 { format!("{}{units}", code.trim()) } else { format!("{}{}", code.trim(), compact(units)) }
}

/// The cells before the first column and what each means.
pub(super) fn lead(row: Option<&CreatorRow>, is_here: bool, is_marked: bool) -> [(char, Role); LEAD as usize] {
    let blank = (' ', Role::Text);
    let cursor = (if is_here { '>' } else { ' ' }, Role::Strong);
    let mark = (if is_marked { '*' } else { ' ' }, Role::Marked);
    let Some(row) = row else { return [cursor, mark, blank, blank, blank, blank, blank] };
    let blocked = (if row.do_not_contact { '!' } else { ' ' }, Role::Bad);
    let meaning = match row.verdict {
        Verdict::Picked => Role::Good,
        Verdict::Maybe => Role::Warn,
        Verdict::Rejected => Role::Bad,
        Verdict::New | Verdict::Snoozed => Role::Quiet,
    };
    let stars = if row.rating == 0 { ' ' } else { char::from_digit(u32::from(row.rating), 10).unwrap_or(' ') };
    [cursor, mark, blocked, (row.verdict.sign(), meaning), blank, (stars, Role::Warn), blank]
}

//! The columns of the table: what there is, what stands in them.

use crate::analysis::flags::{FlagCode, Severity};
use crate::domain::creator::CreatorField;
use crate::domain::filter::Field;
use crate::domain::money::{Money, div_round};
use crate::domain::number::compact;
use crate::domain::record::{Kind as Kinds, View};
use crate::domain::{Verdict, country};
use crate::proto::row::CreatorRow;
use crate::tui::kit::Ctx;
use crate::tui::look::{Role, day, text};
use crate::tui::widgets::grid::{Cell, Column};

/// A column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// Account; always the first.
    #[default]
    Handle,
    /// A fact of the table of creators.
    Of(CreatorField),
    /// Size class.
    Tier,
    /// Niches and tags.
    Niche,
    /// Day of coming in.
    Added,
    /// Price of a thousand views.
    Cpm,
    /// Triage result.
    Verdict,
    /// Why rejected.
    Reason,
    /// Stars.
    Rating,
    /// Snoozed until.
    Snoozed,
    /// Platform.
    Platform,
    /// How and where they were found, together.
    Found,
    /// Fit with what the campaign looks for.
    Score,
    /// Reactions per view over the newest posts.
    ErViews,
    /// Growth of the followers.
    Growth,
    /// How many warning signs, and how bad.
    Flags,
}

/// The columns of what is no fact, in the order in which they are offered.
const OWN: [Kind; 15] = [
    Kind::Handle,
    Kind::Tier,
    Kind::Niche,
    Kind::Added,
    Kind::Cpm,
    Kind::Verdict,
    Kind::Reason,
    Kind::Rating,
    Kind::Snoozed,
    Kind::Platform,
    Kind::Found,
    Kind::Score,
    Kind::ErViews,
    Kind::Growth,
    Kind::Flags,
];

impl Kind {
    /// All columns, in the order in which they are offered: the account, the facts, what follows from them.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        let (account, others) = OWN.split_at(1);
        let facts = CreatorField::ALL.iter().copied().map(Self::Of);
        account.iter().copied().chain(facts).chain(others.iter().copied())
    }

    /// The word in what is kept, and the name for people.
    pub(super) fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Of(field) => (field.key(), field.fact().label),
            Self::Handle => ("handle", "Handle"),
            Self::Tier => ("tier", "Tier"),
            Self::Niche => ("niche", "Niches and tags"),
            Self::Added => ("added", "Added"),
            Self::Cpm => ("cpm", "CPM (price of 1,000 views)"),
            Self::Verdict => ("status", "Verdict"),
            Self::Reason => ("reason", "Reason"),
            Self::Rating => ("rating", "Stars"),
            Self::Snoozed => ("snoozed", "Snoozed until"),
            Self::Platform => ("platform", "Platform"),
            Self::Found => ("found", "Found by and via"),
            Self::Score => ("score", "Fit score (0 to 100)"),
            Self::ErViews => ("er-views", "Reactions per view (from posts)"),
            Self::Growth => ("growth", "Growth in 30 days, %"),
            Self::Flags => ("flags", "Warning signs (!! is red)"),
        }
    }

    /// Finds a column by its word.
    pub(super) fn from_word(word: &str) -> Option<Self> {
        let fact = || CreatorField::called(word).map(Self::Of);
        OWN.into_iter().find(|kind| kind.names().0 == word).or_else(fact)
    }

    /// Heading, fewest and ideal cells, and who goes first where room is short.
    pub(super) fn column(self) -> Column {
        match self {
            Self::Of(field) => fact_column(field),
            Self::Handle => Column::words("HANDLE", 17, 26, 0),
            Self::Tier => Column::words("TIER", 5, 5, 5),
            Self::Niche => Column::words("NICHE", 11, 40, 7),
            Self::Added => Column::words("ADDED", 6, 6, 8),
            Self::Cpm => Column::number("CPM", 7, 9),
            Self::Verdict => Column::words("VERDICT", 8, 8, 9),
            Self::Reason => Column::words("REASON", 10, 20, 9),
            Self::Rating => Column::number("STARS", 5, 9),
            Self::Snoozed => Column::words("UNTIL", 6, 6, 9),
            Self::Platform => Column::words("ON", 6, 9, 9),
            Self::Found => Column::words("FOUND VIA", 10, 20, 9),
            Self::Score => Column::number("SCORE", 5, 9),
            Self::ErViews => Column::number("ER/V%", 5, 9),
            Self::Growth => Column::number("GROW%", 6, 9),
            Self::Flags => Column::words("FLAGS", 5, 5, 9),
        }
    }

    /// The field of the filter language it shows.
    pub(super) fn field(self) -> Field {
        match self {
            Self::Of(field) => Field::Of(field),
            Self::Handle => Field::Handle,
            Self::Tier => Field::Tier,
            Self::Niche => Field::Niche,
            Self::Added => Field::Added,
            Self::Cpm => Field::Cpm,
            Self::Verdict => Field::Status,
            Self::Reason => Field::Reason,
            Self::Rating => Field::Rating,
            Self::Score => Field::Score,
            Self::Growth => Field::Growth,
            Self::Flags => Field::Flag,
            Self::Snoozed => Field::Until,
            Self::Platform => Field::Platform,
            Self::Found => Field::Found,
            Self::ErViews => Field::Reacts,
        }
    }
}

/// The column of a fact: its kind says how wide it is, and figures that lists are mostly read for go last.
fn fact_column(field: CreatorField) -> Column {
    let fact = field.fact();
    let title = if fact.heading.is_empty() { fact.label.to_uppercase() } else { fact.heading.to_owned() };
    let priority = match field {
        CreatorField::Followers => 2,
        CreatorField::Er => 3,
        CreatorField::Views => 4,
        CreatorField::Price => 6,
        _ => 9,
    };
    match fact.kind {
        Kinds::Count => Column::number(title, if field == CreatorField::Views { 6 } else { 7 }, priority),
        Kinds::Percent | Kinds::Share => Column::number(title, 5, priority),
        Kinds::Money => Column { ideal: 9, ..Column::number(title, 6, priority) },
        Kinds::Code => {
            let (least, ideal) = if field == CreatorField::Language { (5, 5) } else { (7, 14) };
            Column::words(title, least, ideal, priority)
        }
        Kinds::Word if field == CreatorField::Email => Column::words(title, 12, 28, priority),
        Kinds::Word | Kinds::List | Kinds::Window => Column::words(title, 10, 20, priority),
        Kinds::Lines | Kinds::Prose => Column::words(title, 12, 30, priority),
        Kinds::Day => Column::words(title, 6, 6, priority),
    }
}

/// Cells before the first column: cursor, mark, do not contact, verdict, stars.
pub(super) const LEAD: u16 = 7;

/// The heading over those cells.
pub(super) const LEAD_TITLE: &str = "   V * ";

/// What stands in a column; unknown is `-`.
pub(super) fn cell(kind: Kind, row: &CreatorRow, ctx: &Ctx) -> Cell {
    let fields = &row.fields;
    let known = |shown: Option<String>| match shown {
        Some(shown) => Cell::new(shown),
        None => Cell::with("-", Role::Quiet),
    };
    let words = |foreign: &str| known(Some(text::shown(foreign)).filter(|shown| !shown.is_empty()));
    match kind {
        Kind::Of(field) => match fields.get(field) {
            View::Text(_) if field == CreatorField::Country => words(&country::name(&fields.country)),
            View::Text(text) => words(text),
            View::Count(count) if field.fact().kind == Kinds::Money => {
                known(count.map(|minor| price(Money::new(minor, fields.price_currency))))
            }
            View::Count(count) => known(count.map(compact)),
            View::Decimal(rate) => known(rate.map(|rate| format!("{rate:.1}"))),
            View::Day(on) => known(on.map(|on| day::tiny(on, ctx.today))),
            View::List(list) => words(&list.join(", ")),
            View::Window(window) => known(window.map(|window| window.spoken(ctx.today))),
        },
        Kind::Handle => Cell::new(text::shown(&fields.handle.to_string())),
        Kind::Tier => known(fields.followers.and_then(|n| ctx.borders.tier(n)).map(|tier| tier.word().to_owned())),
        Kind::Niche => words(&row.tags.join(", ")),
        Kind::Added => Cell::with(day::tiny(row.added_on, ctx.today), Role::Quiet),
        Kind::Cpm => known(cpm(row).map(Money::exact)),
        Kind::Verdict => Cell::with(row.verdict.word(), meaning(row.verdict)),
        Kind::Reason => words(&row.reason),
        Kind::Rating => known((row.rating > 0).then(|| row.rating.to_string())),
        Kind::Snoozed => known(row.snoozed_until.map(|until| day::tiny(until, ctx.today))),
        Kind::Platform => Cell::new(fields.platform.word()),
        Kind::Found => words(&row.found()),
        Kind::Score => known(row.standing.score.map(|score| score.to_string())),
        Kind::ErViews => known(row.standing.er_views.map(|er| format!("{er:.1}"))),
        Kind::Growth => known(row.standing.growth.map(growth)),
        Kind::Flags => match flags(&row.standing.flags) {
            Some((shown, role)) => Cell::with(shown, role),
            None => Cell::with("-", Role::Quiet),
        },
    }
}

/// A growth in percent with its sign; beyond a thousand only that it is.
fn growth(percent: f64) -> String {
    if percent >= 999.95 { ">999".to_owned() } else { format!("{percent:+.1}") }
}

/// How many warning signs there are, and how bad the worst is; nothing where none was found.
fn flags(found: &[(FlagCode, Severity)]) -> Option<(String, Role)> {
    let worst = found.iter().map(|(_, severity)| *severity).max()?;
    let (sign, role) = match worst {
        Severity::Amber => ("!", Role::Warn),
        Severity::Red => ("!!", Role::Bad),
    };
    Some((format!("{} {sign}", found.len()), role))
}

/// The asking price of a thousand views.
pub(super) fn cpm(row: &CreatorRow) -> Option<Money> {
    let views = row.fields.views.filter(|views| *views > 0)?;
    let minor = div_round(i128::from(row.fields.price_minor?) * 1_000, i128::from(views))?;
    Some(Money::new(minor, row.fields.price_currency))
}

/// How a verdict is meant.
fn meaning(verdict: Verdict) -> Role {
    match verdict {
        Verdict::Picked => Role::Good,
        Verdict::Maybe => Role::Warn,
        Verdict::Rejected => Role::Bad,
        Verdict::New | Verdict::Snoozed => Role::Quiet,
    }
}

/// An amount for a narrow column: whole units, shortened where they are long, with the sign or code it has.
pub(super) fn price(money: Money) -> String {
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
    let stars = if row.rating == 0 { ' ' } else { char::from_digit(u32::from(row.rating), 10).unwrap_or(' ') };
    [cursor, mark, blocked, (row.verdict.sign(), meaning(row.verdict)), blank, (stars, Role::Warn), blank]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_kept_by_earlier_versions_are_still_columns() {
        let kept = "handle tier followers er views price niche added name country lang email cpm status reason rating snoozed \
                    platform found score er-views growth flags";
        for word in kept.split_whitespace() {
            assert!(Kind::from_word(word).is_some(), "{word}");
        }
        assert_eq!(Kind::from_word("lang"), Some(Kind::Of(CreatorField::Language)));
        assert!(Kind::all().all(|kind| Kind::from_word(kind.names().0) == Some(kind)));
    }
}

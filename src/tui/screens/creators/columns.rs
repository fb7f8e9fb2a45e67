//! The columns of the table and their cells.

use crate::analysis::flags::{FlagCode, Severity};
use crate::domain::creator::CreatorField;
use crate::domain::figure::ratio;
use crate::domain::filter::Field;
use crate::domain::money::{Money, div_round};
use crate::domain::number::compact;
use crate::domain::record::{Kind as FieldKinds, View};
use crate::domain::{Verdict, country};
use crate::proto::row::CreatorRow;
use crate::tui::kit::Ctx;
use crate::tui::look::{Role, day, text};
use crate::tui::widgets::grid::{Cell, Column};
use crate::words::odds::NO_FEE;
use crate::words::result_view::estimate::{e4, percent};

/// A column of the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) enum ColumnKind {
    /// The account; always first.
    #[default]
    Handle,
    /// A field of the creator table.
    Of(CreatorField),
    /// Tier.
    Tier,
    /// Niches and tags.
    Niche,
    /// The day the creator was added.
    Added,
    /// Asking price per 1,000 views.
    Cpm,
    /// Verdict.
    Verdict,
    /// Rejection reason.
    Reason,
    /// Stars.
    Rating,
    /// Snoozed until.
    Snoozed,
    /// Platform.
    Platform,
    /// How and where they were found, in one column.
    Found,
    /// Fit score.
    Score,
    /// Reactions per view over the newest posts.
    ErViews,
    /// Follower growth.
    Growth,
    /// Number of warning signs, and the worst severity.
    Flags,
    /// Stage of the newest collaboration.
    Stage,
    /// Loaded cost of all collaborations.
    Spend,
    /// Tracked revenue over cost.
    Roas,
    /// Attributed orders.
    Orders,
    /// When the newest talk began.
    Contacted,
    /// The first day on which something is due.
    Due,
    /// What is owed and not paid.
    Owed,
    /// Days since something was due.
    Late,
    /// Chance to beat the target of the current campaign.
    Odds,
    /// The highest fee that one booking is worth there.
    Worth,
    /// How alike they are to those whom the filter names.
    Likeness,
}

/// What decides about columns beside the choice of the person.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    /// Whether the current campaign has odds.
    pub(super) has_odds: bool,
    /// Cells for all columns, where the window may get more of them than were chosen.
    pub(super) cells: u16,
}

/// The columns that aren't fields, in the order of the chooser.
const OWN: [ColumnKind; 26] = [
    ColumnKind::Handle,
    ColumnKind::Tier,
    ColumnKind::Niche,
    ColumnKind::Added,
    ColumnKind::Cpm,
    ColumnKind::Verdict,
    ColumnKind::Reason,
    ColumnKind::Rating,
    ColumnKind::Snoozed,
    ColumnKind::Platform,
    ColumnKind::Found,
    ColumnKind::Score,
    ColumnKind::ErViews,
    ColumnKind::Growth,
    ColumnKind::Flags,
    ColumnKind::Stage,
    ColumnKind::Spend,
    ColumnKind::Roas,
    ColumnKind::Orders,
    ColumnKind::Contacted,
    ColumnKind::Due,
    ColumnKind::Owed,
    ColumnKind::Late,
    ColumnKind::Odds,
    ColumnKind::Worth,
    ColumnKind::Likeness,
];

impl ColumnKind {
    /// All columns in the order of the chooser: the account, the fields, then computed ones.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        let (account, others) = OWN.split_at(1);
        let facts = CreatorField::ALL.iter().copied().map(Self::Of);
        account.iter().copied().chain(facts).chain(others.iter().copied())
    }

    /// The stored word, and the name shown in the chooser.
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
            Self::Stage => ("stage", "Stage of the newest collaboration"),
            Self::Spend => ("spend", "Spend over all collaborations"),
            Self::Roas => ("roas", "ROAS over all collaborations"),
            Self::Orders => ("orders", "Orders over all collaborations"),
            Self::Contacted => ("contacted", "Contacted"),
            Self::Due => ("due", "Due: the next payment, task or post"),
            Self::Owed => ("owed", "Owed, not paid yet"),
            Self::Late => ("late", "Days late"),
            Self::Odds => ("odds", "Odds to beat the target"),
            Self::Worth => ("worth", "Worth up to, for one booking"),
            Self::Likeness => ("likeness", "Likeness to those the filter names"),
        }
    }

    /// Whether the column is about the current campaign, and so there only while that has odds.
    pub(super) fn needs_odds(self) -> bool {
        matches!(self, Self::Odds | Self::Worth)
    }

    /// Finds a column by its stored word.
    pub(super) fn from_word(word: &str) -> Option<Self> {
        let fact = || CreatorField::called(word).map(Self::Of);
        OWN.into_iter().find(|kind| kind.names().0 == word).or_else(fact)
    }

    /// Heading, minimum and ideal width, and the rank by which columns are dropped when room is short.
    pub(super) fn column(self) -> Column {
        match self {
            Self::Of(field) => fact_column(field),
            Self::Handle => Column::words("HANDLE", 16, 26, 0),
            Self::Tier => Column::words("TIER", 5, 5, 5),
            Self::Niche => Column::words("NICHE", 11, 40, 7),
            Self::Added => Column::words("ADDED", 6, 8, 8),
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
            Self::Stage => Column::words("STAGE", 9, 9, 9),
            Self::Spend => Column { ideal: 9, ..Column::number("SPEND", 6, 9) },
            Self::Roas => Column::number("ROAS", 5, 9),
            Self::Orders => Column::number("ORDERS", 6, 9),
            Self::Contacted => Column::words("CONTACTED", 9, 9, 9),
            Self::Due => Column::words("DUE", 6, 6, 9),
            Self::Owed => Column { ideal: 9, ..Column::number("OWED", 6, 9) },
            Self::Late => Column::number("LATE", 4, 9),
            Self::Odds => Column::number("ODDS", 4, 6),
            Self::Worth => Column { ideal: 9, ..Column::number("WORTH", 6, 7) },
            Self::Likeness => Column::number("LIKE", 4, 9),
        }
    }

    /// The filter field behind a column.
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
            Self::Stage => Field::Stage,
            Self::Spend => Field::Spend,
            Self::Roas => Field::Roas,
            Self::Orders => Field::Orders,
            Self::Contacted => Field::Contacted,
            Self::Due => Field::Due,
            Self::Owed => Field::Owed,
            Self::Late => Field::Late,
            Self::Odds => Field::Odds,
            Self::Worth => Field::Worth,
            Self::Likeness => Field::Likeness,
        }
    }
}

/// The column of a field. Its kind sets the width; the figures people read most are dropped last.
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
        FieldKinds::Count => Column::number(title, if field == CreatorField::Views { 6 } else { 7 }, priority),
        FieldKinds::Percent | FieldKinds::Share => Column::number(title, 5, priority),
        FieldKinds::Money => Column { ideal: 9, ..Column::number(title, 6, priority) },
        FieldKinds::Code => {
            let (least, ideal) = if field == CreatorField::Language { (5, 5) } else { (7, 14) };
            Column::words(title, least, ideal, priority)
        }
        FieldKinds::Word if field == CreatorField::Email => Column::words(title, 12, 28, priority),
        FieldKinds::Word | FieldKinds::List | FieldKinds::Window => Column::words(title, 10, 20, priority),
        FieldKinds::Lines | FieldKinds::Prose => Column::words(title, 12, 30, priority),
        FieldKinds::Day => Column::words(title, 6, 6, priority),
    }
}

/// Width of the signs before the first column: cursor, mark, do not contact, verdict, stars.
pub(super) const LEAD: u16 = 7;

/// The heading over those signs.
pub(super) const LEAD_TITLE: &str = "   V * ";

/// The cell of a column; unknown is `-`.
pub(super) fn cell(kind: ColumnKind, row: &CreatorRow, ctx: &Ctx) -> Cell {
    let fields = &row.fields;
    let known = |shown: Option<String>| match shown {
        Some(shown) => Cell::new(shown),
        None => Cell::with("-", Role::Quiet),
    };
    let words = |foreign: &str| known(Some(text::shown(foreign)).filter(|shown| !shown.is_empty()));
    // Most creators never took part in a batch: a column of dashes would hide those who did.
    let has = |shown: Option<String>| Cell::new(shown.unwrap_or_default());
    let totals = &row.totals;
    let role = if totals.days_late.is_some() { Role::Bad } else { Role::Text };
    let late = |shown: Option<String>| Cell::with(shown.unwrap_or_default(), role);
    match kind {
        ColumnKind::Of(field) => match fields.get(field) {
            View::Text(_) if field == CreatorField::Country => words(&country::name(&fields.country)),
            View::Text(text) => words(text),
            View::Count(count) if field.fact().kind == FieldKinds::Money => {
                known(count.map(|minor| price(Money::new(minor, fields.price_currency))))
            }
            View::Count(count) => known(count.map(compact)),
            View::Decimal(rate) => known(rate.map(|rate| format!("{rate:.1}"))),
            View::Day(on) => known(on.map(|on| day::tiny(on, ctx.today))),
            View::List(list) => words(&list.join(", ")),
            View::Window(window) => known(window.map(|window| window.spoken(ctx.today))),
        },
        ColumnKind::Handle => Cell::new(text::shown(&fields.handle.to_string())),
        ColumnKind::Tier => {
            known(fields.followers.and_then(|n| ctx.borders.tier(n)).map(|tier| tier.word().to_owned()))
        }
        ColumnKind::Niche => words(&row.tags.join(", ")),
        ColumnKind::Added => Cell::with(day::tiny(row.added_on, ctx.today), Role::Quiet),
        ColumnKind::Cpm => known(cpm(row).map(Money::exact)),
        ColumnKind::Verdict => Cell::with(row.verdict.word(), meaning(row.verdict)),
        ColumnKind::Reason => words(&row.reason),
        ColumnKind::Rating => known((row.rating > 0).then(|| row.rating.to_string())),
        ColumnKind::Snoozed => known(row.snoozed_until.map(|until| day::tiny(until, ctx.today))),
        ColumnKind::Platform => Cell::new(fields.platform.word()),
        ColumnKind::Found => words(&row.found()),
        ColumnKind::Score => known(row.standing.score.map(|score| score.to_string())),
        ColumnKind::ErViews => known(row.standing.er_views.map(|er| format!("{er:.1}"))),
        ColumnKind::Growth => known(row.standing.growth.map(growth)),
        ColumnKind::Flags => match flags(&row.standing.flags) {
            Some((shown, role)) => Cell::with(shown, role),
            None => Cell::with("-", Role::Quiet),
        },
        ColumnKind::Stage => has(totals.stage.map(|stage| stage.word().to_owned())),
        ColumnKind::Spend => has(totals.spend.map(price)),
        ColumnKind::Roas => has(totals.roas.map(|roas| ratio(e4(roas)))),
        ColumnKind::Orders => has(totals.orders.map(compact)),
        ColumnKind::Contacted => has(totals.contacted_on.map(|on| day::tiny(on, ctx.today))),
        ColumnKind::Due => late(totals.due_on.map(|on| day::tiny(on, ctx.today))),
        ColumnKind::Owed => has(totals.owed.map(price)),
        ColumnKind::Late => late(totals.days_late.map(|days| format!("{days}d"))),
        ColumnKind::Likeness => has(row.likeness.as_ref().map(|alike| percent(alike.percent / 100.0))),
        ColumnKind::Odds | ColumnKind::Worth => match ctx.odds_of(row.id) {
            None if ctx.odds_in().is_some_and(|(_, are_awaited)| are_awaited) => Cell::with("…", Role::Quiet),
            // Who was rejected or booked is no candidate.
            None => Cell::new(""),
            Some((_, own)) if kind == ColumnKind::Worth && !own.is_worth_a_fee() => Cell::with(NO_FEE, Role::Quiet),
            Some((odds, own)) if kind == ColumnKind::Worth => {
                Cell::new(price(Money::new(own.worth_minor, odds.currency)))
            }
            Some((_, own)) => known(own.promise.ok().map(|priced| percent(priced.chance))),
        },
    }
}

/// Growth in percent with its sign, capped at `>999`.
fn growth(percent: f64) -> String {
    if percent >= 999.95 { ">999".to_owned() } else { format!("{percent:+.1}") }
}

/// The number of warning signs and the worst severity. `None` without signs.
fn flags(found: &[(FlagCode, Severity)]) -> Option<(String, Role)> {
    let worst = found.iter().map(|(_, severity)| *severity).max()?;
    let (sign, role) = match worst {
        Severity::Amber => ("!", Role::Warn),
        Severity::Red => ("!!", Role::Bad),
    };
    Some((format!("{} {sign}", found.len()), role))
}

/// The asking price per 1,000 views.
pub(super) fn cpm(row: &CreatorRow) -> Option<Money> {
    let views = row.fields.views.filter(|views| *views > 0)?;
    let minor = div_round(i128::from(row.fields.price_minor?) * 1_000, i128::from(views))?;
    Some(Money::new(minor, row.fields.price_currency))
}

/// The color role of a verdict.
fn meaning(verdict: Verdict) -> Role {
    match verdict {
        Verdict::Picked => Role::Good,
        Verdict::Maybe => Role::Warn,
        Verdict::Rejected => Role::Bad,
        Verdict::New | Verdict::Snoozed => Role::Quiet,
    }
}

/// An amount for a narrow column: whole units, shortened if long, with its currency sign or code.
pub(super) fn price(money: Money) -> String {
    let units = div_round(i128::from(money.minor), i128::from(money.currency.minor_per_unit())).unwrap_or(0);
    let code = money.currency.sign();
    if units.abs() < 10_000 { format!("{}{units}", code.trim()) } else { format!("{}{}", code.trim(), compact(units)) }
}

/// The signs before the first column, each with its color role.
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
    fn reads_column_names_of_earlier_versions() {
        let kept = "handle tier followers er views price niche added name country lang email cpm status reason rating snoozed \
                    platform found score er-views growth flags";
        for word in kept.split_whitespace() {
            assert!(ColumnKind::from_word(word).is_some(), "{word}");
        }
        assert_eq!(ColumnKind::from_word("lang"), Some(ColumnKind::Of(CreatorField::Language)));
        assert!(ColumnKind::all().all(|kind| ColumnKind::from_word(kind.names().0) == Some(kind)));
    }
}

//! Turns the cell under the cursor into a term of the filter language.

use chrono::NaiveDate;

use crate::analysis::flags::FlagCode;
use crate::domain::collaboration::Stage;
use crate::domain::creator::CreatorField;
use crate::domain::day::Calendar;
use crate::domain::filter::{Expr, Field, NumberTest, NumberValue, SetValue, Term, Word, parse};
use crate::domain::number::compact;
use crate::domain::record::{self, View};
use crate::domain::{Money, TierBorders};
use crate::proto::odds::{CampaignOdds, CandidateOdds};
use crate::proto::row::CreatorRow;

use super::columns::{ColumnKind, cpm};

/// What to do with the creators that share a cell's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CellUse {
    /// Show only them.
    Only,
    /// Exclude them.
    Without,
    /// Mark them.
    Mark,
}

/// The terms a cell offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum CellTerm {
    /// One term that matches all creators with the same value.
    Term(String),
    /// Several values; the user picks one. Pairs of label and term.
    OneOf(Vec<(String, String)>),
}

/// The term that matches all creators with the same value in a column.
pub(super) fn cell_term(
    kind: ColumnKind,
    row: &CreatorRow,
    odds: Option<(&CampaignOdds, &CandidateOdds)>,
    borders: TierBorders,
) -> CellTerm {
    let fields = &row.fields;
    let field = kind.field();
    let word = |value: &str| {
        let value = if value.is_empty() { SetValue::None } else { SetValue::Is(Word::new(value)) };
        format!("{}:{}", field.name(), value.to_filter())
    };
    let text = match kind {
        // Email addresses are unique, so the useful question is whether there is one.
        ColumnKind::Of(CreatorField::Email) if fields.email.is_empty() => "no:email".to_owned(),
        ColumnKind::Of(CreatorField::Email) => "has:email".to_owned(),
        ColumnKind::Of(fact) => match fields.get(fact) {
            View::Text(text) => word(text),
            View::Count(count) if fact.fact().kind == record::Kind::Money => {
                money(field, count.map(|minor| Money::new(minor, fields.price_currency)))
            }
            View::Count(count) => number(field, count.map(whole), count.map(compact)),
            View::Decimal(rate) => number(field, rate, rate.map(|rate| format!("{rate:.1}"))),
            View::Day(on) => day(field, on),
            view @ (View::List(_) | View::Window(_)) => word(&view.plain()),
        },
        ColumnKind::Handle => format!("@{}", fields.handle.as_str()),
        ColumnKind::Reason => word(&row.reason),
        ColumnKind::Verdict => word(row.verdict.word()),
        ColumnKind::Tier => word(fields.followers.and_then(|n| borders.tier(n)).map_or("", |tier| tier.word())),
        ColumnKind::Niche => return tags(row),
        ColumnKind::Added => format!("added:{}", row.added_on),
        ColumnKind::Rating => {
            number(field, (row.rating > 0).then(|| f64::from(row.rating)), Some(row.rating.to_string()))
        }
        ColumnKind::Cpm => {
            let cpm = cpm(row).map(|money| whole(money.minor) / whole(money.currency.minor_per_unit()));
            number(field, cpm, cpm.map(|cpm| format!("{cpm:.2}")))
        }
        ColumnKind::Score => {
            let score = row.standing.score;
            number(field, score.map(f64::from), score.map(|score| score.to_string()))
        }
        ColumnKind::Growth => {
            number(field, row.standing.growth, row.standing.growth.map(|growth| format!("{growth:.1}")))
        }
        ColumnKind::Flags => return warnings(row),
        ColumnKind::Stage => word(row.totals.stage.map_or("", Stage::word)),
        ColumnKind::Spend => money(field, row.totals.spend),
        ColumnKind::Owed => money(field, row.totals.owed),
        ColumnKind::Roas => number(field, row.totals.roas, row.totals.roas.map(|roas| format!("{roas:.1}"))),
        ColumnKind::Orders => number(field, row.totals.orders.map(whole), row.totals.orders.map(compact)),
        ColumnKind::Late => number(field, row.totals.days_late.map(whole), None),
        ColumnKind::Likeness => {
            let percent = row.likeness.as_ref().map(|alike| alike.percent);
            number(field, percent, percent.map(|percent| format!("{percent:.0}")))
        }
        ColumnKind::Odds => {
            let chance = odds.and_then(|(_, own)| own.chance_percent());
            number(field, chance, chance.map(|chance| format!("{chance:.0}")))
        }
        ColumnKind::Worth => money(field, odds.map(|(odds, own)| Money::new(own.worth_minor, odds.currency))),
        ColumnKind::Contacted => day(field, row.totals.contacted_on),
        ColumnKind::Due => day(field, row.totals.due_on),
        ColumnKind::Snoozed => format!("until:{}", row.snoozed_until.map_or("none".to_owned(), |day| day.to_string())),
        ColumnKind::Platform => word(fields.platform.word()),
        ColumnKind::Found => word(&row.found()),
        ColumnKind::ErViews => number(field, row.standing.er_views, row.standing.er_views.map(|er| format!("{er:.1}"))),
    };
    CellTerm::Term(text)
}

/// One tag is a term; with several tags the user picks one.
fn tags(row: &CreatorRow) -> CellTerm {
    let term = |tag: &String| format!("tag:{}", SetValue::Is(Word::new(tag.as_str())).to_filter());
    match row.tags.as_slice() {
        [] => CellTerm::Term("tag:none".to_owned()),
        [tag] => CellTerm::Term(term(tag)),
        several => CellTerm::OneOf(several.iter().map(|tag| (tag.clone(), term(tag))).collect()),
    }
}

/// One warning sign is a term; with several signs the user picks one.
fn warnings(row: &CreatorRow) -> CellTerm {
    let term = |code: FlagCode| format!("flag:{}", code.filter_word());
    match row.standing.flags.as_slice() {
        [] => CellTerm::Term("flag:none".to_owned()),
        [(code, _)] => CellTerm::Term(term(*code)),
        several => {
            CellTerm::OneOf(several.iter().map(|(code, _)| (code.filter_word().to_owned(), term(*code))).collect())
        }
    }
}

/// An amount in whole units, as the column shows it.
fn money(field: Field, money: Option<Money>) -> String {
    let units = money.map(|money| whole(money.minor) / whole(money.currency.minor_per_unit()));
    number(field, units, units.map(|units| format!("{units:.0}")))
}

fn day(field: Field, day: Option<NaiveDate>) -> String {
    format!("{}:{}", field.name(), day.map_or("none".to_owned(), |day| day.to_string()))
}

#[expect(clippy::cast_precision_loss, reason = "counts and amounts stay far below 2^53")]
fn whole(number: i64) -> f64 {
    number as f64
}

/// The number as the column shows it, or in full where the rounded number would not match its own row.
fn number(field: Field, value: Option<f64>, shown: Option<String>) -> String {
    let Some(value) = value else { return format!("{}:none", field.name()) };
    let finds_it = |text: &String| {
        let read = parse(text, Calendar::day_first(chrono::NaiveDate::default())).ok().and_then(|read| read.expr);
        match read {
            Some(Expr::Term(Term::Number { test: NumberTest::OneOf { values, .. }, .. })) => {
                values.iter().any(|near| matches!(near, NumberValue::Near(amount) if amount.rounds_from(value)))
            }
            _ => false,
        }
    };
    let shown = shown.map(|shown| format!("{}:{}", field.name(), shown.replace(',', "")));
    shown.filter(finds_it).unwrap_or_else(|| format!("{}:{value}", field.name()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::flags::Severity;
    use crate::domain::Currency;
    use crate::domain::creator::CreatorFields;
    use crate::domain::{CreatorId, Handle, Platform, Verdict};
    use crate::proto::row::{CreatorTotals, Standing};

    fn row() -> CreatorRow {
        let mut fields = CreatorFields::new(Platform::TikTok, Handle::parse("mia.glow").expect("a handle"));
        fields.name = "Mía \"Glow\" Ortiz".into();
        fields.followers = Some(24_817);
        fields.er = Some(7.85);
        fields.views = Some(950);
        fields.price_minor = Some(9_950);
        fields.country = "us".into();
        CreatorRow {
            id: CreatorId(1),
            fields,
            tags: vec!["glass skin".into()],
            verdict: Verdict::Rejected,
            reason: "off niche".into(),
            snoozed_until: None,
            rating: 4,
            do_not_contact: false,
            added_on: NaiveDate::from_ymd_opt(2026, 3, 9).expect("a day"),
            updated_at: 1,
            standing: Standing {
                score: Some(82),
                coverage: Some(70),
                er_views: Some(7.1),
                growth: Some(12.34),
                flags: vec![(FlagCode::Dormant, Severity::Amber), (FlagCode::DeadFollowers, Severity::Red)],
            },
            odds: None,
            likeness: None,
            totals: CreatorTotals {
                stage: Some(Stage::Posted),
                contacted_on: NaiveDate::from_ymd_opt(2026, 2, 3),
                due_on: NaiveDate::from_ymd_opt(2026, 3, 8),
                days_late: Some(3),
                orders: Some(12_345),
                spend: Some(Money::new(124_050, Currency::USD)),
                roas: Some(2.46),
                owed: None,
            },
        }
    }

    fn term(kind: ColumnKind, row: &CreatorRow) -> String {
        match cell_term(kind, row, None, TierBorders::default()) {
            CellTerm::Term(term) => term,
            other => panic!("{kind:?}: {other:?}"),
        }
    }

    #[test]
    fn terms_use_the_displayed_value() {
        let row = row();
        assert_eq!(term(ColumnKind::Of(CreatorField::Followers), &row), "followers:24.8k");
        assert_eq!(term(ColumnKind::Of(CreatorField::Views), &row), "views:950");
        assert_eq!(term(ColumnKind::Tier, &row), "tier:micro");
        assert_eq!(term(ColumnKind::Score, &row), "score:82");
        assert_eq!(term(ColumnKind::Growth, &row), "growth:12.3");
        let dormant = ("dormant".to_owned(), "flag:dormant".to_owned());
        let dead = ("dead-followers".to_owned(), "flag:dead-followers".to_owned());
        assert_eq!(
            cell_term(ColumnKind::Flags, &row, None, TierBorders::default()),
            CellTerm::OneOf(vec![dormant, dead])
        );
        assert_eq!(term(ColumnKind::Niche, &row), "tag:\"glass skin\"");
        assert_eq!(term(ColumnKind::Reason, &row), "reason:\"off niche\"");
        assert_eq!(term(ColumnKind::Verdict, &row), "verdict:rejected");
        assert_eq!(term(ColumnKind::Of(CreatorField::Language), &row), "language:none");
        assert_eq!(term(ColumnKind::Of(CreatorField::Email), &row), "no:email");
        assert_eq!(term(ColumnKind::Added, &row), "added:2026-03-09");
        assert_eq!(term(ColumnKind::Handle, &row), "@mia.glow");
        assert_eq!(term(ColumnKind::Stage, &row), "stage:Posted");
        assert_eq!(term(ColumnKind::Spend, &row), "spend:1240.5");
        assert_eq!(term(ColumnKind::Roas, &row), "roas:2.5");
        assert_eq!(term(ColumnKind::Late, &row), "late:3");
        assert_eq!(term(ColumnKind::Due, &row), "due:2026-03-08");
        assert_eq!(term(ColumnKind::Owed, &row), "owed:none");
    }

    #[test]
    fn every_term_parses_and_matches_its_own_row() {
        let mut row = row();
        for minor in [9_950, 22_000, 1_234_567, 149] {
            row.fields.price_minor = Some(minor);
            for kind in ColumnKind::all() {
                if let CellTerm::Term(term) = cell_term(kind, &row, None, TierBorders::default()) {
                    parse(&term, Calendar::day_first(NaiveDate::default()))
                        .unwrap_or_else(|fault| panic!("{term}: {fault}"));
                }
            }
        }
    }
}

//! Typed rows: how the words and numbers of the domain are in the tables.
//!
//! Each list of columns stands beside the function that reads it, by position. Ids, days and enums in words go in and out
//! through the traits below, so that a misspelt word in the file is an error that names it and never a silent default.

use std::fmt;
use std::sync::LazyLock;

use chrono::NaiveDate;
use rusqlite::Row;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, Value, ValueRef};

use crate::domain::collaboration::{Content, Decision, Outreach, Payment, Product, Rights};
use crate::domain::creator::{CreatorField, CreatorFields, Figure};
use crate::domain::deliverable::{DeliverableKind, Style};
use crate::domain::record::{Cells, View};
use crate::domain::rights::RightKind;
use crate::domain::success_rule::RuleMeasure;
use crate::domain::text::fold;
use crate::domain::{
    AmountId, AmountState, BatchId, BatchStatus, CampaignId, CollaborationId, CostKind, Counts, CreatorId, Currency,
    DeliverableId, Goal, Handle, ImportId, OpId, OrderId, OrderState, Platform, PostId, PostingWindow, RightId,
    SuccessRule, TagId, TaskId, Verdict, ViewId,
};
use crate::proto::outlook::Choice;
use crate::proto::page_change::Facet;
use crate::proto::row::{CreatorRow, CreatorTotals, Standing};

use super::flag_bits;

/// What is in a column and should not.
#[derive(Debug)]
struct Unreadable {
    what: &'static str,
    text: String,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\" isn't a valid {}", self.text, self.what)
    }
}

impl std::error::Error for Unreadable {}

fn unreadable(what: &'static str, text: &str) -> FromSqlError {
    FromSqlError::Other(Box::new(Unreadable { what, text: text.to_owned() }))
}

macro_rules! ids {
    ($($name:ty),+ $(,)?) => {$(
        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(self.0.into())
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                value.as_i64().map(Self)
            }
        }
    )+};
}

ids!(
    CreatorId,
    TagId,
    CampaignId,
    BatchId,
    CollaborationId,
    ImportId,
    OpId,
    ViewId,
    PostId,
    OrderId,
    TaskId,
    AmountId,
    DeliverableId,
    RightId
);

/// Enums kept as the words the user reads.
macro_rules! words {
    ($($name:ty: $what:literal),+ $(,)?) => {$(
        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(self.word().into())
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                let text = value.as_str()?;
                Self::from_word(text).ok_or_else(|| unreadable($what, text))
            }
        }
    )+};
}

words!(
    Platform: "platform",
    Verdict: "verdict",
    Goal: "goal",
    Counts: "kind of conversion",
    BatchStatus: "batch status",
    CostKind: "kind of cost",
    AmountState: "state of an amount",
    OrderState: "state of an order",
    Outreach: "outreach stage",
    Product: "product stage",
    Content: "content stage",
    Rights: "rights stage",
    Payment: "payment stage",
    Decision: "decision",
    Figure: "figure of a creator",
    Facet: "part of an audience",
    DeliverableKind: "kind of deliverable",
    Style: "style",
    RightKind: "kind of right",
    Choice: "choice for the next batch",
    RuleMeasure: "measure of a success rule",
);

/// The columns of a rule, as [`rule`] reads them.
pub const RULE_COLS: &str = "rule_creators, rule_measure, rule_level_e4, rule_orders";

/// Reads the columns of a rule from this place on; nothing where there are no parts.
pub fn rule(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<SuccessRule>> {
    let Some(creators) = row.get::<_, Option<i64>>(at)? else { return Ok(None) };
    if row.get_ref(at + 1)?.as_str()?.is_empty() {
        return Ok(None);
    }
    let (measure, level_e4, orders) = (row.get::<_, RuleMeasure>(at + 1)?, row.get(at + 2)?, row.get(at + 3)?);
    Ok(Some(SuccessRule { creators, measure, level_e4, orders }))
}

impl ToSql for Currency {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.code().into())
    }
}

impl FromSql for Currency {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let text = value.as_str()?;
        text.parse().map_err(|()| unreadable("currency", text))
    }
}

impl ToSql for Handle {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.as_str().into())
    }
}

impl FromSql for Handle {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let text = value.as_str()?;
        Self::parse(text).map_err(|_| unreadable("handle", text))
    }
}

/// A day as it is in a table: `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub NaiveDate);

impl ToSql for Day {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.to_string().into())
    }
}

impl FromSql for Day {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let text = value.as_str()?;
        text.parse().map(Self).map_err(|_| unreadable("day", text))
    }
}

/// Reads a day that may be missing.
pub fn day(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<NaiveDate>> {
    Ok(row.get::<_, Option<Day>>(column)?.map(|day| day.0))
}

/// The facts of a row, read one after the other from a column on.
pub struct Facts<'r, 's> {
    /// The row.
    pub row: &'r Row<'s>,
    /// The column of the next fact.
    pub at: usize,
}

impl Facts<'_, '_> {
    fn next(&mut self) -> usize {
        self.at += 1;
        self.at - 1
    }
}

impl Cells for Facts<'_, '_> {
    type Error = rusqlite::Error;

    fn text(&mut self) -> rusqlite::Result<String> {
        // What lives in a record of its own may not be there.
        Ok(self.row.get::<_, Option<String>>(self.next())?.unwrap_or_default())
    }

    fn list(&mut self) -> rusqlite::Result<Vec<String>> {
        Ok(self.text()?.lines().map(str::to_owned).collect())
    }

    fn window(&mut self) -> rusqlite::Result<Option<PostingWindow>> {
        self.row.get(self.next())
    }

    fn count(&mut self) -> rusqlite::Result<Option<i64>> {
        self.row.get(self.next())
    }

    fn decimal(&mut self) -> rusqlite::Result<Option<f64>> {
        self.row.get(self.next())
    }

    fn day(&mut self) -> rusqlite::Result<Option<NaiveDate>> {
        day(self.row, self.next())
    }
}

impl FromSql for PostingWindow {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let text = value.as_str()?;
        text.parse().map_err(|()| unreadable("posting window", text))
    }
}

impl ToSql for View<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let value = match self {
            Self::Text(text) => return Ok((*text).into()),
            Self::Count(count) => count.map(Value::Integer),
            // A rate that isn't a number is unknown.
            Self::Decimal(number) => number.filter(|number| number.is_finite()).map(Value::Real),
            Self::Day(day) => day.map(|day| Value::Text(day.to_string())),
            Self::List(words) => Some(Value::Text(words.join("\n"))),
            Self::Window(window) => window.map(|window| Value::Text(window.to_string())),
        };
        Ok(ToSqlOutput::Owned(value.unwrap_or(Value::Null)))
    }
}

/// Parts the tag names of one creator; a control character, which no name can hold.
const TAG_MARK: char = '\u{1f}';

/// Columns of a creator that are no facts; the facts of the table follow them.
const OWN_COLS: &str = "creator.id, creator.platform, creator.handle, creator.price_currency, creator.verdict, \
    creator.reason, creator.snoozed_until, creator.rating, creator.do_not_contact, creator.added_on, creator.updated_at, \
    (SELECT group_concat(tag.name, char(31) ORDER BY tag.folded) FROM creator_tag \
       JOIN tag ON tag.id = creator_tag.tag_id WHERE creator_tag.creator_id = creator.id), \
    (SELECT score FROM creator_vetting WHERE creator_vetting.creator_id = creator.id), \
    (SELECT er_views FROM creator_vetting WHERE creator_vetting.creator_id = creator.id), \
    (SELECT growth FROM creator_vetting WHERE creator_vetting.creator_id = creator.id), \
    (SELECT flags FROM creator_vetting WHERE creator_vetting.creator_id = creator.id), \
    (SELECT red FROM creator_vetting WHERE creator_vetting.creator_id = creator.id), \
    (SELECT coverage FROM creator_vetting WHERE creator_vetting.creator_id = creator.id)";

/// How many columns those are.
const OWN_WIDTH: usize = 18;

/// How many columns [`creator_cols`] are: what a query asks for besides follows them.
pub const CREATOR_WIDTH: usize = OWN_WIDTH + CreatorField::ALL.len();

/// Columns of a creator in the table, read by [`creator_row`].
pub fn creator_cols() -> &'static str {
    static COLS: LazyLock<String> = LazyLock::new(|| format!("{OWN_COLS}{}", CreatorField::COLUMNS));
    &COLS
}

/// Reads a creator from [`creator_cols`].
pub fn creator_row(row: &Row<'_>) -> rusqlite::Result<CreatorRow> {
    let tags: Option<String> = row.get(11)?;
    Ok(CreatorRow {
        id: row.get(0)?,
        fields: CreatorFields::read(&mut Facts { row, at: OWN_WIDTH }, row.get(1)?, row.get(2)?, row.get(3)?)?,
        verdict: row.get(4)?,
        reason: row.get(5)?,
        snoozed_until: day(row, 6)?,
        rating: row.get(7)?,
        do_not_contact: row.get(8)?,
        added_on: row.get::<_, Day>(9)?.0,
        updated_at: row.get(10)?,
        tags: tags.map(|names| names.split(TAG_MARK).map(str::to_owned).collect()).unwrap_or_default(),
        standing: Standing {
            score: row.get(12)?,
            coverage: row.get(17)?,
            er_views: row.get(13)?,
            growth: row.get(14)?,
            flags: flag_bits::flags(
                row.get::<_, Option<i64>>(15)?.unwrap_or(0),
                row.get::<_, Option<i64>>(16)?.unwrap_or(0),
            ),
        },
        totals: CreatorTotals::default(),
        odds: None,
        likeness: None,
    })
}

/// Returns ids as a JSON list, to be unfolded by `json_each(?)`: one bound value for any number of ids.
pub fn json_ids(ids: impl IntoIterator<Item = i64>) -> String {
    let mut list = String::from("[");
    for (index, id) in ids.into_iter().enumerate() {
        if index > 0 {
            list.push(',');
        }
        list.push_str(&id.to_string());
    }
    list.push(']');
    list
}

/// Returns what words of a creator are searched in: handle, name and profile text, folded.
///
/// Anyone who writes one of them writes this too, into the column `search`.
pub fn search_text(fields: &CreatorFields) -> String {
    let mut text = String::with_capacity(fields.handle.as_str().len() + fields.name.len() + fields.bio.len() + 2);
    for part in [fields.handle.as_str(), &fields.name, &fields.bio] {
        if !text.is_empty() {
            text.push('\n');
        }
        if part.is_ascii() {
            text.extend(part.bytes().map(|byte| char::from(byte.to_ascii_lowercase())));
        } else {
            text.push_str(&fold(part));
        }
    }
    text
}

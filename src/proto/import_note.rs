//! What the user should know about how a file was read, as facts.

use crate::domain::creator::CreatorField;
use crate::domain::{Currency, Platform};

use super::column::{DayOrder, Target};

/// A note on how a file is read. Columns are named by their headers; a count of rows is at least 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportNote {
    /// The header is in this row; the rows above it are left out.
    HeaderRow(u64),
    /// Columns are recognized by their cells.
    NoHeader,
    /// This row explains the columns and is left out.
    ExplainingRow(u64),
    /// The header repeats so many times between the rows.
    HeaderAgain(u64),
    /// This column counts a single post in a list with one row per post, and is left out.
    CountsOnePost(String),
    /// The header of this column names several platforms.
    SeveralPlatforms(String),
    /// Rows hold one person on several platforms.
    OneAccount {
        /// The platform that is kept.
        platform: Platform,
        /// The columns of the others.
        left_out: Vec<String>,
    },
    /// This column holds fractions instead of percents.
    Fractions(String),
    /// The dates of a column fit both orders.
    AmbiguousDates {
        /// The column.
        column: String,
        /// How they are read.
        order: DayOrder,
    },
    /// Some dates of a column fit only the one order and some only the other.
    MixedDates {
        /// The column.
        column: String,
        /// How they are read.
        order: DayOrder,
    },
    /// A column gave up its field to another one.
    GaveUp {
        /// The column.
        column: String,
        /// The field, as screens name it.
        field: String,
    },
    /// The only word of the file is read as the handle of a creator.
    OneWord(String),
    /// Columns are mapped as the user chose for a file like this one.
    Remembered,
    /// Only so many rows were previewed, and the file has more.
    Previewed(u64),
    /// An export of orders has no column for this field.
    NoColumn(Target),
    /// Clicks are read as those of each day, or as all of a link up to the day.
    Clicks {
        /// Whether as all up to the day.
        are_totals: bool,
    },
    /// Rows without a creator.
    NoCreator(u64),
    /// Rows of totals.
    Totals(u64),
    /// Rows without a post.
    NoPost(u64),
    /// Rows without a follower count.
    NoCount(u64),
    /// Prices that are no amount.
    NoPrice(u64),
    /// Prices with `¥` where nothing says whether that is yen or yuan.
    YenOrYuan(u64),
    /// Rows that name several platforms for a bare handle.
    UnsurePlatform(u64),
    /// Countries that are not known and stay as they were typed.
    UnknownCountries {
        /// How many.
        count: u64,
        /// The first few.
        first: Vec<String>,
    },
    /// Cells that cannot be what their column says.
    Skipped(CreatorField, u64),
    /// Cells of a column of a tracker that cannot be read; the rest of their rows counts.
    UnreadableCells {
        /// The column, as screens name it.
        column: String,
        /// How many.
        count: u64,
        /// The first few texts.
        first: Vec<String>,
    },
    /// Posts with a date without a year, whose day comes from their link.
    DayFromLink(u64),
    /// Orders with a discount without a code.
    DiscountWithoutCode(u64),
    /// Continuation rows without their order.
    NoOrder(u64),
    /// Orders with rows right below them that state another total.
    OtherTotals(u64),
    /// Orders without a time zone, read as UTC.
    NoTimeZone(u64),
    /// Orders without a currency, read as this one.
    NoCurrency(u64, Currency),
    /// Orders with an unknown payment status.
    UnknownStatus(u64),
}

/// A row that was read and then refused, because it does not fit what is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Row in the file, as the user counts rows in a sheet.
    pub row: u64,
    /// The field at fault.
    pub at: Target,
    /// Why, as a sentence without full stop.
    pub reason: String,
}

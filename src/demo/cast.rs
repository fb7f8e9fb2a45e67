//! What a campaign of the demo shop is: its batches, who takes part in them, and how it goes with each. Days are counted from today
//! or from the start of a test, amounts are minor units.

use crate::domain::Goal;
use crate::domain::collaboration::Decision;
use crate::domain::rights::RightKind;

/// A campaign.
pub(super) struct Campaign {
    pub name: &'static str,
    pub sells: &'static str,
    /// What it asks; `{price}` is that of the product.
    pub question: &'static str,
    pub goal: Goal,
    pub niches: &'static [&'static str],
    pub margin_bp: i64,
    pub budget_minor: i64,
    pub price_minor: i64,
    pub goods_minor: i64,
    pub brief: &'static str,
    /// When it was planned, and when it is to start where no batch runs yet.
    pub planned_ago: u64,
    pub starts_in: Option<u64>,
    pub tests: &'static [Test],
}

/// A batch.
pub(super) struct Test {
    pub name: &'static str,
    /// Days since its start; nothing for one that is planned.
    pub started_ago: Option<u64>,
    /// How many creators must reach which level, on how many orders.
    pub rule: (i64, Option<i64>, Option<i64>),
    pub cast: &'static [Part],
}

/// How far a creator goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Course {
    /// All the way to the post, as far as the days have passed.
    Posts,
    /// The same, after a first parcel was lost.
    PostsAfterLoss,
    /// Never answers.
    Silent,
    /// Says no.
    Declines,
    /// Answers and asks for more; nothing is agreed yet.
    Haggles,
    /// The parcel was lost, and none was sent again.
    Loses,
    /// Takes the product and never posts.
    Misses,
}

/// How a creator is paid.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Pay {
    /// Before it is due.
    OnTime,
    /// So many days after.
    Late(u64),
    /// Half of it so many days before it is due, and the rest never.
    Half(u64),
    /// All of it, in pounds.
    Pounds,
    /// Not yet.
    Open,
}

/// A right that is bought with a post.
pub(super) struct Clause {
    pub kind: RightKind,
    /// Days from the post to the last day.
    pub days: u64,
    pub price_minor: Option<i64>,
    pub detail: &'static str,
}

/// A creator in a batch.
pub(super) struct Part {
    /// The same word is the same creator, also in another batch.
    pub who: &'static str,
    pub course: Course,
    /// Days from the start of the test to the first message.
    pub lag: u64,
    /// Days by which the post comes late.
    pub late: u64,
    /// How often changes were asked for.
    pub rounds: u8,
    /// What they promise.
    pub promise: &'static str,
    /// The fee; by their views without one.
    pub fee: Option<i64>,
    pub commission_bp: Option<i64>,
    pub terms: &'static str,
    pub pay: Pay,
    /// Views of the post over those they usually get.
    pub luck: f64,
    /// Orders in 30 days, those before the post, those weeks after, and one that is larger than all others.
    pub orders: i64,
    pub early: i64,
    pub tail: i64,
    pub whale_minor: Option<i64>,
    /// The code; of their handle without one.
    pub code: Option<&'static str>,
    /// The age in days from which nobody looked at the counts of the post.
    pub unread_from: u64,
    pub rights: &'static [Clause],
    pub decision: Option<Decision>,
    pub again: Option<bool>,
    pub note: &'static str,
}

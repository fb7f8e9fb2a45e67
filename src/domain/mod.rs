//! The words of the trade and the rules between them: pure, without IO, clocks, SQL or screens.
//!
//! Everything above this layer speaks in these types. A rule that can be stated without a database or a terminal lives here.

pub mod alike;
pub mod batch;
pub mod board;
pub mod book_again;
pub mod breakdown;
pub mod budget;
pub mod cadence;
pub mod campaign;
pub mod check_list;
pub mod collaboration;
pub mod collaboration_fields;
pub mod collect;
pub mod cost;
pub mod country;
pub mod creator;
pub mod day;
pub mod deliverable;
pub mod figure;
pub mod filter;
pub mod goal;
pub mod handle;
pub mod id;
pub mod length;
pub mod merge;
pub mod milestone;
pub mod money;
pub mod month;
pub mod next_step;
pub mod niche;
pub mod number;
pub mod order;
pub mod pasted;
pub mod pay_terms;
pub mod payable;
pub mod platform;
pub mod post;
pub mod posting_window;
pub mod reading_age;
pub mod record;
pub mod rights;
pub mod schedule;
pub mod snooze;
pub mod success_rule;
pub mod tax;
pub mod text;
pub mod tier;
pub mod track_record;
pub mod verdict;

pub use batch::BatchStatus;
pub use budget::{Budget, BudgetStep};
pub use cadence::Cadence;
pub use campaign::{Counts, Goal};
pub use collaboration_fields::{CollaborationField, CollaborationFields};
pub use cost::{AmountState, CostKind, Kept};
pub use deliverable::DeliverableKind;
pub use goal::WeeklyGoal;
pub use handle::Handle;
pub use id::{
    AmountId, BatchId, CampaignId, CollaborationId, CreatorId, DeliverableId, ImportId, OpId, OrderId, PostId, RightId,
    TagId, TaskId, ViewId,
};
pub use length::{Longest, TooLong};
pub use money::{Currency, Money};
pub use order::OrderState;
pub use pay_terms::PayTerms;
pub use payable::{Payable, PayableId};
pub use platform::Platform;
pub use posting_window::PostingWindow;
pub use snooze::Snooze;
pub use success_rule::{Judgement, RuleScope, Ruling, SuccessRule};
pub use tier::{Tier, TierBorders};
pub use verdict::{RejectReason, Verdict};

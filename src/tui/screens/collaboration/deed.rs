//! What can be done with a deliverable.

/// What can be done with a deliverable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    Style,
    Due,
    Draft,
    Changes,
    Approve,
    Post,
    Miss,
    Read,
    Open,
    Remove,
}

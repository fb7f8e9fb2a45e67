//! The filter language.

/// A filter as a tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr;

/// One term of an order.
#[derive(Clone, Debug, PartialEq)]
pub struct SortTerm;

//! The odds of candidates in sentences: a forecast before any order, and what it rests on.

/// Why a filter for odds finds nobody.
pub fn none_to_filter_by() -> &'static str {
    "There are no odds yet. They need a campaign for sales with a margin or a target ROAS: set one of them on the campaign."
}

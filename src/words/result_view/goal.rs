//! What each goal shows: its head figure, and all others in their order. One table, which every screen, page and command lays out.

use super::figure::Figure;
use crate::domain::Goal;

/// What a goal shows, and in which order.
#[derive(Debug)]
pub struct GoalView {
    /// The tracked head figure.
    pub head: Figure,
    /// The head figure inside a sentence.
    pub name: &'static str,
    /// What the money is spent for.
    pub brings: Figure,
    /// The figures above everything else. The target comes after the head figure where that comes first, else at the end.
    pub key: &'static [Figure],
    /// The columns of a list, from left to right.
    pub columns: &'static [Figure],
    /// The columns of the text that a command prints.
    pub text: &'static [Figure],
    /// The columns of the table in a report.
    pub table: &'static [Figure],
    /// The columns of a sheet.
    pub sheet: &'static [Figure],
    /// The names of the low end, the best guess and the high end in a sheet; nothing for a count, which has no range.
    pub range: Option<[&'static str; 3]>,
    /// The name of the target in a sheet.
    pub target: &'static str,
}

const CONVERSIONS: GoalView = GoalView {
    head: Figure::Roas,
    name: "ROAS",
    brings: Figure::Orders,
    key: &[
        Figure::Spend,
        Figure::Revenue,
        Figure::Orders,
        Figure::Roas,
        Figure::Roi,
        Figure::Profit,
        Figure::Cpa,
        Figure::Views,
        Figure::Cpm,
        Figure::Breakeven,
        Figure::Cpc,
    ],
    columns: &[
        Figure::Spend,
        Figure::Revenue,
        Figure::Orders,
        Figure::Roas,
        Figure::Roi,
        Figure::Cpa,
        Figure::Views,
        Figure::Cpm,
    ],
    text: &[
        Figure::Spend,
        Figure::Revenue,
        Figure::Orders,
        Figure::Roas,
        Figure::Roi,
        Figure::Profit,
        Figure::Cpa,
        Figure::Views,
        Figure::Cpm,
    ],
    table: &[Figure::Spend, Figure::Revenue, Figure::Orders, Figure::Roas, Figure::Profit, Figure::Cpa, Figure::Views],
    sheet: &[
        Figure::Spend,
        Figure::Revenue,
        Figure::Orders,
        Figure::Pending,
        Figure::Views,
        Figure::Clicks,
        Figure::Roas,
        Figure::Roi,
        Figure::Profit,
        Figure::Cpa,
        Figure::Cpm,
        Figure::Cpc,
        Figure::ClickToOrder,
        Figure::Breakeven,
    ],
    range: Some(["roas_low", "roas_middle", "roas_high"]),
    target: "target_roas",
};

const AWARENESS: GoalView = GoalView {
    head: Figure::Cpm,
    name: "CPM",
    brings: Figure::Views,
    key: &[
        Figure::Cpm,
        Figure::ViewsPerUnit,
        Figure::Views,
        Figure::Spend,
        Figure::Clicks,
        Figure::Cpc,
        Figure::Orders,
        Figure::Revenue,
    ],
    columns: &[
        Figure::Cpm,
        Figure::ViewsPerUnit,
        Figure::Views,
        Figure::Spend,
        Figure::Clicks,
        Figure::Cpc,
        Figure::Orders,
        Figure::Revenue,
    ],
    text: &[
        Figure::Cpm,
        Figure::ViewsPerUnit,
        Figure::Views,
        Figure::Spend,
        Figure::Clicks,
        Figure::Cpc,
        Figure::Orders,
        Figure::Revenue,
    ],
    table: &[
        Figure::Cpm,
        Figure::ViewsPerUnit,
        Figure::Views,
        Figure::Spend,
        Figure::Clicks,
        Figure::Cpc,
        Figure::Orders,
    ],
    sheet: &[
        Figure::Cpm,
        Figure::ViewsPerUnit,
        Figure::Views,
        Figure::Spend,
        Figure::Clicks,
        Figure::Cpc,
        Figure::Revenue,
        Figure::Orders,
        Figure::Pending,
        Figure::Roas,
        Figure::Roi,
        Figure::Profit,
        Figure::Cpa,
        Figure::ClickToOrder,
        Figure::Breakeven,
    ],
    range: Some(["cpm_low", "cpm_middle", "cpm_high"]),
    target: "target_cpm",
};

const UGC: GoalView = GoalView {
    head: Figure::AssetCost,
    name: "cost per asset",
    brings: Figure::Assets,
    key: &[
        Figure::AssetCost,
        Figure::Assets,
        Figure::Cleared,
        Figure::Spend,
        Figure::Views,
        Figure::Cpm,
        Figure::Orders,
        Figure::Revenue,
    ],
    columns: &[
        Figure::AssetCost,
        Figure::Assets,
        Figure::Cleared,
        Figure::Spend,
        Figure::Views,
        Figure::Cpm,
        Figure::Orders,
        Figure::Revenue,
    ],
    text: &[
        Figure::AssetCost,
        Figure::Assets,
        Figure::Cleared,
        Figure::Spend,
        Figure::Views,
        Figure::Cpm,
        Figure::Orders,
        Figure::Revenue,
    ],
    table: &[
        Figure::AssetCost,
        Figure::Assets,
        Figure::Cleared,
        Figure::Spend,
        Figure::Views,
        Figure::Cpm,
        Figure::Orders,
    ],
    sheet: &[
        Figure::AssetCost,
        Figure::Assets,
        Figure::Cleared,
        Figure::Spend,
        Figure::Views,
        Figure::Cpm,
        Figure::Clicks,
        Figure::Cpc,
        Figure::Revenue,
        Figure::Orders,
        Figure::Pending,
        Figure::Roas,
        Figure::Roi,
        Figure::Profit,
        Figure::Cpa,
        Figure::ClickToOrder,
        Figure::Breakeven,
    ],
    range: None,
    target: "target_asset_cost",
};

impl GoalView {
    /// What a goal shows.
    pub fn of(goal: Goal) -> &'static Self {
        match goal {
            Goal::Conversions => &CONVERSIONS,
            Goal::Awareness => &AWARENESS,
            Goal::Ugc => &UGC,
        }
    }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::*;

    #[test]
    fn every_goal_but_conversions_begins_with_its_head_figure() {
        for goal in Goal::iter() {
            let view = GoalView::of(goal);
            for figures in [view.key, view.columns, view.text, view.table, view.sheet] {
                assert!(figures.contains(&view.head), "{goal:?}");
                let mut seen = std::collections::HashSet::new();
                assert!(figures.iter().all(|figure| seen.insert(*figure)), "{goal:?} has a figure twice");
                assert!(goal == Goal::Conversions || figures[0] == view.head, "{goal:?}");
            }
            let same = view.columns.len() == view.text.len() || goal == Goal::Conversions;
            assert!(same && view.sheet.len() >= view.columns.len());
        }
    }
}

//! Made-up niches, and a weekly goal in one of them.

use crate::domain::{TagId, WeeklyGoal};
use crate::proto::agenda::{GoalProgress, WeekProgress};
use crate::proto::niche::NicheRow;

use super::day;

/// A niche that holds some creators, of whom a quarter was rejected.
pub(crate) fn niche(name: &str, own: i64, creators: i64, picked: i64) -> NicheRow {
    NicheRow {
        id: (own > 0).then_some(TagId(own)),
        name: name.to_owned(),
        is_niche: !name.starts_with('v'),
        is_all_niche: !name.starts_with('v'),
        own,
        creators,
        picked,
        candidates: creators - creators / 4,
        campaigns: Vec::new(),
        views: Vec::new(),
    }
}

/// Niches with a parent that is one itself, a name that only stands above another, and a tag.
pub(crate) fn niches() -> Vec<NicheRow> {
    let mut rows = vec![
        niche("BookTok", 88, 88, 11),
        niche("fitness", 0, 40, 2),
        niche("fitness/Over40", 40, 40, 2),
        niche("GlassSkin", 212, 212, 31),
        niche("skincare", 310, 402, 44),
        niche("skincare/acne", 120, 120, 9),
        niche("SkinTok", 1_204, 1_204, 90),
        niche("vip", 7, 7, 7),
    ];
    rows[3].campaigns = vec!["Glow Serum spring test".to_owned(), "Lip Oil micro test".to_owned()];
    rows[4].views = vec!["Skin, cheap".to_owned()];
    rows
}

/// A goal of which a part is reached, with weeks before it.
pub(crate) fn goal(picked: i64) -> GoalProgress {
    let goal = WeeklyGoal { niche: "skincare".to_owned(), ..WeeklyGoal::default() };
    let week = |week, picked| WeekProgress { week, wanted: 5, picked };
    GoalProgress { goal, picked, to_triage: 40, weeks: vec![week(day(2, 23), 3), week(day(3, 2), 5)] }
}

//! Made-up results as they are tracked: facts alone, nothing estimated.

use crate::domain::collaboration::Decision;
use crate::domain::{BatchId, BatchStatus, Budget, CampaignId, CollaborationId, CreatorId, Currency};
use crate::proto::outlook::Choice;
use crate::proto::post::ReadingRecord;
use crate::proto::results::{BatchResult, CampaignResult, CreatorResult, Sums};

use super::{AWFUL, day};

fn creator(id: i64, handle: &str, money: (i64, i64), orders: i64, views: Option<i64>) -> CreatorResult {
    let sums = Sums { spend_minor: money.0, revenue_minor: money.1, orders, ..Sums::default() }.counted(views, None);
    CreatorResult {
        collaboration: CollaborationId(id),
        creator: CreatorId(id * 10),
        handle: handle.to_owned(),
        platform: crate::domain::Platform::TikTok,
        followers: None,
        usual_views: None,
        is_deleted: false,
        sums,
        reading: ReadingRecord { views, ..ReadingRecord::default() },
        posted_on: views.map(|_| day(3, 6)),
        shipped_on: None,
        delivered_on: None,
        decision: Decision::default(),
        choice: Choice::default(),
        leak_bp: None,
        leak_notes: Vec::new(),
        offered_minor: 0,
        late_orders: 0,
        early_orders: 0,
        estimate: None,
    }
}

fn batch_result(id: i64, name: &str, status: BatchStatus, creators: Vec<CreatorResult>) -> BatchResult {
    let mut sums = Sums::default();
    for creator in &creators {
        sums += creator.sums;
    }
    BatchResult {
        id: BatchId(id),
        name: name.to_owned(),
        status,
        imported: false,
        rule: None,
        success_rule: String::new(),
        rule_set_on: None,
        judged: None,
        creators,
        sums,
        budget: Budget::default(),
        starts_on: None,
        ends_on: None,
        estimate: None,
        at_ages: Vec::new(),
        days: Vec::new(),
        counted: Vec::new(),
        target: None,
    }
}

fn campaign_result(id: i64, name: &str, margin_bp: Option<i64>, batches: Vec<BatchResult>) -> CampaignResult {
    let mut sums = Sums::default();
    for batch in &batches {
        sums += batch.sums;
    }
    CampaignResult {
        id: CampaignId(id),
        name: name.to_owned(),
        currency: Currency::USD,
        margin_bp,
        target_roas_e4: crate::domain::campaign::target_roas_e4(None, margin_bp),
        batches,
        estimate: None,
        sums,
        unattributed_orders: 0,
        unattributed_minor: 0,
        other_currency_orders: 0,
        window_days: 30,
        product: String::new(),
        question: String::new(),
        budget: Budget { limit_minor: Some(300_000), paid_minor: sums.spend_minor, ..Budget::default() },
        counts: crate::domain::Counts::Orders,
        has_own_target: false,
        days: Vec::new(),
        conflicts: Vec::new(),
        orders_until: None,
        outlook: None,
        next_test: None,
        goal: crate::domain::Goal::Conversions,
        counted: Vec::new(),
        target: None,
    }
}

pub(crate) fn results() -> Vec<CampaignResult> {
    let first = vec![
        creator(1, "cleanlabelkat", (24_000, 31_000), 9, Some(18_400)),
        creator(2, "sunscreen.sam", (18_000, 12_900), 4, Some(9_100)),
        creator(3, "retinolrosie", (47_000, 58_100), 15, None),
    ];
    let second = vec![
        creator(11, "glowwithmia", (23_800, 114_100), 31, Some(96_000)),
        creator(12, "skinbysofi", (10_800, 42_300), 12, Some(31_000)),
        creator(13, "dermdaily.jo", (26_800, 85_900), 22, Some(71_000)),
        creator(14, "noorglow", (19_800, 41_600), 11, Some(40_100)),
        creator(15, "thebarefaceclub", (43_800, 57_000), 16, Some(60_300)),
        creator(16, "lena.routine", (9_300, 10_200), 3, Some(8_200)),
        creator(17, "soapandsundays", (16_800, 10_100), 3, Some(22_400)),
        creator(18, "gloss.hannah", (12_800, 0), 0, Some(16_500)),
    ];
    let mut serum = campaign_result(
        1,
        "Glow Serum spring test",
        Some(6_000),
        vec![
            batch_result(11, "Batch 1", BatchStatus::Finished, first),
            batch_result(12, "Batch 2", BatchStatus::Running, second),
        ],
    );
    serum.sums.pending = 2;
    serum.unattributed_orders = 14;
    serum.unattributed_minor = 48_650;
    serum.other_currency_orders = 1;
    let gift = batch_result(21, "Batch 1", BatchStatus::Planned, vec![creator(21, "kbea", (0, 0), 0, None)]);
    let lip = campaign_result(2, "Lip Oil micro test", None, vec![gift]);
    vec![serum, lip, campaign_result(3, "Holiday gift set", Some(5_000), Vec::new())]
}

pub(crate) fn awful_results() -> Vec<CampaignResult> {
    let mut results = results();
    for campaign in &mut results {
        campaign.name = AWFUL.to_owned();
        campaign.currency = "CLP".parse().expect("a currency");
        campaign.sums.spend_minor = 12_345_678_901;
        campaign.sums.revenue_minor = -999_999_999;
        for batch in &mut campaign.batches {
            batch.name = AWFUL.to_owned();
            for creator in &mut batch.creators {
                creator.handle = AWFUL.to_owned();
                creator.sums.revenue_minor = -123_456_789;
            }
        }
    }
    results
}

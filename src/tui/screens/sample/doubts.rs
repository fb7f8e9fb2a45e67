//! Made-up doubts: codes of two creators and of none, and orders of nobody.

use crate::domain::{CollaborationId, CreatorId, Currency, OrderId, Platform};
use crate::proto::code_holder::{CodeHome, CodeSeekers, PersonRow};
use crate::proto::outlook::{CodeRow, ConflictRow, OrderRow, OwnerRow, Review};

use super::day;

/// Doubts of the first campaign.
pub(crate) fn review() -> Review {
    let order = |id: i64, on, net_minor, codes: &str, mark: &str| OrderRow {
        id: OrderId(id),
        name: format!("#{id}"),
        placed_on: day(3, on),
        net_minor,
        currency: Currency::USD,
        codes: codes.to_owned(),
        mark: mark.to_owned(),
    };
    Review {
        orders: vec![
            order(1_014, 10, 3_700, "", "tiktok"),
            order(1_013, 9, 3_700, "SPRING", ""),
            order(1_012, 9, 7_400, "", ""),
        ],
        orders_total: 14,
        codes: vec![CodeRow { code: "SPRING".to_owned(), orders: 1, net_minor: 3_700, currency: Currency::USD }],
        conflicts: vec![ConflictRow {
            codes: ("glowmia".to_owned(), "sofi10".to_owned()),
            owners: ((CreatorId(110), "glowwithmia".to_owned()), (CreatorId(120), "skinbysofi".to_owned())),
            orders: 3,
            net_minor: 11_100,
            currency: Currency::USD,
            settled: None,
        }],
        owners: vec![
            OwnerRow {
                id: CollaborationId(11),
                handle: "glowwithmia".to_owned(),
                batch: "Batch 2".to_owned(),
                has_started: true,
            },
            OwnerRow {
                id: CollaborationId(12),
                handle: "skinbysofi".to_owned(),
                batch: "Batch 2".to_owned(),
                has_started: true,
            },
        ],
        seekers: CodeSeekers {
            people: vec![PersonRow {
                id: CreatorId(131),
                handle: "springy.lea".to_owned(),
                platform: Platform::TikTok,
            }],
            has_more: false,
            home: CodeHome {
                campaign: "Spring serum".to_owned(),
                is_new_campaign: false,
                batch: "Batch 3".to_owned(),
                is_new_batch: true,
            },
        },
    }
}

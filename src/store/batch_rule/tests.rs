//! From rows of the file to how a rule stands.

use chrono::NaiveDate;

use crate::analysis::rules::Rules;
use crate::domain::success_rule::Tracked;
use crate::domain::{Judgement, Ruling};
use crate::store::estimates::{Headlines, add_estimates};
use crate::store::fixture::{Fixture, fixture};
use crate::store::{lists, report};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// A running batch of one creator with a cost of $150, who sold for $41 on March 5 and for $400 on March 12; it ends on March 10.
fn shop(rule: &str) -> Fixture {
    let f = fixture();
    f.conn
        .execute_batch(&format!(
            "UPDATE campaign SET margin_bp = 5000;
             UPDATE batch SET status = 'running', starts_on = '2026-03-01', ends_on = '2026-03-10', {rule};
             INSERT INTO sale_order (source, external_id, placed_at, placed_on, currency, total_minor, net_minor, state, collaboration_id)
               VALUES ('shopify', '78', 1, '2026-03-12', 'USD', 40000, 40000, 'sale', 1);
             INSERT INTO post (id, creator_id, collaboration_id, posted_on) VALUES (1, 1, 1, '2026-03-03');
             INSERT INTO reading (post_id, day, views) VALUES (1, '2026-03-04', 900), (1, '2026-03-09', 1000), (1, '2026-03-14', 5000);"
        ))
        .expect("rows");
    f
}

fn judged(f: &Fixture, today: &str) -> Judgement {
    let mut all = report::results(&f.conn, None).expect("results");
    add_estimates(&f.conn, &mut all, day(today), &Rules::default()).expect("estimates");
    let judged = all[0].batches[0].judged.clone().expect("a rule");
    // The list of campaigns says the same.
    let listed = lists::campaigns(&f.conn, day(today), &Rules::default(), &Headlines::default()).expect("campaigns");
    assert_eq!(listed[0].batches[0].judged.as_ref(), Some(&judged));
    judged
}

#[test]
fn orders_and_views_after_the_end_date_do_not_count() {
    let f = shop("rule_creators = 1, rule_measure = 'roas'");
    let found = judged(&f, "2026-03-20");
    assert_eq!((found.ruling, found.tracked), (Ruling::Missed, Some(Tracked::Roas { e4: 2_733, orders: 1 })));
    let f = shop("rule_creators = 1, rule_measure = 'roas', ends_on = '2026-03-15'");
    let found = judged(&f, "2026-03-20");
    assert_eq!((found.ruling, found.orders, found.reached.as_slice()), (Ruling::Met, 2, &["mia".to_owned()][..]));

    let views = |level: i64| format!("rule_creators = 1, rule_measure = 'views', rule_level_e4 = {}", level * 10_000);
    assert_eq!(judged(&shop(&views(1_000)), "2026-03-20").ruling, Ruling::Met);
    assert_eq!(judged(&shop(&views(1_001)), "2026-03-20").ruling, Ruling::Missed);
}

#[test]
fn posts_and_approved_drafts_are_assets() {
    let f = shop("rule_creators = 1, rule_measure = 'asset cost', rule_level_e4 = 750000");
    assert_eq!(judged(&f, "2026-03-20").ruling, Ruling::Missed, "$150 for one post");
    f.conn
        .execute("INSERT INTO deliverable (collaboration_id, approved_on) VALUES (1, '2026-03-09')", [])
        .expect("a draft");
    assert_eq!(judged(&f, "2026-03-20").ruling, Ruling::Met);
}

#[test]
fn whoever_declined_or_missed_can_no_longer_reach_it() {
    let f = shop("rule_creators = 1, rule_measure = 'roas'");
    assert_eq!(judged(&f, "2026-03-09").ruling, Ruling::Open);
    for track in ["outreach = 'declined'", "outreach = 'no response'", "content = 'missed', outreach = 'agreed'"] {
        f.conn.execute_batch(&format!("UPDATE collaboration SET {track}")).expect("a track");
        assert_eq!(judged(&f, "2026-03-09").ruling, Ruling::OutOfReach, "{track}");
    }
}

#[test]
fn a_planned_batch_and_a_note_alone_are_not_judged() {
    for none in ["rule_creators = 1, rule_measure = 'roas', status = 'planned'", "success_rule = 'ROAS 2'"] {
        let f = shop(none);
        let mut all = report::results(&f.conn, None).expect("results");
        add_estimates(&f.conn, &mut all, day("2026-03-20"), &Rules::default()).expect("estimates");
        assert_eq!(all[0].batches[0].judged, None, "{none}");
    }
}

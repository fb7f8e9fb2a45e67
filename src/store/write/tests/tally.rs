//! Clicks and conversions counted by hand.

use super::*;
use crate::proto::tally::TallyCmd;
use crate::store::report;

fn day(of: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, of).expect("a day")
}

fn clicks(clicks: i64, of: u32, is_total: bool) -> WriteCmd {
    WriteCmd::Tally(TallyCmd::Clicks { id: CollaborationId(1), clicks, day: day(of), is_total })
}

fn sign_ups(count: i64, of: u32) -> WriteCmd {
    WriteCmd::Tally(TallyCmd::Conversions { id: CollaborationId(1), count, day: day(of) })
}

fn save(fields: CampaignFields) -> WriteCmd {
    WriteCmd::SaveCampaign { id: Some(CampaignId(1)), fields: Box::new(fields) }
}

fn counting(counts: Counts, value: Option<i64>) -> CampaignFields {
    CampaignFields { counts, conversion_minor: value, ..campaign("Spring") }
}

fn with_link() -> Fixture {
    let f = fixture();
    f.conn
        .execute_batch("INSERT INTO link (id, collaboration_id, url, mark) VALUES (1, 1, 'https://shop.example/?utm_content=mia', 'mia')")
        .expect("a link");
    f
}

/// Clicks, orders and revenue of the campaign.
fn sums(f: &Fixture) -> (Option<i64>, i64, i64) {
    let sums = report::results(&f.conn, Some(CampaignId(1))).expect("results")[0].sums;
    (sums.clicks, sums.orders, sums.revenue_minor)
}

#[test]
fn clicks_are_counted_by_day_and_in_total() {
    let mut f = with_link();
    assert_eq!(sums(&f).0, None, "nobody counted yet");
    f.say(&clicks(10, 3, false));
    f.say(&clicks(5, 4, false));
    assert_eq!(sums(&f).0, Some(15));
    let said = f.say(&clicks(12, 3, false));
    assert!(said.contains("12 clicks of @mia") && said.contains("was 10"), "{said}");
    f.nothing(&clicks(12, 3, false));
    f.say(&clicks(40, 6, true));
    assert_eq!(sums(&f).0, Some(40), "a total includes the days before it");
    assert!(f.say(&clicks(7, 5, false)).contains("already includes"));
    f.say(&clicks(2, 7, false));
    assert_eq!(sums(&f).0, Some(42));
}

#[test]
fn a_total_that_falls_a_day_to_come_and_a_missing_link_are_refused() {
    let mut f = with_link();
    f.say(&clicks(40, 6, true));
    let why = f.refused(&clicks(39, 8, true));
    assert!(why.contains("40") && why.contains("39") && why.contains("Mar 6"), "{why}");
    assert!(f.refused(&clicks(41, 5, true)).contains("can't fall"));
    f.say(&clicks(38, 6, true));
    assert!(f.refused(&clicks(1, 12, false)).contains("in the future"));
    let mut f = fixture();
    assert!(f.refused(&clicks(1, 5, false)).contains("Add the link first"));
}

#[test]
fn conversions_stand_as_orders_of_their_value() {
    let mut f = fixture();
    assert!(f.refused(&sign_ups(3, 5)).contains("counts orders"));
    assert!(f.refused(&save(counting(Counts::SignUps, None))).contains("worth"));
    f.say(&save(counting(Counts::SignUps, Some(500))));
    let said = f.say(&sign_ups(3, 5));
    assert!(said.contains("3 sign-ups of @mia"), "{said}");
    assert_eq!(sums(&f), (None, 1 + 3, 4_100 + 1_500));
    assert!(f.say(&sign_ups(1, 5)).contains("was 3"));
    f.nothing(&sign_ups(1, 5));
    f.say(&sign_ups(4, 6));
    assert_eq!(sums(&f), (None, 1 + 5, 4_100 + 2_500));
    f.say(&save(counting(Counts::Leads, Some(700))));
    assert_eq!(sums(&f).2, 4_100 + 3_500, "in the same step");
    assert!(f.refused(&save(counting(Counts::Orders, None))).contains("5 leads"));
    f.say(&sign_ups(0, 5));
    f.say(&sign_ups(0, 6));
    f.say(&save(counting(Counts::Orders, None)));
    assert_eq!(sums(&f), (None, 1, 4_100));
}

#[test]
fn an_order_for_nothing_is_a_sample_only_where_orders_count() {
    let mut f = fixture();
    f.conn
        .execute_batch(
            "INSERT INTO sale_order (source, external_id, placed_at, placed_on, currency, total_minor, net_minor, state, collaboration_id)
               VALUES ('shopify', 'free', 1, '2026-03-05', 'USD', 0, 0, 'sample', 1)",
        )
        .expect("a sample");
    assert_eq!(sums(&f).1, 1);
    f.say(&save(counting(Counts::SignUps, Some(500))));
    assert_eq!(sums(&f), (None, 2, 4_100 + 500), "a free sign-up is worth what every sign-up is");
    f.say(&save(counting(Counts::Leads, Some(700))));
    assert_eq!(sums(&f), (None, 2, 4_100 + 700), "and follows the value");
    f.say(&save(counting(Counts::Orders, None)));
    assert_eq!(sums(&f), (None, 1, 4_100));
}

#[test]
fn what_was_counted_by_hand_goes_with_its_collaboration() {
    let mut f = fixture();
    f.say(&save(counting(Counts::SignUps, Some(500))));
    f.say(&sign_ups(3, 5));
    f.say(&WriteCmd::RemoveFromBatch(vec![CollaborationId(1)]));
    assert_eq!(f.text("SELECT count(*) || '' FROM sale_order WHERE source = 'typed'"), "0");
}

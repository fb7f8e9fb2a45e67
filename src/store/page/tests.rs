use super::*;
use crate::analysis::brief::Brief;
use crate::analysis::fit::Basis;
use crate::analysis::flags::FlagCode;
use crate::analysis::growth::Growth;
use crate::domain::Currency;
use crate::proto::page::AudienceShare;
use crate::proto::page_change::{Facet, SponsoredSeen};
use crate::proto::post::ReadingRecord;
use crate::proto::source::Source;
use crate::store::fixture::{Fixture, clock, fixture};
use crate::store::report;

fn of(f: &Fixture, id: i64) -> Option<CreatorPage> {
    page(&f.conn, CreatorId(id), clock().today(), &Rules::default()).expect("a page")
}

fn on(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

#[test]
fn a_page_holds_all_that_is_known() {
    let f = fixture();
    f.conn
        .execute_batch(
            "UPDATE creator SET found_by = 'hashtag', sponsored_seen = 4, sponsored_disclosed = 1, stats_on = '2026-03-08' WHERE id = 1;
             INSERT INTO campaign_niche (campaign_id, tag_id) VALUES (1, 1);
             INSERT INTO creator_reading (creator_id, day, followers) VALUES (1, '2026-02-08', 50000), (1, '2026-03-08', 1);
             INSERT INTO audience_share (creator_id, facet, key, share_bp) VALUES (1, 'country', 'GB', 1200), (1, 'country', 'US', 5400);
             INSERT INTO import_run (id, file, kind, content_hash, ran_at) VALUES (1, 'posts.csv', 'posts', 'x', 1);
             INSERT INTO post (id, creator_id, url, posted_on) VALUES (1, 1, 'https://t.example/1', '2026-03-01'), (2, 1, '', NULL);
             INSERT INTO post (id, creator_id, collaboration_id, posted_on) VALUES (3, 1, 1, '2026-03-04');
             INSERT INTO reading (post_id, day, views, likes, import_id) VALUES (1, '2026-03-02', 900, 30, NULL), (1, '2026-03-05', 1000, NULL, 1),
               (3, '2026-03-05', 7000, NULL, NULL);
             INSERT INTO note (creator_id, kind, text, folded, written_at) VALUES (1, 'rename', 'Was @mi', 'was @mi', 9);",
        )
        .expect("rows");
    let page = of(&f, 1).expect("a creator");
    assert_eq!((page.detail.row.fields.found_by.as_str(), page.brief_of.as_deref()), ("hashtag", Some("Spring")));
    let first = PostRow {
        id: PostId(1),
        entry: PostEntry {
            url: "https://t.example/1".to_owned(),
            posted_on: Some(on("2026-03-01")),
            caption: String::new(),
            reading: ReadingRecord { views: Some(1_000), likes: Some(30), ..ReadingRecord::default() },
        },
        read_on: Some(on("2026-03-05")),
        source: Source::Imported { file: "posts.csv".to_owned(), row: None, on: Some(on("1970-01-01")) },
        made_for: None,
    };
    assert_eq!(page.posts.iter().map(|post| post.id.0).collect::<Vec<_>>(), [3, 1, 2]);
    assert_eq!(
        (page.posts[0].made_for.as_ref().map(ToString::to_string), &page.posts[0].source),
        (Some("Spring: A".to_owned()), &Source::Typed)
    );
    assert_eq!((&page.posts[1], page.posts[2].read_on), (&first, None));
    // The creator's own count stands for its day.
    assert_eq!(page.snapshots, [(on("2026-02-08"), 50_000), (on("2026-03-08"), 52_100)]);
    let share = |key: &str, share_bp| AudienceShare { facet: Facet::Country, key: key.to_owned(), share_bp };
    assert_eq!(page.audience, [share("US", 5_400), share("GB", 1_200)]);
    assert_eq!(page.sponsored, Some(SponsoredSeen { seen: 4, disclosed: 1 }));
    assert_eq!(page.vetting.flags.iter().map(|flag| flag.code).collect::<Vec<_>>(), [FlagCode::NoDisclosure]);
    assert_eq!(page.vetting.fit.parts[0].basis, Basis::WantedNiche("BookTok".to_owned()));
    assert_eq!(page.notes.iter().map(|note| note.kind.as_str()).collect::<Vec<_>>(), ["rename", "note"]);
}

#[test]
fn bookings_have_the_sums_of_the_results() {
    let f = fixture();
    f.conn
        .execute_batch(
            "UPDATE collaboration SET commission_bp = 1250;
             INSERT INTO cost_item (collaboration_id, kind, amount_minor, state, day) VALUES
               (1, 'product', 2000, 'agreed', '2026-03-02'), (1, 'boost', 9999, 'offered', '2026-03-02');
             INSERT INTO sale_order (source, external_id, placed_at, placed_on, currency, total_minor, net_minor, state, collaboration_id)
               VALUES ('s', 'foreign', 1, '2026-03-05', 'EUR', 5000, 4100, 'sale', 1), ('s', 'void', 1, '2026-03-05', 'USD', 5000, 4100, 'void', 1);
             INSERT INTO post (id, creator_id, collaboration_id, posted_on) VALUES (1, 1, 1, '2026-03-04'), (2, 1, 1, '2026-03-03');
             INSERT INTO reading (post_id, day, views) VALUES (1, '2026-03-05', 900), (1, '2026-03-06', NULL);",
        )
        .expect("rows");
    let [booking] = of(&f, 1).expect("a creator").bookings.try_into().expect("one booking");
    let sums = report::results(&f.conn, None).expect("results")[0].batches[0].creators[0].sums;
    assert_eq!((booking.cost_minor, booking.orders), (sums.spend_minor, sums.orders));
    assert_eq!((booking.revenue_minor, booking.fields.views), (sums.revenue_minor, sums.views));
    assert_eq!(
        (booking.name.to_string().as_str(), booking.currency, booking.fields.fee),
        ("Spring: A", Currency::USD, Some(15_000))
    );
    assert_eq!((booking.stage.as_str(), booking.decision.as_str()), ("Shortlist", "undecided"));
    assert_eq!((booking.fields.codes, booking.fields.posted_on), (vec!["MIA10".to_owned()], Some(on("2026-03-03"))));
}

#[test]
fn little_is_known_of_a_name_alone_and_nothing_of_nobody() {
    let f = fixture();
    let page = of(&f, 2).expect("a creator");
    assert_eq!((page.posts.len(), page.snapshots.len(), page.sponsored, page.bookings.len()), (0, 0, None, 0));
    assert_eq!((page.vetting.fit.score, page.vetting.growth), (None, Growth::default()));
    assert!(of(&f, 77).is_none());
}

#[test]
fn the_brief_is_that_of_the_current_batch_else_of_the_newest_campaign() {
    let f = fixture();
    f.conn
        .execute_batch(
            "INSERT INTO campaign (id, name, folded, currency, updated_at) VALUES (2, 'Summer', 'summer', 'USD', 1);
             INSERT INTO tag (id, name, folded) VALUES (2, 'skincare/acne', 'skincare/acne');
             INSERT INTO campaign_niche (campaign_id, tag_id) VALUES (2, 2);",
        )
        .expect("rows");
    let brief = || vetting::brief(&f.conn, &Brief::default()).expect("reads");
    let (name, wanted) = brief();
    assert_eq!((name.as_deref(), wanted.niches.join(" ")), (Some("Summer"), "skincare/acne".to_owned()));
    assert_eq!(wanted.related, ["skincare"]);
    f.conn.execute_batch("INSERT INTO setting (name, value) VALUES ('current_batch', '1')").expect("a choice");
    assert_eq!(brief().0.as_deref(), Some("Spring"));
    f.conn.execute_batch("DELETE FROM campaign").expect("gone");
    assert_eq!(brief(), (None, Brief::default()));
}

#[test]
fn your_own_agreed_fees_make_the_price_of_a_tier_from_three_on() {
    let f = fixture();
    let guess = |f: &Fixture| of(f, 1).expect("a page").detail.price_guess;
    assert_eq!(guess(&f), None);
    f.conn
        .execute_batch(
            "INSERT INTO batch (id, campaign_id, name, folded, updated_at) VALUES (2, 1, 'B', 'b', 1), (3, 1, 'C', 'c', 1), (4, 1, 'D', 'd', 1);
             INSERT INTO collaboration (id, batch_id, creator_id, updated_at) VALUES (2, 2, 1, 1), (3, 3, 1, 1), (4, 4, 1, 1);
             INSERT INTO cost_item (collaboration_id, kind, amount_minor, state, day, agreed_on) VALUES
               (2, 'fee', 18000, 'agreed', '2026-03-09', '2026-03-03'), (3, 'fee', 90000, 'released', '2026-03-09', NULL);",
        )
        .expect("rows");
    assert_eq!(guess(&f), None, "two are too few, and no views are known");
    f.conn.execute_batch("UPDATE creator SET views = 10000").expect("views");
    let published = guess(&f).expect("a guess");
    assert_eq!((published.low.minor, published.high.minor, published.deals), (12_000, 12_000, None));
    f.conn
        .execute_batch(
            "INSERT INTO cost_item (collaboration_id, kind, amount_minor, state, day) VALUES (4, 'fee', 20000, 'owed', '2026-02-01')",
        )
        .expect("a row");
    let found = guess(&f).expect("a guess");
    assert_eq!((found.low.minor, found.high.minor, found.deals), (18_000, 18_000, Some(3)));
    let agreed = of(&f, 1).expect("a page").agreed;
    let told: Vec<_> =
        agreed.iter().map(|fee| (fee.fee.minor, fee.on.to_string(), fee.made_for.batch.as_str())).collect();
    assert_eq!(
        told,
        [
            (18_000, "2026-03-03".to_owned(), "B"),
            (15_000, "2026-03-02".to_owned(), "A"),
            (20_000, "2026-02-01".to_owned(), "D")
        ]
    );
}

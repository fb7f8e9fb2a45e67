use rstest::rstest;

use super::*;
use crate::analysis::brief::Brief;
use crate::analysis::candidate::{Candidate, Post, Snapshot};
use crate::analysis::head::assets::Made;
use crate::analysis::rules::Rules;
use crate::analysis::vetting::vet;
use crate::domain::CollaborationFields;
use crate::domain::creator::{CreatorFields, Figure};
use crate::domain::{BatchId, CampaignId, CollaborationId, CreatorId, Currency, Handle, PostId, Verdict};
use crate::proto::page::{BatchName, BookingRow, NoteRow};
use crate::proto::post::{PostEntry, ReadingRecord};
use crate::proto::price_guess::PriceGuess;
use crate::proto::row::{CreatorDetail, CreatorRow, FigureSource};
use crate::proto::source::Source;
use crate::report::Shape;

fn on(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).expect("a day")
}

/// What must stay in the house.
const SECRET: &str = "never again, pays late";

fn page(posts: &[(u32, i64, &str)]) -> CreatorPage {
    let handle = Handle::parse("ana.glow").expect("a handle");
    let mut fields = CreatorFields::new(Platform::TikTok, handle);
    fields.followers = Some(24_000);
    fields.name = "Ana".to_owned();
    fields.er = Some(6.1);
    fields.views = Some(5_500);
    fields.price_minor = Some(15_000);
    fields.country = "us".to_owned();
    fields.email = "ana@example.com".to_owned();
    fields.bio = "Skin, slowly.".to_owned();
    let reading = |views: i64| ReadingRecord {
        views: Some(views),
        likes: Some(views / 20),
        comments: Some(views / 400),
        shares: None,
        saves: Some(views / 100),
    };
    let rows = posts.iter().zip(1..).map(|((day, views, caption), id)| PostRow {
        id: PostId(id),
        entry: PostEntry {
            url: String::new(),
            posted_on: Some(on(3, *day)),
            caption: (*caption).to_owned(),
            reading: reading(*views),
        },
        read_on: Some(on(3, 10)),
        source: Source::Imported { file: "posts.csv".to_owned(), row: None, on: None },
        made_for: None,
    });
    let snapshots = vec![(on(1, 5), 20_100), (on(1, 26), 21_300), (on(2, 16), 22_900), (on(3, 9), 24_000)];
    let candidate = Candidate {
        followers: fields.followers,
        posts: posts
            .iter()
            .map(|(day, views, _)| Post {
                age_days: f64::from(11 - *day),
                views: Some(*views),
                likes: Some(views / 20),
                comments: Some(views / 400),
                shares: None,
                saves: Some(views / 100),
            })
            .collect(),
        snapshots: snapshots
            .iter()
            .map(|(day, followers)| Snapshot { day: crate::domain::day::number(*day), followers: *followers })
            .collect(),
        today: crate::domain::day::number(on(3, 11)),
        price: Some(Money::new(15_000, Currency::USD)),
        ..Candidate::default()
    };
    let share = |facet, key: &str, share_bp| AudienceShare { facet, key: key.to_owned(), share_bp };
    CreatorPage {
        detail: CreatorDetail {
            row: CreatorRow {
                standing: crate::proto::row::Standing::default(),
                odds: None,
                likeness: None,
                totals: crate::proto::row::CreatorTotals::default(),
                id: CreatorId(1),
                fields,
                tags: vec!["GlassSkin".to_owned(), "skincare/acne".to_owned()],
                verdict: Verdict::Picked,
                reason: SECRET.to_owned(),
                snoozed_until: None,
                rating: 2,
                do_not_contact: false,
                added_on: on(1, 5),
                updated_at: 0,
            },
            source: Source::row("march list.csv", 212, on(3, 2)),
            stats_on: Some(on(3, 2)),
            elsewhere: vec![FigureSource {
                figure: Figure::Followers,
                day: on(3, 9),
                source: Source::row(SECRET, 703, on(3, 9)),
            }],
            notes: vec![(on(3, 3), SECRET.to_owned())],
            collaborations: Vec::new(),
            last_posts: Vec::new(),
            price_guess: None,
        },
        known_as: Vec::new(),
        posts: rows.collect(),
        snapshots,
        audience: vec![
            share(Facet::Country, "GB", 1_800),
            share(Facet::Country, "US", 4_150),
            share(Facet::Age, "18-24", 5_200),
            share(Facet::Gender, "female", 8_400),
        ],
        sponsored: None,
        vetting: vet(&candidate, &Brief::default(), &Rules::default().standards),
        usual: None,
        penalties: Rules::default().standards.penalties,
        record: crate::domain::track_record::TrackRecord::default(),
        agreed: Vec::new(),
        brief_of: None,
        bookings: vec![BookingRow {
            id: CollaborationId(1),
            campaign: CampaignId(1),
            batch: BatchId(1),
            name: BatchName { campaign: "Glow Serum spring test".to_owned(), batch: "Batch 1".to_owned() },
            stage: "Results".to_owned(),
            decision: "drop".to_owned(),
            currency: Currency::USD,
            fields: CollaborationFields {
                fee: Some(9_000),
                views: Some(5_200),
                codes: vec!["ANA15".to_owned()],
                contacted_on: Some(on(2, 20)),
                shipped_on: Some(on(2, 25)),
                carrier: SECRET.to_owned(),
                posted_on: Some(on(3, 2)),
                ..CollaborationFields::default()
            },
            cost_minor: 11_500,
            orders: 8,
            revenue_minor: 33_100,
            goal: Goal::Conversions,
            made: Made::default(),
        }],
        paid_years: Vec::new(),
        notes: vec![NoteRow { written_at: 0, kind: "note".to_owned(), text: SECRET.to_owned() }],
    }
}

fn rich() -> CreatorPage {
    page(&[
        (9, 6_200, "Three weeks later"),
        (7, 5_100, "My evening routine with nothing but water and a towel, and why I stay with it"),
        (4, 160_000, "Pores are normal"),
        (2, 4_800, "<script>alert(1)</script> =cmd \u{202e}abc"),
    ])
}

fn kit(page: &CreatorPage, with_results: bool) -> MediaKit {
    MediaKit::new(page, on(3, 11), TierBorders::default(), with_results)
}

/// A creator of whom nothing but the account is known.
fn bare() -> CreatorPage {
    let mut page = page(&[]);
    page.detail.row.fields = CreatorFields::new(Platform::TikTok, Handle::parse("ana.glow").expect("a handle"));
    page.detail.row.tags.clear();
    page.detail.stats_on = None;
    page.detail.elsewhere.clear();
    page.detail.source = Source::Typed;
    page.snapshots.clear();
    page.audience.clear();
    page.bookings.clear();
    page.vetting = vet(&Candidate::default(), &Brief::default(), &Rules::default().standards);
    page
}

#[rstest]
#[case("rich", rich())]
#[case("bare", bare())]
fn kits_say_this(#[case] name: &str, #[case] page: CreatorPage) {
    insta::assert_snapshot!(format!("kit_{name}_md"), kit(&page, true).written(Shape::Markdown));
    let html = kit(&page, true).written(Shape::Html);
    let (_, body) = html.split_once("</style>").expect("a style sheet");
    insta::assert_snapshot!(format!("kit_{name}_html"), body);
}

#[test]
fn what_was_said_in_the_house_stays_there() {
    for shape in [Shape::Html, Shape::Markdown] {
        let text = kit(&rich(), false).written(shape);
        for inside in [SECRET, "ana@example.com", "Glow Serum", "drop", "ANA15", "picked", "$115"] {
            assert!(!text.contains(inside), "{inside}");
        }
        assert!(kit(&rich(), true).written(shape).contains("$115"));
        assert!(!text.contains("<script") && !text.contains('\u{202e}'));
    }
}

#[test]
fn a_price_that_nobody_asked_is_a_guess_with_its_range() {
    let mut page = rich();
    page.detail.row.fields.price_minor = None;
    let (low, high) = (Money::new(6_000, Currency::USD), Money::new(14_000, Currency::USD));
    page.detail.price_guess = Some(PriceGuess { low, high, deals: None });
    let kit = kit(&page, false);
    let price = kit.tiles.iter().find(|tile| tile.label == "Price per post").expect("a tile");
    assert_eq!((price.value.as_str(), price.note.as_str()), ("~$60.00 to $140", "usual price for these views"));
}

#[test]
fn one_video_that_went_far_does_not_carry_the_figures() {
    let kit = kit(&rich(), false);
    let value = |label: &str| kit.tiles.iter().find(|tile| tile.label == label).map(|tile| tile.value.as_str());
    // The median of 4,800, 5,100, 6,200 and 160,000.
    assert_eq!(value("Views per post"), Some("5.7k"));
    assert_eq!(value("Price per post"), Some("$150"));
    let stated = super::tests::kit(&page(&[]), false);
    let views = stated.tiles.iter().find(|tile| tile.label == "Views per post").expect("a tile");
    assert!(views.value == "5.5k" && views.note.contains("as listed"), "{views:?}");
}

#[test]
fn a_collaboration_is_told_by_what_its_campaign_was_for() {
    let said = |goal, assets, cost_minor| {
        let mut page = rich();
        let booking = &mut page.bookings[0];
        (booking.goal, booking.cost_minor) = (goal, cost_minor);
        booking.made = Made { assets, spend_minor: cost_minor, ..Made::default() };
        let results = kit(&page, true).results.expect("asked for");
        (results[0][1].clone(), results[0][4].clone())
    };
    let pair = |goal: &str, result: &str| (goal.to_owned(), result.to_owned());
    assert_eq!(said(Goal::Conversions, 0, 11_500), pair("conversions", "$331 from 8 orders"));
    assert_eq!(said(Goal::Awareness, 0, 11_500), pair("awareness", "CPM $22.12"));
    assert_eq!(said(Goal::Awareness, 0, 0), pair("awareness", "no cost"));
    assert_eq!(said(Goal::Ugc, 2, 11_500), pair("UGC", "2 usable assets at $57.50 each"));
    assert_eq!(said(Goal::Ugc, 1, 0), pair("UGC", "1 usable asset"));
}

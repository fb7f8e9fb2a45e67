use crate::tui::kit::Request;
use crate::tui::kit::{Action, Acts, Availability};
use rstest::rstest;

use super::*;
use crate::analysis::brief::Brief;
use crate::analysis::candidate::{Candidate, Post, Snapshot, Sponsored};
use crate::analysis::head::assets::Made;
use crate::analysis::rules::Rules;
use crate::analysis::vetting::vet;
use crate::domain::CollaborationFields;
use crate::domain::creator::{CreatorFields, Figure};
use crate::domain::day::number;
use crate::domain::{BatchId, CampaignId, CollaborationId, Currency, Goal, Handle, Money, Platform, PostId, Verdict};
use crate::proto::page::{AgreedFee, AudienceShare, BatchName, NoteRow, PriceGuess};
use crate::proto::page_change::{Facet, PageChange, PageCmd, SponsoredSeen};
use crate::proto::payment::YearSum;
use crate::proto::post::{PostEntry, ReadingRecord};
use crate::proto::query::{Answer, Slot};
use crate::proto::row::{CreatorDetail, CreatorRow, FigureSource};
use crate::proto::source::Source;
use crate::proto::{Query, WriteCmd};
use crate::tui::kit::overlay::{Choice, Confirm, Overlay};
use crate::tui::kit::{Effect, Notice, Place};
use crate::tui::look::Role;
use crate::tui::screens::sample;
use crate::tui::screens::sections::Part as _;

const ID: CreatorId = CreatorId(7);

fn fields() -> CreatorFields {
    let mut fields = CreatorFields::new(Platform::TikTok, Handle::parse("cleanlabelkat").expect("a handle"));
    fields.name = "Kat Morales".to_owned();
    (fields.followers, fields.er, fields.views) = (Some(33_700), Some(5.8), Some(22_400));
    (fields.price_minor, fields.country, fields.language) = (Some(17_000), "us".to_owned(), "en".to_owned());
    fields.email = "kat@example.com".to_owned();
    fields.bio = "ingredient nerd. no sponsored fluff. collabs: kat@example.com".to_owned();
    fields.found_by = "hashtag".to_owned();
    fields.found_via = "#glassskin".to_owned();
    fields
}

fn detail() -> CreatorDetail {
    let row = CreatorRow {
        standing: crate::proto::row::Standing::default(),
        odds: None,
        likeness: None,
        totals: crate::proto::row::CreatorTotals::default(),
        id: ID,
        fields: fields(),
        tags: vec!["clean".to_owned(), "skincare".to_owned()],
        verdict: Verdict::Picked,
        reason: String::new(),
        snoozed_until: None,
        rating: 4,
        do_not_contact: false,
        added_on: sample::day(2, 1),
        updated_at: 99,
    };
    CreatorDetail {
        row,
        source: Source::row("march list.csv", 212, sample::day(3, 2)),
        stats_on: Some(sample::day(3, 2)),
        elsewhere: vec![
            FigureSource {
                figure: Figure::Followers,
                day: sample::day(3, 2),
                source: Source::row("followers.csv", 703, sample::day(3, 2)),
            },
            FigureSource { figure: Figure::Price, day: sample::day(3, 9), source: Source::Typed },
        ],
        notes: Vec::new(),
        collaborations: Vec::new(),
        last_posts: Vec::new(),
    }
}

fn posts() -> Vec<PostRow> {
    let counts = [
        (9, 31_000, 1_900, 120, 80, 140),
        (7, 22_900, 1_250, 77, 31, 90),
        (4, 39_200, 3_100, 240, 150, 410),
        (1, 14_000, 820, 41, 12, 60),
    ];
    let posts = counts.into_iter().zip(1..).map(|((on, views, likes, comments, shares, saves), id)| PostRow {
        id: PostId(id),
        entry: PostEntry {
            url: format!("https://www.tiktok.com/@cleanlabelkat/video/{id}"),
            posted_on: Some(sample::day(3, on)),
            caption: if id == 1 {
                "reading the label so you do not have to, part 14".to_owned()
            } else {
                String::new()
            },
            reading: ReadingRecord {
                views: Some(views),
                likes: Some(likes),
                comments: Some(comments),
                shares: Some(shares),
                saves: Some(saves),
            },
        },
        read_on: Some(sample::day(3, 10)),
        source: Source::Typed,
        made_for: (id == 3).then(|| batch_name("Glow Serum spring test: Batch 1")),
    });
    posts.collect()
}

fn batch_name(name: &str) -> BatchName {
    let (campaign, batch) = name.split_once(": ").unwrap_or((name, ""));
    BatchName { campaign: campaign.to_owned(), batch: batch.to_owned() }
}

fn booking(id: i64, name: &str, cost: i64, revenue: i64) -> BookingRow {
    BookingRow {
        id: CollaborationId(id),
        campaign: CampaignId(1),
        batch: BatchId(10 + id),
        name: batch_name(name),
        stage: "Results".to_owned(),
        decision: "scale".to_owned(),
        currency: Currency::USD,
        fields: CollaborationFields {
            fee: Some(15_000),
            views: Some(39_200),
            codes: vec!["KAT15".to_owned()],
            contacted_on: Some(sample::day(2, 14)),
            replied_on: Some(sample::day(2, 16)),
            shipped_on: (id == 1).then(|| sample::day(2, 20)),
            carrier: if id == 1 { "DHL".to_owned() } else { String::new() },
            tracking: if id == 1 { "JD014600003".to_owned() } else { String::new() },
            posted_on: Some(sample::day(3, 4)),
            ..CollaborationFields::default()
        },
        cost_minor: cost,
        orders: 9,
        revenue_minor: revenue,
        goal: Goal::Conversions,
        made: Made::default(),
    }
}

/// A page as the store returns it, with the derived figures computed from its facts.
fn page(posts: Vec<PostRow>, snapshots: Vec<(chrono::NaiveDate, i64)>) -> CreatorPage {
    page_of(detail(), posts, snapshots)
}

fn page_of(detail: CreatorDetail, posts: Vec<PostRow>, snapshots: Vec<(chrono::NaiveDate, i64)>) -> CreatorPage {
    let sponsored = SponsoredSeen { seen: 5, disclosed: 2 };
    #[expect(clippy::cast_precision_loss, reason = "days are few")]
    let candidate = Candidate {
        followers: detail.row.fields.followers,
        niches: detail.row.tags.clone(),
        posts: posts
            .iter()
            .map(|post| Post {
                age_days: (sample::day(3, 11) - post.entry.posted_on.expect("a day")).num_days() as f64,
                views: post.entry.reading.views,
                likes: post.entry.reading.likes,
                comments: post.entry.reading.comments,
                shares: post.entry.reading.shares,
                saves: post.entry.reading.saves,
            })
            .collect(),
        snapshots: snapshots
            .iter()
            .map(|(day, followers)| Snapshot { day: number(*day), followers: *followers })
            .collect(),
        today: number(sample::day(3, 11)),
        sponsored: Sponsored { seen: 5, disclosed: 2 },
        price: detail.row.fields.price_minor.map(|minor| Money::new(minor, detail.row.fields.price_currency)),
        ..Candidate::default()
    };
    let brief = Brief { niches: vec!["skincare".to_owned()], ..Brief::default() };
    let noon = |day: chrono::NaiveDate| day.and_hms_opt(12, 0, 0).expect("a time").and_utc().timestamp_millis();
    CreatorPage {
        vetting: vet(&candidate, &brief, &Rules::default().standards),
        detail,
        known_as: vec![("kats.labels".to_owned(), sample::day(2, 20))],
        posts,
        snapshots,
        audience: [(Facet::Country, "US", 6_200), (Facet::Country, "GB", 1_450), (Facet::Age, "18-24", 4_100)]
            .map(|(facet, key, share_bp)| AudienceShare { facet, key: key.to_owned(), share_bp })
            .to_vec(),
        sponsored: Some(sponsored),
        usual: Some(crate::config::benchmarks().of_tier(crate::domain::Tier::Micro)),
        penalties: Rules::default().standards.penalties,
        record: crate::domain::track_record::TrackRecord::default(),
        agreed: Vec::new(),
        price_guess: None,
        brief_of: Some("Glow Serum spring test".to_owned()),
        bookings: vec![
            booking(2, "Glow Serum spring test: Batch 2", 24_000, 31_000),
            booking(1, "Holiday gift set: Batch 1", 0, 0),
        ],
        paid_years: Vec::new(),
        notes: vec![
            NoteRow {
                written_at: noon(sample::day(3, 9)),
                kind: "note".to_owned(),
                text: "asks for 170 a post".to_owned(),
            },
            NoteRow { written_at: noon(sample::day(2, 2)), kind: "message".to_owned(), text: "Hi Kat!".to_owned() },
        ],
    }
}

fn full() -> CreatorPage {
    page(posts(), [(1, 5, 30_100), (2, 2, 31_050), (3, 2, 33_700)].map(|(m, d, n)| (sample::day(m, d), n)).to_vec())
}

fn bare() -> CreatorPage {
    let mut page = page(Vec::new(), Vec::new());
    page.detail.row.fields = CreatorFields::new(Platform::TikTok, Handle::parse("newcomer").expect("a handle"));
    page.detail.row.tags.clear();
    (page.detail.row.verdict, page.detail.row.rating) = (Verdict::New, 0);
    (page.detail.source, page.detail.stats_on) = (Source::Typed, None);
    page.detail.elsewhere.clear();
    (page.brief_of, page.sponsored) = (None, None);
    page.vetting = vet(&Candidate::default(), &Brief::default(), &Rules::default().standards);
    page.detail.row.fields.found_by.clear();
    page.known_as.clear();
    page.audience.clear();
    page.bookings.clear();
    page.notes.clear();
    page
}

fn awful() -> CreatorPage {
    let mut page = full();
    let text = || sample::AWFUL.to_owned();
    let file = || Source::Imported { file: text(), row: None, on: None };
    let fields = &mut page.detail.row.fields;
    for field in [&mut fields.name, &mut fields.country, &mut fields.language, &mut fields.email, &mut fields.found_via]
    {
        *field = text();
    }
    fields.bio = sample::AWFUL.repeat(9);
    fields.followers = Some(9_999_999_999);
    page.detail.row.tags = vec![text(); 9];
    page.detail.row.do_not_contact = true;
    page.detail.source = Source::row(sample::AWFUL, 999_999_999, sample::day(3, 2));
    for other in &mut page.detail.elsewhere {
        other.source.clone_from(&page.detail.source);
    }
    page.detail.row.fields.found_by = text();
    page.known_as = vec![(text(), sample::day(1, 1)); 3];
    page.brief_of = Some(text());
    for post in &mut page.posts {
        (post.entry.caption, post.entry.url, post.source, post.made_for) =
            (text(), text(), file(), Some(batch_name(&text())));
        post.entry.reading.views = Some(i64::MAX);
        post.entry.reading.likes = Some(i64::MAX);
    }
    page.snapshots.push((sample::day(3, 3), i64::MAX));
    for share in &mut page.audience {
        share.key = text();
    }
    for booking in &mut page.bookings {
        (booking.name, booking.stage, booking.decision) = (batch_name(&text()), text(), text());
        (booking.cost_minor, booking.revenue_minor) = (i64::MAX, i64::MIN);
        booking.fields.codes = vec![text(); 4];
    }
    for note in &mut page.notes {
        (note.kind, note.text) = (text(), sample::AWFUL.repeat(5));
        note.written_at = i64::MAX;
    }
    page
}

fn screen(page: CreatorPage) -> PageScreen {
    let mut screen = PageScreen::new();
    screen.show(&Show::Creator(ID), &mut sample::ctx());
    sample::feed(&mut screen, Slot::Page, Answer::Page(ID, Some(Box::new(page))));
    screen
}

fn act(screen: &mut PageScreen, action: Action) -> Vec<Request> {
    let mut ctx = sample::ctx();
    screen.act(action, 1, &mut ctx);
    ctx.sent()
}

fn answer(screen: &mut PageScreen, asked: &Asked, value: Value) -> Vec<Request> {
    let mut ctx = sample::ctx();
    screen.answered(asked, value, &mut ctx);
    ctx.sent()
}

fn paste(screen: &mut PageScreen, block: &str) -> Vec<Request> {
    let mut ctx = sample::ctx();
    screen.paste(block, &mut ctx);
    ctx.sent()
}

/// The last opened overlay, with its question.
fn opened(requests: &[Request]) -> (&Overlay, &Asked) {
    let Some(Request::Open(overlay, asked)) = requests.last() else { panic!("{requests:?}") };
    (overlay, asked)
}

fn go_to(screen: &mut PageScreen, section: Section) {
    while screen.focus.part != section {
        act(screen, Action::PaneNext);
    }
}

fn changes(requests: &[Request]) -> Vec<PageCmd> {
    let of = |command: &&WriteCmd| match command {
        WriteCmd::Page(PageChange { creator: ID, cmd }) => cmd.clone(),
        other => panic!("{other:?}"),
    };
    sample::writes(requests).iter().map(of).collect()
}

#[rstest]
#[case(120, 36)]
#[case(80, 24)]
fn layouts(#[case] width: u16, #[case] height: u16) {
    for (name, page) in [("full", full()), ("bare", bare()), ("awful", awful())] {
        insta::assert_snapshot!(format!("{name}_{width}x{height}"), sample::drawn(&screen(page), width, height));
    }
    let mut posts = screen(full());
    go_to(&mut posts, Section::Posts);
    act(&mut posts, Action::PaneFull);
    act(&mut posts, Action::NavDown);
    insta::assert_snapshot!(format!("posts_{width}x{height}"), sample::drawn(&posts, width, height));
    let mut charts = screen(full());
    go_to(&mut charts, Section::Charts);
    let mut sheet = crate::tui::screens::sections::Sheet::new(80);
    super::posts::write_charts(&mut sheet, &full(), &sample::ctx());
    let has = |role| sheet.lines.iter().flatten().any(|(_, drawn)| *drawn == role);
    assert!(has(Role::First) && has(Role::Second), "followers and views have a color each");
    insta::assert_snapshot!(format!("charts_{width}x{height}"), sample::drawn(&charts, width, height));
}

#[rstest]
#[case(120, 36)]
#[case(80, 24)]
fn second_shop_layouts(#[case] width: u16, #[case] height: u16) {
    let shop = sample::Shop::Second;
    let mut detail = detail();
    detail.row = shop.creator(detail.row);
    assert_eq!(detail.row.fields.platform, Platform::Instagram);
    let mut page = page_of(detail, posts(), full().snapshots);
    for booking in &mut page.bookings {
        booking.currency = shop.currency();
    }
    let drawn = sample::drawn_with(&screen(page), shop.ctx(), width, height);
    assert!(!drawn.contains('$'), "{drawn}");
    insta::assert_snapshot!(shop.named(&format!("full_{width}x{height}")), drawn);
}

#[test]
fn draws_at_any_size() {
    for (page, section, is_full) in [
        (awful(), Section::Facts, false),
        (awful(), Section::Posts, true),
        (awful(), Section::Charts, true),
        (full(), Section::Collaborations, false),
        (bare(), Section::Notes, true),
    ] {
        let mut screen = screen(page);
        (screen.focus.part, screen.focus.is_full) = (section, is_full);
        (screen.focus.tops, screen.post) = ([usize::MAX, 9, 3], usize::MAX);
        sample::survives_all_sizes(&screen);
    }
    sample::survives_all_sizes(&PageScreen::new());
}

#[rstest]
#[case::beside_the_facts(false)]
#[case::alone(true)]
fn a_caption_takes_the_room_to_the_right(#[case] is_alone: bool) {
    let caption = "one month later: things I would tell my younger self about serums";
    let mut posts = posts();
    posts.truncate(3);
    for post in &mut posts {
        post.made_for = None;
    }
    posts[0].entry.caption = caption.to_owned();
    let mut screen = screen(page(posts, Vec::new()));
    go_to(&mut screen, Section::Posts);
    if is_alone {
        act(&mut screen, Action::PaneFull);
    }
    let drawn = sample::drawn(&screen, 200, 50);
    let shown = drawn.lines().find(|line| line.contains("one month later")).expect("the post");
    assert!(shown.contains("things I would tell my"), "{shown}");
}

#[test]
fn page_as_text() {
    insta::assert_snapshot!(screen(full()).summary(&sample::ctx()).expect("a page"));
    let awful = screen(awful()).summary(&sample::ctx()).expect("a page");
    assert!(!awful.contains('\u{1b}') && !awful.contains('\u{202e}'));
}

#[test]
fn odds_stand_below_the_price_with_what_they_rest_on() {
    let page = full();
    let mut ctx = sample::ctx();
    let text = |ctx: &Ctx| screen(full()).summary(ctx).expect("a page");
    assert!(!text(&ctx).contains("Odds"));
    ctx.odds = Some(sample::odds(&[(page.detail.row.id.0, Some((9_500, 0.58)), 10_986)]));
    let said = text(&ctx);
    for part in
        ["about 6 in 10 to beat break-even at $95; worth up to $110", "forecast for Serum test", "9 tested creators"]
    {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(explain::sentences(&page, &ctx).join(" ").contains("ODDS ="));
}

#[test]
fn published_figures_name_year_and_source() {
    let said = explain::sentences(&full(), &sample::ctx()).join("\n");
    for part in
        ["USUAL for micro creators: 6.0% of viewers react (2023, ", "$12.00 per 1,000 views (2024, Influencer Radar"]
    {
        assert!(said.contains(part), "{part}: {said}");
    }
}

#[test]
fn estimates_have_no_cents_and_text_has_no_keys() {
    let mut page = bare();
    page.detail.row.fields.price_minor = None;
    let (low, high) = (Money::new(2_891, Currency::USD), Money::new(8_177, Currency::USD));
    page.price_guess = Some(PriceGuess { low, high, deals: None });
    let said = text(&page, &sample::ctx(), 100).join("\n");
    assert!(said.contains("~$29 to $82, at published prices for these views"), "{said}");
    page.price_guess = Some(PriceGuess { low, high: low, deals: Some(4) });
    let own = text(&page, &sample::ctx(), 100).join("\n");
    assert!(own.contains("~$29, the median of your 4 agreed fees in this tier"), "{own}");
    page.agreed = vec![AgreedFee {
        fee: Money::new(18_000, Currency::USD),
        on: sample::day(3, 3),
        made_for: BatchName { campaign: "Spring".to_owned(), batch: "A".to_owned() },
    }];
    let agreed = text(&page, &sample::ctx(), 100).join("\n");
    assert!(agreed.contains("agreed $180, Mar 3, Spring"), "{agreed}");
    let price = |page: &CreatorPage| {
        let lines = text(page, &sample::ctx(), 100);
        lines.into_iter().find(|line| line.trim_start().starts_with("Price ")).expect("a price")
    };
    assert!(price(&page).contains("agreed $180"), "{}", price(&page));
    page.agreed.clear();
    assert!(price(&page).contains("never asked; guess ~$29"), "{}", price(&page));
    for sentence in ["No posts yet.\n", "No collaborations yet.\n", "No notes yet."] {
        assert!(said.contains(sentence), "{sentence}: {said}");
    }
}

#[test]
fn notes_and_addresses_keep_their_lines() {
    let mut page = full();
    page.detail.row.fields.address = "Kat Morales\n12 Mill Lane\nBath \u{1b}[2J".to_owned();
    page.notes[0].text = "asks for 170 a post\n\nby mail".to_owned();
    let said = text(&page, &sample::ctx(), 100);
    let at = |what: &str| said.iter().position(|line| line.contains(what)).expect("a line");
    assert_eq!((at("Bath [2J"), at("by mail")), (at("12 Mill Lane") + 1, at("asks for 170 a post") + 2));
}

#[test]
fn says_when_the_creator_was_deleted() {
    let mut gone = PageScreen::new();
    gone.show(&Show::Creator(ID), &mut sample::ctx());
    assert!(sample::drawn(&gone, 80, 24).contains("Loading the page"));
    sample::feed(&mut gone, Slot::Page, Answer::Page(ID, None));
    assert!(sample::drawn(&gone, 80, 24).contains("no longer in the file"));
    assert!(matches!(gone.availability(Action::NoteAdd, &sample::ctx()), Availability::No(_)));
}

#[test]
fn verbs_act_on_this_creator() {
    let mut screen = screen(full());
    let target = || crate::proto::Target::one(ID);
    let requests = act(&mut screen, Action::VerdictReject);
    let expected = WriteCmd::SetVerdict { target: target(), verdict: Verdict::Rejected, reason: None, until: None };
    assert_eq!(sample::writes(&requests), [&expected]);
    let asked = act(&mut screen, Action::NoteAdd);
    let requests = answer(&mut screen, opened(&asked).1, Value::Text("likes oat milk".to_owned()));
    assert_eq!(sample::writes(&requests), [&WriteCmd::AddNote { target: target(), text: "likes oat milk".to_owned() }]);
    assert_eq!(screen.acts_on(&sample::ctx()), "@cleanlabelkat");
    assert!(screen.has(ID) && !screen.has(CreatorId(8)));
}

#[test]
fn a_pasted_block_is_previewed_before_writing() {
    let mut screen = screen(bare());
    let block = "2026-03-01 12.3k 450 20 3\n2026-03-04 9.8k 310 12 1\nnext week 1 2\n";
    let requests = paste(&mut screen, block);
    let (Overlay::Confirm(Confirm { text, yes, .. }), asked) = opened(&requests) else { panic!("{requests:?}") };
    assert_eq!(yes, "Add 2 posts");
    assert!(text.contains("12.3k views, 450 likes") && text.contains("Line 3:"), "{text}");
    let written = changes(&answer(&mut screen, asked, Value::Yes));
    let [PageCmd::SavePosts(posts)] = &written[..] else { panic!("{written:?}") };
    assert_eq!((posts.len(), posts[0].posted_on), (2, Some(sample::day(3, 1))));
    assert_eq!(posts[0].reading.likes, Some(450));
    let counts = paste(&mut screen, "1 mar 33.1k\n9 mar 33.7k");
    assert!(matches!(opened(&counts).0, Overlay::Confirm(Confirm { yes, .. }) if yes == "Add 2 follower counts"));
    let nothing = paste(&mut screen, "@somebody\n@else");
    assert!(matches!(&nothing[..], [Request::Say(Notice { text, .. })] if text.contains("Line 1")), "{nothing:?}");
}

#[test]
fn adds_a_post_or_a_follower_count_from_one_line() {
    let mut screen = screen(bare());
    let typed = |screen: &mut PageScreen, letter: &str, line: &str| {
        let requests = act(screen, Action::ItemAdd);
        let (Overlay::Letters(letters), asked) = opened(&requests) else { panic!("letters") };
        let at = letters.entries.iter().position(|(key, _)| key.to_string() == letter).expect("a letter");
        let requests = answer(screen, asked, Value::Chosen(Choice::Entry(at)));
        answer(screen, opened(&requests).1, Value::Text(line.to_owned()))
    };
    let requests = typed(&mut screen, "f", "33.7k");
    assert_eq!(changes(&requests), [PageCmd::SaveSnapshots(vec![(sample::day(3, 11), 33_700)])]);
    let requests = typed(&mut screen, "p", "9 mar 900 10");
    assert!(matches!(&changes(&requests)[..], [PageCmd::SavePosts(posts)] if posts[0].reading.views == Some(900)));
    let (Overlay::Prompt(next), _) = opened(&requests) else { panic!("a line for the next one") };
    assert!(next.title.ends_with("Esc ends") && next.value.is_empty(), "{next:?}");
}

#[test]
fn edits_one_field_and_keeps_the_others() {
    let mut screen = screen(full());
    let edited = |screen: &mut PageScreen, label: &str, typed: &str| {
        let requests = act(screen, Action::FieldEdit);
        let (Overlay::Pick(pick), asked) = opened(&requests) else { panic!("a picker") };
        let at = pick.items.iter().position(|item| item.label.starts_with(label)).expect("a field");
        let requests = answer(screen, asked, Value::Chosen(Choice::Entry(at)));
        answer(screen, opened(&requests).1, Value::Text(typed.to_owned()))
    };
    let requests = edited(&mut screen, "Followers", "35k");
    let changed = Box::new(CreatorFields { followers: Some(35_000), ..fields() });
    assert_eq!(sample::writes(&requests), [&WriteCmd::EditCreator { id: ID, fields: changed, seen: 99 }]);
    let requests = edited(&mut screen, "Audience by country", "us 60, gb 20");
    let shares = vec![("us".to_owned(), 6_000), ("gb".to_owned(), 2_000)];
    assert_eq!(changes(&requests), [PageCmd::SetAudience(Facet::Country, shares)]);
    let requests = edited(&mut screen, "Sponsored", "4 3");
    let seen = SponsoredSeen { seen: 4, disclosed: 3 };
    assert_eq!(changes(&requests), [PageCmd::SetSponsored(Some(seen))]);
    // An invalid value shows its error, and the typed text is kept.
    let again = edited(&mut screen, "Sponsored", "3 4");
    assert!(matches!(opened(&again).0, Overlay::Prompt(prompt) if prompt.value == "3 4"));
}

#[test]
fn found_by_and_via_are_edited_together() {
    let mut screen = screen(full());
    let found =
        |screen: &mut PageScreen, choice: Choice| answer(screen, &Asked::new(Question::Found), Value::Chosen(choice));
    let asked = found(&mut screen, Choice::Entry(0));
    let set = answer(&mut screen, opened(&asked).1, Value::Text("-".to_owned()));
    let (how, none) = ("hashtag".to_owned(), String::new());
    assert_eq!(changes(&set), [PageCmd::SetFound { how: how.clone(), detail: none.clone() }]);
    let tag = found(&mut screen, Choice::Made("#booktok".to_owned()));
    assert_eq!(changes(&tag), [PageCmd::SetFound { how, detail: "#booktok".to_owned() }]);
    let shop = found(&mut screen, Choice::Made("a shop".to_owned()));
    assert_eq!(changes(&shop), [PageCmd::SetFound { how: none, detail: "a shop".to_owned() }]);
}

#[test]
fn removes_the_chosen_post_after_a_refresh() {
    let mut screen = screen(full());
    let asked = Asked::new(Question::Field(vec![edit_field::EditField::Post]));
    let asked = answer(&mut screen, &asked, Value::Chosen(Choice::Entry(0)));
    let mut more = full();
    more.posts.insert(0, PostRow { id: PostId(50), ..posts().remove(0) });
    sample::feed(&mut screen, Slot::Page, Answer::Page(ID, Some(Box::new(more))));
    let removed = answer(&mut screen, opened(&asked).1, Value::Chosen(Choice::Entry(1)));
    assert_eq!(changes(&removed), [PageCmd::DeletePost(PostId(2))]);
}

#[test]
fn looks_up_a_refused_handle() {
    let mut ctx = sample::ctx();
    let mut screen = screen(full());
    screen.act(Action::RecordEdit, 1, &mut ctx);
    let requests = ctx.sent();
    let (Overlay::Form(form), asked) = opened(&requests) else { panic!("a form") };
    screen.answered(asked, Value::Form(form.clone()), &mut ctx);
    let requests = ctx.sent();
    let [Request::Effect(Effect::Write(ticket, WriteCmd::EditCreator { .. }))] = &requests[..] else {
        panic!("{requests:?}")
    };
    let refused = crate::proto::Event::WriteFailed(*ticket, "it.".to_owned());
    screen.msg(&Msg::Event(refused), &mut ctx);
    let back = ctx.sent();
    // Checks whether another creator has the handle.
    assert!(matches!(&back[..], [Request::Effect(Effect::Ask(_, Query::Known(_)))]), "{back:?}");
}

#[test]
fn enter_opens_the_row_under_the_cursor() {
    let mut screen = screen(full());
    go_to(&mut screen, Section::Collaborations);
    act(&mut screen, Action::NavDown);
    let id = screen.booking_here().map(|row| row.id).expect("a collaboration");
    assert_eq!(act(&mut screen, Action::NavOpen), [Request::ShowCollaboration(id)]);
    assert_eq!(act(&mut screen, Action::BatchOpen), [Request::ShowBooking(BatchId(11), ID)]);
    assert_eq!(act(&mut screen, Action::Go(Place::Results)), [Request::ShowResults(CampaignId(1))]);
    let profile = Request::Effect(Effect::OpenLink("https://www.tiktok.com/@cleanlabelkat".to_owned()));
    assert_eq!(act(&mut screen, Action::LinkOpen), [profile]);
    assert!(
        matches!(screen.availability(Action::SiteOpen, &sample::ctx()), Availability::No(why) if why.contains("website"))
    );
    let mut with_site = full();
    with_site.detail.row.fields.website = "https://kat.example".to_owned();
    sample::feed(&mut screen, Slot::Page, Answer::Page(ID, Some(Box::new(with_site))));
    let site = Request::Effect(Effect::OpenLink("https://kat.example".to_owned()));
    assert_eq!(act(&mut screen, Action::SiteOpen), [site]);
    sample::feed(&mut screen, Slot::Page, Answer::Page(ID, Some(Box::new(full()))));
    go_to(&mut screen, Section::Posts);
    act(&mut screen, Action::NavDown);
    let post = "https://www.tiktok.com/@cleanlabelkat/video/2".to_owned();
    assert_eq!(act(&mut screen, Action::LinkOpen), [Request::Effect(Effect::OpenLink(post))]);
    // A new post above the cursor leaves the cursor on its post.
    let mut more = full();
    more.posts.insert(0, PostRow { id: PostId(50), ..posts().remove(0) });
    sample::feed(&mut screen, Slot::Page, Answer::Page(ID, Some(Box::new(more))));
    assert_eq!(screen.post_here().map(|post| post.id), Some(PostId(2)));
}

#[test]
fn the_focus_is_always_on_screen() {
    for (width, height) in [(120, 36), (80, 24), (60, 20), (40, 12)] {
        let mut ctx = sample::ctx();
        ctx.body = Rect::new(0, 2, width, height - 4);
        let mut screen = screen(full());
        for _ in 0..23 {
            screen.act(Action::PaneNext, 1, &mut ctx);
            let drawn = sample::drawn(&screen, width, height);
            let part = screen.focus.part;
            assert!(drawn.contains(&format!("»{}«", part.title())), "{part:?}\n{drawn}");
        }
        go_to(&mut screen, Section::Posts);
        for _ in 0..3 {
            screen.act(Action::NavDown, 1, &mut ctx);
            assert!(sample::drawn(&screen, width, height).lines().any(|line| line.contains("> ")), "{width}x{height}");
        }
    }
}

#[test]
fn every_action_resolves() {
    let ctx = sample::ctx();
    for action in Action::ALL {
        for page in [full(), bare()] {
            let mut screen = screen(page);
            go_to(&mut screen, Section::Collaborations);
            if screen.availability(*action, &ctx) == Availability::Yes {
                screen.act(*action, 3, &mut sample::ctx());
            }
        }
    }
}

#[test]
fn the_tax_form_is_metered_by_year_and_ticked() {
    let sum = |year, minor| YearSum { creator: full().detail.row.id, year, method: String::new(), minor };
    let paid = CreatorPage { paid_years: vec![sum(2025, 70_000), sum(2026, 45_000)], ..full() };
    let mut ticked = screen(paid.clone());
    let text = ticked.summary(&sample::ctx()).expect("a text");
    for said in ["$450 of $2,000 paid in 2026", "$700 of $600 paid in 2025: reached", "no W-9 yet"] {
        assert!(text.contains(said), "{said}: {text}");
    }
    let ticks = act(&mut ticked, Action::TaxFormTick);
    let [WriteCmd::SetField { value, .. }] = &sample::writes(&ticks)[..] else { panic!("{ticks:?}") };
    assert_eq!(value.value, crate::domain::record::Value::Day(Some(sample::ctx().today)));
    let mut abroad = paid;
    abroad.detail.row.fields.country = "de".to_owned();
    assert!(!screen(abroad).summary(&sample::ctx()).expect("a text").contains("1099"));
    assert!(!screen(full()).summary(&sample::ctx()).expect("a text").contains("1099"), "nothing was paid");
}

#[test]
fn each_collaboration_is_told_by_the_figure_of_its_goal() {
    let told = |goals: [Goal; 2]| {
        let mut page = full();
        page.bookings = vec![booking(1, "Spring: Batch 1", 10_000, 21_000), booking(2, "Fall: Batch 1", 20_000, 0)];
        for (booking, goal) in page.bookings.iter_mut().zip(goals) {
            booking.goal = goal;
            booking.made = Made { assets: 2, spend_minor: booking.cost_minor, ..Made::default() };
        }
        let screen = screen(page);
        let drawn = sample::drawn(&screen, 200, 80);
        let lines = drawn.lines().filter(|line| line.contains("BATCH  ") || line.contains("Batch 1"));
        lines.collect::<Vec<_>>().join("\n")
    };
    let same = told([Goal::Ugc, Goal::Ugc]);
    assert!(same.contains("PER ASSET") && same.contains("$50.00") && !same.contains("ROAS"), "{same}");
    let seen = told([Goal::Awareness, Goal::Awareness]);
    assert!(seen.contains("CPM") && seen.contains("$2.55") && !seen.contains("ROAS"), "{seen}");
    let mixed = told([Goal::Conversions, Goal::Ugc]);
    assert!(mixed.contains("RESULT") && mixed.contains("ROAS 2.1") && mixed.contains("$100 per asset"), "{mixed}");
}

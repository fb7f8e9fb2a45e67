use super::*;
use crate::domain::board::Standing;
use crate::domain::collaboration::{Content, Decision, Outreach, Product, Tracks};
use crate::domain::collaboration_fields::PostAndParcel;
use crate::domain::next_step::{NextStep, Open};
use crate::domain::{BatchId, BatchStatus, CreatorId, Currency, Platform};
use crate::proto::WriteCmd;
use crate::proto::board::BoardMove;
use crate::proto::query::Slot;
use crate::tui::kit::overlay::{Choice, Overlay};
use crate::tui::kit::{Action, Acts as _, Availability, Request};
use crate::tui::screens::sample::{self, day};

fn card(id: i64, tracks: Tracks, by: Option<chrono::NaiveDate>) -> BoardCard {
    let posts = usize::from(tracks.is_posted());
    let standing = Standing { tracks, is_settled: true, posts, needs_parcel: true, ..Standing::default() };
    let names = ["glowwithmia", "skinbysofi", "dermdaily.jo", "noorglow"];
    let name = names.get(usize::try_from(id - 1).expect("small")).copied().unwrap_or("lena.routine");
    BoardCard {
        card: crate::proto::card::Card {
            id: CollaborationId(id),
            creator: CreatorId(id),
            handle: if id < 5 { name.to_owned() } else { format!("{name}{id}") },
            platform: Platform::TikTok,
            followers: None,
            batch: BatchId(12),
            batch_name: "Batch 2".to_owned(),
            batch_status: BatchStatus::Running,
            campaign: CampaignId(1),
            campaign_name: "Glow Serum spring test".to_owned(),
            currency: Currency::USD,
            stage: standing.stage(),
            tracks,
            deliverables: Vec::new(),
            open: vec![Open { step: NextStep::FollowUp(1), by }],
        },
        standing,
        fee_minor: None,
        offered_minor: 0,
        days: PostAndParcel::default(),
    }
}

fn talk(outreach: Outreach) -> Tracks {
    Tracks { outreach, ..Tracks::default() }
}

fn cards() -> Vec<BoardCard> {
    vec![
        card(1, talk(Outreach::Contacted), Some(day(3, 14))),
        card(2, talk(Outreach::Contacted), Some(day(3, 8))),
        card(3, talk(Outreach::Agreed), None),
        card(4, Tracks { product: Product::Shipped, ..talk(Outreach::Agreed) }, Some(day(3, 11))),
        card(5, talk(Outreach::Declined), None),
    ]
}

fn fed(cards: Vec<BoardCard>) -> BoardScreen {
    let mut screen = BoardScreen::new();
    sample::feed(&mut screen, Slot::Campaigns, Answer::Campaigns(sample::campaigns()));
    sample::feed(&mut screen, Slot::Board, Answer::Board(cards));
    screen
}

fn here(screen: &BoardScreen) -> i64 {
    screen.here().expect("a card").card.id.0
}

fn act(screen: &mut BoardScreen, action: Action) -> Vec<Request> {
    sample::act(screen, action, &mut sample::ctx())
}

fn answer(screen: &mut BoardScreen, asked: &Asked, value: Value) -> Vec<Request> {
    let mut ctx = sample::ctx();
    screen.answered(asked, value, &mut ctx);
    ctx.sent()
}

fn moves(requests: &[Request]) -> Vec<&BoardMove> {
    let wanted = |cmd: &&'_ WriteCmd| matches!(cmd, WriteCmd::MoveOnBoard(_));
    sample::writes(requests)
        .into_iter()
        .filter(wanted)
        .filter_map(|cmd| match cmd {
            WriteCmd::MoveOnBoard(wanted) => Some(wanted),
            _ => None,
        })
        .collect()
}

#[test]
fn late_cards_stand_on_top_and_say_so_and_empty_columns_say_what_belongs_there() {
    let drawn = sample::drawn(&fed(cards()), 200, 50);
    for fact in ["4 cards", "! 1 late", "1 declined", "! 3 days late", "by Mar 14", "today", "The post is out."] {
        assert!(drawn.contains(fact), "{fact}:\n{drawn}");
    }
    assert!(drawn.find("@skinbysofi") < drawn.find("@glowwithmia"), "{drawn}");
}

#[test]
fn as_many_columns_as_can_be_read_follow_the_cursor() {
    let mut screen = fed(cards());
    let names = |screen: &BoardScreen, width| {
        let drawn = sample::drawn(screen, width, 24);
        COLUMNS
            .iter()
            .filter(|stage| {
                drawn.contains(&format!(" {}", stage.word())) || drawn.contains(&format!("»{}", stage.word()))
            })
            .count()
    };
    assert_eq!([50, 80, 120, 200].map(|width| names(&screen, width)), [1, 2, 6, 7]);
    act(&mut screen, Action::NavRight);
    act(&mut screen, Action::NavRight);
    assert_eq!(screen.column, Stage::Shipped);
    let drawn = sample::drawn(&screen, 80, 24);
    assert!(drawn.contains('‹') && drawn.contains('›') && drawn.contains("»Shipped« 1"), "{drawn}");
    for _ in 0..9 {
        act(&mut screen, Action::NavRight);
    }
    assert_eq!((screen.column, screen.here().is_none()), (Stage::Closed, true));
    assert!(!sample::drawn(&screen, 80, 24).contains('›'));
    assert!(matches!(screen.availability(Action::BoardForward, &sample::ctx()), Availability::No(_)));
}

#[test]
fn the_cursor_follows_its_card_and_else_stays_in_its_place() {
    let mut screen = fed(cards());
    assert_eq!(here(&screen), 2, "the late one on top");
    let mut after = cards();
    after[1] = card(2, talk(Outreach::Agreed), None);
    sample::feed(&mut screen, Slot::Board, Answer::Board(after));
    assert_eq!((screen.column, here(&screen)), (Stage::Agreed, 2));
    let mut gone = cards();
    gone[1] = card(2, talk(Outreach::Declined), None);
    sample::feed(&mut screen, Slot::Board, Answer::Board(gone));
    assert_eq!((screen.column, here(&screen)), (Stage::Agreed, 3));
}

#[test]
fn a_move_asks_only_for_what_is_not_known() {
    let mut screen = fed(cards());
    let requests = act(&mut screen, Action::BoardForward);
    let [Request::Open(Overlay::Prompt(_), asked)] = &requests[..] else { panic!("{requests:?}") };
    let requests = answer(&mut screen, asked, Value::Text("150".to_owned()));
    let [wanted] = moves(&requests)[..] else { panic!("{requests:?}") };
    assert_eq!(
        (wanted.fee_minor, wanted.cards.as_slice()),
        (Some(15_000), &[(CollaborationId(2), Stage::Contacted)][..])
    );

    act(&mut screen, Action::NavRight);
    let requests = act(&mut screen, Action::BoardForward);
    assert_eq!(
        moves(&requests),
        [&BoardMove::new(vec![(CollaborationId(3), Stage::Agreed)], crate::domain::board::Way::Forward)]
    );

    act(&mut screen, Action::NavRight);
    let requests = act(&mut screen, Action::BoardForward);
    assert!(matches!(&requests[..], [Request::Open(Overlay::Form(_), _)]), "{requests:?}");
}

#[test]
fn the_last_columns_ask_for_a_reading_and_a_decision_or_say_what_is_missing() {
    let posted = Tracks { content: Content::Posted, ..talk(Outreach::Agreed) };
    let mut read = card(1, posted, None);
    read.card.open = vec![Open { step: NextStep::Read(1, 7), by: None }];
    let mut screen = fed(vec![read]);
    let requests = act(&mut screen, Action::BoardForward);
    assert!(matches!(&requests[..], [Request::Open(Overlay::Form(_), _)]), "{requests:?}");

    let mut done = card(2, posted, None);
    done.standing.has_results = true;
    done.card.stage = done.standing.stage();
    let mut screen = fed(vec![done.clone()]);
    let requests = act(&mut screen, Action::BoardForward);
    let [Request::Open(Overlay::Letters(_), asked)] = &requests[..] else { panic!("{requests:?}") };
    let requests = answer(&mut screen, asked, Value::Chosen(Choice::Entry(2)));
    assert_eq!(moves(&requests)[0].decision, Decision::Drop);

    done.standing.is_settled = false;
    let screen = fed(vec![done]);
    let Availability::No(why) = screen.availability(Action::BoardForward, &sample::ctx()) else { panic!() };
    assert!(why.contains("open"), "{why}");
}

#[test]
fn marked_cards_move_in_one_command() {
    let mut screen = fed(cards());
    act(&mut screen, Action::MarkToggle);
    act(&mut screen, Action::MarkToggle);
    assert_eq!(screen.column, Stage::Contacted, "marking stays in its column");
    act(&mut screen, Action::NavRight);
    act(&mut screen, Action::MarkToggle);
    let requests = act(&mut screen, Action::BoardForward);
    let [wanted] = moves(&requests)[..] else { panic!("{requests:?}") };
    assert_eq!(wanted.cards.iter().map(|(id, _)| id.0).collect::<Vec<_>>(), [2, 1, 3]);
    assert!(!screen.cards.has_marks());
}

#[test]
fn those_who_left_have_columns_on_demand_and_one_campaign_can_stand_alone() {
    let mut other = card(6, Tracks::default(), None);
    (other.card.campaign, other.card.campaign_name) = (CampaignId(2), "Lip Oil".to_owned());
    let mut screen = fed(cards().into_iter().chain([other]).collect());
    assert_eq!(screen.cards.rows().len(), 5);
    act(&mut screen, Action::BoardLeft);
    assert_eq!(screen.cards.rows().len(), 6);
    let choose = |screen: &mut BoardScreen, name: &str| {
        let requests = act(screen, Action::ReachNext);
        let [Request::Open(Overlay::Pick(pick), asked)] = &requests[..] else { panic!("{requests:?}") };
        let at = pick.items.iter().position(|item| item.label == name).unwrap_or_else(|| panic!("{name}: {pick:?}"));
        let under_cursor = pick.items[pick.at].label.clone();
        answer(screen, asked, Value::Chosen(Choice::Entry(at)));
        under_cursor
    };
    // Wherever the current batch is, the campaign of the card under the cursor is at hand, and any other can be chosen.
    assert_eq!(choose(&mut screen, "Lip Oil"), "Lip Oil");
    assert_eq!((screen.cards.rows().len(), screen.campaign), (1, Some(CampaignId(2))));
    assert_eq!(choose(&mut screen, "All running campaigns"), "All running campaigns");
    assert_eq!(screen.cards.rows().len(), 6);
}

#[test]
fn a_post_has_a_day_and_before_its_parcel_it_is_asked_about() {
    let mut all = cards();
    all[3].days.delivered_on = Some(day(3, 9));
    let mut screen = fed(all);
    screen.stand(Stage::Shipped, 0);
    let requests = act(&mut screen, Action::BoardForward);
    let [Request::Open(Overlay::Form(form), asked)] = &requests[..] else { panic!("{requests:?}") };
    let dated = |on: &str| {
        let mut form = form.clone();
        form.fields[0].value = on.to_owned();
        Value::Form(form)
    };
    let requests = answer(&mut screen, asked, dated("2026-03-10"));
    assert_eq!(moves(&requests)[0].posted_on, Some(day(3, 10)));
    assert_eq!(moves(&answer(&mut screen, asked, dated("")))[0].posted_on, None);
    let link = "https://www.tiktok.com/@mia/video/1";
    let linked = answer(&mut screen, asked, dated(link));
    assert_eq!((moves(&linked)[0].posted_on, moves(&linked)[0].url.as_str()), (None, link));
    let early = answer(&mut screen, asked, dated("2026-03-08"));
    let [Request::Open(Overlay::Confirm(confirm), meant)] = &early[..] else { panic!("{early:?}") };
    assert!(confirm.text.contains("Mar 8") && confirm.text.contains("Mar 9"), "{}", confirm.text);
    let requests = answer(&mut screen, meant, Value::Yes);
    assert_eq!(moves(&requests)[0].posted_on, Some(day(3, 8)));
    let future = answer(&mut screen, asked, dated("2026-12-31"));
    assert!(matches!(&future[..], [Request::Open(Overlay::Form(form), _)] if form.fields[0].error.is_some()));
}

#[test]
fn what_is_next_and_due_first_stands_on_top() {
    let mut all = vec![
        card(1, talk(Outreach::Contacted), Some(day(3, 20))),
        card(2, talk(Outreach::Contacted), Some(day(3, 14))),
    ];
    // The first has something earlier to do, which is not what is next on it.
    let today = sample::ctx().today;
    all[0].card.open = vec![
        Open { step: NextStep::Ship, by: Some(day(3, 20)) },
        Open { step: NextStep::Decide, by: Some(day(3, 12)) },
    ];
    assert_eq!(all[0].card.next(today).step, NextStep::Ship);
    assert_eq!(here(&fed(all)), 2);
}

#[test]
fn without_a_parcel_the_post_comes_after_the_agreement() {
    let mut all = cards();
    all[2].standing.needs_parcel = false;
    let mut screen = fed(all);
    screen.stand(Stage::Agreed, 0);
    let hint = screen.hint(Action::BoardForward, &sample::ctx());
    assert!(format!("{hint:?}").contains("to Posted"), "{hint:?}");
    let requests = act(&mut screen, Action::BoardForward);
    assert!(matches!(&requests[..], [Request::Open(Overlay::Form(_), _)]), "{requests:?}");
}

#[test]
fn the_number_of_cards_is_never_cut_from_a_heading() {
    let many: Vec<BoardCard> = (1..301)
        .map(|id| {
            let talk = talk(if id % 2 == 0 { Outreach::Contacted } else { Outreach::ToContact });
            let mut card = card(5, talk, None);
            card.card.id = CollaborationId(id);
            card
        })
        .collect();
    let mut screen = fed(many);
    for column in [Stage::Shortlist, Stage::Contacted] {
        screen.stand(column, 0);
        for width in [40, 80, 111, 120, 140, 200] {
            let drawn = sample::drawn(&screen, width, 24);
            let heading =
                drawn.lines().find(|line| line.contains("150")).unwrap_or_else(|| panic!("{width}:\n{drawn}"));
            assert!(heading.contains(column.word()) && heading.contains("150"), "{heading}");
        }
    }
}

#[test]
fn awful_names_and_all_sizes_do_no_harm() {
    let mut all = cards();
    for card in &mut all {
        card.card.handle = sample::AWFUL.to_owned();
        card.card.campaign_name = sample::AWFUL.to_owned();
        card.fee_minor = Some(i64::MAX);
    }
    all.extend((6..60).map(|id| card(id, talk(Outreach::Contacted), None)));
    let mut screen = fed(all);
    act(&mut screen, Action::BoardLeft);
    sample::survives_all_sizes(&screen);
    sample::survives_all_sizes(&BoardScreen::new());
    sample::survives_all_sizes(&fed(Vec::new()));
    let drawn = sample::drawn(&screen, 80, 24);
    assert!(drawn.contains("more below"), "{drawn}");
    act(&mut screen, Action::NavBottom);
    let drawn = sample::drawn(&screen, 80, 24);
    assert!(drawn.contains("more above") && drawn.contains('>'), "{drawn}");
}

#[test]
fn a_post_before_its_parcel_is_asked_about() {
    let parcel = PostAndParcel { shipped_on: Some(day(3, 9)), ..PostAndParcel::default() };
    let sent = Tracks { product: Product::Shipped, ..talk(Outreach::Agreed) };
    let mut screen = fed(vec![BoardCard { days: parcel, ..card(4, sent, None) }]);
    let steps = Milestone::all();
    let at = steps.iter().position(|step| *step == Milestone::Content(Content::Posted)).expect("a step");
    for (on, is_early) in [(day(3, 8), true), (day(3, 10), false)] {
        let asked = act(&mut screen, Action::StagePick);
        let [Request::Open(Overlay::Pick(_), asked)] = &asked[..] else { panic!("{asked:?}") };
        let done = answer(&mut screen, asked, Value::Dated(Choice::Entry(at), on));
        assert_eq!(matches!(&done[..], [Request::Open(Overlay::Confirm(_), _)]), is_early, "{done:?}");
    }
    // Its link tells March 7.
    let second = day(3, 7).and_hms_opt(9, 0, 0).expect("nine").and_utc().timestamp();
    let asked = act(&mut screen, Action::BoardForward);
    let [Request::Open(Overlay::Form(form), asked)] = &asked[..] else { panic!("{asked:?}") };
    let mut form = form.clone();
    form.fields[0].value = format!("https://www.tiktok.com/@mia/video/{}", second << 32);
    let done = answer(&mut screen, asked, Value::Form(form));
    let [Request::Open(Overlay::Confirm(confirm), asked)] = &done[..] else { panic!("{done:?}") };
    assert!(confirm.text.contains("before the parcel"), "{}", confirm.text);
    let done = answer(&mut screen, asked, Value::Yes);
    assert_eq!(moves(&done).len(), 1, "{done:?}");
}

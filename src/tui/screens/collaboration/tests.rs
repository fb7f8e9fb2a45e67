use rstest::rstest;
use strum::IntoEnumIterator;

use super::*;
use crate::domain::collaboration::{Content, Outreach, Product, Rights, Stage, Tracks};
use crate::domain::deliverable::{DeliverableKind, Progress, Style};
use crate::domain::milestone::Milestone;
use crate::domain::next_step::{NextStep, Open};
use crate::domain::record::{self, Kind};
use crate::domain::rights::{Right, RightKind};
use crate::domain::{
    AmountId, AmountState, BatchId, Budget, CampaignId, CollaborationField, CollaborationFields, CostKind, Currency,
    DeliverableId, Money, PostId, RightId,
};
use crate::proto::WriteCmd;
use crate::proto::collaboration::{AmountDays, DeliverableRow, LogRow, Logged, Paid};
use crate::proto::collaboration_change::{DeliverableCmd, Which};
use crate::proto::post::ReadingRecord;
use crate::tui::kit::overlay::{Choice, Form, Overlay};
use crate::tui::kit::{Action, Acts as _, Availability, Effect, Request};
use crate::tui::screens::sample::{self, day};
use crate::tui::screens::sections::Part as _;

fn views(views: i64) -> ReadingRecord {
    ReadingRecord { views: Some(views), ..ReadingRecord::default() }
}

fn video() -> DeliverableRow {
    DeliverableRow {
        which: Which::Promised(DeliverableId(1)),
        kind: DeliverableKind::Video,
        style: Style::Organic,
        due_on: Some(day(2, 20)),
        feedback_rounds: 2,
        progress: Progress {
            draft_on: Some(day(2, 14)),
            changes_on: Some(day(2, 16)),
            approved_on: Some(day(2, 18)),
            posted_on: Some(day(2, 20)),
            missed_on: None,
            has_post: true,
        },
        post: Some(PostId(1)),
        url: "https://www.tiktok.com/@mia/video/7608000000000000000".to_owned(),
        readings: vec![(day(2, 21), views(2_100)), (day(2, 25), views(7_600)), (day(3, 9), views(10_700))],
    }
}

fn story() -> DeliverableRow {
    DeliverableRow {
        which: Which::Promised(DeliverableId(2)),
        kind: DeliverableKind::Story,
        style: Style::Unknown,
        due_on: Some(day(3, 9)),
        feedback_rounds: 0,
        progress: Progress::default(),
        post: None,
        url: String::new(),
        readings: Vec::new(),
    }
}

fn amount(id: i64, kind: CostKind, minor: i64, days: &[(AmountState, u32, u32)]) -> AmountDays {
    let days: Vec<_> = days.iter().map(|(state, month, on)| (*state, day(*month, *on))).collect();
    AmountDays {
        id: AmountId(id),
        kind,
        minor,
        state: days.last().map(|(state, _)| *state).unwrap_or_default(),
        days,
        invoice: if id == 1 { "0042".to_owned() } else { String::new() },
        invoiced_on: (id == 1).then(|| day(2, 22)),
        due_on: (id == 1).then(|| day(3, 7)),
        paid_minor: if id == 1 { 5_000 } else { 0 },
    }
}

fn page() -> CollaborationPage {
    use AmountState::{Agreed, Offered, Owed, Paid as IsPaid, Released};
    let collaboration = sample::collaborations().remove(0);
    let mut creator = sample::creator_row();
    creator.fields.address = "12 Beach Road\nPortland, OR 97201".to_owned();
    let fields = CollaborationFields {
        item: "Glow Serum 30 ml".to_owned(),
        posting_window: "2026-02-18/2026-03-04".parse().ok(),
        contacted_on: Some(day(1, 20)),
        replied_on: Some(day(1, 22)),
        shipped_on: Some(day(2, 9)),
        delivered_on: Some(day(2, 12)),
        ..collaboration.fields
    };
    let log = |month, on, what| LogRow { on: day(month, on), what };
    CollaborationPage {
        id: collaboration.id,
        batch: BatchId(12),
        campaign: CampaignId(1),
        creator,
        batch_name: "Batch 2".to_owned(),
        campaign_name: "Glow Serum spring test".to_owned(),
        currency: Currency::USD,
        budget: Budget::default(),
        siblings: sample::collaborations().iter().map(|row| row.id).collect(),
        stage: Stage::Results,
        tracks: Tracks {
            outreach: Outreach::Agreed,
            product: Product::Delivered,
            content: Content::Posted,
            rights: Rights::Granted,
            ..Tracks::default()
        },
        open: vec![Open { step: NextStep::Pay(17_000), by: Some(day(3, 7)) }],
        fields,
        lead_days: 14,
        pay_terms: "net 15 from posted".to_owned(),
        deliverables: vec![video(), story()],
        amounts: vec![
            amount(1, CostKind::Fee, 22_000, &[(Offered, 1, 20), (Agreed, 1, 25), (Owed, 2, 20)]),
            amount(2, CostKind::Product, 1_200, &[(IsPaid, 2, 9)]),
            amount(3, CostKind::Boost, 3_000, &[(Offered, 2, 1), (Released, 2, 20)]),
        ],
        payments: vec![Paid {
            money: Money::new(5_000, Currency::USD),
            settles_minor: 5_000,
            on: day(3, 2),
            purpose: None,
            method: "PayPal".to_owned(),
        }],
        rights: vec![
            (
                RightId(1),
                Right {
                    kind: RightKind::Usage,
                    starts_on: Some(day(2, 20)),
                    ends_on: Some(day(5, 20)),
                    price_minor: Some(4_000),
                    detail: "own channels".to_owned(),
                },
            ),
            (RightId(2), Right { kind: RightKind::SparkCode, ends_on: Some(day(3, 1)), ..Right::default() }),
        ],
        orders: 12,
        revenue_minor: 44_400,
        commission_minor: 4_440,
        commissions: Vec::new(),
        log: vec![
            log(3, 2, Logged::Payment(Money::new(5_000, Currency::USD), "PayPal".to_owned())),
            log(2, 20, Logged::Content(1, DeliverableKind::Video, Content::Posted)),
            log(2, 9, Logged::Parcel(Product::Shipped)),
            log(1, 25, Logged::Talk(Outreach::Agreed)),
            log(1, 20, Logged::Talk(Outreach::Contacted)),
        ],
        creator_notes: vec![(day(3, 5), "answers fastest by mail".to_owned())],
    }
}

/// A page on which every track has gone its way, every line is filled and names are long.
fn full() -> CollaborationPage {
    use AmountState::{Agreed, Offered, Owed};
    let mut full = page();
    full.creator.fields.handle = crate::domain::Handle::parse("the.glass.skin.routine").expect("a handle");
    full.creator.fields.name = "Maria-Alejandra Fernández de la Concepción".to_owned();
    full.creator.fields.address =
        "Maria-Alejandra Fernández de la Concepción\nCalle de la Princesa 1234, Portal B, 7º izquierda\n28008 Madrid\nSpain"
            .to_owned();
    full.batch_name = "Batch 2: three of last month and two new ones".to_owned();
    full.campaign_name = "Glow Serum with vitamin C, spring test".to_owned();
    full.tracks = Tracks {
        outreach: Outreach::Agreed,
        product: Product::Delivered,
        content: Content::Posted,
        rights: Rights::Granted,
        payment: crate::domain::collaboration::Payment::PartPaid,
        decision: crate::domain::collaboration::Decision::Retest,
    };
    full.fields = CollaborationFields {
        rights_cost: Some(12_500),
        boost_cost: Some(3_000),
        bonus_cost: Some(2_500),
        other_cost: Some(999),
        codes: vec!["GLASSSKIN10".to_owned(), "GLASSSKIN20".to_owned(), "GLASSFRIENDS".to_owned()],
        link: "https://shop.example.com/glow-serum?utm_source=tiktok&utm_medium=creator&utm_campaign=glass".to_owned(),
        carrier: "DHL Express Worldwide".to_owned(),
        tracking: "JJD000390007882345612".to_owned(),
        deliverables: "2 videos, 1 story".to_owned(),
        pay_terms: "net 30 from invoiced".to_owned(),
        book_again: "yes".to_owned(),
        note: "Wants the brief by mail, never by message.\nAsked for the new shade in the next parcel.".to_owned(),
        ..full.fields
    };
    let mut second = video();
    second.which = Which::Promised(DeliverableId(3));
    second.style = Style::Polished;
    let ages = [1, 3, 7, 30].map(|age| day(1, 28) + chrono::Days::new(age));
    second.progress.posted_on = Some(day(1, 28));
    second.readings = ages.into_iter().zip([12_400, 48_900, 103_000, 1_240_000].map(views)).collect();
    let mut told = story();
    told.progress = Progress { posted_on: Some(day(3, 1)), has_post: true, ..Progress::default() };
    told.readings = vec![(day(3, 2), views(900))];
    full.deliverables = vec![video(), second, told];
    full.amounts = vec![
        amount(1, CostKind::Fee, 22_000, &[(Offered, 1, 20), (Agreed, 1, 25), (Owed, 2, 20)]),
        AmountDays { paid_minor: 2_500, ..amount(4, CostKind::Rights, 12_500, &[(Offered, 1, 22), (Agreed, 1, 25)]) },
        amount(5, CostKind::Bonus, 2_500, &[(Agreed, 3, 1)]),
    ];
    full.payments.push(Paid {
        money: Money::new(2_300, "EUR".parse().expect("a currency")),
        settles_minor: 2_500,
        on: day(3, 8),
        purpose: None,
        method: "bank transfer".to_owned(),
    });
    full.rights.push((
        RightId(3),
        Right {
            kind: RightKind::Exclusivity,
            starts_on: Some(day(2, 20)),
            ends_on: Some(day(8, 20)),
            price_minor: Some(8_500),
            detail: "no rival in skincare, hair care and supplements on any platform".to_owned(),
        },
    ));
    let day_of = |ago: u32| day(1, 1) + chrono::Days::new(u64::from(69 - ago));
    let what = |ago: u32| match ago % 4 {
        0 => Logged::Talk(Outreach::FollowedUp),
        1 => Logged::Content(2, DeliverableKind::Video, Content::ChangesAsked),
        2 => Logged::Amount(CostKind::Rights, 12_500, AmountState::Agreed),
        _ => Logged::Invoice("INV-2026-0042".to_owned(), 22_000),
    };
    full.log = (0..60).map(|ago| LogRow { on: day_of(ago), what: what(ago) }).collect();
    full
}

fn screen_of(page: CollaborationPage) -> CollaborationScreen {
    let mut screen = CollaborationScreen::new();
    screen.turn_to(page.id);
    let answer = Answer::Collaboration(page.id, Some(Box::new(page)));
    sample::feed(&mut screen, Slot::Collaboration, answer);
    screen
}

fn act(screen: &mut CollaborationScreen, action: Action) -> Vec<Request> {
    sample::act(screen, action, &mut sample::ctx())
}

/// Puts the cursor on a line.
fn go_to(screen: &mut CollaborationScreen, stop: Stop) {
    let ctx = sample::ctx();
    act(screen, Action::NavTop);
    for _ in 0..200 {
        if screen.here(&ctx) == Some(stop) {
            return;
        }
        act(screen, Action::NavDown);
    }
    panic!("no line is about {stop:?}");
}

fn form(requests: &[Request]) -> Form {
    match requests {
        [Request::Open(Overlay::Form(form), _)] => form.clone(),
        other => panic!("{other:?}"),
    }
}

#[rstest]
#[case(120, 36)]
#[case(80, 24)]
#[case(200, 50)]
#[case(40, 12)]
fn looks(#[case] width: u16, #[case] height: u16) {
    let screen = screen_of(page());
    insta::assert_snapshot!(format!("collaboration_{width}x{height}"), sample::drawn(&screen, width, height));
}

#[rstest]
#[case(120, 36)]
#[case(80, 24)]
#[case(200, 50)]
fn a_full_page_looks(#[case] width: u16, #[case] height: u16) {
    let screen = screen_of(full());
    insta::assert_snapshot!(format!("collaboration_full_{width}x{height}"), sample::drawn(&screen, width, height));
}

#[test]
fn the_page_as_text_has_every_section() {
    let text = screen_of(page()).summary(&sample::ctx()).expect("a text");
    for section in Section::iter() {
        assert!(text.contains(&section.title().to_uppercase()), "{text}");
    }
    insta::assert_snapshot!("collaboration_as_text", text);
}

#[test]
fn every_size_is_drawn() {
    let mut awful = page();
    awful.batch_name = sample::AWFUL.to_owned();
    awful.creator.fields.address = sample::AWFUL.to_owned();
    awful.rights[0].1.detail = sample::AWFUL.to_owned();
    awful.deliverables[0].url = sample::AWFUL.to_owned();
    awful.creator_notes.push((day(1, 1), sample::AWFUL.to_owned()));
    awful.fields.note = sample::AWFUL.to_owned();
    for screen in [screen_of(page()), screen_of(awful), CollaborationScreen::new()] {
        sample::survives_all_sizes(&screen);
    }
}

#[test]
fn every_fact_is_edited_where_it_stands() {
    for field in CollaborationField::ALL.iter().copied().filter(|field| Section::of(*field) != Section::Deliverables) {
        let mut bare = page();
        (bare.fields, bare.amounts) = (CollaborationFields::default(), Vec::new());
        let mut screen = screen_of(bare);
        go_to(&mut screen, Stop::Field(field));
        let asked = act(&mut screen, Action::NavOpen);
        assert!(matches!(&asked[..], [Request::Open(Overlay::Prompt(prompt), _)] if prompt.may_clear), "{field:?}");
        let typed = match (field.key(), field.fact().kind) {
            ("link", _) => "https://shop.example.com/?a=1",
            ("pay_terms", _) => "net 30 from invoiced",
            ("deliverables", _) => "2 videos, 1 story",
            ("book_again", _) => "yes",
            (_, Kind::Share | Kind::Percent) => "12.5",
            (_, Kind::Count) => "12.4k",
            (_, Kind::Money) => "$150.50",
            (_, Kind::Day) => "9 mar",
            (_, Kind::Window) => "9 mar to 20 mar",
            _ => "DHL",
        };
        let answer = |screen: &mut CollaborationScreen, text: &str| {
            sample::answer(screen, &asked, Value::Text(text.to_owned()), &mut sample::ctx())
        };
        let requests = answer(&mut screen, typed);
        let [WriteCmd::SaveCollaboration { fields, .. }] = &sample::writes(&requests)[..] else { panic!("{field:?}") };
        assert_eq!(record::changed(&CollaborationFields::default(), fields), [field]);
        let requests = answer(&mut screen, "-");
        let [WriteCmd::SaveCollaboration { fields, .. }] = &sample::writes(&requests)[..] else { panic!("{field:?}") };
        assert_eq!(**fields, CollaborationFields::default(), "{field:?} is cleared");
    }
}

#[test]
fn a_value_that_cannot_be_meant_is_asked_for_again() {
    let mut screen = screen_of(page());
    go_to(&mut screen, Stop::Field(CollaborationField::Link));
    let asked = act(&mut screen, Action::FieldEdit);
    let again = sample::answer(&mut screen, &asked, Value::Text("two words".to_owned()), &mut sample::ctx());
    assert_eq!(sample::writes(&again), Vec::<&WriteCmd>::new());
    let prompt = again.iter().find_map(|request| match request {
        Request::Open(Overlay::Prompt(prompt), _) => Some(prompt),
        _ => None,
    });
    assert!(prompt.is_some_and(|prompt| prompt.fault.is_some() && prompt.value == "two words"), "{again:?}");
}

#[test]
fn an_amount_is_edited_as_the_fact_it_is() {
    let mut screen = screen_of(page());
    go_to(&mut screen, Stop::Amount(AmountId(3)));
    let asked = act(&mut screen, Action::NavOpen);
    let requests = sample::answer(&mut screen, &asked, Value::Text("40".to_owned()), &mut sample::ctx());
    let [WriteCmd::SaveCollaboration { fields, .. }] = &sample::writes(&requests)[..] else { panic!("{requests:?}") };
    assert_eq!(fields.boost_cost, Some(4_000));
}

#[test]
fn a_letter_moves_the_deliverable_under_the_cursor() {
    let (mut screen, which) = (screen_of(page()), story().which);
    go_to(&mut screen, Stop::Deliverable(which));
    let deeds = act(&mut screen, Action::NavOpen);
    let [Request::Open(Overlay::Letters(letters), _)] = &deeds[..] else { panic!("letters") };
    assert!(letters.entries.iter().all(|(letter, _)| *letter != 'o'), "there is no post to open");
    let choose = |screen: &mut CollaborationScreen, letter: char| {
        let at = letters.entries.iter().position(|(known, _)| *known == letter).expect("an entry");
        sample::answer(screen, &deeds, Value::Chosen(Choice::Entry(at)), &mut sample::ctx())
    };
    for (letter, typed, expected) in [
        ('d', "today", DeliverableCmd::Draft(which, Some(day(3, 11)))),
        ('c', "-1d", DeliverableCmd::AskChanges(which, day(3, 10))),
        ('a', "-", DeliverableCmd::Approve(which, None)),
        ('e', "fri", DeliverableCmd::SetDue(which, Some(day(3, 13)))),
        ('m', "today", DeliverableCmd::Miss(which, Some(day(3, 11)))),
    ] {
        let asked = choose(&mut screen, letter);
        let requests = sample::answer(&mut screen, &asked, Value::Text(typed.to_owned()), &mut sample::ctx());
        let [WriteCmd::Deliverable(change)] = &sample::writes(&requests)[..] else { panic!("{letter}: {requests:?}") };
        assert_eq!(change.cmd, expected);
    }
    let removed = choose(&mut screen, 'x');
    let [WriteCmd::Deliverable(change)] = &sample::writes(&removed)[..] else { panic!("{removed:?}") };
    assert_eq!(change.cmd, DeliverableCmd::Remove(which));
    let styles = choose(&mut screen, 's');
    let polished = sample::answer(&mut screen, &styles, Value::Chosen(Choice::Entry(1)), &mut sample::ctx());
    let [WriteCmd::Deliverable(change)] = &sample::writes(&polished)[..] else { panic!("{polished:?}") };
    assert_eq!(change.cmd, DeliverableCmd::SetStyle(which, Style::Polished));
}

#[test]
fn a_post_before_its_parcel_is_asked_about() {
    let mut early = page();
    early.deliverables.remove(0);
    let mut screen = screen_of(early);
    let which = story().which;
    let mut ctx = sample::ctx();
    screen.take_deed(which, deed::Deed::Post, &mut ctx);
    let asked = ctx.sent();
    let mut filled = form(&asked);
    filled.fields[1].value = "2026-02-11".to_owned();
    let confirm = sample::answer(&mut screen, &asked, Value::Form(filled.clone()), &mut sample::ctx());
    assert!(matches!(&confirm[..], [Request::Open(Overlay::Confirm(confirm), _)] if confirm.text.contains("Feb 12")));
    let requests = sample::answer(&mut screen, &confirm, Value::Yes, &mut sample::ctx());
    let post = DeliverableCmd::Post { which, url: String::new(), on: Some(day(2, 11)) };
    let [WriteCmd::Deliverable(change)] = &sample::writes(&requests)[..] else { panic!("{requests:?}") };
    assert_eq!(change.cmd, post);
    // After the parcel nothing is asked, and without a day it is today.
    filled.fields[1].value = String::new();
    let requests = sample::answer(&mut screen, &asked, Value::Form(filled), &mut sample::ctx());
    let [WriteCmd::Deliverable(change)] = &sample::writes(&requests)[..] else { panic!("{requests:?}") };
    assert_eq!(change.cmd, DeliverableCmd::Post { which, url: String::new(), on: Some(day(3, 11)) });
}

#[test]
fn five_counts_on_one_line_are_a_reading_and_the_next_post_is_asked_for() {
    let mut two = page();
    let mut other = video();
    other.which = Which::Promised(DeliverableId(7));
    two.deliverables.push(other);
    let mut screen = screen_of(two);
    let asked = act(&mut screen, Action::ReadingAdd);
    let mut filled = form(&asked);
    filled.fields[0].value = "12.4k 800 20 5 9".to_owned();
    let requests = sample::answer(&mut screen, &asked, Value::Form(filled.clone()), &mut sample::ctx());
    let counts =
        ReadingRecord { views: Some(12_400), likes: Some(800), comments: Some(20), shares: Some(5), saves: Some(9) };
    let [WriteCmd::Deliverable(change)] = &sample::writes(&requests)[..] else { panic!("{requests:?}") };
    assert_eq!(change.cmd, DeliverableCmd::Read(video().which, day(3, 11), counts));
    let next: Vec<&Request> = requests.iter().filter(|request| matches!(request, Request::Open(..))).collect();
    assert!(matches!(&next[..], [Request::Open(Overlay::Form(form), _)] if form.title.contains("video 3")), "{next:?}");
    // Nothing typed is no reading.
    filled.fields[0].value = String::new();
    let again = form(&sample::answer(&mut screen, &asked, Value::Form(filled), &mut sample::ctx()));
    assert!(again.fields[0].error.is_some());
}

#[test]
fn rights_are_added_changed_and_removed() {
    let mut screen = screen_of(page());
    go_to(&mut screen, Stop::Right(RightId(1)));
    let asked = act(&mut screen, Action::NavOpen);
    let mut filled = form(&asked);
    assert_eq!((filled.text("kind"), filled.text("price")), ("usage", "40"));
    filled.fields[4].value = "their channel".to_owned();
    let requests = sample::answer(&mut screen, &asked, Value::Form(filled), &mut sample::ctx());
    let [WriteCmd::Right(change)] = &sample::writes(&requests)[..] else { panic!("{requests:?}") };
    let detail = change.right.as_ref().map(|right| right.detail.as_str());
    assert_eq!((change.id, detail), (Some(RightId(1)), Some("their channel")));
    let removed = act(&mut screen, Action::ItemDelete);
    let [WriteCmd::Right(change)] = &sample::writes(&removed)[..] else { panic!("{removed:?}") };
    assert_eq!((change.id, change.right.is_none()), (Some(RightId(1)), true));
    let added = form(&act(&mut screen, Action::ItemAdd));
    assert_eq!(added.save, "Add");
}

#[test]
fn keys_lead_to_the_creator_the_batch_and_the_next_collaboration() {
    let mut screen = screen_of(page());
    let next = screen.page.as_ref().map(|page| page.siblings[1]).expect("another one");
    assert_eq!(act(&mut screen, Action::CollaborationNext), [Request::ShowCollaboration(next)]);
    assert!(matches!(screen.availability(Action::CollaborationPrevious, &sample::ctx()), Availability::No(_)));
    let creator = screen.page.as_ref().map(|page| page.creator.id).expect("a creator");
    assert_eq!(act(&mut screen, Action::CreatorOpen), [Request::ShowPage(creator)]);
    assert_eq!(act(&mut screen, Action::BatchOpen), [Request::ShowBooking(BatchId(12), creator)]);
    let copied = act(&mut screen, Action::CopyAddress);
    assert!(matches!(&copied[..], [Request::Effect(Effect::CopyAs(text, _))] if text.ends_with("Portland, OR 97201")));
}

#[test]
fn the_cursor_stays_on_its_line_when_new_facts_come() {
    let mut screen = screen_of(page());
    go_to(&mut screen, Stop::Deliverable(story().which));
    let mut fewer = page();
    fewer.deliverables.remove(0);
    sample::feed(&mut screen, Slot::Collaboration, Answer::Collaboration(fewer.id, Some(Box::new(fewer))));
    assert_eq!(screen.here(&sample::ctx()), Some(Stop::Deliverable(story().which)));
    let id = screen.id.expect("one is open");
    sample::feed(&mut screen, Slot::Collaboration, Answer::Collaboration(id, None));
    assert!(sample::drawn(&screen, 80, 24).contains("no longer in the batch"));
}

/// What was offered, in a campaign whose budget has so much room left.
fn with_room(room_minor: i64) -> CollaborationScreen {
    let mut tight = page();
    tight.amounts = vec![amount(1, CostKind::Fee, 22_000, &[(AmountState::Offered, 1, 20)])];
    tight.fields.fee = Some(22_000);
    tight.budget = Budget { limit_minor: Some(room_minor), ..Budget::default() };
    screen_of(tight)
}

fn sentence(requests: &[Request]) -> &str {
    let [Request::Open(Overlay::Confirm(confirm), _)] = requests else { panic!("a question: {requests:?}") };
    &confirm.text
}

#[test]
fn a_fee_over_the_budget_is_asked_about_before_it_is_saved() {
    let fee = CollaborationField::ALL.iter().copied().find(|field| field.key() == "fee").expect("a fee");
    let set = |screen: &mut CollaborationScreen, typed: &str| {
        go_to(screen, Stop::Field(fee));
        let asked = act(screen, Action::NavOpen);
        sample::answer(screen, &asked, Value::Text(typed.to_owned()), &mut sample::ctx())
    };
    let requests = set(&mut with_room(10_000), "200");
    assert!(matches!(sample::writes(&requests)[..], [WriteCmd::SaveCollaboration { .. }]), "it costs less");
    let mut tight = with_room(10_000);
    let asked = set(&mut tight, "340");
    assert!(sentence(&asked).contains("$20.00 over its budget of $100"), "{}", sentence(&asked));
    let requests = sample::answer(&mut tight, &asked, Value::Yes, &mut sample::ctx());
    assert!(matches!(sample::writes(&requests)[..], [WriteCmd::SaveCollaboration { .. }]));
}

#[test]
fn agreeing_over_the_budget_is_asked_about() {
    let agree = |screen: &mut CollaborationScreen| {
        let asked = act(screen, Action::StagePick);
        let at = Milestone::all().iter().position(|step| step.agrees()).expect("a step");
        sample::answer(screen, &asked, Value::Dated(Choice::Entry(at), day(3, 9)), &mut sample::ctx())
    };
    let asked = agree(&mut with_room(10_000));
    assert!(sentence(&asked).contains("$120 over its budget"), "{}", sentence(&asked));
    let requests = agree(&mut with_room(22_000));
    assert!(matches!(sample::writes(&requests)[..], [WriteCmd::PassMilestone { .. }]));
}

#[test]
fn a_part_that_was_paid_counts_as_paid() {
    let sums = [AmountState::Owed, AmountState::Paid].map(|state| page().sum(state));
    assert_eq!(sums, [17_000, 6_200]);
}

#[test]
fn the_note_of_the_collaboration_and_those_of_the_creator_are_two_things() {
    let mut screen = screen_of(full());
    let asked = act(&mut screen, Action::NoteAdd);
    let [Request::Open(Overlay::Prompt(prompt), _)] = &asked[..] else { panic!("{asked:?}") };
    assert_eq!(prompt.value.lines().count(), 2, "{prompt:?}");
    let requests = sample::answer(&mut screen, &asked, Value::Text("Paid late\nonce".to_owned()), &mut sample::ctx());
    let [WriteCmd::SaveCollaboration { fields, .. }] = &sample::writes(&requests)[..] else { panic!("{requests:?}") };
    assert_eq!(fields.note, "Paid late\nonce");
    while screen.focus.part != Section::Notes {
        act(&mut screen, Action::PaneNext);
    }
    assert_eq!(screen.here(&sample::ctx()), Some(Stop::Field(CollaborationField::Note)));
    act(&mut screen, Action::NavDown);
    assert!(
        matches!(screen.availability(Action::NavOpen, &sample::ctx()), Availability::No(why) if why.contains("about the creator"))
    );
    // What is added among the notes is about the creator, and says so.
    let added = act(&mut screen, Action::ItemAdd);
    assert!(
        matches!(&added[..], [Request::Open(Overlay::Prompt(prompt), _)] if prompt.title.contains("@the.glass")),
        "{added:?}"
    );
}

#[test]
fn a_section_can_be_read_alone() {
    let mut screen = screen_of(full());
    act(&mut screen, Action::PanePrevious);
    act(&mut screen, Action::PaneFull);
    let drawn = sample::drawn(&screen, 80, 24);
    assert!(drawn.contains("»Log«") && !drawn.contains("Notes") && drawn.contains("followed up"), "{drawn}");
    act(&mut screen, Action::NavBottom);
    assert!(sample::drawn(&screen, 80, 24).contains("> Jan 1"), "the cursor is followed to the end");
    assert!(screen.step_back(&mut sample::ctx()));
    assert!(sample::drawn(&screen, 80, 24).contains("Notes"));
}

use super::*;
use crate::domain::{Currency, Money, OrderState, Verdict};
use crate::proto::event::{Event, Generation};
use crate::proto::find::{FoundBy, FoundGroup, FoundKind, FoundOrder};
use crate::proto::query::Slot;
use crate::tui::screens::sample::{self, AWFUL, ctx};

fn creator(id: i64, handle: &str, by: FoundBy) -> Found {
    let (handle, name) = (handle.to_owned(), "Mia Glow".to_owned());
    Found::Creator { id: CreatorId(id), handle, name, followers: Some(52_100), verdict: Verdict::Picked, by }
}

fn order(owner: Option<i64>, campaign: Option<i64>) -> Found {
    Found::Order(FoundOrder {
        id: OrderId(7),
        number: "#1042".to_owned(),
        placed_on: sample::day(3, 5),
        net: Money::new(4_100, Currency::USD),
        state: OrderState::Sale,
        codes: "GLOW9".to_owned(),
        owner: owner.map(|id| (CollaborationId(id), "mia".to_owned())),
        campaign: campaign.map(CampaignId),
    })
}

fn found(text: &str, rows: &[Found]) -> FoundList {
    let groups = rows.chunk_by(|row, next| row.kind() == next.kind());
    let group = |rows: &[Found]| FoundGroup { kind: rows[0].kind(), rows: rows.to_vec(), total: rows.len() };
    FoundList { text: text.to_owned(), groups: groups.map(group).collect(), ..FoundList::default() }
}

fn type_in(screen: &mut FindScreen, keys: &str, ctx: &mut Ctx) {
    for key in keys.split(' ') {
        screen.type_key(parse(key).expect("a key"), ctx);
    }
}

/// Answers what the screen asked last.
fn answered(screen: &mut FindScreen, ctx: &mut Ctx, list: FoundList) -> Vec<Request> {
    let generation = sample::asked(&ctx.sent(), Slot::Find);
    reply(screen, ctx, generation, list)
}

fn reply(screen: &mut FindScreen, ctx: &mut Ctx, generation: Generation, list: FoundList) -> Vec<Request> {
    screen.msg(&Msg::Event(Event::QueryDone(Slot::Find, generation, Answer::Found(Arc::new(list)))), ctx);
    ctx.sent()
}

fn entered(text: &str, ctx: &mut Ctx) -> FindScreen {
    let mut screen = FindScreen::new();
    screen.enter(ctx);
    for letter in text.chars() {
        let key = parse(&letter.to_string()).expect("a key");
        screen.type_key(key, ctx);
    }
    screen
}

#[test]
fn looks_for_every_letter_and_shows_only_the_newest_answer() {
    let mut ctx = ctx();
    let mut screen = entered("m", &mut ctx);
    let first = sample::asked(&ctx.sent(), Slot::Find);
    type_in(&mut screen, "i", &mut ctx);
    let second = sample::asked(&ctx.sent(), Slot::Find);
    reply(&mut screen, &mut ctx, first, found("m", &[creator(1, "m", FoundBy::Name)]));
    assert!(screen.list.rows().is_empty(), "an older answer is dropped");
    reply(&mut screen, &mut ctx, second, found("mi", &[creator(2, "mi", FoundBy::Name)]));
    assert_eq!(screen.list.here().map(Item::key), Some(Key::Creator(CreatorId(2))));
}

#[test]
fn each_kind_leads_to_where_it_is_seen() {
    let leads = |row: Found| {
        let mut ctx = ctx();
        let mut screen = entered("x", &mut ctx);
        answered(&mut screen, &mut ctx, found("x", &[row]));
        type_in(&mut screen, "enter", &mut ctx);
        (ctx.sent().pop(), screen.is_typing())
    };
    assert_eq!(leads(creator(1, "mia", FoundBy::Name)), (Some(Request::ShowPage(CreatorId(1))), false));
    assert_eq!(leads(order(Some(3), Some(1))).0, Some(Request::ShowCollaboration(CollaborationId(3))));
    assert_eq!(leads(order(None, Some(1))).0, Some(Request::ShowOrder(CampaignId(1), OrderId(7))));
    let (said, is_typing) = leads(order(None, None));
    assert!(matches!(said, Some(Request::Say(_))) && is_typing);
}

#[test]
fn enter_before_the_answer_goes_to_its_first_row() {
    let mut ctx = ctx();
    let mut screen = entered("mia", &mut ctx);
    let generation = sample::asked(&ctx.sent(), Slot::Find);
    type_in(&mut screen, "enter", &mut ctx);
    assert!(ctx.sent().is_empty());
    let sent = reply(&mut screen, &mut ctx, generation, found("mia", &[creator(1, "mia", FoundBy::Name)]));
    assert_eq!(sent, [Request::ShowPage(CreatorId(1))]);
}

#[test]
fn all_creators_open_in_their_list_and_the_text_is_replaced_the_next_time() {
    let mut ctx = ctx();
    let mut screen = entered("glow", &mut ctx);
    let list = FoundList { in_list: 231, ..found("glow", &[creator(1, "mia", FoundBy::Name)]) };
    answered(&mut screen, &mut ctx, list);
    type_in(&mut screen, "down enter", &mut ctx);
    assert_eq!(ctx.sent(), [Request::ShowFilter("\"glow\"".to_owned())]);
    screen.enter(&mut ctx);
    assert!(screen.is_kept);
    type_in(&mut screen, "s", &mut ctx);
    assert_eq!(screen.input.value(), "s");
    screen.enter(&mut ctx);
    type_in(&mut screen, "end k", &mut ctx);
    assert_eq!(screen.input.value(), "sk", "a key that moves keeps the text");
    screen.enter(&mut ctx);
    type_in(&mut screen, "ctrl-u", &mut ctx);
    assert_eq!(screen.input.value(), "", "the text of the last time is cleared as any other");
    type_in(&mut screen, "esc", &mut ctx);
    assert!(ctx.sent().contains(&Request::Back) && !screen.is_typing());
}

#[test]
fn looks() {
    let mut ctx = ctx();
    let mut screen = entered("mia", &mut ctx);
    let long = format!("{} asks mia for rates {}", "so many words ".repeat(9), "more ".repeat(20));
    let note = Found::Note {
        id: 1,
        creator: CreatorId(2),
        collaboration: None,
        handle: "o.neil".to_owned(),
        text: long.clone(),
    };
    let rows =
        vec![creator(1, "mia", FoundBy::Name), creator(2, "o.neil", FoundBy::Note(long)), order(None, Some(1)), note];
    let counts = vec![(FoundKind::Creator, 1_240), (FoundKind::Order, 402)];
    answered(&mut screen, &mut ctx, FoundList { in_list: 9, searched: counts.clone(), ..found("mia", &rows) });
    for (width, height) in [(120, 36), (80, 24), (40, 12)] {
        insta::assert_snapshot!(format!("find_{width}x{height}"), sample::drawn(&screen, width, height));
    }
    sample::survives_all_sizes(&screen);
    let closest = vec![creator(3, "mia.glow", FoundBy::Name)];
    screen.refresh(&mut ctx);
    answered(&mut screen, &mut ctx, FoundList { closest, searched: counts, ..found("mia", &[]) });
    insta::assert_snapshot!("find_nothing_80x24", sample::drawn(&screen, 80, 24));
    sample::survives_all_sizes(&screen);
    insta::assert_snapshot!("find_empty_80x24", sample::drawn(&entered("", &mut ctx), 80, 24));
    screen.input.set(AWFUL);
    screen.refresh(&mut ctx);
    answered(&mut screen, &mut ctx, found(AWFUL, &[creator(1, AWFUL, FoundBy::Tag(AWFUL.to_owned()))]));
    sample::survives_all_sizes(&screen);
}

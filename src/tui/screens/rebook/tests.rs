use std::sync::Arc;

use rstest::rstest;

use super::*;
use crate::domain::BatchId;
use crate::domain::track_record::TrackRecord;
use crate::domain::{CollaborationId, Currency};
use crate::proto::page::BatchName;
use crate::proto::query::Slot;
use crate::proto::rebook::tests::row;
use crate::proto::rebook::{Against, LeftOut, NoProfit, sort};
use crate::proto::{Target, WriteCmd};
use crate::tui::kit::{Action, Acts, Availability, Request};
use crate::tui::screens::sample::{self, AWFUL, Shop, day};

fn rows(shop: Shop) -> Vec<RebookRow> {
    let kept = |on_time, missed, reply, rounds, again| TrackRecord {
        collaborations: 2,
        dated: on_time,
        on_time,
        missed,
        reply_days: Some(reply),
        feedback_rounds: rounds,
        book_again: again,
        ..TrackRecord::default()
    };
    let mut rows = vec![
        RebookRow {
            ambassador_on: Some(day(1, 5)),
            record: kept(4, 0, 1, 1, Some(true)),
            ..row(1, "glowwithmia", Ok(640))
        },
        RebookRow { record: kept(2, 1, 3, 4, None), ..row(2, "skinbysofi", Ok(55)) },
        RebookRow {
            planned: Some(BatchName { campaign: "Glow Serum".to_owned(), batch: "Batch 3".to_owned() }),
            ..row(3, "retinolrosie", Ok(-18))
        },
        RebookRow { record: kept(1, 0, 0, 0, None), ..row(4, "gifted.gia", Err(NoProfit::NoCost)) },
        row(5, "no.margin", Err(NoProfit::NoMargin)),
        RebookRow {
            against: Some(Against::Said),
            record: kept(0, 2, 9, 0, Some(false)),
            ..row(6, "late.leo", Ok(210))
        },
    ];
    for (place, row) in rows.iter_mut().enumerate() {
        row.currency = shop.currency();
        row.platform = shop.platform(place);
    }
    sort(&mut rows);
    rows
}

fn screen(rows: Vec<RebookRow>) -> RebookScreen {
    let mut screen = RebookScreen::new();
    let left_out = LeftOut { running: 3, blocked: 1, rejected: 0 };
    let list = RebookList { rows, left_out };
    sample::feed(&mut screen, Slot::Rebook, Answer::Rebook(Arc::new(list)));
    screen
}

fn ctx(shop: Shop) -> Ctx {
    let mut ctx = shop.ctx();
    ctx.current_batch = Some((BatchId(3), "Batch 3 of Glow Serum".to_owned()));
    ctx
}

#[rstest]
#[case::first(Shop::First)]
#[case::second(Shop::Second)]
fn looks_as_agreed(#[case] shop: Shop) {
    let mut screen = screen(rows(shop));
    screen.list.toggle_marks(1, 10);
    for (name, width, height) in [("wide", 120, 36), ("small", 80, 24)] {
        insta::assert_snapshot!(shop.named(name), sample::drawn_with(&screen, ctx(shop), width, height));
    }
}

#[test]
fn an_empty_list_says_what_fills_it() {
    let mut screen = RebookScreen::new();
    sample::feed(&mut screen, Slot::Rebook, Answer::Rebook(Arc::default()));
    let said = sample::drawn(&screen, 80, 24);
    assert!(said.contains("finished") && said.contains("g m"), "{said}");
    assert!(matches!(screen.availability(Action::BatchAdd, &ctx(Shop::First)), Availability::No(_)));
}

#[test]
fn survives_any_size_and_any_text() {
    let euro: Currency = "EUR".parse().expect("a currency");
    let awful = |(at, row): (usize, RebookRow)| {
        let mut row =
            RebookRow { handle: AWFUL.to_owned(), currency: if at % 2 == 0 { euro } else { row.currency }, ..row };
        row.made_for.campaign = AWFUL.to_owned();
        row.planned = Some(row.made_for.clone());
        row.prospect.profit_minor = row.prospect.profit_minor.map(|_| [i64::MIN, i64::MAX / 3, i64::MAX]);
        row
    };
    sample::survives_all_sizes(&screen(rows(Shop::First).into_iter().enumerate().map(awful).collect()));
    sample::survives_all_sizes(&screen(Vec::new()));
}

#[test]
fn the_usual_verbs_act_on_the_creator_here_or_on_the_marked_ones() {
    let mut screen = screen(rows(Shop::First));
    let mut ctx = ctx(Shop::First);
    let ids = |ids: &[i64]| Target::Ids(ids.iter().map(|id| CreatorId(*id)).collect());
    let sent = sample::act(&mut screen, Action::BatchAdd, &mut ctx);
    let batch = BatchId(3);
    assert_eq!(sample::writes(&sent), [&WriteCmd::AddToBatch { batch, target: ids(&[1]), pick: false }]);
    let sent = sample::act(&mut screen, Action::NavOpen, &mut ctx);
    assert!(sent.contains(&Request::ShowPage(CreatorId(1))), "{sent:?}");
    sample::act(&mut screen, Action::MarkToggle, &mut ctx);
    sample::act(&mut screen, Action::MarkToggle, &mut ctx);
    let sent = sample::act(&mut screen, Action::BookAgainTurn, &mut ctx);
    assert_eq!(sample::writes(&sent), [&WriteCmd::TurnBookAgain(vec![CollaborationId(1), CollaborationId(2)])]);
    let sent = sample::act(&mut screen, Action::ContactBlock, &mut ctx);
    assert_eq!(sample::writes(&sent), [&WriteCmd::SetDoNotContact { target: ids(&[1, 2]), blocked: true }]);
    assert!(!screen.list.has_marks(), "a decision clears the marks");
    assert!(matches!(screen.availability(Action::VerdictPick, &ctx), Availability::Elsewhere));
}

#[test]
fn the_list_is_copied_with_its_campaigns() {
    let text = screen(rows(Shop::First)).summary(&sample::ctx()).expect("a list");
    assert!(text.contains("@glowwithmia\t+$640\t$580 to $890\tambassador") && text.contains("Batch 1"), "{text}");
}

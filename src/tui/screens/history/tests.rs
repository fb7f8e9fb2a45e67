use rstest::rstest;

use super::*;
use crate::proto::history::{Dependents, StepRef};
use crate::proto::query::Slot;
use crate::tui::kit::{Acts, Availability};
use crate::tui::screens::sample;

fn screen(steps: Vec<StepRow>) -> HistoryScreen {
    let mut screen = HistoryScreen::new();
    sample::feed(&mut screen, Slot::History, Answer::History(steps));
    screen
}

fn ctx() -> Ctx {
    let mut ctx = sample::ctx();
    ctx.opened_ms = Some(ctx.now_ms - sample::OPENED_AGO_MIN * 60_000);
    ctx
}

/// The sample with the cursor so far down, where the step under it is needed by these.
fn at(down: usize, needed_by: &[(i64, &str)]) -> HistoryScreen {
    let mut screen = screen(sample::steps());
    if down > 0 {
        sample::act_times(&mut screen, Action::NavDown, down, &mut ctx());
    }
    let op = screen.steps.here().expect("a step").op;
    let steps = needed_by.iter().map(|(op, label)| StepRef { op: OpId(*op), label: (*label).to_owned() }).collect();
    let changed = vec![("creator_tag".to_owned(), 187), ("tag".to_owned(), 1)];
    let dependents = Dependents { steps, is_foreign: false };
    let detail = StepDetail { op, changed, dependents };
    sample::feed(&mut screen, Slot::HistoryStep, Answer::HistoryStep(op, Some(Box::new(detail))));
    screen
}

fn awful() -> Vec<StepRow> {
    let awful =
        |step| StepRow { label: sample::AWFUL.repeat(3), origin: Origin::Command(sample::AWFUL.to_owned()), ..step };
    sample::steps().into_iter().map(awful).collect()
}

#[rstest]
#[case(120, 36)]
#[case(80, 24)]
#[case(40, 12)]
fn looks(#[case] width: u16, #[case] height: u16) {
    let needed = [(10, "Tagged 187 of 200 creators with vip, 13 already had it"), (9, "Undid \"Picked @glowwithmia\"")];
    for (name, screen) in [
        ("newest", at(1, &[])),
        ("needed", at(4, &needed)),
        ("undone", at(3, &[])),
        ("awful", screen(awful())),
        ("empty", screen(Vec::new())),
    ] {
        insta::assert_snapshot!(
            format!("history_{name}_{width}x{height}"),
            sample::drawn_with(&screen, ctx(), width, height)
        );
    }
}

#[test]
fn every_size_is_drawn() {
    for steps in [sample::steps(), awful(), Vec::new()] {
        sample::survives_all_sizes(&screen(steps));
    }
    sample::survives_all_sizes(&at(4, &[(9, sample::AWFUL), (8, sample::AWFUL), (7, ""), (6, "x")]));
}

#[test]
fn the_cursor_stays_with_its_step_but_for_the_top() {
    let new = StepRow { op: OpId(20), ..sample::steps().remove(1) };
    let with_new: Vec<StepRow> = std::iter::once(new).chain(sample::steps()).collect();
    let mut screen = screen(sample::steps());
    sample::feed(&mut screen, Slot::History, Answer::History(with_new.clone()));
    assert_eq!(screen.steps.here().map(Item::key), Some(OpId(20)));
    screen.act(Action::NavDown, 2, &mut sample::ctx());
    let here = screen.steps.here().map(Item::key);
    sample::feed(&mut screen, Slot::History, Answer::History(sample::steps()));
    assert_eq!(screen.steps.here().map(Item::key), here);
}

#[test]
fn the_step_under_the_cursor_is_undone_where_nothing_needs_it() {
    for (down, op) in [(1, 10), (4, 7)] {
        let mut screen = at(down, &[]);
        assert_eq!(screen.hint(Action::NavOpen, &ctx()).map(|hint| hint.does), Some(Does::Writes(WriteKind::UndoStep)));
        for action in [Action::NavOpen, Action::StepUndo] {
            let sent = sample::act(&mut screen, action, &mut ctx());
            assert_eq!(sample::writes(&sent), [&WriteCmd::UndoStep(OpId(op))]);
        }
    }
    let refused = |screen: &HistoryScreen| match screen.availability(Action::StepUndo, &ctx()) {
        Availability::No(reason) => reason,
        other => panic!("{other:?}"),
    };
    assert!(refused(&at(4, &[(10, "Tagged 187 creators")])).contains("\"Tagged 187 creators\""));
    assert!(refused(&at(3, &[])).contains("Undo step 9 to bring it back"), "undone by a newer step");
    assert!(refused(&at(0, &[])).contains("U redoes it"), "undone by undo");
    assert!(refused(&screen(Vec::new())).contains("nothing to undo"));
}

#[test]
fn what_depends_on_a_step_is_asked_for_as_the_cursor_moves() {
    let mut screen = screen(sample::steps());
    let asks = |sent: &[crate::tui::kit::Request]| {
        let asked = sent.iter().filter_map(|request| match request {
            crate::tui::kit::Request::Effect(crate::tui::kit::Effect::Ask(_, Query::HistoryStep(op))) => Some(op.0),
            _ => None,
        });
        asked.collect::<Vec<_>>()
    };
    assert_eq!(asks(&sample::act(&mut screen, Action::NavDown, &mut ctx())), [10]);
    let mut other = ctx();
    screen.refresh(&mut other);
    assert_eq!(asks(&other.sent()), [10]);
}

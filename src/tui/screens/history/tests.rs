use rstest::rstest;

use super::*;
use crate::proto::query::Slot;
use crate::tui::kit::{Acts, Availability};
use crate::tui::screens::sample;

fn screen(steps: Vec<StepRow>) -> HistoryScreen {
    let mut screen = HistoryScreen::new();
    sample::feed(&mut screen, Slot::History, Answer::History(steps));
    screen
}

fn awful() -> Vec<StepRow> {
    sample::steps().into_iter().map(|step| StepRow { label: sample::AWFUL.repeat(3), ..step }).collect()
}

#[rstest]
#[case(120, 36)]
#[case(80, 24)]
#[case(40, 12)]
fn looks(#[case] width: u16, #[case] height: u16) {
    for (name, steps) in [("normal", sample::steps()), ("awful", awful()), ("empty", Vec::new())] {
        insta::assert_snapshot!(
            format!("history_{name}_{width}x{height}"),
            sample::drawn(&screen(steps), width, height)
        );
    }
}

#[test]
fn every_size_is_drawn() {
    for steps in [sample::steps(), awful(), Vec::new()] {
        sample::survives_all_sizes(&screen(steps));
    }
}

#[test]
fn the_cursor_stays_with_its_step_but_for_the_top() {
    let new = StepRow { op: OpId(10), ..sample::steps().remove(0) };
    let with_new: Vec<StepRow> = std::iter::once(new).chain(sample::steps()).collect();
    let mut screen = screen(sample::steps());
    sample::feed(&mut screen, Slot::History, Answer::History(with_new.clone()));
    assert_eq!(screen.steps.here().map(Item::key), Some(OpId(10)));
    screen.act(Action::NavDown, 2, &mut sample::ctx());
    let here = screen.steps.here().map(Item::key);
    sample::feed(&mut screen, Slot::History, Answer::History(sample::steps()));
    assert_eq!(screen.steps.here().map(Item::key), here);
    assert_eq!(screen.availability(Action::NavOpen, &sample::ctx()), Availability::Elsewhere);
}

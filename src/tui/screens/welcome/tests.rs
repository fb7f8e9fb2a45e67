use crate::tui::kit::Acts;
use rstest::rstest;

use super::*;
use crate::tui::screens::sample;

fn screen() -> WelcomeScreen {
    WelcomeScreen::new("~/.local/share/tenfold/tenfold.db")
}

#[rstest]
#[case(120, 36)]
#[case(80, 24)]
#[case(40, 12)]
fn looks(#[case] width: u16, #[case] height: u16) {
    insta::assert_snapshot!(format!("welcome_{width}x{height}"), sample::drawn(&screen(), width, height));
}

#[test]
fn every_size_is_drawn() {
    sample::survives_all_sizes(&screen());
    sample::survives_all_sizes(&WelcomeScreen::new(sample::AWFUL.repeat(9)));
}

#[test]
fn digits_and_enter_do_the_same() {
    let mut ctx = sample::ctx();
    let demo = [Request::Effect(Effect::SwitchFile(FileChoice::Demo)), Request::Go(Place::Creators)];
    assert_eq!(sample::act(&mut screen(), Action::ChooseDemo, &mut ctx), demo);
    assert_eq!(sample::act(&mut screen(), Action::NavOpen, &mut ctx), demo);
    assert_eq!(sample::act(&mut screen(), Action::ChooseImport, &mut ctx), [Request::Go(Place::Import)]);
    let mut down = screen();
    down.act(Action::NavDown, 2, &mut ctx);
    assert_eq!(sample::act(&mut down, Action::NavOpen, &mut ctx), [Request::AddCreators]);
    down.act(Action::NavDown, 9, &mut ctx);
    assert_eq!(sample::act(&mut down, Action::NavOpen, &mut ctx), [Request::Tour]);
    assert_eq!(sample::act(&mut screen(), Action::ChooseTour, &mut ctx), [Request::Tour]);
    assert_eq!(sample::act(&mut screen(), Action::ItemAdd, &mut ctx), [Request::AddCreators]);
}

#[test]
fn from_the_demo_imports_go_to_the_own_file() {
    let mut ctx = sample::ctx();
    ctx.is_demo = true;
    let own = Request::Effect(Effect::SwitchFile(FileChoice::Own));
    assert_eq!(sample::act(&mut screen(), Action::ChooseDemo, &mut ctx), [Request::Go(Place::Creators)]);
    assert_eq!(sample::act(&mut screen(), Action::ChooseImport, &mut ctx), [own.clone(), Request::Go(Place::Import)]);
    assert_eq!(sample::act(&mut screen(), Action::ChooseEmpty, &mut ctx), [own, Request::Go(Place::Creators)]);
}

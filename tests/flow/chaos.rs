//! A cat on the keyboard: whatever is pressed, nothing breaks, and everything can be taken back.

use tenfold::tui::kit::Action;
use tenfold::tui::kit::key::{KeyCombination, parse};

use crate::driver::Person;

/// Presses of one run: enough to reach everything, few enough to stay within the history.
const PRESSES: usize = 2_500;

/// A generator that gives the same keys in every run.
struct Cat(u64);

impl Cat {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % most
    }
}

/// Every key of every action, and letters, digits and keys that end things.
fn keys() -> Vec<Vec<KeyCombination>> {
    let sequence = |text: &str| text.split(' ').map(|key| parse(key).expect("a key")).collect::<Vec<_>>();
    let actions = Action::ALL.iter().flat_map(|action| action.default_keys()).map(|keys| sequence(keys));
    let others =
        ["a", "b", "z", "7", "0", "@", "enter", "enter", "esc", "esc", "tab", "backspace", "space", "ctrl-s", "left"];
    actions.chain(others.map(sequence)).collect()
}

fn run(seed: u64) {
    let mut cat = Cat(seed);
    let mut person = Person::with_demo();
    let before = person.tables();
    let keys = keys();
    for _ in 0..PRESSES {
        match cat.below(200) {
            0 => person.paste("mia\n@glow.mia, tiktok.com/@ana\u{1b}[31m"),
            1 => {
                let (width, height) = (1 + cat.below(180), 1 + cat.below(50));
                person.resize(u16::try_from(width).expect("small"), u16::try_from(height).expect("small"));
            }
            2 => person.wait(5_000),
            _ => {
                let sequence = &keys[cat.below(keys.len())];
                for key in sequence {
                    person.press_one(*key);
                }
            }
        }
        if person.has_left {
            person.restart();
        }
    }
    person.undo_everything();
    assert_eq!(person.tables(), before, "after seed {seed} something was not taken back");
}

#[test]
fn a_cat_breaks_nothing() {
    run(1);
}

#[test]
fn another_cat_breaks_nothing() {
    run(20_260_311);
}

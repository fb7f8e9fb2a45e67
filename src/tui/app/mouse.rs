//! The mouse: what lies under it is asked of the drawing code, and what that says is done as by the keys.

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Position;

use crate::tui::kit::hit::{self, Hits, Target, Wheel};
use crate::tui::kit::key::{KeyCode, KeyCombination, KeyModifiers};
use crate::tui::kit::mouse::DOUBLE_MS;
use crate::tui::kit::{Action, Availability, Effect, Gesture, Mouse};

use super::Model;
use super::model::Leaving;
use super::pointer::{Carried, Pointer, Pressed, Standing};

impl Model {
    /// What a click means at each place now.
    pub(super) fn hits(&self) -> Hits {
        hit::record(|| {
            let (width, height) = (self.window.width, self.window.height);
            let Ok(mut terminal) = Terminal::new(TestBackend::new(width, height));
            self.draw(&mut terminal.get_frame());
        })
    }

    /// Handles what the mouse did.
    pub(super) fn mouse(&mut self, mouse: Mouse, effects: &mut Vec<Effect>) {
        match mouse.gesture {
            Gesture::Press => self.click(mouse.at, effects),
            Gesture::Drag => self.carry(mouse.at),
            Gesture::Release => self.drop_card(mouse.at, effects),
            Gesture::Wheel(turns) => self.turn_wheel(mouse.at, turns, effects),
        }
    }

    /// What letting go of the card would do, while one is carried.
    pub(super) fn says_drop(&self) -> Option<String> {
        let over = self.pointer.carried?.over?;
        let (said, does) = self.screen()?.drop_on(over)?;
        Some(does.err().unwrap_or(said))
    }

    fn standing(&self) -> Standing {
        (self.place, self.layers.len(), self.is_typing())
    }

    fn click(&mut self, at: Position, effects: &mut Vec<Effect>) {
        let target = self.hits().target(at).cloned();
        let (now, standing) = (self.ctx.now_ms, self.standing());
        let before = self.pointer.pressed.filter(|before| {
            before.at.y == at.y && before.at.x.abs_diff(at.x) <= 1 && now.saturating_sub(before.at_ms) <= DOUBLE_MS
        });
        // The second half of a double click must not press what the first half has put there.
        if before.is_some_and(|before| before.before != standing) {
            return;
        }
        let is_double = before.is_some_and(|before| !before.was_double);
        let pressed = Pressed { at, at_ms: now, before: standing, was_double: is_double };
        self.pointer = Pointer { pressed: Some(pressed), carried: None };
        match target {
            Some(Target::Keys(keys) | Target::Caret(keys)) => self.press_keys(&keys, effects),
            Some(Target::Type(keys)) => {
                self.press_keys(&keys, effects);
                self.put_caret(at, effects);
            }
            // One more key of the sequence whose list is open.
            Some(Target::Next(key)) => self.press(key, effects),
            target => {
                self.take_turn(effects);
                let is_field = matches!(target, Some(Target::Spot(_))) && !self.layers.is_empty();
                if let Some(target) = target {
                    self.reach(target, is_double, effects);
                }
                if is_field && self.standing() == standing {
                    self.put_caret(at, effects);
                }
            }
        }
    }

    /// Leads the cursor of the text box that a click has just given the keys to where the click was.
    fn put_caret(&mut self, at: Position, effects: &mut Vec<Effect>) {
        if let Some(Target::Caret(keys)) = self.hits().target(at).cloned() {
            self.press_keys(&keys, effects);
        }
    }

    /// Does what a click on the screen or on a popup does.
    fn reach(&mut self, target: Target, is_double: bool, effects: &mut Vec<Effect>) {
        if let Some(layer) = self.layers.last_mut() {
            if let Target::Spot(spot) = target {
                let step = layer.popup.point(spot, is_double, &self.ctx);
                self.follow(step, effects);
            }
            return;
        }
        if self.is_typing() {
            let mut is_kept = false;
            self.on_screen(effects, |screen, ctx| is_kept = screen.keep_typed(ctx));
            if !is_kept {
                return;
            }
        }
        match target {
            Target::Select(_) | Target::Spot(_) | Target::Card(..) if is_double => {
                self.run(Action::NavOpen, 1, effects);
            }
            Target::Run(steps) | Target::Select(steps) => {
                for (action, count) in steps {
                    self.run(action, count, effects);
                }
            }
            Target::Spot(spot) => self.on_screen(effects, |screen, ctx| screen.point(spot, ctx)),
            Target::Card(spot, column) => {
                self.on_screen(effects, |screen, ctx| screen.point(spot, ctx));
                let card = self.screen().and_then(crate::tui::kit::Screen::card);
                self.pointer.carried = card.map(|card| Carried { card, from: column, over: None });
            }
            Target::Cover
            | Target::Keys(_)
            | Target::Caret(_)
            | Target::Type(_)
            | Target::Next(_)
            | Target::Column(_) => {}
        }
    }

    /// Does what the keys of an action do, with the questions they ask.
    fn press_action(&mut self, action: Action, effects: &mut Vec<Effect>) {
        match self.ctx.keys.sequence_of(action, self.place.scopes()) {
            Some(keys) => self.press_keys(&keys, effects),
            None => self.run(action, 1, effects),
        }
    }

    fn press_keys(&mut self, keys: &[KeyCombination], effects: &mut Vec<Effect>) {
        (self.pending, self.count, self.deaf_until) = (None, None, 0);
        for key in keys {
            self.press(*key, effects);
        }
    }

    /// What any key does first: it withdraws questions and ends what was begun.
    fn take_turn(&mut self, effects: &mut Vec<Effect>) {
        let no_key = KeyCombination::one_key(KeyCode::Null, KeyModifiers::NONE);
        self.confirm_if_due(Some(no_key), effects);
        self.ctx.confirmation.press(&[], no_key, self.ctx.now_ms);
        (self.pending, self.count) = (None, None);
        self.read_notice(self.leaving == Leaving::Asked);
    }

    fn carry(&mut self, at: Position) {
        if self.pointer.carried.is_none() {
            return;
        }
        let over = self.hits().column(at);
        if let Some(carried) = &mut self.pointer.carried {
            carried.over = over.filter(|over| *over != carried.from || carried.over.is_some());
        }
    }

    fn drop_card(&mut self, at: Position, effects: &mut Vec<Effect>) {
        let Some(carried) = self.pointer.carried.take() else { return };
        let over = self.hits().column(at).filter(|over| *over != carried.from);
        // The board may have changed while the button was down.
        let card = self.screen().and_then(crate::tui::kit::Screen::card);
        let (Some(over), true) = (over, card == Some(carried.card)) else { return };
        let dropped = self.screen().and_then(|screen| screen.drop_on(over));
        match dropped {
            Some((_, Ok(action))) => self.press_action(action, effects),
            Some((_, Err(why))) => self.say(crate::tui::kit::Notice::info(why), effects),
            None => {}
        }
    }

    fn turn_wheel(&mut self, at: Position, turns: i32, effects: &mut Vec<Effect>) {
        let (notches, is_down) = (usize::try_from(turns.unsigned_abs()).unwrap_or(0), turns > 0);
        let hits = self.hits();
        if notches == 0 {
            return;
        }
        self.take_turn(effects);
        if let Some(layer) = self.layers.last_mut() {
            let step = layer.popup.wheel(is_down, notches, &self.ctx);
            return self.follow(step, effects);
        }
        match hits.wheel(at) {
            Some(Wheel::Part(part)) => {
                let by = isize::try_from(notches).unwrap_or(isize::MAX);
                let by = if is_down { by } else { -by };
                self.on_screen(effects, |screen, ctx| screen.wheel(part, by, ctx));
            }
            Some(Wheel::Acts { down, up, times }) if !self.is_typing() => {
                let action = if is_down { down } else { up };
                if self.availability(action) == Availability::Yes {
                    self.run(action, notches.saturating_mul(times), effects);
                }
            }
            Some(Wheel::Acts { .. }) | None => {}
        }
    }
}

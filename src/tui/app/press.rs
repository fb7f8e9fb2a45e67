//! Handles a key: first the popup on top, then a text box, then a started sequence, then the keymap.

use crate::proto::WriteCmd;
use crate::tui::kit::confirmation::Press;
use crate::tui::kit::key::{KeyCode, KeyCombination, KeyModifiers, all_shown, canonical, single};
use crate::tui::kit::keymap::{Next, Resolved};
use crate::tui::kit::overlay::Overlay;
use crate::tui::kit::popup::Step;
use crate::tui::kit::topic::Topic;
use crate::tui::kit::{Action, Asked, Availability, Effect, Notice, Place};
use crate::tui::look::SizeClass;

use super::Model;
use super::model::{Handed, Leaving, NOTICE_MS, Owner, Pending};

/// How long a sequence waits before the list of what may follow appears.
const LIST_MS: i64 = 250;
/// After this time, the next key replaces the message with the target of actions.
const READ_MS: i64 = 800;
/// Text typed within this time after a menu closed is not treated as keys.
const DEAF_MS: i64 = 300;
/// The largest count before a movement; anything above is a typing accident.
const MOST_COUNT: usize = 99_999;

impl Model {
    /// Handles a key. A question waiting for a second press comes first.
    pub(super) fn press(&mut self, key: KeyCombination, effects: &mut Vec<Effect>) {
        if single(key).is_none() {
            return;
        }
        let key = canonical(key);
        self.confirm_if_due(Some(key), effects);
        let typed = self.pending.as_ref().filter(|_| self.layers.is_empty());
        let typed = typed.map(|pending| pending.keys.clone()).unwrap_or_default();
        match self.ctx.confirmation.press(&typed, key, self.ctx.now_ms) {
            Press::Through => self.take_key(key, effects),
            Press::TooSoon => self.pending = None,
            Press::Counts(at) => {
                self.pending = None;
                effects.push(Effect::WakeAt(at));
            }
            Press::Withdrew => {
                self.pending = None;
                self.say(Notice::info("Nothing was changed."), effects);
            }
        }
    }

    /// Runs the confirmed keys once their second press counts.
    pub(super) fn confirm_if_due(&mut self, next: Option<KeyCombination>, effects: &mut Vec<Effect>) {
        if !self.ctx.confirmation.is_due(self.ctx.now_ms, next) {
            return;
        }
        let mut typed = self.ctx.confirmation.confirm();
        let Some(key) = typed.pop() else { return };
        let list_at = i64::MAX;
        self.pending =
            (!typed.is_empty()).then(|| Pending { keys: typed, next: Vec::new(), list_at, is_listed: false });
        self.take_key(key, effects);
        self.ctx.confirmation.end();
    }

    /// Whether the window is too small to show anything.
    pub(super) fn is_unseen(&self) -> bool {
        self.ctx.size == SizeClass::TooSmall
    }

    /// Whether a key leaves the program, also where no screen is shown.
    pub(super) fn leaves_unseen(&self, key: KeyCombination) -> bool {
        self.layers.is_empty() && !self.is_typing() && self.means(key, &[Action::Close, Action::Quit])
    }

    fn take_key(&mut self, key: KeyCombination, effects: &mut Vec<Effect>) {
        if self.is_deaf(key) {
            return;
        }
        let is_cancel = single(key) == Some(KeyCode::Char('c')) && key.modifiers.contains(KeyModifiers::CONTROL);
        let stays = self.leaving == Leaving::Asked && !self.means(key, &[Action::Close, Action::Cancel, Action::Quit]);
        self.read_notice(stays);
        if !self.layers.is_empty() {
            if is_cancel {
                self.layers.pop();
            } else {
                self.press_layer(key, effects);
            }
            return;
        }
        if self.is_typing() {
            let key = if is_cancel { KeyCombination::one_key(KeyCode::Esc, KeyModifiers::NONE) } else { key };
            self.on_screen(effects, |screen, ctx| screen.type_key(key, ctx));
            return;
        }
        let typed = self.pending.as_ref().map(|pending| pending.keys.clone()).unwrap_or_default();
        let key = self.ctx.keys.meant(&typed, key, self.place.scopes());
        let Some(code) = single(key) else { return };
        let resolved = self.ctx.keys.resolve(&typed, key, self.place.scopes());
        if let (KeyCode::Esc, Some(cancelled)) = (code, self.pending.take()) {
            return self.say(Notice::info(format!("{} cancelled.", all_shown(&cancelled.keys))), effects);
        }
        match resolved {
            Resolved::Do(action) => {
                let count = if action == Action::Back { None } else { self.count.take() };
                self.run(action, count.unwrap_or(1), effects);
            }
            Resolved::Pending(next) => self.wait_for(typed, key, next, effects),
            Resolved::Unknown => match code {
                KeyCode::Char(digit @ '0'..='9') if typed.is_empty() && (digit != '0' || self.count.is_some()) => {
                    let digit = digit.to_digit(10).and_then(|digit| usize::try_from(digit).ok()).unwrap_or(0);
                    self.count = Some((self.count.unwrap_or(0) * 10 + digit).min(MOST_COUNT));
                }
                _ => {
                    self.count = None;
                    let mut keys = typed;
                    if !keys.is_empty() {
                        self.deaf_until = self.ctx.now_ms.saturating_add(DEAF_MS);
                    }
                    keys.push(canonical(key));
                    let help = self.ctx.keys.first(Action::Help);
                    self.say(
                        Notice::info(format!("{} does nothing here. {help} shows the keys.", all_shown(&keys))),
                        effects,
                    );
                }
            },
        }
    }

    /// Takes away a message that was read by now, and the question whether to leave if the answer is to stay.
    pub(super) fn read_notice(&mut self, stays: bool) {
        if stays {
            self.leaving = Leaving::No;
            self.notice = None;
        }
        let is_read = |(_, until): &(Notice, i64)| self.ctx.now_ms >= until - NOTICE_MS + READ_MS;
        if self.leaving == Leaving::No && self.notice.as_ref().is_some_and(is_read) {
            self.notice = None;
        }
    }

    /// Whether a key is the rest of text typed into a menu that just closed; such letters are not commands.
    fn is_deaf(&mut self, key: KeyCombination) -> bool {
        let is_text = matches!(single(key), Some(KeyCode::Char(_) | KeyCode::Enter))
            && !key.modifiers.contains(KeyModifiers::CONTROL);
        let is_deaf = is_text && self.ctx.now_ms < self.deaf_until && self.layers.is_empty() && !self.is_typing();
        self.deaf_until = if is_deaf { self.ctx.now_ms.saturating_add(DEAF_MS) } else { 0 };
        is_deaf
    }

    pub(super) fn means(&self, key: KeyCombination, actions: &[Action]) -> bool {
        let key = self.ctx.keys.meant(&[], key, self.place.scopes());
        let resolved = self.ctx.keys.resolve(&[], key, self.place.scopes());
        matches!(resolved, Resolved::Do(action) if actions.contains(&action))
    }

    fn wait_for(
        &mut self,
        typed: Vec<KeyCombination>,
        key: KeyCombination,
        next: Vec<Next>,
        effects: &mut Vec<Effect>,
    ) {
        let mut keys = typed;
        keys.push(canonical(key));
        let list_at = self.ctx.now_ms.saturating_add(LIST_MS);
        // Leave out actions that do not exist on this screen.
        let next = next
            .into_iter()
            .filter(|next| next.action.is_none_or(|action| self.availability(action) != Availability::Elsewhere))
            .collect();
        self.pending = Some(Pending { keys, next, list_at, is_listed: false });
        effects.push(Effect::WakeAt(list_at));
    }

    fn press_layer(&mut self, key: KeyCombination, effects: &mut Vec<Effect>) {
        let Some(layer) = self.layers.last_mut() else { return };
        let is_foreign = matches!(single(key), Some(KeyCode::Char(letter)) if !layer.popup.takes_letter(letter));
        let key = self.ctx.keys.latin(key).filter(|_| is_foreign).unwrap_or(key);
        let step = layer.popup.key(key, &self.ctx);
        if is_foreign && step == Step::Close {
            self.deaf_until = self.ctx.now_ms.saturating_add(DEAF_MS);
        }
        self.follow(step, effects);
    }

    /// Runs the step that the top popup returned.
    pub(super) fn follow(&mut self, step: Step, effects: &mut Vec<Effect>) {
        if self.must_stay(&step, effects) {
            return;
        }
        match step {
            Step::Stay => {}
            Step::Close => {
                let closed = self.layers.pop();
                let draft = closed.and_then(|layer| Some((layer.asked.kind(), layer.popup.draft()?)));
                if let Some((kind, draft)) = draft {
                    self.drafts.insert(kind, draft);
                    self.say(Notice::info("Nothing was changed. What you typed is kept for next time."), effects);
                }
            }
            Step::Done(value) => {
                let Some(layer) = self.layers.pop() else { return };
                let (before, about) = (effects.len(), self.about());
                match layer.owner {
                    Owner::App => self.decided(&layer.asked, &value, effects),
                    Owner::Screen(place) => {
                        self.on_screen_at(place, effects, |screen, ctx| screen.answered(&layer.asked, value, ctx));
                    }
                }
                // The question is about the popup's text, so the popup stays open under it.
                if self.ctx.confirmation.is_asking() {
                    self.layers.push(layer);
                } else {
                    self.drafts.remove(&layer.asked.kind());
                    let sent = effects.iter().skip(before).find_map(|effect| match effect {
                        Effect::Write(ticket, _) => Some(*ticket),
                        _ => None,
                    });
                    self.handed.extend(sent.map(|ticket| (ticket, Handed { layer, about })));
                }
            }
            Step::RunIn(place, action) => {
                self.layers.pop();
                self.go(place, false, effects);
                self.run(action, 1, effects);
            }
            Step::Run(action) => {
                let Some(layer) = self.layers.pop() else { return };
                self.run(action, 1, effects);
                if self.ctx.confirmation.is_asking() {
                    self.layers.push(layer);
                } else if layer.is_palette {
                    self.teach(action, effects);
                }
            }
        }
    }

    /// Shows the key when an action that has one is run by name for the second time.
    fn teach(&mut self, action: Action, effects: &mut Vec<Effect>) {
        let times = self.by_name.entry(action).or_default();
        *times += 1;
        let is_second = *times == 2;
        let key = self.ctx.keys.keys_of(action, self.place.scopes()).into_iter().next();
        if let Some(key) = key.filter(|_| is_second && self.message().is_none() && self.layers.is_empty()) {
            self.say(Notice::info(format!("Next time: {key}")), effects);
        }
    }

    /// Runs an action if it is available, else shows why not.
    pub(super) fn run(&mut self, action: Action, count: usize, effects: &mut Vec<Effect>) {
        let availability = self.availability(action);
        tracing::debug!(name = action.name(), can = ?matches!(availability, Availability::Yes), "action");
        match availability {
            Availability::Yes => {}
            Availability::No(reason) => return self.say(Notice::info(reason), effects),
            Availability::Elsewhere => {
                let text = format!("Not on this screen: {}.", action.title());
                return self.say(Notice::info(text), effects);
            }
        }
        if action != Action::Back {
            self.count = None;
        }
        let from = self.place;
        self.run_available(action, count, effects);
        self.tour_saw(action, from);
    }

    fn run_available(&mut self, action: Action, count: usize, effects: &mut Vec<Effect>) {
        match action {
            Action::Help => self.open(Overlay::Help, Asked::nothing(), Owner::App),
            Action::HelpTopics => self.open(Overlay::Topics(None), Asked::nothing(), Owner::App),
            Action::HelpNumbers => {
                self.open(Overlay::Topics(Topic::from_name("numbers")), Asked::nothing(), Owner::App);
            }
            Action::Palette => self.open(Overlay::Palette, Asked::nothing(), Owner::App),
            Action::Undo | Action::Redo if self.turns_settings(action) => self.turn_setting(action, effects),
            Action::Undo => {
                let here = self.place;
                let screen = self.screens.iter_mut().find(|(place, _)| *place == here);
                let steps = screen.map_or(1, |(_, screen)| screen.undo_steps());
                for _ in 0..steps.max(1) {
                    self.undo_or_redo(WriteCmd::Undo, effects);
                }
            }
            Action::Redo => self.undo_or_redo(WriteCmd::Redo, effects),
            Action::FileRescue => self.offer_rescue(),
            Action::ThemeChoose => self.offer_themes(),
            Action::TourTurn => self.turn_tour(effects),
            Action::MouseTurn => effects.push(Effect::TurnMouse),
            Action::Repaint => effects.push(Effect::Repaint),
            Action::Back => self.back(effects),
            Action::Close => self.close(effects),
            Action::Quit => self.quit(effects),
            Action::Cancel => self.cancel(effects),
            // From a campaign or batch, open its own results, not the ones seen last.
            Action::Go(Place::Results) if self.screen_leads(action) => {
                self.on_screen(effects, |screen, ctx| screen.act(action, count, ctx));
            }
            // Esc goes back from screens without a tab.
            Action::Go(place) => self.go(place, !place.is_stayed_at() && place != Place::Welcome, effects),
            Action::GoPrevious => {
                if let Some(place) = self.previous {
                    self.go(place, false, effects);
                }
            }
            other => self.on_screen(effects, |screen, ctx| screen.act(other, count, ctx)),
        }
    }

    fn undo_or_redo(&mut self, command: WriteCmd, effects: &mut Vec<Effect>) {
        let ticket = self.ctx.write(command);
        self.run_requests(self.place, effects);
        if let Some(running) = self.tickets.get_mut(&ticket) {
            running.goes_there = true;
        }
    }
}

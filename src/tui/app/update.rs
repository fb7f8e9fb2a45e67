//! Handles a message and returns its side effects. Pure: the time comes with the message.

use chrono::NaiveDate;

use crate::domain::text::sheet_text;
use crate::proto::{Event, Query};
use crate::tui::kit::overlay::Overlay;
use crate::tui::kit::{Action, Asked, Effect, Msg, Notice, Place, Request, Screen, Show};
use crate::tui::overlays;

use super::Model;
use super::model::{LAST_DAY, Layer, NOTICE_MS, Owner, Running, SAVING_MS};

impl Model {
    /// Asks for what the first screen shows. The first frame does not wait for it.
    pub fn start(&mut self, now_ms: i64, today: NaiveDate) -> Vec<Effect> {
        (self.ctx.now_ms, self.ctx.today) = (now_ms, today);
        // Kept at once: who leaves by accident has started today all the same.
        let mut effects = vec![Effect::Remember { name: LAST_DAY, value: today.to_string() }];
        self.arrive(&mut effects);
        self.ask_counts(&mut effects);
        effects
    }

    /// Takes a message.
    pub fn update(&mut self, msg: Msg, now_ms: i64, today: NaiveDate) -> Vec<Effect> {
        let is_another_day = self.ctx.today != today;
        (self.ctx.now_ms, self.ctx.today) = (now_ms, today);
        let mut effects = Vec::new();
        if is_another_day {
            // What is due, late or still to come is another thing now.
            self.refresh(&mut effects);
        }
        if matches!(msg, Msg::Key(_) | Msg::Paste(_) | Msg::Redraw) {
            self.pointer.interrupt();
        }
        match msg {
            // Nobody sees what a key would do in a window too small for a screen, so only leaving works there.
            Msg::Key(key) if self.is_unseen() && !self.leaves_unseen(key) => {}
            Msg::Paste(_) | Msg::Mouse(_) if self.is_unseen() => {}
            Msg::Key(key) => self.press(key, &mut effects),
            Msg::Mouse(mouse) => self.mouse(mouse, &mut effects),
            Msg::Paste(text) => self.paste(&text, &mut effects),
            Msg::FocusGained => {}
            Msg::Wake => self.wake(&mut effects),
            Msg::Terminate => effects.push(Effect::Quit),
            Msg::FileBusy => self.file_is_busy(),
            Msg::SettingDone(turn, step) => self.setting_done(turn, step, &mut effects),
            other => self.answered(&other, &mut effects),
        }
        self.preview_theme();
        // A pane may have opened or closed, so that a list has more or fewer lines.
        self.sized(self.window);
        effects
    }

    /// Shows a message from outside, such as an error in the configuration.
    pub fn say(&mut self, notice: Notice, effects: &mut Vec<Effect>) {
        if notice.tone == crate::tui::kit::notice::Tone::Error {
            self.error = Some(notice.text);
            self.notice = None;
            return;
        }
        let until = self.ctx.now_ms.saturating_add(NOTICE_MS);
        self.notice = Some((notice, until));
        effects.push(Effect::WakeAt(until));
    }

    /// Shows the screen of the current place as one that was just entered.
    pub(super) fn arrive(&mut self, effects: &mut Vec<Effect>) {
        self.sized(self.window);
        self.on_screen(effects, |screen, ctx| screen.enter(ctx));
    }

    /// Goes to a place. `trail` says whether Esc leads back from it.
    pub(super) fn go(&mut self, place: Place, keeps_trail: bool, effects: &mut Vec<Effect>) {
        let from = self.place;
        if keeps_trail && from != place {
            self.trail.push(from);
        } else if !keeps_trail {
            self.trail.clear();
        }
        if from != place {
            self.previous = Some(from);
            self.place = place;
        }
        self.arrive(effects);
    }

    /// Goes back one screen on the trail; false when there is none.
    pub(super) fn go_back(&mut self, effects: &mut Vec<Effect>) -> bool {
        let Some(place) = self.trail.pop() else { return false };
        self.previous = Some(self.place);
        self.place = place;
        self.arrive(effects);
        true
    }

    /// Shows something in its place.
    pub(super) fn show(&mut self, place: Place, what: &Show, effects: &mut Vec<Effect>) {
        let from = self.place;
        if from != place {
            self.trail.push(from);
            self.previous = Some(from);
            self.place = place;
            self.sized(self.window);
        }
        self.on_screen(effects, |screen, ctx| screen.show(what, ctx));
        self.on_screen(effects, |screen, ctx| if from == place { screen.refresh(ctx) } else { screen.enter(ctx) });
    }

    /// Calls the current screen and runs its requests.
    pub(super) fn on_screen(
        &mut self,
        effects: &mut Vec<Effect>,
        act: impl FnOnce(&mut dyn Screen, &mut crate::tui::kit::Ctx),
    ) {
        self.on_screen_at(self.place, effects, act);
    }

    /// Calls the screen of a place and runs its requests.
    pub(super) fn on_screen_at(
        &mut self,
        place: Place,
        effects: &mut Vec<Effect>,
        act: impl FnOnce(&mut dyn Screen, &mut crate::tui::kit::Ctx),
    ) {
        let Some((_, screen)) = self.screens.iter_mut().find(|(known, _)| *known == place) else { return };
        act(screen.as_mut(), &mut self.ctx);
        self.run_requests(place, effects);
    }

    /// Runs the requests in the outbox.
    pub(super) fn run_requests(&mut self, from: Place, effects: &mut Vec<Effect>) {
        for request in self.ctx.sent() {
            // A late answer must not switch screens while the person fills in a form.
            if request.leads() && self.is_filling_in() {
                continue;
            }
            match request {
                Request::Effect(effect) => self.emit(effect, effects),
                Request::Go(place) => self.go(place, !place.is_stayed_at(), effects),
                Request::Tour => self.ask_for_tour(effects),
                Request::Back => _ = self.go_back(effects),
                Request::ShowCampaign(campaign) => self.show(Place::Campaigns, &Show::Campaign(campaign), effects),
                Request::ShowBuilder(campaign) => self.show(Place::Builder, &Show::Campaign(campaign), effects),
                Request::BuildWith(creators) => self.show(Place::Builder, &Show::Creators(creators), effects),
                Request::ShowResults(campaign) => self.show(Place::Results, &Show::Campaign(campaign), effects),
                Request::ShowBatch(batch) => self.show(Place::Batch, &Show::Batch(batch), effects),
                Request::ShowBooking(batch, creator) => {
                    self.show(Place::Batch, &Show::Booking(batch, creator), effects);
                }
                Request::ShowCollaboration(id) => self.show(Place::Collaboration, &Show::Collaboration(id), effects),
                Request::ShowPage(creator) => self.show(Place::Page, &Show::Creator(creator), effects),
                Request::ShowCreator(creator) => self.show(Place::Creators, &Show::Creator(creator), effects),
                Request::AddCreators => self.show(Place::Creators, &Show::Adding, effects),
                Request::AddCampaign => self.show(Place::Campaigns, &Show::Adding, effects),
                Request::ShowOrder(campaign, order) => {
                    self.show(Place::Results, &Show::Order(campaign, order), effects);
                }
                Request::ShowPayment(id) => self.show(Place::Payments, &Show::Payment(id), effects),
                Request::ShowFilter(filter) => self.show(Place::Creators, &Show::Filter(filter), effects),
                Request::Open(overlay, asked) => self.open(overlay, asked, Owner::Screen(from)),
                Request::Say(notice) => self.say(notice, effects),
            }
        }
    }

    /// Passes an effect on and remembers what it will be answered with.
    pub(super) fn emit(&mut self, effect: Effect, effects: &mut Vec<Effect>) {
        if let (Effect::Write(ticket, _), Some(said)) = (&effect, self.unsaved()) {
            self.say(Notice::error(said.clone()), effects);
            return self.broadcast(&Msg::Event(Event::WriteFailed(*ticket, said)), effects);
        }
        match &effect {
            Effect::Write(ticket, _) => {
                self.tickets.entry(*ticket).or_insert(Running { since: self.ctx.now_ms, goes_there: false });
                effects.push(Effect::WakeAt(self.ctx.now_ms.saturating_add(SAVING_MS)));
            }
            Effect::Ask(generation, query) => _ = self.asked.insert(query.slot(), *generation),
            _ => {}
        }
        // Copied text may be pasted into a spreadsheet, so make it safe there.
        effects.push(match effect {
            Effect::Copy(text) => Effect::Copy(sheet_text(&text)),
            Effect::CopyAs(text, what) => Effect::CopyAs(sheet_text(&text), what),
            other => other,
        });
    }

    /// Lays a popup over the screen.
    pub(super) fn open(&mut self, overlay: Overlay, asked: Asked, owner: Owner) {
        let is_palette = matches!(overlay, Overlay::Palette | Overlay::Help);
        let mut popup = overlays::open(overlay, self.entries());
        if let Some(draft) = self.drafts.get(&asked.kind()) {
            popup.take_draft(draft);
        }
        self.layers.push(Layer { popup, asked, owner, is_palette });
    }

    /// Asks how many creators and steps there are.
    pub(super) fn ask_counts(&mut self, effects: &mut Vec<Effect>) {
        self.ask(Query::Counts, effects);
        self.ask(Query::Goal, effects);
        self.ask(Query::CurrentBatch, effects);
        self.ask(Query::CurrentOdds, effects);
    }

    fn ask(&mut self, query: Query, effects: &mut Vec<Effect>) {
        self.ctx.ask(query);
        self.run_requests(self.place, effects);
    }

    /// Pasted text is never treated as keys: it goes into the focused box, or to a screen that can use it.
    fn paste(&mut self, text: &str, effects: &mut Vec<Effect>) {
        if let Some(layer) = self.layers.last_mut() {
            let step = layer.popup.pasted(text, &self.ctx);
            return self.follow(step, effects);
        }
        self.pending = None;
        self.count = None;
        let (was_typing, said) = (self.is_typing(), self.message().map(str::to_owned));
        let before = effects.len();
        self.on_screen(effects, |screen, ctx| screen.paste(text, ctx));
        let nothing_came = effects.len() == before && self.layers.is_empty() && self.message() == said.as_deref();
        // A box that opened itself has taken the text.
        if !was_typing && !self.is_typing() && nothing_came {
            let hint = if crate::domain::collect::collect(text).accounts.is_empty() {
                "You can't paste here. Open a text box first, then paste into it.".to_owned()
            } else {
                let (go, add) = (self.ctx.key(Action::Go(Place::Creators)), self.ctx.key(Action::ItemAdd));
                format!("You can't paste here. To add creators, press {go}, then {add}, and paste them there.")
            };
            self.say(Notice::info(hint), effects);
        }
    }

    fn wake(&mut self, effects: &mut Vec<Effect>) {
        let now = self.ctx.now_ms;
        if self.notice.as_ref().is_some_and(|(_, until)| *until <= now) {
            self.notice = None;
        }
        if let Some(pending) = &mut self.pending {
            pending.is_listed |= pending.list_at <= now;
        }
        self.confirm_if_due(None, effects);
        self.broadcast(&Msg::Wake, effects);
    }

    /// Passes a message to every screen; each takes its own.
    pub(super) fn broadcast(&mut self, msg: &Msg, effects: &mut Vec<Effect>) {
        let places: Vec<Place> = self.screens.iter().map(|(place, _)| *place).collect();
        for place in places {
            self.on_screen_at(place, effects, |screen, ctx| screen.msg(msg, ctx));
        }
    }
}

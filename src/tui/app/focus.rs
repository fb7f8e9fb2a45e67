//! Which part gets a key, and which actions are available, from the narrowest scope to the widest.

use crate::tui::kit::{Action, Availability, Place, Scope};
use crate::tui::overlays::catalogue::{ADDS, Entry};

use super::Model;

impl Model {
    /// Returns whether an action is available now. The one answer serves keys, footer, palette and help.
    pub(super) fn availability(&self, action: Action) -> Availability {
        if !action.scopes().iter().any(|scope| self.place.scopes().contains(scope)) {
            return Availability::Elsewhere;
        }
        if action.scopes() != [Scope::Global] {
            return self.screen().map_or(Availability::Elsewhere, |screen| screen.availability(action, &self.ctx));
        }
        match action {
            Action::Undo | Action::Redo if self.turns_settings(action) => self.can_turn_setting(action),
            // Counts may lag behind a running command; the writer decides then.
            Action::Undo => Availability::when(
                self.ctx.counts.undo_steps > 0 || !self.tickets.is_empty(),
                match self.ctx.counts.redo_steps {
                    0 => "Nothing to undo: you haven't changed anything yet.".to_owned(),
                    _ => format!("Nothing left to undo. {} redoes the last step.", self.ctx.key(Action::Redo)),
                },
            ),
            Action::Redo => Availability::when(
                self.ctx.counts.redo_steps > 0 || !self.tickets.is_empty(),
                "Nothing to redo: nothing was undone.",
            ),
            Action::FileRescue => {
                Availability::when(self.file.is_lost(), "The file is where it should be. Changes are saved.")
            }
            Action::TourTurn if self.tour.is_none() => self.can_tour(),
            Action::GoPrevious => Availability::when(self.previous.is_some(), "This is the first screen you opened."),
            _ => Availability::Yes,
        }
    }

    /// Whether the screen itself leads somewhere with an action that otherwise belongs to the app.
    pub(super) fn screen_leads(&self, action: Action) -> bool {
        self.screen().is_some_and(|screen| screen.availability(action, &self.ctx) == Availability::Yes)
    }

    /// Whether keys are text now.
    pub(super) fn is_typing(&self) -> bool {
        self.layers.is_empty() && self.screen().is_some_and(crate::tui::kit::Screen::is_typing)
    }

    /// Whether a form, list or box is open; the screen behind it must not change then.
    pub(super) fn is_filling_in(&self) -> bool {
        !self.layers.is_empty() || self.is_typing()
    }

    /// All actions as palette and help list them.
    pub(super) fn entries(&self) -> Vec<Entry> {
        let scopes = self.place.scopes();
        let entry = |action: &Action| {
            let availability = self.availability(*action);
            let is_here = availability != Availability::Elsewhere;
            let here = self.ctx.keys.keys_of(*action, scopes);
            let adds = ADDS.iter().find(|(place, _)| *action == Action::ItemAdd && *place == self.place);
            Entry {
                action: *action,
                title: adds.map_or(action.title(), |(_, title)| title),
                keys: if is_here { here } else { self.ctx.keys.keys_of(*action, &[]) },
                is_here,
                goes_to: None,
                blocked: match availability {
                    Availability::No(reason) => Some(reason),
                    _ => None,
                },
            }
        };
        let from_elsewhere = self.led_to();
        let is_only_there =
            |entry: &Entry| !entry.is_here && from_elsewhere.iter().any(|other| other.action == entry.action);
        let mut all: Vec<Entry> = Action::ALL.iter().map(entry).filter(|entry| !is_only_there(entry)).collect();
        all.extend(from_elsewhere);
        all
    }

    /// What can be asked for from everywhere, though it is done on a screen of its own.
    fn led_to(&self) -> Vec<Entry> {
        let adds = ADDS.iter().map(|(place, title)| (*place, Action::ItemAdd, *title));
        let find = [(Place::Creators, Action::FilterEdit), (Place::Campaigns, Action::BatchNew)];
        let find = find.into_iter().map(|(place, action)| (place, action, action.title()));
        let others = adds.chain(find).filter(|(place, _, _)| place.is_stayed_at() && *place != self.place);
        let entry = |(place, action, title): (Place, Action, &'static str)| Entry {
            action,
            title,
            keys: self.ctx.keys.keys_of(action, place.scopes()),
            is_here: false,
            goes_to: Some(place),
            blocked: None,
        };
        others.map(entry).collect()
    }
}

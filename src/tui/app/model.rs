//! The app's own state, apart from that of the screens.

use std::collections::HashMap;

use ratatui::layout::Rect;

use crate::proto::event::{Generation, Progress, Ticket};
use crate::proto::query::Slot;
use crate::tui::kit::key::KeyCombination;
use crate::tui::kit::keymap::Next;
use crate::tui::kit::popup::{Draft, Popup};
use crate::tui::kit::{Action, Again, Asked, Ctx, Does, Notice, Place, Screen};
use crate::tui::look::{SizeClass, Theme};

use super::file_state::FileState;
use super::offered::Offered;
use super::pointer::Pointer;
use super::tour::Tour;

/// How long a message stays on the status line.
pub(super) const NOTICE_MS: i64 = 4_000;
/// How long a command may take before the status line shows it.
pub(super) const SAVING_MS: i64 = 150;

/// All screens, each in its place.
pub type Screens = Vec<(Place, Box<dyn Screen>)>;

/// The owner of a popup, who gets its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// The app itself.
    App,
    /// The screen in this place.
    Screen(Place),
}

/// A popup on the stack.
pub(super) struct Layer {
    pub popup: Box<dyn Popup>,
    pub asked: Asked,
    pub owner: Owner,
    /// Whether what it runs counts as asked for by name.
    pub is_palette: bool,
}

/// A popup whose value is on its way to the file.
pub(super) struct Handed {
    pub layer: Layer,
    /// What its screen was about, where that is one creator or one campaign: for another one it does not open again.
    pub about: Option<String>,
}

/// The start of a sequence of keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pending {
    pub keys: Vec<KeyCombination>,
    pub next: Vec<Next>,
    /// When the list of what may follow appears.
    pub list_at: i64,
    pub is_listed: bool,
}

/// How leaving stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Leaving {
    /// Not leaving.
    #[default]
    No,
    /// `q` was pressed once.
    Asked,
    /// Quits as soon as the import is undone.
    AfterImport,
}

/// The state of the whole screen.
pub struct Model {
    /// What screens may know and use.
    pub ctx: Ctx,
    /// The colors.
    pub theme: Theme,
    /// The themes there are.
    pub themes: Vec<Offered>,
    /// The theme that was shown before one of them is tried.
    pub(super) before_preview: Option<Theme>,
    pub(super) screens: Screens,
    pub(super) place: Place,
    /// The trail of screens that Esc goes back through, outermost first.
    pub(super) trail: Vec<Place>,
    /// The previous screen, for switching back and forth.
    pub(super) previous: Option<Place>,
    pub(super) layers: Vec<Layer>,
    pub(super) pending: Option<Pending>,
    /// Until when text is not taken for keys, unix milliseconds.
    pub(super) deaf_until: i64,
    /// The number typed before a movement.
    pub(super) count: Option<usize>,
    /// The current message, and when it ends.
    pub(super) notice: Option<(Notice, i64)>,
    /// The last error; stays until Esc.
    pub(super) error: Option<String>,
    /// Running commands: who sent them, when, and whether each is undo or redo.
    pub(super) tickets: HashMap<Ticket, Running>,
    /// Popups whose value is being saved, by command. If saving fails, the popup opens again.
    pub(super) handed: HashMap<Ticket, Handed>,
    /// The newest question of each slot that has no answer yet.
    pub(super) asked: HashMap<Slot, Generation>,
    pub(super) import: Option<Progress>,
    /// When the screens last asked again, unix milliseconds.
    pub(super) refreshed_at: i64,
    pub(super) leaving: Leaving,
    /// How often each action that has a key was run by name.
    pub(super) by_name: HashMap<Action, u32>,
    /// Changes of settings in this sitting.
    pub(super) settings: super::settings::SettingLog,
    /// What was typed into boxes that closed before it was kept, the last of each kind.
    pub(super) drafts: HashMap<u64, Draft>,
    /// The state of the file itself.
    pub(super) file: FileState,
    /// What the mouse is about to do.
    pub(super) pointer: Pointer,
    /// The tour, while it is taken.
    pub(super) tour: Option<Tour>,
    /// The window at the last frame.
    pub(super) window: Rect,
}

/// A command under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Running {
    pub since: i64,
    /// Whether what it changed is to be shown wherever it is.
    pub goes_there: bool,
}

impl std::fmt::Debug for Model {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Model")
            .field("place", &self.place)
            .field("trail", &self.trail)
            .field("layers", &self.layers.len())
            .field("pending", &self.pending)
            .field("count", &self.count)
            .field("notice", &self.notice)
            .field("error", &self.error)
            .finish_non_exhaustive()
    }
}

impl Model {
    /// The screens in their first state, one of them shown. Nothing is asked before [`Model::start`].
    pub fn new(ctx: Ctx, theme: Theme, screens: Screens, place: Place) -> Self {
        Self {
            ctx,
            theme,
            themes: Vec::new(),
            before_preview: None,
            screens,
            place,
            trail: Vec::new(),
            previous: None,
            layers: Vec::new(),
            pending: None,
            deaf_until: 0,
            count: None,
            notice: None,
            error: None,
            tickets: HashMap::new(),
            handed: HashMap::new(),
            asked: HashMap::new(),
            import: None,
            refreshed_at: 0,
            leaving: Leaving::No,
            by_name: HashMap::new(),
            settings: super::settings::SettingLog::default(),
            drafts: HashMap::new(),
            file: FileState::default(),
            pointer: Pointer::default(),
            tour: None,
            window: Rect::new(0, 0, 80, 24),
        }
    }

    /// The place that is shown.
    pub fn place(&self) -> Place {
        self.place
    }

    /// What has the keys now, beside the screen itself.
    pub fn on_top(&self) -> Option<Does> {
        if self.layers.is_empty() { self.is_typing().then_some(Does::Types) } else { Some(Does::Opens) }
    }

    /// The message on the status line now.
    pub fn message(&self) -> Option<&str> {
        let alive = self.notice.as_ref().filter(|(_, until)| self.ctx.now_ms < *until);
        alive.map(|(notice, _)| notice.text.as_str()).or(self.error.as_deref())
    }

    /// Whether no command, question or import is under way.
    pub fn is_idle(&self) -> bool {
        self.tickets.is_empty() && self.asked.is_empty() && self.import.is_none()
    }

    /// Takes the size of the window, before the first update and after each frame.
    pub fn sized(&mut self, window: Rect) {
        self.window = window;
        self.ctx.size = SizeClass::of(window);
        let body = self.body(window);
        self.ctx.body = body;
        if let Some(screen) = self.screen() {
            self.ctx.list_lines = screen.list_lines(body, &self.ctx).max(1);
        }
    }

    /// What all screens want to keep for the next start.
    pub fn memory(&self) -> Vec<(&'static str, String)> {
        // A page is of somebody who was chosen: the next start returns to where it was opened from.
        let tab = self.trail.iter().chain([&self.place]).rfind(|place| place.is_stayed_at());
        let place = std::iter::once((LAST_PLACE, tab.unwrap_or(&self.place).name().to_owned()));
        let place = place.chain(self.ctx.again.memory());
        place.chain(self.screens.iter().flat_map(|(_, screen)| screen.memory())).collect()
    }

    /// Gives the screens what was kept, and returns to the place of last time. The first start of a day begins at the agenda where
    /// something is due, which is asked only then. A fresh demo begins with its first insight.
    pub fn recall(&mut self, memory: &dyn Fn(&str) -> Option<String>, has_due: impl FnOnce() -> bool) {
        for (_, screen) in &mut self.screens {
            screen.recall(memory);
        }
        self.ctx.again = Again::recall(memory);
        let last = memory(LAST_PLACE);
        if last.is_none() && self.ctx.is_demo {
            self.place = Place::Results;
            return;
        }
        let known = self.screens.iter().find(|(place, _)| Some(place.name()) == last.as_deref());
        // There is no batch to show before one is chosen.
        if let Some((place, _)) = known.filter(|(place, _)| place.is_stayed_at()) {
            self.place = *place;
        }
        if memory(LAST_DAY) != Some(self.ctx.today.to_string()) && has_due() {
            self.place = Place::Agenda;
        }
    }

    /// Shows this place first.
    pub fn begin_at(&mut self, place: Place) {
        self.place = place;
    }

    pub(super) fn screen(&self) -> Option<&dyn Screen> {
        let place = self.place;
        self.screens.iter().find(|(known, _)| *known == place).map(|(_, screen)| screen.as_ref())
    }
}

/// The name under which the last place is kept.
const LAST_PLACE: &str = "app.place";
/// The name under which the day of the last start is kept.
pub(super) const LAST_DAY: &str = "app.day";

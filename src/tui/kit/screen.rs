//! The contract between the app and its screens.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::domain::CreatorId;
use crate::tui::look::Theme;

use super::overlay::Value;
use super::{Action, Asked, Ctx, Hint, Msg, Show, Verb};

/// Whether an action is available now, and why not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Availability {
    /// It can.
    Yes,
    /// It is not, for this reason.
    No(String),
    /// It does not exist on this screen.
    Elsewhere,
}

impl Availability {
    /// `Yes` when the condition holds, else `No` with the reason.
    pub fn when(condition: bool, reason: impl Into<String>) -> Self {
        if condition { Self::Yes } else { Self::No(reason.into()) }
    }
}

/// What the keys do on a screen. A screen says it with [`ByVerb`].
pub trait Acts {
    /// Runs an action; only called when `availability` said yes. `count` is the number typed before it, else 1.
    fn act(&mut self, action: Action, count: usize, ctx: &mut Ctx);

    /// Returns whether an action is available now.
    fn availability(&self, action: Action, ctx: &Ctx) -> Availability;

    /// The verb for an action at the foot of the screen, and what comes of it, as things stand now; nothing for what needs no
    /// hint. Only asked where `availability` said yes.
    fn hint(&self, action: Action, ctx: &Ctx) -> Option<Hint>;
}

/// A screen that has one [`Verb`] for each action: what runs, whether it can, and its hint all come from there.
pub trait ByVerb: Sized + 'static {
    /// What an action does now.
    fn verb(&self, action: Action, ctx: &Ctx) -> Verb<Self>;

    /// Called before an action runs.
    fn before_act(&mut self, _ctx: &mut Ctx) {}

    /// Called after an action ran.
    fn after_act(&mut self, _ctx: &mut Ctx) {}
}

impl<S: ByVerb> Acts for S {
    fn act(&mut self, action: Action, count: usize, ctx: &mut Ctx) {
        self.before_act(ctx);
        self.verb(action, ctx).run(self, count, ctx);
        self.after_act(ctx);
    }

    fn availability(&self, action: Action, ctx: &Ctx) -> Availability {
        self.verb(action, ctx).availability()
    }

    fn hint(&self, action: Action, ctx: &Ctx) -> Option<Hint> {
        self.verb(action, ctx).at_foot(action)
    }
}

/// A screen: its state, how it changes, and how it is drawn.
///
/// `act`, `msg` and `answered` are pure: side effects go into the context's outbox. `draw` changes nothing.
pub trait Screen: Acts {
    /// Called each time the screen is entered: asks for what it shows.
    fn enter(&mut self, ctx: &mut Ctx) {
        self.refresh(ctx);
    }

    /// Brings something into view; called before `enter` when another screen leads here.
    fn show(&mut self, _what: &Show, _ctx: &mut Ctx) {}

    /// Whether this screen can show the creator itself, so undo does not have to switch screens.
    fn has(&self, _creator: CreatorId) -> bool {
        false
    }

    /// Called when undo is pressed. Returns how many steps to undo, more than one when a held key made them.
    fn undo_steps(&mut self) -> usize {
        1
    }

    /// Returns how many list rows fit into the area that `draw` will get. The app keeps it in [`Ctx::list_lines`].
    fn list_lines(&self, area: Rect, _ctx: &Ctx) -> usize {
        usize::from(area.height)
    }

    /// Called when data changed, in this program or outside: reloads the screen, keeping cursor and marks.
    fn refresh(&mut self, ctx: &mut Ctx);

    /// Handles a message that is not a key: answers, rows, reports. It ignores messages for other screens.
    fn msg(&mut self, msg: &Msg, ctx: &mut Ctx);

    /// Handles the answer to a question from this screen.
    fn answered(&mut self, _asked: &Asked, _value: Value, _ctx: &mut Ctx) {}

    /// Whether a text box of the screen has the focus, so that letters are text.
    fn is_typing(&self) -> bool {
        false
    }

    /// The hints for the last line while `is_typing`.
    fn typing_hints(&self) -> &'static str {
        "Enter save   Esc cancel"
    }

    /// Takes a key while `is_typing`.
    fn type_key(&mut self, _key: crokey::KeyCombination, _ctx: &mut Ctx) {}

    /// Leads the cursor to the part that drawing gave this number.
    fn point(&mut self, _spot: usize, _ctx: &mut Ctx) {}

    /// Scrolls the part that drawing gave this number by so many notches of the wheel, up if negative.
    fn wheel(&mut self, _part: usize, _notches: isize, _ctx: &mut Ctx) {}

    /// Ends `is_typing` for a click beside the text box, as far as nothing is saved by that. Returns whether the click counts.
    fn keep_typed(&mut self, _ctx: &mut Ctx) -> bool {
        false
    }

    /// The card under the cursor, on a screen where cards can be dragged.
    fn card(&self) -> Option<i64> {
        None
    }

    /// What dropping the card under the cursor on the column with this number does, in words, and the action that does it, or
    /// why it can't be done.
    fn drop_on(&self, _column: usize) -> Option<(String, Result<Action, String>)> {
        None
    }

    /// Takes pasted text; in a text box it is inserted, elsewhere the screen may offer something but changes nothing.
    fn paste(&mut self, _text: &str, _ctx: &mut Ctx) {}

    /// Goes one step back inside the screen (range, marks, filter); false when there is none.
    fn step_back(&mut self, _ctx: &mut Ctx) -> bool {
        false
    }

    /// What an action applies to now: `4 marked, 2 more hidden by the filter: not touched`.
    fn acts_on(&self, ctx: &Ctx) -> String;

    /// What the footer says instead where nothing is acted on: `nothing to undo`.
    fn status(&self, _ctx: &Ctx) -> String {
        String::new()
    }

    /// Text for the right end of the footer instead of the save state, if it fits: `next: @mia`.
    fn comes_next(&self, _ctx: &Ctx) -> Option<String> {
        None
    }

    /// What stands to the right of the tabs, such as the campaign's name.
    fn title(&self) -> String {
        String::new()
    }

    /// The screen as plain text, for copying.
    fn summary(&self, _ctx: &Ctx) -> Option<String> {
        None
    }

    /// State to keep for the next start (name and value), such as cursor and filter.
    fn memory(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }

    /// Restores the kept state; unknown or broken values are ignored.
    fn recall(&mut self, _memory: &dyn Fn(&str) -> Option<String>) {}

    /// Draws the screen into its area (below the tabs, above the two footer lines).
    fn draw(&self, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme);
}

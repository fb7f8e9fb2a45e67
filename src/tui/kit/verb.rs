//! What an action does on a screen in its current state. One `match` decides whether it is available and runs it, so the two
//! can't disagree. The verb also carries its footer hint, so all three come from the same list. A screen has it by
//! [`super::ByVerb`]:
//!
//! ```text
//! fn verb(&self, action: Action, ctx: &Ctx) -> Verb<Self> {
//!     match action {
//!         Action::BatchChoose => match self.batch() {
//!             Some(batch) if batch.current => Verb::no("This batch is already the current one."),
//!             Some(batch) => {
//!                 let id = batch.id;
//!                 Verb::new(move |_, _, ctx| _ = ctx.write(WriteCmd::ChooseBatch(id)))
//!                     .hint("fill this one", Does::Writes(WriteKind::ChooseBatch))
//!             }
//!             None => Verb::no("Put the cursor on a batch first."),
//!         },
//!         _ => Verb::elsewhere(),
//! ```

use std::borrow::Cow;

use crate::proto::WriteCmd;

use super::confirmation::MANY;
use super::{Action, Availability, Ctx, Does, Effect, Hint, Request};

type Run<S> = Box<dyn FnOnce(&mut S, usize, &mut Ctx)>;

/// What an action does on a screen now, or why it is not available, plus its footer hint.
pub struct Verb<S> {
    run: Result<Run<S>, Availability>,
    foot: Foot,
    /// Whether the first press only asks for confirmation.
    asks: bool,
}

/// The footer hint of a verb.
enum Foot {
    /// The action's usual hint.
    Usual,
    /// The verb of this state.
    Own(Hint),
    /// Nothing.
    Nothing,
}

impl<S: 'static> Verb<S> {
    /// An available action that runs this closure. The number is the count typed before the key, else 1.
    pub fn new(run: impl FnOnce(&mut S, usize, &mut Ctx) + 'static) -> Self {
        Self { run: Ok(Box::new(run)), foot: Foot::Usual, asks: false }
    }

    /// An action that runs a write command.
    pub fn write(command: WriteCmd) -> Self {
        Self::new(move |_, _, ctx| _ = ctx.write(command))
    }

    /// An action with a side effect.
    pub fn effect(effect: Effect) -> Self {
        Self::new(move |_, _, ctx| ctx.effect(effect))
    }

    /// An action that opens another screen or item.
    pub fn lead(to: Request) -> Self {
        Self::new(move |_, _, ctx| ctx.lead(to))
    }

    fn without(availability: Availability) -> Self {
        // What the app does everywhere (undo, help) has its usual hint on every screen.
        Self { run: Err(availability), foot: Foot::Usual, asks: false }
    }

    /// An action that is not available, for this reason.
    pub fn no(reason: impl Into<String>) -> Self {
        Self::without(Availability::No(reason.into()))
    }

    /// An action that does not exist on this screen.
    pub fn elsewhere() -> Self {
        Self::without(Availability::Elsewhere)
    }

    /// Sets the footer label for the current state. Without it, the footer shows what
    /// [`Hint::of`] returns for the action.
    #[must_use]
    pub fn hint(self, label: impl Into<Cow<'static, str>>, does: Does) -> Self {
        self.hinted(Hint::new(label, does))
    }

    /// Sets the footer hint.
    #[must_use]
    pub fn hinted(self, hint: Hint) -> Self {
        Self { foot: Foot::Own(hint), ..self }
    }

    /// Removes the footer hint.
    #[must_use]
    pub fn unhinted(self) -> Self {
        Self { foot: Foot::Nothing, ..self }
    }

    /// Marks a verb that changes `creators` creators at once: above [`MANY`], the first press only asks. `verb` is what
    /// happens to them, as [`Ctx::may_change`] takes it.
    #[must_use]
    pub fn changing(self, creators: usize, verb: impl Into<String>) -> Self {
        let verb = verb.into();
        let run = self.run.map(|run| -> Run<S> {
            Box::new(move |screen, count, ctx| {
                if ctx.may_change(creators, &verb) {
                    run(screen, count, ctx);
                }
            })
        });
        Self { run, asks: creators > MANY, ..self }
    }

    /// Makes the verb available only if the condition holds, else gives this reason.
    #[must_use]
    pub fn when(self, condition: bool, reason: impl FnOnce() -> String) -> Self {
        if condition || self.run.is_err() { self } else { Self::no(reason()) }
    }

    /// The same verb where this is available.
    #[must_use]
    pub fn where_available(self, availability: Availability) -> Self {
        match availability {
            Availability::Yes => self,
            other => Self::without(other),
        }
    }

    /// Whether it can be done.
    pub fn availability(&self) -> Availability {
        self.run.as_ref().err().cloned().unwrap_or(Availability::Yes)
    }

    /// What the foot of the screen says of it, where anything.
    pub fn at_foot(&self, action: Action) -> Option<Hint> {
        let hint = match &self.foot {
            Foot::Usual => Hint::of(action),
            Foot::Own(hint) => Some(hint.clone()),
            Foot::Nothing => None,
        };
        hint.map(|hint| if self.asks { Hint { does: Does::Here, ..hint } } else { hint })
    }

    /// Runs it if it is available.
    pub fn run(self, screen: &mut S, count: usize, ctx: &mut Ctx) {
        if let Ok(run) = self.run {
            run(screen, count, ctx);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks() -> Verb<usize> {
        Verb::new(|screen: &mut usize, count, _| *screen += count)
    }

    #[test]
    fn says_at_the_foot_what_it_does_in_this_state() {
        assert_eq!(marks().at_foot(Action::ItemDelete), Hint::of(Action::ItemDelete));
        let named = marks().hint("remove", Does::Opens);
        assert_eq!(named.at_foot(Action::ItemDelete), Some(Hint::new("remove", Does::Opens)));
        assert_eq!(marks().unhinted().at_foot(Action::ItemDelete), None);
        assert_eq!(
            Verb::<usize>::elsewhere().at_foot(Action::Undo),
            Hint::of(Action::Undo),
            "the app undoes everywhere"
        );
    }

    #[test]
    fn a_key_that_changes_many_creators_asks_first() {
        let mut ctx = crate::tui::overlays::tests::ctx();
        let mut screen = 0;
        marks().changing(MANY, "rejects").run(&mut screen, 1, &mut ctx);
        assert_eq!((screen, ctx.confirmation.is_asking()), (1, false));
        let many = marks().changing(MANY + 1, "rejects");
        assert_eq!(many.at_foot(Action::ItemDelete).map(|hint| hint.does), Some(Does::Here));
        many.run(&mut screen, 1, &mut ctx);
        assert_eq!((screen, ctx.confirmation.is_asking()), (1, true), "nothing is done before it is pressed again");
    }

    #[test]
    fn unavailable_actions_say_why() {
        let refused = marks().when(false, || "No creators.".to_owned());
        assert_eq!(refused.availability(), Availability::No("No creators.".to_owned()));
        let mut screen = 0;
        refused.run(&mut screen, 1, &mut crate::tui::overlays::tests::ctx());
        assert_eq!(screen, 0);
    }
}

//! What an action does on a screen as things stand: one match answers whether it can be done and does it, so that the two
//! cannot disagree. The verb carries what the foot of the screen says of it in this state, so that this is the same list too:
//! `availability`, `act` and `hint` of a screen are `verb(..).availability()`, `verb(..).run(..)` and `verb(..).at_foot(action)`.
//!
//! ```ignore
//! fn verb(&self, action: Action) -> Verb<Self> {
//!     match action {
//!         Action::BatchChoose => match self.batch() {
//!             Some(batch) if batch.current => Verb::no("This batch is the current one already."),
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

use super::twice::MANY;
use super::{Action, Availability, Ctx, Does, Effect, Hint, Request};

type Run<S> = Box<dyn FnOnce(&mut S, usize, &mut Ctx)>;

/// What an action does on a screen now, or why it does nothing; and what the foot of the screen says of it.
pub struct Verb<S> {
    run: Result<Run<S>, Availability>,
    foot: Foot,
    /// Whether its key only asks at first.
    asks: bool,
}

/// What the foot says of a verb.
enum Foot {
    /// What it says of the action everywhere.
    Usual,
    /// The verb of this state.
    Own(Hint),
    /// Nothing.
    Nothing,
}

impl<S: 'static> Verb<S> {
    /// It can be done, and this does it. The number is the count typed before the key, else 1.
    pub fn new(run: impl FnOnce(&mut S, usize, &mut Ctx) + 'static) -> Self {
        Self { run: Ok(Box::new(run)), foot: Foot::Usual, asks: false }
    }

    /// It carries out a command.
    pub fn write(command: WriteCmd) -> Self {
        Self::new(move |_, _, ctx| _ = ctx.write(command))
    }

    /// It has something done outside.
    pub fn effect(effect: Effect) -> Self {
        Self::new(move |_, _, ctx| ctx.effect(effect))
    }

    /// It leads elsewhere.
    pub fn lead(to: Request) -> Self {
        Self::new(move |_, _, ctx| ctx.lead(to))
    }

    fn without(availability: Availability) -> Self {
        // What the app does everywhere (undo, help) has its usual hint on every screen.
        Self { run: Err(availability), foot: Foot::Usual, asks: false }
    }

    /// It cannot be done, for this reason.
    pub fn no(reason: impl Into<String>) -> Self {
        Self::without(Availability::No(reason.into()))
    }

    /// It means nothing on this screen.
    pub fn elsewhere() -> Self {
        Self::without(Availability::Elsewhere)
    }

    /// The same verb, called like this at the foot of the screen as things stand now. Without this the foot says what
    /// [`Hint::of`] says of the action.
    #[must_use]
    pub fn hint(self, label: impl Into<Cow<'static, str>>, does: Does) -> Self {
        self.hinted(Hint::new(label, does))
    }

    /// The same verb with this hint at the foot of the screen.
    #[must_use]
    pub fn hinted(self, hint: Hint) -> Self {
        Self { foot: Foot::Own(hint), ..self }
    }

    /// The same verb, of which the foot of the screen says nothing.
    #[must_use]
    pub fn unhinted(self) -> Self {
        Self { foot: Foot::Nothing, ..self }
    }

    /// The same verb, which changes so many creators with one key: of more than [`MANY`] the first press only asks. `verb` is what
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

    /// The same verb where the condition holds; else it cannot be done, for this reason.
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

    /// Does it; nothing where it cannot be done.
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
        let named = marks().hint("take out", Does::Opens);
        assert_eq!(named.at_foot(Action::ItemDelete), Some(Hint::new("take out", Does::Opens)));
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
        assert_eq!((screen, ctx.twice.is_asking()), (1, false));
        let many = marks().changing(MANY + 1, "rejects");
        assert_eq!(many.at_foot(Action::ItemDelete).map(|hint| hint.does), Some(Does::Here));
        many.run(&mut screen, 1, &mut ctx);
        assert_eq!((screen, ctx.twice.is_asking()), (1, true), "nothing is done before it is pressed again");
    }

    #[test]
    fn what_cannot_be_done_says_why_and_does_nothing() {
        let refused = marks().when(false, || "No creators.".to_owned());
        assert_eq!(refused.availability(), Availability::No("No creators.".to_owned()));
        let mut screen = 0;
        refused.run(&mut screen, 1, &mut crate::tui::overlays::tests::ctx());
        assert_eq!(screen, 0);
    }
}

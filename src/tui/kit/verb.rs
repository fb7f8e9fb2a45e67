//! What an action does on a screen as things stand: one match answers whether it can be done and does it, so that the two
//! cannot disagree.
//!
//! ```ignore
//! fn verb(&self, action: Action) -> Verb<Self> {
//!     match action {
//!         Action::BatchChoose => match self.batch() {
//!             Some(batch) if batch.current => Verb::no("This batch is the current one already."),
//!             Some(batch) => { let id = batch.id; Verb::new(move |_, _, ctx| _ = ctx.write(WriteCmd::ChooseBatch(id))) }
//!             None => Verb::no("Put the cursor on a batch first."),
//!         },
//!         _ => Verb::elsewhere(),
//! ```

use super::{Availability, Ctx};

type Run<S> = Box<dyn FnOnce(&mut S, usize, &mut Ctx)>;

/// What an action does on a screen now, or why it does nothing.
pub struct Verb<S>(Result<Run<S>, Availability>);

impl<S> Verb<S> {
    /// It can be done, and this does it. The number is the count typed before the key, else 1.
    pub fn new(run: impl FnOnce(&mut S, usize, &mut Ctx) + 'static) -> Self {
        Self(Ok(Box::new(run)))
    }

    /// It cannot be done, for this reason.
    pub fn no(reason: impl Into<String>) -> Self {
        Self(Err(Availability::No(reason.into())))
    }

    /// It means nothing on this screen.
    pub fn elsewhere() -> Self {
        Self(Err(Availability::Elsewhere))
    }

    /// The same verb where the condition holds; else it cannot be done, for this reason.
    #[must_use]
    pub fn when(self, condition: bool, reason: impl FnOnce() -> String) -> Self {
        if condition || self.0.is_err() { self } else { Self::no(reason()) }
    }

    /// The same verb where this is available.
    #[must_use]
    pub fn where_available(self, availability: Availability) -> Self {
        match availability {
            Availability::Yes => self,
            other => Self(Err(other)),
        }
    }

    /// Whether it can be done.
    pub fn availability(&self) -> Availability {
        self.0.as_ref().err().cloned().unwrap_or(Availability::Yes)
    }

    /// Does it; nothing where it cannot be done.
    pub fn run(self, screen: &mut S, count: usize, ctx: &mut Ctx) {
        if let Ok(run) = self.0 {
            run(screen, count, ctx);
        }
    }
}

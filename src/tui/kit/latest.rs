//! The newest answer to a query that a screen repeats whenever data changes.

use crate::proto::Query;
use crate::proto::event::Generation;

use super::Ctx;

/// The newest answer, once there is one. Older answers are dropped because they would show stale data.
#[derive(Clone, Debug)]
pub struct Latest<T> {
    asked: Generation,
    answer: Option<T>,
}

impl<T> Default for Latest<T> {
    fn default() -> Self {
        Self { asked: Generation::default(), answer: None }
    }
}

impl<T> Latest<T> {
    /// Asks for it.
    pub fn ask(&mut self, query: Query, ctx: &mut Ctx) {
        self.asked = ctx.ask(query);
    }

    /// Whether an answer is the newest.
    pub fn expects(&self, generation: Generation) -> bool {
        generation >= self.asked
    }

    /// Takes an answer.
    pub fn replace(&mut self, answer: T) {
        self.answer = Some(answer);
    }

    /// The answer, where one has come.
    pub fn get(&self) -> Option<&T> {
        self.answer.as_ref()
    }
}

impl<T> Latest<Vec<T>> {
    /// The rows of the answer.
    pub fn rows(&self) -> &[T] {
        self.answer.as_deref().unwrap_or_default()
    }
}

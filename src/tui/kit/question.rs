//! Questions that a screen asks the person. An overlay does not know what its entries mean: the question travels with it and
//! comes back with the value, so the screen never compares labels.
//!
//! ```text
//! enum Question { Decide(CollaborationId), Owner(Vec<OrderId>, Vec<CreatorId>) }
//! ctx.open(Overlay::Pick(pick), Question::Owner(orders, creators));
//! // later, in `answered`:
//! match (asked.question(), value) {
//!     (Some(Question::Owner(orders, creators)), Value::Chosen(choice)) => choice.of(creators) // the creator
//! ```

use std::any::Any;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::mem::discriminant;
use std::sync::Arc;

/// What a screen can ask with: an enum of its own, one variant for each question with all that the answer needs.
pub trait Question: Any + Send + Sync + fmt::Debug {}

impl<Q: Any + Send + Sync + fmt::Debug> Question for Q {}

/// An open question. Two are equal when they are the same question asked once.
#[derive(Clone)]
pub struct Asked {
    question: Arc<dyn Question>,
    kind: u64,
}

impl Asked {
    /// Holds a question while its overlay is open.
    pub fn new<Q: Question>(question: Q) -> Self {
        let mut hasher = DefaultHasher::new();
        (question.type_id(), discriminant(&question)).hash(&mut hasher);
        Self { kind: hasher.finish(), question: Arc::new(question) }
    }

    /// The placeholder for an overlay that returns nothing.
    pub fn nothing() -> Self {
        Self::new(())
    }

    /// The question, where it is one of this type.
    pub fn question<Q: Question>(&self) -> Option<&Q> {
        let question: &dyn Any = &*self.question;
        question.downcast_ref()
    }

    /// A number shared by all questions of one variant, whatever their content.
    pub fn kind(&self) -> u64 {
        self.kind
    }
}

impl fmt::Debug for Asked {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Written only when asked for: a question about a million creators holds all their ids.
        self.question.fmt(out)
    }
}

impl PartialEq for Asked {
    fn eq(&self, other: &Self) -> bool {
        let is_one = Arc::ptr_eq(&self.question, &other.question);
        is_one || self.kind == other.kind && format!("{self:?}") == format!("{other:?}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq)]
    enum Question {
        Note(u8),
        Tags,
    }

    #[test]
    fn a_question_returns_unchanged() {
        let asked = Asked::new(Question::Note(3));
        assert_eq!(asked.question::<Question>(), Some(&Question::Note(3)));
        assert_eq!(asked.question::<u8>(), None, "another screen asks with another type");
        assert_eq!(asked.kind(), Asked::new(Question::Note(4)).kind(), "the same box about somebody else");
        assert_ne!(asked.kind(), Asked::new(Question::Tags).kind());
        assert_ne!(asked, Asked::new(Question::Note(4)));
    }
}

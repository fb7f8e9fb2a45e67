//! Messages about undo, redo and the file.

use crate::domain::figure::counted;

/// Undo or redo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// A change was undone.
    Undo,
    /// A change was redone.
    Redo,
}

/// Says which step was undone or redone: `Undid: rejected 12 creators.`
pub fn turned(turn: Turn, label: &str) -> String {
    let verb = match turn {
        Turn::Undo => "Undid",
        Turn::Redo => "Redid",
    };
    let mut letters = label.chars();
    let first: String = letters.next().map(char::to_lowercase).into_iter().flatten().collect();
    format!("{verb}: {first}{}.", letters.as_str())
}

/// Says that there is no step to undo or redo.
pub fn nothing_to(turn: Turn) -> String {
    let verb = match turn {
        Turn::Undo => "undo",
        Turn::Redo => "redo",
    };
    format!("There is nothing to {verb}.")
}

/// The label of a step as the history keeps it: the sentence without its period.
pub fn label(sentence: &str) -> String {
    sentence.trim_end_matches('.').to_owned()
}

/// Adds to the sentence of a large step that no backup could be made before it.
pub fn without_backup(sentence: &str, why: &str) -> String {
    format!("{sentence} No backup could be made first: {why}")
}

/// Says how many collaborations a migration found marked as paid without a payment.
pub fn unpaid_again(collaborations: u64) -> String {
    let was = counted(collaborations, "collaboration was", "collaborations were");
    let is = if collaborations == 1 { "is" } else { "are" };
    format!("{was} marked as paid without a payment and {is} unpaid now.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_step_by_its_label() {
        assert_eq!(turned(Turn::Undo, "Rejected 12 creators"), "Undid: rejected 12 creators.");
        assert_eq!(nothing_to(Turn::Redo), "There is nothing to redo.");
        assert_eq!(label("Tagged @mia with vip."), "Tagged @mia with vip");
    }
}

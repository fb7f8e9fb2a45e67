//! What is said before and after a creator is deleted who took part in a batch.

use super::affected::Affected;
use super::payments::sums;
use crate::domain::figure::{counted, joined};
use crate::proto::deletion::Deletion;

/// The reason under which such a creator is rejected from then on.
pub const REASON: &str = "deleted";

/// Says that there is no such creator.
pub const GONE: &str = "This creator is no longer in the list.";

/// The most batches that are named.
const NAMED: usize = 3;

/// Says in which batches they took part: `Batch 1 of Spring and Batch 2 of Spring`.
fn batches(leaving: &Deletion) -> String {
    let mut names: Vec<String> = leaving.batches.iter().take(NAMED).cloned().collect();
    let more = leaving.batches.len().saturating_sub(NAMED);
    if more > 0 {
        names.push(counted(more, "other batch", "other batches"));
    }
    joined(&names)
}

/// Says what is owed: `You still owe them $665; $343 is paid.`
fn money(leaving: &Deletion) -> String {
    match (leaving.owed.is_empty(), leaving.paid.is_empty()) {
        (true, true) => "You owe them nothing, and nothing was paid.".to_owned(),
        (true, false) => format!("You owe them nothing; {} was paid.", sums(&leaving.paid)),
        (false, true) => format!("You still owe them {}; nothing was paid.", sums(&leaving.owed)),
        (false, false) => format!("You still owe them {}; {} was paid.", sums(&leaving.owed), sums(&leaving.paid)),
    }
}

/// Says what is owed, and what goes and stays, before it happens.
pub fn before(leaving: &Deletion) -> String {
    format!(
        "@{} took part in {}. {} Name, contact data, notes and links go. Amounts, payments, orders and results stay under @{}.",
        leaving.handle,
        batches(leaving),
        money(leaving),
        leaving.kept_as
    )
}

/// Refuses to delete several creators at once who all took part in batches.
pub fn refused_together(affected: &Affected) -> String {
    format!("{} taken part in a batch and can't be deleted together.", affected.have())
}

/// How such creators are deleted.
pub const ONE_BY_ONE: &str = "Delete them one at a time: you see what you owe, and the ledger stays.";

/// Says that it happened.
pub fn deleted(leaving: &Deletion) -> String {
    let owed =
        if leaving.owed.is_empty() { String::new() } else { format!(", {} of it still to pay", sums(&leaving.owed)) };
    format!("Deleted @{} and kept the ledger under @{}{owed}.", leaving.handle, leaving.kept_as)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{CreatorId, Currency};

    fn leaving(batches: usize, owed: i64, paid: i64) -> Deletion {
        let sums = |minor| (minor > 0).then_some((Currency::USD, minor)).into_iter().collect();
        Deletion {
            id: CreatorId(7),
            handle: "mia".to_owned(),
            batches: (1..=batches).map(|number| format!("Batch {number} of Spring")).collect(),
            owed: sums(owed),
            paid: sums(paid),
            kept_as: "deleted.7".to_owned(),
        }
    }

    #[test]
    fn says_what_is_owed_and_where_the_ledger_stays() {
        let said = before(&leaving(2, 66_500, 34_300));
        assert!(said.contains("Batch 1 of Spring and Batch 2 of Spring"), "{said}");
        assert!(said.contains("still owe them $665; $343 was paid"), "{said}");
        assert!(said.contains("stay under @deleted.7"), "{said}");
        assert!(before(&leaving(5, 0, 0)).contains("and 2 other batches"));
        assert!(before(&leaving(1, 0, 0)).contains("owe them nothing"));
        assert!(deleted(&leaving(1, 66_500, 0)).contains("$665 of it still to pay"));
        assert!(!deleted(&leaving(1, 0, 100)).contains("to pay"));
    }
}

//! Verdicts that wait for something: a code or a link that two creators own.

use crate::domain::CreatorId;
use crate::proto::outlook::ConflictRow;
use crate::proto::results::{Estimate, Unsettled};

/// Makes the verdict of a creator provisional whose code or link someone else owns as well.
pub(super) fn doubted(mut said: Estimate, creator: CreatorId, conflicts: &[ConflictRow]) -> Estimate {
    let is_owner = |row: &&ConflictRow| row.owners.0.0 == creator || row.owners.1.0 == creator;
    for row in conflicts.iter().filter(|row| row.is_shared()).filter(is_owner) {
        said.make_provisional(Unsettled::SharedCode(row.clone()));
    }
    said
}

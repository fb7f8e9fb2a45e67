//! What there is to know before a creator is deleted.

use crate::domain::CreatorId;
use crate::domain::payable::Sums;

/// What is owed to a creator, and what stays when they are deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deletion {
    /// Who.
    pub id: CreatorId,
    /// Their handle, without `@`.
    pub handle: String,
    /// The batches they took part in, as `Batch 1 of Spring`, oldest first.
    pub batches: Vec<String>,
    /// What is agreed or owed and not paid yet.
    pub owed: Sums,
    /// What was paid.
    pub paid: Sums,
    /// The handle under which the ledger stays, without `@`.
    pub kept_as: String,
}

impl Deletion {
    /// Whether amounts, payments and results stay under another name. Whoever took part in no batch goes as a whole.
    pub fn keeps_ledger(&self) -> bool {
        !self.batches.is_empty()
    }
}

//! Adding creators by their accounts alone: what is added, and who is in the list already.

use crate::domain::collect::Remark;
use crate::domain::{CreatorId, Handle, Platform, Verdict};

/// An account to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAccount {
    /// Where.
    pub platform: Platform,
    /// Who.
    pub handle: Handle,
    /// Display name, empty if unknown.
    pub name: String,
    /// Where the creator was found, and a note; empty if nobody said.
    pub remark: Remark,
}

impl NewAccount {
    /// An account of which nothing else is known.
    pub fn new(platform: Platform, handle: Handle) -> Self {
        Self { platform, handle, name: String::new(), remark: Remark::default() }
    }
}

/// A creator of the list, as an account finds them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Who.
    pub id: CreatorId,
    /// The handle they have now: another one where the account is an earlier one of theirs.
    pub handle: Handle,
    /// Triage result.
    pub verdict: Verdict,
    /// Nobody may write to them.
    pub do_not_contact: bool,
}

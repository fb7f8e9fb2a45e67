//! The creators a message is about, by handle or by number.

use crate::domain::figure::{counted, plural};
use crate::domain::money::grouped;

/// The creators a command applied to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Affected {
    /// How many.
    pub size: u64,
    /// The handle with `@`, if it is a single creator.
    pub one: Option<String>,
}

impl Affected {
    /// `@mia` or `12 creators`.
    pub fn all(&self) -> String {
        self.one.clone().unwrap_or_else(|| plural(self.size, "creator"))
    }

    /// `@mia`, `12 creators` or `9 of 12 creators`.
    pub fn part(&self, changed: u64) -> String {
        if changed == self.size {
            self.all()
        } else {
            format!("{} of {}", grouped(changed), plural(self.size, "creator"))
        }
    }

    /// `@mia is` or `All 12 creators are`.
    pub fn are(&self) -> String {
        self.one.as_ref().map_or_else(|| format!("All {} are", plural(self.size, "creator")), |one| format!("{one} is"))
    }

    /// `@mia was` or `All 12 creators were`.
    pub fn were(&self) -> String {
        self.one
            .as_ref()
            .map_or_else(|| format!("All {} were", plural(self.size, "creator")), |one| format!("{one} was"))
    }

    /// `@mia has` or `All 12 creators have`.
    pub fn have(&self) -> String {
        self.one
            .as_ref()
            .map_or_else(|| format!("All {} have", plural(self.size, "creator")), |one| format!("{one} has"))
    }

    /// `@mia already has` or `All 12 creators already have`.
    pub fn already_have(&self) -> String {
        self.one.as_ref().map_or_else(
            || format!("All {} already have", plural(self.size, "creator")),
            |one| format!("{one} already has"),
        )
    }

    /// `, 13 already had it` for the creators that did not change; empty if all changed. The verb is given in singular and plural.
    pub fn rest(&self, changed: u64, (one, several): (&str, &str), said: &str) -> String {
        match self.size.saturating_sub(changed) {
            0 => String::new(),
            rest => format!(", {} {said}", counted(rest, one, several)),
        }
    }
}

/// The message for a command without creators to act on.
pub const NOBODY: &str = "No creator is selected. Nothing was changed.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_one_creator_and_counts_several() {
        let one = Affected { size: 1, one: Some("@mia".to_owned()) };
        let many = Affected { size: 1_200, one: None };
        assert_eq!([one.part(1), many.part(1_200), many.part(9)], ["@mia", "1,200 creators", "9 of 1,200 creators"]);
        assert_eq!([one.are(), many.have()], ["@mia is", "All 1,200 creators have"]);
        let had = ("already had", "already had");
        assert_eq!([many.rest(1_199, had, "it"), many.rest(1_200, had, "it")], [", 1 already had it", ""]);
    }
}

//! Choices that belong to the file.

use rusqlite::params;

use super::{Outcome, Step};
use crate::domain::text::clean;
use crate::error::{Error, Result};

impl Step<'_> {
    /// Sets a choice; an empty value is a choice too.
    pub(super) fn set_setting(&self, name: &str, value: &str) -> Result<Outcome> {
        let (name, value) = (clean(name), clean(value));
        if name.is_empty() {
            return Err(Error::refused("A setting needs a name."));
        }
        if self.keep_setting(&name, &value)? {
            return Ok(Outcome { sentence: format!("Set {name} to {value}."), changed: 1, ..Outcome::default() });
        }
        Ok(Outcome::nothing(format!("{name} is {value} already.")))
    }

    /// Keeps a choice and returns whether it is new.
    pub(super) fn keep_setting(&self, name: &str, value: &str) -> Result<bool> {
        let changed = self
            .conn
            .prepare_cached(
                "INSERT INTO setting (name, value) VALUES (?1, ?2)
                 ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE value <> excluded.value",
            )?
            .execute(params![name, value])?;
        Ok(changed > 0)
    }
}

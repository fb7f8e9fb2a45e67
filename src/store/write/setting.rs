//! Choices that belong to the file.

use rusqlite::params;

use super::{Outcome, Step, done};
use crate::domain::text::clean;
use crate::error::{Error, Result};
use crate::words::niches::setting;

impl Step<'_> {
    /// Sets a choice; an empty value is a choice too.
    pub(super) fn set_setting(&self, name: &str, value: &str) -> Result<Outcome> {
        let (name, value) = (clean(name), clean(value));
        if name.is_empty() {
            return Err(Error::refused("A setting needs a name."));
        }
        let is_new = self.keep_setting(&name, &value)?;
        let sentence = setting(&name, &value, is_new);
        Ok(if is_new { done(sentence) } else { Outcome::nothing(sentence) })
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

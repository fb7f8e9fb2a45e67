//! Whether you would book the creators of collaborations again.

use rusqlite::{OptionalExtension, params};

use super::super::{Outcome, Step, nobody, rows};
use super::Saved;
use crate::domain::CollaborationId;
use crate::domain::book_again;
use crate::error::Result;
use crate::words::affected::Affected;
use crate::words::collaboration as words;

impl Step<'_> {
    /// Turns the answer of collaborations: not said, yes, no. Where they differ, all of them become yes.
    pub(in crate::store::write) fn turn_book_again(&self, ids: &[CollaborationId]) -> Result<Outcome> {
        let mut all: Vec<Saved> = Vec::new();
        for id in ids {
            if !all.iter().any(|saved| saved.id == *id) {
                all.extend(self.find_saved(*id)?);
            }
        }
        let Some(first) = all.first() else { return Ok(nobody()) };
        let mut said = Vec::new();
        for saved in &all {
            said.push(self.said_of(saved.id)?);
        }
        let answer = match said.split_first() {
            Some((one, others)) if others.iter().all(|other| other == one) => book_again::turned(one),
            _ => "yes",
        };
        for (saved, said) in all.iter().zip(&said) {
            if said != answer {
                self.conn
                    .prepare_cached("UPDATE collaboration SET book_again = ?2 WHERE id = ?1")?
                    .execute(params![saved.id, answer])?;
            }
        }
        let changed = rows(said.iter().filter(|said| *said != answer).count());
        let one = (all.len() == 1).then(|| format!("@{}", first.handle));
        let affected = Affected { size: rows(all.len()), one };
        Ok(Outcome::at(first.batch.place(), changed, words::book_again(&affected, answer)))
    }

    fn said_of(&self, id: CollaborationId) -> Result<String> {
        let said = self
            .conn
            .prepare_cached("SELECT book_again FROM collaboration WHERE id = ?1")?
            .query_row([id], |row| row.get(0))
            .optional()?;
        Ok(said.unwrap_or_default())
    }
}

//! Words in running text: anywhere, in one field, or at the beginning of a word.
//!
//! Where the index of words knows enough, it names candidates and only their texts are read; see [`crate::store::search`].

use crate::domain::filter::{Field, SetValue, Word};
use crate::error::Result;
use crate::store::search::{CANDIDATES, Words, triples};

use super::Writer;
use super::fields::{column, text};

impl Writer {
    /// A word anywhere: in handle, name and profile text, in notes, in tags.
    pub(super) fn anywhere(&mut self, word: &Word) -> Result<()> {
        if !self.candidates(word) {
            self.push("(");
            self.call("instr", "creator.search", word.folded.clone());
            self.push(" > 0");
            for field in [Field::Note, Field::Tag] {
                self.push(" OR ");
                self.listed(field, |out, column| out.contains(column, word))?;
            }
            self.push(")");
            return Ok(());
        }
        self.contains("creator.search", word);
        for (creators, column) in [Field::Note, Field::Tag].into_iter().filter_map(super::fields::many) {
            self.push(" UNION ALL ");
            self.push(&creators);
            self.contains(column, word);
            self.push(")");
        }
        self.push(")");
        Ok(())
    }

    /// Opens a list of those who have the word by their text, as far as the index tells; the condition is to follow, and
    /// the end of the list. False where the index does not help.
    fn candidates(&mut self, word: &Word) -> bool {
        let Words::Indexed { filled_to } = self.words else { return false };
        let Some(triples) = triples(&word.folded) else { return false };
        // The inner table hides the outer one of the same name.
        self.push("creator.id IN (SELECT creator.id FROM creator WHERE creator.id IN (");
        self.push(CANDIDATES);
        self.push(") AND ");
        self.filter.params.push(triples.into());
        self.filter.params.push(filled_to.into());
        true
    }

    /// Opens a list of those whose handle passes, as [`Writer::candidates`] does: the index of handles is read sooner than
    /// the texts of candidates.
    fn handles(&mut self, field: Field) -> bool {
        let is_list = field == Field::Handle && self.words != Words::Read;
        if is_list {
            self.push("creator.id IN (SELECT creator.id FROM creator WHERE ");
        }
        is_list
    }

    fn contains(&mut self, text: &str, word: &Word) {
        self.call("instr", text, word.folded.clone());
        self.push(" > 0");
    }

    /// Running text contains, has a word that begins so, or is empty.
    pub(super) fn words(&mut self, field: Field, value: &SetValue) -> Result<()> {
        let contains = |out: &mut Self, text: &str| match value {
            SetValue::Is(word) => out.contains(text, word),
            SetValue::Prefix(word) => {
                out.push("(");
                out.push(text);
                out.push(" <> '' AND (");
                out.begins(text, &word.folded);
                out.push(" OR ");
                out.call("instr", text, format!(" {}", word.folded));
                out.push(" > 0))");
            }
            SetValue::None => {
                out.push(text);
                out.push(" = ''");
            }
        };
        match (text(field), value) {
            (Some(_), SetValue::None) => {
                self.push(column(field).unwrap_or_default());
                self.push(" = ''");
                Ok(())
            }
            (Some(text), SetValue::Is(word) | SetValue::Prefix(word)) => {
                let is_list = self.handles(field) || self.candidates(word);
                contains(self, &text);
                if is_list {
                    self.push(")");
                }
                Ok(())
            }
            (None, SetValue::None) => self.without(field),
            (None, _) => self.listed(field, contains),
        }
    }
}

//! Words in running text: anywhere, in one field, or at the beginning of a word.
//!
//! Where the index of words knows enough, it names candidates and only their texts are read; see [`crate::store::search`].

use crate::domain::creator::CreatorField;
use crate::domain::filter::{Field, SetValue, Term, Word};
use crate::error::Result;
use crate::store::search::{CANDIDATES, Words, is_indexable, triples};

use super::Writer;
use super::fields::{column, text};

/// A question that the index of words helps to answer.
#[derive(Clone, Debug)]
pub(super) enum Sought {
    /// A word in the profile or the notes.
    Anywhere(Word),
    /// A word in one of the texts of which these are made.
    In(Field, SetValue),
}

impl Sought {
    /// What the index is asked for.
    fn folded(&self) -> &str {
        match self {
            Self::Anywhere(word) | Self::In(_, SetValue::Is(word) | SetValue::Prefix(word)) => &word.folded,
            Self::In(_, SetValue::None) => "",
        }
    }
}

impl Writer {
    /// The question that a term asks, where the index helps to answer it and knows all that is asked for.
    pub(super) fn sought(&self, term: &Term) -> Option<Sought> {
        let Words::Indexed { in_tags, .. } = &self.words else { return None };
        match term {
            Term::Text(word) if is_indexable(&word.folded) && !in_tags.contains(&word.folded) => {
                Some(Sought::Anywhere(word.clone()))
            }
            Term::Words { field, values, negated: false } if values.len() == 1 => self.sought_in(*field, &values[0]),
            _ => None,
        }
    }

    fn sought_in(&self, field: Field, value: &SetValue) -> Option<Sought> {
        let (SetValue::Is(word) | SetValue::Prefix(word)) = value else { return None };
        // Handles have an index of their own, which is read sooner than the texts of candidates.
        let is_in = matches!(field, Field::Of(CreatorField::Name | CreatorField::Bio) | Field::Note);
        (self.words != Words::Read && is_in && is_indexable(&word.folded)).then(|| Sought::In(field, value.clone()))
    }

    /// Asks for creators who have all that is sought, the index first.
    pub(super) fn found(&mut self, all: &[Sought]) {
        // The inner table hides the outer one of the same name.
        self.push("creator.id IN (SELECT creator.id FROM creator WHERE ");
        self.candidates(all);
        self.push(")");
    }

    /// Writes the condition that the candidates of the index have all that is sought.
    fn candidates(&mut self, all: &[Sought]) {
        let Words::Indexed { filled_to, .. } = self.words else { return };
        self.push("creator.id IN (");
        self.push(CANDIDATES);
        self.push(")");
        self.filter.params.push(triples(all.iter().map(Sought::folded)).into());
        self.filter.params.push(filled_to.into());
        for sought in all {
            self.push(" AND ");
            self.has_sought(sought);
        }
    }

    /// Asks one creator.
    fn has_sought(&mut self, sought: &Sought) {
        match sought {
            Sought::Anywhere(word) => {
                self.push("(");
                self.contains("creator.search", word);
                self.push(" OR ");
                self.has_note(|out, note| out.contains(note, word));
                self.push(")");
            }
            Sought::In(Field::Note, value) => self.has_note(|out, note| out.stands_in(note, value)),
            Sought::In(field, value) => {
                // Most that have it not anywhere need not be folded for that.
                self.push("(");
                self.call("instr", "creator.search", sought.folded().to_owned());
                self.push(" > 0 AND ");
                self.stands_in(&text(*field).unwrap_or_default(), value);
                self.push(")");
            }
        }
    }

    /// One note of the creator passes.
    fn has_note(&mut self, passes: impl FnOnce(&mut Self, &str)) {
        self.push("EXISTS (SELECT 1 FROM note WHERE note.creator_id = creator.id AND ");
        passes(self, "note.folded");
        self.push(")");
    }

    /// A word anywhere: in handle, name and profile text, in notes, in tags.
    pub(super) fn anywhere(&mut self, word: &Word) -> Result<()> {
        let sought = Sought::Anywhere(word.clone());
        match &self.words {
            Words::Indexed { in_tags, .. } if is_indexable(&word.folded) => {
                if !in_tags.contains(&word.folded) {
                    self.found(&[sought]);
                    return Ok(());
                }
                self.push("creator.id IN (SELECT creator.id FROM creator WHERE ");
                self.candidates(&[sought]);
                self.push(" UNION ALL ");
                self.list(Field::Tag, |out, tag| out.contains(tag, word))?;
                self.push(")");
            }
            _ => {
                self.push("(");
                self.contains("creator.search", word);
                for field in [Field::Note, Field::Tag] {
                    self.push(" OR ");
                    self.listed(field, |out, text| out.contains(text, word))?;
                }
                self.push(")");
            }
        }
        Ok(())
    }

    fn contains(&mut self, text: &str, word: &Word) {
        self.call("instr", text, word.folded.clone());
        self.push(" > 0");
    }

    /// A folded text contains the value, has a word that begins so, or is empty.
    fn stands_in(&mut self, text: &str, value: &SetValue) {
        match value {
            SetValue::Is(word) => self.contains(text, word),
            SetValue::Prefix(word) => {
                self.push("(");
                self.push(text);
                self.push(" <> '' AND (");
                self.begins(text, &word.folded);
                self.push(" OR ");
                self.call("instr", text, format!(" {}", word.folded));
                self.push(" > 0))");
            }
            SetValue::None => {
                self.push(text);
                self.push(" = ''");
            }
        }
    }

    /// One value of a field of running text.
    pub(super) fn words(&mut self, field: Field, value: &SetValue) -> Result<()> {
        match (text(field), value) {
            (Some(_), SetValue::None) => {
                self.push(column(field).unwrap_or_default());
                self.push(" = ''");
                Ok(())
            }
            // Anyone who had a handle earlier is found by it.
            (Some(text), _) if field == Field::Handle => {
                let (before, between) = if self.words == Words::Read {
                    ("(", " OR creator.id IN (")
                } else {
                    ("creator.id IN (SELECT creator.id FROM creator WHERE ", " UNION ALL ")
                };
                self.push(before);
                self.stands_in(&text, value);
                self.push(between);
                self.push("SELECT handle_history.creator_id FROM handle_history WHERE ");
                self.stands_in("fold(handle_history.handle)", value);
                self.push(if self.words == Words::Read { "))" } else { ")" });
                Ok(())
            }
            (Some(text), _) => {
                match self.sought_in(field, value) {
                    Some(sought) => self.found(&[sought]),
                    None => self.stands_in(&text, value),
                }
                Ok(())
            }
            (None, SetValue::None) => self.without(field),
            (None, _) => match self.sought_in(field, value) {
                Some(sought) => {
                    self.found(&[sought]);
                    Ok(())
                }
                None => self.listed(field, |out, text| out.stands_in(text, value)),
            },
        }
    }
}

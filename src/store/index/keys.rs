//! What creators are sorted by, each as one number that sorts the same way.

use std::collections::HashMap;

use rusqlite::Connection;
use rusqlite::types::ValueRef;

use crate::domain::CreatorId;
use crate::error::Result;

use super::super::sql::{Key, Place, SortKey};

/// The key of what is unknown: behind everything else.
pub(super) const UNKNOWN: u64 = u64::MAX;

/// One key of each creator.
pub(super) struct Keys {
    key: Key,
    descending: bool,
    source: Source,
    texts: Texts,
}

/// Where a key comes from.
enum Source {
    /// The column with this number in the row of the creator.
    Column(usize),
    /// What was read of the few who have one, and what the others have.
    Listed(HashMap<CreatorId, u64>, u64),
}

impl Keys {
    /// Gets ready to read a key; `columns` collects what must be selected of each creator.
    pub(super) fn new(conn: &Connection, sort: SortKey, columns: &mut Vec<String>) -> Result<Self> {
        let SortKey { place, key, descending } = sort;
        let mut texts = Texts::default();
        let source = match place {
            Place::Column(sql) => {
                columns.push(sql);
                Source::Column(columns.len() - 1)
            }
            Place::Listed { sql, others } => {
                let others = others.map_or(UNKNOWN, |number| ordered(number.into()));
                let mut statement = conn.prepare_cached(&sql)?;
                let mut rows = statement.query([])?;
                let mut listed = HashMap::new();
                while let Some(row) = rows.next()? {
                    listed.insert(row.get(0)?, texts.key(key, row.get_ref(1)?));
                }
                Source::Listed(listed, others)
            }
        };
        Ok(Self { key, descending, source, texts })
    }

    /// The key of a creator whose row is being read, in an order that [`Keys::settled`] makes final.
    pub(super) fn read(&mut self, id: CreatorId, row: &rusqlite::Row<'_>) -> rusqlite::Result<u64> {
        Ok(match &self.source {
            Source::Column(column) => self.texts.key(self.key, row.get_ref(*column)?),
            Source::Listed(listed, others) => listed.get(&id).copied().unwrap_or(*others),
        })
    }

    /// Returns what makes keys final once all are read: texts in the order of the alphabet, the largest first if asked for.
    pub(super) fn settled(self) -> impl Fn(u64) -> u64 {
        let places = self.texts.places();
        let descending = self.descending;
        move |key| {
            if key == UNKNOWN {
                return key;
            }
            let key = usize::try_from(key).ok().and_then(|number| places.get(number)).copied().unwrap_or(key);
            if descending { UNKNOWN - 1 - key } else { key }
        }
    }
}

/// Maps whole numbers to keys in the same order.
fn ordered(number: i64) -> u64 {
    #[expect(clippy::cast_precision_loss, reason = "counts and amounts stay far below 2^53")]
    ordered_real(number as f64)
}

/// Maps numbers to keys in the same order: the bits of positive ones rise with them, those of negative ones fall.
fn ordered_real(number: f64) -> u64 {
    let bits = (number + 0.0).to_bits();
    if bits >> 63 == 0 { bits | 1 << 63 } else { !bits }
}

/// The different texts of one column, numbered as they come.
#[derive(Default)]
struct Texts {
    numbers: HashMap<Box<[u8]>, u64>,
}

impl Texts {
    /// The key of a value; a text gets a number that is put in order later.
    fn key(&mut self, key: Key, value: ValueRef<'_>) -> u64 {
        match (key, value) {
            (Key::Number, ValueRef::Integer(number)) => ordered(number),
            (Key::Number, ValueRef::Real(number)) => ordered_real(number),
            (Key::Text | Key::Day, ValueRef::Text(text)) if !text.is_empty() => self.number(text),
            _ => UNKNOWN,
        }
    }

    fn number(&mut self, text: &[u8]) -> u64 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = self.numbers.len() as u64;
        self.numbers.insert(text.into(), number);
        number
    }

    /// Returns, for each number, the place of its text in the alphabet.
    fn places(self) -> Vec<u64> {
        let mut by_text: Vec<_> = self.numbers.into_iter().collect();
        by_text.sort_unstable();
        let mut places = vec![0; by_text.len()];
        for (place, (_, number)) in (0..).zip(by_text) {
            if let Some(slot) = usize::try_from(number).ok().and_then(|number| places.get_mut(number)) {
                *slot = place;
            }
        }
        places
    }
}

//! Turns every sort value into a `u64` key that sorts the same way.
//!
//! * Numbers: the bits of the `f64` with the sign bit flipped, and all bits flipped for negative numbers. So -2.0 < -1.0 < 0 < 1.0
//!   holds for the keys too. Exact up to 2^53, far above any count or amount of minor units.
//! * Days: `2026-03-14` becomes 20260314.
//! * Texts: numbered in the order they are first seen, because their alphabetical place is known only after the last row. Reading
//!   `US, DE, US` gives 0, 1, 0; [`Keys::settled`] then maps 0 to 1 and 1 to 0, the places in `de, us`.
//!
//! [`UNKNOWN`] is `u64::MAX`. Descending order maps a key `k` to `UNKNOWN - 1 - k`, which leaves unknown values last.

use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::Connection;
use rusqlite::types::ValueRef;

use crate::domain::CreatorId;
use crate::domain::text::fold;
use crate::error::Result;
use crate::store::likeness::Scores;
use crate::store::sql::{Key, Place, SortKey};

use super::cache::ListCache;
use super::key_map::KeyMap;

/// The key of an unknown value: after everything else.
pub(super) const UNKNOWN: u64 = u64::MAX;

/// Reads one sort key for each creator.
pub(super) struct Keys {
    key: Key,
    descending: bool,
    source: Source,
    texts: Texts,
}

/// Where a key comes from.
enum Source {
    /// The column at this index in the row of the creator.
    Column(usize),
    /// Keys read up front for the creators that have one, and the key of all others.
    Listed(Arc<KeyMap>, u64),
}

impl Keys {
    /// Prepares reading a key; adds to `columns` what must be selected for each creator.
    pub(super) fn new(conn: &Connection, cache: &ListCache, sort: SortKey, columns: &mut Vec<String>) -> Result<Self> {
        let SortKey { place, key, descending } = sort;
        let mut texts = Texts::default();
        let source = match place {
            Place::Column(sql) => {
                columns.push(sql);
                Source::Column(columns.len() - 1)
            }
            Place::Listed { sql, others } => {
                let others = others.map_or(UNKNOWN, |number| ordered(number.into()));
                let mut read = || {
                    let mut statement = conn.prepare_cached(&sql)?;
                    let mut rows = statement.query([])?;
                    let mut listed = KeyMap::default();
                    while let Some(row) = rows.next()? {
                        listed.insert(row.get(0)?, texts.key(key, row.get_ref(1)?));
                    }
                    Ok(listed)
                };
                // Text keys are numbered per list, so they can't be cached for the next one.
                let listed = if key == Key::Text { Arc::new(read()?) } else { cache.keys(conn, &sql, read)? };
                Source::Listed(listed, others)
            }
        };
        Ok(Self { key, descending, source, texts })
    }

    /// Keys of how alike creators are, which no column holds.
    pub(super) fn of_likeness(scores: Option<&Scores>, descending: bool) -> Self {
        let mut listed = KeyMap::default();
        for (id, percent) in scores.into_iter().flatten() {
            listed.insert(*id, ordered_real(*percent));
        }
        let source = Source::Listed(Arc::new(listed), UNKNOWN);
        Self { key: Key::Number, descending, source, texts: Texts::default() }
    }

    /// Returns the key of the creator in this row. Text keys are provisional until [`Keys::settled`].
    pub(super) fn read(&mut self, id: CreatorId, row: &rusqlite::Row<'_>) -> rusqlite::Result<u64> {
        Ok(match &self.source {
            Source::Column(column) => self.texts.key(self.key, row.get_ref(*column)?),
            Source::Listed(listed, others) => listed.get(id).unwrap_or(*others),
        })
    }

    /// Returns the function that makes keys final once all rows are read: texts become alphabetical, descending keys are inverted.
    pub(super) fn settled(self) -> impl Fn(u64) -> u64 {
        let places = self.texts.places();
        let descending = self.descending;
        move |key| {
            if key == UNKNOWN {
                return key;
            }
            let key = usize::try_from(key).ok().and_then(|number| places.get(number)).copied().unwrap_or(key);
            // A text that folds to nothing, such as a lone accent, counts as unknown.
            if key == UNKNOWN || !descending { key } else { UNKNOWN - 1 - key }
        }
    }
}

/// Maps whole numbers to keys in the same order.
fn ordered(number: i64) -> u64 {
    #[expect(clippy::cast_precision_loss, reason = "counts and amounts stay far below 2^53")]
    ordered_real(number as f64)
}

/// Maps numbers to keys in the same order. The bits of positive floats rise with their value, those of negative ones fall.
fn ordered_real(number: f64) -> u64 {
    let bits = (number + 0.0).to_bits();
    if bits >> 63 == 0 { bits | 1 << 63 } else { !bits }
}

/// Reads `2026-03-14` as 20260314.
fn day_number(day: &[u8]) -> u64 {
    if let [a, b, c, d, b'-', e, f, b'-', g, h] = *day {
        let digits = [a, b, c, d, e, f, g, h];
        return digits.into_iter().fold(0, |number, digit| number * 10 + u64::from(digit.wrapping_sub(b'0')));
    }
    let digits = day.iter().filter(|byte| byte.is_ascii_digit());
    digits.fold(0, |number, digit| number * 10 + u64::from(digit - b'0'))
}

/// The distinct texts of one column, numbered in the order they are first seen.
#[derive(Default)]
struct Texts {
    numbers: HashMap<Box<[u8]>, u64>,
    /// Recently seen short texts with their numbers, by hash: nearly every row repeats one of a few countries or languages.
    recent: Vec<(u128, u64)>,
}

/// Size of that table.
const RECENT: usize = 256;

/// Packs a text of up to 15 bytes into one number, its length first, so it is never 0.
fn packed(text: &[u8]) -> Option<u128> {
    let mut bytes = [0; 16];
    bytes.get_mut(1..=text.len())?.copy_from_slice(text);
    bytes[0] = u8::try_from(text.len()).ok()?;
    Some(u128::from_le_bytes(bytes))
}

impl Texts {
    /// Returns the key of a value. A text gets its provisional number.
    fn key(&mut self, key: Key, value: ValueRef<'_>) -> u64 {
        match (key, value) {
            (Key::Number, ValueRef::Integer(number)) => ordered(number),
            (Key::Number, ValueRef::Real(number)) => ordered_real(number),
            (Key::Day, ValueRef::Text(day)) => day_number(day),
            (Key::Text, ValueRef::Text(text)) if !text.is_empty() => self.number(text),
            _ => UNKNOWN,
        }
    }

    fn number(&mut self, text: &[u8]) -> u64 {
        let Some(packed) = packed(text) else { return self.looked_up(text) };
        if self.recent.is_empty() {
            self.recent.resize(RECENT, (0, 0));
        }
        let place = packed.wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835) >> (128 - RECENT.ilog2());
        let place = usize::try_from(place).unwrap_or(0);
        if self.recent[place].0 != packed {
            self.recent[place] = (packed, self.looked_up(text));
        }
        self.recent[place].1
    }

    fn looked_up(&mut self, text: &[u8]) -> u64 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = self.numbers.len() as u64;
        self.numbers.insert(text.into(), number);
        number
    }

    /// Returns the alphabetical place for each number, ignoring case and accents.
    fn places(self) -> Vec<u64> {
        let folded = |text: &[u8]| fold(&String::from_utf8_lossy(text));
        let mut by_text: Vec<(String, u64)> =
            self.numbers.into_iter().map(|(text, number)| (folded(&text), number)).collect();
        by_text.sort_unstable();
        let mut places = vec![UNKNOWN; by_text.len()];
        for (place, alike) in (0..).zip(by_text.chunk_by(|a, b| a.0 == b.0)) {
            for (text, number) in alike {
                if let Some(slot) = usize::try_from(*number).ok().and_then(|number| places.get_mut(number))
                    && !text.is_empty()
                {
                    *slot = place;
                }
            }
        }
        places
    }
}

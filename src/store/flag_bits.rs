//! How warning signs are in the file: each as one bit of a number, so that a list asks for any of them at once.

use crate::analysis::flags::{FlagCode, Severity};

/// The bit of a flag: its place in the list of all.
pub fn bit(code: FlagCode) -> i64 {
    FlagCode::ALL.iter().position(|known| *known == code).map_or(0, |place| 1 << place)
}

/// The flags that are in two columns as bits, with their severity.
pub fn flags(flags: i64, red: i64) -> Vec<(FlagCode, Severity)> {
    let severity = |code: FlagCode| if red & bit(code) == 0 { Severity::Amber } else { Severity::Red };
    let is_set = |code: &FlagCode| flags & bit(*code) != 0;
    FlagCode::ALL.into_iter().filter(is_set).map(|code| (code, severity(code))).collect()
}

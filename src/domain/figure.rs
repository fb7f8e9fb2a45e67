//! Ratios and percentages as columns and sentences show them. What is unknown is `-`, never 0.

use super::money::{div_round, grouped};
use super::{Currency, Money};

/// What stands where nothing is known.
pub const UNKNOWN: &str = "-";

/// Writes an amount for a column or a sentence; nothing at all needs no decimals: `$0`, `$16.60`, `$1,640`.
pub fn money(minor: i64, currency: Currency) -> String {
    if minor == 0 { format!("{}0", currency.sign()) } else { Money::new(minor, currency).short() }
}

/// Writes a ratio held x 10,000 with one decimal, two below one tenth: `1.8`, `0.04`.
pub fn ratio(e4: i64) -> String {
    let small = e4 != 0 && e4.unsigned_abs() < 1_000;
    let (step, digits) = if small { (100, 2) } else { (1_000, 1) };
    let steps = div_round(i128::from(e4), step).unwrap_or(0);
    let one = if small { 100 } else { 10 };
    let sign = if steps < 0 { "-" } else { "" };
    let size = steps.unsigned_abs();
    format!("{sign}{}.{:0digits$}", grouped(size / one), size % one)
}

/// Writes a share held in basis points as whole percents: `60%`, or with one decimal where it has one: `12.5%`.
pub fn percent(bp: i64) -> String {
    let sign = if bp < 0 { "-" } else { "" };
    let size = bp.unsigned_abs();
    match (size / 100, size % 100) {
        (whole, 0) => format!("{sign}{}%", grouped(whole)),
        (whole, rest) if rest % 10 == 0 => format!("{sign}{}.{}%", grouped(whole), rest / 10),
        (whole, rest) => format!("{sign}{}.{rest:02}%", grouped(whole)),
    }
}

/// Writes a gain or loss held in basis points, rounded to whole percents with its sign: `+11%`, `-100%`.
pub fn gain(bp: i64) -> String {
    let whole = div_round(i128::from(bp), 100).unwrap_or(0);
    let sign = if whole < 0 { "-" } else { "+" };
    format!("{sign}{}%", grouped(whole.unsigned_abs()))
}

/// Rounds a percentage to one decimal, for data: what it is made of knows no more.
pub fn tenths(percent: f64) -> f64 {
    (percent * 10.0).round() / 10.0
}

/// Writes a thing with its number: `1 match`, `3 matches`. A number beyond the range stands as the largest.
pub fn counted(number: impl TryInto<i64>, one: &str, many: &str) -> String {
    let number = number.try_into().unwrap_or(i64::MAX);
    format!("{} {}", super::number::full(number), if number == 1 { one } else { many })
}

/// Writes a thing whose plural ends in s with its number: `1 order`, `3 orders`.
pub fn plural(number: impl TryInto<i64>, noun: &str) -> String {
    counted(number, noun, &format!("{noun}s"))
}

/// Writes the size of a file: `812 bytes`, `25 KB`, `1.3 MB`, `53.0 GB`.
pub fn bytes(bytes: u64) -> String {
    let with_tenth = |of: u64, unit: &str| format!("{}.{} {unit}", grouped(of / 10), of % 10);
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} KB", bytes.div_ceil(1_000)),
        1_000_000..1_000_000_000 => with_tenth(bytes / 100_000, "MB"),
        _ => with_tenth(bytes / 100_000_000, "GB"),
    }
}

/// Joins what one can choose from: `a`, `a or b`, `a, b or c`.
pub fn either(names: &[impl AsRef<str>]) -> String {
    match names {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} or {}", first.join(", "), last.as_ref())
        }
    }
}

/// Joins names as people do: `a`, `a and b`, `a, b and c`.
pub fn joined(names: &[impl AsRef<str>]) -> String {
    match names {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", first.join(", "), last.as_ref())
        }
    }
}

/// Returns a sentence with its first letter capitalized.
pub fn capitalized(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_and_percents_read_plainly() {
        assert_eq!([16_667, 0, 420, 48_000, -9_960].map(ratio), ["1.7", "0.0", "0.04", "4.8", "-1.0"]);
        assert_eq!([6_000, 1_250, 1_205, 0].map(percent), ["60%", "12.5%", "12.05%", "0%"]);
        assert_eq!([1_090, -10_000, 1_234_000].map(gain), ["+11%", "-100%", "+12,340%"]);
        assert_eq!([1, 0, 1_200].map(|n| plural(n, "order")), ["1 order", "0 orders", "1,200 orders"]);
        assert_eq!(counted(2_usize, "match", "matches"), "2 matches");
        let sizes = [812, 24_100, 1_340_000, 53_000_000_000].map(bytes);
        assert_eq!(sizes, ["812 bytes", "25 KB", "1.3 MB", "53.0 GB"]);
        assert_eq!([joined(&["a"]), joined(&["a", "b", "c"])], ["a", "a, b and c"]);
    }
}

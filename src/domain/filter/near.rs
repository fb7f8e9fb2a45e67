//! Guessing which known word a mistyped one was meant to be.

/// Returns the known word nearest to the typed one, if it is near enough to be worth asking.
///
/// One slip is allowed up to four letters, two beyond; a swap of neighbours is one slip. Failing that, three letters or more
/// that begin exactly one known word name it.
pub(super) fn nearest<'a>(typed: &str, known: impl Iterator<Item = &'a str> + Clone) -> Option<&'a str> {
    let letters: Vec<char> = typed.chars().take(40).collect();
    let allowed = match letters.len() {
        0 | 1 => return None,
        2..=4 => 1,
        _ => 2,
    };
    let closest = known.clone().map(|word| (slips(&letters, word), word)).min_by_key(|(slips, _)| *slips)?;
    if closest.0 <= allowed {
        return Some(closest.1);
    }
    let mut begun = known.filter(|word| letters.len() >= 3 && word.starts_with(typed));
    begun.next().filter(|_| begun.next().is_none())
}

/// Returns up to three known words near to the typed one, the nearest first: some slips away, or with the typed one in them.
pub fn nearest_few<'a>(typed: &str, known: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    const MOST: usize = 3;
    let letters: Vec<char> = typed.chars().take(40).collect();
    let allowed = (letters.len() / 4 + 1).min(3);
    let holds = |word: &str| letters.len() >= 3 && word.contains(typed);
    let rank = |word: &'a str| {
        let slips = slips(&letters, word);
        (slips <= allowed || holds(word)).then_some((slips, word))
    };
    let mut found: Vec<(usize, &str)> = known.filter_map(rank).collect();
    found.sort_unstable();
    found.into_iter().take(MOST).map(|(_, word)| word).collect()
}

/// Counts the insertions, deletions, replacements and swaps of neighbours between two words.
fn slips(typed: &[char], word: &str) -> usize {
    let word: Vec<char> = word.chars().collect();
    let mut rows = vec![(0..=word.len()).collect::<Vec<_>>()];
    for (i, a) in typed.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in word.iter().enumerate() {
            let replaced = rows[i][j] + usize::from(a != b);
            let mut best = replaced.min(rows[i][j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == word[j - 1] && typed[i - 1] == *b {
                best = best.min(rows[i - 1][j - 1] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[typed.len()][word.len()]
}

#[cfg(test)]
mod tests {
    use super::{nearest, nearest_few};

    #[test]
    fn slips_are_forgiven_and_guesses_are_not_made_up() {
        let guess = |typed| nearest(typed, ["followers", "niche", "tier", "status"].into_iter());
        assert_eq!(guess("folowers"), Some("followers"));
        assert_eq!(guess("teir"), Some("tier"));
        assert_eq!(guess("foll"), Some("followers"));
        assert_eq!(guess("http"), None);
        assert_eq!(guess("x"), None);
        let few = |typed| nearest_few(typed, ["mia.glow", "mia.glows", "glow", "tom"].into_iter());
        assert_eq!(few("mia.gow"), ["mia.glow", "mia.glows"]);
        assert_eq!(few("glow"), ["glow", "mia.glow", "mia.glows"]);
        assert_eq!(few("nobody.like.that"), [""; 0]);
    }
}

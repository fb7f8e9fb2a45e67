//! Suggests the known word that a mistyped one most likely stands for.

use strsim::osa_distance;

/// Longer input is cut here, so that a pasted page costs no more than a word.
const LONGEST: usize = 40;

/// Returns the known word closest to the typed one, if it is close enough to suggest.
///
/// Up to four letters allow one typo, longer words two; swapping two neighboring letters is one typo, so `teir` gives `tier`.
/// Otherwise three or more letters that start exactly one known word give that word: `foll` gives `followers`.
pub(super) fn nearest<'a>(typed: &str, known: impl Iterator<Item = &'a str> + Clone) -> Option<&'a str> {
    let start: String = typed.chars().take(LONGEST).collect();
    let length = start.chars().count();
    let allowed = match length {
        0 | 1 => return None,
        2..=4 => 1,
        _ => 2,
    };
    let closest = known.clone().map(|word| (osa_distance(&start, word), word)).min_by_key(|(typos, _)| *typos)?;
    if closest.0 <= allowed {
        return Some(closest.1);
    }
    let mut begun = known.filter(|word| length >= 3 && word.starts_with(typed));
    begun.next().filter(|_| begun.next().is_none())
}

/// Returns up to three known words, closest first, that are a few typos away from the typed one or contain it.
pub fn nearest_few<'a>(typed: &str, known: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    const MOST: usize = 3;
    let start: String = typed.chars().take(LONGEST).collect();
    let length = start.chars().count();
    let allowed = (length / 4 + 1).min(3);
    let contains = |word: &str| length >= 3 && word.contains(typed);
    let rank = |word: &'a str| {
        let typos = osa_distance(&start, word);
        (typos <= allowed || contains(word)).then_some((typos, word))
    };
    let mut found: Vec<(usize, &str)> = known.filter_map(rank).collect();
    found.sort_unstable();
    found.into_iter().take(MOST).map(|(_, word)| word).collect()
}

#[cfg(test)]
mod tests {
    use super::{nearest, nearest_few};

    #[test]
    fn suggests_only_words_a_few_typos_away() {
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

//! Niches as a tree: parents are written with a slash, `skincare/acne`.

use super::text::fold;

/// What is between a parent and its child.
pub const SLASH: char = '/';

/// The name of the parent, nothing at the top.
pub fn parent(name: &str) -> Option<&str> {
    name.rsplit_once(SLASH).map(|(parent, _)| parent)
}

/// The last part of a name.
pub fn leaf(name: &str) -> &str {
    name.rsplit_once(SLASH).map_or(name, |(_, leaf)| leaf)
}

/// How many parents a name has.
pub fn depth(name: &str) -> usize {
    name.matches(SLASH).count()
}

/// Whether a folded name is another one, or is below it.
pub fn is_in(folded: &str, parent: &str) -> bool {
    folded.strip_prefix(parent).is_some_and(|rest| rest.is_empty() || rest.starts_with(SLASH))
}

/// The name of something in `from` after `from` has become `to`, whatever its case; nothing for what is elsewhere.
pub fn moved(name: &str, from: &str, to: &str) -> Option<String> {
    let (parts, above) = (name.split(SLASH), from.split(SLASH));
    let count = above.clone().count();
    let begins = parts.clone().take(count).map(fold).eq(above.map(fold));
    begins.then(|| std::iter::once(to).chain(parts.skip(count)).collect::<Vec<_>>().join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_know_their_place() {
        assert_eq!((parent("a/b/c"), leaf("a/b/c"), depth("a/b/c")), (Some("a/b"), "c", 2));
        assert_eq!((parent("a"), leaf("a"), depth("a")), (None, "a", 0));
        assert!(is_in("skin/acne", "skin") && is_in("skin", "skin"));
        assert!(!is_in("skincare", "skin") && !is_in("skin", "skin/acne"));
    }

    #[test]
    fn what_lies_below_moves_along() {
        assert_eq!(moved("Skin/Acne/Teen", "skin", "SkinTok").as_deref(), Some("SkinTok/Acne/Teen"));
        assert_eq!(moved("Sofía", "sofia", "x/y").as_deref(), Some("x/y"));
        assert_eq!(moved("skincare", "skin", "x"), None);
    }
}

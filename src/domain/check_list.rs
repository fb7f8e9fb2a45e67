//! Check lists: the lines of a note that begin with `- `, each ticked by itself. A ticked one begins with `- [x] `.

/// What an item begins with.
const OPEN: &str = "- ";
/// What a ticked item begins with.
const TICKED: &str = "- [x] ";
/// How others write one that is open.
const EMPTY_BOX: &str = "[ ] ";

/// An item of a check list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckItem {
    /// What there is to do.
    pub text: String,
    /// Whether it is ticked.
    pub is_done: bool,
}

/// Reads a line as an item; nothing where it is one of the note.
fn item(line: &str) -> Option<CheckItem> {
    let line = line.trim();
    let of = |text: &str, is_done| {
        let text = text.trim();
        (!text.is_empty()).then(|| CheckItem { text: text.to_owned(), is_done })
    };
    if let Some(text) = line.strip_prefix(TICKED).or_else(|| line.strip_prefix("- [X] ")) {
        return of(text, true);
    }
    let text = line.strip_prefix(OPEN)?.trim_start();
    of(text.strip_prefix(EMPTY_BOX).unwrap_or(text), false)
}

/// Returns the items of a note, in their order.
pub fn items(note: &str) -> Vec<CheckItem> {
    note.lines().filter_map(item).collect()
}

/// Returns the lines of a note that are no items.
pub fn prose(note: &str) -> String {
    note.lines().filter(|line| item(line).is_none()).collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// Returns the note with the first item of this text ticked, or open again; nothing where no item is to change.
pub fn with_tick(note: &str, text: &str, is_done: bool) -> Option<String> {
    let is_meant = |line: &&str| item(line).is_some_and(|item| item.text == text && item.is_done != is_done);
    let meant = note.lines().position(|line| is_meant(&line))?;
    let sign = if is_done { TICKED } else { OPEN };
    let change = |(at, line): (usize, &str)| if at == meant { format!("{sign}{text}") } else { line.to_owned() };
    Some(note.lines().enumerate().map(change).collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTE: &str = "For the spring test.\n- labels\n- [x] boxes\n  - [ ] tape \n-\n- \n-no item\n- labels";

    #[test]
    fn lines_that_begin_with_a_dash_are_items() {
        let read: Vec<(String, bool)> = items(NOTE).into_iter().map(|item| (item.text, item.is_done)).collect();
        let expected = [("labels", false), ("boxes", true), ("tape", false), ("labels", false)];
        assert_eq!(read, expected.map(|(text, is_done)| (text.to_owned(), is_done)));
        assert_eq!(items("Call her.\n5 - 3"), []);
        assert_eq!(prose("Call her.\n- first\nBy noon."), "Call her.\nBy noon.");
    }

    #[test]
    fn one_item_is_ticked_and_the_rest_stays() {
        let ticked = with_tick(NOTE, "labels", true).expect("there is one");
        assert_eq!(items(&ticked).iter().filter(|item| item.is_done).count(), 2);
        assert!(
            ticked.starts_with("For the spring test.\n- [x] labels\n- [x] boxes\n") && ticked.ends_with("- labels")
        );
        assert_eq!(with_tick(&ticked, "boxes", true), None, "it is ticked");
        assert_eq!(with_tick(NOTE, "ribbon", true), None, "there is none");
        let open = with_tick(&ticked, "boxes", false).expect("it is ticked");
        assert!(open.contains("\n- boxes\n"));
    }
}

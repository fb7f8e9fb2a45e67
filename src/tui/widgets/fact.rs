//! Facts in a box: a label and a text that wraps at words. When lines run out, the least important facts are dropped.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation;

use crate::tui::look::{Role, Theme, text};

/// A labelled text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is; a fact without a label continues the one above.
    pub label: &'static str,
    /// The text, already safe to show.
    pub text: String,
    /// What it means.
    pub role: Role,
    /// Priority when lines run out: the largest number is dropped first, 0 never.
    pub priority: u8,
}

impl Fact {
    /// An ordinary fact.
    pub fn new(label: &'static str, text: impl Into<String>, priority: u8) -> Self {
        Self { label, text: text.into(), role: Role::Text, priority }
    }

    /// The same fact with a meaning.
    pub fn role(mut self, role: Role) -> Self {
        self.role = role;
        self
    }
}

/// Breaks a text into lines of at most `cells`, at blanks where there are any.
pub fn wrap(words: &str, cells: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in words.split(' ').filter(|word| !word.is_empty()) {
        let size = text::width(word);
        if used > 0 && used + 1 + size <= cells {
            if let Some(line) = lines.last_mut() {
                line.push(' ');
                line.push_str(word);
            }
            used += 1 + size;
            continue;
        }
        if used > 0 {
            lines.push(String::new());
            used = 0;
        }
        // A word longer than a line is broken between clusters.
        for cluster in word.graphemes(true) {
            let size = text::width(cluster);
            if used > 0 && used + size > cells {
                lines.push(String::new());
                used = 0;
            }
            if let Some(line) = lines.last_mut() {
                line.push_str(cluster);
            }
            used += size;
        }
    }
    lines
}

/// How far the texts are moved to the right by the longest label.
fn indent(facts: &[Fact]) -> usize {
    match facts.iter().map(|fact| text::width(fact.label)).max().unwrap_or(0) {
        0 => 0,
        labels => labels + 2,
    }
}

/// The facts in lines of so many cells.
fn wrapped(facts: &[Fact], cells: usize) -> Vec<(&Fact, Vec<String>)> {
    facts.iter().map(|fact| (fact, wrap(&fact.text, cells))).collect()
}

/// How many lines these facts have.
fn count(facts: &[(&Fact, Vec<String>)]) -> usize {
    facts.iter().map(|(_, lines)| lines.len()).sum()
}

/// The facts that are kept where there is room for so many lines.
fn kept(facts: &[Fact], cells: usize, room: usize) -> Vec<(&Fact, Vec<String>)> {
    let mut kept = wrapped(facts, cells);
    while count(&kept) > room {
        let victim = (0..kept.len()).filter(|index| kept[*index].0.priority > 0);
        let Some(victim) = victim.max_by_key(|index| (kept[*index].0.priority, *index)) else { break };
        kept.remove(victim);
    }
    kept
}

/// How many lines of these facts an area has no room for.
pub fn lost(area: Rect, facts: &[Fact]) -> usize {
    let (cells, room) = (usize::from(area.width).saturating_sub(indent(facts)), usize::from(area.height));
    count(&wrapped(facts, cells)) - count(&kept(facts, cells, room)).min(room)
}

/// The facts as lines of text, each with its label.
pub fn as_lines(facts: &[Fact]) -> Vec<String> {
    let indent = indent(facts);
    facts.iter().map(|fact| format!("{}{}", text::left(fact.label, indent), fact.text)).collect()
}

/// Draws facts under each other and returns how many lines they took.
pub fn draw(frame: &mut Frame<'_>, area: Rect, facts: &[Fact], theme: Theme) -> u16 {
    let area = area.intersection(frame.area());
    let indent = indent(facts);
    let cells = usize::from(area.width).saturating_sub(indent);
    if cells == 0 || area.height == 0 {
        return 0;
    }
    let room = usize::from(area.height);
    let kept = kept(facts, cells, room);
    let mut at = 0;
    for (fact, lines) in kept {
        for (index, line) in lines.iter().enumerate() {
            if at >= room {
                return area.height;
            }
            // The last line there is room for says that the text goes on.
            let cut = at + 1 == room && index + 1 < lines.len();
            let line = if cut { text::fit(&format!("{line} …"), cells.max(2)) } else { line.clone() };
            let label = if index == 0 { fact.label } else { "" };
            let spans = vec![
                Span::styled(text::left(label, indent), theme.style(Role::Quiet)),
                Span::styled(line, theme.style(fact.role)),
            ];
            let y = area.y + u16::try_from(at).unwrap_or(0);
            frame.render_widget(Line::from(spans), Rect { y, height: 1, ..area });
            at += 1;
        }
    }
    u16::try_from(at).unwrap_or(area.height)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_the_lines_that_have_no_room() {
        let facts = [Fact::new("Rule", "two words", 0), Fact::new("", "more", 2), Fact::new("", "most", 1)];
        let lost = |width, height| lost(Rect::new(0, 0, width, height), &facts);
        assert_eq!((lost(20, 3), lost(20, 2), lost(20, 1), lost(11, 3), lost(11, 1), lost(11, 0)), (0, 1, 2, 1, 3, 4));
    }

    #[test]
    fn text_breaks_at_words_and_only_else_inside_them() {
        assert_eq!(wrap("a batch needs three creators", 12), ["a batch", "needs three", "creators"]);
        assert_eq!(wrap("donaudampfschiff", 6), ["donaud", "ampfsc", "hiff"]);
        assert_eq!(wrap("日本コスメ", 4), ["日本", "コス", "メ"]);
        assert_eq!(wrap("", 4), [""]);
    }
}

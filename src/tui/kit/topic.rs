//! The manual: one text for the help inside the program and for the plain command.

use crate::tui::look::text;

/// A topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Topic {
    /// The name that the plain command takes.
    pub name: &'static str,
    /// Its source: headings, paragraphs, lists and indented tables, as in Markdown.
    source: &'static str,
}

/// All topics, in reading order.
pub const ALL: [Topic; 11] = [
    Topic { name: "numbers", source: include_str!("../../../assets/help/numbers.md") },
    Topic { name: "method", source: include_str!("../../../assets/help/method.md") },
    Topic { name: "words", source: include_str!("../../../assets/help/words.md") },
    Topic { name: "filters", source: include_str!("../../../assets/help/filters.md") },
    Topic { name: "facts", source: include_str!("../../../assets/help/facts.md") },
    Topic { name: "json", source: include_str!("../../../assets/help/json.md") },
    Topic { name: "mouse", source: include_str!("../../../assets/help/mouse.md") },
    Topic { name: "import", source: include_str!("../../../assets/help/import.md") },
    Topic { name: "data", source: include_str!("../../../assets/help/data.md") },
    Topic { name: "accident", source: include_str!("../../../assets/help/accident.md") },
    Topic { name: "new", source: include_str!("../../../assets/help/new.md") },
];

/// Text is never wider than this.
pub const WIDTH: usize = 100;

/// A line of a topic, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicLine {
    /// The text.
    pub text: String,
    /// Whether it is a heading.
    pub is_heading: bool,
}

/// Marks that begin a block.
const HEADING: &str = "## ";
const ITEM: &str = "- ";
const FIXED: &str = "    ";
/// How far the lines of an entry are moved in after its first.
const HANG: &str = "  ";

impl Topic {
    /// Finds a topic by its name.
    pub fn from_name(name: &str) -> Option<Self> {
        ALL.into_iter().find(|topic| topic.name.eq_ignore_ascii_case(name.trim()))
    }

    /// What it is called: the first line.
    pub fn title(self) -> &'static str {
        self.source.lines().next().and_then(|line| line.strip_prefix("# ")).unwrap_or(self.name)
    }

    /// Returns its lines after the title, wrapped to at most so many cells.
    pub fn lines(self, cells: usize) -> Vec<TopicLine> {
        let cells = cells.clamp(1, WIDTH);
        let mut lines = Vec::new();
        let mut block = String::new();
        for line in self.source.lines().skip(2) {
            let is_fixed = line.starts_with(FIXED);
            let begins = line.is_empty() || is_fixed || line.starts_with(HEADING) || line.starts_with(ITEM);
            if begins {
                flush(&mut block, cells, &mut lines);
            }
            if let Some(heading) = line.strip_prefix(HEADING) {
                lines.push(TopicLine { text: text::fit(heading, cells), is_heading: true });
            } else if is_fixed {
                lines.push(TopicLine { text: text::fit(line, cells), is_heading: false });
            } else if line.is_empty() {
                lines.push(TopicLine { text: String::new(), is_heading: false });
            } else {
                block.push_str(line);
                block.push(' ');
            }
        }
        flush(&mut block, cells, &mut lines);
        lines
    }
}

/// Wraps the paragraph or entry that was gathered.
fn flush(block: &mut String, cells: usize, lines: &mut Vec<TopicLine>) {
    let whole = std::mem::take(block);
    let (first, rest, own) = match whole.strip_prefix(ITEM) {
        Some(own) => (ITEM, HANG, own),
        None => ("", "", whole.as_str()),
    };
    if own.trim().is_empty() {
        return;
    }
    for (index, line) in text::wrapped(own, cells.saturating_sub(first.len()).max(1)).into_iter().enumerate() {
        let text = format!("{}{line}", if index == 0 { first } else { rest });
        lines.push(TopicLine { text: text::fit(&text, cells), is_heading: false });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_topic_has_a_title_and_fits_any_width() {
        for topic in ALL {
            assert!(topic.source.starts_with("# "), "{}", topic.name);
            assert_eq!(Topic::from_name(&topic.name.to_uppercase()), Some(topic));
            for cells in [0, 1, 7, 40, 76, 100, 500] {
                for line in topic.lines(cells) {
                    assert!(text::width(&line.text) <= cells.clamp(1, WIDTH), "{}: {}", topic.name, line.text);
                }
            }
        }
    }

    #[test]
    fn what_is_new_begins_with_the_version_of_the_program() {
        let lines = Topic::from_name("new").expect("a topic").lines(WIDTH);
        let newest = lines.iter().find(|line| line.is_heading).expect("a version");
        assert_eq!(newest.text, format!("Version {}", env!("CARGO_PKG_VERSION")));
    }

    #[test]
    fn nothing_is_cut_where_there_is_room() {
        for topic in ALL {
            assert!(topic.lines(76).iter().all(|line| !line.text.contains('…')), "{}", topic.name);
            let prose = topic.source.lines().filter(|line| !line.starts_with('|'));
            assert_eq!(prose.filter(|line| text::width(line) > 132).collect::<Vec<_>>(), [""; 0], "{}", topic.name);
        }
    }

    #[test]
    fn list_entries_indent_and_tables_keep_their_columns() {
        let numbers = Topic::from_name("method").expect("a topic").lines(60);
        let at = numbers.iter().position(|line| line.text.starts_with("- Spend is")).expect("an entry");
        assert!(numbers[at + 1].text.starts_with("  "));
        assert!(numbers.iter().any(|line| line.text == "    SCALE    at least 70%"));
        assert!(numbers.iter().any(|line| line.is_heading && line.text == "Verdicts"));
    }

    #[test]
    fn the_manual_names_the_constants_as_they_are() {
        use crate::domain::TierBorders;
        let borders = TierBorders::default();
        let words = Topic::from_name("words").expect("a topic").source;
        for border in [borders.nano, borders.micro, borders.r#macro, borders.mega] {
            assert!(words.contains(&crate::domain::number::full(border)), "{border}");
        }
    }
}

//! Lays out the lines of a card. The least important lines are dropped first, so that one card serves all window sizes.

use ratatui::text::{Line, Span};

use crate::tui::look::{Role, Theme, text};

/// Width of the narrowest table with three figures per line; narrower cards have two.
pub(super) const TABLE: usize = 52;
/// Narrower cards have one item per line.
const TWO_THINGS: usize = TABLE + 27;
/// Lower cards have the last posts beside the table.
const LOW: usize = 21;
/// Column of the second item of a line below the table, and the width of its label.
pub(super) const SECOND: (usize, usize) = (42, 7);
/// Width of labels.
pub(super) const LABELS: usize = 10;
/// Most lines for the bio and for notes.
const MOST_WRAPPED: usize = 4;

/// The layout of a card. It depends on the size alone, so nothing moves from one card to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// One item per line; the last posts where lines are free.
    Narrow,
    /// The last posts beside the table.
    Beside,
    /// The last posts and other facts share lines below the table.
    Below,
}

impl Layout {
    pub(super) fn of((cells, room): (usize, usize)) -> Self {
        match cells {
            TWO_THINGS.. if room < LOW => Self::Beside,
            TWO_THINGS.. => Self::Below,
            _ => Self::Narrow,
        }
    }

    /// Width of the table.
    pub(super) fn table(self, cells: usize) -> usize {
        if self == Self::Beside { TABLE } else { cells }
    }

    /// Column of the second item of a line, and the width of its label; `None` if each has its own line.
    fn second(self) -> Option<(usize, usize)> {
        match self {
            Self::Narrow => None,
            Self::Beside => Some((TABLE, 5)),
            Self::Below => Some(SECOND),
        }
    }
}

/// What a line belongs to, so that related lines are dropped together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// To nothing else.
    Own,
    /// To the text of the line above.
    More,
    /// To the table: its heading and its figures.
    Heading,
    Figures,
}

/// A line and its rank: the largest is dropped first, 0 never.
#[derive(Clone, Debug)]
pub(super) struct CardLine {
    pub(super) line: Line<'static>,
    pub(super) rank: u8,
    pub(super) part: Part,
}

/// A label, its text, and the color role of the text.
pub(super) type LabeledText<'a> = (&'a str, &'a str, Role);

/// Collects the lines of a card.
pub(super) struct Card {
    pub(super) lines: Vec<CardLine>,
    pub(super) layout: Layout,
    pub(super) cells: usize,
    pub(super) theme: Theme,
}

impl Card {
    pub(super) fn push(&mut self, rank: u8, parts: &[(&str, Role)]) {
        self.push_part(rank, Part::Own, parts);
    }

    pub(super) fn push_part(&mut self, rank: u8, part: Part, parts: &[(&str, Role)]) {
        let mut room = self.cells;
        let mut spans = Vec::new();
        for (said, role) in parts {
            let said = text::fit(said, room);
            room = room.saturating_sub(text::width(&said));
            spans.push(Span::styled(said, self.theme.style(*role)));
        }
        self.lines.push(CardLine { line: Line::from(spans), rank, part });
    }

    pub(super) fn blank(&mut self) {
        self.push(8, &[]);
    }

    /// Width of the labels of full-width lines.
    pub(super) fn labels(&self) -> usize {
        if self.cells < TABLE { 6 } else { LABELS }
    }

    /// A label with wrapped text; its last lines are dropped first.
    pub(super) fn labelled(&mut self, rank: u8, (label, said, role): LabeledText<'_>) {
        let labels = self.labels();
        let lines = text::wrapped(said, self.cells.saturating_sub(labels).max(1));
        let cut = lines.len().saturating_sub(MOST_WRAPPED);
        for (index, said) in lines.iter().take(MOST_WRAPPED).enumerate() {
            let more = if cut > 0 && index + 1 == MOST_WRAPPED { " …" } else { "" };
            let (label, rank, part) = if index == 0 { (label, rank, Part::Own) } else { ("", rank.max(7), Part::More) };
            self.push_part(rank, part, &[(&text::left(label, labels), Role::Quiet), (said, role), (more, Role::Quiet)]);
        }
    }

    /// Two items in one line if the layout allows it and both fit; otherwise one line each.
    pub(super) fn pair(&mut self, ranks: [u8; 2], first: LabeledText<'_>, second: LabeledText<'_>) {
        let fits = |(at, labels): &(usize, usize)| {
            let room = [at.saturating_sub(LABELS + 2), self.cells.saturating_sub(at + labels)];
            text::width(first.1) <= room[0] && text::width(second.1) <= room[1]
        };
        if let Some((at, labels)) = self.layout.second().filter(fits) {
            return self.push(
                ranks[0],
                &[
                    (&text::left(first.0, LABELS), Role::Quiet),
                    (&text::left(first.1, at - LABELS), first.2),
                    (&text::left(second.0, labels), Role::Quiet),
                    (second.1, second.2),
                ],
            );
        }
        self.labelled(ranks[0], first);
        self.labelled(ranks[1], second);
    }

    /// Drops the least important lines until the rest fits.
    pub(super) fn fitted(self, room: usize) -> Vec<CardLine> {
        let Self { mut lines, cells, .. } = self;
        while lines.len() > room {
            let least = (0..lines.len()).max_by_key(|index| (lines[*index].rank, *index));
            let Some(least) = least else { break };
            let gone = lines.remove(least);
            // A text whose last lines were dropped ends with an ellipsis.
            if let Some(above) = least.checked_sub(1).and_then(|above| lines.get_mut(above))
                && let ([label, said, ..], Part::More) = (above.line.spans.as_mut_slice(), gone.part)
            {
                let whole = format!("{} …", said.content.trim_end_matches(['…', ' ']));
                said.content = text::fit(&whole, cells.saturating_sub(label.width())).into();
            }
        }
        lines
    }
}

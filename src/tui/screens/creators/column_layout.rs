//! Which columns the table has, in which order and how wide; and the column the cursor is in.

use crate::domain::creator::CreatorField;
use crate::domain::filter::SortTerm;
use crate::tui::kit::overlay::{Arrange, ArrangeItem, Breadth, Overlay};
use crate::tui::kit::{Action, Ctx, Notice};
use crate::tui::look::{SizeClass, text};
use crate::tui::widgets::grid::{Align, Column};

use super::columns::Kind;
use super::questions::Question;
use super::{CreatorsScreen, view};

/// The columns behind the handle, from left to right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Layout(Vec<(Kind, Breadth)>);

/// What the table begins with.
const FIRST: [Kind; 7] = [
    Kind::Tier,
    Kind::Of(CreatorField::Followers),
    Kind::Of(CreatorField::Er),
    Kind::Of(CreatorField::Views),
    Kind::Of(CreatorField::Price),
    Kind::Niche,
    Kind::Added,
];

impl Default for Layout {
    fn default() -> Self {
        Self(FIRST.map(|kind| (kind, Breadth::Normal)).to_vec())
    }
}

impl Layout {
    /// Writes the columns for keeping: `tier followers er:wide`.
    pub(super) fn to_text(&self) -> String {
        let word = |(kind, breadth): &(Kind, Breadth)| match breadth {
            Breadth::Normal => kind.names().0.to_owned(),
            Breadth::Narrow => format!("{}:narrow", kind.names().0),
            Breadth::Wide => format!("{}:wide", kind.names().0),
        };
        // The handle is always there; alone it says that all others are hidden.
        std::iter::once("handle".to_owned()).chain(self.0.iter().map(word)).collect::<Vec<_>>().join(" ")
    }

    /// Reads what was kept; words of another version are left out. Nothing for an empty text.
    pub(super) fn from_text(text: &str) -> Option<Self> {
        let mut columns: Vec<(Kind, Breadth)> = Vec::new();
        for word in text.split_whitespace() {
            let (word, breadth) = word.split_once(':').unwrap_or((word, ""));
            let breadth = match breadth {
                "narrow" => Breadth::Narrow,
                "wide" => Breadth::Wide,
                _ => Breadth::Normal,
            };
            let kind = Kind::from_word(word).filter(|kind| columns.iter().all(|(known, _)| known != kind));
            columns.extend(kind.filter(|kind| *kind != Kind::Handle).map(|kind| (kind, breadth)));
        }
        (!text.trim().is_empty()).then_some(Self(columns))
    }

    /// All columns for the chooser: those shown in their order, then the others.
    pub(super) fn items(&self) -> Vec<ArrangeItem> {
        let item = |kind: Kind, breadth, is_shown| {
            let (key, label) = kind.names();
            ArrangeItem { key, label: label.to_owned(), is_shown, breadth }
        };
        let shown = self.0.iter().map(|(kind, breadth)| item(*kind, *breadth, true));
        let hidden = Kind::all()
            .filter(|kind| *kind != Kind::Handle && !self.has(*kind))
            .map(|kind| item(kind, Breadth::Normal, false));
        shown.chain(hidden).collect()
    }

    /// Takes what the chooser hands back.
    pub(super) fn arranged(items: &[ArrangeItem]) -> Self {
        let shown = items.iter().filter(|item| item.is_shown);
        Self(shown.filter_map(|item| Some((Kind::from_word(item.key)?, item.breadth))).collect())
    }

    /// Whether the column is shown where there is room.
    fn has(&self, kind: Kind) -> bool {
        self.0.iter().any(|(known, _)| *known == kind)
    }

    /// The column some steps to the side, the handle being the leftmost.
    pub(super) fn beside(&self, kind: Kind, steps: isize) -> Kind {
        let all: Vec<Kind> = std::iter::once(Kind::Handle).chain(self.0.iter().map(|(kind, _)| *kind)).collect();
        let at = all.iter().position(|known| *known == kind).unwrap_or(0);
        all[at.saturating_add_signed(steps).min(all.len() - 1)]
    }

    /// The column, or the handle where it is hidden.
    pub(super) fn known(&self, kind: Kind) -> Kind {
        self.beside(kind, 0)
    }

    /// The columns that a window of this class may have; the table drops more of them when it is still too narrow.
    ///
    /// What the rows are sorted by is shown even where it is hidden else; that and the column of the cursor stay on screen.
    pub(super) fn columns(&self, class: SizeClass, sorted: Option<SortTerm>, current: Kind) -> Vec<(Kind, Column)> {
        let is_first = *self == Self::default();
        let narrow: &[Kind] = match class {
            SizeClass::TooSmall | SizeClass::Tiny => &[Kind::Of(CreatorField::Followers)],
            SizeClass::Narrow => &[Kind::Of(CreatorField::Followers), Kind::Of(CreatorField::Er), Kind::Niche],
            SizeClass::Medium | SizeClass::Wide => &[],
        };
        let is_sorted = |kind: Kind| sorted.is_some_and(|term| kind.field() == term.field);
        // A list in the order of a figure that nobody sees would puzzle.
        let hidden = Kind::all().find(|kind| is_sorted(*kind) && *kind != Kind::Handle && !self.has(*kind));
        let first = std::iter::once(Kind::Handle).chain(hidden).map(|kind| (kind, Breadth::Normal));
        let all = first.chain(self.0.iter().copied()).enumerate();
        let fits = |at: usize, kind: Kind| match (narrow.len(), is_first) {
            (0, _) => true,
            (_, true) => narrow.contains(&kind),
            (most, false) => at <= most,
        };
        let shown = all.filter(|(at, (kind, _))| *at == 0 || fits(*at, *kind) || is_sorted(*kind) || *kind == current);
        shown
            .map(|(at, (kind, breadth))| {
                let mut column = broad(kind.column(), breadth);
                if !is_first && at > 0 {
                    // In an order of one's own the last ones go first.
                    column.priority = u8::try_from(at + 1).unwrap_or(u8::MAX);
                }
                if let Some(term) = sorted.filter(|_| is_sorted(kind)) {
                    let arrow = if term.descending { "v" } else { "^" };
                    column.title = format!("{} {arrow}", column.title);
                    column.least = column.least.max(u16::try_from(text::width(&column.title)).unwrap_or(column.least));
                    column.ideal = column.ideal.max(column.least);
                    column.priority = column.priority.min(1);
                }
                if kind == current {
                    column.priority = column.priority.min(1);
                }
                (kind, column)
            })
            .collect()
    }
}

/// The column with the room its breadth gives it.
fn broad(column: Column, breadth: Breadth) -> Column {
    let Column { least, ideal, align, .. } = column;
    let (least, ideal) = match (breadth, align) {
        (Breadth::Normal, _) => (least, ideal),
        (Breadth::Narrow, Align::Left) => ((least / 2).max(4), least),
        (Breadth::Narrow, Align::Right) => (least, least),
        (Breadth::Wide, Align::Left) => (least.max(ideal / 2), ideal.saturating_mul(2)),
        (Breadth::Wide, Align::Right) => (least + 4, ideal + 4),
    };
    Column { least, ideal, ..column }
}

impl CreatorsScreen {
    /// Opens the columns to put in order.
    pub(super) fn open_columns(&self, ctx: &mut Ctx) {
        let arrange = Arrange {
            title: "Columns".to_owned(),
            items: self.layout.items(),
            first: Layout::default().items(),
            foot: "the handle always comes first".to_owned(),
        };
        ctx.open(Overlay::Arrange(arrange), Question::Columns);
    }

    /// Takes the columns as they were put in order. Without a view they are those of the list itself.
    pub(super) fn arrange(&mut self, items: &[ArrangeItem], ctx: &mut Ctx) {
        let before = std::mem::replace(&mut self.layout, Layout::arranged(items));
        self.column = self.layout.known(self.column);
        if self.views.here().is_none() {
            self.base = self.layout.clone();
        }
        // A column that was asked for and does not come is explained.
        let visible = view::visible(self, ctx);
        let is_missed = |kind: &Kind| !before.has(*kind) && !visible.contains(kind);
        let missed: Vec<&str> =
            self.layout.0.iter().map(|(kind, _)| *kind).filter(is_missed).map(|kind| kind.names().1).collect();
        if missed.is_empty() {
            return;
        }
        let pane = if ctx.size == SizeClass::Wide && !self.hides_info {
            format!(", {} hides the pane", ctx.key(Action::PaneInfo))
        } else {
            String::new()
        };
        let (missed, columns) = (missed.join(", "), ctx.key(Action::ColumnsEdit));
        ctx.say(Notice::info(format!(
            "No room for {missed} in this window: {columns} and then K moves it forward{pane}."
        )));
    }
}

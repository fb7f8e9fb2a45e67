//! Which columns the table has, their order and width, and the column of the cursor.

use crate::domain::creator::CreatorField;
use crate::domain::filter::SortTerm;
use crate::tui::kit::overlay::{ArrangeItem, Breadth};
use crate::tui::look::{SizeClass, text};
use crate::tui::widgets::grid::{self, Align, Column};

use super::columns::{ColumnKind, Room};

/// The columns after the handle, from left to right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Layout(Vec<(ColumnKind, Breadth)>);

/// The default columns. Those about odds are there while the current campaign has any.
const FIRST: [ColumnKind; 9] = [
    ColumnKind::Tier,
    ColumnKind::Of(CreatorField::Followers),
    ColumnKind::Of(CreatorField::Er),
    ColumnKind::Of(CreatorField::Views),
    ColumnKind::Of(CreatorField::Price),
    ColumnKind::Odds,
    ColumnKind::Worth,
    ColumnKind::Niche,
    ColumnKind::Added,
];

/// What follows the default columns while the window leaves room for it.
const MORE: [ColumnKind; 7] = [
    ColumnKind::Score,
    ColumnKind::Flags,
    ColumnKind::Growth,
    ColumnKind::Of(CreatorField::Country),
    ColumnKind::Of(CreatorField::Email),
    ColumnKind::Stage,
    ColumnKind::Found,
];

/// The default columns of earlier versions, as they were stored by everybody who never chose any.
const EARLIER: &str = "handle tier followers er views price niche added";

impl Default for Layout {
    fn default() -> Self {
        Self(FIRST.map(|kind| (kind, Breadth::Normal)).to_vec())
    }
}

impl Layout {
    /// The stored form: `tier followers er:wide`.
    pub(super) fn to_text(&self) -> String {
        let word = |(kind, breadth): &(ColumnKind, Breadth)| match breadth {
            Breadth::Normal => kind.names().0.to_owned(),
            Breadth::Narrow => format!("{}:narrow", kind.names().0),
            Breadth::Wide => format!("{}:wide", kind.names().0),
        };
        // The handle is always shown, so "handle" alone means that all other columns are hidden.
        std::iter::once("handle".to_owned()).chain(self.0.iter().map(word)).collect::<Vec<_>>().join(" ")
    }

    /// Parses the stored form. Words from another version are skipped; an empty text gives `None`.
    pub(super) fn from_text(text: &str) -> Option<Self> {
        if text == EARLIER {
            return Some(Self::default());
        }
        let mut columns: Vec<(ColumnKind, Breadth)> = Vec::new();
        for word in text.split_whitespace() {
            let (word, breadth) = word.split_once(':').unwrap_or((word, ""));
            let breadth = match breadth {
                "narrow" => Breadth::Narrow,
                "wide" => Breadth::Wide,
                _ => Breadth::Normal,
            };
            let kind = ColumnKind::from_word(word).filter(|kind| columns.iter().all(|(known, _)| known != kind));
            columns.extend(kind.filter(|kind| *kind != ColumnKind::Handle).map(|kind| (kind, breadth)));
        }
        (!text.trim().is_empty()).then_some(Self(columns))
    }

    /// All columns for the chooser: the shown ones in order, then the others.
    pub(super) fn items(&self) -> Vec<ArrangeItem> {
        let item = |kind: ColumnKind, breadth, is_shown| {
            let (key, label) = kind.names();
            ArrangeItem { key, label: label.to_owned(), is_shown, breadth }
        };
        let shown = self.0.iter().map(|(kind, breadth)| item(*kind, *breadth, true));
        let hidden = ColumnKind::all()
            .filter(|kind| *kind != ColumnKind::Handle && !self.has(*kind))
            .map(|kind| item(kind, Breadth::Normal, false));
        shown.chain(hidden).collect()
    }

    /// Applies what the chooser returned.
    pub(super) fn arranged(items: &[ArrangeItem]) -> Self {
        let shown = items.iter().filter(|item| item.is_shown);
        Self(shown.filter_map(|item| Some((ColumnKind::from_word(item.key)?, item.breadth))).collect())
    }

    /// The chosen columns after the handle, from left to right.
    pub(super) fn chosen(&self) -> impl Iterator<Item = ColumnKind> {
        self.0.iter().map(|(kind, _)| *kind)
    }

    /// Whether the column is shown when there is room.
    pub(super) fn has(&self, kind: ColumnKind) -> bool {
        self.0.iter().any(|(known, _)| *known == kind)
    }

    /// The shown columns with the handle, which is leftmost. Those about odds count only where there are some. While nobody chose
    /// any, more follow as long as they take nothing from those before them.
    fn present(&self, room: Room) -> Vec<(ColumnKind, Breadth)> {
        let chosen = self.0.iter().copied().filter(|(kind, _)| room.has_odds || !kind.needs_odds());
        let mut present: Vec<_> = std::iter::once((ColumnKind::Handle, Breadth::Normal)).chain(chosen).collect();
        let wide = |(kind, breadth): &(ColumnKind, Breadth)| broad(kind.column(), *breadth).ideal;
        let mut used = present.iter().fold(0_u16, |used, column| used.saturating_add(wide(column) + grid::GAP));
        for kind in MORE.into_iter().filter(|_| *self == Self::default()) {
            let column = kind.column();
            if used.saturating_add(column.ideal) <= room.cells {
                present.push((kind, Breadth::Normal));
                used = used.saturating_add(column.ideal + grid::GAP);
            }
        }
        present
    }

    /// The column a number of steps to the side.
    pub(super) fn beside(&self, kind: ColumnKind, steps: isize, room: Room) -> ColumnKind {
        let all: Vec<ColumnKind> = self.present(room).into_iter().map(|(kind, _)| kind).collect();
        let at = all.iter().position(|known| *known == kind).unwrap_or(0);
        all[at.saturating_add_signed(steps).min(all.len() - 1)]
    }

    /// The place of a column in a row. Nothing where only the order shows it.
    pub(super) fn place(&self, kind: ColumnKind, room: Room) -> Option<usize> {
        self.present(room).iter().position(|(known, _)| *known == kind)
    }

    /// The column, or the handle if it is hidden.
    pub(super) fn known(&self, kind: ColumnKind) -> ColumnKind {
        self.beside(kind, 0, Room { has_odds: true, cells: u16::MAX })
    }

    /// The columns allowed in a window of this class. The table drops more of them if the window is still too narrow.
    ///
    /// The sort column and the cursor column stay on screen even if hidden.
    pub(super) fn columns(
        &self,
        class: SizeClass,
        sorted: Option<SortTerm>,
        current: ColumnKind,
        room: Room,
    ) -> Vec<(ColumnKind, Column)> {
        let is_first = *self == Self::default();
        let narrow: &[ColumnKind] = match class {
            SizeClass::TooSmall | SizeClass::Tiny => &[ColumnKind::Of(CreatorField::Followers)],
            SizeClass::Narrow => {
                &[ColumnKind::Of(CreatorField::Followers), ColumnKind::Of(CreatorField::Er), ColumnKind::Niche]
            }
            SizeClass::Medium | SizeClass::Wide => &[],
        };
        let is_sorted = |kind: ColumnKind| sorted.is_some_and(|term| kind.field() == term.field);
        // Without the sort column on screen the order of the rows would look random.
        let hidden = ColumnKind::all().find(|kind| is_sorted(*kind) && *kind != ColumnKind::Handle && !self.has(*kind));
        let present = self.present(room);
        let is_present = |kind: &ColumnKind| present.iter().any(|(known, _)| known == kind);
        let hidden = hidden.filter(|kind| (room.has_odds || !kind.needs_odds()) && !is_present(kind));
        let hidden = hidden.map(|kind| (kind, Breadth::Normal));
        let mut present = present.into_iter();
        let all = present.next().into_iter().chain(hidden).chain(present).enumerate();
        let fits = |at: usize, kind: ColumnKind| match (narrow.len(), is_first) {
            (0, _) => true,
            (_, true) => narrow.contains(&kind),
            (most, false) => at <= most,
        };
        let shown = all.filter(|(at, (kind, _))| *at == 0 || fits(*at, *kind) || is_sorted(*kind) || *kind == current);
        shown
            .map(|(at, (kind, breadth))| {
                let mut column = broad(kind.column(), breadth);
                if is_first && room.has_odds {
                    column.priority = beside_odds(kind).unwrap_or(column.priority);
                }
                if !is_first && at > 0 {
                    // In a custom order the last columns are dropped first.
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

/// The rank by which default columns are dropped beside those of odds. The tier follows from the followers, and what engagement says
/// of sales is in the odds already; nothing else says what somebody is about.
fn beside_odds(kind: ColumnKind) -> Option<u8> {
    match kind {
        ColumnKind::Tier => Some(8),
        ColumnKind::Of(CreatorField::Er) => Some(7),
        ColumnKind::Worth => Some(6),
        ColumnKind::Niche => Some(5),
        _ => None,
    }
}

/// The column, with its width adjusted by the chosen breadth.
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

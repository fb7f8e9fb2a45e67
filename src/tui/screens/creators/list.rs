//! The list: the ids of all matching creators, a cursor, and the few rows around it that are loaded.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use crate::domain::CreatorId;
use crate::domain::filter::{Expr, Field, SortTerm, Term};
use crate::proto::Query;
use crate::proto::event::Generation;
use crate::proto::likeness::LikenessRow;
use crate::proto::row::CreatorRow;
use crate::tui::kit::{Action, Ctx, Effect, Latest};
use crate::tui::widgets::list::ListCursor;

/// Fewest rows read above and below the screen, so that a window that grows finds them loaded.
const AROUND: usize = 60;

/// How far below a removed creator to look for the next one.
const NEXT: usize = 512;

/// The list and its loaded rows.
#[derive(Debug, Default)]
pub(super) struct CreatorList {
    /// All matching creators, in order.
    pub(super) ids: Arc<[CreatorId]>,
    /// The filter that produced `ids`. A verb on "all shown" uses this one, even while a newer answer is on its way.
    pub(super) filter: Option<Arc<Expr>>,
    /// The cursor.
    pub(super) cursor: ListCursor,
    /// Whether the first answer has arrived.
    pub(super) is_known: bool,
    /// Whether `ids` is only the first part of the list.
    pub(super) is_partial: bool,
    rows: HashMap<CreatorId, CreatorRow>,
    /// How alike the loaded creators are to those whom the filter names.
    likeness: Latest<HashMap<CreatorId, LikenessRow>>,
    /// The part of `ids` whose rows were requested.
    loaded: Range<usize>,
    /// Whether rows are on their way. Rows that another screen requested are ignored.
    is_reading: bool,
    asked: Option<(Generation, Option<Arc<Expr>>)>,
    /// Where the cursor is on the next list.
    start: Start,
}

/// Whether a term of a filter asks who is like whom, or may do so in a view.
fn may_ask_likeness(term: &Term) -> bool {
    matches!(term, Term::Set { field: Field::Like | Field::View, .. } | Term::Number { field: Field::Likeness, .. })
}

/// Where the cursor is on a new list.
#[derive(Clone, Copy, Debug, Default)]
enum Start {
    /// On its creator, or near.
    #[default]
    Creator,
    /// At the top: a ranking is read from there.
    Top,
}

impl CreatorList {
    /// Asks for the list. Answers to older questions are dropped.
    pub(super) fn ask(&mut self, filter: Option<Arc<Expr>>, sort: Vec<SortTerm>, ctx: &mut Ctx) {
        self.asked = Some((ctx.ask(Query::Index { filter: filter.clone(), sort }), filter));
    }

    /// Lets the cursor be at the top of the next list.
    pub(super) fn start_at_top(&mut self) {
        self.start = Start::Top;
    }

    /// Whether this answers the latest question.
    pub(super) fn is_answer(&self, generation: Generation) -> bool {
        self.asked.as_ref().is_some_and(|(asked, _)| *asked == generation)
    }

    /// Shows the first part of a list whose rest is still being counted.
    pub(super) fn begin(&mut self, ids: &Arc<[CreatorId]>, wanted: &[CreatorId], lines: usize) {
        let (asked, start) = (self.asked.clone(), self.start);
        self.replace(Arc::clone(ids), wanted, lines);
        (self.asked, self.start) = (asked, start);
        self.is_partial = true;
    }

    /// Shows the list. The cursor stays on its creator, or moves to the next one if that is gone. `wanted` creators take
    /// precedence, in order.
    pub(super) fn replace(&mut self, ids: Arc<[CreatorId]>, wanted: &[CreatorId], lines: usize) {
        let filter = self.asked.take().and_then(|(_, filter)| filter);
        // If no creator after the cursor matches, a new search starts at the top; a reloaded list stays near the old
        // position.
        let near = if filter == self.filter { self.cursor.at } else { 0 };
        let at = match std::mem::take(&mut self.start) {
            Start::Top => 0,
            Start::Creator => self.follow(&ids, wanted).unwrap_or(near),
        };
        self.filter = filter;
        self.ids = ids;
        self.is_known = true;
        self.is_partial = false;
        self.loaded = 0..0;
        self.cursor.go(at, self.ids.len(), lines);
    }

    fn follow(&self, ids: &[CreatorId], wanted: &[CreatorId]) -> Option<usize> {
        let below = self.ids.iter().skip(self.cursor.at).take(NEXT);
        let mut ranks: HashMap<CreatorId, usize> = HashMap::new();
        for (rank, id) in wanted.iter().chain(below).enumerate() {
            ranks.entry(*id).or_insert(rank);
        }
        let mut best = None;
        // One pass over the new list, which may have a million ids; stops at the first choice.
        for (at, id) in ids.iter().enumerate() {
            let Some(rank) = ranks.get(id) else { continue };
            if best.is_none_or(|(found, _)| *rank < found) {
                best = Some((*rank, at));
            }
            if *rank == 0 {
                break;
            }
        }
        best.map(|(_, at)| at)
    }

    /// The creator under the cursor.
    pub(super) fn at(&self) -> Option<CreatorId> {
        self.ids.get(self.cursor.at).copied()
    }

    /// A loaded row.
    pub(super) fn row(&self, id: CreatorId) -> Option<&CreatorRow> {
        self.rows.get(&id)
    }

    /// The row under the cursor, if it is loaded.
    pub(super) fn here(&self) -> Option<&CreatorRow> {
        self.row(self.at()?)
    }

    /// Moves the cursor by a number of rows.
    pub(super) fn step(&mut self, rows: isize, lines: usize) {
        self.cursor.step(rows, self.ids.len(), lines);
    }

    /// Moves the cursor as an action asks.
    pub(super) fn walk(&mut self, action: Action, count: usize, lines: usize) {
        self.cursor.walk(action, count.max(1), self.ids.len(), lines);
    }

    /// Asks for rows when the cursor has left the loaded part.
    pub(super) fn read_window(&mut self, ctx: &mut Ctx) {
        let window = self.cursor.window(self.ids.len(), ctx.list_lines);
        if window.is_empty() || (self.loaded.start <= window.start && window.end <= self.loaded.end) {
            return;
        }
        let around = ctx.list_lines.max(AROUND);
        self.loaded = window.start.saturating_sub(around)..(window.end + around).min(self.ids.len());
        self.is_reading = true;
        let ids: Arc<[CreatorId]> = self.ids[self.loaded.clone()].into();
        if let Some(filter) = self.filter.clone().filter(|filter| filter.has_term(&may_ask_likeness)) {
            self.likeness.ask(Query::Likeness { ids: Arc::clone(&ids), filter }, ctx);
        } else {
            self.likeness = Latest::default();
        }
        ctx.effect(Effect::ReadWindow(ids));
    }

    /// Marks the loaded rows as outdated, so that the next look reads them again.
    pub(super) fn stale(&mut self) {
        self.loaded = 0..0;
    }

    /// Stores the rows that arrived. A creator without a row was deleted and shows as a gap.
    pub(super) fn take(&mut self, rows: &[CreatorRow]) {
        if !std::mem::take(&mut self.is_reading) {
            return;
        }
        let near: HashSet<CreatorId> = self.ids[self.loaded.clone()].iter().copied().collect();
        let fresh = rows.iter().filter(|row| near.contains(&row.id));
        self.rows = fresh.map(|row| (row.id, row.clone())).collect();
        self.fill_likeness();
    }

    /// Stores how alike the loaded creators are.
    pub(super) fn take_likeness(&mut self, generation: Generation, rows: &[LikenessRow]) {
        if self.likeness.expects(generation) {
            self.likeness.replace(rows.iter().map(|row| (row.creator, row.clone())).collect());
            self.fill_likeness();
        }
    }

    fn fill_likeness(&mut self) {
        let likeness = self.likeness.get();
        for (id, row) in &mut self.rows {
            row.likeness = likeness.and_then(|all| all.get(id)).cloned();
        }
    }
}

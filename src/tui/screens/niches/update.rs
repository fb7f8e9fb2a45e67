//! What keys, answers and reports change.

use crate::domain::text::fold;
use crate::proto::niche::NicheRow;
use crate::proto::query::{Answer, Slot};
use crate::proto::{Event, Query};
use crate::tui::kit::key::{KeyCode, KeyCombination, single};
use crate::tui::kit::{Action, Availability, Ctx, Effect, Msg, Request, SortBy};

use super::{NichesScreen, Subject, view};

impl NichesScreen {
    pub(super) fn ask(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        let (generation, request) = ctx.ask_request(Query::Niches);
        self.asked = generation;
        vec![request]
    }

    pub(super) fn can(&self, action: Action, ctx: &Ctx) -> Availability {
        let none = || {
            let why = if self.rows().is_empty() { "There is no niche yet." } else { "No niche has this in its name." };
            Availability::when(self.here().is_some(), why)
        };
        let first = |then: Availability| if none() == Availability::Yes { then } else { none() };
        let acting = self.acting();
        let are_real = acting.iter().any(|row| row.id.is_some());
        let above = "This is only the name above other niches: act on those.";
        match action {
            Action::FilterEdit
            | Action::Sort(SortBy::Handle | SortBy::Count)
            | Action::SortReverse
            | Action::GoalEdit => Availability::Yes,
            Action::NavOpen | Action::MarkToggle | Action::NicheMerge | Action::CopySummary | Action::PaneInfo => {
                none()
            }
            Action::ItemEdit | Action::NicheParent => first(Availability::when(
                acting.len() < 2,
                format!("One at a time: clear the marks first, or {} merges them.", ctx.key(Action::NicheMerge)),
            )),
            Action::NicheKind | Action::ItemDelete => first(Availability::when(are_real, above)),
            action if action.walks() => Availability::Yes,
            _ => Availability::Elsewhere,
        }
    }

    pub(super) fn carry_out(&mut self, action: Action, count: usize, ctx: &mut Ctx) -> Vec<Request> {
        let len = self.shown.len();
        if self.cursor.walk(action, count, len, ctx.list_lines) {
            return Vec::new();
        }
        match action {
            Action::FilterEdit => self.is_typing = true,
            Action::Sort(SortBy::Handle) => self.sort(false),
            Action::Sort(SortBy::Count) => self.sort(true),
            Action::SortReverse => {
                self.order.reversed = !self.order.reversed;
                self.arrange();
            }
            Action::PaneInfo => self.hides_info = !self.hides_info,
            Action::MarkToggle => self.mark(count, ctx),
            Action::NavOpen => return self.here().map(|row| Request::ShowFilter(row.filter())).into_iter().collect(),
            Action::CopySummary => {
                return vec![Request::Effect(Effect::Copy(view::as_text(self.rows(), &self.shown)))];
            }
            Action::ItemEdit => return self.ask_name(),
            Action::NicheParent => return self.ask_parent(),
            Action::NicheMerge => return self.ask_target(),
            Action::NicheKind => return self.switch_kind(ctx),
            Action::ItemDelete => return self.delete(ctx),
            Action::GoalEdit => return self.ask_goal(ctx),
            _ => {}
        }
        Vec::new()
    }

    /// Sorting by the same twice turns it round, as in the table of creators.
    fn sort(&mut self, by_count: bool) {
        let again = self.order.by_count == by_count;
        self.order.reversed = again && !self.order.reversed;
        self.order.by_count = by_count;
        self.arrange();
    }

    /// Space: one row is switched; with a count, so many rows are marked.
    fn mark(&mut self, count: usize, ctx: &Ctx) {
        for line in self.cursor.at..self.cursor.at + count.max(1) {
            let Some(row) = self.shown.get(line).and_then(|at| self.rows().get(*at)) else { break };
            let name = fold(&row.name);
            if count < 2 && self.marks.contains(&name) {
                self.marks.remove(&name);
            } else {
                self.marks.insert(name);
            }
        }
        let rows = isize::try_from(count.max(1)).unwrap_or(isize::MAX);
        self.cursor.step(rows, self.shown.len(), ctx.list_lines);
    }

    pub(super) fn typed(&mut self, key: KeyCombination) {
        match single(key) {
            Some(KeyCode::Enter) => self.is_typing = false,
            Some(KeyCode::Esc) => {
                self.is_typing = false;
                self.narrow.set("");
            }
            Some(KeyCode::Down | KeyCode::Up) => {
                let down = single(key) == Some(KeyCode::Down);
                self.cursor.step(if down { 1 } else { -1 }, self.shown.len(), 1);
            }
            _ => _ = self.narrow.key(key),
        }
        self.arrange();
    }

    pub(super) fn take(&mut self, msg: &Msg) -> Vec<Request> {
        match msg {
            Msg::Event(Event::QueryDone(Slot::Niches, generation, Answer::Niches(rows)))
                if *generation >= self.asked =>
            {
                // By name, before the rows are others.
                let came = std::mem::take(&mut self.has_written).then(|| self.came(rows)).flatten();
                self.wanted = self.wanted.take().or(came).or_else(|| self.here().map(|row| row.name.clone()));
                self.rows = Some(rows.clone());
                self.arrange();
                self.wanted = None;
                let known: Vec<String> = self.rows().iter().map(|row| fold(&row.name)).collect();
                self.marks.retain(|name| known.contains(name));
            }
            Msg::Event(Event::WriteDone(..)) => self.has_written = true,
            Msg::Event(Event::WriteFailed(..)) => self.wanted = None,
            _ => {}
        }
        Vec::new()
    }

    /// The first niche that was not there before, or had another name: an undo brings it back.
    fn came(&self, rows: &[NicheRow]) -> Option<String> {
        let old = self.rows.as_ref()?;
        let is_known = |row: &NicheRow| old.iter().any(|old| old.id == row.id && old.name == row.name);
        rows.iter().find(|row| row.id.is_some() && !is_known(row)).map(|row| row.name.clone())
    }

    /// What the open overlay was about.
    pub(super) fn subject(&mut self) -> Subject {
        std::mem::take(&mut self.subject)
    }
}

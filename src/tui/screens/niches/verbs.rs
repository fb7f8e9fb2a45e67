//! The actions on niches.

use crate::domain::WeeklyGoal;
use crate::domain::text::fold;
use crate::proto::WriteCmd;
use crate::proto::command::WriteKind;
use crate::proto::niche::{NicheCmd, NicheRow};
use crate::tui::kit::{Action, ByVerb, Ctx, Does, Effect, Place, Request, SortBy, Verb};
use crate::tui::screens::form;
use crate::tui::screens::listed::Listed;

use super::{NichesScreen, Question, view};

impl ByVerb for NichesScreen {
    fn verb(&self, action: Action, ctx: &Ctx) -> Verb<Self> {
        let none = if self.rows().is_empty() { "There is no niche yet." } else { "No niche name matches." };
        let on_row = |verb: Verb<Self>| self.list.verb(none, |_| verb);
        let one_at_a_time = |verb: Verb<Self>| {
            let key = ctx.key(Action::NicheMerge);
            let why = || format!("One niche at a time. Clear the marks first, or press {key} to merge them.");
            on_row(verb.when(self.list.acting().len() < 2, why))
        };
        match action {
            Action::FilterEdit => Verb::new(|screen: &mut Self, _, _| screen.is_typing = true),
            Action::Sort(SortBy::Handle) => Verb::new(|screen: &mut Self, _, _| screen.sort(false)),
            Action::Sort(SortBy::Count) => Verb::new(|screen: &mut Self, _, _| screen.sort(true)),
            Action::SortReverse => Verb::new(|screen: &mut Self, _, _| {
                screen.order.reversed = !screen.order.reversed;
                screen.arrange();
            }),
            Action::GoalEdit => Verb::new(|screen: &mut Self, _, ctx| screen.ask_goal(ctx)),
            Action::PaneInfo => on_row(Verb::new(|screen: &mut Self, _, _| screen.hides_info = !screen.hides_info)),
            Action::MarkToggle | Action::MarkClear => {
                self.list.marking(action, none, |screen: &mut Self| &mut screen.list)
            }
            Action::NavOpen => self.list.verb(none, |row| {
                Verb::lead(Request::ShowFilter(row.filter())).hint("its creators", Does::Goes(Place::Creators))
            }),
            Action::CopySummary => on_row(Verb::new(|screen: &mut Self, _, ctx| {
                ctx.effect(Effect::Copy(view::as_text(&screen.list)));
            })),
            Action::ItemEdit => {
                let ask = Verb::new(|screen: &mut Self, _, ctx| screen.ask_name(ctx));
                one_at_a_time(ask.hint("rename", Does::Opens))
            }
            Action::NicheParent => one_at_a_time(Verb::new(|screen: &mut Self, _, ctx| screen.ask_parent(ctx))),
            Action::NicheMerge => on_row(Verb::new(|screen: &mut Self, _, ctx| screen.ask_target(ctx))),
            Action::NicheKind => on_row(self.switch_kind()),
            Action::ItemDelete => on_row(self.delete()),
            _ => Listed::walking(action, |screen: &mut Self| &mut screen.list),
        }
    }
}

impl NichesScreen {
    /// Sorting by the same twice turns it round, as in the table of creators.
    fn sort(&mut self, by_count: bool) {
        let again = self.order.by_count == by_count;
        self.order.reversed = again && !self.order.reversed;
        self.order.by_count = by_count;
        self.arrange();
    }

    /// Names of those acted on.
    pub(super) fn names(&self) -> Vec<String> {
        self.list.acting().into_iter().map(|row| row.name.clone()).collect()
    }

    /// How many creators carry these, those below them included; one with two of them counts twice.
    pub(super) fn creators_of(&self, names: &[String]) -> usize {
        let is_meant = |row: &&NicheRow| names.iter().any(|name| fold(&row.name) == fold(name));
        let creators: i64 = self.rows().iter().filter(is_meant).map(|row| row.creators).sum();
        usize::try_from(creators).unwrap_or(0)
    }

    /// The niches among those acted on, without names that only stand above others; and whether the first is no tag.
    fn niches(&self) -> Option<(Vec<String>, bool)> {
        let acting = self.list.acting();
        let real: Vec<&NicheRow> = acting.into_iter().filter(|row| row.id.is_some()).collect();
        Some((real.iter().map(|row| row.name.clone()).collect(), real.first()?.is_niche))
    }

    fn switch_kind(&self) -> Verb<Self> {
        let Some((names, is_niche)) = self.niches() else { return only_a_name() };
        let creators = self.creators_of(&names);
        let label = if is_niche { "make a tag" } else { "make a niche" };
        let command = NicheCmd::SetKind { names, is_niche: !is_niche };
        Verb::new(|screen: &mut Self, _, ctx| screen.send(command, ctx))
            .hint(label, Does::Writes(WriteKind::Niche))
            .changing(creators, "changes a tag of")
    }

    fn delete(&self) -> Verb<Self> {
        if self.niches().is_none() {
            return only_a_name();
        }
        let names = self.names();
        let creators = self.creators_of(&names);
        Verb::new(|screen: &mut Self, _, ctx| screen.send(NicheCmd::Delete(names), ctx))
            .hint("delete", Does::Writes(WriteKind::Niche))
            .changing(creators, "removes tags from")
    }

    /// Changes niches and clears the marks.
    pub(super) fn send(&mut self, command: NicheCmd, ctx: &mut Ctx) {
        self.list.clear_marks();
        ctx.write(WriteCmd::Niche(command));
    }

    /// Asks for a goal in the niche under the cursor.
    fn ask_goal(&self, ctx: &mut Ctx) {
        let known = ctx.goal.as_ref().map(|stand| &stand.goal);
        let niche = self.list.here().map(|row| row.name.clone());
        let goal = niche.map(|niche| WeeklyGoal { niche, ..known.cloned().unwrap_or_default() });
        ctx.open(form::goal::build(goal.as_ref().or(known)), Question::Goal);
    }
}

fn only_a_name() -> Verb<NichesScreen> {
    Verb::no("This is only a parent of other niches. Choose one of those.")
}

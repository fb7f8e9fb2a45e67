//! Applies the answers to this screen's questions.

use crate::domain::{CollaborationId, CreatorId};
use crate::proto::WriteCmd;
use crate::proto::agenda::AgendaCmd;
use crate::tui::kit::overlay::{Choice, Form, Overlay, Value};
use crate::tui::kit::{Asked, Ctx};
use crate::tui::screens::form::goal;
use crate::tui::screens::{slip, steps, verbs};

use super::cell_terms::CellUse;
use super::questions::Question;
use super::{CreatorsScreen, add_creators};

impl CreatorsScreen {
    /// Handles the value an overlay returned.
    pub(super) fn handle_answer(&mut self, asked: &Asked, value: Value, ctx: &mut Ctx) {
        slip::answered(asked, &value, ctx);
        if let Some(question) = asked.question::<verbs::Question>() {
            verbs::answered(self, question, value, ctx);
        } else if let Some(question) = asked.question::<steps::Question>() {
            let log = &self.log;
            let over = |ids: &[CollaborationId], milestone, _| log.over_budget(ids, milestone);
            if steps::answered(question, &value, over, ctx).is_some() {
                self.marks.clear(&self.list.ids);
            }
        } else if let Some(question) = asked.question::<add_creators::Question>() {
            self.adding.answered(question, value, ctx);
        } else if let Some(question) = asked.question::<Question>() {
            self.handle_own_answer(question, value, ctx);
        }
    }

    fn handle_own_answer(&mut self, question: &Question, value: Value, ctx: &mut Ctx) {
        match (question, value) {
            (Question::Field(creators, column), Value::Text(typed)) => {
                self.field_typed(creators, *column, &typed, ctx);
            }
            (Question::Record { id, seen }, Value::Form(form)) => self.save_record(form, *id, *seen, ctx),
            (Question::Cell(to, terms), Value::Chosen(choice)) => {
                if let Some(term) = choice.of(terms) {
                    self.by_term(*to, term, ctx);
                }
            }
            (Question::Bars(terms), Value::Chosen(choice)) => {
                if let Some(term) = choice.of(terms) {
                    self.by_term(CellUse::Only, term, ctx);
                }
            }
            (Question::FilterTags(names), Value::Switched { add, .. }) => {
                self.by_tags(add.iter().filter_map(|choice: &Choice| choice.of(names)), ctx);
            }
            (Question::View(ids), Value::Chosen(choice)) => {
                if let Some(id) = choice.of(ids) {
                    self.show_view(*id, ctx);
                }
            }
            (Question::SaveView, Value::Text(name)) => self.save_view(name, ctx),
            (Question::RenameView(id), Value::Text(name)) => self.rename_view(*id, name, ctx),
            (Question::Columns, Value::Arranged(items)) => self.arrange(&items, ctx),
            (Question::Goal, Value::Form(form)) => save_goal(form, ctx),
            _ => {}
        }
    }

    /// Moves the cursor to a creator, setting aside a filter that hides them.
    pub(super) fn show_creator(&mut self, id: CreatorId, ctx: &mut Ctx) {
        // Decided when the next list arrives: an undo may have just changed whether the filter matches them.
        self.wanted = Some(super::Wanted { id, at_any_cost: true });
        self.ask(ctx);
    }
}

/// Opens the form of the weekly goal.
pub(super) fn open_goal(ctx: &mut Ctx) {
    let form = goal::build(ctx.goal.as_ref().map(|stand| &stand.goal));
    ctx.open(form, Question::Goal);
}

/// Saves the form of the goal, or reopens it with its errors.
fn save_goal(form: Form, ctx: &mut Ctx) {
    match goal::read(form, ctx.calendar()) {
        Ok(goal) => _ = ctx.write(WriteCmd::Agenda(AgendaCmd::SetGoal(goal))),
        Err(form) => ctx.open(Overlay::Form(*form), Question::Goal),
    }
}

//! The questions of the page, and what their answers do.

use crate::domain::PostId;
use crate::domain::pasted::Pasted;
use crate::tui::kit::Ctx;
use crate::tui::kit::overlay::Value;

use super::PageScreen;
use super::edit_field::EditField;

/// A question about the creator of the page.
#[derive(Clone, Debug)]
pub(super) enum Question {
    /// What to add.
    Add,
    /// A post on one line.
    Post,
    /// A post in a form.
    PostForm,
    /// A follower count.
    Followers,
    /// Whether to add a pasted block.
    Pasted(Box<Pasted>),
    /// Which field to edit.
    Field(Vec<EditField>),
    /// The new value of a field.
    Value(EditField),
    /// How the creator was found.
    Found,
    /// Which post to remove.
    Remove(Vec<PostId>),
    /// The whole record.
    Record,
}

impl PageScreen {
    /// Applies the answer to a question.
    pub(super) fn resolve(&mut self, question: &Question, value: Value, ctx: &mut Ctx) {
        match (question, value) {
            (Question::Add, Value::Chosen(choice)) => self.ask_added(&choice, ctx),
            (Question::Post, Value::Text(line)) => self.add_post(&line, ctx),
            (Question::PostForm, Value::Form(form)) => self.add_form(form, ctx),
            (Question::Followers, Value::Text(line)) => self.add_followers(&line, ctx),
            (Question::Pasted(pasted), Value::Yes) => self.add_pasted(pasted, ctx),
            (Question::Field(fields), Value::Chosen(choice)) => {
                if let Some(known) = choice.of(fields) {
                    self.ask_value(known, ctx);
                }
            }
            (Question::Value(known), Value::Text(typed)) => self.set(known, &typed, ctx),
            (Question::Found, Value::Chosen(choice)) => self.ask_found(&choice, ctx),
            (Question::Remove(posts), Value::Chosen(choice)) => {
                if let Some(post) = choice.of(posts) {
                    self.change(crate::proto::page_change::PageCmd::DeletePost(*post), ctx);
                }
            }
            (Question::Record, Value::Form(form)) => self.set_record(form, ctx),
            _ => {}
        }
    }
}

//! Editing facts where they stand: those of the table, the postal address, rights.

use strum::IntoEnumIterator;

use crate::domain::collaboration_fields::Home;
use crate::domain::milestone::Milestone;
use crate::domain::rights::{Right, RightKind};
use crate::domain::text::lines;
use crate::domain::{BudgetStep, CollaborationField, RightId};
use crate::proto::WriteCmd;
use crate::proto::collaboration_change::RightChange;
use crate::tui::kit::overlay::{Choice, Field, FieldKind, Form, Letters, NOTHING, Overlay, Prompt};
use crate::tui::kit::{Ctx, Notice};
use crate::tui::screens::form::{Reader, amount_text, record};
use crate::tui::screens::over_budget;
use crate::tui::screens::slip::{self, Slip};
use crate::tui::screens::verbs::questions;
use crate::tui::screens::verbs::{Creators, OnCreators};

use super::CollaborationScreen;
use super::lines::Stop;
use super::question::Question;
use super::section::Section;

/// What can be added to the page.
#[derive(Clone, Copy, Debug)]
enum Added {
    Deliverable,
    Right,
    Note,
}

/// The letters that choose what to add.
const ADDED: [(char, &str, Added); 3] = [
    ('d', "a deliverable", Added::Deliverable),
    ('r', "a right: usage, Spark code, exclusivity", Added::Right),
    ('n', "a note about the creator", Added::Note),
];

impl CollaborationScreen {
    /// Edits what the cursor is on.
    pub(super) fn edit(&self, stop: Stop, ctx: &mut Ctx) {
        match stop {
            Stop::Field(field) => self.ask_field(field, ctx),
            Stop::Address => self.ask_address(ctx),
            Stop::Deliverable(which) => self.ask_deed(which, ctx),
            Stop::Amount(id) => {
                let Some(page) = self.page.as_deref() else { return };
                let kind = page.amounts.iter().find(|amount| amount.id == id).map(|amount| amount.kind);
                let field = CollaborationField::ALL.iter().find(|field| kind.map(Home::Cost) == Some(field.home()));
                if let Some(field) = field {
                    self.ask_field(*field, ctx);
                }
            }
            Stop::Right(id) => self.ask_right(Some(id), ctx),
            Stop::Empty if self.focus.part == Section::Rights => self.ask_right(None, ctx),
            Stop::Empty if self.focus.part == Section::Deliverables => self.ask_kind(ctx),
            Stop::Track(_) | Stop::Empty | Stop::Read(_) => {}
        }
    }

    /// Asks for the new value of a fact.
    fn ask_field(&self, field: CollaborationField, ctx: &mut Ctx) {
        let Some(page) = self.page.as_deref() else { return };
        let value = record::text(field.fact(), page.fields.get(field), page.currency);
        self.open_field(field, value, None, ctx);
    }

    fn open_field(&self, field: CollaborationField, value: String, fault: Option<String>, ctx: &mut Ctx) {
        let Some(page) = self.page.as_deref() else { return };
        let fact = field.fact();
        let hint = if fact.hint.is_empty() { "- to clear".to_owned() } else { format!("{}; - to clear", fact.hint) };
        let prompt = Prompt {
            title: format!("{}: {}", self.name(), fact.label),
            kind: record::field_kind(fact, page.currency),
            value,
            hint,
            fault,
            may_clear: true,
            ..Prompt::default()
        };
        ctx.open(Overlay::Prompt(prompt), Question::Field(field));
    }

    /// Saves the new value of a fact, or reopens its input with the error.
    pub(super) fn set_field(&self, field: CollaborationField, typed: &str, ctx: &mut Ctx) {
        let Some(page) = self.page.as_deref() else { return };
        let mut fields = page.fields.clone();
        let text = if typed == NOTHING { "" } else { typed };
        match record::typed(&mut fields, field, text, page.currency, ctx.calendar()) {
            Ok(()) => {
                let adds = fields.costs_minor().saturating_sub(page.fields.costs_minor());
                let save = WriteCmd::SaveCollaboration { id: page.id, fields: Box::new(fields) };
                match self.over_budget(BudgetStep::Adds(adds)) {
                    Some(over) => slip::ask(save, &over, "Save", ctx),
                    None => _ = ctx.write(save),
                }
            }
            Err(fault) => {
                ctx.say(Notice::error(fault.clone()));
                self.open_field(field, typed.to_owned(), Some(fault), ctx);
            }
        }
    }

    /// By how much a step goes over the budget of the campaign.
    fn over_budget(&self, step: BudgetStep) -> Option<Slip> {
        let page = self.page.as_deref()?;
        over_budget::over_limit(&page.campaign_name, page.budget, page.currency, step)
    }

    /// By how much a step that is logged goes over it: an agreement makes the offers agreed.
    pub(super) fn over_by_step(&self, milestone: Milestone) -> Option<Slip> {
        let adds = self.page.as_deref().filter(|_| milestone.commits())?.agreeing_minor();
        self.over_budget(BudgetStep::Agrees(adds))
    }

    fn ask_address(&self, ctx: &mut Ctx) {
        let Some(page) = self.page.as_deref() else { return };
        let prompt = Prompt {
            title: format!("{}: Postal address", self.name()),
            kind: FieldKind::Long,
            value: page.creator.fields.address.clone(),
            hint: "where to ship the product; - to clear".to_owned(),
            may_clear: true,
            ..Prompt::default()
        };
        ctx.open(Overlay::Prompt(prompt), Question::Address);
    }

    /// Saves the postal address of the creator.
    pub(super) fn set_address(&self, typed: &str, ctx: &mut Ctx) {
        let Some(page) = self.page.as_deref() else { return };
        let mut fields = page.creator.fields.clone();
        fields.address = if typed == NOTHING { String::new() } else { lines(typed) };
        let (id, seen) = (page.creator.id, page.creator.updated_at);
        ctx.write(WriteCmd::EditCreator { id, fields: Box::new(fields), seen });
    }

    /// Asks what to add. A section that lists something adds to its own list.
    pub(super) fn ask_add(&mut self, ctx: &mut Ctx) {
        match self.focus.part {
            Section::Deliverables => self.ask_kind(ctx),
            Section::Rights => self.ask_right(None, ctx),
            Section::Notes => self.ask_note(ctx),
            _ => {
                let entries = ADDED.map(|(letter, label, _)| (letter, label.to_owned())).to_vec();
                let title = format!("Add to {}", self.name());
                ctx.open(Overlay::Letters(Letters { title, entries }), Question::Add);
            }
        }
    }

    /// Asks for what was chosen to be added.
    pub(super) fn add_chosen(&mut self, choice: &Choice, ctx: &mut Ctx) {
        match choice.of(&ADDED).map(|(.., added)| added) {
            Some(Added::Deliverable) => self.ask_kind(ctx),
            Some(Added::Right) => self.ask_right(None, ctx),
            Some(Added::Note) => self.ask_note(ctx),
            None => {}
        }
    }

    fn ask_note(&mut self, ctx: &mut Ctx) {
        let creators: Option<Creators> = self.creators();
        if let Some(creators) = creators {
            questions::note(creators, ctx);
        }
    }

    /// Asks for a right in a form.
    fn ask_right(&self, id: Option<RightId>, ctx: &mut Ctx) {
        let Some(page) = self.page.as_deref() else { return };
        let known = page.rights.iter().find(|(known, _)| Some(*known) == id).map(|(_, right)| right.clone());
        let is_new = known.is_none();
        let right = known.unwrap_or_default();
        let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        let kinds = RightKind::iter().map(|kind| kind.word().to_owned()).collect();
        let price = right.price_minor.map(|minor| amount_text(minor, page.currency)).unwrap_or_default();
        let form = Form {
            title: format!("{}: {}", self.name(), if is_new { "new right" } else { "right" }),
            fields: vec![
                Field::new("kind", "Kind", FieldKind::Choice(kinds)).with(right.kind.word()),
                Field::new("starts_on", "From", FieldKind::Day).with(day(right.starts_on)).hint("empty: not fixed"),
                Field::new("ends_on", "Until", FieldKind::Day).with(day(right.ends_on)).hint("empty: runs on"),
                Field::new("price", "Price", FieldKind::Money(page.currency))
                    .with(price)
                    .hint("its price alone; what is to be paid stands under Money"),
                Field::new("detail", "Where, or code", FieldKind::Text)
                    .with(right.detail)
                    .hint("own channels; no rival in skincare; the Spark code"),
            ],
            save: if is_new { "Add" } else { "Save" }.to_owned(),
        };
        ctx.open(Overlay::Form(form), Question::Right(id));
    }

    /// Saves a right from its form, or reopens the form with its errors.
    pub(super) fn set_right(&self, id: Option<RightId>, form: Form, ctx: &mut Ctx) {
        let Some(page) = self.page.as_deref() else { return };
        let mut reader = Reader::new(form, ctx.calendar());
        let right = Right {
            kind: RightKind::from_word(&reader.text("kind")).unwrap_or_default(),
            starts_on: reader.day("starts_on"),
            ends_on: reader.day("ends_on"),
            price_minor: reader.money("price", page.currency),
            detail: reader.text("detail"),
        };
        let price = |right: &Right| right.price_minor.unwrap_or(0);
        let known = page.rights.iter().find(|(known, _)| Some(*known) == id);
        let adds = price(&right).saturating_sub(known.map_or(0, |(_, right)| price(right)));
        let change = |right| WriteCmd::Right(RightChange { collaboration: page.id, id, right: Some(right) });
        match (reader.finish(right).map(change), self.over_budget(BudgetStep::Adds(adds))) {
            (Ok(save), Some(over)) => slip::ask(save, &over, "Save", ctx),
            (saved, _) => ctx.submit(saved, Question::Right(id)),
        }
    }

    /// Removes a right.
    pub(super) fn remove_right(&self, id: RightId, ctx: &mut Ctx) {
        if let Some(collaboration) = self.id {
            ctx.write(WriteCmd::Right(RightChange { collaboration, id: Some(id), right: None }));
        }
    }
}

//! The second step: which field each column becomes. The person can change it, and the samples follow.

use crate::domain::creator::CreatorField;
use crate::proto::column::{Choice, FileColumns, Target, Wish, give};
use crate::proto::ingest::ImportKind;
use crate::tui::kit::overlay::{Choice as Entry, Overlay, Pick, PickItem};
use crate::tui::kit::{Action, Ctx, Effect, Notice, Verb};
use crate::tui::look::text;
use crate::tui::widgets::list::ListCursor;
use strum::IntoEnumIterator;

use super::{ImportScreen, Question};

/// What a column that becomes nothing is called.
pub(super) const LEFT_OUT: &str = "(leave out)";

/// The columns of the file at hand, and what the person wants of them.
#[derive(Clone, Debug)]
pub(super) struct Mapping {
    /// As they were read last.
    pub(super) found: FileColumns,
    /// What they are to become now; the samples follow as soon as the file was read again.
    pub(super) choices: Vec<Choice>,
    /// What the person wants, for the check and the import.
    pub(super) wish: Wish,
    /// Over the columns.
    pub(super) cursor: ListCursor,
    /// What columns became before they were left out.
    before: Vec<Option<Target>>,
}

impl Mapping {
    /// The columns as they were found.
    pub(super) fn new(found: FileColumns) -> Self {
        let choices: Vec<Choice> = found.columns.iter().map(|column| column.choice).collect();
        let before = choices.iter().map(|choice| choice.becomes).collect();
        Self { choices, before, wish: found.wish.clone(), cursor: ListCursor::default(), found }
    }

    /// Takes the columns as they were read again; an answer to an older wish is left.
    pub(super) fn take(&mut self, found: &FileColumns) {
        if found.file != self.found.file || found.wish != self.wish {
            return;
        }
        let is_other = found.kind != self.found.kind || !matches!(found.wish, Wish::Chosen(..));
        let cursor = self.cursor;
        let before = std::mem::take(&mut self.before);
        *self = Self::new(found.clone());
        self.cursor = cursor;
        if !is_other {
            self.before = before;
        }
    }

    /// What the file holds.
    pub(super) fn kind(&self) -> ImportKind {
        self.found.kind
    }

    /// Required fields without a column; where several would do, the first of them.
    pub(super) fn missing(&self) -> Vec<Target> {
        let has = |target: &Target| self.choices.iter().any(|choice| choice.becomes == Some(*target));
        let groups = Target::needed(self.kind()).iter().filter(|group| !group.iter().any(has));
        groups.filter_map(|group| group.first().copied()).collect()
    }

    /// What a column becomes, as the screen calls it.
    pub(super) fn label(&self, index: usize) -> &'static str {
        let becomes = self.choices.get(index).and_then(|choice| choice.becomes);
        becomes.map_or(LEFT_OUT, |target| target.label(self.kind()))
    }

    /// The name of a column, safe to show.
    pub(super) fn header(&self, index: usize) -> String {
        self.found.columns.get(index).map_or_else(String::new, |column| text::shown(&column.header))
    }

    /// The column that a field has now, if it takes one only and another one has it.
    fn owner(&self, target: Target) -> Option<usize> {
        let is_owner = |(index, choice): &(usize, &Choice)| choice.becomes == Some(target) && *index != self.cursor.at;
        let owner = self.choices.iter().enumerate().find(is_owner);
        owner.map(|(index, _)| index).filter(|_| !target.is_many())
    }

    /// What an action does at this step.
    pub(super) fn verb(&self, action: Action) -> Verb<ImportScreen> {
        let on_column = |run: fn(&mut Self, &mut Ctx)| {
            on(run).when(!self.choices.is_empty(), || "This file has no columns.".to_owned())
        };
        match action {
            Action::NavLeft => on_column(|mapping, ctx| mapping.step(false, ctx)),
            Action::NavRight => on_column(|mapping, ctx| mapping.step(true, ctx)),
            Action::ColumnField => on_column(|mapping, ctx| mapping.ask_field(ctx)),
            Action::ColumnLeave => on_column(Self::leave_out),
            Action::ColumnDays => {
                let is_open = self.found.columns.get(self.cursor.at).is_some_and(|column| column.open_order.is_some());
                on(Self::turn_days).when(is_open, || "The dates in this column aren't ambiguous.".to_owned())
            }
            Action::ColumnsPropose => {
                let is_proposed = match self.wish {
                    Wish::Usual => !self.found.is_remembered,
                    Wish::Proposed(kind) => kind.is_none(),
                    Wish::Chosen(..) => false,
                };
                on(|mapping, ctx| mapping.want(Wish::Proposed(None), ctx))
                    .when(!is_proposed, || "These already are Tenfold's suggestions.".to_owned())
            }
            Action::FileKind => on(|_, ctx| ask_kind(ctx)),
            action if action.walks() => Verb::new(move |screen: &mut ImportScreen, count, ctx| {
                if let Some(mapping) = &mut screen.mapping {
                    mapping.cursor.walk(action, count, mapping.choices.len(), ctx.list_lines);
                }
            }),
            _ => Verb::elsewhere(),
        }
    }

    /// Leaves the column out, or takes back what it became before.
    fn leave_out(&mut self, ctx: &mut Ctx) {
        let at = self.cursor.at;
        let now = self.choices.get(at).and_then(|choice| choice.becomes);
        match (now, self.before.get(at).copied().flatten()) {
            (Some(_), _) => self.become_now(None, ctx),
            (None, Some(target)) => self.become_now(Some(target), ctx),
            // No suggestion for this column yet.
            (None, None) => self.ask_field(ctx),
        }
    }

    /// Takes what was chosen in a list.
    pub(super) fn choose(&mut self, question: &Question, choice: &Entry, ctx: &mut Ctx) {
        match question {
            Question::Field(fields) => {
                if let Some(becomes) = choice.of(fields) {
                    self.become_now(*becomes, ctx);
                }
            }
            Question::Kind(kinds) => {
                if let Some(kind) = choice.of(kinds).filter(|kind| **kind != self.kind()) {
                    self.want(Wish::Proposed(Some(*kind)), ctx);
                }
            }
            Question::Stop => {}
        }
    }

    /// The next or previous field that is free; between the last and the first the column is left out.
    fn step(&mut self, forward: bool, ctx: &mut Ctx) {
        let free = Target::of(self.kind()).iter().copied().filter(|target| self.owner(*target).is_none());
        let fields: Vec<Option<Target>> = std::iter::once(None).chain(free.map(Some)).collect();
        let now = self.choices.get(self.cursor.at).and_then(|choice| choice.becomes);
        let at = fields.iter().position(|field| *field == now).unwrap_or(0);
        let by = if forward { 1 } else { fields.len() - 1 };
        let next = fields.get((at + by) % fields.len()).copied().flatten();
        self.become_now(next, ctx);
    }

    /// Lets the column under the cursor become a field, and says which one gave it up.
    fn become_now(&mut self, becomes: Option<Target>, ctx: &mut Ctx) {
        let at = self.cursor.at;
        let former = give(&mut self.choices, at, becomes);
        if let (Some(slot), Some(_)) = (self.before.get_mut(at), becomes) {
            *slot = becomes;
        }
        self.want(Wish::Chosen(self.kind(), self.choices.clone()), ctx);
        if let (Some(former), Some(target)) = (former, becomes) {
            let (header, label) = (self.header(former), target.label(self.kind()));
            let sentence = format!("`{header}` is now left out: only one column can be {label}.");
            ctx.say(Notice::info(sentence));
        }
    }

    fn turn_days(&mut self, ctx: &mut Ctx) {
        let order = self.found.columns.get(self.cursor.at).and_then(|column| column.open_order);
        if let (Some(choice), Some(order)) = (self.choices.get_mut(self.cursor.at), order) {
            choice.day_order = Some(order.other());
        }
        self.want(Wish::Chosen(self.kind(), self.choices.clone()), ctx);
    }

    fn want(&mut self, wish: Wish, ctx: &mut Ctx) {
        self.wish = wish.clone();
        ctx.effect(Effect::ReadColumns(self.found.file.clone(), wish));
    }

    /// Asks what the column becomes: the fields, with the column that each has now.
    fn ask_field(&self, ctx: &mut Ctx) {
        let kind = self.kind();
        let item = |target: Target| {
            let hint = self.owner(target).map_or_else(String::new, |owner| format!("now {}", self.header(owner)));
            PickItem { label: target.label(kind).to_owned(), hint, ..PickItem::default() }
        };
        let out = PickItem { label: LEFT_OUT.to_owned(), ..PickItem::default() };
        let fields = Target::of(kind).iter().map(|target| (item(*target), Some(*target)));
        let (items, fields) = fields.chain([(out, None)]).unzip();
        let title = format!("What does {} become?", self.header(self.cursor.at));
        ctx.open(Overlay::Pick(Pick { title, items, ..Pick::default() }), Question::Field(fields));
    }
}

/// A verb that changes the columns.
fn on(run: fn(&mut Mapping, &mut Ctx)) -> Verb<ImportScreen> {
    Verb::new(move |screen: &mut ImportScreen, _, ctx| {
        if let Some(mapping) = &mut screen.mapping {
            run(mapping, ctx);
        }
    })
}

/// Asks what the file holds.
fn ask_kind(ctx: &mut Ctx) {
    let item = |kind: ImportKind| PickItem { label: kind.title().to_owned(), ..PickItem::default() };
    let title = "What does this file hold?".to_owned();
    let pick = Pick { title, items: ImportKind::iter().map(item).collect(), ..Pick::default() };
    ctx.open(Overlay::Pick(pick), Question::Kind(ImportKind::iter().collect()));
}

/// Why the next step has to wait.
pub(super) fn needs(target: Target, kind: ImportKind) -> String {
    let group = Target::needed(kind).iter().find(|group| group.contains(&target));
    let labels: Vec<&str> = group.into_iter().flat_map(|group| group.iter()).map(|target| target.label(kind)).collect();
    let what = match target {
        Target::Handle => "the one with @names or profile links",
        Target::Campaign => "the one with the campaign name",
        Target::CountedOn | Target::PostedAt | Target::CreatedAt => "the one with the dates",
        Target::Of(CreatorField::Followers) => "the one with the follower count",
        Target::Total => "the one with the amount charged",
        _ => "the one with that data",
    };
    format!("No column becomes {} yet: choose {what}.", labels.join(" or "))
}

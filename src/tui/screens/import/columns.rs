//! The second step: which column of the file becomes what. The person may change it; the samples follow.

use crate::domain::creator::CreatorField;
use crate::proto::column::{Choice, FileColumns, Target, Wish, give};
use crate::proto::ingest::ImportKind;
use crate::tui::kit::overlay::{Overlay, Pick, PickItem, Purpose, Value};
use crate::tui::kit::{Action, Availability, Ctx, Effect, Notice, Request};
use crate::tui::look::text;
use crate::tui::widgets::list::ListCursor;
use strum::IntoEnumIterator;

/// What the list of fields is for.
const FIELD: Purpose = "field of column";
/// What the list of kinds is for.
const KIND: Purpose = "kind of file";
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

    /// Fields that must be there and are not; where several would do, the first of them.
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

    pub(super) fn can(&self, action: Action) -> Availability {
        match action {
            Action::NavOpen => match self.missing().first() {
                Some(target) => Availability::No(needs(*target, self.kind())),
                None => Availability::Yes,
            },
            Action::NavLeft | Action::NavRight | Action::ColumnField | Action::ColumnLeave => {
                Availability::when(!self.choices.is_empty(), "This file has no columns.")
            }
            Action::ColumnDays => {
                let is_open = self.found.columns.get(self.cursor.at).is_some_and(|column| column.open_order.is_some());
                Availability::when(is_open, "This column does not leave open which is the day and which the month.")
            }
            Action::ColumnsPropose => {
                let is_proposed = match self.wish {
                    Wish::Usual => !self.found.is_remembered,
                    Wish::Proposed(kind) => kind.is_none(),
                    Wish::Chosen(..) => false,
                };
                Availability::when(!is_proposed, "The columns are as Tenfold proposes them.")
            }
            Action::FileKind => Availability::Yes,
            action if action.walks() => Availability::Yes,
            _ => Availability::Elsewhere,
        }
    }

    pub(super) fn carry_out(&mut self, action: Action, count: usize, ctx: &Ctx) -> Vec<Request> {
        let at = self.cursor.at;
        match action {
            Action::NavLeft => self.step(false),
            Action::NavRight => self.step(true),
            Action::ColumnField => vec![self.list()],
            Action::ColumnLeave => match self.choices.get(at).and_then(|choice| choice.becomes) {
                Some(_) => self.become_now(None),
                None => match self.before.get(at).copied().flatten() {
                    Some(target) => self.become_now(Some(target)),
                    // Nobody has an idea yet what it could be.
                    None => vec![self.list()],
                },
            },
            Action::ColumnDays => self.turn_days(),
            Action::ColumnsPropose => self.want(Wish::Proposed(None)),
            Action::FileKind => vec![kinds()],
            _ => {
                self.cursor.walk(action, count, self.choices.len(), ctx.list_lines);
                Vec::new()
            }
        }
    }

    /// Takes what was chosen in a list.
    pub(super) fn read_answer(&mut self, purpose: Purpose, value: &Value) -> Vec<Request> {
        let Value::Picked(label) = value else { return Vec::new() };
        let kind = self.kind();
        match purpose {
            FIELD if label == LEFT_OUT => self.become_now(None),
            FIELD => {
                let target = Target::of(kind).iter().copied().find(|target| target.label(kind) == label);
                target.map_or_else(Vec::new, |target| self.become_now(Some(target)))
            }
            KIND => match ImportKind::iter().find(|kind| kind.title() == label) {
                Some(meant) if meant != kind => self.want(Wish::Proposed(Some(meant))),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    /// The next or previous field that is free; between the last and the first the column is left out.
    fn step(&mut self, forward: bool) -> Vec<Request> {
        let free = Target::of(self.kind()).iter().copied().filter(|target| self.owner(*target).is_none());
        let fields: Vec<Option<Target>> = std::iter::once(None).chain(free.map(Some)).collect();
        let now = self.choices.get(self.cursor.at).and_then(|choice| choice.becomes);
        let at = fields.iter().position(|field| *field == now).unwrap_or(0);
        let by = if forward { 1 } else { fields.len() - 1 };
        let next = fields.get((at + by) % fields.len()).copied().flatten();
        self.become_now(next)
    }

    /// Lets the column under the cursor become a field, and says which one gave it up.
    fn become_now(&mut self, becomes: Option<Target>) -> Vec<Request> {
        let at = self.cursor.at;
        let former = give(&mut self.choices, at, becomes);
        if let (Some(slot), Some(_)) = (self.before.get_mut(at), becomes) {
            *slot = becomes;
        }
        let mut requests = self.want(Wish::Chosen(self.kind(), self.choices.clone()));
        if let (Some(former), Some(target)) = (former, becomes) {
            let (header, label) = (self.header(former), target.label(self.kind()));
            let sentence = format!("`{header}` is left out now: only one column becomes {label}.");
            requests.push(Request::Say(Notice::info(sentence)));
        }
        requests
    }

    fn turn_days(&mut self) -> Vec<Request> {
        let order = self.found.columns.get(self.cursor.at).and_then(|column| column.open_order);
        if let (Some(choice), Some(order)) = (self.choices.get_mut(self.cursor.at), order) {
            choice.day_order = Some(order.other());
        }
        self.want(Wish::Chosen(self.kind(), self.choices.clone()))
    }

    fn want(&mut self, wish: Wish) -> Vec<Request> {
        self.wish = wish.clone();
        vec![Request::Effect(Effect::ReadColumns(self.found.file.clone(), wish))]
    }

    /// The fields to choose from, with the column that each has now.
    fn list(&self) -> Request {
        let kind = self.kind();
        let item = |target: &Target| {
            let hint = self.owner(*target).map_or_else(String::new, |owner| format!("now {}", self.header(owner)));
            PickItem { label: target.label(kind).to_owned(), hint, ..PickItem::default() }
        };
        let out = PickItem { label: LEFT_OUT.to_owned(), ..PickItem::default() };
        Request::Open(Overlay::Pick(Pick {
            purpose: FIELD,
            title: format!("What does {} become?", self.header(self.cursor.at)),
            items: Target::of(kind).iter().map(item).chain([out]).collect(),
            ..Pick::default()
        }))
    }
}

/// What a file can hold, to choose from.
fn kinds() -> Request {
    let item = |kind: ImportKind| PickItem { label: kind.title().to_owned(), ..PickItem::default() };
    Request::Open(Overlay::Pick(Pick {
        purpose: KIND,
        title: "What does this file hold?".to_owned(),
        items: ImportKind::iter().map(item).collect(),
        ..Pick::default()
    }))
}

/// Why the next step has to wait.
pub(super) fn needs(target: Target, kind: ImportKind) -> String {
    let group = Target::needed(kind).iter().find(|group| group.contains(&target));
    let labels: Vec<&str> = group.into_iter().flat_map(|group| group.iter()).map(|target| target.label(kind)).collect();
    let what = match target {
        Target::Handle => "the one with @names or profile links",
        Target::Campaign => "the one that names the campaign",
        Target::CountedOn | Target::PostedAt | Target::CreatedAt => "the one with the days",
        Target::Of(CreatorField::Followers) => "the one that counts followers",
        Target::Total => "the one with what was charged",
        _ => "the one that holds it",
    };
    format!("No column becomes {} yet: choose {what}.", labels.join(" or "))
}

//! One box that finds anything: what is typed is looked for everywhere, and Enter goes to where it is seen.

#[cfg(test)]
mod tests;
mod view;

use std::sync::Arc;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::domain::{BatchId, CampaignId, CollaborationId, CreatorId, OrderId, PayableId};
use crate::proto::Query;
use crate::proto::find::{Found, FoundList};
use crate::proto::query::Answer;
use crate::tui::kit::key::{KeyCode, KeyCombination, KeyModifiers, canonical, parse, single};
use crate::tui::kit::{Action, ByVerb, Ctx, Does, Latest, Msg, Notice, Place, Request, Screen, Verb};
use crate::tui::look::Theme;
use crate::tui::screens::listed::{Item, Listed};
use crate::tui::widgets::input::{TextInput, Typed};
use crate::words::find as words;

/// The screen.
#[derive(Debug, Default)]
pub struct FindScreen {
    input: TextInput,
    is_typing: bool,
    /// Whether the text is that of an earlier visit: the first letter typed replaces it.
    is_kept: bool,
    found: Latest<Arc<FoundList>>,
    list: Listed<Line>,
    /// Enter was pressed before the answer to this text came.
    opens_first: bool,
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq)]
enum Line {
    /// Something that was found.
    Row(Found),
    /// All creators, so many, in their own list.
    All(usize),
}

/// What a line is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Creator(CreatorId),
    Campaign(CampaignId),
    Batch(BatchId),
    Code(CollaborationId, String),
    Order(OrderId),
    Invoice(CollaborationId, String),
    Note(i64),
    All,
}

impl Item for Line {
    type Key = Key;

    fn key(&self) -> Key {
        match self {
            Self::All(_) => Key::All,
            Self::Row(found) => match found {
                Found::Creator { id, .. } => Key::Creator(*id),
                Found::Campaign { id, .. } => Key::Campaign(*id),
                Found::Batch { id, .. } => Key::Batch(*id),
                Found::Code { collaboration, code, .. } => Key::Code(*collaboration, code.clone()),
                Found::Order(order) => Key::Order(order.id),
                Found::Invoice { collaboration, number, .. } => Key::Invoice(*collaboration, number.clone()),
                Found::Note { id, .. } => Key::Note(*id),
            },
        }
    }
}

impl FindScreen {
    /// A screen with an empty box.
    pub fn new() -> Self {
        Self::default()
    }

    /// What was found for the text in the box; nothing while that is being looked for.
    fn answer(&self) -> Option<&FoundList> {
        self.found.get().map(Arc::as_ref).filter(|found| found.text == self.input.value())
    }

    fn words(&self) -> Vec<String> {
        crate::proto::find::words(self.input.value())
    }

    /// Looks for the text in the box.
    fn ask(&mut self, ctx: &mut Ctx) {
        self.found.ask(Query::Find(self.input.value().to_owned()), ctx);
    }

    fn changed(&mut self, ctx: &mut Ctx) {
        (self.is_kept, self.opens_first) = (false, false);
        self.ask(ctx);
    }

    /// The lines of an answer, and how many stand under each heading.
    fn lines(found: &FoundList) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        for group in &found.groups {
            lines.extend(group.rows.iter().cloned().map(Line::Row));
            if Self::has_more(found, group.rows.first()) {
                lines.push(Line::All(found.in_list));
            }
        }
        lines.extend(found.closest.iter().cloned().map(Line::Row));
        lines
    }

    /// Whether the list of creators shows more than the best of them.
    fn has_more(found: &FoundList, first: Option<&Found>) -> bool {
        let shown = found.groups.iter().find(|group| group.rows.first() == first).map_or(0, |group| group.rows.len());
        matches!(first, Some(Found::Creator { .. })) && found.in_list > shown
    }

    /// Takes an answer. The cursor stays with its row where the same text was asked again.
    fn take(&mut self, found: &Arc<FoundList>, ctx: &mut Ctx) {
        let is_same = self.found.get().is_some_and(|known| known.text == found.text);
        self.found.replace(Arc::clone(found));
        if !is_same {
            self.list.forget();
        }
        self.list.replace(Self::lines(found));
        if std::mem::take(&mut self.opens_first) && self.answer().is_some() {
            self.open(ctx);
        }
    }

    /// Goes to the row under the cursor, or as soon as the answer comes to its first.
    fn open(&mut self, ctx: &mut Ctx) {
        if self.answer().is_none() {
            self.opens_first = !self.words().is_empty();
            return;
        }
        let Some(line) = self.list.here() else { return };
        match self.leads(line) {
            Ok(request) => {
                // The app leads nobody away who is typing.
                self.is_typing = false;
                ctx.lead(request);
            }
            Err(said) => ctx.say(Notice::info(said)),
        }
    }

    /// Where a line leads, or why nowhere.
    fn leads(&self, line: &Line) -> Result<Request, String> {
        let found = match line {
            Line::All(_) => return Ok(Request::ShowFilter(crate::proto::find::filter(&self.words()))),
            Line::Row(found) => found,
        };
        Ok(match found {
            Found::Creator { id, .. } => Request::ShowPage(*id),
            Found::Campaign { id, .. } => Request::ShowCampaign(*id),
            Found::Batch { id, .. } => Request::ShowBatch(*id),
            Found::Invoice { amount: Some(amount), .. } => Request::ShowPayment(PayableId::Amount(*amount)),
            Found::Code { collaboration, .. } | Found::Invoice { collaboration, .. } => {
                Request::ShowCollaboration(*collaboration)
            }
            Found::Order(order) => match (&order.owner, order.campaign) {
                (Some((collaboration, _)), _) => Request::ShowCollaboration(*collaboration),
                (None, Some(campaign)) => Request::ShowOrder(campaign, order.id),
                (None, None) => return Err(words::no_campaign(order)),
            },
            Found::Note { collaboration: Some(id), .. } => Request::ShowCollaboration(*id),
            Found::Note { creator, .. } => Request::ShowPage(*creator),
        })
    }

    /// The screen a line leads to.
    fn place(line: &Line) -> Place {
        match line {
            Line::All(_) => Place::Creators,
            Line::Row(found) => match found {
                Found::Creator { .. } | Found::Note { collaboration: None, .. } => Place::Page,
                Found::Campaign { .. } => Place::Campaigns,
                Found::Batch { .. } => Place::Batch,
                Found::Order(order) if order.owner.is_none() => Place::Results,
                Found::Invoice { amount: Some(_), .. } => Place::Payments,
                Found::Code { .. } | Found::Order(_) | Found::Invoice { .. } | Found::Note { .. } => {
                    Place::Collaboration
                }
            },
        }
    }

    fn walk(&mut self, action: Action, ctx: &Ctx) {
        self.opens_first = false;
        self.list.walk(action, 1, ctx.list_lines);
    }
}

impl ByVerb for FindScreen {
    fn verb(&self, action: Action, _ctx: &Ctx) -> Verb<Self> {
        match action {
            Action::FilterEdit => {
                Verb::new(|screen: &mut Self, _, _| screen.is_typing = true).hint("type", Does::Types)
            }
            Action::NavOpen => self.list.verb("Type what you are looking for.", |line| {
                Verb::new(|screen: &mut Self, _, ctx| screen.open(ctx)).hint("go there", Does::Goes(Self::place(line)))
            }),
            _ => Listed::walking(action, |screen: &mut Self| &mut screen.list),
        }
    }
}

impl Screen for FindScreen {
    fn enter(&mut self, ctx: &mut Ctx) {
        self.is_typing = true;
        self.is_kept = !self.input.value().is_empty();
        self.refresh(ctx);
    }

    fn list_lines(&self, area: Rect, _ctx: &Ctx) -> usize {
        view::list_lines(area)
    }

    fn refresh(&mut self, ctx: &mut Ctx) {
        self.ask(ctx);
    }

    fn msg(&mut self, msg: &Msg, ctx: &mut Ctx) {
        if let Some((generation, Answer::Found(found))) = msg.answer()
            && self.found.expects(generation)
        {
            self.take(found, ctx);
        }
    }

    fn is_typing(&self) -> bool {
        self.is_typing
    }

    fn typing_hints(&self) -> &'static str {
        "type to find   ↑↓ choose   Enter go there   Ctrl-U clear   Esc back"
    }

    fn type_key(&mut self, key: KeyCombination, ctx: &mut Ctx) {
        let key = canonical(key);
        match single(key) {
            Some(KeyCode::Enter) => return self.open(ctx),
            Some(KeyCode::Esc) => {
                self.is_typing = false;
                return ctx.lead(Request::Back);
            }
            Some(KeyCode::Down) => return self.walk(Action::NavDown, ctx),
            Some(KeyCode::Up) => return self.walk(Action::NavUp, ctx),
            Some(KeyCode::PageDown) => return self.walk(Action::NavPageDown, ctx),
            Some(KeyCode::PageUp) => return self.walk(Action::NavPageUp, ctx),
            _ if Some(key) == parse("ctrl-n") => return self.walk(Action::NavDown, ctx),
            _ if Some(key) == parse("ctrl-p") => return self.walk(Action::NavUp, ctx),
            _ => {}
        }
        let before = self.input.clone();
        let is_letter = matches!(single(key), Some(KeyCode::Char(_)))
            && !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
        if self.is_kept && is_letter {
            self.input.set("");
        }
        match self.input.key(key) {
            Typed::Changed => self.changed(ctx),
            // A key that only moves keeps the text of the last time.
            Typed::Moved => {
                (self.input, self.is_kept) = (if self.is_kept { before } else { self.input.clone() }, false);
            }
            Typed::Ignored => self.input = before,
        }
    }

    fn paste(&mut self, pasted: &str, ctx: &mut Ctx) {
        if !self.is_typing {
            self.is_typing = true;
            self.is_kept = true;
        }
        if self.is_kept {
            self.input.set("");
        }
        self.input.insert(pasted);
        self.changed(ctx);
    }

    fn acts_on(&self, _ctx: &Ctx) -> String {
        String::new()
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
        view::draw(self, frame, area, ctx, theme);
    }
}

//! The table of creators: find, mark, describe, decide. The screen holds ids and the rows around the cursor, never the whole set.

mod bar;
mod blame;
mod can;
mod chosen;
mod columns;
mod copy;
mod field;
mod filter;
mod find;
mod gather;
mod goal;
mod hint;
mod index;
mod joining;
mod layout;
mod line;
mod memory;
mod offers;
mod repeat;
mod same;
mod typing;
mod update;
mod verbs;
mod view;
mod views;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::domain::CreatorId;
use crate::proto::Target;
use crate::proto::event::{Generation, Ticket};
use crate::proto::row::{CreatorDetail, TagRow};
use crate::tui::kit::key::KeyCombination;
use crate::tui::kit::overlay::{Form, Purpose, Value};
use crate::tui::kit::{Action, Availability, Ctx, Hint, Msg, Request, Screen, Show, Shown};
use crate::tui::look::Theme;
use crate::tui::screens::form::creator as account;
use crate::tui::screens::profile::burst::Burst;
use crate::tui::screens::profile::joining::Joining;
use crate::tui::screens::profile::underway::Underway;

use blame::Blame;
use chosen::Chosen;
use columns::Kind;
use copy::Copied;
use filter::FilterBar;
use find::Marking;
use gather::Gather;
use index::Index;
use layout::Layout;
use offers::Values;
use repeat::Verb;
use views::Views;

/// The table of creators.
#[derive(Debug, Default)]
pub struct CreatorsScreen {
    index: Index,
    chosen: Chosen,
    bar: FilterBar,
    /// Which term of the filter leaves nobody.
    blame: Blame,
    /// What the file holds, for completing the filter.
    values: Values,
    views: Views,
    /// The columns, and those of the list without a view.
    layout: Layout,
    base: Layout,
    /// The column the cursor is in.
    column: Kind,
    /// Creators with the same value, on their way to be marked.
    marking: Option<Marking>,
    /// What was done last.
    last_verb: Option<Verb>,
    /// The creator in full, and the one last asked for.
    detail: Option<Box<CreatorDetail>>,
    detail_of: Option<CreatorId>,
    hides_info: bool,
    scroll: u16,
    /// The creator to go to when the next list comes.
    wanted: Option<Wanted>,
    /// All tags, most used first.
    tags: Vec<TagRow>,
    tags_asked: Option<Generation>,
    /// Whom the open overlay is about: fixed when it was opened.
    pending: Option<Pending>,
    /// Forms on their way to the file: they come back when it refuses them.
    sent: HashMap<Ticket, Sent>,
    /// What the answers on their way are about.
    underway: Underway<Pending>,
    copying: Option<(Copied, Vec<CreatorId>)>,
    gather: Gather,
    joining: Joining,
    recalled: Option<String>,
    burst: Burst,
}

/// A creator to go to.
#[derive(Clone, Copy, Debug)]
struct Wanted {
    id: CreatorId,
    /// Whether a filter that hides it is set aside.
    at_any_cost: bool,
}

/// What an open overlay is about.
#[derive(Clone, Debug)]
struct Pending {
    target: Target,
    count: usize,
    by_marks: bool,
    /// Whether the tags of the target are being counted before the picker opens.
    is_counting: bool,
    /// For the form: whom, and `updated_at` when it was opened.
    edited: Option<(CreatorId, i64)>,
}

impl Pending {
    /// The form of one creator, as it was when last seen.
    fn edit(id: CreatorId, seen: i64) -> Self {
        let target = crate::proto::Target::one(id);
        Self { target, count: 1, by_marks: false, is_counting: false, edited: Some((id, seen)) }
    }
}

/// A form that was sent.
#[derive(Debug)]
struct Sent {
    form: Form,
    edited: CreatorId,
}

impl CreatorsScreen {
    /// A screen that has not asked for anything yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether the picker of tags waits for its counts.
    fn is_counting(&self) -> bool {
        self.pending.as_ref().is_some_and(|pending| pending.is_counting)
    }

    /// Goes to a creator; a filter that hides them is set aside.
    fn show_creator(&mut self, id: CreatorId, ctx: &mut Ctx) -> Vec<Request> {
        // Only the next list knows whether the filter shows them: what was taken back may have changed just that.
        self.wanted = Some(Wanted { id, at_any_cost: true });
        vec![self.ask(ctx)]
    }

    /// Asks for the list that filter and order describe.
    fn ask(&mut self, ctx: &mut Ctx) -> Request {
        self.tell(ctx);
        self.index.ask(self.bar.expr(), self.bar.order(), ctx)
    }

    /// Tells the other screens what is shown here.
    fn tell(&self, ctx: &mut Ctx) {
        let filter = self.bar.text.clone();
        let name = self.views.name_of(&filter);
        ctx.shown = Some(Shown { name, filter, expr: self.bar.expr(), sort: self.bar.order() });
    }

    /// Asks for what the cursor has come to: rows and the creator in full.
    fn look(&mut self, ctx: &Ctx) -> Vec<Request> {
        let mut requests: Vec<Request> = self.index.window(ctx.list_lines).into_iter().collect();
        let here = self.index.at();
        if here != self.detail_of {
            self.detail_of = here;
            self.scroll = 0;
            requests.extend(here.map(|id| Request::Effect(crate::tui::kit::Effect::ReadDetail(id))));
        }
        requests
    }
}

impl Screen for CreatorsScreen {
    fn enter(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        if let Some(text) = self.recalled.take() {
            // A filter of an older version that no longer reads is as good as none.
            _ = self.bar.set(&text, ctx.calendar());
        }
        self.refresh(ctx)
    }

    fn refresh(&mut self, ctx: &mut Ctx) -> Vec<Request> {
        self.index.stale();
        self.detail_of = None;
        let scroll = self.scroll;
        let mut requests = self.look(ctx);
        self.scroll = scroll;
        requests.push(self.ask(ctx));
        requests.push(self.ask_tags(ctx));
        self.values.stale();
        requests.push(self.views.ask(ctx));
        requests.extend(self.offer(ctx));
        requests
    }

    fn act(&mut self, action: Action, count: usize, ctx: &mut Ctx) -> Vec<Request> {
        let mut requests = self.carry_out(action, count, ctx);
        requests.extend(self.look(ctx));
        requests
    }

    fn availability(&self, action: Action, ctx: &Ctx) -> Availability {
        self.can(action, ctx)
    }

    fn hint(&self, action: Action, ctx: &Ctx) -> Option<Hint> {
        hint::now(action, ctx)
    }

    fn msg(&mut self, msg: &Msg, ctx: &mut Ctx) -> Vec<Request> {
        let mut requests = self.hear(msg, ctx);
        if ctx.shown.is_some() {
            // The name of a view comes after its list.
            self.tell(ctx);
        }
        requests.extend(self.look(ctx));
        requests
    }

    fn answer(&mut self, purpose: Purpose, value: Value, ctx: &mut Ctx) -> Vec<Request> {
        let mut requests = self.answered(purpose, value, ctx);
        requests.extend(self.look(ctx));
        requests
    }

    fn is_typing(&self) -> bool {
        // Letters pressed while tags are counted belong to the list of tags that is about to open.
        self.bar.typing.is_some() || self.is_counting()
    }

    fn typing_hints(&self) -> &'static str {
        let is_empty = self.bar.typing.as_ref().is_some_and(|open| open.input.value().trim().is_empty());
        if is_empty && !self.bar.past.is_empty() {
            "Tab take   ↓ choose   ↑ earlier filters   Enter keep   Esc the filter before"
        } else {
            "Tab take   ↑↓ choose   Enter keep the filter   Esc the filter before"
        }
    }

    fn type_key(&mut self, key: KeyCombination, ctx: &mut Ctx) -> Vec<Request> {
        self.typed(key, ctx)
    }

    fn paste(&mut self, text: &str, ctx: &mut Ctx) -> Vec<Request> {
        self.pasted(text, ctx)
    }

    fn step_back(&mut self, ctx: &mut Ctx) -> Option<Vec<Request>> {
        self.back(ctx)
    }

    fn acts_on(&self, ctx: &Ctx) -> String {
        self.said_target(ctx)
    }

    fn show(&mut self, what: &Show, ctx: &mut Ctx) -> Vec<Request> {
        match what {
            Show::Creator(id) => self.show_creator(*id, ctx),
            Show::Filter(text) => {
                // What one is sent to see wins over what was on screen at the last start.
                self.recalled = None;
                self.change_filter(text, ctx)
            }
            Show::Campaign(_) | Show::Batch(_) | Show::Booking(..) => Vec::new(),
        }
    }

    fn list_lines(&self, area: Rect, ctx: &Ctx) -> usize {
        view::list_lines(self, area, ctx)
    }

    fn memory(&self) -> Vec<(&'static str, String)> {
        self.kept()
    }

    fn recall(&mut self, memory: &dyn Fn(&str) -> Option<String>) {
        self.take_back(memory);
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
        view::draw(self, frame, area, ctx, theme);
    }
}

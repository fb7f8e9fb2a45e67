//! Looking for somebody to put into the batch: everybody in the file, while the name is typed.

use std::sync::Arc;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;

use crate::domain::CreatorId;
use crate::proto::addable::{Addable, AddableList};
use crate::proto::builder::Builder;
use crate::proto::outlook::{Choice, OutlookCmd};
use crate::proto::{Query, WriteCmd};
use crate::tui::kit::key::{KeyCode, KeyCombination, canonical, parse, single};
use crate::tui::kit::{Action, Ctx, Latest, Notice};
use crate::tui::look::{Role, Theme, text};
use crate::tui::screens::listed::{self, Item, Listed};
use crate::tui::widgets::grid::{Cell, Column};
use crate::tui::widgets::input::{TextInput, Typed};
use crate::tui::widgets::panel::{self, Edge};
use crate::words::builder as words;

use super::BuilderScreen;

/// A row: somebody, and why they can't be put in.
#[derive(Clone, Debug)]
struct Hit {
    creator: CreatorId,
    handle: String,
    about: String,
    bar: Option<String>,
}

impl Item for Hit {
    type Key = CreatorId;

    fn key(&self) -> CreatorId {
        self.creator
    }
}

/// The box, and whom it found.
#[derive(Debug, Default)]
pub(super) struct Search {
    /// Who leaves the batch for them.
    out: Option<(CreatorId, String)>,
    input: TextInput,
    found: Latest<Arc<AddableList>>,
    hits: Listed<Hit>,
    /// Enter was pressed before the answer to this text came.
    chooses_first: bool,
}

impl Search {
    /// An empty box; all who are listed and not in the batch are below it.
    pub fn new(builder: &Builder, out: Option<(CreatorId, String)>) -> Self {
        let mut search = Self { out, ..Self::default() };
        search.list(builder);
        search
    }

    /// What was found for the text in the box; nothing while that is being looked for.
    fn answer(&self) -> Option<&AddableList> {
        self.found.get().map(Arc::as_ref).filter(|found| found.text == self.input.value())
    }

    fn is_empty(&self) -> bool {
        crate::proto::find::words(self.input.value()).is_empty()
    }

    /// Shows those who were found, or without a text those whom the builder lists.
    pub fn list(&mut self, builder: &Builder) {
        let hits = match self.found.get() {
            _ if self.is_empty() => {
                let people = builder.people.iter().filter(|person| builder.line_of(person.creator).is_none());
                people
                    .map(|person| Hit {
                        creator: person.creator,
                        handle: person.handle.clone(),
                        about: words::in_search(person, builder.currency),
                        bar: None,
                    })
                    .collect()
            }
            Some(found) => found.rows.iter().map(|row| hit(row, builder)).collect(),
            None => Vec::new(),
        };
        self.hits.replace(hits);
    }

    fn ask(&mut self, ctx: &mut Ctx) {
        self.found.ask(Query::Addable(self.input.value().to_owned()), ctx);
    }
}

fn hit(row: &Addable, builder: &Builder) -> Hit {
    let known = builder.people.iter().find(|person| person.creator == row.creator);
    let is_in = builder.line_of(row.creator).is_some();
    Hit {
        creator: row.creator,
        handle: row.handle.clone(),
        about: known.map_or_else(|| words::found(row), |person| words::in_search(person, builder.currency)),
        bar: words::bar(row.bar, is_in.then_some(builder.batch_name.as_str())),
    }
}

impl BuilderScreen {
    /// Takes an answer.
    pub(super) fn take_found(
        &mut self,
        generation: crate::proto::event::Generation,
        found: &Arc<AddableList>,
        ctx: &mut Ctx,
    ) {
        let (Some(search), Some(builder)) = (&mut self.search, self.builder.as_deref()) else { return };
        if !search.found.expects(generation) {
            return;
        }
        search.found.replace(Arc::clone(found));
        search.hits.forget();
        search.list(builder);
        if std::mem::take(&mut search.chooses_first) && search.answer().is_some() {
            self.choose(ctx);
        }
    }

    /// Puts the one under the cursor in, or says why not.
    fn choose(&mut self, ctx: &mut Ctx) {
        let (Some(search), Some(builder)) = (&mut self.search, self.builder.as_deref()) else { return };
        if !search.is_empty() && search.answer().is_none() {
            search.chooses_first = true;
            return;
        }
        let Some(hit) = search.hits.here().cloned() else { return };
        if let Some(bar) = &hit.bar {
            return ctx.say(Notice::info(format!("@{}: {bar}", text::shown(&hit.handle))));
        }
        let campaign = builder.campaign;
        let command = match &search.out {
            Some((out, _)) => OutlookCmd::Swap { campaign, out: *out, into: hit.creator },
            None => OutlookCmd::SetChoice(campaign, hit.creator, Choice::Pinned),
        };
        if let Some((out, _)) = &search.out {
            self.draft.bookings.remove(out);
        }
        self.search = None;
        self.people.go_to(hit.creator);
        ctx.write(WriteCmd::Outlook(command));
    }

    /// Takes a key while somebody is looked for.
    pub(super) fn search_key(&mut self, key: KeyCombination, ctx: &mut Ctx) {
        let key = canonical(key);
        let walk = match single(key) {
            Some(KeyCode::Enter) => return self.choose(ctx),
            Some(KeyCode::Esc) => {
                self.search = None;
                return;
            }
            Some(KeyCode::Down) => Some(Action::NavDown),
            Some(KeyCode::Up) => Some(Action::NavUp),
            Some(KeyCode::PageDown) => Some(Action::NavPageDown),
            Some(KeyCode::PageUp) => Some(Action::NavPageUp),
            _ if Some(key) == parse("ctrl-n") => Some(Action::NavDown),
            _ if Some(key) == parse("ctrl-p") => Some(Action::NavUp),
            _ => None,
        };
        let Some(search) = &mut self.search else { return };
        match walk {
            Some(action) => {
                search.chooses_first = false;
                search.hits.walk(action, 1, ctx.list_lines);
            }
            None if search.input.key(key) == Typed::Changed => self.search_changed(ctx),
            None => {}
        }
    }

    /// Looks for the text as it is now.
    pub(super) fn search_changed(&mut self, ctx: &mut Ctx) {
        let (Some(search), Some(builder)) = (&mut self.search, self.builder.as_deref()) else { return };
        search.chooses_first = false;
        if search.is_empty() {
            search.hits.forget();
            search.list(builder);
        }
        search.ask(ctx);
    }

    /// Takes pasted text while somebody is looked for.
    pub(super) fn search_paste(&mut self, pasted: &str, ctx: &mut Ctx) {
        if let Some(search) = &mut self.search {
            search.input.insert(pasted);
            self.search_changed(ctx);
        }
    }
}

/// Draws the box and whom it found.
pub(super) fn draw(search: &Search, builder: &Builder, frame: &mut Frame<'_>, area: Rect, edge: Edge, theme: Theme) {
    let title = match &search.out {
        Some((_, handle)) => format!("Instead of @{}", text::shown(handle)),
        None => "Put in".to_owned(),
    };
    let inner = panel::draw_focused(frame, area, edge, &title, "anybody in your file", theme);
    let parts = Layout::vertical([Constraint::Length(1), Constraint::Length(1), Constraint::Fill(1)]);
    let [line, _, body] = inner.layout(&parts);
    if line.width < 4 || line.is_empty() {
        return;
    }
    frame.render_widget(Line::styled(">", theme.style(Role::Key)), Rect { width: 1, ..line });
    search.input.draw(frame, Rect { x: line.x + 2, width: line.width - 2, ..line }, true, theme);
    let columns = [Column::words("", 14, 22, 0), Column::words("", 20, 60, 0)];
    if search.hits.rows().is_empty() {
        let said = match search.answer() {
            _ if search.is_empty() => "Type a few letters of a handle or a name.".to_owned(),
            None => "Searching …".to_owned(),
            Some(found) => words::nobody_found(&found.text),
        };
        return listed::draw_sentence(frame, body, &said, theme);
    }
    let rows = search.hits.rows().len();
    let heading = match search.found.get() {
        _ if search.is_empty() => (words::outside(&builder.batch_name, rows, builder.more), Role::Quiet, rows),
        Some(found) if found.total == 0 => (words::similar(&found.text), Role::Warn, rows),
        found => (words::found_so_many(rows, found.map_or(rows, |found| found.total)), Role::Quiet, rows),
    };
    let headings = [heading];
    search.hits.draw_under(frame, body, &headings, &columns, theme, |hit| {
        let handle = text::shown(&format!("@{}", hit.handle));
        match &hit.bar {
            Some(bar) => vec![Cell::with(handle, Role::Quiet), Cell::with(text::shown(bar), Role::Warn)],
            None => vec![Cell::new(handle), Cell::with(text::shown(&hit.about), Role::Quiet)],
        }
    });
}

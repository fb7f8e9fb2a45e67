//! What each action does on this screen, or the reason it is unavailable.

use crate::domain::creator::CreatorField;
use crate::domain::filter::Field;
use crate::tui::kit::overlay::Overlay;
use crate::tui::kit::{Action, ByVerb, Ctx, Does, Group, Notice, Request, Scope, SortBy, Verb};
use crate::tui::look::SizeClass;
use crate::tui::screens::profile::info;
use crate::tui::screens::verbs::{self, OnCreators};

use super::cell_terms::CellUse;
use super::{CreatorsScreen, answers, view};

type V = Verb<CreatorsScreen>;

/// A verb that ignores the count.
fn does(run: impl FnOnce(&mut CreatorsScreen, &mut Ctx) + 'static) -> V {
    Verb::new(move |screen: &mut CreatorsScreen, _, ctx| run(screen, ctx))
}

/// A signed number of rows or columns.
fn steps(count: usize, forward: bool) -> isize {
    let count = isize::try_from(count.max(1)).unwrap_or(isize::MAX);
    if forward { count } else { -count }
}

impl ByVerb for CreatorsScreen {
    fn verb(&self, action: Action, ctx: &Ctx) -> Verb<Self> {
        if !action.scopes().iter().any(|scope| matches!(scope, Scope::Creators | Scope::List)) {
            return Verb::elsewhere();
        }
        match action.group() {
            Group::Move => self.move_verb(action, ctx),
            Group::Mark => self.mark_verb(action, ctx),
            Group::Find => self.find_verb(action, ctx),
            _ => self.creator_verb(action, ctx),
        }
    }

    fn after_act(&mut self, ctx: &mut Ctx) {
        self.read_ahead(ctx);
    }
}

impl CreatorsScreen {
    /// Movement: rows, columns, and the info pane.
    fn move_verb(&self, action: Action, ctx: &Ctx) -> V {
        match action {
            action if action.walks() => Verb::new(move |screen: &mut Self, count, ctx| {
                screen.list.walk(action, count, ctx.list_lines);
            }),
            Action::NavLeft | Action::NavRight => Verb::new(move |screen: &mut Self, count, ctx| {
                let by = steps(count, action == Action::NavRight);
                screen.column = screen.layout.beside(screen.column, by, view::room(screen, ctx));
            }),
            Action::NavOpen => match self.list.at() {
                Some(id) => Verb::lead(Request::ShowPage(id)),
                None => Verb::elsewhere().where_available(self.can_act(ctx)),
            },
            Action::PaneInfo if ctx.size == SizeClass::Wide => does(|screen, _| screen.hides_info = !screen.hides_info),
            Action::PaneInfo => does(|screen, ctx| screen.read_info(ctx)).hint("info", Does::Opens),
            Action::PaneScrollDown => scroll(true),
            Action::PaneScrollUp => scroll(false),
            _ => Verb::elsewhere(),
        }
    }

    fn mark_verb(&self, action: Action, ctx: &Ctx) -> V {
        let verb = match action {
            Action::MarkRestore => return does(Self::restore_marks),
            Action::MarkClear => {
                does(Self::clear_marks).when(self.marks.any(), || "No creators are marked.".to_owned())
            }
            Action::MarkToggle => Verb::new(Self::toggle),
            Action::MarkExtendDown | Action::MarkExtendUp => Verb::new(move |screen: &mut Self, count, ctx| {
                screen.extend(steps(count, action == Action::MarkExtendDown), ctx);
            }),
            Action::MarkRange => does(|screen, _| screen.marks.range_key(&screen.list.ids, screen.list.cursor.at)),
            Action::MarkAll => does(|screen, _| screen.marks.all(screen.list.ids.len())),
            Action::MarkInvert => does(|screen, _| {
                screen.marks.keep_range(&screen.list.ids, screen.list.cursor.at);
                screen.marks.invert(&screen.list.ids);
            }),
            Action::MarkSame => does(|screen, ctx| screen.by_cell(CellUse::Mark, ctx)),
            _ => return Verb::elsewhere(),
        };
        verb.where_available(self.can_act(ctx))
    }

    /// Finding creators: the filter, terms taken from cells, saved views, columns, and sorting.
    fn find_verb(&self, action: Action, ctx: &Ctx) -> V {
        let has_filter = !self.bar.text.is_empty();
        let has_view = |verb: V| {
            let pick = ctx.key(Action::ViewPick);
            verb.when(self.views.here().is_some(), || format!("No saved view is open. {pick} opens one."))
        };
        match action {
            Action::FilterEdit => does(|screen, ctx| {
                screen.remember_marks();
                screen.bar.open(screen.list.at());
                screen.offer(ctx);
            }),
            Action::FilterSame => {
                does(|screen, ctx| screen.by_cell(CellUse::Only, ctx)).where_available(self.can_act(ctx))
            }
            Action::FilterNot => {
                does(|screen, ctx| screen.by_cell(CellUse::Without, ctx)).where_available(self.can_act(ctx))
            }
            Action::FilterCount => {
                does(Self::count_by_column).hint("count", Does::Opens).where_available(self.can_act(ctx))
            }
            Action::FilterTag => does(|screen, ctx| screen.open_filter_tags(ctx))
                .when(!self.verbs.tags().is_empty(), || {
                    format!("No tags yet. {} adds some.", ctx.key(Action::TagEdit))
                }),
            Action::FilterLike => does(Self::more_like),
            Action::FilterMarked => does(Self::only_marked)
                .when(self.marks.any() || self.marks.range(self.list.cursor.at).is_some(), || {
                    format!("No creators are marked. {} marks one.", ctx.key(Action::MarkToggle))
                }),
            Action::FilterDrop => {
                does(Self::drop_term).when(has_filter, || "There is no filter, so no term to drop.".to_owned())
            }
            Action::FilterClear => does(|screen, ctx| screen.change_filter("", ctx))
                .when(has_filter, || "There is no filter to clear.".to_owned()),
            Action::FilterLast => match self.bar.last().map(str::to_owned) {
                Some(last) => does(move |screen, ctx| screen.change_filter(&last, ctx)),
                None => Verb::no("There is no earlier filter in this session."),
            },
            Action::ViewPick => does(|screen, ctx| screen.open_views(ctx)),
            Action::ViewSave => does(|screen, ctx| screen.ask_view_name(ctx)).when(!self.bar.asks_for_marks(), || {
                "A view can't store marks. Remove is:marked from the filter first.".to_owned()
            }),
            Action::ViewRename => has_view(does(|screen, ctx| screen.ask_new_view_name(ctx))),
            Action::ViewDelete => has_view(does(|screen, ctx| screen.delete_view(ctx))),
            Action::ColumnsEdit => does(|screen, ctx| screen.open_columns(ctx)),
            other => self.sort_verb(other),
        }
    }

    fn sort_verb(&self, action: Action) -> V {
        let field = match action {
            Action::SortColumn => Some(self.column.field()),
            Action::Sort(by) => match sorted_field(by) {
                Some(field) => Some(field),
                None => return Verb::elsewhere(),
            },
            Action::SortReverse => None,
            _ => return Verb::elsewhere(),
        };
        let verb = does(move |screen, ctx| {
            match field {
                Some(field) => screen.bar.sort_by(field),
                None => screen.bar.reverse(),
            }
            screen.ask(ctx);
        });
        verb.when(self.bar.query.sort.is_empty(), || {
            "The filter sets the order. Remove its sort: term first.".to_owned()
        })
    }

    /// Verbs on creators: the ones only this screen has, then the ones all screens share.
    fn creator_verb(&self, action: Action, ctx: &Ctx) -> V {
        match action {
            Action::ItemAdd => does(|screen, ctx| screen.adding.open(ctx)),
            Action::GoalEdit => does(|_, ctx| answers::open_goal(ctx)),
            Action::BatchNew => self.batch_verb(),
            Action::CreatorMerge => self.merge_verb(ctx),
            Action::FieldEdit => self.field_verb().where_available(self.can_act(ctx)),
            Action::StagePick => does(Self::log_step).unhinted().where_available(self.can_act(ctx)),
            Action::RecordEdit => self.record_verb().where_available(self.can_act(ctx)),
            other => verbs::verb(self, other, ctx),
        }
    }

    /// Opens the info as a window where there is no room for the pane.
    fn read_info(&self, ctx: &mut Ctx) {
        let Some(row) = self.list.here() else { return };
        let detail = self.detail.as_deref().filter(|detail| detail.row.id == row.id);
        let lines = info::lines(row, detail, ctx, 72).into_iter().map(|line| line.text()).collect();
        ctx.read(Overlay::Text { title: row.fields.handle.to_string(), lines });
    }

    /// Toggles the mark of the row under the cursor. With a count, marks that many rows.
    fn toggle(&mut self, count: usize, ctx: &mut Ctx) {
        self.marks.keep_range(&self.list.ids, self.list.cursor.at);
        for id in self.list.ids.iter().skip(self.list.cursor.at).take(count.max(1)) {
            let marked = count > 1 || !self.marks.has(*id);
            self.marks.set(*id, marked);
        }
        self.list.step(steps(count, true), ctx.list_lines);
    }

    /// Extends the range that a verb acts on, or starts a range.
    fn extend(&mut self, by: isize, ctx: &Ctx) {
        if self.marks.range(self.list.cursor.at).is_none() {
            self.marks.range_key(&self.list.ids, self.list.cursor.at);
        }
        self.list.step(by, ctx.list_lines);
    }

    fn restore_marks(&mut self, ctx: &mut Ctx) {
        if !self.marks.restore(&self.list.ids) {
            ctx.say(Notice::info("There are no marks to restore."));
        }
    }

    /// Applies a filter, or shows why it can't be read.
    pub(super) fn change_filter(&mut self, text: &str, ctx: &mut Ctx) {
        self.bar.typing = None;
        match self.bar.change(text, ctx.calendar()) {
            Ok(()) => self.ask(ctx),
            Err(fault) => ctx.say(Notice::error(fault.to_string())),
        }
    }
}

/// The field that a sort action uses on this screen. `None` for orders that only other screens have.
/// Scrolls the info pane by three lines.
fn scroll(down: bool) -> V {
    Verb::new(move |screen: &mut CreatorsScreen, count, _| {
        let lines = u16::try_from(count.saturating_mul(3)).unwrap_or(u16::MAX);
        screen.scroll = if down { screen.scroll.saturating_add(lines) } else { screen.scroll.saturating_sub(lines) };
    })
}

fn sorted_field(by: SortBy) -> Option<Field> {
    Some(match by {
        SortBy::Followers => Field::Of(CreatorField::Followers),
        SortBy::Er => Field::Of(CreatorField::Er),
        SortBy::Views => Field::Of(CreatorField::Views),
        SortBy::Price => Field::Of(CreatorField::Price),
        SortBy::Rating => Field::Rating,
        SortBy::Due => Field::Due,
        SortBy::Added => Field::Added,
        SortBy::Handle => Field::Handle,
        SortBy::Outcome => Field::Roas,
        _ => return None,
    })
}

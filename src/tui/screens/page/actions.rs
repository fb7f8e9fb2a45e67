//! What each action does on the page, and its label in the footer.

use crate::domain::CreatorId;
use crate::proto::row::CreatorRow;
use crate::tui::kit::{Action, Availability, ByVerb, Ctx, Does, Effect, Place, Request, Scope, Verb};
use crate::tui::look::text;
use crate::tui::screens::sections::{Part as _, Sectioned};
use crate::tui::screens::step_log::Whose;
use crate::tui::screens::steps::Collaborations;
use crate::tui::screens::verbs::{self, Creators, OnCreators, Verbs};

use super::section::Section;
use super::{PageScreen, explain};

impl ByVerb for PageScreen {
    fn verb(&self, action: Action, ctx: &Ctx) -> Verb<Self> {
        if action == Action::Go(Place::Results) {
            let Some(row) = self.booking_here() else { return Verb::elsewhere() };
            let to = Request::ShowResults(row.campaign);
            return Verb::new(move |_, _, ctx| ctx.lead(to)).hint("results", Does::Goes(Place::Results));
        }
        let is_own = action.scopes().iter().any(|scope| matches!(scope, Scope::Page | Scope::List));
        let Some(page) = self.page.as_ref().filter(|_| is_own) else {
            let can_act = if is_own { self.can_act(ctx) } else { Availability::Elsewhere };
            return Verb::elsewhere().where_available(can_act);
        };
        match action {
            walk if walk.walks() => Verb::new(move |screen: &mut Self, count, ctx| screen.walk(walk, count, ctx)),
            Action::PaneNext => does(|screen, ctx| screen.focus_on(screen.focus.part.beside(true), ctx)),
            Action::PanePrevious => does(|screen, ctx| screen.focus_on(screen.focus.part.beside(false), ctx)),
            Action::PaneFull => does(|screen, ctx| screen.toggle_full(ctx)),
            Action::NavOpen => self.open_verb(),
            Action::BatchOpen => match self.booking_here().zip(self.creator) {
                Some((row, creator)) => Verb::lead(Request::ShowBooking(row.batch, creator)),
                None => Verb::no("Put the cursor on a collaboration first."),
            },
            Action::TaxFormTick => {
                let row = &page.detail.row;
                verbs::tick_tax_form(row.id, row.fields.w9_on, ctx)
            }
            Action::PaneInfo => does(|screen, ctx| screen.explain(ctx)).hint("how", Does::Opens),
            Action::ItemAdd => does(|screen, ctx| screen.ask_add(ctx)),
            Action::FieldEdit => does(|screen, ctx| screen.ask_field(ctx)),
            Action::StagePick => self.step_verb(ctx),
            Action::RecordEdit => does(|screen, ctx| screen.ask_record(ctx)),
            Action::KitWrite => {
                let kit = Effect::WriteKit(page.clone());
                Verb::new(move |_, _, ctx| ctx.effect(kit))
            }
            Action::CopySummary => does(|screen, ctx| {
                if let Some(text) = screen.as_text(ctx) {
                    ctx.effect(Effect::CopyAs(text, format!("the page of {} as text", screen.name())));
                }
            }),
            Action::CreatorMerge => {
                does(|screen, ctx| _ = screen.verbs.merge.ask_offered(ctx)).when(self.verbs.merge.is_offered(), || {
                    format!(
                        "Available when {} was refused because the handle is taken. {} lists likely duplicates.",
                        ctx.key(Action::RecordEdit),
                        ctx.key(Action::Go(Place::Duplicates))
                    )
                })
            }
            // With a post under the cursor, its link is opened or copied.
            Action::LinkOpen | Action::CopyLink => {
                let Some(link) = self.link_here() else { return verbs::verb(self, action, ctx) };
                let effect = if action == Action::LinkOpen {
                    Effect::OpenLink(link)
                } else {
                    Effect::CopyAs(link, "the link of the post".to_owned())
                };
                Verb::new(move |_, _, ctx| ctx.effect(effect))
            }
            other => verbs::verb(self, other, ctx),
        }
    }
}

impl PageScreen {
    /// Logs a step of the collaboration under the cursor; of the only one wherever the cursor is.
    fn step_verb(&self, ctx: &Ctx) -> Verb<Self> {
        let only = self.bookings().first().filter(|_| self.bookings().len() == 1);
        let Some(row) = self.booking_here().or(only) else {
            let (next, add) = (ctx.key(Action::PaneNext), ctx.key(Action::BatchAdd));
            return Verb::no(match self.bookings() {
                [] => format!("No collaborations yet. {add} adds this creator to the current batch."),
                _ => format!("Put the cursor on a collaboration first ({next} turns to them)."),
            });
        };
        let label = format!("{} in {}", self.name(), text::shown(&row.name.to_string()));
        let whose = Whose::One(Collaborations { ids: vec![row.id], label });
        Verb::new(move |screen: &mut Self, _, ctx: &mut Ctx| screen.log.start(whose, ctx)).unhinted()
    }

    /// Enter: opens what the section is about.
    fn open_verb(&self) -> Verb<Self> {
        if let Some(row) = self.booking_here() {
            return Verb::lead(Request::ShowCollaboration(row.id)).hint("open", Does::Goes(Place::Collaboration));
        }
        if let Some(post) = self.post_here() {
            let post = post.clone();
            return Verb::new(move |_, _, ctx: &mut Ctx| ctx.read(explain::post(&post, ctx)))
                .hint("open post", Does::Opens);
        }
        match self.focus.part {
            Section::Facts | Section::Audience => {
                does(|screen, ctx| screen.ask_field(ctx)).hint("edit field", Does::Opens)
            }
            Section::Posts => does(|screen, ctx| screen.ask_add(ctx)).hint("add", Does::Opens),
            Section::Charts | Section::Memory | Section::Collaborations | Section::Notes => {
                does(|screen, ctx| screen.toggle_full(ctx)).hint("full", Does::Here)
            }
            Section::Fit | Section::Flags | Section::Vetting | Section::Kit => {
                does(|screen, ctx| screen.explain(ctx)).hint("how", Does::Opens)
            }
        }
    }
}

impl OnCreators for PageScreen {
    const SCOPE: Scope = Scope::Page;

    fn verbs(&self) -> &Verbs {
        &self.verbs
    }

    fn verbs_mut(&mut self) -> &mut Verbs {
        &mut self.verbs
    }

    fn can_act(&self, ctx: &Ctx) -> Availability {
        let why = || format!("No creator is open. {} shows all creators.", ctx.key(Action::Go(Place::Creators)));
        Availability::when(self.page.is_some(), why())
    }

    fn creators(&mut self) -> Option<Creators> {
        self.creator.map(|creator| Creators::one(creator, self.name()))
    }

    fn row(&self, id: CreatorId) -> Option<&CreatorRow> {
        self.single().filter(|row| row.id == id)
    }

    fn single(&self) -> Option<&CreatorRow> {
        self.page.as_deref().map(|page| &page.detail.row)
    }
}

/// A verb that ignores the count.
fn does(run: fn(&mut PageScreen, &mut Ctx)) -> Verb<PageScreen> {
    Verb::new(move |screen: &mut PageScreen, _, ctx: &mut Ctx| run(screen, ctx))
}

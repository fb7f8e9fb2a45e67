//! What each action does on the page, and its label in the footer.

use strum::IntoEnumIterator;

use crate::domain::milestone::Track;
use crate::domain::{CollaborationField, CreatorId};
use crate::proto::collaboration::CollaborationPage;
use crate::proto::collaboration_change::DeliverableCmd;
use crate::proto::command::WriteKind;
use crate::proto::row::CreatorRow;
use crate::tui::kit::{Action, Availability, ByVerb, Ctx, Does, Effect, Place, Request, Scope, Verb};
use crate::tui::look::text;
use crate::tui::screens::sections::{Part as _, Sectioned, distance};
use crate::tui::screens::steps::{self, Collaborations};
use crate::tui::screens::verbs::{self, Creators, OnCreators, Verbs};

use super::lines::Stop;
use super::section::Section;
use super::{CollaborationScreen, view};

impl ByVerb for CollaborationScreen {
    /// The verb that an action resolves to in the current state.
    fn verb(&self, action: Action, ctx: &Ctx) -> Verb<Self> {
        if action == Action::Go(Place::Results) {
            let Some(page) = self.page.as_deref() else { return Verb::elsewhere() };
            return Verb::lead(Request::ShowResults(page.campaign)).hint("results", Does::Goes(Place::Results));
        }
        let is_own = action.scopes().iter().any(|scope| matches!(scope, Scope::Collaboration | Scope::List));
        let Some(page) = self.page.as_deref().filter(|_| is_own) else {
            let can_act = if is_own { self.can_act(ctx) } else { Availability::Elsewhere };
            return Verb::elsewhere().where_available(can_act);
        };
        match action {
            walk if walk.walks() => Verb::new(move |screen: &mut Self, count, ctx| screen.walk(walk, count, ctx)),
            Action::PaneNext => does(|screen, ctx| screen.turn_section(true, ctx)),
            Action::PanePrevious => does(|screen, ctx| screen.turn_section(false, ctx)),
            Action::PaneFull => does(|screen, ctx| screen.toggle_full(ctx)),
            Action::NoteAdd => does(|screen, ctx| screen.edit(Stop::Field(CollaborationField::Note), ctx)),
            Action::NavOpen => self.edit_verb(ctx),
            Action::FieldEdit => self.edit_verb(ctx).unhinted(),
            Action::ItemAdd => does(Self::ask_add),
            Action::ItemDelete => self.remove_verb(ctx),
            Action::ReadingAdd => match self.to_read(ctx) {
                Some(which) => Verb::new(move |screen: &mut Self, _, ctx| screen.ask_reading(which, ctx)),
                None => Verb::no("Nothing is posted yet. Enter on a deliverable notes its post."),
            },
            Action::BatchOpen => Verb::lead(Request::ShowBooking(page.batch, page.creator.id)),
            Action::CreatorOpen => Verb::lead(Request::ShowPage(page.creator.id)),
            Action::CollaborationNext => self.turn_verb(1),
            Action::CollaborationPrevious => self.turn_verb(-1),
            Action::CopyAddress => {
                let label = address(&page.creator);
                let copy = Effect::CopyAs(label.clone(), format!("the address of {}", self.name()));
                Verb::effect(copy).when(!page.creator.fields.address.is_empty(), || {
                    format!("No address of {} is known yet. Enter on the address line sets it.", self.name())
                })
            }
            Action::CopySummary => does(|screen, ctx| {
                if let Some(page) = screen.page.as_deref() {
                    let text = view::as_text(page, ctx);
                    ctx.effect(Effect::CopyAs(text, format!("the collaboration with {} as text", screen.name())));
                }
            }),
            // With a deliverable under the cursor, its post is opened or copied.
            Action::LinkOpen | Action::CopyLink => {
                let link = self.deliverable_here(ctx).map(|row| row.url.clone()).filter(|url| !url.is_empty());
                match (link, action) {
                    (None, _) => verbs::verb(self, action, ctx),
                    (Some(link), Action::LinkOpen) => Verb::effect(Effect::OpenLink(link)),
                    (Some(link), _) => Verb::effect(Effect::CopyAs(link, "the link of the post".to_owned())),
                }
            }
            Action::BookAgainTurn => steps::book_again(self.collaboration(page)),
            Action::StagePick => {
                let Stop::Track(track) = self.here(ctx).unwrap_or(Stop::Empty) else {
                    return steps::verb(self.collaboration(page), Track::Outreach);
                };
                steps::verb(self.collaboration(page), track)
            }
            other => verbs::verb(self, other, ctx),
        }
    }
}

impl CollaborationScreen {
    /// The one that steps are logged for.
    fn collaboration(&self, page: &CollaborationPage) -> Collaborations {
        Collaborations { ids: vec![page.id], label: self.name() }
    }

    /// Enter and `e`: edits what the cursor is on.
    fn edit_verb(&self, ctx: &Ctx) -> Verb<Self> {
        let Some(stop) = self.here(ctx) else { return Verb::no("There is nothing here to edit.") };
        let edits = Verb::new(move |screen: &mut Self, _, ctx: &mut Ctx| screen.edit(stop, ctx));
        match stop {
            Stop::Track(_) => self.verb(Action::StagePick, ctx).hint("log a step", Does::Opens),
            Stop::Read(_) if self.focus.part == Section::Notes => {
                let open = ctx.key(Action::CreatorOpen);
                Verb::no(format!("This note is about the creator. {open} opens their page."))
            }
            Stop::Read(_) => Verb::no("The log is written by the steps themselves."),
            Stop::Empty if self.focus.part == Section::Log => Verb::no("The log is written by the steps themselves."),
            Stop::Empty => edits.hint("add", Does::Opens),
            Stop::Deliverable(_) => edits.hint("change", Does::Opens),
            Stop::Field(_) | Stop::Address | Stop::Amount(_) | Stop::Right(_) => edits.hint("edit", Does::Opens),
        }
    }

    fn remove_verb(&self, ctx: &Ctx) -> Verb<Self> {
        match self.here(ctx) {
            Some(Stop::Deliverable(which)) => {
                Verb::new(move |screen: &mut Self, _, ctx: &mut Ctx| screen.change(DeliverableCmd::Remove(which), ctx))
                    .hint("remove", Does::Writes(WriteKind::Deliverable))
            }
            Some(Stop::Right(id)) => Verb::new(move |screen: &mut Self, _, ctx: &mut Ctx| screen.remove_right(id, ctx))
                .hint("remove", Does::Writes(WriteKind::Right)),
            _ => Verb::no("You can remove deliverables and rights. - clears any other line."),
        }
    }

    /// The collaboration so many places further on in the batch.
    fn turn_verb(&self, by: isize) -> Verb<Self> {
        let page = self.page.as_deref();
        let to = page.and_then(|page| {
            let at = page.siblings.iter().position(|id| *id == page.id)?.checked_add_signed(by)?;
            page.siblings.get(at).copied()
        });
        match to {
            Some(to) if by > 0 => Verb::lead(Request::ShowCollaboration(to)).hint("next creator", Does::Here),
            Some(to) => Verb::lead(Request::ShowCollaboration(to)).hint("previous creator", Does::Here),
            None if by > 0 => Verb::no("This is the last creator of the batch."),
            None => Verb::no("This is the first creator of the batch."),
        }
    }

    /// Labels what a verb acts on now.
    pub(super) fn target_label(&self, ctx: &Ctx) -> String {
        let Some(page) = self.page.as_deref() else { return "nothing yet".to_owned() };
        let what = match self.here(ctx) {
            Some(Stop::Track(track)) => track.word().to_owned(),
            Some(Stop::Field(field)) => field.fact().label.to_lowercase(),
            Some(Stop::Address) => "postal address".to_owned(),
            Some(Stop::Deliverable(which)) => return self.deliverable_name(which),
            Some(Stop::Amount(id)) => {
                let amount = page.amounts.iter().find(|amount| amount.id == id);
                amount.map(|amount| amount.kind.word().to_owned()).unwrap_or_default()
            }
            Some(Stop::Right(id)) => {
                let right = page.rights.iter().find(|(known, _)| *known == id);
                right.map(|(_, right)| right.kind.word().to_owned()).unwrap_or_default()
            }
            _ => self.focus.part.title().to_lowercase(),
        };
        format!("{what} of {}", self.name())
    }

    /// Moves the cursor over the lines, from one section into the next.
    fn walk(&mut self, action: Action, count: usize, ctx: &Ctx) {
        let Some(page) = self.page.as_deref() else { return };
        let all: Vec<(Section, usize)> = Section::iter()
            .flat_map(|section| (0..section.stops(page, ctx).len()).map(move |at| (section, at)))
            .collect();
        let here = all.iter().position(|place| *place == (self.focus.part, self.at)).unwrap_or(0);
        let by = distance(action, count, ctx);
        let to = here.saturating_add_signed(by).min(all.len().saturating_sub(1));
        if let Some((section, at)) = all.get(to) {
            (self.focus.part, self.at) = (*section, *at);
        }
        self.follow(ctx);
    }

    /// Goes to the first line of the next or previous section, around the ends.
    fn turn_section(&mut self, forward: bool, ctx: &Ctx) {
        (self.focus.part, self.at) = (self.focus.part.beside(forward), 0);
        self.follow(ctx);
    }

    /// After new facts came, the cursor stays on its line; if that is gone, in its section.
    pub(super) fn settle(&mut self, here: Option<Stop>, ctx: &Ctx) {
        let Some(page) = self.page.as_deref() else { return };
        let stops = self.focus.part.stops(page, ctx);
        let at = here.and_then(|here| stops.iter().position(|stop| *stop == here));
        self.at = at.unwrap_or(self.at).min(stops.len().saturating_sub(1));
        self.follow(ctx);
    }
}

/// The postal address as a label: the name, then the lines of the address.
fn address(creator: &CreatorRow) -> String {
    let fields = &creator.fields;
    let name = if fields.name.is_empty() { format!("@{}", fields.handle.as_str()) } else { fields.name.clone() };
    let starts_with_name = fields.address.lines().next().is_some_and(|line| line.trim() == name);
    let address = text::shown_lines(&fields.address);
    if starts_with_name { address } else { format!("{}\n{address}", text::shown(&name)) }
}

impl OnCreators for CollaborationScreen {
    const SCOPE: Scope = Scope::Collaboration;

    fn verbs(&self) -> &Verbs {
        &self.verbs
    }

    fn verbs_mut(&mut self) -> &mut Verbs {
        &mut self.verbs
    }

    fn can_act(&self, ctx: &Ctx) -> Availability {
        let why =
            || format!("No collaboration is open. {} shows the campaigns.", ctx.key(Action::Go(Place::Campaigns)));
        Availability::when(self.page.is_some(), why())
    }

    fn creators(&mut self) -> Option<Creators> {
        let name = self.name();
        self.page.as_deref().map(|page| Creators::one(page.creator.id, name))
    }

    fn row(&self, id: CreatorId) -> Option<&CreatorRow> {
        self.single().filter(|row| row.id == id)
    }

    fn single(&self) -> Option<&CreatorRow> {
        self.page.as_deref().map(|page| &page.creator)
    }
}

/// A verb that ignores the count.
fn does(run: fn(&mut CollaborationScreen, &mut Ctx)) -> Verb<CollaborationScreen> {
    Verb::new(move |screen: &mut CollaborationScreen, _, ctx: &mut Ctx| run(screen, ctx))
}

//! What each key does on the page as things stand, and what the foot calls it.

use crate::proto::page::CreatorPage;
use crate::tui::kit::{Action, Ctx, Does, Effect, Hint, Notice, Place, Request, Scope, Verb};
use crate::tui::screens::profile::{ask, contact};

use super::PageScreen;
use super::section::Section;
use super::update::lead_all;

impl PageScreen {
    /// What an action does now.
    pub(super) fn verb(&self, action: Action, ctx: &Ctx) -> Verb<Self> {
        if action == Action::GoResults {
            let Some(campaign) = self.booking_here().map(|row| row.campaign) else { return Verb::elsewhere() };
            return Verb::new(move |_, _, ctx| ctx.lead(Request::ShowResults(campaign)));
        }
        if !action.scopes().iter().any(|scope| matches!(scope, Scope::Page | Scope::List)) {
            return Verb::elsewhere();
        }
        let Some(page) = self.page.as_deref() else {
            return Verb::no(format!("No creator is open: {} shows all of them.", ctx.key(Action::GoCreators)));
        };
        match action {
            walk if walk.walks() => Verb::new(move |screen: &mut Self, count, ctx| screen.walk(walk, count, ctx)),
            Action::PaneNext => does(|screen, ctx| screen.focus_on(screen.focus.beside(true), ctx)),
            Action::PanePrevious => does(|screen, ctx| screen.focus_on(screen.focus.beside(false), ctx)),
            Action::PaneFull => does(|screen, ctx| screen.turn_full(ctx)),
            Action::NavOpen => does(|screen, ctx| screen.open(ctx)),
            Action::PaneInfo => does(|screen, ctx| screen.explain(ctx)),
            Action::ItemAdd => does(|screen, ctx| screen.ask_add(ctx)),
            Action::FieldEdit => does(|screen, ctx| screen.ask_field(ctx)),
            Action::RecordEdit => does(|screen, ctx| screen.ask_record(ctx)),
            Action::KitWrite => does(|screen, ctx| {
                if let Some(page) = screen.page.clone() {
                    ctx.effect(Effect::WriteKit(page));
                }
            }),
            Action::CopySummary => does(|screen, ctx| {
                if let Some(text) = screen.as_text(ctx) {
                    ctx.effect(Effect::Copy(text));
                }
                ctx.say(Notice::done(format!("Copied the page of {} as text.", screen.name())));
            }),
            Action::CreatorMerge => does(|screen, ctx| {
                lead_all(screen.joining.ask_offered(ctx).unwrap_or_default(), ctx);
            })
            .when(self.joining.is_offered(), || {
                format!(
                    "Offered when {} gives a handle that is taken. {} shows who looks alike.",
                    ctx.key(Action::RecordEdit),
                    ctx.key(Action::GoDuplicates)
                )
            }),
            other => self.creator_verb(other, page, ctx),
        }
    }

    /// What the foot calls an action now.
    pub(super) fn hint_now(&self, action: Action, ctx: &Ctx) -> Option<Hint> {
        Some(match action {
            Action::BatchAdd => ctx.to_batch(),
            Action::PaneInfo => Hint::new("how", Does::Opens),
            Action::GoResults => Hint::new("results", Does::Goes(Place::Results)),
            Action::NavOpen if self.booking_here().is_some() => Hint::new("open batch", Does::Goes(Place::Batch)),
            Action::NavOpen if self.post_here().is_some() => Hint::new("open post", Does::Opens),
            Action::NavOpen => match self.focus {
                Section::Facts | Section::Audience => Hint::new("edit a field", Does::Opens),
                Section::Posts => Hint::new("add", Does::Opens),
                Section::Charts | Section::Collaborations | Section::Notes => Hint::new("full", Does::Here),
                Section::Fit | Section::Flags | Section::Vetting | Section::Kit => Hint::new("how", Does::Opens),
            },
            _ => return Hint::of(action),
        })
    }

    fn creator_verb(&self, action: Action, page: &CreatorPage, ctx: &Ctx) -> Verb<Self> {
        let verb = Verb::new(move |screen: &mut Self, _, ctx: &mut Ctx| lead_all(screen.do_verb(action, ctx), ctx));
        match action {
            Action::SnoozeAgain => verb.where_available(ask::can_snooze_again(ctx)),
            Action::TagQuick => {
                verb.where_available(ask::can_tag_quickly(&ask::quick_tags(&ctx.quick_tags, &self.tags), ctx))
            }
            Action::TagRepeat => verb
                .when(ctx.again.tags.is_some(), || format!("No tags set yet: {} sets some.", ctx.key(Action::TagEdit))),
            Action::BatchAdd | Action::VerdictPickBatch => verb.when(ctx.current_batch.is_some(), || {
                format!(
                    "No current batch: open {} and press {} on a planned batch.",
                    ctx.key(Action::GoCampaigns),
                    ctx.key(Action::BatchChoose)
                )
            }),
            Action::CopyEmail => verb.where_available(contact::can_copy_email(&page.detail.row)),
            _ => verb,
        }
    }
}

/// A verb that is the same however often it is asked for.
fn does(run: fn(&mut PageScreen, &mut Ctx)) -> Verb<PageScreen> {
    Verb::new(move |screen: &mut PageScreen, _, ctx: &mut Ctx| run(screen, ctx))
}

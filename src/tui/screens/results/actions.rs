//! What an action does on the results.

use crate::domain::milestone::Track;
use crate::proto::command::WriteKind;
use crate::proto::results::CreatorResult;
use crate::tui::kit::{Action, ByVerb, Ctx, Does, Effect, Group, Place, Request, SortBy, Verb};
use crate::tui::screens::verbs::{self, OnCreators};
use crate::tui::screens::{steps, tally};

use crate::tui::screens::campaign_forms;

use super::list::{By, Order, Reach, Row, Sort};
use super::pane::Pane;
use super::review::Doubt;
use super::target::NOBODY;
use super::{ResultsScreen, groups};

/// What is settled on this screen.
const OUTLOOK: Does = Does::Writes(WriteKind::Outlook);

/// A verb that is a method of the screen.
fn does(run: fn(&mut ResultsScreen, &mut Ctx)) -> Verb<ResultsScreen> {
    Verb::new(move |screen: &mut ResultsScreen, _, ctx| run(screen, ctx))
}

impl ByVerb for ResultsScreen {
    fn verb(&self, action: Action, ctx: &Ctx) -> Verb<Self> {
        if let Some(by) = By::of(action) {
            let order = Order::By(Sort { by, is_reversed: false });
            return self.in_campaign(Verb::new(move |screen: &mut Self, _, _| screen.order(order)));
        }
        let is_one = !self.has_marks();
        match action {
            Action::LinkOpen if is_one => {
                self.on_creator(|creator| Verb::effect(Effect::OpenLink(creator.profile_url())))
            }
            Action::CopyLink if is_one => self.on_creator(|creator| Verb::effect(Effect::Copy(creator.profile_url()))),
            Action::CopyHandle if is_one => {
                self.on_creator(|creator| Verb::effect(Effect::Copy(format!("@{}", creator.handle))))
            }
            Action::CreatorOpen => self.on_creator(|creator| Verb::lead(Request::ShowPage(creator.creator))),
            Action::DecisionPick => {
                steps::verb(self.collaborations(), Track::Decision).where_available(self.can_act(ctx))
            }
            Action::BookAgainTurn => steps::book_again(self.collaborations()).where_available(self.can_act(ctx)),
            Action::ClicksAdd => tally::clicks(self.collaborations()).where_available(self.can_act(ctx)),
            Action::ConversionsAdd => {
                let counts = self.here().and_then(|here| self.counts_of(here.collaboration)).unwrap_or_default();
                tally::conversions(self.collaborations(), counts).where_available(self.can_act(ctx))
            }
            Action::PaneInfo => self.in_campaign(does(|screen, ctx| screen.explain(ctx)).hint("how", Does::Opens)),
            Action::CopySummary => self.in_campaign(does(|screen, ctx| {
                if let Some(text) = screen.as_text(ctx) {
                    ctx.effect(Effect::Copy(text));
                }
            })),
            Action::ReportWrite => self.in_campaign(does(|screen, ctx| {
                if let Some(result) = screen.result() {
                    ctx.effect(Effect::WriteReport(Box::new(result.clone())));
                }
            })),
            Action::ReachNext => self.in_campaign(does(Self::turn_reach)),
            Action::Sort(SortBy::Verdict) => self.in_campaign(does(|screen, _| screen.order(Order::Verdicts))),
            Action::Sort(SortBy::Batch) => self.in_campaign(does(|screen, _| screen.order(Order::Batches))),
            Action::SortReverse => self.in_campaign(does(|screen, _| screen.order(screen.order.reversed()))),
            Action::PaneNext => self.turning_pane(true),
            Action::PanePrevious => self.turning_pane(false),
            Action::PaneFull if self.pane() == Pane::Creators => {
                self.in_campaign(does(|screen, _| screen.is_full = !screen.is_full))
            }
            Action::NavLeft => self.turning(false),
            Action::NavRight => self.turning(true),
            Action::NavOpen => self.open(),
            Action::ItemEdit => self.edit(),
            Action::BatchNew => self.build_batch(),
            Action::CampaignEdit => self.if_editable(match self.campaign() {
                Some(campaign) => campaign_forms::edit_campaign(campaign).unhinted(),
                None => Verb::elsewhere(),
            }),
            Action::BatchEdit => self.edit_batch(),
            Action::LeakSet if self.leaky().is_none() => Verb::no("Put the cursor on a creator first."),
            Action::LeakSet => self.if_estimated(does(|screen, ctx| screen.ask_leak(ctx))),
            action if action.group() == Group::Mark => self.mark(action),
            // These are the results.
            Action::Go(Place::Results) => Verb::elsewhere().unhinted(),
            action if action.walks() => {
                Verb::new(move |screen: &mut Self, count, ctx| screen.walk(action, count, ctx.list_lines))
            }
            other => verbs::quiet_verb(self, other, ctx),
        }
    }

    fn after_act(&mut self, _ctx: &mut Ctx) {
        self.sync();
    }
}

impl ResultsScreen {
    fn on_creator(&self, make: fn(&CreatorResult) -> Verb<Self>) -> Verb<Self> {
        self.here().map_or_else(|| Verb::no(NOBODY), make)
    }

    fn in_campaign(&self, verb: Verb<Self>) -> Verb<Self> {
        verb.when(self.result().is_some(), || "There is no campaign yet.".to_owned())
    }

    fn if_estimated(&self, verb: Verb<Self>) -> Verb<Self> {
        verb.when(self.terms().is_some(), || "There is no data to estimate from yet.".to_owned())
    }

    fn turning_pane(&self, forward: bool) -> Verb<Self> {
        self.in_campaign(Verb::new(move |screen: &mut Self, count, ctx| {
            screen.turn_pane(screen.pane().turned(count, forward, screen.reach), ctx);
        }))
    }

    fn turning(&self, forward: bool) -> Verb<Self> {
        let turn = Verb::new(move |screen: &mut Self, count, ctx| screen.turn(count, forward, ctx));
        let batches = self.result().map_or(0, |result| result.batches.len());
        let (can, why) = match self.reach {
            Reach::All => (false, "All campaigns are already on screen."),
            Reach::Campaign => (self.results().len() > 1, "There is no other campaign."),
            Reach::Batch => (batches > 1, "There is no other batch in this campaign."),
        };
        turn.when(can, || why.to_owned())
    }

    fn edit(&self) -> Verb<Self> {
        match self.pane() {
            Pane::Review => {
                self.if_estimated(does(|screen, ctx| screen.ask_terms(ctx)).hint("how orders count", Does::Opens))
            }
            _ => self.if_editable(self.campaign().map_or_else(Verb::elsewhere, campaign_forms::edit_campaign)),
        }
    }

    /// Opens the form of the batch on screen, or of the one under the cursor.
    fn edit_batch(&self) -> Verb<Self> {
        let listed = self
            .result()
            .filter(|_| self.pane() == Pane::Batches)
            .and_then(|result| result.batches.get(self.side.at()));
        let here = self.here().map(|creator| creator.collaboration);
        let of_creator = || {
            let batches = &self.result()?.batches;
            batches.iter().find(|batch| batch.creators.iter().any(|row| Some(row.collaboration) == here))
        };
        let shown = || self.batch().filter(|_| self.reach != Reach::All);
        let Some(id) = listed.or_else(of_creator).or_else(shown).map(|batch| batch.id) else {
            return Verb::no("There is no batch here yet.");
        };
        let form = self.campaign().and_then(|campaign| {
            let batch = campaign.batches.iter().find(|batch| batch.id == id)?;
            Some(campaign_forms::edit_batch(campaign, batch).unhinted())
        });
        form.unwrap_or_else(|| Verb::no("The batch is still loading."))
    }

    fn if_editable(&self, verb: Verb<Self>) -> Verb<Self> {
        verb.when(self.campaign().is_some(), || "There is no campaign to change yet.".to_owned())
    }

    /// Leads to the builder of the next batch.
    fn build_batch(&self) -> Verb<Self> {
        let Some(result) = self.result() else { return Verb::no("There is no campaign yet.") };
        Verb::lead(Request::ShowBuilder(result.id)).hint("next batch", Does::Goes(Place::Builder))
    }

    /// Marks creators or orders.
    fn mark(&self, action: Action) -> Verb<Self> {
        match self.pane() {
            Pane::Review if action == Action::MarkToggle => {
                let mark = self.side.marking(action, "", |screen: &mut Self| &mut screen.side);
                mark.when(matches!(self.doubt(), Some(Doubt::Order(_))), || {
                    "You can only mark unattributed orders here.".to_owned()
                })
            }
            pane if pane.lists_creators() && self.reach != Reach::All => {
                self.list.marking(action, NOBODY, |screen: &mut Self| &mut screen.list).unhinted()
            }
            _ => Verb::elsewhere(),
        }
    }

    fn open(&self) -> Verb<Self> {
        match self.pane() {
            Pane::Groups => {
                let line = self.result().map(groups::lines).and_then(|lines| lines.get(self.side.at()).copied());
                line.map_or_else(nothing, |line| match line.filter() {
                    Some(filter) => {
                        Verb::lead(Request::ShowFilter(filter)).hint("show them", Does::Goes(Place::Creators))
                    }
                    None => Verb::no("A style belongs to a deliverable. Enter on a creator shows theirs."),
                })
            }
            Pane::Batches => {
                let batch = self.result().and_then(|result| result.batches.get(self.side.at())).map(|batch| batch.id);
                batch.map_or_else(nothing, |id| {
                    let show = Verb::new(move |screen: &mut Self, _, _| {
                        (screen.reach, screen.batch, screen.pane) = (Reach::Batch, Some(id), Pane::Creators);
                        screen.go_to_first();
                    });
                    show.hint("open batch", Does::Here)
                })
            }
            Pane::Review => match self.doubt().filter(|doubt| doubt.stops()) {
                Some(Doubt::Sign(..)) => does(|screen, ctx| screen.settle_doubt(ctx)).hint("apply", OUTLOOK),
                Some(_) => does(|screen, ctx| screen.settle_doubt(ctx)).hint("settle", Does::Opens),
                None => Verb::no("Nothing here needs review."),
            },
            Pane::Creators | Pane::Money | Pane::Funnel | Pane::Hints => match self.row() {
                Some(Row::Creator(_, creator)) => {
                    let to = Request::ShowCollaboration(creator.collaboration);
                    Verb::lead(to).hint("open", Does::Goes(Place::Collaboration))
                }
                Some(_) => does(|screen, ctx| {
                    screen.open_campaign();
                    screen.ask_doubts(ctx);
                })
                .hint("open campaign", Does::Here),
                None => Verb::no("There is no creator in this campaign yet."),
            },
        }
    }
}

fn nothing() -> Verb<ResultsScreen> {
    Verb::no("There is nothing to open yet.")
}

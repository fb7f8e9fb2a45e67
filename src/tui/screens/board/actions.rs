//! What each action does on the board.

use crate::domain::CampaignId;
use crate::domain::board::Way;
use crate::domain::collaboration::Stage;
use crate::domain::figure::plural;
use crate::domain::milestone::Track;
use crate::proto::board::in_reach;
use crate::tui::kit::overlay::{Overlay, Pick, PickItem};
use crate::tui::kit::{Action, ByVerb, Ctx, Does, Effect, Group, Place, Request, Verb};
use crate::tui::look::text;
use crate::tui::screens::steps::{self, Collaborations};

use super::moves::Question;
use super::{BoardScreen, view};

/// Why there is nothing to act on.
const NO_CARD: &str = "There is no card in this column.";

impl ByVerb for BoardScreen {
    fn verb(&self, action: Action, ctx: &Ctx) -> Verb<Self> {
        let on_card = |verb: Verb<Self>| verb.when(!self.acting().is_empty(), || NO_CARD.to_owned());
        match action {
            Action::BoardForward => self.moving(Way::Forward),
            Action::BoardBack => self.moving(Way::Back),
            Action::StagePick => on_card(steps::verb(self.collaborations(), self.track())),
            Action::BookAgainTurn => on_card(steps::book_again(self.collaborations())),
            Action::NavOpen => self.here().map_or_else(
                || Verb::no(NO_CARD),
                |card| {
                    Verb::lead(Request::ShowCollaboration(card.card.id)).hint("open", Does::Goes(Place::Collaboration))
                },
            ),
            Action::CreatorOpen => {
                self.here().map_or_else(|| Verb::no(NO_CARD), |card| Verb::lead(Request::ShowPage(card.card.creator)))
            }
            Action::BatchOpen => self.here().map_or_else(
                || Verb::no(NO_CARD),
                |card| Verb::lead(Request::ShowBooking(card.card.batch, card.card.creator)),
            ),
            Action::NavLeft => Verb::new(|screen: &mut Self, count, _| screen.step_aside(false, count)),
            Action::NavRight => Verb::new(|screen: &mut Self, count, _| screen.step_aside(true, count)),
            walk if walk.walks() => Verb::new(move |screen: &mut Self, count, ctx| screen.walk(walk, count, ctx)),
            Action::ReachNext => self.choosing_scope(ctx),
            Action::BoardLeft => {
                let label = if self.shows_left { "hide declined" } else { "show declined" };
                let turn = Verb::new(|screen: &mut Self, _, ctx: &mut Ctx| {
                    screen.shows_left = !screen.shows_left;
                    screen.lay_out(ctx.today);
                });
                if view::left_count(self) > 0 { turn.hint(label, Does::Here) } else { turn.unhinted() }
            }
            Action::MarkToggle => {
                let toggle = Verb::new(|screen: &mut Self, count, ctx| screen.toggle_marks(count, ctx));
                toggle.when(self.here().is_some(), || NO_CARD.to_owned())
            }
            Action::CopySummary => Verb::new(|screen: &mut Self, _, ctx: &mut Ctx| {
                let text = view::as_text(screen, ctx);
                ctx.effect(Effect::CopyAs(text, "the board as text".to_owned()));
            })
            .when(!self.cards.rows().is_empty(), || "There are no cards on the board.".to_owned()),
            _ if action.group() == Group::Mark => {
                self.cards.marking(action, "There are no cards on the board.", |screen: &mut Self| &mut screen.cards)
            }
            _ => Verb::elsewhere(),
        }
    }
}

impl BoardScreen {
    /// The collaborations that a step is logged for.
    fn collaborations(&self) -> Collaborations {
        let acting = self.acting();
        let label = match acting.as_slice() {
            [card] if !self.cards.has_marks() => format!("@{}", text::shown(&card.card.handle)),
            cards => format!("{} marked", cards.len()),
        };
        Collaborations { ids: acting.iter().map(|card| card.card.id).collect(), label }
    }

    /// The track on which something happens next in this column.
    fn track(&self) -> Track {
        match self.column {
            Stage::Shortlist | Stage::Contacted | Stage::Declined => Track::Outreach,
            Stage::Agreed => Track::Product,
            Stage::Shipped | Stage::Posted | Stage::Missed => Track::Content,
            Stage::Results | Stage::Closed => Track::Decision,
        }
    }

    /// Which campaign is shown: all, or one of those with cards, the current one first under the cursor.
    fn choosing_scope(&self, ctx: &Ctx) -> Verb<Self> {
        let mut campaigns: Vec<(CampaignId, String, usize)> = Vec::new();
        for card in self.all.rows() {
            match campaigns.iter_mut().find(|(id, ..)| *id == card.card.campaign) {
                Some((.., count)) => *count += 1,
                None => campaigns.push((card.card.campaign, text::shown(&card.card.campaign_name), 1)),
            }
        }
        if campaigns.is_empty() {
            return Verb::no("There is no campaign to show alone.");
        }
        campaigns.sort_by(|one, other| one.1.cmp(&other.1).then(one.0.cmp(&other.0)));
        let running = in_reach(self.all.rows(), None).count();
        let all = PickItem { label: ALL.to_owned(), hint: plural(running, "card"), ..PickItem::default() };
        let item = |(_, name, count): &(CampaignId, String, usize)| PickItem {
            label: name.clone(),
            hint: plural(*count, "card"),
            ..PickItem::default()
        };
        let items = std::iter::once(all).chain(campaigns.iter().map(item)).collect();
        let choices: Vec<Option<CampaignId>> =
            std::iter::once(None).chain(campaigns.into_iter().map(|(id, ..)| Some(id))).collect();
        // The cursor is on what is most likely meant: back to all, or the campaign at hand.
        let wanted = if self.campaign.is_some() { None } else { self.campaign_at_hand(ctx) };
        let at = choices.iter().position(|choice| *choice == wanted).unwrap_or(0);
        let pick = Pick { title: "Show the cards of".to_owned(), items, at, ..Pick::default() };
        let label = if self.campaign.is_some() { "other campaign" } else { "one campaign" };
        Verb::new(move |_: &mut Self, _, ctx: &mut Ctx| ctx.open(Overlay::Pick(pick), Question::Scope(choices)))
            .hint(label, Does::Opens)
    }
}

/// The cards of every campaign with a batch that is planned or running.
const ALL: &str = "All running campaigns";

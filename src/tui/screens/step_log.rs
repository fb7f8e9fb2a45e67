//! Logging steps where creators are listed and not their collaborations: reads where each of them stands, then asks for the step.

use std::collections::HashSet;

use crate::domain::milestone::{Milestone, Track};
use crate::domain::{CollaborationId, CreatorId};
use crate::proto::board::BoardCard;
use crate::proto::query::{Answer, Slot};
use crate::proto::row::CampaignRow;
use crate::proto::{Event, Query};
use crate::tui::kit::{Action, Ctx, Latest, Msg, Notice};
use crate::tui::look::text;

use super::over_budget;
use super::slip::Slip;
use super::steps::{self, Collaborations};

/// Whose step is to be logged.
#[derive(Clone, Debug)]
pub enum Whose {
    /// That of creators, each in the newest batch that is not finished, else in the newest.
    Creators(HashSet<CreatorId>),
    /// That of one collaboration.
    One(Collaborations),
}

/// Where collaborations stand, read when a step is to be logged.
#[derive(Debug, Default)]
pub struct StepLog {
    cards: Latest<Vec<BoardCard>>,
    campaigns: Latest<Vec<CampaignRow>>,
    /// What waits for which of the two answers.
    waits: Option<(Whose, [bool; 2])>,
}

impl StepLog {
    /// Reads where they stand; the list of steps opens with the answers.
    pub fn start(&mut self, whose: Whose, ctx: &mut Ctx) {
        self.waits = Some((whose, [true; 2]));
        self.cards.ask(Query::Board, ctx);
        self.campaigns.ask(Query::Campaigns, ctx);
    }

    /// Whether the list of steps is about to open. Letters typed meanwhile belong to it.
    pub fn waits(&self) -> bool {
        self.waits.is_some()
    }

    /// Drops the list that is about to open.
    pub fn stop(&mut self) {
        self.waits = None;
    }

    /// Takes the answers, and opens the list of steps with the second.
    pub fn msg(&mut self, msg: &Msg, ctx: &mut Ctx) {
        let Some((_, [waits_for_cards, waits_for_campaigns])) = &mut self.waits else { return };
        match msg {
            Msg::Event(Event::QueryDone(_, generation, Answer::Board(cards))) if self.cards.expects(*generation) => {
                self.cards.replace(cards.clone());
                *waits_for_cards = false;
            }
            Msg::Event(Event::QueryDone(_, generation, Answer::Campaigns(rows)))
                if self.campaigns.expects(*generation) =>
            {
                self.campaigns.replace(rows.clone());
                *waits_for_campaigns = false;
            }
            Msg::Event(Event::QueryFailed(Slot::Board | Slot::Campaigns, ..)) => return self.stop(),
            _ => return,
        }
        if let Some((whose, _)) = self.waits.take_if(|(_, missing)| !missing.contains(&true)) {
            self.open(whose, ctx);
        }
    }

    fn open(&self, whose: Whose, ctx: &mut Ctx) {
        let (of, count) = match whose {
            Whose::One(of) => (Some(of), 1),
            Whose::Creators(ids) => (self.collaborations(&ids), ids.len()),
        };
        let Some(of) = of else {
            let who = if count == 1 { "This creator is" } else { "These creators are" };
            let add = ctx.key(Action::BatchAdd);
            return ctx.say(Notice::info(format!("{who} in no batch yet. {add} adds to the current batch.")));
        };
        steps::ask(of, Track::Outreach, ctx);
    }

    /// The collaboration of each creator that has one.
    fn collaborations(&self, of: &HashSet<CreatorId>) -> Option<Collaborations> {
        let mut cards: Vec<&BoardCard> =
            self.cards.rows().iter().filter(|card| of.contains(&card.card.creator)).collect();
        cards.sort_by_key(|card| (card.card.creator, card.is_running(), card.card.batch, card.card.id));
        let newest = cards.chunk_by(|one, other| one.card.creator == other.card.creator).filter_map(<[_]>::last);
        let newest: Vec<&BoardCard> = newest.copied().collect();
        let label = match newest.as_slice() {
            [] => return None,
            [one] if of.len() == 1 => {
                let card = &one.card;
                text::shown(&format!("@{} in {} of {}", card.handle, card.batch_name, card.campaign_name))
            }
            some if some.len() < of.len() => format!("{} of {} marked are in a batch", some.len(), of.len()),
            all => format!("{} marked", all.len()),
        };
        Some(Collaborations { ids: newest.iter().map(|card| card.card.id).collect(), label })
    }

    /// By how much a step goes over the budget of a campaign.
    pub fn over_budget(&self, ids: &[CollaborationId], milestone: Milestone) -> Option<Slip> {
        let cards = self.cards.rows().iter().filter(|card| ids.contains(&card.card.id) && milestone.commits());
        over_budget::by_cards(cards, self.campaigns.rows(), 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::board::Standing;
    use crate::domain::collaboration::{Content, Outreach, Tracks};
    use crate::domain::collaboration_fields::PostAndParcel;
    use crate::domain::{BatchId, BatchStatus, CampaignId, Currency, Platform};
    use crate::proto::card::Card;
    use crate::proto::event::Generation;
    use crate::tui::kit::Request;
    use crate::tui::kit::overlay::Overlay;
    use crate::tui::screens::sample;

    /// The collaboration of a creator in a batch; their numbers make its own.
    fn card(creator: i64, batch: i64, batch_status: BatchStatus) -> BoardCard {
        let standing = Standing::default();
        let card = Card {
            id: CollaborationId(creator * 10 + batch),
            creator: CreatorId(creator),
            handle: format!("c{creator}"),
            platform: Platform::TikTok,
            followers: None,
            batch: BatchId(batch),
            batch_name: format!("Batch {batch}"),
            batch_status,
            campaign: CampaignId(1),
            campaign_name: "Glow Serum".to_owned(),
            currency: Currency::USD,
            stage: standing.stage(),
            tracks: Tracks::default(),
            deliverables: Vec::new(),
            open: Vec::new(),
        };
        BoardCard { card, standing, fee_minor: None, offered_minor: 40_000, days: PostAndParcel::default() }
    }

    fn cards() -> Vec<BoardCard> {
        use BatchStatus::{Finished, Running};
        vec![card(1, 1, Running), card(1, 2, Finished), card(2, 1, Finished), card(2, 2, Finished)]
    }

    /// The log once its answers came for these creators, and what it sent then.
    fn read(ids: &[i64]) -> (StepLog, Vec<Request>) {
        let (mut log, mut ctx) = (StepLog::default(), sample::ctx());
        log.start(Whose::Creators(ids.iter().map(|id| CreatorId(*id)).collect()), &mut ctx);
        let newest = Generation(u64::MAX);
        let answers =
            [(Slot::Campaigns, Answer::Campaigns(sample::campaigns())), (Slot::Board, Answer::Board(cards()))];
        for (slot, answer) in answers {
            assert!(log.waits());
            ctx.sent();
            log.msg(&Msg::Event(Event::QueryDone(slot, newest, answer)), &mut ctx);
        }
        assert!(!log.waits());
        (log, ctx.sent())
    }

    #[test]
    fn each_creator_stands_for_their_newest_batch_and_one_that_runs_comes_first() {
        let (log, sent) = read(&[1]);
        let [Request::Open(Overlay::Pick(pick), _)] = sent.as_slice() else { panic!("{sent:?}") };
        assert!(pick.title.contains("@c1 in Batch 1 of Glow Serum") && pick.is_dated, "{}", pick.title);
        let ids = |of: &[i64]| {
            let of = of.iter().map(|id| CreatorId(*id)).collect();
            log.collaborations(&of).map(|of| (of.ids.iter().map(|id| id.0).collect::<Vec<_>>(), of.label))
        };
        assert_eq!(ids(&[1, 2]), Some((vec![11, 22], "2 marked".to_owned())));
        assert_eq!(ids(&[1, 2, 3]), Some((vec![11, 22], "2 of 3 marked are in a batch".to_owned())));
        assert_eq!(ids(&[3]), None);
        let (_, nobody) = read(&[3]);
        assert!(format!("{nobody:?}").contains("in no batch yet"), "{nobody:?}");
    }

    #[test]
    fn what_goes_over_the_budget_is_known_before_the_step() {
        let (mut log, _) = read(&[1]);
        let mut campaigns = sample::campaigns();
        let budget = &mut campaigns.iter_mut().find(|row| row.id == CampaignId(1)).expect("it").budget;
        budget.limit_minor = Some(budget.committed_minor() + 10_000);
        log.campaigns.replace(campaigns);
        let over = |milestone| log.over_budget(&[CollaborationId(11)], milestone).map(|slip| slip.sentence);
        assert!(over(Milestone::Content(Content::Posted)).is_some(), "a post shows that there was an agreement");
        assert!(over(Milestone::Talk(Outreach::Agreed)).is_some_and(|said| said.contains("$300 over its budget")));
        assert_eq!(over(Milestone::Talk(Outreach::Replied)), None);
    }
}

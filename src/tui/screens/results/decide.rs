//! Decisions on results: about creators, about who gets an order, and about how orders count. The numbers only suggest.

use chrono::NaiveDate;

use crate::domain::milestone::Milestone;
use crate::domain::text::fold;
use crate::domain::{BudgetStep, CampaignId, CollaborationId, CreatorId, OrderId, Platform};
use crate::proto::WriteCmd;
use crate::proto::code_holder::{CodeHolder, CodeSeekers};
use crate::proto::outlook::{CodeRow, ConflictRow, LINK, OutlookCmd, OwnerRow, Terms};
use crate::proto::results::CreatorResult;
use crate::tui::kit::Ctx;
use crate::tui::kit::overlay::{Choice, Make, Overlay, Pick, PickItem, Value};
use crate::tui::look::{figure, text};
use crate::tui::screens::slip::Slip;
use crate::tui::screens::{over_budget, steps};
use crate::words::results as words;

use super::lines::SideLine;
use super::pane::Pane;
use super::{ResultsScreen, terms};

/// What the screen asks a person.
#[derive(Debug)]
pub(super) enum Question {
    /// Which of these creators gets the orders.
    Owner(Vec<OrderId>, Vec<CollaborationId>),
    /// Which of these has a code, in which campaign.
    Holder(String, Vec<CodeHolder>, Option<CampaignId>),
    /// Which of these gets the orders that carry two codes.
    Winner((String, String), [CreatorId; 2]),
    /// How orders of a campaign are read.
    Terms(CampaignId, Terms),
    /// How much of a creator's code is a leak.
    Leak(CampaignId, CreatorId),
}

impl ResultsScreen {
    /// By how much a step of these collaborations goes over the budget: an agreement makes their offers agreed.
    pub(super) fn over_budget(&self, ids: &[CollaborationId], milestone: Milestone) -> Option<Slip> {
        let result = self.result().filter(|_| milestone.commits())?;
        let offers = self.with_ids(ids).map(|creator| creator.offered_minor);
        let step = BudgetStep::Agrees(offers.fold(0, i64::saturating_add));
        over_budget::over_limit(&result.name, result.budget, result.currency, step)
    }

    /// What speaks against a step that dates a post before its parcel.
    pub(super) fn early_post(
        &self,
        ids: &[CollaborationId],
        milestone: Milestone,
        day: NaiveDate,
        today: NaiveDate,
    ) -> Option<Slip> {
        let known = self.with_ids(ids).map(|creator| (creator.handle.as_str(), creator.post_and_parcel()));
        steps::early_post(known, milestone, day, today)
    }

    fn with_ids(&self, ids: &[CollaborationId]) -> impl Iterator<Item = &CreatorResult> {
        let batches = self.result().into_iter().flat_map(|result| &result.batches);
        batches.flat_map(|batch| &batch.creators).filter(|creator| ids.contains(&creator.collaboration))
    }

    /// How orders of the campaign are read now; nothing before anything was estimated.
    pub(super) fn terms(&self) -> Option<Terms> {
        Some(self.result()?.outlook.as_ref()?.terms)
    }

    pub(super) fn ask_terms(&self, ctx: &mut Ctx) {
        if let (Some(result), Some(terms)) = (self.result(), self.terms()) {
            ctx.open(terms::build(terms), Question::Terms(result.id, terms));
        }
    }

    pub(super) fn ask_leak(&self, ctx: &mut Ctx) {
        if let (Some(result), Some(creator)) = (self.result(), self.leaky()) {
            ctx.open(terms::build_leak(creator), Question::Leak(result.id, creator.creator));
        }
    }

    /// The marked orders in their order on screen, else the one under the cursor.
    pub(super) fn chosen_orders(&self, here: OrderId) -> Vec<OrderId> {
        let marked: Vec<OrderId> = self
            .side
            .acting()
            .into_iter()
            .filter_map(|line| match line {
                SideLine::Order(id) => Some(*id),
                _ => None,
            })
            .collect();
        if marked.is_empty() { vec![here] } else { marked }
    }

    /// Asks who gets the orders.
    pub(super) fn ask_owner(&self, list: Vec<OrderId>, ctx: &mut Ctx) {
        let title = format!("{}: choose the creator", orders(i64::try_from(list.len()).unwrap_or(i64::MAX)));
        let empty = "No creator is in a batch of this campaign that has started.";
        let (pick, owners) = self.owners(title, empty, |owner| owner.has_started);
        ctx.open(Overlay::Pick(pick), Question::Owner(list, owners));
    }

    /// Asks whose a code is.
    pub(super) fn ask_holder(&self, code: &CodeRow, ctx: &mut Ctx) {
        let title = format!("{} with {}: whose code is it?", orders(code.orders), text::shown(&code.code));
        let empty = "There is no creator in your file yet. Add them first.";
        let (mut pick, owners) = self.owners(title, empty, |_| true);
        let mut holders: Vec<CodeHolder> = owners.into_iter().map(CodeHolder::Collaboration).collect();
        let (seekers, campaign) = (self.review().map(|review| &review.seekers), self.result().map(|result| result.id));
        if let Some(CodeSeekers { people, has_more, home }) = seekers {
            pick.items.extend(people.iter().map(|person| PickItem {
                label: format!("@{}", text::shown(&person.handle)),
                part: if person.platform == Platform::ASSUMED {
                    String::new()
                } else {
                    person.platform.word().to_owned()
                },
                hint: words::code_home_briefly(home),
                ..PickItem::default()
            }));
            holders.extend(people.iter().map(|person| CodeHolder::Creator(person.id, campaign)));
            // Who is not listed can be typed.
            pick.may_make = if *has_more { Make::Text } else { Make::Nothing };
        }
        // Who is likely to have it comes first.
        let mut entries: Vec<(PickItem, CodeHolder)> = pick.items.drain(..).zip(holders).collect();
        entries.sort_by_key(|(item, _)| !is_named_by(&code.code, item.label.trim_start_matches('@')));
        let (items, holders) = entries.into_iter().unzip();
        pick.items = items;
        ctx.open(Overlay::Pick(pick), Question::Holder(code.code.clone(), holders, campaign));
    }

    /// The list to choose one of the owners from, and who they are.
    fn owners(&self, title: String, empty: &str, may: fn(&OwnerRow) -> bool) -> (Pick, Vec<CollaborationId>) {
        let owners = self.review().map(|review| review.owners.as_slice()).unwrap_or_default();
        let item =
            |owner: &OwnerRow| PickItem { label: format!("@{}, {}", owner.handle, owner.batch), ..PickItem::default() };
        let owners: Vec<&OwnerRow> = owners.iter().filter(|owner| may(owner)).collect();
        let items = owners.iter().map(|owner| item(owner)).collect();
        let pick = Pick { title, items, empty: empty.to_owned(), ..Pick::default() };
        (pick, owners.into_iter().map(|owner| owner.id).collect())
    }

    /// Takes the answer to a question; a form with faults opens again.
    pub(super) fn take_answer(&mut self, question: &Question, value: Value, ctx: &mut Ctx) {
        let calendar = ctx.calendar();
        match (question, value) {
            (Question::Owner(list, owners), Value::Chosen(choice)) => {
                if let Some(owner) = choice.of(owners) {
                    self.side.clear_marks();
                    write(ctx, OutlookCmd::GiveOrders(list.clone(), Some(*owner)));
                }
            }
            (Question::Holder(code, holders, campaign), Value::Chosen(choice)) => {
                let typed = || match &choice {
                    Choice::Made(typed) => Some(CodeHolder::Named(typed.clone(), *campaign)),
                    Choice::Entry(_) => None,
                };
                if let Some(holder) = choice.of(holders).cloned().or_else(typed) {
                    // The first one makes the campaign. The other codes stay at hand.
                    self.pane = Pane::Review;
                    write(ctx, OutlookCmd::GiveCode(code.clone(), holder));
                }
            }
            (Question::Winner(codes, owners), Value::Chosen(choice)) => {
                if let Some(winner) = choice.of(owners) {
                    write(ctx, OutlookCmd::SettleCodes { codes: codes.clone(), winner: *winner });
                }
            }
            (Question::Terms(id, before), Value::Form(filled)) => {
                let read = terms::read(filled, calendar, *before);
                let set = |terms| WriteCmd::Outlook(OutlookCmd::SetTerms(*id, terms));
                ctx.submit(read.map(set), Question::Terms(*id, *before));
            }
            (Question::Leak(id, creator), Value::Form(filled)) => {
                let read = terms::read_leak(filled, calendar);
                let set = |leak| WriteCmd::Outlook(OutlookCmd::SetLeak(*id, *creator, leak));
                ctx.submit(read.map(set), Question::Leak(*id, *creator));
            }
            _ => {}
        }
    }
}

/// Asks who gets the orders that carry codes of two creators.
pub(super) fn ask_winner(conflict: &ConflictRow, ctx: &mut Ctx) {
    let code = |code: &str| code.strip_prefix(LINK).unwrap_or(code).to_owned();
    let item = |code: String, handle: &str| PickItem {
        label: format!("@{handle}"),
        hint: format!("owns {code}"),
        ..PickItem::default()
    };
    let (first, second) = (&conflict.owners.0, &conflict.owners.1);
    let pick = Pick {
        title: format!("{} with {}: who gets them?", orders(conflict.orders), conflict.codes_text()),
        items: vec![item(code(&conflict.codes.0), &first.1), item(code(&conflict.codes.1), &second.1)],
        ..Pick::default()
    };
    ctx.open(Overlay::Pick(pick), Question::Winner(conflict.codes.clone(), [first.0, second.0]));
}

/// Whether a code begins as a handle does, so that it is likely theirs: `ANA10` and `ana.glow`.
fn is_named_by(code: &str, handle: &str) -> bool {
    let letters = |text: &str| -> String { text.chars().take_while(|letter| letter.is_alphabetic()).collect() };
    let (code, name, whole) = (letters(&fold(code)), letters(&fold(handle)), fold(handle));
    let is_long = |text: &str| text.chars().count() >= 3;
    is_long(&code) && whole.starts_with(&code) || is_long(&name) && code.starts_with(&name)
}

pub(super) fn write(ctx: &mut Ctx, command: OutlookCmd) {
    ctx.write(WriteCmd::Outlook(command));
}

/// Counts orders in words.
pub(super) fn orders(count: i64) -> String {
    figure::counted(count, "order", "orders")
}

//! What a person decides on results: on creators, on whose an order is, and on how orders are read. The numbers propose only.

use strum::IntoEnumIterator;

use crate::domain::collaboration::Decision;
use crate::domain::money::parse_amount;
use crate::domain::{CollaborationId, CreatorId, OrderId};
use crate::proto::WriteCmd;
use crate::proto::outlook::{Choice, ConflictRow, LINK, OutlookCmd, OwnerRow, Terms};
use crate::proto::results::CreatorResult;
use crate::tui::kit::overlay::{FieldKind, Letters, Overlay, Pick, PickItem, Prompt, Purpose, Value};
use crate::tui::kit::{Ctx, Request};
use crate::tui::look::figure;
use crate::tui::screens::estimate;
use crate::tui::screens::form;

use super::{ResultsScreen, terms};

/// What the answers are for.
const DECIDE: Purpose = "decide";
const OWNER: Purpose = "owner";
const CODES: Purpose = "codes";
const BUDGET: Purpose = "budget";

/// What an open overlay is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Subject {
    #[default]
    Campaign,
    Collaboration(CollaborationId),
    Creator(CreatorId),
    Orders(Vec<OrderId>),
    Codes(Box<ConflictRow>),
}

/// How an owner is called in the list to choose from.
fn owner_label(owner: &OwnerRow) -> String {
    format!("@{}, {}", owner.handle, owner.batch)
}

impl ResultsScreen {
    /// Asks what was decided about the creator under the cursor.
    pub(super) fn ask_decision(&mut self) -> Vec<Request> {
        let Some(creator) = self.here() else { return Vec::new() };
        let entries = Decision::iter().filter_map(|decision| {
            let letter = decision.word().chars().next()?;
            Some((letter, decision.word().to_owned()))
        });
        let title = format!("@{}: what next?", creator.handle);
        let overlay = Overlay::Letters(Letters { purpose: DECIDE, title, entries: entries.collect() });
        self.subject = Subject::Collaboration(creator.collaboration);
        vec![Request::Open(overlay)]
    }

    /// Pins the creator under the cursor to the next batch, then excludes them, then leaves it to the numbers again.
    pub(super) fn turn_choice(&self, ctx: &mut Ctx) -> Vec<Request> {
        let (Some(result), Some(creator)) = (self.result(), self.here()) else { return Vec::new() };
        let choice = match creator.choice {
            Choice::Open => Choice::Pinned,
            Choice::Pinned => Choice::Excluded,
            Choice::Excluded => Choice::Open,
        };
        vec![write(ctx, OutlookCmd::SetChoice(result.id, creator.creator, choice))]
    }

    /// Makes the proposal the campaign's next planned batch.
    pub(super) fn plan_next(&self, ctx: &mut Ctx) -> Vec<Request> {
        let next = self.result().and_then(|result| Some((result.id, result.outlook.as_ref()?.next.clone()?)));
        next.map(|(id, next)| write(ctx, OutlookCmd::PlanNext(id, next))).into_iter().collect()
    }

    /// How orders of the campaign are read now; nothing before anything was estimated.
    pub(super) fn terms(&self) -> Option<Terms> {
        Some(self.result()?.outlook.as_ref()?.terms)
    }

    pub(super) fn ask_budget(&mut self) -> Vec<Request> {
        let (Some(result), Some(terms)) = (self.result(), self.terms()) else { return Vec::new() };
        let currency = result.currency;
        let prompt = Prompt {
            purpose: BUDGET,
            title: "Budget for the next batch".to_owned(),
            kind: FieldKind::Money(currency),
            value: terms.next_budget_minor.map_or(String::new(), |minor| form::amount_text(minor, currency)),
            hint: "an amount, such as 600".to_owned(),
            ..Prompt::default()
        };
        self.subject = Subject::Campaign;
        vec![Request::Open(Overlay::Prompt(prompt))]
    }

    pub(super) fn ask_terms(&mut self) -> Vec<Request> {
        let Some(terms) = self.terms() else { return Vec::new() };
        self.subject = Subject::Campaign;
        vec![Request::Open(terms::build(terms))]
    }

    pub(super) fn ask_leak(&mut self, creator: &CreatorResult) -> Vec<Request> {
        self.subject = Subject::Creator(creator.creator);
        vec![Request::Open(terms::build_leak(creator))]
    }

    /// Sets the range that a sign of a leak suggests; `u` takes it back.
    pub(super) fn set_leak(&self, creator: CreatorId, (low, high): (f64, f64), ctx: &mut Ctx) -> Vec<Request> {
        let bp = |share: f64| estimate::e4(share.min(1.0));
        let campaign = self.result().map(|result| result.id);
        let command = campaign.map(|id| OutlookCmd::SetLeak(id, creator, Some((bp(low), bp(high)))));
        command.map(|command| write(ctx, command)).into_iter().collect()
    }

    /// Asks to whom orders belong.
    pub(super) fn ask_owner(&mut self, orders: Vec<OrderId>) -> Vec<Request> {
        let Some(doubts) = self.doubts() else { return Vec::new() };
        let items = doubts.owners.iter().map(|owner| PickItem { label: owner_label(owner), ..PickItem::default() });
        let count = figure::counted(i64::try_from(orders.len()).unwrap_or(i64::MAX), "order", "orders");
        let pick = Pick {
            purpose: OWNER,
            title: format!("{count}: whose?"),
            items: items.collect(),
            empty: "Nobody is in a batch of this campaign yet.".to_owned(),
            ..Pick::default()
        };
        self.subject = Subject::Orders(orders);
        vec![Request::Open(Overlay::Pick(pick))]
    }

    /// Asks who gets the orders that carry codes of two creators.
    pub(super) fn ask_winner(&mut self, conflict: ConflictRow) -> Vec<Request> {
        let code = |code: &'_ str| code.strip_prefix(LINK).unwrap_or(code).to_owned();
        let item = |code: String, handle: &str| PickItem {
            label: format!("@{handle}"),
            hint: format!("owns {code}"),
            ..PickItem::default()
        };
        let pick = Pick {
            purpose: CODES,
            title: format!("{} with {}: who gets them?", orders(conflict.orders), conflict.codes_said()),
            items: vec![
                item(code(&conflict.codes.0), &conflict.owners.0.1),
                item(code(&conflict.codes.1), &conflict.owners.1.1),
            ],
            ..Pick::default()
        };
        self.subject = Subject::Codes(Box::new(conflict));
        vec![Request::Open(Overlay::Pick(pick))]
    }

    pub(super) fn read_answer(&mut self, purpose: Purpose, value: Value, ctx: &mut Ctx) -> Vec<Request> {
        let Some(id) = self.result().map(|result| result.id) else { return Vec::new() };
        let command = match (purpose, value, &self.subject) {
            (DECIDE, Value::Picked(word), Subject::Collaboration(collaboration)) => {
                Decision::from_word(&word).map(|decision| OutlookCmd::Decide(vec![*collaboration], decision))
            }
            (OWNER, Value::Picked(label), Subject::Orders(orders)) => {
                let owner = self.doubts().and_then(|doubts| doubts.owners.iter().find(|row| owner_label(row) == label));
                owner.map(|owner| OutlookCmd::GiveOrders(orders.clone(), Some(owner.id)))
            }
            (CODES, Value::Picked(label), Subject::Codes(conflict)) => {
                let owners = [&conflict.owners.0, &conflict.owners.1];
                let winner = owners.into_iter().find(|(_, handle)| format!("@{handle}") == label);
                winner.map(|(winner, _)| OutlookCmd::SettleCodes { codes: conflict.codes.clone(), winner: *winner })
            }
            (BUDGET, Value::Text(line), _) => {
                let currency = self.result().map(|result| result.currency).unwrap_or_default();
                let budget = parse_amount(&line, currency).filter(|minor| *minor >= 0);
                self.terms()
                    .zip(budget)
                    .map(|(terms, budget)| OutlookCmd::SetTerms(id, Terms { next_budget_minor: Some(budget), ..terms }))
            }
            (terms::TERMS, Value::Form(filled), _) => {
                match terms::read(filled, ctx.calendar(), self.terms().unwrap_or_default()) {
                    Ok(terms) => Some(OutlookCmd::SetTerms(id, terms)),
                    Err(form) => return vec![Request::Open(Overlay::Form(*form))],
                }
            }
            (terms::LEAK, Value::Form(filled), Subject::Creator(creator)) => {
                match terms::read_leak(filled, ctx.calendar()) {
                    Ok(leak) => Some(OutlookCmd::SetLeak(id, *creator, leak)),
                    Err(form) => return vec![Request::Open(Overlay::Form(*form))],
                }
            }
            (purpose, Value::Form(filled), _) => return self.read_form(purpose, filled, ctx),
            _ => None,
        };
        if purpose == OWNER && command.is_some() {
            self.marked.clear();
        }
        command.map(|command| write(ctx, command)).into_iter().collect()
    }
}

fn write(ctx: &mut Ctx, command: OutlookCmd) -> Request {
    ctx.write_request(WriteCmd::Outlook(command)).1
}

/// Counts orders in words.
pub(super) fn orders(count: i64) -> String {
    figure::counted(count, "order", "orders")
}

//! Moving cards: what a move asks, and what it writes.

use chrono::NaiveDate;

use crate::domain::board::{self, Barrier, Move, Way};
use crate::domain::collaboration::{Decision, Stage};
use crate::domain::collaboration_fields::PostAndParcel;
use crate::domain::money::parse_amount;
use crate::domain::{CampaignId, CollaborationId, Currency};
use crate::proto::WriteCmd;
use crate::proto::board::{BoardCard, BoardMove};
use crate::proto::collaboration_change::{DeliverableChange, DeliverableCmd, Which};
use crate::proto::command::WriteKind;
use crate::tui::kit::overlay::{Field, FieldKind, Form, Letters, NOTHING, Overlay, Prompt, Value};
use crate::tui::kit::{Ctx, Does, Verb};
use crate::tui::look::text;
use crate::tui::screens::form::{Reader, reading};
use crate::tui::screens::over_budget;
use crate::tui::screens::slip::{self, Slip};
use crate::tui::screens::steps;
use crate::words::board as words;
use crate::words::deliverables::in_the_future;

use super::BoardScreen;

/// A card, and the column it stood in when the key was pressed.
type Seen = (CollaborationId, Stage);

fn seen(card: &BoardCard) -> Seen {
    (card.card.id, card.card.stage)
}

/// What a move asks.
#[derive(Clone, Debug)]
pub(super) enum Question {
    /// The fee that was agreed with one creator.
    Fee(Seen, Currency, String),
    /// The day and the link of the post of one creator.
    Link(Seen),
    /// Whose cards are shown.
    Scope(Vec<Option<CampaignId>>),
    /// The counts of the post of one creator, and the number of the deliverable.
    Reading(CollaborationId, usize),
    /// What was decided about these.
    Decision(Vec<Seen>),
}

/// The decisions that close a card.
const DECISIONS: [(char, Decision, &str); 3] = [
    ('s', Decision::Scale, "scale: book again, more"),
    ('r', Decision::Retest, "retest: test once more"),
    ('d', Decision::Drop, "drop: do not book again"),
];

/// What a move of one card needs first.
enum Needs {
    Nothing,
    Fee,
    Link,
    Reading(usize),
    Decision,
}

/// Plans the move of one card, and says what it asks first.
fn planned(card: &BoardCard, way: Way) -> Result<(Stage, Needs), Barrier> {
    match board::plan(&card.standing, way, Decision::Undecided) {
        Ok(planned) => {
            let needs = match way {
                Way::Forward if agrees(&planned) && card.fee_minor.is_none() => Needs::Fee,
                Way::Forward if planned.posts() => Needs::Link,
                _ => Needs::Nothing,
            };
            Ok((planned.to, needs))
        }
        Err(Barrier::NoResults) => {
            card.to_read().map(|number| (Stage::Results, Needs::Reading(number))).ok_or(Barrier::NoResults)
        }
        Err(Barrier::Undecided) => Ok((Stage::Closed, Needs::Decision)),
        Err(barrier) => Err(barrier),
    }
}

fn agrees(planned: &Move) -> bool {
    planned.agrees()
}

fn name(card: &BoardCard) -> String {
    format!("@{}", text::shown(&card.card.handle))
}

impl BoardScreen {
    /// Moves the marked cards, else the one under the cursor.
    pub(super) fn moving(&self, way: Way) -> Verb<Self> {
        match self.acting().as_slice() {
            [] if !self.cards.is_known() => Verb::no("The board is still loading."),
            [] => Verb::no("There is no card in this column."),
            [card] => self.moving_one(card, way),
            cards => self.moving_many(cards, way),
        }
    }

    fn moving_one(&self, card: &BoardCard, way: Way) -> Verb<Self> {
        let (to, needs) = match planned(card, way) {
            Ok(planned) => planned,
            Err(barrier) => return Verb::no(words::refusal(barrier, &name(card))),
        };
        let (id, seen, who) = (card.card.id, seen(card), name(card));
        let label = format!("{}{}", if way == Way::Back { "back to " } else { "to " }, to.word());
        let asks = |make: Box<dyn FnOnce() -> (Overlay, Question)>| {
            Verb::new(move |_: &mut Self, _, ctx: &mut Ctx| {
                let (overlay, question) = make();
                ctx.open(overlay, question);
            })
            .hint(label.clone(), Does::Opens)
        };
        match needs {
            Needs::Nothing => {
                let over = self.over_budget(&[id], 0).filter(|_| way == Way::Forward && to == Stage::Agreed);
                let does = if over.is_some() { Does::Opens } else { Does::Writes(WriteKind::MoveOnBoard) };
                Verb::new(move |screen: &mut Self, _, ctx: &mut Ctx| {
                    screen.send(BoardMove::new(vec![seen], way), over.as_ref(), ctx);
                })
                .hint(label, does)
            }
            Needs::Fee => {
                let currency = card.card.currency;
                asks(Box::new(move || (fee_prompt(&who, currency, None), Question::Fee(seen, currency, who))))
            }
            Needs::Link => asks(Box::new(move || (link_form(&who), Question::Link(seen)))),
            Needs::Reading(number) => asks(Box::new(move || (reading::build(&who), Question::Reading(id, number)))),
            Needs::Decision => asks(Box::new(move || (decision(&who), Question::Decision(vec![seen])))),
        }
    }

    /// Many cards move without questions: no link, no new fee.
    fn moving_many(&self, cards: &[&BoardCard], way: Way) -> Verb<Self> {
        let all: Vec<_> = cards.iter().map(|card| board::plan(&card.standing, way, Decision::Undecided)).collect();
        let count = all.iter().filter(|planned| planned.is_ok()).count();
        let first = all.iter().zip(cards).find_map(|(planned, card)| Some((planned.as_ref().err()?, *card)));
        if let (0, Some((barrier, card))) = (count, first) {
            let undecided: Vec<Seen> = all
                .iter()
                .zip(cards)
                .filter(|(planned, _)| **planned == Err(Barrier::Undecided))
                .map(|(_, card)| seen(card))
                .collect();
            if undecided.is_empty() {
                return Verb::no(format!(
                    "None of the {} can move. {}",
                    cards.len(),
                    words::refusal(*barrier, &name(card))
                ));
            }
            let who = format!("{} marked", undecided.len());
            return Verb::new(move |_: &mut Self, _, ctx: &mut Ctx| {
                ctx.open(decision(&who), Question::Decision(undecided));
            })
            .hint("to Closed", Does::Opens);
        }
        let ids: Vec<Seen> = cards.iter().map(|card| seen(card)).collect();
        let agreeing = all.iter().zip(cards).filter(|(planned, _)| planned.as_ref().is_ok_and(agrees));
        let agreeing: Vec<CollaborationId> = agreeing.map(|(_, card)| card.card.id).collect();
        let over = self.over_budget(&agreeing, 0).filter(|_| way == Way::Forward);
        let does = if over.is_some() { Does::Opens } else { Does::Writes(WriteKind::MoveOnBoard) };
        let word = if way == Way::Back { "back" } else { "on" };
        let label = if count == ids.len() {
            format!("move {count} {word}")
        } else {
            format!("move {count} of {} {word}", ids.len())
        };
        let verb = Verb::new(move |screen: &mut Self, _, ctx: &mut Ctx| {
            screen.send(BoardMove::new(ids, way), over.as_ref(), ctx);
        });
        verb.hint(label, does).changing(count, format!("moves {{}} one column {word}"))
    }

    /// What speaks against a post of this day: its parcel came later.
    fn early_post(&self, id: CollaborationId, day: NaiveDate, today: NaiveDate) -> Option<Slip> {
        let card = self.cards.rows().iter().find(|card| card.card.id == id)?;
        let early = PostAndParcel { posted_on: Some(day), ..card.days }.too_early()?;
        steps::too_early(&[(&card.card.handle, early)], today)
    }

    /// Writes a move, or asks first where something speaks against it: the budget, or the day of a post.
    fn send(&mut self, wanted: BoardMove, slip: Option<&Slip>, ctx: &mut Ctx) {
        let is_many = wanted.cards.len() > 1;
        let verb = if wanted.cards.iter().any(|(_, stage)| *stage == Stage::Shipped) { "Move" } else { "Agree" };
        match slip {
            Some(slip) => slip::ask(WriteCmd::MoveOnBoard(wanted), slip, verb, ctx),
            None => _ = ctx.write(WriteCmd::MoveOnBoard(wanted)),
        }
        if is_many {
            self.cards.clear_marks();
        }
    }

    /// By how much agreeing with these goes over the budget of their campaign, with what comes to what was offered.
    pub(super) fn over_budget(&self, ids: &[CollaborationId], more: i64) -> Option<Slip> {
        let cards = self.cards.rows().iter().filter(|card| ids.contains(&card.card.id));
        over_budget::by_cards(cards, self.campaigns.rows(), more)
    }

    /// Takes the answer to a question.
    pub(super) fn take_answer(&mut self, question: &Question, value: Value, ctx: &mut Ctx) {
        let forward = |card: Seen| BoardMove::new(vec![card], Way::Forward);
        match (question, value) {
            (Question::Fee(card, currency, who), Value::Text(typed)) => {
                let fee = if typed.trim() == NOTHING { Some(None) } else { parse_amount(&typed, *currency).map(Some) };
                let Some(fee_minor) = fee.filter(|fee| fee.is_none_or(|minor| minor >= 0)) else {
                    let again = fee_prompt(who, *currency, Some(typed));
                    return ctx.open(again, question.clone());
                };
                let over = self.over_budget(&[card.0], fee_minor.unwrap_or(0));
                self.send(BoardMove { fee_minor, ..forward(*card) }, over.as_ref(), ctx);
            }
            (Question::Link(card), Value::Form(form)) => {
                let mut reader = Reader::new(form, ctx.calendar());
                let typed = reader.text("url");
                // One line for both, because a link mostly says its day.
                let posted_on = ctx.calendar().read(&typed).ok();
                let url = if posted_on.is_some() { String::new() } else { typed };
                if let Some(day) = posted_on.filter(|day| *day > ctx.today) {
                    reader.fault("url", in_the_future(day, ctx.today));
                }
                match reader.finish(BoardMove { url, posted_on, ..forward(*card) }) {
                    Ok(wanted) => {
                        let day =
                            wanted.posted_on.unwrap_or_else(|| crate::proto::board::posted_on(&wanted.url, ctx.today));
                        let early = self.early_post(card.0, day, ctx.today);
                        self.send(wanted, early.as_ref(), ctx);
                    }
                    Err(form) => ctx.open(Overlay::Form(*form), question.clone()),
                }
            }
            (Question::Scope(campaigns), Value::Chosen(choice)) => {
                if let Some(campaign) = choice.of(campaigns) {
                    self.campaign = *campaign;
                    self.lay_out(ctx.today);
                }
            }
            (Question::Reading(id, number), Value::Form(form)) => {
                let read = reading::read(form, ctx.calendar()).map(|(on, counts)| {
                    let cmd = DeliverableCmd::Read(Which::Number(*number), on.unwrap_or(ctx.today), counts);
                    WriteCmd::Deliverable(DeliverableChange { collaboration: *id, cmd })
                });
                ctx.submit(read, question.clone());
            }
            (Question::Decision(ids), Value::Chosen(choice)) => {
                if let Some((_, decision, _)) = choice.of(&DECISIONS) {
                    let wanted = BoardMove { decision: *decision, ..BoardMove::new(ids.clone(), Way::Forward) };
                    if ctx.may_change(ids.len(), "closes") {
                        self.send(wanted, None, ctx);
                    }
                }
            }
            _ => {}
        }
    }
}

fn fee_prompt(who: &str, currency: Currency, typed: Option<String>) -> Overlay {
    Overlay::Prompt(Prompt {
        title: format!("Fee agreed with {who}"),
        kind: FieldKind::Money(currency),
        fault: typed.is_some().then(|| "That isn't an amount.".to_owned()),
        value: typed.unwrap_or_default(),
        hint: format!("an amount in {currency}, such as 150; 0 for a gift; - to leave it open"),
        may_clear: true,
        ..Prompt::default()
    })
}

fn link_form(who: &str) -> Overlay {
    let hint = "https://..., or the day, such as fri or -2d; empty: posted today";
    let fields = vec![Field::new("url", "Link or day", FieldKind::Text).hint(hint)];
    Overlay::Form(Form { title: format!("Post of {who}"), fields, save: "Posted".to_owned() })
}

fn decision(who: &str) -> Overlay {
    let entries = DECISIONS.map(|(letter, _, label)| (letter, label.to_owned())).to_vec();
    Overlay::Letters(Letters { title: format!("{who}: what comes of the test?"), entries })
}

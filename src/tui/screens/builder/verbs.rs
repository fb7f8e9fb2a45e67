//! What an action does on the builder.

use crate::domain::{BudgetStep, CampaignId, CreatorId, Currency};
use crate::proto::WriteCmd;
use crate::proto::builder::{Bookee, Builder};
use crate::proto::command::WriteKind;
use crate::proto::outlook::{Choice, OutlookCmd, Terms};
use crate::tui::kit::overlay::{Overlay, Pick, PickItem, Value};
use crate::tui::kit::{Action, ByVerb, Ctx, Does, Effect, Place, Request, Verb};
use crate::tui::look::text;
use crate::tui::screens::listed::Listed;
use crate::tui::screens::{form, over_budget, slip};
use crate::words::builder as words;

use super::{BuilderScreen, view};

/// What is settled on this screen.
const OUTLOOK: Does = Does::Writes(WriteKind::Outlook);

/// Why there is nobody to act on.
const NOBODY: &str = "There is nobody to book yet.";

/// What the screen asks a person.
#[derive(Clone, Debug)]
pub(super) enum Question {
    /// What the batch may cost, and how many creators it should have.
    Limits(CampaignId, Currency, Terms),
    /// Which of these to put in.
    Add(CampaignId, Vec<CreatorId>),
    /// Which of these to put in instead of the first.
    Swap(CampaignId, CreatorId, Vec<CreatorId>),
}

impl ByVerb for BuilderScreen {
    fn verb(&self, action: Action, ctx: &Ctx) -> Verb<Self> {
        match action {
            Action::NavOpen => self.plan(),
            Action::MarkToggle => self.on_person(turn),
            Action::BatchPin => self.on_person(pin),
            Action::BookingsMore => self.on_person(|builder, person| book(builder, person, 1)),
            Action::BookingsFewer => self.on_person(|builder, person| book(builder, person, -1)),
            Action::ItemEdit => self.with_builder(|builder| {
                let form = form::next_batch::build(builder.terms.next_budget_minor, self.size, builder.currency);
                let question = Question::Limits(builder.campaign, builder.currency, builder.terms);
                Verb::new(move |_, _, ctx| ctx.open(form, question)).hint("budget, size", Does::Opens)
            }),
            Action::ItemAdd => self.with_builder(|builder| {
                let (pick, ids) = outside(builder, "Put in");
                let question = Question::Add(builder.campaign, ids);
                Verb::new(move |_, _, ctx| ctx.open(Overlay::Pick(pick), question)).hint("add", Does::Opens)
            }),
            Action::BatchSwap => self.on_person(swap),
            Action::CreatorOpen => self.on_person(|_, person| Verb::lead(Request::ShowPage(person.creator))),
            Action::BatchNew => Verb::elsewhere().unhinted(),
            Action::PaneNext => turning(true),
            Action::PanePrevious => turning(false),
            Action::Go(Place::Results) => self.with_builder(|builder| {
                Verb::lead(Request::ShowResults(builder.campaign)).hint("results", Does::Goes(Place::Results))
            }),
            Action::CopySummary => self.with_builder(|builder| Verb::effect(Effect::Copy(view::as_text(builder, ctx)))),
            _ => Listed::walking(action, |screen: &mut Self| &mut screen.people),
        }
    }
}

fn turning(forward: bool) -> Verb<BuilderScreen> {
    Verb::new(move |screen: &mut BuilderScreen, count, _| {
        for _ in 0..count.clamp(1, 10) {
            screen.pane = screen.pane.beside(forward);
        }
    })
}

/// Everybody who is not in the batch, to choose from.
fn outside(builder: &Builder, title: &str) -> (Pick, Vec<CreatorId>) {
    let people: Vec<&Bookee> =
        builder.people.iter().filter(|person| builder.line_of(person.creator).is_none()).collect();
    let item = |person: &&Bookee| PickItem {
        label: text::shown(&format!("@{}", person.handle)),
        hint: format!("{}, {}", words::price(person.price, builder.currency), words::why(person, builder.currency)),
        ..PickItem::default()
    };
    let pick = Pick {
        title: title.to_owned(),
        items: people.iter().map(item).collect(),
        empty: "Everybody who could be booked is in already.".to_owned(),
        ..Pick::default()
    };
    (pick, people.iter().map(|person| person.creator).collect())
}

/// Keeps somebody in whatever the numbers say, or leaves them to the numbers again.
fn pin(builder: &Builder, person: &Bookee) -> Verb<BuilderScreen> {
    match person.choice {
        _ if person.is_member => Verb::no(member(builder)),
        Choice::Open => choose(builder, person, Choice::Pinned, "pin"),
        Choice::Pinned | Choice::Excluded => choose(builder, person, Choice::Open, "let numbers decide"),
    }
}

fn choose(builder: &Builder, person: &Bookee, choice: Choice, label: &'static str) -> Verb<BuilderScreen> {
    let (campaign, creator) = (builder.campaign, person.creator);
    let turn = move |screen: &mut BuilderScreen, _, ctx: &mut Ctx| {
        screen.bookings.remove(&creator);
        ctx.write(WriteCmd::Outlook(OutlookCmd::SetChoice(campaign, creator, choice)));
    };
    Verb::new(turn).hint(label, OUTLOOK)
}

/// Puts somebody else into the place of one in the batch.
fn swap(builder: &Builder, person: &Bookee) -> Verb<BuilderScreen> {
    if person.is_member {
        return Verb::no(member(builder));
    }
    if builder.line_of(person.creator).is_none() {
        return Verb::no("Put the cursor on a creator in the batch: that one is swapped.");
    }
    let (pick, ids) = outside(builder, &format!("Instead of {}", text::shown(&format!("@{}", person.handle))));
    let question = Question::Swap(builder.campaign, person.creator, ids);
    Verb::new(move |_, _, ctx: &mut Ctx| ctx.open(Overlay::Pick(pick), question)).hint("swap", Does::Opens)
}

/// Why those already in the planned batch stay.
fn member(builder: &Builder) -> String {
    format!("They are in {} already. Open the batch to take them out.", text::shown(&builder.batch_name))
}

impl BuilderScreen {
    fn with_builder(&self, make: impl FnOnce(&Builder) -> Verb<Self>) -> Verb<Self> {
        self.builder.as_deref().map_or_else(|| Verb::no("There is no campaign yet."), make)
    }

    fn on_person(&self, make: impl FnOnce(&Builder, &Bookee) -> Verb<Self>) -> Verb<Self> {
        match (self.builder.as_deref(), self.here()) {
            (Some(builder), Some(person)) => make(builder, person),
            _ => Verb::no(NOBODY),
        }
    }

    /// Plans the batch as it stands.
    fn plan(&self) -> Verb<Self> {
        let Some(builder) = self.builder.clone() else { return Verb::no("There is no campaign yet.") };
        let (name, is_empty) = (text::shown(&builder.batch_name), builder.lines.is_empty());
        let label = match builder.batch {
            Some(_) => format!("add to {name}"),
            None if is_empty => format!("plan {name}, empty"),
            None => format!("plan {name}"),
        };
        let holds = !is_empty || builder.batch.is_none();
        let plan = move |screen: &mut Self, _, ctx: &mut Ctx| {
            let command = WriteCmd::Outlook(OutlookCmd::PlanBatch(Box::new(builder.planned())));
            let step = BudgetStep::Adds(builder.adds_minor());
            screen.bookings.clear();
            match over_budget::over_limit(&builder.name, builder.budget, builder.currency, step) {
                Some(over) => slip::ask(command, &over, "Plan", ctx),
                None => _ = ctx.write(command),
            }
        };
        Verb::new(plan)
            .hint(label, OUTLOOK)
            .when(holds, || format!("There is nobody to add to {name}. Put a creator in first."))
    }

    /// Takes the answer to a question; a form with faults opens again.
    pub(super) fn resolve(&mut self, question: &Question, value: Value, ctx: &mut Ctx) {
        match (question, value) {
            (Question::Limits(campaign, currency, terms), Value::Form(filled)) => {
                match form::next_batch::read(filled, *currency, ctx.calendar()) {
                    Ok((next_budget_minor, size)) => {
                        self.size = size;
                        let now = Terms { next_budget_minor, ..*terms };
                        if now == *terms {
                            self.ask(ctx);
                        } else {
                            ctx.write(WriteCmd::Outlook(OutlookCmd::SetTerms(*campaign, now)));
                        }
                    }
                    Err(form) => ctx.open(Overlay::Form(*form), question.clone()),
                }
            }
            (Question::Add(campaign, ids), Value::Chosen(choice)) => {
                if let Some(id) = choice.of(ids) {
                    self.people.go_to(*id);
                    ctx.write(WriteCmd::Outlook(OutlookCmd::SetChoice(*campaign, *id, Choice::Pinned)));
                }
            }
            (Question::Swap(campaign, out, ids), Value::Chosen(choice)) => {
                if let Some(id) = choice.of(ids) {
                    self.people.go_to(*id);
                    self.bookings.remove(out);
                    ctx.write(WriteCmd::Outlook(OutlookCmd::Swap { campaign: *campaign, out: *out, into: *id }));
                }
            }
            _ => {}
        }
    }
}

/// Puts somebody in or takes them out, against what the method proposes where it must be.
fn turn(builder: &Builder, person: &Bookee) -> Verb<BuilderScreen> {
    if person.is_member {
        return Verb::no(member(builder));
    }
    let is_in = builder.line_of(person.creator).is_some();
    if is_in {
        choose(builder, person, Choice::Excluded, "take out")
    } else {
        choose(builder, person, Choice::Pinned, "put in")
    }
}

/// Books somebody in the batch once more, or once less.
fn book(builder: &Builder, person: &Bookee, by: i32) -> Verb<BuilderScreen> {
    let Some(line) = builder.line_of(person.creator) else {
        return Verb::no("They are not in the batch. Put them in first.");
    };
    if person.is_member {
        return Verb::no(member(builder));
    }
    let (creator, times) = (person.creator, line.bookings);
    let book = move |screen: &mut BuilderScreen, count: usize, ctx: &mut Ctx| {
        let by = by.saturating_mul(i32::try_from(count).unwrap_or(1));
        screen.bookings.insert(creator, times.saturating_add_signed(by).clamp(1, MOST_BOOKINGS));
        screen.ask(ctx);
    };
    let verb = Verb::new(book).hint(if by > 0 { "once more" } else { "once less" }, Does::Here);
    verb.when(by > 0 || times > 1, || "They are booked once. Space takes them out.".to_owned())
}

/// Bookings of one creator, at most: nobody makes more in one batch.
const MOST_BOOKINGS: u32 = 10;

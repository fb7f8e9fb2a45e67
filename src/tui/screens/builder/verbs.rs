//! What an action does on the builder.

use chrono::NaiveDate;

use crate::domain::{BudgetStep, CreatorId};
use crate::proto::WriteCmd;
use crate::proto::builder::{Bookee, Builder};
use crate::proto::command::{BatchFields, WriteKind};
use crate::proto::outlook::{Choice, OutlookCmd, Terms};
use crate::tui::kit::overlay::{Overlay, Value};
use crate::tui::kit::{Action, ByVerb, Ctx, Does, Effect, Hint, Place, Request, Verb};
use crate::tui::look::{SizeClass, text};
use crate::tui::screens::listed::Listed;
use crate::tui::screens::{form, over_budget, slip};

use super::pane::Pane;
use super::question::{Asks, Question};
use super::search::Search;
use super::{BuilderScreen, fee, view};

/// What is settled on this screen.
const OUTLOOK: Does = Does::Writes(WriteKind::Outlook);

/// Why there is nobody to act on.
const NOBODY: &str = "There is nobody to book yet.";

impl ByVerb for BuilderScreen {
    fn verb(&self, action: Action, ctx: &Ctx) -> Verb<Self> {
        match action {
            Action::NavOpen => self.plan(ctx.size),
            Action::MarkToggle => self.on_person(turn),
            // Where there is little room the keys that put in, price and plan come first.
            Action::BatchPin if !is_wide(ctx.size) => self.on_person(pin).unhinted(),
            Action::BatchSwap if !is_wide(ctx.size) => self.on_person(swap).unhinted(),
            Action::BatchPin => self.on_person(pin),
            Action::BookingsMore => self.on_person(|builder, person| book(builder, person, 1)),
            Action::BookingsFewer => self.on_person(|builder, person| book(builder, person, -1)),
            Action::FeeEdit => self.on_person(fee::verb),
            Action::ItemEdit => {
                let (today, window) = (ctx.today, ctx.size);
                self.with_builder(|builder| edit(builder, today, window))
            }
            // A test needs a question and a product first.
            Action::ItemAdd if self.builder.is_none() && self.is_known => {
                Verb::lead(Request::AddCampaign).hint("new campaign", Does::Goes(Place::Campaigns))
            }
            Action::ItemAdd => self.with_builder(|_| search(None).hint("add", Does::Types)),
            Action::BatchSwap => self.on_person(swap),
            Action::CreatorOpen => self.on_person(|_, person| Verb::lead(Request::ShowPage(person.creator))),
            Action::BatchNew => Verb::elsewhere().unhinted(),
            // A large window has all panes on it, and a small one names the key above them.
            Action::PaneNext => turning(true).unhinted(),
            Action::PanePrevious => turning(false),
            Action::Go(Place::Results) => self.with_builder(|builder| {
                Verb::lead(Request::ShowResults(builder.campaign)).hint("results", Does::Goes(Place::Results))
            }),
            Action::CopySummary => self.with_builder(|builder| Verb::effect(Effect::Copy(view::as_text(builder, ctx)))),
            _ => Listed::walking(action, |screen: &mut Self| &mut screen.people),
        }
    }
}

/// Whether the foot of the window has room for every key.
fn is_wide(window: SizeClass) -> bool {
    window >= SizeClass::Wide
}

fn turning(forward: bool) -> Verb<BuilderScreen> {
    Verb::new(move |screen: &mut BuilderScreen, count, _| {
        for _ in 0..count.clamp(1, 10) {
            screen.pane = screen.pane.beside(forward);
        }
    })
}

/// Opens the form of the batch.
fn edit(builder: &Builder, today: NaiveDate, window: SizeClass) -> Verb<BuilderScreen> {
    let form = form::next_batch::build(builder, today);
    let fields = BatchFields {
        campaign: builder.campaign,
        name: builder.batch_name.clone(),
        // One that is only proposed is not in the batch yet.
        rule: builder.rule.filter(|_| builder.has_rule),
        success_rule: builder.note.clone(),
        ends_on: builder.set_end,
    };
    let asks = Asks {
        campaign: builder.campaign,
        terms: builder.terms,
        known: form::next_batch::Known::of(builder),
        batch: builder.batch.map(|id| (id, fields)),
    };
    let question = Question::Batch(Box::new(asks));
    Verb::new(move |_, _, ctx: &mut Ctx| ctx.open(form, question))
        .hint(if is_wide(window) { "budget, days, rule" } else { "batch" }, Does::Opens)
}

/// Looks for somebody to put in, instead of somebody who is.
fn search(out: Option<(CreatorId, String)>) -> Verb<BuilderScreen> {
    Verb::new(move |screen: &mut BuilderScreen, _, _| {
        let Some(builder) = screen.builder.as_deref() else { return };
        screen.search = Some(Search::new(builder, out));
        screen.pane = Pane::People;
    })
}

/// Keeps somebody in whatever the numbers say, or leaves them to the numbers again.
fn pin(builder: &Builder, person: &Bookee) -> Verb<BuilderScreen> {
    match person.choice {
        _ if person.is_member => Verb::no(member(builder)),
        Choice::Open => choose(builder, person, Choice::Pinned, "pin"),
        Choice::Pinned => choose(builder, person, Choice::Open, "unpin"),
        Choice::Excluded => choose(builder, person, Choice::Open, "allow again"),
    }
}

fn choose(builder: &Builder, person: &Bookee, choice: Choice, label: &'static str) -> Verb<BuilderScreen> {
    let (campaign, creator) = (builder.campaign, person.creator);
    let turn = move |screen: &mut BuilderScreen, _, ctx: &mut Ctx| {
        screen.draft.bookings.remove(&creator);
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
    search(Some((person.creator, person.handle.clone()))).hint("swap", Does::Types)
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
    fn plan(&self, window: SizeClass) -> Verb<Self> {
        let Some(builder) = self.builder.clone() else { return Verb::no("There is no campaign yet.") };
        let (name, is_empty) = (text::shown(&builder.batch_name), builder.lines.is_empty());
        let label = match builder.batch {
            _ if !is_wide(window) => if builder.batch.is_some() { "add" } else { "plan" }.to_owned(),
            Some(_) => format!("add to {name}"),
            None if is_empty => format!("plan {name}, empty"),
            None => format!("plan {name}"),
        };
        let holds = !is_empty || builder.batch.is_none();
        let plan = move |_: &mut Self, _, ctx: &mut Ctx| {
            let command = WriteCmd::Outlook(OutlookCmd::PlanBatch(Box::new(builder.planned())));
            let step = BudgetStep::Adds(builder.adds_minor());
            match over_budget::over_limit(&builder.name, builder.budget, builder.currency, step) {
                Some(over) => slip::ask(command, &over, "Plan", ctx),
                None => _ = ctx.write(command),
            }
        };
        // Where there is little room the other keys give way to it.
        Verb::new(plan)
            .hinted(Hint { may_cut: true, ..Hint::new(label, OUTLOOK) })
            .when(holds, || format!("There is nobody to add to {name}. Put a creator in first."))
    }

    /// Takes the answer to a question; a form with faults opens again.
    pub(super) fn resolve(&mut self, question: &Question, value: Value, ctx: &mut Ctx) {
        let Value::Form(filled) = value else { return };
        match question {
            Question::Batch(asks) => match form::next_batch::read(filled, &asks.known, ctx.calendar()) {
                Ok(typed) => self.take_batch(asks, typed, ctx),
                Err(form) => ctx.open(Overlay::Form(*form), question.clone()),
            },
            Question::Fee(whose) => self.take_fee(whose, filled, ctx),
        }
    }

    /// Takes what was typed of the batch. What a planned batch has is changed there at once; all else waits until it is planned.
    fn take_batch(&mut self, asks: &Asks, typed: form::next_batch::Typed, ctx: &mut Ctx) {
        self.draft = typed.draft;
        let terms = Terms { next_budget_minor: typed.budget_minor, ..asks.terms };
        if let Some((id, known)) = &asks.batch {
            let rule = typed.rule.unwrap_or(known.rule);
            let fields = BatchFields { rule, ends_on: typed.ends_on, ..known.clone() };
            if (&fields, terms) != (known, asks.terms) {
                ctx.write(WriteCmd::SaveNextBatch { id: *id, fields: Box::new(fields), terms });
            }
        } else {
            self.draft.rule = typed.rule.unwrap_or(self.draft.rule);
            self.draft.ends_on = typed.ends_on;
            if terms != asks.terms {
                ctx.write(WriteCmd::Outlook(OutlookCmd::SetTerms(asks.campaign, terms)));
            }
        }
        self.ask(ctx);
    }
}

/// Puts somebody in or takes them out, against what the method proposes where it must be.
fn turn(builder: &Builder, person: &Bookee) -> Verb<BuilderScreen> {
    if person.is_member {
        return Verb::no(member(builder));
    }
    let is_in = builder.line_of(person.creator).is_some();
    let (choice, label) = if is_in { (Choice::Excluded, "take out") } else { (Choice::Pinned, "put in") };
    // The foot of the window always has room for it.
    choose(builder, person, choice, label).hinted(Hint { may_cut: true, ..Hint::new(label, OUTLOOK) })
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
        screen.draft.bookings.insert(creator, times.saturating_add_signed(by).clamp(1, MOST_BOOKINGS));
        screen.ask(ctx);
    };
    let verb = Verb::new(book).hint(if by > 0 { "once more" } else { "once less" }, Does::Here);
    verb.when(by > 0 || times > 1, || "They are booked once. Space takes them out.".to_owned())
}

/// Bookings of one creator, at most: nobody makes more in one batch.
const MOST_BOOKINGS: u32 = 10;

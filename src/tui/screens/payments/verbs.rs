//! The actions on payments.

use crate::domain::{Payable, PayableId};
use crate::proto::WriteCmd;
use crate::proto::payment::{PaymentCmd, PaymentFields, PaymentSheet};
use crate::tui::kit::overlay::Form;
use crate::tui::kit::{Action, ByVerb, Ctx, Does, Effect, Place, Request, Verb};
use crate::tui::screens::listed::Listed;
use crate::tui::screens::{form, parcels, verbs};

use super::{PaymentsScreen, Question, view};

impl ByVerb for PaymentsScreen {
    fn verb(&self, action: Action, ctx: &Ctx) -> Verb<Self> {
        let on_row = |verb: Verb<Self>| self.list.verb("There is nothing to pay.", |_| verb);
        match action {
            Action::PaymentPay => self.on_open(|what, creators| {
                let cmd = PaymentCmd::Pay { what, fields: PaymentFields::default() };
                Verb::new(|screen: &mut Self, _, ctx| {
                    screen.go_to_next();
                    screen.send(cmd, ctx);
                })
                .changing(creators, "pays")
            }),
            Action::PaymentPart => self.on_open(|what, _| {
                Verb::new(move |screen: &mut Self, _, ctx| {
                    let rows = screen.rows_of(&what);
                    let form = form::payment::build(&rows, &Self::affected(&rows), ctx.calendar());
                    ctx.open(form, Question::Payment(what));
                })
            }),
            Action::PaymentInvoice => self.on_amounts(|what| {
                Verb::new(move |screen: &mut Self, _, ctx| {
                    let rows = screen.rows_of(&what);
                    let (number, on) = rows.first().map_or(("", None), |row| (row.invoice.as_str(), row.invoiced_on));
                    let form = form::payment::invoice(number, on, &Self::affected(&rows), ctx.calendar());
                    ctx.open(form, Question::Invoice(what));
                })
            }),
            Action::ItemEdit => self.on_amounts(|what| {
                let ask = Verb::new(move |screen: &mut Self, _, ctx: &mut Ctx| {
                    let rows = screen.rows_of(&what);
                    let due_on = rows.first().and_then(|row| row.due_on);
                    ctx.open(form::payment::due(due_on, &Self::affected(&rows), ctx.calendar()), Question::Due(what));
                });
                ask.hint("due date", Does::Opens)
            }),
            Action::TaxFormTick => self
                .list
                .verb("There is nothing to pay.", |row| verbs::tick_tax_form(row.payee.id, row.payee.tax_form_on, ctx)),
            Action::NavOpen => self.list.verb("There is nothing to pay.", |row| {
                Verb::lead(Request::ShowCollaboration(row.collaboration))
                    .hint("collaboration", Does::Goes(Place::Collaboration))
            }),
            Action::PaneInfo => on_row(Verb::new(|screen: &mut Self, _, _| screen.hides_info = !screen.hides_info)),
            Action::MarkToggle | Action::MarkAll | Action::MarkInvert | Action::MarkClear => {
                self.list.marking(action, "There is nothing to pay.", |screen: &mut Self| &mut screen.list)
            }
            Action::CopySummary => on_row(Verb::new(|screen: &mut Self, _, ctx| {
                ctx.effect(Effect::Copy(view::as_text(&screen.list, ctx.today)));
            })),
            Action::PayRunWrite => self.pay_run(ctx),
            Action::LedgerWrite => {
                let lines = self.all.ledger.clone();
                let has_any = !lines.is_empty();
                let write = Verb::effect(Effect::WriteSheet(Box::new(PaymentSheet::Ledger(lines))));
                write.when(has_any, || "No payment was made yet.".to_owned())
            }
            Action::PackingWrite => parcels::packing_list(self.all.packing.clone()),
            _ => Listed::walking(action, |screen: &mut Self| &mut screen.list),
        }
    }
}

impl PaymentsScreen {
    /// A verb on what is not paid of the rows acted on, with the number of its creators.
    fn on_open(&self, make: impl FnOnce(Vec<PayableId>, usize) -> Verb<Self>) -> Verb<Self> {
        let open: Vec<&Payable> = self.list.acting().into_iter().filter(|row| row.left_minor() > 0).collect();
        if open.is_empty() {
            return self.list.verb("There is nothing to pay.", |_| Verb::no("This is already paid."));
        }
        let what = open.iter().map(|row| row.id).collect();
        make(what, open.len())
    }

    /// A verb on the amounts among the rows acted on: a commission has neither an invoice nor a due date of its own.
    fn on_amounts(&self, make: impl FnOnce(Vec<PayableId>) -> Verb<Self>) -> Verb<Self> {
        let acting = self.list.acting().into_iter();
        let what: Vec<PayableId> = acting.map(|row| row.id).filter(|id| matches!(id, PayableId::Amount(_))).collect();
        if what.is_empty() {
            let why = "A commission is due by the payment terms after each month, and has no invoice of its own.";
            return self.list.verb("There is nothing to pay.", |_| Verb::no(why));
        }
        make(what)
    }

    /// The pay run of the marked rows, else of all that is due today or overdue.
    fn pay_run(&self, ctx: &Ctx) -> Verb<Self> {
        let is_due = |row: &&Payable| row.left_minor() > 0 && row.due_on.is_some_and(|due| due <= ctx.today);
        let rows: Vec<Payable> = if self.list.has_marks() {
            self.list.acting().into_iter().filter(|row| row.left_minor() > 0).cloned().collect()
        } else {
            self.list.rows().iter().filter(is_due).cloned().collect()
        };
        let has_any = !rows.is_empty();
        let mark = ctx.key(Action::MarkToggle);
        Verb::effect(Effect::WriteSheet(Box::new(PaymentSheet::PayRun(rows))))
            .when(has_any, || format!("Nothing is due today. Mark payments with {mark} to list them all the same."))
    }

    fn rows_of(&self, what: &[PayableId]) -> Vec<&Payable> {
        self.list.rows().iter().filter(|row| what.contains(&row.id)).collect()
    }

    /// Goes to the next row that is still to be paid: what is paid leaves its place in the list.
    fn go_to_next(&mut self) {
        let acted: Vec<PayableId> = self.list.acting().into_iter().map(|row| row.id).collect();
        let rows = self.list.rows();
        let is_next = |row: &&Payable| row.left_minor() > 0 && !acted.contains(&row.id);
        let (before, after) = rows.split_at(self.list.at().min(rows.len()));
        let next = after.iter().find(is_next).or_else(|| before.iter().rev().find(is_next)).map(|row| row.id);
        if let Some(next) = next {
            self.list.go_to(next);
        }
    }

    /// Changes payments and clears the marks.
    fn send(&mut self, cmd: PaymentCmd, ctx: &mut Ctx) {
        self.list.clear_marks();
        ctx.write(WriteCmd::Payment(cmd));
    }

    /// Takes a filled-in form; one with faults opens again.
    pub(super) fn take_answer(&mut self, question: &Question, form: Form, ctx: &mut Ctx) {
        let calendar = ctx.calendar();
        let cmd = match question {
            Question::Payment(what) => {
                form::payment::read(form, calendar).map(|fields| PaymentCmd::Pay { what: what.clone(), fields })
            }
            Question::Invoice(what) => form::payment::read_invoice(form, calendar)
                .map(|(number, on)| PaymentCmd::Invoice { what: what.clone(), number, on }),
            Question::Due(what) => {
                form::payment::read_due(form, calendar).map(|due_on| PaymentCmd::SetDue { what: what.clone(), due_on })
            }
        };
        if cmd.is_ok() {
            self.list.clear_marks();
        }
        ctx.submit(cmd.map(WriteCmd::Payment), question.clone());
    }
}

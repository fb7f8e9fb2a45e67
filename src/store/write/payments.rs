//! Paying creators: payments, invoices and due dates.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rusqlite::params;

use super::{Outcome, Step, fits, rows};
use crate::domain::payable::{Payable, PayableId, convert};
use crate::domain::text::clean;
use crate::domain::{AmountState, CollaborationId, Longest, Money};
use crate::error::{Error, Result};
use crate::proto::agenda::DueKey;
use crate::proto::payment::{PaymentCmd, PaymentFields};
use crate::store::payments::{self, NewPayment};
use crate::store::row::Day;
use crate::store::undo::Place;
use crate::store::{agenda, amounts, payables};
use crate::words::payments::{self as words, Fault, Paid};

impl Step<'_> {
    /// Carries out a change of what is to be paid.
    pub(super) fn change_payments(&self, cmd: &PaymentCmd) -> Result<Outcome> {
        match cmd {
            PaymentCmd::Pay { what, fields } => self.pay(self.payables(what)?, fields),
            PaymentCmd::PayCreator { id, fields } => self.pay_creator(*id, fields),
            PaymentCmd::Invoice { what, number, on } => self.invoice(&self.payables(what)?, number, *on),
            PaymentCmd::InvoiceCreator { id, number, on } => {
                let open = self.unpaid_amounts(*id)?;
                self.invoice(&open, number, *on)
            }
            PaymentCmd::SetDue { what, due_on } => self.set_due(&self.payables(what)?, *due_on),
        }
    }

    fn fault(&self, fault: &Fault) -> Error {
        Error::refused(fault.words(self.today))
    }

    fn payables(&self, what: &[PayableId]) -> Result<Vec<Payable>> {
        let found = what.iter().map(|id| payables::one(self.conn, *id)?.ok_or_else(|| self.fault(&Fault::Gone)));
        found.collect()
    }

    /// Pays a creator of a batch all that is agreed, or an amount of which what is due first goes first.
    fn pay_creator(&self, id: CollaborationId, fields: &PaymentFields) -> Result<Outcome> {
        let open = self.ready(id)?;
        if fields.minor.is_none() && open.is_empty() {
            return Err(self.fault(&Fault::NothingOpen(self.handle_of(id)?)));
        }
        self.pay_together(id, &open, fields)
    }

    /// Pays on a day all that a creator of a batch gets and was not paid yet, and returns it; nothing where nothing is left.
    pub(super) fn pay_left(&self, id: CollaborationId, day: NaiveDate) -> Result<Option<Vec<Money>>> {
        let open = self.ready(id)?;
        if open.is_empty() {
            return Ok(None);
        }
        let fields = PaymentFields { on: Some(day), ..PaymentFields::default() };
        Ok(Some(vec![self.pay_one(id, &open, &fields)?.money]))
    }

    /// What can be paid of a collaboration, also what was only offered. The commission of a month that isn't over still grows.
    fn ready(&self, id: CollaborationId) -> Result<Vec<Payable>> {
        let is_ready = |row: &Payable| match row.id {
            PayableId::Amount(_) => !row.is_paid(),
            PayableId::Commission(..) => row.is_owed(self.today),
        };
        Ok(payables::of(self.conn, id, self.today)?.into_iter().filter(is_ready).collect())
    }

    /// Pays what is due by the agenda.
    pub(super) fn pay_due(&self, key: DueKey) -> Result<Outcome> {
        let row = agenda::payable(self.conn, key)?.ok_or_else(|| self.fault(&Fault::Gone))?;
        self.pay(vec![row], &PaymentFields::default())
    }

    fn pay(&self, mut what: Vec<Payable>, fields: &PaymentFields) -> Result<Outcome> {
        if fields.minor.is_some() {
            let [row] = what.as_slice() else { return Err(self.fault(&Fault::OneAmount)) };
            return self.pay_together(row.collaboration, &what, fields);
        }
        let handles = handles(&what);
        what.retain(|row| row.left_minor() > 0);
        if what.is_empty() {
            let handles: Vec<&str> = handles.iter().map(String::as_str).collect();
            return Ok(Outcome::nothing(words::paid_before(&handles)));
        }
        let mut paid = Vec::new();
        for row in &what {
            paid.push(self.pay_one(row.collaboration, std::slice::from_ref(row), fields)?);
        }
        let on = fields.on.unwrap_or(self.today);
        Ok(Outcome::at(place(&what), rows(what.len()), words::paid(&paid, on, self.today)))
    }

    fn pay_together(&self, id: CollaborationId, open: &[Payable], fields: &PaymentFields) -> Result<Outcome> {
        let paid = self.pay_one(id, open, fields)?;
        let sentence = words::paid(&[paid], fields.on.unwrap_or(self.today), self.today);
        let batch = self.conn.prepare_cached("SELECT batch_id FROM collaboration WHERE id = ?1")?;
        let batch = { batch }.query_row([id], |row| row.get(0))?;
        Ok(Outcome::at(Place::Batch(batch), 1, sentence))
    }

    fn pay_one(&self, id: CollaborationId, open: &[Payable], fields: &PaymentFields) -> Result<Paid> {
        let handle = self.handle_of(id)?;
        let own = self
            .conn
            .prepare_cached(
                "SELECT campaign.currency FROM collaboration JOIN batch ON batch.id = batch_id
                 JOIN campaign ON campaign.id = campaign_id WHERE collaboration.id = ?1",
            )?
            .query_row([id], |row| row.get(0))?;
        let on = fields.on.unwrap_or(self.today);
        if on > self.today {
            return Err(self.fault(&Fault::Future(on)));
        }
        let currency = fields.currency.unwrap_or(own);
        let left: i64 = open.iter().map(Payable::left_minor).fold(0, i64::saturating_add);
        let (minor, settles) = if currency == own {
            let minor = fields.minor.unwrap_or(left);
            (minor, minor)
        } else {
            let known = payments::rate(self.conn, currency, own, on)?;
            let rate = fields.rate_e6.or(known).ok_or_else(|| self.fault(&Fault::NoRate(currency, own)))?;
            if rate <= 0 {
                return Err(self.fault(&Fault::BadRate));
            }
            if fields.rate_e6.is_some() {
                payments::keep_rate(self.conn, currency, own, on, rate)?;
            }
            match fields.minor {
                Some(minor) => (minor, convert(minor, currency, own, rate).unwrap_or(0)),
                None => (unconvert(left, own, currency, rate).unwrap_or(0), left),
            }
        };
        if minor <= 0 || settles <= 0 {
            return Err(self.fault(&Fault::NoAmount));
        }
        let money = Money::new(minor, currency);
        let reference = clean(&fields.reference);
        fits("reference", &reference, Longest::Name)?;
        fits("method", fields.method.trim(), Longest::Name)?;
        if fields.minor.is_some() && payments::is_there(self.conn, id, money, on, &reference)? {
            return Err(self.fault(&Fault::Twice(handle, money, on)));
        }
        if settles > left && !fields.is_bonus {
            return Err(self.fault(&Fault::TooMuch(handle, Money::new(left, own), Money::new(settles, own))));
        }
        for row in open {
            if let Some(agreed) = payments::agreed_from(self.conn, row)?.filter(|agreed| on < *agreed) {
                return Err(self.fault(&Fault::BeforeAgreed(handle, agreed)));
            }
        }
        let method = match clean(&fields.method) {
            typed if typed.is_empty() => self.usual_method(id)?,
            typed => typed,
        };
        let new =
            NewPayment { money, settles_minor: settles, on, method: &method, reference: &reference, import: None };
        let bonus = payments::keep(self.conn, id, own, open, new)?;
        self.settle(id)?;
        let [bonus, left, agreed] =
            [bonus, (left - settles).max(0), self.newly_agreed(open)?].map(|minor| Money::new(minor, own));
        Ok(Paid { handle, money, left, bonus, agreed })
    }

    /// What of these was only offered and is no longer, minor units.
    fn newly_agreed(&self, before: &[Payable]) -> Result<i64> {
        let mut sum: i64 = 0;
        for row in before.iter().filter(|row| row.state == AmountState::Offered) {
            let now = payables::one(self.conn, row.id)?;
            if now.is_some_and(|now| now.state != AmountState::Offered) {
                sum = sum.saturating_add(row.agreed_minor);
            }
        }
        Ok(sum)
    }

    fn settle(&self, id: CollaborationId) -> Result<()> {
        amounts::settle(self.conn, id)?;
        self.conn
            .prepare_cached("UPDATE collaboration SET updated_at = max(updated_at + 1, ?2) WHERE id = ?1")?
            .execute(params![id, self.now])?;
        Ok(())
    }

    fn usual_method(&self, id: CollaborationId) -> Result<String> {
        let mut find = self.conn.prepare_cached(
            "SELECT pay_method FROM creator JOIN collaboration ON creator_id = creator.id WHERE collaboration.id = ?1",
        )?;
        Ok(find.query_row([id], |row| row.get(0))?)
    }

    fn handle_of(&self, id: CollaborationId) -> Result<String> {
        let mut find = self.conn.prepare_cached(
            "SELECT handle FROM creator JOIN collaboration ON creator_id = creator.id WHERE collaboration.id = ?1",
        )?;
        Ok(find.query_row([id], |row| row.get(0))?)
    }

    /// The amounts of a collaboration that are not paid yet.
    fn unpaid_amounts(&self, id: CollaborationId) -> Result<Vec<Payable>> {
        let all = payables::of(self.conn, id, self.today)?;
        let is_open = |row: &Payable| matches!(row.id, PayableId::Amount(_)) && !row.is_paid();
        let open: Vec<Payable> = all.into_iter().filter(is_open).collect();
        if open.is_empty() { Err(self.fault(&Fault::NothingOpen(self.handle_of(id)?))) } else { Ok(open) }
    }

    fn invoice(&self, what: &[Payable], number: &str, on: Option<NaiveDate>) -> Result<Outcome> {
        let (number, on) = (clean(number), on.unwrap_or(self.today));
        fits("invoice number", &number, Longest::Name)?;
        if on > self.today {
            return Err(self.fault(&Fault::InvoiceToCome(on)));
        }
        let changed = self.set_on_amounts(what, &mut |amount| {
            let mut update = self.conn.prepare_cached(
                "UPDATE cost_item SET invoice = ?2, invoiced_on = ?3 WHERE id = ?1 AND (invoice, invoiced_on) IS NOT (?2, ?3)",
            )?;
            Ok(update.execute(params![amount, number, Day(on)])?)
        })?;
        let handles = handles(what);
        let handles: Vec<&str> = handles.iter().map(String::as_str).collect();
        if changed == 0 {
            return Ok(Outcome::nothing(words::invoiced_before(&handles, &number, on, self.today)));
        }
        Ok(Outcome::at(place(what), rows(changed), words::invoiced(&handles, &number, on, self.today)))
    }

    fn set_due(&self, what: &[Payable], due_on: Option<NaiveDate>) -> Result<Outcome> {
        let changed = self.set_on_amounts(what, &mut |amount| {
            let mut update =
                self.conn.prepare_cached("UPDATE cost_item SET due_on = ?2 WHERE id = ?1 AND due_on IS NOT ?2")?;
            Ok(update.execute(params![amount, due_on.map(Day)])?)
        })?;
        let handles = handles(what);
        let handles: Vec<&str> = handles.iter().map(String::as_str).collect();
        let sentence = words::due_set(&handles, due_on);
        Ok(if changed == 0 { Outcome::nothing(sentence) } else { Outcome::at(place(what), rows(changed), sentence) })
    }

    /// Changes the amounts among these and returns how many changed. A commission is no amount.
    fn set_on_amounts(
        &self,
        what: &[Payable],
        set: &mut dyn FnMut(crate::domain::AmountId) -> Result<usize>,
    ) -> Result<usize> {
        let mut changed = 0;
        for row in what {
            let PayableId::Amount(amount) = row.id else { return Err(self.fault(&Fault::Commission)) };
            let set = set(amount)?;
            if set > 0 {
                self.settle(row.collaboration)?;
            }
            changed += set;
        }
        Ok(changed)
    }
}

/// The handles of these, each once.
fn handles(what: &[Payable]) -> Vec<String> {
    let handles: BTreeSet<&String> = what.iter().map(|row| &row.payee.handle).collect();
    handles.into_iter().cloned().collect()
}

/// The batch of these where they have one in common.
fn place(what: &[Payable]) -> Place {
    let batches: BTreeSet<_> = what.iter().map(|row| row.batch).collect();
    match batches.first() {
        Some(batch) if batches.len() == 1 => Place::Batch(*batch),
        _ => Place::Nowhere,
    }
}

/// How much of a currency makes an amount, at a rate from that currency.
fn unconvert(minor: i64, own: crate::domain::Currency, currency: crate::domain::Currency, rate_e6: i64) -> Option<i64> {
    let scaled = i128::from(minor) * i128::from(currency.minor_per_unit()) * 1_000_000;
    crate::domain::money::div_round(scaled, i128::from(rate_e6) * i128::from(own.minor_per_unit()))
}

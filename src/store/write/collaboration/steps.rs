//! Logging what happened to collaborations: one step of one track, on a day, for one or many at once.

use chrono::NaiveDate;
use rusqlite::params;

use super::super::{Outcome, Step, nobody, rows};
use super::Saved;
use crate::domain::collaboration::{Content, Outreach, Payment, Tracks};
use crate::domain::collaboration_fields::Home;
use crate::domain::milestone::Milestone;
use crate::domain::record;
use crate::domain::{AmountState, CollaborationFields, CollaborationId, Currency, Kept, Money};
use crate::error::{Error, Result};
use crate::store::amounts::{self, Moved};
use crate::store::attribute::recredit;
use crate::store::row::Day;
use crate::store::{collaboration_facts, deliverables};
use crate::words::affected::Affected;
use crate::words::steps::{self as words, LeftOut, Logged};

/// What logging a step did to one collaboration.
#[derive(Debug)]
pub(super) enum Passed {
    /// It is new. Amounts may have moved; a step that can happen several times says how often it has.
    New(Moved, Option<i64>),
    /// It was there already; amounts that an older version of the program had left as they were may have been released.
    Already(Moved),
    /// All that was left to pay is paid.
    Paid(Vec<Money>),
    /// It was not logged.
    LeftOut(LeftOut),
}

impl Step<'_> {
    /// Logs a step. What one creator can't get refuses it; of several, those are left out.
    pub(in crate::store::write) fn pass_milestone(
        &self,
        ids: &[CollaborationId],
        milestone: Milestone,
        day: NaiveDate,
    ) -> Result<Outcome> {
        if day > self.today {
            return Err(Error::refused(words::is_to_come(milestone, day, self.today)));
        }
        let mut all: Vec<Saved> = Vec::new();
        for id in ids {
            if !all.iter().any(|saved| saved.id == *id) {
                all.extend(self.find_saved(*id)?);
            }
        }
        let Some(first) = all.first() else { return Ok(nobody()) };
        let one = (all.len() == 1).then(|| format!("@{}", first.handle));
        let mut log = Logged {
            milestone,
            day,
            today: self.today,
            affected: Affected { size: rows(all.len()), one },
            changed: 0,
            already: 0,
            left_out: Vec::new(),
            times: None,
            released: Vec::new(),
            kept: Vec::new(),
            reopened: Vec::new(),
            early_posts: Vec::new(),
            paid: Vec::new(),
        };
        let mut released = 0;
        for saved in &all {
            let known = collaboration_facts::form(self.conn, saved.id)?;
            let early = milestone.post_before_parcel(known.post_and_parcel(), day, self.today);
            match self.pass(saved, milestone, day)? {
                Passed::New(amounts, times) => {
                    log.changed += 1;
                    log.reopen(saved.batch.currency, amounts.reopened_minor);
                    log.early_posts.extend(early);
                    log.times = times.filter(|_| all.len() == 1);
                    released += note_released(&mut log, saved, amounts);
                    if milestone.ends_talk() {
                        note_kept(&mut log, saved, amounts::kept(self.conn, saved.id)?);
                    }
                }
                Passed::Already(amounts) => {
                    log.already += 1;
                    released += note_released(&mut log, saved, amounts);
                }
                Passed::Paid(amounts) => {
                    log.changed += 1;
                    for money in amounts {
                        add(&mut log.paid, money);
                    }
                }
                Passed::LeftOut(why) => match log.left_out.iter_mut().find(|(known, _)| *known == why) {
                    Some((_, count)) => *count += 1,
                    None => log.left_out.push((why, 1)),
                },
            }
        }
        if let [(why, count)] = log.left_out.as_slice()
            && *count == log.affected.size
        {
            return Err(Error::refused(why.refusal(&log.affected)));
        }
        let (sentence, changed) = (words::logged(&log), log.changed + released);
        if changed == 0 {
            return Ok(Outcome::nothing(sentence));
        }
        Ok(Outcome::at(first.batch.place(), changed, sentence))
    }

    /// Logs a step of one collaboration.
    pub(super) fn pass(&self, saved: &Saved, milestone: Milestone, day: NaiveDate) -> Result<Passed> {
        let before = amounts::tracks_of(self.conn, saved.id)?;
        let known = collaboration_facts::form(self.conn, saved.id)?;
        let fields = milestone.dated(&known, day, self.today);
        if let Some(why) = self.keeps_out(saved, milestone, before, &fields)? {
            return Ok(Passed::LeftOut(why));
        }
        if milestone == Milestone::Money(Payment::Paid) {
            let paid = self.pay_left(saved.id, day)?;
            return Ok(paid.map_or(Passed::LeftOut(LeftOut::NothingToPay), Passed::Paid));
        }
        let now = milestone.in_tracks(before);
        let is_again = milestone == Milestone::Talk(Outreach::FollowedUp);
        let changed = record::changed(&known, &fields);
        if !is_again && now == before && changed.is_empty() {
            return Ok(Passed::Already(self.release_unearned(saved, before, day)?));
        }
        let owners = self.codes_and_marks("id", saved.id.0)?;
        let mut has_post_moved = false;
        for field in changed {
            match field.home() {
                Home::Post => has_post_moved |= self.save_post(saved, &fields)?,
                _ => collaboration_facts::set(self.conn, saved.id, field, fields.get(field))?,
            }
        }
        amounts::set_tracks(self.conn, saved.id, now)?;
        if has_post_moved {
            deliverables::settle(self.conn, saved.id)?;
        }
        if let Milestone::Content(content) = milestone {
            deliverables::log(self.conn, saved.id, content, day)?;
        }
        if milestone.is_kept_as_step() {
            self.conn
                .prepare_cached("INSERT INTO step (collaboration_id, track, word, day) VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![saved.id, milestone.track().word(), milestone.word(), Day(day)])?;
        }
        let times = self.count_follow_ups(saved, milestone)?;
        if milestone == Milestone::Money(Payment::Invoiced) {
            amounts::invoice(self.conn, saved.id, day)?;
        }
        if is_claim(milestone) {
            amounts::owe(self.conn, saved.id, day)?;
        }
        let released = amounts::follow(self.conn, saved.id, before, day)?;
        if has_post_moved {
            // Orders belong to whoever had posted by then.
            recredit(self.conn, &owners.0, &owners.1)?;
        }
        Ok(Passed::New(released, times))
    }

    /// Why a step can't be logged for a collaboration.
    fn keeps_out(
        &self,
        saved: &Saved,
        milestone: Milestone,
        before: Tracks,
        fields: &CollaborationFields,
    ) -> Result<Option<LeftOut>> {
        let is_blocked = || {
            let mut find = self.conn.prepare_cached("SELECT do_not_contact FROM creator WHERE id = ?1")?;
            find.query_row([saved.creator], |row| row.get::<_, bool>(0))
        };
        let has_post = || -> Result<bool> { Ok(before.is_posted() || self.first_post(saved.id)?.is_some()) };
        let why = match milestone {
            step if step.is_message() && is_blocked()? => Some(LeftOut::DoNotContact),
            Milestone::Talk(_)
                if fields.contacted_on.zip(fields.replied_on).is_some_and(|(sent, back)| back < sent) =>
            {
                Some(LeftOut::BeforeMessage)
            }
            Milestone::Parcel(_) if fields.arrives_before_it_left() => Some(LeftOut::BeforeParcel),
            step if step.ends_talk() => has_post()?.then_some(LeftOut::PostIsOut),
            Milestone::Talk(Outreach::ToContact | Outreach::Negotiating) => has_post()?.then_some(LeftOut::TalkIsOver),
            Milestone::Content(Content::Posted) => None,
            Milestone::Content(Content::Verified) => (!has_post()?).then_some(LeftOut::NoPost),
            Milestone::Content(_) => {
                let is_done = has_post()? && !deliverables::has_open(self.conn, saved.id)?;
                is_done.then_some(LeftOut::HasPost)
            }
            Milestone::Money(Payment::NothingOwed | Payment::Agreed) if amounts::has_payment(self.conn, saved.id)? => {
                Some(LeftOut::WasPaid)
            }
            Milestone::Money(Payment::NothingOwed) => {
                amounts::is_fee_open(self.conn, saved.id)?.then_some(LeftOut::FeeStands)
            }
            Milestone::Money(Payment::Agreed) => {
                (!amounts::is_fee_open(self.conn, saved.id)?).then_some(LeftOut::NoFee)
            }
            _ => None,
        };
        Ok(why)
    }

    /// Counts a nudge, and returns how many there were where it was not the first. Nobody was nudged who is to be contacted.
    fn count_follow_ups(&self, saved: &Saved, milestone: Milestone) -> Result<Option<i64>> {
        let follow_ups: i64 = self
            .conn
            .prepare_cached(
                "UPDATE collaboration SET updated_at = max(updated_at + 1, ?2),
                   follow_ups = CASE ?3 WHEN 'followed up' THEN follow_ups + 1 WHEN 'to contact' THEN 0 ELSE follow_ups END
                 WHERE id = ?1 RETURNING follow_ups",
            )?
            .query_row(params![saved.id, self.now, milestone.word()], |row| row.get(0))?;
        let is_nudge = milestone == Milestone::Talk(Outreach::FollowedUp);
        Ok((is_nudge && follow_ups > 1).then_some(follow_ups))
    }

    /// Releases what a talk that ended never earned, where an older version of the program noted the end and left the amounts as
    /// they were.
    fn release_unearned(&self, saved: &Saved, before: Tracks, day: NaiveDate) -> Result<Moved> {
        let is_unearned = |amount: &amounts::Amount| {
            amount.state != AmountState::Released
                && amount.state.with_tracks(amount.kind, before) == AmountState::Released
        };
        if !before.has_ended() || !amounts::of(self.conn, saved.id)?.iter().any(is_unearned) {
            return Ok(Moved::default());
        }
        amounts::follow(self.conn, saved.id, before, day)
    }
}

/// Whether the creator asks for their money with it: then it is owed.
fn is_claim(milestone: Milestone) -> bool {
    use Payment::{Due, Invoiced, Overdue, PartPaid};
    matches!(milestone, Milestone::Money(Invoiced | Due | Overdue | PartPaid))
}

/// Adds released amounts to what is said, and returns how many kinds of them there were.
fn note_released(log: &mut Logged, saved: &Saved, moved: Moved) -> u64 {
    let amounts = moved.released();
    let kinds = rows(amounts.iter().filter(|minor| **minor != 0).count());
    if kinds == 0 {
        return 0;
    }
    let currency: Currency = saved.batch.currency;
    match log.released.iter_mut().find(|(known, ..)| *known == currency) {
        Some((_, sums, affected)) => {
            for (sum, minor) in sums.iter_mut().zip(amounts) {
                *sum = sum.saturating_add(minor);
            }
            *affected = Affected { size: affected.size + 1, one: None };
        }
        None => log.released.push((currency, amounts, Affected { size: 1, one: Some(format!("@{}", saved.handle)) })),
    }
    kinds
}

/// Adds what stays spent to what is said.
fn note_kept(log: &mut Logged, saved: &Saved, kept: Kept) {
    let currency = saved.batch.currency;
    match log.kept.iter_mut().find(|(known, _)| *known == currency) {
        Some((_, sums)) => *sums += kept,
        None => log.kept.push((currency, kept)),
    }
}

/// Adds money to a sum of each currency.
fn add(sums: &mut Vec<Money>, money: Money) {
    match sums.iter_mut().find(|sum| sum.currency == money.currency) {
        Some(sum) => sum.minor = sum.minor.saturating_add(money.minor),
        None => sums.push(money),
    }
}

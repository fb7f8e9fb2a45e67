//! Carrying out what the user asked for: each command is one transaction, one step of the history and one sentence.

mod agenda;
mod batch;
mod campaign;
mod collaboration;
mod collect;
mod creator;
mod delete;
mod field;
mod give_code;
mod goal;
mod merge;
mod niche;
mod note;
mod outlook;
mod page;
mod payments;
mod plan_next;
pub mod setting;
mod tag;
mod verdict;
mod view;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};

use super::list_context::ListContext;
use super::undo::{self, Place, Undone, UndoneStep};
use super::{backup, target};
use crate::analysis::rules::Rules;
use crate::clock::Clock;
use crate::domain::day::Calendar;
use crate::domain::{BatchId, Cadence, CreatorId, Longest, OpId, TooLong};
use crate::error::{Error, Result};
use crate::proto::event::Done;
use crate::proto::{Target, WriteCmd};
use crate::words::affected::{Affected, NOBODY};
use crate::words::history::{self, Turn};

/// Carries out a command by these rules.
///
/// # Errors
/// Says why the command was refused; nothing was changed then.
pub fn run(conn: &mut Connection, cmd: &WriteCmd, clock: &Clock, rules: &Rules) -> Result<Done> {
    match cmd {
        WriteCmd::Undo => {
            let undone = undo::undo(conn)?;
            return turned(conn, undone, Turn::Undo);
        }
        WriteCmd::Redo => {
            let redone = undo::redo(conn)?;
            return turned(conn, redone, Turn::Redo);
        }
        WriteCmd::UndoStep(op) => return undo_step(conn, *op, clock),
        _ => {}
    }
    let now = clock.now_ms();
    let (op, outcome) = undo::in_op(conn, now, |tx| {
        let step = Step { conn: tx, now, today: clock.today(), rules, cadence: &rules.cadence };
        let mut outcome = step.carry_out(cmd)?;
        let label = history::label(&outcome.sentence);
        if let Err(error) = backup::before_step(tx, clock) {
            // The step can be undone without it.
            outcome.sentence = history::without_backup(&outcome.sentence, &error.to_string());
        }
        let place = outcome.place;
        Ok((outcome, label, place))
    })?;
    Ok(Done { op, sentence: outcome.sentence, changed: outcome.changed, show: outcome.show })
}

/// Undoes any step: the newest as undo does, another by a new step.
fn undo_step(conn: &mut Connection, op: OpId, clock: &Clock) -> Result<Done> {
    let mut no_backup = None;
    let undone = undo::undo_step(conn, op, clock.now_ms(), |tx| no_backup = backup::before_step(tx, clock).err())?;
    let undone = match undone {
        UndoneStep::Newest(undone) => return turned(conn, Some(undone), Turn::Undo),
        UndoneStep::Below(undone) => undone,
    };
    let mut sentence = format!("{}.", history::undid(&undone.label));
    if let Some(error) = no_backup {
        sentence = history::without_backup(&sentence, &error.to_string());
    }
    Ok(Done { op: Some(undone.op), sentence, changed: 1, show: shown(conn, undone.place)? })
}

fn turned(conn: &Connection, undone: Option<Undone>, turn: Turn) -> Result<Done> {
    let Some(undone) = undone else {
        return Ok(Done { op: None, sentence: history::nothing_to(turn), changed: 0, show: None });
    };
    let sentence = history::turned(turn, &undone.label);
    Ok(Done { op: Some(undone.op), sentence, changed: 1, show: shown(conn, undone.place)? })
}

/// The creator of a place, where they are still in the list.
fn shown(conn: &Connection, place: Place) -> Result<Option<CreatorId>> {
    let Place::Creator(id) = place else { return Ok(None) };
    Ok(conn.prepare_cached("SELECT 1 FROM creator WHERE id = ?1")?.exists([id.0])?.then_some(id))
}

/// What a command did, before it is kept.
#[derive(Debug, Default)]
struct Outcome {
    sentence: String,
    changed: u64,
    show: Option<CreatorId>,
    place: Place,
}

impl Outcome {
    /// The command changed nothing; the sentence says why.
    fn nothing(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), ..Self::default() }
    }

    /// The batch that the command was about.
    fn batch(&self) -> Option<BatchId> {
        match self.place {
            Place::Batch(id) => Some(id),
            _ => None,
        }
    }

    /// The command changed some things of a place.
    fn at(place: Place, changed: u64, sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), changed, show: None, place }
    }

    /// Says both of two parts of one command that changed something.
    fn and(self, other: Self) -> Self {
        match (self.changed, other.changed) {
            (_, 0) => self,
            (0, _) => other,
            _ => Self { sentence: format!("{} {}", self.sentence, other.sentence), ..self },
        }
    }
}

/// One command under way: its transaction and the time that holds for all of it.
struct Step<'a> {
    conn: &'a Connection,
    now: i64,
    today: NaiveDate,
    rules: &'a Rules,
    cadence: &'a Cadence,
}

impl Step<'_> {
    /// What the days of stored filters are read with.
    fn calendar(&self) -> Calendar {
        self.rules.calendar(self.today)
    }

    /// What the list that a command acts on is read by.
    fn context(&self) -> ListContext<'_> {
        ListContext::once(self.today, self.rules)
    }

    fn carry_out(&self, cmd: &WriteCmd) -> Result<Outcome> {
        match cmd {
            WriteCmd::SetVerdict { target, verdict, reason, until } => {
                self.set_verdict(target, *verdict, reason.as_ref(), *until)
            }
            WriteCmd::Rate { target, stars } => self.rate(target, *stars),
            WriteCmd::SetDoNotContact { target, blocked } => self.set_do_not_contact(target, *blocked),
            WriteCmd::EditTags { target, add, remove } => self.edit_tags(target, add, remove),
            WriteCmd::AddNote { target, text } => self.add_note(target, text),
            WriteCmd::SetField { target, value } => self.set_field(target, value),
            WriteCmd::DeleteCreators(target) => self.delete_creators(target),
            WriteCmd::DeleteKeepingLedger(id) => self.delete_keeping_ledger(*id),
            WriteCmd::AddCreators { accounts, tags } => self.add_creators(accounts, tags),
            WriteCmd::MergeCreators { into, from } => self.merge_creators(*into, from),
            WriteCmd::SetApart { ids, is_same } => self.set_apart(ids, *is_same),
            WriteCmd::EditCreator { id, fields, seen } => self.edit_creator(*id, fields, *seen),
            WriteCmd::SaveCampaign { id, fields } => self.save_campaign(*id, fields),
            WriteCmd::SaveBatch { id, fields } => self.save_batch(*id, fields),
            WriteCmd::SaveNextBatch { id, fields, terms } => self.save_next_batch(*id, fields, *terms),
            WriteCmd::PlanBatch { id, fields, creators } => self.plan_batch(*id, fields, creators),
            WriteCmd::ChooseBatch(id) => self.choose_batch(*id),
            WriteCmd::StartBatch(id) => self.start_batch(*id),
            WriteCmd::FinishBatch(id) => self.finish_batch(*id),
            WriteCmd::AddToBatch { batch, target, pick } => self.add_to_batch(*batch, target, *pick),
            WriteCmd::RemoveFromBatch(ids) => self.remove_from_batch(ids),
            WriteCmd::SaveCollaboration { id, fields } => self.save_collaboration(*id, fields),
            WriteCmd::PassMilestone { ids, milestone, day } => self.pass_milestone(ids, *milestone, *day),
            WriteCmd::MoveOnBoard(wanted) => self.move_on_board(wanted),
            WriteCmd::TurnBookAgain(ids) => self.turn_book_again(ids),
            WriteCmd::Deliverable(change) => self.change_deliverable(change),
            WriteCmd::Right(change) => self.change_right(change),
            WriteCmd::SaveView { id, fields } => self.save_view(*id, fields),
            WriteCmd::DeleteView(id) => self.delete_view(*id),
            WriteCmd::SetSetting { name, value } => self.set_setting(name, value),
            WriteCmd::Page(change) => self.change_page(change),
            WriteCmd::Outlook(cmd) => self.decide_outlook(cmd),
            WriteCmd::Niche(cmd) => self.change_niches(cmd),
            WriteCmd::Agenda(cmd) => self.change_agenda(cmd),
            WriteCmd::Payment(cmd) => self.change_payments(cmd),
            WriteCmd::Tally(cmd) => self.tally(*cmd),
            WriteCmd::Undo | WriteCmd::UndoStep(_) | WriteCmd::Redo => {
                Err(Error::fault("A step of the history is no step of its own."))
            }
        }
    }

    /// Fills the table `target` and says whom the command acts on; nothing if there is nobody.
    fn aim(&self, target: &Target) -> Result<Option<Aim>> {
        let size = target::fill(self.conn, target, self.context())?;
        if size != 1 {
            return Ok((size > 0).then_some(Aim { affected: Affected { size, one: None }, id: None }));
        }
        let (id, handle) = self.conn.query_row(
            "SELECT id, handle FROM creator WHERE id = (SELECT id FROM temp.target)",
            [],
            |row| Ok((CreatorId(row.get(0)?), format!("@{}", row.get::<_, String>(1)?))),
        )?;
        Ok(Some(Aim { affected: Affected { size, one: Some(handle) }, id: Some(id) }))
    }

    /// The handle of a creator with `@`.
    fn who(&self, id: CreatorId) -> Result<String> {
        self.conn
            .prepare_cached("SELECT handle FROM creator WHERE id = ?1")?
            .query_row([id.0], |row| row.get::<_, String>(0))
            .optional()?
            .map(|handle| format!("@{handle}"))
            .ok_or_else(|| Error::refused("This creator is no longer in the list."))
    }
}

/// Whom a command acts on.
struct Aim {
    affected: Affected,
    /// The creator, where it is one.
    id: Option<CreatorId>,
}

impl Aim {
    fn place(&self) -> Place {
        self.id.map_or(Place::Nowhere, Place::Creator)
    }

    /// What was done; the sentence of nothing done is kept nowhere.
    fn outcome(&self, changed: u64, sentence: String) -> Outcome {
        if changed == 0 { Outcome::nothing(sentence) } else { Outcome::at(self.place(), changed, sentence) }
    }
}

/// Checks how long a text is.
fn fits(what: &str, text: &str, longest: Longest) -> Result<()> {
    longest.check(text).map_err(|fault| too_long(what, fault))
}

/// Refuses a text that is too long.
fn too_long(what: &str, fault: TooLong) -> Error {
    Error::refused(crate::words::length::too_long(what, fault))
}

/// The answer to a command without anybody to act on.
fn nobody() -> Outcome {
    Outcome::nothing(NOBODY)
}

/// What was done to something that no screen opens by itself.
fn done(sentence: String) -> Outcome {
    Outcome::at(Place::Nowhere, 1, sentence)
}

/// Changed rows as they are counted in sentences.
fn rows(changed: usize) -> u64 {
    u64::try_from(changed).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests;

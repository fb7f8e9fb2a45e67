//! What is due: tasks typed, things ticked off and put off.

use chrono::NaiveDate;
use rusqlite::{OptionalExtension, params};

use super::super::undo::Place;
use super::{Outcome, Step, done, fits, rows};
use crate::domain::check_list;
use crate::domain::day::full;
use crate::domain::rights::RightKind;
use crate::domain::text::{self, clean};
use crate::domain::{CollaborationId, CreatorId, Handle, Longest, TaskId};
use crate::error::{Error, Result};
use crate::proto::agenda::{AgendaCmd, DueKey, DueKind, DueRow, TaskFields};
use crate::proto::collaboration_change::{DeliverableChange, DeliverableCmd, Which};
use crate::store::row::Day;
use crate::words::agenda::{self as words, DueName, TaskDeed};

impl Step<'_> {
    /// Carries out a change of the agenda.
    pub(super) fn change_agenda(&self, cmd: &AgendaCmd) -> Result<Outcome> {
        match cmd {
            AgendaCmd::SaveTask { id, fields } => self.save_task(*id, fields),
            AgendaCmd::DeleteTask(id) => self.delete_task(*id),
            AgendaCmd::TickItems { id, ticks } => self.tick_items(*id, ticks),
            AgendaCmd::Done(keys) => each_due(keys, |key| self.tick_off(key), words::done_together),
            AgendaCmd::PutOff(keys, until) => {
                let said = |count| words::put_off_together(count, *until);
                each_due(keys, |key| self.put_off(key, *until), said)
            }
            AgendaCmd::SetGoal(goal) => self.set_goal(goal.as_ref()),
        }
    }

    fn save_task(&self, id: Option<TaskId>, fields: &TaskFields) -> Result<Outcome> {
        let title = clean(&fields.title);
        if title.is_empty() {
            return Err(Error::refused("A task needs a title. Say what there is to do."));
        }
        fits("title", &title, Longest::Name)?;
        let note = text::lines(&fields.note);
        fits("note", &note, Longest::Lines)?;
        let creator = self.whom_about(&fields.creator)?;
        let Some(id) = id else {
            self.conn
                .prepare_cached(
                    "INSERT INTO task (creator_id, kind, title, due_on, note) VALUES (?1, 'typed', ?2, ?3, ?4)",
                )?
                .execute(params![creator, title, Day(fields.due_on), note])?;
            return Ok(done(words::task(&title, TaskDeed::Added(fields.due_on))));
        };
        self.task(id)?;
        let changed = self
            .conn
            .prepare_cached(
                "UPDATE task SET creator_id = ?1, title = ?2, due_on = ?3, note = ?5
                 WHERE id = ?4 AND (creator_id, title, due_on, note) IS NOT (?1, ?2, ?3, ?5)",
            )?
            .execute(params![creator, title, Day(fields.due_on), id, note])?;
        if changed == 0 {
            return Ok(Outcome::nothing(words::task(&title, TaskDeed::Unchanged)));
        }
        Ok(done(words::task(&title, TaskDeed::Changed(fields.due_on))))
    }

    /// Finds the creator that a task is about.
    fn whom_about(&self, typed: &str) -> Result<Option<CreatorId>> {
        let typed = clean(typed);
        if typed.is_empty() {
            return Ok(None);
        }
        let unknown = || {
            Error::refused(format!("There is no creator {typed} in the list."))
                .with_hint("Leave it empty, or type the handle as the list shows it.")
        };
        let handle = Handle::parse(&typed).map_err(|_| unknown())?;
        let found = self
            .conn
            .prepare_cached("SELECT id FROM creator WHERE handle = ?1 ORDER BY id LIMIT 1")?
            .query_row([handle], |row| row.get(0))
            .optional()?;
        found.map(Some).ok_or_else(unknown)
    }

    fn task(&self, id: TaskId) -> Result<String> {
        self.conn
            .prepare_cached("SELECT title FROM task WHERE id = ?1")?
            .query_row([id], |row| row.get(0))
            .optional()?
            .ok_or_else(|| Error::refused("This task no longer exists."))
    }

    /// What is to be known of a task, with its check list.
    fn note_of(&self, id: TaskId) -> Result<String> {
        let mut find = self.conn.prepare_cached("SELECT note FROM task WHERE id = ?1")?;
        Ok(find.query_row([id], |row| row.get(0))?)
    }

    /// Ticks items, or opens them again. Items that another window has ticked or removed stay as they are.
    fn tick_items(&self, id: TaskId, ticks: &[(String, bool)]) -> Result<Outcome> {
        let title = self.task(id)?;
        let mut note = self.note_of(id)?;
        let mut changed: Vec<&(String, bool)> = Vec::new();
        for tick in ticks {
            if let Some(now) = check_list::with_tick(&note, &tick.0, tick.1) {
                note = now;
                changed.push(tick);
            }
        }
        let items = check_list::items(&note);
        let done = items.iter().filter(|item| item.is_done).count();
        let is_done = done == items.len();
        let sentence = words::ticked(&title, &changed, (done, items.len()));
        if changed.is_empty() {
            return Ok(Outcome::nothing(sentence));
        }
        self.conn.prepare_cached("UPDATE task SET note = ?2, done_on = ?3 WHERE id = ?1")?.execute(params![
            id,
            note,
            is_done.then_some(Day(self.today))
        ])?;
        Ok(self::done(sentence))
    }

    fn delete_task(&self, id: TaskId) -> Result<Outcome> {
        let title = self.task(id)?;
        self.conn.prepare_cached("DELETE FROM task WHERE id = ?1")?.execute([id])?;
        Ok(done(words::task(&title, TaskDeed::Deleted)))
    }

    /// Records the fact of an open step of a collaboration, today.
    fn take_step(&self, key: DueKey) -> Result<Outcome> {
        let Some(row) = self.open_step(key)? else { return Ok(Outcome::nothing(words::is_recorded())) };
        let collaboration = CollaborationId(key.subject);
        if key.kind == DueKind::Draft && !row.numbers.is_empty() {
            let draft = |number: &usize| {
                let cmd = DeliverableCmd::Draft(Which::Number(*number), Some(self.today));
                self.change_deliverable(&DeliverableChange { collaboration, cmd })
            };
            let mut outcomes = row.numbers.iter().map(draft).collect::<Result<Vec<_>>>()?;
            let mut last = outcomes.pop().unwrap_or_default();
            if !outcomes.is_empty() {
                last.sentence =
                    outcomes.iter().chain([&last]).map(|one| one.sentence.as_str()).collect::<Vec<_>>().join(" ");
            }
            return Ok(last);
        }
        let milestone = key.kind.milestone().ok_or_else(|| Error::refused(words::needs_more()))?;
        self.pass_milestone(&[collaboration], milestone, self.today)
    }

    fn open_step(&self, key: DueKey) -> Result<Option<DueRow>> {
        crate::store::agenda::step(self.conn, key, self.today, self.cadence)
    }

    fn tick_off(&self, key: DueKey) -> Result<Outcome> {
        match key.kind {
            DueKind::Task => {
                let title = self.task(TaskId(key.subject))?;
                let changed = self
                    .conn
                    .prepare_cached("UPDATE task SET done_on = ?1 WHERE id = ?2 AND done_on IS NULL")?
                    .execute(params![Day(self.today), key.subject])?;
                if changed == 0 {
                    return Ok(Outcome::nothing(words::task(&title, TaskDeed::IsDone)));
                }
                let open = check_list::items(&self.note_of(TaskId(key.subject))?);
                let open = open.iter().filter(|item| !item.is_done).count();
                Ok(done(words::task(&title, TaskDeed::Done(open))))
            }
            DueKind::Payment => self.pay_due(key),
            DueKind::Snoozed | DueKind::Goal => Err(not_by_hand(key.kind)),
            DueKind::Undecided => Err(Error::refused(words::needs_more())),
            kind if kind.is_step() => self.take_step(key),
            _ => {
                self.mark(key, Some(self.today), None)?;
                Ok(done(words::ticked_off(&self.due_name(key)?)))
            }
        }
    }

    fn put_off(&self, key: DueKey, until: NaiveDate) -> Result<Outcome> {
        if until <= self.today {
            return Err(Error::refused(format!("{} isn't in the future. Choose a later day.", full(until))));
        }
        match key.kind {
            DueKind::Task => {
                let title = self.task(TaskId(key.subject))?;
                let changed = self
                    .conn
                    .prepare_cached("UPDATE task SET due_on = ?1 WHERE id = ?2 AND due_on <> ?1")?
                    .execute(params![Day(until), key.subject])?;
                if changed == 0 {
                    return Ok(Outcome::nothing(words::task(&title, TaskDeed::Unchanged)));
                }
                Ok(done(words::task(&title, TaskDeed::PutOff(until))))
            }
            DueKind::Snoozed | DueKind::Goal => Err(not_by_hand(key.kind)),
            _ => {
                let name = self.due_name(key)?;
                let is_new = self.mark(key, None, Some(until))?;
                let end = if is_new { self.ends_before(key, until)? } else { None };
                let sentence = words::put_off(&name, until, is_new, end);
                Ok(if is_new { done(sentence) } else { Outcome::nothing(sentence) })
            }
        }
    }

    /// The batch of a step that ends before the step comes back, with its end.
    fn ends_before(&self, key: DueKey, until: NaiveDate) -> Result<Option<(String, NaiveDate)>> {
        if !key.kind.is_step() {
            return Ok(None);
        }
        let mut find = self.conn.prepare_cached(
            "SELECT batch.name, batch.ends_on FROM collaboration JOIN batch ON batch.id = batch_id
             WHERE collaboration.id = ?1 AND batch.ends_on < ?2 AND batch.ends_on >= ?3",
        )?;
        let found = find.query_row(params![key.subject, Day(until), Day(self.today)], |row| {
            Ok((row.get(0)?, row.get::<_, Day>(1)?.0))
        });
        Ok(found.optional()?)
    }

    /// Keeps what was done with a thing, and returns whether that is new.
    fn mark(&self, key: DueKey, done_on: Option<NaiveDate>, until: Option<NaiveDate>) -> Result<bool> {
        let changed = self
            .conn
            .prepare_cached(
                "INSERT INTO agenda_mark (kind, subject_id, due_on, done_on, until) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (kind, subject_id, due_on) DO UPDATE SET done_on = excluded.done_on, until = excluded.until
                 WHERE (done_on, until) IS NOT (excluded.done_on, excluded.until)",
            )?
            .execute(params![key.kind.kept_as(), key.subject, Day(key.due_on), done_on.map(Day), until.map(Day)])?;
        Ok(changed > 0)
    }

    /// The things by which a due thing is called in sentences.
    fn due_name(&self, key: DueKey) -> Result<DueName> {
        let sql = match key.kind {
            DueKind::Batch | DueKind::Undecided => {
                "SELECT batch.name, campaign.name FROM batch JOIN campaign ON campaign.id = campaign_id WHERE batch.id = ?1"
            }
            DueKind::Start | DueKind::End => "SELECT name, '' FROM campaign WHERE id = ?1",
            DueKind::Payment => {
                let due = crate::store::agenda::payable(self.conn, key)?;
                let handle = due.map(|row| row.payee.handle).ok_or_else(gone)?;
                return Ok(DueName::Payment(handle));
            }
            DueKind::Rights => {
                "SELECT rights.kind, creator.handle FROM rights
                 JOIN collaboration ON collaboration.id = rights.collaboration_id
                 JOIN creator ON creator.id = collaboration.creator_id WHERE rights.id = ?1"
            }
            DueKind::Task | DueKind::Snoozed | DueKind::Goal => return Err(not_by_hand(key.kind)),
            _ => {
                let row = self.open_step(key)?.ok_or_else(gone)?;
                return Ok(DueName::Step(row.detail, row.name));
            }
        };
        let found = self.conn.prepare_cached(sql)?.query_row([key.subject], |row| Ok((row.get(0)?, row.get(1)?)));
        let (name, other) = found.optional()?.ok_or_else(gone)?;
        Ok(match key.kind {
            DueKind::Start => DueName::Start(name),
            DueKind::End => DueName::End(name),
            DueKind::Rights => DueName::Rights(RightKind::named(&name).to_owned(), other),
            DueKind::Undecided => DueName::Decisions(name, other),
            _ => DueName::BatchEnd(name, other),
        })
    }
}

/// Does the same to each; several are said together, and are one step.
fn each_due(
    keys: &[DueKey],
    change: impl Fn(DueKey) -> Result<Outcome>,
    said: impl Fn(usize) -> String,
) -> Result<Outcome> {
    if let [key] = keys {
        return change(*key);
    }
    let outcomes = keys.iter().map(|key| change(*key)).collect::<Result<Vec<_>>>()?;
    let changed = outcomes.iter().filter(|outcome| outcome.changed > 0).count();
    let sentence = said(changed);
    Ok(if changed == 0 { Outcome::nothing(sentence) } else { Outcome::at(Place::Nowhere, rows(changed), sentence) })
}

fn gone() -> Error {
    Error::refused("This no longer exists.")
}

fn not_by_hand(kind: DueKind) -> Error {
    Error::refused(match kind {
        DueKind::Goal => "The goal completes itself once enough creators are picked.",
        _ => "These creators need a verdict. Decide on them in triage.",
    })
}

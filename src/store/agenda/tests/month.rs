//! Forty-five days of three campaigns with twenty creators: which tasks appear on each day, and what makes each of them go.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use chrono::Days;

use crate::analysis::rules::Rules;
use crate::clock::Clock;
use crate::domain::collaboration::{Content, Decision, Outreach, Product};
use crate::domain::deliverable::Style;
use crate::domain::milestone::Milestone;
use crate::domain::rights::{Right, RightKind};
use crate::domain::{BatchId, CampaignId, CollaborationFields, CreatorId, DeliverableKind, TaskId};
use crate::proto::WriteCmd;
use crate::proto::agenda::{AgendaCmd, TaskFields};
use crate::proto::collaboration_change::{DeliverableChange, DeliverableCmd, RightChange, Which};
use crate::proto::command::{BatchFields, CampaignFields};
use crate::proto::post::ReadingRecord;
use crate::store::agenda::*;
use crate::store::fixture::{Fixture, dump, fixture};
use crate::store::write;

/// Creators of each of the three batches.
const BATCHES: [(i64, std::ops::Range<i64>); 3] = [(2, 10..18), (3, 18..25), (4, 25..30)];
/// Who is sent a sample, and promises no post.
const SAMPLE: CollaborationId = CollaborationId(8);
/// Who gets a fee.
const PAID: CollaborationId = CollaborationId(4);
/// Who grants a usage right and a Spark code that end.
const GRANTS: CollaborationId = CollaborationId(5);
/// Who is followed up later than planned, once.
const SNOOZED: CollaborationId = CollaborationId(3);
/// The kinds of tasks that a month of work brings.
const KINDS: [DueKind; 18] = [
    DueKind::Task,
    DueKind::Batch,
    DueKind::Undecided,
    DueKind::Payment,
    DueKind::Contact,
    DueKind::FollowUp,
    DueKind::GiveUp,
    DueKind::Agree,
    DueKind::Ship,
    DueKind::Replace,
    DueKind::Arrived,
    DueKind::Brief,
    DueKind::Draft,
    DueKind::Review,
    DueKind::Post,
    DueKind::Read,
    DueKind::Rights,
    DueKind::Start,
];
/// The most follow-ups on one day.
const MOST: u16 = 3;

/// A file with its clock, and what was seen of its agenda.
struct Month {
    file: Fixture,
    rules: Rules,
    today: NaiveDate,
    seen: BTreeSet<DueKey>,
    gone: BTreeSet<DueKey>,
    /// What was put off, and so comes twice.
    snoozed: BTreeSet<DueKey>,
    kinds: BTreeSet<DueKind>,
    told: String,
}

impl Month {
    fn new() -> Self {
        let file = fixture();
        let mut sql = String::new();
        for id in 10..30 {
            let _ = write!(
                sql,
                "INSERT INTO creator (id, handle, added_on, updated_at) VALUES ({id}, 'c{id}', '2028-01-01', 1);"
            );
        }
        file.conn.execute_batch(&sql).expect("creators");
        let rules = Rules { cadence: Cadence { most_a_day: MOST, ..Cadence::default() }, ..Rules::default() };
        let today = NaiveDate::from_ymd_opt(2028, 2, 14).expect("a day");
        let mut month = Self {
            file,
            rules,
            today,
            seen: BTreeSet::new(),
            gone: BTreeSet::new(),
            snoozed: BTreeSet::new(),
            kinds: BTreeSet::new(),
            told: String::new(),
        };
        for (index, (batch, creators)) in BATCHES.into_iter().enumerate() {
            let campaign = CampaignId(batch);
            let starts_on = Some(month.today).filter(|_| index == 0);
            let fields = CampaignFields { starts_on, ..fields(&format!("Campaign {index}")) };
            month.write(&WriteCmd::SaveCampaign { id: None, fields: Box::new(fields) });
            let ends_on = month.today.checked_add_days(Days::new(38));
            let batch_fields = BatchFields {
                campaign,
                name: format!("Batch {index}"),
                rule: None,
                success_rule: "it sells".to_owned(),
                ends_on,
            };
            let creators: Arc<[CreatorId]> = creators.map(CreatorId).collect();
            month.write(&WriteCmd::PlanBatch { id: None, fields: Box::new(batch_fields), creators });
        }
        month
    }

    fn write(&mut self, cmd: &WriteCmd) -> String {
        write::run(&mut self.file.conn, cmd, &Clock::fixed(self.today), &self.rules).expect("is carried out").sentence
    }

    fn rows(&self) -> Vec<DueRow> {
        let agenda =
            agenda(&self.file.conn, self.today, TierBorders::default(), &self.rules.cadence).expect("an agenda");
        agenda.rows
    }

    /// What is due, with the laws that hold for every agenda.
    fn due(&self) -> Vec<DueRow> {
        let all = self.rows();
        let keys: BTreeSet<DueKey> = all.iter().map(|row| row.key).collect();
        assert_eq!(keys.len(), all.len(), "no task twice: {all:?}");
        for row in all.iter().filter(|row| row.key.kind.is_step()) {
            let tracks = crate::store::amounts::tracks_of(&self.file.conn, CollaborationId(row.key.subject));
            let tracks = tracks.expect("tracks");
            assert!(!tracks.has_ended() && tracks.decision == Decision::Undecided, "{row:?}");
        }
        for day in all.iter().filter(|row| row.key.kind == DueKind::FollowUp).map(|row| row.day) {
            let on_day =
                |row: &&DueRow| row.key.kind == DueKind::FollowUp && row.day.max(self.today) == day.max(self.today);
            assert!(all.iter().filter(on_day).count() <= usize::from(MOST), "too many on {day}");
        }
        all.into_iter().filter(|row| row.day <= self.today).collect()
    }

    /// Tells what came and went since the last look.
    fn look(&mut self, why: &str) {
        let rows = self.due();
        let keys: BTreeSet<DueKey> = rows.iter().map(|row| row.key).collect();
        for key in self.seen.difference(&keys) {
            assert!(!why.is_empty(), "time alone makes nothing go: {key:?}");
            let _ =
                writeln!(self.told, "  - {} {} ({}): {why}", key.kind.word(), key.subject, key.due_on.format("%m-%d"));
        }
        self.gone.extend(self.seen.difference(&keys).copied());
        for row in rows.iter().filter(|row| !self.seen.contains(&row.key)) {
            let comes_back = self.gone.contains(&row.key) && !self.snoozed.remove(&row.key);
            assert!(!comes_back, "comes back: {row:?}");
            self.kinds.insert(row.key.kind);
            let (kind, id, what) = (row.key.kind.word(), row.key.subject, row.what(self.today));
            let _ =
                writeln!(self.told, "  + {kind} {id} ({}): {} {what}", row.key.due_on.format("%m-%d"), row.affected());
        }
        self.seen = keys;
    }

    fn does(&mut self, cmd: &WriteCmd) {
        let why = self.write(cmd);
        self.look(&why);
    }

    fn log(&mut self, id: CollaborationId, milestone: Milestone) {
        self.does(&WriteCmd::PassMilestone { ids: vec![id], milestone, day: self.today });
    }

    fn change(&mut self, collaboration: CollaborationId, cmd: DeliverableCmd) {
        self.does(&WriteCmd::Deliverable(DeliverableChange { collaboration, cmd }));
    }

    fn status(&self, id: CollaborationId) -> Outreach {
        crate::store::amounts::tracks_of(&self.file.conn, id).expect("tracks").outreach
    }

    /// Both sides agree: a video is promised, every second one with a parcel. One is sent a sample and promises nothing, one is paid,
    /// and one grants rights that end soon.
    fn agree(&mut self, id: CollaborationId) {
        let due = self.today.checked_add_days(Days::new(12));
        if id == PAID {
            let known = crate::store::collaboration_facts::form(&self.file.conn, id).expect("reads");
            let fields = CollaborationFields { fee: Some(15_000), ..known };
            self.does(&WriteCmd::SaveCollaboration { id, fields: Box::new(fields) });
        }
        if id != SAMPLE {
            self.change(id, DeliverableCmd::Add(DeliverableKind::Video, Style::Unknown));
            self.change(id, DeliverableCmd::SetDue(Which::Number(1), due));
        }
        if id.0 % 2 == 0 {
            self.log(id, Milestone::Parcel(Product::ToShip));
        }
        if id == GRANTS {
            for kind in [RightKind::Usage, RightKind::SparkCode] {
                let right = Some(Right { kind, ends_on: due, ..Right::default() });
                self.does(&WriteCmd::Right(RightChange { collaboration: id, id: None, right }));
            }
        }
        self.log(id, Milestone::Content(Content::BriefToSend));
        self.log(id, Milestone::Talk(Outreach::Agreed));
    }

    /// Ticks the next item of a check list.
    fn tick(&mut self, row: &DueRow) {
        let next = row.items().into_iter().find(|item| !item.is_done).expect("an open item");
        let ticks = vec![(next.text, true)];
        self.does(&WriteCmd::Agenda(AgendaCmd::TickItems { id: TaskId(row.key.subject), ticks }));
    }

    /// What the marketer does with a row.
    fn handle(&mut self, row: &DueRow) {
        let id = CollaborationId(row.key.subject);
        let done = WriteCmd::Agenda(AgendaCmd::Done(vec![row.key]));
        match row.key.kind {
            DueKind::Agree if id.0 % 7 == 0 => self.log(id, Milestone::Talk(Outreach::Declined)),
            DueKind::Agree => self.agree(id),
            // One parcel is lost, and another one is sent.
            DueKind::Arrived if id == PAID && !self.told.contains("replace 4") => {
                self.log(id, Milestone::Parcel(Product::Lost));
            }
            DueKind::FollowUp
                if row.key.subject == SNOOZED.0 && self.snoozed.is_empty() && !self.gone.contains(&row.key) =>
            {
                self.snoozed.insert(row.key);
                let until = self.today.checked_add_days(Days::new(2)).expect("a day");
                self.does(&WriteCmd::Agenda(AgendaCmd::PutOff(vec![row.key], until)));
            }
            DueKind::Task => self.tick(row),
            DueKind::Payment | DueKind::Rights => self.does(&done),
            DueKind::Post if id == SAMPLE => self.log(id, Milestone::Content(Content::Posted)),
            DueKind::Review => self.change(id, DeliverableCmd::Approve(Which::Number(1), Some(self.today))),
            DueKind::Post => {
                let (url, on) = (String::new(), Some(self.today));
                self.change(id, DeliverableCmd::Post { which: Which::Number(1), url, on });
            }
            DueKind::Read => {
                let reading = ReadingRecord { views: Some(1_000), ..ReadingRecord::default() };
                self.change(id, DeliverableCmd::Read(Which::Number(1), self.today, reading));
            }
            DueKind::Undecided => {
                let mut find = self.file.conn.prepare("SELECT id FROM collaboration WHERE batch_id = ?1").expect("sql");
                let ids: Vec<CollaborationId> = find
                    .query_map([row.key.subject], |row| row.get(0))
                    .expect("rows")
                    .collect::<rusqlite::Result<_>>()
                    .expect("ids");
                drop(find);
                let milestone = Milestone::Decision(Decision::Drop);
                self.does(&WriteCmd::PassMilestone { ids, milestone, day: self.today });
            }
            DueKind::Batch => self.does(&WriteCmd::FinishBatch(BatchId(row.key.subject))),
            kind if kind.is_step() => {
                self.does(&done);
                assert!(!self.seen.contains(&row.key), "gone the day its fact is recorded: {row:?}");
            }
            _ => {}
        }
    }

    /// What creators do by themselves: some answer, early or late.
    fn answers(&mut self, day: u64) {
        for id in (2..22).map(CollaborationId) {
            let replies = match id.0 % 4 {
                0 => day == 3,
                1 => day == 6,
                2 => day == 11,
                _ => false,
            };
            if replies && matches!(self.status(id), Outreach::Contacted | Outreach::FollowedUp) {
                self.log(id, Milestone::Talk(Outreach::Replied));
            }
        }
    }
}

fn fields(name: &str) -> CampaignFields {
    CampaignFields { name: name.to_owned(), margin_bp: Some(6_000), ..CampaignFields::default() }
}

#[test]
fn tasks_come_with_their_day_and_go_with_their_fact() {
    let mut month = Month::new();
    let fields = TaskFields {
        title: "Pack the parcels".to_owned(),
        due_on: month.today + Days::new(4),
        creator: String::new(),
        note: "For all three batches.\n- labels\n- boxes\n- tape".to_owned(),
    };
    month.write(&WriteCmd::Agenda(AgendaCmd::SaveTask { id: None, fields }));
    for day in 0..45 {
        let _ = writeln!(month.told, "{}", month.today.format("%a %Y-%m-%d"));
        month.look("");
        if day == 0 {
            for (batch, _) in BATCHES {
                month.does(&WriteCmd::StartBatch(BatchId(batch)));
            }
        }
        month.answers(day);
        // On Sundays nobody works.
        if month.today.format("%a").to_string() != "Sun" {
            for row in month.due() {
                if month.seen.contains(&row.key) {
                    month.handle(&row);
                }
            }
        }
        month.today = month.today.succ_opt().expect("a day");
    }
    let steps_left = month.due().iter().filter(|row| row.key.kind.is_step()).count();
    assert_eq!(steps_left, 0, "{:?}", month.due());
    assert_eq!(month.kinds.iter().collect::<Vec<_>>(), KINDS.iter().collect::<Vec<_>>());
    insta::assert_snapshot!(month.told);
}

#[test]
fn after_45_days_away_each_open_task_is_there_once_and_reading_changes_nothing() {
    let mut month = Month::new();
    for (batch, _) in BATCHES {
        month.write(&WriteCmd::StartBatch(BatchId(batch)));
    }
    for row in month.due().into_iter().filter(|row| row.key.kind == DueKind::Contact).take(12) {
        month.handle(&row);
    }
    let before = dump(&month.file.conn);
    let start = month.today;
    month.today = start + Days::new(45);
    let due = month.rows();
    let steps = |kind| due.iter().filter(|row: &&DueRow| row.key.kind == kind).count();
    assert_eq!((steps(DueKind::Contact), steps(DueKind::FollowUp)), (8, 12));
    month.due();
    month.today = start - Days::new(400);
    month.due();
    assert_eq!(dump(&month.file.conn), before, "a clock that was set back changes nothing");
}

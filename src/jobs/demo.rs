//! Making the demo shop: its year is lived day by day, through the same imports and commands that the user gives.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::analysis::rules::Rules;
use crate::clock::Clock;
use crate::demo::moment::{Account, Act, BatchKey, CreatorDeed, Deed};
use crate::demo::{self, Market, Moment};
use crate::domain::{BatchId, CampaignId, CollaborationId, CreatorId, Currency, SuccessRule};
use crate::error::{Error, Result};
use crate::proto::agenda::{AgendaCmd, DueKey, DueKind};
use crate::proto::collaboration_change::{DeliverableChange, RightChange};
use crate::proto::command::{BatchFields, FieldValue};
use crate::proto::history::Origin;
use crate::proto::ingest::{ImportKind, Record, Sourced};
use crate::proto::page_change::PageChange;
use crate::proto::payment::PaymentCmd;
use crate::proto::row::CreatorRow;
use crate::proto::tally::TallyCmd;
use crate::proto::{Answer, Query, Target, WriteCmd};
use crate::store::ingest::{ImportHeader, ImportOptions, Ingest};
use crate::store::{self, Writer};

/// Name of the setting that marks a file as made up.
pub const MARK: &str = "demo";

/// Makes the demo shop in a new file. A file that exists is never touched.
pub fn make(path: &Path, clock: &Clock) -> Result<()> {
    make_for(&Market::SHOWN, path, clock)
}

/// Makes the shop of another market, the same in all but currency, platforms and handles.
pub fn make_for(market: &Market, path: &Path, clock: &Clock) -> Result<()> {
    if path.exists() {
        return Err(Error::refused(format!("{} already exists and was left as it is.", path.display()))
            .with_hint("Choose a file name that doesn't exist yet."));
    }
    let path = &store::real_path::real_path(path);
    // Under another name until it is whole, so that a file with this name is always a usable one.
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    let part = path.with_file_name(name);
    let made = fill(market, &part, clock.today()).and_then(|()| {
        std::fs::rename(&part, path).map_err(|error| Error::io(&format!("name the file {}", path.display()), error))
    });
    if made.is_err() {
        let _ = std::fs::remove_file(&part);
    }
    made
}

fn fill(market: &Market, path: &Path, today: NaiveDate) -> Result<()> {
    let moments = demo::shop(market, today).moments;
    let mut writer = Writer::open(path, Clock::fixed(today), Arc::default())?.with_origin(Origin::Demo)?;
    writer.set_draft(true)?;
    writer.run(&WriteCmd::SetSetting { name: MARK.to_owned(), value: "1".to_owned() })?;
    let mut player = Player::new(writer, market.currency);
    for moment in moments {
        player.live(moment)?;
    }
    let writer = player.writer;
    writer.compact()?;
    writer.set_draft(false)?;
    writer.close()
}

/// Whoever lives the year: a writer with a calendar that moves, and the numbers that were given to what the moments name.
struct Player {
    writer: Writer,
    /// Minutes of the day that have passed with what was done.
    minute: i64,
    currency: Currency,
    creators: HashMap<Account, CreatorId>,
    campaigns: HashMap<String, CampaignId>,
    batches: HashMap<BatchKey, BatchId>,
    booked: HashMap<(BatchId, CreatorId), CollaborationId>,
}

impl Player {
    fn new(writer: Writer, currency: Currency) -> Self {
        let (creators, campaigns) = (HashMap::new(), HashMap::new());
        Self { writer, minute: 0, currency, creators, campaigns, batches: HashMap::new(), booked: HashMap::new() }
    }

    fn live(&mut self, Moment { day, deed }: Moment) -> Result<()> {
        // Around noon, which is the same day everywhere but on the edge of the calendar.
        self.minute = if self.writer.clock().today() == day { self.minute + 1 } else { 0 };
        let noon = Clock::fixed(day).now_ms();
        self.writer.set_clock(Clock::Fixed { now_ms: noon + self.minute * 60_000, today: day });
        match deed {
            Deed::Import { file, kind, records } => self.import(file, kind, records),
            Deed::Write(command) => self.run(&command),
            Deed::Creators(who, deed) => self.with_creators(&who, deed),
            Deed::Campaign(fields) => {
                let name = fields.name.clone();
                self.run(&WriteCmd::SaveCampaign { id: None, fields })?;
                let id = store::lists::campaign_named(self.writer.connection(), &name)?.ok_or_else(missing)?;
                self.campaigns.insert(name, id);
                Ok(())
            }
            Deed::Plan { batch, rule, ends_on, creators } => self.plan(batch, rule, ends_on, &creators),
            Deed::Choose(batch) => self.run(&WriteCmd::ChooseBatch(self.batch(&batch)?)),
            Deed::Start(batch) => self.run(&WriteCmd::StartBatch(self.batch(&batch)?)),
            Deed::Finish(batch) => self.run(&WriteCmd::FinishBatch(self.batch(&batch)?)),
            Deed::Booked(batch, who, act) => {
                let batch = self.batch(&batch)?;
                let ids = self.ids(&who)?.into_iter().map(|creator| self.booked.get(&(batch, creator)).copied());
                let ids: Vec<CollaborationId> = ids.collect::<Option<_>>().ok_or_else(missing)?;
                self.with_booked(&ids, act, day)
            }
            Deed::Tick(title) => {
                let key = self.task(title)?;
                self.run(&WriteCmd::Agenda(AgendaCmd::Done(vec![key])))
            }
            Deed::PutOff(title, until) => {
                let key = self.task(title)?;
                self.run(&WriteCmd::Agenda(AgendaCmd::PutOff(vec![key], until)))
            }
        }
    }

    /// Gives a command, which must change something: a story in which a step comes to nothing has lost its thread.
    fn run(&mut self, command: &WriteCmd) -> Result<()> {
        let done = self.writer.run(command)?;
        if done.changed == 0 { Err(Error::fault(done.sentence)) } else { Ok(()) }
    }

    fn import(&mut self, file: String, kind: ImportKind, records: Vec<Record>) -> Result<()> {
        let content_hash = format!("demo {file}");
        let clock = self.writer.clock();
        let options = ImportOptions { today: clock.today(), now_ms: clock.now_ms(), currency: self.currency };
        let mut ingest = Ingest::begin(ImportHeader { file, kind, content_hash }, options);
        let rows: Vec<Sourced<Record>> =
            records.into_iter().zip(2..).map(|(record, row)| Sourced { row, record }).collect();
        ingest.apply(self.writer.connection(), &rows)?;
        let refused = ingest.take_refused();
        // An import ends with care.
        self.writer.set_draft(true)?;
        ingest.finish(self.writer.connection(), 0)?;
        // Undo begins after the last import: it takes back what was done in the last days, and never the shop.
        self.writer.forget_history()?;
        if let Some(refused) = refused.first() {
            return Err(Error::fault(refused.reason.clone()));
        }
        if kind == ImportKind::Creators { self.meet() } else { Ok(()) }
    }

    /// Learns the numbers of the creators who are new in the list.
    fn meet(&mut self) -> Result<()> {
        let Answer::Index(ids) = self.ask(&Query::Index { filter: None, sort: Vec::new() })? else {
            return Err(missing());
        };
        let newest = self.creators.values().max().copied();
        let new: Vec<CreatorId> = ids.iter().copied().filter(|id| Some(*id) > newest).collect();
        for portion in new.chunks(200) {
            for row in store::window::rows(self.writer.connection(), portion)? {
                self.creators.insert((row.fields.platform, row.fields.handle), row.id);
            }
        }
        Ok(())
    }

    fn plan(&mut self, key: BatchKey, rule: SuccessRule, ends_on: NaiveDate, creators: &[Account]) -> Result<()> {
        let campaign = *self.campaigns.get(&key.campaign).ok_or_else(missing)?;
        let fields = BatchFields {
            campaign,
            name: key.batch.to_owned(),
            rule: Some(rule),
            success_rule: String::new(),
            ends_on: Some(ends_on),
        };
        let creators = self.ids(creators)?.into();
        self.run(&WriteCmd::PlanBatch { id: None, fields: Box::new(fields), creators })?;
        // The newest batch is the one that is filled.
        let Answer::CurrentBatch(current) = self.ask(&Query::CurrentBatch)? else { return Err(missing()) };
        let filled = current.batch.ok_or_else(missing)?;
        let Answer::Batch(id, rows) = self.ask(&Query::Batch(filled.id))? else { return Err(missing()) };
        self.booked.extend(rows.iter().map(|row| ((id, row.creator), row.id)));
        self.batches.insert(key, id);
        Ok(())
    }

    fn with_creators(&mut self, who: &[Account], deed: CreatorDeed) -> Result<()> {
        let ids = self.ids(who)?;
        let target = Target::Ids(ids.as_slice().into());
        let one = ids.first().copied().ok_or_else(missing)?;
        let command = match deed {
            CreatorDeed::Decide(verdict, reason, until) => WriteCmd::SetVerdict { target, verdict, reason, until },
            CreatorDeed::Rate(stars) => WriteCmd::Rate { target, stars },
            CreatorDeed::Tag(tag) => WriteCmd::EditTags { target, add: vec![tag.to_owned()], remove: Vec::new() },
            CreatorDeed::Note(text) => WriteCmd::AddNote { target, text: text.to_owned() },
            CreatorDeed::Block => WriteCmd::SetDoNotContact { target, blocked: true },
            CreatorDeed::Page(cmd) => WriteCmd::Page(PageChange { creator: one, cmd }),
            CreatorDeed::Set(field, value) => {
                WriteCmd::SetField { target, value: FieldValue { field, value, currency: self.currency } }
            }
            CreatorDeed::Fill(facts) => {
                let mut row = self.row(one)?;
                for (field, value) in facts {
                    row.fields.slot(field).set(value.view());
                }
                WriteCmd::EditCreator { id: one, fields: Box::new(row.fields), seen: row.updated_at }
            }
            CreatorDeed::Rename(handle) => {
                let mut row = self.row(one)?;
                row.fields.handle = handle;
                WriteCmd::EditCreator { id: one, fields: Box::new(row.fields), seen: row.updated_at }
            }
        };
        self.run(&command)
    }

    fn with_booked(&mut self, ids: &[CollaborationId], act: Act, day: NaiveDate) -> Result<()> {
        let collaboration = *ids.first().ok_or_else(missing)?;
        let command = match act {
            Act::Terms(fields) => WriteCmd::SaveCollaboration { id: collaboration, fields },
            Act::Step(milestone) => WriteCmd::PassMilestone { ids: ids.to_vec(), milestone, day },
            Act::Deliverable(cmd) => WriteCmd::Deliverable(DeliverableChange { collaboration, cmd }),
            Act::Right(right) => WriteCmd::Right(RightChange { collaboration, id: None, right: Some(right) }),
            Act::Invoice(number) => {
                WriteCmd::Payment(PaymentCmd::InvoiceCreator { id: collaboration, number, on: Some(day) })
            }
            Act::Pay(fields) => WriteCmd::Payment(PaymentCmd::PayCreator { id: collaboration, fields }),
            Act::Clicks(clicks) => WriteCmd::Tally(TallyCmd::Clicks { id: collaboration, clicks, day, is_total: true }),
            Act::BookAgain(yes) => {
                // The same key says yes the first time and no the second.
                let turn = WriteCmd::TurnBookAgain(ids.to_vec());
                if !yes {
                    self.run(&turn)?;
                }
                turn
            }
        };
        self.run(&command)
    }

    /// The key of an own task that is open.
    fn task(&mut self, title: &str) -> Result<DueKey> {
        let Answer::Agenda(agenda) = self.ask(&Query::Agenda)? else { return Err(missing()) };
        let found = agenda.rows.into_iter().find(|row| row.key.kind == DueKind::Task && row.name == title);
        found.map(|row| row.key).ok_or_else(missing)
    }

    fn row(&mut self, id: CreatorId) -> Result<CreatorRow> {
        store::window::rows(self.writer.connection(), &[id])?.pop().ok_or_else(missing)
    }

    fn ask(&mut self, query: &Query) -> Result<Answer> {
        let today = self.writer.clock().today();
        store::answer::answer(self.writer.connection(), query, today, &Rules::default())
    }

    fn ids(&self, who: &[Account]) -> Result<Vec<CreatorId>> {
        who.iter().map(|account| self.creators.get(account).copied()).collect::<Option<_>>().ok_or_else(missing)
    }

    fn batch(&self, key: &BatchKey) -> Result<BatchId> {
        self.batches.get(key).copied().ok_or_else(missing)
    }
}

fn missing() -> Error {
    Error::fault("The demo shop couldn't be made: a step of its story is missing.")
}

#[cfg(test)]
mod tests;

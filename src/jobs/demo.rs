//! Making the demo shop: its story is played through the same imports and commands that the user uses.

use crate::analysis::rules::Rules;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use chrono::{Days, NaiveDate};

use crate::clock::Clock;
use crate::demo::{self, BatchPlan, CampaignPlan, Candidate, Market, Pages, Plans, Shop};
use crate::domain::creator::CreatorFields;
use crate::domain::{
    BatchId, BatchStatus, CampaignId, CollaborationFields, CreatorId, Currency, Handle, Platform, Verdict, WeeklyGoal,
    filter,
};
use crate::error::{Error, Result};
use crate::proto::agenda::{AgendaCmd, TaskFields};
use crate::proto::command::BatchFields;
use crate::proto::history::Origin;
use crate::proto::ingest::{CollaborationRecord, ImportKind, Record, Sourced};
use crate::proto::row::CampaignRow;
use crate::proto::{Answer, Query, Target, WriteCmd};
use crate::store::demo::{PaymentFacts, SeenFacts, add_payment, add_seen, spread_decisions};
use crate::store::ingest::{ImportHeader, ImportOptions, Ingest};
use crate::store::{self, Writer};

/// Name of the setting that marks a file as made up.
pub const MARK: &str = "demo";

/// How many creators are snoozed until today.
const PUT_OFF: usize = 12;

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
    let shop = demo::shop(market, today);
    let writer =
        Writer::open(path, Clock::fixed(first_day(&shop.plans, today)), Arc::default())?.with_origin(Origin::Demo)?;
    let mut story = Story { writer, currency: market.currency };
    story.collect(&shop)?;
    for campaign in &shop.plans.campaigns {
        story.test(campaign, today)?;
    }
    let orders: Vec<Record> = shop.plans.orders.iter().map(|order| Record::Order(Box::new(order.clone()))).collect();
    story.import("orders_export.csv", ImportKind::ShopifyOrders, orders)?;
    story.pay(&shop.plans)?;
    story.plan_week(today)?;
    story.set_day(today);
    story.look_closer(&shop.pages)?;
    if market.renames {
        story.rename(&shop.plans)?;
    }
    story.run(&WriteCmd::SetSetting { name: MARK.to_owned(), value: "1".to_owned() })?;
    // Without this, undo would offer the steps that made the demo.
    store::demo::forget_history(story.writer.connection())?;
    story.writer.close()
}

fn first_day(plans: &Plans, today: NaiveDate) -> NaiveDate {
    let starts = plans.campaigns.iter().flat_map(|campaign| &campaign.batches).map(|batch| batch.starts_on);
    starts.min().unwrap_or(today)
}

/// The shop under construction: a writer with a calendar that moves.
struct Story {
    writer: Writer,
    currency: Currency,
}

impl Story {
    fn set_day(&mut self, day: NaiveDate) {
        self.writer.set_clock(Clock::fixed(day));
    }

    fn run(&mut self, command: &WriteCmd) -> Result<()> {
        self.writer.run(command).map(|_| ())
    }

    fn import(&mut self, file: &str, kind: ImportKind, records: Vec<Record>) -> Result<()> {
        let header = ImportHeader { file: file.to_owned(), kind, content_hash: format!("demo {file}") };
        let clock = self.writer.clock();
        let options = ImportOptions { today: clock.today(), now_ms: clock.now_ms(), currency: self.currency };
        let mut ingest = Ingest::begin(header, options);
        let rows: Vec<Sourced<Record>> =
            records.into_iter().zip(2..).map(|(record, row)| Sourced { row, record }).collect();
        ingest.apply(self.writer.connection(), &rows)?;
        ingest.finish(self.writer.connection(), 0).map(|_| ())
    }

    /// Brings the lists in and triages them.
    fn collect(&mut self, shop: &Shop) -> Result<()> {
        let files = ["spring list.csv", "hashtag search.csv", "friends of friends.csv"];
        let portion = shop.candidates.len().div_ceil(files.len());
        for (file, candidates) in files.iter().zip(shop.candidates.chunks(portion)) {
            let creator = |candidate: &Candidate| Record::Creator(Box::new(candidate.record.clone()));
            self.import(file, ImportKind::Creators, candidates.iter().map(creator).collect())?;
        }
        let ids = self.ids()?;
        let mut verdicts: HashMap<_, Vec<CreatorId>> = HashMap::new();
        let mut stars: HashMap<u8, Vec<CreatorId>> = HashMap::new();
        for candidate in &shop.candidates {
            let fields = &candidate.record.fields;
            let Some(id) = ids.get(&(fields.platform, fields.handle.clone())) else { continue };
            verdicts.entry((candidate.verdict, candidate.reason.clone())).or_default().push(*id);
            stars.entry(candidate.stars).or_default().push(*id);
        }
        let mut verdicts: Vec<_> = verdicts.into_iter().collect();
        verdicts
            .sort_by_key(|((verdict, reason), _)| (*verdict, reason.as_ref().map(|reason| reason.words().to_owned())));
        for ((verdict, reason), ids) in verdicts {
            self.run(&WriteCmd::SetVerdict { target: Target::Ids(ids.into()), verdict, reason, until: None })?;
        }
        let mut stars: Vec<_> = stars.into_iter().filter(|(stars, _)| *stars > 0).collect();
        stars.sort_unstable_by_key(|(stars, _)| *stars);
        for (stars, ids) in stars {
            self.run(&WriteCmd::Rate { target: Target::Ids(ids.into()), stars })?;
        }
        Ok(())
    }

    /// Runs a campaign: plans its batches, starts them, reads the posts, ends them.
    fn test(&mut self, campaign: &CampaignPlan, today: NaiveDate) -> Result<()> {
        self.set_day(campaign.batches.first().map_or(today, |batch| batch.starts_on));
        self.run(&WriteCmd::SaveCampaign { id: None, fields: Box::new(campaign.fields.clone()) })?;
        for batch in &campaign.batches {
            self.set_day(batch.starts_on);
            let id = self.campaign(&campaign.fields.name)?.id;
            self.run(&WriteCmd::SaveBatch { id: None, fields: Box::new(batch_fields(id, batch)) })?;
            let id = self.batch(&campaign.fields.name, &batch.name)?;
            self.agree(id, batch)?;
            if batch.status == BatchStatus::Planned {
                self.run(&WriteCmd::ChooseBatch(id))?;
                continue;
            }
            self.run(&WriteCmd::StartBatch(id))?;
            for (day, rows) in &batch.readings {
                self.set_day(*day);
                self.tracker(rows)?;
            }
            if batch.status == BatchStatus::Finished {
                self.set_day(batch.ends_on.min(today));
                self.run(&WriteCmd::FinishBatch(id))?;
            }
        }
        Ok(())
    }

    /// Puts the creators into a planned batch and writes down fee, costs, code and link of each.
    fn agree(&mut self, id: BatchId, batch: &BatchPlan) -> Result<()> {
        let known = self.ids()?;
        let ids = batch.terms.iter().filter_map(|row| known.get(&(row.platform, row.handle.clone())).copied());
        self.run(&WriteCmd::AddToBatch { batch: id, target: Target::Ids(ids.collect()), pick: false })?;
        let Answer::Batch(_, rows) = self.ask(&Query::Batch(id))? else { return Err(unexpected()) };
        for (days, row) in (0..).zip(rows) {
            let Some(agreed) = batch.terms.iter().find(|record| record.handle.as_str() == row.handle) else { continue };
            // Thousandths of a dollar are tenths of a cent.
            let minor = |milli: Option<i64>| milli.map(|milli| milli / 10).filter(|minor| *minor > 0);
            let stated = &agreed.stated;
            // Anyone who is to post has been written to two weeks before, and has the product by now.
            let before = |days: u64| (batch.status != BatchStatus::Planned).then(|| batch.starts_on - Days::new(days));
            let fields = CollaborationFields {
                contacted_on: before(16 - days % 4),
                replied_on: before(12 - days % 3),
                shipped_on: before(8 - days % 2).filter(|_| stated.product_cost.is_some_and(|cost| cost > 0)),
                fee: minor(stated.fee),
                product_cost: minor(stated.product_cost),
                shipping_cost: minor(stated.shipping_cost),
                codes: stated.codes.clone(),
                link: stated.link.clone(),
                ..CollaborationFields::default()
            };
            self.run(&WriteCmd::SaveCollaboration { id: row.id, fields: Box::new(fields) })?;
        }
        Ok(())
    }

    fn tracker(&mut self, rows: &[CollaborationRecord]) -> Result<()> {
        let records = rows.iter().map(|row| Record::Collaboration(Box::new(row.clone()))).collect();
        self.import("tracker.csv", ImportKind::Collaborations, records)
    }

    fn pay(&mut self, plans: &Plans) -> Result<()> {
        for payment in &plans.payments {
            let batch = self.batch(&payment.campaign, &payment.batch)?;
            let facts = PaymentFacts {
                batch,
                handle: &payment.handle,
                amount_minor: payment.amount_minor,
                agreed_on: payment.agreed_on,
                invoiced_on: payment.invoiced_on,
                due_on: payment.due_on,
                paid_on: payment.paid_on,
            };
            add_payment(self.writer.connection(), &facts)?;
        }
        Ok(())
    }

    /// Looks at the pages of some creators: their posts, their followers week by week, who watches them.
    fn look_closer(&mut self, pages: &Pages) -> Result<()> {
        let posts = pages.posts.iter().map(|post| Record::Post(Box::new(post.clone())));
        self.import("posts.csv", ImportKind::Posts, posts.collect())?;
        let counts = pages.counts.iter().map(|count| Record::Count(Box::new(count.clone())));
        self.import("followers.csv", ImportKind::Followers, counts.collect())?;
        let seen: Vec<SeenFacts<'_>> = pages
            .seen
            .iter()
            .map(|seen| SeenFacts {
                handle: &seen.handle,
                audience: &seen.audience,
                sponsored: seen.sponsored,
                found_by: seen.found_by,
            })
            .collect();
        add_seen(self.writer.connection(), &seen)
    }

    /// The last creator of the first batch goes by another handle.
    fn rename(&mut self, plans: &Plans) -> Result<()> {
        let batch = plans.campaigns.first().and_then(|campaign| campaign.batches.first()).ok_or_else(unexpected)?;
        let terms = batch.terms.last().ok_or_else(unexpected)?;
        let id = self.ids()?.get(&(terms.platform, terms.handle.clone())).copied().ok_or_else(unexpected)?;
        let row = store::window::rows(self.writer.connection(), &[id])?.pop().ok_or_else(unexpected)?;
        let handle = Handle::parse(&format!("{}.hq", row.fields.handle.as_str())).map_err(|_| unexpected())?;
        let fields = Box::new(CreatorFields { handle, ..row.fields });
        self.run(&WriteCmd::EditCreator { id, fields, seen: row.updated_at })
    }

    /// A weekly goal since a few weeks, picks on many days, creators snoozed until today, and tasks.
    fn plan_week(&mut self, today: NaiveDate) -> Result<()> {
        self.set_day(today - Days::new(21));
        let goal = WeeklyGoal { niche: "skincare".to_owned(), ..WeeklyGoal::default() };
        self.run(&WriteCmd::Agenda(AgendaCmd::SetGoal(Some(goal))))?;
        let undecided = filter::parse("status:new followers>20k", Rules::default().calendar(today))
            .ok()
            .and_then(|read| read.expr)
            .map(Arc::new);
        let Answer::Index(ids) = self.ask(&Query::Index { filter: undecided, sort: Vec::new() })? else {
            return Err(unexpected());
        };
        let target = Target::Ids(ids.iter().rev().copied().take(PUT_OFF).collect());
        self.run(&WriteCmd::SetVerdict { target, verdict: Verdict::Snoozed, reason: None, until: Some(today) })?;
        for (title, days) in [("Ask the printer for new labels", 0), ("Photos of the serum for the brief", 3)] {
            let fields = TaskFields {
                title: title.to_owned(),
                due_on: today + Days::new(days),
                creator: String::new(),
                note: String::new(),
            };
            self.run(&WriteCmd::Agenda(AgendaCmd::SaveTask { id: None, fields }))?;
        }
        spread_decisions(self.writer.connection(), today)
    }

    fn ask(&mut self, query: &Query) -> Result<Answer> {
        let today = self.writer.clock().today();
        store::answer::answer(self.writer.connection(), query, today, &Rules::default())
    }

    fn ids(&mut self) -> Result<HashMap<(Platform, Handle), CreatorId>> {
        let Answer::Index(ids) = self.ask(&Query::Index { filter: None, sort: Vec::new() })? else {
            return Err(unexpected());
        };
        let mut known = HashMap::with_capacity(ids.len());
        for portion in ids.chunks(200) {
            for row in store::window::rows(self.writer.connection(), portion)? {
                known.insert((row.fields.platform, row.fields.handle), row.id);
            }
        }
        Ok(known)
    }

    fn campaign(&mut self, name: &str) -> Result<CampaignRow> {
        let Answer::Campaigns(campaigns) = self.ask(&Query::Campaigns)? else { return Err(unexpected()) };
        campaigns.into_iter().find(|campaign| campaign.fields.name == name).ok_or_else(unexpected)
    }

    fn batch(&mut self, campaign: &str, name: &str) -> Result<BatchId> {
        let campaign = self.campaign(campaign)?;
        campaign
            .batches
            .into_iter()
            .find(|batch| batch.fields.name == name)
            .map(|batch| batch.id)
            .ok_or_else(unexpected)
    }
}

fn batch_fields(campaign: CampaignId, batch: &BatchPlan) -> BatchFields {
    BatchFields {
        campaign,
        name: batch.name.clone(),
        rule: Some(batch.rule),
        success_rule: String::new(),
        ends_on: Some(batch.ends_on),
    }
}

fn unexpected() -> Error {
    Error::fault("The demo shop couldn't be made: a step of its story is missing.")
}

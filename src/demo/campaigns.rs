//! The campaigns of the demo shop as a year of moments: each is planned, tested, measured, paid and decided on.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};

use crate::domain::success_rule::RuleMeasure;
use crate::domain::{CollaborationFields, Counts, Money, SuccessRule, TierBorders, Verdict};
use crate::proto::command::CampaignFields;
use crate::proto::ingest::{CollaborationRecord, ImportKind, PaidRecord, Record};

use super::bookings::Booking;
use super::cast::{Campaign, Part, Pay, Test};
use super::creators::{Candidate, LISTS};
use super::moment::{BatchKey, CreatorDeed, Deed};
use super::results;
use super::stage::{LENGTH, Stage};
use super::year::CAMPAIGNS;

/// Days from the start of a test after which its orders, and the late counts of its posts, are imported.
const ORDERS_AFTER: u64 = 45;
const COUNTS_AFTER: [u64; 2] = [40, 64];

/// The creators that the campaigns book: each role goes to one of them, the first time it is named.
struct Casting<'a> {
    free: Vec<&'a Candidate>,
    roles: HashMap<&'static str, (&'a Candidate, usize)>,
}

impl<'a> Casting<'a> {
    fn new(candidates: &'a [Candidate]) -> Self {
        let borders = TierBorders::default();
        let is_bookable = |candidate: &&Candidate| {
            let fields = &candidate.record.fields;
            let followers = fields.followers.unwrap_or(0);
            candidate.verdict == Verdict::Picked
                && borders.tier(followers).is_some()
                && (6_000..150_000).contains(&followers)
                && fields.views.is_some_and(|views| (5_500..34_000).contains(&views))
                && fields.er.is_some()
        };
        Self { free: candidates.iter().filter(is_bookable).collect(), roles: HashMap::new() }
    }

    /// Who plays a part, and how often they were booked before.
    fn find(&mut self, part: &Part, campaign: &Campaign, planned_ago: u64) -> (&'a Candidate, usize) {
        if let Some((candidate, times)) = self.roles.get_mut(part.who) {
            *times += 1;
            return (candidate, *times);
        }
        // Whoever is booked was in a list a few days before.
        let is_there = |candidate: &Candidate| LISTS[candidate.list].1 > planned_ago + 4;
        let is_of_niche =
            |candidate: &Candidate| candidate.record.tags.iter().any(|tag| campaign.niches.contains(&tag.as_str()));
        let country = if part.pay == Pay::Pounds { "gb" } else { "us" };
        let is_near = |candidate: &Candidate| candidate.record.fields.country == country;
        let wanted: [&dyn Fn(&Candidate) -> bool; 3] = [
            &|one| is_there(one) && is_of_niche(one) && is_near(one),
            &|one| is_there(one) && is_of_niche(one),
            &|one| is_there(one),
        ];
        let at = wanted.iter().find_map(|fits| self.free.iter().position(|one| fits(one))).unwrap_or(0);
        let candidate = self.free.remove(at);
        self.roles.insert(part.who, (candidate, 0));
        (candidate, 0)
    }
}

/// Returns whom the campaigns booked, as the roles they play.
pub(super) fn tell<'a>(stage: &mut Stage<'_>, candidates: &'a [Candidate]) -> HashMap<&'static str, &'a Candidate> {
    let mut casting = Casting::new(candidates);
    for campaign in CAMPAIGNS {
        let fields = fields(campaign, stage);
        let name = fields.name.clone();
        stage.on(stage.ago(campaign.planned_ago), Deed::Campaign(Box::new(fields)));
        for test in campaign.tests {
            let key = BatchKey { campaign: name.clone(), batch: test.name };
            run(stage, campaign, (test, &key), &mut casting);
        }
    }
    let first = stage.ago(CAMPAIGNS.first().map_or(0, |campaign| campaign.planned_ago));
    results::walk_ins(stage, first);
    export(stage);
    casting.roles.into_iter().map(|(role, (candidate, _))| (role, candidate)).collect()
}

fn fields(campaign: &Campaign, stage: &Stage<'_>) -> CampaignFields {
    let currency = stage.market.currency;
    let first = campaign.tests.iter().find_map(|test| test.started_ago).map(|days| stage.ago(days));
    CampaignFields {
        name: campaign.name.to_owned(),
        product: campaign.sells.to_owned(),
        question: campaign.question.replace("{price}", &Money::new(campaign.price_minor, currency).short()),
        goal: campaign.goal,
        niches: campaign.niches.iter().map(|niche| (*niche).to_owned()).collect(),
        currency,
        budget_minor: Some(campaign.budget_minor),
        margin_bp: Some(campaign.margin_bp),
        target_roas_e4: None,
        brief: campaign.brief.to_owned(),
        starts_on: campaign.starts_in.map(|days| stage.today + Days::new(days)).or(first),
        ends_on: None,
        lead_days: None,
        counts: Counts::Orders,
        ..CampaignFields::default()
    }
}

/// A batch from its planning to its end.
fn run(stage: &mut Stage<'_>, campaign: &Campaign, (test, key): (&Test, &BatchKey), casting: &mut Casting<'_>) {
    let start = stage.ago(test.started_ago.unwrap_or(campaign.planned_ago.min(5)));
    let planned_on = if test.started_ago.is_some() { start - Days::new(2) } else { start };
    let planned_ago = u64::try_from((stage.today - planned_on).num_days()).unwrap_or(0);
    let cast: Vec<_> = test.cast.iter().map(|part| (part, casting.find(part, campaign, planned_ago))).collect();
    for (_, (candidate, before)) in &cast {
        if *before == 0 {
            let pick = CreatorDeed::Decide(Verdict::Picked, None, None);
            stage.on(planned_on - Days::new(3), Deed::Creators(vec![candidate.account()], pick));
        }
    }
    let (creators, level_e4, orders) = test.rule;
    let rule = SuccessRule { creators, measure: RuleMeasure::of(campaign.goal), level_e4, orders };
    let ends_on = if test.started_ago.is_some() { start + Days::new(LENGTH) } else { stage.today + Days::new(60) };
    let creators = cast.iter().map(|(_, (candidate, _))| candidate.account()).collect();
    stage.on(planned_on, Deed::Plan { batch: key.clone(), rule, ends_on, creators });
    if test.started_ago.is_some() {
        stage.on(start, Deed::Start(key.clone()));
    } else if campaign.starts_in.is_none() {
        stage.on(start + Days::new(1), Deed::Choose(key.clone()));
    }
    let mut places = 0..;
    for (part, (candidate, before)) in &cast {
        let place = places.next().unwrap_or(0);
        let is_started = test.started_ago.is_some();
        let booking = Booking { campaign, part, candidate, batch: key, place, before: *before, start, is_started };
        if part.code.is_some() {
            tracker(stage, &booking);
        }
        if let Some(post) = booking.tell(stage) {
            results::read(&booking, &post, stage);
            results::click(&booking, &post, stage);
            results::sell(&booking, &post, stage);
        }
    }
    if test.started_ago.is_some() && !stage.is_running(start) {
        stage.on(start + Days::new(LENGTH), Deed::Finish(key.clone()));
    }
}

/// A tracker brings the code of a creator, also one that another creator has.
fn tracker(stage: &mut Stage<'_>, booking: &Booking<'_>) {
    let fields = &booking.candidate.record.fields;
    let record = CollaborationRecord {
        campaign: booking.batch.campaign.clone(),
        batch: Some(booking.batch.batch.to_owned()),
        platform: fields.platform,
        handle: fields.handle.clone(),
        currency: None,
        stated: CollaborationFields { codes: vec![booking.code()], ..CollaborationFields::default() },
        amount_states: Vec::new(),
        paid: PaidRecord::default(),
        payments: Vec::new(),
        margin_bp: None,
        note: String::new(),
    };
    let records = vec![Record::Collaboration(Box::new(record))];
    let file = format!("codes_{}.csv", fields.handle.as_str());
    stage.on(booking.start, Deed::Import { file, kind: ImportKind::Collaborations, records });
}

/// The days on which files are imported: so many days after the start of each test, as far as they have come, and the last one.
fn import_days(stage: &Stage<'_>, after: &[u64]) -> Vec<NaiveDate> {
    let starts = CAMPAIGNS.iter().flat_map(|campaign| campaign.tests).filter_map(|test| test.started_ago);
    let days = starts.flat_map(|ago| after.iter().map(move |after| (ago, *after)));
    let mut days: Vec<NaiveDate> = days.map(|(ago, after)| stage.ago(ago) + Days::new(after)).collect();
    days.retain(|day| *day < stage.imported);
    days.push(stage.imported);
    days.sort_unstable();
    days.dedup();
    days
}

/// Cuts records into the files in which they are imported: each holds what came since the file before.
fn files<T>(mut records: Vec<T>, days: &[NaiveDate], day: impl Fn(&T) -> NaiveDate) -> Vec<(NaiveDate, Vec<T>)> {
    let mut files = Vec::new();
    for end in days {
        let (now, later) = records.into_iter().partition(|record| day(record) <= *end);
        records = later;
        files.push((*end, now));
    }
    files.retain(|(_, records)| !records.is_empty());
    files
}

/// The files of the year: counts of posts, clicks of links, orders of the shop.
fn export(stage: &mut Stage<'_>) {
    let name = |what: &str, day: NaiveDate| format!("{what}_{}.csv", day.format("%Y-%m-%d"));
    let import = |stage: &mut Stage<'_>, what: &str, kind, (day, records)| {
        stage.on(day, Deed::Import { file: name(what, day), kind, records });
    };
    let readings = std::mem::take(&mut stage.readings);
    for (day, records) in files(readings, &import_days(stage, &COUNTS_AFTER), |(day, _)| *day) {
        let records = records.into_iter().map(|(_, record)| Record::Post(Box::new(record))).collect();
        import(stage, "post_counts", ImportKind::Posts, (day, records));
    }
    let days = import_days(stage, &[ORDERS_AFTER]);
    let clicks = std::mem::take(&mut stage.clicks);
    for (day, records) in files(clicks, &days, |click| click.day) {
        let records = records.into_iter().map(|record| Record::Clicks(Box::new(record))).collect();
        import(stage, "link_clicks", ImportKind::Clicks, (day, records));
    }
    let mut orders = std::mem::take(&mut stage.orders);
    orders.sort_by_key(|order| order.placed_at);
    for (number, order) in orders.iter_mut().enumerate() {
        order.name = format!("#{}", 1_001 + number);
        order.external_id = format!("{}", 5_300_000_000_000_u64 + number as u64 * 7_919);
    }
    for (day, records) in files(orders, &days, |order| order.placed_on) {
        let records = records.into_iter().map(|record| Record::Order(Box::new(record))).collect();
        import(stage, "orders_export", ImportKind::ShopifyOrders, (day, records));
    }
}

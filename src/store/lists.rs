//! The short lists: campaigns with their batches, the creators of a batch, tags, counts.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};

use crate::analysis::rules::Rules;
use crate::domain::filter::Expr;
use crate::domain::{BatchId, BatchStatus, Budget, Cadence, CampaignId, CollaborationId, CostKind, TagId, Verdict};
use crate::error::Result;
use crate::proto::Target;
use crate::proto::command::{BatchFields, CampaignFields};
use crate::proto::payment::PackingLine;
use crate::proto::query::{Counts, Current, CurrentBatch};
use crate::proto::results::{BatchResult, Sums};
use crate::proto::row::{AmountRow, BatchPlan, BatchRow, CampaignRow, CollaborationRow, TagRow};

use super::collaboration_facts::{self, Scope};
use super::current_campaign;
use super::estimates::{self, Headlines};
use super::list_context::ListContext;
use super::row::{Day, RULE_COLS, day, rule};
use super::setting::CURRENT_BATCH;
use super::sql::SqlFilter;
use super::stage::{PRODUCT, STAGE_COLS, stage, stage_cols};
use super::target;
use super::triage::WOKEN;
use super::undo;
use super::views;
use super::{payables, report};

/// Returns all campaigns with their batches and sums, and what each would return if repeated; last changed first.
pub fn campaigns(conn: &Connection, today: NaiveDate, rules: &Rules, kept: &Headlines) -> Result<Vec<CampaignRow>> {
    let mut results = report::results(conn, None)?;
    let mut estimates = estimates::headlines(conn, &mut results, today, rules, kept)?;
    let sums: HashMap<CampaignId, (Sums, Budget)> =
        results.iter().map(|campaign| (campaign.id, (campaign.sums, campaign.budget))).collect();
    let of_batch: HashMap<BatchId, &BatchResult> =
        results.iter().flat_map(|campaign| &campaign.batches).map(|batch| (batch.id, batch)).collect();
    let mut batches = batches(conn, &of_batch)?;
    let mut niches = niches(conn)?;
    let mut statement = conn.prepare_cached(
        "SELECT id, name, product, question, goal, currency, budget_minor, margin_bp, target_roas_e4, brief, starts_on, \
         ends_on, counts, conversion_minor, lead_days FROM campaign ORDER BY updated_at DESC, id DESC",
    )?;
    let rows = statement.query_map([], |row| {
        let id: CampaignId = row.get(0)?;
        let fields = CampaignFields {
            name: row.get(1)?,
            product: row.get(2)?,
            question: row.get(3)?,
            goal: row.get(4)?,
            niches: niches.remove(&id).unwrap_or_default(),
            currency: row.get(5)?,
            budget_minor: row.get(6)?,
            margin_bp: row.get(7)?,
            target_roas_e4: row.get(8)?,
            brief: row.get(9)?,
            starts_on: day(row, 10)?,
            ends_on: day(row, 11)?,
            counts: row.get(12)?,
            conversion_minor: row.get(13)?,
            lead_days: row.get(14)?,
        };
        let (Sums { spend_minor, revenue_minor, orders, .. }, budget) = sums.get(&id).copied().unwrap_or_default();
        let batches = batches.remove(&id).unwrap_or_default();
        let estimate = estimates.remove(&id);
        Ok(CampaignRow { id, fields, batches, spend_minor, revenue_minor, orders, budget, estimate })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Returns the campaign of this name, written as it is.
pub fn campaign_named(conn: &Connection, name: &str) -> Result<Option<CampaignId>> {
    let mut find = conn.prepare_cached("SELECT id FROM campaign WHERE name = ?1")?;
    Ok(find.query_row([name], |row| row.get(0)).optional()?)
}

/// Returns where the file stands.
pub fn current(conn: &Connection) -> Result<Current> {
    Ok(Current { batch: current_batch(conn)?, odds_in: current_campaign::with_odds(conn)? })
}

/// Returns the batch that is filled now, if there is one.
fn current_batch(conn: &Connection) -> Result<Option<CurrentBatch>> {
    let mut find = conn.prepare_cached(
        "SELECT batch.id, batch.name, campaign.name FROM setting JOIN batch ON CAST(batch.id AS TEXT) = setting.value \
         JOIN campaign ON campaign.id = batch.campaign_id WHERE setting.name = ?1",
    )?;
    let read = |row: &Row<'_>| Ok(CurrentBatch { id: row.get(0)?, name: row.get(1)?, campaign: row.get(2)? });
    Ok(find.query_row([CURRENT_BATCH], read).optional()?)
}

fn niches(conn: &Connection) -> Result<HashMap<CampaignId, Vec<String>>> {
    let mut statement = conn.prepare_cached(
        "SELECT campaign_niche.campaign_id, tag.name FROM campaign_niche JOIN tag ON tag.id = campaign_niche.tag_id \
         ORDER BY campaign_niche.id",
    )?;
    let mut niches: HashMap<CampaignId, Vec<String>> = HashMap::new();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        niches.entry(row.get(0)?).or_default().push(row.get(1)?);
    }
    Ok(niches)
}

fn batches(conn: &Connection, results: &HashMap<BatchId, &BatchResult>) -> Result<HashMap<CampaignId, Vec<BatchRow>>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT id, campaign_id, name, success_rule, ends_on, status, starts_on, imported, rule_set_on, \
         EXISTS (SELECT 1 FROM setting WHERE setting.name = ?1 AND setting.value = CAST(batch.id AS TEXT)), {RULE_COLS} \
         FROM batch ORDER BY id"
    ))?;
    let mut batches: HashMap<CampaignId, Vec<BatchRow>> = HashMap::new();
    let mut plans = plans(conn)?;
    let mut rows = statement.query([CURRENT_BATCH])?;
    while let Some(row) = rows.next()? {
        let (id, campaign) = (row.get(0)?, row.get(1)?);
        let result = results.get(&id);
        let sums = result.map(|result| result.sums).unwrap_or_default();
        batches.entry(campaign).or_default().push(BatchRow {
            id,
            fields: BatchFields {
                campaign,
                name: row.get(2)?,
                rule: rule(row, 10)?,
                success_rule: row.get(3)?,
                ends_on: day(row, 4)?,
            },
            status: row.get(5)?,
            starts_on: day(row, 6)?,
            imported: row.get(7)?,
            rule_set_on: day(row, 8)?,
            judged: result.and_then(|result| result.judged.clone()),
            creators: result.map_or(0, |result| i64::try_from(result.creators.len()).unwrap_or(i64::MAX)),
            spend_minor: sums.spend_minor,
            revenue_minor: sums.revenue_minor,
            budget: result.map(|result| result.budget).unwrap_or_default(),
            current: row.get(9)?,
            plan: plans.remove(&id).unwrap_or_default(),
        });
    }
    Ok(batches)
}

/// What each planned batch lacks.
fn plans(conn: &Connection) -> Result<HashMap<BatchId, BatchPlan>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT batch_id, creator.handle, \
           EXISTS (SELECT 1 FROM cost_item WHERE collaboration_id = collaboration.id AND kind = ?1 AND state <> 'released'), \
           EXISTS (SELECT 1 FROM code WHERE collaboration_id = collaboration.id AND folded <> '') \
             OR EXISTS (SELECT 1 FROM link WHERE collaboration_id = collaboration.id AND url <> ''), \
           creator.address <> '' OR {PRODUCT} <> 'to ship' \
         FROM collaboration JOIN creator ON creator.id = creator_id JOIN batch ON batch.id = batch_id \
         WHERE batch.status = ?2 ORDER BY collaboration.id"
    ))?;
    let mut plans: HashMap<BatchId, BatchPlan> = HashMap::new();
    let mut rows = statement.query((CostKind::Fee, BatchStatus::Planned))?;
    while let Some(row) = rows.next()? {
        let plan = plans.entry(row.get(0)?).or_default();
        let handle: String = row.get(1)?;
        if !row.get::<_, bool>(2)? {
            plan.no_fee.push(handle.clone());
        }
        if !row.get::<_, bool>(3)? {
            plan.no_code.push(handle.clone());
        }
        if !row.get::<_, bool>(4)? {
            plan.no_address.push(handle);
        }
    }
    Ok(plans)
}

/// Returns the collaborations of a batch in the order they were put in.
pub fn batch(conn: &Connection, id: BatchId) -> Result<Vec<CollaborationRow>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT booked.id, creator.id, creator.handle, creator.platform, creator.followers, {}, {}{} FROM {} \
         JOIN collaboration ON collaboration.id = booked.id JOIN creator ON creator.id = booked.creator_id \
         WHERE booked.batch_id = ?1 ORDER BY booked.id",
        stage_cols(),
        collaboration_facts::count_cols(),
        collaboration_facts::COLUMNS,
        collaboration_facts::table(Scope::Form),
    ))?;
    let mut amounts = conn.prepare_cached(
        "SELECT kind, amount_minor, state, day, (SELECT ifnull(sum(ifnull(settles_minor, amount_minor)), 0) FROM payment \
           WHERE cost_item_id = cost_item.id AND paid_on IS NOT NULL) FROM cost_item WHERE collaboration_id = ?1 ORDER BY id",
    )?;
    let mut amounts = |id: CollaborationId| {
        let found = amounts.query_map([id], |row| {
            let [minor, paid_minor] = [row.get(1)?, row.get(4)?];
            Ok(AmountRow { kind: row.get(0)?, minor, paid_minor, state: row.get(2)?, day: row.get::<_, Day>(3)?.0 })
        })?;
        found.collect::<rusqlite::Result<_>>()
    };
    let mut parcels: HashMap<CollaborationId, PackingLine> = payables::parcels(conn, Some(id))?.into_iter().collect();
    let rows = statement.query_map([id], |row| {
        let (stage, tracks) = stage(row, 5)?;
        let id = row.get(0)?;
        Ok(CollaborationRow {
            id,
            creator: row.get(1)?,
            handle: row.get(2)?,
            platform: row.get(3)?,
            followers: row.get(4)?,
            stage: stage.word().to_owned(),
            tracks,
            fields: collaboration_facts::fields(row, 5 + STAGE_COLS + 5)?,
            counts: collaboration_facts::counts(row, 5 + STAGE_COLS)?,
            amounts: amounts(id)?,
            parcel: parcels.remove(&id),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// All tags, tags on a target with counts, and the target's size.
pub type TagCounts = (Vec<TagRow>, Vec<(TagId, i64)>, i64);

/// Returns all tags, most used first, and how many creators of the target carry each.
pub fn tags(conn: &Connection, target: Option<&Target>, context: ListContext<'_>) -> Result<TagCounts> {
    let mut statement = conn.prepare_cached(
        "SELECT tag.id, tag.name, (SELECT COUNT(*) FROM creator_tag WHERE creator_tag.tag_id = tag.id) AS creators \
         FROM tag ORDER BY creators DESC, tag.folded",
    )?;
    let all = statement
        .query_map([], |row| Ok(TagRow { id: row.get(0)?, name: row.get(1)?, creators: row.get(2)? }))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let Some(target) = target else {
        return Ok((all, Vec::new(), 0));
    };
    let SqlFilter { sql, params } = target::clause(conn, target, context)?;
    let size = conn
        .prepare_cached(&format!("SELECT COUNT(*) FROM creator WHERE {sql}"))?
        .query_row(params_from_iter(&params), |row| row.get(0))?;
    let on_target = conn
        .prepare_cached(&format!(
            "SELECT creator_tag.tag_id, COUNT(*) FROM creator_tag WHERE creator_tag.creator_id IN \
             (SELECT creator.id FROM creator WHERE {sql}) GROUP BY creator_tag.tag_id"
        ))?
        .query_map(params_from_iter(&params), |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok((all, on_target, size))
}

/// Returns how many creators there are by verdict, and how many steps can be undone and redone.
pub fn counts(conn: &Connection, today: NaiveDate, cadence: &Cadence) -> Result<Counts> {
    let mut statement = conn.prepare_cached("SELECT verdict, COUNT(*) FROM creator GROUP BY verdict")?;
    let mut counts = Counts::default();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let creators: i64 = row.get(1)?;
        counts.all += creators;
        *match row.get(0)? {
            Verdict::New => &mut counts.new,
            Verdict::Picked => &mut counts.picked,
            Verdict::Maybe => &mut counts.maybe,
            Verdict::Rejected => &mut counts.rejected,
            Verdict::Snoozed => &mut counts.snoozed,
        } += creators;
    }
    // Read by the index of verdicts; an empty shelf of snoozes costs nothing.
    let woken = format!("SELECT COUNT(*) FROM creator WHERE {WOKEN}");
    counts.woken = conn.prepare_cached(&woken)?.query_row([today.to_string()], |row| row.get(0))?;
    (counts.undo_steps, counts.redo_steps) = undo::steps(conn)?;
    counts.due = super::agenda::due(conn, today, cadence)?;
    Ok(counts)
}

/// Returns how many creators a filter finds.
pub fn count(conn: &Connection, filter: Option<&Expr>, context: ListContext<'_>) -> Result<i64> {
    let clause = filter.map(|expr| views::clause(conn, expr, context)).transpose()?.unwrap_or_default();
    let condition = if clause.sql.is_empty() { "1" } else { &clause.sql };
    let mut statement = conn.prepare_cached(&format!("SELECT COUNT(*) FROM creator WHERE {condition}"))?;
    Ok(statement.query_row(params_from_iter(&clause.params), |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::day::Calendar;
    use crate::domain::filter::parse;
    use crate::domain::{CollaborationFields, CreatorId};

    use crate::store::fixture::fixture;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, 11).expect("a day")
    }

    #[test]
    fn campaigns_bring_their_batches_and_sums() {
        let fixture = fixture();
        fixture
            .conn
            .execute_batch(
                "INSERT INTO campaign_niche (campaign_id, tag_id) VALUES (1, 1);
                 INSERT INTO setting (name, value) VALUES ('current_batch', '1');",
            )
            .expect("rows");
        let campaigns = campaigns(&fixture.conn, today(), &Rules::default(), &Headlines::default()).expect("campaigns");
        let [campaign] = campaigns.as_slice() else { panic!("one campaign") };
        assert_eq!(campaign.fields.niches, ["BookTok"]);
        assert_eq!((campaign.spend_minor, campaign.revenue_minor, campaign.orders), (15_000, 4_100, 1));
        let [batch] = campaign.batches.as_slice() else { panic!("one batch") };
        assert_eq!((batch.creators, batch.spend_minor, batch.revenue_minor, batch.current), (1, 15_000, 4_100, true));
        let current = current_batch(&fixture.conn).expect("reads").expect("a batch");
        assert_eq!((current.id, current.name.as_str(), current.campaign.as_str()), (batch.id, "A", "Spring"));
    }

    #[test]
    fn a_batch_shows_what_stands_in_the_form() {
        let fixture = fixture();
        fixture
            .conn
            .execute_batch(
                "INSERT INTO post (id, creator_id, collaboration_id, url, posted_on) VALUES (1, 1, 1, 'https://t.example/1', '2026-03-04');
                 INSERT INTO reading (post_id, day, views, likes) VALUES (1, '2026-03-05', 900, 30), (1, '2026-03-06', 1000, NULL);
                 INSERT INTO link (collaboration_id, url) VALUES (1, 'https://x.example');
                 UPDATE collaboration SET contacted_on = '2026-02-20', shipped_on = '2026-02-25', carrier = 'DHL' WHERE id = 1;",
            )
            .expect("rows");
        let rows = batch(&fixture.conn, BatchId(1)).expect("rows");
        let [row] = rows.as_slice() else { panic!("one row") };
        assert_eq!((row.handle.as_str(), row.followers, row.stage.as_str()), ("mia", Some(52_100), "Shortlist"));
        let expected = CollaborationFields {
            fee: Some(15_000),
            codes: vec!["MIA10".to_owned()],
            link: "https://x.example".to_owned(),
            post_url: "https://t.example/1".to_owned(),
            posted_on: NaiveDate::from_ymd_opt(2026, 3, 4),
            contacted_on: NaiveDate::from_ymd_opt(2026, 2, 20),
            shipped_on: NaiveDate::from_ymd_opt(2026, 2, 25),
            carrier: "DHL".to_owned(),
            views: Some(1_000),
            likes: Some(30),
            ..CollaborationFields::default()
        };
        assert_eq!(row.fields, expected);
    }

    #[test]
    fn tags_are_counted_on_all_and_on_the_target() {
        let fixture = fixture();
        let of = |target: Target| {
            let (all, on_target, size) = tags(&fixture.conn, Some(&target), ListContext::usual(today())).expect("tags");
            (all[0].creators, on_target, size)
        };
        assert_eq!(of(Target::one(CreatorId(2))), (2, vec![(TagId(1), 1)], 1));
        let filter = parse("tag:booktok", Calendar::day_first(today())).expect("a filter").expr.map(Arc::new);
        let except = Arc::new([CreatorId(1)]);
        assert_eq!(of(Target::Shown { filter, except }), (2, vec![(TagId(1), 1)], 1));
        let none = parse("followers>1m", Calendar::day_first(today())).expect("a filter").expr.map(Arc::new);
        assert_eq!(of(Target::Shown { filter: none, except: Arc::new([]) }), (2, Vec::new(), 0));
    }

    #[test]
    fn creators_are_counted_by_verdict() {
        let fixture = fixture();
        fixture.conn.execute("UPDATE creator SET verdict = 'picked' WHERE id = 1", []).expect("an edit");
        let counted = || counts(&fixture.conn, today(), &Cadence::default()).expect("counts");
        assert_eq!(counted(), Counts { all: 2, new: 1, picked: 1, ..Counts::default() });
        let snooze = "UPDATE creator SET verdict = 'snoozed', snoozed_until = ?1 WHERE id = 1";
        fixture.conn.execute(snooze, ["2026-03-12"]).expect("an edit");
        assert_eq!(counted(), Counts { all: 2, new: 1, snoozed: 1, ..Counts::default() });
        fixture.conn.execute(snooze, ["2026-03-11"]).expect("an edit");
        assert_eq!(counted().undecided(), 2);
    }
}

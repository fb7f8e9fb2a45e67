//! The summary below the list: the campaign or batch under the cursor, and its next step.

use crate::analysis::decision::Advice;
use crate::domain::campaign::{NICHES, target_roas_e4};
use crate::domain::money::div_round;
use crate::domain::{BatchStatus, Goal};
use crate::proto::niche::NicheRow;
use crate::proto::results::CampaignResult;
use crate::proto::row::{BatchRow, CampaignRow};
use crate::tui::kit::{Action, Ctx, Place};
use crate::tui::look::{Role, day, figure, text};
use crate::tui::screens::estimate;
use crate::tui::screens::form::batch_size;
use crate::tui::widgets::bar;
use crate::tui::widgets::fact::Fact;

use crate::words::budget;
use crate::words::result_view::rule::judged;
use crate::words::result_view::{GoalView, ResultView};

use super::{CampaignsScreen, Row, niches};

/// Longest bar of the budget.
const BAR: usize = 56;

/// Returns the heading and the facts of a row.
pub(super) fn of(screen: &CampaignsScreen, row: &Row, ctx: &Ctx, cells: usize) -> (String, Vec<Fact>) {
    let answer = answer(screen, row);
    let (name, mut facts) = match row {
        Row::Campaign(campaign) => {
            let result = screen.result(campaign.id);
            (text::shown(&campaign.fields.name), campaign_facts(campaign, result, screen.niches.rows(), ctx, cells))
        }
        Row::Batch(campaign, batch) => (text::shown(&batch.fields.name), batch_facts(campaign, batch, ctx)),
    };
    facts.insert(1, answer);
    (name, facts)
}

/// The answer so far in words, with its range; for a batch, also how many creators have each verdict.
fn answer(screen: &CampaignsScreen, row: &Row) -> Fact {
    let result = screen.result(row.campaign().id);
    let told = screen.estimate(row).and_then(|said| {
        let word = match said.settled() {
            Some(Advice::Scale) => "Likely yes",
            Some(Advice::Drop) => "Likely no",
            Some(Advice::Wait) => "Too early to say",
            None => "Provisional",
            _ => "Can't tell yet",
        };
        let view = ResultView::new(result?);
        let words = match (said.head.goal, view.lack(said)) {
            (_, Some(lacks)) => view.lacking(lacks),
            // A count says what was, and nothing about what is likely.
            (Goal::Ugc, None) => view.repeated(said),
            (Goal::Conversions | Goal::Awareness, None) => {
                let currency = row.campaign().fields.currency;
                let (range, chance) = (estimate::guess(said, currency)?, ResultView::new(result?).beats_briefly(said)?);
                format!("{word}: if booked again, {} {range}, {chance}.", GoalView::of(said.head.goal).name)
            }
        };
        let words = format!("{words}{}", verdicts(result, row));
        Some(Fact::new("Answer", words, 1).role(estimate::verdict(Some(said)).1))
    });
    told.unwrap_or_else(|| Fact::new("Answer", "not enough data yet", 1).role(Role::Quiet))
}

/// How many creators of a batch have which verdict: ` 3 scale, 2 retest.`
fn verdicts(result: Option<&CampaignResult>, row: &Row) -> String {
    let Row::Batch(_, batch) = row else { return String::new() };
    let batches = result.map(|result| result.batches.as_slice()).unwrap_or_default();
    let creators = batches.iter().filter(|known| known.id == batch.id).flat_map(|known| &known.creators);
    let said: Vec<Option<Advice>> = creators.filter_map(|creator| Some(creator.estimate.as_ref()?.settled())).collect();
    let listed = [Advice::Scale, Advice::Retest, Advice::Wait, Advice::Drop].map(Some);
    let counts = listed.into_iter().chain([None]).map(|advice| {
        let count = said.iter().filter(|verdict| **verdict == advice).count();
        let word = advice.map_or_else(|| "provisional".to_owned(), |advice| advice.word().to_lowercase());
        (count > 0).then(|| format!("{count} {word}"))
    });
    let counts: Vec<String> = counts.flatten().collect();
    if counts.is_empty() { String::new() } else { format!(" {}.", counts.join(", ")) }
}

fn campaign_facts(
    campaign: &CampaignRow,
    result: Option<&CampaignResult>,
    held: &[NicheRow],
    ctx: &Ctx,
    cells: usize,
) -> Vec<Fact> {
    let fields = &campaign.fields;
    let words = |text: &str| if text.is_empty() { figure::UNKNOWN.to_owned() } else { text::shown(text) };
    let mut facts = vec![
        Fact::new("Question", words(&fields.question), 1),
        Fact::new("Next", next_of_campaign(campaign, ctx), 0),
        Fact::new("Product", format!("{}, for {}", words(&fields.product), fields.goal.named()), 6),
        Fact::new("Niches", niches::said(&fields.niches, held, ctx), 5),
    ];
    if let Some(warning) = niche_warning(fields.niches.len()) {
        facts.push(Fact::new("", warning, 4).role(Role::Warn));
    }
    facts.push(Fact::new("Target", head_target(campaign, result, ctx), 3));
    facts.extend(budget(campaign, cells));
    let dates = match (fields.starts_on, fields.ends_on) {
        (None, None) => return with_brief(facts, &fields.brief),
        (Some(first), None) => format!("from {}", day::short(first, ctx.today)),
        (None, Some(last)) => format!("until {}", day::relative(last, ctx.today)),
        (Some(first), Some(last)) => {
            format!("{} to {}", day::short(first, ctx.today), day::relative(last, ctx.today))
        }
    };
    facts.push(Fact::new("Dates", dates, 7));
    with_brief(facts, &fields.brief)
}

fn with_brief(mut facts: Vec<Fact>, brief: &str) -> Vec<Fact> {
    if !brief.is_empty() {
        facts.push(Fact::new("Brief", text::shown(brief), 8));
    }
    facts
}

fn niche_warning(niches: usize) -> Option<String> {
    let (fewest, most) = (NICHES.start(), NICHES.end());
    match niches {
        count if NICHES.contains(&count) => None,
        count if count > *most => {
            Some(format!("! {count} niches: with more than {most}, no batch can tell which one pays"))
        }
        count => Some(format!("! {count} niches: name {fewest} to {most} sub-communities it is for")),
    }
}

/// What the head figure of a campaign is held against.
fn head_target(campaign: &CampaignRow, result: Option<&CampaignResult>, ctx: &Ctx) -> String {
    match (campaign.fields.goal, result) {
        (Goal::Conversions, _) => target(campaign, ctx),
        (Goal::Awareness | Goal::Ugc, None) => figure::UNKNOWN.to_owned(),
        (goal, Some(result)) => {
            let view = ResultView::new(result);
            let name = GoalView::of(goal).name;
            result.head_target().map_or_else(|| view.target_sentence(), |_| format!("{name}: {}", view.target()))
        }
    }
}

fn target(campaign: &CampaignRow, ctx: &Ctx) -> String {
    let fields = &campaign.fields;
    let even = target_roas_e4(None, fields.margin_bp);
    match (fields.target_roas_e4, fields.margin_bp, even) {
        (Some(own), Some(margin), Some(even)) => format!(
            "ROAS {}, break-even {} at {} margin",
            figure::ratio(own),
            figure::ratio(even),
            figure::percent(margin)
        ),
        (None, Some(margin), Some(even)) => {
            format!("ROAS {} (break-even at {} margin)", figure::ratio(even), figure::percent(margin))
        }
        (Some(own), _, _) => {
            format!("ROAS {}; margin unknown: {} sets it", figure::ratio(own), ctx.key(Action::ItemEdit))
        }
        (None, _, _) => format!("margin unknown: {} sets it and gives you break-even", ctx.key(Action::ItemEdit)),
    }
}

fn budget(campaign: &CampaignRow, cells: usize) -> Vec<Fact> {
    let budget = campaign.budget;
    let is_over = budget.forecast_over_minor().is_some();
    let words = budget::budget(budget, campaign.fields.currency);
    let mut facts = vec![Fact::new("Budget", words, 2).role(if is_over { Role::Warn } else { Role::Text })];
    let percent = budget.limit_minor.and_then(|limit| {
        let percent = div_round(i128::from(budget.committed_minor()) * 100, i128::from(limit))?;
        Some((limit, percent))
    });
    if let Some((limit, percent)) = percent {
        // The bar shares its line with the label, two blanks and the percentage.
        let bar = bar::filled(budget.committed_minor(), limit, cells.saturating_sub(20).min(BAR));
        facts.push(Fact::new("", format!("{bar} {percent}%"), 9).role(Role::First));
    }
    facts
}

fn next_of_campaign(campaign: &CampaignRow, ctx: &Ctx) -> String {
    let by = |status| campaign.batches.iter().rev().find(move |batch| batch.status == status);
    if let Some(batch) = by(BatchStatus::Running).or_else(|| by(BatchStatus::Planned)) {
        return format!("{}: {}", text::shown(&batch.fields.name), next_of_batch(campaign, batch, ctx));
    }
    let (plan, open) = (ctx.key(Action::BatchNew), ctx.key(Action::NavOpen));
    if campaign.batches.is_empty() {
        format!("{plan} plans the first batch: a small paid test with 3 to 10 creators.")
    } else {
        format!("every batch is finished. {open} shows the results, {plan} plans the next one.")
    }
}

/// The next step for a batch.
fn next_of_batch(campaign: &CampaignRow, batch: &BatchRow, ctx: &Ctx) -> String {
    let stage = ctx.key(Action::StageNext);
    match (batch.status, batch.fields.ends_on) {
        (BatchStatus::Planned, _) => batch.refusal(ctx.today).unwrap_or_else(|| match campaign.start_doubts(batch) {
            Some(review) => {
                format!("check first: {}. Press {stage} twice on the batch to start anyway.", text::shown(&review))
            }
            None => format!("ready. {stage} on the batch starts it."),
        }),
        (BatchStatus::Running, Some(end)) if end < ctx.today => {
            format!("planned end {}. {stage} on the batch finishes it.", day::relative(end, ctx.today))
        }
        (BatchStatus::Running, end) => {
            let until = end.map_or(String::new(), |end| format!(" until {}", day::relative(end, ctx.today)));
            let what = match campaign.fields.goal {
                Goal::Conversions => "orders",
                Goal::Awareness => "views",
                Goal::Ugc => "posts",
            };
            format!("running{until}. {} imports new {what}.", ctx.key(Action::Go(Place::Import)))
        }
        (BatchStatus::Finished, _) => {
            format!("finished. {} shows the results.", ctx.key(Action::Go(Place::Results)))
        }
    }
}

fn batch_facts(campaign: &CampaignRow, batch: &BatchRow, ctx: &Ctx) -> Vec<Fact> {
    let money = |minor| figure::money(minor, campaign.fields.currency);
    let rule = campaign.rule(batch).map_or(figure::UNKNOWN.to_owned(), |rule| text::shown(&rule));
    let ruling = batch.judged.as_ref().map(|judgement| {
        Fact::new("", text::shown(&judged(judgement, campaign.fields.counts, None)), 3)
            .role(estimate::ruling_role(judgement.ruling))
    });
    let ends = batch.fields.ends_on.map_or(figure::UNKNOWN.to_owned(), |end| day::relative(end, ctx.today));
    let started = batch.starts_on.map_or(String::new(), |start| format!(", since {}", day::short(start, ctx.today)));
    let fills = match (batch.current, ctx.key(Action::BatchChoose)) {
        (true, _) => format!("yes: {} in Creators adds creators here", ctx.key(Action::BatchAdd)),
        (false, key) => format!("no ({key} makes it the current one)"),
    };
    let spent = match campaign.fields.goal {
        Goal::Conversions => format!("spent {}, back {}", money(batch.spend_minor), money(batch.revenue_minor)),
        Goal::Awareness | Goal::Ugc => format!("spent {}", money(batch.spend_minor)),
    };
    let mut facts = vec![
        Fact::new("Next", next_of_batch(campaign, batch, ctx), 0),
        Fact::new("Stage", format!("{}{started}, {}", batch.stage(), batch_size(batch.creators, batch.status)), 1),
        Fact::new("Rule", rule, 3),
    ];
    facts.extend(ruling);
    facts.extend([
        Fact::new("Ends", ends, 4),
        Fact::new("Money", spent, 2),
        Fact::new("Current", fills, 5),
        Fact::new("Campaign", text::shown(&campaign.fields.name), 6),
    ]);
    facts
}

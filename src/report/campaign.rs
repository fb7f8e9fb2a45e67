//! The content of a campaign report, in the order of the page, before it is written as HTML, Markdown or CSV.

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::analysis::head::HeadTarget;
use crate::analysis::head::assets::{ENOUGH_OF_ALL, TOO_DEAR};
use crate::analysis::rules::Rules;
use crate::analysis::study;
use crate::domain::Goal;
use crate::domain::collaboration::Decision;
use crate::domain::figure::{UNKNOWN, counted, money, percent, ratio};
use crate::proto::results::{BatchResult, CampaignResult};
use crate::words::result_view::emv::EmvBlock;
use crate::words::result_view::estimate::{self, RANGE};
use crate::words::result_view::{
    CreatorLine, Figure, Figures, GoalView, Group, ResultView, Standing, creator, foreign, list,
};

use super::chart::{LineChart, MoneyChart, RangeScale, Step, funnel};
use super::words::day;

/// A figure with its label and a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tile {
    /// What it is.
    pub label: Cow<'static, str>,
    /// The figure, or words if it has none.
    pub value: String,
    /// The note below it; can be empty.
    pub note: String,
}

/// The content of a campaign report.
#[derive(Clone, Debug, PartialEq)]
pub struct CampaignReport {
    /// Name of the campaign.
    pub name: String,
    /// The product; can be empty.
    pub product: String,
    /// The question the campaign asks; can be empty.
    pub question: String,
    /// The day the report was made.
    pub made_on: NaiveDate,
    /// The answer in a few words.
    pub headline: &'static str,
    /// The answer in sentences.
    pub lead: Vec<String>,
    /// The key figures.
    pub tiles: Vec<Tile>,
    /// The creators, grouped by verdict.
    pub groups: Vec<Group>,
    /// What the campaign is for.
    pub goal: Goal,
    /// What its head figure is held against.
    pub target: Option<HeadTarget>,
    /// What to do next, one sentence each.
    pub next: Vec<String>,
    /// The scale of the range bars; `None` without ranges.
    pub scale: Option<RangeScale>,
    /// Money over time; `None` with fewer than two days of data.
    pub money: Option<MoneyChart>,
    /// What another goal than conversions counts over time; `None` with fewer than two days of data.
    pub counted: Option<LineChart>,
    /// Its heading.
    pub counted_title: &'static str,
    /// From views to orders.
    pub funnel: Vec<Step>,
    /// How the numbers are made, in three sentences.
    pub method: [String; 3],
    /// What the data covers and what is in no total, one sentence each.
    pub coverage: Vec<String>,
    /// Earned media value, if a table is chosen.
    pub emv: Option<EmvBlock>,
    /// Figures of the campaign.
    pub figures: Figures,
    /// Figures of the batches that have started, by name.
    pub batches: Vec<(String, Figures)>,
}

impl CampaignReport {
    /// Makes the report of a campaign as it stands on a day.
    pub fn new(result: &CampaignResult, today: NaiveDate, rules: &Rules) -> Self {
        let view = ResultView::new(result);
        let groups = view.groups();
        let lines = || groups.iter().flat_map(|group| &group.creators);
        let started = |batch: &&BatchResult| batch.is_under_way() || batch.creators.iter().any(creator::has_happened);
        let batches = result.batches.iter().filter(started);
        Self {
            name: foreign(&result.name, "Campaign without a name"),
            product: foreign(&result.product, ""),
            question: foreign(&result.question, ""),
            made_on: today,
            headline: view.headline_text(),
            lead: view.lead().iter().map(|sentence| foreign(sentence, "")).collect(),
            tiles: tiles(result, view),
            goal: result.goal,
            target: result.head_target(),
            next: next(result, view, &groups),
            scale: RangeScale::of(lines(), result.head_target(), view.written()),
            money: MoneyChart::of(&result.days, result.currency).filter(|_| result.goal == Goal::Conversions),
            counted: LineChart::of(&result.counted.iter().map(|count| (count.day, count.total)).collect::<Vec<_>>()),
            counted_title: view.counted_title(),
            funnel: funnel(view.funnel(result.sums), lines().map(|line| line.reading)),
            method: method(rules, result.goal),
            coverage: view.reach(day),
            emv: rules.emv.as_ref().map(|table| EmvBlock::new(table, lines(), result.currency)),
            figures: view.figures(result.sums),
            batches: batches
                .map(|batch| (foreign(&batch.name, "batch without a name"), view.figures(batch.sums)))
                .collect(),
            groups,
        }
    }

    /// All creators, best first.
    pub fn lines(&self) -> impl Iterator<Item = &CreatorLine> {
        self.groups.iter().flat_map(|group| &group.creators)
    }

    /// What the goal shows.
    pub fn view(&self) -> &'static GoalView {
        GoalView::of(self.goal)
    }

    /// The heading of a group of creators.
    pub fn title_of(&self, group: &Group) -> &'static str {
        group.standing.title(self.goal)
    }

    /// The day the report was made, as text.
    pub fn day(&self) -> String {
        day(self.made_on)
    }
}

fn tiles(result: &CampaignResult, view: ResultView<'_>) -> Vec<Tile> {
    let figures = view.figures(result.sums);
    let amount = |minor: i64| money(minor, result.currency);
    let said = |text: Option<String>, otherwise: &str| text.unwrap_or_else(|| otherwise.to_owned());
    let margin = said(result.margin_bp.map(|margin| format!("at {} margin", percent(margin))), "margin unknown");
    let tile = |figure: Figure, note: String| Tile { label: figures.label(figure), value: figures.text(figure), note };
    let spend =
        || tile(Figure::Spend, said(result.budget.limit_minor.map(|budget| format!("of {}", amount(budget))), ""));
    let target = || said(result.head_target().map(|_| view.target()), "no target");
    let estimate = result.estimate.as_ref();
    let part =
        |figure| figures.part(figure).map_or_else(String::new, |known| format!(", of {known} paid collaborations"));
    let clicks = figures.clicks.map(|clicks| {
        let rate = figures.value(Figure::ClickToOrder).map(|_| figures.text(Figure::ClickToOrder));
        let rate = rate.map_or_else(String::new, |rate| format!(", {rate} of them {}", result.counts.word()));
        tile(Figure::Cpc, format!("{}{rate}{}", counted(clicks, "click", "clicks"), part(Figure::Cpc)))
    });
    let again = || Tile {
        label: format!("{} if booked again", view.goal().name).into(),
        value: said(estimate.and_then(|said| estimate::middle(said, result.currency)), UNKNOWN),
        note: said(
            estimate.and_then(|said| estimate::range(said, result.currency)).map(|range| format!("{range} ({RANGE})")),
            "no estimate yet",
        ),
    };
    if result.goal != Goal::Conversions {
        let head = tile(view.goal().head, target());
        let again = view.goal().range.map(|_| again());
        let others = view.goal().table.iter().skip(1).map(|figure| match figure {
            Figure::Spend => spend(),
            figure => tile(*figure, String::new()),
        });
        return std::iter::once(head).chain(again).chain(others).collect();
    }
    let tiles = vec![
        spend(),
        tile(Figure::Revenue, String::new()),
        tile(Figure::Orders, said(figures.aov_minor.map(|aov| format!("{} each on average", amount(aov))), "")),
        tile(Figure::Roas, target()),
        again(),
        tile(Figure::Profit, margin.clone()),
        tile(Figure::Roi, margin),
        tile(Figure::Cpa, String::new()),
        tile(
            Figure::Views,
            said(figures.cpm_minor.map(|cpm| format!("{} per 1,000{}", amount(cpm), part(Figure::Cpm))), ""),
        ),
    ];
    tiles.into_iter().chain(clicks).collect()
}

/// What to do next: the next budget, your decisions, and suggestions for the other creators.
fn next(result: &CampaignResult, view: ResultView<'_>, groups: &[Group]) -> Vec<String> {
    let mut next: Vec<String> = view.next_test().into_iter().chain(view.next_budget()).collect();
    let is_decided = |line: &&CreatorLine| line.decision != Decision::default();
    let decided = groups.iter().flat_map(|group| &group.creators).filter(is_decided);
    let decided: Vec<String> = decided.map(|line| format!("{} @{}", line.decision.word(), line.handle)).collect();
    if !decided.is_empty() {
        next.push(format!("Your decisions: {}.", list(&decided)));
    }
    // A decision replaces the suggestion about a creator.
    for group in groups {
        let open = group.creators.iter().filter(|line| !is_decided(line));
        let names: Vec<String> = open.map(|line| format!("@{}", line.handle)).collect();
        let verb = match group.standing {
            Standing::Winner => "Book again",
            Standing::Open => "Book once more, or wait",
            Standing::Loser => "Don't book again on these terms",
            Standing::Untold => continue,
        };
        if !names.is_empty() {
            next.push(format!("{verb}: {}.", list(&names)));
        }
    }
    if let Some(outlook) = &result.outlook {
        next.extend(outlook.comparisons().map(|(by, comparison)| view.compared(by, comparison)));
    }
    next.retain(|sentence| !sentence.is_empty());
    if next.is_empty() {
        next.push("Next steps appear here after the first posts and orders of a batch.".to_owned());
    }
    next.into_iter().map(|sentence| foreign(&sentence, "")).collect()
}

/// How the numbers are made, in three sentences.
fn method(rules: &Rules, goal: Goal) -> [String; 3] {
    let border = estimate::percent;
    let (scale, drop) = (border(rules.constants.p_scale), border(rules.constants.p_drop));
    match goal {
        Goal::Conversions => {}
        Goal::Awareness => {
            return [
                "Spend and views are tracked facts: CPM is what 1,000 views cost, over the collaborations whose views are known. Views are those of the newest reading of each post.".to_owned(),
                format!("The {RANGE} estimates what 1,000 views would cost on average if you booked again on the same terms. Views are adjusted toward what the creator usually gets, because one viral video is mostly luck."),
                format!("A winner has at least a {scale} chance to be at or below the target, a loser less than {drop}. The target is the CPM in the success rule, else your own median over 3 or more other collaborations, else the published figure of the tier. Tenfold suggests, you decide."),
            ];
        }
        Goal::Ugc => {
            let times = ratio(estimate::e4(TOO_DEAR));
            return [
                "A usable asset is a post, or an approved draft without a post. Rights are in hand where a usage right was granted and runs today.".to_owned(),
                format!("The cost per asset is spend / usable assets: a count without a chance, so it has no range. A collaboration without an asset counts once its batch is finished or its post was missed. Fewer than {ENOUGH_OF_ALL} assets are too few to judge a batch or a campaign."),
                format!("Verdicts are plain thresholds: a winner costs at most the target per asset, a loser more than {times} times the target. The target is the level in the success rule, else your own median over 3 or more other collaborations. Tenfold suggests, you decide."),
            ];
        }
    }
    let [low, high] = study::HELD_OF_80;
    [
        "Spend, revenue and orders are tracked facts: an order belongs to the creator whose promo code it used, or else to the creator whose link it came from, or else it is unattributed. Tax, shipping, refunds and canceled orders are taken out.".to_owned(),
        format!("The {RANGE} estimates what booking again on the same terms would return on average. Views are adjusted toward what the creator usually gets, orders per view are compared across the whole test, and the true value should be inside the range 80 times in 100 ({low} to {high} in simulated markets where it is known)."),
        format!("A winner has at least a {scale} chance to beat the target, a loser less than {drop}. Tenfold suggests, you decide, and a tracked order is not proof that the creator caused it."),
    ]
}

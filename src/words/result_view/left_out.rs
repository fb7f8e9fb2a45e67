//! What the figures cover: what is in no total, what can still change, and what was set by hand.

use chrono::NaiveDate;

use super::estimate::percent;
use super::{Figure, ResultView, foreign, list, orders};
use crate::domain::Goal;
use crate::domain::figure::{counted, percent as percent_bp};
use crate::proto::outlook::Terms;
use crate::proto::results::{BatchResult, CreatorResult};

/// A collaboration is complete once more than this share of its orders has arrived.
const COMPLETE: f64 = 0.95;

/// The same of its views, whose last part comes slowly and is read late.
const SEEN: f64 = 0.75;

impl ResultView<'_> {
    /// Orders before the first post of their creator.
    fn early_orders(self) -> i64 {
        self.creators().map(|creator| creator.early_orders).sum()
    }

    /// Orders so late that no estimate counts them.
    fn late_orders(self) -> i64 {
        self.creators().map(|creator| creator.late_orders).sum()
    }

    /// What is in no total or needs care, one sentence each.
    pub fn left_out(self) -> Vec<String> {
        let result = self.result;
        let be = |count: i64| if count == 1 { "is" } else { "are" };
        let mut lines = Vec::new();
        let worth = self.money(result.unattributed_minor);
        if result.unattributed_orders > 0 {
            let count = result.unattributed_orders;
            lines.push(format!("{} ({worth}) {} unattributed and in no total.", orders(count), be(count)));
        }
        let mut add = |count: i64, said: &dyn Fn(&str) -> String| {
            if count > 0 {
                lines.push(format!("{} {}", self.conversions(count), said(be(count))));
            }
        };
        add(result.sums.pending, &|be| format!("{be} not paid yet and in no total."));
        add(result.other_currency_orders, &|be| format!("{be} not in {} and in no total.", result.currency));
        add(self.early_orders(), &|_| {
            "came before the first post. The totals include them, but no post caused them.".to_owned()
        });
        add(self.late_orders(), &|_| {
            format!(
                "came more than {} days after the post. The totals include them, the ranges do not.",
                result.window_days
            )
        });
        let figures = self.figures(result.sums);
        let partly = |figure, what: &str, rate: &str| {
            let known = figures.part(figure)?;
            Some(format!("{what} are known for {known} paid collaborations; {rate} counts the cost of those alone."))
        };
        let unknown = result.sums.views.is_none() && result.sums.with_cost > 0;
        let narrower = if result.goal == Goal::Conversions { " With them the ranges get narrower." } else { "" };
        let views = unknown
            .then(|| format!("No views are known yet.{narrower}"))
            .or_else(|| partly(Figure::Cpm, "Views", "CPM"));
        // What the head figure leaves out comes first.
        let at = if result.goal == Goal::Awareness { 0 } else { lines.len() };
        lines.splice(at..at, views);
        lines.splice(0..0, self.without_asset());
        lines.extend(partly(Figure::Cpc, "Clicks", "cost per click"));
        lines.extend(self.conflicts());
        lines
    }

    /// Paid collaborations that can still make their first asset, and are in no cost per asset.
    fn without_asset(self) -> Option<String> {
        let open = |creator: &&CreatorResult| creator.sums.spend_minor > 0 && creator.sums.made.spend_minor == 0;
        let is_ugc = self.result.goal == Goal::Ugc;
        let open = self.creators().filter(|creator| creator.sums.made.assets == 0).filter(open).count();
        let has = if open == 1 { "has" } else { "have" };
        (is_ugc && open > 0).then(|| {
            format!(
                "{} {has} no usable asset yet. The cost per asset counts them once they have one, or when the batch is finished.",
                counted(open, "paid collaboration", "paid collaborations")
            )
        })
    }

    /// The same in one line, for small windows.
    pub fn left_out_briefly(self) -> String {
        let result = self.result;
        let mut parts = Vec::new();
        if result.unattributed_orders > 0 {
            let worth = self.money(result.unattributed_minor);
            parts.push(format!("{} unattributed ({worth})", orders(result.unattributed_orders)));
        }
        if result.sums.pending > 0 {
            parts.push(format!("{} not paid yet", orders(result.sums.pending)));
        }
        if result.other_currency_orders > 0 {
            parts.push(format!("{} not in {}", orders(result.other_currency_orders), result.currency));
        }
        let mut sentences = Vec::new();
        if !parts.is_empty() && result.goal == Goal::Conversions {
            sentences.push(format!("In no total: {}.", parts.join(", ")));
        }
        sentences.extend(self.without_asset());
        if self.early_orders() > 0 {
            sentences.push(format!("{} before a first post.", self.conversions(self.early_orders())));
        }
        if self.late_orders() > 0 {
            sentences.push(format!("{} late: in no range.", self.conversions(self.late_orders())));
        }
        let figures = self.figures(result.sums);
        for (figure, what) in [(Figure::Cpm, "Views"), (Figure::Cpc, "Clicks")] {
            sentences.extend(figures.part(figure).map(|known| format!("{what} known for {known}.")));
        }
        sentences.join(" ")
    }

    /// What the head figure rests on, where that is not orders.
    fn head_coverage(self) -> Vec<String> {
        let (known, paid) = (self.result.sums.viewed.with_cost, self.result.sums.with_cost);
        match self.result.goal {
            Goal::Conversions => Vec::new(),
            Goal::Awareness if known < paid || paid == 0 => Vec::new(),
            Goal::Awareness => {
                vec![format!("Views are known for {}.", counted(paid, "paid collaboration", "paid collaborations"))]
            }
            Goal::Ugc => {
                let made = self.result.sums.made;
                let assets = counted(made.assets, "usable asset", "usable assets");
                vec![format!("{assets} so far: posts, and approved drafts without a post.")]
            }
        }
    }

    /// Orders claimed by two creators, one sentence each.
    fn conflicts(self) -> Vec<String> {
        let (shared, pairs): (Vec<_>, Vec<_>) = self.result.conflicts.iter().partition(|conflict| conflict.is_shared());
        let said = |conflict: &&crate::proto::outlook::ConflictRow| {
            let ((_, first), (_, second)) = &conflict.owners;
            let code = conflict.codes_text();
            let text = format!("The {} {code} belongs to @{first} and @{second}: needs review.", conflict.kind());
            foreign(&text, "")
        };
        let pairs = i64::try_from(pairs.len()).unwrap_or(i64::MAX);
        let both = counted(pairs, "pair of codes shares", "pairs of codes share");
        let both = (pairs > 0).then(|| format!("{both} the same orders: needs review."));
        shared.iter().map(said).chain(both).collect()
    }

    /// The share from which on a collaboration is complete.
    fn complete(self) -> f64 {
        if self.result.goal == Goal::Awareness { SEEN } else { COMPLETE }
    }

    /// Names the creator whose numbers can still change most; `None` when all orders are in.
    pub fn moving<'b>(self, creators: impl Iterator<Item = &'b CreatorResult>) -> Option<String> {
        let open = young(creators, self.complete());
        let (who, share) = open.first()?;
        let what = if self.result.goal == Goal::Awareness { "views" } else { self.result.counts.word() };
        Some(format!("Still moving: about {} of @{who}'s {what} are in.", percent(*share)))
    }

    /// What the data covers, what is in no total and what was set by hand, one sentence each. `written` formats a day.
    pub fn reach(self, written: impl Fn(NaiveDate) -> String) -> Vec<String> {
        let result = self.result;
        let mut said = self.head_coverage();
        said.push(match result.orders_until {
            Some(until) if result.counts.are_orders() => format!("Orders are imported through {}.", written(until)),
            Some(until) => format!("{} are counted through {}.", result.counts.label(), written(until)),
            None if result.sums.orders > 0 => {
                format!("It is unknown which days the {} cover.", result.counts.word())
            }
            None if result.counts.are_orders() => "No orders are imported yet.".to_owned(),
            None => format!("No {} are counted yet.", result.counts.word()),
        });
        let quiet =
            |batch: &&BatchResult| !batch.is_under_way() && !batch.creators.iter().any(super::creator::has_happened);
        let planned: Vec<String> =
            result.batches.iter().filter(quiet).map(|batch| foreign(&batch.name, "a batch without a name")).collect();
        if !planned.is_empty() {
            said.push(format!("Planned, and not in these numbers: {}.", list(&planned)));
        }
        said.extend(result.batches.iter().filter(|batch| batch.imported).map(|batch| imported(self, batch)));
        said.extend(self.left_out());
        said.extend(self.moving(self.creators()));
        let others = i64::try_from(young(self.creators(), self.complete()).len()).unwrap_or(i64::MAX) - 1;
        said.extend((others > 0).then(|| match others {
            1 => "1 more creator has recent posts.".to_owned(),
            more => format!("{} have recent posts.", counted(more, "more creator", "more creators")),
        }));
        let terms = result.outlook.as_ref().map(|outlook| outlook.terms).filter(|terms| is_set(*terms));
        said.extend(terms.map(|terms| format!("The ranges count orders with {}.", attribution(terms))));
        // A code that is shared outside changes no figure that decides where sales are not the question.
        for creator in self.creators().filter(|_| result.goal == Goal::Conversions) {
            let handle = foreign(&creator.handle, "nameless");
            said.extend(creator.leak_notes.iter().map(|note| format!("@{handle}: {}", self.leak(note))));
        }
        said
    }
}

/// The creators whose orders are still coming in, with the share that is in, lowest first.
fn young<'b>(creators: impl Iterator<Item = &'b CreatorResult>, complete: f64) -> Vec<(String, f64)> {
    let mut open: Vec<(String, f64)> = Vec::new();
    for creator in creators {
        let share = creator.estimate.as_ref().and_then(|said| said.maturity).filter(|share| *share < complete);
        let handle = foreign(&creator.handle, "nameless");
        if let Some(share) = share.filter(|_| !open.iter().any(|(known, _)| *known == handle)) {
            open.push((handle, share));
        }
    }
    open.sort_by(|(_, a), (_, b)| a.total_cmp(b));
    open
}

/// Says that a batch was imported while running, with its success rule.
fn imported(view: ResultView<'_>, batch: &BatchResult) -> String {
    let name = foreign(&batch.name, "A batch without a name");
    match view.rule(batch) {
        Some(rule) => format!("{name} was imported while running. Success rule: {}.", foreign(&rule, "")),
        None => format!("{name} was imported while running, without a success rule."),
    }
}

fn is_set(terms: Terms) -> bool {
    terms.leak_high_bp > 0 || terms.halo_high_bp > 0
}

/// Says how tracked orders are counted: `leak 20% to 40%, halo not set`.
pub fn attribution(terms: Terms) -> String {
    if !is_set(terms) {
        return "no leak and no halo: as tracked".to_owned();
    }
    let said = |low, high| share_range((low, high)).unwrap_or_else(|| "not set".to_owned());
    let (leak, halo) = (said(terms.leak_low_bp, terms.leak_high_bp), said(terms.halo_low_bp, terms.halo_high_bp));
    format!("leak {leak}, halo {halo}")
}

/// Writes a range of shares in percent; nothing where nothing is set.
pub fn share_range((low, high): (i64, i64)) -> Option<String> {
    (high > 0).then(|| format!("{} to {}", percent_bp(low), percent_bp(high)))
}

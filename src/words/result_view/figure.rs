//! The figures of a campaign, a batch or a creator: one table of keys and labels, and one way to write each.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::figure::{self, UNKNOWN};
use crate::domain::money::div_round;
use crate::domain::number::{compact, full};
use crate::domain::{Counts, Currency, Goal};
use crate::proto::results::{Counted, Sums};

/// What a figure counts, which decides how it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    /// Minor units of the currency.
    Money,
    /// Whole things.
    Count,
    /// A ratio x 10,000.
    Ratio,
    /// Basis points of a gain or a loss.
    Percent,
    /// Basis points of a whole.
    Share,
}

/// Makes the enum and its table from one list.
macro_rules! figures {
    ($($variant:ident: $key:literal, $head:literal, $label:literal, $unit:ident;)+) => {
        /// A figure that is shown.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Figure {
            $(#[doc = concat!("`", $key, "`: ", $label, ".")] $variant),+
        }

        impl Figure {
            /// All figures, in the order of the columns of a sheet.
            pub const ALL: [Self; [$($key),+].len()] = [$(Self::$variant),+];

            /// Its name in sheets; in JSON its unit follows: `spend_minor`, `roas_e4`, `roi_bp`.
            pub fn key(self) -> &'static str {
                match self { $(Self::$variant => $key),+ }
            }

            /// Its heading where cells are few.
            pub fn head(self) -> &'static str {
                match self { $(Self::$variant => $head),+ }
            }

            /// Its name where there is room.
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }

            /// Its heading in a campaign that counts these.
            pub fn head_of(self, counts: Counts) -> &'static str {
                match self {
                    Self::Orders => counts.head(),
                    Self::ClickToOrder => match counts {
                        Counts::Orders => self.head(),
                        Counts::SignUps => "CLICK TO SIGN-UP",
                        Counts::Leads => "CLICK TO LEAD",
                        Counts::Installs => "CLICK TO INSTALL",
                    },
                    _ => self.head(),
                }
            }

            /// Its name in a campaign that counts these.
            pub fn label_of(self, counts: Counts) -> &'static str {
                match (self, counts) {
                    (Self::Orders, counts) => counts.label(),
                    (Self::Pending, Counts::SignUps) => "Pending sign-ups",
                    (Self::Pending, Counts::Leads) => "Pending leads",
                    (Self::Pending, Counts::Installs) => "Pending installs",
                    (Self::Cpa, Counts::SignUps) => "Cost per sign-up",
                    (Self::Cpa, Counts::Leads) => "Cost per lead",
                    (Self::Cpa, Counts::Installs) => "Cost per install",
                    (Self::ClickToOrder, Counts::SignUps) => "Click to sign-up",
                    (Self::ClickToOrder, Counts::Leads) => "Click to lead",
                    (Self::ClickToOrder, Counts::Installs) => "Click to install",
                    _ => self.label(),
                }
            }

            fn unit(self) -> Unit {
                match self { $(Self::$variant => Unit::$unit),+ }
            }
        }
    };
}

figures! {
    //         key         heading       label             unit
    Spend:     "spend",    "SPEND",      "Spend",          Money;
    Revenue:   "revenue",  "REVENUE",    "Revenue",        Money;
    Orders:    "orders",   "ORDERS",     "Orders",         Count;
    Pending:   "pending",  "PENDING",    "Pending orders", Count;
    Views:     "views",    "VIEWS",      "Views",          Count;
    Clicks:    "clicks",   "CLICKS",     "Clicks",         Count;
    Roas:      "roas",     "ROAS",       "ROAS",           Ratio;
    Roi:       "roi",      "ROI",        "ROI",            Percent;
    Profit:    "profit",   "PROFIT",     "Profit",         Money;
    Cpa:       "cpa",      "CPA",        "Cost per order", Money;
    Cpm:       "cpm",      "CPM",        "CPM",            Money;
    Cpc:       "cpc",      "CPC",        "Cost per click", Money;
    ClickToOrder: "click_to_order", "CLICK TO ORDER", "Click to order", Share;
    Breakeven: "breakeven_roas", "BREAK-EVEN", "Break-even ROAS", Ratio;
    ViewsPerUnit: "views_per_unit", "VIEWS PER 1", "Views per 1", Ratio;
    Assets:    "assets",   "ASSETS",     "Usable assets",  Count;
    Cleared:   "assets_with_rights", "WITH RIGHTS", "Assets with rights in hand", Count;
    AssetCost: "asset_cost", "PER ASSET", "Cost per asset", Money;
}

/// The figures of one creator, batch or campaign, tracked so far. A figure is null where a count, the cost or the margin is
/// missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Figures {
    /// Loaded cost, minor units.
    pub spend_minor: i64,
    /// Net revenue of attributed orders, minor units.
    pub revenue_minor: i64,
    /// Attributed orders.
    pub orders: i64,
    /// Attributed orders that are not paid yet and count nowhere else.
    pub pending: i64,
    /// Views of the posts.
    pub views: Option<i64>,
    /// Clicks of the links.
    pub clicks: Option<i64>,
    /// Revenue / spend, x 10,000.
    pub roas_e4: Option<i64>,
    /// (Revenue x margin - spend) / spend, basis points.
    pub roi_bp: Option<i64>,
    /// Revenue x margin - spend, minor units.
    pub profit_minor: Option<i64>,
    /// Spend / orders, minor units.
    pub cpa_minor: Option<i64>,
    /// Spend / views x 1,000, minor units, of the collaborations whose views are known.
    pub cpm_minor: Option<i64>,
    /// Spend / clicks, minor units, of the collaborations whose clicks are known.
    pub cpc_minor: Option<i64>,
    /// Orders / clicks, basis points; null where there are more orders than clicks, which is no rate.
    pub click_to_order_bp: Option<i64>,
    /// Revenue / orders, minor units.
    pub aov_minor: Option<i64>,
    /// 1 / margin, x 10,000.
    pub breakeven_roas_e4: Option<i64>,
    /// Collaborations that cost something.
    pub with_cost: i64,
    /// Those of them whose views are known: CPM is of these.
    pub with_views: i64,
    /// Those of them whose clicks are known: cost per click is of these.
    pub with_clicks: i64,
    /// Awareness only: views / spend in whole units of the currency, x 10,000.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub views_per_unit_e4: Option<i64>,
    /// UGC only: usable assets, which are posts and approved drafts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assets: Option<i64>,
    /// UGC only: those of them whose usage right was granted and runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assets_with_rights: Option<i64>,
    /// UGC only: cost / usable assets, minor units; what still can make its first asset is in no cost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asset_cost_minor: Option<i64>,
    #[serde(skip)]
    currency: Currency,
    #[serde(skip)]
    counts: Counts,
}

impl Figures {
    /// Works out the figures of sums; without a margin no figure that needs one, as for campaigns that have none in common.
    pub fn new(sums: Sums, margin_bp: Option<i64>, currency: Currency) -> Self {
        let metrics = sums.metrics(margin_bp);
        // What cost nothing has no cost per anything: an order for 0 would read as a bargain.
        let costed = |value: Option<i64>| value.filter(|_| sums.spend_minor != 0);
        Self {
            spend_minor: sums.spend_minor,
            revenue_minor: sums.revenue_minor,
            orders: sums.orders,
            pending: sums.pending,
            views: sums.views,
            clicks: sums.clicks,
            roas_e4: costed(metrics.roas_e4),
            roi_bp: costed(metrics.roi_bp),
            profit_minor: metrics.profit_minor,
            cpa_minor: costed(metrics.cpa_minor),
            cpm_minor: per(sums.viewed, sums.views, 1_000),
            cpc_minor: per(sums.clicked, sums.clicks, 1),
            click_to_order_bp: sums
                .clicks
                .filter(|clicks| *clicks >= sums.clicked.orders)
                .and_then(|clicks| div_round(i128::from(sums.clicked.orders) * 10_000, i128::from(clicks))),
            aov_minor: metrics.aov_minor,
            breakeven_roas_e4: metrics.breakeven_roas_e4,
            views_per_unit_e4: None,
            assets: None,
            assets_with_rights: None,
            asset_cost_minor: None,
            currency,
            with_cost: sums.with_cost,
            with_views: sums.viewed.with_cost,
            with_clicks: sums.clicked.with_cost,
            counts: Counts::Orders,
        }
    }

    /// Of how many of the collaborations that cost something a figure is, where views or clicks are known of a part of them:
    /// `3 of 5`.
    pub fn part(self, figure: Figure) -> Option<String> {
        let known = match figure {
            Figure::Views | Figure::Cpm => self.with_views,
            Figure::Clicks | Figure::Cpc | Figure::ClickToOrder => self.with_clicks,
            _ => return None,
        };
        let is_part = known > 0 && known < self.with_cost;
        is_part.then(|| format!("{} of {}", full(known), full(self.with_cost)))
    }

    /// The figures of a campaign with this goal, with those that only it has.
    pub fn judged_by(self, goal: Goal, sums: Sums) -> Self {
        match goal {
            Goal::Conversions => self,
            Goal::Awareness => {
                let cost = i128::from(sums.viewed.spend_minor);
                let views = sums.views.map(i128::from).filter(|views| *views > 0 && cost > 0);
                let per_unit = i128::from(self.currency.minor_per_unit());
                let views_per_unit_e4 = views.and_then(|views| div_round(10_000 * views * per_unit, cost));
                Self { views_per_unit_e4, ..self }
            }
            Goal::Ugc => Self {
                assets: Some(sums.made.assets),
                assets_with_rights: Some(sums.made.cleared),
                asset_cost_minor: sums.made.cost_minor(),
                ..self
            },
        }
    }

    /// The head figure of a goal x 10,000: a cost in whole units of the currency.
    pub fn head_e4(self, goal: Goal) -> Option<i64> {
        let minor = match goal {
            Goal::Conversions => return self.roas_e4,
            Goal::Awareness => self.cpm_minor,
            Goal::Ugc => self.asset_cost_minor,
        };
        div_round(i128::from(minor?) * 10_000, i128::from(self.currency.minor_per_unit()))
    }

    /// The heading of a figure where cells are few; nothing about views per unit is known without the currency.
    pub fn head(self, figure: Figure) -> Cow<'static, str> {
        match figure {
            Figure::ViewsPerUnit => Cow::Owned(format!("VIEWS PER {}", self.currency.sign().trim())),
            figure => Cow::Borrowed(figure.head_of(self.counts)),
        }
    }

    /// The name of a figure where there is room.
    pub fn label(self, figure: Figure) -> Cow<'static, str> {
        match figure {
            Figure::ViewsPerUnit => Cow::Owned(format!("Views per {}1", self.currency.sign())),
            figure => Cow::Borrowed(figure.label_of(self.counts)),
        }
    }

    /// The figures of a campaign that counts these.
    pub fn counting(self, counts: Counts) -> Self {
        Self { counts, ..self }
    }

    /// What is counted as an order.
    pub fn counts(self) -> Counts {
        self.counts
    }

    /// The currency of the amounts.
    pub fn currency(self) -> Currency {
        self.currency
    }

    /// The figure as a number, in its unit.
    pub fn value(self, figure: Figure) -> Option<i64> {
        match figure {
            Figure::Spend => Some(self.spend_minor),
            Figure::Revenue => Some(self.revenue_minor),
            Figure::Orders => Some(self.orders),
            Figure::Pending => Some(self.pending),
            Figure::Views => self.views,
            Figure::Clicks => self.clicks,
            Figure::Roas => self.roas_e4,
            Figure::Roi => self.roi_bp,
            Figure::Profit => self.profit_minor,
            Figure::Cpa => self.cpa_minor,
            Figure::Cpm => self.cpm_minor,
            Figure::Cpc => self.cpc_minor,
            Figure::ClickToOrder => self.click_to_order_bp,
            Figure::Breakeven => self.breakeven_roas_e4,
            Figure::ViewsPerUnit => self.views_per_unit_e4,
            Figure::Assets => self.assets,
            Figure::Cleared => self.assets_with_rights,
            Figure::AssetCost => self.asset_cost_minor,
        }
    }

    /// The figure as it is read: words where a division has no meaning, `-` where something is not known.
    pub fn text(self, figure: Figure) -> String {
        let needs_cost = matches!(
            figure,
            Figure::Roas | Figure::Roi | Figure::Cpa | Figure::Cpm | Figure::ViewsPerUnit | Figure::AssetCost
        );
        if needs_cost && self.spend_minor == 0 {
            // A campaign in which nothing happened yet was not free.
            let is_empty = self.orders == 0 && self.revenue_minor == 0 && self.views.is_none();
            return if is_empty { UNKNOWN } else { "no cost" }.to_owned();
        }
        if figure == Figure::Cpa && self.orders == 0 {
            return format!("no {}", self.counts.word());
        }
        if let (Figure::Cleared, Some(cleared), Some(assets)) = (figure, self.assets_with_rights, self.assets) {
            return format!("{} of {}", full(cleared), full(assets));
        }
        let Some(value) = self.value(figure) else { return UNKNOWN.to_owned() };
        match figure.unit() {
            Unit::Money if figure == Figure::Profit && value > 0 => {
                format!("+{}", figure::money(value, self.currency))
            }
            Unit::Money => figure::money(value, self.currency),
            Unit::Count if figure == Figure::Views => compact(value),
            Unit::Count => full(value),
            Unit::Ratio => figure::ratio(value),
            Unit::Percent => figure::gain(value),
            Unit::Share => figure::percent(value),
        }
    }

    /// The figure as a cell of a sheet: a plain decimal in whole units or percent; empty where it is not known.
    pub fn cell(self, figure: Figure) -> String {
        let digits = match figure.unit() {
            Unit::Money => self.currency.decimals(),
            Unit::Count => 0,
            Unit::Ratio => 4,
            Unit::Percent | Unit::Share => 2,
        };
        self.value(figure).map_or_else(String::new, |value| scaled(value, digits))
    }
}

/// What so many of what is counted cost, minor units; nothing for what cost nothing.
fn per(counted: Counted, count: Option<i64>, size: i128) -> Option<i64> {
    let spend = Some(i128::from(counted.spend_minor)).filter(|spend| *spend != 0)?;
    div_round(spend * size, i128::from(count?))
}

/// Writes a whole number of the smallest parts as a decimal with so many digits behind the point: `-1234.50`.
pub fn scaled(parts: i64, digits: u32) -> String {
    let sign = if parts < 0 { "-" } else { "" };
    let (one, size) = (10_u64.pow(digits), parts.unsigned_abs());
    match digits {
        0 => format!("{sign}{size}"),
        digits => format!("{sign}{}.{:0width$}", size / one, size % one, width = digits as usize),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(sums: Sums, figure: Figure) -> String {
        Figures::new(sums, None, Currency::USD).counting(Counts::SignUps).text(figure)
    }

    #[test]
    fn cost_per_click_is_unknown_without_clicks_and_a_rate_is_never_above_one() {
        let unknown = Sums { spend_minor: 6_000, orders: 3, ..Sums::default() };
        let sums = unknown.counted(None, Some(120));
        assert_eq!((text(sums, Figure::Cpc).as_str(), text(sums, Figure::ClickToOrder).as_str()), ("$0.50", "2.5%"));
        assert_eq!((text(unknown, Figure::Cpc).as_str(), text(unknown, Figure::ClickToOrder).as_str()), ("-", "-"));
        assert_eq!(text(unknown.counted(None, Some(2)), Figure::ClickToOrder), "-");
        assert_eq!(text(unknown.counted(None, Some(0)), Figure::Cpc), "-");
        assert_eq!(text(Sums { orders: 0, ..sums }, Figure::Cpa), "no sign-ups");
    }

    #[test]
    fn what_belongs_to_unknown_counts_is_in_no_rate_of_them() {
        let mut sums = Sums { spend_minor: 6_000, orders: 3, ..Sums::default() }.counted(Some(12_000), Some(120));
        assert_eq!(Figures::new(sums, None, Currency::USD).part(Figure::Cpm), None);
        sums += Sums { spend_minor: 90_000, orders: 70, ..Sums::default() }.counted(None, None);
        let said = [Figure::Cpc, Figure::Cpm, Figure::ClickToOrder].map(|figure| text(sums, figure));
        assert_eq!(said, ["$0.50", "$5.00", "2.5%"]);
        assert_eq!(text(sums, Figure::Orders), "73");
        let figures = Figures::new(sums, None, Currency::USD);
        assert_eq!(figures.part(Figure::Cpm).as_deref(), Some("1 of 2"));
        assert_eq!(figures.part(Figure::Cpc).as_deref(), Some("1 of 2"));
        assert_eq!(figures.part(Figure::Spend), None);
    }
}

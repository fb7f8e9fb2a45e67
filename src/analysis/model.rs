//! The fitted model of a campaign, from which all estimates are computed.

use super::attribution::Multiplier;
use super::constants::Constants;
use super::grid::{Cells, likelihood};
use super::input::{BookingInput, CampaignInput, CreatorInput, OrderSums};
use super::order_value::{CreatorOrderValue, ShopOrderValue};
use super::pooling::{Pooled, pool};
use super::posterior::{Mixture, spread};
use super::ramp::maturity;
use super::real::{count, real};
use super::views::ViewForecast;

/// The terms on which a creator would be booked again: those of the last booking, or the planned ones.
#[derive(Clone, Copy, Debug)]
pub(super) struct Terms {
    /// Number of posts.
    pub posts: f64,
    /// Loaded cost, minor units, where there is any: above 0.
    pub cost_minor: Option<i64>,
    /// Whether a fee was paid: a gifted product says nothing about prices.
    pub paid: bool,
}

impl Terms {
    /// The terms of the last booking, or the planned ones without one.
    pub fn of(input: &CreatorInput, last: Option<&BookingInput>) -> Self {
        let terms = match last {
            Some(last) => Self {
                posts: count(last.posts.len().max(1)),
                cost_minor: Some(last.cost_minor),
                paid: last.fee_minor > 0,
            },
            None => Self { posts: f64::from(input.plan.posts.max(1)), cost_minor: input.plan.cost_minor, paid: false },
        };
        Self { cost_minor: terms.cost_minor.filter(|cost| *cost > 0), ..terms }
    }

    pub fn cost(self) -> Option<f64> {
        self.cost_minor.map(real)
    }
}

/// One creator, before pooling.
pub(super) struct Subject<'a> {
    pub input: &'a CreatorInput,
    /// The bookings that count.
    pub bookings: Vec<&'a BookingInput>,
    pub terms: Terms,
    pub views: ViewForecast,
    pub orders: OrderSums,
    pub order_value: CreatorOrderValue,
    pub multiplier: Multiplier,
    /// Mean share of orders that has arrived over the posts of the last booking.
    pub maturity: Option<f64>,
}

impl<'a> Subject<'a> {
    pub fn tested(&self) -> bool {
        !self.bookings.is_empty()
    }

    /// Whether this creator's price counts for the cost of views: tested and paid.
    pub fn priced(&self) -> bool {
        self.tested() && self.terms.paid && self.terms.cost_minor.is_some()
    }

    /// Log of the views expected under the terms.
    pub fn log_views(&self) -> f64 {
        self.terms.posts.ln() + self.views.log_mean
    }

    fn of(
        input: &'a CreatorInput,
        campaign: &CampaignInput,
        shop: ShopOrderValue,
        multiplier: Multiplier,
        constants: &Constants,
    ) -> Self {
        let bookings = counted(input);
        let orders = summed(&bookings);
        let views = ViewForecast::of(input, &bookings, campaign.tier(input), constants);
        let last = bookings.last();
        let ages =
            |booking: &BookingInput| -> Vec<f64> { booking.posts.iter().map(|post| post.orders_age_days).collect() };
        Self {
            input,
            terms: Terms::of(input, last.copied()),
            views,
            order_value: shop.creator(orders, constants),
            orders,
            multiplier: input.attribution.map_or(multiplier, super::attribution::Attribution::multiplier),
            maturity: last.map(|last| maturity(&ages(last), constants)),
            bookings,
        }
    }
}

/// The bookings that count: those with posts, or with orders although no post is recorded.
fn counted(creator: &CreatorInput) -> Vec<&BookingInput> {
    creator.bookings.iter().filter(|booking| !booking.posts.is_empty() || booking.orders.count > 0).collect()
}

fn summed(bookings: &[&BookingInput]) -> OrderSums {
    bookings.iter().fold(OrderSums::default(), |mut sums, booking| {
        sums.merge(booking.orders);
        sums
    })
}

/// A group of creators.
pub(super) struct Group<'a> {
    /// Its name; `None` for a creator without a group.
    pub name: Option<&'a str>,
    /// Positions of its creators.
    pub members: Vec<usize>,
}

/// The model of a campaign (statistics, section 3).
pub(super) struct Model<'a> {
    pub target_log: f64,
    pub margin: Option<f64>,
    pub multiplier: Multiplier,
    pub shop: ShopOrderValue,
    /// Log orders per view at x = 0.
    pub centre: f64,
    pub subjects: Vec<Subject<'a>>,
    pub groups: Vec<Group<'a>>,
    pub pooled: Pooled,
}

impl<'a> Model<'a> {
    pub fn fit(campaign: &'a CampaignInput, constants: &Constants) -> Self {
        let multiplier = campaign.attribution.multiplier();
        let everything: Vec<&BookingInput> = campaign.creators.iter().flat_map(counted).collect();
        let prior_value = real(campaign.order_value_minor.max(1));
        let shop = ShopOrderValue::of(summed(&everything), prior_value, constants);
        let subjects: Vec<Subject> = campaign
            .creators
            .iter()
            .map(|creator| Subject::of(creator, campaign, shop, multiplier, constants))
            .collect();
        let price = price_per_view(campaign, &subjects, constants);
        let centre = (constants.roas_prior * price / (shop.mean * multiplier.kappa)).ln();
        let likelihoods: Vec<Cells> = subjects
            .iter()
            .map(|subject| likelihood(&subject.bookings, centre, subject.views.log_mean, constants))
            .collect();
        let tested: Vec<bool> = subjects.iter().map(Subject::tested).collect();
        let groups = groups(campaign);
        let members: Vec<Vec<usize>> = groups.iter().map(|group| group.members.clone()).collect();
        let pooled = pool(&likelihoods, &tested, &members, constants);
        let margin = campaign.margin();
        Self { target_log: campaign.target.log(), margin, multiplier, shop, centre, subjects, groups, pooled }
    }

    /// Log of the revenue of a creator's terms at x = 0 (statistics, section 3.6).
    pub fn log_revenue(&self, subject: &Subject) -> f64 {
        self.centre + subject.log_views() + subject.order_value.log_mean + subject.multiplier.kappa.ln()
    }

    /// Log-sd of that revenue around each point of the grid.
    pub fn revenue_spread(subject: &Subject, constants: &Constants) -> f64 {
        let doubt = subject.multiplier.log_sd;
        spread(subject.views.log_var + subject.order_value.log_var + doubt * doubt, constants)
    }

    /// The repeatable ROAS of a creator; nothing without a cost.
    pub fn roas(&self, index: usize, constants: &Constants) -> Option<Mixture<'_>> {
        let subject = &self.subjects[index];
        let offset = self.log_revenue(subject) - subject.terms.cost()?.ln();
        Some(Mixture {
            weights: &self.pooled.creators[index],
            offset,
            spread: Self::revenue_spread(subject, constants),
        })
    }

    /// Log of a group's or a new creator's ROAS at x = 0 and average views per unit of cost.
    pub fn log_return(&self) -> f64 {
        self.centre + self.shop.mean.ln() + self.multiplier.kappa.ln()
    }

    /// Mean log views per unit of cost over the tested, paid creators (statistics, section 7.2).
    pub fn mean_efficiency(&self) -> Option<f64> {
        let all: Vec<f64> = self.subjects.iter().filter_map(efficiency).collect();
        (!all.is_empty()).then(|| all.iter().sum::<f64>() / count(all.len()))
    }
}

/// Log views per unit of cost of a tested, paid creator.
pub(super) fn efficiency(subject: &Subject) -> Option<f64> {
    let cost = subject.terms.cost().filter(|_| subject.priced())?;
    Some(subject.log_views() - cost.ln())
}

/// The cost of a view in this campaign: from the prices paid, or from usual prices if none was paid (statistics, section 3.3).
fn price_per_view(campaign: &CampaignInput, subjects: &[Subject], constants: &Constants) -> f64 {
    let usual = |subject: &Subject| constants.cpm_default_minor.of(campaign.tier(subject.input)) / 1_000.0;
    let views = |subject: &Subject| subject.log_views().exp();
    let paid = subjects.iter().filter(|subject| subject.priced());
    let (cost, bought) = paid.fold((0.0, 0.0), |(cost, bought), subject| {
        (cost + subject.terms.cost().unwrap_or(0.0), bought + views(subject))
    });
    if bought > 0.0 {
        return cost / bought;
    }
    if subjects.is_empty() {
        return constants.cpm_default_minor.micro / 1_000.0;
    }
    let (cost, all) = subjects
        .iter()
        .fold((0.0, 0.0), |(cost, all), subject| (cost + views(subject) * usual(subject), all + views(subject)));
    cost / all
}

/// The groups by name, then the creators who belong to none, each alone.
fn groups(campaign: &CampaignInput) -> Vec<Group<'_>> {
    let mut groups: Vec<Group> = Vec::new();
    for (index, creator) in campaign.creators.iter().enumerate() {
        let name = campaign.group(creator);
        match groups.iter_mut().find(|group| name.is_some() && group.name == name) {
            Some(group) => group.members.push(index),
            None => groups.push(Group { name, members: vec![index] }),
        }
    }
    groups.sort_by_key(|group| (group.name.is_none(), group.name));
    groups
}

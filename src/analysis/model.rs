//! The fitted model of a campaign, from which all estimates are computed.

use std::collections::BTreeMap;

use super::attribution::Multiplier;
use super::constants::Constants;
use super::grid::{Cells, likelihood};
use super::input::{BookingInput, CampaignInput, Target};
use super::order_value::ShopOrderValue;
use super::pooling::{Pooled, pool};
use super::posterior::{Mixture, spread};
use super::real::{count, real};
use super::subject::{Subject, counted, summed};

/// A group of tested creators.
pub(super) struct Group<'a> {
    /// Its name; `None` for a creator without a group.
    pub name: Option<&'a str>,
    /// Positions of its tested creators.
    pub members: Vec<usize>,
}

/// The model of a campaign (statistics, section 3).
pub(super) struct Model<'a> {
    pub target: Target,
    pub margin: Option<f64>,
    pub multiplier: Multiplier,
    pub shop: ShopOrderValue,
    /// Log orders per view at x = 0.
    pub centre: f64,
    /// `eb`, mean log views per unit of cost: over the tested and paid, else over candidates with a price; nothing without either.
    pub efficiency: Option<f64>,
    pub subjects: Vec<Subject<'a>>,
    /// The groups that have a tested creator.
    pub groups: Vec<Group<'a>>,
    /// What the bookings of the tested say, in their order.
    pub likelihoods: Vec<Cells>,
    pub pooled: Pooled,
}

impl<'a> Model<'a> {
    pub fn fit(campaign: &'a CampaignInput, constants: &Constants) -> Self {
        let multiplier = campaign.attribution.multiplier();
        let everything: Vec<&BookingInput> = campaign.creators.iter().flat_map(counted).collect();
        let capped = summed(everything.iter().map(|booking| booking.counted()));
        let beyond = everything
            .iter()
            .map(|booking| i128::from(booking.orders.revenue_minor) - i128::from(booking.counted().revenue_minor));
        let prior_value = real(campaign.order_value_minor.max(1));
        let shop = ShopOrderValue::of(capped, beyond.sum(), prior_value, constants);
        let mut subjects: Vec<Subject> = campaign
            .creators
            .iter()
            .map(|creator| Subject::of(creator, campaign, shop, multiplier, constants))
            .collect();
        let priced = price_givers(&subjects);
        let price = price_per_view(campaign, &subjects, &priced, constants);
        let efficiency = mean_efficiency(&priced, constants);
        let centre = (constants.roas_prior * price / (shop.mean * multiplier.kappa)).ln();
        let groups = settle(campaign, &mut subjects);
        let tested = subjects.iter().filter(|subject| subject.tested());
        let likelihoods: Vec<Cells> =
            tested.map(|subject| likelihood(&subject.bookings, centre, &subject.views, constants)).collect();
        let place = |member: &usize| subjects[*member].tested_at;
        let members: Vec<Vec<usize>> =
            groups.iter().map(|group| group.members.iter().filter_map(place).collect()).collect();
        Self {
            target: campaign.target,
            margin: campaign.margin(),
            multiplier,
            shop,
            centre,
            efficiency,
            pooled: pool(&likelihoods, &members, constants),
            likelihoods,
            subjects,
            groups,
        }
    }

    /// The posterior of a creator; for a candidate, what the pool predicts for their group.
    pub fn weights(&self, subject: &Subject) -> &Cells {
        match subject.tested_at {
            Some(place) => &self.pooled.creators[place],
            None => self.pooled.prediction(subject.group),
        }
    }

    /// Log of the revenue of a creator's terms at x = 0 (statistics, section 3.6).
    ///
    /// A candidate's price below the average is partly a sign of fewer views than we think, so a part of the difference is taken off
    /// (addendum, B5).
    pub fn log_revenue(&self, subject: &Subject, constants: &Constants) -> f64 {
        let base = self.centre + subject.log_views() + subject.order_value.log_mean + subject.multiplier.kappa.ln();
        let own = subject.efficiency(constants).filter(|_| subject.offered());
        let ahead = own.zip(self.efficiency).map_or(0.0, |(own, mean)| own - mean);
        base - (1.0 - constants.w_price) * ahead
    }

    /// Log-sd of that revenue around each point of the grid.
    pub fn revenue_spread(subject: &Subject, constants: &Constants) -> f64 {
        let doubt = subject.multiplier.log_sd;
        spread(subject.views.log_var + subject.order_value.log_var + doubt * doubt, constants)
    }

    /// The same without the doubt about attribution, which all creators share (addendum, B4).
    pub fn own_spread(subject: &Subject, constants: &Constants) -> f64 {
        let (all, doubt) = (Self::revenue_spread(subject, constants), subject.multiplier.log_sd);
        (all * all - doubt * doubt).max(1e-9).sqrt()
    }

    /// The repeatable revenue of a creator's terms, minor units.
    pub fn revenue(&self, subject: &Subject, constants: &Constants) -> Mixture<'_> {
        Mixture {
            weights: self.weights(subject),
            offset: self.log_revenue(subject, constants),
            spread: Self::revenue_spread(subject, constants),
        }
    }

    /// The repeatable revenue per unit of fixed cost; nothing without a cost.
    pub fn per_fixed(&self, subject: &Subject, constants: &Constants) -> Option<Mixture<'_>> {
        let cost = subject.terms.cost()?;
        let revenue = self.revenue(subject, constants);
        Some(revenue.at(revenue.offset - cost.ln()))
    }

    /// Log of a group's or a new creator's ROAS at x = 0 and average views per unit of cost.
    pub fn log_return(&self) -> f64 {
        self.centre + self.shop.mean.ln() + self.multiplier.kappa.ln()
    }
}

/// Those whose prices say what views cost: the tested and paid; without any, the candidates with a price (addendum, B5).
fn price_givers<'s, 'a>(subjects: &'s [Subject<'a>]) -> Vec<&'s Subject<'a>> {
    let paid: Vec<&Subject> = subjects.iter().filter(|subject| subject.priced()).collect();
    if paid.is_empty() { subjects.iter().filter(|subject| subject.offered()).collect() } else { paid }
}

/// Mean log views per unit of cost (statistics, section 7.2).
fn mean_efficiency(priced: &[&Subject], constants: &Constants) -> Option<f64> {
    let own: Vec<f64> = priced.iter().filter_map(|subject| subject.efficiency(constants)).collect();
    (!own.is_empty()).then(|| own.iter().sum::<f64>() / count(own.len()))
}

/// The cost of a view in this campaign: from the prices paid or asked, else from usual prices (statistics, section 3.3).
fn price_per_view(campaign: &CampaignInput, subjects: &[Subject], priced: &[&Subject], constants: &Constants) -> f64 {
    let usual = |subject: &Subject| constants.cpm_default_minor.of(campaign.tier(subject.input)) / 1_000.0;
    let views = |subject: &Subject| subject.log_views_bought().exp();
    let (cost, bought) = priced.iter().fold((0.0, 0.0), |(cost, bought), subject| {
        (cost + subject.last.anchored(constants).unwrap_or(0.0), bought + views(subject))
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

/// Gives everybody their place among the tested and the groups. Returns the groups that have a tested creator, by name, then the
/// tested who belong to none, each alone.
fn settle<'a>(campaign: &CampaignInput, subjects: &mut [Subject<'a>]) -> Vec<Group<'a>> {
    let mut named: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut alone = Vec::new();
    let tested = subjects.iter_mut().enumerate().filter(|(_, subject)| subject.tested());
    for (place, (index, subject)) in tested.enumerate() {
        subject.tested_at = Some(place);
        match campaign.group(subject.input) {
            Some(name) => named.entry(name).or_default().push(index),
            None => alone.push(Group { name: None, members: vec![index] }),
        }
    }
    let mut groups: Vec<Group> =
        named.iter().map(|(name, members)| Group { name: Some(*name), members: members.clone() }).collect();
    groups.append(&mut alone);
    let places: BTreeMap<&str, usize> = named.keys().enumerate().map(|(place, name)| (*name, place)).collect();
    for subject in subjects.iter_mut() {
        subject.group = campaign.group(subject.input).and_then(|name| places.get(name).copied());
    }
    groups
}

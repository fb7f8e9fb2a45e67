//! The parts of the fit score with their reasons (statistics, section 10.5). A part without data says what is missing.

use std::fmt::Write as _;

use crate::domain::Tier;

use super::brief::{Brief, Nearness, Target};
use super::candidate::{Candidate, Shares, Sponsored};
use super::consistency::{Consistency, DORMANT_DAYS};
use super::deviation::real;
use super::engagement::Engagement;
use super::fit::{FitPart, Part, Weights};
use super::price::{NoQuote, Quote};
use super::wording::{choice, figure, percent};

/// The input of the parts.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    /// The creator.
    pub candidate: &'a Candidate,
    /// What you look for.
    pub brief: &'a Brief,
    /// The tier, if followers are known.
    pub tier: Option<Tier>,
    /// Usual reactions / views of the tier, above 0.
    pub usual_er: Option<f64>,
    /// Engagement.
    pub engagement: &'a Engagement,
    /// How regularly the creator posts.
    pub consistency: &'a Consistency,
    /// The price, or why there is none.
    pub quote: Result<Quote, NoQuote>,
}

impl Ground<'_> {
    /// Returns all parts in order.
    pub fn parts(&self, weights: &Weights) -> Vec<FitPart> {
        let part = |part| {
            let Finding { score, words } = self.finding(part);
            FitPart::new(part, weights.of(part), score, &words)
        };
        Part::ALL.into_iter().map(part).collect()
    }

    fn finding(&self, part: Part) -> Finding {
        let audience = &self.candidate.audience;
        match part {
            Part::Niche => self.niche(),
            Part::Tier => self.size(),
            Part::Engagement => self.reactions(),
            Part::Country => target(self.brief.country.as_ref(), &audience.country, "in "),
            Part::Age => target(self.brief.age.as_ref(), &audience.age, "aged "),
            Part::Gender => target(self.brief.gender.as_ref(), &audience.gender, ""),
            Part::Consistency => self.rhythm(),
            Part::Disclosure => labels(self.candidate.sponsored),
            Part::Price => self.price(),
        }
    }

    fn niche(&self) -> Finding {
        let Some(nearness) = self.brief.nearness(&self.candidate.niches) else {
            let unknown = self.candidate.niches.is_empty();
            return missing(if unknown { "unknown" } else { "no target niche set" });
        };
        let sought = if self.brief.niches.is_empty() { &self.brief.related } else { &self.brief.niches };
        let sought = choice(sought.iter().map(String::as_str));
        let words = match nearness {
            Nearness::Wanted(niche) => format!("{niche} is what you want"),
            Nearness::Related(niche) => format!("{niche} is close to what you want"),
            Nearness::Other => {
                format!("{}, but you want {sought}", self.candidate.niches.join(", "))
            }
        };
        found(nearness.score(), words)
    }

    fn size(&self) -> Finding {
        let Some(tier) = self.tier else { return missing("followers unknown") };
        let Some(score) = self.brief.tier_score(tier) else { return missing("no target tier set") };
        let wanted = choice(self.brief.tiers.iter().map(|tier| tier.word()));
        let words = if score >= 1.0 {
            format!("{}, as you want", tier.word())
        } else if score > 0.0 {
            format!("{}, one tier from {wanted}", tier.word())
        } else {
            format!("{}, but you want {wanted}", tier.word())
        };
        found(score, words)
    }

    fn reactions(&self) -> Finding {
        let Some(rate) = self.engagement.by_views else { return missing("no posts with views and reactions") };
        let react = format!("{}% of viewers react", percent(rate));
        let Some(tier) = self.tier else { return missing(&format!("{react}, but followers are unknown")) };
        let Some(usual) = self.usual_er else { return missing(&format!("{react}, but there is no benchmark")) };
        let score = if rate > 0.0 { (0.5 + 0.5 * (rate / usual).log2()).clamp(0.0, 1.0) } else { 0.0 };
        found(score, format!("{react} (usual for {} creators: {}%)", tier.word(), percent(usual)))
    }

    fn rhythm(&self) -> Finding {
        let Some(rhythm) = self.consistency.rhythm else { return missing("fewer than two posts") };
        let posted = match (rhythm.weeks_posted, rhythm.weeks) {
            (0, 1) => "no posts in the last week".to_owned(),
            (_, 1) => "posts in the last week".to_owned(),
            (posted, weeks) => format!("posts in {posted} of the last {weeks} weeks"),
        };
        let gap = figure(rhythm.gap_median);
        let days = if gap == "1" { "day" } else { "days" };
        let mut words = format!("{posted}, usually {gap} {days} apart");
        if let Some(silence) = self.consistency.days_since_last.filter(|days| *days > DORMANT_DAYS) {
            let _ = write!(words, ", no posts for {} days", figure(silence.floor()));
        }
        found(rhythm.score, words)
    }

    fn price(&self) -> Finding {
        match self.quote {
            Ok(quote) => {
                let ([asked, usual], tier) = (quote.words(), quote.tier.word());
                let words = format!("{asked} per 1,000 expected views (usual for {tier} creators: {usual})");
                let assumed = if self.tier.is_none() { ", followers unknown" } else { "" };
                found(quote.score(), format!("{words}{assumed}"))
            }
            Err(NoQuote::NoPrice) => missing("unknown"),
            Err(NoQuote::Currencies(asked, usual)) => missing(&format!("in {asked}, but benchmarks are in {usual}")),
            Err(NoQuote::NoBase) => missing("expected views unknown"),
            Err(NoQuote::NoTier) => missing("followers and views unknown"),
        }
    }
}

/// How well a part fits, if there is data, and why.
struct Finding {
    score: Option<f64>,
    words: String,
}

fn found(score: f64, words: String) -> Finding {
    Finding { score: Some(score), words }
}

fn missing(what: &str) -> Finding {
    Finding { score: None, words: what.to_owned() }
}

/// Compares a share of the audience with the needed share. `whose` goes between "the audience" and the wanted keys, such as
/// `aged `.
fn target(wanted: Option<&Target>, shares: &Shares, whose: &str) -> Finding {
    let Some(target) = wanted.filter(|target| !target.keys.is_empty()) else { return missing("no target set") };
    let Some(share) = target.share(shares) else { return missing("audience unknown") };
    let keys = choice(target.keys.iter().map(String::as_str));
    let words = format!("{}% of the audience is {whose}{keys}, you want {}%", percent(share), percent(target.need()));
    found(target.score(share), words)
}

/// Scores (labeled + 1) / (seen + 2): a few posts say little, so the score stays near one half.
fn labels(sponsored: Sponsored) -> Finding {
    let (seen, labelled) = (sponsored.seen(), sponsored.disclosed());
    if seen == 0 {
        return missing("no paid posts checked");
    }
    let words = if seen == 1 {
        format!("the one paid post checked carried {} ad label", if labelled == 1 { "an" } else { "no" })
    } else {
        format!("{labelled} of {seen} paid posts carried an ad label")
    };
    found((real(labelled) + 1.0) / (real(seen) + 2.0), words)
}

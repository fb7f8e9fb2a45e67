//! The builder of the next batch in words: whom to book and why, what the batch costs, brings and can tell, and its days.

use chrono::NaiveDate;

use super::result_view::estimate::{Written, e4};
use super::result_view::foreign;
use crate::domain::batch::SIZE;
use crate::domain::day::{relative, short};
use crate::domain::figure::{counted, joined, money, plural};
use crate::domain::success_rule::sentence;
use crate::domain::text::clean;
use crate::domain::{Currency, Goal, Tier};
use crate::proto::builder::{BatchLine, Bookee, BudgetFrom, Builder, Conflict, Price};
use crate::proto::outlook::Choice;

mod forecast;
mod price;
mod typed;
mod why;

pub use forecast::{forecast, no_forecast, rests_on};
pub use price::{price, price_briefly, price_from, worth};
pub use typed::{
    bar, brought, fee_hint, fee_meant, fee_removed, fee_set, fee_title, found, found_so_many, in_search, late,
    nobody_found, outside, similar,
};
pub use why::why;

use price::{LARGE, briefly};

/// A line with its label.
pub type Said = (&'static str, String);

/// A day of the next months, where the year needs no mention: `Apr 7`.
pub fn day(day: NaiveDate) -> String {
    day.format("%b %-d").to_string()
}

/// What a person did with somebody, in a word; empty where they left it to the numbers.
pub fn choice(person: &Bookee) -> &'static str {
    match person.choice {
        Choice::Open => "",
        Choice::Pinned => "pinned",
        Choice::Excluded => "left out",
    }
}

/// What speaks against booking somebody.
pub fn conflict(conflict: &Conflict, today: NaiveDate) -> String {
    match conflict {
        Conflict::DoNotContact => "do not contact".to_owned(),
        Conflict::Rejected => "rejected".to_owned(),
        Conflict::Running { campaign, batch } => {
            format!("in {} of {}, still running", foreign(batch, "a batch"), foreign(campaign, "a campaign"))
        }
        Conflict::Exclusive { campaign, until } => {
            let until = until.map(|day| format!(" until {}", short(day, today))).unwrap_or_default();
            format!("exclusive to {}{until}", foreign(campaign, "a campaign"))
        }
        Conflict::Unsettled => "needs review in the results first".to_owned(),
        Conflict::NoAddress => "no address yet".to_owned(),
    }
}

/// All that speaks against the creators of the batch, a sentence each.
pub fn conflicts(builder: &Builder, today: NaiveDate) -> Vec<String> {
    let (mut said, mut homeless) = (Vec::new(), Vec::new());
    for person in builder.lines.iter().filter_map(|line| builder.person(line)) {
        let handle = format!("@{}", clean(&person.handle));
        let others = person.conflicts.iter().filter(|one| **one != Conflict::NoAddress);
        let others: Vec<String> = others.map(|one| conflict(one, today)).collect();
        if !others.is_empty() {
            said.push(format!("{handle}: {}", others.join("; ")));
        }
        if person.conflicts.contains(&Conflict::NoAddress) {
            homeless.push(handle);
        }
    }
    // Most creators have no address before they agree: one line for all of them.
    if !homeless.is_empty() {
        said.push(format!("no address yet: {}", joined(&homeless)));
    }
    said
}

/// All that is known of somebody, in a sentence: `$80.00 as last time, $18.50 for goods; retest: settles it 5 in 10; micro, SkinTok`.
pub fn about(person: &Bookee, currency: Currency, today: NaiveDate) -> String {
    let fee = match person.price {
        Price::Guessed(None) => "price unknown".to_owned(),
        known => format!("{} {}", price(known, currency), price_from(known)),
    };
    let goods = (person.other_minor > 0).then(|| format!(" and {} for goods", money(person.other_minor, currency)));
    let posts = (person.posts > 1).then(|| format!(" for {} posts", person.posts));
    let who: Vec<&str> = person
        .tier
        .map(Tier::word)
        .into_iter()
        .chain(person.niche.as_deref().filter(|niche| !niche.is_empty()))
        .collect();
    let mut said =
        vec![format!("{fee}{}{}", posts.unwrap_or_default(), goods.unwrap_or_default()), why(person, currency)];
    said.extend(person.conflicts.iter().map(|one| conflict(one, today)));
    said.extend(Some(who.join(", ")).filter(|who| !who.is_empty()));
    format!("@{}: {}", clean(&person.handle), said.join("; "))
}

/// What a line costs.
pub fn line_cost(builder: &Builder, line: &BatchLine) -> String {
    line.cost_minor.map_or_else(|| "price unknown".to_owned(), |minor| briefly(minor, builder.currency, LARGE))
}

/// Cost and size of the batch where there is little room: `$1,960 of $2,600`, `4 of 5 creators` without a budget.
pub fn briefly_limited(builder: &Builder) -> String {
    match builder.money_minor {
        Some(budget) => format!(
            "{} of {}",
            briefly(builder.cost_minor, builder.currency, LARGE),
            briefly(budget, builder.currency, LARGE)
        ),
        None => format!("{} of {} creators", builder.lines.len(), builder.size),
    }
}

/// The headings of those with odds, or what stands in their place, and of the others.
pub fn headings(builder: &Builder) -> [String; 2] {
    let has_target = builder.target.is_some();
    match builder.goal {
        Goal::Ugc => {
            let target = builder.target.map(|target| Written::new(Goal::Ugc, builder.currency).level(target));
            let target = target.map(|target| format!(", target {target}")).unwrap_or_default();
            [format!("Cheapest per asset first{target}; a count of assets has no odds"), "No price yet".to_owned()]
        }
        Goal::Conversions if !has_target => {
            [String::new(), "No odds: the campaign has no margin and no target ROAS".to_owned()]
        }
        Goal::Conversions | Goal::Awareness => {
            let target = target(builder).map(|target| format!(" {target}")).unwrap_or_default();
            [format!("By odds{target}"), "No odds without a price".to_owned()]
        }
    }
}

/// What the batch may cost and where that comes from: `$600`, `$1,000, a third of the campaign's budget`.
pub fn budget(builder: &Builder) -> String {
    let amount = builder.money_minor.map(|minor| money(minor, builder.currency)).unwrap_or_default();
    match builder.money_from {
        BudgetFrom::Own => amount,
        BudgetFrom::Third => format!("{amount}, a third of the campaign's"),
        BudgetFrom::Left => format!("{amount}, left of the campaign's"),
        BudgetFrom::Unknown => "not set".to_owned(),
    }
}

/// What the batch costs, and what is left: `$621 of $600: your pinned creators are $21 over`.
pub fn cost(builder: &Builder) -> String {
    let written = |minor| money(minor, builder.currency);
    let unknown = builder.lines.iter().filter(|line| line.cost_minor.is_none()).count();
    let unknown = if unknown > 0 {
        format!(", and {} without a price", counted(unknown, "creator", "creators"))
    } else {
        String::new()
    };
    let cost = written(builder.cost_minor);
    match (builder.money_minor, builder.left_minor()) {
        (Some(budget), _) if builder.over_minor > 0 => format!(
            "{cost} of {}: what you put in is {} over the budget{unknown}",
            written(budget),
            written(builder.over_minor)
        ),
        (Some(budget), Some(left)) => format!("{cost} of {}, {} left{unknown}", written(budget), written(left)),
        _ => format!("{cost}{unknown}"),
    }
}

/// Says that there is money to test others, whose prices are to be asked first.
pub fn nameless(builder: &Builder) -> Option<String> {
    let cost = builder.new_creator_cost_minor.filter(|_| builder.new_creators > 0)?;
    let others = counted(builder.new_creators, "new creator", "new creators");
    Some(format!("money for {others} at about {} each: ask for prices", money(cost, builder.currency)))
}

/// Whether the batch is large enough to start, and what to do where it is not.
pub fn size(builder: &Builder) -> Option<String> {
    let (fewest, most, count) = (*SIZE.start(), *SIZE.end(), builder.lines.len());
    let has = plural(count, "creator");
    match count {
        0 => None,
        _ if count < fewest => {
            Some(format!("{has}: a batch starts with {fewest} to {most}. Put in {} more.", fewest - count))
        }
        _ if count > most => Some(format!("{has}: a batch starts with {fewest} to {most}. Take out {}.", count - most)),
        _ => None,
    }
}

/// Tiers and niches of the batch against those of the campaign: `2 micro, 1 macro; 3 of the 4 niches, none in #acne`.
pub fn mix(builder: &Builder) -> String {
    let people = || builder.lines.iter().filter_map(|line| builder.person(line));
    let mut tiers: Vec<(Option<Tier>, usize)> = Vec::new();
    for person in people() {
        match tiers.iter_mut().find(|(tier, _)| *tier == person.tier) {
            Some((_, count)) => *count += 1,
            None => tiers.push((person.tier, 1)),
        }
    }
    tiers.sort();
    tiers.reverse();
    let tiers: Vec<String> =
        tiers.iter().map(|(tier, count)| format!("{count} {}", tier.map_or("of unknown size", Tier::word))).collect();
    let is_covered = |niche: &&String| {
        let own = niche.to_lowercase();
        people().filter_map(|person| person.niche.as_ref()).any(|niche| niche.to_lowercase() == own)
    };
    let (covered, open): (Vec<&String>, Vec<&String>) = builder.niches.iter().partition(|niche| is_covered(niche));
    let niches = match (covered.len(), builder.niches.len()) {
        (_, 0) => String::new(),
        (all, of) if all == of => format!("; all {} of the campaign", counted(of, "niche", "niches")),
        (some, of) => {
            let open: Vec<String> = open.iter().map(|niche| clean(niche)).collect();
            format!("; {some} of the campaign's {of} niches, none in {}", joined(&open))
        }
    };
    format!("{}{niches}", tiers.join(", "))
}

/// What the odds are held against: `to beat 1.7`, `for a CPM of $8.30 or less`; nothing without a target.
pub fn target(builder: &Builder) -> Option<String> {
    let target = Written::new(builder.goal, builder.currency).level(builder.target?);
    Some(match builder.goal {
        Goal::Conversions => format!("to beat {target}"),
        Goal::Awareness => format!("for a CPM of {target} or less"),
        Goal::Ugc => format!("for {target} or less per asset"),
    })
}

/// What the batch can tell; nothing for goals that no study was made of.
pub fn tells(builder: &Builder) -> Option<String> {
    (builder.goal == Goal::Conversions).then(|| match builder.told_apart {
        Some(times) => {
            format!("{} times the target from the target, 8 times in 10", crate::domain::figure::ratio(e4(times)))
        }
        None => format!("nothing surely: it takes {} creators or more", SIZE.start()),
    })
}

/// The success rule of the batch, proposed or set; nothing for one without creators.
pub fn rule(builder: &Builder) -> Option<String> {
    if let Some(rule) = builder.rule {
        let size = i64::try_from(builder.lines.len()).unwrap_or(i64::MAX);
        return Some(sentence(rule, builder.scope, size, builder.days.ends_on));
    }
    Some(clean(&builder.note)).filter(|note| !note.is_empty())
}

/// The days of the posts: `Dec 12 to Dec 24, 3 days apart or more`. Days that were promised may be closer than those chosen here.
pub fn posts(builder: &Builder, today: NaiveDate) -> Option<String> {
    let days = &builder.days.posts;
    let (first, last) = (days.first()?, days.last()?);
    let Some(closest) = days.windows(2).map(|pair| (pair[1] - pair[0]).num_days()).min() else {
        return Some(short(*first, today));
    };
    if first == last {
        return Some(format!("{}, all on one day", short(*first, today)));
    }
    let apart = match closest {
        0 => "some on one day".to_owned(),
        1 => "a day apart or more".to_owned(),
        days => format!("{days} days apart or more"),
    };
    Some(format!("{} to {}, {apart}", short(*first, today), short(*last, today)))
}

/// When the product has to leave.
pub fn ship(builder: &Builder, today: NaiveDate) -> Option<String> {
    builder.days.ship_by.map(|day| format!("by {}", relative(day, today)))
}

/// Says which batch was planned, and with whom.
pub fn planned(title: &str, added: &[(String, u32)], is_new: bool) -> String {
    let booked: Vec<String> = added
        .iter()
        .map(|(handle, times)| match times {
            0 | 1 => format!("@{handle}"),
            2 => format!("@{handle} twice"),
            many => format!("@{handle} {many} times"),
        })
        .collect();
    match (booked.is_empty(), is_new) {
        (true, _) => format!("Planned {title}. It is the current batch now."),
        (false, true) => format!("Planned {title}: {}. It is the current batch now.", booked.join(", ")),
        (false, false) => format!("Added to {title}: {}. It is the current batch now.", booked.join(", ")),
    }
}

/// Says that a batch holds all that was to be planned.
pub fn planned_already(title: &str) -> String {
    format!("{title} is planned like this already. Nothing was changed.")
}

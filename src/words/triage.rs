//! A creator to decide on, in one line.

use crate::domain::figure::plural;
use crate::domain::money::grouped;
use crate::domain::number::compact;
use crate::domain::text::clean;
use crate::domain::{Money, TierBorders, country};
use crate::proto::row::CreatorRow;

/// Names a creator with all that speaks for or against them; facts nobody knows are left out. `others` wait as well.
///
/// ```text
/// Next: @mia.glow (Mia): micro, 24.8k followers, 7.9% engagement, 6.3k views per post, Spain, asks $120, skincare. 12 more to decide on.
/// ```
pub fn card(row: &CreatorRow, borders: TierBorders, others: usize) -> String {
    let fields = &row.fields;
    let mut facts: Vec<String> = Vec::new();
    facts.extend(fields.followers.and_then(|count| borders.tier(count)).map(|tier| tier.word().to_owned()));
    facts.push(
        fields
            .followers
            .map_or_else(|| "followers unknown".to_owned(), |count| format!("{} followers", compact(count))),
    );
    facts.extend(fields.er.map(|er| format!("{er:.1}% engagement")));
    facts.extend(fields.views.map(|views| format!("{} views per post", compact(views))));
    facts.push(country::name(&fields.country).to_string());
    facts.push(fields.language.clone());
    facts.extend(fields.price_minor.map(|minor| format!("asks {}", Money::new(minor, fields.price_currency).short())));
    facts.extend(row.standing.score.map(|score| format!("fit {score} of 100")));
    facts.push(row.tags.join(", "));
    if row.do_not_contact {
        facts.push("do not contact".to_owned());
    }
    let facts: Vec<String> = facts.iter().map(|fact| clean(fact)).filter(|fact| !fact.is_empty()).collect();
    let name = clean(&fields.name);
    let name = if name.is_empty() { String::new() } else { format!(" ({name})") };
    let bio = clean(&fields.bio);
    let bio = if bio.is_empty() { String::new() } else { format!(" Bio: \"{bio}\".") };
    let others = match others {
        0 => "The last one to decide on.".to_owned(),
        others => format!("{} more to decide on.", grouped(others as u64)),
    };
    format!("Next: {}{name}: {}.{bio} {others}", fields.handle, facts.join(", "))
}

/// Says that nobody is left to be named, and how many were left undecided on the way.
pub fn end(undecided: usize) -> String {
    match undecided {
        0 => "Nobody is left to decide on.".to_owned(),
        left => format!("You have seen everybody. {} left undecided; \"triage\" starts over.", plural(left, "creator")),
    }
}

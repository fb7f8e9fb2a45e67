//! How alike two creators are, in words.

use crate::analysis::likeness::{Alike, Part};
use crate::domain::figure::joined;
use crate::proto::likeness::LikenessRow;

/// Why `like:winners` names nobody.
pub fn no_winners() -> &'static str {
    "There are no winners yet. A winner is a creator whose verdict is SCALE, or whom you decided to scale."
}

/// Why `like:` names nobody, with the handles that come near: `There is no creator called @mia. Did you mean @mia.glow?`.
pub fn nobody_called(handle: &str, near: &[String]) -> String {
    let meant = match near {
        [] => String::new(),
        near => format!(
            " Did you mean {}?",
            crate::domain::figure::either(&near.iter().map(|near| format!("@{near}")).collect::<Vec<_>>())
        ),
    };
    format!("There is no creator called @{handle}.{meant}")
}

/// How alike two creators are in a part, and the part: `same` and `tier`, `similar` and `views`.
fn reason(alike: Alike) -> (&'static str, &'static str) {
    let is_same = alike.share >= 1.0;
    match alike.part {
        Part::Tags if is_same => ("same", "tags"),
        Part::Tags => ("shared", "tags"),
        Part::Tier if is_same => ("same", "tier"),
        Part::Tier => ("similar", "tier"),
        Part::Size => ("similar", "follower count"),
        Part::Engagement => ("similar", "engagement"),
        Part::Views => ("similar", "views"),
        Part::Price => ("similar", "price"),
        Part::Country => ("same", "country"),
        Part::Language => ("same", "language"),
    }
}

/// Names what two creators have in common, the strongest first: `same tags, similar views and engagement`.
fn reasons(alike: &[Alike]) -> String {
    let mut groups: Vec<(&str, Vec<&str>)> = Vec::new();
    for (how, part) in alike.iter().map(|alike| reason(*alike)) {
        match groups.iter_mut().find(|(known, _)| *known == how) {
            Some((_, parts)) => parts.push(part),
            None => groups.push((how, vec![part])),
        }
    }
    let groups: Vec<String> = groups.into_iter().map(|(how, parts)| format!("{how} {}", joined(&parts))).collect();
    groups.join(", ")
}

/// Says how alike a creator is, in a long and a short way: `92% like @mia.glow: same tags and country, similar views`.
pub fn sentence(row: &LikenessRow) -> [String; 2] {
    let short = format!("{:.0}% like {}", row.percent, row.to);
    let reasons = reasons(&row.alike);
    let long = if reasons.is_empty() { short.clone() } else { format!("{short}: {reasons}") };
    [long, short]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{CreatorId, Handle};

    #[test]
    fn the_strongest_reasons_follow_the_likeness() {
        let of = |part, share| Alike { part, share };
        let to = Handle::parse("mia.glow").expect("a handle");
        let row = LikenessRow {
            creator: CreatorId(2),
            percent: 91.6,
            to,
            alike: vec![of(Part::Tags, 1.0), of(Part::Views, 0.9), of(Part::Tier, 0.5)],
        };
        assert_eq!(sentence(&row)[0], "92% like @mia.glow: same tags, similar views and tier");
        assert_eq!(sentence(&LikenessRow { alike: Vec::new(), ..row })[0], "92% like @mia.glow");
    }

    #[test]
    fn a_name_that_nobody_has_is_answered_with_those_near_it() {
        let near = ["mia.glow".to_owned(), "mia.b".to_owned()];
        assert!(nobody_called("mia", &near).contains("@mia.glow or @mia.b"));
        assert!(!nobody_called("mia", &[]).contains("Did you mean"));
    }
}

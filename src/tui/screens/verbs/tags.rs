//! Tagging: the list of tags, tags by letter, the same tags again.

use crate::domain::creator::tag_name;
use crate::domain::text::fold;
use crate::proto::Target;
use crate::proto::row::TagRow;
use crate::tui::kit::{Action, Ctx, Verb};

use super::{Change, OnCreators, makes, questions};

/// Most tags offered by letter.
const MOST_LETTERS: usize = 18;

/// Opens the list of tags at once if the rows are loaded; otherwise asks for the counts first.
pub(super) fn open<S: OnCreators>(screen: &mut S, ctx: &mut Ctx) {
    let Some(creators) = screen.creators() else { return };
    let rows = match &creators.target {
        Target::Ids(ids) => ids.iter().map(|id| screen.row(*id)).collect::<Option<Vec<_>>>(),
        Target::Shown { .. } => None,
    };
    let Some(rows) = rows else {
        let verbs = screen.verbs_mut();
        verbs.counting = Some(creators);
        return verbs.ask_tags(ctx);
    };
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let carried = |tag: &TagRow| count(rows.iter().filter(|row| row.tags.contains(&tag.name)).count());
    let size = count(creators.count);
    questions::tags(creators, screen.verbs().tags(), carried, size, ctx);
}

/// Adds one of the tags that have a letter.
pub(super) fn quick_verb<S: OnCreators>(screen: &S, ctx: &Ctx) -> Verb<S> {
    let entries = quick_tags(&ctx.quick_tags, screen.verbs().tags());
    let is_none = entries.is_empty();
    Verb::new(move |screen: &mut S, _, ctx| {
        if let Some(creators) = screen.creators() {
            questions::quick_tags(creators, entries, ctx);
        }
    })
    .when(!is_none, || {
        format!("No tags yet. {} creates the first; each tag then gets a letter.", ctx.key(Action::TagEdit))
    })
}

/// Adds and removes the same tags as last time.
pub(super) fn repeat_verb<S: OnCreators>(screen: &S, ctx: &Ctx) -> Verb<S> {
    match ctx.again.tags.clone() {
        Some((add, remove)) => makes(screen, Change::Tags { add, remove }),
        None => Verb::no(format!("No tags changed yet. {} adds some.", ctx.key(Action::TagEdit))),
    }
}

/// The tags that have a letter: those of the configuration, or else the most used ones, each under a letter of its name.
pub fn quick_tags(configured: &[(char, String)], used: &[TagRow]) -> Vec<(char, String)> {
    if !configured.is_empty() {
        return configured.to_vec();
    }
    let mut letters: Vec<(char, String)> = Vec::new();
    for name in used.iter().take(MOST_LETTERS).filter_map(|tag| tag_name(&tag.name)) {
        let folded = fold(&name);
        let is_free = |letter: &char| letter.is_ascii_lowercase() && letters.iter().all(|(taken, _)| taken != letter);
        if let Some(letter) = folded.chars().find(is_free).or_else(|| ('a'..='z').find(is_free)) {
            letters.push((letter, name));
        }
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::TagId;

    #[test]
    fn most_used_tags_get_letters_unless_configured() {
        let used = ["skincare", "spf", "SkinTok", "日本", "PPP", "sss"].map(|name| TagRow {
            id: TagId(1),
            name: name.to_owned(),
            creators: 9,
        });
        let letters: String = quick_tags(&[], &used).into_iter().map(|(letter, _)| letter).collect();
        assert_eq!(letters, "spkabc");
        let own = vec![('g', "glass-skin".to_owned())];
        assert_eq!(quick_tags(&own, &used), own);
    }
}

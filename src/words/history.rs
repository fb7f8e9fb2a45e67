//! Messages about undo, redo and the file.

use crate::domain::OpId;
use crate::domain::figure::counted;
use crate::proto::history::{Origin, StepRef};

/// Undo or redo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// A change was undone.
    Undo,
    /// A change was redone.
    Redo,
}

/// Says which step was undone or redone: `Undid: rejected 12 creators.` Undoing a step that undid another redoes that one.
pub fn turned(turn: Turn, label: &str) -> String {
    let (turn, label) = match (turn, about(label)) {
        (turn, None) => (turn, label),
        (Turn::Undo, Some((Turn::Undo, inner))) => (Turn::Redo, inner),
        (Turn::Redo, Some((Turn::Undo, inner))) => (Turn::Undo, inner),
        (turn, Some((Turn::Redo, inner))) => (turn, inner),
    };
    let verb = match turn {
        Turn::Undo => "Undid",
        Turn::Redo => "Redid",
    };
    let mut letters = label.chars();
    let first: String = letters.next().map(char::to_lowercase).into_iter().flatten().collect();
    format!("{verb}: {first}{}.", letters.as_str())
}

/// Says that there is no step to undo or redo.
pub fn nothing_to(turn: Turn) -> String {
    let verb = match turn {
        Turn::Undo => "undo",
        Turn::Redo => "redo",
    };
    format!("There is nothing to {verb}.")
}

/// The label of a step as the history keeps it: the sentence without its period.
pub fn label(sentence: &str) -> String {
    sentence.trim_end_matches('.').to_owned()
}

/// The label of a step that undid an older one while later ones stayed: `Undid "Picked @mia"`, and `Redid "Picked @mia"` where that
/// step is undone in turn.
pub fn undid(label: &str) -> String {
    match about(label) {
        Some((Turn::Undo, inner)) => format!("Redid \"{inner}\""),
        Some((Turn::Redo, inner)) => format!("Undid \"{inner}\""),
        None => format!("Undid \"{label}\""),
    }
}

/// What a step undid or redid, where that is all it did.
fn about(label: &str) -> Option<(Turn, &str)> {
    let inner = |verb| label.strip_prefix(verb)?.strip_suffix('"');
    let undone = inner("Undid \"").map(|label| (Turn::Undo, label));
    undone.or_else(|| inner("Redid \"").map(|label| (Turn::Redo, label)))
}

/// The most later steps that a refusal names.
pub const NAMED: usize = 3;

/// Refuses to undo a step because later ones depend on it, newest first.
pub fn depended_on(label: &str, later: &[StepRef]) -> String {
    let depend = if later.len() == 1 { "a later step depends" } else { "later steps depend" };
    format!("You can't undo \"{label}\" yet: {depend} on it ({}). Nothing was changed.", named(later))
}

/// Names later steps, newest first: `"Tagged @mia with vip", "Rated @mia 4" and 4 more`.
pub fn named(later: &[StepRef]) -> String {
    let names: Vec<String> = later.iter().take(NAMED).map(|step| format!("\"{}\"", step.label)).collect();
    let names = match names.as_slice() {
        [rest @ .., last] if later.len() <= NAMED && !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        names => names.join(", "),
    };
    match later.len().saturating_sub(NAMED) {
        0 => names,
        more => format!("{names} and {more} more"),
    }
}

/// What to do where later steps depend on one.
pub const WAYS_AROUND: &str = "Undo those first, newest first, or change it by hand.";

/// Refuses to undo a step that is already undone.
pub fn already_undone(label: &str) -> String {
    format!("\"{label}\" is already undone. Nothing was changed.")
}

/// How a step that a newer one undid comes back.
pub fn brings_back(by: OpId) -> String {
    format!("Undo step {} to bring it back.", by.0)
}

/// Refuses to undo a step that the history doesn't have.
pub fn no_such_step(op: OpId) -> String {
    format!("Step {} isn't in the history. Nothing was changed.", op.0)
}

/// Where the numbers of steps are found.
pub const STEPS_ARE_LISTED: &str = "`tenfold history` lists the steps with their numbers.";

/// Says that what was changed by another program stands in the way.
pub const FOREIGN: &str = "something that another program added";

/// Says where a step was made, from the window that was opened then; empty where it is unknown. `opened` writes when a window was
/// opened.
pub fn origin(origin: &Origin, here: Option<i64>, opened: impl Fn(i64) -> String) -> String {
    let window = |at: &i64| {
        if here == Some(*at) { "this window".to_owned() } else { format!("window of {}", opened(*at)) }
    };
    match origin {
        Origin::Unknown => String::new(),
        Origin::Window(at) => window(at),
        Origin::Import(at) => format!("import, {}", window(at)),
        Origin::Command(name) => format!("tenfold {name}"),
        Origin::Demo => "demo".to_owned(),
    }
}

/// Says in two words where a step was made: `this window`, `another window`, `import`, `tenfold set`.
pub fn short_origin(origin: &Origin, here: Option<i64>) -> String {
    match origin {
        Origin::Unknown => String::new(),
        Origin::Window(at) if here == Some(*at) => "this window".to_owned(),
        Origin::Window(_) => "another window".to_owned(),
        Origin::Import(_) => "import".to_owned(),
        Origin::Command(name) => format!("tenfold {name}"),
        Origin::Demo => "demo".to_owned(),
    }
}

/// Says what a step changed, from its tables and the rows of each: `3 creators, 2 tags on creators`.
pub fn changed(tables: &[(String, u64)]) -> String {
    let mut counts: Vec<((&str, &str), u64)> = Vec::new();
    for (table, rows) in tables {
        let noun = noun(table).unwrap_or(("row", "rows"));
        match counts.iter_mut().find(|(known, _)| *known == noun) {
            Some((_, count)) => *count += rows,
            None => counts.push((noun, *rows)),
        }
    }
    counts.iter().map(|((one, many), count)| counted(*count, one, many)).collect::<Vec<_>>().join(", ")
}

/// What the rows of a table are, one and several.
pub fn noun(table: &str) -> Option<(&'static str, &'static str)> {
    Some(match table {
        "agenda_mark" => ("mark in the agenda", "marks in the agenda"),
        "audience_share" => ("audience share", "audience shares"),
        "batch" => ("batch", "batches"),
        "campaign" => ("campaign", "campaigns"),
        "campaign_niche" => ("niche of a campaign", "niches of campaigns"),
        "click_reading" => ("click count", "click counts"),
        "code" => ("promo code", "promo codes"),
        "collaboration" => ("collaboration", "collaborations"),
        "cost_item" => ("amount", "amounts"),
        "creator" => ("creator", "creators"),
        "creator_reading" => ("follower count", "follower counts"),
        "creator_tag" => ("tag on a creator", "tags on creators"),
        "creator_terms" => ("setting of a creator's results", "settings of creators' results"),
        "deliverable" => ("deliverable", "deliverables"),
        "exchange_rate" => ("exchange rate", "exchange rates"),
        "fact_source" | "figure_source" => ("source", "sources"),
        "handle_history" => ("earlier handle", "earlier handles"),
        "import_run" => ("import", "imports"),
        "link" => ("link", "links"),
        "note" => ("note", "notes"),
        "order_code" => ("code of an order", "codes of orders"),
        "payment" => ("payment", "payments"),
        "pick" => ("pick of the week", "picks of the week"),
        "post" => ("post", "posts"),
        "reading" => ("reading", "readings"),
        "rights" => ("usage right", "usage rights"),
        "sale_order" => ("order", "orders"),
        "saved_view" => ("saved view", "saved views"),
        "setting" => ("setting", "settings"),
        "settled_codes" => ("decision about codes", "decisions about codes"),
        "settled_pair" => ("decision about duplicates", "decisions about duplicates"),
        "step" => ("logged day", "logged days"),
        "tag" => ("niche or tag", "niches and tags"),
        "task" => ("task", "tasks"),
        "terms" => ("setting of a campaign's results", "settings of campaigns' results"),
        "weekly_goal" => ("weekly goal", "weekly goals"),
        _ => return None,
    })
}

/// Adds to the sentence of a large step that no backup could be made before it.
pub fn without_backup(sentence: &str, why: &str) -> String {
    format!("{sentence} No backup could be made first: {why}")
}

/// Says how many collaborations a migration found marked as paid without a payment.
pub fn unpaid_again(collaborations: u64) -> String {
    let was = counted(collaborations, "collaboration was", "collaborations were");
    let is = if collaborations == 1 { "is" } else { "are" };
    format!("{was} marked as paid without a payment and {is} unpaid now.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_step_by_its_label() {
        assert_eq!(turned(Turn::Undo, "Rejected 12 creators"), "Undid: rejected 12 creators.");
        assert_eq!(nothing_to(Turn::Redo), "There is nothing to redo.");
        assert_eq!(label("Tagged @mia with vip."), "Tagged @mia with vip");
    }

    #[test]
    fn undoing_what_undid_a_step_redoes_it() {
        let undone = undid("Picked @mia");
        assert_eq!(undone, "Undid \"Picked @mia\"");
        assert_eq!(undid(&undone), "Redid \"Picked @mia\"");
        assert_eq!(undid(&undid(&undone)), undone);
        assert_eq!(turned(Turn::Undo, &undone), "Redid: picked @mia.");
        assert_eq!(turned(Turn::Redo, &undone), "Undid: picked @mia.");
    }

    #[test]
    fn names_three_later_steps_and_counts_the_rest() {
        let steps = |labels: &[&str]| -> Vec<StepRef> {
            let step = |label: &&str| StepRef { op: OpId(1), label: (*label).to_owned() };
            labels.iter().map(step).collect()
        };
        assert_eq!(named(&steps(&["a"])), "\"a\"");
        assert_eq!(named(&steps(&["c", "b", "a"])), "\"c\", \"b\" and \"a\"");
        assert_eq!(named(&steps(&["e", "d", "c", "b", "a"])), "\"e\", \"d\", \"c\" and 2 more");
    }

    #[test]
    fn says_what_a_step_changed_by_nouns() {
        let tables = [("creator_tag", 12), ("fact_source", 1), ("figure_source", 1), ("creator", 1)];
        let tables: Vec<(String, u64)> = tables.map(|(table, rows)| (table.to_owned(), rows)).to_vec();
        assert_eq!(changed(&tables), "12 tags on creators, 2 sources, 1 creator");
    }

    #[test]
    fn says_where_a_step_was_made() {
        let said = |made: &Origin| origin(made, Some(5), |at| format!("at {at}"));
        assert_eq!(said(&Origin::Window(5)), "this window");
        assert_eq!(said(&Origin::Import(6)), "import, window of at 6");
        assert_eq!(said(&Origin::Command("set".to_owned())), "tenfold set");
        assert_eq!(said(&Origin::Unknown), "");
    }
}

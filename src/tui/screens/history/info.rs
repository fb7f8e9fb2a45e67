//! The info pane of the history: what the step under the cursor changed, where it was made, and what depends on it.

use crate::domain::OpId;
use crate::proto::history::{Dependents, StepDetail, StepRef, StepRow};
use crate::tui::kit::{Action, Ctx};
use crate::tui::look::{Role, day, figure, text};
use crate::tui::widgets::fact::Fact;
use crate::words::history as words;

use super::Standing;

/// The facts about a step.
pub(super) fn of(row: &StepRow, standing: Standing, detail: Option<&StepDetail>, ctx: &Ctx) -> Vec<Fact> {
    let mut facts = vec![Fact::new("Next", next(standing, detail, ctx), 0)];
    let later =
        detail.map(|detail| &detail.dependents).filter(|later| standing == Standing::Below && !later.is_empty());
    if let Some(later) = later {
        facts.extend(needed_by(later));
    }
    facts.push(Fact::new("What", text::shown(&row.label), 4));
    if let Some(detail) = detail {
        facts.push(Fact::new("Changed", words::changed(&detail.changed), 2));
    }
    let from = words::origin(&row.origin, ctx.opened_ms, |at| day::moment((ctx.local_time)(at), ctx.today));
    if !from.is_empty() {
        facts.push(Fact::new("Made by", text::shown(&from), 3));
    }
    if let Some(older) = row.undoes {
        facts.push(Fact::new("Undid", format!("step {}", older.0), 4));
    }
    facts
}

/// The later steps that depend on it, newest first.
fn needed_by(later: &Dependents) -> Vec<Fact> {
    let one = |step: &StepRef| format!("step {}: {}", step.op.0, step.label);
    let mut said: Vec<String> = later.steps.iter().take(words::NAMED).map(one).collect();
    match later.steps.len().saturating_sub(words::NAMED) {
        _ if later.steps.is_empty() => said.push(words::FOREIGN.to_owned()),
        0 => {}
        more => said.push(format!("and {more} more")),
    }
    let label = |at| if at == 0 { "Needed by" } else { "" };
    said.iter().enumerate().map(|(at, said)| Fact::new(label(at), text::shown(said), 1).role(Role::Warn)).collect()
}

/// What can be done with a step.
fn next(standing: Standing, detail: Option<&StepDetail>, ctx: &Ctx) -> String {
    let key = |action| ctx.key(action);
    let (here, undo, redo) = (key(Action::NavOpen), key(Action::Undo), key(Action::Redo));
    match standing {
        Standing::Newest => format!("{undo} undoes it."),
        Standing::Below => match detail {
            None => "Looking for later steps that depend on it …".to_owned(),
            Some(detail) if detail.dependents.is_empty() => format!("{here} undoes it. Later steps stay."),
            Some(detail) => {
                let first = match detail.dependents.steps.len() {
                    0 => return "Can't be undone: another program changed this since. Change it by hand.".to_owned(),
                    1 => "the later step that needs it".to_owned(),
                    count => format!("the {} that need it, newest first", figure::plural(count, "later step")),
                };
                format!("Can't be undone yet. First undo {first}, or change it by hand.")
            }
        },
        Standing::Redo => format!("Undone. {redo} redoes it."),
        Standing::RedoLater => format!("Undone. {redo} redoes the older ones first."),
        Standing::UndoneBy(OpId(by)) => format!("Undone by step {by}. Undo that step to bring it back."),
    }
}

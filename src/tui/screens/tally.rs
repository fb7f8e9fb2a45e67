//! Counting clicks and conversions by hand, on any screen that shows collaborations.

use crate::domain::{CollaborationId, Counts};
use crate::proto::WriteCmd;
use crate::proto::tally::TallyCmd;
use crate::tui::kit::overlay::{Field, FieldKind, Form, Overlay, Value};
use crate::tui::kit::{Ctx, Does, Verb};
use crate::tui::screens::form::Reader;
use crate::tui::screens::steps::Collaborations;

/// The choice of clicks of one day.
const OF_DAY: &str = "on this day";
/// The choice of all clicks so far.
const IN_TOTAL: &str = "in total so far";

/// A count that is asked for.
#[derive(Clone, Copy, Debug)]
pub enum Question {
    /// Clicks of the link of a collaboration.
    Clicks(CollaborationId),
    /// What the campaign of a collaboration counts.
    Conversions(CollaborationId),
}

/// The verb that asks for clicks.
pub fn clicks<S: 'static>(of: Collaborations) -> Verb<S> {
    on_one(of, "clicks", |id, label, ctx| {
        let kinds = vec![OF_DAY.to_owned(), IN_TOTAL.to_owned()];
        let fields = vec![
            count_field("Clicks"),
            Field::new("kind", "Counted", FieldKind::Choice(kinds)).with(OF_DAY),
            day_field(),
        ];
        let form = Form { title: format!("Clicks of the link of {label}"), fields, save: "Add clicks".to_owned() };
        ctx.open(Overlay::Form(form), Question::Clicks(id));
    })
}

/// The verb that asks for sign-ups, leads or installs of a campaign that counts them.
pub fn conversions<S: 'static>(of: Collaborations, counts: Counts) -> Verb<S> {
    let ask = on_one(of, counts.word(), move |id, label, ctx| {
        let fields = vec![count_field(counts.label()), day_field()];
        let (title, save) = (format!("{} of {label}", counts.label()), format!("Add {}", counts.word()));
        ctx.open(Overlay::Form(Form { title, fields, save }), Question::Conversions(id));
    });
    ask.when(!counts.are_orders(), || {
        "This campaign counts orders; import those. To count sign-ups, leads or installs, edit the campaign.".to_owned()
    })
}

fn on_one<S: 'static>(
    of: Collaborations,
    hint: &'static str,
    open: impl FnOnce(CollaborationId, &str, &mut Ctx) + 'static,
) -> Verb<S> {
    let Collaborations { ids, label } = of;
    match ids.as_slice() {
        [] => Verb::no("Put the cursor on a creator first."),
        [id] => {
            let id = *id;
            Verb::new(move |_: &mut S, _, ctx: &mut Ctx| open(id, &label, ctx)).hint(hint, Does::Opens)
        }
        _ => Verb::no("A count belongs to one creator. Clear the marks first."),
    }
}

fn count_field(label: &'static str) -> Field {
    Field::new("count", label, FieldKind::Count).required()
}

fn day_field() -> Field {
    Field::new("day", "Day", FieldKind::Day).hint("empty: today. The same day again replaces its count")
}

/// Takes the answer to a question; a form with faults opens again.
pub fn answered(question: Question, value: Value, ctx: &mut Ctx) {
    let Value::Form(form) = value else { return };
    let today = ctx.today;
    let mut reader = Reader::new(form, ctx.calendar());
    let count = reader.count("count");
    if count.is_none() && reader.text("count").is_empty() {
        reader.fault("count", "a number, such as 120");
    }
    let day = reader.day("day").unwrap_or(today);
    if day > today {
        reader.fault("day", "this day is in the future");
    }
    let is_total = reader.text("kind") == IN_TOTAL;
    let count = count.unwrap_or(0);
    let command = WriteCmd::Tally(match question {
        Question::Clicks(id) => TallyCmd::Clicks { id, clicks: count, day, is_total },
        Question::Conversions(id) => TallyCmd::Conversions { id, count, day },
    });
    ctx.submit(reader.finish(command), question);
}

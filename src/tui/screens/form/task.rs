//! The form of a typed task.

use crate::domain::day::Calendar;
use crate::proto::agenda::TaskFields;
use crate::tui::kit::overlay::{Field, FieldKind, Form, Overlay};

use super::Reader;

/// Builds the form: of a task, or of a new one.
pub fn build(known: Option<&TaskFields>, calendar: Calendar) -> Overlay {
    let text = |read: fn(&TaskFields) -> String| known.map(read).unwrap_or_default();
    let day = known.map_or_else(|| "today".to_owned(), |fields| fields.due_on.to_string());
    let fields = vec![
        Field::new("title", "What", FieldKind::Text)
            .name()
            .with(text(|fields| fields.title.clone()))
            .hint("ask the printer for a proof")
            .required(),
        Field::new("day", "When", FieldKind::Day)
            .with(day)
            .hint(format!("fri, 3d, {}", calendar.order.example()))
            .required(),
        Field::new("creator", "About", FieldKind::Text)
            .with(text(|fields| fields.creator.clone()))
            .hint("@handle of a creator, or empty"),
        Field::new("note", "Notes", FieldKind::Long)
            .with(text(|fields| fields.note.clone()))
            .hint("lines that begin with - are a check list"),
    ];
    let title = if known.is_some() { "Edit task" } else { "New task" };
    let save = if known.is_some() { "Save" } else { "Add task" };
    Overlay::Form(Form { title: title.to_owned(), fields, save: save.to_owned() })
}

/// Reads the form.
///
/// # Errors
/// Hands the form back with an error under each field that cannot be read.
pub fn read(form: Form, calendar: Calendar) -> Result<TaskFields, Box<Form>> {
    let mut reader = Reader::new(form, calendar);
    let title = reader.text("title");
    if title.is_empty() {
        reader.fault("title", "enter what needs to be done");
    }
    let due_on = reader.day("day").unwrap_or_else(|| {
        reader.fault("day", super::day_wanted(calendar));
        calendar.today
    });
    let creator = reader.text("creator");
    let note = reader.lines("note");
    reader.finish(TaskFields { title, due_on, creator, note })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::screens::sample;

    #[test]
    fn a_task_survives_its_form() {
        let fields = TaskFields {
            title: "Call".into(),
            due_on: sample::day(3, 13),
            creator: "@mia".into(),
            note: "By noon.\n- one\n- [x] two".into(),
        };
        let Overlay::Form(mut form) = build(Some(&fields), sample::ctx().calendar()) else { panic!("a form") };
        assert_eq!(read(form.clone(), sample::ctx().calendar()), Ok(fields));
        (form.fields[0].value, form.fields[1].value) = (String::new(), String::new());
        let back = read(form, sample::ctx().calendar()).expect_err("no title and no day");
        assert!(back.fields[0].error.is_some() && back.fields[1].error.is_some());
    }
}

//! The form of a typed task.

use chrono::NaiveDate;

use crate::proto::agenda::TaskFields;
use crate::tui::kit::overlay::{Field, FieldKind, Form, Overlay, Purpose};

use super::Reader;

/// What the answer is for.
pub const PURPOSE: Purpose = "task";

/// Builds the form: of a task, or of a new one.
pub fn build(known: Option<&TaskFields>) -> Overlay {
    let text = |read: fn(&TaskFields) -> String| known.map(read).unwrap_or_default();
    let day = known.map_or_else(|| "today".to_owned(), |fields| fields.due_on.to_string());
    let fields = vec![
        Field::new("title", "What", FieldKind::Text)
            .with(text(|fields| fields.title.clone()))
            .hint("ask the printer for a proof")
            .required(),
        Field::new("day", "When", FieldKind::Day).with(day).hint("fri, 3d, 14 mar").required(),
        Field::new("creator", "About", FieldKind::Text)
            .with(text(|fields| fields.creator.clone()))
            .hint("@handle of a creator, or empty"),
    ];
    let title = if known.is_some() { "Change the task" } else { "New task" };
    let save = if known.is_some() { "Save" } else { "Add task" };
    Overlay::Form(Form { purpose: PURPOSE, title: title.to_owned(), fields, save: save.to_owned() })
}

/// Reads the form.
///
/// # Errors
/// Hands the form back with an error under each field that cannot be read.
pub fn read(form: Form, today: NaiveDate) -> Result<TaskFields, Box<Form>> {
    let mut reader = Reader::new(form, today);
    let title = reader.text("title");
    if title.is_empty() {
        reader.fault("title", "what is there to do?");
    }
    let due_on = reader.day("day").unwrap_or_else(|| {
        reader.fault("day", "a day, such as fri, 14 mar or 2026-03-14");
        today
    });
    let creator = reader.text("creator");
    reader.finish(TaskFields { title, due_on, creator })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::screens::sample;

    #[test]
    fn a_task_survives_its_form() {
        let fields = TaskFields { title: "Call".into(), due_on: sample::day(3, 13), creator: "@mia".into() };
        let Overlay::Form(mut form) = build(Some(&fields)) else { panic!("a form") };
        assert_eq!(read(form.clone(), sample::day(3, 11)), Ok(fields));
        (form.fields[0].value, form.fields[1].value) = (String::new(), String::new());
        let back = read(form, sample::day(3, 11)).expect_err("no title and no day");
        assert!(back.fields[0].error.is_some() && back.fields[1].error.is_some());
    }
}

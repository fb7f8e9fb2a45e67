//! The form for the counts of a post.

use chrono::NaiveDate;

use crate::domain::day::Calendar;
use crate::domain::number::parse_counts;
use crate::proto::post::ReadingRecord;
use crate::tui::kit::overlay::{Field, FieldKind, Form, Overlay};

use super::Reader;

/// Names of the counts, as keys of the form and labels.
const COUNTS: [(&str, &str); 5] =
    [("views", "Views"), ("likes", "Likes"), ("comments", "Comments"), ("shares", "Shares"), ("saves", "Saves")];

/// Builds the form for a post: five numbers, or all of them on the first line.
pub fn build(name: &str) -> Overlay {
    let field = |(index, (key, label)): (usize, (&'static str, &'static str))| {
        let (kind, hint) = if index == 0 {
            (FieldKind::Counts, "or all five on this line: 12.4k 800 20 5 9, then Enter")
        } else {
            (FieldKind::Count, "")
        };
        Field::new(key, label, kind).hint(hint)
    };
    let mut fields: Vec<Field> = COUNTS.into_iter().enumerate().map(field).collect();
    fields.push(Field::new("on", "Counted on", FieldKind::Day).hint("empty: today"));
    Overlay::Form(Form { title: format!("Reading of {name}"), fields, save: "Save".to_owned() })
}

/// Reads the counts and their day. Several counts on the first line go to the fields below that are empty.
///
/// # Errors
/// Returns the form with what is wrong in it.
pub fn read(form: Form, calendar: Calendar) -> Result<(Option<NaiveDate>, ReadingRecord), Box<Form>> {
    let first = parse_counts(form.text("views")).unwrap_or_default();
    let mut reader = Reader::new(form, calendar);
    let mut counts = [first[0], None, None, None, None];
    for (at, (key, _)) in COUNTS.iter().enumerate().skip(1) {
        if let (Some(count), Some(first)) = (counts.get_mut(at), first.get(at)) {
            *count = reader.count(key).or(*first);
        }
    }
    let [views, likes, comments, shares, saves] = counts;
    let on = reader.day("on");
    let reading = ReadingRecord { views, likes, comments, shares, saves };
    if !reading.is_known() {
        reader.fault("views", "Enter at least one count");
    }
    reader.finish((on, reading))
}

//! What the user chose for the columns of a file: as the program keeps it, and as a command names it.

use super::plan::Plan;
use crate::domain::filter::near::nearest_few;
use crate::domain::text::{clean, fold};
use crate::proto::column::{Choice, DayOrder, Target, give};
use crate::proto::import_note::ImportNote;
use crate::proto::ingest::ImportKind;

/// What stands for a column that is left out.
const LEFT_OUT: &str = "-";

/// Writes choices as they are kept: what the file holds, then a word for each column.
pub fn keep(kind: ImportKind, choices: &[Choice]) -> String {
    let word = |choice: &Choice| {
        let order = match choice.day_order {
            Some(DayOrder::DayFirst) => ":day",
            Some(DayOrder::MonthFirst) => ":month",
            None => "",
        };
        format!("{}{order}", choice.becomes.map_or(LEFT_OUT, Target::word))
    };
    let words: Vec<String> = choices.iter().map(word).collect();
    format!("{} {}", kind.word(), words.join(" "))
}

/// Reads choices that were kept; nothing where a word is unknown, as another version of the program may have written it.
pub fn kept(text: &str) -> Option<(ImportKind, Vec<Choice>)> {
    let mut words = text.split(' ');
    let kind = ImportKind::from_word(words.next()?)?;
    let choice = |word: &str| {
        let (field, order) = word.split_once(':').unwrap_or((word, ""));
        let day_order = match order {
            "day" => Some(DayOrder::DayFirst),
            "month" => Some(DayOrder::MonthFirst),
            _ => None,
        };
        let becomes = if field == LEFT_OUT { None } else { Some(Target::named(kind, field)?) };
        Some(Choice { becomes, day_order })
    };
    Some((kind, words.map(choice).collect::<Option<_>>()?))
}

/// Returns the choices of a plan with some columns changed by name, and a note for each column that gave up its field.
///
/// # Errors
/// Says which column or field there is not, and which may have been meant.
pub fn with_named(plan: &Plan, named: &[(String, String)]) -> Result<(Vec<Choice>, Vec<ImportNote>), String> {
    let (mut choices, mut taken, mut notes) = (plan.choices(), Vec::new(), Vec::new());
    for (column, field) in named {
        let index = column_called(plan, column)?;
        let becomes = if field.trim() == LEFT_OUT { None } else { Some(field_called(plan.kind, field)?) };
        if taken.contains(&index) {
            return Err(format!("`{}` can map to only one field.", plan.columns[index].header));
        }
        taken.push(index);
        let former = give(&mut choices, index, becomes);
        if let (Some(former), Some(target)) = (former, becomes) {
            let (label, header) = (target.label(plan.kind), &plan.columns[former].header);
            if taken.contains(&former) {
                return Err(format!("Only one column can be {label}: choose `{header}` or `{}`.", clean(column)));
            }
            notes.push(ImportNote::GaveUp { column: header.clone(), field: label.to_owned() });
        }
    }
    Ok((choices, notes))
}

/// Finds a column by its name, or by its place where names are missing or repeat: `column 3`.
fn column_called(plan: &Plan, name: &str) -> Result<usize, String> {
    let headers: Vec<&str> = plan.columns.iter().map(|column| column.header.as_str()).collect();
    let plain = |text: &str| fold(&clean(text)).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let (exact, wanted) = (clean(name), plain(name));
    let places = |is: &dyn Fn(&str) -> bool| {
        let fits = headers.iter().enumerate().filter(|(_, header)| is(header));
        fits.map(|(index, _)| index).collect::<Vec<_>>()
    };
    let found = match places(&|header| header == exact) {
        found if found.is_empty() => places(&|header| !wanted.is_empty() && plain(header) == wanted),
        found => found,
    };
    match found.as_slice() {
        [index] => Ok(*index),
        [first, ..] => Err(format!(
            "{} columns of `{}` are named `{exact}`: name one by position, as in \"column {}\".",
            found.len(),
            plan.file,
            first + 1
        )),
        [] => {
            let place = wanted.strip_prefix("column").and_then(|number| number.parse::<usize>().ok());
            if let Some(index) = place.and_then(|place| place.checked_sub(1)).filter(|index| *index < headers.len()) {
                return Ok(index);
            }
            let folded: Vec<String> = headers.iter().map(|header| fold(header)).collect();
            let near = nearest_few(&fold(&exact), folded.iter().map(String::as_str));
            let meant = near.first().and_then(|near| headers.iter().find(|header| fold(header) == *near));
            let there = match meant {
                Some(meant) => format!("Did you mean `{meant}`?"),
                None => format!("There are: {}.", headers.join(", ")),
            };
            Err(format!("There is no column `{exact}` in `{}`. {there}", plan.file))
        }
    }
}

/// Finds a field by its word or by what the screen calls it.
fn field_called(kind: ImportKind, text: &str) -> Result<Target, String> {
    let words = || Target::of(kind).iter().map(|target| target.word());
    Target::named(kind, text).ok_or_else(|| {
        let near = nearest_few(&fold(&clean(text)), words());
        let meant = near.first().map_or(String::new(), |near| format!(" Did you mean `{near}`?"));
        let all = words().collect::<Vec<_>>().join(", ");
        format!(
            "{} has no field `{}`.{meant} Fields: {all}; {LEFT_OUT} leaves the column out.",
            kind.title(),
            clean(text)
        )
    })
}

//! What a marketer types into the palette, and what must come first.

use super::driver::Person;

/// Nothing is called that: the closest names are said, and Enter does nothing.
const NONE: &str = "";

/// The words typed, and how the first line that is found begins.
const PHRASES: &[(&str, &str)] = &[
    ("add creator", "Add creators"),
    ("add creators", "Add creators"),
    ("new creator", "Add creators"),
    ("creator add", "Add creators"),
    ("add influencer", "Add creators"),
    ("paste handles", "Add creators"),
    ("new campaign", "New campaign"),
    ("create campaign", "New campaign"),
    ("add campaign", "New campaign"),
    ("campagin", "Go to campaigns"),
    ("campaigns", "Go to campaigns"),
    ("new task", "New task"),
    ("add reminder", "New task"),
    ("import", "Go to import"),
    ("import csv", "Go to import"),
    ("upload csv", "Go to import"),
    ("load excel file", "Go to import"),
    ("upload spreadsheet", "Go to import"),
    ("send email", "Copy email"),
    ("email", "Copy email"),
    ("copy email address", "Copy email"),
    ("exit", "Close this screen"),
    ("quit", "Quit now"),
    ("leave", "Close this screen"),
    ("close", "Close this screen"),
    ("undo", "Undo the last change"),
    ("undo last change", "Undo the last change"),
    ("go back", "Go back one step"),
    ("redo", "Redo"),
    ("delete", "Delete creators"),
    ("remove creator", "Delete creators"),
    ("delete this view", "Delete this view"),
    ("how do i pay", "Go to payments"),
    ("payments", "Go to payments"),
    ("rebook", "Go to rebook"),
    ("book again", "Go to rebook"),
    ("rebook creators", "Go to rebook"),
    ("invoice", "Invoice: its number"),
    ("change colors", NONE),
    ("dark mode", NONE),
    ("theme", "Choose a theme"),
    ("settings", "Go to settings"),
    ("preferences", NONE),
    ("export list", "Copy rows"),
    ("show chart", NONE),
    ("connect tiktok api", NONE),
    ("tutorial", "Tour"),
    ("help", "Help: topics"),
    ("how are the numbers made", "Help: how the numbers"),
    ("search", "Type a filter"),
    ("filter", "Type a filter"),
    ("clear filter", "Clear the filter"),
    ("sort by followers", "Sort by followers"),
    ("sort engagement", "Sort by engagement"),
    ("shortlist", "Pick: add to the shortlist"),
    ("reject", "Reject"),
    ("maybe", "Maybe"),
    ("snooze", "Snooze"),
    ("do not contact", "Do not contact"),
    ("block", "Do not contact"),
    ("tag", "Tags and niches: add"),
    ("add tag", "Tags and niches: add"),
    ("add note", "Add a note"),
    ("write note", "Add a note"),
    ("rate 5 stars", "Rate: 5 stars"),
    ("results", "Go to results"),
    ("roi", "Go to results"),
    ("triage", "Go to triage"),
    ("agenda", "Go to agenda"),
    ("what is due", "Go to agenda"),
    ("history", "Go to history"),
    ("merge duplicates", "Go to duplicates"),
    ("select all", "Mark all"),
    ("open profile", "Open the profile"),
    ("columns", "Columns: choose"),
    ("save filter as view", "Filter: save as a view"),
    ("weekly goal", "Weekly goal"),
    ("report for boss", "Report: one page"),
    ("asdfghjkl", NONE),
    ("mark as paid", "Log what happened"),
    ("mark as contacted", "Log what happened"),
    ("contacted", "Log what happened"),
    ("edit creator", "Edit the whole record"),
    ("new batch", "Plan a new batch"),
    ("create batch", "Plan a new batch"),
    ("start batch", "Next stage: start"),
    ("finish batch", "Next stage: start"),
    ("export csv", "Copy rows"),
    ("backup", "Help: topics"),
    ("restore backup", "Help: topics"),
    ("what does roas mean", "Help: how the numbers"),
    ("who did I reject", "Saved views"),
    ("show rejected", "Saved views"),
    ("filter by niche", "Filter: pick tags"),
    ("add niche", "Tags and niches: add"),
    ("save a copy", "If the open file was deleted"),
    ("delete creator", "Delete creators"),
    ("add a note", "Add a note"),
    ("send brief", NONE),
    ("change currency", NONE),
    ("dark theme", "Choose a theme"),
];

/// The line of the palette that Enter would run.
fn first(person: &mut Person) -> Option<String> {
    let screen = person.screen();
    let line = screen.lines().find_map(|line| line.split_once("│ > "))?;
    Some(line.1.to_owned())
}

#[test]
fn what_a_marketer_types_finds_what_they_mean() {
    let mut person = Person::with_demo();
    let mut wrong = Vec::new();
    for (typed, wanted) in PHRASES {
        person.press("esc :");
        person.type_text(typed);
        let first = first(&mut person);
        let fits = match &first {
            Some(line) => !wanted.is_empty() && line.starts_with(wanted),
            None => wanted.is_empty() && person.screen().contains("No command matches"),
        };
        if !fits {
            wrong.push(format!("{typed}: {first:?}, not {wanted:?}"));
        }
    }
    assert!(PHRASES.len() >= 60);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn words_that_name_nothing_destructive_destroy_nothing() {
    let mut person = Person::with_demo();
    let before = person.tables();
    for words in ["add creator", "import csv", "send email", "exit", "creators", "creator", "how do i pay"] {
        person.press("esc esc esc g c A :");
        person.type_text(words);
        person.press("enter");
        person.wait(500);
        person.press("esc esc esc");
        assert_eq!(person.tables(), before, "{words}");
    }
}

#[test]
fn what_comes_closest_is_named_where_nothing_is_called_so() {
    let mut person = Person::with_demo();
    person.press(":");
    for (typed, closest) in
        [("undo import", "Go to import; Undo the last change"), ("filter by country", "Type a filter")]
    {
        person.press("ctrl-u");
        person.type_text(typed);
        person.sees(&format!("No command matches `{typed}`. Closest: {closest}"));
    }
    person.press("enter esc");
    person.sees("everyone");
}

#[test]
fn a_new_campaign_is_begun_from_everywhere() {
    let mut person = Person::with_demo();
    for place in ["g c", "g t", "g a", "g h"] {
        person.press(place);
        person.press(":");
        person.type_text("new campaign");
        person.press("enter");
        person.sees("Product");
        person.sees("Ctrl-S save");
        person.press("esc");
    }
}

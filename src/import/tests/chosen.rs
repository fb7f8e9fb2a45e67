//! Columns that the user chose: by name, kept for the next file, and where the program finds none itself.

use super::*;
use crate::domain::CollaborationField;
use crate::domain::creator::CreatorField;
use crate::proto::column::Choice;

const SUBS: &[u8] = b"Konto,Nickname,Subs,Likes,Likes\nmia,Mia,10,1,5\nzoe,Zoe,20,2,6\n";

/// What a plan of these bytes and its reason look like.
fn looked(bytes: &[u8], kind: Option<ImportKind>) -> (Plan, Option<ImportError>, TempDir) {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("list.csv");
    fs::write(&path, bytes).expect("a file");
    let (plan, fault) = look(&path, &Options { kind, ..Options::default() }).expect("a file one can choose columns of");
    (plan, fault, folder)
}

fn named(plan: &Plan, maps: &[&str]) -> Result<(Vec<Choice>, Vec<ImportNote>), String> {
    let pairs = maps.iter().filter_map(|map| map.split_once('='));
    with_named(plan, &pairs.map(|(column, field)| (column.to_owned(), field.to_owned())).collect::<Vec<_>>())
}

#[test]
fn a_list_without_a_known_handle_waits_for_a_person() {
    let (mut plan, fault, folder) = looked(SUBS, None);
    assert!(matches!(fault, Some(ImportError::Unknown { .. })), "{fault:?}");
    assert_eq!((plan.kind, plan.missing()), (ImportKind::Creators, vec![Target::Handle]));
    assert!(open(&folder.path().join("list.csv"), &Options::default()).is_err(), "nobody is asked by a plain command");
    let (choices, notes) = named(&plan, &["konto=handle", "Subs=Followers"]).expect("columns");
    assert!(notes.is_empty());
    plan.choose(&choices);
    let read = all(plan);
    assert_eq!(read.handles(), ["mia", "zoe"]);
    assert_eq!(read.creators().iter().map(|c| c.fields.followers).collect::<Vec<_>>(), [Some(10), Some(20)]);
}

#[test]
fn a_person_may_say_what_a_file_holds() {
    let text = b"Project,Who,Paid\nGlow,mia,10\nGlow,zoe,20\n";
    let (mut plan, fault, _folder) = looked(text, Some(ImportKind::Collaborations));
    assert!(fault.is_some());
    let (choices, _) = named(&plan, &["Project=campaign", "Who=handle"]).expect("columns");
    plan.choose(&choices);
    let paid: Vec<_> = all(plan).collaborations().iter().map(|row| row.paid.milli).collect();
    assert_eq!(paid, [Some(10_000), Some(20_000)]);
}

#[test]
fn only_one_column_becomes_a_field_and_the_other_is_named() {
    let (plan, ..) = looked(b"Username,Nick,Followers\nmia,Mia,10\n", None);
    let (choices, notes) = named(&plan, &["Nick=handle", "Followers=-"]).expect("columns");
    assert_eq!(choices.iter().map(|choice| choice.becomes).collect::<Vec<_>>(), [None, Some(Target::Handle), None]);
    assert_eq!(notes, [ImportNote::GaveUp { column: "Username".to_owned(), field: "Handle".to_owned() }]);
}

#[rstest]
#[case(&["Subz=followers"], "There is no column `Subz` in `list.csv`. Did you mean `Subs`?")]
#[case(&["xyz=followers"], "There is no column `xyz` in `list.csv`. There are: Konto, Nickname, Subs, Likes, Likes.")]
#[case(&["Subs=folowers"], "a list of creators has no field `folowers`. Did you mean `followers`?")]
#[case(&["Subs=fee"], "a list of creators has no field `fee`. Fields: handle, link, ")]
#[case(&["Likes=views"], "2 columns of `list.csv` are named `Likes`: name one by position, as in \"column 4\".")]
#[case(&["Subs=views", "Konto=views"], "Only one column can be Views per post: choose `Subs` or `Konto`.")]
#[case(&["Subs=views", "subs=-"], "`Subs` can map to only one field.")]
fn what_cannot_be_is_said_with_the_nearest(#[case] maps: &[&str], #[case] expected: &str) {
    let (plan, ..) = looked(SUBS, None);
    let told = named(&plan, maps).expect_err("a sentence");
    assert!(told.starts_with(expected), "{told}");
}

#[test]
fn a_column_can_be_named_by_its_place() {
    let (plan, ..) = looked(SUBS, None);
    let (choices, _) = named(&plan, &["column 5=views", "(column 1)=handle"]).expect("columns");
    assert_eq!((choices[4].becomes, choices[0].becomes), (Some(Target::Of(CreatorField::Views)), Some(Target::Handle)));
}

#[test]
fn choices_are_kept_as_words_and_read_again() {
    let choice = |becomes, day_order| Choice { becomes, day_order };
    let choices = vec![
        choice(Some(Target::Handle), None),
        choice(None, None),
        choice(Some(Target::Collaboration(CollaborationField::PostedOn)), Some(DayOrder::MonthFirst)),
    ];
    let text = keep(ImportKind::Collaborations, &choices);
    assert_eq!(text, "collaborations handle - posted_on:month");
    assert_eq!(kept("collaborations handle - posted_at:month"), kept(&text), "as an older version named it");
    assert_eq!(kept(&text), Some((ImportKind::Collaborations, choices)));
    assert_eq!(kept("collaborations handle warp_factor"), None, "a word of another version");
    assert_eq!((kept(""), kept("spells handle")), (None, None));
}

#[test]
fn files_with_the_same_header_row_are_known_again() {
    let signature = |text: &str| looked(text.as_bytes(), None).0.signature();
    assert_eq!(signature("handle,followers\nmia,1\n"), signature("handle,followers\nzoe,2\nkim,3\n"));
    assert_ne!(signature("handle,followers\nmia,1\n"), signature("followers,handle\n1,mia\n"));
    assert_eq!(signature("@mia,10\n@zoe,20\n"), None, "columns without names may hold anything next time");
}

#[test]
fn days_of_message_answer_and_parcel_are_read() {
    let text = "campaign,handle,Date contacted,Replied on,Product sent\nGlow,mia,2026-03-02,2026-03-04,14.03.2026\nGlow,zoe,,,\n";
    let read = read_bytes(text.as_bytes()).expect("a tracker");
    let rows = read.collaborations();
    let days = |row: usize| [rows[row].stated.contacted_on, rows[row].stated.replied_on, rows[row].stated.shipped_on];
    assert_eq!(
        days(0).map(|day| day.map(|day| day.to_string()).unwrap_or_default()),
        ["2026-03-02", "2026-03-04", "2026-03-14"]
    );
    assert_eq!(days(1), [None; 3]);
    let told = read_bytes(b"campaign,handle,shipped\nGlow,mia,soon\n").expect("a tracker");
    assert!(told.becomes("shipped").is_none() || told.rejected() == [(2, "shipped")]);
}

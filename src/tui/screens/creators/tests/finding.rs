//! Finding creators: terms from cells, views, columns, and repeating the last change.

use super::*;
use crate::tui::kit::overlay::{Breadth, Pick};
use crate::tui::kit::{SnoozeFor, SortBy};

pub(super) fn filter_asked(table: &Table) -> String {
    let Some((_, Query::Index { filter, .. })) = &table.asked else { panic!("no list was asked for") };
    filter.as_ref().map(|expr| expr.in_words()).unwrap_or_default()
}

fn picker(requests: &[Request]) -> Pick {
    let open = |request: &Request| match request {
        Request::Open(Overlay::Pick(pick), _) => Some(pick.clone()),
        _ => None,
    };
    requests.iter().find_map(open).expect("a list to choose from")
}

#[test]
fn filters_by_the_cell_under_the_cursor() {
    let mut table = Table::new(50);
    table.act_times(Action::NavRight, 2);
    table.act(Action::FilterSame);
    assert_eq!(table.screen.bar.text, "followers:7.4k");
    table.list(0..50);
    table.act(Action::NavLeft);
    table.act(Action::FilterNot);
    assert_eq!(table.screen.bar.text, "followers:7.4k -tier:nano");
    table.list(0..50);
    table.act(Action::FilterNot);
    assert_eq!(table.notices(), Vec::<String>::new());
    table.requests.clear();
    let requests = table.act(Action::FilterNot);
    assert!(matches!(&requests[0], Request::Say(notice) if notice.text == "The filter already has -tier:nano."));
    table.act(Action::FilterDrop);
    assert_eq!(table.screen.bar.text, "followers:7.4k");
    table.list(0..50);
    table.act(Action::FilterLast);
    assert_eq!(table.screen.bar.text, "followers:7.4k -tier:nano");
}

#[test]
fn asks_which_of_several_tags_to_filter_by() {
    let mut table = Table::new(50);
    table.screen.column = super::super::columns::ColumnKind::Niche;
    let pick = picker(&table.act(Action::FilterNot));
    assert_eq!(pick.items.iter().map(|item| item.label.as_str()).collect::<Vec<_>>(), ["clean", "skincare"]);
    table.choose("skincare");
    assert_eq!(table.screen.bar.text, "-tag:skincare");
    table.tags(&[], 0);
    table.act(Action::FilterTag);
    table.switch(&["clean", "glass skin"], &[]);
    assert_eq!(table.screen.bar.text, "-tag:skincare tag:clean,\"glass skin\"");
}

#[test]
fn marks_unloaded_rows_with_the_same_value() {
    let mut table = Table::new(20_000);
    table.filter("er>2");
    table.list(0..20_000);
    table.type_keys("enter");
    table.screen.column = super::super::columns::ColumnKind::Of(crate::domain::creator::CreatorField::Country);
    table.ctx.now_ms += 1;
    table.act(Action::MarkSame);
    let Query::Same(filter) = table.reply(Slot::Same, Answer::Same([3, 19_000].map(CreatorId).into())) else {
        panic!()
    };
    assert_eq!(filter.expect("a filter").in_words(), "engagement over 2%; country is United States");
    assert_eq!(table.acts_on(), "2 marked");
    assert_eq!(verdict_on(&table.act(Action::VerdictPick)).1, [3, 19_000]);
    table.act(Action::MarkSame);
    let many: Arc<[CreatorId]> = (0..60_000).map(CreatorId).collect();
    table.requests.clear();
    table.reply(Slot::Same, Answer::Same(many));
    assert!(table.notices()[0].starts_with("60,000 creators have country:us, too many"), "{:?}", table.notices());
    assert_eq!(table.acts_on(), "@juliets.jars");
}

#[test]
fn marked_filter_includes_hidden_creators_and_counts_them() {
    let mut table = Table::new(50);
    table.act_times(Action::MarkToggle, 3);
    table.filter("mia");
    table.list([4, 9]);
    table.type_keys("enter");
    table.act(Action::FilterMarked);
    assert_eq!(filter_asked(&table), "only the 3 marked");
    table.list([0, 1, 2]);
    assert_eq!(table.acts_on(), "3 marked");
    assert!(table.picture(120, 36).contains("means: only the 3 marked"));
    assert_eq!(
        table.screen.availability(Action::ViewSave, &table.ctx),
        Availability::No("A view can't store marks. Remove is:marked from the filter first.".into())
    );
    let kept = table.screen.memory();
    let mut again = CreatorsScreen::new();
    again.recall(&|name| kept.iter().find(|(kept, _)| *kept == name).map(|(_, value)| value.clone()));
    let mut again = Table { screen: again, ..Table::new(0) };
    again.screen.enter(&mut again.ctx);
    again.run_requests();
    assert_eq!(filter_asked(&again), "only the 3 marked");
}

#[test]
fn marking_everything_expands_to_ids() {
    let mut table = Table::new(50);
    table.act(Action::MarkAll);
    table.act(Action::MarkToggle);
    table.act(Action::FilterMarked);
    assert_eq!(filter_asked(&table), "only the 49 marked");
    table.list(1..50);
    assert_eq!(table.acts_on(), "49 marked");
}

#[test]
fn cursor_column_stays_on_screen_and_sorts() {
    let mut table = Table::new(50);
    table.act_times(Action::NavRight, 99);
    for (width, height) in [(120, 36), (80, 24), (60, 20), (40, 12)] {
        let picture = table.picture(width, height);
        assert!(picture.contains(">ADDED"), "{picture}");
    }
    table.act(Action::SortColumn);
    let sorted = |table: &Table| match &table.asked {
        Some((_, Query::Index { sort, .. })) => sort[0].to_string(),
        other => panic!("{other:?}"),
    };
    assert_eq!(sorted(&table), "-added");
    table.act(Action::SortColumn);
    assert_eq!(sorted(&table), "added");
    for word in ["name", "price", "rating", "country", "cpm", "status", "reason", "lang", "tier"] {
        table.screen.column = super::super::columns::ColumnKind::from_word(word).expect("a column");
        table.act(Action::SortColumn);
        assert!(sorted(&table).ends_with(table.screen.column.field().name()), "{}", sorted(&table));
    }
    // The rows can be sorted by every column.
    for kind in super::super::columns::ColumnKind::all() {
        assert!(kind.field().sortable(), "{kind:?}");
    }
}

#[test]
fn opens_changes_saves_renames_and_deletes_a_view() {
    let mut table = Table::new(50);
    table.views(&[("To triage", "status:new"), ("Hot", "er>6")]);
    for count in [357, 31] {
        table.reply(Slot::ViewCount, Answer::Count(count));
    }
    let picture = table.picture(120, 36);
    assert!(picture.contains("Views »1 All 4,812«  2 To triage 357   3 Hot 31"), "{picture}");
    table.act(Action::ViewPick);
    table.choose("Hot");
    assert_eq!(filter_asked(&table), "engagement over 6%");
    table.list(0..31);
    assert!(table.picture(120, 36).contains("»3 Hot 31«"));
    table.act(Action::Sort(SortBy::Followers));
    table.list(0..31);
    assert!(table.picture(120, 36).contains("»3 Hot* 31«"));
    table.act(Action::ViewSave);
    let WriteCmd::SaveView { id, fields } = command(&table.type_in("hot")) else { panic!() };
    assert_eq!((id, fields.filter.as_str(), fields.sort.as_str()), (Some(ViewId(2)), "er>6", "-followers"));
    let requests = table.type_in("Warm");
    let WriteCmd::SaveView { id: None, .. } = command(&requests) else { panic!("a new name is a new view") };
    table.act(Action::ViewRename);
    let renamed = command(&table.type_in("Hotter"));
    assert!(matches!(renamed, WriteCmd::SaveView { id: Some(ViewId(2)), fields } if fields.filter == "er>6"));
    assert_eq!(command(&table.act(Action::ViewDelete)), WriteCmd::DeleteView(ViewId(2)));
    table.screen.refresh(&mut table.ctx);
    table.run_requests();
    table.views(&[("To triage", "status:new")]);
    assert!(table.picture(120, 36).contains("»1 All* 4,812«"), "what was shown stays");
}

#[test]
fn columns_are_saved_with_their_view() {
    let mut table = Table::new(50);
    table.views(&[("Hot", "er>6")]);
    let requests = table.act(Action::ColumnsEdit);
    let Some(Request::Open(Overlay::Arrange(mut arrange), _)) = requests.into_iter().next() else { panic!() };
    for item in &mut arrange.items {
        item.is_shown = matches!(item.key, "country" | "email" | "price");
    }
    arrange.items.reverse();
    arrange.items.iter_mut().filter(|item| item.key == "email").for_each(|item| item.breadth = Breadth::Wide);
    table.answer(Value::Arranged(arrange.items));
    let picture = table.picture(120, 36);
    assert!(picture.contains("EMAIL") && picture.contains("COUNTRY  ") && !picture.contains("FOLLOW."), "{picture}");
    assert_eq!(table.screen.base.to_text(), "handle email:wide country price");
    table.act(Action::ViewPick);
    table.choose("Hot");
    table.list(0..50);
    assert_eq!(table.screen.layout, table.screen.base, "a view without columns follows the list");
    table.screen.layout = super::super::column_layout::Layout::from_text("handle er").expect("columns");
    table.act(Action::ViewSave);
    let saved = command(&table.type_in("Hot"));
    assert!(matches!(saved, WriteCmd::SaveView { fields, .. } if fields.columns == "handle er"));
    table.act(Action::ViewPick);
    table.choose("All");
    assert_eq!(table.screen.layout.to_text(), "handle email:wide country price");
}

#[test]
fn repeats_the_last_change_on_another_creator() {
    let mut table = Table::new(50);
    assert!(matches!(table.screen.availability(Action::Repeat, &table.ctx), Availability::No(_)));
    table.act(Action::VerdictRejectWhy);
    table.choose("price");
    let again = |table: &mut Table| command(&table.act(Action::Repeat));
    let WriteCmd::SetVerdict { target, verdict, reason, .. } = again(&mut table) else { panic!() };
    assert_eq!((ids(&target), verdict, reason), (vec![1], Verdict::Rejected, Some(RejectReason::from_words("price"))));
    table.act(Action::Rate(4));
    table.act_times(Action::MarkToggle, 2);
    let WriteCmd::Rate { target, stars } = again(&mut table) else { panic!() };
    assert_eq!((ids(&target), stars), (vec![2, 3], 4));
    table.act(Action::TagEdit);
    table.switch(&["vip"], &[]);
    assert!(matches!(again(&mut table), WriteCmd::EditTags { add, .. } if add == ["vip"]));
    table.act(Action::Snooze(SnoozeFor::Week));
    let WriteCmd::SetVerdict { verdict: Verdict::Snoozed, until, .. } = again(&mut table) else { panic!() };
    assert_eq!(until, Some(day(18)));
    table.act(Action::NoteAdd);
    table.type_in("asks for a sample");
    assert!(matches!(again(&mut table), WriteCmd::AddNote { text, .. } if text == "asks for a sample"));
}

#[test]
fn the_sort_column_is_always_visible() {
    let mut table = Table::new(50);
    assert!(!table.picture(80, 24).contains("SCORE"));
    table.filter("sort:-score ");
    table.list(0..40);
    for (width, height) in [(120, 36), (80, 24), (60, 20)] {
        assert!(table.picture(width, height).contains("SCORE v"), "{width} cells");
    }
}

#[test]
fn a_misspelled_field_keeps_the_filter_before_it() {
    let mut table = Table::new(50);
    // Without its colon the misspelled field is a search word that matches nobody.
    table.act(Action::FilterEdit);
    table.type_keys("f o l o w e r s");
    table.list(0..0);
    table.type_keys(": 1");
    assert_eq!(table.screen.bar.text, "");
    table.list(0..40);
    assert!(table.picture(120, 36).contains("still showing: everyone"));
    table.type_keys("backspace backspace");
    assert_eq!(table.screen.bar.text, "folowers", "the word is searched for again");
}

#[test]
fn a_sentence_means_while_it_is_typed_what_it_means_with_enter() {
    let mut table = Table::new(50);
    table.act(Action::FilterEdit);
    table.type_keys("w i t h space e m a i l");
    assert_eq!(table.screen.bar.text, "has:email");
}

#[test]
fn handles_are_counted_by_niche() {
    let mut table = Table::new(50);
    let requests = table.act(Action::FilterCount);
    let asked = requests.iter().any(|request| {
        matches!(
            request,
            Request::Effect(Effect::Ask(_, Query::Breakdown { field: crate::domain::filter::Field::Tag, .. }))
        )
    });
    assert!(asked, "{requests:?}");
}

#[test]
fn an_unfinished_term_keeps_the_table() {
    let mut table = Table::new(50);
    table.filter("er>2 ");
    table.list(0..40);
    table.type_keys("n i c h");
    assert!(table.asked.is_none() || filter_asked(&table) == "engagement over 2%", "{:?}", table.asked);
    table.type_keys("e :");
    assert_eq!(table.screen.bar.text, "er>2");
    assert!(table.picture(120, 36).contains("still showing: er>2 "));
    table.type_keys("backspace enter");
    assert_eq!(filter_asked(&table), "engagement over 2%; mentions \"niche\"");
    assert_eq!(table.screen.bar.text, "er>2 niche");
}

#[test]
fn shows_the_first_page_while_the_rest_is_counted() {
    let mut table = Table::new(50);
    let first = |table: &mut Table, generation, ids: std::ops::Range<i64>| {
        table.receive(&Msg::Event(Event::FirstPage(generation, ids.map(CreatorId).collect())));
    };
    // With the input closed, the first page must not move the cursor off its creator.
    table.act(Action::Sort(SortBy::Er));
    let (generation, _) = table.asked.clone().expect("asked");
    first(&mut table, generation, 40..45);
    assert_eq!(table.screen.list.ids.len(), 50);
    table.list(0..50);

    table.filter("er>1");
    let (generation, _) = table.asked.clone().expect("asked");
    first(&mut table, generation, 0..20);
    let picture = table.picture(120, 36);
    assert!(picture.contains("counting...") && picture.contains("row 1 ") && !picture.contains("of 20"), "{picture}");
    assert_eq!(table.at(), 0);
    table.list(0..40);
    let picture = table.picture(120, 36);
    assert!(picture.contains("row 1 of 40") && !picture.contains("counting"), "{picture}");
    first(&mut table, generation, 7..8);
    assert_eq!(table.screen.list.ids.len(), 40, "a page comes before its list");
}

#[test]
fn due_dates_sort_ascending_and_figures_descending() {
    let mut table = Table::new(50);
    for (action, expected) in [
        (Action::Sort(SortBy::Due), "due"),
        (Action::Sort(SortBy::Followers), "-followers"),
        (Action::Sort(SortBy::Price), "price"),
    ] {
        table.act(action);
        let Some((_, Query::Index { sort, .. })) = &table.asked else { panic!("no list was asked for") };
        assert_eq!(sort.iter().map(ToString::to_string).collect::<Vec<_>>(), [expected]);
        table.list(0..50);
    }
}

#[test]
fn explains_a_column_that_has_no_room() {
    let mut table = Table::new(50);
    let said = |requests: &[Request]| match requests {
        [Request::Say(notice), ..] => notice.text.clone(),
        _ => String::new(),
    };
    let show = |table: &mut Table, to: Option<usize>| {
        let requests = table.act(Action::ColumnsEdit);
        let Some(Request::Open(Overlay::Arrange(mut arrange), _)) = requests.into_iter().next() else { panic!() };
        let at = arrange.items.iter().position(|item| item.key == "name").expect("a column");
        let mut name = arrange.items.remove(at);
        name.is_shown = to.is_some();
        arrange.items.insert(to.unwrap_or(at), name);
        said(&table.answer(Value::Arranged(arrange.items)))
    };
    let last = show(&mut table, Some(9));
    assert_eq!(last, "No room for Name in this window. C then K moves it forward, or i hides the pane.");
    assert_eq!(show(&mut table, None), "");
    assert_eq!(show(&mut table, Some(0)), "");
    assert!(table.picture(120, 36).contains("NAME"));
}

#[test]
fn columns_state_what_was_done_together_and_nothing_where_nothing_was() {
    let mut table = Table::new(8);
    let columns = "handle stage spend roas orders contacted due owed late";
    table.screen.layout = super::super::column_layout::Layout::from_text(columns).expect("columns");
    let picture = table.picture(140, 20);
    let line = |id: i64| {
        let handle = row(id).fields.handle.to_string();
        picture.lines().find(|line| line.contains(&handle)).expect("a row").to_owned()
    };
    let known = line(3);
    for part in ["Results", "$1240", "2.5", "41", "Mar 1", "Mar 8", "$180", "3d"] {
        assert!(known.contains(part), "{part}: {known}");
    }
    let none = line(4);
    let cells = none.split_once(&row(4).fields.handle.to_string()).expect("a handle").1;
    assert!(!cells.chars().take(70).any(|c| c.is_ascii_digit() || c == '-'), "{none}");
}

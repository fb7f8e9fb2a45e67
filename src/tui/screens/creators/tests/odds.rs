//! The columns of odds: there while the current campaign has any, which the head names.

use super::*;
use crate::tui::screens::sample;

fn table() -> Table {
    let mut table = Table::new(8);
    // Creators 2 and 4 ask a price, 3 none; nobody else is a candidate.
    table.ctx.odds =
        Some(sample::odds(&[(2, Some((9_500, 0.583)), 10_986), (3, None, 12_700), (4, Some((99_500, 0.02)), 0)]));
    table
}

fn line(picture: &str, id: i64) -> String {
    let handle = row(id).fields.handle.to_string();
    let line = picture.lines().find(|line| line.contains(&handle)).expect("a row");
    // The pane beside it is about another.
    line.split("││").next().unwrap_or_default().to_owned()
}

#[rstest::rstest]
#[case::wide(160, 36)]
#[case::usual(120, 36)]
#[case::small(80, 24)]
fn they_stand_beside_the_price_and_the_head_names_the_campaign(#[case] width: u16, #[case] height: u16) {
    let mut table = table();
    let picture = table.picture(width, height);
    assert!(picture.contains("ODDS") && picture.contains("WORTH"), "{picture}");
    assert!(picture.contains("odds in Serum test"), "{picture}");
    let two = line(&picture, 2);
    assert!(two.contains("58%") && two.contains("$110"), "{two}");
    let three = line(&picture, 3);
    assert!(!three.contains('%') && three.contains("$127"), "{three}");
    assert!(!line(&picture, 5).contains('%'), "no candidate: {picture}");
    table.ctx.odds = None;
    let without = table.picture(width, height);
    assert!(!["ODDS", "WORTH", "odds in"].iter().any(|gone| without.contains(gone)), "{without}");
}

#[rstest::rstest]
#[case::usual_beside_the_pane(120, 36)]
#[case::small(80, 24)]
fn they_leave_room_for_niches_and_the_tier_gives_way(#[case] width: u16, #[case] height: u16) {
    let mut table = table();
    table.screen.column = ColumnKind::Handle;
    let heads = |table: &mut Table| {
        let picture = table.picture(width, height);
        let head = picture.lines().find(|line| line.contains("HANDLE")).expect("a head").to_owned();
        ["TIER", "FOLLOW.", "ER%", "VIEWS", "PRICE", "ODDS", "WORTH", "NICHE"].map(|name| head.contains(name))
    };
    assert_eq!(heads(&mut table), [false, true, false, true, true, true, true, true]);
    table.ctx.odds = None;
    assert_eq!(heads(&mut table), [true, true, true, true, true, false, false, true]);
}

#[test]
fn who_is_worth_no_fee_is_said_so_in_words() {
    let mut table = table();
    let four = line(&table.picture(120, 36), 4);
    assert!(four.contains("none") && !four.contains("$0"), "{four}");
    while table.screen.list.at() != Some(CreatorId(4)) {
        table.act(Action::NavDown);
    }
    assert!(table.picture(120, 36).contains("not worth a"), "the pane says it whole");
    assert!(table.picture(80, 24).contains("not worth a paid post"));
}

#[rstest::rstest]
#[case::wide(160, 36)]
#[case::usual(120, 36)]
#[case::small(80, 24)]
fn their_place_is_kept_while_they_are_worked_out(#[case] width: u16, #[case] height: u16) {
    let mut table = table();
    let head = |picture: &str| picture.lines().find(|line| line.contains("HANDLE")).expect("a head").to_owned();
    let known = head(&table.picture(width, height));
    (table.ctx.odds, table.ctx.odds_in) = (None, Some("Serum test".to_owned()));
    let waiting = table.picture(width, height);
    assert_eq!(head(&waiting), known);
    assert!(waiting.contains("working out odds in Serum test"), "{waiting}");
    let two = line(&waiting, 2);
    assert_eq!(two.split_whitespace().filter(|word| *word == "…").count(), 2, "{two}");
}

#[test]
fn the_cursor_passes_over_columns_that_are_not_there() {
    let mut table = table();
    let walk = |table: &mut Table| {
        table.screen.column = ColumnKind::Of(CreatorField::Price);
        table.act(Action::NavRight);
        table.screen.column
    };
    assert_eq!(walk(&mut table), ColumnKind::Odds);
    table.ctx.odds = None;
    assert_eq!(walk(&mut table), ColumnKind::Niche);
    // One that stood on such a column goes on from the left.
    table.screen.column = ColumnKind::Odds;
    table.act(Action::NavRight);
    assert!(table.screen.column != ColumnKind::Odds && table.picture(120, 36).contains("HANDLE"));
}

#[test]
fn a_cell_is_filtered_by_as_its_list_would_find_it() {
    let mut table = table();
    let term = |table: &mut Table, id: i64, column| {
        while table.screen.list.at() != Some(CreatorId(id)) {
            table.act(Action::NavDown);
        }
        table.screen.column = column;
        table.act(Action::FilterSame);
        table.screen.bar.text.clone()
    };
    let here = table.screen.list.at().expect("a row").0;
    let said = term(&mut table, here, ColumnKind::Odds);
    assert!(said.starts_with("odds:"), "{said}");
}

#[test]
fn choosing_them_without_a_campaign_says_what_they_need() {
    let mut table = table();
    table.ctx.odds = None;
    let none = super::super::column_layout::Layout::from_text("handle tier").expect("columns");
    table.screen.layout = none;
    let requests = table.act(Action::ColumnsEdit);
    let Some(Request::Open(Overlay::Arrange(mut arrange), _)) = requests.into_iter().next() else { panic!() };
    for item in arrange.items.iter_mut().filter(|item| item.key == "odds") {
        item.is_shown = true;
    }
    let requests = table.answer(Value::Arranged(arrange.items));
    let said = requests.iter().find_map(|request| match request {
        Request::Say(notice) => Some(notice.text.clone()),
        _ => None,
    });
    assert!(said.as_deref().is_some_and(|said| said.contains("margin")), "{said:?}");
}

#[test]
fn the_columns_of_earlier_versions_get_them_and_chosen_ones_stay() {
    use super::super::column_layout::Layout;
    let earlier = Layout::from_text("handle tier followers er views price niche added");
    assert_eq!(earlier, Some(Layout::default()));
    let chosen = Layout::from_text("handle tier followers er views price niche").expect("columns");
    assert!(!chosen.to_text().contains("odds"));
}

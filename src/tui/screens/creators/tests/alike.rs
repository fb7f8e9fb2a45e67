//! More like this: a ranking by likeness.

use super::finding::filter_asked;
use super::*;
use crate::analysis::likeness::{Alike, Part};
use crate::proto::likeness::LikenessRow;

#[test]
fn more_like_this_ranks_by_likeness_and_reads_back_in_words() {
    let mut table = Table::new(50);
    let handle = table.screen.list.here().expect("a row").fields.handle.to_string();
    table.act(Action::FilterLike);
    assert!(table.screen.bar.text.starts_with(&format!("like:{handle} ")), "{}", table.screen.bar.text);
    let said = filter_asked(&table);
    assert!(said.contains(&format!("like {handle}")) && said.contains("not rejected"), "{said}");
    let Some((_, Query::Index { sort, .. })) = &table.asked else { panic!("no list was asked for") };
    assert!(sort.iter().any(|term| term.field == crate::domain::filter::Field::Likeness && term.descending));
}

#[test]
fn a_ranking_by_likeness_begins_at_its_top_and_says_its_reasons() {
    let mut table = Table::new(50);
    for _ in 0..5 {
        table.act(Action::NavDown);
    }
    table.act(Action::FilterLike);
    table.list(10..40);
    assert_eq!(table.screen.list.cursor.at, 0);
    let alike = vec![Alike { part: Part::Tags, share: 1.0 }, Alike { part: Part::Views, share: 0.8 }];
    let to = Handle::parse("mia.glow").expect("a handle");
    let row = LikenessRow { creator: CreatorId(10), percent: 91.6, to, alike };
    let asked = table.reply(Slot::Likeness, Answer::Likeness([row].into()));
    assert!(matches!(asked, Query::Likeness { ids, .. } if ids.len() > 10));
    let wide = table.picture(120, 36);
    assert!(wide.contains("LIKE v") && wide.contains("92%") && wide.contains("similar views"), "{wide}");
    assert!(table.picture(80, 24).contains("92% like @mia.glow: same tags, similar views"));
}

//! Whatever a tracker states, stating it again changes nothing.

use proptest::prelude::*;

use super::*;
use crate::domain::CollaborationField;
use crate::domain::record::{Kind, View};

/// A value of each fact, or nothing: about half of them are in a row.
fn facts() -> impl Strategy<Value = CollaborationFields> {
    let one = (any::<bool>(), 1_i64..90_000, 0_u64..20, prop::sample::select(vec!["DHL", "GLOW10", "a b"]));
    proptest::collection::vec(one, CollaborationField::ALL.len()).prop_map(|values| {
        let mut fields = CollaborationFields::default();
        for (field, (is_stated, count, days, word)) in CollaborationField::ALL.iter().zip(values) {
            if !is_stated {
                continue;
            }
            let words = [word.to_owned()];
            let day = Some(day("2026-03-11") - chrono::Days::new(days));
            fields.slot(*field).set(match field.fact().kind {
                Kind::Word | Kind::Code | Kind::Lines | Kind::Prose => View::Text(word),
                Kind::Count | Kind::Money => View::Count(Some(count)),
                Kind::Share => View::Count(Some(count % 10_000)),
                Kind::Percent => View::Decimal(Some(2.5)),
                Kind::Day => View::Day(day),
                Kind::List => View::List(&words),
                Kind::Window => View::Window("0004-12-01/0004-12-14".parse().ok()),
            });
        }
        fields
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_tracker_imported_twice_changes_nothing(rows in proptest::collection::vec((0_usize..3, facts()), 1..4)) {
        let folder = tempfile::tempdir().expect("a folder");
        let mut conn = writer(folder.path());
        let row = |(who, stated): (usize, CollaborationFields)| {
            CollaborationRecord { stated, ..tracker(["mia", "zoe", "leo"][who], "", None) }
        };
        let records = trackers(&rows.into_iter().map(row).collect::<Vec<_>>());
        import(&mut conn, ImportKind::Collaborations, &records);
        let before = dump(&conn);
        let (again, _) = import(&mut conn, ImportKind::Collaborations, &records);
        prop_assert_eq!((again.new, again.updated), (0, 0));
        prop_assert_eq!(dump(&conn), before);
    }
}

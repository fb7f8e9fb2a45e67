//! Every fact of the table of creators as the user sets it: one at a time and of many at once, found by a filter, undone.

use super::*;
use crate::domain::record::{Kind, Value};

/// What the user may type, and a filter that finds it.
fn sample(field: CreatorField) -> (&'static str, &'static str) {
    match (field.key(), field.fact().kind) {
        ("country", _) => ("Canada", "ca"),
        ("email", _) => ("kat@example.com", "kat@example.com"),
        ("website", _) => ("kat.example/shop", "kat.example"),
        (_, Kind::Code) => ("fr", "fr"),
        ("pay_terms", _) => ("net 30 from invoiced", "invoiced"),
        (_, Kind::Word | Kind::Lines | Kind::Prose) => ("Kat of Basel", "basel"),
        (_, Kind::Count) => ("12.4k", "12400"),
        (_, Kind::Percent) => ("4.5", "4.5"),
        (_, Kind::Money) => ("150", "150"),
        _ => ("2026-03-09", "2026-03-09"),
    }
}

#[test]
fn every_fact_is_set_found_and_taken_back() {
    for field in CreatorField::ALL {
        let mut f = fixture();
        let row = crate::store::detail::creator(&f.conn, CreatorId(2), &crate::analysis::rules::Rules::default())
            .expect("a row")
            .expect("@o.neil")
            .row;
        let (typed, asked) = sample(*field);
        let value = field.typed(typed, Currency::USD, Calendar::day_first(clock().today())).expect("can be typed");
        let mut fields = row.fields.clone();
        fields.slot(*field).set(value.view());
        let seen = row.updated_at;
        f.say(&WriteCmd::EditCreator { id: CreatorId(2), fields: Box::new(fields), seen });
        let stars = WriteCmd::Rate { target: shown(&format!("{}:{asked}", field.key())), stars: 3 };
        assert_eq!(f.say(&stars), "Gave @o.neil 3 stars.", "{}", field.key());
    }
}

#[test]
fn every_fact_that_many_can_share_is_set_of_many() {
    for field in CreatorField::ALL.iter().copied() {
        let mut f = fixture();
        let value = field.typed(sample(field).0, Currency::USD, Calendar::day_first(clock().today())).expect("a value");
        let set = |value| WriteCmd::SetField {
            target: everybody(),
            value: FieldValue { field, value, currency: Currency::USD },
        };
        if field.fact().bulk {
            f.say(&set(value.clone()));
            f.nothing(&set(value));
            f.say(&set(if field.is_figure() { Value::Count(None) } else { Value::Text(String::new()) }));
        } else {
            assert!(f.refused(&set(value)).contains("single creator"));
        }
    }
}

//! Terms that ask for long lists of creators, or for lists that take long to make: everyone with a niche, a tag, an address. See [`crate::store::index`].

use crate::domain::filter::{Field, Flag, SetValue, Term, Thing};
use crate::error::Result;

use super::flags::{DUPLICATES, TAGGED, WITH_EMAIL};
use super::{SqlFilter, Writer, unplaced};

/// The lists of creators that a term asks for, each as a question that selects their ids.
pub(in crate::store) struct Lists {
    /// The questions.
    pub(in crate::store) any: Vec<SqlFilter>,
    /// Whether those pass who are on none of the lists, and not those who are on one.
    pub(in crate::store) is_negated: bool,
}

/// Whether a term asks for lists that can be long, and for nothing else.
pub(in crate::store) fn is_long(term: &Term) -> bool {
    match term {
        Term::Set { field: Field::Niche | Field::Tag, values, .. } => {
            values.len() == 1 || !values.contains(&SetValue::None)
        }
        Term::Is(flag) => matches!(flag, Flag::Tagged | Flag::Untagged | Flag::Duplicate),
        Term::Has(thing) | Term::No(thing) => *thing == Thing::Email,
        _ => false,
    }
}

/// Returns the lists that a term asks for.
///
/// # Errors
/// Refuses terms that are not [long](is_long).
pub(in crate::store) fn lists(term: &Term) -> Result<Lists> {
    let one =
        |sql: &str, is_negated| Lists { any: vec![SqlFilter { sql: sql.into(), params: Vec::new() }], is_negated };
    Ok(match term {
        Term::Set { field: Field::Tag, values, negated } if values.as_slice() == [SetValue::None] => {
            one(TAGGED, !negated)
        }
        Term::Set { field, values, negated } => {
            let any = values.iter().map(|value| of_value(*field, value)).collect::<Result<_>>()?;
            Lists { any, is_negated: *negated != values.contains(&SetValue::None) }
        }
        Term::Is(Flag::Duplicate) => one(DUPLICATES, false),
        Term::Is(flag @ (Flag::Tagged | Flag::Untagged)) => one(TAGGED, *flag == Flag::Untagged),
        Term::Has(Thing::Email) => one(WITH_EMAIL, false),
        Term::No(Thing::Email) => one(WITH_EMAIL, true),
        _ => return Err(unplaced("this")),
    })
}

/// Anyone who has a value, or any value at all where none is asked for.
fn of_value(field: Field, value: &SetValue) -> Result<SqlFilter> {
    let mut out = Writer::default();
    out.list(field, |out, text| match value {
        SetValue::None => out.push("1"),
        value => out.equals(field, value, text),
    })?;
    Ok(out.filter)
}

//! Email addresses that leave the program. Those of do-not-contact creators never do.

use crate::domain::filter::Flag;
use crate::proto::row::CreatorRow;
use crate::tui::kit::Availability;

/// Why an email address can't be copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Blocked;

/// The email address to write to; empty if unknown.
///
/// # Errors
/// Refuses the address of a do-not-contact creator.
pub fn email(row: &CreatorRow) -> Result<&str, Blocked> {
    if row.do_not_contact && !row.fields.email.is_empty() { Err(Blocked) } else { Ok(&row.fields.email) }
}

/// Whether there is an email address that may be copied.
pub fn can_copy_email(row: &CreatorRow) -> Availability {
    match email(row) {
        Err(Blocked) => Availability::No(refusal(&[row]).unwrap_or_default()),
        Ok(address) => Availability::when(!address.is_empty(), "The email address is unknown."),
    }
}

/// Why nothing was copied, if do not contact is the reason.
pub fn refusal(rows: &[&CreatorRow]) -> Option<String> {
    let blocked: Vec<&&CreatorRow> = rows.iter().filter(|row| email(row).is_err()).collect();
    let find = format!("is:{} lists them.", Flag::Blocked.word());
    match blocked.as_slice() {
        [] => None,
        [one] => Some(format!("Nothing copied: {} is marked do not contact.", one.fields.handle)),
        many if many.len() == rows.len() => {
            Some(format!("Nothing copied: all {} are marked do not contact. {find}", many.len()))
        }
        many => Some(format!(
            "Nothing copied: {} are marked do not contact, the others have no email address. {find}",
            many.len()
        )),
    }
}

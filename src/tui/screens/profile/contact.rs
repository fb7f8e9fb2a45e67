//! Addresses that are taken out of the program to write to somebody: those of creators marked do not contact stay inside.

use crate::domain::filter::Flag;
use crate::proto::row::CreatorRow;
use crate::tui::kit::Availability;

/// Why an address cannot be handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Blocked;

/// The e-mail address to write to, empty where it is unknown.
///
/// # Errors
/// Refuses the address of a creator who is marked do not contact.
pub fn email(row: &CreatorRow) -> Result<&str, Blocked> {
    if row.do_not_contact && !row.fields.email.is_empty() { Err(Blocked) } else { Ok(&row.fields.email) }
}

/// Whether there is an e-mail address that may be copied.
pub fn can_copy_email(row: &CreatorRow) -> Availability {
    match email(row) {
        Err(Blocked) => Availability::No(refusal(&[row]).unwrap_or_default()),
        Ok(address) => Availability::when(!address.is_empty(), "No e-mail address is known."),
    }
}

/// Says why nothing was copied, where do not contact is the reason.
pub fn refusal(rows: &[&CreatorRow]) -> Option<String> {
    let blocked: Vec<&&CreatorRow> = rows.iter().filter(|row| email(row).is_err()).collect();
    let find = format!("is:{} lists them.", Flag::Blocked.word());
    match blocked.as_slice() {
        [] => None,
        [one] => Some(format!("{} is marked do not contact: nothing was copied.", one.fields.handle)),
        many if many.len() == rows.len() => {
            Some(format!("All {} are marked do not contact: nothing was copied. {find}", many.len()))
        }
        many => Some(format!(
            "Nothing was copied: {} are marked do not contact, the others have no e-mail address. {find}",
            many.len()
        )),
    }
}

//! Messages about texts that are too long.

use crate::domain::TooLong;

/// Says that a text is too long: `The campaign name has 100,000 characters; the limit is 200. Shorten it.`
pub fn too_long(what: &str, fault: TooLong) -> String {
    format!("The {what} {fault}. Shorten it.")
}

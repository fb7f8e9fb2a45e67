//! Whether you would book a creator again, as you say after a collaboration.

/// What can be said, for a refusal.
pub const EXAMPLE: &str = "whether you would book them again: yes or no";

/// The word as it is kept: `yes` or `no`.
///
/// # Errors
/// Says what can be said.
pub fn cleaned(typed: &str) -> Result<String, &'static str> {
    match typed.trim().to_lowercase().as_str() {
        "yes" | "y" | "again" | "true" | "1" | "ja" | "sí" | "si" | "sim" | "oui" => Ok("yes".to_owned()),
        "no" | "n" | "never" | "not again" | "false" | "0" | "nein" | "não" | "non" => Ok("no".to_owned()),
        _ => Err(EXAMPLE),
    }
}

/// What comes after an answer when one key turns it: not said, yes, no.
pub fn turned(said: &str) -> &'static str {
    match said {
        "" => "yes",
        "yes" => "no",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read_as_people_write_it_and_turns_round() {
        assert_eq!(cleaned(" Yes "), Ok("yes".to_owned()));
        assert_eq!(cleaned("N"), Ok("no".to_owned()));
        assert_eq!(cleaned("perhaps"), Err(EXAMPLE));
        let turns: Vec<&str> = std::iter::successors(Some(""), |said| Some(turned(said))).take(4).collect();
        assert_eq!(turns, ["", "yes", "no", ""]);
    }
}

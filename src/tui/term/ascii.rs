//! What the signs of the screens become on a terminal whose locale is not UTF-8: letters of people stay as they are.

/// The sign of a cell in ASCII; nothing where it is no sign of the screens.
pub(super) fn of(symbol: &str) -> Option<&'static str> {
    let mut letters = symbol.chars();
    let (letter, None) = (letters.next()?, letters.next()) else { return None };
    Some(match letter {
        '─' | '━' | '╌' | '‾' => "-",
        '│' | '┃' | '║' | '├' | '┤' | '▏' | '▎' | '▍' => "|",
        '┌' | '┐' | '└' | '┘' | '╭' | '╮' | '╰' | '╯' | '┬' | '┴' | '┼' => "+",
        '┊' | '░' => ":",
        '█' | '▉' | '▊' | '▋' | '▌' | '▇' | '▆' | '▓' | '▒' | '▀' => "#",
        '▄' | '▅' => "=",
        '▁' | '▂' | '▃' => "_",
        '•' => "*",
        '·' | '…' => ".",
        '»' | '›' | '→' => ">",
        '«' | '‹' | '←' => "<",
        '↑' => "^",
        '↓' => "v",
        '⚑' => "F",
        '\u{2800}'..='\u{28ff}' => match (letter as u32 - 0x2800).count_ones() {
            0 => " ",
            1..=2 => ".",
            3..=5 => ":",
            _ => "#",
        },
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn signs_become_ascii_and_letters_stay() {
        let said: String = "┌─┐│├o┤┊█▏░•⠒⣿".chars().filter_map(|sign| of(sign.encode_utf8(&mut [0; 4]))).collect();
        assert!(said.is_ascii() && said.starts_with("+-+||"), "{said}");
        assert_eq!((of("é"), of("a"), of("日")), (None, None, None));
    }
}

//! Maps letters of other scripts to the Latin keys they share, so a Cyrillic keyboard works without switching the layout.

use super::key::{KeyCode, KeyCombination, single};

/// What keyboards send, and below it the sign that an American keyboard has in the same place.
const PLACES: &[(&str, &str)] = &[
    // Cyrillic: Russian, then what Ukrainian, Belarusian, Serbian and Macedonian keyboards have elsewhere.
    ("йцукенгшщзхъфывапролджэячсмитьбюё", "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"),
    ("ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ№", "QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>~#"),
    ("іїєґўІЇЄҐЎ", "s]'\\oS}\"|O"),
    ("љњћђјџЉЊЋЂЈЏ", "qw'[jxQW\"{JX"),
    // Greek.
    ("ςερτυθιοπασδφγηξκλζχψωβνμ", "wertyuiopasdfghjklzxcvbnm"),
    ("ΕΡΤΥΘΙΟΠΑΣΔΦΓΗΞΚΛΖΧΨΩΒΝΜ", "ERTYUIOPASDFGHJKLZXCVBNM"),
    // Hebrew; with Shift its keyboards send Latin letters.
    ("קראטוןםפשדגכעיחלךףזסבהנמצתץ", "ertyuiopasdfghjkl;zxcvbnm,."),
    // Arabic; the ligature of lam and alef is one key.
    ("ضصثقفغعهخحجدشسيبلاتنمكطئءؤرﻻىةوزظذ", "qwertyuiop[]asdfghjkl;'zxcvbnm,./`"),
    ("ًٌَُﻹإ÷×؛ٍِﻷأـ،ْﻵآ؟ّ", "WREQTYIOPSAGHJKXBN?~"),
    // Thai (Kedmanee), with the digits that lie on its letters.
    ("ๆไำพะัีรนยบลฃฟหกดเ้่าสวงผปแอิืทมใฝ", "qwertyuiop[]\\asdfghjkl;'zxcvbnm,./"),
    ("๐ฎฑธํ๊ณฯญฐฅฤฆฏโฌ็๋ษศซฉฮฺ์ฒฬฦ", "QERTYUIOP{|ASDFGHJKL:CVBN<>?"),
    ("ๅภถุึคตจขช", "14567890-="),
];

/// Returns the Latin letter or sign in the same place; nothing for Latin letters and for scripts that are not known.
pub fn latin(letter: char) -> Option<char> {
    let places = PLACES.iter().flat_map(|(sent, meant)| sent.chars().zip(meant.chars()));
    places.into_iter().find(|(sent, _)| *sent == letter).map(|(_, meant)| meant)
}

/// Returns the key in the same place of an American keyboard, where the key is a letter of another script.
pub fn by_place(key: KeyCombination) -> Option<KeyCombination> {
    let Some(KeyCode::Char(letter)) = single(key) else { return None };
    latin(letter).map(|letter| KeyCombination::one_key(KeyCode::Char(letter), key.modifiers))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use std::collections::HashSet;

    #[test]
    fn every_letter_has_one_place_and_none_is_latin() {
        let mut seen = HashSet::new();
        for (sent, meant) in PLACES {
            assert_eq!(sent.chars().count(), meant.chars().count(), "{sent}");
            assert!(meant.is_ascii(), "{meant}");
            for letter in sent.chars() {
                assert!(!letter.is_ascii() && seen.insert(letter), "{letter} ({sent})");
            }
        }
    }

    #[rstest]
    #[case("ш Ш р Ж і", "i I h : s")]
    #[case("ς γ Ω", "w g V")]
    #[case("ש ת ק", "a , e")]
    #[case("ش ﻻ ؟", "a b ?")]
    #[case("ฟ ๅ โ", "a 1 F")]
    fn letters_map_to_the_keys_they_share(#[case] sent: &str, #[case] meant: &str) {
        let letters = |text: &str| text.split(' ').filter_map(|part| part.chars().next()).collect::<Vec<_>>();
        assert_eq!(letters(sent).into_iter().filter_map(latin).collect::<Vec<_>>(), letters(meant));
    }

    #[test]
    fn latin_letters_with_marks_are_letters_of_their_own() {
        assert_eq!(['a', 'ö', 'é', 'ı', '1', '/', '漢'].map(latin), [None; 7]);
    }
}

//! Names from the wild: whatever a list holds, columns stay in line and nothing of it reaches the terminal raw.

use std::fmt::Write as _;

use super::Person;

const NAMES: [&str; 14] = [
    "👩\u{200d}👩\u{200d}👧\u{200d}👦 family",
    "🇩🇪🇫🇷 flags",
    "❤\u{fe0f} 1\u{fe0f}\u{20e3} 👍🏽",
    "Z\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}a\u{316}\u{317}\u{318}\u{319}lgo",
    "日本コスメ大好き",
    "한국어 \u{1112}\u{1161}\u{11ab}",
    "ทำน้ำหอม",
    "العربية لا إله",
    "עברית שלום",
    "\u{202e}evil\u{202c}\u{2066}x\u{2069}",
    "zero\u{200b}width\u{feff}\u{2060}",
    "tab\there",
    "esc \u{1b}[31mred\u{1b}]0;boo\u{7} \u{9b}2J",
    "ﷺ की ក្ដី",
];

/// A list in which every text is awful, and every second creator looks like the one before.
fn list() -> String {
    let mut out = String::from("handle,name,followers,email,bio,country,niches,notes,found via\n");
    for (number, name) in NAMES.iter().enumerate() {
        for twin in ["", "_"] {
            let long = name.repeat(40);
            let letter = char::from(b'a' + u8::try_from(number).expect("few"));
            let _ = writeln!(
                out,
                "awful{letter}{twin}name,\"{name}\",12000,m{number}@example.com,\"{long}\",\"{name}\",\"{name}\",\"{long}\",\"{name}\""
            );
        }
    }
    let _ = writeln!(out, "endless,{},1,,{},,{},,", "a".repeat(10_000), "日".repeat(10_000), "b".repeat(500));
    out
}

#[test]
fn awful_text_stays_in_line_on_every_screen() {
    let mut person = Person::with_nothing();
    super::import(&mut person, "wild.csv", &list());
    person.press("esc g c");
    person.paste(&format!("@fine\n{}\n", NAMES.join("\n")));
    for (width, height) in [(120, 36), (80, 24), (50, 14)] {
        person.resize(width, height);
        person.press("g c");
        person.is_in_line();
        for _ in 0..30 {
            person.press("j");
            person.is_in_line();
        }
        // Filter box with offers, tags, the picker of tags, the card, the page, triage, duplicates, merge, history, palette.
        for keys in
            ["/", "esc", "t", "esc", "f t", "esc", "i", "esc", "e", "esc", "enter", "esc", "g t", "F", "F", "t", "esc"]
        {
            person.press(keys);
            person.is_in_line();
        }
        for keys in ["g d", "j", "l", "m", "s", "esc", "J", "g h", ":", "esc", "g i", "g c", "n", "esc"] {
            person.press(keys);
            person.is_in_line();
        }
        person.paste(&NAMES.join("\n"));
        person.press("a");
        person.is_in_line();
        person.press("esc");
        // A name of the list as text of one's own: it comes back in the history.
        person.press("n");
        person.paste(NAMES[9]);
        person.press("enter");
        person.press("g h");
        person.is_in_line();
    }
}

//! Languages by the names people write them with.

/// Languages as code, name on screens, and further names.
const LANGUAGES: &[(&str, &str, &[&str])] = &[
    ("ar", "Arabic", &["العربية"]),
    ("bg", "Bulgarian", &[]),
    ("bn", "Bengali", &["bangla"]),
    ("ca", "Catalan", &[]),
    ("cs", "Czech", &["cestina"]),
    ("da", "Danish", &["dansk"]),
    ("de", "German", &["deutsch"]),
    ("el", "Greek", &[]),
    ("en", "English", &["englisch"]),
    ("es", "Spanish", &["espanol", "castellano"]),
    ("et", "Estonian", &[]),
    ("fa", "Persian", &["farsi"]),
    ("fi", "Finnish", &["suomi"]),
    ("fil", "Filipino", &["tagalog"]),
    ("fr", "French", &["francais"]),
    ("he", "Hebrew", &["עברית"]),
    ("hi", "Hindi", &["हिन्दी"]),
    ("hr", "Croatian", &["hrvatski"]),
    ("hu", "Hungarian", &["magyar"]),
    ("id", "Indonesian", &["bahasa"]),
    ("it", "Italian", &["italiano"]),
    ("ja", "Japanese", &["日本語"]),
    ("ko", "Korean", &["한국어"]),
    ("lt", "Lithuanian", &[]),
    ("lv", "Latvian", &[]),
    ("ms", "Malay", &[]),
    ("nl", "Dutch", &["nederlands"]),
    ("no", "Norwegian", &["norsk"]),
    ("pl", "Polish", &["polski"]),
    ("pt", "Portuguese", &["portugues"]),
    ("ro", "Romanian", &[]),
    ("ru", "Russian", &["русскии"]),
    ("sk", "Slovak", &["slovencina"]),
    ("sl", "Slovenian", &[]),
    ("sr", "Serbian", &["srpski"]),
    ("sv", "Swedish", &["svenska"]),
    ("ta", "Tamil", &[]),
    ("th", "Thai", &[]),
    ("tr", "Turkish", &["turkce"]),
    ("uk", "Ukrainian", &[]),
    ("ur", "Urdu", &[]),
    ("vi", "Vietnamese", &[]),
    ("zh", "Chinese", &["mandarin", "cantonese", "中文"]),
];

/// The code and the name of a language, by a folded name of it.
pub(in crate::domain::filter) fn named(folded: &str) -> Option<(&'static str, &'static str)> {
    let is_it =
        |(_, name, others): &&(&str, &str, &[&str])| name.eq_ignore_ascii_case(folded) || others.contains(&folded);
    LANGUAGES.iter().find(is_it).map(|(code, name, _)| (*code, *name))
}

/// The code and the name of a language, by its code.
pub(in crate::domain::filter) fn coded(code: &str) -> Option<(&'static str, &'static str)> {
    let found = LANGUAGES.iter().find(|(known, ..)| known.eq_ignore_ascii_case(code));
    found.map(|(code, name, _)| (*code, *name))
}

/// The languages whose name begins so, folded.
pub(super) fn beginning(folded: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let begins = move |name: &str| name.get(..folded.len()).is_some_and(|start| start.eq_ignore_ascii_case(folded));
    LANGUAGES.iter().filter(move |(_, name, _)| begins(name)).map(|(code, name, _)| (*code, *name))
}

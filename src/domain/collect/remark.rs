//! What is written behind a handle: where the creator was found, and a note.

/// Words that a rival's name follows.
const RIVAL: &[&str] = &["under", "rival", "competitor"];
/// Hashtags that are a way of finding in themselves.
const WAYS: &[&str] = &["#ad", "#gifted"];
/// The most words of a rival's name.
const NAME: usize = 3;

/// What one line says beside the account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remark {
    /// The way the creator was found: `hashtag`, `#gifted`, `competitor`; empty where nothing is said.
    pub found_by: String,
    /// Where on that way: `#glassskin`, `CeraVe`; empty where nothing is said.
    pub via: String,
    /// The words themselves, hashtags at their start aside; empty where there are none.
    pub note: String,
}

impl Remark {
    /// Where the creator was found, as a column or `via …` states it.
    pub(super) fn via(via: String) -> Self {
        Self { via, ..Self::default() }
    }

    /// The same, found where `via …` says if it says anything.
    pub(super) fn and_via(mut self, via: &str) -> Self {
        if !via.is_empty() {
            via.clone_into(&mut self.via);
        }
        self
    }

    /// Reads the words beside a handle. A rival keeps its place in the note: where a name ends is a guess.
    ///
    /// ```text
    /// #gifted saw her under CeraVe    found by #gifted, via CeraVe, note "saw her under CeraVe"
    /// #glassskin great light          found by hashtag, via #glassskin, note "great light"
    /// ```
    pub(super) fn of(words: &[&str]) -> Self {
        let tags = words.iter().take_while(|word| word.starts_with('#') && word.len() > 1).count();
        let (tags, rest) = words.split_at(tags);
        let way = tags.iter().find(|tag| WAYS.contains(&tag.to_lowercase().as_str()));
        let mut via: Vec<String> = tags.iter().filter(|tag| Some(*tag) != way).map(|tag| (*tag).to_owned()).collect();
        let found_by = match (way, via.is_empty(), rival(rest)) {
            (Some(way), _, _) => way.to_lowercase(),
            (None, false, _) => "hashtag".to_owned(),
            (None, true, Some(_)) => "competitor".to_owned(),
            (None, true, None) => String::new(),
        };
        via.extend(rival(rest));
        Self { found_by, via: via.join(", "), note: rest.join(" ") }
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What it says, for the line below the box: `found by #gifted: CeraVe; note "saw her under CeraVe"`.
    pub fn said(&self) -> String {
        let found = match (self.found_by.as_str(), self.via.as_str()) {
            ("", "") => String::new(),
            ("", via) => format!("found via {via}"),
            (by, "") => format!("found by {by}"),
            (by, via) => format!("found by {by}: {via}"),
        };
        let note = if self.note.is_empty() { String::new() } else { format!("note \"{}\"", self.note) };
        [found, note].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
    }
}

/// The name of a rival: the capitalized words behind `under`, `rival` or `competitor`.
fn rival(words: &[&str]) -> Option<String> {
    let at = words.iter().position(|word| RIVAL.contains(&word.trim_end_matches(':').to_lowercase().as_str()))?;
    let bare = |word: &&str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let is_name = |word: &&&str| bare(word).starts_with(char::is_uppercase);
    let name: Vec<String> = words[at + 1..].iter().take_while(is_name).take(NAME).map(bare).collect();
    (!name.is_empty()).then(|| name.join(" "))
}

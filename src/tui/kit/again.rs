//! The last tags and snooze used on any screen, for repeating them on the next creator, also after a restart.

use crate::domain::Snooze;

/// The names under which it is kept.
const TAGS: &str = "creators.tags";
const SNOOZE: &str = "app.snooze";

/// What was done last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Again {
    /// The tags added and removed last.
    pub tags: Option<(Vec<String>, Vec<String>)>,
    /// The last snooze.
    pub snooze: Option<Snooze>,
}

impl Again {
    /// What to keep for the next start.
    pub fn memory(&self) -> Vec<(&'static str, String)> {
        let (add, remove) = self.tags.clone().unwrap_or_default();
        let signed = |sign: &'static str| move |tag: &String| format!("{sign}{tag}");
        let tags: Vec<String> = add.iter().map(signed("+")).chain(remove.iter().map(signed("-"))).collect();
        let snooze = self.snooze.map(Snooze::word).unwrap_or_default();
        vec![(TAGS, tags.join("\n")), (SNOOZE, snooze)]
    }

    /// Restores the kept values; invalid ones are dropped.
    pub fn recall(memory: &dyn Fn(&str) -> Option<String>) -> Self {
        let tags = memory(TAGS).unwrap_or_default();
        let of = |sign: char| tags.lines().filter_map(|tag| tag.strip_prefix(sign)).map(str::to_owned).collect();
        let (add, remove): (Vec<_>, Vec<_>) = (of('+'), of('-'));
        Self {
            tags: (!add.is_empty() || !remove.is_empty()).then_some((add, remove)),
            snooze: memory(SNOOZE).and_then(|word| Snooze::from_word(&word)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_tags_and_snooze_survive_a_restart() {
        let again =
            Again { tags: Some((vec!["glass skin".into()], vec!["-old".into()])), snooze: Some(Snooze::Friday) };
        let kept = again.memory();
        let memory = |name: &str| kept.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone());
        assert_eq!(Again::recall(&memory), again);
        assert_eq!(Again::recall(&|_| None), Again::default());
        assert_eq!(Again::recall(&|_| Some("what".into())), Again::default());
    }
}

//! The themes there are: those of the program, those of one's own beside the configuration, and what the terminal can show of them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::tui::app::Offered;
use crate::tui::look::{Depth, Theme};
use crate::tui::term::background::Background;

/// The theme that goes by the background of the terminal.
pub const AUTO: &str = "auto";

/// Themes by name.
#[derive(Clone, Debug)]
pub(super) struct Looks {
    config: PathBuf,
    depth: Depth,
    no_color: bool,
}

impl Looks {
    /// The themes beside a configuration file, for this terminal.
    pub fn new(config: &Path, no_color: bool) -> Self {
        let said = |name| std::env::var(name).unwrap_or_default();
        Self { config: config.to_owned(), depth: Depth::said(&said("COLORTERM"), &said("TERM")), no_color }
    }

    fn folder(&self) -> PathBuf {
        self.config.with_file_name("themes")
    }

    /// All themes, those of the program first: name and what it is for.
    pub fn all(&self) -> Vec<(String, String)> {
        let mut own: Vec<String> = fs::read_dir(self.folder())
            .into_iter()
            .flatten()
            .filter_map(|entry| {
                let path = entry.ok()?.path();
                let name = path.file_stem()?.to_str()?.to_owned();
                (path.extension()? == "toml" && Theme::built_in(&name).is_none() && name != AUTO).then_some(name)
            })
            .collect();
        own.sort();
        let auto = [(AUTO, "dark or light as your terminal is")];
        let known = Theme::all().chain(auto).map(|(name, about)| (name.to_owned(), about.to_owned()));
        known.chain(own.into_iter().map(|name| (name, "your own".to_owned()))).collect()
    }

    /// All themes as they look on this terminal.
    pub fn offered(&self, background: Option<Background>) -> Vec<Offered> {
        let offered = |(name, about): (String, String)| Offered { theme: self.theme(&name, background).0, name, about };
        self.all().into_iter().map(offered).collect()
    }

    /// A theme by its name, and what is wrong with it; the default where there is none. What goes by the background looks as in the
    /// default before the terminal was asked.
    pub fn theme(&self, name: &str, background: Option<Background>) -> (Theme, Vec<String>) {
        if self.no_color {
            return (Theme::mono(), Vec::new());
        }
        let of_background = background.map(|background| match background {
            Background::Dark => "dark",
            Background::Light => "light",
        });
        let name = if name == AUTO { of_background.unwrap_or("terminal") } else { name };
        let (theme, faults) = match Theme::built_in(name) {
            Some(theme) => (theme, Vec::new()),
            None => self.own(name),
        };
        (theme.fitted(self.depth), faults)
    }

    fn own(&self, name: &str) -> (Theme, Vec<String>) {
        let file = format!("{name}.toml");
        // A name is no path.
        let plain = Path::new(&file).file_name().is_some_and(|only| only == file.as_str());
        match fs::read_to_string(self.folder().join(&file)) {
            Ok(text) if plain => {
                let (theme, faults) = Theme::own(&text);
                (theme, faults.into_iter().map(|fault| format!("themes/{file}: {fault}")).collect())
            }
            _ => {
                let names = self.all().into_iter().map(|(name, _)| name).collect::<Vec<_>>().join(", ");
                let fault = format!("look.theme: there is no theme \"{name}\". There are {names}.");
                (Theme::default(), vec![fault])
            }
        }
    }

    /// Whether a theme goes by the background of the terminal.
    pub fn asks(&self, name: &str) -> bool {
        name == AUTO && !self.no_color
    }

    /// Whether no colors are wanted, whatever the theme.
    pub fn is_plain(&self) -> bool {
        self.no_color
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::look::Role;

    fn looks(folder: &Path) -> Looks {
        Looks { config: folder.join("config.toml"), depth: Depth::Full, no_color: false }
    }

    #[test]
    fn themes_of_ones_own_stand_beside_those_of_the_program() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("themes")).expect("a folder");
        let write = |name: &str, text: &str| fs::write(folder.path().join("themes").join(name), text).expect("writes");
        write("pink.toml", "good = { color = \"#ff00ff\" }\nkey = { colour = \"red\" }");
        write("dark.toml", "good = { color = \"#ff00ff\" }");
        let looks = looks(folder.path());
        assert_eq!(looks.all().last().map(|(name, _)| name.as_str()), Some("pink"));
        let (theme, faults) = looks.theme("pink", None);
        assert_ne!(theme.style(Role::Good), Theme::default().style(Role::Good));
        assert!(faults[0].starts_with("themes/pink.toml: key: "), "{faults:?}");
        assert_eq!(looks.theme("dark", None).0, Theme::built_in("dark").expect("dark"));
        for unknown in ["grue", "../themes/pink"] {
            let (theme, faults) = looks.theme(unknown, None);
            assert_eq!(theme, Theme::default());
            assert!(faults[0].contains(unknown) && faults[0].contains("high-contrast"), "{faults:?}");
        }
    }

    #[test]
    fn auto_goes_by_the_background_and_no_color_wins() {
        let folder = tempfile::tempdir().expect("a folder");
        let looks = looks(folder.path());
        let named = |name| Theme::built_in(name).expect("a theme");
        assert_eq!(looks.theme(AUTO, None).0, Theme::default());
        assert_eq!(looks.theme(AUTO, Some(Background::Light)).0, named("light"));
        assert_eq!(looks.theme(AUTO, Some(Background::Dark)).0, named("dark"));
        let plain = Looks { no_color: true, ..looks };
        assert_eq!(plain.theme("dark", None).0, Theme::mono());
    }
}

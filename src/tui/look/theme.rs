//! Colors by meaning. The default theme uses the terminal's own colors; every meaning also has a sign or a word.

use std::sync::LazyLock;

use ratatui::style::{Color, Style};
use strum::{EnumCount, IntoEnumIterator};

use super::theme_file;

/// What a piece of text means. Its name in lower case is its key in a theme file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::EnumIter, strum::EnumCount, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Role {
    /// Ordinary text, and the background of everything.
    Text,
    /// Labels, hints, what can be skipped.
    Quiet,
    /// Headings and the names of things.
    Strong,
    /// Frames and rules.
    Frame,
    /// The frame of the pane that has the keys.
    Focus,
    /// The row under the cursor.
    Cursor,
    /// Marked rows.
    Marked,
    /// The current place.
    Here,
    /// Keys in hints.
    Key,
    /// Good: picked, above break-even, done.
    Good,
    /// Caution: maybe, a guess, a warning.
    Warn,
    /// Bad: rejected, an error, below break-even.
    Bad,
    /// The DEMO label.
    Demo,
    /// What is typed.
    Input,
    /// The first series of a chart.
    First,
    /// The second series of a chart.
    Second,
}

/// A style for each meaning.
type Styles = [Style; Role::COUNT];

/// The look of everything. It lives as long as the program: themes are few, and changed by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme(&'static Styles);

/// The theme that uses the terminal's own colors, and that stands in for what other themes leave out.
pub const TERMINAL: &str = "terminal";

/// The theme without colors.
pub const MONO: &str = "mono";

/// The themes that come with the program, the default first: name, what it is for, and its file.
const FILES: [(&str, &str, &str); 6] = [
    (TERMINAL, "your terminal's own colors", include_str!("../../../assets/themes/terminal.toml")),
    ("dark", "light text on dark", include_str!("../../../assets/themes/dark.toml")),
    ("light", "dark text on light", include_str!("../../../assets/themes/light.toml")),
    ("high-contrast", "strong colors on black", include_str!("../../../assets/themes/high-contrast.toml")),
    ("color-blind", "blue and orange for good and bad", include_str!("../../../assets/themes/color-blind.toml")),
    (MONO, "no colors", include_str!("../../../assets/themes/mono.toml")),
];

static BUILT_IN: LazyLock<[Styles; FILES.len()]> =
    LazyLock::new(|| FILES.map(|(_, _, text)| read(text, &[Style::new(); Role::COUNT]).0));

/// How many colors a terminal shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Its own sixteen.
    Sixteen,
    /// 256, by number.
    Indexed,
    /// All.
    Full,
}

impl Depth {
    /// What a terminal says it shows, in the variables `COLORTERM` and `TERM`.
    pub fn said(colorterm: &str, term: &str) -> Self {
        if matches!(colorterm, "truecolor" | "24bit") || term.ends_with("-direct") {
            Self::Full
        } else if term.contains("256color") {
            Self::Indexed
        } else {
            Self::Sixteen
        }
    }
}

impl Default for Theme {
    fn default() -> Self {
        Self(&BUILT_IN[0])
    }
}

impl Theme {
    /// The theme without colors.
    pub fn mono() -> Self {
        Self::built_in(MONO).unwrap_or_default()
    }

    /// A theme that comes with the program.
    pub fn built_in(name: &str) -> Option<Self> {
        let at = FILES.iter().position(|(known, ..)| *known == name)?;
        BUILT_IN.get(at).map(Self)
    }

    /// The themes that come with the program, the default first: their names and what they are for.
    pub fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
        FILES.iter().map(|(name, about, _)| (*name, *about))
    }

    /// A theme of one's own, from the text of its file; with what is wrong in it. What is missing or wrong looks as in the default.
    pub fn own(text: &str) -> (Self, Vec<String>) {
        let (styles, faults) = read(text, Self::default().0);
        (Self(Box::leak(Box::new(styles))), faults)
    }

    /// The theme as a terminal with so many colors can show it. On sixteen colors nobody knows what they look like, so a theme with
    /// others gives way to the default.
    pub fn fitted(self, depth: Depth) -> Self {
        let needs = |color: Option<Color>| match color {
            Some(Color::Rgb(..)) => Depth::Full,
            Some(Color::Indexed(_)) => Depth::Indexed,
            _ => Depth::Sixteen,
        };
        let most = |needed| self.0.iter().any(|style| needs(style.fg) == needed || needs(style.bg) == needed);
        match depth {
            Depth::Sixteen if most(Depth::Full) || most(Depth::Indexed) => Self::default(),
            Depth::Indexed if most(Depth::Full) => {
                let styles = self.0.map(|style| Style {
                    fg: style.fg.map(nearest_indexed),
                    bg: style.bg.map(nearest_indexed),
                    ..style
                });
                Self(Box::leak(Box::new(styles)))
            }
            _ => self,
        }
    }

    /// Returns the style of a meaning.
    pub fn style(self, role: Role) -> Style {
        self.0.get(role as usize).copied().unwrap_or_default()
    }
}

/// The nearest of the 256 colors; the sixteen of the terminal are none of them, because nobody knows what they look like.
fn nearest_indexed(color: Color) -> Color {
    match color {
        Color::Rgb(r, g, b) => Color::Indexed(anstyle_lossy::rgb_to_xterm(anstyle::RgbColor(r, g, b)).index()),
        other => other,
    }
}

/// Reads a theme file; what is missing or wrong in it is as in `base`. Says what is wrong, a sentence for each key.
fn read(text: &str, base: &Styles) -> (Styles, Vec<String>) {
    let keys: Vec<&'static str> = Role::iter().map(Into::into).collect();
    let (said, faults) = theme_file::read(text, &keys);
    let mut styles = *base;
    for (place, key) in styles.iter_mut().zip(keys) {
        *place = said.iter().find(|(known, _)| *known == key).map_or(*place, |(_, style)| *style);
    }
    (styles, faults)
}

#[cfg(test)]
mod tests;

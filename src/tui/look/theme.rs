//! Colors by meaning. The default theme uses the terminal's own colors; every meaning also has a sign or a word.

use ratatui::style::{Color, Modifier, Style};

/// What a piece of text means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::EnumIter)]
pub enum Role {
    /// Ordinary text.
    Text,
    /// Labels, hints, what can be skipped.
    Quiet,
    /// Headings and the names of things.
    Strong,
    /// Frames and rules.
    Frame,
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
}

/// A style for each meaning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// The terminal's own colors.
    #[default]
    Terminal,
    /// No color at all: bold, dim and reverse only.
    Mono,
}

impl Theme {
    /// Returns the style of a meaning.
    pub fn style(self, role: Role) -> Style {
        let plain = Style::new();
        let colored = |color: Color| if self == Self::Mono { plain } else { plain.fg(color) };
        match role {
            Role::Text | Role::Input => plain,
            Role::Quiet | Role::Frame => plain.add_modifier(Modifier::DIM),
            Role::Strong => plain.add_modifier(Modifier::BOLD),
            Role::Cursor => plain.add_modifier(Modifier::REVERSED),
            Role::Marked | Role::Here => colored(Color::Cyan).add_modifier(Modifier::BOLD),
            Role::Key => colored(Color::Cyan),
            Role::Good => colored(Color::Green),
            Role::Warn => colored(Color::Yellow),
            Role::Bad => colored(Color::Red),
            Role::Demo => colored(Color::Magenta).add_modifier(Modifier::BOLD),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use strum::IntoEnumIterator;

    #[test]
    fn no_theme_paints_black_white_or_a_background() {
        for role in Role::iter() {
            for theme in [Theme::Terminal, Theme::Mono] {
                let style = theme.style(role);
                assert_eq!(style.bg, None, "{role:?}");
                assert!(
                    !matches!(style.fg, Some(Color::Black | Color::White | Color::Rgb(..) | Color::Indexed(_))),
                    "{role:?}"
                );
                assert!(theme != Theme::Mono || style.fg.is_none(), "{role:?}");
            }
        }
    }
}

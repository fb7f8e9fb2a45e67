//! What is known of the terminal from the environment alone. Nothing is asked of the terminal: one that doesn't answer would
//! make the program wait, and a late answer would arrive as keys.

use std::io::IsTerminal;

/// Whether a terminal can do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Support {
    /// It can.
    Yes,
    /// It cannot.
    No,
    /// A setting of the terminal decides, by this name.
    Setting(&'static str),
    /// Nobody knows.
    Unknown,
}

/// How a terminal shows itself in the environment.
#[derive(Clone, Copy, Debug)]
enum Sign {
    /// A variable is set.
    Set(&'static str),
    /// A variable begins with this.
    Begins(&'static str, &'static str),
}

/// A terminal.
#[derive(Clone, Copy, Debug)]
struct Known {
    name: &'static str,
    signs: &'static [Sign],
    /// The kitty keyboard protocol.
    keys: Support,
    /// Putting text on the clipboard by OSC 52.
    clipboard: Support,
}

use Sign::{Begins, Set};
use Support::{No, Setting, Unknown, Yes};

/// The terminals that are told apart; the first whose sign is there counts. One inside another (tmux) comes before all, because the
/// variables of the outer one are still there.
const KNOWN: &[Known] = &[
    Known {
        name: "tmux",
        signs: &[Set("TMUX"), Begins("TERM", "tmux")],
        keys: No,
        clipboard: Setting("set -g set-clipboard on"),
    },
    Known { name: "GNU screen", signs: &[Set("STY")], keys: No, clipboard: No },
    Known { name: "Zellij", signs: &[Set("ZELLIJ")], keys: Unknown, clipboard: Unknown },
    Known { name: "kitty", signs: &[Begins("TERM", "xterm-kitty"), Set("KITTY_WINDOW_ID")], keys: Yes, clipboard: Yes },
    Known { name: "Ghostty", signs: &[Begins("TERM_PROGRAM", "ghostty")], keys: Yes, clipboard: Yes },
    Known {
        name: "WezTerm",
        signs: &[Begins("TERM_PROGRAM", "WezTerm")],
        keys: Setting("enable_kitty_keyboard"),
        clipboard: Yes,
    },
    Known {
        name: "iTerm2",
        signs: &[Begins("TERM_PROGRAM", "iTerm")],
        keys: Unknown,
        clipboard: Setting("Applications in terminal may access clipboard"),
    },
    Known { name: "Terminal (macOS)", signs: &[Begins("TERM_PROGRAM", "Apple_Terminal")], keys: No, clipboard: No },
    Known { name: "VS Code", signs: &[Begins("TERM_PROGRAM", "vscode")], keys: Unknown, clipboard: Unknown },
    Known { name: "foot", signs: &[Begins("TERM", "foot")], keys: Yes, clipboard: Yes },
    Known {
        name: "Alacritty",
        signs: &[Begins("TERM", "alacritty"), Set("ALACRITTY_WINDOW_ID")],
        keys: Yes,
        clipboard: Yes,
    },
    Known { name: "Windows Terminal", signs: &[Set("WT_SESSION")], keys: Unknown, clipboard: Yes },
    Known { name: "Konsole", signs: &[Set("KONSOLE_VERSION")], keys: Unknown, clipboard: Unknown },
    Known { name: "GNOME Terminal or another one on VTE", signs: &[Set("VTE_VERSION")], keys: No, clipboard: Unknown },
    Known { name: "xterm", signs: &[Set("XTERM_VERSION")], keys: No, clipboard: Setting("disallowedWindowOps") },
    Known { name: "the Linux console", signs: &[Begins("TERM", "linux")], keys: No, clipboard: No },
];

/// How many colors a terminal shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colors {
    /// None.
    None,
    /// The 8 or 16 of its own palette.
    Own,
    /// 256.
    Many,
    /// 16 million.
    All,
}

/// The terminal, as the environment shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// Its name, if it is known.
    pub name: Option<&'static str>,
    /// What it calls itself: `TERM`, and the name and version of the program where it gives them.
    pub calls_itself: Vec<String>,
    /// Whether it tells keys apart that older terminals send alike.
    pub keys: Support,
    /// Whether it puts text on the clipboard.
    pub clipboard: Support,
    /// How many colors it shows.
    pub colors: Colors,
    /// Whether the program runs on another computer than the terminal.
    pub is_remote: bool,
    /// Whether text is UTF-8; unknown where nothing is set, as on Windows.
    pub is_utf8: Option<bool>,
}

impl About {
    /// The terminal of this process.
    pub fn here() -> Self {
        Self::of(&|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
    }

    /// A terminal by its environment.
    fn of(env: &dyn Fn(&str) -> Option<String>) -> Self {
        let is_there = |sign: &Sign| match sign {
            Set(name) => env(name).is_some(),
            Begins(name, with) => env(name).is_some_and(|value| value.starts_with(with)),
        };
        let known = KNOWN.iter().find(|known| known.signs.iter().any(is_there));
        let term = env("TERM");
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(env);
        let is_utf8 = |locale: String| {
            let locale = locale.to_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        };
        Self {
            name: known.map(|known| known.name),
            calls_itself: ["TERM", "TERM_PROGRAM", "TERM_PROGRAM_VERSION"].into_iter().filter_map(env).collect(),
            keys: known.map_or(Unknown, |known| known.keys),
            clipboard: known.map_or(Unknown, |known| known.clipboard),
            colors: match (term.as_deref().unwrap_or_default(), env("COLORTERM").as_deref()) {
                ("dumb", _) => Colors::None,
                (_, Some("truecolor" | "24bit")) => Colors::All,
                (term, _) if term.ends_with("-direct") || env("WT_SESSION").is_some() => Colors::All,
                (term, _) if term.contains("256color") => Colors::Many,
                _ => Colors::Own,
            },
            is_remote: ["SSH_CONNECTION", "SSH_TTY"].iter().any(|name| env(name).is_some()),
            is_utf8: locale.map(is_utf8),
        }
    }
}

/// Where the three streams of the process lead: whether each is a terminal.
pub fn streams() -> [(&'static str, bool); 3] {
    [
        ("input", std::io::stdin().is_terminal()),
        ("output", std::io::stdout().is_terminal()),
        ("messages", std::io::stderr().is_terminal()),
    ]
}

/// The columns and lines of the window; none where there is no terminal. Starts no other program to find out.
pub fn size() -> Option<(u16, u16)> {
    #[cfg(unix)]
    let size = crossterm::terminal::window_size().ok().map(|size| (size.columns, size.rows));
    #[cfg(not(unix))]
    let size = crossterm::terminal::size().ok();
    size.filter(|(columns, lines)| *columns > 0 && *lines > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn about(env: &[(&str, &str)]) -> About {
        About::of(&|name| env.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
    }

    #[rstest]
    #[case(&[("TERM", "xterm-kitty")], Some("kitty"), Yes, Yes)]
    #[case(&[("TERM", "xterm-256color"), ("TERM_PROGRAM", "Apple_Terminal")], Some("Terminal (macOS)"), No, No)]
    #[case(&[("TERM", "xterm-256color"), ("VTE_VERSION", "7600")], Some("GNOME Terminal or another one on VTE"), No, Unknown)]
    #[case(&[("TERM", "xterm-256color")], None, Unknown, Unknown)]
    #[case(&[], None, Unknown, Unknown)]
    fn a_terminal_is_known_by_its_signs(
        #[case] env: &[(&str, &str)],
        #[case] name: Option<&str>,
        #[case] keys: Support,
        #[case] clipboard: Support,
    ) {
        let about = about(env);
        assert_eq!((about.name, about.keys, about.clipboard), (name, keys, clipboard));
    }

    #[test]
    fn a_terminal_inside_another_hides_it() {
        let inside = about(&[("TERM", "tmux-256color"), ("TMUX", "/tmp/x"), ("KITTY_WINDOW_ID", "1")]);
        assert_eq!((inside.name, inside.keys), (Some("tmux"), No));
        assert_eq!(inside.calls_itself, ["tmux-256color"], "the value of TMUX is a path");
    }

    #[test]
    fn colors_and_letters_follow_the_environment() {
        let colors = |env: &[(&str, &str)]| about(env).colors;
        assert_eq!(colors(&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")]), Colors::All);
        assert_eq!(colors(&[("TERM", "screen-256color")]), Colors::Many);
        assert_eq!(colors(&[("TERM", "linux")]), Colors::Own);
        assert_eq!(colors(&[("TERM", "dumb"), ("COLORTERM", "truecolor")]), Colors::None);
        let is_utf8 = |env: &[(&str, &str)]| about(env).is_utf8;
        assert_eq!(is_utf8(&[("LANG", "de_DE.UTF-8")]), Some(true));
        assert_eq!(is_utf8(&[("LC_ALL", "C"), ("LANG", "de_DE.UTF-8")]), Some(false));
        assert_eq!(is_utf8(&[]), None);
    }
}

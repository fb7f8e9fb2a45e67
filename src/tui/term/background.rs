//! The background of the terminal, which it is asked for (OSC 11), and an answer that comes too late.

use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use terminal_colorsaurus::{QueryOptions, ThemeMode, theme_mode};

/// Longest time to wait for an answer.
const PATIENCE: Duration = Duration::from_millis(100);

/// How long an answer may still come, over slow lines.
const LATEST: Duration = Duration::from_secs(10);

/// What text stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Background {
    /// Dark.
    Dark,
    /// Light.
    Light,
}

/// Asks the terminal; nothing where it does not answer in time. Keys must not be read by anybody else meanwhile.
pub fn asked() -> Option<Background> {
    let mut options = QueryOptions::default();
    options.timeout = PATIENCE;
    match theme_mode(options) {
        Ok(ThemeMode::Dark) => Some(Background::Dark),
        Ok(ThemeMode::Light) => Some(Background::Light),
        Err(error) => {
            tracing::debug!(%error, "the terminal did not say its background");
            None
        }
    }
}

/// Keeps an answer that comes too late from becoming keys: `ESC ]11;rgb:1c1c/1c1c/1c1c ESC \` reads as Alt-], 1, 1, ;, r and so on.
#[derive(Debug)]
pub struct LateAnswer {
    until: Option<Instant>,
    is_inside: bool,
}

impl LateAnswer {
    /// Waits for an answer to what was asked just now, if anything was.
    pub fn after(asked: bool) -> Self {
        Self { until: asked.then(|| Instant::now() + LATEST), is_inside: false }
    }

    /// Whether an event is a part of the answer.
    pub fn holds(&mut self, event: &Event) -> bool {
        let (Some(until), Event::Key(KeyEvent { code, modifiers, .. })) = (self.until, event) else { return false };
        let alt = *modifiers == KeyModifiers::ALT;
        if !self.is_inside {
            self.is_inside = alt && *code == KeyCode::Char(']') && Instant::now() < until;
            return self.is_inside;
        }
        // It ends with ESC \, or with a bell.
        let is_end = match code {
            KeyCode::Char('\\') => alt,
            KeyCode::Char('g') => *modifiers == KeyModifiers::CONTROL,
            _ => false,
        };
        let is_part = matches!(code, KeyCode::Char(c) if c.is_ascii_hexdigit() || ";:/rgb".contains(*c));
        self.is_inside = is_part && !is_end;
        if is_end {
            self.until = None;
        }
        is_part || is_end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(c: char, modifiers: KeyModifiers) -> Event {
        Event::Key(KeyEvent::new(KeyCode::Char(c), modifiers))
    }

    fn left(late: &mut LateAnswer, events: impl IntoIterator<Item = Event>) -> Vec<Event> {
        events.into_iter().filter(|event| !late.holds(event)).collect()
    }

    fn answer(end: Event) -> Vec<Event> {
        let body = "11;rgb:1c1c/1B1b/a0a0".chars().map(|c| key(c, KeyModifiers::NONE));
        std::iter::once(key(']', KeyModifiers::ALT)).chain(body).chain([end]).collect()
    }

    #[test]
    fn a_late_answer_becomes_no_keys_and_keys_around_it_stay() {
        for end in [key('\\', KeyModifiers::ALT), key('g', KeyModifiers::CONTROL)] {
            let j = key('j', KeyModifiers::NONE);
            let events: Vec<Event> =
                std::iter::once(j.clone()).chain(answer(end)).chain([j.clone(), j.clone()]).collect();
            assert_eq!(left(&mut LateAnswer::after(true), events), [j.clone(), j.clone(), j]);
        }
    }

    #[test]
    fn keys_stay_keys_where_nothing_was_asked_and_after_garbage() {
        let end = key('\\', KeyModifiers::ALT);
        assert_eq!(left(&mut LateAnswer::after(false), answer(end.clone())).len(), answer(end).len());
        let garbage = [key(']', KeyModifiers::ALT), key('1', KeyModifiers::NONE), key('q', KeyModifiers::NONE)];
        assert_eq!(left(&mut LateAnswer::after(true), garbage.clone()), garbage[2..]);
    }
}

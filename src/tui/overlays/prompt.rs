//! A text prompt of one line or several.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::tui::kit::Ctx;
use crate::tui::kit::key::{KeyCode, KeyCombination, KeyModifiers, single};
use crate::tui::kit::overlay::{FieldKind, NOTHING, Prompt, Value};
use crate::tui::kit::popup::{AS_LEFT, Draft, Popup, Step};
use crate::tui::look::{Role, Theme, text};
use crate::tui::widgets::dialog;
use crate::tui::widgets::input::Typed;
use crate::tui::widgets::text_box::TextBox;

use super::reading::{Reading, read};

/// Widest line that is easy to read.
const WIDEST: u16 = 80;
/// Lines of the hint below it.
const MOST_HINTS: usize = 3;

/// A window with one text box.
#[derive(Clone, Debug)]
pub struct PromptBox {
    prompt: Prompt,
    input: TextBox,
    /// Whether it holds unsaved text from an earlier visit.
    is_draft: bool,
    /// Why saving failed, until the text changes.
    refusal: Option<String>,
}

impl PromptBox {
    /// Opens the box with the prompt's text.
    pub fn new(prompt: Prompt) -> Self {
        let refusal = prompt.fault.clone();
        // What comes back with an error was typed, and is mended rather than replaced.
        let open = if refusal.is_none() { TextBox::filled_in } else { TextBox::new };
        let input = open(prompt.kind == FieldKind::Long, &prompt.value);
        Self { prompt, input, is_draft: false, refusal }
    }
}

impl Popup for PromptBox {
    fn key(&mut self, key: KeyCombination, ctx: &Ctx) -> Step {
        match single(key) {
            Some(KeyCode::Esc) => Step::Close,
            Some(code) if is_keep(key, code) => match self.input.value().trim() {
                "" => Step::Close,
                NOTHING if self.prompt.may_clear => Step::Done(Value::Text(NOTHING.to_owned())),
                line if matches!(read(&self.prompt.kind, line, ctx), Reading::Fault(_)) => Step::Stay,
                line => Step::Done(Value::Text(line.to_owned())),
            },
            Some(KeyCode::Char('z')) if key.modifiers.contains(KeyModifiers::CONTROL) && self.is_draft => {
                (self.is_draft, self.refusal) = (false, None);
                self.input.set(&self.prompt.value);
                Step::Stay
            }
            _ => {
                if self.input.key(key) == Typed::Changed {
                    self.refusal = None;
                }
                Step::Stay
            }
        }
    }

    fn paste(&mut self, pasted: &str, _ctx: &Ctx) {
        self.refusal = None;
        self.input.insert(pasted);
    }

    fn pasted(&mut self, pasted: &str, ctx: &Ctx) -> Step {
        let lines = pasted.lines().filter(|line| !line.trim().is_empty()).count();
        if self.prompt.takes_lines && (lines > 1 || pasted.contains('\t')) {
            return Step::Done(Value::Text(pasted.to_owned()));
        }
        self.paste(pasted, ctx);
        Step::Stay
    }

    fn draft(&self) -> Option<Draft> {
        let text = self.input.value().into_owned();
        let is_new = text != self.prompt.value && !text.trim().is_empty();
        is_new.then(|| Draft { title: self.prompt.title.clone(), texts: vec![text] })
    }

    fn take_draft(&mut self, draft: &Draft) {
        if let (true, [text]) = (draft.title == self.prompt.title, draft.texts.as_slice()) {
            self.input.set(text);
            self.is_draft = true;
        }
    }

    fn refused(&mut self, said: &str) -> bool {
        self.refusal = Some(said.to_owned());
        true
    }

    fn hints(&self) -> &'static str {
        if self.input.is_filled_in() {
            "type to replace   ←→ edit   Enter save   Esc cancel"
        } else if self.input.is_long() {
            "type   Enter save   Ctrl-J new line   Ctrl-U clear   Esc cancel"
        } else {
            "type   Enter save   Ctrl-U clear   Esc cancel"
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
        let is_nothing = self.prompt.may_clear && self.input.value().trim() == NOTHING;
        let (said, role) = match read(&self.prompt.kind, &self.input.value(), ctx) {
            _ if self.refusal.is_some() => (format!("! {}", self.refusal.as_deref().unwrap_or_default()), Role::Bad),
            _ if is_nothing => ("empty: unknown".to_owned(), Role::Text),
            Reading::Fault(fault) => (format!("! {fault}"), Role::Bad),
            Reading::Meant(meaning) if !meaning.is_empty() => (meaning, Role::Text),
            _ => (self.prompt.hint.clone(), Role::Quiet),
        };
        // An error ends with the suggested fix, so it gets all the lines it needs.
        let cells = WIDEST.min(area.width.saturating_sub(2)).saturating_sub(2);
        let mut lines = text::wrapped(&text::shown(&said), usize::from(cells));
        lines.truncate(MOST_HINTS);
        // Keep the frame, the blank line above the box, and one line of hint.
        let tall = self.input.height(cells).min(area.height.saturating_sub(4)).max(1);
        let height = u16::try_from(1 + usize::from(tall) + lines.len()).unwrap_or(u16::MAX);
        let inside = dialog::window(frame, area, (WIDEST, height), &titled(&self.prompt.title, self.is_draft), theme);
        let place = Rect { height: tall.min(inside.height.saturating_sub(1)), ..row(inside, 1) };
        self.input.draw(frame, padded(place), true, theme);
        for (down, said) in (1 + tall..).zip(lines) {
            let place = padded(row(inside, down)).intersection(inside);
            frame.render_widget(Line::styled(text::fit(&said, usize::from(place.width)), theme.style(role)), place);
        }
    }
}

/// The heading, with a note when unsaved text was restored.
pub(super) fn titled(title: &str, is_draft: bool) -> String {
    if is_draft { format!("{title} ({AS_LEFT})") } else { title.to_owned() }
}

/// Enter saves, and so does Ctrl-S as in a form. Alt-Enter starts a new line in a multi-line prompt.
fn is_keep(key: KeyCombination, code: KeyCode) -> bool {
    let is_save = code == KeyCode::Char('s') && key.modifiers.contains(KeyModifiers::CONTROL);
    is_save || (code == KeyCode::Enter && !key.modifiers.contains(KeyModifiers::ALT))
}

/// One line of an area; empty below its end.
pub(super) fn row(area: Rect, down: u16) -> Rect {
    let height = u16::from(down < area.height);
    Rect { y: area.y.saturating_add(down), height, ..area }
}

/// The area without its first and last cell.
pub(super) fn padded(area: Rect) -> Rect {
    Rect { x: area.x.saturating_add(1), width: area.width.saturating_sub(2), ..area }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::overlays::tests::{ctx, press, screenshot};

    fn prompt() -> PromptBox {
        let (title, value, hint) = ("Note on @mia".into(), "asks".into(), "one line".into());
        PromptBox::new(Prompt { title, value, hint, ..Prompt::default() })
    }

    #[test]
    fn a_line_is_typed_pasted_and_handed_back() {
        let mut prompt = prompt();
        press(&mut prompt, "end space 2 5 0");
        prompt.paste("\nby\r\nmail\u{1b}[2J ", &ctx());
        let step = press(&mut prompt, "enter");
        assert_eq!(step, Step::Done(Value::Text("asks 250by mail[2J".into())));
        assert_eq!(press(&mut prompt, "ctrl-u enter"), Step::Close);
        assert_eq!(press(&mut prompt, "esc"), Step::Close);
    }

    #[test]
    fn a_long_text_keeps_its_lines_and_enter_still_keeps_it() {
        let mut note = PromptBox::new(Prompt { kind: FieldKind::Long, ..prompt().prompt });
        press(&mut note, "ctrl-j 2 5 0");
        note.paste("\nby\r\nmail\u{1b}[2J ", &ctx());
        let drawn = screenshot(&note, 60, 12);
        assert!(drawn.contains("asks ") && drawn.contains("250by") && drawn.contains("mail[2J"), "{drawn}");
        let draft = note.draft().expect("a draft");
        let step = press(&mut note, "alt-enter o k enter");
        assert_eq!(step, Step::Done(Value::Text("asks\n250by\nmail[2J\nok".into())));
        let mut again = PromptBox::new(Prompt { kind: FieldKind::Long, ..prompt().prompt });
        again.take_draft(&draft);
        assert_eq!(press(&mut again.clone(), "ctrl-s"), Step::Done(Value::Text("asks\n250by\nmail[2J".into())));
        assert_eq!(press(&mut again, "ctrl-z enter"), Step::Done(Value::Text("asks".into())));
        crate::tui::overlays::tests::draws_everywhere(&note);
    }

    #[test]
    fn says_why_a_line_that_is_understood_was_not_taken_until_it_changes() {
        let fault = Some("a day still to come".to_owned());
        let day = Prompt { kind: FieldKind::Day, value: "yesterday".into(), fault, ..Prompt::default() };
        let mut prompt = PromptBox::new(day);
        assert!(screenshot(&prompt, 60, 12).contains("! a day still to come"));
        press(&mut prompt, "backspace");
        assert!(!screenshot(&prompt, 60, 12).contains("still to come"));
    }

    #[test]
    fn pasted_lines_answer_at_once_where_allowed() {
        let mut one = prompt();
        assert_eq!(one.pasted("@a\n@b\n", &ctx()), Step::Stay);
        let mut lines = PromptBox::new(Prompt { takes_lines: true, ..Prompt::default() });
        assert_eq!(lines.pasted("@a\n", &ctx()), Step::Stay);
        assert_eq!(lines.pasted("@a\n@b\n", &ctx()), Step::Done(Value::Text("@a\n@b\n".into())));
        assert_eq!(press(&mut lines, "ctrl-s"), Step::Done(Value::Text("@a".into())));
    }

    #[test]
    fn a_day_is_echoed_and_an_invalid_one_is_not_saved() {
        let prompt = Prompt { kind: crate::tui::kit::overlay::FieldKind::Day, ..Prompt::default() };
        let mut day = PromptBox::new(prompt);
        assert_eq!(press(&mut day, "f r i d"), Step::Stay);
        assert!(screenshot(&day, 60, 5).contains("Friday, March 13 (in 2 days)"), "{}", screenshot(&day, 60, 5));
        assert_eq!(press(&mut day, "x enter"), Step::Stay);
        assert!(screenshot(&day, 60, 5).contains("isn't a date"));
        assert_eq!(press(&mut day, "backspace enter"), Step::Done(Value::Text("frid".into())));
    }

    #[test]
    fn a_dash_clears_a_value_where_allowed() {
        let money = crate::tui::kit::overlay::FieldKind::Money(crate::domain::Currency::USD);
        let mut price = PromptBox::new(Prompt { kind: money.clone(), may_clear: true, ..Prompt::default() });
        press(&mut price, "-");
        assert!(screenshot(&price, 60, 5).contains("empty: unknown"));
        assert_eq!(press(&mut price, "enter"), Step::Done(Value::Text("-".into())));
        let mut fee = PromptBox::new(Prompt { kind: money, ..Prompt::default() });
        assert_eq!(press(&mut fee, "- enter"), Step::Stay);
    }

    #[test]
    fn a_long_hint_is_read_to_its_end() {
        let hint = "\"mia glow\" isn't a handle: it contains a space. Did you mean @miaglow?".to_owned();
        let prompt = PromptBox::new(Prompt { hint, ..prompt().prompt });
        assert!(screenshot(&prompt, 60, 9).contains("@miaglow?"), "{}", screenshot(&prompt, 60, 9));
    }

    #[test]
    fn unsaved_text_is_restored_and_can_be_dropped() {
        let mut left = prompt();
        assert_eq!(left.draft(), None);
        press(&mut left, "end space 2");
        let draft = left.draft().expect("a draft");
        let mut again = prompt();
        again.take_draft(&draft);
        assert!(screenshot(&again, 70, 9).contains("your unsaved text"), "{}", screenshot(&again, 70, 9));
        assert_eq!(press(&mut again.clone(), "enter"), Step::Done(Value::Text("asks 2".into())));
        assert_eq!(press(&mut again, "ctrl-z enter"), Step::Done(Value::Text("asks".into())));
        let mut other = PromptBox::new(Prompt { title: "Note on @leo".into(), ..prompt().prompt });
        other.take_draft(&draft);
        assert_eq!(press(&mut other, "enter"), Step::Done(Value::Text("asks".into())));
    }

    #[test]
    fn the_prompt_is_drawn() {
        insta::assert_snapshot!(screenshot(&prompt(), 60, 9));
    }
}

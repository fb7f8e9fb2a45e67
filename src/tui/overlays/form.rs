//! A form: fields from top to bottom, each with its parsed value or its error right below.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::domain::text::fold;
use crate::tui::kit::Ctx;
use crate::tui::kit::hit::{self, Target};
use crate::tui::kit::key::{KeyCode, KeyCombination, KeyModifiers, single};
use crate::tui::kit::overlay::{Field, FieldKind, Form, Value};
use crate::tui::kit::popup::{Draft, Popup, Step};
use crate::tui::look::{Role, Theme, text};
use crate::tui::widgets::input::Typed;
use crate::tui::widgets::text_box::TextBox;
use crate::tui::widgets::{dialog, more};

use super::prompt::{padded, row, titled};
use super::reading::{Reading, read};

/// Cells a form wants.
const WIDEST: u16 = 76;

/// A window with a text box for each field and a button below.
#[derive(Clone, Debug)]
pub struct FormBox {
    form: Form,
    inputs: Vec<TextBox>,
    /// Index of the focused field; the button comes after the last field.
    focus: usize,
    /// The values when the form opened; `None` when it came back with errors.
    kept: Option<Vec<String>>,
    /// Whether it holds unsaved text from an earlier visit.
    is_draft: bool,
    /// Why saving failed, until the next attempt.
    refusal: Option<String>,
}

/// A line of the form, before it is clipped to the window.
struct Drawn {
    field: usize,
    what: Part,
}

/// What a line of the form holds.
enum Part {
    /// A line of a field's box, counted from 0.
    Field(u16),
    Below(String, Role),
    Button,
}

impl FormBox {
    /// Opens the form on its first field, or on the first one with an error.
    pub fn new(mut form: Form) -> Self {
        for field in &mut form.fields {
            if let (FieldKind::Choice(choices), true) = (&field.kind, field.value.is_empty()) {
                field.value = choices.first().cloned().unwrap_or_default();
            }
        }
        let fault = form.fields.iter().position(|field| field.error.is_some());
        // What comes back with an error was typed, and is mended rather than replaced.
        let open = if fault.is_none() { TextBox::filled_in } else { TextBox::new };
        let inputs = form.fields.iter().map(|field| open(field.kind == FieldKind::Long, &field.value)).collect();
        let kept = fault.is_none().then(|| form.fields.iter().map(|field| field.value.clone()).collect());
        Self { form, inputs, focus: fault.unwrap_or(0), kept, is_draft: false, refusal: None }
    }

    fn texts(&self) -> Vec<String> {
        self.form.fields.iter().map(|field| field.value.clone()).collect()
    }

    fn put(&mut self, texts: &[String]) {
        for (index, text) in texts.iter().enumerate().take(self.form.fields.len()) {
            self.inputs[index].set(text);
            self.keep_typed(index);
        }
    }

    fn is_on_button(&self) -> bool {
        self.focus >= self.form.fields.len()
    }

    fn is_on_long(&self) -> bool {
        self.inputs.get(self.focus).is_some_and(TextBox::is_long)
    }

    /// Whether the focused field holds what other fields are for as well.
    fn holds_all(&self) -> bool {
        let field = self.form.fields.get(self.focus);
        field.is_some_and(|field| field.kind == FieldKind::Counts && field.value.split_whitespace().nth(1).is_some())
    }

    /// Handles a key in a multi-line box: Enter starts a new line, and the arrows leave the box at its ends.
    fn type_long(&mut self, key: KeyCombination, code: KeyCode) -> Step {
        let key = if code == KeyCode::Enter { KeyCombination::one_key(code, KeyModifiers::ALT) } else { key };
        match (self.inputs[self.focus].key(key), code) {
            (Typed::Changed, _) => self.keep_typed(self.focus),
            (Typed::Ignored, KeyCode::Down | KeyCode::Up) => return self.go(code == KeyCode::Down),
            _ => {}
        }
        Step::Stay
    }

    fn go(&mut self, forward: bool) -> Step {
        let stops = self.form.fields.len() + 1;
        self.focus = if forward { (self.focus + 1) % stops } else { (self.focus + stops - 1) % stops };
        Step::Stay
    }

    /// Stores the typed text and clears the error, which was about the old text.
    fn keep_typed(&mut self, index: usize) {
        let field = &mut self.form.fields[index];
        field.value = self.inputs[index].value().into_owned();
        field.error = None;
    }

    /// Returns the form when every field is valid, else focuses the first invalid one.
    fn save(&mut self, ctx: &Ctx) -> Step {
        for field in &mut self.form.fields {
            field.error = match read(&field.kind, &field.value, ctx) {
                Reading::Empty if field.required => Some(format!("{} can't be empty", field.label)),
                Reading::Fault(fault) => Some(fault),
                Reading::Empty | Reading::Meant(_) => None,
            };
        }
        if let Some(bad) = self.form.fields.iter().position(|field| field.error.is_some()) {
            self.focus = bad;
            return Step::Stay;
        }
        self.refusal = None;
        let mut form = self.form.clone();
        for field in &mut form.fields {
            field.value = field.value.trim().to_owned();
        }
        Step::Done(Value::Form(form))
    }

    /// Moves through the choices of the focused field, or to the next that begins with a letter.
    fn choose(&mut self, code: KeyCode) -> Option<Step> {
        let field = self.form.fields.get(self.focus)?;
        let FieldKind::Choice(choices) = &field.kind else { return None };
        let (now, count) = (choices.iter().position(|choice| *choice == field.value).unwrap_or(0), choices.len());
        let next = match code {
            _ if count == 0 => return Some(Step::Stay),
            KeyCode::Right | KeyCode::Char(' ') => (now + 1) % count,
            KeyCode::Left => (now + count - 1) % count,
            KeyCode::Char(letter) => {
                let wanted = fold(&letter.to_string());
                let begins = |index: &usize| fold(&choices[*index]).starts_with(&wanted);
                (1..=count).map(|ahead| (now + ahead) % count).find(begins)?
            }
            _ => return None,
        };
        let chosen = choices[next].clone();
        self.inputs[self.focus].set(&chosen);
        self.keep_typed(self.focus);
        Some(Step::Stay)
    }

    /// The line under a field: its error, its parsed value, or its hint.
    fn below(&self, index: usize, ctx: &Ctx) -> Option<(String, Role)> {
        let field = &self.form.fields[index];
        if let Some(error) = &field.error {
            return Some((format!("! {}", text::shown(error)), Role::Bad));
        }
        let is_focused = index == self.focus;
        let together = field.echo.as_ref().filter(|_| is_focused).and_then(|echo| echo.of(&self.form, ctx.calendar()));
        if let Some(echo) = together {
            return Some((text::shown(&echo), Role::Good));
        }
        match read(&field.kind, &field.value, ctx) {
            Reading::Fault(fault) => Some((format!("! {}", text::shown(&fault)), Role::Bad)),
            Reading::Meant(echo) if is_focused && !echo.is_empty() => Some((text::shown(&echo), Role::Good)),
            _ if is_focused => Some((text::shown(&field.hint), Role::Quiet)),
            _ => None,
        }
    }

    /// All lines of the form in order; notes below a field wrap at `cells`.
    fn lines(&self, cells: usize, ctx: &Ctx) -> Vec<Drawn> {
        let mut lines = Vec::new();
        if let Some(refusal) = &self.refusal {
            let wrapped = text::wrapped(&format!("! {}", text::shown(refusal)), cells).into_iter();
            lines.extend(wrapped.map(|line| Drawn { field: 0, what: Part::Below(line, Role::Bad) }));
        }
        for field in 0..self.form.fields.len() {
            let tall = self.inputs[field].height(u16::try_from(cells.saturating_sub(1)).unwrap_or(u16::MAX));
            lines.extend((0..tall).map(|down| Drawn { field, what: Part::Field(down) }));
            if let Some((said, role)) = self.below(field, ctx) {
                let wrapped = text::wrapped(&said, cells).into_iter();
                lines.extend(wrapped.map(|line| Drawn { field, what: Part::Below(line, role) }));
            }
        }
        lines.push(Drawn { field: self.form.fields.len(), what: Part::Button });
        lines
    }

    /// Draws the label and the box of a field. `area` is as high as the box is on screen.
    fn draw_field(&self, frame: &mut Frame<'_>, area: Rect, field: usize, labels: u16, theme: Theme) {
        let is_here = field == self.focus;
        let Field { label, kind, required, value, .. } = &self.form.fields[field];
        let star = if *required { " *" } else { "" };
        let cursor = if is_here { '>' } else { ' ' };
        let drawn = format!("{cursor} {}{star}", text::shown(label));
        let role = if is_here { Role::Here } else { Role::Quiet };
        // A line would carry its style over the value beside it.
        let own = Rect { width: labels.min(area.width), height: area.height.min(1), ..area };
        frame.render_widget(Line::styled(text::fit(&drawn, usize::from(own.width)), theme.style(role)), own);
        let rest = Rect {
            x: area.x.saturating_add(labels).min(area.right()),
            width: area.width.saturating_sub(labels),
            ..area
        };
        if let FieldKind::Choice(choices) = kind {
            let at = choices.iter().position(|choice| choice == value).map_or(0, |at| at + 1);
            let said = format!("< {} >  {at} of {}", text::shown(value), choices.len());
            let drawn = Line::styled(
                text::fit(&said, usize::from(rest.width)),
                theme.style(if is_here { Role::Strong } else { Role::Input }),
            );
            frame.render_widget(drawn, rest);
            return;
        }
        // The brackets show a box even without colors.
        let inside = Rect { x: rest.x.saturating_add(1), width: rest.width.saturating_sub(2), ..rest };
        for line in rest.rows() {
            let closing = Rect { x: line.right().saturating_sub(1), width: line.width.min(1), ..line };
            let opening = Rect { width: line.width.min(1), ..line };
            frame.render_widget(Line::styled("[", theme.style(Role::Frame)), opening);
            frame.render_widget(Line::styled("]", theme.style(Role::Frame)), closing);
        }
        self.inputs[field].draw(frame, inside, is_here, theme);
    }
}

impl Popup for FormBox {
    fn key(&mut self, key: KeyCombination, ctx: &Ctx) -> Step {
        let Some(code) = single(key) else { return Step::Stay };
        let is_control = key.modifiers.contains(KeyModifiers::CONTROL);
        match code {
            KeyCode::Esc => return Step::Close,
            KeyCode::Char('s') if is_control => return self.save(ctx),
            KeyCode::Char('z') if is_control && self.is_draft => {
                self.is_draft = false;
                let kept = self.kept.clone().unwrap_or_default();
                self.put(&kept);
                return Step::Stay;
            }
            KeyCode::Enter if self.is_on_button() || self.holds_all() => return self.save(ctx),
            KeyCode::Tab => return self.go(true),
            KeyCode::BackTab => return self.go(false),
            _ if self.is_on_long() => return self.type_long(key, code),
            KeyCode::Down | KeyCode::Enter => return self.go(true),
            KeyCode::Up => return self.go(false),
            _ if self.is_on_button() => return Step::Stay,
            _ => {}
        }
        if matches!(self.form.fields[self.focus].kind, FieldKind::Choice(_)) {
            return if is_control { Step::Stay } else { self.choose(code).unwrap_or(Step::Stay) };
        }
        if self.inputs[self.focus].key(key) == Typed::Changed {
            self.keep_typed(self.focus);
        }
        Step::Stay
    }

    fn point(&mut self, spot: usize, _is_double: bool, ctx: &Ctx) -> Step {
        let was_here = spot == self.focus;
        self.focus = spot.min(self.form.fields.len());
        if self.is_on_button() {
            return self.save(ctx);
        }
        if was_here { self.choose(KeyCode::Right).unwrap_or(Step::Stay) } else { Step::Stay }
    }

    fn wheel(&mut self, down: bool, notches: usize, _ctx: &Ctx) -> Step {
        let last = self.form.fields.len();
        self.focus =
            if down { self.focus.saturating_add(notches).min(last) } else { self.focus.saturating_sub(notches) };
        Step::Stay
    }

    fn paste(&mut self, pasted: &str, _ctx: &Ctx) {
        let Some(field) = self.form.fields.get(self.focus) else { return };
        if !matches!(field.kind, FieldKind::Choice(_)) {
            self.inputs[self.focus].insert(pasted);
            self.keep_typed(self.focus);
        }
    }

    fn draft(&self) -> Option<Draft> {
        let texts = self.texts();
        (self.kept.as_ref() != Some(&texts)).then(|| Draft { title: self.form.title.clone(), texts })
    }

    fn take_draft(&mut self, draft: &Draft) {
        if self.kept.is_some() && draft.title == self.form.title && draft.texts.len() == self.form.fields.len() {
            self.put(&draft.texts);
            self.is_draft = true;
        }
    }

    fn refused(&mut self, said: &str) -> bool {
        (self.refusal, self.kept, self.focus) = (Some(said.to_owned()), None, 0);
        true
    }

    fn hints(&self) -> &'static str {
        if self.inputs.get(self.focus).is_some_and(TextBox::is_filled_in) {
            "type to replace   ←→ edit   Tab or ↑↓ field   Ctrl-S save   Esc cancel"
        } else if self.is_on_long() {
            "Tab next field   Enter new line   Ctrl-S save   Esc cancel"
        } else {
            "Tab or ↑↓ field   Enter next   ←→ choice   Ctrl-S save   Esc cancel"
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
        let longest = self.form.fields.iter().map(|field| text::width(&field.label)).max().unwrap_or(0);
        let width = WIDEST.min(area.width.saturating_sub(4));
        let labels = u16::try_from(longest + 5).unwrap_or(u16::MAX).min(width / 2);
        let cells = usize::from(width.saturating_sub(labels + 1)).max(1);
        let lines = self.lines(cells, ctx);
        // One spare line, so a note that appears below a field does not move the window.
        let wanted = u16::try_from(lines.len() + 1).unwrap_or(u16::MAX);
        let title = titled(&self.form.title, self.is_draft);
        let inside = padded(dialog::window(frame, area, (width + 2, wanted), &title, theme));
        let room = usize::from(inside.height);
        let is_here = |line: &Drawn| line.field == self.focus && !matches!(line.what, Part::Below(..));
        let at = lines.iter().rposition(is_here).unwrap_or(0);
        let top = dialog::top(at, lines.len(), room);
        more::on_frame(frame, inside, top, lines.len().saturating_sub(top + room), theme);
        for (down, line) in (0_u16..).zip(lines.iter().skip(top).take(room)) {
            let place = row(inside, down);
            let is_button = matches!(line.what, Part::Button);
            hit::put(if is_button { button(place, &self.form.save) } else { place }, || Target::Spot(line.field));
            match &line.what {
                // The first line of a box that is on screen draws all of it.
                Part::Field(under) if *under > 0 && down > 0 => {}
                Part::Field(under) => {
                    let is_box = |line: &&Drawn| matches!(line.what, Part::Field(at) if at >= *under);
                    let tall = lines.iter().filter(|other| other.field == line.field).filter(is_box).count();
                    let tall = u16::try_from(tall).unwrap_or(u16::MAX).min(inside.height - down);
                    self.draw_field(frame, Rect { height: tall, ..place }, line.field, labels, theme);
                }
                Part::Below(said, role) => {
                    let x = place.x.saturating_add(labels + 1).min(place.right());
                    let place = Rect { x, width: place.right() - x, ..place };
                    frame.render_widget(Line::styled(said.as_str(), theme.style(*role)), place);
                }
                Part::Button => {
                    let cursor = if self.is_on_button() { '>' } else { ' ' };
                    let role = if self.is_on_button() { Role::Cursor } else { Role::Strong };
                    let said = format!("{cursor} [ {} ]", text::shown(&self.form.save));
                    frame.render_widget(Line::styled(said, theme.style(role)), place);
                }
            }
        }
    }
}

/// The part of the last line that the button takes.
fn button(line: Rect, save: &str) -> Rect {
    hit::part(line, 0, &format!("> [ {} ]", text::shown(save)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Currency;
    use crate::tui::overlays::tests::{ctx, draws_everywhere, press, screenshot};

    fn form() -> FormBox {
        let platforms = FieldKind::Choice(["tiktok", "instagram", "youtube"].map(str::to_owned).to_vec());
        FormBox::new(Form {
            title: "Add a creator".into(),
            fields: vec![
                Field::new("handle", "Handle", FieldKind::Text).required().hint("@name or a profile link"),
                Field::new("platform", "Platform", platforms),
                Field::new("followers", "Followers", FieldKind::Count),
                Field::new("price", "Asking price", FieldKind::Money(Currency::USD)).with("250"),
                Field::new("due", "Due", FieldKind::Day),
            ],
            save: "Add".into(),
        })
    }

    fn value(step: Step, key: &str) -> String {
        let Step::Done(Value::Form(form)) = step else { panic!("not saved: {step:?}") };
        form.text(key).to_owned()
    }

    #[test]
    fn fields_are_filled_in_and_saved_with_the_button() {
        let mut form = form();
        press(&mut form, "m i a space enter right tab 1 2 . 5 k enter enter f r i enter");
        assert!(form.is_on_button());
        let step = press(&mut form, "enter");
        assert_eq!(value(step.clone(), "handle"), "mia");
        assert_eq!(value(step.clone(), "platform"), "instagram");
        assert_eq!(value(step.clone(), "followers"), "12.5k");
        assert_eq!(value(step, "due"), "fri");
    }

    #[test]
    fn errors_are_shown_and_text_stays() {
        let mut form = form();
        press(&mut form, "tab y tab m a n y");
        assert_eq!(press(&mut form, "ctrl-s"), Step::Stay);
        assert_eq!(form.focus, 0);
        assert_eq!(form.form.fields[0].error.as_deref(), Some("Handle can't be empty"));
        assert_eq!(form.form.text("followers"), "many");
        assert_eq!(form.form.text("platform"), "youtube");
        press(&mut form, "m");
        assert_eq!(form.form.fields[0].error, None);
        assert_eq!(press(&mut form, "ctrl-s"), Step::Stay);
        assert_eq!(form.focus, 2);
        assert_eq!(press(&mut form, "esc"), Step::Close);
    }

    #[test]
    fn a_closed_form_restores_unsaved_text_and_undo_shows_saved_text() {
        let mut left = form();
        assert_eq!(left.draft(), None);
        press(&mut left, "m i a tab right");
        let draft = left.draft().expect("a draft");
        let mut again = form();
        again.take_draft(&draft);
        assert!(screenshot(&again, 80, 20).contains("your unsaved text"), "{}", screenshot(&again, 80, 20));
        assert_eq!((again.form.text("handle"), again.form.text("platform")), ("mia", "instagram"));
        press(&mut again, "ctrl-z");
        assert_eq!((again.form.text("handle"), again.form.text("platform")), ("", "tiktok"));
        // A form that comes back with errors is newer than any draft.
        let mut faulty = form().form;
        faulty.fault("handle", "no handle");
        let mut faulty = FormBox::new(faulty);
        faulty.take_draft(&draft);
        assert_eq!(faulty.form.text("handle"), "");
        assert!(faulty.draft().is_some());
    }

    #[test]
    fn a_long_text_has_several_lines_and_tab_leaves_it() {
        let fields = vec![
            Field::new("name", "Name", FieldKind::Text),
            Field::new("address", "Postal address", FieldKind::Long).with("Kat").hint("where to ship the product"),
            Field::new("due", "Due", FieldKind::Day),
        ];
        let mut form = FormBox::new(Form { fields, ..form().form });
        press(&mut form, "enter enter 1 2 enter enter b");
        form.paste("ath\nUK\u{1b}[2J\n", &ctx());
        assert_eq!(form.form.text("address"), "Kat\n12\n\nbath\nUK[2J");
        insta::assert_snapshot!("form_long", screenshot(&form, 80, 14));
        let draft = form.draft().expect("a draft");
        press(&mut form, "up up up up");
        assert_eq!(form.focus, 1);
        press(&mut form, "up");
        assert_eq!(form.focus, 0, "the arrows leave it at its ends");
        press(&mut form, "tab tab");
        assert_eq!(form.focus, 2);
        draws_everywhere(&form);
        assert_eq!(value(press(&mut form, "ctrl-s"), "address"), "Kat\n12\n\nbath\nUK[2J");
        let mut again = FormBox::new(Form { fields: form.form.fields.clone(), ..form.form.clone() });
        again.form.fields[1].value.clear();
        again.take_draft(&draft);
        assert_eq!(again.form.text("address"), "Kat\n12\n\nbath\nUK[2J");
    }

    #[test]
    fn a_paste_stays_on_its_line() {
        let mut form = form();
        form.paste("https://www.tiktok.com/@mia\n", &ctx());
        form.paste("\n", &ctx());
        assert_eq!(form.form.text("handle"), "https://www.tiktok.com/@mia");
        press(&mut form, "tab");
        form.paste("youtube", &ctx());
        assert_eq!(form.form.text("platform"), "tiktok");
    }

    #[test]
    fn what_a_form_offers_is_replaced_and_what_came_back_wrong_is_mended() {
        let mut form = form();
        press(&mut form, "tab tab tab");
        assert!(form.hints().contains("replace"), "{}", form.hints());
        press(&mut form, "9 0");
        assert_eq!(form.form.text("price"), "90");
        assert!(!form.hints().contains("replace"), "{}", form.hints());
        press(&mut form, "tab backtab 5");
        assert_eq!(form.form.text("price"), "905", "it was touched");
        let mut faulty = self::form().form;
        faulty.fault("price", "too much");
        let mut faulty = FormBox::new(faulty);
        press(&mut faulty, "5");
        assert_eq!(faulty.form.text("price"), "2505");
        let mut again = self::form();
        again.take_draft(&form.draft().expect("a draft"));
        press(&mut again, "tab tab tab 1");
        assert_eq!(again.form.text("price"), "9051", "a draft was typed");
    }

    #[test]
    fn the_form_is_drawn_at_any_size() {
        let mut form = form();
        insta::assert_snapshot!("form_wide", screenshot(&form, 90, 14));
        press(&mut form, "tab tab m a n y backtab backtab ctrl-s tab tab tab end $ 9");
        insta::assert_snapshot!("form_small", screenshot(&form, 40, 9));
        draws_everywhere(&form);
    }
}

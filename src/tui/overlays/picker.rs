//! A list to choose from: type to filter, arrows, Enter. It picks one entry, also with the day on which it happened, or toggles
//! several.

mod day_line;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::figure::counted;
use crate::domain::text::{clean, fold};
use crate::tui::kit::Ctx;
use crate::tui::kit::hit::{self, Target};
use crate::tui::kit::key::{self, KeyCode, KeyCombination, KeyModifiers, single};
use crate::tui::kit::overlay::{Carried, Choice, Pick, PickItem, Switching, Value};
use crate::tui::kit::popup::{Popup, Step};
use crate::tui::look::{Role, Theme, text};
use crate::tui::widgets::input::{TextInput, Typed};
use crate::tui::widgets::{dialog, more};

use super::prompt::{padded, row};
use day_line::DayLine;

/// Cells a list wants; longer names are cut.
const WIDEST: u16 = 60;

/// An entry with a pending change.
#[derive(Clone, Debug)]
struct Entry {
    item: PickItem,
    folded: String,
    now: Carried,
    /// Its index in the original list; `None` for an entry created here.
    at: Option<usize>,
}

impl Entry {
    fn choice(&self) -> Choice {
        self.at.map_or_else(|| Choice::Made(self.item.label.clone()), Choice::Entry)
    }
}

/// What a line of the list stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    /// The entry with this number.
    Entry(usize),
    /// Create an entry from the typed text.
    Make,
}

/// A window with a text box and the entries that fit what is typed.
#[derive(Clone, Debug)]
pub struct Picker {
    pick: Pick,
    entries: Vec<Entry>,
    input: TextInput,
    /// The day on which it happened, where that is asked for.
    day: Option<DayLine>,
    at: usize,
    /// Whether the arrows were used since the last letter; if so, Enter applies to the line under the cursor.
    pointed: bool,
    /// Why saving failed, until something else is typed or toggled.
    refusal: Option<String>,
    /// Whether Esc was answered with a warning, until something else is typed or toggled.
    is_warned: bool,
}

impl Picker {
    /// Opens the list.
    pub fn new(mut pick: Pick) -> Self {
        let entry = |(at, item): (usize, PickItem)| {
            let folded = fold(format!("{} {}", item.label, item.part).trim_end());
            Entry { folded, now: item.carried, item, at: Some(at) }
        };
        let entries: Vec<Entry> = std::mem::take(&mut pick.items).into_iter().enumerate().map(entry).collect();
        let (at, day) = (pick.at.min(entries.len().saturating_sub(1)), pick.is_dated.then(DayLine::default));
        Self { pick, entries, input: TextInput::default(), day, at, pointed: false, refusal: None, is_warned: false }
    }

    /// The typed text as the name it would get.
    fn typed(&self) -> String {
        self.pick.may_make.name(self.input.value()).unwrap_or_else(|| clean(self.input.value()))
    }

    /// The lines of the list: entries that begin with what is typed, then those with a word that does, then the rest.
    fn shown(&self) -> Vec<Shown> {
        let typed = self.typed();
        let wanted = fold(&typed);
        let rank = |folded: &str| match folded.find(&wanted)? {
            0 => Some(0),
            _ if folded.split([' ', '/', '-']).any(|word| word.starts_with(&wanted)) => Some(1),
            _ => Some(2),
        };
        let mut found: Vec<(u8, usize)> = self
            .entries
            .iter()
            .enumerate()
            .filter_map(|(index, entry)| rank(&entry.folded).map(|rank| (rank, index)))
            .collect();
        found.sort_unstable();
        let is_new = !self.entries.iter().any(|entry| entry.folded == wanted);
        let may_make = is_new && self.pick.may_make.name(self.input.value()).is_some();
        let entries = found.into_iter().map(|(_, index)| Shown::Entry(index));
        entries.chain(may_make.then_some(Shown::Make)).collect()
    }

    /// Enter, or a digit, on a line.
    fn choose(&mut self, line: Option<Shown>, ctx: &Ctx) -> Step {
        match (line, self.pick.several) {
            (None, _) => Step::Stay,
            (Some(Shown::Entry(index)), false) if self.day.is_some() => {
                let day = self.day.as_ref().map_or(Ok(ctx.today), |day| day.read(ctx));
                match day {
                    Ok(day) => Step::Done(Value::Dated(self.entries[index].choice(), day)),
                    Err(_) => Step::Stay,
                }
            }
            (Some(Shown::Entry(index)), false) => Step::Done(Value::Chosen(self.entries[index].choice())),
            (Some(Shown::Make), false) => Step::Done(Value::Chosen(Choice::Made(self.typed()))),
            (Some(Shown::Entry(index)), true) => {
                self.toggle(index);
                self.start_over();
                Step::Stay
            }
            (Some(Shown::Make), true) => {
                let item = PickItem { label: self.typed(), hint: "new".to_owned(), ..PickItem::default() };
                self.entries.insert(0, Entry { folded: fold(&item.label), now: Carried::All, item, at: None });
                self.start_over();
                Step::Stay
            }
        }
    }

    /// Cycles on and off; an entry that only some had also cycles back to that.
    fn toggle(&mut self, index: usize) {
        (self.refusal, self.is_warned) = (None, false);
        let entry = &mut self.entries[index];
        entry.now = match (entry.now, entry.item.carried) {
            (Carried::Some | Carried::None, Carried::All | Carried::None) | (Carried::Some, Carried::Some) => {
                Carried::All
            }
            (Carried::None, Carried::Some) => Carried::Some,
            (Carried::All, _) => Carried::None,
        };
    }

    /// Clears the line after a toggle, so the next Enter saves. A cursor moved by hand stays.
    fn start_over(&mut self) {
        if !self.input.value().is_empty() {
            self.input.set("");
            self.at = 0;
        }
        self.pointed = false;
    }

    fn changed(&self) -> (Vec<Choice>, Vec<Choice>) {
        let to = |state: Carried| {
            let moved = self.entries.iter().filter(|entry| entry.now == state && entry.item.carried != state);
            moved.map(Entry::choice).collect::<Vec<_>>()
        };
        (to(Carried::All), to(Carried::None))
    }

    fn keep(&self) -> Step {
        let (add, remove) = self.changed();
        if add.is_empty() && remove.is_empty() { Step::Close } else { Step::Done(Value::Switched { add, remove }) }
    }

    fn enter(&mut self, ctx: &Ctx) -> Step {
        let line = self.shown().get(self.at).copied();
        let (add, remove) = self.changed();
        let untouched = add.is_empty() && remove.is_empty();
        // On an empty line, Enter saves if something changed, and toggles if the arrows just chose an entry.
        if self.pick.several && self.input.value().is_empty() && !(untouched && self.pointed) {
            return self.keep();
        }
        self.choose(line, ctx)
    }

    fn step(&mut self, forward: bool) -> Step {
        let len = self.shown().len();
        self.pointed = true;
        self.at = match (forward, self.at) {
            _ if len == 0 => 0,
            (true, at) => (at + 1) % len,
            (false, at) => (at + len - 1) % len,
        };
        Step::Stay
    }

    /// Closes, after a word of warning where something was switched and not saved.
    fn leave(&mut self) -> Step {
        let changed = self.entries.iter().filter(|entry| entry.now != entry.item.carried).count();
        if !self.pick.several || changed == 0 || self.is_warned {
            return Step::Close;
        }
        self.is_warned = true;
        let changes = counted(changed, "change", "changes");
        self.refusal = Some(format!("{changes} not saved: Ctrl-S saves, Esc drops."));
        Step::Stay
    }

    /// The mark, the name and the text at the right of a line, and its role.
    fn line(&self, line: Shown, number: usize) -> (String, String, Role) {
        let Shown::Entry(index) = line else {
            let sign = if self.pick.several { "    " } else { "" };
            return (format!("{sign}+ make \"{}\"", text::shown(&self.typed())), String::new(), Role::Good);
        };
        let entry = &self.entries[index];
        let digit = match number {
            1..=9 if self.input.value().is_empty() => format!("{number} "),
            _ => "  ".to_owned(),
        };
        let name = text::shown(&entry.item.label);
        let hint = text::shown(if entry.item.part.is_empty() { &entry.item.hint } else { &entry.item.part });
        if !self.pick.several {
            return (format!("{digit}{name}"), hint, Role::Text);
        }
        let sign = match entry.now {
            Carried::All => "[x]",
            Carried::Some => "[-]",
            Carried::None => "[ ]",
        };
        let [all, adds, removes] = match self.pick.switching {
            Switching::Adds => ["all", "will be added", "will be removed"],
            Switching::Ticks => ["done", "will be done", "will be open again"],
        };
        let (said, role) = match (entry.now, entry.item.carried) {
            (Carried::All, Carried::All) => (all, Role::Text),
            (Carried::Some, _) => ("some", Role::Text),
            (Carried::None, Carried::None) => ("", Role::Text),
            (Carried::All, _) => (adds, Role::Good),
            (Carried::None, _) => (removes, Role::Warn),
        };
        let right = if said.is_empty() { hint } else { format!("{said}  {hint}") };
        (format!("{digit}{sign} {name}"), right, role)
    }
}

impl Popup for Picker {
    fn key(&mut self, key: KeyCombination, ctx: &Ctx) -> Step {
        let Some(code) = single(key) else { return Step::Stay };
        if let Some(day) = &mut self.day
            && day.key(key, code)
        {
            return Step::Stay;
        }
        let is_control = key.modifiers.contains(KeyModifiers::CONTROL);
        let is_empty = self.input.value().is_empty();
        match (code, is_control) {
            (KeyCode::Esc, _) => return self.leave(),
            (KeyCode::Enter, _) => return self.enter(ctx),
            (KeyCode::Char('s'), true) if self.pick.several => return self.keep(),
            (KeyCode::Down, _) | (KeyCode::Char('n'), true) => return self.step(true),
            (KeyCode::Up, _) | (KeyCode::Char('p'), true) => return self.step(false),
            (KeyCode::Char(digit @ '1'..='9'), false) if is_empty => {
                let number = digit.to_digit(10).map_or(0, |digit| digit as usize);
                let line = self.shown().get(number - 1).copied();
                if line.is_some() {
                    self.at = number - 1;
                    return self.choose(line, ctx);
                }
            }
            (KeyCode::Char(' '), false) if is_empty && self.pick.several => {
                if let Some(Shown::Entry(index)) = self.shown().get(self.at).copied() {
                    self.toggle(index);
                }
                return self.step(true);
            }
            _ => {}
        }
        if self.input.key(key) == Typed::Changed {
            (self.at, self.pointed, self.refusal, self.is_warned) = (0, false, None, false);
        }
        Step::Stay
    }

    fn point(&mut self, spot: usize, _is_double: bool, ctx: &Ctx) -> Step {
        let line = self.shown().get(spot).copied();
        self.at = if line.is_some() { spot } else { self.at };
        self.choose(line, ctx)
    }

    fn wheel(&mut self, down: bool, notches: usize, _ctx: &Ctx) -> Step {
        let (last, by) = (self.shown().len().saturating_sub(1), notches.saturating_mul(3));
        self.at = if down { self.at.saturating_add(by).min(last) } else { self.at.saturating_sub(by) };
        self.pointed = true;
        Step::Stay
    }

    fn paste(&mut self, pasted: &str, _ctx: &Ctx) {
        if let Some(day) = self.day.as_mut().filter(|day| day.has_focus) {
            return day.insert(pasted);
        }
        self.input.insert(pasted);
        (self.at, self.pointed) = (0, false);
    }

    fn pointed(&self) -> Option<usize> {
        match self.shown().get(self.at)? {
            Shown::Entry(index) => self.entries.get(*index)?.at,
            Shown::Make => None,
        }
    }

    fn refused(&mut self, said: &str) -> bool {
        self.refusal = Some(said.to_owned());
        true
    }

    fn hints(&self) -> &'static str {
        if self.pick.several {
            "type to find   Enter or Space toggle   Enter on an empty line save   Ctrl-S save   Esc cancel"
        } else if self.day.is_some() {
            "type to find   ↑↓ move   Tab day   Enter choose   Esc cancel"
        } else {
            "type to find   ↑↓ or 1-9 move   Enter choose   Esc cancel"
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
        let shown = self.shown();
        let above = 1 + u16::from(self.day.is_some());
        let wanted = u16::try_from(self.entries.len() + 2).unwrap_or(u16::MAX).saturating_add(above).max(6);
        let inside = dialog::window(frame, area, (WIDEST, wanted), &self.pick.title, theme);
        let line = padded(row(inside, 0));
        frame.render_widget(Line::styled("/", theme.style(Role::Key)), line);
        let typing = Rect { x: line.x.saturating_add(2), width: line.width.saturating_sub(2), ..line };
        self.input.draw(frame, typing, self.day.as_ref().is_none_or(|day| !day.has_focus), theme);
        if let Some(day) = &self.day {
            hit::put(row(inside, 1), || Target::Keys(key::parse("tab").into_iter().collect()));
            day.draw(frame, padded(row(inside, 1)), ctx, theme);
        }

        let room = usize::from(inside.height.saturating_sub(1 + above));
        let top = dialog::top(self.at, shown.len(), room);
        let cells = usize::from(padded(inside).width);
        more::on_frame(frame, inside, top, shown.len().saturating_sub(top + room), theme);
        for (index, entry) in shown.iter().enumerate().skip(top).take(room) {
            let is_here = index == self.at;
            let (name, hint, role) = self.line(*entry, index + 1);
            let name_cells = cells.saturating_sub(text::width(&hint) + 4);
            let drawn = format!("{} {}  {hint}", if is_here { '>' } else { ' ' }, text::left(&name, name_cells));
            let style = if is_here { theme.style(Role::Cursor) } else { theme.style(role) };
            let down = u16::try_from(index - top).unwrap_or(u16::MAX).saturating_add(above);
            let drawn = text::left(&drawn, cells);
            hit::put(row(inside, down).intersection(inside), || Target::Spot(index));
            frame.render_widget(Line::styled(drawn, style), padded(row(inside, down)).intersection(inside));
        }
        let foot = match (shown.is_empty(), self.entries.is_empty()) {
            _ if self.refusal.is_some() => text::shown(&format!("! {}", self.refusal.as_deref().unwrap_or_default())),
            (true, true) => text::shown(&self.pick.empty),
            (true, false) => "No match. Ctrl-U clears the line.".to_owned(),
            _ if shown.len() > room => format!("{} of {}", self.at + 1, shown.len()),
            _ => String::new(),
        };
        let last = padded(row(inside, inside.height.saturating_sub(1)));
        let role = if self.refusal.is_some() { Role::Bad } else { Role::Quiet };
        let foot = Span::styled(text::fit(&foot, cells), theme.style(role));
        if inside.height > 1 {
            frame.render_widget(foot, last);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::kit::overlay::Make;
    use crate::tui::overlays::tests::{ctx, draws_everywhere, press, screenshot};

    fn item(label: &str, hint: &str, carried: Carried) -> PickItem {
        PickItem { label: label.into(), hint: hint.into(), carried, ..PickItem::default() }
    }

    fn tags() -> Picker {
        Picker::new(Pick {
            title: "Tags of 4 marked".into(),
            items: vec![
                item("skincare", "412", Carried::All),
                item("Végan", "88", Carried::Some),
                item("cruelty/vegan", "12", Carried::None),
            ],
            several: true,
            may_make: Make::Tag,
            empty: "No tags yet: type one.".into(),
            ..Pick::default()
        })
    }

    /// The entry of [`tags`] called so, else something made.
    fn named(name: &&str) -> Choice {
        let at = tags().entries.iter().position(|entry| entry.item.label == *name);
        at.map_or_else(|| Choice::Made((*name).to_owned()), Choice::Entry)
    }

    fn toggled(add: &[&str], remove: &[&str]) -> Step {
        Step::Done(Value::Switched { add: add.iter().map(named).collect(), remove: remove.iter().map(named).collect() })
    }

    #[test]
    fn typing_finds_and_enter_switches_then_keeps() {
        let mut picker = tags();
        assert_eq!(press(&mut picker, "v e g"), Step::Stay);
        assert_eq!(picker.shown(), [Shown::Entry(1), Shown::Entry(2), Shown::Make]);
        assert_eq!(press(&mut picker, "enter"), Step::Stay);
        assert_eq!(press(&mut picker, "enter"), toggled(&["Végan"], &[]));
    }

    #[test]
    fn a_missing_entry_can_be_created() {
        let mut picker = tags();
        press(&mut picker, "k - b e a u t y enter");
        press(&mut picker, "down 2");
        assert_eq!(press(&mut picker, "ctrl-s"), toggled(&["k-beauty"], &["skincare"]));
    }

    #[test]
    fn a_new_entry_shows_its_final_name() {
        let mut picker = tags();
        picker.paste("#new, \"tag\"", &crate::tui::overlays::tests::ctx());
        press(&mut picker, "enter");
        assert_eq!(press(&mut picker, "ctrl-s"), toggled(&["new tag"], &[]));
        let mut picker = tags();
        picker.paste("#skincare", &crate::tui::overlays::tests::ctx());
        assert_eq!(picker.shown(), [Shown::Entry(0)], "it is there already");
    }

    #[test]
    fn space_marks_and_arrows_point() {
        let mut picker = tags();
        assert_eq!(press(&mut picker, "space space enter"), toggled(&["Végan"], &["skincare"]));
        let mut picker = tags();
        assert_eq!(press(&mut picker, "down enter"), Step::Stay);
        assert_eq!(press(&mut picker, "enter"), toggled(&["Végan"], &[]));
        assert_eq!(press(&mut tags(), "enter"), Step::Close);
    }

    #[test]
    fn three_toggles_restore_the_mixed_state() {
        let mut picker = tags();
        for state in [Carried::All, Carried::None, Carried::Some] {
            picker.toggle(1);
            assert_eq!(picker.entries[1].now, state);
        }
    }

    #[test]
    fn a_digit_chooses_and_typing_creates() {
        let one = |several| Picker { pick: Pick { several, ..tags().pick }, ..tags() };
        assert_eq!(press(&mut one(false), "2"), Step::Done(Value::Chosen(named(&"Végan"))));
        assert_eq!(press(&mut one(false), "x y enter"), Step::Done(Value::Chosen(Choice::Made("xy".into()))));
        assert_eq!(press(&mut one(false), "up enter"), Step::Done(Value::Chosen(named(&"cruelty/vegan"))));
        assert_eq!(press(&mut one(false), "s 2 esc"), Step::Close);
    }

    #[test]
    fn what_happened_is_chosen_with_its_day() {
        let item = |label: &str, part: &str| PickItem { label: label.into(), part: part.into(), ..PickItem::default() };
        let items = vec![item("contacted", "outreach"), item("shipped", "product"), item("scale", "decision")];
        let steps = || Picker::new(Pick { items: items.clone(), at: 2, is_dated: true, ..Pick::default() });
        let (today, day) = (ctx().today, |day| chrono::NaiveDate::from_ymd_opt(2026, 3, day).expect("a day"));
        let dated = |at, day| Step::Done(Value::Dated(Choice::Entry(at), day));
        assert_eq!(press(&mut steps(), "enter"), dated(2, today));
        assert_eq!(press(&mut steps(), "p r o d enter"), dated(1, today), "found by its track");
        assert_eq!(press(&mut steps(), "s h tab - 2 d enter"), dated(1, day(9)));
        let mut wrong = steps();
        assert_eq!(press(&mut wrong, "tab t o m o r r o w enter"), Step::Stay, "nothing happened tomorrow");
        assert_eq!(press(&mut wrong, "ctrl-u f r i tab c enter"), dated(0, day(6)), "the last Friday");
        draws_everywhere(&wrong);
    }

    #[test]
    fn the_list_is_drawn_at_any_size() {
        let mut picker = tags();
        press(&mut picker, "3 space");
        insta::assert_snapshot!(screenshot(&picker, 70, 12));
        press(&mut picker, "v e");
        insta::assert_snapshot!(screenshot(&picker, 40, 9));
        draws_everywhere(&picker);
    }
}

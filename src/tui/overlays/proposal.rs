//! A preview of a large change: Enter runs it, letters run the alternatives, Esc cancels.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::kit::Ctx;
use crate::tui::kit::hit;
use crate::tui::kit::key::{KeyCode, KeyCombination, KeyModifiers, canonical, single};
use crate::tui::kit::overlay::{Choice, Proposal, Value};
use crate::tui::kit::popup::{Popup, Step};
use crate::tui::look::{Role, Theme, text};
use crate::tui::widgets::more;

use super::boxed;

/// Text is never wider than this.
const WIDTH: u16 = 100;
/// What stands between two buttons.
const BETWEEN: &str = " \u{b7} ";
/// Lines that PgDn moves by.
const PAGE: usize = 10;

/// The proposal on the screen.
#[derive(Debug)]
pub struct ProposalBox {
    proposal: Proposal,
    top: usize,
}

impl ProposalBox {
    /// Shows the proposal from its first line.
    pub fn new(proposal: Proposal) -> Self {
        Self { proposal, top: 0 }
    }

    /// Wraps the facts to `cells`; each starts with its label.
    fn lines(&self, cells: usize) -> Vec<(String, String)> {
        let labels = self.proposal.facts.iter().map(|(label, _)| text::width(label)).max().unwrap_or(0);
        let labels = if labels == 0 { 0 } else { (labels + 2).min(cells / 2) };
        let of = |(label, said): &(String, String)| {
            let wrapped = text::wrapped(&text::shown(said), cells.saturating_sub(labels).max(1));
            let label = text::left(&text::shown(label), labels);
            let blank = " ".repeat(labels);
            let named = wrapped.into_iter().enumerate();
            named.map(|(at, line)| (if at == 0 { label.clone() } else { blank.clone() }, line)).collect::<Vec<_>>()
        };
        self.proposal.facts.iter().flat_map(of).collect()
    }

    /// The key hints: `Enter add 24 creators   y copy them   Esc cancel`.
    fn buttons(&self) -> Vec<String> {
        let yes = Some(&self.proposal.yes).filter(|yes| !yes.is_empty()).map(|yes| format!("Enter {yes}"));
        let others = self.proposal.others.iter().map(|(letter, does)| format!("{letter} {does}"));
        let all = yes.into_iter().chain(others).chain(std::iter::once("Esc leave".to_owned()));
        all.map(|button| text::shown(&button)).collect()
    }
}

/// Makes the buttons clickable that stand in a line whole.
fn clickable(line: Rect, said: &str, buttons: &[String]) {
    for button in buttons {
        let before = said.find(button.as_str()).and_then(|at| said.get(..at));
        if let (Some(before), Some(key)) = (before, button.split(' ').next()) {
            hit::key(hit::part(line, text::width(before), button), key);
        }
    }
}

impl Popup for ProposalBox {
    fn key(&mut self, key: KeyCombination, _ctx: &Ctx) -> Step {
        let key = canonical(key);
        let plain = key.modifiers == KeyModifiers::NONE;
        if let Some(KeyCode::Char(typed)) = single(key).filter(|_| plain)
            && let Some(at) = self.proposal.others.iter().position(|(letter, _)| *letter == typed)
        {
            return Step::Done(Value::Chosen(Choice::Entry(at)));
        }
        let last = self.lines(usize::from(WIDTH / 4)).len();
        self.top = match single(key) {
            Some(KeyCode::Enter) if self.proposal.yes.is_empty() => return Step::Close,
            Some(KeyCode::Enter) => return Step::Done(Value::Yes),
            Some(KeyCode::Esc | KeyCode::Char('q')) => return Step::Close,
            Some(KeyCode::Down | KeyCode::Char('j')) => self.top + 1,
            Some(KeyCode::Up | KeyCode::Char('k')) => self.top.saturating_sub(1),
            Some(KeyCode::PageDown | KeyCode::Char(' ')) => self.top + PAGE,
            Some(KeyCode::PageUp) => self.top.saturating_sub(PAGE),
            Some(KeyCode::Home) => 0,
            Some(KeyCode::End) => last,
            _ => self.top,
        }
        .min(last);
        Step::Stay
    }

    fn takes_letter(&self, letter: char) -> bool {
        letter.is_ascii()
    }

    fn hints(&self) -> &'static str {
        "Enter run   ↑↓ scroll   Esc cancel"
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, _ctx: &Ctx, theme: Theme) {
        let cells = usize::from(WIDTH.min(area.width).saturating_sub(4)).max(1);
        let lines = self.lines(cells);
        let all = self.buttons();
        let buttons = text::wrapped(&all.join(BETWEEN), cells);
        let wanted = u16::try_from(lines.len() + buttons.len() + 3).unwrap_or(u16::MAX);
        let inner = boxed::draw(frame, area, (WIDTH, wanted.max(5)), &text::shown(&self.proposal.title), theme);
        let foot = u16::try_from(buttons.len()).unwrap_or(u16::MAX).min(inner.height);
        let body = Rect { height: inner.height.saturating_sub(foot + 1), ..inner };
        let top = self.top.min(lines.len().saturating_sub(usize::from(body.height)));
        let rest = lines.len().saturating_sub(top + usize::from(body.height));
        for (y, (label, said)) in (body.y..body.bottom()).zip(lines.into_iter().skip(top)) {
            let spans = vec![Span::styled(label, theme.style(Role::Quiet)), Span::raw(said)];
            frame.render_widget(Line::from(spans), Rect { y, height: 1, ..body });
        }
        more::on_frame(frame, inner, top, rest, theme);
        for (y, said) in (inner.bottom() - foot..inner.bottom()).zip(buttons) {
            clickable(Rect { y, height: 1, ..inner }, &said, &all);
            frame.render_widget(Line::styled(said, theme.style(Role::Strong)), Rect { y, height: 1, ..inner });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::overlays::tests::{draws_everywhere, press, screenshot};

    fn proposal(yes: &str) -> ProposalBox {
        let handles = (1..90).map(|n| format!("@creator.{n}")).collect::<Vec<_>>().join(", ");
        ProposalBox::new(Proposal {
            title: "92 lines: 89 new, 2 already in the list, 1 not readable".into(),
            facts: vec![
                ("New".into(), handles),
                ("In the list".into(), "@mia (picked), @leo (do not contact)".into()),
                (String::new(), "line 7: \"jo k\" is not a handle\u{1b}[31m: a space.".into()),
            ],
            yes: yes.into(),
            others: vec![('o', "tags, platform".into()), ('y', "copy what is not readable".into())],
        })
    }

    #[test]
    fn enter_runs_letters_choose_and_other_keys_close() {
        assert_eq!(press(&mut proposal("add 89 creators"), "enter"), Step::Done(Value::Yes));
        assert_eq!(press(&mut proposal(""), "enter"), Step::Close);
        assert_eq!(press(&mut proposal("add"), "y"), Step::Done(Value::Chosen(Choice::Entry(1))));
        assert_eq!(press(&mut proposal("add"), "x"), Step::Stay);
        assert_eq!(press(&mut proposal("add"), "esc"), Step::Close);
    }

    #[test]
    fn it_is_drawn_at_any_size() {
        insta::assert_snapshot!("proposal_wide", screenshot(&proposal("add 89 creators"), 110, 22));
        let mut scrolled = proposal("add 89 creators");
        press(&mut scrolled, "end");
        insta::assert_snapshot!("proposal_small", screenshot(&scrolled, 60, 14));
        draws_everywhere(&scrolled);
    }
}

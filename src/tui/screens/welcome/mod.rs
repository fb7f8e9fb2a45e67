//! The first run: the ways to start, and where the data lives.

#[cfg(test)]
mod tests;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::kit::effect::FileChoice;
use crate::tui::kit::hit::{self, Target};
use crate::tui::kit::{Action, ByVerb, Ctx, Does, Effect, Msg, Place, Request, Screen, Verb};
use crate::tui::look::{Role, Theme, text};
use crate::tui::widgets::fact::{self, Fact};
use crate::tui::widgets::rows;

/// The ways in: the action that takes it, what it is called, what to expect.
const WAYS: [(Action, &str, &str); 4] = [
    (Action::ChooseDemo, "Look around with made-up data", "a shop with creators and results"),
    (Action::ChooseImport, "Import a list", "a CSV file; you check it first"),
    (Action::ChooseEmpty, "Start empty", "type the first creator yourself"),
    (Action::ChooseTour, "Take the tour", "five steps in the made-up data"),
];

/// What the way to a person's own file is called in the demo: it may long hold something.
const OWN: (&str, &str) = ("Open your own file", "your data, apart from the made-up data");

/// Widest text of the screen.
const WIDEST: u16 = 100;

/// The screen.
#[derive(Debug)]
pub struct WelcomeScreen {
    /// Where the person's own file lies, as shown.
    data: String,
    /// Which way the cursor is on.
    at: usize,
}

impl ByVerb for WelcomeScreen {
    fn verb(&self, action: Action, _ctx: &Ctx) -> Verb<Self> {
        let way = WAYS.iter().position(|(own, ..)| *own == action);
        match (action, way) {
            (Action::NavDown, _) => Verb::new(|screen: &mut Self, count, _| {
                screen.at = screen.at.saturating_add(count).min(WAYS.len() - 1);
            }),
            (Action::NavUp, _) => Verb::new(|screen: &mut Self, count, _| screen.at = screen.at.saturating_sub(count)),
            (Action::NavOpen, _) => Self::going(self.at).hint("choose", Does::Goes(leads_to(self.at))),
            (Action::ItemAdd, _) => Self::going(way_of(Action::ChooseEmpty)),
            (_, Some(way)) => Self::going(way),
            _ => Verb::elsewhere(),
        }
    }
}

impl WelcomeScreen {
    /// A screen that names this file as the person's own.
    pub fn new(data: impl Into<String>) -> Self {
        Self { data: data.into(), at: 0 }
    }

    /// Takes the chosen way. Made-up and real data never mix: from the demo, two of the ways open the person's own file.
    fn going(way: usize) -> Verb<Self> {
        Verb::new(move |screen: &mut Self, _, ctx| {
            screen.at = way;
            if way == way_of(Action::ChooseTour) {
                return ctx.lead(Request::Tour);
            }
            let file = if way == way_of(Action::ChooseDemo) { FileChoice::Demo } else { FileChoice::Own };
            if ctx.is_demo != (file == FileChoice::Demo) {
                ctx.effect(Effect::SwitchFile(file));
            }
            let is_first = way == way_of(Action::ChooseEmpty) && !ctx.is_demo;
            ctx.lead(if is_first { Request::AddCreators } else { Request::Go(leads_to(way)) });
        })
    }
}

/// Which of the ways an action takes.
fn way_of(action: Action) -> usize {
    WAYS.iter().position(|(own, ..)| *own == action).unwrap_or(0)
}

/// Where a way leads.
fn leads_to(way: usize) -> Place {
    match WAYS.get(way).map(|(action, ..)| action) {
        Some(Action::ChooseImport) => Place::Import,
        Some(Action::ChooseTour) => Place::Results,
        _ => Place::Creators,
    }
}

impl Screen for WelcomeScreen {
    fn refresh(&mut self, _ctx: &mut Ctx) {}

    fn msg(&mut self, _msg: &Msg, _ctx: &mut Ctx) {}

    fn acts_on(&self, _ctx: &Ctx) -> String {
        String::new()
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
        let area = area.intersection(frame.area());
        let indent = if area.width >= 80 { 6 } else { 1.min(area.width) };
        let area = Rect { x: area.x + indent, width: (area.width - indent).min(WIDEST), ..area };
        let cells = usize::from(area.width);
        let roomy = area.height >= 16;
        let mut at = usize::from(roomy);
        let mut put = |frame: &mut Frame<'_>, line: Line<'_>, gap: usize| {
            let place = rows::line(area, at).intersection(frame.area());
            frame.render_widget(line, place);
            at += 1 + if roomy { gap } else { 0 };
            place
        };
        for line in fact::wrap("Find small creators. Test them cheaply. Keep the ones that pay.", cells) {
            put(frame, Line::styled(line, theme.style(Role::Strong)), 0);
        }
        // In the smallest window, no way in is hidden for a blank line.
        if area.height > 7 {
            put(frame, Line::raw(""), 0);
        }
        put(frame, Line::raw(text::fit("Where would you like to start?", cells)), 1);
        for (index, (action, name, what)) in WAYS.iter().enumerate() {
            let sign = if index == self.at { "> " } else { "  " };
            let key = ctx.key(*action);
            let role = if index == self.at { Role::Cursor } else { Role::Text };
            let is_back = ctx.is_demo && *action == Action::ChooseEmpty;
            let (name, what) = if is_back { &OWN } else { &(*name, *what) };
            let name = if cells >= 72 { text::left(name, 32) } else { (*name).to_owned() };
            let name = format!("{sign}{key}  {name}");
            let room = cells.saturating_sub(text::width(&name) + 1);
            let what = if cells >= 72 { text::fit(what, room) } else { String::new() };
            let line = vec![Span::styled(name, theme.style(role)), Span::styled(what, theme.style(Role::Quiet))];
            let place = put(frame, Line::from(line), 0);
            hit::put(place, || Target::Run(vec![(*action, 1)]));
        }
        let place = if ctx.is_demo { "You are in the made-up data now. " } else { "" };
        let demo = format!("{place}It has its own file and shows DEMO at the top. Your own data is never touched.");
        let facts = [
            Fact::new("", demo, 2),
            Fact::new("", "", 3),
            Fact::new("", format!("Data: {}", text::shown(&self.data)), 0),
            Fact::new("", "One file: copy it to back it up. No account, no network, no tracking.", 1),
        ];
        at += usize::from(roomy) + 1;
        let below = rows::line(area, at);
        let rest = Rect { height: area.bottom().saturating_sub(below.y), ..below };
        if below.height > 0 {
            fact::draw(frame, rest, &facts, theme);
        }
    }
}

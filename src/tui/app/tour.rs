//! The tour: five steps through the demo, each done with the real keys on the real screens. A strip above the footer says what comes
//! next; everything else works as always.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Text};

use crate::tui::kit::{Action, Availability, Ctx, Effect, Notice, Place};
use crate::tui::look::{Role, text};

use super::Model;

/// One step.
struct Step {
    /// Where it is done; nothing where it can be done anywhere.
    place: Option<Place>,
    /// What is to be seen there.
    sees: &'static str,
    /// What to do there, naming the keys.
    does: fn(&Ctx) -> String,
    /// The actions that complete it, if they are done there.
    actions: &'static [Action],
    /// Where they must have led, if they lead anywhere.
    leads_to: Option<Place>,
}

/// The steps in order.
const STEPS: [Step; 5] = [
    Step {
        place: Some(Place::Results),
        sees: "Results: what each creator brought, and a suggestion.",
        does: |ctx| format!("Press {} to see how it was worked out.", ctx.key(Action::PaneInfo)),
        actions: &[Action::PaneInfo],
        leads_to: None,
    },
    Step {
        place: Some(Place::Triage),
        sees: "Triage: new creators, one card at a time, for you to decide.",
        does: |ctx| {
            let (pick, reject) = (ctx.key(Action::VerdictPick), ctx.key(Action::VerdictReject));
            format!("Press {pick} to pick this one, or {reject} to reject.")
        },
        actions: &[Action::VerdictPick, Action::VerdictReject, Action::VerdictMaybe, Action::VerdictPickBatch],
        leads_to: None,
    },
    Step {
        place: None,
        sees: "Every change can be undone, even after a restart.",
        does: |ctx| format!("Press {} to undo the last one.", ctx.key(Action::Undo)),
        actions: &[Action::Undo],
        leads_to: None,
    },
    Step {
        place: Some(Place::Campaigns),
        sees: "A campaign tests creators in batches, each with a success rule.",
        does: |ctx| {
            let (down, open) = (ctx.key(Action::NavDown), ctx.key(Action::NavOpen));
            format!("Press {down} to move to a batch, {open} to open it.")
        },
        actions: &[Action::NavOpen],
        leads_to: Some(Place::Batch),
    },
    Step {
        place: None,
        sees: "This is a batch, with the stage and fee of each creator. What is due is in the agenda.",
        does: |ctx| {
            let (agenda, palette) = (ctx.key(Action::Go(Place::Agenda)), ctx.key(Action::Palette));
            format!("Press {agenda} for the agenda, or {palette} for any command.")
        },
        actions: &[Action::Go(Place::Agenda), Action::Palette],
        leads_to: None,
    },
];

/// Lines of a window from which on a step says what is to be seen, not only what to do.
const ROOMY: u16 = 20;

/// How far the tour has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tour {
    /// The step that is next; behind the last one the tour is over.
    at: usize,
    /// Whether Esc was pressed once.
    is_leaving: bool,
}

impl Tour {
    fn step(self) -> Option<&'static Step> {
        STEPS.get(self.at)
    }
}

impl Model {
    /// Begins the tour, or leaves it.
    pub(super) fn turn_tour(&mut self, effects: &mut Vec<Effect>) {
        match self.tour {
            Some(tour) if tour.step().is_some() => self.leave_tour(effects),
            _ => self.ask_for_tour(effects),
        }
    }

    /// Begins the tour here if this is the demo, else in the demo.
    pub(super) fn ask_for_tour(&mut self, effects: &mut Vec<Effect>) {
        match self.can_tour() {
            Availability::No(reason) => self.say(Notice::info(reason), effects),
            _ if self.ctx.is_demo => self.begin_tour(effects),
            _ => effects.push(Effect::ShowTour),
        }
    }

    /// Whether the open file may be left for the demo.
    pub(super) fn can_tour(&self) -> Availability {
        if self.ctx.is_demo {
            return Availability::Yes;
        }
        if self.would_lose() {
            let rescue = self.ctx.key(Action::FileRescue);
            return Availability::No(format!("The tour opens the demo. Save a copy of this file first: {rescue}."));
        }
        let is_free = self.import.is_none();
        Availability::when(is_free, "The tour opens the demo. Wait until the import is done.")
    }

    /// Begins the tour in the open file, which is the demo.
    pub fn begin_tour(&mut self, effects: &mut Vec<Effect>) {
        self.tour = Some(Tour::default());
        self.go(Place::Results, false, effects);
        let said = "This is made-up data: your own file is not touched.";
        self.say(Notice::info(said), effects);
    }

    fn leave_tour(&mut self, effects: &mut Vec<Effect>) {
        self.tour = None;
        let (again, welcome) = (self.ctx.key(Action::TourTurn), self.ctx.key(Action::Go(Place::Welcome)));
        let import = self.ctx.key(Action::ChooseImport);
        let said =
            format!("You left the tour. {again} starts it again; {welcome}, then {import}, imports your own list.");
        self.say(Notice::info(said), effects);
    }

    /// Takes Esc where it leaves the tour: at the second press in a row, or at the first one behind the last step.
    pub(super) fn escapes_tour(&mut self, effects: &mut Vec<Effect>) -> bool {
        let Some(tour) = &mut self.tour else { return false };
        if tour.step().is_none() {
            self.tour = None;
            return true;
        }
        if !tour.is_leaving {
            tour.is_leaving = true;
            return false;
        }
        self.leave_tour(effects);
        true
    }

    /// Takes note of an action that ran at a place; the right one there brings the next step.
    pub(super) fn tour_saw(&mut self, action: Action, from: Place) {
        let (here, is_asking) = (self.place, self.ctx.confirmation.is_asking());
        let Some(tour) = &mut self.tour else { return };
        tour.is_leaving &= action == Action::Back;
        let Some(step) = tour.step() else { return };
        let is_there = step.place.is_none_or(|place| place == from);
        let has_led = step.leads_to.is_none_or(|place| place == here);
        if step.actions.contains(&action) && is_there && has_led && !is_asking {
            *tour = Tour { at: tour.at + 1, is_leaving: false };
        }
    }

    /// What the strip says in a window of this size: what is to be seen, and what to do. Empty without a tour.
    pub(super) fn tour_lines(&self, window: Rect) -> [Vec<String>; 2] {
        let Some(tour) = self.tour else { return [Vec::new(), Vec::new()] };
        let cells = usize::from(window.width).saturating_sub(2);
        let mut most = usize::from(window.height / 4).max(1);
        let key = |action| self.ctx.key(action);
        let (sees, does) = match tour.step() {
            Some(step) => {
                let sees = format!("Tour {} of {}. {}", tour.at + 1, STEPS.len(), step.sees);
                (sees, format!("{} {}", self.tour_asks(step), self.tour_leaves(tour)))
            }
            None => (
                "That was the tour.".to_owned(),
                format!(
                    "Press {}, then {}, to import your own list. Esc closes this line.",
                    key(Action::Go(Place::Welcome)),
                    key(Action::ChooseImport)
                ),
            ),
        };
        let mut does = text::wrapped(&does, cells);
        does.truncate(most);
        most -= does.len();
        let mut sees = if window.height < ROOMY { Vec::new() } else { text::wrapped(&sees, cells) };
        sees.truncate(most);
        [sees, does]
    }

    /// What to do next for a step, from where the person is now.
    fn tour_asks(&self, step: &Step) -> String {
        let is_boxed = !self.layers.is_empty();
        let close = if is_boxed { "Esc closes the box. " } else { "" };
        match step.place.filter(|place| *place != self.place) {
            Some(place) => format!("{close}Press {} to go to {}.", self.ctx.key(Action::Go(place)), place.name()),
            None => format!("{close}{}", (step.does)(&self.ctx)),
        }
    }

    /// How to leave.
    fn tour_leaves(&self, tour: Tour) -> String {
        let turn = self.ctx.key(Action::TourTurn);
        let back = self.ctx.key(Action::Back);
        if tour.is_leaving { format!("({back} again leaves)") } else { format!("({back} {back} or {turn} leaves)") }
    }

    /// The lines of the strip.
    pub(super) fn tour_height(&self, window: Rect) -> u16 {
        let [sees, does] = self.tour_lines(window);
        u16::try_from(sees.len() + does.len()).unwrap_or(0)
    }

    /// Draws the strip.
    pub(super) fn draw_tour(&self, frame: &mut Frame<'_>, area: Rect) {
        let [sees, does] = self.tour_lines(frame.area());
        let line = |text: &String, role: Role| Line::styled(format!(" {text}"), self.theme.style(role));
        let sees = sees.iter().map(|text| line(text, Role::Strong));
        let lines: Vec<Line<'_>> = sees.chain(does.iter().map(|text| line(text, Role::Here))).collect();
        frame.render_widget(Text::from(lines), area);
    }
}

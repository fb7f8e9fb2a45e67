//! Orders that need review: two creators' codes on one order, unattributed orders, leaked codes. One key resolves each,
//! and nothing is resolved automatically.

use std::collections::HashSet;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};

use crate::proto::outlook::{CodeRow, ConflictRow, LeakNote, OrderRow};
use crate::proto::results::{CampaignResult, CreatorResult};
use crate::tui::kit::{Action, Ctx, Place};
use crate::tui::look::{Role, day, figure, text};
use crate::tui::screens::estimate;
use crate::tui::widgets::fact::{self, Fact};
use crate::tui::widgets::grid::{Cell, Column};
use crate::tui::widgets::{panel, rows};
use crate::words::result_view::{ResultView, left_out};

use super::lines::SideLine;
use super::look::Look;
use super::{ResultsScreen, decide};

/// A line of the pane.
#[derive(Clone, Copy, Debug)]
pub(super) enum Doubt<'a> {
    /// A heading; the cursor passes over it.
    Heading(&'static str),
    /// Two codes in the same orders.
    Conflict(&'a ConflictRow),
    /// How orders of the campaign are read.
    Terms,
    /// The leak set for one creator.
    Leak(&'a CreatorResult),
    /// A sign that codes leaked.
    Sign(&'a CreatorResult, &'a LeakNote),
    /// A code in orders that no creator has.
    Code(&'a CodeRow),
    /// An unattributed order.
    Order(&'a OrderRow),
}

impl Doubt<'_> {
    /// Whether the cursor can rest here.
    pub(super) fn stops(self) -> bool {
        !matches!(self, Self::Heading(_))
    }
}

/// Lists what is in doubt in the campaign on screen.
pub(super) fn lines(screen: &ResultsScreen) -> Vec<Doubt<'_>> {
    let Some(review) = screen.review() else { return Vec::new() };
    let mut lines = Vec::new();
    if !review.conflicts.is_empty() {
        lines.push(Doubt::Heading("Codes with two owners"));
        lines.extend(review.conflicts.iter().map(Doubt::Conflict));
    }
    if let Some(result) = screen.result().filter(|result| result.outlook.is_some()) {
        lines.push(Doubt::Heading("How tracked orders count"));
        lines.push(Doubt::Terms);
        let mut seen = HashSet::new();
        // A creator of several batches has their leak once.
        let creators = result.batches.iter().rev().flat_map(|batch| &batch.creators);
        for creator in creators.filter(|creator| seen.insert(creator.creator)) {
            if creator.leak_bp.is_some() {
                lines.push(Doubt::Leak(creator));
            }
            lines.extend(creator.leak_notes.iter().map(|note| Doubt::Sign(creator, note)));
        }
    }
    if !review.codes.is_empty() {
        lines.push(Doubt::Heading("Codes that no creator has"));
        lines.extend(review.codes.iter().map(Doubt::Code));
    }
    if !review.orders.is_empty() {
        lines.push(Doubt::Heading("Unattributed orders"));
        lines.extend(review.orders.iter().map(Doubt::Order));
    }
    lines
}

/// How many items need review. Unattributed orders are normal and do not count; two codes on one order or signs of a leak do.
pub(super) fn waiting(result: &CampaignResult) -> i64 {
    let signs = result.batches.iter().flat_map(|batch| &batch.creators).filter(|creator| creator.leak_bp.is_none());
    let signs: usize = signs.map(|creator| creator.leak_notes.len()).sum();
    i64::try_from(result.conflicts.len() + signs).unwrap_or(i64::MAX)
}

impl ResultsScreen {
    /// The line under the cursor.
    pub(super) fn doubt(&self) -> Option<Doubt<'_>> {
        lines(self).get(self.side.at()).copied()
    }

    /// The creator whose leak can be set from here.
    pub(super) fn leaky(&self) -> Option<&CreatorResult> {
        match (self.pane(), self.doubt()) {
            (super::Pane::Review, Some(Doubt::Leak(creator) | Doubt::Sign(creator, _))) => Some(creator),
            (super::Pane::Review, _) => None,
            _ => self.here(),
        }
    }
}

pub(super) fn draw(screen: &ResultsScreen, frame: &mut Frame<'_>, area: Rect, look: Look<'_>, title: &str) {
    let (ctx, theme) = (look.ctx, look.theme);
    let total = screen.review().map(|review| (review.orders.len(), review.orders_total));
    let note = match total {
        Some((shown, total)) if i64::try_from(shown).is_ok_and(|shown| shown < total) => {
            format!("the newest {shown} of {} without a creator", decide::orders(total))
        }
        _ => String::new(),
    };
    let inner = panel::draw_focused(frame, area, look.edge, title, &note, theme);
    let lines = lines(screen);
    if screen.review().is_none() {
        return look.say(frame, inner, "Reading orders …");
    }
    let open = ctx.key(Action::NavOpen);
    if !lines.iter().any(|line| line.stops()) {
        return look.say(frame, inner, "Nothing needs review: every order has one owner.");
    }
    let help = match screen.doubt() {
        Some(Doubt::Conflict(conflict)) if conflict.settled.is_some() => {
            format!("{open} changes who gets these orders.")
        }
        Some(Doubt::Conflict(conflict)) if conflict.is_shared() => {
            format!(
                "{open} sets who gets the orders with this {}. Until then both verdicts are provisional.",
                conflict.kind()
            )
        }
        Some(Doubt::Conflict(_)) => format!("{open} sets who gets these orders, once for both codes."),
        Some(Doubt::Terms) => {
            format!(
                "{open} sets ranges for promo code leak and halo. They widen every range; nothing is set automatically."
            )
        }
        Some(Doubt::Leak(_)) => format!("{open} changes it. Empty fields use the campaign's setting."),
        Some(Doubt::Sign(_, note)) => {
            let (low, high) = note.suggested;
            let range = left_out::share_range((estimate::e4(low), estimate::e4(high))).unwrap_or_default();
            format!("{open} sets a leak of {range} for this creator. {} sets another value.", ctx.key(Action::LeakSet))
        }
        Some(Doubt::Code(_)) => {
            format!(
                "{open} chooses the creator of the code, who gets all its orders, now and later. A creator without a batch is added to one."
            )
        }
        Some(Doubt::Order(_)) if screen.result().is_none() => {
            let plan = ctx.key(Action::Go(Place::Campaigns));
            format!(
                "{plan} plans a batch. Once creators are in it and it has started, {open} here gives them the order."
            )
        }
        Some(Doubt::Order(_)) => {
            format!("{open} sets the creator. {} marks several.", ctx.key(Action::MarkToggle))
        }
        _ => String::new(),
    };
    let mut facts = vec![Fact::new("", help, 0).role(Role::Quiet)];
    // Text that a line had to cut shows in full below.
    let cut = screen.doubt().and_then(|line| sentence(screen, line));
    if let Some(cut) = cut.filter(|cut| text::width(cut) + 4 > usize::from(inner.width)) {
        facts.insert(0, Fact::new("", cut, 1));
    }
    let needed: usize = facts.iter().map(|fact| fact::wrap(&fact.text, usize::from(inner.width)).len()).sum();
    let foot = u16::try_from(needed).unwrap_or(u16::MAX).min(inner.height / 3);
    let [body, foot] = inner.layout(&Layout::vertical([Constraint::Fill(1), Constraint::Length(foot)]));
    fact::draw(frame, foot, &facts, theme);
    let columns = [
        Column::words("", 14, 26, 0),
        Column::words("", 8, 14, 4),
        Column::number("", 10, 1),
        Column::words("", 16, 60, 2),
    ];
    screen.side.draw_more(frame, body, theme);
    for (line, index) in screen.side.seen(body).enumerate() {
        let area = rows::line(body, line);
        screen.side.clickable(area, index);
        let is_cursor = index == screen.side.at() && lines[index].stops();
        if let Some(wide) = sentence(screen, lines[index]) {
            let role = if lines[index].stops() { Role::Text } else { Role::Strong };
            let room = rows::cells(area);
            let columns = [Column::words("", 1, room.width, 0)];
            let indent = if lines[index].stops() { "  " } else { "" };
            rows::row(frame, area, &columns, &[Cell::with(format!("{indent}{wide}"), role)], is_cursor, theme);
        } else if let Doubt::Order(order) = lines[index] {
            let is_marked = screen.side.is_marked(&SideLine::Order(order.id));
            let mark = if is_marked { "* " } else { "  " };
            let cells = [
                Cell::new(format!("{mark}{}", text::shown(&order.name))),
                Cell::new(day::short(order.placed_on, ctx.today)),
                Cell::new(figure::money(order.net_minor, order.currency)),
                Cell::with(trail(order), Role::Quiet),
            ];
            rows::row(frame, area, &columns, &cells, is_cursor, theme);
        }
    }
}

/// What an order says about where it came from.
fn trail(order: &OrderRow) -> String {
    let code = text::shown(&order.codes);
    match (code.as_str(), text::shown(&order.mark).as_str()) {
        ("", "") => "no code, no link".to_owned(),
        (code, "") => format!("code {code}"),
        ("", mark) => format!("from {mark}"),
        (code, mark) => format!("code {code}, from {mark}"),
    }
}

/// The line in words, where it is no order.
fn sentence(screen: &ResultsScreen, line: Doubt<'_>) -> Option<String> {
    match line {
        Doubt::Heading(heading) => Some(heading.to_owned()),
        Doubt::Conflict(conflict) => {
            let ((_, first), (_, second)) = &conflict.owners;
            let settled = match conflict.settled {
                Some(winner) if winner == conflict.owners.0.0 => format!("settled: @{first} gets them"),
                Some(winner) if winner == conflict.owners.1.0 => format!("settled: @{second} gets them"),
                Some(_) => format!("settled: another owner of this {} gets them", conflict.kind()),
                None if conflict.is_shared() => {
                    format!("open: both own this {}; all orders go to one", conflict.kind())
                }
                None => "open: the first code on the order counts".to_owned(),
            };
            let money = figure::money(conflict.net_minor, conflict.currency);
            Some(text::shown(&format!(
                "{}{} (@{first} or @{second}): {}, {money}; {settled}",
                conflict.link().map_or("", |_| "link "),
                conflict.codes_text(),
                decide::orders(conflict.orders)
            )))
        }
        Doubt::Terms => screen.terms().map(left_out::attribution),
        Doubt::Leak(creator) => {
            let range = left_out::share_range(creator.leak_bp?).unwrap_or_else(|| "none".to_owned());
            Some(format!("@{}: leak {range}, only for this creator", text::shown(&creator.handle)))
        }
        Doubt::Sign(creator, note) => {
            let sign = ResultView::new(screen.result()?).leak(note);
            Some(format!("@{}: {sign}", text::shown(&creator.handle)))
        }
        Doubt::Code(code) => {
            let money = figure::money(code.net_minor, code.currency);
            Some(format!("{}: {}, {money}", text::shown(&code.code), decide::orders(code.orders)))
        }
        Doubt::Order(_) => None,
    }
}

/// Says in lines of text what is in doubt.
pub(super) fn as_text(screen: &ResultsScreen, ctx: &Ctx) -> Vec<String> {
    let in_words = |line| match line {
        Doubt::Order(order) => {
            let money = figure::money(order.net_minor, order.currency);
            let name = text::shown(&order.name);
            Some(format!("{name}\t{}\t{money}\t{}", day::short(order.placed_on, ctx.today), trail(order)))
        }
        line => sentence(screen, line),
    };
    lines(screen).into_iter().filter_map(in_words).collect()
}

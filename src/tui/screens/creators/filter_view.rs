//! Draws the lines above the table: views, the filter and its meaning, the input with its completions.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::figure::capitalized;
use crate::domain::filter::{Note, Problem};
use crate::domain::money::grouped;
use crate::tui::kit::hit::{self, Target};
use crate::tui::kit::{Action, Ctx, Place, key};
use crate::tui::look::{Role, SizeClass, Theme, text};

use super::CreatorsScreen;
use super::filter_bar::{FilterBox, Tab};
use super::text_lines::{both_sides, line, put};

/// Lines for the input, its meaning and its completions.
pub(super) fn box_lines(screen: &CreatorsScreen, open: &FilterBox, class: SizeClass, area: Rect) -> u16 {
    let (said, _) = below(screen, open);
    let reading = sentence_lines(&said, class, area.width);
    if area.height <= 6 {
        return 1;
    }
    let most = match class {
        SizeClass::Wide => 8,
        SizeClass::Medium => 5,
        SizeClass::Narrow => 4,
        SizeClass::Tiny | SizeClass::TooSmall => 3,
    };
    // The table keeps two thirds of the height.
    let room = (area.height / 3).saturating_sub(1).clamp(1, most);
    let offers = match screen.tab_does() {
        // When Tab drops a term, the sentence that says so needs the room more than completions do.
        Tab::Drop(_) if class <= SizeClass::Narrow => 0,
        _ => u16::try_from(open.offers.all.len()).unwrap_or(u16::MAX).min((room + 1).saturating_sub(reading)),
    };
    // An error also needs a line for its caret.
    1 + reading + if is_wrong(open) { 1 } else { offers }
}

/// Lines for the filter and its meaning while the input is closed.
pub(super) fn filter_lines(screen: &CreatorsScreen, ctx: &Ctx, area: Rect) -> u16 {
    let (reading, _) = reading(screen);
    let counts = u16::try_from(text::width(&counts(screen, ctx, area))).unwrap_or(0);
    1 + sentence_lines(&reading, SizeClass::Wide, area.width.saturating_sub(counts + 2))
}

/// Indent of a sentence below the input.
const BEFORE: u16 = 3;

/// Lines for a sentence: as many as it needs, up to a limit.
fn sentence_lines(said: &str, class: SizeClass, width: u16) -> u16 {
    let most = if class >= SizeClass::Medium { 3 } else { 2 };
    let lines = text::wrapped(said, usize::from(width.saturating_sub(BEFORE + 1))).len();
    u16::try_from(lines).unwrap_or(most).clamp(1, most)
}

/// The sentence below the input: the error, or what the filter means.
fn below(screen: &CreatorsScreen, open: &FilterBox) -> (String, Role) {
    let wrong = open.error.as_ref().map(ToString::to_string).or_else(|| open.refused.clone());
    let role = if is_wrong(open) { Role::Bad } else { Role::Quiet };
    let fix = if is_wrong(open) && matches!(screen.tab_does(), Tab::Fix(_)) { " (Tab fixes it)" } else { "" };
    wrong.map_or_else(|| reading(screen), |said| (format!("{}{fix}", text::shown(&said)), role))
}

/// Whether the text is wrong, not just unfinished.
fn is_wrong(open: &FilterBox) -> bool {
    let unfinished = |problem: &Problem| {
        matches!(problem, Problem::NoValue(..) | Problem::NothingToLeaveOut(_) | Problem::Lonely(_))
    };
    let can_go_on = open.offers.at.is_some() || open.offers.finishes();
    let is_wrong = open.error.as_ref().is_some_and(|error| !unfinished(&error.problem)) || open.refused.is_some();
    is_wrong && !can_go_on
}

/// Draws the saved views as tabs: as many as fit, always including the open one.
pub(super) fn draw_views(screen: &CreatorsScreen, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    const BEGIN: &str = " Views";
    let cells = usize::from(area.width);
    let tabs = screen.view_tabs(ctx);
    let label = |number: usize| {
        let tab = &tabs[number];
        let digit = if number < 9 { format!("{} ", number + 1) } else { String::new() };
        let count = tab.count.map(|count| format!(" {}", grouped(u64::try_from(count).unwrap_or(0))));
        let name = text::shown(&tab.name);
        let said = format!("{digit}{name}{}", count.unwrap_or_default());
        if tab.is_here { format!("»{said}«") } else { format!(" {said} ") }
    };
    let labels: Vec<String> = (0..tabs.len()).map(label).collect();
    let here = tabs.iter().position(|tab| tab.is_here).unwrap_or(0);
    let key = ctx.keys.first(Action::ViewPick);
    let all_cells: usize = labels.iter().map(|label| text::width(label) + 1).sum();
    let more = if text::width(BEGIN) + 1 + all_cells <= cells { String::new() } else { format!("{key} more ") };
    let room = cells.saturating_sub(text::width(BEGIN) + 1 + text::width(&more));
    // The open view gets its room first; the others fill the rest in order.
    let mut used = text::width(&labels[here]).min(room);
    let mut shown = vec![here];
    for (number, label) in labels.iter().enumerate().filter(|(number, _)| *number != here) {
        let next = text::width(label) + 1;
        if used + next > room {
            break;
        }
        used += next;
        shown.push(number);
    }
    shown.sort_unstable();
    let mut spans = vec![Span::styled(format!("{BEGIN} "), theme.style(Role::Quiet))];
    let mut from = text::width(BEGIN) + 1;
    for number in shown {
        hit::put(hit::part(area, from, &labels[number]), || view_keys(number, ctx));
        from += text::width(&labels[number]) + 1;
        let role = if number == here { Role::Here } else { Role::Text };
        spans.push(Span::styled(text::fit(&labels[number], room), theme.style(role)));
        spans.push(Span::raw(" "));
    }
    frame.render_widget(Line::from(spans), area.intersection(frame.area()));
    let x = area.right().saturating_sub(u16::try_from(text::width(&more)).unwrap_or(0)).max(area.x);
    put(frame, Rect { x, width: area.right() - x, ..area }, &more, Role::Quiet, theme);
    hit::put(Rect { x, width: area.right() - x, ..area }, || Target::Run(vec![(Action::ViewPick, 1)]));
}

/// The keys that show a view: those of the list of views, and its digit there.
fn view_keys(number: usize, ctx: &Ctx) -> Target {
    let digit = u32::try_from(number + 1).ok().and_then(|number| char::from_digit(number, 10));
    let keys = ctx.keys.sequence_of(Action::ViewPick, Place::Creators.scopes());
    match (keys, digit.and_then(|digit| key::parse(&digit.to_string()))) {
        (Some(keys), Some(digit)) => Target::Keys(keys.into_iter().chain([digit]).collect()),
        _ => Target::Run(vec![(Action::ViewPick, 1)]),
    }
}

/// `143 of 4,812   er v`.
fn counts(screen: &CreatorsScreen, ctx: &Ctx, area: Rect) -> String {
    let all = u64::try_from(ctx.counts.all).unwrap_or(0);
    let shown = grouped(screen.list.ids.len() as u64);
    let count = match (screen.list.is_known, screen.bar.text.is_empty()) {
        (false, _) => "reading...".to_owned(),
        _ if screen.list.is_partial => "counting...".to_owned(),
        (true, true) if screen.list.ids.len() == 1 => "1 creator".to_owned(),
        (true, true) => format!("{shown} creators"),
        (true, false) => format!("{shown} of {}", grouped(all)),
    };
    let sort = screen.bar.sorted_by().map_or_else(
        || "newest first".to_owned(),
        |term| format!("{} {}", term.field.name(), if term.descending { "v" } else { "^" }),
    );
    // In a narrow window the default order isn't worth the room.
    if area.width < 60 && screen.bar.sorted_by().is_none() { count } else { format!("{count}   {sort}") }
}

/// What the odds on screen are about, within so many cells; it is cut while enough of it is left.
fn odds_of(title: &str, room: usize) -> String {
    const LEAST: usize = 20;
    if room < LEAST { String::new() } else { text::fit(&text::shown(title), room) }
}

/// Draws the current filter, the campaign of the odds on screen, and the meaning if there is room.
pub(super) fn draw_filter(
    screen: &CreatorsScreen,
    frame: &mut Frame<'_>,
    area: Rect,
    (names_view, odds): (bool, Option<&str>),
    ctx: &Ctx,
    theme: Theme,
) {
    let filter = text::shown(&screen.bar.text);
    // Without a line for the views, the open view is named here. Unchanged, its name stands for the filter.
    let view = screen.views.here().filter(|_| names_view).map(|view| text::shown(&view.fields.name));
    let (filter, role) = match (view, filter.as_str()) {
        (Some(view), _) if !screen.is_changed() => (format!(" {view}"), Role::Strong),
        (Some(view), filter) => (format!(" {view}* / {filter}"), Role::Strong),
        (None, "") => (" / everyone".to_owned(), Role::Quiet),
        (None, filter) => (format!(" / {filter}"), Role::Strong),
    };
    let counts = format!("{} ", counts(screen, ctx, area));
    let room = usize::from(area.width).saturating_sub(text::width(&filter) + 4);
    if area.height < 2 {
        let odds = odds.map(|odds| odds_of(odds, room.saturating_sub(text::width(&counts)))).unwrap_or_default();
        let counts = if odds.is_empty() { counts } else { format!("{odds}   {counts}") };
        return both_sides(frame, line(area, 0), (&filter, role), (&counts, Role::Quiet), theme);
    }
    let odds = odds.map(|odds| format!("{} ", odds_of(odds, room))).unwrap_or_default();
    both_sides(frame, line(area, 0), (&filter, role), (&odds, Role::Quiet), theme);
    let (reading, role) = reading(screen);
    both_sides(frame, line(area, 1), ("", role), (&counts, Role::Quiet), theme);
    let room = area.width.saturating_sub(u16::try_from(text::width(&counts) + 2).unwrap_or(0));
    let reading_at = Rect { y: area.y + 1, height: area.height - 1, width: room, ..area };
    sentence(frame, reading_at, "   ", &reading, role, theme);
}

/// The filter in words. If blanks were mixed with `or`, shows both readings.
fn reading(screen: &CreatorsScreen) -> (String, Role) {
    let query = &screen.bar.query;
    let words = text::shown(&query.in_words());
    let notes = &screen.bar.notes;
    let mut asides: Vec<String> = notes.iter().map(Note::sentence).collect();
    asides.extend(screen.bar.doubts.iter().cloned());
    let asides: Vec<String> = asides.iter().map(|aside| text::shown(&capitalized(aside))).collect();
    let asides = if asides.is_empty() { String::new() } else { format!(". {}", asides.join(". ")) };
    let untouched = screen.bar.typing.as_ref().is_some_and(|open| !open.is_touched);
    match &query.other_reading {
        _ if untouched && !screen.bar.text.is_empty() => {
            (format!("now: {words}. The up arrow brings this filter back to change it"), Role::Quiet)
        }
        _ if untouched => ("such as: nano skincare in germany under 50k with email".to_owned(), Role::Quiet),
        Some(other) => {
            let other = text::shown(&other.in_words());
            (format!("! means: {words}; not: {other} (use brackets to choose){asides}"), Role::Warn)
        }
        None if screen.bar.text.is_empty() && asides.is_empty() => (String::new(), Role::Quiet),
        None if notes.iter().any(Note::warns) => (format!("! means: {words}{asides}"), Role::Warn),
        None => (format!("means: {words}{asides}"), Role::Quiet),
    }
}

/// Draws the input, its meaning, and its completions.
pub(super) fn draw_box(
    screen: &CreatorsScreen,
    open: &FilterBox,
    frame: &mut Frame<'_>,
    area: Rect,
    ctx: &Ctx,
    theme: Theme,
) {
    const PROMPT: u16 = 3;
    let first = line(area, 0);
    let counts = format!("{} ", counts(screen, ctx, area));
    let counts_cells = u16::try_from(text::width(&counts) + 1).unwrap_or(0);
    // The input needs the room more than the counts do.
    let is_roomy = first.width >= 60 && first.width > PROMPT + counts_cells + 24;
    let width = first.width.saturating_sub(PROMPT + if is_roomy { counts_cells } else { 0 });
    put(frame, first, " /", Role::Key, theme);
    let typing = Rect { x: (first.x + PROMPT).min(first.right()), width, ..first };
    if is_roomy {
        let x = typing.right();
        put(frame, Rect { x, width: first.right() - x, ..first }, &format!(" {counts}"), Role::Quiet, theme);
    }
    open.input.draw(frame, typing, true, theme);
    if area.height < 2 {
        return;
    }
    let (said, role) = below(screen, open);
    let class = SizeClass::of(Rect { height: u16::MAX, ..area });
    let reading_lines = sentence_lines(&said, class, area.width).min(area.height - 1);
    let part = |down: u16, height: u16| Rect { y: area.y + down, height: height.min(area.height - down), ..area };
    if is_wrong(open) {
        let typed = open.input.value();
        let at = open.error.as_ref().map_or(0, |error| error.at.start);
        let before = typed.get(..at).map_or(0, text::width);
        // A text longer than its input scrolls, so a caret would point at the wrong letter; the sentence names the spot.
        if text::width(typed) < usize::from(typing.width) {
            let caret = format!("{}^", " ".repeat(before + usize::from(PROMPT)));
            put(frame, line(area, 1), &caret, Role::Bad, theme);
        }
        if area.height > 2 {
            sentence(frame, part(2, area.height), " ! ", &said, role, theme);
        }
    } else {
        // An unfinished term isn't an error: completions help more than a caret.
        sentence(frame, part(1, reading_lines), "   ", &said, role, theme);
        let top = 1 + reading_lines;
        if area.height > top {
            draw_offers(screen, open, frame, part(top, area.height), theme);
        }
    }
}

/// Draws the completions: `booktok   412`. The one that Tab accepts is labeled.
fn draw_offers(screen: &CreatorsScreen, open: &FilterBox, frame: &mut Frame<'_>, area: Rect, theme: Theme) {
    let (all, room) = (&open.offers.all, usize::from(area.height));
    let taken = match screen.tab_does() {
        Tab::Accept(at) => Some(at),
        _ => None,
    };
    let top = open.offers.at.unwrap_or(0).saturating_sub(room.saturating_sub(1)).min(all.len().saturating_sub(room));
    let shown = || all.iter().enumerate().skip(top).take(room);
    let widest = shown().map(|(_, offer)| text::width(&text::shown(&offer.text))).max().unwrap_or(0);
    let widest = widest.clamp(12, usize::from(area.width).saturating_sub(26).max(12));
    for (down, (at, offer)) in (0_u16..).zip(shown()) {
        let is_chosen = open.offers.at == Some(at);
        hit::put(line(area, down), || offer_keys(open.offers.at, at));
        let sign = match (is_chosen, taken == Some(at)) {
            (true, _) => "  > ",
            (_, true) => " Tab",
            _ => "    ",
        };
        let count = offer.count.map(|count| grouped(u64::try_from(count).unwrap_or(0))).unwrap_or_default();
        let name = text::left(&text::shown(&offer.text), widest);
        let said = format!("{sign} {name}  {}  {}", text::right(&count, 9), text::shown(&offer.words));
        let more = all.len() - (top + room).min(all.len());
        let is_last = usize::from(down) + 1 == room && more > 0;
        let role = if is_chosen { Role::Cursor } else { Role::Text };
        let more = if is_last { format!("{more} more ") } else { String::new() };
        both_sides(frame, line(area, down), (said.trim_end(), role), (&more, Role::Quiet), theme);
    }
}

/// The keys that accept a completion: the arrows to it, and Tab.
fn offer_keys(from: Option<usize>, to: usize) -> Target {
    let from = from.map_or(0, |at| at + 1);
    let arrow = if to + 1 < from { "up" } else { "down" };
    let arrows = std::iter::repeat_n(arrow, (to + 1).abs_diff(from));
    Target::Keys(arrows.chain(["tab"]).filter_map(key::parse).collect())
}

/// Draws a sentence over all lines of the area, with a sign before the first.
fn sentence(frame: &mut Frame<'_>, area: Rect, sign: &str, said: &str, role: Role, theme: Theme) {
    let cells = usize::from(area.width).saturating_sub(text::width(sign) + 1);
    let room = usize::from(area.height);
    let mut lines = text::wrapped(said, cells);
    if lines.len() > room {
        // Cuts what doesn't fit, with an ellipsis at the end.
        let rest = lines.split_off(room.saturating_sub(1)).join(" ");
        lines.push(text::fit(&rest, cells));
    }
    for (down, said) in (0_u16..).zip(lines) {
        let sign = if down == 0 { sign.to_owned() } else { " ".repeat(text::width(sign)) };
        put(frame, line(area, down), &format!("{sign}{said}"), role, theme);
    }
}

//! The lines of one card. The least important go first where there is little room, so that one layout serves all windows.

use ratatui::text::{Line, Span};

use crate::domain::Verdict;
use crate::domain::number::compact;
use crate::proto::row::{CreatorRow, LastPost};
use crate::tui::kit::{Action, Ctx};
use crate::tui::look::{Role, SizeClass, Theme, text};
use crate::tui::screens::profile::{info, recent};

use super::{TriageScreen, compare};

/// Narrower cards have a table of two figures a line.
const THREE_COLUMNS: usize = 54;
/// Narrower cards show no ranges of the picks.
const RANGES: usize = 78;
/// Narrower cards show no ranges of the whole queue.
const BOTH_RANGES: usize = 86;
/// Lines of the columns of the last posts, and how many of them say what they said.
const COLUMN_LINES: usize = 4;
const CAPTIONS: usize = 3;
/// Lines of the profile text and of notes, at most.
const MOST_WRAPPED: usize = 4;

/// A line and when it goes: the largest rank first, 0 never.
#[derive(Clone, Debug)]
struct CardLine {
    line: Line<'static>,
    rank: u8,
    /// Whether it goes on with the text of the line above.
    is_more: bool,
}

/// Puts lines together.
struct Card {
    lines: Vec<CardLine>,
    cells: usize,
    theme: Theme,
}

impl Card {
    fn push(&mut self, rank: u8, parts: &[(&str, Role)]) {
        let mut room = self.cells;
        let mut spans = Vec::new();
        for (said, role) in parts {
            let said = text::fit(said, room);
            room = room.saturating_sub(text::width(&said));
            spans.push(Span::styled(said, self.theme.style(*role)));
        }
        self.lines.push(CardLine { line: Line::from(spans), rank, is_more: false });
    }

    fn blank(&mut self) {
        self.push(8, &[]);
    }

    /// A label and a text behind it; what goes on below goes first.
    fn labelled(&mut self, rank: u8, label: &str, said: &str, role: Role) {
        let labels = if self.cells < THREE_COLUMNS { 6 } else { 10 };
        let lines = text::wrapped(said, self.cells.saturating_sub(labels).max(1));
        let cut = lines.len().saturating_sub(MOST_WRAPPED);
        for (index, said) in lines.iter().take(MOST_WRAPPED).enumerate() {
            let more = if cut > 0 && index + 1 == MOST_WRAPPED { " …" } else { "" };
            let label = if index == 0 { label } else { "" };
            let rank = if index == 0 { rank } else { rank.max(7) };
            self.push(rank, &[(&text::left(label, labels), Role::Quiet), (said, role), (more, Role::Quiet)]);
            if let Some(line) = self.lines.last_mut() {
                line.is_more = index > 0;
            }
        }
    }
}

/// The facts of a creator in one line: place, tier, size.
pub(super) fn facts(row: &CreatorRow, ctx: &Ctx, is_short: bool) -> String {
    let fields = &row.fields;
    let tier = fields.followers.and_then(|followers| ctx.borders.tier(followers)).map_or("", |tier| tier.word());
    let followers = match (fields.followers, is_short) {
        (Some(count), true) => compact(count),
        (Some(count), false) => format!("{} followers", compact(count)),
        (None, _) => "followers unknown".to_owned(),
    };
    let country = text::shown(&fields.country);
    // A code is written large, a name as its source writes it.
    let country = if country.len() <= 3 { country.to_uppercase() } else { text::fit(&country, 16) };
    let language = text::fit(&text::shown(&fields.language), 12);
    let platform = if fields.platform == crate::domain::Platform::TikTok { "" } else { fields.platform.word() };
    let parts = [platform, &country, &language, tier, &followers];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("   ")
}

/// The lines of the card one is at, as many as there is room for.
pub(super) fn lines(
    screen: &TriageScreen,
    row: &CreatorRow,
    ctx: &Ctx,
    (cells, room): (usize, usize),
    theme: Theme,
) -> Vec<Line<'static>> {
    let mut card = Card { lines: Vec::new(), cells, theme };
    card.push(2, &[(&facts(row, ctx, cells < 60), Role::Text)]);
    if row.do_not_contact {
        card.push(0, &[("! do not contact", Role::Bad)]);
    }
    let watch = info::watch(row);
    if let Some(fit) = info::fit(row).or_else(|| watch.as_ref().map(|_| "-".to_owned())) {
        let why = format!("   {} says why", ctx.key(Action::NavOpen));
        let (sign, role) =
            watch.map_or_else(|| (String::new(), Role::Text), |(said, role)| (format!("   ! {said}"), role));
        card.push(2, &[("fit       ", Role::Quiet), (&fit, Role::Strong), (&why, Role::Quiet), (&sign, role)]);
    }
    let verdict = screen.queue.as_ref().and_then(|queue| queue.verdict(queue.at)).unwrap_or(row.verdict);
    if verdict != Verdict::New {
        // The file may not have said yet why.
        let said = if verdict == row.verdict { info::verdict(row) } else { verdict.word().to_owned() };
        card.push(1, &[("decided   ", Role::Quiet), (&said, info::meaning(verdict))]);
    }
    card.blank();
    push_comparison(&mut card, screen, row, ctx);
    card.blank();
    let after_comparison = card.lines.len();
    push_words(&mut card, screen, row, ctx);
    let posts = screen.cards.detail(row.id).map(|detail| detail.last_posts.as_slice()).unwrap_or_default();
    push_captions(&mut card, posts);
    card.blank();
    push_foot(&mut card, screen, row, ctx);
    put_posts(&mut card, posts, after_comparison, room, ctx);
    fitted(card, room)
}

/// Puts the last posts where they fit without taking a line from what matters more: all of the columns, or none.
fn put_posts(card: &mut Card, posts: &[LastPost], at: usize, room: usize, ctx: &Ctx) {
    let Some(columns) = recent::columns(posts, COLUMN_LINES, card.cells) else { return };
    let blanks = card.lines.iter().filter(|line| line.rank >= 8).count();
    if card.lines.len() - blanks + COLUMN_LINES + 1 > room {
        return;
    }
    let below = card.lines.split_off(at);
    let title = format!("Last {} posts (views)", posts.len());
    let rhythm = recent::rhythm(posts, ctx.today).map(|rhythm| format!("   {rhythm}")).unwrap_or_default();
    card.push(0, &[(&title, Role::Quiet), (&rhythm, Role::Text)]);
    for line in &columns {
        card.push(0, &[(line, Role::Text)]);
    }
    card.blank();
    card.lines.extend(below);
}

/// What the last posts said; goes first where lines run out.
fn push_captions(card: &mut Card, posts: &[LastPost]) {
    if card.cells < THREE_COLUMNS {
        return;
    }
    for (index, (said, views)) in recent::captions(posts, CAPTIONS).iter().enumerate() {
        let label = if index == 0 { "Captions" } else { "" };
        let cells = card.cells.saturating_sub(10 + text::width(views) + 4);
        let said = format!("{}  {views}", text::left(&format!("\"{said}\""), cells));
        card.push(9, &[(&text::left(label, 10), Role::Quiet), (&said, Role::Text)]);
    }
}

fn push_comparison(card: &mut Card, screen: &TriageScreen, row: &CreatorRow, ctx: &Ctx) {
    let figures = screen.figures.as_deref();
    let is_wide = card.cells >= RANGES;
    let has_queue = card.cells >= THREE_COLUMNS;
    let labels = if card.cells < THREE_COLUMNS { 12 } else { 15 };
    let (this, picks) = match card.cells {
        RANGES.. => (18, 28),
        THREE_COLUMNS.. => (18, 13),
        cells => (cells.saturating_sub(labels + 11).max(8), 11),
    };
    let cells = card.cells;
    let mut put = |rank, label: &str, texts: [&str; 3], roles: [Role; 2]| {
        let whole = if has_queue { texts[2] } else { "" };
        card.push(
            rank,
            &[
                (&text::left(label, labels), Role::Quiet),
                (&column(texts[0], this), roles[0]),
                (&column(texts[1], picks), roles[1]),
                (whole, roles[1]),
            ],
        );
    };
    let title = compare::picks_title(figures, !is_wide);
    let (this_title, whole_title) = if is_wide { ("THIS CREATOR", "WHOLE QUEUE") } else { ("THIS", "QUEUE") };
    put(3, "", [this_title, &title, whole_title], [Role::Quiet, Role::Quiet]);
    for line in compare::lines(&row.fields, figures, ctx.currency) {
        let whole = &line.whole[usize::from(cells >= BOTH_RANGES)];
        let texts = [line.this.as_str(), &line.picks[usize::from(is_wide)], whole];
        put(line.rank, line.label, texts, [Role::Strong, Role::Text]);
    }
    if is_wide && figures.is_some_and(|figures| figures.whole.creators > 1) {
        card.push(
            7,
            &[(&" ".repeat(labels), Role::Quiet), ("the median, and the middle half in brackets", Role::Quiet)],
        );
    }
}

/// A cell with blanks behind it, however long the text is.
fn column(said: &str, cells: usize) -> String {
    text::left(&text::fit(said, cells.saturating_sub(2)), cells)
}

fn push_words(card: &mut Card, screen: &TriageScreen, row: &CreatorRow, ctx: &Ctx) {
    let fields = &row.fields;
    let or_dash = |said: String| if said.is_empty() { "-".to_owned() } else { said };
    let stars = if row.rating == 0 { String::new() } else { format!("   {} of 5 stars", row.rating) };
    let tags = format!("{}{stars}", or_dash(text::shown(&row.tags.join(", "))));
    card.labelled(2, "Tags", &tags, Role::Text);
    let detail = screen.cards.detail(row.id);
    let notes = detail.map(|detail| detail.notes.as_slice()).unwrap_or_default();
    match notes.split_first() {
        None => card.labelled(6, "Note", "-", Role::Quiet),
        Some((first, more)) => {
            let said = |(day, note): &(chrono::NaiveDate, String)| {
                format!("{}: {}", crate::tui::look::day::tiny(*day, ctx.today), text::shown(note))
            };
            card.labelled(4, "Note", &said(first), Role::Text);
            for note in more {
                card.labelled(8, "", &said(note), Role::Text);
            }
        }
    }
    if !fields.bio.is_empty() {
        card.labelled(3, "Bio", &format!("\"{}\"", text::shown(&fields.bio)), Role::Text);
    }
    let mut contact = text::shown(&fields.email);
    if contact.is_empty() {
        "-".clone_into(&mut contact);
    }
    card.labelled(7, "E-mail", &contact, Role::Text);
    let source = detail.map(|detail| {
        let day = detail.stats_on.map(|day| format!("; figures of {}", crate::tui::look::day::tiny(day, ctx.today)));
        format!("{}{}{}", text::shown(&detail.source), day.unwrap_or_default(), info::elsewhere(detail, ctx))
    });
    let found =
        if fields.found_via.is_empty() { String::new() } else { format!("{}, ", text::shown(&fields.found_via)) };
    card.labelled(5, "Found", &format!("{found}{}", source.unwrap_or_else(|| "-".to_owned())), Role::Text);
    for (index, (campaign, batch, stage)) in detail.iter().flat_map(|detail| &detail.collaborations).enumerate() {
        let label = if index == 0 { "Batches" } else { "" };
        card.labelled(5, label, &format!("{}, {}: {stage}", text::shown(campaign), text::shown(batch)), Role::Text);
    }
}

fn push_foot(card: &mut Card, screen: &TriageScreen, row: &CreatorRow, ctx: &Ctx) {
    let quick = screen.quick_tags(ctx);
    if !quick.is_empty() {
        let same = ctx.again.tags.as_ref().filter(|(add, remove)| !add.is_empty() && remove.is_empty());
        let same = same.map(|(add, _)| format!("   {} {}", ctx.key(Action::TagRepeat), text::shown(&add.join(", "))));
        let same = same.unwrap_or_default();
        let key = ctx.key(Action::TagQuick);
        let mut said = String::new();
        let room = card.cells.saturating_sub(10 + text::width(&same));
        for (letter, tag) in &quick {
            let next = format!("{key}{letter} {}  ", text::shown(tag));
            if text::width(&said) + text::width(&next) > room {
                break;
            }
            said.push_str(&next);
        }
        if !said.is_empty() {
            card.push(6, &[("Quick     ", Role::Quiet), (said.trim_end(), Role::Text), (&same, Role::Text)]);
        }
    }
    if let Some(said) = screen.said_held(ctx) {
        return card.push(0, &[("! ", Role::Warn), (&said, Role::Warn)]);
    }
    if let Some(last) = &screen.last {
        let back = format!("   {} takes it back", ctx.key(Action::Undo));
        card.push(5, &[("Last      ", Role::Quiet), (&text::shown(last), Role::Text), (&back, Role::Quiet)]);
    }
    let next = screen.queue.as_ref().and_then(super::queue::Queue::after).filter(|id| *id != row.id);
    // Where the list stands beside the card it says the same.
    if let Some(next) = next.filter(|_| ctx.size != SizeClass::Wide).and_then(|id| screen.cards.row(id)) {
        card.push(6, &[("Next      ", Role::Quiet), (&next.fields.handle.to_string(), Role::Quiet)]);
    }
}

/// Takes the least important lines away until the rest fits.
fn fitted(card: Card, room: usize) -> Vec<Line<'static>> {
    let Card { mut lines, cells, .. } = card;
    while lines.len() > room {
        let least = (0..lines.len()).max_by_key(|index| (lines[*index].rank, *index));
        let Some(least) = least else { break };
        let gone = lines.remove(least);
        // What goes on below and is not shown says so.
        if let Some(above) = least.checked_sub(1).and_then(|above| lines.get_mut(above)).filter(|_| gone.is_more)
            && let [label, said, ..] = above.line.spans.as_mut_slice()
        {
            let whole = format!("{} …", said.content.trim_end_matches(['…', ' ']));
            said.content = text::fit(&whole, cells.saturating_sub(label.width())).into();
        }
    }
    lines.into_iter().map(|kept| kept.line).collect()
}

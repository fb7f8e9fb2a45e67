//! The contents of a card.

use ratatui::text::{Line, Span};

use crate::domain::number::compact;
use crate::domain::{Verdict, country};
use crate::proto::row::{CreatorDetail, CreatorRow, LastPost};
use crate::tui::kit::{Action, Ctx};
use crate::tui::look::{Role, Theme, text};
use crate::tui::screens::profile::{info, recent};
use crate::tui::screens::verbs;
use crate::words::{odds as odds_words, source};

use super::layout::{Card, CardLine, LABELS, Layout, Part, SECOND, TABLE};
use super::{TriageScreen, compare};

/// Width of the fit when it shares a line.
const FIT: usize = 22;
/// Narrower tables drop the ranges of the picks.
const RANGES: usize = 78;
/// Narrower tables drop the ranges of the whole queue.
const BOTH_RANGES: usize = 86;
/// Lines of the chart of the last posts below the table, and how many captions are shown.
const COLUMN_LINES: usize = 4;
const CAPTIONS: usize = 3;

/// A creator in one line: place, tier, size.
pub(super) fn facts(row: &CreatorRow, ctx: &Ctx, is_short: bool) -> String {
    let fields = &row.fields;
    let tier = fields.followers.and_then(|followers| ctx.borders.tier(followers)).map_or("", |tier| tier.word());
    let followers = match (fields.followers, is_short) {
        (Some(count), true) => compact(count),
        (Some(count), false) => format!("{} followers", compact(count)),
        (None, _) => "followers unknown".to_owned(),
    };
    let country = text::fit(&text::shown(&country::name_within(&fields.country, 16)), 16);
    let language = text::fit(&text::shown(&fields.language), 12);
    let platform = if fields.platform == crate::domain::Platform::TikTok { "" } else { fields.platform.word() };
    let parts = [platform, &country, &language, tier, &followers];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("   ")
}

/// The lines of the current card, as many as fit.
pub(super) fn lines(
    screen: &TriageScreen,
    row: &CreatorRow,
    ctx: &Ctx,
    (cells, room): (usize, usize),
    theme: Theme,
) -> Vec<Line<'static>> {
    let layout = Layout::of((cells, room));
    let detail = screen.cards.detail(row.id);
    let posts = detail.map(|detail| detail.last_posts.as_slice());
    let mut card = Card { lines: Vec::new(), layout, cells, theme };
    push_facts(&mut card, row, posts.unwrap_or_default(), ctx);
    if row.do_not_contact {
        card.push(0, &[("! do not contact", Role::Bad)]);
    }
    if layout == Layout::Narrow {
        push_fit(&mut card, row, ctx);
    }
    if layout == Layout::Narrow {
        push_odds(&mut card, row, ctx);
    }
    if layout == Layout::Beside {
        push_comparison(&mut card, screen, row, ctx);
        push_odds(&mut card, row, ctx);
        push_verdict(&mut card, screen, row);
    } else {
        push_verdict(&mut card, screen, row);
        push_comparison(&mut card, screen, row, ctx);
        if layout == Layout::Below {
            push_odds(&mut card, row, ctx);
        }
        card.blank();
    }
    let after_comparison = card.lines.len();
    if layout == Layout::Below {
        push_below(&mut card, row, detail, ctx);
        card.blank();
    }
    push_words(&mut card, row, detail, ctx);
    push_captions(&mut card, posts.unwrap_or_default());
    card.blank();
    push_foot(&mut card, screen, ctx);
    if layout == Layout::Narrow {
        put_posts(&mut card, posts.unwrap_or_default(), after_comparison, room, ctx);
    }
    let mut lines = card.fitted(room);
    if let (Layout::Beside, Some(posts)) = (layout, posts) {
        put_beside(&mut lines, posts, cells, theme);
    }
    lines.into_iter().map(|kept| kept.line).collect()
}

/// The creator in one line, with the posting frequency if it fits and no other line has it.
fn push_facts(card: &mut Card, row: &CreatorRow, posts: &[LastPost], ctx: &Ctx) {
    let facts = facts(row, ctx, card.cells < 60);
    let rhythm = recent::rhythm(posts, ctx.today).filter(|_| card.layout != Layout::Narrow);
    let both = rhythm.map(|rhythm| format!("{facts}   {rhythm}"));
    let ways: Vec<String> = both.into_iter().chain([facts]).collect();
    card.push(2, &[(text::widest(&ways, card.cells), Role::Text)]);
}

fn push_fit(card: &mut Card, row: &CreatorRow, ctx: &Ctx) {
    let (fit, watch) = (info::fit(row), info::watch(row));
    if fit.is_none() && watch.is_none() {
        return;
    }
    // The warning comes before everything else.
    let (sign, role) = watch.map_or_else(|| (String::new(), Role::Text), |(said, role)| (format!("   ! {said}"), role));
    let why = format!("   {} explains it", ctx.key(Action::NavOpen));
    let fit = fit.unwrap_or_else(|| ["-", "-"].map(str::to_owned));
    let room = card.cells.saturating_sub(card.labels() + text::width(&sign));
    let fit = text::widest(&fit, room);
    let why = if text::width(fit) + text::width(&why) <= room { &why } else { "" };
    let label = text::left("Fit", card.labels());
    card.push(2, &[(&label, Role::Quiet), (fit, Role::Strong), (&sign, role), (why, Role::Quiet)]);
}

/// What booking them would promise in the current campaign, and what that rests on if it fits. The line stays when they are no candidate
/// any more, so that nothing moves.
fn push_odds(card: &mut Card, row: &CreatorRow, ctx: &Ctx) {
    if ctx.odds.is_none() {
        return;
    }
    let label = text::left("Odds", card.labels());
    let Some((odds, own)) = ctx.odds_of(row.id) else {
        return card.push(2, &[(&label, Role::Quiet), ("-", Role::Quiet)]);
    };
    let room = card.cells.saturating_sub(card.labels());
    let [long, short] = odds_words::promise(odds, own);
    let whole = format!("   {}", text::shown(&odds_words::basis(odds)));
    let named = format!("   forecast for {}", text::shown(&odds.name));
    let ways = [(&long, &*whole), (&long, &named), (&long, "   forecast"), (&long, ""), (&short, "   forecast")];
    let fits = |(promise, basis): &(&String, &str)| text::width(promise) + text::width(basis) <= room;
    let (promise, mut basis) = ways.into_iter().find(fits).unwrap_or((&short, ""));
    let has_own_line = basis != whole && card.layout == Layout::Below;
    if has_own_line {
        basis = "";
    }
    card.push(2, &[(&label, Role::Quiet), (promise, Role::Strong), (basis, Role::Quiet)]);
    if has_own_line {
        card.labelled(6, ("", whole.trim_start(), Role::Quiet));
    }
}

/// The decision, on a line that is otherwise blank, so that nothing moves when you go back over cards.
fn push_verdict(card: &mut Card, screen: &TriageScreen, row: &CreatorRow) {
    let verdict = screen.queue.as_ref().and_then(|queue| queue.verdict(queue.at)).unwrap_or(row.verdict);
    if verdict == Verdict::New {
        return card.blank();
    }
    // The store may not have returned the reason yet.
    let said = if verdict == row.verdict { info::verdict(row) } else { verdict.word().to_owned() };
    card.push(1, &[(&text::left("Decided", LABELS), Role::Quiet), (&said, info::meaning(verdict))]);
}

/// The warning signs, with their color role.
fn watch(row: &CreatorRow) -> (String, Role) {
    info::watch(row).map_or_else(|| ("-".to_owned(), Role::Quiet), |(said, role)| (format!("! {said}"), role))
}

fn or_dash(said: String) -> String {
    if said.is_empty() { "-".to_owned() } else { said }
}

/// The last posts at the left, the reasons why this creator is listed at the right.
fn push_below(card: &mut Card, row: &CreatorRow, detail: Option<&CreatorDetail>, ctx: &Ctx) {
    let posts = detail.map(|detail| detail.last_posts.as_slice());
    let (second, labels) = SECOND;
    let columns = posts.map(|posts| recent::chart_or_note(posts, COLUMN_LINES, second - 2)).unwrap_or_default();
    let from = detail.map(|detail| text::shown(&source::short((detail.stats_on, &detail.source), ctx.today)));
    let (watch, role) = watch(row);
    let fit = info::fit(row).map(|[fit, _]| fit);
    let why = format!("   {} explains it", ctx.key(Action::NavOpen));
    let room = card.cells.saturating_sub(second + labels + text::width(&why));
    let why = fit.as_ref().filter(|fit| text::width(fit) <= room).map(|_| why).unwrap_or_default();
    let things = [
        ("Found", or_dash(text::shown(&row.found())), Role::Text, ""),
        ("From", or_dash(from.unwrap_or_default()), Role::Text, ""),
        ("Fit", or_dash(fit.unwrap_or_default()), Role::Strong, &why),
        ("Watch", watch, role, ""),
    ];
    let title = posts.map(recent::title).unwrap_or_default();
    card.push(3, &[(&text::left(&title, second), Role::Quiet), ("Why this creator is here", Role::Quiet)]);
    for (index, (label, said, role, more)) in things.iter().enumerate() {
        let column = text::left(columns.get(index).map_or("", String::as_str), second);
        let label = text::left(label, labels);
        card.push(3, &[(&column, Role::First), (&label, Role::Quiet), (said, *role), (more, Role::Quiet)]);
    }
}

/// Draws the last posts beside the comparison lines that remain.
fn put_beside(lines: &mut [CardLine], posts: &[LastPost], cells: usize, theme: Theme) {
    let figures = lines.iter().filter(|line| line.part == Part::Figures).count();
    let Some(heading) = lines.iter_mut().find(|line| line.part == Part::Heading) else { return };
    heading.line.push_span(Span::styled(recent::title(posts), theme.style(Role::Quiet)));
    let columns = recent::chart_or_note(posts, figures, cells.saturating_sub(TABLE));
    for (line, column) in lines.iter_mut().filter(|line| line.part == Part::Figures).zip(columns) {
        line.line.push_span(Span::styled(column, theme.style(Role::First)));
    }
}

/// Inserts the chart of the last posts if it fits without replacing something more important: all of it, or none.
fn put_posts(card: &mut Card, posts: &[LastPost], at: usize, room: usize, ctx: &Ctx) {
    let Some(columns) = recent::columns(posts, COLUMN_LINES, card.cells) else { return };
    let blanks = card.lines.iter().filter(|line| line.rank >= 8).count();
    if card.lines.len() - blanks + COLUMN_LINES + 1 > room {
        return;
    }
    let below = card.lines.split_off(at);
    let rhythm = recent::rhythm(posts, ctx.today).map(|rhythm| format!("   {rhythm}")).unwrap_or_default();
    card.push(0, &[(&recent::title(posts), Role::Quiet), (&rhythm, Role::Text)]);
    for line in &columns {
        card.push(0, &[(line, Role::First)]);
    }
    card.blank();
    card.lines.extend(below);
}

/// Captions of the last posts: at least one, more if lines are free.
fn push_captions(card: &mut Card, posts: &[LastPost]) {
    if card.cells < TABLE {
        return;
    }
    let captions = recent::captions(posts, CAPTIONS);
    if card.layout == Layout::Below && !captions.is_empty() {
        card.blank();
    }
    for (index, (said, views)) in captions.iter().enumerate() {
        let (label, rank) = [("Captions", 6), ("", 7), ("", 9)][index.min(2)];
        let cells = card.cells.saturating_sub(LABELS + text::width(views) + 4);
        let said = format!("{}  {views}", text::left(&format!("\"{said}\""), cells));
        card.push(rank, &[(&text::left(label, LABELS), Role::Quiet), (&said, Role::Text)]);
    }
}

fn push_comparison(card: &mut Card, screen: &TriageScreen, row: &CreatorRow, ctx: &Ctx) {
    let figures = screen.figures.as_deref();
    let guess = screen.cards.detail(row.id).and_then(|detail| detail.price_guess);
    let cells = card.layout.table(card.cells);
    let [labels, this, picks, whole] = match cells {
        BOTH_RANGES.. => [15, 18, 28, cells - 61],
        RANGES.. => [15, 18, 28, 12],
        TABLE.. => [14, 15, 15, 8],
        _ => [12, cells.saturating_sub(23).max(8), 11, 0],
    };
    let mut put = |rank, part, label: &str, texts: [&[String]; 3], roles: [Role; 2]| {
        card.push_part(
            rank,
            part,
            &[
                (&text::left(label, labels), Role::Quiet),
                (&column(texts[0], this), roles[0]),
                (&column(texts[1], picks), roles[1]),
                (&column(texts[2], whole), roles[1]),
            ],
        );
    };
    let titles = [["THIS CREATOR", "THIS"], ["WHOLE QUEUE", "QUEUE"]].map(|ways| ways.map(str::to_owned));
    let texts: [&[String]; 3] = [&titles[0], &compare::picks_title(figures), &titles[1]];
    put(3, Part::Heading, "", texts, [Role::Quiet, Role::Quiet]);
    for line in compare::lines(
        &row.fields,
        guess,
        figures,
        figures.and_then(|figures| figures.currency).unwrap_or(ctx.currency),
    ) {
        let texts: [&[String]; 3] = [&line.this, &line.picks, &line.whole];
        put(line.rank, Part::Figures, line.label, texts, [Role::Strong, Role::Text]);
    }
    if cells >= RANGES && figures.is_some_and(|figures| figures.whole.creators > 1) {
        card.push(7, &[(&" ".repeat(labels), Role::Quiet), ("median, with the middle half in brackets", Role::Quiet)]);
    }
}

/// A cell with a gap of two after it: the longest variant that fits.
fn column(ways: &[String], cells: usize) -> String {
    let room = cells.saturating_sub(2);
    text::left(&text::fit(text::widest(ways, room), room), cells)
}

fn push_words(card: &mut Card, row: &CreatorRow, detail: Option<&CreatorDetail>, ctx: &Ctx) {
    let fields = &row.fields;
    let stars = if row.rating == 0 { String::new() } else { format!("   {} of 5 stars", row.rating) };
    let tags = format!("{}{stars}", or_dash(text::shown(&row.tags.join(", "))));
    let notes = detail.map(|detail| detail.notes.as_slice()).unwrap_or_default();
    let said = |(day, note): &(chrono::NaiveDate, String)| {
        format!("{}: {}", crate::domain::day::tiny(*day, ctx.today), text::shown(note))
    };
    let (rank, note, role) =
        notes.first().map_or_else(|| (6, "-".to_owned(), Role::Quiet), |note| (4, said(note), Role::Text));
    card.pair([2, rank], ("Tags", &tags, Role::Text), ("Note", &note, role));
    for note in notes.iter().skip(1) {
        card.labelled(8, ("", &said(note), Role::Text));
    }
    if !fields.bio.is_empty() {
        card.labelled(3, ("Bio", &format!("\"{}\"", text::shown(&fields.bio)), Role::Text));
    }
    if card.layout == Layout::Beside {
        let (watch, role) = watch(row);
        let fit = info::fit(row).unwrap_or_else(|| ["-", "-"].map(str::to_owned));
        card.pair([2, 2], ("Watch", &watch, role), ("Fit", text::widest(&fit, FIT), Role::Strong));
    }
    card.labelled(10, ("Email", &or_dash(text::shown(&fields.email)), Role::Text));
    if card.layout != Layout::Below {
        let from = detail.map(|detail| text::shown(&source::short((detail.stats_on, &detail.source), ctx.today)));
        let found = [text::shown(&row.found()), from.unwrap_or_default()];
        let found = or_dash(found.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join("; "));
        card.labelled(5, ("Found", &found, Role::Text));
    }
    for (index, (campaign, batch, stage)) in detail.iter().flat_map(|detail| &detail.collaborations).enumerate() {
        let label = if index == 0 { "Batches" } else { "" };
        let said = format!("{}, {}: {stage}", text::shown(campaign), text::shown(batch));
        card.labelled(5, (label, &said, Role::Text));
    }
}

fn push_foot(card: &mut Card, screen: &TriageScreen, ctx: &Ctx) {
    let quick = verbs::tags::quick_tags(&ctx.quick_tags, screen.verbs.tags());
    if !quick.is_empty() {
        let same = ctx.again.tags.as_ref().filter(|(add, remove)| !add.is_empty() && remove.is_empty());
        let same = same.map(|(add, _)| format!("   {} {}", ctx.key(Action::TagRepeat), text::shown(&add.join(", "))));
        let same = same.unwrap_or_default();
        let key = ctx.key(Action::TagQuick);
        let mut said = String::new();
        let room = card.cells.saturating_sub(LABELS + text::width(&same));
        for (letter, tag) in &quick {
            let next = format!("{key}{letter} {}  ", text::shown(tag));
            if text::width(&said) + text::width(&next) > room {
                break;
            }
            said.push_str(&next);
        }
        if !said.is_empty() {
            let label = text::left("Quick", LABELS);
            card.push(6, &[(&label, Role::Quiet), (said.trim_end(), Role::Text), (&same, Role::Text)]);
        }
    }
    if let Some(said) = screen.held_key_question(ctx) {
        return card.push(0, &[("! ", Role::Warn), (&said, Role::Warn)]);
    }
    if let Some(last) = &screen.last {
        let back = format!("   {} undoes it", ctx.key(Action::Undo));
        let label = text::left("Last", LABELS);
        card.push(5, &[(&label, Role::Quiet), (&text::shown(last), Role::Text), (&back, Role::Quiet)]);
    }
}

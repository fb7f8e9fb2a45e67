//! The info pane: all facts about the creator under the cursor, in words and exact figures.

use crate::analysis::flags::Severity;
use crate::domain::money::{Money, div_round};
use crate::domain::number::full;
use crate::domain::{Verdict, country};
use crate::proto::row::{CreatorDetail, CreatorRow};
use crate::tui::kit::{Action, Ctx};
use crate::tui::look::{Role, day, text};
use crate::words::page::never_asked;
use crate::words::{likeness as likeness_words, odds as odds_words, source};

use super::recent;

/// A line: a label and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InfoLine {
    /// The label; empty on continuation lines.
    pub label: String,
    /// The text.
    pub said: String,
    /// The color role of the text.
    pub role: Role,
}

/// Lines of the chart of the last posts.
const POST_LINES: usize = 3;

/// Width of the labels.
pub const LABELS: usize = 12;

impl InfoLine {
    fn new(label: &str, said: impl Into<String>) -> Self {
        Self { label: label.to_owned(), said: said.into(), role: Role::Text }
    }

    fn meaning(self, role: Role) -> Self {
        Self { role, ..self }
    }

    /// The line as plain text.
    pub fn text(&self) -> String {
        if self.label.is_empty() && self.said.is_empty() {
            return String::new();
        }
        format!("{}{}", text::left(&self.label, LABELS), self.said)
    }
}

/// The lines about a creator, wrapped to `cells`. Unknown is `-`.
pub fn lines(row: &CreatorRow, detail: Option<&CreatorDetail>, ctx: &Ctx, cells: usize) -> Vec<InfoLine> {
    let fields = &row.fields;
    let or_dash = |shown: Option<String>| shown.filter(|text| !text.is_empty()).unwrap_or_else(|| "-".to_owned());
    let known = |foreign: &str| or_dash(Some(text::shown(foreign)));
    let blank = || InfoLine::new("", "");
    let room = cells.saturating_sub(LABELS);
    let mut lines = Vec::new();
    let long = |lines: &mut Vec<InfoLine>, label: &str, said: &str| {
        let label = std::iter::once(label).chain(std::iter::repeat(""));
        lines.extend(text::wrapped(said, room).into_iter().zip(label).map(|(said, label)| InfoLine::new(label, said)));
    };

    lines.push(InfoLine::new("Name", known(&fields.name)).meaning(Role::Strong));
    let platform = fields.platform.word();
    let beside = text::width(platform) + text::width(&fields.language) + 3;
    let place: Vec<String> =
        [country::name_within(&fields.country, room.saturating_sub(beside)).as_ref(), &fields.language]
            .into_iter()
            .map(text::shown)
            .filter(|p| !p.is_empty())
            .collect();
    lines.push(InfoLine::new("On", format!("{platform}  {}", place.join(" "))));
    if row.do_not_contact {
        lines.push(InfoLine::new("! Contact", "do not contact").meaning(Role::Bad));
    }
    if let Some(alike) = &row.likeness {
        let [said, _] = likeness_words::sentence(alike);
        long(&mut lines, "Like", &said);
    }
    lines.push(blank());
    let tier = fields.followers.and_then(|followers| ctx.borders.tier(followers)).map_or("", |tier| tier.word());
    lines.push(InfoLine::new("Followers", format!("{}   {tier}", or_dash(fields.followers.map(full)))));
    lines.push(InfoLine::new("Engagement", or_dash(fields.er.map(|er| format!("{er:.1}%")))));
    lines.push(InfoLine::new("Views/post", or_dash(fields.views.map(full))));
    if let Some([fit, short]) = fit(row) {
        let ways = [format!("{fit}  {}: why", ctx.key(Action::NavOpen)), fit, short];
        lines.push(InfoLine::new("Fit", text::fit(text::widest(&ways, room), room)));
    }
    if let Some((said, role)) = watch(row) {
        let from = lines.len();
        long(&mut lines, "! Watch", &said);
        lines.iter_mut().skip(from).for_each(|line| line.role = role);
    }
    let price = fields.price_minor.map(|minor| Money::new(minor, fields.price_currency));
    match price {
        Some(price) => lines.push(InfoLine::new("Price", price.exact())),
        None => long(&mut lines, "Price", &never_asked(detail.and_then(|detail| detail.price_guess.as_ref()))),
    }
    let cpm = price.zip(fields.views.filter(|views| *views > 0)).and_then(|(price, views)| {
        let minor = div_round(i128::from(price.minor) * 1_000, i128::from(views))?;
        Some(format!("{} per 1,000 views", Money::new(minor, price.currency).exact()))
    });
    lines.push(InfoLine::new("CPM", or_dash(cpm)));
    if let Some((odds, own)) = ctx.odds_of(row.id) {
        let [promise, _] = odds_words::promise(odds, own);
        long(&mut lines, "Odds", &promise);
        let from = lines.len();
        long(&mut lines, "", &text::shown(&odds_words::basis(odds)));
        lines.iter_mut().skip(from).for_each(|line| line.role = Role::Quiet);
    }
    lines.push(blank());
    lines.push(InfoLine::new("Verdict", text::fit(&verdict(row), room)).meaning(meaning(row.verdict)));
    let stars = if row.rating == 0 { "-".to_owned() } else { format!("{} of 5", row.rating) };
    lines.push(InfoLine::new("Stars", stars));
    long(&mut lines, "Tags", &known(&row.tags.join(", ")));
    lines.push(InfoLine::new("Email", text::fit(&known(&fields.email), room)));
    if !fields.website.is_empty() {
        lines.push(InfoLine::new("Website", text::fit(&known(&fields.website), room)));
    }
    long(&mut lines, "Found via", &known(&row.found()));
    if let Some(detail) = detail {
        lines.push(blank());
        if detail.notes.is_empty() {
            lines.push(
                InfoLine::new("Notes", format!("-  {} adds one", ctx.keys.first(Action::NoteAdd))).meaning(Role::Quiet),
            );
        }
        for (index, (written, note)) in detail.notes.iter().enumerate() {
            let label = if index == 0 { "Notes" } else { "" };
            let written = day::tiny(*written, ctx.today);
            long(&mut lines, label, &format!("{written}: {}", text::shown(note)));
        }
        for (index, (campaign, batch, stage)) in detail.collaborations.iter().enumerate() {
            let label = if index == 0 { "Batches" } else { "" };
            let said = format!("{}, {}: {stage}", text::shown(campaign), text::shown(batch));
            long(&mut lines, label, &said);
        }
    }
    let posts = detail.map(|detail| detail.last_posts.as_slice()).unwrap_or_default();
    if let Some(columns) = recent::columns(posts, POST_LINES, room) {
        lines.push(blank());
        long(&mut lines, "Last posts", &recent::rhythm(posts, ctx.today).unwrap_or_default());
        lines.extend(columns.into_iter().map(|line| InfoLine::new("", text::fit(&line, room)).meaning(Role::First)));
    }
    if !fields.bio.is_empty() {
        lines.push(blank());
        long(&mut lines, "Bio", &format!("\"{}\"", text::shown(&fields.bio)));
    }
    lines.push(blank());
    if let Some(detail) = detail {
        let day = detail.stats_on.map(|on| format!("; figures of {}", day::short(on, ctx.today))).unwrap_or_default();
        long(
            &mut lines,
            "Source",
            &format!(
                "{}{day}{}",
                text::shown(&source::full(&detail.source)),
                text::shown(&source::exceptions(detail, ctx.today))
            ),
        );
    }
    lines.push(InfoLine::new("Added", day::short(row.added_on, ctx.today)).meaning(Role::Quiet));
    lines
}

/// The fit in words, long and short: `82 of 100 (70% known)`, `82 (70% known)`. `None` if there is no score.
pub fn fit(row: &CreatorRow) -> Option<[String; 2]> {
    let score = row.standing.score?;
    // A score from few facts is less certain.
    let known = row.standing.coverage.filter(|coverage| *coverage < 100);
    let known = known.map(|coverage| format!(" ({coverage}% known)")).unwrap_or_default();
    Some([format!("{score} of 100{known}"), format!("{score}{known}")])
}

/// The names of the warning signs, with the worst severity. `None` without signs.
pub fn watch(row: &CreatorRow) -> Option<(String, Role)> {
    let flags = &row.standing.flags;
    let worst = flags.iter().map(|(_, severity)| *severity).max()?;
    let names: Vec<String> = flags.iter().map(|(code, _)| code.filter_word().replace('-', " ")).collect();
    Some((names.join(", "), if worst == Severity::Red { Role::Bad } else { Role::Warn }))
}

/// The color role of a verdict.
pub fn meaning(verdict: Verdict) -> Role {
    match verdict {
        Verdict::Picked => Role::Good,
        Verdict::Maybe => Role::Warn,
        Verdict::Rejected => Role::Bad,
        Verdict::New | Verdict::Snoozed => Role::Text,
    }
}

/// A verdict in words, with its reason or day.
pub fn verdict(row: &CreatorRow) -> String {
    let mut said = if row.verdict == Verdict::New { "not decided yet" } else { row.verdict.word() }.to_owned();
    if !row.reason.is_empty() {
        said = format!("{said}: {}", text::shown(&row.reason));
    }
    if let Some(day) = row.snoozed_until {
        said = format!("{said} until {}", crate::domain::day::brief(day));
    }
    said
}

/// The two lines below a list that has no room for the pane.
pub fn short(row: &CreatorRow, ctx: &Ctx) -> [String; 2] {
    let fields = &row.fields;
    let handle = fields.handle.to_string();
    let place = [country::name(&fields.country).as_ref(), &fields.language].map(text::shown).join(" ");
    let price = fields.price_minor.map(|minor| Money::new(minor, fields.price_currency).exact());
    let price = price.map_or_else(|| "price not asked yet".to_owned(), |price| format!("asks {price}"));
    let odds = ctx.odds_of(row.id).map(|(odds, own)| odds_words::brief(odds, own)).unwrap_or_default();
    let blocked = if row.do_not_contact { "! do not contact" } else { "" };
    let reason = if row.reason.is_empty() { String::new() } else { format!("rejected: {}", text::shown(&row.reason)) };
    let first = [handle, text::shown(&fields.name), place.trim().to_owned(), price, blocked.to_owned(), reason];
    let alike = row.likeness.as_ref().map(|alike| likeness_words::sentence(alike)[0].clone()).unwrap_or_default();
    let second = [alike, odds, text::shown(&row.tags.join(", ")), text::shown(&fields.email)];
    let joined = |parts: &[String]| {
        parts.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join("  ")
    };
    [joined(&first), joined(&second)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::flags::FlagCode;
    use crate::tui::screens::sample;

    #[test]
    fn lists_only_vetting_results_that_exist() {
        let mut row = sample::creator_row();
        let labels = |row: &CreatorRow| {
            let lines = lines(row, None, &sample::ctx(), 40);
            lines
                .iter()
                .map(InfoLine::text)
                .filter(|line| line.starts_with("Fit") || line.starts_with('!'))
                .collect::<Vec<_>>()
        };
        assert!(labels(&row).is_empty());
        row.standing.score = Some(82);
        row.standing.flags = vec![(FlagCode::DeadFollowers, Severity::Red), (FlagCode::PriceHigh, Severity::Amber)];
        let said = labels(&row);
        assert!(said[0].contains("82 of 100") && said[1].contains("dead followers"), "{said:?}");
        assert_eq!(watch(&row).map(|(_, role)| role), Some(Role::Bad));
    }

    #[test]
    fn a_known_website_has_a_line() {
        let mut row = sample::creator_row();
        let line = |row: &CreatorRow| {
            lines(row, None, &sample::ctx(), 40).iter().map(InfoLine::text).find(|line| line.starts_with("Website"))
        };
        assert_eq!(line(&row), None);
        row.fields.website = "https://kat.example".to_owned();
        assert!(line(&row).is_some_and(|line| line.contains("https://kat.example")));
    }
}

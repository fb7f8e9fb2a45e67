//! Niches, tiers and styles: what a dollar returned so far, and what a typical new creator from each would return.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::analysis::input::GroupBy;
use crate::domain::Goal;
use crate::domain::money::div_round;
use crate::proto::outlook::{Comparison, GroupOutlook, Outlook};
use crate::proto::results::CampaignResult;
use crate::tui::kit::Action;
use crate::tui::look::{Role, figure, text};
use crate::tui::screens::estimate;
use crate::tui::screens::listed::draw_line;
use crate::tui::widgets::grid::{self, Cell, Column};
use crate::tui::widgets::list::ListCursor;
use crate::tui::widgets::panel::{self, Edge};
use crate::tui::widgets::{bar, fact, more, rows};
use crate::words::result_view::{Figure, ResultView};

use super::ResultsScreen;
use super::look::Look;

/// A group of one kind.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group<'a> {
    by: GroupBy,
    outlook: &'a GroupOutlook,
}

impl Group<'_> {
    /// The filter that finds its creators; nothing for a style, which is a fact of what was made and not of who made it.
    pub(super) fn filter(self) -> Option<String> {
        let field = match self.by {
            GroupBy::Niche => "niche",
            GroupBy::Tier => "tier",
            GroupBy::Style => return None,
        };
        let name = &self.outlook.name;
        Some(if name.contains(char::is_whitespace) { format!("{field}:\"{name}\"") } else { format!("{field}:{name}") })
    }

    /// What tells the group apart from all others.
    pub(super) fn key(self) -> String {
        format!("{} {}", self.by.plural(), self.outlook.name)
    }
}

/// The groups from top to bottom: niches, then tiers, then styles.
pub(super) fn lines(result: &CampaignResult) -> Vec<Group<'_>> {
    let Some(outlook) = &result.outlook else { return Vec::new() };
    let groups = outlook
        .comparisons()
        .flat_map(|(by, comparison)| comparison.groups.iter().map(move |outlook| Group { by, outlook }));
    groups.collect()
}

pub(super) fn draw(screen: &ResultsScreen, frame: &mut Frame<'_>, area: Rect, look: Look<'_>, title: &str) {
    let note = match look.edge {
        Edge::Frame => format!("whole campaign; {} shows its creators", look.ctx.key(Action::NavOpen)),
        Edge::Rule => String::new(),
    };
    let inner = panel::draw_focused(frame, area, look.edge, title, &note, look.theme);
    let Some(result) = screen.result() else { return };
    let Some(outlook) = &result.outlook else {
        let sentence = "Too few to tell. Groups are compared once creators with a cost have views or orders.";
        return look.say(frame, inner, sentence);
    };
    let groups = lines(result);
    let written = ResultView::new(result).written();
    let end = |group: &GroupOutlook| match group.range {
        Some(range) => written.e4(range[3]),
        None => cost_e4(group, result).unwrap_or(0),
    };
    let ends = estimate::common(groups.iter().map(|group| end(group.outlook)));
    let target = estimate::target_e4(result.head_target(), result);
    let scale = match (result.goal, target) {
        (Goal::Awareness | Goal::Ugc, None) => ends.max(1),
        (_, target) => estimate::within(ends, target),
    };
    let is_clipped = groups.iter().any(|group| end(group.outlook) > scale);
    let tables: Vec<Table> = kinds(outlook)
        .map(|(name, by, comparison)| {
            let mut columns = columns(name, result.goal);
            let widths = grid::widths(&columns, rows::cells(inner).width);
            let bar_cells = usize::from(widths.last().copied().unwrap_or(0));
            if let Some(bar) = columns.last_mut() {
                bar.title = bar::scale(target, scale, is_clipped, bar_cells);
            }
            let said = fact::wrap(&comparison_in_words(result, by, comparison), usize::from(inner.width));
            Table { comparison, said, columns, bar_cells }
        })
        .collect();
    let parts = parts(&tables);
    let here = |part: &Part| matches!(part, Part::Row { index, .. } if *index == screen.side.at());
    let cursor = ListCursor { at: parts.iter().position(here).unwrap_or(0), top: 0 };
    let seen = more::seen(cursor, inner, parts.len(), 1);
    more::draw(frame, inner, &seen, parts.len(), look.theme);
    for (down, part) in parts.get(seen).unwrap_or_default().iter().enumerate() {
        let place = rows::line(inner, down);
        match part {
            Part::Blank => {}
            Part::Said(said) => draw_line(frame, place, said, Role::Text, look.theme),
            Part::Header(table) => rows::header(frame, place, &table.columns, look.theme),
            Part::Row { table, group, index } => {
                screen.side.clickable(place, *index);
                let cells = row(group, result, scale, table.bar_cells);
                rows::row(frame, place, &table.columns, &cells, *index == screen.side.at(), look.theme);
            }
        }
    }
}

/// The groups of one kind, as they are drawn.
struct Table<'a> {
    comparison: &'a Comparison,
    /// What they say together, in lines.
    said: Vec<String>,
    columns: Vec<Column>,
    bar_cells: usize,
}

/// A line of the pane.
enum Part<'a> {
    Blank,
    Said(&'a str),
    Header(&'a Table<'a>),
    /// A group, with its place among those of all kinds.
    Row {
        table: &'a Table<'a>,
        group: &'a GroupOutlook,
        index: usize,
    },
}

/// The lines of the pane from top to bottom.
fn parts<'a>(tables: &'a [Table<'a>]) -> Vec<Part<'a>> {
    let mut parts = Vec::new();
    let mut indexes = 0..;
    for (at, table) in tables.iter().enumerate() {
        parts.extend((at > 0).then_some(Part::Blank));
        parts.extend(table.said.iter().map(|said| Part::Said(said)));
        let groups = &table.comparison.groups;
        parts.extend((!groups.is_empty()).then_some(Part::Header(table)));
        parts.extend(groups.iter().zip(&mut indexes).map(|(group, index)| Part::Row { table, group, index }));
    }
    parts
}

/// The answer in words; without one, why there is none.
fn comparison_in_words(result: &CampaignResult, by: GroupBy, comparison: &Comparison) -> String {
    match ResultView::new(result).compared(by, comparison).as_str() {
        "" if result.goal == Goal::Ugc => format!("No {} has cost or made anything yet.", by.singular()),
        "" => format!("No {} has two tested creators yet.", by.singular()),
        said => text::shown(said),
    }
}

/// The kinds of groups with their headings.
fn kinds(outlook: &Outlook) -> impl Iterator<Item = (&'static str, GroupBy, &Comparison)> {
    outlook.comparisons().map(|(by, comparison)| {
        let heading = match by {
            GroupBy::Niche => "NICHE",
            GroupBy::Tier => "TIER",
            GroupBy::Style => "STYLE",
        };
        (heading, by, comparison)
    })
}

/// The cost of a usable asset of a group x 10,000, where a count decides.
fn cost_e4(group: &GroupOutlook, result: &CampaignResult) -> Option<i64> {
    ResultView::new(result).figures(group.sums).head_e4(result.goal)
}

fn columns(name: &str, goal: Goal) -> Vec<Column> {
    let (brings, new) = match goal {
        Goal::Ugc => {
            return vec![
                Column::words(name, 12, 22, 0),
                Column::number("CREATORS", 8, 5),
                Column::number("SPEND", 9, 3),
                Column::number("ASSETS", 7, 2),
                Column::number("WITH RIGHTS", 11, 4),
                Column::number("PER ASSET", 10, 1),
                Column::words("", 14, 30, 6),
            ];
        }
        Goal::Conversions => ("REVENUE", Column::words("A NEW ONE RETURNS", 18, 20, 1)),
        Goal::Awareness => ("VIEWS", Column::words("A NEW ONE COSTS", 24, 30, 1)),
    };
    vec![
        Column::words(name, 12, 22, 0),
        Column::number("CREATORS", 8, 5),
        Column::number("SPEND", 9, 6),
        Column::number(brings, 9, 6),
        Column::number("TRACKED", 7, 3),
        new,
        Column::number("BEATS TARGET", 12, 2),
        Column::number("IS BEST", 7, 4),
        Column::words("", 14, 30, 7),
    ]
}

fn row(group: &GroupOutlook, result: &CampaignResult, scale: i64, cells: usize) -> Vec<Cell> {
    let money = |minor| Cell::new(figure::money(minor, result.currency));
    let view = ResultView::new(result);
    let (written, figures) = (view.written(), view.figures(group.sums));
    let tracked = match result.goal {
        Goal::Conversions => {
            let roas = div_round(10_000 * i128::from(group.sums.revenue_minor), i128::from(group.sums.spend_minor));
            roas.map_or("no cost".to_owned(), figure::ratio)
        }
        Goal::Awareness | Goal::Ugc => figures.text(view.goal().head),
    };
    let brings = match result.goal {
        Goal::Conversions => money(group.sums.revenue_minor),
        Goal::Awareness | Goal::Ugc => Cell::new(figures.text(view.goal().brings)),
    };
    let target = estimate::target_e4(result.head_target(), result);
    let Some(range) = group.range else {
        return vec![
            Cell::new(text::shown(&group.name)),
            Cell::new(group.creators.to_string()),
            money(group.sums.spend_minor),
            brings,
            Cell::new(figures.text(Figure::Cleared)),
            Cell::new(tracked),
            Cell::new(bar::against(cost_e4(group, result), target, scale, cells)),
        ];
    };
    let [_, low, middle, high, _] = range.map(|value| written.e4(value));
    let range = [low, middle, high];
    vec![
        Cell::new(text::shown(&group.name)),
        Cell::new(group.creators.to_string()),
        money(group.sums.spend_minor),
        brings,
        Cell::new(tracked),
        Cell::new(written.three(range)),
        Cell::new(
            group.chance.map_or(figure::UNKNOWN.to_owned(), |p| estimate::beside_verdict_cell(p, result.borders())),
        ),
        Cell::new(group.best.map_or(figure::UNKNOWN.to_owned(), estimate::percent)),
        Cell::new(bar::range(range, target, scale, cells)),
    ]
}

/// The groups in lines of text.
pub(super) fn as_text(result: &CampaignResult) -> Vec<String> {
    let Some(outlook) = &result.outlook else { return Vec::new() };
    let mut lines = Vec::new();
    for (name, by, comparison) in kinds(outlook) {
        lines.push(comparison_in_words(result, by, comparison));
        let mut titles: Vec<String> = columns(name, result.goal).into_iter().map(|column| column.title).collect();
        titles.pop();
        lines.push(titles.join("\t"));
        for group in &comparison.groups {
            let mut cells: Vec<String> = row(group, result, 1, 0).into_iter().map(|cell| cell.text).collect();
            cells.pop();
            lines.push(cells.join("\t"));
        }
    }
    lines
}

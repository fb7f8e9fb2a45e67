//! How a batch looks.

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};

use crate::domain::figure::counted;
use crate::domain::{AmountState, BatchStatus, CostKind, Currency, Goal};
use crate::proto::row::{BatchRow, CampaignRow, CollaborationRow};
use crate::tui::kit::overlay::Overlay;
use crate::tui::kit::{Action, Ctx, Place};
use crate::tui::look::{Role, Theme, day, figure, text};
use crate::tui::screens::estimate::ruling_role;
use crate::tui::screens::form::batch_size;
use crate::tui::screens::listed::{self, Around};
use crate::tui::widgets::fact::{self, Fact};
use crate::tui::widgets::grid::{Cell, Column};
use crate::tui::widgets::panel::{self, Edge};
use crate::words::budget;
use crate::words::result_view::Figure;
use crate::words::result_view::rule::judged;

use super::{BatchScreen, count};

/// Lines that the header leaves to the list.
const LIST: u16 = 12;
/// Cells of the labels of the header.
const LABEL: usize = 8;

/// How many rows of the list fit.
pub(super) fn list_lines(screen: &BatchScreen, area: Rect, ctx: &Ctx) -> usize {
    let edge = Edge::of(area);
    listed::lines(parts(screen, area, edge, ctx)[1], edge)
}

/// What the header says in the room that it gets, and how many of its lines have none.
fn fitted(screen: &BatchScreen, room: Rect, ctx: &Ctx) -> (Vec<Fact>, usize) {
    let Some((campaign, batch)) = screen.batch() else { return (Vec::new(), 0) };
    let whole = header(screen, campaign, batch, None, ctx);
    if fact::lost(room, &whole) == 0 {
        return (whole, 0);
    }
    let short = header(screen, campaign, batch, Some(usize::from(room.width).saturating_sub(LABEL)), ctx);
    let lost = fact::lost(room, &short);
    (short, lost)
}

/// The header with all it says, to read.
pub(super) fn as_read(screen: &BatchScreen, ctx: &Ctx) -> Option<Overlay> {
    let (campaign, batch) = screen.batch()?;
    let title = title(campaign, batch);
    Some(Overlay::Text { title, lines: fact::as_lines(&header(screen, campaign, batch, None, ctx)) })
}

fn title(campaign: &CampaignRow, batch: &BatchRow) -> String {
    format!("{} of {}", text::shown(&batch.fields.name), text::shown(&campaign.fields.name))
}

/// The room of the header and of the list.
fn parts(screen: &BatchScreen, area: Rect, edge: Edge, ctx: &Ctx) -> [Rect; 2] {
    let facts = screen.batch().map(|(campaign, batch)| header(screen, campaign, batch, None, ctx));
    let facts = facts.unwrap_or_default();
    let label = facts.iter().map(|fact| text::width(fact.label)).max().unwrap_or(0) + 2;
    let lines = |width: u16| {
        let cells = usize::from(width).saturating_sub(label);
        let lines = facts.iter().map(|fact| fact::wrap(&fact.text, cells).len()).sum::<usize>();
        u16::try_from(lines).unwrap_or(u16::MAX)
    };
    // A batch seldom has more than ten creators: the list gets its lines, and the header keeps at most the others.
    let rows = u16::try_from(screen.creators.rows().len()).unwrap_or(LIST);
    let spare = area.height.saturating_sub(rows.saturating_add(3).clamp(LIST / 2, LIST));
    let wanted = match (edge, area.height) {
        (Edge::Frame, _) => (lines(area.width.saturating_sub(4)) + 2).min(spare.max(7)),
        (Edge::Rule, 10..) => (lines(area.width) + 2).min(spare.max(if area.height < 18 { 3 } else { 6 })),
        _ => 0,
    };
    area.layout(&Layout::vertical([Constraint::Length(wanted), Constraint::Fill(1)]))
}

pub(super) fn draw(screen: &BatchScreen, frame: &mut Frame<'_>, area: Rect, ctx: &Ctx, theme: Theme) {
    let area = area.intersection(frame.area());
    let edge = Edge::of(area);
    let [head, list] = parts(screen, area, edge, ctx);
    let found = screen.batch();
    if let Some((campaign, batch)) = found {
        let room = panel::inside(head, edge);
        let (facts, lost) = fitted(screen, room, ctx);
        let note = match lost {
            0 if batch.current => "the current batch".to_owned(),
            0 => String::new(),
            lost => format!("{}: {}", ctx.key(Action::PaneInfo), counted(lost, "more line", "more lines")),
        };
        let inner = panel::draw(frame, head, edge, &title(campaign, batch), &note, theme);
        fact::draw(frame, inner, &facts, theme);
    }
    let currency = screen.currency();
    let around = Around {
        edge,
        title: "Creators",
        note: screen.creators.place(),
        reading: if screen.batch.is_some() { "Reading the batch …" } else { &nothing(screen, ctx) },
        empty: nothing(screen, ctx),
    };
    let Some(inner) = screen.creators.draw_panel(frame, list, &around, theme) else { return };
    let columns = columns(screen, currency, ctx.today);
    screen.creators.draw(frame, inner, &columns, theme, |row| cells(screen, row, currency, ctx));
}

/// The text for an empty list.
fn nothing(screen: &BatchScreen, ctx: &Ctx) -> String {
    if screen.batch.is_none() {
        let (campaigns, plan) = (ctx.key(Action::Go(Place::Campaigns)), ctx.key(Action::BatchNew));
        return format!("No batch yet. {campaigns} shows the campaigns; {plan} there plans a batch.");
    }
    let (go, add, pick) = (ctx.key(Action::ItemAdd), ctx.key(Action::BatchAdd), ctx.key(Action::VerdictPick));
    format!("No creators in this batch yet. {go} shows your picks ({pick} in Creators picks); {add} there adds them.")
}

/// The success rule, or how to set one after an import.
fn rule(campaign: &CampaignRow, batch: &BatchRow, ctx: &Ctx) -> String {
    let edit = ctx.key(Action::BatchEdit);
    match (campaign.rule(batch), batch.status) {
        (Some(rule), BatchStatus::Planned) => format!("{} ({edit} edits)", text::shown(&rule)),
        (Some(rule), _) => text::shown(&rule),
        (None, _) if batch.imported => {
            format!("none, because the batch was imported. {edit} sets it once.")
        }
        (None, BatchStatus::Planned) => format!("none yet. {edit} sets it."),
        (None, _) => figure::UNKNOWN.to_owned(),
    }
}

/// What there is to know about the batch; where a text may have so many cells only, without what can be read elsewhere.
fn header(
    screen: &BatchScreen,
    campaign: &CampaignRow,
    batch: &BatchRow,
    cells: Option<usize>,
    ctx: &Ctx,
) -> Vec<Fact> {
    let money = |minor| figure::money(minor, campaign.fields.currency);
    let offered = batch.budget.offered_minor;
    let offered = if offered > 0 { format!(", {} offered", money(offered)) } else { String::new() };
    let ends = match (batch.fields.ends_on, batch.status) {
        (None, _) => "no end date".to_owned(),
        (Some(end), BatchStatus::Finished) => format!("planned end {}", day::short(end, ctx.today)),
        (Some(end), _) => format!("ends {}", day::relative(end, ctx.today)),
    };
    let creators = batch_size(batch.creators, batch.status);
    let rule = match campaign.rule(batch).filter(|_| cells.is_some()) {
        Some(rule) => text::shown(&rule),
        None => rule(campaign, batch, ctx),
    };
    let stage = ctx.key(Action::StageNext);
    let (next, role) = match (batch.status, batch.refusal(ctx.today)) {
        (BatchStatus::Planned, Some(sentence)) => (format!("! Can't start yet. {sentence}"), Role::Warn),
        (BatchStatus::Planned, None) => match campaign.start_doubts(batch) {
            Some(review) => {
                (format!("! Check first: {}. Press {stage} twice to start anyway.", text::shown(&review)), Role::Warn)
            }
            None => (format!("Ready: {stage} starts it."), Role::Text),
        },
        (BatchStatus::Running, _) => (
            format!(
                "{} edits fees, codes and posts, {} logs what happened, {stage} finishes it.",
                ctx.key(Action::ItemEdit),
                ctx.key(Action::StagePick)
            ),
            Role::Text,
        ),
        (BatchStatus::Finished, _) => {
            (format!("{} shows the results.", ctx.key(Action::Go(Place::Results))), Role::Text)
        }
    };
    let mut facts = vec![
        Fact::new("Stage", format!("{}, {creators}, {ends}", batch.stage()), 1),
        Fact::new(
            "Spend",
            match campaign.fields.goal {
                Goal::Conversions => {
                    format!("{}{offered}, back {} so far", money(batch.spend_minor), money(batch.revenue_minor))
                }
                Goal::Awareness | Goal::Ugc => format!("{}{offered}", money(batch.spend_minor)),
            },
            3,
        ),
        Fact::new("Rule", rule, 2),
    ];
    if let Some(judgement) = &batch.judged {
        facts.push(
            Fact::new("", text::shown(&judged(judgement, campaign.fields.counts, None)), 4)
                .role(ruling_role(judgement.ruling)),
        );
        let again = screen.again(batch.id).map(|again| format!("If booked again: {again}."));
        facts.extend(again.map(|again| Fact::new("", again, 5)));
    }
    let budget = budget::within(campaign.budget, campaign.fields.currency, cells.unwrap_or(usize::MAX));
    let is_over = campaign.budget.forecast_over_minor().is_some();
    facts.push(Fact::new("Budget", budget, 6).role(if is_over { Role::Warn } else { Role::Text }));
    facts.push(Fact::new("Next", next, 0).role(role));
    facts
}

/// The figures that the goal of the campaign asks for beside the views.
fn goal_figures(screen: &BatchScreen) -> &'static [Figure] {
    match screen.batch().map(|(campaign, _)| campaign.fields.goal) {
        Some(Goal::Awareness) => &[Figure::Cpm],
        Some(Goal::Ugc) => &[Figure::Assets, Figure::Cleared, Figure::AssetCost],
        Some(Goal::Conversions) | None => &[],
    }
}

fn columns(screen: &BatchScreen, currency: Currency, today: NaiveDate) -> Vec<Column> {
    let rows = screen.creators.rows();
    let widest = |kind, title: &str| {
        let widths = rows.iter().map(|row| text::width(&amount(row, kind, currency)));
        u16::try_from(widths.max().unwrap_or(0).max(text::width(title)).clamp(6, 18)).unwrap_or(8)
    };
    let money = |kind, title: &str, priority| Column::number(title, widest(kind, title), priority);
    // A value is whole or its column leaves; one very long code alone is not worth a column's width.
    let words = |title: &str, most: usize, priority, said: &dyn Fn(&CollaborationRow) -> String| {
        let widths = rows.iter().map(|row| text::width(&said(row))).max().unwrap_or(0);
        let cells = u16::try_from(widths.max(text::width(title)).min(most)).unwrap_or(8);
        Column::words(title, cells, cells, priority)
    };
    let of_goal = goal_figures(screen).iter().map(|figure| match figure {
        // The head figure stays where cells are few.
        Figure::Cleared => Column::number(figure.head(), 11, 9),
        Figure::Assets => Column::number(figure.head(), 6, 4),
        _ => Column::number(figure.head(), 9, 2),
    });
    let columns = vec![
        Column::words("HANDLE", 14, 26, 0),
        Column::words("TIER", 5, 5, 5),
        Column::words("STAGE", 9, 9, 1),
        money(CostKind::Fee, "FEE", 2),
        Column::words("STATE", 8, 8, 5),
        money(CostKind::Product, "PRODUCT", 6),
        money(CostKind::Shipping, "SHIPPING", 8),
        words("CODES", 24, 3, &codes),
        words("POSTED", 18, 7, &|row| posted(row, today)),
        Column::number("VIEWS", 7, 4),
    ];
    columns.into_iter().chain(of_goal).collect()
}

fn amount(row: &CollaborationRow, kind: CostKind, currency: Currency) -> String {
    row.fields.cost(kind).map_or(figure::UNKNOWN.to_owned(), |minor| figure::money(minor, currency))
}

fn codes(row: &CollaborationRow) -> String {
    match &row.fields.codes[..] {
        [] => figure::UNKNOWN.to_owned(),
        codes => text::shown(&codes.join(", ")),
    }
}

fn posted(row: &CollaborationRow, today: NaiveDate) -> String {
    row.fields.posted_on.map_or(figure::UNKNOWN.to_owned(), |on| day::short(on, today))
}

/// The state of the fee; with several parts, the one furthest behind.
fn fee_state(row: &CollaborationRow) -> &'static str {
    let fees = row.amounts.iter().filter(|amount| amount.kind == CostKind::Fee && amount.minor != 0);
    fees.map(|amount| amount.state).min().map_or(figure::UNKNOWN, AmountState::word)
}

fn cells(screen: &BatchScreen, row: &CollaborationRow, currency: Currency, ctx: &Ctx) -> Vec<Cell> {
    let tier = row.followers.and_then(|followers| ctx.borders.tier(followers));
    let figures = screen.figures(row);
    let of_goal = goal_figures(screen)
        .iter()
        .map(|figure| Cell::new(figures.map_or_else(|| figure::UNKNOWN.to_owned(), |figures| figures.text(*figure))));
    let cells = vec![
        Cell::with(format!("@{}", text::shown(&row.handle)), Role::Strong),
        Cell::new(tier.map_or(figure::UNKNOWN, crate::domain::Tier::word)),
        Cell::new(text::shown(&row.stage)),
        Cell::new(amount(row, CostKind::Fee, currency)),
        Cell::new(fee_state(row)),
        Cell::new(amount(row, CostKind::Product, currency)),
        Cell::new(amount(row, CostKind::Shipping, currency)),
        Cell::new(codes(row)),
        Cell::new(posted(row, ctx.today)),
        Cell::new(count(row.counts.views)),
    ];
    cells.into_iter().chain(of_goal).collect()
}

/// The list as tab-separated text, with the same figures.
pub(super) fn as_text(screen: &BatchScreen, ctx: &Ctx) -> String {
    let currency = screen.currency();
    let columns = columns(screen, currency, ctx.today);
    let titles = columns.iter().map(|column| column.title.as_str());
    screen.creators.as_text(titles, |row| cells(screen, row, currency, ctx).into_iter().map(|cell| cell.text))
}

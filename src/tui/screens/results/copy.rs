//! The page as plain text with the same figures: facts first, then what is estimated, each with its range.

use crate::domain::Goal;
use crate::proto::outlook::DayCount;
use crate::tui::kit::Ctx;
use crate::tui::look::{day as look_day, figure, text};
use crate::tui::screens::estimate;
use crate::words::result_view::{GoalView, Program, ResultView, RunningSum};

use super::list::{Reach, Row};
use super::{ResultsScreen, batches, counted, funnel, groups, hints, money, program, review};

impl ResultsScreen {
    /// Writes what is on screen, every pane of it.
    pub(super) fn as_text(&self, ctx: &Ctx) -> Option<String> {
        let result = self.result()?;
        let mut lines = vec![self.name()];
        if self.reach == Reach::All {
            lines.extend(program::totals(self));
            lines.extend(Program::all(self.results()).iter().flat_map(Program::sentences));
            lines.push(String::new());
            lines.extend(self.list_as_text());
            return Some(lines.join("\n"));
        }
        lines.push("tracked so far".to_owned());
        let view = ResultView::new(result);
        let facts = view.key_figures(self.sums()?, self.target()).into_iter();
        lines.extend(facts.map(|(label, _, value)| format!("{label}\t{value}")));
        lines.extend(view.left_out());
        if let Some(said) = self.estimate() {
            lines.push(text::shown(&view.repeated(said)));
        }
        lines.push(String::new());
        lines.extend(self.list_as_text());
        let days = RunningSum::of(money::days(self));
        let section = |heading: &str, more: Vec<String>| {
            let heading = if more.is_empty() { Vec::new() } else { vec![String::new(), heading.to_owned()] };
            heading.into_iter().chain(more)
        };
        let money_of = |minor| figure::money(minor, result.currency);
        let day = |sum: &RunningSum| {
            let on = look_day::short(sum.day, ctx.today);
            format!("{on}\t{}\t{}\t{}", money_of(sum.spend_minor), money_of(sum.revenue_minor), sum.orders)
        };
        let curve = money::sentences(result, &days, ctx.today).into_iter();
        let titles = (!days.is_empty()).then(|| format!("DAY\tSPEND\tREVENUE\t{}", result.counts.head()));
        if result.goal == Goal::Conversions {
            lines.extend(section("Money over time, so far", curve.chain(titles).chain(days.iter().map(day)).collect()));
        } else {
            let counts = counted::days(self);
            let said = view.counted(counts, |on| look_day::tiny(on, ctx.today)).into_iter();
            let titles = (!counts.is_empty()).then(|| format!("DAY\t{} SO FAR", counted::head(result.goal)));
            let line = |count: &DayCount| format!("{}\t{}", look_day::short(count.day, ctx.today), count.total);
            let all = said.chain(titles).chain(counts.iter().map(line)).collect();
            lines.extend(section(counted::title(result.goal), all));
        }
        lines.extend(section("Funnel", funnel::as_text(result, self.sums()?)));
        lines.extend(section("What the numbers suggest", hints::as_text(self)));
        lines.extend(section("Niches, tiers and styles", groups::as_text(result)));
        lines.extend(section(batches::title(result.goal), batches::as_text(result)));
        lines.extend(section("Next batch", ResultView::new(result).next_budget().into_iter().collect()));
        lines.extend(section("Needs review", review::as_text(self, ctx)));
        Some(lines.join("\n"))
    }

    /// What is on screen, by name.
    fn name(&self) -> String {
        match (self.reach, self.result(), self.batch()) {
            (Reach::All, _, _) | (_, None, _) => "All campaigns".to_owned(),
            (Reach::Batch, Some(result), Some(batch)) => {
                format!("{}: {}", text::shown(&result.name), text::shown(&batch.name))
            }
            (_, Some(result), _) => text::shown(&result.name),
        }
    }

    fn list_as_text(&self) -> Vec<String> {
        let first = if self.reach == Reach::All { "CAMPAIGN" } else { "CREATOR" };
        let rows = self.rows();
        let estimated = rows.iter().any(|row| row.estimate().is_some());
        let (columns, heads, has_range) = (GoalView::of(self.goal()).columns, self.heads(), self.goal() != Goal::Ugc);
        let range = if has_range { format!("\tIF BOOKED AGAIN ({})", estimate::RANGE) } else { String::new() };
        let more = if estimated { format!("{range}\tVERDICT") } else { String::new() };
        let titles = columns.iter().map(|figure| heads.head(*figure).into_owned()).collect::<Vec<_>>();
        let heading = format!("{first}\t{}{more}", titles.join("\t"));
        let line = |row: Row<'_>| {
            let name = match row {
                Row::Campaign(campaign) => text::shown(&campaign.name),
                Row::Batch(_, batch) => format!("{} ({})", text::shown(&batch.name), batch.stage()),
                Row::Creator(_, creator) => format!("@{}", text::shown(&creator.handle)),
            };
            let cells: Vec<String> = columns.iter().map(|figure| row.figures().text(*figure)).collect();
            let (cells, said) = (cells.join("\t"), row.estimate());
            let words = said.and_then(|said| estimate::guess(said, row.campaign().currency));
            let words = words.unwrap_or_else(|| figure::UNKNOWN.to_owned());
            let words = if has_range { format!("\t{words}") } else { String::new() };
            let more = if estimated { format!("{words}\t{}", estimate::verdict(said).0) } else { String::new() };
            format!("{name}\t{cells}{more}")
        };
        std::iter::once(heading).chain(rows.into_iter().map(line)).collect()
    }
}

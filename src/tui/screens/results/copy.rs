//! The page as plain text with the same figures: facts first, then what is estimated, each with its range.

use crate::tui::kit::Ctx;
use crate::tui::look::{day, figure, text};
use crate::tui::screens::estimate;
use crate::words::result_view::{ResultView, RunningSum};

use super::creators::COLUMNS;
use super::list::{Reach, Row};
use super::{ResultsScreen, batches, funnel, groups, headline, hints, money, next, review};

impl ResultsScreen {
    /// Writes what is on screen, every pane of it.
    pub(super) fn as_text(&self, ctx: &Ctx) -> Option<String> {
        let result = self.result()?;
        let mut lines = vec![self.name()];
        if self.reach == Reach::All {
            lines.extend(headline::totals(self));
            lines.push(String::new());
            lines.extend(self.list_as_text());
            return Some(lines.join("\n"));
        }
        lines.push("tracked so far".to_owned());
        let view = ResultView::new(result);
        let facts = view.key_figures(self.sums()?).into_iter();
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
            let on = day::short(sum.day, ctx.today);
            format!("{on}\t{}\t{}\t{}", money_of(sum.spend_minor), money_of(sum.revenue_minor), sum.orders)
        };
        let curve = money::sentences(result, &days, ctx.today).into_iter();
        let titles = (!days.is_empty()).then(|| format!("DAY\tSPEND\tREVENUE\t{}", result.counts.head()));
        lines.extend(section("Money over time, so far", curve.chain(titles).chain(days.iter().map(day)).collect()));
        lines.extend(section("Funnel", funnel::as_text(result, self.sums()?)));
        lines.extend(section("What the numbers suggest", hints::as_text(self)));
        lines.extend(section("Niches, tiers and styles", groups::as_text(result)));
        lines.extend(section("Batches at equal age", batches::as_text(result)));
        lines.extend(section("Next batch", next::as_text(result)));
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
        let more = if estimated { format!("\tIF BOOKED AGAIN ({})\tVERDICT", estimate::RANGE) } else { String::new() };
        let heading = format!("{first}\t{}{more}", COLUMNS.map(|figure| figure.head_of(self.counts())).join("\t"));
        let line = |row: Row<'_>| {
            let name = match row {
                Row::Campaign(campaign) => text::shown(&campaign.name),
                Row::Batch(_, batch) => format!("{} ({})", text::shown(&batch.name), batch.stage()),
                Row::Creator(_, creator) => format!("@{}", text::shown(&creator.handle)),
            };
            let cells = COLUMNS.map(|figure| row.figures().text(figure)).join("\t");
            let said = row.estimate();
            let words = said.and_then(estimate::guess).unwrap_or_else(|| figure::UNKNOWN.to_owned());
            let more = if estimated { format!("\t{words}\t{}", estimate::verdict(said).0) } else { String::new() };
            format!("{name}\t{cells}{more}")
        };
        std::iter::once(heading).chain(rows.into_iter().map(line)).collect()
    }
}

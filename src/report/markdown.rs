//! Writes pages as Markdown, for an email or a wiki. Imported text is escaped so that it cannot become markup.

use std::fmt::Write as _;

use crate::domain::figure::UNKNOWN;
use crate::words::result_view::estimate::RANGE;
use crate::words::result_view::{Figure, Figures};

use super::CampaignReport;
use super::media_kit::{MediaKit, POST_HEADS, RESULT_HEADS};
use super::{CreatorLine, emv};

/// Escapes everything that has a meaning in Markdown.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            // A backslash before these is read differently by different renderers; entities are not.
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '!' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

/// Writes a bulleted list, one sentence per line.
pub(super) fn bullets(out: &mut String, sentences: &[String]) {
    for sentence in sentences {
        let _ = writeln!(out, "- {}", plain(sentence));
    }
}

/// Writes a table: the first column is text, all others are numbers. Cells must already be escaped.
pub(super) fn table(out: &mut String, heads: &[&str], rows: &[Vec<String>]) {
    let rule: Vec<&str> = (0..heads.len()).map(|column| if column == 0 { "---" } else { "---:" }).collect();
    let _ = writeln!(out, "| {} |\n| {} |", heads.join(" | "), rule.join(" | "));
    for row in rows {
        let _ = writeln!(out, "| {} |", row.join(" | "));
    }
}

/// Writes the page of a campaign.
pub(super) fn campaign(report: &CampaignReport) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "# {}\n", plain(&report.name));
    for (label, text) in [("Product", &report.product), ("Question", &report.question)] {
        if !text.is_empty() {
            let _ = writeln!(out, "{label}: {}  ", plain(text));
        }
    }
    let _ = writeln!(out, "Report, {}\n\n## {}\n", report.day(), report.headline);
    let _ = writeln!(out, "{}\n", report.lead.iter().map(|sentence| plain(sentence)).collect::<Vec<_>>().join(" "));
    let tiles: Vec<Vec<String>> =
        report.tiles.iter().map(|tile| vec![tile.label.to_string(), tile.value.clone(), plain(&tile.note)]).collect();
    table(&mut out, &["Figure", "Value", "Note"], &tiles);
    for group in &report.groups {
        let _ = writeln!(out, "\n## {}\n", report.title_of(group));
        for line in &group.creators {
            let _ = writeln!(out, "- **@{}** {}", plain(&line.handle), plain(&line.sentences.join(" ")));
        }
    }
    let _ = writeln!(out, "\n## Next steps\n");
    bullets(&mut out, &report.next);
    if report.lines().next().is_some() {
        let _ = writeln!(out, "\n## The numbers, tracked so far\n");
        creators(&mut out, report);
    }
    if let Some(money) = &report.money {
        let _ = writeln!(out, "\n## Money over time\n\n{}\n", plain(&money.words));
        let rows: Vec<Vec<String>> = money.weeks.iter().map(|week| week.to_vec()).collect();
        table(&mut out, &["Until", Figure::Spend.label(), Figure::Revenue.label()], &rows);
    }
    if let Some(chart) = &report.counted {
        let _ = writeln!(out, "\n## {}\n\n{}", report.counted_title, plain(&chart.words));
    }
    if !report.funnel.is_empty() {
        let _ = writeln!(out, "\n## From views to {}\n", report.figures.counts().word());
        let rows: Vec<Vec<String>> = report
            .funnel
            .iter()
            .map(|step| vec![step.label.to_owned(), step.count.clone(), step.share.clone()])
            .collect();
        table(&mut out, &["Step", "Count", "Share"], &rows);
    }
    if let Some(block) = &report.emv {
        let _ = writeln!(out, "\n## {}\n\nAll posts together: {}\n", emv::TITLE, plain(&block.total));
        bullets(&mut out, &block.sentences);
    }
    let _ = writeln!(out, "\n## How the numbers are made\n\n{}\n", plain(&report.method.join(" ")));
    let _ = writeln!(out, "## What the data covers\n");
    bullets(&mut out, &report.coverage);
    out
}

/// Writes the table of creators with figures and ranges.
fn creators(out: &mut String, report: &CampaignReport) {
    let view = report.view();
    let has_range = view.range.is_some();
    let range = format!("{} if booked again ({RANGE})", view.name);
    let labels: Vec<_> = view.table.iter().map(|figure| report.figures.label(*figure)).collect();
    let mut heads = vec!["Creator", "Verdict"];
    heads.extend(labels.iter().map(AsRef::as_ref));
    if has_range {
        heads.extend(["Best guess", range.as_str()]);
    }
    let cells = |figures: Figures| view.table.iter().map(move |figure| figures.text(*figure));
    let known = |text: Option<String>| text.unwrap_or_else(|| UNKNOWN.to_owned());
    let row = |line: &CreatorLine| {
        let mut row = vec![format!("@{}", plain(&line.handle)), line.verdict().to_owned()];
        row.extend(cells(line.figures));
        if has_range {
            row.extend([known(line.middle()), known(line.range())]);
        }
        row
    };
    let mut rows: Vec<Vec<String>> = report.lines().map(row).collect();
    let mut total = vec!["**All**".to_owned(), String::new()];
    total.extend(cells(report.figures));
    total.extend(std::iter::repeat_n(String::new(), if has_range { 2 } else { 0 }));
    rows.push(total);
    table(out, &heads, &rows);
}

/// Writes the media kit of a creator.
pub(super) fn media_kit(kit: &MediaKit) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "# @{}\n", plain(&kit.handle));
    for line in [&kit.name, &kit.about.join(", "), &kit.bio, &kit.niches.join(", ")] {
        if !line.is_empty() {
            let _ = writeln!(out, "{}  ", plain(line));
        }
    }
    let _ = writeln!(out, "Media kit, {}\n", kit.day());
    let tiles: Vec<Vec<String>> =
        kit.tiles.iter().map(|tile| vec![tile.label.to_string(), tile.value.clone(), plain(&tile.note)]).collect();
    table(&mut out, &["Figure", "Value", "Note"], &tiles);
    if !kit.audience.is_empty() {
        let _ = writeln!(out, "\n## Audience\n");
        for (facet, parts) in &kit.audience {
            let parts: Vec<String> = parts.iter().map(|part| format!("{} {}", plain(&part.key), part.share)).collect();
            let _ = writeln!(out, "- {facet}: {}", parts.join(", "));
        }
    }
    if kit.growth.is_some() || !kit.pace.is_empty() {
        let _ = writeln!(out, "\n## Growth\n");
        let words = kit.growth.as_ref().map_or("", |growth| growth.words.as_str());
        let _ = writeln!(out, "{}", plain(format!("{words} {}", kit.pace).trim()));
    }
    rows(&mut out, "Newest posts", &POST_HEADS, &kit.posts);
    if let Some(results) = &kit.results {
        rows(&mut out, "Earlier collaborations", &RESULT_HEADS, results);
        if results.is_empty() {
            let _ = writeln!(out, "\n## Earlier collaborations\n\nNone with a post or an order yet.");
        }
    }
    let _ = writeln!(out, "\n## Where the figures come from\n");
    bullets(&mut out, &kit.sources);
    out
}

/// Writes a heading and a table; nothing without rows.
fn rows(out: &mut String, title: &str, heads: &[&str], rows: &[[String; 5]]) {
    if rows.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n## {title}\n");
    let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| plain(cell)).collect()).collect();
    table(out, heads, &rows);
}
